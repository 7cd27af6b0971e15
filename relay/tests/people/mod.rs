//! Devices that speak to a hub in this process, or to a relay over a socket: the people of wire's tests, with a voice.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod socket;

use wire::{
    AuthorTip, Batch, Challenge, ClientFrame, Entries, Envelope, Hash32, Kind, ManifestFacts, Nonce32, Origin, OwnItems, Principal,
    Refusal, RelayFrame, Seen, SigningKey, SpaceId, UnsignedManifest,
};

use crate::cast::{self, Space, device, header, sealed, secret};

pub const ORIGIN: &str = "wss://relay.example";

pub fn origin() -> Origin {
    Origin::parse(ORIGIN).expect("an origin")
}

/// Ada, an owner; Ben, an editor; Cal, a viewer; Dan, an editor; all at once.
pub const TEAM: &str = "ada invites one as editor at once; ben enrols by one; ada invites two as viewer at once; cal enrols by two; \
                        ada invites three as editor at once; dan enrols by three; ada starts epoch 2 for ";

/// The team of four, in epoch 2, at this time.
pub fn team(now_ms: u64) -> Space {
    let mut space = Space::of_ada();
    space.now_ms = now_ms;
    let mut members = ["ada", "ben", "cal", "dan"];
    members.sort_by_key(|name| device(name));
    space.tell(&format!("{TEAM}{}", members.join(" "))).expect("a team");
    space
}

pub fn create(space: &Space) -> ClientFrame {
    ClientFrame::CreateSpace { entries: Entries::new(space.entries.clone()).expect("a log"), token: None }
}

pub fn hello(space: SpaceId) -> ClientFrame {
    ClientFrame::Hello { space, nonce: CLIENT_NONCE }
}

pub const CLIENT_NONCE: Nonce32 = Nonce32([3; 32]);

/// What somebody signs to enter, after this greeting.
pub fn challenge(space: SpaceId, principal: Principal, greeting: &RelayFrame) -> Challenge {
    let RelayFrame::Greeting { nonce, origin, .. } = greeting else { panic!("no greeting: {greeting:?}") };
    Challenge { origin: origin.clone(), space, client_nonce: CLIENT_NONCE, relay_nonce: *nonce, principal }
}

pub fn auth(challenge: &Challenge, key: &SigningKey) -> ClientFrame {
    ClientFrame::Auth { principal: challenge.principal, signature: challenge.sign_entering(key) }
}

pub fn open(after: Seen) -> ClientFrame {
    ClientFrame::Open { after, own: OwnItems::Named }
}

pub fn append(changes: &[Envelope]) -> ClientFrame {
    ClientFrame::Append { changes: Batch::new(changes.to_vec()).expect("a batch") }
}

pub fn refused(about: u8, refusal: Refusal) -> RelayFrame {
    RelayFrame::Err { about, refusal }
}

/// One author's chain, as the author has it.
#[derive(Clone, Debug)]
pub struct Author {
    pub name: &'static str,
    pub tip: AuthorTip,
    pub seen: Seen,
    pub epoch: u32,
}

impl Author {
    pub fn new(name: &'static str) -> Self {
        Self { name, tip: AuthorTip::START, seen: Seen::START, epoch: 2 }
    }

    /// The next change.
    pub fn says(&mut self, words: &str) -> Envelope {
        self.says_bytes(words.as_bytes())
    }

    pub fn says_bytes(&mut self, bytes: &[u8]) -> Envelope {
        let header = header(self.name, Kind::Change, self.tip.counter().0 + 1, self.tip.hash(), self.seen, self.epoch);
        let change = sealed(&header, self.name, bytes);
        self.tip = AuthorTip::new(header.counter, change.hash()).expect("a tip");
        change
    }

    pub fn says_many(&mut self, count: usize) -> Vec<Envelope> {
        (0..count).map(|number| self.says(&format!("number {number}"))).collect()
    }

    pub fn is_here(&self, counter: u64) -> Envelope {
        sealed(&header(self.name, Kind::Ephemeral, counter, Hash32::ZERO, Seen::START, self.epoch), self.name, b"here")
    }

    pub fn part(&self, words: &str) -> Envelope {
        sealed(&header(self.name, Kind::SnapshotPart, 0, Hash32::ZERO, Seen::START, self.epoch), self.name, words.as_bytes())
    }

    pub fn manifest(&self, covers: Seen, previous: Option<Hash32>, parts: &[Envelope]) -> wire::Manifest {
        let facts = ManifestFacts {
            space: cast::space(),
            epoch: wire::Epoch(self.epoch),
            author: device(self.name),
            covers,
            log_epoch: wire::Epoch(self.epoch),
            previous,
            authors: Some((device(self.name), self.tip)).filter(|(_, tip)| *tip != AuthorTip::START).into_iter().collect(),
            parts: parts.iter().map(Envelope::hash).collect(),
        };
        UnsignedManifest::new(facts).expect("facts").sign(&secret(self.name)).expect("a manifest")
    }
}

/// The place after these changes.
pub fn after(from: Seen, changes: &[Envelope]) -> Seen {
    changes.iter().fold(from, |at, change| at.then(change.hash()).expect("a place"))
}

/// What was pushed, as `position:words` or `position:own`, and whatever else came.
pub fn shown(frames: &[RelayFrame]) -> String {
    let mut parts = Vec::new();
    for frame in frames {
        match frame {
            RelayFrame::Push { first, items } => {
                for (item, position) in items.as_slice().iter().zip(first.0..) {
                    let words = match item {
                        wire::Item::Own { .. } => "own".to_owned(),
                        wire::Item::Whole(envelope) => words(envelope),
                    };
                    parts.push(format!("{position}:{words}"));
                }
            }
            RelayFrame::Ack { counter, at } => parts.push(format!("ack {counter} at {}", at.position())),
            RelayFrame::CaughtUp { at } => parts.push(format!("caught up at {}", at.position())),
            RelayFrame::Control { tip, .. } => parts.push(format!("control {}", tip.sequence)),
            RelayFrame::ControlAck { tip } => parts.push(format!("control ack {}", tip.sequence)),
            RelayFrame::Ephemeral { envelope } => parts.push(format!("here {}", envelope.header().counter)),
            RelayFrame::Err { about, refusal } => parts.push(format!("err {about}: {}", cast::named(&format!("{refusal:?}")))),
            RelayFrame::Fetched { first, changes } => {
                let count = changes.as_ref().map_or(0, |changes| changes.as_slice().len());
                parts.push(format!("fetched {count} from {first}"));
            }
            RelayFrame::Deleted => parts.push("deleted".to_owned()),
            RelayFrame::CompactHint { up_to } => parts.push(format!("compact up to {up_to}")),
            RelayFrame::SnapshotAck { .. } => parts.push("snapshot ack".to_owned()),
            RelayFrame::Snapshot { .. } => parts.push("snapshot".to_owned()),
            RelayFrame::Parts { parts: found } => parts.push(format!("{} parts", found.as_slice().len())),
            RelayFrame::Welcome { log, .. } => parts.push(match log {
                Some(log) => format!("welcome at {}, floor {}, own {}", log.at.position(), log.floor, log.own.counter()),
                None => "welcome without the log".to_owned(),
            }),
            RelayFrame::Greeting { .. } => parts.push("greeting".to_owned()),
            RelayFrame::Pong { number } => parts.push(format!("pong {number}")),
        }
    }
    parts.join(" · ")
}

fn words(envelope: &Envelope) -> String {
    let bytes = envelope.bytes();
    let sealed = &bytes[wire::Header::LENGTH..bytes.len() - wire::Signature::LENGTH];
    String::from_utf8_lossy(&sealed[..sealed.len().min(12)]).into_owned()
}
