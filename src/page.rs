//! One file a screen.

pub mod bank;
pub mod billing;
pub mod board;
pub mod client;
pub mod clients;
pub mod difficult;
pub mod document;
mod duplicates;
pub mod import;
pub mod lifecycle;
pub mod settings;
pub mod summary;
