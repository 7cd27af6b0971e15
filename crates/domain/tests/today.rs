//! Today: a month of events in, the list out. Each scenario is told in text, one notice a line: where it stands, its day, and what it is.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::client::{Direction, Move, Note, NoteKind, Stamp};
use domain::fact::ItemFact;
use domain::field::{Field, PracticeField};
use domain::invoice::Standing;
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Money};
use domain::rhythm::{self, Rhythm};
use domain::row::{InvoiceRow, Row};
use domain::time::Moment;
use domain::today::{self, Ground, Notice, Place, What};
use domain::working::Zone;
use domain::{ClientId, Id, InvoiceId, ItemId, MoveId, NoteId, Stage};

use desk::{Desk, day};

/// A Tuesday.
const TODAY: &str = "2026-11-24";
const DAY_MS: i64 = 86_400_000;

/// A quarter past ten of a day, in a place an hour ahead of UTC.
fn at(text: &str, hour: i64, minute: i64) -> Moment {
    Moment(day(text).epoch_days() * DAY_MS + (hour - 1) * 3_600_000 + minute * 60_000)
}

fn zone() -> Zone {
    Zone::new(60, Vec::new())
}

impl Desk {
    fn begin() -> Self {
        let mut desk = Self::on(TODAY);
        desk.now.at = at(TODAY, 10, 15);
        desk.stage(Stage::Delivery, "2026-09-01");
        desk
    }

    fn stage(&mut self, to: Stage, on: &str) {
        let id = MoveId(Id::from_bytes([u8::try_from(self.client.moves.len()).expect("few"); 16]));
        let turn = u32::try_from(self.client.moves.len()).expect("few");
        let recorded = Stamp { at: at(on, 9, 0), ..Stamp::UNWRITTEN };
        self.client.moves.insert(id, Move { to, on: day(on), why: String::new(), turn, recorded, withdrawn: None });
    }

    /// They turned to us, or we to them, at a time of a day.
    fn said(&mut self, direction: Direction, on: &str, hour: i64, minute: i64) {
        let id = NoteId(Id::from_bytes([100 + u8::try_from(self.client.notes.len()).expect("few"); 16]));
        let note = Note {
            kind: NoteKind::Email,
            direction: Some(direction),
            happened: day(on),
            text: "words".to_owned(),
            recorded: Stamp { at: at(on, hour, minute), ..Stamp::UNWRITTEN },
            batch: None,
            amendments: BTreeMap::new(),
            removed: None,
        };
        self.client.notes.insert(id, note);
    }

    fn agreed(&mut self, field: Field, text: &str) {
        self.client.fields.insert(field, text.to_owned());
    }

    fn ground(&self) -> Ground {
        Ground::of(&self.practice, zone(), self.now)
    }

    fn list(&self) -> Vec<String> {
        told(today::of_row(&Row::of(&self.client, 0), &self.ground()).0)
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::First => "first",
        Place::Quick => "quick",
        Place::Plan => "plan",
        Place::Later => "later",
        Place::Theirs => "theirs",
    }
}

fn told(all: Vec<Notice>) -> Vec<String> {
    let one = |notice: Notice| {
        let what = match notice.what {
            What::Next { step } => format!("next {step}"),
            What::Todo(todo) => format!("{:?} {}", todo.task, todo.title),
            What::Answer { came, by } => {
                let (on, minute) = zone().civil(by);
                format!("answer to {came} by {on} {:02}:{:02}", minute / 60, minute % 60)
            }
            What::Update { .. } => "update".to_owned(),
            What::Quiet { days, .. } => format!("quiet for {days}"),
            What::Silent { days, .. } => format!("silent for {days}"),
            What::Unpaid { number, open, .. } => format!("unpaid {number} {}", open.amount()),
            What::DueSoon { number, .. } => format!("due soon {number}"),
            What::Quote { number, .. } => format!("quote {number}"),
            What::Bill => "bill".to_owned(),
            What::Write { purpose, rule, .. } => format!("write {} for {rule}", purpose.key()),
            What::Contract => "contract".to_owned(),
            What::Keep(domain::retention::Ask::ActOn { score, .. }) => format!("act on a {score}"),
            What::Keep(domain::retention::Ask::CheckIn { title, .. }) => format!("check in after {title}"),
            What::Keep(other) => panic!("{other:?} is no business of the day's"),
            What::Collides { with, title } => format!("{title} collides with {}", with.len()),
        };
        format!("{} {} {what}", place(notice.weight.place), notice.on)
    };
    today::sorted(all).into_iter().map(one).collect()
}

#[test]
fn what_is_due_late_and_theirs_stands_in_its_place() {
    let mut desk = Desk::begin();
    desk.agreed(Field::NextStep, "Call about the logo");
    desk.agreed(Field::NextDay, "2026-11-24");
    desk.must(ItemKind::Promise, &[(F::Title, "Send the fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    desk.must(ItemKind::Promise, &[(F::Title, "Texts"), (F::Side, "theirs"), (F::Due, "2026-11-19")]);
    let draft = desk.must(ItemKind::Deliverable, &[(F::Title, "First draft"), (F::Due, "2026-11-27")]);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Far away"), (F::Due, "2026-12-24")]);
    desk.said(Direction::Out, "2026-11-23", 9, 0);
    assert_eq!(
        desk.list(),
        [
            "first 2026-11-20 OurPromise Send the fonts",
            "quick 2026-11-24 next Call about the logo",
            "plan 2026-11-27 Deliverable First draft",
            "theirs 2026-11-19 TheirPromise Texts",
        ]
    );
    desk.act(draft, ActKind::Delivered, TODAY, "").expect("delivered");
    assert!(!desk.list().iter().any(|line| line.contains("First draft")), "what is done is not asked for");
    // Of a client of the first rank everything is important.
    desk.agreed(Field::Tier, "A");
    assert!(desk.list().contains(&"first 2026-11-24 next Call about the logo".to_owned()));
}

#[test]
fn an_answer_is_due_by_the_working_hour_that_was_promised() {
    let mut desk = Desk::begin();
    desk.agreed(Field::AnswerHours, "4");
    // Monday at four: one hour of that day, and three of the next.
    desk.said(Direction::In, "2026-11-23", 16, 0);
    assert_eq!(desk.list(), ["first 2026-11-24 answer to 2026-11-23 by 2026-11-24 12:00"]);
    // A further word of theirs begins nothing new.
    desk.said(Direction::In, "2026-11-24", 9, 0);
    assert_eq!(desk.list(), ["first 2026-11-24 answer to 2026-11-23 by 2026-11-24 12:00"]);
    // An answer ends it, and their next word begins it anew.
    desk.said(Direction::Out, "2026-11-24", 10, 0);
    assert_eq!(desk.list(), Vec::<String>::new());
    desk.said(Direction::In, "2026-11-24", 10, 5);
    assert_eq!(desk.list(), ["first 2026-11-24 answer to 2026-11-24 by 2026-11-24 14:05"]);
}

#[test]
fn without_a_promise_an_answer_is_due_when_the_next_working_day_ends() {
    let mut desk = Desk::begin();
    desk.said(Direction::In, "2026-11-21", 11, 0);
    assert_eq!(desk.list(), ["first 2026-11-23 answer to 2026-11-21 by 2026-11-23 17:00"], "Saturday: by the end of Monday");
    let monday = domain::fact::Fact::Practice(domain::fact::PracticeFact::Item(domain::fact::ItemFact::Made {
        item: domain::ItemId(Id::from_bytes([90; 16])),
        kind: ItemKind::Holiday,
        batch: None,
    }));
    desk.keep(&monday);
    desk.keep(&domain::fact::Fact::Practice(domain::fact::PracticeFact::Item(domain::fact::ItemFact::Set {
        item: domain::ItemId(Id::from_bytes([90; 16])),
        field: F::Day,
        to: "2026-11-23".to_owned(),
    })));
    assert_eq!(desk.list(), ["first 2026-11-24 answer to 2026-11-21 by 2026-11-24 17:00"], "Monday is a holiday: by the end of Tuesday");
}

#[test]
fn a_message_that_a_rule_asks_for_stands_until_it_was_written() {
    let mut desk = Desk::begin();
    desk.said(Direction::Out, "2026-11-20", 9, 0);
    for (byte, purpose, title) in [(50, "update", "Nobody stays quiet"), (51, "welcome", "Welcome")] {
        let item = ItemId(Id::from_bytes([byte; 16]));
        let set = |field, to: &str| ItemFact::Set { item, field, to: to.to_owned() };
        let made = ItemFact::Made { item, kind: ItemKind::Message, batch: None };
        for fact in [made, set(F::From, purpose), set(F::Day, TODAY), set(F::Title, title)] {
            domain::item::add(&mut desk.client.items, &fact, Stamp::UNWRITTEN);
        }
    }
    let (update, welcome) = ("quick 2026-11-24 write update for Nobody stays quiet", "quick 2026-11-24 write welcome for Welcome");
    assert_eq!(desk.list(), [update, welcome]);
    // A word of ours is the update; whether it was a welcome only a person knows.
    desk.said(Direction::Out, TODAY, 9, 0);
    assert_eq!(desk.list(), [welcome]);
    desk.act(ItemId(Id::from_bytes([51; 16])), ActKind::Done, TODAY, "").expect("written");
    assert_eq!(desk.list(), Vec::<String>::new());
}

#[test]
fn a_friday_without_its_update_shows_from_monday_on() {
    let mut desk = Desk::begin();
    desk.agreed(Field::UpdateEvery, "week");
    desk.agreed(Field::UpdateDay, "fri");
    desk.said(Direction::Out, "2026-11-12", 9, 0);
    assert_eq!(desk.list(), ["first 2026-11-20 update"]);
    // Any word since the update before is one; also one on the day itself, or after it.
    for on in ["2026-11-16", "2026-11-20", "2026-11-23"] {
        let mut told = Desk::begin();
        told.agreed(Field::UpdateEvery, "week");
        told.said(Direction::Out, on, 9, 0);
        assert_eq!(told.list(), Vec::<String>::new(), "{on}");
    }
    // The practice's own rhythm holds where nothing was agreed, and "never" is an agreement too.
    desk.client.fields.remove(&Field::UpdateEvery);
    assert_eq!(desk.list(), Vec::<String>::new());
    desk.practice.fields.insert(PracticeField::UpdateEvery, "week".to_owned());
    assert_eq!(desk.list(), ["first 2026-11-20 update"]);
    desk.agreed(Field::UpdateEvery, "never");
    assert_eq!(desk.list(), Vec::<String>::new());
    // Whoever is not being worked for is not owed one.
    desk.agreed(Field::UpdateEvery, "week");
    desk.stage(Stage::Retention, "2026-11-01");
    assert_eq!(desk.list(), Vec::<String>::new());
}

#[test]
fn silence_is_counted_in_working_days_in_both_directions() {
    let mut desk = Desk::begin();
    desk.said(Direction::In, "2026-11-09", 9, 0);
    desk.said(Direction::Out, "2026-11-10", 9, 0);
    assert_eq!(desk.list(), ["first 2026-11-10 quiet for 10"]);
    desk.practice.fields.insert(PracticeField::QuietDays, "15".to_owned());
    assert_eq!(desk.list(), Vec::<String>::new());
    // We write, and they do not answer.
    desk.practice.fields.insert(PracticeField::QuietDays, "5".to_owned());
    desk.said(Direction::Out, "2026-11-16", 9, 0);
    assert_eq!(desk.list(), ["first 2026-11-16 quiet for 6"]);
    desk.said(Direction::Out, "2026-11-23", 9, 0);
    assert_eq!(desk.list(), Vec::<String>::new(), "yesterday's word is a day old");
}

fn paper(number: &str, due: Option<&str>, until: Option<&str>, kind: domain::content::Kind, standing: Standing, open: &str) -> InvoiceRow {
    let eur = |text: &str| Money::exact(text.parse().expect(text), Currency::EUR).expect(text);
    InvoiceRow {
        id: InvoiceId(Id::from_bytes([55; 16])),
        kind,
        number: Some(number.to_owned()),
        about: String::new(),
        dated: None,
        due: due.map(day),
        until: until.map(day),
        total: eur("300"),
        paid: eur("0"),
        moves: Vec::new(),
        open: eur(open),
        standing,
        origin: domain::client::Origin::Typed,
        disputed: eur("0"),
        disputes: Vec::new(),
        bookings: Vec::new(),
    }
}

#[test]
fn money_is_named_when_it_is_late_and_offers_before_they_end() {
    use domain::content::Kind;
    let desk = Desk::begin();
    let list = |paper: InvoiceRow| {
        let mut row = Row::of(&desk.client, 0);
        row.since = Some(day("2026-11-20"));
        row.invoices = vec![paper];
        told(today::of_row(&row, &desk.ground()).0)
    };
    let late = paper("7", Some("2026-11-20"), None, Kind::Invoice, Standing::PartlyPaid, "50");
    assert_eq!(list(late.clone()), ["first 2026-11-20 unpaid 7 50.00"]);
    assert_eq!(list(InvoiceRow { standing: Standing::Paid, ..late.clone() }), Vec::<String>::new());
    assert_eq!(list(InvoiceRow { standing: Standing::Draft, ..late }), Vec::<String>::new());
    assert_eq!(list(paper("8", Some("2026-11-26"), None, Kind::Invoice, Standing::Open, "300")), ["theirs 2026-11-26 due soon 8"]);
    assert_eq!(list(paper("9", None, Some("2026-11-27"), Kind::Quote, Standing::Given, "0")), ["theirs 2026-11-27 quote 9"]);
    assert_eq!(list(paper("9", None, Some("2026-11-23"), Kind::Quote, Standing::Given, "0")), Vec::<String>::new(), "it has ended");
}

#[test]
fn two_clients_with_a_delivery_on_one_day_collide() {
    let mut rows = domain::row::Rows::new();
    let mut desk = Desk::begin();
    desk.must(ItemKind::Deliverable, &[(F::Title, "Launch"), (F::Due, "2026-12-01")]);
    for id in [1, 2, 3] {
        let mut row = Row::of(&desk.client, 0);
        row.id = ClientId(Id::from_bytes([id; 16]));
        if id == 3 {
            row.todo[0].on = day("2026-12-02");
        }
        rows.insert(row.id, Arc::new(row));
    }
    assert_eq!(told(today::collisions(&rows, &desk.ground()).0), ["plan 2026-12-01 Launch collides with 1"]);
    let first = rows.get_mut(&ClientId(Id::from_bytes([1; 16]))).map(Arc::make_mut).expect("there");
    first.put_off.push(("collides/2026-12-01".to_owned(), day("2026-11-30")));
    let (there, later) = today::collisions(&rows, &desk.ground());
    assert_eq!((there.len(), later.first().map(|(_, until)| *until)), (0, Some(day("2026-11-30"))));
}

#[test]
fn who_was_let_down_comes_first_and_a_month_after_a_delivery_one_asks_how_it_goes() {
    let mut desk = Desk::begin();
    desk.said(Direction::Out, "2026-11-20", 9, 0);
    let item = desk.must(ItemKind::Deliverable, &[(F::Title, "Website"), (F::Due, "2026-10-20")]);
    desk.act(item, ActKind::Delivered, "2026-10-20", "").expect("delivered");
    assert_eq!(desk.list(), Vec::<String>::new(), "a word of last week was later than the month");
    let item = desk.must(ItemKind::Deliverable, &[(F::Title, "Shop"), (F::Due, "2026-10-23")]);
    desk.act(item, ActKind::Delivered, "2026-10-23", "").expect("delivered");
    let said = desk.must(ItemKind::Feedback, &[(F::Score, "4"), (F::Title, "Slow"), (F::Day, "2026-11-22")]);
    assert_eq!(desk.list(), ["first 2026-11-22 act on a 4", "quick 2026-11-23 check in after Shop"]);
    desk.act(said, ActKind::Done, "2026-11-24", "").expect("done");
    desk.said(Direction::Out, "2026-11-24", 9, 0);
    assert_eq!(desk.list(), Vec::<String>::new());
}

#[test]
fn what_was_put_off_comes_back_on_its_day_under_the_same_key() {
    let mut desk = Desk::begin();
    desk.agreed(Field::NextStep, "Call");
    desk.agreed(Field::NextDay, "2026-11-20");
    desk.said(Direction::Out, "2026-11-23", 9, 0);
    let put_off = |desk: &Desk| today::of_row(&Row::of(&desk.client, 0), &desk.ground()).1;
    assert_eq!(desk.list().len(), 1);
    desk.must(ItemKind::Snooze, &[(F::From, "next"), (F::Until, "2026-11-26")]);
    assert_eq!((desk.list().len(), put_off(&desk).first().map(|(_, until)| *until)), (0, Some(day("2026-11-26"))));
    // What was said last counts, as when two people put it off, and so does the way back.
    desk.must(ItemKind::Snooze, &[(F::From, "next"), (F::Until, "2026-11-25")]);
    assert_eq!(put_off(&desk).first().map(|(_, until)| *until), Some(day("2026-11-25")));
    let back = desk.must(ItemKind::Snooze, &[(F::From, "next"), (F::Until, TODAY)]);
    assert_eq!((desk.list().len(), put_off(&desk).len()), (1, 0));
    desk.ask(domain::command::Command::RemoveItem { client: desk.client.id, item: back, gone: true }).expect("undone");
    assert_eq!(put_off(&desk).len(), 1);
    desk.now.today = day("2026-11-26");
    assert_eq!((desk.list().len(), put_off(&desk).len()), (1, 0));
}

#[test]
fn the_order_stands_still_and_a_removed_client_asks_for_nothing() {
    let mut desk = Desk::begin();
    for (title, due) in [("b", "2026-11-20"), ("a", "2026-11-20"), ("c", "2026-11-10")] {
        desk.must(ItemKind::Promise, &[(F::Title, title), (F::Side, "ours"), (F::Due, due)]);
    }
    desk.said(Direction::Out, "2026-11-23", 9, 0);
    let row = Row::of(&desk.client, 0);
    let found = today::of_row(&row, &desk.ground()).0;
    let mut turned = found.clone();
    turned.reverse();
    assert_eq!(told(found), told(turned));
    assert_eq!(desk.list()[0], "first 2026-11-10 OurPromise c");
    assert_eq!(today::of_row(&Row { removed: true, ..row }, &desk.ground()), (Vec::new(), Vec::new()));
}

#[test]
fn answers_are_counted_once_each_with_their_time() {
    let mut desk = Desk::begin();
    desk.agreed(Field::AnswerHours, "8");
    desk.said(Direction::In, "2026-11-02", 9, 0);
    desk.said(Direction::In, "2026-11-02", 10, 0);
    desk.said(Direction::Out, "2026-11-02", 11, 0);
    desk.said(Direction::In, "2026-11-04", 9, 0);
    let all = rhythm::answers(&desk.client);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].given.map(|(_, at)| at.0 - all[0].came.1.0), Some(2 * 3_600_000));
    assert_eq!(all[1].given, None);
    let by = today::answer_by(all[0].came.0, all[0].came.1, Rhythm::of(&desk.client), &desk.ground());
    assert_eq!(zone().civil(by), (day("2026-11-02"), 17 * 60));
}
