//! Two records that turn out to be one client: merged, worked on, taken apart again.

use std::collections::BTreeMap;

use book::chunk::DocKey;
use book::session::Input;
use domain::client::{Client, NoteKind};
use domain::command::Contest;
use domain::content::{Content, Kind, Line, Quantity, UnitPrice};
use domain::decide::Wish;
use domain::field::{ContactField, Field, PracticeField};
use domain::find::Limits;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::money::{Currency, Purse};
use domain::row::Row;
use domain::{ClientId, Command, Done, Id, InvoiceId, ItemId, LineId, NoteId, Stage};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn invoice_of(price: i64) -> Content {
    let line = Line {
        description: "Work".to_owned(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(Decimal::from(price)).expect("a price"),
        tax: None,
        ..Line::blank(LineId(Id::from_bytes([7; 16])))
    };
    Content { lines: vec![line], ..Content::blank(Kind::Invoice, Currency::EUR) }
}

fn issued(tab: &mut Tab, client: ClientId, price: i64) -> InvoiceId {
    let Done::Drafted { invoice, .. } = tab.must(Command::Draft { client, content: invoice_of(price) }).done else { panic!("no draft") };
    tab.must(Command::Issue { client, invoice });
    invoice
}

fn noted(tab: &mut Tab, client: ClientId, text: &str) -> NoteId {
    let happened = tab.now.today;
    let write = Command::WriteNote { client, kind: NoteKind::Note, direction: None, happened, text: text.to_owned() };
    let Done::NoteWritten { note, .. } = tab.must(write).done else { panic!("no note") };
    note
}

fn promised(tab: &mut Tab, client: ClientId, title: &str) -> ItemId {
    let fields = vec![(ItemField::Title, title.to_owned()), (ItemField::Side, "ours".to_owned())];
    let Done::ItemAdded { item, .. } = tab.must(Command::AddItem { client, kind: ItemKind::Promise, fields }).done else {
        panic!("no item")
    };
    item
}

/// What the client says in its city, and how many fields wait for somebody's word.
fn city(tab: &mut Tab, client: ClientId) -> (String, usize) {
    let whole = tab.look(client);
    (whole.get(Field::City).to_owned(), domain::merge::differing(whole).len())
}

fn set(client: ClientId, field: Field, to: &str) -> Command {
    Command::SetFields { client, changes: vec![(field, to.to_owned())] }
}

fn merge(client: ClientId, into: ClientId) -> Command {
    Command::Merge { client, into, fields: Vec::new(), stage: false }
}

/// Everything that lists show: each row that is a client of its own.
fn listed(tab: &Tab) -> Vec<&Row> {
    tab.session.rows().values().map(AsRef::as_ref).filter(|row| !row.removed).collect()
}

fn names(tab: &Tab) -> Vec<&str> {
    let mut names: Vec<&str> = listed(tab).into_iter().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// What is billed, and what of it is open, over all lists.
fn money(tab: &Tab) -> (Vec<InvoiceId>, Purse, Purse) {
    let mut ids: Vec<_> = listed(tab).into_iter().flat_map(|row| &row.invoices).map(|invoice| invoice.id).collect();
    ids.sort_unstable();
    let all = listed(tab).into_iter().flat_map(|row| &row.invoices).map(|invoice| invoice.total).collect();
    (ids, all, listed(tab).into_iter().flat_map(|row| row.open().iter().collect::<Vec<_>>()).collect())
}

fn sight(tab: &mut Tab) -> (BTreeMap<ClientId, Row>, BTreeMap<ClientId, Client>) {
    let rows: BTreeMap<_, _> = tab.session.rows().iter().map(|(id, row)| (*id, (**row).clone())).collect();
    let records = rows.keys().map(|id| (*id, tab.look(*id).clone())).collect();
    (rows, records)
}

struct Two {
    disk: Disk,
    tab: Tab,
    a: ClientId,
    b: ClientId,
    note: NoteId,
    item: ItemId,
    invoice: InvoiceId,
}

/// Ada Ltd in Graz, with all that can hang on a record; Ada in Linz, with an invoice.
fn two() -> Two {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let (a, b) = (tab.add_client("Ada Ltd"), tab.add_client("Ada"));
    tab.must(Command::SetFields {
        client: a,
        changes: vec![(Field::City, "Graz".to_owned()), (Field::Email, "ada@ada.example".to_owned())],
    });
    tab.must(set(b, Field::City, "Linz"));
    tab.must(Command::AddContact { client: a, fields: vec![(ContactField::Name, "Jo Birch".to_owned())] });
    tab.must(Command::MoveClient { client: a, to: Stage::Delivery, why: "Signed".to_owned() });
    let (note, item, invoice) = (noted(&mut tab, a, "About the fonts"), promised(&mut tab, a, "Send proofs"), issued(&mut tab, a, 300));
    issued(&mut tab, b, 20);
    Two { disk, tab, a, b, note, item, invoice }
}

#[test]
fn what_is_merged_hangs_on_one_client_and_numbers_stay() {
    let Two { disk, mut tab, a, b, note, item, invoice } = two();
    let (before, billed) = (sight(&mut tab), money(&tab));
    let merged = tab.must(Command::Merge { client: a, into: b, fields: vec![Field::City], stage: true });
    assert_eq!(merged.done, Done::Merged { client: a, into: b });
    for mut tab in [tab, Tab::open(&disk, 2)] {
        assert_eq!(names(&tab), ["Ada"]);
        assert_eq!(money(&tab), billed, "no number, no sum, no list of billing changes");
        let row = tab.session.rows()[&b].clone();
        assert_eq!(
            (row.stage, row.joined.as_slice(), row.emails.as_slice()),
            (Stage::Delivery, [a].as_slice(), ["ada@ada.example".to_owned()].as_slice())
        );
        assert_eq!(tab.session.rows()[&a].under, Some(b), "an old address leads on");
        let whole = tab.look(b).clone();
        assert_eq!((whole.name(), whole.get(Field::City), whole.get(Field::Email)), ("Ada", "Graz", ""));
        assert!(whole.notes.contains_key(&note) && whole.items.contains_key(&item) && whole.invoices.contains_key(&invoice));
        assert_eq!((whole.people().len(), whole.invoices.len(), whole.joined[&a].name()), (1, 2, "Ada Ltd"));
    }
    // At once, and later from history by whoever looks.
    let mut tab = Tab::open(&disk, 3);
    tab.must(merged.undo.expect("a way back"));
    let mut after = sight(&mut tab);
    let link = after.1[&a].items.iter().find(|(_, item)| item.kind == ItemKind::Merge).map(|(id, _)| *id).expect("the link, taken back");
    let again = tab.must(Command::TakeApart { client: a, into: b, link, gone: false });
    assert_eq!(city(&mut tab, b), ("Graz".to_owned(), 0));
    assert_eq!(names(&tab), ["Ada"]);
    tab.must(again.undo.expect("a way back"));
    // What remains is that it was merged once, and the move that was taken back.
    after.1.get_mut(&a).expect("here").items.remove(&link);
    let moves = before.1[&b].moves.clone();
    after.1.get_mut(&b).expect("here").moves = moves;
    assert_eq!(after, before, "both are whole again");
    assert_eq!(names(&tab), ["Ada", "Ada Ltd"]);
}

#[test]
fn what_lives_in_the_other_document_is_changed_there() {
    let Two { disk, mut tab, a, b, note, item, invoice } = two();
    let merged = tab.must(merge(a, b));
    tab.must(Command::AmendNote { client: b, note, text: "About the new fonts".to_owned() });
    let today = tab.now.today;
    let kept = Wish { kind: ActKind::Kept, on: today, why: String::new(), value: String::new() };
    tab.must(Command::Act { client: b, item, wish: kept });
    tab.must(Command::RecordPayment { client: b, invoice, amount: Decimal::from(100), on: today, method: "Bank".to_owned() });
    let contact = *tab.look(b).contacts.keys().next().expect("Jo");
    let changes = vec![(ContactField::Position, "Owner".to_owned())];
    tab.must(Command::SetContact { client: b, contact, changes });
    let fresh = noted(&mut tab, b, "Written after");
    tab.must(merged.undo.expect("a way back"));
    let mut tab = Tab::open(&disk, 2);
    let whole = tab.look(a).clone();
    assert_eq!((whole.notes[&note].says(), whole.items[&item].stands()), ("About the new fonts", Some(ActKind::Kept)));
    assert_eq!(whole.invoices[&invoice].paid().map(|money| money.amount()), Some(Decimal::from(100)));
    assert_eq!(whole.contacts[&contact].get(ContactField::Position), "Owner");
    let other = tab.look(b);
    assert!(other.notes.contains_key(&fresh) && !other.items.contains_key(&item));
}

#[test]
fn what_is_made_about_a_document_of_the_other_record_is_read_with_it() {
    let Two { mut tab, a, b, invoice, .. } = two();
    tab.must(merge(a, b));
    let open = |tab: &Tab| listed(tab).into_iter().flat_map(|row| &row.invoices).find(|one| one.id == invoice).expect("there").disputed;
    assert!(open(&tab).is_zero());
    let day = tab.now.today.to_string();
    let fields = vec![(ItemField::Detail, "Too much".to_owned()), (ItemField::Day, day), (ItemField::Invoice, invoice.to_string())];
    let Done::ItemAdded { item, .. } = tab.must(Command::AddItem { client: b, kind: ItemKind::Dispute, fields }).done else { panic!() };
    assert!(open(&tab).is_positive());
    let on = tab.now.today;
    let wish = Wish { kind: ActKind::Resolved, on, why: String::new(), value: String::new() };
    tab.must(Command::Act { client: b, item, wish });
    assert!(open(&tab).is_zero());
}

#[test]
fn what_is_written_at_the_same_time_is_on_the_merged_client() {
    let Two { disk, mut tab, a, b, item, .. } = two();
    let mut other = Tab::open(&disk, 2);
    other.look(a);
    other.look(b);
    tab.must(merge(a, b));
    // The other tab has not heard of it.
    let late = noted(&mut other, a, "Called about the invoice");
    other.must(Command::SetItem { client: a, item, changes: vec![(ItemField::Title, "Send both proofs".to_owned())] });
    other.must(set(a, Field::City, "Vienna"));
    other.must(set(a, Field::Email, "ADA@ada.example"));
    tab.hear();
    for mut tab in [tab, other, Tab::open(&disk, 3)] {
        let whole = tab.look(b).clone();
        assert!(whole.notes.contains_key(&late));
        assert_eq!(whole.items[&item].title(), "Send both proofs");
        let differs: Vec<_> = domain::merge::differing(&whole).into_iter().map(|one| (one.field, one.there)).collect();
        assert_eq!(differs, [(Field::Email, "ADA@ada.example".to_owned()), (Field::City, "Vienna".to_owned())], "a conflict, and not lost");
        assert_eq!(names(&tab), ["Ada"]);
    }
    let mut tab = Tab::open(&disk, 4);
    let settle =
        |field, to: &str, seen: &str| Command::SettleMerged { client: b, from: a, field, to: to.to_owned(), seen: seen.to_owned() };
    let taken = tab.must(settle(Field::City, "Vienna", "Vienna"));
    tab.must(settle(Field::Email, "", "ADA@ada.example"));
    assert_eq!(city(&mut tab, b), ("Vienna".to_owned(), 0));
    tab.must(taken.undo.expect("a way back"));
    assert_eq!(city(&mut tab, b), ("Linz".to_owned(), 1));
}

/// Two devices apart: each with the disk as it was, then with both journals.
fn apart(one: &Disk, other: &Disk, clients: &[ClientId]) -> Disk {
    let docs: Vec<DocKey> = clients.iter().map(|id| DocKey::Client(*id)).chain([DocKey::Practice]).collect();
    let both = Disk::default();
    let mut tab = Tab::open(&both, 90);
    let packed = |disk: &Disk| {
        disk.load(&docs)
            .into_iter()
            .filter(|(_, chunks)| !chunks.is_empty())
            .map(|(doc, chunks)| (doc, book::session::pack(&chunks).bytes))
            .collect::<Vec<_>>()
    };
    let restored = tab.restore(packed(one));
    assert!(matches!(restored, Some(Ok(_))), "{restored:?}");
    // The other's changes come as chunks of another tab would.
    let end = both.begin().end;
    let mut batch = book::chunk::Batch { after: end, ..Default::default() };
    for (place, (doc, bytes)) in (end + 1..).zip(packed(other)) {
        batch.chunks.push(book::chunk::Chunk { place, doc, bytes: book::chunk::sealed(bytes) });
    }
    both.write(&batch).expect("written");
    both.lose_rows();
    both
}

fn copy(disk: &Disk) -> Disk {
    let copied = Disk::default();
    let batch = book::chunk::Batch { chunks: disk.chunks(), ..Default::default() };
    copied.write(&batch).expect("written");
    copied
}

fn rebuilt(disk: &Disk, seed: u8) -> Tab {
    let mut tab = Tab::open(disk, seed);
    tab.give(Input::Listed(disk.list()));
    tab
}

#[test]
fn merges_in_a_circle_end_alike_everywhere_and_lose_nobody() {
    let Two { disk, a, b, .. } = two();
    let other = copy(&disk);
    rebuilt(&disk, 11).must(merge(a, b));
    rebuilt(&other, 12).must(merge(b, a));
    let one = rebuilt(&apart(&disk, &other, &[a, b]), 13);
    let two = rebuilt(&apart(&other, &disk, &[a, b]), 14);
    assert_eq!(listed(&one).len(), 1);
    assert_eq!(listed(&one), listed(&two));
    assert_eq!(listed(&one)[0].invoices.len(), 2);
}

#[test]
fn a_chain_of_merges_ends_at_the_last() {
    let Two { disk, mut tab, a, b, note, .. } = two();
    let c = tab.add_client("Ada Three");
    tab.must(merge(a, b));
    tab.must(merge(b, c));
    let mut again = Tab::open(&disk, 5);
    assert_eq!((names(&again), names(&tab)), (vec!["Ada Three"], vec!["Ada Three"]));
    assert_eq!(again.look(c).joined.len(), 2);
    again.must(Command::AmendNote { client: c, note, text: "From the end".to_owned() });
    assert!(again.ask(merge(a, c)).is_some_and(|outcome| outcome.is_err()), "it goes under another already");
    tab.hear();
    assert_eq!(tab.look(c).notes[&note].says(), "From the end");
    tab.must(Command::RemoveClient { client: c, gone: true });
    assert_eq!(names(&tab), [""; 0]);
    let mut later = Tab::open(&disk, 6);
    assert_eq!(names(&later), [""; 0]);
    later.must(Command::RemoveClient { client: c, gone: false });
    assert_eq!(names(&later), ["Ada Three"]);
}

#[test]
fn one_that_was_put_away_meanwhile_takes_nobody_with_it() {
    let Two { disk, a, b, .. } = two();
    let other = copy(&disk);
    rebuilt(&disk, 11).must(merge(a, b));
    rebuilt(&other, 12).must(Command::RemoveClient { client: b, gone: true });
    let mut tab = rebuilt(&apart(&disk, &other, &[a, b]), 13);
    assert_eq!(names(&tab), ["Ada Ltd"]);
    tab.must(Command::RemoveClient { client: b, gone: false });
    assert_eq!(names(&tab), ["Ada"]);
}

#[test]
fn a_merge_changes_neither_whom_the_client_is_called_by_nor_where_its_invoices_go() {
    let Two { mut tab, a, b, .. } = two();
    let person = |client, name: &str, roles: &[ContactField]| {
        let roles = roles.iter().map(|role| (*role, "yes".to_owned()));
        Command::AddContact { client, fields: std::iter::once((ContactField::Name, name.to_owned())).chain(roles).collect() }
    };
    tab.must(person(a, "Ann", &[ContactField::Primary, ContactField::Bills]));
    tab.must(merge(a, b));
    let whom = |tab: &mut Tab| {
        let whole = tab.look(b);
        let first = whole.people().first().map(|(_, one)| one.get(ContactField::Name).to_owned());
        (first.unwrap_or_default(), whole.billing_contact().map(|one| one.get(ContactField::Name).to_owned()).unwrap_or_default())
    };
    assert_eq!(whom(&mut tab), ("Ann".to_owned(), "Ann".to_owned()), "nobody else is there for it");
    tab.must(person(b, "Zoe", &[ContactField::Primary]));
    tab.must(person(b, "Yves", &[ContactField::Bills]));
    assert_eq!(whom(&mut tab), ("Zoe".to_owned(), "Yves".to_owned()));
}

#[test]
fn what_was_merged_is_found_with_the_client() {
    let Two { disk, mut tab, a, b, .. } = two();
    tab.must(merge(a, b));
    let mut tab = Tab::open(&disk, 4);
    tab.gather();
    let found = |tab: &Tab, query: &str| {
        let words = domain::find::words(query);
        let found = tab.session.find(&words, Limits(|_| 10));
        domain::find::Group::ALL
            .into_iter()
            .flat_map(|group| found.of(group).to_vec())
            .filter_map(|hit| tab.session.passage(&hit))
            .map(|one| one.text)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&tab, "ada fonts"), ["About the fonts"]);
    assert_eq!(found(&tab, "linz proofs"), ["Send proofs"], "with a word that only the other record has");
}

#[test]
fn of_two_values_written_at_once_one_is_chosen() {
    let Two { disk, a, b, item, .. } = two();
    let other = copy(&disk);
    let mut one = rebuilt(&disk, 11);
    one.must(set(b, Field::City, "Steyr"));
    one.must(Command::SetItem { client: a, item, changes: vec![(ItemField::Title, "Proofs".to_owned())] });
    let mut two = rebuilt(&other, 12);
    two.must(set(b, Field::City, "Wels"));
    two.must(Command::SetItem { client: a, item, changes: vec![(ItemField::Title, "Both proofs".to_owned())] });
    let both = apart(&disk, &other, &[a, b]);
    let mut tab = rebuilt(&both, 13);
    tab.must(merge(a, b));
    tab.look(b);
    assert_eq!(tab.session.client(b).map(|(_, troubles)| troubles.len()), Some(2));
    let in_force = tab.look(b).get(Field::City).to_owned();
    tab.must(Command::Settle { client: b, at: Contest::Field(Field::City), to: in_force.clone() });
    tab.must(Command::Settle { client: b, at: Contest::Item(item, ItemField::Title), to: "Both proofs".to_owned() });
    tab.look(b);
    assert_eq!(tab.session.client(b).map(|(_, troubles)| troubles.len()), Some(0), "the one in force can be chosen, too");
    let mut again = Tab::open(&both, 14);
    let whole = again.look(b);
    assert_eq!((whole.get(Field::City), whole.items[&item].title()), (in_force.as_str(), "Both proofs"));
}

#[test]
fn many_more_clients_than_stay_open_do_not_part_a_family() {
    let Two { disk, mut tab, a, b, note, .. } = two();
    tab.must(merge(a, b));
    for number in 0..90 {
        let other = tab.add_client(&format!("Client {number}"));
        tab.must(set(other, Field::City, "Wels"));
    }
    tab.must(Command::AmendNote { client: b, note, text: "Still here".to_owned() });
    assert_eq!(tab.look(b).notes[&note].says(), "Still here");
    let mut other = Tab::open(&disk, 8);
    other.must(Command::AmendNote { client: b, note, text: "And there".to_owned() });
    tab.hear();
    assert_eq!(tab.look(b).notes[&note].says(), "And there");
    disk.lose_rows();
    assert_eq!(listed(&rebuilt(&disk, 9)), listed(&tab));
}
