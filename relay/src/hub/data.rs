//! The data log: read from a place on, appended to, and what is passed on beside it.

use std::sync::Arc;

use wire::limit::{BATCH_BYTES_MAX, ITEM_BYTES_OVERHEAD};
use wire::{
    Admitted, Batch, DeviceKey, Envelope, Item, Items, Kind, OwnItems, Position, Refusal, RelayFrame, Seen, SpaceId, Span, Verified,
};

use super::counts::{add, one};
use super::line::{ConnectionId, Line, encoded};
use super::room::{Chain, Open, PIECE_BYTES, Reading};
use super::{Done, Hub, Trouble};
use crate::store::{Bytes, DataBatch, DataRecord, LogStore, StoreError};

/// What a batch comes to before it is written.
struct Judged {
    records: Vec<DataRecord>,
    chain: Chain,
    /// Changes that were in the log already.
    repeated: u64,
    /// Why the rest of the batch is not taken.
    refusal: Option<Refusal>,
}

impl<S: LogStore> Hub<S> {
    /// Everything after a place of the log, and whatever comes.
    pub(super) async fn open(&self, space: SpaceId, open: &mut Open, line: &Line, after: Seen, own: OwnItems) -> Done {
        if after.position() < open.floor.position() {
            return Err(too_old(open).into());
        }
        if open.head_at(&self.store, space, after.position()).await? != Some(after.head()) {
            return Err(Refusal::LogReset { at: open.end }.into());
        }
        if let Some(seat) = open.seats.get_mut(&line.id()) {
            seat.reading = Reading::Behind { after: after.position(), own };
        }
        self.fill(space, open, line.id()).await
    }

    /// Pushes the next pieces to a reader that is behind, as long as there is room.
    pub(super) async fn fill(&self, space: SpaceId, open: &mut Open, id: ConnectionId) -> Done {
        loop {
            let Some(seat) = open.seats.get_mut(&id) else { return Ok(()) };
            let Reading::Behind { after, own } = seat.reading else { return Ok(()) };
            let is_low = seat.line.outbox().is_low();
            seat.line.outbox().set_reads_on(!is_low);
            if !is_low {
                return Ok(());
            }
            if after >= open.end.position() {
                seat.reading = Reading::Live { own };
                seat.line.say(&RelayFrame::CaughtUp { at: open.end });
                return Ok(());
            }
            if after < open.floor.position() {
                // What comes next was deleted while it was reading.
                let refusal = too_old_at(open.floor.position(), open.snapshot.map(|snapshot| snapshot.hash));
                seat.reading = Reading::No;
                seat.line.say(&RelayFrame::Err { about: 0, refusal });
                return Ok(());
            }
            let piece = self.store.read(space, after, PIECE_BYTES).await?;
            let Some((first, last)) = piece.first().zip(piece.last()).map(|(first, last)| (first.at.position(), last.at.position())) else {
                return Err(Trouble::Store(StoreError::Down("a log ends too early".to_owned())));
            };
            let items = items_for(&piece, seat.device(), own)?;
            let mut at = first;
            for items in Items::cut(items) {
                let count = items.as_slice().len() as u64;
                seat.line.say(&RelayFrame::Push { first: at, items });
                one(&self.counts.pushed);
                at = Position(at.0 + count);
            }
            seat.reading = Reading::Behind { after: last, own };
        }
    }

    pub(super) async fn append(
        &self,
        space: SpaceId,
        open: &mut Open,
        line: &Line,
        device: DeviceKey,
        changes: Batch,
        now_ms: u64,
    ) -> Done {
        let Judged { records, chain, repeated, refusal } = self.write(space, open, device, &changes, now_ms).await?;
        let is_told = repeated > 0 || !records.is_empty();
        add(&self.counts.repeated, repeated);
        if !records.is_empty() {
            let at = chain.at;
            open.went_on(&records, chain.clone());
            debug_assert_eq!(open.end, at);
            add(&self.counts.appended, records.len() as u64);
            add(&self.counts.appended_bytes, records.iter().map(|record| record.bytes.len() as u64).sum());
            self.push(open, &records)?;
        }
        if is_told {
            line.say(&RelayFrame::Ack { counter: chain.log.tip().counter(), at: chain.at });
            self.hint(open, line, device);
        }
        refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
    }

    /// Judges the changes and writes those that are taken; again, where another relay on the same storage was faster.
    async fn write(&self, space: SpaceId, open: &mut Open, device: DeviceKey, changes: &Batch, now_ms: u64) -> Result<Judged, Trouble> {
        for _ in 0..super::news::TRIES {
            let judged = self.judge(space, open, device, changes.clone()).await?;
            if judged.records.is_empty() {
                return Ok(judged);
            }
            let batch = DataBatch { expect: open.end, control: open.membership.tip(), records: judged.records.clone() };
            match self.store.append(space, batch).await {
                Ok(()) => return Ok(judged),
                Err(StoreError::Behind { .. } | StoreError::Conflict { .. } | StoreError::NotNext { .. }) => {
                    self.read_on(space, open, now_ms).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(super::UNAVAILABLE.into())
    }

    /// Takes the changes in order up to the first that is refused.
    async fn judge(&self, space: SpaceId, open: &mut Open, device: DeviceKey, changes: Batch) -> Result<Judged, Trouble> {
        let chain = open.chain(&self.store, space, device).await?;
        let mut judged = Judged { records: Vec::new(), chain, repeated: 0, refusal: None };
        let (mut end, mut used) = (open.end, open.used);
        for change in changes.into_vec() {
            let verified = match judged.chain.log.admit(&change, &open.membership) {
                Ok(Admitted::Already) => {
                    judged.repeated += 1;
                    continue;
                }
                Ok(Admitted::New(verified)) => verified,
                Err(refusal) => {
                    judged.refusal = Some(refusal.into());
                    break;
                }
            };
            used += change.bytes().len() as u64;
            if let Err(refusal) = self.permits(space, open, &judged.records, &verified, used).await? {
                judged.refusal = Some(refusal);
                break;
            }
            let hash = change.hash();
            let Some(at) = end.then(hash).filter(|_| judged.chain.log.advance(&verified)) else {
                judged.refusal = Some(Refusal::Invalid);
                break;
            };
            end = at;
            judged.chain.at = at;
            judged.records.push(DataRecord { at, author: device, counter: change.header().counter, hash, bytes: change.shared() });
        }
        Ok(judged)
    }

    /// What has nothing to do with the author's right: sizes, and that it had read this log and no other.
    async fn permits(
        &self,
        space: SpaceId,
        open: &Open,
        before: &[DataRecord],
        change: &Verified,
        used: u64,
    ) -> Result<Result<(), Refusal>, Trouble> {
        if let Err(refusal) = self.permits_size(change.envelope(), used) {
            return Ok(Err(refusal));
        }
        let seen = change.header().seen;
        let head = match before.iter().find(|record| record.at.position() == seen.position()) {
            Some(record) => Some(record.at.head()),
            None => open.head_at(&self.store, space, seen.position()).await?,
        };
        let is_below = seen.position() < open.floor.position();
        Ok(if head == Some(seen.head()) || is_below { Ok(()) } else { Err(Refusal::LogReset { at: open.end }) })
    }

    pub(super) fn permits_size(&self, envelope: &Envelope, used_then: u64) -> Result<(), Refusal> {
        let settings = &self.settings;
        let length = envelope.bytes().len();
        if length > settings.envelope_bytes as usize {
            return Err(Refusal::TooLarge { bytes_max: settings.envelope_bytes });
        }
        if used_then > settings.space_bytes {
            return Err(Refusal::Quota { used: used_then - length as u64, allowed: settings.space_bytes });
        }
        Ok(())
    }

    /// New records go to everybody who has all before them. Whoever is too slow gets no more.
    pub(super) fn push(&self, open: &mut Open, records: &[DataRecord]) -> Done {
        let Some(first) = records.first() else { return Ok(()) };
        let (author, at) = (first.author, first.at.position());
        let whole = frames_of(items_for(records, None, OwnItems::Whole)?, at);
        let mut named: Option<Vec<(Bytes, Position)>> = None;
        for seat in open.seats.values_mut() {
            let Reading::Live { own } = seat.reading else { continue };
            let frames = if own == OwnItems::Named && seat.device() == Some(author) {
                match &mut named {
                    Some(named) => &*named,
                    None => named.insert(frames_of(items_for(records, Some(author), own)?, at)),
                }
            } else {
                &whole
            };
            for (frame, first) in frames {
                if seat.line.outbox().push(frame) {
                    one(&self.counts.pushed);
                } else {
                    one(&self.counts.too_slow);
                    seat.reading = Reading::No;
                    seat.line.say(&RelayFrame::Err { about: 0, refusal: Refusal::Busy { resync_from: *first } });
                    break;
                }
            }
        }
        Ok(())
    }

    /// As many changes as fit into one frame.
    pub(super) async fn fetch(&self, space: SpaceId, open: &Open, line: &Line, span: Span) -> Done {
        if span.from() <= open.floor.position() {
            return Err(too_old(open).into());
        }
        let after = Position(span.from().0 - 1);
        let piece = self.store.read(space, after, BATCH_BYTES_MAX - ITEM_BYTES_OVERHEAD * wire::limit::BATCH_ENVELOPES_MAX).await?;
        let wanted = piece.into_iter().filter(|record| record.at.position() <= span.up_to());
        let changes = wanted.map(|record| parsed(&record.bytes)).collect::<Result<Vec<_>, _>>()?;
        let changes = Batch::cut(changes).into_iter().next();
        line.say(&RelayFrame::Fetched { first: span.from(), changes });
        Ok(())
    }

    /// To every other member who has room for it.
    pub(super) async fn ephemeral(&self, space: SpaceId, open: &Open, line: &Line, device: DeviceKey, envelope: &Envelope) -> Done {
        if envelope.header().kind != Kind::Ephemeral || envelope.header().author != device {
            return Err(Refusal::Invalid.into());
        }
        envelope.verify(&open.membership).map_err(Refusal::from)?;
        self.tell(open, envelope, Some(line.id()));
        self.store.pass_on(space, envelope.shared()).await;
        Ok(())
    }

    pub(super) fn tell(&self, open: &Open, envelope: &Envelope, but: Option<ConnectionId>) {
        let frame = encoded(&RelayFrame::Ephemeral { envelope: envelope.clone() });
        for seat in open.seats.values().filter(|seat| seat.is_member() && Some(seat.line.id()) != but) {
            if seat.line.outbox().is_low() && seat.line.outbox().push(&frame) {
                one(&self.counts.ephemerals);
            }
        }
    }

    /// Asks for a snapshot when the log has become long.
    fn hint(&self, open: &mut Open, line: &Line, device: DeviceKey) {
        let end = open.end.position();
        let may = open.membership.role(&device).is_some_and(|role| role.may_append(Kind::SnapshotPart));
        if may && end.0.saturating_sub(open.hinted.0) >= self.settings.hint_every {
            open.hinted = end;
            line.say(&RelayFrame::CompactHint { up_to: end });
        }
    }
}

pub(super) fn too_old(open: &Open) -> Refusal {
    too_old_at(open.floor.position(), open.snapshot.map(|snapshot| snapshot.hash))
}

/// Where something was deleted, a snapshot covers it.
fn too_old_at(floor: Position, snapshot: Option<wire::Hash32>) -> Refusal {
    snapshot.map_or(Refusal::Missing, |snapshot| Refusal::TooOld { floor, snapshot })
}

/// What was stored was parsed before: bytes that do not read are damaged.
pub(super) fn parsed(bytes: &Bytes) -> Result<Envelope, Trouble> {
    Envelope::parse(Arc::clone(bytes)).map_err(|_| Trouble::Store(StoreError::Down("a record is damaged".to_owned())))
}

/// The records as a reader is told of them: its own ones by name, if it wants that.
fn items_for(records: &[DataRecord], reader: Option<DeviceKey>, own: OwnItems) -> Result<Vec<Item>, Trouble> {
    let item = |record: &DataRecord| {
        if own == OwnItems::Named && reader == Some(record.author) {
            Ok(Item::Own { counter: record.counter, hash: record.hash })
        } else {
            parsed(&record.bytes).map(Item::Whole)
        }
    };
    records.iter().map(item).collect()
}

/// Frames that hold the items in order, each with its first position.
fn frames_of(items: Vec<Item>, first: Position) -> Vec<(Bytes, Position)> {
    let mut at = first;
    Items::cut(items)
        .into_iter()
        .map(|items| {
            let first = at;
            at = Position(at.0 + items.as_slice().len() as u64);
            (encoded(&RelayFrame::Push { first, items }), first)
        })
        .collect()
}
