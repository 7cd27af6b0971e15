//! A storage in memory, for tests and simulations: the same answers every time, and faults on demand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence, SpaceId};

use super::{
    Bytes, CHAIN_LENGTH, ControlRecord, DataBatch, DataRecord, Link, LogStore, SnapshotRecord, SnapshotTip, SpaceState, StoreError, Stored,
    check_batch, counts_on, fill,
};

/// What becomes of a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// It is done.
    #[default]
    None,
    /// Refused without a trace, as by a disk that is full; the next may succeed.
    Refused,
    /// The machine dies before the disk has it.
    CrashBefore,
    /// The machine dies when the disk has it, before anybody is told.
    CrashAfter,
}

/// Decides the fate of a write from its number, which counts from 1.
type Fate = Box<dyn FnMut(u64) -> Fault + Send>;

/// Clones are one disk. Every future is done when it is polled once, so no runtime is needed: see [`crate::at_once`].
///
/// After a crash each call answers [`StoreError::Down`] until [`Self::restart`]. What was acknowledged is there then; of what was not, it
/// may be there.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<Disk>>);

#[derive(Default)]
struct Disk {
    spaces: BTreeMap<SpaceId, Space>,
    gone: BTreeSet<SpaceId>,
    writes: u64,
    is_down: bool,
    fate: Option<Fate>,
}

#[derive(Clone, Default)]
struct Space {
    control: Vec<ControlRecord>,
    data: BTreeMap<Position, DataRecord>,
    chains: BTreeMap<DeviceKey, BTreeMap<Counter, Link>>,
    /// With the time when each came last.
    parts: BTreeMap<Hash32, (u64, Bytes)>,
    /// The newest last.
    snapshots: Vec<SnapshotRecord>,
    end: Seen,
    floor: Seen,
}

impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let disk = self.disk();
        f.debug_struct("MemoryStore").field("spaces", &disk.spaces.len()).field("writes", &disk.writes).finish_non_exhaustive()
    }
}

impl MemoryStore {
    /// From now on this decides what becomes of each write.
    pub fn set_fate(&self, fate: impl FnMut(u64) -> Fault + Send + 'static) {
        self.disk().fate = Some(Box::new(fate));
    }

    /// From now on every write is done.
    pub fn mend(&self) {
        self.disk().fate = None;
    }

    /// Writes that were asked for until now.
    pub fn writes(&self) -> u64 {
        self.disk().writes
    }

    pub fn crash(&self) {
        self.disk().is_down = true;
    }

    pub fn restart(&self) {
        self.disk().is_down = false;
    }

    pub fn is_down(&self) -> bool {
        self.disk().is_down
    }

    /// Another disk with the same on it: what a backup of this moment holds. It has no faults.
    pub fn copy(&self) -> Self {
        let disk = self.disk();
        let copied = Disk { spaces: disk.spaces.clone(), gone: disk.gone.clone(), ..Disk::default() };
        Self(Arc::new(Mutex::new(copied)))
    }

    /// Puts what a copy holds in the place of what is here, as a restored backup does.
    pub fn restore(&self, copy: &Self) {
        let (spaces, gone) = {
            let copy = copy.disk();
            (copy.spaces.clone(), copy.gone.clone())
        };
        let mut disk = self.disk();
        disk.spaces = spaces;
        disk.gone = gone;
    }

    /// Everything is lost, as on a new machine.
    pub fn wipe(&self) {
        self.restore(&Self::default());
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_space<T>(&self, space: SpaceId, read: impl FnOnce(&Space) -> Stored<T>) -> Stored<T> {
        let disk = self.disk();
        if disk.is_down {
            return Err(down());
        }
        read(disk.spaces.get(&space).ok_or(StoreError::NoSpace)?)
    }

    fn write<T>(&self, write: impl FnOnce(&mut Disk) -> Stored<T>) -> Stored<T> {
        let mut disk = self.disk();
        if disk.is_down {
            return Err(down());
        }
        disk.writes += 1;
        let number = disk.writes;
        let fault = disk.fate.as_mut().map_or(Fault::None, |fate| fate(number));
        match fault {
            Fault::None => write(&mut disk),
            Fault::Refused => Err(StoreError::Down("the disk refused the write".to_owned())),
            Fault::CrashBefore => {
                disk.is_down = true;
                Err(down())
            }
            Fault::CrashAfter => {
                let _ = write(&mut disk);
                disk.is_down = true;
                Err(down())
            }
        }
    }

    fn write_space<T>(&self, space: SpaceId, write: impl FnOnce(&mut Space) -> Stored<T>) -> Stored<T> {
        self.write(|disk| write(disk.spaces.get_mut(&space).ok_or(StoreError::NoSpace)?))
    }
}

fn down() -> StoreError {
    StoreError::Down("it crashed".to_owned())
}

impl Space {
    fn control_tip(&self) -> ControlTip {
        self.control.last().map_or(ControlTip { sequence: Sequence::START, hash: Hash32::ZERO }, |record| record.tip)
    }

    fn tip(&self, author: &DeviceKey) -> AuthorTip {
        self.chains.get(author).and_then(|chain| chain.last_key_value()).map_or(AuthorTip::START, |(_, link)| link.tip())
    }

    fn state(&self) -> SpaceState {
        let bytes = self.control.iter().map(|record| record.bytes.len()).sum::<usize>()
            + self.data.values().map(|record| record.bytes.len()).sum::<usize>()
            + self.parts.values().map(|(_, part)| part.len()).sum::<usize>()
            + self.snapshots.iter().map(|snapshot| snapshot.bytes.len()).sum::<usize>();
        let snapshot = self.snapshots.last().map(|newest| SnapshotTip {
            hash: newest.hash,
            covers: newest.covers,
            author: newest.author,
            committed_at_ms: newest.committed_at_ms,
        });
        SpaceState { control: self.control_tip(), end: self.end, floor: self.floor, used: bytes as u64, snapshot }
    }

    fn append(&mut self, batch: DataBatch) -> Stored<()> {
        check_batch(self.end, self.control_tip(), &batch, |author| Ok::<_, StoreError>(self.tip(author)))?;
        for record in batch.records {
            let chain = self.chains.entry(record.author).or_default();
            chain.insert(record.counter, record.link());
            if chain.len() as u64 > CHAIN_LENGTH {
                chain.pop_first();
            }
            self.end = record.at;
            self.data.insert(record.at.position(), record);
        }
        Ok(())
    }

    fn commit(&mut self, snapshot: SnapshotRecord) -> Stored<()> {
        let newest = self.snapshots.last();
        let hash = newest.map(|newest| newest.hash);
        if hash != snapshot.previous || newest.is_some_and(|newest| newest.covers.position() >= snapshot.covers.position()) {
            return Err(StoreError::OtherSnapshot { newest: hash });
        }
        let missing: Vec<Hash32> = snapshot.parts.iter().filter(|part| !self.parts.contains_key(part)).copied().collect();
        if !missing.is_empty() {
            return Err(StoreError::Missing(missing));
        }
        self.snapshots.push(snapshot);
        Ok(())
    }

    fn forget(&mut self, newest: Hash32) -> Stored<SpaceState> {
        let last = self.snapshots.pop();
        let Some(snapshot) = last.clone().filter(|snapshot| snapshot.hash == newest) else {
            let newest = last.as_ref().map(|last| last.hash);
            self.snapshots.extend(last);
            return Err(StoreError::OtherSnapshot { newest });
        };
        self.data.retain(|position, _| *position > snapshot.covers.position());
        self.floor = snapshot.covers;
        self.snapshots = vec![snapshot];
        Ok(self.state())
    }

    fn sweep(&mut self, before_ms: u64) -> SpaceState {
        let named: BTreeSet<Hash32> = self.snapshots.iter().flat_map(|snapshot| snapshot.parts.iter().copied()).collect();
        self.parts.retain(|hash, (came_ms, _)| named.contains(hash) || *came_ms >= before_ms);
        self.state()
    }
}

impl LogStore for MemoryStore {
    async fn state(&self, space: SpaceId) -> Stored<Option<SpaceState>> {
        match self.read_space(space, |space| Ok(space.state())) {
            Ok(state) => Ok(Some(state)),
            Err(StoreError::NoSpace) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn create(&self, space: SpaceId, log: Vec<ControlRecord>) -> Stored<()> {
        self.write(|disk| {
            if disk.spaces.contains_key(&space) || disk.gone.contains(&space) {
                return Err(StoreError::Exists);
            }
            if !counts_on(Sequence::START, &log) {
                return Err(StoreError::NoSpace);
            }
            disk.spaces.insert(space, Space { control: log, ..Space::default() });
            Ok(())
        })
    }

    async fn append_control(&self, space: SpaceId, expect: ControlTip, end: Option<Seen>, log: Vec<ControlRecord>) -> Stored<()> {
        self.write_space(space, |space| {
            let tip = space.control_tip();
            if tip != expect || !counts_on(tip.sequence, &log) {
                return Err(StoreError::Conflict { tip });
            }
            if end.is_some_and(|end| end != space.end) {
                return Err(StoreError::Behind { end: space.end });
            }
            space.control.extend(log);
            Ok(())
        })
    }

    async fn read_control(&self, space: SpaceId, after: Sequence, bytes_max: usize) -> Stored<Vec<ControlRecord>> {
        self.read_space(space, |space| {
            let rest = space.control.iter().filter(|record| record.tip.sequence > after).cloned().map(Ok);
            fill(rest, bytes_max, |record: &ControlRecord| record.bytes.len())
        })
    }

    async fn append(&self, space: SpaceId, batch: DataBatch) -> Stored<()> {
        self.write_space(space, |space| space.append(batch))
    }

    async fn read(&self, space: SpaceId, after: Position, bytes_max: usize) -> Stored<Vec<DataRecord>> {
        self.read_space(space, |space| {
            let Some(from) = after.next() else { return Ok(Vec::new()) };
            fill(space.data.range(from..).map(|(_, record)| Ok(record.clone())), bytes_max, |record| record.bytes.len())
        })
    }

    async fn chain(&self, space: SpaceId, author: DeviceKey) -> Stored<Vec<Link>> {
        self.read_space(space, |space| Ok(space.chains.get(&author).into_iter().flat_map(|chain| chain.values().copied()).collect()))
    }

    async fn tips(&self, space: SpaceId) -> Stored<Vec<(DeviceKey, AuthorTip)>> {
        self.read_space(space, |space| Ok(space.chains.keys().map(|author| (*author, space.tip(author))).collect()))
    }

    async fn put_part(&self, space: SpaceId, hash: Hash32, bytes: Bytes, now_ms: u64) -> Stored<()> {
        self.write_space(space, |space| {
            space.parts.entry(hash).or_insert((now_ms, bytes)).0 = now_ms;
            Ok(())
        })
    }

    async fn part(&self, space: SpaceId, hash: Hash32) -> Stored<Option<Bytes>> {
        self.read_space(space, |space| Ok(space.parts.get(&hash).map(|(_, part)| part.clone())))
    }

    async fn commit_snapshot(&self, space: SpaceId, snapshot: SnapshotRecord) -> Stored<()> {
        self.write_space(space, |space| space.commit(snapshot))
    }

    async fn snapshot(&self, space: SpaceId, hash: Option<Hash32>) -> Stored<Option<SnapshotRecord>> {
        self.read_space(space, |space| {
            let mut newest_first = space.snapshots.iter().rev();
            Ok(newest_first.find(|snapshot| hash.is_none_or(|hash| snapshot.hash == hash)).cloned())
        })
    }

    async fn forget_covered(&self, space: SpaceId, newest: Hash32) -> Stored<SpaceState> {
        self.write_space(space, |space| space.forget(newest))
    }

    async fn sweep_parts(&self, space: SpaceId, before_ms: u64) -> Stored<SpaceState> {
        self.write_space(space, |space| Ok(space.sweep(before_ms)))
    }

    async fn delete(&self, space: SpaceId) -> Stored<()> {
        self.write(|disk| {
            disk.spaces.remove(&space).ok_or(StoreError::NoSpace)?;
            disk.gone.insert(space);
            Ok(())
        })
    }
}
