//! Spaces of three devices each, an owner and two editors.

use std::time::{SystemTime, UNIX_EPOCH};

use wire::{
    Admission, AuthorTip, Body, Counter, DeviceCard, DeviceKey, DocTag, Entries, Entry, Envelope, Epoch, EpochKey, Founder, Hash32, Header,
    InviteKey, Kind, Membership, Nonce24, Pseudonym, Purpose, Role, RootKey, SealKey, Seen, Signature, SigningKey, SpaceId, UnsignedEntry,
    UnsignedEnvelope, WrappedKey,
};

use crate::Told;

pub const DEVICES: usize = 3;
const EPOCH: Epoch = Epoch(1);
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// What stands for secrets: different in every space, and the same in every run.
fn secret(space: u32, which: u8) -> SigningKey {
    let mut seed = [which; 32];
    seed[..4].copy_from_slice(&space.to_be_bytes());
    SigningKey::from_bytes(&seed)
}

pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn wrapped() -> Told<WrappedKey> {
    WrappedKey::new(vec![1; 80]).ok_or("A wrapped key has another length.".to_owned())
}

pub struct Team {
    pub number: u32,
    pub space: SpaceId,
    pub log: Entries,
}

/// Every one has a key of its own.
pub fn key(team: u32, device: usize) -> SigningKey {
    secret(team, 10 + u8::try_from(device).unwrap_or(u8::MAX))
}

impl Team {
    pub fn new(number: u32) -> Told<Self> {
        let root = secret(number, 1);
        let space = SpaceId::of(&RootKey::of(&root));
        let now_ms = now_ms();
        let card = |device: usize| {
            let device = DeviceKey::of(&key(number, device));
            let mut pseudonym = [0; 16];
            pseudonym.copy_from_slice(&device.0[..16]);
            DeviceCard { device, seal: SealKey([7; 32]), pseudonym: Pseudonym(pseudonym), purpose: Purpose::Profile }
        };
        let founder = Founder { card: card(0), wrapped: wrapped()? };
        let genesis = UnsignedEntry::genesis(RootKey::of(&root), now_ms, founder, None).sign(&root);
        let genesis = genesis.map_err(|error| format!("No genesis: {error:?}"))?;
        let mut membership = Membership::begin(&genesis).map_err(|error| format!("No genesis: {error:?}"))?;
        let mut log = vec![genesis];
        for device in 1..DEVICES {
            let door = secret(number, 100 + u8::try_from(device).unwrap_or(0));
            let invite = InviteKey::of(&door);
            let admission = Admission::AtOnce { epoch: EPOCH, wrapped: wrapped()? };
            let invites = Body::Invite { invite, role: Role::Editor, expires_at_ms: now_ms + DAY_MS, admission };
            next(&mut membership, &mut log, &key(number, 0), now_ms, &invites)?;
            let card = card(device);
            let proof = Signature::sign(&door, &card.proof_message(&space, &invite));
            let enrols = Body::Enrol { invite, card, proof, key: Some(EpochKey { epoch: EPOCH, wrapped: wrapped()? }) };
            next(&mut membership, &mut log, &key(number, device), now_ms, &enrols)?;
        }
        let log = Entries::new(log).map_err(|error| format!("No log: {error:?}"))?;
        Ok(Self { number, space, log })
    }
}

fn next(membership: &mut Membership, log: &mut Vec<Entry>, signer: &SigningKey, now_ms: u64, body: &Body) -> Told<()> {
    let tip = membership.tip();
    let sequence = tip.sequence.next().ok_or("The log is full.")?;
    let unsigned = UnsignedEntry::new(membership.space(), sequence, tip.hash, DeviceKey::of(signer), now_ms, body);
    let entry = unsigned.sign(signer).map_err(|error| format!("No entry: {error:?}"))?;
    membership.apply(&entry).map_err(|error| format!("An entry that does not hold: {error:?}"))?;
    log.push(entry);
    Ok(())
}

/// One device's chain of changes.
pub struct Author {
    space: SpaceId,
    key: SigningKey,
    tip: AuthorTip,
    pub seen: Seen,
    ciphertext: Vec<u8>,
}

impl Author {
    pub fn new(space: SpaceId, key: SigningKey, plain_bytes: usize) -> Self {
        // Content is padded to 256 bytes at least, a longer one by an eighth at most, and sixteen more prove it.
        let padded = if plain_bytes <= 256 { 256 } else { plain_bytes + plain_bytes / 8 };
        let ciphertext = vec![0x5a; padded + 16];
        Self { space, key, tip: AuthorTip::START, seen: Seen::START, ciphertext }
    }

    pub fn next(&mut self) -> Told<Envelope> {
        let counter = Counter(self.tip.counter().0 + 1);
        let header = Header {
            space: self.space,
            doc: DocTag([5; 16]),
            kind: Kind::Change,
            epoch: EPOCH,
            author: DeviceKey::of(&self.key),
            counter,
            previous: self.tip.hash(),
            seen: self.seen,
            nonce: Nonce24([6; 24]),
            commitment: Hash32([8; 32]),
        };
        let unsigned = UnsignedEnvelope::new(&header, &self.ciphertext).map_err(|error| format!("No header: {error:?}"))?;
        let envelope = unsigned.sign(&self.key).map_err(|error| format!("No envelope: {error:?}"))?;
        self.tip = AuthorTip::new(counter, envelope.hash()).ok_or("No counter.")?;
        Ok(envelope)
    }
}
