//! One of each: frames of every type, and what they carry.

use wire::{
    AuthorTip, Batch, Challenge, ClientFrame, ControlTip, Counter, Entries, Envelope, Epoch, Hash32, Hashes, Item, Items, Kind, Limits,
    LogTip, Manifest, ManifestFacts, Nonce32, Origin, OwnItems, Position, Principal, Refusal, RelayFrame, Seen, Sequence, Signature, Span,
    Token, UnsignedManifest,
};

use super::{Space, device, first_change, genesis, header, invite, sealed, secret, space};

pub fn hash(byte: u8) -> Hash32 {
    Hash32([byte; 32])
}

pub fn seen() -> Seen {
    Seen::new(Position(3), hash(4)).expect("a place")
}

pub fn author_tip() -> AuthorTip {
    AuthorTip::new(Counter(2), hash(5)).expect("a tip")
}

pub fn control_tip() -> ControlTip {
    ControlTip { sequence: Sequence(7), hash: hash(6) }
}

pub fn origin() -> Origin {
    Origin::parse("wss://relay.example").expect("an origin")
}

pub fn challenge() -> Challenge {
    Challenge {
        origin: origin(),
        space: space(),
        client_nonce: Nonce32([1; 32]),
        relay_nonce: Nonce32([2; 32]),
        principal: Principal::Device(device("ada")),
    }
}

pub fn manifest() -> Manifest {
    let facts = ManifestFacts {
        space: space(),
        epoch: Epoch(1),
        author: device("ada"),
        covers: seen(),
        log_epoch: Epoch(1),
        previous: Some(hash(9)),
        authors: vec![(device("ada"), author_tip())],
        parts: vec![hash(1), hash(2)],
    };
    UnsignedManifest::new(facts).expect("facts").sign(&secret("ada")).expect("a manifest")
}

pub fn presence() -> Envelope {
    sealed(&header("ada", Kind::Ephemeral, 1, Hash32::ZERO, seen(), 1), "ada", b"here")
}

pub fn part() -> Envelope {
    sealed(&header("ada", Kind::SnapshotPart, 0, Hash32::ZERO, seen(), 1), "ada", b"all of it")
}

pub fn client_frames() -> Vec<ClientFrame> {
    let batch = || Batch::new(vec![first_change("ada"), first_change("ben")]).expect("two");
    let entry = || Space::of_ada().entry("ada invites one as editor");
    vec![
        ClientFrame::Hello { space: space(), nonce: Nonce32([1; 32]) },
        ClientFrame::Auth { principal: Principal::Device(device("ada")), signature: challenge().sign_entering(&secret("ada")) },
        ClientFrame::Auth { principal: Principal::Invite(invite("one")), signature: Signature([3; 64]) },
        ClientFrame::CreateSpace {
            entries: Entries::new(vec![genesis(None), entry()]).expect("two"),
            token: Token::new(b"let me".to_vec()),
        },
        ClientFrame::CreateSpace { entries: Entries::new(vec![genesis(None)]).expect("one"), token: None },
        ClientFrame::Open { after: seen(), own: OwnItems::Named },
        ClientFrame::Open { after: Seen::START, own: OwnItems::Whole },
        ClientFrame::Append { changes: batch() },
        ClientFrame::Fetch { span: Span::new(Position(1), Position(500)).expect("a span") },
        ClientFrame::SnapshotPart { part: part() },
        ClientFrame::SnapshotCommit { manifest: manifest() },
        ClientFrame::SnapshotFetch { manifest: None },
        ClientFrame::SnapshotFetch { manifest: Some(hash(1)) },
        ClientFrame::PartsFetch { parts: Hashes::new(vec![hash(2), hash(1)]).expect("two") },
        ClientFrame::Acked { manifest: hash(1) },
        ClientFrame::Ephemeral { envelope: presence() },
        ClientFrame::ControlAppend { entry: entry() },
        ClientFrame::ControlFetch { after: Sequence(7) },
        ClientFrame::DeleteSpace { signature: challenge().sign_deleting(&secret("ada")) },
        ClientFrame::Ping { number: 7 },
    ]
}

pub fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::Unknown,
        Refusal::Malformed,
        Refusal::StaleEpoch { needed: Epoch(2) },
        Refusal::Role,
        Refusal::Conflict { tip: control_tip() },
        Refusal::Entry,
        Refusal::Behind { at: seen() },
        Refusal::Gap { tip: author_tip() },
        Refusal::Fork { tip: author_tip() },
        Refusal::Invalid,
        Refusal::LogReset { at: Seen::START },
        Refusal::TooOld { floor: Position(9), snapshot: hash(1) },
        Refusal::TooLarge { bytes_max: 1 << 20 },
        Refusal::Quota { used: 10, allowed: 9 },
        Refusal::Rate { retry_after_ms: 1_500 },
        Refusal::Busy { resync_from: Position(8) },
        Refusal::Missing,
        Refusal::Unavailable { retry_after_ms: 100 },
    ]
}

pub fn relay_frames() -> Vec<RelayFrame> {
    let own = Item::Own { counter: Counter(1), hash: hash(1) };
    let log = LogTip { at: seen(), floor: Position(2), snapshot: Some(hash(1)), own: author_tip() };
    let entries = Entries::new(vec![genesis(None)]).expect("one");
    let mut frames = vec![
        RelayFrame::Greeting { nonce: Nonce32([2; 32]), origin: origin(), limits: Limits::default() },
        RelayFrame::Welcome { control: control_tip(), log: Some(log) },
        RelayFrame::Welcome { control: control_tip(), log: None },
        RelayFrame::Ack { counter: Counter(2), at: seen() },
        RelayFrame::Push { first: Position(3), items: Items::new(vec![own, Item::Whole(first_change("ben"))]).expect("two") },
        RelayFrame::CaughtUp { at: seen() },
        RelayFrame::Fetched { first: Position(1), changes: Some(Batch::new(vec![first_change("ada")]).expect("one")) },
        RelayFrame::Fetched { first: Position(9), changes: None },
        RelayFrame::Control { entries: Some(entries), tip: control_tip() },
        RelayFrame::Control { entries: None, tip: control_tip() },
        RelayFrame::ControlAck { tip: control_tip() },
        RelayFrame::SnapshotAck { hash: hash(1) },
        RelayFrame::Snapshot { manifest: manifest() },
        RelayFrame::Parts { parts: Batch::new(vec![part()]).expect("one") },
        RelayFrame::Ephemeral { envelope: presence() },
        RelayFrame::Pong { number: 7 },
        RelayFrame::CompactHint { up_to: Position(1_000) },
        RelayFrame::Deleted,
    ];
    frames.extend(refusals().into_iter().map(|refusal| RelayFrame::Err { about: 5, refusal }));
    frames
}

/// The entry that each kind of sentence makes, after the space it follows.
pub fn entries() -> Vec<(Space, wire::Entry)> {
    let team = "ada invites one as editor; ben enrols by one; ada approves ben";
    [
        ("", "ada invites two as viewer"),
        ("", "ada invites two as guest at once"),
        ("ada invites two as viewer", "cal enrols by two"),
        ("ada invites two as guest at once", "cal enrols by two"),
        ("ada invites two as viewer; cal enrols by two", "ada approves cal"),
        (team, "ada makes ben viewer"),
        (team, "ada removes ben"),
        (team, "ada starts epoch 2 for ada ben"),
        (team, "ben leaves"),
        ("ada invites two as viewer", "ada revokes two"),
    ]
    .map(|(story, line)| {
        let space = Space::told(story);
        let entry = space.entry(line);
        (space, entry)
    })
    .into()
}
