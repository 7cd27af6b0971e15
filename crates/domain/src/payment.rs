//! What settles a document after it was issued: money that came in or went back, the client's credit, a credit note. Each is a fact; what
//! is still open is folded from all of them, in whatever order they were written.

use crate::client::Stamp;
use crate::money::{Currency, Money};
use crate::time::Day;
use crate::{BatchId, InvoiceId};

/// What an entry among a document's payments is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaymentKind {
    /// Money that came in.
    #[default]
    Received,
    /// Money that was given back.
    Refund,
    /// Paid with credit that this other document had left. The same entry stands there as [`PaymentKind::CreditTo`], under the same id.
    CreditFrom(InvoiceId),
    /// Credit of this document that was used to pay that one.
    CreditTo(InvoiceId),
    /// A credit note took it off.
    CreditNote(InvoiceId),
}

impl PaymentKind {
    /// A key, and the other document it names, that [`PaymentKind::from_key`] reads back.
    pub fn key(self) -> (&'static str, Option<InvoiceId>) {
        match self {
            Self::Received => ("received", None),
            Self::Refund => ("refund", None),
            Self::CreditFrom(from) => ("credit from", Some(from)),
            Self::CreditTo(to) => ("credit to", Some(to)),
            Self::CreditNote(note) => ("credit note", Some(note)),
        }
    }

    pub fn from_key(key: &str, other: Option<InvoiceId>) -> Option<Self> {
        match key {
            "received" => Some(Self::Received),
            "refund" => Some(Self::Refund),
            "credit from" => other.map(Self::CreditFrom),
            "credit to" => other.map(Self::CreditTo),
            "credit note" => other.map(Self::CreditNote),
            _ => None,
        }
    }

    /// Whether money changed hands.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Received | Self::Refund)
    }
}

/// Why what came in was less than what was asked, and the document is settled nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A bank on the way kept it.
    Fee,
    /// It was let go.
    Discount,
}

impl Difference {
    pub const ALL: [Self; 2] = [Self::Fee, Self::Discount];

    pub fn key(self) -> &'static str {
        match self {
            Self::Fee => "fee",
            Self::Discount => "discount",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Days between what a person wrote of a payment and what a bank says of it, at most.
const NEAR_DAYS: i64 = 7;

/// One entry that settles a document. Taking it back leaves it readable. One act over several documents has one id in all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub kind: PaymentKind,
    /// What came in or went back, or was taken off: in the document's currency, above zero.
    pub amount: Money,
    pub on: Day,
    /// "Bank transfer", "cash": as the person calls it.
    pub method: String,
    /// What the difference to the amount asked was, in the document's currency.
    pub short: Option<(Difference, Money)>,
    /// What came in where it came in another currency; `amount` is what the person said it settles.
    pub came: Option<Money>,
    /// Somebody looked at it beside one that is alike, and said that both came in.
    pub apart: Option<Stamp>,
    pub recorded: Stamp,
    pub batch: Option<BatchId>,
    /// The booking of a bank's file it came from: [`crate::bank::identity`]. Empty for one that a person wrote.
    pub booking: String,
    pub withdrawn: Option<Stamp>,
}

impl Payment {
    /// Money that came in, not written yet.
    pub fn received(amount: Money, on: Day, method: String) -> Self {
        Self::of(PaymentKind::Received, amount, on, method)
    }

    pub fn of(kind: PaymentKind, amount: Money, on: Day, method: String) -> Self {
        let (short, came, apart, batch, withdrawn) = (None, None, None, None, None);
        Self { kind, amount, on, method, short, came, apart, recorded: Stamp::UNWRITTEN, batch, booking: String::new(), withdrawn }
    }

    pub fn stands(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// What it takes off what is open; below zero where it adds to it.
    pub fn settles(&self) -> Money {
        match self.kind {
            PaymentKind::Received => self.short.map_or(self.amount, |(_, short)| self.amount.plus(short).unwrap_or(self.amount)),
            PaymentKind::CreditFrom(_) | PaymentKind::CreditNote(_) => self.amount,
            PaymentKind::Refund | PaymentKind::CreditTo(_) => self.amount.negated(),
        }
    }

    /// The money that came in with it: below zero for a refund, zero where no money changed hands.
    pub fn money(&self) -> Money {
        match self.kind {
            PaymentKind::Received => self.amount,
            PaymentKind::Refund => self.amount.negated(),
            PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) | PaymentKind::CreditNote(_) => Money::zero(self.amount.currency()),
        }
    }

    /// Whether both may be one payment of a document, which two devices recorded. `over`: more came in than was asked; then one of them may
    /// have been typed on one device and read from a bank's file on another, which knows its day better.
    pub fn is_like(&self, other: &Self, over: bool) -> bool {
        let money = self.kind == PaymentKind::Received && other.kind == self.kind && self.amount == other.amount;
        let written = self.batch.is_none() && other.batch.is_none() && self.on == other.on;
        let near = over && (self.batch.is_none() || self.batch != other.batch) && self.on.days_until(other.on).abs() <= NEAR_DAYS;
        money && self.recorded.by != other.recorded.by && (written || near)
    }
}

/// The sum of what some entries come to, in one currency: an entry of another, as only a damaged document has it, is not counted.
pub(crate) fn sum<'a>(entries: impl Iterator<Item = &'a Payment>, currency: Currency, of: impl Fn(&Payment) -> Money) -> Money {
    entries.fold(Money::zero(currency), |sum, one| sum.plus(of(one)).unwrap_or(sum))
}
