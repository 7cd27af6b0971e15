//! What the audit needs to know of a record and no other list does.

use crate::InvoiceId;
use crate::checklist::runs;
use crate::client::{Channel, Client, Direction, NoteKind};
use crate::difficult::breaches_ever;
use crate::field::Field;
use crate::invoice::Standing;
use crate::item::{ActKind, ItemField, ItemKind, List, of_kind};
use crate::money::Purse;
use crate::proposal::Offer;
use crate::scope::Scope;
use crate::time::{Day, Moment};

/// Of what is counted by days, so many are kept, the newest.
const MOST: usize = 40;

/// Something done or asked for that brought no money: how much of it, since when, and what it comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loose {
    pub count: u32,
    /// The earliest day of it.
    pub since: Option<Day>,
    pub money: Purse,
    /// Minutes that nobody gave a price or a currency.
    pub unpriced: u64,
}

/// One client's part in the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Steps done and steps in all of the newest onboarding. None: it never began.
    pub onboarding: Option<(u32, u32)>,
    /// Scope, price or signature of an engagement, or an offer that was accepted.
    pub agreed: bool,
    /// The way that was agreed for what matters.
    pub channel: Option<Channel>,
    /// Their messages, and which way they came; meetings are none.
    pub words: Vec<(Day, Channel)>,
    pub breaches: Vec<Day>,
    /// Requests that are neither billed nor turned down.
    pub requests: Loose,
    /// Finished work that is to be charged by the hour and is not.
    pub work: Loose,
    /// Drafts of what collects money, and when they were begun.
    pub drafts: Vec<(InvoiceId, Moment)>,
    /// Requests that were agreed to by word of mouth only.
    pub unconfirmed: u32,
    /// The day something was last delivered.
    pub delivered: Option<Day>,
    /// Deliverables that are still to be there.
    pub undelivered: u32,
}

fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn newest<T>(mut all: Vec<T>) -> Vec<T> {
    all.drain(..all.len().saturating_sub(MOST));
    all
}

impl Facts {
    pub fn of(client: &Client) -> Self {
        // The practice's currency is not known here: what has none of its own counts as without a price.
        let scope = Scope::of(client, None);
        let requests: Vec<_> = of_kind(&client.items, ItemKind::Request);
        let open = || requests.iter().filter(|(_, item)| scope.is_unbilled(item));
        let meter = scope.meter();
        let work = of_kind(&client.items, ItemKind::Work).into_iter().filter(|(_, item)| scope.is_unbilled(item));
        let days: Vec<Day> = work.filter_map(|(_, item)| item.day(ItemField::Day)).collect();
        let time = scope.unbilled_time();
        let deliverables = of_kind(&client.items, ItemKind::Deliverable);
        let told = || deliverables.iter().flat_map(|(_, item)| item.told());
        let mut breaches: Vec<Day> = breaches_ever(client, None).into_iter().map(|one| one.on).collect();
        crate::order::sort(&mut breaches);
        Self {
            onboarding: runs(&client.items, List::Onboarding).first().map(|run| (many(run.done()), many(run.steps.len()))),
            agreed: agreed(client),
            channel: Channel::from_key(client.get(Field::Channel)),
            words: newest(words(client)),
            breaches: newest(breaches),
            requests: Loose {
                count: meter.requests,
                since: open().filter_map(|(_, item)| item.day(ItemField::Day)).min(),
                money: meter.money,
                unpriced: 0,
            },
            work: Loose { count: many(days.len()), since: days.into_iter().min(), money: time.money, unpriced: time.unpriced },
            drafts: drafts(client),
            unconfirmed: many(requests.iter().filter(|(_, item)| scope.is_accepted(item) && !scope.is_confirmed(item)).count()),
            delivered: told().filter(|(_, act)| act.kind == ActKind::Delivered).map(|(_, act)| act.on).max(),
            undelivered: many(deliverables.iter().filter(|(_, item)| item.is_open() && item.stands() != Some(ActKind::Delivered)).count()),
        }
    }

    /// Of two records that are one client: what the first says of itself holds.
    pub fn join(&mut self, other: &Self) {
        self.onboarding = self.onboarding.or(other.onboarding);
        self.agreed |= other.agreed;
        self.channel = self.channel.or(other.channel);
        self.words.extend(other.words.iter().copied());
        crate::order::sort_by_key(&mut self.words, |(on, channel)| (*on, channel.key()));
        self.breaches.extend(other.breaches.iter().copied());
        crate::order::sort(&mut self.breaches);
        for (one, two) in [(&mut self.requests, &other.requests), (&mut self.work, &other.work)] {
            one.count = one.count.saturating_add(two.count);
            one.since = one.since.into_iter().chain(two.since).min();
            one.money.add_all(&two.money);
            one.unpriced = one.unpriced.saturating_add(two.unpriced);
        }
        self.drafts.extend(other.drafts.iter().copied());
        self.unconfirmed = self.unconfirmed.saturating_add(other.unconfirmed);
        self.delivered = self.delivered.max(other.delivered);
        self.undelivered = self.undelivered.saturating_add(other.undelivered);
    }
}

fn agreed(client: &Client) -> bool {
    let says = [ItemField::Detail, ItemField::Price, ItemField::Rate, ItemField::Signed, ItemField::Proposal];
    let written = |item: &crate::item::Item| says.into_iter().any(|field| !item.get(field).is_empty());
    of_kind(&client.items, ItemKind::Engagement).into_iter().any(|(_, item)| written(item))
        || of_kind(&client.items, ItemKind::Proposal).into_iter().any(|(_, item)| Offer(item).acceptance().is_some())
        || !of_kind(&client.items, ItemKind::Recurring).is_empty()
}

fn words(client: &Client) -> Vec<(Day, Channel)> {
    let mut all: Vec<(Day, Channel)> = Vec::new();
    for (_, note) in client.history().into_iter().rev().filter(|(_, note)| note.direction == Some(Direction::In)) {
        let channel = match note.kind {
            NoteKind::Email => Channel::Email,
            NoteKind::Call => Channel::Phone,
            NoteKind::Chat => Channel::Chat,
            NoteKind::Meeting | NoteKind::Note | NoteKind::Decision => continue,
        };
        all.push((note.happened, channel));
    }
    all
}

fn drafts(client: &Client) -> Vec<(InvoiceId, Moment)> {
    let draft = |(id, one): (&InvoiceId, &crate::invoice::Invoice)| {
        let collects = one.content().is_some_and(|content| content.kind.collects());
        let begun = one.drafted.filter(|_| collects && one.standing() == Standing::Draft)?;
        Some((*id, begun.at))
    };
    client.invoices.iter().filter_map(draft).collect()
}
