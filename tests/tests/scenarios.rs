//! Days in the life of a practice, played through the session over a storage in memory.

use std::collections::BTreeMap;

use book::chunk::{DocKey, StoreError};
use book::session::{Input, Unable, pack};
use domain::client::NoteKind;
use domain::content::{Content, Kind, Line, Percent, Quantity, Terms, UnitPrice};
use domain::field::{Field, PracticeField};
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::time::Day;
use domain::{ClientId, Command, Done, Id, InvoiceId, LineId, Refusal, Stage};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn dec(text: &str) -> Decimal {
    text.parse().expect(text)
}

fn line(description: &str, quantity: &str, price: &str, tax: Option<&str>) -> Line {
    Line {
        description: description.to_owned(),
        quantity: Quantity::new(dec(quantity)).expect(quantity),
        unit: String::new(),
        price: UnitPrice::new(dec(price)).expect(price),
        tax: tax.map(|tax| Percent::new(dec(tax)).expect(tax)),
        ..Line::blank(LineId(Id::from_bytes([description.len() as u8; 16])))
    }
}

fn invoice_of(lines: Vec<Line>) -> Content {
    Content { lines, terms: Terms::Net(14), ..Content::blank(Kind::Invoice, Currency::EUR) }
}

fn named(tab: &mut Tab) {
    tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
}

fn drafted(tab: &mut Tab, client: ClientId, content: Content) -> InvoiceId {
    match tab.must(Command::Draft { client, content }).done {
        Done::Drafted { invoice, .. } => invoice,
        other => panic!("no draft: {other:?}"),
    }
}

fn issued(tab: &mut Tab, client: ClientId, invoice: InvoiceId) -> String {
    match tab.must(Command::Issue { client, invoice }).done {
        Done::Issued { number, .. } => number,
        other => panic!("not issued: {other:?}"),
    }
}

fn standing(tab: &mut Tab, client: ClientId, invoice: InvoiceId) -> Standing {
    tab.look(client).invoices[&invoice].standing()
}

fn refusal(outcome: Option<Result<book::session::Success, Unable>>) -> Refusal {
    match outcome {
        Some(Err(Unable::Refused(refusal))) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Everything that can be seen: rows, and every record whole.
fn sight(disk: &Disk, seed: u8) -> (Vec<domain::row::Row>, Vec<domain::client::Client>) {
    let mut tab = Tab::open(disk, seed);
    let rows: Vec<_> = tab.session.rows().values().map(|row| (**row).clone()).collect();
    let records = rows.iter().map(|row| tab.look(row.id).clone()).collect();
    (rows, records)
}

#[test]
fn a_new_client_sits_in_attraction_with_todays_date() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let row = &tab.session.rows()[&acme];
    assert_eq!((row.name.as_str(), row.stage, row.since), ("Acme", Stage::Attraction, Day::new(2026, 11, 22)));
}

#[test]
fn a_move_is_dated_and_attributed_and_can_be_taken_back() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let moved = tab.must(Command::MoveClient { client: acme, to: Stage::Delivery, why: "signed".to_owned() });
    assert_eq!(moved.done, Done::Moved { client: acme, from: Stage::Attraction, to: Stage::Delivery });
    let author = tab.session.author();
    let path: Vec<_> = tab.look(acme).path().into_iter().map(|(_, one)| (one.to, one.on, one.why.clone(), one.recorded.by)).collect();
    let today = tab.now.today;
    assert_eq!(path[1], (Stage::Delivery, today, "signed".to_owned(), author));

    let undone = tab.must(moved.undo.expect("a way back"));
    assert_eq!(tab.session.rows()[&acme].stage, Stage::Attraction);
    tab.must(undone.undo.expect("a way forward again"));
    assert_eq!(tab.session.rows()[&acme].stage, Stage::Delivery);
    assert_eq!(
        refusal(tab.ask(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() })),
        Refusal::AlreadyThere { stage: Stage::Delivery }
    );
}

#[test]
fn a_note_keeps_what_it_said_before() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let happened = Day::new(2026, 3, 12).expect("a day");
    let write = Command::WriteNote { client: acme, kind: NoteKind::Decision, direction: None, happened, text: "Two rounds".to_owned() };
    let Done::NoteWritten { note, .. } = tab.must(write).done else { panic!("no note") };
    tab.now.at.0 += 60_000;
    let amended = tab.must(Command::AmendNote { client: acme, note, text: "Three rounds".to_owned() });
    tab.now.at.0 += 60_000;
    tab.must(amended.undo.expect("a way back"));
    let record = tab.look(acme);
    let kept = &record.notes[&note];
    assert_eq!((kept.text.as_str(), kept.says(), kept.happened), ("Two rounds", "Two rounds", happened));
    assert_eq!(kept.amended().iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["Three rounds", "Two rounds"]);

    let future = Day::new(2026, 11, 23).expect("a day");
    let told = tab.ask(Command::WriteNote { client: acme, kind: NoteKind::Note, direction: None, happened: future, text: "x".to_owned() });
    assert_eq!(refusal(told), Refusal::HappenedInFuture { happened: future, today: tab.now.today });
}

#[test]
fn from_a_draft_to_a_paid_invoice() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let invoice = drafted(&mut tab, acme, invoice_of(vec![line("Logo", "1", "1000", Some("19"))]));
    assert_eq!(tab.session.rows()[&acme].invoices[0].number, None, "a draft has no number");
    assert_eq!(
        refusal(tab.ask(Command::Issue { client: acme, invoice })),
        Refusal::CannotIssue(domain::invoice::IssueRefusal::NoSender),
        "an invoice says who sends it"
    );
    named(&mut tab);
    assert_eq!(issued(&mut tab, acme, invoice), "INV-2026-001");
    let total = Money::exact(dec("1190"), Currency::EUR).expect("money");
    let row = tab.session.rows()[&acme].invoices[0].clone();
    assert_eq!((row.total, row.open, row.due, row.standing), (total, total, Day::new(2026, 12, 6), Standing::Open));

    let today = tab.now.today;
    let pay = |amount: &str| Command::RecordPayment { client: acme, invoice, amount: dec(amount), on: today, method: "Bank".to_owned() };
    let part = tab.must(pay("190"));
    assert_eq!(standing(&mut tab, acme, invoice), Standing::PartlyPaid);
    tab.must(pay("1000"));
    assert_eq!(standing(&mut tab, acme, invoice), Standing::Paid);
    tab.must(part.undo.expect("a way back"));
    assert_eq!(standing(&mut tab, acme, invoice), Standing::PartlyPaid, "a payment taken back opens the invoice again");
    tab.must(pay("195"));
    assert_eq!(standing(&mut tab, acme, invoice), Standing::Overpaid);
    assert!(matches!(refusal(tab.ask(pay("-1"))), Refusal::PaymentNotPositive));
    assert!(matches!(refusal(tab.ask(pay("0.005"))), Refusal::Money(_)));
}

#[test]
fn issued_amounts_cannot_change_by_any_path() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    named(&mut tab);
    let invoice = drafted(&mut tab, acme, invoice_of(vec![line("Logo", "1", "1000", None)]));
    issued(&mut tab, acme, invoice);
    let before = tab.look(acme).invoices[&invoice].issue().expect("issued").document.clone();

    let other = invoice_of(vec![line("Logo, cheaper", "1", "1", None)]);
    let from = Box::new(before.content().clone());
    assert!(matches!(refusal(tab.ask(Command::EditDraft { client: acme, invoice, content: other, from })), Refusal::NotADraft { .. }));
    assert!(matches!(refusal(tab.ask(Command::DiscardDraft { client: acme, invoice, gone: true })), Refusal::NotADraft { .. }));
    assert!(matches!(refusal(tab.ask(Command::Issue { client: acme, invoice })), Refusal::NotADraft { .. }));
    tab.must(Command::SetFields { client: acme, changes: vec![(Field::Name, "Acme Two".to_owned()), (Field::Currency, "USD".to_owned())] });
    tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Another name".to_owned())] });
    assert!(matches!(refusal(tab.ask(Command::Void { client: acme, invoice, reason: "  ".to_owned() })), Refusal::TextMissing));
    tab.must(Command::Void { client: acme, invoice, reason: "Wrong client".to_owned() });

    let mut again = Tab::open(&disk, 2);
    let record = again.look(acme);
    assert_eq!(record.invoices[&invoice].issue().expect("issued").document, before);
    assert_eq!(record.invoices[&invoice].standing(), Standing::Void);
    let fresh = drafted(&mut again, acme, invoice_of(vec![line("Logo", "1", "1000", None)]));
    assert_eq!(issued(&mut again, acme, fresh), "INV-2026-002", "a void number stays used");
}

#[test]
fn deleting_drafts_leaves_no_gap() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    named(&mut tab);
    let one = drafted(&mut tab, acme, invoice_of(vec![line("One", "1", "1", None)]));
    let two = drafted(&mut tab, acme, invoice_of(vec![line("Two", "1", "2", None)]));
    tab.must(Command::DiscardDraft { client: acme, invoice: one, gone: true });
    assert_eq!(issued(&mut tab, acme, two), "INV-2026-001");
}

#[test]
fn two_tabs_lose_nothing_and_both_see_every_edit() {
    let disk = Disk::default();
    let mut left = Tab::open(&disk, 1);
    let acme = left.add_client("Acme");
    let mut right = Tab::open(&disk, 2);
    right.look(acme);

    // Neither hears of the other before it writes: the journal itself tells the later one.
    left.must(Command::SetFields { client: acme, changes: vec![(Field::City, "Graz".to_owned())] });
    right.must(Command::SetFields { client: acme, changes: vec![(Field::Email, "a@acme.example".to_owned())] });
    let globex = right.add_client("Globex");
    left.must(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() });
    left.hear();
    right.hear();

    for tab in [&mut left, &mut right] {
        assert_eq!(tab.session.rows()[&globex].name, "Globex");
        assert_eq!(tab.session.rows()[&acme].stage, Stage::Delivery);
        let record = tab.look(acme);
        assert_eq!((record.get(Field::City), record.get(Field::Email)), ("Graz", "a@acme.example"));
    }
    assert_eq!(left.session.rows(), right.session.rows());
}

#[test]
fn two_tabs_that_issue_at_once_never_give_one_number_twice() {
    let disk = Disk::default();
    let mut left = Tab::open(&disk, 1);
    named(&mut left);
    let acme = left.add_client("Acme");
    let mut right = Tab::open(&disk, 2);
    let mut numbers = Vec::new();
    for round in 0..10 {
        let (first, second) = if round % 2 == 0 { (&mut left, &mut right) } else { (&mut right, &mut left) };
        let one = drafted(first, acme, invoice_of(vec![line("Work", "1", "10", None)]));
        let two = drafted(second, acme, invoice_of(vec![line("Work", "1", "20", None)]));
        numbers.push(issued(first, acme, one));
        numbers.push(issued(second, acme, two));
    }
    let expected: Vec<String> = (1..=20).map(|number| format!("INV-2026-{number:03}")).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn two_tabs_that_issue_the_same_draft_issue_it_once() {
    let disk = Disk::default();
    let mut left = Tab::open(&disk, 1);
    named(&mut left);
    let acme = left.add_client("Acme");
    let invoice = drafted(&mut left, acme, invoice_of(vec![line("Work", "1", "10", None)]));
    let mut right = Tab::open(&disk, 2);
    right.look(acme);
    issued(&mut left, acme, invoice);
    assert!(matches!(refusal(right.ask(Command::Issue { client: acme, invoice })), Refusal::NotADraft { standing: Standing::Open }));
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let before = sight(&disk, 9);
    disk.fail_writes(Some(StoreError::Full));
    let told = tab.ask(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() });
    assert_eq!(told, Some(Err(Unable::NotKept(StoreError::Full))));
    assert_eq!(tab.session.rows()[&acme].stage, Stage::Attraction, "the screen goes back to what is kept");
    assert_eq!(tab.look(acme).path().len(), 1);
    disk.fail_writes(None);
    assert_eq!(sight(&disk, 10), before);
    tab.must(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() });
    assert_eq!(Tab::open(&disk, 3).session.rows()[&acme].stage, Stage::Delivery);
}

#[test]
fn a_damaged_chunk_spares_everything_else() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    let globex = tab.add_client("Globex");
    tab.must(Command::SetFields { client: acme, changes: vec![(Field::City, "Graz".to_owned())] });
    let place = disk.chunks().into_iter().rfind(|chunk| chunk.doc == DocKey::Client(acme)).expect("a chunk").place;
    disk.damage(place);
    disk.lose_rows();

    let mut again = Tab::open(&disk, 2);
    again.give(Input::Listed(disk.list()));
    assert_eq!(again.session.rows()[&globex].name, "Globex");
    again.look(acme);
    let (record, troubles) = again.session.client(acme).expect("opens all the same");
    assert_eq!((record.name(), record.get(Field::City)), ("Acme", ""));
    assert_eq!(troubles.len(), 1, "{troubles:?}");
    assert!(again.session.rows()[&acme].troubles > 0);
    again.must(Command::MoveClient { client: globex, to: Stage::Delivery, why: String::new() });
    again.must(Command::SetFields { client: acme, changes: vec![(Field::City, "Linz".to_owned())] });
    assert!(disk.chunks().iter().any(|chunk| chunk.place == place), "what cannot be read is kept for whoever can mend it");
    let packed = pack(&disk.load(&[DocKey::Client(acme)])[0].1);
    assert_eq!(packed.left_out, 1);
    assert!(!packed.bytes.is_empty());
}

#[test]
fn a_client_whose_beginning_is_damaged_is_not_said_to_be_gone() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    tab.must(Command::SetFields { client: acme, changes: vec![(Field::City, "Graz".to_owned())] });
    let place = disk.chunks().into_iter().find(|chunk| chunk.doc == DocKey::Client(acme)).expect("a chunk").place;
    disk.damage(place);

    let mut again = Tab::open(&disk, 2);
    assert_eq!(again.session.rows()[&acme].name, "Acme", "the list still knows it");
    let before = disk.chunks();
    let told = refusal(again.ask(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() }));
    assert_eq!(told, Refusal::DocumentUnwritable);
    assert_eq!(disk.chunks(), before);
}

#[test]
fn two_tabs_that_edit_one_draft_at_once_lose_neither_change() {
    let disk = Disk::default();
    let mut left = Tab::open(&disk, 1);
    let acme = left.add_client("Acme");
    let invoice = drafted(&mut left, acme, invoice_of(vec![line("Logo", "1", "1000", None)]));
    let mut right = Tab::open(&disk, 2);
    let from = Box::new(right.look(acme).invoices[&invoice].draft.clone().expect("a draft"));
    let edit = |change: fn(&mut domain::content::Content)| {
        let mut content = (*from).clone();
        change(&mut content);
        Command::EditDraft { client: acme, invoice, content, from: from.clone() }
    };
    left.must(edit(|content| content.note = "Thank you".to_owned()));
    right.must(edit(|content| content.reference = "PO 7".to_owned()));
    let read = Tab::open(&disk, 3).look(acme).invoices[&invoice].draft.clone().expect("a draft");
    assert_eq!((read.note.as_str(), read.reference.as_str()), ("Thank you", "PO 7"));
}

#[test]
fn rows_from_the_cache_and_rows_from_the_documents_are_the_same() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.must(Command::AddSample);
    named(&mut tab);
    let acme = tab.add_client("Acme");
    let invoice = drafted(&mut tab, acme, invoice_of(vec![line("Work", "3", "33.33", Some("7.7"))]));
    issued(&mut tab, acme, invoice);
    let cached = Tab::open(&disk, 2).session.rows().clone();
    disk.lose_rows();
    let mut rebuilt = Tab::open(&disk, 3);
    assert!(rebuilt.session.rows().is_empty());
    rebuilt.give(Input::Listed(disk.list()));
    assert_eq!(rebuilt.session.rows(), &cached);
    assert_eq!(cached.len(), 9);
    assert_eq!(Tab::open(&disk, 4).session.rows(), &cached, "and the cache is whole again");
}

#[test]
fn the_sample_comes_and_goes_without_touching_anything_real() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    named(&mut tab);
    let acme = tab.add_client("Acme");
    let before = (tab.session.rows().clone(), tab.session.practice().fields.clone());
    let added = tab.must(Command::AddSample);
    assert_eq!(tab.session.rows().values().filter(|row| row.is_sample()).count(), 8);
    let stages: std::collections::BTreeSet<Stage> =
        tab.session.rows().values().filter(|row| row.is_sample()).map(|row| row.stage).collect();
    assert_eq!(stages.len(), 6, "the sample shows all six stages");
    assert_eq!(refusal(tab.ask(Command::AddSample)), Refusal::SampleAlreadyThere);

    let invoice = drafted(&mut tab, acme, invoice_of(vec![line("Work", "1", "10", None)]));
    assert_eq!(issued(&mut tab, acme, invoice), "INV-2026-001", "the sample takes no real number");
    tab.must(added.undo.expect("a way back"));
    let left: BTreeMap<_, _> = tab.session.rows().iter().filter(|(_, row)| !row.removed).collect();
    assert_eq!(left.keys().copied().collect::<Vec<_>>(), before.0.keys().collect::<Vec<_>>());
    assert_eq!(tab.session.practice().fields, before.1);
    tab.must(Command::AddSample);
    assert_eq!(tab.session.rows().values().filter(|row| row.is_sample() && !row.removed).count(), 8);
}

#[test]
fn a_backup_brings_everything_back_into_an_empty_browser() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.must(Command::AddSample);
    named(&mut tab);
    let acme = tab.add_client("Acme");
    let invoice = drafted(&mut tab, acme, invoice_of(vec![line("Work", "3", "33.33", Some("19"))]));
    let number = issued(&mut tab, acme, invoice);
    let docs: Vec<(DocKey, Vec<u8>)> = disk.load(&disk.list()).into_iter().map(|(doc, chunks)| (doc, pack(&chunks).bytes)).collect();

    let elsewhere = Disk::default();
    let mut fresh = Tab::open(&elsewhere, 5);
    assert_eq!(fresh.restore(docs.clone()).map(|outcome| outcome.map(|success| success.done)), Some(Ok(Done::Restored { clients: 9 })));
    assert_eq!(sight(&elsewhere, 6), sight(&disk, 7));
    assert_eq!(fresh.session.practice(), tab.session.practice());
    let next = drafted(&mut fresh, acme, invoice_of(vec![line("More", "1", "1", None)]));
    let shown = fresh.session.practice().next_number(Kind::Invoice, fresh.now.today, fresh.session.author());
    assert_eq!((number.as_str(), issued(&mut fresh, acme, next)), ("INV-2026-001", shown.clone()));
    assert!(
        shown.starts_with("INV-2026-") && shown.ends_with("001") && shown != number,
        "{shown}: the device that was backed up may issue on"
    );

    assert_eq!(fresh.restore(docs.clone()), Some(Err(Unable::NotEmpty)));
    let mut damaged = docs;
    let last = damaged.last_mut().expect("documents");
    let middle = last.1.len() / 2;
    last.1[middle] ^= 1;
    let third = Disk::default();
    let mut refused = Tab::open(&third, 8);
    assert!(matches!(refused.restore(damaged), Some(Err(Unable::BackupDamaged { .. }))));
    assert!(refused.session.rows().is_empty() && third.chunks().is_empty(), "a damaged backup changes nothing");
}

#[test]
fn many_edits_are_folded_into_few_chunks() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let acme = tab.add_client("Acme");
    for round in 0..200 {
        tab.must(Command::SetFields { client: acme, changes: vec![(Field::NextStep, format!("Step {round}"))] });
    }
    assert!(disk.chunks().len() < 30, "{}", disk.chunks().len());
    assert_eq!(Tab::open(&disk, 2).look(acme).get(Field::NextStep), "Step 199");
}

#[test]
fn more_clients_than_stay_open_are_all_reachable() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let all: Vec<ClientId> = (0..150).map(|number| tab.add_client(&format!("Client {number}"))).collect();
    for (number, client) in all.iter().enumerate() {
        tab.must(Command::SetFields { client: *client, changes: vec![(Field::City, format!("City {number}"))] });
    }
    for (number, client) in all.iter().enumerate() {
        assert_eq!(tab.look(*client).get(Field::City), format!("City {number}"));
    }
}
