//! One line of a document, and what is taken off or added: on a line, or on the whole.

use rust_decimal::Decimal;

use super::{BaseQuantity, Category, Percent, Quantity, TaxGroup, UnitPrice};
use crate::LineId;
use crate::time::Day;

/// A share of a sum, or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Percent(Percent),
    /// In the document's currency.
    Fixed(Decimal),
}

/// The first and the last day of a service (EN 16931, BG-14 and BG-26); the last is never before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: Day,
    to: Day,
}

impl Period {
    /// None when it would end before it begins.
    pub fn new(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }
    pub fn from(self) -> Day {
        self.from
    }
    pub fn to(self) -> Day {
        self.to
    }

    /// An interval of ISO 8601 that [`Period::from_key`] reads back: `2026-11-01/2026-11-30`.
    pub fn key(self) -> String {
        format!("{}/{}", self.from, self.to)
    }

    pub fn from_key(key: &str) -> Option<Self> {
        let (from, to) = key.split_once('/')?;
        Self::new(Day::parse(from)?, Day::parse(to)?)
    }
}

/// Off or on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Allowance,
    Charge,
}

/// An allowance or a charge (EN 16931, BG-20, BG-21, BG-27, BG-28). A percentage is of the line's quantity × price, or of the sum of all
/// lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    pub way: Way,
    pub part: Part,
    pub reason: String,
    /// Of the whole document: the rate it stands under; None shares it over all rates in proportion. Of a line: None, it goes with the line.
    pub tax: Option<TaxGroup>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: LineId,
    pub description: String,
    pub quantity: Quantity,
    /// "hour", "day", "page"; empty for plain pieces.
    pub unit: String,
    pub price: UnitPrice,
    /// So many units have the price together: 1 000 for a price of a thousand words.
    pub base: BaseQuantity,
    /// None: the line carries no tax at all, which is not the same as a rate of zero.
    pub tax: Option<Percent>,
    pub category: Category,
    pub adjustments: Vec<Adjustment>,
    pub period: Option<Period>,
}

impl Line {
    /// One piece of nothing, for nothing.
    pub fn blank(id: LineId) -> Self {
        Self {
            id,
            description: String::new(),
            quantity: Quantity::ONE,
            unit: String::new(),
            price: UnitPrice::ZERO,
            base: BaseQuantity::ONE,
            tax: None,
            category: Category::Standard,
            adjustments: Vec::new(),
            period: None,
        }
    }

    /// With which lines it is taxed.
    pub fn group(&self) -> Option<TaxGroup> {
        TaxGroup::of(self.category, self.tax)
    }
}
