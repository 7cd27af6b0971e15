//! What a stranger may say. It learns nothing of any space: whatever is wrong, the answer is the same.

use std::sync::Arc;

use wire::{
    Body, Challenge, ClientFrame, ControlTip, Entries, Entry, LogTip, Membership, Principal, Refusal, RelayFrame, Signature, SpaceId, Token,
};

use super::counts::{add, one};
use super::line::{Line, Phase};
use super::room::{Open, PIECE_BYTES, Reading, Room, Seat};
use super::{Counted, Done, Hub, Trouble};
use crate::store::{ControlRecord, LogStore, SpaceState, StoreError};

/// The type of the frame after whose refusal the connection ends.
pub(super) const AUTH: u8 = 0x02;

impl<S: LogStore> Hub<S> {
    pub(super) async fn stranger(&self, line: &Arc<Line>, phase: Phase, frame: ClientFrame, now_ms: u64) -> Done {
        self.allow(Some(Counted::Stranger(line.address())), now_ms)?;
        match (phase, frame) {
            (Phase::Fresh, ClientFrame::Hello { space, nonce }) => {
                line.set_phase(Phase::Greeted { space, client_nonce: nonce }, line.since_ms());
                let settings = &self.settings;
                line.say(&RelayFrame::Greeting { nonce: line.nonce(), origin: settings.origin.clone(), limits: settings.limits() });
                Ok(())
            }
            (Phase::Greeted { space, .. }, ClientFrame::CreateSpace { entries, token }) => {
                self.create(line, space, entries, token, now_ms).await
            }
            (Phase::Greeted { space, client_nonce }, ClientFrame::Auth { principal, signature }) => {
                let challenge = self.challenge(line, space, client_nonce, principal);
                self.enter(line, &challenge, &signature, now_ms).await
            }
            _ => Err(Refusal::Malformed.into()),
        }
    }

    pub(super) fn challenge(&self, line: &Line, space: SpaceId, client_nonce: wire::Nonce32, principal: Principal) -> Challenge {
        Challenge { origin: self.settings.origin.clone(), space, client_nonce, relay_nonce: line.nonce(), principal }
    }

    async fn enter(&self, line: &Arc<Line>, challenge: &Challenge, signature: &Signature, now_ms: u64) -> Done {
        let entered = self.try_enter(line, challenge, signature, now_ms).await;
        one(if entered.is_ok() { &self.counts.entered } else { &self.counts.not_entered });
        entered
    }

    async fn try_enter(&self, line: &Arc<Line>, challenge: &Challenge, signature: &Signature, now_ms: u64) -> Done {
        // First the signature, which costs the same for every space and for none.
        if !challenge.is_entered_by(signature) {
            return Err(Refusal::Unknown.into());
        }
        let room = self.room(challenge.space);
        let mut open = room.open.lock().await;
        let entered = self.take_seat(line, &room, &mut open, challenge, now_ms).await;
        self.close_if_uncertain(&mut open, entered)
    }

    async fn take_seat(&self, line: &Arc<Line>, room: &Arc<Room>, open: &mut Option<Open>, challenge: &Challenge, now_ms: u64) -> Done {
        let (space, principal) = (challenge.space, challenge.principal);
        self.load_into(room, open).await?;
        let Some(there) = open else { return Err(Refusal::Unknown.into()) };
        let Some(access) = there.membership.access(&principal, now_ms) else { return Err(Refusal::Unknown.into()) };
        let seat = Seat { line: Arc::clone(line), principal, access, reading: Reading::No };
        let log = match seat.device().filter(|_| seat.is_member()) {
            Some(device) => Some(LogTip {
                at: there.end,
                floor: there.floor.position(),
                snapshot: there.snapshot.map(|snapshot| snapshot.hash),
                own: there.chain(&self.store, space, device).await?.log.tip(),
            }),
            None => None,
        };
        there.seats.insert(line.id(), Box::new(seat));
        line.set_phase(Phase::Entered { space, client_nonce: challenge.client_nonce, room: Arc::clone(room) }, now_ms);
        self.lobby().half_open.remove(&line.id());
        line.say(&RelayFrame::Welcome { control: there.membership.tip(), log });
        tracing::debug!(connection = line.id().0, space = %short(&space.0), "entered");
        Ok(())
    }

    async fn load_into(&self, room: &Room, open: &mut Option<Open>) -> Done {
        if open.is_none() {
            *open = Open::load(&self.store, room.space).await?;
        }
        Ok(())
    }

    /// Begins a space, or gives a relay that lost them the entries that it lost.
    async fn create(&self, line: &Arc<Line>, space: SpaceId, entries: Entries, token: Option<Token>, now_ms: u64) -> Done {
        // Whoever may not create learns no more than that, whether or not there is such a space.
        if self.settings.creation_token.as_ref().is_some_and(|asked| !token.is_some_and(|token| is_same(asked, &token))) {
            return Err(Refusal::Unknown.into());
        }
        let entries = entries.into_vec();
        let Some(sent) = entries.last().map(tip_of) else { return Err(Refusal::Malformed.into()) };
        let room = self.room(space);
        let mut open = room.open.lock().await;
        let created = self.begin_or_restore(&room, &mut open, entries, now_ms).await;
        self.close_if_uncertain(&mut open, created)?;
        line.say(&RelayFrame::ControlAck { tip: sent });
        Ok(())
    }

    async fn begin_or_restore(&self, room: &Room, open: &mut Option<Open>, entries: Vec<Entry>, now_ms: u64) -> Done {
        self.load_into(room, open).await?;
        match open {
            None => {
                *open = Some(self.begin(room.space, &entries, now_ms).await?);
                Ok(())
            }
            Some(there) => self.restore(room.space, there, entries, now_ms).await,
        }
    }

    /// After a storage that did not answer, nothing that is known of the space is certain.
    fn close_if_uncertain(&self, open: &mut Option<Open>, done: Done) -> Done {
        match done {
            Err(Trouble::Store(error)) => {
                self.close(open, &error);
                Err(super::UNAVAILABLE.into())
            }
            other => other,
        }
    }

    async fn begin(&self, space: SpaceId, entries: &[Entry], now_ms: u64) -> Result<Open, Trouble> {
        let membership = Membership::replay(entries).ok().filter(|membership| membership.space() == space);
        let Some(membership) = membership.filter(|_| is_timely(None, entries, now_ms)) else { return Err(Refusal::Unknown.into()) };
        let records: Vec<ControlRecord> = entries.iter().map(record_of).collect();
        let used = records.iter().map(|record| record.bytes.len() as u64).sum();
        match self.store.create(space, records).await {
            Ok(()) => {}
            Err(StoreError::Exists) => return Err(Refusal::Unknown.into()),
            Err(error) => return Err(error.into()),
        }
        add(&self.counts.entries, entries.len() as u64);
        tracing::info!(space = %short(&space.0), "a space was created");
        let state = SpaceState { control: membership.tip(), end: wire::Seen::START, floor: wire::Seen::START, used, snapshot: None };
        Ok(Open::begin(membership, &state))
    }

    async fn restore(&self, space: SpaceId, open: &mut Open, entries: Vec<Entry>, now_ms: u64) -> Done {
        let known = open.membership.tip().sequence;
        let at = entries.partition_point(|entry| entry.sequence() <= known);
        let (old, new) = entries.split_at(at);
        if let Some(first) = old.first() {
            let mut after = wire::Sequence(first.sequence().0.saturating_sub(1));
            let mut left = old;
            while !left.is_empty() {
                let piece = self.store.read_control(space, after, PIECE_BYTES).await?;
                let Some(last) = piece.last() else { return Err(Refusal::Unknown.into()) };
                if piece.iter().zip(left).any(|(record, entry)| record.tip != tip_of(entry)) {
                    return Err(Refusal::Unknown.into());
                }
                after = last.tip.sequence;
                left = &left[piece.len().min(left.len())..];
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        if !is_timely(Some(&open.membership), new, now_ms) {
            return Err(Refusal::Unknown.into());
        }
        let mut next = open.membership.clone();
        if new.iter().try_for_each(|entry| next.apply(entry)).is_err() {
            return Err(Refusal::Unknown.into());
        }
        self.take_entries(space, open, next, new, now_ms).await
    }
}

/// Whether no device enrols late by the relay's clock, or a later entry of somebody else who is in the log by then follows it: that is how
/// a lost log is restored.
fn is_timely(before: Option<&Membership>, entries: &[Entry], now_ms: u64) -> bool {
    let mut members = before.cloned();
    let mut late = None;
    for entry in entries {
        match &mut members {
            None => members = Membership::begin(entry).ok(),
            Some(members) => {
                if members.is_late(entry, now_ms) {
                    late = Some(entry.author());
                } else if late.is_some_and(|late| late != entry.author()) && members.may_change_members(&entry.author()) {
                    late = None;
                }
                if members.apply(entry).is_err() {
                    return false;
                }
            }
        }
    }
    late.is_none()
}

pub(super) fn tip_of(entry: &Entry) -> ControlTip {
    ControlTip { sequence: entry.sequence(), hash: entry.hash() }
}

pub(super) fn record_of(entry: &Entry) -> ControlRecord {
    ControlRecord { tip: tip_of(entry), bytes: entry.bytes().into() }
}

/// Whether an entry lets a device in by an invite.
pub(super) fn enrols(entry: &Entry) -> Option<wire::InviteKey> {
    match entry.body() {
        Body::Enrol { invite, .. } => Some(*invite),
        _ => None,
    }
}

/// In a time that does not tell how much of it is right.
fn is_same(asked: &Token, shown: &Token) -> bool {
    let (asked, shown) = (asked.as_bytes(), shown.as_bytes());
    asked.len() == shown.len() && asked.iter().zip(shown).fold(0, |differ, (one, other)| differ | (one ^ other)) == 0
}

/// Enough of a name to follow it through a log, too little to be it.
pub(super) fn short(name: &[u8; 32]) -> String {
    name[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}
