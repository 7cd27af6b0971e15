use domain::money::{Currency, Money};
use domain::time::Day;

use crate::table::Flaw;
use crate::target::Target;

/// A row that is not brought in, as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line it begins on, counted from 1.
    pub line: u32,
    pub cells: Vec<String>,
    /// At least one.
    pub reasons: Vec<Reason>,
}

/// Why a row is not brought in. `column` counts from 0; `text` is the cell as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The row itself could not be read.
    Flawed(Flaw),
    /// There is text beyond the last column: a separator in an unquoted text has probably moved everything to the right.
    MoreCellsThanColumns {
        cells: usize,
        columns: usize,
    },
    /// No name, and no person or address to take its place.
    NoName,
    NoNumber,
    /// The invoice has no date.
    NoDate,
    /// Neither a total nor a line with a figure.
    NoTotal,
    NotADay {
        column: usize,
        text: String,
    },
    NotAnAmount {
        column: usize,
        text: String,
    },
    NotACurrency {
        column: usize,
        text: String,
    },
    /// More decimals than the currency has.
    TooFine {
        target: Target,
        text: String,
    },
    /// Beyond what can be kept.
    TooLarge {
        target: Target,
        text: String,
    },
    /// Amounts of one invoice name different currencies.
    TwoCurrencies {
        one: String,
        other: String,
    },
    /// The rows of one invoice say different things where they must agree; `line` is the first row's.
    RowsDisagree {
        target: Target,
        line: u32,
    },
    /// It comes to less than nothing: a credit note, which is no invoice.
    NegativeTotal {
        text: String,
    },
    /// Less than nothing was paid.
    NegativePaid {
        text: String,
    },
    /// The row may be right, but another row of its invoice is not.
    OtherRowBad {
        line: u32,
    },
}

/// What a person should know about a record that is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The lines come to something else than the total; a line over `amount` makes up for it.
    DifferenceAdded { line: u32, number: String, amount: Money },
    /// The file repeats rows of this invoice; taken once, they come to its total.
    RepeatedRowsTakenOnce { line: u32, number: String, rows: usize },
    /// The tax is kept as a line of its own, because no rate gives exactly this amount.
    TaxAsLine { line: u32, number: String },
    /// The file has a tax that its own total does not contain; it is left out.
    TaxLeftOut { line: u32, number: String },
    /// The file has a discount that its own total does not reflect; it is left out.
    DiscountLeftOut { line: u32, number: String },
    /// Due before it is dated; both days are kept.
    DueBeforeDate { line: u32, number: String, dated: Day, due: Day },
    /// More was paid than the invoice comes to; both are kept.
    PaidMoreThanTotal { line: u32, number: String, over: Money },
    /// A word for the state that is not known; the invoice is taken as issued.
    UnknownState { line: u32, number: String, text: String },
    /// Two invoices have one number.
    NumberTwice { line: u32, first: u32, number: String },
    /// The row was joined to the client of an earlier one; where the two had different names, `name` is the one not used.
    Joined { line: u32, first: u32, name: Option<String> },
    /// A second client of the same name, with another address for mail.
    NameTwice { line: u32, first: u32, name: String },
    /// It has not the shape of an e-mail address; it is kept as it is.
    NotAnAddress { line: u32, text: String },
    /// It was cut to the length that can be kept.
    Shortened { line: u32, target: Target },
    /// It could not be understood and is left out.
    LeftOut { line: u32, target: Target, text: String },
    /// An invoice in a currency that [`crate::mapping::Mapping::currency`] gave.
    CurrencyAssumed { invoices: usize, currency: Currency },
}
