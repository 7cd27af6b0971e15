//! How often a client hears from us, and how soon we answer: what was agreed with each, or is usual for the practice (C1).

use crate::NoteId;
use crate::client::{Client, Direction, Note};
use crate::field::{Field, PracticeField};
use crate::practice::Practice;
use crate::time::{Day, Moment, Weekday};
use crate::working::Calendar;

/// How often an update goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    Week,
    TwoWeeks,
    /// Four weeks, so that it stays on its weekday.
    FourWeeks,
    /// It was agreed that none goes out by itself.
    Never,
}

impl Every {
    pub const ALL: [Self; 4] = [Self::Week, Self::TwoWeeks, Self::FourWeeks, Self::Never];

    pub fn key(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::TwoWeeks => "two_weeks",
            Self::FourWeeks => "four_weeks",
            Self::Never => "never",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.key() == key)
    }

    fn weeks(self) -> Option<i64> {
        match self {
            Self::Week => Some(1),
            Self::TwoWeeks => Some(2),
            Self::FourWeeks => Some(4),
            Self::Never => None,
        }
    }
}

/// The weekdays as registers keep them, Monday first.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

pub fn weekday(key: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(_, known)| *known == key).map(|(day, _)| day)
}

/// Updates that can fall on one day because the house is closed.
const CLOSED_MOST: i64 = 60;

/// What was agreed; what is not said is as the practice has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    pub every: Option<Every>,
    pub on: Option<Weekday>,
    /// Working hours within which an answer is promised.
    pub answer_hours: Option<u32>,
}

impl Rhythm {
    pub fn of(client: &Client) -> Self {
        Self::read(client.get(Field::UpdateEvery), client.get(Field::UpdateDay), client.get(Field::AnswerHours))
    }

    /// The practice's own: updates on Fridays where it says how often and not when.
    pub fn usual(practice: &Practice) -> Self {
        let get = |field| practice.get(field);
        Self::read(get(PracticeField::UpdateEvery), get(PracticeField::UpdateDay), get(PracticeField::AnswerHours))
    }

    fn read(every: &str, on: &str, answer: &str) -> Self {
        Self { every: Every::from_key(every), on: weekday(on), answer_hours: answer.parse().ok() }
    }

    /// With the practice's own where nothing was agreed.
    pub fn or(self, usual: Self) -> Self {
        Self { every: self.every.or(usual.every), on: self.on.or(usual.on), answer_hours: self.answer_hours.or(usual.answer_hours) }
    }

    /// The last two days before `today` by which an update was to go out, the later first. On a day without work it goes out on the
    /// working day before. Every second and fourth week are counted from the first Monday of 1970, so that they are the same on every device.
    pub fn last_updates(self, today: Day, calendar: &Calendar) -> Option<(Day, Day)> {
        let weeks = self.every?.weeks()?;
        let on = self.on.unwrap_or(Weekday::Fri);
        // Begun behind today, since what is moved to the working day before may be over already.
        let ahead = i64::from((on.num_days_from_monday() + 7 - today.weekday().num_days_from_monday()) % 7);
        let mut last = today.plus_days(ahead + 7 * weeks);
        // Monday 5 January 1970 is day 4.
        let week = (last.epoch_days() - 4).div_euclid(7);
        last = last.plus_days(-7 * week.rem_euclid(weeks));
        let at_work = |day: Day| calendar.working_until(day);
        while at_work(last) >= today {
            last = last.plus_days(-7 * weeks);
        }
        // Where the house was closed for longer than the rhythm, several fall on one day: they are one update.
        let before = (1..=CLOSED_MOST).map(|times| at_work(last.plus_days(-7 * weeks * times))).find(|day| *day < at_work(last))?;
        Some((at_work(last), before))
    }

    /// The next one from today on.
    pub fn next_update(self, today: Day, calendar: &Calendar) -> Option<Day> {
        let weeks = self.every?.weeks()?;
        let (last, _) = self.last_updates(today, calendar)?;
        let on = self.on.unwrap_or(Weekday::Fri);
        let ahead = i64::from((on.num_days_from_monday() + 7 - last.weekday().num_days_from_monday()) % 7);
        let scheduled = last.plus_days(ahead);
        (1..=3).map(|times| calendar.working_until(scheduled.plus_days(7 * weeks * times))).find(|day| *day >= today)
    }
}

/// What passed between both sides, as far as the history tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// The day we last turned to them.
    pub told: Option<Day>,
    /// The day they last turned to us.
    pub heard: Option<Day>,
    /// Since when they wait for an answer: the day their oldest unanswered word came, and when it was written down.
    pub waits: Option<(Day, Moment)>,
}

impl Talk {
    pub fn of(client: &Client) -> Self {
        let mut talk = Self::default();
        for (_, note) in conversations(client) {
            match note.direction {
                Some(Direction::In) => {
                    talk.heard = Some(note.happened);
                    talk.waits = talk.waits.or(Some((note.happened, note.recorded.at)));
                }
                Some(Direction::Out) => {
                    talk.told = Some(note.happened);
                    talk.waits = None;
                }
                // Both were there.
                None => {
                    (talk.told, talk.heard, talk.waits) = (Some(note.happened), Some(note.happened), None);
                }
            }
        }
        talk
    }

    /// Of two records that are one client.
    pub fn join(self, other: Self) -> Self {
        let told = self.told.max(other.told);
        // A word to the one side answers what came on the other before it.
        let stands = |(day, _): &(Day, Moment)| told.is_none_or(|told| told <= *day);
        let waits = match (self.waits.filter(stands), other.waits.filter(stands)) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self { told, heard: self.heard.max(other.heard), waits }
    }
}

/// The days of the newest conversations, so many at most, the newest first.
pub fn days(client: &Client, most: usize) -> Vec<Day> {
    conversations(client).into_iter().rev().take(most).map(|(_, note)| note.happened).collect()
}

/// Conversations in the order in which they happened. A call or a meeting of which nobody said who began is one of both.
pub(crate) fn conversations(client: &Client) -> Vec<(NoteId, &Note)> {
    let live = client.notes.iter().filter(|(_, note)| note.removed.is_none() && note.kind.is_conversation());
    let mut all: Vec<_> = live.filter(|(_, note)| note.direction.is_some() || is_mutual(note)).collect();
    crate::order::sort_by_key(&mut all, |(id, note)| (note.happened, note.recorded.at, **id));
    all.into_iter().map(|(id, note)| (*id, note)).collect()
}

fn is_mutual(note: &Note) -> bool {
    matches!(note.kind, crate::client::NoteKind::Call | crate::client::NoteKind::Meeting)
}

/// When they last heard from us: the day, and when it was written down.
pub fn last_told(client: &Client) -> Option<(Day, Moment)> {
    let (_, told) = conversations(client).into_iter().rev().find(|(_, note)| note.direction != Some(Direction::In))?;
    Some((told.happened, told.recorded.at))
}

/// One word of theirs and how it was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    pub came: (Day, Moment),
    /// None: not yet.
    pub given: Option<(Day, Moment)>,
}

/// Every first word of theirs with the answer to it, the oldest first (C4). Further words before the answer belong to the first.
pub fn answers(client: &Client) -> Vec<Answer> {
    let mut all: Vec<Answer> = Vec::new();
    let mut waits = false;
    for (_, note) in conversations(client) {
        let at = (note.happened, note.recorded.at);
        match note.direction {
            Some(Direction::In) if !waits => {
                all.push(Answer { came: at, given: None });
                waits = true;
            }
            Some(Direction::In) => {}
            Some(Direction::Out) | None => {
                if let Some(last) = all.last_mut().filter(|_| waits) {
                    last.given = Some(at);
                }
                waits = false;
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn rhythm(every: &str, on: &str) -> Rhythm {
        Rhythm::read(every, on, "")
    }

    #[test]
    fn a_weekly_friday_is_looked_back_at_from_monday_on() {
        let calendar = Calendar::default();
        let weekly = rhythm("week", "fri");
        // 20 November 2026 is a Friday.
        for (today, last, before) in [
            ("2026-11-20", "2026-11-13", "2026-11-06"),
            ("2026-11-21", "2026-11-20", "2026-11-13"),
            ("2026-11-23", "2026-11-20", "2026-11-13"),
            ("2026-11-26", "2026-11-20", "2026-11-13"),
        ] {
            assert_eq!(weekly.last_updates(day(today), &calendar), Some((day(last), day(before))), "{today}");
        }
        assert_eq!(weekly.next_update(day("2026-11-20"), &calendar), Some(day("2026-11-20")));
        assert_eq!(weekly.next_update(day("2026-11-21"), &calendar), Some(day("2026-11-27")));
    }

    #[test]
    fn a_holiday_moves_it_to_the_working_day_before() {
        let calendar = Calendar { holidays: vec![day("2026-12-25"), day("2026-12-24")], ..Calendar::default() };
        let weekly = rhythm("week", "fri");
        assert_eq!(weekly.next_update(day("2026-12-22"), &calendar), Some(day("2026-12-23")));
        assert_eq!(weekly.last_updates(day("2026-12-24"), &calendar).map(|(last, _)| last), Some(day("2026-12-23")));
    }

    #[test]
    fn updates_that_fall_on_one_day_because_the_house_is_closed_are_one() {
        let holidays = (0..12).map(|ahead| day("2026-12-21").plus_days(ahead)).collect();
        let calendar = Calendar { holidays, ..Calendar::default() };
        let weekly = rhythm("week", "fri");
        // Those of 25 December and 1 January would both be due on the 18th, which had its own.
        assert_eq!(weekly.last_updates(day("2027-01-05"), &calendar), Some((day("2026-12-18"), day("2026-12-11"))));
    }

    #[test]
    fn a_word_to_one_of_two_records_leaves_what_came_after_it() {
        let told = |waits: Option<&str>, told: Option<&str>| Talk {
            told: told.map(day),
            heard: waits.map(day),
            waits: waits.map(|on| (day(on), Moment(0))),
        };
        let (old, new) = (told(Some("2026-11-03"), None), told(Some("2026-11-15"), Some("2026-11-10")));
        assert_eq!(old.join(new).waits, Some((day("2026-11-15"), Moment(0))));
        assert_eq!(new.join(old).waits, Some((day("2026-11-15"), Moment(0))));
        assert_eq!(old.join(told(None, Some("2026-11-10"))).waits, None);
    }

    #[test]
    fn every_second_week_is_the_same_week_whatever_day_it_is_asked_on() {
        let calendar = Calendar::default();
        let every_second = rhythm("two_weeks", "wed");
        let mut seen = std::collections::BTreeSet::new();
        let mut today = day("2026-11-02");
        for _ in 0..56 {
            seen.extend(every_second.last_updates(today, &calendar).map(|(last, _)| last));
            today = today.plus_days(1);
        }
        let seen: Vec<Day> = seen.into_iter().collect();
        assert!(seen.windows(2).all(|pair| pair[0].days_until(pair[1]) == 14), "{seen:?}");
        assert_eq!(rhythm("never", "fri").last_updates(today, &calendar), None);
        assert_eq!(rhythm("", "fri").last_updates(today, &calendar), None);
    }

    #[test]
    fn what_was_not_agreed_is_as_usual() {
        let usual = rhythm("week", "fri");
        assert_eq!(rhythm("two_weeks", "").or(usual), rhythm("two_weeks", "fri"));
        assert_eq!(rhythm("", "").or(usual), usual);
    }
}
