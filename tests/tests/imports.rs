//! Imports that go on in steps: stopped, cut off, undone, asked for again. However it went, nothing is in twice and nothing by halves.

use std::collections::{BTreeMap, BTreeSet};

use book::chunk::StoreError;
use book::session::{Input, Unable};
use domain::content::{Quantity, UnitPrice};
use domain::field::{Field, PracticeField};
use domain::intake::{Brought, BroughtClient, BroughtInvoice, BroughtLine, BroughtState};
use domain::item::{ItemField, ItemKind};
use domain::money::{Currency, Money};
use domain::time::Day;
use domain::{BatchId, Command, Done, Refusal, Stage};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::{Crash, Tab};

fn invoice(number: u32, client: &str, state: BroughtState) -> BroughtInvoice {
    let total = Money::exact(Decimal::from(100 + number), Currency::EUR).expect("an amount");
    let dated = Day::new(2025, 1, 1).expect("a day").plus_days(i64::from(number));
    let line = BroughtLine {
        description: format!("Part {number}"),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(total.amount()).expect("a price"),
        tax: None,
    };
    BroughtInvoice {
        row: number + 2,
        client_name: client.to_owned(),
        client_email: String::new(),
        number: format!("A-{number}"),
        currency: Currency::EUR,
        dated,
        due: None,
        state,
        lines: vec![line],
        discount: None,
        tax_name: String::new(),
        prices_include_tax: false,
        reference: String::new(),
        note: String::new(),
        total,
        paid: Money::zero(Currency::EUR),
        paid_on: None,
    }
}

/// A hundred and forty invoices, every fifth a draft, of nine listed clients and one that only invoices name: several slices.
fn file() -> Brought {
    let listed = |number: u32| BroughtClient {
        row: number + 2,
        fields: vec![(Field::Name, format!("Client {number}")), (Field::City, "Oslo".to_owned())],
        ..BroughtClient::default()
    };
    let state = |number: u32| if number.is_multiple_of(5) { BroughtState::Draft } else { BroughtState::Issued };
    Brought {
        source: "ledger.csv".to_owned(),
        clients: (0..9).map(listed).collect(),
        invoices: (0..140).map(|number| invoice(number, &format!("Client {}", number * 7 % 10), state(number))).collect(),
    }
}

/// What a person sees: every client with its city and its documents, and every number with how often it is taken.
type Sight = (BTreeMap<String, Vec<(Option<String>, String)>>, BTreeMap<String, usize>);

fn sight(tab: &mut Tab) -> Sight {
    tab.give(Input::LookAtPractice);
    let rows: Vec<_> = tab.session.rows().values().filter(|row| !row.removed).cloned().collect();
    let mut clients = BTreeMap::new();
    for row in rows {
        let mut papers: Vec<_> = row.invoices.iter().map(|one| (one.number.clone(), one.about.clone())).collect();
        papers.sort();
        assert_eq!(tab.look(row.id).name(), row.name);
        assert!(clients.insert(row.name.clone(), papers).is_none(), "{} is there once", row.name);
    }
    let mut numbers = BTreeMap::new();
    for taken in tab.session.practice().numbers.values().filter(|taken| !taken.released) {
        *numbers.entry(taken.number.clone()).or_insert(0) += 1;
    }
    assert!(numbers.values().all(|times| *times == 1), "{numbers:?}");
    let printed: BTreeSet<String> =
        clients.values().flatten().filter_map(|(number, _): &(Option<String>, String)| number.clone()).collect();
    assert_eq!(numbers.keys().cloned().collect::<BTreeSet<_>>(), printed, "no number without its invoice, no invoice without its number");
    (clients, numbers)
}

/// What the whole file makes of an empty practice.
fn all_in() -> Sight {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.must(Command::Import { brought: file() });
    sight(&mut tab)
}

fn nothing() -> Sight {
    (BTreeMap::new(), BTreeMap::new())
}

/// The session's practice, kept step by step, is what its document says.
fn same_practice(tab: &Tab, disk: &Disk) {
    let mut other = Tab::open(disk, 240);
    other.give(Input::LookAtPractice);
    assert_eq!(tab.session.practice(), other.session.practice());
}

fn batch_of(done: &Done) -> BatchId {
    match done {
        Done::Imported { batch, .. } => *batch,
        other => panic!("no import: {other:?}"),
    }
}

#[test]
fn a_large_import_comes_in_steps_as_one_batch() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let success = tab.must(Command::Import { brought: file() });
    let Done::Imported { batch, tally, left } = success.done else { panic!("{success:?}") };
    assert_eq!((tally.clients_new, tally.invoices_new, left), (10, 140, 0));
    assert!(tab.operations > 6, "several writes: {}", tab.operations);
    let clients: BTreeSet<_> = tab.session.rows().keys().copied().collect();
    assert_eq!(tab.session.practice().batches[&batch].clients, clients);
    same_practice(&tab, &disk);
    let again = tab.ask(Command::Import { brought: file() });
    assert!(matches!(again, Some(Err(Unable::Refused(Refusal::NothingNew { .. })))), "{again:?}");

    tab.must(success.undo.expect("a way back"));
    assert_eq!(sight(&mut tab), nothing());
    assert!(tab.session.practice().batches[&batch].undone.is_some());
    same_practice(&tab, &disk);
    tab.must(Command::UndoBatch { batch, gone: false });
    assert_eq!(sight(&mut tab), all_in());
    same_practice(&tab, &disk);
}

#[test]
fn a_stopped_import_is_one_batch_and_the_same_file_brings_the_rest() {
    for rests in 0..11 {
        let disk = Disk::default();
        let mut tab = Tab::open(&disk, 1);
        tab.rests = Some(rests);
        let ticket = tab.begin(Command::Import { brought: file() });
        tab.give(Input::Stop(ticket));
        tab.wake(None);
        let stopped = tab.answered(ticket).expect("an answer").expect("done");
        let before = sight(&mut tab);
        match &stopped.done {
            Done::Nothing => assert_eq!(before, nothing(), "{rests}"),
            Done::Imported { tally, left, .. } => {
                assert_eq!(tally.clients_new as usize, before.0.len(), "{rests}");
                assert_eq!(tally.clients_new + tally.invoices_new + left, 150, "{rests}");
            }
            other => panic!("{other:?}"),
        }
        let rest = tab.must(Command::Import { brought: file() });
        assert_eq!(sight(&mut tab), all_in(), "{rests}");
        tab.must(Command::UndoBatch { batch: batch_of(&rest.done), gone: true });
        assert_eq!(sight(&mut tab), before, "{rests}");
        if let Some(undo) = stopped.undo {
            tab.must(undo);
            assert_eq!(sight(&mut tab), nothing(), "{rests}");
        }
        same_practice(&tab, &disk);
    }
}

#[test]
fn what_is_asked_between_two_steps_is_done_between_them() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.rests = Some(4);
    let ticket = tab.begin(Command::Import { brought: file() });
    assert!(tab.answered(ticket).is_none());
    assert!(tab.session.is_writing(), "not all of it is saved yet");
    // The very name that is still to come, and a name of the person's own.
    let late = tab.add_client("Client 6");
    tab.add_client("Hooli");
    let mut other = Tab::open(&disk, 2);
    other.add_client("Client 7");
    tab.wake(None);
    let success = tab.answered(ticket).expect("an answer").expect("done");
    let (clients, numbers) = sight(&mut tab);
    let (mut wanted, wanted_numbers) = all_in();
    wanted.insert("Hooli".to_owned(), Vec::new());
    assert_eq!((clients, numbers), (wanted, wanted_numbers));
    assert!(!tab.look(late).invoices.is_empty(), "what came later went to the client that was there");
    tab.must(success.undo.expect("a way back"));
    let left: BTreeSet<String> = sight(&mut tab).0.into_keys().collect();
    assert_eq!(left, ["Client 6", "Client 7", "Hooli"].map(str::to_owned).into());
    same_practice(&tab, &disk);
}

#[test]
fn a_number_that_is_given_between_two_steps_is_not_given_again() {
    let mut tab = Tab::open(&Disk::default(), 1);
    tab.must(Command::SetPractice {
        changes: vec![(PracticeField::Name, "Studio".to_owned()), (PracticeField::InvoicePattern, "A-{0}".to_owned())],
    });
    tab.rests = Some(4);
    let ticket = tab.begin(Command::Import { brought: file() });
    let own = tab.add_client("Hooli");
    let mut content = domain::content::Content::blank(domain::content::Kind::Invoice, Currency::EUR);
    content.lines.push(domain::content::Line {
        description: "Work".to_owned(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(Decimal::from(100)).expect("a price"),
        tax: None,
        ..domain::content::Line::blank(domain::LineId(domain::Id::from_bytes([1; 16])))
    });
    let Done::Drafted { invoice, .. } = tab.must(Command::Draft { client: own, content }).done else { panic!("no draft") };
    let Done::Issued { number, .. } = tab.must(Command::Issue { client: own, invoice }).done else { panic!("not issued") };
    tab.wake(None);
    let success = tab.answered(ticket).expect("an answer").expect("done");
    let Done::Imported { tally, .. } = success.done else { panic!("{success:?}") };
    let (_, numbers) = sight(&mut tab);
    assert_eq!(numbers[&number], 1);
    assert_eq!(u32::from(file().invoices.iter().any(|one| one.number == number)), tally.invoices_clashing);
}

#[test]
fn a_full_disk_ends_an_import_where_it_is() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.rests = Some(5);
    let ticket = tab.begin(Command::Import { brought: file() });
    disk.fail_writes(Some(StoreError::Full));
    tab.wake(None);
    let Some(Err(Unable::CutShort { why, kept })) = tab.answered(ticket) else { panic!("it was cut short") };
    assert_eq!(*why, Unable::NotKept(StoreError::Full));
    disk.fail_writes(None);
    let before = sight(&mut tab);
    assert_ne!(before, nothing());
    assert_eq!(sight(&mut Tab::open(&disk, 2)), before);
    same_practice(&tab, &disk);
    tab.must(kept.undo.expect("a way back"));
    assert_eq!(sight(&mut tab), nothing());
    tab.must(Command::Import { brought: file() });
    assert_eq!(sight(&mut tab), all_in());
}

#[test]
fn an_import_that_dies_anywhere_leaves_whole_records_and_the_same_file_brings_the_rest() {
    let whole = all_in();
    let mut tab = Tab::open(&Disk::default(), 1);
    let success = tab.must(Command::Import { brought: file() });
    let between = tab.operations;
    tab.must(success.undo.expect("a way back"));
    for number in 0..tab.operations {
        for crash in [Crash::Before(number), Crash::After(number)] {
            let disk = Disk::default();
            let mut dying = Tab::open_until(&disk, 1, crash);
            if let Some(Ok(success)) = dying.ask(Command::Import { brought: file() }) {
                assert!(number >= between, "{crash:?}");
                dying.ask(success.undo.expect("a way back"));
            }
            assert!(dying.dead, "{crash:?} was reached");
            let mut tab = Tab::open(&disk, 2);
            let before = sight(&mut tab);
            same_practice(&tab, &disk);
            if number < between {
                // Cut off on its way in: the same file brings what is missing, and each of the two goes by itself.
                let begun: Vec<BatchId> = tab.session.practice().batches.keys().copied().collect();
                assert_eq!(begun.is_empty(), before == nothing(), "{crash:?}");
                if before != whole {
                    let rest = tab.must(Command::Import { brought: file() });
                    assert_eq!(sight(&mut tab), whole, "{crash:?}");
                    tab.must(Command::UndoBatch { batch: batch_of(&rest.done), gone: true });
                    assert_eq!(sight(&mut tab), before, "{crash:?}");
                }
            }
            // Whatever is in, one step a batch takes it out; an undo that was cut off is asked for again.
            let batches: Vec<BatchId> = tab.session.practice().batches.keys().copied().collect();
            for batch in batches {
                tab.must(Command::UndoBatch { batch, gone: true });
            }
            assert_eq!(sight(&mut tab), nothing(), "{crash:?}");
        }
    }
}

#[test]
fn a_batch_that_another_tab_takes_out_takes_in_no_more() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.rests = Some(5);
    let ticket = tab.begin(Command::Import { brought: file() });
    let mut other = Tab::open(&disk, 2);
    other.give(Input::LookAtPractice);
    let batch = *other.session.practice().batches.keys().next().expect("it has begun");
    other.must(Command::UndoBatch { batch, gone: true });
    tab.wake(None);
    let done = tab.answered(ticket).expect("an answer").expect("done").done;
    assert!(matches!(done, Done::Imported { left, .. } if left > 0), "{done:?}");
    assert_eq!(sight(&mut tab), nothing());
}

#[test]
fn a_client_of_the_batch_with_work_of_its_own_stays() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let success = tab.must(Command::Import { brought: file() });
    let (id, name) = tab.session.rows().iter().map(|(id, row)| (*id, row.name.clone())).next().expect("a client");
    tab.must(Command::MoveClient { client: id, to: Stage::Delivery, why: String::new() });
    let undone = tab.must(success.undo.clone().expect("a way back"));
    assert!(matches!(undone.done, Done::BatchUndone { kept: 1, .. }), "{undone:?}");
    assert_eq!(sight(&mut tab).0.into_keys().collect::<Vec<_>>(), [name]);
    let batch = batch_of(&success.done);
    tab.must(Command::UndoBatch { batch, gone: false });
    let other = tab.session.rows().keys().copied().find(|one| *one != id).expect("another client");
    let fields = vec![(ItemField::Title, "Send the plan".to_owned())];
    tab.must(Command::AddItem { client: other, kind: ItemKind::Deliverable, fields });
    let undone = tab.must(Command::UndoBatch { batch, gone: true });
    assert!(matches!(undone.done, Done::BatchUndone { kept: 2, .. }), "{undone:?}");
}

fn list(fields: &[(Field, &str)]) -> Brought {
    let fields = fields.iter().map(|(field, to)| (*field, (*to).to_owned())).collect();
    Brought {
        source: "people.csv".to_owned(),
        clients: vec![BroughtClient { row: 2, fields, ..BroughtClient::default() }],
        invoices: vec![],
    }
}

#[test]
fn what_a_client_has_not_comes_from_the_file_and_goes_with_it() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    tab.must(Command::SetFields { client: acme, changes: vec![(Field::City, "Oslo".to_owned())] });
    let people = list(&[(Field::Name, "ACME"), (Field::City, "Rome"), (Field::Phone, "555"), (Field::Street, "Long Street 1")]);
    tab.give(Input::LookAtPractice);
    let survey = domain::decide::survey(tab.session.practice(), tab.session.rows(), &people);
    assert_eq!((survey.tally.clients_matched, survey.tally.clients_filled), (1, 1));
    assert_eq!(survey.fills, [(Field::Phone, 1), (Field::Street, 1)].into());

    let success = tab.must(Command::Import { brought: people.clone() });
    let Done::Imported { batch, tally, left: 0 } = success.done else { panic!("{success:?}") };
    assert_eq!(tally, survey.tally);
    let read = |tab: &mut Tab| [Field::City, Field::Phone, Field::Street].map(|field| tab.look(acme).get(field).to_owned());
    assert_eq!(read(&mut tab), ["Oslo", "555", "Long Street 1"]);
    assert!(tab.session.practice().batches[&batch].clients.contains(&acme));
    assert!(matches!(tab.ask(Command::Import { brought: people.clone() }), Some(Err(Unable::Refused(Refusal::NothingNew { .. })))));

    // What a person has changed since is theirs.
    tab.must(Command::SetFields { client: acme, changes: vec![(Field::Phone, "777".to_owned())] });
    tab.must(Command::UndoBatch { batch, gone: true });
    assert_eq!(read(&mut tab), ["Oslo", "777", ""]);
    tab.must(Command::UndoBatch { batch, gone: false });
    assert_eq!(read(&mut tab), ["Oslo", "777", "Long Street 1"]);
    tab.must(Command::UndoBatch { batch, gone: true });
    assert_eq!(read(&mut Tab::open(&disk, 2)), ["Oslo", "777", ""]);
    // A second import fills what is empty again, and each undo takes its own.
    let again = tab.must(Command::Import { brought: people });
    assert_eq!(read(&mut tab), ["Oslo", "777", "Long Street 1"]);
    tab.must(again.undo.expect("a way back"));
    assert_eq!(read(&mut tab), ["Oslo", "777", ""]);
}

#[test]
fn a_client_that_is_filled_and_billed_by_one_file_gives_both_back() {
    let mut tab = Tab::open(&Disk::default(), 1);
    let clients: Vec<_> = (0..9).map(|number| tab.add_client(&format!("Client {number}"))).collect();
    let success = tab.must(Command::Import { brought: file() });
    let Done::Imported { tally, .. } = success.done else { panic!("{success:?}") };
    assert_eq!((tally.clients_new, tally.clients_matched, tally.clients_filled, tally.invoices_new), (1, 9, 9, 140));
    assert!(clients.iter().all(|client| tab.look(*client).get(Field::City) == "Oslo"));
    tab.must(success.undo.expect("a way back"));
    assert!(clients.iter().all(|client| tab.look(*client).get(Field::City).is_empty()));
    assert!(sight(&mut tab).0.values().all(Vec::is_empty));
}

#[test]
fn another_tab_hears_of_an_import_once_and_sees_all_of_it() {
    let disk = Disk::default();
    let (mut tab, mut other) = (Tab::open(&disk, 1), Tab::open(&disk, 2));
    let acme = other.add_client("Client 3");
    tab.hear();
    other.look(acme);
    other.give(Input::LookAtPractice);
    tab.rests = Some(6);
    let ticket = tab.begin(Command::Import { brought: file() });
    assert!(!tab.nudged_others);
    tab.wake(None);
    assert!(tab.answered(ticket).is_some_and(|outcome| outcome.is_ok()));
    assert!(tab.nudged_others);
    other.hear();
    assert_eq!(other.look(acme), tab.look(acme));
    assert_eq!(other.session.practice(), tab.session.practice());
    assert_eq!(sight(&mut other), all_in());
}
