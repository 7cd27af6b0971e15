//! Requests beyond the scope: what they come to, and how far they got.

use super::Scope;
use super::charge::times;
use crate::ItemId;
use crate::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use crate::money::{Money, Purse};

/// The scope meter: what was asked for beyond the scope and is neither charged nor turned down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Hours × rate of every request that counts, each currency apart.
    pub money: Purse,
    /// How many requests count.
    pub requests: u32,
    /// How many of them nobody gave hours or a price.
    pub unpriced: u32,
}

/// A deliverable that went through more rounds than are included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    pub deliverable: ItemId,
    pub title: String,
    pub round: usize,
    pub included: u64,
    pub engagement: Option<ItemId>,
}

impl<'a> Scope<'a> {
    /// What a request comes to: hours × rate, rounded half away from zero. None while hours, rate or currency are missing.
    pub fn price(self, request: &'a Item) -> Option<Money> {
        times(request.amount(ItemField::Hours)?, self.rate(request)?, self.currency(request)?).ok()
    }

    /// Whether the client agreed to it, charged by now or not.
    pub fn is_accepted(self, request: &Item) -> bool {
        self.agreed(request).is_some()
    }

    /// Whether what the client agreed to stands in writing.
    pub fn is_confirmed(self, request: &Item) -> bool {
        self.agreed(request) == Some(ActKind::Confirmed)
    }

    fn agreed(self, request: &Item) -> Option<ActKind> {
        let mut agreed = None;
        for (_, act) in request.told() {
            agreed = match (act.kind, agreed) {
                (ActKind::Accepted, None) => Some(ActKind::Accepted),
                (ActKind::Confirmed, Some(_)) => Some(ActKind::Confirmed),
                (ActKind::Declined | ActKind::Waived | ActKind::Reopened, _) => None,
                (_, now) => now,
            };
        }
        agreed
    }

    pub fn meter(self) -> Meter {
        let mut meter = Meter::default();
        for (_, item) in of_kind(&self.client.items, ItemKind::Request).into_iter().filter(|(_, item)| self.is_unbilled(item)) {
            meter.requests = meter.requests.saturating_add(1);
            match self.price(item) {
                Some(price) => meter.money.add(price),
                None => meter.unpriced = meter.unpriced.saturating_add(1),
            }
        }
        meter
    }

    /// Open deliverables in a round that nobody agreed to: more rounds than the deliverable includes, else its engagement.
    pub fn over_rounds(self) -> Vec<Over> {
        let over = |(id, item): (ItemId, &'a Item)| {
            let agreed = self.engagement(item).and_then(|one| one.count(ItemField::Rounds));
            let included = item.count(ItemField::Rounds).or(agreed)?;
            let round = item.rounds_used();
            let is_over = item.is_open() && u64::try_from(round).is_ok_and(|round| round > included);
            is_over.then(|| Over { deliverable: id, title: item.title().to_owned(), round, included, engagement: item.engagement() })
        };
        of_kind(&self.client.items, ItemKind::Deliverable).into_iter().filter_map(over).collect()
    }
}
