//! Files as banks give them: tables in five languages, account statements of several versions, and files that are neither.

use domain::money::Currency;
use paper::bank::{BankError, BankFile, Choice, Question, Role, read};
use paper::encoding::Encoding;
use paper::table::TableError;
use proptest::prelude::*;

fn told(file: &BankFile) -> Vec<String> {
    let one = |one: &domain::bank::Booking| {
        let parts = [one.on.to_string(), one.amount.to_string(), one.payer.clone(), one.text.clone(), one.reference.clone()];
        parts.join(" | ").trim_end_matches(" | ").to_owned()
    };
    file.bookings.iter().map(one).collect()
}

fn plain(text: &str) -> BankFile {
    read(text.as_bytes(), &Choice::default()).expect("a table")
}

#[test]
fn a_german_export_with_lines_above_it() {
    let text = "\"Umsatzanzeige\";\"Datei erstellt am: 22.11.2026\"\n\"IBAN\";\"DE89 3704 0044 0532 0130 00\"\n\"Kontoname\";\"Geschäftskonto\"\n\n\
        \"Buchung\";\"Wertstellungsdatum\";\"Auftraggeber/Empfänger\";\"Buchungstext\";\"Verwendungszweck\";\"Saldo\";\"Währung\";\"Betrag\";\"Währung\"\n\
        \"20.11.2026\";\"20.11.2026\";\"Nordlicht Verlag GmbH\";\"Gutschrift\";\"INV-2026-001, danke\";\"5.300,00\";\"EUR\";\"1.190,00\";\"EUR\"\n\
        \"19.11.2026\";\"19.11.2026\";\"Stadtwerke\";\"Lastschrift\";\"Strom\";\"4.110,00\";\"EUR\";\"-89,90\";\"EUR\"\n";
    let file = plain(text);
    assert_eq!(told(&file), ["2026-11-20 | EUR 1190.00 | Nordlicht Verlag GmbH | Gutschrift · INV-2026-001, danke"]);
    assert_eq!((file.outgoing, file.unreadable.len(), file.asks.len()), (1, 0, 0));
    let (bytes, _): (Vec<u8>, ()) = (text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect(), ());
    let same = read(&bytes, &Choice::default()).expect("Windows-1252");
    assert_eq!(same.bookings, file.bookings);
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide, &Choice::default()).expect("UTF-16").bookings, file.bookings);
}

#[test]
fn swiss_columns_for_each_way_and_the_currency_in_their_names() {
    let file = plain(
        "Konto:;CH93 0076 2011 6238 5295 7\nZeitraum:;01.11.2026 - 22.11.2026\n\nBuchungsdatum;Valuta;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Saldo in CHF\n\
         20.11.2026;20.11.2026;\"GUTSCHRIFT VON BÄCKEREI KÜBLER REFERENZ RF18 5390 0754 7034\";1'949.75;;12'000.00\n18.11.2026;18.11.2026;MIETE;;-1'200.00;10'050.25\n\nDisclaimer:;Ohne Gewähr\n",
    );
    assert_eq!(told(&file), ["2026-11-20 | CHF 1949.75 |  | GUTSCHRIFT VON BÄCKEREI KÜBLER REFERENZ RF18 5390 0754 7034"]);
    assert_eq!((file.outgoing, file.asks.len()), (1, 0));
}

#[test]
fn french_english_swedish_and_tabs() {
    let text = "Date;Libellé;Débit euros;Crédit euros\n20/11/2026;VIR SEPA ATELIER BRIO FACT INV-2026-007;;2 400,50\n19/11/2026;PRLV EDF;-80,00;\n";
    let told_so = ["2026-11-20 | EUR 2400.50 |  | VIR SEPA ATELIER BRIO FACT INV-2026-007"];
    assert_eq!(told(&plain(text)), told_so);
    let unnamed = text.replace("Débit euros;Crédit euros", "Moins;Plus");
    assert_eq!(plain(&unnamed).asks, [Question::Amount], "a person says which column is which");
    let roles = vec![Role::Day, Role::Text, Role::Debit, Role::Credit];
    let choice = Choice { roles: Some(roles), currency: Some(Currency::EUR), ..Choice::default() };
    assert_eq!(told(&read(unnamed.as_bytes(), &choice).expect("a table")), told_so);
    let english = plain(
        "Date,Description,Paid in,Paid out,Currency\n2026-11-20,Transfer from Harbor & Finch,500.00,,GBP\n2026-11-21,Rent,,900.00,GBP\n",
    );
    assert_eq!(told(&english), ["2026-11-20 | GBP 500.00 |  | Transfer from Harbor & Finch"]);
    let swedish = plain(
        "Bokföringsdag\tBelopp\tAvsändare\tMeddelande\tSaldo\tValuta\n2026-11-20\t1 500,00\tAkvarell AB\tFaktura 2026-12\t9 000,00\tSEK\n2026-11-19\t-20,00\t\tAvgift\t7 500,00\tSEK\n",
    );
    assert_eq!(told(&swedish), ["2026-11-20 | SEK 1500.00 | Akvarell AB | Faktura 2026-12"]);
}

#[test]
fn a_column_of_letters_says_which_way() {
    let file = plain(
        "Buchungstag;Name;Betrag;Soll/Haben;Währung;Verwendungszweck\n20.11.2026;Kunde;10,00;H;EUR;x\n20.11.2026;Bank;3,00;S;EUR;y\n",
    );
    assert_eq!(told(&file), ["2026-11-20 | EUR 10.00 | Kunde | x"]);
    assert_eq!(file.outgoing, 1);
}

#[test]
fn what_is_only_announced_or_refused_is_no_money() {
    let german = plain(
        "Buchungstag;Zahlungspflichtige*r;Verwendungszweck;Betrag (€);Status\n20.11.26;Kunde;a;10,00;Gebucht\n21.11.26;Kunde;b;11,00;Vorgemerkt\n",
    );
    assert_eq!((told(&german), german.reversed), (vec!["2026-11-20 | EUR 10.00 | Kunde | a".to_owned()], 1));
    let revolut = plain(
        "Type,Started Date,Completed Date,Description,Amount,Fee,Currency,State\nTOPUP,2026-11-20 10:00:00,2026-11-20 10:00:02,From Acme,10.00,0.00,EUR,COMPLETED\n\
         TOPUP,2026-11-21 10:00:00,2026-11-21 10:00:02,From Acme,11.00,0.00,EUR,REVERTED\n",
    );
    assert_eq!((told(&revolut), revolut.reversed), (vec!["2026-11-20 | EUR 10.00 |  | From Acme".to_owned()], 1));
}

#[test]
fn a_provider_says_what_was_sent_and_what_arrived() {
    let paypal = plain(
        "\"Date\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"Transaction ID\",\"Invoice Number\"\n\
         \"20/11/2026\",\"Brown & Co\",\"Website Payment\",\"Completed\",\"EUR\",\"1,234.50\",\"-35.00\",\"1,199.50\",\"8XX\",\"INV-2026-007\"\n\
         \"20/11/2026\",\"Brown & Co\",\"Website Payment\",\"Pending\",\"EUR\",\"1,234.50\",\"-35.00\",\"1,199.50\",\"8XY\",\"INV-2026-007\"\n",
    );
    assert_eq!(told(&paypal), ["2026-11-20 | EUR 1199.50 | Brown & Co |  | INV-2026-007"]);
    assert_eq!(paypal.bookings[0].sent.map(|sent| sent.to_string()).as_deref(), Some("EUR 1234.50"));
    let stripe = plain("id,Amount,Fee,Net,Currency,Created (UTC),Description\ntxn_1,100.00,1.75,98.25,eur,2026-11-20 09:00:00,INV-2026-001\n");
    assert_eq!(told(&stripe), ["2026-11-20 | EUR 98.25 |  | INV-2026-001"]);
    assert_eq!(stripe.bookings[0].sent.map(|sent| sent.to_string()).as_deref(), Some("EUR 100.00"));
}

#[test]
fn what_can_be_read_two_ways_is_asked() {
    let text = "Date,Amount,Description\n03/04/2026,\"1,234\",x\n";
    let file = plain(text);
    assert_eq!((file.bookings.len(), file.asks.clone()), (0, vec![Question::Order]));
    let mut choice = Choice { order: Some(paper::date::DayOrder::DayFirst), ..Choice::default() };
    assert_eq!(read(text.as_bytes(), &choice).expect("a table").asks, [Question::Mark]);
    choice.mark = Some(paper::amount::Mark::Dot);
    assert_eq!(read(text.as_bytes(), &choice).expect("a table").asks, [Question::Currency]);
    choice.currency = Some(Currency::USD);
    assert_eq!(told(&read(text.as_bytes(), &choice).expect("a table")), ["2026-04-03 | USD 1234.00 |  | x"]);
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_the_rest_is_taken() {
    let file = plain(
        "Datum;Betrag;Währung;Text\n20.11.2026;10,00;EUR;a\n31.02.2026;11,00;EUR;b\n21.11.2026;viel;EUR;c\n22.11.2026;1,005;EUR;d\n;;;Summe\n",
    );
    assert_eq!(told(&file), ["2026-11-20 | EUR 10.00 |  | a"]);
    assert_eq!(file.unreadable, [3, 4, 5]);
}

#[test]
fn the_same_rows_twice_are_two_bookings_and_known_again() {
    let head = "Datum;Betrag;Währung;Text\n";
    let (one, other) = ("20.11.2026;10,00;EUR;Danke\n", "21.11.2026;5,00;EUR;x\n");
    let first = plain(&format!("{head}{one}{one}"));
    assert_ne!(first.bookings[0].id, first.bookings[1].id);
    let later = plain(&format!("{head}{other}{one}{one}"));
    assert_eq!(
        later.bookings[1..].iter().map(|one| &one.id).collect::<Vec<_>>(),
        first.bookings.iter().map(|one| &one.id).collect::<Vec<_>>()
    );
    let own = plain("Datum;Betrag;Währung;Text;Transaction ID\n20.11.2026;10,00;EUR;Danke;T1\n");
    let renamed = plain("Datum;Betrag;Währung;Text;Transaction ID\n20.11.2026;10,00;EUR;Danke sehr;T1\n");
    assert_eq!(own.bookings[0].id, renamed.bookings[0].id);
}

#[test]
fn what_is_no_banks_file_is_said() {
    let error = |bytes: &[u8]| read(bytes, &Choice::default()).map(|file| file.asks);
    assert_eq!(error(b""), Err(BankError::Table(TableError::Empty)));
    assert_eq!(error(b"%PDF-1.7 ...."), Err(BankError::Table(TableError::NotText)));
    assert_eq!(error(b"PK\x03\x04...."), Err(BankError::Table(TableError::NotText)));
    assert_eq!(error(b"Name,Email\nAda,ada@example.org\n"), Ok(vec![Question::Day, Question::Amount]));
    assert_eq!(error(b"<html><body>Login</body></html>"), Err(BankError::NotCamt));
    assert_eq!(error(b"<Document><pain/></Document>"), Err(BankError::NotCamt));
    // UTF-16 read as bytes of one letter each holds zeros.
    let choice = Choice { encoding: Some(Encoding::Windows1252), ..Choice::default() };
    let wide: Vec<u8> = "Datum;Betrag\n20.11.2026;1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide, &choice).map(|_| ()), Err(BankError::Table(TableError::NotText)));
}

const STATEMENT: &str = include_str!("data/camt053.xml");

#[test]
fn an_account_statement_with_a_batch_fees_and_a_reversal() {
    let file = read(STATEMENT.as_bytes(), &Choice::default()).expect("a statement");
    assert_eq!(
        told(&file),
        [
            "2026-11-20 | CHF 1949.75 | Bäckerei Kübler | Danke & Gruss | RF18539007547034",
            "2026-11-20 | CHF 100.00 | Eins AG |  | 210000000003139471430009017",
            "2026-11-20 | CHF 50.50 | Zwei GmbH | INV-2026-002 | ",
            "2026-11-21 | EUR 485.00 | Harbor & Finch LLC | INV-2026-004 | ",
        ]
        .map(|text| text.trim_end_matches(" | "))
    );
    assert_eq!((file.outgoing, file.reversed, file.unreadable.len()), (1, 2, 0));
    assert_eq!(file.bookings[3].sent.map(|sent| sent.to_string()).as_deref(), Some("EUR 500.00"));
    let ids: std::collections::BTreeSet<_> = file.bookings.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn an_older_version_has_the_payer_without_a_party() {
    let text = STATEMENT
        .replace("<Pty>", "")
        .replace("</Pty>", "")
        .replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>")
        .replace("053.001.08", "053.001.02");
    let (old, new) = (read(text.as_bytes(), &Choice::default()), read(STATEMENT.as_bytes(), &Choice::default()));
    assert_eq!(old.map(|file| file.bookings), new.map(|file| file.bookings));
    let report = STATEMENT.replace("BkToCstmrStmt", "BkToCstmrAcctRpt").replace("<Stmt>", "<Rpt>").replace("</Stmt>", "</Rpt>");
    assert!(read(report.as_bytes(), &Choice::default()).is_ok_and(|file| file.bookings.len() == 4));
}

#[test]
fn a_statement_that_is_cut_off_or_dangerous_is_refused_whole() {
    let mut at = STATEMENT.len() - 2;
    while at > 40 {
        if STATEMENT.is_char_boundary(at) {
            let cut = read(&STATEMENT.as_bytes()[..at], &Choice::default());
            assert!(matches!(cut, Err(BankError::Truncated | BankError::NotCamt)), "{at}: {cut:?}");
        }
        at -= 97;
    }
    assert_eq!(read(&STATEMENT.as_bytes()[..STATEMENT.len() / 2], &Choice::default()).map(|_| ()), Err(BankError::Truncated));
    let bomb =
        format!("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]>{}", STATEMENT.split_once("?>").expect("a declaration").1);
    assert_eq!(read(bomb.as_bytes(), &Choice::default()).map(|_| ()), Err(BankError::Declares));
    let named = STATEMENT.replace("Danke &amp;", "Danke &lol;");
    assert_eq!(read(named.as_bytes(), &Choice::default()).map(|_| ()), Err(BankError::Declares));
    let deep = format!("<Document><BkToCstmrStmt>{}", "<a>".repeat(10_000));
    assert_eq!(read(deep.as_bytes(), &Choice::default()).map(|_| ()), Err(BankError::NotCamt));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Choice::default());
    }

    #[test]
    fn no_table_breaks_it(cells in prop::collection::vec(prop::collection::vec("[0-9.,;'/ \"A-ZÄa-zé€-]{0,12}", 1..6), 1..8)) {
        let rows: Vec<String> = cells.into_iter().map(|row| row.join(";")).collect();
        let text = format!("Datum;Betrag;Währung;Text;Name\n{}", rows.join("\n"));
        if let Ok(file) = read(text.as_bytes(), &Choice::default()) {
            prop_assert!(file.bookings.iter().all(|one| one.amount.is_positive()));
        }
    }

    #[test]
    fn no_change_of_a_statement_breaks_it(at in 0usize..4_000, with in "[<>&/\"a-z!\\[\\]]{0,6}", drop in 0usize..40) {
        let mut at = at.min(STATEMENT.len());
        while !STATEMENT.is_char_boundary(at) { at -= 1; }
        let mut end = (at + drop).min(STATEMENT.len());
        while !STATEMENT.is_char_boundary(end) { end += 1; }
        let text = format!("{}{with}{}", &STATEMENT[..at], &STATEMENT[end..]);
        let _ = read(text.as_bytes(), &Choice::default());
    }
}

fn statement(sum: &str, details: &str) -> BankFile {
    let entry = format!(
        "<Ntry><Amt Ccy=\"EUR\">{sum}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls>{details}</NtryDtls></Ntry>"
    );
    read(format!("<Document><BkToCstmrStmt><Stmt>{entry}</Stmt></BkToCstmrStmt></Document>").as_bytes(), &Choice::default()).expect("a statement")
}

#[test]
fn a_batch_is_divided_where_its_parts_say_what_each_came_to() {
    let part = |amount: &str, name: &str, text: &str| {
        let amount = if amount.is_empty() { String::new() } else { format!("<AmtDtls><InstdAmt><Amt Ccy=\"EUR\">{amount}</Amt></InstdAmt></AmtDtls>") };
        format!("<TxDtls>{amount}<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>")
    };
    let two = |one: &str, other: &str| part(one, "Eins", "INV-1001") + &part(other, "Zwei", "INV-1002");
    assert_eq!(told(&statement("30", &two("10", "20"))), ["2026-11-20 | EUR 10.00 | Eins | INV-1001", "2026-11-20 | EUR 20.00 | Zwei | INV-1002"]);
    assert_eq!(told(&statement("29", &two("10", "20"))), ["2026-11-20 | EUR 29.00 | Eins | INV-1001 · INV-1002"], "a bank kept some of it");
    assert_eq!(told(&statement("30", &two("", ""))), ["2026-11-20 | EUR 30.00 | Eins | INV-1001 · INV-1002"]);
}

#[test]
fn a_payment_that_came_back_is_no_income() {
    let file = statement("30", "<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf><RmtInf><Ustrd>INV-1001</Ustrd></RmtInf></TxDtls>");
    assert_eq!((file.bookings.len(), file.reversed), (0, 1));
}
