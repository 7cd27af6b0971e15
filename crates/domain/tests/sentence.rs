//! What sentences are read as, one line each.

#[path = "sentence/agreed.rs"]
mod agreed;
#[path = "sentence/any.rs"]
mod any;
#[path = "sentence/dates.rs"]
mod dates;
#[path = "sentence/desks.rs"]
mod desks;
#[path = "sentence/lines.rs"]
mod lines;
#[path = "sentence/money.rs"]
mod money;
#[path = "sentence/parties.rs"]
mod parties;
#[path = "sentence/shown.rs"]
mod shown;
#[path = "sentence/tongues.rs"]
mod tongues;

use domain::content::{Category, Percent, Terms, UnitPrice};
use domain::money::Currency;
use domain::sentence::{Context, Known, Service, Who, read, read_without};
use domain::time::Day;
use expect_test::{Expect, expect};
use proptest::prelude::*;

const NAMES: &[&str] = &[
    "Acme",
    "Globex",
    "Initech",
    "John",
    "3M",
    "Studio 54",
    "May LLC",
    "Net 30 Consulting",
    "Design by Dana",
    "Wayne Enterprises",
    "Hooli GmbH",
    "Hooli SAS",
    "Café Zoë",
];

fn context<'a>(locale: &'a str, clients: &'a [Known]) -> Context<'a> {
    Context {
        today: Day::parse("2026-11-22").expect("a Sunday"),
        locale,
        currency: Currency::parse(if locale.starts_with("en") { "USD" } else { "EUR" }),
        tax: None,
        tax_name: "VAT",
        terms: None,
        week_starts_monday: true,
        clients,
        services: &[],
    }
}

/// Reads one sentence on Sunday 22 November 2026. A locale may stand before it: `[de-DE] …`.
fn check(sentence: &str, expected: Expect) {
    let (locale, text) = match sentence.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
        Some(parts) => parts,
        None => ("en-US", sentence),
    };
    let clients = shown::known(NAMES);
    let reading = read(text, &context(locale, &clients));
    shown::assert_covered(text, &reading);
    expected.assert_eq(&shown::shown(text, &reading, &clients));
}
