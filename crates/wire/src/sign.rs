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
        let made = Self(key.sign(message).to_bytes());
        #[cfg(feature = "recall")]
        recall::remember([key.verifying_key().as_bytes(), &made.0[..], message].concat());
        made
    }

    /// Whether the key made it for this message. Keys of small order verify nothing.
    pub(crate) fn holds(&self, key: &[u8; 32], message: &[u8]) -> bool {
        #[cfg(feature = "recall")]
        return recall::or_else(key, self, message, || self.is_made_by(key, message));
        #[cfg(not(feature = "recall"))]
        self.is_made_by(key, message)
    }

    fn is_made_by(&self, key: &[u8; 32], message: &[u8]) -> bool {
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

/// Signatures that were made here or held, with all that they were asked about: the same question has the same answer. Whatever differs in
/// one bit, of key, signature or message, is computed.
#[cfg(feature = "recall")]
mod recall {
    use std::cell::RefCell;
    use std::collections::HashSet;

    use super::Signature;

    const MOST: usize = 1 << 14;

    thread_local! {
        static HELD: RefCell<HashSet<Vec<u8>>> = RefCell::default();
    }

    pub(super) fn remember(asked: Vec<u8>) {
        HELD.with_borrow_mut(|held| {
            if held.len() >= MOST {
                held.clear();
            }
            held.insert(asked);
        });
    }

    pub(super) fn or_else(key: &[u8; 32], signature: &Signature, message: &[u8], compute: impl FnOnce() -> bool) -> bool {
        let asked = [key, &signature.0[..], message].concat();
        if HELD.with_borrow(|held| held.contains(&asked)) {
            return true;
        }
        let holds = compute();
        if holds {
            remember(asked);
        }
        holds
    }
}
