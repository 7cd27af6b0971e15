//! The data log: one author's chain, and a reader's walk.

mod cast;

use cast::{Space, device, first_change, header, sealed};
use wire::{
    Admitted, Agreement, AppendDenial, AppendRefusal, AuthorLog, AuthorTip, Counter, Envelope, EnvelopeRefusal, Epoch, Hash32, Kind,
    Membership, Position, Refusal, Seen, Verified, Walk, WalkRefusal,
};

/// A change of an author after a tip.
fn change(author: &str, tip: AuthorTip, seen: Seen, epoch: u32, words: &str) -> Envelope {
    sealed(&header(author, Kind::Change, tip.counter().0 + 1, tip.hash(), seen, epoch), author, words.as_bytes())
}

fn admit(log: &mut AuthorLog, change: &Envelope, members: &Membership) -> Result<bool, AppendRefusal> {
    match log.admit(change, members)? {
        Admitted::Already => Ok(false),
        Admitted::New(verified) => {
            assert!(log.advance(&verified));
            Ok(true)
        }
    }
}

fn team() -> Space {
    Space::told("ada invites one as editor at once; ben enrols by one; ada invites two as viewer at once; cal enrols by two")
}

/// A log of a chain of this many.
fn chain(length: u64, members: &Membership) -> (AuthorLog, Vec<Envelope>) {
    let mut log = AuthorLog::new(device("ada"));
    let mut changes = Vec::new();
    for number in 0..length {
        let next = change("ada", log.tip(), Seen::START, 1, &number.to_string());
        assert_eq!(admit(&mut log, &next, members), Ok(true));
        changes.push(next);
    }
    (log, changes)
}

#[test]
fn a_change_that_is_there_is_not_appended_again() {
    let members = team().membership;
    let (mut log, changes) = chain(3, &members);
    for change in &changes {
        assert_eq!(admit(&mut log, change, &members), Ok(false));
    }
    assert_eq!(log.tip(), AuthorTip::new(Counter(3), changes[2].hash()).expect("a tip"));
}

#[test]
fn an_acknowledgement_that_was_lost_is_given_again_in_a_later_epoch() {
    let mut space = team();
    let (log, changes) = chain(2, &space.membership);
    space.tell("ada starts epoch 2 for ada ben cal").expect("an epoch");
    assert_eq!(log.admit(&changes[1], &space.membership), Ok(Admitted::Already));
    let late = change("ada", log.tip(), Seen::START, 1, "late");
    let stale = AppendDenial::StaleEpoch { needed: Epoch(2) };
    assert_eq!(log.admit(&late, &space.membership), Err(AppendRefusal::Envelope(EnvelopeRefusal::Denied(stale))));
}

#[test]
fn two_devices_with_one_key_are_found_out() {
    let members = team().membership;
    let (log, changes) = chain(2, &members);
    let tip = log.tip();
    let other = change("ada", AuthorTip::new(Counter(1), changes[0].hash()).expect("a tip"), Seen::START, 1, "something else");
    assert_eq!(log.admit(&other, &members), Err(AppendRefusal::Fork { tip }));
    let elsewhere = change("ada", AuthorTip::new(Counter(2), Hash32([1; 32])).expect("a tip"), Seen::START, 1, "x");
    assert_eq!(log.admit(&elsewhere, &members), Err(AppendRefusal::Fork { tip }));
}

#[test]
fn what_does_not_belong_to_the_chain_is_refused() {
    let members = team().membership;
    let (log, _) = chain(1, &members);
    let tip = log.tip();
    let gap = change("ada", AuthorTip::new(Counter(2), Hash32([1; 32])).expect("a tip"), Seen::START, 1, "x");
    assert_eq!(log.admit(&gap, &members), Err(AppendRefusal::Gap { tip }));
    assert_eq!(log.admit(&first_change("ben"), &members), Err(AppendRefusal::OtherAuthor(device("ben"))));
    let part = sealed(&header("ada", Kind::SnapshotPart, 0, Hash32::ZERO, Seen::START, 1), "ada", b"x");
    assert_eq!(log.admit(&part, &members), Err(AppendRefusal::Kind(Kind::SnapshotPart)));
    let forged = sealed(&header("ada", Kind::Change, 2, tip.hash(), Seen::START, 1), "ben", b"x");
    assert_eq!(log.admit(&forged, &members), Err(AppendRefusal::Envelope(EnvelopeRefusal::Signature)));
}

#[test]
fn a_chain_is_remembered_as_far_back_as_an_append_is_repeated() {
    let members = team().membership;
    let (log, changes) = chain(AuthorLog::RECENT as u64 + 2, &members);
    let tip = log.tip();
    assert_eq!(log.admit(&changes[1], &members), Err(AppendRefusal::Old { tip }));
    assert_eq!(log.admit(&changes[2], &members), Ok(Admitted::Already));
    let kept = AuthorLog::resume(device("ada"), tip, changes[..changes.len() - 1].iter().map(Envelope::hash));
    assert_eq!(kept, log);
    let bare = AuthorLog::resume(device("ada"), tip, []);
    assert_eq!(bare.admit(changes.last().expect("many"), &members), Ok(Admitted::Already));
    assert_eq!(bare.admit(&changes[3], &members), Err(AppendRefusal::Old { tip }));
}

#[test]
fn a_chain_takes_its_next_change_only() {
    let members = team().membership;
    let (mut log, changes) = chain(1, &members);
    let before = log.clone();
    assert!(!log.advance(&changes[0].verify(&members).expect("a change")));
    assert!(!log.advance(&first_change("ben").verify(&members).expect("a change")));
    assert_eq!(log, before);
}

/// Steps along changes that each saw the one before.
fn step(walk: &mut Walk, author: &str, epoch: u32, members: &Membership) -> Result<Verified, WalkRefusal> {
    let next = change(author, walk.tip(&device(author)), walk.at(), epoch, "words");
    let position = Position(walk.at().position().0 + 1);
    walk.step(position, &next, members)
}

#[test]
fn a_walk_computes_the_head_of_what_it_passed() {
    let members = team().membership;
    let mut walk = Walk::default();
    let mut head = Seen::START;
    for author in ["ada", "ben", "ada"] {
        let verified = step(&mut walk, author, 1, &members).expect("a change");
        head = head.then(verified.envelope().hash()).expect("a place");
    }
    assert_eq!((walk.at(), walk.at().position()), (head, Position(3)));
    assert_eq!(walk.tip(&device("ada")).counter(), Counter(2));
}

#[test]
fn a_walk_stays_where_it_was_when_the_next_step_is_wrong() {
    let members = team().membership;
    let mut walk = Walk::default();
    step(&mut walk, "ada", 1, &members).expect("a change");
    let before = walk.clone();
    let tip = walk.tip(&device("ada"));
    let good = change("ada", tip, walk.at(), 1, "x");
    assert_eq!(walk.step(Position(3), &good, &members), Err(WalkRefusal::Position { expected: Position(2) }), "a gap");
    assert_eq!(walk.step(Position(1), &good, &members), Err(WalkRefusal::Position { expected: Position(2) }), "a replay");
    assert_eq!(walk.step(Position(2), &first_change("ada"), &members), Err(WalkRefusal::Chain { tip }), "the same change again");
    let skipped = change("ben", AuthorTip::new(Counter(1), Hash32([1; 32])).expect("a tip"), walk.at(), 1, "x");
    assert_eq!(walk.step(Position(2), &skipped, &members), Err(WalkRefusal::Chain { tip: AuthorTip::START }), "one is withheld");
    let ahead = change("ben", AuthorTip::START, Seen::new(Position(2), Hash32([1; 32])).expect("a place"), 1, "x");
    assert_eq!(walk.step(Position(2), &ahead, &members), Err(WalkRefusal::SeenAhead));
    let viewer = EnvelopeRefusal::Denied(AppendDenial::NeverThen);
    assert_eq!(step(&mut walk, "cal", 1, &members), Err(WalkRefusal::Envelope(viewer)), "the relay let a viewer write");
    let part = sealed(&header("ada", Kind::SnapshotPart, 0, Hash32::ZERO, Seen::START, 1), "ada", b"x");
    assert_eq!(walk.step(Position(2), &part, &members), Err(WalkRefusal::Kind(Kind::SnapshotPart)));
    assert_eq!(walk, before);
}

#[test]
fn after_the_place_where_an_epoch_began_the_one_before_is_over() {
    let mut space = team();
    let mut walk = Walk::default();
    step(&mut walk, "ben", 1, &space.membership).expect("a change");
    let at = walk.at();
    space.at = at;
    space.tell("ada removes ben; ada starts epoch 2 for ada cal").expect("a removal");
    // A relay that still takes what the removed device appends.
    let refused = Err(WalkRefusal::EndedEpoch { least: Epoch(2) });
    assert_eq!(step(&mut walk, "ben", 1, &space.membership), refused);
    step(&mut walk, "ada", 2, &space.membership).expect("a change");
    assert_eq!(step(&mut walk, "ben", 1, &space.membership), refused, "once there was something of the new epoch, too");
    // Whoever joins now reads the past as it was.
    let mut joins = Walk::default();
    let past = change("ben", AuthorTip::START, Seen::START, 1, "words");
    assert!(joins.step(Position(1), &past, &space.membership).is_ok());
    assert_eq!(joins.at(), at);
    assert_eq!(step(&mut joins, "ben", 1, &space.membership), refused);
}

#[test]
fn an_epoch_that_is_not_known_yet_is_waited_for() {
    let mut space = team();
    let mut walk = Walk::default();
    let unknown = EnvelopeRefusal::Denied(AppendDenial::UnknownEpoch { newest: Epoch(1) });
    assert_eq!(step(&mut walk, "ada", 2, &space.membership), Err(WalkRefusal::Envelope(unknown)));
    space.tell("ada starts epoch 2 for ada ben cal").expect("an epoch");
    assert!(step(&mut walk, "ada", 2, &space.membership).is_ok());
}

#[test]
fn readers_of_two_logs_find_out_when_they_compare() {
    let members = team().membership;
    let (mut one, mut other) = (Walk::default(), Walk::default());
    step(&mut one, "ada", 1, &members).expect("a change");
    step(&mut other, "ben", 1, &members).expect("a change");
    assert_eq!(one.compare(&one.at()), Agreement::Same);
    assert_eq!(one.compare(&Seen::START), Agreement::Same);
    assert_eq!(one.compare(&other.at()), Agreement::Differs);
    step(&mut other, "ben", 1, &members).expect("a change");
    assert_eq!(one.compare(&other.at()), Agreement::NotKnown);
}

#[test]
fn what_is_ones_own_is_passed_by_name() {
    let members = team().membership;
    let (mut whole, mut named) = (Walk::default(), Walk::default());
    let own = first_change("ada");
    whole.step(Position(1), &own, &members).expect("a change");
    named.step_own(Position(1), &own).expect("a change");
    assert_eq!(whole, named);
    assert_eq!(named.step_own(Position(2), &own), Err(WalkRefusal::Chain { tip: named.tip(&device("ada")) }));
}

#[test]
fn a_walk_goes_on_from_what_was_kept() {
    let members = team().membership;
    let mut walk = Walk::default();
    step(&mut walk, "ada", 1, &members).expect("a change");
    let mut kept = Walk::resume(walk.at(), walk.epoch(), walk.authors().clone());
    assert_eq!(kept.compare(&Seen::START), Agreement::NotKnown);
    step(&mut kept, "ada", 1, &members).expect("a change");
    step(&mut walk, "ada", 1, &members).expect("a change");
    assert_eq!((kept.at(), kept.authors()), (walk.at(), walk.authors()));
}

#[test]
fn a_client_is_told_what_it_can_do_something_about() {
    let mut space = team();
    let told = |space: &Space, change: &Envelope| {
        AuthorLog::new(change.header().author).admit(change, &space.membership).map(|_| ()).map_err(Refusal::from)
    };
    let of = |author: &str, epoch| change(author, AuthorTip::START, Seen::START, epoch, "x");
    assert_eq!(told(&space, &of("ada", 1)), Ok(()));
    assert_eq!(told(&space, &of("nobody", 1)), Err(Refusal::Unknown));
    assert_eq!(told(&space, &of("cal", 1)), Err(Refusal::Role));
    assert_eq!(told(&space, &of("ada", 2)), Err(Refusal::StaleEpoch { needed: Epoch(1) }), "the relay is behind");
    space.tell("ada removes ben").expect("a removal");
    assert_eq!(told(&space, &of("ada", 1)), Err(Refusal::StaleEpoch { needed: Epoch(2) }));
    assert_eq!(told(&space, &of("ben", 1)), Err(Refusal::Unknown));
}
