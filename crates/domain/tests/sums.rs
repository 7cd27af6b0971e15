//! What lines come to: the table of known cases, and what must hold for any document.

use domain::content::{
    Adjustment, BaseQuantity, CashStep, Category, Content, Deducted, DeductedSum, Exchange, ExchangeRate, Kind, Line, Part, Percent,
    Quantity, SecondTax, TaxGroup, TaxRounding, Totals, UnitPrice, Way, Withholding,
};
use domain::invoice::{IssueRefusal, Issued, Letterhead, Party};
use domain::money::{Currency, Money, MoneyError};
use domain::time::Day;
use domain::{Id, InvoiceId, LineId};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn percent(text: &str) -> Percent {
    Percent::new(dec(text)).expect(text)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn money(text: &str, currency: Currency) -> Money {
    Money::exact(dec(text), currency).expect(text)
}

fn line(number: usize, quantity: &str, price: &str, rate: Option<&str>) -> Line {
    Line {
        description: "Work".to_owned(),
        quantity: Quantity::new(dec(quantity)).expect(quantity),
        price: UnitPrice::new(dec(price)).expect(price),
        tax: rate.map(percent),
        ..Line::blank(LineId(Id::from_bytes([number as u8; 16])))
    }
}

/// Lines as `quantity×price@rate`, a space between.
fn content(currency: &str, lines: &str) -> Content {
    let mut content = Content::blank(Kind::Invoice, Currency::parse(currency).expect(currency));
    for (number, text) in lines.split_whitespace().enumerate() {
        let (sum, rate) = text.split_once('@').map_or((text, None), |(sum, rate)| (sum, Some(rate)));
        let (quantity, price) = sum.split_once('×').expect(text);
        content.lines.push(line(number, quantity, price, rate));
    }
    content
}

fn totals(content: &Content) -> Totals {
    content.totals().expect("totals")
}

fn part(text: &str) -> Part {
    text.strip_suffix('%').map_or_else(|| Part::Fixed(dec(text)), |share| Part::Percent(percent(share)))
}

fn adjust(way: Way, text: &str, tax: Option<TaxGroup>) -> Adjustment {
    Adjustment { way, part: part(text), reason: "Agreed".to_owned(), tax }
}

/// Net, taxes by rising rate, total.
fn shown(content: &Content) -> String {
    let totals = totals(content);
    let taxes: Vec<String> = totals.taxes.iter().map(|one| format!("{}:{}", one.group.key(), one.tax.amount())).collect();
    format!("{} [{}] {}", totals.net.amount(), taxes.join(", "), totals.total.amount())
}

#[test]
fn known_documents_come_to_what_they_come_to() {
    let table = [
        ("EUR", "1×8180@9.975", false, "8180.00 [S 9.975:815.96] 8995.96"),
        ("CAD", "1×140@5 1×0@9.975", false, "140.00 [S 5:7.00, S 9.975:0.00] 147.00"),
        ("EUR", "1×9.99@19 1×9.99@19 1×9.99@19", false, "29.97 [S 19:5.69] 35.66"),
        ("EUR", "1×340@19 1×13.90@19", true, "297.39 [S 19:56.51] 353.90"),
        ("EUR", "1×500@10", true, "454.55 [S 10:45.45] 500.00"),
        ("JPY", "1×8", false, "8 [] 8"),
        ("JPY", "4.5×3001@10", false, "13505 [S 10:1351] 14856"),
        ("KWD", "3×1.005", false, "3.015 [] 3.015"),
        ("KWD", "3×1.0005@5", false, "3.002 [S 5:0.150] 3.152"),
        ("EUR", "0.333×100", false, "33.30 [] 33.30"),
        ("EUR", "1×100@19 -1×30@19", false, "70.00 [S 19:13.30] 83.30"),
        ("EUR", "1×100@0 1×100@19", false, "200.00 [Z 0:0.00, S 19:19.00] 219.00"),
        ("EUR", "1×999999999999.99@19", false, "999999999999.99 [S 19:190000000000.00] 1189999999999.99"),
        ("EUR", "1×0.005", false, "0.01 [] 0.01"),
        ("EUR", "-1×0.005", false, "-0.01 [] -0.01"),
        ("EUR", "1×2.5@1000", false, "2.50 [S 1000:25.00] 27.50"),
    ];
    for (currency, lines, included, expected) in table {
        let mut content = content(currency, lines);
        content.prices_include_tax = included;
        assert_eq!(shown(&content), expected, "{currency} {lines}");
    }
}

#[test]
fn two_taxes_stand_on_one_net() {
    let mut content = content("CAD", "1×140@5");
    content.second_tax = Some(SecondTax { name: "QST".to_owned(), percent: percent("9.975") });
    let all = |content: &Content| {
        let totals = totals(content);
        let (base, second) = totals.second.expect("a second tax");
        [totals.net, totals.taxes[0].tax, base, second, totals.tax, totals.total].map(|one| one.amount())
    };
    assert_eq!(all(&content), ["140.00", "7.00", "140.00", "13.97", "20.97", "160.97"].map(dec));
    content.tax_rounding = TaxRounding::PerLine;
    assert_eq!(all(&content), ["140.00", "7.00", "140.00", "13.97", "20.97", "160.97"].map(dec));
    // What carries no tax, or a rate of zero, carries no second one either.
    content.lines.extend([line(5, "1", "10", None), line(6, "1", "20", Some("0"))]);
    assert_eq!(totals(&content).second.map(|(base, _)| base.amount()), Some(dec("140.00")));
    content.lines.truncate(1);
    content.lines[0].price = UnitPrice::new(dec("160.97")).expect("price");
    content.prices_include_tax = true;
    assert_eq!(all(&content), ["140.00", "7.00", "140.00", "13.97", "20.97", "160.97"].map(dec));
}

#[test]
fn rounding_on_each_line_is_a_choice_of_its_own() {
    let mut content = content("EUR", "1×9.99@19 1×9.99@19 1×9.99@19");
    content.tax_rounding = TaxRounding::PerLine;
    assert_eq!(shown(&content), "29.97 [S 19:5.70] 35.67");
}

#[test]
fn a_price_may_be_for_many_units() {
    let mut content = content("EUR", "1250×80");
    content.lines[0].base = BaseQuantity::new(dec("1000")).expect("base");
    assert_eq!(totals(&content).lines[0].amount(), dec("100.00"));
    content.lines[0].base = BaseQuantity::new(dec("3")).expect("base");
    content.lines[0].quantity = Quantity::ONE;
    content.lines[0].price = UnitPrice::new(dec("0.02")).expect("price");
    assert_eq!(totals(&content).lines[0].amount(), dec("0.01"));
    assert!(BaseQuantity::new(dec("0")).is_err() && BaseQuantity::new(dec("-1")).is_err());
}

#[test]
fn a_line_has_allowances_and_charges_of_its_own() {
    let mut content = content("EUR", "3×33.33@19 1×50@7");
    content.lines[0].adjustments = vec![adjust(Way::Allowance, "10%", None), adjust(Way::Charge, "4.90", None)];
    let totals = totals(&content);
    assert_eq!((totals.parts[0].amount.amount(), totals.parts[0].adjustments[0].amount()), (dec("99.99"), dec("10.00")));
    assert_eq!(totals.lines[0].amount(), dec("94.89"));
    assert_eq!(shown(&content), "144.89 [S 7:3.50, S 19:18.03] 166.42");
}

#[test]
fn a_discount_reaches_every_rate() {
    let mut content = content("EUR", "1×100@19 1×50@7");
    content.discount = Some(part("10%"));
    assert_eq!(shown(&content), "135.00 [S 7:3.15, S 19:17.10] 155.25");
    content.adjustments = vec![adjust(Way::Allowance, "5", None)];
    let totals = totals(&content);
    assert_eq!((totals.allowances.amount(), totals.net.amount()), (dec("20.00"), dec("130.00")));
    assert_eq!(totals.adjustments[0].shares.iter().map(|(_, money)| money.amount()).collect::<Vec<_>>(), [dec("1.67"), dec("3.33")]);
    // A percentage reaches what is negative too; a fixed sum is taken off what is there.
    content = self::content("EUR", "1×100@19 -1×50@7");
    content.discount = Some(part("10%"));
    assert_eq!(shown(&content), "45.00 [S 7:-3.15, S 19:17.10] 58.95");
    content.discount = Some(part("5"));
    assert_eq!(shown(&content), "45.00 [S 7:-3.50, S 19:18.05] 59.55");
}

#[test]
fn a_charge_stands_under_its_own_rate() {
    let mut content = content("EUR", "1×100@7");
    content.adjustments = vec![adjust(Way::Charge, "4.90", TaxGroup::of(Category::Standard, Some(percent("19"))))];
    assert_eq!(shown(&content), "104.90 [S 7:7.00, S 19:0.93] 112.83");
    assert_eq!(totals(&content).charges.amount(), dec("4.90"));
}

#[test]
fn a_full_discount_leaves_nothing() {
    let mut content = content("EUR", "3×19.99@19 1×5@7");
    content.discount = Some(part("100%"));
    assert_eq!(shown(&content), "0.00 [S 7:0.00, S 19:0.00] 0.00");
}

#[test]
fn what_is_withheld_comes_off_what_is_to_pay_and_not_off_the_tax() {
    let mut content = content("EUR", "1×1000@22");
    content.withholding = Some(Withholding { name: "Ritenuta d’acconto".to_owned(), percent: percent("20") });
    let totals = totals(&content);
    assert_eq!(
        [totals.tax, totals.total, totals.withheld, totals.payable].map(|one| one.amount()),
        ["220.00", "1220.00", "200.00", "1020.00"].map(dec)
    );
}

#[test]
fn cash_is_rounded_beside_the_tax() {
    for (price, rounding, payable) in
        [("100.01", "-0.01", "108.10"), ("1", "0.02", "1.10"), ("50", "0.00", "54.05"), ("10.05", "-0.01", "10.85")]
    {
        let mut content = content("CHF", &format!("1×{price}@8.1"));
        let before = totals(&content);
        content.cash = CashStep::new(dec("0.05")).ok();
        let after = totals(&content);
        assert_eq!((after.net, after.tax, after.total), (before.net, before.tax, before.total));
        let payable_now = after.payable.amount();
        assert!((payable_now % dec("0.05")).is_zero(), "{payable_now}");
        assert_eq!((after.rounding.amount(), after.payable.amount()), (dec(rounding), dec(payable)), "{price}");
    }
    let mut content = content("CHF", "1×108.12");
    content.cash = CashStep::new(dec("0.05")).ok();
    assert_eq!([totals(&content).rounding, totals(&content).payable].map(|one| one.amount()), [dec("-0.02"), dec("108.10")]);
    assert!(CashStep::new(Decimal::ZERO).is_err());
}

#[test]
fn a_rate_of_exchange_stays_as_it_was_written() {
    let mut content = content("USD", "1×1000@19");
    let rate = ExchangeRate::new(dec("0.92345")).expect("rate");
    content.exchange = Some(Exchange { to: Currency::EUR, rate, day: day("2026-11-20"), source: "ECB".to_owned() });
    let exchanged = totals(&content).exchanged.expect("exchanged");
    assert_eq!([exchanged.tax, exchanged.total, exchanged.net].map(|one| one.amount()), [dec("175.46"), dec("1098.91"), dec("923.45")]);
}

fn deducted(total: &str, withheld: &str, currency: Currency) -> Deducted {
    let tax = TaxGroup::of(Category::Standard, Some(percent("19")));
    Deducted {
        invoice: InvoiceId(Id::from_bytes([9; 16])),
        number: "D-1".to_owned(),
        dated: day("2026-10-01"),
        sums: vec![DeductedSum { tax, base: money("300", currency), due: money("57", currency) }],
        total: money(total, currency),
        withheld: money(withheld, currency),
    }
}

#[test]
fn what_was_asked_for_before_comes_off_with_its_tax() {
    let mut content = content("EUR", "1×1000@19");
    content.deducts = vec![deducted("357", "0", Currency::EUR)];
    let totals = totals(&content);
    assert_eq!([totals.total, totals.prepaid, totals.payable].map(|one| one.amount()), [dec("1190.00"), dec("357.00"), dec("833.00")]);
    content.deducts = vec![deducted("357", "0", Currency::USD)];
    assert_eq!(content.totals(), Err(MoneyError::Mixed { one: Currency::EUR, other: Currency::USD }));
}

fn head(sender: &str, recipient: &str) -> Letterhead {
    let party = |tax_id: &str| Party { name: "Studio".to_owned(), tax_id: tax_id.to_owned(), ..Party::default() };
    Letterhead { number: "INV-1".to_owned(), sender: party(sender), recipient: party(recipient), pay_to: String::new(), accent: None, logo: None }
}

fn issue(content: &Content, sender: &str, recipient: &str) -> Result<Issued, IssueRefusal> {
    Issued::from_draft(content.clone(), head(sender, recipient), day("2026-11-22"), domain::content::Terms::due)
}

#[test]
fn a_category_without_tax_needs_its_reason_and_its_ids() {
    let of = |category: Category| {
        let mut content = content("EUR", "1×100@19");
        content.lines[0].category = category;
        content
    };
    for category in [Category::ReverseCharge, Category::IntraCommunity, Category::Export, Category::Exempt, Category::OutsideScope] {
        let mut content = of(category);
        assert_eq!(shown(&content), format!("100.00 [{} 0:0.00] 100.00", category.code()));
        assert_eq!(issue(&content, "DE1", "FR2").err(), Some(IssueRefusal::ReasonMissing { category }));
        content.exemptions.insert(category, "Because".to_owned());
        assert!(issue(&content, "DE1", "FR2").is_ok());
        let sender = issue(&content, " ", "FR2").err();
        assert_eq!(sender, category.needs_sender_id().then_some(IssueRefusal::SenderTaxIdMissing { category }));
        let recipient = issue(&content, "DE1", "").err();
        assert_eq!(recipient, category.needs_recipient_id().then_some(IssueRefusal::RecipientTaxIdMissing { category }));
    }
    let mut mixed = of(Category::OutsideScope);
    mixed.exemptions.insert(Category::OutsideScope, "Abroad".to_owned());
    mixed.lines.push(line(9, "1", "5", Some("19")));
    assert_eq!(issue(&mixed, "DE1", "FR2").err(), Some(IssueRefusal::OutsideScopeMixed));
}

#[test]
fn below_zero_nothing_is_asked_for() {
    let negative = content("EUR", "1×100@19 -1×200@19");
    assert!(matches!(issue(&negative, "DE1", ""), Err(IssueRefusal::NegativeTotal { .. })));
    let mut over = content("EUR", "1×100@19");
    over.deducts = vec![deducted("357", "0", Currency::EUR)];
    assert!(matches!(issue(&over, "DE1", ""), Err(IssueRefusal::NegativePayable { .. })));
    let mut allowance = content("EUR", "1×100@19");
    allowance.adjustments = vec![adjust(Way::Allowance, "150", None), adjust(Way::Charge, "100", None)];
    assert!(matches!(issue(&allowance, "DE1", ""), Err(IssueRefusal::DiscountAboveSum { .. })));
    let mut twice = content("EUR", "1×100@19");
    twice.discount = Some(part("200%"));
    assert!(matches!(issue(&twice, "DE1", ""), Err(IssueRefusal::DiscountAboveSum { .. })));
}

#[test]
fn absurd_figures_are_refused_whole() {
    for lines in ["1000000000×1000000000000@1000", "1×1000000000000@1000 1000000000×99999999"] {
        assert_eq!(content("EUR", lines).totals(), Err(MoneyError::TooLarge), "{lines}");
    }
    let mut charge = content("EUR", "1000×1000000000000");
    charge.adjustments = vec![adjust(Way::Charge, "1000%", None); 100];
    assert_eq!(charge.totals(), Err(MoneyError::TooLarge));
    assert!(Quantity::new(dec("9999999999999999999999999999")).is_err());
    assert!(UnitPrice::new(dec("9999999999999999999999999999")).is_err());
}

#[test]
fn a094_prices_turned_with_the_total_kept_come_to_the_same() {
    let prices = |content: &Content| content.lines.iter().map(|line| line.price.value().to_string()).collect::<Vec<_>>().join(" ");
    let turn = |content: &Content| content.with_tax_included(!content.prices_include_tax, true).expect("prices");
    let total = |content: &Content| totals(content).total.amount();
    let table = [
        ("EUR", "1×1000@19 1×13.90@19", "1190 16.54"),
        ("EUR", "1×9.99@19 1×9.99@19 1×9.99@19", "11.88 11.89 11.89"),
        ("EUR", "3×9.99@19", "11.888"),
        ("EUR", "1×100@19 1×50@7 1×20", "119 53.5 20"),
        ("JPY", "2.5×333@10", "366.3"),
        ("KWD", "3×1.005@5", "1.0553"),
    ];
    for (currency, lines, expected) in table {
        let net = content(currency, lines);
        let gross = turn(&net);
        assert_eq!((total(&gross), prices(&gross).as_str()), (total(&net), expected), "{currency} {lines}");
        assert_eq!(total(&turn(&gross)), total(&net), "{currency} {lines} and back");
    }
    let same_prices = content("EUR", "1×1000@19").with_tax_included(true, false).expect("prices");
    assert_eq!(shown(&same_prices), "840.34 [S 19:159.66] 1000.00");
}

/// A second tax, fixed discounts, charges under their own rate: all of it is turned, not the prices alone.
#[test]
fn what_is_fixed_beside_the_prices_is_turned_with_them() {
    let total = |content: &Content| totals(content).total.amount();
    let mut content = content("CAD", "1×337.45@5 2×19.95@5 1×40");
    content.second_tax = Some(SecondTax { name: "QST".to_owned(), percent: percent("9.975") });
    let gross = content.with_tax_included(true, true).expect("prices");
    assert_eq!((total(&gross), totals(&gross).net, totals(&gross).tax), (total(&content), totals(&content).net, totals(&content).tax));
    content.second_tax = None;
    content.discount = Some(part("25"));
    content.lines[1].adjustments = vec![adjust(Way::Allowance, "2", None)];
    content.adjustments =
        vec![adjust(Way::Charge, "12", TaxGroup::of(Category::Standard, Some(percent("19")))), adjust(Way::Charge, "3%", None)];
    let gross = content.with_tax_included(true, true).expect("prices");
    assert_eq!(total(&gross), total(&content));
    assert_eq!(gross.adjustments[0].part, part("14.28"));
    assert_eq!(total(&gross.with_tax_included(false, true).expect("prices")), total(&content));
    // A rate that stands on a line which the buyer accounts for is in no price.
    content.lines[0].category = Category::ReverseCharge;
    let gross = content.with_tax_included(true, true).expect("prices");
    assert_eq!((gross.lines[0].price, total(&gross)), (content.lines[0].price, total(&content)));
}

#[derive(Clone, Debug)]
struct Drawn {
    content: Content,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let part = prop_oneof![
        (0u32..=100).prop_map(|share| Part::Percent(Percent::new(share.into()).expect("share"))),
        (0i64..100_000).prop_map(|sum| Part::Fixed(Decimal::new(sum, 3)))
    ];
    let way = prop_oneof![Just(Way::Allowance), Just(Way::Charge)];
    let group = prop_oneof![
        Just(None),
        Just(TaxGroup::of(Category::Standard, Percent::new(Decimal::new(77, 1)).ok())),
        Just(TaxGroup::of(Category::Exempt, None)),
    ];
    let adjustment = (way, part.clone(), group).prop_map(|(way, part, tax)| Adjustment { way, part, reason: String::new(), tax });
    let lines = prop::collection::vec(
        (-2_000_000i64..2_000_000, -100_000_000i64..100_000_000, 0usize..5, 1i64..2_000, prop::collection::vec(adjustment.clone(), 0..2)),
        0..10,
    );
    let more = (prop::collection::vec(adjustment, 0..4), prop::option::of(part), any::<bool>(), any::<bool>(), any::<bool>());
    (lines, more, 0usize..3).prop_map(|(rows, (adjustments, discount, included, per_line, cash), currency)| {
        let currency = Currency::parse(["JPY", "EUR", "KWD"][currency]).expect("currency");
        let mut content = Content::blank(Kind::Invoice, currency);
        let rates = [
            (None, Category::Standard),
            (Some("0"), Category::Standard),
            (Some("7.7"), Category::Standard),
            (Some("19"), Category::Standard),
            (None, Category::Exempt),
        ];
        content.lines = rows
            .into_iter()
            .enumerate()
            .map(|(at, (quantity, price, rate, base, mut adjustments))| {
                adjustments.iter_mut().for_each(|one| one.tax = None);
                Line {
                    quantity: Quantity::new(Decimal::new(quantity, 3)).expect("quantity"),
                    price: UnitPrice::new(Decimal::new(price, 4)).expect("price"),
                    base: BaseQuantity::new(Decimal::new(base, 1)).expect("base"),
                    tax: rates[rate].0.map(percent),
                    category: rates[rate].1,
                    adjustments,
                    ..Line::blank(LineId(Id::from_bytes([at as u8; 16])))
                }
            })
            .collect();
        content.adjustments = adjustments;
        content.discount = discount;
        content.prices_include_tax = included;
        content.tax_rounding = if per_line { TaxRounding::PerLine } else { TaxRounding::PerRate };
        content.withholding = Some(Withholding { name: String::new(), percent: percent("12.5") });
        content.second_tax = per_line.then(|| SecondTax { name: String::new(), percent: percent("9.975") });
        content.cash = cash.then(|| CashStep::new(dec("0.05")).expect("step"));
        Drawn { content }
    })
}

fn summed<'a>(sums: impl IntoIterator<Item = &'a Money>, currency: Currency) -> Money {
    sums.into_iter().fold(Money::zero(currency), |sum, one| sum.plus(*one).expect("sum"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn figures_agree_whatever_is_written(drawn in drawn()) {
        let content = &drawn.content;
        let currency = content.currency;
        let totals = totals(content);
        let net = |one: &Line, at: usize| {
            let part = &totals.parts[at];
            one.adjustments.iter().zip(&part.adjustments).fold(part.amount, |sum, (one, by)| match one.way {
                Way::Allowance => sum.minus(*by).expect("line"),
                Way::Charge => sum.plus(*by).expect("line"),
            })
        };
        for (at, one) in content.lines.iter().enumerate() {
            prop_assert_eq!(net(one, at), totals.lines[at]);
        }
        prop_assert_eq!(summed(&totals.lines, currency), totals.sum);
        let of = |way: Way| content.adjustments.iter().zip(&totals.adjustments).filter(move |(one, _)| one.way == way).map(|(_, sum)| &sum.amount);
        prop_assert_eq!(summed(of(Way::Allowance), currency).plus(totals.discount), Ok(totals.allowances));
        prop_assert_eq!(summed(of(Way::Charge), currency), totals.charges);
        for one in &totals.adjustments {
            prop_assert_eq!(summed(one.shares.iter().map(|(_, share)| share), currency), one.amount);
        }
        let after = totals.sum.minus(totals.allowances).and_then(|sum| sum.plus(totals.charges));
        prop_assert_eq!(after, Ok(if content.prices_include_tax { totals.total } else { totals.net }));
        prop_assert_eq!(totals.net.plus(totals.tax), Ok(totals.total));
        // What carries no tax is in no group; where everything is in one, the groups are the whole.
        if !content.lines.is_empty() && content.lines.iter().all(|line| line.group().is_some()) {
            prop_assert_eq!(summed(totals.taxes.iter().map(|one| &one.base), currency), totals.net);
        }
        let second = totals.second.map(|(_, tax)| tax);
        prop_assert_eq!(summed(totals.taxes.iter().map(|one| &one.tax).chain(&second), currency), totals.tax);
        let payable = totals.total.minus(totals.withheld).and_then(|sum| sum.minus(totals.prepaid)).and_then(|sum| sum.plus(totals.rounding));
        prop_assert_eq!(payable, Ok(totals.payable));
        if content.tax_rounding == TaxRounding::PerRate && !content.prices_include_tax {
            for one in &totals.taxes {
                prop_assert_eq!(one.group.rate.of(one.base), Ok(one.tax));
            }
        }
        for one in totals.taxes.iter().filter(|one| one.group.category != Category::Standard) {
            prop_assert!(one.tax.is_zero());
        }
    }

    /// The gross that an exclusive document comes to, taken as inclusive, gives its net and tax back to the last unit.
    #[test]
    fn inclusive_and_exclusive_agree(minor in 1i64..100_000_000, rate in 0usize..6, currency in 0usize..3) {
        let currency = ["JPY", "EUR", "KWD"][currency];
        let rate = ["0", "5", "7.7", "9.975", "19", "25"][rate];
        let exponent = Currency::parse(currency).expect("currency").exponent();
        let net = Decimal::new(minor, exponent);
        let exclusive = content(currency, &format!("1×{net}@{rate}"));
        let gross = totals(&exclusive).total;
        let mut inclusive = content(currency, &format!("1×{}@{rate}", gross.amount()));
        inclusive.prices_include_tax = true;
        let (out, back) = (totals(&exclusive), totals(&inclusive));
        prop_assert_eq!((out.net, out.tax, out.total), (back.net, back.tax, back.total));
    }

    /// Whoever turns the prices and keeps the total keeps it to the last unit, where a price can be fine enough for its quantity.
    #[test]
    fn the_total_is_kept_when_prices_are_turned(rows in prop::collection::vec((1i64..20_000, 1i64..20_000_000, 0usize..4), 1..12), currency in 0usize..3) {
        let rates = [None, Some("0"), Some("7.7"), Some("19")];
        let mut exclusive = content(["JPY", "EUR", "KWD"][currency], "");
        exclusive.lines = rows.iter().enumerate().map(|(at, (quantity, price, rate))| {
            line(at, &Decimal::new(*quantity, 2).to_string(), &Decimal::new(*price, 2).to_string(), rates[*rate])
        }).collect();
        let inclusive = exclusive.with_tax_included(true, true).expect("prices");
        prop_assert_eq!(totals(&inclusive).total, totals(&exclusive).total);
    }

    /// The same over several rates: the gross of each rate, taken as inclusive, gives each base and each tax back.
    #[test]
    fn inclusive_and_exclusive_agree_on_every_rate(rows in prop::collection::vec((1i64..10_000_000, 0usize..4), 1..9), currency in 0usize..3) {
        let (code, rates) = (["JPY", "EUR", "KWD"][currency], ["5", "7.7", "9.975", "19"]);
        let exponent = Currency::parse(code).expect("currency").exponent();
        let mut exclusive = content(code, "");
        exclusive.lines = rows.iter().enumerate().map(|(at, (minor, rate))| {
            line(at, "1", &Decimal::new(*minor, exponent).to_string(), Some(rates[*rate]))
        }).collect();
        let out = totals(&exclusive);
        let mut inclusive = content(code, "");
        inclusive.prices_include_tax = true;
        inclusive.lines = out.taxes.iter().enumerate().map(|(at, one)| {
            let gross = one.base.plus(one.tax).expect("gross");
            line(at, "1", &gross.amount().to_string(), Some(&one.group.rate.value().to_string()))
        }).collect();
        let back = totals(&inclusive);
        prop_assert_eq!((&out.taxes, out.net, out.tax, out.total), (&back.taxes, back.net, back.tax, back.total));
    }

    /// A percentage on the whole is within one unit of what it would be on each rate alone.
    #[test]
    fn a_share_is_fair_to_every_rate(one in 1i64..1_000_000, two in 1i64..1_000_000, share in 0u32..=100) {
        let mut content = content("EUR", &format!("1×{}@19 1×{}@7", Decimal::new(one, 2), Decimal::new(two, 2)));
        content.discount = Some(Part::Percent(Percent::new(share.into()).expect("share")));
        let totals = totals(&content);
        for (tax, minor) in totals.taxes.iter().zip([two, one]) {
            let exact = Decimal::new(minor, 2) * (Decimal::ONE_HUNDRED - Decimal::from(share)) / Decimal::ONE_HUNDRED;
            prop_assert!((tax.base.amount() - exact).abs() <= dec("0.01"), "{} {exact}", tax.base);
        }
    }
}
