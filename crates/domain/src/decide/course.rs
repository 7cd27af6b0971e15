//! Acts too large for one step: what they come to is written slice by slice, each whole, so that the screen lives between two of them and
//! a crash leaves whole records. Whoever carries one out writes what a step gives and says so; a step that was not written is taken again.

use super::batch::Undo;
use super::import::Import;
use super::{Decision, World};
use crate::command::{Command, Done, Refusal};
use crate::fact::Fact;
use crate::intake::Brought;
use crate::row::Rows;
use crate::time::Now;
use crate::{BatchId, ClientId, Fresh};

/// How much a step may come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Records that are only looked at.
    pub looked_at: usize,
    /// Clients and invoices that are written. Of one client it may be a quarter of what is there: the whole record is read after every
    /// step, and many small ones would read it again and again.
    pub written: usize,
}

impl Pace {
    /// All in one step.
    pub const WHOLE: Self = Self { looked_at: usize::MAX, written: usize::MAX };
}

/// What a step comes to.
#[derive(Debug)]
pub enum Step {
    /// Nothing to write yet: go on.
    Rest,
    /// To be written, all or nothing; then [`Course::written`].
    Write(Vec<Fact>),
    Over(Box<Result<Ending, Refusal>>),
}

/// What an act came to in the end.
#[derive(Debug)]
pub struct Ending {
    pub done: Done,
    pub undo: Option<Command>,
}

/// How far an act has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u32,
    /// Zero while it is still being counted.
    pub of: u32,
    pub counted: Counted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    InvoicesIn,
    ClientsIn,
    ClientsOut,
    ClientsBack,
}

/// An act on its way.
#[derive(Debug)]
pub enum Course {
    Import(Box<Import>),
    Undo(Box<Undo>),
}

impl Course {
    /// The command back when it is decided in one step.
    pub fn of(command: Command, fresh: &mut dyn Fresh) -> Result<Self, Box<Command>> {
        if let Command::UndoBatch { batch, gone } = command {
            return Ok(Self::undo(batch, gone));
        }
        let Command::Import { brought } = command else { return Err(Box::new(command)) };
        Ok(Self::import(brought, fresh))
    }

    pub(super) fn import(brought: Brought, fresh: &mut dyn Fresh) -> Self {
        Self::Import(Box::new(Import::new(brought, fresh)))
    }

    pub(super) fn undo(batch: BatchId, gone: bool) -> Self {
        Self::Undo(Box::new(Undo::new(batch, gone)))
    }

    /// The clients whose whole record the next step reads.
    pub fn needs(&self, rows: &Rows, pace: Pace) -> Vec<ClientId> {
        match self {
            Self::Import(import) => import.needs(rows, pace),
            Self::Undo(undo) => undo.needs(rows, pace),
        }
    }

    /// `changed`: somebody else has written since the last step.
    pub fn step(&mut self, world: World<'_>, pace: Pace, changed: bool, now: Now, fresh: &mut dyn Fresh) -> Step {
        match self {
            Self::Import(import) => import.step(world, pace, changed, now, fresh),
            Self::Undo(undo) => undo.step(world, pace, changed, fresh),
        }
    }

    /// What the last step came to is written.
    pub fn written(&mut self) {
        match self {
            Self::Import(import) => import.written(),
            Self::Undo(undo) => undo.written(),
        }
    }

    /// No more than is in already. An undo goes on to its end: half of one is nothing that anybody wants.
    pub fn stop(&mut self) {
        match self {
            Self::Import(import) => import.stop(),
            Self::Undo(_) => {}
        }
    }

    pub fn progress(&self) -> Progress {
        match self {
            Self::Import(import) => import.progress(),
            Self::Undo(undo) => undo.progress(),
        }
    }

    /// What it has come to so far; None when nothing of it is written.
    pub fn so_far(&self) -> Option<Ending> {
        match self {
            Self::Import(import) => import.so_far(),
            Self::Undo(undo) => undo.so_far(),
        }
    }

    /// Decides it in one step.
    pub(super) fn whole(mut self, world: World<'_>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
        let mut facts = Vec::new();
        loop {
            match self.step(world, Pace::WHOLE, false, now, fresh) {
                Step::Rest => {}
                Step::Write(some) => {
                    facts.extend(some);
                    self.written();
                }
                Step::Over(ending) => return (*ending).map(|Ending { done, undo }| Decision { facts, done, undo }),
            }
        }
    }
}
