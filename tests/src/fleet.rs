//! A team of devices, their storages, the network between them and a relay, in one process and from one seed. Documents are sets of
//! numbers that only grow, which is all that syncing may know of them: what is taken twice changes nothing. Or they are real ones, each
//! device with a session over its journal; that takes some thirty times as long.

mod desk;
mod disk;
mod traffic;

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use relay::hub::Settings;
use sync::{Act, Chunk, Dice, DocName, Effect, Engine, Fresh, Home, Input, InviteLink, InviteSeed, Phrase, Plain, Records, Status, Stuck};
use wire::{DeviceKey, Origin, Role, Standing};

use crate::hub::HubRelay;
use crate::mailbox::Mailbox;
pub use disk::{Chance, Disk};

/// One step of a storage; a crash can come between any two.
enum Step {
    Write { ticket: u64, records: Records },
    Keep { ticket: u64, chunks: Vec<(Chunk, Option<Vec<u8>>)>, whole: bool },
}

pub struct Device {
    pub disk: Disk,
    pub engine: Option<Engine>,
    start: u64,
    steps: VecDeque<Step>,
    step_at: u64,
    pub status: Status,
    pub is_cut_off: bool,
    pub skew_ms: i64,
    /// It is no part of the team any more.
    pub is_gone: bool,
    pub troubles: usize,
    /// What it answered to acts and files.
    pub answers: Vec<(u64, Result<sync::Success, sync::Failure>)>,
    link: Option<u64>,
    desk: Option<desk::Desk>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Step { device: usize, start: u64 },
    Desk { device: usize, start: u64 },
    Wake { device: usize, start: u64 },
    Dialled { device: usize, start: u64, link: u64, wire: u64 },
    Failed { device: usize, start: u64, link: u64 },
    Answer { device: usize, start: u64, at: u64 },
    Up { wire: u64, bytes: Vec<u8> },
    Down { wire: u64, bytes: Option<Vec<u8>> },
}

struct Wire {
    device: usize,
    start: u64,
    link: u64,
    up_at: u64,
    down_at: u64,
}

/// What may go wrong by itself, in a thousand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    pub line_breaks: u64,
    /// Of what a session writes.
    pub full_disks: u64,
    pub latency_ms: u64,
    pub disk_ms: u64,
}

/// What becomes of a frame for this device: itself, others in its place, or nothing.
type Tamper = Box<dyn FnMut(&mut Chance, usize, Vec<u8>) -> Vec<Vec<u8>>>;

pub struct Fleet {
    pub chance: Chance,
    pub now_ms: u64,
    pub devices: Vec<Device>,
    pub relay: Mailbox,
    pub relay_is_down: bool,
    pub weather: Weather,
    wires: BTreeMap<u64, Wire>,
    events: BinaryHeap<(std::cmp::Reverse<(u64, u64)>, Event)>,
    answers: BTreeMap<u64, Input>,
    counted: u64,
    edits: u64,
    /// What some device showed as in step.
    pub acknowledged: BTreeSet<u64>,
    /// The same of real documents.
    shown: desk::Acknowledged,
    keeps_documents: bool,
    /// Other tabs that were opened.
    tabs: u8,
    traces: bool,
    /// The words that the space was founded with.
    pub phrase: Option<Phrase>,
    /// The real relay, in the place of the small one.
    pub hub: Option<HubRelay>,
    /// A relay that shows another log to these devices, and passes on heartbeats between both.
    pub second: Option<(Mailbox, BTreeSet<usize>)>,
    /// What a relay may do to a frame on its way down.
    pub tamper: Option<Tamper>,
}

pub fn origin() -> Origin {
    Origin::parse("wss://relay.example").expect("an origin")
}

const START_MS: u64 = 1_796_000_000_000;

impl Fleet {
    /// One owner, and a relay that knows nothing yet.
    pub fn found(seed: u64) -> Self {
        Self::found_at(seed, None)
    }

    pub fn found_at(seed: u64, hub: Option<HubRelay>) -> Self {
        Self::found_with(seed, hub, false)
    }

    /// With real documents, where it is asked for.
    pub fn found_with(seed: u64, hub: Option<HubRelay>, keeps_documents: bool) -> Self {
        let mut fleet = Self {
            chance: Chance(seed),
            now_ms: START_MS,
            devices: Vec::new(),
            relay: Mailbox::new(origin()),
            relay_is_down: false,
            weather: Weather { latency_ms: 40, disk_ms: 4, ..Weather::default() },
            wires: BTreeMap::new(),
            events: BinaryHeap::new(),
            answers: BTreeMap::new(),
            counted: 0,
            edits: 0,
            acknowledged: BTreeSet::new(),
            shown: desk::Acknowledged::new(),
            keeps_documents,
            tabs: 0,
            tamper: None,
            traces: std::env::var("THROUGHLINE_TRACE").is_ok(),
            second: None,
            phrase: None,
            hub,
        };
        let mut dice = Dice::new(fleet.chance.secret());
        let founded = Home::found(Some(origin()), fleet.now_ms, &mut dice).expect("founded");
        fleet.phrase = Some(founded.phrase);
        fleet.add(founded.records);
        fleet
    }

    /// A new profile that somebody types the words into.
    pub fn recover(&mut self) -> usize {
        let mut dice = Dice::new(self.chance.secret());
        let phrase = Phrase::parse(&self.phrase.as_ref().expect("words").words().join(" ")).expect("a phrase");
        self.add(Home::recover(&phrase, origin(), &mut dice))
    }

    fn add(&mut self, records: Records) -> usize {
        let mut disk = Disk::default();
        disk.write(records);
        disk.book = self.keeps_documents.then(|| self.new_book());
        self.put(disk)
    }

    /// A device with this on its disk.
    pub fn put(&mut self, disk: Disk) -> usize {
        let device = Device {
            disk,
            engine: None,
            start: 0,
            steps: VecDeque::new(),
            step_at: 0,
            status: Status::Connecting,
            is_cut_off: false,
            skew_ms: 0,
            is_gone: false,
            troubles: 0,
            answers: Vec::new(),
            link: None,
            desk: None,
        };
        self.devices.push(device);
        let at = self.devices.len() - 1;
        self.restart(at);
        at
    }

    pub fn key(&self, device: usize) -> Option<DeviceKey> {
        self.devices[device].engine.as_ref().map(Engine::device)
    }

    fn local_ms(&self, device: usize) -> u64 {
        self.now_ms.saturating_add_signed(self.devices[device].skew_ms)
    }

    fn schedule(&mut self, at_ms: u64, event: Event) {
        self.counted += 1;
        self.events.push((std::cmp::Reverse((at_ms.max(self.now_ms), self.counted)), event));
    }

    /// Stops where it is: what was not written is not there.
    pub fn crash(&mut self, device: usize) {
        let one = &mut self.devices[device];
        one.engine = None;
        one.desk = None;
        one.start += 1;
        one.steps.clear();
        one.status = Status::Connecting;
        if let Some(wire) = one.link.take() {
            self.cut(wire);
        }
    }

    pub fn restart(&mut self, device: usize) {
        self.crash(device);
        let seed = self.chance.secret();
        let now_ms = self.local_ms(device);
        let records = self.devices[device].disk.records.clone();
        let engine = Engine::open(records, seed, now_ms).expect("records that were written are read");
        self.devices[device].engine = Some(engine);
        self.sit_down(device);
        let effects = self.devices[device].engine.as_mut().map(|engine| engine.start(now_ms)).unwrap_or_default();
        self.perform(device, effects);
    }

    /// Back to what was on its disk then.
    pub fn restore(&mut self, device: usize, disk: Disk) {
        self.crash(device);
        self.devices[device].disk = disk;
        self.restart(device);
    }

    pub fn give(&mut self, device: usize, input: Input) {
        let now_ms = self.local_ms(device);
        let Some(engine) = self.devices[device].engine.as_mut() else { return };
        let effects = engine.handle(now_ms, input);
        self.perform(device, effects);
    }

    pub fn edit(&mut self, device: usize, doc: u64) {
        self.edits += 1;
        let doc = DocName::new(&format!("doc-{doc}")).expect("a name");
        let disk = &mut self.devices[device].disk;
        disk.docs.entry(doc.clone()).or_default().insert(self.edits);
        disk.journal.push(doc.clone());
        let place = disk.place();
        self.give(device, Input::Changed { docs: vec![doc], place });
    }

    /// Many numbers at once.
    pub fn fill(&mut self, device: usize, doc: u64, count: u64) {
        let doc = DocName::new(&format!("doc-{doc}")).expect("a name");
        let from = self.edits + 1;
        self.edits += count;
        let disk = &mut self.devices[device].disk;
        disk.docs.entry(doc.clone()).or_default().extend(from..=self.edits);
        disk.journal.push(doc.clone());
        let place = disk.place();
        self.give(device, Input::Changed { docs: vec![doc], place });
    }

    pub fn act(&mut self, device: usize, act: Act) {
        self.give(device, Input::Act { ticket: 1, act });
    }

    /// A link from an owner, which another device opens.
    pub fn invite(&mut self, owner: usize, role: Role, at_once: bool) -> usize {
        let link = self.invite_link(owner, role, at_once);
        let mut dice = Dice::new(self.chance.secret());
        let records = Home::join(&link, &mut dice);
        self.add(records)
    }

    fn invite_link(&mut self, owner: usize, role: Role, at_once: bool) -> InviteLink {
        let space = self.devices[owner].engine.as_ref().and_then(Engine::membership).expect("a member").space();
        let seed = InviteSeed::new(space, self.chance.secret());
        let expires_at_ms = self.local_ms(owner) + 30 * 24 * 60 * 60 * 1000;
        self.act(owner, Act::Invite { seed: seed.clone(), role, expires_at_ms, at_once });
        self.run(5_000);
        InviteLink { seed, expires_at_ms, relay: origin() }
    }

    /// A device that cannot go on under its key enters anew, with its documents.
    pub fn rejoin(&mut self, device: usize, owner: usize) {
        let link = self.invite_link(owner, Role::Editor, true);
        let mut dice = Dice::new(self.chance.secret());
        let records = Home::join(&link, &mut dice);
        self.crash(device);
        self.devices[device].disk.records.clear();
        self.devices[device].disk.write(records);
        self.restart(device);
    }

    /// An owner that is in step.
    pub fn owner(&self) -> Option<usize> {
        (0..self.devices.len()).find(|at| {
            let one = &self.devices[*at];
            !one.is_gone && one.status == Status::InStep && one.engine.as_ref().and_then(Engine::role) == Some(Role::Owner)
        })
    }

    /// Owners let in whoever waits.
    pub fn approve_all(&mut self) {
        let Some(owner) = self.owner() else { return };
        let Some(members) = self.devices[owner].engine.as_ref().and_then(Engine::membership) else { return };
        let waiting: Vec<DeviceKey> =
            members.devices().filter(|one| one.standing() == Standing::Waiting).map(|one| one.card().device).collect();
        for device in waiting {
            self.act(owner, Act::Approve { device });
        }
    }

    fn cut(&mut self, wire: u64) {
        if self.wires.remove(&wire).is_some() {
            self.hang_up(wire);
        }
    }

    fn hang_up(&mut self, wire: u64) {
        self.relay.closed(wire);
        if let Some(hub) = &mut self.hub {
            hub.closed(wire);
        }
    }

    /// What the relay knows of members; of the real one, what an owner in step has read.
    pub fn members(&self) -> Option<wire::Membership> {
        if self.hub.is_none() {
            return self.relay.kept.members.clone();
        }
        self.owner().and_then(|owner| self.devices[owner].engine.as_ref()?.membership().cloned())
    }

    /// The line breaks: what was on its way is lost, and both ends hear of it.
    pub fn break_line(&mut self, device: usize) {
        let Some(wire) = self.devices[device].link.take() else { return };
        let Some(Wire { device, start, link, .. }) = self.wires.remove(&wire) else { return };
        self.hang_up(wire);
        self.schedule(self.now_ms + 50, Event::Failed { device, start, link });
    }

    pub fn stop_relay(&mut self) {
        self.relay_is_down = true;
        self.relay.kill();
        if let Some(hub) = &mut self.hub {
            hub.kill();
        }
        for device in 0..self.devices.len() {
            self.break_line(device);
        }
    }

    /// Everything that happens in so many milliseconds.
    pub fn run(&mut self, for_ms: u64) {
        let until = self.now_ms + for_ms;
        while self.events.peek().is_some_and(|(std::cmp::Reverse((at, _)), _)| *at <= until) {
            let Some((std::cmp::Reverse((at, _)), event)) = self.events.pop() else { break };
            self.now_ms = at;
            self.happens(event);
        }
        self.now_ms = until;
    }

    pub fn is_in_step(&self) -> bool {
        self.devices.iter().filter(|one| !one.is_gone).all(|one| matches!(one.status, Status::InStep | Status::Stuck(Stuck::MayNotWrite)))
    }

    /// The relay takes what it takes by default, from a restart on.
    pub fn give_room(&mut self) {
        self.stop_relay();
        self.relay.limits.space_bytes = wire::Limits::default().space_bytes;
        self.relay.appends_apart_ms = 0;
        if let Some(hub) = &mut self.hub {
            let (before, usual) = (hub.settings.clone(), Settings::new(origin()));
            hub.settings = Settings { envelope_bytes: before.envelope_bytes, hint_every: before.hint_every, ..usual };
            hub.lazy = None;
            hub.kill();
        }
        self.relay_is_down = false;
    }

    /// Everything works again, and people do what the app asks them to. Returns whether everybody got into step.
    pub fn heal(&mut self) -> bool {
        self.relay_is_down = false;
        self.weather = Weather { latency_ms: 20, disk_ms: 2, ..Weather::default() };
        self.tamper = None;
        for device in 0..self.devices.len() {
            self.devices[device].is_cut_off = false;
            if self.devices[device].engine.is_none() && !self.devices[device].is_gone {
                self.restart(device);
            }
            self.give(device, Input::Hurry);
        }
        for _ in 0..60 {
            self.run(20_000);
            self.approve_all();
            for device in 0..self.devices.len() {
                if !self.devices[device].is_gone {
                    self.mend(device);
                }
            }
            if self.is_in_step() {
                // Once more, for whatever was only just written.
                self.run(70_000);
                if self.is_in_step() {
                    return true;
                }
            }
        }
        false
    }

    fn mend(&mut self, device: usize) {
        let Status::Stuck(stuck) = self.devices[device].status.clone() else { return };
        match stuck {
            Stuck::LogLost | Stuck::ControlLost | Stuck::Fork { .. } => self.give(device, Input::StartOver),
            Stuck::NotAdmitted => {
                let key = self.key(device);
                let members = self.members();
                let members = members.as_ref();
                let is_known = members.is_none_or(|members| key.is_some_and(|key| members.role(&key).is_some()));
                let is_behind = members.is_some_and(|members| key.is_some_and(|key| members.device(&key).is_none()));
                if is_known || is_behind {
                    self.give(device, Input::StartOver);
                } else {
                    self.devices[device].is_gone = true;
                }
            }
            Stuck::Copied | Stuck::InviteSpent => {
                if let Some(owner) = self.owner() {
                    self.rejoin(device, owner);
                }
            }
            Stuck::Removed | Stuck::Left => self.devices[device].is_gone = true,
            _ => {}
        }
    }
}
