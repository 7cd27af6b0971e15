//! The payment code of the European Payments Council for SEPA credit transfers: EPC069-12, version 002.

use rust_decimal::Decimal;

use super::asked::Asked;
use super::{Lack, bic, creditor_reference};
use crate::money::Currency;

/// What the code may carry at most; its error correction is M, its version 13 at most.
pub const EPC_MOST_BYTES: usize = 331;

/// Minor units of the largest amount: 999999999.99.
const MOST_CENTS: i64 = 99_999_999_999;

/// The text of the code, lines ended by LF and nothing after the last that is used. The amount is what is open now. The reference is
/// structured where the document's number gives one, else the number stands as text; never both.
pub fn epc(asked: &Asked<'_>) -> Result<String, Lack> {
    let open = asked.open.filter(crate::money::Money::is_positive).ok_or(Lack::NothingOpen)?;
    if open.currency() != Currency::EUR {
        return Err(Lack::Currency);
    }
    if open.amount() > Decimal::new(MOST_CENTS, 2) {
        return Err(Lack::TooMuch);
    }
    let iban = asked.iban.as_ref().ok_or(Lack::NoIban)?;
    if !iban.is_sepa() {
        return Err(Lack::Country);
    }
    let one_line = |text: &str, most: usize| {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.chars().take(most).collect::<String>().trim_end().to_owned()
    };
    let holder = one_line(asked.holder, 70);
    let bic = bic(asked.bic).unwrap_or_default();
    let amount = open.amount();
    let head = format!("BCD\n002\n1\nSCT\n{bic}\n{holder}\n{}\nEUR{amount}", iban.as_str());
    // Purpose stays empty.
    let text = match creditor_reference(asked.number) {
        Some(reference) => format!("{head}\n\n{reference}"),
        None => match one_line(asked.number, 140) {
            said if said.is_empty() => head,
            said => format!("{head}\n\n\n{said}"),
        },
    };
    if text.len() > EPC_MOST_BYTES { Err(Lack::TooLong) } else { Ok(text) }
}
