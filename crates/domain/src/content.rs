//! What a billing document says: lines, taxes, allowances, terms. One computation, [`Content::totals`], gives every figure shown anywhere.

mod figure;
mod included;
mod kind;
mod line;
mod paying;
mod share;
mod tax;
mod terms;
#[cfg(test)]
mod tests;
mod totals;

use std::collections::BTreeMap;

pub use figure::{BaseQuantity, ExchangeRate, FigureError, Percent, Quantity, UnitPrice};
pub use kind::Kind;
pub use line::{Adjustment, Line, Part, Period, Way};
pub use paying::{About, CashStep, Deducted, DeductedSum, Early, Exchange, Instalment, Withholding};
pub use tax::{Category, SecondTax, TaxGroup, TaxRounding};
pub use terms::Terms;
pub use totals::{AdjustmentSum, Exchanged, LineSum, TaxSum, Totals};

use crate::language::Language;
use crate::money::Currency;
use crate::time::Day;

/// How an allowance on the whole is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
    /// Over the categories and rates, in proportion to their lines' sums: a percentage reaches each alike, a fixed sum goes to those that
    /// are positive.
    #[default]
    OverRates,
    /// Over the lines, in proportion to their size without sign: as documents were reckoned that were issued before there were categories.
    OverLines,
}

/// Everything a draft can change and an issued document has sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub kind: Kind,
    pub currency: Currency,
    /// The day printed on the document; None: the day it is issued.
    pub dated: Option<Day>,
    pub terms: Terms,
    /// Quotes and estimates: the last day they can be accepted.
    pub valid_until: Option<Day>,
    /// In the order they are printed.
    pub lines: Vec<Line>,
    /// Taken off the sum of the lines, shared over the rates in proportion.
    pub discount: Option<Part>,
    /// Further allowances, and charges, on the whole document.
    pub adjustments: Vec<Adjustment>,
    /// The line prices, and what is taken off them or added, already contain the tax.
    pub prices_include_tax: bool,
    pub tax_rounding: TaxRounding,
    pub sharing: Sharing,
    /// "VAT", "GST", "Sales tax": how the tax is called on this document.
    pub tax_name: String,
    /// A further tax on the same net as the first, of every line at an ordinary rate: QST beside GST.
    pub second_tax: Option<SecondTax>,
    /// Why a category has no tax, as printed (BT-120).
    pub exemptions: BTreeMap<Category, String>,
    /// What is asked for up front, of the total with tax.
    pub deposit: Option<Part>,
    pub withholding: Option<Withholding>,
    pub cash: Option<CashStep>,
    pub exchange: Option<Exchange>,
    /// Documents that came before, and are taken off.
    pub deducts: Vec<Deducted>,
    pub about: Option<About>,
    /// In which parts it is paid; none: all at once, by `terms`.
    pub instalments: Vec<Instalment>,
    pub early: Option<Early>,
    /// The client's purchase order (BT-13).
    pub reference: String,
    /// What the client needs on it to find whose it is (BT-10).
    pub buyer_reference: String,
    /// When the service was given.
    pub period: Option<Period>,
    /// Printed above the lines.
    pub note_above: String,
    /// Printed below the lines.
    pub note: String,
    /// What it is written in. None on a draft: the client's; on an issued document: English.
    pub language: Option<Language>,
}

impl Content {
    pub fn blank(kind: Kind, currency: Currency) -> Self {
        Self {
            kind,
            currency,
            dated: None,
            terms: Terms::OnReceipt,
            valid_until: None,
            lines: Vec::new(),
            discount: None,
            adjustments: Vec::new(),
            prices_include_tax: false,
            tax_rounding: TaxRounding::PerRate,
            sharing: Sharing::OverRates,
            tax_name: String::new(),
            second_tax: None,
            exemptions: BTreeMap::new(),
            deposit: None,
            withholding: None,
            cash: None,
            exchange: None,
            deducts: Vec::new(),
            about: None,
            instalments: Vec::new(),
            early: None,
            reference: String::new(),
            buyer_reference: String::new(),
            period: None,
            note_above: String::new(),
            note: String::new(),
            language: None,
        }
    }

    /// The categories that it uses, of lines and of what is added or taken off.
    pub fn categories(&self) -> impl Iterator<Item = Category> + '_ {
        let lines = self.lines.iter().filter_map(Line::group);
        lines.chain(self.adjustments.iter().filter_map(|one| one.tax)).map(|group| group.category)
    }
}
