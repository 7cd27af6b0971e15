//! Days of a team that follow from a seed: people work while lines break, devices crash, profiles are copied and put back, members come and
//! go, and the relay is killed, wiped or put back. Afterwards everything works again, and what must then hold is checked.

use std::collections::BTreeMap;

use sync::{Act, Engine, Status};
use wire::{DeviceKey, Role, Rotation};

use crate::fleet::{Disk, Fleet, Weather};
use crate::hub::HubRelay;
use crate::mailbox::Kept;

/// What may go wrong on these days, besides lines and crashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Members come, go, change roles; keys change.
    Members,
    /// Profiles come back from old copies, and are used twice.
    Copies,
    /// The relay loses everything, or what came after an old copy of it.
    Loss,
    /// The log is replaced by snapshots again and again.
    Snapshots,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::Members, Self::Copies, Self::Loss, Self::Snapshots];
}

struct Days {
    fleet: Fleet,
    theme: Theme,
    backups: BTreeMap<usize, Disk>,
    relay_backup: Option<Kept>,
    hub_backup: Option<relay::store::MemoryStore>,
    /// The relay lost something: who decides on members waits until everybody has noticed.
    is_relay_lossy: bool,
}

/// What the relay refused on the days of a seed, by code.
pub type Refused = BTreeMap<u8, usize>;

/// Plays the days of a seed. What went wrong, in words.
pub fn play(seed: u64) -> Result<Refused, String> {
    play_with(seed, false)
}

/// The same with the real relay.
pub fn play_with_hub(seed: u64) -> Result<Refused, String> {
    play_with(seed, true)
}

fn play_with(seed: u64, hub: bool) -> Result<Refused, String> {
    let theme = Theme::ALL[usize::try_from(seed % 4).expect("small")];
    let mut days = Days::begin(seed, theme, hub);
    let steps = 10 + days.fleet.chance.roll(40);
    for _ in 0..steps {
        days.step();
    }
    if !days.fleet.heal() {
        let told: Vec<String> =
            days.fleet.devices.iter().map(|one| format!("{:?}{}", one.status, if one.is_gone { " gone" } else { "" })).collect();
        return Err(format!("{theme:?}: not everybody came into step: {told:?}"));
    }
    days.judge().map_err(|why| format!("{theme:?}: {why}"))?;
    Ok(days.fleet.relay.refusals)
}

impl Days {
    fn begin(seed: u64, theme: Theme, hub: bool) -> Self {
        let mut settings = relay::hub::Settings::new(crate::fleet::origin());
        if theme == Theme::Snapshots {
            settings.hint_every = 4;
        }
        if seed.is_multiple_of(3) {
            settings.envelope_bytes = 1200;
        }
        let mut fleet = Fleet::found_at(seed, hub.then(|| HubRelay::new(settings)));
        fleet.run(3_000);
        for _ in 0..1 + fleet.chance.roll(3) {
            let role = if fleet.chance.roll(3) == 0 { Role::Owner } else { Role::Editor };
            fleet.invite(0, role, role != Role::Owner);
            fleet.run(3_000);
            fleet.approve_all();
        }
        fleet.run(5_000);
        for device in 0..fleet.devices.len() {
            let hours = i64::try_from(fleet.chance.roll(9)).expect("small") - 4;
            fleet.devices[device].skew_ms = hours * 60 * 60 * 1000 / 2;
        }
        fleet.weather =
            Weather { line_breaks: fleet.chance.roll(30), latency_ms: 5 + fleet.chance.roll(400), disk_ms: 1 + fleet.chance.roll(200) };
        if theme == Theme::Snapshots {
            fleet.relay.hint_every = 4;
        }
        if fleet.chance.roll(3) == 0 {
            fleet.relay.limits.envelope_bytes = 1200;
        }
        Self { fleet, theme, backups: BTreeMap::new(), relay_backup: None, hub_backup: None, is_relay_lossy: false }
    }

    fn somebody(&mut self) -> usize {
        let there: Vec<usize> = (0..self.fleet.devices.len()).filter(|at| !self.fleet.devices[*at].is_gone).collect();
        there[self.fleet.chance.index(there.len())]
    }

    fn step(&mut self) {
        let device = self.somebody();
        match self.fleet.chance.roll(20) {
            0..=8 => self.work(device),
            9 | 10 => {
                let ms = 1 << self.fleet.chance.roll(24);
                self.fleet.run(ms);
            }
            11 => self.fleet.devices[device].is_cut_off ^= true,
            12 => self.fleet.break_line(device),
            13 => self.fleet.crash(device),
            14 | 15 => {
                let start = self.fleet.devices[device].engine.is_none();
                if start { self.fleet.restart(device) } else { self.fleet.give(device, sync::Input::Hurry) }
            }
            16 if self.fleet.relay_is_down => self.fleet.relay_is_down = false,
            16 => self.fleet.stop_relay(),
            _ => match self.theme {
                Theme::Members => self.change_members(device),
                Theme::Copies => self.copy(device),
                Theme::Loss => self.lose(),
                Theme::Snapshots => self.work(device),
            },
        }
        let ms = self.fleet.chance.roll(4_000);
        self.fleet.run(ms);
    }

    fn may_write(&self, device: usize) -> bool {
        let role = self.fleet.devices[device].engine.as_ref().and_then(Engine::role);
        !matches!(role, Some(Role::Viewer))
    }

    fn work(&mut self, device: usize) {
        if !self.may_write(device) {
            return;
        }
        for _ in 0..1 + self.fleet.chance.roll(3) {
            let doc = self.fleet.chance.roll(5);
            self.fleet.edit(device, doc);
            let ms = self.fleet.chance.roll(400);
            self.fleet.run(ms);
        }
        if self.fleet.chance.roll(12) == 0 {
            let count = 1 + self.fleet.chance.roll(400);
            self.fleet.fill(device, 7, count);
        }
    }

    fn change_members(&mut self, device: usize) {
        self.fleet.approve_all();
        let Some(owner) = self.fleet.owner() else { return };
        let key = self.fleet.key(device);
        match (self.fleet.chance.roll(7), key) {
            (0, _) if self.fleet.devices.len() < 7 => {
                let role = [Role::Owner, Role::Editor, Role::Viewer][self.fleet.chance.index(3)];
                let at_once = role != Role::Owner && self.fleet.chance.roll(2) == 0;
                self.fleet.invite(owner, role, at_once);
            }
            (1, Some(key)) if device != owner && self.fleet.devices.len() > 2 => self.fleet.act(owner, Act::Remove { device: key }),
            (2 | 3, Some(key)) if device != owner => {
                let role = [Role::Owner, Role::Editor, Role::Viewer][self.fleet.chance.index(3)];
                self.fleet.act(owner, Act::SetRole { device: key, role });
            }
            (4, _) if self.fleet.devices.len() > 3 => self.fleet.act(device, Act::Leave),
            _ => {
                if self.fleet.chance.roll(2) == 0 {
                    self.all_at_once();
                }
                self.fleet.act(owner, Act::Rotate);
                let other = self.somebody();
                if self.fleet.devices[other].engine.as_ref().and_then(Engine::role) == Some(Role::Owner) {
                    self.fleet.act(other, Act::Rotate);
                }
            }
        }
    }

    /// Everybody has something on its way to the relay.
    fn all_at_once(&mut self) {
        for device in 0..self.fleet.devices.len() {
            if !self.fleet.devices[device].is_gone && self.may_write(device) {
                let doc = self.fleet.chance.roll(5);
                self.fleet.edit(device, doc);
            }
        }
        let ms = 150 + self.fleet.chance.roll(400);
        self.fleet.run(ms);
    }

    fn copy(&mut self, device: usize) {
        let disk = self.fleet.devices[device].disk.clone();
        match self.fleet.chance.roll(3) {
            0 => drop(self.backups.insert(device, disk)),
            1 if self.fleet.devices.len() < 6 => {
                let twin = self.fleet.put(disk);
                if self.fleet.chance.roll(2) == 0 {
                    self.fleet.edit(device, 1);
                    self.fleet.edit(twin, 1);
                }
            }
            _ => {
                if let Some(disk) = self.backups.remove(&device) {
                    self.fleet.restore(device, disk);
                }
            }
        }
    }

    fn lose(&mut self) {
        match self.fleet.chance.roll(4) {
            0 => {
                self.relay_backup = Some(self.fleet.relay.kept.clone());
                self.hub_backup = self.fleet.hub.as_ref().map(|hub| hub.store.copy());
            }
            1 => {
                self.fleet.stop_relay();
                self.fleet.relay.kept = Kept::default();
                if let Some(hub) = &mut self.fleet.hub {
                    hub.store.wipe();
                    hub.kill();
                }
                self.is_relay_lossy = true;
            }
            2 => {
                if let Some(kept) = self.relay_backup.clone() {
                    self.fleet.stop_relay();
                    self.fleet.relay.kept = kept;
                    if let (Some(hub), Some(copy)) = (&mut self.fleet.hub, &self.hub_backup) {
                        hub.store.restore(copy);
                        hub.kill();
                    }
                    self.is_relay_lossy = true;
                }
            }
            _ => {}
        }
        self.fleet.relay_is_down = false;
    }

    fn judge(&self) -> Result<(), String> {
        let there: Vec<usize> = (0..self.fleet.devices.len()).filter(|at| !self.fleet.devices[*at].is_gone).collect();
        // Whoever may only read, and had changed something before, keeps that to itself.
        let keeps = |at: &usize| self.fleet.devices[*at].status == Status::Stuck(sync::Stuck::MayNotWrite);
        let first = *there.iter().find(|at| !keeps(at)).ok_or("nobody is left")?;
        let numbers = self.fleet.devices[first].disk.numbers();
        for at in &there {
            let one = &self.fleet.devices[*at];
            if keeps(at) && numbers.is_subset(&one.disk.numbers()) {
                continue;
            }
            if one.disk.docs != self.fleet.devices[first].disk.docs {
                let apart: Vec<u64> = numbers.symmetric_difference(&one.disk.numbers()).copied().collect();
                return Err(format!("devices {first} and {at} differ in {apart:?}"));
            }
            if one.troubles > 0 {
                return Err(format!("device {at} met {} changes that do not open", one.troubles));
            }
            if !matches!(one.status, Status::InStep) {
                return Err(format!("device {at} is {:?}", one.status));
            }
        }
        // A relay may lose what only it and a device that is gone had.
        let missing: Vec<u64> = self.fleet.acknowledged.difference(&numbers).copied().collect();
        if !missing.is_empty() {
            return Err(format!("acknowledged and missing: {missing:?}"));
        }
        let members = self.fleet.members().ok_or("the relay has no members")?;
        if members.rotation() != Rotation::Settled {
            return Err(format!("an epoch is {:?}", members.rotation()));
        }
        let keys: Vec<Option<DeviceKey>> = there.iter().map(|at| self.fleet.key(*at)).collect();
        if keys.iter().enumerate().any(|(at, key)| keys[..at].contains(key)) {
            return Err("two devices have one key".to_owned());
        }
        Ok(())
    }
}
