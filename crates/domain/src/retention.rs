//! What is due after a delivery: a check-in, a word on how it was, the next proposal, whom to ask for others (K1, K3). All of it follows from
//! what is written down anyway.

use crate::ItemId;
use crate::client::Client;
use crate::item::{ActKind, Item, ItemField, ItemKind, List, of_kind};
use crate::money::Purse;
use crate::rhythm;
use crate::row::Row;
use crate::time::Day;
use crate::todo::Task;
use crate::{ClientId, Stage, worth};

/// A score from which somebody is glad to be asked whom else one might help, and up to which they are lost unless something is done: the
/// promoters and detractors of the Net Promoter Score (Reichheld 2003).
pub const GLAD_FROM: u8 = 9;
pub const LOW_UP_TO: u8 = 6;
/// Months after a delivery at which one asks how it goes.
const CHECK_IN_MONTHS: u32 = 1;
/// A delivery is spoken of for so many days.
const FRESH_DAYS: i64 = 120;
/// Good news is good for asking for so many days.
const WIN_DAYS: i64 = 60;
/// A contract's end is spoken of so many days before.
const RENEW_DAYS: i64 = 60;
/// Days of conversations that a row remembers.
const WORDS_MOST: usize = 40;

/// What was delivered last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delivered {
    pub on: Day,
    pub title: String,
    /// By its day; also where none was agreed.
    pub in_time: bool,
}

/// What a client said last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub on: Day,
    pub item: ItemId,
    /// From 0 to 10.
    pub score: u8,
    /// Something was done about it.
    pub acted: bool,
}

/// What a list needs to know of how a client is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    pub worth: Purse,
    /// Whom it came through.
    pub through: Option<ClientId>,
    pub delivered: Option<Delivered>,
    pub said: Option<Said>,
    /// The days of the newest conversations, the newest first.
    pub words: Vec<Day>,
    /// A step of what keeps the door open waits to be done.
    pub planned: bool,
    /// The day the newest such step was done.
    pub asked: Option<Day>,
}

impl Keeping {
    pub fn of(client: &Client) -> Self {
        Self {
            worth: worth::of(client),
            through: worth::through(client),
            delivered: delivered(client),
            said: said(client),
            words: rhythm::days(client, WORDS_MOST),
            planned: steps(client).any(Item::is_open),
            asked: steps(client)
                .filter_map(|step| step.settled())
                .filter(|(_, act)| act.kind == ActKind::Done)
                .map(|(_, act)| act.on)
                .max(),
        }
    }

    /// Of two records that are one client.
    pub fn join(&mut self, other: &Self) {
        self.worth.add_all(&other.worth);
        self.through = self.through.or(other.through);
        self.delivered = self.delivered.take().max(other.delivered.clone());
        self.said = self.said.max(other.said);
        self.planned |= other.planned;
        self.asked = self.asked.max(other.asked);
        self.words.extend(other.words.iter().copied());
        crate::order::sort_by_key(&mut self.words, |day| std::cmp::Reverse(*day));
        self.words.truncate(WORDS_MOST);
    }
}

fn delivered(client: &Client) -> Option<Delivered> {
    let of = |kind: ItemKind| of_kind(&client.items, kind).into_iter().map(|(_, item)| item);
    let was = |item: &Item| {
        let (_, act) = item.settled()?;
        let on = act.on;
        let in_time = item.day(ItemField::Due).is_none_or(|due| on <= due);
        matches!(act.kind, ActKind::Delivered | ActKind::Approved | ActKind::Closed).then(|| Delivered {
            on,
            title: item.title().to_owned(),
            in_time,
        })
    };
    of(ItemKind::Deliverable).chain(of(ItemKind::Engagement)).filter_map(was).max()
}

fn steps(client: &Client) -> impl Iterator<Item = &Item> {
    of_kind(&client.items, ItemKind::Step).into_iter().map(|(_, item)| item).filter(|item| item.list() == Some(List::Retention))
}

fn said(client: &Client) -> Option<Said> {
    let of = |(id, item): (ItemId, &Item)| {
        let score = u8::try_from(item.count(ItemField::Score)?).ok().filter(|score| *score <= 10)?;
        Some(Said { on: item.day(ItemField::Day)?, item: id, score, acted: item.stands() == Some(ActKind::Done) })
    };
    of_kind(&client.items, ItemKind::Feedback).into_iter().filter_map(of).max()
}

/// Something that one could do to keep a client, with the facts that make it so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// They were let down and nothing was done about it.
    ActOn { score: u8, item: ItemId },
    /// How does it go, a month on?
    CheckIn { delivered: Day, title: String },
    /// How was it?
    Feedback { delivered: Day, title: String },
    /// What comes after the contract?
    Renew { ends: Day },
    /// What could come next?
    Propose { delivered: Day, title: String },
    /// Whom else could one help?
    Refer { score: Option<u8>, delivered: Option<Day> },
}

impl Ask {
    /// What it is recognised by: put off by it.
    pub fn key(&self) -> String {
        match self {
            Self::ActOn { item, .. } => format!("keep/act/{item}"),
            Self::CheckIn { delivered, .. } => format!("keep/check-in/{delivered}"),
            Self::Feedback { delivered, .. } => format!("keep/feedback/{delivered}"),
            Self::Renew { ends } => format!("keep/renew/{ends}"),
            Self::Propose { delivered, .. } => format!("keep/propose/{delivered}"),
            Self::Refer { .. } => "keep/refer".to_owned(),
        }
    }
}

/// What there is to ask a client now, with the day since or by which, the gravest first. What was put off is left out.
pub fn asks(row: &Row, today: Day) -> Vec<(Day, Ask)> {
    let is_there = |ask: &Ask| !row.put_off.iter().any(|(key, until)| *key == ask.key() && *until > today);
    all(row, today).into_iter().filter(|(_, ask)| is_there(ask)).collect()
}

/// With what was put off.
pub(crate) fn all(row: &Row, today: Day) -> Vec<(Day, Ask)> {
    let keeping = &row.keeping;
    let mut all = Vec::new();
    if row.removed {
        return all;
    }
    let let_down = keeping.said.filter(|said| said.score <= LOW_UP_TO && !said.acted);
    if let Some(said) = let_down {
        all.push((said.on, Ask::ActOn { score: said.score, item: said.item }));
    }
    let is_at_work = row.todo.iter().any(|todo| todo.task == Task::Deliverable);
    let fresh = keeping.delivered.as_ref().filter(|last| (0..=FRESH_DAYS).contains(&last.on.days_until(today)));
    if let Some(last) = fresh {
        let (delivered, title) = (last.on, last.title.clone());
        let due = last.on.plus_months(CHECK_IN_MONTHS);
        let was_asked = row.talk.told.is_some_and(|told| told >= due) || keeping.asked.is_some_and(|asked| asked >= last.on);
        // A step of its own asks for it already.
        let is_planned = keeping.planned || row.next_day.is_some();
        if today >= due && !was_asked && !is_planned && !is_at_work {
            all.push((due, Ask::CheckIn { delivered, title: title.clone() }));
        }
        if keeping.said.is_none_or(|said| said.on < last.on) {
            all.push((last.on, Ask::Feedback { delivered, title: title.clone() }));
        }
        let waits_for_yes = row.invoices.iter().any(|paper| !paper.kind.collects() && paper.standing == crate::invoice::Standing::Given);
        let is_kept = matches!(row.stage, Stage::Retention | Stage::Communication);
        if today >= due && was_asked && !is_at_work && !waits_for_yes && is_kept && let_down.is_none() && row.next_day.is_none() {
            all.push((due, Ask::Propose { delivered, title }));
        }
    }
    if let Some(ends) = row.ends.filter(|ends| (0..=RENEW_DAYS).contains(&today.days_until(*ends))) {
        all.push((ends, Ask::Renew { ends }));
    }
    let is_recent = |day: Day| (0..=WIN_DAYS).contains(&day.days_until(today));
    let glad = keeping.said.filter(|said| said.score >= GLAD_FROM && is_recent(said.on));
    // Who said something since is believed over the calendar.
    let in_time = fresh.filter(|last| last.in_time && is_recent(last.on) && keeping.said.is_none_or(|said| said.on < last.on));
    let is_in_dispute = row.invoices.iter().any(|paper| paper.disputed.is_positive());
    let owes = row.invoices.iter().any(|paper| paper.overdue(today).is_some());
    let waits = row.talk.waits.is_some();
    let since = glad.map(|said| said.on).max(in_time.map(|last| last.on));
    if let Some(since) = since.filter(|_| let_down.is_none() && !is_in_dispute && !owes && !waits) {
        all.push((since, Ask::Refer { score: glad.map(|said| said.score), delivered: in_time.map(|last| last.on) }));
    }
    all
}
