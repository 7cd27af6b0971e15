//! Performs what the session asks for, one thing at a time, and brings it the answers.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use book::chunk::StoreError;
use book::session::{Answer, Effect, Grown, Input, Ledger, Output, Ticket, cached_rows};
use book::store::Store;
use domain::row::Rows;
use domain::{AuthorId, Id};
use futures::future::{LocalBoxFuture, join};
use wasm_bindgen_futures::spawn_local;

use super::indexeddb::IndexedDb;
use super::tabs::Tabs;
use super::{clock, pause, prefs};

/// The database and the channel of this app.
pub const NAME: &str = "throughline";

/// How long to wait before the session's code is asked for again.
const BRING_AGAIN_MS: i32 = 2_000;

/// Beside the storage: who wrote here, and the highest place of the journal that was written. A journal that ends before it was put back in
/// time, and what was issued since is not in it: then somebody else writes on, with a series of numbers of its own.
const REACHED: &str = "reached";

/// A session, its storage and the tabs beside it. Clones are one runner.
#[derive(Clone)]
pub struct Runner(Rc<Inner>);

/// Called once with the answer to a request.
type Asker = Box<dyn FnOnce(Answer)>;
/// Told of every output before its effects are performed, so the screen never waits for the disk.
type Observer = Box<dyn Fn(&dyn Ledger, &Output)>;
/// Told what the journal has grown by.
type Growth = Box<dyn Fn(Grown)>;
/// Brings the session that a seed and an author make, once its code is there; None when it does not come.
pub type Bring = fn([u8; 32], AuthorId) -> LocalBoxFuture<'static, Option<Box<dyn Ledger>>>;

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Runner")
    }
}

struct Inner {
    /// None until its code has come: what is asked meanwhile waits.
    session: RefCell<Option<Box<dyn Ledger>>>,
    bring: Bring,
    seed: [u8; 32],
    author: AuthorId,
    store: IndexedDb,
    tabs: RefCell<Option<Tabs>>,
    inbox: RefCell<VecDeque<Input>>,
    busy: Cell<bool>,
    last_ticket: Cell<Ticket>,
    waiting: RefCell<HashMap<Ticket, Asker>>,
    observe: Observer,
    /// Told what the journal has grown by, here or in another tab.
    growth: RefCell<Option<Growth>>,
}

impl Runner {
    /// Opens the storage, shows the rows that it keeps, and starts a session over it. A client that was merged is shown by the session only:
    /// where there is one, nothing is shown before.
    pub async fn start(
        bring: Bring,
        show: impl FnOnce(&Rows),
        observe: impl Fn(&dyn Ledger, &Output) + 'static,
    ) -> Result<Self, StoreError> {
        let store = IndexedDb::open(NAME).await?;
        let seed = clock::random::<32>().ok_or_else(no_dice)?;
        // Read before the storage is: what another tab writes meanwhile makes nothing look put back.
        let reached: Option<(String, u64)> = prefs::get(REACHED);
        let (beginning, author) = join(store.begin(), author(&store)).await;
        let (beginning, mut author) = (beginning?, author?);
        if reached.is_some_and(|(whose, place)| whose == author.to_string() && place > beginning.end) {
            author = new_author(&store).await?;
        }
        let rows = cached_rows(beginning.rows);
        if rows.values().all(|row| row.link.is_none()) {
            show(&rows);
        }
        let runner = Self(Rc::new(Inner {
            session: RefCell::new(None),
            bring,
            seed,
            author,
            store,
            tabs: RefCell::new(None),
            inbox: RefCell::default(),
            busy: Cell::new(false),
            last_ticket: Cell::new(0),
            waiting: RefCell::default(),
            observe: Box::new(observe),
            growth: RefCell::new(None),
        }));
        let here = runner.clone();
        *runner.0.tabs.borrow_mut() = Some(Tabs::listen(NAME, move || here.give(Input::Nudged)));
        runner.give(Input::Started { rows, end: beginning.end });
        Ok(runner)
    }

    /// Looks for documents that the cache has no row of: after the first paint, since it finds none on an ordinary day.
    pub fn check_cache(&self) {
        let runner = self.clone();
        spawn_local(async move {
            if let Ok(docs) = runner.0.store.list().await {
                runner.give(Input::Listed(docs));
            }
        });
    }

    /// Calls this whenever the journal has grown from now on, by this tab or another, in that order.
    pub fn on_growth(&self, told: impl Fn(Grown) + 'static) {
        *self.0.growth.borrow_mut() = Some(Box::new(told));
    }

    pub fn store(&self) -> &IndexedDb {
        &self.0.store
    }

    /// Who writes in this browser profile.
    pub fn author(&self) -> AuthorId {
        self.0.author
    }

    /// What is known now; None before the session is there. Not to be held across a wait.
    pub fn with<T>(&self, look: impl FnOnce(&dyn Ledger) -> T) -> Option<T> {
        self.0.session.borrow().as_ref().map(|session| look(session.as_ref()))
    }

    /// Waits until the session is there.
    pub async fn session_is_there(&self) {
        while self.0.session.borrow().is_none() {
            pause::pause(100).await;
        }
    }

    /// What was known before, for which documents are read again. Not to be held across a wait.
    pub fn with_past<T>(&self, look: impl FnOnce(&mut dyn Ledger) -> T) -> Option<T> {
        self.0.session.borrow_mut().as_mut().map(|session| look(session.as_mut()))
    }

    /// Asks for something and calls back once with the answer.
    pub fn ask(&self, request: impl FnOnce(Ticket) -> Input, answered: impl FnOnce(Answer) + 'static) {
        let ticket = self.0.last_ticket.get() + 1;
        self.0.last_ticket.set(ticket);
        self.0.waiting.borrow_mut().insert(ticket, Box::new(answered));
        self.give(request(ticket));
    }

    pub fn give(&self, input: Input) {
        self.0.inbox.borrow_mut().push_back(input);
        if !self.0.busy.replace(true) {
            let runner = self.clone();
            spawn_local(async move { runner.work().await });
        }
    }

    async fn work(&self) {
        while self.0.session.borrow().is_none() {
            match (self.0.bring)(self.0.seed, self.0.author).await {
                Some(session) => *self.0.session.borrow_mut() = Some(session),
                // The network was away: what was asked for waits for its return.
                None => pause::pause(BRING_AGAIN_MS).await,
            }
        }
        loop {
            let next = self.0.inbox.borrow_mut().pop_front();
            let Some(input) = next else { break };
            let mut effects: VecDeque<Effect> = self.take(input).into();
            while let Some(effect) = effects.pop_front() {
                if let Some(answer) = self.perform(effect).await {
                    effects.extend(self.take(answer));
                }
            }
        }
        self.0.busy.set(false);
    }

    fn take(&self, input: Input) -> Vec<Effect> {
        let Some(mut output) = self.with_past(|session| session.handle(clock::now(), input)) else { return Vec::new() };
        self.with(|session| (self.0.observe)(session, &output));
        if let (Some(grown), Some(told)) = (output.grown.take(), &*self.0.growth.borrow()) {
            told(grown);
        }
        for answer in output.answers.drain(..) {
            let asker = self.0.waiting.borrow_mut().remove(&answer.ticket);
            if let Some(asker) = asker {
                asker(answer);
            }
        }
        output.effects
    }

    async fn perform(&self, effect: Effect) -> Option<Input> {
        Some(match effect {
            Effect::Load(docs) => match self.0.store.load(&docs).await {
                Ok(loaded) => Input::Loaded(loaded),
                Err(error) => Input::NotRead(error),
            },
            Effect::LoadTexts(clients) => match self.0.store.texts(&clients).await {
                Ok(texts) => Input::Texts(texts),
                Err(_) => Input::TextsNotRead,
            },
            Effect::ReadOn { after } => match self.0.store.read_on(after).await {
                Ok(news) => Input::ReadOn { chunks: news.chunks, rows: news.rows },
                Err(error) => Input::NotRead(error),
            },
            Effect::Write(batch) => match self.0.store.write(&batch).await {
                Ok(()) => {
                    let place = batch.chunks.iter().map(|chunk| chunk.place).max();
                    if let Some(place) = place {
                        prefs::set(REACHED, &(self.author().to_string(), place));
                    }
                    Input::Written
                }
                Err(error) => Input::NotWritten(error),
            },
            Effect::Nudge => {
                if let Some(tabs) = &*self.0.tabs.borrow() {
                    tabs.nudge();
                }
                return None;
            }
            Effect::Rest => {
                let runner = self.clone();
                spawn_local(async move {
                    // Nobody waits for a page that is not in sight, and its timers hardly run.
                    if pause::is_seen() {
                        pause::pause(0).await;
                    }
                    runner.give(Input::Rested);
                });
                return None;
            }
        })
    }
}

/// Who writes in this browser profile: made once, kept beside the journal.
async fn author(store: &IndexedDb) -> Result<AuthorId, StoreError> {
    if let Some(known) = store.about("author").await?.and_then(|text| text.parse().ok()) {
        return Ok(known);
    }
    new_author(store).await
}

async fn new_author(store: &IndexedDb) -> Result<AuthorId, StoreError> {
    let author = AuthorId(Id::from_bytes(clock::random::<16>().ok_or_else(no_dice)?));
    store.set_about("author", &author.to_string()).await?;
    Ok(author)
}

fn no_dice() -> StoreError {
    StoreError::Failed("this browser offers no randomness".to_owned())
}
