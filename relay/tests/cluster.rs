//! Several relays over NATS JetStream, on one server and on a cluster of three: the same promises, one space on several relays, servers that
//! are killed.

#[path = "../../crates/wire/tests/cast/mod.rs"]
mod cast;
mod people;
mod servers;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use people::socket::Caller;
use people::{Author, append, create, open, team};
use relay::hub::{Hub, Settings};
use relay::server::{Manners, serve};
use relay::store::conformance::promises;
use relay::store::{ControlRecord, DataBatch, DataRecord, LogStore, SnapshotRecord, StoreError, StreamStore};
use servers::{Cluster, Server};
use tokio::net::TcpListener;
use wire::{ClientFrame, ControlTip, Hash32, Item, Origin, Position, Principal, RelayFrame, Seen};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_storage_over_streams_keeps_every_promise() {
    for (name, promise) in promises::<StreamStore>() {
        println!("{name}");
        let server = Server::start();
        promise(server.store(1).await).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_storage_over_a_cluster_of_three_keeps_every_promise() {
    let cluster = Cluster::start();
    for (at, (name, promise)) in promises::<StreamStore>().into_iter().enumerate() {
        println!("{name}");
        let store = cluster.store(at, 1).await;
        cluster.empty().await;
        promise(store).await;
    }
}

/// A relay over a store, behind a socket.
async fn relay(store: StreamStore, origin: &str, listener: TcpListener) {
    let settings = Settings::new(Origin::parse(origin).expect("an origin"));
    let hub = Arc::new(Hub::new(store, settings));
    tokio::spawn(async move { serve(listener, hub, Manners::default(), std::future::pending()).await });
}

/// A relay on each storage.
async fn relays<const N: usize>(stores: [StreamStore; N]) -> [String; N] {
    let mut urls = Vec::new();
    for store in stores {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("ws://{}", listener.local_addr().expect("an address"));
        relay(store, &url, listener).await;
        urls.push(url);
    }
    urls.try_into().expect("as many")
}

fn now_ms() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_millis()).expect("before the year 584542046")
}

async fn said_within(caller: &mut Caller, expected: &str) {
    let mut heard = String::new();
    for _ in 0..40 {
        let more = caller.hear_all().await;
        if !more.is_empty() {
            heard = if heard.is_empty() { more } else { format!("{heard} · {more}") };
        }
        if heard == expected {
            return;
        }
    }
    assert_eq!(heard, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_relays_on_one_cluster_are_one() {
    let server = Server::start();
    let [here, there] = relays([server.store(1).await, server.store(2).await]).await;
    let now_ms = now_ms();
    let mut space = team(now_ms);
    let (mut founder, _) = Caller::greeted(&here, cast::space()).await;
    assert_eq!(founder.ask(&create(&space)).await, "control ack 8");
    let (mut ada, mut ben) = (Caller::entered(&here, "ada").await, Caller::entered(&there, "ben").await);
    assert_eq!(ada.ask(&open(Seen::START)).await, "caught up at 0");
    assert_eq!(ben.ask(&open(Seen::START)).await, "caught up at 0");
    let (mut one, mut other) = (Author::new("ada"), Author::new("ben"));
    assert_eq!(ada.ask(&append(&one.says_many(1))).await, "1:own");
    said_within(&mut ada, "ack 1 at 1").await;
    said_within(&mut ben, "1:number 0").await;
    assert_eq!(ben.ask(&append(&other.says_many(2))).await, "2:own · 3:own");
    said_within(&mut ada, "2:number 0 · 3:number 1").await;
    said_within(&mut ben, "ack 2 at 3").await;
    ada.say(&ClientFrame::Ephemeral { envelope: one.is_here(1) }).await;
    said_within(&mut ben, "here 1").await;
    let removal = space.entry("ada removes ben");
    space.act("ada removes ben").expect("a removal");
    assert_eq!(ada.ask(&ClientFrame::ControlAppend { entry: removal }).await, "control ack 9");
    said_within(&mut ben, "err 0: Unknown").await;
}

/// The team's space, as a storage begins it.
async fn begin(store: &StreamStore) -> ControlTip {
    let record = |entry: &wire::Entry| ControlRecord {
        tip: ControlTip { sequence: entry.sequence(), hash: entry.hash() },
        bytes: entry.bytes().into(),
    };
    store.create(cast::space(), team(1_000).entries.iter().map(record).collect()).await.expect("a new space");
    store.state(cast::space()).await.expect("a read").expect("the space").control
}

/// A change as it stands behind this place.
fn record(change: &wire::Envelope, end: Seen) -> DataRecord {
    let at = end.then(change.hash()).expect("a place");
    let (author, counter, hash) = (change.header().author, change.header().counter, change.hash());
    DataRecord { at, author, counter, hash, bytes: change.shared() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_killed_server() {
    let mut server = Server::start();
    let store = server.store(1).await;
    let control = begin(&store).await;
    let mut author = Author::new("ada");
    let mut end = Seen::START;
    for _ in 0..5 {
        for _ in 0..20 {
            let record = record(&author.says("x"), end);
            let at = record.at;
            store.append(cast::space(), DataBatch { expect: end, control, records: vec![record] }).await.expect("an append");
            end = at;
        }
        server.kill();
        server.start_again();
        let fresh = server.store(2).await;
        let state = fresh.state(cast::space()).await.expect("a read").expect("the space");
        assert_eq!(state.end, end, "everything acknowledged is there");
        // The first relay's connection comes back by itself.
        for _ in 0..100 {
            if store.state(cast::space()).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// What three relays did at once while servers were killed.
#[derive(Default)]
struct Day {
    is_over: AtomicBool,
    appended: AtomicUsize,
    refused: AtomicUsize,
    unknown: AtomicUsize,
}

/// Appends one change after another, as a relay does, until the day is over: what was acknowledged, by position.
async fn append_all_day(store: Arc<StreamStore>, name: &'static str, control: ControlTip, day: Arc<Day>) -> BTreeMap<Position, Hash32> {
    let mut author = Author::new(name);
    let mut acknowledged = BTreeMap::new();
    let mut change = author.says("x");
    while !day.is_over.load(Ordering::Relaxed) {
        let Ok(Some(state)) = store.state(cast::space()).await else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        // Whether a write is there of which nobody heard, only reading tells.
        let chain = store.chain(cast::space(), change.header().author).await.unwrap_or_default();
        if chain.iter().any(|link| link.hash == change.hash()) {
            change = author.says("x");
            continue;
        }
        let record = record(&change, state.end);
        let at = record.at.position();
        match store.append(cast::space(), DataBatch { expect: state.end, control, records: vec![record] }).await {
            Ok(()) => {
                acknowledged.insert(at, change.hash());
                day.appended.fetch_add(1, Ordering::Relaxed);
                change = author.says("x");
            }
            Err(StoreError::Down(_)) => {
                day.unknown.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(_) => drop(day.refused.fetch_add(1, Ordering::Relaxed)),
        }
    }
    acknowledged
}

/// Waits until so many more were appended.
async fn goes_on(day: &Day, more: usize) {
    let from = day.appended.load(Ordering::Relaxed);
    for _ in 0..1_200 {
        if day.appended.load(Ordering::Relaxed) >= from + more {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("appends do not go on: {} after {from}", day.appended.load(Ordering::Relaxed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_of_three_loses_nothing_and_goes_on_when_any_of_them_is_killed_in_mid_append() {
    let mut cluster = Cluster::start();
    let mut stores = Vec::new();
    for at in 0..3 {
        stores.push(Arc::new(cluster.store(at, at as u8 + 1).await));
    }
    let control = begin(&stores[0]).await;
    let shard = cast::space().0[0] % 8;
    let day = Arc::new(Day::default());
    let people = ["ada", "ben", "dan"].into_iter().zip(&stores);
    let writers: Vec<_> =
        people.map(|(name, store)| tokio::spawn(append_all_day(Arc::clone(store), name, control, Arc::clone(&day)))).collect();
    goes_on(&day, 30).await;
    for is_leader in [true, false, true] {
        let leader = cluster.leader(shard).await;
        let victim = if is_leader { leader } else { (leader + 1) % 3 };
        cluster.servers[victim].kill();
        goes_on(&day, 30).await;
        cluster.servers[victim].start_again();
        goes_on(&day, 10).await;
    }
    cluster.leader(shard).await;
    day.is_over.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeMap::new();
    for writer in writers {
        for (at, hash) in writer.await.expect("a writer") {
            assert_eq!(acknowledged.insert(at, hash), None, "two changes were acknowledged at {at:?}");
        }
    }
    // Also for a relay that comes to it now, and for each server alone that answers.
    stores.push(Arc::new(cluster.store(1, 9).await));
    for store in &stores {
        let (mut end, mut found) = (Seen::START, BTreeMap::new());
        loop {
            let records = store.read(cast::space(), end.position(), 1 << 20).await.expect("a read");
            let Some(last) = records.last() else { break };
            end = last.at;
            found.extend(records.into_iter().map(|record| (record.at.position(), record)));
        }
        let mut head = Seen::START;
        for record in found.values() {
            head = head.then(record.hash).expect("a place");
            assert_eq!(head, record.at, "one order without a gap");
        }
        let missing: Vec<_> = acknowledged.iter().filter(|(at, hash)| found.get(at).is_none_or(|record| record.hash != **hash)).collect();
        assert!(missing.is_empty(), "acknowledged and missing: {missing:?}");
    }
    let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    let (appended, refused, unknown) = (count(&day.appended), count(&day.refused), count(&day.unknown));
    println!("{appended} acknowledged, {refused} refused because another was faster, {unknown} of which nobody knew");
    assert!(refused > 0, "they never met");
}

/// What was pushed and acknowledged until the log is known up to here: hashes by position.
async fn heard_up_to(caller: &mut Caller, end: Position, heard: &mut BTreeMap<Position, Hash32>) {
    while heard.last_key_value().is_none_or(|(last, _)| *last < end) {
        let Some(frame) = caller.hear().await else { panic!("it goes no further than {:?}", heard.last_key_value()) };
        let RelayFrame::Push { first, items } = frame else { continue };
        for (item, position) in items.as_slice().iter().zip(first.0..) {
            let hash = match item {
                Item::Own { hash, .. } => *hash,
                Item::Whole(envelope) => envelope.hash(),
            };
            assert_eq!(heard.insert(Position(position), hash), None, "{position} came twice");
        }
    }
}

/// Enters and appends until that is acknowledged, as a client does whose relay has sent it away.
async fn brought(url: &str, name: &'static str, change: &wire::Envelope) {
    for _ in 0..200 {
        let (mut caller, said) = Caller::entered_as(url, cast::space(), Principal::Device(cast::device(name)), name).await;
        if said.starts_with("welcome") {
            caller.say(&append(std::slice::from_ref(change))).await;
            while let Some(frame) = caller.hear_within(Duration::from_secs(5)).await {
                match frame {
                    RelayFrame::Ack { counter, .. } if counter >= change.header().counter => return,
                    RelayFrame::Err { .. } => break,
                    _ => {}
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{name} is not let in again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_relays_on_a_cluster_are_one_and_stay_so_when_its_leader_is_killed() {
    let mut cluster = Cluster::start();
    let urls = relays([cluster.store(0, 1).await, cluster.store(1, 2).await, cluster.store(2, 3).await]).await;
    let space = team(now_ms());
    let (mut founder, _) = Caller::greeted(&urls[0], cast::space()).await;
    assert_eq!(founder.ask(&create(&space)).await, "control ack 8");
    let mut people = Vec::new();
    for (name, url) in ["ada", "ben", "dan"].into_iter().zip(&urls) {
        let mut caller = Caller::entered(url, name).await;
        assert_eq!(caller.ask(&open(Seen::START)).await, "caught up at 0");
        people.push((caller, Author::new(name), BTreeMap::new()));
    }
    // What each says at once with the others, everybody hears in one order.
    for (caller, author, _) in &mut people {
        caller.say(&append(&author.says_many(20))).await;
    }
    for (caller, _, heard) in &mut people {
        heard_up_to(caller, Position(60), heard).await;
    }
    let logs: Vec<_> = people.iter().map(|(_, _, heard)| heard.clone()).collect();
    assert!(logs.iter().all(|log| *log == logs[0] && log.len() == 60));

    let leader = cluster.leader(cast::space().0[0] % 8).await;
    cluster.servers[leader].kill();
    let mut said = Vec::new();
    for ((_, author, _), url) in people.iter_mut().zip(&urls) {
        let change = author.says("after it");
        brought(url, author.name, &change).await;
        said.push(change.hash());
    }
    let mut logs = Vec::new();
    for (name, url) in ["ada", "ben", "dan"].into_iter().zip(&urls) {
        let mut caller = Caller::entered(url, name).await;
        caller.say(&open(Seen::START)).await;
        let mut heard = BTreeMap::new();
        heard_up_to(&mut caller, Position(63), &mut heard).await;
        logs.push(heard);
    }
    assert!(logs.iter().all(|log| *log == logs[0] && said.iter().all(|hash| log.values().any(|other| other == hash))));
    assert!(people[0].2.iter().all(|(at, hash)| logs[0].get(at) == Some(hash)), "what was heard before is where it was");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_snapshot_covers_is_purged_on_a_cluster_and_every_relay_reads_on() {
    let mut cluster = Cluster::start();
    let (here, there) = (cluster.store(0, 1).await, cluster.store(1, 2).await);
    let control = begin(&here).await;
    let mut author = Author::new("ada");
    let mut places = vec![Seen::START];
    for _ in 0..10 {
        let end = *places.last().expect("a place");
        let record = record(&author.says("x"), end);
        places.push(record.at);
        here.append(cast::space(), DataBatch { expect: end, control, records: vec![record] }).await.expect("an append");
    }
    assert_eq!(there.read(cast::space(), Position(0), 1 << 20).await.expect("a read").len(), 10);
    let part = Hash32([5; 32]);
    here.put_part(cast::space(), part, vec![1; 100].into(), 1_000).await.expect("a part");
    let snapshot = SnapshotRecord {
        hash: Hash32([6; 32]),
        previous: None,
        covers: places[8],
        author: cast::device("ada"),
        committed_at_ms: 1_000,
        parts: vec![part],
        bytes: vec![2; 100].into(),
    };
    there.commit_snapshot(cast::space(), snapshot.clone()).await.expect("a snapshot");
    let before = cluster.messages(cast::space().0[0] % 8).await;
    let leader = cluster.leader(cast::space().0[0] % 8).await;
    cluster.servers[(leader + 1) % 3].kill();
    // A cluster that has just lost one of three may be slow to answer, as on a busy machine: it is told again.
    let mut told = 0;
    let state = loop {
        told += 1;
        match here.forget_covered(cast::space(), snapshot.hash).await {
            Ok(state) => break state,
            Err(error) => assert!(matches!(error, StoreError::Down(_)) && told < 10, "{error:?}"),
        }
    };
    assert_eq!(state.floor, places[8]);
    // The floor is one message more, each time it was told. Seven are gone: of the eighth it is not known here that it does not go on beyond
    // the floor.
    let left = cluster.messages(cast::space().0[0] % 8).await;
    assert!((before + 1 - 7..=before + told - 7).contains(&left), "{left} of {before}, told {told} times");
    for store in [&here, &there] {
        let left = store.read(cast::space(), Position(0), 1 << 20).await.expect("a read");
        assert_eq!(left.iter().map(|record| record.at).collect::<Vec<_>>(), places[9..]);
        assert_eq!(store.state(cast::space()).await.expect("a read").expect("the space").floor, places[8]);
    }
}
