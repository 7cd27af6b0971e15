//! What is decided becomes one batch, is seen at once, and is acknowledged, or taken out of sight again, when the storage has answered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Refusal;
use domain::client::Stamp;
use domain::fact::Fact;
use domain::row::Row;
use domain::time::Now;

use super::{Act, Answer, Before, Effect, Grown, OWN, Output, Phase, Request, Session, Unable, Writing};
use crate::chunk::{Batch, CachedRow, Chunk, DocKey, StoreError};
use crate::{document, rowcode};

impl Session {
    pub(super) fn prepare(&mut self, now: Now, act: Act, facts: &[Fact], out: &mut Output) {
        let Act { ticket, request, message, success } = act;
        let stamp = Stamp { at: now.at, by: self.author };
        let facts = &*self.families.route(&self.records, facts);
        let Some(graves) = self.graves(facts) else {
            self.give_up(ticket, &request, Unable::Refused(Refusal::NoSuchClient), out);
            return;
        };
        let mut docs: BTreeSet<DocKey> = BTreeSet::new();
        let mut failed = None;
        for fact in facts {
            let doc = match fact {
                Fact::Client(id, _) => DocKey::Client(*id),
                Fact::Practice(_) => DocKey::Practice,
            };
            docs.insert(doc);
            let open = self.shelf.get_or_new(doc);
            if open.is_newer() {
                failed = Some(Refusal::NewerSchema);
                break;
            }
            let written = match fact {
                Fact::Client(_, fact) => document::write_client(&mut open.doc, fact, stamp),
                Fact::Practice(fact) => document::write_practice(&mut open.doc, fact, stamp),
            };
            if written.is_err() {
                failed = Some(Refusal::DocumentUnwritable);
                break;
            }
        }
        if let Some(refusal) = failed {
            for doc in docs {
                self.drop_uncommitted(doc);
            }
            if let Request::Command(command) = &request {
                self.kept(command, false);
            }
            self.give_up(ticket, &request, Unable::Refused(refusal), out);
            return;
        }

        out.part = matches!(request, Request::Long(_));
        self.changes += u64::from(!out.part);
        let mut writing = Writing {
            ticket,
            request,
            success,
            before: BTreeMap::new(),
            practice_before: None,
            docs: BTreeSet::new(),
            end: self.end,
            nudge: !out.part,
        };
        let mut batch = Batch { after: self.end, ..Batch::default() };
        for doc in docs {
            let Some(open) = self.shelf.get_mut(doc) else { continue };
            document::commit(&mut open.doc, stamp, message);
            writing.end += 1;
            let (bytes, superseded) = open.take_unsaved(writing.end);
            batch.chunks.push(Chunk { place: writing.end, doc, bytes });
            batch.superseded.extend(superseded);
            if doc == DocKey::Practice && self.practice_troubles.is_empty() {
                writing.practice_before = Some(self.add_to_practice(facts, stamp));
                out.practice = true;
            } else {
                self.project(doc, &mut writing, &mut batch, out);
            }
        }
        self.dig(graves, &mut writing, &mut batch, out);
        self.write(writing, batch, out);
    }

    pub(super) fn write(&mut self, mut writing: Writing, batch: Batch, out: &mut Output) {
        // Of a record that goes the team has nothing to ask any more, and all of it when it comes back.
        writing.docs = batch.chunks.iter().map(|chunk| chunk.doc).chain(batch.gone.iter().copied().map(DocKey::Client)).collect();
        out.effects.push(Effect::Write(batch));
        self.phase = Phase::Writing(Box::new(writing));
    }

    /// Reads a changed document again and renews its row.
    pub(super) fn project(&mut self, doc: DocKey, writing: &mut Writing, batch: &mut Batch, out: &mut Output) {
        let Some(open) = self.shelf.get_mut(doc) else { return };
        match doc {
            DocKey::Practice => {
                let (practice, troubles) = open.read_practice();
                writing.practice_before = Some(Before::Whole(std::mem::replace(&mut self.practice, practice)));
                self.practice_troubles = troubles;
                out.practice = true;
            }
            DocKey::Client(id) => {
                let (record, troubles) = open.read_client(id);
                let row = Row::of(&record, troubles);
                batch.rows.push(CachedRow { client: id, bytes: rowcode::encode(&row) });
                batch.texts.push(self.tell_text(&record, out));
                writing.before.insert(id, self.put_row(id, Some(Arc::new(row))));
                self.put_record(record);
                out.clients.insert(id);
            }
        }
    }

    /// Closes a document whose unsaved writes must not stay: it is read again when next needed.
    pub(super) fn drop_uncommitted(&mut self, doc: DocKey) {
        self.shelf.close(doc);
        if let DocKey::Client(id) = doc {
            self.drop_record(id);
        }
    }

    pub(super) fn written(&mut self, out: &mut Output) {
        let Phase::Writing(_) = self.phase else { return };
        let Phase::Writing(writing) = std::mem::replace(&mut self.phase, Phase::Idle) else { return };
        self.end = writing.end;
        if !writing.docs.is_empty() {
            let is_received = matches!(writing.request, Request::Receive(_));
            let docs = if is_received { BTreeSet::new() } else { writing.docs };
            out.grown = Some(Grown { docs, end: writing.end });
        }
        if writing.nudge {
            out.effects.push(Effect::Nudge);
        }
        // There is room again.
        if !self.unpurged.is_empty() {
            let again = std::mem::take(&mut self.unpurged).into_iter().collect();
            self.queue.push_back((OWN, Request::Rebuild(again)));
        }
        match &writing.request {
            Request::Receive(docs) => self.received(docs, out),
            Request::Command(command) => self.kept(command, true),
            Request::Long(_) | Request::Restore(_) | Request::Rebuild(_) => {}
        }
        match (writing.request, writing.success) {
            (Request::Long(long), _) => self.go_on_later(writing.ticket, long, out),
            (Request::Command(_) | Request::Restore(_) | Request::Receive(_) | Request::Rebuild(_), Some(success))
                if writing.ticket != OWN =>
            {
                out.answers.push(Answer { ticket: writing.ticket, outcome: Ok(success) });
            }
            (Request::Command(_) | Request::Restore(_) | Request::Receive(_) | Request::Rebuild(_), _) => {}
        }
    }

    pub(super) fn not_written(&mut self, error: StoreError, out: &mut Output) {
        let Phase::Writing(_) = self.phase else { return };
        let Phase::Writing(writing) = std::mem::replace(&mut self.phase, Phase::Idle) else { return };
        let Writing { ticket, request, before, practice_before, .. } = *writing;
        for (id, row) in before {
            self.drop_uncommitted(DocKey::Client(id));
            self.put_row(id, row);
            self.outdated(id, out);
            out.clients.insert(id);
        }
        if let Some(before) = practice_before {
            self.shelf.close(DocKey::Practice);
            self.take_back_practice(before);
            out.practice = true;
        }
        self.changes += u64::from(!matches!(request, Request::Long(_)));
        if error == StoreError::Behind {
            out.effects.push(Effect::ReadOn { after: self.end });
            self.phase = Phase::Reading { retry: Some((ticket, request)) };
            return;
        }
        match &request {
            Request::Command(command) => self.kept(command, false),
            Request::Rebuild(clients) => self.unpurged.extend(clients),
            Request::Long(_) | Request::Restore(_) | Request::Receive(_) => {}
        }
        if ticket != OWN {
            self.give_up(ticket, &request, Unable::NotKept(error), out);
        }
    }

    pub(super) fn not_read(&mut self, error: &StoreError, out: &mut Output) {
        self.looks.clear();
        let waiting = match std::mem::replace(&mut self.phase, Phase::Idle) {
            Phase::Loading { ticket, request } => Some((ticket, request)),
            Phase::Reading { retry } => retry,
            kept @ (Phase::Idle | Phase::Writing(_)) => {
                self.phase = kept;
                None
            }
        };
        if let Some((ticket, request)) = waiting.filter(|(ticket, _)| *ticket != OWN) {
            self.give_up(ticket, &request, Unable::NotRead(error.clone()), out);
        }
    }
}
