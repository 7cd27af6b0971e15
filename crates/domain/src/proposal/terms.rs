//! What a proposal says, as one value, and its figures.

use rust_decimal::Decimal;

use super::Lack;
use crate::client::Client;
use crate::content::{Content, Kind, Line, Part as Share, Percent, Quantity, Totals, UnitPrice};
use crate::item::{Item, ItemField as F, ItemKind, Part, When, of_kind};
use crate::money::{Currency, Money, MoneyError};
use crate::time::Day;
use crate::{ItemId, LineId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliverable {
    pub id: ItemId,
    pub title: String,
    pub due: Option<Day>,
}

/// One line of the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceLine {
    pub id: ItemId,
    pub title: String,
    pub quantity: Quantity,
    pub unit: String,
    pub price: UnitPrice,
    pub tax: Option<Percent>,
    pub optional: bool,
}

/// A share of the whole that is paid at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instalment {
    pub id: ItemId,
    pub title: String,
    pub share: Percent,
    pub when: When,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub title: String,
    pub detail: String,
    pub timeline: String,
    pub not_included: String,
    /// What it leaves out is left unsaid on purpose.
    pub waived: bool,
    pub currency: Currency,
    /// What an hour beyond the agreed work costs.
    pub rate: Option<Decimal>,
    pub rounds: Option<u64>,
    /// Working hours within which an answer is promised.
    pub response: Option<u64>,
    pub until: Option<Day>,
    pub tax_name: String,
    pub deliverables: Vec<Deliverable>,
    pub lines: Vec<PriceLine>,
    pub schedule: Vec<Instalment>,
}

/// The rows of one part that stand, in their places.
pub fn rows(client: &Client, proposal: ItemId, part: Part) -> Vec<(ItemId, &Item)> {
    let of_it = |item: &Item| item.get(F::Proposal).parse() == Ok(proposal) && Part::from_key(item.get(F::Part)) == Some(part);
    let mut rows: Vec<_> = of_kind(&client.items, ItemKind::ProposalLine).into_iter().filter(|(_, item)| of_it(item)).collect();
    crate::order::sort_by_key(&mut rows, |(id, item)| {
        let place = item.count(F::Place);
        (place.is_none(), place, item.recorded.at, *id)
    });
    rows
}

fn quantity(row: &Item) -> Quantity {
    row.amount(F::Quantity).and_then(|value| Quantity::new(value).ok()).unwrap_or(Quantity::ONE)
}

impl Terms {
    /// What the registers say now. What cannot be read there has a way out, and is among [`Terms::lacks`]. None: no such proposal, or
    /// nobody knows its currency.
    pub fn of(client: &Client, proposal: ItemId, usual: Option<Currency>, tax_name: &str) -> Option<Self> {
        let item = client.items.get(&proposal).filter(|item| item.kind == ItemKind::Proposal && item.removed.is_none())?;
        let rate = |row: &Item, field| row.amount(field).and_then(|value| Percent::new(value).ok());
        let line = |(id, row): (ItemId, &Item)| {
            Some(PriceLine {
                id,
                title: row.title().to_owned(),
                quantity: quantity(row),
                unit: row.get(F::Unit).to_owned(),
                price: UnitPrice::new(row.amount(F::Price).unwrap_or_default()).or_else(|_| UnitPrice::new(Decimal::ZERO)).ok()?,
                tax: rate(row, F::Tax),
                optional: row.get(F::Optional) == "yes",
            })
        };
        let payment = |(id, row): (ItemId, &Item)| {
            Some(Instalment {
                id,
                title: row.title().to_owned(),
                share: rate(row, F::Share).or_else(|| Percent::new(Decimal::ZERO).ok())?,
                when: When::from_key(row.get(F::When)).unwrap_or(When::Other),
            })
        };
        let given = |(id, row): (ItemId, &Item)| Deliverable { id, title: row.title().to_owned(), due: row.day(F::Due) };
        let lines: Vec<_> = rows(client, proposal, Part::Price).into_iter().filter_map(line).collect();
        Some(Self {
            title: item.title().to_owned(),
            detail: item.get(F::Detail).to_owned(),
            timeline: item.get(F::Timeline).to_owned(),
            not_included: item.get(F::NotIncluded).to_owned(),
            waived: item.get(F::NotIncluded).is_empty() && super::standing::waived(item).is_some(),
            currency: item.currency().or_else(|| client.currency()).or(usual)?,
            rate: item.amount(F::Rate),
            rounds: item.count(F::Rounds),
            response: item.count(F::Response),
            until: item.day(F::Until),
            tax_name: if lines.iter().any(|line| line.tax.is_some()) { tax_name.to_owned() } else { String::new() },
            deliverables: rows(client, proposal, Part::Deliverable).into_iter().map(given).collect(),
            lines,
            schedule: rows(client, proposal, Part::Payment).into_iter().filter_map(payment).collect(),
        })
    }

    /// Whether both offer the same. What the practice calls the tax is not the offer's.
    pub fn says_as(&self, other: &Self) -> bool {
        Self { tax_name: other.tax_name.clone(), ..self.clone() } == *other
    }

    /// The lines that are taken: all that are not optional, and of those the chosen.
    pub fn taken(&self, chosen: &[ItemId]) -> impl Iterator<Item = &PriceLine> {
        self.lines.iter().filter(move |line| !line.optional || chosen.contains(&line.id))
    }

    /// What is due on accepting, of the whole.
    pub fn deposit(&self) -> Option<Percent> {
        let start = self.schedule.iter().filter(|one| one.when == When::Start).map(|one| one.share.value()).sum::<Decimal>();
        Percent::new(start).ok().filter(|share| !share.value().is_zero())
    }

    /// The same as a billing document would have it: one arithmetic for both.
    pub fn content(&self, kind: Kind, chosen: &[ItemId]) -> Content {
        let mut content = Content::blank(kind, self.currency);
        content.tax_name = self.tax_name.clone();
        content.valid_until = self.until.filter(|_| !kind.collects());
        content.deposit = self.deposit().map(Share::Percent);
        content.lines = self
            .taken(chosen)
            .map(|line| Line {
                description: line.title.clone(),
                quantity: line.quantity,
                unit: line.unit.clone(),
                price: line.price,
                tax: line.tax,
                ..Line::blank(LineId(line.id.0))
            })
            .collect();
        content
    }

    pub fn totals(&self, chosen: &[ItemId]) -> Result<Totals, MoneyError> {
        self.content(Kind::Quote, chosen).totals()
    }

    /// What a line comes to by itself, whether it is taken or not; rounded half away from zero.
    pub fn amount(&self, line: &PriceLine) -> Result<Money, MoneyError> {
        let exact = line.quantity.value().checked_mul(line.price.value()).ok_or(MoneyError::TooLarge)?;
        Money::rounded(exact, self.currency, crate::money::Rounding::HalfAwayFromZero)
    }

    /// What each payment comes to; the last one takes what rounding left, so that together they are the total.
    pub fn payments(&self, total: Money) -> Result<Vec<Money>, MoneyError> {
        let mut rest = total;
        let mut payments = Vec::with_capacity(self.schedule.len());
        for (at, one) in self.schedule.iter().enumerate() {
            let is_last = at + 1 == self.schedule.len() && self.is_whole();
            let part = if is_last { rest } else { one.share.of(total)? };
            rest = rest.minus(part)?;
            payments.push(part);
        }
        Ok(payments)
    }

    /// Percent that the payments add up to.
    pub fn shares(&self) -> Decimal {
        self.schedule.iter().map(|one| one.share.value()).sum()
    }

    fn is_whole(&self) -> bool {
        self.shares() == Decimal::ONE_HUNDRED
    }

    /// Why these terms cannot go out on that day.
    pub fn lacks(&self, on: Day) -> Vec<Lack> {
        let mut lacks = Vec::new();
        if self.not_included.is_empty() && !self.waived {
            lacks.push(Lack::Exclusions);
        }
        let titled = self.deliverables.iter().map(|one| (one.id, &one.title)).chain(self.lines.iter().map(|one| (one.id, &one.title)));
        lacks.extend(titled.filter(|(_, title)| title.is_empty()).map(|(id, _)| Lack::Wordless(id)));
        if self.lines.is_empty() {
            lacks.push(Lack::Lines);
        }
        if self.totals(&self.lines.iter().map(|line| line.id).collect::<Vec<_>>()).is_err() {
            let too_large = self.lines.iter().find(|line| self.amount(line).is_err()).or(self.lines.last());
            lacks.extend(too_large.map(|line| Lack::Price(line.id)));
        }
        if !self.is_whole() {
            lacks.push(Lack::Schedule);
        }
        let untitled = |one: &&Instalment| one.when == When::Other && one.title.is_empty();
        lacks.extend(self.schedule.iter().filter(untitled).map(|one| Lack::Wordless(one.id)));
        match self.until {
            None => lacks.push(Lack::Until),
            Some(until) if until < on => lacks.push(Lack::UntilOver),
            Some(_) => {}
        }
        lacks
    }
}

/// Rows whose price nobody said, or said in a way that cannot be computed with.
pub(crate) fn unpriced(client: &Client, proposal: ItemId) -> Vec<ItemId> {
    let bad = |row: &Item| {
        let too_fine = row.amount(F::Quantity).is_some_and(|value| Quantity::new(value).is_err());
        let tax = row.amount(F::Tax).is_some_and(|value| Percent::new(value).is_err());
        too_fine || tax || row.amount(F::Price).is_none_or(|price| UnitPrice::new(price).is_err())
    };
    rows(client, proposal, Part::Price).into_iter().filter(|(_, row)| bad(row)).map(|(id, _)| id).collect()
}
