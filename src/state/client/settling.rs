//! What two devices wrote at once, and what can be chosen.

use book::document::Trouble;
use domain::client::Client;
use domain::command::Contest;
use domain::field::{ContactField, Field};
use domain::item::ItemField;

use crate::state::desk::Record;
use crate::words::locale::Locale;
use crate::words::{self, client as said};

/// Values that may have been cut where they are told: they are not to be written back so.
const CUT_AT: usize = 500;

/// One thing of which different values were written at once, the one in force first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    pub at: Contest,
    pub what: String,
    /// As it is written, and as it is read.
    pub values: Vec<(String, String)>,
}

fn place(path: &str) -> Option<Contest> {
    let steps: Vec<&str> = path.split('/').collect();
    match steps.as_slice() {
        ["fields", key] => Field::from_key(key).map(Contest::Field),
        ["contacts", id, key] => Some(Contest::Contact(id.parse().ok()?, ContactField::from_key(key)?)),
        ["items", id, "fields", key] => Some(Contest::Item(id.parse().ok()?, ItemField::from_key(key)?)),
        _ => None,
    }
}

fn read(client: &Client, trouble: &Trouble, locale: &Locale) -> Option<Contested> {
    let Trouble::Contested { path, values } = trouble else { return None };
    let at = place(path).filter(|_| values.iter().all(|value| value.chars().count() < CUT_AT))?;
    let (what, field) = match at {
        Contest::Field(field) => (said::field(field).to_owned(), Some(field)),
        Contest::Contact(contact, field) => {
            (said::of_thing(client.contacts.get(&contact)?.get(ContactField::Name), said::person_field(field)), None)
        }
        Contest::Item(item, field) => {
            let known = client.items.get(&item)?;
            (said::of_thing(known.title(), words::item::field(known.kind, field)), None)
        }
    };
    let shown = |value: &String| field.map_or_else(|| value.clone(), |field| words::summary::said(field, value, locale));
    Some(Contested { at, what, values: values.iter().map(|value| (value.clone(), shown(value))).collect() })
}

/// What can be chosen, and beside it in words what only somebody who writes it anew can settle.
pub fn contested(record: &Record, locale: &Locale) -> (Vec<Contested>, Vec<String>) {
    let (mut chosen, mut rest) = (Vec::new(), Vec::new());
    for trouble in &record.troubles {
        match read(&record.client, trouble, locale) {
            Some(one) => chosen.push(one),
            None => rest.push(trouble.clone()),
        }
    }
    (chosen, said::contests(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ClientId, Id};

    #[test]
    fn what_is_a_register_can_be_chosen_and_the_rest_is_told() {
        let troubled = |path: &str, values: &[&str]| Trouble::Contested {
            path: path.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        let long = "x".repeat(500);
        let troubles = vec![
            troubled("fields/city", &["Graz", "Linz"]),
            troubled("fields/source", &[&long, "y"]),
            troubled("notes/a/text", &["a", "b"]),
        ];
        let record = Record { client: Client::new(ClientId(Id::from_bytes([1; 16]))), troubles };
        let (chosen, rest) = contested(&record, &Locale::default());
        assert_eq!(chosen.iter().map(|one| (one.at, one.what.as_str())).collect::<Vec<_>>(), [(Contest::Field(Field::City), "City")]);
        assert_eq!(rest.len(), 2, "what was cut where it is told is not written back so");
    }
}
