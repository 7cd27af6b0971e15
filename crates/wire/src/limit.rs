//! The bound of every length and count. Nothing on the wire is larger, whatever a relay allows beyond that is smaller.

/// One envelope: header, ciphertext and signature.
pub const ENVELOPE_BYTES_MAX: usize = 1 << 20;
/// An envelope of [`crate::Kind::Ephemeral`].
pub const EPHEMERAL_BYTES_MAX: usize = 16 << 10;
/// Envelopes or entries of one frame together, each counted with [`ITEM_BYTES_OVERHEAD`].
pub const BATCH_BYTES_MAX: usize = (1 << 20) + (8 << 10);
/// What a list adds to an envelope or entry at most: its tag and its length.
pub const ITEM_BYTES_OVERHEAD: usize = 5;
pub const BATCH_ENVELOPES_MAX: usize = 256;
/// One frame, and so one message of the socket.
pub const FRAME_BYTES_MAX: usize = (1 << 20) + (16 << 10);

/// One control entry: room for a wrapped key of every device.
pub const ENTRY_BYTES_MAX: usize = 64 << 10;
pub const ENTRIES_IN_FRAME_MAX: usize = 1024;
/// Entries of a control log.
pub const ENTRIES_MAX: u64 = 65_536;
/// The last of them, kept for what takes rights away: a full log must not protect anybody from being removed.
pub const ENTRIES_RESERVED: u64 = 4_096;
/// Devices that live or wait for approval, at one time.
pub const DEVICES_MAX: usize = 256;
/// Devices that a control log ever names.
pub const DEVICES_EVER_MAX: usize = 4_096;
/// Invites that are open, at one time; an expired one is open until it is revoked.
pub const INVITES_MAX: usize = 64;
/// From an invite's claimed time to its expiry: 90 days.
pub const INVITE_LIFE_MS_MAX: u64 = 90 * 24 * 60 * 60 * 1000;
pub const WRAPPED_KEY_BYTES_MAX: usize = 128;

/// One snapshot manifest.
pub const MANIFEST_BYTES_MAX: usize = 1 << 20;
pub const MANIFEST_PARTS_MAX: usize = 16_384;
pub const MANIFEST_AUTHORS_MAX: usize = DEVICES_EVER_MAX;
/// Parts asked for at once.
pub const HASHES_MAX: usize = 256;

/// What a space may hold unless its relay says otherwise: 256 MiB.
pub const SPACE_BYTES: u64 = 256 << 20;
/// What a relay queues for one connection before it drops pushes and says [`crate::Refusal::Busy`].
pub const QUEUE_BYTES: usize = 1 << 20;
pub const ORIGIN_BYTES_MAX: usize = 255;
pub const TOKEN_BYTES_MAX: usize = 128;
