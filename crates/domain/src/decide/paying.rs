//! Decisions on money that came in or went back, and on the client's credit.

use rust_decimal::Decimal;

use super::billing::found;
use super::{Decision, of};
use crate::client::Client;
use crate::command::{Command, Done, Incoming, Refusal, Share};
use crate::fact::{ClientFact, Fact};
use crate::invoice::{Invoice, Payment, PaymentKind, Standing};
use crate::money::Money;
use crate::time::{Day, Now};
use crate::{Fresh, InvoiceId, PaymentId, credit, text};

const METHOD_MOST: usize = 80;
/// Documents that one transfer may be spread over.
const SHARES_MOST: usize = 200;

/// The document, where something can be paid on it or given back.
fn payable(client: &Client, invoice: InvoiceId) -> Result<&Invoice, Refusal> {
    let known = found(client, invoice)?;
    match known.standing() {
        Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid | Standing::Credited => Ok(known),
        standing @ (Standing::Draft | Standing::Given | Standing::Void | Standing::Contested | Standing::Removed) => {
            Err(Refusal::NotPayable { standing })
        }
    }
}

/// The same, where money goes back: also on what one device voided while another wrote down what had come in on it.
fn refundable(client: &Client, invoice: InvoiceId) -> Result<&Invoice, Refusal> {
    let known = found(client, invoice)?;
    if known.standing() == Standing::Void { Ok(known) } else { payable(client, invoice) }
}

fn open_of(known: &Invoice) -> Result<Money, Refusal> {
    known.open().ok_or(Refusal::NoSuchInvoice)
}

fn amount_in(known: &Invoice, amount: Decimal) -> Result<Money, Refusal> {
    let currency = known.content().ok_or(Refusal::NoSuchInvoice)?.currency;
    let amount = Money::exact(amount, currency).map_err(Refusal::Money)?;
    if amount.is_positive() { Ok(amount) } else { Err(Refusal::PaymentNotPositive) }
}

fn past(on: Day, now: Now) -> Result<(), Refusal> {
    if on > now.today { Err(Refusal::PaymentInFuture { on, today: now.today }) } else { Ok(()) }
}

pub(super) fn receive(client: &Client, came: Incoming, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let Incoming { on, method, shares, whole, came } = came;
    past(on, now)?;
    if shares.len() > SHARES_MOST {
        return Err(Refusal::TooLong { most: SHARES_MOST });
    }
    if came.is_some_and(|came| !came.is_positive()) {
        return Err(Refusal::PaymentNotPositive);
    }
    if came.is_some() && shares.len() > 1 {
        return Err(Refusal::OtherCurrencyShared);
    }
    let id = PaymentId::fresh(fresh);
    let method = text::line(&method, METHOD_MOST);
    let mut paid: Vec<(InvoiceId, Payment, Money)> = Vec::new();
    let mut sum: Option<Money> = None;
    for Share { invoice, amount, rest } in shares {
        let known = payable(client, invoice)?;
        if paid.iter().any(|(other, ..)| *other == invoice) {
            return Err(Refusal::ShareTwice { number: credit::number(client, invoice) });
        }
        let amount = amount_in(known, amount)?;
        sum = Some(sum.map_or(Ok(amount), |sum| sum.plus(amount)).map_err(Refusal::Money)?);
        let mut payment = Payment::received(amount, on, method.clone());
        let open = open_of(known)?.minus(amount).map_err(Refusal::Money)?;
        payment.short = rest.filter(|_| open.is_positive()).map(|why| (why, open));
        payment.came = came.filter(|came| came.currency() != amount.currency());
        let open = if payment.short.is_some() { Money::zero(open.currency()) } else { open };
        paid.push((invoice, payment, open));
    }
    let (Some(sum), Some((first, _, open))) = (sum, paid.first()) else { return Err(Refusal::PaymentNotPositive) };
    if let Some(whole) = whole {
        let whole = Money::exact(whole, sum.currency()).map_err(Refusal::Money)?;
        if whole != sum {
            return Err(Refusal::SharesDiffer { sum, whole });
        }
    }
    let (invoice, open, documents) = (*first, *open, paid.len());
    let done = match documents {
        1 => Done::Paid { client: client.id, invoice, open },
        _ => Done::Spread { client: client.id, documents, amount: sum },
    };
    let facts = paid.into_iter().map(|(invoice, payment, _)| ClientFact::Paid { invoice, id, payment });
    let undo = Command::WithdrawPayment { client: client.id, invoice, id, gone: true };
    Ok(Decision { facts: of(client.id, facts), done, undo: Some(undo) })
}

pub(super) fn refund(
    client: &Client,
    (invoice, amount): (InvoiceId, Decimal),
    on: Day,
    method: &str,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let known = refundable(client, invoice)?;
    let amount = amount_in(known, amount)?;
    past(on, now)?;
    let payment = Payment::of(PaymentKind::Refund, amount, on, text::line(method, METHOD_MOST));
    may_stand(client, known, &payment)?;
    let id = PaymentId::fresh(fresh);
    Ok(Decision {
        facts: of(client.id, [ClientFact::Paid { invoice, id, payment }]),
        done: Done::Refunded { client: client.id, invoice, amount },
        undo: Some(Command::WithdrawPayment { client: client.id, invoice, id, gone: true }),
    })
}

pub(super) fn use_credit(
    client: &Client,
    (invoice, amount): (InvoiceId, Decimal),
    on: Day,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let known = payable(client, invoice)?;
    let amount = amount_in(known, amount)?;
    past(on, now)?;
    let open = open_of(known)?;
    if amount.amount() > open.amount() {
        return Err(Refusal::CreditShort { left: if open.is_positive() { open } else { Money::zero(open.currency()) } });
    }
    let mut left = amount;
    let (mut facts, mut undo) = (Vec::new(), Vec::new());
    for (source, over) in credit::sources(client, amount.currency()) {
        let part = if over.amount() < left.amount() { over } else { left };
        if !part.is_positive() {
            break;
        }
        let id = PaymentId::fresh(fresh);
        let entry = |kind| Payment::of(kind, part, on, String::new());
        facts.push(ClientFact::Paid { invoice: source, id, payment: entry(PaymentKind::CreditTo(invoice)) });
        facts.push(ClientFact::Paid { invoice, id, payment: entry(PaymentKind::CreditFrom(source)) });
        undo.push(Command::WithdrawPayment { client: client.id, invoice, id, gone: true });
        left = left.minus(part).map_err(Refusal::Money)?;
    }
    if left.is_positive() {
        return Err(Refusal::CreditShort { left: credit::of(client).get(amount.currency()) });
    }
    let undo = if undo.len() > 1 { Some(Command::Together { client: client.id, commands: undo }) } else { undo.pop() };
    let open = open.minus(amount).map_err(Refusal::Money)?;
    Ok(Decision { facts: of(client.id, facts), done: Done::CreditUsed { client: client.id, invoice, amount, open }, undo })
}

/// Whether an entry may come to a document, or back to it: what went back was there, and what of its credit was used stays covered.
fn may_stand(client: &Client, known: &Invoice, payment: &Payment) -> Result<(), Refusal> {
    let over = open_of(known)?.negated();
    match payment.kind {
        PaymentKind::Refund => {
            let received = known.received().ok_or(Refusal::NoSuchInvoice)?;
            if payment.amount.amount() > received.amount() {
                return Err(Refusal::RefundAboveReceived { received });
            }
            covered(client, known, payment.amount)
        }
        PaymentKind::CreditTo(_) if payment.amount.amount() > over.amount() => {
            Err(Refusal::CreditShort { left: if over.is_positive() { over } else { Money::zero(over.currency()) } })
        }
        PaymentKind::Received | PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) | PaymentKind::CreditNote(_) => Ok(()),
    }
}

/// Whether so much can go from a document without what of its credit has paid others.
fn covered(client: &Client, known: &Invoice, less: Money) -> Result<(), Refusal> {
    let left = open_of(known)?.plus(less).map_err(Refusal::Money)?;
    match credit::paid_with(known).next() {
        Some(to) if left.is_positive() => Err(Refusal::CreditInUse { number: credit::number(client, to) }),
        Some(_) | None => Ok(()),
    }
}

/// Takes a payment back, or records it again: in every document it was spread over.
pub(super) fn withdraw(client: &Client, invoice: InvoiceId, id: PaymentId, gone: bool) -> Result<Decision, Refusal> {
    let payment = found(client, invoice)?.payments.get(&id).ok_or(Refusal::NoSuchPayment)?;
    if let PaymentKind::CreditNote(note) = payment.kind {
        return Err(Refusal::HasCreditNote { number: credit::number(client, note) });
    }
    let undo = Command::WithdrawPayment { client: client.id, invoice, id, gone: !gone };
    let facts = withdrawn(client, id, gone)?;
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(Decision { facts, done: Done::Saved { client: client.id }, undo: Some(undo) })
}

/// The entries of one act taken back or put in force again, where each document bears it.
pub(super) fn withdrawn(client: &Client, id: PaymentId, gone: bool) -> Result<Vec<Fact>, Refusal> {
    let mut facts = Vec::new();
    for (invoice, known) in &client.invoices {
        let Some(payment) = known.payments.get(&id).filter(|payment| payment.stands() == gone) else { continue };
        // No payment belongs to a void document: one that another device wrote there goes, and what was given back may be written anew.
        let may = match payment.kind {
            PaymentKind::Received => gone,
            PaymentKind::Refund => true,
            PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) | PaymentKind::CreditNote(_) => false,
        };
        if !known.voids.is_empty() && !may {
            return Err(Refusal::NotPayable { standing: known.standing() });
        }
        if gone {
            if payment.settles().is_positive() {
                covered(client, known, payment.settles())?;
            }
        } else {
            may_stand(client, known, payment)?;
        }
        facts.push(ClientFact::PaymentWithdrawn { invoice: *invoice, id, gone });
    }
    Ok(of(client.id, facts))
}

pub(super) fn keep_apart(client: &Client, invoice: InvoiceId, id: PaymentId, apart: bool) -> Result<Decision, Refusal> {
    let payment = found(client, invoice)?.payments.get(&id).ok_or(Refusal::NoSuchPayment)?;
    if payment.apart.is_some() == apart {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::PaymentApart { invoice, id, gone: apart }]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::KeepApart { client: client.id, invoice, id, apart: !apart }),
    })
}
