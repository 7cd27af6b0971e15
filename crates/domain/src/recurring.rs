//! What is billed again and again: an arrangement with a client, its periods, pauses and prices. Everything follows from the arrangement and
//! the day it is asked for, never from when the app was open.

use rust_decimal::Decimal;

use crate::client::Client;
use crate::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use crate::time::Day;
use crate::{Id, InvoiceId, ItemId, LineId};

mod hours;
mod planned;

pub use hours::{Hours, Pool, ledger};
pub(crate) use planned::has_begun;
pub use planned::{Planned, Wording, contents, due, hours_of, upcoming};

keyed! {
    /// What periods are counted in.
    Unit {
        Day = "day",
        Week = "week",
        Month = "month",
        Quarter = "quarter",
        Year = "year",
    }
}

/// How long a period is: so many of a unit, 1 to 999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    pub count: u16,
    pub unit: Unit,
}

impl Every {
    /// `1 month`, `2 week`.
    pub fn key(self) -> String {
        format!("{} {}", self.count, self.unit.key())
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.split_once(' ')?;
        let count: u16 = count.parse().ok().filter(|count| (1..=999).contains(count))?;
        Some(Self { count, unit: Unit::from_key(unit)? })
    }

    /// The day `periods` periods after `from`. Always counted from there, so that the day of the month returns after a short month.
    fn after(self, from: Day, periods: u32) -> Day {
        let count = u32::from(self.count).saturating_mul(periods);
        match self.unit {
            Unit::Day => from.plus_days(i64::from(count)),
            Unit::Week => from.plus_days(i64::from(count).saturating_mul(7)),
            Unit::Month => from.plus_months(count),
            Unit::Quarter => from.plus_months(count.saturating_mul(3)),
            Unit::Year => from.plus_months(count.saturating_mul(12)),
        }
    }

    /// The first day of the calendar's unit that a day is in.
    fn aligned(self, day: Day) -> Day {
        let first = |month| Day::new(day.year(), month, 1).unwrap_or(day);
        match self.unit {
            Unit::Day => day,
            Unit::Week => day.plus_days(-i64::from(day.weekday().num_days_from_monday())),
            Unit::Month => first(day.month()),
            Unit::Quarter => first((day.month() - 1) / 3 * 3 + 1),
            Unit::Year => first(1),
        }
    }
}

/// One period: what of it is arranged for, and how many days it would have whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: Day,
    pub last: Day,
    pub whole: i64,
}

impl Period {
    pub fn days(self) -> i64 {
        self.first.days_until(self.last) + 1
    }

    /// Days that are arranged for, and days of the whole period, where it is only a part: 17 of 31.
    pub fn part(self) -> Option<(i64, i64)> {
        (self.days() < self.whole).then_some((self.days(), self.whole))
    }
}

/// When what is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub every: Every,
    pub start: Day,
    /// Periods are those of the calendar; the first may be a part.
    pub aligned: bool,
    /// The last day.
    pub end: Option<Day>,
    /// Documents at most.
    pub times: Option<u64>,
    /// Billed on the day after the period, not on its first.
    pub arrears: bool,
    /// A part of a period is charged as such.
    pub prorated: bool,
}

/// Periods looked at, at most: 27 years of days.
const PERIODS_MOST: u32 = 10_000;

impl Rule {
    /// None where the arrangement says no rhythm or no beginning.
    pub fn of(item: &Item) -> Option<Self> {
        Some(Self {
            every: Every::parse(item.get(ItemField::Every))?,
            start: item.day(ItemField::Start)?,
            aligned: item.get(ItemField::Aligned) == "yes",
            end: item.day(ItemField::End),
            times: item.count(ItemField::Times),
            arrears: item.get(ItemField::Arrears) == "yes",
            prorated: item.get(ItemField::Prorated) != "no",
        })
    }

    /// The periods in their order, paused ones too. Not cut by [`Rule::times`].
    pub fn periods(self) -> impl Iterator<Item = Period> {
        let from = if self.aligned { self.every.aligned(self.start) } else { self.start };
        (0..PERIODS_MOST).map_while(move |at| {
            let (begins, next) = (self.every.after(from, at), self.every.after(from, at + 1));
            let whole = begins.days_until(next);
            let (first, last) = (begins.max(self.start), next.plus_days(-1).min(self.end.unwrap_or(Day::LAST)));
            // Where days end, so do periods.
            (whole > 0 && first <= last).then_some(Period { first, last, whole })
        })
    }

    /// The day on which a period is billed.
    pub fn billed_on(self, period: Period) -> Day {
        if self.arrears { period.last.plus_days(1) } else { period.first }
    }
}

/// The pauses that were agreed, each from a day to a day; None: until somebody goes on.
pub fn pauses(item: &Item) -> Vec<(Day, Option<Day>)> {
    let mut all: Vec<(Day, Option<Day>)> = Vec::new();
    for (_, act) in item.told() {
        if act.kind == ActKind::Paused {
            all.push((act.on, Day::parse(&act.value)));
        } else if act.kind == ActKind::Resumed {
            let before = act.on.plus_days(-1);
            for (_, until) in all.iter_mut().filter(|(from, until)| *from <= act.on && until.is_none_or(|until| until > before)) {
                *until = Some(before);
            }
        }
    }
    all.retain(|(from, until)| until.is_none_or(|until| *from <= until));
    all
}

/// Whether the period that begins on this day is not billed.
pub fn is_paused(item: &Item, first: Day) -> bool {
    pauses(item).into_iter().any(|(from, until)| from <= first && until.is_none_or(|until| first <= until))
}

/// The price of a whole period that begins on this day: a change counts from the first period that begins on its day or later.
pub fn price(item: &Item, first: Day) -> Option<Decimal> {
    let changes = item.told().into_iter().map(|(_, act)| act).filter(|act| act.kind == ActKind::Repriced && act.on <= first);
    let newest = changes.enumerate().max_by_key(|(at, act)| (act.on, *at)).map(|(_, act)| act);
    newest.map_or_else(|| item.amount(ItemField::Price), |act| act.value.parse().ok())
}

/// The arrangements of a client that stand, with their rules.
pub fn all(client: &Client) -> Vec<(ItemId, &Item, Rule)> {
    of_kind(&client.items, ItemKind::Recurring).into_iter().filter_map(|(id, item)| Some((id, item, Rule::of(item)?))).collect()
}

/// Days before the end on which renewing is to be talked about.
pub const RENEWAL_DAYS: i64 = 30;

/// The day by which to talk about what comes after the end; None where it has none, or that is settled.
pub fn renewal(item: &Item) -> Option<Day> {
    let is_open = item.kind == ItemKind::Recurring && item.removed.is_none() && item.stands() != Some(ActKind::Closed);
    item.day(ItemField::End).filter(|_| is_open).map(|end| end.plus_days(-RENEWAL_DAYS))
}

/// The document of a period has one id, whichever device makes it: it follows from the arrangement and the period's first day.
pub fn document_id(arrangement: ItemId, first: Day) -> InvoiceId {
    let mut bytes = *arrangement.0.bytes();
    bytes[0] ^= 0xa5;
    let days = first.epoch_days().to_be_bytes();
    for (byte, day) in bytes[12..].iter_mut().zip(&days[4..]) {
        *byte ^= day;
    }
    InvoiceId(Id::from_bytes(bytes))
}

/// Lines that such a document is made with, at most: the period, and what went beyond its hours.
pub const LINES: usize = 2;

/// The same for its lines: the place counts from 0.
pub fn line_id(invoice: InvoiceId, place: usize) -> LineId {
    let mut bytes = *invoice.0.bytes();
    let place = u16::try_from(place).unwrap_or(u16::MAX).wrapping_add(1).to_be_bytes();
    bytes[1] ^= place[0];
    bytes[2] ^= place[1];
    LineId(Id::from_bytes(bytes))
}
