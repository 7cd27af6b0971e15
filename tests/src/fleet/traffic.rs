//! What engines ask for is done here, a step at a time: on disks, over lines that break, at the relay.

use super::disk::{decode, encode};
use super::*;

impl Fleet {
    pub(super) fn perform(&mut self, device: usize, effects: Vec<Effect>) {
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
                Effect::Deliver { ticket, chunks, whole } if self.keeps_documents => self.deliver(device, ticket, chunks, whole),
                Effect::Deliver { ticket, chunks, whole } => self.step(device, Step::Keep { ticket, chunks, whole }),
                Effect::Scan { since } => {
                    if self.keeps_documents {
                        self.scan(device, since);
                        continue;
                    }
                    let journal = &self.devices[device].disk.journal;
                    let since = usize::try_from(since).expect("small");
                    let docs: BTreeSet<DocName> = journal.iter().skip(if since > journal.len() { 0 } else { since }).cloned().collect();
                    let place = self.devices[device].disk.place();
                    self.reply(device, Input::Changed { docs: docs.into_iter().collect(), place });
                }
                Effect::Ask { ticket, docs } => {
                    if let Some(book) = self.devices[device].disk.book.clone() {
                        self.asked(device, &book, ticket, docs);
                        continue;
                    }
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
                Effect::Page { ticket, after, bytes } => {
                    if let Some(book) = self.devices[device].disk.book.clone() {
                        self.page(device, &book, ticket, after.as_ref(), bytes);
                        continue;
                    }
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
                        self.note_acknowledged(device);
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

    pub(super) fn reply(&mut self, device: usize, input: Input) {
        let at = self.counted;
        self.answers.insert(at, input);
        let start = self.devices[device].start;
        self.schedule(self.now_ms + 1, Event::Answer { device, start, at });
    }

    pub(super) fn step(&mut self, device: usize, step: Step) {
        let wait = 1 + self.chance.roll(self.weather.disk_ms.max(1));
        let one = &mut self.devices[device];
        one.steps.push_back(step);
        one.step_at = one.step_at.max(self.now_ms) + wait;
        let (at, start) = (one.step_at, one.start);
        self.schedule(at, Event::Step { device, start });
    }

    pub(super) fn dial(&mut self, device: usize, link: u64) {
        let wait = 1 + self.chance.roll(2 * self.weather.latency_ms.max(1));
        let start = self.devices[device].start;
        self.counted += 1;
        let wire = self.counted;
        self.schedule(self.now_ms + wait, Event::Dialled { device, start, link, wire });
    }

    pub(super) fn send_up(&mut self, device: usize, link: u64, bytes: Vec<u8>) {
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

    pub(super) fn send_down(&mut self, wire: u64, bytes: Option<Vec<u8>>) {
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

    pub(super) fn happens(&mut self, event: Event) {
        match event {
            Event::Step { device, start } if self.devices[device].start == start => self.storage_step(device),
            Event::Desk { device, start } if self.devices[device].start == start => self.desk_step(device),
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
    pub(super) fn tell(&self, what: impl FnOnce() -> String) {
        if self.traces {
            eprintln!("{:>12} {}", self.now_ms - START_MS, what().chars().take(240).collect::<String>());
        }
    }

    pub(super) fn relays(&mut self, wire: u64, bytes: &[u8]) -> crate::mailbox::Answers {
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

    pub(super) fn storage_step(&mut self, device: usize) {
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
}
