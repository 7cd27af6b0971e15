//! When it is difficult: deposits, disputes, the signs of a record, the cost of staying, and how a notice is counted.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::checklist::{After, Planned};
use domain::client::{Direction, Note, NoteKind, Stamp};
use domain::command::{Command, Refusal};
use domain::content::{Content, Kind, Line, Part, Percent, Quantity, UnitPrice};
use domain::decide::{Decision, Wish};
use domain::difficult::{self, Shows, breaches, costs, notice, obligations, signs, waiting};
use domain::field::PracticeField;
use domain::invoice::{Invoice, Issue, Issued, Letterhead, Party, Payment};
use domain::item::{ActKind, Cause, Item, ItemField as F, ItemKind, List};
use domain::lifecycle::Open;
use domain::money::{Currency, Money};
use domain::row::Row;
use domain::time::Now;
use domain::working::Zone;
use domain::{ClientId, Id, InvoiceId, IssueId, ItemId, LineId, NoteId, PaymentId, Stage, deposit, dispute};

use desk::{Desk, day};

fn eur(amount: i64) -> Money {
    Money::exact(amount.into(), Currency::EUR).expect("whole")
}

const TODAY: &str = "2026-11-20";

impl Desk {
    /// Ten in the morning of a Friday, UTC.
    fn new() -> Self {
        let mut desk = Self::on(TODAY);
        desk.practice.fields.insert(PracticeField::Currency, "EUR".to_owned());
        desk.now.at = Zone::default().instant(day(TODAY), 600);
        desk
    }

    fn acts(&mut self, item: ItemId, kind: ActKind, on: &str, value: &str) -> Decision {
        self.act(item, kind, on, value).expect("an act")
    }

    /// An issued invoice over so many euros, with a deposit in percent, due in 14 days.
    fn invoice(&mut self, number: u8, dated: &str, amount: i64, deposit: i64) -> InvoiceId {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        content.deposit = (deposit > 0).then(|| Part::Percent(Percent::new(deposit.into()).expect("a rate")));
        content.lines.push(Line {
            description: "Work".to_owned(),
            quantity: Quantity::new(1.into()).expect("one"),
            unit: String::new(),
            price: UnitPrice::new(amount.into()).expect("a price"),
            tax: None,
            ..Line::blank(LineId(Id::from_bytes([1; 16])))
        });
        let head = Letterhead {
            number: format!("INV-{number}"),
            sender: Party::default(),
            recipient: Party::default(),
            pay_to: String::new(),
            accent: None,
            logo: None,
        };
        let document = Issued::kept(content, head, day(dated), Some(day(dated).plus_days(14))).expect("issued");
        let issue = Issue { document, recorded: Stamp::UNWRITTEN, sound: true };
        let invoice = Invoice { issues: BTreeMap::from([(IssueId(Id::from_bytes([number; 16])), issue)]), ..Invoice::default() };
        let id = InvoiceId(Id::from_bytes([number; 16]));
        self.client.invoices.insert(id, invoice);
        id
    }

    fn paid(&mut self, id: InvoiceId, on: &str, amount: i64) {
        let payment = Payment::received(eur(amount), day(on), String::new());
        let payments = &mut self.client.invoices.get_mut(&id).expect("an invoice").payments;
        payments.insert(PaymentId(Id::from_bytes([payments.len() as u8; 16])), payment);
    }

    fn note(&mut self, at: u8, on: &str, direction: Option<Direction>) {
        let note = Note {
            kind: NoteKind::Email,
            direction,
            happened: day(on),
            text: "Where is it?".to_owned(),
            recorded: Stamp::UNWRITTEN,
            batch: None,
            amendments: BTreeMap::new(),
            removed: None,
        };
        self.client.notes.insert(NoteId(Id::from_bytes([at; 16])), note);
    }

    fn missing(&self) -> Vec<String> {
        let all = deposit::missing(&self.client, Some(Currency::EUR), None);
        all.into_iter().map(|one| format!("{} {} of {}", one.about, one.paid, one.agreed)).collect()
    }

    fn signs(&self) -> Vec<String> {
        let all = signs(&self.client, Some(Currency::EUR), day(TODAY));
        all.into_iter().map(|one| format!("{:?} {} {:?} {}", one.cause, one.on, one.shows, one.about)).collect()
    }
}

#[test]
fn an_agreed_deposit_is_missing_until_it_is_recorded_as_paid() {
    let mut desk = Desk::new();
    let site = [(F::Title, "Website"), (F::Price, "3000"), (F::Deposit, "1000"), (F::Signed, "2026-11-10")];
    desk.must(ItemKind::Engagement, &site);
    assert_eq!(desk.missing(), ["Website EUR 0.00 of EUR 1000.00"]);
    let old = desk.invoice(1, "2026-10-01", 500, 0);
    desk.paid(old, "2026-10-05", 500);
    assert_eq!(desk.missing(), ["Website EUR 0.00 of EUR 1000.00"], "what came before it was signed is for something else");
    let first = desk.invoice(2, "2026-11-11", 1500, 50);
    desk.paid(first, "2026-11-15", 600);
    assert_eq!(desk.missing(), ["Website EUR 600.00 of EUR 1000.00"]);
    desk.paid(first, "2026-11-16", 400);
    assert_eq!(desk.missing(), [""; 0]);
    desk.must(ItemKind::Engagement, &[(F::Title, "Shop"), (F::Deposit, "200"), (F::Signed, "2026-11-12")]);
    assert_eq!(desk.missing(), ["Shop EUR 0.00 of EUR 200.00"], "one payment pays one deposit");
}

#[test]
fn an_open_invoice_that_asks_for_a_deposit_misses_it() {
    let mut desk = Desk::new();
    let invoice = desk.invoice(1, "2026-11-11", 2000, 50);
    assert_eq!(desk.missing(), ["INV-1 EUR 0.00 of EUR 1000.00"]);
    desk.paid(invoice, "2026-11-12", 1000);
    assert_eq!(desk.missing(), [""; 0]);
}

#[test]
fn time_without_the_deposit_asks_why_once_a_day() {
    let mut desk = Desk::new();
    let site = desk.must(ItemKind::Engagement, &[(F::Title, "Website"), (F::Deposit, "1000")]).to_string();
    let care = desk.must(ItemKind::Engagement, &[(F::Title, "Care")]).to_string();
    let work = |on: &'static str| [(F::Day, TODAY), (F::Minutes, "60"), (F::Engagement, on), (F::Despite, "")];
    let site: &'static str = site.leak();
    let care: &'static str = care.leak();
    assert!(matches!(desk.add(ItemKind::Work, &work(site)), Err(Refusal::DepositOpen { missing }) if missing[0].agreed == eur(1000)));
    assert!(matches!(desk.add(ItemKind::Work, &work("")), Err(Refusal::DepositOpen { .. })));
    assert!(desk.add(ItemKind::Work, &work(care)).is_ok(), "what was agreed without a deposit needs none");
    let mut despite = work(site);
    despite[3].1 = "The printer waits for it";
    let item = desk.add(ItemKind::Work, &despite).expect("with a reason");
    assert_eq!(desk.client.items[&item].get(F::Despite), "The printer waits for it");
    assert!(desk.add(ItemKind::Work, &work(site)).is_ok(), "said today already");
}

#[test]
fn delivery_waits_for_the_deposit_or_a_reason() {
    let mut desk = Desk::new();
    desk.must(ItemKind::Engagement, &[(F::Title, "Website"), (F::Deposit, "1000")]);
    let to = |to, why: &str| Command::MoveClient { client: ClientId(Id::from_bytes([200; 16])), to, why: why.to_owned() };
    let refused = desk.ask(to(Stage::Delivery, "")).expect_err("no deposit");
    assert!(matches!(&refused, Refusal::DutiesOpen { open, .. } if matches!(&open[..], [Open::Deposit(one)] if one.about == "Website")));
    assert!(desk.ask(to(Stage::Onboarding, "")).is_ok());
    assert!(desk.ask(to(Stage::Delivery, "They pay tomorrow")).is_ok());
}

#[test]
fn what_is_disputed_and_what_is_not_add_up_to_what_is_open() {
    let mut desk = Desk::new();
    let invoice = desk.invoice(1, "2026-10-01", 1000, 0);
    let parts = |desk: &Desk| {
        let parts = dispute::parts(&desk.client, invoice).expect("issued");
        format!("{} + {}", parts.disputed, parts.undisputed)
    };
    assert_eq!(parts(&desk), "EUR 0.00 + EUR 1000.00");
    let key = invoice.to_string();
    let part = desk.must(ItemKind::Dispute, &[(F::Invoice, &key), (F::Detail, "Two rounds"), (F::Day, TODAY), (F::Price, "300")]);
    assert_eq!(parts(&desk), "EUR 300.00 + EUR 700.00");
    assert_eq!(Row::of(&desk.client, 0).invoices[0].disputed, eur(300));
    desk.paid(invoice, "2026-11-01", 800);
    assert_eq!(parts(&desk), "EUR 200.00 + EUR 0.00", "never more than is open");
    let resolved = desk.acts(part, ActKind::Resolved, TODAY, "");
    assert_eq!(parts(&desk), "EUR 0.00 + EUR 200.00");
    desk.ask(resolved.undo.expect("an undo")).expect("undone");
    assert_eq!(parts(&desk), "EUR 200.00 + EUR 0.00");
    desk.acts(part, ActKind::Resolved, TODAY, "");
    desk.must(ItemKind::Dispute, &[(F::Invoice, &key), (F::Detail, "All of it"), (F::Day, TODAY)]);
    assert_eq!(parts(&desk), "EUR 200.00 + EUR 0.00");
    let nowhere = InvoiceId(Id::from_bytes([9; 16])).to_string();
    let refused = desk.add(ItemKind::Dispute, &[(F::Invoice, &nowhere), (F::Detail, "?"), (F::Day, TODAY)]);
    assert_eq!(refused, Err(Refusal::ItemInvalid { field: F::Invoice }));
}

#[test]
fn the_record_says_what_speaks_for_each_cause() {
    let mut desk = Desk::new();
    let logo = desk.must(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Due, "2026-10-01"), (F::Rounds, "1")]);
    desk.acts(logo, ActKind::Delivered, "2026-10-04", "");
    desk.acts(logo, ActKind::SentBack, "2026-10-05", "");
    desk.acts(logo, ActKind::SentBack, "2026-10-20", "");
    let fonts = desk.must(ItemKind::Promise, &[(F::Title, "Fonts"), (F::Side, "ours"), (F::Due, "2026-10-10")]);
    desk.acts(fonts, ActKind::Broken, "2026-10-11", "");
    let texts = desk.must(ItemKind::Promise, &[(F::Title, "Texts"), (F::Side, "theirs"), (F::Due, "2026-10-12")]);
    desk.acts(texts, ActKind::Renegotiated, "2026-10-12", "2026-12-01");
    desk.must(ItemKind::Request, &[(F::Title, "A shop"), (F::Day, "2026-11-01")]);
    desk.invoice(1, "2026-10-20", 100, 0);
    desk.note(1, "2026-10-28", Some(Direction::In));
    assert_eq!(
        desk.signs(),
        [
            "Stress 2026-11-03 Unpaid(17) INV-1",
            "Mismatch 2026-11-03 Unpaid(17) INV-1",
            "Expectation 2026-11-01 Requested A shop",
            "Stress 2026-10-28 Silent(3) Where is it?",
            "Expectation 2026-10-20 RoundBeyond(2, 1) Logo",
            "Mismatch 2026-10-20 RoundBeyond(2, 1) Logo",
            "Stress 2026-10-12 DayMoved(2026-12-01) Texts",
            "Expectation 2026-10-12 DayMoved(2026-12-01) Texts",
            "Ours 2026-10-11 WeBroke Fonts",
            "Ours 2026-10-04 DeliveredLate(3) Logo",
            "Ours 2026-10-01 StillLate(50) Logo",
        ]
    );
    for at in 2..8 {
        desk.note(at, "2026-11-18", Some(Direction::In));
    }
    desk.note(9, "2026-11-19", Some(Direction::Out));
    assert!(signs(&desk.client, None, day(TODAY)).iter().any(|sign| sign.shows == Shows::WritesMore(6, 1) && sign.cause == Cause::Stress));
    assert_eq!(signs(&desk.client, None, day("2028-01-01")).len(), 0, "what is long ago is no sign");
}

#[test]
fn three_breaches_in_sixty_days_point_to_parting() {
    let mut desk = Desk::new();
    for (title, on) in [("Shop", "2026-11-01"), ("Banner", "2026-09-21"), ("Video", "2026-09-20"), ("Old", "2026-06-01")] {
        desk.must(ItemKind::Request, &[(F::Title, title), (F::Day, on)]);
    }
    let told = |desk: &Desk| breaches(&desk.client, None, day(TODAY)).into_iter().map(|one| one.about).collect::<Vec<_>>();
    assert_eq!(told(&desk), ["Shop", "Banner"], "sixty days back, and not one more");
    let paid = desk.must(ItemKind::Request, &[(F::Title, "Photos"), (F::Day, "2026-11-02")]);
    assert_eq!(told(&desk).len(), difficult::BREACHES_TOO_MANY);
    desk.acts(paid, ActKind::Accepted, "2026-11-03", "");
    assert_eq!(told(&desk).len(), 2, "what they pay for is no breach");
    let logo = desk.must(ItemKind::Deliverable, &[(F::Title, "Logo"), (F::Rounds, "0")]);
    desk.acts(logo, ActKind::SentBack, "2026-11-05", "");
    assert!(breaches(&desk.client, None, day(TODAY))[0].is_round);
}

#[test]
fn staying_costs_what_is_unbilled_and_what_is_beyond_the_budget() {
    let mut desk = Desk::new();
    let fixed = [(F::Title, "Site"), (F::Billing, "fixed"), (F::Rate, "100"), (F::Hours, "10")];
    let fixed = desk.must(ItemKind::Engagement, &fixed).to_string();
    let care = desk.must(ItemKind::Engagement, &[(F::Title, "Care"), (F::Billing, "hourly"), (F::Rate, "80"), (F::Hours, "1")]).to_string();
    for (minutes, on) in [("900", &fixed), ("90", &care)] {
        desk.must(ItemKind::Work, &[(F::Day, TODAY), (F::Minutes, minutes), (F::Engagement, on)]);
    }
    let invoice = desk.invoice(1, "2026-09-01", 700, 0);
    desk.paid(invoice, "2026-10-05", 700);
    let open = desk.invoice(2, "2026-10-01", 50, 0);
    let all = costs(&desk.client, Some(Currency::EUR));
    let one = &all[0];
    let beyond: Vec<_> = one.beyond.iter().map(|one| format!("{} {} × {} = {}", one.title, one.hours, one.rate, one.amount)).collect();
    assert_eq!((all.len(), one.unbilled, beyond), (1, eur(120), vec!["Site 5 × 100 = EUR 500.00".to_owned()]));
    assert_eq!((one.cost(), one.earned, one.left()), (eur(620), eur(700), eur(80)));
    let waited: Vec<_> = waiting(&desk.client, day(TODAY)).into_iter().map(|one| (one.number, one.days, one.open)).collect();
    assert_eq!(waited, [("INV-2".to_owned(), 36, eur(50)), ("INV-1".to_owned(), 20, eur(0))]);
    assert!(obligations(&desk.client, None).iter().any(|one| matches!(one, difficult::Obligation::Invoice(id, ..) if *id == open)));
}

#[test]
fn a_notice_is_counted_from_the_day_after() {
    for (given, days, first, month, ends) in [
        ("2027-01-31", 30, "2027-02-01", Some(("2027-02-28", 28)), "2027-03-02"),
        ("2028-01-31", 30, "2028-02-01", Some(("2028-02-29", 29)), "2028-03-01"),
        ("2027-01-01", 30, "2027-01-02", None, "2027-01-31"),
        ("2027-01-10", 30, "2027-01-11", Some(("2027-01-31", 21)), "2027-02-09"),
        ("2027-01-31", 90, "2027-02-01", Some(("2027-04-30", 89)), "2027-05-01"),
        ("2027-01-31", 0, "2027-02-01", None, "2027-01-31"),
    ] {
        let counted = notice(day(given), days);
        let month = month.map(|(end, count)| (day(end), count));
        assert_eq!((counted.first, counted.month, counted.ends), (day(first), month, day(ends)), "{given} + {days}");
    }
}

#[test]
fn a_conversation_knows_its_steps_and_what_was_left_out() {
    let mut desk = Desk::new();
    let talk = desk.must(ItemKind::Conflict, &[(F::Day, TODAY), (F::Cause, "ours"), (F::Acknowledge, "It is late")]);
    let item = |desk: &Desk| -> Item { desk.client.items[&talk].clone() };
    let skip = |desk: &mut Desk, step, is| {
        let to = difficult::with_skipped(&item(desk), step, is);
        desk.ask(Command::SetItem { client: desk.client.id, item: talk, changes: vec![(F::Skipped, to)] }).expect("skipped");
    };
    skip(&mut desk, F::Propose, true);
    skip(&mut desk, F::Clarify, true);
    assert_eq!(difficult::skipped(&item(&desk)), [F::Clarify, F::Propose]);
    skip(&mut desk, F::Propose, false);
    assert_eq!(item(&desk).get(F::Skipped), "clarify");
    let changes = vec![(F::Clarify, "Their launch hangs on it".to_owned())];
    desk.ask(Command::SetItem { client: desk.client.id, item: talk, changes }).expect("written");
    assert_eq!(difficult::skipped(&item(&desk)), [], "what has a text was not left out");
    desk.acts(talk, ActKind::Given, TODAY, "call");
    assert_eq!(item(&desk).stands(), None, "a deposit ends nothing");
    let wish = Wish { kind: ActKind::Given, on: day(TODAY), why: String::new(), value: "flowers".to_owned() };
    let refused = desk.ask(Command::Act { client: desk.client.id, item: talk, wish });
    assert_eq!(refused.map(|_| ()), Err(Refusal::NotForThis { act: ActKind::Given }));
    desk.acts(talk, ActKind::Closed, TODAY, "");
    assert!(!item(&desk).is_open());
}

fn welcome(after: After) -> Vec<Planned> {
    vec![Planned { key: "welcome".to_owned(), title: "Welcome".to_owned(), detail: String::new(), owner: String::new(), after }]
}

#[test]
fn a_step_is_late_when_its_working_hours_are_over_and_weekends_do_not_count() {
    let mut desk = Desk::new();
    desk.now.at = Zone::default().instant(day(TODAY), 15 * 60 + 30);
    let client = desk.client.id;
    let steps = welcome(After::WorkingHours(4));
    let on = day(TODAY);
    desk.ask(Command::BeginList { client, list: List::Onboarding, on, version: 0, steps, zone: Zone::default() }).expect("begun");
    let (id, step) = desk.client.items.iter().next().map(|(id, step)| (*id, step.clone())).expect("a step");
    let at = |on: &str, minute| Now { at: Zone::default().instant(day(on), minute), today: day(on) };
    assert_eq!((step.due(), step.until()), (Some(day("2026-11-23")), Some(at("2026-11-23", 11 * 60 + 30).at)));
    assert!(!step.is_late_now(at("2026-11-22", 1_200)) && !step.is_late_now(at("2026-11-23", 690)));
    assert!(step.is_late_now(at("2026-11-23", 691)) && !step.is_late(day("2026-11-23")));
    desk.now = at("2026-11-24", 600);
    desk.acts(id, ActKind::Rescheduled, "2026-11-24", "2026-11-26");
    assert_eq!(desk.client.items[&id].until(), None, "another day has no hour");
    let changes = vec![(F::Due, "2026-11-25".to_owned())];
    let set = desk.ask(Command::SetItem { client, item: id, changes }).expect("another day by hand");
    assert_eq!(desk.client.items[&id].get(F::DueAt), "");
    desk.ask(set.undo.expect("an undo")).expect("undone");
    assert_ne!(desk.client.items[&id].get(F::DueAt), "");
}

#[test]
fn the_practices_own_week_and_holidays_are_heard() {
    let mut desk = Desk::new();
    let week = "08:00-12:00 - - - 08:00-12:00 - -".to_owned();
    desk.ask(Command::SetPractice { changes: vec![(PracticeField::WorkWeek, week)] }).expect("a week");
    let added = desk.ask(Command::AddHoliday { day: day("2026-11-23"), name: "Founders".to_owned() }).expect("a holiday");
    assert_eq!(
        desk.ask(Command::AddHoliday { day: day("2026-11-23"), name: String::new() }).map(|_| ()),
        Err(Refusal::HolidayKnown { day: day("2026-11-23") })
    );
    assert_eq!(desk.practice.calendar().plus_days(day(TODAY), 1), day("2026-11-27"));
    desk.ask(added.undo.expect("an undo")).expect("undone");
    assert_eq!(desk.practice.calendar().plus_days(day(TODAY), 1), day("2026-11-23"));
    let none = Command::SetPractice { changes: vec![(PracticeField::WorkWeek, "- - - - - - -".to_owned())] };
    assert_eq!(desk.ask(none).map(|_| ()), Err(Refusal::PracticeInvalid { field: PracticeField::WorkWeek }));
}
