//! What one browser profile is in a space: a key to sign with and a key to be written to, both of one seed.

use std::fmt;

use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use wire::{DeviceCard, DeviceKey, InviteKey, Pseudonym, Purpose, SealKey, SigningKey, SpaceId};

use crate::secret::Secret;

/// Its secrets are wiped when it is dropped, and never shown.
pub struct Identity {
    seed: Secret,
    signing: SigningKey,
    opening: <X25519HkdfSha256 as Kem>::PrivateKey,
    card: DeviceCard,
}

impl Identity {
    /// The same seed is the same device: it is kept, and never copied to a second profile. None for a seed whose key nobody could write
    /// to, which no dice will throw.
    pub fn new(seed: Secret, purpose: Purpose) -> Option<Self> {
        let signing = SigningKey::from_bytes(seed.derive(&[], b"throughline-device-sign/1", &[]).bytes());
        let opening =
            <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(seed.derive(&[], b"throughline-device-seal/1", &[]).bytes()).ok()?;
        let seal = X25519HkdfSha256::sk_to_pk(&opening).to_bytes();
        let mut pseudonym = [0; 16];
        seed.expand(&[], b"throughline-device-pseudonym/1", &[], &mut pseudonym);
        let card = DeviceCard { device: DeviceKey::of(&signing), seal: SealKey(seal.into()), pseudonym: Pseudonym(pseudonym), purpose };
        Some(Self { seed, signing, opening, card })
    }

    pub fn device(&self) -> DeviceKey {
        self.card.device
    }

    pub fn card(&self) -> DeviceCard {
        self.card
    }

    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    pub(crate) fn opening(&self) -> &<X25519HkdfSha256 as Kem>::PrivateKey {
        &self.opening
    }

    /// For keeping.
    pub fn seed(&self) -> &Secret {
        &self.seed
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.card.device)
    }
}

/// The seed in an invite's link: who knows it may enrol one device in one space, once.
#[derive(Clone)]
pub struct InviteSeed {
    space: SpaceId,
    seed: Secret,
}

impl InviteSeed {
    pub fn new(space: SpaceId, seed: Secret) -> Self {
        Self { space, seed }
    }

    pub fn space(&self) -> SpaceId {
        self.space
    }

    pub fn key(&self) -> InviteKey {
        InviteKey::of(&self.signing())
    }

    pub fn secret(&self) -> &Secret {
        &self.seed
    }

    pub(crate) fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(self.seed.derive(&self.space.0, b"throughline-invite-sign/1", &[]).bytes())
    }

    pub(crate) fn wrapping(&self) -> Secret {
        self.seed.derive(&self.space.0, b"throughline-invite-key/1", &[])
    }
}

impl fmt::Debug for InviteSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteSeed(..)")
    }
}
