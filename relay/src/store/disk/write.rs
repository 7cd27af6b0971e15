//! What the writing thread does. Every write is checked against what the transaction holds so far before it changes anything, so that a
//! refused one leaves the others of its group as they are.

use std::collections::BTreeSet;

use redb::{ReadableTable, Table, WriteTransaction};
use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Seen, Sequence, SpaceId};

use super::{CHAINS, CONTROL, DATA, GONE, Key, PARTS, SNAPSHOTS, SPACES, Space, down, row};
use crate::store::{
    Bytes, CHAIN_LENGTH, ControlRecord, DataBatch, SnapshotRecord, SnapshotTip, SpaceState, StoreError, Stored, check_batch, counts_on,
};

#[derive(Debug)]
pub(super) enum Write {
    Create { space: SpaceId, log: Vec<ControlRecord> },
    Control { space: SpaceId, expect: ControlTip, end: Option<Seen>, log: Vec<ControlRecord> },
    Append { space: SpaceId, batch: DataBatch },
    Part { space: SpaceId, hash: Hash32, bytes: Bytes, now_ms: u64 },
    Commit { space: SpaceId, snapshot: SnapshotRecord },
    Forget { space: SpaceId, newest: Hash32 },
    Sweep { space: SpaceId, before_ms: u64 },
    Delete { space: SpaceId },
}

#[derive(Debug)]
pub(super) enum Answer {
    Done,
    State(Box<SpaceState>),
}

impl Write {
    /// How much it brings.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Create { log, .. } | Self::Control { log, .. } => log.iter().map(|record| record.bytes.len()).sum(),
            Self::Append { batch, .. } => batch.records.iter().map(|record| record.bytes.len()).sum(),
            Self::Part { bytes, .. } => bytes.len(),
            Self::Commit { snapshot, .. } => snapshot.bytes.len(),
            Self::Forget { .. } | Self::Sweep { .. } | Self::Delete { .. } => 0,
        }
    }
}

/// A refusal is an answer; a fault ends the transaction.
enum Trouble {
    Refused(StoreError),
    Fault(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Down(_) => Self::Fault(error),
            refused => Self::Refused(refused),
        }
    }
}

fn fault(error: impl std::fmt::Display) -> Trouble {
    Trouble::Fault(down(error))
}

type Tried<T> = Result<T, Trouble>;

pub(super) fn perform_all(transaction: &WriteTransaction, writes: Vec<Write>) -> Stored<Vec<Stored<Answer>>> {
    let mut tables = Tables {
        spaces: transaction.open_table(SPACES).map_err(down)?,
        gone: transaction.open_table(GONE).map_err(down)?,
        control: transaction.open_table(CONTROL).map_err(down)?,
        data: transaction.open_table(DATA).map_err(down)?,
        chains: transaction.open_table(CHAINS).map_err(down)?,
        parts: transaction.open_table(PARTS).map_err(down)?,
        snapshots: transaction.open_table(SNAPSHOTS).map_err(down)?,
    };
    let mut answers = Vec::with_capacity(writes.len());
    for write in writes {
        match tables.perform(write) {
            Ok(answer) => answers.push(Ok(answer)),
            Err(Trouble::Refused(refusal)) => answers.push(Err(refusal)),
            Err(Trouble::Fault(error)) => return Err(error),
        }
    }
    Ok(answers)
}

struct Tables<'t> {
    spaces: Table<'t, Space, &'static [u8]>,
    gone: Table<'t, Space, ()>,
    control: Table<'t, (Space, u64), &'static [u8]>,
    data: Table<'t, (Space, u64), &'static [u8]>,
    chains: Table<'t, (Space, Key, u64), &'static [u8]>,
    parts: Table<'t, (Space, Key), &'static [u8]>,
    snapshots: Table<'t, (Space, u64), &'static [u8]>,
}

impl Tables<'_> {
    fn perform(&mut self, write: Write) -> Tried<Answer> {
        match write {
            Write::Create { space, log } => self.create(space, &log),
            Write::Control { space, expect, end, log } => self.control(space, expect, end, &log),
            Write::Append { space, batch } => self.append(space, &batch),
            Write::Part { space, hash, bytes, now_ms } => self.part(space, hash, &bytes, now_ms),
            Write::Commit { space, snapshot } => self.commit(space, &snapshot),
            Write::Forget { space, newest } => return self.forget(space, newest).map(|state| Answer::State(Box::new(state))),
            Write::Sweep { space, before_ms } => return self.sweep(space, before_ms).map(|state| Answer::State(Box::new(state))),
            Write::Delete { space } => self.delete(space),
        }
        .map(|()| Answer::Done)
    }

    fn state(&self, space: SpaceId) -> Tried<SpaceState> {
        let found = self.spaces.get(space.0).map_err(fault)?.ok_or(StoreError::NoSpace)?;
        Ok(row::read_state(found.value())?)
    }

    fn put_state(&mut self, space: SpaceId, state: &SpaceState) -> Tried<()> {
        self.spaces.insert(space.0, row::state(state).as_slice()).map_err(fault)?;
        Ok(())
    }

    fn create(&mut self, space: SpaceId, log: &[ControlRecord]) -> Tried<()> {
        let is_there = self.spaces.get(space.0).map_err(fault)?.is_some();
        if is_there || self.gone.get(space.0).map_err(fault)?.is_some() {
            return Err(StoreError::Exists.into());
        }
        let Some(last) = log.last().filter(|_| counts_on(Sequence::START, log)) else { return Err(StoreError::NoSpace.into()) };
        let used = self.put_entries(space, log)?;
        self.put_state(space, &SpaceState { control: last.tip, end: Seen::START, floor: Seen::START, used, snapshot: None })
    }

    /// Returns how many bytes they have.
    fn put_entries(&mut self, space: SpaceId, log: &[ControlRecord]) -> Tried<u64> {
        for record in log {
            self.control.insert((space.0, record.tip.sequence.0), row::control(record).as_slice()).map_err(fault)?;
        }
        Ok(log.iter().map(|record| record.bytes.len() as u64).sum())
    }

    fn control(&mut self, space: SpaceId, expect: ControlTip, end: Option<Seen>, log: &[ControlRecord]) -> Tried<()> {
        let mut state = self.state(space)?;
        let Some(last) = log.last().filter(|_| state.control == expect && counts_on(expect.sequence, log)) else {
            return Err(StoreError::Conflict { tip: state.control }.into());
        };
        if end.is_some_and(|end| end != state.end) {
            return Err(StoreError::Behind { end: state.end }.into());
        }
        state.control = last.tip;
        state.used += self.put_entries(space, log)?;
        self.put_state(space, &state)
    }

    fn tip(&self, space: SpaceId, author: &DeviceKey) -> Tried<AuthorTip> {
        let mut range = self.chains.range((space.0, author.0, 0)..=(space.0, author.0, u64::MAX)).map_err(fault)?;
        let Some(last) = range.next_back() else { return Ok(AuthorTip::START) };
        let (key, value) = last.map_err(fault)?;
        Ok(row::read_link(Counter(key.value().2), value.value())?.tip())
    }

    fn append(&mut self, space: SpaceId, batch: &DataBatch) -> Tried<()> {
        let mut state = self.state(space)?;
        check_batch(state.end, state.control, batch, |author| self.tip(space, author))?;
        for record in &batch.records {
            let counter = record.counter.0;
            self.data.insert((space.0, record.at.position().0), row::data(record).as_slice()).map_err(fault)?;
            self.chains.insert((space.0, record.author.0, counter), row::link(record).as_slice()).map_err(fault)?;
            if let Some(old) = counter.checked_sub(CHAIN_LENGTH) {
                self.chains.remove((space.0, record.author.0, old)).map_err(fault)?;
            }
            state.end = record.at;
            state.used += record.bytes.len() as u64;
        }
        self.put_state(space, &state)
    }

    fn part(&mut self, space: SpaceId, hash: Hash32, bytes: &[u8], now_ms: u64) -> Tried<()> {
        let mut state = self.state(space)?;
        let known = match self.parts.get((space.0, hash.0)).map_err(fault)? {
            Some(found) => Some(row::part(now_ms, row::read_part(found.value())?.1)),
            None => None,
        };
        if known.is_none() {
            state.used += bytes.len() as u64;
            self.put_state(space, &state)?;
        }
        let row = known.unwrap_or_else(|| row::part(now_ms, bytes));
        self.parts.insert((space.0, hash.0), row.as_slice()).map_err(fault)?;
        Ok(())
    }

    fn commit(&mut self, space: SpaceId, snapshot: &SnapshotRecord) -> Tried<()> {
        let mut state = self.state(space)?;
        let newest = state.snapshot.map(|newest| newest.hash);
        let covers_less = state.snapshot.is_some_and(|newest| newest.covers.position() >= snapshot.covers.position());
        if newest != snapshot.previous || covers_less {
            return Err(StoreError::OtherSnapshot { newest }.into());
        }
        let mut missing = Vec::new();
        for part in &snapshot.parts {
            if self.parts.get((space.0, part.0)).map_err(fault)?.is_none() {
                missing.push(*part);
            }
        }
        if !missing.is_empty() {
            return Err(StoreError::Missing(missing).into());
        }
        self.snapshots.insert((space.0, snapshot.covers.position().0), row::snapshot(snapshot).as_slice()).map_err(fault)?;
        state.used += snapshot.bytes.len() as u64;
        state.snapshot = Some(SnapshotTip {
            hash: snapshot.hash,
            covers: snapshot.covers,
            author: snapshot.author,
            committed_at_ms: snapshot.committed_at_ms,
        });
        self.put_state(space, &state)
    }

    fn forget(&mut self, space: SpaceId, newest: Hash32) -> Tried<SpaceState> {
        let mut state = self.state(space)?;
        let Some(tip) = state.snapshot.filter(|tip| tip.hash == newest) else {
            return Err(StoreError::OtherSnapshot { newest: state.snapshot.map(|tip| tip.hash) }.into());
        };
        let covered = tip.covers.position().0;
        let mut freed = 0u64;
        self.data
            .retain_in((space.0, 0)..=(space.0, covered), |_, value| {
                freed += value.len().saturating_sub(row::DATA_FRONT) as u64;
                false
            })
            .map_err(fault)?;
        let mut damaged = false;
        self.snapshots
            .retain_in((space.0, 0)..=(space.0, u64::MAX), |(_, position), value| {
                let is_kept = position == covered;
                if !is_kept {
                    match row::read_snapshot(value) {
                        Ok(old) => freed += old.bytes.len() as u64,
                        Err(_) => damaged = true,
                    }
                }
                is_kept
            })
            .map_err(fault)?;
        if damaged {
            return Err(fault("a row is damaged"));
        }
        state.floor = tip.covers;
        state.used = state.used.saturating_sub(freed);
        self.put_state(space, &state)?;
        Ok(state)
    }

    fn sweep(&mut self, space: SpaceId, before_ms: u64) -> Tried<SpaceState> {
        let mut state = self.state(space)?;
        let mut named = BTreeSet::new();
        for found in self.snapshots.range((space.0, 0)..=(space.0, u64::MAX)).map_err(fault)? {
            let (_, value) = found.map_err(fault)?;
            named.extend(row::read_snapshot(value.value())?.parts.iter().map(|part| part.0));
        }
        let mut freed = 0u64;
        self.parts
            .retain_in((space.0, [0; 32])..=(space.0, [0xff; 32]), |(_, part), value| {
                let is_young = row::read_part(value).is_ok_and(|(came_ms, _)| came_ms >= before_ms);
                let is_kept = is_young || named.contains(&part);
                freed += if is_kept { 0 } else { value.len().saturating_sub(row::PART_FRONT) as u64 };
                is_kept
            })
            .map_err(fault)?;
        state.used = state.used.saturating_sub(freed);
        self.put_state(space, &state)?;
        Ok(state)
    }

    fn delete(&mut self, space: SpaceId) -> Tried<()> {
        self.state(space)?;
        let (least, most) = ([0; 32], [0xff; 32]);
        self.control.retain_in((space.0, 0)..=(space.0, u64::MAX), |_, _| false).map_err(fault)?;
        self.data.retain_in((space.0, 0)..=(space.0, u64::MAX), |_, _| false).map_err(fault)?;
        self.chains.retain_in((space.0, least, 0)..=(space.0, most, u64::MAX), |_, _| false).map_err(fault)?;
        self.parts.retain_in((space.0, least)..=(space.0, most), |_, _| false).map_err(fault)?;
        self.snapshots.retain_in((space.0, 0)..=(space.0, u64::MAX), |_, _| false).map_err(fault)?;
        self.spaces.remove(space.0).map_err(fault)?;
        self.gone.insert(space.0, ()).map_err(fault)?;
        Ok(())
    }
}
