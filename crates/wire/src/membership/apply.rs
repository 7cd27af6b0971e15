//! The rules: which entry may come next, and what it changes. Each rule is checked before anything is changed.

use std::collections::BTreeMap;

use super::{Begun, Device, EntryRefusal, Invite, Membership, Rotation, Standing};
use crate::entry::{Admission, Body, DeviceCard, Entry, EpochKey, EpochStart, Founder, Purpose, Role};
use crate::envelope::Kind;
use crate::frame::ControlTip;
use crate::id::{DeviceKey, Epoch, InviteKey, RootKey, Sequence, SpaceId};
use crate::limit::{DEVICES_EVER_MAX, DEVICES_MAX, ENTRIES_MAX, ENTRIES_RESERVED, INVITE_LIFE_MS_MAX, INVITES_MAX};
use crate::log::Seen;
use crate::sign::Signature;

impl Membership {
    /// The members that the first entry of a space names.
    pub fn begin(genesis: &Entry) -> Result<Self, EntryRefusal> {
        let Body::Genesis { first, recovery } = genesis.body() else { return Err(EntryRefusal::NoGenesis) };
        let root = RootKey(genesis.author().0);
        if genesis.space() != SpaceId::of(&root) {
            return Err(EntryRefusal::Root);
        }
        if let Some(recovery) = recovery {
            if recovery.card.device == first.card.device {
                return Err(EntryRefusal::KnownDevice(first.card.device));
            }
            if recovery.card.pseudonym == first.card.pseudonym {
                return Err(EntryRefusal::KnownPseudonym);
            }
        }
        if !genesis.is_signed() {
            return Err(EntryRefusal::Signature);
        }
        let sequence = genesis.sequence();
        let founded = |founder: &Founder| {
            let roles = vec![(sequence, Some(Role::Owner))];
            let device = Device { card: founder.card, role: Role::Owner, standing: Standing::Member, invite: None, roles };
            (founder.card.device, Box::new(device))
        };
        Ok(Self {
            space: genesis.space(),
            tip: ControlTip { sequence, hash: genesis.hash() },
            devices: Some(first).into_iter().chain(recovery).map(founded).collect(),
            invites: BTreeMap::new(),
            invite_keys: Vec::new(),
            epochs: vec![Begun { sequence, at: Seen::START }],
            begun_at: vec![(Seen::START, Epoch(1))],
            rotation: Rotation::Settled,
        })
    }

    /// The members after a whole log.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, EntryRefusal> {
        let mut entries = entries.into_iter();
        let mut membership = Self::begin(entries.next().ok_or(EntryRefusal::NoGenesis)?)?;
        entries.try_for_each(|entry| membership.apply(entry))?;
        Ok(membership)
    }

    /// Takes in the next entry, or refuses it and stays as it is.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), EntryRefusal> {
        if entry.space() != self.space {
            return Err(EntryRefusal::OtherSpace(entry.space()));
        }
        if self.tip.sequence.next() != Some(entry.sequence()) || entry.previous() != self.tip.hash {
            return Err(EntryRefusal::Conflict { tip: self.tip });
        }
        self.permits_length(entry)?;
        self.permits(entry)?;
        if !entry.is_signed() {
            return Err(EntryRefusal::Signature);
        }
        self.take(entry);
        self.tip = ControlTip { sequence: entry.sequence(), hash: entry.hash() };
        Ok(())
    }

    fn permits_length(&self, entry: &Entry) -> Result<(), EntryRefusal> {
        let takes_away = matches!(entry.body(), Body::Remove { .. } | Body::StartEpoch(_) | Body::Leave | Body::RevokeInvite { .. });
        let max = if takes_away { ENTRIES_MAX } else { ENTRIES_MAX - ENTRIES_RESERVED };
        if entry.sequence().0 <= max { Ok(()) } else { Err(EntryRefusal::Full) }
    }

    fn permits(&self, entry: &Entry) -> Result<(), EntryRefusal> {
        let author = entry.author();
        if !matches!(entry.body(), Body::Enrol { .. } | Body::Leave) && !self.may_change_members(&author) {
            return Err(EntryRefusal::NoOwner);
        }
        match entry.body() {
            // Only at sequence 1, which is behind us.
            Body::Genesis { .. } => Err(EntryRefusal::Conflict { tip: self.tip }),
            Body::Invite { invite, role, expires_at_ms, admission } => {
                self.permits_invite(invite, *role, entry.time_ms(), *expires_at_ms, admission)
            }
            Body::Enrol { invite, card, proof, key } => {
                if author != card.device {
                    return Err(EntryRefusal::OtherAuthor);
                }
                self.permits_enrol(invite, card, proof, key.as_ref(), entry.time_ms())
            }
            Body::Approve { device, key } => {
                self.waiting(device)?;
                self.permits_key(key.epoch)
            }
            Body::SetRole { device, role } => self.permits_role(device, *role),
            Body::Remove { device } => {
                if *device == author {
                    return Err(EntryRefusal::OwnRemoval);
                }
                self.permits_going(device)
            }
            Body::StartEpoch(start) => self.permits_epoch(start),
            Body::Leave => self.permits_going(&author),
            Body::RevokeInvite { invite } => self.invites.get(invite).map(|_| ()).ok_or(EntryRefusal::NoInvite),
        }
    }

    fn permits_invite(
        &self,
        invite: &InviteKey,
        role: Role,
        time_ms: u64,
        expires_at_ms: u64,
        admission: &Admission,
    ) -> Result<(), EntryRefusal> {
        if self.invite_keys.binary_search(invite).is_ok() {
            return Err(EntryRefusal::KnownInvite);
        }
        if self.invites.len() >= INVITES_MAX {
            return Err(EntryRefusal::TooManyInvites);
        }
        if !expires_at_ms.checked_sub(time_ms).is_some_and(|life_ms| (1..=INVITE_LIFE_MS_MAX).contains(&life_ms)) {
            return Err(EntryRefusal::Life);
        }
        match admission {
            Admission::ByOwner => Ok(()),
            Admission::AtOnce { .. } if role == Role::Owner => Err(EntryRefusal::OwnerAtOnce),
            Admission::AtOnce { epoch, .. } => self.permits_key(*epoch),
        }
    }

    fn permits_enrol(
        &self,
        invite: &InviteKey,
        card: &DeviceCard,
        proof: &Signature,
        key: Option<&EpochKey>,
        time_ms: u64,
    ) -> Result<(), EntryRefusal> {
        let open = self.invites.get(invite).ok_or(EntryRefusal::NoInvite)?;
        if time_ms > open.expires_at_ms {
            return Err(EntryRefusal::Expired { expires_at_ms: open.expires_at_ms });
        }
        if self.devices.contains_key(&card.device) {
            return Err(EntryRefusal::KnownDevice(card.device));
        }
        if self.devices().any(|device| device.card.pseudonym == card.pseudonym) {
            return Err(EntryRefusal::KnownPseudonym);
        }
        if card.purpose == Purpose::Recovery && open.role != Role::Owner {
            return Err(EntryRefusal::RecoveryIsOwner);
        }
        let here = self.devices().filter(|device| matches!(device.standing, Standing::Member | Standing::Waiting)).count();
        if here >= DEVICES_MAX || self.devices.len() >= DEVICES_EVER_MAX {
            return Err(EntryRefusal::TooManyDevices);
        }
        match (&open.admission, key) {
            (Admission::ByOwner, None) => {}
            (Admission::AtOnce { .. }, Some(key)) => self.permits_key(key.epoch)?,
            (Admission::ByOwner, Some(_)) | (Admission::AtOnce { .. }, None) => return Err(EntryRefusal::Key),
        }
        if proof.holds(&invite.0, &card.proof_message(&self.space, invite)) { Ok(()) } else { Err(EntryRefusal::Proof) }
    }

    fn permits_role(&self, device: &DeviceKey, role: Role) -> Result<(), EntryRefusal> {
        let found = self.member(device)?;
        if found.role == role {
            return Err(EntryRefusal::SameRole(role));
        }
        if found.card.purpose == Purpose::Recovery {
            return Err(EntryRefusal::RecoveryIsOwner);
        }
        self.permits_without(found)
    }

    /// A member goes, or one that waits.
    fn permits_going(&self, device: &DeviceKey) -> Result<(), EntryRefusal> {
        match self.known(device)? {
            found if found.is_member() => self.permits_without(found),
            found if found.standing == Standing::Waiting => Ok(()),
            _ => Err(EntryRefusal::NoMember(*device)),
        }
    }

    /// There is an owner without this one.
    fn permits_without(&self, device: &Device) -> Result<(), EntryRefusal> {
        let is_counted = device.role == Role::Owner && device.card.purpose == Purpose::Profile;
        if is_counted && self.owners() == 1 { Err(EntryRefusal::LastOwner) } else { Ok(()) }
    }

    fn permits_epoch(&self, start: &EpochStart) -> Result<(), EntryRefusal> {
        match self.epoch().next() {
            Some(expected) if expected == start.epoch => {}
            expected => return Err(EntryRefusal::WrongEpoch { expected: expected.unwrap_or(self.epoch()) }),
        }
        if start.wraps.iter().map(|(device, _)| device).eq(self.members().map(|device| &device.card.device)) {
            Ok(())
        } else {
            Err(EntryRefusal::Wraps)
        }
    }

    /// A key is handed out of the epoch that lasts, and not of one that is about to end.
    fn permits_key(&self, epoch: Epoch) -> Result<(), EntryRefusal> {
        if self.rotation == Rotation::Awaited {
            Err(EntryRefusal::EpochAwaited)
        } else if epoch != self.epoch() {
            Err(EntryRefusal::WrongEpoch { expected: self.epoch() })
        } else {
            Ok(())
        }
    }

    fn known(&self, device: &DeviceKey) -> Result<&Device, EntryRefusal> {
        self.device(device).ok_or(EntryRefusal::UnknownDevice(*device))
    }

    fn member(&self, device: &DeviceKey) -> Result<&Device, EntryRefusal> {
        let found = self.known(device)?;
        if found.is_member() { Ok(found) } else { Err(EntryRefusal::NoMember(*device)) }
    }

    fn waiting(&self, device: &DeviceKey) -> Result<&Device, EntryRefusal> {
        let found = self.known(device)?;
        if found.standing == Standing::Waiting { Ok(found) } else { Err(EntryRefusal::NotWaiting(*device)) }
    }

    /// What a permitted entry changes.
    fn take(&mut self, entry: &Entry) {
        let at = entry.sequence();
        match entry.body() {
            Body::Genesis { .. } => {}
            Body::Invite { invite, role, expires_at_ms, admission } => {
                let open = Invite { by: entry.author(), role: *role, expires_at_ms: *expires_at_ms, admission: admission.clone() };
                self.invites.insert(*invite, open);
                if let Err(place) = self.invite_keys.binary_search(invite) {
                    self.invite_keys.insert(place, *invite);
                }
            }
            Body::Enrol { invite, card, key, .. } => {
                let Some(used) = self.invites.remove(invite) else { return };
                let (standing, roles) = match key {
                    None => (Standing::Waiting, Vec::new()),
                    Some(_) => (Standing::Member, vec![(at, Some(used.role))]),
                };
                let device = Device { card: *card, role: used.role, standing, invite: Some(*invite), roles };
                self.devices.insert(card.device, Box::new(device));
                // An empty map may hold its room still.
                if self.invites.is_empty() {
                    self.invites = BTreeMap::new();
                }
            }
            Body::Approve { device, .. } => {
                if let Some(device) = self.devices.get_mut(device) {
                    device.standing = Standing::Member;
                    device.roles.push((at, Some(device.role)));
                }
            }
            Body::SetRole { device, role } => self.set_role(device, *role, at),
            Body::Remove { device } => self.go(device, Standing::Removed, at),
            Body::Leave => self.go(&entry.author(), Standing::Left, at),
            Body::StartEpoch(start) => {
                self.epochs.push(Begun { sequence: at, at: start.at });
                match self.begun_at.binary_search_by_key(&start.at, |(place, _)| *place) {
                    Ok(place) => self.begun_at[place].1 = start.epoch,
                    Err(place) => self.begun_at.insert(place, (start.at, start.epoch)),
                }
                self.rotation = Rotation::Settled;
                self.invites.retain(|_, invite| invite.admission == Admission::ByOwner);
            }
            Body::RevokeInvite { invite } => {
                self.invites.remove(invite);
            }
        }
    }

    fn set_role(&mut self, device: &DeviceKey, role: Role, at: Sequence) {
        let Some(found) = self.devices.get_mut(device) else { return };
        let before = std::mem::replace(&mut found.role, role);
        found.roles.push((at, Some(role)));
        if Kind::ALL.into_iter().any(|kind| before.may_append(kind) && !role.may_append(kind)) {
            self.rotation = Rotation::Awaited;
        }
        if role != Role::Owner {
            self.close_invites_of(device);
        }
    }

    fn go(&mut self, device: &DeviceKey, standing: Standing, at: Sequence) {
        let Some(found) = self.devices.get_mut(device) else { return };
        let was_member = found.is_member();
        found.standing = standing;
        if was_member {
            found.roles.push((at, None));
            self.rotation = match standing {
                Standing::Removed => Rotation::Awaited,
                _ => self.rotation.max(Rotation::Due),
            };
        }
        self.close_invites_of(device);
    }

    /// Whoever loses the right to invite may still know the seeds.
    fn close_invites_of(&mut self, device: &DeviceKey) {
        self.invites.retain(|_, invite| invite.by != *device);
    }
}
