//! What came in together goes out together: an import, the sample practice.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::course::{Counted, Ending, Pace, Progress, Step};
use super::{Decision, World, paying};
use crate::client::Client;
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::invoice::Invoice;
use crate::item::ItemKind;
use crate::practice::Practice;
use crate::row::Rows;
use crate::time::Now;
use crate::{BatchId, ClientId, Fresh, InvoiceId, IssueId, PaymentId, RemovalId, number, rule, sample};

/// Takes a batch out, or puts it back. Clients it made go when nothing of their own hangs on them; clients it only added to keep all but
/// what it added. Everything of the sample goes, whatever was done with it. That it is out is written last: an undo that was cut short can
/// be asked for again.
#[derive(Debug)]
pub struct Undo {
    batch: BatchId,
    gone: bool,
    /// None until it has begun, and when somebody else has written since.
    plan: Option<Plan>,
    done: BTreeSet<ClientId>,
    kept: u32,
    written: bool,
    over: bool,
    pending: Option<Pending>,
}

#[derive(Debug)]
struct Plan {
    sample: bool,
    left: VecDeque<ClientId>,
    numbers: BTreeMap<InvoiceId, Vec<IssueId>>,
    /// Numbers that somebody has, while the batch is put back.
    held: BTreeSet<String>,
}

#[derive(Debug)]
struct Pending {
    clients: usize,
    kept: u32,
    last: bool,
}

impl Plan {
    fn of(practice: &Practice, batch: BatchId, gone: bool, done: &BTreeSet<ClientId>) -> Option<Self> {
        let known = practice.batches.get(&batch)?;
        // What an erased client was billed is kept, with its numbers.
        let erased = crate::erase::erased(practice);
        let mut numbers: BTreeMap<InvoiceId, Vec<IssueId>> = BTreeMap::new();
        for (issue, taken) in
            practice.numbers.iter().filter(|(_, taken)| known.clients.contains(&taken.client) && !erased.contains_key(&taken.client))
        {
            numbers.entry(taken.invoice).or_default().push(*issue);
        }
        let held = practice.numbers.values().filter(|taken| !gone && !taken.released).map(|taken| number::key(&taken.number));
        let left = known.clients.difference(done).copied().collect();
        Some(Self { sample: known.sample, left, numbers, held: held.collect() })
    }

    /// How many of the clients that are left the next step takes.
    fn share(&self, rows: &Rows, pace: Pace) -> usize {
        let mut room = Some(pace.written);
        let weights = self.left.iter().map(|id| 1 + rows.get(id).map_or(0, |row| row.invoices.len()));
        let fits = |weight: usize| {
            let left = room.filter(|left| *left > 0)?;
            room = left.checked_sub(weight);
            Some(())
        };
        weights.map_while(fits).count()
    }
}

impl Undo {
    pub(super) fn new(batch: BatchId, gone: bool) -> Self {
        Self { batch, gone, plan: None, done: BTreeSet::new(), kept: 0, written: false, over: false, pending: None }
    }

    pub(super) fn needs(&self, rows: &Rows, pace: Pace) -> Vec<ClientId> {
        let plan = self.plan.as_ref();
        plan.map(|plan| plan.left.iter().take(plan.share(rows, pace)).copied().collect()).unwrap_or_default()
    }

    pub(super) fn progress(&self) -> Progress {
        let left = self.plan.as_ref().map_or(0, |plan| plan.left.len());
        let done = u32::try_from(self.done.len()).unwrap_or(u32::MAX);
        let of = if self.plan.is_some() { u32::try_from(self.done.len() + left).unwrap_or(u32::MAX) } else { 0 };
        Progress { done, of, counted: if self.gone { Counted::ClientsOut } else { Counted::ClientsBack } }
    }

    pub(super) fn so_far(&self) -> Option<Ending> {
        let (batch, gone, kept) = (self.batch, self.gone, self.kept);
        let undo = self.over.then_some(Command::UndoBatch { batch, gone: !gone });
        self.written.then_some(Ending { done: Done::BatchUndone { batch, gone, kept }, undo })
    }

    pub(super) fn step(&mut self, world: World<'_>, pace: Pace, changed: bool, fresh: &mut dyn Fresh) -> Step {
        if changed || self.pending.take().is_some() {
            self.plan = None;
        }
        if self.over {
            return over(self.so_far().ok_or(Refusal::NoSuchBatch));
        }
        let Some(known) = world.practice.batches.get(&self.batch) else { return over(Err(Refusal::NoSuchBatch)) };
        if known.undone.is_some() == self.gone {
            let nothing = Ending { done: Done::Nothing, undo: None };
            return over(Ok(self.so_far().unwrap_or(nothing)));
        }
        let Some(plan) = &mut self.plan else {
            self.plan = Plan::of(world.practice, self.batch, self.gone, &self.done);
            return Step::Rest;
        };
        let clients = plan.share(world.rows, pace);
        let mut slice = Slice { batch: self.batch, gone: self.gone, sample: plan.sample, facts: Vec::new(), settled: Vec::new(), kept: 0 };
        for client in plan.left.iter().take(clients).filter_map(|id| world.clients.get(id)) {
            slice.client(client, fresh);
        }
        let Slice { mut facts, settled, kept, .. } = slice;
        for issue in settled.iter().filter_map(|invoice| plan.numbers.get(invoice)).flatten() {
            let Some(taken) = world.practice.numbers.get(issue).filter(|taken| taken.released != self.gone) else { continue };
            // A number that somebody else took meanwhile stays with them.
            if self.gone || plan.held.insert(number::key(&taken.number)) {
                facts.push(Fact::Practice(PracticeFact::NumberReleased { issue: *issue, gone: self.gone }));
            }
        }
        let last = clients == plan.left.len();
        if last {
            facts.push(Fact::Practice(PracticeFact::BatchUndone { id: self.batch, gone: self.gone }));
        }
        self.pending = Some(Pending { clients, kept, last });
        if facts.is_empty() {
            self.take_pending();
            return Step::Rest;
        }
        Step::Write(facts)
    }

    pub(super) fn written(&mut self) {
        self.written = true;
        self.take_pending();
    }

    fn take_pending(&mut self) {
        let (Some(Pending { clients, kept, last }), Some(plan)) = (self.pending.take(), &mut self.plan) else { return };
        self.done.extend(plan.left.drain(..clients.min(plan.left.len())));
        self.kept += kept;
        self.over = last;
    }
}

fn over(ending: Result<Ending, Refusal>) -> Step {
    Step::Over(Box::new(ending))
}

struct Slice {
    batch: BatchId,
    gone: bool,
    sample: bool,
    facts: Vec<Fact>,
    /// Invoices whose numbers go, or come back, with them.
    settled: Vec<InvoiceId>,
    kept: u32,
}

impl Slice {
    fn client(&mut self, client: &Client, fresh: &mut dyn Fresh) {
        let Self { batch, gone, .. } = *self;
        let made = client.origin.batch() == Some(batch);
        if made && gone && !self.sample && has_own_work(client, batch) {
            self.kept += 1;
            return;
        }
        if made {
            self.settled.extend(client.invoices.keys());
            if client.is_removed() != gone {
                self.facts.push(Fact::Client(client.id, ClientFact::Removed { id: RemovalId::fresh(fresh), gone }));
            }
            return;
        }
        // What it filled goes where nobody has written anything else since, and comes back where nothing is.
        for ((_, field), value) in client.brought.iter().filter(|((of, _), _)| *of == batch) {
            let now = client.get(*field);
            if if gone { now == value } else { now.is_empty() } {
                let to = if gone { String::new() } else { value.clone() };
                self.facts.push(Fact::Client(client.id, ClientFact::FieldSet { field: *field, to }));
            }
        }
        self.payments(client);
        for (id, invoice) in client.invoices.iter().filter(|(_, invoice)| invoice.origin.batch() == Some(batch)) {
            if gone && has_own_payment(invoice, batch) {
                self.kept += 1;
            } else if invoice.removed.is_some() != gone {
                self.settled.push(*id);
                self.facts.push(Fact::Client(client.id, ClientFact::InvoiceRemoved { invoice: *id, gone }));
            }
        }
    }
}

impl Slice {
    /// Payments that it recorded on documents it did not make. One whose credit has paid another document stays.
    fn payments(&mut self, client: &Client) {
        let ours = |invoice: &&Invoice| invoice.origin.batch() != Some(self.batch);
        let entries = client.invoices.values().filter(ours).flat_map(|invoice| &invoice.payments);
        let ids: BTreeSet<PaymentId> =
            entries.filter(|(_, one)| one.batch == Some(self.batch) && one.stands() == self.gone).map(|(id, _)| *id).collect();
        for id in ids {
            match paying::withdrawn(client, id, self.gone) {
                Ok(facts) => self.facts.extend(facts),
                Err(_) => self.kept += 1,
            }
        }
    }
}

/// Whether a client that came with this batch has work of its own by now.
fn has_own_work(client: &Client, batch: BatchId) -> bool {
    // What rules did by themselves is nobody's work.
    let (ours, runs) = (Some(batch), rule::runs(client));
    client.notes.values().any(|note| note.batch != ours || !note.amendments.is_empty())
        || client.invoices.values().any(|invoice| invoice.origin.batch() != ours || has_own_payment(invoice, batch))
        || client.path().iter().filter(|(id, _)| !rule::is_made(&runs, id.0)).count() > 1
        || client.items.iter().any(|(id, item)| item.kind != ItemKind::Run && !(item.acts.is_empty() && rule::is_made(&runs, id.0)))
}

fn has_own_payment(invoice: &Invoice, batch: BatchId) -> bool {
    invoice.payments.values().any(|payment| payment.batch != Some(batch) && payment.withdrawn.is_none())
}

pub(super) fn add_sample(world: World<'_>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    if world.practice.sample().is_some() {
        return Err(Refusal::SampleAlreadyThere);
    }
    let batch = BatchId::fresh(fresh);
    let facts = sample::facts(batch, now.today, fresh);
    Ok(Decision { facts, done: Done::SampleAdded { batch }, undo: Some(Command::UndoBatch { batch, gone: true }) })
}
