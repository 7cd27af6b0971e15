//! What other devices of a team wrote, opened and checked before it comes here: taken in beside our own, and answered when it is on disk.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ClientId, Done};

use super::sharing::brought_back;
use super::{OWN, Output, Request, Session, Success, Ticket, Writing};
use crate::chunk::{Batch, Chunk, DocKey};

/// What came of a delivery.
#[derive(Default)]
struct Received {
    clients: BTreeSet<ClientId>,
    unreadable: usize,
}

impl Session {
    pub(super) fn receive(&mut self, ticket: Ticket, docs: Vec<(DocKey, Vec<u8>)>, out: &mut Output) {
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
        let mut done = Received::default();
        let came: BTreeSet<DocKey> = docs.iter().map(|(doc, _)| *doc).collect();
        // The practice first: it knows who was erased, and who came back.
        let (practice, clients): (Vec<DocKey>, Vec<DocKey>) = came.into_iter().partition(|doc| *doc == DocKey::Practice);
        for doc in practice {
            self.receive_one(doc, &docs, &mut writing, &mut batch, &mut done, out);
        }
        let erased = domain::erase::erased(&self.practice);
        for doc in clients {
            // Of a client that was erased nothing is taken in.
            if matches!(doc, DocKey::Client(id) if erased.contains_key(&id)) {
                self.drop_uncommitted(doc);
            } else {
                self.receive_one(doc, &docs, &mut writing, &mut batch, &mut done, out);
            }
        }
        // Whoever was erased elsewhere is on no board from now on, also where the bytes wait for something.
        batch.gone = erased.keys().copied().filter(|id| self.rows.contains_key(id)).collect();
        batch.rows.retain(|row| !erased.contains_key(&row.client));
        batch.texts.retain(|text| !erased.contains_key(&text.client));
        let done = Done::Received { clients: done.clients.len(), unreadable: done.unreadable };
        writing.success = Some(Success { done, undo: None });
        writing.request = Request::Receive(docs);
        self.changes += 1;
        self.write(writing, batch, out);
    }

    fn receive_one(
        &mut self,
        doc: DocKey,
        docs: &[(DocKey, Vec<u8>)],
        writing: &mut Writing,
        batch: &mut Batch,
        done: &mut Received,
        out: &mut Output,
    ) {
        let mut received = Vec::new();
        let Some(open) = self.shelf.get_mut(doc) else { return };
        for (_, bytes) in docs.iter().filter(|(other, _)| *other == doc) {
            if open.receive(bytes) {
                received.extend_from_slice(bytes);
            } else {
                done.unreadable += 1;
            }
        }
        if received.is_empty() {
            // Nothing of it was here before either.
            if open.is_blank() {
                self.drop_uncommitted(doc);
            }
            return;
        }
        writing.end += 1;
        let (bytes, superseded) = open.take_received(writing.end, received);
        let blank = open.is_blank();
        batch.chunks.push(Chunk { place: writing.end, doc, bytes });
        batch.superseded.extend(superseded);
        if let DocKey::Client(id) = doc {
            done.clients.insert(id);
            if blank {
                // Kept, and shown when there is something to show.
                writing.before.insert(id, None);
                return;
            }
        }
        self.project(doc, writing, batch, out);
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
        // Whoever comes back where the bytes have not gone yet is shown again.
        let back: Vec<ClientId> = brought_back(&self.practice).into_keys().filter(|id| self.owing.remove(id).is_some()).collect();
        if !back.is_empty() {
            self.queue.push_back((OWN, Request::Rebuild(back)));
        }
        self.carry_over_again();
    }
}
