//! The table of what late payment costs: dated entries of the practice, and of a client where something else was agreed.

use rust_decimal::Decimal;

use crate::client::Client;
use crate::item::{Item, ItemField, ItemKind, Items, of_kind};
use crate::money::{Currency, Money};
use crate::practice::Practice;
use crate::time::Day;
use crate::{ItemId, order};

pub use crate::item::DayCount;

impl DayCount {
    /// The days of a year by which interest is divided.
    pub fn year(self, year: i32) -> u32 {
        match self {
            Self::Actual365 => 365,
            Self::Actual360 => 360,
            Self::ActualActual if Day::new(year, 2, 29).is_some() => 366,
            Self::ActualActual => 365,
        }
    }
}

/// One entry: what holds from a day on, until the next entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub id: ItemId,
    /// What it is called, and where its figures come from.
    pub name: String,
    pub from: Day,
    /// None: every currency that has no entry of its own.
    pub currency: Option<Currency>,
    /// Percent a year; may be below zero, as reference rates have been.
    pub base: Decimal,
    /// Points on top of it.
    pub points: Decimal,
    pub count: DayCount,
    /// Days late that are let pass.
    pub grace: i64,
    /// Once for each late invoice.
    pub fee: Option<Money>,
    /// Whether anything is charged at all from this day on.
    pub charged: bool,
}

impl Terms {
    /// None: an item that says no day.
    pub fn of(id: ItemId, item: &Item) -> Option<Self> {
        let currency = item.currency();
        let fee = item.amount(ItemField::Fee).zip(currency).and_then(|(fee, currency)| Money::exact(fee, currency).ok());
        Some(Self {
            id,
            name: item.title().to_owned(),
            from: item.day(ItemField::Start)?,
            currency,
            base: item.amount(ItemField::Base).unwrap_or_default(),
            points: item.amount(ItemField::Points).unwrap_or_default(),
            count: DayCount::from_key(item.get(ItemField::DayCount)).unwrap_or(DayCount::Actual365),
            grace: item.count(ItemField::Grace).and_then(|days| i64::try_from(days).ok()).unwrap_or_default().min(3_650),
            fee: fee.filter(Money::is_positive),
            charged: item.get(ItemField::Billable) != "no",
        })
    }

    /// Not charged since the first day there is: whatever else is entered, nothing is.
    fn is_switch(&self) -> bool {
        !self.charged && self.from == Day::FIRST
    }

    /// Percent a year, never below zero.
    pub fn rate(&self) -> Decimal {
        (self.base + self.points).max(Decimal::ZERO)
    }
}

/// The entries of a record that stand, the newest first.
pub fn entries(items: &Items) -> Vec<Terms> {
    let mut all: Vec<Terms> = of_kind(items, ItemKind::LateTerms).into_iter().filter_map(|(id, item)| Terms::of(id, item)).collect();
    order::sort_by(&mut all, |one, other| (other.from, other.id).cmp(&(one.from, one.id)));
    all
}

/// What holds for one client: its own entries before those of the practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    own: Vec<Terms>,
    usual: Vec<Terms>,
}

impl Table {
    pub fn of(practice: &Practice, client: &Client) -> Self {
        Self { own: entries(&client.items), usual: entries(&practice.items) }
    }

    /// The entries of the practice, the newest first.
    pub fn usual(practice: &Practice) -> Vec<Terms> {
        entries(&practice.items)
    }

    /// The client's own, the newest first, without the switch.
    pub fn entries(&self) -> Vec<Terms> {
        self.own.iter().filter(|terms| !terms.is_switch()).cloned().collect()
    }

    /// The entry that says the client is never charged, where there is one.
    pub fn off(&self) -> Option<ItemId> {
        self.own.iter().find(|terms| terms.is_switch()).map(|terms| terms.id)
    }

    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.usual.is_empty()
    }

    /// What holds on a day in a currency. Of the client's own entries, else of the practice's: the newest for this currency, else the newest
    /// for every currency. None: nothing is charged then.
    pub fn on(&self, day: Day, currency: Currency) -> Option<&Terms> {
        if self.off().is_some() {
            return None;
        }
        let newest = |all: &'_ [Terms], of: Option<Currency>| all.iter().position(|one| one.from <= day && one.currency == of);
        let find = |all: &'_ [Terms]| newest(all, Some(currency)).or_else(|| newest(all, None));
        let found = match find(&self.own) {
            Some(at) => self.own.get(at),
            None => find(&self.usual).and_then(|at| self.usual.get(at)),
        };
        found.filter(|terms| terms.charged)
    }

    /// The days on which something else begins to hold.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> + '_ {
        self.own.iter().chain(&self.usual).map(|terms| terms.from)
    }
}
