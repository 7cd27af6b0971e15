//! Everything in one file, and back from it. What the file says of itself is counted from the very bytes it holds.

mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dom::*;
use book::chunk::{Chunk, DocKey, StoreError};
use book::session::{Success, Unable, pack};
use book::store::Store;
use domain::client::Client;
use domain::file::wanted;
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::number::Pattern;
use domain::row::{Row, Rows};
use domain::time::{Day, Moment};
use domain::{ClientId, Command};
use paper::backup::{Backup, Counts, Document, Map, Totals, Value, encode};

use super::cabinet::Cabinet;
use super::desk::Desk;
use super::files::pause;
use crate::browser::clock;
use crate::browser::files::{Bytes, save};

pub use files::{Brought, NotBrought, NotIn, NotRead, Source, bring, read, take_back};

/// Documents packed between two breaths.
const AT_ONCE: usize = 40;
/// How often packing begins again because somebody changed something meanwhile.
const TRIES: usize = 3;
const CLIENT: &str = "client";
const PRACTICE: &str = "practice";
const NUMBERS: &str = "numbers";
const LEFT_OUT: &str = "pieces_left_out";
/// Nothing was removed since: only what stands is in a backup.
const NEVER: Moment = Moment(i64::MAX);

/// What can be compared between a file and the app: how much there is, what it comes to, which numbers are given, and each document's
/// hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub clients: u64,
    /// Billing documents of every kind, drafts too.
    pub documents: u64,
    pub entries: u64,
    pub totals: Vec<Sum>,
    pub numbers: BTreeSet<String>,
    pub hashes: BTreeMap<String, String>,
    /// Files of clients whose bytes are there: how many bytes each has, by hash.
    pub files: BTreeMap<String, u64>,
    pub not_in: NotIn,
}

/// One currency's invoices that are neither drafts nor void.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub invoiced: Money,
    pub paid: Money,
    pub open: Money,
}

#[derive(Default)]
struct Counting {
    clients: u64,
    documents: u64,
    entries: u64,
    sums: BTreeMap<Currency, Sum>,
    numbers: BTreeSet<String>,
}

impl Counting {
    fn add(&mut self, client: &Client) {
        if client.is_removed() || client.opened.is_none() {
            return;
        }
        self.clients += 1;
        self.entries += client.notes.values().filter(|note| note.removed.is_none()).count() as u64;
        for invoice in Row::of(client, 0).invoices {
            self.documents += 1;
            let Some(number) = invoice.number else { continue };
            self.numbers.insert(number);
            if invoice.kind.collects() && invoice.standing != Standing::Void {
                let zero = Money::zero(invoice.total.currency());
                let sum = self.sums.entry(zero.currency()).or_insert(Sum { invoiced: zero, paid: zero, open: zero });
                sum.invoiced = sum.invoiced.plus(invoice.total).unwrap_or(sum.invoiced);
                sum.paid = sum.paid.plus(invoice.paid).unwrap_or(sum.paid);
                sum.open = sum.open.plus(invoice.open).unwrap_or(sum.open);
            }
        }
    }
}

/// How far a file is: `done` of `all` documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub all: usize,
}

/// A backup that is ready to be handed over.
#[derive(Clone, Debug)]
pub struct Made {
    pub backup: Backup,
    /// The bytes of its files, in their order.
    parts: Vec<Bytes>,
    /// Pieces of documents that could not be read and are not in the file.
    pub left_out: usize,
    pub at_ms: i64,
}

/// Every document there is, packed and counted. Written at one moment: when something changes meanwhile, it begins again.
pub async fn make(desk: Desk, cabinet: Cabinet, with_files: bool, progress: RwSignal<Option<Progress>>) -> Result<Made, StoreError> {
    let mut made = gather(desk, cabinet, with_files, progress).await;
    for _ in 1..TRIES {
        match &made {
            Ok((_, true)) | Err(_) => break,
            Ok((_, false)) => made = gather(desk, cabinet, with_files, progress).await,
        }
    }
    progress.set(None);
    made.map(|(made, _)| made)
}

async fn gather(desk: Desk, cabinet: Cabinet, with_files: bool, progress: RwSignal<Option<Progress>>) -> Result<(Made, bool), StoreError> {
    let runner = desk.runner().ok_or_else(|| StoreError::Failed(String::new()))?;
    let rows_before: Rows = desk.with_rows_untracked(Clone::clone);
    let practice_before = desk.practice.get_untracked();
    let docs = runner.store().list().await?;
    progress.set(Some(Progress { done: 0, all: docs.len() }));
    let mut counting = Counting::default();
    let mut documents = Vec::with_capacity(docs.len());
    let (mut left_out, mut named) = (0, BTreeMap::new());
    for slice in docs.chunks(AT_ONCE) {
        for (doc, chunks) in runner.store().load(slice).await? {
            if chunks.is_empty() {
                continue;
            }
            let packed = pack(&chunks);
            left_out += packed.left_out;
            if let Some(client) = &packed.client {
                counting.add(client);
                named.extend(wanted(client, NEVER));
            }
            let kind = match doc {
                DocKey::Practice => PRACTICE,
                DocKey::Client(_) => CLIENT,
            };
            documents.push(Document { id: doc.to_string(), kind: kind.to_owned(), bytes: packed.bytes });
        }
        progress.update(|progress| {
            if let Some(progress) = progress {
                progress.done = (progress.done + slice.len()).min(progress.all);
            }
        });
        pause(0).await;
    }
    let packed = files::pack(cabinet, named, with_files).await?;
    let steady = desk.with_rows_untracked(|rows| *rows == rows_before) && Arc::ptr_eq(&desk.practice.get_untracked(), &practice_before);
    let now = clock::now();
    let mut extras = Map::new();
    extras.insert(NUMBERS.to_owned(), Value::from(counting.numbers.into_iter().collect::<Vec<_>>()));
    extras.insert(LEFT_OUT.to_owned(), Value::from(left_out));
    packed.not_in.write(&mut extras);
    let totals = counting.sums.into_values().map(|Sum { invoiced, paid, open }| Totals { invoiced, paid, open }).collect();
    let counts =
        Counts { clients: counting.clients, invoices: counting.documents, notes: counting.entries, documents: documents.len() as u64 };
    let (exported_at, app, files) = (instant(now.at), env!("CARGO_PKG_VERSION").to_owned(), packed.attached);
    let backup = Backup { exported_at, app, counts, totals, documents, files, extras };
    Ok((Made { backup, parts: packed.parts, left_out, at_ms: now.at.0 }, steady))
}

/// Hands the file over, put together by the browser; false when it refuses.
pub fn hand_over(made: &Made) -> bool {
    let ending = if made.parts.is_empty() { "json" } else { "backup" };
    let name = format!("throughline-{}.{ending}", clock::day_of(Moment(made.at_ms)));
    let head = Bytes::of_text(&encode(&made.backup));
    head.is_some_and(|head| save(&name, &[vec![head], made.parts.clone()].concat()))
}

/// What a file says of itself.
pub fn manifest(backup: &Backup) -> Manifest {
    let numbers = backup.extras.get(NUMBERS).and_then(Value::as_array);
    let numbers = numbers.map(|all| all.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default();
    Manifest {
        clients: backup.counts.clients,
        documents: backup.counts.invoices,
        entries: backup.counts.notes,
        totals: backup.totals.iter().map(|sum| Sum { invoiced: sum.invoiced, paid: sum.paid, open: sum.open }).collect(),
        numbers,
        hashes: backup.documents.iter().map(|document| (document.id.clone(), document.sha256())).collect(),
        files: backup.files.iter().map(|file| (file.sha256.clone(), file.bytes)).collect(),
        not_in: NotIn::of(backup),
    }
}

/// Pieces that were unreadable when the file was made.
pub fn pieces_left_out(backup: &Backup) -> u64 {
    backup.extras.get(LEFT_OUT).and_then(Value::as_u64).unwrap_or(0)
}

/// When a file was made, as clocks show it here; None when it does not say.
pub fn made_at(backup: &Backup) -> Option<(Day, (u32, u32))> {
    moment(&backup.exported_at).map(here)
}

/// The same in milliseconds since 1970.
pub fn made_ms(backup: &Backup) -> Option<i64> {
    moment(&backup.exported_at).map(|at| at.0)
}

/// The civil day, the hour and the minute where the person sits.
pub fn here(at: Moment) -> (Day, (u32, u32)) {
    (clock::day_of(at), clock::time_of(at))
}

/// Where a file meets what is here already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Documents of the file that are here too: each becomes both, so it will not be the file's byte for byte.
    pub joined: BTreeSet<String>,
    /// Clients of the file that were removed here: removing them is part of their records, and would outlive the restore.
    removed: Vec<ClientId>,
}

/// Looks where a file meets what is here, before anything is changed.
pub async fn meet(desk: Desk, backup: &Backup) -> Result<Meeting, StoreError> {
    let runner = desk.runner().ok_or_else(|| StoreError::Failed(String::new()))?;
    let here: BTreeSet<DocKey> = runner.store().list().await?.into_iter().collect();
    let mut meeting = Meeting::default();
    for document in &backup.documents {
        let Some(doc) = DocKey::parse(&document.id).filter(|doc| here.contains(doc)) else { continue };
        meeting.joined.insert(document.id.clone());
        let DocKey::Client(id) = doc else { continue };
        let gone = desk.with_rows_untracked(|rows| rows.get(&id).is_some_and(|row| row.removed));
        let chunk = Chunk { place: 1, doc, bytes: document.bytes.clone() };
        if gone && pack(&[chunk]).client.is_some_and(|client| !client.is_removed()) {
            meeting.removed.push(id);
        }
    }
    Ok(meeting)
}

/// Brings a backup's documents back: all of them, or none. What was removed here and is in the file is here again afterwards.
pub fn restore(desk: Desk, backup: &Backup, meeting: Meeting, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
    let docs = backup.documents.iter().filter_map(|document| DocKey::parse(&document.id).map(|key| (key, document.bytes.clone())));
    desk.restore(docs.collect(), move |outcome| match outcome {
        Ok(success) => {
            let removed = meeting.removed;
            let batches = desk.practice.with_untracked(|practice| {
                let meant = practice.batches.iter().filter(|(_, batch)| batch.undone.is_some());
                let meant = meant.filter(|(_, batch)| batch.clients.iter().any(|client| removed.contains(client)));
                meant.map(|(id, _)| Command::UndoBatch { batch: *id, gone: false }).collect::<Vec<_>>()
            });
            in_turn(desk, batches, move || {
                let gone = |id: &ClientId| desk.with_rows_untracked(|rows| rows.get(id).is_some_and(|row| row.removed));
                let left = removed.into_iter().filter(gone).map(|client| Command::RemoveClient { client, gone: false }).collect();
                in_turn(desk, left, move || answered(Ok(success)));
            });
        }
        Err(unable) => answered(Err(unable)),
    });
}

/// Asks for one thing after another. What is refused shows when the file is compared with what is here.
fn in_turn(desk: Desk, mut commands: Vec<Command>, then: impl FnOnce() + 'static) {
    let then: Box<dyn FnOnce()> = Box::new(then);
    match commands.pop() {
        Some(command) => desk.ask_wherever(command, move |_| in_turn(desk, commands, then)),
        None => then(),
    }
}

/// Every document of the file has a name this version knows.
pub fn is_known(backup: &Backup) -> bool {
    backup.documents.iter().all(|document| DocKey::parse(&document.id).is_some())
}

/// `2026-11-22T10:41:05.123Z`.
fn instant(at: Moment) -> String {
    let day = Day::from_epoch_days(at.0.div_euclid(86_400_000)).unwrap_or(Day::FIRST);
    let ms = at.0.rem_euclid(86_400_000);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1000)
}

fn moment(text: &str) -> Option<Moment> {
    let day = Day::parse(text.get(..10)?)?;
    let number = |at: std::ops::Range<usize>| text.get(at)?.parse::<i64>().ok();
    let minutes = number(11..13)? * 60 + number(14..16)?;
    Some(Moment(day.epoch_days() * 86_400_000 + minutes * 60_000))
}

/// A pattern like `usual` whose numbers nobody has: an old backup does not know what was issued after it was made.
pub fn fresh_series(usual: &Pattern, today: Day, taken: &[String]) -> Option<Pattern> {
    let text = usual.to_string();
    let at = text.find("{0")?;
    ('B'..='Z').find_map(|letter| {
        let pattern = Pattern::parse(&format!("{}{letter}{}", &text[..at], &text[at..])).ok()?;
        let unused = pattern.next(today, taken.iter().map(String::as_str)) == pattern.next(today, []);
        unused.then_some(pattern)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_utc() {
        assert_eq!(instant(Moment(0)), "1970-01-01T00:00:00.000Z");
        let at = Moment(1_795_344_065_123);
        assert_eq!(instant(at), "2026-11-22T10:41:05.123Z");
        assert_eq!(moment("2026-11-22T10:41:05.123Z"), Some(Moment(at.0 - 5_123)), "to the minute");
        assert_eq!(moment("yesterday"), None);
    }

    #[test]
    fn a083_a_fresh_series_has_numbers_nobody_has() {
        let fresh = |taken: &str| {
            let usual = Pattern::parse("INV-{YYYY}-{000}").expect("a pattern");
            let today = Day::parse("2026-11-22").expect("a day");
            fresh_series(&usual, today, &[taken.to_owned()]).map(|pattern| pattern.to_string())
        };
        assert_eq!(fresh("INV-2026-007").as_deref(), Some("INV-{YYYY}-B{000}"));
        assert_eq!(fresh("INV-2026-B001").as_deref(), Some("INV-{YYYY}-C{000}"));
    }
}
