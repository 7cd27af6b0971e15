//! Numbers, money and days as a document of a language writes them. Nothing is rounded here, and nothing depends on the machine: the same
//! document reads the same everywhere.

use domain::language::Language;
use domain::money::{Currency, Money};
use domain::time::Day;
use rust_decimal::Decimal;

/// How a document writes its figures and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    pub language: Language,
    /// English alone differs: documents in US dollars have the month before the day.
    month_first: bool,
}

impl Format {
    pub fn new(language: Language, currency: Currency) -> Self {
        Self { language, month_first: language == Language::English && currency.code() == "USD" }
    }

    fn marks(self) -> (char, char) {
        match self.language {
            Language::English => (',', '.'),
            Language::German | Language::Spanish => ('.', ','),
            Language::French => ('\u{202f}', ','),
            Language::Swedish => ('\u{a0}', ','),
        }
    }

    /// Every digit of the number, in groups of three.
    pub fn number(self, value: Decimal) -> String {
        let (group, decimal) = self.marks();
        let plain = value.abs().to_string();
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
        let mut out = String::with_capacity(plain.len() + 8);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('−');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(group);
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push(decimal);
            out.push_str(fraction);
        }
        out
    }

    /// The amount without its currency.
    pub fn amount(self, money: Money) -> String {
        self.number(money.amount())
    }

    /// `1,200.00 EUR`.
    pub fn money(self, money: Money) -> String {
        format!("{}\u{a0}{}", self.amount(money), money.currency())
    }

    /// `19 %`.
    pub fn percent(self, value: Decimal) -> String {
        format!("{}\u{a0}%", self.number(value))
    }

    /// A price with at least the decimals of its currency.
    pub fn price(self, value: Decimal, currency: Currency) -> String {
        let mut value = value.normalize();
        if value.scale() < currency.exponent() {
            value.rescale(currency.exponent());
        }
        self.number(value)
    }

    /// The date with its month as a word.
    pub fn day(self, day: Day) -> String {
        let (date, year) = (day.day(), day.year());
        let month = self.months().get(day.month() as usize - 1).copied().unwrap_or_default();
        match self.language {
            Language::English if self.month_first => format!("{month} {date}, {year}"),
            Language::English | Language::Swedish => format!("{date} {month} {year}"),
            Language::German => format!("{date}. {month} {year}"),
            Language::French if date == 1 => format!("1er {month} {year}"),
            Language::French => format!("{date} {month} {year}"),
            Language::Spanish => format!("{date} de {month} de {year}"),
        }
    }

    fn months(self) -> [&'static str; 12] {
        match self.language {
            Language::English => {
                ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
            }
            Language::German => {
                ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
            }
            Language::French => {
                ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
            }
            Language::Spanish => [
                "enero",
                "febrero",
                "marzo",
                "abril",
                "mayo",
                "junio",
                "julio",
                "agosto",
                "septiembre",
                "octubre",
                "noviembre",
                "diciembre",
            ],
            Language::Swedish => {
                ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect(text)
    }

    #[test]
    fn figures_are_written_as_each_language_does_and_never_rounded() {
        let number = |language, text| Format::new(language, Currency::EUR).number(dec(text));
        assert_eq!(number(Language::English, "999999999999.99"), "999,999,999,999.99");
        assert_eq!(number(Language::German, "-1234.50"), "−1.234,50");
        assert_eq!(number(Language::French, "1234567.891"), "1\u{202f}234\u{202f}567,891");
        assert_eq!(number(Language::Swedish, "1000"), "1\u{a0}000");
        assert_eq!(number(Language::Spanish, "0.333"), "0,333");
        let yen = Format::new(Language::German, Currency::JPY);
        assert_eq!(yen.price(dec("3001.0"), Currency::JPY), "3.001");
        assert_eq!(Format::new(Language::English, Currency::EUR).price(dec("1.0055"), Currency::EUR), "1.0055");
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        let day = |language, currency, text: &str| Format::new(language, currency).day(Day::parse(text).expect(text));
        assert_eq!(day(Language::English, Currency::EUR, "2026-11-02"), "2 November 2026");
        assert_eq!(day(Language::English, Currency::parse("USD").expect("USD"), "2026-11-02"), "November 2, 2026");
        assert_eq!(day(Language::German, Currency::EUR, "2026-03-02"), "2. März 2026");
        assert_eq!(day(Language::French, Currency::EUR, "2026-08-01"), "1er août 2026");
        assert_eq!(day(Language::Spanish, Currency::EUR, "2026-03-31"), "31 de marzo de 2026");
        assert_eq!(day(Language::Swedish, Currency::EUR, "2026-05-09"), "9 maj 2026");
    }
}
