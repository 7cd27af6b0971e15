//! What each event weighs, and how the weight fades.

use std::collections::BTreeMap;

use super::{Event, Points};
use crate::field::PracticeField;
use crate::practice::Practice;
use crate::time::Day;

/// Days after which a point weighs half, where the practice says nothing else.
pub const HALF_LIFE_DAYS: u32 = 90;

const HALF_LIFE_MOST: u32 = 3_650;
/// Points that one event may weigh, either way.
const WEIGHT_MOST: i32 = 100;
/// What the half-life is called beside the events.
const HALF_LIFE: &str = "half_life";

impl Event {
    /// What it weighs where the practice says nothing else.
    pub fn usual_weight(self) -> i32 {
        match self {
            Self::DeliveredInTime => 5,
            Self::DeliveredLate => -6,
            Self::Approved => 2,
            Self::WarnedEarly => 2,
            Self::Slipped => -4,
            Self::Overdue => -4,
            Self::PromiseKept => 3,
            Self::PromiseLate => -2,
            Self::PromiseBroken => -6,
            Self::AnsweredInTime => 1,
            Self::AnsweredLate => -2,
            Self::UpdateSent => 1,
            Self::UpdateMissed => -3,
            Self::InvoiceSurprise => -6,
            Self::InvoiceDisputed => -5,
            Self::DisputeResolved => 3,
            Self::Complaint => -4,
            Self::ComplaintResolved => 5,
            Self::Goodwill => 4,
            Self::CheckIn => 2,
            Self::Praised => 3,
            Self::LetDown => -5,
            Self::ActedOn => 4,
        }
    }
}

/// The practice's table: what it says otherwise than usual, and the half-life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    half_life: u32,
    own: BTreeMap<Event, i32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { half_life: HALF_LIFE_DAYS, own: BTreeMap::new() }
    }
}

impl Weights {
    pub fn of(practice: &Practice) -> Self {
        Self::read(practice.get(PracticeField::TrustWeights))
    }

    /// One entry a line, its key and its number. What cannot be read is as usual.
    pub fn read(text: &str) -> Self {
        let mut all = Self::default();
        for (key, number) in text.lines().filter_map(|line| line.split_once(' ')) {
            if key == HALF_LIFE {
                all.half_life = number.parse().ok().filter(|days| (1..=HALF_LIFE_MOST).contains(days)).unwrap_or(HALF_LIFE_DAYS);
            } else if let (Some(event), Ok(weight)) = (Event::from_key(key), number.parse()) {
                all.set(event, weight);
            }
        }
        all
    }

    /// Sets one weight; the usual one leaves nothing to keep.
    pub fn set(&mut self, event: Event, weight: i32) {
        if weight == event.usual_weight() {
            self.own.remove(&event);
        } else {
            self.own.insert(event, weight.clamp(-WEIGHT_MOST, WEIGHT_MOST));
        }
    }

    pub fn weight(&self, event: Event) -> i32 {
        self.own.get(&event).copied().unwrap_or_else(|| event.usual_weight())
    }

    pub fn half_life(&self) -> u32 {
        self.half_life
    }

    /// The register, checked: every line a key that is known and a whole number within bounds. Empty where all is as usual.
    pub fn register(text: &str) -> Option<String> {
        let within = |line: &str| {
            let (key, number) = line.split_once(' ')?;
            let number: i32 = number.parse().ok()?;
            let most = i32::try_from(HALF_LIFE_MOST).ok()?;
            let known =
                if key == HALF_LIFE { (1..=most).contains(&number) } else { Event::from_key(key).is_some() && number.abs() <= WEIGHT_MOST };
            known.then_some(())
        };
        text.lines().try_for_each(within)?;
        Some(Self::read(text).kept())
    }

    /// As the practice's register keeps it.
    pub fn kept(&self) -> String {
        let half_life = (self.half_life != HALF_LIFE_DAYS).then(|| format!("{HALF_LIFE} {}", self.half_life));
        let own = self.own.iter().map(|(event, weight)| format!("{} {weight}", event.key()));
        half_life.into_iter().chain(own).collect::<Vec<_>>().join("\n")
    }

    /// What an event of one day weighs on another: its whole weight on its own day, half of it after each half-life, and in between on a
    /// straight line. Nothing before its day. Rounded to hundredths, half away from zero.
    pub fn worth(&self, event: Event, on: Day, at: Day) -> Points {
        let age = on.days_until(at);
        let half_life = i64::from(self.half_life);
        if age < 0 {
            return Points::default();
        }
        let (halves, rest) = (age / half_life, age % half_life);
        // Beyond that not a hundredth is left.
        let Some(divisor) = u32::try_from(halves).ok().filter(|halves| *halves < 24).map(|halves| (2 * half_life) << halves) else {
            return Points::default();
        };
        let whole = i64::from(self.weight(event)) * 100 * (2 * half_life - rest);
        let half = divisor / 2;
        Points(if whole < 0 { -((half - whole) / divisor) } else { (whole + half) / divisor })
    }
}
