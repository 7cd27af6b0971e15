//! What other devices of a team wrote, opened and checked before it comes here: taken in beside our own, and answered when it is on disk.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ClientId, Done};

use super::{OWN, Output, Request, Session, Success, Ticket, Writing};
use crate::chunk::{Batch, Chunk, DocKey};

impl Session {
    /// Which documents must be open to take these in. Of a client that was erased nothing is taken in.
    pub(super) fn receives(&self, docs: &[(DocKey, Vec<u8>)]) -> BTreeSet<DocKey> {
        let erased = domain::erase::erased(&self.practice);
        let is_erased = |doc: &DocKey| matches!(doc, DocKey::Client(id) if erased.contains_key(id));
        docs.iter().map(|(doc, _)| *doc).filter(|doc| !is_erased(doc)).collect()
    }

    pub(super) fn receive(&mut self, ticket: Ticket, docs: Vec<(DocKey, Vec<u8>)>, out: &mut Output) {
        let wanted = self.receives(&docs);
        let mut writing = Writing {
            ticket,
            request: Request::Rebuild(Vec::new()),
            success: None,
            before: BTreeMap::new(),
            practice_before: None,
            docs: BTreeSet::new(),
            end: self.end,
            nudge: true,
        };
        let mut batch = Batch { after: self.end, ..Batch::default() };
        let (mut clients, mut unreadable) = (BTreeSet::new(), 0);
        // The practice first: it knows who was erased.
        for doc in wanted {
            let mut received = Vec::new();
            let Some(open) = self.shelf.get_mut(doc) else { continue };
            for (_, bytes) in docs.iter().filter(|(other, _)| *other == doc) {
                if open.receive(bytes) {
                    received.extend_from_slice(bytes);
                } else {
                    unreadable += 1;
                }
            }
            if received.is_empty() {
                // Nothing of it was here before either.
                if open.is_blank() {
                    self.drop_uncommitted(doc);
                }
                continue;
            }
            writing.end += 1;
            let (bytes, superseded) = open.take_received(writing.end, received);
            let blank = open.is_blank();
            batch.chunks.push(Chunk { place: writing.end, doc, bytes });
            batch.superseded.extend(superseded);
            if let DocKey::Client(id) = doc {
                clients.insert(id);
                if blank {
                    // Kept, and shown when there is something to show.
                    writing.before.insert(id, None);
                    continue;
                }
            }
            self.project(doc, &mut writing, &mut batch, out);
        }
        // Whoever was erased elsewhere is on no board from now on, also where the bytes wait for something.
        let erased = domain::erase::erased(&self.practice);
        batch.gone = erased.keys().copied().filter(|id| self.rows.contains_key(id)).collect();
        batch.rows.retain(|row| !erased.contains_key(&row.client));
        batch.texts.retain(|text| !erased.contains_key(&text.client));
        let done = Done::Received { clients: clients.len(), unreadable };
        writing.success = Some(Success { done, undo: None });
        writing.request = Request::Receive(docs);
        self.changes += 1;
        self.write(writing, batch, out);
    }

    /// What was received is on disk. Records that were erased elsewhere go from this disk as well, as soon as there is time.
    pub(super) fn received(&mut self, docs: &[(DocKey, Vec<u8>)], out: &mut Output) {
        let shown: BTreeSet<ClientId> = self.rows.keys().copied().collect();
        self.bury(out);
        let came: BTreeSet<DocKey> = docs.iter().map(|(doc, _)| *doc).collect();
        let erased = domain::erase::erased(&self.practice);
        let gone = erased.into_keys().filter(|id| came.contains(&DocKey::Client(*id)) || shown.contains(id));
        let gone: Vec<ClientId> = gone.collect();
        if !gone.is_empty() {
            self.queue.push_back((OWN, Request::Rebuild(gone)));
        }
        self.carry_over_again();
    }
}
