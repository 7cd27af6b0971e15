//! What one device writes and another takes in, change by change, as syncing will carry it: in any order, twice, in the middle of a crash.

use std::collections::{BTreeMap, BTreeSet};

use book::chunk::{DocKey, StoreError};
use book::session::sharing::{Delivered, Delivery, name, named};
use book::session::{Input, Ledger, Success, Unable, Unsent};
use domain::client::NoteKind;
use domain::content::{Content, Kind, Line, UnitPrice};
use domain::decide::Erasing;
use domain::field::{Field, PracticeField};
use domain::invoice::Standing;
use domain::money::Currency;
use domain::{AuthorId, ClientId, Command, Done, Id, InvoiceId, LineId, Stage};
use rust_decimal::Decimal;
use throughline_tests::fleet::Chance;
use throughline_tests::memory::Disk;
use throughline_tests::tab::{Crash, Tab};

/// Changes of one document on their way.
#[derive(Clone, Debug)]
struct Parcel {
    doc: DocKey,
    changes: Vec<u8>,
}

/// One browser profile; what it knows of each document to be with the others.
struct Device {
    disk: Disk,
    tab: Tab,
    marks: BTreeMap<DocKey, Vec<u8>>,
    opened: u8,
}

impl Device {
    fn new(number: u8) -> Self {
        let disk = Disk::default();
        disk.author_or(AuthorId(Id::from_bytes([number.wrapping_mul(41); 16])));
        Self { tab: Tab::open(&disk, number), disk, marks: BTreeMap::new(), opened: number }
    }

    fn open_until(&mut self, crash: Crash) {
        self.opened += 16;
        self.tab = Tab::open_until(&self.disk, self.opened, crash);
    }

    /// Everything that the others have not got.
    fn send(&mut self) -> Vec<Parcel> {
        let mut parcels = Vec::new();
        // Of what is gone nothing counts as sent.
        let list = self.disk.list();
        self.marks.retain(|doc, _| list.contains(doc));
        for (doc, chunks) in self.disk.load(&list) {
            let marks = self.marks.entry(doc).or_default();
            let Unsent { changes, mark } = self.tab.session.unsent(&chunks, marks);
            if let Some(changes) = changes {
                parcels.push(Parcel { doc, changes });
                *marks = mark;
            }
        }
        parcels
    }

    fn take(&mut self, parcels: &[Parcel]) -> Option<Result<Success, Unable>> {
        let delivered = parcels.iter().map(|parcel| Delivered {
            name: name(parcel.doc),
            bytes: parcel.changes.clone(),
            mark: self.marks.get(&parcel.doc).cloned().unwrap_or_default(),
        });
        let delivery = Delivery::new(delivered.collect(), false);
        let answer = self.tab.receive(delivery.docs());
        if matches!(answer, Some(Ok(_))) {
            let kept = delivery.kept(&self.disk.load(&delivery.wanted()), &self.tab.session);
            self.marks.extend(kept.marks.into_iter().filter_map(|(name, mark)| Some((named(&name)?, mark))));
        }
        answer
    }

    fn must_take(&mut self, parcels: &[Parcel]) -> Done {
        match self.take(parcels) {
            Some(Ok(success)) => success.done,
            other => panic!("not taken in: {other:?}"),
        }
    }

    fn names(&self) -> Vec<(String, Stage)> {
        let mut names: Vec<_> =
            self.tab.session.rows().values().filter(|row| !row.removed).map(|row| (row.name.clone(), row.stage)).collect();
        names.sort();
        names
    }

    fn note(&mut self, client: ClientId, text: &str) {
        let happened = self.tab.now.today;
        self.tab.must(Command::WriteNote { client, kind: NoteKind::Note, direction: None, happened, text: text.to_owned() });
    }

    /// All that a person sees, with nothing of how it came here.
    fn sees(&mut self) -> String {
        self.tab.give(Input::LookAtPractice);
        let clients: Vec<ClientId> = self.tab.session.rows().keys().copied().collect();
        let records: Vec<String> = clients.into_iter().map(|client| format!("{:?}", self.tab.look(client))).collect();
        format!("{:?}\n{:?}\n{records:#?}", self.tab.session.practice(), self.tab.session.rows())
    }
}

#[test]
fn what_one_device_writes_the_other_shows_and_sends_nothing_back() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let acme = laptop.tab.add_client("Acme");
    let sent = laptop.send();
    assert_eq!(phone.must_take(&sent), Done::Received { clients: 1, unreadable: 0 });
    assert_eq!(phone.names(), [("Acme".to_owned(), Stage::Attraction)]);
    assert!(phone.send().is_empty(), "nothing comes back as an echo");

    laptop.note(acme, "They called.");
    phone.tab.must(Command::MoveClient { client: acme, to: Stage::Delivery, why: String::new() });
    let (from_laptop, from_phone) = (laptop.send(), phone.send());
    assert!(from_laptop.iter().map(|parcel| parcel.changes.len()).sum::<usize>() < 600, "only what is new goes out");
    laptop.must_take(&from_phone);
    phone.must_take(&from_laptop);
    assert_eq!(laptop.sees(), phone.sees());
    assert!(laptop.send().is_empty() && phone.send().is_empty());
    // The cache says the same as the documents.
    phone.open_until(Crash::Never);
    assert_eq!(laptop.sees(), phone.sees());
}

#[test]
fn changes_that_come_before_what_they_rest_on_are_kept_and_shown_when_it_has_come() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    let acme = laptop.tab.add_client("Acme");
    let first = laptop.send();
    laptop.note(acme, "They called.");
    let second = laptop.send();
    phone.must_take(&second);
    assert!(phone.names().is_empty(), "there is nothing to show yet");
    phone.open_until(Crash::Never);
    phone.tab.give(Input::Listed(phone.disk.list()));
    phone.must_take(&first);
    phone.must_take(&second);
    assert_eq!(laptop.sees(), phone.sees());
    assert!(phone.send().is_empty());
}

#[test]
fn a_piece_that_cannot_be_read_is_left_out_and_the_rest_comes_in() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.add_client("Acme");
    let mut sent = laptop.send();
    let before = phone.disk.chunks().len();
    let broken = Parcel { doc: DocKey::Client(ClientId(Id::from_bytes([9; 16]))), changes: b"no change at all".to_vec() };
    sent.insert(0, broken);
    assert_eq!(phone.must_take(&sent), Done::Received { clients: 1, unreadable: 1 });
    assert_eq!(phone.names(), [("Acme".to_owned(), Stage::Attraction)]);
    assert_eq!(phone.disk.chunks().len(), before + sent.len() - 1, "of the broken piece there is nothing");
}

#[test]
fn what_was_not_kept_is_not_shown_and_comes_again() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.add_client("Acme");
    let sent = laptop.send();
    phone.disk.fail_writes(Some(StoreError::Full));
    assert_eq!(phone.take(&sent), Some(Err(Unable::NotKept(StoreError::Full))));
    assert!(phone.names().is_empty());
    phone.disk.fail_writes(None);
    phone.must_take(&sent);
    assert_eq!(laptop.sees(), phone.sees());
}

#[test]
fn another_tab_that_was_faster_loses_nothing() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.add_client("Acme");
    let mut other = Tab::open(&phone.disk, 99);
    other.add_client("Brunswick");
    // The first tab has not heard of it: its write is refused, and it reads on.
    phone.must_take(&laptop.send());
    assert_eq!(phone.names().len(), 2);
    other.hear();
    assert_eq!(other.session.rows().len(), 2);
}

/// What a team may lack: what was written here or in another tab, and not what came from the team. The place is the journal's end each time.
#[test]
fn what_has_grown_is_told_in_order_and_what_was_received_is_not_named() {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let acme = laptop.tab.add_client("Acme");
    let told: Vec<_> = laptop.tab.grown.drain(..).map(|grown| (grown.docs, grown.end)).collect();
    assert_eq!(told, [(BTreeSet::from([DocKey::Practice]), 1), (BTreeSet::from([DocKey::Client(acme)]), 2)]);
    phone.must_take(&laptop.send());
    let mut other = Tab::open(&phone.disk, 99);
    let brunswick = other.add_client("Brunswick");
    phone.tab.hear();
    let told: Vec<_> = phone.tab.grown.drain(..).map(|grown| (grown.docs, grown.end)).collect();
    assert_eq!(told, [(BTreeSet::new(), 2), (BTreeSet::from([DocKey::Client(brunswick)]), 3)]);
}

fn issue(device: &mut Device, client: ClientId, price: i64) -> InvoiceId {
    let line = Line {
        description: "Design".to_owned(),
        price: UnitPrice::new(Decimal::from(price)).expect("a price"),
        ..Line::blank(LineId(Id::from_bytes([7; 16])))
    };
    let content = Content { lines: vec![line], ..Content::blank(Kind::Invoice, Currency::EUR) };
    let Done::Drafted { invoice, .. } = device.tab.must(Command::Draft { client, content }).done else { panic!("no draft") };
    device.tab.must(Command::Issue { client, invoice });
    invoice
}

fn pay(device: &mut Device, client: ClientId, invoice: InvoiceId, amount: i64) {
    let on = device.tab.now.today;
    device.tab.must(Command::RecordPayment { client, invoice, amount: Decimal::from(amount), on, method: String::new() });
}

fn erase(device: &mut Device, client: ClientId) {
    let wish = Erasing { name: "Erased client".to_owned(), until: None, why: "Tax law".to_owned() };
    device.tab.must(Command::Erase { client, wish });
}

/// Everybody has Ada, and nothing is on its way.
fn two_with_ada() -> (Device, Device, ClientId) {
    let (mut laptop, mut phone) = (Device::new(1), Device::new(2));
    laptop.tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let ada = laptop.tab.add_client("Ada Lovelace");
    phone.must_take(&laptop.send());
    (laptop, phone, ada)
}

fn exchange(one: &mut Device, other: &mut Device) {
    for _ in 0..3 {
        let (there, back) = (one.send(), other.send());
        other.must_take(&there);
        one.must_take(&back);
    }
    assert!(one.send().is_empty() && other.send().is_empty());
}

/// Ada is nowhere, and these documents are kept under one record that both devices have, each paid as it was.
fn kept_without(device: &mut Device, ada: ClientId, documents: &[InvoiceId]) {
    assert!(!device.tab.session.rows().contains_key(&ada));
    assert!(device.disk.list().iter().all(|doc| *doc != DocKey::Client(ada)), "not a byte of the record is on disk");
    let keepers: Vec<ClientId> = device.tab.session.rows().values().filter(|row| row.keeps).map(|row| row.id).collect();
    let [keeper] = keepers[..] else { panic!("one record keeps them: {keepers:?}") };
    let record = device.tab.look(keeper);
    assert!(domain::erase::retention(record).is_some_and(|kept| kept.until.is_some() && kept.why == "Tax law"));
    assert_eq!(record.invoices.keys().copied().collect::<BTreeSet<_>>(), documents.iter().copied().collect::<BTreeSet<_>>());
    for invoice in record.invoices.values() {
        assert!(invoice.issue().is_some_and(|issue| issue.sound), "as it was sealed");
        assert_eq!(invoice.standing(), Standing::Paid);
    }
    assert!(domain::series::doubles(device.tab.session.practice()).is_empty());
}

#[test]
fn what_was_issued_while_another_device_erased_the_client_is_kept_with_the_rest() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    let first = issue(&mut laptop, ada, 400);
    pay(&mut laptop, ada, first, 400);
    exchange(&mut laptop, &mut phone);
    let second = issue(&mut phone, ada, 90);
    pay(&mut phone, ada, second, 90);
    erase(&mut laptop, ada);
    exchange(&mut laptop, &mut phone);
    for device in [&mut laptop, &mut phone] {
        kept_without(device, ada, &[first, second]);
    }
    assert_eq!(laptop.sees(), phone.sees());
}

#[test]
fn a_first_document_issued_while_another_device_erased_the_client_gets_a_record_that_keeps_it() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    let only = issue(&mut phone, ada, 90);
    pay(&mut phone, ada, only, 90);
    erase(&mut laptop, ada);
    exchange(&mut laptop, &mut phone);
    for device in [&mut laptop, &mut phone] {
        kept_without(device, ada, &[only]);
    }
    assert_eq!(laptop.sees(), phone.sees());
}

#[test]
fn a_record_that_was_erased_elsewhere_stays_on_disk_until_what_keeps_its_documents_has_come() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    let first = issue(&mut laptop, ada, 400);
    pay(&mut laptop, ada, first, 400);
    exchange(&mut laptop, &mut phone);
    let second = issue(&mut phone, ada, 90);
    pay(&mut phone, ada, second, 90);
    erase(&mut laptop, ada);
    let (practice, keeper): (Vec<Parcel>, Vec<Parcel>) = laptop.send().into_iter().partition(|parcel| parcel.doc == DocKey::Practice);
    phone.must_take(&practice);
    assert!(!phone.tab.session.rows().contains_key(&ada), "out of sight at once");
    // A night in between changes nothing.
    phone.open_until(Crash::Never);
    phone.tab.give(Input::Listed(phone.disk.list()));
    assert!(phone.disk.list().contains(&DocKey::Client(ada)));
    phone.must_take(&keeper);
    exchange(&mut laptop, &mut phone);
    for device in [&mut laptop, &mut phone] {
        kept_without(device, ada, &[first, second]);
    }
    assert_eq!(laptop.sees(), phone.sees());
}

#[test]
fn whoever_is_brought_back_comes_back_on_every_device_with_what_any_of_them_has() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    let mut desktop = Device::new(3);
    laptop.marks.clear();
    desktop.must_take(&laptop.send());
    desktop.note(ada, "They called.");
    let note = desktop.send();
    let wish = Erasing { name: "Erased client".to_owned(), until: None, why: "Tax law".to_owned() };
    let undo = laptop.tab.must(Command::Erase { client: ada, wish }).undo.expect("it can be undone");
    let erasure = laptop.send();
    phone.must_take(&erasure);
    // What comes while she is erased is let go of.
    phone.must_take(&note);
    laptop.must_take(&note);
    assert!(phone.disk.list().iter().all(|doc| *doc != DocKey::Client(ada)));
    laptop.tab.must(undo);
    let back = laptop.send();
    // One after another, and all at once.
    back.iter().for_each(|parcel| drop(phone.must_take(std::slice::from_ref(parcel))));
    desktop.must_take(&[erasure, back].concat());
    assert_eq!(phone.names().len(), 1);
    let again = desktop.send();
    assert!(!again.is_empty(), "the others have not got the note");
    laptop.must_take(&again);
    phone.must_take(&again);
    assert_eq!(laptop.sees(), desktop.sees());
    assert_eq!(phone.sees(), desktop.sees());
}

#[test]
fn a_disk_that_refuses_to_let_an_erased_record_go_is_asked_again() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    erase(&mut laptop, ada);
    let erasure = laptop.send();
    // The batch that brings the erasure is written, and the one that takes the bytes away is not.
    let full = phone.disk.clone();
    phone.tab.before_write = Some(Box::new(move |number| full.fail_writes((number == 1).then_some(StoreError::Full))));
    phone.must_take(&erasure);
    assert!(phone.disk.list().contains(&DocKey::Client(ada)));
    phone.tab.add_client("Brunswick");
    assert!(!phone.disk.list().contains(&DocKey::Client(ada)));
}

#[test]
fn another_tab_that_writes_before_an_erased_record_has_gone_keeps_nothing_of_it() {
    let (mut laptop, mut phone, ada) = two_with_ada();
    erase(&mut laptop, ada);
    let erasure = laptop.send();
    let disk = phone.disk.clone();
    phone.tab.before_write = Some(Box::new(move |number| {
        if number == 1 {
            Tab::open(&disk, 99).add_client("Brunswick");
        }
    }));
    phone.must_take(&erasure);
    assert!(!phone.disk.list().contains(&DocKey::Client(ada)));
    assert_eq!(phone.names().len(), 1);
}

/// Some days of a team: everybody writes, parcels are lost on the way and sent again from a log, come late, twice, and devices crash.
fn days(seed: u64) {
    let dice = &mut Chance(seed);
    let mut devices: Vec<Device> = (1..=3).map(Device::new).collect();
    devices[0].tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let mut log: Vec<Parcel> = Vec::new();
    let mut seen = [0; 3];
    for step in 0..60_i64 {
        let who = dice.index(3);
        let device = &mut devices[who];
        device.tab.now.at.0 += step;
        let clients: Vec<ClientId> = device.tab.session.rows().keys().copied().collect();
        match dice.index(6) {
            0 => {
                device.tab.add_client(&format!("Client {step}"));
            }
            1 | 2 if !clients.is_empty() => device.note(clients[dice.index(clients.len())], &format!("Note {step}")),
            3 if !clients.is_empty() => {
                let to = Stage::ALL[dice.index(6)];
                let client = clients[dice.index(clients.len())];
                let _ = device.tab.ask(Command::MoveClient { client, to, why: "Because".to_owned() });
            }
            4 if !clients.is_empty() => {
                let changes = vec![(Field::Email, format!("{step}@acme.example"))];
                device.tab.must(Command::SetFields { client: clients[dice.index(clients.len())], changes });
            }
            _ => {}
        }
        if dice.index(3) == 0 {
            log.extend(device.send());
        }
        if dice.index(2) == 0 {
            let until = seen[who] + dice.index(log.len() - seen[who] + 1);
            let from = seen[who].saturating_sub(dice.index(3));
            if dice.index(4) == 0 {
                let crash = dice.index(4);
                device.open_until(if dice.index(2) == 0 { Crash::Before(crash) } else { Crash::After(crash) });
            }
            if device.take(&log[from..until]).is_some_and(|answer| answer.is_ok()) {
                seen[who] = until;
            }
            if device.tab.dead || device.tab.crash != Crash::Never {
                device.open_until(Crash::Never);
            }
        }
    }
    for device in &mut devices {
        log.extend(device.send());
    }
    let mut all = Vec::new();
    for (who, device) in devices.iter_mut().enumerate() {
        let mut rest = log[seen[who]..].to_vec();
        // In another order on every device: what rests on nothing yet waits.
        for at in (1..rest.len()).rev() {
            rest.swap(at, dice.index(at + 1));
        }
        for some in rest.chunks(3) {
            device.must_take(some);
        }
        // What came before what it rests on does not count as received: it goes out once more, and never again.
        device.send();
        assert!(device.send().is_empty(), "seed {seed}: everybody has everything");
        let shown = device.sees();
        device.open_until(Crash::Never);
        assert_eq!(shown, device.sees(), "seed {seed}: the disk says what was shown");
        all.push(shown);
    }
    assert!(all.windows(2).all(|two| two[0] == two[1]), "seed {seed}: everybody sees the same");
}

#[test]
fn a_team_converges_whatever_the_order_and_whoever_crashes() {
    (0..40).for_each(days);
}
