//! The list of clients and a client's own page.

use book::document::Trouble;
use domain::client::{Channel, Direction, NoteKind};
use domain::field::{ContactField, Field};
use domain::team::Who;
use domain::{InvoiceId, Stage};

use super::{done, stage};
use crate::route::Tab;
use crate::state::client::list::{By, Only};

// The list.
pub const CLIENTS: &str = "Clients";
pub const FILTER: &str = "Filter clients";
pub const FILTER_HINT: &str = "Filter by name, person or number";
pub const ADD_CLIENT: &str = "Add a client";
pub const COL_NAME: &str = "Name";
pub const COL_STAGE: &str = "Stage";
pub const COL_NEXT: &str = "Next step";
pub const COL_OPEN: &str = "Open";
pub const COL_TRUST: &str = "Trust";
pub const COL_TOUCH: &str = "Last word";
pub const ALL_STAGES: &str = "All stages";
pub const SHOW: &str = "Show";
pub const SORT_BY: &str = "Sort by";
pub const TURN_ROUND: &str = "Turn the order round";
pub const VIEWS: &str = "Your views";
pub const KEEP_VIEW: &str = "Keep this view";
pub const VIEW_NAME: &str = "Name of the view";
pub const VIEW_KEEP: &str = "Keep";
pub const VIEW_CANCEL: &str = "Cancel";
pub const VIEW_KEPT: &str = "View kept";
pub const VIEW_DROP: &str = "Remove this view";
pub const VIEW_DROPPED: &str = "View removed";
pub const NONE: &str = "–";
pub const EMPTY: &str = "Nobody is written down yet.";
pub const EMPTY_HINT: &str = "A name is enough to begin with; the rest comes as you learn it.";
pub const CLEAR: &str = "Clear the filter";
pub const BRING_BACK: &str = "Bring back";
pub const REMOVED_CLIENTS: &str = "Removed clients";
pub const SAMPLE: &str = "Sample";
pub const NEEDS_LOOK: &str = "Needs a look";

pub fn only(only: Only) -> &'static str {
    match only {
        Only::All => "Everybody",
        Only::Late => "Something is late",
        Only::Owing => "Money is open",
        Only::Quiet => "Quiet or waiting",
        Only::Falling => super::trust::FALLING,
    }
}
pub fn column(by: By) -> &'static str {
    match by {
        By::Name => COL_NAME,
        By::Stage => COL_STAGE,
        By::Next => COL_NEXT,
        By::Open => COL_OPEN,
        By::Trust => COL_TRUST,
        By::Touch => COL_TOUCH,
    }
}
pub fn sorted_by(by: By) -> String {
    format!("{SORT_BY} {}", column(by).to_lowercase())
}

pub fn clients(count: usize) -> String {
    if count == 1 { "1 client".to_owned() } else { format!("{count} clients") }
}
pub fn matching(found: usize, all: usize) -> String {
    format!("{found} of {} {}", clients(all), if found == 1 { "matches" } else { "match" })
}
pub fn no_match(query: &str) -> String {
    format!("Nothing matches “{query}”.")
}
pub fn more(count: usize) -> String {
    format!("Show {count} more")
}
pub fn show_removed(count: usize, shown: bool) -> String {
    let clients = done::count(u32::try_from(count).unwrap_or(u32::MAX), "client was removed", "clients were removed");
    format!("{clients}: {}", if shown { "hide" } else { "show" })
}
pub const CLOSE: &str = "Close";

// The page's head.
pub const NEW_DOCUMENT: &str = "New document";
pub const MORE: &str = "More";
pub const EDIT_DETAILS: &str = "Edit the details";
pub const REMOVE_CLIENT: &str = "Remove the client";
pub const MOVE_TO: &str = "Move to";
pub const HERE: &str = "here";
pub const MONEY: &str = "Money";
pub const INVOICED: &str = "Invoiced";
pub const PAID: &str = "Paid";
pub const OPEN: &str = "Open";
pub const OVERDUE: &str = "Overdue";
pub const NO_MONEY: &str = "Nothing invoiced yet";
pub const NEXT: &str = "Next";
pub const NO_NEXT: &str = "No next step";
pub const CHANGE: &str = "Change";
pub const SET: &str = "Set one";
pub const OF_NEXT: &str = " the next step";
pub const DONE: &str = "Done";
pub const NEXT_IS_DONE: &str = " with the next step";
pub const NEXT_DONE: &str = "Next step done";
pub const BY_DAY: &str = "By";
pub const TYPED_AGAIN: &str = "What you typed before is here again. It is not saved yet.";
pub const NOT_FOUND: &str = "This client is not here.";
pub const NOT_FOUND_HINT: &str =
    "The address names nobody that this browser knows: an import taken back, perhaps, or a link from another device.";
pub const TO_CLIENTS: &str = "See all clients";
pub const REMOVED: &str = "This client was removed.";
pub const REMOVED_HINT: &str = "Everything written down is still here, and can be brought back.";
pub const READING: &str = "Opening the record";

pub fn more_of(name: &str) -> String {
    format!("More for {name}")
}
pub fn stage_of(now: Stage) -> String {
    format!("In {}. Move to another stage", stage::name(now))
}
pub const SINCE: &str = "since ";
pub fn days_ago(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}
/// What the sentence box begins with.
pub fn invoice_for(name: &str) -> String {
    format!("Invoice {name} ")
}
pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::History => "History",
        Tab::Work => "Work",
        Tab::Details => "Details",
        Tab::Documents => "Documents",
        Tab::Files => "Files",
    }
}
/// What the browser's tab says.
pub fn title(name: &str) -> String {
    format!("{name} · Throughline")
}

// Details.
pub const DETAILS: &str = "Details";
pub const OF_DETAILS: &str = " the details";
pub const TERMS: &str = "Terms";
pub const OF_TERMS: &str = " the terms";
pub const PEOPLE: &str = "People";
pub const PERSON: &str = "Person";
pub const EDIT: &str = "Edit";
pub const SAVE: &str = "Save";
pub const CANCEL: &str = "Cancel";
pub const NOTHING_KNOWN: &str = "Nothing else is known yet.";
pub const NO_PEOPLE: &str = "Nobody is named yet.";
pub const ADDRESS: &str = "Address";
pub const PAYMENT: &str = "Payment";
pub const DAYS: &str = "Days";
pub const DAYS_WRONG: &str = "Give a number of days, like 14.";
pub const NOT_SET: &str = "As in Settings";
pub const COMMON: &str = "Often used";
pub const ALL: &str = "All";
pub const NO_TAX: &str = "As in Settings";
pub const RATE_HINT: &str = "In percent, like 19 or 8.25";
pub const IDENTITY: &str = "Who they are";
pub const WHERE: &str = "Where they are";
pub const AGREED: &str = "What is agreed";

pub fn percent(number: &str) -> String {
    format!("{number}\u{a0}%")
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::LegalName => "Name on documents",
        Field::Email => "E-mail",
        Field::Phone => "Phone",
        Field::Website => "Website",
        Field::Street => "Street and number",
        Field::Extra => "Second address line",
        Field::City => "City",
        Field::Region => "State or region",
        Field::PostalCode => "Postal code",
        Field::Country => "Country",
        Field::TaxId => "Tax number",
        Field::Registration => "Registration number",
        Field::Currency => "Currency",
        Field::Terms => "Payment terms",
        Field::TaxRate => "Tax rate",
        Field::NextStep => "Next step",
        Field::NextDay => "Day of the next step",
        Field::Source => "How they came",
        Field::ContractStart => "Contract begins",
        Field::ContractEnd => "Contract ends",
        Field::NoticeDays => "Notice in days",
        Field::Tier => "Tier",
        Field::Channel => "Agreed channel",
        Field::Language => "Language of documents",
        Field::UpdateEvery => "Updates go out",
        Field::UpdateDay => "On which day",
        Field::AnswerHours => "Answers within (working hours)",
        Field::Remind => "Reminders of money",
    }
}

/// A key of [`crate::state::client::form::TERMS`] as the list says it.
pub fn terms_choice(key: &str) -> &'static str {
    match key {
        "" => NOT_SET,
        "receipt" => "On receipt",
        "net 7" => "7 days after the invoice date",
        "net 14" => "14 days after the invoice date",
        "net 30" => "30 days after the invoice date",
        "net" => "So many days after the invoice date",
        "eom" => "At the end of the month",
        "eonm" => "At the end of the next month",
        "net eom" => "So many days, then the end of that month",
        _ => "As it was set",
    }
}

// People.
pub const ADD_PERSON: &str = "Add";
pub const REMOVE_PERSON: &str = "Remove this person";
pub const PERSON_REMOVED: &str = "Person removed";
pub const NEW_PERSON: &str = "New person";
pub const ROLES: &str = "Roles";
pub const NO_PREFERENCE: &str = "No preference";
pub const PREFERRED: &str = "(preferred)";
pub const BIRTHDAY_HINT: &str = "Like 1990-05-14, or 05-14 without the year. Only you read it.";
/// Before the next day on which it is kept.
pub const BIRTHDAY: &str = "Birthday: ";
pub fn born(year: i32) -> String {
    format!(", born {year}")
}
pub const BIRTHDAY_WRONG: &str = "A birthday is a date like 1990-05-14, or 05-14 without the year.";
pub const LEAP_FEBRUARY: &str = "On 28 February";
pub const LEAP_MARCH: &str = "On 1 March";
pub const TIER_HINT: &str = "A, B, C, or a word of your own";
pub const ALL_TIERS: &str = "All tiers";
pub const TIER: &str = "Tier";

/// "Prefers phone; with the client you agreed on e-mail."
pub fn channels_clash(theirs: Channel, agreed: Channel) -> String {
    format!("Prefers {}; with the client you agreed on {}.", channel(theirs).to_lowercase(), channel(agreed).to_lowercase())
}
pub fn notice(days: &str) -> String {
    if days == "1" { "1 day".to_owned() } else { format!("{days} days") }
}
pub fn ends(near: &str) -> String {
    format!("Contract ends {near}")
}
pub const UNNAMED: &str = "Without a name";
pub const NAME_A_PERSON: &str = "Give a name, an e-mail address or a phone number.";

pub fn person_field(field: ContactField) -> &'static str {
    match field {
        ContactField::Name => "Name",
        ContactField::Position => "Position",
        ContactField::Email => "E-mail",
        ContactField::Phone => "Phone",
        ContactField::Chat => "Chat name",
        ContactField::Prefers => "Prefers",
        ContactField::Primary => "First contact",
        ContactField::Decides => "Decides",
        ContactField::Bills => "Gets the invoices",
        ContactField::Birthday => "Birthday",
    }
}
/// A role in the middle of a list of them.
pub fn role(field: ContactField, first: bool) -> String {
    let words = person_field(field);
    if first { words.to_owned() } else { words.to_lowercase() }
}
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "E-mail",
        Channel::Phone => "Phone",
        Channel::Chat => "Chat",
        Channel::Meeting => "Meeting",
    }
}
pub fn chat(name: &str) -> String {
    format!("Chat: {name}")
}

// History.
pub const WRITE: &str = "Write to the history";
pub const KIND: &str = "Kind of entry";
pub const WHO_BEGAN: &str = "Who began";
pub const WHAT: &str = "What happened";
pub const WHAT_HINT: &str = "What was said, agreed or promised";
pub const HAPPENED: &str = "Happened";
pub const WRITE_IT: &str = "Write it down";
pub const ENTRIES: &str = "Entries, newest first";
pub const NO_ENTRIES: &str = "Nothing is written down yet.";
pub const NO_ENTRIES_HINT: &str = "What was said, agreed and promised goes here, with the day it happened and the day you wrote it.";
pub const NO_DAY: &str = "Choose the day it happened.";
pub const AMEND: &str = "Amend";
pub const AMENDED_TEXT: &str = "What it says from now on";
pub const AMEND_HINT: &str = "What it said before stays readable.";
pub const REMOVE_ENTRY: &str = "Remove this entry";
pub const ENTRY_REMOVED: &str = "Entry removed";
pub const BEFORE: &str = "What it said before";
pub const STAGE: &str = "Stage";
pub const KEY_HINT: &str = "Ctrl + Enter";

pub fn kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "Note",
        NoteKind::Call => "Call",
        NoteKind::Meeting => "Meeting",
        NoteKind::Email => "E-mail",
        NoteKind::Chat => "Chat",
        NoteKind::Decision => "Decision",
    }
}
/// Who began a conversation; None: nobody said.
pub fn began(kind: NoteKind, direction: Option<Direction>) -> &'static str {
    match (kind, direction) {
        (_, None) => "Not said",
        (NoteKind::Call, Some(Direction::In)) => "They called",
        (NoteKind::Call, Some(Direction::Out)) => "You called",
        (NoteKind::Meeting, Some(Direction::In)) => "They asked for it",
        (NoteKind::Meeting, Some(Direction::Out)) => "You asked for it",
        (_, Some(Direction::In)) => "They wrote",
        (_, Some(Direction::Out)) => "You wrote",
    }
}
pub fn entry_of(kind_of: NoteKind, day: &str) -> String {
    format!(": {}, {day}", kind(kind_of))
}
pub fn by(who: &Who) -> &str {
    match who {
        Who::Me => "you",
        Who::Named(name) => name,
        Who::Other => "a teammate",
    }
}
/// Between the two days of an entry.
pub const RECORDED: &str = " · recorded ";
pub const SAME_DAY: &str = "the same day";
pub const UNKNOWN_DAY: &str = "on an unknown day";
pub const AMENDED: &str = " · amended ";
pub const WRITTEN: &str = "Written ";
pub fn by_whom(who: &Who) -> String {
    format!(" by {}", by(who))
}
pub fn at_time((hour, minute): (u32, u32)) -> String {
    format!(", {hour:02}:{minute:02}")
}
pub fn moved(from: Option<Stage>, to: Stage) -> String {
    match from {
        None => format!("Came in at {}", stage::name(to)),
        Some(from) => format!("Moved from {} to {}", stage::name(from), stage::name(to)),
    }
}
pub fn reason(why: &str) -> String {
    format!("Because: {why}")
}
const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
pub fn month((year, month): (i32, u32)) -> String {
    format!("{} {year}", MONTHS.get(month as usize - 1).copied().unwrap_or_default())
}

// Documents.
pub const COL_NUMBER: &str = "Number";
pub const COL_FOR: &str = "For";
pub const COL_DATE: &str = "Date";
pub const COL_DUE: &str = "Due";
pub const COL_STANDING: &str = "Standing";
pub const COL_TOTAL: &str = "Total";
pub const NO_PAPERS: &str = "No documents yet.";
pub const NO_PAPERS_HINT: &str = "Quotes, invoices and receipts for this client are listed here.";
pub const WRITE_FIRST: &str = "Write the first one";
pub const DRAFT: &str = "Draft";
pub const UNTITLED: &str = "Nothing on it yet";

// What a record says of itself.
pub const NEWER_TITLE: &str = "You can read this record, not change it";
pub const NEWER: &str = "A newer version of the app wrote this record. Reload to get that version; nothing here has been altered.";
pub const RELOAD: &str = "Reload";
pub const DAMAGED_TITLE: &str = "Part of this record cannot be read";
const BEGINNING_LOST: &str =
    "The piece that this record begins with is damaged or missing, so hardly anything that was written after it can be shown.";
pub const DAMAGED_REST: &str = "Whatever is shown is whole and works as usual; nothing was deleted.";
pub const DAMAGED_DO: &str = "Download a backup in Settings before you go on, and keep your older ones.";
pub const TO_SETTINGS: &str = "Go to Settings";
pub const CONTESTED_TITLE: &str = "Two devices wrote different things at once";
pub const CONTESTED_DO: &str = "What is shown is in force. To settle it, write what is right once more.";
pub const CONTESTED_CHOOSE: &str = "Choose what is right. The first of them is in force until then.";

/// "Send the proofs: due on".
pub fn of_thing(thing: &str, what: &str) -> String {
    if thing.is_empty() { what.to_owned() } else { format!("{thing}: {}", what.to_lowercase()) }
}

/// The part of a record that a path leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Field(Field),
    OtherField,
    Contact,
    Note,
    Move,
    Invoice,
    /// What everything else stands in.
    Beginning,
}

impl Part {
    fn of(path: &str) -> Self {
        let mut steps = path.split('/');
        match (steps.next(), steps.next()) {
            (Some("fields"), Some(key)) => Field::from_key(key).map_or(Self::OtherField, Self::Field),
            (Some("contacts"), Some(_)) => Self::Contact,
            (Some("notes"), Some(_)) => Self::Note,
            (Some("moves"), Some(_)) => Self::Move,
            (Some("invoices"), Some(_)) => Self::Invoice,
            _ => Self::Beginning,
        }
    }
}

/// Something of the record is not to be seen.
pub fn loses(troubles: &[Trouble]) -> bool {
    troubles.iter().any(|trouble| matches!(trouble, Trouble::Unreadable { .. } | Trouble::DamagedChunk { .. }))
}

/// One sentence for each part of a record that could not be read.
pub fn damage(troubles: &[Trouble], number: impl Fn(InvoiceId) -> Option<String>) -> Vec<String> {
    let mut out = Vec::new();
    // How many entries of each part: several troubles may speak of one entry.
    let mut entries: Vec<(Part, &str)> = Vec::new();
    let mut bytes_lost = 0;
    for trouble in troubles {
        match trouble {
            Trouble::Unreadable { path } => {
                let part = Part::of(path);
                let entry = path.split('/').nth(1).unwrap_or_default();
                if !entries.contains(&(part, entry)) {
                    entries.push((part, entry));
                }
            }
            Trouble::BrokenSeal { invoice, .. } => out.push(match number(*invoice) {
                Some(number) => format!("{number} is not what was issued, or cannot be read as it was. Compare it with your own copy."),
                None => "An issued document cannot be read as it was. Compare it with your own copy.".to_owned(),
            }),
            Trouble::DamagedChunk { bytes, .. } => bytes_lost += bytes,
            Trouble::Contested { .. } | Trouble::NewerSchema { .. } => {}
        }
    }
    // Where the beginning is lost, everything is: one sentence says it.
    if entries.iter().any(|(part, _)| *part == Part::Beginning) {
        entries = vec![(Part::Beginning, "")];
    }
    domain::order::sort(&mut entries);
    for group in entries.chunk_by(|one, other| one.0 == other.0) {
        let count = u32::try_from(group.len()).unwrap_or(u32::MAX);
        let Some((part, _)) = group.first() else { continue };
        out.push(match part {
            Part::Field(which) => format!("“{}” cannot be read.", field(*which)),
            Part::OtherField => "A detail that this version does not know cannot be read.".to_owned(),
            Part::Contact => format!("{} cannot be read whole.", done::count(count, "person", "people")),
            Part::Note => format!("{} of the history cannot be read whole.", done::count(count, "entry", "entries")),
            Part::Move => format!("{} cannot be read whole.", done::count(count, "move between stages", "moves between stages")),
            Part::Invoice => format!("{} cannot be read whole.", done::count(count, "document", "documents")),
            Part::Beginning => BEGINNING_LOST.to_owned(),
        });
    }
    if bytes_lost > 0 {
        out.push(format!("{bytes_lost} bytes of what this browser stored are damaged. What was written in them is missing."));
    }
    out
}

/// One sentence for each thing that two devices wrote at once.
pub fn contests(troubles: &[Trouble]) -> Vec<String> {
    let told = |trouble: &Trouble| match trouble {
        Trouble::Contested { path, values } => {
            let what = match Part::of(path) {
                Part::Field(which) => field(which),
                Part::OtherField => "A detail",
                Part::Contact => "A person",
                Part::Note => "An entry of the history",
                Part::Move => "A move between stages",
                Part::Invoice => "A document",
                Part::Beginning => "The record",
            };
            let shown =
                |text: &String| if text.chars().count() > 60 { text.chars().take(59).chain(['…']).collect() } else { text.clone() };
            let mut values = values.iter().map(shown);
            let first = values.next().unwrap_or_default();
            let others: Vec<String> = values.map(|value| format!("“{value}”")).collect();
            Some(format!("{what}: “{first}” here, {} on another device.", others.join(", ")))
        }
        Trouble::Unreadable { .. } | Trouble::NewerSchema { .. } | Trouble::BrokenSeal { .. } | Trouble::DamagedChunk { .. } => None,
    };
    troubles.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_told_by_part_and_counted_by_entry() {
        let unreadable = |path: &str| Trouble::Unreadable { path: path.to_owned() };
        let troubles = [
            unreadable("fields/email"),
            unreadable("notes/a/kind"),
            unreadable("notes/a/text"),
            unreadable("notes/b"),
            Trouble::NewerSchema { found: 2 },
        ];
        assert_eq!(damage(&troubles, |_| None), ["“E-mail” cannot be read.", "2 entries of the history cannot be read whole."]);
    }

    #[test]
    fn a_lost_beginning_is_told_once() {
        let all = ["fields", "contacts", "notes", "moves", "invoices", "opened"].map(|path| Trouble::Unreadable { path: path.to_owned() });
        assert_eq!(damage(&all, |_| None), [BEGINNING_LOST]);
    }

    #[test]
    fn a_contest_names_both_values() {
        let troubles = [Trouble::Contested { path: "fields/city".to_owned(), values: vec!["Graz".to_owned(), "Linz".to_owned()] }];
        assert_eq!(contests(&troubles), ["City: “Graz” here, “Linz” on another device."]);
    }
}
