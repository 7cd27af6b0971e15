//! The leak audit, found in slices, so that ten thousand clients never hold the page; after a change only for those that changed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::dom::*;
use domain::audit::{self, Hit, Leak, Payers, Why};
use domain::field::PracticeField;
use domain::money::{Money, Purse};
use domain::practice::Practice;
use domain::row::Row;
use domain::time::Now;
use domain::today::Ground;
use domain::vague::Words;
use domain::{ClientId, Command};

use super::desk::Desk;
use crate::browser::clock;
use crate::browser::pause::pause;
use crate::route::{Route, Tab};

/// So long may one slice take, in milliseconds; the clock is looked at every so many rows.
const SLICE_MS: i64 = 6;
const ROWS_AT_ONCE: usize = 32;

/// How far the audit is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    pub done: usize,
    pub all: usize,
}

/// What one row came to, beside those who pay most.
struct Known {
    row: Arc<Row>,
    top: Option<Money>,
    hits: Vec<Hit>,
}

#[derive(Default)]
struct Found {
    of: HashMap<ClientId, Known>,
    ground: Option<(Arc<Practice>, Now)>,
}

/// One audit. Copies are one.
#[derive(Clone, Copy)]
pub struct Audit {
    desk: Desk,
    /// Every leak in its order, also those of which nothing was found. None: it is not there yet.
    pub groups: RwSignal<Option<Vec<Arc<Group>>>>,
    /// While somebody looks.
    pub progress: RwSignal<Option<Progress>>,
    found: StoredValue<Found, LocalStorage>,
    /// Goes up with every change: a look that was begun before gives up.
    turn: StoredValue<u64>,
}

impl std::fmt::Debug for Audit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Audit")
    }
}

impl Audit {
    /// Looks now, and again when a row, the practice or the hour changes.
    pub fn new(desk: Desk) -> Self {
        let audit = Self {
            desk,
            groups: RwSignal::new(None),
            progress: RwSignal::new(None),
            found: StoredValue::new_local(Found::default()),
            turn: StoredValue::new(0),
        };
        let hour = Memo::new(move |_| desk.moment.get().0.div_euclid(3_600_000));
        Effect::new(move |_| {
            hour.track();
            let practice = desk.practice.get();
            let now = Now { at: desk.moment.get_untracked(), today: desk.today.get() };
            let rows: Vec<Arc<Row>> = desk.with_work(|rows| rows.values().filter(|row| !row.removed).cloned().collect());
            if desk.practice_read.get() {
                let turn = audit.turn.get_value() + 1;
                audit.turn.set_value(turn);
                spawn_local(audit.look(turn, practice, now, rows));
            }
        });
        audit
    }

    async fn look(self, turn: u64, practice: Arc<Practice>, now: Now, rows: Vec<Arc<Row>>) {
        // None: the page is gone.
        let is_meant = move || self.turn.try_get_value() == Some(turn);
        let mut payers = Payers::default();
        let mut slice = Slice::begin();
        for some in rows.chunks(ROWS_AT_ONCE) {
            some.iter().for_each(|row| payers.add(row, now.today));
            slice.rest().await;
            if !is_meant() {
                return;
            }
        }
        let top = payers.top();
        let ground = Ground::of(&practice, clock::zone(), now);
        let words = Words::of(practice.get(PracticeField::VagueAlso), practice.get(PracticeField::VagueNever));
        self.found.update_value(|found| {
            let same = found.ground.as_ref().is_some_and(|(of, at)| Arc::ptr_eq(of, &practice) && *at == now);
            if !same {
                *found = Found { of: HashMap::new(), ground: Some((Arc::clone(&practice), now)) };
            }
        });
        let mut all: Vec<Group> = Leak::ALL.iter().map(|leak| Group { leak: *leak, hits: Vec::new(), cost: Purse::default() }).collect();
        add(&mut all, &audit::of_map(&practice));
        for (at, some) in rows.chunks(ROWS_AT_ONCE).enumerate() {
            self.found.update_value(|found| {
                for row in some {
                    let pays = top.get(&row.id).copied();
                    let known = found.of.get(&row.id).filter(|known| Arc::ptr_eq(&known.row, row) && known.top == pays);
                    if let Some(known) = known {
                        add(&mut all, &known.hits);
                        continue;
                    }
                    let fresh = audit::of_row(row, &ground, &words, &top);
                    add(&mut all, &fresh);
                    found.of.insert(row.id, Known { row: Arc::clone(row), top: pays, hits: fresh });
                }
            });
            if slice.rest().await {
                if !is_meant() {
                    return;
                }
                self.progress.set(Some(Progress { done: at * ROWS_AT_ONCE, all: rows.len() }));
            }
        }
        let mut groups = Vec::with_capacity(all.len());
        for group in all {
            groups.push(Arc::new(group.sorted()));
            slice.rest().await;
        }
        if is_meant() {
            self.progress.set(None);
            self.groups.set(Some(groups));
        }
    }

    /// Keeps today's numbers, so that later ones can be held against them.
    pub fn keep(self) {
        if let Some(counts) = self.groups.with_untracked(|groups| groups.as_deref().map(counts)) {
            self.desk.tell(Command::KeepAudit { counts });
        }
    }
}

/// A stretch of work that lets the browser go first when it has taken long enough.
struct Slice(i64);

impl Slice {
    fn begin() -> Self {
        Self(clock::now().at.0)
    }

    /// Whether there was a rest.
    async fn rest(&mut self) -> bool {
        let over = (clock::now().at.0 - self.0).abs() >= SLICE_MS;
        if over {
            pause(0).await;
            *self = Self::begin();
        }
        over
    }
}

/// The hits of one leak, what costs most first, and what they cost together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub leak: Leak,
    pub hits: Vec<Hit>,
    pub cost: Purse,
}

impl Group {
    /// Those that cost the same, and those that cost nothing that can be counted, stay by client.
    fn sorted(mut self) -> Self {
        if self.cost.owed().next().is_some() {
            let size = |hit: &Hit| hit.cost.owed().map(|money| money.amount()).max().unwrap_or_default();
            let mut sized: Vec<_> = self.hits.into_iter().map(|hit| (size(&hit), hit)).collect();
            domain::order::sort_by(&mut sized, |one, other| other.0.cmp(&one.0));
            self.hits = sized.into_iter().map(|(_, hit)| hit).collect();
        }
        self
    }
}

fn add(all: &mut [Group], hits: &[Hit]) {
    for hit in hits {
        if let Some(group) = all.iter_mut().find(|group| group.leak == hit.leak) {
            group.cost.add_all(&hit.cost);
            group.hits.push(hit.clone());
        }
    }
}

/// How many hits each leak has.
pub fn counts(groups: &[Arc<Group>]) -> BTreeMap<Leak, u32> {
    audit::counts(groups.iter().flat_map(|group| group.hits.iter().map(|hit| hit.leak)))
}

/// The screen on which a hit is mended.
pub fn mends(hit: &Hit) -> Route {
    let Some(client) = hit.client else { return Route::Lifecycle };
    match &hit.why {
        Why::OnboardingNever
        | Why::OnboardingOpen(_)
        | Why::Slipping(_)
        | Why::Requests(..)
        | Why::WorkUnbilled(..)
        | Why::NoScope
        | Why::Unconfirmed(_) => Route::Client(client, Tab::Work),
        Why::OffChannel(_)
        | Why::Channels(_)
        | Why::Quiet(_)
        | Why::UpdateMissed(_)
        | Why::AnswerLate(_)
        | Why::Ignored(_)
        | Why::RetentionQuiet(_)
        | Why::NoNotes => Route::Client(client, Tab::History),
        Why::NoAddress | Why::TopUnranked(_) => Route::Client(client, Tab::Details),
        Why::DraftLies(invoice, _) | Why::VagueLine(invoice, _) => Route::Document(client, *invoice),
        Why::Toxic(_) => Route::WalkAway(client),
        Why::Cell(..) => Route::Lifecycle,
    }
}
