//! Sentences with the reading expected of them, from a file: `tests/data/sentences.json`, or another of the same form in the
//! environment variable `THROUGHLINE_SENTENCES`.

#[path = "sentence/shown.rs"]
mod shown;

use std::fmt::Write as _;

use domain::content::{Part, Percent, Terms};
use domain::money::Currency;
use domain::sentence::{Context, Later, Method, Reading, Tax, What, Who, read};
use domain::time::Day;
use rust_decimal::Decimal;
use serde_json::Value;

/// What is read safely (no panic, no text lost) but not claimed to be read as expected, and why. A case that meets one of these is left
/// out of the comparison; the test prints how many.
fn not_yet(case: &Value) -> Option<&'static str> {
    let expected = &case["expected"];
    let some = |field: &str| !expected[field].is_null();
    if some("recurrence") {
        return Some("recurrence: kept as a chip for later");
    }
    if some("payment_schedule") {
        return Some("a payment schedule: kept as a chip for later");
    }
    if some("early_payment_discount") {
        return Some("an early payment discount: kept as a chip for later");
    }
    if !["invoice", "quote", "estimate", "receipt"].contains(&text(&expected["doc_type"])) {
        return Some("a kind of document that is not made yet");
    }
    if expected["discount"]["applies"] == "after_tax" {
        return Some("a discount after tax: no document can say it (EN 16931 has no such allowance), so it is taken before tax, and asks");
    }
    None
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn terms(value: &Value) -> Option<Terms> {
    Terms::from_key(text(value)).or_else(|| text(value).trim_start_matches("net").trim().parse().ok().map(Terms::Net))
}

/// Everything that differs from what is expected, a line each.
fn differences(case: &Value, reading: &Reading, names: &[&str]) -> String {
    let expected = &case["expected"];
    let mut out = String::new();
    let mut same = |field: &str, got: String, wanted: String| {
        if got != wanted {
            writeln!(out, "    {field}: {got}, expected {wanted}").expect("a string");
        }
    };
    let show = |value: Option<Decimal>| value.map_or("none".to_owned(), |value| value.normalize().to_string());
    same("doc_type", reading.kind.key().to_owned(), text(&expected["doc_type"]).to_owned());
    let client = match &reading.client {
        Who::Known(id) => shown::known(names).into_iter().find(|known| known.id == *id).map(|known| known.name).unwrap_or_default(),
        Who::New(name) => name.clone(),
        Who::Several(_) | Who::Missing => String::new(),
    };
    same("client", client, text(&expected["client"]).to_owned());
    same("currency", reading.currency.map_or(String::new(), |currency| currency.to_string()), text(&expected["currency"]).to_owned());

    let missing_here =
        |field: String| expected["missing"].as_array().is_some_and(|missing| missing.iter().any(|one| one == field.as_str()));
    let mut wanted_items: Vec<Value> = expected["items"].as_array().cloned().unwrap_or_default();
    for charge in expected["charges"].as_array().into_iter().flatten() {
        // Documents have no charges apart from their lines.
        wanted_items.push(serde_json::json!({ "description": charge["description"], "qty": "1", "unit_price": charge["amount"] }));
    }
    same("items", reading.items.len().to_string(), wanted_items.len().to_string());
    for (at, (item, wanted)) in reading.items.iter().zip(&wanted_items).enumerate() {
        if !missing_here(format!("items[{at}].description")) && expected["references"]["invoice"].is_null() {
            same("description", item.description.clone(), text(&wanted["description"]).to_owned());
        }
        same("qty", show(Some(item.quantity.value())), show(decimal(&wanted["qty"])));
        same("unit", item.unit.to_owned(), text(&wanted["unit"]).to_owned());
        same("unit_price", show(item.price.map(|price| price.value())), show(decimal(&wanted["unit_price"])));
        same("line discount", part(item.discount), wanted_part(&wanted["discount"]));
    }
    same("discount", part(reading.discount), wanted_part(&expected["discount"]));
    same("deposit", part(reading.deposit), wanted_part(&expected["deposit"]));
    let Tax { rate, included, name, said } = &reading.tax;
    let wanted_tax = &expected["tax"];
    if wanted_tax.is_object() {
        same("tax said", said.to_string(), "true".to_owned());
        same("tax name", name.clone(), text(&wanted_tax["name"]).to_owned());
        if wanted_tax["use_default"] != true {
            same(
                "tax rate",
                show(rate.map(Percent::value).filter(|rate| !rate.is_zero())),
                show(decimal(&wanted_tax["rate"]).filter(|rate| !rate.is_zero())),
            );
        }
    } else {
        same("tax rate", show(rate.map(Percent::value)), show(decimal(&case["context"]["default_tax"]).filter(|_| !*said)));
    }
    same("prices_include_tax", included.to_string(), expected["prices_include_tax"].as_bool().unwrap_or_default().to_string());

    let day = |day: Option<Day>| day.map_or("none".to_owned(), |day| day.to_string());
    let wanted_day = |field: &str| expected[field].as_str().unwrap_or("none").to_owned();
    same("issue_date", day(Some(reading.issued.unwrap_or(reading.today))), wanted_day("issue_date"));
    same("due_date", day(reading.due()), wanted_day("due_date"));
    same("valid_until", day(reading.valid_until), wanted_day("valid_until"));

    let mut asks: Vec<String> =
        reading.questions.iter().filter(|question| question.ask).map(|question| shown::topic(question.topic)).collect();
    let ambiguities = expected["ambiguities"].as_array().cloned().unwrap_or_default();
    let mut wanted_asks: Vec<String> =
        ambiguities.iter().filter(|one| one["ask"] == true).map(|one| text(&one["field"]).to_owned()).collect();
    asks.sort();
    wanted_asks.sort();
    same("asks", asks.join(", "), wanted_asks.join(", "));
    let mut missing: Vec<String> = reading.missing.iter().map(shown::missing).collect();
    let mut wanted: Vec<String> = expected["missing"].as_array().into_iter().flatten().map(|one| text(one).to_owned()).collect();
    missing.sort();
    wanted.sort();
    same("missing", missing.join(", "), wanted.join(", "));

    if let Some(wanted) = expected["paid"].as_object() {
        let method = |method: Method| format!("{method:?}").to_lowercase();
        let totals = reading.draft(&mut shown::Counting(0)).and_then(|draft| draft.totals().ok());
        let amount = reading.paid.and_then(|paid| paid.amount.or(totals.map(|totals| totals.total.amount())));
        same("paid", show(amount), show(decimal(&wanted["amount"])));
        if let Some(wanted) = wanted.get("method").and_then(Value::as_str) {
            same("paid by", reading.paid.and_then(|paid| paid.method).map(method).unwrap_or_default(), wanted.replace('_', ""));
        }
        if let Some(wanted) = wanted.get("date").and_then(Value::as_str) {
            same("paid on", reading.paid.map_or(String::new(), |paid| paid.on.unwrap_or(reading.today).to_string()), wanted.to_owned());
        }
    } else {
        same("paid", format!("{:?}", reading.paid), "None".to_owned());
    }
    if let Some(number) = expected["references"]["invoice"].as_str() {
        same("settles", reading.settles.clone(), number.to_owned());
    }
    if let Some(number) = expected["references"]["po"].as_str() {
        same("reference", reading.reference.clone(), number.to_owned());
    }
    // A rate that nobody knows leaves the total open; a missing price leaves everything open.
    let wanted = &expected["totals"];
    if wanted["total"].is_string() && wanted_items.iter().all(|item| item["unit_price"].is_string()) {
        let totals = reading.draft(&mut shown::Counting(0)).and_then(|draft| draft.totals().ok());
        let figure = |field: fn(&domain::content::Totals) -> Decimal| show(totals.as_ref().map(field));
        same("net", figure(|totals| totals.net.amount()), show(decimal(&wanted["net"])));
        same("tax", figure(|totals| totals.tax.amount()), show(decimal(&wanted["tax"])));
        same("total", figure(|totals| totals.total.amount()), show(decimal(&wanted["total"])));
        if wanted["deposit"].is_string() {
            same("deposit of", figure(|totals| totals.deposit.amount()), show(decimal(&wanted["deposit"])));
        }
        if wanted["discount"].is_string() {
            same("discount of", figure(|totals| totals.discount.amount()), show(decimal(&wanted["discount"])));
        }
    }
    out
}

fn part(part: Option<Part>) -> String {
    match part {
        None => "none".to_owned(),
        Some(Part::Percent(share)) => format!("{}%", share.value().normalize()),
        Some(Part::Fixed(amount)) => amount.normalize().to_string(),
    }
}

fn wanted_part(value: &Value) -> String {
    match (decimal(&value["percent"]), decimal(&value["amount"])) {
        (Some(percent), _) => format!("{}%", percent.normalize()),
        (None, Some(amount)) => amount.normalize().to_string(),
        (None, None) => "none".to_owned(),
    }
}

#[test]
fn sentences_are_read_as_expected() {
    let path =
        std::env::var("THROUGHLINE_SENTENCES").unwrap_or_else(|_| format!("{}/tests/data/sentences.json", env!("CARGO_MANIFEST_DIR")));
    let data = std::fs::read_to_string(&path).expect(&path);
    let cases: Vec<Value> = serde_json::from_str(&data).expect("a list of sentences");
    let (mut claimed, mut wrong, mut left_out) = (0, String::new(), String::new());
    for case in &cases {
        let names: Vec<&str> = case["context"]["known_clients"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let clients = shown::known(&names);
        let said = &case["context"];
        let context = Context {
            today: Day::parse(text(&case["today"])).expect("today"),
            locale: text(&case["locale"]),
            currency: Currency::parse(text(&said["default_currency"])),
            tax: decimal(&said["default_tax"]).and_then(|rate| Percent::new(rate).ok()),
            tax_name: "",
            terms: terms(&said["default_terms"]),
            week_starts_monday: text(&said["week_start"]) != "sunday",
            clients: &clients,
        };
        let sentence = text(&case["text"]);
        let reading = read(sentence, &context);
        shown::assert_covered(sentence, &reading);
        assert_eq!(read(sentence, &context), reading, "the same sentence reads the same");
        if let Some(why) = not_yet(case) {
            writeln!(left_out, "{} {sentence:?}: {why}", case["id"]).expect("a string");
            if case["locale"].as_str().is_some_and(|locale| locale.starts_with("en")) {
                assert_recognised(case, &reading);
            }
            continue;
        }
        claimed += 1;
        let differences = differences(case, &reading, &names);
        if !differences.is_empty() {
            writeln!(wrong, "{} {sentence:?}\n{differences}    read: {}", case["id"], shown::shown(sentence, &reading, &clients))
                .expect("a string");
        }
    }
    println!("{claimed} of {} claimed. Not yet:\n{left_out}", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What is out of reach is said to be: a chip for later, never silence.
fn assert_recognised(case: &Value, reading: &Reading) {
    let expected = &case["expected"];
    let later = |wanted: &[Later]| reading.chips.iter().any(|chip| matches!(chip.what, What::Later(later) if wanted.contains(&later)));
    if !expected["recurrence"].is_null() {
        assert!(later(&[Later::Recurrence]), "{case}");
    }
    if !expected["payment_schedule"].is_null() {
        assert!(later(&[Later::Schedule, Later::Event]), "{case}");
    }
    if !expected["early_payment_discount"].is_null() {
        assert!(later(&[Later::EarlyPayment]), "{case}");
    }
}
