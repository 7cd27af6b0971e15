//! Clients that were erased: out of sight, out of the journal, and not taken in again where a copy of them comes back.

use std::collections::BTreeSet;

use domain::erase::erased;
use domain::fact::{Fact, ItemFact, PracticeFact};
use domain::item::{ItemField, ItemKind};
use domain::{ClientId, Command};

use super::practice::Before;
use super::{OWN, Output, Request, Session, Writing};
use crate::chunk::{Batch, Chunk, DocKey, sealed};

/// Whether the documents of a record that was erased elsewhere have gone over to the one that keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owing {
    /// They are being carried over.
    Asked,
    /// The record that keeps them is not here yet: asked again when something comes.
    Waiting,
    Settled,
}

/// What the facts of one act do to whole records.
#[derive(Debug, Default)]
pub(super) struct Graves {
    erased: Vec<ClientId>,
    back: Vec<ClientId>,
}

impl Session {
    /// None: a record is to come back of which there are no bytes any more.
    pub(super) fn graves(&self, facts: &[Fact]) -> Option<Graves> {
        let mut graves = Graves::default();
        let mut made = BTreeSet::new();
        for fact in facts {
            let Fact::Practice(PracticeFact::Item(fact)) = fact else { continue };
            match fact {
                ItemFact::Made { item, kind: ItemKind::Erasure, .. } => {
                    made.insert(*item);
                }
                ItemFact::Set { item, field: ItemField::From, to } if made.contains(item) => graves.erased.extend(to.parse::<ClientId>()),
                ItemFact::Removed { item, gone: true } => {
                    let known = self.practice.items.get(item).filter(|item| item.kind == ItemKind::Erasure);
                    graves.back.extend(known.and_then(|item| item.get(ItemField::From).parse::<ClientId>().ok()));
                }
                ItemFact::Made { .. }
                | ItemFact::Set { .. }
                | ItemFact::Removed { .. }
                | ItemFact::Acted { .. }
                | ItemFact::ActWithdrawn { .. } => {}
            }
        }
        graves.back.iter().all(|id| self.dug.contains_key(id)).then_some(graves)
    }

    /// Takes the erased records out of the journal with this batch, and puts in those that come back.
    pub(super) fn dig(&mut self, graves: Graves, writing: &mut Writing, batch: &mut Batch, out: &mut Output) {
        for id in graves.erased {
            let doc = DocKey::Client(id);
            if let Some(open) = self.shelf.get_mut(doc) {
                self.dug.insert(id, open.doc.save());
                batch.superseded.extend(open.all_places());
            }
            batch.gone.push(id);
            self.shelf.close(doc);
            self.drop_record(id);
            let before = self.put_row(id, None);
            writing.before.insert(id, before);
            self.forget_text(id, out);
            out.clients.insert(id);
        }
        for id in graves.back {
            let Some(bytes) = self.dug.get(&id).cloned() else { continue };
            writing.end += 1;
            let chunk = Chunk { place: writing.end, doc: DocKey::Client(id), bytes: sealed(bytes) };
            self.shelf.open(chunk.doc, std::slice::from_ref(&chunk));
            batch.chunks.push(chunk);
            self.project(DocKey::Client(id), writing, batch, out);
        }
    }

    /// Whoever was erased, here or elsewhere, is out of sight: also where an old copy of the record, or its row, has come back.
    pub(super) fn bury(&mut self, out: &mut Output) {
        for id in erased(&self.practice).into_keys() {
            let doc = DocKey::Client(id);
            let known = self.put_row(id, None).is_some();
            if known || self.shelf.has(doc) {
                self.shelf.close(doc);
                self.drop_record(id);
                self.forget_text(id, out);
                out.clients.insert(id);
            }
        }
    }

    /// Of these, the records that were erased and are in the journal all the same go with this batch. Gives the others.
    pub(super) fn purge(&mut self, clients: Vec<ClientId>, writing: &mut Writing, batch: &mut Batch) -> Vec<ClientId> {
        let erased = erased(&self.practice);
        let (gone, kept): (Vec<ClientId>, Vec<ClientId>) = clients.into_iter().partition(|id| erased.contains_key(id));
        for id in gone {
            if self.owes(id) {
                continue;
            }
            if let Some(open) = self.shelf.get_mut(DocKey::Client(id)) {
                batch.superseded.extend(open.all_places());
            }
            self.shelf.close(DocKey::Client(id));
            self.drop_record(id);
            batch.gone.push(id);
        }
        // The newest place of the journal may be among those that go, and no place is given twice.
        if !batch.superseded.is_empty()
            && let Some(practice) = self.shelf.get_mut(DocKey::Practice)
        {
            writing.end += 1;
            let (bytes, superseded) = practice.take_whole(writing.end);
            batch.chunks.push(Chunk { place: writing.end, doc: DocKey::Practice, bytes });
            batch.superseded.extend(superseded);
            // Where this is not written, what is on disk is read again.
            writing.practice_before = Some(Before::nothing());
        }
        kept
    }

    /// Whether documents of an erased record have to go over before its bytes may go; asks for that the first time.
    fn owes(&mut self, id: ClientId) -> bool {
        match self.owing.get(&id) {
            Some(Owing::Settled) => false,
            Some(Owing::Asked | Owing::Waiting) => true,
            None => {
                let holds = self.records.get(&id).is_some_and(|record| record.invoices.values().any(domain::erase::is_kept));
                if holds {
                    self.carry_over(id);
                }
                holds
            }
        }
    }

    fn carry_over(&mut self, id: ClientId) {
        self.owing.insert(id, Owing::Asked);
        self.queue.push_back((OWN, Request::Command(Command::KeepErased { client: id })));
        self.queue.push_back((OWN, Request::Rebuild(vec![id])));
    }

    /// Something came that a record may have waited for.
    pub(super) fn carry_over_again(&mut self) {
        let waiting: Vec<ClientId> = self.owing.iter().filter(|(_, owing)| **owing == Owing::Waiting).map(|(id, _)| *id).collect();
        waiting.into_iter().for_each(|id| self.carry_over(id));
    }

    /// What became of a carrying over: there was nothing to carry (any more), or it has to wait.
    pub(super) fn kept(&mut self, command: &Command, settled: bool) {
        if let Command::KeepErased { client } = command {
            self.owing.insert(*client, if settled { Owing::Settled } else { Owing::Waiting });
        }
    }
}
