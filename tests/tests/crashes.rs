//! A tab that dies between any two storage operations, before or after either: what was acknowledged is there when it opens again, what
//! was not is there whole or not at all, and the cache tells the same as the documents.

use std::collections::BTreeSet;

use book::chunk::DocKey;
use book::session::Input;
use domain::content::{Content, Kind, Line, Quantity, UnitPrice};
use domain::field::{Field, PracticeField};
use domain::money::Currency;
use domain::{ClientId, Command, Done, Id, InvoiceId, LineId, Stage};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::{Crash, Tab};

/// What somebody was told had been done.
#[derive(Debug, Default)]
struct Told {
    clients: BTreeSet<(ClientId, String)>,
    stages: Vec<(ClientId, Stage)>,
    numbers: Vec<(ClientId, InvoiceId, String)>,
}

/// A day's work, as far as the tab lives. Every answer is written down.
fn work(tab: &mut Tab, told: &mut Told) -> Option<()> {
    tab.ask(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] })?.ok()?;
    for name in ["Acme", "Globex", "Initech"] {
        let add = Command::AddClient { stage: Stage::Attraction, fields: vec![(Field::Name, name.to_owned())], contact: vec![] };
        let Done::ClientAdded { client } = tab.ask(add)?.ok()?.done else { return None };
        told.clients.insert((client, name.to_owned()));
        let to = Stage::Delivery;
        tab.ask(Command::MoveClient { client, to, why: String::new() })?.ok()?;
        told.stages.push((client, to));
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.lines.push(Line {
            description: "Work".to_owned(),
            quantity: Quantity::ONE,
            unit: String::new(),
            price: UnitPrice::new(Decimal::from(100)).ok()?,
            tax: None,
            ..Line::blank(LineId(Id::from_bytes([1; 16])))
        });
        let Done::Drafted { invoice, .. } = tab.ask(Command::Draft { client, content })?.ok()?.done else { return None };
        let Done::Issued { number, .. } = tab.ask(Command::Issue { client, invoice })?.ok()?.done else { return None };
        told.numbers.push((client, invoice, number));
        // Enough to fold a document's chunks into one on the way.
        for round in 0..30 {
            tab.ask(Command::SetFields { client, changes: vec![(Field::NextStep, format!("Step {round}"))] })?.ok()?;
        }
    }
    Some(())
}

/// Opens what is left and holds it against what was told.
fn check(disk: &Disk, told: &Told, when: &str) {
    let mut tab = Tab::open(disk, 200);
    for (client, name) in &told.clients {
        assert_eq!(tab.session.rows().get(client).map(|row| row.name.as_str()), Some(name.as_str()), "{when}");
        assert_eq!(tab.look(*client).name(), name, "{when}");
    }
    for (client, stage) in &told.stages {
        assert_eq!(tab.look(*client).stage().0, *stage, "{when}");
    }
    for (client, invoice, number) in &told.numbers {
        let issued = tab.look(*client).invoices[invoice].issue().map(|issue| issue.document.number().to_owned());
        assert_eq!(issued.as_deref(), Some(number.as_str()), "{when}");
    }
    // Both documents of an act are there, or neither: no number without its invoice, no invoice without its number.
    tab.must(Command::SetPractice { changes: vec![(PracticeField::City, "Vienna".to_owned())] });
    let registered: BTreeSet<String> = tab.session.practice().numbers.values().map(|taken| taken.number.clone()).collect();
    let printed: BTreeSet<String> =
        tab.session.rows().values().flat_map(|row| row.invoices.iter().filter_map(|invoice| invoice.number.clone())).collect();
    assert_eq!(registered, printed, "{when}");
    for (_, troubles) in tab.session.rows().keys().copied().collect::<Vec<_>>().into_iter().filter_map(|id| {
        tab.give(Input::Look(id));
        tab.session.client(id).map(|(client, troubles)| (client.id, troubles.len()))
    }) {
        assert_eq!(troubles, 0, "{when}");
    }
    let cached = tab.session.rows().clone();
    disk.lose_rows();
    let mut rebuilt = Tab::open(disk, 201);
    rebuilt.give(Input::Listed(disk.list()));
    assert_eq!(rebuilt.session.rows(), &cached, "{when}");
    assert!(disk.list().iter().all(|doc| *doc == DocKey::Practice || cached.keys().any(|id| DocKey::Client(*id) == *doc)), "{when}");
}

#[test]
fn nothing_acknowledged_is_lost_wherever_a_tab_dies() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    assert!(work(&mut tab, &mut Told::default()).is_some(), "the day goes well when nothing crashes");
    let operations = tab.operations;
    assert!(operations > 100, "{operations}");
    for number in 0..operations {
        for crash in [Crash::Before(number), Crash::After(number)] {
            let disk = Disk::default();
            let mut tab = Tab::open_until(&disk, 1, crash);
            let mut told = Told::default();
            work(&mut tab, &mut told);
            assert!(tab.dead, "{crash:?} was reached");
            check(&disk, &told, &format!("{crash:?}"));
        }
    }
}

#[test]
fn a_tab_that_dies_leaves_the_other_at_work() {
    let disk = Disk::default();
    let mut lasting = Tab::open(&disk, 1);
    let acme = lasting.add_client("Acme");
    for number in 1..8 {
        let mut dying = Tab::open_until(&disk, 10 + number, Crash::After(usize::from(number)));
        let _ = dying.ask(Command::SetFields { client: acme, changes: vec![(Field::City, format!("City {number}"))] });
        let _ = dying.ask(Command::SetFields { client: acme, changes: vec![(Field::Region, format!("Region {number}"))] });
        lasting.must(Command::SetFields { client: acme, changes: vec![(Field::Phone, format!("{number}"))] });
        assert_eq!(lasting.look(acme).get(Field::Phone), format!("{number}"));
        assert_eq!(Tab::open(&disk, 100 + number).look(acme), lasting.look(acme));
    }
}
