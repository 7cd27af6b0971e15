//! From what was understood to the content of a draft.

use rust_decimal::Decimal;

use crate::content::{Content, Line, Part, UnitPrice};
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::{Fresh, LineId};

use super::reading::{Item, Reading};

impl Reading {
    /// The draft as far as the sentence goes: prices that were not said are zero and stand in `missing`. None when there is no
    /// currency to write it in. Discounts on single lines are summed into one on the document, which comes to the same total because
    /// every line of a reading carries the same tax.
    pub fn draft(&self, ids: &mut dyn Fresh) -> Option<Content> {
        let mut draft = Content::blank(self.kind, self.currency?);
        draft.dated = self.issued;
        draft.terms = self.terms.unwrap_or_default();
        draft.valid_until = self.valid_until;
        draft.prices_include_tax = self.tax.included;
        draft.tax_name = self.tax.name.clone();
        draft.deposit = self.deposit;
        draft.reference = self.reference.clone();
        draft.note = self.note.clone();
        let nothing = UnitPrice::new(Decimal::ZERO).ok()?;
        for item in &self.items {
            draft.lines.push(Line {
                description: item.description.clone(),
                quantity: item.quantity,
                unit: item.unit.to_owned(),
                price: item.price.unwrap_or(nothing),
                tax: self.tax.rate,
                ..Line::blank(LineId::fresh(ids))
            });
        }
        draft.discount = self.whole_discount(draft.currency).ok().flatten();
        Some(draft)
    }

    fn whole_discount(&self, currency: Currency) -> Result<Option<Part>, MoneyError> {
        if self.items.iter().all(|item| item.discount.is_none()) {
            return Ok(self.discount);
        }
        let mut off = Money::zero(currency);
        let mut sum = Money::zero(currency);
        for item in &self.items {
            let amount = amount(item, currency)?;
            sum = sum.plus(amount)?;
            if let Some(part) = item.discount {
                off = off.plus(taken(part, amount)?)?;
            }
        }
        if let Some(part) = self.discount {
            off = off.plus(taken(part, sum.minus(off)?)?)?;
        }
        Ok(Some(Part::Fixed(off.amount())))
    }
}

/// Quantity × price, zero while the price is missing.
pub(super) fn amount(item: &Item, currency: Currency) -> Result<Money, MoneyError> {
    let price = item.price.map_or(Decimal::ZERO, UnitPrice::value);
    let exact = item.quantity.value().checked_mul(price).ok_or(MoneyError::TooLarge)?;
    Money::rounded(exact, currency, Rounding::HalfAwayFromZero)
}

fn taken(part: Part, from: Money) -> Result<Money, MoneyError> {
    match part {
        Part::Percent(percent) => percent.of(from),
        Part::Fixed(amount) => Money::rounded(amount, from.currency(), Rounding::HalfAwayFromZero),
    }
}
