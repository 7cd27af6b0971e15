//! Days that were said, put into the reading: when money is due, when the document is dated, how long it holds.

use std::ops::Range;

use crate::content::{Kind, Terms};
use crate::time::Day;

use super::day::Named;
use super::reading::{Choice, Topic, What, Why};
use super::settle::Settling;
use super::when::When;
use super::words::Sense;

impl Settling<'_, '_> {
    pub(super) fn due(&mut self, when: &When, range: &Range<usize>) {
        let terms = match when.terms {
            Ok(terms) => terms,
            Err(why) => {
                self.ask(Topic::Due, None, Vec::new(), true, range);
                return self.claims.add(range, What::Unread(why));
            }
        };
        self.claims.add(range, What::Due(terms));
        if self.due_said {
            if self.reading.terms != Some(terms) {
                let chosen = self.reading.terms.map(Choice::Terms);
                self.ask(Topic::Due, chosen, vec![Choice::Terms(terms)], true, range);
            }
            return;
        }
        self.due_said = true;
        self.reading.terms = Some(terms);
        if !matches!(terms, Terms::On(_)) {
            self.reading.terms_words = self.terms_words(range);
        }
        if !when.others.is_empty() {
            self.ask(Topic::Due, Some(Choice::Terms(terms)), when.others.iter().copied().map(Choice::Terms).collect(), true, range);
        }
    }

    /// "in 14 days" of "due in 14 days".
    fn terms_words(&self, range: &Range<usize>) -> String {
        let mut start = self.view.plain_skip(range.start, &[Sense::With, Sense::Balance, Sense::Due, Sense::Already, Sense::Article]);
        // "zahlbar innerhalb von 14 Tagen", "à 30 jours": the small word was part of a longer phrase.
        let leads = |from: usize| self.view.any_sense(from, start - 1, |sense| matches!(sense, Sense::In | Sense::By));
        if let Some(lead) = (range.start..start).find(|from| leads(*from)) {
            start = lead;
        }
        let words = if start < range.end { start..range.end } else { range.clone() };
        self.view.text(&words, 100)
    }

    pub(super) fn bare_day(&mut self, named: &Named, range: &Range<usize>) {
        let Ok(day) = named.day else { return self.claims.add(range, What::Unread(Why::NoSuchDay)) };
        // Money that came in came in on that day; what is credited is credited then.
        if matches!(self.reading.kind, Kind::Receipt | Kind::CreditNote) && self.reading.issued.is_none() {
            let last_year = Day::new(day.year() - 1, day.month(), day.day()).filter(|_| self.view.today.days_until(day) > 0);
            let day = last_year.unwrap_or(day);
            self.reading.issued = Some(day);
            return self.claims.add(range, What::Issued(day));
        }
        if matches!(self.reading.kind, Kind::Quote | Kind::Estimate) && self.reading.valid_until.is_none() {
            self.reading.valid_until = Some(day);
            self.ask(Topic::ValidUntil, Some(Choice::Day(day)), named.others.iter().copied().map(Choice::Day).collect(), true, range);
            return self.claims.add(range, What::ValidUntil(day));
        }
        if self.due_said {
            self.ask(Topic::Due, self.reading.terms.map(Choice::Terms), vec![Choice::Terms(Terms::On(day))], true, range);
        } else {
            self.due_said = true;
            self.reading.terms = Some(Terms::On(day));
            self.ask(
                Topic::Due,
                Some(Choice::Terms(Terms::On(day))),
                named.others.iter().map(|day| Choice::Terms(Terms::On(*day))).collect(),
                true,
                range,
            );
        }
        self.claims.add(range, What::Due(Terms::On(day)));
    }

    pub(super) fn issued(&mut self, named: &Named, range: &Range<usize>) {
        let Ok(day) = named.day else {
            self.ask(Topic::Issued, None, Vec::new(), true, range);
            return self.claims.add(range, What::Unread(Why::NoSuchDay));
        };
        self.reading.issued = Some(day);
        self.claims.add(range, What::Issued(day));
        if !named.others.is_empty() {
            self.ask(Topic::Issued, Some(Choice::Day(day)), named.others.iter().copied().map(Choice::Day).collect(), true, range);
        }
    }

    pub(super) fn valid(&mut self, when: &When, range: &Range<usize>) {
        let from = self.reading.issued.unwrap_or(self.view.today);
        match when.terms {
            Ok(terms) if matches!(self.reading.kind, Kind::Quote | Kind::Estimate) => {
                let day = terms.due(from);
                self.reading.valid_until = Some(day);
                self.claims.add(range, What::ValidUntil(day));
                if !when.others.is_empty() {
                    let others = when.others.iter().map(|terms| Choice::Day(terms.due(from))).collect();
                    self.ask(Topic::ValidUntil, Some(Choice::Day(day)), others, true, range);
                }
            }
            Ok(_) => self.claims.add(range, What::Unread(Why::Unclear)),
            Err(why) => {
                self.ask(Topic::ValidUntil, None, Vec::new(), true, range);
                self.claims.add(range, What::Unread(why));
            }
        }
    }
}
