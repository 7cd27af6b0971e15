//! The relay: a blind, append-only mailbox. It keeps what devices append and hands it to the others; what that is, it cannot know, for it
//! links no cipher. Who may do what, it reads from the signed control log of each space, with the same code as every client.
//!
//! ```text
//! store    where logs are kept: one trait, one suite that every storage passes; in memory, and on disk (redb)
//! hub      what the relay says to whoever speaks to it: no sockets, no clock, no dice
//! server   sockets, clock, dice, and a folder that may be served beside
//! ```

pub mod hub;
pub mod server;
pub mod store;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What a future is that has nothing to wait for, as everything over a [`store::MemoryStore`]. None when it waits.
pub fn at_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
