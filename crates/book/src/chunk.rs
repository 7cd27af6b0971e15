//! What storage keeps: an append-only journal of document chunks, and caches of rows and texts beside it.

use std::fmt;

use domain::{ClientId, Id};
use sha2::{Digest, Sha256};

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

/// Bytes of the digest that closes every chunk.
const SEAL: usize = 8;

/// The bytes with the first eight of their SHA-256 behind them, so that what a disk has damaged is known before it is read.
pub fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(&digest[..SEAL]);
    bytes
}

/// What was sealed; None when it is not what was written.
pub fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let (content, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    (Sha256::digest(content)[..SEAL] == *seal).then_some(content)
}

/// A place in the journal, counted from 1. Whoever commits claims the next places; storage refuses a place that is taken.
pub type Place = u64;

/// Bytes of one document, [`sealed`]: a whole save, or the changes of one command.
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

/// What can be found of a client, as a second cache keeps it: read only when somebody seeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedText {
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
    pub texts: Vec<CachedText>,
    /// Chunks whose every change is in a whole save of this same batch, or whose document was erased. Never the newest place, unless the
    /// batch claims a newer one: no place is given twice.
    pub superseded: Vec<Place>,
    /// Clients that were erased: their rows and texts go.
    pub gone: Vec<ClientId>,
}

/// Why a batch was not written. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another tab claimed these places first: read on from the journal and decide again.
    Behind,
    /// The disk is full, or the browser allows no more.
    Full,
    /// A newer version of the app keeps its storage in another form.
    Newer,
    /// Anything else, in the storage's own words.
    Failed(String),
}
