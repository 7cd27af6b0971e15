//! Public holidays of a country, to choose own ones from.

use paper::holidays::Holidays;

use crate::browser::{files, locale};

/// The file that comes with the app, kept for offline with the rest of it. None: it did not come.
pub async fn read() -> Option<Holidays> {
    Holidays::read(&files::own("holidays.txt").await?)
}

/// Countries by their names, with their codes.
pub fn countries(all: &Holidays) -> Vec<(String, String)> {
    let mut named: Vec<_> = all.countries.iter().map(|one| (locale::country(&one.code), one.code.clone())).collect();
    domain::order::sort(&mut named);
    named
}

/// The country of a language tag: `en-GB` is spoken in GB.
pub fn country_of(tag: &str) -> Option<&str> {
    tag.split('-').skip(1).find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_says_its_country_where_it_has_one() {
        assert_eq!(["en-GB", "de", "zh-Hant-TW", "es-419"].map(country_of), [Some("GB"), None, Some("TW"), None]);
    }
}
