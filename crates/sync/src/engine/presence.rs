//! Heartbeats: who is there, what each shows, how far each has read. They are sealed and signed, passed on and never stored, and what two
//! devices have read is compared by them.

use std::collections::BTreeMap;

use wire::{Agreement, ClientFrame, ControlTip, Counter, DeviceKey, Envelope, Hash32, Kind, Sequence};

use super::{Effect, Engine, Stuck, is_due, record};
use crate::code::{Malformed, Reader, Writer};
use crate::content::{Content, Plain};
use crate::seal::{Place, open, seal};

const BEAT_MS: u64 = 20_000;
/// Who was heard from within this time is there.
const THERE_MS: u64 = 50_000;
/// How often it is written down that somebody was heard from.
const NOTE_MS: u64 = 60_000;
pub(super) const PRESENCE_BYTES_MAX: usize = 4 << 10;

#[derive(Debug)]
pub(super) struct Presence {
    pub(super) heard: BTreeMap<DeviceKey, u64>,
    noted: BTreeMap<DeviceKey, u64>,
    /// Of each device, since this start: what does not rise is a replay.
    counters: BTreeMap<DeviceKey, Counter>,
    own: Plain,
    sent: Counter,
    /// The last one, as it was sealed.
    sent_hash: Hash32,
    beat_at_ms: u64,
}

impl Presence {
    pub(super) fn new(heard: BTreeMap<DeviceKey, u64>) -> Self {
        Self {
            noted: heard.clone(),
            heard,
            counters: BTreeMap::new(),
            own: Plain::default(),
            sent: Counter::START,
            sent_hash: Hash32::ZERO,
            beat_at_ms: 0,
        }
    }
}

impl Engine {
    pub(super) fn presence_due(&self) -> Option<u64> {
        self.beats().then_some(self.presence.beat_at_ms)
    }

    fn beats(&self) -> bool {
        let Some(membership) = self.membership() else { return false };
        self.line.is_live()
            && membership.may_append(&self.device(), Kind::Ephemeral, membership.epoch()).is_ok()
            && self.control.keyring.get(membership.epoch()).is_some()
    }

    /// Whether somebody else is there.
    pub(super) fn is_together(&self) -> bool {
        self.presence.heard.values().any(|at_ms| self.now_ms.abs_diff(*at_ms) < THERE_MS)
    }

    pub(super) fn show(&mut self, bytes: Plain) {
        if bytes.0.len() <= PRESENCE_BYTES_MAX && bytes != self.presence.own {
            self.presence.own = bytes;
            self.presence.beat_at_ms = self.presence.beat_at_ms.min(self.now_ms);
        }
    }

    pub(super) fn go_on_presence(&mut self) {
        if !self.beats() || !is_due(self.presence.beat_at_ms, self.now_ms) {
            return;
        }
        self.presence.beat_at_ms = self.now_ms + BEAT_MS;
        let (Some(membership), Some(tip)) = (self.control.membership.as_ref(), self.tip()) else { return };
        let Some(key) = self.control.keyring.get(membership.epoch()) else { return };
        let Some(next) = self.presence.sent.next() else { return };
        let counter = next.max(Counter(self.now_ms));
        let mut writer = Writer::default();
        writer.u64(tip.sequence.0).raw(&tip.hash.0).raw(&self.presence.own.0);
        let content = Content::Presence(Plain(writer.done()));
        let seen = self.reading.walk.at();
        let sealed = seal(&content, Place::Ephemeral { counter }, seen, self.home.space, key, &self.identity, &mut self.dice);
        if let Ok(envelope) = sealed {
            self.presence.sent = counter;
            self.presence.sent_hash = envelope.hash();
            self.send(&ClientFrame::Ephemeral { envelope });
        }
    }

    /// Whatever is not what it should be is dropped: nothing depends on it.
    pub(super) fn ephemeral_came(&mut self, envelope: &Envelope) {
        let header = *envelope.header();
        let Some(membership) = self.control.membership.as_ref() else { return };
        if header.kind != Kind::Ephemeral {
            return;
        }
        let Ok(verified) = envelope.verify(membership) else {
            if header.epoch > membership.epoch() || membership.device(&header.author).is_none() {
                self.fetch_control();
            }
            return;
        };
        if header.author == self.device() {
            return self.own_beat_came(header.counter, envelope.hash());
        }
        if self.presence.counters.get(&header.author).is_some_and(|last| header.counter <= *last) {
            return;
        }
        let Ok(Content::Presence(bytes)) = open(&verified, &self.control.keyring) else { return };
        let Ok((tip, presence)) = read_beat(&bytes.0) else { return };
        self.presence.counters.insert(header.author, header.counter);
        self.heard_from(header.author, presence);
        self.compare_control(tip);
        if self.reading.walk.compare(&header.seen) == Agreement::Differs && !self.reading.is_busy() && self.line.is_live() {
            return self.halt(Stuck::Fork { with: header.author });
        }
        // It has read further than the relay has shown us.
        self.known_end(header.seen.position());
    }

    /// Signed with our key, and not by us: later than anything that was sent since this start, so it is no replay of ours either; or in the
    /// same millisecond, and not the same.
    fn own_beat_came(&mut self, counter: Counter, hash: Hash32) {
        let last = (self.presence.sent, self.presence.sent_hash);
        if last.0 > Counter::START && (counter > last.0 || (counter == last.0 && hash != last.1)) {
            self.is_copied();
        }
    }

    fn heard_from(&mut self, device: DeviceKey, presence: &[u8]) {
        let at_ms = self.now_ms;
        self.presence.heard.insert(device, at_ms);
        self.effects.push(Effect::Heard { device, at_ms, presence: Plain(presence.to_vec()) });
        if self.presence.noted.get(&device).is_none_or(|noted| at_ms.abs_diff(*noted) >= NOTE_MS) {
            self.presence.noted.insert(device, at_ms);
            self.write(vec![record::heard(&device, at_ms)]);
        }
    }

    fn compare_control(&mut self, tip: ControlTip) {
        let Some(own) = self.tip() else { return };
        if tip.sequence > own.sequence {
            return self.fetch_control();
        }
        let at = usize::try_from(tip.sequence.0).ok().and_then(|at| at.checked_sub(1));
        if at.and_then(|at| self.control.entries.get(at)).is_none_or(|entry| entry.hash() != tip.hash) {
            self.halt(Stuck::ControlFork { tip });
        }
    }
}

fn read_beat(bytes: &[u8]) -> Result<(ControlTip, &[u8]), Malformed> {
    let mut reader = Reader::new(bytes);
    let tip = ControlTip { sequence: Sequence(reader.u64()?), hash: Hash32(reader.array()?) };
    Ok((tip, reader.rest()))
}
