//! Bringing in what another tool exported: sorted once in the order of the file, then written client by client under one batch.

mod directory;
mod records;
mod sorting;

use std::collections::{BTreeSet, VecDeque};

use super::World;
use super::course::{Counted, Ending, Pace, Progress, Step};
use crate::client::Stamp;
use crate::command::{Command, Done, Refusal, Tally};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::field::Field;
use crate::intake::Brought;
use crate::practice::{Batch, Practice};
use crate::row::Rows;
use crate::time::Now;
use crate::{BatchId, ClientId, Fresh, Id, text};

use directory::{Directory, Whom, emails, name};
use records::{Billing, client_facts, invoice_facts};
pub use sorting::{Clash, Survey};
use sorting::{Drafts, Group, Left, Maker, Sorting, made_by};

/// The clients a file adds to.
pub(super) fn matched(rows: &Rows, brought: &Brought) -> Vec<ClientId> {
    let directory = Directory::of(rows);
    let clients = brought.clients.iter().filter_map(|client| directory.find(name(client), emails(client)));
    let invoices =
        brought.invoices.iter().filter_map(|invoice| directory.find(&invoice.client_name, std::iter::once(invoice.client_email.as_str())));
    let here = clients.chain(invoices).filter_map(|whom| match whom {
        Whom::Here(client) => Some(client),
        Whom::Coming(_) => None,
    });
    here.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What an import would do, before it is done.
pub fn survey(practice: &Practice, rows: &Rows, brought: &Brought) -> Survey {
    let mut sorting = Sorting::begin(practice, rows, Left::all(brought), Drafts::new(), BatchId(Id::from_bytes([0; 16])));
    while sorting.sort(rows, brought, usize::MAX) {}
    sorting.survey
}

/// One file on its way in.
#[derive(Debug)]
pub struct Import {
    brought: Brought,
    batch: BatchId,
    /// The clients its batch names on disk; none before its first slice.
    listed: BTreeSet<ClientId>,
    state: State,
    matched: Drafts,
    /// What is in, and what was found to stay out.
    tally: Tally,
    pending: Option<Pending>,
    stopped: bool,
}

#[derive(Debug)]
enum State {
    New(Left),
    Sorting(Box<Sorting>),
    Writing(VecDeque<Group>),
}

/// What the slice under way takes from the first groups.
#[derive(Debug, Default)]
struct Pending {
    takes: Vec<(ClientId, usize)>,
    listed: Vec<ClientId>,
    tally: Tally,
}

impl Import {
    pub(super) fn new(brought: Brought, fresh: &mut dyn Fresh) -> Self {
        Self {
            state: State::New(Left::all(&brought)),
            brought,
            batch: BatchId::fresh(fresh),
            listed: BTreeSet::new(),
            matched: Drafts::new(),
            tally: Tally::default(),
            pending: None,
            stopped: false,
        }
    }

    pub(super) fn needs(&self, rows: &Rows, pace: Pace) -> Vec<ClientId> {
        match &self.state {
            State::New(_) | State::Sorting(_) => Vec::new(),
            State::Writing(groups) => shares(groups, rows, pace).filter_map(|(group, _)| group.client).collect(),
        }
    }

    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }

    pub(super) fn progress(&self) -> Progress {
        let (clients, invoices) = match &self.state {
            State::New(_) | State::Sorting(_) => (0, 0),
            State::Writing(groups) => (coming(groups), waiting(groups)),
        };
        let (clients_of, invoices_of) = (self.tally.clients_new + clients, self.tally.invoices_new + invoices);
        let (clients_in, clients_of) = (self.tally.clients_new + self.tally.clients_filled, clients_of + self.tally.clients_filled);
        if invoices_of > 0 {
            Progress { done: self.tally.invoices_new, of: invoices_of, counted: Counted::InvoicesIn }
        } else {
            Progress { done: clients_in, of: clients_of, counted: Counted::ClientsIn }
        }
    }

    pub(super) fn so_far(&self) -> Option<Ending> {
        let left = match &self.state {
            State::New(left) => counted(left.clients.len() + left.invoices.len()),
            State::Sorting(sorting) => counted(sorting.begun_with.clients.len() + sorting.begun_with.invoices.len()),
            State::Writing(groups) => coming(groups) + waiting(groups),
        };
        let (batch, tally) = (self.batch, self.tally);
        let undo = Some(Command::UndoBatch { batch, gone: true });
        (!self.listed.is_empty()).then_some(Ending { done: Done::Imported { batch, tally, left }, undo })
    }

    fn over(&self) -> Step {
        Step::Over(Box::new(match self.so_far() {
            Some(ending) => Ok(ending),
            None if self.stopped => Ok(Ending { done: Done::Nothing, undo: None }),
            None => Err(Refusal::NothingNew { tally: self.tally }),
        }))
    }

    pub(super) fn step(&mut self, world: World<'_>, pace: Pace, changed: bool, now: Now, fresh: &mut dyn Fresh) -> Step {
        self.pending = None;
        // Another tab may have taken the batch out meanwhile: then nothing more of it comes in.
        let undone = changed && world.practice.batches.get(&self.batch).is_some_and(|batch| batch.undone.is_some());
        if self.stopped || undone {
            return self.over();
        }
        if changed {
            self.state = State::New(self.left());
        }
        match &mut self.state {
            State::New(left) => {
                let (left, matched) = (std::mem::take(left), self.matched.clone());
                self.state = State::Sorting(Box::new(Sorting::begin(world.practice, world.rows, left, matched, self.batch)));
                Step::Rest
            }
            State::Sorting(sorting) => {
                if !sorting.sort(world.rows, &self.brought, pace.looked_at) {
                    let Tally { clients_matched, invoices_known, invoices_clashing, invoices_unreadable, .. } = sorting.survey.tally;
                    self.tally.clients_matched += clients_matched;
                    self.tally.invoices_known += invoices_known;
                    self.tally.invoices_clashing += invoices_clashing;
                    self.tally.invoices_unreadable += invoices_unreadable;
                    self.matched = std::mem::take(&mut sorting.matched);
                    self.state = State::Writing(std::mem::take(&mut sorting.groups).into());
                }
                Step::Rest
            }
            State::Writing(groups) if groups.is_empty() => self.over(),
            State::Writing(groups) => {
                let mut slice = Slice { import: self.batch, pending: Pending::default(), practice: Vec::new(), clients: Vec::new() };
                let sender = world.practice.party();
                for (group, count) in shares(groups, world.rows, pace) {
                    let client = slice.client(&self.brought, group, now, fresh);
                    let row = world.rows.get(&client);
                    let billing = Billing { sender: &sender, client, name: row.map(|row| row.name.as_str()), batch: self.batch };
                    slice.fills(&world, client, group);
                    for at in group.invoices.iter().take(count) {
                        slice.invoice(&self.brought, *at, billing, fresh);
                    }
                    slice.pending.takes.push((client, count));
                }
                slice.pending.listed =
                    slice.pending.takes.iter().map(|(client, _)| *client).filter(|id| !self.listed.contains(id)).collect();
                let begun = self.begun(&slice.pending.listed);
                self.pending = Some(slice.pending);
                let practice = begun.into_iter().chain(slice.practice).map(Fact::Practice);
                Step::Write(practice.chain(slice.clients).collect())
            }
        }
    }

    /// The batch begins with its first slice, and names from slice to slice whom it has touched.
    fn begun(&self, touched: &[ClientId]) -> Option<PracticeFact> {
        let clients: BTreeSet<ClientId> = touched.iter().copied().collect();
        if self.listed.is_empty() {
            let source = text::line(&self.brought.source, 200);
            let batch = Batch { source, sample: false, begun: Stamp::UNWRITTEN, clients, undone: None };
            return Some(PracticeFact::BatchBegun { id: self.batch, batch });
        }
        (!clients.is_empty()).then_some(PracticeFact::BatchGrown { id: self.batch, clients })
    }

    pub(super) fn written(&mut self) {
        let Some(Pending { takes, listed, tally }) = self.pending.take() else { return };
        self.listed.extend(listed);
        self.tally.clients_new += tally.clients_new;
        self.tally.clients_filled += tally.clients_filled;
        self.tally.invoices_new += tally.invoices_new;
        self.tally.invoices_unreadable += tally.invoices_unreadable;
        let State::Writing(groups) = &mut self.state else { return };
        for (client, count) in takes {
            let Some(group) = groups.front_mut() else { return };
            group.client = Some(client);
            group.fills.clear();
            group.invoices.drain(..count.min(group.invoices.len()));
            if group.invoices.is_empty() {
                groups.pop_front();
            }
        }
    }

    /// What is neither in nor found to stay out.
    fn left(&mut self) -> Left {
        match &mut self.state {
            State::New(left) => std::mem::take(left),
            State::Sorting(sorting) => std::mem::take(&mut sorting.begun_with),
            State::Writing(groups) => {
                let made = groups.iter().filter(|group| group.client.is_none()).filter_map(|group| match group.maker {
                    Some(Maker::Client(at)) => Some(at),
                    Some(Maker::Invoice(_)) | None => None,
                });
                let fills = groups.iter().filter(|group| !group.fills.is_empty());
                let filling: BTreeSet<usize> = fills.flat_map(|group| group.fills.iter().map(|(at, ..)| *at)).collect();
                // They are found here once more when they are sorted again.
                self.tally.clients_matched = self.tally.clients_matched.saturating_sub(counted(filling.len()));
                let clients: BTreeSet<usize> = made.chain(filling).collect();
                let mut invoices: Vec<usize> = groups.iter().flat_map(|group| group.invoices.iter().copied()).collect();
                crate::order::sort(&mut invoices);
                Left { clients: clients.into_iter().collect(), invoices: invoices.into() }
            }
        }
    }
}

fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Clients that are still to be made, or to get something.
fn coming(groups: &VecDeque<Group>) -> u32 {
    counted(groups.iter().filter(|group| group.is_touched()).count())
}

fn waiting(groups: &VecDeque<Group>) -> u32 {
    counted(groups.iter().map(|group| group.invoices.len()).sum())
}

/// The groups of the next slice, and how many invoices of each.
fn shares<'a>(groups: &'a VecDeque<Group>, rows: &'a Rows, pace: Pace) -> impl Iterator<Item = (&'a Group, usize)> {
    let mut room = Some(pace.written);
    groups.iter().enumerate().map_while(move |(place, group)| {
        let left = room.filter(|left| *left > 0)?;
        let here = group.client.and_then(|client| rows.get(&client)).map_or(0, |row| row.invoices.len() / 4);
        // What does not fit beside others gets a slice of its own.
        if place > 0 && here.max(group.invoices.len()) > left {
            return None;
        }
        let count = group.invoices.len().min(left.max(here));
        room = left.checked_sub(count + usize::from(group.is_touched()));
        Some((group, count))
    })
}

/// The facts of one slice as they come together.
struct Slice {
    import: BatchId,
    pending: Pending,
    practice: Vec<PracticeFact>,
    clients: Vec<Fact>,
}

impl Slice {
    fn client(&mut self, brought: &Brought, group: &Group, now: Now, fresh: &mut dyn Fresh) -> ClientId {
        if let Some(client) = group.client {
            return client;
        }
        let client = ClientId::fresh(fresh);
        let made = group.maker.and_then(|maker| made_by(brought, maker)).unwrap_or_default();
        self.clients.extend(client_facts(&made, self.import, now, fresh).into_iter().map(|fact| Fact::Client(client, fact)));
        self.pending.tally.clients_new += 1;
        client
    }

    fn fills(&mut self, world: &World<'_>, client: ClientId, group: &Group) {
        let empty = |field: Field| world.clients.get(&client).is_some_and(|record| record.get(field).is_empty());
        let fills = group.fills.iter().filter(|(_, field, _)| empty(*field));
        let before = self.clients.len();
        self.clients
            .extend(fills.map(|(_, field, to)| {
                Fact::Client(client, ClientFact::FieldBrought { field: *field, to: to.clone(), batch: self.import })
            }));
        self.pending.tally.clients_filled += u32::from(self.clients.len() > before);
    }

    fn invoice(&mut self, brought: &Brought, at: usize, billing: Billing<'_>, fresh: &mut dyn Fresh) {
        let Some((taken, facts)) = brought.invoices.get(at).and_then(|invoice| invoice_facts(invoice, billing, fresh)) else {
            self.pending.tally.invoices_unreadable += 1;
            return;
        };
        self.practice.extend(taken);
        self.clients.extend(facts.into_iter().map(|fact| Fact::Client(billing.client, fact)));
        self.pending.tally.invoices_new += 1;
    }
}

#[cfg(test)]
mod tests;
