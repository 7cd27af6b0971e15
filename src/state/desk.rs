//! The desk: everything in sight as plain values in signals, and [`Desk::ask`], the one door to write.

mod records;
mod texts;

use std::sync::Arc;

use crate::dom::*;
use book::chunk::StoreError;
use book::document::{Change, Trouble};
use book::session::{Answer, Input, Ledger, Output};
pub use book::session::{Success, Unable};
use domain::client::Client;
use domain::decide::Progress;
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::team::Who;
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, ClientId, Command};

use super::steps::{Steps, Way};
use super::toast::Toast;
use crate::browser::{
    address, clock,
    runner::{Bring, Runner},
};
use crate::words;
use crate::words::locale::Locale;

/// How far the app is with opening its storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    Waiting,
    Open,
    /// The storage cannot be used at all.
    Failed(StoreError),
}

/// A client's whole record as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub client: Client,
    pub troubles: Vec<Trouble>,
}

/// Whether what was done is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    Saved,
    Writing,
    /// The last thing asked for was not kept.
    Failed(StoreError),
}

/// An act that goes on in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underway {
    ticket: u64,
    pub progress: Progress,
}

/// What has changed and was not told yet.
#[derive(Clone, Copy, Debug, Default)]
struct Untold {
    rows: bool,
    practice: bool,
    /// When something was last told, in milliseconds.
    last_ms: i64,
}

/// Whoever looks at all rows looks at them as often while a long act changes them many times a second.
const TELL_MS: i64 = 400;

/// Everything in sight. Copies are one desk.
#[derive(Clone, Copy)]
pub struct Desk {
    pub opening: RwSignal<Opening>,
    pub saving: RwSignal<Saving>,
    pub today: RwSignal<Day>,
    /// The instant, looked at now and then.
    pub moment: RwSignal<Moment>,
    pub toasts: RwSignal<Vec<Toast>>,
    /// Said to screen readers when it changes.
    pub announced: RwSignal<String>,
    pub practice: RwSignal<Arc<Practice>>,
    /// Whether the practice has been read: until then it shows its defaults.
    pub practice_read: RwSignal<bool>,
    /// The record that the open page looks at; None while it is being opened.
    pub record: RwSignal<Option<Arc<Record>>>,
    /// In this team this person looks and does not change.
    pub looks_only: RwSignal<bool>,
    /// The long act that is on its way.
    pub underway: RwSignal<Option<Underway>>,
    pub locale: StoredValue<Locale>,
    looking: StoredValue<Option<ClientId>>,
    rows: StoredValue<Rows>,
    rows_changed: Trigger,
    texts_changed: Trigger,
    untold: StoredValue<Untold>,
    runner: StoredValue<Option<Runner>, LocalStorage>,
    toast_ids: StoredValue<u64>,
    steps: StoredValue<Steps>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    pub fn new(locale: Locale, now: Now) -> Self {
        Self {
            opening: RwSignal::new(Opening::Waiting),
            saving: RwSignal::new(Saving::Saved),
            today: RwSignal::new(now.today),
            moment: RwSignal::new(now.at),
            toasts: RwSignal::new(Vec::new()),
            announced: RwSignal::new(String::new()),
            practice: RwSignal::new(Arc::default()),
            practice_read: RwSignal::new(false),
            record: RwSignal::new(None),
            looks_only: RwSignal::new(false),
            underway: RwSignal::new(None),
            locale: StoredValue::new(locale),
            looking: StoredValue::new(None),
            rows: StoredValue::new(Rows::new()),
            rows_changed: Trigger::new(),
            texts_changed: Trigger::new(),
            untold: StoredValue::new(Untold::default()),
            runner: StoredValue::new_local(None),
            toast_ids: StoredValue::new(0),
            steps: StoredValue::new(Steps::default()),
        }
    }

    /// Opens the storage and begins. The desk shows whether it could.
    pub fn open(self, bring: Bring) {
        spawn_local(async move {
            let shown = StoredValue::new(false);
            let show = move |rows: &Rows| {
                self.rows.set_value(rows.clone());
                self.rows_changed.notify();
                shown.set_value(true);
            };
            let observe = move |session: &dyn Ledger, output: &Output| {
                self.observe(session, output);
                if self.opening.get_untracked() == Opening::Waiting {
                    self.opening.set(Opening::Open);
                }
            };
            match Runner::start(bring, show, observe).await {
                Ok(runner) => {
                    let looking = self.looking.get_value();
                    if let Some(client) = looking {
                        runner.give(Input::Look(client));
                    }
                    let checking = runner.clone();
                    self.runner.set_value(Some(runner));
                    if shown.get_value() {
                        self.opening.set(Opening::Open);
                    }
                    // After the first paint: on an ordinary day there is nothing to mend.
                    set_timeout(move || checking.check_cache(), std::time::Duration::from_millis(1_500));
                }
                Err(error) => {
                    self.saving.set(Saving::Failed(error.clone()));
                    self.opening.set(Opening::Failed(error));
                }
            }
        });
    }

    fn observe(self, session: &dyn Ledger, output: &Output) {
        if output.all || !output.clients.is_empty() {
            self.rows.update_value(|rows| {
                if output.all {
                    rows.clone_from(session.rows());
                } else {
                    for id in &output.clients {
                        match session.rows().get(id) {
                            Some(row) => rows.insert(*id, Arc::clone(row)),
                            None => rows.remove(id),
                        };
                    }
                }
            });
        }
        self.tell_changes(session, output);
        self.tell_texts(session, output);
        if let Some((ticket, progress)) = output.progress {
            self.underway.set(Some(Underway { ticket, progress }));
        }
        let looked = self.looking.get_value();
        if let Some(id) = looked.filter(|id| output.all || output.clients.contains(id)) {
            let record =
                session.client(id).map(|(client, troubles)| Arc::new(Record { client: client.clone(), troubles: troubles.to_vec() }));
            // One that is only not open yet keeps its place; one that is gone leaves it.
            if record.is_some() || !session.rows().contains_key(&id) {
                self.record.set(record);
            }
        }
        let saving = if session.is_writing() { Saving::Writing } else { Saving::Saved };
        if !matches!(self.saving.get_untracked(), Saving::Failed(_)) || saving == Saving::Writing {
            self.saving.set(saving);
        }
    }

    fn tell_changes(self, session: &dyn Ledger, output: &Output) {
        let mut untold = self.untold.get_value();
        untold.rows |= output.all || !output.clients.is_empty();
        untold.practice |= output.practice;
        let now_ms = clock::now().at.0;
        if !output.part || (now_ms - untold.last_ms).abs() >= TELL_MS {
            if untold.practice {
                self.practice.set(Arc::new(session.practice().clone()));
                self.practice_read.set(true);
            }
            if untold.rows {
                self.rows_changed.notify();
            }
            untold = Untold { last_ms: now_ms, ..Untold::default() };
        }
        self.untold.set_value(untold);
    }

    /// Looks at the rows, and again whenever one changes.
    pub fn with_rows<T>(self, look: impl FnOnce(&Rows) -> T) -> T {
        self.rows_changed.track();
        self.rows.with_value(look)
    }

    /// The same for work and figures, which the sample is not in once there is a client of one's own.
    pub fn with_work<T>(self, look: impl FnOnce(&Rows) -> T) -> T {
        self.with_rows(|rows| look(&domain::row::work(rows)))
    }

    pub fn row(self, id: ClientId) -> Option<Arc<Row>> {
        self.with_rows(|rows| rows.get(&id).cloned())
    }

    /// The same without being told again.
    pub fn with_rows_untracked<T>(self, look: impl FnOnce(&Rows) -> T) -> T {
        self.rows.with_value(look)
    }

    /// Opens a client's whole record: it appears in [`Desk::record`].
    pub fn look(self, id: ClientId) {
        if self.looking.get_value() != Some(id) {
            self.looking.set_value(Some(id));
            self.record.set(None);
        }
        self.give(Input::Look(id));
    }

    /// Opens the practice, which is read late: it appears in [`Desk::practice`].
    pub fn look_at_practice(self) {
        if !self.practice_read.get_untracked() {
            self.give(Input::LookAtPractice);
        }
    }

    /// The record as it stood at the end of a day; None: nothing stood then, or the record is not open.
    pub fn client_as_of(self, id: ClientId, day: Day) -> Option<Client> {
        let runner = self.runner.get_value()?;
        runner.with_past(|session| session.client_as_of(id, clock::end_of(day))).flatten().flatten()
    }

    /// What was done to an open record, the first act first.
    pub fn changes(self, id: ClientId) -> Vec<Change> {
        self.runner.get_value().and_then(|runner| runner.with_past(|session| session.changes(id)).flatten()).unwrap_or_default()
    }

    /// This browser profile, as documents know it.
    pub fn device(self) -> AuthorId {
        let own = |runner: &Option<Runner>| runner.as_ref().map(Runner::author);
        self.runner.with_value(own).unwrap_or(domain::client::Stamp::UNWRITTEN.by)
    }

    /// Whether a fact was written in this browser profile.
    pub fn is_mine(self, author: AuthorId) -> bool {
        self.runner.with_value(|runner| runner.as_ref().is_some_and(|runner| runner.author() == author))
    }

    /// Who wrote a fact, by name where the team knows one.
    pub fn who(self, author: AuthorId) -> Who {
        self.practice.with(|practice| domain::team::who(practice, author, self.device()))
    }

    /// Another look at the clock: the day may have turned while the page was open.
    pub fn look_at_clock(self) {
        let now = clock::now();
        if now.today != self.today.get_untracked() {
            self.today.set(now.today);
        }
        self.moment.set(now.at);
    }

    /// Looks at the clock every half minute from now on: what is due by an hour is late when the hour is over.
    pub fn keep_time(self) {
        set_timeout(
            move || {
                self.look_at_clock();
                self.keep_time();
            },
            std::time::Duration::from_secs(30),
        );
    }

    /// The time as the rules are told it.
    pub fn now(self) -> Now {
        Now { at: self.moment.get(), today: self.today.get() }
    }

    fn give(self, input: Input) {
        self.runner.with_value(|runner| {
            if let Some(runner) = runner {
                runner.give(input);
            }
        });
    }

    /// Asks for a change. What comes of it is told once: done, or why not. Whoever asked on a page that was left meanwhile is not told: what
    /// belongs to that page is gone, so the app says it itself.
    pub fn ask(self, command: Command, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        let here = address::hash();
        let told = move |outcome| if address::hash() == here { answered(outcome) } else { self.say(outcome) };
        self.ask_wherever(command, told);
    }

    /// The same for what belongs to no page: it is told wherever the person is by then.
    pub fn ask_wherever(self, command: Command, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        self.ask_as(Way::New, command, answered);
    }

    fn ask_as(self, way: Way, command: Command, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        if self.looks_only.get_untracked() {
            // Nobody would take it in: it is not begun.
            return answered(Err(Unable::Refused(domain::Refusal::OnlyLooks)));
        }
        self.steps.update_value(Steps::leave);
        self.request(
            move |ticket| Input::Command(ticket, command),
            move |outcome| {
                // What shows for itself, as a draft that is being typed, is no step.
                if let Ok(Success { done, undo: Some(undo) }) = &outcome
                    && self.said(done).is_some()
                {
                    self.steps.update_value(|steps| steps.done(way, undo.clone()));
                }
                answered(outcome);
                match self.steps.try_update_value(Steps::arrive).flatten() {
                    Some(Way::Again) => self.step_again(),
                    Some(Way::New | Way::Back) => self.step_back(),
                    None => {}
                }
            },
        );
    }

    /// Takes back the newest thing that was done at this desk.
    pub fn step_back(self) {
        if self.steps.try_update_value(|steps| steps.wait(Way::Back)) == Some(true) {
            return;
        }
        self.step(self.steps.with_value(|steps| steps.back().cloned()), words::shell::NOTHING_TO_UNDO);
    }

    /// Does again what was taken back last.
    pub fn step_again(self) {
        if self.steps.try_update_value(|steps| steps.wait(Way::Again)) == Some(true) {
            return;
        }
        self.step(self.steps.with_value(|steps| steps.again().cloned()), words::shell::NOTHING_TO_REDO);
    }

    fn step(self, command: Option<Command>, none: &str) {
        match command {
            Some(command) => {
                // The toast that offers the same is answered by it.
                self.toasts.update(|toasts| toasts.retain(|toast| toast.undo.as_ref() != Some(&command)));
                self.step_by(command);
            }
            None => self.toast(none.to_owned(), None, false),
        }
    }

    /// Whether a command does again what was taken back.
    pub fn is_redo(self, command: &Command) -> bool {
        self.steps.with_value(|steps| steps.is_again(command))
    }

    fn step_by(self, command: Command) {
        let way = self.steps.try_update_value(|steps| steps.begin(&command)).unwrap_or(Way::Back);
        self.ask_as(way, command, move |outcome| self.say(outcome));
    }

    pub fn said(self, done: &domain::Done) -> Option<String> {
        let name = |id| self.with_rows_untracked(|rows| rows.get(&id).map(|row| row.name.clone()).unwrap_or_default());
        self.locale.with_value(|locale| words::done::done(done, name, locale))
    }

    fn request(self, request: impl FnOnce(u64) -> Input, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        let runner = self.runner.get_value();
        let Some(runner) = runner else {
            let why = match self.opening.get_untracked() {
                Opening::Failed(error) => error,
                Opening::Waiting | Opening::Open => StoreError::Failed(String::new()),
            };
            answered(Err(Unable::NotRead(why)));
            return;
        };
        runner.ask(request, move |Answer { ticket, outcome }| {
            if self.underway.with_untracked(|underway| underway.is_some_and(|underway| underway.ticket == ticket)) {
                self.underway.set(None);
            }
            let unable = outcome.as_ref().map_err(|unable| match unable {
                Unable::CutShort { why, .. } => why,
                other => other,
            });
            match unable {
                Err(Unable::NotKept(error)) => self.saving.set(Saving::Failed(error.clone())),
                Ok(_) if matches!(self.saving.get_untracked(), Saving::Failed(_)) => self.saving.set(Saving::Saved),
                Ok(_) | Err(_) => {}
            }
            answered(outcome);
        });
    }

    /// Asks for a change, says it in a toast with the way back, or says why it was not made.
    pub fn tell(self, command: Command) {
        self.ask(command, move |outcome| self.say(outcome));
    }

    /// Ends the long act where it is.
    pub fn stop(self) {
        if let Some(Underway { ticket, .. }) = self.underway.get_untracked() {
            self.give(Input::Stop(ticket));
        }
    }

    /// Brings back a backup.
    pub fn restore(self, docs: Vec<(book::chunk::DocKey, Vec<u8>)>, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        self.request(move |ticket| Input::Restore(ticket, docs), answered);
    }

    /// The toast for an outcome.
    pub fn say(self, outcome: Result<Success, Unable>) {
        match outcome {
            Ok(success) => {
                if let Some(text) = self.said(&success.done) {
                    let back = success.undo.as_ref().is_some_and(|undo| self.is_redo(undo));
                    let plain = matches!(success.done, domain::Done::Saved { .. } | domain::Done::PracticeSaved);
                    self.toast(if back && plain { words::shell::TAKEN_BACK.to_owned() } else { text }, success.undo, false);
                }
            }
            Err(unable) => {
                let text = self.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                let undo = if let Unable::CutShort { kept, .. } = unable { kept.undo } else { None };
                self.toast(text, undo, true);
            }
        }
    }

    pub fn toast(self, text: String, undo: Option<Command>, wrong: bool) {
        let id = self.toast_ids.get_value() + 1;
        self.toast_ids.set_value(id);
        self.toasts.update(|toasts| {
            // Two at most: the newest matters, and a column of them hides the work.
            if toasts.len() > 1 {
                toasts.remove(0);
            }
            toasts.push(Toast { id, text, undo, wrong });
        });
        if !wrong {
            set_timeout(move || self.dismiss(id), std::time::Duration::from_secs(10));
        }
    }

    pub fn dismiss(self, id: u64) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Takes back what a toast speaks of.
    pub fn undo(self, toast: u64) {
        let command = self.toasts.with_untracked(|toasts| toasts.iter().find(|one| one.id == toast).and_then(|one| one.undo.clone()));
        self.dismiss(toast);
        if let Some(command) = command {
            self.step_by(command);
        }
    }

    /// The storage, for a backup.
    pub fn runner(self) -> Option<Runner> {
        self.runner.get_value()
    }
}

/// The desk of this app.
pub fn desk() -> Desk {
    expect_context()
}
