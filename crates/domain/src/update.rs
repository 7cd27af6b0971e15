//! What an update to a client says, out of the record: what was done since they last heard from us, what comes next, what is needed from
//! them (C2). What is for nobody else's eyes is never in it.

use crate::client::Client;
use crate::item::{ActKind, Item, ItemField, ItemKind, List, Side, of_kind};
use crate::rhythm;
use crate::time::{Day, Moment};

/// How far back a first update looks.
const FIRST_DAYS: i64 = 28;
/// What comes next is as much as somebody takes in.
const NEXT_MOST: usize = 5;

/// One line of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub title: String,
    /// The day it was done, or is due.
    pub on: Option<Day>,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    Delivered,
    Approved,
    /// Something we had promised, or a step on the way.
    Finished,
    /// Due from today on.
    Ahead,
    /// Its day has passed, and it is still to come.
    Late,
    /// They promised it.
    Theirs,
    /// It waits for their approval.
    ToApprove,
}

/// The three parts, each in the order of its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// The day we last turned to them.
    pub since: Option<Day>,
    pub done: Vec<Point>,
    pub next: Vec<Point>,
    pub needed: Vec<Point>,
}

impl Update {
    pub fn of(client: &Client, today: Day) -> Self {
        let told = rhythm::last_told(client);
        // What was written down after the last word, or happened on a later day than it, is news.
        let after = told.unwrap_or((today.plus_days(-FIRST_DAYS - 1), Moment(i64::MAX)));
        let live = |kind| of_kind(&client.items, kind);
        let (mut done, mut next, mut needed) = (Vec::new(), Vec::new(), Vec::new());
        for (_, item) in live(ItemKind::Deliverable) {
            done.extend(news(item, after));
            next.extend(ahead(item, today));
            if item.stands() == Some(ActKind::Delivered) {
                needed.push(Point { title: item.title().to_owned(), on: None, what: What::ToApprove });
            }
        }
        for (_, item) in live(ItemKind::Promise) {
            match item.side() {
                Side::Ours => {
                    done.extend(news(item, after));
                    next.extend(ahead(item, today));
                }
                // To pay is asked for by reminders.
                Side::Theirs if item.is_open() && item.get(ItemField::Invoice).is_empty() => {
                    needed.push(Point { title: item.title().to_owned(), on: item.due(), what: What::Theirs })
                }
                Side::Theirs => {}
            }
        }
        // The steps of onboarding are seen from outside; those of other lists are the house's own.
        for (_, item) in live(ItemKind::Step).into_iter().filter(|(_, item)| item.list() == Some(List::Onboarding)) {
            done.extend(news(item, after));
        }
        crate::order::sort_by_key(&mut done, |point| (point.on, point.what));
        crate::order::sort_by_key(&mut next, |point| (point.on, point.what));
        crate::order::sort_by_key(&mut needed, |point| (point.on.is_none(), point.on, point.what));
        next.truncate(NEXT_MOST);
        Self { since: told.map(|(day, _)| day), done, next, needed }
    }
}

/// What became of it since, where that is something to tell.
fn news(item: &Item, after: (Day, Moment)) -> Option<Point> {
    let (_, act) = item.settled()?;
    let told = [
        (ActKind::Delivered, What::Delivered),
        (ActKind::Approved, What::Approved),
        (ActKind::Kept, What::Finished),
        (ActKind::Done, What::Finished),
    ];
    let (_, what) = told.into_iter().find(|(kind, _)| *kind == act.kind)?;
    (act.on > after.0 || act.recorded.at > after.1).then(|| Point { title: item.title().to_owned(), on: Some(act.on), what })
}

fn ahead(item: &Item, today: Day) -> Option<Point> {
    let on = item.awaited()?;
    let what = if on < today { What::Late } else { What::Ahead };
    Some(Point { title: item.title().to_owned(), on: Some(on), what })
}
