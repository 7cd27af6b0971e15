//! What stands for all changes up to a position: sealed parts, and the signed manifest that lists them.
//!
//! The relay has to read what a snapshot covers, to know what it may delete, and nothing in that is secret; so a manifest is signed but
//! not sealed. A part that did not change since the snapshot before is named again and not sent again.

use std::sync::Arc;

use crate::code::{Malformed, Reader, Writer, rises, within};
use crate::envelope::{EnvelopeRefusal, Kind};
use crate::id::{DeviceKey, Epoch, Hash32, SpaceId, digest};
use crate::limit::{MANIFEST_AUTHORS_MAX, MANIFEST_BYTES_MAX, MANIFEST_PARTS_MAX};
use crate::log::{AuthorTip, Seen};
use crate::membership::{AppendDenial, Membership};
use crate::sign::{Signature, SigningKey, message};

const SIGNED: &[u8] = b"throughline-snapshot/1";
const HASHED: &[u8] = b"throughline-snapshot-hash/1";

/// What a manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFacts {
    pub space: SpaceId,
    /// Of the space as its author made it, which is what its right is judged by.
    pub epoch: Epoch,
    pub author: DeviceKey,
    /// The last change that is in it, and all before.
    pub covers: Seen,
    /// The newest epoch among the changes it covers.
    pub log_epoch: Epoch,
    /// The manifest that this one follows.
    pub previous: Option<Hash32>,
    /// Where each author's chain stands at that position, in the order of their keys.
    pub authors: Vec<(DeviceKey, AuthorTip)>,
    /// Hashes of the parts, rising.
    pub parts: Vec<Hash32>,
}

impl ManifestFacts {
    fn is_in_order(&self) -> bool {
        let begun = |(_, tip): &(DeviceKey, AuthorTip)| *tip != AuthorTip::START;
        rises(self.authors.iter().map(|(author, _)| *author))
            && self.authors.iter().all(begun)
            && rises(self.parts.iter().copied())
            && Epoch(1) <= self.log_epoch
            && self.log_epoch <= self.epoch
            && self.covers != Seen::START
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let facts = Self {
            space: reader.array().map(SpaceId)?,
            epoch: Epoch(reader.u32()?),
            author: reader.array().map(DeviceKey)?,
            covers: Seen::read(reader)?,
            log_epoch: Epoch(reader.u32()?),
            previous: reader.option(|reader| reader.array().map(Hash32))?,
            authors: {
                let count = reader.count(0, MANIFEST_AUTHORS_MAX)?;
                (0..count).map(|_| Ok((reader.array().map(DeviceKey)?, AuthorTip::read(reader)?))).collect::<Result<_, Malformed>>()?
            },
            parts: {
                let count = reader.count(0, MANIFEST_PARTS_MAX)?;
                (0..count).map(|_| reader.array().map(Hash32)).collect::<Result<_, _>>()?
            },
        };
        if facts.is_in_order() { Ok(facts) } else { Err(Malformed::Field) }
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(&self.space.0).u32(self.epoch.0).raw(&self.author.0);
        self.covers.write(writer);
        writer.u32(self.log_epoch.0).option(self.previous, |writer, hash| {
            writer.raw(&hash.0);
        });
        writer.count(self.authors.len());
        for (author, tip) in &self.authors {
            writer.raw(&author.0);
            tip.write(writer);
        }
        writer.count(self.parts.len());
        for part in &self.parts {
            writer.raw(&part.0);
        }
    }
}

/// A manifest that nobody has signed yet.
#[derive(Clone, Debug)]
pub struct UnsignedManifest {
    bytes: Vec<u8>,
}

impl UnsignedManifest {
    /// Authors and parts in any order; none may be there twice.
    pub fn new(mut facts: ManifestFacts) -> Result<Self, Malformed> {
        facts.authors.sort_by_key(|(author, _)| *author);
        facts.parts.sort();
        within(facts.authors.len(), 0, MANIFEST_AUTHORS_MAX)?;
        within(facts.parts.len(), 0, MANIFEST_PARTS_MAX)?;
        if !facts.is_in_order() {
            return Err(Malformed::Field);
        }
        let mut writer = Writer::versioned();
        facts.write(&mut writer);
        Ok(Self { bytes: writer.done() })
    }

    /// The bytes that the signature is over.
    pub fn message(&self) -> Vec<u8> {
        message(SIGNED, &self.bytes)
    }

    /// The manifest with a signature, which is not verified here.
    pub fn signed(mut self, signature: Signature) -> Result<Manifest, Malformed> {
        self.bytes.extend_from_slice(&signature.0);
        Manifest::parse(&self.bytes)
    }

    pub fn sign(self, key: &SigningKey) -> Result<Manifest, Malformed> {
        let signature = Signature::sign(key, &self.message());
        self.signed(signature)
    }
}

/// Bytes that read as a manifest, kept as they came. Nobody has verified them, so what it says is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    bytes: Arc<[u8]>,
    facts: Arc<ManifestFacts>,
}

impl Manifest {
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        within(bytes.len(), 0, MANIFEST_BYTES_MAX)?;
        let mut reader = Reader::versioned(bytes)?;
        let facts = ManifestFacts::read(&mut reader)?;
        reader.array().map(Signature)?;
        reader.end()?;
        Ok(Self { bytes: bytes.into(), facts: Arc::new(facts) })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn hash(&self) -> Hash32 {
        digest(&[HASHED, &self.bytes])
    }

    /// Who says to have made it.
    pub fn author(&self) -> DeviceKey {
        self.facts.author
    }

    /// For now: its author may put a snapshot in place of changes.
    pub fn verify(&self, membership: &Membership) -> Result<VerifiedManifest, EnvelopeRefusal> {
        self.verify_by(membership, membership.may_append(&self.facts.author, Kind::SnapshotPart, self.facts.epoch))
    }

    /// For then: its author had the right at some time of its epoch.
    pub fn verify_past(&self, membership: &Membership) -> Result<VerifiedManifest, EnvelopeRefusal> {
        self.verify_by(membership, membership.might_have_appended(&self.facts.author, Kind::SnapshotPart, self.facts.epoch))
    }

    fn verify_by(&self, membership: &Membership, right: Result<(), AppendDenial>) -> Result<VerifiedManifest, EnvelopeRefusal> {
        if self.facts.space != membership.space() {
            return Err(EnvelopeRefusal::OtherSpace(self.facts.space));
        }
        right.map_err(EnvelopeRefusal::Denied)?;
        let (unsigned, signature) = self.bytes.split_last_chunk().ok_or(EnvelopeRefusal::Signature)?;
        if !Signature(*signature).holds(&self.facts.author.0, &message(SIGNED, unsigned)) {
            return Err(EnvelopeRefusal::Signature);
        }
        Ok(VerifiedManifest { manifest: self.clone() })
    }
}

/// A manifest that its author signed, and had the right to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedManifest {
    manifest: Manifest,
}

impl VerifiedManifest {
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn facts(&self) -> &ManifestFacts {
        &self.manifest.facts
    }
}
