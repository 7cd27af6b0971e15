//! Drafts of what is billed again and again, made when their day has come.

use std::cell::Cell;
use std::rc::Rc;

use domain::decide::RecurWish;
use domain::recurring::Wording;
use domain::row::Rows;
use domain::time::Day;
use domain::{ClientId, Command, Done};

use super::desk::{Desk, Opening};
use crate::dom::*;
use crate::words::{self, recurring as said};

/// The clients of whom documents are due to be made by a day, and how many.
pub fn due(rows: &Rows, today: Day) -> Vec<(ClientId, usize)> {
    let of = |row: &domain::row::Row| row.recurring.iter().filter(|on| **on <= today).count();
    rows.values().filter(|row| !row.removed).map(|row| (row.id, of(row))).filter(|(_, due)| *due > 0).collect()
}

pub fn wish() -> RecurWish {
    RecurWish::Draft { wording: Wording { hour: words::scope::HOUR.to_owned(), beyond: said::BEYOND.to_owned() } }
}

/// Makes what is due of these clients, and says once how much it was; what cannot be made says why.
pub fn make(desk: Desk, clients: Vec<ClientId>, aloud: bool) {
    // Whoever asked may be gone from the page by the time it is answered.
    let sum = Rc::new(Cell::new((0, clients.len())));
    for client in clients {
        let sum = Rc::clone(&sum);
        desk.ask_wherever(Command::Recur { client, wish: wish() }, move |outcome| {
            let (mut made, left) = sum.get();
            match outcome {
                Ok(success) => {
                    if let Done::RecurringDrafted { drafts, .. } = success.done {
                        made += drafts;
                    }
                }
                Err(unable) if aloud => desk.say(Err(unable)),
                Err(_) => {}
            }
            sum.set((made, left - 1));
            if left == 1 && made > 0 {
                desk.toast(said::made(made), None, false);
            }
        });
    }
}

/// Makes what is due once the storage is open, and whenever a new day begins. An arrangement that is only being written waits to be asked.
pub fn follow(desk: Desk) {
    Effect::new(move |done: Option<Option<Day>>| {
        let (today, open) = (desk.today.get(), desk.opening.get() == Opening::Open);
        let done = done.flatten();
        if !open || done == Some(today) {
            return done;
        }
        let clients = desk.with_rows_untracked(|rows| due(rows, today)).into_iter().map(|(client, _)| client).collect();
        make(desk, clients, false);
        Some(today)
    });
}
