//! The services a practice offers, each with what a line of a document needs: words, unit, price, tax.

use rust_decimal::Decimal;

use crate::ItemId;
use crate::client::percent;
use crate::command::Refusal;
use crate::content::{Category, Line, Percent, UnitPrice};
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::money::Currency;
use crate::practice::Practice;

/// One service as it stands in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub name: String,
    /// Printed under the name.
    pub description: String,
    /// "hour", "day"; empty for plain pieces.
    pub unit: String,
    /// Of one unit. None: agreed each time.
    pub price: Option<UnitPrice>,
    /// In which the price is meant; None: in whatever currency the document has.
    pub currency: Option<Currency>,
    /// None: what is usual for the client.
    pub tax: Option<Percent>,
    pub category: Category,
}

impl Service {
    /// What cannot be read is left out.
    pub fn of(item: &Item) -> Self {
        let get = |field| item.get(field).to_owned();
        Self {
            name: get(ItemField::Title),
            description: get(ItemField::Detail),
            unit: get(ItemField::Unit),
            price: item.amount(ItemField::Price).and_then(|price| UnitPrice::new(price).ok()),
            currency: item.currency(),
            tax: percent(item.get(ItemField::Tax)),
            category: Category::from_code(item.get(ItemField::Category)).unwrap_or_default(),
        }
    }

    /// As a line says it: the name, and the description under it.
    pub fn words(&self) -> String {
        if self.description.is_empty() { self.name.clone() } else { format!("{}\n{}", self.name, self.description) }
    }

    /// The price, on a document in this currency. A price in another currency is none here.
    pub fn price_in(&self, currency: Currency) -> Option<UnitPrice> {
        self.price.filter(|_| self.currency.is_none_or(|one| one == currency))
    }

    /// Writes the service into a line; the quantity, and what the service leaves open, stay as they are.
    pub fn fill(&self, line: &mut Line, currency: Currency) {
        line.description = self.words();
        if !self.unit.is_empty() {
            line.unit.clone_from(&self.unit);
        }
        line.price = self.price_in(currency).unwrap_or(line.price);
        if self.tax.is_some() || self.category != Category::Standard {
            line.tax = self.tax.or(Some(Percent::ZERO));
            line.category = self.category;
        }
    }
}

/// Whether the texts of a service are what a line can have.
pub(crate) fn check(get: impl Fn(ItemField) -> String) -> Result<(), Refusal> {
    let amount = |field: ItemField| get(field).parse::<Decimal>().ok();
    if amount(ItemField::Price).is_some_and(|price| UnitPrice::new(price).is_err()) {
        return Err(Refusal::ItemInvalid { field: ItemField::Price });
    }
    let tax = amount(ItemField::Tax);
    let fits = |tax: Decimal| Percent::new(tax).is_ok_and(|tax| get(ItemField::Category).is_empty() || tax == Percent::ZERO);
    if tax.is_some_and(|tax| !fits(tax)) {
        return Err(Refusal::ItemInvalid { field: ItemField::Tax });
    }
    Ok(())
}

impl Practice {
    /// The catalogue, by name.
    pub fn services(&self) -> Vec<(ItemId, Service)> {
        let mut all: Vec<_> = of_kind(&self.items, ItemKind::Service).into_iter().map(|(id, item)| (id, Service::of(item))).collect();
        crate::order::sort_by_key(&mut all, |(id, service)| (service.name.to_lowercase(), *id));
        all
    }
}
