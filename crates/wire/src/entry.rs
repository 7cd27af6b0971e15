//! One entry of the control log: a signed act on who belongs to a space. The relay can read it, so nothing in it names anybody.

mod body;

use std::sync::Arc;

pub use body::{Admission, Body, DeviceCard, EpochKey, EpochStart, Founder, Purpose, Role, WrappedKey, Wraps};

use crate::code::{Malformed, Reader, Writer, within};
use crate::id::{DeviceKey, Epoch, Hash32, RootKey, Sequence, SpaceId, digest};
use crate::limit::ENTRY_BYTES_MAX;
use crate::sign::{Signature, SigningKey, message};

const SIGNED: &[u8] = b"throughline-control/1";
const HASHED: &[u8] = b"throughline-control-hash/1";

/// An entry that nobody has signed yet.
#[derive(Clone, Debug)]
pub struct UnsignedEntry {
    bytes: Vec<u8>,
}

impl UnsignedEntry {
    /// `author` is the device that will sign.
    pub fn new(space: SpaceId, sequence: Sequence, previous: Hash32, author: DeviceKey, time_ms: u64, body: &Body) -> Self {
        let mut writer = Writer::versioned();
        writer.u8(body.code()).raw(&space.0).u64(sequence.0).raw(&previous.0).raw(&author.0).u64(time_ms);
        body.write(&mut writer);
        Self { bytes: writer.done() }
    }

    /// The first entry of the space of this root key, which will sign it.
    pub fn genesis(root: RootKey, time_ms: u64, first: Founder, recovery: Option<Founder>) -> Self {
        let body = Body::Genesis { first, recovery };
        Self::new(SpaceId::of(&root), Sequence(1), Hash32::ZERO, DeviceKey(root.0), time_ms, &body)
    }

    /// The bytes that the signature is over.
    pub fn message(&self) -> Vec<u8> {
        message(SIGNED, &self.bytes)
    }

    /// The entry with a signature, which is not verified here.
    pub fn signed(mut self, signature: Signature) -> Result<Entry, Malformed> {
        self.bytes.extend_from_slice(&signature.0);
        Entry::parse(&self.bytes)
    }

    pub fn sign(self, key: &SigningKey) -> Result<Entry, Malformed> {
        let signature = Signature::sign(key, &self.message());
        self.signed(signature)
    }
}

/// Bytes that read as an entry. Whether they hold, [`crate::Membership::apply`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    bytes: Arc<[u8]>,
    space: SpaceId,
    sequence: Sequence,
    previous: Hash32,
    author: DeviceKey,
    time_ms: u64,
    body: Body,
    signature: Signature,
}

impl Entry {
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        within(bytes.len(), 0, ENTRY_BYTES_MAX)?;
        let mut reader = Reader::versioned(bytes)?;
        let code = reader.u8()?;
        let entry = Self {
            bytes: bytes.into(),
            space: reader.array().map(SpaceId)?,
            sequence: Sequence(reader.u64()?),
            previous: reader.array().map(Hash32)?,
            author: reader.array().map(DeviceKey)?,
            time_ms: reader.u64()?,
            body: Body::read(code, &mut reader)?,
            signature: reader.array().map(Signature)?,
        };
        reader.end()?;
        let begins = matches!(entry.body, Body::Genesis { .. });
        if begins != (entry.sequence == Sequence(1)) || begins != (entry.previous == Hash32::ZERO) || entry.sequence == Sequence::START {
            return Err(Malformed::Field);
        }
        Ok(entry)
    }

    /// As they were signed and are sent, stored and hashed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn hash(&self) -> Hash32 {
        digest(&[HASHED, &self.bytes])
    }

    pub fn space(&self) -> SpaceId {
        self.space
    }

    pub fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// The hash of the entry before: an entry can be appended to one log only, at one place.
    pub fn previous(&self) -> Hash32 {
        self.previous
    }

    /// Who says to have signed. Of the first entry, the root key.
    pub fn author(&self) -> DeviceKey {
        self.author
    }

    /// When its author's clock said it was. Nothing but the expiry of an invite is judged by it.
    pub fn time_ms(&self) -> u64 {
        self.time_ms
    }

    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The key that this entry brings for a device, and its epoch.
    pub fn key_for(&self, device: &DeviceKey) -> Option<(Epoch, &WrappedKey)> {
        let founded = |founder: &Founder| founder.card.device == *device;
        match &self.body {
            Body::Genesis { first, recovery } => {
                Some(first).into_iter().chain(recovery).find(|one| founded(one)).map(|one| (Epoch(1), &one.wrapped))
            }
            Body::Enrol { card, key: Some(key), .. } if card.device == *device => Some((key.epoch, &key.wrapped)),
            Body::Approve { device: approved, key } if approved == device => Some((key.epoch, &key.wrapped)),
            Body::StartEpoch(start) => start.wraps.get(device).map(|wrapped| (start.epoch, wrapped)),
            _ => None,
        }
    }

    pub(crate) fn is_signed(&self) -> bool {
        let unsigned = &self.bytes[..self.bytes.len() - Signature::LENGTH];
        self.signature.holds(&self.author.0, &message(SIGNED, unsigned))
    }
}
