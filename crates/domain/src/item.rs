//! What a record holds beside its history: engagements, promises, deliverables, requests, work, steps, private context. Each is an item of
//! a kind: registers that say what it is, and dated acts that say what became of it. What stands is folded from the acts, never stored.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::client::Stamp;
use crate::fact::ItemFact;
use crate::money::Currency;
use crate::time::{Day, Moment, Now};
use crate::{ActId, BatchId, InvoiceId, ItemId, LineId, Stage};

macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$one_doc:meta])* $one:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$one_doc])* $one,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$one,)*];

            /// The name under which documents keep it: never renamed.
            pub fn key(self) -> &'static str {
                match self { $(Self::$one => $key,)* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$one),)* _ => None }
            }
        }
    };
}

mod act;
mod choice;
mod field;
mod kind;

pub use act::{ActKind, Says};
pub use choice::{Billing, Cause, DayCount, Goodwill, List, Part, Side, When};
pub use field::{Form, ItemField};
pub use kind::ItemKind;

/// Something that became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub kind: ActKind,
    /// The civil day it happened.
    pub on: Day,
    pub why: String,
    /// As [`ActKind::says`] asks: a day, a stage's key (none: the client's again), a document's id and behind a space that of
    /// its line.
    pub value: String,
    /// How many acts of the item its author saw before it. Orders acts where clocks are wrong or stand still.
    pub turn: u32,
    pub recorded: Stamp,
    pub withdrawn: Option<Stamp>,
}

impl Act {
    /// The billing document that charges it, and the line of it, where the act names one.
    pub fn charge(&self) -> Option<(InvoiceId, Option<LineId>)> {
        let (invoice, line) = self.value.split_once(' ').unwrap_or((&self.value, ""));
        (self.kind == ActKind::Billed).then(|| Some((invoice.parse().ok()?, line.parse().ok()))).flatten()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    pub fields: BTreeMap<ItemField, String>,
    pub acts: BTreeMap<ActId, Act>,
    pub recorded: Stamp,
    pub batch: Option<BatchId>,
    pub removed: Option<Stamp>,
}

pub type Items = BTreeMap<ItemId, Item>;

impl Item {
    /// The text of a field; empty when unset.
    pub fn get(&self, field: ItemField) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    pub fn title(&self) -> &str {
        self.get(ItemField::Title)
    }

    pub fn day(&self, field: ItemField) -> Option<Day> {
        Day::parse(self.get(field))
    }

    pub fn amount(&self, field: ItemField) -> Option<Decimal> {
        self.get(field).parse().ok()
    }

    pub fn count(&self, field: ItemField) -> Option<u64> {
        self.get(field).parse().ok()
    }

    pub fn currency(&self) -> Option<Currency> {
        Currency::parse(self.get(ItemField::Currency))
    }

    pub fn engagement(&self) -> Option<ItemId> {
        self.get(ItemField::Engagement).parse().ok()
    }

    pub fn side(&self) -> Side {
        Side::from_key(self.get(ItemField::Side)).unwrap_or(Side::Ours)
    }

    pub fn list(&self) -> Option<List> {
        List::from_key(self.get(ItemField::List))
    }

    /// The stage that a template's step or a note is about.
    pub fn stage_said(&self) -> Option<Stage> {
        Stage::from_key(self.get(ItemField::Stage))
    }

    pub fn billing(&self) -> Option<Billing> {
        Billing::from_key(self.get(ItemField::Billing))
    }

    /// The acts that stand, in the order in which they were done, the same on every device.
    pub fn told(&self) -> Vec<(ActId, &Act)> {
        let mut all: Vec<_> = self.acts.iter().filter(|(_, act)| act.withdrawn.is_none()).map(|(id, act)| (*id, act)).collect();
        crate::order::sort_by_key(&mut all, |(id, act)| (act.turn, act.recorded.at, *id));
        all
    }

    /// The newest act that says what the item is now; None while nothing became of it, or when it was reopened.
    pub fn settled(&self) -> Option<(ActId, &Act)> {
        let newest = self.told().into_iter().rev().find(|(_, act)| act.kind.settles())?;
        (newest.1.kind != ActKind::Reopened).then_some(newest)
    }

    pub fn stands(&self) -> Option<ActKind> {
        self.settled().map(|(_, act)| act.kind)
    }

    /// Whether something is still to become of it: a deliverable that was sent back is open again.
    pub fn is_open(&self) -> bool {
        match self.stands() {
            None | Some(ActKind::SentBack) => true,
            Some(ActKind::Delivered) => self.kind == ItemKind::Deliverable,
            Some(ActKind::Accepted) => self.kind == ItemKind::Request,
            Some(_) => false,
        }
    }

    /// The day it is due now: the newest that was agreed, else the first.
    pub fn due(&self) -> Option<Day> {
        let moved = |act: &Act| matches!(act.kind, ActKind::Renegotiated | ActKind::Rescheduled).then(|| Day::parse(&act.value)).flatten();
        self.told().into_iter().rev().find_map(|(_, act)| moved(act)).or_else(|| self.day(ItemField::Due))
    }

    /// The day it is due, while somebody still has to do something about it: what was delivered waits for an answer, not for a day.
    pub fn awaited(&self) -> Option<Day> {
        if self.is_open() && self.stands() != Some(ActKind::Delivered) { self.due() } else { None }
    }

    pub fn is_late(&self, today: Day) -> bool {
        self.awaited().is_some_and(|due| due < today)
    }

    /// The instant by which a step is due that says hours, until it is moved to another day.
    pub fn until(&self) -> Option<Moment> {
        let ms = i64::try_from(self.count(ItemField::DueAt)?).ok()?;
        (self.is_open() && self.due() == self.day(ItemField::Due)).then_some(Moment(ms))
    }

    /// Whether it is late at this very moment: by the hour where it says hours.
    pub fn is_late_now(&self, now: Now) -> bool {
        self.until().map_or_else(|| self.is_late(now.today), |until| until < now.at)
    }

    /// Revision rounds used so far.
    pub fn rounds_used(&self) -> usize {
        self.told().iter().filter(|(_, act)| act.kind == ActKind::SentBack).count()
    }

    /// Revision rounds that are included: its own, else those of its engagement. None where nobody said.
    pub fn rounds_included(&self, items: &Items) -> Option<u64> {
        let engagement = || items.get(&self.engagement()?).filter(|item| item.kind == ItemKind::Engagement)?.count(ItemField::Rounds);
        self.count(ItemField::Rounds).or_else(engagement)
    }

    /// The stage an engagement stands in, where it has one of its own; a move without a stage brought it back to its client's.
    pub fn stage(&self) -> Option<Stage> {
        self.told().into_iter().rev().find(|(_, act)| act.kind == ActKind::Moved).and_then(|(_, act)| Stage::from_key(&act.value))
    }
}

/// Takes in one more fact: the items are then what their document says with that fact in it.
pub fn add(items: &mut Items, fact: &ItemFact, stamp: Stamp) {
    let of = match fact {
        ItemFact::Made { item, kind, batch } => {
            let made = Item { kind: *kind, fields: BTreeMap::new(), acts: BTreeMap::new(), recorded: stamp, batch: *batch, removed: None };
            items.insert(*item, made);
            return;
        }
        ItemFact::Set { item, .. }
        | ItemFact::Removed { item, .. }
        | ItemFact::Acted { item, .. }
        | ItemFact::ActWithdrawn { item, .. } => item,
    };
    let Some(known) = items.get_mut(of) else { return };
    match fact {
        ItemFact::Made { .. } => {}
        ItemFact::Set { field, to, .. } if to.is_empty() => {
            known.fields.remove(field);
        }
        ItemFact::Set { field, to, .. } => {
            known.fields.insert(*field, to.clone());
        }
        ItemFact::Removed { gone, .. } => known.removed = gone.then_some(stamp),
        ItemFact::Acted { id, act, on, why, value, .. } => {
            let turn = u32::try_from(known.acts.len()).unwrap_or(u32::MAX);
            let act = Act { kind: *act, on: *on, why: why.clone(), value: value.clone(), turn, recorded: stamp, withdrawn: None };
            known.acts.insert(*id, act);
        }
        ItemFact::ActWithdrawn { id, gone, .. } => {
            if let Some(act) = known.acts.get_mut(id) {
                act.withdrawn = gone.then_some(stamp);
            }
        }
    }
}

/// The items of a kind that stand, by what is due first, then as they were recorded.
pub fn of_kind(items: &Items, kind: ItemKind) -> Vec<(ItemId, &Item)> {
    let mut all: Vec<_> =
        items.iter().filter(|(_, item)| item.kind == kind && item.removed.is_none()).map(|(id, item)| (*id, item)).collect();
    crate::order::sort_by_key(&mut all, |(id, item)| (item.due().is_none(), item.due(), item.recorded.at, *id));
    all
}
