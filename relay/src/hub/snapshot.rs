//! Snapshots, and the only two ways in which something of a log is deleted.

use wire::limit::BATCH_BYTES_MAX;
use wire::{Batch, DeviceKey, Envelope, Hash32, Hashes, Kind, Manifest, Refusal, RelayFrame, SpaceId};

use super::counts::one;
use super::data::{parsed, too_old};
use super::line::Line;
use super::room::Open;
use super::{Done, Hub, Trouble};
use crate::store::{LogStore, SnapshotRecord, SnapshotTip, StoreError};

/// Parts are swept no more often than this.
const SWEEP_EVERY_MS: u64 = 60 * 60 * 1000;

impl<S: LogStore> Hub<S> {
    pub(super) async fn part(&self, space: SpaceId, open: &mut Open, line: &Line, device: DeviceKey, part: Envelope, now_ms: u64) -> Done {
        if part.header().kind != Kind::SnapshotPart || part.header().author != device {
            return Err(Refusal::Invalid.into());
        }
        part.verify(&open.membership).map_err(Refusal::from)?;
        let hash = part.hash();
        let is_known = self.store.part(space, hash).await?.is_some();
        let added = if is_known { 0 } else { part.bytes().len() as u64 };
        if !is_known {
            self.permits_size(&part, open.used + added)?;
        }
        self.store.put_part(space, hash, part.shared(), now_ms).await?;
        open.used += added;
        one(&self.counts.parts);
        line.say(&RelayFrame::SnapshotAck { hash });
        Ok(())
    }

    pub(super) async fn commit(
        &self,
        space: SpaceId,
        open: &mut Open,
        line: &Line,
        device: DeviceKey,
        manifest: Manifest,
        now_ms: u64,
    ) -> Done {
        let hash = manifest.hash();
        if open.snapshot.is_some_and(|newest| newest.hash == hash) {
            // Its acknowledgement was lost.
            line.say(&RelayFrame::SnapshotAck { hash });
            return Ok(());
        }
        if manifest.author() != device {
            return Err(Refusal::Invalid.into());
        }
        let verified = manifest.verify(&open.membership).map_err(Refusal::from)?;
        let facts = verified.facts();
        if facts.covers.position() <= open.floor.position() {
            return Err(too_old(open).into());
        }
        if open.head_at(&self.store, space, facts.covers.position()).await? != Some(facts.covers.head()) {
            return Err(Refusal::LogReset { at: open.end }.into());
        }
        let used = open.used + manifest.bytes().len() as u64;
        if used > self.settings.space_bytes {
            return Err(Refusal::Quota { used: open.used, allowed: self.settings.space_bytes }.into());
        }
        let record = SnapshotRecord {
            hash,
            previous: facts.previous,
            covers: facts.covers,
            author: device,
            committed_at_ms: now_ms,
            parts: facts.parts.clone(),
            bytes: manifest.bytes().into(),
        };
        match self.store.commit_snapshot(space, record).await {
            Ok(()) => {}
            Err(StoreError::Missing(_)) => return Err(Refusal::Missing.into()),
            Err(StoreError::OtherSnapshot { .. }) => {
                self.read_on(space, open, now_ms).await?;
                return Err(too_old(open).into());
            }
            Err(error) => return Err(error.into()),
        }
        open.used = used;
        open.snapshot = Some(SnapshotTip { hash, covers: facts.covers, author: device, committed_at_ms: now_ms });
        open.hinted = open.hinted.max(facts.covers.position());
        one(&self.counts.snapshots);
        line.say(&RelayFrame::SnapshotAck { hash });
        Ok(())
    }

    pub(super) async fn snapshot(&self, space: SpaceId, line: &Line, manifest: Option<Hash32>) -> Done {
        let Some(found) = self.store.snapshot(space, manifest).await? else { return Err(Refusal::Missing.into()) };
        let damaged = |_| Trouble::Store(StoreError::Down("a manifest is damaged".to_owned()));
        line.say(&RelayFrame::Snapshot { manifest: Manifest::parse(&found.bytes).map_err(damaged)? });
        Ok(())
    }

    /// The first of those asked for, as many as fit.
    pub(super) async fn parts(&self, space: SpaceId, line: &Line, asked: Hashes) -> Done {
        let mut found: Vec<Envelope> = Vec::new();
        let mut bytes = 0;
        for hash in asked.as_slice() {
            let part = self.store.part(space, *hash).await?;
            let Some(part) = part else {
                if found.is_empty() {
                    return Err(Refusal::Missing.into());
                }
                break;
            };
            bytes += part.len() + wire::limit::ITEM_BYTES_OVERHEAD;
            if bytes > BATCH_BYTES_MAX && !found.is_empty() {
                break;
            }
            found.push(parsed(&part)?);
        }
        if let Some(parts) = Batch::cut(found).into_iter().next() {
            line.say(&RelayFrame::Parts { parts });
        }
        Ok(())
    }

    /// A second device has found everything in the snapshot: what it covers is not needed any more.
    pub(super) async fn acked(&self, space: SpaceId, open: &mut Open, device: DeviceKey, manifest: Hash32, now_ms: u64) -> Done {
        if !open.membership.may_acknowledge(&device) {
            return Err(Refusal::Role.into());
        }
        match open.snapshot {
            Some(newest) if newest.hash == manifest && newest.author != device => self.forget(space, open, now_ms).await,
            Some(newest) if newest.hash == manifest => Ok(()),
            _ => Err(Refusal::Missing.into()),
        }
    }

    /// What time alone settles: a snapshot that stood long enough, and parts that nobody named.
    pub(super) async fn see_to_snapshots(&self, space: SpaceId, open: &mut Open, now_ms: u64) -> Done {
        if let Some(newest) = open.snapshot
            && newest.covers.position() > open.floor.position()
            && now_ms.saturating_sub(newest.committed_at_ms) >= self.settings.snapshot_settles_ms
        {
            self.forget(space, open, now_ms).await?;
        }
        // A space that somebody has only just come to is not swept at once: many may come at the same time.
        let last_ms = *open.swept_ms.get_or_insert(now_ms);
        if now_ms.saturating_sub(last_ms) >= SWEEP_EVERY_MS {
            self.sweep(space, open, now_ms).await?;
        }
        Ok(())
    }

    async fn forget(&self, space: SpaceId, open: &mut Open, now_ms: u64) -> Done {
        let Some(newest) = open.snapshot.filter(|newest| newest.covers.position() > open.floor.position()) else { return Ok(()) };
        let state = self.store.forget_covered(space, newest.hash).await?;
        open.take_state(&state);
        one(&self.counts.compactions);
        self.sweep(space, open, now_ms).await
    }

    async fn sweep(&self, space: SpaceId, open: &mut Open, now_ms: u64) -> Done {
        let state = self.store.sweep_parts(space, now_ms.saturating_sub(self.settings.part_life_ms)).await?;
        open.take_state(&state);
        open.swept_ms = Some(now_ms);
        Ok(())
    }
}
