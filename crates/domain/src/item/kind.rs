//! What an item is, what may be said of it, and which acts it knows.

use super::{ActKind, ItemField};

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
        /// Somebody looked: this client and another, who have something in common, are two.
        Distinct = "distinct",
        /// What late payment costs from a day on: [`crate::interest`]. Of the practice, and of a client with whom something else was agreed.
        LateTerms = "late_terms",
        /// Interest or a fee that a document asks for because another was paid late.
        LateClaim = "late_claim",
        /// The numbers that one device gives: [`crate::series`]. Of the practice.
        Series = "series",
        /// What is billed again and again: [`crate::recurring`].
        Recurring = "recurring",
        /// An account to which documents are paid. Of the practice.
        Account = "account",
        /// A link by which documents can be paid: see [`crate::remit::Link`]. Of the practice.
        PayLink = "pay_link",
        /// What the practice offers, with its usual price: [`crate::catalogue`]. Of the practice.
        Service = "service",
        /// The sender's picture on documents: [`crate::logo`]. Of the practice.
        Logo = "logo",
        /// A PDF that was made of an issued document: [`crate::print`].
        Print = "print",
        /// What a key of syncing is called: a browser profile, or an invite: [`crate::team`]. Of the practice.
        Member = "member",
        /// Something that Today names is put off until a day: [`crate::today`].
        Snooze = "snooze",
        /// A way of looking at the list of clients, kept under a name. Of the practice.
        View = "view",
        /// What a client said of the work, as a number and in words: [`crate::retention`].
        Feedback = "feedback",
        /// Whom a client came through: [`crate::worth`].
        Referral = "referral",
        /// Time of a day that is set aside for work: [`crate::agenda::Block`]. Of a client, and of the practice.
        Block = "block",
        /// What an audit found on a day: [`crate::audit`]. Of the practice.
        Audit = "audit",
        /// A text of the practice instead of one that comes with the app: [`crate::letter`]. Of the practice.
        Letter = "letter",
        /// A reminder of an invoice went out, or was let go: [`crate::remind`].
        Reminder = "reminder",
        /// When something happens, something is done: [`crate::rule`]. Of the practice.
        Rule = "rule",
        /// A rule was run: [`crate::rule::Ran`].
        Run = "run",
        /// A message that a rule asks for: [`crate::rule::ToWrite`].
        Message = "message",
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
            Self::Promise => &[F::Title, F::Side, F::Due, F::Owner, F::Engagement, F::From, F::Invoice],
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
            Self::Distinct => &[F::Under],
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
            Self::LateTerms => &[F::Title, F::Start, F::Currency, F::Base, F::Points, F::DayCount, F::Grace, F::Fee, F::Billable],
            // Never by hand: a claim is made with its document.
            Self::LateClaim => &[],
            Self::Series => &[F::Title, F::Mark, F::Device],
            Self::Recurring => &[
                F::Title,
                F::Price,
                F::Currency,
                F::Every,
                F::Start,
                F::End,
                F::Times,
                F::Aligned,
                F::Prorated,
                F::Arrears,
                F::Hours,
                F::Rate,
                F::Rollover,
                F::Keep,
                F::Tax,
                F::Detail,
                F::Engagement,
            ],
            Self::Account => &[F::Title, F::Holder, F::Account, F::Bic, F::Bank, F::Currency, F::Usual, F::Prefix],
            Self::PayLink => &[F::Title, F::Link, F::Currency, F::Price],
            Self::Service => &[F::Title, F::Detail, F::Unit, F::Price, F::Currency, F::Tax, F::Category],
            Self::Logo => &[F::Picture, F::Hash],
            Self::Print => &[F::Invoice, F::Hash, F::Day],
            Self::Member => &[F::Title, F::Key, F::Device],
            Self::Snooze => &[F::From, F::Until],
            Self::View => &[F::Title, F::Query],
            Self::Feedback => &[F::Score, F::Title, F::Day, F::Engagement],
            Self::Referral => &[F::Under, F::Day],
            Self::Block => &[F::Title, F::Day, F::Between],
            Self::Audit => &[F::Day, F::Detail],
            Self::Letter => &[F::From, F::Title, F::Detail],
            Self::Reminder => &[F::Invoice, F::Due, F::Offset, F::Level, F::Day, F::Until],
            Self::Rule => &[F::Title, F::Upon, F::If, F::Then, F::Start, F::Paused],
            // Never by hand: rules make them.
            Self::Run | Self::Message => &[],
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
            Self::Merge | Self::Distinct => &[ItemField::Under],
            Self::File => &[ItemField::Title, ItemField::Bytes, ItemField::Hash],
            Self::ProposalLine => &[ItemField::Proposal, ItemField::Part],
            Self::Holiday | Self::Conflict | Self::Erasure => &[ItemField::Day],
            Self::Dispute => &[ItemField::Detail, ItemField::Day, ItemField::Invoice],
            Self::LateTerms => &[ItemField::Start],
            Self::LateClaim => &[ItemField::Invoice],
            Self::Series => &[ItemField::Device],
            Self::Recurring => &[ItemField::Title, ItemField::Price, ItemField::Every, ItemField::Start],
            Self::Account => &[ItemField::Account],
            Self::PayLink => &[ItemField::Title, ItemField::Link],
            Self::Service => &[ItemField::Title],
            Self::Logo => &[ItemField::Picture, ItemField::Hash],
            Self::Print => &[ItemField::Invoice, ItemField::Hash, ItemField::Day],
            Self::Member => &[ItemField::Key],
            Self::Snooze => &[ItemField::From, ItemField::Until],
            Self::View => &[ItemField::Title, ItemField::Query],
            Self::Feedback => &[ItemField::Score, ItemField::Title, ItemField::Day],
            Self::Referral => &[ItemField::Under],
            Self::Block => &[ItemField::Day, ItemField::Between],
            Self::Audit => &[ItemField::Day],
            Self::Letter => &[ItemField::From, ItemField::Detail],
            Self::Reminder => &[ItemField::Invoice, ItemField::Due, ItemField::Offset, ItemField::Level, ItemField::Day],
            Self::Rule => &[ItemField::Upon, ItemField::Then],
            Self::Run => &[ItemField::From, ItemField::Query, ItemField::Day],
            Self::Message => &[ItemField::From, ItemField::Day],
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
            Self::Series => &[A::Handed, A::Closed],
            Self::Recurring => &[A::Paused, A::Resumed, A::Repriced, A::Closed, A::Reopened],
            Self::Context
            | Self::Template
            | Self::StageNote
            | Self::Tag
            | Self::Merge
            | Self::Distinct
            | Self::File
            | Self::ProposalLine
            | Self::Erasure
            | Self::LateTerms
            | Self::Account
            | Self::PayLink
            | Self::Service
            | Self::Logo
            | Self::Print
            | Self::Member
            | Self::Snooze
            | Self::View
            | Self::Referral
            | Self::Block
            | Self::Audit
            | Self::Letter
            | Self::Reminder
            | Self::Rule
            | Self::Run
            | Self::Holiday => &[],
            Self::Message => &[A::Done, A::Waived, A::Reopened],
            Self::LateClaim => &[A::Billed],
            Self::Feedback => &[A::Done, A::Reopened],
        }
    }
}
