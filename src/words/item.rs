//! Engagements, promises, deliverables and the rest of a record, in words.

mod field;

use domain::Stage;
use domain::item::{ActKind, Billing, ItemKind, Side};
use domain::time::Day;

use super::locale::Locale;
use super::stage;

pub use field::{field, hint, invalid, missing};

pub fn added(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Engagement => "Engagement added",
        ItemKind::Promise => "Promise written down",
        ItemKind::Deliverable => "Deliverable added",
        ItemKind::Request => "Request written down",
        ItemKind::Work => "Time recorded",
        ItemKind::Step => "Step added",
        ItemKind::Context => "Kept, for your eyes only",
        ItemKind::Template | ItemKind::StageNote => "Saved",
        ItemKind::Tag => "Tag added",
        ItemKind::Merge => "Merged",
        ItemKind::Distinct => "Two clients; not named together again",
        ItemKind::File => "File kept",
        ItemKind::Proposal => "Proposal begun",
        ItemKind::ProposalLine => "Row added",
        ItemKind::Holiday => "Saved",
        ItemKind::Conflict => "Begun. Only you read it.",
        ItemKind::Dispute => "Marked as disputed",
        ItemKind::Erasure => "Erased",
        ItemKind::Recurring => "It will be billed again and again",
        ItemKind::Series
        | ItemKind::LateTerms
        | ItemKind::LateClaim
        | ItemKind::Account
        | ItemKind::PayLink
        | ItemKind::Service
        | ItemKind::Logo
        | ItemKind::Print
        | ItemKind::Member
        | ItemKind::View
        | ItemKind::Audit
        | ItemKind::Referral => "Saved",
        ItemKind::Feedback => "Written down",
        ItemKind::Snooze => "Put off",
        ItemKind::Block => "Time planned",
        ItemKind::Letter => "Saved",
        ItemKind::Reminder => "Reminder noted",
        ItemKind::Rule => "Saved",
        ItemKind::Run => "A rule acted",
        ItemKind::Message => "Message drafted",
    }
}

pub fn acted(act: ActKind) -> &'static str {
    match act {
        ActKind::Kept => "Promise kept",
        ActKind::Broken => "Promise marked as broken",
        ActKind::Renegotiated => "A new day is agreed",
        ActKind::Delivered => "Delivered",
        ActKind::SentBack => "Back for another round",
        ActKind::Approved => "Approved",
        ActKind::Rescheduled => "Moved to a new day",
        ActKind::Done => "Done",
        ActKind::Waived => "Waived",
        ActKind::Accepted => "Accepted",
        ActKind::Declined => "Declined",
        ActKind::Confirmed => "Confirmed in writing",
        ActKind::Billed => "Charged",
        ActKind::Moved => "Moved",
        ActKind::Closed => "Closed",
        ActKind::Reopened => "Open again",
        ActKind::Sent => "Sent",
        ActKind::Told => "They know of the new day",
        ActKind::Untold => "They do not know of the new day yet",
        ActKind::Resolved => "Dispute resolved",
        ActKind::Given => "Made good",
        ActKind::Handed => "Handed over",
        ActKind::Paused => "Paused",
        ActKind::Resumed => "Goes on",
        ActKind::Repriced => "The price changes",
    }
}

/// The item alone, as an entry of the history names it.
pub fn one(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Engagement => "Engagement",
        ItemKind::Promise => "Promise",
        ItemKind::Deliverable => "Deliverable",
        ItemKind::Request => "Request",
        ItemKind::Work => "Time",
        ItemKind::Step => "Step",
        ItemKind::Context => "Only for you",
        ItemKind::Template => "Template",
        ItemKind::StageNote => "Stage",
        ItemKind::Tag => "Tag",
        ItemKind::Merge => "Merge",
        ItemKind::Distinct => "Not the same",
        ItemKind::File => "File",
        ItemKind::Proposal => "Proposal",
        ItemKind::ProposalLine => "Row of a proposal",
        ItemKind::Holiday => "Holiday",
        ItemKind::Conflict => "Hard conversation",
        ItemKind::Dispute => "Dispute",
        ItemKind::Erasure => "Erased",
        ItemKind::Series => "Series of numbers",
        ItemKind::Recurring => "Recurring billing",
        ItemKind::Account => "Account",
        ItemKind::PayLink => "Payment link",
        ItemKind::Service => "Service",
        ItemKind::Logo => "Logo",
        ItemKind::Print => "PDF",
        ItemKind::Member => "Teammate",
        ItemKind::Audit => "Audit",
        ItemKind::Letter => "Template",
        ItemKind::Reminder => "Reminder",
        ItemKind::Rule => "Rule",
        ItemKind::Run => "Rule acted",
        ItemKind::Message => "Message",
        ItemKind::Snooze => "Put off",
        ItemKind::View => "View",
        ItemKind::Feedback => "Feedback",
        ItemKind::Referral => "Came through",
        ItemKind::Block => "Planned time",
        ItemKind::LateTerms => "Terms for late payment",
        ItemKind::LateClaim => "Interest for late payment",
    }
}

/// What is written before a new item's name in the history.
pub fn made(kind: ItemKind, side: Side) -> &'static str {
    match (kind, side) {
        (ItemKind::Promise, Side::Ours) => "We promised:",
        (ItemKind::Promise, Side::Theirs) => "They promised:",
        (ItemKind::Deliverable, _) => "To be delivered:",
        (ItemKind::Request, _) => "Asked for:",
        (ItemKind::File, _) => "File kept:",
        (ItemKind::Proposal, _) => "Proposal begun:",
        (ItemKind::Dispute, _) => "Disputed:",
        (
            ItemKind::Engagement
            | ItemKind::Work
            | ItemKind::Step
            | ItemKind::Context
            | ItemKind::Template
            | ItemKind::StageNote
            | ItemKind::Tag
            | ItemKind::Merge
            | ItemKind::Distinct
            | ItemKind::ProposalLine
            | ItemKind::Holiday
            | ItemKind::Conflict
            | ItemKind::Erasure
            | ItemKind::Series
            | ItemKind::Recurring
            | ItemKind::LateTerms
            | ItemKind::LateClaim
            | ItemKind::Account
            | ItemKind::PayLink
            | ItemKind::Service
            | ItemKind::Logo
            | ItemKind::Print
            | ItemKind::Member
            | ItemKind::Snooze
            | ItemKind::View
            | ItemKind::Feedback
            | ItemKind::Referral
            | ItemKind::Block
            | ItemKind::Audit
            | ItemKind::Letter
            | ItemKind::Reminder
            | ItemKind::Rule
            | ItemKind::Run
            | ItemKind::Message,
            _,
        ) => "Added:",
    }
}

/// The new day or stage that an act names.
pub fn towards(value: &str, locale: &Locale) -> Option<String> {
    let day = || Day::parse(value).map(|day| locale.long_day(day));
    Stage::from_key(value).map(|stage| stage::name(stage).to_owned()).or_else(day)
}

/// What is written before an item's name when something became of it. `to`: [`towards`].
pub fn became(act: ActKind, to: Option<&str>) -> String {
    let words = match act {
        ActKind::Broken => "Promise broken",
        _ => acted(act),
    };
    match to {
        Some(to) => format!("{words}, {to}:"),
        None => format!("{words}:"),
    }
}

pub const TIME_WRONG: &str = "Write the time like 1:30, 1h 30 or 90.";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "Removed";
pub const CHOOSE: &str = "Choose";
pub const NOT_SAID: &str = "Not said";
pub const NO_ENGAGEMENT: &str = "None in particular";
pub const CLIENTS_CURRENCY: &str = "The client's";
pub const CHARGED: &str = "Charged";
pub const NOT_CHARGED: &str = "Not charged";
pub const NEW_DAY: &str = "New day";
pub const NEW_DAY_MISSING: &str = "Please give the new day.";
pub const NO_DATE: &str = "That is no date of the calendar.";
pub const HAPPENED: &str = "Happened on";

pub fn heading(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Engagement => "Engagements",
        ItemKind::Promise => "Promises",
        ItemKind::Deliverable => "Deliverables",
        ItemKind::Request => "Beyond the scope",
        ItemKind::Work => "Time worked",
        ItemKind::Step => "Steps",
        ItemKind::Context => "Only for you",
        ItemKind::Template => "Template",
        ItemKind::StageNote => "Stage",
        ItemKind::Tag => "Tags",
        ItemKind::Merge => "Merged",
        ItemKind::Distinct => "Not the same",
        ItemKind::File => "Files",
        ItemKind::Proposal => "Proposals",
        ItemKind::ProposalLine => "Rows",
        ItemKind::Holiday => "Holidays",
        ItemKind::Conflict => "Hard conversations",
        ItemKind::Dispute => "Disputes",
        ItemKind::Erasure => "Erased",
        ItemKind::Series => "Series of numbers",
        ItemKind::Recurring => "Recurring billing",
        ItemKind::Account => "Accounts",
        ItemKind::PayLink => "Payment links",
        ItemKind::Service => "Services",
        ItemKind::Logo => "Logos",
        ItemKind::Print => "PDFs",
        ItemKind::Member => "Teammates",
        ItemKind::Audit => "Audits",
        ItemKind::Letter => "Templates",
        ItemKind::Reminder => "Reminders",
        ItemKind::Rule => "Rules",
        ItemKind::Run => "What rules did",
        ItemKind::Message => "Messages",
        ItemKind::Snooze => "Put off",
        ItemKind::View => "Views",
        ItemKind::Feedback => "Feedback",
        ItemKind::Referral => "Came through",
        ItemKind::Block => "Planned time",
        ItemKind::LateTerms | ItemKind::LateClaim => "Late payment",
    }
}

pub fn add(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Engagement => "Add an engagement",
        ItemKind::Promise => "Add a promise",
        ItemKind::Deliverable => "Add a deliverable",
        ItemKind::Request => "Add a request",
        ItemKind::Work => "Add time",
        ItemKind::Step => "Add a step",
        ItemKind::Context => "Add a note to self",
        ItemKind::Feedback => "Write down what they said",
        ItemKind::Template
        | ItemKind::StageNote
        | ItemKind::Tag
        | ItemKind::Merge
        | ItemKind::Distinct
        | ItemKind::ProposalLine
        | ItemKind::Holiday
        | ItemKind::LateTerms
        | ItemKind::LateClaim
        | ItemKind::Conflict
        | ItemKind::Dispute
        | ItemKind::Erasure
        | ItemKind::Series
        | ItemKind::Account
        | ItemKind::PayLink
        | ItemKind::Service
        | ItemKind::Logo
        | ItemKind::Print
        | ItemKind::Member
        | ItemKind::Snooze
        | ItemKind::View
        | ItemKind::Referral
        | ItemKind::Block
        | ItemKind::Audit
        | ItemKind::Letter
        | ItemKind::Reminder
        | ItemKind::Rule
        | ItemKind::Run
        | ItemKind::Message => "Add",
        ItemKind::Recurring => "Add recurring billing",
        ItemKind::File => "Attach files",
        ItemKind::Proposal => "Write a proposal",
    }
}

/// The name of the form, for screen readers.
pub fn form(kind: ItemKind, new: bool) -> &'static str {
    if new { add(kind) } else { "Change it" }
}

pub fn side(side: Side) -> &'static str {
    match side {
        Side::Ours => "We owe it to them",
        Side::Theirs => "They owe it to us",
    }
}

pub fn billing(billing: Billing) -> &'static str {
    match billing {
        Billing::Fixed => "A fixed price",
        Billing::Hourly => "By the hour",
        Billing::Retainer => "A retainer",
        Billing::Nothing => "Nothing",
    }
}

/// A button that does it.
pub fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Kept => "Kept",
        ActKind::Broken => "Broken",
        ActKind::Renegotiated => "Agree on a new day",
        ActKind::Delivered => "Delivered",
        ActKind::SentBack => "Back for a round",
        ActKind::Approved => "Approved",
        ActKind::Rescheduled => "Move the day",
        ActKind::Done => "Done",
        ActKind::Waived => "Waive",
        ActKind::Accepted => "Accepted",
        ActKind::Declined => "Declined",
        ActKind::Confirmed => "Confirmed in writing",
        ActKind::Billed => "Charged",
        ActKind::Moved => "Move",
        ActKind::Closed => "Close",
        ActKind::Reopened => "Open again",
        ActKind::Sent => "Sent",
        ActKind::Told => "They know",
        ActKind::Untold => "They do not know yet",
        ActKind::Resolved => "Resolved",
        ActKind::Given => "Make good",
        ActKind::Handed => "Hand over",
        ActKind::Paused => "Pause",
        ActKind::Resumed => "Go on",
        ActKind::Repriced => "Change the price",
    }
}

pub fn why(act: ActKind) -> &'static str {
    match act {
        ActKind::Broken => "What happened",
        ActKind::SentBack => "What is to change",
        ActKind::Rescheduled | ActKind::Renegotiated | ActKind::Waived | ActKind::Declined => "Why",
        ActKind::Kept
        | ActKind::Delivered
        | ActKind::Approved
        | ActKind::Done
        | ActKind::Accepted
        | ActKind::Confirmed
        | ActKind::Billed
        | ActKind::Moved
        | ActKind::Closed
        | ActKind::Reopened
        | ActKind::Sent
        | ActKind::Told
        | ActKind::Untold
        | ActKind::Given
        | ActKind::Handed
        | ActKind::Paused
        | ActKind::Resumed
        | ActKind::Repriced => "Anything to add",
        ActKind::Resolved => "How it was settled",
    }
}

/// Before a day.
pub fn due(day: &str) -> String {
    format!("due {day}")
}
