//! One connection at a time: dialling and trying again, entering, and to whom each frame goes.

use wire::{
    Challenge, ClientFrame, ControlTip, Entries, Hash32, Limits, LogTip, Nonce32, Origin, Principal, Refusal, RelayFrame, Sequence,
};

use super::{Engine, LinkId, Stuck, is_due};
use crate::home::Stage;

const RETRY_MS: u64 = 500;
const RETRY_MS_MOST: u64 = 60_000;
const DIAL_MS: u64 = 20_000;
/// After so long a silence something is asked, and after twice that the connection counts as dead.
const SILENCE_MS: u64 = 30_000;

/// Where the connection stands.
#[derive(Debug)]
pub(super) enum Line {
    Down {
        retry_at_ms: u64,
    },
    Dialling {
        link: LinkId,
        since_ms: u64,
    },
    /// HELLO is sent.
    Greeting {
        link: LinkId,
        nonce: Nonce32,
        since_ms: u64,
    },
    /// The control log is being brought.
    Creating {
        link: LinkId,
        challenge: Challenge,
        up_to: Sequence,
        since_ms: u64,
    },
    /// AUTH is sent.
    Entering {
        link: LinkId,
        principal: Principal,
        since_ms: u64,
    },
    Inside(Box<Inside>),
}

/// How far the data log of this connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    No,
    /// OPEN is sent, or a snapshot is being read first.
    Asked,
    /// CAUGHT_UP came.
    Live,
}

#[derive(Debug)]
pub(super) struct Inside {
    pub(super) link: LinkId,
    pub(super) principal: Principal,
    /// As it was when we entered.
    pub(super) log: Option<LogTip>,
    /// The end of the relay's control log.
    pub(super) control: ControlTip,
    pub(super) control_asked: bool,
    pub(super) opened: Opened,
    heard_at_ms: u64,
    pinged: bool,
}

impl Inside {
    pub(super) fn is_live(&self) -> bool {
        self.opened == Opened::Live
    }
}

impl Line {
    pub(super) fn down(now_ms: u64) -> Self {
        Self::Down { retry_at_ms: now_ms }
    }

    fn link(&self) -> Option<LinkId> {
        match self {
            Self::Down { .. } => None,
            Self::Dialling { link, .. } | Self::Greeting { link, .. } | Self::Creating { link, .. } | Self::Entering { link, .. } => {
                Some(*link)
            }
            Self::Inside(inside) => Some(inside.link),
        }
    }

    pub(super) fn inside(&self) -> Option<&Inside> {
        match self {
            Self::Inside(inside) => Some(inside),
            _ => None,
        }
    }

    pub(super) fn inside_mut(&mut self) -> Option<&mut Inside> {
        match self {
            Self::Inside(inside) => Some(inside),
            _ => None,
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.inside().is_some_and(Inside::is_live)
    }
}

impl Engine {
    pub(super) fn line_due(&self) -> Option<u64> {
        self.home.relay.as_ref()?;
        Some(match &self.line {
            Line::Down { retry_at_ms } => *retry_at_ms,
            Line::Dialling { since_ms, .. }
            | Line::Greeting { since_ms, .. }
            | Line::Creating { since_ms, .. }
            | Line::Entering { since_ms, .. } => since_ms + DIAL_MS,
            Line::Inside(inside) => inside.heard_at_ms + if inside.pinged { 2 * SILENCE_MS } else { SILENCE_MS },
        })
    }

    pub(super) fn go_on_line(&mut self) {
        if !self.line_due().is_some_and(|at_ms| is_due(at_ms, self.now_ms)) {
            return;
        }
        match &mut self.line {
            Line::Down { .. } => self.dial(),
            Line::Inside(inside) if !inside.pinged => {
                inside.pinged = true;
                self.send(&ClientFrame::Ping { number: 1 });
            }
            _ => self.drop_line(),
        }
    }

    fn dial(&mut self) {
        let Some(relay) = self.home.relay.clone() else { return };
        let link = self.ticket();
        self.line = Line::Dialling { link, since_ms: self.now_ms };
        self.effects.push(super::Effect::Dial { link, relay });
    }

    pub(super) fn hurry(&mut self) {
        self.control.failures = 0;
        if let Line::Down { retry_at_ms } = &mut self.line {
            *retry_at_ms = self.now_ms;
        }
    }

    pub(super) fn move_to(&mut self, relay: Option<Origin>) {
        if self.home.relay == relay {
            return;
        }
        self.hang_up();
        self.home.relay = relay;
        let record = self.home.record();
        self.write(vec![record]);
        self.hurry();
    }

    pub(super) fn send(&mut self, frame: &ClientFrame) {
        if let Some(link) = self.line.link() {
            self.effects.push(super::Effect::Send { link, bytes: frame.encode() });
        }
    }

    /// Ends the connection and says when the next one is tried.
    pub(super) fn hang_up(&mut self) {
        if let Some(link) = self.line.link() {
            self.effects.push(super::Effect::Close { link });
        }
        self.line = Line::Down { retry_at_ms: self.now_ms };
        self.reading.line_ended();
        self.writing.line_ended();
        self.snapshots.line_ended();
        self.control.line_ended();
    }

    /// Something went wrong with it: the next one is tried later each time.
    pub(super) fn drop_line(&mut self) {
        self.hang_up();
        let wait = RETRY_MS_MOST.min(RETRY_MS << self.control.failures.min(10));
        self.control.failures += 1;
        let wait = wait / 2 + self.dice.below(wait / 2);
        self.line = Line::Down { retry_at_ms: self.now_ms + wait };
    }

    pub(super) fn wait_for_line(&mut self, wait_ms: u32) {
        self.drop_line();
        if let Line::Down { retry_at_ms } = &mut self.line {
            *retry_at_ms = (*retry_at_ms).max(self.now_ms + u64::from(wait_ms)).min(self.now_ms + RETRY_MS_MOST);
        }
    }

    pub(super) fn closed(&mut self, link: LinkId) {
        if self.line.link() == Some(link) {
            self.drop_line();
        }
    }

    pub(super) fn dialled(&mut self, link: LinkId) {
        if matches!(self.line, Line::Dialling { link: dialled, .. } if dialled == link) {
            let nonce = Nonce32(self.dice.bytes());
            self.line = Line::Greeting { link, nonce, since_ms: self.now_ms };
            self.send(&ClientFrame::Hello { space: self.home.space, nonce });
        }
    }

    pub(super) fn received(&mut self, link: LinkId, bytes: &[u8]) {
        if self.line.link() != Some(link) || self.halted.is_some() {
            return;
        }
        if let Line::Inside(inside) = &mut self.line {
            inside.heard_at_ms = self.now_ms;
            inside.pinged = false;
        }
        match RelayFrame::decode(bytes) {
            Ok(frame) => self.frame(frame),
            Err(wire::Malformed::Version(_)) => self.halt(Stuck::Protocol),
            Err(_) => self.drop_line(),
        }
    }

    fn frame(&mut self, frame: RelayFrame) {
        match (&self.line, frame) {
            (_, RelayFrame::Err { about, refusal }) => self.refused(about, refusal),
            (Line::Greeting { .. }, RelayFrame::Greeting { nonce, origin, limits }) => self.greeted(nonce, &origin, limits),
            (Line::Creating { .. }, RelayFrame::ControlAck { tip }) => self.created(tip),
            (Line::Entering { .. }, RelayFrame::Welcome { control, log }) => self.welcomed(control, log),
            (Line::Inside(_), RelayFrame::Control { entries, tip }) => self.control_came(entries, tip),
            (Line::Inside(_), RelayFrame::ControlAck { tip }) => self.control_acked(tip),
            (Line::Inside(_), RelayFrame::Push { first, items }) => self.pushed(first, items),
            (Line::Inside(_), RelayFrame::CaughtUp { at }) => self.caught_up(at),
            (Line::Inside(_), RelayFrame::Ack { counter, at }) => self.acked(counter, at),
            (Line::Inside(_), RelayFrame::Ephemeral { envelope }) => self.ephemeral_came(&envelope),
            (Line::Inside(_), RelayFrame::CompactHint { up_to }) => self.hinted(up_to),
            (Line::Inside(_), RelayFrame::Snapshot { manifest }) => self.manifest_came(&manifest),
            (Line::Inside(_), RelayFrame::Parts { parts }) => self.parts_came(parts.into_vec()),
            (Line::Inside(_), RelayFrame::SnapshotAck { hash }) => self.snapshot_acked(hash),
            (Line::Inside(_), RelayFrame::Pong { .. } | RelayFrame::Fetched { .. }) => {}
            (_, RelayFrame::Deleted) => self.halt(Stuck::NotAdmitted),
            // Nothing that was asked for.
            _ => self.drop_line(),
        }
    }

    fn greeted(&mut self, relay_nonce: Nonce32, origin: &Origin, limits: Limits) {
        let Line::Greeting { link, nonce, .. } = self.line else { return };
        let Some(dialled) = self.home.relay.clone() else { return };
        if *origin != dialled {
            return self.halt(Stuck::OtherRelay);
        }
        self.writing.envelope_bytes_max = usize::try_from(limits.envelope_bytes).unwrap_or(usize::MAX);
        let principal = self.principal();
        let challenge = Challenge { origin: dialled, space: self.home.space, client_nonce: nonce, relay_nonce, principal };
        if let (Stage::Founding, Some(last)) = (&self.home.stage, self.control.entries.last()) {
            self.line = Line::Creating { link, challenge, up_to: last.sequence(), since_ms: self.now_ms };
            for entries in Entries::cut(self.control.entries.clone()) {
                self.send(&ClientFrame::CreateSpace { entries, token: self.control.token.clone() });
            }
        } else {
            self.enter(link, &challenge);
        }
    }

    fn principal(&self) -> Principal {
        match &self.home.stage {
            Stage::Invited(seed) if !self.control.tries_device && !self.control.is_known(&self.device()) => Principal::Invite(seed.key()),
            _ => Principal::Device(self.device()),
        }
    }

    fn created(&mut self, tip: ControlTip) {
        let Line::Creating { link, challenge, up_to, .. } = &self.line else { return };
        if tip.sequence >= *up_to {
            let (link, challenge) = (*link, challenge.clone());
            self.enter(link, &challenge);
        }
    }

    fn enter(&mut self, link: LinkId, challenge: &Challenge) {
        let signature = match (&challenge.principal, &self.home.stage) {
            (Principal::Invite(_), Stage::Invited(seed)) => challenge.sign_entering(&seed.signing()),
            _ => challenge.sign_entering(self.identity.signing()),
        };
        let principal = challenge.principal;
        self.line = Line::Entering { link, principal, since_ms: self.now_ms };
        self.send(&ClientFrame::Auth { principal, signature });
    }

    fn welcomed(&mut self, control: ControlTip, log: Option<LogTip>) {
        let Line::Entering { link, principal, .. } = self.line else { return };
        self.control.failures = 0;
        self.line = Line::Inside(Box::new(Inside {
            link,
            principal,
            log,
            control,
            control_asked: false,
            opened: Opened::No,
            heard_at_ms: self.now_ms,
            pinged: false,
        }));
        if matches!(self.home.stage, Stage::Founding) {
            self.home.stage = Stage::Entered;
            self.control.token = None;
            let records = vec![self.home.record(), super::record::token(None)];
            self.write(records);
        }
        self.check_control_tip(control);
        if let Some(log) = log {
            self.known_end(log.at.position());
            self.own_tip_told(log.own);
            self.snapshot_told(log.snapshot);
        }
    }

    fn refused(&mut self, about: u8, refusal: Refusal) {
        let is_inside = self.line.inside().is_some();
        match (about, refusal) {
            (_, Refusal::Unknown) if !is_inside => self.not_admitted(),
            (_, Refusal::Unavailable { retry_after_ms }) => self.wait_for_line(retry_after_ms),
            (_, Refusal::Malformed) => self.halt(Stuck::Protocol),
            (_, Refusal::Busy { .. }) if is_inside => self.open_again(),
            (OPEN, Refusal::LogReset { .. }) => self.halt(Stuck::LogLost),
            (OPEN, Refusal::TooOld { snapshot, .. }) => self.enter_by_snapshot(snapshot),
            (APPEND, refusal) => self.append_refused(refusal),
            (CONTROL_APPEND, refusal) => self.entry_refused(refusal),
            (SNAPSHOT_PART..=PARTS_FETCH, refusal) => self.snapshot_refused(refusal),
            (EPHEMERAL | ACKED, _) => {}
            _ => self.drop_line(),
        }
    }

    fn not_admitted(&mut self) {
        match &self.home.stage {
            Stage::Invited(_) if !self.control.tries_device => {
                // Perhaps the enrolment is in the log already, and only the word of it was lost.
                self.control.tries_device = true;
                self.hang_up();
            }
            Stage::Invited(_) => self.halt(Stuck::InviteSpent),
            _ => self.halt(Stuck::NotAdmitted),
        }
    }
}

pub(super) const OPEN: u8 = 0x04;
const APPEND: u8 = 0x05;
const SNAPSHOT_PART: u8 = 0x07;
const PARTS_FETCH: u8 = 0x0a;
const ACKED: u8 = 0x0b;
const EPHEMERAL: u8 = 0x0c;
const CONTROL_APPEND: u8 = 0x0d;

/// A hash that was asked for.
pub(super) type Asked = Hash32;
