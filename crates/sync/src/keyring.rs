//! The keys of a space: one for each epoch, how they are handed to devices, and what is derived of them.

use std::collections::BTreeMap;
use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use wire::{Admission, Body, DeviceCard, DeviceKey, DocTag, Entry, Epoch, Hash32, Kind, Nonce24, SpaceId, WrappedKey};
use zeroize::Zeroizing;

use crate::identity::{Identity, InviteSeed};
use crate::secret::{Dice, Secret};

type HpkeKem = X25519HkdfSha256;
const WRAP: &[u8] = b"throughline-wrap/1";
const NONCE: usize = 24;

/// The key of one epoch of one space. Nothing is sealed under it: sub-keys are derived of it, each for one purpose.
#[derive(Clone, PartialEq, Eq)]
pub struct EpochSecret {
    space: SpaceId,
    epoch: Epoch,
    secret: Secret,
}

impl fmt::Debug for EpochSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EpochSecret({})", self.epoch)
    }
}

/// The key of one envelope, and the commitment in its header: no second key has the same.
pub(crate) struct SealingKey {
    pub(crate) key: Zeroizing<[u8; 32]>,
    pub(crate) commitment: Hash32,
}

impl EpochSecret {
    pub fn new(space: SpaceId, epoch: Epoch, secret: Secret) -> Self {
        Self { space, epoch, secret }
    }

    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    fn sub_key(&self, context: &[u8]) -> Secret {
        self.secret.derive(&self.space.0, context, &[&self.epoch.0.to_be_bytes()])
    }

    /// For one envelope.
    pub(crate) fn sealing(&self, kind: Kind, nonce: &Nonce24) -> SealingKey {
        let key = match kind {
            Kind::Change | Kind::SnapshotPart => self.sub_key(b"throughline-data/1"),
            Kind::Ephemeral => self.sub_key(b"throughline-ephemeral/1"),
        };
        let mut message = Zeroizing::new([0; 64]);
        key.expand(&nonce.0, b"throughline-message/1", &[], &mut *message);
        let mut sealing = SealingKey { key: Zeroizing::new([0; 32]), commitment: Hash32::ZERO };
        let (key, commitment) = message.split_at(32);
        sealing.key.copy_from_slice(key);
        sealing.commitment.0.copy_from_slice(commitment);
        sealing
    }

    /// Tells this document from others of the epoch, and nothing about it.
    pub fn doc_tag(&self, doc: &str) -> DocTag {
        let mac = self.sub_key(b"throughline-tag/1").mac(doc.as_bytes());
        let mut tag = [0; 16];
        tag.copy_from_slice(&mac[..16]);
        DocTag(tag)
    }

    /// Closed so that the device of this card alone can open it (HPKE, RFC 9180, base mode). Who closed it, the entry says that carries it.
    pub fn wrap_for(&self, card: &DeviceCard, dice: &mut Dice) -> Option<WrappedKey> {
        let public = <HpkeKem as Kem>::PublicKey::from_bytes(&card.seal.0).ok()?;
        let (encapsulated, closed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, HpkeKem>(
            &OpModeS::Base,
            &public,
            &wrap_info(&self.space, self.epoch, &card.device),
            self.secret.bytes(),
            &[],
            dice,
        )
        .ok()?;
        WrappedKey::new([encapsulated.to_bytes().as_slice(), &closed].concat())
    }

    fn unwrap_for(space: SpaceId, epoch: Epoch, wrapped: &WrappedKey, identity: &Identity) -> Option<Self> {
        let (encapsulated, closed) = wrapped.as_bytes().split_at_checked(32)?;
        let encapsulated = <HpkeKem as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, HpkeKem>(
            &OpModeR::Base,
            identity.opening(),
            &encapsulated,
            &wrap_info(&space, epoch, &identity.device()),
            closed,
            &[],
        );
        let opened = Zeroizing::new(opened.ok()?);
        Some(Self::new(space, epoch, Secret::new(opened.as_slice().try_into().ok()?)))
    }

    /// The key of the epoch before, closed under this one: whoever is let in now reads what was written before.
    pub fn wrap_previous(&self, previous: &Self, dice: &mut Dice) -> Option<WrappedKey> {
        close(&self.sub_key(b"throughline-previous/1"), &previous.secret, &self.context(previous.epoch), dice)
    }

    fn unwrap_previous(&self, wrapped: &WrappedKey) -> Option<Self> {
        let epoch = Epoch(self.epoch.0.checked_sub(1)?);
        let secret = open(&self.sub_key(b"throughline-previous/1"), wrapped, &self.context(epoch))?;
        Some(Self::new(self.space, epoch, secret))
    }

    /// Closed under a key made of an invite's seed, for whoever enters by it at once.
    pub fn wrap_for_invite(&self, seed: &InviteSeed, dice: &mut Dice) -> Option<WrappedKey> {
        close(&seed.wrapping(), &self.secret, &self.context(self.epoch), dice)
    }

    pub fn unwrap_for_invite(space: SpaceId, admission: &Admission, seed: &InviteSeed) -> Option<Self> {
        let Admission::AtOnce { epoch, wrapped } = admission else { return None };
        let context = [space.0.as_slice(), &epoch.0.to_be_bytes()].concat();
        open(&seed.wrapping(), wrapped, &context).map(|secret| Self::new(space, *epoch, secret))
    }

    fn context(&self, epoch: Epoch) -> Vec<u8> {
        [self.space.0.as_slice(), &epoch.0.to_be_bytes()].concat()
    }
}

fn wrap_info(space: &SpaceId, epoch: Epoch, device: &DeviceKey) -> Vec<u8> {
    [WRAP, &space.0, &epoch.0.to_be_bytes(), &device.0].concat()
}

/// nonce ‖ ciphertext ‖ tag of one secret under another.
fn close(key: &Secret, secret: &Secret, context: &[u8], dice: &mut Dice) -> Option<WrappedKey> {
    let nonce: [u8; NONCE] = dice.bytes();
    let payload = Payload { msg: secret.bytes(), aad: context };
    let closed = XChaCha20Poly1305::new(key.bytes().into()).encrypt(&XNonce::from(nonce), payload).ok()?;
    WrappedKey::new([nonce.as_slice(), &closed].concat())
}

fn open(key: &Secret, wrapped: &WrappedKey, context: &[u8]) -> Option<Secret> {
    let (nonce, closed) = wrapped.as_bytes().split_first_chunk::<NONCE>()?;
    let payload = Payload { msg: closed, aad: context };
    let opened = Zeroizing::new(XChaCha20Poly1305::new(key.bytes().into()).decrypt(&XNonce::from(*nonce), payload).ok()?);
    Some(Secret::new(opened.as_slice().try_into().ok()?))
}

/// Every epoch key that one device can open with what the control log holds. It is computed of the log and the device's own keys, so that
/// nothing of it has to be stored.
#[derive(Clone, Default)]
pub struct Keyring {
    keys: BTreeMap<Epoch, EpochSecret>,
    /// Each epoch's key of the one before, closed.
    previous: BTreeMap<Epoch, WrappedKey>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.keys.keys().map(|epoch| epoch.0)).finish()
    }
}

impl Keyring {
    pub fn get(&self, epoch: Epoch) -> Option<&EpochSecret> {
        self.keys.get(&epoch)
    }

    pub fn epochs(&self) -> impl Iterator<Item = &EpochSecret> {
        self.keys.values()
    }

    /// What an entry that was applied brings for this device. A key that is there is never replaced.
    pub fn learn(&mut self, entry: &Entry, identity: &Identity) {
        if let Body::StartEpoch(start) = entry.body() {
            self.previous.insert(start.epoch, start.previous_key.clone());
        }
        if let Some((epoch, wrapped)) = entry.key_for(&identity.device())
            && let Some(secret) = EpochSecret::unwrap_for(entry.space(), epoch, wrapped, identity)
        {
            self.put(secret);
        }
    }

    /// A key from elsewhere: the founder's, or one that came by an invite.
    pub fn put(&mut self, secret: EpochSecret) {
        let mut at = Some(secret);
        while let Some(secret) = at {
            at = self
                .previous
                .get(&secret.epoch)
                .filter(|_| !self.keys.contains_key(&Epoch(secret.epoch.0 - 1)))
                .and_then(|wrapped| secret.unwrap_previous(wrapped));
            self.keys.entry(secret.epoch).or_insert(secret);
        }
    }
}

#[cfg(test)]
mod tests;
