//! Find: one box over everything that is kept here, and every place of the app.

use domain::content::Kind;
use domain::find::Group;

use super::{client, document, lifecycle, proposal, shell, working};
use crate::state::find::{Heading, Place};

pub const TITLE: &str = "Find";
pub const LABEL: &str = "Find clients, people, documents, notes, or a place to go";
pub const HINT: &str = "Find anything";
/// The keys that open it, as they are printed on a keyboard.
pub const KEY: &str = "Ctrl K";
pub const CLOSE: &str = "Close";
pub const RESULTS: &str = "Results";
pub const BEFORE: &str = "Before it was amended";
pub const PRIVATE: &str = "Private";
pub const GATHERING: &str = "Still reading older notes and documents.";
pub const MOVE: &str = "to move";
pub const OPEN: &str = "to open";

pub fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::Places => "Go to",
        Heading::Clients => shell::CLIENTS,
        Heading::Of(Group::People) => "People",
        Heading::Of(Group::Documents) => "Documents",
        Heading::Of(Group::Work) => "Work",
        Heading::Of(Group::History) => "History",
        Heading::Of(Group::Files) => "Files",
    }
}

pub fn place(place: Place) -> &'static str {
    match place {
        Place::Sentence => "Write a document",
        Place::NewClient => client::ADD_CLIENT,
        Place::Board => shell::BOARD,
        Place::Clients => shell::CLIENTS,
        Place::Billing => shell::BILLING,
        Place::Lifecycle => lifecycle::TITLE,
        Place::Undo => "Take back what was done last",
        Place::Redo => "Do again what was taken back",
        Place::Import => shell::IMPORT,
        Place::Backup => "Download a backup",
        Place::Restore => "Restore a backup",
        Place::Business => "Your business",
        Place::Numbers => "Document numbers",
        Place::Appearance => "Light or dark",
        Place::Settings => shell::SETTINGS,
        Place::Vague => proposal::SETTINGS,
        Place::Working => working::TITLE,
        Place::Team => super::team::TITLE,
        Place::Today => super::today::TITLE,
        Place::Retention => super::retention::TITLE,
        Place::Calendar => super::calendar::TITLE,
        Place::Audit => super::audit::TITLE,
        Place::Messages => super::messages::TITLE,
        Place::Templates => super::messages::TO_TEMPLATES,
    }
}

/// Other words by which somebody may look for a place.
pub fn also(place: Place) -> &'static str {
    match place {
        Place::Sentence => "new invoice quote estimate receipt sentence draft bill",
        Place::NewClient => "new client lead contact customer",
        Place::Board => "stages home start pipeline",
        Place::Clients => "list customers contacts all",
        Place::Billing => "money invoices overdue open paid payments",
        Place::Lifecycle => "map stages duties owner templates onboarding offboarding checklist",
        Place::Undo => "undo revert step back",
        Place::Redo => "redo repeat step forward",
        Place::Import => "csv file bring in migrate",
        Place::Backup => "export save copy everything storage",
        Place::Restore => "bring back copy storage",
        Place::Business => "name address sender bank tax settings details",
        Place::Numbers => "invoice number pattern series settings",
        Place::Appearance => "theme colour color night settings",
        Place::Settings => "preferences options about sample",
        Place::Vague => "unclear wording soon proposal settings",
        Place::Retention => "retention referral worth value feedback check-in renewal lifetime",
        Place::Audit => "mistakes leak lost money skipped check quiet unbilled scope creep trouble",
        Place::Today => "due late overdue quiet promised list day morning agenda",
        Place::Calendar => "month week agenda dates deadlines plan time block capacity busy ical export",
        Place::Messages => "write update reminder answer mail send batch friday dunning",
        Place::Templates => "letters texts wording languages dunning schedule reminders",
        Place::Team => "sync share invite join teammates relay recovery words settings",
        Place::Working => "week days time off vacation bank holiday calendar settings",
    }
}

/// The key that does the same, if one does.
pub fn key(place: Place) -> &'static str {
    match place {
        Place::Sentence => "/",
        Place::Undo => "Ctrl Z",
        Place::Redo => "Ctrl Y",
        _ => "",
    }
}

pub fn document(kind: Kind, number: Option<&str>) -> String {
    let kind = document::kind(kind);
    match number {
        Some(number) => format!("{kind} {number}"),
        None => format!("{kind}, draft"),
    }
}

pub fn of(shown: usize, count: usize) -> String {
    format!("{shown} of {count}")
}

pub fn count(count: usize) -> String {
    match count {
        0 => "Nothing found.".to_owned(),
        1 => "1 result.".to_owned(),
        _ => format!("{count} results."),
    }
}

pub fn nothing(query: &str) -> String {
    format!("Nothing here speaks of “{query}”.")
}
