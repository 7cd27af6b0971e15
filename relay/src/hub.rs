//! What the relay says to whoever speaks to it. Frames come in, frames are left in an outbox; sockets, clock and dice are somebody else's,
//! so a whole team and its relay run in one process and in one order.
//!
//! ```text
//! settings bucket  what is allowed, and how often
//! outbox           what waits for one connection, never more than a bound
//! line             one connection: how far it has come
//! room             one space while somebody is in it: its members, the end of its log, who sits there
//! enter            HELLO, CREATE_SPACE, AUTH: what a stranger may say
//! data             OPEN, APPEND, FETCH, EPHEMERAL
//! control          CONTROL_APPEND, CONTROL_FETCH, DELETE_SPACE, and what a change of members does at once
//! news             other relays on the same storage
//! snapshot         parts, manifests, and when what they cover is deleted
//! ```
//!
//! Everything of one space is done in one order. What is pushed to a reader is pushed in the order of the log, without a gap: whoever is too
//! slow is told so and gets nothing more until it opens again.

mod bucket;
mod control;
mod counts;
mod data;
mod enter;
mod line;
mod news;
mod outbox;
mod room;
mod settings;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wire::{Access, ClientFrame, DeviceKey, Nonce32, Principal, Refusal, SpaceId};

pub use bucket::Rate;
pub use counts::Counts;
pub use line::ConnectionId;
pub use outbox::Outbox;
pub use settings::Settings;

use crate::store::{LogStore, StoreError};
use bucket::Bucket;
use counts::one;
use line::{Line, Phase};
use room::{Open, Room};

/// Why something that was asked for was not done.
#[derive(Debug)]
enum Trouble {
    Refused(Refusal),
    /// Nothing certain is known of the space any more: everybody in it is sent away, and comes back to what the storage says.
    Store(StoreError),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSpace => Self::Refused(Refusal::Unknown),
            other => Self::Store(other),
        }
    }
}

type Done = Result<(), Trouble>;

/// Who is counted by a bucket, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    Stranger(IpAddr),
    Appends(SpaceId, DeviceKey),
    Reads(SpaceId, DeviceKey),
    Ephemerals(SpaceId, DeviceKey),
}

/// Buckets that are remembered; beyond that nobody new is served until some are full again.
const BUCKETS_MAX: usize = 100_000;

#[derive(Debug, Default)]
struct Lobby {
    lines: BTreeMap<ConnectionId, Arc<Line>>,
    half_open: BTreeSet<ConnectionId>,
    by_address: BTreeMap<IpAddr, usize>,
    rooms: BTreeMap<SpaceId, Arc<Room>>,
    buckets: BTreeMap<Counted, Bucket>,
    last: u64,
    is_stopping: bool,
}

/// How many there are of what, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub connections: usize,
    pub half_open: usize,
    pub rooms: usize,
}

#[derive(Debug)]
pub struct Hub<S> {
    store: S,
    settings: Settings,
    lobby: Mutex<Lobby>,
    counts: Counts,
}

/// A connection that was let in: its name, and what is to be sent to it.
#[derive(Clone, Debug)]
pub struct Connection {
    pub id: ConnectionId,
    pub outbox: Arc<Outbox>,
}

impl<S: LogStore> Hub<S> {
    pub fn new(store: S, settings: Settings) -> Self {
        Self { store, settings, lobby: Mutex::default(), counts: Counts::default() }
    }

    pub fn store(&self) -> &S {
        &self.store
    }

    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    pub fn load(&self) -> Load {
        let lobby = self.lobby();
        Load { connections: lobby.lines.len(), half_open: lobby.half_open.len(), rooms: lobby.rooms.len() }
    }

    /// Somebody is there. The nonce has to be random and never the same. None when there are too many already, from everywhere or from this
    /// address.
    pub fn connect(&self, address: IpAddr, nonce: Nonce32, now_ms: u64) -> Option<Connection> {
        let mut lobby = self.lobby();
        let settings = &self.settings;
        let from_there = lobby.by_address.get(&address).copied().unwrap_or_default();
        if lobby.is_stopping
            || lobby.lines.len() >= settings.connections_max
            || lobby.half_open.len() >= settings.half_open_max
            || from_there >= settings.connections_per_address_max
        {
            one(&self.counts.turned_away);
            return None;
        }
        lobby.last += 1;
        let line = Arc::new(Line::new(ConnectionId(lobby.last), address, nonce, settings.queue_bytes, now_ms));
        let connection = Connection { id: line.id(), outbox: Arc::clone(line.outbox()) };
        lobby.by_address.insert(address, from_there + 1);
        lobby.half_open.insert(line.id());
        lobby.lines.insert(line.id(), line);
        one(&self.counts.connected);
        Some(connection)
    }

    /// One message of a connection. The messages of one connection come one after another.
    pub async fn receive(&self, id: ConnectionId, message: &[u8], now_ms: u64) {
        let Some(line) = self.line(id) else { return };
        if line.outbox().is_ended() {
            return;
        }
        one(&self.counts.frames);
        line.hear(now_ms);
        let Ok(frame) = ClientFrame::decode(message) else {
            self.refuse(&line, 0, Refusal::Malformed);
            line.outbox().end();
            return;
        };
        let about = frame.code();
        match line.phase() {
            Phase::Entered { room, .. } if !matches!(frame, ClientFrame::Auth { .. } | ClientFrame::Hello { .. }) => {
                self.member(&line, &room, frame, now_ms).await;
            }
            phase => match self.stranger(&line, phase, frame, now_ms).await {
                Ok(()) => {}
                Err(Trouble::Refused(refusal)) => {
                    self.refuse(&line, about, refusal);
                    if matches!(refusal, Refusal::Malformed) || matches!((about, refusal), (enter::AUTH, Refusal::Unknown)) {
                        line.outbox().end();
                    }
                }
                Err(Trouble::Store(error)) => {
                    self.store_failed(&error);
                    self.refuse(&line, about, UNAVAILABLE);
                }
            },
        }
    }

    /// The other side is there, though it says nothing.
    pub fn hear(&self, id: ConnectionId, now_ms: u64) {
        if let Some(line) = self.line(id) {
            line.hear(now_ms);
        }
    }

    /// The connection is gone.
    pub async fn disconnect(&self, id: ConnectionId) {
        let line = {
            let mut lobby = self.lobby();
            let Some(line) = lobby.lines.remove(&id) else { return };
            lobby.half_open.remove(&id);
            let address = line.address();
            if let Some(count) = lobby.by_address.get_mut(&address) {
                *count -= 1;
                if *count == 0 {
                    lobby.by_address.remove(&address);
                }
            }
            line
        };
        line.outbox().end();
        if let Phase::Entered { room, .. } = line.phase()
            && let Some(open) = &mut *room.open.lock().await
        {
            open.seats.remove(&id);
        }
    }

    /// What was queued has been sent: whoever reads piece by piece gets the next ones.
    pub async fn drained(&self, id: ConnectionId) {
        let Some(line) = self.line(id) else { return };
        let Phase::Entered { room, .. } = line.phase() else { return };
        let mut open = room.open.lock().await;
        let Some(there) = &mut *open else { return };
        if let Err(Trouble::Store(error)) = self.fill(room.space, there, id).await {
            self.close(&mut open, &error);
        }
    }

    /// What is to be done as time goes by; once a second is often enough.
    pub async fn tick(&self, now_ms: u64) {
        let (silent, rooms) = {
            let mut lobby = self.lobby();
            let settings = &self.settings;
            let is_over = |line: &Line| {
                let allowed_ms = if line.is_half_open() { settings.half_open_ms } else { settings.silent_ms };
                now_ms.saturating_sub(line.since_ms()) > allowed_ms
            };
            let silent: Vec<Arc<Line>> = lobby.lines.values().filter(|line| is_over(line)).cloned().collect();
            lobby.buckets.retain(|counted, bucket| !bucket.is_full(rate(settings, counted), now_ms));
            // One that only the lobby knows of has nobody in it, and nobody on the way to it.
            lobby.rooms.retain(|_, room| Arc::strong_count(room) > 1);
            (silent, lobby.rooms.values().cloned().collect::<Vec<_>>())
        };
        silent.iter().for_each(|line| line.outbox().end());
        for room in rooms {
            let mut open = room.open.lock().await;
            let Some(there) = &mut *open else { continue };
            if self.store.is_shared() {
                let done = self.read_on(room.space, there, now_ms).await;
                self.after_reading_on(&mut open, done);
            }
            let Some(there) = &mut *open else { continue };
            self.see_to_access(there, now_ms);
            if let Err(Trouble::Store(error)) = self.see_to_snapshots(room.space, there, now_ms).await {
                self.close(&mut open, &error);
            }
        }
    }

    /// Lets nobody in any more, and tells everybody to come again.
    pub fn stop(&self) {
        let lines: Vec<Arc<Line>> = {
            let mut lobby = self.lobby();
            lobby.is_stopping = true;
            lobby.lines.values().cloned().collect()
        };
        for line in lines {
            line.say(&wire::RelayFrame::Err { about: 0, refusal: UNAVAILABLE });
            line.outbox().end();
        }
    }

    /// What somebody says who has entered.
    async fn member(&self, line: &Arc<Line>, room: &Arc<Room>, frame: ClientFrame, now_ms: u64) {
        let about = frame.code();
        let mut open = room.open.lock().await;
        let Some(there) = &mut *open else {
            self.refuse(line, about, UNAVAILABLE);
            line.outbox().end();
            return;
        };
        match self.act(room.space, there, line, frame, now_ms).await {
            Ok(()) => {}
            Err(Trouble::Refused(refusal)) => self.refuse(line, about, refusal),
            Err(Trouble::Store(error)) => self.close(&mut open, &error),
        }
        if open.as_ref().is_some_and(|open| open.is_deleted) {
            *open = None;
        }
    }

    async fn act(&self, space: SpaceId, open: &mut Open, line: &Arc<Line>, frame: ClientFrame, now_ms: u64) -> Done {
        // Its right is asked about for every frame: the seat is what the control log says by now.
        let Some(seat) = open.seats.get(&line.id()) else { return Err(Refusal::Unknown.into()) };
        let (principal, access) = (seat.principal, seat.access);
        let key = match principal {
            Principal::Device(device) => device,
            Principal::Invite(invite) => DeviceKey(invite.0),
        };
        self.allow(counted(space, key, &frame), now_ms)?;
        match (frame, access) {
            (ClientFrame::Ping { number }, _) => {
                line.say(&wire::RelayFrame::Pong { number });
                Ok(())
            }
            (ClientFrame::ControlFetch { after }, _) => self.control_fetch(space, open, line, after).await,
            (ClientFrame::ControlAppend { entry }, _) => self.control_append(space, open, line, entry, now_ms).await,
            (_, Access::Waiting | Access::Invited) => Err(Refusal::Unknown.into()),
            (ClientFrame::Open { after, own }, Access::Member(_)) => self.open(space, open, line, after, own).await,
            (ClientFrame::Append { changes }, Access::Member(_)) => self.append(space, open, line, key, changes, now_ms).await,
            (ClientFrame::Fetch { span }, Access::Member(_)) => self.fetch(space, open, line, span).await,
            (ClientFrame::Ephemeral { envelope }, Access::Member(_)) => self.ephemeral(space, open, line, key, &envelope).await,
            (ClientFrame::SnapshotPart { part }, Access::Member(_)) => self.part(space, open, line, key, part, now_ms).await,
            (ClientFrame::SnapshotCommit { manifest }, Access::Member(_)) => self.commit(space, open, line, key, manifest, now_ms).await,
            (ClientFrame::SnapshotFetch { manifest }, Access::Member(_)) => self.snapshot(space, line, manifest).await,
            (ClientFrame::PartsFetch { parts }, Access::Member(_)) => self.parts(space, line, parts).await,
            (ClientFrame::Acked { manifest }, Access::Member(_)) => self.acked(space, open, key, manifest, now_ms).await,
            (ClientFrame::DeleteSpace { signature }, Access::Member(_)) => self.delete(space, open, line, key, signature).await,
            (ClientFrame::Hello { .. } | ClientFrame::Auth { .. } | ClientFrame::CreateSpace { .. }, _) => Err(Refusal::Malformed.into()),
        }
    }

    /// Nothing is known for certain any more: everybody is sent away, and what was known is forgotten.
    fn close(&self, open: &mut Option<Open>, error: &StoreError) {
        self.store_failed(error);
        if let Some(open) = open.take() {
            let last = line::encoded(&wire::RelayFrame::Err { about: 0, refusal: UNAVAILABLE });
            open.seats.values().for_each(|seat| seat.line.outbox().end_with(Arc::clone(&last)));
        }
    }

    fn store_failed(&self, error: &StoreError) {
        one(&self.counts.store_failures);
        tracing::error!(%error, "the storage did not answer");
    }

    fn refuse(&self, line: &Line, about: u8, refusal: Refusal) {
        one(&self.counts.refused);
        if matches!(refusal, Refusal::Rate { .. }) {
            one(&self.counts.too_fast);
        }
        tracing::debug!(connection = line.id().0, about, code = refusal.code(), "refused");
        line.say(&wire::RelayFrame::Err { about, refusal });
    }

    fn allow(&self, counted: Option<Counted>, now_ms: u64) -> Done {
        let Some(counted) = counted else { return Ok(()) };
        let rate = rate(&self.settings, &counted);
        let mut lobby = self.lobby();
        if lobby.buckets.len() >= BUCKETS_MAX && !lobby.buckets.contains_key(&counted) {
            return Err(Refusal::Rate { retry_after_ms: 60_000 }.into());
        }
        let bucket = lobby.buckets.entry(counted).or_insert_with(|| Bucket::full(rate, now_ms));
        bucket.take(rate, now_ms).map_err(|retry_after_ms| Refusal::Rate { retry_after_ms }.into())
    }

    fn room(&self, space: SpaceId) -> Arc<Room> {
        Arc::clone(self.lobby().rooms.entry(space).or_insert_with(|| Arc::new(Room::new(space))))
    }

    fn line(&self, id: ConnectionId) -> Option<Arc<Line>> {
        self.lobby().lines.get(&id).cloned()
    }

    fn lobby(&self) -> MutexGuard<'_, Lobby> {
        self.lobby.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const UNAVAILABLE: Refusal = Refusal::Unavailable { retry_after_ms: 2_000 };

fn counted(space: SpaceId, key: DeviceKey, frame: &ClientFrame) -> Option<Counted> {
    match frame {
        ClientFrame::Append { .. }
        | ClientFrame::SnapshotPart { .. }
        | ClientFrame::SnapshotCommit { .. }
        | ClientFrame::ControlAppend { .. }
        | ClientFrame::Acked { .. }
        | ClientFrame::DeleteSpace { .. } => Some(Counted::Appends(space, key)),
        ClientFrame::Ephemeral { .. } => Some(Counted::Ephemerals(space, key)),
        ClientFrame::Hello { .. } | ClientFrame::Auth { .. } | ClientFrame::CreateSpace { .. } => None,
        _ => Some(Counted::Reads(space, key)),
    }
}

fn rate(settings: &Settings, counted: &Counted) -> Rate {
    match counted {
        Counted::Stranger(_) => settings.strangers,
        Counted::Appends(..) => settings.appends,
        Counted::Reads(..) => settings.reads,
        Counted::Ephemerals(..) => settings.ephemerals,
    }
}
