//! Country codes (ISO 3166-1 alpha-2) of the names that people write.

use crate::text;

/// Code and folded names: in English, in the country's own language, and in German and French where Swiss addresses use them.
const NAMES: &[(&str, &str)] = &[
    ("AD", "andorra"),
    ("AE", "united arab emirates|uae"),
    ("AT", "austria|osterreich|oesterreich|autriche"),
    ("AU", "australia|australien"),
    ("BE", "belgium|belgie|belgique|belgien"),
    ("BG", "bulgaria|bulgarien|bulgarie"),
    ("BR", "brazil|brasil|brasilien"),
    ("CA", "canada|kanada"),
    ("CH", "switzerland|schweiz|suisse|svizzera|svizra"),
    ("CN", "china"),
    ("CY", "cyprus|zypern|chypre"),
    ("CZ", "czech republic|czechia|tschechien|cesko|ceska republika"),
    ("DE", "germany|deutschland|allemagne|germania|tyskland"),
    ("DK", "denmark|danmark|danemark"),
    ("EE", "estonia|eesti|estland"),
    ("ES", "spain|espana|spanien|espagne"),
    ("FI", "finland|suomi|finnland|finlande"),
    ("FR", "france|frankreich|francia|frankrike"),
    ("GB", "united kingdom|great britain|uk|england|scotland|wales|northern ireland|grossbritannien"),
    ("GR", "greece|griechenland|hellas|ellada"),
    ("HR", "croatia|hrvatska|kroatien"),
    ("HU", "hungary|magyarorszag|ungarn|hongrie"),
    ("IE", "ireland|eire|irland|irlande"),
    ("IL", "israel"),
    ("IN", "india|indien"),
    ("IS", "iceland|island|islande"),
    ("IT", "italy|italia|italien|italie"),
    ("JP", "japan|japon"),
    ("LI", "liechtenstein"),
    ("LT", "lithuania|lietuva|litauen"),
    ("LU", "luxembourg|luxemburg"),
    ("LV", "latvia|latvija|lettland"),
    ("MC", "monaco"),
    ("MT", "malta"),
    ("MX", "mexico"),
    ("NL", "netherlands|the netherlands|nederland|niederlande|holland|pays-bas"),
    ("NO", "norway|norge|norwegen|norvege"),
    ("NZ", "new zealand"),
    ("PL", "poland|polska|polen|pologne"),
    ("PT", "portugal"),
    ("RO", "romania|rumanien|roumanie"),
    ("RS", "serbia|serbien"),
    ("SE", "sweden|sverige|schweden|suede"),
    ("SG", "singapore|singapur"),
    ("SI", "slovenia|slovenija|slowenien"),
    ("SK", "slovakia|slovensko|slowakei"),
    ("SM", "san marino"),
    ("TR", "turkey|turkiye|turkei"),
    ("UA", "ukraine|ukraina"),
    ("US", "united states|united states of america|usa|u.s.a.|u.s."),
    ("ZA", "south africa|sudafrika"),
];

/// The code of a country as somebody wrote it: two letters stand for themselves. None for a name that is not known.
pub fn country_code(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) && !text.eq_ignore_ascii_case("uk") {
        return Some(text.to_ascii_uppercase());
    }
    let folded = text::fold(text);
    NAMES.iter().find(|(_, names)| names.split('|').any(|name| name == folded)).map(|(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_names() {
        for (name, code) in [("Schweiz", "CH"), ("ch", "CH"), ("UK", "GB"), ("Österreich", "AT"), (" France ", "FR"), ("España", "ES")] {
            assert_eq!(country_code(name).as_deref(), Some(code), "{name}");
        }
        assert_eq!(country_code("Nowhere"), None);
        assert_eq!(country_code(""), None);
    }
}
