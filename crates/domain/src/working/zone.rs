use crate::time::{Day, Moment};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// How far the clocks of a place are ahead of UTC, and when that changes. Told from outside: the rules know no place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    first: i32,
    changes: Vec<(Moment, i32)>,
}

impl Zone {
    /// Minutes ahead of UTC at first, and the minutes from each change on. Changes are put in their order.
    pub fn new(first: i32, mut changes: Vec<(Moment, i32)>) -> Self {
        crate::order::sort_by_key(&mut changes, |(at, _)| *at);
        Self { first, changes }
    }

    /// Minutes ahead of UTC before anything changes.
    pub fn first(&self) -> i32 {
        self.first
    }

    /// When the clocks change, and how many minutes they are ahead from then on; the earliest first.
    pub fn changes(&self) -> &[(Moment, i32)] {
        &self.changes
    }

    fn offset_ms(&self, at: Moment) -> i64 {
        let minutes = self.changes.iter().rev().find(|(from, _)| *from <= at).map_or(self.first, |(_, minutes)| *minutes);
        i64::from(minutes) * MINUTE_MS
    }

    /// The civil day of an instant, and the minute of that day.
    pub fn civil(&self, at: Moment) -> (Day, u16) {
        let local = at.0.saturating_add(self.offset_ms(at));
        let days = local.div_euclid(DAY_MS);
        let edge = if days < 0 { Day::FIRST } else { Day::LAST };
        let minute = u16::try_from(local.rem_euclid(DAY_MS) / MINUTE_MS).unwrap_or_default();
        (Day::from_epoch_days(days).unwrap_or(edge), minute)
    }

    /// The instant of a minute of a civil day. A time that comes twice is the first of both; one that the clocks leap over is the leap.
    pub fn instant(&self, day: Day, minute: u16) -> Moment {
        let local = day.epoch_days() * DAY_MS + i64::from(minute) * MINUTE_MS;
        let mut offset = i64::from(self.first) * MINUTE_MS;
        for (at, next) in &self.changes {
            let next = i64::from(*next) * MINUTE_MS;
            if local - offset < at.0 {
                break;
            }
            if local - next < at.0 {
                return *at;
            }
            offset = next;
        }
        Moment(local - offset)
    }
}
