//! Moves from stage to stage: a stage that is left with something open is asked about once, and the reason goes with the move.

use crate::dom::*;
use book::session::{Success, Unable};
use domain::command::Refusal;
use domain::field::Field;
use domain::item::List;
use domain::lifecycle::Open;
use domain::{ClientId, Command, Done, Stage};

use super::desk::Desk;
use super::working::zone;
use crate::words::lifecycle as words;

/// A move that waits for its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub client: ClientId,
    pub from: Stage,
    pub to: Stage,
    pub open: Vec<Open>,
    command: Command,
    /// Where the keyboard goes when the move is made.
    back: Option<String>,
}

/// The moves of this app. Copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Leaving {
    desk: Desk,
    pub asked: RwSignal<Option<Asked>>,
    /// A client that came to Offboarding just now.
    pub parted: RwSignal<Option<ClientId>>,
}

impl Leaving {
    pub fn new(desk: Desk) -> Self {
        Self { desk, asked: RwSignal::new(None), parted: RwSignal::new(None) }
    }

    /// Moves a client; `back` is the id of the element that then has the keyboard.
    pub fn move_to(self, client: ClientId, to: Stage, back: Option<String>) {
        self.tell(client, Command::MoveClient { client, to, why: String::new() }, back);
    }

    /// Tells the desk a command that holds a move of this client, and asks for the reason where one is wanted.
    pub fn tell(self, client: ClientId, command: Command, back: Option<String>) {
        let again = command.clone();
        self.desk.ask_wherever(command, move |outcome| match outcome {
            Err(Unable::Refused(Refusal::DutiesOpen { from, to, open })) => {
                self.asked.set(Some(Asked { client, from, to, open, command: again, back }));
            }
            outcome => {
                self.settled(&outcome);
                self.desk.say(outcome);
            }
        });
    }

    fn settled(self, outcome: &Result<Success, Unable>) {
        if let Ok(Success { done: Done::Moved { client, to: Stage::Offboarding, .. }, .. }) = outcome {
            self.parted.set(Some(*client));
        }
    }

    /// Makes the move that waits, with its reason. `answered` hears where the keyboard goes now, or why the move could not be made.
    pub fn give(self, why: String, answered: impl FnOnce(Result<Option<String>, Unable>) + 'static) {
        let Some(asked) = self.asked.get_untracked() else { return };
        self.desk.ask_wherever(with_reason(asked.command, &why), move |outcome| match outcome {
            Err(unable) => answered(Err(unable)),
            outcome => {
                self.asked.set(None);
                answered(Ok(asked.back));
                self.settled(&outcome);
                self.desk.say(outcome);
            }
        });
    }

    /// Retention instead of an end: the client moves there, with three steps and the first of them next.
    pub fn keep_in_touch(self, client: ClientId, back: Option<String>) {
        let today = self.desk.today.get_untracked();
        let next = vec![(Field::NextStep, words::CHECK_IN.to_owned()), (Field::NextDay, today.plus_months(1).to_string())];
        let is_there = self.desk.with_rows_untracked(|rows| rows.get(&client).is_some_and(|row| row.stage == Stage::Retention));
        let mut commands = Vec::new();
        if !is_there {
            commands.push(Command::MoveClient { client, to: Stage::Retention, why: words::PART_WHY.to_owned() });
        }
        commands.push(Command::SetFields { client, changes: next });
        let steps = words::keeping();
        commands.push(Command::BeginList { client, list: List::Retention, on: today, version: 0, steps, zone: zone() });
        self.tell(client, Command::Together { client, commands }, back);
    }
}

fn with_reason(command: Command, why: &str) -> Command {
    match command {
        Command::MoveClient { client, to, .. } => Command::MoveClient { client, to, why: why.to_owned() },
        Command::Together { client, commands } => {
            Command::Together { client, commands: commands.into_iter().map(|command| with_reason(command, why)).collect() }
        }
        other => other,
    }
}
