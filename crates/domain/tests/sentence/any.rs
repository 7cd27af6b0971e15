//! Many clients, absurd texts, any text at all.

use super::*;

#[test]
fn ten_thousand_clients_are_told_apart() {
    let names: Vec<String> =
        (0..10_000).map(|at| format!("Client {} Holdings {at}", ["Ash", "Birch", "Cedar", "Éclair"][at % 4])).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let clients = shown::known(&names);
    let text = "invoice client cedar holdings 4242 $500 for logo";
    expect![[r#"invoice · Client Cedar Holdings 4242 · USD · 1 × 500 "Logo""#]].assert_eq(&shown::shown(
        text,
        &read(text, &context("en-US", &clients)),
        &clients,
    ));
    let text = "invoice Client eclair $500 for logo";
    let reading = read(text, &context("en-US", &clients));
    assert!(matches!(reading.client, Who::Several(ids) if ids.len() == 2500));
}

#[test]
fn absurd_texts_are_read_without_harm() {
    let clients = shown::known(NAMES);
    let long = [
        "for ".repeat(2500),
        "monthly ".repeat(1250),
        "9".repeat(10_000),
        "1,".repeat(5000),
        "$5 x 3 logos and ".repeat(600),
        "Acme ".repeat(2000),
        "due in 14 days, ".repeat(600),
        "🦀\u{202E}\u{0}é".repeat(1200),
        "\"".repeat(3001),
        "1/".repeat(5000),
        "half a ".repeat(1400),
        "Bob & ".repeat(1600),
    ];
    for text in &long {
        let reading = read(text, &context("en-US", &clients));
        shown::assert_covered(text, &reading);
        reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
    }
}

const WORDS: &[&str] = &[
    "invoice",
    "quote",
    "receipt",
    "Acme",
    "3M",
    "Studio 54",
    "Net 30 Consulting",
    "Bob",
    "$500",
    "1,200.50",
    "€",
    "USD",
    "3",
    "x",
    "hours",
    "days",
    "@",
    "at",
    "/",
    "hr",
    "for",
    "to",
    "and",
    "plus",
    ",",
    ".",
    ";",
    ":",
    "-",
    "(",
    ")",
    "\"",
    "50%",
    "half",
    "deposit",
    "up front",
    "off",
    "less",
    "VAT",
    "incl.",
    "no",
    "due",
    "in",
    "14",
    "net",
    "30",
    "EOM",
    "Friday",
    "next",
    "15",
    "March",
    "2026-12-06",
    "15/12",
    "valid",
    "until",
    "paid",
    "cash",
    "by",
    "PO",
    "#",
    "1234",
    "monthly",
    "every",
    "month",
    "if paid",
    "within",
    "total",
    "each",
    "between",
    "note:",
    "logo",
    "design",
    "\n",
    "99999999999999999999999999",
    "k",
    "½",
    "½ day",
    "🦀",
    "é",
    "the rest",
    "on completion",
    "%",
    "1/3",
    "now",
    "Rechnung",
    "facture",
    "factura",
    "faktura",
    "d'acompte",
    "l'audit",
    "jusqu'au",
    "für",
    "à",
    "zahlbar bis",
    "15. Dezember",
    "am 1.",
    "le 15",
    "den 1:a",
    "1er janvier",
    "fin de mois",
    "1 200",
    "1.250,00",
    "kr",
    "Fr.",
    "HT",
    "TTC",
    "inkl.",
    "MwSt",
    "IRPF 15%",
    "menos",
    "jeden Monat",
    "hasta junio",
    "tous les 3 mois",
    "varje",
    "einen halben Tag",
    "demi-journée",
    "2/10",
    "shipping",
    "Skonto bei Zahlung",
    "si paiement sous",
    "then",
    "service period",
    "Oct 1 to Oct 31",
    "1.–30. November",
    "mid-December",
    "quarter",
    "qty",
    "amount:",
    "attn.",
    ":-",
    ".-",
    "$.99",
    "99c",
    "ago",
    "next month",
    "(3 concepts)",
    "2. Teil",
    "invocie",
    "Studio 5",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text_is_covered_and_reads_the_same_twice(text in ".{0,120}", cut in 0usize..200, length in 0usize..40) {
        let clients = shown::known(NAMES);
        for locale in ["en-US", "de-DE", "fr-FR", ""] {
            let context = context(locale, &clients);
            let reading = read(&text, &context);
            shown::assert_covered(&text, &reading);
            prop_assert_eq!(&reading, &read(&text, &context));
            reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
            shown::assert_covered(&text, &read_without(&text, &context, std::slice::from_ref(&(cut..cut + length))));
        }
    }

    #[test]
    fn any_words_of_the_trade_are_covered(words in prop::collection::vec((prop::sample::select(WORDS), prop::bool::weighted(0.85)), 0..24), pick in 0usize..24) {
        let text: String = words.iter().map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" })).collect();
        let clients = shown::known(NAMES);
        for locale in ["en-US", "en-GB", "sv-SE", "fr-CH", "es-MX", "de-DE"] {
            let context = context(locale, &clients);
            let mut reading = read(&text, &context);
            shown::assert_covered(&text, &reading);
            reading.draft(&mut shown::Counting(0)).map(|draft| draft.totals());
            if let Some(Ok(figures)) = reading.figures() {
                prop_assert_eq!(figures.net.plus(figures.tax).and_then(|sum| sum.minus(figures.after_tax)), Ok(figures.total));
            }
            if let Some(chip) = reading.chips.get(pick) {
                shown::assert_covered(&text, &read_without(&text, &context, std::slice::from_ref(&chip.span)));
            }
            for question in 0..reading.questions.len() {
                reading.answer(question, 0);
            }
        }
    }
}
