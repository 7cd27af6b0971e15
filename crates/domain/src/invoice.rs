//! A billing document and what became of it: drafted, issued once, paid in parts, voided. Its status is never stored.

use std::collections::BTreeMap;

use crate::client::{Origin, Stamp};
use crate::content::{Category, Content, Terms, Totals};
use crate::money::{Money, MoneyError};
use crate::payment::sum;
pub use crate::payment::{Difference, Payment, PaymentKind};
use crate::time::Day;
use crate::{InvoiceId, IssueId, PaymentId, VoidId};

/// Somebody as printed on a document: taken from the record at issue, and kept as it was then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub person: String,
    pub email: String,
    pub phone: String,
    pub street: String,
    pub extra: String,
    pub city: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub tax_id: String,
    pub registration: String,
}

/// What a document became when it left the house. There is no way to change one: every field is private and there is no setter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    number: String,
    dated: Day,
    due: Option<Day>,
    sender: Party,
    recipient: Party,
    pay_to: String,
    accent: Option<[u8; 3]>,
    logo: Option<String>,
    content: Content,
    totals: Totals,
}

/// Why a draft cannot be issued as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueRefusal {
    /// Nobody would know what it is for.
    NoLines,
    /// A line says nothing; counted from 1.
    LineWithoutWords {
        line: usize,
    },
    /// A document that collects money must ask for some; what takes money back is a credit note.
    NegativeTotal {
        total: Money,
    },
    DueBeforeIssue {
        dated: Day,
        due: Day,
    },
    ValidityOver {
        dated: Day,
        until: Day,
    },
    /// The deposit asks for more than the whole.
    DepositAboveTotal {
        deposit: Money,
        total: Money,
    },
    DiscountAboveSum {
        discount: Money,
        sum: Money,
    },
    Money(MoneyError),
    /// The sender has no name to print.
    NoSender,
    NoNumber,
    /// More was asked for before than this document comes to.
    NegativePayable {
        payable: Money,
    },
    /// A category without tax must say why.
    ReasonMissing {
        category: Category,
    },
    /// The category needs the sender's tax id on the document.
    SenderTaxIdMissing {
        category: Category,
    },
    /// The category needs the client's tax id on the document.
    RecipientTaxIdMissing {
        category: Category,
    },
    /// An instalment is due before the document, or less than nothing.
    InstalmentWrong,
    /// What is outside the scope of the tax cannot stand beside what is taxed (BR-O-11 to BR-O-14).
    OutsideScopeMixed,
}

/// All that is printed beside the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    pub number: String,
    pub sender: Party,
    pub recipient: Party,
    pub pay_to: String,
    /// The colour of the document: red, green, blue.
    pub accent: Option<[u8; 3]>,
    /// The picture beside the sender's name, by its hash: [`crate::logo`].
    pub logo: Option<String>,
}

/// Whether the document says what its tax categories ask for.
fn taxable(content: &Content, head: &Letterhead) -> Result<(), IssueRefusal> {
    for category in content.categories() {
        if category.needs_reason() && content.exemptions.get(&category).is_none_or(|reason| reason.trim().is_empty()) {
            return Err(IssueRefusal::ReasonMissing { category });
        }
        if category.needs_sender_id() && head.sender.tax_id.trim().is_empty() {
            return Err(IssueRefusal::SenderTaxIdMissing { category });
        }
        if category.needs_recipient_id() && head.recipient.tax_id.trim().is_empty() {
            return Err(IssueRefusal::RecipientTaxIdMissing { category });
        }
    }
    let outside = content.categories().any(|category| category == Category::OutsideScope);
    if outside && content.categories().any(|category| category != Category::OutsideScope) {
        return Err(IssueRefusal::OutsideScopeMixed);
    }
    Ok(())
}

impl Issued {
    /// Turns a draft into an issued document, or says why not. `today` is the day printed unless the draft names one; `due_of` says when
    /// terms of that day are due.
    pub fn from_draft(content: Content, head: Letterhead, today: Day, due_of: impl Fn(Terms, Day) -> Day) -> Result<Self, IssueRefusal> {
        let dated = content.dated.unwrap_or(today);
        let due = content.kind.collects().then(|| due_of(content.terms, dated));
        if content.lines.is_empty() {
            return Err(IssueRefusal::NoLines);
        }
        if let Some(at) = content.lines.iter().position(|line| line.description.trim().is_empty()) {
            return Err(IssueRefusal::LineWithoutWords { line: at + 1 });
        }
        if let Some(due) = due.filter(|due| *due < dated) {
            return Err(IssueRefusal::DueBeforeIssue { dated, due });
        }
        if let Some(until) = content.valid_until.filter(|until| *until < dated) {
            return Err(IssueRefusal::ValidityOver { dated, until });
        }
        if head.sender.name.trim().is_empty() {
            return Err(IssueRefusal::NoSender);
        }
        let totals = content.totals().map_err(IssueRefusal::Money)?;
        // Before the total, which it brings below zero: a credit note is no answer to a discount.
        if totals.allowances.amount() > totals.sum.amount() && totals.allowances.is_positive() {
            return Err(IssueRefusal::DiscountAboveSum { discount: totals.allowances, sum: totals.sum });
        }
        if totals.total.is_negative() {
            return Err(IssueRefusal::NegativeTotal { total: totals.total });
        }
        if totals.deposit.amount() > totals.total.amount() {
            return Err(IssueRefusal::DepositAboveTotal { deposit: totals.deposit, total: totals.total });
        }
        if totals.payable.is_negative() {
            return Err(IssueRefusal::NegativePayable { payable: totals.payable });
        }
        taxable(&content, &head)?;
        if due.is_some() && !crate::plan::holds(&content, totals.payable, dated) {
            return Err(IssueRefusal::InstalmentWrong);
        }
        Self::kept(content, head, dated, due)
    }

    /// An issued document as it was kept, or as another tool had it: only what makes it unreadable is refused.
    pub fn kept(content: Content, head: Letterhead, dated: Day, due: Option<Day>) -> Result<Self, IssueRefusal> {
        if head.number.trim().is_empty() {
            return Err(IssueRefusal::NoNumber);
        }
        let totals = content.totals().map_err(IssueRefusal::Money)?;
        let Letterhead { number, sender, recipient, pay_to, accent, logo } = head;
        Ok(Self { number, dated, due, sender, recipient, pay_to, accent, logo, content, totals })
    }

    pub fn number(&self) -> &str {
        &self.number
    }
    pub fn dated(&self) -> Day {
        self.dated
    }
    pub fn due(&self) -> Option<Day> {
        self.due
    }
    pub fn sender(&self) -> &Party {
        &self.sender
    }
    pub fn recipient(&self) -> &Party {
        &self.recipient
    }
    pub fn pay_to(&self) -> &str {
        &self.pay_to
    }
    pub fn accent(&self) -> Option<[u8; 3]> {
        self.accent
    }
    pub fn logo(&self) -> Option<&str> {
        self.logo.as_deref()
    }
    pub fn content(&self) -> &Content {
        &self.content
    }
    pub fn totals(&self) -> &Totals {
        &self.totals
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voided {
    pub reason: String,
    pub on: Day,
    pub recorded: Stamp,
}

/// An issued document, when it was issued and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub document: Issued,
    pub recorded: Stamp,
    /// Whether what was read is, byte for byte, what was sealed at issue.
    pub sound: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invoice {
    pub drafted: Option<Stamp>,
    pub origin: Origin,
    /// The draft as it was last saved; kept after issue as the record of what was drafted.
    pub draft: Option<Content>,
    /// One in ordinary life; two when two devices issued the same draft.
    pub issues: BTreeMap<IssueId, Issue>,
    pub payments: BTreeMap<PaymentId, Payment>,
    pub voids: BTreeMap<VoidId, Voided>,
    /// Draft thrown away, or import undone.
    pub removed: Option<Stamp>,
    /// The document it was made from.
    pub from: Option<InvoiceId>,
    /// Of a receipt: the entry of that document it is for.
    pub of_payment: Option<PaymentId>,
    /// What the house says of it to itself; it can be written after issue, and is never printed.
    pub note: String,
}

/// Where a document stands, folded from its facts. Whether it is overdue depends on the day: see [`crate::row::InvoiceRow::overdue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Draft,
    /// A quote, estimate or receipt that was issued.
    Given,
    Open,
    PartlyPaid,
    Paid,
    /// More came in than was asked: the difference is the client's.
    Overpaid,
    Void,
    /// Two devices issued it, credited more than it asked for, or may have recorded a payment twice, or its seal is broken: a person must
    /// look.
    Contested,
    Removed,
    /// Credit notes took off all of it.
    Credited,
}

impl Invoice {
    /// The issued document; the earliest when there are two.
    pub fn issue(&self) -> Option<&Issue> {
        self.issues.iter().min_by_key(|(id, issue)| (issue.recorded.at, **id)).map(|(_, issue)| issue)
    }

    /// What the document says now: as issued, else as drafted.
    pub fn content(&self) -> Option<&Content> {
        self.issue().map(|issue| issue.document.content()).or(self.draft.as_ref())
    }

    /// The entries that were not taken back. A credit note that two devices issued at once takes off what it says once.
    pub fn entries(&self) -> impl Iterator<Item = (&PaymentId, &Payment)> {
        let standing = || self.payments.iter().filter(|(_, payment)| payment.stands());
        let again = move |id: &PaymentId, one: &Payment| {
            let earlier = |(other, two): (&PaymentId, &Payment)| two.kind == one.kind && (two.recorded.at, other) < (one.recorded.at, id);
            matches!(one.kind, PaymentKind::CreditNote(_)) && standing().any(earlier)
        };
        standing().filter(move |(id, one)| !again(id, one))
    }

    fn sum(&self, of: impl Fn(&Payment) -> Money) -> Option<Money> {
        let currency = self.issue()?.document.content().currency;
        Some(sum(self.entries().map(|(_, payment)| payment), currency, of))
    }

    /// What the client has paid on it, in money or with credit, less what went back or was used elsewhere. None before issue.
    pub fn paid(&self) -> Option<Money> {
        let zero = |payment: &Payment| Money::zero(payment.amount.currency());
        self.sum(|payment| match payment.kind {
            PaymentKind::Received => payment.amount,
            PaymentKind::CreditNote(_) => zero(payment),
            PaymentKind::Refund | PaymentKind::CreditFrom(_) | PaymentKind::CreditTo(_) => payment.settles(),
        })
    }

    /// The money that came in less what went back. None before issue.
    pub fn received(&self) -> Option<Money> {
        self.sum(Payment::money)
    }

    /// What credit notes took off. None before issue.
    pub fn credited(&self) -> Option<Money> {
        self.sum(|one| if matches!(one.kind, PaymentKind::CreditNote(_)) { one.amount } else { Money::zero(one.amount.currency()) })
    }

    /// What of its credit was used for other documents. None before issue.
    pub fn lent(&self) -> Option<Money> {
        self.sum(|one| if matches!(one.kind, PaymentKind::CreditTo(_)) { one.amount } else { Money::zero(one.amount.currency()) })
    }

    /// What is still to come in: what was asked less what settles it; zero for what is void or collects nothing; negative when overpaid.
    pub fn open(&self) -> Option<Money> {
        let issue = self.issue()?;
        let asked = issue.document.totals().payable;
        if !self.voids.is_empty() || !issue.document.content().kind.collects() {
            return Some(Money::zero(asked.currency()));
        }
        asked.minus(self.sum(Payment::settles)?).ok()
    }

    /// Entries that may be the same payment as an earlier one: as much, on the same day (near it, where more came in than was asked), recorded on
    /// another device, and nobody has said yet that both came in.
    pub fn doubles(&self) -> Vec<PaymentId> {
        let earlier = |id: &PaymentId, one: &Payment, than: (&PaymentId, &Payment)| (one.recorded.at, *id) < (than.1.recorded.at, *than.0);
        let over = self.open().is_some_and(|open| open.is_negative());
        let unsure = self.entries().filter(|(_, one)| one.apart.is_none());
        unsure.filter(|two| self.entries().any(|(id, one)| one.is_like(two.1, over) && earlier(id, one, *two))).map(|(id, _)| *id).collect()
    }

    pub fn standing(&self) -> Standing {
        if self.removed.is_some() {
            return Standing::Removed;
        }
        let Some(issue) = self.issue() else { return Standing::Draft };
        // What went out twice is void when each of them is: one void may be of a device that knew of one.
        if (self.issues.len() > 1 && self.voids.len() < self.issues.len()) || !issue.sound {
            return Standing::Contested;
        }
        if !self.voids.is_empty() {
            return Standing::Void;
        }
        if !issue.document.content().kind.collects() {
            return Standing::Given;
        }
        let (Some(open), Some(paid), Some(credited)) = (self.open(), self.paid(), self.credited()) else { return Standing::Contested };
        let asked = issue.document.totals().payable;
        if credited.amount() > asked.amount() {
            return Standing::Contested;
        }
        if open.is_negative() {
            // What two devices may have recorded twice makes no credit before somebody has looked.
            if self.doubles().is_empty() { Standing::Overpaid } else { Standing::Contested }
        } else if open.is_zero() {
            if credited.is_positive() && credited == asked { Standing::Credited } else { Standing::Paid }
        } else if paid.is_zero() {
            Standing::Open
        } else {
            Standing::PartlyPaid
        }
    }
}
