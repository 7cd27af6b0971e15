//! The data log: each author's chain, the running head of the relay, and a reader's walk along both.

use std::collections::{BTreeMap, VecDeque};

use crate::code::{Malformed, Reader, Writer};
use crate::envelope::{Envelope, EnvelopeRefusal, Kind, Verified};
use crate::id::{Counter, DeviceKey, Epoch, Hash32, Position, digest};
use crate::membership::Membership;
use crate::snapshot::VerifiedManifest;

const HEAD: &[u8] = b"throughline-head/1";

/// A position and the running head there, which stands for every envelope up to it: two who agree on it have read the same. The head is
/// zero before the first envelope and nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seen {
    position: Position,
    head: Hash32,
}

impl Default for Hash32 {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Seen {
    /// Before the first envelope.
    pub const START: Self = Self { position: Position::START, head: Hash32::ZERO };

    /// After one more envelope. None at the end of all positions.
    pub fn then(self, envelope: Hash32) -> Option<Self> {
        let position = self.position.next()?;
        Some(Self { position, head: digest(&[HEAD, &self.head.0, &position.0.to_be_bytes(), &envelope.0]) })
    }

    /// From what was kept. None when only one of them says that it is the start.
    pub fn new(position: Position, head: Hash32) -> Option<Self> {
        ((position == Position::START) == (head == Hash32::ZERO)).then_some(Self { position, head })
    }

    pub fn position(&self) -> Position {
        self.position
    }

    pub fn head(&self) -> Hash32 {
        self.head
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::new(Position(reader.u64()?), reader.array().map(Hash32)?).ok_or(Malformed::Field)
    }

    pub(crate) fn write(self, writer: &mut Writer) {
        writer.u64(self.position.0).raw(&self.head.0);
    }
}

/// The end of one author's chain: its last counter, and the hash of that change, which is zero before the first and nowhere else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuthorTip {
    counter: Counter,
    hash: Hash32,
}

impl AuthorTip {
    /// Before its first change.
    pub const START: Self = Self { counter: Counter::START, hash: Hash32::ZERO };

    /// From what was kept. None when only one of them says that it is the start.
    pub fn new(counter: Counter, hash: Hash32) -> Option<Self> {
        ((counter == Counter::START) == (hash == Hash32::ZERO)).then_some(Self { counter, hash })
    }

    pub fn counter(&self) -> Counter {
        self.counter
    }

    pub fn hash(&self) -> Hash32 {
        self.hash
    }

    /// The tip after a change, when that change is the next of this chain.
    fn then(self, change: &Envelope) -> Option<Self> {
        let header = change.header();
        (self.counter.next() == Some(header.counter) && self.hash == header.previous)
            .then(|| Self { counter: header.counter, hash: change.hash() })
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::new(Counter(reader.u64()?), reader.array().map(Hash32)?).ok_or(Malformed::Field)
    }

    pub(crate) fn write(self, writer: &mut Writer) {
        writer.u64(self.counter.0).raw(&self.hash.0);
    }
}

/// What becomes of a change that its author appends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "it is answered and taken apart, never kept")]
pub enum Admitted {
    /// It is the next of its author's chain.
    New(Verified),
    /// These very bytes are in the log.
    Already,
}

/// Why a change was not appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendRefusal {
    /// It is no change.
    Kind(Kind),
    /// It belongs to another author's chain.
    OtherAuthor(DeviceKey),
    /// Changes between the tip and this one are missing.
    Gap {
        tip: AuthorTip,
    },
    /// There is another change with this counter, or this one does not follow the one before: two devices share a key, or an old copy of a
    /// profile came back.
    Fork {
        tip: AuthorTip,
    },
    /// Older than what is remembered of the chain: the tip says that something with this counter is in the log.
    Old {
        tip: AuthorTip,
    },
    Envelope(EnvelopeRefusal),
}

/// One author's chain, as far back as a repeated append can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorLog {
    author: DeviceKey,
    tip: AuthorTip,
    /// Hashes of the last changes, the tip's last.
    recent: VecDeque<Hash32>,
}

impl AuthorLog {
    /// How many changes back an append is recognised. An author has no more than these unacknowledged.
    pub const RECENT: usize = 256;

    pub fn new(author: DeviceKey) -> Self {
        Self::resume(author, AuthorTip::START, [])
    }

    /// From what was kept: the hashes of the last changes before the tip in order, as many as there are.
    pub fn resume(author: DeviceKey, tip: AuthorTip, before: impl IntoIterator<Item = Hash32>) -> Self {
        let mut log = Self { author, tip, recent: VecDeque::new() };
        before.into_iter().for_each(|hash| log.remember(hash));
        if tip != AuthorTip::START {
            log.remember(tip.hash);
        }
        log
    }

    pub fn author(&self) -> DeviceKey {
        self.author
    }

    pub fn tip(&self) -> AuthorTip {
        self.tip
    }

    /// Judges an append. What is in the log is recognised before rights are asked about: an acknowledgement that was lost is
    /// given again in a later epoch too.
    pub fn admit(&self, change: &Envelope, membership: &Membership) -> Result<Admitted, AppendRefusal> {
        let header = change.header();
        let tip = self.tip;
        if header.kind != Kind::Change {
            return Err(AppendRefusal::Kind(header.kind));
        }
        if header.author != self.author {
            return Err(AppendRefusal::OtherAuthor(header.author));
        }
        if header.counter <= tip.counter {
            return match self.hash_at(header.counter) {
                None => Err(AppendRefusal::Old { tip }),
                Some(hash) if hash == change.hash() => Ok(Admitted::Already),
                Some(_) => Err(AppendRefusal::Fork { tip }),
            };
        }
        if tip.counter.next() != Some(header.counter) {
            return Err(AppendRefusal::Gap { tip });
        }
        if header.previous != tip.hash {
            return Err(AppendRefusal::Fork { tip });
        }
        change.verify(membership).map(Admitted::New).map_err(AppendRefusal::Envelope)
    }

    /// Takes in a change that was admitted. False, and nothing is taken in, when it is not the next.
    pub fn advance(&mut self, change: &Verified) -> bool {
        let envelope = change.envelope();
        let Some(tip) = self.tip.then(envelope).filter(|_| envelope.header().author == self.author) else { return false };
        self.tip = tip;
        self.remember(tip.hash);
        true
    }

    fn hash_at(&self, counter: Counter) -> Option<Hash32> {
        let back = usize::try_from(self.tip.counter.0 - counter.0).ok()?;
        let at = self.recent.len().checked_sub(back.checked_add(1)?)?;
        self.recent.get(at).copied()
    }

    fn remember(&mut self, hash: Hash32) {
        if self.recent.len() == Self::RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(hash);
    }
}

/// Why the next envelope of a log was not taken in. The walk stands where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkRefusal {
    /// Positions are missing, or come twice.
    Position {
        expected: Position,
    },
    Kind(Kind),
    /// It is of an epoch that had ended before it.
    EndedEpoch {
        least: Epoch,
    },
    /// It is not the next of its author's chain.
    Chain {
        tip: AuthorTip,
    },
    /// It says to have seen what came after it.
    SeenAhead,
    Envelope(EnvelopeRefusal),
}

/// Whether somebody's reading of the log is the same as ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    Same,
    /// The relay showed two logs, or the log was begun again.
    Differs,
    /// Further than this walk, or too long ago.
    NotKnown,
}

/// A reader's way along a data log: every envelope that it let pass stands where it may, and the head is computed, not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    at: Seen,
    epoch: Epoch,
    authors: BTreeMap<DeviceKey, AuthorTip>,
    /// Heads of the last positions, the newest last.
    heads: VecDeque<Hash32>,
}

impl Default for Walk {
    fn default() -> Self {
        Self::resume(Seen::START, Epoch(1), BTreeMap::new())
    }
}

impl Walk {
    const HEADS: usize = 1024;

    /// From what was kept of an earlier walk.
    pub fn resume(at: Seen, epoch: Epoch, authors: BTreeMap<DeviceKey, AuthorTip>) -> Self {
        Self { at, epoch, authors, heads: VecDeque::from([at.head]) }
    }

    /// From where a snapshot ends.
    pub fn after(snapshot: &VerifiedManifest) -> Self {
        let facts = snapshot.facts();
        Self::resume(facts.covers, facts.log_epoch, facts.authors.iter().copied().collect())
    }

    pub fn at(&self) -> Seen {
        self.at
    }

    /// The newest epoch met.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    pub fn authors(&self) -> &BTreeMap<DeviceKey, AuthorTip> {
        &self.authors
    }

    pub fn tip(&self, author: &DeviceKey) -> AuthorTip {
        self.authors.get(author).copied().unwrap_or_default()
    }

    /// The next envelope of the log. An epoch that the membership does not know yet is denied: read the control log, then try again.
    pub fn step(&mut self, position: Position, envelope: &Envelope, membership: &Membership) -> Result<Verified, WalkRefusal> {
        let header = envelope.header();
        self.expect(position)?;
        if header.kind != Kind::Change {
            return Err(WalkRefusal::Kind(header.kind));
        }
        let least = membership.epoch_begun_at(&self.at).map_or(self.epoch, |begun| begun.max(self.epoch));
        if header.epoch < least {
            return Err(WalkRefusal::EndedEpoch { least });
        }
        if header.seen.position() >= position {
            return Err(WalkRefusal::SeenAhead);
        }
        let tip = self.tip(&header.author);
        let next = tip.then(envelope).ok_or(WalkRefusal::Chain { tip })?;
        let verified = envelope.verify_past(membership).map_err(WalkRefusal::Envelope)?;
        self.pass(header.author, next)?;
        self.epoch = header.epoch;
        Ok(verified)
    }

    /// The next position is a change of our own, which we have: the relay names it only.
    pub fn step_own(&mut self, position: Position, own: &Envelope) -> Result<(), WalkRefusal> {
        self.expect(position)?;
        let author = own.header().author;
        let tip = self.tip(&author);
        let next = tip.then(own).ok_or(WalkRefusal::Chain { tip })?;
        self.pass(author, next)?;
        self.epoch = self.epoch.max(own.header().epoch);
        Ok(())
    }

    /// What somebody says to have seen, held against what was seen here.
    pub fn compare(&self, seen: &Seen) -> Agreement {
        let back = self.at.position.0.checked_sub(seen.position.0).and_then(|back| usize::try_from(back).ok());
        let at = back.and_then(|back| self.heads.len().checked_sub(back.checked_add(1)?));
        match at.and_then(|at| self.heads.get(at)) {
            None => Agreement::NotKnown,
            Some(head) if *head == seen.head => Agreement::Same,
            Some(_) => Agreement::Differs,
        }
    }

    fn expect(&self, position: Position) -> Result<(), WalkRefusal> {
        match self.at.position.next() {
            Some(expected) if expected == position => Ok(()),
            expected => Err(WalkRefusal::Position { expected: expected.unwrap_or(self.at.position) }),
        }
    }

    fn pass(&mut self, author: DeviceKey, tip: AuthorTip) -> Result<(), WalkRefusal> {
        self.at = self.at.then(tip.hash).ok_or(WalkRefusal::Position { expected: self.at.position })?;
        self.authors.insert(author, tip);
        if self.heads.len() == Self::HEADS {
            self.heads.pop_front();
        }
        self.heads.push_back(self.at.head);
        Ok(())
    }
}
