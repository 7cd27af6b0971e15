//! A client's engine as an app would run it, over a real socket. Its storage is memory: what a disk of the browser's costs is not in here.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use sync::{Act, Chunk, DocName, Effect, Engine, Fresh, Input, InviteLink, InviteSeed, LinkId, Plain, Records, Secret, Status};
use tokio::time::{sleep, timeout};
use wire::{Origin, Role};

use crate::Told;
use crate::line::Line;
use crate::team::now_ms;

/// Stands for all of a document: here a document is whole or not there.
const ALL: &[u8] = b"all";
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const PATIENCE: Duration = Duration::from_secs(300);

pub struct Host {
    engine: Engine,
    relay: SocketAddr,
    from: u32,
    docs: BTreeMap<DocName, Vec<u8>>,
    inputs: VecDeque<Input>,
    /// What the engine asked for when it started.
    first: Vec<Effect>,
    line: Option<(LinkId, Line)>,
    wake_at_ms: Option<u64>,
    ended_bytes: u64,
    pub status: Status,
    /// Documents that came in parts of a snapshot.
    pub by_snapshot: usize,
    /// How many frames of each type were sent.
    said: BTreeMap<u8, usize>,
    acted: usize,
}

impl Host {
    pub fn new(records: Records, docs: BTreeMap<DocName, Vec<u8>>, relay: SocketAddr, from: u32, seed: Secret) -> Told<Self> {
        let kept = records.into_iter().filter_map(|(key, bytes)| Some((key, bytes?)));
        let mut engine = Engine::open(kept, seed, now_ms()).map_err(|error| format!("The records are none: {error:?}"))?;
        let first = engine.start(now_ms());
        Ok(Self {
            engine,
            relay,
            from,
            docs,
            inputs: VecDeque::new(),
            first,
            line: None,
            wake_at_ms: None,
            ended_bytes: 0,
            status: Status::Connecting,
            by_snapshot: 0,
            said: BTreeMap::new(),
            acted: 0,
        })
    }

    pub fn documents(&self) -> usize {
        self.docs.len()
    }

    /// Over its sockets, both ways.
    pub fn bytes(&self) -> u64 {
        self.ended_bytes + self.line.as_ref().map_or(0, |(_, line)| line.sent + line.heard)
    }

    pub fn has_said(&self, kind: u8) -> usize {
        self.said.get(&kind).copied().unwrap_or(0)
    }

    /// A link for one more device.
    pub async fn invite(&mut self, seed: InviteSeed, origin: Origin) -> Told<InviteLink> {
        let expires_at_ms = now_ms() + DAY_MS;
        let act = Act::Invite { seed: seed.clone(), role: Role::Editor, expires_at_ms, at_once: true };
        let acted = self.acted;
        self.inputs.push_back(Input::Act { ticket: 1, act });
        self.run_until(|host| host.acted > acted).await?;
        Ok(InviteLink { seed, expires_at_ms, relay: origin })
    }

    /// Does what the engine asks for, and stops where this holds.
    pub async fn run_until(&mut self, is_done: impl Fn(&Self) -> bool) -> Told<()> {
        timeout(PATIENCE, self.run(is_done)).await.map_err(|_| "The engine did not get there in five minutes.")?
    }

    async fn run(&mut self, is_done: impl Fn(&Self) -> bool) -> Told<()> {
        let first = std::mem::take(&mut self.first);
        self.perform(first).await?;
        loop {
            while let Some(input) = self.inputs.pop_front() {
                let effects = self.engine.handle(now_ms(), input);
                self.perform(effects).await?;
            }
            if is_done(self) {
                return Ok(());
            }
            let wait_ms = self.wake_at_ms.map_or(60_000, |at_ms| at_ms.saturating_sub(now_ms()));
            let wait = sleep(Duration::from_millis(wait_ms));
            match &mut self.line {
                Some((link, line)) => tokio::select! {
                    heard = line.hear_bytes() => match heard {
                        Some(bytes) => self.inputs.push_back(Input::Received(*link, bytes)),
                        None => {
                            let link = *link;
                            self.hang_up();
                            self.inputs.push_back(Input::Closed(link));
                        }
                    },
                    () = wait => self.wake(),
                },
                None => {
                    wait.await;
                    self.wake();
                }
            }
        }
    }

    fn wake(&mut self) {
        self.wake_at_ms = None;
        self.inputs.push_back(Input::Wake);
    }

    fn hang_up(&mut self) {
        if let Some((_, line)) = self.line.take() {
            self.ended_bytes += line.sent + line.heard;
        }
    }

    async fn perform(&mut self, effects: Vec<Effect>) -> Told<()> {
        for effect in effects {
            match effect {
                Effect::Dial { link, .. } => {
                    self.hang_up();
                    self.line = Some((link, Line::dial(self.relay, self.from).await?));
                    self.inputs.push_back(Input::Dialled(link));
                }
                Effect::Send { link, bytes } => {
                    if let Some((_, line)) = self.line.as_mut().filter(|(open, _)| *open == link) {
                        *self.said.entry(bytes.get(1).copied().unwrap_or(0)).or_default() += 1;
                        line.say_bytes(bytes).await?;
                    }
                }
                Effect::Close { link } => {
                    if self.line.as_ref().is_some_and(|(open, _)| *open == link) {
                        self.hang_up();
                    }
                }
                Effect::Write { ticket, .. } => self.inputs.push_back(Input::Written(ticket)),
                Effect::Scan { .. } => {
                    let docs = self.docs.keys().cloned().collect();
                    self.inputs.push_back(Input::Changed { docs, place: self.docs.len() as u64 });
                }
                Effect::Ask { ticket, docs } => {
                    let fresh = |(doc, mark): (DocName, Option<Vec<u8>>)| {
                        let bytes = self.docs.get(&doc).filter(|_| mark.as_deref() != Some(ALL)).cloned().map(Plain);
                        Fresh { doc, bytes, mark: ALL.to_vec() }
                    };
                    let docs = docs.into_iter().map(fresh).collect();
                    self.inputs.push_back(Input::Fresh { ticket, docs });
                }
                Effect::Deliver { ticket, chunks, whole } => {
                    let mut marks = Vec::new();
                    for (Chunk { doc, bytes }, _) in chunks {
                        let is_new = self.docs.insert(doc.clone(), bytes).is_none();
                        self.by_snapshot += usize::from(whole && is_new);
                        marks.push((doc, ALL.to_vec()));
                    }
                    self.inputs.push_back(Input::Kept { ticket, marks, lacking: Vec::new() });
                }
                Effect::Page { ticket, after, bytes } => {
                    let mut docs = Vec::new();
                    let mut filled = 0;
                    let mut more = false;
                    for (doc, whole) in self.docs.iter().filter(|(doc, _)| after.as_ref().is_none_or(|after| *doc > after)) {
                        if filled >= bytes {
                            more = true;
                            break;
                        }
                        filled += whole.len();
                        docs.push(Chunk { doc: doc.clone(), bytes: whole.clone() });
                    }
                    self.inputs.push_back(Input::Page { ticket, docs, more });
                }
                Effect::Answer { answer, .. } => {
                    answer.map_err(|failure| format!("It was not done: {failure:?}"))?;
                    self.acted += 1;
                }
                Effect::Status(Status::Stuck(stuck)) => return Err(format!("The engine is stuck: {stuck:?}")),
                Effect::Status(status) => self.status = status,
                Effect::Wake { at_ms } => self.wake_at_ms = Some(at_ms),
                Effect::Trouble { why, .. } => return Err(format!("A change that is none: {why:?}")),
                Effect::Members | Effect::Heard { .. } => {}
            }
        }
        Ok(())
    }
}
