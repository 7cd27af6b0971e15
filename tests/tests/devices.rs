//! Devices of one practice that work offline and meet now and then: no number twice, no printed number changed, no cent lost.

use std::collections::{BTreeMap, BTreeSet};

use book::session::{Input, Unable};
use domain::content::{Content, Kind, Line, Percent, Quantity, UnitPrice};
use domain::decide::{Next, RecurWish, SeriesWish};
use domain::field::PracticeField;
use domain::invoice::{Invoice, Standing};
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::recurring::Wording;
use domain::series::{self, Missing};
use domain::time::{Day, Moment};
use domain::{AuthorId, ClientId, Command, Done, Id, InvoiceId, LineId, Refusal};
use rust_decimal::Decimal;
use throughline_tests::memory::Disk;
use throughline_tests::tab::Tab;

/// Numbers from a seed (SplitMix64), so that a year that went wrong can be played again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn cents(&mut self) -> Decimal {
        Decimal::new(i64::try_from(self.roll(500_000) + 1).expect("few"), 2)
    }
}

/// What really happened to an issued document, written down where no device can reach it.
#[derive(Clone, Debug)]
struct Told {
    client: ClientId,
    number: String,
    total: Decimal,
    paid: Decimal,
    /// What credit notes took off it.
    credited: Decimal,
    void: bool,
    /// Whether it asks for money.
    asks: bool,
}

struct Device {
    disk: Disk,
    tab: Tab,
    sessions: u8,
}

impl Device {
    fn new(number: u8) -> Self {
        let disk = Disk::default();
        disk.author_or(AuthorId(Id::from_bytes([number.wrapping_mul(37); 16])));
        let tab = Tab::open(&disk, number);
        Self { disk, tab, sessions: number }
    }

    /// As after closing the app and opening it: whatever came in meanwhile is read.
    fn open(&mut self, today: Day) {
        self.sessions += 10;
        self.tab = Tab::open(&self.disk, self.sessions);
        self.tab.give(Input::Listed(self.disk.list()));
        self.set(today);
    }

    fn set(&mut self, today: Day) {
        self.tab.now.today = today;
        self.tab.now.at = Moment(today.epoch_days() * 86_400_000 + i64::from(self.sessions));
    }

    fn meet(&mut self, other: &mut Self) {
        self.disk.receive(&other.disk);
        other.disk.receive(&self.disk);
        let today = self.tab.now.today;
        self.open(today);
        other.open(today);
    }

    fn next(&mut self, dated: Day) -> String {
        self.tab.give(Input::LookAtPractice);
        self.tab.session.practice().next_number(Kind::Invoice, dated, self.tab.session.author())
    }

    fn draft(&mut self, client: ClientId, dice: &mut Dice, dated: Option<Day>) -> InvoiceId {
        let line = |dice: &mut Dice, number: u64| Line {
            description: "Work".to_owned(),
            quantity: Quantity::new(Decimal::new(i64::try_from(dice.roll(4_000) + 1).expect("few"), 3)).expect("a quantity"),
            price: UnitPrice::new(dice.cents()).expect("a price"),
            tax: Some(Percent::new(Decimal::new(1975, 2)).expect("a rate")),
            ..Line::blank(LineId(Id::from_bytes([u8::try_from(number).expect("few"); 16])))
        };
        let lines = (0..=dice.roll(3)).map(|number| line(dice, number)).collect();
        let content = Content { lines, dated, ..Content::blank(Kind::Invoice, Currency::EUR) };
        match self.tab.must(Command::Draft { client, content }).done {
            Done::Drafted { invoice, .. } => invoice,
            other => panic!("no draft: {other:?}"),
        }
    }

    fn issue(&mut self, client: ClientId, invoice: InvoiceId) -> Result<String, Refusal> {
        match self.tab.ask(Command::Issue { client, invoice }) {
            Some(Ok(success)) => match success.done {
                Done::Issued { number, .. } => Ok(number),
                other => panic!("not issued: {other:?}"),
            },
            Some(Err(Unable::Refused(refusal))) => Err(refusal),
            other => panic!("not answered: {other:?}"),
        }
    }

    /// A credit note of an invoice, or of a part of its first line.
    fn note(&mut self, client: ClientId, invoice: InvoiceId, part: bool) -> InvoiceId {
        let next = Next { kind: Kind::CreditNote, part: None, payment: None, wording: String::new() };
        let Done::Drafted { invoice: note, .. } = self.tab.must(Command::Follow { client, invoice, next }).done else { panic!("no draft") };
        if part {
            let mut content = self.tab.look(client).invoices[&note].draft.clone().expect("a draft");
            content.lines.truncate(1);
            content.lines[0].price = UnitPrice::new((content.lines[0].price.value() / Decimal::TWO).round_dp(2)).expect("half");
            self.tab.must(Command::EditDraft { client, invoice: note, content });
        }
        note
    }

    fn issued(&mut self, client: ClientId, dice: &mut Dice) -> String {
        let draft = self.draft(client, dice, None);
        self.issue(client, draft).expect("issued")
    }
}

fn begin(devices: u8, clients: usize) -> (Vec<Device>, Vec<ClientId>) {
    let mut first = Device::new(1);
    first.tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let clients = (0..clients).map(|number| first.tab.add_client(&format!("Client {number}"))).collect();
    let mut all = vec![first];
    for number in 2..=devices {
        let mut device = Device::new(number);
        device.disk.receive(&all[0].disk);
        device.open(Day::new(2026, 1, 1).expect("a day"));
        all.push(device);
    }
    (all, clients)
}

/// One year of offline work in which devices meet by chance, and at its end everybody has what everybody did.
fn year(seed: u64) {
    let dice = &mut Dice(seed);
    let count = 2 + dice.roll(2);
    let (mut devices, clients) = begin(u8::try_from(count).expect("few"), 3);
    let mut ledger: BTreeMap<InvoiceId, Told> = BTreeMap::new();
    // The first number is given before the others are off: from then on all know whose series that is.
    let first = devices[0].draft(clients[0], dice, None);
    devices[0].tab.must(Command::DiscardDraft { client: clients[0], invoice: first, gone: true });
    let mut today = Day::new(2026, 1, 5).expect("a day");
    for week in 0..40 {
        for device in &mut devices {
            device.set(today);
            let client = clients[usize::try_from(dice.roll(3)).expect("few")];
            match dice.roll(if week == 0 { 1 } else { 7 }) {
                0 | 1 => {
                    let dated = (dice.roll(6) == 0).then(|| Day::new(2025, 12, 30).expect("a day"));
                    let draft = device.draft(client, dice, dated);
                    let shown = device.next(dated.unwrap_or(today));
                    let number = device.issue(client, draft).expect("issued");
                    assert_eq!(number, shown, "seed {seed}: the number is shown before issue");
                    let issue = device.tab.look(client).invoices[&draft].issue().expect("an issue");
                    let total = issue.document.totals().total.amount();
                    ledger.insert(
                        draft,
                        Told { client, number, total, paid: Decimal::ZERO, credited: Decimal::ZERO, void: false, asks: true },
                    );
                }
                2 | 3 => {
                    let known = device.tab.look(client).invoices.clone();
                    let mut open = known.iter().filter(|(_, invoice)| matches!(invoice.standing(), Standing::Open | Standing::PartlyPaid));
                    let Some((id, invoice)) = open.next_back() else { continue };
                    let owed = invoice.open().expect("issued").amount();
                    let amount = if dice.roll(2) == 0 { owed } else { dice.cents() };
                    device.tab.must(Command::RecordPayment { client, invoice: *id, amount, on: today, method: String::new() });
                    ledger.get_mut(id).expect("told").paid += amount;
                }
                4 | 5 => {
                    let known = device.tab.look(client).invoices.clone();
                    let left = |invoice: &Invoice| domain::flow::creditable(invoice).is_some_and(|left| left.is_positive());
                    let mut open = known.iter().filter(|(_, invoice)| {
                        matches!(invoice.standing(), Standing::Open | Standing::PartlyPaid | Standing::Paid) && left(invoice)
                    });
                    let Some((id, invoice)) = open.next_back() else { continue };
                    // The whole where nothing was credited yet, else half of a line.
                    let part = dice.roll(2) == 0 || !invoice.credited().expect("issued").is_zero();
                    let note = device.note(client, *id, part);
                    let Ok(number) = device.issue(client, note) else { continue };
                    let issue = device.tab.look(client).invoices[&note].issue().expect("an issue");
                    let total = issue.document.totals().total.amount();
                    ledger.get_mut(id).expect("told").credited += total;
                    ledger.insert(
                        note,
                        Told { client, number, total, paid: Decimal::ZERO, credited: Decimal::ZERO, void: false, asks: false },
                    );
                }
                _ => {
                    let known = device.tab.look(client).invoices.clone();
                    let mut bare = known.iter().filter(|(_, invoice)| invoice.credited().is_some_and(|credited| credited.is_zero()));
                    let Some((id, _)) = bare.find(|(_, invoice)| invoice.standing() == Standing::Open) else { continue };
                    device.tab.must(Command::Void { client, invoice: *id, reason: "Sent in error".to_owned() });
                    ledger.get_mut(id).expect("told").void = true;
                }
            }
        }
        if week == 0 || dice.roll(7) == 0 {
            let (left, right) = devices.split_at_mut(1);
            let one = usize::try_from(dice.roll(count - 1)).expect("few");
            left[0].meet(&mut right[one]);
        }
        today = today.plus_days(9);
    }
    let all: Vec<Disk> = devices.iter().map(|device| device.disk.clone()).collect();
    let mut seen = Vec::new();
    for (at, device) in devices.iter_mut().enumerate() {
        // Each takes the others in in another order, and some twice.
        let mut order: Vec<usize> = (0..all.len()).chain(0..all.len()).filter(|other| *other != at).collect();
        order.rotate_left(at);
        order.into_iter().for_each(|other| device.disk.receive(&all[other]));
        device.open(today);
        device.tab.give(Input::LookAtPractice);
        seen.push(settled(device, &clients, &ledger, seed));
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]), "seed {seed}: everybody sees the same");
}

/// Everything on one device against what really happened; gives what it shows.
fn settled(device: &mut Device, clients: &[ClientId], ledger: &BTreeMap<InvoiceId, Told>, seed: u64) -> Vec<String> {
    let practice = device.tab.session.practice().clone();
    assert!(series::doubles(&practice).is_empty(), "seed {seed}: no number twice");
    let numbers: BTreeSet<String> = ledger.values().map(|told| domain::number::key(&told.number)).collect();
    assert_eq!(numbers.len(), ledger.len(), "seed {seed}: no number was given twice");
    let mut seen = Vec::new();
    let (mut open, mut really) = (Decimal::ZERO, Decimal::ZERO);
    for client in clients {
        let record = device.tab.look(*client).clone();
        for (id, invoice) in record.invoices.iter().filter(|(_, invoice)| invoice.issue().is_some()) {
            let (told, issue) = (&ledger[id], invoice.issue().expect("an issue"));
            assert_eq!((told.client, &told.number), (*client, &issue.document.number().to_owned()), "seed {seed}: as it was printed");
            assert!(issue.sound && invoice.issues.len() == 1, "seed {seed}: sealed once");
            assert_eq!(invoice.paid().expect("issued").amount(), told.paid, "seed {seed}: every cent of {}", told.number);
            assert_eq!(!invoice.voids.is_empty(), told.void, "seed {seed}: {}", told.number);
            open += invoice.open().expect("issued").amount();
            really += if told.void || !told.asks { Decimal::ZERO } else { told.total - told.paid - told.credited };
            assert_eq!(invoice.credited().expect("issued").amount(), told.credited, "seed {seed}: what was credited on {}", told.number);
            seen.push(format!("{} {:?} {:?}", told.number, invoice.standing(), invoice.open()));
        }
    }
    assert_eq!(seen.len(), ledger.len(), "seed {seed}: nothing is lost");
    assert_eq!(open, really, "seed {seed}: what is owed");
    assert!(series::report(&practice).iter().all(|report| report.gaps.is_empty()), "seed {seed}: every series is without gaps");
    seen
}

#[test]
fn a081_a_year_of_devices_offline_gives_no_number_twice_and_loses_no_cent() {
    for seed in 0..8 {
        year(seed);
    }
}

#[test]
fn a083_a_copied_profile_is_found_out_and_its_series_stands_still_until_somebody_decides() {
    let dice = &mut Dice(1);
    let (mut devices, clients) = begin(1, 1);
    devices[0].issued(clients[0], dice);
    let copy = devices[0].disk.copy();
    let mut twin = Device { tab: Tab::open(&copy, 77), disk: copy, sessions: 77 };
    assert_eq!(devices[0].issued(clients[0], dice), twin.issued(clients[0], dice), "nobody can know yet");

    devices[0].meet(&mut twin);
    let here = &mut devices[0];
    let draft = here.draft(clients[0], dice, None);
    assert!(matches!(here.issue(clients[0], draft), Err(Refusal::SeriesFrozen { .. })));
    here.tab.must(Command::Series(SeriesWish::Leave));
    let next = here.issue(clients[0], draft).expect("issued in a new series");
    let before: Vec<String> = here.tab.session.practice().numbers.values().map(|taken| taken.number.clone()).collect();
    assert_eq!(before.iter().filter(|number| number.ends_with("-002")).count(), 2, "nothing is renumbered");
    assert!(next.ends_with("001") && !next.ends_with("-001"), "{next}");
    let again = here.draft(clients[0], dice, None);
    assert!(here.issue(clients[0], again).expect("goes on").ends_with("002"));
}

#[test]
fn a081_a_draft_that_two_devices_issue_keeps_both_numbers_until_it_is_voided_under_both() {
    let dice = &mut Dice(5);
    let (mut devices, clients) = begin(2, 1);
    let client = clients[0];
    devices[0].issued(client, dice);
    let draft = devices[0].draft(client, dice, None);
    let (first, rest) = devices.split_at_mut(1);
    let (here, there) = (&mut first[0], &mut rest[0]);
    here.meet(there);
    let numbers = [here.issue(client, draft).expect("issued"), there.issue(client, draft).expect("issued")];
    assert_ne!(numbers[0], numbers[1]);
    // One of them was void before they met: the other one is still with the client.
    there.tab.must(Command::Void { client, invoice: draft, reason: "Sent too early".to_owned() });
    here.meet(there);
    let known = here.tab.look(client).invoices[&draft].clone();
    assert_eq!((known.standing(), known.issues.len()), (Standing::Contested, 2));
    here.tab.must(Command::Void { client, invoice: draft, reason: "Two devices issued it".to_owned() });
    let known = here.tab.look(client).invoices[&draft].clone();
    assert_eq!((known.standing(), known.open().expect("issued").is_zero()), (Standing::Void, true));
    let practice = here.tab.session.practice().clone();
    assert!(numbers.iter().all(|number| practice.holder(number).is_some()), "both numbers stay used");
}

#[test]
fn a086_a_credit_note_that_two_devices_issue_takes_off_once_and_two_of_them_wait_for_a_person() {
    let dice = &mut Dice(6);
    let (mut devices, clients) = begin(2, 1);
    let client = clients[0];
    let (first, rest) = devices.split_at_mut(1);
    let (here, there) = (&mut first[0], &mut rest[0]);
    let invoices: Vec<InvoiceId> = (0..2).map(|_| here.draft(client, dice, None)).collect();
    for invoice in &invoices {
        here.issue(client, *invoice).expect("issued");
    }
    let note = here.note(client, invoices[0], false);
    here.meet(there);
    here.issue(client, note).expect("issued");
    there.issue(client, note).expect("issued");
    let others = [here.note(client, invoices[1], false), there.note(client, invoices[1], false)];
    here.issue(client, others[0]).expect("issued");
    there.issue(client, others[1]).expect("issued");
    here.meet(there);
    let known = here.tab.look(client).clone();
    assert_eq!(known.invoices[&invoices[0]].standing(), Standing::Credited);
    assert_eq!(known.invoices[&invoices[1]].standing(), Standing::Contested);
    assert!(domain::credit::of(&known).owed().next().is_none(), "nothing came in, so nothing is over");
    here.tab.must(Command::Void { client, invoice: others[1], reason: "Credited twice".to_owned() });
    assert_eq!(here.tab.look(client).invoices[&invoices[1]].standing(), Standing::Credited);
    // Voided, the note that went out twice takes back all that it took off.
    here.tab.must(Command::Void { client, invoice: note, reason: "Sent in error".to_owned() });
    assert_eq!(here.tab.look(client).invoices[&invoices[0]].standing(), Standing::Open);
}

#[test]
fn a085_what_came_in_on_one_device_while_another_voided_it_can_be_given_back() {
    let dice = &mut Dice(7);
    let (mut devices, clients) = begin(2, 1);
    let client = clients[0];
    let (first, rest) = devices.split_at_mut(1);
    let (here, there) = (&mut first[0], &mut rest[0]);
    let invoice = here.draft(client, dice, None);
    here.issue(client, invoice).expect("issued");
    here.meet(there);
    let (on, method) = (here.tab.now.today, String::new);
    let amount = here.tab.look(client).invoices[&invoice].open().expect("issued").amount();
    here.tab.must(Command::RecordPayment { client, invoice, amount, on, method: method() });
    there.tab.must(Command::Void { client, invoice, reason: "Sent in error".to_owned() });
    here.meet(there);
    assert_eq!(here.tab.look(client).invoices[&invoice].standing(), Standing::Void);
    let back = here.tab.must(Command::Refund { client, invoice, amount, on, method: method() });
    assert!(here.tab.look(client).invoices[&invoice].received().expect("issued").is_zero());
    here.tab.must(back.undo.expect("a way back"));
    assert_eq!(here.tab.look(client).invoices[&invoice].received().expect("issued").amount(), amount);
    let more = Command::RecordPayment { client, invoice, amount, on, method: method() };
    assert!(matches!(here.tab.ask(more), Some(Err(Unable::Refused(Refusal::NotPayable { .. })))));
}

#[test]
fn a082_a_series_of_a_lost_device_goes_on_here_and_what_it_left_out_has_a_reason() {
    let dice = &mut Dice(2);
    let (mut devices, clients) = begin(2, 1);
    devices[0].issued(clients[0], dice);
    let (first, rest) = devices.split_at_mut(1);
    let (here, lost) = (&mut first[0], &mut rest[0]);
    here.meet(lost);
    lost.issued(clients[0], dice);
    here.meet(lost);
    let theirs = series::all(here.tab.session.practice());
    assert!(theirs.is_empty() || theirs.len() == 2, "{theirs:?}");
    here.tab.give(Input::LookAtPractice);
    let known = series::all(here.tab.session.practice()).into_iter().find(|one| !one.mark.is_empty()).expect("a second series");
    let to = here.tab.session.author();
    let take = |why: &str| Command::Series(SeriesWish::HandOver { series: known.id, to, why: why.to_owned() });
    assert!(matches!(here.tab.ask(take(" ")), Some(Err(Unable::Refused(Refusal::ReasonMissing)))));
    here.tab.must(take("Laptop stolen"));
    assert!(here.issued(clients[0], dice).ends_with(&format!("{}002", known.mark)));
    let ended: Vec<_> = series::report(here.tab.session.practice()).into_iter().filter_map(|report| report.ended).collect();
    assert_eq!(ended, ["Laptop stolen"]);
    let unexplained = |why: &Missing| *why == Missing::Unknown;
    assert!(!series::report(here.tab.session.practice()).iter().flat_map(|report| &report.gaps).any(|gap| unexplained(&gap.why)));
}

#[test]
fn a088_a_number_written_by_hand_is_kept_unless_somebody_has_it() {
    let dice = &mut Dice(3);
    let (mut devices, clients) = begin(1, 1);
    let here = &mut devices[0];
    let first = here.issued(clients[0], dice);
    let (client, invoice) = (clients[0], here.draft(clients[0], dice, None));
    let as_written = |number: String| Command::IssueAs { client, invoice, number };
    let same = format!(" {} ", first.to_lowercase().replace('-', "- "));
    assert!(matches!(here.tab.ask(as_written(same)), Some(Err(Unable::Refused(Refusal::NumberTaken { .. })))));
    assert!(here.tab.ask(as_written(" ".to_owned())).is_some_and(|outcome| outcome.is_err()));
    let today = here.tab.now.today;
    let written = format!("INV-{}-041", today.year());
    here.tab.must(as_written(written));
    assert_eq!(here.issued(clients[0], dice), format!("INV-{}-042", today.year()), "the series goes on above the highest");
}

#[test]
fn a132_two_devices_make_one_draft_of_each_period_and_lose_nothing_that_was_typed() {
    let dice = &mut Dice(4);
    let (mut devices, clients) = begin(2, 1);
    let client = clients[0];
    let fields = [
        (ItemField::Title, "Website care"),
        (ItemField::Currency, "EUR"),
        (ItemField::Price, "310"),
        (ItemField::Every, "1 month"),
        (ItemField::Start, "2026-01-31"),
    ];
    let fields = fields.map(|(field, text)| (field, text.to_owned())).to_vec();
    devices[0].tab.must(Command::AddItem { client, kind: ItemKind::Recurring, fields });
    let (first, rest) = devices.split_at_mut(1);
    let (here, there) = (&mut first[0], &mut rest[0]);
    here.meet(there);
    let today = Day::new(2026, 4, 2).expect("a day");
    let make = || Command::Recur { client, wish: RecurWish::Draft { wording: Wording::default() } };
    for device in [&mut *here, &mut *there] {
        device.set(today);
        assert_eq!(device.tab.must(make()).done, Done::RecurringDrafted { client, drafts: 3 });
        assert_eq!(device.tab.must(make()).done, Done::Nothing);
    }
    // One types into the first draft, the other into the second, and each issues one.
    let drafts: Vec<InvoiceId> = here.tab.look(client).invoices.keys().copied().collect();
    for (device, invoice, note) in [(&mut *here, drafts[0], "left"), (&mut *there, drafts[1], "right")] {
        let mut content = device.tab.look(client).invoices[&invoice].draft.clone().expect("a draft");
        content.note = note.to_owned();
        content.lines[0].price = UnitPrice::new(dice.cents()).expect("a price");
        device.tab.must(Command::EditDraft { client, invoice, content });
    }
    let said = |device: &mut Device, invoice: InvoiceId| device.tab.look(client).invoices[&invoice].draft.clone().expect("a draft");
    let (left, right) = (said(here, drafts[0]), said(there, drafts[1]));
    here.issue(client, drafts[0]).expect("issued");

    here.meet(there);
    for device in [&mut *here, &mut *there] {
        device.set(today);
        let record = device.tab.look(client).clone();
        assert_eq!(record.invoices.len(), 3, "one draft a period");
        assert_eq!(record.invoices[&drafts[0]].standing(), Standing::Open);
        let issued = record.invoices[&drafts[0]].issue().expect("an issue").document.content().clone();
        assert_eq!((issued.note.as_str(), issued.lines[0].price), ("left", left.lines[0].price), "what was printed stays");
        let now = said(device, drafts[1]);
        assert_eq!((&now.note, &now.lines), (&right.note, &right.lines), "what the other typed is there");
        assert_eq!(device.tab.must(make()).done, Done::Nothing);
    }
    assert_eq!(said(here, drafts[1]), said(there, drafts[1]), "and both see the same");
}
