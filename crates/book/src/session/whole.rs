//! What is done to many documents as they are: rows rebuilt from them, a backup brought back.

use std::collections::{BTreeMap, BTreeSet};

use automerge::AutoCommit;
use domain::{ClientId, Done};

use super::{Answer, Opened, Output, Request, Session, Success, Ticket, Unable, Writing};
use crate::chunk::{Batch, Chunk, DocKey, sealed};

impl Session {
    pub(super) fn rebuild(&mut self, ticket: Ticket, clients: Vec<ClientId>, out: &mut Output) {
        let mut writing = Writing {
            ticket,
            request: Request::Rebuild(clients.clone()),
            success: None,
            before: BTreeMap::new(),
            practice_before: None,
            docs: BTreeSet::new(),
            end: self.end,
            nudge: false,
        };
        let mut batch = Batch { after: self.end, ..Batch::default() };
        for id in self.purge(clients, &mut writing, &mut batch) {
            // Nothing of it is here any more, or not yet.
            if self.shelf.get_mut(DocKey::Client(id)).is_some_and(Opened::is_blank) {
                self.drop_uncommitted(DocKey::Client(id));
                continue;
            }
            self.project(DocKey::Client(id), &mut writing, &mut batch, out);
        }
        // A cache that cannot be written is no loss: the rows are in sight, and are rebuilt next time.
        writing.before.clear();
        self.changes += 1;
        self.write(writing, batch, out);
    }

    pub(super) fn restore(&mut self, ticket: Ticket, docs: Vec<(DocKey, Vec<u8>)>, out: &mut Output) {
        if self.rows.values().any(|row| !row.removed) {
            out.answers.push(Answer { ticket, outcome: Err(Unable::NotEmpty) });
            return;
        }
        let count = docs.iter().filter(|(doc, _)| *doc != DocKey::Practice).count();
        let mut writing = Writing {
            ticket,
            request: Request::Restore(Vec::new()),
            success: Some(Success { done: Done::Restored { clients: u32::try_from(count).unwrap_or(u32::MAX) }, undo: None }),
            before: BTreeMap::new(),
            practice_before: None,
            docs: BTreeSet::new(),
            end: self.end,
            nudge: true,
        };
        let mut batch = Batch { after: self.end, ..Batch::default() };
        // The practice first: it knows who was erased, and whoever was does not come back.
        let (practice, clients): (Vec<_>, Vec<_>) = docs.iter().partition(|(doc, _)| *doc == DocKey::Practice);
        for (doc, bytes) in practice.into_iter().chain(clients) {
            if let DocKey::Client(id) = doc
                && domain::erase::erased(&self.practice).contains_key(id)
            {
                continue;
            }
            writing.end += 1;
            let chunk = Chunk { place: writing.end, doc: *doc, bytes: sealed(bytes.clone()) };
            let readable = AutoCommit::load(bytes).is_ok();
            let sound = readable
                && match self.shelf.get_mut(*doc) {
                    // The practice, and clients that were removed here, take the backup's changes beside their own.
                    Some(open) => open.add(&chunk),
                    None => self.shelf.open(*doc, std::slice::from_ref(&chunk)).is_whole(),
                };
            if !sound {
                for (doc, _) in &docs {
                    self.drop_uncommitted(*doc);
                }
                for (id, row) in writing.before {
                    self.put_row(id, row);
                    self.outdated(id, out);
                }
                out.all = true;
                out.answers.push(Answer { ticket, outcome: Err(Unable::BackupDamaged { document: *doc }) });
                return;
            }
            batch.chunks.push(chunk);
            self.project(*doc, &mut writing, &mut batch, out);
            // A large practice does not stay open whole.
            if let DocKey::Client(id) = doc {
                self.shelf.close(DocKey::Client(*id));
                self.drop_record(*id);
            }
        }
        writing.request = Request::Restore(docs);
        self.changes += 1;
        self.write(writing, batch, out);
    }
}
