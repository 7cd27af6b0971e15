//! One file a screen.

pub mod ageing;
pub mod audit;
pub mod bank;
pub mod billing;
pub mod board;
pub mod calendar;
pub mod client;
pub mod clients;
pub mod difficult;
pub mod document;
mod duplicates;
pub mod import;
pub mod late;
pub mod lifecycle;
pub mod messages;
pub mod pictures;
pub mod retention;
pub mod rules;
pub mod settings;
pub mod statement;
pub mod summary;
pub mod team;
pub mod templates;
pub mod today;
pub mod trust;
