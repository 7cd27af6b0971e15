//! What is sealed before it leaves a browser, and the client's side of the relay.
//!
//! It moves sealed bytes: what a document is, it does not know. No clock, dice, storage or network: times and seeds are arguments, and what
//! has to be done is handed back.
//!
//! ```text
//! secret            bytes nobody may know, and the dice
//! identity          what one browser profile is: its keys
//! keyring           a key for each epoch, how it is handed on, what is derived of it
//! ```

mod identity;
mod keyring;
mod secret;

pub use identity::{Identity, InviteSeed};
pub use keyring::{EpochSecret, Keyring};
pub use secret::{Dice, Secret};
