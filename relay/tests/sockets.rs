//! Over real sockets: what nobody without a right can do, one act a test; and what a server does beside.

#[path = "../../crates/wire/tests/cast/mod.rs"]
mod cast;
mod people;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cast::{Space, device, header, invite, sealed, secret};
use people::socket::Caller;
use people::{Author, append, auth, challenge, create, hello, open, team};
use relay::hub::{Hub, Rate, Settings};
use relay::server::{Manners, serve};
use relay::store::{LogStore, MemoryStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use wire::{
    Challenge, ClientFrame, Hash32, Hashes, Kind, Origin, OwnItems, Position, Principal, RootKey, Seen, Sequence, Signature, SpaceId, Span,
};

/// A relay in this process, behind a socket, with a team's space on it.
struct Relay {
    url: String,
    address: SocketAddr,
    hub: Arc<Hub<MemoryStore>>,
    space: Space,
    stop: Option<oneshot::Sender<()>>,
    stopped: tokio::task::JoinHandle<bool>,
}

const UNKNOWN: &str = "err 2: Unknown";

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_millis() as u64
}

impl Relay {
    async fn start(set: impl FnOnce(&mut Settings)) -> Self {
        Self::start_with(set, Manners::default()).await
    }

    async fn start_with(set: impl FnOnce(&mut Settings), manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let url = format!("ws://{address}");
        let mut settings = Settings::new(Origin::parse(&url).expect("an origin"));
        settings.strangers = Rate { burst: 1_000, per_minute: 1_000 };
        set(&mut settings);
        let hub = Arc::new(Hub::new(MemoryStore::default(), settings));
        let (stop, told) = oneshot::channel();
        let serving = serve(listener, Arc::clone(&hub), manners, async move { drop(told.await) });
        let stopped = tokio::spawn(async move { serving.await.expect("a server") });
        let space = team(now_ms());
        let (mut founder, _) = Caller::greeted(&url, cast::space()).await;
        assert_eq!(founder.ask(&create(&space)).await, "control ack 8");
        Self { url, address, hub, space, stop: Some(stop), stopped }
    }

    async fn enter(&self, name: &str) -> Caller {
        Caller::entered(&self.url, name).await
    }

    /// What is on the disk, as far as it can be changed from outside.
    async fn disk(&self) -> String {
        format!("{:?}", self.hub.store().state(cast::space()).await)
    }

    async fn http(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        let asked = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(asked.as_bytes()).await.expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

fn everything(author: &mut Author) -> Vec<ClientFrame> {
    let deleting = Signature([1; 64]);
    vec![
        open(Seen::START),
        ClientFrame::Open { after: Seen::START, own: OwnItems::Whole },
        append(&[author.says("x")]),
        ClientFrame::Fetch { span: Span::new(Position(1), Position(9)).expect("a span") },
        ClientFrame::SnapshotPart { part: author.part("x") },
        ClientFrame::SnapshotCommit { manifest: author.manifest(Seen::START.then(Hash32([1; 32])).expect("a place"), None, &[]) },
        ClientFrame::SnapshotFetch { manifest: None },
        ClientFrame::PartsFetch { parts: Hashes::new(vec![Hash32([1; 32])]).expect("one") },
        ClientFrame::Acked { manifest: Hash32([1; 32]) },
        ClientFrame::Ephemeral { envelope: author.is_here(1) },
        ClientFrame::ControlFetch { after: Sequence(0) },
        ClientFrame::DeleteSpace { signature: deleting },
    ]
}

#[tokio::test]
async fn without_a_key_nobody_reads_appends_or_deletes() {
    let relay = Relay::start(|_| {}).await;
    let before = relay.disk().await;
    for frame in everything(&mut Author::new("ada")) {
        let (mut stranger, _) = Caller::greeted(&relay.url, cast::space()).await;
        let said = stranger.ask(&frame).await;
        assert_eq!(said, format!("err {}: Malformed", frame.code()), "before anybody has entered");
        assert!(stranger.is_ended().await);
    }
    let (_, said) = Caller::entered_as(&relay.url, cast::space(), Principal::Device(device("ada")), "mallory").await;
    assert_eq!(said, UNKNOWN, "another's name");
    let (_, said) = Caller::entered_as(&relay.url, cast::space(), Principal::Device(device("mallory")), "mallory").await;
    assert_eq!(said, UNKNOWN, "no member");
    assert_eq!(relay.disk().await, before);
}

#[tokio::test]
async fn nobody_learns_whether_there_is_a_space() {
    let relay = Relay::start(|_| {}).await;
    let nowhere = SpaceId::of(&RootKey::of(&secret("elsewhere")));
    let mut answers = Vec::new();
    for space in [cast::space(), nowhere] {
        for (principal, name) in [
            (Principal::Device(device("mallory")), "mallory"),
            (Principal::Device(device("ada")), "mallory"),
            (Principal::Invite(invite("mallory")), "mallory"),
            (Principal::Invite(invite("one")), "one"),
        ] {
            let (mut caller, greeting) = Caller::greeted(&relay.url, space).await;
            caller.say(&auth(&challenge(space, principal, &greeting), &secret(name))).await;
            let answer = caller.hear().await.expect("an answer").encode();
            assert!(caller.is_ended().await);
            answers.push(cast::hex(&answer));
        }
    }
    answers.dedup();
    assert_eq!(answers, ["01900201"], "the same bytes for all of it");
}

#[tokio::test]
async fn a_member_of_one_space_is_nobody_in_another() {
    let relay = Relay::start(|_| {}).await;
    let nowhere = SpaceId::of(&RootKey::of(&secret("elsewhere")));
    let (_, said) = Caller::entered_as(&relay.url, nowhere, Principal::Device(device("ada")), "ada").await;
    assert_eq!(said, UNKNOWN);
    let mut ada = relay.enter("ada").await;
    let mut header = header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 2);
    header.space = nowhere;
    assert_eq!(ada.ask(&append(&[sealed(&header, "ada", b"x")])).await, "err 5: Invalid");
}

#[tokio::test]
async fn a_signature_for_another_greeting_or_relay_opens_nothing() {
    let relay = Relay::start(|_| {}).await;
    let (mut first, greeting) = Caller::greeted(&relay.url, cast::space()).await;
    let principal = Principal::Device(device("ada"));
    let recorded = auth(&challenge(cast::space(), principal, &greeting), &secret("ada"));
    assert!(first.ask(&recorded).await.starts_with("welcome"));
    let (mut replayed, greeting) = Caller::greeted(&relay.url, cast::space()).await;
    assert_eq!(replayed.ask(&recorded).await, UNKNOWN);
    let (mut passed_on, _) = Caller::greeted(&relay.url, cast::space()).await;
    let other =
        Challenge { origin: Origin::parse("wss://another.example").expect("an origin"), ..challenge(cast::space(), principal, &greeting) };
    assert_eq!(passed_on.ask(&auth(&other, &secret("ada"))).await, UNKNOWN);
    let (mut deleting, greeting) = Caller::greeted(&relay.url, cast::space()).await;
    let asked = challenge(cast::space(), principal, &greeting);
    let signature = asked.sign_deleting(&secret("ada"));
    assert_eq!(deleting.ask(&ClientFrame::Auth { principal, signature }).await, UNKNOWN, "signed for something else");
}

#[tokio::test]
async fn a_viewer_reads_and_writes_nothing() {
    let relay = Relay::start(|_| {}).await;
    let (mut ada, mut cal) = (relay.enter("ada").await, relay.enter("cal").await);
    assert_eq!(ada.ask(&append(&[Author::new("ada").says("one")])).await, "ack 1 at 1");
    assert_eq!(cal.ask(&open(Seen::START)).await, "1:one");
    assert_eq!(cal.hear_all().await, "caught up at 1");
    let before = relay.disk().await;
    let mut author = Author::new("cal");
    let covers = Author::new("ada").says("one");
    let manifest = author.manifest(Seen::START.then(covers.hash()).expect("a place"), None, &[]);
    for frame in [
        append(&[author.says("x")]),
        ClientFrame::SnapshotPart { part: author.part("x") },
        ClientFrame::SnapshotCommit { manifest },
        ClientFrame::ControlAppend { entry: relay.space.entry("cal invites five as editor") },
        ClientFrame::ControlAppend { entry: relay.space.entry("cal removes ada") },
        ClientFrame::DeleteSpace { signature: Signature([1; 64]) },
    ] {
        assert_eq!(cal.ask(&frame).await, format!("err {}: Role", frame.code()));
    }
    assert_eq!(relay.disk().await, before);
}

#[tokio::test]
async fn an_editor_decides_nothing_about_members() {
    let relay = Relay::start(|_| {}).await;
    let mut ben = relay.enter("ben").await;
    for line in ["ben removes ada", "ben makes cal editor", "ben invites five as owner", "ben revokes three"] {
        assert_eq!(ben.ask(&ClientFrame::ControlAppend { entry: relay.space.entry(line) }).await, "err 13: Role", "{line}");
    }
    let forged = relay.space.entry("ada removes dan signed by ben");
    assert_eq!(ben.ask(&ClientFrame::ControlAppend { entry: forged }).await, "err 13: Entry");
    let promoted = ClientFrame::DeleteSpace { signature: Signature([1; 64]) };
    assert_eq!(ben.ask(&promoted).await, "err 15: Role");
}

#[tokio::test]
async fn a_removed_device_is_ended_and_does_not_return() {
    let mut relay = Relay::start(|_| {}).await;
    let (mut ada, mut ben) = (relay.enter("ada").await, relay.enter("ben").await);
    assert_eq!(ben.ask(&open(Seen::START)).await, "caught up at 0");
    let removal = relay.space.entry("ada removes ben");
    relay.space.act("ada removes ben").expect("a removal");
    assert_eq!(ada.ask(&ClientFrame::ControlAppend { entry: removal }).await, "control ack 9");
    assert_eq!(ben.hear_all().await, "err 0: Unknown");
    ben.say(&append(&[Author::new("ben").says("x")])).await;
    assert_eq!(ben.hear().await, None);
    let (_, said) = Caller::entered_as(&relay.url, cast::space(), Principal::Device(device("ben")), "ben").await;
    assert_eq!(said, UNKNOWN);
    // What it wrote does not come in by somebody else either.
    assert_eq!(ada.ask(&append(&[Author::new("ben").says("x")])).await, "err 5: Invalid");
}

#[tokio::test]
async fn an_epoch_that_ended_takes_nothing() {
    let relay = Relay::start(|_| {}).await;
    let mut ada = relay.enter("ada").await;
    let mut author = Author { epoch: 1, ..Author::new("ada") };
    assert_eq!(ada.ask(&append(&[author.says("x")])).await, "err 5: StaleEpoch { needed: Epoch(2) }");
    assert_eq!(ada.ask(&ClientFrame::SnapshotPart { part: author.part("x") }).await, "err 7: StaleEpoch { needed: Epoch(2) }");
    assert_eq!(ada.ask(&ClientFrame::Ephemeral { envelope: author.is_here(1) }).await, "err 12: StaleEpoch { needed: Epoch(2) }");
}

#[tokio::test]
async fn an_append_that_is_replayed_is_recognised_and_not_by_another() {
    let relay = Relay::start(|_| {}).await;
    let (mut ada, mut ben) = (relay.enter("ada").await, relay.enter("ben").await);
    let change = Author::new("ada").says("one");
    assert_eq!(ada.ask(&append(std::slice::from_ref(&change))).await, "ack 1 at 1");
    let before = relay.disk().await;
    assert_eq!(ada.ask(&append(std::slice::from_ref(&change))).await, "ack 1 at 1");
    assert_eq!(ben.ask(&append(&[change])).await, "err 5: Invalid");
    assert_eq!(relay.disk().await, before);
}

#[tokio::test]
async fn a_forged_author_is_found_out() {
    let relay = Relay::start(|_| {}).await;
    let mut ben = relay.enter("ben").await;
    let header = header("ben", Kind::Change, 1, Hash32::ZERO, Seen::START, 2);
    assert_eq!(ben.ask(&append(&[sealed(&header, "mallory", b"x")])).await, "err 5: Invalid", "another's signature");
    let as_ada = cast::header("ada", Kind::Change, 1, Hash32::ZERO, Seen::START, 2);
    assert_eq!(ben.ask(&append(&[sealed(&as_ada, "ben", b"x")])).await, "err 5: Invalid", "another's name");
    let mut bytes = append(&[Author::new("ben").says("one")]).encode();
    let at = bytes.len() - wire::Signature::LENGTH - 1;
    bytes[at] ^= 1;
    ben.say_bytes(bytes).await;
    assert_eq!(people::shown(&[ben.hear().await.expect("an answer")]), "err 5: Invalid", "one byte of it");
}

#[tokio::test]
async fn what_is_too_large_is_refused_and_what_is_no_frame_ends_the_connection() {
    let relay = Relay::start(|settings| settings.envelope_bytes = 4_000).await;
    let mut ada = relay.enter("ada").await;
    let large = Author::new("ada").says_bytes(&[1; 5_000]);
    assert_eq!(ada.ask(&append(&[large])).await, "err 5: TooLarge { bytes_max: 4000 }");
    ada.say_bytes(vec![0; wire::limit::FRAME_BYTES_MAX + 1]).await;
    assert!(ada.is_ended().await, "a message larger than any frame is not read");
    for wrong in [vec![], vec![1], vec![1, 0x42], vec![2, 0x10], [ClientFrame::Ping { number: 1 }.encode(), vec![0]].concat()] {
        let mut ada = relay.enter("ada").await;
        ada.say_bytes(wrong).await;
        assert_eq!(ada.hear_all().await, "err 0: Malformed");
    }
}

#[tokio::test]
async fn too_fast_is_refused_and_the_others_are_not_held_up() {
    let relay = Relay::start(|settings| settings.appends = Rate { burst: 5, per_minute: 60 }).await;
    let (mut ada, mut ben) = (relay.enter("ada").await, relay.enter("ben").await);
    let mut author = Author::new("ada");
    let mut said = Vec::new();
    for _ in 0..20 {
        said.push(ada.ask(&append(&[author.clone().says("x")])).await);
        if said.last().is_some_and(|said| said.starts_with("ack")) {
            author.says("x");
        }
    }
    let taken = said.iter().filter(|said| said.starts_with("ack")).count();
    assert!((5..8).contains(&taken), "{said:?}");
    assert!(said.last().is_some_and(|said| said.starts_with("err 5: Rate { retry_after_ms: ")), "{said:?}");
    assert!(ben.ask(&append(&[Author::new("ben").says("y")])).await.starts_with("ack 1"));
}

#[tokio::test]
async fn a_flood_of_half_open_connections_keeps_no_member_out_for_long() {
    let relay = Relay::start(|settings| {
        settings.half_open_max = 20;
        settings.half_open_ms = 1_500;
    })
    .await;
    let mut ada = relay.enter("ada").await;
    let mut flood = Vec::new();
    for _ in 0..60 {
        flood.push(Caller::dial(&relay.url).await.expect("a connection"));
    }
    let load = relay.hub.load();
    assert!(load.half_open <= 20, "{load:?}");
    assert_eq!(ada.ask(&ClientFrame::Ping { number: 1 }).await, "pong 1", "who is inside stays inside");
    tokio::time::sleep(Duration::from_millis(4_000)).await;
    assert_eq!(relay.hub.load().half_open, 0);
    relay.enter("ben").await;
}

#[tokio::test]
async fn a_used_invite_and_a_forged_one_enrol_nobody() {
    let mut relay = Relay::start(|_| {}).await;
    let mut ada = relay.enter("ada").await;
    let entry = relay.space.entry("ada invites door as owner for 600000");
    relay.space.act("ada invites door as owner for 600000").expect("an invite");
    assert_eq!(ada.ask(&ClientFrame::ControlAppend { entry }).await, "control ack 9");
    let door = Principal::Invite(invite("door"));
    let (mut eve, said) = Caller::entered_as(&relay.url, cast::space(), door, "door").await;
    assert_eq!(said, "welcome without the log");
    let unproved = relay.space.entry("eve enrols by door proved mallory");
    assert_eq!(eve.ask(&ClientFrame::ControlAppend { entry: unproved }).await, "err 13: Entry");
    let enrolment = relay.space.entry("eve enrols by door");
    relay.space.act("eve enrols by door").expect("an enrolment");
    assert_eq!(eve.ask(&ClientFrame::ControlAppend { entry: enrolment }).await, "control ack 10");
    let (_, said) = Caller::entered_as(&relay.url, cast::space(), door, "door").await;
    assert_eq!(said, UNKNOWN);
    let (mut waiting, _) = Caller::entered_as(&relay.url, cast::space(), Principal::Device(device("eve")), "eve").await;
    for frame in everything(&mut Author::new("eve")).iter().filter(|frame| !matches!(frame, ClientFrame::ControlFetch { .. })) {
        assert_eq!(waiting.ask(frame).await, format!("err {}: Unknown", frame.code()), "who waits has no right yet");
    }
}

#[tokio::test]
async fn two_devices_talk_over_sockets_and_a_stopping_relay_says_goodbye() {
    let mut relay = Relay::start(|_| {}).await;
    let (mut ada, mut ben) = (relay.enter("ada").await, relay.enter("ben").await);
    assert_eq!(ada.ask(&open(Seen::START)).await, "caught up at 0");
    assert_eq!(ben.ask(&open(Seen::START)).await, "caught up at 0");
    assert_eq!(ada.ask(&append(&Author::new("ada").says_many(2))).await, "1:own · 2:own");
    assert_eq!(ada.hear_all().await, "ack 2 at 2");
    assert_eq!(ben.hear_all().await, "1:number 0 · 2:number 1");
    relay.stop.take().expect("it runs").send(()).expect("it listens");
    assert_eq!(ada.hear_all().await, "err 0: Unavailable { retry_after_ms: 2000 }");
    assert!(relay.stopped.await.expect("no panic"), "it was told to");
    assert!(Caller::dial(&relay.url).await.is_err());
}

#[tokio::test]
async fn metrics_tell_numbers_and_no_names() {
    let relay = Relay::start(|_| {}).await;
    let mut ada = relay.enter("ada").await;
    ada.ask(&append(&Author::new("ada").says_many(3))).await;
    let text = relay.http("/metrics").await;
    for line in [
        "throughline_relay_appended_total 3\n",
        "throughline_relay_entered_total 1\n",
        "throughline_relay_append_seconds_count 1\n",
        "throughline_relay_rooms 1\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    for name in [cast::space().to_string(), device("ada").to_string()] {
        assert!(!text.contains(&name[..8]));
    }
    assert!(relay.http("/health").await.starts_with("HTTP/1.1 200"));
    assert!(relay.http("/").await.starts_with("HTTP/1.1 404"));
}

#[tokio::test]
async fn the_app_is_served_beside_with_the_headers_of_every_host() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("index.html"), "<page>").expect("a file");
    let relay = Relay::start_with(|_| {}, Manners { folder: Some(folder.path().to_owned()), is_behind_proxy: false }).await;
    let page = relay.http("/").await;
    assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("<page>"), "{page}");
    for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "cache-control: no-cache"] {
        assert!(page.contains(header), "{page}");
    }
    assert!(relay.http("/../Cargo.toml").await.starts_with("HTTP/1.1 404"));
}

#[tokio::test]
async fn a_greeting_is_given_once() {
    let relay = Relay::start(|_| {}).await;
    let (mut caller, _) = Caller::greeted(&relay.url, cast::space()).await;
    assert_eq!(caller.ask(&hello(cast::space())).await, "err 1: Malformed");
    assert!(caller.is_ended().await);
}
