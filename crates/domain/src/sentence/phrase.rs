//! Phrases with a meaning of their own, wherever they stand: terms, validity, tax, discount, deposit, payment, references. At each
//! place the longest phrase wins.

use std::ops::Range;

use crate::content::{Part, Percent, Period};
use crate::time::Day;

use super::day::{Lean, Named};
use super::reading::{Early, Later, Method, Why};
use super::rhythm::Repeats;
use super::token::Sort;
use super::view::View;
use super::when::When;
use super::words::{Sense, listed};

/// What a phrase says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Due(When),
    /// A day standing by itself: most likely when it is due.
    Bare(Named),
    Issued(Named),
    Valid(When),
    Deposit(Result<Part, ()>),
    Discount {
        part: Result<Part, ()>,
    },
    Tax(Said),
    Paid {
        part: Option<Result<Part, ()>>,
        method: Option<Method>,
        on: Option<Result<Day, Why>>,
        unsure: bool,
    },
    /// A way to pay, with nothing saying that it was done.
    Method(Method),
    Reference(Range<usize>),
    Settles(Range<usize>),
    Repeats(Repeats),
    /// None: a promise that cannot be kept as one.
    Early(Option<Early>),
    /// Kept back by the client, with the tokens of its name.
    Withheld(Percent, Range<usize>),
    /// When the work was done.
    Period(Period),
    /// Said to be due, on a day that cannot be read.
    Unclear,
    /// The rest at an event: "on completion".
    Event(Range<usize>),
    Note(Range<usize>),
    Later(Later),
}

/// What was said of tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub rate: Rate,
    pub included: bool,
    /// The tokens of its name.
    pub name: Option<Range<usize>>,
    /// Nothing but a plus sign says that it is a tax.
    pub guessed: bool,
    /// No tax, for a reason: not only "no VAT".
    pub exempt: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rate {
    Default,
    Is(Percent),
    None,
    Unreadable,
}

/// A phrase in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub range: Range<usize>,
    pub fact: Fact,
}

pub(super) type Found = Option<(Fact, usize)>;

impl View<'_> {
    /// Every phrase of the sentence, left to right; their tokens are taken.
    pub fn phrases(&mut self, receipt: bool) -> Vec<Phrase> {
        let recurring = (0..self.len()).any(|at| self.recurrence(at).is_some());
        self.rated = if recurring { None } else { self.rate_in_time() };
        let recurring = recurring || self.rated.is_some();
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.len() {
            match self.phrase(at, receipt, recurring) {
                Some((fact, end)) if end > at => {
                    let end = self.skip(end, &[Sense::Trail]).min(self.len());
                    self.take(at..end);
                    found.push(Phrase { range: at..end, fact });
                    at = end;
                }
                _ => at += 1,
            }
        }
        found
    }

    pub(super) fn starts_phrase(&self, at: usize) -> bool {
        self.phrase(at, false, false).is_some()
    }

    /// What a discount is taken off, where words after it name a line ("10% off hosting"). Those words are taken.
    pub fn scopes(&mut self, phrases: &[Phrase]) -> Vec<Option<Range<usize>>> {
        let mut scopes = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            let scope = if matches!(phrase.fact, Fact::Discount { .. }) { self.scope(phrase.range.end) } else { None };
            if let Some(range) = &scope {
                self.take(phrase.range.end..range.end);
            }
            scopes.push(scope);
        }
        scopes
    }

    fn scope(&self, from: usize) -> Option<Range<usize>> {
        let start = self.skip(from, &[Sense::On, Sense::For, Sense::Of, Sense::In, Sense::Article]);
        let end =
            (start..self.len()).find(|at| !self.is_word(*at) || self.is_boundary(*at) || self.is(*at, Sense::And)).unwrap_or(self.len());
        let named = |at: usize| {
            self.tokens
                .iter()
                .enumerate()
                .any(|(other, token)| !(from..end).contains(&other) && !self.is_taken(other) && token.folded == self.tokens[at].folded)
        };
        (end > start && (start..end).all(named)).then_some(start..end)
    }

    fn phrase(&self, at: usize, receipt: bool, recurring: bool) -> Found {
        if !self.open(at) || self.inside(at) {
            return None;
        }
        let lead = self.skip(at, &[Sense::With, Sense::Article]);
        let mut best: Found = None;
        for start in [at, lead] {
            let tries = [
                self.note(start),
                self.early(start),
                self.recurrence(start).map(|(repeats, end)| (Fact::Repeats(repeats), end)),
                self.recurrence_end(start)
                    .filter(|_| recurring)
                    .map(|(until, end)| (Fact::Repeats(Repeats { until: Some(until), ..Repeats::default() }), end)),
                self.period(start, recurring),
                self.schedule(start),
                self.late_fee(start),
                self.other(start),
                self.paid(start),
                self.deposit(start),
                self.tax(start),
                self.surcharge(start),
                self.discount(start),
                self.reference(start),
                self.valid(start),
                self.due(start),
                self.issued(start, recurring, receipt),
                self.method(start, receipt),
                self.bare_day(start),
            ];
            for (fact, end) in tries.into_iter().flatten() {
                if best.as_ref().is_none_or(|(_, longest)| end > *longest) {
                    best = Some((fact, end));
                }
            }
            if lead == at {
                break;
            }
        }
        best.or_else(|| self.due_unclear(at))
    }

    /// Inside a word, as the 3 in "B3B".
    fn inside(&self, at: usize) -> bool {
        at > 0
            && self.glued(at)
            && matches!(self.tokens[at].sort, Sort::Word | Sort::Number)
            && matches!(self.tokens[at - 1].sort, Sort::Word)
    }

    /// "payable à 30 jours net": the word that names the terms may also close them.
    fn due(&self, at: usize) -> Found {
        let (fact, end) = self.due_said(at)?;
        let after = self.after(end, Sense::DueAfter).filter(|after| self.is_boundary(*after));
        Some((fact, after.unwrap_or(end)))
    }

    /// "due before Christmas": what is said of a day and cannot be read is no part of what was sold.
    fn due_unclear(&self, at: usize) -> Found {
        const WORDS: &str = "|due|payable|fallig|zahlbar|echeance|vence|vencimiento|forfaller|forfallodag|";
        if !self.is_word(at) || !listed(WORDS, &self.tokens[at].folded) {
            return None;
        }
        let end = (at + 1..self.len()).find(|step| self.is_boundary(*step) || self.is(*step, Sense::For)).unwrap_or(self.len()).min(at + 7);
        let timely = |sense: Sense| {
            let unit = matches!(sense, Sense::Unit(unit) if unit.is_time());
            unit || matches!(
                sense,
                Sense::Month(_) | Sense::Weekday(_) | Sense::End | Sense::Next | Sense::Mid | Sense::Quarter | Sense::Before | Sense::Relative(_)
            )
        };
        let said = (at + 1..end).any(|step| self.find(step, |sense| timely(sense).then_some(())).is_some());
        let free = (at + 1..end).all(|step| self.open(step) && self.sum(step, false).is_none());
        (said && free && (self.is_boundary(end) || self.is(end, Sense::For))).then_some((Fact::Unclear, end))
    }

    fn due_said(&self, at: usize) -> Found {
        let due = |(when, end): (When, usize)| (Fact::Due(when), end);
        if let Some(found) = self.net(at) {
            return Some(due(found));
        }
        // "payable à réception": the whole phrase before its first word.
        if self.find(at, |sense| if let Sense::Terms(terms) = sense { Some(terms) } else { None }).is_some()
            && let Some((when, end)) = self.when(at)
            && self.skip(at, &[Sense::Due]) > at
        {
            return Some(due((when, end)));
        }
        let balance = self.after(at, Sense::Balance).unwrap_or(at);
        let word = self.skip(balance, &[Sense::Article]);
        let said = self.skip(word, &[Sense::Due, Sense::Already]);
        if said > word {
            let after = self.skip_colon(said);
            let after = self.skip(after, &[Sense::Before, Sense::Until, Sense::Article, Sense::Of]);
            let found = self.net(after).or_else(|| self.when(after)).or_else(|| self.when(self.skip_colon(said)));
            if let Some(found) = found {
                return Some(due(found));
            }
            if let Some((month, end)) = self.month(self.skip(after, &[Sense::In])) {
                let day = self.end_of_named_month(month);
                return Some((Fact::Due(When { terms: Ok(crate::content::Terms::On(day)), others: Vec::new() }), end));
            }
            let event = self.skip_colon(said);
            return self.after(event, Sense::Event).map(|end| (Fact::Event(event..end), end));
        }
        if balance > at {
            return self
                .net(balance)
                .or_else(|| self.when(balance))
                .map(due)
                .or_else(|| self.after(balance, Sense::Event).map(|end| (Fact::Event(balance..end), end)));
        }
        // "30 days EOM", "14 day terms", "30 days net".
        if let Some((_, end)) = self.lapse(at)
            && self.number(at).is_some()
        {
            let terms = self.after(end, Sense::DueAfter).filter(|after| self.is_boundary(*after) || self.number(*after).is_none());
            if let Some(after) = terms {
                return self.when(at).map(|(when, _)| (Fact::Due(when), after));
            }
            // "…, 30 Tage": usual terms by themselves, once something has been priced.
            let usual = self
                .number(at)
                .is_some_and(|(number, _)| [7, 10, 14, 15, 20, 21, 28, 30, 45, 60, 90].iter().any(|days| number.value == (*days).into()));
            let alone = usual
                && at > 0
                && self.is_boundary(at - 1)
                && !self.is_taken(at - 1)
                && end >= self.len()
                && (0..at).any(|step| self.sum(step, false).is_some());
            return self.when(at).filter(|(_, whole)| *whole > end || alone).map(due);
        }
        // "el día 15 del mes que viene"
        if self.is(at, Sense::On)
            && let Some((day, end)) = self.day_of_next_month(at)
        {
            return Some((Fact::Due(When { terms: Ok(crate::content::Terms::NextMonth(day)), others: Vec::new() }), end));
        }
        let promised = at > 0 && self.skip(at - 1, &[Sense::Delivery]) >= at;
        if promised {
            return None;
        }
        if self.find(at, |sense| if let Sense::Terms(terms) = sense { Some(terms) } else { None }).is_some() {
            return self.when(at).map(due);
        }
        // "in 14 Tagen fällig": the word may come last.
        let late = |(when, end): (When, usize)| {
            let after = self.skip(end, &[Sense::Due]);
            due((when, if self.is_boundary(after) { after } else { end }))
        };
        if let Some(after) = self.after(at, Sense::In)
            && let Some((_, _)) = self.lapse(after)
        {
            return self.when(after).map(late);
        }
        let before = self.after(at, Sense::Before)?;
        let found = self.when(before).filter(|_| self.lapse(before).is_none());
        found.map(late)
    }

    fn end_of_named_month(&self, month: u32) -> Day {
        let first = Day::new(self.today.year(), month, 1).unwrap_or(self.today);
        let end = first.end_of_month();
        if self.today.days_until(end) >= 0 { end } else { Day::new(self.today.year() + 1, month, 1).unwrap_or(end).end_of_month() }
    }

    fn issued(&self, at: usize, recurring: bool, receipt: bool) -> Found {
        if let Some(after) = self.after(at, Sense::Dated) {
            let found = self.day(self.skip_colon(after), Lean::Near)?;
            return Some((Fact::Issued(found.0), found.1));
        }
        if let Some(rate) = self.rated
            && let Some((first, end)) = self.first_day(at)
        {
            return Some((Fact::Repeats(Repeats { every: Some(rate), on: Some(first), ..Repeats::default() }), end));
        }
        if recurring && let Some(after) = self.after(at, Sense::Starting) {
            if let Some((named, end)) = self.day(after, Lean::Ahead) {
                return Some((Fact::Issued(named), end));
            }
            // "starting January"
            let (first, end) = self.first_day(at)?;
            return Some((Fact::Issued(Named { day: Ok(first), others: Vec::new() }), end));
        }
        if self.is(at, Sense::On) {
            let (named, end) = self.day(at, if receipt || !recurring { Lean::Near } else { Lean::Ahead })?;
            return Some((Fact::Issued(named), end));
        }
        let relative = self.find(at, |sense| matches!(sense, Sense::Relative(_)).then_some(()))?;
        let own = self.is_boundary(relative.1) || self.is_structural(relative.1);
        own.then(|| self.day(at, Lean::Near)).flatten().map(|(named, end)| (Fact::Issued(named), end))
    }

    /// "$3k/month starting February 1": a price for a stretch of time and a first day, with no count of them.
    fn rate_in_time(&self) -> Option<(super::reading::Rhythm, u32)> {
        (0..self.len()).find(|at| self.first_day(*at).is_some())?;
        let counted = |at: usize| {
            let unit = self.number(at).and_then(|(_, end)| self.find(end, super::rhythm::rhythm));
            unit.is_some_and(|((rhythm, _), _)| rhythm != super::reading::Rhythm::Days)
        };
        if (0..self.len()).any(counted) {
            return None;
        }
        let rated = |at: usize| {
            let (_, end) = self.sum(at, true)?;
            let unit = self.after(end, Sense::Per).and_then(|after| self.find(after, super::rhythm::rhythm)).map(|(found, _)| found);
            unit.or_else(|| self.find(end, |sense| if let Sense::Rate(unit) = sense { super::rhythm::rhythm(Sense::Unit(unit)) } else { None }).map(|(found, _)| found))
        };
        (0..self.len()).find_map(rated).filter(|(rhythm, _)| *rhythm != super::reading::Rhythm::Days)
    }

    /// "starting February 1", "ab Januar".
    fn first_day(&self, at: usize) -> Option<(Day, usize)> {
        let after = self.after(at, Sense::Starting)?;
        if let Some((named, end)) = self.day(after, Lean::Ahead) {
            return named.day.ok().map(|day| (day, end));
        }
        let (month, end) = self.month(self.skip(after, &[Sense::Of, Sense::In]))?;
        let (year, end) = self.year(end);
        self.in_year(year, month, 1, Lean::Ahead).map(|day| (day, end))
    }

    fn valid(&self, at: usize) -> Found {
        let lapse_first = self.lapse(at).and_then(|(_, end)| self.after(end, Sense::Valid));
        if let Some(end) = lapse_first
            && self.when(end).is_none()
        {
            return self.when(at).map(|(when, _)| (Fact::Valid(when), end));
        }
        let after = self.skip_colon(self.after(at, Sense::Valid)?);
        let after = self.skip(after, &[Sense::For, Sense::Until, Sense::Before, Sense::In, Sense::On, Sense::Article]);
        self.when(after)
            .or_else(|| self.when(self.skip(self.after(at, Sense::Valid)?, &[Sense::For, Sense::Until, Sense::In])))
            .map(|(when, end)| (Fact::Valid(when), end))
    }

    /// A day between breaks, with no word that says what it is for.
    fn bare_day(&self, at: usize) -> Found {
        let (named, end) = self.day(at, Lean::Ahead)?;
        let alone = (at == 0 || self.is_boundary(at - 1)) && self.is_boundary(end);
        let spelt = self.iso_like(at, end);
        (alone || spelt && self.is_boundary(end)).then_some((Fact::Bare(named), end))
    }

    fn iso_like(&self, at: usize, end: usize) -> bool {
        end == at + 5 && self.tokens[at].raw.len() == 4
    }

    pub fn is_structural_word(&self, at: usize) -> bool {
        self.is_word(at) && self.is_structural(at)
    }

    /// Whether a word only joins things together or begins a phrase: a description does not go on with it.
    pub fn is_structural(&self, at: usize) -> bool {
        self.number(at).is_some()
            || self.sum(at, false).is_some()
            || self
                .find(at, |sense| {
                    matches!(
                        sense,
                        Sense::Kind(_)
                            | Sense::OtherKind(_)
                            | Sense::For
                            | Sense::To
                            | Sense::From
                            | Sense::Of
                            | Sense::And
                            | Sense::Plus
                            | Sense::Less
                            | Sense::With
                            | Sense::By
                            | Sense::On
                            | Sense::In
                            | Sense::Between
                            | Sense::Until
                            | Sense::Then
                            | Sense::Due
                            | Sense::Net
                            | Sense::Terms(_)
                            | Sense::Valid
                            | Sense::Starting
                            | Sense::Deposit
                            | Sense::Recur(..)
                            | Sense::Every
                            | Sense::Before
                            | Sense::At
                            | Sense::Already
                            | Sense::Paid
                            | Sense::No
                            | Sense::Polite
                    )
                    .then_some(())
                })
                .is_some()
    }
}
