//! Rows as bytes: fixed widths in front, the opaque bytes behind. Each begins where its table's name ends, with a version in that name.

use wire::{ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence};

use super::{StoreError, Stored};
use crate::store::{ControlRecord, DataRecord, Link, SnapshotRecord, SnapshotTip, SpaceState};

/// A row that is shorter than its fields: the file is damaged.
struct Row<'a>(&'a [u8]);

impl<'a> Row<'a> {
    fn array<const N: usize>(&mut self) -> Stored<[u8; N]> {
        let (taken, left) = self.0.split_first_chunk().ok_or_else(damaged)?;
        self.0 = left;
        Ok(*taken)
    }

    fn u64(&mut self) -> Stored<u64> {
        self.array().map(u64::from_be_bytes)
    }

    fn hash(&mut self) -> Stored<Hash32> {
        self.array().map(Hash32)
    }

    fn seen(&mut self) -> Stored<Seen> {
        seen(Position(self.u64()?), self.hash()?)
    }

    fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Stored<T>) -> Stored<Option<T>> {
        match self.array()? {
            [0] => Ok(None),
            _ => read(self).map(Some),
        }
    }
}

fn seen(position: Position, head: Hash32) -> Stored<Seen> {
    Seen::new(position, head).ok_or_else(damaged)
}

fn damaged() -> StoreError {
    StoreError::Down("a row is damaged".to_owned())
}

fn put_seen(bytes: &mut Vec<u8>, seen: &Seen) {
    bytes.extend_from_slice(&seen.position().0.to_be_bytes());
    bytes.extend_from_slice(&seen.head().0);
}

pub(super) fn state(state: &SpaceState) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    bytes.extend_from_slice(&state.control.sequence.0.to_be_bytes());
    bytes.extend_from_slice(&state.control.hash.0);
    put_seen(&mut bytes, &state.end);
    put_seen(&mut bytes, &state.floor);
    bytes.extend_from_slice(&state.used.to_be_bytes());
    bytes.push(state.snapshot.is_some().into());
    if let Some(snapshot) = &state.snapshot {
        bytes.extend_from_slice(&snapshot.hash.0);
        put_seen(&mut bytes, &snapshot.covers);
        bytes.extend_from_slice(&snapshot.author.0);
        bytes.extend_from_slice(&snapshot.committed_at_ms.to_be_bytes());
    }
    bytes
}

pub(super) fn read_state(bytes: &[u8]) -> Stored<SpaceState> {
    let mut row = Row(bytes);
    Ok(SpaceState {
        control: ControlTip { sequence: Sequence(row.u64()?), hash: row.hash()? },
        end: row.seen()?,
        floor: row.seen()?,
        used: row.u64()?,
        snapshot: row.option(|row| {
            Ok(SnapshotTip { hash: row.hash()?, covers: row.seen()?, author: row.array().map(DeviceKey)?, committed_at_ms: row.u64()? })
        })?,
    })
}

pub(super) fn control(record: &ControlRecord) -> Vec<u8> {
    [&record.tip.hash.0, &*record.bytes].concat()
}

pub(super) fn read_control(sequence: Sequence, bytes: &[u8]) -> Stored<ControlRecord> {
    let mut row = Row(bytes);
    Ok(ControlRecord { tip: ControlTip { sequence, hash: row.hash()? }, bytes: row.0.into() })
}

/// What a row of data has in front of its opaque bytes.
pub(super) const DATA_FRONT: usize = 104;

pub(super) fn data(record: &DataRecord) -> Vec<u8> {
    [&record.at.head().0[..], &record.author.0, &record.counter.0.to_be_bytes(), &record.hash.0, &record.bytes].concat()
}

pub(super) fn read_data(position: Position, bytes: &[u8]) -> Stored<DataRecord> {
    let mut row = Row(bytes);
    Ok(DataRecord {
        at: seen(position, row.hash()?)?,
        author: row.array().map(DeviceKey)?,
        counter: Counter(row.u64()?),
        hash: row.hash()?,
        bytes: row.0.into(),
    })
}

pub(super) fn link(record: &DataRecord) -> Vec<u8> {
    let mut bytes = record.hash.0.to_vec();
    put_seen(&mut bytes, &record.at);
    bytes
}

pub(super) fn read_link(counter: Counter, bytes: &[u8]) -> Stored<Link> {
    let mut row = Row(bytes);
    Ok(Link { counter, hash: row.hash()?, at: row.seen()? })
}

/// What a row of a part has in front of its opaque bytes.
pub(super) const PART_FRONT: usize = 8;

pub(super) fn part(came_ms: u64, part: &[u8]) -> Vec<u8> {
    [&came_ms.to_be_bytes(), part].concat()
}

pub(super) fn read_part(bytes: &[u8]) -> Stored<(u64, &[u8])> {
    let mut row = Row(bytes);
    Ok((row.u64()?, row.0))
}

pub(super) fn snapshot(snapshot: &SnapshotRecord) -> Vec<u8> {
    let mut bytes = snapshot.hash.0.to_vec();
    bytes.push(snapshot.previous.is_some().into());
    bytes.extend(snapshot.previous.iter().flat_map(|previous| previous.0));
    put_seen(&mut bytes, &snapshot.covers);
    bytes.extend_from_slice(&snapshot.author.0);
    bytes.extend_from_slice(&snapshot.committed_at_ms.to_be_bytes());
    bytes.extend_from_slice(&(snapshot.parts.len() as u64).to_be_bytes());
    snapshot.parts.iter().for_each(|part| bytes.extend_from_slice(&part.0));
    bytes.extend_from_slice(&snapshot.bytes);
    bytes
}

pub(super) fn read_snapshot(bytes: &[u8]) -> Stored<SnapshotRecord> {
    let mut row = Row(bytes);
    Ok(SnapshotRecord {
        hash: row.hash()?,
        previous: row.option(Row::hash)?,
        covers: row.seen()?,
        author: row.array().map(DeviceKey)?,
        committed_at_ms: row.u64()?,
        parts: (0..row.u64()?).map(|_| row.hash()).collect::<Stored<_>>()?,
        bytes: row.0.into(),
    })
}
