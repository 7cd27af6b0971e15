//! Why an entry or an append has no effect.

use crate::entry::Role;
use crate::frame::ControlTip;
use crate::id::{DeviceKey, Epoch, SpaceId};

/// Why nobody could append this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendDenial {
    /// Not a member now, or of no log that is known here.
    NoMember,
    /// Its role does not have the right.
    Role(Role),
    /// The epoch has ended, or is about to.
    StaleEpoch { needed: Epoch },
    /// Of an epoch that the control log, as far as it is known here, has not begun.
    UnknownEpoch { newest: Epoch },
    /// At no time of that epoch did it have the right.
    NeverThen,
}

/// Why an entry is not the next of a control log. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRefusal {
    OtherSpace(SpaceId),
    /// It does not follow the last entry: somebody else was faster, or entries are missing.
    Conflict {
        tip: ControlTip,
    },
    /// Its author did not sign it.
    Signature,
    /// A log begins with a genesis entry.
    NoGenesis,
    /// The space is not named by the key that signed its genesis.
    Root,
    /// Its author may not do this: no member, or no owner.
    NoOwner,
    /// Only a device itself enrols.
    OtherAuthor,
    UnknownDevice(DeviceKey),
    /// The key was in this log before.
    KnownDevice(DeviceKey),
    /// Another device is called so.
    KnownPseudonym,
    NotWaiting(DeviceKey),
    NoMember(DeviceKey),
    /// The key was an invite of this log before.
    KnownInvite,
    /// There is none with this key, or it was used, revoked or closed.
    NoInvite,
    Expired {
        expires_at_ms: u64,
    },
    /// It would expire before it was made, or too long after.
    Life,
    /// An owner is approved by an owner.
    OwnerAtOnce,
    /// The invite did not sign this device in.
    Proof,
    SameRole(Role),
    /// A recovery device is an owner.
    RecoveryIsOwner,
    LastOwner,
    /// Whoever wants to go, leaves.
    OwnRemoval,
    /// First an owner has to start an epoch.
    EpochAwaited,
    WrongEpoch {
        expected: Epoch,
    },
    /// A member at once brings its wrapped key, and only it does.
    Key,
    /// There is not exactly one wrapped key for each member.
    Wraps,
    TooManyDevices,
    TooManyInvites,
    /// The log is full: what is left is for taking rights away.
    Full,
}
