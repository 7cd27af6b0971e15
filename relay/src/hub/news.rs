//! Several relays on one storage: what another one wrote is read on, and given to whoever is here.

use wire::{Entry, Envelope, Kind, Refusal, SpaceId};

use super::room::{Open, PIECE_BYTES};
use super::{Done, Hub, Trouble};
use crate::store::{LogStore, News, StoreError};

/// How often something is tried while another relay is faster.
pub(super) const TRIES: usize = 8;

impl<S: LogStore> Hub<S> {
    /// What another relay did. Of spaces where nobody is there is nothing to be known.
    pub async fn take_news(&self, news: News, now_ms: u64) {
        let (News::Written(space) | News::Ephemeral(space, _)) = &news;
        let Some(room) = self.lobby().rooms.get(space).cloned() else { return };
        let mut open = room.open.lock().await;
        let Some(there) = &mut *open else { return };
        match news {
            News::Written(space) => {
                let done = self.read_on(space, there, now_ms).await;
                self.after_reading_on(&mut open, done);
            }
            News::Ephemeral(_, bytes) => {
                let envelope = Envelope::parse(bytes).ok().filter(|envelope| envelope.header().kind == Kind::Ephemeral);
                if let Some(envelope) = envelope.filter(|envelope| envelope.verify(&there.membership).is_ok()) {
                    self.tell(there, &envelope, None);
                }
            }
        }
    }

    pub(super) fn after_reading_on(&self, open: &mut Option<Open>, done: Done) {
        if let Err(Trouble::Store(error)) = done {
            self.close(open, &error);
        }
        if open.as_ref().is_some_and(|open| open.is_deleted) {
            *open = None;
        }
    }

    /// Takes in what the storage has and this relay does not know, in its order, and gives it to whoever is here.
    pub(super) async fn read_on(&self, space: SpaceId, open: &mut Open, now_ms: u64) -> Done {
        let Some(state) = self.store.state(space).await? else {
            self.say_deleted(open);
            return Err(Refusal::Unknown.into());
        };
        while open.membership.tip().sequence < state.control.sequence {
            self.read_on_control(space, open, now_ms).await?;
        }
        while open.end.position() < state.end.position() {
            let piece = self.store.read(space, open.end.position(), PIECE_BYTES).await?;
            if piece.first().map(|record| record.at.position()) != open.end.position().next() {
                return Err(lost("what comes next was deleted"));
            }
            open.went_on_elsewhere(&piece);
            for records in piece.chunk_by(|one, next| one.author == next.author) {
                self.push(open, records)?;
            }
        }
        if open.end != state.end && open.end.position() <= state.end.position() {
            return Err(lost("the log is another"));
        }
        open.floor = state.floor;
        open.snapshot = state.snapshot;
        open.used = open.used.max(state.used);
        Ok(())
    }

    async fn read_on_control(&self, space: SpaceId, open: &mut Open, now_ms: u64) -> Done {
        let piece = self.store.read_control(space, open.membership.tip().sequence, PIECE_BYTES).await?;
        let entries = piece.iter().map(|record| Entry::parse(&record.bytes).map_err(|_| lost("an entry is damaged")));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let mut next = open.membership.clone();
        entries.iter().try_for_each(|entry| next.apply(entry)).map_err(|_| lost("the control log is another"))?;
        if entries.is_empty() {
            return Err(lost("the control log ends too early"));
        }
        self.put_into_effect(open, next, &entries, now_ms, None);
        Ok(())
    }
}

fn lost(why: &str) -> Trouble {
    Trouble::Store(StoreError::Down(why.to_owned()))
}
