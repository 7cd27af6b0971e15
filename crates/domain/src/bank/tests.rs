use std::sync::Arc;

use super::*;
use crate::client::{Client, Origin};
use crate::content::Kind;
use crate::invoice::Standing;
use crate::money::Currency;
use crate::row::{InvoiceRow, Row, Rows};
use crate::{ClientId, Id, InvoiceId};

fn eur(text: &str) -> Money {
    Money::exact(text.parse().expect(text), Currency::EUR).expect(text)
}

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

/// A client's name, and of each paper its number, what is open and its day.
type Papers<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)]);

fn rows(all: &[Papers<'_>]) -> Rows {
    let mut rows = Rows::new();
    let mut next = 1u8;
    for (name, papers) in all {
        next += 1;
        let id = ClientId(Id::from_bytes([next; 16]));
        let mut row = Row { name: (*name).to_owned(), ..Row::of(&Client::new(id), 0) };
        for (number, open, dated) in *papers {
            next += 1;
            row.invoices.push(InvoiceRow {
                id: InvoiceId(Id::from_bytes([next; 16])),
                number: Some((*number).to_owned()),
                dated: Some(day(dated)),
                kind: Kind::Invoice,
                about: String::new(),
                due: None,
                until: None,
                total: eur(open),
                paid: eur("0"),
                moves: Vec::new(),
                open: eur(open),
                standing: Standing::Open,
                origin: Origin::Typed,
                disputed: eur("0"),
                disputes: Vec::new(),
                bookings: Vec::new(),
            });
        }
        rows.insert(id, Arc::new(row));
    }
    rows
}

fn booking(amount: &str, payer: &str, text: &str, reference: &str) -> Booking {
    let said = [amount, payer, text, reference];
    Booking {
        on: day("2026-11-20"),
        amount: eur(amount),
        sent: None,
        payer: payer.to_owned(),
        text: text.to_owned(),
        reference: reference.to_owned(),
        id: identity("", "", &said, 0),
    }
}

fn told(rows: &Rows, bookings: &[Booking]) -> Vec<String> {
    let found = matched(bookings, &asks(rows), &|_| false, &[]);
    let one = |one: Matched| match one {
        Matched::Known => "known".to_owned(),
        Matched::None => "none".to_owned(),
        Matched::Pays { parts, why, certainty, short } => {
            let parts: Vec<String> = parts.iter().map(|part| format!("{} {}", part.asks.number, part.amount)).collect();
            format!("{} ({why:?}, {certainty:?}, short {short})", parts.join(" + "))
        }
    };
    found.into_iter().map(one).collect()
}

fn two() -> Rows {
    rows(&[
        (
            "Nordlicht Verlag",
            &[("INV-2026-001", "300.00", "2026-09-01"), ("INV-2026-002", "120.50", "2026-10-01"), ("INV-2026-003", "79.50", "2026-10-05")],
        ),
        ("Harbor & Finch LLC", &[("INV-2026-004", "500.00", "2026-10-07"), ("A7-2026-1", "300.00", "2026-10-08")]),
    ])
}

#[test]
fn a_reference_or_a_number_is_sure_when_the_sum_is_what_is_open() {
    let rows = two();
    let rf = crate::remit::creditor_reference("INV-2026-004").expect("a reference");
    let qr = crate::remit::qr_reference("INV-2026-002", "").expect("a reference");
    let spaced: String = rf.chars().enumerate().flat_map(|(at, c)| if at % 4 == 0 { vec![' ', c] } else { vec![c] }).collect();
    let told = told(
        &rows,
        &[
            booking("500.00", "somebody", "", &rf),
            booking("120.50", "", "", &qr),
            booking("300.00", "", "Rechnung inv 2026/001 vielen Dank", ""),
            booking("50.00", "", &format!("ref {spaced}"), ""),
        ],
    );
    assert_eq!(
        told,
        [
            "INV-2026-004 500.00 (Reference, Sure, short 0.00)",
            "INV-2026-002 120.50 (Reference, Sure, short 0.00)",
            "INV-2026-001 300.00 (Number, Sure, short 0.00)",
            "none",
        ]
    );
}

#[test]
fn a_part_or_too_much_is_only_likely() {
    let rows = two();
    assert_eq!(
        told(&rows, &[booking("250", "", "INV2026001", ""), booking("600", "", "INV-2026-004", "")]),
        ["INV-2026-001 250.00 (Number, Likely, short 50.00)", "INV-2026-004 600.00 (Number, Likely, short -100.00)"]
    );
}

#[test]
fn one_transfer_pays_several_the_oldest_first() {
    let rows = two();
    assert_eq!(
        told(&rows, &[booking("500.00", "", "INV-2026-001, INV-2026-002 und INV-2026-003", "")]),
        ["INV-2026-001 300.00 + INV-2026-002 120.50 + INV-2026-003 79.50 (Number, Sure, short 0.00)"]
    );
    assert_eq!(
        told(&rows, &[booking("200.00", "NORDLICHT VERLAG GMBH", "danke", "")]),
        ["INV-2026-002 120.50 + INV-2026-003 79.50 (NameAndSum, Likely, short 0.00)"]
    );
    assert_eq!(
        told(&rows, &[booking("350.00", "Nordlicht Verlag", "", "")]),
        ["INV-2026-001 300.00 + INV-2026-002 50.00 (Name, Guess, short 150.00)"]
    );
}

#[test]
fn name_and_amount_tell_which_and_an_amount_alone_is_a_guess() {
    let rows = two();
    assert_eq!(
        told(
            &rows,
            &[
                booking("300.00", "Harbor and Finch", "", ""),
                booking("300.00", "Harbor & Finch", "", ""),
                booking("120.50", "M. Muster", "", "")
            ]
        ),
        [
            "INV-2026-001 300.00 (Amount, Guess, short 0.00)",
            "A7-2026-1 300.00 (NameAndAmount, Sure, short 0.00)",
            "INV-2026-002 120.50 (Amount, Guess, short 0.00)",
        ]
    );
    assert_eq!(told(&rows, &[booking("300.00", "M. Muster", "", "")]), ["none"], "two ask for it");
}

#[test]
fn a_payer_is_not_taken_for_a_client_whose_name_begins_alike() {
    let rows = rows(&[
        ("Meyer", &[("INV-2026-001", "480", "2026-09-01")]),
        ("Meyerhof", &[("INV-2026-002", "480", "2026-09-02")]),
        ("Schmidt", &[("INV-2026-003", "70", "2026-09-02")]),
        ("Anna Schmidt", &[("INV-2026-004", "70", "2026-09-03")]),
    ]);
    let one = |payer: &str, amount: &str, text: &str| told(&rows, &[booking(amount, payer, text, "")]).remove(0);
    assert_eq!(one("MEYERHOF GMBH", "480", "thanks"), "INV-2026-002 480.00 (NameAndAmount, Sure, short 0.00)");
    assert_eq!(one("Meyerhofer", "480", ""), "none");
    assert_eq!(one("Anna Schmidt", "70", ""), "INV-2026-004 70.00 (NameAndAmount, Sure, short 0.00)");
    assert_eq!(one("Bernd Schmidt", "70", ""), "INV-2026-003 70.00 (NameAndAmount, Likely, short 0.00)", "another asks for as much");
    assert_eq!(one("", "480", "Payment from Meyerhof GmbH"), "INV-2026-002 480.00 (NameAndAmount, Likely, short 0.00)");
}

#[test]
fn two_documents_over_one_sum_are_not_told_apart_by_name_alone() {
    let rows = rows(&[
        ("Löwe & Söhne", &[("INV-2026-001", "713.45", "2026-09-01"), ("INV-2026-002", "713.45", "2026-10-01")]),
        ("Atelier für Gestaltung und Druck", &[("INV-2026-003", "99", "2026-10-01")]),
    ]);
    let told = |payer: &str, amount: &str, text: &str| told(&rows, &[booking(amount, payer, text, "")]).remove(0);
    assert_eq!(told("Loewe & Soehne KG", "713.45", ""), "INV-2026-001 713.45 (NameAndAmount, Likely, short 0.00)");
    assert_eq!(told("LOEWE U. SOEHNE", "713.45", "Nr. 2026-002"), "INV-2026-002 713.45 (Number, Likely, short 0.00)");
    assert_eq!(told("ATELIER FUER GESTALTUNG UND", "99", ""), "INV-2026-003 99.00 (NameAndAmount, Sure, short 0.00)", "cut by a bank");
}

#[test]
fn a_fee_that_a_bank_kept_is_seen() {
    let rows = two();
    assert_eq!(told(&rows, &[booking("498.50", "Harbor & Finch LLC", "", "")]), ["INV-2026-004 498.50 (Name, Likely, short 1.50)"]);
    let mut sent = booking("485.00", "somebody", "", "");
    sent.sent = Some(eur("500.00"));
    assert_eq!(told(&rows, &[sent]), ["INV-2026-004 485.00 (Amount, Guess, short 15.00)"]);
}

#[test]
fn what_is_paid_by_one_booking_is_not_open_for_the_next() {
    let rows = two();
    let told = told(&rows, &[booking("500.00", "x", "", ""), booking("500.00", "", "INV-2026-004", "")]);
    assert_eq!(told, ["none", "INV-2026-004 500.00 (Number, Sure, short 0.00)"]);
}

#[test]
fn numbers_are_found_whole_and_nowhere_else() {
    let rows =
        rows(&[("One", &[("2026-001", "10", "2026-01-01"), ("7", "11", "2026-01-01")]), ("Two", &[("INV-2026-001", "10", "2026-01-02")])]);
    assert_eq!(told(&rows, &[booking("10", "", "INV-2026-001", "")]), ["INV-2026-001 10.00 (Number, Sure, short 0.00)"]);
    assert_eq!(told(&rows, &[booking("10", "", "Nr 2026-001.", "")]), ["2026-001 10.00 (Number, Sure, short 0.00)"]);
    assert_eq!(told(&rows, &[booking("10", "", "12026-0012", "")]), ["none"]);
    assert_eq!(told(&rows, &[booking("12", "", "7", "")]), ["none"]);
}

#[test]
fn a_booking_of_another_currency_pays_nothing() {
    let rows = two();
    let mut one = booking("500.00", "", "INV-2026-004", "");
    one.amount = Money::exact("500".parse().expect("500"), Currency::USD).expect("500");
    assert_eq!(told(&rows, &[one]), ["none"]);
}

#[test]
fn a_known_booking_stays_known() {
    let rows = two();
    let one = booking("500.00", "", "INV-2026-004", "");
    assert_eq!(matched(std::slice::from_ref(&one), &asks(&rows), &|id| id == one.id, &[]), [Matched::Known]);
    assert_ne!(identity("", "", &["a"], 0), identity("", "", &["a"], 1));
    assert_eq!(identity("", "", &["A  b"], 0), identity("", "", &["a b"], 0));
    assert_eq!(identity("", "ref 1", &["2026-01-01", "x"], 0), identity("", "REF1", &["2026-01-01", "y"], 3));
}
