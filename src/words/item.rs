//! Engagements, promises, deliverables and the rest of a record, in words.

use domain::item::{ActKind, ItemField, ItemKind};

pub fn added(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Engagement => "Engagement added",
        ItemKind::Promise => "Promise written down",
        ItemKind::Deliverable => "Deliverable added",
        ItemKind::Request => "Request written down",
        ItemKind::Work => "Time recorded",
        ItemKind::Step => "Step added",
        ItemKind::Context => "Kept, for your eyes only",
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
        ActKind::Billed => "Charged",
        ActKind::Moved => "Moved",
        ActKind::Closed => "Closed",
        ActKind::Reopened => "Open again",
    }
}

pub fn invalid(field: ItemField) -> &'static str {
    match field {
        ItemField::Due | ItemField::Start | ItemField::End | ItemField::Signed | ItemField::Day => "That is no date of the calendar.",
        ItemField::Price | ItemField::Rate => "An amount is a number from zero up, like 1200 or 95.50.",
        ItemField::Hours => "Hours are a number from zero up, like 40 or 7.5.",
        ItemField::Rounds => "Rounds are a whole number, like 2.",
        ItemField::Response => "Hours to answer are a whole number, like 4.",
        ItemField::Minutes => "Minutes are a whole number, like 45.",
        ItemField::Currency => "A currency is three letters, like EUR or USD.",
        ItemField::Engagement => "This engagement is not here any more.",
        ItemField::Title
        | ItemField::Detail
        | ItemField::NotIncluded
        | ItemField::Side
        | ItemField::Owner
        | ItemField::Billing
        | ItemField::Running
        | ItemField::Billable
        | ItemField::List
        | ItemField::Place => "This cannot be read.",
    }
}

pub fn missing(field: ItemField) -> &'static str {
    match field {
        ItemField::Title => "Please say what it is.",
        ItemField::Side => "Please say who owes it.",
        ItemField::Day => "Please give the day.",
        ItemField::List => "Please say which list it is on.",
        _ => "Please fill this in.",
    }
}
