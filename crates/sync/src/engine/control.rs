//! The control log: reading it on, acting on it, entering by an invite, starting epochs that are awaited.

use wire::{ClientFrame, ControlTip, DeviceKey, Entries, Entry, Membership, Position, Principal, Refusal, Role, Rotation, Standing, Token};

use super::line::Opened;
use super::{Effect, Engine, Failure, Lie, Queue, Stuck, Success, Ticket};
use crate::home::{Stage, control_key};
use crate::identity::{Identity, InviteSeed};
use crate::keyring::Keyring;
use crate::secret::Secret;
use crate::team::{Act, ActRefusal, Member, enrol};
use wire::Purpose;

/// An act to be brought into the log.
#[derive(Debug)]
pub(super) struct Wanted {
    /// None: the engine's own.
    ticket: Option<Ticket>,
    act: Act,
    /// An epoch begins at the end of the data log: not before it is read up to here.
    after: Position,
}

impl Wanted {
    pub(super) fn of(ticket: Ticket, act: Act) -> Self {
        Self { ticket: Some(ticket), act, after: Position::START }
    }
}

/// What was sent, and why.
#[derive(Debug)]
struct Proposed {
    entry: Entry,
    wanted: Option<Wanted>,
}

#[derive(Debug)]
pub(super) struct Control {
    pub(super) entries: Vec<Entry>,
    pub(super) membership: Option<Membership>,
    pub(super) keyring: Keyring,
    pub(super) wanted: Queue<Wanted>,
    proposed: Option<Proposed>,
    /// The invite did not open the door; perhaps the device is enrolled already.
    pub(super) tries_device: bool,
    /// How often connecting failed in a row.
    pub(super) failures: u32,
    rotates_after: Position,
    /// What the relay asks for before it takes a new space.
    pub(super) token: Option<Token>,
}

impl Control {
    pub(super) fn new(entries: Vec<Entry>, membership: Option<Membership>, keyring: Keyring, token: Option<Token>) -> Self {
        Self {
            entries,
            membership,
            keyring,
            wanted: Queue::new(),
            proposed: None,
            tries_device: false,
            failures: 0,
            rotates_after: Position::START,
            token,
        }
    }

    pub(super) fn is_known(&self, device: &DeviceKey) -> bool {
        self.membership.as_ref().is_some_and(|membership| membership.device(device).is_some())
    }

    pub(super) fn is_waiting(&self, device: &DeviceKey) -> bool {
        let found = self.membership.as_ref().and_then(|membership| membership.device(device));
        found.is_some_and(|found| found.standing() == Standing::Waiting)
    }

    /// What was on its way is decided again on the next connection.
    pub(super) fn line_ended(&mut self) {
        if let Some(Proposed { wanted: Some(wanted), .. }) = self.proposed.take() {
            self.wanted.push_front(wanted);
        }
    }
}

impl Engine {
    pub(super) fn check_control_tip(&mut self, tip: ControlTip) {
        let Some(own) = self.tip() else { return };
        if tip.sequence < own.sequence {
            self.halt(Stuck::ControlLost);
        } else if tip.sequence == own.sequence && tip.hash != own.hash {
            self.halt(Stuck::ControlFork { tip });
        }
    }

    pub(super) fn fetch_control(&mut self) {
        let after = self.tip().map(|tip| tip.sequence).unwrap_or_default();
        let Some(inside) = self.line.inside_mut() else { return };
        if !inside.control_asked {
            inside.control_asked = true;
            self.send(&ClientFrame::ControlFetch { after });
        }
    }

    pub(super) fn control_came(&mut self, entries: Option<Entries>, tip: ControlTip) {
        let before = self.tip();
        let next = before.map(|tip| tip.sequence).unwrap_or_default().next();
        let Some(inside) = self.line.inside_mut() else { return };
        inside.control = tip;
        let first = entries.as_ref().and_then(|entries| entries.as_slice().first()).map(Entry::sequence);
        if first > next {
            // It came unasked, and the answer to what was asked, or is asked now, is still to come.
            return;
        }
        let was_asked = std::mem::take(&mut inside.control_asked);
        for entry in entries.map(Entries::into_vec).unwrap_or_default() {
            self.entry_came(entry);
            if self.halted.is_some() {
                return;
            }
        }
        let after = self.tip();
        if was_asked && first.is_none() && after != Some(tip) {
            // It says that there is more, and does not give it.
            return self.halt(Stuck::Lied(Lie::Head));
        }
        self.reading.control_came(before != after);
    }

    fn entry_came(&mut self, entry: Entry) {
        let next = self.tip().map(|tip| tip.sequence).unwrap_or_default().next();
        if Some(entry.sequence()) < next {
            let at = usize::try_from(entry.sequence().0 - 1).ok();
            let known = at.and_then(|at| self.control.entries.get(at)).is_some_and(|known| known.hash() == entry.hash());
            if !known {
                self.halt(Stuck::ControlFork { tip: ControlTip { sequence: entry.sequence(), hash: entry.hash() } });
            }
        } else if Some(entry.sequence()) == next {
            self.take_entry(entry);
        }
        // Else something is missing before it, and it is asked for.
    }

    pub(super) fn take_entry(&mut self, entry: Entry) {
        let taken = match &mut self.control.membership {
            Some(membership) => membership.apply(&entry),
            None if entry.space() != self.home.space => Err(wire::EntryRefusal::OtherSpace(entry.space())),
            none => Membership::begin(&entry).map(|membership| *none = Some(membership)),
        };
        if let Err(refusal) = taken {
            return self.halt(match refusal {
                wire::EntryRefusal::Conflict { .. } => {
                    Stuck::ControlFork { tip: ControlTip { sequence: entry.sequence(), hash: entry.hash() } }
                }
                refusal => Stuck::Lied(Lie::Entry(refusal)),
            });
        }
        self.control.keyring.learn(&entry, &self.identity);
        self.write(vec![(control_key(entry.sequence().0), Some(entry.bytes().to_vec()))]);
        self.effects.push(Effect::Members);
        let is_proposed = self.control.proposed.as_ref().is_some_and(|proposed| proposed.entry.hash() == entry.hash());
        self.control.entries.push(entry);
        if is_proposed && let Some(Proposed { wanted: Some(Wanted { ticket: Some(ticket), .. }), .. }) = self.control.proposed.take() {
            self.answer(ticket, Ok(Success::Acted));
        } else if is_proposed {
            self.control.proposed = None;
        }
        self.own_standing_changed();
    }

    fn own_standing_changed(&mut self) {
        let own = self.membership().and_then(|membership| membership.device(&self.device())).map(wire::Device::standing);
        match own {
            Some(Standing::Removed) => self.halt(Stuck::Removed),
            Some(Standing::Left) => self.halt(Stuck::Left),
            Some(Standing::Member) | Some(Standing::Waiting) if matches!(self.home.stage, Stage::Invited(_)) => {
                // The seed is spent, and dies here.
                self.home.stage = Stage::Entered;
                let record = self.home.record();
                self.write(vec![record]);
            }
            _ => {}
        }
    }

    pub(super) fn control_acked(&mut self, tip: ControlTip) {
        let Some(Proposed { entry, .. }) = &self.control.proposed else { return };
        if entry.sequence() != tip.sequence {
            return;
        }
        if entry.hash() == tip.hash {
            let entry = entry.clone();
            if let Some(inside) = self.line.inside_mut() {
                inside.control = if inside.control.sequence < tip.sequence { tip } else { inside.control };
            }
            self.entry_came(entry);
        }
        self.control.line_ended();
    }

    pub(super) fn entry_refused(&mut self, refusal: Refusal) {
        match refusal {
            Refusal::Conflict { tip } => {
                if let Some(inside) = self.line.inside_mut() {
                    inside.control = tip;
                }
                self.control.line_ended();
            }
            Refusal::Behind { at } => {
                self.known_end(at.position());
                self.control.rotates_after = at.position();
                if let Some(Proposed { wanted: Some(wanted), .. }) = &mut self.control.proposed {
                    wanted.after = at.position();
                }
                self.control.line_ended();
            }
            Refusal::Entry | Refusal::Role => match self.control.proposed.take() {
                Some(Proposed { wanted: Some(Wanted { ticket: Some(ticket), .. }), .. }) => self.answer(ticket, Err(Failure::Role)),
                Some(Proposed { wanted: None, .. }) if matches!(self.home.stage, Stage::Invited(_)) => self.halt(Stuck::InviteSpent),
                _ => self.drop_line(),
            },
            _ => self.drop_line(),
        }
    }

    pub(super) fn go_on_control(&mut self) {
        let Some(inside) = self.line.inside() else { return };
        let behind = self.tip().is_none_or(|tip| tip.sequence < inside.control.sequence);
        if behind {
            return self.fetch_control();
        }
        if self.control.proposed.is_some() {
            return;
        }
        if let (Stage::Invited(seed), Principal::Invite(_)) = (&self.home.stage, inside.principal) {
            let seed = seed.clone();
            return self.enrol(&seed);
        }
        if inside.log.is_none() && (self.is_member() || matches!(inside.principal, Principal::Invite(_))) {
            // What opens at the door is decided there.
            return self.hang_up();
        }
        if let Stage::Renewing { next, invite } = &self.home.stage {
            let (next, invite) = (next.clone(), invite.clone());
            return self.renew(next, invite);
        }
        if self.rotates() {
            return self.propose(Wanted { ticket: None, act: Act::Rotate, after: self.control.rotates_after });
        }
        let at = self.reading.walk.at().position();
        if let Some(next) = self.control.wanted.front()
            && next.after <= at
            && let Some(wanted) = self.control.wanted.pop_front()
        {
            self.propose(wanted);
        }
    }

    fn rotates(&self) -> bool {
        let Some(membership) = self.membership() else { return false };
        membership.rotation() != Rotation::Settled
            && membership.may_change_members(&self.device())
            && self.line.is_live()
            && !self.reading.is_busy()
            && self.task.is_none()
            && self.control.rotates_after <= self.reading.walk.at().position()
            && self.control.keyring.get(membership.epoch()).is_some()
    }

    fn propose(&mut self, wanted: Wanted) {
        match self.entry_by(&self.identity, &wanted.act) {
            Ok((entry, dice)) => {
                self.dice = dice;
                self.propose_entry(entry, Some(wanted));
            }
            Err(refusal) => {
                if let Some(ticket) = wanted.ticket {
                    self.answer(ticket, Err(Failure::Act(refusal)));
                }
            }
        }
    }

    /// The entry, and the dice after it.
    fn entry_by(&self, identity: &Identity, act: &Act) -> Result<(Entry, crate::secret::Dice), ActRefusal> {
        let membership = self.membership().ok_or(ActRefusal::Entry(wire::EntryRefusal::NoGenesis))?;
        let member = Member { identity, membership, keyring: &self.control.keyring, seen: self.reading.walk.at() };
        let mut dice = self.dice.fork();
        member.entry(act, self.now_ms, &mut dice).map(|entry| (entry, dice))
    }

    fn propose_entry(&mut self, entry: Entry, wanted: Option<Wanted>) {
        self.send(&ClientFrame::ControlAppend { entry: entry.clone() });
        self.control.proposed = Some(Proposed { entry, wanted });
    }

    fn enrol(&mut self, seed: &InviteSeed) {
        let Some(membership) = self.control.membership.as_ref() else { return };
        match enrol(seed, &self.identity, membership, self.now_ms, &mut self.dice) {
            Ok(entry) => self.propose_entry(entry, None),
            Err(ActRefusal::Entry(wire::EntryRefusal::TooManyDevices)) => self.drop_line(),
            Err(_) => self.halt(Stuck::InviteSpent),
        }
    }

    /// One step of letting a new device in for ourselves: what is done already stands in the log.
    fn renew(&mut self, next: Secret, invite: InviteSeed) {
        let Some(identity) = Identity::new(next.clone(), Purpose::Profile) else { return };
        let Some(membership) = self.control.membership.as_ref() else { return };
        if !membership.may_change_members(&self.device()) {
            return self.halt(Stuck::NotAdmitted);
        }
        match membership.device(&identity.device()).map(wire::Device::standing) {
            Some(Standing::Member) => self.become_device(next),
            Some(Standing::Waiting) => {
                self.propose(Wanted { ticket: None, act: Act::Approve { device: identity.device() }, after: Position::START });
            }
            Some(Standing::Left | Standing::Removed) => self.halt(Stuck::NotAdmitted),
            None if membership.invites().any(|(key, open)| *key == invite.key() && self.now_ms <= open.expires_at_ms) => {
                match enrol(&invite, &identity, membership, self.now_ms, &mut self.dice) {
                    Ok(entry) => self.propose_entry(entry, None),
                    Err(_) => self.halt(Stuck::NotAdmitted),
                }
            }
            None => {
                let expires_at_ms = self.now_ms + RENEWAL_MS;
                let act = Act::Invite { seed: invite, role: Role::Owner, expires_at_ms, at_once: false };
                self.propose(Wanted { ticket: None, act, after: Position::START });
            }
        }
    }

    /// It is shown that a copy of this profile is in use: an owner lets itself in anew, others have to be let in.
    pub(super) fn is_copied(&mut self) {
        if matches!(self.home.stage, Stage::Renewing { .. }) {
            return;
        }
        if self.role() != Some(Role::Owner) {
            return self.halt(Stuck::Copied);
        }
        let (next, seed) = (self.dice.secret(), self.dice.secret());
        self.home.stage = Stage::Renewing { next, invite: InviteSeed::new(self.home.space, seed) };
        let record = self.home.record();
        self.write(vec![record]);
        self.hang_up();
    }

    pub(super) fn refuse_what_cannot_be_done(&mut self) {
        let Some(stuck) = self.halted.clone() else { return };
        for wanted in std::mem::take(&mut self.control.wanted) {
            if let Some(ticket) = wanted.ticket {
                self.answer(ticket, Err(Failure::Stuck(stuck.clone())));
            }
        }
    }

    /// Whether the data log is read on this connection: not while a device lets its successor in.
    pub(super) fn reads_log(&self) -> bool {
        let inside = self.line.inside();
        inside.is_some_and(|inside| inside.log.is_some() && inside.opened == Opened::No)
            && self.is_member()
            && !matches!(self.home.stage, Stage::Renewing { .. })
    }
}

const RENEWAL_MS: u64 = 24 * 60 * 60 * 1000;
