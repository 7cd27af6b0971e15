//! What a storage of the relay must do. Every storage passes the same suite, [`conformance`], in memory and on disk.
//!
//! ```text
//! a space      one control log, one data log, its snapshots; nothing of one space is in another
//! control log  entries one after another from 1, appended by compare-and-set
//! data log     records at positions from 1, appended whole batch by whole batch at an expected end
//! chain        what one author appended, by its counter: how a repeated append is recognised
//! snapshot     parts kept by their hash, and a manifest that names them; it replaces nothing until it is told to
//! ```
//!
//! The bytes of entries, records, parts and manifests are never looked into. What is ephemeral does not come here at all.

pub mod conformance;
mod disk;
mod memory;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence, SpaceId};

pub use disk::DiskStore;
pub use memory::{Fault, MemoryStore};

/// Bytes that are shared and never changed.
pub type Bytes = Arc<[u8]>;

/// One entry of a control log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlRecord {
    pub tip: ControlTip,
    pub bytes: Bytes,
}

/// One place of a data log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRecord {
    /// Its position, and the running head with it.
    pub at: Seen,
    pub author: DeviceKey,
    pub counter: Counter,
    pub hash: Hash32,
    pub bytes: Bytes,
}

impl DataRecord {
    pub fn link(&self) -> Link {
        Link { counter: self.counter, hash: self.hash, at: self.at }
    }
}

/// One change of an author, as it is remembered after its bytes are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub counter: Counter,
    pub hash: Hash32,
    pub at: Seen,
}

impl Link {
    pub fn tip(&self) -> AuthorTip {
        AuthorTip::new(self.counter, self.hash).unwrap_or(AuthorTip::START)
    }
}

/// Records that are appended together or not at all. Their positions follow `expect` without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataBatch {
    /// The end of the log that the batch was made for.
    pub expect: Seen,
    /// The control log that its author's right was judged by.
    pub control: ControlTip,
    pub records: Vec<DataRecord>,
}

/// A manifest that was committed, with what has to be known without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotRecord {
    pub hash: Hash32,
    /// The newest snapshot that it was made after.
    pub previous: Option<Hash32>,
    pub covers: Seen,
    pub author: DeviceKey,
    pub committed_at_ms: u64,
    pub parts: Vec<Hash32>,
    pub bytes: Bytes,
}

/// What is known of the newest snapshot at all times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotTip {
    pub hash: Hash32,
    pub covers: Seen,
    pub author: DeviceKey,
    pub committed_at_ms: u64,
}

/// How a space stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpaceState {
    pub control: ControlTip,
    /// The end of the data log.
    pub end: Seen,
    /// Up to here the records were deleted, because a snapshot covers them.
    pub floor: Seen,
    /// Bytes of everything that is stored for the space, without what the storage adds.
    pub used: u64,
    pub snapshot: Option<SnapshotTip>,
}

/// How many changes of each author are remembered: as many as [`wire::AuthorLog`] asks about.
pub const CHAIN_LENGTH: u64 = wire::AuthorLog::RECENT as u64;

/// Why nothing was done, or why nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no such space.
    NoSpace,
    /// There is such a space, or there was one: a space that was deleted does not come back by replaying its beginning.
    Exists,
    /// The control log has another tip.
    Conflict { tip: ControlTip },
    /// The data log has another end.
    Behind { end: Seen },
    /// A record is not the next of its author, whose chain ends here.
    NotNext { author: DeviceKey, tip: AuthorTip },
    /// Another snapshot is the newest, or this one would cover less.
    OtherSnapshot { newest: Option<Hash32> },
    /// These parts are not there.
    Missing(Vec<Hash32>),
    /// The storage does not answer. Whether the write is there, only reading after a restart tells.
    Down(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSpace => f.write_str("there is no such space"),
            Self::Exists => f.write_str("there is such a space, or there was one"),
            Self::Conflict { .. } => f.write_str("the control log has gone on"),
            Self::Behind { .. } => f.write_str("the data log has gone on"),
            Self::NotNext { .. } => f.write_str("a record is not the next of its author"),
            Self::OtherSnapshot { .. } => f.write_str("there is a newer snapshot"),
            Self::Missing(parts) => write!(f, "{} parts are missing", parts.len()),
            Self::Down(why) => write!(f, "the storage does not answer: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}

/// What one relay tells another on the same storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something was written to this space.
    Written(SpaceId),
    Ephemeral(SpaceId, Bytes),
}

pub type Stored<T> = Result<T, StoreError>;

/// A place for the logs of many spaces. A write is whole or not at all, and it is on disk when its future is done; a read is of one moment.
/// Of two writes that were both asked for, either may be first.
pub trait LogStore: Send + Sync + 'static {
    /// Whether other relays may write to it too. Then what is known of a space has to be read on from time to time.
    fn is_shared(&self) -> bool {
        false
    }

    /// What another relay did. Some of it may get lost.
    fn next_news(&self) -> impl Future<Output = News> + Send {
        std::future::pending()
    }

    /// Hands something ephemeral to the other relays. It may get lost.
    fn pass_on(&self, space: SpaceId, ephemeral: Bytes) -> impl Future<Output = ()> + Send {
        let _ = (space, ephemeral);
        std::future::ready(())
    }

    /// False once nothing can be written any more until it is opened again.
    fn is_well(&self) -> bool {
        true
    }

    /// None where there is no such space.
    fn state(&self, space: SpaceId) -> impl Future<Output = Stored<Option<SpaceState>>> + Send;

    /// Begins a space with the first entries of its control log: one at least, and they count from 1.
    fn create(&self, space: SpaceId, log: Vec<ControlRecord>) -> impl Future<Output = Stored<()>> + Send;

    /// More entries, all or none, if the log still ends as expected and they count on from there; and if the data log ends at this place,
    /// where one is named.
    fn append_control(
        &self,
        space: SpaceId,
        expect: ControlTip,
        end: Option<Seen>,
        log: Vec<ControlRecord>,
    ) -> impl Future<Output = Stored<()>> + Send;

    /// Entries after this one in order: as many as fit into so many bytes, but one at least where there is one.
    fn read_control(&self, space: SpaceId, after: Sequence, bytes_max: usize) -> impl Future<Output = Stored<Vec<ControlRecord>>> + Send;

    /// The batch, if both logs still end as expected and every record is the next of its author.
    fn append(&self, space: SpaceId, batch: DataBatch) -> impl Future<Output = Stored<()>> + Send;

    /// Records after this position in order: as many as fit into so many bytes, but one at least where there is one. Deleted ones are
    /// passed over.
    fn read(&self, space: SpaceId, after: Position, bytes_max: usize) -> impl Future<Output = Stored<Vec<DataRecord>>> + Send;

    /// The last [`CHAIN_LENGTH`] changes of one author in order, also those whose records are deleted.
    fn chain(&self, space: SpaceId, author: DeviceKey) -> impl Future<Output = Stored<Vec<Link>>> + Send;

    /// Where each author's chain ends, in the order of their keys.
    fn tips(&self, space: SpaceId) -> impl Future<Output = Stored<Vec<(DeviceKey, AuthorTip)>>> + Send;

    /// Keeps a part under its hash. A part that is there already stays as it is, and counts as having come now.
    fn put_part(&self, space: SpaceId, hash: Hash32, bytes: Bytes, now_ms: u64) -> impl Future<Output = Stored<()>> + Send;

    fn part(&self, space: SpaceId, hash: Hash32) -> impl Future<Output = Stored<Option<Bytes>>> + Send;

    /// Makes this the newest snapshot, if the one before is still the newest, it covers more, and all its parts are there.
    fn commit_snapshot(&self, space: SpaceId, snapshot: SnapshotRecord) -> impl Future<Output = Stored<()>> + Send;

    /// A snapshot by its hash, or the newest.
    fn snapshot(&self, space: SpaceId, hash: Option<Hash32>) -> impl Future<Output = Stored<Option<SnapshotRecord>>> + Send;

    /// Deletes the records that the newest snapshot covers and every older snapshot, if this one is still the newest. Returns how the space
    /// stands then.
    fn forget_covered(&self, space: SpaceId, newest: Hash32) -> impl Future<Output = Stored<SpaceState>> + Send;

    /// Deletes the parts that no snapshot names and that came before this time. Returns how the space stands then.
    fn sweep_parts(&self, space: SpaceId, before_ms: u64) -> impl Future<Output = Stored<SpaceState>> + Send;

    /// Deletes everything of a space but the fact that there was one.
    fn delete(&self, space: SpaceId) -> impl Future<Output = Stored<()>> + Send;
}

/// What the rules of an append ask for, the same for every storage: `Ok` when the batch may be appended at this end. `tip` tells where an
/// author's chain ends.
fn check_batch<E: From<StoreError>>(
    end: Seen,
    control: ControlTip,
    batch: &DataBatch,
    mut tip: impl FnMut(&DeviceKey) -> Result<AuthorTip, E>,
) -> Result<(), E> {
    if batch.expect != end {
        return Err(StoreError::Behind { end }.into());
    }
    if batch.control != control {
        return Err(StoreError::Conflict { tip: control }.into());
    }
    let mut tips: std::collections::BTreeMap<DeviceKey, AuthorTip> = std::collections::BTreeMap::new();
    let mut position = end.position();
    for record in &batch.records {
        position = position.next().ok_or(StoreError::Behind { end })?;
        if record.at.position() != position {
            return Err(StoreError::Behind { end }.into());
        }
        let before = match tips.get(&record.author) {
            Some(tip) => *tip,
            None => tip(&record.author)?,
        };
        if before.counter().next() != Some(record.counter) {
            return Err(StoreError::NotNext { author: record.author, tip: before }.into());
        }
        tips.insert(record.author, record.link().tip());
    }
    Ok(())
}

/// What every control log has to be: entries that count on from the one before.
fn counts_on(before: Sequence, log: &[ControlRecord]) -> bool {
    !log.is_empty() && log.iter().zip(before.0.saturating_add(1)..).all(|(record, number)| record.tip.sequence == Sequence(number))
}

/// Takes items while they fit into so many bytes, and one at least.
fn fill<T>(items: impl Iterator<Item = Stored<T>>, bytes_max: usize, length: impl Fn(&T) -> usize) -> Stored<Vec<T>> {
    let mut taken = Vec::new();
    let mut filled = 0usize;
    for item in items {
        let item = item?;
        filled = filled.saturating_add(length(&item));
        if filled > bytes_max && !taken.is_empty() {
            break;
        }
        taken.push(item);
    }
    Ok(taken)
}
