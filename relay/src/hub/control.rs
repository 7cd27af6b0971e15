//! Who belongs to the space: read, changed, and put into effect at once.

use std::sync::Arc;

use wire::{
    Access, Body, DeviceKey, Entries, Entry, EntryRefusal, Membership, Principal, Refusal, RelayFrame, Seen, Sequence, Signature, SpaceId,
};

use super::counts::add;
use super::enter::{enrols, record_of, short};
use super::line::{Line, Phase, encoded};
use super::room::{Open, PIECE_BYTES};
use super::{Done, Hub, Trouble};
use crate::store::{LogStore, StoreError};

impl<S: LogStore> Hub<S> {
    /// As many entries as fit into one piece.
    pub(super) async fn control_fetch(&self, space: SpaceId, open: &Open, line: &Line, after: Sequence) -> Done {
        let records = self.store.read_control(space, after, PIECE_BYTES).await?;
        let damaged = |_| Trouble::Store(StoreError::Down("an entry is damaged".to_owned()));
        let entries = records.iter().map(|record| Entry::parse(&record.bytes).map_err(damaged)).collect::<Result<Vec<_>, _>>()?;
        let entries = Entries::cut(entries).into_iter().next();
        line.say(&RelayFrame::Control { entries, tip: open.membership.tip() });
        Ok(())
    }

    /// Appends an entry; tries again, where another relay on the same storage was faster.
    pub(super) async fn control_append(&self, space: SpaceId, open: &mut Open, line: &Line, entry: Entry, now_ms: u64) -> Done {
        for _ in 0..super::news::TRIES {
            match self.try_control_append(space, open, line, entry.clone(), now_ms).await {
                Err(Trouble::Store(StoreError::Conflict { .. } | StoreError::Behind { .. })) => self.read_on(space, open, now_ms).await?,
                done => return done,
            }
        }
        Err(super::UNAVAILABLE.into())
    }

    async fn try_control_append(&self, space: SpaceId, open: &mut Open, line: &Line, entry: Entry, now_ms: u64) -> Done {
        if self.store.is_shared() && matches!(entry.body(), Body::StartEpoch(_)) {
            // Where it begins may be known to another relay only.
            self.read_on(space, open, now_ms).await?;
        }
        let tip = open.membership.tip();
        if super::enter::tip_of(&entry) == tip {
            // Its acknowledgement was lost.
            line.say(&RelayFrame::ControlAck { tip });
            return Ok(());
        }
        let Some(seat) = open.seats.get(&line.id()) else { return Err(Refusal::Unknown.into()) };
        if !may_bring(&seat.principal, seat.access, &entry) {
            return Err(Refusal::Role.into());
        }
        let is_owner = matches!(seat.access, Access::Member(wire::Role::Owner));
        if open.membership.is_late(&entry, now_ms) && !is_owner {
            return Err(Refusal::Entry.into());
        }
        let mut next = open.membership.clone();
        next.apply(&entry).map_err(entry_refusal)?;
        let mut end = None;
        if let Body::StartEpoch(start) = entry.body()
            && open.head_at(&self.store, space, start.at.position()).await? == Some(start.at.head())
        {
            if start.at != open.end {
                return Err(Refusal::Behind { at: open.end }.into());
            }
            end = Some(start.at);
        }
        let sent = super::enter::tip_of(&entry);
        let (principal, enrolled) = (seat.principal, enrols(&entry));
        self.write_entries(space, open, end, std::slice::from_ref(&entry)).await?;
        self.put_into_effect(open, next, std::slice::from_ref(&entry), now_ms, Some(line));
        line.say(&RelayFrame::ControlAck { tip: sent });
        if matches!(principal, Principal::Invite(invite) if enrolled == Some(invite)) {
            // The invite is used up; its bearer may enter again as the device that it enrolled.
            open.seats.remove(&line.id());
            if let Phase::Entered { space, client_nonce, .. } = line.phase() {
                line.set_phase(Phase::Greeted { space, client_nonce }, now_ms);
                self.lobby().half_open.insert(line.id());
            }
        }
        Ok(())
    }

    /// Writes entries that hold, and puts them into effect.
    pub(super) async fn take_entries(&self, space: SpaceId, open: &mut Open, next: Membership, new: &[Entry], now_ms: u64) -> Done {
        self.write_entries(space, open, None, new).await?;
        self.put_into_effect(open, next, new, now_ms, None);
        Ok(())
    }

    async fn write_entries(&self, space: SpaceId, open: &mut Open, end: Option<Seen>, new: &[Entry]) -> Done {
        let records: Vec<_> = new.iter().map(record_of).collect();
        let bytes: u64 = records.iter().map(|record| record.bytes.len() as u64).sum();
        self.store.append_control(space, open.membership.tip(), end, records).await?;
        add(&self.counts.entries, new.len() as u64);
        open.used += bytes;
        Ok(())
    }

    /// Who lost the right to be here goes first, then the others are told. Of the one who brought the entries the caller takes care.
    pub(super) fn put_into_effect(&self, open: &mut Open, next: Membership, new: &[Entry], now_ms: u64, bringer: Option<&Line>) {
        open.membership = next;
        let bringer = bringer.map(Line::id);
        self.see_to_access_but(open, now_ms, bringer);
        let tip = open.membership.tip();
        for entries in Entries::cut(new.to_vec()) {
            let frame = encoded(&RelayFrame::Control { entries: Some(entries), tip });
            open.seats.values().filter(|seat| Some(seat.line.id()) != bringer).for_each(|seat| {
                seat.line.outbox().answer(Arc::clone(&frame));
            });
        }
    }

    /// Asks the control log about everybody who is here, and sends away whom it does not know any more.
    pub(super) fn see_to_access(&self, open: &mut Open, now_ms: u64) {
        self.see_to_access_but(open, now_ms, None);
    }

    fn see_to_access_but(&self, open: &mut Open, now_ms: u64, bringer: Option<super::ConnectionId>) {
        let Open { membership, seats, .. } = open;
        let last = encoded(&RelayFrame::Err { about: 0, refusal: Refusal::Unknown });
        seats.retain(|id, seat| match membership.access(&seat.principal, now_ms) {
            Some(access) => {
                seat.access = access;
                true
            }
            None if Some(*id) == bringer => {
                // Whoever leaves hears that it is done.
                let is_leaving = matches!(seat.principal, Principal::Device(_));
                if is_leaving {
                    seat.line.outbox().end_with(encoded(&RelayFrame::ControlAck { tip: membership.tip() }));
                }
                !is_leaving
            }
            None => {
                tracing::debug!(connection = id.0, "sent away");
                seat.line.outbox().end_with(Arc::clone(&last));
                false
            }
        });
    }

    /// Everything is deleted, and everybody is told.
    pub(super) async fn delete(&self, space: SpaceId, open: &mut Open, line: &Line, device: DeviceKey, signature: Signature) -> Done {
        if !open.membership.may_change_members(&device) {
            return Err(Refusal::Role.into());
        }
        let Phase::Entered { client_nonce, .. } = line.phase() else { return Err(Refusal::Malformed.into()) };
        if !self.challenge(line, space, client_nonce, Principal::Device(device)).is_deleted_by(&signature) {
            return Err(Refusal::Invalid.into());
        }
        self.store.delete(space).await?;
        tracing::info!(space = %short(&space.0), "a space was deleted");
        self.say_deleted(open);
        Ok(())
    }

    pub(super) fn say_deleted(&self, open: &mut Open) {
        let last = encoded(&RelayFrame::Deleted);
        open.seats.values().for_each(|seat| seat.line.outbox().end_with(Arc::clone(&last)));
        open.is_deleted = true;
    }
}

/// A member brings any entry that holds; whoever waits, its own leave; an invite, the one entry that uses it.
fn may_bring(principal: &Principal, access: Access, entry: &Entry) -> bool {
    match (access, principal) {
        (Access::Member(_), _) => true,
        (Access::Waiting, Principal::Device(device)) => matches!(entry.body(), Body::Leave) && entry.author() == *device,
        (Access::Invited, Principal::Invite(invite)) => enrols(entry) == Some(*invite),
        _ => false,
    }
}

fn entry_refusal(refusal: EntryRefusal) -> Refusal {
    match refusal {
        EntryRefusal::Conflict { tip } => Refusal::Conflict { tip },
        EntryRefusal::NoOwner => Refusal::Role,
        _ => Refusal::Entry,
    }
}
