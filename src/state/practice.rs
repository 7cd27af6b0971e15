//! What the practice says of itself, on its way from a form to the desk.

use std::collections::BTreeMap;

use crate::dom::*;
use book::session::{Success, Unable};
use domain::command::Refusal;
use domain::field::PracticeField;
use domain::figure::{Unreadable, Usual, read};
use domain::number::Pattern;
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, Command, Fresh, World, decide};

use super::desk::Desk;
use crate::words;
use crate::words::locale::Locale;

/// What somebody has typed into Settings and not saved: it waits while they look at other pages.
#[derive(Clone, Copy, Debug)]
pub struct Unsaved(pub StoredValue<BTreeMap<PracticeField, String>>);

impl Default for Unsaved {
    fn default() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }
}

/// A field as a person reads and types it.
pub fn shown(practice: &Practice, field: PracticeField, locale: &Locale) -> String {
    match practice.tax_rate().filter(|_| field == PracticeField::TaxRate) {
        Some(rate) => locale.number(rate.value()),
        None => practice.get(field).to_owned(),
    }
}

/// A field as the practice keeps it, or why it cannot be kept.
pub fn kept(field: PracticeField, typed: &str, locale: &Locale) -> Result<String, Refusal> {
    let text = if field == PracticeField::TaxRate { rate(typed, locale)? } else { typed.to_owned() };
    let practice = Practice::default();
    let world = World { practice: &practice, rows: &Rows::new(), clients: &BTreeMap::new(), device: domain::client::Stamp::UNWRITTEN.by };
    let now = Now { at: Moment(0), today: Day::FIRST };
    decide(world, Command::SetPractice { changes: vec![(field, text.clone())] }, now, &mut NoIds).map(|_| text)
}

/// Setting a field makes nothing that needs an id.
struct NoIds;

impl Fresh for NoIds {
    fn bytes(&mut self) -> [u8; 16] {
        [0; 16]
    }
}

fn rate(typed: &str, locale: &Locale) -> Result<String, Refusal> {
    match read(typed.trim_end_matches(['%', ' ', '\u{a0}']), locale.mark(), Usual::Fine) {
        Ok(value) => Ok(value.normalize().to_string()),
        Err(Unreadable::Blank) => Ok(String::new()),
        Err(Unreadable::NotANumber | Unreadable::TooLong | Unreadable::Either { .. }) => {
            Err(Refusal::PracticeInvalid { field: PracticeField::TaxRate })
        }
    }
}

/// Which fields were not saved, each with the words beside it; and what concerns none of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    pub fields: BTreeMap<PracticeField, String>,
    pub whole: Option<String>,
}

/// Saves what was typed into these fields: all of it, or nothing.
pub fn save(desk: Desk, typed: Vec<(PracticeField, String)>, answered: impl FnOnce(Result<(), Wrong>) + 'static) {
    let mut wrong = Wrong::default();
    let mut changes = Vec::with_capacity(typed.len());
    desk.locale.with_value(|locale| {
        for (field, text) in typed {
            match kept(field, &text, locale) {
                Ok(text) => changes.push((field, text)),
                Err(refusal) => {
                    wrong.fields.insert(field, words::refusal::refused(&refusal, locale));
                }
            }
        }
    });
    if !wrong.fields.is_empty() {
        answered(Err(wrong));
        return;
    }
    desk.ask(Command::SetPractice { changes }, move |outcome: Result<Success, Unable>| match outcome {
        Ok(success) => {
            desk.say(Ok(success));
            answered(Ok(()));
        }
        Err(unable) => {
            let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
            answered(Err(Wrong { whole: Some(words), ..Wrong::default() }));
        }
    });
}

/// The number that a pattern would give next, before the pattern is saved.
pub fn next_number(
    practice: &Practice,
    field: PracticeField,
    (text, usual): (&str, &str),
    today: Day,
    device: AuthorId,
) -> Result<String, Refusal> {
    let text = text.trim();
    let pattern = Pattern::parse(if text.is_empty() { usual } else { text }).map_err(|error| Refusal::PatternInvalid { field, error })?;
    let pattern = pattern.in_series(&domain::series::issuing(practice, device).mark);
    Ok(pattern.next(today, taken(practice).iter().map(String::as_str)))
}

/// Every number that somebody has.
pub fn taken(practice: &Practice) -> Vec<String> {
    practice.numbers.values().filter(|taken| !taken.released).map(|taken| taken.number.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tax_rate_is_typed_as_the_place_writes_it() {
        let german = Locale { decimal: ",".to_owned(), group: ".".to_owned(), ..Locale::default() };
        let rate = |text: &str| kept(PracticeField::TaxRate, text, &german);
        assert_eq!(rate("8,25 %"), Ok("8.25".to_owned()));
        assert_eq!(rate("19"), Ok("19".to_owned()));
        assert_eq!(rate(""), Ok(String::new()));
        assert!(rate("a lot").is_err());
        assert!(rate("1001").is_err());
    }

    #[test]
    fn every_field_is_checked_by_the_rules_themselves() {
        let locale = Locale::default();
        assert!(kept(PracticeField::Email, "nobody", &locale).is_err());
        assert!(kept(PracticeField::InvoicePattern, "INV", &locale).is_err());
        assert!(kept(PracticeField::Name, "Fieldnote Studio", &locale).is_ok());
    }

    #[test]
    fn a_pattern_shows_its_next_number_before_it_is_saved() {
        let next = |text| {
            let device = domain::client::Stamp::UNWRITTEN.by;
            let day = Day::parse("2026-11-22").expect("a day");
            next_number(&Practice::default(), PracticeField::InvoicePattern, (text, "INV-{000}"), day, device)
        };
        assert_eq!(next("{YYYY}/{00}").as_deref(), Ok("2026/01"));
        assert_eq!(next("").as_deref(), Ok("INV-001"));
        assert!(next("{YYYY}").is_err());
    }
}
