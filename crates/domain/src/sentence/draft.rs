//! From what was understood to the content of a draft.

use rust_decimal::Decimal;

use crate::content::{self, Adjustment, Category, Content, Line, Part, Quantity, TaxGroup, UnitPrice, Way, Withholding};
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::{Fresh, LineId};

use super::reading::{Item, Reading};

impl Reading {
    /// The draft as far as the sentence goes: prices that were not said are zero and stand in `missing`. None when there is no
    /// currency to write it in.
    pub fn draft(&self, ids: &mut dyn Fresh) -> Option<Content> {
        let mut draft = Content::blank(self.kind, self.currency?);
        draft.dated = self.issued;
        draft.terms = self.terms.unwrap_or_default();
        draft.valid_until = self.valid_until;
        draft.period = self.period;
        draft.prices_include_tax = self.tax.included;
        draft.tax_name = self.tax.name.clone();
        draft.discount = self.discount;
        draft.deposit = self.deposit;
        draft.reference = self.reference.clone();
        draft.note = self.note.clone();
        draft.early = self.early.map(|early| content::Early { percent: early.percent, days: early.days });
        draft.withholding = self.withheld.as_ref().map(|withheld| Withholding { name: withheld.name.clone(), percent: withheld.percent });
        if self.tax.category.needs_reason() && !self.tax.words.is_empty() {
            draft.exemptions.insert(self.tax.category, self.tax.words.clone());
        }
        for item in &self.items {
            let own = item.tax.filter(|_| !self.tax.said);
            let off = item.discount.map(|part| Adjustment { way: Way::Allowance, part, reason: String::new(), tax: None });
            draft.lines.push(Line {
                description: item.description.clone(),
                quantity: item.quantity,
                unit: item.unit.to_owned(),
                price: item.price.unwrap_or(UnitPrice::ZERO),
                tax: own.map_or(self.tax.rate, |(rate, _)| Some(rate)),
                category: own.map_or(self.tax.category, |(_, category)| category),
                adjustments: off.into_iter().collect(),
                ..Line::blank(LineId::fresh(ids))
            });
        }
        let group = TaxGroup::of(self.tax.category, self.tax.rate);
        draft.adjustments = self
            .charges
            .iter()
            .map(|charge| Adjustment { way: Way::Charge, part: Part::Fixed(charge.amount), reason: charge.description.clone(), tax: group })
            .collect();
        if self.after_tax && !self.tax.included && self.tax.rate.is_some_and(|rate| !rate.value().is_zero()) {
            self.take_after_tax(&mut draft, ids);
        }
        if self.deposit_of_net
            && let Some(Part::Percent(percent)) = self.deposit
            && let Ok(totals) = draft.totals()
            && let Ok(deposit) = percent.of(totals.net)
        {
            draft.deposit = Some(Part::Fixed(deposit.amount()));
        }
        Some(draft)
    }

    /// A sum that comes off the total with tax is a line of its own that carries none: EN 16931 has no allowance after tax, and one
    /// before tax that comes to the same cent does not always exist. It is called what it was called in the sentence.
    fn take_after_tax(&self, draft: &mut Content, ids: &mut dyn Fresh) {
        let Some(Part::Fixed(amount)) = self.discount else { return };
        let Ok(price) = UnitPrice::new(-amount) else { return };
        draft.discount = None;
        draft.lines.push(Line {
            description: self.after_tax_words.clone(),
            quantity: Quantity::ONE,
            price,
            category: Category::Standard,
            ..Line::blank(LineId::fresh(ids))
        });
    }
}

/// Quantity × price, zero while the price is missing.
pub(super) fn amount(item: &Item, currency: Currency) -> Result<Money, MoneyError> {
    let price = item.price.map_or(Decimal::ZERO, UnitPrice::value);
    let exact = item.quantity.value().checked_mul(price).ok_or(MoneyError::TooLarge)?;
    Money::rounded(exact, currency, Rounding::HalfAwayFromZero)
}
