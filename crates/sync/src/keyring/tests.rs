use wire::{EpochStart, Founder, Purpose, RootKey, Seen, Sequence, SigningKey, UnsignedEntry, Wraps};

use super::*;

struct Told {
    dice: Dice,
    space: SpaceId,
    root: SigningKey,
}

impl Told {
    fn new() -> Self {
        let mut dice = Dice::new(Secret::new([7; 32]));
        let root = SigningKey::from_bytes(dice.secret().bytes());
        Self { dice, space: SpaceId::of(&RootKey::of(&root)), root }
    }

    fn identity(&mut self) -> Identity {
        Identity::new(self.dice.secret(), Purpose::Profile).expect("a key")
    }

    fn epoch(&mut self, number: u32) -> EpochSecret {
        EpochSecret::new(self.space, Epoch(number), self.dice.secret())
    }

    fn genesis(&mut self, first: &Identity, key: &EpochSecret) -> Entry {
        let wrapped = key.wrap_for(&first.card(), &mut self.dice).expect("wrapped");
        let founder = Founder { card: first.card(), wrapped };
        UnsignedEntry::genesis(RootKey::of(&self.root), 0, founder, None).sign(&self.root).expect("an entry")
    }

    fn start(&mut self, by: &Identity, before: &EpochSecret, key: &EpochSecret, members: &[&Identity]) -> Entry {
        let wraps = members.iter().map(|one| (one.device(), key.wrap_for(&one.card(), &mut self.dice).expect("wrapped"))).collect();
        let previous_key = key.wrap_previous(before, &mut self.dice).expect("wrapped");
        let wraps = Wraps::new(wraps).expect("wraps");
        let body = Body::StartEpoch(EpochStart { epoch: key.epoch(), at: Seen::START, previous_key, wraps });
        let unsigned = UnsignedEntry::new(self.space, Sequence(key.epoch().0.into()), Hash32([1; 32]), by.device(), 0, &body);
        unsigned.sign(by.signing()).expect("an entry")
    }
}

#[test]
fn an_epoch_key_opens_for_its_device_and_no_other() {
    let mut told = Told::new();
    let (anna, ben) = (told.identity(), told.identity());
    let key = told.epoch(1);
    let genesis = told.genesis(&anna, &key);
    let mut keyring = Keyring::default();
    keyring.learn(&genesis, &anna);
    assert_eq!(keyring.get(Epoch(1)), Some(&key));
    let (_, wrapped) = genesis.key_for(&anna.device()).expect("wrapped");
    assert_eq!(EpochSecret::unwrap_for(told.space, Epoch(1), wrapped, &ben), None);
    // Nor for another epoch or space than it was closed for.
    assert_eq!(EpochSecret::unwrap_for(told.space, Epoch(2), wrapped, &anna), None);
    assert_eq!(EpochSecret::unwrap_for(SpaceId([0; 32]), Epoch(1), wrapped, &anna), None);
}

#[test]
fn whoever_is_let_in_late_reads_every_epoch_before() {
    let mut told = Told::new();
    let (anna, ben) = (told.identity(), told.identity());
    let keys: Vec<EpochSecret> = (1..=4).map(|number| told.epoch(number)).collect();
    let starts: Vec<Entry> = keys.windows(2).map(|pair| told.start(&anna, &pair[0], &pair[1], &[&anna])).collect();
    let mut keyring = Keyring::default();
    starts.iter().for_each(|entry| keyring.learn(entry, &ben));
    assert_eq!(keyring.epochs().count(), 0);
    let wrapped = keys[3].wrap_for(&ben.card(), &mut told.dice).expect("wrapped");
    keyring.put(EpochSecret::unwrap_for(told.space, Epoch(4), &wrapped, &ben).expect("opened"));
    assert_eq!(keyring.epochs().collect::<Vec<_>>(), keys.iter().collect::<Vec<_>>());
}

#[test]
fn a_device_that_was_left_out_of_an_epoch_has_no_key_of_it() {
    let mut told = Told::new();
    let (anna, ben) = (told.identity(), told.identity());
    let (first, second) = (told.epoch(1), told.epoch(2));
    let mut keyring = Keyring::default();
    keyring.put(first.clone());
    keyring.learn(&told.start(&anna, &first, &second, &[&anna]), &ben);
    assert_eq!(keyring.epochs().collect::<Vec<_>>(), [&first]);
}

#[test]
fn an_invite_hands_on_a_key_to_whoever_has_its_seed() {
    let mut told = Told::new();
    let key = told.epoch(3);
    let (seed, other) = (InviteSeed::new(told.space, told.dice.secret()), InviteSeed::new(told.space, told.dice.secret()));
    let admission = Admission::AtOnce { epoch: Epoch(3), wrapped: key.wrap_for_invite(&seed, &mut told.dice).expect("wrapped") };
    assert_eq!(EpochSecret::unwrap_for_invite(told.space, &admission, &seed), Some(key));
    assert_eq!(EpochSecret::unwrap_for_invite(told.space, &admission, &other), None);
}

#[test]
fn every_purpose_and_epoch_has_a_key_of_its_own() {
    let mut told = Told::new();
    let secret = told.dice.secret();
    let keys = [EpochSecret::new(told.space, Epoch(1), secret.clone()), EpochSecret::new(told.space, Epoch(2), secret.clone())];
    let mut seen: Vec<[u8; 32]> = vec![*secret.bytes()];
    for key in &keys {
        for (kind, nonce) in [(Kind::Change, 1), (Kind::Change, 2), (Kind::Ephemeral, 1)] {
            let sealing = key.sealing(kind, &Nonce24([nonce; 24]));
            seen.extend([*sealing.key, sealing.commitment.0]);
        }
    }
    for (at, one) in seen.iter().enumerate() {
        assert!(!seen[..at].contains(one));
    }
    assert_ne!(keys[0].doc_tag("practice"), keys[1].doc_tag("practice"));
    assert_ne!(keys[0].doc_tag("practice"), keys[0].doc_tag("practicf"));
}

#[test]
fn no_key_is_shown() {
    let mut told = Told::new();
    let (identity, key) = (told.identity(), told.epoch(5));
    let mut keyring = Keyring::default();
    keyring.put(key.clone());
    let shown = format!("{key:?} {keyring:?} {:?}", InviteSeed::new(told.space, identity.seed().clone()));
    assert_eq!(shown, "EpochSecret(5) {5} InviteSeed(..)");
    assert_eq!(format!("{identity:?}"), format!("Identity({})", identity.device()));
}
