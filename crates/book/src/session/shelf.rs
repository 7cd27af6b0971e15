//! The documents that are open, and which chunks each of them is made of.

use std::collections::BTreeMap;

use automerge::{ActorId, AutoCommit, AutomergeError, ChangeHash};
use domain::client::Client;

use crate::chunk::{Chunk, DocKey, Place, sealed, unsealed};
use crate::document::{self, Trouble};

/// Chunks of one document before they may be written as one.
const CHUNKS_FEW: usize = 24;
/// Chunks of one document at most.
const CHUNKS_MOST: usize = 240;

#[derive(Debug)]
pub(super) struct Shelf {
    actor: ActorId,
    open: BTreeMap<DocKey, Opened>,
    turn: u64,
}

#[derive(Debug)]
pub(super) struct Opened {
    pub(super) doc: AutoCommit,
    pub(super) troubles: Vec<Trouble>,
    /// Chunks that could not be read: kept where they are, never superseded.
    damaged: Vec<Trouble>,
    places: Vec<Place>,
    /// Bytes of its largest chunk, and of all the others.
    bulk: usize,
    beside: usize,
    /// What is on disk already.
    saved: Vec<ChangeHash>,
    new: bool,
    used: u64,
}

impl Shelf {
    pub(super) fn new(actor: ActorId) -> Self {
        Self { actor, open: BTreeMap::new(), turn: 0 }
    }

    pub(super) fn has(&self, doc: DocKey) -> bool {
        self.open.contains_key(&doc)
    }

    pub(super) fn get(&self, doc: DocKey) -> Option<&Opened> {
        self.open.get(&doc)
    }

    pub(super) fn get_mut(&mut self, doc: DocKey) -> Option<&mut Opened> {
        self.turn += 1;
        let open = self.open.get_mut(&doc)?;
        open.used = self.turn;
        Some(open)
    }

    pub(super) fn touch(&mut self, doc: DocKey) {
        let _ = self.get_mut(doc);
    }

    /// Opens a document from its chunks; from none, an empty one of which nothing is on disk yet.
    pub(super) fn open(&mut self, doc: DocKey, chunks: &[Chunk]) -> &mut Opened {
        self.turn += 1;
        let mut opened = if chunks.is_empty() { Opened::new(doc, &self.actor) } else { Opened::from_chunks(chunks, &self.actor) };
        opened.used = self.turn;
        self.open.entry(doc).insert_entry(opened).into_mut()
    }

    pub(super) fn get_or_new(&mut self, doc: DocKey) -> &mut Opened {
        self.turn += 1;
        let actor = &self.actor;
        let open = self.open.entry(doc).or_insert_with(|| Opened::new(doc, actor));
        open.used = self.turn;
        open
    }

    pub(super) fn add(&mut self, chunk: &Chunk) {
        if let Some(open) = self.get_mut(chunk.doc) {
            open.add(chunk);
        }
    }

    pub(super) fn close(&mut self, doc: DocKey) {
        self.open.remove(&doc);
    }

    /// Closes what was used longest ago until `most` are open; the practice stays. Gives what was closed.
    pub(super) fn close_beyond(&mut self, most: usize) -> Vec<DocKey> {
        if self.open.len() <= most {
            return Vec::new();
        }
        let mut by_use: Vec<(u64, DocKey)> =
            self.open.iter().filter(|(doc, _)| **doc != DocKey::Practice).map(|(doc, open)| (open.used, *doc)).collect();
        domain::order::sort(&mut by_use);
        let closed: Vec<DocKey> = by_use.into_iter().take(self.open.len() - most).map(|(_, doc)| doc).collect();
        for doc in &closed {
            self.open.remove(doc);
        }
        closed
    }
}

impl Opened {
    fn new(doc: DocKey, actor: &ActorId) -> Self {
        let fresh = match doc {
            DocKey::Practice => document::genesis_practice(),
            DocKey::Client(_) => document::genesis_client(),
        };
        Self {
            doc: fresh.with_actor(actor.clone()),
            troubles: Vec::new(),
            damaged: Vec::new(),
            places: Vec::new(),
            bulk: 0,
            beside: 0,
            saved: Vec::new(),
            new: true,
            used: 0,
        }
    }

    pub(super) fn from_chunks(chunks: &[Chunk], actor: &ActorId) -> Self {
        let mut opened = Self {
            doc: AutoCommit::new().with_actor(actor.clone()),
            troubles: Vec::new(),
            damaged: Vec::new(),
            places: Vec::new(),
            bulk: 0,
            beside: 0,
            saved: Vec::new(),
            new: false,
            used: 0,
        };
        for chunk in chunks {
            opened.take(chunk);
        }
        opened.saved = opened.doc.get_heads();
        opened
    }

    /// Takes a chunk that is on disk. False when it cannot be read: then the document is as it was.
    pub(super) fn add(&mut self, chunk: &Chunk) -> bool {
        if self.places.contains(&chunk.place) {
            return true;
        }
        let good = self.take(chunk);
        self.saved = self.doc.get_heads();
        self.new = false;
        good
    }

    fn take(&mut self, chunk: &Chunk) -> bool {
        let good = unsealed(&chunk.bytes).is_some_and(|bytes| self.doc.load_incremental(bytes).is_ok());
        if good {
            self.count(chunk.place, chunk.bytes.len());
        } else {
            self.damaged.push(Trouble::DamagedChunk { place: chunk.place, bytes: chunk.bytes.len() });
        }
        good
    }

    /// Takes in what another device wrote. False when it cannot be read to its end: then the document is as it was, and nothing is noted.
    pub(super) fn receive(&mut self, bytes: &[u8]) -> bool {
        is_readable(bytes) && self.doc.load_incremental(bytes).is_ok()
    }

    /// What was received, to be written at `place`; or all of it, and the places that become superfluous.
    pub(super) fn take_received(&mut self, place: Place, received: Vec<u8>) -> (Vec<u8>, Vec<Place>) {
        if self.new || self.is_to_fold() {
            return self.take_whole(place);
        }
        let bytes = sealed(received);
        self.count(place, bytes.len());
        self.saved = self.doc.get_heads();
        (bytes, Vec::new())
    }

    /// Nothing of it stands yet: what has come waits for what it rests on.
    pub(super) fn is_blank(&mut self) -> bool {
        document::is_blank(&mut self.doc)
    }

    /// Every place of it in the journal, damaged ones too.
    pub(super) fn all_places(&self) -> Vec<Place> {
        let damaged = self.damaged.iter().filter_map(|trouble| match trouble {
            Trouble::DamagedChunk { place, .. } => Some(*place),
            Trouble::NewerSchema { .. } | Trouble::Unreadable { .. } | Trouble::Contested { .. } | Trouble::BrokenSeal { .. } => None,
        });
        self.places.iter().copied().chain(damaged).collect()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.damaged.is_empty()
    }

    /// Written by a newer version of the app: to be read, not changed.
    pub(super) fn is_newer(&self) -> bool {
        self.troubles.iter().any(|trouble| matches!(trouble, Trouble::NewerSchema { .. })) || document::is_newer(&self.doc)
    }

    /// Remembers what reading found, beside what opening found.
    pub(super) fn note(&mut self, found: Vec<Trouble>) {
        self.troubles = self.damaged.iter().cloned().chain(found).collect();
    }

    /// The bytes of what is committed and not on disk, to be written at `place`; and the places that those bytes make superfluous.
    pub(super) fn take_unsaved(&mut self, place: Place) -> (Vec<u8>, Vec<Place>) {
        let whole = self.new || self.is_to_fold();
        let bytes = if whole { self.doc.save() } else { self.doc.save_after(&self.saved) };
        let superseded = if whole { std::mem::take(&mut self.places) } else { Vec::new() };
        if whole {
            (self.bulk, self.beside) = (0, 0);
        }
        let bytes = sealed(bytes);
        self.count(place, bytes.len());
        self.saved = self.doc.get_heads();
        self.new = false;
        (bytes, superseded)
    }

    /// All of it, to be written at `place` instead of what is on disk.
    pub(super) fn take_whole(&mut self, place: Place) -> (Vec<u8>, Vec<Place>) {
        self.new = true;
        self.take_unsaved(place)
    }

    fn count(&mut self, place: Place, bytes: usize) {
        self.places.push(place);
        self.beside += self.bulk.min(bytes);
        self.bulk = self.bulk.max(bytes);
    }

    /// To write a large document whole takes as long as it is large: it waits until half as much has come to it.
    fn is_to_fold(&self) -> bool {
        let chunks = self.places.len();
        chunks >= CHUNKS_MOST || (chunks >= CHUNKS_FEW && self.beside >= self.bulk / 2)
    }
}

/// Whether bytes are changes to their end. Added to a document, changes are taken as far as they can be read. Alone they are refused whole,
/// and for another reason also when they rest on what is not with them.
pub(super) fn is_readable(bytes: &[u8]) -> bool {
    matches!(AutoCommit::load(bytes), Ok(_) | Err(AutomergeError::MissingDeps))
}

/// One document's chunks as one, for a backup.
#[derive(Debug)]
pub struct Packed {
    pub bytes: Vec<u8>,
    /// Pieces that could not be read and are not in it.
    pub left_out: usize,
    /// The client as these very bytes tell it, to be counted; None of the practice.
    pub client: Option<Client>,
    /// Everything in it was understood: what the client does not say is said nowhere.
    pub whole: bool,
}

pub fn pack(chunks: &[Chunk]) -> Packed {
    let mut opened = Opened::from_chunks(chunks, &ActorId::from([0u8; 16]));
    let read = chunks.first().and_then(|chunk| match chunk.doc {
        DocKey::Client(id) => Some(document::read_client(id, &opened.doc)),
        DocKey::Practice => None,
    });
    let (client, troubles) = read.unzip();
    let hides = |trouble: &Trouble| matches!(trouble, Trouble::Unreadable { .. } | Trouble::NewerSchema { .. });
    let whole = opened.damaged.is_empty() && !troubles.unwrap_or_default().iter().any(hides);
    Packed { bytes: opened.doc.save(), left_out: opened.damaged.len(), client, whole }
}
