//! The leak audit: for each mistake a scenario in text, the hit it makes, and that it is gone once it is mended.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::account::{Cause, Movement};
use domain::audit::{self, Hit, Leak, Payers, Why};
use domain::checklist::{After, Planned};
use domain::client::{Client, Direction, Move, Note, NoteKind, Stamp};
use domain::command::Command;
use domain::content::{Content, Kind, Line, Quantity, UnitPrice};
use domain::field::Field;
use domain::invoice::{Issue, Issued, Letterhead, Party, Standing};
use domain::item::{ActKind, ItemField as F, ItemKind, List};
use domain::money::{Currency, Money};
use domain::row::{InvoiceRow, Row, Rows};
use domain::time::Moment;
use domain::today::Ground;
use domain::vague::Words;
use domain::working::Zone;
use domain::{ClientId, Id, InvoiceId, IssueId, LineId, MoveId, NoteId, Stage};

use desk::{Desk, day};

/// A Tuesday.
const TODAY: &str = "2026-11-24";
const DAY_MS: i64 = 86_400_000;

fn at(text: &str, hour: i64) -> Moment {
    Moment(day(text).epoch_days() * DAY_MS + (hour - 1) * 3_600_000)
}

fn eur(amount: i64) -> Money {
    Money::exact(amount.into(), Currency::EUR).expect("whole")
}

fn line(description: &str, amount: i64) -> Line {
    Line {
        description: description.to_owned(),
        quantity: Quantity::new(1.into()).expect("one"),
        price: UnitPrice::new(amount.into()).expect("a price"),
        ..Line::blank(LineId(Id::from_bytes([1; 16])))
    }
}

impl Desk {
    /// A client that is worked for as it should be: onboarded, agreed, spoken with, reachable.
    fn sound() -> Self {
        let mut desk = Self::on(TODAY);
        desk.now.at = at(TODAY, 10);
        desk.stage(Stage::Delivery, "2026-09-01");
        desk.set(Field::Name, "Acme");
        desk.set(Field::Email, "a@example.com");
        desk.set(Field::Channel, "email");
        desk.must(
            ItemKind::Engagement,
            &[(F::Title, "Site"), (F::Detail, "Ten pages"), (F::Billing, "hourly"), (F::Rate, "80"), (F::Currency, "EUR")],
        );
        let steps = vec![planned("Welcome")];
        let begin = Command::BeginList {
            client: desk.client.id,
            list: List::Onboarding,
            on: day("2026-08-20"),
            version: 0,
            steps,
            zone: Zone::default(),
        };
        desk.ask(begin).expect("a list");
        desk.finish_steps();
        desk.said(NoteKind::Email, Direction::Out, "2026-11-23");
        desk
    }

    fn finish_steps(&mut self) {
        let open: Vec<_> =
            self.client.items.iter().filter(|(_, item)| item.kind == ItemKind::Step && item.is_open()).map(|(id, _)| *id).collect();
        for step in open {
            self.act(step, ActKind::Done, "2026-09-01", "").expect("done");
        }
    }

    fn set(&mut self, field: Field, text: &str) {
        self.client.fields.insert(field, text.to_owned());
    }

    fn stage(&mut self, to: Stage, on: &str) {
        let turn = u32::try_from(self.client.moves.len()).expect("few");
        let id = MoveId(Id::from_bytes([u8::try_from(turn).expect("few"); 16]));
        let recorded = Stamp { at: at(on, 9), ..Stamp::UNWRITTEN };
        self.client.moves.insert(id, Move { to, on: day(on), why: String::new(), turn, recorded, withdrawn: None });
    }

    fn said(&mut self, kind: NoteKind, direction: Direction, on: &str) -> NoteId {
        let id = NoteId(Id::from_bytes([100 + u8::try_from(self.client.notes.len()).expect("few"); 16]));
        let recorded = Stamp { at: at(on, 9), ..Stamp::UNWRITTEN };
        let (text, direction, amendments) = ("words".to_owned(), Some(direction), BTreeMap::new());
        self.client.notes.insert(id, Note { kind, direction, happened: day(on), text, recorded, batch: None, amendments, removed: None });
        id
    }

    fn issued(&mut self, number: u8, dated: &str, due: &str, about: &str, amount: i64) -> InvoiceId {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.lines.push(line(about, amount));
        let head = Letterhead {
            number: format!("INV-{number}"),
            sender: Party::default(),
            recipient: Party::default(),
            pay_to: String::new(),
            accent: None,
            logo: None,
        };
        let document = Issued::kept(content, head, day(dated), Some(day(due))).expect("a document");
        let id = InvoiceId(Id::from_bytes([number; 16]));
        let issue = Issue { document, recorded: Stamp { at: at(dated, 9), ..Stamp::UNWRITTEN }, sound: true };
        self.client.invoices.entry(id).or_default().issues.insert(IssueId(Id::from_bytes([number; 16])), issue);
        id
    }

    fn ground(&self) -> Ground {
        Ground::of(&self.practice, Zone::new(60, Vec::new()), self.now)
    }

    fn hits(&self) -> Vec<Hit> {
        audit::of_row(&Row::of(&self.client, 0), &self.ground(), &Words::of("", ""), &BTreeMap::new())
    }

    fn told(&self) -> Vec<String> {
        self.hits().iter().map(told).collect()
    }
}

fn planned(title: &str) -> Planned {
    Planned { key: String::new(), title: title.to_owned(), detail: String::new(), owner: String::new(), after: After::WorkingDays(1) }
}

fn told(hit: &Hit) -> String {
    let why = match &hit.why {
        Why::DraftLies(_, since) => format!("draft since {since}"),
        Why::VagueLine(_, line) => format!("vague {line}"),
        other => format!("{other:?}"),
    };
    let cost: Vec<String> = hit.cost.owed().map(|money| format!(" {money}")).collect();
    format!("{}: {why}{}", hit.leak.key(), cost.concat())
}

/// Nothing but this; and nothing once it is mended.
fn check(desk: &mut Desk, hit: &str, mend: impl FnOnce(&mut Desk)) {
    assert_eq!(desk.told(), [hit]);
    mend(desk);
    assert_eq!(desk.told(), [""; 0], "after it was mended");
}

#[test]
fn a_client_that_is_worked_for_as_it_should_be_shows_nothing() {
    assert_eq!(Desk::sound().told(), [""; 0]);
    let removed = Row { removed: true, ..Row::of(&Desk::on(TODAY).client, 0) };
    assert_eq!(audit::of_row(&removed, &Desk::sound().ground(), &Words::of("", ""), &BTreeMap::new()), []);
}

#[test]
fn onboarding_skipped() {
    let mut desk = Desk::sound();
    let steps = vec![planned("Deposit"), planned("Kickoff")];
    let (client, list, on) = (desk.client.id, List::Onboarding, day("2026-11-01"));
    desk.ask(Command::BeginList { client, list, on, version: 0, steps, zone: Zone::default() }).expect("a list");
    check(&mut desk, "onboarding: OnboardingOpen(2)", Desk::finish_steps);
    desk.client.items.retain(|_, item| item.kind != ItemKind::Step);
    assert_eq!(desk.told(), ["onboarding: OnboardingNever"]);
    // Who is not worked for yet has skipped nothing.
    desk.stage(Stage::Onboarding, "2026-11-20");
    assert_eq!(desk.told(), [""; 0]);
}

#[test]
fn facts_scattered() {
    let mut desk = Desk::sound();
    for on in ["2026-11-10", "2026-11-12", "2026-11-16"] {
        desk.said(NoteKind::Chat, Direction::In, on);
    }
    check(&mut desk, "scattered: OffChannel(3)", |desk| desk.set(Field::Channel, "chat"));
    desk.client.fields.remove(&Field::Channel);
    desk.said(NoteKind::Email, Direction::In, "2026-11-17");
    desk.said(NoteKind::Call, Direction::In, "2026-11-18");
    assert_eq!(desk.told(), ["scattered: Channels(3)"]);
    desk.set(Field::Channel, "email");
    desk.now.today = day("2027-01-15");
    assert!(!desk.told().iter().any(|one| one.starts_with("scattered")), "after two months it is history");
    let mut desk = Desk::sound();
    desk.set(Field::Email, "");
    check(&mut desk, "scattered: NoAddress", |desk| desk.set(Field::Phone, "030 123456"));
}

#[test]
fn going_quiet() {
    let mut desk = Desk::sound();
    desk.client.notes.clear();
    desk.said(NoteKind::Email, Direction::Out, "2026-10-30");
    check(&mut desk, "quiet: Quiet(17)", |desk| _ = desk.said(NoteKind::Email, Direction::Out, "2026-11-23"));
    desk.said(NoteKind::Email, Direction::In, "2026-11-23");
    assert_eq!(desk.told(), [""; 0], "there is time until tonight");
    desk.now.at = at(TODAY, 20);
    check(&mut desk, "quiet: AnswerLate(2026-11-23)", |desk| _ = desk.said(NoteKind::Call, Direction::Out, TODAY));
    let mut desk = Desk::sound();
    desk.client.notes.clear();
    desk.said(NoteKind::Email, Direction::Out, "2026-11-12");
    desk.set(Field::UpdateEvery, "week");
    let put_off = desk.must(ItemKind::Snooze, &[(F::From, "update/2026-11-20"), (F::Until, "2026-12-20")]);
    assert!(desk.client.items.contains_key(&put_off));
    check(&mut desk, "quiet: UpdateMissed(2026-11-20)", |desk| _ = desk.said(NoteKind::Email, Direction::Out, "2026-11-20"));
}

#[test]
fn over_promising() {
    let mut desk = Desk::sound();
    let late = desk.must(ItemKind::Deliverable, &[(F::Title, "Draft"), (F::Due, "2026-11-02")]);
    desk.act(late, ActKind::Delivered, "2026-11-09", "").expect("delivered");
    assert_eq!(desk.told(), [""; 0], "once is no habit");
    let second = desk.must(ItemKind::Promise, &[(F::Title, "Fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    check(&mut desk, "over_promised: Slipping(2)", |desk| _ = desk.act(second, ActKind::Kept, "2026-11-20", "").expect("kept"));
}

#[test]
fn scope_creep_unbilled() {
    let mut desk = Desk::sound();
    let engagement =
        desk.client.items.iter().find(|(_, item)| item.kind == ItemKind::Engagement).map(|(id, _)| id.to_string()).expect("it");
    let fields = [(F::Title, "Banners"), (F::Day, "2026-11-02"), (F::Hours, "3"), (F::Engagement, engagement.as_str())];
    let request = desk.must(ItemKind::Request, &fields);
    check(&mut desk, "scope: Requests(1, 2026-11-02) EUR 240.00", |desk| {
        _ = desk.act(request, ActKind::Waived, TODAY, "").expect("waived")
    });
    let second = desk.must(ItemKind::Request, &fields);
    desk.act(second, ActKind::Accepted, TODAY, "").expect("accepted");
    assert_eq!(desk.told()[1..], ["undocumented: Unconfirmed(1)"]);
}

#[test]
fn billing_late_or_vague() {
    let mut desk = Desk::sound();
    let engagement =
        desk.client.items.iter().find(|(_, item)| item.kind == ItemKind::Engagement).map(|(id, _)| id.to_string()).expect("it");
    let work = |day: &str| [(F::Day, day.to_owned()), (F::Minutes, "90".to_owned()), (F::Engagement, engagement.clone())];
    for on in ["2026-10-01", "2026-11-20"] {
        let fields = work(on);
        let fields: Vec<(F, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
        let fields = [&fields[..], &[(F::Despite, "Known")]].concat();
        desk.must(ItemKind::Work, &fields);
    }
    check(&mut desk, "billing: WorkUnbilled(2026-10-01, 0) EUR 240.00", |desk| {
        let all: Vec<_> = desk.client.items.iter().filter(|(_, item)| item.kind == ItemKind::Work).map(|(id, _)| *id).collect();
        for item in all {
            desk.act(item, ActKind::Waived, TODAY, "").expect("waived");
        }
    });
    let mut content = Content::blank(Kind::Invoice, Currency::EUR);
    content.lines.push(line("Logo", 900));
    desk.ask(Command::Draft { client: desk.client.id, content }).expect("a draft");
    let id = *desk.client.invoices.keys().next().expect("a draft");
    assert_eq!(desk.told(), [""; 0], "begun today");
    desk.client.invoices.get_mut(&id).expect("it").drafted = Some(Stamp { at: at("2026-11-10", 9), ..Stamp::UNWRITTEN });
    check(&mut desk, "billing: draft since 2026-11-10 EUR 900.00", |desk| {
        desk.ask(Command::DiscardDraft { client: desk.client.id, invoice: id, gone: true }).expect("thrown away");
    });
    desk.issued(7, "2026-11-20", "2026-12-20", "A few things", 100);
    assert_eq!(desk.told(), ["billing: vague A few things"]);
    let mut desk = Desk::sound();
    desk.issued(7, "2026-11-20", "2026-12-20", "Ten pages", 100);
    assert_eq!(desk.told(), [""; 0]);
}

#[test]
fn ignored_after_delivery() {
    let mut desk = Desk::sound();
    desk.client.notes.clear();
    desk.said(NoteKind::Email, Direction::Out, "2026-10-01");
    let item = desk.must(ItemKind::Deliverable, &[(F::Title, "Site")]);
    desk.act(item, ActKind::Delivered, "2026-10-05", "").expect("delivered");
    desk.stage(Stage::Retention, "2026-10-06");
    check(&mut desk, "after_delivery: Ignored(2026-10-05)", |desk| _ = desk.said(NoteKind::Call, Direction::Out, "2026-11-05"));
    desk.now.today = day("2027-02-03");
    assert_eq!(desk.told(), ["after_delivery: RetentionQuiet(Some(2026-11-05))"]);
    // Something more is on its way: nobody is asked how it went yet.
    let mut desk = Desk::sound();
    desk.act(item, ActKind::Delivered, TODAY, "").expect_err("of another desk");
    let there = desk.must(ItemKind::Deliverable, &[(F::Title, "Site")]);
    desk.act(there, ActKind::Delivered, "2026-10-05", "").expect("delivered");
    desk.must(ItemKind::Deliverable, &[(F::Title, "More"), (F::Due, "2026-12-24")]);
    desk.client.notes.clear();
    assert!(!desk.told().iter().any(|one| one.starts_with("after_delivery")));
}

#[test]
fn toxic_clients_kept() {
    let mut desk = Desk::sound();
    let invoice = desk.issued(7, "2026-09-01", "2026-09-15", "Ten pages", 500);
    assert_eq!(desk.told(), [""; 0], "a late payer is not more than that");
    let dispute = desk.must(ItemKind::Dispute, &[(F::Detail, "No"), (F::Day, "2026-11-01"), (F::Invoice, &invoice.to_string())]);
    let trouble = "toxic: Toxic(Trouble { breaches: 0, late_days: Some(70), disputes: 1, broken: 0 }) EUR 500.00";
    check(&mut desk, trouble, |desk| _ = desk.act(dispute, ActKind::Resolved, TODAY, "").expect("resolved"));
    for on in ["2026-10-20", "2026-10-21", "2026-10-22"] {
        let request = desk.must(ItemKind::Request, &[(F::Title, "More"), (F::Day, on)]);
        desk.act(request, ActKind::Declined, on, "").expect("declined");
    }
    assert!(desk.told()[0].starts_with("toxic: Toxic(Trouble { breaches: 3"), "{:?}", desk.told());
    // Who is being let go is not kept.
    desk.stage(Stage::Offboarding, TODAY);
    assert_eq!(desk.told(), [""; 0]);
}

#[test]
fn no_documentation() {
    let mut desk = Desk::sound();
    let engagement = desk.client.items.iter().find(|(_, item)| item.kind == ItemKind::Engagement).map(|(id, _)| *id).expect("it");
    let set = |desk: &mut Desk, changes: Vec<(F, String)>| {
        desk.ask(Command::SetItem { client: desk.client.id, item: engagement, changes }).expect("set");
    };
    set(&mut desk, vec![(F::Detail, String::new()), (F::Rate, String::new())]);
    check(&mut desk, "undocumented: NoScope", |desk| set(desk, vec![(F::Signed, "2026-09-01".to_owned())]));
    desk.client.notes.clear();
    assert!(desk.told().contains(&"undocumented: NoNotes".to_owned()));
}

#[test]
fn who_pays_most_is_treated_as_everybody() {
    let ground = Desk::sound().ground();
    let paid = |amount: i64, on: &str| InvoiceRow {
        id: InvoiceId(Id::from_bytes([9; 16])),
        kind: Kind::Invoice,
        number: Some("INV".to_owned()),
        about: "Ten pages".to_owned(),
        dated: Some(day(on)),
        due: None,
        until: None,
        total: eur(amount),
        paid: eur(amount),
        moves: vec![Movement { on: day(on), cause: Cause::Paid, amount: eur(-amount) }],
        open: eur(0),
        standing: Standing::Paid,
        origin: domain::client::Origin::Typed,
        disputed: eur(0),
        disputes: Vec::new(),
        bookings: Vec::new(),
    };
    let mut rows = Rows::new();
    for (number, amount) in [(1, 100), (2, 900), (3, 300), (4, 200)] {
        let id = ClientId(Id::from_bytes([number; 16]));
        rows.insert(id, Arc::new(Row { invoices: vec![paid(amount, "2026-05-01")], ..Row::of(&Client::new(id), 0) }));
    }
    let top = |rows: &Rows| {
        let mut payers = Payers::default();
        rows.values().for_each(|row| payers.add(row, day(TODAY)));
        payers.top()
    };
    assert!(top(&rows).is_empty(), "of four nobody is the first fifth");
    // What came more than a year ago is another year's.
    let old = ClientId(Id::from_bytes([5; 16]));
    rows.insert(old, Arc::new(Row { invoices: vec![paid(5_000, "2025-05-01"), paid(50, "2026-05-01")], ..Row::of(&Client::new(old), 0) }));
    let first = ClientId(Id::from_bytes([2; 16]));
    assert_eq!(top(&rows), BTreeMap::from([(first, eur(900))]));
    let hits = |row: &Row| audit::of_row(row, &ground, &Words::of("", ""), &top(&rows));
    let row = (*rows[&first]).clone();
    assert_eq!(hits(&row).iter().map(told).collect::<Vec<_>>(), ["alike: TopUnranked(EUR 900.00)"]);
    assert_eq!(hits(&Row { tier: "A".to_owned(), ..row }), []);
}

#[test]
fn an_empty_cell_of_the_map_is_a_leak_of_its_stage() {
    let mut desk = Desk::sound();
    assert_eq!(audit::of_map(&desk.practice).len(), 24);
    for stage in Stage::ALL {
        let fields = [F::Trigger, F::Owner, F::Detail, F::Tools].into_iter().filter(|field| stage != Stage::Delivery || *field != F::Owner);
        let changes = fields.map(|field| (field, "said".to_owned())).collect();
        desk.ask(Command::SetStage { stage, changes }).expect("a stage");
    }
    let why: Vec<Why> = audit::of_map(&desk.practice).into_iter().map(|hit| hit.why).collect();
    assert_eq!(why, [Why::Cell(Stage::Delivery, F::Owner)]);
    desk.ask(Command::SetStage { stage: Stage::Delivery, changes: vec![(F::Owner, "Ana".to_owned())] }).expect("an owner");
    assert_eq!(audit::of_map(&desk.practice), []);
}

#[test]
fn kept_audits_tell_how_it_was_one_a_day() {
    let mut desk = Desk::sound();
    let keep = |desk: &mut Desk, hits: &[Leak]| desk.ask(Command::KeepAudit { counts: audit::counts(hits.iter().copied()) }).expect("kept");
    let told = |desk: &Desk| {
        let one = |kept: audit::Kept| {
            let some: Vec<String> =
                kept.counts.iter().filter(|(_, count)| **count > 0).map(|(leak, count)| format!(" {} {count}", leak.key())).collect();
            assert_eq!(kept.counts.len(), Leak::ALL.len(), "those of which nothing was found too");
            format!("{}{}", kept.on, some.concat())
        };
        audit::kept(&desk.practice).into_iter().map(one).collect::<Vec<_>>()
    };
    keep(&mut desk, &[Leak::Quiet, Leak::Quiet, Leak::Map]);
    desk.now.today = day("2026-12-01");
    let first = keep(&mut desk, &[Leak::Quiet]);
    assert_eq!(told(&desk), ["2026-12-01 quiet 1", "2026-11-24 quiet 2 map 1"]);
    // Later on the same day it says what is so then; and both can be taken back.
    let second = keep(&mut desk, &[]);
    assert_eq!(told(&desk), ["2026-12-01", "2026-11-24 quiet 2 map 1"]);
    assert_eq!(keep(&mut desk, &[]).facts, [], "nothing new is nothing to keep");
    desk.ask(second.undo.expect("a way back")).expect("taken back");
    assert_eq!(told(&desk)[0], "2026-12-01 quiet 1");
    desk.ask(first.undo.expect("a way back")).expect("taken back");
    assert_eq!(told(&desk), ["2026-11-24 quiet 2 map 1"]);
}
