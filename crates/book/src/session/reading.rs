//! What the storage read: documents that were asked for, and the journal's news.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Effect, Grown, Output, Phase, Session};
use crate::chunk::{CachedRow, Chunk, DocKey};
use crate::rowcode;

impl Session {
    pub(super) fn loaded(&mut self, docs: Vec<(DocKey, Vec<Chunk>)>, out: &mut Output) {
        for (doc, chunks) in docs {
            // A document that is open already is newer than any answer still on its way: it may hold a change being written.
            // Chunks beyond the journal's end as we know it arrive again with the journal; taking them twice changes nothing.
            if !self.shelf.has(doc) {
                self.open(doc, &chunks);
            }
            match doc {
                DocKey::Practice => {
                    self.bury(out);
                    out.practice = true;
                }
                DocKey::Client(id) => {
                    self.looks.remove(&id);
                    self.looks.remove(&self.families.head(id));
                    out.clients.insert(id);
                }
            }
        }
        if let Phase::Loading { .. } = self.phase
            && let Phase::Loading { ticket, request } = std::mem::replace(&mut self.phase, Phase::Idle)
        {
            self.queue.push_front((ticket, request));
        }
    }

    pub(super) fn open(&mut self, doc: DocKey, chunks: &[Chunk]) {
        match doc {
            DocKey::Practice => self.put_practice(chunks),
            DocKey::Client(id) => {
                let open = self.shelf.open(doc, chunks);
                let (record, _) = open.read_client(id);
                self.put_record(record);
            }
        }
    }

    pub(super) fn put_practice(&mut self, chunks: &[Chunk]) {
        let open = self.shelf.open(DocKey::Practice, chunks);
        let (practice, troubles) = open.read_practice();
        self.practice = practice;
        self.practice_troubles = troubles;
    }

    pub(super) fn read_on(&mut self, chunks: Vec<Chunk>, rows: Vec<CachedRow>, out: &mut Output) {
        self.changes += u64::from(!chunks.is_empty());
        // Somebody may have been erased.
        let is_news = chunks.iter().any(|chunk| chunk.doc == DocKey::Practice) && !self.shelf.has(DocKey::Practice);
        let mut grown: BTreeSet<DocKey> = BTreeSet::new();
        let told: BTreeSet<DocKey> = chunks.iter().map(|chunk| chunk.doc).collect();
        for chunk in chunks {
            self.end = self.end.max(chunk.place);
            if let DocKey::Client(id) = chunk.doc {
                self.outdated(id, out);
            }
            if self.shelf.has(chunk.doc) {
                self.shelf.add(&chunk);
                grown.insert(chunk.doc);
            }
        }
        if !told.is_empty() {
            out.grown = Some(Grown { docs: told, end: self.end });
        }
        // Each once, however many chunks came: a long act of another tab writes hundreds.
        for doc in grown {
            match doc {
                DocKey::Practice => {
                    if let Some(open) = self.shelf.get(DocKey::Practice) {
                        (self.practice, self.practice_troubles) = open.read_practice();
                    }
                    out.practice = true;
                }
                DocKey::Client(id) => {
                    if let Some(open) = self.shelf.get_mut(doc) {
                        let (record, _) = open.read_client(id);
                        self.put_record(record);
                    }
                    out.clients.insert(id);
                }
            }
        }
        for cached in rows {
            if let Some(row) = rowcode::decode(&cached.bytes) {
                self.put_row(cached.client, Some(Arc::new(row)));
                out.clients.insert(cached.client);
            }
        }
        self.bury(out);
        if is_news {
            out.effects.push(Effect::Load(vec![DocKey::Practice]));
        }
        if let Phase::Reading { .. } = self.phase
            && let Phase::Reading { retry } = std::mem::replace(&mut self.phase, Phase::Idle)
            && let Some((ticket, request)) = retry
        {
            self.queue.push_front((ticket, request));
        }
    }
}
