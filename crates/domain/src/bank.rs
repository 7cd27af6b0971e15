//! Bookings of a bank account as a file tells them, and the documents that each may pay. A proposal is never more than that: what is
//! recorded, a person has confirmed.

mod matching;
#[cfg(test)]
mod tests;

pub use matching::{Asks, Certainty, Matched, Part, Why, asks, matched};

use crate::money::Money;
use crate::seal;
use crate::time::Day;

/// Money that came in, as one booking of a bank's file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub on: Day,
    /// Above zero.
    pub amount: Money,
    /// What was sent, where the bank says that it was more than what arrived.
    pub sent: Option<Money>,
    pub payer: String,
    /// What the payer wrote.
    pub text: String,
    /// A structured reference: RF, QR, or another that the payer's bank passed on.
    pub reference: String,
    /// The same in every file that holds this booking: [`identity`].
    pub id: String,
}

/// How a booking is known again: the bank's own number of it where there is one, else what it says and its place among those that say the
/// same. 32 hexadecimal letters of a SHA-256; the account is part of it where the file names it.
pub fn identity(account: &str, own: &str, said: &[&str], ordinal: usize) -> String {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect::<String>().to_lowercase();
    let mut text = plain(account);
    if own.trim().is_empty() {
        for one in said {
            text.push('\n');
            text.push_str(&plain(one));
        }
        text.push_str(&format!("\n{ordinal}"));
    } else {
        // A bank's number alone may come again in another year.
        text.push_str("\nown\n");
        text.push_str(&plain(own));
        text.push('\n');
        text.push_str(&said.first().map(|day| plain(day)).unwrap_or_default());
    }
    let mut hash = seal::hash(&text);
    hash.truncate(32);
    hash
}
