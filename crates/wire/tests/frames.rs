//! Frames as bytes: one of each type as it looks, and that what is read is written the same.

mod cast;

use cast::examples::{challenge, client_frames, manifest, part, presence, refusals, relay_frames};
use cast::{Space, device, first_change, genesis, header, hex, sealed, secret};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use wire::{Batch, Challenge, ClientFrame, Hash32, Kind, Malformed, Nonce32, Origin, Principal, Refusal, RelayFrame, Seen, Token, limit};

/// A frame as hexadecimal, with what has a golden text of its own by its name.
fn shown(bytes: &[u8]) -> String {
    let mut text = hex(bytes);
    let entry = Space::of_ada().entry("ada invites one as editor");
    for (name, inner) in [
        ("<ada's change>", first_change("ada").bytes()),
        ("<ben's change>", first_change("ben").bytes()),
        ("<part>", part().bytes()),
        ("<presence>", presence().bytes()),
        ("<manifest>", manifest().bytes()),
        ("<genesis>", genesis(None).bytes()),
        ("<invite>", entry.bytes()),
    ] {
        text = text.replace(&hex(inner), name);
    }
    for byte in 0..=9 {
        text = text.replace(&hex(&[byte; 64]), &format!("<{byte} × 64>")).replace(&hex(&[byte; 32]), &format!("<{byte} × 32>"));
    }
    text
}

fn check(frames: impl IntoIterator<Item = Vec<u8>>, expected: Expect) {
    let lines: String = frames.into_iter().map(|bytes| shown(&bytes) + "\n").collect();
    expected.assert_eq(&lines);
}

#[test]
fn what_a_client_says_byte_by_byte() {
    check(
        client_frames().iter().map(ClientFrame::encode),
        expect![[r#"
        0101d03a31ad9d313333fd1d6e99200dcdca84626eff05a7b13cad66100be08f78b9<1 × 32>
        0102003dec7b9a775c01d5be7673072c9f4e32a659a6c2fb65ecdfbbc4a3d476cf333b674f82a58062ef7e38421b784a6f06332376bb786b005b591d98d5d3296ff33717d035b1cccc44b3b56e8d98e2fe1c37da6a19c6859f9caf95d89f6df64b3300
        010201ce5ceb5deef12ae86bdc471362e6a82f627c008822df59e18dfba3c5f5c89cb6<3 × 64>
        0103000200000109<genesis>000000dc<invite>01066c6574206d65
        0103000100000109<genesis>00
        01040000000000000003<4 × 32>00
        0104<0 × 32>000000000000000001
        010500020000012f<ada's change>0000012f<ben's change>
        0106000000000000000100000000000001f4
        01070000012c<part>
        01080000015e<manifest>
        010900
        0109<1 × 32>01
        010a00<2 × 32>02<1 × 32>
        010b<1 × 32>
        010c00000127<presence>
        010d000000dc<invite>
        010e0000000000000007
        010faf4b20717f46b602eb510b2ca2928fec55195784105146e9ac6f28042f5ca073594782c0b6eeb3cda9020d5df47021b969eb6b18df796eb57cb0a8b68e4bcd03
        01100000000000000007
    "#]],
    );
}

#[test]
fn what_a_relay_says_byte_by_byte() {
    check(
        relay_frames().iter().map(RelayFrame::encode),
        expect![[r#"
        0181<2 × 32>137773733a2f2f72656c61792e6578616d706c6500100000000000001000000000000258
        01820000000000000007<6 × 32>010000000000000003<4 × 32>0000000000000002<1 × 32>010000000000000002<5 × 32>
        01820000000000000007<6 × 32>00
        018300000000000000020000000000000003<4 × 32>
        0184000000000000000300020100000000000000<1 × 32>01000000012f<ben's change>
        01850000000000000003<4 × 32>
        0186000000000000000100010000012f<ada's change>
        018600000000000000090000
        0187000100000109<genesis>0000000000000007<6 × 32>
        018700000000000000000007<6 × 32>
        01880000000000000007<6 × 32>
        0189<1 × 32>
        018a0000015e<manifest>
        018b00010000012c<part>
        018c00000127<presence>
        018d0000000000000007
        018e00000000000003e8
        018f
        01900501
        01900502
        0190050300000002
        01900504
        019005050000000000000007<6 × 32>
        01900506
        019005070000000000000003<4 × 32>
        019005080000000000000002<5 × 32>
        019005090000000000000002<5 × 32>
        0190050a
        0190050b<0 × 32>0000000000000000
        0190050c0000000000000009<1 × 32>
        0190050d00100000
        0190050e000000000000000a0000000000000009
        0190050f000005dc
        019005100000000000000008
        01900511
        0190051200000064
    "#]],
    );
}

#[test]
fn what_is_written_is_read() {
    for frame in client_frames() {
        assert_eq!(ClientFrame::decode(&frame.encode()), Ok(frame));
    }
    for frame in relay_frames() {
        assert_eq!(RelayFrame::decode(&frame.encode()), Ok(frame));
    }
}

#[test]
fn a_frame_ends_where_it_ends() {
    for bytes in client_frames().iter().map(ClientFrame::encode).chain(relay_frames().iter().map(RelayFrame::encode)) {
        for end in 0..bytes.len() {
            assert!(ClientFrame::decode(&bytes[..end]).is_err() && RelayFrame::decode(&bytes[..end]).is_err(), "{end} bytes of {bytes:?}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(ClientFrame::decode(&longer).is_err() && RelayFrame::decode(&longer).is_err());
    }
}

#[test]
fn each_side_says_its_own_frames_of_this_version() {
    for bytes in client_frames().iter().map(ClientFrame::encode) {
        assert_eq!(RelayFrame::decode(&bytes), Err(Malformed::Unknown(bytes[1])));
    }
    for bytes in relay_frames().iter().map(RelayFrame::encode) {
        assert_eq!(ClientFrame::decode(&bytes), Err(Malformed::Unknown(bytes[1])));
    }
    for code in (0x11..=0x80).chain(0x91..=0xff).chain([0]) {
        assert_eq!(ClientFrame::decode(&[1, code]), Err(Malformed::Unknown(code)));
        assert_eq!(RelayFrame::decode(&[1, code]), Err(Malformed::Unknown(code)));
    }
    assert_eq!(ClientFrame::decode(&[2, 0x10, 0, 0, 0, 0, 0, 0, 0, 0]), Err(Malformed::Version(2)));
    assert_eq!(ClientFrame::decode(&[]), Err(Malformed::Short));
}

#[test]
fn every_frame_type_and_refusal_is_among_the_examples() {
    let codes = |codes: Vec<u8>| codes.into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    assert_eq!(codes(client_frames().iter().map(ClientFrame::code).collect()), (0x01..=0x10).collect::<Vec<_>>());
    assert_eq!(codes(relay_frames().iter().map(RelayFrame::code).collect()), (0x81..=0x90).collect::<Vec<_>>());
    assert_eq!(codes(refusals().iter().map(Refusal::code).collect()), (1..=18).collect::<Vec<_>>());
}

#[test]
fn a_count_or_length_beyond_its_bound_is_refused_before_anything_is_read() {
    let append = |count: [u8; 2]| ClientFrame::decode(&[&[1, 0x05][..], &count].concat());
    assert_eq!(append([0, 0]), Err(Malformed::Bound));
    assert_eq!(append([1, 1]), Err(Malformed::Bound));
    assert_eq!(append([1, 0]), Err(Malformed::Short));
    assert_eq!(ClientFrame::decode(&[1, 0x07, 0xff, 0xff, 0xff, 0xff]), Err(Malformed::Bound));
    assert_eq!(ClientFrame::decode(&[1, 0x0a, 0xff, 0xff]), Err(Malformed::Bound));
    assert_eq!(ClientFrame::decode(&vec![1; limit::FRAME_BYTES_MAX + 1]), Err(Malformed::Bound));
    assert_eq!(RelayFrame::decode(&[1, 0x84, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0xff]), Err(Malformed::Bound));
}

#[test]
fn the_fullest_frames_fit() {
    let full = limit::ENVELOPE_BYTES_MAX - wire::Header::LENGTH - 64;
    let largest = sealed(&header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 1), "ada", &vec![0; full]);
    let alone = ClientFrame::Append { changes: Batch::new(vec![largest.clone()]).expect("one fits") };
    assert!(alone.encode().len() <= limit::FRAME_BYTES_MAX && ClientFrame::decode(&alone.encode()).is_ok());
    assert_eq!(Batch::new(vec![largest.clone(), largest.clone()]), Err(Malformed::Bound));
    assert_eq!(Batch::new(vec![first_change("ada"); limit::BATCH_ENVELOPES_MAX + 1]), Err(Malformed::Bound));
    let small = vec![first_change("ada"); 300];
    let all = [&small[..], &[largest.clone(), largest], &small[..]].concat();
    let cut = Batch::cut(all.clone());
    assert_eq!(cut.iter().map(|batch| batch.as_slice().len()).collect::<Vec<_>>(), [256, 44, 1, 27, 256, 18]);
    for batch in &cut {
        let frame = ClientFrame::Append { changes: Batch::new(batch.as_slice().to_vec()).expect("a cut batch fits") };
        assert!(frame.encode().len() <= limit::FRAME_BYTES_MAX);
    }
    assert_eq!(cut.into_iter().flat_map(Batch::into_vec).collect::<Vec<_>>(), all);
}

#[test]
fn an_origin_has_one_spelling() {
    for good in ["wss://relay.example", "ws://127.0.0.1:8080", "wss://[::1]:9"] {
        assert_eq!(Origin::parse(good).expect(good).as_str(), good);
    }
    let long = format!("wss://{}", "a".repeat(250));
    for bad in ["", "wss://", "https://relay.example", "wss://Relay.example", "wss://relay.example/", "wss://a b", "wss://é", &long] {
        assert_eq!(Origin::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_signature_enters_one_space_of_one_relay_on_one_connection() {
    let challenge = challenge();
    expect!["7468726f7567686c696e652d617574682f31137773733a2f2f72656c61792e6578616d706c65d03a31ad9d313333fd1d6e99200dcdca84626eff05a7b13cad66100be08f78b901010101010101010101010101010101010101010101010101010101010101010202020202020202020202020202020202020202020202020202020202020202003dec7b9a775c01d5be7673072c9f4e32a659a6c2fb65ecdfbbc4a3d476cf333b"].assert_eq(&hex(&challenge.entering()));
    let signature = challenge.sign_entering(&secret("ada"));
    assert!(challenge.is_entered_by(&signature));
    assert!(!challenge.is_deleted_by(&signature) && challenge.is_deleted_by(&challenge.sign_deleting(&secret("ada"))));
    assert!(!challenge.is_entered_by(&challenge.sign_entering(&secret("ben"))));
    let others = [
        Challenge { origin: Origin::parse("wss://relay.example:444").expect("an origin"), ..challenge.clone() },
        Challenge { space: wire::SpaceId([0; 32]), ..challenge.clone() },
        Challenge { client_nonce: Nonce32([2; 32]), ..challenge.clone() },
        Challenge { relay_nonce: Nonce32([1; 32]), ..challenge.clone() },
        Challenge { principal: Principal::Device(device("ben")), ..challenge.clone() },
        Challenge { principal: Principal::Invite(wire::InviteKey(device("ada").0)), ..challenge.clone() },
    ];
    for other in others {
        assert!(!other.is_entered_by(&signature), "{other:?}");
    }
}

#[test]
fn a_token_is_not_shown() {
    assert_eq!(format!("{:?}", Token::new(b"secret".to_vec())), "Some(Token(..))");
    assert_eq!((Token::new(vec![]), Token::new(vec![0; limit::TOKEN_BYTES_MAX + 1])), (None, None));
}

fn any_frame() -> impl Strategy<Value = Vec<u8>> {
    let all: Vec<Vec<u8>> = client_frames().iter().map(ClientFrame::encode).chain(relay_frames().iter().map(RelayFrame::encode)).collect();
    prop::sample::select(all)
}

fn differs(bytes: &[u8]) -> bool {
    ClientFrame::decode(bytes).is_ok_and(|frame| frame.encode() != bytes)
        || RelayFrame::decode(bytes).is_ok_and(|frame| frame.encode() != bytes)
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_written_the_same(mut bytes in prop::collection::vec(any::<u8>(), 2..300), code in 0u8..0x11, relays in any::<bool>()) {
        prop_assert!(!differs(&bytes));
        bytes[0] = 1;
        bytes[1] = code | if relays { 0x80 } else { 0 };
        prop_assert!(!differs(&bytes));
    }

    #[test]
    fn a_changed_frame_is_refused_or_written_the_same(mut bytes in any_frame(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert!(!differs(&bytes));
    }
}
