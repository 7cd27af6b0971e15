//! The trust account (T1): what a client's record shows of ours as deposits and withdrawals. Nothing of it is stored: each point follows
//! from one fact of the record, weighs what the practice says, and weighs half as much after each half-life.

mod evidence;
mod weights;

pub use evidence::Evidence;
pub use weights::{HALF_LIFE_DAYS, Weights};

use crate::rhythm::Rhythm;
use crate::time::Day;
use crate::today::{Ground, answer_by};

keyed! {
    /// What moves the account.
    Event {
        DeliveredInTime = "delivered_in_time",
        DeliveredLate = "delivered_late",
        Approved = "approved",
        /// The client was told of a new day before the old one had come.
        WarnedEarly = "warned_early",
        /// A day was moved after it had passed, or the client is still to be told.
        Slipped = "slipped",
        /// The day of a promise or a deliverable passed, and it is still open.
        Overdue = "overdue",
        PromiseKept = "promise_kept",
        PromiseLate = "promise_late",
        PromiseBroken = "promise_broken",
        AnsweredInTime = "answered_in_time",
        AnsweredLate = "answered_late",
        UpdateSent = "update_sent",
        UpdateMissed = "update_missed",
        /// An invoice asks for more than was agreed.
        InvoiceSurprise = "invoice_surprise",
        InvoiceDisputed = "invoice_disputed",
        DisputeResolved = "dispute_resolved",
        Complaint = "complaint",
        ComplaintResolved = "complaint_resolved",
        Goodwill = "goodwill",
        /// A step of what keeps the door open after the work.
        CheckIn = "check_in",
        /// They said that it was very good.
        Praised = "praised",
        /// They said that it was not.
        LetDown = "let_down",
        /// Something was done about what they said.
        ActedOn = "acted_on",
    }
}

/// Points of the account in hundredths, so that what is shown adds up to what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i64);

impl Points {
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

/// A deposit or a withdrawal: when, what, and the entry of the record that it follows from. `source` is None for what is missing: an update
/// that did not go out has no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point<S> {
    pub on: Day,
    pub event: Event,
    pub source: Option<S>,
}

/// A miss is counted so many times in one silence: what comes after is one long absence, not many.
const MISSES_MOST: u32 = 3;
/// Updates that are looked back at.
const UPDATES_MOST: usize = 120;
/// Days over which it is said where an account is going.
pub const TREND_DAYS: i64 = 30;
/// An account falls, or rises, when what came in these days weighs so much.
const TREND_POINTS: Points = Points(300);

/// Every point that stands by now, the newest first. `agreed` is what was agreed with the client about updates and answers.
pub fn points<S: Copy>(evidence: &Evidence<S>, agreed: Rhythm, ground: &Ground) -> Vec<Point<S>> {
    let rhythm = agreed.or(ground.usual);
    let mut all: Vec<Point<S>> =
        evidence.sure.iter().map(|(on, event, source)| Point { on: *on, event: *event, source: Some(*source) }).collect();
    answers(evidence, rhythm, ground, &mut all);
    updates(evidence, rhythm, ground, &mut all);
    all.retain(|point| point.on <= ground.now.today);
    crate::order::sort_by(&mut all, |one, other| (other.on, other.event).cmp(&(one.on, one.event)));
    all
}

fn answers<S: Copy>(evidence: &Evidence<S>, rhythm: Rhythm, ground: &Ground, all: &mut Vec<Point<S>>) {
    for (answer, source) in &evidence.answers {
        let (came, written) = answer.came;
        let by = answer_by(came, written, rhythm, ground);
        let (on, late) = match answer.given {
            // Of an answer that was written down on a later day nobody knows the hour: its day counts from the beginning.
            Some((day, at)) if ground.zone.civil(at).0 == day => (day, at > by),
            Some((day, _)) => (day, ground.zone.instant(day, 0) > by),
            None if ground.now.at > by => (ground.zone.civil(by).0, true),
            None => continue,
        };
        let event = if late { Event::AnsweredLate } else { Event::AnsweredInTime };
        all.push(Point { on, event, source: Some(*source) });
    }
}

/// Updates by the rhythm that is agreed now. Whoever agrees on one today did not miss all those before: misses count after the first
/// update that went out.
fn updates<S: Copy>(evidence: &Evidence<S>, rhythm: Rhythm, ground: &Ground, all: &mut Vec<Point<S>>) {
    let Some((first, _)) = evidence.told.first() else { return };
    let mut scheduled: Vec<(Day, Day)> = Vec::new();
    let mut until = ground.now.today;
    while let Some((last, before)) = rhythm.last_updates(until, &ground.calendar).filter(|(last, _)| last >= first) {
        scheduled.push((before, last));
        if scheduled.len() >= UPDATES_MOST {
            break;
        }
        until = last;
    }
    let mut told = evidence.told.iter().peekable();
    let mut misses = MISSES_MOST;
    for (before, last) in scheduled.into_iter().rev() {
        let mut newest = None;
        while let Some((day, source)) = told.next_if(|(day, _)| *day <= last) {
            newest = Some(*source).filter(|_| *day > before).or(newest);
        }
        let served = evidence.served.iter().any(|(from, to)| *from <= last && to.is_none_or(|to| last < to));
        if let Some(source) = newest {
            misses = 0;
            if served {
                all.push(Point { on: last, event: Event::UpdateSent, source: Some(source) });
            }
        } else if served && misses < MISSES_MOST {
            misses += 1;
            all.push(Point { on: last, event: Event::UpdateMissed, source: None });
        }
    }
}

/// The account on a day: the sum of what its points weigh then.
pub fn balance<S>(points: &[Point<S>], weights: &Weights, on: Day) -> Points {
    points.iter().map(|point| weights.worth(point.event, point.on, on)).sum()
}

/// Where an account is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Rising,
    Steady,
    Falling,
}

/// An account as lists show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub balance: Points,
    /// What the last [`TREND_DAYS`] days brought, less what they took, as it weighs now.
    pub lately: Points,
}

impl Standing {
    pub fn of<S>(points: &[Point<S>], weights: &Weights, today: Day) -> Self {
        let new = points.iter().filter(|point| point.on.days_until(today) < TREND_DAYS);
        let lately = new.map(|point| weights.worth(point.event, point.on, today)).sum();
        Self { balance: balance(points, weights, today), lately }
    }

    pub fn way(self) -> Way {
        if self.lately.0 <= -TREND_POINTS.0 {
            Way::Falling
        } else if self.lately >= TREND_POINTS {
            Way::Rising
        } else {
            Way::Steady
        }
    }
}

/// The account at the end of every `step` days up to `to`, the earliest first; `count` of them.
pub fn line<S>(points: &[Point<S>], weights: &Weights, to: Day, step: i64, count: i64) -> Vec<(Day, Points)> {
    (0..count).rev().map(|back| to.plus_days(-step.saturating_mul(back))).map(|day| (day, balance(points, weights, day))).collect()
}
