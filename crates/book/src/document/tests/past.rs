//! The record as it stood, whatever the clocks said.

use super::*;

fn city(to: &str) -> ClientFact {
    ClientFact::FieldSet { field: Field::City, to: to.to_owned() }
}

fn write_at(doc: &mut AutoCommit, fact: &ClientFact, at: i64, command: &str) {
    write_client(doc, fact, stamp(at)).expect("fact");
    commit(doc, stamp(at), command);
}

fn stood(doc: &mut AutoCommit, at: i64) -> Option<String> {
    as_of(doc, stamp(at).at).map(|past| read_client(CLIENT, &past).0.get(Field::City).to_owned())
}

#[test]
fn every_moment_has_its_record() {
    let mut doc = blank(1);
    for (to, at) in [("Rome", 10), ("Oslo", 20), ("Bern", 30)] {
        write_at(&mut doc, &city(to), at, "SetFields");
    }
    let mut doc = AutoCommit::load(&doc.save()).expect("a document").with_actor(device(1));
    assert_eq!(stood(&mut doc, 9), None);
    for (at, to) in [(10, "Rome"), (19, "Rome"), (20, "Oslo"), (30, "Bern"), (1_000_000, "Bern")] {
        assert_eq!(stood(&mut doc, at).as_deref(), Some(to), "{at}");
    }
    // Looking back changes nothing.
    assert_eq!(read(&mut doc).get(Field::City), "Bern");
}

#[test]
fn a_change_stands_on_what_it_was_made_upon() {
    let mut one = blank(1);
    write_at(&mut one, &city("Rome"), 10, "SetFields");
    let mut other = fork(&mut one, 2);
    write_at(&mut one, &city("Oslo"), 50, "SetFields");
    other.merge(&mut one).expect("merge");
    // A clock that is slow dates the newest change first.
    write_at(&mut other, &city("Bern"), 20, "SetFields");
    assert_eq!(stood(&mut other, 30).as_deref(), Some("Rome"), "nothing stands before what it stands on");
    assert_eq!(stood(&mut other, 50).as_deref(), Some("Bern"));
}

#[test]
fn what_two_devices_did_at_once_stands_together() {
    let mut one = blank(1);
    write_at(&mut one, &city("Rome"), 10, "SetFields");
    let mut other = fork(&mut one, 2);
    let contact = ClientFact::ContactSet { contact: domain::ContactId(id(1)), field: ContactField::Name, to: "Jo".to_owned() };
    write_at(&mut one, &city("Oslo"), 20, "SetFields");
    write_at(&mut other, &contact, 20, "AddContact");
    one.merge(&mut other).expect("merge");
    let past = as_of(&mut one, stamp(20).at).expect("a record");
    let client = read_client(CLIENT, &past).0;
    assert_eq!((client.get(Field::City), client.contacts.len()), ("Oslo", 1));
}

#[test]
fn a_change_says_what_was_done_when_and_by_whom() {
    let mut doc = blank(1);
    write_at(&mut doc, &city("Rome"), 10, "SetFields");
    write_at(&mut doc, &city("Oslo"), 20, "RestoreOfAFutureVersion");
    let told: Vec<_> = changes(&mut doc).into_iter().map(|change| (change.at, change.by, change.command)).collect();
    let by = Some(AuthorId(id(7)));
    assert_eq!(told, [(stamp(10).at, by, "SetFields".to_owned()), (stamp(20).at, by, "RestoreOfAFutureVersion".to_owned())]);
    // The first schema's changes did not say by whom.
    let mut old = AutoCommit::load(golden::SCHEMA_1).expect("the frozen document");
    assert!(changes(&mut old).iter().all(|change| change.by.is_none() && change.command == "Test"));
}
