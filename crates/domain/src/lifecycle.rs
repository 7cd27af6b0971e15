//! The lifecycle as the practice runs it: what it says of each stage, its templates and duties, and how long clients really stay.

use std::collections::BTreeMap;

use crate::checklist::{After, Planned, runs};
use crate::client::Client;
use crate::item::{ActKind, Item, ItemField, ItemKind, Items, List, of_kind};
use crate::practice::Practice;
use crate::row::Rows;
use crate::time::Day;
use crate::{ItemId, Stage};

/// Which template: of a checklist, or the duties of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    List(List),
    Duties(Stage),
}

impl Scope {
    pub(crate) fn list(self) -> List {
        match self {
            Self::List(list) => list,
            Self::Duties(_) => List::Duty,
        }
    }

    pub(crate) fn holds(self, item: &Item) -> bool {
        item.kind == ItemKind::Template
            && match self {
                Self::List(list) => item.list() == Some(list),
                Self::Duties(stage) => item.list() == Some(List::Duty) && item.stage_said() == Some(stage),
            }
    }
}

/// A stage's cells on the map, in the order in which they are asked.
pub const CELLS: [ItemField; 4] = [ItemField::Trigger, ItemField::Owner, ItemField::Detail, ItemField::Tools];

impl Practice {
    /// The steps of a template in the practice's own words; None while nobody has changed it, or when it was put back.
    pub fn template(&self, scope: Scope) -> Option<Vec<Planned>> {
        let known = template_items(&self.items, scope);
        if known.is_empty() {
            return None;
        }
        let mut steps: Vec<_> = known.iter().filter(|(_, (_, item))| !item.get(ItemField::Place).is_empty()).collect();
        crate::order::sort_by_key(&mut steps, |(key, (_, item))| (item.count(ItemField::Place), (*key).clone()));
        Some(steps.into_iter().map(|(key, (_, item))| planned(key, item)).collect())
    }

    /// Goes up with every change of the template; 0 while nobody has changed it.
    pub fn template_version(&self, scope: Scope) -> u64 {
        self.items.values().filter(|item| scope.holds(item)).filter_map(|item| item.count(ItemField::Version)).max().unwrap_or(0)
    }

    /// What is to be done before a stage is left: as the practice says, else what is usual.
    pub fn duties(&self, stage: Stage) -> Vec<Duty> {
        match self.template(Scope::Duties(stage)) {
            Some(steps) => steps.into_iter().map(|step| Duty { key: step.key, title: step.title }).collect(),
            None => usual_duties(stage).iter().map(|check| Duty { key: check.key().to_owned(), title: String::new() }).collect(),
        }
    }

    /// A cell of the map; empty when nothing is said. Of two devices that said something apart, the later one is heard.
    pub fn cell(&self, stage: Stage, field: ItemField) -> &str {
        stage_notes(&self.items, stage).into_iter().rev().map(|(_, item)| item.get(field)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// How many cells of the map are empty.
    pub fn leaks(&self) -> usize {
        Stage::ALL.into_iter().map(|stage| CELLS.into_iter().filter(|field| self.cell(stage, *field).is_empty()).count()).sum()
    }
}

/// The notes on a stage in the order in which they were begun; more than one only when two devices began apart.
pub(crate) fn stage_notes(items: &Items, stage: Stage) -> Vec<(ItemId, &Item)> {
    let mut notes: Vec<_> = of_kind(items, ItemKind::StageNote).into_iter().filter(|(_, item)| item.stage_said() == Some(stage)).collect();
    crate::order::sort_by_key(&mut notes, |(id, item)| (item.recorded.at, *id));
    notes
}

/// What stands in a template, struck steps too, by key. Of one key the newest version counts: two devices may have begun apart.
pub(crate) fn template_items(items: &Items, scope: Scope) -> BTreeMap<String, (ItemId, &Item)> {
    let mut all: Vec<_> =
        items.iter().filter(|(_, item)| item.removed.is_none() && scope.holds(item)).map(|(id, item)| (*id, item)).collect();
    crate::order::sort_by_key(&mut all, |(id, item)| (item.count(ItemField::Version), item.recorded.at, *id));
    crate::order::gather(all.into_iter().map(|(id, item)| {
        let key = item.get(ItemField::From);
        (if key.is_empty() { id.to_string() } else { key.to_owned() }, (id, item))
    }))
}

fn planned(key: &str, item: &Item) -> Planned {
    let text = |field| item.get(field).to_owned();
    let count = |field| item.count(field).and_then(|count| u32::try_from(count).ok());
    let days = After::WorkingDays(count(ItemField::After).unwrap_or(0));
    Planned {
        key: key.to_owned(),
        title: text(ItemField::Title),
        detail: text(ItemField::Detail),
        owner: text(ItemField::Owner),
        after: count(ItemField::AfterHours).map_or(days, After::WorkingHours),
    }
}

/// Something to be done before a stage is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub key: String,
    /// Empty where the record itself shows whether it is done: see [`Duty::check`].
    pub title: String,
}

/// A duty that nobody ticks: the record shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The checklist that was begun is finished.
    Onboarding,
    Offboarding,
    /// No invoice is open.
    Invoices,
    /// Nothing is still to be delivered.
    Deliverables,
}

impl Check {
    pub const ALL: [Self; 4] = [Self::Onboarding, Self::Offboarding, Self::Invoices, Self::Deliverables];

    pub fn key(self) -> &'static str {
        match self {
            Self::Onboarding => "check-onboarding",
            Self::Offboarding => "check-offboarding",
            Self::Invoices => "check-invoices",
            Self::Deliverables => "check-deliverables",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.key() == key)
    }
}

impl Duty {
    pub fn check(&self) -> Option<Check> {
        Check::from_key(&self.key)
    }
}

/// The duties of a stage while nobody has said others.
pub fn usual_duties(stage: Stage) -> &'static [Check] {
    match stage {
        Stage::Attraction | Stage::Communication | Stage::Retention => &[],
        Stage::Onboarding => &[Check::Onboarding],
        Stage::Delivery => &[Check::Deliverables],
        Stage::Offboarding => &[Check::Offboarding, Check::Invoices],
    }
}

/// What is still open of a stage's duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    Step(String),
    /// By its number.
    Invoice(String),
    Deliverable(String),
    Duty(String),
    /// A deposit that was agreed and is not there.
    Deposit(crate::deposit::Missing),
}

/// What is open of the duties of the client's stage, in their order. A checklist that was never begun has no open steps.
pub fn open_duties(practice: &Practice, client: &Client) -> Vec<Open> {
    let (stage, _) = client.stage();
    practice.duties(stage).iter().flat_map(|duty| open_of(client, duty)).collect()
}

/// What of this duty is open with this client; nothing when it is done.
pub fn open_of(client: &Client, duty: &Duty) -> Vec<Open> {
    let steps = |list| {
        let run = runs(&client.items, list).into_iter().next();
        run.iter().flat_map(|run| run.open()).map(|(_, step)| Open::Step(step.title().to_owned())).collect()
    };
    match duty.check() {
        Some(Check::Onboarding) => steps(List::Onboarding),
        Some(Check::Offboarding) => steps(List::Offboarding),
        Some(Check::Invoices) => open_invoices(client).into_iter().map(Open::Invoice).collect(),
        Some(Check::Deliverables) => of_kind(&client.items, ItemKind::Deliverable)
            .into_iter()
            .filter(|(_, item)| item.is_open() && item.stands() != Some(ActKind::Delivered))
            .map(|(_, item)| Open::Deliverable(item.title().to_owned()))
            .collect(),
        None if duty_done(client, &duty.key).is_some() => Vec::new(),
        None => vec![Open::Duty(duty.title.clone())],
    }
}

fn open_invoices(client: &Client) -> Vec<String> {
    let open = client.invoices.values().filter(|one| one.open().is_some_and(|open| open.is_positive()));
    open.filter_map(|one| one.issue().map(|issue| issue.document.number().to_owned())).collect()
}

/// The step that says a written duty was done, or waived, since the client came into its stage.
pub fn duty_done(client: &Client, key: &str) -> Option<ItemId> {
    let came = client.path().last().map(|(_, one)| one.recorded.at);
    let is = |item: &Item| item.list() == Some(List::Duty) && item.get(ItemField::From) == key && !item.is_open();
    of_kind(&client.items, ItemKind::Step)
        .into_iter()
        .find(|(_, item)| is(item) && came.is_none_or(|came| item.recorded.at >= came))
        .map(|(id, _)| id)
}

/// The stays that ended: how many days a client was in each stage it left, in order.
pub fn stays(client: &Client) -> Vec<(Stage, u32)> {
    let path = client.path();
    path.windows(2)
        .filter(|pair| pair[0].1.to != pair[1].1.to)
        .map(|pair| (pair[0].1.to, days_between(pair[0].1.on, pair[1].1.on)))
        .collect()
}

fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from(from.days_until(to)).unwrap_or(0)
}

/// How long clients stayed in a stage that they have left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dwell {
    /// The median; of an even number the middle of the two in the middle, half a day counting up. None when nobody has left it yet.
    pub days: Option<u32>,
    pub stays: u32,
    /// The clients it rests on.
    pub clients: u32,
}

/// One for each stage, in their order. Clients that were put away count: they stayed all the same.
pub fn dwell(rows: &Rows) -> [Dwell; 6] {
    Stage::ALL.map(|stage| {
        let of = |row: &crate::row::Row| row.stays.iter().filter(move |(one, _)| *one == stage).map(|(_, days)| *days).collect::<Vec<_>>();
        let each: Vec<Vec<u32>> = rows.values().map(|row| of(row)).filter(|days| !days.is_empty()).collect();
        let clients = each.len();
        let mut days: Vec<u32> = each.into_iter().flatten().collect();
        crate::order::sort(&mut days);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Dwell { days: median(&days), stays: count(days.len()), clients: count(clients) }
    })
}

fn median(sorted: &[u32]) -> Option<u32> {
    let upper = sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(*upper);
    }
    let lower = sorted.get(sorted.len() / 2 - 1)?;
    Some((*lower + *upper).div_ceil(2))
}
