use std::fmt;

use crate::time::Weekday;

const MINUTES_A_DAY: u16 = 1_440;

/// From when to when somebody works on a day, in minutes of it. The end is after the beginning, and not after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    pub(super) from: u16,
    pub(super) to: u16,
}

impl Hours {
    /// None: it ends before it begins, or on another day.
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < to && to <= MINUTES_A_DAY).then_some(Self { from, to })
    }

    /// Reads `09:00-17:30`; midnight at the end of the day is `24:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Self::new(minute(from)?, minute(to)?)
    }

    pub fn from(self) -> u16 {
        self.from
    }
    pub fn to(self) -> u16 {
        self.to
    }
    pub fn minutes(self) -> u32 {
        u32::from(self.to - self.from)
    }
}

/// The minute of the day of `9:00` or `09:00`.
pub fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour, 2) || minute.len() != 2 || !digits(minute, 2) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60).then(|| hour * 60 + minute).filter(|at| *at <= MINUTES_A_DAY)
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}

/// The hours of each weekday, Monday first. At least one day has some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week([Option<Hours>; 7]);

impl Default for Week {
    /// Monday to Friday, nine to five.
    fn default() -> Self {
        let day = Some(Hours { from: 9 * 60, to: 17 * 60 });
        Self([day, day, day, day, day, None, None])
    }
}

impl Week {
    /// None: nobody works on any day.
    pub fn new(days: [Option<Hours>; 7]) -> Option<Self> {
        days.iter().any(Option::is_some).then_some(Self(days))
    }

    /// Reads seven words, Monday first: the hours of a day, or `-` for none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut days = [None; 7];
        let mut words = text.split_whitespace();
        for day in &mut days {
            let word = words.next()?;
            *day = if word == "-" { None } else { Some(Hours::parse(word)?) };
        }
        if words.next().is_some() { None } else { Self::new(days) }
    }

    pub fn of(&self, day: Weekday) -> Option<Hours> {
        self.0.get(day.num_days_from_monday() as usize).copied().flatten()
    }

    pub fn days(&self) -> [Option<Hours>; 7] {
        self.0
    }
}

/// As [`Week::parse`] reads it.
impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, day) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { " " })?;
            match day {
                Some(hours) => hours.fmt(f)?,
                None => f.write_str("-")?,
            }
        }
        Ok(())
    }
}
