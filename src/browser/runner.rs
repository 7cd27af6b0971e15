//! Performs what the session asks for, one thing at a time, and brings it the answers.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use book::chunk::StoreError;
use book::session::{Answer, Effect, Input, Output, Session, Ticket};
use book::store::Store;
use domain::{AuthorId, Id};
use futures::future::join;
use wasm_bindgen_futures::spawn_local;

use super::indexeddb::IndexedDb;
use super::tabs::Tabs;
use super::{clock, pause, prefs};

/// The database and the channel of this app.
pub const NAME: &str = "throughline";

/// Beside the storage: who wrote here, and the highest place of the journal that was written. A journal that ends before it was put back in
/// time, and what was issued since is not in it: then somebody else writes on, with a series of numbers of its own.
const REACHED: &str = "reached";

/// A session, its storage and the tabs beside it. Clones are one runner.
#[derive(Clone)]
pub struct Runner(Rc<Inner>);

/// Called once with the answer to a request.
type Asker = Box<dyn FnOnce(Answer)>;
/// Told of every output before its effects are performed, so the screen never waits for the disk.
type Observer = Box<dyn Fn(&Session, &Output)>;

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Runner")
    }
}

struct Inner {
    session: RefCell<Session>,
    store: IndexedDb,
    tabs: RefCell<Option<Tabs>>,
    inbox: RefCell<VecDeque<Input>>,
    busy: Cell<bool>,
    last_ticket: Cell<Ticket>,
    waiting: RefCell<HashMap<Ticket, Asker>>,
    observe: Observer,
}

impl Runner {
    /// Opens the storage and starts a session over it.
    pub async fn start(observe: impl Fn(&Session, &Output) + 'static) -> Result<Self, StoreError> {
        let store = IndexedDb::open(NAME).await?;
        let seed = clock::random::<32>().ok_or_else(no_dice)?;
        // Read before the storage is: what another tab writes meanwhile makes nothing look put back.
        let reached: Option<(String, u64)> = prefs::get(REACHED);
        let (beginning, author) = join(store.begin(), author(&store)).await;
        let (beginning, mut author) = (beginning?, author?);
        if reached.is_some_and(|(whose, place)| whose == author.to_string() && place > beginning.end) {
            author = new_author(&store).await?;
        }
        let session = Session::new(seed, author);
        let runner = Self(Rc::new(Inner {
            session: RefCell::new(session),
            store,
            tabs: RefCell::new(None),
            inbox: RefCell::default(),
            busy: Cell::new(false),
            last_ticket: Cell::new(0),
            waiting: RefCell::default(),
            observe: Box::new(observe),
        }));
        let here = runner.clone();
        *runner.0.tabs.borrow_mut() = Some(Tabs::listen(NAME, move || here.give(Input::Nudged)));
        runner.give(Input::Started { rows: beginning.rows, end: beginning.end });
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

    pub fn store(&self) -> &IndexedDb {
        &self.0.store
    }

    /// What is known now. Not to be held across a wait.
    pub fn with<T>(&self, look: impl FnOnce(&Session) -> T) -> T {
        look(&self.0.session.borrow())
    }

    /// What was known before, for which documents are read again. Not to be held across a wait.
    pub fn with_past<T>(&self, look: impl FnOnce(&mut Session) -> T) -> T {
        look(&mut self.0.session.borrow_mut())
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
        let mut output = self.0.session.borrow_mut().handle(clock::now(), input);
        (self.0.observe)(&self.0.session.borrow(), &output);
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
                        prefs::set(REACHED, &(self.with(Session::author).to_string(), place));
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
