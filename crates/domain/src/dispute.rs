//! Disputes: what a client does not accept of an invoice. The invoice stays as it is; what is disputed is a fact beside it, and is not
//! reminded of, nor charged late, until it is resolved.

use crate::client::Client;
use crate::invoice::{Invoice, Standing};
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::money::{Money, Rounding};
use crate::{InvoiceId, ItemId};

/// Whether an invoice can be disputed: it was issued, asks for money, and stands.
pub fn can_be(invoice: &Invoice) -> bool {
    match invoice.standing() {
        Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid => true,
        Standing::Draft | Standing::Given | Standing::Void | Standing::Contested | Standing::Removed | Standing::Credited => false,
    }
}

/// What is open of an invoice, in two parts. They add up to what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub disputed: Money,
    /// What reminders and late fees are about.
    pub undisputed: Money,
}

/// The disputes about an invoice, open and resolved, the earliest first.
pub fn of(client: &Client, invoice: InvoiceId) -> Vec<(ItemId, &Item)> {
    let about = |item: &Item| item.get(ItemField::Invoice).parse() == Ok(invoice);
    let mut all: Vec<_> = of_kind(&client.items, ItemKind::Dispute).into_iter().filter(|(_, item)| about(item)).collect();
    crate::order::sort_by_key(&mut all, |(id, item)| (item.day(ItemField::Day), item.recorded.at, *id));
    all
}

/// The disputed part of what is open: what open disputes name, all of it where one names no amount, never more than is open. None before
/// issue.
pub fn parts(client: &Client, id: InvoiceId) -> Option<Parts> {
    let open = client.invoices.get(&id)?.open()?;
    let zero = Money::zero(open.currency());
    if !open.is_positive() {
        return Some(Parts { disputed: zero, undisputed: open });
    }
    let mut disputed = zero;
    for (_, item) in of(client, id).into_iter().filter(|(_, item)| item.is_open()) {
        let part = item.amount(ItemField::Price).and_then(|amount| {
            let part = Money::rounded(amount, open.currency(), Rounding::HalfAwayFromZero).ok()?;
            disputed.plus(part).ok()
        });
        disputed = part.filter(|sum| sum.amount() < open.amount()).unwrap_or(open);
    }
    Some(Parts { disputed, undisputed: open.minus(disputed).unwrap_or(zero) })
}
