//! What was open on a day and how late it was: per client and per currency, by the days of the facts. What happened after that day changes
//! nothing of it, and no sum crosses currencies.

use std::collections::BTreeMap;

use crate::account::disputed_on;
use crate::money::{Currency, Money};
use crate::row::{InvoiceRow, Row, Rows};
use crate::time::Day;
use crate::{ClientId, InvoiceId, order};

/// How late money is, in days since its due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Due on the day itself, or later.
    NotDue,
    To30,
    To60,
    To90,
    Over90,
}

impl Bucket {
    pub const ALL: [Self; 5] = [Self::NotDue, Self::To30, Self::To60, Self::To90, Self::Over90];

    /// Of what is so many days late; nothing is late that has no due day.
    pub fn of(late: i64) -> Self {
        match late {
            ..=0 => Self::NotDue,
            1..=30 => Self::To30,
            31..=60 => Self::To60,
            61..=90 => Self::To90,
            91.. => Self::Over90,
        }
    }
}

/// Sums of one currency. The buckets come to `open` exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aged {
    /// In the order of [`Bucket::ALL`].
    pub buckets: [Money; 5],
    pub open: Money,
    /// What of the open money was disputed.
    pub disputed: Money,
    /// What had come in beyond what was asked, of single documents: it does not make another's debt smaller.
    pub over: Money,
}

impl Aged {
    pub fn zero(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self { buckets: [zero; 5], open: zero, disputed: zero, over: zero }
    }

    pub fn get(&self, bucket: Bucket) -> Money {
        self.buckets[bucket as usize]
    }

    /// What of the open money is past its due day.
    pub fn late(&self) -> Money {
        self.open.minus(self.get(Bucket::NotDue)).unwrap_or(self.open)
    }

    fn add(&mut self, paper: &InvoiceRow, day: Day, open: Money) {
        if open.is_negative() {
            self.over = self.over.minus(open).unwrap_or(self.over);
            return;
        }
        // A sum beyond the limit of money stays out whole, so that what is shown adds up.
        let bucket = &mut self.buckets[Bucket::of(late(paper, day)) as usize];
        if let (Ok(in_bucket), Ok(sum)) = (bucket.plus(open), self.open.plus(open)) {
            (*bucket, self.open) = (in_bucket, sum);
            let disputed = disputed_on(&paper.disputes, day, open);
            self.disputed = self.disputed.plus(disputed).unwrap_or(self.disputed);
        }
    }

    fn add_all(&mut self, other: &Self) {
        let Ok(open) = self.open.plus(other.open) else { return };
        for (sum, more) in self.buckets.iter_mut().zip(other.buckets) {
            *sum = sum.plus(more).unwrap_or(*sum);
        }
        self.open = open;
        self.disputed = self.disputed.plus(other.disputed).unwrap_or(self.disputed);
        self.over = self.over.plus(other.over).unwrap_or(self.over);
    }
}

/// One document with money open on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPaper {
    pub id: InvoiceId,
    pub number: String,
    pub dated: Day,
    pub due: Option<Day>,
    /// Days since the due day; zero or below when it was not late.
    pub late: i64,
    /// Above zero.
    pub open: Money,
    pub disputed: Money,
}

impl OpenPaper {
    pub fn bucket(&self) -> Bucket {
        Bucket::of(self.late)
    }
}

/// What one client owed in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAge {
    pub client: ClientId,
    pub name: String,
    pub sums: Aged,
    /// The longest due first.
    pub papers: Vec<OpenPaper>,
}

/// What everybody owed in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyAge {
    pub currency: Currency,
    pub sums: Aged,
    /// Whoever owes most of what is late comes first.
    pub clients: Vec<ClientAge>,
}

/// Days since the due day of a document.
fn late(paper: &InvoiceRow, day: Day) -> i64 {
    paper.due.map_or(0, |due| due.days_until(day))
}

fn paper(paper: &InvoiceRow, day: Day, open: Money) -> Option<OpenPaper> {
    let (number, dated) = (paper.number.clone()?, paper.dated?);
    let disputed = disputed_on(&paper.disputes, day, open);
    Some(OpenPaper { id: paper.id, number, dated, due: paper.due, late: late(paper, day), open, disputed })
}

fn counted(rows: &Rows) -> impl Iterator<Item = &Row> {
    rows.values().filter(|row| !row.removed || row.keeps).map(AsRef::as_ref)
}

/// What everybody owed at the end of a day, a currency each in the order of their codes: the sums of [`on`] without their parts.
pub fn sums(rows: &Rows, day: Day) -> Vec<Aged> {
    let mut all: BTreeMap<Currency, Aged> = BTreeMap::new();
    for one in counted(rows).flat_map(|row| &row.invoices) {
        let open = one.open_on(day);
        if !open.is_zero() {
            all.entry(open.currency()).or_insert_with(|| Aged::zero(open.currency())).add(one, day, open);
        }
    }
    all.into_values().collect()
}

/// What one client owed at the end of a day, a currency each.
pub fn of_client(row: &Row, day: Day) -> Vec<ClientAge> {
    let mut all: BTreeMap<Currency, ClientAge> = BTreeMap::new();
    for one in &row.invoices {
        let open = one.open_on(day);
        if open.is_zero() {
            continue;
        }
        let currency = open.currency();
        let age = all.entry(currency).or_insert_with(|| ClientAge {
            client: row.id,
            name: row.name.clone(),
            sums: Aged::zero(currency),
            papers: Vec::new(),
        });
        age.sums.add(one, day, open);
        age.papers.extend(paper(one, day, open).filter(|_| open.is_positive()));
    }
    let mut all: Vec<ClientAge> = all.into_values().collect();
    for age in &mut all {
        order::sort_by(&mut age.papers, |one, other| (other.late, one.dated, &one.number).cmp(&(one.late, other.dated, &other.number)));
    }
    all
}

/// What was owed at the end of a day, a currency each in the order of their codes.
pub fn on(rows: &Rows, day: Day) -> Vec<CurrencyAge> {
    let mut all: BTreeMap<Currency, CurrencyAge> = BTreeMap::new();
    for row in counted(rows) {
        for age in of_client(row, day) {
            let currency = age.sums.open.currency();
            let whole = all.entry(currency).or_insert_with(|| CurrencyAge { currency, sums: Aged::zero(currency), clients: Vec::new() });
            whole.sums.add_all(&age.sums);
            whole.clients.push(age);
        }
    }
    let mut all: Vec<CurrencyAge> = all.into_values().collect();
    for one in &mut all {
        let key = |age: &ClientAge| (age.sums.late().amount(), age.sums.open.amount());
        order::sort_by(&mut one.clients, |one, other| {
            key(other).cmp(&key(one)).then_with(|| (&one.name, one.client).cmp(&(&other.name, other.client)))
        });
    }
    all
}
