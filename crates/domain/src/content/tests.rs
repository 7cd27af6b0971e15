use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::money::{Currency, Money, MoneyError};
use crate::time::Day;
use crate::{Id, LineId};

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
            description: String::new(),
            quantity: Quantity::new(quantity).expect("quantity"),
            unit: String::new(),
            price: UnitPrice::new(price).expect("price"),
            tax: words.next().map(percent),
            ..Line::blank(LineId(Id::from_bytes([at as u8; 16])))
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
    for terms in [Terms::OnReceipt, Terms::Net(14), Terms::EndOfMonth, Terms::EndOfNextMonth, Terms::NetThenEndOfMonth(30), Terms::On(day)]
    {
        assert_eq!(Terms::from_key(&terms.key()), Some(terms));
    }
    for terms in [Terms::EndOfMonthThenNet(30), Terms::NextMonth(15)] {
        assert_eq!(Terms::from_key(&terms.key()), Some(terms));
    }
    for nonsense in ["net lots", "next 0", "next 32", "eom net"] {
        assert_eq!(Terms::from_key(nonsense), None, "{nonsense}");
    }
}

#[test]
fn both_readings_of_a_month_end() {
    let day = |text| Day::parse(text).expect(text);
    assert_eq!(Terms::EndOfNextMonth.due(day("2027-01-31")), day("2027-02-28"));
    assert_eq!(Terms::EndOfNextMonth.due(day("2028-01-04")), day("2028-02-29"));
    assert_eq!(Terms::NetThenEndOfMonth(30).due(day("2027-01-04")), day("2027-02-28"));
    assert_eq!(Terms::NetThenEndOfMonth(30).due(day("2027-01-31")), day("2027-03-31"));
    assert_eq!(Terms::Net(30).due(day("2026-11-22")), day("2026-12-22"));
    assert_eq!(Terms::EndOfMonthThenNet(30).due(day("2027-01-04")), day("2027-03-02"));
    assert_eq!(Terms::NextMonth(15).due(day("2026-12-31")), day("2027-01-15"));
    assert_eq!(Terms::NextMonth(31).due(day("2027-01-31")), day("2027-02-28"));
}

proptest! {
    #[test]
    fn figures_always_agree(
        rows in prop::collection::vec((-2_000_000i64..2_000_000, -100_000_000i64..100_000_000, 0usize..4), 0..12),
        included in any::<bool>(), per_line in any::<bool>(), discount in prop::option::of(0u32..=100),
    ) {
        let rates = [None, Some(percent("0")), Some(percent("7.7")), Some(percent("19"))];
        let mut content = content(Currency::EUR, "1 0");
        content.lines = rows.iter().enumerate().map(|(at, (quantity, price, rate))| Line { description: String::new(), unit: String::new(),
            quantity: Quantity::new(Decimal::new(*quantity, 3)).expect("quantity"),
            price: UnitPrice::new(Decimal::new(*price, 2)).expect("price"), tax: rates[*rate],
            ..Line::blank(LineId(Id::from_bytes([at as u8; 16])))
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
