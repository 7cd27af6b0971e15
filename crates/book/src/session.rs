//! The one door to the documents. Whatever happens, a command, a word from another tab, an answer of the storage, enters by
//! [`Session::handle`]; what must be done about it leaves as [`Effect`]s. Time, randomness, storage and other tabs are inputs, so a
//! whole day with crashes can be played in a test.
//!
//! The journal is the truth. A command is decided on the state that the journal gave, written as the journal's next places, and
//! acknowledged when the storage says it is there. When another tab has claimed those places first, what was prepared is dropped, the
//! journal is read on, and the command is decided again: so two tabs never give one number twice and never lose an edit.

mod erase;
mod family;
mod ids;
mod ledger;
mod long;
mod message;
mod practice;
mod reading;
mod receiving;
pub mod sharing;
mod shelf;
mod texts;
mod traffic;
mod whole;
mod writing;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use domain::client::Client;
use domain::decide::Course;
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::time::{Moment, Now};
use domain::{AuthorId, ClientId, Command, ItemId, World};

use crate::chunk::{CachedRow, DocKey, Place};
use crate::document::{self, Change, Trouble};
use crate::rowcode;
use erase::Owing;
use family::Families;
use ids::Ids;
pub use ledger::Ledger;
use long::Long;
use message::message;
use practice::Before;
pub use sharing::{Grown, Unsent, unsent};
use shelf::{Opened, Shelf};
pub use shelf::{Packed, pack};
use texts::Texts;
pub use traffic::{Answer, Effect, Input, Output, Success, Ticket, Unable};

/// Documents kept open at once; the least recently used is closed first.
const OPEN_MOST: usize = 64;
/// Rows rebuilt between two breaths.
const REBUILD_AT_ONCE: usize = 40;

#[allow(
    clippy::large_enum_variant,
    reason = "one at a time is on its way, and is moved a few times; a box for each would cost more code than it saves"
)]
#[derive(Debug)]
enum Request {
    Command(Command),
    Long(Box<Long>),
    Restore(Vec<(DocKey, Vec<u8>)>),
    Receive(Vec<(DocKey, Vec<u8>)>),
    Rebuild(Vec<ClientId>),
}

#[derive(Debug)]
enum Phase {
    Idle,
    /// Waits for documents.
    Loading {
        ticket: Ticket,
        request: Request,
    },
    /// Waits for the journal's news.
    Reading {
        retry: Option<(Ticket, Request)>,
    },
    Writing(Box<Writing>),
}

#[derive(Debug)]
struct Writing {
    ticket: Ticket,
    request: Request,
    /// None: one step of many.
    success: Option<Success>,
    /// Rows as they were, to go back to.
    before: BTreeMap<ClientId, Option<Arc<Row>>>,
    practice_before: Option<Before>,
    /// Of which documents something is written.
    docs: BTreeSet<DocKey>,
    end: Place,
    nudge: bool,
}

/// What is to be written for a request, or one step of it.
struct Act {
    ticket: Ticket,
    request: Request,
    message: &'static str,
    success: Option<Success>,
}

/// All that one tab knows.
#[derive(Debug)]
pub struct Session {
    author: AuthorId,
    ids: Ids,
    shelf: Shelf,
    practice: Practice,
    practice_troubles: Vec<Trouble>,
    rows: Rows,
    /// Of a client with others under it: with all that is theirs.
    records: BTreeMap<ClientId, Client>,
    families: Families,
    /// Erased while this page was open: their bytes, so that a slip can be mended.
    dug: BTreeMap<ClientId, Vec<u8>>,
    /// Erased elsewhere, and here with documents that must go over to the record that keeps them before the bytes go.
    owing: BTreeMap<ClientId, Owing>,
    texts: Texts,
    end: Place,
    phase: Phase,
    queue: VecDeque<(Ticket, Request)>,
    /// The long act between two of its steps, and whether it may go on.
    resting: Option<(Ticket, Box<Long>)>,
    rested: bool,
    stopped: BTreeSet<Ticket>,
    /// How often something else than the long act under way has changed what is decided on.
    changes: u64,
    looks: BTreeSet<ClientId>,
    nudged: bool,
    /// What of erased records is still on disk because the disk refused to let it go.
    unpurged: BTreeSet<ClientId>,
    /// Erasures that were taken back, as far as they were told.
    told_back: BTreeSet<ItemId>,
}

/// The ticket of requests that nobody waits for.
const OWN: Ticket = 0;

/// The rows of single records that the cache has; what it cannot say is left out, and told by [`Input::Listed`].
pub fn cached_rows(cached: Vec<CachedRow>) -> Rows {
    let read = cached.into_iter().filter_map(|one| rowcode::decode(&one.bytes).filter(|row| row.id == one.client));
    domain::order::gather(read.map(|row| (row.id, Arc::new(row))))
}

impl Session {
    /// A session of its own: two with one seed would write under one actor and fail to merge.
    pub fn new(seed: [u8; 32], author: AuthorId) -> Self {
        let mut ids = Ids::new(seed);
        let shelf = Shelf::new(ids.actor());
        Self {
            author,
            ids,
            shelf,
            practice: Practice::default(),
            practice_troubles: Vec::new(),
            rows: Rows::new(),
            records: BTreeMap::new(),
            families: Families::default(),
            dug: BTreeMap::new(),
            owing: BTreeMap::new(),
            texts: Texts::default(),
            end: 0,
            phase: Phase::Idle,
            queue: VecDeque::new(),
            resting: None,
            rested: false,
            stopped: BTreeSet::new(),
            changes: 0,
            looks: BTreeSet::new(),
            nudged: false,
            unpurged: BTreeSet::new(),
            told_back: BTreeSet::new(),
        }
    }

    pub fn author(&self) -> AuthorId {
        self.author
    }

    /// One row for every client, removed ones too.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The practice; its defaults until its document has been read.
    pub fn practice(&self) -> &Practice {
        &self.practice
    }

    pub fn practice_troubles(&self) -> &[Trouble] {
        &self.practice_troubles
    }

    /// A client's whole record, when its document is open.
    pub fn client(&self, id: ClientId) -> Option<(&Client, &[Trouble])> {
        let record = self.records.get(&id)?;
        if let Some(troubles) = self.families.troubles(id) {
            return Some((record, troubles));
        }
        Some((record, self.shelf.get(DocKey::Client(id)).map_or(&[], |open| open.troubles.as_slice())))
    }

    /// The record as it stood at a moment, when its document is open; the inner None: nothing stood yet.
    pub fn client_as_of(&mut self, id: ClientId, at: Moment) -> Option<Option<Client>> {
        let mut own = self.own_as_of(id, at)?;
        if let Some(own) = &mut own {
            let parts = self.families.members(id);
            let parts: Vec<Client> = parts.into_iter().filter_map(|part| self.own_as_of(part, at).flatten()).collect();
            *own = domain::merge::join(own, parts.iter());
        }
        Some(own)
    }

    fn own_as_of(&mut self, id: ClientId, at: Moment) -> Option<Option<Client>> {
        let open = self.shelf.get_mut(DocKey::Client(id))?;
        Some(document::as_of(&mut open.doc, at).map(|past| document::read_client(id, &past).0))
    }

    /// What was done to a record, the first act first, when its document is open.
    pub fn changes(&mut self, id: ClientId) -> Option<Vec<Change>> {
        let mut all = self.shelf.get_mut(DocKey::Client(id)).map(|open| document::changes(&mut open.doc))?;
        let parts = self.families.members(id);
        if !parts.is_empty() {
            for part in parts {
                all.extend(self.shelf.get_mut(DocKey::Client(part)).map(|open| document::changes(&mut open.doc)).unwrap_or_default());
            }
            domain::order::sort_by_key(&mut all, |change| change.at);
        }
        Some(all)
    }

    /// Whether something acknowledged to nobody is still on its way to the disk.
    pub fn is_writing(&self) -> bool {
        matches!(self.phase, Phase::Writing(_)) || self.resting.is_some()
    }

    pub fn handle(&mut self, now: Now, input: Input) -> Output {
        let mut out = Output::default();
        match input {
            Input::Started { rows, end } => self.start(rows, end, &mut out),
            Input::Listed(docs) => self.list(docs),
            Input::ReadOn { chunks, rows } => self.read_on(chunks, rows, &mut out),
            Input::Loaded(docs) => self.loaded(docs, &mut out),
            Input::Nudged => self.nudged = true,
            Input::Command(ticket, command) => {
                let request = match Course::of(command, &mut self.ids) {
                    Ok(course) => Request::Long(Box::new(Long::of(course, self.changes))),
                    Err(command) => Request::Command(*command),
                };
                self.queue.push_back((ticket, request));
            }
            Input::Stop(ticket) => {
                self.stopped.insert(ticket);
            }
            Input::Rested => self.rested = true,
            Input::Look(client) => self.look(client, &mut out),
            Input::LookAtPractice if self.shelf.has(DocKey::Practice) => out.practice = true,
            Input::LookAtPractice => out.effects.push(Effect::Load(vec![DocKey::Practice])),
            Input::Gather => self.gather(&mut out),
            Input::Texts(texts) => self.gathered(texts, &mut out),
            Input::TextsNotRead => self.texts.give_up(),
            Input::Receive(ticket, docs) => self.queue.push_back((ticket, Request::Receive(docs))),
            Input::Restore(ticket, docs) => self.queue.push_back((ticket, Request::Restore(docs))),
            Input::Written => self.written(&mut out),
            Input::NotWritten(error) => self.not_written(error, &mut out),
            Input::NotRead(error) => self.not_read(&error, &mut out),
        }
        self.settle_families(&mut out);
        self.go_on(now, &mut out);
        self.tell_back(&mut out);
        out
    }

    /// Records that come back after an erasure go out whole, from whoever has them: others may have let go of what came in between.
    fn tell_back(&mut self, out: &mut Output) {
        if !out.practice {
            return;
        }
        let back = sharing::brought_back(&self.practice);
        let told = std::mem::replace(&mut self.told_back, back.values().flatten().copied().collect());
        let mut news = back.into_iter().filter(|(_, erasures)| !erasures.iter().all(|id| told.contains(id))).peekable();
        if news.peek().is_some() {
            let grown = out.grown.get_or_insert_with(|| Grown { docs: BTreeSet::new(), end: self.end });
            grown.docs.extend(news.map(|(client, _)| DocKey::Client(client)));
        }
    }

    fn start(&mut self, rows: Rows, end: Place, out: &mut Output) {
        self.end = end;
        for (id, row) in rows {
            self.put_row(id, Some(row));
        }
        out.all = true;
        if end == 0 {
            self.put_practice(&[]);
            out.practice = true;
        }
    }

    fn list(&mut self, docs: Vec<DocKey>) {
        let missing = docs.into_iter().filter_map(|doc| match doc {
            DocKey::Client(id) if !self.rows.contains_key(&id) => Some(id),
            DocKey::Client(_) | DocKey::Practice => None,
        });
        let missing: Vec<ClientId> = missing.collect();
        for some in missing.chunks(REBUILD_AT_ONCE) {
            self.queue.push_back((OWN, Request::Rebuild(some.to_vec())));
        }
    }

    fn look(&mut self, client: ClientId, out: &mut Output) {
        let mut family = vec![DocKey::Client(client)];
        family.extend(self.families.members(client).into_iter().map(DocKey::Client));
        if self.records.contains_key(&client) {
            family.into_iter().for_each(|doc| self.shelf.touch(doc));
            out.clients.insert(client);
        } else if self.looks.insert(client) {
            family.retain(|doc| !self.shelf.has(*doc));
            out.effects.push(Effect::Load(family));
        }
    }

    /// Takes the next thing up while nothing is under way.
    fn go_on(&mut self, now: Now, out: &mut Output) {
        while matches!(self.phase, Phase::Idle) {
            if std::mem::take(&mut self.nudged) {
                out.effects.push(Effect::ReadOn { after: self.end });
                self.phase = Phase::Reading { retry: None };
                return;
            }
            let Some((ticket, request)) = self.next() else {
                self.close_some();
                return;
            };
            let missing = self.missing(&request);
            if missing.is_empty() {
                self.carry_out(now, ticket, request, out);
                self.settle_families(out);
            } else {
                out.effects.push(Effect::Load(missing));
                self.phase = Phase::Loading { ticket, request };
            }
        }
    }

    fn close_some(&mut self) {
        for doc in self.shelf.close_beyond(OPEN_MOST) {
            if let DocKey::Client(id) = doc {
                self.drop_record(id);
            }
        }
    }

    /// Which documents must be open before the request can be decided.
    fn missing(&self, request: &Request) -> Vec<DocKey> {
        let mut docs = vec![];
        match request {
            Request::Command(command) => {
                docs.push(DocKey::Practice);
                docs.extend(domain::needs(&self.practice, &self.rows, command).into_iter().map(DocKey::Client));
            }
            Request::Long(long) => {
                docs.push(DocKey::Practice);
                docs.extend(long.needs(&self.rows).into_iter().map(DocKey::Client));
            }
            Request::Restore(_) => docs.push(DocKey::Practice),
            Request::Receive(received) => {
                docs.push(DocKey::Practice);
                docs.extend(received.iter().map(|(doc, _)| *doc));
                docs.sort_unstable();
                docs.dedup();
            }
            Request::Rebuild(clients) => {
                docs.push(DocKey::Practice);
                docs.extend(clients.iter().map(|id| DocKey::Client(*id)));
            }
        }
        if !matches!(request, Request::Rebuild(_) | Request::Restore(_) | Request::Receive(_)) {
            self.families.complete(&mut docs);
        }
        docs.retain(|doc| !self.shelf.has(*doc));
        docs
    }

    fn carry_out(&mut self, now: Now, ticket: Ticket, request: Request, out: &mut Output) {
        match request {
            Request::Command(command) => {
                let world = World { practice: &self.practice, rows: &self.rows, clients: &self.records, device: self.author };
                match domain::decide(world, command.clone(), now, &mut self.ids) {
                    Ok(decision) if decision.facts.is_empty() => {
                        self.kept(&command, true);
                        let success = Success { done: decision.done, undo: decision.undo };
                        out.answers.push(Answer { ticket, outcome: Ok(success) });
                    }
                    Ok(decision) => {
                        let success = Success { done: decision.done, undo: decision.undo };
                        let message = message(&command);
                        let act = Act { ticket, request: Request::Command(command), message, success: Some(success) };
                        self.prepare(now, act, &decision.facts, out);
                    }
                    Err(refusal) => {
                        self.kept(&command, false);
                        out.answers.push(Answer { ticket, outcome: Err(Unable::Refused(refusal)) });
                    }
                }
            }
            Request::Long(long) => self.step(now, ticket, long, out),
            Request::Restore(docs) => self.restore(ticket, docs, out),
            Request::Receive(docs) => self.receive(ticket, docs, out),
            Request::Rebuild(clients) => self.rebuild(ticket, clients, out),
        }
    }
}

impl Opened {
    fn read_client(&mut self, id: ClientId) -> (Client, u32) {
        let (client, troubles) = document::read_client(id, &self.doc);
        self.note(troubles);
        (client, u32::try_from(self.troubles.len()).unwrap_or(u32::MAX))
    }

    fn read_practice(&self) -> (Practice, Vec<Trouble>) {
        document::read_practice(&self.doc)
    }
}
