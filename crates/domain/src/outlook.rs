//! Money by month: what came in, and what is expected when. A currency each, never added.

use std::collections::BTreeMap;

use crate::account::Cause;
use crate::money::{Currency, Money};
use crate::row::{InvoiceRow, Rows};
use crate::time::Day;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// So many months later, earlier if negative.
    pub fn plus(self, months: i32) -> Self {
        let at = self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1 + months;
        Self { year: at.div_euclid(12), month: at.rem_euclid(12).unsigned_abs() + 1 }
    }
}

/// One currency's money, month by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Months {
    pub currency: Currency,
    pub months: Vec<(Month, Money)>,
}

fn papers(rows: &Rows) -> impl Iterator<Item = &InvoiceRow> {
    rows.values().filter(|row| !row.removed || row.keeps).flat_map(|row| &row.invoices)
}

fn spread(found: impl Iterator<Item = (Month, Money)>, first: Month, count: usize) -> Vec<Months> {
    let mut all: BTreeMap<Currency, Vec<(Month, Money)>> = BTreeMap::new();
    for (month, money) in found {
        let currency = money.currency();
        let months = all.entry(currency).or_insert_with(|| (0..).map(|at| (first.plus(at), Money::zero(currency))).take(count).collect());
        if let Some((_, sum)) = months.iter_mut().find(|(one, _)| *one == month) {
            *sum = sum.plus(money).unwrap_or(*sum);
        }
    }
    all.into_iter()
        .filter(|(_, months)| months.iter().any(|(_, money)| !money.is_zero()))
        .map(|(currency, months)| Months { currency, months })
        .collect()
}

/// What came in less what went back, in each of so many months up to that of `today`, by the day of the payment.
pub fn income(rows: &Rows, today: Day, count: usize) -> Vec<Months> {
    let first = Month::of(today).plus(1 - i32::try_from(count).unwrap_or(1));
    let moves = papers(rows).flat_map(|paper| &paper.moves);
    let paid = moves.filter(|one| matches!(one.cause, Cause::Paid | Cause::Refunded) && Month::of(one.on) >= first);
    spread(paid.map(|one| (Month::of(one.on), one.amount.negated())), first, count)
}

/// What is open in one currency, by when it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub currency: Currency,
    /// Due before the day.
    pub late: Money,
    /// What has no due day is never late: it may come any day, and stands in the first of them.
    pub months: Vec<(Month, Money)>,
    /// Due after the last of the months.
    pub later: Money,
}

/// What is open at the end of `today`, in so many months from that of `today` on. The parts of a currency come to all that is open in it.
pub fn expected(rows: &Rows, today: Day, count: usize) -> Vec<Expected> {
    let first = Month::of(today);
    let mut all: BTreeMap<Currency, Expected> = BTreeMap::new();
    for paper in papers(rows) {
        let open = paper.open_on(today);
        if !open.is_positive() {
            continue;
        }
        let currency = open.currency();
        let zero = Money::zero(currency);
        let months = || (0..).map(|at| (first.plus(at), zero)).take(count).collect();
        let one = all.entry(currency).or_insert_with(|| Expected { currency, late: zero, months: months(), later: zero });
        let due = paper.due.unwrap_or(today);
        let sum = match one.months.iter_mut().find(|(month, _)| *month == Month::of(due)) {
            _ if due < today => &mut one.late,
            Some((_, sum)) => sum,
            None => &mut one.later,
        };
        *sum = sum.plus(open).unwrap_or(*sum);
    }
    all.into_values().collect()
}
