//! What a message does to its space, as bytes.

use wire::{Counter, DeviceKey, Hash32, Position, Seen, Sequence};

use crate::store::{ControlRecord, DataRecord, Link, SnapshotRecord, StoreError, Stored, row};

#[derive(Clone, Debug)]
pub(super) enum Act {
    /// The first of a space begins it.
    Control {
        log: Vec<ControlRecord>,
    },
    Append {
        records: Vec<DataRecord>,
    },
    Part {
        hash: Hash32,
        length: u64,
        now_ms: u64,
    },
    Commit {
        snapshot: SnapshotRecord,
    },
    /// Of the newest snapshot; with the chains as they stood.
    Forget {
        floor: Seen,
        chains: Vec<(DeviceKey, Link)>,
    },
    Sweep {
        before_ms: u64,
    },
    Delete,
}

const VERSION: u8 = 1;

impl Act {
    /// Also the last word of its subject, so that records alone can be purged.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Control { .. } => "control",
            Self::Append { .. } => "data",
            Self::Part { .. } => "part",
            Self::Commit { .. } => "snapshot",
            Self::Forget { .. } => "floor",
            Self::Sweep { .. } => "sweep",
            Self::Delete => "gone",
        }
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        match self {
            Self::Control { log } => {
                let first = log.first().map_or(0, |record| record.tip.sequence.0);
                put_u64(&mut bytes, first);
                log.iter().for_each(|record| put(&mut bytes, &row::control(record)));
            }
            Self::Append { records } => {
                let first = records.first().map_or(0, |record| record.at.position().0);
                put_u64(&mut bytes, first);
                records.iter().for_each(|record| put(&mut bytes, &row::data(record)));
            }
            Self::Part { hash, length, now_ms } => {
                bytes.extend_from_slice(&hash.0);
                put_u64(&mut bytes, *length);
                put_u64(&mut bytes, *now_ms);
            }
            Self::Commit { snapshot } => bytes.extend(row::snapshot(snapshot)),
            Self::Forget { floor, chains } => {
                put_u64(&mut bytes, floor.position().0);
                bytes.extend_from_slice(&floor.head().0);
                for (author, link) in chains {
                    bytes.extend_from_slice(&author.0);
                    put_u64(&mut bytes, link.counter.0);
                    bytes.extend(row::link(link));
                }
            }
            Self::Sweep { before_ms } => put_u64(&mut bytes, *before_ms),
            Self::Delete => {}
        }
        bytes
    }

    pub(super) fn read(word: &str, bytes: &[u8]) -> Stored<Self> {
        let mut left = bytes;
        if array::<1>(&mut left)? != [VERSION] {
            return Err(damaged());
        }
        Ok(match word {
            "control" => {
                let first = u64_of(&mut left)?;
                let record = |(number, bytes): (u64, &[u8])| row::read_control(Sequence(number), bytes);
                Self::Control { log: (first..).zip(items(left)?).map(record).collect::<Stored<_>>()? }
            }
            "data" => {
                let first = u64_of(&mut left)?;
                let record = |(number, bytes): (u64, &[u8])| row::read_data(Position(number), bytes);
                Self::Append { records: (first..).zip(items(left)?).map(record).collect::<Stored<_>>()? }
            }
            "part" => Self::Part { hash: Hash32(array(&mut left)?), length: u64_of(&mut left)?, now_ms: u64_of(&mut left)? },
            "snapshot" => Self::Commit { snapshot: row::read_snapshot(left)? },
            "floor" => {
                let floor = Seen::new(Position(u64_of(&mut left)?), Hash32(array(&mut left)?)).ok_or_else(damaged)?;
                let mut chains = Vec::new();
                while !left.is_empty() {
                    let author = DeviceKey(array(&mut left)?);
                    let counter = Counter(u64_of(&mut left)?);
                    chains.push((author, row::read_link(counter, &array::<72>(&mut left)?)?));
                }
                Self::Forget { floor, chains }
            }
            "sweep" => Self::Sweep { before_ms: u64_of(&mut left)? },
            "gone" => Self::Delete,
            _ => return Err(damaged()),
        })
    }
}

pub(super) fn damaged() -> StoreError {
    StoreError::Down("a message is damaged".to_owned())
}

fn put_u64(bytes: &mut Vec<u8>, number: u64) {
    bytes.extend_from_slice(&number.to_be_bytes());
}

fn put(bytes: &mut Vec<u8>, item: &[u8]) {
    put_u64(bytes, item.len() as u64);
    bytes.extend_from_slice(item);
}

fn array<const N: usize>(left: &mut &[u8]) -> Stored<[u8; N]> {
    let (taken, rest) = left.split_first_chunk().ok_or_else(damaged)?;
    *left = rest;
    Ok(*taken)
}

fn u64_of(left: &mut &[u8]) -> Stored<u64> {
    array(left).map(u64::from_be_bytes)
}

fn items(mut left: &[u8]) -> Stored<Vec<&[u8]>> {
    let mut items = Vec::new();
    while !left.is_empty() {
        let length = usize::try_from(u64_of(&mut left)?).map_err(|_| damaged())?;
        let (item, rest) = left.split_at_checked(length).ok_or_else(damaged)?;
        items.push(item);
        left = rest;
    }
    Ok(items)
}
