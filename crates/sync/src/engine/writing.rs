//! From changed documents to acknowledged envelopes. A document waits as itself until there is a connection that is in step; then what it
//! holds beyond its mark is sealed, written down together with the new mark, sent, and kept until it was read back from the log.

use std::collections::{BTreeMap, BTreeSet};

use wire::limit::{BATCH_BYTES_MAX, ENVELOPE_BYTES_MAX, ITEM_BYTES_OVERHEAD};
use wire::{AuthorLog, AuthorTip, Batch, ClientFrame, Counter, Envelope, Epoch, Kind, Refusal, Rotation, Seen};

use super::{Effect, Engine, Fresh, Mark, Queue, Stuck, Task, Ticket, is_due, record};
use crate::content::{Chunk, Content, DocName, Piece};
use crate::home::{Record, Stage};
use crate::seal::{Place, SealRefusal, open, padded_bytes_max, seal};

/// After the last change, when nobody else is there; never later than this after the first.
const IDLE_MS: u64 = 1_500;
const IDLE_MS_MOST: u64 = 10_000;
/// After the first change, when somebody is.
const TOGETHER_MS: u64 = 200;
const DOCS_AT_ONCE: usize = 64;
const FULL_RETRY_MS: u64 = 5 * 60 * 1000;

/// A sealed change that was not read back yet.
#[derive(Debug)]
pub(super) struct Out {
    pub(super) envelope: Envelope,
    /// It may be sent: a storage has it.
    is_written: bool,
    is_acked: bool,
}

impl Out {
    pub(super) fn on_disk(envelope: Envelope) -> Self {
        Self { envelope, is_written: true, is_acked: false }
    }
}

#[derive(Debug, Default)]
pub(super) struct Writing {
    /// The end of our own chain, sealed and written or about to be.
    pub(super) own: AuthorTip,
    /// The log was begun again: where our chain ends is what will be read in it.
    pub(super) relearns: bool,
    pub(super) outbox: BTreeMap<Counter, Out>,
    pub(super) marks: BTreeMap<DocName, Mark>,
    dirty: BTreeSet<DocName>,
    /// What does not fit into so many pieces; it waits until it changes, or the app starts again.
    oversized: BTreeSet<DocName>,
    first_change_ms: Option<u64>,
    last_change_ms: u64,
    place_told: u64,
    pub(super) place_kept: u64,
    pub(super) envelope_bytes_max: usize,
    pub(super) hindered: Option<Stuck>,
    hold_until_ms: u64,
    /// The last of what was sent and not answered.
    appending: Option<Counter>,
    /// What was sealed under an older key is to be sealed again under this one or a later.
    stale: Option<Epoch>,
    /// Writes that envelopes wait for.
    writes: Queue<(Ticket, Vec<Counter>)>,
}

impl Writing {
    pub(super) fn from_disk(
        own: AuthorTip,
        relearns: bool,
        outbox: BTreeMap<Counter, Out>,
        marks: BTreeMap<DocName, Mark>,
        place_kept: u64,
    ) -> Self {
        Self { own, relearns, outbox, marks, place_kept, place_told: place_kept, envelope_bytes_max: ENVELOPE_BYTES_MAX, ..Self::default() }
    }

    /// Nothing counts as sent any more.
    pub(super) fn begun_again(before: Self) -> Self {
        let dirty = before.dirty.into_iter().chain(before.marks.into_keys()).collect();
        Self { dirty, own: before.own, relearns: true, envelope_bytes_max: before.envelope_bytes_max, ..Self::default() }
    }

    pub(super) fn line_ended(&mut self) {
        self.appending = None;
    }

    /// Documents and changes that were not acknowledged.
    pub(super) fn left(&self) -> usize {
        self.dirty.len() + self.oversized.len() + self.outbox.values().filter(|out| !out.is_acked).count()
    }

    pub(super) fn acknowledge(&mut self, up_to: Counter) {
        self.outbox.range_mut(..=up_to).for_each(|(_, out)| out.is_acked = true);
        if self.appending.is_some_and(|last| last <= up_to) {
            self.appending = None;
        }
    }

    pub(super) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    pub(super) fn soil(&mut self, doc: DocName, now_ms: u64) {
        self.oversized.remove(&doc);
        self.dirty.insert(doc);
        self.first_change_ms.get_or_insert(now_ms);
        self.last_change_ms = now_ms;
    }

    fn flush_at_ms(&self, together: bool) -> Option<u64> {
        let first_ms = self.first_change_ms.filter(|_| self.is_dirty())?;
        Some(if together { first_ms + TOGETHER_MS } else { (self.last_change_ms + IDLE_MS).min(first_ms + IDLE_MS_MOST) })
    }
}

/// Why something is not in the outbox.
enum Unsealed {
    NotNow,
    TooLarge,
}

impl Engine {
    pub(super) fn writing_due(&self) -> Option<u64> {
        if !self.may_append() {
            return None;
        }
        let flush = self.writing.flush_at_ms(self.is_together());
        let held = (self.writing.hold_until_ms > self.now_ms && self.writing.left() > 0).then_some(self.writing.hold_until_ms);
        [flush.filter(|at_ms| *at_ms > self.now_ms), held].into_iter().flatten().min()
    }

    pub(super) fn changed(&mut self, docs: Vec<DocName>, place: u64) {
        for doc in docs {
            self.writing.soil(doc, self.now_ms);
        }
        self.writing.place_told = place;
        self.settle_place();
    }

    /// Everything up to what the app told is sealed: at the next start it need not be looked through again.
    fn settle_place(&mut self) {
        let is_settled = !self.writing.is_dirty() && self.writing.oversized.is_empty() && self.task.is_none() && !self.writing.relearns;
        if is_settled && self.writing.place_kept != self.writing.place_told {
            self.writing.place_kept = self.writing.place_told;
            self.write(vec![record::place(self.writing.place_kept)]);
        }
    }

    /// Whether something sealed now could be appended.
    fn may_append(&self) -> bool {
        let Some(membership) = self.membership() else { return false };
        self.line.is_live()
            && !self.writing.relearns
            && !matches!(self.home.stage, Stage::Renewing { .. })
            && membership.rotation() != Rotation::Awaited
            && membership.may_append(&self.device(), Kind::Change, membership.epoch()).is_ok()
            && self.control.keyring.get(membership.epoch()).is_some()
    }

    pub(super) fn go_on_writing(&mut self) {
        self.judge_role();
        if !self.may_append() || !is_due(self.writing.hold_until_ms, self.now_ms) {
            return;
        }
        if self.writing.hold_until_ms > 0 {
            self.writing.hold_until_ms = 0;
            self.writing.hindered = None;
        }
        self.seal_again();
        self.append();
        self.ask();
    }

    fn judge_role(&mut self) {
        let Some(role) = self.role() else { return };
        match (&self.writing.hindered, role.may_append(Kind::Change)) {
            (None, false) if self.writing.left() > 0 => self.writing.hindered = Some(Stuck::MayNotWrite),
            (Some(Stuck::MayNotWrite), true) => self.writing.hindered = None,
            (Some(Stuck::TooLarge(_)), _) if self.writing.oversized.is_empty() => self.writing.hindered = None,
            _ => {}
        }
    }

    fn ask(&mut self) {
        let due = self.writing.flush_at_ms(self.is_together()).is_some_and(|at_ms| is_due(at_ms, self.now_ms));
        let room = AuthorLog::RECENT.saturating_sub(self.writing.outbox.len()) / 2;
        if !due || self.task.is_some() || self.reading.is_busy() || room == 0 {
            return;
        }
        let docs: BTreeSet<DocName> = self.writing.dirty.iter().take(room.min(DOCS_AT_ONCE)).cloned().collect();
        for doc in &docs {
            self.writing.dirty.remove(doc);
        }
        if !self.writing.is_dirty() {
            self.writing.first_change_ms = None;
        }
        let ticket = self.ticket();
        let asked = docs.iter().map(|doc| (doc.clone(), self.writing.marks.get(doc).cloned())).collect();
        self.effects.push(Effect::Ask { ticket, docs: asked });
        self.task = Some(Task::Asking { ticket, docs });
    }

    pub(super) fn fresh(&mut self, ticket: Ticket, fresh: Vec<Fresh>) {
        let mut asked = match self.task.take() {
            Some(Task::Asking { ticket: asked, docs }) if asked == ticket => docs,
            other => {
                self.task = other;
                return;
            }
        };
        let mut records = Vec::new();
        let mut sealed = Vec::new();
        for Fresh { doc, bytes, mark } in fresh {
            if !asked.remove(&doc) {
                continue;
            }
            match bytes.map(|bytes| self.seal_chunk(Chunk { doc: doc.clone(), bytes: bytes.0 })) {
                None => {}
                Some(Ok(counters)) => sealed.extend(counters),
                Some(Err(Unsealed::NotNow)) => {
                    self.writing.soil(doc, self.now_ms);
                    continue;
                }
                Some(Err(Unsealed::TooLarge)) => {
                    self.writing.hindered = Some(Stuck::TooLarge(doc.clone()));
                    self.writing.oversized.insert(doc);
                    continue;
                }
            }
            records.push(record::mark(&doc, &mark));
            self.writing.marks.insert(doc, mark);
        }
        // What was not answered is asked again.
        asked.into_iter().for_each(|doc| self.writing.soil(doc, self.now_ms));
        self.keep_sealed(sealed, records);
        self.settle_place();
    }

    /// Into the outbox, whole or not at all.
    fn seal_chunk(&mut self, chunk: Chunk) -> Result<Vec<Counter>, Unsealed> {
        if !self.may_append() {
            return Err(Unsealed::NotNow);
        }
        let pieces = Piece::cut(chunk, padded_bytes_max(self.writing.envelope_bytes_max)).ok_or(Unsealed::TooLarge)?;
        if self.writing.outbox.len() + pieces.len() > AuthorLog::RECENT {
            return Err(Unsealed::NotNow);
        }
        let mut own = self.writing.own;
        let mut sealed = Vec::new();
        for piece in pieces {
            let envelope = self.seal_change(&Content::Pieces(vec![piece]), own, self.reading.walk.at()).ok_or(Unsealed::TooLarge)?;
            own = AuthorTip::new(envelope.header().counter, envelope.hash()).ok_or(Unsealed::NotNow)?;
            sealed.push(envelope);
        }
        self.writing.own = own;
        let counters = sealed.iter().map(|envelope| envelope.header().counter).collect();
        let out = |envelope: Envelope| (envelope.header().counter, Out { envelope, is_written: false, is_acked: false });
        self.writing.outbox.extend(sealed.into_iter().map(out));
        Ok(counters)
    }

    fn seal_change(&mut self, content: &Content, after: AuthorTip, seen: Seen) -> Option<Envelope> {
        let epoch = self.control.membership.as_ref()?.epoch();
        let key = self.control.keyring.get(epoch)?;
        let place = Place::Change { counter: after.counter().next()?, previous: after.hash() };
        let sealed: Result<Envelope, SealRefusal> = seal(content, place, seen, self.home.space, key, &self.identity, &mut self.dice);
        sealed.ok()
    }

    fn keep_sealed(&mut self, counters: Vec<Counter>, mut records: Vec<Record>) {
        if counters.is_empty() {
            if !records.is_empty() {
                self.write(records);
            }
            return;
        }
        let outbox = &self.writing.outbox;
        records.extend(counters.iter().filter_map(|counter| outbox.get(counter).map(|out| record::out(*counter, &out.envelope))));
        records.push(record::own(self.writing.own, self.writing.relearns));
        let ticket = self.write(records);
        self.writing.writes.push_back((ticket, counters));
    }

    pub(super) fn written(&mut self, ticket: Ticket) {
        while self.writing.writes.front().is_some_and(|(first, _)| *first <= ticket) {
            let Some((_, counters)) = self.writing.writes.pop_front() else { break };
            for counter in counters {
                if let Some(out) = self.writing.outbox.get_mut(&counter) {
                    out.is_written = true;
                }
            }
        }
    }

    /// What was sealed under a key that has ended is sealed under the new one, with the counters it had: none of it is in the log.
    fn seal_again(&mut self) {
        let epoch = self.membership().map(wire::Membership::epoch).unwrap_or_default();
        let Some(needed) = self.writing.stale else { return };
        if epoch < needed || self.reading.is_busy() || self.task.is_some() {
            return;
        }
        self.writing.stale = None;
        let Some(membership) = self.control.membership.clone() else { return };
        let unsent: Vec<Counter> = self.writing.outbox.iter().filter(|(_, out)| !out.is_acked).map(|(counter, _)| *counter).collect();
        let Some(first) = unsent.first() else { return };
        let mut after = self.chain_before(*first);
        let mut sealed = Vec::new();
        for counter in unsent {
            let Some(out) = self.writing.outbox.get(&counter) else { continue };
            let content = out.envelope.verify_past(&membership).ok().and_then(|verified| open(&verified, &self.control.keyring).ok());
            let Some(envelope) = content.and_then(|content| self.seal_change(&content, after, self.reading.walk.at())) else {
                // It cannot be read any more: everything is asked for anew, from the documents.
                return self.forget_unsent(after);
            };
            let Some(tip) = AuthorTip::new(envelope.header().counter, envelope.hash()) else { continue };
            after = tip;
            sealed.push(counter);
            self.writing.outbox.insert(counter, Out { envelope, is_written: false, is_acked: false });
        }
        self.writing.own = after;
        self.keep_sealed(sealed, Vec::new());
    }

    fn chain_before(&self, counter: Counter) -> AuthorTip {
        let before = self.writing.outbox.range(..counter).next_back();
        let tip = before.and_then(|(counter, out)| AuthorTip::new(*counter, out.envelope.hash()));
        tip.unwrap_or_else(|| self.reading.walk.tip(&self.device()))
    }

    fn forget_unsent(&mut self, after: AuthorTip) {
        let unsent: Vec<Counter> = self
            .writing
            .outbox
            .range(after.counter()..)
            .map(|(counter, _)| *counter)
            .filter(|counter| *counter > after.counter())
            .collect();
        let docs = self.docs_of(&unsent);
        let mut records: Vec<Record> = unsent.iter().map(|counter| (record::out_key(*counter), None)).collect();
        unsent.iter().for_each(|counter| drop(self.writing.outbox.remove(counter)));
        // Of a change that cannot be read any more nobody knows the document: then all of them count as not sent.
        let docs = docs.unwrap_or_else(|| self.writing.marks.keys().cloned().collect());
        for doc in &docs {
            self.writing.marks.remove(doc);
            records.push((record::mark_key(doc), None));
        }
        // What is being asked of them builds on what is forgotten: its answer counts for nothing, and they are asked anew.
        if let Some(Task::Asking { docs: asked, .. }) = &mut self.task {
            asked.retain(|doc| !docs.contains(doc));
        }
        // Whoever ends before they were looks through everything at the next start: the journal alone would not name them.
        self.writing.place_kept = 0;
        records.push(record::place(0));
        docs.into_iter().for_each(|doc| self.writing.soil(doc, self.now_ms));
        self.writing.own = after;
        records.push(record::own(after, false));
        self.write(records);
    }

    fn docs_of(&self, counters: &[Counter]) -> Option<BTreeSet<DocName>> {
        let membership = self.control.membership.as_ref()?;
        let doc = |counter: &Counter| {
            let verified = self.writing.outbox.get(counter)?.envelope.verify_past(membership).ok()?;
            match open(&verified, &self.control.keyring).ok()? {
                Content::Pieces(pieces) => pieces.into_iter().next().map(|piece| piece.chunk.doc),
                _ => None,
            }
        };
        counters.iter().map(doc).collect()
    }

    fn append(&mut self) {
        let w = &self.writing;
        if w.appending.is_some() || w.stale.is_some() {
            return;
        }
        let mut bytes = 0;
        let mut batch = Vec::new();
        for out in w.outbox.values().filter(|out| !out.is_acked) {
            bytes += out.envelope.bytes().len() + ITEM_BYTES_OVERHEAD;
            if !out.is_written || bytes > BATCH_BYTES_MAX || batch.len() == wire::limit::BATCH_ENVELOPES_MAX {
                break;
            }
            batch.push(out.envelope.clone());
        }
        let Some(last) = batch.last().map(|envelope| envelope.header().counter) else { return };
        if let Ok(changes) = Batch::new(batch) {
            self.writing.appending = Some(last);
            self.send(&ClientFrame::Append { changes });
        }
    }

    pub(super) fn acked(&mut self, counter: Counter, at: Seen) {
        self.known_end(at.position());
        if counter <= self.writing.own.counter() {
            self.writing.acknowledge(counter);
        }
    }

    pub(super) fn append_refused(&mut self, refusal: Refusal) {
        self.writing.appending = None;
        match refusal {
            Refusal::StaleEpoch { needed } => {
                self.writing.stale = Some(needed);
                self.fetch_control();
            }
            Refusal::LogReset { .. } => self.halt(Stuck::LogLost),
            Refusal::Gap { tip } => self.gap(tip),
            Refusal::Fork { .. } => {
                self.reading.suspects = true;
                self.drop_line();
            }
            Refusal::Quota { used, allowed } => self.hinder(Stuck::Full { used, allowed }, FULL_RETRY_MS),
            Refusal::TooLarge { .. } => {
                let after = self.outbox_first().map(|first| self.chain_before(first)).unwrap_or(self.writing.own);
                self.forget_unsent(after);
                self.drop_line();
            }
            Refusal::Rate { retry_after_ms } => self.writing.hold_until_ms = self.now_ms + u64::from(retry_after_ms),
            Refusal::Role | Refusal::Unknown => {
                self.writing.hold_until_ms = self.now_ms + 1_000;
                self.fetch_control();
            }
            _ => self.drop_line(),
        }
    }

    fn outbox_first(&self) -> Option<Counter> {
        self.writing.outbox.iter().find(|(_, out)| !out.is_acked).map(|(counter, _)| *counter)
    }

    fn hinder(&mut self, stuck: Stuck, wait_ms: u64) {
        self.writing.hindered = Some(stuck);
        self.writing.hold_until_ms = self.now_ms + wait_ms;
    }

    /// The relay has less of our chain than was thought. What is still in the outbox is sent again.
    fn gap(&mut self, tip: AuthorTip) {
        if tip.counter() < self.reading.walk.tip(&self.device()).counter() {
            return self.halt(Stuck::LogLost);
        }
        for (_, out) in self.writing.outbox.iter_mut().filter(|(counter, _)| **counter > tip.counter()) {
            out.is_acked = false;
        }
        self.drop_line();
    }
}
