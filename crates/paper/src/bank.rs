//! What a bank gives out of an account: separated values of whatever columns, or ISO 20022 (camt.052, camt.053, camt.054). Nothing from a
//! file is guessed: what can be read two ways is asked, what cannot be read is counted and named.

mod camt;
mod columns;
mod sheet;

use domain::bank::{Booking, identity};
use domain::money::Currency;
use domain::time::Day;

pub use columns::Role;
pub use sheet::Grid;

use crate::amount::Mark;
use crate::date::DayOrder;
use crate::encoding::Encoding;
use crate::table::TableError;

/// What a person has chosen; None: found out from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub encoding: Option<Encoding>,
    /// The line of the header, counted from 1.
    pub header: Option<u32>,
    /// One for each column.
    pub roles: Option<Vec<Role>>,
    pub order: Option<DayOrder>,
    pub mark: Option<Mark>,
    /// Of amounts beside which none stands.
    pub currency: Option<Currency>,
}

/// Why nothing of a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankError {
    Table(TableError),
    /// XML that is none, or of another kind.
    NotCamt,
    /// It ends before it is complete.
    Truncated,
    /// It declares a document type or entities, as no bank's file does.
    Declares,
    TooLarge {
        most: usize,
    },
    TooManyBookings {
        most: usize,
    },
}

/// What must be known before a table can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// No column says the day.
    Day,
    /// No column says an amount.
    Amount,
    /// 03/04: which is the month?
    Order,
    /// 1,234: a thousand, or one and a bit?
    Mark,
    Currency,
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankFile {
    /// Money that came in, in the order of the file.
    pub bookings: Vec<Booking>,
    /// Bookings of money that went out, which nothing is done with.
    pub outgoing: usize,
    /// Bookings that take back an earlier one, and those not yet final.
    pub reversed: usize,
    /// Rows that cannot be read, by their line (or their place among the entries).
    pub unreadable: Vec<u32>,
    /// Of a table: how it was read. None for ISO 20022, which says itself what is what.
    pub grid: Option<Grid>,
    pub asks: Vec<Question>,
}

pub const BYTES_MOST: usize = crate::table::BYTES_MOST;
pub const BOOKINGS_MOST: usize = 20_000;

/// Reads a file of either kind.
pub fn read(bytes: &[u8], choice: &Choice) -> Result<BankFile, BankError> {
    if bytes.len() > BYTES_MOST {
        return Err(BankError::TooLarge { most: BYTES_MOST });
    }
    let encoding = choice.encoding.unwrap_or_else(|| Encoding::guess(bytes));
    let text = encoding.decode(bytes);
    if text.trim_start().starts_with('<') { camt::read(&text) } else { sheet::read(bytes, choice) }
}

/// What a row or an entry said, before it is known how many like it there are.
struct Raw {
    on: Day,
    amount: domain::money::Money,
    sent: Option<domain::money::Money>,
    payer: String,
    text: String,
    reference: String,
    own: String,
}

/// Bookings with their identities: the same bookings in another file, or more of them, get the same.
fn known(account: &str, raws: Vec<Raw>) -> Vec<Booking> {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let one = |raw: Raw| {
        let Raw { on, amount, sent, payer, text, reference, own } = raw;
        let (day, sum) = (on.to_string(), amount.to_string());
        let said = [day.as_str(), sum.as_str(), payer.as_str(), text.as_str(), reference.as_str()];
        let first = identity(account, &own, &said, 0);
        let ordinal = seen.entry(first.clone()).and_modify(|count| *count += 1).or_insert(0);
        let id = match *ordinal {
            0 => first,
            more if own.trim().is_empty() => identity(account, &own, &said, more),
            more => identity(account, &format!("{own} {more}"), &said, 0),
        };
        Booking { on, amount, sent, payer, text, reference, id }
    };
    raws.into_iter().map(one).collect()
}
