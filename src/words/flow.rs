//! How documents follow from each other.

use domain::content::Kind;
use domain::language::Language;

use super::document::a_kind;

// What became of it.
pub const FROM: &str = "From";
pub const THEN: &str = "Then";
pub fn draft_of(kind: Kind) -> String {
    format!("a draft, {}", a_kind(kind))
}

// What it can become.
pub fn make(from: Kind, to: Kind) -> &'static str {
    match (from, to) {
        (Kind::Deposit, Kind::Invoice) => "Write the final invoice",
        (Kind::Proforma, Kind::Invoice) => "Invoice this proforma",
        (Kind::Estimate, Kind::Invoice) => "Invoice this estimate",
        (_, Kind::Invoice) => "Invoice this quote",
        (_, Kind::Quote) => "Make it a quote",
        (_, Kind::Estimate) => "Make it an estimate",
        (_, Kind::Proforma) => "Write a proforma",
        (_, Kind::Deposit) => "Ask for a deposit",
        (_, Kind::CreditNote) => "Write a credit note",
        (_, Kind::Receipt) => "Write a receipt",
    }
}
/// Of a quote and the like: that what it offers is charged. An empty number is a draft's.
pub fn charged(number: &str) -> String {
    if number.is_empty() { "A draft charges it already.".to_owned() } else { format!("{number} charges it already.") }
}
pub const RECEIPT: &str = "Receipt";
pub fn receipt_for(amount: &str, day: &str) -> String {
    format!("Receipt for {amount} of {day}")
}
pub const CANCELLED: &str = "The payment that it was for was taken back. Nothing was received.";

// A deposit.
pub const D_TITLE: &str = "Ask for a deposit";
pub const D_PART: &str = "Deposit";
pub const D_AS: &str = "Deposit as";
pub const D_MAKE: &str = "Make the deposit invoice";
pub const D_MISSING: &str = "Say how much to ask for.";
pub fn d_intro(total: &str) -> String {
    format!("A share of {total}, with its tax for each rate. Once it is paid, the final invoice takes it off.")
}
pub const DEPOSITS: &str = "Deposits";
pub const TAKE_OFF: &str = "Take off what is paid";
pub const TAKEN_OFF: &str = "Paid deposits are taken off";
pub fn taken(number: &str, total: &str) -> String {
    format!("{number} over {total} is paid and taken off.")
}
pub fn not_yet_taken(number: &str, total: &str) -> String {
    format!("{number} over {total} is paid, and not taken off yet.")
}
pub fn unpaid(number: &str, open: &str) -> String {
    format!(
        "{number} is not paid: {open} is open. It is not taken off. If it will not be paid, void it, so that it is not asked for twice."
    )
}
pub fn no_longer_paid(number: &str, open: &str) -> String {
    format!("{number} is taken off here, but {open} of it is open now.")
}
pub fn taken_elsewhere(number: &str, other: &str) -> String {
    if other.is_empty() { format!("{number} is taken off on another draft.") } else { format!("{number} is taken off on {other}.") }
}
pub fn left_to_credit(number: &str, left: &str) -> String {
    format!("Corrects {number}, of which {left} is left to credit.")
}

/// The line of a deposit invoice, in the document's language. `share`: as a percentage.
pub fn deposit_line(language: Language, share: Option<&str>, number: &str) -> String {
    let word = match language {
        Language::English => "Deposit",
        Language::German => "Anzahlung",
        Language::French => "Acompte",
        Language::Spanish => "Anticipo",
        Language::Swedish => "Förskott",
    };
    let parts = [Some(word), share, (!number.is_empty()).then_some(number)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The line of a receipt, in the document's language.
pub fn receipt_line(language: Language, number: &str, method: &str) -> String {
    let word = match language {
        Language::English => "Payment of",
        Language::German => "Zahlung zu",
        Language::French => "Paiement de",
        Language::Spanish => "Pago de",
        Language::Swedish => "Betalning av",
    };
    if method.is_empty() { format!("{word} {number}") } else { format!("{word} {number} · {method}") }
}
