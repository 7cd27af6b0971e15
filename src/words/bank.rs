//! Bringing in a bank's file.

use domain::bank::{Asks, Certainty, Why};
use domain::money::Money;
use domain::payment::Difference;
use paper::bank::{BankError, Question, Role};

use super::done::count;
use super::locale::Locale;

pub const TITLE: &str = "Bring in a bank file";
pub const HINT: &str =
    "Each payment is matched with an open invoice. Nothing is recorded until you say so, and the file stays on this device.";
pub const CHOOSE: &str = "Choose a file";
pub const OR_DROP: &str = " or drop it here";
pub const DROP_HINT: &str = "CSV as your bank exports it, or CAMT.053 (XML)";
pub const ANOTHER: &str = "Another file";
pub const READING: &str = "Reading the file…";
pub const METHOD: &str = "Bank transfer";
pub const BOOKINGS: &str = "Money that came in";
pub const RECORD_COLUMN: &str = "Record";
pub const DAY: &str = "Day";
pub const FROM: &str = "From";
pub const AMOUNT: &str = "Amount";
pub const PAYS: &str = "Pays";
pub const KNOWN: &str = "Recorded before";
pub const NO_MATCH: &str = "No open invoice found";
pub const CHOOSE_INVOICE: &str = "Choose an invoice";
pub const OTHER_INVOICE: &str = "Another invoice";
pub const AS_PROPOSED: &str = "As proposed";
pub const NONE_OPEN: &str = "No invoice of this currency is open.";
pub const REST: &str = "The difference";
pub const REST_OPEN: &str = "stays open";
pub const COLUMNS: &str = "How the file was read";
pub const COLUMN: &str = "Column";
pub const SAMPLE: &str = "In the file";
pub const MEANS: &str = "Is";
pub const HEADER_LINE: &str = "The names of the columns stand on line";
pub const ORDER: &str = "Days are written";
pub const DAY_FIRST: &str = "day before month";
pub const MONTH_FIRST: &str = "month before day";
pub const MARK: &str = "Before the decimals stands";
pub const MARK_COMMA: &str = "a comma";
pub const MARK_DOT: &str = "a point";
pub const CURRENCY: &str = "Currency where none is given";
pub const UNDECIDED: &str = "Please choose";
pub const TICK_SURE: &str = "Tick what is sure";
pub const TICK_NONE: &str = "Untick all";
pub const NOTHING_TICKED: &str = "Tick the payments that are right.";
pub const NOTHING_IN: &str = "No money came in according to this file.";
pub const ALL_KNOWN: &str = "Every payment of this file is recorded already. There is nothing to add.";
pub const TO_BILLING: &str = "To Billing";
pub const UNDO: &str = "Undo";
pub const UNDONE: &str = "Taken out again";
pub const NOTHING_CHANGED: &str = "Nothing was changed.";

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Skip => "Not needed",
        Role::Day => "Day",
        Role::ValueDay => "Value date",
        Role::Amount => "Amount, with its sign",
        Role::Sent => "Sent, before fees",
        Role::Credit => "Came in",
        Role::Debit => "Went out",
        Role::Sign => "In or out, in letters",
        Role::Currency => "Currency",
        Role::Payer => "Who paid",
        Role::Text => "What they wrote",
        Role::Reference => "Reference",
        Role::Id => "The bank's number of it",
        Role::State => "Whether it is booked",
    }
}

pub fn question(question: Question) -> &'static str {
    match question {
        Question::Day => "Please say which column is the day.",
        Question::Amount => "Please say which column is the amount, or which two say what came in and what went out.",
        Question::Order => "Some days can be read two ways. Please say how they are written.",
        Question::Mark => "Some amounts can be read two ways. Please say what stands before the decimals.",
        Question::Currency => "The file does not say the currency. Please choose it.",
    }
}

/// What a file held, in one line.
pub fn held(bookings: usize, outgoing: usize, reversed: usize) -> String {
    let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let mut parts = vec![format!("{} came in", count(number(bookings), "payment", "payments"))];
    if outgoing > 0 {
        parts.push(format!("{} that went out left aside", number(outgoing)));
    }
    if reversed > 0 {
        parts.push(format!("{} taken back or not yet final left aside", number(reversed)));
    }
    parts.join(", ")
}

/// Which lines could not be read.
pub fn unreadable(lines: &[u32]) -> Option<String> {
    const NAMED: usize = 8;
    if lines.is_empty() {
        return None;
    }
    let named: Vec<String> = lines.iter().take(NAMED).map(u32::to_string).collect();
    let more = if lines.len() > NAMED { format!(" and {} more", lines.len() - NAMED) } else { String::new() };
    let word = if lines.len() == 1 { "Line" } else { "Lines" };
    Some(format!(
        "{word} {}{more} could not be read and {} left out: the day or the amount is unclear.",
        named.join(", "),
        if lines.len() == 1 { "was" } else { "were" }
    ))
}

pub fn why(why: Why) -> &'static str {
    match why {
        Why::Reference => "its reference",
        Why::Number => "its number is in the text",
        Why::NameAndAmount => "name and amount fit",
        Why::NameAndSum => "the name fits, and together they come to it",
        Why::Name => "the name fits, the amount does not",
        Why::Amount => "only the amount fits",
    }
}

pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "Sure",
        Certainty::Likely => "Likely",
        Certainty::Guess => "A guess",
    }
}

pub fn rest(rest: Option<Difference>) -> &'static str {
    match rest {
        None => REST_OPEN,
        Some(Difference::Fee) => "is a bank fee",
        Some(Difference::Discount) => "is let go as a discount",
    }
}

pub fn short(amount: Money, locale: &Locale) -> String {
    format!("{} less than asked", locale.money(amount))
}

pub fn over(amount: Money, locale: &Locale) -> String {
    format!("{} more than asked: it stays as the client's credit", locale.money(amount))
}

/// A document in a list to choose from.
pub fn asks(asks: &Asks, locale: &Locale) -> String {
    format!("{} · {} · {}", asks.number, asks.name, locale.money(asks.open))
}

/// What a box ticks.
pub fn tick(payer: &str, amount: Money, locale: &Locale) -> String {
    if payer.is_empty() { format!("Record {}", locale.money(amount)) } else { format!("Record {} from {payer}", locale.money(amount)) }
}

pub fn record(payments: usize) -> String {
    format!("Record {}", count(u32::try_from(payments).unwrap_or(u32::MAX), "payment", "payments"))
}

/// What was recorded.
pub fn brought(payments: usize, known: usize, sums: &[String]) -> String {
    let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let known = if known == 0 { String::new() } else { format!("; {} before", count(number(known), "was recorded", "were recorded")) };
    format!("{} recorded, {}{known}", count(number(payments), "payment", "payments"), sums.join(" and "))
}

/// A title, and what to do.
pub fn problem(name: &str, error: BankError) -> (String, String) {
    let (title, hint) = match error {
        BankError::Table(error) => return super::import::no_table(name, error),
        BankError::NotCamt => (
            format!("“{name}” is no account statement"),
            "It is XML or a web page, but not CAMT.053. Export the bookings from your bank as CAMT.053 or CSV.".to_owned(),
        ),
        BankError::Truncated => {
            (format!("“{name}” ends too early"), "It was cut off, perhaps while it was downloaded. Download it again.".to_owned())
        }
        BankError::Declares => (
            format!("“{name}” is not read"),
            "It declares things that no bank's statement declares and that can do harm. Download it again from your bank itself."
                .to_owned(),
        ),
        BankError::TooLarge { most } => {
            (format!("“{name}” is too large"), format!("A file may have {} MB. Export a shorter time.", most / 1024 / 1024))
        }
        BankError::TooManyBookings { most } => {
            (format!("“{name}” holds too many bookings"), format!("A file may have {most}. Export a shorter time."))
        }
    };
    (title, format!("{hint} {NOTHING_CHANGED}"))
}
