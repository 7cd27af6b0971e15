//! Rows as the cache keeps them ([`kept`]).

mod keeping;
mod leaks;
mod rules;

use std::sync::OnceLock;

use domain::account::{Cause, Disputed, Movement};
use domain::agenda::Block;
use domain::checklist::Progress;
use domain::client::Origin;
use domain::content::{Kind, Percent, Terms};
use domain::field::Field;
use domain::invoice::Standing;
use domain::item::List;
use domain::merge::Link;
use domain::money::{Currency, Money, Rounding};
use domain::remind::{Reminded, Reminding, Schedule};
use domain::rhythm::{Every, Rhythm, Talk, WEEKDAYS};
use domain::row::{Apart, Due, InvoiceRow, Owed, Row};
use domain::time::Moment;
use domain::todo::{Task, Todo};
use domain::working::Hours;
use domain::{BatchId, ClientId, InvoiceId, ItemId, MoveId, Stage};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use self::keeping::KeptKeeping;
use self::leaks::{KeptEvidence, KeptFacts};
use self::rules::{KeptRan, KeptWrite};
use crate::kept::{self, Bytes, day, days, id, maybe, place};

/// Raised whenever a row, or a list that it counts places in, changes shape.
const VERSION: u8 = 24;

pub fn encode(row: &Row) -> Vec<u8> {
    kept::encode(VERSION, &KeptRow::of(row))
}

pub fn decode(bytes: &[u8]) -> Option<Row> {
    kept::decode::<KeptRow<'_>>(VERSION, bytes)?.row()
}

fn places() -> impl Iterator<Item = (u32, Field)> {
    (0..32).zip(Field::ALL.iter().copied())
}

/// The days of the schedule; the invoice of each reminder, its due day, the day of the schedule, the level, the day it went out, the day it
/// gave; the invoice and the day of each promise to pay.
type KeptReminding = (Option<Vec<i16>>, Vec<(Bytes, (i32, i16, u8), i32, Option<i32>)>, Vec<(Bytes, i32)>);

/// The list, steps done, steps in all, the next day, the next instant.
type KeptProgress = (u8, u32, u32, Option<i32>, Option<i64>);

#[derive(Serialize, Deserialize)]
struct KeptRow<'a> {
    id: Bytes,
    name: &'a str,
    legal_name: &'a str,
    stage: u8,
    since: Option<i32>,
    moved: Option<Bytes>,
    #[serde(borrow)]
    apart: Vec<KeptApart<'a>>,
    next_step: &'a str,
    next_day: Option<i32>,
    currency: Option<[u8; 3]>,
    terms: Option<KeptTerms>,
    tax_rate: Option<KeptPercent>,
    #[serde(borrow)]
    emails: Vec<&'a str>,
    find: &'a str,
    #[serde(borrow)]
    invoices: Vec<KeptInvoice<'a>>,
    last_note: Option<i32>,
    /// The day, and the place in [`Owed::ALL`].
    dues: Vec<(i32, u8)>,
    #[serde(borrow)]
    todo: Vec<KeptTodo<'a>>,
    #[serde(borrow)]
    put_off: Vec<(&'a str, i32)>,
    #[serde(borrow)]
    blocks: Vec<KeptBlock<'a>>,
    /// Told, heard, since when they wait.
    talk: (Option<i32>, Option<i32>, Option<(i32, i64)>),
    /// The place of the cadence, the weekday from Monday, working hours.
    rhythm: (Option<u8>, Option<u8>, Option<u32>),
    #[serde(borrow)]
    keeping: KeptKeeping<'a>,
    trust: KeptEvidence,
    audit: KeptFacts,
    remind: KeptReminding,
    recurring: Vec<i32>,
    #[serde(borrow)]
    runs: Vec<KeptRan<'a>>,
    #[serde(borrow)]
    writes: Vec<KeptWrite<'a>>,
    checklist: Option<KeptProgress>,
    stays: Vec<(u8, u32)>,
    origin: KeptOrigin,
    removed: bool,
    keeps: bool,
    troubles: u32,
    /// A bit for each field that says something, by its place among all.
    filled: u32,
    #[serde(borrow)]
    tags: Vec<&'a str>,
    tier: &'a str,
    ends: Option<i32>,
    #[serde(borrow)]
    phones: Vec<&'a str>,
    distinct: Vec<Bytes>,
    /// The link's own id, and the client it leads to.
    link: Option<(Bytes, Bytes)>,
}

#[derive(Serialize, Deserialize)]
struct KeptTodo<'a> {
    on: i32,
    until: Option<i64>,
    /// The place in [`Task::ALL`].
    task: u8,
    item: Bytes,
    title: &'a str,
    owner: &'a str,
}

#[derive(Serialize, Deserialize)]
struct KeptBlock<'a> {
    on: i32,
    /// Minutes of the day.
    from: u16,
    to: u16,
    item: Bytes,
    title: &'a str,
}

#[derive(Serialize, Deserialize)]
struct KeptApart<'a> {
    id: Bytes,
    title: &'a str,
    stage: u8,
    ends: Option<i32>,
}

#[derive(Serialize, Deserialize)]
struct KeptInvoice<'a> {
    id: Bytes,
    kind: u8,
    number: Option<&'a str>,
    about: &'a str,
    dated: Option<i32>,
    due: Option<i32>,
    until: Option<i32>,
    total: KeptMoney,
    paid: KeptMoney,
    /// The day, the place in [`Cause::ALL`], what it adds.
    moves: Vec<(i32, u8, KeptMoney)>,
    open: KeptMoney,
    standing: KeptStanding,
    origin: KeptOrigin,
    disputed: KeptMoney,
    /// From, until, how much.
    disputes: Vec<(i32, Option<i32>, Option<KeptMoney>)>,
    bookings: Vec<&'a str>,
}

/// An amount in minor units, which reach beyond an `i64`.
#[derive(Serialize, Deserialize)]
struct KeptMoney {
    units: u64,
    negative: bool,
    currency: [u8; 3],
}

#[derive(Serialize, Deserialize)]
enum KeptTerms {
    OnReceipt,
    Net(u16),
    EndOfMonth,
    EndOfNextMonth,
    NetThenEndOfMonth(u16),
    On(i32),
    EndOfMonthThenNet(u16),
    NextMonth(u8),
}

/// Digits, and how many of them are decimals.
#[derive(Serialize, Deserialize)]
struct KeptPercent(u32, u8);

#[derive(Serialize, Deserialize)]
enum KeptOrigin {
    Typed,
    Imported(Bytes),
    Sample(Bytes),
}

#[derive(Serialize, Deserialize)]
enum KeptStanding {
    Draft,
    Given,
    Open,
    PartlyPaid,
    Paid,
    Overpaid,
    Void,
    Contested,
    Removed,
    Credited,
}

impl<'a> KeptRow<'a> {
    fn of(row: &'a Row) -> Self {
        Self {
            id: *row.id.0.bytes(),
            name: &row.name,
            legal_name: &row.legal_name,
            stage: place(&Stage::ALL, row.stage),
            since: row.since.map(days),
            moved: row.moved.map(|id| *id.0.bytes()),
            apart: row.apart.iter().map(KeptApart::of).collect(),
            next_step: &row.next_step,
            next_day: row.next_day.map(days),
            currency: row.currency.map(code),
            terms: row.terms.map(KeptTerms::of),
            tax_rate: row.tax_rate.map(KeptPercent::of),
            emails: row.emails.iter().map(String::as_str).collect(),
            find: &row.find,
            invoices: row.invoices.iter().map(KeptInvoice::of).collect(),
            last_note: row.last_note.map(days),
            dues: row.dues.iter().map(|due| (days(due.on), place(&Owed::ALL, due.what))).collect(),
            todo: row.todo.iter().map(KeptTodo::of).collect(),
            blocks: row.blocks.iter().map(KeptBlock::of).collect(),
            put_off: row.put_off.iter().map(|(key, until)| (key.as_str(), days(*until))).collect(),
            talk: (row.talk.told.map(days), row.talk.heard.map(days), row.talk.waits.map(|(day, at)| (days(day), at.0))),
            rhythm: kept_rhythm(row.rhythm),
            keeping: KeptKeeping::of(&row.keeping),
            trust: KeptEvidence::of(&row.trust),
            audit: KeptFacts::of(&row.audit),
            remind: kept_reminding(&row.remind),
            recurring: row.recurring.iter().map(|on| days(*on)).collect(),
            runs: row.runs.iter().map(KeptRan::of).collect(),
            writes: row.writes.iter().map(KeptWrite::of).collect(),
            checklist: row
                .checklist
                .map(|one| (place(List::ALL, one.list), one.done, one.all, one.due.map(days), one.until.map(|at| at.0))),
            stays: row.stays.iter().map(|(stage, days)| (place(&Stage::ALL, *stage), *days)).collect(),
            origin: KeptOrigin::of(row.origin),
            removed: row.removed,
            keeps: row.keeps,
            troubles: row.troubles,
            filled: places().filter(|(_, field)| row.filled.contains(field)).fold(0, |bits, (place, _)| bits | 1 << place),
            tags: row.tags.iter().map(String::as_str).collect(),
            tier: &row.tier,
            ends: row.ends.map(days),
            phones: row.phones.iter().map(String::as_str).collect(),
            distinct: row.distinct.iter().map(|id| *id.0.bytes()).collect(),
            link: row.link.map(|link| (*link.id.0.bytes(), *link.to.0.bytes())),
        }
    }

    fn row(self) -> Option<Row> {
        Some(Row {
            id: ClientId(id(self.id)?),
            name: self.name.to_owned(),
            legal_name: self.legal_name.to_owned(),
            stage: stage_at(self.stage)?,
            since: maybe(self.since, day)?,
            moved: maybe(self.moved, |bytes| id(bytes).map(MoveId))?,
            apart: self.apart.into_iter().map(KeptApart::apart).collect::<Option<_>>()?,
            next_step: self.next_step.to_owned(),
            next_day: maybe(self.next_day, day)?,
            currency: maybe(self.currency, currency)?,
            terms: maybe(self.terms, KeptTerms::terms)?,
            tax_rate: maybe(self.tax_rate, KeptPercent::percent)?,
            emails: self.emails.into_iter().map(str::to_owned).collect(),
            find: self.find.to_owned(),
            invoices: self.invoices.into_iter().map(KeptInvoice::row).collect::<Option<_>>()?,
            last_note: maybe(self.last_note, day)?,
            dues: self.dues.into_iter().map(due).collect::<Option<_>>()?,
            todo: self.todo.into_iter().map(KeptTodo::todo).collect::<Option<_>>()?,
            blocks: self.blocks.into_iter().map(KeptBlock::block).collect::<Option<_>>()?,
            put_off: self.put_off.into_iter().map(|(key, until)| Some((key.to_owned(), day(until)?))).collect::<Option<_>>()?,
            talk: talk(self.talk)?,
            rhythm: rhythm(self.rhythm)?,
            keeping: self.keeping.keeping()?,
            trust: self.trust.evidence()?,
            audit: self.audit.facts()?,
            remind: reminding(self.remind)?,
            recurring: self.recurring.into_iter().map(day).collect::<Option<_>>()?,
            runs: self.runs.into_iter().map(KeptRan::ran).collect::<Option<_>>()?,
            writes: self.writes.into_iter().map(KeptWrite::write).collect::<Option<_>>()?,
            checklist: maybe(self.checklist, progress)?,
            stays: self.stays.into_iter().map(|(stage, days)| Some((stage_at(stage)?, days))).collect::<Option<_>>()?,
            origin: self.origin.origin()?,
            removed: self.removed,
            keeps: self.keeps,
            troubles: self.troubles,
            filled: places().filter(|(place, _)| self.filled >> place & 1 == 1).map(|(_, field)| field).collect(),
            tags: self.tags.into_iter().map(str::to_owned).collect(),
            tier: self.tier.to_owned(),
            ends: maybe(self.ends, day)?,
            phones: self.phones.into_iter().map(str::to_owned).collect(),
            distinct: self.distinct.into_iter().map(|bytes| id(bytes).map(ClientId)).collect::<Option<_>>()?,
            link: maybe(self.link, |(link, to)| Some(Link { id: ItemId(id(link)?), to: ClientId(id(to)?) }))?,
            // Of the family, which no document tells alone.
            under: None,
            joined: Vec::new(),
        })
    }
}

impl<'a> KeptTodo<'a> {
    fn of(one: &'a Todo) -> Self {
        Self {
            on: days(one.on),
            until: one.until.map(|at| at.0),
            task: place(&Task::ALL, one.task),
            item: *one.item.0.bytes(),
            title: &one.title,
            owner: &one.owner,
        }
    }

    fn todo(self) -> Option<Todo> {
        Some(Todo {
            on: day(self.on)?,
            until: self.until.map(Moment),
            task: *Task::ALL.get(usize::from(self.task))?,
            item: ItemId(id(self.item)?),
            title: self.title.to_owned(),
            owner: self.owner.to_owned(),
        })
    }
}

impl<'a> KeptBlock<'a> {
    fn of(one: &'a Block) -> Self {
        Self { on: days(one.on), from: one.hours.from(), to: one.hours.to(), item: *one.item.0.bytes(), title: &one.title }
    }

    fn block(self) -> Option<Block> {
        let hours = Hours::new(self.from, self.to)?;
        Some(Block { on: day(self.on)?, hours, item: ItemId(id(self.item)?), title: self.title.to_owned() })
    }
}

fn talk((told, heard, waits): (Option<i32>, Option<i32>, Option<(i32, i64)>)) -> Option<Talk> {
    let waits = maybe(waits, |(on, at)| Some((day(on)?, Moment(at))))?;
    Some(Talk { told: maybe(told, day)?, heard: maybe(heard, day)?, waits })
}

fn kept_rhythm(rhythm: Rhythm) -> (Option<u8>, Option<u8>, Option<u32>) {
    let weekday = |on| WEEKDAYS.iter().position(|(day, _)| *day == on).and_then(|at| u8::try_from(at).ok());
    (rhythm.every.map(|every| place(&Every::ALL, every)), rhythm.on.and_then(weekday), rhythm.answer_hours)
}

fn rhythm((every, on, answer_hours): (Option<u8>, Option<u8>, Option<u32>)) -> Option<Rhythm> {
    let every = maybe(every, |at| Every::ALL.get(usize::from(at)).copied())?;
    let on = maybe(on, |at| WEEKDAYS.get(usize::from(at)).map(|(day, _)| *day))?;
    Some(Rhythm { every, on, answer_hours })
}

fn kept_reminding(told: &Reminding) -> KeptReminding {
    let known =
        |(of, one): &(InvoiceId, Reminded)| (*of.0.bytes(), (days(one.due), one.offset, one.level), days(one.on), one.until.map(days));
    let promised = told.promised.iter().map(|(of, by)| (*of.0.bytes(), days(*by)));
    (told.schedule.as_ref().map(|schedule| schedule.days().to_vec()), told.known.iter().map(known).collect(), promised.collect())
}

fn reminding((schedule, known, promised): KeptReminding) -> Option<Reminding> {
    let read = |(of, (due, offset, level), on, until): (Bytes, (i32, i16, u8), i32, Option<i32>)| {
        Some((InvoiceId(id(of)?), Reminded { due: day(due)?, offset, level, on: day(on)?, until: maybe(until, day)? }))
    };
    let known = known.into_iter().map(read).collect::<Option<_>>()?;
    let promised = promised.into_iter().map(|(of, by)| Some((InvoiceId(id(of)?), day(by)?))).collect::<Option<_>>()?;
    Some(Reminding { schedule: maybe(schedule, Schedule::of_days)?, known, promised })
}

impl<'a> KeptApart<'a> {
    fn of(one: &'a Apart) -> Self {
        Self { id: *one.id.0.bytes(), title: &one.title, stage: place(&Stage::ALL, one.stage), ends: one.ends.map(days) }
    }

    fn apart(self) -> Option<Apart> {
        Some(Apart { id: ItemId(id(self.id)?), title: self.title.to_owned(), stage: stage_at(self.stage)?, ends: maybe(self.ends, day)? })
    }
}

impl<'a> KeptInvoice<'a> {
    fn of(row: &'a InvoiceRow) -> Self {
        Self {
            id: *row.id.0.bytes(),
            kind: place(&Kind::ALL, row.kind),
            number: row.number.as_deref(),
            about: &row.about,
            dated: row.dated.map(days),
            due: row.due.map(days),
            until: row.until.map(days),
            total: KeptMoney::of(row.total),
            paid: KeptMoney::of(row.paid),
            moves: row.moves.iter().map(|one| (days(one.on), place(&Cause::ALL, one.cause), KeptMoney::of(one.amount))).collect(),
            open: KeptMoney::of(row.open),
            standing: KeptStanding::of(row.standing),
            origin: KeptOrigin::of(row.origin),
            disputed: KeptMoney::of(row.disputed),
            disputes: row.disputes.iter().map(|one| (days(one.from), one.until.map(days), one.amount.map(KeptMoney::of))).collect(),
            bookings: row.bookings.iter().map(String::as_str).collect(),
        }
    }

    fn row(self) -> Option<InvoiceRow> {
        Some(InvoiceRow {
            id: InvoiceId(id(self.id)?),
            kind: *Kind::ALL.get(usize::from(self.kind))?,
            number: self.number.map(str::to_owned),
            about: self.about.to_owned(),
            dated: maybe(self.dated, day)?,
            due: maybe(self.due, day)?,
            until: maybe(self.until, day)?,
            total: self.total.money()?,
            paid: self.paid.money()?,
            moves: self.moves.into_iter().map(movement).collect::<Option<_>>()?,
            open: self.open.money()?,
            standing: self.standing.standing(),
            origin: self.origin.origin()?,
            disputed: self.disputed.money()?,
            disputes: self.disputes.into_iter().map(dispute).collect::<Option<_>>()?,
            bookings: self.bookings.into_iter().map(str::to_owned).collect(),
        })
    }
}

fn movement((on, cause, amount): (i32, u8, KeptMoney)) -> Option<Movement> {
    Some(Movement { on: day(on)?, cause: *Cause::ALL.get(usize::from(cause))?, amount: amount.money()? })
}

fn dispute((from, until, amount): (i32, Option<i32>, Option<KeptMoney>)) -> Option<Disputed> {
    Some(Disputed { from: day(from)?, until: maybe(until, day)?, amount: maybe(amount, |amount| amount.money())? })
}

impl KeptMoney {
    /// Money has as many decimals as its currency, so its mantissa is the number of minor units.
    fn of(money: Money) -> Self {
        let units = money.amount().mantissa();
        let currency = code(money.currency());
        Self { units: u64::try_from(units.unsigned_abs()).unwrap_or(u64::MAX), negative: units < 0, currency }
    }

    fn money(&self) -> Option<Money> {
        let currency = currency(self.currency)?;
        let units = if self.negative { -i128::from(self.units) } else { i128::from(self.units) };
        let amount = Decimal::try_from_i128_with_scale(units, currency.exponent()).ok()?;
        // It has no decimals to round: this way is the quick one, because it need not count them.
        Money::rounded(amount, currency, Rounding::HalfAwayFromZero).ok()
    }
}

impl KeptTerms {
    fn of(terms: Terms) -> Self {
        match terms {
            Terms::OnReceipt => Self::OnReceipt,
            Terms::Net(days) => Self::Net(days),
            Terms::EndOfMonth => Self::EndOfMonth,
            Terms::EndOfNextMonth => Self::EndOfNextMonth,
            Terms::NetThenEndOfMonth(days) => Self::NetThenEndOfMonth(days),
            Terms::On(day) => Self::On(days(day)),
            Terms::EndOfMonthThenNet(days) => Self::EndOfMonthThenNet(days),
            Terms::NextMonth(nth) => Self::NextMonth(nth),
        }
    }

    fn terms(self) -> Option<Terms> {
        Some(match self {
            Self::OnReceipt => Terms::OnReceipt,
            Self::Net(days) => Terms::Net(days),
            Self::EndOfMonth => Terms::EndOfMonth,
            Self::EndOfNextMonth => Terms::EndOfNextMonth,
            Self::NetThenEndOfMonth(days) => Terms::NetThenEndOfMonth(days),
            Self::On(on) => Terms::On(day(on)?),
            Self::EndOfMonthThenNet(days) => Terms::EndOfMonthThenNet(days),
            Self::NextMonth(nth) => Terms::NextMonth(nth),
        })
    }
}

impl KeptPercent {
    /// At most 1000 with four decimals.
    fn of(percent: Percent) -> Self {
        let value = percent.value();
        Self(u32::try_from(value.mantissa()).unwrap_or(u32::MAX), u8::try_from(value.scale()).unwrap_or(u8::MAX))
    }

    fn percent(self) -> Option<Percent> {
        Percent::new(Decimal::try_from_i128_with_scale(self.0.into(), self.1.into()).ok()?).ok()
    }
}

impl KeptOrigin {
    fn of(origin: Origin) -> Self {
        match origin {
            Origin::Typed => Self::Typed,
            Origin::Imported(batch) => Self::Imported(*batch.0.bytes()),
            Origin::Sample(batch) => Self::Sample(*batch.0.bytes()),
        }
    }

    fn origin(self) -> Option<Origin> {
        Some(match self {
            Self::Typed => Origin::Typed,
            Self::Imported(batch) => Origin::Imported(BatchId(id(batch)?)),
            Self::Sample(batch) => Origin::Sample(BatchId(id(batch)?)),
        })
    }
}

impl KeptStanding {
    fn of(standing: Standing) -> Self {
        match standing {
            Standing::Draft => Self::Draft,
            Standing::Given => Self::Given,
            Standing::Open => Self::Open,
            Standing::PartlyPaid => Self::PartlyPaid,
            Standing::Paid => Self::Paid,
            Standing::Overpaid => Self::Overpaid,
            Standing::Void => Self::Void,
            Standing::Contested => Self::Contested,
            Standing::Removed => Self::Removed,
            Standing::Credited => Self::Credited,
        }
    }

    fn standing(self) -> Standing {
        match self {
            Self::Draft => Standing::Draft,
            Self::Given => Standing::Given,
            Self::Open => Standing::Open,
            Self::PartlyPaid => Standing::PartlyPaid,
            Self::Paid => Standing::Paid,
            Self::Overpaid => Standing::Overpaid,
            Self::Void => Standing::Void,
            Self::Contested => Standing::Contested,
            Self::Removed => Standing::Removed,
            Self::Credited => Standing::Credited,
        }
    }
}

fn stage_at(place: u8) -> Option<Stage> {
    Stage::ALL.get(usize::from(place)).copied()
}

fn progress((list, done, all, due, until): KeptProgress) -> Option<Progress> {
    Some(Progress { list: *List::ALL.get(usize::from(list))?, done, all, due: maybe(due, day)?, until: until.map(Moment) })
}

fn due((on, what): (i32, u8)) -> Option<Due> {
    Some(Due { on: day(on)?, what: *Owed::ALL.get(usize::from(what))? })
}

fn code(currency: Currency) -> [u8; 3] {
    let mut code = [0; 3];
    code.copy_from_slice(currency.code().as_bytes());
    code
}

/// Rows hold thousands of codes, and there are not two hundred: they are looked up, not parsed.
fn currency(code: [u8; 3]) -> Option<Currency> {
    static KNOWN: OnceLock<Vec<Currency>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut all: Vec<Currency> = Currency::all().collect();
        domain::order::sort(&mut all);
        all
    });
    known.binary_search_by(|one| one.code().as_bytes().cmp(code.as_slice())).ok().map(|at| known[at])
}

#[cfg(test)]
mod tests;
