//! What every storage has to show, one promise a function; [`promises`] lists them all.
//!
//! Each begins with an empty storage. Nothing here knows wire's formats: contents are a few bytes, and hashes are counted up.

use std::future::Future;
use std::pin::Pin;

use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Hash32, Position, Seen, Sequence, SpaceId};

use super::{CHAIN_LENGTH, ControlRecord, DataBatch, DataRecord, LogStore, SnapshotRecord, StoreError};

const ANN: DeviceKey = DeviceKey([0xa; 32]);
const BEN: DeviceKey = DeviceKey([0xb; 32]);
const HERE: SpaceId = SpaceId([1; 32]);
const THERE: SpaceId = SpaceId([2; 32]);
const NOW: u64 = 1_700_000_000_000;
const ALL: usize = 1 << 20;

type Promise<S> = (&'static str, fn(S) -> Pin<Box<dyn Future<Output = ()> + Send>>);

macro_rules! promises {
    ($($name:ident),* $(,)?) => {
        /// Every promise under its name. Each takes an empty storage of its own, and panics when the promise is broken.
        pub fn promises<S: LogStore>() -> Vec<Promise<S>> {
            vec![$((stringify!($name), |store| Box::pin($name(store)))),*]
        }
    };
}

promises![
    nothing_is_found_of_a_space_that_is_not_there,
    a_space_begins_once,
    a_deleted_space_does_not_come_back,
    spaces_do_not_touch,
    a_control_entry_follows_the_tip_or_is_refused,
    of_many_entries_at_one_tip_one_is_appended,
    a_control_log_is_read_in_pieces,
    a_batch_follows_the_end_or_is_refused_whole,
    a_batch_that_was_judged_by_another_control_log_is_refused,
    an_entry_that_asks_for_an_end_is_refused_at_another,
    nothing_is_appended_twice,
    a_gap_in_an_authors_chain_is_refused_whole,
    many_appends_at_once_leave_one_order,
    a_data_log_is_read_in_pieces,
    a_chain_is_remembered_as_far_as_promised,
    a_snapshot_waits_for_its_parts,
    a_snapshot_follows_the_newest_and_covers_more,
    nothing_is_deleted_before_it_is_told_to_be,
    what_is_covered_goes_and_the_rest_stays,
    only_the_newest_snapshot_may_delete,
    a_part_that_no_snapshot_names_goes_when_its_time_has_passed,
    what_is_stored_is_counted,
];

fn hash(number: u64) -> Hash32 {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    Hash32(bytes)
}

fn seen(position: u64) -> Seen {
    Seen::new(Position(position), if position == 0 { Hash32::ZERO } else { hash(1_000_000 + position) }).expect("a place")
}

fn entry(number: u64) -> ControlRecord {
    ControlRecord { tip: ControlTip { sequence: Sequence(number), hash: hash(number) }, bytes: vec![number as u8; 10].into() }
}

fn record(position: u64, author: DeviceKey, counter: u64) -> DataRecord {
    let bytes = vec![position as u8; 100].into();
    DataRecord { at: seen(position), author, counter: Counter(counter), hash: hash(2_000_000 + position), bytes }
}

/// Changes of one author at the positions after `end`.
fn batch(end: u64, author: DeviceKey, counters: std::ops::RangeInclusive<u64>) -> DataBatch {
    let records = counters.zip(end + 1..).map(|(counter, position)| record(position, author, counter)).collect();
    DataBatch { expect: seen(end), control: entry(1).tip, records }
}

fn snapshot(number: u64, previous: Option<Hash32>, covers: u64, parts: &[u64]) -> SnapshotRecord {
    SnapshotRecord {
        hash: hash(3_000_000 + number),
        previous,
        covers: seen(covers),
        author: ANN,
        committed_at_ms: 1_700_000_000_000 + number,
        parts: parts.iter().map(|part| hash(*part)).collect(),
        bytes: vec![9; 20].into(),
    }
}

async fn begin<S: LogStore>(store: &S, space: SpaceId) {
    store.create(space, vec![entry(1)]).await.expect("a new space");
}

async fn positions<S: LogStore>(store: &S, space: SpaceId) -> Vec<u64> {
    store.read(space, Position(0), ALL).await.expect("a read").iter().map(|record| record.at.position().0).collect()
}

async fn put_parts<S: LogStore>(store: &S, space: SpaceId, parts: &[u64]) {
    for part in parts {
        store.put_part(space, hash(*part), vec![*part as u8; 50].into(), NOW).await.expect("a part");
    }
}

async fn nothing_is_found_of_a_space_that_is_not_there<S: LogStore>(store: S) {
    assert_eq!(store.state(HERE).await, Ok(None));
    assert_eq!(store.read_control(HERE, Sequence(0), ALL).await, Err(StoreError::NoSpace));
    assert_eq!(store.append_control(HERE, entry(1).tip, None, vec![entry(2)]).await, Err(StoreError::NoSpace));
    assert_eq!(store.append(HERE, batch(0, ANN, 1..=1)).await, Err(StoreError::NoSpace));
    assert_eq!(store.read(HERE, Position(0), ALL).await, Err(StoreError::NoSpace));
    assert_eq!(store.chain(HERE, ANN).await, Err(StoreError::NoSpace));
    assert_eq!(store.tips(HERE).await, Err(StoreError::NoSpace));
    assert_eq!(store.put_part(HERE, hash(1), vec![1].into(), NOW).await, Err(StoreError::NoSpace));
    assert_eq!(store.sweep_parts(HERE, NOW).await, Err(StoreError::NoSpace));
    assert_eq!(store.part(HERE, hash(1)).await, Err(StoreError::NoSpace));
    assert_eq!(store.commit_snapshot(HERE, snapshot(1, None, 1, &[])).await, Err(StoreError::NoSpace));
    assert_eq!(store.snapshot(HERE, None).await, Err(StoreError::NoSpace));
    assert_eq!(store.forget_covered(HERE, hash(1)).await, Err(StoreError::NoSpace));
    assert_eq!(store.delete(HERE).await, Err(StoreError::NoSpace));
}

async fn a_space_begins_once<S: LogStore>(store: S) {
    store.create(HERE, vec![entry(1), entry(2)]).await.expect("a new space");
    assert_eq!(store.create(HERE, vec![entry(1)]).await, Err(StoreError::Exists));
    let state = store.state(HERE).await.expect("a read").expect("the space");
    assert_eq!((state.control, state.end, state.floor, state.snapshot), (entry(2).tip, Seen::START, Seen::START, None));
    assert!(store.create(THERE, vec![]).await.is_err(), "a log has a first entry");
    assert!(store.create(THERE, vec![entry(2)]).await.is_err(), "and counts from 1");
    assert_eq!(store.state(THERE).await, Ok(None));
}

async fn a_deleted_space_does_not_come_back<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=3)).await.expect("an append");
    put_parts(&store, HERE, &[1]).await;
    store.delete(HERE).await.expect("a deletion");
    nothing_is_found_of_a_space_that_is_not_there_now(&store).await;
    assert_eq!(store.create(HERE, vec![entry(1)]).await, Err(StoreError::Exists));
    begin(&store, THERE).await;
}

async fn nothing_is_found_of_a_space_that_is_not_there_now<S: LogStore>(store: &S) {
    assert_eq!(store.state(HERE).await, Ok(None));
    assert_eq!(store.read(HERE, Position(0), ALL).await, Err(StoreError::NoSpace));
    assert_eq!(store.part(HERE, hash(1)).await, Err(StoreError::NoSpace));
    assert_eq!(store.append(HERE, batch(3, ANN, 4..=4)).await, Err(StoreError::NoSpace));
}

async fn spaces_do_not_touch<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    begin(&store, THERE).await;
    store.append(HERE, batch(0, ANN, 1..=2)).await.expect("an append");
    put_parts(&store, HERE, &[1]).await;
    assert_eq!(positions(&store, THERE).await, [] as [u64; 0]);
    assert_eq!(store.part(THERE, hash(1)).await, Ok(None));
    store.append(THERE, batch(0, ANN, 1..=1)).await.expect("the same author's first change elsewhere");
    store.delete(THERE).await.expect("a deletion");
    assert_eq!(positions(&store, HERE).await, [1, 2]);
    assert_eq!(store.chain(HERE, ANN).await.expect("a read").len(), 2);
}

async fn a_control_entry_follows_the_tip_or_is_refused<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append_control(HERE, entry(1).tip, None, vec![entry(2)]).await.expect("the next");
    assert!(store.append_control(HERE, entry(2).tip, None, vec![]).await.is_err(), "nothing is no entry");
    assert!(store.append_control(HERE, entry(2).tip, None, vec![entry(3), entry(5)]).await.is_err(), "all or none");
    let conflict = Err(StoreError::Conflict { tip: entry(2).tip });
    assert_eq!(store.append_control(HERE, entry(1).tip, None, vec![entry(2)]).await, conflict);
    assert_eq!(store.append_control(HERE, entry(2).tip, None, vec![entry(4)]).await, conflict);
    let other = ControlTip { sequence: Sequence(2), hash: hash(99) };
    assert_eq!(store.append_control(HERE, other, None, vec![entry(3)]).await, conflict);
    assert_eq!(store.read_control(HERE, Sequence(0), ALL).await, Ok(vec![entry(1), entry(2)]));
}

async fn of_many_entries_at_one_tip_one_is_appended<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    let asked = (0..20).map(|number| {
        let mut next = entry(2);
        next.tip.hash = hash(500 + number);
        store.append_control(HERE, entry(1).tip, None, vec![next])
    });
    let answers = together(asked.collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(store.read_control(HERE, Sequence(0), ALL).await.expect("a read").len(), 2);
}

async fn a_control_log_is_read_in_pieces<S: LogStore>(store: S) {
    store.create(HERE, (1..=5).map(entry).collect()).await.expect("a new space");
    assert_eq!(store.read_control(HERE, Sequence(0), 25).await, Ok(vec![entry(1), entry(2)]));
    assert_eq!(store.read_control(HERE, Sequence(2), 1).await, Ok(vec![entry(3)]), "one at least");
    assert_eq!(store.read_control(HERE, Sequence(5), ALL).await, Ok(vec![]));
    assert_eq!(store.read_control(HERE, Sequence(u64::MAX), ALL).await, Ok(vec![]));
}

async fn a_batch_follows_the_end_or_is_refused_whole<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=2)).await.expect("an append");
    let behind = Err(StoreError::Behind { end: seen(2) });
    assert_eq!(store.append(HERE, batch(0, BEN, 1..=1)).await, behind);
    assert_eq!(store.append(HERE, batch(5, BEN, 1..=1)).await, behind);
    let mut other_head = batch(2, BEN, 1..=1);
    other_head.expect = Seen::new(Position(2), hash(77)).expect("a place");
    assert_eq!(store.append(HERE, other_head).await, behind);
    let mut with_a_hole = batch(2, BEN, 1..=2);
    with_a_hole.records[1].at = seen(5);
    assert_eq!(store.append(HERE, with_a_hole).await, behind);
    assert_eq!(store.state(HERE).await.expect("a read").expect("the space").end, seen(2));
    store.append(HERE, batch(2, BEN, 1..=1)).await.expect("an append");
    let records = store.read(HERE, Position(0), ALL).await.expect("a read");
    assert_eq!(records, vec![record(1, ANN, 1), record(2, ANN, 2), record(3, BEN, 1)], "as they came");
}

async fn a_batch_that_was_judged_by_another_control_log_is_refused<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append_control(HERE, entry(1).tip, None, vec![entry(2)]).await.expect("the next");
    assert_eq!(store.append(HERE, batch(0, ANN, 1..=1)).await, Err(StoreError::Conflict { tip: entry(2).tip }));
    store.append(HERE, DataBatch { control: entry(2).tip, ..batch(0, ANN, 1..=1) }).await.expect("an append");
    assert_eq!(positions(&store, HERE).await, [1]);
}

async fn an_entry_that_asks_for_an_end_is_refused_at_another<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=2)).await.expect("an append");
    let asked = store.append_control(HERE, entry(1).tip, Some(seen(1)), vec![entry(2)]).await;
    assert_eq!(asked, Err(StoreError::Behind { end: seen(2) }));
    store.append_control(HERE, entry(1).tip, Some(seen(2)), vec![entry(2)]).await.expect("the next");
}

async fn nothing_is_appended_twice<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=2)).await.expect("an append");
    assert_eq!(store.append(HERE, batch(0, ANN, 1..=2)).await, Err(StoreError::Behind { end: seen(2) }));
    let tip = AuthorTip::new(Counter(2), hash(2_000_002)).expect("a tip");
    assert_eq!(store.append(HERE, batch(2, ANN, 1..=2)).await, Err(StoreError::NotNext { author: ANN, tip }));
    assert_eq!(positions(&store, HERE).await, [1, 2]);
}

async fn a_gap_in_an_authors_chain_is_refused_whole<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    assert_eq!(
        store.append(HERE, batch(0, ANN, 2..=2)).await,
        Err(StoreError::NotNext { author: ANN, tip: AuthorTip::START }),
        "a chain begins with 1"
    );
    let mut mixed = batch(0, ANN, 1..=2);
    mixed.records.push(record(3, BEN, 2));
    assert!(matches!(store.append(HERE, mixed).await, Err(StoreError::NotNext { author: BEN, .. })));
    assert_eq!(positions(&store, HERE).await, [] as [u64; 0]);
    assert_eq!(store.tips(HERE).await, Ok(vec![]));
}

async fn many_appends_at_once_leave_one_order<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    let authors: Vec<DeviceKey> = (1..=20).map(|number| DeviceKey([number; 32])).collect();
    let mut waiting = authors.clone();
    for end in 0..20 {
        let asked = waiting.iter().map(|author| store.append(HERE, batch(end, *author, 1..=1))).collect();
        let answers = together(asked).await;
        let done: Vec<usize> = answers.iter().enumerate().filter(|(_, answer)| answer.is_ok()).map(|(at, _)| at).collect();
        assert_eq!(done.len(), 1, "one follows an end");
        waiting.remove(done[0]);
    }
    assert_eq!(positions(&store, HERE).await, (1..=20).collect::<Vec<_>>());
    let tips = store.tips(HERE).await.expect("a read");
    assert_eq!(tips.iter().map(|(author, _)| *author).collect::<Vec<_>>(), authors);
}

async fn a_data_log_is_read_in_pieces<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=10)).await.expect("an append");
    let piece = async |after, bytes_max| {
        let records = store.read(HERE, Position(after), bytes_max).await.expect("a read");
        records.iter().map(|record| record.at.position().0).collect::<Vec<_>>()
    };
    assert_eq!(piece(0, 350).await, [1, 2, 3]);
    assert_eq!(piece(3, 350).await, [4, 5, 6]);
    assert_eq!(piece(8, 1).await, [9], "one at least");
    assert_eq!(piece(10, 350).await, [] as [u64; 0]);
    assert_eq!(piece(u64::MAX, 350).await, [] as [u64; 0]);
}

async fn a_chain_is_remembered_as_far_as_promised<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    let many = CHAIN_LENGTH + 40;
    store.append(HERE, batch(0, ANN, 1..=many)).await.expect("an append");
    store.append(HERE, batch(many, BEN, 1..=1)).await.expect("an append");
    let chain = store.chain(HERE, ANN).await.expect("a read");
    assert_eq!(chain.iter().map(|link| link.counter.0).collect::<Vec<_>>(), (41..=many).collect::<Vec<_>>());
    assert_eq!(chain.last().copied(), Some(record(many, ANN, many).link()));
    let tips = vec![(ANN, record(many, ANN, many).link().tip()), (BEN, record(many + 1, BEN, 1).link().tip())];
    assert_eq!(store.tips(HERE).await, Ok(tips));
}

async fn a_snapshot_waits_for_its_parts<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=4)).await.expect("an append");
    put_parts(&store, HERE, &[1]).await;
    assert_eq!(store.commit_snapshot(HERE, snapshot(1, None, 3, &[1, 2, 3])).await, Err(StoreError::Missing(vec![hash(2), hash(3)])));
    assert_eq!(store.snapshot(HERE, None).await, Ok(None));
    put_parts(&store, HERE, &[2, 3]).await;
    store.put_part(HERE, hash(2), vec![0; 3].into(), NOW).await.expect("a part that is there");
    assert_eq!(store.part(HERE, hash(2)).await, Ok(Some(vec![2; 50].into())), "stays as it is");
    store.commit_snapshot(HERE, snapshot(1, None, 3, &[1, 2, 3])).await.expect("a snapshot");
    assert_eq!(store.snapshot(HERE, None).await, Ok(Some(snapshot(1, None, 3, &[1, 2, 3]))));
    let tip = store.state(HERE).await.expect("a read").expect("the space").snapshot.expect("a snapshot");
    assert_eq!((tip.hash, tip.covers, tip.author, tip.committed_at_ms), (hash(3_000_001), seen(3), ANN, 1_700_000_000_001));
}

async fn a_snapshot_follows_the_newest_and_covers_more<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=9)).await.expect("an append");
    let first = snapshot(1, None, 3, &[]);
    store.commit_snapshot(HERE, first.clone()).await.expect("a snapshot");
    let other = Err(StoreError::OtherSnapshot { newest: Some(first.hash) });
    assert_eq!(store.commit_snapshot(HERE, snapshot(2, None, 5, &[])).await, other);
    assert_eq!(store.commit_snapshot(HERE, snapshot(2, Some(hash(5)), 5, &[])).await, other);
    assert_eq!(store.commit_snapshot(HERE, snapshot(2, Some(first.hash), 3, &[])).await, other, "it covers no more");
    store.commit_snapshot(HERE, snapshot(2, Some(first.hash), 5, &[])).await.expect("a snapshot");
    assert_eq!(store.snapshot(HERE, Some(first.hash)).await, Ok(Some(first)), "the older one is there still");
    assert_eq!(store.snapshot(HERE, Some(hash(5))).await, Ok(None));
}

async fn nothing_is_deleted_before_it_is_told_to_be<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=4)).await.expect("an append");
    put_parts(&store, HERE, &[1, 2]).await;
    store.commit_snapshot(HERE, snapshot(1, None, 4, &[1])).await.expect("a snapshot");
    assert_eq!(positions(&store, HERE).await, [1, 2, 3, 4]);
    assert_eq!(store.part(HERE, hash(2)).await, Ok(Some(vec![2; 50].into())));
    assert_eq!(store.state(HERE).await.expect("a read").expect("the space").floor, Seen::START);
}

async fn what_is_covered_goes_and_the_rest_stays<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=4)).await.expect("an append");
    store.append(HERE, batch(4, BEN, 1..=2)).await.expect("an append");
    put_parts(&store, HERE, &[1, 2]).await;
    let first = snapshot(1, None, 2, &[1]);
    store.commit_snapshot(HERE, first.clone()).await.expect("a snapshot");
    let second = snapshot(2, Some(first.hash), 4, &[2]);
    store.commit_snapshot(HERE, second.clone()).await.expect("a snapshot");
    let state = store.forget_covered(HERE, second.hash).await.expect("a deletion");
    assert_eq!(Ok(Some(state)), store.state(HERE).await);
    assert_eq!((state.floor, state.end), (seen(4), seen(6)));
    assert_eq!(positions(&store, HERE).await, [5, 6]);
    assert_eq!(store.part(HERE, hash(2)).await, Ok(Some(vec![2; 50].into())));
    assert_eq!(store.snapshot(HERE, Some(first.hash)).await, Ok(None));
    assert_eq!(store.snapshot(HERE, None).await, Ok(Some(second)));
    assert_eq!(store.chain(HERE, ANN).await.expect("a read").len(), 4, "what was appended is remembered");
    store.append(HERE, batch(6, ANN, 5..=5)).await.expect("the next of its author");
}

async fn only_the_newest_snapshot_may_delete<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=4)).await.expect("an append");
    assert_eq!(store.forget_covered(HERE, hash(1)).await, Err(StoreError::OtherSnapshot { newest: None }));
    let first = snapshot(1, None, 2, &[]);
    store.commit_snapshot(HERE, first.clone()).await.expect("a snapshot");
    let second = snapshot(2, Some(first.hash), 3, &[]);
    store.commit_snapshot(HERE, second.clone()).await.expect("a snapshot");
    assert_eq!(store.forget_covered(HERE, first.hash).await, Err(StoreError::OtherSnapshot { newest: Some(second.hash) }));
    assert_eq!(positions(&store, HERE).await, [1, 2, 3, 4]);
}

async fn a_part_that_no_snapshot_names_goes_when_its_time_has_passed<S: LogStore>(store: S) {
    begin(&store, HERE).await;
    store.append(HERE, batch(0, ANN, 1..=4)).await.expect("an append");
    put_parts(&store, HERE, &[1, 2, 3, 4]).await;
    let first = snapshot(1, None, 2, &[1]);
    store.commit_snapshot(HERE, first.clone()).await.expect("a snapshot");
    let second = snapshot(2, Some(first.hash), 3, &[2]);
    store.commit_snapshot(HERE, second.clone()).await.expect("a snapshot");
    store.put_part(HERE, hash(3), vec![3; 50].into(), NOW + 10).await.expect("a part that comes again");
    let left = async || {
        let mut left = Vec::new();
        for part in 1..=4 {
            if store.part(HERE, hash(part)).await.expect("a read").is_some() {
                left.push(part);
            }
        }
        left
    };
    store.sweep_parts(HERE, NOW).await.expect("a sweep");
    assert_eq!(left().await, [1, 2, 3, 4]);
    store.sweep_parts(HERE, NOW + 1).await.expect("a sweep");
    assert_eq!(left().await, [1, 2, 3], "older snapshots name parts too, while they are kept");
    store.forget_covered(HERE, second.hash).await.expect("a deletion");
    store.sweep_parts(HERE, NOW + 20).await.expect("a sweep");
    assert_eq!(left().await, [2]);
}

async fn what_is_stored_is_counted<S: LogStore>(store: S) {
    let used = async || store.state(HERE).await.expect("a read").expect("the space").used;
    begin(&store, HERE).await;
    assert_eq!(used().await, 10);
    store.append_control(HERE, entry(1).tip, None, vec![entry(2)]).await.expect("the next");
    assert_eq!(used().await, 20);
    store.append(HERE, DataBatch { control: entry(2).tip, ..batch(0, ANN, 1..=3) }).await.expect("an append");
    assert_eq!(used().await, 320);
    put_parts(&store, HERE, &[1, 2, 2]).await;
    assert_eq!(used().await, 420);
    store.commit_snapshot(HERE, snapshot(1, None, 2, &[1])).await.expect("a snapshot");
    assert_eq!(used().await, 440);
    store.forget_covered(HERE, snapshot(1, None, 2, &[1]).hash).await.expect("a deletion");
    assert_eq!(used().await, 240, "two records less");
    store.sweep_parts(HERE, NOW + 1).await.expect("a sweep");
    assert_eq!(used().await, 190, "and one part");
}

/// Asks for everything before it waits for anything.
async fn together<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<Pin<Box<_>>> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        for (future, done) in waiting.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect())
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}
