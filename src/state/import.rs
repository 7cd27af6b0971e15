//! Imports as a person looks back on them.

use std::collections::BTreeMap;

use domain::BatchId;
use domain::money::{Currency, Money};
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::Day;

use crate::browser::clock;

/// One import that was made here, newest first in lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub id: BatchId,
    pub source: String,
    /// Made by it, or added to.
    pub clients: usize,
    pub invoices: usize,
    pub begun: Day,
    pub undone: Option<Day>,
}

pub fn imports(practice: &Practice, rows: &Rows) -> Vec<Past> {
    let mut batches: Vec<_> = practice.batches.iter().filter(|(_, batch)| !batch.sample).collect();
    domain::order::sort_by(&mut batches, |(one_id, one), (other_id, other)| (other.begun, other_id).cmp(&(one.begun, one_id)));
    let past = batches.into_iter().map(|(id, batch)| {
        let numbered = practice.numbers.values().filter(|taken| taken.batch == Some(*id)).count();
        // Drafts have no number, and what was taken out of a client is no longer in its row: whichever sees more.
        let of_batch = batch.clients.iter().filter_map(|client| rows.get(client)).flat_map(|row| &row.invoices);
        let listed = of_batch.filter(|invoice| invoice.origin.batch() == Some(*id)).count();
        Past {
            id: *id,
            source: batch.source.clone(),
            clients: batch.clients.len(),
            invoices: numbered.max(listed),
            begun: clock::day_of(batch.begun.at),
            undone: batch.undone.map(|stamp| clock::day_of(stamp.at)),
        }
    });
    past.collect()
}

/// The day a file of this name was brought in and stayed.
pub fn brought_before(past: &[Past], source: &str) -> Option<Day> {
    past.iter().find(|one| one.source == source && one.undone.is_none()).map(|one| one.begun)
}

/// What of an import is here: how many invoices, what they come to, what was paid on them; one a currency.
pub fn sums(rows: &Rows, batch: BatchId) -> Vec<(usize, Money, Money)> {
    let mut sums: BTreeMap<Currency, (usize, Money, Money)> = BTreeMap::new();
    let here = rows.values().filter(|row| !row.removed).flat_map(|row| &row.invoices);
    for invoice in here.filter(|invoice| invoice.origin.batch() == Some(batch)) {
        let currency = invoice.total.currency();
        let sum = sums.entry(currency).or_insert((0, Money::zero(currency), Money::zero(currency)));
        sum.0 += 1;
        sum.1 = sum.1.plus(invoice.total).unwrap_or(sum.1);
        sum.2 = sum.2.plus(invoice.paid).unwrap_or(sum.2);
    }
    sums.into_values().collect()
}
