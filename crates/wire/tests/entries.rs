//! Control entries as bytes: what they look like, and that no other bytes pass for them.

mod cast;

use cast::examples::entries;
use cast::{Space, device, genesis, hex, hex_lines, wrapped};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use wire::{Entry, EntryRefusal, Epoch, Malformed, Membership, Seen, WrappedKey, limit};

fn check(story: &str, line: &str, expected: Expect) {
    let entry = Space::told(story).entry(line);
    // Before the body stand 114 bytes: version, kind, space, sequence, previous, author, time.
    let (head, rest) = entry.bytes().split_at(114);
    let (body, _) = rest.split_at(rest.len() - 64);
    expected.assert_eq(&format!("{} {}", hex(&head[..2]), hex(body)));
}

#[test]
fn the_first_entry_byte_by_byte() {
    expect![[r#"
        0101d03a31ad9d313333fd1d6e99200dcdca84626eff05a7b13cad66100be08f
        78b9000000000000000100000000000000000000000000000000000000000000
        00000000000000000000dcd99da5fcc00341d590d5fc74739ec1984d9274fbc4
        8470785be6f964ce706300000000000000003dec7b9a775c01d5be7673072c9f
        4e32a659a6c2fb65ecdfbbc4a3d476cf333b0707070707070707070707070707
        0707070707070707070707070707070707076164612e2e2e2e2e2e2e2e2e2e2e
        2e2e000401010101014fc661c424276cebf176e478091de44d9edad82c137feb
        f1fd06c3af6bdcc4cc0707070707070707070707070707070707070707070707
        0707070707070707077068726173652e2e2e2e2e2e2e2e2e2e0104010101012c
        bacb395a228774d7ecfdea500d5384c400e0fc2254530646ecc7aefe37796ac4
        70cdaad9d10dcddc26f4c9a91bb4db6ba9f900757591cbf3173b86f390c90e
    "#]]
    .assert_eq(&hex_lines(genesis(Some("phrase")).bytes()));
    expect!["485f077623ef21f8030fcb417bdc616c956eacb8ea1dd08d579404bfc53ef9de"].assert_eq(&genesis(None).hash().to_string());
}

#[test]
fn what_each_entry_says_byte_by_byte() {
    let open = "ada invites two as viewer";
    check("", open, expect!["0102 ec5185d9d888114e646f1b30b3aaa2f13734ceffc60ae62bd007869f1e99f7400300000000000007d000"]);
    check(
        "",
        "ada invites two as guest at once",
        expect!["0102 ec5185d9d888114e646f1b30b3aaa2f13734ceffc60ae62bd007869f1e99f7400400000000000007d001000000010403030303"],
    );
    check(
        open,
        "cal enrols by two",
        expect![
            "0103 ec5185d9d888114e646f1b30b3aaa2f13734ceffc60ae62bd007869f1e99f740aeff0ce1081454e8429928cf691e981cdc90fe646c421bab3bddbf7c705b0672070707070707070707070707070707070707070707070707070707070707070763616c2e2e2e2e2e2e2e2e2e2e2e2e2e008ecc9dd2197a9f2b811abf38e41f79c602a78c63c2562d8224b42de7e7c73135c25c43391e337370b3a7568cd1db09804f4b44d65ee4b5bce46836250638b70500"
        ],
    );
    check(
        "ada invites two as guest at once",
        "cal enrols by two",
        expect![
            "0103 ec5185d9d888114e646f1b30b3aaa2f13734ceffc60ae62bd007869f1e99f740aeff0ce1081454e8429928cf691e981cdc90fe646c421bab3bddbf7c705b0672070707070707070707070707070707070707070707070707070707070707070763616c2e2e2e2e2e2e2e2e2e2e2e2e2e008ecc9dd2197a9f2b811abf38e41f79c602a78c63c2562d8224b42de7e7c73135c25c43391e337370b3a7568cd1db09804f4b44d65ee4b5bce46836250638b70501000000010402020202"
        ],
    );
    check(
        "ada invites two as viewer; cal enrols by two",
        "ada approves cal",
        expect!["0104 aeff0ce1081454e8429928cf691e981cdc90fe646c421bab3bddbf7c705b0672000000010402020202"],
    );
    check("", "ada makes ben viewer", expect!["0105 addcf00bb179e702d78fd96e0436d84fae676a0c8e6165c23f650c5b6e2b4e6803"]);
    check("", "ada removes ben", expect!["0106 addcf00bb179e702d78fd96e0436d84fae676a0c8e6165c23f650c5b6e2b4e68"]);
    check(
        "",
        "ada starts epoch 2 for ada",
        expect![
            "0107 0000000200000000000000000000000000000000000000000000000000000000000000000000000000000000040404040400013dec7b9a775c01d5be7673072c9f4e32a659a6c2fb65ecdfbbc4a3d476cf333b0401010101"
        ],
    );
    check("", "ben leaves", expect!["0108 "]);
    check(open, "ada revokes two", expect!["0109 ec5185d9d888114e646f1b30b3aaa2f13734ceffc60ae62bd007869f1e99f740"]);
}

#[test]
fn an_entry_with_any_byte_changed_is_refused() {
    for (space, entry) in entries() {
        let mut taken = space.membership.clone();
        assert_eq!(taken.apply(&entry), Ok(()));
        for at in 0..entry.bytes().len() {
            for flip in [0x01, 0x80] {
                let mut bytes = entry.bytes().to_vec();
                bytes[at] ^= flip;
                let Ok(other) = Entry::parse(&bytes) else { continue };
                assert_eq!(other.bytes(), bytes);
                assert!(space.membership.clone().apply(&other).is_err(), "byte {at} of {:?}", entry.body());
            }
        }
    }
    let first = genesis(None);
    for at in 0..first.bytes().len() {
        let mut bytes = first.bytes().to_vec();
        bytes[at] ^= 1;
        assert!(!Entry::parse(&bytes).is_ok_and(|other| Membership::begin(&other).is_ok()), "byte {at} of a genesis");
    }
}

#[test]
fn an_entry_ends_where_it_ends() {
    for (_, entry) in entries() {
        let bytes = entry.bytes();
        assert_eq!(Entry::parse(bytes).as_ref(), Ok(&entry));
        for end in 0..bytes.len() {
            assert!(Entry::parse(&bytes[..end]).is_err(), "the first {end} bytes of {:?}", entry.body());
        }
        let longer = [bytes, &[0]].concat();
        assert!(Entry::parse(&longer).is_err());
    }
    assert_eq!(Entry::parse(&vec![1; limit::ENTRY_BYTES_MAX + 1]), Err(Malformed::Bound));
    assert_eq!(Entry::parse(&[2]), Err(Malformed::Version(2)));
}

#[test]
fn a_signature_is_good_for_one_place_of_one_log() {
    let mut space = Space::told("ada invites one as editor");
    let entry = space.entries[1].clone();
    assert!(matches!(space.membership.apply(&entry), Err(EntryRefusal::Conflict { .. })), "twice");
    let other = Space::founded(Some("phrase"));
    assert!(matches!(other.membership.clone().apply(&entry), Err(EntryRefusal::Conflict { .. })), "after another genesis");
}

#[test]
fn a_device_finds_its_key_in_the_entry_that_brings_it() {
    let space = Space::told("ada invites one as editor; ben enrols by one; ada approves ben; ada starts epoch 2 for ada ben");
    let keys = |name: &str| space.entries.iter().filter_map(|entry| entry.key_for(&device(name))).collect::<Vec<_>>();
    assert_eq!(keys("ada"), [(Epoch(1), &wrapped(1)), (Epoch(2), &wrapped(1))]);
    assert_eq!(keys("ben"), [(Epoch(1), &wrapped(2)), (Epoch(2), &wrapped(1))]);
    assert_eq!(keys("cal"), []);
    let at_once = Space::told("ada invites two as guest at once; cal enrols by two");
    assert_eq!(at_once.entries[2].key_for(&device("cal")), Some((Epoch(1), &wrapped(2))));
}

#[test]
fn a_wrapped_key_has_a_length() {
    assert_eq!(WrappedKey::new(vec![]), None);
    assert_eq!(WrappedKey::new(vec![0; limit::WRAPPED_KEY_BYTES_MAX + 1]), None);
    assert!(WrappedKey::new(vec![0; limit::WRAPPED_KEY_BYTES_MAX]).is_some());
    assert_eq!(wire::Wraps::new(vec![]), None);
    assert_eq!(wire::Wraps::new(vec![(device("ada"), wrapped(1)), (device("ada"), wrapped(2))]), None);
}

#[test]
fn epochs_and_places_that_cannot_be_are_not_read() {
    let space = Space::of_ada();
    let bytes = space.entry("ada starts epoch 2 for ada").bytes().to_vec();
    let with = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        Entry::parse(&bytes)
    };
    assert_eq!(with(117, 0), Err(Malformed::Field), "epoch 0");
    assert_eq!(with(125, 1), Err(Malformed::Field), "position 1 with the head of the start");
    assert!(Seen::new(wire::Position(1), wire::Hash32::ZERO).is_none());
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_are_an_entry_to_the_byte(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(entry) = Entry::parse(&bytes) {
            prop_assert_eq!(entry.bytes(), &bytes[..]);
        }
    }

    /// Bytes near enough to an entry that the reader gets far.
    #[test]
    fn a_changed_entry_is_refused_or_read_to_the_byte(
        mut bytes in prop::sample::select(entries().into_iter().map(|(_, entry)| entry.bytes().to_vec()).collect::<Vec<_>>()),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(read) = Entry::parse(&bytes) {
            prop_assert_eq!(read.bytes(), &bytes[..]);
        }
        bytes.truncate(cut.index(bytes.len()));
        prop_assert!(Entry::parse(&bytes).is_err());
    }
}
