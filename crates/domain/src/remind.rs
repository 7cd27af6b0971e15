//! Reminders of money (B10): which one of an open invoice is due on a day. On working days only; what was missed while nobody looked is caught
//! up by one, never by several; none while a day that was given has not passed; none once the invoice is paid, disputed, or promised for a day.

use crate::InvoiceId;
use crate::client::Client;
use crate::field::{Field, PracticeField};
use crate::invoice::Standing;
use crate::item::{Item, ItemField, ItemKind, Side, of_kind};
use crate::practice::Practice;
use crate::row::{InvoiceRow, Row};
use crate::time::Day;
use crate::working::Calendar;

/// Days before, on and after the due day, where the practice says nothing else.
const USUAL: [i16; 4] = [-3, 0, 7, 14];
/// So many of them at most, none further away than this.
const MOST: usize = 8;
const DAYS_MOST: i16 = 365;
/// Days between two reminders at least, whatever the schedule says.
const APART_DAYS: i64 = 3;
/// Days that a reminder gives anew.
const NEW_DAYS: i64 = 7;
/// The highest level.
pub const LEVEL_MOST: u8 = 3;
/// What a schedule without reminders is kept as.
const OFF: &str = "off";

/// The days of reminders, counted from the due day, rising, each once. None at all: nobody is reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule(Vec<i16>);

impl Default for Schedule {
    fn default() -> Self {
        Self(USUAL.to_vec())
    }
}

impl Schedule {
    /// Whole numbers with spaces or commas between them, or `off`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case(OFF) {
            return Some(Self(Vec::new()));
        }
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty());
        let days = parts.map(|part| part.replace('−', "-").parse().ok()).collect::<Option<Vec<i16>>>()?;
        Self::of_days(days).filter(|one| !one.0.is_empty())
    }

    /// None where there are too many, or some are too far from the due day.
    pub fn of_days(mut days: Vec<i16>) -> Option<Self> {
        crate::order::sort(&mut days);
        days.dedup();
        let fit = days.len() <= MOST && days.iter().all(|days| (-DAYS_MOST..=DAYS_MOST).contains(days));
        fit.then_some(Self(days))
    }

    /// As registers keep it: `-3 0 7 14`.
    pub fn key(&self) -> String {
        let days: Vec<String> = self.0.iter().map(i16::to_string).collect();
        if days.is_empty() { OFF.to_owned() } else { days.join(" ") }
    }

    /// What was agreed with a client, if anything was.
    pub fn of(client: &Client) -> Option<Self> {
        Self::parse(client.get(Field::Remind))
    }

    pub fn usual(practice: &Practice) -> Self {
        Self::parse(practice.get(PracticeField::Remind)).unwrap_or_default()
    }

    pub fn days(&self) -> &[i16] {
        &self.0
    }

    /// How firm the reminder of a day is: before and on the due day a note, then firmer with each.
    fn level(&self, offset: i16) -> u8 {
        let after = self.0.iter().filter(|days| **days > 0 && **days <= offset).count();
        u8::try_from(after).map_or(LEVEL_MOST, |after| (1 + after).min(LEVEL_MOST))
    }
}

/// A reminder that went out, or was let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminded {
    /// The due day that it was about.
    pub due: Day,
    /// Which day of the schedule it was for.
    pub offset: i16,
    /// 0: it was let go.
    pub level: u8,
    pub on: Day,
    /// The day that it gave anew.
    pub until: Option<Day>,
}

/// What a record says of reminders. It is told of the client, not of each invoice: of two records that are one client, one may hold the
/// invoice and the other what was said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminding {
    /// Where something was agreed.
    pub schedule: Option<Schedule>,
    /// What went out, or was let go, the earliest first.
    pub known: Vec<(InvoiceId, Reminded)>,
    /// Open promises to pay, by their day.
    pub promised: Vec<(InvoiceId, Day)>,
}

impl Reminding {
    pub fn of(client: &Client) -> Self {
        let about = |item: &Item| item.get(ItemField::Invoice).parse::<InvoiceId>().ok();
        let read = |item: &Item| {
            let reminded = Reminded {
                due: item.day(ItemField::Due)?,
                offset: item.get(ItemField::Offset).parse().ok()?,
                level: item.get(ItemField::Level).parse().ok()?,
                on: item.day(ItemField::Day)?,
                until: item.day(ItemField::Until),
            };
            Some((about(item)?, reminded))
        };
        let mut known: Vec<_> = of_kind(&client.items, ItemKind::Reminder).into_iter().filter_map(|(_, item)| read(item)).collect();
        crate::order::sort_by_key(&mut known, |(invoice, one)| (one.on, *invoice, *one));
        let theirs =
            of_kind(&client.items, ItemKind::Promise).into_iter().filter(|(_, item)| item.side() == Side::Theirs && item.is_open());
        let promised = theirs.filter_map(|(_, item)| Some((about(item)?, item.due()?))).collect();
        Self { schedule: Schedule::of(client), known, promised }
    }

    /// With what a record under this one says.
    pub fn join(&mut self, part: &Self) {
        self.known.extend(&part.known);
        crate::order::sort_by_key(&mut self.known, |(invoice, one)| (one.on, *invoice, *one));
        self.promised.extend(&part.promised);
    }
}

/// Whether a promise is to pay an invoice that asks for nothing any more.
pub fn is_met(client: &Client, item: &Item) -> bool {
    let invoice = item.get(ItemField::Invoice).parse().ok().and_then(|id| client.invoices.get(&id));
    item.kind == ItemKind::Promise && invoice.is_some_and(|invoice| invoice.open().is_some_and(|open| !open.is_positive()))
}

/// Whether one of this invoice, for this day of the schedule, was written down already.
pub(crate) fn is_known<'a>(client: &Client, says: impl Fn(ItemField) -> &'a str) -> bool {
    let same = [ItemField::Invoice, ItemField::Due, ItemField::Offset];
    of_kind(&client.items, ItemKind::Reminder).into_iter().any(|(_, item)| same.into_iter().all(|field| item.get(field) == says(field)))
}

/// A reminder that is to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub invoice: InvoiceId,
    pub due: Day,
    pub offset: i16,
    pub level: u8,
    /// Since when it is due to go out.
    pub on: Day,
    /// The day that it gives anew, a working day; from the second level on.
    pub until: Option<Day>,
}

/// The reminders of a client's invoices that are to go out today, one an invoice at most.
pub fn of_row(row: &Row, usual: &Schedule, calendar: &Calendar, today: Day) -> Vec<Reminder> {
    if row.removed || !calendar.is_working(today) {
        return Vec::new();
    }
    let schedule = row.remind.schedule.as_ref().unwrap_or(usual);
    row.invoices.iter().filter_map(|paper| of_invoice(paper, &row.remind, schedule, calendar, today)).collect()
}

/// The one of this level that a rule asks for, whatever the schedule says.
pub fn asked(paper: &InvoiceRow, level: u8, calendar: &Calendar, today: Day) -> Option<Reminder> {
    let due = paper.due?;
    let offset = i16::try_from(due.days_until(today)).unwrap_or(i16::MAX);
    let until = (level > 1).then(|| calendar.working_from(today.plus_days(NEW_DAYS)));
    Some(Reminder { invoice: paper.id, due, offset, level, on: today, until })
}

fn of_invoice(paper: &InvoiceRow, told: &Reminding, schedule: &Schedule, calendar: &Calendar, today: Day) -> Option<Reminder> {
    let is_open = matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.kind.collects() && paper.open.is_positive();
    let rest = paper.open.minus(paper.disputed).unwrap_or(paper.open);
    let is_stopped = !rest.is_positive() || told.promised.iter().any(|(of, by)| *of == paper.id && *by >= today);
    let (due, dated) = (paper.due?, paper.dated?);
    if !is_open || is_stopped {
        return None;
    }
    let before: Vec<&Reminded> = told.known.iter().filter(|(of, one)| *of == paper.id && one.due == due).map(|(_, one)| one).collect();
    let sent = || before.iter().filter(|one| one.level > 0);
    let waits = |one: &&&Reminded| one.until.unwrap_or(one.on.plus_days(APART_DAYS - 1)) >= today;
    if sent().any(|one| waits(&one)) {
        return None;
    }
    let handled = before.iter().map(|one| one.offset).max();
    // Whoever got the invoice that day, or later, needs no note of it.
    let day = |offset: i16| calendar.working_from(due.plus_days(offset.into()));
    let come: Vec<i16> = schedule
        .0
        .iter()
        .copied()
        .filter(|offset| handled.is_none_or(|handled| *offset > handled) && day(*offset) > dated && day(*offset) <= today)
        .collect();
    // What was missed is caught up by one, and no firmer than one step beyond what they have had.
    let firmest = sent().map(|one| one.level).max().unwrap_or(0).max(1) + 1;
    let fits = come.iter().copied().rev().find(|offset| schedule.level(*offset) <= firmest);
    let offset = fits.or(come.last().copied())?;
    let level = schedule.level(offset).min(firmest);
    let until = (level > 1).then(|| calendar.working_from(today.plus_days(NEW_DAYS)));
    Some(Reminder { invoice: paper.id, due, offset, level, on: day(offset), until })
}
