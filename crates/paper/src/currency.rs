//! Currencies as files name them: by code, by name, or by a symbol that may not tell which.

use domain::money::Currency;

/// What was written beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A code, or a symbol that means one currency.
    Sure(Currency),
    /// A symbol that several currencies share; [`currencies_of`] lists them.
    Shared(&'static str),
}

/// The surer of two hints that can both be true.
pub fn agreed(one: Hint, other: Hint) -> Option<Hint> {
    match (one, other) {
        (Hint::Sure(code), Hint::Shared(symbol)) | (Hint::Shared(symbol), Hint::Sure(code)) => {
            currencies_of(symbol).any(|shared| shared == code).then_some(Hint::Sure(code))
        }
        _ => (one == other).then_some(one),
    }
}

/// Symbols of one currency each.
const SURE: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("r", "ZAR"),
    ("r$", "BRL"),
    ("us$", "USD"),
    ("$us", "USD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("mx$", "MXN"),
    ("fr", "CHF"),
    ("fr.", "CHF"),
    ("sfr.", "CHF"),
    ("euro", "EUR"),
    ("euros", "EUR"),
];

/// Symbols that several currencies share, the most usual first.
const SHARED: &[(&str, &str)] = &[
    ("$", "USD CAD AUD NZD SGD HKD MXN TWD ARS BBD BMD BND BSD BZD CLP COP DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD UYU XCD"),
    ("¥", "JPY CNY"),
    ("kr", "SEK NOK DKK ISK"),
    ("rs", "INR PKR LKR NPR MUR"),
];

/// The currencies a shared symbol can mean, the most usual first.
pub fn currencies_of(symbol: &str) -> impl Iterator<Item = Currency> + use<> {
    let codes = SHARED.iter().find(|(known, _)| *known == symbol).map_or("", |(_, codes)| *codes);
    codes.split_ascii_whitespace().filter_map(Currency::parse)
}

/// What a token beside a figure says of its currency.
pub(crate) fn hint(token: &str) -> Option<Hint> {
    if token.is_empty() || token.chars().count() > 5 {
        return None;
    }
    let low = token.to_lowercase();
    if let Some((_, code)) = SURE.iter().find(|(symbol, _)| *symbol == low) {
        return Currency::parse(code).map(Hint::Sure);
    }
    // "kr." and "Rs." carry a full stop.
    let bare = low.trim_end_matches('.');
    if let Some((symbol, _)) = SHARED.iter().find(|(symbol, _)| *symbol == bare) {
        return Some(Hint::Shared(symbol));
    }
    Currency::parse(token).map(Hint::Sure)
}

/// The currency a cell of its own names: a code, a symbol, or a usual name ("US Dollar").
pub fn currency_named(text: &str) -> Option<Hint> {
    const NAMES: &[(&str, &str)] = &[
        ("us dollar", "USD"),
        ("us dollars", "USD"),
        ("euro", "EUR"),
        ("pound sterling", "GBP"),
        ("british pound", "GBP"),
        ("swiss franc", "CHF"),
        ("canadian dollar", "CAD"),
        ("australian dollar", "AUD"),
        ("new zealand dollar", "NZD"),
        ("japanese yen", "JPY"),
    ];
    let folded = domain::text::fold(text.trim());
    match NAMES.iter().find(|(name, _)| *name == folded) {
        Some((_, code)) => Currency::parse(code).map(Hint::Sure),
        None => {
            let code: String = text.trim().chars().take(3).collect();
            // "USD - US Dollar"
            let before_name = text.trim().get(3..).is_some_and(|rest| rest.starts_with([' ', '-', '(']));
            hint(text.trim()).or_else(|| if before_name { Currency::parse(&code).map(Hint::Sure) } else { None })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_currency_has_names() {
        assert_eq!(currency_named("US Dollar"), Some(Hint::Sure(Currency::USD)));
        assert_eq!(currency_named("eur"), Some(Hint::Sure(Currency::EUR)));
        assert_eq!(currency_named("USD - US Dollar"), Some(Hint::Sure(Currency::USD)));
        assert_eq!(currency_named("$"), Some(Hint::Shared("$")));
        assert_eq!(currency_named("money"), None);
        assert_eq!(currency_named("eür"), None);
    }

    #[test]
    fn every_symbol_names_a_currency() {
        for (symbol, code) in SURE {
            assert!(matches!(hint(symbol), Some(Hint::Sure(currency)) if currency.code() == *code), "{symbol}");
        }
        for (symbol, codes) in SHARED {
            assert_eq!(currencies_of(symbol).count(), codes.split(' ').count(), "{symbol}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_currency_or_none(text in "\\PC{0,12}") {
            let _ = currency_named(&text);
        }
    }
}
