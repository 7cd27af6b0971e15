//! Acts on who belongs to a space, each as one entry of its control log. Nothing is kept here and nothing is sent: an entry that another was
//! faster than is simply made again.

use sha2::{Digest, Sha256};
use wire::{
    Admission, Body, DeviceCard, DeviceKey, Entry, EntryRefusal, Epoch, EpochKey, EpochStart, Founder, InviteKey, Membership, Role,
    RootKey, Seen, Signature, UnsignedEntry, Wraps,
};

use crate::identity::{Identity, InviteSeed};
use crate::keyring::{EpochSecret, Keyring};
use crate::phrase::Phrase;
use crate::secret::Dice;

/// What a member may want.
#[derive(Clone, Debug)]
pub enum Act {
    /// Whoever has the seed may enrol, once; at once, or to be approved.
    Invite {
        seed: InviteSeed,
        role: Role,
        expires_at_ms: u64,
        at_once: bool,
    },
    Approve {
        device: DeviceKey,
    },
    SetRole {
        device: DeviceKey,
        role: Role,
    },
    /// Takes a membership, or declines who waits. A new epoch has to follow, which [`Act::Rotate`] starts.
    Remove {
        device: DeviceKey,
    },
    Leave,
    RevokeInvite {
        invite: InviteKey,
    },
    /// A new key, for those who are members now.
    Rotate,
}

/// Why there is no entry for an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActRefusal {
    /// The rules of the log do not allow it: nobody would take it in.
    Entry(EntryRefusal),
    /// This device has not got the key that it would hand on.
    NoKey(Epoch),
    /// The dice threw a seed that is none: throw again.
    Unlucky,
    /// Nothing can be closed for this device: its key is none.
    BadCard(DeviceKey),
}

/// The first entry of a new space, which the words name: its first owner, and the recovery device of the words.
pub fn found(first: &Identity, phrase: &Phrase, now_ms: u64, dice: &mut Dice) -> Result<Entry, ActRefusal> {
    let root = phrase.root();
    let key = EpochSecret::new(phrase.space(), Epoch(1), dice.secret());
    let recovery = phrase.identity().ok_or(ActRefusal::Unlucky)?;
    let mut founder = |card: DeviceCard| Ok(Founder { card, wrapped: key.wrap_for(&card, dice).ok_or(ActRefusal::BadCard(card.device))? });
    let (first, recovery) = (founder(first.card())?, founder(recovery.card())?);
    let unsigned = UnsignedEntry::genesis(RootKey::of(&root), now_ms, first, Some(recovery));
    let entry = unsigned.sign(&root).map_err(|_| ActRefusal::Entry(EntryRefusal::Root))?;
    Membership::begin(&entry).map_err(ActRefusal::Entry)?;
    Ok(entry)
}

/// Who acts, and what it knows.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    pub identity: &'a Identity,
    pub membership: &'a Membership,
    pub keyring: &'a Keyring,
    /// The end of the data log, where a new epoch begins.
    pub seen: Seen,
}

impl Member<'_> {
    /// The entry that does it. It is tried before it is handed out: what comes of this is what every member will take in.
    pub fn entry(&self, act: &Act, now_ms: u64, dice: &mut Dice) -> Result<Entry, ActRefusal> {
        let body = match act {
            Act::Invite { seed, role, expires_at_ms, at_once } => Body::Invite {
                invite: seed.key(),
                role: *role,
                expires_at_ms: *expires_at_ms,
                admission: if *at_once { self.admission(seed, dice)? } else { Admission::ByOwner },
            },
            Act::Approve { device } => {
                let card = self.membership.device(device).ok_or(ActRefusal::Entry(EntryRefusal::UnknownDevice(*device)))?.card();
                Body::Approve { device: *device, key: wrapped(self.key()?, card, dice)? }
            }
            Act::SetRole { device, role } => Body::SetRole { device: *device, role: *role },
            Act::Remove { device } => Body::Remove { device: *device },
            Act::Leave => Body::Leave,
            Act::RevokeInvite { invite } => Body::RevokeInvite { invite: *invite },
            Act::Rotate => self.rotation(dice)?,
        };
        next_entry(self.identity, self.membership, now_ms, &body)
    }

    fn key(&self) -> Result<&EpochSecret, ActRefusal> {
        let epoch = self.membership.epoch();
        self.keyring.get(epoch).ok_or(ActRefusal::NoKey(epoch))
    }

    fn admission(&self, seed: &InviteSeed, dice: &mut Dice) -> Result<Admission, ActRefusal> {
        let key = self.key()?;
        let wrapped = key.wrap_for_invite(seed, dice).ok_or(ActRefusal::NoKey(key.epoch()))?;
        Ok(Admission::AtOnce { epoch: key.epoch(), wrapped })
    }

    fn rotation(&self, dice: &mut Dice) -> Result<Body, ActRefusal> {
        let before = self.key()?;
        let epoch = before.epoch().next().ok_or(ActRefusal::Entry(EntryRefusal::Full))?;
        let key = EpochSecret::new(self.membership.space(), epoch, dice.secret());
        let wrap = |card: &DeviceCard, dice: &mut Dice| wrapped(&key, card, dice).map(|key| (card.device, key.wrapped));
        let wraps = self.membership.members().map(|member| wrap(member.card(), dice)).collect::<Result<_, _>>()?;
        let wraps = Wraps::new(wraps).ok_or(ActRefusal::Entry(EntryRefusal::Wraps))?;
        let previous_key = key.wrap_previous(before, dice).ok_or(ActRefusal::NoKey(epoch))?;
        Ok(Body::StartEpoch(EpochStart { epoch, at: self.seen, previous_key, wraps }))
    }
}

fn wrapped(key: &EpochSecret, card: &DeviceCard, dice: &mut Dice) -> Result<EpochKey, ActRefusal> {
    let wrapped = key.wrap_for(card, dice).ok_or(ActRefusal::BadCard(card.device))?;
    Ok(EpochKey { epoch: key.epoch(), wrapped })
}

fn next_entry(author: &Identity, membership: &Membership, now_ms: u64, body: &Body) -> Result<Entry, ActRefusal> {
    let tip = membership.tip();
    let sequence = tip.sequence.next().ok_or(ActRefusal::Entry(EntryRefusal::Full))?;
    let unsigned = UnsignedEntry::new(membership.space(), sequence, tip.hash, author.device(), now_ms, body);
    let entry = unsigned.sign(author.signing()).map_err(|_| ActRefusal::Entry(EntryRefusal::Signature))?;
    membership.clone().apply(&entry).map_err(ActRefusal::Entry)?;
    Ok(entry)
}

/// The entry by which a new device enters with an invite's seed. Whoever is let in at once hands itself the key that the invite carries.
pub fn enrol(seed: &InviteSeed, device: &Identity, membership: &Membership, now_ms: u64, dice: &mut Dice) -> Result<Entry, ActRefusal> {
    let invite = seed.key();
    let found = membership.invites().find(|(key, _)| **key == invite).map(|(_, found)| found);
    let admission = &found.ok_or(ActRefusal::Entry(EntryRefusal::NoInvite))?.admission;
    let key = match admission {
        Admission::ByOwner => None,
        Admission::AtOnce { epoch, .. } => {
            let key = EpochSecret::unwrap_for_invite(membership.space(), admission, seed).ok_or(ActRefusal::NoKey(*epoch))?;
            Some(wrapped(&key, &device.card(), dice)?)
        }
    };
    let card = device.card();
    let proof = Signature::sign(&seed.signing(), &card.proof_message(&membership.space(), &invite));
    next_entry(device, membership, now_ms, &Body::Enrol { invite, card, proof, key })
}

/// Thirty digits in groups of five: two people who read the same to each other see the same members of the same space.
pub fn fingerprint(membership: &Membership) -> String {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(b"throughline-fingerprint/1")
        .chain_update(membership.space().0)
        .chain_update(membership.tip().hash.0)
        .finalize()
        .into();
    let group = |bytes: &[u8]| {
        let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:05}", number % 100_000)
    };
    digest.chunks(5).take(6).map(group).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests;
