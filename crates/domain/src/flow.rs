//! How documents follow from each other: where one comes from, what became of it, what it can become, and what a deposit takes off.

use std::collections::BTreeSet;

use crate::client::Client;
use crate::content::{Content, Deducted, DeductedSum, Kind, Terms};
use crate::invoice::{Invoice, PaymentKind, Standing};
use crate::money::Money;
use crate::payment::Payment;
use crate::{InvoiceId, PaymentId};

/// Whether a document is there and was not voided: what it took from others holds.
pub fn holds(invoice: &Invoice) -> bool {
    invoice.removed.is_none() && invoice.voids.is_empty()
}

/// The documents that this one came from, the first of all first.
pub fn origins(client: &Client, id: InvoiceId) -> Vec<InvoiceId> {
    let mut chain = Vec::new();
    let mut at = client.invoices.get(&id).and_then(|invoice| invoice.from);
    while let Some(from) = at.filter(|from| *from != id && !chain.contains(from)) {
        chain.push(from);
        at = client.invoices.get(&from).and_then(|invoice| invoice.from);
    }
    chain.reverse();
    chain
}

/// What was made from this one, and what takes it off; thrown-away drafts are left out. The earliest first.
pub fn outcomes(client: &Client, id: InvoiceId) -> Vec<InvoiceId> {
    let deducts = |invoice: &Invoice| invoice.content().is_some_and(|content| content.deducts.iter().any(|one| one.invoice == id));
    let follows = |(other, invoice): &(&InvoiceId, &Invoice)| {
        **other != id && invoice.removed.is_none() && (invoice.from == Some(id) || deducts(invoice))
    };
    let mut all: Vec<_> = client.invoices.iter().filter(follows).map(|(other, invoice)| (invoice.drafted, *other)).collect();
    crate::order::sort(&mut all);
    all.into_iter().map(|(_, other)| other).collect()
}

/// The invoice that charges what this document offers or asks for in advance: the first that is there, was not voided and was not credited in
/// full. None for what charges by itself.
pub fn charged_by(client: &Client, id: InvoiceId) -> Option<InvoiceId> {
    let kind = client.invoices.get(&id)?.content()?.kind;
    if !matches!(kind, Kind::Quote | Kind::Estimate | Kind::Proforma | Kind::Deposit) {
        return None;
    }
    let charges = |other: &InvoiceId| {
        let invoice = client.invoices.get(other).filter(|invoice| holds(invoice) && invoice.standing() != Standing::Credited);
        invoice.and_then(Invoice::content).is_some_and(|content| content.kind == Kind::Invoice)
    };
    outcomes(client, id).into_iter().find(charges)
}

/// The kinds that a document can become as it stands, the usual one first. Another of its own kind is a copy, and a receipt is of one
/// payment ([`receiptable`]).
pub fn becomes(invoice: &Invoice) -> &'static [Kind] {
    let Some(content) = invoice.content() else { return &[] };
    let standing = invoice.standing();
    match (content.kind, standing) {
        (Kind::Quote, Standing::Given) => &[Kind::Invoice, Kind::Deposit, Kind::Proforma],
        (Kind::Estimate, Standing::Given) => &[Kind::Invoice, Kind::Quote, Kind::Deposit, Kind::Proforma],
        (Kind::Proforma, Standing::Given) => &[Kind::Invoice, Kind::Deposit],
        (Kind::Invoice, Standing::Draft) if content.deposit.is_some() => &[Kind::Deposit],
        (Kind::Deposit, Standing::Paid | Standing::Overpaid) => &[Kind::Invoice, Kind::CreditNote],
        (Kind::Deposit, Standing::Open | Standing::PartlyPaid) => &[Kind::CreditNote, Kind::Invoice],
        (Kind::Invoice, Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid) => &[Kind::CreditNote],
        (
            Kind::Quote | Kind::Estimate | Kind::Proforma | Kind::Deposit | Kind::Invoice | Kind::CreditNote | Kind::Receipt,
            Standing::Draft
            | Standing::Given
            | Standing::Open
            | Standing::PartlyPaid
            | Standing::Paid
            | Standing::Overpaid
            | Standing::Void
            | Standing::Contested
            | Standing::Removed
            | Standing::Credited,
        ) => &[],
    }
}

/// Whether a receipt can be written for a payment.
pub fn receiptable(payment: &Payment) -> bool {
    payment.stands() && payment.kind == PaymentKind::Received
}

/// The receipts of a payment that are there and hold.
pub fn receipts(client: &Client, invoice: InvoiceId, payment: PaymentId) -> impl Iterator<Item = InvoiceId> {
    let of = move |one: &Invoice| one.from == Some(invoice) && one.of_payment == Some(payment) && holds(one);
    client.invoices.iter().filter(move |(_, one)| of(one)).map(|(id, _)| *id)
}

/// The payment that a receipt was for, where it was taken back: then the receipt is cancelled.
pub fn cancelled<'a>(client: &'a Client, receipt: &Invoice) -> Option<&'a Payment> {
    let payment = client.invoices.get(&receipt.from?)?.payments.get(&receipt.of_payment?)?;
    (!payment.stands()).then_some(payment)
}

/// Where a document stands among the client's others: a receipt of a payment that was taken back is void.
pub fn standing(client: &Client, invoice: &Invoice) -> Standing {
    let standing = invoice.standing();
    if standing == Standing::Given && cancelled(client, invoice).is_some() { Standing::Void } else { standing }
}

/// What a deposit invoice means for the document that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deposit {
    /// It is paid, and is taken off.
    Paid,
    /// So much of it is open: it is not taken off.
    Open(Money),
    /// This document takes it off already.
    TakenBy(InvoiceId),
    /// It was credited in full: there is nothing to take off.
    Credited,
}

/// The document that takes a deposit off, other than one: the first that is there and was not credited in full.
pub fn taken_by(client: &Client, deposit: InvoiceId, but: Option<InvoiceId>) -> Option<InvoiceId> {
    let takes = |invoice: &Invoice| invoice.content().is_some_and(|content| content.deducts.iter().any(|one| one.invoice == deposit));
    let live = |invoice: &Invoice| holds(invoice) && invoice.standing() != Standing::Credited;
    let is_note = |invoice: &Invoice| invoice.content().is_some_and(|content| content.kind == Kind::CreditNote);
    let mut all = client.invoices.iter().filter(|(id, invoice)| Some(**id) != but && live(invoice) && !is_note(invoice) && takes(invoice));
    all.next().map(|(id, _)| *id)
}

/// The deposit invoices that belong to what this document charges, the earliest first: those made from it or from where it comes from.
/// `from`: where it comes from, for one that is not there yet.
pub fn deposits(client: &Client, id: Option<InvoiceId>, from: Option<InvoiceId>) -> Vec<(InvoiceId, Deposit)> {
    let mut family: BTreeSet<InvoiceId> = id.into_iter().chain(from).collect();
    for one in id.into_iter().chain(from) {
        family.extend(origins(client, one));
    }
    let of = |(deposit, invoice): (&InvoiceId, &Invoice)| {
        let issue = invoice.issue()?;
        let belongs = family.contains(deposit) || invoice.from.is_some_and(|from| family.contains(&from));
        if issue.document.content().kind != Kind::Deposit || !belongs || !holds(invoice) || Some(*deposit) == id {
            return None;
        }
        let state = match (taken_by(client, *deposit, id), invoice.standing()) {
            (Some(other), _) => Deposit::TakenBy(other),
            (None, Standing::Credited) => Deposit::Credited,
            (None, Standing::Paid | Standing::Overpaid) => Deposit::Paid,
            (None, _) => Deposit::Open(invoice.open()?),
        };
        Some((issue.document.dated(), *deposit, state))
    };
    let mut all: Vec<_> = client.invoices.iter().filter_map(of).collect();
    crate::order::sort_by_key(&mut all, |(dated, deposit, _)| (*dated, *deposit));
    all.into_iter().map(|(_, deposit, state)| (deposit, state)).collect()
}

/// What a deposit invoice takes off a later one, with its tax for each rate; what credit notes took off it is left out. None before issue.
pub fn deduction(client: &Client, id: InvoiceId) -> Option<Deducted> {
    let invoice = client.invoices.get(&id)?;
    let document = &invoice.issue()?.document;
    let totals = document.totals();
    let zero = Money::zero(totals.total.currency());
    let mut taxed = zero;
    let mut sums = Vec::new();
    for one in &totals.taxes {
        taxed = taxed.plus(one.base).ok()?;
        sums.push(DeductedSum { tax: Some(one.group), base: one.base, due: one.tax });
    }
    let untaxed = totals.net.minus(taxed).ok()?;
    if !untaxed.is_zero() {
        sums.push(DeductedSum { tax: None, base: untaxed, due: zero });
    }
    let (number, dated) = (document.number().to_owned(), document.dated());
    Some(Deducted { invoice: id, number, dated, sums, total: totals.total, withheld: totals.withheld })
}

/// The same lines as a new draft of a kind: without number, payments, days of its own, and what it had to do with other documents.
pub fn copy(content: &Content, kind: Kind, terms: Terms) -> Content {
    let mut copy = content.clone();
    if matches!(copy.terms, Terms::On(_)) || kind != content.kind {
        copy.terms = terms;
    }
    let named = |due: Terms| matches!(due, Terms::On(_));
    if kind != content.kind || copy.instalments.iter().any(|one| named(one.due)) {
        copy.instalments.clear();
    }
    copy.kind = kind;
    (copy.dated, copy.valid_until, copy.exchange) = (None, None, None);
    copy.deducts.clear();
    // A credit note without the invoice it corrects is none.
    if kind != Kind::CreditNote {
        copy.about = None;
    }
    copy
}

/// A credit note as it comes to stand beside its invoice. One that gives back all of it takes off what the invoice took off, so that both
/// come to nothing together; one that gives back a part gives back that part, whatever was asked for before. Anything else stays as it is.
pub fn beside_its_invoice(client: &Client, mut content: Content) -> Content {
    let about = content.about.as_ref().filter(|_| content.kind == Kind::CreditNote);
    let Some(issue) = about.and_then(|about| client.invoices.get(&about.invoice)?.issue()) else { return content };
    let whole = issue.document.totals().total;
    content.deducts.clear();
    if content.totals().is_ok_and(|totals| totals.total == whole) {
        content.deducts.clone_from(&issue.document.content().deducts);
    }
    content
}

/// Whether a draft is what it is because of another document: it corrects an invoice, asks for a part of something, acknowledges a payment.
pub fn is_tied(invoice: &Invoice, content: &Content) -> bool {
    match content.kind {
        Kind::CreditNote => content.about.is_some(),
        Kind::Deposit => invoice.from.is_some(),
        Kind::Receipt => invoice.of_payment.is_some(),
        Kind::Quote | Kind::Estimate | Kind::Proforma | Kind::Invoice => false,
    }
}

/// How much credit notes can still take off an issued document, by what it asked for: never below zero.
pub fn creditable(invoice: &Invoice) -> Option<Money> {
    let asked = invoice.issue()?.document.totals().payable;
    let left = asked.minus(invoice.credited()?).ok()?;
    Some(if left.is_negative() { Money::zero(left.currency()) } else { left })
}
