//! What moved the money of one document, by the day it happened: the ground of every figure that looks back to a day.

use crate::client::Client;
use crate::dispute;
use crate::invoice::{Invoice, PaymentKind};
use crate::item::{ActKind, ItemField};
use crate::money::{Money, Rounding};
use crate::time::Day;
use crate::{InvoiceId, order};

/// Why the balance of a document moved after it was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    Paid,
    /// Money that went back to the client.
    Refunded,
    /// A credit note, or a credit of the client's that was used.
    Credited,
    /// What nobody asks for any more: a bank's fee, a discount given on paying.
    LetGo,
    Void,
}

impl Cause {
    pub const ALL: [Self; 5] = [Self::Paid, Self::Refunded, Self::Credited, Self::LetGo, Self::Void];
}

/// One dated change of what a document asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The day of the fact itself, not the day it was recorded.
    pub on: Day,
    pub cause: Cause,
    /// What it adds to the balance, in the document's currency: negative for money that came in.
    pub amount: Money,
}

/// Everything that moved the balance of a document since it was issued, the earliest first. What was asked for at issue and all of these
/// come to [`Invoice::open`]. Empty before issue, and for what asks for no money.
pub fn movements(invoice: &Invoice) -> Vec<Movement> {
    let Some(issue) = invoice.issue().filter(|issue| issue.document.content().kind.collects()) else { return Vec::new() };
    let asked = issue.document.totals().payable;
    let mut all: Vec<Movement> = Vec::new();
    for (_, payment) in invoice.entries().filter(|(_, payment)| payment.amount.currency() == asked.currency()) {
        let (on, short) = (payment.on, payment.short.map(|(_, short)| short.negated()));
        let (cause, amount) = match payment.kind {
            PaymentKind::Received => (Cause::Paid, payment.amount.negated()),
            PaymentKind::Refund => (Cause::Refunded, payment.amount),
            PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) | PaymentKind::CreditNote(_) => {
                (Cause::Credited, payment.settles().negated())
            }
        };
        all.push(Movement { on, cause, amount });
        all.extend(short.map(|amount| Movement { on, cause: Cause::LetGo, amount }));
    }
    if let Some(on) = invoice.voids.values().map(|void| void.on).min() {
        let left = all.iter().fold(asked, |sum, one| sum.plus(one.amount).unwrap_or(sum));
        all.push(Movement { on, cause: Cause::Void, amount: left.negated() });
    }
    order::sort_by_key(&mut all, |one| (one.on, one.cause, one.amount.amount()));
    all
}

/// A time during which a document was disputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disputed {
    pub from: Day,
    /// The day it was over. None: it still is.
    pub until: Option<Day>,
    /// None: all of it.
    pub amount: Option<Money>,
}

impl Disputed {
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// When what of a document was disputed, the earliest first.
pub fn disputes(client: &Client, id: InvoiceId) -> Vec<Disputed> {
    let currency = client.invoices.get(&id).and_then(Invoice::content).map(|content| content.currency);
    let mut all = Vec::new();
    for (_, item) in dispute::of(client, id) {
        let money = |amount| Money::rounded(amount, currency?, Rounding::HalfAwayFromZero).ok();
        let amount = item.amount(ItemField::Price).and_then(money);
        let mut from = item.day(ItemField::Day);
        for (_, act) in item.told() {
            if act.kind == ActKind::Resolved {
                all.extend(from.take().map(|from| Disputed { from, until: Some(act.on.max(from)), amount }));
            } else if act.kind == ActKind::Reopened {
                from = from.or(Some(act.on));
            }
        }
        all.extend(from.map(|from| Disputed { from, until: None, amount }));
    }
    order::sort_by_key(&mut all, |one| (one.from, one.until));
    all
}

/// What of `open` is disputed on a day: what disputes of that day name, all of it where one names no amount, never more than is open.
pub fn disputed_on(disputes: &[Disputed], day: Day, open: Money) -> Money {
    let zero = Money::zero(open.currency());
    if !open.is_positive() {
        return zero;
    }
    let mut sum = zero;
    for one in disputes.iter().filter(|one| one.holds_on(day)) {
        let more = one.amount.and_then(|amount| sum.plus(amount).ok());
        sum = more.filter(|sum| sum.amount() < open.amount()).unwrap_or(open);
    }
    sum
}
