//! The documents that an arrangement asks for: which are due, and what they say.

use rust_decimal::Decimal;

use super::{Hours, Period, Pool, Rule, all, document_id, is_paused, ledger, line_id, price};
use crate::client::Client;
use crate::command::Refusal;
use crate::content::{Content, Kind, Line, Period as ServicePeriod, Quantity, UnitPrice};
use crate::field::PracticeField;
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::practice::Practice;
use crate::scope::shortest;
use crate::time::Day;
use crate::{InvoiceId, ItemId};

/// One document of an arrangement, made or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub arrangement: ItemId,
    pub invoice: InvoiceId,
    pub period: Period,
    /// The day it is dated, and from which it is due to be made.
    pub on: Day,
    /// Of a whole period. None where the arrangement says none.
    pub price: Option<Decimal>,
    /// The minutes whose use it settles: of this period, or of the one before where it is billed in advance.
    pub settles: Option<Hours>,
    /// Nothing but what went beyond the hours of the last period.
    pub closing: bool,
}

/// How a place says what the arrangement does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub hour: String,
    /// "Hours beyond those included".
    pub beyond: String,
}

/// Every period that is billed, in order, with the minutes of each.
fn billed(client: &Client, item: &Item, rule: Rule) -> impl Iterator<Item = (Period, Option<Hours>)> {
    let times = usize::try_from(rule.times.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    let periods: Vec<Period> = rule.periods().filter(|period| !is_paused(item, period.first)).take(times).collect();
    let hours = hours_in(client, item, rule, &periods);
    periods.into_iter().enumerate().map(move |(at, period)| (period, hours.as_ref().and_then(|hours| hours.get(at).copied())))
}

fn minutes(hours: Decimal) -> u64 {
    u64::try_from((hours * Decimal::from(60)).round()).unwrap_or(0)
}

fn hours_in(client: &Client, item: &Item, rule: Rule, periods: &[Period]) -> Option<Vec<Hours>> {
    let included = minutes(item.amount(ItemField::Hours)?);
    let rollover = minutes(item.amount(ItemField::Rollover).unwrap_or_default());
    let keep = item.count(ItemField::Keep).unwrap_or(1);
    // Work of the engagement, or work that belongs to none.
    let own = |work: &&Item| work.engagement() == item.engagement() && work.get(ItemField::Billable) != "no";
    let work = of_kind(&client.items, ItemKind::Work).into_iter().map(|(_, work)| work).filter(own);
    let mut days: Vec<(Day, u64)> =
        work.filter_map(|work| Some((work.day(ItemField::Day)?, work.count(ItemField::Minutes).unwrap_or(0)))).collect();
    crate::order::sort(&mut days);
    let mut from = 0;
    let pools = periods.iter().map(|period| {
        from += days[from..].iter().take_while(|(day, _)| *day < period.first).count();
        let inside = days[from..].iter().take_while(|(day, _)| *day <= period.last);
        let used = inside.map(|(_, minutes)| minutes).fold(0, |sum: u64, one| sum.saturating_add(*one));
        let whole = period.part().filter(|_| rule.prorated).map_or(included, |(days, of)| share(included, days, of));
        (Pool { included: whole, rollover, keep }, used)
    });
    Some(ledger(pools.collect::<Vec<_>>()))
}

fn share(minutes: u64, days: i64, of: i64) -> u64 {
    let (days, of) = (u64::try_from(days).unwrap_or(0), u64::try_from(of).unwrap_or(1).max(1));
    minutes.saturating_mul(days) / of
}

/// The documents of one arrangement, made or not, the earliest first.
fn documents<'a>(client: &'a Client, id: ItemId, item: &'a Item, rule: Rule) -> impl Iterator<Item = Planned> + 'a {
    let mut before: Option<(Period, Hours)> = None;
    let mut all = billed(client, item, rule);
    let mut over = false;
    std::iter::from_fn(move || {
        let Some((period, hours)) = all.next() else {
            // What the last period went beyond is told by no later document.
            let (last, hours) = before.take().filter(|(_, hours)| !over && !rule.arrears && hours.beyond > 0)?;
            over = true;
            let on = last.last.plus_days(1);
            let (invoice, price) = (document_id(id, on), None);
            return Some(Planned { arrangement: id, invoice, period: last, on, price, settles: Some(hours), closing: true });
        };
        let settles = if rule.arrears { hours } else { before.map(|(_, hours)| hours) };
        before = hours.map(|hours| (period, hours));
        let (on, price) = (rule.billed_on(period), price(item, period.first));
        Some(Planned { arrangement: id, invoice: document_id(id, period.first), period, on, price, settles, closing: false })
    })
}

/// The documents that are not made yet, the earliest first, at most so many of each arrangement.
pub fn upcoming(client: &Client, most: usize) -> Vec<Planned> {
    let mut every: Vec<Planned> = Vec::new();
    for (id, item, rule) in all(client) {
        let open = documents(client, id, item, rule).filter(|one| !client.invoices.contains_key(&one.invoice));
        every.extend(open.take(most));
    }
    crate::order::sort_by_key(&mut every, |one| (one.on, one.arrangement));
    every
}

/// Those whose day has come.
pub fn due(client: &Client, today: Day) -> Vec<Planned> {
    let mut every: Vec<Planned> = Vec::new();
    for (id, item, rule) in all(client) {
        let open = documents(client, id, item, rule).take_while(|one| one.on <= today);
        every.extend(open.filter(|one| !client.invoices.contains_key(&one.invoice)));
    }
    crate::order::sort_by_key(&mut every, |one| (one.on, one.arrangement));
    every
}

/// The period a day is in, and its minutes, where the arrangement includes hours.
pub fn hours_of(client: &Client, item: &Item, day: Day) -> Option<(Period, Hours)> {
    let rule = Rule::of(item)?;
    let found = billed(client, item, rule).take_while(|(period, _)| period.first <= day).find(|(period, _)| day <= period.last)?;
    Some((found.0, found.1?))
}

/// Whether a document of the arrangement was ever made.
pub(crate) fn has_begun(client: &Client, id: ItemId, item: &Item) -> bool {
    Rule::of(item).is_some_and(|rule| rule.periods().any(|period| client.invoices.contains_key(&document_id(id, period.first))))
}

/// What the document says. A part of a period is one line with its fraction, so that what is printed comes to what is charged.
///
/// # Errors
/// The currency, a price or the rate of hours beyond is not known, or figures are too large.
pub fn contents(planned: &Planned, client: &Client, practice: &Practice, wording: &Wording) -> Result<Content, Refusal> {
    let item = client.items.get(&planned.arrangement).ok_or(Refusal::NoSuchItem)?;
    let currency = Currency::parse(item.get(ItemField::Currency)).or(client.currency()).or_else(|| practice.currency());
    let currency = currency.ok_or(Refusal::CurrencyMissing)?;
    let rate_of_tax = crate::client::percent(item.get(ItemField::Tax)).or(client.tax_rate()).or_else(|| practice.tax_rate());
    let prorated = item.get(ItemField::Prorated) != "no";
    let part = planned.period.part().filter(|_| prorated);
    let mut content = Content::blank(Kind::Invoice, currency);
    content.dated = Some(planned.on);
    content.period = ServicePeriod::new(planned.period.first, planned.period.last);
    content.terms = client.terms().or_else(|| practice.terms()).unwrap_or_default();
    content.note = item.get(ItemField::Detail).to_owned();
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |description: String, quantity: Quantity, unit: &str, price: UnitPrice| {
        let id = line_id(planned.invoice, lines.len());
        lines.push(Line { description, quantity, unit: unit.to_owned(), price, tax: rate_of_tax, ..Line::blank(id) });
    };
    let large = |_| Refusal::Money(MoneyError::TooLarge);
    if !planned.closing {
        let base = planned.price.ok_or(Refusal::ItemMissing { field: ItemField::Price })?;
        let (amount, fraction) = match part {
            Some((days, of)) => {
                let exact = base.checked_mul(Decimal::from(days)).ok_or(Refusal::Money(MoneyError::TooLarge))? / Decimal::from(of);
                let money = Money::rounded(exact, currency, Rounding::HalfAwayFromZero).map_err(Refusal::Money)?;
                (money.amount(), format!(" ({days}/{of})"))
            }
            None => (base, String::new()),
        };
        add(format!("{}{fraction}", item.title()), Quantity::ONE, "", UnitPrice::new(amount).map_err(large)?);
    }
    if let Some(hours) = planned.settles.filter(|hours| hours.beyond > 0) {
        let rate = item.amount(ItemField::Rate).ok_or(Refusal::RateMissing { engagement: item.engagement() })?;
        let quantity = shortest(hours.beyond, rate, currency)?;
        add(wording.beyond.clone(), quantity, &wording.hour, UnitPrice::new(rate).map_err(large)?);
    }
    content.lines = lines;
    if rate_of_tax.is_some() {
        content.tax_name = practice.get(PracticeField::TaxName).to_owned();
    }
    Ok(content)
}
