//! Checklists as they run with a client: the steps that were begun together, and how far they are.

use crate::client::Client;
use crate::item::{Item, ItemField, ItemKind, Items, List};
use crate::time::{Day, Moment, Now};
use crate::working::{Calendar, Zone};
use crate::{ItemId, Stage};

/// When a step is due, counted from the day its list begins; working hours from the instant it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    WorkingDays(u32),
    /// 31 January → 28 February.
    Months(u32),
    WorkingHours(u32),
}

impl After {
    /// The day. What says hours is due on the day itself, or the next working day: by which hour, says [`After::until`].
    pub fn due(self, from: Day, calendar: &Calendar) -> Day {
        match self {
            Self::WorkingDays(days) => calendar.plus_days(from, days),
            Self::Months(months) => from.plus_months(months),
            Self::WorkingHours(_) => calendar.plus_days(from, 0),
        }
    }

    /// The instant, where it says hours. A list that begins today begins now, any other when its day does.
    pub fn until(self, from: Day, now: Now, calendar: &Calendar, zone: &Zone) -> Option<Moment> {
        match self {
            Self::WorkingDays(_) | Self::Months(_) => None,
            Self::WorkingHours(hours) => {
                let begun = if from == now.today { now.at } else { zone.instant(from, 0) };
                Some(calendar.plus_hours(begun, hours, zone))
            }
        }
    }
}

/// A step as a template holds it, and as a list begins with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What it is recognised by, through every rewording; empty for one that is new.
    pub key: String,
    pub title: String,
    pub detail: String,
    pub owner: String,
    pub after: After,
}

impl List {
    /// The stage in which a list of this kind runs.
    pub fn stage(self) -> Option<Stage> {
        match self {
            Self::Onboarding => Some(Stage::Onboarding),
            Self::Offboarding => Some(Stage::Offboarding),
            Self::Retention => Some(Stage::Retention),
            Self::Duty | Self::Task => None,
        }
    }
}

/// The steps that began on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub list: List,
    pub begun: Option<Day>,
    /// The newest version of the template that any of its steps came from.
    pub version: u64,
    /// In their places.
    pub steps: Vec<(ItemId, Item)>,
}

impl Run {
    /// Steps that are done or waived.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|(_, step)| !step.is_open()).count()
    }

    pub fn is_finished(&self) -> bool {
        self.done() == self.steps.len()
    }

    pub fn open(&self) -> impl Iterator<Item = &(ItemId, Item)> {
        self.steps.iter().filter(|(_, step)| step.is_open())
    }

    /// The steps of a template that this list has nothing of.
    pub fn lacks(&self, template: &[Planned]) -> Vec<Planned> {
        let has = |key: &str| self.steps.iter().any(|(_, step)| step.get(ItemField::From) == key);
        template.iter().filter(|step| !has(&step.key)).cloned().collect()
    }
}

/// Every checklist of this kind that was begun, the newest first.
pub fn runs(items: &Items, list: List) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let steps = items.iter().filter(|(_, item)| item.kind == ItemKind::Step && item.removed.is_none() && item.list() == Some(list));
    for (id, step) in steps {
        let begun = step.day(ItemField::Start);
        let version = step.count(ItemField::Version).unwrap_or(0);
        match runs.iter_mut().find(|run| run.begun == begun) {
            Some(run) => {
                run.version = run.version.max(version);
                run.steps.push((*id, step.clone()));
            }
            None => runs.push(Run { list, begun, version, steps: vec![(*id, step.clone())] }),
        }
    }
    for run in &mut runs {
        crate::order::sort_by_key(&mut run.steps, |(id, step)| {
            let place = step.count(ItemField::Place);
            (place.is_none(), place, step.recorded.at, *id)
        });
    }
    crate::order::sort_by(&mut runs, |one, other| other.begun.cmp(&one.begun));
    runs
}

/// How far a checklist is, for a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub list: List,
    pub done: u32,
    pub all: u32,
    /// The day by which the next open step is due.
    pub due: Option<Day>,
    /// The instant by which the next open step is due that says hours.
    pub until: Option<Moment>,
}

/// The list to show on the client's card: the newest of the client's stage, else the newest that is not finished.
pub fn progress(client: &Client) -> Option<Progress> {
    let (stage, _) = client.stage();
    let all: Vec<Run> = [List::Onboarding, List::Offboarding, List::Retention]
        .into_iter()
        .filter_map(|list| runs(&client.items, list).into_iter().next())
        .collect();
    let here = all.iter().find(|run| run.list.stage() == Some(stage));
    let run = here.or_else(|| all.iter().filter(|run| !run.is_finished()).max_by_key(|run| run.begun))?;
    Some(Progress {
        list: run.list,
        done: u32::try_from(run.done()).unwrap_or(u32::MAX),
        all: u32::try_from(run.steps.len()).unwrap_or(u32::MAX),
        due: run.open().filter(|(_, step)| step.until().is_none()).filter_map(|(_, step)| step.due()).min(),
        until: run.open().filter_map(|(_, step)| step.until()).min(),
    })
}
