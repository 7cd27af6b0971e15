//! The protocol as bytes: what client and relay say to each other, what a sealed change looks like from outside, and the signed
//! membership log that both verify with the same code. `docs/protocol.md` is its text.
//!
//! No cipher is named here, so whatever links this crate and no other cannot read a change. No clock and no dice either: times, nonces
//! and keys are arguments.
//!
//! ```text
//! id  sign              names of 32 bytes, signatures and what they are for
//! limit                 the bound of every length and count
//! code                  the reader and writer under all formats: fixed widths, one spelling for each value
//! envelope              a sealed change: its header, its bytes as they were signed, the proof that they were verified
//! log                   one author's chain, the relay's running head, a reader's walk along the log
//! snapshot              what stands for all changes up to a position
//! entry  membership     the control log: one entry, and who may do what after it
//! challenge             what a device signs to enter
//! frame                 one message of the connection, either way
//! ```

mod challenge;
mod code;
mod entry;
mod envelope;
mod frame;
mod id;
pub mod limit;
mod log;
mod membership;
mod sign;
mod snapshot;

pub use challenge::{Challenge, Origin, Principal};
pub use code::Malformed;
pub use entry::{Admission, Body, DeviceCard, Entry, EpochKey, EpochStart, Founder, Purpose, Role, UnsignedEntry, WrappedKey, Wraps};
pub use envelope::{Envelope, EnvelopeRefusal, Header, Kind, SUITE, UnsignedEnvelope, Verified};
pub use frame::{Batch, ClientFrame, ControlTip, Entries, Hashes, Item, Items, Limits, LogTip, OwnItems, Refusal, RelayFrame, Span, Token};
pub use id::{
    Counter, DeviceKey, DocTag, Epoch, Hash32, InviteKey, Nonce24, Nonce32, Position, Pseudonym, RootKey, SealKey, Sequence, SpaceId,
};
pub use log::{Admitted, Agreement, AppendRefusal, AuthorLog, AuthorTip, Seen, Walk, WalkRefusal};
pub use membership::{Access, AppendDenial, Device, EntryRefusal, Invite, Membership, Rotation, Standing};
pub use sign::{Signature, SigningKey};
pub use snapshot::{Manifest, ManifestFacts, UnsignedManifest, VerifiedManifest};

/// The version of the protocol: first byte of every frame, envelope, entry and manifest.
pub const VERSION: u8 = 1;
