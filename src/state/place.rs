//! What is usual where the person sits, as far as the browser's language tag tells.

use domain::money::Currency;

/// Regions and their currencies (CLDR, supplemental data), as far as people there are likely to write invoices in English so far.
const CURRENCIES: &[(&str, &str)] = &[
    ("EUR", "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"),
    ("USD", "US PR EC SV"),
    ("GBP", "GB GG IM JE"),
    ("CHF", "CH LI"),
    ("CAD", "CA"),
    ("AUD", "AU"),
    ("NZD", "NZ"),
    ("INR", "IN"),
    ("ZAR", "ZA"),
    ("SGD", "SG"),
    ("HKD", "HK"),
    ("JPY", "JP"),
    ("CNY", "CN"),
    ("KRW", "KR"),
    ("SEK", "SE"),
    ("NOK", "NO"),
    ("DKK", "DK"),
    ("PLN", "PL"),
    ("CZK", "CZ"),
    ("HUF", "HU"),
    ("RON", "RO"),
    ("BGN", "BG"),
    ("UAH", "UA"),
    ("TRY", "TR"),
    ("ILS", "IL"),
    ("AED", "AE"),
    ("SAR", "SA"),
    ("BRL", "BR"),
    ("MXN", "MX"),
    ("ARS", "AR"),
    ("CLP", "CL"),
    ("COP", "CO"),
    ("KES", "KE"),
    ("NGN", "NG"),
    ("PHP", "PH"),
    ("IDR", "ID"),
    ("MYR", "MY"),
    ("THB", "TH"),
    ("TWD", "TW"),
];

/// Regions whose calendars begin the week on Sunday (CLDR, `firstDay`).
const SUNDAY: &[&str] = &["US", "CA", "IN", "JP", "BR", "MX", "IL", "ZA", "PH", "SG", "HK", "KE", "JM", "TW", "KR", "CO", "PR", "TH", "ID"];

/// `de-AT`, `zh-Hant-TW`: the two letters of the region.
fn region(tag: &str) -> Option<String> {
    let two = |part: &&str| part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic());
    tag.split(['-', '_']).skip(1).find(two).map(str::to_ascii_uppercase)
}

/// None where the tag names no region.
pub fn usual_currency(tag: &str) -> Option<Currency> {
    let region = region(tag)?;
    let (code, _) = CURRENCIES.iter().find(|(_, regions)| regions.split(' ').any(|one| one == region))?;
    Currency::parse(code)
}

pub fn week_starts_monday(tag: &str) -> bool {
    match region(tag) {
        Some(region) => !SUNDAY.contains(&region.as_str()),
        None => tag != "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_its_currency_and_its_week() {
        let told = |tag| (usual_currency(tag).map(|currency| currency.to_string()).unwrap_or_default(), week_starts_monday(tag));
        assert_eq!(told("en-US"), ("USD".to_owned(), false));
        assert_eq!(told("de-AT"), ("EUR".to_owned(), true));
        assert_eq!(told("zh-Hant-TW"), ("TWD".to_owned(), false));
        assert_eq!(told("de"), (String::new(), true));
        assert!(CURRENCIES.iter().all(|(code, _)| Currency::parse(code).is_some()));
    }
}
