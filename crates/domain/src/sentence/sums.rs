//! What a reading comes to, also where no document can say it the same way.

use rust_decimal::Decimal;

use crate::content::Part;
use crate::money::{Money, MoneyError, Rounding};

use super::reading::Reading;

/// The figures of a reading, in its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub net: Money,
    pub tax: Money,
    pub total: Money,
    /// Taken off before tax.
    pub discount: Money,
    /// Taken off the total with tax.
    pub after_tax: Money,
    pub deposit: Money,
    /// Kept back by the client.
    pub withheld: Money,
    /// Already paid.
    pub paid: Money,
    /// What is still to be paid of it all.
    pub due: Money,
}

impl Reading {
    /// None while there is no currency; an error where the figures are too large to be exact.
    pub fn figures(&self) -> Option<Result<Figures, MoneyError>> {
        let currency = self.currency?;
        let off = if self.after_tax { self.discount } else { None };
        let plain = if off.is_some() { Self { discount: None, after_tax: false, ..self.clone() } } else { self.clone() };
        let draft = plain.draft(&mut super::settle::Zeros)?;
        let reckon = || {
            let totals = draft.totals()?;
            let zero = Money::zero(currency);
            let money = |amount: Decimal| Money::rounded(amount, currency, Rounding::HalfAwayFromZero);
            let after_tax = match off {
                Some(Part::Fixed(amount)) => money(amount)?,
                Some(Part::Percent(percent)) => percent.of(totals.total)?,
                None => zero,
            };
            let total = totals.total.minus(after_tax)?;
            let withheld = self.withheld.as_ref().map_or(Ok(zero), |withheld| withheld.percent.of(totals.net))?;
            let open = total.minus(withheld)?;
            let paid = match self.paid {
                None => zero,
                Some(paid) => paid.amount.map_or(Ok(open), money)?,
            };
            let due = open.minus(paid)?;
            Ok(Figures {
                net: totals.net,
                tax: totals.tax,
                total,
                discount: totals.discount,
                after_tax,
                deposit: totals.deposit,
                withheld,
                paid,
                due,
            })
        };
        Some(reckon())
    }
}
