//! A client that is erased: gone from every list, from Find and from the disk; the documents stay that must; and what comes back with an old
//! copy is not taken in.

use book::chunk::{Batch, Chunk, DocKey};
use book::session::{Input, Unable, pack};
use domain::client::NoteKind;
use domain::content::{Content, Kind, Line, Quantity, UnitPrice};
use domain::decide::Erasing;
use domain::field::{ContactField, Field, PracticeField};
use domain::find::Limits;
use domain::money::Currency;
use domain::time::Day;
use domain::{ClientId, Command, Done, Id, InvoiceId, LineId, Refusal};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

fn content(price: i64) -> Content {
    let line = Line {
        description: "Design".to_owned(),
        quantity: Quantity::ONE,
        unit: String::new(),
        price: UnitPrice::new(Decimal::from(price)).expect("a price"),
        tax: None,
        ..Line::blank(LineId(Id::from_bytes([7; 16])))
    };
    Content { lines: vec![line], ..Content::blank(Kind::Invoice, Currency::EUR) }
}

fn wish() -> Erasing {
    Erasing { name: "Erased client".to_owned(), until: Day::parse("2036-12-31"), why: "Tax law".to_owned() }
}

fn drafted(tab: &mut Tab, client: ClientId, price: i64) -> InvoiceId {
    let Done::Drafted { invoice, .. } = tab.must(Command::Draft { client, content: content(price) }).done else { panic!("no draft") };
    invoice
}

/// Ada with a person, an entry and a draft, and one invoice, paid if asked for.
fn ada(tab: &mut Tab, paid: bool) -> (ClientId, InvoiceId) {
    tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let client = tab.add_client("Ada Lovelace");
    tab.must(Command::SetFields { client, changes: vec![(Field::Email, "ada@engine.example".to_owned())] });
    tab.must(Command::AddContact { client, fields: vec![(ContactField::Name, "Byron".to_owned())] });
    let happened = tab.now.today;
    tab.must(Command::WriteNote { client, kind: NoteKind::Note, direction: None, happened, text: "Likes punched cards".to_owned() });
    let invoice = drafted(tab, client, 400);
    tab.must(Command::Issue { client, invoice });
    drafted(tab, client, 90);
    if paid {
        tab.must(Command::RecordPayment { client, invoice, amount: Decimal::from(400), on: happened, method: String::new() });
    }
    (client, invoice)
}

fn found(tab: &Tab, word: &str) -> usize {
    tab.session.find(&[word.to_owned()], Limits(|_| 10)).counts.values().sum::<usize>()
        + tab.session.rows().values().filter(|row| !row.removed && row.matches(word)).count()
}

fn heir(tab: &Tab) -> ClientId {
    tab.session.rows().values().find(|row| row.keeps).expect("a record that keeps the documents").id
}

#[test]
fn an_erased_client_is_nowhere_and_its_documents_are_kept_with_their_reason() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, invoice) = ada(&mut tab, true);
    let number = tab.session.rows()[&client].invoices.iter().find_map(|row| row.number.clone()).expect("a number");
    tab.gather();
    assert!(found(&tab, "lovelace") > 0 && found(&tab, "punched") > 0);
    let erased = tab.must(Command::Erase { client, wish: wish() });
    assert_eq!(erased.done, Done::Erased { kept: 1 });
    let check = |tab: &mut Tab| {
        assert!(!tab.session.rows().contains_key(&client));
        for word in ["lovelace", "punched", "byron", "engine"] {
            assert_eq!(found(tab, word), 0, "{word}");
        }
        let kept = heir(tab);
        let row = tab.session.rows()[&kept].clone();
        assert_eq!((row.name.as_str(), row.removed, row.invoices.len()), ("Erased client", true, 1));
        assert_eq!((row.invoices[0].id, row.invoices[0].number.as_deref()), (invoice, Some(number.as_str())));
        assert!(row.invoices[0].open.is_zero(), "paid it is still");
        let record = tab.look(kept);
        assert!(record.invoices[&invoice].issue().is_some_and(|issue| issue.sound), "as it was sealed");
        let why = domain::erase::retention(record).expect("a reason");
        assert_eq!((why.until, why.why.as_str()), (Day::parse("2036-12-31"), "Tax law"));
        assert!(record.notes.is_empty() && record.contacts.is_empty());
    };
    check(&mut tab);
    assert!(disk.list().iter().all(|doc| *doc != DocKey::Client(client)), "not a byte of the record is on disk");
    assert!(disk.begin().rows.iter().all(|row| row.client != client) && disk.texts(&[client]).is_empty());
    let mut again = Tab::open(&disk, 2);
    again.gather();
    check(&mut again);
    assert_eq!(again.ask(Command::RemoveClient { client, gone: false }), Some(Err(Unable::Refused(Refusal::NoSuchClient))));
}

#[test]
fn what_is_not_settled_holds_an_erasure_up() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, invoice) = ada(&mut tab, false);
    let refused = Some(Err(Unable::Refused(Refusal::NotSettled { documents: 1 })));
    assert_eq!(tab.ask(Command::Erase { client, wish: wish() }), refused);
    tab.must(Command::Void { client, invoice, reason: "Never sent".to_owned() });
    tab.must(Command::Erase { client, wish: wish() });
    let kept = heir(&tab);
    assert!(!tab.look(kept).invoices[&invoice].voids.is_empty(), "void it is still");
}

#[test]
fn a_slip_is_mended_while_the_page_is_open_and_never_after() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, _) = ada(&mut tab, true);
    let before = (tab.session.rows()[&client].clone(), tab.look(client).clone());
    let undo = tab.must(Command::Erase { client, wish: wish() }).undo.expect("an undo");
    let kept = heir(&tab);
    tab.must(undo.clone());
    assert_eq!(tab.session.rows()[&client], before.0);
    assert_eq!(*tab.look(client), before.1);
    assert!(!tab.session.rows().contains_key(&kept), "what kept its documents is gone in its stead");
    let again = Tab::open(&disk, 2);
    assert_eq!(again.session.rows().keys().collect::<Vec<_>>(), [&client]);
    let undo = tab.must(Command::Erase { client, wish: wish() }).undo.expect("an undo");
    let mut later = Tab::open(&disk, 3);
    assert_eq!(later.ask(undo), Some(Err(Unable::Refused(Refusal::NoSuchClient))), "the bytes are gone with the page");
}

#[test]
fn an_old_copy_of_an_erased_record_does_not_bring_it_back() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, _) = ada(&mut tab, true);
    let old: Vec<Chunk> = disk.chunks().into_iter().filter(|chunk| chunk.doc == DocKey::Client(client)).collect();
    let row = disk.begin().rows.into_iter().find(|row| row.client == client).expect("a row");
    let copy = pack(&old).bytes;
    tab.must(Command::Erase { client, wish: wish() });

    // A device that was away writes what it had.
    let end = disk.begin().end;
    let chunks = vec![Chunk { place: end + 1, doc: DocKey::Client(client), bytes: book::chunk::sealed(copy.clone()) }];
    disk.write(&Batch { after: end, chunks, rows: vec![row], ..Batch::default() }).expect("written");
    tab.hear();
    assert!(!tab.session.rows().contains_key(&client));
    let other = tab.add_client("Grace");
    assert!(tab.session.rows().contains_key(&other));

    // On the next day the copy is taken out of the journal.
    disk.lose_rows();
    let mut later = Tab::open(&disk, 2);
    later.give(Input::Listed(disk.list()));
    assert!(!later.session.rows().contains_key(&client));
    assert!(disk.list().iter().all(|doc| *doc != DocKey::Client(client)));
}

#[test]
fn another_tab_that_only_shows_the_board_loses_sight_of_it_too() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, _) = ada(&mut tab, true);
    let mut board = Tab::open(&disk, 2);
    assert!(board.session.rows().contains_key(&client));
    tab.must(Command::Erase { client, wish: wish() });
    board.hear();
    assert!(!board.session.rows().contains_key(&client));
    assert_eq!(board.ask(Command::RemoveClient { client, gone: true }), Some(Err(Unable::Refused(Refusal::NoSuchClient))));
}

#[test]
fn a_restore_leaves_out_whoever_was_erased() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, _) = ada(&mut tab, true);
    let docs: Vec<(DocKey, Vec<u8>)> = disk.load(&disk.list()).into_iter().map(|(doc, chunks)| (doc, pack(&chunks).bytes)).collect();
    tab.must(Command::Erase { client, wish: wish() });
    assert!(tab.session.rows().values().all(|row| row.removed), "nobody is here");
    tab.restore(docs).expect("an answer").expect("restored");
    assert!(!tab.session.rows().contains_key(&client));
}

#[test]
fn a_merged_client_is_erased_with_all_that_goes_under_it() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let (client, _) = ada(&mut tab, true);
    let double = tab.add_client("Augusta Ada");
    tab.must(Command::Merge { client: double, into: client, fields: Vec::new(), stage: false });
    assert_eq!(tab.ask(Command::Erase { client: double, wish: wish() }), Some(Err(Unable::Refused(Refusal::NoSuchClient))));
    let undo = tab.must(Command::Erase { client, wish: wish() }).undo.expect("an undo");
    assert!(!tab.session.rows().contains_key(&client) && !tab.session.rows().contains_key(&double));
    assert!(disk.list().iter().all(|doc| *doc != DocKey::Client(client) && *doc != DocKey::Client(double)));
    tab.must(undo);
    assert_eq!(tab.session.rows()[&client].joined, [double]);
}
