//! Closing and opening. An envelope opens for whoever has its key, and only after its author's right was verified: [`open`] takes the
//! proof of that, and there is no other way to a plaintext.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use wire::{Counter, Envelope, Epoch, Hash32, Header, Kind, Nonce24, Seen, SpaceId, UnsignedEnvelope, Verified};

use crate::content::{Content, ENVELOPE_OVERHEAD};
use crate::identity::Identity;
use crate::keyring::{EpochSecret, Keyring};
use crate::secret::Dice;

/// Where an envelope stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In its author's chain.
    Change {
        counter: Counter,
        previous: Hash32,
    },
    SnapshotPart,
    /// Counters of what is ephemeral rise, over all starts of the app.
    Ephemeral {
        counter: Counter,
    },
}

impl Place {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Change { .. } => Kind::Change,
            Self::SnapshotPart => Kind::SnapshotPart,
            Self::Ephemeral { .. } => Kind::Ephemeral,
        }
    }
}

/// Why something was not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealRefusal {
    /// It does not belong into an envelope of this kind.
    Kind,
    TooLarge,
}

/// Why a verified envelope was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenRefusal {
    /// Nobody has handed us the key of its epoch.
    NoKey(Epoch),
    /// It was closed under another key than the epoch's.
    OtherKey,
    /// Its author signed what does not open.
    Cipher,
    /// It opens, and is nothing that an honest author writes.
    Content,
}

/// The most bytes of padded content in an envelope of so many bytes.
pub(crate) fn padded_bytes_max(envelope_bytes: usize) -> usize {
    envelope_bytes.saturating_sub(ENVELOPE_OVERHEAD)
}

/// `seen` is how far the author has read the data log.
pub fn seal(
    content: &Content,
    place: Place,
    seen: Seen,
    space: SpaceId,
    key: &EpochSecret,
    author: &Identity,
    dice: &mut Dice,
) -> Result<Envelope, SealRefusal> {
    let kind = place.kind();
    let padded = content.write(kind).map_err(|_| SealRefusal::Kind)?;
    let nonce = Nonce24(dice.bytes());
    let sealing = key.sealing(kind, &nonce);
    let (counter, previous) = match place {
        Place::Change { counter, previous } => (counter, previous),
        Place::SnapshotPart => (Counter::START, Hash32::ZERO),
        Place::Ephemeral { counter } => (counter, Hash32::ZERO),
    };
    let header = Header {
        space,
        doc: content.tag(key, kind),
        kind,
        epoch: key.epoch(),
        author: author.device(),
        counter,
        previous,
        seen,
        nonce,
        commitment: sealing.commitment,
    };
    let aad = header.associated_data(padded.len() + 16).map_err(|_| SealRefusal::TooLarge)?;
    let payload = Payload { msg: &padded, aad: &aad };
    let cipher = XChaCha20Poly1305::new((&*sealing.key).into());
    let ciphertext = cipher.encrypt(&XNonce::from(header.nonce.0), payload).map_err(|_| SealRefusal::TooLarge)?;
    let unsigned = UnsignedEnvelope::new(&header, &ciphertext).map_err(|_| SealRefusal::TooLarge)?;
    unsigned.sign(author.signing()).map_err(|_| SealRefusal::TooLarge)
}

/// What stands in an envelope whose author had the right.
pub fn open(verified: &Verified, keyring: &Keyring) -> Result<Content, OpenRefusal> {
    let header = verified.header();
    let key = keyring.get(header.epoch).ok_or(OpenRefusal::NoKey(header.epoch))?;
    let sealing = key.sealing(header.kind, &header.nonce);
    if sealing.commitment != header.commitment {
        return Err(OpenRefusal::OtherKey);
    }
    let payload = Payload { msg: verified.ciphertext(), aad: verified.associated_data() };
    let cipher = XChaCha20Poly1305::new((&*sealing.key).into());
    let padded = cipher.decrypt(&XNonce::from(header.nonce.0), payload).map_err(|_| OpenRefusal::Cipher)?;
    let content = Content::read(&padded, header.kind).map_err(|_| OpenRefusal::Content)?;
    if content.tag(key, header.kind) == header.doc { Ok(content) } else { Err(OpenRefusal::Content) }
}

#[cfg(test)]
mod tests;
