//! Days of a team that follow from a seed: people work while lines break, devices crash, profiles are copied and put back, members come and
//! go, and the relay is killed, wiped or put back. Afterwards everything works again, and what must then hold is checked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use relay::hub::{Rate, Settings};
use sync::{Act, Engine, Status};
use wire::{DeviceKey, Role, Rotation};

use crate::fleet::{Chance, Disk, Fleet, Weather};
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
    /// The relay has little room and little patience, and each time other bounds; some devices read slowly.
    Bounds,
}

impl Theme {
    pub const ALL: [Self; 5] = [Self::Members, Self::Copies, Self::Loss, Self::Snapshots, Self::Bounds];
}

/// A seed that breaks off is one that went wrong, and has to be named too.
fn unbroken(play: impl FnOnce() -> Result<Refused, String>) -> Result<Refused, String> {
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(play));
    played.unwrap_or_else(|_| Err("it broke off; what it said stands above".to_owned()))
}

/// What is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cast {
    /// The relay as it is run, over a storage in memory; else a small one.
    hub: bool,
    /// Real documents; else sets of numbers.
    documents: bool,
}

struct Days {
    fleet: Fleet,
    cast: Cast,
    theme: Theme,
    backups: BTreeMap<usize, Disk>,
    relay_backup: Option<Kept>,
    hub_backup: Option<relay::store::MemoryStore>,
    /// The relay lost something: who decides on members waits until everybody has noticed.
    is_relay_lossy: bool,
}

/// What the relay refused on the days of a seed, by code.
pub type Refused = BTreeMap<u8, usize>;

/// Which seeds are to be played.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub from: u64,
    pub count: u64,
}

impl Asked {
    /// `THROUGHLINE_SEEDS` of them from `THROUGHLINE_SEED` on; else 400 from the first.
    pub fn of_this_run() -> Self {
        let number = |name: &str, otherwise| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
        Self { from: number("THROUGHLINE_SEED", 1), count: number("THROUGHLINE_SEEDS", 400) }
    }

    /// Every so many-th as many of them, on all cores.
    ///
    /// # Panics
    /// When a seed went wrong, with each that did.
    pub fn play(&self, one_in: u64, play: impl Fn(u64) -> Result<Refused, String> + Sync) -> Refused {
        let count = self.count.div_ceil(one_in);
        let next = AtomicU64::new(self.from);
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < self.from + count);
        let work = || std::iter::from_fn(take).map(|seed| (seed, unbroken(|| play(seed)))).collect::<Vec<_>>();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let played: Vec<(u64, Result<Refused, String>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("played")).collect()
        });
        let mut refused = Refused::new();
        let mut failed = Vec::new();
        for (seed, days) in played {
            match days {
                Ok(codes) => codes.into_iter().for_each(|(code, times)| *refused.entry(code).or_default() += times),
                Err(why) => failed.push(format!("seed {seed}: {why}")),
            }
        }
        failed.sort();
        assert!(failed.is_empty(), "{} of {count} seeds failed:\n{failed:#?}", failed.len());
        refused
    }
}

/// Plays the days of a seed. What went wrong, in words.
pub fn play(seed: u64) -> Result<Refused, String> {
    play_with(seed, Cast::default())
}

/// The same with the real relay.
pub fn play_with_hub(seed: u64) -> Result<Refused, String> {
    play_with(seed, Cast { hub: true, documents: false })
}

/// With sessions that keep real documents, with either relay.
pub fn play_with_documents(seed: u64) -> Result<Refused, String> {
    play_with(seed, Cast { hub: seed.is_multiple_of(2), documents: true })
}

fn play_with(seed: u64, cast: Cast) -> Result<Refused, String> {
    let theme = Theme::ALL[usize::try_from(seed % 5).expect("small")];
    let mut days = Days::begin(seed, theme, cast);
    let steps = 10 + days.fleet.chance.roll(40);
    for _ in 0..steps {
        days.step();
    }
    if theme == Theme::Bounds {
        days.fleet.give_room();
    }
    if !days.fleet.heal() {
        let told: Vec<String> =
            days.fleet.devices.iter().map(|one| format!("{:?}{}", one.status, if one.is_gone { " gone" } else { "" })).collect();
        return Err(format!("{theme:?}: not everybody came into step: {told:?}"));
    }
    days.judge().map_err(|why| format!("{theme:?}: {why}"))?;
    Ok(days.fleet.hub.map_or(days.fleet.relay.refusals, |hub| hub.refusals))
}

impl Days {
    fn begin(seed: u64, theme: Theme, cast: Cast) -> Self {
        let mut settings = Settings::new(crate::fleet::origin());
        if theme == Theme::Snapshots {
            settings.hint_every = 4;
        }
        if seed.is_multiple_of(3) {
            settings.envelope_bytes = 1200;
        }
        let mut fleet = Fleet::found_with(seed, cast.hub.then(|| HubRelay::new(settings)), cast.documents);
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
        fleet.weather = Weather {
            line_breaks: fleet.chance.roll(30),
            latency_ms: 5 + fleet.chance.roll(400),
            disk_ms: 1 + fleet.chance.roll(200),
            full_disks: if cast.documents { fleet.chance.roll(40) } else { 0 },
        };
        if theme == Theme::Snapshots {
            fleet.relay.hint_every = 4;
        }
        if fleet.chance.roll(3) == 0 {
            fleet.relay.limits.envelope_bytes = 1200;
        }
        Self { fleet, cast, theme, backups: BTreeMap::new(), relay_backup: None, hub_backup: None, is_relay_lossy: false }
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
                Theme::Bounds => self.bound(device),
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
            self.edit(device, doc);
            let ms = self.fleet.chance.roll(400);
            self.fleet.run(ms);
        }
        if !self.cast.documents && self.fleet.chance.roll(12) == 0 {
            let count = 1 + self.fleet.chance.roll(400);
            self.fleet.fill(device, 7, count);
        }
    }

    fn edit(&mut self, device: usize, doc: u64) {
        if self.cast.documents { self.fleet.work(device) } else { self.fleet.edit(device, doc) }
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
                self.edit(device, doc);
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
                    self.edit(device, 1);
                    self.edit(twin, 1);
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

    /// Another bound of the relay, which it has from a restart on; or somebody reads slowly, or again.
    fn bound(&mut self, device: usize) {
        let rate = |chance: &mut Chance| Rate { burst: 1 + chance.small(4), per_minute: 2 + chance.small(30) };
        let Fleet { chance, relay, hub, .. } = &mut self.fleet;
        let dice = chance.roll(8);
        if dice < 2 {
            if let Some(hub) = hub {
                hub.lazy = hub.lazy.is_none().then_some(device);
            }
            return;
        }
        let mut settings = hub.as_ref().map_or_else(|| Settings::new(crate::fleet::origin()), |hub| hub.settings.clone());
        match dice {
            2 | 3 => settings.space_bytes = 4_000 + chance.roll(40_000),
            4 => settings.space_bytes = Settings::new(crate::fleet::origin()).space_bytes,
            5 => settings.envelope_bytes = [900, 1_200, 2_000, 4_000][chance.index(4)],
            6 => settings.queue_bytes = 600 + chance.index(3_000),
            _ => (settings.appends, settings.ephemerals) = (rate(chance), rate(chance)),
        }
        relay.limits.space_bytes = settings.space_bytes;
        relay.limits.envelope_bytes = settings.envelope_bytes;
        relay.appends_apart_ms = chance.roll(4_000);
        if let Some(hub) = hub {
            hub.settings = settings;
        }
        self.fleet.stop_relay();
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
            if let Some(how) = self.fleet.differs(*at, first) {
                return Err(format!("device {at} beside {first} {how}"));
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
        let missing = self.fleet.missing(first);
        if !missing.is_empty() {
            return Err(format!("acknowledged and missing of {missing:?}"));
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
