//! What the columns of a bank's table are called, in the languages of the banks whose files have been seen.

use crate::recognise::key;

/// What a column says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    #[default]
    Skip,
    Day,
    /// The day it counts from: used where no other day stands.
    ValueDay,
    /// With its sign, or with a [`Role::Sign`] beside it.
    Amount,
    /// What was sent, before somebody on the way took a fee from it.
    Sent,
    Credit,
    Debit,
    /// Whether it came in or went out, in letters.
    Sign,
    Currency,
    Payer,
    /// There may be several: they are joined.
    Text,
    Reference,
    /// The bank's own number of the booking.
    Id,
    /// Whether it is booked, or only announced, refused or taken back.
    State,
}

impl Role {
    pub const ALL: [Self; 14] = [
        Self::Skip,
        Self::Day,
        Self::ValueDay,
        Self::Amount,
        Self::Sent,
        Self::Credit,
        Self::Debit,
        Self::Sign,
        Self::Currency,
        Self::Payer,
        Self::Text,
        Self::Reference,
        Self::Id,
        Self::State,
    ];

    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Day => "day",
            Self::ValueDay => "value_day",
            Self::Amount => "amount",
            Self::Sent => "sent",
            Self::Credit => "credit",
            Self::Debit => "debit",
            Self::Sign => "sign",
            Self::Currency => "currency",
            Self::Payer => "payer",
            Self::Text => "text",
            Self::Reference => "reference",
            Self::Id => "id",
            Self::State => "state",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Names as [`key`] gives them.
const NAMES: &[(Role, &str)] = &[
    (
        Role::Day,
        "buchungstag|buchungsdatum|buchung|datum|date|booking date|created|created utc|created date utc|bookingdate|date de comptabilisation|date comptable|date operation|date d operation|\
         date de l operation|date d execution|bokforingsdag|bokforingsdatum|bokford|transaktionsdatum|transaktionsdag|data|data contabile|data operazione|fecha|\
         fecha operacion|fecha de operacion|transaction date|posting date|posted date|date posted|completed date|date completed|boekdatum|abschlussdatum|ausfuhrungsdatum",
    ),
    (
        Role::ValueDay,
        "valuta|valutadatum|wertstellung|wertstellungsdatum|wert|value date|date de valeur|date valeur|valutadag|data valuta|fecha valor|rentedatum|valdatum|rantedag",
    ),
    (
        Role::Amount,
        "betrag|umsatz|amount|montant|belopp|importe|importo|bedrag|transaction amount|net|net amount|netto|nettobetrag|buchungsbetrag|summe|montant de l operation|insattning uttag|\
         betrag in kontowahrung|amount in account currency|einzelbetrag",
    ),
    (Role::Sent, "gross|gross amount|brutto|bruttobetrag|brut|montant brut|bruto|importe bruto"),
    (
        Role::Credit,
        "gutschrift|gutschriften|haben|credit|credits|paid in|money in|credit amount|insattning|insattningar|kredit|einnahmen|eingang|avoir|deposit|deposits|accrediti|entrate|abono|\
         gutschrift betrag|einzahlung|encaissement|recettes",
    ),
    (
        Role::Debit,
        "lastschrift|lastschriften|belastung|belastungen|soll|debit|debits|paid out|money out|debit amount|uttag|ausgaben|ausgang|withdrawal|withdrawals|addebiti|uscite|cargo|debet|depenses|\
         belastung betrag|auszahlung",
    ),
    (
        Role::Sign,
        "soll haben|soll haben kennzeichen|haben soll|s h|sh|credit debit|debit credit|dr cr|cr dr|credit debit indicator|umsatztyp|sens|af bij|kennzeichen",
    ),
    (
        Role::Currency,
        "wahrung|waehrung|currency|devise|monnaie|valutakod|currency code|moneda|munt|kontowahrung|divisa|valuta code|wrg|whg",
    ),
    (
        Role::Payer,
        "auftraggeber|zahlungspflichtiger|zahlungspflichtige r|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|name zahlungsbeteiligter|auftraggeber empfanger|\
         auftraggeber empfaenger|auftraggeber begunstigter|payer|counterparty|counterparty name|counter party|name|sender|sender name|from|avsandare|motpart|namn|debiteur|donneur d ordre|tiers|\
         partner name|partnername|zahlungsbeteiligter|absender|ordenante|ordinante|from name|payer name|naam tegenpartij|empfanger zahlungspflichtiger|empfaenger zahlungspflichtiger|nom|nom du tiers|\
         customer name|debtor|debtor name|name gegenpartei|gegenpartei|auftraggeber in|auftraggeberin",
    ),
    (
        Role::Text,
        "verwendungszweck|verwendungszweckzeile|buchungstext|buchungsdetails|beschreibung|description|narrative|details|memo|text|meddelande|libelle|libelle operation|libelle de l operation|libelle complet|information|\
         informations|message|avisierungstext|mitteilung|mitteilungen|notiz|zahlungsgrund|zahlungszweck|transaction description|transaction details|rubrik|specifikation|communication|communications|motif|concepto|concept|\
         booking text|descrizione|causale|omschrijving|remittance information|payment details|verwendungszweck zahlungsgrund|beschreibung1|beschreibung2|beschreibung3|description1|description2|\
         description3|fussnoten|kommentar|referens meddelande|detail|mededelingen|note|notes|bezeichnung|beskrivning|asunto|oggetto",
    ),
    (
        Role::Reference,
        "referenz|reference|zahlungsreferenz|kundenreferenz|customer reference|qr referenz|payment reference|end to end|end to end id|kundenreferenz end to end|ocr|ocr nummer|referens|referensnummer|reference number|\
         referenznummer|ref|riferimento|referencia|end to end referenz|reference client|reference de paiement|creditor reference|betalningsreferens|\
         invoice number|rechnungsnummer|numero de facture|numero de factura|fakturanummer",
    ),
    (
        Role::Id,
        "transaction id|transaktions id|transaktionsnummer|transaktions nr|transaktions nr|id|buchungsreferenz|bank reference|verifikationsnummer|bankreferenz|transaction reference|\
         transaction number|transferwise id|reference banque|transaktionscode|numero de transaction|no de transaction|journal|unique id|fitid|kontoauszugsnummer id",
    ),
    (Role::State, "status|state|info|zustand|buchungsstatus|transaction status|statut|etat|estado|stato|tillstand"),
];

/// What a column calls the amount that arrived, beside which another is what was sent.
const NET: [&str; 4] = ["net", "net amount", "netto", "nettobetrag"];

/// Words of a booking that is announced, refused or taken back: its money has not come in.
const UNSETTLED: &str = "vorgemerkt|pending|ausstehend|offen|reserviert|reserved|reserverad|preliminar|attente|pendiente|attesa|declined|denied|failed|\
    reverted|reversed|cancelled|canceled|voided|expired|processing|unposted|abgelehnt|storniert|fehlgeschlagen|refuse|annule|rechazado|cancelado|\
    annullato|rifiutato|makulerad|avvisad|misslyckad|held|onhold|uncleared";

/// Whether the letters of a [`Role::State`] say that the booking is not final.
pub(super) fn is_unsettled(text: &str) -> bool {
    key(text).split(' ').any(|word| UNSETTLED.split('|').any(|one| one.trim() == word))
}

/// A name and the currency that stands in it ("Betrag in CHF", "Amount (EUR)").
pub(super) fn split(name: &str) -> (String, Option<domain::money::Currency>) {
    let key = key(name);
    let mut words: Vec<&str> = key.split(' ').collect();
    let currency = match words.last().copied() {
        Some("euro" | "euros") => Some(domain::money::Currency::EUR),
        Some(last) if last.len() == 3 => domain::money::Currency::parse(last),
        Some(_) | None => None,
    };
    if currency.is_some() && words.len() > 1 {
        words.pop();
        if words.last() == Some(&"in") {
            words.pop();
        }
        return (words.join(" "), currency);
    }
    (key, name.contains('€').then_some(domain::money::Currency::EUR))
}

fn named(key: &str) -> Option<Role> {
    NAMES.iter().find(|(_, names)| names.split('|').any(|name| name.trim() == key)).map(|(role, _)| *role)
}

/// What a column is by its name.
pub(super) fn role(name: &str) -> Role {
    let whole = key(name);
    named(&whole).or_else(|| named(&split(name).0)).unwrap_or_default()
}

/// One role for each column: a role that can stand once stands at the first column of its name. `is_code`: whether a column's cells are
/// currency codes, which tells the Swedish "Valuta" from the German.
pub(super) fn roles(names: &[String], is_code: impl Fn(usize) -> bool) -> Vec<Role> {
    let mut given: Vec<Role> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let mut role = role(name);
        if role == Role::ValueDay && is_code(at) {
            role = Role::Currency;
        }
        // "Amount" beside "Net" is what was sent.
        if role == Role::Amount && NET.contains(&split(name).0.as_str()) {
            given.iter_mut().filter(|one| **one == Role::Amount).for_each(|one| *one = Role::Sent);
        }
        let again = role != Role::Text && given.contains(&role);
        given.push(if again { Role::Skip } else { role });
    }
    let has = |role: Role| given.contains(&role);
    // "Amount" beside columns for both ways is another figure (the account's, the fee's); the two ways say more.
    if has(Role::Credit) && has(Role::Debit) && has(Role::Amount) {
        given.iter_mut().filter(|role| **role == Role::Amount).for_each(|role| *role = Role::Skip);
    }
    given
}

/// How many names of a row are known, and whether a day and an amount are among them.
pub(super) fn known(cells: &[String]) -> usize {
    let roles: Vec<Role> = cells.iter().filter(|cell| cell.len() <= 80).map(|cell| role(cell)).collect();
    let has = |role: Role| roles.contains(&role);
    let day = has(Role::Day) || has(Role::ValueDay);
    let sum = has(Role::Amount) || has(Role::Credit);
    let count = roles.iter().filter(|role| **role != Role::Skip).count();
    if day && sum { count + 10 } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_written_as_its_key_and_means_one_thing() {
        let mut seen = std::collections::BTreeMap::new();
        for (role, names) in NAMES {
            for name in names.split('|').map(str::trim) {
                assert_eq!(key(name), name);
                let before = seen.insert(name.to_owned(), *role);
                assert!(before.is_none_or(|before| before == *role), "{name}");
            }
        }
    }

    #[test]
    fn a_currency_in_a_name_is_seen() {
        assert_eq!(role("Betrag in CHF"), Role::Amount);
        assert_eq!(role("Amount (EUR)"), Role::Amount);
        assert_eq!(role("Gutschrift in CHF"), Role::Credit);
        assert_eq!(split("Gutschrift in CHF").1.map(|one| one.code().to_owned()).as_deref(), Some("CHF"));
        assert_eq!(split("Betrag (€)").1.map(|one| one.code().to_owned()).as_deref(), Some("EUR"));
        assert_eq!(role("Débit euros"), Role::Debit);
        assert_eq!(role("Saldo"), Role::Skip);
        assert_eq!(role("Soll/Haben"), Role::Sign);
    }

    #[test]
    fn what_is_not_final_is_told_by_its_words() {
        for text in ["Umsatz vorgemerkt", "Vorgemerkt", "PENDING", "Reverted", "En attente", "Refusé"] {
            assert!(is_unsettled(text), "{text}");
        }
        for text in ["Umsatz gebucht", "Gebucht", "COMPLETED", "", "Booked", "Partially refunded"] {
            assert!(!is_unsettled(text), "{text}");
        }
    }
}
