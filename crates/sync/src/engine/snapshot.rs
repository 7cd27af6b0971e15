//! Snapshots: making one when the relay hints, entering by one where the log does not reach back, and vouching for one, so that what it
//! covers may be deleted.

use std::collections::{BTreeMap, BTreeSet};

use wire::limit::MANIFEST_PARTS_MAX;
use wire::{
    Agreement, ClientFrame, Envelope, EnvelopeRefusal, Hash32, Hashes, Kind, Manifest, ManifestFacts, Position, Refusal, UnsignedManifest,
    VerifiedManifest, Walk,
};

use super::line::{Asked, Opened};
use super::{Effect, Engine, Lie, Mark, Queue, Stuck, Task, Then, Ticket, is_due, record};
use crate::content::{Chunk, Content, DocName, Piece};
use crate::home::Record;
use crate::seal::{Place, open, padded_bytes_max, seal};

const PARTS_ASKED: usize = 16;
/// About so much of the documents goes into one part, and so much is asked of the app at once.
const PART_BYTES: usize = 128 << 10;
const PAGE_BYTES: usize = 512 << 10;
/// A hint goes to many; who waits longest finds it done.
const HINT_MS: u64 = 15_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Enter,
    Vouch,
}

/// A snapshot that is being read.
#[derive(Debug)]
struct Taking {
    hash: Hash32,
    purpose: Purpose,
    manifest: Option<VerifiedManifest>,
    left: Queue<Hash32>,
    asked: Queue<Asked>,
    pieces: BTreeMap<DocName, BTreeMap<u16, Piece>>,
    ready: Vec<Chunk>,
    /// The documents that are in it.
    docs: BTreeSet<DocName>,
    is_whole: bool,
}

/// A snapshot that is being made.
#[derive(Debug)]
struct Making {
    walk: Walk,
    parts: BTreeSet<Hash32>,
    unacked: BTreeSet<Hash32>,
    after: Option<DocName>,
    more: bool,
    committed: Option<Hash32>,
}

#[derive(Debug, Default)]
pub(super) struct Snapshots {
    newest: Option<Hash32>,
    /// The last one that was made or found whole here.
    pub(super) vouched: Option<Hash32>,
    hinted: Option<(Position, u64)>,
    taking: Option<Taking>,
    making: Option<Making>,
}

impl Snapshots {
    pub(super) fn new(vouched: Option<Hash32>) -> Self {
        Self { vouched, ..Self::default() }
    }

    pub(super) fn line_ended(&mut self) {
        self.taking = None;
        self.making = None;
        self.hinted = None;
    }

    pub(super) fn is_entering(&self) -> bool {
        self.taking.as_ref().is_some_and(|taking| taking.purpose == Purpose::Enter)
    }
}

impl Engine {
    pub(super) fn snapshots_due(&self) -> Option<u64> {
        self.snapshots.hinted.map(|(_, at_ms)| at_ms).filter(|at_ms| *at_ms > self.now_ms)
    }

    pub(super) fn snapshot_told(&mut self, newest: Option<Hash32>) {
        self.snapshots.newest = newest;
    }

    pub(super) fn enter_by_snapshot(&mut self, hash: Hash32) {
        self.take_snapshot(hash, Purpose::Enter);
    }

    fn take_snapshot(&mut self, hash: Hash32, purpose: Purpose) {
        self.snapshots.taking = Some(Taking {
            hash,
            purpose,
            manifest: None,
            left: Queue::new(),
            asked: Queue::new(),
            pieces: BTreeMap::new(),
            ready: Vec::new(),
            docs: BTreeSet::new(),
            is_whole: true,
        });
        self.send(&ClientFrame::SnapshotFetch { manifest: Some(hash) });
    }

    pub(super) fn manifest_came(&mut self, manifest: &Manifest) {
        let (Some(taking), Some(membership)) = (&self.snapshots.taking, self.control.membership.as_ref()) else { return };
        if manifest.hash() != taking.hash {
            return self.halt(Stuck::Lied(Lie::Head));
        }
        let verified = match manifest.verify_past(membership) {
            Ok(verified) => verified,
            Err(EnvelopeRefusal::Denied(denial)) => return self.halt(Stuck::Lied(Lie::Snapshot(denial))),
            Err(_) => return self.halt(Stuck::Lied(Lie::Head)),
        };
        let facts = verified.facts();
        if self.reading.walk.compare(&facts.covers) == Agreement::Differs {
            return self.halt(Stuck::Fork { with: facts.author });
        }
        let at = self.reading.walk.at().position();
        let is_for_nothing = match taking.purpose {
            // What it covers is what has been read: the relay had no reason to send us here.
            Purpose::Enter if facts.covers.position() <= at => return self.halt(Stuck::Lied(Lie::Head)),
            Purpose::Enter => false,
            Purpose::Vouch => facts.author == self.device() || facts.covers.position() > at,
        };
        if is_for_nothing {
            self.snapshots.taking = None;
            return;
        }
        let left = facts.parts.iter().copied().collect();
        if let Some(taking) = &mut self.snapshots.taking {
            taking.left = left;
            taking.manifest = Some(verified);
        }
    }

    pub(super) fn parts_came(&mut self, parts: Vec<Envelope>) {
        let (Some(taking), Some(membership)) = (&mut self.snapshots.taking, self.control.membership.as_ref()) else { return };
        for part in parts {
            if taking.asked.pop_front() != Some(part.hash()) || part.header().kind != Kind::SnapshotPart {
                return self.halt(Stuck::Lied(Lie::Head));
            }
            let verified = match part.verify_past(membership) {
                Ok(verified) => verified,
                Err(EnvelopeRefusal::Denied(denial)) => return self.halt(Stuck::Lied(Lie::Snapshot(denial))),
                Err(_) => return self.halt(Stuck::Lied(Lie::Head)),
            };
            match open(&verified, &self.control.keyring) {
                Ok(Content::Pieces(pieces)) => pieces.into_iter().for_each(|piece| taking.take_piece(piece)),
                Err(crate::seal::OpenRefusal::NoKey(epoch)) => return self.halt(Stuck::NoKey(epoch)),
                Ok(_) | Err(_) => {
                    let why = crate::seal::OpenRefusal::Content;
                    let device = part.header().author;
                    taking.is_whole = false;
                    self.effects.push(Effect::Trouble { device, at: Position::START, why });
                }
            }
        }
        // What did not fit into the frame is asked for again.
        for hash in std::mem::take(&mut taking.asked).into_iter().rev() {
            taking.left.push_front(hash);
        }
    }

    pub(super) fn go_on_snapshots(&mut self) {
        if self.task.is_some() {
            return;
        }
        if let Some(taking) = &mut self.snapshots.taking {
            if taking.manifest.is_none() || !taking.asked.is_empty() {
                return;
            }
            if !taking.ready.is_empty() {
                let ready = std::mem::take(&mut taking.ready);
                return self.deliver(ready, true, Then::Parts);
            }
            if taking.left.is_empty() {
                return self.snapshot_taken();
            }
            let count = taking.left.len().min(PARTS_ASKED);
            taking.asked = taking.left.drain(..count).collect();
            if let Ok(parts) = Hashes::new(taking.asked.iter().copied().collect()) {
                self.send(&ClientFrame::PartsFetch { parts });
            }
            return;
        }
        if !self.line.is_live() || self.reading.is_busy() {
            return;
        }
        if self.snapshots.making.is_some() {
            return self.make_on();
        }
        if self.snapshots.hinted.is_some_and(|(_, at_ms)| is_due(at_ms, self.now_ms)) {
            return self.make();
        }
        let counts = self.membership().is_some_and(|membership| membership.may_acknowledge(&self.device()));
        if let Some(newest) = self.snapshots.newest.take().filter(|newest| counts && self.snapshots.vouched != Some(*newest)) {
            self.take_snapshot(newest, Purpose::Vouch);
        }
    }

    pub(super) fn parts_kept(&mut self, marks: Vec<(DocName, Mark)>, lacking: Vec<DocName>) {
        let mut records = self.new_marks(marks);
        if let Some(taking) = &mut self.snapshots.taking {
            taking.is_whole &= lacking.is_empty();
        }
        records.extend(self.send_again(lacking));
        self.write(records);
    }

    /// Changes that the log had are not in the snapshot.
    fn send_again(&mut self, docs: Vec<DocName>) -> Vec<Record> {
        let mut records = Vec::new();
        for doc in docs {
            records.push((record::mark_key(&doc), None));
            self.writing.marks.remove(&doc);
            self.writing.soil(doc, self.now_ms);
        }
        records
    }

    fn snapshot_taken(&mut self) {
        let Some(Taking { hash, purpose, manifest: Some(manifest), docs, is_whole, .. }) = self.snapshots.taking.take() else { return };
        self.snapshots.vouched = Some(hash);
        // A document of which the app knows nothing any more has an empty mark.
        let known = self.writing.marks.iter().filter(|(_, mark)| !mark.is_empty()).map(|(doc, _)| doc);
        let left_out: Vec<DocName> = known.filter(|doc| !docs.contains(doc)).cloned().collect();
        let is_whole = is_whole && left_out.is_empty();
        let mut records = self.send_again(left_out);
        records.push(record::vouched(&hash));
        match purpose {
            Purpose::Vouch if is_whole => self.send(&ClientFrame::Acked { manifest: hash }),
            Purpose::Vouch => {}
            Purpose::Enter => {
                let walk = Walk::after(&manifest);
                let own = walk.tip(&self.device());
                if own.counter() > self.writing.own.counter() && !self.writing.relearns {
                    return self.is_copied();
                }
                for counter in self.writing.outbox.keys().filter(|counter| **counter <= own.counter()) {
                    records.push((record::out_key(*counter), None));
                }
                self.writing.outbox.retain(|counter, _| *counter > own.counter());
                self.reading.enter_at(walk);
                records.push(record::walk(&self.reading.walk));
                if let Some(inside) = self.line.inside_mut() {
                    inside.opened = Opened::No;
                }
            }
        }
        self.write(records);
    }

    pub(super) fn hinted(&mut self, up_to: Position) {
        let may = self.membership().is_some_and(|m| m.may_append(&self.device(), Kind::SnapshotPart, m.epoch()).is_ok());
        if may && self.snapshots.hinted.is_none() && self.snapshots.making.is_none() {
            self.snapshots.hinted = Some((up_to, self.now_ms + self.dice.below(HINT_MS)));
        }
    }

    fn make(&mut self) {
        let walk = self.reading.walk.clone();
        let Some((up_to, _)) = self.snapshots.hinted else { return };
        if walk.at().position() < up_to || self.reading.has_partial() {
            return;
        }
        self.snapshots.hinted = None;
        let making = Making { walk, parts: BTreeSet::new(), unacked: BTreeSet::new(), after: None, more: true, committed: None };
        self.snapshots.making = Some(making);
        self.make_on();
    }

    fn make_on(&mut self) {
        let Some(making) = &self.snapshots.making else { return };
        if !making.unacked.is_empty() || making.committed.is_some() {
            return;
        }
        if making.more {
            let after = making.after.clone();
            let ticket = self.ticket();
            self.effects.push(Effect::Page { ticket, after, bytes: PAGE_BYTES });
            self.task = Some(Task::Paging { ticket });
        } else if self.commit().is_none() {
            self.snapshots.making = None;
        }
    }

    pub(super) fn paged(&mut self, ticket: Ticket, docs: Vec<Chunk>, more: bool) {
        match self.task.take() {
            Some(Task::Paging { ticket: asked }) if asked == ticket => {}
            other => {
                self.task = other;
                return;
            }
        }
        if self.snapshots.making.is_none() {
            return;
        }
        let last = docs.last().map(|chunk| chunk.doc.clone());
        let parts = self.seal_parts(docs);
        let Some(making) = &mut self.snapshots.making else { return };
        let Some(parts) = parts else {
            self.snapshots.making = None;
            return;
        };
        making.more = more && last.is_some();
        making.after = last.or(making.after.take());
        making.unacked.extend(parts.iter().map(Envelope::hash));
        making.parts.extend(parts.iter().map(Envelope::hash));
        if making.parts.len() > MANIFEST_PARTS_MAX {
            self.snapshots.making = None;
            return;
        }
        for part in parts {
            self.send(&ClientFrame::SnapshotPart { part });
        }
    }

    /// Chunks in as few envelopes as hold them. None when this device may not, or a document does not fit.
    pub(super) fn seal_parts(&mut self, docs: Vec<Chunk>) -> Option<Vec<Envelope>> {
        let mut bundles: Vec<Vec<Piece>> = Vec::new();
        let mut filled = PART_BYTES;
        for chunk in docs {
            for piece in Piece::cut(chunk, padded_bytes_max(self.writing.envelope_bytes_max))? {
                if filled + piece.length() > PART_BYTES {
                    bundles.push(Vec::new());
                    filled = 0;
                }
                filled += piece.length();
                bundles.last_mut()?.push(piece);
            }
        }
        bundles.into_iter().map(|pieces| self.seal_part(&Content::Pieces(pieces))).collect()
    }

    pub(super) fn seal_part(&mut self, content: &Content) -> Option<Envelope> {
        let membership = self.control.membership.as_ref()?;
        membership.may_append(&self.identity.device(), Kind::SnapshotPart, membership.epoch()).ok()?;
        let key = self.control.keyring.get(membership.epoch())?;
        let seen = self.reading.walk.at();
        seal(content, Place::SnapshotPart, seen, self.home.space, key, &self.identity, &mut self.dice).ok()
    }

    fn commit(&mut self) -> Option<()> {
        let making = self.snapshots.making.as_mut()?;
        let facts = ManifestFacts {
            space: self.home.space,
            epoch: self.control.membership.as_ref()?.epoch(),
            author: self.identity.device(),
            covers: making.walk.at(),
            log_epoch: making.walk.epoch(),
            previous: self.snapshots.vouched,
            authors: making.walk.authors().iter().map(|(author, tip)| (*author, *tip)).collect(),
            parts: making.parts.iter().copied().collect(),
        };
        let manifest = UnsignedManifest::new(facts).ok()?.sign(self.identity.signing()).ok()?;
        making.committed = Some(manifest.hash());
        self.send(&ClientFrame::SnapshotCommit { manifest });
        Some(())
    }

    pub(super) fn snapshot_acked(&mut self, hash: Hash32) {
        let Some(making) = &mut self.snapshots.making else { return };
        making.unacked.remove(&hash);
        if making.committed == Some(hash) {
            self.snapshots.making = None;
            self.snapshots.vouched = Some(hash);
            self.write(vec![record::vouched(&hash)]);
        }
    }

    /// Somebody was faster, or it is not to be had. Whoever enters by it tries again with the next connection.
    pub(super) fn snapshot_refused(&mut self, refusal: Refusal) {
        self.snapshots.making = None;
        if let Refusal::TooOld { snapshot, .. } = refusal {
            // The next one has to follow that one, so it is looked at.
            self.snapshots.newest = Some(snapshot).filter(|newest| *newest != Hash32::ZERO);
        }
        if self.snapshots.is_entering() {
            self.drop_line();
        }
        self.snapshots.taking = None;
    }
}

impl Taking {
    fn take_piece(&mut self, piece: Piece) {
        self.docs.insert(piece.chunk.doc.clone());
        if piece.of == 1 {
            return self.ready.push(piece.chunk);
        }
        let (doc, of) = (piece.chunk.doc.clone(), piece.of);
        let pieces = self.pieces.entry(doc.clone()).or_default();
        pieces.insert(piece.index, piece);
        if pieces.len() == usize::from(of) && pieces.values().all(|piece| piece.of == of) {
            let bytes = pieces.values().flat_map(|piece| piece.chunk.bytes.iter().copied()).collect();
            self.pieces.remove(&doc);
            self.ready.push(Chunk { doc, bytes });
        }
    }
}
