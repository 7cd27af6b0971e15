//! A statement of account: what one client was asked for and paid in one currency between two days, with the balance after each.

use crate::account::Cause;
use crate::ageing::{self, Aged};
use crate::content::Kind;
use crate::invoice::Standing;
use crate::money::{Currency, Money};
use crate::row::{InvoiceRow, Row};
use crate::time::Day;
use crate::{InvoiceId, order};

/// What a line of a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A document that asks for money was issued.
    Asked(Kind),
    Moved(Cause),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub on: Day,
    pub what: What,
    pub invoice: InvoiceId,
    /// Of the document that it is about.
    pub number: String,
    pub due: Option<Day>,
    /// What it adds to the balance.
    pub amount: Money,
    /// The balance after it.
    pub balance: Money,
}

/// The opening balance and all entries come to the closing balance. It is no document: it has no number, and follows from the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub currency: Currency,
    pub from: Day,
    pub until: Day,
    pub opening: Money,
    pub entries: Vec<Entry>,
    pub closing: Money,
    /// What was open at the end of the last day, by how late it was.
    pub aged: Aged,
}

/// Every entry of a client's account in one currency, by day; of one day what was asked for before what was paid of it.
fn entries(row: &Row, currency: Currency) -> Vec<Entry> {
    let counts = |paper: &&InvoiceRow| paper.total.currency() == currency && paper.kind.collects() && paper.standing != Standing::Draft;
    let mut all = Vec::new();
    for paper in row.invoices.iter().filter(counts) {
        let (Some(number), Some(dated)) = (&paper.number, paper.dated) else { continue };
        let entry = |on: Day, what: What, amount: Money| Entry {
            on,
            what,
            invoice: paper.id,
            number: number.clone(),
            due: paper.due,
            amount,
            balance: amount,
        };
        all.push(entry(dated, What::Asked(paper.kind), paper.asked()));
        let moves = paper.moves.iter().filter(|one| !one.amount.is_zero());
        all.extend(moves.map(|one| entry(one.on, What::Moved(one.cause), one.amount)));
    }
    let rank = |entry: &Entry| match entry.what {
        What::Asked(_) => None,
        What::Moved(cause) => Some(cause),
    };
    order::sort_by(&mut all, |one, other| {
        (one.on, rank(one), &one.number, one.invoice).cmp(&(other.on, rank(other), &other.number, other.invoice))
    });
    all
}

/// The account of a client in one currency, from the beginning of one day to the end of another.
pub fn of(row: &Row, currency: Currency, from: Day, until: Day) -> Statement {
    let mut balance = Money::zero(currency);
    let mut opening = balance;
    let mut shown = Vec::new();
    for mut entry in entries(row, currency).into_iter().filter(|entry| entry.on <= until) {
        balance = balance.plus(entry.amount).unwrap_or(balance);
        entry.balance = balance;
        if entry.on < from {
            opening = balance;
        } else {
            shown.push(entry);
        }
    }
    let aged = ageing::of_client(row, until).into_iter().find(|age| age.sums.open.currency() == currency);
    let aged = aged.map_or(Aged::zero(currency), |age| age.sums);
    Statement { currency, from, until, opening, entries: shown, closing: balance, aged }
}

/// The currencies in which a client was ever asked for money, in the order of their codes, and the first day of each account.
pub fn accounts(row: &Row) -> Vec<(Currency, Day)> {
    let mut all: Vec<(Currency, Day)> = Vec::new();
    for paper in row.invoices.iter().filter(|paper| paper.kind.collects() && paper.number.is_some()) {
        let Some(first) = paper.moves.iter().map(|one| one.on).chain(paper.dated).min() else { continue };
        match all.iter_mut().find(|(currency, _)| *currency == paper.total.currency()) {
            Some((_, day)) => *day = first.min(*day),
            None => all.push((paper.total.currency(), first)),
        }
    }
    order::sort(&mut all);
    all
}
