//! The rules of client work, told and never asking: no clock, no dice, no storage, no language.
//!
//! What happened is a [`Fact`]; what it means is folded from facts. [`decide`] turns a [`Command`] into facts or a [`Refusal`].
#![deny(clippy::float_arithmetic, clippy::wildcard_enum_match_arm)]

pub mod account;
pub mod ageing;
pub mod agenda;
pub mod alike;
pub mod bank;
pub mod birthday;
pub mod catalogue;
pub mod checklist;
pub mod client;
pub mod command;
pub mod content;
pub mod credit;
pub mod decide;
pub mod deposit;
pub mod difficult;
pub mod dispute;
pub mod erase;
pub mod fact;
pub mod field;
pub mod figure;
pub mod file;
pub mod find;
pub mod flow;
pub mod intake;
pub mod interest;
pub mod invoice;
#[macro_use]
pub mod item;
pub mod audit;
pub mod language;
pub mod letter;
pub mod lifecycle;
pub mod logo;
pub mod merge;
pub mod money;
pub mod number;
pub mod order;
pub mod outlook;
pub mod payment;
pub mod plan;
pub mod practice;
pub mod print;
pub mod proposal;
pub mod recurring;
pub mod remind;
pub mod remit;
pub mod retention;
pub mod rhythm;
pub mod row;
pub mod rule;
pub mod scope;
pub mod seal;
pub mod sentence;
pub mod series;
pub mod spread;
pub mod statement;
pub mod team;
pub mod text;
pub mod time;
pub mod today;
pub mod todo;
pub mod told;
pub mod trust;
pub mod update;
pub mod vague;
pub mod working;
pub mod worth;

mod id;
mod sample;
mod stage;

pub use command::{Command, Done, Refusal};
pub use decide::{Decision, World, decide, needs};
pub use fact::Fact;
pub use id::*;
pub use stage::Stage;
