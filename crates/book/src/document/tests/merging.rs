//! What devices write apart is all there when they meet, whoever meets whom first.

use std::collections::BTreeSet;

use domain::fact::ItemFact;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::{ActId, AmendmentId, ContactId, IssueId, ItemId, MoveId, NoteId, PaymentId, RemovalId, VoidId};
use proptest::prelude::*;

use super::*;

#[test]
fn genesis_is_the_same_bytes_on_every_device() {
    for genesis in [genesis_client, genesis_practice] {
        assert_eq!(genesis().save(), genesis().save());
        assert_eq!(genesis().get_heads().len(), 1);
    }
    // Frozen: a document begun by another version of the app must meet ours in the same containers.
    let begun = |mut doc: AutoCommit| doc.get_changes(&[])[0].hash().to_string();
    assert_eq!(begun(genesis_client()), "226eb11d60c17c55253e7c2775e0630d0c5da966b222bf67b224dee0139a24b2");
    assert_eq!(begun(genesis_practice()), "d2230664760121958250ad6bbd37e59f9d7bab991140c00687e4f9342fa1fbc1");
    assert_eq!(genesis_client().get_heads()[0].to_string(), "b5e638dd02955b6407cd5f5065dd96f0cf483bbb725e271bfd9e9f311da7528c");
    assert_eq!(genesis_practice().get_heads()[0].to_string(), "af7c77130f298bbfa5a79294d00914289fe3a6ea05c3093161744f27d0facdc0");
}

#[test]
fn two_devices_that_grow_one_old_document_apart_make_the_identical_change() {
    let old = || AutoCommit::load(golden::SCHEMA_1).expect("the frozen document");
    let made = |number: u8| ClientFact::Item(ItemFact::Made { item: ItemId(id(number)), kind: ItemKind::Promise, batch: None });
    let (mut one, mut other) = (old().with_actor(device(2)), old().with_actor(device(3)));
    write(&mut one, made(1));
    write(&mut other, made(2));
    one.merge(&mut other).expect("merge");
    let (client, troubles) = read_troubled(&mut one);
    assert_eq!((client.items.len(), troubles), (2, vec![]), "both entries stand in one container");
    let growths = one.get_changes(&[]).into_iter().filter(|change| change.message().is_some_and(|message| message == "Growth")).count();
    assert_eq!(growths, 1);
}

#[test]
fn two_devices_begin_one_document_apart_and_lose_nothing() {
    let (mut one, mut other) = (blank(1), blank(2));
    write(&mut one, ClientFact::Moved { id: MoveId(id(1)), to: Stage::Delivery, on: day("2026-11-20"), why: String::new() });
    write(&mut other, ClientFact::Moved { id: MoveId(id(2)), to: Stage::Retention, on: day("2026-11-20"), why: String::new() });
    write(&mut one, drafted(1, content()));
    write(&mut other, drafted(2, content()));
    one.merge(&mut other).expect("merge");
    let client = read(&mut one);
    assert_eq!((client.moves.len(), client.invoices.len()), (2, 2));
}

#[test]
fn different_changes_of_one_draft_all_survive() {
    let mut one = blank(1);
    write(&mut one, drafted(1, content()));
    let mut other = fork(&mut one, 2);
    let (mut mine, mut yours) = (content(), content());
    mine.lines[0].price = UnitPrice::new(dec("1300")).expect("price");
    mine.lines.push(line(3, "Mine", "1", "1", None));
    mine.note = "Mine".to_owned();
    yours.lines[1].description = "Yours".to_owned();
    yours.lines.insert(0, line(4, "First", "1", "1", None));
    yours.lines[1].quantity = Quantity::new(dec("2")).expect("quantity");
    yours.terms = Terms::Net(14);
    write(&mut one, drafted(1, mine));
    write(&mut other, drafted(1, yours));
    one.merge(&mut other).expect("merge");
    let mut both = content();
    both.note = "Mine".to_owned();
    both.terms = Terms::Net(14);
    let (audit, shops) = (line(1, "Brand audit", "2", "1300", Some("19")), line(2, "Yours", "2.5", "180.255", None));
    both.lines = vec![line(4, "First", "1", "1", None), audit, shops, line(3, "Mine", "1", "1", None)];
    assert_eq!(read(&mut one).invoices[&InvoiceId(id(1))].draft, Some(both));
}

#[test]
fn a_register_written_twice_at_once_is_contested_until_it_is_written_again() {
    let mut one = blank(1);
    let set = |to: &str| ClientFact::FieldSet { field: Field::City, to: to.to_owned() };
    write(&mut one, set("Rome"));
    let mut other = fork(&mut one, 2);
    write(&mut one, set("Oslo"));
    write(&mut other, set("Bern"));
    one.merge(&mut other).expect("merge");
    other.merge(&mut one).expect("merge");
    let (client, troubles) = read_troubled(&mut one);
    assert_eq!(client.get(Field::City), "Bern");
    let contested = Trouble::Contested { path: "fields/city".to_owned(), values: vec!["Bern".to_owned(), "Oslo".to_owned()] };
    assert_eq!(troubles, [contested]);
    assert_eq!(read_troubled(&mut other), (client, troubles));
    write(&mut one, set("Bern"));
    assert_eq!(read(&mut one).get(Field::City), "Bern");
}

#[test]
fn the_same_written_twice_at_once_is_not_contested() {
    let mut one = blank(1);
    write(&mut one, ClientFact::ContactSet { contact: ContactId(id(1)), field: ContactField::Name, to: "Jo".to_owned() });
    let mut other = fork(&mut one, 2);
    for doc in [&mut one, &mut other] {
        write(doc, ClientFact::FieldSet { field: Field::City, to: "Rome".to_owned() });
    }
    write_all(&mut one, &[ClientFact::ContactRemoved { contact: ContactId(id(1)), gone: true }]);
    write_client(&mut other, &ClientFact::ContactRemoved { contact: ContactId(id(1)), gone: true }, stamp(50)).expect("fact");
    commit(&mut other, stamp(50), "Test");
    one.merge(&mut other).expect("merge");
    let client = read(&mut one);
    assert_eq!(client.get(Field::City), "Rome");
    assert!(client.contacts[&ContactId(id(1))].removed.is_some());
}

/// It cannot happen, since ids are fresh; if it did, one device's entry would be out of sight, and that is told.
#[test]
fn an_entry_made_twice_at_once_is_told_of() {
    let (mut one, mut other) = (blank(1), blank(2));
    write(&mut one, drafted(1, content()));
    write(&mut other, drafted(1, Content::blank(Kind::Quote, Currency::EUR)));
    one.merge(&mut other).expect("merge");
    let troubles = read_troubled(&mut one).1;
    assert!(
        matches!(&troubles[..], [Trouble::Contested { path, .. }] if *path == format!("invoices/{}", InvoiceId(id(1)))),
        "{troubles:?}"
    );
}

#[test]
fn a_contested_draft_is_past_once_it_is_issued() {
    let mut one = blank(1);
    write(&mut one, drafted(1, content()));
    let mut other = fork(&mut one, 2);
    for (doc, note) in [(&mut one, "One"), (&mut other, "Other")] {
        write(doc, drafted(1, Content { note: note.to_owned(), ..content() }));
    }
    one.merge(&mut other).expect("merge");
    assert_eq!(read_troubled(&mut one).1.len(), 1);
    write(&mut one, ClientFact::Issued { invoice: InvoiceId(id(1)), id: IssueId(id(2)), document: Box::new(issued(content(), "1")) });
    assert_eq!(read_troubled(&mut one).1, []);
}

#[derive(Clone, Debug)]
struct Step {
    kind: u8,
    /// Which of a few entries it speaks of; what it makes is the device's own.
    which: u8,
    other: u8,
    gone: bool,
    content: Content,
    text: String,
}

fn step() -> impl Strategy<Value = Step> {
    // Two devices never make one entry, so what is spoken of is among the three that all know.
    let fields = (0u8..21, 0u8..3, any::<u8>(), any::<bool>(), drafts(), "[a-c]{0,3}");
    fields.prop_map(|(kind, which, other, gone, content, text)| Step { kind, which, other, gone, content, text })
}

fn drafts() -> impl Strategy<Value = Content> {
    let lines = (prop::sample::subsequence(vec![1u8, 2, 3, 4, 5], 0..=5), any::<bool>(), 0u32..100, "[x-z]{1,2}");
    (lines, prop::option::of(0u32..10), any::<bool>()).prop_map(|((lines, backwards, price, text), discount, included)| {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.lines = lines.into_iter().map(|number| line(number, &text, "1", &price.to_string(), Some("19"))).collect();
        if backwards {
            content.lines.reverse();
        }
        content.discount = discount.map(|share| Part::Percent(Percent::new(Decimal::from(share)).expect("share")));
        content.prices_include_tax = included;
        content
    })
}

/// The fact of a step on a device. Ids are the device's own where a fact makes something, and the common ones where it speaks of it.
fn fact(step: &Step, device: u8, number: u8) -> ClientFact {
    let fresh = Id::from_bytes([device, number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let known = id(step.which);
    let (gone, text) = (step.gone, step.text.clone());
    let invoice = InvoiceId(known);
    match step.kind {
        0 => ClientFact::Opened { origin: Origin::Typed },
        1 => ClientFact::FieldSet { field: Field::ALL[usize::from(step.other) % 3], to: text },
        2 => ClientFact::ContactSet {
            contact: ContactId(if gone { fresh } else { known }),
            field: ContactField::ALL[usize::from(step.other) % 2],
            to: text,
        },
        3 => ClientFact::ContactRemoved { contact: ContactId(known), gone },
        4 => ClientFact::Moved { id: MoveId(fresh), to: Stage::ALL[usize::from(step.other) % 6], on: day("2026-11-20"), why: text },
        5 => ClientFact::MoveWithdrawn { id: MoveId(known), gone },
        6 => ClientFact::NoteWritten {
            id: NoteId(fresh),
            kind: NoteKind::Call,
            direction: Direction::from_key("in"),
            happened: day("2026-11-20"),
            text,
            batch: None,
        },
        7 => ClientFact::NoteAmended { note: NoteId(known), id: AmendmentId(fresh), text },
        8 => ClientFact::NoteRemoved { note: NoteId(known), gone },
        9 => ClientFact::Drafted { invoice, origin: Origin::Typed, content: step.content.clone() },
        10 => ClientFact::InvoiceRemoved { invoice, gone },
        11 => ClientFact::Issued { invoice, id: IssueId(fresh), document: Box::new(issued(step.content.clone(), &format!("{number}"))) },
        12 => ClientFact::Paid { invoice, id: PaymentId(fresh), payment: payment("12") },
        13 => ClientFact::PaymentWithdrawn { invoice, id: PaymentId(known), gone },
        14 => ClientFact::Voided { invoice, id: VoidId(fresh), on: day("2026-11-20"), reason: text },
        15 => ClientFact::Removed { id: RemovalId(fresh), gone },
        16 => ClientFact::Item(ItemFact::Made { item: ItemId(fresh), kind: ItemKind::ALL[usize::from(step.other) % 7], batch: None }),
        17 => ClientFact::Item(ItemFact::Set { item: ItemId(known), field: ItemField::ALL[usize::from(step.other) % 4], to: text }),
        18 => ClientFact::Item(ItemFact::Removed { item: ItemId(known), gone }),
        19 => {
            let act = ActKind::ALL[usize::from(step.other) % ActKind::ALL.len()];
            let on = day("2026-11-20");
            ClientFact::Item(ItemFact::Acted { item: ItemId(known), id: ActId(fresh), act, on, why: text, value: String::new() })
        }
        _ => ClientFact::Item(ItemFact::ActWithdrawn { item: ItemId(known), id: ActId(known), gone }),
    }
}

fn common() -> AutoCommit {
    let mut doc = blank(100);
    for number in 0..3 {
        let (invoice, on) = (InvoiceId(id(number)), day("2026-11-20"));
        let facts = [
            ClientFact::ContactSet { contact: ContactId(id(number)), field: ContactField::Name, to: "Jo".to_owned() },
            ClientFact::Moved { id: MoveId(id(number)), to: Stage::Delivery, on, why: String::new() },
            ClientFact::NoteWritten {
                id: NoteId(id(number)),
                kind: NoteKind::Note,
                direction: None,
                happened: on,
                text: "Said".to_owned(),
                batch: None,
            },
            ClientFact::Drafted { invoice, origin: Origin::Typed, content: content() },
            ClientFact::Paid { invoice, id: PaymentId(id(number)), payment: payment("5") },
            ClientFact::Item(ItemFact::Made { item: ItemId(id(number)), kind: ItemKind::Promise, batch: None }),
            ClientFact::Item(ItemFact::Acted {
                item: ItemId(id(number)),
                id: ActId(id(number)),
                act: ActKind::Broken,
                on,
                why: String::new(),
                value: String::new(),
            }),
        ];
        write_all(&mut doc, &facts);
    }
    doc
}

/// Whatever was given an id of its own.
fn entries(client: &Client) -> BTreeSet<Id> {
    let mut all = BTreeSet::new();
    all.extend(client.contacts.keys().map(|id| id.0));
    all.extend(client.moves.keys().map(|id| id.0));
    all.extend(client.removals.keys().map(|id| id.0));
    for (id, item) in &client.items {
        all.extend(item.acts.keys().map(|id| id.0).chain([id.0]));
    }
    for (id, note) in &client.notes {
        all.extend(note.amendments.keys().map(|id| id.0).chain([id.0]));
    }
    for (id, invoice) in &client.invoices {
        let facts = invoice.issues.keys().map(|id| id.0).chain(invoice.payments.keys().map(|id| id.0));
        all.extend(facts.chain(invoice.voids.keys().map(|id| id.0)).chain([id.0]));
    }
    all
}

const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_order_of_meeting_tells_one_story(scripts in prop::collection::vec(prop::collection::vec(step(), 0..12), 3)) {
        let mut base = common();
        let mut devices: Vec<AutoCommit> = (0u8..3).map(|number| fork(&mut base, number + 1)).collect();
        let mut written = BTreeSet::new();
        for ((doc, script), device) in devices.iter_mut().zip(&scripts).zip(1u8..) {
            for (step, number) in script.iter().zip(1u8..) {
                // What does not apply is refused whole, and leaves nothing behind.
                let before = doc.pending_ops();
                if write_client(doc, &fact(step, device, number), stamp(number.into())).is_err() {
                    prop_assert_eq!(doc.pending_ops(), before);
                }
                if step.other < 128 {
                    commit(doc, stamp(number.into()), "Step");
                }
            }
            commit(doc, stamp(60), "Step");
            written.extend(entries(&read_client(CLIENT, doc).0));
        }
        let mut told = None;
        for order in ORDERS {
            for together_first in [true, false] {
                let [mut one, mut two, mut three] = order.map(|at| devices[at].fork());
                if together_first {
                    two.merge(&mut three).expect("merge");
                    one.merge(&mut two).expect("merge");
                } else {
                    one.merge(&mut two).expect("merge");
                    one.merge(&mut three).expect("merge");
                }
                let story = read_client(CLIENT, &one);
                prop_assert_eq!(&entries(&story.0), &written, "nothing is lost");
                prop_assert_eq!(told.get_or_insert_with(|| read_troubled(&mut one)), &story);
            }
        }
    }
}

#[test]
fn a_batch_grows_on_two_devices_and_names_every_client() {
    let add = |doc: &mut AutoCommit, fact: PracticeFact| {
        write_practice(doc, &fact, stamp(1)).expect("fact");
        commit(doc, stamp(0), "Test");
    };
    let clients = |numbers: &[u8]| numbers.iter().map(|number| ClientId(id(*number))).collect::<std::collections::BTreeSet<_>>();
    let mut one = genesis_practice().with_actor(device(1));
    add(&mut one, PracticeFact::BatchBegun { id: batch(3), batch: told::begun("a.csv", false, vec![ClientId(id(1))]) });
    let mut other = fork(&mut one, 2);
    add(&mut one, PracticeFact::BatchGrown { id: batch(3), clients: clients(&[2, 3]) });
    add(&mut other, PracticeFact::BatchGrown { id: batch(3), clients: clients(&[3, 4]) });
    one.merge(&mut other).expect("merges");
    let (practice, troubles) = read_practice(&one);
    assert_eq!((&practice.batches[&batch(3)].clients, troubles), (&clients(&[1, 2, 3, 4]), vec![]));
}

#[test]
fn a_batch_written_before_batches_grew_reads_as_it_was() {
    let mut doc = genesis_practice().with_actor(device(1));
    let begun = told::begun("a.csv", false, vec![ClientId(id(1))]);
    write_practice(&mut doc, &PracticeFact::BatchBegun { id: batch(3), batch: begun.clone() }, stamp(1)).expect("fact");
    doc.delete(at(&doc, &format!("batches/{}", batch(3))), "more").expect("deletes");
    commit(&mut doc, stamp(0), "Test");
    let (practice, troubles) = read_practice(&doc);
    assert_eq!((&practice.batches[&batch(3)], troubles), (&Batch { begun: stamp(1), ..begun }, vec![]));
}
