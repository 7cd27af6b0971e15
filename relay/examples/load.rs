//! How many appends a second the storage on disk acknowledges: `cargo run --release --example load -- SPACES SECONDS BYTES`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use relay::store::{ControlRecord, DataBatch, DataRecord, DiskStore, LogStore};
use wire::{ControlTip, Counter, DeviceKey, Hash32, Seen, Sequence, SpaceId};

fn number(at: usize, otherwise: u64) -> u64 {
    std::env::args().nth(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[tokio::main]
async fn main() {
    let (spaces, seconds, bytes) = (number(1, 500), number(2, 10), number(3, 500));
    let folder = std::env::current_dir().expect("a folder").join("target");
    let path = folder.join(format!("load-{}.redb", std::process::id()));
    let store = Arc::new(DiskStore::open(&path).expect("a file"));
    let until = Instant::now() + Duration::from_secs(seconds);
    let tasks: Vec<_> = (0..spaces).map(|space| tokio::spawn(append(Arc::clone(&store), space, bytes, until))).collect();
    let mut took = Vec::new();
    for task in tasks {
        took.extend(task.await.expect("no panic"));
    }
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 1000).copied().unwrap_or_default();
    println!(
        "{spaces} spaces, {bytes} bytes: {} appends a second on disk; p50 {:?}, p99 {:?}, most {:?}",
        took.len() as u64 / seconds,
        at(500),
        at(990),
        took.last().copied().unwrap_or_default()
    );
    drop(store);
    let _ = std::fs::remove_file(path);
}

/// One change after another, as one device does.
async fn append(store: Arc<DiskStore>, space: u64, bytes: u64, until: Instant) -> Vec<Duration> {
    let mut name = [0; 32];
    name[..8].copy_from_slice(&space.to_be_bytes());
    let (space, author) = (SpaceId(name), DeviceKey([1; 32]));
    let control = ControlTip { sequence: Sequence(1), hash: Hash32([1; 32]) };
    store.create(space, vec![ControlRecord { tip: control, bytes: vec![0; 300].into() }]).await.expect("a new space");
    let (mut end, mut took) = (Seen::START, Vec::new());
    while Instant::now() < until {
        let counter = Counter(end.position().0 + 1);
        let mut hash = [2; 32];
        hash[..8].copy_from_slice(&counter.0.to_be_bytes());
        let at = end.then(Hash32(hash)).expect("a place");
        let record = DataRecord { at, author, counter, hash: Hash32(hash), bytes: vec![0; bytes as usize].into() };
        let asked = Instant::now();
        store.append(space, DataBatch { expect: end, control, records: vec![record] }).await.expect("an append");
        took.push(asked.elapsed());
        end = at;
    }
    took
}
