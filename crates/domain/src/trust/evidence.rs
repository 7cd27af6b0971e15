//! What a record shows, before anybody weighs it. What depends on the practice or the time of day is kept as it was: answers and words.

use std::collections::BTreeSet;

use super::Event;
use crate::client::{Client, Direction};
use crate::find::Spot;
use crate::invoice::{Invoice, Standing};
use crate::item::{ActKind, Item, ItemField, ItemKind, List, Side};
use crate::retention::{GLAD_FROM, LOW_UP_TO};
use crate::rhythm::{Answer, conversations};
use crate::scope::Scope;
use crate::time::Day;
use crate::{InvoiceId, Stage};

/// Of each kind so many count at most, the newest: a row keeps them too, and both come to the same balance.
const MOST: usize = 200;

/// Facts for the account, each with where it stands in the record; in a row without that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<S> {
    /// What is said by the record alone. A day to come takes effect when it comes: what is still open then is late.
    pub sure: Vec<(Day, Event, S)>,
    /// Words of theirs and our answers, the oldest first.
    pub answers: Vec<(Answer, S)>,
    /// The days on which we turned to them, the earliest first.
    pub told: Vec<(Day, S)>,
    /// From when until when (that day no more) somebody was being worked for.
    pub served: Vec<(Day, Option<Day>)>,
}

impl<S> Default for Evidence<S> {
    fn default() -> Self {
        Self { sure: Vec::new(), answers: Vec::new(), told: Vec::new(), served: Vec::new() }
    }
}

impl<S> Evidence<S> {
    /// Whether nothing in it can move the account.
    pub fn is_empty(&self) -> bool {
        self.sure.is_empty() && self.answers.is_empty() && self.told.is_empty()
    }
}

impl Evidence<Spot> {
    pub fn of(client: &Client) -> Self {
        let mut all = Self { served: served(client), ..Self::default() };
        all.items(client);
        all.documents(client);
        all.talk(client);
        crate::order::sort(&mut all.sure);
        let newest = |len: usize| len.saturating_sub(MOST);
        all.sure.drain(..newest(all.sure.len()));
        all.answers.drain(..newest(all.answers.len()));
        all.told.drain(..newest(all.told.len()));
        all
    }

    /// As a row keeps it.
    pub fn bare(self) -> Evidence<()> {
        Evidence {
            sure: self.sure.into_iter().map(|(on, event, _)| (on, event, ())).collect(),
            answers: self.answers.into_iter().map(|(answer, _)| (answer, ())).collect(),
            told: self.told.into_iter().map(|(on, _)| (on, ())).collect(),
            served: self.served,
        }
    }

    fn items(&mut self, client: &Client) {
        for (id, item) in client.items.iter().filter(|(_, item)| item.removed.is_none()) {
            let spot = Spot::Item(*id, item.kind);
            let mut add = |on, event| self.sure.push((on, event, spot));
            match item.kind {
                ItemKind::Deliverable => owed(item, Owes::Deliverable, &mut add),
                ItemKind::Promise if item.side() == Side::Ours => owed(item, Owes::Promise, &mut add),
                ItemKind::Request | ItemKind::Work => {
                    if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Waived) {
                        add(act.on, Event::Goodwill);
                    }
                }
                ItemKind::Step if item.list() == Some(List::Retention) => {
                    if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Done) {
                        add(act.on, Event::CheckIn);
                    }
                }
                ItemKind::Conflict => {
                    if let Some(on) = item.day(ItemField::Day) {
                        add(on, Event::Complaint);
                    }
                    for (_, act) in item.told() {
                        if act.kind == ActKind::Given {
                            add(act.on, Event::Goodwill);
                        }
                    }
                    if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Closed) {
                        add(act.on, Event::ComplaintResolved);
                    }
                }
                ItemKind::Feedback => {
                    let score = item.count(ItemField::Score).unwrap_or(u64::from(LOW_UP_TO) + 1);
                    let said = if score >= u64::from(GLAD_FROM) {
                        Some(Event::Praised)
                    } else {
                        (score <= u64::from(LOW_UP_TO)).then_some(Event::LetDown)
                    };
                    if let Some((on, event)) = item.day(ItemField::Day).zip(said) {
                        add(on, event);
                    }
                    if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Done) {
                        add(act.on, Event::ActedOn);
                    }
                }
                ItemKind::Dispute => {
                    // The document shows it, and what became of it.
                    let spot = item.get(ItemField::Invoice).parse().map_or(spot, Spot::Document);
                    if let Some(on) = item.day(ItemField::Day) {
                        self.sure.push((on, Event::InvoiceDisputed, spot));
                    }
                    if let Some((_, act)) = item.settled().filter(|(_, act)| act.kind == ActKind::Resolved) {
                        self.sure.push((act.on, Event::DisputeResolved, spot));
                    }
                }
                ItemKind::Promise
                | ItemKind::Step
                | ItemKind::Engagement
                | ItemKind::Context
                | ItemKind::Template
                | ItemKind::StageNote
                | ItemKind::Tag
                | ItemKind::Merge
                | ItemKind::File
                | ItemKind::Proposal
                | ItemKind::ProposalLine
                | ItemKind::Holiday
                | ItemKind::Erasure
                | ItemKind::Distinct
                | ItemKind::LateTerms
                | ItemKind::LateClaim
                | ItemKind::Series
                | ItemKind::Recurring
                | ItemKind::Account
                | ItemKind::PayLink
                | ItemKind::Service
                | ItemKind::Logo
                | ItemKind::Print
                | ItemKind::Member
                | ItemKind::Snooze
                | ItemKind::View
                | ItemKind::Referral
                | ItemKind::Block
                | ItemKind::Letter
                | ItemKind::Reminder
                | ItemKind::Rule
                | ItemKind::Run
                | ItemKind::Message
                | ItemKind::Audit => {}
            }
        }
    }

    /// Invoices that ask for more than was agreed: one that charges a request to which nobody said yes, or that comes to more than the
    /// offer it was made from.
    fn documents(&mut self, client: &Client) {
        let scope = Scope::of(client, None);
        let mut unasked: BTreeSet<InvoiceId> = BTreeSet::new();
        for item in client.items.values().filter(|item| item.kind == ItemKind::Request && item.removed.is_none()) {
            unasked.extend(scope.billed_with(item).filter(|_| !scope.is_accepted(item)));
        }
        for (id, invoice) in &client.invoices {
            let stands = !matches!(invoice.standing(), Standing::Draft | Standing::Void | Standing::Removed);
            let Some(issue) = invoice.issue().filter(|issue| stands && issue.document.content().kind.collects()) else { continue };
            if unasked.contains(id) || is_above_offer(client, invoice) {
                self.sure.push((issue.document.dated(), Event::InvoiceSurprise, Spot::Document(*id)));
            }
        }
    }

    fn talk(&mut self, client: &Client) {
        let mut waits = false;
        for (id, note) in conversations(client) {
            let (at, spot) = ((note.happened, note.recorded.at), Spot::Note(id));
            if note.direction == Some(Direction::In) {
                if !waits {
                    self.answers.push((Answer { came: at, given: None }, spot));
                }
                waits = true;
                continue;
            }
            self.told.push((note.happened, spot));
            if let Some((answer, source)) = self.answers.last_mut().filter(|_| waits) {
                // The answer is the entry that shows when it was given.
                (answer.given, *source) = (Some(at), spot);
            }
            waits = false;
        }
    }
}

impl Evidence<()> {
    /// Of two records that are one client.
    pub fn join(&mut self, other: &Self) {
        self.sure.extend(other.sure.iter().copied());
        self.answers.extend(other.answers.iter().copied());
        self.told.extend(other.told.iter().copied());
        crate::order::sort(&mut self.sure);
        crate::order::sort_by_key(&mut self.answers, |(answer, ())| answer.came);
        crate::order::sort(&mut self.told);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owes {
    Promise,
    Deliverable,
}

/// What became of something that we owed by a day. Being reopened takes back what was said of how it ended, not what became of its day.
fn owed(item: &Item, what: Owes, add: &mut impl FnMut(Day, Event)) {
    let told = item.told();
    let mut due = item.day(ItemField::Due);
    let (mut ended, mut moved) = (Vec::new(), Vec::new());
    let mut arrived = false;
    for (at, (_, act)) in told.iter().enumerate() {
        let late = due.is_some_and(|due| act.on > due);
        match act.kind {
            ActKind::Delivered => {
                if !arrived && due.is_some() {
                    ended.push((act.on, if late { Event::DeliveredLate } else { Event::DeliveredInTime }));
                }
                arrived = true;
            }
            ActKind::Approved => ended.push((act.on, Event::Approved)),
            ActKind::Kept => ended.push((act.on, if late { Event::PromiseLate } else { Event::PromiseKept })),
            ActKind::Broken => ended.push((act.on, Event::PromiseBroken)),
            ActKind::Reopened => {
                ended.clear();
                arrived = false;
            }
            ActKind::Rescheduled | ActKind::Renegotiated => {
                let to = Day::parse(&act.value);
                if to.zip(due).is_some_and(|(to, due)| to > due) {
                    let until_next = told[at + 1..].iter().take_while(|(_, next)| !moves(next.kind));
                    let heard = until_next.filter(|(_, next)| matches!(next.kind, ActKind::Told | ActKind::Untold)).last();
                    let word = match heard {
                        Some((_, next)) if next.kind == ActKind::Told => Some((next.on, due.is_some_and(|due| next.on <= due))),
                        Some(_) => Some((act.on, false)),
                        // Agreed anew: they know. Else nobody said.
                        None if act.kind == ActKind::Renegotiated => Some((act.on, !late)),
                        None => late.then_some((act.on, false)),
                    };
                    moved.extend(word.map(|(on, early)| (on, if early { Event::WarnedEarly } else { Event::Slipped })));
                }
                due = to.or(due);
            }
            ActKind::SentBack
            | ActKind::Done
            | ActKind::Waived
            | ActKind::Accepted
            | ActKind::Declined
            | ActKind::Confirmed
            | ActKind::Billed
            | ActKind::Moved
            | ActKind::Closed
            | ActKind::Sent
            | ActKind::Told
            | ActKind::Untold
            | ActKind::Resolved
            | ActKind::Given
            | ActKind::Handed
            | ActKind::Paused
            | ActKind::Resumed
            | ActKind::Repriced => {}
        }
    }
    // What was delivered once and sent back has been there in time, or late, already.
    if let Some(due) = item.awaited().filter(|_| what == Owes::Promise || !arrived) {
        ended.push((due.plus_days(1), Event::Overdue));
    }
    for (on, event) in moved.into_iter().chain(ended) {
        add(on, event);
    }
}

fn moves(kind: ActKind) -> bool {
    matches!(kind, ActKind::Rescheduled | ActKind::Renegotiated)
}

fn is_above_offer(client: &Client, invoice: &Invoice) -> bool {
    let total = |invoice: &Invoice| invoice.issue().map(|issue| issue.document.totals().total);
    let offer = invoice.from.and_then(|from| client.invoices.get(&from));
    let offer = offer.filter(|offer| offer.content().is_some_and(|content| !content.kind.collects()));
    let (Some(asked), Some(offered)) = (total(invoice), offer.and_then(total)) else { return false };
    asked.minus(offered).is_ok_and(|more| more.is_positive())
}

fn served(client: &Client) -> Vec<(Day, Option<Day>)> {
    let path = client.path();
    let mut all: Vec<(Day, Option<Day>)> = Vec::new();
    for (at, (_, one)) in path.iter().enumerate() {
        let until = path.get(at + 1).map(|(_, next)| next.on);
        if !matches!(one.to, Stage::Onboarding | Stage::Delivery | Stage::Communication) {
            continue;
        }
        match all.last_mut().filter(|(_, end)| *end == Some(one.on)) {
            Some((_, end)) => *end = until,
            None => all.push((one.on, until)),
        }
    }
    all
}
