//! When money is due, as it was agreed.

use crate::time::Day;

/// When the money is due, as it was agreed; the day follows from the day of issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Terms {
    #[default]
    OnReceipt,
    /// So many days after issue.
    Net(u16),
    /// The last day of the month of issue.
    EndOfMonth,
    /// The last day of the month after the month of issue.
    EndOfNextMonth,
    /// So many days after issue, then on to the end of that month.
    NetThenEndOfMonth(u16),
    /// A day that was named.
    On(Day),
    /// The end of the month of issue, then so many days on.
    EndOfMonthThenNet(u16),
    /// This day of the month after the month of issue; where that month is shorter, its last.
    NextMonth(u8),
}

impl Terms {
    pub fn due(self, issued: Day) -> Day {
        match self {
            Self::OnReceipt => issued,
            Self::Net(days) => issued.plus_days(i64::from(days)),
            Self::EndOfMonth => issued.end_of_month(),
            Self::EndOfNextMonth => issued.plus_months(1).end_of_month(),
            Self::NetThenEndOfMonth(days) => issued.plus_days(i64::from(days)).end_of_month(),
            Self::On(day) => day,
            Self::EndOfMonthThenNet(days) => issued.end_of_month().plus_days(i64::from(days)),
            Self::NextMonth(nth) => {
                let last = issued.plus_months(1).end_of_month();
                Day::new(last.year(), last.month(), u32::from(nth.max(1))).unwrap_or(last)
            }
        }
    }

    /// A key that [`Terms::from_key`] reads back: `receipt`, `net 14`, `eom`, `eonm`, `net 30 eom`, `eom net 30`, `next 15`,
    /// `2026-12-06`.
    pub fn key(self) -> String {
        match self {
            Self::OnReceipt => "receipt".to_owned(),
            Self::Net(days) => format!("net {days}"),
            Self::EndOfMonth => "eom".to_owned(),
            Self::EndOfNextMonth => "eonm".to_owned(),
            Self::NetThenEndOfMonth(days) => format!("net {days} eom"),
            Self::On(day) => day.to_string(),
            Self::EndOfMonthThenNet(days) => format!("eom net {days}"),
            Self::NextMonth(nth) => format!("next {nth}"),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "receipt" => Some(Self::OnReceipt),
            "eom" => Some(Self::EndOfMonth),
            "eonm" => Some(Self::EndOfNextMonth),
            _ if key.starts_with("eom net ") => key.strip_prefix("eom net ")?.parse().ok().map(Self::EndOfMonthThenNet),
            _ if key.starts_with("next ") => {
                key.strip_prefix("next ")?.parse().ok().filter(|nth| (1..=31).contains(nth)).map(Self::NextMonth)
            }
            _ => match key.strip_prefix("net ") {
                Some(days) => match days.strip_suffix(" eom") {
                    Some(days) => days.parse().ok().map(Self::NetThenEndOfMonth),
                    None => days.parse().ok().map(Self::Net),
                },
                None => Day::parse(key).map(Self::On),
            },
        }
    }
}
