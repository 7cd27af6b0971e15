use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::BREACHES_WITHIN_DAYS;
use crate::client::Client;
use crate::find::Spot;
use crate::invoice::Standing;
use crate::item::{ActKind, Item, ItemField, ItemKind, Side, of_kind};
use crate::money::{Currency, Money, Purse, Rounding};
use crate::scope::Scope;
use crate::time::Day;
use crate::{InvoiceId, ItemId};

/// What staying has cost in one currency, against what was earned. Hours × rate, rounded half away from zero, is each amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    pub currency: Currency,
    /// Worked, to be charged, and not charged.
    pub unbilled: Money,
    pub beyond: Vec<Beyond>,
    /// What came in.
    pub earned: Money,
}

/// Hours beyond the budget of an engagement with a fixed price, what one of them costs, and what they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    pub title: String,
    pub hours: Decimal,
    pub rate: Decimal,
    pub amount: Money,
}

impl Cost {
    pub fn cost(&self) -> Money {
        self.beyond.iter().fold(self.unbilled, |sum, one| sum.plus(one.amount).unwrap_or(sum))
    }

    /// Earned less cost.
    pub fn left(&self) -> Money {
        self.earned.minus(self.cost()).unwrap_or(self.earned)
    }
}

/// One a currency in which something was worked or earned, in the order of the codes. Time without a price is in none.
pub fn costs(client: &Client, usual: Option<Currency>) -> Vec<Cost> {
    let scope = Scope::of(client, usual);
    let mut all: BTreeMap<Currency, Cost> = BTreeMap::new();
    let blank = |currency| {
        let zero = Money::zero(currency);
        Cost { currency, unbilled: zero, beyond: Vec::new(), earned: zero }
    };
    for money in scope.unbilled_time().money.iter() {
        let cost = all.entry(money.currency()).or_insert_with(|| blank(money.currency()));
        cost.unbilled = cost.unbilled.plus(money).unwrap_or(cost.unbilled);
    }
    for (id, item) in of_kind(&client.items, ItemKind::Engagement) {
        // What is charged by the hour costs nothing beyond its budget: it is charged.
        let fixed = scope.is_fixed(item);
        let share = scope.budget(id).and_then(|budget| budget.hours()).filter(|share| fixed && share.used > share.of);
        let (Some(share), Some(rate), Some(currency)) = (share, scope.rate(item), scope.currency(item)) else { continue };
        let hours = share.used.saturating_sub(share.of);
        let amount = hours.checked_mul(rate).map(|amount| Money::rounded(amount, currency, Rounding::HalfAwayFromZero));
        let Some(Ok(amount)) = amount else { continue };
        let cost = all.entry(currency).or_insert_with(|| blank(currency));
        cost.beyond.push(Beyond { title: item.title().to_owned(), hours, rate, amount });
    }
    for paid in client.invoices.values().filter(|one| one.removed.is_none()).filter_map(|one| one.paid()).filter(|paid| !paid.is_zero()) {
        let cost = all.entry(paid.currency()).or_insert_with(|| blank(paid.currency()));
        cost.earned = cost.earned.plus(paid).unwrap_or(cost.earned);
    }
    all.into_values().collect()
}

/// Money that came, or will come, after its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub invoice: InvoiceId,
    pub number: String,
    pub days: i64,
    /// What is still open; zero once it came.
    pub open: Money,
}

/// Every invoice that was, or is, waited for beyond its day, the longest wait first.
pub fn waiting(client: &Client, today: Day) -> Vec<Waiting> {
    let mut all: Vec<Waiting> = Vec::new();
    for (id, invoice) in &client.invoices {
        let (Some(issue), Some(open)) = (invoice.issue(), invoice.open()) else { continue };
        let last = invoice.payments.values().filter(|one| one.withdrawn.is_none()).map(|one| one.on).max();
        let until = match invoice.standing() {
            Standing::Open | Standing::PartlyPaid => Some(today),
            Standing::Paid | Standing::Overpaid => last,
            Standing::Draft | Standing::Given | Standing::Void | Standing::Contested | Standing::Removed | Standing::Credited => None,
        };
        let days = issue.document.due().zip(until).map_or(0, |(due, until)| due.days_until(until));
        if days > 0 {
            all.push(Waiting { invoice: *id, number: issue.document.number().to_owned(), days, open });
        }
    }
    crate::order::sort_by_key(&mut all, |one| (-one.days, one.invoice));
    all
}

/// Something beyond what was agreed that nobody pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub on: Day,
    pub spot: Spot,
    pub about: String,
    /// A round of changes, not a request.
    pub is_round: bool,
}

/// Requests beyond the scope that were not agreed to be paid, and rounds beyond those included, of the last days, the newest first.
pub fn breaches(client: &Client, usual: Option<Currency>, today: Day) -> Vec<Breach> {
    let mut all = breaches_ever(client, usual);
    all.retain(|one| (0..=BREACHES_WITHIN_DAYS).contains(&one.on.days_until(today)));
    all
}

/// The same from all days.
pub(crate) fn breaches_ever(client: &Client, usual: Option<Currency>) -> Vec<Breach> {
    let scope = Scope::of(client, usual);
    let mut all: Vec<Breach> = Vec::new();
    for (id, item) in of_kind(&client.items, ItemKind::Request) {
        let paid = scope.is_accepted(item) || matches!(scope.stands(item), Some(ActKind::Billed));
        if let Some(on) = item.day(ItemField::Day).filter(|_| !paid) {
            all.push(Breach { on, spot: Spot::Item(id, item.kind), about: item.title().to_owned(), is_round: false });
        }
    }
    for (id, item) in of_kind(&client.items, ItemKind::Deliverable) {
        let Some(included) = item.rounds_included(&client.items).and_then(|included| usize::try_from(included).ok()) else { continue };
        let told = item.told();
        let rounds = told.iter().filter(|(_, act)| act.kind == ActKind::SentBack).skip(included);
        for (_, act) in rounds {
            all.push(Breach { on: act.on, spot: Spot::Item(id, item.kind), about: item.title().to_owned(), is_round: true });
        }
    }
    crate::order::sort_by(&mut all, |one, other| (other.on, other.spot).cmp(&(one.on, one.spot)));
    all
}

/// What is still owed when two part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obligation {
    Deliverable(ItemId, String, Option<Day>),
    OurPromise(ItemId, String, Option<Day>),
    TheirPromise(ItemId, String, Option<Day>),
    /// By its number, with what is open.
    Invoice(InvoiceId, String, Money),
    /// Worked and not charged.
    Unbilled(Purse),
    /// A step of the offboarding that is not done: files, access, papers.
    Step(ItemId, String, Option<Day>),
}

/// In the order in which they are told.
pub fn obligations(client: &Client, usual: Option<Currency>) -> Vec<Obligation> {
    let mut all = Vec::new();
    let open = |kind: ItemKind| of_kind(&client.items, kind).into_iter().filter(|(_, item)| item.is_open());
    let said = |item: &Item| (item.title().to_owned(), item.due());
    for (id, item) in open(ItemKind::Deliverable) {
        let (title, due) = said(item);
        all.push(Obligation::Deliverable(id, title, due));
    }
    for (id, item) in open(ItemKind::Promise) {
        let (title, due) = said(item);
        all.push(match item.side() {
            Side::Ours => Obligation::OurPromise(id, title, due),
            Side::Theirs => Obligation::TheirPromise(id, title, due),
        });
    }
    for (id, invoice) in &client.invoices {
        if let (Some(issue), Some(open)) = (invoice.issue(), invoice.open().filter(Money::is_positive)) {
            all.push(Obligation::Invoice(*id, issue.document.number().to_owned(), open));
        }
    }
    let unbilled = Scope::of(client, usual).unbilled_time().money;
    if unbilled.owed().next().is_some() {
        all.push(Obligation::Unbilled(unbilled));
    }
    let run = crate::checklist::runs(&client.items, crate::item::List::Offboarding).into_iter().next();
    for (id, step) in run.iter().flat_map(|run| run.open()) {
        all.push(Obligation::Step(*id, step.title().to_owned(), step.due()));
    }
    all
}
