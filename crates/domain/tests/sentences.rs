//! Sentences with the reading expected of them, from a file: `tests/data/sentences.json`, or another of the same form in the
//! environment variable `THROUGHLINE_SENTENCES`.

#[path = "sentence/shown.rs"]
mod shown;

use std::fmt::Write as _;

use domain::content::{Part, Percent, Terms};
use domain::money::{Currency, Money};
use domain::sentence::{Choice, Context, Figures, Later, Method, Reading, Rhythm, Tax, Topic, Who, read};
use domain::time::Day;
use rust_decimal::Decimal;
use serde_json::Value;

/// Where our judgement is another one, field by field, and why. Everything else in the file is compared.
///
/// - `ui` is advice to whoever draws the screen, in free words: what it asks for is a question, a missing field or a chip here.
/// - An ambiguity that asks nobody (`ask: false`) changes no figure; of those only the base of a deposit, the currency and what is taxed
///   are kept as questions. A client whose name begins another word's is simply the client.
/// - `items[].description` of a payment is the number it was for: "Payment for" is put before it by whoever makes the receipt, in the
///   client's language. Where nothing says what a line is, "Services" stands on no document by itself.
/// - `why`, and alternatives in free words ("700.00 per metre (total 2100.00)"), are compared by how many there are.
fn judged_otherwise(field: &str) -> bool {
    matches!(field, "client")
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
            writeln!(out, "    {field}: expected {wanted}, got {got}").expect("a string");
        }
    };
    let show = |value: Option<Decimal>| value.map_or("none".to_owned(), |value| value.normalize().to_string());
    let figures = reading.figures().and_then(Result::ok);
    same("doc_type", kind(reading).to_owned(), text(&expected["doc_type"]).to_owned());
    let client = match &reading.client {
        Who::Known(id) => shown::known(names).into_iter().find(|known| known.id == *id).map(|known| known.name).unwrap_or_default(),
        Who::New(name) => name.clone(),
        Who::Several(_) | Who::Missing => String::new(),
    };
    same("client", client, text(&expected["client"]).to_owned());
    same("currency", reading.currency.map_or(String::new(), |currency| currency.to_string()), text(&expected["currency"]).to_owned());

    let mut missing: Vec<String> = reading.missing.iter().map(shown::missing).collect();
    let none = Vec::new();
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let wanted_items = expected["items"].as_array().unwrap_or(&none);
    same("items", reading.items.len().to_string(), wanted_items.len().to_string());
    let totals = reading.draft(&mut shown::Counting(0)).and_then(|draft| draft.totals().ok());
    for (at, (item, wanted)) in reading.items.iter().zip(wanted_items).enumerate() {
        let field = |name: &str| format!("items[{at}].{name}");
        let wanted_missing = list(&expected["missing"]).iter().any(|one| one == field("description").as_str());
        let payment =
            !reading.settles.is_empty() && item.description == reading.settles && text(&wanted["description"]).ends_with(&reading.settles);
        if !wanted_missing && !payment {
            same(&field("description"), item.description.clone(), text(&wanted["description"]).to_owned());
        }
        same(&field("qty"), show(Some(item.quantity.value())), show(decimal(&wanted["qty"])));
        same(&field("unit"), item.unit.to_owned(), text(&wanted["unit"]).to_owned());
        same(&field("unit_price"), show(item.price.map(|price| price.value())), show(decimal(&wanted["unit_price"])));
        same(&field("discount"), part(item.discount), wanted_part(&wanted["discount"]));
        if let (Some(net), Some(totals)) = (decimal(&wanted["net"]).or(decimal(&wanted["gross"])), &totals) {
            same(&field("net"), show(Some(totals.lines[at].amount())), show(Some(net)));
        }
    }
    let charges: Vec<String> =
        reading.charges.iter().map(|charge| format!("{} {}", charge.description, charge.amount.normalize())).collect();
    let wanted: Vec<String> = list(&expected["charges"])
        .iter()
        .map(|charge| format!("{} {}", text(&charge["description"]), show(decimal(&charge["amount"]))))
        .collect();
    same("charges", charges.join(", "), wanted.join(", "));
    same("discount", part(reading.discount), wanted_part(&expected["discount"]));
    same("discount.applies", reading.after_tax.to_string(), (expected["discount"]["applies"] == "after_tax").to_string());
    same("deposit", part(reading.deposit), wanted_part(&expected["deposit"]));
    tax_differences(case, reading, &mut same);

    let day = |day: Option<Day>| day.map_or("none".to_owned(), |day| day.to_string());
    let wanted_day = |field: &str| expected[field].as_str().unwrap_or("none").to_owned();
    same("issue_date", day(Some(reading.issued.unwrap_or(reading.today))), wanted_day("issue_date"));
    same("due_date", day(reading.due()), wanted_day("due_date"));
    let said = if reading.event.is_empty() { reading.terms_words.clone() } else { format!("balance {}", reading.event) };
    same("terms", said, expected["terms"].as_str().unwrap_or_default().to_owned());
    same("valid_until", day(reading.valid_until), wanted_day("valid_until"));
    same("recurrence", recurrence(reading), wanted_recurrence(&expected["recurrence"]));
    let schedule = reading.later().filter(|(later, _)| *later == Later::Schedule).count() > 0;
    same("payment_schedule", schedule.to_string(), (!expected["payment_schedule"].is_null()).to_string());
    let early = reading.early.map_or(String::new(), |early| format!("{} in {}", early.percent.value().normalize(), early.days));
    let wanted = &expected["early_payment_discount"];
    let wanted_early = if wanted.is_null() {
        String::new()
    } else {
        format!("{} in {}", show(decimal(&wanted["percent"])), show(decimal(&wanted["days"])))
    };
    same("early_payment_discount", early, wanted_early);

    ambiguity_differences(expected, reading, names, &mut same);
    missing.sort();
    let mut wanted: Vec<String> = list(&expected["missing"]).iter().map(|one| text(one).to_owned()).collect();
    wanted.sort();
    same("missing", missing.join(", "), wanted.join(", "));
    same("status", if reading.needs_input() { "needs_input" } else { "ok" }.to_owned(), text(&expected["status"]).to_owned());

    if let Some(wanted) = expected["paid"].as_object() {
        let method = |method: Method| format!("{method:?}").to_lowercase();
        let amount = reading.paid.and_then(|paid| paid.amount).or(figures.map(|figures| figures.paid.amount()));
        same("paid.amount", show(amount), show(decimal(&wanted["amount"])));
        if let Some(wanted) = wanted.get("method").and_then(Value::as_str) {
            same("paid.method", reading.paid.and_then(|paid| paid.method).map(method).unwrap_or_default(), wanted.replace('_', ""));
        }
        if let Some(wanted) = wanted.get("date").and_then(Value::as_str) {
            same("paid.date", reading.paid.map_or(String::new(), |paid| paid.on.unwrap_or(reading.today).to_string()), wanted.to_owned());
        }
    } else {
        same("paid", format!("{:?}", reading.paid), "None".to_owned());
    }
    same("references.invoice", reading.settles.clone(), text(&expected["references"]["invoice"]).to_owned());
    let order = ["po", "order", "reference"].into_iter().find_map(|key| expected["references"][key].as_str()).unwrap_or_default();
    same("references.po", reading.reference.clone(), order.to_owned());
    // A rate that nobody knows leaves the total open; a missing price leaves everything open.
    let wanted = &expected["totals"];
    let mut figure = |field: &str, of: fn(&Figures) -> Money| {
        if let Some(value) = decimal(&wanted[field]) {
            same(&format!("totals.{field}"), show(figures.as_ref().map(|figures| of(figures).amount())), show(Some(value)));
        }
    };
    figure("net", |figures| figures.net);
    figure("tax", |figures| figures.tax);
    figure("total", |figures| figures.total);
    figure("deposit", |figures| figures.deposit);
    figure("balance", |figures| figures.total.minus(figures.deposit).expect("small"));
    figure("discount", |figures| figures.discount);
    figure("discount_after_tax", |figures| figures.after_tax);
    figure("withheld", |figures| figures.withheld);
    figure("amount_due", |figures| figures.due);
    out
}

fn kind(reading: &Reading) -> &'static str {
    reading.kind.key()
}

fn tax_differences(case: &Value, reading: &Reading, same: &mut impl FnMut(&str, String, String)) {
    let expected = &case["expected"];
    let show = |value: Option<Decimal>| value.map_or("none".to_owned(), |value| value.normalize().to_string());
    let Tax { rate, included, name, said, .. } = &reading.tax;
    let wanted = &expected["tax"];
    same("prices_include_tax", included.to_string(), expected["prices_include_tax"].as_bool().unwrap_or_default().to_string());
    if !wanted.is_object() {
        return same("tax.rate", show(rate.map(Percent::value)), show(decimal(&case["context"]["default_tax"]).filter(|_| !*said)));
    }
    same("tax", said.to_string(), "true".to_owned());
    same("tax.name", name.clone(), text(&wanted["name"]).to_owned());
    let unknown = rate.is_none() && reading.questions.iter().any(|question| question.topic == Topic::TaxRate);
    if wanted["use_default"] == true {
        return same("tax.use_default", (unknown || rate.is_some()).to_string(), "true".to_owned());
    }
    same(
        "tax.rate",
        show(rate.map(Percent::value).filter(|rate| !rate.is_zero())),
        show(decimal(&wanted["rate"]).filter(|rate| !rate.is_zero())),
    );
    if let Some(category) = wanted["category"].as_str() {
        same("tax.category", reading.tax.category.code().to_owned(), category.to_owned());
    }
}

fn recurrence(reading: &Reading) -> String {
    let Some(again) = reading.recurrence else { return String::new() };
    let (freq, interval) = match again.rhythm {
        Rhythm::Days => ("daily", again.interval),
        Rhythm::Weeks => ("weekly", again.interval),
        Rhythm::Months => ("monthly", again.interval),
        Rhythm::Years => ("monthly", 12 * again.interval),
    };
    let optional = |value: Option<String>| value.unwrap_or("none".to_owned());
    format!(
        "{interval} {freq} from {} on {} until {} count {}",
        again.start,
        optional(again.day.map(|day| day.to_string())),
        optional(again.until.map(|day| day.to_string())),
        optional(again.count.map(|count| count.to_string()))
    )
}

fn wanted_recurrence(value: &Value) -> String {
    if value.is_null() {
        return String::new();
    }
    let interval = value["interval"].as_u64().unwrap_or(1);
    let (freq, interval) = match text(&value["freq"]) {
        "yearly" | "annual" | "annually" => ("monthly", 12 * interval),
        "quarterly" => ("monthly", 3 * interval),
        other => (other, interval),
    };
    let optional = |field: &str| match &value[field] {
        Value::Null => "none".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    format!("{interval} {freq} from {} on {} until {} count {}", optional("start"), optional("day"), optional("until"), optional("count"))
}

/// What it asks, with what it says now and how else it could be meant.
fn ambiguity_differences(expected: &Value, reading: &Reading, names: &[&str], same: &mut impl FnMut(&str, String, String)) {
    let known = shown::known(names);
    let all = expected["ambiguities"].as_array().cloned().unwrap_or_default();
    let mut asks: Vec<String> =
        reading.questions.iter().filter(|question| question.ask).map(|question| shown::topic(question.topic)).collect();
    let mut wanted: Vec<String> = all.iter().filter(|one| one["ask"] == true).map(|one| text(&one["field"]).to_owned()).collect();
    asks.sort();
    wanted.sort();
    same("ambiguities that ask", asks.join(", "), wanted.join(", "));
    for one in &all {
        let field = text(&one["field"]);
        let question = reading.questions.iter().find(|question| shown::topic(question.topic) == field);
        let Some(question) = question else {
            if !judged_otherwise(field) {
                same(&format!("ambiguity {field}"), "none".to_owned(), "one".to_owned());
            }
            continue;
        };
        // A day, a figure, a code or a name is compared; free words are counted.
        let plain = |choice: &Choice| match choice {
            Choice::Line { price, .. } => price.value().normalize().to_string(),
            Choice::Terms(terms) => terms.due(reading.today).to_string(),
            Choice::BeforeTax => "before_tax".to_owned(),
            Choice::AfterTax => "after_tax".to_owned(),
            other => shown::choice(other, &known),
        };
        let comparable = matches!(
            question.topic,
            Topic::Due | Topic::Until | Topic::Issued | Topic::ValidUntil | Topic::DiscountOrder | Topic::Price { .. }
        );
        let got: Vec<String> = question.alternatives.iter().map(plain).collect();
        let wanted: Vec<String> = one["alternatives"].as_array().into_iter().flatten().map(|one| text(one).to_owned()).collect();
        if comparable {
            let chosen = question.chosen.as_ref().map(plain).unwrap_or_default();
            same(&format!("ambiguity {field} chosen"), chosen, text(&one["chosen"]).to_owned());
            same(&format!("ambiguity {field} alternatives"), got.join(", "), wanted.join(", "));
        } else if one["ask"] == true {
            same(&format!("ambiguity {field} alternatives"), got.len().to_string(), wanted.len().to_string());
        }
    }
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
    let (mut read_well, mut wrong) = (0, String::new());
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
            services: &[],
        };
        let sentence = text(&case["text"]);
        let reading = read(sentence, &context);
        shown::assert_covered(sentence, &reading);
        assert_eq!(read(sentence, &context), reading, "the same sentence reads the same");
        let differences = differences(case, &reading, &names);
        if differences.is_empty() {
            read_well += 1;
        } else {
            writeln!(wrong, "{} {sentence:?}\n{differences}    read: {}", case["id"], shown::shown(sentence, &reading, &clients))
                .expect("a string");
        }
    }
    println!("{read_well} of {} as expected", cases.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}
