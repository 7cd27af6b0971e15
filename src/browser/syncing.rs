//! Syncing as this tab does it: the engine over the runner's documents, with the browser's storage, sockets, locks and timers.
//!
//! Of the tabs of a profile one leads: it alone has the engine and the connection. The others are told by it how the team stands, and pass on
//! what is asked of them. When it goes, the next one leads, from what is on disk.
//!
//! ```text
//! told      what tabs say to each other, and screens are told
//! lead      which tab it is
//! acts      what a person asks for, and what is answered
//! bridge    between the engine's questions and the documents
//! look      the engine as screens see it
//! socket    one connection
//! ticks     being called later
//! ```

mod acts;
mod bridge;
mod lead;
mod look;
mod socket;
mod ticks;
pub mod told;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use book::chunk::StoreError;
use book::session::Grown;
use serde::{Deserialize, Serialize};
use sync::{Effect, Engine, Input, LinkId, OpenFailure, Secret};
use wasm_bindgen_futures::spawn_local;
use wire::DeviceKey;

use super::runner::Runner;
use super::tabs::Letters;
use super::{clock, pause};
use acts::Waiting;
use lead::Lead;
use socket::{Heard, Socket};
use ticks::Ticks;
use told::{Answered, Ask, Crew, Said, Status, Stuck, Team, Tell, Why};

/// The lock, and the channel between tabs.
pub const NAME: &str = "throughline-team";

/// After the storage refused something: how long until it is tried again from what it has.
const AGAIN_MS: i32 = 15_000;
/// How long another tab is waited for.
const SILENCE_MS: i32 = 60_000;

/// What tabs of one profile say to each other.
#[derive(Debug, Serialize, Deserialize)]
enum Letter {
    /// How the team stands, from the tab that leads.
    Team(Box<Team>),
    /// Somebody came who wants to know.
    Hello,
    /// For the tab that leads.
    Ask { of: String, ticket: u64, ask: Ask },
    /// For the tab that asked.
    Said { to: String, ticket: u64, said: Said },
    /// This profile has come into a team, or left it.
    Changed,
}

/// Whether the journal is being looked through for the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scanning {
    No,
    Yes,
    /// It has grown since it began.
    Grown,
}

/// All that one tab knows of syncing. Clones are one.
#[derive(Clone)]
pub struct Syncing(Rc<Inner>);

struct Inner {
    runner: Runner,
    tell: Tell,
    /// Names this tab among those of its profile.
    tab: String,
    letters: RefCell<Option<Letters>>,
    lead: RefCell<Option<Lead>>,
    /// The lock was asked for.
    queues: Cell<bool>,
    /// Only in the tab that leads.
    engine: RefCell<Option<Engine>>,
    /// Which start of the engine this is: answers to an earlier one are nobody's.
    start: Cell<u64>,
    team: RefCell<Team>,
    /// Why there is no engine though there should be one.
    broken: RefCell<Option<Stuck>>,
    socket: RefCell<Option<(LinkId, Socket)>>,
    ticks: RefCell<Option<Ticks>>,
    work: RefCell<VecDeque<Effect>>,
    /// The journal is being looked through, and has grown meanwhile.
    scan: Cell<Scanning>,
    is_working: Cell<bool>,
    last_ticket: Cell<u64>,
    /// Acts that the engine has not answered.
    acts: RefCell<HashMap<u64, Waiting>>,
    /// What was passed on to the tab that leads.
    passed_on: RefCell<HashMap<u64, Answered>>,
    /// What each device shows of itself, since this start.
    shown: RefCell<HashMap<DeviceKey, String>>,
    troubles: Cell<usize>,
}

impl std::fmt::Debug for Syncing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Syncing")
    }
}

/// Begins, and goes on as long as the page is there.
pub fn begin(runner: Runner, tell: Tell) -> Rc<dyn Crew> {
    let tab = clock::random::<16>().map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect()).unwrap_or_default();
    let syncing = Syncing(Rc::new(Inner {
        runner,
        tell,
        tab,
        letters: RefCell::new(None),
        lead: RefCell::new(None),
        queues: Cell::new(false),
        engine: RefCell::new(None),
        start: Cell::new(0),
        team: RefCell::default(),
        broken: RefCell::new(None),
        socket: RefCell::new(None),
        ticks: RefCell::new(None),
        work: RefCell::default(),
        scan: Cell::new(Scanning::No),
        is_working: Cell::new(false),
        last_ticket: Cell::new(0),
        acts: RefCell::default(),
        passed_on: RefCell::default(),
        shown: RefCell::default(),
        troubles: Cell::new(0),
    }));
    let here = syncing.clone();
    *syncing.0.letters.borrow_mut() = Some(Letters::listen(NAME, move |letter| here.heard_letter(&letter)));
    let here = syncing.clone();
    syncing.0.runner.on_growth(move |grown| here.has_grown(&grown));
    let here = syncing.clone();
    super::network::follow(move |online| {
        if online {
            here.give(Input::Hurry);
        }
    });
    syncing.send_letter(&Letter::Hello);
    let here = syncing.clone();
    spawn_local(async move {
        if here.0.runner.store().is_in_team().await.unwrap_or_default() {
            here.take_the_lead().await;
        }
    });
    Rc::new(syncing)
}

impl Crew for Syncing {
    fn ask(&self, ask: Ask, answered: Answered) {
        if self.leads() || !self.belongs() {
            return self.carry_out(ask, answered);
        }
        let ticket = self.ticket();
        self.0.passed_on.borrow_mut().insert(ticket, answered);
        self.send_letter(&Letter::Ask { of: self.0.tab.clone(), ticket, ask });
        let here = self.clone();
        spawn_local(async move {
            pause::pause(SILENCE_MS).await;
            here.answer_passed_on(ticket, Said::No(Why::Silence));
        });
    }
}

impl Syncing {
    fn leads(&self) -> bool {
        self.0.lead.borrow().is_some()
    }

    /// Whether this profile is of a team, as far as this tab was told.
    fn belongs(&self) -> bool {
        self.0.team.borrow().status != Status::Single
    }

    fn ticket(&self) -> u64 {
        let ticket = self.0.last_ticket.get() + 1;
        self.0.last_ticket.set(ticket);
        ticket
    }

    /// Waits for the lock, however long, then begins from what is on disk.
    async fn take_the_lead(&self) {
        if self.0.queues.get() {
            return;
        }
        if self.0.team.borrow().status == Status::Single {
            self.show(Team { status: Status::Connecting, ..Team::default() });
        }
        if self.take_the_lead_now().await {
            self.start().await;
        } else {
            self.break_off(Stuck::NoLocks);
        }
    }

    /// Waits for the lock, and begins nothing. False where the browser has none.
    async fn take_the_lead_now(&self) -> bool {
        if self.leads() {
            return true;
        }
        self.0.queues.set(true);
        let Some(lead) = lead::take(NAME).await else {
            self.0.queues.set(false);
            return false;
        };
        *self.0.lead.borrow_mut() = Some(lead);
        let here = self.clone();
        *self.0.ticks.borrow_mut() = Some(Ticks::start(move || here.give(Input::Wake)));
        true
    }

    /// Lets another tab, or nobody, lead.
    fn lay_down(&self) {
        self.stop();
        self.0.lead.borrow_mut().take();
        self.0.ticks.borrow_mut().take();
        self.0.queues.set(false);
    }

    fn stop(&self) {
        self.0.start.set(self.0.start.get() + 1);
        self.0.engine.borrow_mut().take();
        self.0.socket.borrow_mut().take();
        self.0.work.borrow_mut().clear();
        self.0.scan.set(Scanning::No);
        self.0.shown.borrow_mut().clear();
        let acts = std::mem::take(&mut *self.0.acts.borrow_mut());
        acts.into_values().for_each(|waiting| waiting.answer(Said::No(Why::Silence)));
    }

    /// An engine from what is kept.
    async fn start(&self) {
        self.stop();
        self.0.broken.borrow_mut().take();
        let records = match self.0.runner.store().team().await {
            Ok(records) => records,
            Err(_) => return self.break_off(Stuck::Storage),
        };
        if records.is_empty() {
            self.lay_down();
            return self.show(Team::default());
        }
        let Some(seed) = clock::random::<32>() else { return self.break_off(Stuck::Storage) };
        self.0.runner.session_is_there().await;
        let engine = Engine::open(records, Secret::new(seed), now_ms());
        match engine {
            Ok(mut engine) => {
                let effects = engine.start(now_ms());
                *self.0.engine.borrow_mut() = Some(engine);
                self.take(effects);
                self.publish();
            }
            Err(OpenFailure::NoHome | OpenFailure::Damaged(_)) => self.break_off(Stuck::Damaged),
        }
    }

    /// There is no engine from here on. What the storage refused once it may take later.
    fn break_off(&self, why: Stuck) {
        self.stop();
        let again = why == Stuck::Storage;
        *self.0.broken.borrow_mut() = Some(why);
        self.publish();
        if again {
            let (here, start) = (self.clone(), self.0.start.get());
            spawn_local(async move {
                pause::pause(AGAIN_MS).await;
                if here.0.start.get() == start {
                    here.start().await;
                }
            });
        }
    }

    fn give(&self, input: Input) {
        let effects = match self.0.engine.borrow_mut().as_mut() {
            Some(engine) => engine.handle(now_ms(), input),
            None => return,
        };
        self.take(effects);
    }

    fn take(&self, effects: Vec<Effect>) {
        let mut changed = false;
        for effect in effects {
            match effect {
                Effect::Dial { link, relay } => self.dial(link, relay.as_str()),
                Effect::Send { link, bytes } => {
                    if let Some((open, socket)) = &*self.0.socket.borrow()
                        && *open == link
                    {
                        socket.send(&bytes);
                    }
                }
                Effect::Close { link } => {
                    let is_open = self.0.socket.borrow().as_ref().is_some_and(|(open, _)| *open == link);
                    if is_open {
                        self.0.socket.borrow_mut().take();
                    }
                }
                Effect::Answer { ticket, answer } => self.acted(ticket, answer),
                Effect::Heard { device, presence, .. } => {
                    self.0.shown.borrow_mut().insert(device, String::from_utf8(presence.0).unwrap_or_default());
                    changed = true;
                }
                Effect::Members | Effect::Status(_) => changed = true,
                Effect::Trouble { .. } => {
                    self.0.troubles.set(self.0.troubles.get() + 1);
                    changed = true;
                }
                Effect::Wake { at_ms } => {
                    let ms = u32::try_from(at_ms.saturating_sub(now_ms())).unwrap_or(u32::MAX);
                    if let Some(ticks) = &*self.0.ticks.borrow() {
                        ticks.ask(ms);
                    }
                }
                Effect::Scan { .. } => {
                    self.0.scan.set(Scanning::Yes);
                    self.0.work.borrow_mut().push_back(effect);
                }
                Effect::Write { .. } | Effect::Ask { .. } | Effect::Deliver { .. } | Effect::Page { .. } => {
                    self.0.work.borrow_mut().push_back(effect);
                }
            }
        }
        if changed {
            self.publish();
        }
        if !self.0.work.borrow().is_empty() && !self.0.is_working.replace(true) {
            let here = self.clone();
            spawn_local(async move { here.work().await });
        }
    }

    fn dial(&self, link: LinkId, origin: &str) {
        let here = self.clone();
        let heard = move |heard: Heard| {
            here.give(match heard {
                Heard::Opened => Input::Dialled(link),
                Heard::Came(bytes) => Input::Received(link, bytes),
                Heard::Closed => Input::Closed(link),
            });
        };
        match Socket::open(origin, heard) {
            Some(socket) => {
                self.0.socket.borrow_mut().replace((link, socket));
            }
            None => {
                let here = self.clone();
                spawn_local(async move { here.give(Input::Closed(link)) });
            }
        }
    }

    /// One thing after another, as the engine asked for them.
    async fn work(&self) {
        loop {
            let next = self.0.work.borrow_mut().pop_front();
            let Some(effect) = next else { break };
            let start = self.0.start.get();
            let done = self.perform(effect).await;
            // It was for an engine that is not there any more.
            if self.0.start.get() != start {
                continue;
            }
            match done {
                Ok(Input::Changed { docs, place }) => {
                    let has_grown = self.0.scan.replace(Scanning::No) == Scanning::Grown;
                    self.give(Input::Changed { docs, place });
                    if has_grown {
                        self.take(vec![Effect::Scan { since: place }]);
                    }
                }
                Ok(input) => self.give(input),
                Err(_) => self.break_off(Stuck::Storage),
            }
        }
        self.0.is_working.set(false);
    }

    async fn perform(&self, effect: Effect) -> Result<Input, StoreError> {
        Ok(match effect {
            Effect::Write { ticket, records } => {
                self.0.runner.store().keep_team(records).await?;
                Input::Written(ticket)
            }
            Effect::Scan { since } => self.scan(since).await?,
            Effect::Ask { ticket, docs } => Input::Fresh { ticket, docs: self.fresh(docs).await? },
            Effect::Deliver { ticket, chunks, whole } => self.deliver(ticket, chunks, whole).await?,
            Effect::Page { ticket, after, bytes } => self.page(ticket, after, bytes).await?,
            _ => Input::Wake,
        })
    }

    /// Passed on as it came; but while the journal is looked through, that goes first, so that no place is told before those below it.
    fn has_grown(&self, grown: &Grown) {
        if self.0.scan.get() == Scanning::No {
            self.give(bridge::changed(grown));
        } else {
            self.0.scan.set(Scanning::Grown);
        }
    }

    fn publish(&self) {
        let team = self.look();
        if *self.0.team.borrow() != team {
            if self.leads() {
                self.send_letter(&Letter::Team(Box::new(team.clone())));
            }
            self.show(team);
        }
    }

    fn show(&self, team: Team) {
        self.0.team.replace(team.clone());
        (self.0.tell)(team);
    }

    fn send_letter(&self, letter: &Letter) {
        if let (Some(letters), Ok(text)) = (&*self.0.letters.borrow(), serde_json::to_string(letter)) {
            letters.send(&text);
        }
    }

    fn heard_letter(&self, letter: &str) {
        match serde_json::from_str(letter) {
            Ok(Letter::Team(team)) if !self.leads() => {
                let is_new = !self.belongs();
                self.show(*team);
                if is_new {
                    self.queue();
                }
            }
            Ok(Letter::Hello) if self.leads() => {
                let team = self.0.team.borrow().clone();
                self.send_letter(&Letter::Team(Box::new(team)));
            }
            Ok(Letter::Ask { of, ticket, ask }) if self.leads() => {
                let here = self.clone();
                let answered = Box::new(move |said| here.send_letter(&Letter::Said { to: of, ticket, said }));
                self.carry_out(ask, answered);
            }
            Ok(Letter::Said { to, ticket, said }) if to == self.0.tab => self.answer_passed_on(ticket, said),
            Ok(Letter::Changed) if !self.leads() => self.queue(),
            // For others, or from another version of the app.
            Ok(Letter::Team(_) | Letter::Hello | Letter::Ask { .. } | Letter::Said { .. } | Letter::Changed) | Err(_) => {}
        }
    }

    /// Becomes the next to lead, where there is a team at all.
    fn queue(&self) {
        let here = self.clone();
        spawn_local(async move {
            match here.0.runner.store().is_in_team().await {
                Ok(true) => here.take_the_lead().await,
                Ok(false) if !here.leads() => here.show(Team::default()),
                Ok(false) | Err(_) => {}
            }
        });
    }

    fn answer_passed_on(&self, ticket: u64, said: Said) {
        let asker = self.0.passed_on.borrow_mut().remove(&ticket);
        if let Some(asker) = asker {
            asker(said);
        }
    }
}

/// Milliseconds since 1970.
fn now_ms() -> u64 {
    u64::try_from(clock::now().at.0).unwrap_or_default()
}
