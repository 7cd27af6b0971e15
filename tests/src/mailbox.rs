//! A relay in memory, small enough to be read: it does what the protocol says, over `wire`'s own rules, and what it holds can be killed,
//! wiped, copied and put back, so that a relay that loses or lies can be played.

use std::collections::BTreeMap;

use wire::{
    Access, Admitted, AppendDenial, AppendRefusal, AuthorLog, AuthorTip, Batch, Body, Challenge, ClientFrame, ControlTip, DeviceKey,
    Entries, Entry, EntryRefusal, Envelope, EnvelopeRefusal, Hash32, Item, Items, Kind, Limits, LogTip, Manifest, Membership, Nonce32,
    Origin, OwnItems, Position, Principal, Refusal, RelayFrame, Seen, Sequence, Signature, SpaceId,
};

/// Everything that it keeps of one space.
#[derive(Clone, Default)]
pub struct Kept {
    pub entries: Vec<Entry>,
    pub members: Option<Membership>,
    pub log: Vec<Envelope>,
    /// Head by head, from the start of the log.
    pub seen: Vec<Seen>,
    pub chains: BTreeMap<DeviceKey, AuthorLog>,
    pub parts: BTreeMap<Hash32, Envelope>,
    pub manifest: Option<Manifest>,
    covers: Seen,
    /// Up to here changes are gone.
    pub floor: u64,
}

impl Kept {
    pub fn end(&self) -> Seen {
        self.seen.last().copied().unwrap_or_default()
    }

    fn holds(&self, seen: &Seen) -> bool {
        if seen.position() == Position::START {
            return true;
        }
        usize::try_from(seen.position().0 - 1).ok().and_then(|at| self.seen.get(at)) == Some(seen)
    }

    pub fn put(&mut self, envelope: Envelope) {
        if let Some(next) = self.end().then(envelope.hash()) {
            self.seen.push(next);
            self.log.push(envelope);
        }
    }
}

struct Line {
    space: SpaceId,
    client_nonce: Nonce32,
    relay_nonce: Nonce32,
    principal: Option<Principal>,
    /// Pushed up to here, once it was opened.
    pushed: Option<(u64, OwnItems)>,
    appended_at_ms: u64,
}

/// What goes back on a line; None ends it.
pub type Answers = Vec<(u64, Option<RelayFrame>)>;

pub struct Mailbox {
    pub kept: Kept,
    pub origin: Origin,
    /// After so many changes beyond the last snapshot a new one is asked for.
    pub hint_every: usize,
    pub limits: Limits,
    /// It takes appends of one connection no closer together than this.
    pub appends_apart_ms: u64,
    /// How often it refused, by the code of the refusal.
    pub refusals: BTreeMap<u8, usize>,
    lines: BTreeMap<u64, Line>,
    nonces: u64,
    hinted_at: usize,
    now_ms: u64,
    out: Answers,
}

impl Mailbox {
    pub fn new(origin: Origin) -> Self {
        Self {
            kept: Kept::default(),
            origin,
            hint_every: usize::MAX,
            limits: Limits::default(),
            appends_apart_ms: 0,
            refusals: BTreeMap::new(),
            lines: BTreeMap::new(),
            nonces: 0,
            hinted_at: 0,
            now_ms: 0,
            out: Vec::new(),
        }
    }

    /// Every line ends; what was acknowledged is there.
    pub fn kill(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.lines).into_keys().collect()
    }

    pub fn closed(&mut self, link: u64) {
        self.lines.remove(&link);
    }

    fn say(&mut self, link: u64, frame: RelayFrame) {
        self.out.push((link, Some(frame)));
    }

    fn end_line(&mut self, link: u64) {
        self.lines.remove(&link);
        self.out.push((link, None));
    }

    fn refuse(&mut self, link: u64, about: u8, refusal: Refusal) {
        *self.refusals.entry(refusal.code()).or_default() += 1;
        self.say(link, RelayFrame::Err { about, refusal });
    }

    fn control_tip(&self) -> Option<ControlTip> {
        self.kept.members.as_ref().map(Membership::tip)
    }

    pub fn handle(&mut self, now_ms: u64, link: u64, bytes: &[u8]) -> Answers {
        self.now_ms = now_ms;
        match ClientFrame::decode(bytes) {
            Ok(frame) => self.frame(link, frame),
            Err(_) => {
                self.refuse(link, 0, Refusal::Malformed);
                self.end_line(link);
            }
        }
        std::mem::take(&mut self.out)
    }

    fn frame(&mut self, link: u64, frame: ClientFrame) {
        let about = frame.code();
        if let ClientFrame::Hello { space, nonce } = frame {
            self.nonces += 1;
            let mut relay_nonce = [7; 32];
            relay_nonce[..8].copy_from_slice(&self.nonces.to_be_bytes());
            let relay_nonce = Nonce32(relay_nonce);
            self.lines.insert(link, Line { space, client_nonce: nonce, relay_nonce, principal: None, pushed: None, appended_at_ms: 0 });
            let (origin, limits) = (self.origin.clone(), self.limits);
            return self.say(link, RelayFrame::Greeting { nonce: relay_nonce, origin, limits });
        }
        let Some(line) = self.lines.get(&link) else { return };
        match (line.principal, frame) {
            (None, ClientFrame::CreateSpace { entries, .. }) => self.create(link, about, entries),
            (None, ClientFrame::Auth { principal, signature }) => self.auth(link, about, principal, &signature),
            (Some(principal), frame) => self.inside(link, about, principal, frame),
            (None, _) => self.end_line(link),
        }
    }

    fn create(&mut self, link: u64, about: u8, entries: Entries) {
        let mut tip = None;
        for entry in entries.into_vec() {
            let at = usize::try_from(entry.sequence().0 - 1).expect("small");
            tip = Some(ControlTip { sequence: entry.sequence(), hash: entry.hash() });
            match self.kept.entries.get(at) {
                Some(known) if known.hash() == entry.hash() => continue,
                Some(_) => return self.unknown(link, about),
                None => {}
            }
            let taken = match &mut self.kept.members {
                Some(members) => members.apply(&entry),
                none => Membership::begin(&entry).map(|members| *none = Some(members)),
            };
            if taken.is_err() {
                return self.unknown(link, about);
            }
            self.kept.entries.push(entry);
        }
        if let Some(tip) = tip {
            self.say(link, RelayFrame::ControlAck { tip });
        }
    }

    fn unknown(&mut self, link: u64, about: u8) {
        self.refuse(link, about, Refusal::Unknown);
        self.end_line(link);
    }

    fn auth(&mut self, link: u64, about: u8, principal: Principal, signature: &Signature) {
        let Some(line) = self.lines.get_mut(&link) else { return };
        let challenge = Challenge {
            origin: self.origin.clone(),
            space: line.space,
            client_nonce: line.client_nonce,
            relay_nonce: line.relay_nonce,
            principal,
        };
        let members = self.kept.members.as_ref().filter(|members| members.space() == line.space);
        let access = members.filter(|_| challenge.is_entered_by(signature)).and_then(|members| members.access(&principal, self.now_ms));
        let (Some(access), Some(control)) = (access, self.kept.members.as_ref().map(Membership::tip)) else {
            return self.unknown(link, about);
        };
        line.principal = Some(principal);
        let log = match (access, principal) {
            (Access::Member(_), Principal::Device(device)) => Some(LogTip {
                at: self.kept.end(),
                floor: Position(self.kept.floor),
                snapshot: self.kept.manifest.as_ref().map(Manifest::hash),
                own: self.kept.chains.get(&device).map_or(AuthorTip::START, AuthorLog::tip),
            }),
            _ => None,
        };
        self.say(link, RelayFrame::Welcome { control, log });
    }

    fn inside(&mut self, link: u64, about: u8, principal: Principal, frame: ClientFrame) {
        let Some(members) = &self.kept.members else { return self.unknown(link, about) };
        let Some(access) = members.access(&principal, self.now_ms) else { return self.unknown(link, about) };
        match (frame, access, principal) {
            (ClientFrame::ControlFetch { after }, _, _) => self.fetch_control(link, after),
            (ClientFrame::Ping { number }, _, _) => self.say(link, RelayFrame::Pong { number }),
            (ClientFrame::ControlAppend { entry }, access, principal) => self.append_control(link, about, access, principal, &entry),
            (frame, Access::Member(_), Principal::Device(device)) => self.by_member(link, about, device, frame),
            _ => self.unknown(link, about),
        }
    }

    fn by_member(&mut self, link: u64, about: u8, device: DeviceKey, frame: ClientFrame) {
        match frame {
            ClientFrame::Open { after, own } => self.open(link, about, after, own),
            ClientFrame::Append { changes } => self.append(link, about, device, changes.into_vec()),
            ClientFrame::Ephemeral { envelope } => {
                let fine = self.kept.members.as_ref().is_some_and(|members| envelope.verify(members).is_ok());
                if fine && envelope.header().author == device {
                    let others: Vec<u64> =
                        self.lines.iter().filter(|(to, line)| **to != link && line.pushed.is_some()).map(|(to, _)| *to).collect();
                    others.into_iter().for_each(|to| self.say(to, RelayFrame::Ephemeral { envelope: envelope.clone() }));
                }
            }
            ClientFrame::SnapshotPart { part } => {
                let fine = self.kept.members.as_ref().is_some_and(|members| part.verify(members).is_ok());
                if fine && part.header().kind == Kind::SnapshotPart {
                    let hash = part.hash();
                    self.kept.parts.insert(hash, part);
                    self.say(link, RelayFrame::SnapshotAck { hash });
                } else {
                    self.refuse(link, about, Refusal::Invalid);
                }
            }
            ClientFrame::SnapshotCommit { manifest } => self.commit(link, about, manifest),
            ClientFrame::SnapshotFetch { manifest } => match &self.kept.manifest {
                Some(newest) if manifest.is_none_or(|asked| asked == newest.hash()) => {
                    let manifest = newest.clone();
                    self.say(link, RelayFrame::Snapshot { manifest });
                }
                _ => self.refuse(link, about, Refusal::Missing),
            },
            ClientFrame::PartsFetch { parts } => {
                let found: Option<Vec<Envelope>> = parts.as_slice().iter().map(|hash| self.kept.parts.get(hash).cloned()).collect();
                match found.map(Batch::cut).and_then(|batches| batches.into_iter().next()) {
                    Some(parts) => self.say(link, RelayFrame::Parts { parts }),
                    None => self.refuse(link, about, Refusal::Missing),
                }
            }
            ClientFrame::Acked { manifest } => self.vouched(device, manifest),
            _ => self.end_line(link),
        }
    }

    fn fetch_control(&mut self, link: u64, after: Sequence) {
        let Some(tip) = self.control_tip() else { return };
        let from = usize::try_from(after.0).expect("small").min(self.kept.entries.len());
        let entries = Entries::cut(self.kept.entries[from..].to_vec()).into_iter().next();
        self.say(link, RelayFrame::Control { entries, tip });
    }

    fn append_control(&mut self, link: u64, about: u8, access: Access, principal: Principal, entry: &Entry) {
        let own = Principal::Device(entry.author()) == principal;
        let allowed = match (access, entry.body()) {
            (Access::Member(_), _) => true,
            (Access::Waiting, Body::Leave) => own,
            (Access::Invited, Body::Enrol { invite, .. }) => principal == Principal::Invite(*invite),
            _ => false,
        };
        let Some(members) = &mut self.kept.members else { return };
        if !allowed {
            return self.refuse(link, about, Refusal::Role);
        }
        if members.is_late(entry, self.now_ms) {
            return self.refuse(link, about, Refusal::Entry);
        }
        let end = self.kept.seen.last().copied().unwrap_or_default();
        if let Body::StartEpoch(start) = entry.body()
            && members.tip().hash == entry.previous()
            && start.at != end
            && (start.at == Seen::START || self.kept.seen.contains(&start.at))
        {
            return self.refuse(link, about, Refusal::Behind { at: end });
        }
        match members.apply(entry) {
            Ok(()) => {}
            Err(EntryRefusal::Conflict { tip }) => return self.refuse(link, about, Refusal::Conflict { tip }),
            Err(_) => return self.refuse(link, about, Refusal::Entry),
        }
        let tip = members.tip();
        self.kept.entries.push(entry.clone());
        self.say(link, RelayFrame::ControlAck { tip });
        let entries = Entries::new(vec![entry.clone()]).ok();
        let lines: Vec<(u64, Principal)> = self.lines.iter().filter_map(|(to, line)| line.principal.map(|who| (*to, who))).collect();
        for (to, who) in lines {
            if self.kept.members.as_ref().is_some_and(|members| members.access(&who, self.now_ms).is_none()) && to != link {
                self.end_line(to);
            } else {
                self.say(to, RelayFrame::Control { entries: entries.clone(), tip });
            }
        }
    }

    fn open(&mut self, link: u64, about: u8, after: Seen, own: OwnItems) {
        let end = self.kept.end();
        if !self.kept.holds(&after) {
            return self.refuse(link, about, Refusal::LogReset { at: end });
        }
        if after.position().0 < self.kept.floor
            && let Some(manifest) = &self.kept.manifest
        {
            let (floor, snapshot) = (Position(self.kept.floor), manifest.hash());
            return self.refuse(link, about, Refusal::TooOld { floor, snapshot });
        }
        if let Some(line) = self.lines.get_mut(&link) {
            line.pushed = Some((after.position().0, own));
        }
        self.push_to(link);
        self.say(link, RelayFrame::CaughtUp { at: end });
    }

    fn push_to(&mut self, link: u64) {
        let Some(line) = self.lines.get_mut(&link) else { return };
        let (Some((from, own)), Some(Principal::Device(device))) = (line.pushed, line.principal) else { return };
        let at = usize::try_from(from).expect("small");
        line.pushed = Some((u64::try_from(self.kept.log.len()).expect("small"), own));
        let item = |envelope: &Envelope| match own {
            OwnItems::Named if envelope.header().author == device => {
                Item::Own { counter: envelope.header().counter, hash: envelope.hash() }
            }
            _ => Item::Whole(envelope.clone()),
        };
        let mut first = from + 1;
        for items in Items::cut(self.kept.log[at..].iter().map(item).collect()) {
            let count = u64::try_from(items.as_slice().len()).expect("small");
            self.say(link, RelayFrame::Push { first: Position(first), items });
            first += count;
        }
    }

    fn append(&mut self, link: u64, about: u8, device: DeviceKey, changes: Vec<Envelope>) {
        let Some(members) = self.kept.members.clone() else { return };
        let Some(line) = self.lines.get_mut(&link) else { return };
        let again_at_ms = line.appended_at_ms + self.appends_apart_ms;
        if again_at_ms > self.now_ms {
            let retry_after_ms = u32::try_from(again_at_ms - self.now_ms).expect("small");
            return self.refuse(link, about, Refusal::Rate { retry_after_ms });
        }
        line.appended_at_ms = self.now_ms;
        let mut used: u64 = self.kept.log.iter().map(bytes_of).sum();
        let mut refused = None;
        let mut acked = None;
        for change in changes {
            let chain = self.kept.chains.entry(device).or_insert_with(|| AuthorLog::new(device));
            match chain.admit(&change, &members) {
                Ok(Admitted::Already) => acked = Some(chain.tip()),
                Ok(Admitted::New(verified)) => {
                    if bytes_of(&change) > u64::from(self.limits.envelope_bytes) {
                        refused = Some(Refusal::TooLarge { bytes_max: self.limits.envelope_bytes });
                        break;
                    }
                    if used + bytes_of(&change) > self.limits.space_bytes {
                        refused = Some(Refusal::Quota { used, allowed: self.limits.space_bytes });
                        break;
                    }
                    if !self.kept.holds(&change.header().seen) {
                        refused = Some(Refusal::LogReset { at: self.kept.end() });
                        break;
                    }
                    used += bytes_of(&change);
                    let chain = self.kept.chains.entry(device).or_insert_with(|| AuthorLog::new(device));
                    chain.advance(&verified);
                    acked = Some(chain.tip());
                    self.kept.put(change);
                }
                Err(refusal) => {
                    refused = Some(refusal_of(refusal));
                    break;
                }
            }
        }
        if let Some(tip) = acked {
            let own = self.kept.log.iter().rposition(|one| one.hash() == tip.hash());
            let at = own.and_then(|at| self.kept.seen.get(at)).copied().unwrap_or_default();
            self.say(link, RelayFrame::Ack { counter: tip.counter(), at });
        }
        if let Some(refusal) = refused {
            self.refuse(link, about, refusal);
        }
        let lines: Vec<u64> = self.lines.keys().copied().collect();
        lines.into_iter().for_each(|to| self.push_to(to));
        self.hint();
    }

    fn hint(&mut self) {
        let end = self.kept.log.len();
        let since = end - usize::try_from(self.kept.covers.position().0).expect("small").min(end);
        if since < self.hint_every || end < self.hinted_at + self.hint_every {
            return;
        }
        self.hinted_at = end;
        let lines: Vec<u64> = self.lines.iter().filter(|(_, line)| line.pushed.is_some()).map(|(to, _)| *to).collect();
        let up_to = self.kept.end().position();
        lines.into_iter().for_each(|to| self.say(to, RelayFrame::CompactHint { up_to }));
    }

    fn commit(&mut self, link: u64, about: u8, manifest: Manifest) {
        let Some(members) = &self.kept.members else { return };
        let Ok(verified) = manifest.verify(members) else { return self.refuse(link, about, Refusal::Role) };
        let facts = verified.facts();
        if !self.kept.holds(&facts.covers) {
            return self.refuse(link, about, Refusal::LogReset { at: self.kept.end() });
        }
        if facts.parts.iter().any(|part| !self.kept.parts.contains_key(part)) {
            return self.refuse(link, about, Refusal::Missing);
        }
        let newest = self.kept.manifest.as_ref().map(Manifest::hash);
        if newest.is_some_and(|newest| facts.previous != Some(newest)) || facts.covers.position() <= self.kept.covers.position() {
            let snapshot = newest.unwrap_or(Hash32::ZERO);
            return self.refuse(link, about, Refusal::TooOld { floor: Position(self.kept.floor), snapshot });
        }
        self.kept.covers = facts.covers;
        let hash = manifest.hash();
        self.kept.manifest = Some(manifest);
        self.say(link, RelayFrame::SnapshotAck { hash });
    }

    fn vouched(&mut self, device: DeviceKey, manifest: Hash32) {
        let Some(newest) = self.kept.manifest.as_ref().filter(|newest| newest.hash() == manifest && newest.author() != device) else {
            return;
        };
        let counts = self.kept.members.as_ref().is_some_and(|members| members.may_acknowledge(&device));
        if !counts {
            return;
        }
        self.kept.floor = self.kept.covers.position().0;
        let Some(Ok(verified)) = self.kept.members.as_ref().map(|members| newest.verify_past(members)) else { return };
        let named = &verified.facts().parts;
        self.kept.parts.retain(|hash, _| named.contains(hash));
    }
}

fn bytes_of(envelope: &Envelope) -> u64 {
    u64::try_from(envelope.bytes().len()).expect("small")
}

fn refusal_of(refusal: AppendRefusal) -> Refusal {
    match refusal {
        AppendRefusal::Kind(_) | AppendRefusal::OtherAuthor(_) => Refusal::Invalid,
        AppendRefusal::Gap { tip } => Refusal::Gap { tip },
        AppendRefusal::Fork { tip } | AppendRefusal::Old { tip } => Refusal::Fork { tip },
        AppendRefusal::Envelope(EnvelopeRefusal::Denied(denial)) => match denial {
            AppendDenial::NoMember => Refusal::Unknown,
            AppendDenial::Role(_) => Refusal::Role,
            AppendDenial::StaleEpoch { needed } => Refusal::StaleEpoch { needed },
            AppendDenial::UnknownEpoch { .. } | AppendDenial::NeverThen => Refusal::Invalid,
        },
        AppendRefusal::Envelope(_) => Refusal::Invalid,
    }
}
