//! What stands between the total and what is paid: what is withheld, what was asked for before, how cash is rounded, what it is in
//! another currency, in which parts it comes.

use rust_decimal::Decimal;

use super::{ExchangeRate, FigureError, Part, Percent, TaxGroup, Terms};
use crate::InvoiceId;
use crate::money::{Currency, Money};
use crate::time::Day;

/// Tax of the sender that the client keeps back and pays to the state: of the net, taken off what is to pay and never off the tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withholding {
    /// "IRPF", "Ritenuta d'acconto": as it is called on the document.
    pub name: String,
    pub percent: Percent,
}

/// The smallest sum that is paid in cash: 0.05 in Swiss francs. More than zero, at most 1 000, three decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CashStep(Decimal);

impl CashStep {
    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        let value = value.normalize();
        if value <= Decimal::ZERO {
            Err(FigureError::NotPositive)
        } else if value > Decimal::ONE_THOUSAND {
            Err(FigureError::TooLarge)
        } else if value.scale() > 3 {
            Err(FigureError::TooFine)
        } else {
            Ok(Self(value))
        }
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

/// What the document's figures are worth in another currency, on a day, and who says so. Sealed with the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub to: Currency,
    /// So many units of `to` for one of the document's currency.
    pub rate: ExchangeRate,
    pub day: Day,
    /// "ECB reference rate".
    pub source: String,
}

/// A document that came before and is taken off what this one asks for, with its tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deducted {
    pub invoice: InvoiceId,
    pub number: String,
    pub dated: Day,
    /// Net and tax as they stand on it, for each category and rate.
    pub sums: Vec<DeductedSum>,
    /// With tax.
    pub total: Money,
    /// What was withheld from it.
    pub withheld: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeductedSum {
    /// None: carries no tax.
    pub tax: Option<TaxGroup>,
    pub base: Money,
    pub due: Money,
}

/// The document that this one corrects, acknowledges or follows from (EN 16931, BG-3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub invoice: InvoiceId,
    pub number: String,
    pub dated: Day,
}

/// One of several payments of what is to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    pub part: Part,
    pub due: Terms,
}

/// A percentage off for whoever pays within so many days of the document's day: 2 and 10 in "2/10 net 30".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Early {
    pub percent: Percent,
    pub days: u16,
}
