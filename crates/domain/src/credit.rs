//! What a client has to its credit: what came in beyond what a document asked, less what of it was used or given back. It is folded from the
//! documents, so taking a payment back takes its credit back.

use crate::InvoiceId;
use crate::client::Client;
use crate::invoice::{Invoice, PaymentKind, Standing};
use crate::money::{Currency, Money, Purse};

/// What one document has over. Zero while somebody has to look at it, and where it is void or no longer there.
pub fn over(invoice: &Invoice) -> Option<Money> {
    let open = invoice.open().filter(|_| invoice.standing() == Standing::Overpaid)?;
    Some(open.negated())
}

/// The documents that have something over in a currency, the oldest first, with what they have.
pub fn sources(client: &Client, currency: Currency) -> Vec<(InvoiceId, Money)> {
    let over = |(id, invoice): (&InvoiceId, &Invoice)| {
        let dated = invoice.issue()?.document.dated();
        over(invoice).filter(|money| money.currency() == currency && money.is_positive()).map(|money| (dated, *id, money))
    };
    let mut all: Vec<_> = client.invoices.iter().filter_map(over).collect();
    crate::order::sort_by_key(&mut all, |(dated, id, _)| (*dated, *id));
    all.into_iter().map(|(_, id, money)| (id, money)).collect()
}

/// All of it, per currency.
pub fn of(client: &Client) -> Purse {
    client.invoices.values().filter_map(over).filter(Money::is_positive).collect()
}

/// The credit notes that took something off a document and stand.
pub fn notes(invoice: &Invoice) -> impl Iterator<Item = InvoiceId> {
    invoice.entries().filter_map(|(_, one)| match one.kind {
        PaymentKind::CreditNote(note) => Some(note),
        PaymentKind::Received | PaymentKind::Refund | PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) => None,
    })
}

/// The documents that a document's credit has paid.
pub fn paid_with(invoice: &Invoice) -> impl Iterator<Item = InvoiceId> {
    invoice.entries().filter_map(|(_, one)| match one.kind {
        PaymentKind::CreditTo(to) => Some(to),
        PaymentKind::Received | PaymentKind::Refund | PaymentKind::CreditFrom(_) | PaymentKind::CreditNote(_) => None,
    })
}

/// The number of a document; empty where it has none or is not here.
pub fn number(client: &Client, id: InvoiceId) -> String {
    client.invoices.get(&id).and_then(Invoice::issue).map(|issue| issue.document.number().to_owned()).unwrap_or_default()
}
