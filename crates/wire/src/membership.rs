//! Who belongs to a space and what each may do: a fold over its control log, the same on every device and at the relay.

mod apply;
mod refusal;

use std::collections::BTreeMap;

pub use refusal::{AppendDenial, EntryRefusal};

use crate::challenge::Principal;
use crate::entry::{Admission, Body, DeviceCard, Entry, Purpose, Role};
use crate::envelope::Kind;
use crate::frame::ControlTip;
use crate::id::{DeviceKey, Epoch, InviteKey, Sequence, SpaceId};
use crate::log::Seen;

impl Role {
    pub fn may_append(self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Owner | Self::Editor, _) | (_, Kind::Ephemeral) | (Self::Guest, Kind::Change) => true,
            (Self::Viewer, _) | (Self::Guest, Kind::SnapshotPart) => false,
        }
    }
}

/// How a device belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Enrolled by an invite that an owner has to approve. It may read the control log, to learn of it.
    Waiting,
    Member,
    /// It went by itself.
    Left,
    /// It was removed or declined. Neither it nor one that left comes back under the same key.
    Removed,
}

/// A device that the control log names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    card: DeviceCard,
    role: Role,
    standing: Standing,
    /// The invite it enrolled by; founders had none.
    invite: Option<InviteKey>,
    /// From which entry on it had which role, in order; None from when it had none.
    roles: Vec<(Sequence, Option<Role>)>,
}

impl Device {
    pub fn card(&self) -> &DeviceCard {
        &self.card
    }

    /// The role it has, waits for, or had last.
    pub fn role(&self) -> Role {
        self.role
    }

    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The invite it enrolled by; founders had none.
    pub fn invite(&self) -> Option<InviteKey> {
        self.invite
    }

    fn is_member(&self) -> bool {
        self.standing == Standing::Member
    }

    /// Whether it had the right at some time from one entry until before another.
    fn might(&self, kind: Kind, from: Sequence, until: Option<Sequence>) -> bool {
        let ends = self.roles.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
        self.roles.iter().zip(ends).any(|((began, role), ended)| {
            role.is_some_and(|role| role.may_append(kind))
                && ended.is_none_or(|ended| ended > from)
                && until.is_none_or(|until| *began < until)
        })
    }
}

/// An invite that was not used, revoked or closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    pub by: DeviceKey,
    pub role: Role,
    pub expires_at_ms: u64,
    pub admission: Admission,
}

/// What somebody who enters may do at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Reads both logs; the rest is for the role.
    Member(Role),
    /// Reads the control log, and may withdraw.
    Waiting,
    /// Reads the control log, and may append the entry that enrols.
    Invited,
}

/// Whether the key of the space is to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rotation {
    Settled,
    /// Somebody left who knows the key: an owner starts an epoch when one is there.
    Due,
    /// Somebody lost the right to read or change: nobody appends anything until an owner has started an epoch.
    Awaited,
}

/// When an epoch began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Begun {
    sequence: Sequence,
    at: Seen,
}

/// The members of a space after some entry of its control log. It can be made of a log only, entry by entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    space: SpaceId,
    tip: ControlTip,
    /// Boxed, for a map has room for eleven of them from the first on, and a relay holds many small teams.
    devices: BTreeMap<DeviceKey, Box<Device>>,
    invites: BTreeMap<InviteKey, Invite>,
    /// Every invite there ever was, in order: its key is good once.
    invite_keys: Vec<InviteKey>,
    /// Epoch 1 first.
    epochs: Vec<Begun>,
    /// Epochs in the order of where in the data log they began; of several at one place, the last.
    begun_at: Vec<(Seen, Epoch)>,
    rotation: Rotation,
}

impl Membership {
    pub fn space(&self) -> SpaceId {
        self.space
    }

    /// The last entry that was applied.
    pub fn tip(&self) -> ControlTip {
        self.tip
    }

    /// The epoch of whose key everything new is sealed.
    pub fn epoch(&self) -> Epoch {
        Epoch(u32::try_from(self.epochs.len()).unwrap_or(u32::MAX))
    }

    pub fn rotation(&self) -> Rotation {
        self.rotation
    }

    /// The least epoch that an append may be of.
    pub fn epoch_needed(&self) -> Epoch {
        match self.rotation {
            Rotation::Awaited => self.epoch().next().unwrap_or(self.epoch()),
            Rotation::Settled | Rotation::Due => self.epoch(),
        }
    }

    pub fn device(&self, key: &DeviceKey) -> Option<&Device> {
        self.devices.get(key).map(Box::as_ref)
    }

    /// Every device that the log names, also those that are gone, in the order of their keys.
    pub fn devices(&self) -> impl Iterator<Item = &Device> {
        self.devices.values().map(Box::as_ref)
    }

    /// Those for whom each epoch key is wrapped.
    pub fn members(&self) -> impl Iterator<Item = &Device> {
        self.devices().filter(|device| device.is_member())
    }

    /// Open ones, also those whose time has passed.
    pub fn invites(&self) -> impl Iterator<Item = (&InviteKey, &Invite)> {
        self.invites.iter()
    }

    pub fn role(&self, device: &DeviceKey) -> Option<Role> {
        self.device(device).filter(|device| device.is_member()).map(Device::role)
    }

    /// The data log and its snapshots.
    pub fn may_read(&self, device: &DeviceKey) -> bool {
        self.role(device).is_some()
    }

    pub fn may_change_members(&self, device: &DeviceKey) -> bool {
        self.role(device) == Some(Role::Owner)
    }

    /// Whether its word counts that a snapshot holds what it covers.
    pub fn may_acknowledge(&self, device: &DeviceKey) -> bool {
        self.role(device).is_some_and(|role| role != Role::Guest)
    }

    pub fn may_append(&self, author: &DeviceKey, kind: Kind, epoch: Epoch) -> Result<(), AppendDenial> {
        let role = self.role(author).ok_or(AppendDenial::NoMember)?;
        if !role.may_append(kind) {
            return Err(AppendDenial::Role(role));
        }
        let needed = self.epoch_needed();
        if epoch < needed {
            return Err(AppendDenial::StaleEpoch { needed });
        }
        if epoch > self.epoch() {
            return Err(AppendDenial::UnknownEpoch { newest: self.epoch() });
        }
        Ok(())
    }

    /// Whether the right was there at some time of that epoch. It bars nobody whose right came later in the epoch: an honest relay did.
    pub fn might_have_appended(&self, author: &DeviceKey, kind: Kind, epoch: Epoch) -> Result<(), AppendDenial> {
        let unknown = AppendDenial::UnknownEpoch { newest: self.epoch() };
        let at = usize::try_from(epoch.0).ok().and_then(|epoch| epoch.checked_sub(1)).ok_or(unknown)?;
        let begun = self.epochs.get(at).ok_or(unknown)?;
        let device = self.devices.get(author).ok_or(AppendDenial::NoMember)?;
        let until = self.epochs.get(at + 1).map(|next| next.sequence);
        if device.might(kind, begun.sequence, until) { Ok(()) } else { Err(AppendDenial::NeverThen) }
    }

    /// The epoch that began exactly here in the data log: what follows is of it or of a later one.
    pub fn epoch_begun_at(&self, place: &Seen) -> Option<Epoch> {
        let found = self.begun_at.binary_search_by_key(place, |(place, _)| *place).ok()?;
        self.begun_at.get(found).map(|(_, epoch)| *epoch)
    }

    /// What opens at the door for somebody who has shown to hold the key, by the clock of whoever keeps the door.
    pub fn access(&self, principal: &Principal, now_ms: u64) -> Option<Access> {
        match principal {
            Principal::Device(key) => match self.devices.get(key)?.standing {
                Standing::Member => self.role(key).map(Access::Member),
                Standing::Waiting => Some(Access::Waiting),
                Standing::Left | Standing::Removed => None,
            },
            Principal::Invite(key) => self.invites.get(key).filter(|invite| now_ms <= invite.expires_at_ms).map(|_| Access::Invited),
        }
    }

    /// Whether an entry enrols by an invite whose time has passed by this clock. Entries are judged by the time they claim, the same
    /// everywhere; the relay holds new ones against its own clock too, so that a claim does not help.
    pub fn is_late(&self, entry: &Entry, now_ms: u64) -> bool {
        match entry.body() {
            Body::Enrol { invite, .. } => self.invites.get(invite).is_some_and(|invite| now_ms > invite.expires_at_ms),
            _ => false,
        }
    }

    /// Owners that somebody works as: without one, nobody is left to let anybody in.
    fn owners(&self) -> usize {
        self.members().filter(|device| device.role == Role::Owner && device.card.purpose == Purpose::Profile).count()
    }
}
