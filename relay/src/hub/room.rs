//! One space while somebody is in it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tokio::sync::Mutex;
use wire::{Access, AuthorLog, AuthorTip, DeviceKey, Entry, Hash32, Membership, OwnItems, Position, Principal, Seen, Sequence, SpaceId};

use super::line::{ConnectionId, Line};
use crate::store::{DataRecord, LogStore, SnapshotTip, SpaceState, StoreError, Stored};

/// Whoever holds the lock is alone in the space.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) space: SpaceId,
    /// None: not loaded, or no such space.
    pub(super) open: Mutex<Option<Open>>,
}

impl Room {
    pub(super) fn new(space: SpaceId) -> Self {
        Self { space, open: Mutex::new(None) }
    }
}

/// How far a connection reads the data log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    No,
    /// It has everything up to here, and gets the next piece when there is room.
    Behind {
        after: Position,
        own: OwnItems,
    },
    /// It has everything, and gets what comes.
    Live {
        own: OwnItems,
    },
}

#[derive(Debug)]
pub(super) struct Seat {
    pub(super) line: Arc<Line>,
    pub(super) principal: Principal,
    pub(super) access: Access,
    pub(super) reading: Reading,
}

impl Seat {
    pub(super) fn device(&self) -> Option<DeviceKey> {
        match self.principal {
            Principal::Device(device) => Some(device),
            Principal::Invite(_) => None,
        }
    }

    pub(super) fn is_member(&self) -> bool {
        matches!(self.access, Access::Member(_))
    }
}

/// One author's chain, and where the end of it stands in the log.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) log: AuthorLog,
    pub(super) at: Seen,
}

/// A space as the storage has it, and who is there.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) membership: Membership,
    pub(super) end: Seen,
    pub(super) floor: Seen,
    pub(super) used: u64,
    pub(super) snapshot: Option<SnapshotTip>,
    /// Boxed, for a map has room for eleven of them from the first on.
    pub(super) seats: BTreeMap<ConnectionId, Box<Seat>>,
    /// The position up to which a snapshot was asked for.
    pub(super) hinted: Position,
    pub(super) swept_ms: Option<u64>,
    /// When it was asked last what other relays wrote.
    pub(super) read_on_ms: u64,
    pub(super) is_deleted: bool,
    chains: BTreeMap<DeviceKey, Chain>,
    /// The last places of the log, for authors who say how far they had read; the newest last.
    recent: VecDeque<Seen>,
}

/// What is read of a log at a time.
pub(super) const PIECE_BYTES: usize = 256 << 10;
const RECENT_MAX: usize = 1024;

impl Open {
    /// None where there is no such space.
    pub(super) async fn load<S: LogStore>(store: &S, space: SpaceId) -> Stored<Option<Self>> {
        let Some(state) = store.state(space).await? else { return Ok(None) };
        let mut membership: Option<Membership> = None;
        let mut after = Sequence::START;
        while after < state.control.sequence {
            let piece = store.read_control(space, after, PIECE_BYTES).await?;
            let Some(last) = piece.last() else { break };
            after = last.tip.sequence;
            for record in &piece {
                let entry = Entry::parse(&record.bytes).map_err(|_| damaged())?;
                match &mut membership {
                    None => membership = Some(Membership::begin(&entry).map_err(|_| damaged())?),
                    Some(membership) => membership.apply(&entry).map_err(|_| damaged())?,
                }
            }
        }
        let membership = membership.filter(|membership| membership.tip() == state.control).ok_or_else(damaged)?;
        Ok(Some(Self::begin(membership, &state)))
    }

    pub(super) fn begin(membership: Membership, state: &SpaceState) -> Self {
        Self {
            membership,
            end: state.end,
            floor: state.floor,
            used: state.used,
            snapshot: state.snapshot,
            seats: BTreeMap::new(),
            hinted: state.snapshot.map_or(Position::START, |snapshot| snapshot.covers.position()),
            swept_ms: None,
            read_on_ms: 0,
            is_deleted: false,
            chains: BTreeMap::new(),
            recent: VecDeque::new(),
        }
    }

    pub(super) fn take_state(&mut self, state: &SpaceState) {
        self.end = state.end;
        self.floor = state.floor;
        self.used = state.used;
        self.snapshot = state.snapshot;
    }

    /// One author's chain, as far back as a repeated append is recognised.
    pub(super) async fn chain<S: LogStore>(&mut self, store: &S, space: SpaceId, author: DeviceKey) -> Stored<Chain> {
        if let Some(chain) = self.chains.get(&author) {
            return Ok(chain.clone());
        }
        let links = store.chain(space, author).await?;
        let tip = links.last().map_or(AuthorTip::START, |last| last.tip());
        let at = links.last().map_or(Seen::START, |last| last.at);
        let before = links.len().saturating_sub(1);
        let chain = Chain { log: AuthorLog::resume(author, tip, links[..before].iter().map(|link| link.hash)), at };
        // Most who are there only read.
        if !links.is_empty() {
            self.chains.insert(author, chain.clone());
        }
        Ok(chain)
    }

    /// The log has gone on by these records, and this is their author's chain now.
    pub(super) fn went_on(&mut self, records: &[DataRecord], chain: Chain) {
        self.went_on_by(records);
        self.chains.insert(chain.log.author(), chain);
    }

    /// The log has gone on by these records, which somebody else wrote.
    pub(super) fn went_on_elsewhere(&mut self, records: &[DataRecord]) {
        self.went_on_by(records);
        records.iter().for_each(|record| drop(self.chains.remove(&record.author)));
    }

    fn went_on_by(&mut self, records: &[DataRecord]) {
        for record in records {
            self.end = record.at;
            self.used += record.bytes.len() as u64;
            if self.recent.len() == RECENT_MAX {
                self.recent.pop_front();
            }
            self.recent.push_back(record.at);
        }
    }

    /// The head at a position of this log. None beyond its end, and below its floor.
    pub(super) async fn head_at<S: LogStore>(&self, store: &S, space: SpaceId, position: Position) -> Stored<Option<Hash32>> {
        if position == Position::START {
            return Ok(Some(Seen::START.head()));
        }
        if position == self.floor.position() {
            return Ok(Some(self.floor.head()));
        }
        if position > self.end.position() || position < self.floor.position() {
            return Ok(None);
        }
        let back = usize::try_from(self.end.position().0 - position.0).unwrap_or(usize::MAX);
        if let Some(seen) = self.recent.len().checked_sub(1).and_then(|last| last.checked_sub(back)).and_then(|at| self.recent.get(at)) {
            return Ok(Some(seen.head()));
        }
        let found = store.read(space, Position(position.0 - 1), 1).await?;
        Ok(found.first().filter(|record| record.at.position() == position).map(|record| record.at.head()))
    }
}

fn damaged() -> StoreError {
    StoreError::Down("a control log is damaged".to_owned())
}
