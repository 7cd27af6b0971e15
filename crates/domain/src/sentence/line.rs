//! Each line's figures, checked, and what they leave open.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::content::{Kind, Quantity, UnitPrice};
use crate::money::{Money, Rounding};

use super::amount::{Number, Sum};
use super::bit::{Count, Per, Price};
use super::draft::amount;
use super::figure::Form;
use super::item::{Lines, Raw};
use super::party::unquoted;
use super::reading::{Charge, Choice, Item, Missing, Service, Topic, What, Why};
use super::settle::Settling;
use super::view::View;
use super::words::{Sense, Unit, unit_key};

/// Whom a sum is for, once everything around it has been weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    Each,
    All,
    /// Said in a way that could be either.
    EachOrAll,
    AllOrEach,
}

impl Settling<'_, '_> {
    pub fn lines(&mut self, lines: &Lines, services: &[Service]) {
        let priced = lines.raws.iter().any(|raw| raw.price.is_some() || raw.spread.is_some());
        let paid = if priced { None } else { self.only_payment() };
        let mut raws: Vec<Raw> = lines.raws.clone();
        if paid.is_some() && raws.is_empty() {
            raws.push(Raw::default());
        }
        for (at, raw) in raws.iter().enumerate() {
            self.line(raw, if at == 0 { paid } else { None });
        }
        self.charges();
        self.priced_by(services);
        if let Some(total) = &lines.total {
            self.named_total(total, None);
        }
    }

    /// "shipping $35" beside something that is sold is a charge on the document.
    fn charges(&mut self) {
        let is_charge = |item: &Item| {
            item.quantity == Quantity::ONE
                && item.discount.is_none()
                && item.price.is_some_and(|price| !price.value().is_sign_negative())
                && self.view.means(&crate::text::fold(&item.description), Sense::Shipping)
        };
        let asked = |at: usize| self.reading.questions.iter().any(|question| question.ask && item_of(question.topic) == Some(at));
        let places: Vec<usize> = (0..self.reading.items.len()).filter(|at| is_charge(&self.reading.items[*at]) && !asked(*at)).collect();
        if places.len() == self.reading.items.len() {
            return;
        }
        for (charge, at) in places.into_iter().enumerate() {
            // Those before it are gone already.
            let at = at - charge;
            let item = self.reading.items.remove(at);
            let amount = item.price.map(UnitPrice::value).unwrap_or_default();
            self.reading.charges.push(Charge { description: item.description, amount });
            self.reading.questions.retain(|question| item_of(question.topic) != Some(at));
            self.move_up(at);
            self.claims.turn(|what| {
                let of = |item: &usize| if *item == at { None } else { Some(*item - usize::from(*item > at)) };
                let (What::Description { item } | What::Quantity { item } | What::Price { item }) = what else { return None };
                Some(match (of(item), what) {
                    (None, _) => What::Charge(charge),
                    (Some(item), What::Description { .. }) => What::Description { item },
                    (Some(item), What::Quantity { .. }) => What::Quantity { item },
                    (Some(item), _) => What::Price { item },
                })
            });
        }
    }

    /// Whatever is said of the items after the one that went is now said of the place before.
    fn move_up(&mut self, gone: usize) {
        let up = |item: &mut usize| *item -= usize::from(*item > gone);
        for missing in &mut self.reading.missing {
            if let Missing::Description { item } | Missing::Price { item } | Missing::Quantity { item } = missing {
                up(item);
            }
        }
        for question in &mut self.reading.questions {
            if let Topic::Price { item } | Topic::Quantity { item } | Topic::Basis { item } = &mut question.topic {
                up(item);
            }
            for choice in question.chosen.iter_mut().chain(&mut question.alternatives) {
                if let Choice::Line { item, .. } = choice {
                    up(item);
                }
            }
        }
    }

    /// What was sold without a price has the one of the catalogue, the longest name first.
    fn priced_by(&mut self, services: &[Service]) {
        for at in 0..self.reading.items.len() {
            let item = &self.reading.items[at];
            let open = item.price.is_none() && !self.reading.questions.iter().any(|question| question.topic == Topic::Price { item: at });
            let said = crate::text::fold(&item.description);
            let stands = |service: &&Service| {
                let name = crate::text::fold(&service.name);
                let singular = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
                !name.is_empty() && (said == name || singular(&said) == singular(&name))
            };
            let Some(service) = services.iter().filter(stands).max_by_key(|service| service.name.len()) else { continue };
            self.reading.items[at].tax = service.tax;
            let Some(price) = service.price.filter(|_| open) else { continue };
            if service.currency.is_none() || self.reading.currency.is_none() || self.reading.currency == service.currency {
                self.reading.currency = self.reading.currency.or(service.currency);
                let item = &mut self.reading.items[at];
                item.price = Some(price);
                if item.unit.is_empty() {
                    item.unit = unit_key(&service.unit);
                }
                self.reading.missing.retain(|missing| *missing != Missing::Price { item: at });
            }
        }
    }

    fn line(&mut self, raw: &Raw, paid: Option<Decimal>) {
        let item = self.reading.items.len();
        let mut description = self.description(raw, item);
        let mut quantity = Quantity::ONE;
        let mut unit = None;
        let mut count = raw.count.as_ref();
        if let Some(said) = count {
            match checked(said.number).map(Quantity::new) {
                Ok(Ok(value)) => {
                    quantity = value;
                    unit = said.unit;
                    self.claims.add(&said.range, What::Quantity { item });
                }
                Ok(Err(_)) | Err(()) => {
                    self.claims.add(&said.range, What::Unread(too(said.number.value)));
                    self.reading.missing.push(Missing::Quantity { item });
                    count = None;
                }
            }
        }
        // "10 pages at $50": the unit says what it is.
        let named_by_unit = description.is_empty() && unit.is_some_and(|unit| !unit.is_time() && unit != Unit::Piece);
        if named_by_unit && let Some(said) = count {
            description = capital(&self.view.text(&(said.range.end - 1..said.range.end), 300));
            unit = None;
        }
        if description.is_empty() && matches!(self.reading.kind, Kind::Receipt | Kind::CreditNote) {
            description = self.reading.settles.clone();
        }
        if description.is_empty() {
            self.reading.missing.push(Missing::Description { item });
        }
        self.reading.items.push(Item { description, quantity, unit: unit.map_or("", Unit::key), price: None, discount: None, tax: None });
        if let Some(price) = &raw.price {
            self.price(item, price, count, raw.for_all);
        } else if let Some((low, high, range)) = &raw.spread {
            self.spread(item, *low, *high, range);
        } else if let Some(price) = paid.and_then(|amount| UnitPrice::new(amount).ok()) {
            self.reading.items[item].price = Some(price);
        }
        if self.reading.items[item].price.is_none() {
            self.reading.missing.push(Missing::Price { item });
        }
        if let Some((high, range)) = count.and_then(|count| count.up_to.map(|high| (high, &count.range))) {
            self.up_to(item, quantity, high, range);
        }
        if let Some(total) = &raw.total {
            self.named_total(total, Some(item));
        }
    }

    /// "10 to 12 hours": the lower number stands in the line, and nothing is settled.
    fn up_to(&mut self, item: usize, low: Quantity, high: Number, range: &Range<usize>) {
        self.reading.missing.push(Missing::Quantity { item });
        let Some(price) = self.reading.items[item].price else { return };
        let counts = [Ok(low), Quantity::new(high.value)];
        let choices = counts.into_iter().flatten().map(|quantity| Choice::Line { item, quantity, price }).collect();
        self.ask(Topic::Quantity { item }, None, choices, true, range);
    }

    fn price(&mut self, item: usize, price: &Price, count: Option<&Count>, for_all: bool) {
        let Ok(amount) = checked(price.sum.number).map(UnitPrice::new) else {
            return self.claims.add(&price.range, What::Unread(Why::TooLarge));
        };
        let Ok(each) = amount else { return self.claims.add(&price.range, What::Unread(too(price.sum.number.value))) };
        self.claims.add(&price.range, What::Price { item });
        let quantity = self.reading.items[item].quantity;
        let Some(count) = count else {
            if let Some(Per::Unit(unit)) = price.per {
                self.reading.items[item].unit = unit.key();
            }
            self.reading.items[item].price = Some(each);
            return self.other_figure(item, price.sum, &price.range);
        };
        let basis = basis(price, count, for_all);
        if let Some(Per::Unit(per)) = price.per {
            self.convert(item, per, count, each, &price.range);
        }
        let quantity_now = self.reading.items[item].quantity;
        let whole = self.for_all(quantity, each.value());
        match basis {
            Basis::Each | Basis::EachOrAll => self.reading.items[item].price = Some(each),
            Basis::All | Basis::AllOrEach => self.set_whole(item, whole, quantity, each, count),
        }
        let line = |quantity, price| Choice::Line { item, quantity, price };
        let now = &self.reading.items[item];
        let chosen = now.price.map(|price| line(now.quantity, price));
        match basis {
            Basis::Each | Basis::All => {}
            Basis::EachOrAll => {
                let other = whole.map_or(line(Quantity::ONE, each), |price| line(quantity, price));
                self.ask(Topic::Basis { item }, chosen, vec![other], true, &price.range);
            }
            Basis::AllOrEach => self.ask(Topic::Basis { item }, chosen, vec![line(quantity_now, each)], true, &price.range),
        }
        self.other_figure(item, price.sum, &price.range);
        if let Some(other) = count.number.other.filter(|_| self.view.form == Form::Comma).and_then(|other| Quantity::new(other).ok())
            && let Some(price) = self.reading.items[item].price
        {
            let chosen = Some(line(self.reading.items[item].quantity, price));
            self.ask(Topic::Quantity { item }, chosen, vec![line(other, price)], true, &count.range);
        }
    }

    /// The unit price when the sum is for all, if it comes out even.
    fn for_all(&self, quantity: Quantity, sum: Decimal) -> Option<UnitPrice> {
        let digits = self.reading.currency.map_or(2, crate::money::Currency::exponent);
        let each = sum.checked_div(quantity.value())?;
        (each.normalize().scale() <= digits).then(|| UnitPrice::new(each).ok()).flatten()
    }

    fn set_whole(&mut self, item: usize, even: Option<UnitPrice>, quantity: Quantity, whole: UnitPrice, count: &Count) {
        let counted = self.view.text(&count.range, 60);
        let line = &mut self.reading.items[item];
        match even {
            Some(each) => {
                line.quantity = quantity;
                line.price = Some(each);
            }
            // It does not come out even: one line at the whole sum, with the number kept in words.
            None => {
                line.quantity = Quantity::ONE;
                line.unit = "";
                line.price = Some(whole);
                line.description = crate::text::line(&format!("{} ({counted})", line.description), 300);
            }
        }
    }

    /// 90 minutes at a price per hour are an hour and a half.
    fn convert(&mut self, item: usize, per: Unit, count: &Count, each: UnitPrice, range: &Range<usize>) {
        let line = &self.reading.items[item];
        let Some(unit) = count.unit else {
            // "3 logos at $50 per hour" counts one thing and prices another.
            if per.is_time() {
                let chosen = Some(Choice::Line { item, quantity: line.quantity, price: each });
                self.ask(Topic::Basis { item }, chosen, Vec::new(), true, range);
            }
            return;
        };
        let value = line.quantity.value();
        let factor = |over: u32| value.checked_div(Decimal::from(over));
        let times = |by: u32| value.checked_mul(Decimal::from(by));
        let converted = match (unit, per) {
            (Unit::Minute | Unit::Metre, Unit::Hour) => factor(60),
            (Unit::Month, Unit::Year) => factor(12),
            (Unit::Hour, Unit::Minute) => times(60),
            (Unit::Year, Unit::Month) => times(12),
            (Unit::Week, Unit::Day) if unit == per => Some(value),
            _ if unit == per => Some(value),
            _ => None,
        };
        let quantity = converted.map(|value| Rounding::HalfAwayFromZero.apply(value, 6)).and_then(|value| Quantity::new(value).ok());
        let line = &mut self.reading.items[item];
        match quantity {
            Some(quantity) => {
                line.quantity = quantity;
                // Where the unit is all the description there is, it stands there.
                if per.is_time() || !line.unit.is_empty() {
                    line.unit = per.key();
                }
            }
            None => {
                let chosen = Some(Choice::Line { item, quantity: line.quantity, price: each });
                self.ask(Topic::Basis { item }, chosen, Vec::new(), true, range);
            }
        }
    }

    /// "1.234": where it may be a thousand or one and a bit, the other is offered, unless the currency has three decimals anyway.
    fn other_figure(&mut self, item: usize, sum: Sum, range: &Range<usize>) {
        let Some(other) = sum.number.other else { return };
        let natural = self.view.form == Form::Dot && self.reading.currency.is_some_and(|currency| currency.exponent() == 3);
        let line = &self.reading.items[item];
        if natural {
            return;
        }
        let (Some(price), Ok(alternative)) = (line.price, UnitPrice::new(other)) else { return };
        // Nobody writes "€1.200" for one euro twenty: a point before three figures of which the last is none groups them.
        let grouped = sum.coin.is_some() && sum.number.value.scale() == 3 && sum.number.value.normalize().scale() < 3;
        let (price, alternative) = if grouped && price.value() == sum.number.value {
            self.reading.items[item].price = Some(alternative);
            (alternative, price)
        } else {
            (price, alternative)
        };
        let line = &self.reading.items[item];
        let quantity = line.quantity;
        // "1.250 €" is a thousand where points group: a price of three decimals is offered, not asked about.
        let asks = self.view.form == Form::Dot || self.view.words.language == "en" || other >= price.value();
        self.ask(
            Topic::Price { item },
            Some(Choice::Line { item, quantity, price }),
            vec![Choice::Line { item, quantity, price: alternative }],
            asks,
            range,
        );
    }

    fn spread(&mut self, item: usize, low: Sum, high: Sum, range: &Range<usize>) {
        self.claims.add(range, What::Price { item });
        let middle = low.number.value.checked_add(high.number.value).and_then(|sum| sum.checked_div(Decimal::TWO));
        let quantity = self.reading.items[item].quantity;
        let prices = [Some(low.number.value), Some(high.number.value), middle];
        let choices = prices
            .into_iter()
            .flatten()
            .filter_map(|value| UnitPrice::new(value).ok())
            .map(|price| Choice::Line { item, quantity, price })
            .collect();
        self.ask(Topic::Price { item }, None, choices, true, range);
    }

    /// A sum named beside the prices: dropped when it agrees, asked about when it does not.
    fn named_total(&mut self, total: &Price, item: Option<usize>) {
        let value = total.sum.number.value;
        self.claims.add(&total.range, What::Total(value));
        let Some(currency) = self.reading.currency else { return };
        let listed = match item {
            Some(item) => self.reading.items.get(item).and_then(|item| amount(item, currency).ok()),
            None => self.reading.items.iter().try_fold(Money::zero(currency), |sum, item| sum.plus(amount(item, currency)?)).ok(),
        };
        if listed.is_some_and(|listed| listed.amount() == value) {
            return;
        }
        let only = item.or((self.reading.items.len() == 1).then_some(0)).filter(|item| *item < self.reading.items.len());
        let other = only.and_then(|item| {
            let quantity = self.reading.items[item].quantity;
            match self.for_all(quantity, value) {
                Some(price) => Some(Choice::Line { item, quantity, price }),
                None => UnitPrice::new(value).ok().map(|price| Choice::Line { item, quantity: Quantity::ONE, price }),
            }
        });
        self.ask(Topic::Total, Some(Choice::AsListed), other.into_iter().collect(), true, &total.range);
    }

    fn description(&mut self, raw: &Raw, item: usize) -> String {
        let mut parts: Vec<(usize, String, bool)> = Vec::new();
        for range in &raw.words {
            let range = self.view.trimmed(range);
            let text = self.view.text(&range, 300);
            if !text.is_empty() {
                self.claims.add(&range, What::Description { item });
                parts.push((range.start, text, false));
            }
        }
        for at in &raw.quotes {
            self.claims.add(&(*at..at + 1), What::Description { item });
            let text = unquoted(self.view.tokens[*at].raw, 300);
            if !text.is_empty() {
                parts.push((*at, text, true));
            }
        }
        crate::order::sort_by_key(&mut parts, |(at, ..)| *at);
        let verbatim = parts.first().is_some_and(|(_, _, quoted)| *quoted);
        let text = parts.into_iter().map(|(_, text, _)| text).collect::<Vec<_>>().join(" ");
        let text = crate::text::line(&text, 300);
        if verbatim { text } else { capital(&text) }
    }
}

impl View<'_> {
    /// Without the small words that only led to the description or away from it.
    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let mut range = range.clone();
        let lead = [Sense::Article, Sense::Of, Sense::For];
        while let Some((_, end)) = self.find(range.start, |sense| lead.contains(&sense).then_some(())).filter(|(_, end)| *end < range.end) {
            range.start = end;
        }
        let tail = [Sense::And, Sense::For, Sense::Of, Sense::On, Sense::To, Sense::From, Sense::Plus];
        while range.len() > 1
            && (tail.iter().any(|sense| self.after(range.end - 1, *sense) == Some(range.end)) || self.only_mark(range.end - 1))
        {
            range.end -= 1;
        }
        // A bracket that opens inside closes inside.
        let marks = |mark: char| self.tokens[range.clone()].iter().filter(|token| token.is_mark(mark)).count();
        if marks('(') > marks(')') && self.mark(range.end, ')') {
            range.end += 1;
        }
        range
    }

    fn only_mark(&self, at: usize) -> bool {
        matches!(self.tokens[at].sort, super::token::Sort::Mark(_)) && !self.tokens[at].plain
    }
}

fn basis(price: &Price, count: &Count, for_all: bool) -> Basis {
    let part = count.number.spelt && count.number.value < Decimal::ONE;
    if price.total {
        Basis::All
    } else if part && price.per.is_none() && !price.at {
        // "Half a day of training, 450": a part of one has a price of its own.
        Basis::AllOrEach
    } else if price.per.is_some() || price.at || count.number.value == Decimal::ONE {
        Basis::Each
    } else if for_all || count.unit == Some(Unit::Minute) {
        // Nobody charges by the minute without saying so.
        Basis::AllOrEach
    } else if count.times {
        Basis::Each
    } else {
        Basis::EachOrAll
    }
}

fn item_of(topic: Topic) -> Option<usize> {
    if let Topic::Price { item } | Topic::Quantity { item } | Topic::Basis { item } = topic { Some(item) } else { None }
}

fn checked(number: Number) -> Result<Decimal, ()> {
    if number.too_large { Err(()) } else { Ok(number.value) }
}

fn too(value: Decimal) -> Why {
    if value.normalize().scale() > 6 { Why::TooFine } else { Why::TooLarge }
}

/// The first letter large, the rest as typed.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        // "iPhone" is written as it is.
        _ if text.chars().nth(1).is_some_and(char::is_uppercase) => text.to_owned(),
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
