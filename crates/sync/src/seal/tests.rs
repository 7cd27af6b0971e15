use proptest::prelude::*;
use wire::{AppendDenial, EnvelopeRefusal, Role, Signature};

use super::*;
use crate::content::{Chunk, DocName, Piece, Plain};
use crate::secret::Secret;
use crate::team::tests::Space;

fn whole(doc: &str, bytes: &[u8]) -> Content {
    let chunk = Chunk { doc: DocName::new(doc).expect("a name"), bytes: bytes.to_vec() };
    Content::Pieces(vec![Piece { chunk, index: 0, of: 1 }])
}

const FIRST: Place = Place::Change { counter: Counter(1), previous: Hash32::ZERO };

fn close(space: &mut Space, content: &Content, place: Place) -> Envelope {
    let keyring = space.keyring(&space.owner);
    let key = keyring.get(space.membership.epoch()).expect("a key");
    seal(content, place, Seen::START, space.membership.space(), key, &space.owner, &mut space.dice).expect("sealed")
}

#[test]
fn what_was_sealed_opens_for_every_member() {
    let mut space = Space::found(20);
    let viewer = space.join(Role::Viewer);
    for (content, place) in [
        (whole("practice", b"bytes of a change"), FIRST),
        (Content::Index(vec![Hash32([4; 32])]), Place::SnapshotPart),
        (Content::Presence(Plain(b"looks at Acme".to_vec())), Place::Ephemeral { counter: Counter(9) }),
    ] {
        let envelope = close(&mut space, &content, place);
        let verified = envelope.verify(&space.membership).expect("verified");
        assert_eq!(open(&verified, &space.keyring(&viewer)), Ok(content));
    }
}

#[test]
fn a_viewers_change_is_refused_before_it_is_opened() {
    let mut space = Space::found(21);
    let viewer = space.join(Role::Viewer);
    let keyring = space.keyring(&viewer);
    let key = keyring.get(Epoch(1)).expect("a key");
    let content = whole("practice", b"mine");
    let envelope = seal(&content, FIRST, Seen::START, space.membership.space(), key, &viewer, &mut space.dice).expect("sealed");
    assert_eq!(envelope.verify(&space.membership), Err(EnvelopeRefusal::Denied(AppendDenial::Role(Role::Viewer))));
    assert_eq!(envelope.verify_past(&space.membership), Err(EnvelopeRefusal::Denied(AppendDenial::NeverThen)));
}

#[test]
fn a_wrong_key_is_refused_by_its_commitment() {
    let mut space = Space::found(22);
    let envelope = close(&mut space, &whole("practice", b"bytes"), FIRST);
    let verified = envelope.verify(&space.membership).expect("verified");
    let mut other = Keyring::default();
    assert_eq!(open(&verified, &other), Err(OpenRefusal::NoKey(Epoch(1))));
    other.put(EpochSecret::new(space.membership.space(), Epoch(1), Secret::new([1; 32])));
    assert_eq!(open(&verified, &other), Err(OpenRefusal::OtherKey));
}

#[test]
fn one_envelope_does_not_pass_for_a_change_of_another_document() {
    let mut space = Space::found(23);
    let keyring = space.keyring(&space.owner);
    let key = keyring.get(Epoch(1)).expect("a key");
    let content = whole("practice", b"bytes");
    let honest = close(&mut space, &content, FIRST);
    // The same plaintext, marked and signed by its author as of another document.
    let header = Header { doc: key.doc_tag("another"), ..*honest.header() };
    let padded = content.write(Kind::Change).expect("written");
    let aad = header.associated_data(padded.len() + 16).expect("a header");
    let cipher = XChaCha20Poly1305::new((&*key.sealing(Kind::Change, &header.nonce).key).into());
    let ciphertext = cipher.encrypt(&XNonce::from(header.nonce.0), Payload { msg: &padded, aad: &aad }).expect("closed");
    let lying = UnsignedEnvelope::new(&header, &ciphertext).expect("an envelope").sign(space.owner.signing()).expect("signed");
    let verified = lying.verify(&space.membership).expect("verified");
    assert_eq!(open(&verified, &keyring), Err(OpenRefusal::Content));
}

#[test]
fn nothing_of_a_plaintext_shows_and_equal_ones_look_different() {
    let mut space = Space::found(24);
    let content = whole("practice", b"Acme owes us 1,200.00");
    let (one, two) = (close(&mut space, &content, FIRST), close(&mut space, &content, FIRST));
    assert_ne!(one.bytes(), two.bytes());
    for envelope in [one, two] {
        assert!(!envelope.bytes().windows(4).any(|bytes| bytes == b"Acme" || bytes == b"prac"));
    }
}

#[test]
fn what_is_too_large_or_of_another_kind_is_not_sealed() {
    let mut space = Space::found(25);
    let keyring = space.keyring(&space.owner);
    let key = keyring.get(Epoch(1)).expect("a key");
    let mut trial = |content: &Content, place| {
        seal(content, place, Seen::START, space.membership.space(), key, &space.owner, &mut space.dice).map(|_| ())
    };
    assert_eq!(trial(&whole("a", &vec![0; 1 << 20]), FIRST), Err(SealRefusal::TooLarge));
    assert_eq!(trial(&Content::Presence(Plain(vec![0; 20 << 10])), Place::Ephemeral { counter: Counter(1) }), Err(SealRefusal::TooLarge));
    assert_eq!(trial(&Content::Presence(Plain::default()), FIRST), Err(SealRefusal::Kind));
    assert_eq!(trial(&Content::Pieces(Vec::new()), Place::SnapshotPart), Err(SealRefusal::Kind));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_flipped_bit_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut space = Space::found(26);
        let envelope = close(&mut space, &whole("practice", &bytes), FIRST);
        let mut flipped = envelope.bytes().to_vec();
        flipped[at.index(envelope.bytes().len())] ^= 1 << bit;
        let opened = Envelope::parse(flipped).ok().and_then(|flipped| flipped.verify(&space.membership).ok());
        prop_assert!(opened.is_none());
    }

    /// Whoever signs may sign anything: a ciphertext that its author changed does not open either.
    #[test]
    fn any_flipped_bit_of_a_ciphertext_is_refused_though_it_is_signed(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut space = Space::found(27);
        let envelope = close(&mut space, &whole("practice", b"bytes"), FIRST);
        let mut ciphertext = envelope.bytes()[Header::LENGTH..envelope.bytes().len() - Signature::LENGTH].to_vec();
        let at = at.index(ciphertext.len());
        ciphertext[at] ^= 1 << bit;
        let again = UnsignedEnvelope::new(envelope.header(), &ciphertext).expect("an envelope").sign(space.owner.signing()).expect("signed");
        let verified = again.verify(&space.membership).expect("verified");
        prop_assert_eq!(open(&verified, &space.keyring(&space.owner)), Err(OpenRefusal::Cipher));
    }

    #[test]
    fn contents_come_back_and_other_bytes_do_not_pass(bytes in proptest::collection::vec(any::<u8>(), 0..2000), cut in any::<prop::sample::Index>(), noise in any::<u8>()) {
        let content = whole("practice", &bytes);
        let padded = content.write(Kind::Change).expect("written");
        prop_assert_eq!(Content::read(&padded, Kind::Change), Ok(content.clone()));
        let at = cut.index(padded.len());
        prop_assert!(Content::read(&padded[..at], Kind::Change).is_err());
        let mut other = padded.clone();
        other[at] ^= noise;
        if let Ok(read) = Content::read(&other, Kind::Change) {
            prop_assert_eq!(read.write(Kind::Change), Ok(other));
        }
    }

    #[test]
    fn equal_classes_look_alike(one in 0..1000_usize, two in 0..1000_usize) {
        let mut space = Space::found(28);
        let [one, two] = [one, two].map(|length| close(&mut space, &whole("practice", &vec![1; length]), FIRST).bytes().len());
        prop_assert!(one == two || one.abs_diff(two) >= 16);
    }
}

#[test]
fn nothing_that_a_person_wrote_and_no_record_is_shown_in_a_log() {
    let content = whole("practice", b"Acme owes us 1,200.00");
    assert_eq!(format!("{content:?}"), "Pieces([Piece { chunk: Chunk(practice, 21 bytes), index: 0, of: 1 }])");
    assert_eq!(format!("{:?}", Content::Presence(Plain(b"Anna".to_vec()))), "Presence(4 bytes)");
    let records = crate::Records(vec![("home".to_owned(), Some(vec![1, 2, 3]))]);
    assert_eq!(format!("{records:?}"), r#"["home"]"#);
}
