//! When a rule is to be run for a client, what its runs were, and which of them set each other off. All of it follows from the row.

use sha2::{Digest, Sha256};

use super::{Action, Condition, Date, Rule, Trigger};
use crate::client::Client;
use crate::invoice::Standing;
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::letter::Purpose;
use crate::row::Row;
use crate::time::{Day, Moment};
use crate::today::{self, Ground};
use crate::todo::Task;
use crate::trust::Event;
use crate::{ClientId, Id, InvoiceId, ItemId, MoveId, text};

/// One thing that happened, for which a rule is run once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// What it is recognised by, on every device: `overdue/` with the invoice and its day.
    pub key: String,
    /// Since when it is so.
    pub on: Day,
    /// What it is about, by name; may be empty.
    pub about: String,
    pub invoice: Option<InvoiceId>,
}

keyed! {
    /// Why a run did not do all of it.
    Held {
        /// It was set off by itself, over other rules or alone.
        Loop = "loop",
        /// What the stage asks for is not done, so the client was not moved.
        Duties = "duties",
    }
}

/// A rule was run for a client: the log of what and why. It says what the rule said then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub item: ItemId,
    pub rule: ItemId,
    pub key: String,
    /// What the rule was called.
    pub title: String,
    pub trigger: Trigger,
    pub actions: Vec<Action>,
    pub on: Day,
    pub about: String,
    pub invoice: Option<InvoiceId>,
    pub held: Option<Held>,
    pub at: Moment,
    pub undone: bool,
}

/// A message that a rule asks for and nobody has sent yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ToWrite {
    pub on: Day,
    pub item: ItemId,
    pub purpose: Purpose,
    pub invoice: Option<InvoiceId>,
    /// The rule's name.
    pub title: String,
}

/// Of one client at most, the newest.
const RUNS_MOST: usize = 200;

/// The runs of a client, the newest first; those that were taken back as well.
pub fn runs(client: &Client) -> Vec<Ran> {
    let mut all: Vec<Ran> =
        client.items.iter().filter(|(_, item)| item.kind == ItemKind::Run).filter_map(|(id, item)| ran(*id, item)).collect();
    crate::order::sort_by(&mut all, newest);
    all.truncate(RUNS_MOST);
    all
}

pub(crate) fn newest(one: &Ran, other: &Ran) -> std::cmp::Ordering {
    (other.at, other.item).cmp(&(one.at, one.item))
}

fn ran(id: ItemId, item: &Item) -> Option<Ran> {
    Some(Ran {
        item: id,
        rule: item.get(ItemField::From).parse().ok()?,
        key: item.get(ItemField::Query).to_owned(),
        title: item.title().to_owned(),
        trigger: Trigger::parse(item.get(ItemField::Upon))?,
        actions: super::actions(item.get(ItemField::Then))?,
        on: item.day(ItemField::Day)?,
        about: item.get(ItemField::Detail).to_owned(),
        invoice: item.get(ItemField::Invoice).parse().ok(),
        held: Held::from_key(item.get(ItemField::Skipped)),
        at: item.recorded.at,
        undone: item.removed.is_some(),
    })
}

/// The messages that rules ask for, the oldest first. One about an invoice is done with once the invoice is, or once somebody was reminded.
pub fn writes(client: &Client) -> Vec<ToWrite> {
    let read = |(id, item): (ItemId, &Item)| {
        let invoice = item.get(ItemField::Invoice).parse().ok();
        let one = ToWrite {
            on: item.day(ItemField::Day)?,
            item: id,
            purpose: Purpose::from_key(item.get(ItemField::From))?,
            invoice,
            title: item.title().to_owned(),
        };
        (item.stands().is_none()).then_some(one)
    };
    let mut all: Vec<ToWrite> = of_kind(&client.items, ItemKind::Message).into_iter().filter_map(read).collect();
    crate::order::sort(&mut all);
    all
}

fn hashed(parts: &[&[u8]]) -> Id {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(hash.finalize()) {
        *byte = of;
    }
    Id::from_bytes(bytes)
}

/// A run has one id, whichever device makes it: it follows from the rule, the client and the occasion.
pub fn run_id(rule: ItemId, client: ClientId, key: &str) -> ItemId {
    ItemId(hashed(&[b"run", rule.0.bytes(), client.0.bytes(), key.as_bytes()]))
}

/// The id of what a run makes by its action at this place.
pub fn child_id(run: ItemId, place: usize) -> ItemId {
    ItemId(hashed(&[b"made", run.0.bytes(), &place.to_be_bytes()[..]]))
}

/// The same where the action moves.
pub fn child_move(run: ItemId, place: usize) -> MoveId {
    MoveId(child_id(run, place).0)
}

/// What set an occasion off that may itself be of a rule's making: a move, or an item.
pub fn source(key: &str) -> Option<Id> {
    let mut parts = key.split('/');
    match parts.next()? {
        "enters" => parts.next()?.parse().ok(),
        "nears" => parts.nth(1)?.parse().ok(),
        _ => None,
    }
}

/// The run that made something, if a rule did.
pub fn made_by(runs: &[Ran], made: Id) -> Option<&Ran> {
    runs.iter().find(|one| (0..one.actions.len()).any(|place| child_id(one.item, place).0 == made))
}

/// Whether a rule made it.
pub fn is_made(runs: &[Ran], made: Id) -> bool {
    made_by(runs, made).is_some()
}

/// Whether a rule that is run for this occasion was among those that brought the occasion about.
pub fn is_loop(runs: &[Ran], rule: ItemId, key: &str) -> bool {
    let mut from = source(key);
    // No chain is longer than there are runs.
    for _ in 0..=runs.len() {
        let Some(one) = from.and_then(|made| made_by(runs, made)) else { return false };
        if one.rule == rule {
            return true;
        }
        from = source(&one.key);
    }
    true
}

/// What is there for a rule to be run for, and was not yet; of whatever day.
pub fn found(rule: &Rule, row: &Row, ground: &Ground) -> Vec<Occasion> {
    if row.removed || !rule.conditions.iter().all(|one| holds(one, row)) {
        return Vec::new();
    }
    let mut all = triggered(rule.trigger, row, ground);
    all.retain(|one| one.on <= ground.now.today && !row.runs.iter().any(|ran| ran.rule == rule.id && ran.key == one.key));
    all
}

/// Whether it is run for that by itself: what happened before its first day is let be.
pub fn is_due(rule: &Rule, occasion: &Occasion) -> bool {
    !rule.paused && rule.since.is_none_or(|since| since <= occasion.on)
}

/// For what it is to be run now.
pub fn due(rule: &Rule, row: &Row, ground: &Ground) -> Vec<Occasion> {
    if rule.paused {
        return Vec::new();
    }
    let mut all = found(rule, row, ground);
    all.retain(|one| is_due(rule, one));
    all
}

fn holds(condition: &Condition, row: &Row) -> bool {
    let tagged = |tag: &str| row.tags.iter().any(|one| text::fold(one) == text::fold(tag));
    match condition {
        Condition::In(stage) => row.stage == *stage,
        Condition::Tier(tier) => text::fold(&row.tier) == text::fold(tier),
        Condition::Tagged(tag) => tagged(tag),
        Condition::Untagged(tag) => !tagged(tag),
        Condition::Owes(money) => row.open().get(money.currency()).amount() >= money.amount(),
    }
}

/// The working day on which so many have passed since a day, that day not counted.
fn after(day: Day, days: u32, ground: &Ground) -> Day {
    let first = ground.calendar.working_from(day.plus_days(1));
    ground.calendar.plus_days(first, days.saturating_sub(1))
}

fn triggered(trigger: Trigger, row: &Row, ground: &Ground) -> Vec<Occasion> {
    let one = |key: String, on: Day, about: String| Occasion { key, on, about, invoice: None };
    match trigger {
        Trigger::Enters(stage) => {
            let entered = row.since.zip(row.moved).filter(|_| row.stage == stage);
            entered.map(|(since, id)| one(format!("enters/{id}"), since, String::new())).into_iter().collect()
        }
        Trigger::Nears(date, days) => nears(date, days, row, ground),
        Trigger::Overdue(days) => {
            let waits = row.invoices.iter().filter(|paper| {
                let is_open = matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.open.is_positive();
                is_open && paper.kind.collects() && !paper.disputed.is_positive()
            });
            waits
                .filter_map(|paper| {
                    let due = paper.due?;
                    let about = paper.number.clone().unwrap_or_default();
                    let key = format!("overdue/{}/{due}", paper.id);
                    Some(Occasion { invoice: Some(paper.id), ..one(key, due.plus_days(days.into()), about) })
                })
                .collect()
        }
        Trigger::Quiet(days) => {
            let newest =
                row.talk.told.max(row.talk.heard).max(row.since).filter(|_| today::is_served(row.stage) && row.talk.waits.is_none());
            newest.map(|newest| one(format!("quiet/{newest}"), after(newest, days, ground), String::new())).into_iter().collect()
        }
        Trigger::Silent(days) => {
            let told = row.talk.told.filter(|told| row.talk.heard.is_none_or(|heard| heard < *told));
            told.map(|told| one(format!("silent/{told}"), after(told, days, ground), String::new())).into_iter().collect()
        }
        Trigger::Unanswered => {
            let late = row.talk.waits.and_then(|(came, written)| {
                let by = today::answer_by(came, written, row.rhythm.or(ground.usual), ground);
                (by < ground.now.at).then(|| one(format!("unanswered/{came}"), ground.zone.civil(by).0, String::new()))
            });
            late.into_iter().collect()
        }
        Trigger::Broken => {
            let broken = row.trust.sure.iter().filter(|(_, event, ())| matches!(event, Event::PromiseBroken | Event::Overdue));
            let named = |on: Day| {
                let ours = |task| matches!(task, Task::OurPromise | Task::Deliverable);
                row.todo.iter().find(|todo| ours(todo.task) && todo.on.plus_days(1) == on).map(|todo| todo.title.clone())
            };
            let mut all: Vec<Occasion> = broken.map(|(on, ..)| one(format!("broken/{on}"), *on, named(*on).unwrap_or_default())).collect();
            all.dedup_by(|one, other| one.key == other.key);
            all
        }
        Trigger::Feedback(score) => {
            let low = row.keeping.said.filter(|said| said.score <= score);
            low.map(|said| one(format!("feedback/{}", said.item), said.on, said.score.to_string())).into_iter().collect()
        }
    }
}

fn nears(date: Date, days: u32, row: &Row, ground: &Ground) -> Vec<Occasion> {
    let task = match date {
        Date::Promise => Some(Task::OurPromise),
        Date::Deliverable => Some(Task::Deliverable),
        Date::Step => Some(Task::Step),
        Date::End => Some(Task::End),
        Date::Next | Date::Contract | Date::Payment => None,
    };
    // What has passed nears no more.
    let today = ground.now.today;
    let one = |id: String, day: Day, about: &str| {
        let key = format!("nears/{}/{id}/{day}", date.key());
        (day >= today).then(|| Occasion { key, on: day.plus_days(-i64::from(days)), about: about.to_owned(), invoice: None })
    };
    let of_tasks =
        row.todo.iter().filter(|todo| Some(todo.task) == task).filter_map(|todo| one(todo.item.to_string(), todo.on, &todo.title));
    let mut all: Vec<Occasion> = of_tasks.collect();
    if date == Date::Next {
        all.extend(row.next_day.and_then(|day| one("next".to_owned(), day, &row.next_step)));
    }
    if date == Date::Contract {
        all.extend(row.ends.and_then(|day| one("contract".to_owned(), day, "")));
    }
    if date == Date::Payment {
        let waits = row.invoices.iter().filter(|paper| {
            matches!(paper.standing, Standing::Open | Standing::PartlyPaid) && paper.kind.collects() && paper.open.is_positive()
        });
        let of = |paper: &crate::row::InvoiceRow| {
            let found = one(paper.id.to_string(), paper.due?, paper.number.as_deref().unwrap_or_default())?;
            Some(Occasion { invoice: Some(paper.id), ..found })
        };
        all.extend(waits.filter_map(of));
    }
    all
}
