//! Money: exact decimals with a currency, and the few ways they may be rounded. No sum ever crosses currencies.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// An active ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// ISO 4217 codes whose minor unit has two digits; the others stand in [`Currency::exponent`].
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP \
    CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD \
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK \
    NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND \
    TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

impl Currency {
    pub const EUR: Self = Self(*b"EUR");
    pub const USD: Self = Self(*b"USD");
    pub const GBP: Self = Self(*b"GBP");
    pub const CHF: Self = Self(*b"CHF");
    pub const JPY: Self = Self(*b"JPY");

    /// Reads a code in any case; None when ISO 4217 lists no such active currency.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let code: [u8; 3] = upper.as_bytes().try_into().ok()?;
        CODES.split_ascii_whitespace().any(|known| known.as_bytes() == code).then_some(Self(code))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits of the minor unit (ISO 4217, column E).
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF"
            | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Every code, in alphabetical order.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split_ascii_whitespace().filter_map(|code| code.as_bytes().try_into().ok().map(Self))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How a figure finer than the currency becomes one the currency can pay. A word in the call, never a habit of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// 0.005 → 0.01, −0.005 → −0.01: commercial rounding, as invoices use it.
    HalfAwayFromZero,
    /// Towards zero, for shares whose remainder is handed out afterwards.
    TowardsZero,
}

impl Rounding {
    pub fn apply(self, amount: Decimal, digits: u32) -> Decimal {
        let strategy = match self {
            Self::HalfAwayFromZero => RoundingStrategy::MidpointAwayFromZero,
            Self::TowardsZero => RoundingStrategy::ToZero,
        };
        amount.round_dp_with_strategy(digits, strategy)
    }
}

/// Why an amount is no money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// More decimals than the currency has.
    TooFine { amount: Decimal, currency: Currency },
    /// Beyond ±[`Money::LIMIT`].
    TooLarge,
    /// Two currencies where one is meant.
    Mixed { one: Currency, other: Currency },
}

/// An amount that its currency can pay exactly, within ±[`Money::LIMIT`]. Sums and products of it cannot overflow a `Decimal`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// One million million million minor units of a two-digit currency, well inside the 28 digits of a `Decimal`.
    pub const LIMIT: Decimal = Decimal::from_parts(0x6FC1_0000, 0x0023_86F2, 0, false, 0);

    pub fn zero(currency: Currency) -> Self {
        Self { amount: Decimal::new(0, currency.exponent()), currency }
    }

    /// The amount as it stands: refused when the currency has fewer decimals.
    pub fn exact(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        if amount.normalize().scale() > currency.exponent() {
            return Err(MoneyError::TooFine { amount, currency });
        }
        Self::within(amount, currency)
    }

    /// The amount rounded to the currency's minor unit.
    pub fn rounded(amount: Decimal, currency: Currency, rounding: Rounding) -> Result<Self, MoneyError> {
        Self::within(rounding.apply(amount, currency.exponent()), currency)
    }

    fn within(mut amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        if amount.abs() > Self::LIMIT {
            return Err(MoneyError::TooLarge);
        }
        // One representation for one value, so that equality, hashes and text agree.
        amount.rescale(currency.exponent());
        if amount.is_zero() {
            amount.set_sign_positive(true);
        }
        Ok(Self { amount, currency })
    }

    pub fn amount(&self) -> Decimal {
        self.amount
    }

    pub fn currency(&self) -> Currency {
        self.currency
    }

    pub fn is_zero(&self) -> bool {
        self.amount.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.amount.is_sign_negative() && !self.amount.is_zero()
    }

    pub fn is_positive(&self) -> bool {
        self.amount.is_sign_positive() && !self.amount.is_zero()
    }

    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed { one: self.currency, other: other.currency });
        }
        let sum = self.amount.checked_add(other.amount).ok_or(MoneyError::TooLarge)?;
        Self::within(sum, self.currency)
    }

    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.plus(other.negated())
    }

    pub fn negated(self) -> Self {
        if self.amount.is_zero() { self } else { Self { amount: -self.amount, currency: self.currency } }
    }

    /// Splits the amount in proportion to `weights`, to the minor unit, so that the parts sum to the whole exactly. Each part is cut
    /// towards zero; the units left over go one each to the parts that lost most, the later one first when two lost alike (so three
    /// thirds of 100.00 are 33.33, 33.33, 33.34). All weights zero: the whole goes to the last part. Empty weights: no parts.
    pub fn split(self, weights: &[Decimal]) -> Vec<Self> {
        let total: Decimal = weights.iter().map(Decimal::abs).fold(Decimal::ZERO, |sum, weight| sum.saturating_add(weight));
        let digits = self.currency.exponent();
        if total.is_zero() {
            let mut parts = vec![Self::zero(self.currency); weights.len()];
            if let Some(last) = parts.last_mut() {
                *last = self;
            }
            return parts;
        }
        let unit = Decimal::new(if self.amount.is_sign_negative() { -1 } else { 1 }, digits);
        let mut shares = Vec::with_capacity(weights.len());
        let mut given = Decimal::ZERO;
        for weight in weights {
            // The share before the weight's own size matters: dividing first keeps the product inside 28 digits.
            let exact = weight.abs().checked_div(total).and_then(|share| share.checked_mul(self.amount)).unwrap_or_default();
            let cut = Rounding::TowardsZero.apply(exact, digits);
            given += cut;
            shares.push((cut, (exact - cut).abs()));
        }
        let mut order: Vec<usize> = (0..shares.len()).collect();
        crate::order::sort_by(&mut order, |one, other| shares[*other].1.cmp(&shares[*one].1).then(other.cmp(one)));
        let mut left = self.amount - given;
        let mut turn = order.iter().cycle();
        while !left.is_zero() {
            let Some(at) = turn.next() else { break };
            shares[*at].0 += unit;
            left -= unit;
        }
        shares.into_iter().map(|(amount, _)| Self { amount: rescaled(amount, digits), currency: self.currency }).collect()
    }
}

fn rescaled(mut amount: Decimal, digits: u32) -> Decimal {
    amount.rescale(digits);
    amount
}

/// `EUR 1200.00`: for logs and tests; the screen formats by locale.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.amount)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Sums kept apart per currency; a currency whose sum is zero stays, so "all paid" can be told from "never billed".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purse(BTreeMap<Currency, Money>);

impl Purse {
    /// Adds the money to its own currency. A sum beyond the limit stays at what it was: no single invoice can come near it.
    pub fn add(&mut self, money: Money) {
        let sum = self.0.entry(money.currency).or_insert_with(|| Money::zero(money.currency));
        if let Ok(more) = sum.plus(money) {
            *sum = more;
        }
    }

    pub fn add_all(&mut self, other: &Self) {
        for money in other.0.values() {
            self.add(*money);
        }
    }

    pub fn get(&self, currency: Currency) -> Money {
        self.0.get(&currency).copied().unwrap_or_else(|| Money::zero(currency))
    }

    /// In the alphabetical order of the codes.
    pub fn iter(&self) -> impl Iterator<Item = Money> + '_ {
        self.0.values().copied()
    }

    /// Without the currencies that sum to zero.
    pub fn owed(&self) -> impl Iterator<Item = Money> + '_ {
        self.iter().filter(|money| !money.is_zero())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Money> for Purse {
    fn from_iter<T: IntoIterator<Item = Money>>(items: T) -> Self {
        let mut purse = Self::default();
        for money in items {
            purse.add(money);
        }
        purse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect(text)
    }

    fn eur(text: &str) -> Money {
        Money::exact(dec(text), Currency::EUR).expect(text)
    }

    #[test]
    fn a_currency_has_its_own_decimals() {
        assert_eq!(Currency::parse("kwd").map(Currency::exponent), Some(3));
        assert_eq!(Currency::JPY.exponent(), 0);
        assert_eq!(Currency::parse("HUF").map(Currency::exponent), Some(2));
        assert_eq!(Currency::parse("XYZ"), None);
        assert_eq!(Currency::parse("EURO"), None);
        assert_eq!(Currency::all().count(), CODES.split_ascii_whitespace().count());
    }

    #[test]
    fn an_amount_finer_than_its_currency_is_refused_not_rounded() {
        assert_eq!(Money::exact(dec("1.005"), Currency::EUR), Err(MoneyError::TooFine { amount: dec("1.005"), currency: Currency::EUR }));
        assert_eq!(Money::exact(dec("1.500"), Currency::EUR), Ok(eur("1.5")));
        assert_eq!(Money::rounded(dec("1.005"), Currency::EUR, Rounding::HalfAwayFromZero), Ok(eur("1.01")));
        assert_eq!(Money::rounded(dec("-1.005"), Currency::EUR, Rounding::HalfAwayFromZero), Ok(eur("-1.01")));
    }

    #[test]
    fn nothing_is_written_with_the_decimals_of_its_currency() {
        assert_eq!(Money::zero(Currency::EUR).to_string(), "EUR 0.00");
        assert_eq!(eur("5").minus(eur("5")).map(|money| money.to_string()), Ok("EUR 0.00".to_owned()));
        assert_eq!(Money::zero(Currency::JPY).to_string(), "JPY 0");
    }

    #[test]
    fn the_largest_amount_is_exact() {
        assert_eq!(Money::LIMIT, dec("10000000000000000"));
        assert_eq!(eur("999999999999.99").to_string(), "EUR 999999999999.99");
        assert_eq!(Money::exact(dec("10000000000000000.01"), Currency::EUR), Err(MoneyError::TooLarge));
    }

    #[test]
    fn three_equal_parts_of_a_hundred() {
        assert_eq!(eur("100").split(&[Decimal::ONE; 3]), [eur("33.33"), eur("33.33"), eur("33.34")]);
        assert_eq!(eur("-100").split(&[Decimal::ONE; 3]), [eur("-33.33"), eur("-33.33"), eur("-33.34")]);
        assert_eq!(eur("5").split(&[]), []);
        assert_eq!(eur("5").split(&[Decimal::ZERO, Decimal::ZERO]), [eur("0"), eur("5")]);
    }

    #[test]
    fn currencies_never_mix() {
        let usd = Money::zero(Currency::USD);
        assert_eq!(eur("1").plus(usd), Err(MoneyError::Mixed { one: Currency::EUR, other: Currency::USD }));
        let purse: Purse = [eur("1"), usd, eur("2")].into_iter().collect();
        assert_eq!(purse.iter().collect::<Vec<_>>(), [eur("3"), usd]);
    }

    proptest! {
        #[test]
        fn a_split_loses_no_cent(cents in -1_000_000_000_000i64..1_000_000_000_000, weights in prop::collection::vec(0u64..1_000_000_000, 1..40)) {
            let whole = Money::exact(Decimal::new(cents, 2), Currency::EUR).expect("cents");
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let parts = whole.split(&weights);
            prop_assert_eq!(parts.len(), weights.len());
            let sum = parts.iter().try_fold(Money::zero(Currency::EUR), |sum, part| sum.plus(*part));
            prop_assert_eq!(sum, Ok(whole));
            for part in parts {
                prop_assert!(part.is_zero() || part.is_negative() == whole.is_negative());
            }
        }
    }
}
