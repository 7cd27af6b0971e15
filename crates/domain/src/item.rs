//! What a record holds beside its history: engagements, promises, deliverables, requests, work, steps, private context. Each is an item of
//! a kind: registers that say what it is, and dated acts that say what became of it. What stands is folded from the acts, never stored.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::client::Stamp;
use crate::fact::ItemFact;
use crate::money::Currency;
use crate::time::{Day, Moment, Now};
use crate::{ActId, BatchId, InvoiceId, ItemId, Stage};

macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$one_doc:meta])* $one:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$one_doc])* $one,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$one,)*];

            /// The name under which documents keep it: never renamed.
            pub fn key(self) -> &'static str {
                match self { $(Self::$one => $key,)* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$one),)* _ => None }
            }
        }
    };
}

keyed! {
    /// What an item is.
    ItemKind {
        /// A project or an arrangement with its own scope, price and dates.
        Engagement = "engagement",
        /// Who owes what to whom by when (R4).
        Promise = "promise",
        /// What is due to the client (R5).
        Deliverable = "deliverable",
        /// Something asked for outside the agreed scope (E2).
        Request = "request",
        /// Time worked.
        Work = "work",
        /// One step of a checklist: onboarding, offboarding, a stage's duty.
        Step = "step",
        /// What nobody else may see: quirks, sensitivities, personal dates (R7).
        Context = "context",
        /// One step of a template. Of the practice.
        Template = "template",
        /// What the practice says of a stage (L2). Of the practice.
        StageNote = "stage_note",
        /// A word that the client is filed under.
        Tag = "tag",
        /// The record goes under another client's: [`crate::merge`].
        Merge = "merge",
        /// A file kept with the client: what it is called and what its bytes come to (R8). The bytes themselves are kept beside the record.
        File = "file",
        /// What is offered to a client before it is agreed on: see [`crate::proposal`].
        Proposal = "proposal",
        /// One row of a proposal: a price, something delivered, a payment.
        ProposalLine = "proposal_line",
        /// A day on which the practice does not work. Of the practice.
        Holiday = "holiday",
        /// A hard conversation, from the first thought to the summary (D2). For nobody else's eyes.
        Conflict = "conflict",
        /// What a client does not accept of an issued invoice: a fact beside the document, which stays as it is.
        Dispute = "dispute",
        /// A record was erased: [`crate::erase`]. Of the practice, and of the record that keeps the documents.
        Erasure = "erasure",
    }
}

keyed! {
    /// What is said of an item: one text each, the last writer wins, an empty text means unset.
    ItemField {
        Title = "title",
        Detail = "detail",
        /// What the scope leaves out.
        NotIncluded = "not_included",
        /// [`Side::key`].
        Side = "side",
        /// Who is to do it, by name.
        Owner = "owner",
        /// The day it is due, starts, ends, was signed, happened: ISO 8601.
        Due = "due",
        Start = "start",
        End = "end",
        Signed = "signed",
        Day = "day",
        /// A decimal number, in the currency beside it.
        Price = "price",
        /// ISO 4217.
        Currency = "currency",
        /// A price an hour.
        Rate = "rate",
        /// Money in the budget, in the currency beside it.
        Budget = "budget",
        /// [`Billing::key`].
        Billing = "billing",
        /// Agreed or estimated hours, a decimal number.
        Hours = "hours",
        /// Revision rounds that are included.
        Rounds = "rounds",
        /// Working hours within which an answer is promised.
        Response = "response",
        /// Minutes worked, as they were measured.
        Minutes = "minutes",
        /// Minutes up to whose next multiple time is charged; the minutes themselves stay as they were measured.
        RoundTo = "round_to",
        /// Milliseconds since 1970 at which a running clock was started; empty when none runs.
        Running = "running",
        /// "no" for work that is not charged.
        Billable = "billable",
        /// The engagement it belongs to.
        Engagement = "engagement",
        /// [`List::key`].
        List = "list",
        /// Its place in a list, a whole number.
        Place = "place",
        /// [`Stage::key`].
        Stage = "stage",
        /// What brings a client into a stage.
        Trigger = "trigger",
        Tools = "tools",
        /// The version of the template it belongs to, or came from.
        Version = "version",
        /// The key of the template's step it came from.
        From = "from",
        /// Working days after the day its list begins.
        After = "after",
        /// The client whom a record goes under.
        Under = "under",
        /// What kind of file it is: a media type (RFC 6838).
        Media = "media",
        /// How many bytes it has.
        Bytes = "bytes",
        /// SHA-256 of its bytes, in lower-case hexadecimal.
        Hash = "hash",
        /// The proposal it belongs to, or follows from.
        Proposal = "proposal",
        /// [`Part::key`].
        Part = "part",
        Quantity = "quantity",
        Unit = "unit",
        /// A tax rate in percent; unset: no tax.
        Tax = "tax",
        /// "yes" for what the client may take or leave.
        Optional = "optional",
        /// Percent of the whole.
        Share = "share",
        /// [`When::key`].
        When = "when",
        /// The last day it can be accepted.
        Until = "until",
        /// When what is done, in words.
        Timeline = "timeline",
        /// Working days by which it moves the dates.
        Delay = "delay",
        /// Working hours after the instant its list begins, instead of days.
        AfterHours = "after_hours",
        /// Milliseconds since 1970 by which a step that says hours is due; its day stands in [`ItemField::Due`].
        DueAt = "due_at",
        /// Why work went on while the deposit was not there.
        Despite = "despite",
        /// The deposit agreed before work begins, in the currency beside it.
        Deposit = "deposit",
        /// Days of notice.
        Notice = "notice",
        /// The issued document it is about.
        Invoice = "invoice",
        /// [`Cause::key`].
        Cause = "cause",
        /// The five steps of a hard conversation, in their order.
        Acknowledge = "acknowledge",
        Clarify = "clarify",
        Own = "own",
        Propose = "propose",
        Document = "document",
        /// The steps that were left out on purpose: their keys, a space between.
        Skipped = "skipped",
        /// The record that keeps the documents of one that was erased.
        Heir = "heir",
    }
}

/// How a field's text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Line,
    Prose,
    Day,
    /// A decimal number from zero up.
    Amount,
    /// A whole number from zero up.
    Count,
    Currency,
    Item,
    Side,
    Billing,
    List,
    Stage,
    No,
    /// [`crate::file::media`].
    Media,
    /// [`crate::file::is_hash`].
    Hash,
    Yes,
    Part,
    When,
    /// An issued document of the client.
    Invoice,
    Cause,
}

impl ItemField {
    pub fn form(self) -> Form {
        match self {
            Self::Title | Self::Owner | Self::From | Self::Unit | Self::Skipped => Form::Line,
            Self::Detail | Self::NotIncluded | Self::Trigger | Self::Tools | Self::Timeline => Form::Prose,
            Self::Despite | Self::Acknowledge | Self::Clarify | Self::Own | Self::Propose | Self::Document => Form::Prose,
            Self::Side => Form::Side,
            Self::Due | Self::Start | Self::End | Self::Signed | Self::Day | Self::Until => Form::Day,
            Self::Price | Self::Rate | Self::Hours | Self::Budget | Self::Quantity | Self::Tax | Self::Share | Self::Deposit => {
                Form::Amount
            }
            Self::Rounds
            | Self::Response
            | Self::Minutes
            | Self::RoundTo
            | Self::Running
            | Self::Place
            | Self::Version
            | Self::After
            | Self::Bytes
            | Self::Delay
            | Self::AfterHours
            | Self::DueAt
            | Self::Notice => Form::Count,
            Self::Invoice => Form::Invoice,
            Self::Cause => Form::Cause,
            Self::Currency => Form::Currency,
            Self::Billing => Form::Billing,
            Self::Billable => Form::No,
            Self::Heir | Self::Engagement | Self::Under | Self::Proposal => Form::Item,
            Self::List => Form::List,
            Self::Stage => Form::Stage,
            Self::Media => Form::Media,
            Self::Hash => Form::Hash,
            Self::Optional => Form::Yes,
            Self::Part => Form::Part,
            Self::When => Form::When,
        }
    }

    /// Characters it may have at most.
    pub fn most(self) -> usize {
        match self.form() {
            Form::Prose => 20_000,
            Form::Line => 300,
            Form::Media | Form::Hash => 100,
            Form::Day
            | Form::Amount
            | Form::Count
            | Form::Currency
            | Form::Item
            | Form::Side
            | Form::Billing
            | Form::List
            | Form::Stage
            | Form::No
            | Form::Yes
            | Form::Part
            | Form::When
            | Form::Invoice
            | Form::Cause => 40,
        }
    }
}

keyed! {
    /// Who owes it.
    Side {
        Ours = "ours",
        Theirs = "theirs",
    }
}

keyed! {
    /// How an engagement is paid for.
    Billing {
        Fixed = "fixed",
        Hourly = "hourly",
        Retainer = "retainer",
        Nothing = "nothing",
    }
}

keyed! {
    /// The checklist a step is of.
    List {
        Onboarding = "onboarding",
        Offboarding = "offboarding",
        /// What keeps the door open after the work.
        Retention = "retention",
        /// What a stage asks for before it is left.
        Duty = "duty",
    }
}

keyed! {
    /// What a row of a proposal is.
    Part {
        Price = "price",
        Deliverable = "deliverable",
        /// A share of the whole, and when it is paid.
        Payment = "payment",
    }
}

keyed! {
    /// What most likely lies behind a difficulty with a client. A person chooses it.
    Cause {
        /// Nobody said clearly what was to be expected.
        Expectation = "expectation",
        /// Stress or pressure on their side.
        Stress = "stress",
        /// A mistake of ours.
        Ours = "ours",
        /// The two do not fit.
        Mismatch = "mismatch",
    }
}

keyed! {
    /// When a share is paid.
    When {
        /// On accepting: this is the deposit.
        Start = "start",
        Delivery = "delivery",
        /// As its row says.
        Other = "other",
    }
}

keyed! {
    /// What was given to make good for a mistake.
    Goodwill {
        /// Work beyond the scope that is not charged.
        Waived = "waived",
        /// Something that comes before its day.
        Early = "early",
        /// A call with nothing to ask for.
        Call = "call",
        Other = "other",
    }
}

keyed! {
    /// What can become of an item. Which acts a kind knows: [`ItemKind::acts`].
    ActKind {
        Kept = "kept",
        Broken = "broken",
        /// With a new day, agreed by both.
        Renegotiated = "renegotiated",
        Delivered = "delivered",
        /// Sent back for another round.
        SentBack = "sent_back",
        Approved = "approved",
        /// With a new day, and why.
        Rescheduled = "rescheduled",
        Done = "done",
        /// Not done on purpose, and why.
        Waived = "waived",
        Accepted = "accepted",
        Declined = "declined",
        /// What was accepted by word of mouth stands in writing.
        Confirmed = "confirmed",
        /// Charged with a billing document, which it names.
        Billed = "billed",
        /// An engagement goes to a stage of its own.
        Moved = "moved",
        Closed = "closed",
        /// Back to where it stood before anything became of it.
        Reopened = "reopened",
        /// A version of a proposal went out; it carries the version, sealed.
        Sent = "sent",
        /// The client was told of the newest new day.
        Told = "told",
        /// The client is still to be told of it.
        Untold = "untold",
        /// A dispute is over, and how.
        Resolved = "resolved",
        /// Something was given to make good; says which [`Goodwill`].
        Given = "given",
    }
}

/// What an act must say beside its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Nothing,
    Day,
    Stage,
    Invoice,
    /// Written by its own command only.
    Sealed,
    Goodwill,
}

impl ActKind {
    pub fn says(self) -> Says {
        match self {
            Self::Renegotiated | Self::Rescheduled => Says::Day,
            Self::Moved => Says::Stage,
            Self::Billed => Says::Invoice,
            Self::Given => Says::Goodwill,
            Self::Kept
            | Self::Broken
            | Self::Delivered
            | Self::SentBack
            | Self::Approved
            | Self::Done
            | Self::Waived
            | Self::Accepted
            | Self::Declined
            | Self::Confirmed
            | Self::Closed
            | Self::Reopened
            | Self::Told
            | Self::Untold
            | Self::Resolved => Says::Nothing,
            Self::Sent => Says::Sealed,
        }
    }

    /// Whether it changes what stands; the others are told beside it.
    pub(crate) fn settles(self) -> bool {
        !matches!(
            self,
            Self::Renegotiated | Self::Rescheduled | Self::Moved | Self::Confirmed | Self::Sent | Self::Told | Self::Untold | Self::Given
        )
    }
}

impl ItemKind {
    /// What may be said of it, in the order in which a form asks.
    pub fn fields(self) -> &'static [ItemField] {
        use ItemField as F;
        match self {
            Self::Engagement => &[
                F::Title,
                F::Detail,
                F::NotIncluded,
                F::Billing,
                F::Price,
                F::Currency,
                F::Rate,
                F::RoundTo,
                F::Hours,
                F::Budget,
                F::Rounds,
                F::Response,
                F::Signed,
                F::Start,
                F::End,
                F::Proposal,
                F::Deposit,
                F::Notice,
            ],
            Self::Promise => &[F::Title, F::Side, F::Due, F::Owner, F::Engagement, F::From],
            Self::Deliverable => &[F::Title, F::Detail, F::Due, F::Rounds, F::Engagement],
            Self::Request => &[F::Title, F::Detail, F::Day, F::Hours, F::Rate, F::Currency, F::Delay, F::Engagement],
            Self::Work => &[F::Detail, F::Day, F::Minutes, F::Running, F::Billable, F::Engagement, F::Despite],
            Self::Step => &[
                F::Title,
                F::Detail,
                F::Due,
                F::Owner,
                F::List,
                F::Place,
                F::Start,
                F::Version,
                F::From,
                F::Stage,
                F::Engagement,
                F::DueAt,
            ],
            Self::Context => &[F::Title, F::Detail, F::Day],
            Self::Template => &[F::Title, F::Detail, F::Owner, F::After, F::List, F::Stage, F::Place, F::Version, F::From, F::AfterHours],
            Self::StageNote => &[F::Stage, F::Trigger, F::Owner, F::Detail, F::Tools],
            Self::Tag => &[F::Title],
            // Never by hand: a merge is a decision of its own.
            Self::Merge => &[],
            Self::File => &[F::Title, F::Detail, F::Day, F::Engagement, F::Media, F::Bytes, F::Hash],
            Self::Proposal => &[F::Title, F::Detail, F::Timeline, F::NotIncluded, F::Currency, F::Rate, F::Rounds, F::Response, F::Until],
            Self::ProposalLine => {
                &[F::Proposal, F::Part, F::Place, F::Title, F::Due, F::Quantity, F::Unit, F::Price, F::Tax, F::Optional, F::Share, F::When]
            }
            // Never by hand, as a merge.
            Self::Erasure => &[F::From, F::Day, F::Until, F::Detail, F::Heir],
            Self::Holiday => &[F::Day, F::Title],
            Self::Conflict => &[F::Title, F::Day, F::Cause, F::Acknowledge, F::Clarify, F::Own, F::Propose, F::Document, F::Skipped],
            Self::Dispute => &[F::Detail, F::Price, F::Day, F::Invoice],
        }
    }

    /// What must be said of it.
    pub fn needs(self) -> &'static [ItemField] {
        match self {
            Self::Engagement | Self::Deliverable | Self::Request | Self::Context | Self::Tag | Self::Proposal => &[ItemField::Title],
            Self::Promise => &[ItemField::Title, ItemField::Side],
            Self::Work => &[ItemField::Day],
            Self::Step => &[ItemField::Title, ItemField::List],
            Self::Template => &[ItemField::List],
            Self::StageNote => &[ItemField::Stage],
            Self::Merge => &[ItemField::Under],
            Self::File => &[ItemField::Title, ItemField::Bytes, ItemField::Hash],
            Self::ProposalLine => &[ItemField::Proposal, ItemField::Part],
            Self::Holiday | Self::Conflict | Self::Erasure => &[ItemField::Day],
            Self::Dispute => &[ItemField::Detail, ItemField::Day, ItemField::Invoice],
        }
    }

    pub fn acts(self) -> &'static [ActKind] {
        use ActKind as A;
        match self {
            Self::Engagement => &[A::Moved, A::Closed, A::Reopened],
            Self::Promise => &[A::Kept, A::Broken, A::Renegotiated, A::Reopened, A::Rescheduled, A::Told, A::Untold],
            Self::Deliverable => &[A::Delivered, A::SentBack, A::Approved, A::Rescheduled, A::Waived, A::Reopened, A::Told, A::Untold],
            Self::Request => &[A::Accepted, A::Confirmed, A::Declined, A::Waived, A::Billed, A::Reopened],
            Self::Work => &[A::Billed, A::Waived, A::Reopened],
            Self::Step => &[A::Done, A::Waived, A::Rescheduled, A::Reopened],
            // Waived: what it leaves out is left unsaid on purpose.
            Self::Proposal => &[A::Sent, A::Accepted, A::Declined, A::Waived],
            Self::Conflict => &[A::Given, A::Closed, A::Reopened],
            Self::Dispute => &[A::Resolved, A::Reopened],
            Self::Context
            | Self::Template
            | Self::StageNote
            | Self::Tag
            | Self::Merge
            | Self::File
            | Self::ProposalLine
            | Self::Erasure
            | Self::Holiday => &[],
        }
    }
}

/// Something that became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub kind: ActKind,
    /// The civil day it happened.
    pub on: Day,
    pub why: String,
    /// As [`ActKind::says`] asks: a day, a stage's key (none: the client's again), a document's id.
    pub value: String,
    /// How many acts of the item its author saw before it. Orders acts where clocks are wrong or stand still.
    pub turn: u32,
    pub recorded: Stamp,
    pub withdrawn: Option<Stamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    pub fields: BTreeMap<ItemField, String>,
    pub acts: BTreeMap<ActId, Act>,
    pub recorded: Stamp,
    pub batch: Option<BatchId>,
    pub removed: Option<Stamp>,
}

pub type Items = BTreeMap<ItemId, Item>;

impl Item {
    /// The text of a field; empty when unset.
    pub fn get(&self, field: ItemField) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    pub fn title(&self) -> &str {
        self.get(ItemField::Title)
    }

    pub fn day(&self, field: ItemField) -> Option<Day> {
        Day::parse(self.get(field))
    }

    pub fn amount(&self, field: ItemField) -> Option<Decimal> {
        self.get(field).parse().ok()
    }

    pub fn count(&self, field: ItemField) -> Option<u64> {
        self.get(field).parse().ok()
    }

    pub fn currency(&self) -> Option<Currency> {
        Currency::parse(self.get(ItemField::Currency))
    }

    pub fn engagement(&self) -> Option<ItemId> {
        self.get(ItemField::Engagement).parse().ok()
    }

    pub fn side(&self) -> Side {
        Side::from_key(self.get(ItemField::Side)).unwrap_or(Side::Ours)
    }

    pub fn list(&self) -> Option<List> {
        List::from_key(self.get(ItemField::List))
    }

    /// The stage that a template's step or a note is about.
    pub fn stage_said(&self) -> Option<Stage> {
        Stage::from_key(self.get(ItemField::Stage))
    }

    pub fn billing(&self) -> Option<Billing> {
        Billing::from_key(self.get(ItemField::Billing))
    }

    /// The acts that stand, in the order in which they were done, the same on every device.
    pub fn told(&self) -> Vec<(ActId, &Act)> {
        let mut all: Vec<_> = self.acts.iter().filter(|(_, act)| act.withdrawn.is_none()).map(|(id, act)| (*id, act)).collect();
        crate::order::sort_by_key(&mut all, |(id, act)| (act.turn, act.recorded.at, *id));
        all
    }

    /// The newest act that says what the item is now; None while nothing became of it, or when it was reopened.
    pub fn settled(&self) -> Option<(ActId, &Act)> {
        let newest = self.told().into_iter().rev().find(|(_, act)| act.kind.settles())?;
        (newest.1.kind != ActKind::Reopened).then_some(newest)
    }

    pub fn stands(&self) -> Option<ActKind> {
        self.settled().map(|(_, act)| act.kind)
    }

    /// Whether something is still to become of it: a deliverable that was sent back is open again.
    pub fn is_open(&self) -> bool {
        match self.stands() {
            None | Some(ActKind::SentBack) => true,
            Some(ActKind::Delivered) => self.kind == ItemKind::Deliverable,
            Some(ActKind::Accepted) => self.kind == ItemKind::Request,
            Some(_) => false,
        }
    }

    /// The day it is due now: the newest that was agreed, else the first.
    pub fn due(&self) -> Option<Day> {
        let moved = |act: &Act| matches!(act.kind, ActKind::Renegotiated | ActKind::Rescheduled).then(|| Day::parse(&act.value)).flatten();
        self.told().into_iter().rev().find_map(|(_, act)| moved(act)).or_else(|| self.day(ItemField::Due))
    }

    /// The day it is due, while somebody still has to do something about it: what was delivered waits for an answer, not for a day.
    pub fn awaited(&self) -> Option<Day> {
        if self.is_open() && self.stands() != Some(ActKind::Delivered) { self.due() } else { None }
    }

    pub fn is_late(&self, today: Day) -> bool {
        self.awaited().is_some_and(|due| due < today)
    }

    /// The instant by which a step is due that says hours, until it is moved to another day.
    pub fn until(&self) -> Option<Moment> {
        let ms = i64::try_from(self.count(ItemField::DueAt)?).ok()?;
        (self.is_open() && self.due() == self.day(ItemField::Due)).then_some(Moment(ms))
    }

    /// Whether it is late at this very moment: by the hour where it says hours.
    pub fn is_late_now(&self, now: Now) -> bool {
        self.until().map_or_else(|| self.is_late(now.today), |until| until < now.at)
    }

    /// Revision rounds used so far.
    pub fn rounds_used(&self) -> usize {
        self.told().iter().filter(|(_, act)| act.kind == ActKind::SentBack).count()
    }

    /// Revision rounds that are included: its own, else those of its engagement. None where nobody said.
    pub fn rounds_included(&self, items: &Items) -> Option<u64> {
        let engagement = || items.get(&self.engagement()?).filter(|item| item.kind == ItemKind::Engagement)?.count(ItemField::Rounds);
        self.count(ItemField::Rounds).or_else(engagement)
    }

    /// The stage an engagement stands in, where it has one of its own; a move without a stage brought it back to its client's.
    pub fn stage(&self) -> Option<Stage> {
        self.told().into_iter().rev().find(|(_, act)| act.kind == ActKind::Moved).and_then(|(_, act)| Stage::from_key(&act.value))
    }

    /// The billing document that charged it.
    pub fn billed_with(&self) -> Option<InvoiceId> {
        self.settled().filter(|(_, act)| act.kind == ActKind::Billed).and_then(|(_, act)| act.value.parse().ok())
    }
}

/// Takes in one more fact: the items are then what their document says with that fact in it.
pub fn add(items: &mut Items, fact: &ItemFact, stamp: Stamp) {
    let of = match fact {
        ItemFact::Made { item, kind, batch } => {
            let made = Item { kind: *kind, fields: BTreeMap::new(), acts: BTreeMap::new(), recorded: stamp, batch: *batch, removed: None };
            items.insert(*item, made);
            return;
        }
        ItemFact::Set { item, .. }
        | ItemFact::Removed { item, .. }
        | ItemFact::Acted { item, .. }
        | ItemFact::ActWithdrawn { item, .. } => item,
    };
    let Some(known) = items.get_mut(of) else { return };
    match fact {
        ItemFact::Made { .. } => {}
        ItemFact::Set { field, to, .. } if to.is_empty() => {
            known.fields.remove(field);
        }
        ItemFact::Set { field, to, .. } => {
            known.fields.insert(*field, to.clone());
        }
        ItemFact::Removed { gone, .. } => known.removed = gone.then_some(stamp),
        ItemFact::Acted { id, act, on, why, value, .. } => {
            let turn = u32::try_from(known.acts.len()).unwrap_or(u32::MAX);
            let act = Act { kind: *act, on: *on, why: why.clone(), value: value.clone(), turn, recorded: stamp, withdrawn: None };
            known.acts.insert(*id, act);
        }
        ItemFact::ActWithdrawn { id, gone, .. } => {
            if let Some(act) = known.acts.get_mut(id) {
                act.withdrawn = gone.then_some(stamp);
            }
        }
    }
}

/// The items of a kind that stand, by what is due first, then as they were recorded.
pub fn of_kind(items: &Items, kind: ItemKind) -> Vec<(ItemId, &Item)> {
    let mut all: Vec<_> =
        items.iter().filter(|(_, item)| item.kind == kind && item.removed.is_none()).map(|(id, item)| (*id, item)).collect();
    crate::order::sort_by_key(&mut all, |(id, item)| (item.due().is_none(), item.due(), item.recorded.at, *id));
    all
}
