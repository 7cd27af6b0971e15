//! Sealed changes as bytes, and what has to hold before a ciphertext is to be had.

mod cast;

use cast::{Space, device, first_change, header, hex_lines, sealed, space};
use expect_test::expect;
use proptest::prelude::*;
use wire::{
    AppendDenial, AuthorTip, Counter, Envelope, EnvelopeRefusal, Epoch, Hash32, Header, Kind, Malformed, Manifest, ManifestFacts, Position,
    Seen, SpaceId, UnsignedEnvelope, UnsignedManifest, limit,
};

fn seen(position: u64) -> Seen {
    Seen::new(Position(position), Hash32([4; 32])).expect("a place")
}

fn manifest(author: &str, epoch: u32) -> Manifest {
    let tip = AuthorTip::new(Counter(2), Hash32([3; 32])).expect("a tip");
    let facts = ManifestFacts {
        space: space(),
        epoch: Epoch(epoch),
        author: device(author),
        covers: seen(2),
        log_epoch: Epoch(1),
        previous: None,
        authors: vec![(device("ada"), tip), (device("ben"), tip)],
        parts: vec![Hash32([2; 32]), Hash32([1; 32])],
    };
    UnsignedManifest::new(facts).expect("facts").sign(&cast::secret(author)).expect("a manifest")
}

#[test]
fn an_envelope_byte_by_byte() {
    let envelope = first_change("ada");
    expect![[r#"
        010101d03a31ad9d313333fd1d6e99200dcdca84626eff05a7b13cad66100be0
        8f78b905050505050505050505050505050505000000013dec7b9a775c01d5be
        7673072c9f4e32a659a6c2fb65ecdfbbc4a3d476cf333b000000000000000100
        0000000000000000000000000000000000000000000000000000000000000000
        0000000000000000000000000000000000000000000000000000000000000000
        0000000000000006060606060606060606060606060606060606060606060608
        0808080808080808080808080808080808080808080808080808080808080800
        00000c7365616c656420776f726473b3b33204cd897ec2e580524f09b55528d2
        74f214024b7bbedaefb743e3df6c7132ad7014bb247bb86984c49f20f52058a5
        be9d101f3ca97a9b24621b01d31f09
    "#]]
    .assert_eq(&hex_lines(envelope.bytes()));
    expect!["5b0407a2ca4d50feef916dd1d5489cdf8d1f10644c7b44be6b2080f71e1451cb"].assert_eq(&envelope.hash().to_string());
    assert_eq!(Header::LENGTH, envelope.bytes().len() - 64 - b"sealed words".len());
}

#[test]
fn a_manifest_byte_by_byte() {
    expect![[r#"
        01d03a31ad9d313333fd1d6e99200dcdca84626eff05a7b13cad66100be08f78
        b9000000013dec7b9a775c01d5be7673072c9f4e32a659a6c2fb65ecdfbbc4a3
        d476cf333b000000000000000204040404040404040404040404040404040404
        04040404040404040404040404000000010000023dec7b9a775c01d5be767307
        2c9f4e32a659a6c2fb65ecdfbbc4a3d476cf333b000000000000000203030303
        03030303030303030303030303030303030303030303030303030303addcf00b
        b179e702d78fd96e0436d84fae676a0c8e6165c23f650c5b6e2b4e6800000000
        0000000203030303030303030303030303030303030303030303030303030303
        0303030300020101010101010101010101010101010101010101010101010101
        0101010101010202020202020202020202020202020202020202020202020202
        02020202020252f51d155276ec50d4b24636ee4920cc98305c901bda067b537f
        0277a3f804794c7db44a7b35bd81f88a004e18b59dd4620d8dbaf6f9a73ebb1f
        8758549e760a
    "#]]
    .assert_eq(&hex_lines(manifest("ada", 1).bytes()));
    expect!["03618ba5a2d9ec9c09c3f6ff6a5c49a4ae62cf6dcdfc5877cd309143c85a8386"].assert_eq(&manifest("ada", 1).hash().to_string());
}

#[test]
fn the_running_head_digit_by_digit() {
    let one = Seen::START.then(Hash32([1; 32])).expect("a place");
    let two = one.then(Hash32([2; 32])).expect("a place");
    expect![[r#"
        1 2df67ee09639d32fb3576ec7787f91d2802932b9c81c02af6b42310fbb2b605f
        2 9434622af504d2bd2bea625b137a2c597d041a3ff3c7f0387f79db24e07ba2d3"#]]
    .assert_eq(&format!("{} {}\n{} {}", one.position(), one.head(), two.position(), two.head()));
    assert_eq!(Seen::new(Position(u64::MAX), Hash32([1; 32])).expect("the last place").then(Hash32([1; 32])), None);
}

#[test]
fn a_verified_envelope_gives_what_was_sealed() {
    let verified = first_change("ada").verify(&Space::of_ada().membership).expect("an owner's change");
    assert_eq!(verified.ciphertext(), b"sealed words");
    assert_eq!(Ok(verified.associated_data().to_vec()), verified.header().associated_data(12));
}

#[test]
fn an_envelope_with_any_byte_changed_is_refused() {
    let members = Space::of_ada().membership;
    let envelope = first_change("ada");
    for at in 0..envelope.bytes().len() {
        for bit in 0..8 {
            let mut bytes = envelope.bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let Ok(other) = Envelope::parse(bytes) else { continue };
            assert!(other.verify(&members).is_err(), "bit {bit} of byte {at}");
            assert!(other.verify_past(&members).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn a_manifest_with_any_byte_changed_is_refused() {
    let members = Space::of_ada().membership;
    let manifest = manifest("ada", 1);
    assert!(manifest.verify(&members).is_ok());
    for at in 0..manifest.bytes().len() {
        let mut bytes = manifest.bytes().to_vec();
        bytes[at] ^= 0x10;
        assert!(!Manifest::parse(&bytes).is_ok_and(|other| other.verify(&members).is_ok()), "byte {at}");
    }
}

#[test]
fn whoever_has_no_right_is_told_why() {
    let team = Space::told("ada invites one as viewer at once; cal enrols by one; ada invites two as guest at once; dan enrols by two");
    let members = team.membership;
    let denied = |denial| Err(EnvelopeRefusal::Denied(denial));
    let verify = |author: &str, kind, counter| {
        let envelope = sealed(&header(author, kind, counter, Hash32::ZERO, Seen::START, 1), author, b"x");
        envelope.verify(&members).map(|_| ())
    };
    assert_eq!(verify("cal", Kind::Change, 1), denied(AppendDenial::Role(wire::Role::Viewer)));
    assert_eq!(verify("cal", Kind::SnapshotPart, 0), denied(AppendDenial::Role(wire::Role::Viewer)));
    assert_eq!(verify("cal", Kind::Ephemeral, 1), Ok(()));
    assert_eq!(verify("dan", Kind::Change, 1), Ok(()));
    assert_eq!(verify("dan", Kind::SnapshotPart, 0), denied(AppendDenial::Role(wire::Role::Guest)));
    assert_eq!(verify("nobody", Kind::Change, 1), denied(AppendDenial::NoMember));
    let forged = sealed(&header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 1), "cal", b"x");
    assert_eq!(forged.verify(&members), Err(EnvelopeRefusal::Signature));
    let mut elsewhere = header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 1);
    elsewhere.space = SpaceId([1; 32]);
    assert_eq!(sealed(&elsewhere, "ada", b"x").verify(&members), Err(EnvelopeRefusal::OtherSpace(SpaceId([1; 32]))));
    assert_eq!(manifest("dan", 1).verify(&members).map(|_| ()), denied(AppendDenial::Role(wire::Role::Guest)));
    assert_eq!(manifest("ada", 2).verify(&members).map(|_| ()), denied(AppendDenial::UnknownEpoch { newest: Epoch(1) }));
}

#[test]
fn what_a_removed_member_wrote_before_stays_good() {
    let mut space = Space::told("ada invites one as editor at once; ben enrols by one");
    let change = first_change("ben");
    space.tell("ada removes ben; ada starts epoch 2 for ada").expect("a removal");
    assert_eq!(change.verify(&space.membership), Err(EnvelopeRefusal::Denied(AppendDenial::NoMember)));
    assert_eq!(change.verify_past(&space.membership).map(|verified| verified.ciphertext().to_vec()), Ok(b"sealed words".to_vec()));
    let later = sealed(&header("ben", Kind::Change, 1, Hash32::ZERO, Seen::START, 2), "ben", b"x");
    assert_eq!(later.verify_past(&space.membership), Err(EnvelopeRefusal::Denied(AppendDenial::NeverThen)));
}

#[test]
fn each_kind_has_its_own_place() {
    let is_made = |kind, counter, previous| UnsignedEnvelope::new(&header("ada", kind, counter, previous, seen(1), 1), b"x").is_ok();
    let (none, some) = (Hash32::ZERO, Hash32([1; 32]));
    let places = [(0, none), (0, some), (1, none), (1, some), (2, none), (2, some)];
    let table = Kind::ALL.map(|kind| places.map(|(counter, previous)| is_made(kind, counter, previous)));
    assert_eq!(table[0], [false, false, true, false, false, true], "a change is counted and chained");
    assert_eq!(table[1], [true, false, false, false, false, false], "a part is neither");
    assert_eq!(table[2], [false, false, true, false, true, false], "what is ephemeral is counted");
}

#[test]
fn every_length_has_a_bound() {
    let change = header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 1);
    let fullest = limit::ENVELOPE_BYTES_MAX - Header::LENGTH - 64;
    assert_eq!(sealed(&change, "ada", &vec![0; fullest]).bytes().len(), limit::ENVELOPE_BYTES_MAX);
    assert_eq!(UnsignedEnvelope::new(&change, &vec![0; fullest + 1]).err(), Some(Malformed::Bound));
    assert_eq!(UnsignedEnvelope::new(&change, &[]).err(), Some(Malformed::Bound));
    let presence = header("ada", Kind::Ephemeral, 1, Hash32::ZERO, Seen::START, 1);
    let fullest = limit::EPHEMERAL_BYTES_MAX - Header::LENGTH - 64;
    assert!(UnsignedEnvelope::new(&presence, &vec![0; fullest]).is_ok());
    assert_eq!(UnsignedEnvelope::new(&presence, &vec![0; fullest + 1]).err(), Some(Malformed::Bound));
    assert_eq!(Envelope::parse(vec![1; limit::ENVELOPE_BYTES_MAX + 1]), Err(Malformed::Bound));
}

#[test]
fn an_envelope_ends_where_it_ends() {
    let envelope = first_change("ada");
    for end in 0..envelope.bytes().len() {
        assert!(Envelope::parse(&envelope.bytes()[..end]).is_err());
    }
    assert_eq!(Envelope::parse([envelope.bytes(), &[0]].concat()), Err(Malformed::Trailing));
    let manifest = manifest("ada", 1);
    for end in 0..manifest.bytes().len() {
        assert!(Manifest::parse(&manifest.bytes()[..end]).is_err());
    }
    assert_eq!(Manifest::parse(&[manifest.bytes(), &[0]].concat()), Err(Malformed::Trailing));
}

#[test]
fn a_manifest_names_nothing_twice() {
    let facts = manifest("ada", 1).verify(&Space::of_ada().membership).expect("a manifest").facts().clone();
    let refused = |change: fn(&mut ManifestFacts)| {
        let mut facts = facts.clone();
        change(&mut facts);
        UnsignedManifest::new(facts).err()
    };
    assert_eq!(refused(|facts| facts.parts.push(Hash32([1; 32]))), Some(Malformed::Field));
    assert_eq!(refused(|facts| facts.authors.push((device("ada"), AuthorTip::START))), Some(Malformed::Field));
    assert_eq!(refused(|facts| facts.covers = Seen::START), Some(Malformed::Field));
    assert_eq!(refused(|facts| facts.log_epoch = Epoch(2)), Some(Malformed::Field));
    assert_eq!(refused(|facts| facts.parts = vec![Hash32([0; 32]); limit::MANIFEST_PARTS_MAX + 1]), Some(Malformed::Bound));
    let largest = 217 + limit::MANIFEST_AUTHORS_MAX * 72 + limit::MANIFEST_PARTS_MAX * 32;
    assert!(largest < limit::MANIFEST_BYTES_MAX);
}

proptest! {
    #[test]
    fn what_is_made_is_read(kind in prop::sample::select(&Kind::ALL[..]), counter in 0u64..4, chained in any::<bool>(), at in 0u64..3, epoch in 0u32..3, ciphertext in prop::collection::vec(any::<u8>(), 0..80)) {
        let previous = if chained { Hash32([1; 32]) } else { Hash32::ZERO };
        let place = if at == 0 { Seen::START } else { seen(at) };
        let header = header("ada", kind, counter, previous, place, epoch);
        if let Ok(unsigned) = UnsignedEnvelope::new(&header, &ciphertext) {
            let envelope = unsigned.sign(&cast::secret("ada")).expect("what was made is read");
            prop_assert_eq!(envelope.header(), &header);
            prop_assert_eq!(Envelope::parse(envelope.bytes()), Ok(envelope));
        }
    }

    #[test]
    fn any_bytes_are_refused_or_are_an_envelope_to_the_byte(bytes in prop::collection::vec(any::<u8>(), 0..400), at in any::<prop::sample::Index>()) {
        if let Ok(envelope) = Envelope::parse(bytes.clone()) {
            prop_assert_eq!(envelope.bytes(), &bytes[..]);
        }
        let mut near = first_change("ada").bytes().to_vec();
        let place = at.index(near.len());
        for (byte, other) in near[place..].iter_mut().zip(&bytes) {
            *byte = *other;
        }
        if let Ok(envelope) = Envelope::parse(near.clone()) {
            prop_assert_eq!(envelope.bytes(), &near[..]);
        }
    }
}
