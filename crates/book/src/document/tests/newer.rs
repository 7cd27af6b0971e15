//! What another version, a fault or an ill-wisher wrote: read as far as it goes, told of, and left as it is.

use automerge::ScalarValue;
use domain::invoice::Standing;
use domain::{MoveId, NoteId, PaymentId};
use proptest::prelude::*;

use super::*;

fn told_doc() -> AutoCommit {
    let mut doc = blank(1);
    write_all(&mut doc, &told::client_facts());
    doc
}

#[test]
fn what_a_newer_version_added_survives_reading_writing_and_saving() {
    let mut doc = told_doc();
    let before = read(&mut doc);
    let all = maps(&doc);
    for obj in &all {
        doc.put(obj, "zz_future", "kept").expect("put");
        let below = doc.put_object(obj, "zz_more", ObjType::Map).expect("put");
        doc.put(below, "deep", 7).expect("put");
    }
    doc.commit();
    // In a container an entry under no id is told of; elsewhere an unknown key is nobody's trouble.
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(client.notes.len(), before.notes.len());
    assert!(troubles.iter().all(|trouble| match trouble {
        Trouble::Unreadable { path } => path.contains("zz_"),
        Trouble::BrokenSeal { .. } => true,
        Trouble::Contested { .. } | Trouble::NewerSchema { .. } | Trouble::DamagedChunk { .. } => false,
    }));
    for fact in told::client_facts() {
        let _ = write_client(&mut doc, &fact, stamp(99));
    }
    commit(&mut doc, stamp(99), "Test");
    let loaded = AutoCommit::load(&doc.save()).expect("loads");
    for obj in &all {
        let Ok(Some((kept, _))) = loaded.get(obj, "zz_future") else { continue };
        assert_eq!(kept.as_str(), Some("kept"));
        let (_, below) = loaded.get(obj, "zz_more").expect("map").expect("map");
        assert_eq!(loaded.get(below, "deep").expect("get").and_then(|(value, _)| value.as_i64()), Some(7));
    }
}

#[test]
fn unknown_words_are_told_of_and_kept() {
    let mut doc = told_doc();
    let (note, moved) = (format!("notes/{}", NoteId(id(30))), format!("moves/{}", MoveId(id(20))));
    doc.put(at(&doc, &note), "kind", "postcard").expect("put");
    doc.put(at(&doc, &moved), "to", "afterlife").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(client.notes[&NoteId(id(30))].kind, NoteKind::Note);
    assert_eq!(client.notes[&NoteId(id(30))].says(), "Amended again");
    assert!(!client.moves.contains_key(&MoveId(id(20))));
    let unreadable = |path: String| Trouble::Unreadable { path };
    assert_eq!(troubles, [unreadable(moved.clone() + "/to"), unreadable(note.clone() + "/kind")]);
    write(&mut doc, ClientFact::NoteRemoved { note: NoteId(id(30)), gone: true });
    write(&mut doc, ClientFact::MoveWithdrawn { id: MoveId(id(20)), gone: true });
    assert_eq!(text_at(&doc, &note, "kind").as_deref(), Some("postcard"));
    assert_eq!(text_at(&doc, &moved, "to").as_deref(), Some("afterlife"));
}

#[test]
fn who_began_it_may_be_missing_or_said_in_a_word_to_come() {
    let mut doc = told_doc();
    assert_eq!(read(&mut doc).notes[&NoteId(id(30))].direction, None);
    let note = format!("notes/{}", NoteId(id(34)));
    doc.put(at(&doc, &note), "direction", "sideways").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    assert_eq!(client.notes[&NoteId(id(34))].direction, None);
    assert_eq!(troubles, [Trouble::Unreadable { path: note.clone() + "/direction" }]);
    write(&mut doc, ClientFact::NoteRemoved { note: NoteId(id(34)), gone: true });
    assert_eq!(text_at(&doc, &note, "direction").as_deref(), Some("sideways"));
}

#[test]
fn a_line_that_cannot_be_read_is_not_deleted_with_the_next_change() {
    let mut doc = blank(1);
    write(&mut doc, drafted(1, content()));
    let lines = format!("invoices/{}/draft/lines", InvoiceId(id(1)));
    let second = format!("{lines}/{}", LineId(id(2)));
    doc.put(at(&doc, &second), "price", "a song").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    let draft = client.invoices[&InvoiceId(id(1))].draft.clone().expect("draft");
    assert_eq!((draft.lines.len(), troubles.len()), (1, 1));
    write(&mut doc, drafted(1, Content { note: String::new(), lines: vec![line(3, "New", "1", "1", None)], ..draft }));
    assert_eq!(text_at(&doc, &second, "price").as_deref(), Some("a song"));
    assert_eq!(doc.length(at(&doc, &lines)), 2);
}

#[test]
fn a_turn_from_nowhere_does_not_outrank_what_comes_after() {
    for turn in [i64::MAX, i64::from(u32::MAX), -1] {
        let mut doc = told_doc();
        let path = format!("moves/{}", MoveId(id(20)));
        doc.put(at(&doc, &path), "turn", turn).expect("put");
        doc.commit();
        assert_eq!(read_troubled(&mut doc).1, [Trouble::Unreadable { path: path + "/turn" }]);
        let (to, on) = (Stage::Retention, day("2026-11-22"));
        write(&mut doc, ClientFact::Moved { id: MoveId(id(22)), to, on, why: String::new() });
        assert_eq!(read_troubled(&mut doc).0.stage(), (to, Some(on)), "{turn}");
    }
}

#[test]
fn a_newer_schema_is_read_and_never_written() {
    let mut doc = told_doc();
    let before = read(&mut doc);
    assert!(!is_newer(&doc));
    doc.put(automerge::ROOT, "schema", SCHEMA + 1).expect("put");
    doc.commit();
    assert!(is_newer(&doc));
    assert_eq!(read_troubled(&mut doc), (before, vec![Trouble::NewerSchema { found: SCHEMA + 1 }]));
    let fact = ClientFact::FieldSet { field: Field::City, to: "Rome".to_owned() };
    assert_eq!(write_client(&mut doc, &fact, stamp(1)), Err(WriteError::NewerSchema { found: SCHEMA + 1 }));
    assert_eq!(doc.pending_ops(), 0);
}

#[test]
fn another_document_reads_as_an_empty_one() {
    let troubles = |paths: &[&str]| paths.iter().map(|path| Trouble::Unreadable { path: (*path).to_owned() }).collect::<Vec<_>>();
    let (client, told) = read_client(CLIENT, &AutoCommit::new());
    assert_eq!(client, Client::new(CLIENT));
    assert_eq!(told, troubles(&["contacts", "fields", "invoices", "kind", "moves", "notes", "removals", "schema"]));
    let (practice, told) = read_practice(&AutoCommit::new());
    assert_eq!((practice, told), (Practice::default(), troubles(&["batches", "fields", "kind", "numbers", "schema"])));
    assert_eq!(read_practice(&genesis_client()).1, troubles(&["batches", "kind", "numbers"]));
}

#[test]
fn a_text_of_a_newer_kind_reads_as_a_text() {
    let mut doc = told_doc();
    let note = at(&doc, &format!("notes/{}", NoteId(id(31))));
    let text = doc.put_object(note, "text", ObjType::Text).expect("put");
    doc.splice_text(text, 0, 0, "Grown 🙂").expect("splice");
    doc.commit();
    assert_eq!(read(&mut doc).notes[&NoteId(id(31))].text, "Grown 🙂");
}

#[test]
fn two_spellings_of_one_id_are_not_one_entry() {
    let mut doc = told_doc();
    let moves = at(&doc, "moves");
    let key = MoveId(Id::from_bytes([0xab; 16])).to_string().to_uppercase();
    doc.put_object(&moves, &key, ObjType::Map).expect("put");
    doc.commit();
    assert_eq!(read_troubled(&mut doc).1, [Trouble::Unreadable { path: format!("moves/{key}") }]);
}

#[test]
fn a_payment_without_an_amount_is_left_out_and_one_without_a_day_is_not() {
    let mut doc = told_doc();
    let payments = format!("invoices/{}/payments", InvoiceId(id(40)));
    doc.put(at(&doc, &format!("{payments}/{}", PaymentId(id(60)))), "on", "soon").expect("put");
    doc.put(at(&doc, &format!("{payments}/{}", PaymentId(id(61)))), "amount", "0.001").expect("put");
    doc.commit();
    let (client, troubles) = read_troubled(&mut doc);
    let invoice = &client.invoices[&InvoiceId(id(40))];
    assert_eq!(invoice.payments.len(), 1);
    assert_eq!(invoice.payments[&PaymentId(id(60))].on, day("2026-11-22"), "the day it was recorded");
    assert_eq!((invoice.standing(), troubles.len()), (Standing::PartlyPaid, 2));
}

#[derive(Clone, Debug)]
enum Odd {
    Scalar(ScalarValue),
    Object(ObjType),
    Gone,
}

fn odd() -> impl Strategy<Value = Odd> {
    let texts = prop_oneof![
        "[ -~]{0,12}",
        Just("9999999999999999999999999999".to_owned()),
        Just("2999-12-31".to_owned()),
        Just("net 65535".to_owned()),
        Just("-0".to_owned()),
        Just("1000%".to_owned()),
        Just("EUR".to_owned()),
        Just("{}".to_owned()),
    ];
    let scalars = prop_oneof![
        texts.prop_map(|text| ScalarValue::Str(text.as_str().into())),
        any::<i64>().prop_map(ScalarValue::Int),
        any::<u64>().prop_map(ScalarValue::Uint),
        any::<i64>().prop_map(ScalarValue::Timestamp),
        any::<i64>().prop_map(ScalarValue::counter),
        any::<bool>().prop_map(ScalarValue::Boolean),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(ScalarValue::Bytes),
        Just(ScalarValue::F64(f64::NAN)),
        Just(ScalarValue::Null),
    ];
    prop_oneof![
        8 => scalars.prop_map(Odd::Scalar),
        3 => prop_oneof![Just(ObjType::Map), Just(ObjType::List), Just(ObjType::Text), Just(ObjType::Table)].prop_map(Odd::Object),
        2 => Just(Odd::Gone),
    ]
}

/// Puts the odd thing somewhere in the document, mostly under a key that means something there.
fn spoil(doc: &mut AutoCommit, map: usize, key: usize, odd: &Odd) {
    let all = maps(doc);
    let obj = &all[map % all.len()];
    let mut keys: Vec<String> = doc.keys(obj).collect();
    keys.extend(["removed".to_owned(), "withdrawn".to_owned(), id(77).to_string(), "no id".to_owned()]);
    let key = &keys[key % keys.len()];
    match odd {
        Odd::Scalar(value) => doc.put(obj, key, value.clone()).expect("put"),
        Odd::Object(kind) => doc.put_object(obj, key, *kind).map(|_| ()).expect("put"),
        Odd::Gone => doc.delete(obj, key).expect("delete"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn nothing_that_a_document_holds_makes_reading_or_writing_fail_hard(
        mine in prop::collection::vec((any::<usize>(), any::<usize>(), odd()), 1..12),
        yours in prop::collection::vec((any::<usize>(), any::<usize>(), odd()), 0..12),
    ) {
        let mut doc = told_doc();
        let mut other = fork(&mut doc, 2);
        for (doc, places) in [(&mut doc, &mine), (&mut other, &yours)] {
            for (map, key, odd) in places {
                spoil(doc, *map, *key, odd);
            }
            doc.commit();
        }
        doc.merge(&mut other).expect("merge");
        let _ = read_practice(&doc);
        let (client, troubles) = read_troubled(&mut doc);
        let row = domain::row::Row::of(&client, troubles.len() as u32);
        prop_assert_eq!(crate::rowcode::decode(&crate::rowcode::encode(&row)), Some(row));
        for fact in told::client_facts() {
            let _ = write_client(&mut doc, &fact, stamp(99));
        }
        commit(&mut doc, stamp(99), "Test");
        let _ = read_troubled(&mut doc);
    }
}
