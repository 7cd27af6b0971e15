//! Scope and what goes beyond it: what time and requests come to until they are charged, and what a budget has left. Everything is folded
//! from the record, nothing is stored; no sum crosses currencies, and minutes are rounded only where the engagement says so.

mod budget;
mod charge;
mod delay;
mod minutes;
mod request;

pub use budget::{Budget, Level, Share};
pub(crate) use charge::shortest;
pub use charge::{Charge, Unbilled};
pub use minutes::{elapsed, minutes, rounded_up};
pub use request::{Meter, Over};

use rust_decimal::Decimal;

use crate::client::Client;
use crate::content::Content;
use crate::invoice::Standing;
use crate::item::{ActKind, Billing, Item, ItemField, ItemKind, of_kind};
use crate::money::Currency;
use crate::time::Day;
use crate::{InvoiceId, ItemId, LineId};

/// How long before its end an engagement is said to be ending.
const ENDS_SOON_DAYS: i64 = 30;

/// One client's record, and the currency the practice usually works in.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    client: &'a Client,
    usual: Option<Currency>,
}

impl<'a> Scope<'a> {
    pub fn of(client: &'a Client, usual: Option<Currency>) -> Self {
        Self { client, usual }
    }

    /// The item of this id, unless it was removed.
    fn standing(self, id: ItemId) -> Option<&'a Item> {
        self.client.items.get(&id).filter(|item| item.removed.is_none())
    }

    /// The engagement that an item belongs to; of an engagement, itself.
    fn engagement(self, item: &'a Item) -> Option<&'a Item> {
        if item.kind == ItemKind::Engagement {
            return Some(item);
        }
        self.standing(item.engagement()?).filter(|one| one.kind == ItemKind::Engagement)
    }

    /// The currency of an item: its own, else its engagement's, the client's, the practice's.
    pub fn currency(self, item: &'a Item) -> Option<Currency> {
        item.currency().or_else(|| self.engagement(item).and_then(Item::currency)).or_else(|| self.client.currency()).or(self.usual)
    }

    /// What an hour of it costs: as the item says, else as its engagement does.
    pub fn rate(self, item: &'a Item) -> Option<Decimal> {
        item.amount(ItemField::Rate).or_else(|| self.engagement(item).and_then(|one| one.amount(ItemField::Rate)))
    }

    /// What became of an item. Having been charged counts as long as the document that charged it stands.
    pub fn stands(self, item: &Item) -> Option<ActKind> {
        stands(self.client, item).map(|(kind, _)| kind)
    }

    /// The document that charges it, as long as that was neither thrown away nor voided.
    pub fn billed_with(self, item: &Item) -> Option<InvoiceId> {
        stands(self.client, item).and_then(|(_, invoice)| invoice)
    }

    /// Whether the price of the engagement pays for this time already, so that it is not charged by the hour.
    pub fn is_covered(self, work: &'a Item) -> bool {
        self.engagement(work).is_some_and(|one| self.is_fixed(one))
    }

    /// Whether an engagement has a price that hours do not change.
    pub fn is_fixed(self, engagement: &Item) -> bool {
        matches!(engagement.billing(), Some(Billing::Fixed | Billing::Retainer | Billing::Nothing))
    }

    /// Whether money is still to be asked for it: finished work that is charged by the hour, or a request that was not turned down.
    pub fn is_unbilled(self, item: &'a Item) -> bool {
        if item.removed.is_some() {
            return false;
        }
        match item.kind {
            ItemKind::Work => {
                self.stands(item).is_none() && is_charged(item) && item.get(ItemField::Running).is_empty() && !self.is_covered(item)
            }
            ItemKind::Request => matches!(self.stands(item), None | Some(ActKind::Accepted)),
            ItemKind::Engagement
            | ItemKind::Promise
            | ItemKind::Deliverable
            | ItemKind::Step
            | ItemKind::Context
            | ItemKind::Template
            | ItemKind::StageNote
            | ItemKind::Tag
            | ItemKind::Merge
            | ItemKind::File
            | ItemKind::Proposal
            | ItemKind::ProposalLine => false,
            ItemKind::Holiday
            | ItemKind::Conflict
            | ItemKind::Dispute
            | ItemKind::Erasure
            | ItemKind::Distinct
            | ItemKind::Series
            | ItemKind::Recurring => false,
            ItemKind::Account
            | ItemKind::PayLink
            | ItemKind::Service
            | ItemKind::Logo
            | ItemKind::Print
            | ItemKind::Member
            | ItemKind::Snooze
            | ItemKind::View
            | ItemKind::Feedback
            | ItemKind::Referral
            | ItemKind::Block
            | ItemKind::Audit
            | ItemKind::Letter
            | ItemKind::Reminder
            | ItemKind::Rule
            | ItemKind::Run
            | ItemKind::Message => false,
            ItemKind::LateTerms | ItemKind::LateClaim => false,
        }
    }

    /// The clocks that run, and since when in milliseconds of 1970. One in ordinary life; more when two devices started theirs.
    pub fn running(self) -> Vec<(ItemId, &'a Item, u64)> {
        let work = of_kind(&self.client.items, ItemKind::Work).into_iter();
        work.filter_map(|(id, item)| Some((id, item, item.count(ItemField::Running)?))).collect()
    }

    /// The end of an open engagement where it is near, or over.
    pub fn ends_soon(self, engagement: &Item, today: Day) -> Option<Day> {
        let end = engagement.day(ItemField::End)?;
        (engagement.is_open() && today.days_until(end) <= ENDS_SOON_DAYS).then_some(end)
    }
}

/// Whether the time is meant to be charged at all.
pub fn is_charged(work: &Item) -> bool {
    work.get(ItemField::Billable) != "no"
}

/// Whether a document with this content charges something that another document, which stands, charges as well.
pub fn is_charged_elsewhere(client: &Client, invoice: InvoiceId, content: &Content) -> bool {
    let has = |line: LineId| content.lines.iter().any(|one| one.id == line);
    let names = |item: &Item| {
        let mut charges = item.told().into_iter().filter_map(|(_, act)| act.charge());
        charges.any(|(named, line)| named == invoice && line.is_none_or(has))
    };
    let elsewhere = |item: &Item| stands(client, item).is_some_and(|(_, other)| other.is_some_and(|other| other != invoice));
    client.items.values().filter(|item| item.removed.is_none()).any(|item| elsewhere(item) && names(item))
}

fn stands(client: &Client, item: &Item) -> Option<(ActKind, Option<InvoiceId>)> {
    for (_, act) in item.told().into_iter().rev().filter(|(_, act)| act.kind.settles()) {
        if act.kind == ActKind::Reopened {
            return None;
        }
        if act.kind != ActKind::Billed {
            return Some((act.kind, None));
        }
        let Some((invoice, line)) = act.charge() else { continue };
        let Some(known) = client.invoices.get(&invoice).filter(|known| !matches!(known.standing(), Standing::Removed | Standing::Void))
        else {
            continue;
        };
        // A line that was taken out of the draft charges nothing any more.
        let is_in = |line: LineId| known.draft.as_ref().is_none_or(|draft| draft.lines.iter().any(|one| one.id == line));
        if line.is_none_or(is_in) {
            return Some((act.kind, Some(invoice)));
        }
    }
    None
}
