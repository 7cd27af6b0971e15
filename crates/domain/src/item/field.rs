//! What is said of an item, and how each text of it is read.

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
        /// The letters that tell the numbers of a series from those of others.
        Mark = "mark",
        /// The device that opened a series, or that a key belongs to: [`crate::AuthorId`].
        Device = "device",
        /// [`crate::recurring::Every::key`].
        Every = "every",
        /// How often, at most.
        Times = "times",
        /// "yes" for periods of the calendar.
        Aligned = "aligned",
        /// "no" for a part of a period that costs as much as a whole one.
        Prorated = "prorated",
        /// "yes" for what is billed after the period.
        Arrears = "arrears",
        /// Hours that are carried on at most.
        Rollover = "rollover",
        /// Periods for which carried hours can be used.
        Keep = "keep",
        /// Whose account it is, by name.
        Holder = "holder",
        /// An IBAN, or another account number with what belongs to it.
        Account = "account",
        /// ISO 9362.
        Bic = "bic",
        Bank = "bank",
        /// Digits that a QR reference begins with.
        Prefix = "prefix",
        /// "yes" for the one of several that is used.
        Usual = "usual",
        /// A template of an https address: [`crate::remit::check_link`].
        Link = "link",
        /// [`crate::content::Category::code`]; unset: the rate alone says it.
        Category = "tax_category",
        /// A reference rate in percent a year; may be below zero.
        Base = "base",
        /// Percentage points on top of it.
        Points = "points",
        /// [`DayCount::key`](super::DayCount::key).
        DayCount = "day_count",
        /// Days late that are let pass.
        Grace = "grace",
        /// Money asked for once, in the currency beside it.
        Fee = "fee",
        /// [`crate::logo::bytes`].
        Picture = "picture",
        /// A key of syncing: 32 bytes in lower-case hexadecimal.
        Key = "key",
        /// What a kept list shows and in which order, as the screen wrote it.
        Query = "query",
        /// A whole number from 0 to 10.
        Score = "score",
        /// From when to when on a day: [`crate::working::Hours`]. One text, so that no two devices make an end before its beginning.
        Between = "between",
        /// Days from the due day for which a reminder is; below zero: before it.
        Offset = "offset",
        /// How firm a reminder is, from 1; 0: it was let go.
        Level = "level",
        /// What begins a rule: [`crate::rule::Trigger::key`].
        Upon = "upon",
        /// What else must be so for a rule, one a line: [`crate::rule::conditions`].
        If = "if",
        /// What a rule does, one a line: [`crate::rule::actions`].
        Then = "then",
        /// "yes" for a rule that is not run.
        Paused = "paused",
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
    /// [`crate::recurring::Every::key`].
    Every,
    Cause,
    /// A few lines: [`crate::remit::Account`].
    Account,
    Bic,
    Digits,
    /// [`crate::remit::check_link`].
    Link,
    Category,
    /// A decimal number, which may be below zero.
    Signed,
    DayCount,
    /// [`crate::logo::bytes`].
    Picture,
    /// A whole number from 0 to 10.
    Score,
    /// [`crate::working::Hours`].
    Hours,
    /// [`crate::rule::Trigger::key`].
    Upon,
    /// [`crate::rule::conditions`].
    If,
    /// [`crate::rule::actions`].
    Then,
}

impl ItemField {
    pub fn form(self) -> Form {
        match self {
            Self::Title | Self::Owner | Self::From | Self::Unit | Self::Skipped | Self::Mark => Form::Line,
            Self::Detail | Self::NotIncluded | Self::Trigger | Self::Tools | Self::Timeline => Form::Prose,
            Self::Despite | Self::Acknowledge | Self::Clarify | Self::Own | Self::Propose | Self::Document => Form::Prose,
            Self::Side => Form::Side,
            Self::Due | Self::Start | Self::End | Self::Signed | Self::Day | Self::Until => Form::Day,
            Self::Price
            | Self::Rate
            | Self::Hours
            | Self::Budget
            | Self::Quantity
            | Self::Tax
            | Self::Share
            | Self::Deposit
            | Self::Rollover => Form::Amount,
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
            | Self::Notice
            | Self::Times
            | Self::Keep => Form::Count,
            Self::Invoice => Form::Invoice,
            Self::Cause => Form::Cause,
            Self::Currency => Form::Currency,
            Self::Billing => Form::Billing,
            Self::Billable | Self::Prorated => Form::No,
            Self::Heir | Self::Engagement | Self::Under | Self::Proposal | Self::Device => Form::Item,
            Self::List => Form::List,
            Self::Stage => Form::Stage,
            Self::Media => Form::Media,
            Self::Hash | Self::Key => Form::Hash,
            Self::Optional | Self::Aligned | Self::Arrears => Form::Yes,
            Self::Every => Form::Every,
            Self::Part => Form::Part,
            Self::When => Form::When,
            Self::Holder | Self::Bank | Self::Query => Form::Line,
            Self::Account => Form::Account,
            Self::Bic => Form::Bic,
            Self::Prefix => Form::Digits,
            Self::Usual => Form::Yes,
            Self::Link => Form::Link,
            Self::Category => Form::Category,
            Self::Points | Self::Fee => Form::Amount,
            Self::Base => Form::Signed,
            Self::DayCount => Form::DayCount,
            Self::Grace => Form::Count,
            Self::Picture => Form::Picture,
            Self::Score => Form::Score,
            Self::Between => Form::Hours,
            Self::Offset => Form::Signed,
            Self::Level => Form::Count,
            Self::Upon => Form::Upon,
            Self::If => Form::If,
            Self::Then => Form::Then,
            Self::Paused => Form::Yes,
        }
    }

    /// Characters it may have at most.
    pub fn most(self) -> usize {
        match self.form() {
            Form::Prose => 20_000,
            Form::If | Form::Then => 3_000,
            Form::Line | Form::Account => 300,
            Form::Link => 1_000,
            Form::Picture => crate::logo::LETTERS_MOST,
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
            | Form::Every
            | Form::Cause
            | Form::Signed
            | Form::DayCount
            | Form::Bic
            | Form::Category
            | Form::Score
            | Form::Hours
            | Form::Upon
            | Form::Digits => 40,
        }
    }
}
