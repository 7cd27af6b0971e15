//! What the relay says, told as stories: one process, a storage in memory, and a clock that is set by hand.

#[path = "../../crates/wire/tests/cast/mod.rs"]
mod cast;
mod people;

use std::cell::Cell;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use cast::{Space, device, invite, secret};
use expect_test::{Expect, expect};
use people::{Author, after, append, auth, challenge, create, hello, open, origin, shown, team};
use relay::at_once;
use relay::hub::{Connection, Hub, Rate, Settings};
use relay::store::{Fault, LogStore, MemoryStore, News};
use wire::{ClientFrame, DeviceKey, Hashes, Nonce32, Principal, RelayFrame, Seen, Sequence, Span};

const NOW: u64 = 1_800_000_000_000;
const DAY: u64 = 24 * 60 * 60 * 1000;

struct Relay {
    hub: Arc<Hub<MemoryStore>>,
    now_ms: Cell<u64>,
    nonces: Cell<u8>,
}

struct Peer<'r> {
    relay: &'r Relay,
    connection: Connection,
}

impl Relay {
    fn over(store: MemoryStore, set: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::new(origin());
        set(&mut settings);
        Self { hub: Arc::new(Hub::new(store, settings)), now_ms: Cell::new(NOW), nonces: Cell::new(0) }
    }

    /// With a team's space on it.
    fn with_team(set: impl FnOnce(&mut Settings)) -> (Self, Space) {
        let relay = Self::over(MemoryStore::default(), set);
        let space = team(NOW);
        let founder = relay.call().expect("room for one");
        founder.ask(hello(cast::space()));
        assert_eq!(shown(&founder.ask(create(&space))), format!("control ack {}", space.entries.len()));
        founder.hang_up();
        (relay, space)
    }

    fn call(&self) -> Option<Peer<'_>> {
        self.call_from(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    fn call_from(&self, address: IpAddr) -> Option<Peer<'_>> {
        self.nonces.set(self.nonces.get().wrapping_add(1));
        let connection = self.hub.connect(address, Nonce32([self.nonces.get(); 32]), self.now_ms.get())?;
        Some(Peer { relay: self, connection })
    }

    fn enter(&self, name: &str) -> Peer<'_> {
        let peer = self.call().expect("room for one");
        let said = peer.enter_as(Principal::Device(device(name)), name);
        assert!(said.starts_with("welcome"), "{name}: {said}");
        peer
    }

    /// Enters and reads from the start.
    fn reader(&self, name: &str) -> Peer<'_> {
        let peer = self.enter(name);
        peer.ask(open(Seen::START));
        peer
    }

    fn pass(&self, ms: u64) {
        self.now_ms.set(self.now_ms.get() + ms);
        at_once(self.hub.tick(self.now_ms.get())).expect("nothing waits");
    }
}

impl Peer<'_> {
    fn say(&self, frame: ClientFrame) {
        let (hub, now_ms) = (&self.relay.hub, self.relay.now_ms.get());
        at_once(hub.receive(self.connection.id, &frame.encode(), now_ms)).expect("nothing waits");
    }

    /// What came since it was asked for last.
    fn heard(&self) -> Vec<RelayFrame> {
        let mut frames = Vec::new();
        loop {
            let taken = self.connection.outbox.take();
            if taken.is_empty() && !self.connection.outbox.wants_more() {
                return frames;
            }
            frames.extend(taken.iter().map(|frame| RelayFrame::decode(frame).expect("a frame")));
            at_once(self.relay.hub.drained(self.connection.id)).expect("nothing waits");
        }
    }

    fn ask(&self, frame: ClientFrame) -> Vec<RelayFrame> {
        self.say(frame);
        self.heard()
    }

    fn check(&self, frame: ClientFrame, expected: Expect) {
        expected.assert_eq(&shown(&self.ask(frame)));
    }

    fn check_heard(&self, expected: Expect) {
        expected.assert_eq(&shown(&self.heard()));
    }

    fn enter_as(&self, principal: Principal, name: &str) -> String {
        let greeting = self.ask(hello(cast::space()));
        shown(&self.ask(auth(&challenge(cast::space(), principal, &greeting[0]), &secret(name))))
    }

    fn is_ended(&self) -> bool {
        self.connection.outbox.is_ended()
    }

    fn hang_up(&self) {
        at_once(self.relay.hub.disconnect(self.connection.id)).expect("nothing waits");
    }
}

#[test]
fn what_one_appends_the_others_get_and_the_author_by_name() {
    let (relay, _) = Relay::with_team(|_| {});
    let (ada, ben, cal) = (relay.reader("ada"), relay.reader("ben"), relay.enter("cal"));
    let mut author = Author::new("ada");
    ada.check(append(&[author.says("one"), author.says("two")]), expect!["1:own · 2:own · ack 2 at 2"]);
    ben.check_heard(expect!["1:one · 2:two"]);
    cal.check_heard(expect![""]);
    cal.check(open(Seen::START), expect!["1:one · 2:two · caught up at 2"]);
    let mut other = Author::new("ben");
    ben.check(append(&[other.says("three")]), expect!["3:own · ack 1 at 3"]);
    cal.check_heard(expect!["3:three"]);
}

#[test]
fn a_repeated_append_is_acknowledged_and_not_stored_again() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    let changes = [author.says("one"), author.says("two"), author.says("three")];
    ada.check(append(&changes[..2]), expect!["ack 2 at 2"]);
    ada.check(append(&changes), expect!["ack 3 at 3"]);
    ada.check(append(&changes[..1]), expect!["ack 3 at 3"]);
    ada.check(open(Seen::START), expect!["1:own · 2:own · 3:own · caught up at 3"]);
}

#[test]
fn a_batch_is_taken_up_to_what_is_refused() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    let (one, two, three) = (author.says("one"), author.says("two"), author.says("three"));
    ada.check(append(&[one.clone(), three]), expect!["ack 1 at 1 · err 5: Gap { tip: AuthorTip { counter: Counter(1), hash: … } }"]);
    let mut fork = Author::new("ada");
    fork.says("one");
    ada.check(append(&[fork.says("another")]), expect!["ack 2 at 2"]);
    ada.check(append(&[two]), expect!["err 5: Fork { tip: AuthorTip { counter: Counter(2), hash: … } }"]);
}

#[test]
fn who_has_read_another_log_is_told_so() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    let changes = [author.says("one"), author.says("two")];
    ada.ask(append(&changes));
    let right = after(Seen::START, &changes);
    let other = after(Seen::START, &[changes[1].clone(), changes[0].clone()]);
    ada.check(open(right), expect!["caught up at 2"]);
    ada.check(open(other), expect!["err 4: LogReset { at: Seen { position: Position(2), head: … } }"]);
    author.seen = other;
    ada.check(append(&[author.clone().says("three")]), expect!["err 5: LogReset { at: Seen { position: Position(2), head: … } }"]);
    author.seen = right;
    ada.check(append(&[author.says("three")]), expect!["3:own · ack 3 at 3"]);
}

#[test]
fn a_long_log_comes_in_pieces_and_whole() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    for _ in 0..8 {
        let changes: Vec<_> = (0..4).map(|_| author.says_bytes(&vec![7; 200 << 10])).collect();
        assert!(shown(&ada.ask(append(&changes))).starts_with("ack"));
    }
    let ben = relay.enter("ben");
    ben.say(open(Seen::START));
    let first = ben.connection.outbox.take();
    assert!(first.iter().map(|frame| frame.len()).sum::<usize>() <= 2 << 20, "it is not all queued at once");
    at_once(relay.hub.drained(ben.connection.id)).expect("nothing waits");
    let rest = ben.heard();
    let frames: Vec<RelayFrame> = first.iter().map(|frame| RelayFrame::decode(frame).expect("a frame")).chain(rest).collect();
    let text = shown(&frames);
    assert!(text.ends_with("caught up at 32"), "{text}");
    assert_eq!(text.matches(':').count(), 32);
}

#[test]
fn who_is_too_slow_is_told_where_to_go_on_and_nobody_waits_for_it() {
    let (relay, _) = Relay::with_team(|settings| settings.queue_bytes = 3_300);
    let (ada, ben) = (relay.reader("ada"), relay.reader("ben"));
    let mut author = Author::new("ada");
    for number in 0..12 {
        let said = shown(&ada.ask(append(&[author.says(&format!("number {number}"))])));
        assert_eq!(said, format!("{0}:own · ack {0} at {0}", number + 1));
    }
    let text = shown(&ben.heard());
    assert!(text.starts_with("1:number 0 · ") && text.ends_with("err 0: Busy { resync_from: Position(11) }"), "{text}");
    ada.ask(append(&[author.says("after")]));
    ben.check_heard(expect![""]);
    let read = shown(&ben.ask(open(Seen::START)));
    assert!(read.ends_with("13:after · caught up at 13"), "{read}");
}

#[test]
fn a_reader_fetches_at_its_own_pace() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    ada.ask(append(&Author::new("ada").says_many(10)));
    let fetch = |from, up_to| ClientFrame::Fetch { span: Span::new(wire::Position(from), wire::Position(up_to)).expect("a span") };
    ada.check(fetch(3, 5), expect!["fetched 3 from 3"]);
    ada.check(fetch(9, 500), expect!["fetched 2 from 9"]);
    ada.check(fetch(11, 500), expect!["fetched 0 from 11"]);
}

#[test]
fn what_is_ephemeral_is_passed_on_and_not_kept() {
    let (relay, _) = Relay::with_team(|_| {});
    let (ada, cal) = (relay.enter("ada"), relay.enter("cal"));
    let before = relay.hub.store().writes();
    cal.check(ClientFrame::Ephemeral { envelope: Author::new("cal").is_here(1) }, expect![""]);
    ada.check_heard(expect!["here 1"]);
    assert_eq!(relay.hub.store().writes(), before);
}

#[test]
fn a_removed_device_is_ended_before_anything_else_is_said() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let (ada, ben, cal) = (relay.reader("ada"), relay.reader("ben"), relay.reader("cal"));
    let removal = space.entry("ada removes ben");
    space.membership.apply(&removal).expect("a removal");
    ada.check(ClientFrame::ControlAppend { entry: removal }, expect!["control ack 9"]);
    ben.check_heard(expect!["err 0: Unknown"]);
    assert!(ben.is_ended());
    cal.check_heard(expect!["control 9"]);
    let mut author = Author::new("ada");
    ada.check(append(&[author.clone().says("x")]), expect!["err 5: StaleEpoch { needed: Epoch(3) }"]);
    let mut members = ["ada", "cal", "dan"];
    members.sort_by_key(|name| device(name));
    let start = space.entry(&format!("ada starts epoch 3 for {}", members.join(" ")));
    ada.check(ClientFrame::ControlAppend { entry: start }, expect!["control ack 10"]);
    author.epoch = 3;
    ada.check(append(&[author.says("y")]), expect!["1:own · ack 1 at 1"]);
    cal.check_heard(expect!["control 10 · 1:y"]);
    let again = relay.call().expect("room for one");
    assert_eq!(again.enter_as(Principal::Device(device("ben")), "ben"), "err 2: Unknown");
    assert!(again.is_ended());
}

#[test]
fn an_epoch_begins_at_the_end_of_the_log_and_nowhere_before() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let changes = Author::new("ada").says_many(2);
    ada.ask(append(&changes));
    let mut members = ["ada", "ben", "cal", "dan"];
    members.sort_by_key(|name| device(name));
    let start = format!("ada starts epoch 3 for {}", members.join(" "));
    space.at = after(Seen::START, &changes[..1]);
    let early = ClientFrame::ControlAppend { entry: space.entry(&start) };
    ada.check(early, expect!["err 13: Behind { at: Seen { position: Position(2), head: … } }"]);
    space.at = after(Seen::START, &changes);
    ada.check(ClientFrame::ControlAppend { entry: space.entry(&start) }, expect!["control ack 9"]);
}

#[test]
fn of_two_entries_at_one_tip_the_second_is_a_conflict() {
    let (relay, space) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let (one, other) = (space.entry("ada invites five as editor"), space.entry("ada invites six as editor"));
    ada.check(ClientFrame::ControlAppend { entry: one.clone() }, expect!["control ack 9"]);
    let conflict = shown(&ada.ask(ClientFrame::ControlAppend { entry: other }));
    assert!(conflict.starts_with("err 13: Conflict"), "{conflict}");
    ada.check(ClientFrame::ControlAppend { entry: one }, expect!["control ack 9"]);
    ada.check(ClientFrame::ControlFetch { after: Sequence(7) }, expect!["control 9"]);
}

#[test]
fn an_invite_opens_the_control_log_and_enrols_one_device() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let entry = space.entry("ada invites door as editor");
    space.act("ada invites door as editor").expect("an invite");
    ada.check(ClientFrame::ControlAppend { entry }, expect!["control ack 9"]);
    let eve = relay.call().expect("room for one");
    assert_eq!(eve.enter_as(Principal::Invite(invite("door")), "door"), "welcome without the log");
    eve.check(open(Seen::START), expect!["err 4: Unknown"]);
    eve.check(append(&[Author::new("eve").says("x")]), expect!["err 5: Unknown"]);
    eve.check(ClientFrame::ControlFetch { after: Sequence(0) }, expect!["control 9"]);
    let forged = space.entry("ada removes ben");
    eve.check(ClientFrame::ControlAppend { entry: forged }, expect!["err 13: Role"]);
    let enrolment = space.entry("eve enrols by door");
    space.act("eve enrols by door").expect("an enrolment");
    eve.check(ClientFrame::ControlAppend { entry: enrolment }, expect!["control ack 10"]);
    ada.check_heard(expect!["control 10"]);
    let waiting = relay.call().expect("room for one");
    assert_eq!(waiting.enter_as(Principal::Device(device("eve")), "eve"), "welcome without the log");
    waiting.check(open(Seen::START), expect!["err 4: Unknown"]);
    ada.check(ClientFrame::ControlAppend { entry: space.entry("ada approves eve") }, expect!["control ack 11"]);
    waiting.check_heard(expect!["control 11"]);
    waiting.check(open(Seen::START), expect!["caught up at 0"]);
    let late = relay.call().expect("room for one");
    assert_eq!(late.enter_as(Principal::Invite(invite("door")), "door"), "err 2: Unknown");
}

#[test]
fn an_invite_whose_time_has_passed_by_the_relays_clock_opens_nothing() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    let entry = space.entry("ada invites door as editor for 5000");
    space.act("ada invites door as editor for 5000").expect("an invite");
    ada.ask(ClientFrame::ControlAppend { entry });
    let eve = relay.call().expect("room for one");
    assert_eq!(eve.enter_as(Principal::Invite(invite("door")), "door"), "welcome without the log");
    relay.pass(5_001);
    eve.check_heard(expect!["err 0: Unknown"]);
    let late = space.entry("eve enrols by door");
    let ben = relay.enter("ben");
    ben.check(ClientFrame::ControlAppend { entry: late }, expect!["err 13: Entry"]);
}

#[test]
fn what_a_snapshot_covers_goes_when_a_second_device_has_found_everything_in_it() {
    let (relay, _) = Relay::with_team(|_| {});
    let (ada, ben, cal) = (relay.enter("ada"), relay.enter("ben"), relay.enter("cal"));
    let mut author = Author::new("ada");
    let changes = author.says_many(4);
    ada.ask(append(&changes));
    let covers = after(Seen::START, &changes[..3]);
    let parts = [author.part("a"), author.part("b")];
    let manifest = author.manifest(covers, None, &parts);
    let commit = ClientFrame::SnapshotCommit { manifest: manifest.clone() };
    ada.check(commit.clone(), expect!["err 8: Missing"]);
    for part in &parts {
        ada.check(ClientFrame::SnapshotPart { part: part.clone() }, expect!["snapshot ack"]);
    }
    ada.check(commit.clone(), expect!["snapshot ack"]);
    ada.check(commit, expect!["snapshot ack"]);
    ada.check(ClientFrame::Acked { manifest: manifest.hash() }, expect![""]);
    ben.check(open(Seen::START), expect!["1:number 0 · 2:number 1 · 3:number 2 · 4:number 3 · caught up at 4"]);
    ben.check(ClientFrame::SnapshotFetch { manifest: None }, expect!["snapshot"]);
    let hashes = Hashes::new(parts.iter().map(wire::Envelope::hash).collect()).expect("two");
    ben.check(ClientFrame::PartsFetch { parts: hashes }, expect!["2 parts"]);
    ben.check(ClientFrame::Acked { manifest: manifest.hash() }, expect![""]);
    let too_old = shown(&cal.ask(open(Seen::START)));
    assert!(too_old.starts_with("err 4: TooOld { floor: Position(3)"), "{too_old}");
    cal.check(open(covers), expect!["4:number 3 · caught up at 4"]);
    ada.check(append(&changes), expect!["ack 4 at 4"]);
}

#[test]
fn thirty_days_settle_a_snapshot_that_nobody_else_read() {
    let (relay, _) = Relay::with_team(|settings| settings.silent_ms = 100 * DAY);
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    let changes = author.says_many(3);
    ada.ask(append(&changes));
    let manifest = author.manifest(after(Seen::START, &changes), None, &[]);
    ada.check(ClientFrame::SnapshotCommit { manifest }, expect!["snapshot ack"]);
    relay.pass(30 * DAY - 1);
    ada.check(open(Seen::START), expect!["1:own · 2:own · 3:own · caught up at 3"]);
    relay.pass(1);
    let too_old = shown(&ada.ask(open(Seen::START)));
    assert!(too_old.starts_with("err 4: TooOld { floor: Position(3)"), "{too_old}");
}

#[test]
fn a_space_that_was_deleted_is_gone_for_everybody_and_for_good() {
    let (relay, space) = Relay::with_team(|_| {});
    let (ada, ben) = (relay.enter("ada"), relay.enter("ben"));
    let owner = relay.call().expect("room for one");
    let greeting = owner.ask(hello(cast::space()));
    let challenge = challenge(cast::space(), Principal::Device(device("ada")), &greeting[0]);
    owner.ask(auth(&challenge, &secret("ada")));
    let entering = challenge.sign_entering(&secret("ada"));
    owner.check(ClientFrame::DeleteSpace { signature: entering }, expect!["err 15: Invalid"]);
    let deleting = challenge.sign_deleting(&secret("ada"));
    ben.check(ClientFrame::DeleteSpace { signature: deleting }, expect!["err 15: Role"]);
    owner.check(ClientFrame::DeleteSpace { signature: deleting }, expect!["deleted"]);
    ada.check_heard(expect!["deleted"]);
    assert!(ada.is_ended() && ben.is_ended() && owner.is_ended());
    let again = relay.call().expect("room for one");
    again.ask(hello(cast::space()));
    again.check(create(&space), expect!["err 3: Unknown"]);
}

#[test]
fn a_control_log_that_a_relay_lost_is_brought_back_by_any_member() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let behind = relay.hub.store().copy();
    space.tell("later 100; ada invites five as editor; eve enrols by five; ada approves eve").expect("a story");
    let other = Relay::over(behind, |_| {});
    let ben = other.call().expect("room for one");
    ben.ask(hello(cast::space()));
    ben.check(create(&space), expect!["control ack 11"]);
    ben.check(create(&space), expect!["control ack 11"]);
    other.enter("eve");
    let mut fork = team(NOW);
    fork.act("ada invites six as editor").expect("an invite");
    ben.check(create(&fork), expect!["err 3: Unknown"]);
}

#[test]
fn a_storage_that_does_not_answer_sends_everybody_away_and_forgets_what_it_believed() {
    for fault in [Fault::Refused, Fault::CrashBefore, Fault::CrashAfter] {
        let (relay, _) = Relay::with_team(|_| {});
        let (ada, ben) = (relay.reader("ada"), relay.reader("ben"));
        let store = relay.hub.store().clone();
        store.set_fate(move |_| fault);
        let mut author = Author::new("ada");
        let change = author.says("one");
        ada.check(append(std::slice::from_ref(&change)), expect!["err 0: Unavailable { retry_after_ms: 2000 }"]);
        ben.check_heard(expect!["err 0: Unavailable { retry_after_ms: 2000 }"]);
        store.mend();
        store.restart();
        let ada = relay.reader("ada");
        let said = shown(&ada.ask(append(&[change])));
        assert!(said.ends_with("ack 1 at 1"), "{fault:?}: {said}");
        let end = at_once(store.state(cast::space())).expect("nothing waits").expect("a read").expect("the space").end;
        assert_eq!(end.position().0, 1, "once, whatever happened");
    }
}

/// Two relays on one storage, without a word between them but what [`Hub::take_news`] is told.
#[test]
fn two_relays_on_one_storage_are_one() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let other = Relay::over(relay.hub.store().clone(), |_| {});
    let news = |relay: &Relay| at_once(relay.hub.take_news(News::Written(cast::space()), NOW)).expect("nothing waits");
    let (ada, ben) = (relay.reader("ada"), other.reader("ben"));
    let (mut author, mut another) = (Author::new("ada"), Author::new("ben"));
    ada.check(append(&author.says_many(2)), expect!["1:own · 2:own · ack 2 at 2"]);
    ben.check(append(&another.says_many(1)), expect!["1:number 0 · 2:number 1 · 3:own · ack 1 at 3"]);
    ada.check_heard(expect![""]);
    news(&relay);
    ada.check_heard(expect!["3:number 0"]);
    let removal = space.entry("ada removes ben");
    space.act("ada removes ben").expect("a removal");
    ada.check(ClientFrame::ControlAppend { entry: removal }, expect!["control ack 9"]);
    ben.check(append(&another.says_many(1)), expect!["err 0: Unknown"]);
    assert!(ben.is_ended(), "no append slips in beside a removal");
    let dan = other.reader("dan");
    let envelope = Author { epoch: 2, ..Author::new("ada") }.is_here(1);
    at_once(other.hub.take_news(News::Ephemeral(cast::space(), envelope.shared()), NOW)).expect("nothing waits");
    dan.check_heard(expect![""]);
}

#[test]
fn an_epoch_that_another_relay_outran_begins_at_the_true_end() {
    let (relay, mut space) = Relay::with_team(|_| {});
    let other = Relay::over(relay.hub.store().clone(), |_| {});
    let (ada, ben) = (relay.enter("ada"), other.enter("ben"));
    let mut members = ["ada", "ben", "cal", "dan"];
    members.sort_by_key(|name| device(name));
    let start = format!("ada starts epoch 3 for {}", members.join(" "));
    let changes = Author::new("ben").says_many(1);
    ben.ask(append(&changes));
    ada.check(
        ClientFrame::ControlAppend { entry: space.entry(&start) },
        expect!["err 13: Behind { at: Seen { position: Position(1), head: … } }"],
    );
    space.at = after(Seen::START, &changes);
    ada.check(ClientFrame::ControlAppend { entry: space.entry(&start) }, expect!["control ack 9"]);
}

#[test]
fn too_fast_is_told_how_long_to_wait() {
    let (relay, _) = Relay::with_team(|settings| settings.appends = Rate { burst: 2, per_minute: 60 });
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    ada.check(append(&[author.says("one")]), expect!["ack 1 at 1"]);
    ada.check(append(&[author.says("two")]), expect!["ack 2 at 2"]);
    let three = author.says("three");
    ada.check(append(std::slice::from_ref(&three)), expect!["err 5: Rate { retry_after_ms: 1000 }"]);
    ada.hang_up();
    let ada = relay.enter("ada");
    ada.check(append(std::slice::from_ref(&three)), expect!["err 5: Rate { retry_after_ms: 1000 }"]);
    relay.pass(1_000);
    ada.check(append(&[three]), expect!["ack 3 at 3"]);
}

#[test]
fn a_space_takes_no_more_than_its_share() {
    let (relay, _) = Relay::with_team(|settings| {
        settings.space_bytes = 10_000;
        settings.envelope_bytes = 5_000;
    });
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    ada.check(append(&[author.clone().says_bytes(&[1; 6_000])]), expect!["err 5: TooLarge { bytes_max: 5000 }"]);
    let (one, two) = (author.says_bytes(&[1; 4_000]), author.says_bytes(&[2; 4_000]));
    let said = shown(&ada.ask(append(&[one, two])));
    assert!(said.starts_with("ack 1 at 1 · err 5: Quota { used: ") && said.ends_with("allowed: 10000 }"), "{said}");
}

#[test]
fn half_open_connections_are_few_and_short() {
    let (relay, _) = Relay::with_team(|settings| {
        settings.half_open_max = 3;
        settings.connections_per_address_max = 2;
        settings.strangers = Rate { burst: 100, per_minute: 100 };
    });
    let from = |last| IpAddr::V4(Ipv4Addr::new(10, 0, 0, last));
    let ada = relay.enter("ada");
    assert!(relay.call_from(from(1)).is_some() && relay.call_from(from(1)).is_some());
    assert!(relay.call_from(from(1)).is_none(), "two from one address");
    let last = relay.call_from(from(2)).expect("room for one");
    assert!(relay.call_from(from(3)).is_none(), "three at once");
    last.ask(hello(cast::space()));
    relay.pass(10_001);
    assert!(last.is_ended(), "talking does not make it longer");
    last.hang_up();
    assert!(relay.call_from(from(3)).is_some());
    assert!(!ada.is_ended());
    relay.pass(90_001);
    assert!(ada.is_ended(), "nor is silence kept for ever");
}

#[test]
fn nobody_creates_without_the_token_or_learns_what_there_is() {
    let (with, space) = Relay::with_team(|_| {});
    let store = with.hub.store().copy();
    let set = |settings: &mut Settings| settings.creation_token = wire::Token::new(b"let me".to_vec());
    let (full, empty) = (Relay::over(store, set), Relay::over(MemoryStore::default(), set));
    let said = |relay: &Relay, token: Option<&str>| {
        let peer = relay.call().expect("room for one");
        peer.ask(hello(cast::space()));
        let entries = wire::Entries::new(space.entries.clone()).expect("a log");
        let token = token.and_then(|token| wire::Token::new(token.as_bytes().to_vec()));
        shown(&peer.ask(ClientFrame::CreateSpace { entries, token }))
    };
    for token in [None, Some("let me in"), Some("let mE")] {
        assert_eq!(said(&full, token), "err 3: Unknown");
        assert_eq!(said(&empty, token), "err 3: Unknown");
    }
    assert_eq!(said(&empty, Some("let me")), "control ack 8");
    assert_eq!(said(&full, Some("let me")), "control ack 8");
}

#[test]
fn a_long_log_without_a_snapshot_is_hinted_at_once() {
    let (relay, _) = Relay::with_team(|settings| settings.hint_every = 5);
    let ada = relay.enter("ada");
    let mut author = Author::new("ada");
    ada.check(append(&author.says_many(4)), expect!["ack 4 at 4"]);
    ada.check(append(&author.says_many(2)), expect!["ack 6 at 6 · compact up to 6"]);
    ada.check(append(&author.says_many(2)), expect!["ack 8 at 8"]);
}

#[test]
fn a_relay_that_stops_says_so() {
    let (relay, _) = Relay::with_team(|_| {});
    let ada = relay.enter("ada");
    relay.hub.stop();
    ada.check_heard(expect!["err 0: Unavailable { retry_after_ms: 2000 }"]);
    assert!(ada.is_ended());
    assert!(relay.call().is_none());
}

/// Names are bytes: another device's name is no key to it.
#[test]
fn a_name_without_its_key_opens_nothing() {
    let (relay, _) = Relay::with_team(|_| {});
    let peer = relay.call().expect("room for one");
    assert_eq!(peer.enter_as(Principal::Device(DeviceKey(device("ada").0)), "ben"), "err 2: Unknown");
}
