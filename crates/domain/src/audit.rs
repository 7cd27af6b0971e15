//! The leak audit (T2): ten common mistakes, each a query over what lists know of a client, and the empty cells of the lifecycle map. Every
//! hit follows from one row, the practice, the time, and who pays most; so it can be asked row by row.

mod facts;
mod kept;

use std::collections::{BTreeMap, BTreeSet};

pub use facts::{Facts, Loose};
pub use kept::{Kept, counts, kept, tally};

use crate::invoice::Standing;
use crate::item::ItemField;
use crate::lifecycle::CELLS;
use crate::money::{Currency, Money, Purse};
use crate::practice::Practice;
use crate::row::{Owed, Row};
use crate::time::Day;
use crate::today::{self, Ground, What};
use crate::trust::Event;
use crate::vague::Words;
use crate::{ClientId, InvoiceId, Stage};

keyed! {
    /// The mistakes, in the order in which they are told.
    Leak {
        /// Work began and onboarding was not finished.
        Onboarding = "onboarding",
        /// What was said lies in many places, or nobody can be reached from the record.
        Scattered = "scattered",
        Quiet = "quiet",
        OverPromised = "over_promised",
        /// Beyond the scope, and nobody was asked to pay.
        Scope = "scope",
        /// Billed late, or in words that say nothing.
        Billing = "billing",
        /// Nobody asked how it went after the work was there.
        AfterDelivery = "after_delivery",
        /// More trouble than it is worth, and still served.
        Toxic = "toxic",
        /// Nothing in writing.
        Undocumented = "undocumented",
        /// Whoever pays most is treated as everybody.
        Alike = "alike",
        /// An empty cell of the lifecycle map.
        Map = "map",
    }
}

/// The facts that make it a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    OnboardingNever,
    /// So many steps are open.
    OnboardingOpen(u32),
    /// So many of their messages came another way than was agreed.
    OffChannel(usize),
    /// They write in so many ways, and none was agreed.
    Channels(usize),
    /// No address and no number.
    NoAddress,
    /// For so many working days.
    Quiet(u32),
    UpdateMissed(Day),
    AnswerLate(Day),
    /// So many days of ours that passed, were broken or moved too late, in the last [`LOOKS_BACK_DAYS`].
    Slipping(usize),
    /// Requests nobody is asked to pay for, and since when.
    Requests(u32, Day),
    /// Finished work that is not billed, since when, and minutes of it without a price.
    WorkUnbilled(Day, u64),
    /// A draft that has lain since that day.
    DraftLies(InvoiceId, Day),
    /// An issued document whose first line promises nothing in particular.
    VagueLine(InvoiceId, String),
    /// Delivered on that day, and no word of ours since.
    Ignored(Day),
    /// In Retention, and since that day, if ever, no word of ours.
    RetentionQuiet(Option<Day>),
    Toxic(Trouble),
    /// No scope, price or signature, and no offer that was accepted.
    NoScope,
    /// Not one entry in the history.
    NoNotes,
    /// Agreed to by word of mouth only.
    Unconfirmed(u32),
    /// Among those who pay most, and without a tier; what they paid in the last year.
    TopUnranked(Money),
    Cell(Stage, ItemField),
}

/// What makes a client more trouble than others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Breaches of the scope in the days that count.
    pub breaches: usize,
    /// Days by which the oldest invoice is late, beyond [`LATE_DAYS`].
    pub late_days: Option<i64>,
    pub disputes: usize,
    /// Promises of theirs that are late.
    pub broken: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub leak: Leak,
    /// None: of the practice.
    pub client: Option<ClientId>,
    pub why: Why,
    /// What it costs, where that can be counted.
    pub cost: Purse,
}

/// How far back promises and documents are looked at.
pub const LOOKS_BACK_DAYS: i64 = 90;
const CHANNEL_DAYS: i64 = 60;
const CHANNELS_MANY: usize = 3;
const SLIPS_MANY: usize = 2;
/// A request may wait so long for its answer.
const REQUEST_DAYS: i64 = 7;
/// Work is billed within so many days, and an invoice is paid so soon after its day.
pub const LATE_DAYS: i64 = 30;
const DRAFT_DAYS: i64 = 7;
/// Whoever was delivered to is asked after so many days, and not after a year any more.
const ASK_DAYS: i64 = 30;
const YEAR_DAYS: i64 = 365;
const RETENTION_DAYS: i64 = 90;
/// One in so many pays most, where there are as many.
const TOP_SHARE: usize = 5;

/// Who pays most: a first look over all rows, before they are asked one by one.
#[derive(Clone, Debug, Default)]
pub struct Payers {
    of: BTreeMap<Currency, Vec<(Money, ClientId)>>,
}

impl Payers {
    pub fn add(&mut self, row: &Row, today: Day) {
        if row.removed {
            return;
        }
        let recent = |on: Day| (0..YEAR_DAYS).contains(&on.days_until(today));
        let moves = row.invoices.iter().flat_map(|one| &one.moves);
        let money =
            moves.filter(|one| recent(one.on) && matches!(one.cause, crate::account::Cause::Paid | crate::account::Cause::Refunded));
        let paid: Purse = money.map(|one| one.amount.negated()).collect();
        for sum in paid.iter().filter(Money::is_positive) {
            self.of.entry(sum.currency()).or_default().push((sum, row.id));
        }
    }

    /// The first fifth in each currency, where at least five pay.
    pub fn top(self) -> BTreeMap<ClientId, Money> {
        let mut top = BTreeMap::new();
        for mut all in self.of.into_values().filter(|all| all.len() >= TOP_SHARE) {
            crate::order::sort_by(&mut all, |one, other| (other.0.amount(), one.1).cmp(&(one.0.amount(), other.1)));
            all.truncate(all.len() / TOP_SHARE);
            top.extend(all.into_iter().map(|(sum, client)| (client, sum)));
        }
        top
    }
}

/// The cells of the map that say nothing.
pub fn of_map(practice: &Practice) -> Vec<Hit> {
    let empty = |stage| CELLS.into_iter().filter(move |field| practice.cell(stage, *field).is_empty()).map(move |field| (stage, field));
    let hit = |(stage, field)| Hit { leak: Leak::Map, client: None, why: Why::Cell(stage, field), cost: Purse::default() };
    Stage::ALL.into_iter().flat_map(empty).map(hit).collect()
}

/// What one client shows. `top` is of [`Payers::top`].
pub fn of_row(row: &Row, ground: &Ground, words: &Words, top: &BTreeMap<ClientId, Money>) -> Vec<Hit> {
    if row.removed {
        return Vec::new();
    }
    let mut found = Finding { row, ground, all: Vec::new() };
    found.onboarding();
    found.scattered();
    found.quiet();
    found.promises();
    found.scope();
    found.billing(words);
    found.after_delivery();
    found.toxic();
    found.undocumented();
    if let Some(paid) = top.get(&row.id).filter(|_| row.tier.trim().is_empty()) {
        found.add(Leak::Alike, Why::TopUnranked(*paid));
    }
    found.all
}

struct Finding<'a> {
    row: &'a Row,
    ground: &'a Ground,
    all: Vec<Hit>,
}

impl Finding<'_> {
    fn add(&mut self, leak: Leak, why: Why) {
        self.cost(leak, why, Purse::default());
    }

    fn cost(&mut self, leak: Leak, why: Why, cost: Purse) {
        self.all.push(Hit { leak, client: Some(self.row.id), why, cost });
    }

    fn today(&self) -> Day {
        self.ground.now.today
    }

    /// Days since then; negative for what is to come.
    fn age(&self, on: Day) -> i64 {
        on.days_until(self.today())
    }

    fn at_work(&self) -> bool {
        matches!(self.row.stage, Stage::Delivery | Stage::Communication)
    }

    fn served(&self) -> bool {
        self.at_work() || self.row.stage == Stage::Onboarding
    }

    fn onboarding(&mut self) {
        if self.at_work() {
            match self.row.audit.onboarding {
                None => self.add(Leak::Onboarding, Why::OnboardingNever),
                Some((done, all)) if done < all => self.add(Leak::Onboarding, Why::OnboardingOpen(all - done)),
                Some(_) => {}
            }
        }
    }

    fn scattered(&mut self) {
        let facts = &self.row.audit;
        let recent = || facts.words.iter().filter(|(on, _)| (0..CHANNEL_DAYS).contains(&self.age(*on)));
        let why = match facts.channel {
            Some(agreed) => {
                let off = recent().filter(|(_, channel)| *channel != agreed).count();
                (off >= CHANNELS_MANY).then_some(Why::OffChannel(off))
            }
            None => {
                let ways = recent().map(|(_, channel)| channel.key()).collect::<BTreeSet<_>>().len();
                (ways >= CHANNELS_MANY).then_some(Why::Channels(ways))
            }
        };
        if let Some(why) = why {
            self.add(Leak::Scattered, why);
        }
        if self.served() && self.row.emails.is_empty() && self.row.phones.is_empty() {
            self.add(Leak::Scattered, Why::NoAddress);
        }
    }

    /// As Today sees it, also what was put off there.
    fn quiet(&mut self) {
        let (there, put_off) = today::of_row(self.row, self.ground);
        for notice in there.into_iter().chain(put_off.into_iter().map(|(notice, _)| notice)) {
            match notice.what {
                What::Quiet { days, .. } => self.add(Leak::Quiet, Why::Quiet(days)),
                What::Update { scheduled } => self.add(Leak::Quiet, Why::UpdateMissed(scheduled)),
                What::Answer { came, by } if self.ground.now.at > by => self.add(Leak::Quiet, Why::AnswerLate(came)),
                What::Answer { .. }
                | What::Next { .. }
                | What::Todo(_)
                | What::Silent { .. }
                | What::Unpaid { .. }
                | What::DueSoon { .. }
                | What::Quote { .. }
                | What::Bill
                | What::Write { .. }
                | What::Contract
                | What::Keep(_)
                | What::Collides { .. } => {}
            }
        }
    }

    fn promises(&mut self) {
        let is_slip = |event: Event| {
            matches!(event, Event::DeliveredLate | Event::PromiseLate | Event::PromiseBroken | Event::Overdue | Event::Slipped)
        };
        let sure = self.row.trust.sure.iter();
        let slips = sure.filter(|(on, event, ())| is_slip(*event) && (0..LOOKS_BACK_DAYS).contains(&self.age(*on))).count();
        if slips >= SLIPS_MANY {
            self.add(Leak::OverPromised, Why::Slipping(slips));
        }
    }

    fn scope(&mut self) {
        let requests = &self.row.audit.requests;
        if let Some(since) = requests.since.filter(|since| self.age(*since) >= REQUEST_DAYS) {
            self.cost(Leak::Scope, Why::Requests(requests.count, since), requests.money.clone());
        }
    }

    fn billing(&mut self, words: &Words) {
        let (row, work) = (self.row, &self.row.audit.work);
        if let Some(since) = work.since.filter(|since| self.age(*since) > LATE_DAYS) {
            self.cost(Leak::Billing, Why::WorkUnbilled(since, work.unpriced), work.money.clone());
        }
        for (id, at) in &row.audit.drafts {
            let since = self.ground.zone.civil(*at).0;
            let draft = row.invoices.iter().find(|one| one.id == *id && one.standing == Standing::Draft);
            if let Some(draft) = draft.filter(|_| self.age(since) > DRAFT_DAYS) {
                self.cost(Leak::Billing, Why::DraftLies(*id, since), std::iter::once(draft.total).collect());
            }
        }
        for one in row.invoices.iter().filter(|one| one.number.is_some() && one.kind.collects() && one.standing != Standing::Void) {
            let recent = one.dated.is_some_and(|dated| (0..LOOKS_BACK_DAYS).contains(&self.age(dated)));
            if recent && !words.find(&one.about).is_empty() {
                self.add(Leak::Billing, Why::VagueLine(one.id, one.about.clone()));
            }
        }
    }

    fn after_delivery(&mut self) {
        let (row, facts) = (self.row, &self.row.audit);
        let unheard = |on: Day| row.talk.told.is_none_or(|told| told <= on);
        let delivered =
            facts.delivered.filter(|on| facts.undelivered == 0 && (ASK_DAYS..YEAR_DAYS).contains(&self.age(*on)) && unheard(*on));
        if let Some(on) = delivered {
            self.add(Leak::AfterDelivery, Why::Ignored(on));
        } else if row.stage == Stage::Retention {
            let since = row.talk.told.max(row.since);
            if since.is_none_or(|since| self.age(since) >= RETENTION_DAYS) {
                self.add(Leak::AfterDelivery, Why::RetentionQuiet(row.talk.told));
            }
        }
    }

    fn toxic(&mut self) {
        if !self.served() {
            return;
        }
        let row = self.row;
        let today = self.today();
        let recent = |on: &&Day| (0..=crate::difficult::BREACHES_WITHIN_DAYS).contains(&on.days_until(today));
        let theirs = row.late(today).iter().filter(|due| due.what == Owed::TheirPromise).count();
        let trouble = Trouble {
            breaches: row.audit.breaches.iter().filter(recent).count(),
            late_days: row.invoices.iter().filter_map(|one| one.overdue(today)).max().filter(|days| *days > LATE_DAYS),
            disputes: row.invoices.iter().filter(|one| one.disputed.is_positive()).count(),
            broken: theirs,
        };
        let many = trouble.breaches >= crate::difficult::BREACHES_TOO_MANY;
        let signs = [trouble.late_days.is_some(), trouble.disputes > 0, trouble.broken > 1, trouble.breaches > 0];
        if many || signs.into_iter().filter(|sign| *sign).count() >= 2 {
            self.cost(Leak::Toxic, Why::Toxic(trouble), row.overdue(today));
        }
    }

    fn undocumented(&mut self) {
        let facts = &self.row.audit;
        if self.at_work() && !facts.agreed {
            self.add(Leak::Undocumented, Why::NoScope);
        }
        if self.at_work() && self.row.last_note.is_none() {
            self.add(Leak::Undocumented, Why::NoNotes);
        }
        if facts.unconfirmed > 0 {
            self.add(Leak::Undocumented, Why::Unconfirmed(facts.unconfirmed));
        }
    }
}
