//! Files of our own making, each with one thing that real files have been seen to do.

use domain::money::Currency;
use expect_test::expect;
use paper::amount::Mark;
use paper::date::DayOrder;
use paper::encoding::Encoding;
use paper::import::read;
use paper::mapping::Mapping;
use paper::recognise::Records;
use paper::table::{HeaderAt, Options, Separator, Table, TableError};
use proptest::prelude::*;

use crate::shown::{check, labels};

/// The bytes of a text in Windows-1252, for the characters used here.
fn windows1252(text: &str) -> Vec<u8> {
    let byte = |c: char| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).expect("a character of Latin-1") };
    text.chars().map(byte).collect()
}

const GERMAN: &str = "Kunde;E-Mail;Rechnungsnummer;Rechnungsdatum;Fällig am;Betrag;Bezahlt;Status\r\n\
    Müller & Söhne;info@mueller.de;2024-001;15.03.2024;14.04.2024;1.020,00 €;1.020,00 €;Bezahlt\r\n\
    Bäckerei Groß;;2024-002;03.04.2024;;99,50 €;;Offen\r\n\
    ;;;;;;;\r\n\r\n";

#[test]
fn a154_a_german_export_in_windows_1252() {
    check(
        &windows1252(GERMAN),
        |_| {},
        expect![[r#"
            unknown tool · invoices · windows-1252 · semicolon · header on line 1
            2: Müller & Söhne · email info@mueller.de
            3: Bäckerei Groß
            2: #2024-001 Müller & Söhne <info@mueller.de> 2024-03-15→2024-04-14 · EUR 1020.00 paid 1020.00
                1 × 1020  As invoiced
            3: #2024-002 Bäckerei Groß 2024-04-03 · EUR 99.50 paid 0.00
                1 × 99.5  As invoiced
            = 2 invoices, EUR 1119.50 invoiced, EUR 1020.00 paid
        "#]],
    );
}

#[test]
fn a154_encoding_and_separator_can_be_changed() {
    let bytes = windows1252(GERMAN);
    let options = Options { encoding: Some(Encoding::Utf8), ..Options::default() };
    assert!(Table::read(&bytes, &options).expect("a table").rows[0].cells[0].contains('\u{FFFD}'));
    let options = Options { separator: Some(Separator::Comma), ..Options::default() };
    assert_eq!(Table::read(&bytes, &options).expect("a table").header.len(), 1);
    let mut marked = b"\xEF\xBB\xBF".to_vec();
    marked.extend_from_slice(GERMAN.as_bytes());
    assert_eq!(Table::read(&marked, &Options::default()).expect("a table").header[0], "Kunde");
}

#[test]
fn a154_quoted_newlines_and_trailing_blank_rows() {
    check(
        b"\xEF\xBB\xBFName;Email;Notes\r\n\"Acme; Inc\";a@acme.test;\"says \"\"hi\"\"\r\ncalls back\"\r\n;;\r\n\r\n;;\r\n",
        |_| {},
        expect![[r#"
            unknown tool · clients · utf-8 · semicolon · header on line 1
            2: Acme; Inc · email a@acme.test “says "hi"⏎calls back”
        "#]],
    );
}

#[test]
fn tabs_and_pipes() {
    check(
        b"NAME\tE-MAIL ADDRESS\tCITY\nAcme, Inc\ta@acme.test\tBonn\n",
        |_| {},
        expect![[r#"
        unknown tool · clients · utf-8 · tab · header on line 1
        2: Acme, Inc · email a@acme.test · city Bonn
    "#]],
    );
    check(
        b"Company|Phone|Phone\nAcme|1|2\n",
        |_| {},
        expect![[r#"
        unknown tool · clients · utf-8 · pipe · header on line 1
        2: Acme · phone 1 [Acme, 2]
    "#]],
    );
}

#[test]
fn excel_may_name_the_separator() {
    check(
        b"sep=;\r\nName;City\r\nAcme;Bonn\r\n",
        |_| {},
        expect![[r#"
        unknown tool · clients · utf-8 · semicolon · header on line 2
        3: Acme · city Bonn
    "#]],
    );
}

#[test]
fn a_header_in_other_letters_is_the_same_header() {
    let bytes = b"CLIENT NAME,INVOICE #,date_issued,Invoice status,Date Paid,Item Name,Rate,Quantity,Line Total,currency\n\
        X-Men,7,2021-01-28,paid,2021-02-01,Repair,65.00,2,130.00,usd\n";
    check(
        bytes,
        |_| {},
        expect![[r#"
        FreshBooks · invoices · utf-8 · comma · header on line 1
        2: X-Men
        2: #7 X-Men 2021-01-28 · USD 130.00 paid 130.00 on 2021-02-01
            2 × 65  Repair
        = 1 invoices, USD 130.00 invoiced, USD 130.00 paid
    "#]],
    );
}

#[test]
fn a157_the_header_can_be_chosen() {
    let bytes = b"a,b\nc,d\nShop,Where\nAcme,Bonn\n";
    let chosen = Table::read(bytes, &Options { header: HeaderAt::Line(3), ..Options::default() }).expect("a table");
    assert_eq!((chosen.header.join(" "), chosen.preamble, chosen.rows.len()), ("Shop Where".to_owned(), 2, 1));
    let none = Table::read(bytes, &Options { header: HeaderAt::Missing, ..Options::default() }).expect("a table");
    assert_eq!((none.header.join("|"), none.rows.len()), ("|".to_owned(), 4));
    let beyond = Table::read(bytes, &Options { header: HeaderAt::Line(9), ..Options::default() });
    assert_eq!(beyond, Err(TableError::NoSuchLine { line: 9 }));
}

const AMBIGUOUS: &str = "Client,Invoice Number,Invoice Date,Due Date,Total,Currency\nAcme,1,03/04/2026,04/05/2026,100.00,EUR\n";

#[test]
fn a155_the_order_of_days_is_asked_once_a_file() {
    check(
        AMBIGUOUS.as_bytes(),
        |_| {},
        expect![[r#"
        unknown tool · invoices · utf-8 · comma · header on line 1
        waiting: [2]
        ? DayOrder { examples: ["03/04/2026", "04/05/2026"] }
    "#]],
    );
    check(
        AMBIGUOUS.as_bytes(),
        |mapping| mapping.order = Some(DayOrder::MonthFirst),
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            2: #1 Acme 2026-03-04→2026-04-05 · EUR 100.00 paid 0.00
                1 × 100  As invoiced
            = 1 invoices, EUR 100.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn a155_one_certain_day_decides() {
    check(
        format!("{AMBIGUOUS}Acme,2,15/03/2026,,5.00,EUR\n").as_bytes(),
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            2: #1 Acme 2026-04-03→2026-05-04 · EUR 100.00 paid 0.00
                1 × 100  As invoiced
            3: #2 Acme 2026-03-15 · EUR 5.00 paid 0.00
                1 × 5  As invoiced
            = 2 invoices, EUR 105.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn a156_a_thousand_or_one_and_a_bit_is_decided_by_the_file_or_asked() {
    let file = "Client;Invoice Number;Date;Total;Currency\nAcme;1;2026-01-02;1.234;EUR\n";
    check(
        file.as_bytes(),
        |_| {},
        expect![[r#"
        unknown tool · invoices · utf-8 · semicolon · header on line 1
        waiting: [2]
        ? Mark { examples: ["1.234"] }
    "#]],
    );
    check(
        file.as_bytes(),
        |mapping| mapping.mark = Some(Mark::Comma),
        expect![[r#"
            unknown tool · invoices · utf-8 · semicolon · header on line 1
            2: Acme
            2: #1 Acme 2026-01-02 · EUR 1234.00 paid 0.00
                1 × 1234  As invoiced
            = 1 invoices, EUR 1234.00 invoiced, EUR 0.00 paid
        "#]],
    );
    check(
        format!("{file}Acme;2;2026-01-02;5,50;EUR\n").as_bytes(),
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · semicolon · header on line 1
            2: Acme
            2: #1 Acme 2026-01-02 · EUR 1234.00 paid 0.00
                1 × 1234  As invoiced
            3: #2 Acme 2026-01-02 · EUR 5.50 paid 0.00
                1 × 5.5  As invoiced
            = 2 invoices, EUR 1239.50 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn a156_a_word_for_an_amount_is_an_error() {
    check(
        b"Client,Invoice Number,Date,Total,Currency\nAcme,1,2026-01-02,abc,EUR\nAcme,2,2026-01-02,12.00,EUR\nAcme,3,soon,1.00,EUR\nAcme,4,2026-01-02,1.00,XYZ\n",
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            3: Acme
            3: #2 Acme 2026-01-02 · EUR 12.00 paid 0.00
                1 × 12  As invoiced
            bad 2: [NotAnAmount { column: 3, text: "abc" }]
            bad 4: [NotADay { column: 2, text: "soon" }]
            bad 5: [NotACurrency { column: 4, text: "XYZ" }]
            = 1 invoices, EUR 12.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn one_bad_line_keeps_its_whole_invoice_out_and_no_other() {
    check(
        b"Client,Invoice Number,Date,Total,Item,Quantity,Unit Price,Currency\n\
        Acme,1,2026-01-02,30.00,Logo,1,10.00,EUR\n\
        Acme,1,2026-01-02,30.00,Site,x,20.00,EUR\n\
        Beta,1,2026-01-02,5.00,Card,1,5.00,EUR\n\
        Acme,2,2026-01-02,7.00,Card,1,7.00,EUR\n\
        Acme,2,2026-01-03,7.00,Card,1,7.00,EUR\n\
        Acme,,2026-01-03,7.00,Card,1,7.00,EUR\n\
        Acme,3,2026-01-03,7.00,Card,1,7.00,EUR,oops\n",
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            4: Beta
            4: #1 Beta 2026-01-02 · EUR 5.00 paid 0.00
                1 × 5  Card
            bad 2: [OtherRowBad { line: 3 }]
            bad 3: [NotAnAmount { column: 5, text: "x" }]
            bad 5: [OtherRowBad { line: 6 }]
            bad 6: [RowsDisagree { target: InvoiceDate, line: 5 }]
            bad 7: [NoNumber]
            bad 8: [MoreCellsThanColumns { cells: 9, columns: 8 }]
            = 1 invoices, EUR 5.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn rows_of_one_invoice_may_stand_apart_and_leave_blanks() {
    check(
        b"Client,Invoice Number,Date,Total,Item,Quantity,Unit Price,Currency\n\
        Acme,1,2026-01-02,30.00,Logo,1,10.00,EUR\n\
        Beta,2,2026-01-02,5.00,Card,1,5.00,EUR\n\
        Acme,1,,,Site,1,20.00,\n",
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            3: Beta
            2: #1 Acme 2026-01-02 · EUR 30.00 paid 0.00
                1 × 10  Logo
                1 × 20  Site
            3: #2 Beta 2026-01-02 · EUR 5.00 paid 0.00
                1 × 5  Card
            = 2 invoices, EUR 35.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn the_files_total_is_the_truth() {
    check(
        b"Client,Invoice Number,Date,Total,Item,Quantity,Unit Price,Currency\n\
        Acme,1,2026-01-02,20.00,Logo,2,10.00,EUR\n\
        Acme,1,2026-01-02,20.00,Logo,2,10.00,EUR\n\
        Acme,2,2026-01-02,40.00,Logo,2,10.00,EUR\n\
        Acme,2,2026-01-02,40.00,Logo,2,10.00,EUR\n\
        Acme,3,2026-01-02,45.00,Logo,2,10.00,EUR\n\
        Acme,3,2026-01-02,45.00,Site,2,10.00,EUR\n",
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            2: #1 Acme 2026-01-02 · EUR 20.00 paid 0.00
                2 × 10  Logo
            4: #2 Acme 2026-01-02 · EUR 40.00 paid 0.00
                2 × 10  Logo
                2 × 10  Logo
            6: #3 Acme 2026-01-02 · EUR 45.00 paid 0.00
                2 × 10  Logo
                2 × 10  Site
                1 × 5  Difference
            ! RepeatedRowsTakenOnce { line: 2, number: "1", rows: 2 }
            ! DifferenceAdded { line: 6, number: "3", amount: EUR 5.00 }
            = 3 invoices, EUR 105.00 invoiced, EUR 0.00 paid
        "#]],
    );
}

#[test]
fn files_of_other_things_are_known_and_refused() {
    check(
        b"\"Invoice Ninja v4.5.17\",,\n,,\nVendors,,\nName,Email,First Name\nAcme,a@x.test,Jo\n",
        |_| {},
        expect![[r#"
        unknown tool · other · utf-8 · comma · header on line 4
        refused: OtherRecords
    "#]],
    );
    check(
        b"Client,Email,Quote Number,Amount,Quote Date\nAcme,a@x.test,1,$5.00,2021-01-28\n",
        |_| {},
        expect![[r#"
        unknown tool · other · utf-8 · comma · header on line 1
        refused: OtherRecords
    "#]],
    );
    check(
        b"vendor_name,email,vendor_currency\nAcme,a@x.test,USD\n",
        |_| {},
        expect![[r#"
        unknown tool · other · utf-8 · comma · header on line 1
        refused: OtherRecords
    "#]],
    );
}

#[test]
fn wave_ledgers_are_known_and_refused() {
    check(
        b"Transaction ID,Transaction Date,Account Name,Amount (One column), ,Debit Amount (Two Column Approach),Credit Amount (Two Column Approach),Customer,Invoice Number,Account Type\n\
        1,2021-01-28,Sales,294.00,,,294.00,Mark,2,Income\n",
        |_| {},
        expect![[r#"
            Wave · ledger · utf-8 · comma · header on line 1
            refused: Ledger
        "#]],
    );
}

#[test]
fn a_client_who_stands_twice_is_one() {
    check(
        b"Name,Email,Phone,City,Notes\n\
        Acme,Hello@acme.test,1,,first\n\
        Acme Ltd,hello@ACME.test,,Bonn,second\n\
        Beta,,2,,\n\
        beta,b@beta.test,,,\n\
        Beta,other@beta.test,3,,\n\
        ,lone@x.test,,,\n\
        ,,,Nowhere,\n\
        Odd,not an address,,,\n",
        |_| {},
        expect![[r#"
            unknown tool · clients · utf-8 · comma · header on line 1
            2: Acme · email hello@ACME.test · phone 1 · city Bonn “first⏎⏎second”
            4: Beta · email b@beta.test · phone 2
            6: Beta · email other@beta.test · phone 3
            7: lone@x.test · email lone@x.test
            9: Odd · email not an address
            bad 8: [NoName]
            ! Joined { line: 3, first: 2, name: Some("Acme Ltd") }
            ! Joined { line: 5, first: 4, name: None }
            ! NameTwice { line: 6, first: 4, name: "Beta" }
            ! NotAnAddress { line: 9, text: "not an address" }
        "#]],
    );
}

#[test]
fn paid_and_due_are_kept_as_they_are_stated() {
    check(
        b"Client,Invoice Number,Date,Due Date,Total,Paid,Status\n\
        Acme,1,2026-01-02,2025-12-02,EUR 10.00,EUR 12.00,Weird\n\
        Acme,2,2026-01-02,0000-00-00,EUR 10.00,EUR -1.00,sent\n\
        Acme,3,2026-01-02,,(EUR 10.00),,sent\n\
        Acme,4,2026-01-02,,JPY 10.50,,sent\n\
        Acme,5,2026-01-02,,USD 10.50,\xe2\x82\xac1,sent\n\
        Beta,1,2026-01-02,,USD 10.50,,paid\n",
        |_| {},
        expect![[r#"
            unknown tool · invoices · utf-8 · comma · header on line 1
            2: Acme
            7: Beta
            2: #1 Acme 2026-01-02→2025-12-02 · EUR 10.00 paid 12.00
                1 × 10  As invoiced
            7: #1 Beta 2026-01-02 · USD 10.50 paid 10.50
                1 × 10.5  As invoiced
            bad 3: [NegativePaid { text: "-1.00" }]
            bad 4: [NegativeTotal { text: "-10.00" }]
            bad 5: [TooFine { target: Total, text: "10.50" }]
            bad 6: [TwoCurrencies { one: "USD", other: "EUR" }]
            ! UnknownState { line: 2, number: "1", text: "Weird" }
            ! DueBeforeDate { line: 2, number: "1", dated: 2026-01-02, due: 2025-12-02 }
            ! PaidMoreThanTotal { line: 2, number: "1", over: EUR 2.00 }
            ! NumberTwice { line: 7, first: 2, number: "1" }
            = 1 invoices, EUR 10.00 invoiced, EUR 12.00 paid
            = 1 invoices, USD 10.50 invoiced, USD 10.50 paid
        "#]],
    );
}

/// Each note alone is as long as a cell may be: the second finds no room, in bounded time, and somebody is told.
#[test]
fn notes_that_find_no_room_are_named() {
    let file = format!("Name,Email,Notes\nA,a@x.test,{}\nA,a@x.test,more\n", "n".repeat(20_000));
    let (_, _, preview) = crate::shown::preview(file.as_bytes(), |_| {});
    assert_eq!(crate::shown::counted(&preview.warnings), "Joined 1, Shortened 1");
}

#[test]
fn what_cannot_be_a_table_says_why() {
    let read = |bytes: &[u8]| Table::read(bytes, &Options::default());
    assert_eq!(read(b""), Err(TableError::Empty));
    assert_eq!(read(b"\n\n;;\n"), Err(TableError::Empty));
    assert_eq!(read(b"PK\x03\x04rest"), Err(TableError::NotText));
    assert_eq!(read(b"Name\0,City"), Err(TableError::NotText));
    assert_eq!(read(&vec![b'a'; 20 * 1024 * 1024 + 1]), Err(TableError::TooLarge { bytes: 20 * 1024 * 1024 + 1, most: 20 * 1024 * 1024 }));
    assert_eq!(read("x\n".repeat(50_020).as_bytes()), Err(TableError::TooManyRows { most: 50_000 }));
    assert_eq!(read(",".repeat(300).as_bytes()), Err(TableError::Empty));
}

#[test]
fn a_mapping_without_what_is_needed_is_refused_before_any_row() {
    check(
        b"A,B\n1,2\n",
        |_| {},
        expect![[r#"
        unknown tool · clients · utf-8 · comma · header on line 1
        refused: NoColumnFor([Client(Name), Client(Email), Contact(Name), Contact(Email), ContactFirstName, ContactLastName])
    "#]],
    );
    check(
        b"Client,Date\n1,2\n",
        |mapping| mapping.records = Records::Invoices,
        expect![[r#"
        unknown tool · invoices · utf-8 · comma · header on line 1
        refused: NoColumnFor([InvoiceNumber])
    "#]],
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = Table::read(&bytes, &Options::default()) {
            for records in [Records::Clients, Records::Invoices] {
                let _ = read(&table, &Mapping::proposed_as(&table, records), &labels());
            }
        }
    }

    /// Whatever stands in the cells, no row is lost and every invoice comes to its total.
    #[test]
    fn every_row_is_accounted_for(
        rows in prop::collection::vec((0u8..3, 0u8..3, "[0-9.,$€%a-]{0,7}", "[0-9.,-]{0,5}", "[0-9.%]{0,4}", "[0-9.]{0,5}"), 1..12),
        separator in prop::sample::select(vec![',', ';']),
    ) {
        let mut file = ["Client", "Invoice Number", "Date", "Total", "Unit Price", "Discount", "Tax"].join(&separator.to_string());
        for (client, number, total, price, off, tax) in &rows {
            file.push('\n');
            let cells = [format!("C{client}"), format!("{number}"), "2026-01-02".to_owned(), total.clone(), price.clone(), off.clone(), tax.clone()];
            file.push_str(&cells.map(|cell| format!("\"{cell}\"")).join(&separator.to_string()));
        }
        let (table, _, preview) = crate::shown::preview(file.as_bytes(), |mapping| mapping.currency = Some(Currency::EUR));
        prop_assert_eq!(table.rows.len(), rows.len());
        let mut lines: Vec<u32> = preview.bad.iter().map(|bad| bad.line).chain(preview.waiting.iter().copied()).collect();
        let brought: std::collections::BTreeSet<(String, String)> =
            preview.brought.invoices.iter().map(|invoice| (invoice.client_name.clone(), invoice.number.clone())).collect();
        for row in &table.rows {
            if brought.contains(&(row.cells[0].clone(), row.cells[1].clone())) {
                lines.push(row.line);
            }
        }
        lines.sort_unstable();
        prop_assert_eq!(lines, table.rows.iter().map(|row| row.line).collect::<Vec<_>>());
        for invoice in &preview.brought.invoices {
            prop_assert_eq!(crate::exports::computed(invoice), invoice.total.amount());
        }
    }
}
