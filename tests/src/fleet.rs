//! A team of devices, their storages, the network between them and a relay, in one process and from one seed. Documents are sets of
//! numbers that only grow, which is all that syncing may know of them: what is taken twice changes nothing.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use sync::{
    Act, Chunk, Dice, DocName, Effect, Engine, Fresh, Home, Input, InviteLink, InviteSeed, Phrase, Plain, Record, Records, Secret, Status,
    Stuck,
};
use wire::{DeviceKey, Origin, Role, Standing};

use crate::hub::HubRelay;
use crate::mailbox::Mailbox;

/// Numbers from a seed (SplitMix64), so that a day that went wrong can be played again.
#[derive(Clone, Debug)]
pub struct Chance(pub u64);

impl Chance {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    pub fn index(&mut self, below: usize) -> usize {
        usize::try_from(self.roll(u64::try_from(below.max(1)).expect("small"))).expect("small")
    }

    pub fn secret(&mut self) -> Secret {
        let mut bytes = [0; 32];
        bytes.iter_mut().for_each(|byte| *byte = u8::try_from(self.roll(256)).expect("a byte"));
        Secret::new(bytes)
    }
}

type Docs = BTreeMap<DocName, BTreeSet<u64>>;

/// What is on a device's disk.
#[derive(Clone, Default)]
pub struct Disk {
    pub records: BTreeMap<String, Vec<u8>>,
    pub docs: Docs,
    journal: Vec<DocName>,
}

fn encode(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    numbers.into_iter().flat_map(u64::to_be_bytes).collect()
}

fn decode(bytes: &[u8]) -> BTreeSet<u64> {
    let (numbers, left) = bytes.as_chunks::<8>();
    assert!(left.is_empty(), "a chunk was cut");
    numbers.iter().map(|number| u64::from_be_bytes(*number)).collect()
}

impl Disk {
    fn write(&mut self, records: impl IntoIterator<Item = Record>) {
        for (key, bytes) in records {
            match bytes {
                Some(bytes) => drop(self.records.insert(key, bytes)),
                None => drop(self.records.remove(&key)),
            }
        }
    }

    fn keep(&mut self, chunk: &Chunk) {
        let numbers = decode(&chunk.bytes);
        self.docs.entry(chunk.doc.clone()).or_default().extend(numbers);
        self.journal.push(chunk.doc.clone());
    }

    fn place(&self) -> u64 {
        u64::try_from(self.journal.len()).expect("small")
    }

    pub fn numbers(&self) -> BTreeSet<u64> {
        self.docs.values().flatten().copied().collect()
    }
}

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
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Step { device: usize, start: u64 },
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
        let mut fleet = Self {
            chance: Chance(seed),
            now_ms: START_MS,
            devices: Vec::new(),
            relay: Mailbox::new(origin()),
            relay_is_down: false,
            weather: Weather { line_breaks: 0, latency_ms: 40, disk_ms: 4 },
            wires: BTreeMap::new(),
            events: BinaryHeap::new(),
            answers: BTreeMap::new(),
            counted: 0,
            edits: 0,
            acknowledged: BTreeSet::new(),
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

    fn perform(&mut self, device: usize, effects: Vec<Effect>) {
        let start = self.devices[device].start;
        for effect in effects {
            match effect {
                Effect::Dial { link, .. } => self.dial(device, link),
                Effect::Send { link, bytes } => self.send_up(device, link, bytes),
                Effect::Close { .. } => {
                    if let Some(wire) = self.devices[device].link.take() {
                        self.cut(wire);
                    }
                }
                Effect::Write { ticket, records } => self.step(device, Step::Write { ticket, records }),
                Effect::Deliver { ticket, chunks, whole } => self.step(device, Step::Keep { ticket, chunks, whole }),
                Effect::Scan { since } => {
                    let journal = &self.devices[device].disk.journal;
                    let since = usize::try_from(since).expect("small");
                    let docs: BTreeSet<DocName> = journal.iter().skip(if since > journal.len() { 0 } else { since }).cloned().collect();
                    let place = self.devices[device].disk.place();
                    self.reply(device, Input::Changed { docs: docs.into_iter().collect(), place });
                }
                Effect::Ask { ticket, docs } => {
                    let disk = &self.devices[device].disk;
                    let fresh = docs.into_iter().map(|(doc, mark)| {
                        let has = disk.docs.get(&doc).cloned().unwrap_or_default();
                        let beyond: Vec<u64> = has.difference(&decode(&mark.unwrap_or_default())).copied().collect();
                        let bytes = (!beyond.is_empty()).then(|| Plain(encode(beyond)));
                        Fresh { doc, bytes, mark: encode(has) }
                    });
                    let docs = fresh.collect();
                    self.reply(device, Input::Fresh { ticket, docs });
                }
                Effect::Page { ticket, after, .. } => {
                    let docs = self.devices[device].disk.docs.iter().filter(|(doc, _)| after.as_ref().is_none_or(|after| *doc > after));
                    let mut docs: Vec<Chunk> =
                        docs.map(|(doc, has)| Chunk { doc: doc.clone(), bytes: encode(has.iter().copied()) }).take(4).collect();
                    let more = docs.len() > 3;
                    docs.truncate(3);
                    self.reply(device, Input::Page { ticket, docs, more });
                }
                Effect::Answer { ticket, answer } => self.devices[device].answers.push((ticket, answer)),
                Effect::Status(status) => {
                    self.tell(|| format!("device {device} says {status:?}"));
                    if status == Status::InStep {
                        let numbers = self.devices[device].disk.numbers();
                        self.acknowledged.extend(numbers);
                    }
                    self.devices[device].status = status;
                }
                Effect::Wake { at_ms } => {
                    let at_ms = at_ms.saturating_add_signed(-self.devices[device].skew_ms);
                    self.schedule(at_ms, Event::Wake { device, start });
                }
                Effect::Trouble { .. } => self.devices[device].troubles += 1,
                Effect::Members | Effect::Heard { .. } => {}
            }
        }
    }

    fn reply(&mut self, device: usize, input: Input) {
        let at = self.counted;
        self.answers.insert(at, input);
        let start = self.devices[device].start;
        self.schedule(self.now_ms + 1, Event::Answer { device, start, at });
    }

    fn step(&mut self, device: usize, step: Step) {
        let wait = 1 + self.chance.roll(self.weather.disk_ms.max(1));
        let one = &mut self.devices[device];
        one.steps.push_back(step);
        one.step_at = one.step_at.max(self.now_ms) + wait;
        let (at, start) = (one.step_at, one.start);
        self.schedule(at, Event::Step { device, start });
    }

    fn dial(&mut self, device: usize, link: u64) {
        let wait = 1 + self.chance.roll(2 * self.weather.latency_ms.max(1));
        let start = self.devices[device].start;
        self.counted += 1;
        let wire = self.counted;
        self.schedule(self.now_ms + wait, Event::Dialled { device, start, link, wire });
    }

    fn send_up(&mut self, device: usize, link: u64, bytes: Vec<u8>) {
        let Some(wire) = self.devices[device].link else { return };
        if self.chance.roll(1000) < self.weather.line_breaks {
            return self.break_line(device);
        }
        let wait = 1 + self.chance.roll(self.weather.latency_ms.max(1));
        let now_ms = self.now_ms;
        let Some(open) = self.wires.get_mut(&wire).filter(|open| open.link == link) else { return };
        open.up_at = open.up_at.max(now_ms + wait);
        let at = open.up_at;
        self.schedule(at, Event::Up { wire, bytes });
    }

    fn send_down(&mut self, wire: u64, bytes: Option<Vec<u8>>) {
        let wait = 1 + self.chance.roll(self.weather.latency_ms.max(1));
        let now_ms = self.now_ms;
        let Some(open) = self.wires.get_mut(&wire) else { return };
        open.down_at = open.down_at.max(now_ms + wait);
        let at = open.down_at;
        let breaks = self.chance.roll(1000) < self.weather.line_breaks;
        if breaks {
            let device = self.wires[&wire].device;
            return self.break_line(device);
        }
        self.schedule(at, Event::Down { wire, bytes });
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Step { device, start } if self.devices[device].start == start => self.storage_step(device),
            Event::Wake { device, start } if self.devices[device].start == start => self.give(device, Input::Wake),
            Event::Failed { device, start, link } if self.devices[device].start == start => self.give(device, Input::Closed(link)),
            Event::Answer { device, start, at } => {
                let input = self.answers.remove(&at);
                if let Some(input) = input.filter(|_| self.devices[device].start == start) {
                    self.give(device, input);
                }
            }
            Event::Dialled { device, start, link, wire } if self.devices[device].start == start => {
                if self.relay_is_down || self.devices[device].is_cut_off {
                    return self.give(device, Input::Closed(link));
                }
                self.wires.insert(wire, Wire { device, start, link, up_at: self.now_ms, down_at: self.now_ms });
                if let Some(old) = self.devices[device].link.replace(wire) {
                    self.cut(old);
                }
                self.give(device, Input::Dialled(link));
            }
            Event::Up { wire, bytes } if self.wires.contains_key(&wire) => {
                let device = self.wires[&wire].device;
                self.tell(|| format!("device {device} sends {:?}", wire::ClientFrame::decode(&bytes)));
                for (to, frame) in self.relays(wire, &bytes) {
                    let Some(frame) = frame else {
                        self.send_down(to, None);
                        continue;
                    };
                    let frames = match (&mut self.tamper, self.wires.get(&to)) {
                        (Some(tamper), Some(open)) => tamper(&mut self.chance, open.device, frame.encode()),
                        _ => vec![frame.encode()],
                    };
                    frames.into_iter().for_each(|bytes| self.send_down(to, Some(bytes)));
                }
            }
            Event::Down { wire, bytes } => {
                let Some(Wire { device, start, link, .. }) = self.wires.get(&wire) else { return };
                let (device, start, link) = (*device, *start, *link);
                if self.devices[device].start != start {
                    return;
                }
                if let Some(bytes) = &bytes {
                    self.tell(|| format!("device {device} gets {:?}", wire::RelayFrame::decode(bytes)));
                }
                match bytes {
                    Some(bytes) => self.give(device, Input::Received(link, bytes)),
                    None => {
                        self.wires.remove(&wire);
                        self.devices[device].link = None;
                        self.give(device, Input::Closed(link));
                    }
                }
            }
            _ => {}
        }
    }

    /// Everything that is said, for a seed that went wrong: `THROUGHLINE_TRACE=1`.
    fn tell(&self, what: impl FnOnce() -> String) {
        if self.traces {
            eprintln!("{:>12} {}", self.now_ms - START_MS, what().chars().take(240).collect::<String>());
        }
    }

    fn relays(&mut self, wire: u64, bytes: &[u8]) -> crate::mailbox::Answers {
        let device = self.wires[&wire].device;
        if let Some(hub) = &mut self.hub {
            return hub.handle(self.now_ms, device, wire, bytes);
        }
        let Some((second, shown)) = &mut self.second else { return self.relay.handle(self.now_ms, wire, bytes) };
        let is_shown = shown.contains(&device);
        if let Ok(wire::ClientFrame::Ephemeral { envelope }) = wire::ClientFrame::decode(bytes) {
            let others = self.wires.keys().filter(|to| **to != wire);
            return others.map(|to| (*to, Some(wire::RelayFrame::Ephemeral { envelope: envelope.clone() }))).collect();
        }
        if is_shown { second.handle(self.now_ms, wire, bytes) } else { self.relay.handle(self.now_ms, wire, bytes) }
    }

    fn storage_step(&mut self, device: usize) {
        let Some(step) = self.devices[device].steps.pop_front() else { return };
        let disk = &mut self.devices[device].disk;
        let input = match step {
            Step::Write { ticket, records } => {
                disk.write(records);
                Input::Written(ticket)
            }
            Step::Keep { ticket, chunks, whole } => {
                let mut marks: BTreeMap<DocName, BTreeSet<u64>> = BTreeMap::new();
                let mut lacking = Vec::new();
                for (chunk, mark) in chunks {
                    disk.keep(&chunk);
                    let (mark, numbers) = (decode(&mark.unwrap_or_default()), decode(&chunk.bytes));
                    if whole && !mark.is_subset(&numbers) {
                        lacking.push(chunk.doc.clone());
                    }
                    let new = marks.entry(chunk.doc).or_default();
                    new.extend(mark);
                    new.extend(numbers);
                }
                Input::Kept { ticket, marks: marks.into_iter().map(|(doc, mark)| (doc, encode(mark))).collect(), lacking }
            }
        };
        self.give(device, input);
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

    /// Everything works again, and people do what the app asks them to. Returns whether everybody got into step.
    pub fn heal(&mut self) -> bool {
        self.relay_is_down = false;
        self.weather = Weather { line_breaks: 0, latency_ms: 20, disk_ms: 2 };
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
