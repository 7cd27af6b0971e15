//! The rules of client work, told and never asking: no clock, no dice, no storage, no language.
//!
//! What happened is a [`Fact`]; what it means is folded from facts. [`decide`] turns a [`Command`] into facts or a [`Refusal`].
#![deny(clippy::float_arithmetic, clippy::wildcard_enum_match_arm)]

pub mod content;
pub mod field;
pub mod intake;
pub mod money;
pub mod sentence;
pub mod text;
pub mod time;

mod id;
mod stage;

pub use id::*;
pub use stage::Stage;
