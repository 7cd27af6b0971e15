//! What is understood and kept apart: things no document can say yet, references, notes.

use std::ops::Range;

use super::day::Lean;
use super::phrase::{Fact, Found};
use super::reading::Later;
use super::token::Sort;
use super::view::View;
use super::words::{Sense, Unit};

impl View<'_> {
    /// "every month until June", "monthly" where it is no part of a description. Returns its end.
    pub(super) fn recurrence(&self, at: usize) -> Option<usize> {
        let start = self.of_every(at);
        let every = self.after(start, Sense::Every).and_then(|after| {
            let (count, unit) = match self.number(after) {
                Some((_, end)) => (true, end),
                None => (false, self.skip(after, &[Sense::Other])),
            };
            let end = self.find(unit, |sense| {
                matches!(
                    sense,
                    Sense::Unit(Unit::Day | Unit::Week | Unit::Month | Unit::Year)
                        | Sense::Weekday(_)
                        | Sense::Days(_)
                        | Sense::Share(2500)
                )
                .then_some(())
            });
            end.map(|(_, end)| end).or_else(|| count.then(|| self.past_ordinal_day(after)).flatten())
        });
        let end = match every {
            Some(end) => end,
            None if start == at => {
                let end = self.recur(at)?;
                let goes_on = self.is_word(end) && !self.is_structural(end) && self.recur(end).is_none() && !self.is(end, Sense::Make);
                if goes_on {
                    return None;
                }
                end
            }
            None => return None,
        };
        Some(self.recurrence_until(end))
    }

    /// "monthly"; "mensuelle" only beside the document it belongs to.
    fn recur(&self, at: usize) -> Option<usize> {
        let beside = at == 0 || self.is_taken(at - 1);
        let accepts = |sense| matches!(sense, Sense::Recur(..)) || beside && matches!(sense, Sense::RecurKind(..));
        let found = self.find(at, |sense| accepts(sense).then_some(()));
        found.map(|(_, end)| end)
    }

    /// "until June", "till the end of March".
    pub(super) fn recurrence_end(&self, at: usize) -> Option<usize> {
        let after = self.skip(self.after(at, Sense::Until)?, &[Sense::Article]);
        let day = self.day(after, Lean::Ahead).map(|(_, end)| end);
        day.or_else(|| self.month(after).map(|(_, end)| end))
    }

    fn recurrence_until(&self, end: usize) -> usize {
        if let Some(after) = self.recurrence_end(end) {
            return after;
        }
        if let Some(after) = self.after(end, Sense::For)
            && let Some((_, after)) = self.lapse(after)
        {
            return after;
        }
        end
    }

    /// "on the 1st of every month": to the "every".
    fn of_every(&self, at: usize) -> usize {
        let Some((_, end)) = self.day(at, Lean::Ahead) else { return at };
        let after = self.skip(end, &[Sense::Of]);
        if self.is(after, Sense::Every) { after } else { at }
    }

    fn past_ordinal_day(&self, at: usize) -> Option<usize> {
        self.day(at, Lean::Ahead).map(|(_, end)| end)
    }

    /// "2/10 net 30", "2% 10 net 30", "if paid within 10 days 2% off".
    pub(super) fn early(&self, at: usize) -> Found {
        let early = |end| Some((Fact::Later(Later::EarlyPayment), end));
        if let (Some((_, one)), true) = (self.digits(at), self.mark(at + 1, '/') && self.glued(at + 1))
            && one == at + 1
            && let Some((_, end)) = self.digits(at + 2)
        {
            let after = if self.mark(end, ',') { end + 1 } else { end };
            return self.net(after).and_then(|_| early(end));
        }
        if let Some((_, after)) = self.percent(at) {
            let in_days = self.skip(after, &[Sense::In]);
            if let Some((_, end)) = self.number(in_days) {
                let end = self.skip(end, &[Sense::Unit(Unit::Day)]);
                let after = if self.mark(end, ',') { end + 1 } else { end };
                if self.net(after).is_some() {
                    return early(end);
                }
            }
            if let Some(after) = self.after(after, Sense::IfPaid) {
                return early(self.when(after).map_or(after, |(_, end)| end));
            }
        }
        let after = self.after(at, Sense::IfPaid)?;
        let (_, end) = self.when(after)?;
        let after = if self.mark(end, ',') { end + 1 } else { end };
        let discount = self.discount(after).map(|(_, end)| end);
        early(discount.unwrap_or(end))
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
        if let Some((_, after)) = self.part(at, false)
            && let Some(end) = event(after)
        {
            return Some((Fact::Later(Later::Event), end));
        }
        let balance = self.after(at, Sense::Balance)?;
        event(balance).map(|end| (Fact::Later(Later::Event), end))
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
            let after = self.recur(after).unwrap_or(after);
            return self.after(after, Sense::LateFee).and_then(late);
        }
        let after = self.after(at, Sense::LateFee)?;
        let (_, end) = self.part(self.skip(self.skip_colon(after), &[Sense::Of, Sense::At]), false)?;
        late(end)
    }

    /// Withholding, reverse charge, a day of delivery, an e-mail address.
    pub(super) fn other(&self, at: usize) -> Found {
        let later = |at: usize| self.find(at, |sense| if let Sense::Later(later) = sense { Some(later) } else { None });
        let start = self.skip(at, &[Sense::Less, Sense::Plus]);
        if let Some((_, after)) = self.percent(start)
            && let Some((found, end)) = later(after)
        {
            return Some((Fact::Later(found), end));
        }
        if let Some((found, end)) = later(start) {
            let after = self.skip(self.skip_colon(end), &[Sense::Of, Sense::At]);
            return Some((Fact::Later(found), self.percent(after).map_or(end, |(_, end)| end)));
        }
        if let Some(after) = self.after(at, Sense::Delivery) {
            let when = self.skip(self.skip_colon(after), &[Sense::Before, Sense::In]);
            let end = self.when(when).map(|(_, end)| end).filter(|_| when > after || self.lapse(when).is_some());
            if let Some(end) = end {
                return Some((Fact::Later(Later::Delivery), end));
            }
        }
        let to = self.skip(at, &[Sense::To, Sense::At]);
        let email = self.is_word(to) && crate::text::email_key(self.tokens[to].raw).is_some_and(|key| key.contains('.'));
        email.then_some((Fact::Later(Later::Email), to + 1))
    }

    /// "PO 1234", "PO# 1234", "ref: ABC-12", "order no. 55"; on a receipt also the invoice that was paid.
    pub(super) fn reference(&self, at: usize, receipt: bool) -> Found {
        if receipt {
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
    fn code(&self, at: usize, digits: bool) -> Option<Range<usize>> {
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
