//! A bank's file on its way in: what it says, which documents each booking may pay, and what a person decided about each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dom::*;
use domain::bank::{Asks, Booking, Certainty, Matched, Part, asks, matched};
use domain::command::{BankPayment, Incoming, Share};
use domain::payment::Difference;
use domain::{Command, InvoiceId};
use paper::bank::{BYTES_MOST, BankError, BankFile, Choice, Role, read};
use rust_decimal::Decimal;

use super::desk::{Desk, Success, Unable};
use super::files::{self, Chosen, FileError};
use crate::browser::files::Picked;
use crate::words::bank as said;

/// Why the file that was chosen is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    File(FileError),
    Bank(BankError),
}

/// What somebody said of one booking; nothing said: as it was proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Whether it is to be recorded. None: what is sure is.
    pub record: Option<bool>,
    /// Another document than the proposed ones.
    pub other: Option<InvoiceId>,
    /// What becomes of what is open beyond it.
    pub rest: Option<Difference>,
}

/// One booking as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub booking: Booking,
    pub found: Matched,
    /// What it would pay: as proposed, or as chosen.
    pub parts: Vec<Part>,
    /// What is asked beyond what came in; below zero where more came in.
    pub short: Decimal,
    pub pick: Pick,
    pub record: bool,
}

/// Copies are one.
#[derive(Clone, Copy)]
pub struct BankIn {
    pub name: RwSignal<String>,
    pub busy: RwSignal<bool>,
    pub problem: RwSignal<Option<Problem>>,
    pub refused: RwSignal<Option<Unable>>,
    pub choice: RwSignal<Choice>,
    pub file: RwSignal<Option<Arc<BankFile>>>,
    pub picks: RwSignal<BTreeMap<String, Pick>>,
    pub done: RwSignal<Option<Success>>,
    bytes: StoredValue<Arc<Vec<u8>>>,
}

impl Default for BankIn {
    fn default() -> Self {
        Self {
            name: RwSignal::default(),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            refused: RwSignal::new(None),
            choice: RwSignal::default(),
            file: RwSignal::new(None),
            picks: RwSignal::default(),
            done: RwSignal::new(None),
            bytes: StoredValue::default(),
        }
    }
}

impl BankIn {
    /// Takes the first of the files somebody chose or dropped.
    pub fn take(self, desk: Desk, chosen: Picked, then: impl FnOnce() + 'static) {
        self.busy.set(true);
        self.problem.set(None);
        let name = chosen.as_ref().and_then(|files| files.get(0)).map(|file| file.name()).unwrap_or_default();
        spawn_local(async move {
            let outcome = files::choose(chosen, BYTES_MOST as u64).await;
            then();
            self.busy.try_set(false);
            match outcome {
                Ok(Chosen { name, bytes }) => {
                    self.name.set(name);
                    self.bytes.set_value(Arc::new(bytes));
                    self.picks.set(BTreeMap::new());
                    self.done.set(None);
                    self.refused.set(None);
                    let currency = desk.practice.with_untracked(|practice| practice.currency());
                    self.choice.set(Choice::default());
                    self.read();
                    // Where the file names no currency, the practice's own is meant until somebody says another.
                    if self
                        .file
                        .with_untracked(|file| file.as_ref().is_some_and(|file| file.asks.contains(&paper::bank::Question::Currency)))
                    {
                        self.change(|choice| choice.currency = currency);
                    }
                }
                Err(error) => {
                    self.name.set(name);
                    self.file.set(None);
                    self.problem.set(Some(Problem::File(error)));
                }
            }
        });
    }

    fn read(self) {
        let outcome = self.bytes.with_value(|bytes| self.choice.with_untracked(|choice| read(bytes, choice)));
        match outcome {
            Ok(file) => {
                self.problem.set(None);
                self.file.set(Some(Arc::new(file)));
            }
            Err(error) => {
                self.file.set(None);
                self.problem.set(Some(Problem::Bank(error)));
            }
        }
    }

    /// Reads the file again, some other way.
    pub fn change(self, change: impl FnOnce(&mut Choice)) {
        self.choice.update(change);
        self.read();
    }

    /// Says what one column is.
    pub fn set_role(self, column: usize, role: Role) {
        let Some(mut roles) = self.file.with_untracked(|file| file.as_ref()?.grid.as_ref().map(|grid| grid.roles.clone())) else { return };
        // What a table can have once is where it was set last.
        if role != Role::Skip && role != Role::Text {
            roles.iter_mut().filter(|one| **one == role).for_each(|one| *one = Role::Skip);
        }
        if let Some(one) = roles.get_mut(column) {
            *one = role;
        }
        self.change(|choice| choice.roles = Some(roles));
    }

    pub fn pick(self, booking: &str, pick: impl FnOnce(&mut Pick)) {
        self.picks.update(|picks| pick(picks.entry(booking.to_owned()).or_default()));
    }

    /// Every document on which something is open.
    pub fn asks(self, desk: Desk) -> Vec<Asks> {
        desk.with_work(asks)
    }

    pub fn lines(self, desk: Desk, asks: &[Asks]) -> Vec<Line> {
        let Some(file) = self.file.get() else { return Vec::new() };
        let known: BTreeSet<String> =
            desk.with_rows(|rows| rows.values().flat_map(|row| &row.invoices).flat_map(|paper| &paper.bookings).cloned().collect());
        let prefixes: Vec<String> = desk
            .practice
            .with(|practice| practice.accounts().into_iter().map(|(_, account, _)| account.prefix).filter(|one| !one.is_empty()).collect());
        let found = matched(&file.bookings, asks, &|id| known.contains(id), &prefixes);
        let picks = self.picks.get();
        file.bookings
            .iter()
            .zip(found)
            .map(|(booking, found)| line(booking, found, asks, picks.get(&booking.id).copied().unwrap_or_default()))
            .collect()
    }

    /// Records every booking that is ticked, as one act.
    pub fn record(self, desk: Desk, lines: &[Line]) {
        let one = |line: &Line| {
            let client = line.parts.first()?.asks.client;
            let last = line.parts.len().saturating_sub(1);
            let share = |(at, part): (usize, &Part)| Share {
                invoice: part.asks.invoice,
                amount: part.amount,
                rest: line.pick.rest.filter(|_| at == last && line.short > Decimal::ZERO),
            };
            let shares = line.parts.iter().enumerate().map(share).collect();
            let came = Incoming {
                on: line.booking.on,
                method: said::METHOD.to_owned(),
                shares,
                whole: Some(line.booking.amount.amount()),
                came: None,
            };
            Some(BankPayment { client, booking: line.booking.id.clone(), came })
        };
        let payments = lines.iter().filter(|line| line.record).filter_map(one).collect();
        self.busy.set(true);
        self.refused.set(None);
        desk.ask_wherever(Command::BringBank { source: self.name.get_untracked(), payments }, move |outcome| {
            self.busy.try_set(false);
            match outcome {
                Ok(success) => {
                    self.picks.try_set(BTreeMap::new());
                    self.done.try_set(Some(success));
                }
                Err(unable) => {
                    self.refused.try_set(Some(unable));
                }
            }
        });
    }
}

fn line(booking: &Booking, found: Matched, asks: &[Asks], pick: Pick) -> Line {
    let came = booking.amount.amount();
    let other = pick.other.and_then(|id| asks.iter().find(|one| one.invoice == id));
    let (parts, short, sure) = match (&found, other) {
        (Matched::Known, _) => (Vec::new(), Decimal::ZERO, false),
        (_, Some(other)) => (vec![Part { asks: other.clone(), amount: came }], other.open.amount() - came, true),
        (Matched::Pays { parts, short, certainty, .. }, None) => (parts.clone(), *short, *certainty == Certainty::Sure),
        (Matched::None, None) => (Vec::new(), Decimal::ZERO, false),
    };
    let record = !parts.is_empty() && pick.record.unwrap_or(sure);
    Line { booking: booking.clone(), found, parts, short, pick, record }
}
