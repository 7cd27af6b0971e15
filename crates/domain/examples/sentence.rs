//! Reads sentences from standard input, one a line (a locale may stand before it: `[de-DE] …`), and prints what each was read as and
//! how long reading it takes: `cargo run --release -p domain --example sentence < sentences.txt`.

#[path = "../tests/sentence/shown.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod shown;

use std::io::BufRead as _;
use std::time::Instant;

use domain::money::Currency;
use domain::sentence::{Context, read};
use domain::time::Day;

fn main() {
    let names = ["Acme", "Globex", "Initech", "John", "3M", "Studio 54", "Müller GmbH", "Café Zoë"];
    let clients = shown::known(&names);
    for line in std::io::stdin().lock().lines().map_while(Result::ok).filter(|line| !line.trim().is_empty()) {
        let (locale, text) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")).unwrap_or(("en-US", &line));
        let currency = if locale.starts_with("en") { "USD" } else { "EUR" };
        let context = Context {
            today: Day::parse("2026-11-22").expect("a Sunday"),
            locale,
            currency: Currency::parse(currency),
            tax: None,
            tax_name: "",
            terms: None,
            week_starts_monday: true,
            clients: &clients,
            services: &[],
        };
        let reading = read(text, &context);
        let begin = Instant::now();
        for _ in 0..20 {
            std::hint::black_box(read(text, &context));
        }
        println!("{text}\n    {} ({:?})", shown::shown(text, &reading, &clients), begin.elapsed() / 20);
    }
}
