//! Defaults, agreements, answers and dismissed chips.

use super::*;

/// A business with defaults and agreements.
fn agreed<'a>(clients: &'a [Known]) -> Context<'a> {
    let percent = |rate: u32| Percent::new(rate.into()).ok();
    Context {
        tax: percent(20),
        tax_name: "VAT",
        currency: Some(Currency::GBP),
        terms: Some(Terms::Net(14)),
        week_starts_monday: false,
        ..context("en-GB", clients)
    }
}

fn check_agreed(text: &str, expected: Expect) {
    let mut clients = shown::known(NAMES);
    clients[0].currency = Some(Currency::EUR);
    clients[0].terms = Some(Terms::Net(45));
    clients[0].tax = Percent::new(7.into()).ok();
    clients[1].aliases = vec!["Globex Corporation".to_owned(), "GX".to_owned()];
    let reading = read(text, &agreed(&clients));
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}

#[test]
fn defaults_hold_until_the_sentence_says_otherwise() {
    check_agreed("invoice Initech 500 for tea", expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Initech 500 for tea plus VAT",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea, VAT included",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% incl · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea, no VAT",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT none · net 14 → 2026-12-06"#]],
    );
    check_agreed(
        "invoice Initech 500 for tea + 5% VAT, due on receipt",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 5% · receipt → 2026-11-22"#]],
    );
    check_agreed("invoice Initech $500 for tea", expect![[r#"invoice · Initech · USD · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Initech 500 for tea due next Friday",
        expect![[r#"invoice · Initech · GBP · 1 × 500 "Tea" · VAT 20% · due 2026-12-04 · asks due_date: 2026-12-04 or 2026-11-27"#]],
    );
}

#[test]
fn what_was_agreed_with_a_client_comes_before_the_defaults() {
    check_agreed("invoice Acme 500 for tea", expect![[r#"invoice · Acme · EUR · 1 × 500 "Tea" · VAT 7% · net 45 → 2027-01-06"#]]);
    check_agreed("invoice GX 500 for tea", expect![[r#"invoice · Globex · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]]);
    check_agreed(
        "invoice Globex Corporation £500 for tea",
        expect![[r#"invoice · Globex · GBP · 1 × 500 "Tea" · VAT 20% · net 14 → 2026-12-06"#]],
    );
}

/// Dismisses the first chip over these words and reads again.
fn check_without(text: &str, words: &str, expected: Expect) {
    let clients = shown::known(NAMES);
    let context = context("en-US", &clients);
    let at = text.find(words).expect(words);
    let chip = read(text, &context).chips.into_iter().find(|chip| chip.span.contains(&at)).expect("a chip");
    let reading = read_without(text, &context, &[chip.span]);
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}

#[test]
fn a_dismissed_chip_becomes_plain_words() {
    check_without("invoice Acme $500 for logo due in 14 days", "due", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo due in 14 days""#]]);
    check_without("invoice Acme $500 for logo, 50% deposit", "50%", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo, 50% deposit""#]]);
    check_without("invoice Acme $500 for logo", "Acme", expect![[r#"invoice · nobody · USD · 1 × 500 "Acme logo" · missing client"#]]);
    check_without(
        "invoice Acme $500 for logo",
        "$500",
        expect![[r#"invoice · Acme · USD · 1 × ? "$500 for logo" · missing items[0].unit_price"#]],
    );
    check_without("invoice Acme $500 for logo 10% off", "10%", expect![[r#"invoice · Acme · USD · 1 × 500 "Logo 10% off""#]]);
    check_without("invoice Acme $500 for logo", "invoice", expect![[r#"invoice · Acme · USD · 1 × 500 "Invoice logo""#]]);
}

#[test]
fn an_answer_changes_the_reading() {
    let clients = shown::known(NAMES);
    let mut reading = read("invoice Hooli $900 for 3 logos net 30 EOM", &context("en-US", &clients));
    assert!(!reading.is_settled());
    let asked: Vec<usize> = (0..reading.questions.len()).filter(|at| reading.questions[*at].ask).collect();
    for question in asked {
        assert!(reading.answer(question, 0));
    }
    expect![[r#"invoice · Hooli GmbH · USD · 3 × 900 "Logos" · due 2026-12-30"#]]
        .assert_eq(&shown::shown("", &reading, &clients).replace(" · later", ""));
    assert!(reading.is_settled());
    assert!(!reading.answer(99, 0) && !reading.answer(0, 99));
}

fn service(name: &str, unit: &str, price: Option<u32>) -> Service {
    Service {
        name: name.to_owned(),
        unit: unit.to_owned(),
        price: price.and_then(|price| UnitPrice::new(price.into()).ok()),
        currency: None,
        tax: None,
    }
}

#[test]
fn a_service_of_the_catalogue_has_its_price_and_keeps_its_name() {
    let clients = shown::known(NAMES);
    let mut services = vec![
        service("Widget", "", Some(40)),
        service("Half day workshop", "day", Some(900)),
        service("Net 30 support", "month", Some(120)),
        service("Audit", "", None),
    ];
    services[0].tax = Percent::new(7.into()).ok().map(|rate| (rate, Category::Standard));
    let check = |text: &str, expected: Expect| {
        let reading = read(text, &Context { services: &services, ..context("en-US", &clients) });
        shown::assert_covered(text, &reading);
        let rates = reading
            .draft(&mut shown::Counting(0))
            .map(|draft| draft.lines.iter().filter_map(|line| line.tax).map(|rate| format!(" {}%", rate.value())).collect::<String>());
        expected.assert_eq(&format!("{}{}", shown::shown(text, &reading, &clients), rates.unwrap_or_default()));
    };
    check("draft invoice for Acme, 5 widgets", expect![[r#"invoice · Acme · USD · 5 × 40 "Widgets" 7%"#]]);
    check("invoice Acme 2 half day workshop", expect![[r#"invoice · Acme · USD · 2 day × 900 "Half day workshop""#]]);
    check(
        "invoice Acme Net 30 support, due in 14 days",
        expect![[r#"invoice · Acme · USD · 1 month × 120 "Net 30 support" · net 14 → 2026-12-06"#]],
    );
    check("invoice Acme widget at $35", expect![[r#"invoice · Acme · USD · 1 × 35 "Widget" 7%"#]]);
    check("invoice Acme widget, 20% VAT", expect![[r#"invoice · Acme · USD · 1 × 40 "Widget" · VAT 20% 20%"#]]);
    check("invoice Acme audit", expect![[r#"invoice · Acme · USD · 1 × ? "Audit" · missing items[0].unit_price"#]]);
}
