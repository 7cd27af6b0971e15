//! Every storage keeps the promises of the suite.

use relay::at_once;
use relay::store::conformance::promises;
use relay::store::{ControlRecord, DiskStore, Fault, LogStore, MemoryStore, StoreError};
use wire::{ControlTip, Hash32, Sequence, SpaceId};

#[test]
fn the_storage_in_memory_keeps_every_promise() {
    for (name, promise) in promises::<MemoryStore>() {
        println!("{name}");
        at_once(promise(MemoryStore::default())).expect("nothing waits");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_storage_on_disk_keeps_every_promise() {
    for (name, promise) in promises::<DiskStore>() {
        println!("{name}");
        let folder = tempfile::tempdir().expect("a folder");
        promise(DiskStore::open(&folder.path().join("relay.redb")).expect("a new file")).await;
    }
}

const HERE: SpaceId = SpaceId([1; 32]);

fn genesis() -> Vec<ControlRecord> {
    vec![ControlRecord { tip: ControlTip { sequence: Sequence(1), hash: Hash32([1; 32]) }, bytes: vec![1].into() }]
}

#[tokio::test]
async fn what_was_acknowledged_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("relay.redb");
    let store = DiskStore::open(&path).expect("a new file");
    store.create(HERE, genesis()).await.expect("a new space");
    assert!(DiskStore::open(&path).is_err(), "one relay a file");
    drop(store);
    let store = DiskStore::open(&path).expect("the file");
    assert_eq!(store.read_control(HERE, Sequence(0), 100).await, Ok(genesis()));
}

#[test]
fn a_crash_loses_at_most_what_was_not_acknowledged() {
    for (fault, is_there) in [(Fault::CrashBefore, false), (Fault::CrashAfter, true), (Fault::Refused, false)] {
        let store = MemoryStore::default();
        store.set_fate(move |number| if number == 1 { fault } else { Fault::None });
        let created = at_once(store.create(HERE, genesis())).expect("nothing waits");
        assert!(matches!(created, Err(StoreError::Down(_))));
        assert_eq!(store.is_down(), fault != Fault::Refused);
        store.restart();
        let state = at_once(store.state(HERE)).expect("nothing waits").expect("a read");
        assert_eq!(state.is_some(), is_there, "{fault:?}");
    }
}
