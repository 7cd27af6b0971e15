//! What can be asked for, in the imperative, what was done, and why it may be refused.

mod refusal;

use rust_decimal::Decimal;

use crate::checklist::Planned;
use crate::client::{Direction, NoteKind};
use crate::content::Content;
use crate::decide::{BillLine, Erasing, LateLine, Next, RecurWish, Row, RunWish, SeriesWish, Way, Wish};
use crate::field::{ContactField, Field, PracticeField};
use crate::intake::Brought;
use crate::item::{ActKind, ItemField, ItemKind, List};
use crate::lifecycle::Scope;
use crate::money::{Money, Purse};
use crate::payment::Difference;
use crate::proposal::Yes;
use crate::time::Day;
use crate::working::Zone;
use crate::{ActId, BatchId, ClientId, ContactId, InvoiceId, ItemId, MoveId, NoteId, PaymentId, Stage};

pub use refusal::Refusal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `fields` holds the name; `contact` may be empty.
    AddClient {
        stage: Stage,
        fields: Vec<(Field, String)>,
        contact: Vec<(ContactField, String)>,
    },
    SetFields {
        client: ClientId,
        changes: Vec<(Field, String)>,
    },
    AddContact {
        client: ClientId,
        fields: Vec<(ContactField, String)>,
    },
    SetContact {
        client: ClientId,
        contact: ContactId,
        changes: Vec<(ContactField, String)>,
    },
    RemoveContact {
        client: ClientId,
        contact: ContactId,
        gone: bool,
    },
    MoveClient {
        client: ClientId,
        to: Stage,
        why: String,
    },
    WithdrawMove {
        client: ClientId,
        id: MoveId,
        gone: bool,
    },
    WriteNote {
        client: ClientId,
        kind: NoteKind,
        /// Who began it; not kept of what is no conversation.
        direction: Option<Direction>,
        happened: Day,
        text: String,
    },
    AmendNote {
        client: ClientId,
        note: NoteId,
        text: String,
    },
    RemoveNote {
        client: ClientId,
        note: NoteId,
        gone: bool,
    },
    RemoveClient {
        client: ClientId,
        gone: bool,
    },
    AddItem {
        client: ClientId,
        kind: ItemKind,
        fields: Vec<(ItemField, String)>,
    },
    SetItem {
        client: ClientId,
        item: ItemId,
        changes: Vec<(ItemField, String)>,
    },
    RemoveItem {
        client: ClientId,
        item: ItemId,
        gone: bool,
    },
    /// Something became of an item.
    Act {
        client: ClientId,
        item: ItemId,
        wish: Wish,
    },
    WithdrawAct {
        client: ClientId,
        item: ItemId,
        id: ActId,
        gone: bool,
    },
    /// A draft invoice that charges work and requests, which are marked with it in the same act.
    Bill {
        client: ClientId,
        lines: Vec<BillLine>,
    },
    /// A draft of its own that claims interest and fees of late invoices up to the end of a day, which are marked with it in the same act.
    ClaimLate {
        client: ClientId,
        until: Day,
        lines: Vec<LateLine>,
    },
    /// An entry of the practice's table of what late payment costs: a new one, or changes of one.
    SaveLateTerms {
        item: Option<ItemId>,
        fields: Vec<(ItemField, String)>,
    },
    RemoveLateTerms {
        item: ItemId,
        gone: bool,
    },
    RemoveItems {
        client: ClientId,
        items: Vec<ItemId>,
        gone: bool,
    },
    /// Steps join the checklist that began, or begins, on this day.
    BeginList {
        client: ClientId,
        list: List,
        on: Day,
        /// Of the template the steps come from.
        version: u64,
        steps: Vec<Planned>,
        /// Where the person sits: steps that say hours are due by a time of day there.
        zone: Zone,
    },
    /// A written duty of the client's stage is done.
    DoDuty {
        client: ClientId,
        duty: String,
    },
    /// A proposal with its rows.
    BeginProposal {
        client: ClientId,
        fields: Row,
        rows: Vec<Row>,
    },
    /// What it says now went out, as the next version.
    SendProposal {
        client: ClientId,
        item: ItemId,
        on: Day,
    },
    AcceptProposal {
        client: ClientId,
        item: ItemId,
        yes: Yes,
    },
    DeclineProposal {
        client: ClientId,
        item: ItemId,
        why: String,
        on: Day,
    },
    /// Acts on one client that do not touch each other, as one.
    Together {
        client: ClientId,
        commands: Vec<Command>,
    },
    /// The next version of a template. None: back to what is usual.
    SaveTemplate {
        scope: Scope,
        steps: Option<Vec<Planned>>,
    },
    /// Cells of the lifecycle map.
    SetStage {
        stage: Stage,
        changes: Vec<(ItemField, String)>,
    },
    /// A day on which the practice does not work.
    AddHoliday {
        day: Day,
        name: String,
    },
    RemoveHoliday {
        item: ItemId,
        gone: bool,
    },
    /// Several of them at once; those that are known are left as they are.
    AddHolidays {
        days: Vec<(Day, String)>,
    },
    RemoveHolidays {
        items: Vec<ItemId>,
        gone: bool,
    },
    /// Keeps what an audit found today; what was kept earlier today says it from now on.
    KeepAudit {
        counts: std::collections::BTreeMap<crate::audit::Leak, u32>,
    },
    RemoveAudit {
        item: ItemId,
        gone: bool,
    },
    /// Erases a client and all that goes under it; what the law asks for is kept by a record of its own.
    Erase {
        client: ClientId,
        wish: Erasing,
    },
    /// Takes an erasure back, while whoever decides still has the bytes.
    BringBack {
        client: ClientId,
        erasures: Vec<ItemId>,
        heir: Option<ClientId>,
    },
    /// A record that was erased elsewhere is still here, with documents that the one which keeps them may not have: issued or paid meanwhile.
    KeepErased {
        client: ClientId,
    },
    /// A draft for a known client.
    Draft {
        client: ClientId,
        content: Content,
    },
    /// A draft for a client that is made with it, in one act.
    DraftForNew {
        name: String,
        content: Content,
    },
    /// A form's whole content, and what the form was filled from: what it did not change is left as it is by now.
    EditDraft {
        client: ClientId,
        invoice: InvoiceId,
        content: Content,
        from: Box<Content>,
    },
    DiscardDraft {
        client: ClientId,
        invoice: InvoiceId,
        gone: bool,
    },
    Issue {
        client: ClientId,
        invoice: InvoiceId,
    },
    RecordPayment {
        client: ClientId,
        invoice: InvoiceId,
        amount: Decimal,
        on: Day,
        method: String,
    },
    WithdrawPayment {
        client: ClientId,
        invoice: InvoiceId,
        id: PaymentId,
        gone: bool,
    },
    Void {
        client: ClientId,
        invoice: InvoiceId,
        reason: String,
    },
    /// The draft of a document that follows from this one.
    Follow {
        client: ClientId,
        invoice: InvoiceId,
        next: Next,
    },
    /// Takes off a draft what was paid in deposits, as it is now.
    Deduct {
        client: ClientId,
        invoice: InvoiceId,
    },
    /// Money that came in for one document or, in one transfer, for several.
    Receive {
        client: ClientId,
        came: Incoming,
    },
    /// Money that was given back on a document.
    Refund {
        client: ClientId,
        invoice: InvoiceId,
        amount: Decimal,
        on: Day,
        method: String,
    },
    /// So much of what the client has in credit pays a document; the documents whose credit is the oldest give first.
    UseCredit {
        client: ClientId,
        invoice: InvoiceId,
        amount: Decimal,
        on: Day,
    },
    /// A payment that looks like another is one of its own (`apart`), or that is taken back.
    KeepApart {
        client: ClientId,
        invoice: InvoiceId,
        id: PaymentId,
        apart: bool,
    },
    /// What the house says of a document to itself.
    NoteDocument {
        client: ClientId,
        invoice: InvoiceId,
        text: String,
    },
    SetPractice {
        changes: Vec<(PracticeField, String)>,
    },
    Import {
        brought: Brought,
    },
    UndoBatch {
        batch: BatchId,
        gone: bool,
    },
    /// One record goes under another's, which takes over these fields and, where asked for, the stage.
    Merge {
        client: ClientId,
        into: ClientId,
        fields: Vec<Field>,
        stage: bool,
    },
    /// Takes a merge back (`gone`), with what was taken over by it and is still as it was; or does it again.
    TakeApart {
        client: ClientId,
        into: ClientId,
        link: ItemId,
        gone: bool,
    },
    /// A field of a record under this one was changed meanwhile: the client's says `to` from now on, and `seen` has been looked at there.
    SettleMerged {
        client: ClientId,
        from: ClientId,
        field: Field,
        to: String,
        seen: String,
    },
    /// As [`Command::Issue`], under a number that somebody wrote.
    IssueAs {
        client: ClientId,
        invoice: InvoiceId,
        number: String,
    },
    /// What is asked of what is billed again and again.
    Recur {
        client: ClientId,
        wish: RecurWish,
    },
    /// A rule is run for a client, for one occasion. Where it was already, nothing happens.
    Run {
        client: ClientId,
        wish: RunWish,
    },
    /// Takes back what a run made, as far as nobody has worked with it since; or does it again.
    UndoRun {
        client: ClientId,
        run: ItemId,
        gone: bool,
    },
    /// What is asked of the series of numbers.
    Series(SeriesWish),
    /// What a key of syncing is called; `is_me`: it is this device's.
    NameMember {
        /// 32 bytes in lower-case hexadecimal.
        key: String,
        name: String,
        is_me: bool,
    },
    /// One of the values that were written at once holds.
    Settle {
        client: ClientId,
        at: Contest,
        to: String,
    },
    /// Payments that a bank's file told of, as they were confirmed.
    BringBank {
        /// The file's name.
        source: String,
        payments: Vec<BankPayment>,
    },
    /// Accounts and links by which the practice is paid, as they are to be.
    SaveWays {
        ways: Vec<Way>,
    },
    /// A block of time becomes another client's, or work of our own (None), as it is with these changes. It stays the same block.
    GiveBlock {
        from: Option<ClientId>,
        item: ItemId,
        to: Option<ClientId>,
        changes: Vec<(ItemField, String)>,
    },
    /// Brings in the sample practice, told as moves, notes and documents relative to today.
    AddSample,
}

/// Money that came in at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    pub on: Day,
    pub method: String,
    pub shares: Vec<Share>,
    /// The whole of it, which the shares must sum to. None: whatever they sum to.
    pub whole: Option<Decimal>,
    /// What came in where that was another currency than the document's; for one document only.
    pub came: Option<Money>,
}

/// A booking of a bank's file that a person has confirmed: which documents of a client it pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankPayment {
    pub client: ClientId,
    /// [`crate::bank::identity`].
    pub booking: String,
    pub came: Incoming,
}

/// What of it is for one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub invoice: InvoiceId,
    /// In the document's currency.
    pub amount: Decimal,
    /// What becomes of what is open beyond that. None: it stays open.
    pub rest: Option<Difference>,
}

/// Where different values were written at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contest {
    Field(Field),
    Contact(ContactId, ContactField),
    Item(ItemId, ItemField),
}

/// What was done, for whoever asked: where to go next and what to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Erased {
        /// Documents that are kept.
        kept: usize,
    },
    ClientAdded {
        client: ClientId,
    },
    Saved {
        client: ClientId,
    },
    ContactAdded {
        client: ClientId,
        contact: ContactId,
    },
    Moved {
        client: ClientId,
        from: Stage,
        to: Stage,
    },
    NoteWritten {
        client: ClientId,
        note: NoteId,
    },
    ItemAdded {
        client: ClientId,
        item: ItemId,
        kind: ItemKind,
    },
    Acted {
        client: ClientId,
        item: ItemId,
        act: ActKind,
    },
    ListBegun {
        client: ClientId,
        list: List,
    },
    Drafted {
        client: ClientId,
        invoice: InvoiceId,
    },
    /// A draft was made of work and requests.
    Billed {
        client: ClientId,
        invoice: InvoiceId,
    },
    Issued {
        client: ClientId,
        invoice: InvoiceId,
        number: String,
    },
    Paid {
        client: ClientId,
        invoice: InvoiceId,
        open: Money,
    },
    Voided {
        client: ClientId,
        invoice: InvoiceId,
    },
    Removed {
        client: ClientId,
        gone: bool,
    },
    Merged {
        client: ClientId,
        into: ClientId,
    },
    TakenApart {
        client: ClientId,
        from: ClientId,
    },
    PracticeSaved,
    /// A rule was run; `held`: not all of it could be done.
    RuleRan {
        client: ClientId,
        title: String,
        held: Option<crate::rule::Held>,
    },
    /// Drafts were made of arrangements.
    RecurringDrafted {
        client: ClientId,
        drafts: usize,
    },
    /// `left` records of the file were not brought in: somebody stopped it, or taken out what was in.
    Imported {
        batch: BatchId,
        tally: Tally,
        left: u32,
    },
    /// `kept` clients of the batch had work of their own by then, and stay.
    BatchUndone {
        batch: BatchId,
        gone: bool,
        kept: u32,
    },
    SampleAdded {
        batch: BatchId,
    },
    /// `known` bookings were recorded before, and added nothing.
    BankBrought {
        batch: BatchId,
        payments: usize,
        known: usize,
        sums: Purse,
    },
    /// A backup was brought back whole.
    /// What other devices of the team wrote.
    Received {
        clients: usize,
        /// Pieces that could not be read, and were left out.
        unreadable: usize,
    },
    Restored {
        clients: u32,
    },
    /// There was nothing to change.
    Nothing,
    /// One transfer was spread over several documents.
    Spread {
        client: ClientId,
        documents: usize,
        amount: Money,
    },
    Refunded {
        client: ClientId,
        invoice: InvoiceId,
        amount: Money,
    },
    /// The client's credit paid a document, of which so much is still open.
    CreditUsed {
        client: ClientId,
        invoice: InvoiceId,
        amount: Money,
        open: Money,
    },
}

/// What an import did, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub clients_new: u32,
    pub clients_matched: u32,
    /// Of those, the ones that get something they had not.
    pub clients_filled: u32,
    pub invoices_new: u32,
    /// Already here under the same number and client.
    pub invoices_known: u32,
    /// Left out: their number belongs to another client's document.
    pub invoices_clashing: u32,
    /// Left out: figures beyond what can be computed.
    pub invoices_unreadable: u32,
}
