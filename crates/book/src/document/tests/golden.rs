//! A document that the first version of schema 1 wrote, byte for byte as it was then.

use domain::{MoveId, client::Removal};

use super::*;

const FROZEN: &[u8] = include_bytes!("../../../tests/data/client-schema-1.automerge");

fn told_doc() -> AutoCommit {
    let mut doc = blank(1);
    write_all(&mut doc, &told::client_facts());
    doc
}

/// The frozen bytes. With `THROUGHLINE_FREEZE` set, the first document of a new schema is written: once for a schema, never to make a
/// test pass.
fn frozen() -> Vec<u8> {
    if std::env::var_os("THROUGHLINE_FREEZE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/client-schema-1.automerge");
        std::fs::write(path, told_doc().save()).expect(path);
        return told_doc().save();
    }
    FROZEN.to_vec()
}

#[test]
fn a_frozen_document_reads_as_it_was_meant_and_grows() {
    let mut doc = AutoCommit::load(&frozen()).expect("the frozen document").with_actor(device(2));
    let before = read(&mut doc);
    assert_eq!(before, read(&mut told_doc()));
    assert_eq!(doc.get_changes(&[])[0].hash(), genesis_client().get_heads()[0], "it began as documents begin now");
    write_all(
        &mut doc,
        &[
            ClientFact::FieldSet { field: Field::City, to: "Oslo".to_owned() },
            ClientFact::Moved { id: MoveId(id(200)), to: Stage::Retention, on: day("2026-12-01"), why: String::new() },
            drafted(201, content()),
            drafted(40, Content { note: "Grown".to_owned(), ..content() }),
            ClientFact::Removed { id: domain::RemovalId(id(202)), gone: true },
        ],
    );
    let mut grown = before.clone();
    let after = read(&mut doc);
    grown.fields.insert(Field::City, "Oslo".to_owned());
    grown.moves.insert(MoveId(id(200)), after.moves[&MoveId(id(200))].clone());
    grown.invoices.insert(InvoiceId(id(201)), after.invoices[&InvoiceId(id(201))].clone());
    if let Some(draft) = grown.invoices.get_mut(&InvoiceId(id(40))).and_then(|invoice| invoice.draft.as_mut()) {
        draft.note = "Grown".to_owned();
    }
    grown.removals.insert(domain::RemovalId(id(202)), Removal { gone: true, turn: 2, recorded: stamp(5) });
    assert_eq!(after, grown);
    // What another device wrote meanwhile meets it in the same containers.
    let mut apart = AutoCommit::load(&frozen()).expect("the frozen document").with_actor(device(3));
    write(&mut apart, drafted(203, content()));
    let other = read(&mut apart).invoices[&InvoiceId(id(203))].clone();
    apart.merge(&mut doc).expect("the same document");
    grown.invoices.insert(InvoiceId(id(203)), other);
    assert_eq!(read(&mut apart), grown);
}
