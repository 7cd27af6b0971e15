//! Why a command was not carried out.

use super::Tally;
use crate::content::{Kind, Percent};
use crate::deposit::Missing;
use crate::field::{ContactField, Field, PracticeField};
use crate::invoice::{IssueRefusal, Standing};
use crate::item::{ActKind, ItemField};
use crate::letter::LetterError;
use crate::lifecycle::Open;
use crate::money::{Money, MoneyError};
use crate::number::PatternError;
use crate::proposal::Lack;
use crate::remit::{IbanError, LinkError};
use crate::series::Frozen;
use crate::time::Day;
use crate::{ItemId, Stage};

/// Why a command was not carried out: the facts; the words live with the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record is not here (any more).
    NoSuchClient,
    /// Issued documents that are not settled: of an erased client nobody could say what becomes of them.
    NotSettled {
        documents: usize,
    },
    NoSuchContact,
    NoSuchMove,
    NoSuchNote,
    NoSuchInvoice,
    NoSuchItem,
    NoSuchPayment,
    NoSuchBatch,
    NameMissing,
    TextMissing,
    FieldInvalid {
        field: Field,
    },
    ContactInvalid {
        field: ContactField,
    },
    PracticeInvalid {
        field: PracticeField,
    },
    PatternInvalid {
        field: PracticeField,
        error: PatternError,
    },
    ItemInvalid {
        field: ItemField,
    },
    ItemMissing {
        field: ItemField,
    },
    IbanInvalid {
        error: IbanError,
    },
    LinkInvalid {
        error: LinkError,
    },
    EndsBeforeStart {
        start: Day,
        end: Day,
    },
    /// Not something that can become of this item as it stands, or without what it must say.
    NotForThis {
        act: ActKind,
    },
    /// A clock runs already, on other work of this client.
    ClockRuns,
    /// Nobody said what an hour costs: neither the request nor its engagement, or it has none.
    RateMissing {
        engagement: Option<ItemId>,
    },
    CurrencyMissing,
    /// Nothing of it can be charged (any more).
    NothingToBill,
    /// What a draft charges has been charged with another document since.
    BilledElsewhere,
    TooLong {
        most: usize,
    },
    HappenedInFuture {
        happened: Day,
        today: Day,
    },
    /// What was not done must say why.
    ReasonMissing,
    /// Why a proposal cannot be sent yet.
    ProposalUnready {
        lacks: Vec<Lack>,
    },
    /// It is not the newest version that was sent, or not one that can be read.
    ProposalSuperseded,
    ProposalExpired {
        until: Day,
    },
    /// The stage is left with these open: they wait, or a reason is given.
    DutiesOpen {
        from: Stage,
        to: Stage,
        open: Vec<Open>,
    },
    /// Work on what has a deposit that is not there: it waits, or a reason is given.
    DepositOpen {
        missing: Vec<Missing>,
    },
    /// This day is a holiday already.
    /// In this team this person looks and does not change.
    OnlyLooks,
    HolidayKnown {
        day: Day,
    },
    AlreadyThere {
        stage: Stage,
    },
    /// Only a draft can be changed, thrown away or issued.
    NotADraft {
        standing: Standing,
    },
    /// Only an issued document that collects money can be paid.
    NotPayable {
        standing: Standing,
    },
    /// Only what is issued and unpaid can be voided.
    NotVoidable {
        standing: Standing,
        paid: Money,
    },
    PaymentNotPositive,
    PaymentInFuture {
        on: Day,
        today: Day,
    },
    Money(MoneyError),
    CannotIssue(IssueRefusal),
    NumberTaken {
        number: String,
    },
    /// Two devices gave the same number: nothing more is issued from the series until a person has decided.
    SeriesFrozen {
        why: Frozen,
    },
    /// Another series has this mark, or had it.
    MarkTaken {
        mark: String,
    },
    /// Documents were made by it: the rhythm of an arrangement stays.
    RhythmUsed,
    /// A text of a letter has a gap that nothing can fill.
    LetterInvalid {
        error: LetterError,
    },
    /// That this reminder went out, or was let go, is written down already: here, or on another device.
    AlreadyReminded,
    /// Numbers with this mark were given: it stays.
    MarkUsed,
    /// An import with nothing new in it.
    NothingNew {
        tally: Tally,
    },
    SampleAlreadyThere,
    /// One of the two goes under another already, or only one of them is a sample.
    NotToMerge,
    /// The document does not take the change: damaged, or written twice.
    DocumentUnwritable,
    /// The document was written by a newer version of the app: it can be read, not changed.
    NewerSchema,
    /// The parts of a transfer come to another sum than the transfer.
    SharesDiffer {
        sum: Money,
        whole: Money,
    },
    /// One document stands in a transfer twice.
    ShareTwice {
        number: String,
    },
    /// What came in in another currency can be for one document only.
    OtherCurrencyShared,
    /// Its credit has paid another document since: that is taken back first.
    CreditInUse {
        number: String,
    },
    /// More credit than the client has left, or than is open.
    CreditShort {
        left: Money,
    },
    /// More than came in on the document.
    RefundAboveReceived {
        received: Money,
    },
    /// A credit note stands against the document: that is voided first.
    HasCreditNote {
        number: String,
    },
    /// A document does not become this kind as it stands.
    CannotBecome {
        kind: Kind,
    },
    /// There is a receipt for this payment already.
    ReceiptKnown {
        number: String,
    },
    /// A deposit that this document takes off is not paid, is void, or is not what it was.
    DepositUnpaid {
        number: String,
    },
    /// That document takes the deposit off already; empty while it is a draft.
    DepositTaken {
        number: String,
    },
    /// The credit note names no issued document, or one that is not here.
    NothingToCredit,
    /// More than is left of the invoice that it corrects.
    CreditAboveInvoice {
        left: Money,
        number: String,
    },
    /// More under one rate than the invoice has left of it, with tax.
    CreditAboveRate {
        left: Money,
        rate: Percent,
    },
}
