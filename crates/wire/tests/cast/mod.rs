//! The people of the tests: every name has its keys, and a sentence makes an entry.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod examples;

use wire::{
    Admission, Body, ControlTip, Counter, DeviceCard, DeviceKey, DocTag, Entry, EntryRefusal, Envelope, Epoch, EpochKey, EpochStart,
    Founder, Hash32, Header, InviteKey, Kind, Membership, Nonce24, Pseudonym, Purpose, Role, RootKey, SealKey, Seen, Sequence, Signature,
    SigningKey, SpaceId, Standing, UnsignedEntry, UnsignedEnvelope, WrappedKey, Wraps,
};

/// The secret of a name: its letters, and zeros.
pub fn secret(name: &str) -> SigningKey {
    let mut seed = [0; 32];
    seed[..name.len()].copy_from_slice(name.as_bytes());
    SigningKey::from_bytes(&seed)
}

pub fn device(name: &str) -> DeviceKey {
    DeviceKey::of(&secret(name))
}

pub fn invite(name: &str) -> InviteKey {
    InviteKey::of(&secret(name))
}

pub fn space() -> SpaceId {
    SpaceId::of(&RootKey::of(&secret("root")))
}

pub fn card(name: &str, purpose: Purpose) -> DeviceCard {
    let mut pseudonym = [b'.'; 16];
    pseudonym[..name.len()].copy_from_slice(name.as_bytes());
    DeviceCard { device: device(name), seal: SealKey([7; 32]), pseudonym: Pseudonym(pseudonym), purpose }
}

pub fn wrapped(byte: u8) -> WrappedKey {
    WrappedKey::new(vec![byte; 4]).expect("four bytes")
}

pub fn wraps(names: &[&str]) -> Wraps {
    Wraps::new(names.iter().map(|name| (device(name), wrapped(1))).collect()).expect("somebody, once each")
}

pub fn role(word: &str) -> Role {
    match word {
        "owner" => Role::Owner,
        "editor" => Role::Editor,
        "viewer" => Role::Viewer,
        "guest" => Role::Guest,
        other => panic!("no role {other}"),
    }
}

pub fn genesis(recovery: Option<&str>) -> Entry {
    let founder = |name: &str, purpose| Founder { card: card(name, purpose), wrapped: wrapped(1) };
    let recovery = recovery.map(|name| founder(name, Purpose::Recovery));
    let root = secret("root");
    UnsignedEntry::genesis(RootKey::of(&root), 0, founder("ada", Purpose::Profile), recovery).sign(&root).expect("a genesis")
}

/// A space that Ada began, and its log.
pub struct Space {
    pub membership: Membership,
    pub entries: Vec<Entry>,
    pub now_ms: u64,
    /// Where epochs begin.
    pub at: Seen,
}

/// What a sentence did not say is as it should be.
#[derive(Clone, Copy)]
struct Next {
    space: SpaceId,
    tip: ControlTip,
    time_ms: u64,
}

impl Space {
    pub fn of_ada() -> Self {
        Self::founded(None)
    }

    pub fn founded(recovery: Option<&str>) -> Self {
        let genesis = genesis(recovery);
        let membership = Membership::begin(&genesis).expect("a genesis");
        Self { membership, entries: vec![genesis], now_ms: 1_000, at: Seen::START }
    }

    pub fn told(story: &str) -> Self {
        let mut space = Self::of_ada();
        space.tell(story).expect(story);
        space
    }

    pub fn tell(&mut self, story: &str) -> Result<(), EntryRefusal> {
        story.split(';').map(str::trim).filter(|line| !line.is_empty()).try_for_each(|line| self.act(line))
    }

    /// The entry that a sentence means.
    pub fn entry(&self, line: &str) -> Entry {
        let mut next = Next { space: space(), tip: self.membership.tip(), time_ms: self.now_ms };
        let (line, signer) = match line.split_once(" signed by ") {
            Some((line, signer)) => (line, Some(signer)),
            None => (line, None),
        };
        let line = match line.split_once(": ") {
            Some(("elsewhere", line)) => {
                next.space = SpaceId([9; 32]);
                line
            }
            Some(("behind", line)) => {
                next.tip.hash = Hash32([9; 32]);
                line
            }
            Some(("ahead", line)) => {
                next.tip.sequence = Sequence(next.tip.sequence.0 + 1);
                line
            }
            _ => line,
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = |word: &str| words.iter().position(|one| *one == word).and_then(|at| words.get(at + 1)).copied();
        let has = |word: &str| words.contains(&word);
        let number = |word: &str| after(word).and_then(|text| text.parse().ok());
        let epoch = Epoch(number("epoch").unwrap_or(self.membership.epoch().0 as u64) as u32);
        let key = || EpochKey { epoch, wrapped: wrapped(2) };
        let (who, what) = (words[0], words.get(1).copied().unwrap_or_default());
        let object = words.get(2).copied().unwrap_or_default();
        let body = match what {
            "founds" => genesis(None).body().clone(),
            "invites" => Body::Invite {
                invite: invite(object),
                role: role(after("as").expect("a role")),
                expires_at_ms: self.now_ms + number("for").unwrap_or(1_000),
                admission: if has("once") { Admission::AtOnce { epoch, wrapped: wrapped(3) } } else { Admission::ByOwner },
            },
            "enrols" => {
                let by = after("by").expect("an invite");
                let purpose = if has("recovery") { Purpose::Recovery } else { Purpose::Profile };
                let mut card = card(after("as").unwrap_or(who), purpose);
                if let Some(name) = after("called") {
                    card.pseudonym = self::card(name, purpose).pseudonym;
                }
                let prover = secret(after("proved").unwrap_or(by));
                let proof = Signature::sign(&prover, &card.proof_message(&next.space, &invite(by)));
                let at_once = self.membership.invites().any(|(key, open)| *key == invite(by) && open.admission != Admission::ByOwner);
                Body::Enrol { invite: invite(by), card, proof, key: (at_once != has("miskeyed")).then(key) }
            }
            "approves" => Body::Approve { device: device(object), key: key() },
            "makes" => Body::SetRole { device: device(object), role: role(words[3]) },
            "removes" => Body::Remove { device: device(object) },
            "starts" => {
                let at = words.iter().position(|word| *word == "for").expect("for whom") + 1;
                let start = EpochStart { epoch, at: self.at, previous_key: wrapped(4), wraps: wraps(&words[at..]) };
                Body::StartEpoch(start)
            }
            "leaves" => Body::Leave,
            "revokes" => Body::RevokeInvite { invite: invite(object) },
            other => panic!("nobody can {other}: {line}"),
        };
        let sequence = if matches!(body, Body::Genesis { .. }) { Sequence(1) } else { Sequence(next.tip.sequence.0 + 1) };
        let previous = if sequence == Sequence(1) { Hash32::ZERO } else { next.tip.hash };
        let signer = secret(signer.unwrap_or(who));
        UnsignedEntry::new(next.space, sequence, previous, device(who), next.time_ms, &body).sign(&signer).expect(line)
    }

    pub fn act(&mut self, line: &str) -> Result<(), EntryRefusal> {
        if let Some(later) = line.strip_prefix("later ") {
            self.now_ms += later.parse::<u64>().expect(later);
            return Ok(());
        }
        let entry = self.entry(line);
        let before = self.membership.clone();
        let done = self.membership.apply(&entry);
        match done {
            Ok(()) => self.entries.push(entry),
            Err(_) => assert_eq!(before, self.membership, "a refused entry changes nothing: {line}"),
        }
        done
    }

    /// Who belongs, in a line.
    pub fn shown(&self) -> String {
        let names = ["ada", "ben", "cal", "dan", "eve", "phrase"];
        let mut parts = vec![format!("epoch {} {:?}", self.membership.epoch(), self.membership.rotation()).to_lowercase()];
        for name in names {
            if let Some(found) = self.membership.device(&device(name)) {
                let role = format!("{:?}", found.role());
                let standing = if found.standing() == Standing::Member { String::new() } else { format!(" {:?}", found.standing()) };
                parts.push(format!("{name} {role}{standing}").to_lowercase());
            }
        }
        let open = self.membership.invites().count();
        if open > 0 {
            parts.push(format!("{open} invite{}", if open == 1 { "" } else { "s" }));
        }
        parts.join(" · ")
    }
}

/// A text with keys as names and other digests as `…`.
pub fn named(text: &str) -> String {
    let mut text = text.to_owned();
    for name in ["ada", "ben", "cal", "dan", "eve", "phrase"] {
        text = text.replace(&device(name).to_string(), name);
    }
    let is_digest = |run: &str| run.len() == 64 && run.chars().all(|c| c.is_ascii_hexdigit());
    text.split_inclusive(|c: char| !c.is_ascii_hexdigit())
        .map(|run| {
            let digits = run.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
            if is_digest(digits) { format!("…{}", &run[digits.len()..]) } else { run.to_owned() }
        })
        .collect()
}

/// The header of a change that somebody makes next.
pub fn header(author: &str, kind: Kind, counter: u64, previous: Hash32, seen: Seen, epoch: u32) -> Header {
    Header {
        space: space(),
        doc: DocTag([5; 16]),
        kind,
        epoch: Epoch(epoch),
        author: device(author),
        counter: Counter(counter),
        previous,
        seen,
        nonce: Nonce24([6; 24]),
        commitment: Hash32([8; 32]),
    }
}

pub fn sealed(header: &Header, author: &str, ciphertext: &[u8]) -> Envelope {
    UnsignedEnvelope::new(header, ciphertext).expect("a header").sign(&secret(author)).expect("an envelope")
}

/// The first change of an author.
pub fn first_change(author: &str) -> Envelope {
    sealed(&header(author, Kind::Change, 1, Hash32::ZERO, Seen::START, 1), author, b"sealed words")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lines of 64 digits, so that a change of a format shows where it is.
pub fn hex_lines(bytes: &[u8]) -> String {
    bytes.chunks(32).map(|line| hex(line) + "\n").collect()
}
