//! The fields of an item: what they are called, what helps to fill them, and what is wrong with a text.

use domain::item::{ItemField, ItemKind};

use super::TIME_WRONG;

pub fn invalid(field: ItemField) -> &'static str {
    match field {
        ItemField::Due | ItemField::Start | ItemField::End | ItemField::Signed | ItemField::Day | ItemField::Until => {
            "That is no date of the calendar."
        }
        ItemField::Price | ItemField::Rate | ItemField::Budget | ItemField::Deposit => {
            "An amount is a number from zero up, like 1200 or 95.50."
        }
        ItemField::Hours => "Hours are a number from zero up, like 40 or 7.5.",
        ItemField::Rounds => "Rounds are a whole number, like 2.",
        ItemField::Response => "Hours to answer are a whole number, like 4.",
        ItemField::Minutes => TIME_WRONG,
        ItemField::RoundTo => "Rounding is a whole number of minutes, like 15.",
        ItemField::Currency => "A currency is three letters, like EUR or USD.",
        ItemField::Bic => "A BIC has 8 or 11 letters and digits, like POFICHBEXXX.",
        ItemField::Prefix => "Only digits, as your bank gave them to you.",
        ItemField::Engagement => "This engagement is not here any more.",
        ItemField::Every => "Billed every 1 to 999 days, weeks, months, quarters or years.",
        ItemField::Times => "A number of invoices is a whole number, like 12.",
        ItemField::Rollover => "Hours are a number from zero up, like 5 or 2.5.",
        ItemField::Score => "A whole number from 0 to 10.",
        ItemField::Keep => "Periods are a whole number, like 1.",
        ItemField::Upon | ItemField::If | ItemField::Then | ItemField::Paused => {
            "A piece of the rule is missing, or does not go with the others: a reminder needs an invoice."
        }
        ItemField::Mark => "A mark is one to six letters from A to Z.",
        ItemField::Title
        | ItemField::Detail
        | ItemField::NotIncluded
        | ItemField::Side
        | ItemField::Owner
        | ItemField::Billing
        | ItemField::Running
        | ItemField::Billable
        | ItemField::List
        | ItemField::Place
        | ItemField::Stage
        | ItemField::Trigger
        | ItemField::Tools
        | ItemField::Version
        | ItemField::From
        | ItemField::Under
        | ItemField::Heir
        | ItemField::Device
        | ItemField::Aligned
        | ItemField::Prorated
        | ItemField::Arrears
        | ItemField::Media
        | ItemField::Proposal
        | ItemField::Part
        | ItemField::Unit
        | ItemField::Optional
        | ItemField::When
        | ItemField::Timeline
        | ItemField::Query
        | ItemField::DueAt
        | ItemField::Despite
        | ItemField::Cause
        | ItemField::Acknowledge
        | ItemField::Clarify
        | ItemField::Own
        | ItemField::Propose
        | ItemField::Document
        | ItemField::Holder
        | ItemField::Account
        | ItemField::Bank
        | ItemField::Usual
        | ItemField::Link
        | ItemField::Category
        | ItemField::Skipped => "This cannot be read.",
        ItemField::Key | ItemField::Offset | ItemField::Level => "This cannot be read.",
        ItemField::Between => "It ends after it begins, on the same day.",
        ItemField::Bytes | ItemField::Hash => "Other bytes are another file: attach it as one.",
        ItemField::Quantity => "A quantity is a number from zero up, like 1 or 2.5.",
        ItemField::Tax => "A tax rate is a percentage, like 19 or 8.25.",
        ItemField::Share => "A share is a percentage, like 50.",
        ItemField::After | ItemField::Delay => "Working days are a whole number, like 3.",
        ItemField::AfterHours => "Working hours are a whole number, like 4.",
        ItemField::Base => "A rate is a number, like 2.27 or -0.88.",
        ItemField::Points => "Points are a number from zero up, like 8.",
        ItemField::Picture => "Please choose a picture.",
        ItemField::Fee => "A fee is a number from zero up, like 40.",
        ItemField::Grace => "Days are a whole number, like 3.",
        ItemField::DayCount => "This cannot be read.",
        ItemField::Notice => "Days of notice are a whole number, like 30.",
        ItemField::Invoice => "Only an issued invoice that stands can be disputed.",
    }
}

pub fn missing(field: ItemField) -> &'static str {
    match field {
        ItemField::Title => "Please say what it is.",
        ItemField::Side => "Please say who owes it.",
        ItemField::Day => "Please give the day.",
        ItemField::Start => "Please say from which day it holds.",
        ItemField::Currency => "A fee needs its currency.",
        ItemField::List => "Please say which list it is on.",
        ItemField::Minutes => "Please say how long it took, like 1:30.",
        ItemField::Hours => "Please say how many hours it would take: without them it has no price.",
        ItemField::Account => "Please give the IBAN, or the account number as your bank writes it.",
        ItemField::Link => "Please give the address of the page where people pay.",
        _ => "Please fill this in.",
    }
}

pub fn field(kind: ItemKind, field: ItemField) -> &'static str {
    match (kind, field) {
        (ItemKind::Promise, ItemField::Title) => "What is promised",
        (ItemKind::Promise, ItemField::Owner) => "Who sees to it",
        (ItemKind::Deliverable, ItemField::Title) => "What is delivered",
        (ItemKind::Request, ItemField::Title) => "What was asked for",
        (ItemKind::Request, ItemField::Hours) => "Hours it would take",
        (ItemKind::Request, ItemField::Day) => "Asked on",
        (ItemKind::Engagement, ItemField::Title) => "Name",
        (ItemKind::Engagement, ItemField::Detail) => "What it covers",
        (ItemKind::Engagement, ItemField::Hours) => "Hours in the budget",
        (ItemKind::Work, ItemField::Detail) => "What was done",
        (ItemKind::Recurring, ItemField::Title) => "What it is, as printed",
        (ItemKind::Recurring, ItemField::Detail) => "Note on each invoice",
        (ItemKind::Recurring, ItemField::Price) => "Price of a period",
        (ItemKind::Recurring, ItemField::Hours) => "Hours included",
        (ItemKind::Recurring, ItemField::Rate) => "Price of an hour beyond",
        (ItemKind::Recurring, ItemField::Start) => "First day",
        (ItemKind::Recurring, ItemField::End) => "Last day",
        (ItemKind::File, ItemField::Title) => "Name",
        (ItemKind::File, ItemField::Detail) => "Note",
        (ItemKind::Feedback, ItemField::Title) => "In their words",
        (_, ItemField::Title) => "What it is",
        (_, ItemField::Detail) => "More about it",
        (_, ItemField::NotIncluded) => "What it does not cover",
        (_, ItemField::Side) => "Who owes it",
        (_, ItemField::Owner) => "Who",
        (_, ItemField::Due) => "Due on",
        (_, ItemField::Start) => "Starts on",
        (_, ItemField::End) => "Ends on",
        (_, ItemField::Signed) => "Signed on",
        (_, ItemField::Day) => "Day",
        (_, ItemField::Price) => "Price",
        (_, ItemField::Currency) => "Currency",
        (_, ItemField::Rate) => "Price an hour",
        (_, ItemField::Budget) => "Money in the budget",
        (_, ItemField::RoundTo) => "Round charged time up to (minutes)",
        (_, ItemField::Billing) => "How it is paid",
        (_, ItemField::Hours) => "Hours",
        (_, ItemField::Rounds) => "Revision rounds included",
        (_, ItemField::Response) => "Answer within (working hours)",
        (_, ItemField::Minutes) => "Time",
        (_, ItemField::Running) => "Running since",
        (_, ItemField::Billable) => "Charged or not",
        (_, ItemField::Engagement) => "Engagement",
        (_, ItemField::List) => "List",
        (_, ItemField::Place) => "Place",
        (_, ItemField::Stage) => "Stage",
        (_, ItemField::Trigger) => "Begins when",
        (_, ItemField::Tools) => "Tools",
        (_, ItemField::Version) => "Version",
        (_, ItemField::From) => "From the template",
        (_, ItemField::Proposal) => "Proposal",
        (_, ItemField::Part) => "Part",
        (_, ItemField::Quantity) => "Quantity",
        (_, ItemField::Unit) => "Unit",
        (_, ItemField::Tax) => "Tax",
        (_, ItemField::Optional) => "Optional",
        (_, ItemField::Share) => "Share",
        (_, ItemField::When) => "When",
        (_, ItemField::Until) => "Valid until",
        (_, ItemField::Timeline) => "Timeline",
        (_, ItemField::Delay) => "Moves the dates by (working days)",
        (_, ItemField::After) => "Working days after the start",
        (_, ItemField::Under) => "Merged into",
        (_, ItemField::Heir) => "Kept by",
        (_, ItemField::Media) => "Kind",
        (_, ItemField::Bytes) => "Size",
        (_, ItemField::Hash | ItemField::Key) => "Fingerprint",
        (_, ItemField::Between) => "From and to",
        (_, ItemField::AfterHours) => "Working hours after the start",
        (_, ItemField::DueAt) => "Due by",
        (_, ItemField::Despite) => "Why without the deposit",
        (_, ItemField::Deposit) => "Deposit before work begins",
        (_, ItemField::Notice) => "Days of notice",
        (_, ItemField::Invoice) => "Invoice",
        (_, ItemField::Cause) => "Cause",
        (_, ItemField::Acknowledge | ItemField::Clarify | ItemField::Own | ItemField::Propose | ItemField::Document) => {
            crate::words::difficult::step(field)
        }
        (_, ItemField::Skipped) => "Left out",
        (_, ItemField::Mark) => "Mark in its numbers",
        (_, ItemField::Base) => "Reference rate",
        (_, ItemField::Points) => "Points on top",
        (_, ItemField::DayCount) => "Days of a year",
        (_, ItemField::Grace) => "Days let pass",
        (_, ItemField::Fee) => "Fee",
        (_, ItemField::Picture) => "Picture",
        (_, ItemField::Query) => "What it shows",
        (_, ItemField::Score) => "How satisfied, from 0 to 10",
        (_, ItemField::Offset) => "Days from the due day",
        (_, ItemField::Level) => "Level",
        (_, ItemField::Device) => "Device",
        (_, ItemField::Every) => "Billed every",
        (_, ItemField::Times) => "Invoices in all",
        (_, ItemField::Aligned) => "Calendar periods",
        (_, ItemField::Prorated) => "Part of a period",
        (_, ItemField::Arrears) => "Billed",
        (_, ItemField::Rollover) => "Unused hours carried on, at most",
        (_, ItemField::Keep) => "Periods that carried hours last",
        (_, ItemField::Holder) => "Account holder",
        (_, ItemField::Account) => "IBAN or account number",
        (_, ItemField::Bic) => "BIC",
        (_, ItemField::Bank) => "Bank",
        (_, ItemField::Prefix) => "QR reference begins with",
        (_, ItemField::Usual) => "Used on documents",
        (_, ItemField::Link) => "Address",
        (_, ItemField::Category) => "Kind of tax",
        (_, ItemField::Upon) => "When",
        (_, ItemField::If) => "And",
        (_, ItemField::Then) => "Then",
        (_, ItemField::Paused) => "Paused",
    }
}

pub fn hint(kind: ItemKind, field: ItemField) -> Option<&'static str> {
    match (kind, field) {
        (ItemKind::Engagement, ItemField::NotIncluded) => Some("What is left out is said now, or argued about later."),
        (ItemKind::Engagement, ItemField::Rate) => Some("What time and extra requests are charged with."),
        (ItemKind::Engagement, ItemField::RoundTo) => Some("Once a line of the invoice. What you measured stays as it is."),
        (ItemKind::Engagement, ItemField::Deposit) => Some("Time and Delivery ask why while it is not recorded as paid."),
        (ItemKind::Engagement, ItemField::Notice) => Some("How long before its end either side has to say so."),
        (ItemKind::Request, ItemField::Rate) => Some("Empty: as the engagement says."),
        (ItemKind::Request, ItemField::Delay) => {
            Some("Once they say yes, what is still to be delivered is due so much later. Empty: the dates stay.")
        }
        (ItemKind::Recurring, ItemField::Times) => Some("Empty: until its last day, or until you stop it."),
        (ItemKind::Recurring, ItemField::Rate) => Some("Hours beyond are a line of the next invoice."),
        (ItemKind::Recurring, ItemField::Hours) => Some("Counted from the time you record for the same engagement."),
        (ItemKind::Recurring, ItemField::End) => {
            Some("A period that it cuts is charged as you choose below. Renewing comes up 30 days before.")
        }
        (ItemKind::Recurring, ItemField::Tax) => Some("Empty: as for the client, else as in Settings."),
        (ItemKind::Work, ItemField::Minutes) => Some("1:30, 1h 30 or 90"),
        (ItemKind::Context, ItemField::Detail) => Some("Never in a hand-over, a portal or an export for others."),
        _ => None,
    }
}
