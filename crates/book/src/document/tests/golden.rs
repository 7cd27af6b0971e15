//! Documents that the first version of each schema wrote, byte for byte as they were then.

use domain::fact::ItemFact;
use domain::item::{ItemField, ItemKind};
use domain::{MoveId, client::Removal};

use super::*;

pub(super) const SCHEMA_1: &[u8] = include_bytes!("../../../tests/data/client-schema-1.automerge");
const SCHEMA_2: &[u8] = include_bytes!("../../../tests/data/client-schema-2.automerge");

fn told_doc(facts: &[ClientFact]) -> AutoCommit {
    let mut doc = blank(1);
    write_all(&mut doc, facts);
    doc
}

/// What schema 1 could be told.
fn without_items() -> Vec<ClientFact> {
    told::client_facts().into_iter().filter(|fact| !matches!(fact, ClientFact::Item(_))).collect()
}

/// What schema 2 could be told when its document was frozen: kinds and fields that came later are left out.
fn told_to_schema_2() -> Vec<ClientFact> {
    use ItemField as F;
    let later = |fact: &ClientFact| match fact {
        ClientFact::Item(ItemFact::Made { kind, .. }) => matches!(kind, ItemKind::Template | ItemKind::StageNote),
        ClientFact::Item(ItemFact::Set { field, .. }) => {
            matches!(field, F::Stage | F::Trigger | F::Tools | F::Version | F::From | F::After)
        }
        _ => false,
    };
    told::client_facts().into_iter().filter(|fact| !later(fact)).collect()
}

/// With `THROUGHLINE_FREEZE` set, the first document of a new schema is written: once for a schema, never to make a test pass.
#[test]
fn the_newest_schema_is_frozen() {
    let mut doc = told_doc(&told_to_schema_2());
    if std::env::var_os("THROUGHLINE_FREEZE").is_some() {
        let path = format!("{}/tests/data/client-schema-{SCHEMA}.automerge", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(&path, doc.save()).expect(&path);
    }
    assert_eq!(SCHEMA, 2, "a new schema has a frozen document of its own, read and grown below");
    assert_eq!(read(&mut AutoCommit::load(SCHEMA_2).expect("the frozen document")), read(&mut doc));
}

#[test]
fn frozen_documents_read_as_they_were_meant_and_grow() {
    grows(SCHEMA_1, &without_items());
    grows(SCHEMA_2, &told_to_schema_2());
}

fn grows(frozen: &[u8], facts: &[ClientFact]) {
    let mut doc = AutoCommit::load(frozen).expect("the frozen document").with_actor(device(2));
    let before = read(&mut doc);
    assert_eq!(before, read(&mut told_doc(facts)));
    assert_eq!(doc.get_changes(&[])[0].hash(), genesis_client().get_changes(&[])[0].hash(), "it began as documents begin now");
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
    let mut apart = AutoCommit::load(frozen).expect("the frozen document").with_actor(device(3));
    write(&mut apart, drafted(203, content()));
    let other = read(&mut apart).invoices[&InvoiceId(id(203))].clone();
    apart.merge(&mut doc).expect("the same document");
    grown.invoices.insert(InvoiceId(id(203)), other);
    assert_eq!(read(&mut apart), grown);
}
