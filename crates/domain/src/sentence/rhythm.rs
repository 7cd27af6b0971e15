//! Recurrence: how often, on which day, from when until when, and how many that makes.

use std::ops::Range;

use super::day::Lean;
use super::reading::{Choice, Recurrence, Rhythm, Topic, What};
use super::settle::Settling;
use super::view::View;
use super::when::Lapse;
use super::words::{Sense, Unit};
use crate::time::Day;

/// What one phrase says of it; several phrases add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repeats {
    pub every: Option<(Rhythm, u32)>,
    /// The day of the month, or the first such weekday.
    pub on: Option<Day>,
    pub until: Option<Until>,
    /// "for 6 months".
    pub lasts: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Until {
    pub day: Day,
    /// "until June" may leave June out.
    pub other: Option<Day>,
}

impl View<'_> {
    /// "every month until June", "monthly" where it is no part of a description.
    pub(super) fn recurrence(&self, at: usize) -> Option<(Repeats, usize)> {
        let (on, start) = self.of_every(at);
        let every = self.after(start, Sense::Every).and_then(|after| {
            let (count, unit) = match self.number(after) {
                Some((number, end)) => (u32::try_from(number.value.trunc().mantissa()).ok().filter(|count| (1..=60).contains(count)), end),
                None => {
                    let other = self.skip(after, &[Sense::Other]);
                    (Some(if other > after { 2 } else { 1 }), other)
                }
            };
            let by_number = self.number(after).is_some();
            let found = self.find(unit, rhythm);
            if let Some(((rhythm, times), end)) = found {
                return Some((Repeats { every: count.map(|count| (rhythm, count * times)), on, ..Repeats::default() }, end));
            }
            if let Some((_, end)) = self.find(unit, |sense| matches!(sense, Sense::Weekday(_)).then_some(())) {
                let day = self.day(unit, Lean::Ahead).and_then(|(named, _)| named.day.ok());
                return Some((Repeats { every: count.map(|count| (Rhythm::Weeks, count)), on: day, ..Repeats::default() }, end));
            }
            // "every 1st"
            let (named, end) = self.day(after, Lean::Ahead).filter(|_| by_number)?;
            Some((Repeats { every: Some((Rhythm::Months, 1)), on: named.day.ok(), ..Repeats::default() }, end))
        });
        let (mut repeats, mut end) = match every {
            Some(found) => found,
            None if start == at || on.is_some() && self.recur(start).is_some() => {
                let (every, end) = self.recur(start)?;
                // "Factura mensual Bodega Sur": behind the document it can only be the document's.
                let behind = self.find(start, |sense| matches!(sense, Sense::RecurKind(..)).then_some(())).is_some();
                let goes_on = !behind && !self.in_name(end) && self.is_word(end) && !self.is_structural(end) && self.recur(end).is_none() && !self.is(end, Sense::Make);
                if goes_on {
                    return None;
                }
                (Repeats { every, on, ..Repeats::default() }, end)
            }
            None => return None,
        };
        if let Some((until, after)) = self.recurrence_end(end) {
            (repeats.until, end) = (Some(until), after);
        } else if let Some(after) = self.after(end, Sense::For).or_else(|| self.after(end, Sense::In))
            && let Some((lapse, after)) = self.lapse(after)
        {
            repeats.lasts = match (lapse, repeats.every) {
                (Lapse::Months(months), Some((Rhythm::Months, every))) => Some(months / every.max(1)),
                (Lapse::Months(months), Some((Rhythm::Years, every))) => Some(months / 12 / every.max(1)),
                (Lapse::Days(days), Some((Rhythm::Weeks, every))) => Some(days / 7 / every.max(1)),
                (Lapse::Days(_) | Lapse::Months(_) | Lapse::Business(_) | Lapse::TooLong, _) => None,
            };
            end = after;
        }
        Some((repeats, end))
    }

    /// "monthly"; "mensuelle" only beside the document it belongs to.
    pub(super) fn recur(&self, at: usize) -> Option<(Option<(Rhythm, u32)>, usize)> {
        let beside = at == 0 || self.is_taken(at - 1);
        self.find(at, |sense| match_recur(sense, beside))
    }

    /// "until June", "till the end of March", "until 31/12".
    pub(super) fn recurrence_end(&self, at: usize) -> Option<(Until, usize)> {
        let until = self.after(at, Sense::Until)?;
        let after = self.skip(until, &[Sense::Article]);
        if let Some((named, end)) = self.day(after, Lean::Ahead).or_else(|| self.day(until, Lean::Ahead)) {
            return named.day.ok().map(|day| (Until { day, other: None }, end));
        }
        // "until the end of 2027", "bis Ende 2027"
        let last = self.skip(after, &[Sense::End, Sense::Of]);
        if last > after && let (Some(year), end) = self.year(last) {
            return Day::new(year, 12, 31).map(|day| (Until { day, other: None }, end));
        }
        let (month, end) = self.month(last)?;
        let whole = after != self.skip(after, &[Sense::End, Sense::Of]);
        let (year, end) = self.year(end);
        let first = match year {
            Some(year) => Day::new(year, month, 1)?,
            None => (0..13).find_map(|ahead| {
                let day = Day::new(self.today.year(), self.today.month(), 1)?.plus_months(ahead);
                (day.month() == month && day.end_of_month() != self.today.end_of_month()).then_some(day)
            })?,
        };
        Some((Until { day: first.end_of_month(), other: (!whole).then(|| first.plus_days(-1)) }, end))
    }

    /// "on the 1st of every month": to the "every".
    fn of_every(&self, at: usize) -> (Option<Day>, usize) {
        let Some((named, end)) = self.day(at, Lean::Ahead) else {
            // "due on the 5th of each month": the day has been heard.
            let of = self.after(at, Sense::Of).filter(|after| at > 0 && self.is_taken(at - 1) && self.is(*after, Sense::Every));
            return (None, of.unwrap_or(at));
        };
        let after = self.skip(end, &[Sense::Of]);
        if self.is(after, Sense::Every) || self.find(after, |sense| matches!(sense, Sense::Recur(..)).then_some(())).is_some() {
            (named.day.ok(), after)
        } else {
            (None, at)
        }
    }
}

fn match_recur(sense: Sense, beside: bool) -> Option<Option<(Rhythm, u32)>> {
    let (Sense::Recur(unit, count) | Sense::RecurKind(unit, count)) = sense else { return None };
    if matches!(sense, Sense::RecurKind(..)) && !beside {
        return None;
    }
    Some(rhythm(Sense::Unit(unit)).map(|(rhythm, times)| (rhythm, times * u32::from(count))))
}

pub(super) fn rhythm(sense: Sense) -> Option<(Rhythm, u32)> {
    let known = [
        (Sense::Unit(Unit::Day), Rhythm::Days, 1),
        (Sense::Unit(Unit::Week), Rhythm::Weeks, 1),
        (Sense::Unit(Unit::Month), Rhythm::Months, 1),
        (Sense::Unit(Unit::Year), Rhythm::Years, 1),
        (Sense::Share(2500), Rhythm::Months, 3),
        (Sense::Quarter, Rhythm::Months, 3),
        (Sense::Days(14), Rhythm::Weeks, 2),
        (Sense::Days(15), Rhythm::Days, 15),
    ];
    known.into_iter().find_map(|(known, rhythm, times)| (known == sense).then_some((rhythm, times)))
}

impl Settling<'_, '_> {
    pub(super) fn repeats(&mut self, said: &Repeats, range: &Range<usize>) {
        self.claims.add(range, What::Recurrence);
        let known = self.repeating.get_or_insert_default();
        known.every = known.every.or(said.every);
        known.on = known.on.or(said.on);
        known.lasts = known.lasts.or(said.lasts);
        if let Some(until) = said.until
            && known.until.is_none()
        {
            known.until = Some(until);
            if let Some(other) = until.other {
                self.ask(Topic::Until, Some(Choice::Day(until.day)), vec![Choice::Day(other)], true, range);
            }
        }
    }

    /// Once every phrase has been heard: the first day is the one that was named, the next such day of the month, or today.
    pub(super) fn settle_recurrence(&mut self) {
        let Some(said) = self.repeating.take() else { return };
        let (rhythm, interval) = said.every.unwrap_or((Rhythm::Months, 1));
        let named = self.reading.issued.or(said.on);
        self.reading.issued = named;
        let start = named.unwrap_or(self.view.today);
        let day = named.filter(|_| matches!(rhythm, Rhythm::Months | Rhythm::Years)).map(Day::day);
        let mut recurrence = Recurrence { rhythm, interval, start, day, until: None, count: said.lasts };
        // "from January until Dec 31" ends in the year it begins in.
        let until = said.until.map(|until| (0..5).map(|years| until.day.plus_months(12 * years)).find(|day| start.days_until(*day) >= 0));
        recurrence.end_on(until.flatten());
        self.reading.recurrence = Some(recurrence);
        if said.every.is_none() {
            self.ask(Topic::Rhythm, None, Vec::new(), true, &(0..0));
        }
    }
}
