//! What is issued stays as it was, and shows when it was touched.

use domain::invoice::{Invoice, Standing};
use domain::{IssueId, PaymentId, VoidId};
use expect_test::expect;

use super::*;

const INVOICE: InvoiceId = InvoiceId(Id::from_bytes([40; 16]));
const ISSUE: IssueId = IssueId(Id::from_bytes([50; 16]));

fn issue_fact(content: Content) -> ClientFact {
    ClientFact::Issued { invoice: INVOICE, id: ISSUE, document: Box::new(issued(content, "INV-1")) }
}

fn issued_doc() -> AutoCommit {
    let mut doc = blank(1);
    write_all(&mut doc, &[drafted(40, content()), issue_fact(content())]);
    doc
}

fn entry() -> String {
    format!("invoices/{INVOICE}/issues/{ISSUE}")
}

fn tampered(key: &str, value: &str) -> (Invoice, Vec<Trouble>) {
    let mut doc = issued_doc();
    let entry = at(&doc, &entry());
    doc.put(entry, key, value).expect("put");
    doc.commit();
    let (mut client, troubles) = read_troubled(&mut doc);
    (client.invoices.remove(&INVOICE).expect("invoice"), troubles)
}

const BROKEN: Trouble = Trouble::BrokenSeal { invoice: INVOICE, issue: ISSUE };

#[test]
fn nothing_that_happens_later_changes_what_was_issued() {
    let mut doc = issued_doc();
    let before = read(&mut doc).invoices[&INVOICE].issues.clone();
    let mut edited = content();
    edited.lines.pop();
    edited.note = "Other".to_owned();
    write_all(
        &mut doc,
        &[
            drafted(40, edited.clone()),
            ClientFact::Paid { invoice: INVOICE, id: PaymentId(id(60)), payment: payment("5") },
            ClientFact::PaymentWithdrawn { invoice: INVOICE, id: PaymentId(id(60)), gone: true },
            ClientFact::Voided { invoice: INVOICE, id: VoidId(id(70)), on: day("2026-11-22"), reason: "Twice".to_owned() },
            ClientFact::InvoiceRemoved { invoice: INVOICE, gone: true },
            ClientFact::InvoiceRemoved { invoice: INVOICE, gone: false },
        ],
    );
    let after = &read(&mut doc).invoices[&INVOICE];
    assert_eq!(after.issues, before);
    assert_eq!(after.draft, Some(edited));
    assert_eq!(after.content(), Some(&content()));
    let again = write_client(&mut doc, &issue_fact(Content::blank(Kind::Invoice, Currency::EUR)), stamp(9));
    assert_eq!(again, Err(WriteError::AlreadyThere { path: entry() }));
}

#[test]
fn a_document_issued_by_two_devices_is_contested_and_both_are_kept() {
    let mut one = blank(1);
    write(&mut one, drafted(40, content()));
    let mut other = fork(&mut one, 2);
    write(&mut one, issue_fact(content()));
    write(&mut other, ClientFact::Issued { invoice: INVOICE, id: IssueId(id(51)), document: Box::new(issued(content(), "INV-2")) });
    one.merge(&mut other).expect("merge");
    let invoice = &read(&mut one).invoices[&INVOICE];
    assert_eq!((invoice.issues.len(), invoice.standing()), (2, Standing::Contested));
    assert!(invoice.issues.values().all(|issue| issue.sound));
}

#[test]
fn a_changed_text_breaks_the_seal() {
    let text = text_at(&issued_doc(), &entry(), "sealed").expect("text");
    let (invoice, troubles) = tampered("sealed", &text.replace("Brand audit", "Brand Audit"));
    assert_eq!(invoice.issues[&ISSUE].document.content().lines[0].description, "Brand Audit");
    assert_eq!((invoice.standing(), troubles), (Standing::Contested, vec![BROKEN]));
}

#[test]
fn a_figure_that_its_lines_do_not_come_to_breaks_the_seal_under_any_hash() {
    let text = text_at(&issued_doc(), &entry(), "sealed").expect("text");
    let lower = text.replace("\"total\":\"1568.11\"", "\"total\":\"1.11\"");
    assert_ne!(text, lower);
    let mut doc = issued_doc();
    let entry = at(&doc, &entry());
    doc.put(&entry, "seal", super::super::seal::seal(&lower)).expect("put");
    doc.put(&entry, "sealed", lower).expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!((client.invoices[&INVOICE].standing(), troubles), (Standing::Contested, vec![BROKEN]));
}

#[test]
fn a_changed_seal_or_number_breaks_the_seal() {
    for (key, value) in [("seal", "00"), ("number", "INV-9")] {
        let (invoice, troubles) = tampered(key, value);
        assert_eq!((invoice.standing(), troubles), (Standing::Contested, vec![BROKEN]), "{key}");
        assert_eq!(invoice.issues[&ISSUE].document, issued(content(), "INV-1"));
    }
}

#[test]
fn what_cannot_be_read_is_told_from_the_draft_and_never_passes_for_one() {
    for text in ["", "{", "{\"format\":2}", "[]"] {
        let (invoice, troubles) = tampered("sealed", text);
        let issue = &invoice.issues[&ISSUE];
        assert!(!issue.sound);
        assert_eq!((issue.document.number(), issue.document.content()), ("INV-1", &content()));
        assert_eq!((invoice.standing(), troubles), (Standing::Contested, vec![BROKEN]), "{text}");
    }
}

#[test]
fn an_issue_of_which_nothing_is_left_is_an_issue_still() {
    for key in [ISSUE.to_string(), "no id".to_owned()] {
        let mut doc = issued_doc();
        let issues = at(&doc, &format!("invoices/{INVOICE}/issues"));
        doc.delete(&issues, ISSUE.to_string()).expect("delete");
        doc.put(&issues, key, 5).expect("put");
        doc.commit();
        let (client, troubles) = read_troubled(&mut doc);
        let invoice = &client.invoices[&INVOICE];
        assert_eq!(invoice.standing(), Standing::Contested);
        assert_eq!(invoice.content(), Some(&content()));
        assert_eq!(troubles.len(), 2, "{troubles:?}");
    }
}

#[test]
fn without_a_readable_draft_either_there_is_nothing_to_issue() {
    let mut doc = issued_doc();
    let entry = at(&doc, &entry());
    doc.put(entry, "sealed", 5).expect("put");
    let draft = at(&doc, &format!("invoices/{INVOICE}/draft"));
    doc.put(draft, "currency", "???").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(client.invoices[&INVOICE].draft, None);
    assert!(client.invoices[&INVOICE].issues.is_empty());
    assert_eq!(troubles.len(), 3, "{troubles:?}");
}

#[test]
fn figures_beyond_reckoning_leave_an_empty_contested_document() {
    let (invoice, troubles) = {
        let mut doc = issued_doc();
        let mut absurd = content();
        absurd.lines[0] = line(1, "Everything", "1000000000", "1000000000000", Some("1000"));
        write(&mut doc, drafted(40, absurd));
        let entry = at(&doc, &entry());
        doc.put(entry, "sealed", "").expect("put");
        doc.commit();
        let (client, troubles) = read_troubled(&mut doc);
        (client.invoices[&INVOICE].clone(), troubles)
    };
    assert_eq!((invoice.standing(), troubles), (Standing::Contested, vec![BROKEN]));
}

/// A text of the first format, and the hash it was sealed with.
const FIRST: &str = r#"{"format":1,"number":"INV-1","dated":"2026-11-20","due":"2026-12-31","sender":{"name":"Studio","person":"","email":"","phone":"","street":"","extra":"","city":"","region":"","postal_code":"","country":"","tax_id":"DE1","registration":""},"recipient":{"name":"Acme \"Ltd\"","person":"","email":"","phone":"","street":"Long Street 1","extra":"","city":"","region":"","postal_code":"","country":"","tax_id":"","registration":""},"pay_to":"IBAN …","content":{"kind":"invoice","currency":"EUR","dated":"2026-11-20","terms":"net 30 eom","valid_until":"2026-12-31","lines":[{"id":"01010101-0101-8101-8101-010101010101","description":"Brand audit","quantity":"1","unit":"","price":"1200","tax":"19"},{"id":"02020202-0202-8202-8202-020202020202","description":"Workshops","quantity":"2.5","unit":"hour","price":"180.255","tax":null}],"discount":"5%","prices_include_tax":true,"tax_rounding":"line","tax_name":"VAT","deposit":"250.50","reference":"PO 77","note":"Thank you.\nSee you soon."},"totals":{"lines":["1200.00","450.64"],"sum":"1650.64","discount":"82.53","net":"1386.09","taxes":[{"rate":"19","base":"957.98","tax":"182.02"}],"tax":"182.02","total":"1568.11","deposit":"250.50"}}"#;
const FIRST_SEAL: &str = "f740005835511c85f25e13ad55f91456c60ead432f1962c32856902cb6db1e12";

#[test]
fn a_document_of_the_first_format_opens_for_ever() {
    assert_eq!(super::super::seal::seal(FIRST), FIRST_SEAL);
    let mut doc = issued_doc();
    let entry = at(&doc, &entry());
    doc.put(&entry, "sealed", FIRST).expect("put");
    doc.put(&entry, "seal", FIRST_SEAL).expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(troubles, vec![]);
    let issue = &client.invoices[&INVOICE].issues[&ISSUE];
    assert!(issue.sound);
    assert_eq!(issue.document.content(), &content());
    assert_eq!(issue.document.totals().payable, eur("1568.11"));
}

#[test]
fn the_first_format_keeps_the_figures_that_it_was_sealed_with() {
    let party = r#"{"name":"Studio","person":"","email":"","phone":"","street":"","extra":"","city":"","region":"","postal_code":"","country":"","tax_id":"","registration":""}"#;
    let line = |number: u8, price: &str, tax: &str| {
        let id = InvoiceId(id(number));
        format!(r#"{{"id":"{id}","description":"Work","quantity":"1","unit":"","price":"{price}","tax":"{tax}"}}"#)
    };
    let lines = [line(1, "100", "19"), line(2, "-50", "7")].join(",");
    let content = format!(
        r#"{{"kind":"invoice","currency":"EUR","dated":null,"terms":"receipt","valid_until":null,"lines":[{lines}],"discount":"10%","prices_include_tax":false,"tax_rounding":"rate","tax_name":"VAT","deposit":null,"reference":"","note":""}}"#
    );
    let taxes = r#"[{"rate":"7","base":"-51.67","tax":"-3.62"},{"rate":"19","base":"96.67","tax":"18.37"}]"#;
    let totals = format!(
        r#"{{"lines":["100.00","-50.00"],"sum":"50.00","discount":"5.00","net":"45.00","taxes":{taxes},"tax":"14.75","total":"59.75","deposit":"0.00"}}"#
    );
    let text = format!(
        r#"{{"format":1,"number":"INV-1","dated":"2026-11-20","due":"2026-11-20","sender":{party},"recipient":{party},"pay_to":"","content":{content},"totals":{totals}}}"#
    );
    let (document, figures_hold) = super::super::seal::open(&text).expect("opens");
    assert!(figures_hold);
    assert_eq!(document.totals().payable, eur("59.75"));
    let later = text.replace(r#""format":1"#, r#""format":2"#);
    assert!(super::super::seal::open(&later).is_some_and(|(_, holds)| !holds));
}

#[test]
fn all_that_a_document_can_say_is_drafted_and_sealed() {
    let (mut doc, full) = (blank(1), fuller());
    let document = Issued::kept(full.clone(), head("INV-1"), day("2026-11-20"), None).expect("issued");
    let fact = ClientFact::Issued { invoice: INVOICE, id: ISSUE, document: Box::new(document.clone()) };
    write_all(&mut doc, &[drafted(40, full.clone()), fact]);
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(troubles, vec![]);
    let invoice = &client.invoices[&INVOICE];
    assert_eq!(invoice.draft, Some(full));
    assert_eq!((&invoice.issues[&ISSUE].document, invoice.issues[&ISSUE].sound), (&document, true));
    // Taken out again, nothing of it is left.
    write(&mut doc, drafted(41, fuller()));
    write(&mut doc, drafted(41, content()));
    assert_eq!(read(&mut doc).invoices[&InvoiceId(id(41))].draft, Some(content()));
}

#[test]
fn rows_that_mean_nothing_are_a_trouble_and_leave_the_rest() {
    let mut doc = blank(1);
    write(&mut doc, drafted(40, fuller()));
    let draft = at(&doc, &format!("invoices/{INVOICE}/draft"));
    doc.put(&draft, "instalments", "[[\"50%\"]]").expect("put");
    doc.put(&draft, "exchange", "no json").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    let read = client.invoices[&INVOICE].draft.clone();
    assert_eq!(read, Some(Content { instalments: vec![], exchange: None, ..fuller() }));
    assert_eq!(troubles.len(), 2, "{troubles:?}");
}

/// The bytes that are sealed. They may never change for a document that was issued: a new shape is a new format beside this one.
#[test]
fn the_sealed_text_is_canonical() {
    let expected = expect![[
        r#"{"format":2,"number":"INV-1","dated":"2026-11-20","due":"2026-12-31","sender":{"name":"Studio","person":"","email":"","phone":"","street":"","extra":"","city":"","region":"","postal_code":"","country":"","tax_id":"DE1","registration":""},"recipient":{"name":"Acme \"Ltd\"","person":"","email":"","phone":"","street":"Long Street 1","extra":"","city":"","region":"","postal_code":"","country":"","tax_id":"","registration":""},"pay_to":"IBAN …","content":{"kind":"invoice","currency":"EUR","dated":"2026-11-20","terms":"net 30 eom","valid_until":"2026-12-31","lines":[{"id":"01010101-0101-8101-8101-010101010101","description":"Brand audit","quantity":"1","unit":"","price":"1200","tax":"19"},{"id":"02020202-0202-8202-8202-020202020202","description":"Workshops","quantity":"2.5","unit":"hour","price":"180.255","tax":null}],"discount":"5%","prices_include_tax":true,"tax_rounding":"line","tax_name":"VAT","deposit":"250.50","reference":"PO 77","note":"Thank you.\nSee you soon."},"totals":{"lines":["1200.00","450.64"],"sum":"1650.64","discount":"82.53","net":"1386.09","taxes":[{"category":"S","rate":"19","base":"957.98","tax":"182.02"}],"tax":"182.02","total":"1568.11","deposit":"250.50","further":["82.53","0.00","0.00","0.00","0.00","1568.11"]}}"#
    ]];
    expected.assert_eq(&super::super::seal::text(&issued(content(), "INV-1")).expect("text"));
    let expected = expect!["86f6e831d50567a11d56f575c323db15db86dc633f4cd24317fd61141b90979a"];
    expected.assert_eq(&text_at(&issued_doc(), &entry(), "seal").expect("seal"));
}
