//! A tax as a file states it: a name, a rate, an amount, or some of them.

use domain::content::Percent;
use domain::money::{Currency, Rounding};
use rust_decimal::Decimal;

use crate::amount::{self, Mark};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tax {
    pub name: String,
    pub rate: Option<Decimal>,
    pub amount: Option<Decimal>,
}

impl Tax {
    pub fn is_none(&self) -> bool {
        let nothing = |figure: Option<Decimal>| figure.is_none_or(|figure| figure.is_zero());
        nothing(self.rate) && nothing(self.amount) && self.name.is_empty()
    }

    pub fn has_amount(&self) -> bool {
        self.amount.is_some_and(|amount| !amount.is_zero())
    }

    /// Whether the file itself says the rate.
    pub fn names_rate(&self) -> bool {
        self.rate.is_some() || split_rate(&self.name).1.is_some()
    }

    /// The name without a rate in it: "VAT (19%)" is "VAT" at 19 %.
    pub fn bare_name(&self) -> &str {
        split_rate(&self.name).0
    }

    /// The rate on `net`: the one stated, else the one in the name if it gives the amount, else the one that gives the amount exactly.
    /// None: no rate can be told.
    pub fn rate_on(&self, net: Decimal, currency: Currency) -> Option<Percent> {
        if let Some(rate) = self.rate.filter(|rate| !rate.is_zero() || !self.has_amount()) {
            return Percent::new(rate).ok();
        }
        let amount = self.amount.unwrap_or_default();
        let named = split_rate(&self.name).1.filter(|rate| {
            let exact = net.checked_mul(*rate).and_then(|hundredfold| hundredfold.checked_div(Decimal::ONE_HUNDRED));
            exact.is_some_and(|tax| Rounding::HalfAwayFromZero.apply(tax, currency.exponent()) == amount)
        });
        if let Some(rate) = named {
            return Percent::new(rate).ok();
        }
        let rate = if amount.is_zero() { Decimal::ZERO } else { amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(net)? };
        let exact = Percent::new(rate).ok()?;
        let back = net.checked_mul(exact.value())?.checked_div(Decimal::ONE_HUNDRED)?;
        (back == amount).then_some(exact)
    }
}

fn split_rate(name: &str) -> (&str, Option<Decimal>) {
    let Some(before) = name.trim_end_matches([')', ' ']).strip_suffix('%') else { return (name, None) };
    let before = before.trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let rate =
        before.get(start..).and_then(|digits| amount::parse(digits, Some(if digits.contains(',') { Mark::Comma } else { Mark::Dot })).ok());
    match rate {
        Some(rate) => (before[..start].trim_end_matches(['(', ' ', '@', '-']), Some(rate.value)),
        None => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect(text)
    }

    #[track_caller]
    fn check(name: &str, rate: &str, amount: &str, net: &str, expected: Option<&str>) {
        let figure = |text: &str| (!text.is_empty()).then(|| dec(text));
        let tax = Tax { name: name.to_owned(), rate: figure(rate), amount: figure(amount) };
        assert_eq!(tax.rate_on(dec(net), Currency::EUR).map(Percent::value), expected.map(|text| dec(text).normalize()));
    }

    #[test]
    fn a_rate_is_derived_only_where_it_gives_the_amount_exactly() {
        check("VAT", "", "123.50", "650.00", Some("19"));
        check("GST", "", "7.00", "140.00", Some("5"));
        check("QST", "", "13.97", "140.00", None);
        check("QST 9.975%", "", "13.97", "140.00", Some("9.975"));
        check("QST (9,975 %)", "", "13.97", "140.00", Some("9.975"));
        check("VAT 20%", "", "13.97", "140.00", None);
        check("VAT", "19", "1.90", "9.99", Some("19"));
        check("VAT", "", "0", "9.99", Some("0"));
        check("VAT", "", "5", "0", None);
        check("VAT", "", "-5", "100", None);
    }

    #[test]
    fn a_name_loses_its_rate() {
        let bare = |name: &str| Tax { name: name.to_owned(), ..Tax::default() }.bare_name().to_owned();
        assert_eq!(
            ["VAT 19%", "HST (13%)", "MwSt 7,7 %", "VAT", "100%", "50% off"].map(bare),
            ["VAT", "HST", "MwSt", "VAT", "", "50% off"]
        );
    }
}
