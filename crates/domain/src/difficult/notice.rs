use crate::time::Day;

/// A notice period in days. The day on which notice is given does not count; the last day of the period does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub given: Day,
    pub days: u32,
    /// Day 1.
    pub first: Day,
    /// The last day of the month in which notice was given, with the number that it has; None where the period ends in that month.
    pub month: Option<(Day, u32)>,
    /// The last day.
    pub ends: Day,
}

/// How a notice given on a day is counted.
pub fn notice(given: Day, days: u32) -> Notice {
    let ends = given.plus_days(i64::from(days));
    let mut end = given.plus_days(1).end_of_month();
    // The longest period is told with the month before its last: that is where people count wrong.
    while end.plus_days(1).end_of_month() < ends {
        end = end.plus_days(1).end_of_month();
    }
    let month = u32::try_from(given.days_until(end)).ok().filter(|_| end < ends).map(|count| (end, count));
    Notice { given, days, first: given.plus_days(1), month, ends }
}
