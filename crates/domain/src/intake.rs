//! Records that another tool exported, read and checked but not yet anybody's: what an import is asked to bring in.

use rust_decimal::Decimal;

use crate::content::{Part, Percent, Quantity, UnitPrice};
use crate::field::{ContactField, Field};
use crate::money::{Currency, Money};
use crate::time::Day;

/// One file's worth of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// The file's name, shown wherever the import is named.
    pub source: String,
    pub clients: Vec<BroughtClient>,
    pub invoices: Vec<BroughtInvoice>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BroughtClient {
    /// The line of the file it began on, counted from 1.
    pub row: u32,
    /// Holds a name; every other field only when the file had it.
    pub fields: Vec<(Field, String)>,
    /// The person named beside the client; empty when none was.
    pub contact: Vec<(ContactField, String)>,
    /// Notes as the file had them.
    pub note: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BroughtState {
    Draft,
    /// Sent, viewed, partly paid, paid: it left the house under its number.
    #[default]
    Issued,
    Void,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtLine {
    pub description: String,
    pub quantity: Quantity,
    pub unit: String,
    pub price: UnitPrice,
    pub tax: Option<Percent>,
}

/// An invoice as the other tool had it. Its lines, discount and taxes compute to `total`: where the file disagreed with itself, the reader
/// has added a line that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtInvoice {
    pub row: u32,
    pub client_name: String,
    pub client_email: String,
    /// As printed there; kept for ever.
    pub number: String,
    pub currency: Currency,
    pub dated: Day,
    pub due: Option<Day>,
    pub state: BroughtState,
    pub lines: Vec<BroughtLine>,
    pub discount: Option<Part>,
    pub tax_name: String,
    pub prices_include_tax: bool,
    pub reference: String,
    pub note: String,
    /// What the file says the invoice comes to.
    pub total: Money,
    /// What the file says has been paid on it; zero or more.
    pub paid: Money,
    pub paid_on: Option<Day>,
}

impl BroughtInvoice {
    /// One line that makes up `amount`, for what a file's own total has and its lines have not.
    pub fn difference(description: &str, amount: Decimal) -> Option<BroughtLine> {
        Some(BroughtLine {
            description: description.to_owned(),
            quantity: Quantity::ONE,
            unit: String::new(),
            price: UnitPrice::new(amount).ok()?,
            tax: None,
        })
    }
}
