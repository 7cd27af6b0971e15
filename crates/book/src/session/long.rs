//! Acts that go on in steps, each written and acknowledged by the storage before the next: between two of them whatever else was asked
//! for comes first, and the browser paints.

use domain::ClientId;
use domain::decide::{Course, Ending, Pace, Step};
use domain::row::Rows;
use domain::time::Now;

use super::message::message_of;
use super::{Act, Answer, Effect, Output, Request, Session, Success, Ticket, Unable, World};

/// A step of this size holds a slow phone for some tens of milliseconds.
const PACE: Pace = Pace { looked_at: 500, written: 24 };

#[derive(Debug)]
pub(super) struct Long {
    course: Course,
    /// The session's count of changes when it was last looked at.
    seen: u64,
}

impl Long {
    pub(super) fn of(course: Course, seen: u64) -> Self {
        Self { course, seen }
    }

    pub(super) fn needs(&self, rows: &Rows) -> Vec<ClientId> {
        self.course.needs(rows, PACE)
    }
}

impl From<Ending> for Success {
    fn from(Ending { done, undo }: Ending) -> Self {
        Self { done, undo }
    }
}

impl Session {
    /// What to take up next: of long acts one after the other, and none before what is quickly done.
    pub(super) fn next(&mut self) -> Option<(Ticket, Request)> {
        let quick = self.queue.iter().position(|(_, request)| !matches!(request, Request::Long(_)));
        if let Some(at) = quick {
            return self.queue.remove(at);
        }
        if self.resting.is_none() {
            return self.queue.pop_front();
        }
        if !std::mem::take(&mut self.rested) {
            return None;
        }
        self.resting.take().map(|(ticket, long)| (ticket, Request::Long(long)))
    }

    pub(super) fn step(&mut self, now: Now, ticket: Ticket, mut long: Box<Long>, out: &mut Output) {
        if self.stopped.remove(&ticket) {
            long.course.stop();
        }
        let changed = std::mem::replace(&mut long.seen, self.changes) != self.changes;
        let world = World { practice: &self.practice, rows: &self.rows, clients: &self.records, device: self.author };
        match long.course.step(world, PACE, changed, now, &mut self.ids) {
            Step::Rest => self.rest(ticket, long, out),
            Step::Write(facts) => {
                let message = message_of(&long.course);
                self.prepare(now, Act { ticket, request: Request::Long(long), message, success: None }, &facts, out);
            }
            Step::Over(ending) => {
                self.stopped.remove(&ticket);
                Self::nudge(&long, out);
                let outcome = (*ending).map(Success::from).map_err(Unable::Refused);
                out.answers.push(Answer { ticket, outcome });
            }
        }
    }

    /// Other tabs hear of a long act when it is over: to read on at every step would hold them as long.
    fn nudge(long: &Long, out: &mut Output) {
        if long.course.so_far().is_some() {
            out.effects.push(Effect::Nudge);
        }
    }

    fn rest(&mut self, ticket: Ticket, long: Box<Long>, out: &mut Output) {
        out.part = true;
        out.progress = Some((ticket, long.course.progress()));
        out.effects.push(Effect::Rest);
        self.rested = false;
        self.resting = Some((ticket, long));
    }

    /// A step is on disk.
    pub(super) fn go_on_later(&mut self, ticket: Ticket, mut long: Box<Long>, out: &mut Output) {
        long.course.written();
        self.rest(ticket, long, out);
    }

    /// Answers what cannot be done, or not to its end.
    pub(super) fn give_up(&mut self, ticket: Ticket, request: &Request, why: Unable, out: &mut Output) {
        let kept = match request {
            Request::Long(long) => {
                Self::nudge(long, out);
                long.course.so_far()
            }
            Request::Command(_) | Request::Restore(_) | Request::Receive(_) | Request::Rebuild(_) => None,
        };
        let unable = match kept {
            Some(kept) => Unable::CutShort { why: Box::new(why), kept: Box::new(kept.into()) },
            None => why,
        };
        self.stopped.remove(&ticket);
        out.answers.push(Answer { ticket, outcome: Err(unable) });
    }
}
