//! Days and moments. A day is civil: it has no zone and never shifts; a moment is an instant in UTC.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

pub use chrono::Weekday;

/// A valid Gregorian date between the years 1900 and 2999, with no time and no zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::bounded)
    }

    /// Reads `YYYY-MM-DD` (ISO 8601 calendar date, extended form) and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
        if !shape {
            return None;
        }
        Self::new(text[0..4].parse().ok()?, text[5..7].parse().ok()?, text[8..10].parse().ok()?)
    }

    fn bounded(date: NaiveDate) -> Option<Self> {
        (1900..=2999).contains(&date.year()).then_some(Self(date))
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The day `days` later (earlier if negative), or the last day this type can hold in that direction.
    pub fn plus_days(self, days: i64) -> Self {
        let moved = if days >= 0 {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        moved.and_then(Self::bounded).unwrap_or(if days >= 0 { Self::LAST } else { Self::FIRST })
    }

    /// The same day of the month `months` later; the month's last day where it has no such day (31 January → 28 February).
    pub fn plus_months(self, months: u32) -> Self {
        self.0.checked_add_months(Months::new(months)).and_then(Self::bounded).unwrap_or(Self::LAST)
    }

    pub fn end_of_month(self) -> Self {
        let first = self.0.with_day(1).unwrap_or(self.0);
        first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).and_then(Self::bounded).unwrap_or(self)
    }

    /// Days from this day to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i64 {
        (self.0 - NaiveDate::default()).num_days()
    }

    pub fn from_epoch_days(days: i64) -> Option<Self> {
        NaiveDate::default().checked_add_signed(chrono::Duration::try_days(days)?).and_then(Self::bounded)
    }

    pub const FIRST: Self = match NaiveDate::from_ymd_opt(1900, 1, 1) {
        Some(date) => Self(date),
        None => panic!(),
    };
    pub const LAST: Self = match NaiveDate::from_ymd_opt(2999, 12, 31) {
        Some(date) => Self(date),
        None => panic!(),
    };
}

/// `YYYY-MM-DD`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// The time as the rules are told it: the instant, and the civil day where the person sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    pub at: Moment,
    pub today: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    #[test]
    fn months_keep_their_end() {
        assert_eq!(day("2027-01-31").plus_months(1), day("2027-02-28"));
        assert_eq!(day("2028-01-31").plus_months(1), day("2028-02-29"));
        assert_eq!(day("2027-01-04").plus_months(1).end_of_month(), day("2027-02-28"));
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2026-02-29", "2026-13-01", "0026-01-01", "2026-1-1", "2026-01-01T", "", "२०२६-०१-०१"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn adding_never_leaves_the_calendar() {
        assert_eq!(day("2999-12-31").plus_days(5), Day::LAST);
        assert_eq!(day("1900-01-01").plus_days(i64::MIN), Day::FIRST);
        assert_eq!(day("2026-11-22").plus_days(i64::MAX), Day::LAST);
        assert_eq!(day("2026-11-22").plus_months(u32::MAX), Day::LAST);
    }

    #[test]
    fn epoch_days_read_back() {
        for text in ["1970-01-01", "2026-11-22", "1900-01-01", "2999-12-31"] {
            assert_eq!(Day::from_epoch_days(day(text).epoch_days()), Some(day(text)));
        }
        assert_eq!(day("1970-01-01").epoch_days(), 0);
    }
}
