//! Days of the calendar as people name them: "next Friday", "15 March", "12/6", "the 1st", "end of the week".

use crate::time::Day;

use super::everywhere::ORDINALS;
use super::figure::Form;
use super::reading::Why;
use super::token::Sort;
use super::view::View;
use super::when::Lapse;
use super::words::{Sense, Unit, listed};

/// A day as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub day: Result<Day, Why>,
    pub others: Vec<Day>,
}

/// Which way a day without a year points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Ahead,
    /// Whichever is nearer: the day of a document or of a payment may lie behind.
    Near,
}

impl Named {
    fn sure(day: Option<Day>) -> Self {
        Self { day: day.ok_or(Why::NoSuchDay), others: Vec::new() }
    }
}

impl View<'_> {
    /// A day of the calendar, however it is named.
    pub fn day(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        let start = self.skip(at, &[Sense::On]);
        if let Some((days, end)) = self.find(start, |sense| if let Sense::Relative(days) = sense { Some(days) } else { None }) {
            return Some((Named::sure(Some(self.today.plus_days(i64::from(days)))), end));
        }
        self.ago(start)
            .or_else(|| self.iso(start))
            .or_else(|| self.numeric(start, lean))
            .or_else(|| self.day_month(start, lean))
            .or_else(|| self.month_day(start, lean))
            .or_else(|| self.weekday(start, lean))
            .or_else(|| self.middle_of(start, lean))
            .or_else(|| self.end_of(start))
            .or_else(|| self.ordinal(start))
    }

    /// "2 weeks ago", "vor 3 Tagen", "il y a 3 jours", "för 3 dagar sedan".
    pub(super) fn ago(&self, at: usize) -> Option<(Named, usize)> {
        let before = self.after(at, Sense::Ago).or_else(|| self.after(at, Sense::For));
        let (lapse, end) = self.lapse(before.unwrap_or(at))?;
        let after = self.after(end, Sense::Ago);
        let said = after.is_some() || self.is(at, Sense::Ago);
        let day = match lapse {
            Lapse::Days(days) => self.today.plus_days(-i64::from(days)),
            Lapse::Months(months) => {
                let index = self.today.year() * 12 + i32::try_from(self.today.month()).ok()? - 1 - i32::try_from(months).ok()?;
                let first = Day::new(index.div_euclid(12), u32::try_from(index.rem_euclid(12)).ok()? + 1, 1)?;
                Day::new(first.year(), first.month(), self.today.day()).unwrap_or(first.end_of_month())
            }
            Lapse::Business(_) | Lapse::TooLong => return None,
        };
        said.then(|| (Named::sure(Some(day)), after.unwrap_or(end)))
    }

    /// `2026-12-06`, `2026/12/06`.
    fn iso(&self, at: usize) -> Option<(Named, usize)> {
        let (year, month, day, end) = self.iso_parts(at)?;
        Some((Named::sure(Day::new(year, month, day)), end))
    }

    pub fn iso_parts(&self, at: usize) -> Option<(i32, u32, u32, usize)> {
        let year = self.plain_digits(at, 4, 4)?;
        let sign = if self.mark(at + 1, '-') { '-' } else { '/' };
        let joined = self.mark(at + 1, sign) && self.mark(at + 3, sign) && (at + 1..at + 5).all(|step| self.glued(step));
        if !joined {
            return None;
        }
        let (month, day) = (self.plain_digits(at + 2, 1, 2)?, self.plain_digits(at + 4, 1, 2)?);
        Some((i32::try_from(year).ok()?, month, day, at + 5))
    }

    /// A day and a month in figures, and a year if one is there, in the order of the locale unless only the other can be meant.
    pub fn numeric_parts(&self, at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
        let slashed = self.slashed(at);
        let dots = slashed.is_none();
        let (one, two, year, end) = slashed.or_else(|| self.dotted(at))?;
        let month_first = !dots && (self.form == Form::Dot && self.month_first() && one <= 12 || two > 12);
        let (day, month) = if month_first { (two, one) } else { (one, two) };
        Some((day, month, year, end))
    }

    /// `15/12`, `3/15/2027`, `15.12.2026`, `15-12-2026`: the locale says which comes first, the figures may know better.
    fn numeric(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        let slashed = self.slashed(at);
        let dots = slashed.is_none();
        let (one, two, year, end) = slashed.or_else(|| self.dotted(at))?;
        // With points between, the day comes first wherever it is written so.
        let month_first = !dots && self.form == Form::Dot && self.month_first();
        let (day, month) = if month_first { (two, one) } else { (one, two) };
        let read = |day, month| self.in_year(year, month, day, lean);
        let chosen = read(day, month);
        let swapped = if day == month || dots && chosen.is_some() { None } else { read(month, day) };
        Some((
            match (chosen, swapped) {
                (Some(chosen), Some(other)) => Named { day: Ok(chosen), others: vec![other] },
                (Some(chosen), None) | (None, Some(chosen)) => Named::sure(Some(chosen)),
                (None, None) => Named::sure(None),
            },
            end,
        ))
    }

    fn month_first(&self) -> bool {
        let mut parts = self.locale.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        match parts.next_back() {
            Some(region) => ["us", "ph", "pr"].contains(&region.to_ascii_lowercase().as_str()),
            None => language.eq_ignore_ascii_case("en"),
        }
    }

    fn slashed(&self, at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
        let sign = ['/', '-'].into_iter().find(|sign| self.mark(at + 1, *sign))?;
        let one = self.plain_digits(at, 1, 2)?;
        let two = self.plain_digits(at + 2, 1, 2).filter(|_| self.glued(at + 1) && self.glued(at + 2))?;
        if self.mark(at + 3, sign)
            && self.glued(at + 3)
            && self.glued(at + 4)
            && let Some(year) = self.plain_digits(at + 4, 2, 4)
        {
            return Some((one, two, i32::try_from(if year < 100 { 2000 + year } else { year }).ok(), at + 5));
        }
        (sign == '/').then_some((one, two, None, at + 3))
    }

    fn dotted(&self, at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
        if !self.open(at) || self.tokens[at].sort != Sort::Number {
            return None;
        }
        let parts: Vec<&str> = self.tokens[at].raw.split('.').collect();
        let number = |text: &str| if text.len() <= 4 { text.parse::<u32>().ok() } else { None };
        match parts.as_slice() {
            [one, two, year] if one.len() <= 2 && two.len() <= 2 => {
                let year = number(year)?;
                Some((number(one)?, number(two)?, i32::try_from(if year < 100 { 2000 + year } else { year }).ok(), at + 1))
            }
            [one, two] if one.len() <= 2 && two.len() <= 2 && self.mark(at + 1, '.') && self.glued(at + 1) => {
                Some((number(one)?, number(two)?, None, at + 2))
            }
            _ => None,
        }
    }

    /// "15 March", "15th of March 2027".
    fn day_month(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        let start = self.skip(at, &[Sense::Article]);
        let day = self.plain_digits(start, 1, 2)?;
        let after = self.skip(self.past_ordinal(start + 1), &[Sense::Of]);
        let (month, end) = self.month(after)?;
        let (year, end) = self.year(end);
        Some((self.resolved(year, month, day, lean), end))
    }

    /// "March 15", "Dec 31st, 2026".
    fn month_day(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        let (month, after) = self.month(at)?;
        let start = self.skip(after, &[Sense::Article]);
        let day = self.plain_digits(start, 1, 2)?;
        let (year, end) = self.year(self.past_ordinal(start + 1));
        Some((self.resolved(year, month, day, lean), end))
    }

    fn resolved(&self, year: Option<i32>, month: u32, day: u32, lean: Lean) -> Named {
        let Some(chosen) = self.in_year(year, month, day, lean) else { return Named::sure(None) };
        // Said a few weeks after the day: perhaps it is meant, and long overdue.
        let earlier = if year.is_none() && lean == Lean::Ahead { Day::new(chosen.year() - 1, month, day) } else { None };
        let recent = earlier.filter(|earlier| earlier.days_until(self.today) <= 45 && earlier.days_until(self.today) > 0);
        Named { day: Ok(chosen), others: recent.into_iter().collect() }
    }

    pub fn in_year(&self, year: Option<i32>, month: u32, day: u32, lean: Lean) -> Option<Day> {
        if let Some(year) = year {
            return Day::new(year, month, day);
        }
        let this = self.today.year();
        let ahead = (this..this + 9).filter_map(|year| Day::new(year, month, day)).find(|found| self.today.days_until(*found) >= 0);
        if lean == Lean::Ahead {
            return ahead;
        }
        let behind = (this - 8..=this).rev().filter_map(|year| Day::new(year, month, day)).find(|found| self.today.days_until(*found) <= 0);
        match (behind, ahead) {
            (Some(behind), Some(ahead)) => Some(if behind.days_until(self.today) <= self.today.days_until(ahead) { behind } else { ahead }),
            (behind, ahead) => behind.or(ahead),
        }
    }

    /// A year after a day, if one follows: within ten years of today, so that a sum is not taken for one.
    pub fn year(&self, at: usize) -> (Option<i32>, usize) {
        let start = if self.mark(at, ',') { at + 1 } else { self.skip(at, &[Sense::Of]) };
        let year =
            self.plain_digits(start, 4, 4).and_then(|year| i32::try_from(year).ok()).filter(|year| (year - self.today.year()).abs() <= 10);
        let used = year.filter(|_| {
            !self.tokens.get(start + 1).is_some_and(|next| next.glued && next.sort != Sort::Mark(',') && next.sort != Sort::Mark('.'))
        });
        used.map_or((None, at), |year| (Some(year), start + 1))
    }

    fn weekday(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        let start = self.skip(at, &[Sense::Article]);
        let (next, after) = self.after(start, Sense::Next).map_or((false, start), |end| (true, end));
        let (this, after) = self.after(after, Sense::This).map_or((false, after), |end| (true, end));
        let (target, end) = self.find(after, |sense| if let Sense::Weekday(day) = sense { Some(day) } else { None })?;
        // "vendredi prochain", "el viernes que viene".
        let (next, end) = self.after(end, Sense::Next).filter(|_| self.words.language != "en").map_or((next, end), |end| (true, end));
        // "Tuesday next week", "Dienstag nächster Woche", "mardi de la semaine prochaine"
        let of = self.skip(end, &[Sense::Of, Sense::Article]);
        let week = |at: usize| self.after(at, Sense::Unit(Unit::Week));
        let of_next = self.after(of, Sense::Next).and_then(week).or_else(|| self.after(week(of)?, Sense::Next));
        if let Some(end) = of_next.filter(|_| !next) {
            let first = if self.week_starts_monday { 0 } else { 6 };
            let into = |day: i64| (day - first).rem_euclid(7);
            let today = i64::from(self.today.weekday().num_days_from_monday());
            let day = self.today.plus_days(7 - into(today) + into(i64::from(target)));
            return Some((Named::sure(Some(day)), end));
        }
        let short = self.tokens[after].raw.chars().count() <= 3 && after == at && !self.tokens[after].is_capital();
        if short && lean == Lean::Near {
            return None;
        }
        let today = i64::from(self.today.weekday().num_days_from_monday());
        let ahead = (i64::from(target) - today).rem_euclid(7);
        if next {
            let first = if self.week_starts_monday { 0 } else { 6 };
            let into_week = (today - first).rem_euclid(7);
            let into_target = (i64::from(target) - first).rem_euclid(7);
            let chosen = self.today.plus_days(7 - into_week + into_target);
            let coming = self.today.plus_days(if ahead == 0 { 7 } else { ahead });
            let other = if coming == chosen { chosen.plus_days(7) } else { coming };
            return Some((Named { day: Ok(chosen), others: vec![other] }, end));
        }
        if ahead == 0 && !this {
            return Some((Named { day: Ok(self.today.plus_days(7)), others: vec![self.today] }, end));
        }
        Some((Named::sure(Some(self.today.plus_days(ahead))), end))
    }

    /// "end of March", "end of the week", "end of the year"; "next month", "next week" are taken to their end, and ask.
    fn end_of(&self, at: usize) -> Option<(Named, usize)> {
        if let Some(after) = self.after(at, Sense::End) {
            let (next, after) = self.after(after, Sense::Next).map_or((false, after), |end| (true, end));
            let after = self.skip(after, &[Sense::Article, Sense::Of]);
            if !next && let Some((month, end)) = self.month(after) {
                let (year, end) = self.year(end);
                let day = self.in_year(year, month, 1, Lean::Ahead).map(Day::end_of_month);
                let this_month = year.is_none() && month == self.today.month();
                return Some((Named::sure(if this_month { Some(self.today.end_of_month()) } else { day }), end));
            }
            if !next && let (Some(year), end) = self.year(after) {
                return Some((Named::sure(Day::new(year, 12, 31)), end));
            }
            let (unit, end) = self.find(after, period)?;
            return self.unit_end(unit, next).map(|day| {
                // Said on the last day of a week, the week may be the one that begins tomorrow.
                let others = if day == self.today && unit == Period::Week { vec![day.plus_days(7)] } else { Vec::new() };
                (Named { day: Ok(day), others }, end)
            });
        }
        let (unit, end) = match self.after(at, Sense::Next) {
            Some(after) => self.find(after, period)?,
            // "la semaine prochaine", "el mes que viene".
            None => {
                let (unit, after) = self.find(self.skip(at, &[Sense::Article]), period)?;
                (unit, self.after(after, Sense::Next).filter(|_| self.words.language != "en")?)
            }
        };
        let day = self.unit_end(unit, true)?;
        let same = match unit {
            Period::Week => self.today.plus_days(7),
            Period::Month => self.today.plus_months(1),
            Period::Quarter => self.today.plus_months(3),
            Period::Year => self.today.plus_months(12),
        };
        Some((Named { day: Ok(day), others: if same == day { Vec::new() } else { vec![same] } }, end))
    }

    /// "mid December", "Mitte Dezember": the fifteenth.
    fn middle_of(&self, at: usize, lean: Lean) -> Option<(Named, usize)> {
        // "mi-janvier", "mid-December" in one word.
        if let Some((lead, name)) = self.tokens.get(at).filter(|_| self.is_word(at)).and_then(|token| token.folded.split_once('-')) {
            let month = (1..=12).find(|month| self.means(name, Sense::Month(*month))).filter(|_| self.means(lead, Sense::Mid))?;
            let (year, end) = self.year(at + 1);
            return Some((Named::sure(self.in_year(year, month, 15, lean)), end));
        }
        let after = self.after(at, Sense::Mid)?;
        let after = if self.mark(after, '-') { after + 1 } else { self.skip(after, &[Sense::Article, Sense::Of]) };
        let (month, end) = self.month(after)?;
        let (year, end) = self.year(end);
        Some((Named::sure(self.in_year(year, month, 15, lean)), end))
    }

    fn unit_end(&self, period: Period, next: bool) -> Option<Day> {
        let step = u32::from(next);
        match period {
            Period::Week => {
                let first = if self.week_starts_monday { 0 } else { 6 };
                let into = (i64::from(self.today.weekday().num_days_from_monday()) - first).rem_euclid(7);
                Some(self.today.plus_days(6 - into + 7 * i64::from(step)))
            }
            Period::Month => Some(self.today.plus_months(step).end_of_month()),
            Period::Quarter => {
                let last = (self.today.month() - 1) / 3 * 3 + 3;
                Day::new(self.today.year(), last, 1).map(|day| day.plus_months(3 * step).end_of_month())
            }
            Period::Year => Day::new(self.today.year() + i32::try_from(step).unwrap_or_default(), 12, 31),
        }
    }

    /// "the 1st", "the 15th": the next such day.
    fn ordinal(&self, at: usize) -> Option<(Named, usize)> {
        let start = self.skip(at, &[Sense::Article]);
        let day = self.plain_digits(start, 1, 2)?;
        let mut end = self.past_ordinal(start + 1);
        if end == start + 1 {
            // "le 15", "den 15", "am 15.": in these languages the small word before the number makes it a day.
            let named = (1..=3).any(|back| {
                let from = start.checked_sub(back);
                from.is_some_and(|from| self.any_sense(from, start - 1, |sense| sense == Sense::TheDay))
            });
            let dot = self.mark(end, '.') && self.glued(end);
            end += usize::from(dot);
            let alone = self.is_boundary(end) || self.is_structural_word(end);
            if !named || !(1..=31).contains(&day) || !alone && self.find(end, of_month).is_none() {
                return None;
            }
        }
        let found = (0..12).find_map(|months| {
            let month = Day::new(self.today.year(), self.today.month(), 1)?.plus_months(months);
            Day::new(month.year(), month.month(), day).filter(|found| self.today.days_until(*found) >= 0)
        });
        Some((Named::sure(found), end))
    }

    /// The number of a day, with or without what makes it one: "15th", "15.", "15".
    pub fn nth(&self, at: usize) -> Option<(u8, usize)> {
        let day = self.plain_digits(at, 1, 2).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=31).contains(day))?;
        let end = self.past_ordinal(at + 1);
        let dot = end == at + 1 && self.mark(end, '.') && self.glued(end);
        Some((day, end + usize::from(dot)))
    }

    fn past_ordinal(&self, at: usize) -> usize {
        // "15. Dezember", "den 1:a".
        if self.mark(at, '.')
            && self.glued(at)
            && (self.month(at + 1).is_some() || self.word_after(at) && self.find(at + 1, of_month).is_some())
        {
            return at + 1;
        }
        let letter = |at: usize| self.is_word(at) && self.glued(at) && matches!(self.tokens[at].folded.as_str(), "a" | "e");
        if self.mark(at, ':') && self.glued(at) && letter(at + 1) {
            return at + 2;
        }
        let ordinal = self.is_word(at) && self.glued(at) && listed(ORDINALS, &self.tokens[at].folded)
            || self.open(at) && self.glued(at) && matches!(self.tokens[at].raw, "º" | "ª" | "°");
        if ordinal { at + 1 } else { at }
    }

    fn word_after(&self, at: usize) -> bool {
        self.is_word(at + 1) && !self.tokens[at + 1].fresh_line
    }

    pub fn month(&self, at: usize) -> Option<(u32, usize)> {
        self.find(at, |sense| if let Sense::Month(month) = sense { Some(month) } else { None })
    }

    fn plain_digits(&self, at: usize, least: usize, most: usize) -> Option<u32> {
        let fits = self.open(at) && self.tokens[at].sort == Sort::Number;
        let raw = fits.then(|| self.tokens[at].raw)?;
        let digits = (least..=most).contains(&raw.len()) && raw.bytes().all(|byte| byte.is_ascii_digit());
        if digits { raw.parse().ok() } else { None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    Week,
    Month,
    Quarter,
    Year,
}

/// "of each month", "du mois": what may follow the number of a day.
fn of_month(sense: Sense) -> Option<()> {
    matches!(sense, Sense::Every | Sense::Recur(..) | Sense::Of | Sense::Unit(Unit::Month)).then_some(())
}

fn period(sense: Sense) -> Option<Period> {
    if sense == Sense::Quarter {
        return Some(Period::Quarter);
    }
    let periods = [(Unit::Week, Period::Week), (Unit::Month, Period::Month), (Unit::Year, Period::Year)];
    periods.into_iter().find_map(|(unit, period)| (sense == Sense::Unit(unit)).then_some(period))
}
