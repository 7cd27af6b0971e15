//! Accounts, links and payment codes.

use domain::item::{ItemField, ItemKind};
use domain::money::{Currency, Money};
use domain::remit::{IbanError, Lack, LinkError};

use rust_decimal::Decimal;

use super::locale::Locale;

/// Why an IBAN cannot be one.
pub fn iban(error: IbanError) -> String {
    match error {
        IbanError::Form => "An IBAN begins with two letters and two digits, like DE89 3704 0044 0532 0130 00.".to_owned(),
        IbanError::Country => "No IBAN begins with these two letters. Compare it with your bank's letter.".to_owned(),
        IbanError::Length { has, wants } => {
            format!("An IBAN of this country has {wants} letters and digits, and this one has {has}. Compare it with your bank's letter.")
        }
        IbanError::Checksum => {
            "The check digits of this IBAN do not fit, so a letter or digit is wrong or swapped. Compare it with your bank's letter."
                .to_owned()
        }
    }
}

/// Why a text cannot be a payment link.
pub fn link_wrong(error: &LinkError) -> String {
    match error {
        LinkError::NotHttps => "A payment link begins with https:// and the name of the site, like https://paypal.me/yourname.".to_owned(),
        LinkError::Unknown(name) => {
            format!(
                "Nothing is called {{{name}}}. You can write {{amount}}, {{cents}}, {{currency}}, {{number}}, {{reference}}, {{email}} and {{name}}."
            )
        }
        LinkError::Brace => "A brace is left open. Write a placeholder like {amount}, with both braces.".to_owned(),
        LinkError::Host => "The name of the site must be written out: placeholders may stand behind it only.".to_owned(),
        LinkError::Sign(sign) if sign.is_whitespace() => "A link has no spaces.".to_owned(),
        LinkError::Sign(sign) => format!("A link cannot have the sign {sign}."),
    }
}

/// Why the document carries no payment code, said to the sender.
pub fn no_code(lack: &Lack) -> &'static str {
    match lack {
        Lack::NothingOpen => "Nothing is open, so there is no payment code.",
        Lack::TooMuch => "No payment code: the amount is more than a code can carry.",
        Lack::Currency => "No payment code: there are codes for euro and Swiss francs only.",
        Lack::NoIban => {
            "No payment code: the document names no IBAN. Set an account for its currency in Settings; it stands on what you issue from then on."
        }
        Lack::Country => {
            "No payment code: this account does not take payments of this currency by code. Francs need an account in Switzerland or Liechtenstein, euro one in the SEPA area."
        }
        Lack::NoReference => {
            "No payment code: a QR-IBAN needs a reference made from the document's number, and this number is too long or has no plain letters and digits."
        }
        Lack::Address => {
            "No payment code: a Swiss code needs your postal code, town and country. Add them in Settings; they stand on what you issue from then on."
        }
        Lack::Letters => "No payment code: your name or address has letters that a Swiss code does not know.",
        Lack::TooLong => "No payment code: name and reference together are too long for one.",
        Lack::OtherAmount | Lack::Missing(_) => "No payment code for this document.",
    }
}

/// Why the document shows no link of this template, said to the sender.
pub fn no_link(name: &str, lack: &Lack) -> Option<String> {
    let why = match lack {
        Lack::OtherAmount => "its amount is fixed, and another amount is open",
        Lack::Currency => "it is for another currency",
        Lack::Missing("email") => "the client has no e-mail address on this document",
        Lack::Missing("name") => "the client has no name on this document",
        Lack::Missing("https") => "its address cannot be used. Look at it in Settings",
        Lack::Missing(_) => "the document lacks something that it needs",
        Lack::NothingOpen
        | Lack::TooMuch
        | Lack::NoIban
        | Lack::Country
        | Lack::NoReference
        | Lack::Address
        | Lack::Letters
        | Lack::TooLong => return None,
    };
    Some(format!("“{name}” is not shown: {why}."))
}

pub const WAYS: &str = "Ways to pay";
pub const TO_SETTINGS: &str = "Accounts and links in Settings";
pub const CODE_ALT: &str = "Payment code: scan it in a banking app";
pub const CODE_SCAN: &str = "Scan in your banking app";
pub const PAY_ONLINE: &str = "Pay online";

pub const SETTINGS: &str = "Getting paid";
pub const SETTINGS_HINT: &str = "The account for its currency stands on every document you issue from now on; issued ones keep theirs. Links and codes always ask for what is still open.";
pub const CHANGE: &str = "Change";
pub const IS_QR: &str =
    "A QR-IBAN: for Swiss QR-bills with a reference only. For transfers from abroad, add your ordinary IBAN as an account of its own.";
pub const USUAL: &str = "Use this one for its currency";
pub const USUAL_HINT: &str = "Matters only where a currency has several accounts.";
pub const EVERY_CURRENCY: &str = "Every currency without one of its own";
pub const CURRENCY_MISSING: &str = "Please say of which currency the amount is.";

/// The words around a list of accounts or links.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    pub none: &'static str,
    pub add: &'static str,
    pub saved: &'static str,
    pub removed: &'static str,
}

pub fn ways(kind: ItemKind) -> Ways {
    if kind == ItemKind::Account {
        Ways { none: "No account yet.", add: "Add an account", saved: "Account saved", removed: "Account removed" }
    } else {
        Ways { none: "No payment link yet.", add: "Add a payment link", saved: "Payment link saved", removed: "Payment link removed" }
    }
}

/// What a field is called here, where that is another name than elsewhere.
pub fn way_field(kind: ItemKind, field: ItemField) -> Option<&'static str> {
    match (kind, field) {
        (ItemKind::Account, ItemField::Title) => Some("What you call it"),
        (ItemKind::PayLink, ItemField::Title) => Some("What the link says"),
        (ItemKind::PayLink, ItemField::Price) => Some("Fixed amount"),
        (_, ItemField::Currency) => Some("Currency"),
        _ => None,
    }
}

pub fn way_hint(kind: ItemKind, field: ItemField) -> Option<&'static str> {
    match (kind, field) {
        (ItemKind::Account, ItemField::Holder) => Some("As the bank knows it. Empty: the name of your business."),
        (ItemKind::Account, ItemField::Account) => Some("Without an IBAN: the number with sort code or routing number, as payers need it."),
        (ItemKind::Account, ItemField::Prefix) => Some("Digits, only if your bank asks for them with a QR-IBAN."),
        (ItemKind::PayLink, ItemField::Title) => Some("“Pay by card”, “PayPal”"),
        (ItemKind::PayLink, ItemField::Link) => Some(
            "https://paypal.me/yourname/{amount}{currency}, or a Stripe Payment Link with ?prefilled_email={email}&client_reference_id={reference}. Also {number}, {cents} and {name}.",
        ),
        (ItemKind::PayLink, ItemField::Price) => {
            Some("Only if the page always asks for the same amount. The link then stands only where exactly that is open.")
        }
        _ => None,
    }
}

/// For which documents an account is.
pub fn used_for(currency: Option<Currency>, usual: bool) -> String {
    match (currency, usual) {
        (Some(currency), true) => format!("For {}, used first", currency.code()),
        (Some(currency), false) => format!("For {}", currency.code()),
        (None, true) => "For every currency without one of its own, used first".to_owned(),
        (None, false) => "For every currency without one of its own".to_owned(),
    }
}

/// What a link takes, where it does not take everything.
pub fn takes(currency: Option<Currency>, fixed: Option<Decimal>, locale: &Locale) -> Option<String> {
    match (currency, fixed) {
        (Some(currency), Some(fixed)) => Some(format!("Always {} {}", currency.code(), locale.number(fixed))),
        (Some(currency), None) => Some(format!("For {} only", currency.code())),
        (None, _) => None,
    }
}

/// What the other page will ask for.
pub fn asks(amount: Option<Money>, locale: &Locale) -> Option<String> {
    amount.map(|amount| format!("for {}", locale.money(amount)))
}
