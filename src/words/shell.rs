//! The frame around every screen.

use book::chunk::StoreError;

pub const SKIP: &str = "Skip to the page";
pub const PLACES: &str = "Places";
pub const BRAND: &str = "Throughline, to the board";
pub const BOARD: &str = "Board";
pub const CLIENTS: &str = "Clients";
pub const BILLING: &str = "Billing";
pub const IMPORT: &str = "Import";
pub const SETTINGS: &str = "Settings";
pub const UNDO: &str = "Undo";
pub const DISMISS: &str = "Dismiss";
pub const SAY_LABEL: &str = "Write a document in one sentence, for example: ";
pub const SAY_EXAMPLE: &str = "Invoice Acme 1,200 for logo design, due in 14 days";
pub const SAVED: &str = "Saved on this device";
pub const SAVED_OFFLINE: &str = "Offline. Saved on this device";
pub const SAVING: &str = "Saving";
pub const NOT_SAVED: &str = "Not saved. See what to do";
pub const SAMPLE: &str = "This is the sample practice: eight made-up clients of a brand consultant. Try anything; none of it is real.";
pub const SAMPLE_ASIDE: &str = "The sample practice is still here, marked on the board and in the list. What there is to do, write and bill is of your own clients only.";
pub const SAMPLE_REMOVE: &str = "Remove the sample";
pub const MAY_CLEAR: &str = "This browser may clear what you keep here when the disk runs low. Allow it to stay, or download a copy now.";
pub const KEEP: &str = "Keep it on this device";
pub const DOWNLOAD: &str = "Download everything";
pub const UPDATE: &str = "A new version is ready. Your work is saved.";
pub const RELOAD: &str = "Reload";
pub const LATER: &str = "Later";
pub const UNREADABLE_TITLE: &str = "The storage of this browser cannot be used";
#[cfg(feature = "split")]
pub const SCREEN_MISSING: &str =
    "This screen could not be loaded. Nothing of yours is lost; it needs the network once, or the app opened again.";
pub const TRY_AGAIN: &str = "Try again";

pub fn storage_failed(error: &StoreError) -> String {
    let cause = super::refusal::store(error);
    let reason = match error {
        StoreError::Failed(_) => " A private window, or a setting that blocks site data, is the usual reason.",
        StoreError::Behind | StoreError::Full | StoreError::Newer => "",
    };
    format!("Throughline keeps everything in this browser, and could not open it: {cause}{reason} Nothing was changed.")
}

pub const NOTHING_TO_UNDO: &str = "Nothing was done here since this page was opened.";
pub const NOTHING_TO_REDO: &str = "Nothing was taken back that could be done again.";
pub const REDO: &str = "Redo";
pub const TAKEN_BACK: &str = "Taken back";
