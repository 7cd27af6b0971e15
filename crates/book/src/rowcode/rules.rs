//! What rules did, and ask for, in a row.

use domain::letter::Purpose;
use domain::rule::{self, Held, Ran, ToWrite, Trigger};
use domain::time::Moment;
use domain::{InvoiceId, ItemId};
use serde::{Deserialize, Serialize};

use crate::kept::{Bytes, day, days, id, maybe, place};

#[derive(Serialize, Deserialize)]
pub(super) struct KeptRan<'a> {
    item: Bytes,
    rule: Bytes,
    key: &'a str,
    title: &'a str,
    /// As registers keep them.
    #[serde(borrow)]
    trigger: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    actions: std::borrow::Cow<'a, str>,
    on: i32,
    about: &'a str,
    invoice: Option<Bytes>,
    held: Option<u8>,
    at: i64,
    undone: bool,
}

impl<'a> KeptRan<'a> {
    pub(super) fn of(one: &'a Ran) -> Self {
        Self {
            item: *one.item.0.bytes(),
            rule: *one.rule.0.bytes(),
            key: &one.key,
            title: &one.title,
            trigger: one.trigger.key().into(),
            actions: rule::actions_key(&one.actions).into(),
            on: days(one.on),
            about: &one.about,
            invoice: one.invoice.map(|id| *id.0.bytes()),
            held: one.held.map(|held| place(Held::ALL, held)),
            at: one.at.0,
            undone: one.undone,
        }
    }

    pub(super) fn ran(self) -> Option<Ran> {
        Some(Ran {
            item: ItemId(id(self.item)?),
            rule: ItemId(id(self.rule)?),
            key: self.key.to_owned(),
            title: self.title.to_owned(),
            trigger: Trigger::parse(&self.trigger)?,
            actions: rule::actions(&self.actions)?,
            on: day(self.on)?,
            about: self.about.to_owned(),
            invoice: maybe(self.invoice, |bytes| id(bytes).map(InvoiceId))?,
            held: maybe(self.held, |at| Held::ALL.get(usize::from(at)).copied())?,
            at: Moment(self.at),
            undone: self.undone,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct KeptWrite<'a> {
    on: i32,
    item: Bytes,
    purpose: u8,
    invoice: Option<Bytes>,
    title: &'a str,
}

impl<'a> KeptWrite<'a> {
    pub(super) fn of(one: &'a ToWrite) -> Self {
        Self {
            on: days(one.on),
            item: *one.item.0.bytes(),
            purpose: place(Purpose::ALL, one.purpose),
            invoice: one.invoice.map(|id| *id.0.bytes()),
            title: &one.title,
        }
    }

    pub(super) fn write(self) -> Option<ToWrite> {
        Some(ToWrite {
            on: day(self.on)?,
            item: ItemId(id(self.item)?),
            purpose: *Purpose::ALL.get(usize::from(self.purpose))?,
            invoice: maybe(self.invoice, |bytes| id(bytes).map(InvoiceId))?,
            title: self.title.to_owned(),
        })
    }
}
