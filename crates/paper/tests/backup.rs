//! The whole-business file: what is written reads back, and nothing else does.

use domain::money::{Currency, Money};
use expect_test::{Expect, expect};
use paper::backup::{Backup, BackupError, Counts, Document, Map, Totals, Value, decode, encode};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn eur(cents: i64) -> Money {
    Money::exact(Decimal::new(cents, 2), Currency::EUR).expect("cents")
}

fn document(id: &str, kind: &str, bytes: &[u8]) -> Document {
    Document { id: id.to_owned(), kind: kind.to_owned(), bytes: bytes.to_vec() }
}

fn sample() -> Backup {
    let mut extras = Map::new();
    extras.insert("from_a_newer_version".to_owned(), Value::from(vec![1, 2]));
    Backup {
        exported_at: "2026-11-22T09:30:00Z".to_owned(),
        app: "0.1.0".to_owned(),
        counts: Counts { clients: 1, invoices: 2, notes: 0, documents: 2 },
        totals: vec![Totals { invoiced: eur(1_186_087), paid: eur(568_621), open: eur(617_466) }],
        documents: vec![document("practice", "practice", b"\x85\x6f\x4a\x83"), document("30313233", "client", "Müller".as_bytes())],
        files: Vec::new(),
        extras,
    }
}

/// What becomes of the sample after `change`; `sealed` writes the last line anew, as somebody would who edits a file on purpose.
fn check(change: impl FnOnce(String) -> String, sealed: bool, expect: Expect) {
    let mut text = change(encode(&sample()));
    if sealed {
        let at = text.rfind("\"sha256\":").expect("a seal");
        text.truncate(at);
        let hash = document("", "", text.as_bytes()).sha256();
        text.push_str(&format!("\"sha256\":\"{hash}\"}}\n"));
    }
    let shown = match decode(text.as_bytes()) {
        Ok(backup) => format!("{} documents, extras {}", backup.documents.len(), Value::Object(backup.extras)),
        Err(error) => format!("{error:?}"),
    };
    expect.assert_eq(&shown);
}

#[test]
fn a162_the_file_as_it_is_written() {
    expect![[r#"
        {"format":"throughline-backup","version":1,
        "exported_at":"2026-11-22T09:30:00Z",
        "app":"0.1.0",
        "counts":{"clients":1,"invoices":2,"notes":0,"documents":2},
        "totals":[{"currency":"EUR","invoiced":"11860.87","paid":"5686.21","open":"6174.66"}],
        "extras":{"from_a_newer_version":[1,2]},
        "documents":[
        {"id":"practice","kind":"practice","sha256":"5aee9dc1b90d8a3cb07bdd9379e0818f4a71839c98c131b4d5a78f2ac159378c","bytes":"hW9Kgw=="},
        {"id":"30313233","kind":"client","sha256":"a78429899bb825ce667d25d92e2cde488f8a7d6871bb2be7365601cad6b0a8f2","bytes":"TcO8bGxlcg=="}
        ],
        "sha256":"b040d546e7ed8ae0afa110ba8ffc980a777834bf8e8fa7be430a1eaaa17af43c"}
    "#]]
    .assert_eq(&encode(&sample()));
}

#[test]
fn a162_what_is_written_reads_back() {
    assert_eq!(decode(encode(&sample()).as_bytes()), Ok(sample()));
    let empty = Backup { counts: Counts::default(), totals: Vec::new(), documents: Vec::new(), extras: Map::new(), ..sample() };
    assert_eq!(decode(encode(&empty).as_bytes()), Ok(empty));
}

#[test]
fn a163_a_file_cut_anywhere_is_refused() {
    let text = encode(&sample());
    for end in 0..text.len() {
        assert!(decode(&text.as_bytes()[..end]).is_err(), "cut at {end}");
    }
    check(|text| text[..text.len() / 2].to_owned(), false, expect!["Truncated"]);
    check(|text| text[..5].to_owned(), false, expect!["Truncated"]);
    check(|text| text.trim_end().to_owned(), false, expect!["Altered"]);
    check(|_| String::new(), false, expect!["NotJson"]);
}

#[test]
fn a163_one_flipped_bit_is_refused() {
    let text = encode(&sample());
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            assert!(decode(&bytes).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn every_refusal_says_what_is_wrong() {
    check(|text| text, false, expect![[r#"2 documents, extras {"from_a_newer_version":[1,2]}"#]]);
    check(|_| "not JSON".to_owned(), false, expect!["NotJson"]);
    check(|_| "{\"format\":\"other\",\"version\":1}".to_owned(), false, expect!["NotOurs"]);
    check(|_| "[1, 2]".to_owned(), false, expect!["NotOurs"]);
    check(|text| text.replace("\"version\":1", "\"version\":3"), true, expect!["Newer { version: 3 }"]);
    check(|text| text.replace("\"version\":1", "\"version\":2"), true, expect!["Damaged"]);
    check(|text| text.replace("\"version\":1", "\"version\":0"), true, expect!["Damaged"]);
    check(|text| text.replace("\"exported_at\"", "\"exported_by\""), true, expect!["Damaged"]);
    check(|text| text.replace("\"EUR\"", "\"XXX\""), true, expect!["Damaged"]);
    check(|text| text.replace("TcO8bGxlcg==", "TcO8bGxlcgo="), true, expect![[r#"DocumentDamaged { id: "30313233" }"#]]);
    check(|text| text.replace("TcO8bGxlcg==", "?"), true, expect![[r#"DocumentDamaged { id: "30313233" }"#]]);
    check(|text| text.replace("\"30313233\"", "\"practice\""), true, expect![[r#"DuplicateId { id: "practice" }"#]]);
    check(|text| text.replace("\"documents\":2", "\"documents\":3"), true, expect!["CountsDiffer { stated: 3, found: 2 }"]);
    check(|text| text.replace("\"clients\":1", "\"clients\":9"), false, expect!["Altered"]);
    check(|text| text.replace("\"extras\":", "\"extras\": "), false, expect!["Altered"]);
    check(|text| format!("{text}\n"), false, expect!["Altered"]);
}

fn extras() -> impl Strategy<Value = Map<String, Value>> {
    let leaf = prop_oneof![any::<i64>().prop_map(Value::from), any::<bool>().prop_map(Value::from), "\\PC{0,8}".prop_map(Value::from)];
    let tree = leaf.prop_recursive(3, 12, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Value::from));
    prop::collection::btree_map("[a-z_\"\\n]{0,6}", tree, 0..4).prop_map(|all| all.into_iter().collect())
}

prop_compose! {
    fn backup()(
        bytes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..5), app in "\\PC{1,12}", extras in extras(),
        clients in any::<u64>(), cents in any::<[i32; 3]>(),
    ) -> Backup {
        let documents: Vec<Document> = bytes.iter().enumerate().map(|(at, bytes)| document(&format!("d{at}"), "client", bytes)).collect();
        let [invoiced, paid, open] = cents.map(|cents| eur(i64::from(cents)));
        let counts = Counts { clients, documents: documents.len() as u64, ..Counts::default() };
        Backup { app, counts, totals: vec![Totals { invoiced, paid, open }], documents, extras, ..sample() }
    }
}

proptest! {
    #[test]
    fn any_backup_reads_back(backup in backup()) {
        let text = encode(&backup);
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("{\"id\"")).count(), backup.documents.len());
        prop_assert_eq!(decode(text.as_bytes()), Ok(backup));
    }

    #[test]
    fn any_backup_changed_in_a_byte_or_cut_is_refused(backup in backup(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = encode(&backup).into_bytes();
        let at = at.index(bytes.len());
        prop_assert!(decode(&bytes[..at]).is_err());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        prop_assert!(decode(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(decode(&bytes).is_err());
    }
}

#[test]
fn a_large_file_is_not_looked_into() {
    let bytes = vec![b' '; paper::backup::BYTES_MOST + 1];
    assert!(matches!(decode(&bytes), Err(BackupError::TooLarge { .. })));
}
