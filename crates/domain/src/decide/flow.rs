//! Decisions on how one document becomes the next.

use rust_decimal::Decimal;

use super::billing::{cleaned, found};
use super::{Decision, World, of};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::{About, Content, Deducted, Kind, Line, Part, Terms, UnitPrice};
use crate::fact::ClientFact;
use crate::flow::{self, Deposit};
use crate::invoice::{Invoice, Issued, Payment, PaymentKind, Standing};
use crate::money::{Money, MoneyError, Rounding};
use crate::{Fresh, InvoiceId, LineId, PaymentId, credit};

/// What a document is to become, and what the line of a deposit invoice or receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub kind: Kind,
    /// Of a deposit invoice: what it asks for, of the total with tax.
    pub part: Option<Part>,
    /// Of a receipt: the payment.
    pub payment: Option<PaymentId>,
    /// Printed on the line that this makes.
    pub wording: String,
}

/// When what follows is due, where the document it comes from does not say.
fn usual_terms(world: World<'_>, client: &Client) -> Terms {
    client.terms().or_else(|| world.practice.terms()).unwrap_or(Terms::Net(14))
}

pub(super) fn follow(world: World<'_>, client: &Client, from: InvoiceId, next: Next, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = found(client, from)?;
    let content = known.content().ok_or(Refusal::NoSuchInvoice)?;
    let terms = usual_terms(world, client);
    let refuse = || Refusal::CannotBecome { kind: next.kind };
    if next.kind != Kind::Receipt && !flow::becomes(known).contains(&next.kind) {
        return Err(refuse());
    }
    let made = match next.kind {
        Kind::Receipt => receipt(client, known, content, from, &next, fresh)?,
        Kind::Deposit => deposit(content, &next, terms, fresh)?,
        Kind::CreditNote => {
            if let Some(taker) = flow::taken_by(client, from, None) {
                return Err(Refusal::DepositTaken { number: named(client, taker) });
            }
            flow::beside_its_invoice(client, credit_note(content, &known.issue().ok_or_else(refuse)?.document, from))
        }
        Kind::Invoice => {
            // What follows a deposit charges what the deposit was for.
            let source = if content.kind == Kind::Deposit { known.from.and_then(|id| client.invoices.get(&id)) } else { None };
            let blank = Content { lines: Vec::new(), discount: None, adjustments: Vec::new(), ..content.clone() };
            let source = match source.and_then(Invoice::content) {
                Some(source) => source,
                None if content.kind == Kind::Deposit => &blank,
                None => content,
            };
            let mut invoice = flow::copy(source, Kind::Invoice, terms);
            invoice.deducts = deducible(client, None, Some(from));
            // What was asked for on a document of its own is not asked for again.
            if !flow::deposits(client, None, Some(from)).is_empty() {
                invoice.deposit = None;
            }
            invoice
        }
        kind @ (Kind::Quote | Kind::Estimate | Kind::Proforma) => flow::copy(content, kind, terms),
    };
    let invoice = InvoiceId::fresh(fresh);
    let payment = next.payment.filter(|_| next.kind == Kind::Receipt);
    let facts = [
        ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(made)? },
        ClientFact::DraftedFrom { invoice, from, payment },
    ];
    Ok(Decision {
        facts: of(client.id, facts),
        done: Done::Drafted { client: client.id, invoice },
        undo: Some(Command::DiscardDraft { client: client.id, invoice, gone: true }),
    })
}

/// The number of a document, or nothing where it is a draft.
fn named(client: &Client, id: InvoiceId) -> String {
    credit::number(client, id)
}

/// The deposits that are paid, and that no other document takes off.
fn deducible(client: &Client, id: Option<InvoiceId>, from: Option<InvoiceId>) -> Vec<Deducted> {
    let paid = flow::deposits(client, id, from).into_iter().filter(|(_, state)| *state == Deposit::Paid);
    paid.filter_map(|(deposit, _)| flow::deduction(client, deposit)).collect()
}

fn line(description: String, price: Money, fresh: &mut dyn Fresh) -> Result<Line, Refusal> {
    let price = UnitPrice::new(price.amount()).map_err(|_| Refusal::Money(MoneyError::TooLarge))?;
    Ok(Line { description, price, ..Line::blank(LineId::fresh(fresh)) })
}

fn receipt(
    client: &Client,
    known: &Invoice,
    content: &Content,
    from: InvoiceId,
    next: &Next,
    fresh: &mut dyn Fresh,
) -> Result<Content, Refusal> {
    let payment = next.payment.ok_or(Refusal::NoSuchPayment)?;
    let paid = known.payments.get(&payment).filter(|paid| flow::receiptable(paid)).ok_or(Refusal::NoSuchPayment)?;
    if let Some(other) = flow::receipts(client, from, payment).next() {
        return Err(Refusal::ReceiptKnown { number: named(client, other) });
    }
    let document = &known.issue().ok_or(Refusal::NoSuchPayment)?.document;
    let mut receipt = Content::blank(Kind::Receipt, content.currency);
    receipt.lines.push(line(next.wording.clone(), paid.amount, fresh)?);
    receipt.about = Some(about(document, from));
    receipt.language = content.language;
    receipt.reference.clone_from(&content.reference);
    Ok(receipt)
}

fn about(document: &Issued, invoice: InvoiceId) -> About {
    About { invoice, number: document.number().to_owned(), dated: document.dated() }
}

/// A deposit invoice: its share of the total, split over the rates in proportion to what each comes to with tax, a line for each.
fn deposit(content: &Content, next: &Next, terms: Terms, fresh: &mut dyn Fresh) -> Result<Content, Refusal> {
    let totals = content.totals().map_err(Refusal::Money)?;
    let wanted = match next.part.or(content.deposit).ok_or(Refusal::PaymentNotPositive)? {
        Part::Percent(percent) => percent.of(totals.total),
        Part::Fixed(amount) => Money::rounded(amount, content.currency, Rounding::HalfAwayFromZero),
    };
    let wanted = wanted.map_err(Refusal::Money)?;
    if !wanted.is_positive() {
        return Err(Refusal::PaymentNotPositive);
    }
    if wanted.amount() > totals.total.amount() {
        let refusal = crate::invoice::IssueRefusal::DepositAboveTotal { deposit: wanted, total: totals.total };
        return Err(Refusal::CannotIssue(refusal));
    }
    let mut taxed = Money::zero(content.currency);
    let mut groups = Vec::new();
    for one in &totals.taxes {
        taxed = taxed.plus(one.base).map_err(Refusal::Money)?;
        groups.push((Some(one.group), one.base.plus(one.tax).map_err(Refusal::Money)?));
    }
    groups.push((None, totals.net.minus(taxed).map_err(Refusal::Money)?));
    groups.retain(|(_, gross)| gross.is_positive());
    let weights: Vec<Decimal> = groups.iter().map(|(_, gross)| gross.amount()).collect();
    let shares = wanted.split(&weights);
    let mut made = flow::copy(content, Kind::Deposit, terms);
    (made.discount, made.deposit, made.early) = (None, None, None);
    made.adjustments.clear();
    made.instalments.clear();
    made.lines.clear();
    for ((group, _), share) in groups.iter().zip(&shares) {
        let mut line = line(next.wording.clone(), *share, fresh)?;
        if let Some(group) = group {
            (line.tax, line.category) = (Some(group.rate), group.category);
        }
        made.lines.push(line);
    }
    made.prices_include_tax = true;
    Ok(net_of_tax(&made, wanted).unwrap_or(made))
}

/// The same with prices before tax, where that comes to the very same total.
fn net_of_tax(made: &Content, wanted: Money) -> Option<Content> {
    let mut net = Content { prices_include_tax: false, ..made.clone() };
    for line in &mut net.lines {
        let rate = line.tax.map_or(Decimal::ZERO, |rate| rate.value());
        let price = line.price.value().checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::ONE_HUNDRED + rate)?;
        line.price = UnitPrice::new(Rounding::HalfAwayFromZero.apply(price, made.currency.exponent())).ok()?;
    }
    (net.totals().ok()?.total == wanted).then_some(net)
}

/// Everything that the document asked for, to be taken back: whoever wants less changes the lines.
fn credit_note(content: &Content, document: &Issued, from: InvoiceId) -> Content {
    let mut note = flow::copy(content, Kind::CreditNote, Terms::OnReceipt);
    note.instalments.clear();
    (note.early, note.deposit) = (None, None);
    note.exchange.clone_from(&content.exchange);
    note.about = Some(about(document, from));
    note
}

/// Takes off a draft what was paid in deposits, as it is now.
pub(super) fn deduct(client: &Client, invoice: InvoiceId) -> Result<Decision, Refusal> {
    let known = found(client, invoice)?;
    let content = known.draft.as_ref().ok_or(Refusal::NoSuchInvoice)?;
    let mut with = content.clone();
    with.deducts = deducible(client, Some(invoice), known.from);
    if !with.deducts.is_empty() {
        with.deposit = None;
    }
    super::billing::edit(client, invoice, with)
}

/// What issuing a credit note writes on the document it corrects; None for any other kind.
pub(super) fn credited(client: &Client, note: InvoiceId, document: &Issued, fresh: &mut dyn Fresh) -> Result<Option<ClientFact>, Refusal> {
    let content = document.content();
    if content.kind != Kind::CreditNote {
        return Ok(None);
    }
    let about = content.about.as_ref().ok_or(Refusal::NothingToCredit)?;
    let known = client.invoices.get(&about.invoice).ok_or(Refusal::NothingToCredit)?;
    let issue = known.issue().ok_or(Refusal::NothingToCredit)?;
    match known.standing() {
        Standing::Open | Standing::PartlyPaid | Standing::Paid | Standing::Overpaid | Standing::Credited => {}
        standing @ (Standing::Draft | Standing::Given | Standing::Void | Standing::Contested | Standing::Removed) => {
            return Err(Refusal::NotPayable { standing });
        }
    }
    if let Some(taker) = flow::taken_by(client, about.invoice, None) {
        return Err(Refusal::DepositTaken { number: named(client, taker) });
    }
    let left = flow::creditable(known).ok_or(Refusal::NothingToCredit)?;
    let amount = document.totals().payable;
    if amount.currency() != left.currency() {
        return Err(Refusal::Money(MoneyError::Mixed { one: amount.currency(), other: left.currency() }));
    }
    if amount.amount() > left.amount() {
        return Err(Refusal::CreditAboveInvoice { left, number: issue.document.number().to_owned() });
    }
    if !amount.is_positive() {
        return Err(Refusal::PaymentNotPositive);
    }
    under_each_rate(client, known, document)?;
    let payment = Payment::of(PaymentKind::CreditNote(note), amount, document.dated(), String::new());
    Ok(Some(ClientFact::Paid { invoice: about.invoice, id: PaymentId::fresh(fresh), payment }))
}

/// Of no rate comes back more than it was charged with: what is left of it after the credit notes before.
fn under_each_rate(client: &Client, known: &Invoice, note: &Issued) -> Result<(), Refusal> {
    let Some(issue) = known.issue() else { return Err(Refusal::NothingToCredit) };
    let before: Vec<&Issued> = credit::notes(known).filter_map(|id| Some(&client.invoices.get(&id)?.issue()?.document)).collect();
    for one in &note.totals().taxes {
        let of = |document: &Issued| {
            let sums = document.totals().taxes.iter().filter(|sum| sum.group == one.group);
            sums.map(|sum| sum.base.amount() + sum.tax.amount()).sum::<Decimal>()
        };
        let left = of(&issue.document) - before.iter().map(|document| of(document)).sum::<Decimal>();
        if of(note) > left {
            let left = Money::rounded(left.max(Decimal::ZERO), note.content().currency, Rounding::TowardsZero).map_err(Refusal::Money)?;
            return Err(Refusal::CreditAboveRate { left, rate: one.group.rate });
        }
    }
    Ok(())
}

/// Whether what a document takes off was paid, as it stands on the deposit, and is taken off by no other.
pub(super) fn deductions_hold(client: &Client, id: InvoiceId, content: &Content) -> Result<(), Refusal> {
    if content.kind == Kind::CreditNote {
        return Ok(());
    }
    for (at, one) in content.deducts.iter().enumerate() {
        let number = one.number.clone();
        let known = client.invoices.get(&one.invoice).filter(|known| flow::holds(known)).ok_or(Refusal::DepositUnpaid { number })?;
        if let Some(taker) = flow::taken_by(client, one.invoice, Some(id)) {
            return Err(Refusal::DepositTaken { number: named(client, taker) });
        }
        let twice = content.deducts.iter().take(at).any(|other| other.invoice == one.invoice);
        let paid = matches!(known.standing(), Standing::Paid | Standing::Overpaid);
        if twice || !paid || flow::deduction(client, one.invoice).as_ref() != Some(one) {
            return Err(Refusal::DepositUnpaid { number: one.number.clone() });
        }
    }
    Ok(())
}

/// What voiding a document takes back with it: the entry of a credit note on the document it corrected. A deposit that was taken off is not
/// voided.
pub(super) fn voided(client: &Client, invoice: InvoiceId, known: &Invoice) -> Result<Vec<crate::fact::Fact>, Refusal> {
    if let Some(taker) = flow::taken_by(client, invoice, None) {
        return Err(Refusal::DepositTaken { number: named(client, taker) });
    }
    let Some(about) = known.content().filter(|content| content.kind == Kind::CreditNote).and_then(|content| content.about.as_ref()) else {
        return Ok(Vec::new());
    };
    let Some(corrected) = client.invoices.get(&about.invoice) else { return Ok(Vec::new()) };
    let mut facts = Vec::new();
    for (id, entry) in corrected.payments.iter().filter(|(_, entry)| entry.stands()) {
        if entry.kind == PaymentKind::CreditNote(invoice) {
            facts.extend(super::paying::withdrawn(client, *id, true)?);
        }
    }
    Ok(facts)
}
