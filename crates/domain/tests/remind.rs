//! Reminders of money: weeks go by, and what is to go out is told in text. An invoice of Monday 2 November 2026 over 1,000 EUR, due on Monday
//! the 16th, unless a test says otherwise.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::client::Stamp;
use domain::command::{Command, Refusal};
use domain::content::{Content, Kind, Line, UnitPrice};
use domain::field::{Field, PracticeField};
use domain::invoice::{Invoice, Issue, Issued, Letterhead, Party, Payment};
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Money};
use domain::remind::{self, Reminder, Schedule};
use domain::row::Row;
use domain::time::Day;
use domain::{Id, InvoiceId, IssueId, LineId, PaymentId};
use proptest::prelude::*;

use desk::{Desk, day};

fn eur(text: &str) -> Money {
    Money::exact(text.parse().expect(text), Currency::EUR).expect(text)
}

impl Desk {
    fn invoice(&mut self, number: u8, dated: &str, due: &str) -> InvoiceId {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        let price = UnitPrice::new(1_000.into()).expect("a price");
        content.lines.push(Line { price, ..Line::blank(LineId(Id::from_bytes([1; 16]))) });
        let (number_text, party) = (format!("INV-{number}"), Party::default());
        let head =
            Letterhead { number: number_text, sender: party.clone(), recipient: party, pay_to: String::new(), accent: None, logo: None };
        let document = Issued::kept(content, head, day(dated), Some(day(due))).expect("issued");
        let issue = Issue { document, recorded: Stamp::UNWRITTEN, sound: true };
        let invoice = Invoice { issues: BTreeMap::from([(IssueId(Id::from_bytes([number; 16])), issue)]), ..Invoice::default() };
        let id = InvoiceId(Id::from_bytes([number; 16]));
        self.client.invoices.insert(id, invoice);
        id
    }

    fn pay(&mut self, id: InvoiceId, on: &str, amount: &str) {
        let payments = &mut self.client.invoices.get_mut(&id).expect("an invoice").payments;
        let key = PaymentId(Id::from_bytes([u8::try_from(payments.len()).expect("few"); 16]));
        payments.insert(key, Payment::received(eur(amount), day(on), String::new()));
    }

    fn due(&self, on: &str) -> Vec<Reminder> {
        remind::of_row(&Row::of(&self.client, 0), &Schedule::usual(&self.practice), &self.practice.calendar(), day(on))
    }

    fn told(&self, on: &str) -> Vec<String> {
        let one = |one: Reminder| {
            let until = one.until.map(|until| format!(", new {until}")).unwrap_or_default();
            format!("{:+} level {} since {}, due {}{until}", one.offset, one.level, one.on, one.due)
        };
        self.due(on).into_iter().map(one).collect()
    }

    /// What is to go out that day goes out.
    fn send(&mut self, on: &str) -> Vec<(i16, u8)> {
        self.now.today = day(on);
        let all = self.due(on);
        for one in &all {
            self.note(one, one.level, on).expect("noted");
        }
        all.iter().map(|one| (one.offset, one.level)).collect()
    }

    fn note(&mut self, one: &Reminder, level: u8, on: &str) -> Result<domain::ItemId, Refusal> {
        let until = one.until.map(|until| until.to_string()).unwrap_or_default();
        let (invoice, due) = (one.invoice.to_string(), one.due.to_string());
        let (offset, level) = (one.offset.to_string(), level.to_string());
        let fields = [(F::Invoice, &*invoice), (F::Due, &due), (F::Offset, &offset), (F::Level, &level), (F::Day, on), (F::Until, &until)];
        self.add(ItemKind::Reminder, &fields)
    }

    /// The days between two on which one goes out, when somebody looks every day.
    fn goes_out(&mut self, from: &str, to: &str) -> Vec<String> {
        let days = day(from).days_until(day(to));
        let mut all = Vec::new();
        for on in (0..=days).map(|ahead| day(from).plus_days(ahead).to_string()) {
            all.extend(self.send(&on).into_iter().map(|(offset, level)| format!("{on} {offset:+} level {level}")));
        }
        all
    }
}

fn open() -> (Desk, InvoiceId) {
    let mut desk = Desk::on("2026-11-02");
    let id = desk.invoice(1, "2026-11-02", "2026-11-16");
    (desk, id)
}

#[test]
fn each_goes_out_once_on_its_working_day() {
    let (mut desk, _) = open();
    assert_eq!(
        desk.goes_out("2026-11-02", "2027-01-31"),
        ["2026-11-13 -3 level 1", "2026-11-16 +0 level 1", "2026-11-23 +7 level 2", "2026-12-01 +14 level 3"],
        "the last waits until the day that the one before it gave, 30 November, has passed"
    );
}

#[test]
fn on_a_weekend_and_a_holiday_it_waits_for_the_next_working_day() {
    // Due on Saturday the 14th: three days before is a Wednesday, the day itself none.
    let mut desk = Desk::on("2026-11-02");
    desk.invoice(1, "2026-11-02", "2026-11-14");
    assert_eq!(desk.goes_out("2026-11-02", "2026-11-21"), ["2026-11-11 -3 level 1", "2026-11-16 +0 level 1"]);
    assert_eq!(desk.told("2026-11-22"), Vec::<String>::new(), "nothing goes out on a Sunday");
    desk.ask(Command::AddHoliday { day: day("2026-11-23"), name: "Of one's own".to_owned() }).expect("a holiday");
    assert_eq!(desk.told("2026-11-23"), Vec::<String>::new());
    assert_eq!(desk.told("2026-11-24"), ["+7 level 2 since 2026-11-24, due 2026-11-14, new 2026-12-01"]);
}

#[test]
fn what_was_missed_is_caught_up_by_one() {
    let (mut desk, _) = open();
    // Nobody looked before the 20th: not the note of the 13th, not that of the 16th, but one.
    assert_eq!(desk.told("2026-11-20"), ["+0 level 1 since 2026-11-16, due 2026-11-16"]);
    assert_eq!(desk.goes_out("2026-11-20", "2026-11-22"), ["2026-11-20 +0 level 1"]);
    assert_eq!(desk.told("2026-11-23"), ["+7 level 2 since 2026-11-23, due 2026-11-16, new 2026-11-30"]);
}

#[test]
fn nobody_is_met_with_the_firmest_word_first() {
    let (mut desk, _) = open();
    assert_eq!(desk.told("2027-03-01"), ["+7 level 2 since 2026-11-23, due 2026-11-16, new 2027-03-08"]);
    assert_eq!(
        desk.goes_out("2027-03-01", "2027-04-30"),
        ["2027-03-01 +7 level 2", "2027-03-09 +14 level 3"],
        "and the next one waits until the day it gave is over"
    );
}

#[test]
fn two_never_come_close_together() {
    let (mut desk, _) = open();
    assert_eq!(desk.send("2026-11-14"), [], "a Saturday");
    desk.practice.fields.insert(PracticeField::Remind, "-3 -2 -1 0".to_owned());
    // Friday the 13th, and Monday the 16th is three days later.
    assert_eq!(desk.goes_out("2026-11-12", "2026-11-30"), ["2026-11-13 -3 level 1", "2026-11-16 +0 level 1"]);
}

#[test]
fn payment_dispute_and_a_promise_stop_it() {
    let (mut desk, id) = open();
    desk.now.today = day("2026-11-24");
    let waits = ["+7 level 2 since 2026-11-23, due 2026-11-16, new 2026-12-01"];
    assert_eq!(desk.told("2026-11-24"), waits);
    let about = id.to_string();
    let dispute = desk.must(ItemKind::Dispute, &[(F::Detail, "Too many hours"), (F::Day, "2026-11-20"), (F::Invoice, &about)]);
    assert_eq!(desk.told("2026-11-24"), Vec::<String>::new(), "disputed");
    desk.act(dispute, ActKind::Resolved, "2026-11-24", "").expect("resolved");
    assert_eq!(desk.told("2026-11-24"), waits);
    let promise = desk.must(ItemKind::Promise, &[(F::Title, "Pay"), (F::Side, "theirs"), (F::Due, "2026-11-26"), (F::Invoice, &about)]);
    assert_eq!(desk.told("2026-11-24"), Vec::<String>::new(), "promised");
    assert_eq!(desk.told("2026-11-26"), Vec::<String>::new(), "the day itself is still theirs");
    assert_eq!(desk.told("2026-11-27").len(), 1, "the promise was not kept");
    desk.act(promise, ActKind::Broken, "2026-11-24", "").expect("broken");
    assert_eq!(desk.told("2026-11-24"), waits, "nobody waits for a promise that was broken");
    desk.pay(id, "2026-11-24", "400");
    assert_eq!(desk.told("2026-11-24"), waits, "part of it is not all of it");
    desk.pay(id, "2026-11-24", "600");
    assert_eq!(desk.told("2026-11-24"), Vec::<String>::new(), "paid");
}

#[test]
fn what_is_not_disputed_is_still_asked_for() {
    let (mut desk, id) = open();
    let part = [(F::Invoice, &*id.to_string()), (F::Detail, "The extra hours"), (F::Day, "2026-11-03"), (F::Price, "50")];
    desk.must(ItemKind::Dispute, &part);
    assert_eq!(desk.told("2026-11-16").len(), 1, "950 of it nobody disputes");
    desk.must(ItemKind::Dispute, &[(F::Invoice, &*id.to_string()), (F::Detail, "All of it"), (F::Day, "2026-11-04")]);
    assert_eq!(desk.told("2026-11-16"), Vec::<String>::new());
}

#[test]
fn a_promise_to_pay_is_over_with_the_payment() {
    let (mut desk, id) = open();
    desk.must(ItemKind::Promise, &[(F::Title, "Pay"), (F::Side, "theirs"), (F::Due, "2026-11-20"), (F::Invoice, &id.to_string())]);
    let awaited = |desk: &Desk| {
        let row = Row::of(&desk.client, 0);
        (row.todo.len(), row.dues.len())
    };
    assert_eq!(awaited(&desk), (1, 1));
    assert!(domain::update::Update::of(&desk.client, day("2026-11-18")).needed.is_empty(), "reminders speak of it");
    desk.pay(id, "2026-11-19", "400");
    assert_eq!(awaited(&desk), (1, 1), "a part is not all of it");
    desk.pay(id, "2026-11-19", "600");
    assert_eq!(awaited(&desk), (0, 0));
}

#[test]
fn of_instalments_only_what_is_due_by_then_is_open() {
    use domain::plan::{monthly, open_by};
    let (mut desk, id) = open();
    let whole = |desk: &Desk, on: &str| open_by(&desk.client.invoices[&id], day(on)).map(|money| money.amount().to_string());
    assert_eq!(whole(&desk, "2026-11-16"), Some("1000.00".to_owned()));
    let mut content = Content::blank(Kind::Invoice, Currency::EUR);
    let price = UnitPrice::new(3_000.into()).expect("a price");
    content.lines.push(Line { price, ..Line::blank(LineId(Id::from_bytes([1; 16]))) });
    content.instalments = monthly(3, day("2026-11-16"));
    let party = Party::default();
    let head =
        Letterhead { number: "INV-2".to_owned(), sender: party.clone(), recipient: party, pay_to: String::new(), accent: None, logo: None };
    let document = Issued::kept(content, head, day("2026-11-02"), Some(day("2027-01-16"))).expect("issued");
    let issue = Issue { document, recorded: Stamp::UNWRITTEN, sound: true };
    desk.client.invoices.insert(id, Invoice { issues: BTreeMap::from([(IssueId(Id::from_bytes([1; 16])), issue)]), ..Invoice::default() });
    for (on, open) in [("2026-11-15", "0.00"), ("2026-11-16", "1000.00"), ("2026-12-16", "2000.00"), ("2027-02-01", "3000.00")] {
        assert_eq!(whole(&desk, on).as_deref(), Some(open), "{on}");
    }
    desk.pay(id, "2026-11-20", "1200");
    assert_eq!(whole(&desk, "2026-11-30").as_deref(), Some("0.00"));
    assert_eq!(whole(&desk, "2026-12-16").as_deref(), Some("800.00"));
}

#[test]
fn whoever_got_the_invoice_just_now_needs_no_note_of_it() {
    let mut desk = Desk::on("2026-11-16");
    desk.invoice(1, "2026-11-16", "2026-11-16");
    assert_eq!(desk.goes_out("2026-11-16", "2026-11-30"), ["2026-11-23 +7 level 2"]);
    let mut desk = Desk::on("2026-11-16");
    desk.invoice(1, "2026-11-16", "2026-11-18");
    assert_eq!(desk.told("2026-11-17"), Vec::<String>::new());
    assert_eq!(desk.told("2026-11-18"), ["+0 level 1 since 2026-11-18, due 2026-11-18"]);
}

#[test]
fn a_client_can_have_other_days_or_none() {
    let (mut desk, _) = open();
    desk.client.fields.insert(Field::Remind, "10".to_owned());
    assert_eq!(desk.goes_out("2026-11-02", "2026-12-31"), ["2026-11-26 +10 level 2"]);
    let (mut desk, _) = open();
    desk.client.fields.insert(Field::Remind, "off".to_owned());
    assert_eq!(desk.goes_out("2026-11-02", "2026-12-31"), Vec::<String>::new());
    desk.client.fields.remove(&Field::Remind);
    desk.practice.fields.insert(PracticeField::Remind, "off".to_owned());
    assert_eq!(desk.told("2026-11-24"), Vec::<String>::new());
}

#[test]
fn one_that_was_let_go_does_not_come_back_and_none_is_noted_twice() {
    let (mut desk, _) = open();
    desk.now.today = day("2026-11-23");
    let one = desk.due("2026-11-23")[0];
    let gone = desk.note(&one, 0, "2026-11-23").expect("let go");
    assert_eq!(desk.told("2026-11-24"), Vec::<String>::new());
    assert_eq!(desk.note(&one, 2, "2026-11-23"), Err(Refusal::AlreadyReminded), "another device asks for the same");
    assert_eq!(desk.told("2026-11-30"), ["+14 level 2 since 2026-11-30, due 2026-11-16, new 2026-12-07"], "no firmer than what they had");
    let client = desk.client.id;
    desk.ask(Command::RemoveItem { client, item: gone, gone: true }).expect("taken back");
    assert_eq!(desk.told("2026-11-24").len(), 1);
}

#[test]
fn what_two_devices_sent_at_once_counts_as_one() {
    let (mut desk, _) = open();
    desk.now.today = day("2026-11-23");
    let one = desk.due("2026-11-23")[0];
    let first = desk.note(&one, 2, "2026-11-23").expect("noted");
    // What the other device wrote arrives as facts, which nobody decides on.
    let mut twin = desk.client.items[&first].clone();
    twin.recorded.at.0 += 1;
    desk.client.items.insert(domain::ItemId(Id::from_bytes([99; 16])), twin);
    assert_eq!(desk.goes_out("2026-11-23", "2026-12-31"), ["2026-12-01 +14 level 3"]);
}

#[test]
fn what_one_record_says_of_the_invoice_of_another_counts_once_both_are_one_client() {
    let (desk, _) = open();
    let invoices = Row::of(&desk.client, 0);
    let mut head = Desk::on("2026-11-23");
    head.client.invoices = desk.client.invoices.clone();
    let one = head.due("2026-11-23")[0];
    head.note(&one, 2, "2026-11-23").expect("noted");
    head.client.invoices.clear();
    let whole = Row::join(&Row::of(&head.client, 0), std::iter::once(&invoices));
    let due = |row: &Row, on: &str| remind::of_row(row, &Schedule::default(), &head.practice.calendar(), day(on));
    assert_eq!(due(&invoices, "2026-11-24").len(), 1);
    assert_eq!(due(&whole, "2026-11-24"), []);
    assert_eq!(due(&whole, "2026-12-01").len(), 1, "the next one comes in its time");
}

#[test]
fn days_are_read_as_people_type_them() {
    for (text, key) in [
        ("-3 0 7 14", Some("-3 0 7 14")),
        ("14, 7; 0  -3", Some("-3 0 7 14")),
        ("−3 7 7", Some("-3 7")),
        ("OFF", Some("off")),
        ("", None),
        ("soon", None),
        ("7 days", None),
        ("400", None),
        ("1 2 3 4 5 6 7 8 9", None),
    ] {
        assert_eq!(Schedule::parse(text).map(|one| one.key()).as_deref(), key, "{text}");
    }
    assert_eq!(Schedule::default().key(), "-3 0 7 14");
}

proptest! {
    /// Whenever somebody looks: on working days only, never firmer by more than one, each day of the schedule once, days apart.
    #[test]
    fn whenever_somebody_looks_they_get_one_at_a_time(looks in prop::collection::btree_set(0i64..120, 0..40), days in prop::collection::vec(-10i16..40, 1..6)) {
        let (mut desk, _) = open();
        desk.practice.fields.insert(PracticeField::Remind, Schedule::of_days(days).expect("a schedule").key());
        let (mut sent, mut last): (Vec<(i16, u8)>, Option<Day>) = (Vec::new(), None);
        for on in looks.into_iter().map(|ahead| day("2026-11-02").plus_days(ahead)) {
            let now = desk.send(&on.to_string());
            prop_assert!(now.len() <= 1);
            let Some(&(offset, level)) = now.first() else { continue };
            prop_assert!(desk.practice.calendar().is_working(on));
            prop_assert!(last.is_none_or(|last| last.days_until(on) >= 3));
            prop_assert!(sent.iter().all(|(known, _)| *known < offset));
            let firmest = sent.iter().map(|(_, level)| *level).max().unwrap_or(0).max(1);
            prop_assert!((1..=(firmest + 1).min(remind::LEVEL_MOST)).contains(&level));
            prop_assert_eq!(desk.told(&on.to_string()), Vec::<String>::new());
            sent.push((offset, level));
            last = Some(on);
        }
    }
}
