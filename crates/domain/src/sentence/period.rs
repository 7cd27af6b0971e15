//! When the work was done: "Oct 1 to Oct 31", "1.–30.11.2026", "service period November".

use std::ops::Range;

use super::day::Lean;
use super::phrase::{Fact, Found};
use super::reading::What;
use super::settle::Settling;
use super::view::View;
use super::words::Sense;
use crate::content::Period;
use crate::time::Day;

/// A day of which the month or the year may stand elsewhere.
#[derive(Clone, Copy, Debug)]
struct Loose {
    year: Option<i32>,
    month: Option<u32>,
    day: u32,
}

impl View<'_> {
    /// A stretch of days. Without a word that says what it is for, only one from a day to a day.
    pub(super) fn period(&self, at: usize, recurring: bool) -> Found {
        let lead = self.after(at, Sense::Period).map(|end| self.skip_colon(end));
        let start = self.skip(lead.unwrap_or(at), &[Sense::From, Sense::Between, Sense::On, Sense::Article, Sense::For]);
        let valid = (1..=2).any(|back| at.checked_sub(back).is_some_and(|before| self.any_sense(before, at - 1, |sense| sense == Sense::Valid)));
        if lead.is_none() && (recurring || valid) {
            return None;
        }
        let found = self.days_between(start);
        let found = if lead.is_some() { found.or_else(|| self.months_between(start)).or_else(|| self.one_day(start)) } else { found };
        found.map(|(period, end)| (Fact::Period(period), end))
    }

    fn days_between(&self, at: usize) -> Option<(Period, usize)> {
        let (from, after) = self.loose(at)?;
        let (to, end) = self.loose(self.to_the_end(after)?)?;
        let month = to.month.or(from.month)?;
        let to_day = self.in_year(to.year.or(from.year), month, to.day, Lean::Near)?;
        let from_month = from.month.unwrap_or(month);
        let from_day = Day::new(from.year.unwrap_or(to_day.year()), from_month, from.day)?;
        let from_day = if from.year.is_none() && from_day > to_day { Day::new(to_day.year() - 1, from_month, from.day)? } else { from_day };
        Period::new(from_day, to_day).map(|period| (period, end))
    }

    fn months_between(&self, at: usize) -> Option<(Period, usize)> {
        let (month, after) = self.month(at)?;
        let (year, after) = self.year(after);
        let last = self.to_the_end(after).and_then(|next| self.month(next));
        let (last, (last_year, end)) = last.map_or((month, (year, after)), |(last, end)| (last, self.year(end)));
        let to = self.in_year(last_year, last, 15, Lean::Near)?.end_of_month();
        let from = Day::new(year.unwrap_or(to.year()), month, 1)?;
        let from = if year.is_none() && from > to { Day::new(to.year() - 1, month, 1)? } else { from };
        Period::new(from, to).map(|period| (period, end))
    }

    fn one_day(&self, at: usize) -> Option<(Period, usize)> {
        let (named, end) = self.day(at, Lean::Near)?;
        Period::new(named.day.ok()?, named.day.ok()?).map(|period| (period, end))
    }

    /// Past what joins the two ends of a stretch: a dash or "to".
    fn to_the_end(&self, at: usize) -> Option<usize> {
        let dash = ['-', '–', '—'].iter().any(|dash| self.mark(at, *dash));
        let next = if dash { at + 1 } else { self.after(at, Sense::Until).or_else(|| self.after(at, Sense::And))? };
        Some(self.skip(next, &[Sense::Article, Sense::On]))
    }

    fn loose(&self, at: usize) -> Option<(Loose, usize)> {
        if let Some((year, month, day, end)) = self.iso_parts(at) {
            return Some((Loose { year: Some(year), month: Some(month), day }, end));
        }
        if let Some((day, month, year, end)) = self.numeric_parts(at) {
            return Some((Loose { year, month: Some(month), day }, end));
        }
        if let Some((month, after)) = self.month(at) {
            let (day, end) = self.nth(self.skip(after, &[Sense::Article]))?;
            let (year, end) = self.year(end);
            return Some((Loose { year, month: Some(month), day: day.into() }, end));
        }
        let (day, after) = self.nth(self.skip(at, &[Sense::Article]))?;
        let named = self.month(self.skip(after, &[Sense::Of]));
        let (month, after) = named.map_or((None, after), |(month, end)| (Some(month), end));
        let (year, end) = if month.is_some() { self.year(after) } else { (None, after) };
        Some((Loose { year, month, day: day.into() }, end))
    }
}

impl Settling<'_, '_> {
    pub(super) fn period(&mut self, period: Period, range: &Range<usize>) {
        self.reading.period.get_or_insert(period);
        self.claims.add(range, What::Period(period));
    }
}
