//! Files that we write: the rows an import refused, and clients.

use std::fmt::Write;

use domain::field::{ContactField, Field};
use domain::intake::BroughtClient;
use expect_test::expect;
use paper::csv_out::{Start, bad_rows_csv, clients_csv};
use paper::import::Reason;
use proptest::prelude::*;

use crate::shown::{preview, table};

fn words(reason: &Reason) -> String {
    match reason {
        Reason::NotAnAmount { column, text } => format!("“{text}” in column {} is no amount.", column + 1),
        other => format!("{other:?}"),
    }
}

/// A thousand invoices of one line, seven of them wrong in ways of their own.
fn a_thousand() -> String {
    let mut file = "Client,Email,Invoice Number,Date,Total,Paid,Currency\n".to_owned();
    for at in 1..=1000 {
        let row = match at {
            7 => "Acme,a@x.test,7,2026-01-02,abc,0,EUR".to_owned(),
            99 => "Acme,a@x.test,99,31.02.2026,1.00,0,EUR".to_owned(),
            250 => "Acme,a@x.test,,2026-01-02,1.00,0,EUR".to_owned(),
            400 => ",,400,2026-01-02,1.00,0,EUR".to_owned(),
            555 => "Acme,a@x.test,555,2026-01-02,1.00,0,EURO?".to_owned(),
            777 => "=HYPERLINK(\"http://x\"),a@x.test,777,2026-01-02,-142.85,0,EUR".to_owned(),
            1000 => "Acme, Inc,a@x.test,1000,2026-01-02,1.00,0,EUR".to_owned(),
            _ => format!("Client {},c{}@x.test,{at},2026-01-02,{at}.50,0.00,EUR", at % 40, at % 40),
        };
        let _ = writeln!(file, "{row}");
    }
    file
}

#[test]
fn a159_993_of_a_thousand_and_a_file_of_the_other_seven() {
    let (table, _, preview) = preview(a_thousand().as_bytes(), |_| {});
    assert_eq!((preview.brought.invoices.len(), preview.bad.len(), preview.waiting.len()), (993, 7, 0));
    let file = bad_rows_csv(&table, &preview.bad, "Reason", words, Start::Bare);
    expect![[r#"
        Client,Email,Invoice Number,Date,Total,Paid,Currency,,Reason
        Acme,a@x.test,7,2026-01-02,abc,0,EUR,,“abc” in column 5 is no amount.
        Acme,a@x.test,99,31.02.2026,1.00,0,EUR,,"NotADay { column: 3, text: ""31.02.2026"" }"
        Acme,a@x.test,,2026-01-02,1.00,0,EUR,,NoNumber
        ,,400,2026-01-02,1.00,0,EUR,,NoName
        Acme,a@x.test,555,2026-01-02,1.00,0,EURO?,,"NotACurrency { column: 6, text: ""EURO?"" }"
        "'=HYPERLINK(""http://x"")",a@x.test,777,2026-01-02,'-142.85,0,EUR,,"NegativeTotal { text: ""-142.85"" }"
        Acme," Inc",a@x.test,1000,2026-01-02,1.00,0,EUR,"MoreCellsThanColumns { cells: 8, columns: 7 }"
    "#]]
    .assert_eq(&file.replace("\r\n", "\n"));
}

#[test]
fn a159_the_seven_come_in_once_they_are_mended() {
    let (table, _, first) = preview(a_thousand().as_bytes(), |_| {});
    let file = bad_rows_csv(&table, &first.bad, "Reason", words, Start::Marked);
    let (again, _, second) = preview(file.as_bytes(), |_| {});
    assert_eq!((again.rows.len(), second.bad.len()), (7, 7));
    let mended = file.replace(",abc,", ",5.00,").replace("31.02.2026", "28.02.2026").replace(",'-142.85,", ",142.85,");
    let (_, _, third) = preview(mended.as_bytes(), |_| {});
    assert_eq!((third.brought.invoices.len(), third.bad.len()), (3, 4));
    let formula = third.brought.invoices.iter().find(|invoice| invoice.number == "777").map(|invoice| invoice.client_name.as_str());
    assert_eq!(formula, Some("=HYPERLINK(\"http://x\")"));
}

fn client(name: &str, note: &str) -> BroughtClient {
    BroughtClient { row: 2, fields: vec![(Field::Name, name.to_owned())], contact: Vec::new(), note: note.to_owned() }
}

#[test]
fn a161_a_formula_stays_text_and_reads_back() {
    let some = client("=HYPERLINK(\"http://evil.test\",\"click\")", "+1\n-2, \"three\"");
    let file = clients_csv(std::slice::from_ref(&some), Start::Bare);
    let second = file.split("\r\n").nth(1).expect("a row");
    assert!(second.starts_with("\"'=HYPERLINK(\"\"http://evil.test\"\""), "{second}");
    assert_eq!(preview(file.as_bytes(), |_| {}).2.brought.clients, [some]);
}

#[test]
fn a_file_may_begin_with_a_mark() {
    let file = clients_csv(&[client("Müller", "")], Start::Marked);
    assert!(file.starts_with('\u{FEFF}'));
    assert_eq!(table(file.as_bytes()).header[0], "name");
}

proptest! {
    #[test]
    fn a161_clients_read_back_as_they_were(
        texts in prop::collection::vec(("[=+@'a-dé,;\"-]{1,8}", "[=+@'a-dé,;\"\\n-]{0,12}", prop::option::of("[=+'a-c\"-]{1,6}")), 1..12),
    ) {
        let clients: Vec<BroughtClient> = texts.iter().enumerate().map(|(at, (name, note, person))| {
            let mut client = client(&format!("{name}{at}"), note.trim());
            client.fields.push((Field::Email, format!("c{at}@x.test")));
            client.fields.push((Field::Phone, format!("+49 30 {at}")));
            if let Some(person) = person {
                client.contact = vec![(ContactField::Name, person.clone()), (ContactField::Email, format!("-p{at}@x.test"))];
            }
            client
        }).collect();
        let read = preview(clients_csv(&clients, Start::Bare).as_bytes(), |_| {}).2;
        let unlined = |clients: &[BroughtClient]| clients.iter().cloned().map(|client| BroughtClient { row: 0, ..client }).collect::<Vec<_>>();
        prop_assert_eq!(unlined(&read.brought.clients), unlined(&clients));
        prop_assert!(read.bad.is_empty());
    }
}
