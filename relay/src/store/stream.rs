//! The storage of several relays: the logs of all spaces in a few streams of NATS JetStream.
//!
//! Every write to a space is one message under the space's subject, published with the number of the message that it was decided on: JetStream
//! refuses it when another relay was faster (`Nats-Expected-Last-Subject-Sequence`, over all kinds of writes). So a space is the fold of its
//! messages, and no lock is needed between relays. Bytes of parts lie under subjects of their own; records that a snapshot covers are purged.
//!
//! ```text
//! throughline.N.SPACE.w.KIND   writes, in one order; N is the shard
//! throughline.N.SPACE.p.HASH   the bytes of a part
//! throughline-tell.news.SPACE  "I wrote something", from relay to relay, not kept
//! throughline-tell.here.SPACE  what is ephemeral, from relay to relay, not kept
//! ```
//!
//! The server has to sync before it acknowledges (`sync_interval: always`), and to take messages of 4 MiB (`max_payload`).

mod act;
mod fold;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::stream::{RawMessageErrorKind, Stream};
use async_nats::jetstream::{self, Context};
use async_nats::{Client, HeaderMap, Subscriber};
use futures_util::StreamExt;
use tokio::sync::Mutex;
use wire::{AuthorTip, ControlTip, DeviceKey, Hash32, Position, Seen, Sequence, SpaceId};

use super::{
    Bytes, ControlRecord, DataBatch, DataRecord, Link, LogStore, News, SnapshotRecord, SpaceState, StoreError, Stored, check_batch,
    counts_on, fill,
};
use act::{Act, damaged};
use fold::Fold;

/// Streams. It must not change while there are messages.
const SHARDS: u8 = 8;
/// How often a write is decided again while another relay is faster.
const TRIES: usize = 16;
/// Spaces that are remembered at a time.
const FOLDS_MAX: usize = 10_000;
/// A batch, and what a message adds to it.
const PAYLOAD_MIN: usize = 2 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// Every relay of a cluster has one of its own.
pub struct StreamStore {
    client: Client,
    context: Context,
    streams: Vec<Stream<()>>,
    folds: std::sync::Mutex<BTreeMap<SpaceId, Arc<Mutex<Fold>>>>,
    news: Mutex<Subscriber>,
    /// Tells this relay's words from those of others.
    name: [u8; 16],
}

impl std::fmt::Debug for StreamStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StreamStore").field("shards", &self.streams.len()).finish_non_exhaustive()
    }
}

fn down(error: impl std::fmt::Display) -> StoreError {
    StoreError::Down(error.to_string())
}

/// Another relay was faster. A server of a cluster says so in other words while that relay's message is not on the other servers yet.
fn is_outrun(error: &PublishError) -> bool {
    let code = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<jetstream::Error>());
    matches!(error.kind(), PublishErrorKind::WrongLastSequence)
        || code.is_some_and(|cause| cause.error_code() == ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT)
}

fn shard(space: SpaceId) -> u8 {
    space.0[0] % SHARDS
}

fn writes(space: SpaceId, kind: &str) -> String {
    format!("throughline.{}.{space}.w.{kind}", shard(space))
}

fn part_subject(space: SpaceId, hash: Hash32) -> String {
    format!("throughline.{}.{space}.p.{hash}", shard(space))
}

impl StreamStore {
    /// Connects to one of these addresses, with commas between them, and goes to another when it fails; makes the streams where they are not
    /// there yet, each kept by so many servers. The name is random.
    pub async fn connect(addresses: &str, replicas: usize, name: [u8; 16]) -> Stored<Self> {
        let addresses: Vec<&str> = addresses.split(',').map(str::trim).collect();
        let client = async_nats::ConnectOptions::new().request_timeout(Some(PATIENCE)).connect(addresses).await.map_err(down)?;
        if client.server_info().max_payload < PAYLOAD_MIN {
            return Err(down(format!("its max_payload has to be {PAYLOAD_MIN} or more")));
        }
        let context = jetstream::new(client.clone());
        let mut streams = Vec::new();
        for shard in 0..SHARDS {
            let config = jetstream::stream::Config {
                name: format!("THROUGHLINE-{shard}"),
                subjects: vec![format!("throughline.{shard}.>")],
                storage: jetstream::stream::StorageType::File,
                num_replicas: replicas,
                ..Default::default()
            };
            let stream = context.get_or_create_stream(config).await.map_err(down)?;
            streams.push(context.get_stream_no_info(&stream.cached_info().config.name).await.map_err(down)?);
        }
        let news = Mutex::new(client.subscribe("throughline-tell.*.*").await.map_err(down)?);
        client.flush().await.map_err(down)?;
        Ok(Self { client, context, streams, folds: std::sync::Mutex::default(), news, name })
    }

    fn stream(&self, space: SpaceId) -> &Stream<()> {
        &self.streams[usize::from(shard(space))]
    }

    fn fold(&self, space: SpaceId) -> Arc<Mutex<Fold>> {
        let mut folds = self.folds.lock().unwrap_or_else(PoisonError::into_inner);
        if folds.len() >= FOLDS_MAX && !folds.contains_key(&space) {
            folds.retain(|_, fold| Arc::strong_count(fold) > 1);
        }
        Arc::clone(folds.entry(space).or_default())
    }

    /// Takes in every message that is there.
    async fn read_on(&self, space: SpaceId, fold: &mut Fold) -> Stored<()> {
        let every = writes(space, "*");
        loop {
            let next = self.stream(space).get_first_raw_message_by_subject(&every, fold.last + 1).await;
            match next {
                Ok(message) => {
                    let word = message.subject.rsplit('.').next().unwrap_or_default();
                    let act = Act::read(word, &message.payload)?;
                    fold.take(act, message.sequence);
                }
                Err(error) if matches!(error.kind(), RawMessageErrorKind::NoMessageFound) => return Ok(()),
                Err(error) => return Err(down(error)),
            }
        }
    }

    async fn reading<T>(&self, space: SpaceId, read: impl FnOnce(&Fold) -> Stored<T>) -> Stored<T> {
        let fold = self.fold(space);
        let mut fold = fold.lock().await;
        self.read_on(space, &mut fold).await?;
        if fold.is_here() { read(&fold) } else { Err(StoreError::NoSpace) }
    }

    /// Publishes what is decided on the newest state, or says why not. Decided again where another relay was faster.
    async fn write<T>(&self, space: SpaceId, mut decide: impl FnMut(&Fold) -> Stored<(Option<Act>, T)>) -> Stored<(T, SpaceState)> {
        let fold = self.fold(space);
        let mut fold = fold.lock().await;
        // What was read before is newest in most cases; where it is not, the publication is refused.
        let mut is_newest = fold.is_here();
        for time in 0..TRIES {
            if !is_newest {
                self.read_on(space, &mut fold).await?;
            }
            let (act, told) = match decide(&fold) {
                Ok(decided) => decided,
                Err(_) if is_newest => {
                    is_newest = false;
                    continue;
                }
                Err(refusal) => return Err(refusal),
            };
            let Some(act) = act else { return Ok((told, fold.state())) };
            let mut headers = HeaderMap::new();
            headers.insert("Nats-Expected-Last-Subject-Sequence", fold.last.to_string().as_str());
            headers.insert("Nats-Expected-Last-Subject-Sequence-Subject", writes(space, "*").as_str());
            let subject = writes(space, act.word());
            let published = self.context.publish_with_headers(subject, headers, act.write().into()).await.map_err(down)?;
            match published.await {
                Ok(acknowledged) => {
                    fold.take(act, acknowledged.sequence);
                    self.say("news", space, &[]).await;
                    return Ok((told, fold.state()));
                }
                Err(error) if is_outrun(&error) => {
                    is_newest = false;
                    // What was faster may be on its way to the other servers still, and is read when it is there.
                    tokio::time::sleep(Duration::from_millis(1 << time.min(6))).await;
                }
                Err(error) => return Err(down(error)),
            }
        }
        Err(down("other relays are faster"))
    }

    /// The bytes of the records that one message brought.
    async fn records(&self, space: SpaceId, sequence: u64) -> Stored<Vec<DataRecord>> {
        let message = self.stream(space).get_raw_message(sequence).await.map_err(down)?;
        match Act::read("data", &message.payload)? {
            Act::Append { records } => Ok(records),
            _ => Err(damaged()),
        }
    }

    /// To the other relays, which may miss it.
    async fn say(&self, what: &str, space: SpaceId, words: &[u8]) {
        let message = [&self.name[..], words].concat();
        let _ = self.client.publish(format!("throughline-tell.{what}.{space}"), message.into()).await;
    }

    async fn purge(&self, space: SpaceId, filter: String, before: u64) -> Stored<()> {
        self.stream(space).purge().filter(filter).sequence(before).await.map_err(down).map(|_| ())
    }
}

fn space_of(hex: &str) -> Option<SpaceId> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
    }
    Some(SpaceId(bytes))
}

impl LogStore for StreamStore {
    fn is_shared(&self) -> bool {
        true
    }

    async fn next_news(&self) -> News {
        let mut news = self.news.lock().await;
        loop {
            let Some(message) = news.next().await else { std::future::pending().await };
            let Some((name, words)) = message.payload.split_first_chunk::<16>() else { continue };
            let mut named = message.subject.split('.').skip(1);
            let Some((what, space)) = named.next().zip(named.next()) else { continue };
            let Some(space) = space_of(space).filter(|_| *name != self.name) else { continue };
            match what {
                "news" => return News::Written(space),
                "here" => return News::Ephemeral(space, words.into()),
                _ => {}
            }
        }
    }

    async fn pass_on(&self, space: SpaceId, ephemeral: Bytes) {
        self.say("here", space, &ephemeral).await;
    }

    async fn state(&self, space: SpaceId) -> Stored<Option<SpaceState>> {
        match self.reading(space, |fold| Ok(fold.state())).await {
            Ok(state) => Ok(Some(state)),
            Err(StoreError::NoSpace) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn create(&self, space: SpaceId, log: Vec<ControlRecord>) -> Stored<()> {
        let decide = |fold: &Fold| {
            if fold.is_begun {
                Err(StoreError::Exists)
            } else if counts_on(Sequence::START, &log) {
                Ok((Some(Act::Control { log: log.clone() }), ()))
            } else {
                Err(StoreError::NoSpace)
            }
        };
        self.write(space, decide).await.map(|_| ())
    }

    async fn append_control(&self, space: SpaceId, expect: ControlTip, end: Option<Seen>, log: Vec<ControlRecord>) -> Stored<()> {
        let decide = |fold: &Fold| {
            let tip = here(fold)?.control_tip();
            if tip != expect || !counts_on(tip.sequence, &log) {
                return Err(StoreError::Conflict { tip });
            }
            if end.is_some_and(|end| end != fold.end) {
                return Err(StoreError::Behind { end: fold.end });
            }
            Ok((Some(Act::Control { log: log.clone() }), ()))
        };
        self.write(space, decide).await.map(|_| ())
    }

    async fn read_control(&self, space: SpaceId, after: Sequence, bytes_max: usize) -> Stored<Vec<ControlRecord>> {
        self.reading(space, |fold| {
            let rest = fold.control.iter().filter(|record| record.tip.sequence > after).cloned().map(Ok);
            fill(rest, bytes_max, |record: &ControlRecord| record.bytes.len())
        })
        .await
    }

    async fn append(&self, space: SpaceId, batch: DataBatch) -> Stored<()> {
        let decide = |fold: &Fold| {
            here(fold)?;
            check_batch(fold.end, fold.control_tip(), &batch, |author| Ok::<_, StoreError>(fold.tip(author)))?;
            Ok((Some(Act::Append { records: batch.records.clone() }), ()))
        };
        self.write(space, decide).await.map(|_| ())
    }

    async fn read(&self, space: SpaceId, after: Position, bytes_max: usize) -> Stored<Vec<DataRecord>> {
        let messages: Vec<u64> = self
            .reading(space, |fold| {
                let Some(from) = Position(after.0.max(fold.floor.position().0)).next() else { return Ok(Vec::new()) };
                let first = fold.data.range(..=from).next_back().map_or(from, |(first, _)| *first);
                Ok(fold.data.range(first..).map(|(_, message)| *message).collect())
            })
            .await?;
        let floor = self.reading(space, |fold| Ok(fold.floor.position())).await?;
        let mut found: Vec<DataRecord> = Vec::new();
        let mut bytes = 0;
        for message in messages {
            let records = self.records(space, message).await?.into_iter();
            let wanted: Vec<_> = records.filter(|record| record.at.position() > after && record.at.position() > floor).collect();
            bytes += wanted.iter().map(|record| record.bytes.len()).sum::<usize>();
            found.extend(wanted);
            if bytes >= bytes_max && !found.is_empty() {
                break;
            }
        }
        fill(found.into_iter().map(Ok), bytes_max, |record: &DataRecord| record.bytes.len())
    }

    async fn chain(&self, space: SpaceId, author: DeviceKey) -> Stored<Vec<Link>> {
        self.reading(space, |fold| Ok(fold.chains.get(&author).into_iter().flat_map(|chain| chain.values().copied()).collect())).await
    }

    async fn tips(&self, space: SpaceId) -> Stored<Vec<(DeviceKey, AuthorTip)>> {
        self.reading(space, |fold| Ok(fold.chains.keys().map(|author| (*author, fold.tip(author))).collect())).await
    }

    async fn put_part(&self, space: SpaceId, hash: Hash32, bytes: Bytes, now_ms: u64) -> Stored<()> {
        let mut is_there = self.reading(space, |fold| Ok(fold.parts.contains_key(&hash))).await?;
        for _ in 0..TRIES {
            let is_published = !is_there;
            if is_published {
                // The bytes first: a part that is named in the log is there.
                let published = self.context.publish(part_subject(space, hash), bytes.to_vec().into()).await.map_err(down)?;
                published.await.map_err(down)?;
            }
            let decide = |fold: &Fold| match here(fold)?.parts.get(&hash) {
                Some((_, length)) => Ok((Some(Act::Part { hash, length: *length, now_ms }), true)),
                None if is_published => Ok((Some(Act::Part { hash, length: bytes.len() as u64, now_ms }), true)),
                // It was swept in between, its bytes too.
                None => Ok((None, false)),
            };
            if self.write(space, decide).await?.0 {
                return Ok(());
            }
            is_there = false;
        }
        Err(down("other relays are faster"))
    }

    async fn part(&self, space: SpaceId, hash: Hash32) -> Stored<Option<Bytes>> {
        if !self.reading(space, |fold| Ok(fold.parts.contains_key(&hash))).await? {
            return Ok(None);
        }
        match self.stream(space).get_first_raw_message_by_subject(part_subject(space, hash), 1).await {
            Ok(message) => Ok(Some(message.payload.as_ref().into())),
            Err(error) if matches!(error.kind(), RawMessageErrorKind::NoMessageFound) => Ok(None),
            Err(error) => Err(down(error)),
        }
    }

    async fn commit_snapshot(&self, space: SpaceId, snapshot: SnapshotRecord) -> Stored<()> {
        let decide = |fold: &Fold| {
            let newest = here(fold)?.snapshots.last();
            let hash = newest.map(|newest| newest.hash);
            if hash != snapshot.previous || newest.is_some_and(|newest| newest.covers.position() >= snapshot.covers.position()) {
                return Err(StoreError::OtherSnapshot { newest: hash });
            }
            let missing: Vec<Hash32> = snapshot.parts.iter().filter(|part| !fold.parts.contains_key(part)).copied().collect();
            if missing.is_empty() { Ok((Some(Act::Commit { snapshot: snapshot.clone() }), ())) } else { Err(StoreError::Missing(missing)) }
        };
        self.write(space, decide).await.map(|_| ())
    }

    async fn snapshot(&self, space: SpaceId, hash: Option<Hash32>) -> Stored<Option<SnapshotRecord>> {
        self.reading(space, |fold| {
            let mut newest_first = fold.snapshots.iter().rev();
            Ok(newest_first.find(|snapshot| hash.is_none_or(|hash| snapshot.hash == hash)).cloned())
        })
        .await
    }

    async fn forget_covered(&self, space: SpaceId, newest: Hash32) -> Stored<SpaceState> {
        let decide = |fold: &Fold| {
            let last = here(fold)?.snapshots.last();
            let Some(snapshot) = last.filter(|snapshot| snapshot.hash == newest) else {
                return Err(StoreError::OtherSnapshot { newest: last.map(|last| last.hash) });
            };
            let floor = snapshot.covers;
            Ok((Some(Act::Forget { floor, chains: fold.links_up_to(floor.position()) }), ()))
        };
        let (_, state) = self.write(space, decide).await?;
        // The floor is written; what lies below it is purged by message, so one that goes on beyond the floor stays.
        let before = self.reading(space, |fold| Ok(fold.data.values().next().copied().unwrap_or(fold.last))).await?;
        self.purge(space, writes(space, "data"), before).await?;
        Ok(state)
    }

    async fn sweep_parts(&self, space: SpaceId, before_ms: u64) -> Stored<SpaceState> {
        let decide = |fold: &Fold| {
            let swept = here(fold)?.unnamed(before_ms);
            let act = (!swept.is_empty()).then_some(Act::Sweep { before_ms });
            Ok((act, (swept, fold.last)))
        };
        let ((swept, last), state) = self.write(space, decide).await?;
        for hash in swept {
            // A part that comes again after the sweep has a later number.
            self.purge(space, part_subject(space, hash), last + 1).await?;
        }
        Ok(state)
    }

    async fn delete(&self, space: SpaceId) -> Stored<()> {
        self.write(space, |fold| here(fold).map(|_| (Some(Act::Delete), ()))).await?;
        let last = self.fold(space).lock().await.last;
        self.purge(space, format!("throughline.{}.{space}.>", shard(space)), last).await
    }
}

fn here(fold: &Fold) -> Stored<&Fold> {
    if fold.is_here() { Ok(fold) } else { Err(StoreError::NoSpace) }
}
