//! One connection: how far it has come.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wire::{Nonce32, RelayFrame, SpaceId};

use super::outbox::Outbox;
use super::room::Room;
use crate::store::Bytes;

/// Names a connection of one hub, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// What it has said so far.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    Fresh,
    Greeted {
        space: SpaceId,
        client_nonce: Nonce32,
    },
    /// It holds a key that opens something in this space.
    Entered {
        space: SpaceId,
        client_nonce: Nonce32,
        room: Arc<Room>,
    },
}

#[derive(Debug)]
pub(super) struct Line {
    id: ConnectionId,
    address: IpAddr,
    nonce: Nonce32,
    outbox: Arc<Outbox>,
    door: Mutex<Door>,
}

#[derive(Debug)]
struct Door {
    phase: Phase,
    /// When it came, until it enters; then when it was heard last.
    since_ms: u64,
}

impl Line {
    pub(super) fn new(id: ConnectionId, address: IpAddr, nonce: Nonce32, queue_bytes: usize, now_ms: u64) -> Self {
        let door = Mutex::new(Door { phase: Phase::Fresh, since_ms: now_ms });
        Self { id, address, nonce, outbox: Arc::new(Outbox::new(queue_bytes)), door }
    }

    pub(super) fn id(&self) -> ConnectionId {
        self.id
    }

    pub(super) fn address(&self) -> IpAddr {
        self.address
    }

    /// Which the greeting of this connection has.
    pub(super) fn nonce(&self) -> Nonce32 {
        self.nonce
    }

    pub(super) fn outbox(&self) -> &Arc<Outbox> {
        &self.outbox
    }

    pub(super) fn phase(&self) -> Phase {
        self.door().phase.clone()
    }

    pub(super) fn set_phase(&self, phase: Phase, now_ms: u64) {
        *self.door() = Door { phase, since_ms: now_ms };
    }

    pub(super) fn is_half_open(&self) -> bool {
        !matches!(self.door().phase, Phase::Entered { .. })
    }

    pub(super) fn since_ms(&self) -> u64 {
        self.door().since_ms
    }

    /// Talking does not make it less half open.
    pub(super) fn hear(&self, now_ms: u64) {
        let mut door = self.door();
        if matches!(door.phase, Phase::Entered { .. }) {
            door.since_ms = now_ms;
        }
    }

    pub(super) fn say(&self, frame: &RelayFrame) {
        self.outbox.answer(encoded(frame));
    }

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Encoded once, however many it goes to.
pub(super) fn encoded(frame: &RelayFrame) -> Bytes {
    frame.encode().into()
}
