//! What is understood and kept apart: things no document can say yet, references, notes.

use std::ops::Range;

use rust_decimal::Decimal;

use super::phrase::{Fact, Found};
use super::reading::{Early, Later};
use super::token::Sort;
use super::view::View;
use super::when::Lapse;
use super::words::{Sense, Unit};
use crate::content::Percent;

impl View<'_> {
    /// "2/10 net 30", "2% 10 net 30", "if paid within 10 days 2% off".
    pub(super) fn early(&self, at: usize) -> Found {
        let comma = |at: usize| if self.mark(at, ',') { at + 1 } else { at };
        if let (Some((percent, one)), true) = (self.digits(at), self.mark(at + 1, '/') && self.glued(at + 1))
            && one == at + 1
            && let Some((days, end)) = self.digits(at + 2)
        {
            self.net(comma(end))?;
            return Some((Fact::Early(early(percent.value, Some(days.value))), end));
        }
        if let Some((percent, after)) = self.percent(at) {
            let percent = percent.map_or(Decimal::from(-1), Percent::value);
            let in_days = self.skip(after, &[Sense::In]);
            if let Some((days, end)) = self.number(in_days) {
                let end = self.skip(end, &[Sense::Unit(Unit::Day)]);
                if self.net(comma(end)).is_some() {
                    return Some((Fact::Early(early(percent, Some(days.value))), end));
                }
            }
            // "2 % Skonto bei Zahlung innerhalb von 10 Tagen"; "2% discount if paid within 10 days".
            let named = self.skip(after, &[Sense::Off, Sense::Discount]);
            for from in [after, named] {
                if let Some(after) = self.after(from, Sense::IfPaid) {
                    let (days, end) = self.days(after);
                    return Some((Fact::Early(early(percent, days)), end));
                }
            }
        }
        let after = self.after(at, Sense::IfPaid)?;
        let (days, end) = self.days(after);
        if end == after {
            return None;
        }
        match self.percent(comma(end)) {
            Some((percent, end)) => {
                let end = self.skip(end, &[Sense::Off, Sense::Discount]);
                Some((Fact::Early(early(percent.map_or(Decimal::from(-1), Percent::value), days)), end))
            }
            None => Some((Fact::Later(Later::EarlyPayment), self.discount(comma(end)).map_or(end, |(_, end)| end))),
        }
    }

    /// So many days, where a lapse in days stands here; else where the words about the day end.
    fn days(&self, at: usize) -> (Option<Decimal>, usize) {
        let start = self.skip(at, &[Sense::In, Sense::Before, Sense::Of]);
        match self.lapse(start) {
            Some((Lapse::Days(days), end)) => (Some(days.into()), end),
            Some((Lapse::Months(_) | Lapse::Business(_) | Lapse::TooLong, end)) => (None, end),
            None => (None, self.when(at).map_or(at, |(_, end)| end)),
        }
    }

    /// "in 3 instalments", "3 payments of $400", "50/50", "40/30/30", "half on delivery".
    pub(super) fn schedule(&self, at: usize) -> Found {
        let schedule = |end| Some((Fact::Later(Later::Schedule), end));
        if let Some(end) = self.shares(at) {
            return schedule(end);
        }
        let start = self.skip(at, &[Sense::Split]);
        if let Some((_, after)) = self.number(start)
            && let Some(end) = self.after(after, Sense::Instalments)
        {
            let of = self.skip(end, &[Sense::Of, Sense::At]);
            let sum = if of > end { self.sum(of, true).map(|(_, end)| self.skip(end, &[Sense::Each])) } else { None };
            return if start > at || sum.is_some() || self.is_boundary(end) { schedule(sum.unwrap_or(end)) } else { None };
        }
        // The other half of a deposit: due at an event.
        let event = |after| self.after(after, Sense::Event).filter(|end| self.is_boundary(*end) || self.is_structural(*end));
        if let Some((part, after)) = self.part(at, false)
            && let Some(end) = event(after)
        {
            // "30% on signing and the rest on completion": the first part is the deposit.
            let first = !(0..at).any(|step| self.any_sense(step, step, |sense| matches!(sense, Sense::Now | Sense::UpFront | Sense::Deposit)));
            if first && (end..self.len()).any(|step| self.is(step, Sense::Balance)) {
                return Some((Fact::Deposit(part), end));
            }
            return Some((Fact::Event(after..end), end));
        }
        if let Some((_, after)) = self.percent(at).filter(|_| self.shared(at))
            && let Some(end) = self.named_event(after)
        {
            return Some((Fact::Event(after..end), end));
        }
        let balance = self.after(at, Sense::Balance)?;
        let balance = self.skip(balance, &[Sense::Due]);
        event(balance).map(|end| (Fact::Event(balance..end), end))
    }

    /// Whether another share is named: then this one is a part of the same whole.
    fn shared(&self, at: usize) -> bool {
        let share = |step: usize| self.tokens[step].is_mark('%') && step != at + 1 || self.any_sense(step, step, |sense| matches!(sense, Sense::Share(_)));
        (0..self.len()).any(|step| step != at && share(step))
    }

    /// "on design approval", "nach Abnahme des Entwurfs": an event in a few words, up to a break.
    fn named_event(&self, at: usize) -> Option<usize> {
        let start = self.skip(at, &[Sense::On, Sense::Event]);
        let end = (start..self.len()).take_while(|step| self.is_word(*step) && !self.is_boundary(*step) && !self.is(*step, Sense::And)).count() + start;
        let plain = (start..end).all(|step| self.number(step).is_none() && self.find(step, |sense| matches!(sense, Sense::Tax | Sense::Off | Sense::Discount | Sense::Deposit).then_some(())).is_none());
        let closed = self.is_boundary(end) || self.is(end, Sense::And);
        (start > at && end > start && end - start <= 4 && plain && closed).then_some(end)
    }

    /// Shares that come to a hundred: "50/50", "40/30/30".
    fn shares(&self, at: usize) -> Option<usize> {
        let mut sum = 0u32;
        let mut end = at;
        loop {
            let fits = self.open(end) && self.tokens[end].sort == Sort::Number && self.tokens[end].raw.len() <= 2;
            sum += if fits && sum <= 100 { self.tokens[end].raw.parse::<u32>().ok()? } else { return None };
            end += 1;
            if !(self.mark(end, '/') && self.glued(end) && self.glued(end + 1)) {
                break;
            }
            end += 1;
        }
        let end = self.skip(end, &[Sense::Split]);
        (sum == 100 && (self.is_boundary(end) || self.is_structural(end))).then_some(end)
    }

    /// "1.5% late fee per month", "late fee of $25".
    pub(super) fn late_fee(&self, at: usize) -> Found {
        let late = |end: usize| {
            let per = self.after(end, Sense::Per).and_then(|after| self.find(after, |sense| matches!(sense, Sense::Unit(_)).then_some(())));
            let end = per.map_or(end, |(_, end)| end);
            Some((Fact::Later(Later::LateFee), end))
        };
        if let Some((_, after)) = self.part(at, false) {
            let after = self.recur(after).map_or(after, |(_, end)| end);
            return self.after(after, Sense::LateFee).and_then(late);
        }
        let after = self.after(at, Sense::LateFee)?;
        let (_, end) = self.part(self.skip(self.skip_colon(after), &[Sense::Of, Sense::At]), false)?;
        late(end)
    }

    /// Withholding, reverse charge, a day of delivery, an e-mail address.
    pub(super) fn other(&self, at: usize) -> Found {
        let later = |at: usize| self.find(at, |sense| if let Sense::Later(later) = sense { Some(later) } else { None });
        let start = self.skip(at, &[Sense::Less, Sense::Plus, Sense::With, Sense::Article]);
        if let Some((percent, after)) = self.percent(start)
            && let Some((found, end)) = later(self.skip(after, &[Sense::Of])).or_else(|| later(after))
        {
            let from = self.skip(after, &[Sense::Of]).min(end - 1);
            return Some((withheld(found, percent.ok(), from..end), end));
        }
        if let Some((found, end)) = later(start) {
            let after = self.skip(self.skip_colon(end), &[Sense::Of, Sense::At]);
            let percent = self.percent(after);
            let name = start..end;
            return Some(match percent {
                Some((percent, end)) => (withheld(found, percent.ok(), name), end),
                None => (withheld(found, None, name), end),
            });
        }
        if let Some(after) = self.after(at, Sense::Delivery) {
            let when = self.skip(self.skip_colon(after), &[Sense::Before, Sense::In, Sense::On]);
            let end = self.when(when).map(|(_, end)| end).filter(|_| when > after || self.lapse(when).is_some());
            if let Some(end) = end {
                return Some((Fact::Later(Later::Delivery), end));
            }
        }
        if let Some(end) = self.attention(at) {
            return Some((Fact::Later(Later::Attention), end));
        }
        let to = self.skip(at, &[Sense::To, Sense::At]);
        let email = self.is_word(to) && crate::text::email_key(self.tokens[to].raw).is_some_and(|key| key.contains('.'));
        email.then_some((Fact::Later(Later::Email), to + 1))
    }

    /// "attn. Sue Miller", "z. Hd. Frau Dr. Meier": to the end of the name.
    fn attention(&self, at: usize) -> Option<usize> {
        let mut end = self.skip_colon(self.after(at, Sense::Attention)?);
        let start = end;
        while end < start + 5 && self.is_word(end) && self.tokens[end].is_capital() && !self.tokens[end].fresh_line {
            end += 1;
        }
        (end > start).then_some(end)
    }

    /// "PO 1234", "PO# 1234", "ref: ABC-12", "order no. 55"; on a receipt also the invoice that was paid.
    pub(super) fn reference(&self, at: usize) -> Found {
        if self.about {
            let start = self.skip(at, &[Sense::For, Sense::On, Sense::Of, Sense::Article]);
            let named =
                self.find(start, |sense| matches!(sense, Sense::Kind(crate::content::Kind::Invoice)).then_some(())).map(|(_, end)| end);
            if let Some(range) = named.and_then(|after| self.code(self.skip_signs(after), true)) {
                return Some((Fact::Settles(range.clone()), range.end));
            }
            // "INV-0042", "RE-2026/17", "F2026-3": letters, then figures in one piece.
            let lettered = self.is_word(start) && self.tokens[start].raw.starts_with(|c: char| c.is_ascii_uppercase());
            if let Some(range) = self.code(start, true).filter(|_| lettered || self.is_word(start) && start > at) {
                let letters = self.tokens[start].raw.chars().take_while(|c| c.is_alphabetic()).count();
                if letters <= 5 && (start > at || letters >= 1 && range.len() + self.tokens[start].raw.len() > 3) {
                    return Some((Fact::Settles(range.clone()), range.end));
                }
            }
        }
        if self.is_word(at)
            && let Some((lead, code)) = self.tokens[at].folded.split_once('-')
            && code.contains(|c: char| c.is_ascii_digit())
            && self.means(lead, Sense::Order)
        {
            return Some((Fact::Reference(at..at + 1), at + 1));
        }
        if let Some(after) = self.after(at, Sense::Order) {
            let signs = self.skip_signs(after);
            let mut range = self.code(signs, signs == after)?;
            // "ref: Spring campaign" goes on to the next break.
            let named = !self.tokens[range.clone()].iter().any(|token| token.raw.contains(|c: char| c.is_ascii_digit()));
            while named && self.is_text(range.end) && !self.is_boundary(range.end) && !self.is_structural(range.end) {
                range.end += 1;
            }
            return Some((Fact::Reference(range.clone()), range.end));
        }
        let after = self.after(at, Sense::WeakOrder)?;
        let signs = self.skip_signs(after);
        let range = self.code(signs, true).filter(|_| signs > after && !self.mark(after, ':'))?;
        Some((Fact::Reference(range.clone()), range.end))
    }

    fn skip_signs(&self, at: usize) -> usize {
        self.skip(at, &[Sense::NumberSign])
    }

    /// A number or code in one piece: "1234", "ABC-12", "2026/17".
    pub(super) fn code(&self, at: usize, digits: bool) -> Option<Range<usize>> {
        if !self.is_text(at) {
            return None;
        }
        let mut end = at + 1;
        while self.open(end)
            && self.glued(end)
            && (self.tokens[end].is_text()
                || matches!(self.tokens[end].sort, Sort::Mark('-' | '/' | '_')) && self.glued(end + 1) && self.is_text(end + 1))
        {
            end += 1;
        }
        let has_digit = self.tokens[at..end].iter().any(|token| token.raw.contains(|c: char| c.is_ascii_digit()));
        // A sum of money is no reference.
        let money = self.sum(at, false).is_some();
        (!money && (has_digit || !digits)).then_some(at..end)
    }

    /// "note: …" to the end of the line.
    pub(super) fn note(&self, at: usize) -> Found {
        let after = self.after(at, Sense::Note)?;
        if !self.mark(after, ':') {
            return None;
        }
        let start = after + 1;
        let end = (start..self.len()).find(|step| self.is_taken(*step) || self.tokens[*step].fresh_line).unwrap_or(self.len());
        (end > start).then_some((Fact::Note(start..end), end))
    }
}

fn early(percent: Decimal, days: Option<Decimal>) -> Option<Early> {
    let days = days.map(|days| days.normalize()).filter(|days| days.scale() == 0)?;
    let days = u16::try_from(days.mantissa()).ok().filter(|days| *days <= 366)?;
    let percent = Percent::new(percent).ok().filter(|percent| *percent <= Percent::HUNDRED)?;
    Some(Early { percent, days })
}

fn withheld(found: Later, percent: Option<Percent>, name: Range<usize>) -> Fact {
    match (found, percent) {
        (Later::Withholding, Some(percent)) => Fact::Withheld(percent, name),
        _ => Fact::Later(found),
    }
}
