//! What the page of a client's work shows and asks for, computed from the record.

use std::collections::BTreeMap;

use domain::client::Client;
use domain::decide::BillLine;
use domain::field::{ContactField, PracticeField};
use domain::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use domain::money::{Currency, Money, Purse};
use domain::practice::Practice;
use domain::scope::{Level, Scope, is_charged};
use domain::time::Day;
use domain::{ActId, InvoiceId, ItemId, Stage};

use crate::browser;
use crate::browser::clock;
use crate::words::letter::{Asked, Moved};
use crate::words::scope as words;

pub use crate::browser::clipboard::copy;

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    u64::try_from(clock::now().at.0).unwrap_or_default()
}

/// The hour and minute at which a clock was started, where the person sits.
pub fn started_at(since_ms: u64) -> (u32, u32) {
    browser::clock::time_of(domain::time::Moment(i64::try_from(since_ms).unwrap_or_default()))
}

/// What starts a clock: work of today that has no end yet.
pub fn start(engagement: Option<ItemId>, today: Day) -> Vec<(ItemField, String)> {
    let mut fields = vec![(ItemField::Day, today.to_string()), (ItemField::Running, now_ms().to_string())];
    fields.extend(engagement.map(|id| (ItemField::Engagement, id.to_string())));
    fields
}

/// What stops it: the minutes are added to those that were measured before.
pub fn stop(work: &Item, since_ms: u64) -> Vec<(ItemField, String)> {
    let before = work.count(ItemField::Minutes).unwrap_or_default();
    let minutes = before.saturating_add(domain::scope::elapsed(since_ms, now_ms()));
    vec![(ItemField::Running, String::new()), (ItemField::Minutes, minutes.to_string())]
}

/// The open engagement, where there is one only: new time is usually meant for it.
pub fn only_engagement(client: &Client) -> Option<ItemId> {
    let mut open = of_kind(&client.items, ItemKind::Engagement).into_iter().filter(|(_, item)| item.is_open());
    let (first, _) = open.next()?;
    open.next().is_none().then_some(first)
}

/// A clock that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub id: ItemId,
    pub work: Item,
    pub since_ms: u64,
    pub engagement: Option<String>,
}

pub fn running(scope: Scope<'_>, client: &Client) -> Vec<Running> {
    let one = |(id, work, since_ms): (ItemId, &Item, u64)| Running { id, work: work.clone(), since_ms, engagement: title(client, work) };
    scope.running().into_iter().map(one).collect()
}

/// What the engagement of an item is called.
pub fn title(client: &Client, item: &Item) -> Option<String> {
    let engagement = client.items.get(&item.engagement()?).filter(|one| one.removed.is_none())?;
    Some(engagement.title().to_owned())
}

/// The lines that charge all unbilled time in a currency. None: all time, whatever is known of it.
pub fn time_lines(scope: Scope<'_>, client: &Client, currency: Option<Currency>) -> Vec<BillLine> {
    let fits = |items: &Vec<ItemId>| match currency {
        None => true,
        Some(currency) => scope.charge(items).is_ok_and(|charge| charge.amount.currency() == currency),
    };
    scope.bundles().into_iter().filter(fits).map(|items| line(scope, client, items)).collect()
}

/// The line that charges these items.
pub fn line(scope: Scope<'_>, client: &Client, items: Vec<ItemId>) -> BillLine {
    let engagement = items.first().and_then(|id| title(client, client.items.get(id)?));
    let description = scope.charge(&items).map(|charge| words::line(&charge, engagement.as_deref())).unwrap_or_default();
    BillLine { items, description, unit: words::HOUR.to_owned() }
}

/// The time of one engagement, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeSum {
    pub engagement: Option<String>,
    pub worked: u64,
    pub unbilled: u64,
    /// What the unbilled part comes to.
    pub money: Purse,
}

/// One sum an engagement that has time, in the order of the engagements; what belongs to none comes last.
pub fn time_sums(scope: Scope<'_>, client: &Client) -> Vec<TimeSum> {
    let mut sums: BTreeMap<Option<ItemId>, TimeSum> = BTreeMap::new();
    let known = |item: &Item| item.engagement().filter(|_| title(client, item).is_some());
    let mut order: Vec<Option<ItemId>> = of_kind(&client.items, ItemKind::Engagement).into_iter().map(|(id, _)| Some(id)).collect();
    order.push(None);
    for (_, item) in of_kind(&client.items, ItemKind::Work) {
        let minutes = item.count(ItemField::Minutes).unwrap_or_default();
        let empty = || TimeSum { engagement: title(client, item), worked: 0, unbilled: 0, money: Purse::default() };
        let sum = sums.entry(known(item)).or_insert_with(empty);
        sum.worked = sum.worked.saturating_add(minutes);
        if scope.is_unbilled(item) {
            sum.unbilled = sum.unbilled.saturating_add(minutes);
        }
    }
    for items in scope.bundles() {
        let of = items.first().and_then(|id| client.items.get(id)).and_then(known);
        if let (Some(sum), Ok(charge)) = (sums.get_mut(&of), scope.charge(&items)) {
            sum.money.add(charge.amount);
        }
    }
    order.into_iter().filter_map(|of| sums.remove(&of)).collect()
}

/// Where a document that charges something leads, and what it is called: its number, or nothing while it is a draft.
pub type Paper = (InvoiceId, Option<String>);

pub fn paper(client: &Client, invoice: InvoiceId) -> Paper {
    let issued = client.invoices.get(&invoice).and_then(|one| one.issue());
    (invoice, issued.map(|issue| issue.document.number().to_owned()))
}

/// Why time is not among what is to be charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    Billed(Paper),
    Waived,
    NotCharged,
    Covered,
}

/// One entry of the list of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLine {
    pub id: ItemId,
    pub day: Day,
    pub minutes: u64,
    pub what: String,
    pub engagement: Option<String>,
    pub apart: Option<Apart>,
    /// Why it was done before the deposit was there.
    pub despite: String,
}

/// The finished entries, the newest day first; of one day the last recorded first.
pub fn time_entries(scope: Scope<'_>, client: &Client) -> Vec<TimeLine> {
    let mut work: Vec<_> = of_kind(&client.items, ItemKind::Work);
    work.retain(|(_, item)| item.get(ItemField::Running).is_empty());
    domain::order::sort_by_key(&mut work, |(id, item)| std::cmp::Reverse((item.day(ItemField::Day), item.recorded.at, *id)));
    let entry = |(id, item): (ItemId, &Item)| {
        let apart = match scope.billed_with(item) {
            Some(invoice) => Some(Apart::Billed(paper(client, invoice))),
            None if scope.stands(item) == Some(ActKind::Waived) => Some(Apart::Waived),
            None if !is_charged(item) => Some(Apart::NotCharged),
            None => scope.is_covered(item).then_some(Apart::Covered),
        };
        Some(TimeLine {
            id,
            day: item.day(ItemField::Day)?,
            minutes: item.count(ItemField::Minutes).unwrap_or_default(),
            what: item.get(ItemField::Detail).to_owned(),
            engagement: title(client, item),
            apart,
            despite: item.get(ItemField::Despite).to_owned(),
        })
    };
    work.into_iter().filter_map(entry).collect()
}

/// How far each open engagement's budget is used, for whoever watches it rise.
pub fn levels(scope: Scope<'_>, client: &Client) -> Vec<(ItemId, String, Level)> {
    let level = |(id, item): (ItemId, &Item)| {
        let level = scope.budget(id).map(|budget| budget.level()).unwrap_or_default();
        item.is_open().then(|| (id, item.title().to_owned(), level))
    };
    of_kind(&client.items, ItemKind::Engagement).into_iter().filter_map(level).collect()
}

/// Whether the work is over while the client still stands where work is done: every engagement is closed, and one was.
pub fn is_done(client: &Client) -> bool {
    let all = of_kind(&client.items, ItemKind::Engagement);
    let here = matches!(client.stage().0, Stage::Delivery | Stage::Communication);
    here && !all.is_empty() && all.iter().all(|(_, item)| !item.is_open())
}

/// What a letter about a request needs to know.
pub fn asked(scope: Scope<'_>, client: &Client, practice: &Practice, request: &Item) -> Asked {
    let person = client.people().into_iter().next().map(|(_, one)| one.get(ContactField::Name).to_owned()).unwrap_or_default();
    let sender = [PracticeField::Person, PracticeField::Name].map(|field| practice.get(field)).into_iter().find(|name| !name.is_empty());
    let accepted = request.told().into_iter().rev().find(|(_, act)| act.kind == ActKind::Accepted).map(|(_, act)| act.on);
    Asked {
        person,
        title: request.title().to_owned(),
        detail: request.get(ItemField::Detail).to_owned(),
        asked: request.day(ItemField::Day),
        accepted,
        engagement: title(client, request),
        hours: request.amount(ItemField::Hours),
        rate: scope.rate(request),
        price: scope.price(request),
        sender: sender.unwrap_or_default().to_owned(),
    }
}

/// What a letter about a moved day needs to know. None: it was never moved.
pub fn moved(client: &Client, practice: &Practice, item: &Item) -> Option<Moved> {
    let moves = |act: &domain::item::Act| matches!(act.kind, ActKind::Rescheduled | ActKind::Renegotiated);
    let told = item.told();
    let mut days = told.iter().rev().filter(|(_, act)| moves(act)).map(|(_, act)| *act);
    let newest = days.next()?;
    let from = days.next().and_then(|before| Day::parse(&before.value)).or_else(|| item.day(ItemField::Due));
    let person = client.people().into_iter().next().map(|(_, one)| one.get(ContactField::Name).to_owned()).unwrap_or_default();
    let sender = [PracticeField::Person, PracticeField::Name].map(|field| practice.get(field)).into_iter().find(|name| !name.is_empty());
    let (title, to, why) = (item.title().to_owned(), Day::parse(&newest.value), newest.why.clone());
    Some(Moved { person, title, from, to, why, sender: sender.unwrap_or_default().to_owned() })
}

/// The lines that charge what was said yes to, in a currency.
pub fn accepted_lines(scope: Scope<'_>, client: &Client, currency: Currency) -> Vec<BillLine> {
    let requests =
        of_kind(&client.items, ItemKind::Request).into_iter().filter(|(_, item)| scope.is_unbilled(item) && scope.is_accepted(item));
    requests
        .filter(|(_, item)| scope.price(item).is_some_and(|price| price.currency() == currency))
        .map(|(id, _)| line(scope, client, vec![id]))
        .collect()
}

/// One request as its section shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub item: Item,
    pub engagement: Option<String>,
    pub price: Option<Money>,
    /// An hour, and in which currency.
    pub rate: Option<(rust_decimal::Decimal, Option<Currency>)>,
    pub stands: Option<ActKind>,
    /// The act that says what was agreed stands in writing.
    pub confirmed: Option<ActId>,
    pub on: Option<Day>,
    pub why: String,
    pub paper: Option<Paper>,
}

pub fn request(scope: Scope<'_>, client: &Client, id: ItemId) -> Option<Request> {
    let item = client.items.get(&id).filter(|item| item.removed.is_none())?;
    let stands = scope.stands(item);
    let act = item.told().into_iter().rev().map(|(_, act)| act).find(|act| Some(act.kind) == stands);
    let written = item.told().into_iter().rev().find(|(_, act)| act.kind == ActKind::Confirmed).map(|(id, _)| id);
    Some(Request {
        item: item.clone(),
        engagement: title(client, item),
        price: scope.price(item),
        rate: scope.rate(item).map(|rate| (rate, scope.currency(item))),
        stands,
        confirmed: written.filter(|_| scope.is_confirmed(item)),
        on: act.map(|act| act.on),
        why: act.map(|act| act.why.clone()).unwrap_or_default(),
        paper: scope.billed_with(item).map(|invoice| paper(client, invoice)),
    })
}
