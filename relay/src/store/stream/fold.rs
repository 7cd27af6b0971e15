//! A space as the messages of its subject make it: the same on every relay that has read as far.

use std::collections::{BTreeMap, BTreeSet};

use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence};

use super::act::Act;
use crate::store::{CHAIN_LENGTH, ControlRecord, Link, SnapshotRecord, SnapshotTip, SpaceState};

/// Everything but the bytes of records and parts, which stay in the stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    /// The last message that was taken in. 0 before the first.
    pub(super) last: u64,
    pub(super) is_begun: bool,
    pub(super) is_gone: bool,
    pub(super) control: Vec<ControlRecord>,
    pub(super) end: Seen,
    pub(super) floor: Seen,
    /// The newest last.
    pub(super) snapshots: Vec<SnapshotRecord>,
    /// With the time when each came last, and its length.
    pub(super) parts: BTreeMap<Hash32, (u64, u64)>,
    pub(super) chains: BTreeMap<DeviceKey, BTreeMap<Counter, Link>>,
    /// Which message holds the records from this position on.
    pub(super) data: BTreeMap<Position, u64>,
    lengths: BTreeMap<Position, u64>,
    used: u64,
}

impl Fold {
    pub(super) fn is_here(&self) -> bool {
        self.is_begun && !self.is_gone
    }

    pub(super) fn control_tip(&self) -> ControlTip {
        self.control.last().map_or(ControlTip { sequence: Sequence::START, hash: Hash32::ZERO }, |record| record.tip)
    }

    pub(super) fn tip(&self, author: &DeviceKey) -> AuthorTip {
        self.chains.get(author).and_then(|chain| chain.last_key_value()).map_or(AuthorTip::START, |(_, link)| link.tip())
    }

    pub(super) fn state(&self) -> SpaceState {
        let snapshot = self.snapshots.last().map(|newest| SnapshotTip {
            hash: newest.hash,
            covers: newest.covers,
            author: newest.author,
            committed_at_ms: newest.committed_at_ms,
        });
        SpaceState { control: self.control_tip(), end: self.end, floor: self.floor, used: self.used, snapshot }
    }

    pub(super) fn take(&mut self, act: Act, sequence: u64) {
        self.last = sequence;
        match act {
            Act::Control { log } => {
                self.is_begun = true;
                self.used += log.iter().map(|record| record.bytes.len() as u64).sum::<u64>();
                self.control.extend(log);
            }
            Act::Append { records } => {
                let Some(first) = records.first() else { return };
                self.data.insert(first.at.position(), sequence);
                for record in &records {
                    let length = record.bytes.len() as u64;
                    self.lengths.insert(record.at.position(), length);
                    self.used += length;
                    self.end = record.at;
                    self.remember(record.author, record.link());
                }
            }
            Act::Part { hash, length, now_ms } => {
                let is_new = self.parts.insert(hash, (now_ms, length)).is_none();
                self.used += if is_new { length } else { 0 };
            }
            Act::Commit { snapshot } => {
                self.used += snapshot.bytes.len() as u64;
                self.snapshots.push(snapshot);
            }
            Act::Forget { floor, chains } => self.forget(floor, chains),
            Act::Sweep { before_ms } => {
                for hash in self.unnamed(before_ms) {
                    let length = self.parts.remove(&hash).map_or(0, |(_, length)| length);
                    self.used = self.used.saturating_sub(length);
                }
            }
            Act::Delete => *self = Self { last: sequence, is_begun: true, is_gone: true, ..Self::default() },
        }
    }

    /// Parts that no snapshot names and that came before this time.
    pub(super) fn unnamed(&self, before_ms: u64) -> Vec<Hash32> {
        let named: BTreeSet<&Hash32> = self.snapshots.iter().flat_map(|snapshot| &snapshot.parts).collect();
        let is_swept = |(hash, (came_ms, _)): &(&Hash32, &(u64, u64))| *came_ms < before_ms && !named.contains(hash);
        self.parts.iter().filter(is_swept).map(|(hash, _)| *hash).collect()
    }

    /// Links of changes up to this place, which their records will not tell any more.
    pub(super) fn links_up_to(&self, place: Position) -> Vec<(DeviceKey, Link)> {
        let links = self.chains.iter().flat_map(|(author, chain)| chain.values().map(|link| (*author, *link)));
        links.filter(|(_, link)| link.at.position() <= place).collect()
    }

    fn forget(&mut self, floor: Seen, chains: Vec<(DeviceKey, Link)>) {
        self.floor = floor;
        if self.end.position() < floor.position() {
            self.end = floor;
        }
        let kept = self.lengths.split_off(&Position(floor.position().0.saturating_add(1)));
        let freed: u64 = std::mem::replace(&mut self.lengths, kept).into_values().sum();
        let newest = self.snapshots.pop();
        let older: u64 = self.snapshots.drain(..).map(|snapshot| snapshot.bytes.len() as u64).sum();
        self.snapshots.extend(newest);
        self.used = self.used.saturating_sub(freed).saturating_sub(older);
        // A message that begins at or before the floor may go on beyond it.
        let first_left = self.data.range(..=floor.position()).next_back().map_or(floor.position(), |(first, _)| *first);
        self.data = self.data.split_off(&first_left);
        for (author, link) in chains {
            self.remember(author, link);
        }
    }

    fn remember(&mut self, author: DeviceKey, link: Link) {
        let chain = self.chains.entry(author).or_default();
        chain.insert(link.counter, link);
        while chain.len() as u64 > CHAIN_LENGTH {
            chain.pop_first();
        }
    }
}
