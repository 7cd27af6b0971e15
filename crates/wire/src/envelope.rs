//! A sealed change: a header that anybody can read, a ciphertext that the members can, and the signature of its author over both.

use std::sync::Arc;

use crate::VERSION;
use crate::code::{Malformed, Reader, Writer, within};
use crate::id::{Counter, DeviceKey, DocTag, Epoch, Hash32, Nonce24, SpaceId, digest};
use crate::limit::{ENVELOPE_BYTES_MAX, EPHEMERAL_BYTES_MAX};
use crate::log::Seen;
use crate::membership::{AppendDenial, Membership};
use crate::sign::{Signature, SigningKey, message};

const SIGNED: &[u8] = b"throughline-envelope/1";
const HASHED: &[u8] = b"throughline-envelope-hash/1";

/// The one suite there is: how contents are sealed and keys are wrapped. `docs/protocol.md` says what it stands for.
pub const SUITE: u8 = 1;

/// What an envelope carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A change of one document. It gets a position in the data log, and a place in its author's chain.
    Change,
    /// A piece of a snapshot, kept under its hash and outside the log.
    SnapshotPart,
    /// Presence, and the heartbeat in its header. It is passed on and never stored.
    Ephemeral,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Change, Self::SnapshotPart, Self::Ephemeral];

    fn code(self) -> u8 {
        match self {
            Self::Change => 1,
            Self::SnapshotPart => 2,
            Self::Ephemeral => 3,
        }
    }

    fn of(code: u8) -> Result<Self, Malformed> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or(Malformed::Unknown(code))
    }
}

/// What stands before the ciphertext. In an [`Envelope`] these are claims; in a [`Verified`] its author's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub space: SpaceId,
    pub doc: DocTag,
    pub kind: Kind,
    pub epoch: Epoch,
    pub author: DeviceKey,
    /// Of a change: its place in its author's chain. Of something ephemeral: rising, so that a replay shows. Of a part: none.
    pub counter: Counter,
    /// Of a change: the hash of the author's change before it.
    pub previous: Hash32,
    /// How far the author had read the data log.
    pub seen: Seen,
    pub nonce: Nonce24,
    /// Fixes the key: there is no second one under which the ciphertext opens.
    pub commitment: Hash32,
}

impl Header {
    pub const LENGTH: usize = 227;

    /// The header as bytes, which the ciphertext is bound to as its associated data. The length of the ciphertext, with the cipher's own
    /// tag, is a part of them.
    pub fn associated_data(&self, ciphertext_bytes: usize) -> Result<Vec<u8>, Malformed> {
        let max = match self.kind {
            Kind::Ephemeral => EPHEMERAL_BYTES_MAX,
            Kind::Change | Kind::SnapshotPart => ENVELOPE_BYTES_MAX,
        };
        within(ciphertext_bytes, 1, max - Self::LENGTH - Signature::LENGTH)?;
        if !self.is_of_its_kind() {
            return Err(Malformed::Field);
        }
        let mut writer = Writer::default();
        writer.u8(VERSION).u8(SUITE).u8(self.kind.code()).raw(&self.space.0).raw(&self.doc.0).u32(self.epoch.0).raw(&self.author.0);
        writer.u64(self.counter.0).raw(&self.previous.0);
        self.seen.write(&mut writer);
        writer.raw(&self.nonce.0).raw(&self.commitment.0).u32(u32::try_from(ciphertext_bytes).map_err(|_| Malformed::Bound)?);
        Ok(writer.done())
    }

    fn is_of_its_kind(&self) -> bool {
        let counted = self.counter != Counter::START;
        let chained = self.previous != Hash32::ZERO;
        let place_fits = match self.kind {
            Kind::Change => counted && chained == (self.counter > Counter(1)),
            Kind::SnapshotPart => !counted && !chained,
            Kind::Ephemeral => counted && !chained,
        };
        place_fits && self.epoch != Epoch::START
    }

    /// The header and the length of the ciphertext behind it.
    fn read(reader: &mut Reader<'_>) -> Result<(Self, usize), Malformed> {
        match reader.u8()? {
            SUITE => {}
            other => return Err(Malformed::Unknown(other)),
        }
        let kind = Kind::of(reader.u8()?)?;
        let header = Self {
            space: reader.array().map(SpaceId)?,
            doc: reader.array().map(DocTag)?,
            kind,
            epoch: Epoch(reader.u32()?),
            author: reader.array().map(DeviceKey)?,
            counter: Counter(reader.u64()?),
            previous: reader.array().map(Hash32)?,
            seen: Seen::read(reader)?,
            nonce: reader.array().map(Nonce24)?,
            commitment: reader.array().map(Hash32)?,
        };
        let length = usize::try_from(reader.u32()?).map_err(|_| Malformed::Bound)?;
        // Whatever could not be written is not read.
        header.associated_data(length)?;
        Ok((header, length))
    }
}

/// A header and a ciphertext that nobody has signed yet.
#[derive(Clone, Debug)]
pub struct UnsignedEnvelope {
    bytes: Vec<u8>,
}

impl UnsignedEnvelope {
    pub fn new(header: &Header, ciphertext: &[u8]) -> Result<Self, Malformed> {
        let mut bytes = header.associated_data(ciphertext.len())?;
        bytes.extend_from_slice(ciphertext);
        Ok(Self { bytes })
    }

    /// The bytes that the signature is over.
    pub fn message(&self) -> Vec<u8> {
        message(SIGNED, &self.bytes)
    }

    /// The envelope with a signature, which is not verified here.
    pub fn signed(mut self, signature: Signature) -> Result<Envelope, Malformed> {
        self.bytes.extend_from_slice(&signature.0);
        Envelope::parse(self.bytes)
    }

    pub fn sign(self, key: &SigningKey) -> Result<Envelope, Malformed> {
        let signature = Signature::sign(key, &self.message());
        self.signed(signature)
    }
}

/// Why an envelope was not verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeRefusal {
    OtherSpace(SpaceId),
    Denied(AppendDenial),
    /// Its author did not sign these bytes.
    Signature,
}

/// Bytes that read as an envelope, kept as they came. Nobody has verified them, so the ciphertext is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    bytes: Arc<[u8]>,
    header: Header,
}

impl Envelope {
    pub fn parse(bytes: impl Into<Arc<[u8]>>) -> Result<Self, Malformed> {
        let bytes = bytes.into();
        within(bytes.len(), 0, ENVELOPE_BYTES_MAX)?;
        let mut reader = Reader::versioned(&bytes)?;
        let (header, length) = Header::read(&mut reader)?;
        reader.take(length)?;
        reader.array().map(Signature)?;
        reader.end()?;
        Ok(Self { bytes, header })
    }

    /// As they were signed and are sent, stored and hashed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Shared, so that one envelope goes to many connections without a copy.
    pub fn shared(&self) -> Arc<[u8]> {
        Arc::clone(&self.bytes)
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn hash(&self) -> Hash32 {
        digest(&[HASHED, &self.bytes])
    }

    /// For now: its author may append this to the space as it is.
    pub fn verify(&self, membership: &Membership) -> Result<Verified, EnvelopeRefusal> {
        self.verify_by(membership, |header| membership.may_append(&header.author, header.kind, header.epoch))
    }

    /// For then: its author had the right at some time of the epoch that it is of. A change of the past also has to stand where it could,
    /// which [`crate::Walk`] sees to.
    pub fn verify_past(&self, membership: &Membership) -> Result<Verified, EnvelopeRefusal> {
        self.verify_by(membership, |header| membership.might_have_appended(&header.author, header.kind, header.epoch))
    }

    fn verify_by(
        &self,
        membership: &Membership,
        judge: impl FnOnce(&Header) -> Result<(), AppendDenial>,
    ) -> Result<Verified, EnvelopeRefusal> {
        if self.header.space != membership.space() {
            return Err(EnvelopeRefusal::OtherSpace(self.header.space));
        }
        judge(&self.header).map_err(EnvelopeRefusal::Denied)?;
        let (unsigned, signature) = self.bytes.split_last_chunk().ok_or(EnvelopeRefusal::Signature)?;
        if !Signature(*signature).holds(&self.header.author.0, &message(SIGNED, unsigned)) {
            return Err(EnvelopeRefusal::Signature);
        }
        Ok(Verified { envelope: self.clone() })
    }
}

/// An envelope that its author signed, and had the right to. There is no other way to a ciphertext.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    envelope: Envelope,
}

impl Verified {
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    pub fn header(&self) -> &Header {
        &self.envelope.header
    }

    pub fn associated_data(&self) -> &[u8] {
        &self.envelope.bytes[..Header::LENGTH]
    }

    pub fn ciphertext(&self) -> &[u8] {
        &self.envelope.bytes[Header::LENGTH..self.envelope.bytes.len() - Signature::LENGTH]
    }

    pub fn into_envelope(self) -> Envelope {
        self.envelope
    }
}
