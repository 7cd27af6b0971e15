//! Billing documents: what they are called, what is printed on them, what can be done with them.

use domain::content::{Category, FigureError, Kind, Terms, Way};
use domain::figure::Unreadable;
use domain::invoice::Standing;
use domain::language::Language;
use domain::money::Currency;
use domain::team::Who;
use domain::time::Day;
use rust_decimal::Decimal;

use super::locale::Locale;
use crate::state::draft::Wrong;

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "Quote",
        Kind::Estimate => "Estimate",
        Kind::Invoice => "Invoice",
        Kind::Receipt => "Receipt",
        Kind::Proforma => "Pro-forma invoice",
        Kind::Deposit => "Deposit invoice",
        Kind::CreditNote => "Credit note",
    }
}

pub fn language(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::German => "German",
        Language::French => "French",
        Language::Spanish => "Spanish",
        Language::Swedish => "Swedish",
    }
}

/// In the middle of a sentence.
pub fn a_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "quote",
        Kind::Estimate => "estimate",
        Kind::Invoice => "invoice",
        Kind::Receipt => "receipt",
        Kind::Proforma => "pro-forma invoice",
        Kind::Deposit => "deposit invoice",
        Kind::CreditNote => "credit note",
    }
}

pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "Draft",
        Standing::Given => "Issued",
        Standing::Open => "Open",
        Standing::PartlyPaid => "Part paid",
        Standing::Paid => "Paid",
        Standing::Overpaid => "Overpaid",
        Standing::Void => "Void",
        Standing::Contested => "Needs a look",
        Standing::Removed => "Deleted",
        Standing::Credited => "Credited",
    }
}

pub fn overdue(days: i64) -> String {
    if days == 1 { "Overdue 1 day".to_owned() } else { format!("Overdue {days} days") }
}

fn ordinal(nth: u8) -> String {
    let ending = match (nth % 10, nth % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{nth}{ending}")
}

/// "14 days", "end of next month".
pub fn terms(terms: Terms, locale: &Locale) -> String {
    match terms {
        Terms::OnReceipt => "On receipt".to_owned(),
        Terms::Net(1) => "1 day".to_owned(),
        Terms::Net(days) => format!("{days} days"),
        Terms::EndOfMonth => "End of this month".to_owned(),
        Terms::EndOfNextMonth => "End of next month".to_owned(),
        Terms::NetThenEndOfMonth(days) => format!("{days} days, then end of month"),
        Terms::On(day) => format!("On {}", locale.day(day)),
        Terms::EndOfMonthThenNet(days) => format!("End of this month, then {days} days"),
        Terms::NextMonth(nth) => format!("The {} of next month", ordinal(nth)),
    }
}

pub fn percent(value: domain::content::Percent, locale: &Locale) -> String {
    format!("{}\u{a0}%", locale.number(value.value()))
}

/// A price with at least the decimals of its currency.
pub fn price(value: Decimal, currency: Currency, locale: &Locale) -> String {
    let mut value = value.normalize();
    if value.scale() < currency.exponent() {
        value.rescale(currency.exponent());
    }
    locale.number(value)
}

/// "12 hours"; units that this does not know stay as they were typed.
pub fn quantity(value: Decimal, unit: &str, locale: &Locale) -> String {
    const COUNTED: &[&str] = &[
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "page",
        "word",
        "piece",
        "label",
        "mile",
        "session",
        "item",
        "metre",
        "kilometre",
        "night",
        "licence",
        "license",
        "seat",
        "visit",
        "lesson",
        "photo",
        "slide",
        "screen",
        "logo",
        "post",
    ];
    let number = locale.number(value);
    match unit {
        "" => number,
        unit if value.abs() != Decimal::ONE && COUNTED.contains(&unit) => format!("{number} {unit}s"),
        unit => format!("{number} {unit}"),
    }
}

// The paper.
pub const VOID: &str = "Void";
pub const DRAFT: &str = "Draft";
pub const VALID_UNTIL: &str = "Valid until";
pub const DESCRIPTION: &str = "Description";
pub const QUANTITY: &str = "Quantity";
pub const UNIT: &str = "Unit";
pub const PRICE: &str = "Price";
pub const AMOUNT: &str = "Amount";
pub const TAX: &str = "Tax";
pub const NO_TAX: &str = "–";
pub const NET: &str = "Net";
pub const WAS: &str = "Was";
pub const TOTAL: &str = "Total";
pub const LINES: &str = "Lines";
pub const SERVICES: &str = "Your services";

pub fn tax_name(name: &str) -> &str {
    if name.trim().is_empty() { TAX } else { name }
}
pub fn sum(with_tax: bool, tax: &str) -> String {
    if with_tax { format!("Sum, {} included", tax_name(tax)) } else { "Sum".to_owned() }
}
pub fn discount(percent_of: Option<domain::content::Percent>, locale: &Locale) -> String {
    percent_of.map_or_else(|| "Discount".to_owned(), |share| format!("Discount {}", percent(share, locale)))
}
pub fn deposit(percent_of: Option<domain::content::Percent>, locale: &Locale) -> String {
    percent_of.map_or_else(|| "Deposit".to_owned(), |share| format!("Deposit {}", percent(share, locale)))
}
/// What an allowance or a charge is called: its reason, where one was given.
pub fn adjusted(reason: &str, way: Way, percent_of: Option<domain::content::Percent>, locale: &Locale) -> String {
    let word = match way {
        _ if !reason.trim().is_empty() => reason.trim(),
        Way::Allowance => "Discount",
        Way::Charge => "Charge",
    };
    percent_of.map_or_else(|| word.to_owned(), |share| format!("{word} {}", percent(share, locale)))
}
pub fn withheld(name: &str, rate: domain::content::Percent, locale: &Locale) -> String {
    let name = if name.trim().is_empty() { "Withheld" } else { name.trim() };
    format!("{name} {}", percent(rate, locale))
}
pub fn less(number: &str) -> String {
    format!("Less {number}")
}
pub const CASH_ROUNDING: &str = "Rounding";
pub const PAYABLE: &str = "To pay";
pub fn payable(kind: Kind) -> &'static str {
    if kind == Kind::CreditNote { "In their favour" } else { PAYABLE }
}
pub const TOTAL_IN: &str = "In the other currency";
pub fn untaxed(name: &str, category: Category) -> String {
    format!("{}, {}", tax_name(name), super::tax::category(category).to_lowercase())
}
pub fn tax(name: &str, rate: domain::content::Percent, locale: &Locale) -> String {
    format!("{} {}", tax_name(name), percent(rate, locale))
}
// Around the paper.
pub const BILLING: &str = "Billing";
pub const PRINT: &str = "Print";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const WAITING: &str = "Opening the document";
pub const NOT_HERE: &str = "This document is not here.";
pub const NOT_HERE_HINT: &str = "It may have been deleted, or its import was taken out again.";
pub const UNREADABLE: &str = "This document cannot be read.";
pub const UNREADABLE_HINT: &str = "Some of what this browser stored of this client is damaged, and the document may be in it. Nothing was deleted. If you have a backup, it has the document.";
pub const TO_CLIENT: &str = "See what can be read of the client";
pub const DELETED: &str = "This draft was deleted.";
pub const BRING_BACK: &str = "Bring it back";
pub const TO_BILLING: &str = "See all documents";
pub const SIDE_ISSUED: &str = "Standing and payments";
pub const SIDE_DRAFT: &str = "Totals and issue";

pub fn draft_title(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "New quote",
        Kind::Estimate => "New estimate",
        Kind::Invoice => "New invoice",
        Kind::Receipt => "New receipt",
        Kind::Proforma => "New pro-forma invoice",
        Kind::Deposit => "New deposit invoice",
        Kind::CreditNote => "New credit note",
    }
}

// The editor.
pub const E_KIND: &str = "Document";
pub const E_CLIENT: &str = "Client";
pub const E_DATE: &str = "Date";
pub const E_DATE_HINT: &str = "Left empty, the day it is issued";
pub const E_TERMS: &str = "Payment";
pub const E_ON_A_DAY: &str = "On a day";
pub const E_DUE_DAY: &str = "Due on";
pub const E_CURRENCY: &str = "Currency";
pub const E_REFERENCE: &str = "Their reference";
pub const E_PRICES: &str = "Tax is";
pub const E_TAX_ADDED: &str = "Added to the prices";
pub const E_TAX_INCLUDED: &str = "Included in the prices";
pub const E_TAX_NAME: &str = "Tax is called";
pub const E_DISCOUNT: &str = "Discount";
pub const E_DISCOUNT_AS: &str = "Discount as";
pub const E_DEPOSIT: &str = "Deposit asked for";
pub const E_DEPOSIT_AS: &str = "Deposit as";
pub const E_NOTE: &str = "Note on the document";
pub const E_ADD_LINE: &str = "Line";
pub const E_MOVE_OR_REMOVE: &str = "Move or remove";
pub const WORDLESS: &str = "Say what this line is for.";
pub const LINE_REMOVED: &str = "Line removed";
pub const NO_LINES: &str = "Nothing on it yet. Add a line.";
pub const OR: &str = " or ";
pub const MEANT: &str = "Is it ";
pub const QUESTION_END: &str = "?";

pub fn of_line(what: &str, line: usize) -> String {
    format!("{what}, line {line}")
}
pub fn remove_line(line: usize) -> String {
    format!("Remove line {line}")
}
pub fn move_up(line: usize) -> String {
    format!("Move line {line} up")
}
pub fn move_down(line: usize) -> String {
    format!("Move line {line} down")
}
pub fn tax_percent(name: &str) -> String {
    format!("{} %", tax_name(name))
}
pub fn due_hint(due: Day, locale: &Locale) -> String {
    format!("Due {}, a {}", locale.day(due), super::locale::weekday(due))
}
/// Beside a figure's field.
pub fn wrong(wrong: Wrong, locale: &Locale) -> String {
    match wrong {
        Wrong::Text(Unreadable::Blank | Unreadable::NotANumber) => {
            format!("Write a number, like {}.", locale.number(Decimal::new(120_050, 2)))
        }
        Wrong::Text(Unreadable::Either { grouped, decimal }) => {
            format!("{MEANT}{}{OR}{}{QUESTION_END}", locale.number(grouped), locale.number(decimal))
        }
        Wrong::Text(Unreadable::TooLong) => "That has more digits than can be kept.".to_owned(),
        Wrong::Missing => "Write it here, or take back what you chose beside it.".to_owned(),
        Wrong::Figure(FigureError::TooLarge) => "That is too large.".to_owned(),
        Wrong::Figure(FigureError::TooFine) => "That has too many decimals.".to_owned(),
        Wrong::Figure(FigureError::NotPositive) => "This must be more than zero.".to_owned(),
        Wrong::Figure(FigureError::Negative) | Wrong::Negative => "This cannot be below zero.".to_owned(),
    }
}

// Added or included.
pub fn switch_title(included: bool) -> &'static str {
    if included { "The prices shall contain the tax. What stays?" } else { "The tax shall come on top. What stays?" }
}
pub fn keep_prices(before: &str, after: &str) -> String {
    format!("The prices. The total goes from {before} to {after}.")
}
pub fn keep_total(before: &str, after: &str) -> String {
    if before == after {
        format!("The total of {before}. The prices are written anew.")
    } else {
        format!("The total, as nearly as it can be: {after} instead of {before}.")
    }
}
pub const LEAVE_IT: &str = "Leave it as it is";

// Totals and issue.
pub const TOTALS: &str = "Totals";
pub const ISSUE: &str = "Issue";
pub const SEALED_AFTER: &str = "After that its amounts are sealed. Until then the draft saves itself.";
pub const NO_WAY_TO_PAY: &str = "It does not say yet how to pay you.";
pub const NO_WAY_DO: &str = "Add it in Settings";
pub const SEE_PAPER: &str = "See the paper";
pub const BACK_TO_DRAFT: &str = "Back to the draft";
pub const DELETE_DRAFT: &str = "Delete the draft";
pub const DRAFT_DELETED: &str = "Draft deleted";
pub const CANNOT_ISSUE: &str = "It cannot be issued yet";
pub const UNREAD_FIGURES: &str = "A figure cannot be read yet, or is missing. It is marked; what you typed is still there.";
pub const NOT_SAVED: &str = "Not saved";
pub const SENDER_TITLE: &str = "Who is it from?";
pub const SENDER_LABEL: &str = "Your name or your business";
pub const SENDER_HINT: &str = "It stands at the head of every document. Address, tax id and how to pay you are in Settings.";
pub const SENDER_SAVE: &str = "Use this name";

pub fn issue_as(number: Option<&str>) -> String {
    number.map_or_else(|| ISSUE.to_owned(), |number| format!("Issue as {number}"))
}
pub fn other_year(year: i32) -> String {
    format!("It is dated {year}, so it takes the next number of {year}.")
}

// Issued.
pub const TO_BE_PAID: &str = "To be paid";
pub const PAID_IN_FULL: &str = "Paid in full";
pub const QUOTED: &str = "Quoted";
pub const ESTIMATED: &str = "Estimated";
pub const RECEIVED: &str = "Received";
pub const PROFORMA_GIVEN: &str = "Pro-forma invoice given";
pub const CREDIT_GIVEN: &str = "Credited";
pub const CREDIT: &str = "Paid too much";
pub const CREDITED: &str = "Credited in full";
pub const RECORD_PAYMENT: &str = "Record a payment";
pub const PAYMENTS: &str = "Payments";
pub const NO_PAYMENTS: &str = "None yet.";
pub const WITHDRAW: &str = "Withdraw";
pub const WITHDRAWN: &str = "Withdrawn";
pub const PAYMENT_WITHDRAWN: &str = "Payment withdrawn";
pub const THIS_DOCUMENT: &str = "This document";
pub const COPY: &str = "Copy as a new draft";
pub const VOID_IT: &str = "Void";
pub const CONTESTED_TITLE: &str = "Needs a look";
pub const CONTESTED: &str = "Two devices issued this draft at once, so it went out under more than one number. Tell the client that neither counts, void it, which voids both, and issue a copy. Payments wait until then.";
pub const OVER_CREDITED: &str = "Credit notes take off more than it asked for: two devices may have written one each. Look at them below, and void what is too much. Until then nothing of it counts as credit.";
pub const BROKEN: &str = "What is kept of this document is not what was sealed when it was issued. Compare it with the copy the client has before you rely on it. Nothing was changed.";
pub const NOTHING_OWED: &str = "Nothing is owed on it.";
pub fn came_in(received: &str) -> String {
    format!(
        "{received} came in on it, written down on another device before both met. Give it back, or withdraw it below and record it where it belongs."
    )
}

pub fn of_total(total: &str) -> String {
    format!("of {total}")
}
pub fn due_near(near: &str) -> String {
    format!("due {near}")
}
pub fn days_late(days: i64) -> String {
    if days == 1 { "1 day late, due ".to_owned() } else { format!("{days} days late, due ") }
}
pub fn paid_last(on: &str) -> String {
    format!("on {on}")
}
pub fn credit_stays(open: &str) -> String {
    format!("{open} more than was asked. It is the client's.")
}
pub fn valid_near(near: &str) -> String {
    format!("valid until {near}")
}
pub fn valid_over(day: &str) -> String {
    format!("was valid until {day}")
}
pub fn void_reason(reason: &str) -> String {
    format!("The reason you gave: “{reason}”.")
}
pub fn voided(on: &str, who: &Who) -> String {
    format!("Voided {on} {}", by(who))
}
/// When it went out, and what can still be done to what it says.
pub fn issued_by(on: &str, who: &Who, kind: Kind, standing: Standing) -> String {
    let correct = match (kind, standing) {
        (_, Standing::Void) => "",
        (Kind::Invoice | Kind::Deposit, _) => "; to correct them, write a credit note, or void it and issue another",
        (Kind::CreditNote, _) => "; to correct them, void it and write another",
        (Kind::Quote | Kind::Estimate | Kind::Proforma | Kind::Receipt, _) => "; to change them, void it and issue another",
    };
    format!("Issued {on} {}. Its lines and amounts are sealed{correct}.", by(who))
}
fn by(who: &Who) -> String {
    match who {
        Who::Me => "by you".to_owned(),
        Who::Named(name) => format!("by {name}"),
        Who::Other => "on another device".to_owned(),
    }
}
pub fn numbers(numbers: &[String]) -> String {
    numbers.join(", ")
}

// Recording a payment.
pub const P_DAY: &str = "Arrived on";
pub const P_METHOD: &str = "How it came";
pub const P_METHODS: [&str; 5] = ["Bank transfer", "Card", "Cash", "Cheque", "PayPal"];
pub const P_SAVE: &str = "Record the payment";
pub const P_DAY_MISSING: &str = "Say on which day it arrived.";
pub const P_AMOUNT_MISSING: &str = "Say how much arrived.";
pub fn p_amount(currency: Currency) -> String {
    format!("Amount in {currency}")
}
pub fn p_intro(number: &str, client: &str) -> String {
    format!("{number}, {client}. ")
}
pub const P_IS_OPEN: &str = " is open.";
pub const P_MORE_BEFORE: &str = "This is ";
pub const P_MORE_AFTER: &str = " more than is open. What is over is kept as the client’s credit.";

// Voiding.
pub fn v_title(number: &str) -> String {
    format!("Void {number}")
}
pub const V_INTRO: &str = "The number stays used, the document is marked void and nothing is owed on it. This cannot be taken back; a copy can be issued instead.";
pub const V_WHY: &str = "Why is it void?";
pub const V_MISSING: &str = "Give a reason. It is kept with the document and never printed.";
pub const V_KEEP: &str = "Keep it";
pub fn v_do(kind: Kind) -> String {
    format!("Void the {}", a_kind(kind))
}
