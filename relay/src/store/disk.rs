//! The storage of a relay on one machine: one file of redb, one thread that writes.
//!
//! Whatever waits to be written goes into one transaction, and everybody is told when it is on disk. While one transaction is being synced
//! the next gathers, so a busy relay syncs no more often than an idle one.

mod write;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use redb::{Database, Durability, ReadTransaction, ReadableDatabase, TableDefinition};
use tokio::sync::{mpsc, oneshot};
use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence, SpaceId};

use super::row;
use super::{Bytes, ControlRecord, DataBatch, DataRecord, Link, LogStore, SnapshotRecord, SpaceState, StoreError, Stored, fill};
use write::{Answer, Write};

type Space = [u8; 32];
type Key = [u8; 32];

const SPACES: TableDefinition<Space, &[u8]> = TableDefinition::new("spaces/1");
/// Spaces that were deleted.
const GONE: TableDefinition<Space, ()> = TableDefinition::new("gone/1");
const CONTROL: TableDefinition<(Space, u64), &[u8]> = TableDefinition::new("control/1");
const DATA: TableDefinition<(Space, u64), &[u8]> = TableDefinition::new("data/1");
const CHAINS: TableDefinition<(Space, Key, u64), &[u8]> = TableDefinition::new("chains/1");
const PARTS: TableDefinition<(Space, Key), &[u8]> = TableDefinition::new("parts/1");
/// By the position that each covers, so that the newest is the last.
const SNAPSHOTS: TableDefinition<(Space, u64), &[u8]> = TableDefinition::new("snapshots/1");

/// Writes that may wait for the thread before whoever asks for one more has to wait.
const WAITING_MAX: usize = 1024;
/// Writes of one transaction, and how many bytes they may bring.
const GROUP_MAX: usize = 1024;
const GROUP_BYTES_MAX: usize = 8 << 20;
/// What of the file may be in memory, half of it for what is being written. The system keeps more of it, and takes that away when it is needed.
const CACHE_BYTES: usize = 1 << 20;

struct Asked {
    write: Write,
    answer: oneshot::Sender<Stored<Answer>>,
}

/// Every write is synced before it is acknowledged.
pub struct DiskStore {
    database: Arc<Database>,
    /// None while it is being closed.
    writer: Option<mpsc::Sender<Asked>>,
    thread: Option<JoinHandle<()>>,
    is_broken: Arc<AtomicBool>,
}

impl std::fmt::Debug for DiskStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DiskStore").field("is_broken", &self.is_broken()).finish_non_exhaustive()
    }
}

impl DiskStore {
    /// Opens the file, or makes it. A file that another relay has open is refused.
    pub fn open(path: &Path) -> Stored<Self> {
        let database = Arc::new(Database::builder().set_cache_size(CACHE_BYTES).create(path).map_err(down)?);
        let made = database.begin_write().map_err(down)?;
        {
            made.open_table(SPACES).map_err(down)?;
            made.open_table(GONE).map_err(down)?;
            made.open_table(CONTROL).map_err(down)?;
            made.open_table(DATA).map_err(down)?;
            made.open_table(CHAINS).map_err(down)?;
            made.open_table(PARTS).map_err(down)?;
            made.open_table(SNAPSHOTS).map_err(down)?;
        }
        made.commit().map_err(down)?;
        let (writer, asked) = mpsc::channel(WAITING_MAX);
        let is_broken = Arc::new(AtomicBool::new(false));
        let thread = std::thread::Builder::new()
            .name("relay-writer".to_owned())
            .spawn({
                let (database, is_broken) = (Arc::clone(&database), Arc::clone(&is_broken));
                move || write_groups(&database, asked, &is_broken)
            })
            .map_err(down)?;
        Ok(Self { database, writer: Some(writer), thread: Some(thread), is_broken })
    }

    /// Whether the disk failed. Then nothing is written any more until the file is opened again: what the disk has after a failed sync,
    /// nobody knows.
    pub fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::Relaxed)
    }

    async fn write(&self, write: Write) -> Stored<Answer> {
        let (answer, told) = oneshot::channel();
        let stopped = || StoreError::Down("it is being closed".to_owned());
        let writer = self.writer.as_ref().ok_or_else(stopped)?;
        writer.send(Asked { write, answer }).await.map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?
    }

    async fn write_only(&self, write: Write) -> Stored<()> {
        self.write(write).await.map(|_| ())
    }

    async fn read_with<T: Send + 'static>(&self, read: impl FnOnce(&ReadTransaction) -> Stored<T> + Send + 'static) -> Stored<T> {
        let database = Arc::clone(&self.database);
        let read = move || read(&database.begin_read().map_err(down)?);
        tokio::task::spawn_blocking(read).await.map_err(down)?
    }
}

/// Waits for what was asked for, then lets the file go.
impl Drop for DiskStore {
    fn drop(&mut self) {
        self.writer = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn down(error: impl std::fmt::Display) -> StoreError {
    StoreError::Down(error.to_string())
}

fn write_groups(database: &Database, mut asked: mpsc::Receiver<Asked>, is_broken: &AtomicBool) {
    while let Some(first) = asked.blocking_recv() {
        let mut bytes = first.write.bytes();
        let mut group = vec![first];
        while group.len() < GROUP_MAX && bytes < GROUP_BYTES_MAX {
            let Ok(next) = asked.try_recv() else { break };
            bytes += next.write.bytes();
            group.push(next);
        }
        write_group(database, group, is_broken);
    }
}

fn write_group(database: &Database, group: Vec<Asked>, is_broken: &AtomicBool) {
    let (writes, tellers): (Vec<Write>, Vec<_>) = group.into_iter().map(|asked| (asked.write, asked.answer)).unzip();
    let outcome = if is_broken.load(Ordering::Relaxed) {
        Err(StoreError::Down("the disk failed before".to_owned()))
    } else {
        commit(database, writes)
    };
    match outcome {
        Ok(answers) => tellers.into_iter().zip(answers).for_each(|(teller, answer)| {
            let _ = teller.send(answer);
        }),
        Err(error) => {
            is_broken.store(true, Ordering::Relaxed);
            tellers.into_iter().for_each(|teller| {
                let _ = teller.send(Err(error.clone()));
            });
        }
    }
}

/// One transaction. What is refused leaves no trace in it; an error means that none of it is there.
fn commit(database: &Database, writes: Vec<Write>) -> Stored<Vec<Stored<Answer>>> {
    let mut transaction = database.begin_write().map_err(down)?;
    transaction.set_durability(Durability::Immediate).map_err(down)?;
    // A relay that was killed is back at once: the file need not be walked through first.
    transaction.set_quick_repair(true);
    let answers = write::perform_all(&transaction, writes)?;
    transaction.commit().map_err(down)?;
    Ok(answers)
}

fn state(transaction: &ReadTransaction, space: SpaceId) -> Stored<Option<SpaceState>> {
    let spaces = transaction.open_table(SPACES).map_err(down)?;
    let found = spaces.get(space.0).map_err(down)?;
    found.map(|found| row::read_state(found.value())).transpose()
}

/// A space that is not there is refused before anything of it is read.
fn exists(transaction: &ReadTransaction, space: SpaceId) -> Stored<()> {
    state(transaction, space)?.map(|_| ()).ok_or(StoreError::NoSpace)
}

fn state_of(answer: Answer) -> Stored<SpaceState> {
    match answer {
        Answer::State(state) => Ok(*state),
        Answer::Done => Err(StoreError::Down("it answered something else".to_owned())),
    }
}

impl LogStore for DiskStore {
    fn is_well(&self) -> bool {
        !self.is_broken()
    }

    async fn state(&self, space: SpaceId) -> Stored<Option<SpaceState>> {
        self.read_with(move |transaction| state(transaction, space)).await
    }

    async fn create(&self, space: SpaceId, log: Vec<ControlRecord>) -> Stored<()> {
        self.write_only(Write::Create { space, log }).await
    }

    async fn append_control(&self, space: SpaceId, expect: ControlTip, end: Option<Seen>, log: Vec<ControlRecord>) -> Stored<()> {
        self.write_only(Write::Control { space, expect, end, log }).await
    }

    async fn read_control(&self, space: SpaceId, after: Sequence, bytes_max: usize) -> Stored<Vec<ControlRecord>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let Some(from) = after.next() else { return Ok(Vec::new()) };
            let control = transaction.open_table(CONTROL).map_err(down)?;
            let range = control.range((space.0, from.0)..=(space.0, u64::MAX)).map_err(down)?;
            let records = range.map(|found| {
                let (key, value) = found.map_err(down)?;
                row::read_control(Sequence(key.value().1), value.value())
            });
            fill(records, bytes_max, |record| record.bytes.len())
        })
        .await
    }

    async fn append(&self, space: SpaceId, batch: DataBatch) -> Stored<()> {
        self.write_only(Write::Append { space, batch }).await
    }

    async fn read(&self, space: SpaceId, after: Position, bytes_max: usize) -> Stored<Vec<DataRecord>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let Some(from) = after.next() else { return Ok(Vec::new()) };
            let data = transaction.open_table(DATA).map_err(down)?;
            let range = data.range((space.0, from.0)..=(space.0, u64::MAX)).map_err(down)?;
            let records = range.map(|found| {
                let (key, value) = found.map_err(down)?;
                row::read_data(Position(key.value().1), value.value())
            });
            fill(records, bytes_max, |record| record.bytes.len())
        })
        .await
    }

    async fn chain(&self, space: SpaceId, author: DeviceKey) -> Stored<Vec<Link>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let chains = transaction.open_table(CHAINS).map_err(down)?;
            let range = chains.range((space.0, author.0, 0)..=(space.0, author.0, u64::MAX)).map_err(down)?;
            let links = range.map(|found| {
                let (key, value) = found.map_err(down)?;
                row::read_link(Counter(key.value().2), value.value())
            });
            links.collect()
        })
        .await
    }

    async fn tips(&self, space: SpaceId) -> Stored<Vec<(DeviceKey, AuthorTip)>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let chains = transaction.open_table(CHAINS).map_err(down)?;
            let mut tips: std::collections::BTreeMap<DeviceKey, AuthorTip> = std::collections::BTreeMap::new();
            for found in chains.range((space.0, [0; 32], 0)..=(space.0, [0xff; 32], u64::MAX)).map_err(down)? {
                let (key, value) = found.map_err(down)?;
                let (_, author, counter) = key.value();
                tips.insert(DeviceKey(author), row::read_link(Counter(counter), value.value())?.tip());
            }
            Ok(tips.into_iter().collect())
        })
        .await
    }

    async fn put_part(&self, space: SpaceId, hash: Hash32, bytes: Bytes, now_ms: u64) -> Stored<()> {
        self.write_only(Write::Part { space, hash, bytes, now_ms }).await
    }

    async fn part(&self, space: SpaceId, hash: Hash32) -> Stored<Option<Bytes>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let parts = transaction.open_table(PARTS).map_err(down)?;
            let found = parts.get((space.0, hash.0)).map_err(down)?;
            found.map(|found| row::read_part(found.value()).map(|(_, part)| part.into())).transpose()
        })
        .await
    }

    async fn commit_snapshot(&self, space: SpaceId, snapshot: SnapshotRecord) -> Stored<()> {
        self.write_only(Write::Commit { space, snapshot }).await
    }

    async fn snapshot(&self, space: SpaceId, hash: Option<Hash32>) -> Stored<Option<SnapshotRecord>> {
        self.read_with(move |transaction| {
            exists(transaction, space)?;
            let snapshots = transaction.open_table(SNAPSHOTS).map_err(down)?;
            for found in snapshots.range((space.0, 0)..=(space.0, u64::MAX)).map_err(down)?.rev() {
                let (_, value) = found.map_err(down)?;
                let snapshot = row::read_snapshot(value.value())?;
                if hash.is_none_or(|hash| snapshot.hash == hash) {
                    return Ok(Some(snapshot));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn forget_covered(&self, space: SpaceId, newest: Hash32) -> Stored<SpaceState> {
        state_of(self.write(Write::Forget { space, newest }).await?)
    }

    async fn sweep_parts(&self, space: SpaceId, before_ms: u64) -> Stored<SpaceState> {
        state_of(self.write(Write::Sweep { space, before_ms }).await?)
    }

    async fn delete(&self, space: SpaceId) -> Stored<()> {
        self.write_only(Write::Delete { space }).await
    }
}
