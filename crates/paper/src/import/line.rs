//! One line of an invoice, as a row states it.

use domain::content::{Part, Percent};
use domain::money::{Currency, Rounding};
use domain::text;
use rust_decimal::Decimal;

use super::sheet::{Sheet, Trouble};
use super::tax::Tax;
use crate::amount::Amount;
use crate::currency::Hint;
use crate::recognise::key;
use crate::table::Row;
use crate::target::Target;

/// Characters of a description.
pub(super) const DESCRIPTION_MOST: usize = 2_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineFacts {
    pub description: String,
    pub unit: String,
    pub quantity: Option<Decimal>,
    pub price: Option<Decimal>,
    pub off: Off,
    pub net: Option<Decimal>,
    pub total: Option<Decimal>,
    pub taxes: [Tax; 2],
}

impl LineFacts {
    pub fn has_money(&self) -> bool {
        self.price.is_some() || self.net.is_some() || self.total.is_some()
    }
}

/// A discount, with what is known of its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Off {
    pub percent: Option<Decimal>,
    pub amount: Option<Decimal>,
    /// A percentage or an amount.
    pub either: Option<Decimal>,
}

/// How an [`Off`] is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OffReading {
    Percent,
    Amount,
    /// The file's totals do not reflect it.
    LeftOut,
}

impl Off {
    pub fn is_none(&self) -> bool {
        [self.percent, self.amount, self.either].into_iter().flatten().all(|figure| figure.is_zero())
    }

    /// As a part of a sum. Files write what is taken off with or without a minus.
    pub fn part(&self, reading: OffReading) -> Option<Part> {
        let some = |figure: Option<Decimal>| figure.filter(|figure| !figure.is_zero()).map(|figure| figure.abs());
        let percent = || some(self.percent).and_then(|rate| Percent::new(rate).ok()).map(Part::Percent);
        let amount = || some(self.amount).map(Part::Fixed);
        match reading {
            OffReading::LeftOut => None,
            OffReading::Percent => {
                percent().or_else(|| some(self.either).and_then(|rate| Percent::new(rate).ok()).map(Part::Percent)).or_else(amount)
            }
            OffReading::Amount => amount().or_else(|| some(self.either).map(Part::Fixed)).or_else(percent),
        }
    }
}

/// The money that a part of `sum` is.
pub(super) fn part_of(sum: Decimal, part: Option<Part>, currency: Currency) -> Option<Decimal> {
    match part {
        None => Some(Decimal::ZERO),
        Some(Part::Fixed(amount)) => Some(amount),
        Some(Part::Percent(percent)) => share(sum, percent.value(), currency),
    }
}

/// A percentage of a sum, rounded to the currency's minor unit.
pub(super) fn share(sum: Decimal, percent: Decimal, currency: Currency) -> Option<Decimal> {
    let exact = sum.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
    Some(Rounding::HalfAwayFromZero.apply(exact, currency.exponent()))
}

/// Figures of a row, and the currencies that stand beside them.
pub(super) struct Figures<'s, 'a> {
    pub sheet: &'s Sheet<'a>,
    pub row: &'a Row,
    pub hints: Vec<Hint>,
}

impl Figures<'_, '_> {
    pub fn amount(&mut self, target: Target) -> Result<Option<Decimal>, Trouble> {
        let found = self.sheet.amount(self.row, target)?;
        Ok(found.map(|found| self.keep(found)))
    }

    pub fn percent(&self, target: Target) -> Result<Option<Decimal>, Trouble> {
        Ok(self.sheet.percent(self.row, target)?.map(|found| found.value))
    }

    fn keep(&mut self, found: Amount) -> Decimal {
        if let Some(hint) = found.currency
            && !self.hints.contains(&hint)
        {
            self.hints.push(hint);
        }
        found.value
    }

    /// A discount of the whole invoice.
    pub fn off(&mut self) -> Result<Off, Trouble> {
        let mut off = Off { percent: self.percent(Target::DiscountPercent)?, amount: self.amount(Target::DiscountAmount)?, either: None };
        if let Some((column, text)) = self.sheet.cell(self.row, Target::Discount) {
            let figure = self.sheet.amount_in(column, text.trim_end_matches('%'))?;
            match figure.currency {
                _ if text.ends_with('%') => off.percent = Some(figure.value),
                Some(_) => off.amount = Some(self.keep(figure)),
                None => off.either = Some(figure.value),
            }
        }
        Ok(off)
    }

    /// What is added to the whole invoice, each called like its column.
    pub fn surcharges(&mut self) -> Result<Vec<(String, Decimal)>, Trouble> {
        let mut all = Vec::new();
        for (column, text) in self.sheet.cells(self.row, Target::Surcharge) {
            let figure = self.sheet.amount_in(column, text)?;
            let value = self.keep(figure);
            if !value.is_zero() {
                all.push((self.sheet.table.header.get(column).cloned().unwrap_or_default(), value));
            }
        }
        Ok(all)
    }

    /// The line of the row; None where nothing of the row is about a line.
    pub fn line(&mut self) -> Result<Option<LineFacts>, Trouble> {
        let facts = LineFacts {
            description: self.description(),
            unit: self.sheet.line(self.row, Target::LineUnit, 40),
            quantity: self.amount(Target::LineQuantity)?,
            price: self.amount(Target::LinePrice)?,
            off: Off {
                percent: self.percent(Target::LineDiscountPercent)?,
                amount: self.amount(Target::LineDiscountAmount)?,
                either: None,
            },
            net: self.amount(Target::LineNet)?,
            total: self.amount(Target::LineTotal)?,
            taxes: [
                self.tax(Target::LineTax1Name, Target::LineTax1Rate, Target::LineTax1Amount)?,
                self.tax(Target::LineTax2Name, Target::LineTax2Rate, Target::LineTax2Amount)?,
            ],
        };
        Ok((facts != LineFacts::default()).then_some(facts))
    }

    pub fn tax(&mut self, name: Target, rate: Target, amount: Target) -> Result<Tax, Trouble> {
        let name = self.sheet.line(self.row, name, 40);
        Ok(Tax { name, rate: self.percent(rate)?, amount: self.amount(amount)? })
    }

    /// "Item – description", or the one there is.
    fn description(&self) -> String {
        let item = self.sheet.line(self.row, Target::LineItem, DESCRIPTION_MOST);
        let said = self.sheet.prose(self.row, Target::LineDescription, DESCRIPTION_MOST);
        if item.is_empty() || key(&said).starts_with(&key(&item)) {
            return if said.is_empty() { item } else { said };
        }
        if said.is_empty() { item } else { text::prose(&format!("{item} – {said}"), DESCRIPTION_MOST) }
    }
}
