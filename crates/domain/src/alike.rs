//! Which clients may be one and the same: by address, by telephone number, by name up to spelling and legal form.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::row::{Row, Rows};
use crate::{ClientId, text};

/// What two records have in common. The strongest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    Email,
    Phone,
    Name,
}

/// Words that say how a company is set up, folded, without dots.
const FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "co",
    "cokg",
    "company",
    "corp",
    "corporation",
    "cv",
    "ek",
    "ev",
    "gbr",
    "gesmbh",
    "gmbh",
    "hb",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "mbh",
    "nv",
    "og",
    "ohg",
    "oy",
    "oyj",
    "partg",
    "plc",
    "pllc",
    "pty",
    "sa",
    "sarl",
    "sas",
    "se",
    "sl",
    "spa",
    "srl",
    "sro",
    "ug",
    "vof",
];

/// A name as it is compared: without case, accents, spaces, signs and legal form. Empty for a name of signs only.
pub fn name_key(name: &str) -> String {
    folded_key(&text::fold(name))
}

fn folded_key(folded: &str) -> String {
    folded_words(folded).concat()
}

/// The words of which [`name_key`] is made.
pub fn name_words(name: &str) -> Vec<String> {
    folded_words(&text::fold(name))
}

fn folded_words(folded: &str) -> Vec<String> {
    let plain: String = folded.chars().filter(|c| !matches!(c, '.' | '\'')).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.enumerate().filter(|(at, word)| *at == 0 || !FORMS.contains(word)).map(|(_, word)| word.to_owned()).collect()
}

/// A telephone number as it is compared; None for what is too short to be anybody's alone.
pub fn phone_key(phone: &str) -> Option<String> {
    let dialled = text::dial(phone)?;
    let digits = dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00")).unwrap_or(&dialled).to_owned();
    (digits.len() >= 6).then_some(digits)
}

/// What is being typed about somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// A client that is here already and may be the one that is being typed; the strongest reason wins.
pub fn alike<'a>(rows: &'a Rows, asked: &Asked, except: Option<ClientId>) -> Option<(Arc<Row>, Alike)> {
    let known = except.and_then(|id| rows.get(&id)).map(|row| row.distinct.as_slice()).unwrap_or_default();
    let others = || rows.values().filter(|row| !row.removed && Some(row.id) != except && !known.contains(&row.id));
    let by_email = text::email_key(&asked.email).and_then(|key| others().find(|row| row.emails.contains(&key)));
    let by_phone = || phone_key(&asked.phone).and_then(|key| others().find(|row| row.phones.contains(&key)));
    let name = name_key(&asked.name);
    // A client is known by the names of the records that went under it, too.
    let head = |row: &'a Arc<Row>| row.under.map_or(Some(row), |head| rows.get(&head)).filter(|row| !row.removed && Some(row.id) != except);
    // Most names begin otherwise, and need no key.
    let begins = |row: &Row| row.find.chars().find(|c| c.is_alphanumeric()) == name.chars().next();
    let called = |row: &'a Arc<Row>| if begins(row) && key_of(row) == name { head(row) } else { None };
    let by_name = || if name.is_empty() { None } else { rows.values().find_map(called) };
    let found = by_email.map(|row| (row, Alike::Email)).or_else(|| by_phone().map(|row| (row, Alike::Phone)));
    found.or_else(|| by_name().map(|row| (row, Alike::Name))).map(|(row, how)| (Arc::clone(row), how))
}

fn key_of(row: &Row) -> String {
    // What the row is found by begins with its name, folded.
    if row.name.is_empty() { String::new() } else { folded_key(row.find.lines().next().unwrap_or_default()) }
}

/// Clients that have something in common, two and two in the order of names: at most `most` pairs, and how many there are beside them. Of
/// many that share one thing each is paired with the first.
pub fn pairs(rows: &Rows, most: usize) -> (Vec<Pair>, usize) {
    let mut first: BTreeMap<(Alike, String), ClientId> = BTreeMap::new();
    let mut found: BTreeMap<(ClientId, ClientId), Alike> = BTreeMap::new();
    for row in rows.values().filter(|row| !row.removed) {
        let emails = row.emails.iter().map(|key| (Alike::Email, key.clone()));
        let phones = row.phones.iter().map(|key| (Alike::Phone, key.clone()));
        let name = Some((Alike::Name, key_of(row))).filter(|(_, key)| !key.is_empty());
        for key in emails.chain(phones).chain(name) {
            let how = key.0;
            let other = *first.entry(key).or_insert(row.id);
            if other != row.id {
                let known = found.entry((other, row.id)).or_insert(how);
                *known = how.min(*known);
            }
        }
    }
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter_map(|((one, other), how)| Some(Pair { one: Arc::clone(rows.get(&one)?), other: Arc::clone(rows.get(&other)?), how }))
        .filter(|pair| pair.one.is_sample() == pair.other.is_sample())
        .filter(|pair| !pair.one.distinct.contains(&pair.other.id) && !pair.other.distinct.contains(&pair.one.id))
        .collect();
    crate::order::sort_by(&mut pairs, |one, other| {
        (one.how, &one.one.find, one.other.id).cmp(&(other.how, &other.one.find, other.other.id))
    });
    let beside = pairs.len().saturating_sub(most);
    pairs.truncate(most);
    (pairs, beside)
}

/// Two clients that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub one: Arc<Row>,
    pub other: Arc<Row>,
    pub how: Alike,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use crate::client::Client;
    use crate::field::Field;

    fn rows(clients: &[(&str, &str, &str)]) -> Rows {
        let row = |(at, (name, email, phone)): (usize, &(&str, &str, &str))| {
            let id = ClientId(Id::from_bytes([at as u8; 16]));
            let mut client = Client::new(id);
            for (field, text) in [(Field::Name, name), (Field::Email, email), (Field::Phone, phone)] {
                client.fields.insert(field, (*text).to_owned());
            }
            (id, Arc::new(Row::of(&client, 0)))
        };
        clients.iter().enumerate().map(row).collect()
    }

    #[test]
    fn names_are_alike_up_to_spelling_and_legal_form() {
        for (one, other) in [
            ("Müller & Söhne GmbH & Co. KG", "muller  sohne"),
            ("ACME, Inc.", "Acme"),
            ("Nordlicht S.A.R.L.", "nord licht"),
            ("O’Brien Ltd", "OBrien"),
            ("SAS Studio", "sas-studio"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one}");
        }
        assert_ne!(name_key("Acme North"), name_key("Acme South"));
        assert_eq!(name_key("AG"), "ag", "a name that is a legal form is a name");
        assert_eq!(name_key(" & "), "");
    }

    #[test]
    fn somebody_who_is_here_already_is_noticed() {
        let rows = rows(&[("Acme", "jo@acme.example", "+49 (0)30 123456"), ("Birch", "", "")]);
        let asked = |name: &str, email: &str, phone: &str| {
            let asked = Asked { name: name.to_owned(), email: email.to_owned(), phone: phone.to_owned() };
            alike(&rows, &asked, None).map(|(_, how)| how)
        };
        assert_eq!(asked("Other", " JO@Acme.example ", ""), Some(Alike::Email));
        assert_eq!(asked("Birch", "", "0049 30 123456"), Some(Alike::Phone));
        assert_eq!(asked("  ácme GmbH", "", ""), Some(Alike::Name));
        assert_eq!(asked("", "", "12345"), None);
        let own = Asked { name: "Acme".to_owned(), ..Asked::default() };
        assert_eq!(alike(&rows, &own, rows.keys().next().copied()), None);
    }

    #[test]
    fn each_pair_is_named_once_with_its_strongest_reason() {
        let rows = rows(&[("Acme", "jo@acme.example", ""), ("ACME Ltd", "Jo@acme.example", ""), ("acme", "", ""), ("Birch", "", "")]);
        let (found, beside) = pairs(&rows, 1);
        let told: Vec<_> = found.iter().map(|pair| (pair.one.name.as_str(), pair.other.name.as_str(), pair.how)).collect();
        assert_eq!((told, beside), (vec![("Acme", "ACME Ltd", Alike::Email)], 1));
    }
}
