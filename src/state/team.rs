//! The team as screens see it: who belongs to it, how syncing stands, and the one way to ask something of it.

use std::rc::Rc;

use crate::dom::*;
use domain::field::PracticeField;
use domain::practice::Practice;
use domain::time::{Day, Moment};
use domain::{ClientId, Command, team};

use super::desk::{Desk, Opening};
pub use crate::browser::clipboard::copy;
use crate::browser::syncing::NAME;
use crate::browser::syncing::told::Crew;
pub use crate::browser::syncing::told::{Ask, Belongs, Device, Invite, Role, Said, Status, Stuck, Team, Why};
use crate::browser::tabs::Letters;
use crate::browser::{address, clock, prefs};
use crate::later;
use crate::words::team as words;
use paper::qr::{Form, matrix};

/// How this person wants to be called, until the team's documents say so.
const MY_NAME: &str = "team_name";
/// Where syncing was before it was switched off.
const RELAY: &str = "team_relay";
/// Who was heard from within this time is there; heartbeats come every 20 seconds.
const THERE_MS: i64 = 50_000;

/// Everything about the team. Copies are one.
#[derive(Clone, Copy)]
pub struct Teamwork {
    pub desk: Desk,
    pub team: RwSignal<Team>,
    /// The fragment of an invite that this page was opened with, out of the address bar already.
    pub invited: RwSignal<Option<String>>,
    /// The words of a team that was just started, until they are on paper.
    pub words: RwSignal<Option<Vec<String>>>,
    /// What syncs could not be fetched.
    pub missing: RwSignal<bool>,
    crew: StoredValue<Option<Rc<dyn Crew>>, LocalStorage>,
    letters: StoredValue<Option<Letters>, LocalStorage>,
    is_loading: StoredValue<bool>,
    looks_at: StoredValue<Option<ClientId>>,
}

impl std::fmt::Debug for Teamwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Teamwork")
    }
}

/// Somebody who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    pub name: String,
    pub looks_at: Option<ClientId>,
}

/// What would go along into a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luggage {
    pub clients: usize,
    /// Business details of its own.
    pub details: bool,
}

impl Teamwork {
    pub fn new(desk: Desk, invited: Option<String>) -> Self {
        Self {
            desk,
            team: RwSignal::new(Team::default()),
            invited: RwSignal::new(invited),
            words: RwSignal::new(None),
            missing: RwSignal::new(false),
            crew: StoredValue::new_local(None),
            letters: StoredValue::new_local(None),
            is_loading: StoredValue::new(false),
            looks_at: StoredValue::new(None),
        }
    }

    /// Syncs where this profile is of a team, from now on.
    pub fn follow(self) {
        Effect::new(move |begun: Option<bool>| {
            let open = self.desk.opening.get() == Opening::Open;
            if open && begun != Some(true) {
                self.load_where_needed();
                // Another tab may bring this profile into a team.
                let letters = Letters::listen(NAME, move |_| self.load_where_needed());
                self.letters.set_value(Some(letters));
            }
            open || begun == Some(true)
        });
        Effect::new(move |_| {
            let looks_only = self.team.with(|team| matches!(team.role, Some(Role::Viewer | Role::Guest)));
            self.desk.looks_only.set(looks_only);
        });
        self.tell_my_name();
    }

    fn load_where_needed(self) {
        if self.crew.with_value(Option::is_some) || self.is_loading.get_value() {
            return;
        }
        let Some(runner) = self.desk.runner() else { return };
        spawn_local(async move {
            if runner.store().is_in_team().await.unwrap_or_default() {
                self.load().await;
            }
        });
    }

    /// Brings what syncs. It may be away: then a screen says so.
    pub async fn load(self) {
        if self.crew.with_value(Option::is_some) || self.is_loading.get_value() {
            return;
        }
        self.is_loading.set_value(true);
        let begin = later::syncing().await;
        self.missing.set(begin.is_none());
        if let (Some(begin), Some(runner)) = (begin, self.desk.runner()) {
            // From here on the crew hears letters itself.
            self.letters.set_value(None);
            self.crew.set_value(Some(begin(runner, Box::new(move |team| self.told(team)))));
        }
        self.is_loading.set_value(false);
        if self.crew.with_value(Option::is_some) {
            let looked = self.looks_at.get_value();
            self.send(Ask::LooksAt { client: looked.map(|client| client.to_string()) });
        }
    }

    fn told(self, team: Team) {
        if let Some(relay) = &team.relay {
            prefs::set(RELAY, relay);
        }
        let entered = team.role.is_some() && self.team.with_untracked(|before| before.role.is_none());
        self.team.set(team);
        if entered {
            let looked = self.looks_at.get_value();
            self.send(Ask::LooksAt { client: looked.map(|client| client.to_string()) });
        }
    }

    /// Asks, and calls back once with what became of it.
    pub fn ask(self, ask: Ask, answered: impl FnOnce(Said) + 'static) {
        spawn_local(async move {
            self.load().await;
            match self.crew.get_value() {
                Some(crew) => crew.ask(ask, Box::new(answered)),
                None => answered(Said::No(Why::Silence)),
            }
        });
    }

    /// Asks for something that shows for itself.
    pub fn send(self, ask: Ask) {
        if let Some(crew) = self.crew.get_value() {
            crew.ask(ask, Box::new(|_| ()));
        }
    }

    /// Which client this person looks at, for teammates who look at the same.
    pub fn looks_at(self, client: Option<ClientId>) {
        if self.looks_at.get_value() != client {
            self.looks_at.set_value(client);
            self.send(Ask::LooksAt { client: client.map(|client| client.to_string()) });
        }
    }

    /// The device says in the team's documents how its person is called, and what documents know it as, once it may write there.
    fn tell_my_name(self) {
        let due = Memo::new(move |_| {
            let key = self.team.with(|team| team.own.clone().filter(|_| matches!(team.role, Some(Role::Owner | Role::Editor))))?;
            self.desk.look_at_practice();
            if !self.desk.practice_read.get() {
                return None;
            }
            let known = self.desk.practice.with(|practice| team::of_key(practice, &key));
            let device = self.desk.device();
            let is_said = known.as_ref().is_some_and(|known| known.author == Some(device));
            let by_invite = || {
                let invite = self.team.with(|team| team.devices.iter().find(|one| one.key == key).and_then(|one| one.invite.clone()))?;
                self.desk.practice.with(|practice| team::of_key(practice, &invite)).map(|named| named.name)
            };
            let name = known.map(|known| known.name).filter(|name| !name.is_empty());
            let name = name.or_else(|| prefs::get(MY_NAME)).or_else(by_invite).unwrap_or_default();
            (!is_said).then_some((key, name))
        });
        Effect::new(move |_| {
            if let Some((key, name)) = due.get() {
                // Said when it is not kept; nothing is to be seen when it is.
                self.desk.ask_wherever(Command::NameMember { key, name, is_me: true }, |_| ());
            }
        });
    }

    /// How this person is called: as was said before, else as the business details say.
    pub fn my_name(self) -> String {
        let said = prefs::get::<String>(MY_NAME).filter(|name| !name.is_empty());
        said.unwrap_or_else(|| self.desk.practice.with_untracked(|practice| practice.get(PracticeField::Person).to_owned()))
    }

    pub fn set_my_name(name: &str) {
        prefs::set(MY_NAME, &name);
    }

    /// Where syncing was when it was on.
    pub fn last_relay() -> Option<String> {
        prefs::get(RELAY)
    }

    /// The address of a relay that serves this page, if one does.
    pub async fn relay_here() -> Option<String> {
        address::relay_of_this_page().await
    }

    /// An invite as a link to this app.
    pub fn link(fragment: &str) -> String {
        address::with_fragment(&format!("/join/{fragment}"))
    }

    /// Who a key is, by its own name, else by the name of the invite it came by.
    pub fn name(practice: &Practice, device: &Device) -> Option<String> {
        let named = |key: &str| team::of_key(practice, key).map(|named| named.name).filter(|name| !name.is_empty());
        named(&device.key).or_else(|| device.invite.as_deref().and_then(named))
    }

    /// The same, with a word where there is no name.
    pub fn called(self, device: &Device) -> String {
        self.desk.practice.with(|practice| Self::name(practice, device)).unwrap_or_else(|| words::NAMELESS.to_owned())
    }

    /// The name of a key alone, as of an invite.
    pub fn called_by(self, key: &str) -> String {
        let named = self.desk.practice.with(|practice| team::of_key(practice, key)).map(|named| named.name);
        named.filter(|name| !name.is_empty()).unwrap_or_else(|| words::NAMELESS.to_owned())
    }

    pub fn is_owner(self) -> bool {
        self.team.with(|team| team.role == Some(Role::Owner))
    }

    /// Nobody else is in the team yet.
    pub fn is_alone(self) -> bool {
        self.team.with(|team| team.devices.iter().filter(|device| !device.is_recovery).count() <= 1)
    }

    pub fn may_write(self) -> bool {
        self.team.with(|team| matches!(team.role, Some(Role::Owner | Role::Editor)))
    }

    /// Whether members can be changed now.
    pub fn is_connected(self) -> bool {
        self.team.with(|team| team.connected)
    }

    /// What a file of the team is called.
    pub fn file_name(self, what: &str) -> String {
        format!("throughline-{what}-{}.sealed", self.desk.today.get_untracked())
    }

    /// Who else is there now.
    pub fn present(self) -> Vec<Present> {
        let now_ms = self.desk.moment.get().0;
        self.team.with(|team| {
            let practice = self.desk.practice.get();
            let there = team.devices.iter().filter(|device| Some(&device.key) != team.own.as_ref() && is_there(device, now_ms));
            there
                .map(|device| Present {
                    name: Self::name(&practice, device).unwrap_or_default(),
                    looks_at: device.looks_at.as_ref().and_then(|client| client.parse().ok()),
                })
                .collect()
        })
    }

    /// What this profile would bring along.
    pub fn luggage(self) -> Luggage {
        let clients = self.desk.with_rows(|rows| rows.values().filter(|row| !row.removed && !row.is_sample()).count());
        Luggage { clients, details: self.desk.practice.with(|practice| !practice.fields.is_empty()) }
    }

    /// Before a team's documents come: the sample goes, and business details of this profile give way to the team's.
    pub fn make_room(self, details: bool) {
        if let Some(batch) = self.desk.practice.with_untracked(|practice| practice.sample()) {
            self.desk.ask_wherever(Command::UndoBatch { batch, gone: true }, |_| ());
        }
        if details {
            let changes =
                self.desk.practice.with_untracked(|practice| practice.fields.keys().map(|field| (*field, String::new())).collect());
            self.desk.ask_wherever(Command::SetPractice { changes }, |_| ());
        }
    }
}

/// Whether it was heard from just now.
pub fn is_there(device: &Device, now_ms: i64) -> bool {
    device.belongs == Belongs::Member && device.heard_ms.is_some_and(|at_ms| (now_ms - at_ms).abs() < THERE_MS)
}

/// The day of an instant and its hour and minute, where the person sits.
pub fn when(at_ms: i64) -> (Day, String) {
    let at = Moment(at_ms);
    let (hour, minute) = clock::time_of(at);
    (clock::day_of(at), format!("{hour:02}:{minute:02}"))
}

/// A text as squares for a camera: modules along a side, and the dark ones as the `d` of a path.
pub fn code_of(text: &str) -> Option<(usize, String)> {
    let squares = matrix(text, Form::Swiss)?;
    let path = squares.runs().into_iter().map(|(x, y, length)| format!("M{x} {y}h{length}v1h-{length}z")).collect();
    Some((squares.size(), path))
}

/// The team of this app.
pub fn teamwork() -> Teamwork {
    expect_context()
}
