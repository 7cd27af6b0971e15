//! What is to be charged: bundles of work, and requests, each as one line of a document.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Scope;
use super::minutes::{hours, rounded_up};
use crate::ItemId;
use crate::command::Refusal;
use crate::content::{Quantity, UnitPrice};
use crate::item::{ActKind, Item, ItemField, ItemKind, of_kind};
use crate::money::{Currency, Money, MoneyError, Purse, Rounding};

/// One line that charges work or a request. `quantity` × `price`, rounded half away from zero, is `amount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub items: Vec<ItemId>,
    /// Work, or a request.
    pub kind: ItemKind,
    pub engagement: Option<ItemId>,
    /// What was done, or asked for, as it was written down.
    pub about: String,
    /// As measured; of a request, none.
    pub worked: u64,
    /// As charged: rounded up where the engagement says so.
    pub charged: u64,
    /// Hours.
    pub quantity: Quantity,
    pub price: UnitPrice,
    pub amount: Money,
}

/// What was worked and is not charged yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unbilled {
    /// Minutes as they were measured, those without a price too.
    pub minutes: u64,
    /// What they come to on a draft.
    pub money: Purse,
    /// Minutes that nobody gave a price or a currency.
    pub unpriced: u64,
}

impl<'a> Scope<'a> {
    /// Unbilled work, gathered by engagement and by what was done, in the order in which it was done.
    pub fn bundles(self) -> Vec<Vec<ItemId>> {
        let mut work: Vec<_> = of_kind(&self.client.items, ItemKind::Work).into_iter().filter(|(_, item)| self.is_unbilled(item)).collect();
        crate::order::sort_by_key(&mut work, |(id, item)| (item.day(ItemField::Day), item.recorded.at, *id));
        let mut places: BTreeMap<(Option<ItemId>, &str), usize> = BTreeMap::new();
        let mut bundles: Vec<Vec<ItemId>> = Vec::new();
        for (id, item) in work {
            let key = (item.engagement(), item.get(ItemField::Detail).trim());
            let place = *places.entry(key).or_insert(bundles.len());
            match bundles.get_mut(place) {
                Some(items) => items.push(id),
                None => bundles.push(vec![id]),
            }
        }
        bundles
    }

    /// What the work of one bundle, or one request, comes to.
    ///
    /// # Errors
    /// Something of it is not to be charged, the items do not belong on one line, or a price or a currency is not known.
    pub fn charge(self, items: &[ItemId]) -> Result<Charge, Refusal> {
        let not = Refusal::NotForThis { act: ActKind::Billed };
        let mut known = Vec::with_capacity(items.len());
        for (at, id) in items.iter().enumerate() {
            let item = self.standing(*id).ok_or(Refusal::NoSuchItem)?;
            if !self.is_unbilled(item) || items[..at].contains(id) {
                return Err(not);
            }
            known.push(item);
        }
        let Some(first) = known.first().copied() else { return Err(Refusal::NothingToBill) };
        let alike = |item: &&Item| item.kind == ItemKind::Work && item.engagement() == first.engagement();
        if known.len() > 1 && !known.iter().all(alike) {
            return Err(not);
        }
        let engagement = first.engagement();
        let rate = self.rate(first).ok_or(Refusal::RateMissing { engagement })?;
        let currency = self.currency(first).ok_or(Refusal::CurrencyMissing)?;
        let worked = known.iter().map(|item| worked(item)).fold(0, u64::saturating_add);
        let step = self.engagement(first).and_then(|one| one.count(ItemField::RoundTo));
        let charged = rounded_up(worked, step);
        let (about, quantity) = if first.kind == ItemKind::Work {
            (first.get(ItemField::Detail).trim(), shortest(charged, rate, currency)?)
        } else {
            let hours = first.amount(ItemField::Hours).ok_or(Refusal::ItemMissing { field: ItemField::Hours })?;
            (first.title(), Quantity::new(hours).map_err(|_| Refusal::ItemInvalid { field: ItemField::Hours })?)
        };
        let price = UnitPrice::new(rate).map_err(|_| Refusal::ItemInvalid { field: ItemField::Rate })?;
        let amount = times(quantity.value(), rate, currency).map_err(Refusal::Money)?;
        Ok(Charge {
            items: items.to_vec(),
            kind: first.kind,
            engagement,
            about: about.to_owned(),
            worked,
            charged,
            quantity,
            price,
            amount,
        })
    }

    /// Time that is to be charged and is not yet.
    pub fn unbilled_time(self) -> Unbilled {
        let mut sum = Unbilled::default();
        for items in self.bundles() {
            let minutes = items.iter().filter_map(|id| self.standing(*id)).map(worked).fold(0, u64::saturating_add);
            sum.minutes = sum.minutes.saturating_add(minutes);
            match self.charge(&items) {
                Ok(charge) => sum.money.add(charge.amount),
                Err(_) => sum.unpriced = sum.unpriced.saturating_add(minutes),
            }
        }
        sum
    }

    /// Everything that is to be charged and is not yet: time, and requests beyond the scope.
    pub fn unbilled(self) -> Purse {
        let mut purse = self.unbilled_time().money;
        purse.add_all(&self.meter().money);
        purse
    }
}

/// The minutes of one piece of work, as they were measured.
pub(super) fn worked(item: &Item) -> u64 {
    item.count(ItemField::Minutes).unwrap_or_default()
}

pub(super) fn times(hours: Decimal, rate: Decimal, currency: Currency) -> Result<Money, MoneyError> {
    Money::rounded(hours.checked_mul(rate).ok_or(MoneyError::TooLarge)?, currency, Rounding::HalfAwayFromZero)
}

/// Minutes as hours with the fewest decimals, two at least, that come to the same money and the same minutes. For up to 10,000 an hour
/// there always are such.
pub(crate) fn shortest(minutes: u64, rate: Decimal, currency: Currency) -> Result<Quantity, Refusal> {
    let exact = hours(minutes);
    let money = times(exact, rate, currency).map_err(Refusal::Money)?;
    let cut = |digits| Rounding::HalfAwayFromZero.apply(exact, digits);
    let same = |hours: &Decimal| times(*hours, rate, currency) == Ok(money);
    let below = Rounding::TowardsZero.apply(exact, 6);
    let around = [below, below + Decimal::new(1, 6)];
    let hours = (2..=6).map(cut).chain(around).find(same).unwrap_or_else(|| cut(6));
    Quantity::new(hours).map_err(|_| Refusal::ItemInvalid { field: ItemField::Minutes })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quantity(minutes: u64, rate: &str) -> String {
        shortest(minutes, rate.parse().expect(rate), Currency::EUR).expect("a quantity").value().to_string()
    }

    #[test]
    fn hours_have_as_few_decimals_as_the_money_needs() {
        assert_eq!(quantity(90, "90"), "1.5");
        assert_eq!(quantity(75, "80"), "1.25");
        assert_eq!(quantity(100, "90"), "1.6667");
        assert_eq!(quantity(100, "0"), "1.67");
    }

    proptest! {
        #[test]
        fn a_line_comes_to_what_the_minutes_come_to(minutes in 0_u64..100_000, cents in 0_i64..=1_000_000) {
            let rate = Decimal::new(cents, 2);
            let quantity = shortest(minutes, rate, Currency::EUR).expect("a quantity").value();
            prop_assert_eq!(times(quantity, rate, Currency::EUR), times(hours(minutes), rate, Currency::EUR));
            let back = Rounding::HalfAwayFromZero.apply(quantity * Decimal::from(60), 0);
            prop_assert_eq!(back, Decimal::from(minutes));
        }
    }
}
