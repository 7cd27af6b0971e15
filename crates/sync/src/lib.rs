//! What is sealed before it leaves a browser, and the client's side of the relay.
//!
//! It moves sealed bytes: what a document is, it does not know. No clock, dice, storage or network: times and seeds are arguments, and what
//! has to be done is handed back.
//!
//! ```text
//! secret            bytes nobody may know, and the dice
//! identity          what one browser profile is: its keys
//! keyring           a key for each epoch, how it is handed on, what is derived of it
//! content  seal     what stands in an envelope, closing it, opening what was verified
//! phrase  link      twenty-four words; an invite as a link
//! team              acts on members, as entries of the control log
//! rescue            everything under one password
//! home              what a profile keeps of itself
//! engine            the client's side of the relay
//! ```

mod code;
mod content;
mod engine;
mod home;
mod identity;
mod keyring;
mod link;
mod phrase;
mod rescue;
mod seal;
mod secret;
mod team;

pub use code::Malformed;
pub use content::{Chunk, Content, DocName, Piece, Plain};
pub use engine::{Effect, Engine, Failure, Fresh, Input, Lie, LinkId, Mark, OpenFailure, Status, Stuck, Success, Ticket};
pub use home::{Founded, Home, Record, Records};
pub use identity::{Identity, InviteSeed};
pub use keyring::{EpochSecret, Keyring};
pub use link::{InviteLink, LinkRefusal};
pub use phrase::{Phrase, PhraseRefusal};
pub use rescue::{Cost, Rescue, RescueRefusal};
pub use seal::{OpenRefusal, Place, SealRefusal, open, seal};
pub use secret::{Dice, Secret};
pub use team::{Act, ActRefusal, Member, enrol, fingerprint, found};
