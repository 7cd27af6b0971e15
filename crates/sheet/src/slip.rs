//! The Swiss receipt and payment part (Swiss Implementation Guidelines QR-bill 2.3): its texts, each in its place.

use domain::language::Language;
use domain::money::Money;
use domain::remit::{Place, SwissBill, Tongue};
use serde::{Deserialize, Serialize};

use crate::leaf::Code;

/// A word and the lines under it. Without lines it is left to be filled in by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub label: String,
    pub lines: Vec<String>,
}

/// What stands on both parts, in the order of the guidelines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The language that its words stand in.
    pub language: String,
    /// Over the line along which it is cut off.
    pub cut: String,
    pub receipt: String,
    pub payment_part: String,
    pub code: Code,
    pub to: Entry,
    pub reference: Option<Entry>,
    /// On the payment part alone.
    pub more: Option<Entry>,
    pub by: Entry,
    pub currency: Entry,
    pub amount: Entry,
    /// On the receipt alone.
    pub accepted: String,
}

impl Slip {
    /// In the document's language, where the payment part has words in it.
    pub fn of(bill: &SwissBill, code: Code, language: Language) -> Self {
        let said = said(Tongue::of(language.key()));
        let entry = |label: &str, lines: Vec<String>| Entry { label: label.to_owned(), lines };
        let to = [bill.iban.to_string()].into_iter().chain(printed_place(&bill.creditor)).collect();
        let by = match &bill.debtor {
            Some(debtor) => entry(said.payable_by, printed_place(debtor)),
            None => entry(said.payable_by_blank, Vec::new()),
        };
        let message = Some(bill.message.clone()).filter(|message| !message.is_empty());
        Self {
            language: said.lang.to_owned(),
            cut: said.cut.to_owned(),
            receipt: said.receipt.to_owned(),
            payment_part: said.payment_part.to_owned(),
            code,
            to: entry(said.account, to),
            reference: bill.reference.as_deref().map(|text| entry(said.reference, vec![printed_reference(text)])),
            more: message.map(|message| entry(said.more, vec![message])),
            by,
            currency: entry(said.currency, vec![bill.amount.currency().code().to_owned()]),
            amount: entry(said.amount, vec![printed_amount(bill.amount)]),
            accepted: said.accepted.to_owned(),
        }
    }

    /// Every text of it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let entries = [&self.to, &self.by, &self.currency, &self.amount].into_iter().chain(&self.reference).chain(&self.more);
        let words = [&self.cut, &self.receipt, &self.payment_part, &self.accepted].into_iter();
        words.chain(entries.flat_map(|entry| [&entry.label].into_iter().chain(&entry.lines))).map(String::as_str)
    }
}

fn printed_place(place: &Place) -> Vec<String> {
    let joined = |one: &str, other: &str| [one, other].join(" ").trim().to_owned();
    let town = joined(&place.postal_code, &place.town);
    let town = if place.country == "CH" { town } else { format!("{}-{town}", place.country) };
    let lines = [place.name.clone(), joined(&place.street, &place.house), town];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The words of the Swiss receipt and payment part (Swiss Implementation Guidelines QR-bill 2.3, annex D).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    lang: &'static str,
    payment_part: &'static str,
    account: &'static str,
    reference: &'static str,
    more: &'static str,
    currency: &'static str,
    amount: &'static str,
    receipt: &'static str,
    accepted: &'static str,
    cut: &'static str,
    payable_by: &'static str,
    payable_by_blank: &'static str,
}

fn said(tongue: Tongue) -> Said {
    match tongue {
        Tongue::German => Said {
            lang: "de",
            payment_part: "Zahlteil",
            account: "Konto / Zahlbar an",
            reference: "Referenz",
            more: "Zusätzliche Informationen",
            currency: "Währung",
            amount: "Betrag",
            receipt: "Empfangsschein",
            accepted: "Annahmestelle",
            cut: "Vor der Einzahlung abzutrennen",
            payable_by: "Zahlbar durch",
            payable_by_blank: "Zahlbar durch (Name/Adresse)",
        },
        Tongue::French => Said {
            lang: "fr",
            payment_part: "Section paiement",
            account: "Compte / Payable à",
            reference: "Référence",
            more: "Informations supplémentaires",
            currency: "Monnaie",
            amount: "Montant",
            receipt: "Récépissé",
            accepted: "Point de dépôt",
            cut: "A détacher avant le versement",
            payable_by: "Payable par",
            payable_by_blank: "Payable par (nom/adresse)",
        },
        Tongue::Italian => Said {
            lang: "it",
            payment_part: "Sezione pagamento",
            account: "Conto / Pagabile a",
            reference: "Riferimento",
            more: "Informazioni supplementari",
            currency: "Valuta",
            amount: "Importo",
            receipt: "Ricevuta",
            accepted: "Punto di accettazione",
            cut: "Da staccare prima del versamento",
            payable_by: "Pagabile da",
            payable_by_blank: "Pagabile da (nome/indirizzo)",
        },
        Tongue::English => Said {
            lang: "en",
            payment_part: "Payment part",
            account: "Account / Payable to",
            reference: "Reference",
            more: "Additional information",
            currency: "Currency",
            amount: "Amount",
            receipt: "Receipt",
            accepted: "Acceptance point",
            cut: "Separate before paying in",
            payable_by: "Payable by",
            payable_by_blank: "Payable by (name/address)",
        },
    }
}

/// An amount as the slip prints it: a space between thousands, a point before the decimals, in every language.
fn printed_amount(amount: Money) -> String {
    let text = amount.amount().to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
    let digits: Vec<char> = whole.chars().collect();
    let grouped: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{}.{rest}", grouped.join(" "))
}

/// A reference as the slip prints it: a QR reference as 2 and five fives, a creditor reference in fours.
fn printed_reference(reference: &str) -> String {
    let first = if reference.starts_with("RF") { 4 } else { 2 };
    let size = if first == 4 { 4 } else { 5 };
    let mut shown = String::new();
    for (at, sign) in reference.chars().enumerate() {
        if at >= first && (at - first).is_multiple_of(size) {
            shown.push(' ');
        }
        shown.push(sign);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn the_slip_prints_figures_as_the_guidelines_ask() {
        assert_eq!(printed_reference("210000000003139471430009017"), "21 00000 00003 13947 14300 09017");
        assert_eq!(printed_reference("RF18539007547034"), "RF18 5390 0754 7034");
        let chf = |text: &str| Money::exact(text.parse().expect(text), Currency::CHF).expect(text);
        assert_eq!([chf("1949.75"), chf("0.05"), chf("1234567")].map(printed_amount), ["1 949.75", "0.05", "1 234 567.00"]);
    }
}
