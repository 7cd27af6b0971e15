//! What a billing document says: lines, taxes, discounts, terms. One computation, [`Content::totals`], gives every figure shown anywhere.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::LineId;
use crate::language::Language;
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::time::Day;

/// A number of units: at most a thousand million either way, six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity(Decimal);

/// A price of one unit: at most a million million either way, six decimals, finer than money may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice(Decimal);

/// A percentage from 0 to 1000 with at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(Decimal);

/// A figure that is too large, or finer than the type keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureError {
    TooLarge,
    TooFine,
    Negative,
}

fn bounded(value: Decimal, most: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    let value = value.normalize();
    if value.abs() > most {
        Err(FigureError::TooLarge)
    } else if value.scale() > digits {
        Err(FigureError::TooFine)
    } else {
        Ok(value)
    }
}

impl Quantity {
    pub const ONE: Self = Self(Decimal::ONE);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        bounded(value, Decimal::from(1_000_000_000u64), 6).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl UnitPrice {
    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        bounded(value, Decimal::from(1_000_000_000_000u64), 6).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl Percent {
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    pub fn new(value: Decimal) -> Result<Self, FigureError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(FigureError::Negative);
        }
        bounded(value, Decimal::ONE_THOUSAND, 4).map(Self)
    }
    pub fn value(self) -> Decimal {
        self.0
    }
    pub fn of(self, money: Money) -> Result<Money, MoneyError> {
        let part = money.amount().checked_mul(self.0).ok_or(MoneyError::TooLarge)? / Decimal::ONE_HUNDRED;
        Money::rounded(part, money.currency(), Rounding::HalfAwayFromZero)
    }
}

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Quote,
    Estimate,
    #[default]
    Invoice,
    Receipt,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Quote, Self::Estimate, Self::Invoice, Self::Receipt];

    pub fn key(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Estimate => "estimate",
            Self::Invoice => "invoice",
            Self::Receipt => "receipt",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
    /// Whether the document asks for money: only these have a due date, payments and a place in what is outstanding.
    pub fn collects(self) -> bool {
        matches!(self, Self::Invoice)
    }
}

/// When the money is due, as it was agreed; the day follows from the day of issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Terms {
    #[default]
    OnReceipt,
    /// So many days after issue.
    Net(u16),
    /// The last day of the month of issue.
    EndOfMonth,
    /// The last day of the month after the month of issue.
    EndOfNextMonth,
    /// So many days after issue, then on to the end of that month.
    NetThenEndOfMonth(u16),
    /// A day that was named.
    On(Day),
}

impl Terms {
    pub fn due(self, issued: Day) -> Day {
        match self {
            Self::OnReceipt => issued,
            Self::Net(days) => issued.plus_days(i64::from(days)),
            Self::EndOfMonth => issued.end_of_month(),
            Self::EndOfNextMonth => issued.plus_months(1).end_of_month(),
            Self::NetThenEndOfMonth(days) => issued.plus_days(i64::from(days)).end_of_month(),
            Self::On(day) => day,
        }
    }

    /// A key that [`Terms::from_key`] reads back: `receipt`, `net 14`, `eom`, `eonm`, `net 30 eom`, `2026-12-06`.
    pub fn key(self) -> String {
        match self {
            Self::OnReceipt => "receipt".to_owned(),
            Self::Net(days) => format!("net {days}"),
            Self::EndOfMonth => "eom".to_owned(),
            Self::EndOfNextMonth => "eonm".to_owned(),
            Self::NetThenEndOfMonth(days) => format!("net {days} eom"),
            Self::On(day) => day.to_string(),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "receipt" => Some(Self::OnReceipt),
            "eom" => Some(Self::EndOfMonth),
            "eonm" => Some(Self::EndOfNextMonth),
            _ => match key.strip_prefix("net ") {
                Some(days) => match days.strip_suffix(" eom") {
                    Some(days) => days.parse().ok().map(Self::NetThenEndOfMonth),
                    None => days.parse().ok().map(Self::Net),
                },
                None => Day::parse(key).map(Self::On),
            },
        }
    }
}

/// A share of a sum, or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Percent(Percent),
    /// In the document's currency.
    Fixed(Decimal),
}

/// Where tax is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxRounding {
    /// Once for each rate, on the sum of its lines (EN 16931, BR-CO-17).
    #[default]
    PerRate,
    /// On each line, then summed.
    PerLine,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: LineId,
    pub description: String,
    pub quantity: Quantity,
    /// "hour", "day", "page"; empty for plain pieces.
    pub unit: String,
    pub price: UnitPrice,
    /// None: the line carries no tax at all, which is not the same as a rate of zero.
    pub tax: Option<Percent>,
}

/// Everything a draft can change and an issued document has sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub kind: Kind,
    pub currency: Currency,
    /// The day printed on the document; None: the day it is issued.
    pub dated: Option<Day>,
    pub terms: Terms,
    /// Quotes and estimates: the last day they can be accepted.
    pub valid_until: Option<Day>,
    /// In the order they are printed.
    pub lines: Vec<Line>,
    /// Taken off the sum of the lines, shared over the rates in proportion.
    pub discount: Option<Part>,
    /// The line prices already contain the tax.
    pub prices_include_tax: bool,
    pub tax_rounding: TaxRounding,
    /// "VAT", "GST", "Sales tax": how the tax is called on this document.
    pub tax_name: String,
    /// What is asked for up front, of the total with tax.
    pub deposit: Option<Part>,
    /// The client's purchase order or reference.
    pub reference: String,
    pub note: String,
    /// What it is written in. None on a draft: the client's; on an issued document: English.
    pub language: Option<Language>,
}

impl Content {
    pub fn blank(kind: Kind, currency: Currency) -> Self {
        Self {
            kind,
            currency,
            dated: None,
            terms: Terms::OnReceipt,
            valid_until: None,
            lines: Vec::new(),
            discount: None,
            prices_include_tax: false,
            tax_rounding: TaxRounding::PerRate,
            tax_name: String::new(),
            deposit: None,
            reference: String::new(),
            note: String::new(),
            language: None,
        }
    }

    /// Every figure of the document. See [`Totals`] for what holds between them.
    pub fn totals(&self) -> Result<Totals, MoneyError> {
        let zero = Money::zero(self.currency);
        let mut lines = Vec::with_capacity(self.lines.len());
        let mut sum = zero;
        for line in &self.lines {
            let exact = line.quantity.0.checked_mul(line.price.0).ok_or(MoneyError::TooLarge)?;
            let amount = Money::rounded(exact, self.currency, Rounding::HalfAwayFromZero)?;
            sum = sum.plus(amount)?;
            lines.push(amount);
        }
        let discount = match self.discount {
            None => zero,
            Some(Part::Percent(percent)) => percent.of(sum)?,
            Some(Part::Fixed(amount)) => Money::rounded(amount, self.currency, Rounding::HalfAwayFromZero)?,
        };
        let weights: Vec<Decimal> = lines.iter().map(Money::amount).collect();
        let shares = discount.split(&weights);

        let mut groups: BTreeMap<Option<Percent>, (Money, Money)> = BTreeMap::new();
        for ((line, amount), share) in self.lines.iter().zip(&lines).zip(&shares) {
            let after = amount.minus(*share)?;
            let group = groups.entry(line.tax).or_insert((zero, zero));
            group.0 = group.0.plus(after)?;
            group.1 = group.1.plus(self.tax_in(after, line.tax)?)?;
        }
        let mut taxes = Vec::new();
        let (mut net, mut tax) = (zero, zero);
        for (rate, (base, per_line)) in groups {
            let due = match self.tax_rounding {
                TaxRounding::PerRate => self.tax_in(base, rate)?,
                TaxRounding::PerLine => per_line,
            };
            let taxable = if self.prices_include_tax { base.minus(due)? } else { base };
            net = net.plus(taxable)?;
            tax = tax.plus(due)?;
            if let Some(rate) = rate {
                taxes.push(TaxSum { rate, base: taxable, tax: due });
            }
        }
        let total = net.plus(tax)?;
        let deposit = match self.deposit {
            None => zero,
            Some(Part::Percent(percent)) => percent.of(total)?,
            Some(Part::Fixed(amount)) => Money::rounded(amount, self.currency, Rounding::HalfAwayFromZero)?,
        };
        Ok(Totals { lines, sum, discount, net, taxes, tax, total, deposit })
    }

    fn tax_in(&self, amount: Money, rate: Option<Percent>) -> Result<Money, MoneyError> {
        let Some(rate) = rate else { return Ok(Money::zero(self.currency)) };
        if !self.prices_include_tax {
            return rate.of(amount);
        }
        let divisor = Decimal::ONE_HUNDRED + rate.0;
        let part = amount.amount().checked_mul(rate.0).ok_or(MoneyError::TooLarge)?.checked_div(divisor).ok_or(MoneyError::TooLarge)?;
        Money::rounded(part, self.currency, Rounding::HalfAwayFromZero)
    }
}

/// One tax rate's share of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxSum {
    pub rate: Percent,
    /// Net of tax and after discount.
    pub base: Money,
    pub tax: Money,
}

/// The figures of a document. `sum` is the lines' sum as printed; `net + tax = total`; without included tax `sum − discount = net`,
/// with it `sum − discount = total`; the taxes sum to `tax`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// One for each line, quantity × price, rounded half away from zero.
    pub lines: Vec<Money>,
    pub sum: Money,
    pub discount: Money,
    pub net: Money,
    /// By rising rate. Untaxed lines have no entry.
    pub taxes: Vec<TaxSum>,
    pub tax: Money,
    pub total: Money,
    pub deposit: Money,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use proptest::prelude::*;

    fn dec(text: &str) -> Decimal {
        text.parse().expect(text)
    }

    fn percent(text: &str) -> Percent {
        Percent::new(dec(text)).expect(text)
    }

    /// Lines as `quantity × price at rate`, comma between.
    fn content(currency: Currency, lines: &str) -> Content {
        let mut content = Content::blank(Kind::Invoice, currency);
        for (at, line) in lines.split(',').enumerate() {
            let mut words = line.split_whitespace();
            let mut next = || words.next().expect("quantity price [rate]");
            let (quantity, price) = (dec(next()), dec(next()));
            content.lines.push(Line {
                id: LineId(Id::from_bytes([at as u8; 16])),
                description: String::new(),
                quantity: Quantity::new(quantity).expect("quantity"),
                unit: String::new(),
                price: UnitPrice::new(price).expect("price"),
                tax: words.next().map(percent),
            });
        }
        content
    }

    fn check(content: &Content, net: &str, tax: &str, total: &str) {
        let totals = content.totals().expect("totals");
        let shown = (totals.net.amount().to_string(), totals.tax.amount().to_string(), totals.total.amount().to_string());
        assert_eq!(shown, (net.to_owned(), tax.to_owned(), total.to_owned()));
    }

    #[test]
    fn tax_is_rounded_once_for_each_rate() {
        check(&content(Currency::EUR, "1 8180 9.975"), "8180.00", "815.96", "8995.96");
        check(&content(Currency::EUR, "1 9.99 19, 1 9.99 19, 1 9.99 19"), "29.97", "5.69", "35.66");
    }

    #[test]
    fn tax_may_be_rounded_on_each_line() {
        let mut content = content(Currency::EUR, "1 9.99 19, 1 9.99 19, 1 9.99 19");
        content.tax_rounding = TaxRounding::PerLine;
        check(&content, "29.97", "5.70", "35.67");
    }

    #[test]
    fn included_tax_keeps_the_gross() {
        let mut some = content(Currency::EUR, "1 340 19, 1 13.90 19");
        some.prices_include_tax = true;
        check(&some, "297.39", "56.51", "353.90");
        let mut tenth = content(Currency::EUR, "1 500 10");
        tenth.prices_include_tax = true;
        check(&tenth, "454.55", "45.45", "500.00");
    }

    #[test]
    fn a_currency_without_decimals_stays_whole() {
        check(&content(Currency::JPY, "4.5 3001"), "13505", "0", "13505");
    }

    #[test]
    fn a_currency_with_three_decimals_keeps_them() {
        check(&content(Currency::parse("KWD").expect("KWD"), "3 1.005"), "3.015", "0.000", "3.015");
    }

    #[test]
    fn a_discount_is_shared_over_the_rates() {
        let mut content = content(Currency::EUR, "1 100 19, 1 50 7");
        content.discount = Some(Part::Percent(percent("10")));
        check(&content, "135.00", "20.25", "155.25");
        content.discount = Some(Part::Fixed(dec("5")));
        let totals = content.totals().expect("totals");
        assert_eq!(totals.taxes.iter().map(|tax| tax.base.amount()).sum::<Decimal>(), dec("145"));
    }

    #[test]
    fn a_third_of_an_hour() {
        check(&content(Currency::EUR, "0.333 100"), "33.30", "0.00", "33.30");
    }

    #[test]
    fn a_full_discount_leaves_nothing() {
        let mut content = content(Currency::EUR, "12 49.99 19");
        content.discount = Some(Part::Percent(Percent::HUNDRED));
        check(&content, "0.00", "0.00", "0.00");
    }

    #[test]
    fn a_deposit_is_of_the_total_with_tax() {
        let mut content = content(Currency::EUR, "1 1000 19");
        content.deposit = Some(Part::Percent(percent("30")));
        assert_eq!(content.totals().expect("totals").deposit.amount(), dec("357.00"));
    }

    #[test]
    fn absurd_figures_are_refused_not_wrapped() {
        let content = content(Currency::EUR, "1000000000 1000000000000 1000");
        assert_eq!(content.totals(), Err(MoneyError::TooLarge));
        assert_eq!(Quantity::new(dec("1000000001")), Err(FigureError::TooLarge));
        assert_eq!(UnitPrice::new(dec("0.0000001")), Err(FigureError::TooFine));
        assert_eq!(Percent::new(dec("-1")), Err(FigureError::Negative));
        assert_eq!(Percent::new(dec("1000.5")), Err(FigureError::TooLarge));
    }

    #[test]
    fn terms_read_back_from_their_key() {
        let day = Day::new(2026, 12, 6).expect("day");
        for terms in
            [Terms::OnReceipt, Terms::Net(14), Terms::EndOfMonth, Terms::EndOfNextMonth, Terms::NetThenEndOfMonth(30), Terms::On(day)]
        {
            assert_eq!(Terms::from_key(&terms.key()), Some(terms));
        }
        assert_eq!(Terms::from_key("net lots"), None);
    }

    #[test]
    fn both_readings_of_a_month_end() {
        let day = |text| Day::parse(text).expect(text);
        assert_eq!(Terms::EndOfNextMonth.due(day("2027-01-31")), day("2027-02-28"));
        assert_eq!(Terms::EndOfNextMonth.due(day("2028-01-04")), day("2028-02-29"));
        assert_eq!(Terms::NetThenEndOfMonth(30).due(day("2027-01-04")), day("2027-02-28"));
        assert_eq!(Terms::NetThenEndOfMonth(30).due(day("2027-01-31")), day("2027-03-31"));
        assert_eq!(Terms::Net(30).due(day("2026-11-22")), day("2026-12-22"));
    }

    proptest! {
        #[test]
        fn figures_always_agree(
            rows in prop::collection::vec((-2_000_000i64..2_000_000, -100_000_000i64..100_000_000, 0usize..4), 0..12),
            included in any::<bool>(), per_line in any::<bool>(), discount in prop::option::of(0u32..=100),
        ) {
            let rates = [None, Some(percent("0")), Some(percent("7.7")), Some(percent("19"))];
            let mut content = content(Currency::EUR, "1 0");
            content.lines = rows.iter().enumerate().map(|(at, (quantity, price, rate))| Line {
                id: LineId(Id::from_bytes([at as u8; 16])), description: String::new(), unit: String::new(),
                quantity: Quantity::new(Decimal::new(*quantity, 3)).expect("quantity"),
                price: UnitPrice::new(Decimal::new(*price, 2)).expect("price"), tax: rates[*rate],
            }).collect();
            content.prices_include_tax = included;
            content.tax_rounding = if per_line { TaxRounding::PerLine } else { TaxRounding::PerRate };
            content.discount = discount.map(|d| Part::Percent(Percent::new(Decimal::from(d)).expect("percent")));
            let totals = content.totals().expect("totals");
            prop_assert_eq!(totals.net.plus(totals.tax), Ok(totals.total));
            let after = totals.sum.minus(totals.discount);
            prop_assert_eq!(after, Ok(if included { totals.total } else { totals.net }));
            let taxes = totals.taxes.iter().try_fold(Money::zero(Currency::EUR), |sum, one| sum.plus(one.tax));
            prop_assert_eq!(taxes, Ok(totals.tax));
        }
    }
}
