//! Every sentence a person reads, in one place, ready to be translated.

pub mod ageing;
pub mod audit;
pub mod backup;
pub mod bank;
pub mod billing;
pub mod board;
pub mod calendar;
pub mod catalogue;
pub mod client;
pub mod difficult;
pub mod document;
pub mod done;
pub mod erase;
pub mod file;
pub mod find;
pub mod flow;
pub mod import;
pub mod item;
pub mod late;
pub mod letter;
pub mod lifecycle;
pub mod locale;
pub mod logo;
pub mod merge;
pub mod messages;
pub mod more;
pub mod owed;
pub mod paying;
pub mod picture;
pub mod plan;
pub mod press;
pub mod proposal;
pub mod recurring;
pub mod refusal;
pub mod remit;
pub mod retention;
pub mod rhythm;
pub mod rules;
pub mod scope;
pub mod sentence;
pub mod series;
pub mod settings;
pub mod shell;
pub mod stage;
pub mod statement;
pub mod summary;
pub mod tax;
pub mod team;
pub mod template;
pub mod today;
pub mod trust;
pub mod working;

use crate::route::Route;

/// The same words at the beginning of a line.
pub fn capital(words: String) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters.clone()).collect()).unwrap_or_default()
}

/// What the browser's tab says.
pub fn title(route: Route) -> &'static str {
    match route {
        Route::Today => today::TITLE,
        Route::Calendar => calendar::TITLE,
        Route::Board => shell::BOARD,
        Route::Clients => shell::CLIENTS,
        Route::Client(..) | Route::Thing(..) => "Client",
        Route::Document(..) => "Document",
        Route::Proposal(..) => proposal::TITLE,
        Route::HandOver(_) => summary::HAND_OVER,
        Route::Past(_) => summary::PAST,
        Route::Billing => shell::BILLING,
        Route::Bank => bank::TITLE,
        Route::Import => shell::IMPORT,
        Route::Lifecycle => lifecycle::TITLE,
        Route::Retention => retention::TITLE,
        Route::Settings => shell::SETTINGS,
        Route::Team => team::TITLE,
        Route::Difficult(..) => difficult::TITLE,
        Route::WalkAway(_) => difficult::SHEET,
        Route::Ageing => ageing::TITLE,
        Route::Late(_) => late::TITLE,
        Route::Statement(..) => statement::TITLE,
        Route::Trust(_) => trust::TITLE,
        Route::Audit => audit::TITLE,
        Route::Messages(_) => messages::TITLE,
        Route::Templates => messages::TEMPLATES,
        Route::Rules => rules::TITLE,
    }
}
