//! What the day asks for, found anew for those clients only that have changed.

use std::collections::HashMap;
use std::sync::Arc;

use crate::dom::*;
use domain::decide::Wish;
use domain::field::Field;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::practice::Practice;
use domain::row::Row;
use domain::time::{Day, Now};
use domain::today::{self, Ground, Notice, What};
use domain::todo::Task;
use domain::{ClientId, Command};

use super::desk::Desk;
use crate::browser::clock;

/// What one row came to.
struct Known {
    row: Arc<Row>,
    there: Vec<Notice>,
    put_off: Vec<(Notice, Day)>,
}

/// What was found last, and for which practice and time.
#[derive(Default)]
struct Found {
    of: HashMap<ClientId, Known>,
    ground: Option<(Arc<Practice>, Now, Ground)>,
}

/// Every notice there is now, and those that were put off. Copies are one.
#[derive(Clone, Copy)]
pub struct Agenda {
    desk: Desk,
    found: StoredValue<Found, LocalStorage>,
    zone: StoredValue<domain::working::Zone>,
}

impl std::fmt::Debug for Agenda {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Agenda")
    }
}

/// A day's list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    pub there: Vec<Notice>,
    pub put_off: Vec<(Notice, Day)>,
}

impl Agenda {
    pub fn new(desk: Desk) -> Self {
        Self { desk, found: StoredValue::new_local(Found::default()), zone: StoredValue::new(clock::zone()) }
    }

    /// Told again whenever a row, the practice or the clock changes. A client that has not changed is not looked at again.
    pub fn list(self) -> Listed {
        let (practice, now) = (self.desk.practice.get(), self.desk.now());
        clock::measured("today", || self.found_anew(practice, now))
    }

    fn found_anew(self, practice: Arc<Practice>, now: Now) -> Listed {
        self.desk
            .with_work(|rows| {
                self.found.try_update_value(|found| {
                    let same = found.ground.as_ref().is_some_and(|(of, at, _)| Arc::ptr_eq(of, &practice) && *at == now);
                    if !same {
                        found.of.clear();
                        let ground = Ground::of(&practice, self.zone.get_value(), now);
                        found.ground = Some((practice, now, ground));
                    }
                    let Some((_, _, ground)) = &found.ground else { return Listed::default() };
                    found.of.retain(|client, _| rows.contains_key(client));
                    for (client, row) in rows {
                        if found.of.get(client).is_none_or(|known| !Arc::ptr_eq(&known.row, row)) {
                            let (there, put_off) = today::of_row(row, ground);
                            found.of.insert(*client, Known { row: Arc::clone(row), there, put_off });
                        }
                    }
                    let mut there: Vec<Notice> = found.of.values().flat_map(|known| known.there.iter().cloned()).collect();
                    let (collides, later) = today::collisions(rows, ground);
                    there.extend(collides);
                    let mut put_off: Vec<(Notice, Day)> = found.of.values().flat_map(|known| known.put_off.iter().cloned()).collect();
                    put_off.extend(later);
                    domain::order::sort_by(&mut put_off, |(one, until), (other, later)| {
                        (until, one.client, &one.key).cmp(&(later, other.client, &other.key))
                    });
                    Listed { there: today::sorted(there), put_off }
                })
            })
            .unwrap_or_default()
    }
}

/// What it takes to be done from the list itself; None: it is done where it leads.
pub fn done(notice: &Notice, on: Day) -> Option<Command> {
    let client = notice.client;
    match &notice.what {
        What::Next { .. } => {
            let changes = vec![(Field::NextStep, String::new()), (Field::NextDay, String::new())];
            Some(Command::SetFields { client, changes })
        }
        What::Todo(todo) => {
            let kind = match todo.task {
                Task::OurPromise | Task::TheirPromise => ActKind::Kept,
                Task::Deliverable => ActKind::Delivered,
                Task::Step => ActKind::Done,
                Task::Renewal | Task::End => return None,
            };
            Some(Command::Act { client, item: todo.item, wish: Wish { kind, on, why: String::new(), value: String::new() } })
        }
        What::Answer { .. }
        | What::Update { .. }
        | What::Quiet { .. }
        | What::Silent { .. }
        | What::Unpaid { .. }
        | What::DueSoon { .. }
        | What::Quote { .. }
        | What::Bill
        | What::Write { .. }
        | What::Contract
        | What::Keep(_)
        | What::Collides { .. } => None,
    }
}

/// Puts a notice off until a day.
pub fn put_off(notice: &Notice, until: Day) -> Command {
    let fields = vec![(ItemField::From, notice.key.clone()), (ItemField::Until, until.to_string())];
    Command::AddItem { client: notice.client, kind: ItemKind::Snooze, fields }
}

/// Gives it to somebody by name, where what it is has an owner.
pub fn hand_over(notice: &Notice, to: String) -> Option<Command> {
    let What::Todo(todo) = &notice.what else { return None };
    matches!(todo.task, Task::OurPromise | Task::Step).then(|| Command::SetItem {
        client: notice.client,
        item: todo.item,
        changes: vec![(ItemField::Owner, to)],
    })
}
