//! What storage keeps: an append-only journal of document chunks, and a cache of rows beside it.

use std::fmt;

use domain::{ClientId, Id};

/// Names a document: the practice, or one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocKey {
    Practice,
    Client(ClientId),
}

/// `practice`, or the client's id.
impl fmt::Display for DocKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Practice => f.write_str("practice"),
            Self::Client(id) => fmt::Display::fmt(id, f),
        }
    }
}

impl DocKey {
    pub fn parse(text: &str) -> Option<Self> {
        if text == "practice" { Some(Self::Practice) } else { text.parse::<Id>().ok().map(|id| Self::Client(ClientId(id))) }
    }
}

/// A place in the journal, counted from 1. Whoever commits claims the next places; storage refuses a place that is taken.
pub type Place = u64;

/// Bytes of one document: a whole save, or the changes of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub place: Place,
    pub doc: DocKey,
    pub bytes: Vec<u8>,
}

/// A row as the cache keeps it; of the practice, the cache keeps none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedRow {
    pub client: ClientId,
    pub bytes: Vec<u8>,
}

/// One act, written whole or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The journal's end as this batch was decided on. Any other end, and nothing is written.
    pub after: Place,
    /// Their places follow one another from `after`.
    pub chunks: Vec<Chunk>,
    pub rows: Vec<CachedRow>,
    /// Chunks whose every change is in a whole save of this same batch.
    pub superseded: Vec<Place>,
}

/// Why a batch was not written. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another tab claimed these places first: read on from the journal and decide again.
    Behind,
    /// The disk is full, or the browser allows no more.
    Full,
    /// Anything else, in the storage's own words.
    Failed(String),
}
