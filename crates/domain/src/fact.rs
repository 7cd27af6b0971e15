//! What can happen, in the past tense. A document is the sum of its facts; nothing else is ever written to one.

use std::collections::BTreeSet;

use crate::client::{Direction, NoteKind, Origin};
use crate::content::Content;
use crate::field::{ContactField, Field, PracticeField};
use crate::invoice::{Issued, Payment};
use crate::item::{ActKind, ItemField, ItemKind};
use crate::practice::{Batch, Taken};
use crate::time::Day;
use crate::{
    ActId, AmendmentId, BatchId, ClientId, ContactId, InvoiceId, IssueId, ItemId, MoveId, NoteId, PaymentId, RemovalId, Stage, VoidId,
};

#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "facts are few at a time, and soon written")]
pub enum Fact {
    Client(ClientId, ClientFact),
    Practice(PracticeFact),
}

/// Of one client. A `bool` says whether the act was done (true) or taken back (false).
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "facts are few at a time, and soon written")]
pub enum ClientFact {
    Opened {
        origin: Origin,
    },
    FieldSet {
        field: Field,
        to: String,
    },
    /// An import filled a field that was empty.
    FieldBrought {
        field: Field,
        to: String,
        batch: BatchId,
    },
    ContactSet {
        contact: ContactId,
        field: ContactField,
        to: String,
    },
    ContactRemoved {
        contact: ContactId,
        gone: bool,
    },
    Moved {
        id: MoveId,
        to: Stage,
        on: Day,
        why: String,
    },
    MoveWithdrawn {
        id: MoveId,
        gone: bool,
    },
    NoteWritten {
        id: NoteId,
        kind: NoteKind,
        direction: Option<Direction>,
        happened: Day,
        text: String,
        batch: Option<BatchId>,
    },
    NoteAmended {
        note: NoteId,
        id: AmendmentId,
        text: String,
    },
    NoteRemoved {
        note: NoteId,
        gone: bool,
    },
    /// A draft was begun, or changed: only what differs from the document is written.
    Drafted {
        invoice: InvoiceId,
        origin: Origin,
        content: Content,
    },
    /// The place of a draft whose id follows from what it is for: made by two devices at once, it is one.
    DraftBegun {
        invoice: InvoiceId,
    },
    /// The place of an item, and of a move, whose id follows from what it is for: made by two devices at once, it is one.
    ItemBegun {
        item: ItemId,
    },
    MoveBegun {
        id: MoveId,
    },
    InvoiceRemoved {
        invoice: InvoiceId,
        gone: bool,
    },
    Issued {
        invoice: InvoiceId,
        id: IssueId,
        document: Box<Issued>,
    },
    Paid {
        invoice: InvoiceId,
        id: PaymentId,
        payment: Payment,
    },
    PaymentWithdrawn {
        invoice: InvoiceId,
        id: PaymentId,
        gone: bool,
    },
    Voided {
        invoice: InvoiceId,
        id: VoidId,
        on: Day,
        reason: String,
    },
    Removed {
        id: RemovalId,
        gone: bool,
    },
    Item(ItemFact),
    /// The draft was made from another document; of a receipt, for which of its payments. Said once, with the draft.
    DraftedFrom {
        invoice: InvoiceId,
        from: InvoiceId,
        payment: Option<PaymentId>,
    },
    /// What the house says of a document to itself.
    DocumentNoted {
        invoice: InvoiceId,
        text: String,
    },
    /// Somebody said that a payment is not the one it looks like.
    PaymentApart {
        invoice: InvoiceId,
        id: PaymentId,
        gone: bool,
    },
}

/// Of one item of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemFact {
    Made { item: ItemId, kind: ItemKind, batch: Option<BatchId> },
    Set { item: ItemId, field: ItemField, to: String },
    Removed { item: ItemId, gone: bool },
    Acted { item: ItemId, id: ActId, act: ActKind, on: Day, why: String, value: String },
    ActWithdrawn { item: ItemId, id: ActId, gone: bool },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeFact {
    FieldSet {
        field: PracticeField,
        to: String,
    },
    NumberTaken {
        issue: IssueId,
        taken: Taken,
    },
    NumberReleased {
        issue: IssueId,
        gone: bool,
    },
    BatchBegun {
        id: BatchId,
        batch: Batch,
    },
    /// It made, or added to, these clients too.
    BatchGrown {
        id: BatchId,
        clients: BTreeSet<ClientId>,
    },
    BatchUndone {
        id: BatchId,
        gone: bool,
    },
    Item(ItemFact),
}
