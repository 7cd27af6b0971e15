use domain::money::Money;
use paper::import::{Reason, Warning};
use paper::table::Flaw;

use super::columns;
use crate::words::locale::Locale;

fn named(header: &[String], column: usize) -> String {
    match header.get(column) {
        Some(name) if !name.is_empty() => name.clone(),
        Some(_) | None => format!("column {}", column + 1),
    }
}

fn cut(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// Why a row is not brought in, in one sentence.
pub fn reason(reason: &Reason, header: &[String]) -> String {
    match reason {
        Reason::Flawed(Flaw::CellTooLong) => "A cell of it is too long to be one cell.".to_owned(),
        Reason::Flawed(Flaw::TooManyCells) => "It has far more cells than the file has columns.".to_owned(),
        Reason::Flawed(Flaw::UnclosedQuote) => "A quotation mark opens in it and never closes.".to_owned(),
        Reason::MoreCellsThanColumns { cells, columns } => {
            format!(
                "It has {cells} cells where there are {columns} columns: a separator inside a text has probably moved everything along."
            )
        }
        Reason::NoName => "There is no client name, and no person or e-mail to take its place.".to_owned(),
        Reason::NoNumber => "There is no invoice number.".to_owned(),
        Reason::NoDate => "There is no invoice date.".to_owned(),
        Reason::NoTotal => "There is no total, and no line with a figure.".to_owned(),
        Reason::NotADay { column, text } => format!("“{}” under {} is not a date.", cut(text), named(header, *column)),
        Reason::NotAnAmount { column, text } => format!("“{}” under {} is not an amount.", cut(text), named(header, *column)),
        Reason::NotACurrency { column, text } => format!("“{}” under {} is not a currency.", cut(text), named(header, *column)),
        Reason::TooFine { target, text } => {
            format!("{} {} has more decimals than its currency can pay.", columns::target(*target), cut(text))
        }
        Reason::TooLarge { target, text } => format!("{} {} is too large to be computed exactly.", columns::target(*target), cut(text)),
        Reason::TwoCurrencies { one, other } => format!("One amount is in {one}, another in {other}."),
        Reason::RowsDisagree { target, line } => {
            format!("{} is another here than on line {line}, where this invoice begins.", columns::target(*target))
        }
        Reason::NegativeTotal { text } => format!("It comes to {}: that is a credit note, not an invoice.", cut(text)),
        Reason::NegativePaid { text } => format!("{} is said to be paid, which is less than nothing.", cut(text)),
        Reason::OtherRowBad { line } => {
            format!("Line {line} of the same invoice cannot be read, and an invoice comes in whole or not at all.")
        }
    }
}

/// What one thing worth knowing is about, so that many of a kind can be counted.
pub fn warnings_of(warning: &Warning, number: usize) -> String {
    let invoices = if number == 1 { "1 invoice".to_owned() } else { format!("{number} invoices") };
    let clients = if number == 1 { "1 client".to_owned() } else { format!("{number} clients") };
    let rows = if number == 1 { "1 row".to_owned() } else { format!("{number} rows") };
    let (has, comes) = if number == 1 { ("has", "comes") } else { ("have", "come") };
    match warning {
        Warning::DifferenceAdded { .. } => {
            format!(
                "{invoices}: the lines come to something else than the total. A line over the difference was added, so that the total stays."
            )
        }
        Warning::RepeatedRowsTakenOnce { .. } => format!("{invoices}: rows are repeated in the file. Taken once, they come to the total."),
        Warning::TaxAsLine { .. } => format!("{invoices} {comes} with the tax as a line of its own: no rate gives exactly that amount."),
        Warning::TaxLeftOut { .. } => format!("{invoices}: the file has a tax that its own total does not contain. It was left out."),
        Warning::DiscountLeftOut { .. } => {
            format!("{invoices}: the file has a discount that its own total does not reflect. It was left out.")
        }
        Warning::DueBeforeDate { .. } => format!("{invoices} {has} a due date before the invoice date. Both are kept."),
        Warning::PaidMoreThanTotal { .. } => format!("{invoices}: more was paid than it comes to. Both are kept."),
        Warning::UnknownState { .. } => format!("{invoices} {has} a status that is not known here, and {comes} in as issued."),
        Warning::NumberTwice { .. } => format!("{invoices} {has} a number that stood in the file before, with other figures."),
        Warning::Joined { .. } => format!("{rows} joined the client of an earlier row: the e-mail or the name is the same."),
        Warning::NameTwice { .. } => format!("{clients} {has} the name of an earlier one and another e-mail. They stay two."),
        Warning::NotAnAddress { .. } => format!("{rows}: what stands as e-mail has not the shape of one. It is kept as it is."),
        Warning::Shortened { .. } => format!("{rows}: a text was cut to the length that can be kept."),
        Warning::LeftOut { .. } => format!("{rows}: something could not be understood and was left out."),
        Warning::CurrencyAssumed { invoices, currency } => {
            let which = if *invoices == 1 { "1 invoice is".to_owned() } else { format!("{invoices} invoices are") };
            format!("{which} taken to be in {currency}, as you said.")
        }
    }
}

/// The one case of it. None where the kind says it all.
pub fn warning(warning: &Warning, locale: &Locale) -> Option<String> {
    let money = |amount: Money| locale.money(amount);
    Some(match warning {
        Warning::DifferenceAdded { line, number, amount } => format!("Line {line}, {number}: {}", money(*amount)),
        Warning::RepeatedRowsTakenOnce { line, number, rows } => format!("Line {line}, {number}: {rows} equal rows"),
        Warning::TaxAsLine { line, number } | Warning::TaxLeftOut { line, number } | Warning::DiscountLeftOut { line, number } => {
            format!("Line {line}, {number}")
        }
        Warning::DueBeforeDate { line, number, dated, due } => {
            format!("Line {line}, {number}: dated {}, due {}", locale.day(*dated), locale.day(*due))
        }
        Warning::PaidMoreThanTotal { line, number, over } => format!("Line {line}, {number}: {} over", money(*over)),
        Warning::UnknownState { line, number, text } => format!("Line {line}, {number}: “{}”", cut(text)),
        Warning::NumberTwice { line, first, number } => format!("Line {line}, {number}: first on line {first}"),
        Warning::Joined { line, first, name } => match name {
            Some(name) => format!("Line {line}, {}: joined to line {first}", cut(name)),
            None => format!("Line {line}: joined to line {first}"),
        },
        Warning::NameTwice { line, first, name } => format!("Line {line}, {}: first on line {first}", cut(name)),
        Warning::NotAnAddress { line, text } => format!("Line {line}: “{}”", cut(text)),
        Warning::Shortened { line, target } => format!("Line {line}: {}", columns::target(*target)),
        Warning::LeftOut { line, target, text } => format!("Line {line}, {}: “{}”", columns::target(*target), cut(text)),
        Warning::CurrencyAssumed { .. } => return None,
    })
}
