//! Working days: Monday to Friday, without the holidays one is told of.

use crate::time::{Day, Weekday};

/// Whether this is a working day.
pub fn is_working(day: Day, holidays: &[Day]) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(&day)
}

/// The working day that many working days later. None later is the day itself, or the next working day where it is none. At the end of the
/// calendar it stays on its last day.
pub fn plus_working_days(from: Day, days: u32, holidays: &[Day]) -> Day {
    let mut day = working_from(from, holidays);
    for _ in 0..days {
        let next = working_from(day.plus_days(1), holidays);
        if next == day {
            break;
        }
        day = next;
    }
    day
}

fn working_from(day: Day, holidays: &[Day]) -> Day {
    let mut day = day;
    while day != Day::LAST && !is_working(day, holidays) {
        day = day.plus_days(1);
    }
    day
}
