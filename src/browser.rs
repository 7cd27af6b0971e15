//! The browser's own parts: storage, other tabs, files, the clock. Whatever names `web_sys` and is no view lives here; no rule does.

pub mod address;
pub mod canvas;
pub mod clipboard;
pub mod clock;
pub mod files;
pub mod indexeddb;
pub mod keep;
pub mod locale;
pub mod network;
pub mod notify;
pub mod pause;
pub mod prefs;
pub mod press;
pub mod runner;
pub mod share;
pub mod syncing;
pub mod tabs;
pub mod updates;
pub mod vault;
