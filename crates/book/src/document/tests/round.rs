//! Every fact, written and read again.

use domain::client::{Amendment, Move, Note};
use domain::fact::ItemFact;
use domain::invoice::{Invoice, Issue, Standing, Voided};
use domain::item::{Item, ItemField, ItemKind};
use domain::{AmendmentId, ContactId, IssueId, MoveId, NoteId, PaymentId, RemovalId, VoidId};

use super::*;

fn told() -> (Client, Vec<ClientFact>) {
    let (mut doc, facts) = (blank(1), told::client_facts());
    write_all(&mut doc, &facts);
    (read(&mut doc), facts)
}

/// The stamp that [`write_all`] put on the only fact like this.
fn stamped(facts: &[ClientFact], like: impl Fn(&ClientFact) -> bool) -> Stamp {
    stamp(facts.iter().position(like).map_or(-1, |at| at as i64 + 1))
}

#[test]
fn every_kind_of_fact_is_told() {
    let kinds: std::collections::HashSet<_> =
        told::client_facts().iter().chain(&told::later_client_facts()).map(std::mem::discriminant).collect();
    assert_eq!(kinds.len(), 24);
    let kinds: std::collections::HashSet<_> = told::practice_facts().iter().map(std::mem::discriminant).collect();
    assert_eq!(kinds.len(), 7);
}

#[test]
fn the_record_is_what_was_written() {
    let (client, facts) = told();
    assert_eq!(client.opened, Some(stamp(1)));
    assert_eq!(client.origin, Origin::Imported(batch(3)));
    for field in Field::ALL {
        assert_eq!(client.get(*field), format!("Übung {}", field.key()));
    }
    let contact = &client.contacts[&ContactId(id(10))];
    for field in ContactField::ALL {
        assert_eq!(contact.get(*field), format!("x {}", field.key()));
    }
    assert_eq!(contact.removed, None);
    let gone = stamped(&facts, |fact| matches!(fact, ClientFact::ContactRemoved { .. }));
    assert_eq!(client.contacts[&ContactId(id(11))].removed, Some(gone));
}

#[test]
fn the_history_is_what_was_written() {
    let (client, facts) = told();
    let first = stamped(&facts, |fact| matches!(fact, ClientFact::Moved { to: Stage::Delivery, .. }));
    let one = Move { to: Stage::Delivery, on: day("2026-11-20"), why: "Signed".to_owned(), turn: 0, recorded: first, withdrawn: None };
    assert_eq!(client.moves[&MoveId(id(20))], one);
    assert_eq!(client.stage(), (Stage::Delivery, Some(day("2026-11-20"))));
    let written = stamped(&facts, |fact| matches!(fact, ClientFact::NoteWritten { kind: NoteKind::Decision, .. }));
    let amended = stamped(&facts, |fact| matches!(fact, ClientFact::NoteAmended { .. }));
    let again = Stamp { at: Moment(amended.at.0 + 1_000), ..amended };
    let note = Note {
        kind: NoteKind::Decision,
        direction: None,
        happened: day("2026-11-19"),
        text: "Said\n30".to_owned(),
        recorded: written,
        batch: Some(batch(3)),
        amendments: [
            (AmendmentId(id(32)), Amendment { text: "Amended 🙂".to_owned(), turn: 0, recorded: amended }),
            (AmendmentId(id(33)), Amendment { text: "Amended again".to_owned(), turn: 1, recorded: again }),
        ]
        .into(),
        removed: None,
    };
    assert_eq!(client.notes[&NoteId(id(30))], note);
    assert!(client.notes[&NoteId(id(31))].removed.is_some());
    let told = |number: u8| (client.notes[&NoteId(id(number))].kind, client.notes[&NoteId(id(number))].direction);
    assert_eq!(told(34), (NoteKind::Chat, Some(Direction::In)));
    assert_eq!(told(35), (NoteKind::Email, Some(Direction::Out)));
    assert_eq!(client.removals.len(), 2);
    assert!(client.removals[&RemovalId(id(80))].gone && !client.is_removed());
}

#[test]
fn the_documents_are_what_was_written() {
    let (client, facts) = told();
    let at = |like: fn(&ClientFact) -> bool| stamped(&facts, like);
    let paid = at(|fact| matches!(fact, ClientFact::Paid { .. }));
    let later = |seconds: i64| Stamp { at: Moment(paid.at.0 + seconds * 1_000), ..paid };
    let invoice = Invoice {
        drafted: Some(at(|fact| matches!(fact, ClientFact::Drafted { .. }))),
        origin: Origin::Sample(batch(4)),
        draft: Some(content()),
        issues: [(
            IssueId(id(50)),
            Issue {
                document: issued(content(), "INV-2026-001"),
                recorded: at(|fact| matches!(fact, ClientFact::Issued { .. })),
                sound: true,
            },
        )]
        .into(),
        payments: [
            (PaymentId(id(60)), Payment { recorded: paid, ..told::plain_payment("100") }),
            (PaymentId(id(61)), Payment { recorded: later(1), withdrawn: Some(later(2)), ..told::plain_payment("0.10") }),
        ]
        .into(),
        voids: [].into(),
        removed: None,
        from: None,
        of_payment: None,
        note: String::new(),
    };
    assert_eq!(client.invoices[&InvoiceId(id(40))], invoice);
    let paid = &client.invoices[&InvoiceId(id(43))];
    assert_eq!(paid.payments.clone().into_iter().collect::<Vec<_>>(), told::paying_entries(&|fact| stamped(&facts, |one| one == fact)));
    assert_eq!((paid.from, paid.of_payment), (Some(InvoiceId(id(42))), Some(PaymentId(id(60)))));
    assert_eq!(paid.note, "Only for us ✓");
    let quote = &client.invoices[&InvoiceId(id(41))];
    assert_eq!(quote.draft, Some(Content::blank(Kind::Quote, Currency::JPY)));
    assert_eq!(quote.standing(), Standing::Removed);
    let void = Voided { reason: "Twice".to_owned(), on: day("2026-11-22"), recorded: later(3) };
    assert_eq!(client.invoices[&InvoiceId(id(42))].voids, [(VoidId(id(70)), void)].into());
    assert_eq!(client.invoices[&InvoiceId(id(42))].standing(), Standing::Void);
}

#[test]
fn a_practice_is_what_was_written() {
    let mut doc = genesis_practice().with_actor(device(1));
    for (fact, at) in told::practice_facts().iter().zip(1..) {
        write_practice(&mut doc, fact, stamp(at)).expect("fact");
    }
    commit(&mut doc, stamp(0), "Test");
    let loaded = AutoCommit::load(&doc.save()).expect("loads");
    let fields = PracticeField::ALL.len() as i64;
    let batches = [
        (batch(3), Batch { begun: stamp(fields + 6), ..told::begun("clients.csv", false, [7, 8, 9].map(|one| ClientId(id(one))).into()) }),
        (batch(4), Batch { begun: stamp(fields + 7), undone: Some(stamp(fields + 8)), ..told::begun("", true, Vec::new()) }),
    ];
    let meant = Practice {
        fields: PracticeField::ALL.iter().map(|field| (*field, format!("p {}", field.key()))).collect(),
        numbers: [
            (IssueId(id(1)), Taken { released: true, recorded: stamp(fields + 1), ..told::taken("INV-1", Some(batch(3))) }),
            (IssueId(id(2)), Taken { recorded: stamp(fields + 2), ..told::taken("INV-2", None) }),
        ]
        .into(),
        batches: batches.into(),
        items: [(
            domain::ItemId(id(50)),
            Item {
                kind: ItemKind::StageNote,
                fields: [(ItemField::Stage, "delivery".to_owned())].into(),
                acts: [].into(),
                recorded: stamp(fields + 10),
                batch: None,
                removed: None,
            },
        )]
        .into(),
    };
    assert_eq!(read_practice(&loaded), (meant.clone(), vec![]));
    let mut told = Practice::default();
    for (fact, at) in told::practice_facts().iter().zip(1..) {
        told.add(fact, stamp(at));
    }
    assert_eq!(told, meant, "fact by fact it is what the document says");
}

#[test]
fn a_field_remembers_which_import_filled_it() {
    let mut doc = blank(1);
    write_all(&mut doc, &told::later_client_facts());
    write(&mut doc, ClientFact::FieldSet { field: Field::City, to: "Rome".to_owned() });
    let client = read(&mut doc);
    assert_eq!(client.fields, [(Field::City, "Rome".to_owned())].into());
    assert_eq!(client.brought, [((batch(5), Field::City), "Turin".to_owned())].into());
}

#[test]
fn an_empty_text_unsets_a_field() {
    let mut doc = blank(1);
    let set = |to: &str| ClientFact::FieldSet { field: Field::City, to: to.to_owned() };
    write_all(&mut doc, &[set("Rome"), set("")]);
    assert_eq!(read(&mut doc).fields, [].into());
}

#[test]
fn a_draft_changes_only_what_differs() {
    let mut doc = blank(1);
    write(&mut doc, drafted(1, content()));
    let before = doc.stats().num_ops;
    write(&mut doc, drafted(1, content()));
    assert_eq!(doc.stats().num_ops, before, "nothing differs");
    let mut changed = content();
    changed.note = String::new();
    changed.deposit = None;
    changed.lines[0].tax = None;
    changed.lines.swap(0, 1);
    write(&mut doc, drafted(1, changed.clone()));
    assert_eq!(doc.stats().num_ops, before + 4, "three registers and one place");
    changed.lines = vec![line(3, "New", "1", "1", None), changed.lines[1].clone()];
    changed.discount = Some(Part::Fixed(dec("10")));
    changed.deposit = Some(Part::Percent(percent("50")));
    write(&mut doc, drafted(1, changed.clone()));
    assert_eq!(read(&mut doc).invoices[&InvoiceId(id(1))].draft, Some(changed));
}

#[test]
fn entries_are_written_once_and_only_where_they_belong() {
    let (mut doc, facts) = (blank(1), told::client_facts());
    write_all(&mut doc, &facts);
    let saved = doc.save();
    for fact in &facts {
        let again = write_client(&mut doc, fact, stamp(99));
        doc.rollback();
        let once = matches!(
            fact,
            ClientFact::Opened { .. }
                | ClientFact::Moved { .. }
                | ClientFact::NoteWritten { .. }
                | ClientFact::NoteAmended { .. }
                | ClientFact::Issued { .. }
                | ClientFact::Paid { .. }
                | ClientFact::Voided { .. }
                | ClientFact::Removed { .. }
                | ClientFact::Item(ItemFact::Made { .. } | ItemFact::Acted { .. })
        );
        assert_eq!(matches!(again, Err(WriteError::AlreadyThere { .. })), once, "{fact:?} {again:?}");
    }
    assert_eq!(doc.save(), saved);
    let mut empty = blank(1);
    for fact in &facts {
        let entry_missing = matches!(
            fact,
            ClientFact::ContactRemoved { .. }
                | ClientFact::MoveWithdrawn { .. }
                | ClientFact::NoteAmended { .. }
                | ClientFact::NoteRemoved { .. }
                | ClientFact::InvoiceRemoved { .. }
                | ClientFact::Issued { .. }
                | ClientFact::Paid { .. }
                | ClientFact::PaymentWithdrawn { .. }
                | ClientFact::PaymentApart { .. }
                | ClientFact::DraftedFrom { .. }
                | ClientFact::DocumentNoted { .. }
                | ClientFact::Voided { .. }
                | ClientFact::Item(_)
        ) && !matches!(fact, ClientFact::Item(ItemFact::Made { .. }));
        let written = write_client(&mut empty, fact, stamp(1));
        empty.rollback();
        assert_eq!(matches!(written, Err(WriteError::Missing { .. })), entry_missing, "{fact:?} {written:?}");
    }
}

#[test]
fn a_fact_needs_a_device_and_its_own_kind_of_document() {
    let fact = ClientFact::FieldSet { field: Field::City, to: "Rome".to_owned() };
    assert_eq!(write_client(&mut genesis_client(), &fact, stamp(1)), Err(WriteError::ReservedActor));
    let mut practice = genesis_practice().with_actor(device(1));
    assert_eq!(write_client(&mut practice, &fact, stamp(1)), Err(WriteError::WrongKind));
    let mut foreign = AutoCommit::new().with_actor(device(1));
    assert_eq!(write_client(&mut foreign, &fact, stamp(1)), Err(WriteError::WrongKind));
}

#[test]
fn a_line_cannot_stand_in_a_draft_twice() {
    let mut twice = content();
    twice.lines[1].id = twice.lines[0].id;
    let refused = write_client(&mut blank(1), &drafted(1, twice), stamp(1));
    assert!(matches!(refused, Err(WriteError::AlreadyThere { .. })), "{refused:?}");
}

#[test]
fn a_change_says_when_in_seconds_for_which_command_and_by_whom() {
    let mut doc = blank(1);
    assert_eq!(commit(&mut doc, stamp(1), "MoveClient"), None, "nothing was written");
    write_client(&mut doc, &ClientFact::Opened { origin: Origin::Typed }, stamp(1)).expect("fact");
    let hash = commit(&mut doc, stamp(1), "MoveClient").expect("a change");
    let change = doc.get_change_by_hash(&hash).expect("the change");
    assert_eq!((change.timestamp(), change.message()), (1_795_305_601, Some("MoveClient 07070707-0707-8707-8707-070707070707")));
}

#[test]
fn a_file_says_which_bytes_are_meant_also_after_a_round_through_the_disk() {
    let (mut doc, item) = (blank(1), domain::ItemId(id(60)));
    let hash = "0f".repeat(32);
    write(&mut doc, ClientFact::Item(ItemFact::Made { item, kind: ItemKind::File, batch: None }));
    let said =
        [(ItemField::Title, "Brief.pdf"), (ItemField::Media, "application/pdf"), (ItemField::Bytes, "4096"), (ItemField::Hash, &hash)];
    for (field, to) in said {
        write(&mut doc, ClientFact::Item(ItemFact::Set { item, field, to: to.to_owned() }));
    }
    let mut loaded = AutoCommit::load(&doc.save()).expect("loads");
    let file = domain::file::File::of(&read(&mut loaded).items[&item]).expect("a file");
    assert_eq!((file.name.as_str(), file.media.as_str(), file.bytes, file.hash), ("Brief.pdf", "application/pdf", 4096, hash));
}
