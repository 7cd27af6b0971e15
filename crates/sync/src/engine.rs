//! The client's side of the relay. Whatever happens, a frame, an answer of the storage, a change in a document, enters by
//! [`Engine::handle`]; what must be done about it leaves as [`Effect`]s. Time, dice, storage, network and documents are inputs, so that a
//! whole team can be played in one process.
//!
//! What it holds to, whatever the relay does and wherever it is stopped:
//!
//! - A change is sealed and on disk before it is sent, and sent as the same bytes until it is acknowledged or refused.
//! - The position in the log moves only after what stood before it is on disk with the app. What comes twice changes nothing.
//! - A mark of a document stands for what the log or the outbox holds of it, never for more: what is not in them is sent.
//! - Nothing is opened before its author's right was verified; when the log is not what it should be, reading stops and says so.
//!
//! ```text
//! traffic    what goes in and comes out
//! record     what is kept, and reading it again
//! line       one connection: dialling, entering, frames
//! control    the control log: reading it, acting on it, entering by an invite
//! reading    the data log: from pushes to deliveries
//! writing    documents: from changes to acknowledged envelopes
//! snapshot   making one, entering by one, vouching for one
//! presence   heartbeats, and who was heard from
//! file       what two people exchange without a relay
//! ```

mod control;
mod file;
mod line;
mod presence;
mod reading;
mod record;
mod snapshot;
mod traffic;
mod writing;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::mem;

use wire::{AuthorTip, ControlTip, Counter, DeviceKey, Entry, Membership, Origin, Position, Purpose, Role, Seen, Token, Walk};

pub use record::OpenFailure;
pub use traffic::{Effect, Failure, Fresh, Input, Lie, LinkId, Mark, Status, Stuck, Success, Ticket};

use crate::content::DocName;
use crate::home::{Home, Record, Records, Stage};
use crate::identity::Identity;
use crate::keyring::Keyring;
use crate::secret::{Dice, Secret};
use control::Control;
use line::Line;
use presence::Presence;
use reading::Reading;
use snapshot::Snapshots;
use writing::Writing;

/// What the app was asked for; one thing at a time.
#[derive(Debug)]
enum Task {
    Asking { ticket: Ticket, docs: BTreeSet<DocName> },
    Delivering { ticket: Ticket, then: Then },
    Paging { ticket: Ticket },
}

/// What follows a delivery.
#[derive(Debug)]
enum Then {
    /// The walk has come here, past these changes of our own.
    Walked { own: Vec<Counter> },
    /// Parts of a snapshot.
    Parts,
    /// A file of somebody's.
    File { ticket: Ticket, docs: Vec<DocName> },
}

/// All that one browser profile knows of one space.
#[derive(Debug)]
pub struct Engine {
    home: Home,
    identity: Identity,
    dice: Dice,
    now_ms: u64,
    tickets: Ticket,
    effects: Vec<Effect>,
    control: Control,
    line: Line,
    reading: Reading,
    writing: Writing,
    snapshots: Snapshots,
    presence: Presence,
    task: Option<Task>,
    /// Inputs that have to wait for it.
    later: Queue<Input>,
    halted: Option<Stuck>,
    said: Option<Status>,
    wake_at_ms: Option<u64>,
}

impl Engine {
    /// From what was kept. The seed is new at every start: two starts with one seed would seal twice under one nonce.
    pub fn open(records: impl IntoIterator<Item = (String, Vec<u8>)>, seed: Secret, now_ms: u64) -> Result<Self, OpenFailure> {
        record::open(records, Dice::new(seed), now_ms)
    }

    /// What is to be done first.
    pub fn start(&mut self, now_ms: u64) -> Vec<Effect> {
        self.now_ms = now_ms;
        self.effects.push(Effect::Scan { since: self.writing.place_kept });
        self.go_on();
        mem::take(&mut self.effects)
    }

    pub fn handle(&mut self, now_ms: u64, input: Input) -> Vec<Effect> {
        self.now_ms = now_ms;
        self.take(input);
        self.go_on();
        mem::take(&mut self.effects)
    }

    pub fn device(&self) -> DeviceKey {
        self.identity.device()
    }

    /// Whether the relay is there and has told where its log ends.
    pub fn is_connected(&self) -> bool {
        self.line.is_live()
    }

    /// Where the relay is; None: syncing is off.
    pub fn relay(&self) -> Option<&Origin> {
        self.home.relay.as_ref()
    }

    /// Every entry of the control log that this device has read.
    pub fn entries(&self) -> &[Entry] {
        &self.control.entries
    }

    /// Who belongs to the space, as far as this device has read. None before it has read anything.
    pub fn membership(&self) -> Option<&Membership> {
        self.control.membership.as_ref()
    }

    pub fn role(&self) -> Option<Role> {
        self.membership()?.role(&self.device())
    }

    pub fn status(&self) -> Status {
        self.standing()
    }

    /// When each device was last heard from, by this device's clock.
    pub fn heard(&self) -> &BTreeMap<DeviceKey, u64> {
        &self.presence.heard
    }

    /// How far the log was read and kept.
    pub fn seen(&self) -> Seen {
        self.reading.walk.at()
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Wake => self.wake_at_ms = None,
            Input::Hurry => self.hurry(),
            Input::Relay(relay) => self.move_to(relay),
            Input::Token(token) => self.shows(token),
            Input::Dialled(link) => self.dialled(link),
            Input::Received(link, bytes) => self.received(link, &bytes),
            Input::Closed(link) => self.closed(link),
            Input::Written(ticket) => self.written(ticket),
            Input::Unwritten(_) => self.halt(Stuck::Storage),
            Input::Changed { docs, place } => self.changed(docs, place),
            Input::Fresh { ticket, docs } => self.fresh(ticket, docs),
            Input::Kept { ticket, marks, lacking } => self.kept(ticket, marks, lacking),
            Input::Page { ticket, docs, more } => self.paged(ticket, docs, more),
            Input::Act { ticket, act } => self.control.wanted.push_back(control::Wanted::of(ticket, act)),
            Input::Presence(bytes) => self.show(bytes),
            Input::Export { ticket, chunks } => self.export(ticket, chunks),
            Input::Import { ticket, file } => self.import(ticket, &file),
            Input::StartOver => self.start_over(),
        }
    }

    /// Whatever can be done now.
    fn go_on(&mut self) {
        self.take_later();
        if self.halted.is_none() {
            self.go_on_line();
            self.go_on_control();
            self.go_on_reading();
            self.go_on_snapshots();
            self.go_on_writing();
            self.go_on_presence();
        }
        self.refuse_what_cannot_be_done();
        let status = self.standing();
        if self.said.as_ref() != Some(&status) {
            self.said = Some(status.clone());
            self.effects.push(Effect::Status(status));
        }
        self.ask_to_be_woken();
    }

    fn ask_to_be_woken(&mut self) {
        let times = [self.line_due(), self.writing_due(), self.presence_due(), self.snapshots_due()];
        let Some(at_ms) = times.into_iter().flatten().min() else { return };
        if self.halted.is_none() && self.wake_at_ms.is_none_or(|asked| at_ms < asked) {
            self.wake_at_ms = Some(at_ms);
            self.effects.push(Effect::Wake { at_ms });
        }
    }

    fn standing(&self) -> Status {
        if let Some(stuck) = &self.halted {
            return Status::Stuck(stuck.clone());
        }
        if self.home.relay.is_none() {
            return Status::Alone;
        }
        let asked = match &self.task {
            Some(Task::Asking { docs, .. }) => docs.len(),
            _ => 0,
        };
        let left = self.writing.left() + asked;
        match &self.line {
            Line::Inside(inside) if self.is_member() => {
                let behind = self.reading.left();
                if !inside.is_live() || behind > 0 || self.reading.is_busy() {
                    Status::CatchingUp { left: behind }
                } else if let Some(stuck) = &self.writing.hindered {
                    Status::Stuck(stuck.clone())
                } else if left > 0 {
                    Status::Waiting { left }
                } else {
                    Status::InStep
                }
            }
            Line::Inside(_) if self.control.is_waiting(&self.device()) => Status::Unapproved,
            _ if left > 0 => Status::Waiting { left },
            _ => Status::Connecting,
        }
    }

    /// Nothing goes on by itself from here. Documents stay, and so do records.
    fn halt(&mut self, stuck: Stuck) {
        if self.halted.is_some() {
            return;
        }
        self.hang_up();
        if let Some(record) = record::halt(&stuck) {
            self.write(vec![record]);
        }
        self.halted = Some(stuck);
    }

    /// A person says to go on with this relay as it is. What it has of the control log is filled up from here; the data log is read from
    /// the start, and what is not in it is sent.
    fn start_over(&mut self) {
        match self.halted {
            Some(Stuck::Removed | Stuck::Left | Stuck::Copied | Stuck::InviteSpent | Stuck::Storage) => return,
            Some(_) | None => self.halted = None,
        }
        self.hang_up();
        if !self.control.entries.is_empty() && matches!(self.home.stage, Stage::Entered) {
            self.home.stage = Stage::Founding;
        }
        let mut records = vec![self.home.record(), record::no_halt()];
        self.begin_again(&mut records);
        self.write(records);
        self.effects.push(Effect::Scan { since: 0 });
        self.hurry();
    }

    /// Forgets how far the log was read and what was sent.
    fn begin_again(&mut self, records: &mut Vec<Record>) {
        records.extend(self.writing.outbox.keys().map(|counter| (record::out_key(*counter), None)));
        records.extend(self.writing.marks.keys().map(|doc| (record::mark_key(doc), None)));
        self.task = None;
        self.reading = Reading::new(Walk::default());
        self.writing = Writing::begun_again(mem::take(&mut self.writing));
        self.snapshots = Snapshots::default();
        records.extend([record::walk(&self.reading.walk), record::own(self.writing.own, true), record::place(0)]);
    }

    /// From here on this profile is another device.
    fn become_device(&mut self, next: Secret) {
        let Some(identity) = Identity::new(next.clone(), Purpose::Profile) else { return };
        self.hang_up();
        self.identity = identity;
        self.home.seed = next;
        self.home.purpose = Purpose::Profile;
        self.home.stage = Stage::Entered;
        self.control.keyring = Keyring::default();
        let Self { control, identity, .. } = self;
        control.entries.iter().for_each(|entry: &Entry| control.keyring.learn(entry, identity));
        let mut records = vec![self.home.record()];
        self.begin_again(&mut records);
        self.writing.own = AuthorTip::START;
        self.writing.relearns = false;
        records.push(record::own(AuthorTip::START, false));
        self.write(records);
        self.effects.push(Effect::Scan { since: 0 });
        self.effects.push(Effect::Members);
        self.hurry();
    }

    /// Kept until the relay has taken the space.
    fn shows(&mut self, token: Token) {
        let record = record::token(Some(&token));
        self.control.token = Some(token);
        self.write(vec![record]);
        if matches!(self.halted, Some(Stuck::NotAdmitted)) && matches!(self.home.stage, Stage::Founding) {
            // It was not taken without.
            self.halted = None;
            self.hurry();
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    fn write(&mut self, records: Vec<Record>) -> Ticket {
        let ticket = self.ticket();
        self.effects.push(Effect::Write { ticket, records: Records(records) });
        ticket
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Success, Failure>) {
        self.effects.push(Effect::Answer { ticket, answer });
    }

    fn is_member(&self) -> bool {
        self.role().is_some()
    }

    fn tip(&self) -> Option<ControlTip> {
        self.membership().map(Membership::tip)
    }

    fn known_end(&mut self, position: Position) {
        self.reading.end = self.reading.end.max(position);
    }
}

/// Whether a deadline is reached; also when the clock was set back so far that it never would be.
fn is_due(at_ms: u64, now_ms: u64) -> bool {
    now_ms >= at_ms || at_ms - now_ms > LONGEST_WAIT_MS
}

/// Nothing waits longer than this.
const LONGEST_WAIT_MS: u64 = 10 * 60 * 1000;

type Queue<T> = VecDeque<T>;
