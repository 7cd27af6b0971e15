//! The documents: the only room that names Automerge. One document for each client, one for the practice; facts go in, records come
//! out, and the [`session::Session`] is the one door through which either happens.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod chunk;
pub mod document;
mod kept;
pub mod rowcode;
pub mod session;
pub mod store;
pub mod textcode;
