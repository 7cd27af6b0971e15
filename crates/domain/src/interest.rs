//! Interest and fees for late payment: what an invoice bears from the day after its first due day, piece by piece between the days on which
//! the money owed or the rate changed. The rates are the practice's own entries, by the day from which each holds; none comes with the app.

mod claim;
mod terms;

pub use claim::{Claim, Owed, claims, clashes, owed};
pub use terms::{DayCount, Table, Terms};

use rust_decimal::Decimal;

use crate::account::disputed_on;
use crate::invoice::Standing;
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::order;
use crate::row::InvoiceRow;
use crate::time::Day;

/// Days in a row on which the same sum bore the same rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The first and the last day that count.
    pub from: Day,
    pub until: Day,
    pub days: i64,
    /// What was owed and not disputed.
    pub principal: Money,
    /// Percent a year.
    pub rate: Decimal,
    /// Days of a year, as the terms count them.
    pub year: u32,
}

impl Piece {
    /// principal × rate × days ÷ (100 × days of the year), to 28 digits: nothing of it is rounded to the currency.
    ///
    /// # Errors
    /// A product beyond 28 digits.
    pub fn exact(&self) -> Result<Decimal, MoneyError> {
        let product = self.principal.amount().checked_mul(self.rate).and_then(|sum| sum.checked_mul(self.days.into()));
        let year = Decimal::from(self.year) * Decimal::ONE_HUNDRED;
        product.and_then(|product| product.checked_div(year)).ok_or(MoneyError::TooLarge)
    }
}

/// What pieces come to, rounded once, half away from zero.
pub fn sum(pieces: &[Piece], currency: Currency) -> Result<Money, MoneyError> {
    let mut exact = Decimal::ZERO;
    for piece in pieces {
        exact = exact.checked_add(piece.exact()?).ok_or(MoneyError::TooLarge)?;
    }
    Money::rounded(exact, currency, Rounding::HalfAwayFromZero)
}

/// Whether a document can bear interest: it asked for money by a day, and stands.
fn bears(paper: &InvoiceRow) -> Option<Day> {
    let stands = match paper.standing {
        Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid | Standing::Credited => true,
        Standing::Draft | Standing::Given | Standing::Void | Standing::Contested | Standing::Removed => false,
    };
    paper.due.filter(|_| stands && paper.kind.collects())
}

/// What a document bears up to the end of `until`, in pieces by day. The first day that counts is the one after the due day it was issued
/// with; the day on which money comes in counts as late in full. While no more than the days of grace have passed there is nothing; after
/// them, what was paid within them stays free. Days on which a part is disputed leave that part out.
pub fn pieces(paper: &InvoiceRow, table: &Table, until: Day) -> Vec<Piece> {
    let Some(due) = bears(paper) else { return Vec::new() };
    let currency = paper.total.currency();
    let first = due.plus_days(1);
    let grace = table.on(first, currency).map_or(0, |terms| terms.grace);
    if until < first || due.days_until(until) <= grace {
        return Vec::new();
    }
    let graced = due.plus_days(grace);
    let mut edges = vec![first, graced.plus_days(1), until.plus_days(1)];
    edges.extend(paper.moves.iter().map(|one| one.on.plus_days(1)));
    edges.extend(paper.disputes.iter().flat_map(|one| [Some(one.from), one.until]).flatten());
    edges.extend(table.days());
    edges.extend((first.year() + 1..=until.year()).filter_map(|year| Day::new(year, 1, 1)));
    edges.retain(|day| (first..=until.plus_days(1)).contains(day));
    order::sort(&mut edges);
    edges.dedup();

    let mut pieces: Vec<Piece> = Vec::new();
    for pair in edges.windows(2) {
        let [from, next] = *pair else { continue };
        let Some(terms) = table.on(from, currency).filter(|terms| terms.rate().is_sign_positive() && !terms.rate().is_zero()) else {
            continue;
        };
        let before = |day: Day| paper.open_on(day.plus_days(-1));
        let mut open = before(from);
        if from <= graced {
            let left = before(graced.plus_days(1));
            open = if left.amount() < open.amount() { left } else { open };
        }
        let principal = open.minus(disputed_on(&paper.disputes, from, open)).unwrap_or(open);
        if !principal.is_positive() {
            continue;
        }
        let (rate, year) = (terms.rate(), terms.count.year(from.year()));
        let days = from.days_until(next);
        let last = next.plus_days(-1);
        match pieces.last_mut() {
            Some(known) if known.until.plus_days(1) == from && known.principal == principal && known.rate == rate && known.year == year => {
                known.until = last;
                known.days += days;
            }
            Some(_) | None => pieces.push(Piece { from, until: last, days, principal, rate, year }),
        }
    }
    pieces
}
