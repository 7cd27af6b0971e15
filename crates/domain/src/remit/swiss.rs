//! The Swiss QR-bill: Swiss Implementation Guidelines for the QR-bill 2.3, code version 0200.

use rust_decimal::Decimal;

use super::asked::Asked;
use super::{Iban, Lack, Place, creditor_reference, letters, qr_reference};
use crate::money::{Currency, Money};

/// In which language the words of the payment part stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    German,
    French,
    Italian,
    #[default]
    English,
}

impl Tongue {
    /// Of a language tag (`de-CH`, `fr`); English for every language the payment part has no words in.
    pub fn of(tag: &str) -> Self {
        match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("de") => Self::German,
            Some("fr") => Self::French,
            Some("it") => Self::Italian,
            Some(_) | None => Self::English,
        }
    }
}

/// What stands on the receipt and the payment part, and the text of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissBill {
    pub payload: String,
    pub iban: Iban,
    pub creditor: Place,
    /// None: the field is left to be filled in by hand.
    pub debtor: Option<Place>,
    pub amount: Money,
    /// As the code has it, without spaces. None for a payment without a structured reference.
    pub reference: Option<String>,
    /// What else it says: the document's number, where the reference does not say it.
    pub message: String,
}

/// The payment part for what is open now. Separated by LF, ended by `EPD` and nothing after it.
pub fn swiss(asked: &Asked<'_>) -> Result<SwissBill, Lack> {
    let amount = asked.open.filter(Money::is_positive).ok_or(Lack::NothingOpen)?;
    let currency = amount.currency();
    if ![Currency::EUR, Currency::CHF].contains(&currency) {
        return Err(Lack::Currency);
    }
    if amount.amount() > Decimal::new(99_999_999_999, 2) {
        return Err(Lack::TooMuch);
    }
    let iban = asked.iban.clone().ok_or(Lack::NoIban)?;
    if !iban.is_swiss() {
        return Err(Lack::Country);
    }
    if letters::cut(asked.holder, 70).is_none()
        || letters::cut(&asked.sender.street, 70).is_none()
        || letters::cut(&asked.sender.city, 35).is_none()
    {
        return Err(Lack::Letters);
    }
    let creditor = Place::of(asked.holder, asked.sender).ok_or(Lack::Address)?;
    let debtor = Place::of(&asked.recipient.name, asked.recipient);
    let message = letters::cut(asked.number, 140).unwrap_or_default();
    let (kind, reference) = if iban.is_qr() {
        ("QRR", Some(qr_reference(asked.number, asked.prefix).ok_or(Lack::NoReference)?))
    } else {
        match creditor_reference(asked.number) {
            Some(reference) => ("SCOR", Some(reference)),
            None => ("NON", None),
        }
    };
    let place = |place: &Place| {
        let Place { name, street, house, postal_code, town, country } = place;
        format!("S\n{name}\n{street}\n{house}\n{postal_code}\n{town}\n{country}")
    };
    let payload = format!(
        "SPC\n0200\n1\n{}\n{}\n\n\n\n\n\n\n\n{:.2}\n{currency}\n{}\n{kind}\n{}\n{message}\nEPD",
        iban.as_str(),
        place(&creditor),
        amount.amount(),
        debtor.as_ref().map_or_else(|| "\n".repeat(6), place),
        reference.as_deref().unwrap_or_default(),
    );
    Ok(SwissBill { payload, iban, creditor, debtor, amount, reference, message })
}
