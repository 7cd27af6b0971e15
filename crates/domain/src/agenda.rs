//! Every dated thing of every client by its day, and the time that is planned for work (M2). A day is civil and a planned hour is an hour of
//! the wall clock: no zone takes part in either, so neither shifts with one.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use crate::content::Kind;
use crate::field::PracticeField;
use crate::invoice::Standing;
use crate::item::{Item, ItemField, ItemKind, Items, of_kind};
use crate::money::Money;
use crate::practice::Practice;
use crate::row::{Row, Rows};
use crate::time::Day;
use crate::today::{self, Ground};
use crate::todo::{Task, Todo};
use crate::working::{Calendar, Hours};
use crate::{ClientId, InvoiceId, ItemId};

/// Days one after the other, the first and the last of them included; never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    from: Day,
    to: Day,
}

impl Span {
    /// The later of both ends it, whichever way they are told.
    pub fn new(one: Day, other: Day) -> Self {
        Self { from: one.min(other), to: one.max(other) }
    }

    /// Monday to Sunday.
    pub fn week(day: Day) -> Self {
        let monday = day.plus_days(-i64::from(day.weekday().num_days_from_monday()));
        Self::new(monday, monday.plus_days(6))
    }

    /// The whole weeks that a month reaches into.
    pub fn month(day: Day) -> Self {
        let first = day.plus_days(1 - i64::from(day.day()));
        Self::new(Self::week(first).from, Self::week(day.end_of_month()).to)
    }

    pub fn from(self) -> Day {
        self.from
    }

    pub fn to(self) -> Day {
        self.to
    }

    pub fn has(self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }

    pub fn days(self) -> impl Iterator<Item = Day> {
        (0..=self.from.days_until(self.to)).map(move |on| self.from.plus_days(on))
    }
}

/// What has a day. What others rely on most comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Todo(Todo),
    /// They turned to us, and an answer was promised by the end of this day at the latest.
    Answer,
    Next {
        step: String,
    },
    /// An invoice is to be paid.
    Pay {
        invoice: InvoiceId,
        number: String,
        open: Money,
    },
    /// The last day of an offer.
    Offer {
        invoice: InvoiceId,
        number: String,
        total: Money,
    },
    /// The last day of the contract.
    Contract,
    /// The next document of an arrangement is to be made.
    Bill,
    /// An update goes out.
    Update,
}

impl What {
    fn rank(&self) -> u8 {
        match self {
            Self::Todo(todo) => match todo.task {
                Task::Deliverable => 0,
                Task::End => 1,
                Task::OurPromise => 2,
                Task::Step => 5,
                Task::Renewal => 6,
                Task::TheirPromise => 7,
            },
            Self::Answer => 3,
            Self::Next { .. } => 4,
            Self::Contract => 8,
            Self::Offer { .. } => 9,
            Self::Pay { .. } => 10,
            Self::Bill => 11,
            Self::Update => 12,
        }
    }
}

/// One dated thing of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub on: Day,
    pub client: ClientId,
    pub what: What,
}

/// Everything of all clients in these days: by day, what matters most first, in the same order on every device.
pub fn entries(rows: &Rows, span: Span, ground: &Ground) -> Vec<Entry> {
    let mut all: Vec<Entry> = rows.values().flat_map(|row| of_row(row, span, ground)).collect();
    crate::order::sort_by_key(&mut all, |entry| (entry.on, entry.what.rank(), entry.client));
    all
}

/// What one client has in these days. Updates are those that are still to go out: Today names the ones that did not.
pub fn of_row(row: &Row, span: Span, ground: &Ground) -> Vec<Entry> {
    let mut all = Vec::new();
    if row.removed {
        return all;
    }
    let mut add = |on: Day, what: What| {
        if span.has(on) {
            all.push(Entry { on, client: row.id, what });
        }
    };
    for todo in &row.todo {
        add(todo.on, What::Todo(todo.clone()));
    }
    if let Some(on) = row.next_day {
        add(on, What::Next { step: row.next_step.clone() });
    }
    let rhythm = row.rhythm.or(ground.usual);
    if let Some((came, written)) = row.talk.waits {
        add(ground.zone.civil(today::answer_by(came, written, rhythm, ground)).0, What::Answer);
    }
    for paper in &row.invoices {
        let number = paper.number.clone().unwrap_or_default();
        let waits = matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.open.is_positive();
        match (paper.due, paper.until) {
            (Some(due), _) if waits && paper.kind.collects() => add(due, What::Pay { invoice: paper.id, number, open: paper.open }),
            (_, Some(until)) if matches!(paper.kind, Kind::Quote | Kind::Estimate) && paper.standing == Standing::Given => {
                add(until, What::Offer { invoice: paper.id, number, total: paper.total });
            }
            _ => {}
        }
    }
    if let Some(ends) = row.ends {
        add(ends, What::Contract);
    }
    for on in &row.recurring {
        add(*on, What::Bill);
    }
    if today::is_served(row.stage) {
        let mut from = span.from.max(ground.now.today);
        while let Some(on) = rhythm.next_update(from, &ground.calendar).filter(|on| span.has(*on)) {
            add(on, What::Update);
            from = on.plus_days(1);
        }
    }
    all
}

/// A day on which several clients have something due to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    pub on: Day,
    /// Two clients at least, each once, with what is due to it.
    pub with: Vec<(ClientId, String)>,
}

/// What collides where two clients have it on one day: deliverables, and ends of engagements.
fn launches(rows: &Rows, span: Span) -> impl Iterator<Item = (ClientId, &Todo)> {
    let live = rows.values().filter(|row| !row.removed);
    let all = live.flat_map(|row| row.todo.iter().map(|todo| (row.id, todo)));
    all.filter(move |(_, todo)| matches!(todo.task, Task::Deliverable | Task::End) && span.has(todo.on))
}

/// What other clients have due to them on the day that something of this one is to get.
pub fn beside(rows: &Rows, on: Day, client: ClientId) -> Vec<(ClientId, String)> {
    let others = launches(rows, Span::new(on, on)).filter(|(other, _)| *other != client);
    others.map(|(other, todo)| (other, todo.title.clone())).collect()
}

/// Every one in these days, the earliest first.
pub fn collisions(rows: &Rows, span: Span) -> Vec<Collision> {
    let mut days: BTreeMap<Day, BTreeMap<ClientId, &str>> = BTreeMap::new();
    for (client, todo) in launches(rows, span) {
        days.entry(todo.on).or_default().entry(client).or_insert(&todo.title);
    }
    let several = days.into_iter().filter(|(_, clients)| clients.len() > 1);
    several.map(|(on, clients)| Collision { on, with: clients.into_iter().map(|(id, title)| (id, title.to_owned())).collect() }).collect()
}

/// Time of a day that is set aside for work: from an hour to an hour of the wall clock, whatever the clocks do that night.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    pub on: Day,
    pub hours: Hours,
    pub item: ItemId,
    /// What it is for; may be empty with a client.
    pub title: String,
}

impl Block {
    fn of(id: ItemId, item: &Item) -> Option<Self> {
        let (on, hours) = (item.day(ItemField::Day)?, Hours::parse(item.get(ItemField::Between))?);
        Some(Self { on, hours, item: id, title: item.title().to_owned() })
    }
}

/// Of one client at most: the latest stay.
const BLOCKS_MOST: usize = 400;

/// What is planned in a record, the earliest first.
pub fn blocks(items: &Items) -> Vec<Block> {
    let mut all: Vec<Block> = of_kind(items, ItemKind::Block).into_iter().filter_map(|(id, item)| Block::of(id, item)).collect();
    crate::order::sort(&mut all);
    let before = all.len().saturating_sub(BLOCKS_MOST);
    all.split_off(before)
}

/// A block, and whom it is for; None: a kind of work of our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub client: Option<ClientId>,
    pub block: Block,
}

/// Every block in these days, of the practice and of clients, by its hours.
pub fn planned(practice: &Practice, rows: &Rows, span: Span) -> Vec<Planned> {
    let own = blocks(&practice.items).into_iter().map(|block| Planned { client: None, block });
    let live = rows.values().filter(|row| !row.removed);
    let theirs = live.flat_map(|row| row.blocks.iter().map(|block| Planned { client: Some(row.id), block: block.clone() }));
    let mut all: Vec<Planned> = own.chain(theirs).filter(|one| span.has(one.block.on)).collect();
    crate::order::sort_by(&mut all, |one, other| one.block.cmp(&other.block));
    all
}

/// What is planned on a day against what there is room for, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub planned: u32,
    pub room: u32,
}

impl Load {
    /// By how many minutes too much is planned.
    pub fn over(self) -> Option<u32> {
        self.planned.checked_sub(self.room).filter(|over| *over > 0)
    }
}

/// Minutes of a day that can be planned: as the practice says, else as long as the day is worked; none on a day without work.
pub fn room(practice: &Practice, calendar: &Calendar, day: Day) -> u32 {
    let minutes = || practice.get(PracticeField::Capacity).parse::<rust_decimal::Decimal>().ok()?.checked_mul(60.into())?.round().to_u32();
    calendar.hours(day).map_or(0, |hours| minutes().unwrap_or_else(|| hours.minutes()))
}

/// The load of each day that has a block. What overlaps counts twice: nobody works two hours in one.
pub fn loads(planned: &[Planned], practice: &Practice) -> BTreeMap<Day, Load> {
    let calendar = practice.calendar();
    let mut days: BTreeMap<Day, Load> = BTreeMap::new();
    for Planned { block, .. } in planned {
        let load = days.entry(block.on).or_insert_with(|| Load { planned: 0, room: room(practice, &calendar, block.on) });
        load.planned = load.planned.saturating_add(block.hours.minutes());
    }
    days
}
