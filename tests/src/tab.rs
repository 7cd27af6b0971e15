//! One tab of a browser: a session, the disk it shares with other tabs, and a clock that the test turns.

use std::collections::{BTreeMap, VecDeque};

use book::session::{Answer, Effect, Grown, Input, Output, Session, Success, Ticket, Unable, cached_rows};
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, ClientId, Command, Done, Id};

use crate::memory::Disk;

/// When the tab stops for ever, counted in storage operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    Never,
    /// The operation with this number (from 0) is never performed.
    Before(usize),
    /// It is performed, and the tab never learns of it.
    After(usize),
}

type BeforeWrite = Box<dyn FnMut(usize)>;

pub struct Tab {
    pub session: Session,
    pub disk: Disk,
    pub now: Now,
    pub crash: Crash,
    /// Storage operations so far.
    pub operations: usize,
    pub dead: bool,
    /// Whether another tab has something to read.
    pub nudged_others: bool,
    /// How often it may still rest before it waits for [`Tab::wake`].
    pub rests: Option<usize>,
    /// What was told of the journal to whoever carries it to a team.
    pub grown: Vec<Grown>,
    /// Something that happens before each write, which it is told the number of.
    pub before_write: Option<BeforeWrite>,
    writes: usize,
    answers: BTreeMap<Ticket, Answer>,
    last_ticket: Ticket,
}

/// 2026-11-22, a Sunday, at noon.
pub fn noon() -> Now {
    Now { at: Moment(1_795_348_800_000), today: Day::new(2026, 11, 22).expect("a day") }
}

impl Tab {
    /// Opens a tab over a disk. `seed` tells it from every other; tabs of one disk write as one profile.
    pub fn open(disk: &Disk, seed: u8) -> Self {
        Self::open_until(disk, seed, Crash::Never)
    }

    pub fn open_until(disk: &Disk, seed: u8, crash: Crash) -> Self {
        let author = disk.author_or(AuthorId(Id::from_bytes([seed; 16])));
        let mut tab = Self {
            session: Session::new([seed; 32], author),
            disk: disk.clone(),
            now: noon(),
            crash,
            operations: 0,
            dead: false,
            nudged_others: false,
            rests: None,
            grown: Vec::new(),
            before_write: None,
            writes: 0,
            answers: BTreeMap::new(),
            last_ticket: 0,
        };
        if tab.perform(|disk| disk.begin()).is_some() {
            let begin = tab.disk.begin();
            tab.give(Input::Started { rows: cached_rows(begin.rows), end: begin.end });
        }
        tab
    }

    fn perform<T>(&mut self, operation: impl FnOnce(&Disk) -> T) -> Option<T> {
        let number = self.operations;
        self.operations += 1;
        if self.dead || self.crash == Crash::Before(number) {
            self.dead = true;
            return None;
        }
        let result = operation(&self.disk);
        if self.crash == Crash::After(number) {
            self.dead = true;
            return None;
        }
        Some(result)
    }

    /// Hands the session an input and performs what it asks for, until it asks for nothing more.
    pub fn give(&mut self, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            if self.dead {
                return;
            }
            let Output { effects, answers, grown, .. } = self.session.handle(self.now, input);
            self.grown.extend(grown);
            self.answers.extend(answers.into_iter().map(|answer| (answer.ticket, answer)));
            for effect in effects {
                inputs.extend(self.answer(effect));
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Input> {
        match effect {
            Effect::Load(docs) => self.perform(|disk| disk.load(&docs)).map(Input::Loaded),
            Effect::LoadTexts(clients) => self.perform(|disk| disk.texts(&clients)).map(Input::Texts),
            Effect::ReadOn { after } => {
                self.perform(|disk| disk.read_on(after)).map(|news| Input::ReadOn { chunks: news.chunks, rows: news.rows })
            }
            Effect::Write(batch) => {
                if let Some(before_write) = &mut self.before_write {
                    before_write(self.writes);
                    self.writes += 1;
                }
                self.perform(|disk| disk.write(&batch)).map(|result| match result {
                    Ok(()) => Input::Written,
                    Err(error) => Input::NotWritten(error),
                })
            }
            Effect::Nudge => {
                self.nudged_others = true;
                None
            }
            Effect::Rest => match &mut self.rests {
                None => Some(Input::Rested),
                Some(0) => None,
                Some(rests) => {
                    *rests -= 1;
                    Some(Input::Rested)
                }
            },
        }
    }

    /// Goes on from where it rested, with so many rests more.
    pub fn wake(&mut self, rests: Option<usize>) {
        self.rests = rests;
        self.give(Input::Rested);
    }

    /// Asks without waiting; [`Tab::answered`] has what comes of it.
    pub fn begin(&mut self, command: Command) -> Ticket {
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.give(Input::Command(ticket, command));
        ticket
    }

    pub fn answered(&mut self, ticket: Ticket) -> Option<Result<Success, Unable>> {
        self.answers.remove(&ticket).map(|answer| answer.outcome)
    }

    /// Asks and waits. None when the tab died before it was answered.
    pub fn ask(&mut self, command: Command) -> Option<Result<Success, Unable>> {
        let ticket = self.begin(command);
        self.answered(ticket)
    }

    /// Asks for something that must work.
    pub fn must(&mut self, command: Command) -> Success {
        match self.ask(command) {
            Some(Ok(success)) => success,
            other => panic!("not done: {other:?}"),
        }
    }

    pub fn restore(&mut self, docs: Vec<(book::chunk::DocKey, Vec<u8>)>) -> Option<Result<Success, Unable>> {
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.give(Input::Restore(ticket, docs));
        self.answers.remove(&ticket).map(|answer| answer.outcome)
    }

    /// Takes in what other devices wrote. None when the tab died before it was answered.
    pub fn receive(&mut self, docs: Vec<(book::chunk::DocKey, Vec<u8>)>) -> Option<Result<Success, Unable>> {
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.give(Input::Receive(ticket, docs));
        self.answered(ticket)
    }

    pub fn add_client(&mut self, name: &str) -> ClientId {
        let fields = vec![(domain::field::Field::Name, name.to_owned())];
        match self.must(Command::AddClient { stage: domain::Stage::Attraction, fields, contact: vec![] }).done {
            Done::ClientAdded { client } => client,
            other => panic!("no client: {other:?}"),
        }
    }

    /// Gathers everything that can be found.
    pub fn gather(&mut self) {
        self.give(Input::Gather);
        while !self.dead && self.session.has_more_to_gather() {
            self.give(Input::Gather);
        }
    }

    /// Reads what other tabs wrote.
    pub fn hear(&mut self) {
        self.give(Input::Nudged);
    }

    pub fn look(&mut self, client: ClientId) -> &domain::client::Client {
        self.give(Input::Look(client));
        self.session.client(client).map(|(client, _)| client).expect("the client is there")
    }
}
