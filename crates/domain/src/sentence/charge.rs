//! What changes a sum: tax, discounts, deposits, and what has been paid.

use crate::content::{Kind, Part};

use super::day::Lean;
use super::phrase::{Fact, Found, Rate, Said};
use super::reading::{Later, Method};
use super::token::Sort;
use super::view::View;
use super::words::Sense;

impl View<'_> {
    pub(super) fn tax(&self, at: usize) -> Found {
        if let Some(end) = self.after(at, Sense::Untaxed) {
            return Some((Fact::Tax(Said { rate: Rate::None, included: false, name: None, guessed: false, exempt: true }), end));
        }
        // "€6,000 gross", "€6,000 net".
        let after_sum = at > 0 && matches!(self.tokens[at - 1].sort, Sort::Number)
            || at > 1 && self.sum(at - 2, false).is_some_and(|(_, end)| end == at);
        if after_sum && self.is_word(at) && !self.glued(at) {
            if let Some(end) = self.after(at, Sense::Gross) {
                return Some((said(Rate::Default, true, None), end));
            }
            if let Some(end) =
                self.after(at, Sense::Net).filter(|end| self.net(at).is_none() && (self.words.language != "en" || !self.is_noun(*end)))
            {
                return Some((said(Rate::Default, false, None), end));
            }
        }
        if let Some(after) = self.after(at, Sense::No)
            && let Some(end) = self.after(after, Sense::Tax)
            && !self.is_noun(end)
        {
            return Some((said(Rate::None, false, None), end));
        }
        let plus = self.after(at, Sense::Plus);
        let included = self.after(at, Sense::Included);
        let excluded = self.after(at, Sense::Excluded);
        let with = self.after(at, Sense::With);
        // A word may mean two of these ("incl" also joins); the more telling meaning is kept.
        let after = [included, excluded, plus, with].into_iter().flatten().max().unwrap_or(at);
        let mode = after > at;
        let after_price = (1..=4).any(|back| at.checked_sub(back).is_some_and(|from| self.sum(from, false).is_some_and(|(_, end)| end == at)));
        let strong = mode && (plus.is_some() || included.is_some() || excluded.is_some());
        let start = self.skip(after, &[Sense::Article, Sense::Of]);
        let (rate, name, end) = self
            .rated_tax(start)
            .or_else(|| {
                let end = self.after(start, Sense::Tax)?;
                let trailing = self.is(end, Sense::Included) || self.is(end, Sense::Excluded) || self.is(end, Sense::Exempt);
                let marked = strong || with.is_some() && self.is_boundary(end) || trailing;
                // "$15,000 + IVA web design": what is added to a sum with nothing behind it is the tax; "plus tax advice $200" is work.
                let added = after_price && plus.is_some() && !(end..self.len()).take_while(|at| !self.is_boundary(*at)).any(|at| self.sum(at, false).is_some());
                let inside = after_price && (included.is_some() || excluded.is_some());
                (marked && (trailing || added || inside || !self.is_noun(end))).then_some((Rate::Default, Some(start..end), end))
            })
            .or_else(|| {
                // "+ 19%" with nothing else: a tax, most likely.
                let (percent, end) = self.percent(start)?;
                let plain = plus.is_some() && self.is_boundary(end) && !self.tokens[start].raw.starts_with(char::is_alphabetic);
                plain.then_some((percent.map_or(Rate::Unreadable, Rate::Is), None, end))
            })?;
        let (mut is_included, mut rate, mut end, mut exempt) = (included.is_some(), rate, end, false);
        if !mode || plus.is_some() {
            if let Some(after) = self.after(end, Sense::Exempt) {
                (rate, end, exempt) = (Rate::None, after, true);
            } else if let Some(after) = self.after(end, Sense::Included).filter(|after| self.after(*after, Sense::Tax).is_none()) {
                (is_included, end) = (true, after);
            } else if let Some(after) = self.after(end, Sense::Excluded).filter(|after| self.after(*after, Sense::Tax).is_none()) {
                end = after;
            }
        }
        // "IVA incluido (21%)": the rate may come last.
        if rate == Rate::Default
            && self.mark(end, '(')
            && let Some((percent, close)) = self.percent(end + 1)
            && self.mark(close, ')')
        {
            (rate, end) = (percent.map_or(Rate::Unreadable, Rate::Is), close + 1);
        }
        let guessed = name.is_none();
        Some((Fact::Tax(Said { rate, included: is_included, name, guessed, exempt }), end))
    }

    /// "19% VAT", "VAT 19%", "VAT at 19%", "VAT (19%)".
    fn rated_tax(&self, at: usize) -> Option<(Rate, Option<std::ops::Range<usize>>, usize)> {
        if let Some((percent, after)) = self.percent(at)
            && matches!(self.tokens[at].sort, Sort::Number)
        {
            let after = self.skip(after, &[Sense::Of]);
            // "8.875% NY sales tax": a word before says whose tax it is.
            let whose = self.is_noun(after) && self.is_word(after) && self.after(after + 1, Sense::Tax).is_some();
            let after = after + usize::from(whose && !self.is(after, Sense::Off));
            let named = self.after(after, Sense::Tax).filter(|end| !self.is_noun(*end))?;
            // "8% tax on $500 of prints"
            let on = self.skip(named, &[Sense::On, Sense::At]);
            let end = if self.sum(on, false).is_some() { on } else { named };
            return Some((percent.map_or(Rate::Unreadable, Rate::Is), Some(after..named), end));
        }
        // "occupancy tax 12%": between two breaks the word before says which tax.
        let qualified = self.is_noun(at) && (at == 0 || self.is_boundary(at - 1)) && self.after(at + 1, Sense::Tax).is_some();
        let named = self.after(at + usize::from(qualified), Sense::Tax)?;
        let after = self.skip(self.skip_colon(named), &[Sense::At, Sense::Of]);
        let bracket = self.mark(after, '(');
        let (percent, end) = self.percent(after + usize::from(bracket))?;
        let end = if bracket && self.mark(end, ')') { end + 1 } else { end };
        // "VAT 10% off": the percentage belongs to the discount.
        let discount = self.is(end, Sense::Off) && !self.is(end, Sense::Less);
        (!discount).then_some((percent.map_or(Rate::Unreadable, Rate::Is), Some(at..named), end))
    }

    /// "plus 10% tip": a share added on top that is no tax.
    pub(super) fn surcharge(&self, at: usize) -> Found {
        let after = self.after(at, Sense::Plus)?;
        let (_, end) = self
            .percent(self.skip(after, &[Sense::Article]))
            .filter(|_| self.tokens[after].sort == Sort::Number || after + 1 < self.len())?;
        self.is_noun(end).then_some((Fact::Later(Later::Surcharge), end + 1))
    }

    /// A word that a description would go on with.
    fn is_noun(&self, at: usize) -> bool {
        self.is_word(at) && !self.tokens[at].fresh_line && !self.is_structural(at) && !self.is_boundary(at) && self.starts_nothing(at)
    }

    fn starts_nothing(&self, at: usize) -> bool {
        self.is_work(at) || self.find(at, |_| Some(())).is_none()
    }

    pub(super) fn discount(&self, at: usize) -> Found {
        let (part, end) = self.discounted(at)?;
        // "2% off if paid within 10 days" promises, it takes nothing off yet.
        if let Some(after) = self.after(end, Sense::IfPaid) {
            let end = self.when(after).map_or(after, |(_, end)| end);
            return Some((Fact::Later(Later::EarlyPayment), end));
        }
        Some((Fact::Discount { part }, end))
    }

    fn discounted(&self, at: usize) -> Option<(Result<Part, ()>, usize)> {
        if let Some(after) = self.after(at, Sense::Less) {
            let sign = matches!(self.tokens[at].sort, Sort::Mark(_));
            let touching = self.glued(after) && !self.glued(at);
            let start = self.skip(after, &[Sense::Article]);
            let (part, end) = self.part(start, !sign)?;
            let percent = matches!(part, Ok(Part::Percent(_))) && !self.glued(at);
            if sign && !touching && !percent {
                return None;
            }
            let end = self.worded_discount(end).unwrap_or(end);
            return Some((part, self.skip(end, &[Sense::Off, Sense::Discount])));
        }
        if let Some((part, end)) = self.part(at, true) {
            let sum = self.part(at, false).is_some();
            // "IVA 21% menos IRPF 15%": a word that takes off what follows takes nothing off what went before.
            let next = |after: usize| self.is(end, Sense::Less) && !self.is_boundary(after);
            if let Some(after) = self.after(end, Sense::Off).filter(|after| sum && !next(*after)) {
                return Some((part, after));
            }
            if let (true, Some(after)) = (sum, self.worded_discount(end)) {
                return Some((part, after));
            }
        }
        let after = self.after(at, Sense::Discount)?;
        let start = self.skip(self.skip_colon(after), &[Sense::Of, Sense::Article, Sense::By]);
        let (part, end) = self.part(start, true)?;
        Some((part, self.skip(end, &[Sense::Off])))
    }

    /// "10% early bird discount": a word or two between the share and what it is.
    fn worded_discount(&self, end: usize) -> Option<usize> {
        let words = (end..(end + 4).min(self.len())).take_while(|step| self.is_word(*step));
        words.skip(1).find_map(|step| self.after(step, Sense::Discount))
    }

    pub(super) fn deposit(&self, at: usize) -> Found {
        let (part, end, taken_off) = self.deposited(at)?;
        let paid = self.skip(end, &[Sense::Already]);
        if let Some(after) = self.after(paid, Sense::Paid) {
            return Some((Fact::Paid { part: Some(part), method: None, on: None, unsure: false }, self.skip(after, &[Sense::Already])));
        }
        // "less $300 deposit": it sounds as if it had come in, but nothing says so.
        if taken_off {
            return Some((Fact::Paid { part: Some(part), method: None, on: None, unsure: true }, end));
        }
        // "acompte 30 % sur 4 000 €"
        let on = self.skip(end, &[Sense::On]);
        let end = if on > end && self.sum(on, false).is_some() { on } else { end };
        Some((Fact::Deposit(part), end))
    }

    fn deposited(&self, at: usize) -> Option<(Result<Part, ()>, usize, bool)> {
        let less = self.after(at, Sense::Less);
        let start = self.skip(less.unwrap_or(at), &[Sense::Article]);
        if let Some((part, end)) = self.part(start, true) {
            let after = self.skip(end, &[Sense::Of, Sense::Article, Sense::Total]);
            for end in [end, after] {
                let document = self.after(end, Sense::Kind(Kind::Deposit)).filter(|_| less.is_some()).map(|end| self.past_code(end));
                if let Some(end) = document.or_else(|| self.after(end, Sense::Deposit)) {
                    return Some((part, self.skip(end, &[Sense::UpFront]), less.is_some()));
                }
                let firm = self.part(start, false).is_some();
                if let Some(end) = self.after(end, Sense::UpFront).filter(|_| firm && less.is_none()) {
                    return Some((part, self.skip(end, &[Sense::Deposit]), false));
                }
            }
            // "half now, half on delivery", "50% now and the rest later"
            let now = self.after(end, Sense::Now)?;
            let share = self.percent(start).is_some() && less.is_none();
            return share.then_some((part, now, false));
        }
        let document = self.after(start, Sense::Kind(Kind::Deposit)).filter(|_| less.is_some()).map(|end| self.past_code(end));
        let named = document.or_else(|| self.after(start, Sense::Deposit)).or_else(|| self.after(start, Sense::UpFront).filter(|_| self.is_word(start)))?;
        let after = self.skip(self.skip_colon(named), &[Sense::Of, Sense::Article, Sense::At]);
        let figure = self.part(after, true).filter(|(_, end)| self.is_boundary(*end) || self.part(after, false).is_some())?;
        Some((figure.0, figure.1, less.is_some()))
    }

    /// Past the number of a document, if one follows.
    fn past_code(&self, at: usize) -> usize {
        self.code(self.skip(at, &[Sense::NumberSign]), true).map_or(at, |range| range.end)
    }

    pub(super) fn paid(&self, at: usize) -> Found {
        let start = self.skip(at, &[Sense::Already]);
        // "deposit received $500"
        let start = self.after(start, Sense::Deposit).filter(|after| self.is(*after, Sense::Paid)).unwrap_or(start);
        if let Some(after) = self.after(start, Sense::Paid) {
            let after = self.skip(after, &[Sense::Already, Sense::InFull]);
            let sum = self.skip(after, &[Sense::Article]);
            let after = if self.part(sum, false).is_some() { sum } else { after };
            let (part, after) =
                self.part(after, true).filter(|_| self.lapse(after).is_none()).map_or((None, after), |(part, end)| (Some(part), end));
            // "paid $300 deposit"
            let after = self.after(after, Sense::Deposit).filter(|_| part.is_some()).unwrap_or(after);
            let (method, on, end) = self.manner(self.skip(after, &[Sense::InFull]));
            return Some((Fact::Paid { part, method, on, unsure: false }, end));
        }
        // "less £200 paid on 12 Nov" came in: it is no discount.
        let start = self.skip(self.skip(start, &[Sense::Less]), &[Sense::Article]);
        let (part, end) = self.part(start, true)?;
        let after = self.skip(end, &[Sense::Already]);
        let after = self.after(after, Sense::Paid)?;
        let (method, on, end) = self.manner(self.skip(after, &[Sense::Already, Sense::InFull]));
        Some((Fact::Paid { part: Some(part), method, on, unsure: false }, end))
    }

    /// How and when something was paid.
    fn manner(&self, at: usize) -> (Option<Method>, Option<Result<crate::time::Day, super::reading::Why>>, usize) {
        let (mut method, mut on, mut end) = (None, None, at);
        loop {
            let start = self.skip(end, &[Sense::By, Sense::Article]);
            if method.is_none()
                && let Some((found, after)) = self.method_word(end).or_else(|| self.method_word(start))
            {
                (method, end) = (Some(found), after);
            } else if on.is_none()
                && let Some((named, after)) = self.day(end, Lean::Near)
            {
                (on, end) = (Some(named.day), after);
            } else {
                return (method, on, end);
            }
        }
    }

    fn method_word(&self, at: usize) -> Option<(Method, usize)> {
        self.find(at, |sense| if let Sense::Method(method) = sense { Some(method) } else { None })
    }

    /// "by bank transfer"; on a receipt also "cash" alone.
    pub(super) fn method(&self, at: usize, receipt: bool) -> Found {
        let start = self.skip(at, &[Sense::Due]);
        let by = self.skip(start, &[Sense::By, Sense::Article]);
        let fact =
            |method| if receipt { Fact::Paid { part: None, method: Some(method), on: None, unsure: false } } else { Fact::Method(method) };
        if by > start
            && let Some((method, end)) = self.method_word(by)
        {
            return (!self.is_noun(end)).then(|| (fact(method), end));
        }
        // "…; wire transfer": by itself between two breaks.
        if !receipt
            && at > 0
            && self.is_boundary(at - 1)
            && !self.is_taken(at - 1)
            && let Some((method, end)) = self.method_word(at).filter(|(_, end)| self.is_boundary(*end))
        {
            return Some((fact(method), end));
        }
        let (method, end) = self.method_word(at).filter(|_| receipt)?;
        let alone = self.is_boundary(end) || self.is_structural(end) || self.day(end, Lean::Near).is_some();
        alone.then(|| (fact(method), end))
    }
}

fn said(rate: Rate, included: bool, name: Option<std::ops::Range<usize>>) -> Fact {
    Fact::Tax(Said { rate, included, name, guessed: false, exempt: false })
}
