//! Things of a client that are to be done by a day, as lists of many clients need them: with their names, and so that they can be done from
//! there.

use std::collections::BTreeMap;

use crate::client::Client;
use crate::item::{Item, ItemField, ItemKind, Side};
use crate::time::{Day, Moment};
use crate::{ItemId, item};
use crate::{recurring, remind};

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    OurPromise,
    Deliverable,
    /// Of a checklist.
    Step,
    /// To talk about what comes after an arrangement that ends.
    Renewal,
    TheirPromise,
    /// The last day of an engagement that is open.
    End,
}

impl Task {
    pub const ALL: [Self; 6] = [Self::OurPromise, Self::Deliverable, Self::Step, Self::Renewal, Self::TheirPromise, Self::End];
}

/// One thing that is open, by its day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Todo {
    pub on: Day,
    /// By this instant, where it says hours.
    pub until: Option<Moment>,
    pub task: Task,
    pub item: ItemId,
    pub title: String,
    /// Who is to do it, by name; may be empty.
    pub owner: String,
}

/// Of one client at most: what comes first stays.
const MOST: usize = 60;

fn todo(id: ItemId, item: &Item) -> Option<Todo> {
    let (task, on) = if let Some(on) = recurring::renewal(item) {
        (Task::Renewal, on)
    } else if item.kind == ItemKind::Engagement {
        (Task::End, item.day(ItemField::End).filter(|_| item.is_open())?)
    } else {
        let task = match (item.kind, item.side()) {
            (ItemKind::Promise, Side::Ours) => Task::OurPromise,
            (ItemKind::Promise, Side::Theirs) => Task::TheirPromise,
            (ItemKind::Deliverable, _) => Task::Deliverable,
            (ItemKind::Step, _) => Task::Step,
            _ => return None,
        };
        (task, item.awaited()?)
    };
    let owner = item.get(ItemField::Owner).to_owned();
    Some(Todo { on, until: item.until(), task, item: id, title: item.title().to_owned(), owner })
}

/// What is open and has a day, the soonest first.
pub fn of(client: &Client) -> Vec<Todo> {
    let live = client.items.iter().filter(|(_, item)| item.removed.is_none() && !remind::is_met(client, item));
    let mut all: Vec<Todo> = live.filter_map(|(id, item)| todo(*id, item)).collect();
    crate::order::sort(&mut all);
    all.truncate(MOST);
    all
}

/// Notices that were put off, with the day on which they come back. What was said last of a notice counts, on every device the same.
pub fn put_off(client: &Client) -> Vec<(String, Day)> {
    let mut said = item::of_kind(&client.items, ItemKind::Snooze);
    crate::order::sort_by_key(&mut said, |(id, item)| (item.recorded.at, *id));
    let said = said.into_iter().filter_map(|(_, item)| Some((item.get(ItemField::From).to_owned(), item.day(ItemField::Until)?)));
    said.collect::<BTreeMap<_, _>>().into_iter().collect()
}
