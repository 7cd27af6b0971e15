//! The real relay in the place of the small one: its hub over its storage in memory, in the same process and order.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};

use relay::at_once;
use relay::hub::{Connection, Hub, Settings};
use relay::store::MemoryStore;
use wire::{Nonce32, RelayFrame};

use crate::fleet::origin;
use crate::mailbox::Answers;

pub struct HubRelay {
    pub store: MemoryStore,
    pub settings: Settings,
    /// A device that reads nothing for now.
    pub lazy: Option<usize>,
    /// How often it refused, by the code of the refusal.
    pub refusals: BTreeMap<u8, usize>,
    devices: BTreeMap<u64, usize>,
    /// What still comes on these is for nobody.
    ended: BTreeSet<u64>,
    hub: Hub<MemoryStore>,
    lines: BTreeMap<u64, Connection>,
    nonces: u64,
}

impl Default for HubRelay {
    fn default() -> Self {
        Self::new(Settings::new(origin()))
    }
}

impl HubRelay {
    pub fn new(settings: Settings) -> Self {
        let store = MemoryStore::default();
        let hub = Hub::new(store.clone(), settings.clone());
        let (devices, refusals, lines) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { hub, store, settings, lazy: None, refusals, devices, ended: BTreeSet::new(), lines, nonces: 0 }
    }

    /// Stops and begins again, with what is on its disk and with its settings as they are now.
    pub fn kill(&mut self) {
        self.lines.clear();
        self.devices.clear();
        self.hub = Hub::new(self.store.clone(), self.settings.clone());
    }

    pub fn closed(&mut self, wire: u64) {
        self.ended.insert(wire);
        if let Some(line) = self.lines.remove(&wire) {
            at_once(self.hub.disconnect(line.id)).expect("at once");
        }
    }

    pub fn handle(&mut self, now_ms: u64, device: usize, wire: u64, bytes: &[u8]) -> Answers {
        let mut answers = Vec::new();
        if self.ended.contains(&wire) {
            return answers;
        }
        if !self.lines.contains_key(&wire) {
            self.nonces += 1;
            let mut nonce = [3; 32];
            nonce[..8].copy_from_slice(&self.nonces.to_be_bytes());
            let address = IpAddr::V4(Ipv4Addr::new(10, 0, 0, u8::try_from(device).expect("few")));
            match self.hub.connect(address, Nonce32(nonce), now_ms) {
                Some(line) => drop(self.lines.insert(wire, line)),
                None => return vec![(wire, None)],
            }
        }
        self.devices.insert(wire, device);
        at_once(self.hub.tick(now_ms)).expect("at once");
        if let Some(line) = self.lines.get(&wire) {
            at_once(self.hub.receive(line.id, bytes, now_ms)).expect("at once");
        }
        let mut ended = Vec::new();
        for (to, line) in &self.lines {
            if self.lazy.is_some_and(|lazy| self.devices.get(to) == Some(&lazy)) && !line.outbox.is_ended() {
                continue;
            }
            loop {
                for frame in line.outbox.take() {
                    let frame = RelayFrame::decode(&frame).expect("a frame");
                    if let RelayFrame::Err { refusal, .. } = &frame {
                        *self.refusals.entry(refusal.code()).or_default() += 1;
                    }
                    answers.push((*to, Some(frame)));
                }
                if !line.outbox.wants_more() {
                    break;
                }
                at_once(self.hub.drained(line.id)).expect("at once");
            }
            if line.outbox.is_ended() {
                answers.push((*to, None));
                ended.push(*to);
            }
        }
        ended.into_iter().for_each(|wire| self.closed(wire));
        answers
    }
}
