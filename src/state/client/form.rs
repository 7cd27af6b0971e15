//! What forms about a client need to know of what is typed into them.

use book::session::Unable;
use domain::Refusal;
use domain::content::Terms;
use domain::decide::{contact_text, field_text};
use domain::field::{ContactField, Field};
use domain::money::Currency;

/// What is in the form where payment terms are chosen: a key of the list, and the days where the key has some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsTyped {
    pub choice: String,
    pub days: String,
}

/// The keys of the list; those of [`WITH_DAYS`] want a number of days beside them.
pub const TERMS: [&str; 11] = ["", "receipt", "net 7", "net 14", "net 30", "net", "eom", "eonm", "net eom", "eom net 30", "next 15"];
const WITH_DAYS: [&str; 2] = ["net", "net eom"];

impl TermsTyped {
    pub fn of(terms: Option<Terms>) -> Self {
        let Some(terms) = terms else { return Self::default() };
        let key = terms.key();
        let (choice, days) = match terms {
            Terms::Net(days) if !TERMS.contains(&key.as_str()) => ("net".to_owned(), days.to_string()),
            Terms::NetThenEndOfMonth(days) => ("net eom".to_owned(), days.to_string()),
            Terms::Net(_)
            | Terms::OnReceipt
            | Terms::EndOfMonth
            | Terms::EndOfNextMonth
            | Terms::On(_)
            | Terms::EndOfMonthThenNet(_)
            | Terms::NextMonth(_) => (key, String::new()),
        };
        Self { choice, days }
    }

    pub fn wants_days(&self) -> bool {
        WITH_DAYS.contains(&self.choice.as_str())
    }

    /// The key of the terms; empty for none. None: the days are no number of days.
    pub fn key(&self) -> Option<String> {
        if !self.wants_days() {
            return Some(self.choice.clone());
        }
        let days: u16 = self.days.trim().parse().ok().filter(|days| *days <= 3_650)?;
        let terms = if self.choice == "net" { Terms::Net(days) } else { Terms::NetThenEndOfMonth(days) };
        Some(terms.key())
    }
}

/// A rate as a register keeps it, from how people write one: `8,25 %`.
pub fn rate(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '%').map(|c| if c == ',' { '.' } else { c }).collect()
}

/// Why a field cannot be kept as it is typed.
pub fn wrong(field: Field, typed: &str) -> Option<Refusal> {
    field_text(field, typed).err()
}

/// Why the rules refused, where it was they who did.
pub fn refusal_of(unable: &Unable) -> Option<&Refusal> {
    match unable {
        Unable::Refused(refusal) => Some(refusal),
        Unable::NotKept(_) | Unable::CutShort { .. } | Unable::NotRead(_) | Unable::NotEmpty | Unable::BackupDamaged { .. } => None,
    }
}

/// The field that a refusal is about.
pub fn field_of(refusal: &Refusal) -> Option<Field> {
    if let Refusal::FieldInvalid { field } = refusal {
        Some(*field)
    } else {
        matches!(refusal, Refusal::NameMissing).then_some(Field::Name)
    }
}

/// The same of a contact, where a name, an address or a number will do.
pub fn contact_field_of(refusal: &Refusal) -> Option<ContactField> {
    if let Refusal::ContactInvalid { field } = refusal {
        Some(*field)
    } else {
        matches!(refusal, Refusal::NameMissing).then_some(ContactField::Name)
    }
}

pub fn contact_wrong(field: ContactField, typed: &str) -> Option<Refusal> {
    contact_text(field, typed).err()
}

/// The currencies most invoices are in; the practice's own first.
pub fn common(own: Option<Currency>) -> Vec<Currency> {
    let mut common: Vec<Currency> = own.into_iter().collect();
    let usual = ["EUR", "USD", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY"];
    for currency in usual.into_iter().filter_map(Currency::parse) {
        if !common.contains(&currency) {
            common.push(currency);
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_read_back_as_they_were_chosen() {
        for key in ["receipt", "net 14", "net 45", "eom", "eonm", "net 30 eom", "2026-12-06"] {
            let typed = TermsTyped::of(Terms::from_key(key));
            assert_eq!(typed.key().as_deref(), Some(key));
        }
        assert_eq!(TermsTyped::of(None).key().as_deref(), Some(""));
        assert_eq!(TermsTyped { choice: "net".to_owned(), days: "soon".to_owned() }.key(), None);
    }

    #[test]
    fn a_rate_is_read_as_it_is_written() {
        for (typed, kept) in [("19", "19"), ("8,25 %", "8.25"), (" 20% ", "20"), ("", "")] {
            assert_eq!(rate(typed), kept);
            assert_eq!(wrong(Field::TaxRate, &rate(typed)), None);
        }
        assert!(wrong(Field::TaxRate, &rate("abc")).is_some());
    }
}
