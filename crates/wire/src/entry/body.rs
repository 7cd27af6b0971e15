//! What an entry does, and the parts that it is made of.

use crate::code::{Malformed, Reader, Writer, rises};
use crate::id::{DeviceKey, Epoch, InviteKey, Pseudonym, SealKey, SpaceId};
use crate::limit::{DEVICES_MAX, WRAPPED_KEY_BYTES_MAX};
use crate::log::Seen;
use crate::sign::Signature;

const PROVED: &[u8] = b"throughline-enrol/1";

/// What a member may do. Holding a key of the space is no right at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, and alone who belongs to the space.
    Owner,
    /// Reads, changes, compacts.
    Editor,
    /// Reads.
    Viewer,
    /// Reads and changes, but does not compact: a client in a portal.
    Guest,
}

impl Role {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match reader.u8()? {
            1 => Self::Owner,
            2 => Self::Editor,
            3 => Self::Viewer,
            4 => Self::Guest,
            other => return Err(Malformed::Unknown(other)),
        })
    }

    fn code(self) -> u8 {
        match self {
            Self::Owner => 1,
            Self::Editor => 2,
            Self::Viewer => 3,
            Self::Guest => 4,
        }
    }
}

/// What a device is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A browser profile that somebody works in.
    Profile,
    /// Twenty-four words on paper. Always an owner, and never counted as the last one.
    Recovery,
}

/// What a device says of itself when it enters the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceCard {
    pub device: DeviceKey,
    pub seal: SealKey,
    pub pseudonym: Pseudonym,
    pub purpose: Purpose,
}

impl DeviceCard {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            device: reader.array().map(DeviceKey)?,
            seal: reader.array().map(SealKey)?,
            pseudonym: reader.array().map(Pseudonym)?,
            purpose: match reader.u8()? {
                0 => Purpose::Profile,
                1 => Purpose::Recovery,
                other => return Err(Malformed::Unknown(other)),
            },
        })
    }

    fn write(&self, writer: &mut Writer) {
        let purpose = match self.purpose {
            Purpose::Profile => 0,
            Purpose::Recovery => 1,
        };
        writer.raw(&self.device.0).raw(&self.seal.0).raw(&self.pseudonym.0).u8(purpose);
    }

    /// What the key of an invite signs to let this device in: nobody else can enter by that signature.
    pub fn proof_message(&self, space: &SpaceId, invite: &InviteKey) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.raw(PROVED).raw(&space.0).raw(&invite.0);
        self.write(&mut writer);
        writer.done()
    }
}

/// A key of an epoch, closed for one reader: 1 to [`WRAPPED_KEY_BYTES_MAX`] bytes that mean nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey(Vec<u8>);

impl WrappedKey {
    /// None when empty or too long.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (1..=WRAPPED_KEY_BYTES_MAX).contains(&bytes.len()).then_some(Self(bytes))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        reader.short(1, WRAPPED_KEY_BYTES_MAX).map(|bytes| Self(bytes.to_vec()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.short(&self.0);
    }
}

/// An epoch key wrapped for each of 1 to [`DEVICES_MAX`] devices, no device twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wraps(Vec<(DeviceKey, WrappedKey)>);

impl Wraps {
    /// In any order. None when there are none, too many, or two for one device.
    pub fn new(mut wraps: Vec<(DeviceKey, WrappedKey)>) -> Option<Self> {
        wraps.sort_by_key(|(device, _)| *device);
        ((1..=DEVICES_MAX).contains(&wraps.len()) && rises(wraps.iter().map(|(device, _)| *device))).then_some(Self(wraps))
    }

    /// In the order of the device keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&DeviceKey, &WrappedKey)> {
        self.0.iter().map(|(device, wrapped)| (device, wrapped))
    }

    pub fn get(&self, device: &DeviceKey) -> Option<&WrappedKey> {
        self.iter().find(|(one, _)| *one == device).map(|(_, wrapped)| wrapped)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(1, DEVICES_MAX)?;
        let wraps =
            (0..count).map(|_| Ok((reader.array().map(DeviceKey)?, WrappedKey::read(reader)?))).collect::<Result<Vec<_>, Malformed>>()?;
        if rises(wraps.iter().map(|(device, _)| *device)) { Ok(Self(wraps)) } else { Err(Malformed::Field) }
    }

    fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len());
        for (device, wrapped) in &self.0 {
            writer.raw(&device.0);
            wrapped.write(writer);
        }
    }
}

/// How whoever enrols by an invite becomes a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It waits until an owner approves.
    ByOwner,
    /// At once. The key of this epoch is closed under a key made from the invite's seed; a newer epoch closes the invite.
    AtOnce { epoch: Epoch, wrapped: WrappedKey },
}

/// A key of an epoch for the one device that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochKey {
    pub epoch: Epoch,
    pub wrapped: WrappedKey,
}

impl EpochKey {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { epoch: epoch(reader)?, wrapped: WrappedKey::read(reader)? })
    }

    fn write(&self, writer: &mut Writer) {
        writer.u32(self.epoch.0);
        self.wrapped.write(writer);
    }
}

/// A new key for the space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochStart {
    pub epoch: Epoch,
    /// The end of the data log as it stood: what comes after it is of this epoch or a later one.
    pub at: Seen,
    /// The key of the epoch before, closed under the new one.
    pub previous_key: WrappedKey,
    pub wraps: Wraps,
}

/// A device that belongs to a space from its first entry on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founder {
    pub card: DeviceCard,
    pub wrapped: WrappedKey,
}

impl Founder {
    fn read(reader: &mut Reader<'_>, purpose: Purpose) -> Result<Self, Malformed> {
        let founder = Self { card: DeviceCard::read(reader)?, wrapped: WrappedKey::read(reader)? };
        if founder.card.purpose == purpose { Ok(founder) } else { Err(Malformed::Field) }
    }

    fn write(&self, writer: &mut Writer) {
        self.card.write(writer);
        self.wrapped.write(writer);
    }
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Begins a space: signed by its root key, with the first owner, perhaps a recovery device, and the key of epoch 1 for each.
    Genesis {
        first: Founder,
        recovery: Option<Founder>,
    },
    Invite {
        invite: InviteKey,
        role: Role,
        expires_at_ms: u64,
        admission: Admission,
    },
    /// By the device itself. The proof is the invite's signature over [`DeviceCard::proof_message`]. Whoever is a member at once closes
    /// the epoch's key for itself, so that every member finds its key in the log.
    Enrol {
        invite: InviteKey,
        card: DeviceCard,
        proof: Signature,
        key: Option<EpochKey>,
    },
    Approve {
        device: DeviceKey,
        key: EpochKey,
    },
    SetRole {
        device: DeviceKey,
        role: Role,
    },
    /// Takes the membership of a device, or declines one that waits.
    Remove {
        device: DeviceKey,
    },
    StartEpoch(EpochStart),
    /// By the device itself.
    Leave,
    RevokeInvite {
        invite: InviteKey,
    },
}

fn epoch(reader: &mut Reader<'_>) -> Result<Epoch, Malformed> {
    match reader.u32()? {
        0 => Err(Malformed::Field),
        number => Ok(Epoch(number)),
    }
}

impl Body {
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Genesis { .. } => 1,
            Self::Invite { .. } => 2,
            Self::Enrol { .. } => 3,
            Self::Approve { .. } => 4,
            Self::SetRole { .. } => 5,
            Self::Remove { .. } => 6,
            Self::StartEpoch(_) => 7,
            Self::Leave => 8,
            Self::RevokeInvite { .. } => 9,
        }
    }

    pub(super) fn read(code: u8, reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match code {
            1 => Self::Genesis {
                first: Founder::read(reader, Purpose::Profile)?,
                recovery: reader.option(|reader| Founder::read(reader, Purpose::Recovery))?,
            },
            2 => Self::Invite {
                invite: reader.array().map(InviteKey)?,
                role: Role::read(reader)?,
                expires_at_ms: reader.u64()?,
                admission: match reader.option(EpochKey::read)? {
                    None => Admission::ByOwner,
                    Some(EpochKey { epoch, wrapped }) => Admission::AtOnce { epoch, wrapped },
                },
            },
            3 => Self::Enrol {
                invite: reader.array().map(InviteKey)?,
                card: DeviceCard::read(reader)?,
                proof: reader.array().map(Signature)?,
                key: reader.option(EpochKey::read)?,
            },
            4 => Self::Approve { device: reader.array().map(DeviceKey)?, key: EpochKey::read(reader)? },
            5 => Self::SetRole { device: reader.array().map(DeviceKey)?, role: Role::read(reader)? },
            6 => Self::Remove { device: reader.array().map(DeviceKey)? },
            7 => Self::StartEpoch(EpochStart {
                epoch: epoch(reader)?,
                at: Seen::read(reader)?,
                previous_key: WrappedKey::read(reader)?,
                wraps: Wraps::read(reader)?,
            }),
            8 => Self::Leave,
            9 => Self::RevokeInvite { invite: reader.array().map(InviteKey)? },
            other => return Err(Malformed::Unknown(other)),
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        match self {
            Self::Genesis { first, recovery } => {
                first.write(writer);
                writer.option(recovery.as_ref(), |writer, founder| founder.write(writer));
            }
            Self::Invite { invite, role, expires_at_ms, admission } => {
                writer.raw(&invite.0).u8(role.code()).u64(*expires_at_ms);
                let key = match admission {
                    Admission::ByOwner => None,
                    Admission::AtOnce { epoch, wrapped } => Some(EpochKey { epoch: *epoch, wrapped: wrapped.clone() }),
                };
                writer.option(key, |writer, key| key.write(writer));
            }
            Self::Enrol { invite, card, proof, key } => {
                writer.raw(&invite.0);
                card.write(writer);
                writer.raw(&proof.0).option(key.as_ref(), |writer, key| key.write(writer));
            }
            Self::Approve { device, key } => {
                writer.raw(&device.0);
                key.write(writer);
            }
            Self::SetRole { device, role } => {
                writer.raw(&device.0).u8(role.code());
            }
            Self::Remove { device } => {
                writer.raw(&device.0);
            }
            Self::StartEpoch(EpochStart { epoch, at, previous_key, wraps }) => {
                writer.u32(epoch.0);
                at.write(writer);
                previous_key.write(writer);
                wraps.write(writer);
            }
            Self::Leave => {}
            Self::RevokeInvite { invite } => {
                writer.raw(&invite.0);
            }
        }
    }
}
