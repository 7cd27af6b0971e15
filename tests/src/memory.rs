//! A journal in memory with the promises of the real one, and faults on demand.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use book::chunk::{Batch, CachedRow, CachedText, Chunk, DocKey, Place, StoreError, sealed};
use book::session::pack;
use book::store::{Beginning, News, Store};
use domain::{AuthorId, ClientId};

/// What survives a crash. Clones are one disk.
#[derive(Clone, Debug, Default)]
pub struct Disk(Rc<Platter>);

#[derive(Debug, Default)]
struct Platter {
    journal: RefCell<BTreeMap<Place, (DocKey, Vec<u8>)>>,
    rows: RefCell<BTreeMap<ClientId, Vec<u8>>>,
    texts: RefCell<BTreeMap<ClientId, Vec<u8>>>,
    highest: Cell<Place>,
    /// Who writes in this browser profile: whoever opened it first.
    author: Cell<Option<AuthorId>>,
    /// Writes answer with this while it is set.
    fault: RefCell<Option<StoreError>>,
}

impl Disk {
    /// The profile's author; where it has none yet, this one from now on.
    pub fn author_or(&self, fresh: AuthorId) -> AuthorId {
        let author = self.0.author.get().unwrap_or(fresh);
        self.0.author.set(Some(author));
        author
    }

    pub fn fail_writes(&self, error: Option<StoreError>) {
        *self.0.fault.borrow_mut() = error;
    }

    /// Another disk with the same on it, as a copied browser profile has: the same author writes there.
    pub fn copy(&self) -> Self {
        let Platter { journal, rows, texts, highest, author, .. } = &*self.0;
        let (journal, rows, texts) = (journal.clone(), rows.clone(), texts.clone());
        Self(Rc::new(Platter { journal, rows, texts, highest: highest.clone(), author: author.clone(), fault: RefCell::default() }))
    }

    /// Takes in what another device has: every document's changes beside its own, as syncing would bring them. Rows of what came are
    /// computed again when a tab is opened and told of [`Self::list`].
    pub fn receive(&self, other: &Self) {
        for (doc, chunks) in other.load(&other.list()) {
            let place = self.0.highest.get() + 1;
            self.0.journal.borrow_mut().insert(place, (doc, sealed(pack(&chunks).bytes)));
            self.0.highest.set(place);
            if let DocKey::Client(client) = doc {
                self.0.rows.borrow_mut().remove(&client);
            }
        }
    }

    /// Loses the cache of rows: everything in it can be computed again.
    pub fn lose_rows(&self) {
        self.0.rows.borrow_mut().clear();
    }

    /// Loses what was kept for seeking of every client that `lost` names, or makes it unreadable.
    pub fn lose_texts(&self, mut lost: impl FnMut(ClientId) -> bool, damage: bool) {
        self.0.texts.borrow_mut().retain(|client, bytes| {
            let hit = lost(*client);
            if hit && let Some(version) = bytes.first_mut() {
                *version ^= 0x55;
            }
            !hit || damage
        });
    }

    /// Turns one byte of a chunk over.
    pub fn damage(&self, place: Place) {
        if let Some((_, bytes)) = self.0.journal.borrow_mut().get_mut(&place) {
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 0x55;
            }
        }
    }

    pub fn chunks(&self) -> Vec<Chunk> {
        let journal = self.0.journal.borrow();
        journal.iter().map(|(place, (doc, bytes))| Chunk { place: *place, doc: *doc, bytes: bytes.clone() }).collect()
    }

    pub fn begin(&self) -> Beginning {
        let rows = self.0.rows.borrow();
        let rows = rows.iter().map(|(client, bytes)| CachedRow { client: *client, bytes: bytes.clone() }).collect();
        Beginning { rows, end: self.0.highest.get() }
    }

    pub fn list(&self) -> Vec<DocKey> {
        let mut docs: Vec<DocKey> = self.0.journal.borrow().values().map(|(doc, _)| *doc).collect();
        docs.sort_unstable();
        docs.dedup();
        docs
    }

    pub fn load(&self, docs: &[DocKey]) -> Vec<(DocKey, Vec<Chunk>)> {
        let mut chunks: BTreeMap<DocKey, Vec<Chunk>> = docs.iter().map(|doc| (*doc, Vec::new())).collect();
        for (place, (doc, bytes)) in &*self.0.journal.borrow() {
            if let Some(chunks) = chunks.get_mut(doc) {
                chunks.push(Chunk { place: *place, doc: *doc, bytes: bytes.clone() });
            }
        }
        docs.iter().map(|doc| (*doc, chunks.get(doc).cloned().unwrap_or_default())).collect()
    }

    pub fn texts(&self, clients: &[ClientId]) -> Vec<CachedText> {
        let texts = self.0.texts.borrow();
        clients.iter().filter_map(|client| Some(CachedText { client: *client, bytes: texts.get(client)?.clone() })).collect()
    }

    pub fn read_on(&self, after: Place) -> News {
        let chunks: Vec<Chunk> = self.chunks().into_iter().filter(|chunk| chunk.place > after).collect();
        let rows = self.0.rows.borrow();
        let mut clients: Vec<ClientId> = chunks
            .iter()
            .filter_map(|chunk| match chunk.doc {
                DocKey::Client(id) => Some(id),
                DocKey::Practice => None,
            })
            .collect();
        clients.sort_unstable();
        clients.dedup();
        let rows = clients.into_iter().filter_map(|client| Some(CachedRow { client, bytes: rows.get(&client)?.clone() })).collect();
        News { chunks, rows }
    }

    pub fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        if let Some(error) = &*self.0.fault.borrow() {
            return Err(error.clone());
        }
        if batch.after != self.0.highest.get() {
            return Err(StoreError::Behind);
        }
        let mut journal = self.0.journal.borrow_mut();
        for chunk in &batch.chunks {
            assert!(chunk.place > batch.after, "a chunk must come after what the batch was decided on");
            assert!(journal.insert(chunk.place, (chunk.doc, chunk.bytes.clone())).is_none(), "no place is claimed twice");
            self.0.highest.set(self.0.highest.get().max(chunk.place));
        }
        for row in &batch.rows {
            self.0.rows.borrow_mut().insert(row.client, row.bytes.clone());
        }
        for text in &batch.texts {
            self.0.texts.borrow_mut().insert(text.client, text.bytes.clone());
        }
        for place in &batch.superseded {
            journal.remove(place);
        }
        for client in &batch.gone {
            self.0.rows.borrow_mut().remove(client);
            self.0.texts.borrow_mut().remove(client);
        }
        Ok(())
    }
}

impl Store for Disk {
    async fn begin(&self) -> Result<Beginning, StoreError> {
        Ok(Self::begin(self))
    }
    async fn list(&self) -> Result<Vec<DocKey>, StoreError> {
        Ok(Self::list(self))
    }
    async fn load(&self, docs: &[DocKey]) -> Result<Vec<(DocKey, Vec<Chunk>)>, StoreError> {
        Ok(Self::load(self, docs))
    }
    async fn texts(&self, clients: &[ClientId]) -> Result<Vec<CachedText>, StoreError> {
        Ok(Self::texts(self, clients))
    }
    async fn read_on(&self, after: Place) -> Result<News, StoreError> {
        Ok(Self::read_on(self, after))
    }
    async fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        Self::write(self, batch)
    }
}
