//! What a storage must do. Every storage passes the same conformance suite, in memory and in a browser.

use domain::ClientId;

use crate::chunk::{Batch, CachedRow, CachedText, Chunk, DocKey, Place, StoreError};

/// The journal's news, and the rows of the documents it speaks of, as they stood at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub chunks: Vec<Chunk>,
    pub rows: Vec<CachedRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    pub rows: Vec<CachedRow>,
    /// The highest place that was ever claimed; 0 when none was. Superseded places count.
    pub end: Place,
}

/// A journal with a cache beside it. Every read is of one moment; a write is whole or not at all, and on disk when it returns.
#[allow(async_fn_in_trait, reason = "a browser has one thread, so no future needs to be Send")]
pub trait Store {
    async fn begin(&self) -> Result<Beginning, StoreError>;

    /// Every document that has a chunk.
    async fn list(&self) -> Result<Vec<DocKey>, StoreError>;

    /// The chunks of these documents in the order of their places, one entry for each document asked for.
    async fn load(&self, docs: &[DocKey]) -> Result<Vec<(DocKey, Vec<Chunk>)>, StoreError>;

    /// The texts kept of these clients; of some there may be none.
    async fn texts(&self, clients: &[ClientId]) -> Result<Vec<CachedText>, StoreError>;

    /// What was written after `after`, in the order of its places.
    async fn read_on(&self, after: Place) -> Result<News, StoreError>;

    /// Refused as [`StoreError::Behind`] unless the highest place ever claimed is the batch's `after`.
    async fn write(&self, batch: &Batch) -> Result<(), StoreError>;
}
