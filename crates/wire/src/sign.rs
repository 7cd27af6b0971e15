//! Signatures, and what each is for.

use std::fmt;

use ed25519_dalek::{Signer, VerifyingKey};

pub use ed25519_dalek::SigningKey;

use crate::id::{DeviceKey, Hash32, InviteKey, RootKey, digest};

/// An Ed25519 signature (RFC 8032), verified or not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature(pub [u8; 64]);

impl Signature {
    pub const LENGTH: usize = 64;

    pub fn sign(key: &SigningKey, message: &[u8]) -> Self {
        Self(key.sign(message).to_bytes())
    }

    /// Whether the key made it for this message. Keys of small order verify nothing.
    pub(crate) fn holds(&self, key: &[u8; 32], message: &[u8]) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(key) else { return false };
        key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&self.0)).is_ok()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl DeviceKey {
    pub fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }
}

impl InviteKey {
    pub fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }
}

impl RootKey {
    pub fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key().to_bytes())
    }
}

/// What a signature is over: a context, and the digest of everything before the signature. No signature of one purpose is one of another.
pub(crate) fn message(context: &[u8], unsigned: &[u8]) -> Vec<u8> {
    let Hash32(digest) = digest(&[unsigned]);
    [context, &digest].concat()
}
