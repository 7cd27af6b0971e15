//! What a relay may try, and what comes of it: it is caught, or nothing comes of it.

use std::collections::BTreeSet;

use sync::{Act, Chunk, DocName, Engine, Failure, Input, Lie, Status, Stuck, Success};
use throughline_tests::fleet::Fleet;
use throughline_tests::mailbox::Mailbox;
use wire::{AuthorTip, Envelope, Position, RelayFrame, Role, WalkRefusal};

/// An owner and an editor who are in step, with a few changes behind them.
fn pair(seed: u64) -> Fleet {
    let mut fleet = Fleet::found(seed);
    fleet.run(5_000);
    fleet.invite(0, Role::Editor, true);
    fleet.run(10_000);
    fleet.edit(0, 1);
    fleet.edit(1, 2);
    fleet.run(30_000);
    assert!(fleet.is_in_step());
    fleet
}

fn status(fleet: &Fleet, device: usize) -> Status {
    fleet.devices[device].status.clone()
}

fn role(fleet: &Fleet, device: usize) -> Option<Role> {
    fleet.devices[device].engine.as_ref().and_then(Engine::role)
}

fn lied(fleet: &Fleet, device: usize) -> Option<Lie> {
    match status(fleet, device) {
        Status::Stuck(Stuck::Lied(lie)) => Some(lie),
        _ => None,
    }
}

#[test]
fn a_flipped_bit_anywhere_brings_nothing_in_and_nothing_out_of_step() {
    for seed in 0..12 {
        let mut fleet = pair(100 + seed);
        fleet.tamper = Some(Box::new(|chance, _, mut bytes| {
            if chance.roll(12) == 0 {
                let at = chance.index(bytes.len());
                bytes[at] ^= 1 << chance.roll(8);
            }
            vec![bytes]
        }));
        for round in 0..15 {
            fleet.edit(round % 2, 1);
            fleet.run(4_000);
        }
        fleet.tamper = None;
        for device in 0..2 {
            assert_eq!(fleet.devices[device].troubles, 0, "seed {seed}");
            if matches!(status(&fleet, device), Status::Stuck(_)) {
                fleet.give(device, Input::StartOver);
            }
        }
        assert!(fleet.heal(), "seed {seed}: {:?} {:?}", status(&fleet, 0), status(&fleet, 1));
        assert_eq!(fleet.devices[0].disk.docs, fleet.devices[1].disk.docs);
        assert_eq!(fleet.devices[0].disk.numbers(), (1..=17).collect::<BTreeSet<u64>>());
    }
}

#[test]
fn frames_that_come_twice_or_in_another_order_lose_nothing() {
    for seed in 0..12 {
        let mut fleet = pair(200 + seed);
        let mut held: Option<(usize, Vec<u8>)> = None;
        fleet.tamper = Some(Box::new(move |chance, device, bytes| match (chance.roll(8), held.take()) {
            (0, None) => {
                held = Some((device, bytes));
                Vec::new()
            }
            (1, before) => {
                held = before;
                vec![bytes.clone(), bytes]
            }
            (_, Some((to, before))) if to == device => vec![bytes, before],
            (_, before) => {
                held = before;
                vec![bytes]
            }
        }));
        for round in 0..15 {
            fleet.edit(round % 2, 1);
            fleet.run(4_000);
        }
        fleet.tamper = None;
        for device in 0..2 {
            if matches!(status(&fleet, device), Status::Stuck(_)) {
                fleet.give(device, Input::StartOver);
            }
        }
        assert!(fleet.heal(), "seed {seed}: {:?} {:?}", status(&fleet, 0), status(&fleet, 1));
        assert_eq!(fleet.devices[0].disk.docs, fleet.devices[1].disk.docs);
        assert_eq!(fleet.devices[0].disk.numbers(), (1..=17).collect::<BTreeSet<u64>>());
    }
}

#[test]
fn a_change_that_is_left_out_is_noticed_at_the_next_one() {
    let mut fleet = pair(1);
    let mut left_out = false;
    fleet.tamper = Some(Box::new(move |_, device, bytes| {
        let is_push = matches!(RelayFrame::decode(&bytes), Ok(RelayFrame::Push { .. }));
        if device == 1 && is_push && !left_out {
            left_out = true;
            return Vec::new();
        }
        vec![bytes]
    }));
    fleet.edit(0, 1);
    fleet.run(5_000);
    fleet.edit(0, 1);
    fleet.run(5_000);
    assert_eq!(lied(&fleet, 1), Some(Lie::Log(WalkRefusal::Position { expected: Position(3) })));
    // It says so, and goes on when somebody tells it to.
    fleet.give(1, Input::StartOver);
    assert!(fleet.heal());
    assert_eq!(fleet.devices[0].disk.docs, fleet.devices[1].disk.docs);
}

#[test]
fn whoever_is_kept_from_changes_does_not_believe_to_be_in_step() {
    let mut fleet = pair(2);
    fleet.tamper = Some(Box::new(|_, device, bytes| {
        let is_push = matches!(RelayFrame::decode(&bytes), Ok(RelayFrame::Push { .. }));
        if device == 1 && is_push { Vec::new() } else { vec![bytes] }
    }));
    fleet.edit(0, 1);
    fleet.run(60_000);
    assert_eq!(status(&fleet, 0), Status::InStep);
    assert_eq!(status(&fleet, 1), Status::CatchingUp { left: 1 });
}

#[test]
fn two_logs_are_noticed_by_what_two_devices_have_read() {
    let mut fleet = pair(3);
    let mut second = Mailbox::new(throughline_tests::fleet::origin());
    second.kept = fleet.relay.kept.clone();
    fleet.second = Some((second, BTreeSet::from([1])));
    fleet.break_line(1);
    fleet.run(5_000);
    fleet.edit(0, 1);
    fleet.edit(1, 1);
    fleet.run(60_000);
    let forked = |device: usize| matches!(status(&fleet, device), Status::Stuck(Stuck::Fork { .. }));
    assert!(forked(0) || forked(1), "{:?} {:?}", status(&fleet, 0), status(&fleet, 1));
    // It is remembered over a start.
    let device = if forked(0) { 0 } else { 1 };
    fleet.restart(device);
    fleet.run(1_000);
    assert!(matches!(status(&fleet, device), Status::Stuck(Stuck::Fork { .. })));
}

/// The change of a member that was removed meanwhile, let into the log by the relay after all.
#[test]
fn a_change_under_an_ended_key_is_refused_by_every_client() {
    let mut fleet = pair(4);
    fleet.devices[1].is_cut_off = false;
    let late = caught_append(&mut fleet, 1);
    let ben = fleet.key(1).expect("a key");
    fleet.act(0, Act::Remove { device: ben });
    fleet.run(30_000);
    assert_eq!(fleet.relay.kept.members.as_ref().map(|members| members.epoch().0), Some(2));
    fleet.invite(0, Role::Editor, true);
    fleet.run(20_000);
    fleet.relay.kept.put(late);
    fleet.edit(0, 1);
    fleet.run(20_000);
    for device in [0, 2] {
        assert!(
            matches!(lied(&fleet, device), Some(Lie::Log(WalkRefusal::EndedEpoch { .. } | WalkRefusal::Chain { .. }))),
            "{:?}",
            status(&fleet, device)
        );
    }
}

/// The same of somebody who may only read by now.
#[test]
fn a_viewers_change_is_refused_by_every_client() {
    let mut fleet = pair(5);
    let late = caught_append(&mut fleet, 1);
    let ben = fleet.key(1).expect("a key");
    fleet.act(0, Act::SetRole { device: ben, role: Role::Viewer });
    fleet.run(30_000);
    assert_eq!(role(&fleet, 1), Some(Role::Viewer));
    assert_eq!(status(&fleet, 1), Status::Stuck(Stuck::MayNotWrite));
    fleet.relay.kept.put(late);
    fleet.edit(0, 1);
    fleet.run(20_000);
    assert!(lied(&fleet, 0).is_some(), "{:?}", status(&fleet, 0));
    // And it is not taken by an honest relay either.
    assert!(!fleet.devices[0].disk.numbers().contains(&3));
}

/// A change that a device sent and the relay did not take in, as far as anybody knows.
fn caught_append(fleet: &mut Fleet, device: usize) -> Envelope {
    let before = fleet.relay.kept.clone();
    fleet.tamper = Some(Box::new(move |_, _, bytes| {
        let tells = matches!(RelayFrame::decode(&bytes), Ok(RelayFrame::Push { .. } | RelayFrame::Ack { .. }));
        if tells { Vec::new() } else { vec![bytes] }
    }));
    fleet.edit(device, 9);
    fleet.run(8_000);
    let taken = fleet.relay.kept.log.last().cloned().expect("appended");
    assert_eq!(Some(taken.header().author), fleet.key(device));
    fleet.relay.kept = before;
    fleet.tamper = None;
    fleet.break_line(0);
    fleet.break_line(device);
    fleet.devices[device].is_cut_off = true;
    fleet.run(3_000);
    fleet.devices[device].is_cut_off = false;
    fleet.stop_relay();
    fleet.relay_is_down = false;
    fleet.crash(device);
    fleet.run(5_000);
    fleet.restart(device);
    fleet.devices[device].is_cut_off = true;
    fleet.run(1_000);
    fleet.devices[device].is_cut_off = false;
    taken
}

#[test]
fn a_relay_that_says_our_key_is_in_use_elsewhere_has_to_show_it() {
    let mut fleet = pair(6);
    fleet.tamper = Some(Box::new(|_, device, bytes| match RelayFrame::decode(&bytes) {
        Ok(RelayFrame::Welcome { control, log: Some(mut log) }) if device == 1 => {
            log.own = AuthorTip::new(wire::Counter(99), wire::Hash32([9; 32])).expect("a tip");
            vec![RelayFrame::Welcome { control, log: Some(log) }.encode()]
        }
        _ => vec![bytes],
    }));
    fleet.break_line(1);
    fleet.run(20_000);
    assert_eq!(lied(&fleet, 1), Some(Lie::Head));
}

#[test]
fn a_heartbeat_that_is_shown_again_counts_for_nothing() {
    let mut fleet = pair(7);
    let heard = |fleet: &Fleet| fleet.devices[1].engine.as_ref().and_then(|engine| engine.heard().values().max().copied());
    let mut first: Option<Vec<u8>> = None;
    fleet.tamper = Some(Box::new(move |_, device, bytes| match RelayFrame::decode(&bytes) {
        Ok(RelayFrame::Ephemeral { .. }) if device == 1 => vec![first.get_or_insert(bytes).clone()],
        _ => vec![bytes],
    }));
    fleet.run(25_000);
    let after_first = heard(&fleet);
    fleet.run(120_000);
    assert!(after_first.is_some());
    assert_eq!(heard(&fleet), after_first);
}

#[test]
fn a_wiped_relay_is_said_and_nothing_is_lost() {
    let mut fleet = pair(8);
    fleet.stop_relay();
    fleet.relay.kept = Default::default();
    fleet.relay_is_down = false;
    fleet.run(90_000);
    assert_eq!(status(&fleet, 0), Status::Stuck(Stuck::NotAdmitted));
    assert_eq!(fleet.devices[0].disk.numbers(), BTreeSet::from([1, 2]));
    fleet.give(0, Input::StartOver);
    fleet.run(20_000);
    assert_eq!(status(&fleet, 0), Status::InStep);
    assert_eq!(fleet.relay.kept.log.len(), 2);
    assert!(fleet.heal());
}

#[test]
fn a_file_brings_changes_without_a_relay_and_is_checked_like_one() {
    let mut fleet = pair(9);
    fleet.stop_relay();
    fleet.edit(0, 1);
    let chunks = |fleet: &Fleet, device: usize| -> Vec<Chunk> {
        let bytes = |has: &BTreeSet<u64>| has.iter().flat_map(|number| number.to_be_bytes()).collect();
        fleet.devices[device].disk.docs.iter().map(|(doc, has)| Chunk { doc: doc.clone(), bytes: bytes(has) }).collect()
    };
    let of_all = chunks(&fleet, 0);
    fleet.give(0, Input::Export { ticket: 7, chunks: of_all });
    let Some((7, Ok(Success::Exported(file)))) = fleet.devices[0].answers.last().cloned() else { panic!("no file") };
    assert!(!file.windows(5).any(|bytes| bytes == b"doc-1"));
    fleet.give(1, Input::Import { ticket: 8, file: file.clone() });
    fleet.run(1_000);
    assert_eq!(fleet.devices[1].answers.last(), Some(&(8, Ok(Success::Imported(2)))));
    assert_eq!(fleet.devices[1].disk.docs, fleet.devices[0].disk.docs);
    // What came in the file does not count as sent: the relay gets it from whoever comes first.
    fleet.devices[0].is_cut_off = true;
    fleet.relay_is_down = false;
    let before = fleet.relay.kept.log.len();
    fleet.give(1, Input::Hurry);
    fleet.run(90_000);
    assert_eq!(status(&fleet, 1), Status::InStep);
    assert_eq!(fleet.relay.kept.log.len(), before + 1);
    for at in (0..file.len()).step_by(file.len() / 60) {
        let mut flipped = file.clone();
        flipped[at] ^= 1;
        fleet.give(1, Input::Import { ticket: 9, file: flipped });
        let answer = fleet.devices[1].answers.last().cloned();
        assert!(matches!(answer, Some((9, Err(Failure::File | Failure::FileAuthor | Failure::FileDiffers)))), "{at}: {answer:?}");
    }
    let mut stranger = pair(10);
    stranger.give(1, Input::Import { ticket: 9, file });
    assert_eq!(stranger.devices[1].answers.last(), Some(&(9, Err(Failure::File))), "of another space: there is nothing to compare");
}

#[test]
fn a_document_that_a_snapshot_leaves_out_is_sent_again_and_the_snapshot_is_not_vouched_for() {
    let mut fleet = pair(11);
    // The owner's storage has lost a document without a word.
    let lost = DocName::new("doc-2").expect("a name");
    fleet.devices[0].disk.docs.remove(&lost).expect("a document");
    fleet.devices[1].is_cut_off = true;
    fleet.break_line(1);
    fleet.relay.hint_every = 1;
    fleet.edit(0, 1);
    fleet.run(60_000);
    assert!(fleet.relay.kept.manifest.is_some() && fleet.relay.kept.log.len() == 3);
    fleet.devices[1].is_cut_off = false;
    fleet.relay.hint_every = usize::MAX;
    fleet.give(1, Input::Hurry);
    fleet.run(60_000);
    assert_eq!(fleet.relay.kept.floor, 0, "nothing is deleted for it");
    assert_eq!(fleet.devices[0].disk.docs, fleet.devices[1].disk.docs);
    assert!(fleet.devices[0].disk.docs.contains_key(&lost));
}
