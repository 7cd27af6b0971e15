//! Names of fixed width, and what is counted. A name is bytes of the right length: only a signature shows that somebody holds its key.

use std::fmt;

use sha2::{Digest, Sha256};

macro_rules! bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            pub const LENGTH: usize = $length;

            pub fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        /// Lower-case hexadecimal.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

bytes!(
    /// Names a space: the digest of the root key that signed its first entry.
    SpaceId,
    32
);
bytes!(
    /// The Ed25519 key that signs the first entry of a space, and nothing after it.
    RootKey,
    32
);
bytes!(
    /// The Ed25519 key of one browser profile: it names the device and verifies what it wrote.
    DeviceKey,
    32
);
bytes!(
    /// The X25519 key that epoch keys are wrapped for. Opaque here.
    SealKey,
    32
);
bytes!(
    /// The Ed25519 key of one invite, made from the seed in its link.
    InviteKey,
    32
);
bytes!(
    /// What a device is called where the relay can read it: random, without a name in it.
    Pseudonym,
    16
);
bytes!(
    /// Tells documents of one epoch apart without naming them.
    DocTag,
    16
);
bytes!(
    /// A SHA-256 digest.
    Hash32,
    32
);
bytes!(
    /// What keeps two connections apart.
    Nonce32,
    32
);
bytes!(
    /// What keeps two sealings with one key apart.
    Nonce24,
    24
);

macro_rules! counted {
    ($(#[$doc:meta])* $name:ident, $inner:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl $name {
            /// Before the first.
            pub const START: Self = Self(0);

            /// The one after it. None at the end of all numbers.
            pub fn next(self) -> Option<Self> {
                self.0.checked_add(1).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

counted!(
    /// Where an envelope stands in the data log of its space, from 1.
    Position,
    u64
);
counted!(
    /// How many changes its author had appended with this one, from 1.
    Counter,
    u64
);
counted!(
    /// Where an entry stands in the control log, from 1.
    Sequence,
    u64
);
counted!(
    /// Which key of the space, from 1.
    Epoch,
    u32
);

impl SpaceId {
    pub fn of(root: &RootKey) -> Self {
        Self(digest(&[b"throughline-space/1", &root.0]).0)
    }
}

impl Hash32 {
    /// Where a chain begins: no digest is known that has this value.
    pub const ZERO: Self = Self([0; 32]);
}

/// SHA-256 of the parts in order. Each use begins with a context of its own, and none of these is the beginning of another.
pub(crate) fn digest(parts: &[&[u8]]) -> Hash32 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Hash32(hasher.finalize().into())
}
