//! A structured address: street and house number apart, as payment codes ask for it since November 2025.

use super::country::country_code;
use super::letters;
use crate::invoice::Party;

/// Whoever is named in a payment code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub street: String,
    pub house: String,
    pub postal_code: String,
    pub town: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

impl Place {
    /// Of a party of a document, cut to the lengths and letters of the Swiss code. None where the code could not name it: no name, postal
    /// code, town or country, or letters it does not know.
    pub(super) fn of(name: &str, party: &Party) -> Option<Self> {
        let (street, house) = street_parts(&party.street);
        let place = Self {
            name: letters::cut(name, 70)?,
            street: letters::cut(&street, 70)?,
            house: letters::cut(&house, 16)?,
            postal_code: letters::cut(&party.postal_code, 16)?,
            town: letters::cut(&party.city, 35)?,
            country: country_code(&party.country)?,
        };
        let whole = [&place.name, &place.postal_code, &place.town].into_iter().all(|text| !text.is_empty());
        whole.then_some(place)
    }
}

/// A street and its house number: `Lindenweg 12a` and `12 rue du Lac` both have one. A text without one is all street.
pub fn street_parts(text: &str) -> (String, String) {
    let text = text.trim();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().count() <= 12;
    let words: Vec<&str> = text.split_whitespace().collect();
    // A number may be written in two words (`12 a`, `12 - 14`): everything from the last street word on.
    let small = |word: &&&str| word.chars().count() == 1 && (word.chars().all(char::is_alphabetic) || **word == "-" || **word == "/");
    let tail = words.iter().rev().take_while(|word| is_number(word) || small(word)).count();
    let from = words.len() - tail;
    let from = (from..words.len()).find(|at| is_number(words[*at]));
    if let Some(from) = from.filter(|from| *from > 0) {
        return (words[..from].join(" ").trim_end_matches(',').to_owned(), words[from..].join(" "));
    }
    match words.split_first() {
        Some((first, rest)) if is_number(first.trim_end_matches(',')) && !rest.is_empty() && !first.ends_with('.') => {
            (rest.join(" "), first.trim_end_matches(',').to_owned())
        }
        Some(_) | None => (words.join(" "), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_number_is_told_from_its_street() {
        for (text, street, house) in [
            ("Lindenweg 12a", "Lindenweg", "12a"),
            ("Lindenweg 12 a", "Lindenweg", "12 a"),
            ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
            ("12 rue du Lac", "rue du Lac", "12"),
            ("12, rue du Lac", "rue du Lac", "12"),
            ("Postfach", "Postfach", ""),
            ("1. Mai Platz", "1. Mai Platz", ""),
            ("Via Roma, 4", "Via Roma", "4"),
            ("12", "12", ""),
            ("", "", ""),
        ] {
            assert_eq!(street_parts(text), (street.to_owned(), house.to_owned()), "{text}");
        }
    }
}
