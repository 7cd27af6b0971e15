//! One transfer over several documents.

use crate::InvoiceId;
use crate::client::Client;
use crate::invoice::Standing;
use crate::money::{Currency, Money};
use crate::time::Day;

/// A document that waits for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: InvoiceId,
    pub number: String,
    pub due: Day,
    /// Above zero.
    pub open: Money,
}

/// What waits for money of a client in one currency, the longest due first; of one day the earlier dated, then by number.
pub fn waiting(client: &Client, currency: Currency) -> Vec<Waiting> {
    let mut all: Vec<(Day, Waiting)> = Vec::new();
    for (id, invoice) in &client.invoices {
        let (Some(issue), Some(open)) = (invoice.issue(), invoice.open()) else { continue };
        if matches!(invoice.standing(), Standing::Open | Standing::PartlyPaid) && open.currency() == currency {
            let document = &issue.document;
            let due = document.due().unwrap_or(document.dated());
            all.push((document.dated(), Waiting { id: *id, number: document.number().to_owned(), due, open }));
        }
    }
    crate::order::sort_by(&mut all, |(one_dated, one), (dated, other)| {
        (one.due, one_dated, &one.number, one.id).cmp(&(other.due, dated, &other.number, other.id))
    });
    all.into_iter().map(|(_, one)| one).collect()
}

/// A transfer over documents in their order: each is paid in full while the money lasts. What is left beyond all of them goes to the last,
/// where it is the client's credit. The parts come to the transfer exactly; documents that get nothing have zero.
pub fn spread(whole: Money, over: &[Money]) -> Vec<Money> {
    let mut left = whole;
    let mut parts: Vec<Money> = Vec::with_capacity(over.len());
    for open in over {
        let part = if left.amount() < open.amount() { left } else { *open };
        left = left.minus(part).unwrap_or(left);
        parts.push(part);
    }
    if let Some(last) = parts.last_mut() {
        *last = last.plus(left).unwrap_or(*last);
    }
    parts
}
