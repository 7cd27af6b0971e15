//! Every sentence a person reads, in one place, ready to be translated.

pub mod billing;
pub mod board;
pub mod client;
pub mod document;
pub mod done;
pub mod import;
pub mod item;
pub mod lifecycle;
pub mod locale;
pub mod refusal;
pub mod sentence;
pub mod settings;
pub mod shell;
pub mod stage;

use crate::route::Route;

/// What the browser's tab says.
pub fn title(route: Route) -> &'static str {
    match route {
        Route::Board => shell::BOARD,
        Route::Clients => shell::CLIENTS,
        Route::Client(..) => "Client",
        Route::Document(..) => "Document",
        Route::Billing => shell::BILLING,
        Route::Import => shell::IMPORT,
        Route::Lifecycle => lifecycle::TITLE,
        Route::Settings => shell::SETTINGS,
    }
}
