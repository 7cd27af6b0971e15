use wire::{Body, EntryRefusal, Purpose, Rotation, Standing};

use super::*;
use crate::secret::Secret;

/// A space as one device knows it, and every device in it, by its number.
pub(crate) struct Space {
    pub(crate) dice: Dice,
    pub(crate) membership: Membership,
    pub(crate) entries: Vec<Entry>,
    pub(crate) phrase: Phrase,
    pub(crate) owner: Identity,
}

impl Space {
    pub(crate) fn found(seed: u8) -> Self {
        let mut dice = Dice::new(Secret::new([seed; 32]));
        let owner = Identity::new(dice.secret(), Purpose::Profile).expect("a key");
        let phrase = Phrase::new(dice.secret());
        let genesis = found(&owner, &phrase, 1_000, &mut dice).expect("founded");
        let membership = Membership::begin(&genesis).expect("a membership");
        Self { dice, membership, entries: vec![genesis], phrase, owner }
    }

    pub(crate) fn keyring(&self, identity: &Identity) -> Keyring {
        let mut keyring = Keyring::default();
        self.entries.iter().for_each(|entry| keyring.learn(entry, identity));
        keyring
    }

    pub(crate) fn take(&mut self, entry: Entry) {
        self.membership.apply(&entry).expect("permitted");
        self.entries.push(entry);
    }

    pub(crate) fn entry(&mut self, by: &Identity, act: &Act) -> Result<Entry, ActRefusal> {
        let keyring = self.keyring(by);
        let member = Member { identity: by, membership: &self.membership, keyring: &keyring, seen: Seen::START };
        member.entry(act, 2_000, &mut self.dice)
    }

    pub(crate) fn act(&mut self, act: &Act) -> Result<(), ActRefusal> {
        let owner = Identity::new(self.owner.seed().clone(), Purpose::Profile).expect("a key");
        let entry = self.entry(&owner, act)?;
        self.take(entry);
        Ok(())
    }

    pub(crate) fn invite(&mut self, role: Role, at_once: bool) -> InviteSeed {
        let seed = InviteSeed::new(self.membership.space(), self.dice.secret());
        self.act(&Act::Invite { seed: seed.clone(), role, expires_at_ms: 10_000, at_once }).expect("invited");
        seed
    }

    pub(crate) fn join(&mut self, role: Role) -> Identity {
        let seed = self.invite(role, true);
        let device = Identity::new(self.dice.secret(), Purpose::Profile).expect("a key");
        let entry = enrol(&seed, &device, &self.membership, 3_000, &mut self.dice).expect("enrolled");
        self.take(entry);
        device
    }
}

#[test]
fn founder_and_recovery_device_open_the_first_key() {
    let space = Space::found(1);
    let recovery = space.phrase.identity().expect("a key");
    let keys = [space.keyring(&space.owner), space.keyring(&recovery)].map(|keyring| keyring.get(Epoch(1)).cloned());
    assert!(keys[0].is_some() && keys[0] == keys[1]);
    assert_eq!(space.membership.space(), space.phrase.space());
    assert_eq!(space.membership.role(&recovery.device()), Some(Role::Owner));
}

#[test]
fn whoever_enters_by_an_invite_at_once_reads_at_once() {
    let mut space = Space::found(2);
    let ben = space.join(Role::Editor);
    assert_eq!(space.membership.role(&ben.device()), Some(Role::Editor));
    assert_eq!(space.keyring(&ben).get(Epoch(1)), space.keyring(&space.owner).get(Epoch(1)));
}

#[test]
fn whoever_waits_for_approval_has_no_key_until_then() {
    let mut space = Space::found(3);
    let seed = space.invite(Role::Owner, false);
    let ben = Identity::new(space.dice.secret(), Purpose::Profile).expect("a key");
    let entry = enrol(&seed, &ben, &space.membership, 3_000, &mut space.dice).expect("enrolled");
    space.take(entry);
    assert_eq!(space.membership.device(&ben.device()).map(wire::Device::standing), Some(Standing::Waiting));
    assert!(space.keyring(&ben).get(Epoch(1)).is_none());
    space.act(&Act::Approve { device: ben.device() }).expect("approved");
    assert!(space.keyring(&ben).get(Epoch(1)).is_some());
}

#[test]
fn an_invite_is_good_once_and_for_its_time() {
    let mut space = Space::found(4);
    let seed = space.invite(Role::Editor, true);
    let [ben, cleo] = [0; 2].map(|_| Identity::new(space.dice.secret(), Purpose::Profile).expect("a key"));
    let late = enrol(&seed, &ben, &space.membership, 10_001, &mut space.dice);
    assert_eq!(late, Err(ActRefusal::Entry(EntryRefusal::Expired { expires_at_ms: 10_000 })));
    let entry = enrol(&seed, &ben, &space.membership, 10_000, &mut space.dice).expect("enrolled");
    space.take(entry);
    let again = enrol(&seed, &cleo, &space.membership, 3_000, &mut space.dice);
    assert_eq!(again, Err(ActRefusal::Entry(EntryRefusal::NoInvite)));
}

#[test]
fn whoever_is_removed_has_no_key_of_what_follows_and_reads_what_was() {
    let mut space = Space::found(5);
    let ben = space.join(Role::Editor);
    space.act(&Act::Remove { device: ben.device() }).expect("removed");
    assert_eq!(space.membership.rotation(), Rotation::Awaited);
    space.act(&Act::Rotate).expect("rotated");
    let cleo = space.join(Role::Viewer);
    assert!(space.keyring(&ben).get(Epoch(1)).is_some() && space.keyring(&ben).get(Epoch(2)).is_none());
    let epochs = |keyring: Keyring| keyring.epochs().map(|key| key.epoch().0).collect::<Vec<_>>();
    assert_eq!(epochs(space.keyring(&cleo)), [1, 2]);
    assert_eq!(space.membership.members().count(), 3);
}

#[test]
fn only_owners_act_on_members_and_anybody_may_leave() {
    let mut space = Space::found(6);
    let ben = space.join(Role::Editor);
    let owner = space.owner.device();
    for act in [Act::Remove { device: owner }, Act::Rotate, Act::SetRole { device: owner, role: Role::Viewer }] {
        assert_eq!(space.entry(&ben, &act), Err(ActRefusal::Entry(EntryRefusal::NoOwner)), "{act:?}");
    }
    let leave = space.entry(&ben, &Act::Leave).expect("left");
    space.take(leave);
    assert_eq!(space.membership.rotation(), Rotation::Due);
    assert!(matches!(space.entry(&ben, &Act::Rotate), Err(ActRefusal::NoKey(_) | ActRefusal::Entry(_))));
}

#[test]
fn the_recovery_words_let_a_new_owner_in() {
    let mut space = Space::found(7);
    let ben = space.join(Role::Editor);
    let phrase = Phrase::parse(&space.phrase.words().join(" ")).expect("a phrase");
    let recovery = phrase.identity().expect("a key");
    let entry = space.entry(&recovery, &Act::SetRole { device: ben.device(), role: Role::Owner }).expect("permitted");
    space.take(entry);
    assert!(space.membership.may_change_members(&ben.device()));
}

#[test]
fn a_fingerprint_changes_with_the_members() {
    let mut space = Space::found(8);
    let before = fingerprint(&space.membership);
    space.join(Role::Viewer);
    let after = fingerprint(&space.membership);
    assert_ne!(before, after);
    assert_eq!(before.len(), 35);
    assert!(before.split(' ').all(|group| group.len() == 5));
}

#[test]
fn no_act_tells_its_seed() {
    let mut space = Space::found(9);
    let seed = space.invite(Role::Editor, true);
    let act = Act::Invite { seed, role: Role::Editor, expires_at_ms: 1, at_once: true };
    assert_eq!(format!("{act:?}"), "Invite { seed: InviteSeed(..), role: Editor, expires_at_ms: 1, at_once: true }");
    assert!(matches!(space.entries[1].body(), Body::Invite { .. }));
}
