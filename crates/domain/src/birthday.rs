//! Birthdays, with a year or without one, and the day on which one is kept.

use std::fmt;

use crate::time::Day;

/// A day that there is in some year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birthday {
    year: Option<i32>,
    month: u32,
    day: u32,
}

/// When a birthday of 29 February is kept in a year that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leap {
    #[default]
    February28,
    March1,
}

impl Leap {
    pub fn key(self) -> &'static str {
        match self {
            Self::February28 => "feb",
            Self::March1 => "mar",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        [Self::February28, Self::March1].into_iter().find(|one| one.key() == key)
    }
}

impl Birthday {
    /// `1990-05-14`, or `--05-14` without a year (ISO 8601:2000, 5.2.1.3 d).
    pub fn parse(text: &str) -> Option<Self> {
        let (year, known) = match text.strip_prefix("--") {
            // A year that has every day.
            Some(rest) => (None, Day::parse(&format!("2000-{rest}"))?),
            None => {
                let day = Day::parse(text)?;
                (Some(day.year()), day)
            }
        };
        Some(Self { year, month: known.month(), day: known.day() })
    }

    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The day on which it is kept in a year.
    pub fn in_year(self, year: i32, leap: Leap) -> Option<Day> {
        Day::new(year, self.month, self.day).or_else(|| match leap {
            Leap::February28 => Day::new(year, 2, 28),
            Leap::March1 => Day::new(year, 3, 1),
        })
    }

    /// The next day on which it is kept, today among them.
    pub fn next(self, today: Day, leap: Leap) -> Option<Day> {
        let this = self.in_year(today.year(), leap).filter(|day| *day >= today);
        this.or_else(|| self.in_year(today.year() + 1, leap))
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(birthday: &str, today: &str, leap: Leap) -> String {
        let next = Birthday::parse(birthday).and_then(|one| one.next(Day::parse(today)?, leap));
        next.map_or_else(|| "none".to_owned(), |day| day.to_string())
    }

    #[test]
    fn a_leap_day_is_kept_where_the_practice_says() {
        assert_eq!(next("1992-02-29", "2027-01-10", Leap::February28), "2027-02-28");
        assert_eq!(next("--02-29", "2027-01-10", Leap::March1), "2027-03-01");
        assert_eq!(next("--02-29", "2028-01-10", Leap::March1), "2028-02-29");
        assert_eq!(next("--02-29", "2027-03-01", Leap::February28), "2028-02-29");
        assert_eq!(next("--12-24", "2026-12-24", Leap::March1), "2026-12-24");
    }

    #[test]
    fn a_birthday_reads_back_with_its_year_or_without() {
        for text in ["1990-05-14", "--05-14", "--02-29", "2000-02-29"] {
            assert_eq!(Birthday::parse(text).map(|one| one.to_string()).as_deref(), Some(text));
        }
        for text in ["", "--02-30", "1991-02-29", "05-14", "14 May"] {
            assert_eq!(Birthday::parse(text), None, "{text}");
        }
    }
}
