//! Working time: the hours of the week in which somebody works, the days on which nobody does, and how time passes in between. The zone is
//! an input; instants are added up as they pass, so a day on which the clocks change has the hours it really has.

mod week;
mod zone;

pub use week::{Hours, Week, minute};
pub use zone::Zone;

use crate::time::{Day, Moment};

const HOUR_MS: i64 = 3_600_000;

/// How far a calendar is looked through for an open hour: beyond ten years there is none.
const DAYS_MOST: u32 = 3_660;

/// The practice's week, and its holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    pub week: Week,
    pub holidays: Vec<Day>,
}

impl Calendar {
    /// Whether this is a working day.
    pub fn is_working(&self, day: Day) -> bool {
        self.hours(day).is_some()
    }

    /// The hours of a working day.
    pub fn hours(&self, day: Day) -> Option<Hours> {
        self.week.of(day.weekday()).filter(|_| !self.holidays.contains(&day))
    }

    /// The working day that many working days later. None later is the day itself, or the next working day where it is none. Where no
    /// working day is left in the calendar it stays on the last day looked at.
    pub fn plus_days(&self, from: Day, days: u32) -> Day {
        let mut day = self.working_from(from);
        for _ in 0..days {
            let next = self.working_from(day.plus_days(1));
            if next == day {
                break;
            }
            day = next;
        }
        day
    }

    /// The day itself where it is a working day, else the last one before it.
    pub fn working_until(&self, day: Day) -> Day {
        (0..DAYS_MOST).map(|back| day.plus_days(-i64::from(back))).find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// The day itself where it is a working day, else the next one.
    pub fn working_from(&self, from: Day) -> Day {
        let mut day = from;
        for _ in 0..DAYS_MOST {
            if day == Day::LAST || self.is_working(day) {
                break;
            }
            day = day.plus_days(1);
        }
        day
    }

    /// When work ends on a day; on a day without work, when the day does.
    pub fn end_of(&self, day: Day, zone: &Zone) -> Moment {
        self.hours(day).map_or_else(|| zone.instant(day.plus_days(1), 0), |hours| zone.instant(day, hours.to))
    }

    /// The end of the working day by which something is answered within so many working days: the day it came in does not count.
    pub fn answered_by(&self, came: Moment, days: u32, zone: &Zone) -> Moment {
        let (day, _) = zone.civil(came);
        let from = if days == 0 { day } else { day.plus_days(1) };
        self.end_of(self.plus_days(from, days.saturating_sub(1)), zone)
    }

    /// The instant so many working hours later. It is never inside a closed hour; where no open hour is left, it is `from`.
    pub fn plus_hours(&self, from: Moment, hours: u32, zone: &Zone) -> Moment {
        self.plus(from, i64::from(hours).saturating_mul(HOUR_MS), zone)
    }

    /// The same with milliseconds.
    pub fn plus(&self, from: Moment, working_ms: i64, zone: &Zone) -> Moment {
        let mut left = working_ms.max(0);
        let (first, _) = zone.civil(from);
        for (open, close) in (0..DAYS_MOST).filter_map(|on| self.span(first.plus_days(i64::from(on)), zone)) {
            let start = open.max(from);
            let room = close.0 - start.0;
            if room > 0 {
                if left <= room {
                    return Moment(start.0 + left);
                }
                left -= room;
            }
        }
        from
    }

    /// The instant so many working milliseconds earlier, by the same rule.
    pub fn minus(&self, from: Moment, working_ms: i64, zone: &Zone) -> Moment {
        let mut left = working_ms.max(0);
        let (last, _) = zone.civil(from);
        for (open, close) in (0..DAYS_MOST).filter_map(|back| self.span(last.plus_days(-i64::from(back)), zone)) {
            let end = close.min(from);
            let room = end.0 - open.0;
            if room > 0 {
                if left <= room {
                    return Moment(end.0 - left);
                }
                left -= room;
            }
        }
        from
    }

    /// Working milliseconds from one instant to another; negative when the other is earlier. Counted for ten years at most.
    pub fn between(&self, one: Moment, other: Moment, zone: &Zone) -> i64 {
        if other < one {
            return -self.between(other, one, zone);
        }
        let (first, _) = zone.civil(one);
        let days = (0..DAYS_MOST).map(|on| first.plus_days(i64::from(on)));
        let spans = days.filter_map(|day| self.span(day, zone)).take_while(|(open, _)| *open < other);
        spans.map(|(open, close)| (close.min(other).0 - open.max(one).0).max(0)).sum()
    }

    fn span(&self, day: Day, zone: &Zone) -> Option<(Moment, Moment)> {
        let hours = self.hours(day)?;
        Some((zone.instant(day, hours.from), zone.instant(day, hours.to)))
    }
}
