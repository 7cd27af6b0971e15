//! The calendar: what has a day, which days collide, and how much is planned on one. What is found is told in text, a line a thing.

#[path = "desk/mod.rs"]
mod desk;

use std::sync::Arc;

use domain::agenda::{self, Block, Load, Planned, Span, What};
use domain::command::{Command, Refusal};
use domain::decide::Way;
use domain::field::{Field, PracticeField};
use domain::invoice::Standing;
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::{Currency, Money};
use domain::row::{InvoiceRow, Row, Rows};
use domain::time::Moment;
use domain::today::Ground;
use domain::working::{Hours, Zone};
use domain::{ClientId, Id, InvoiceId, ItemId};

use desk::{Desk, day};

/// A Tuesday.
const TODAY: &str = "2026-11-24";
const HOUR_MS: i64 = 3_600_000;

fn client(number: u8) -> ClientId {
    ClientId(Id::from_bytes([number; 16]))
}

/// The desk's client as another one.
fn row(desk: &Desk, number: u8) -> Arc<Row> {
    let mut row = Row::of(&desk.client, 0);
    row.id = client(number);
    Arc::new(row)
}

fn rows(all: impl IntoIterator<Item = Arc<Row>>) -> Rows {
    all.into_iter().map(|row| (row.id, row)).collect()
}

fn span(from: &str, to: &str) -> Span {
    Span::new(day(from), day(to))
}

fn told(desk: &Desk, zone: Zone, span: Span) -> Vec<String> {
    let ground = Ground::of(&desk.practice, zone, desk.now);
    let all = agenda::entries(&rows([Arc::new(Row::of(&desk.client, 0))]), span, &ground);
    let what = |what| match what {
        What::Todo(todo) => format!("{:?} {}", todo.task, todo.title),
        What::Answer => "answer".to_owned(),
        What::Next { step } => format!("next {step}"),
        What::Pay { number, open, .. } => format!("pay {number} {}", open.amount()),
        What::Offer { number, .. } => format!("offer {number}"),
        What::Contract => "contract".to_owned(),
        What::Bill => "bill".to_owned(),
        What::Update => "update".to_owned(),
    };
    all.into_iter().map(|entry| format!("{} {}", entry.on, what(entry.what))).collect()
}

#[test]
fn everything_that_has_a_day_stands_on_it_and_what_matters_most_comes_first() {
    let mut desk = Desk::on(TODAY);
    let set = |desk: &mut Desk, field, text: &str| desk.client.fields.insert(field, text.to_owned());
    set(&mut desk, Field::NextStep, "Call about the logo");
    set(&mut desk, Field::NextDay, "2026-11-27");
    set(&mut desk, Field::ContractEnd, "2026-11-30");
    desk.must(ItemKind::Promise, &[(F::Title, "Texts"), (F::Side, "theirs"), (F::Due, "2026-11-27")]);
    desk.must(ItemKind::Promise, &[(F::Title, "Fonts"), (F::Side, "ours"), (F::Due, "2026-11-27")]);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Launch"), (F::Due, "2026-11-27")]);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Too late for this"), (F::Due, "2026-12-01")]);
    let done = desk.must(ItemKind::Deliverable, &[(F::Title, "Draft"), (F::Due, "2026-11-26")]);
    desk.act(done, ActKind::Delivered, TODAY, "").expect("delivered");
    let site = desk.must(ItemKind::Engagement, &[(F::Title, "Site"), (F::End, "2026-11-28")]);
    let all = |desk: &Desk| told(desk, Zone::default(), span("2026-11-23", "2026-11-30"));
    assert_eq!(
        all(&desk),
        [
            "2026-11-27 Deliverable Launch",
            "2026-11-27 OurPromise Fonts",
            "2026-11-27 next Call about the logo",
            "2026-11-27 TheirPromise Texts",
            "2026-11-28 End Site",
            "2026-11-30 contract",
        ]
    );
    desk.act(site, ActKind::Closed, TODAY, "").expect("closed");
    assert!(!all(&desk).iter().any(|line| line.contains("Site")), "what is over has no end to come");
}

#[test]
fn money_has_its_days_while_it_is_waited_for() {
    let desk = Desk::on(TODAY);
    let euros = |text: &str| Money::exact(text.parse().expect(text), Currency::EUR).expect("an amount");
    let paper = |number: &str, kind, standing, due: Option<&str>, until: Option<&str>| InvoiceRow {
        id: InvoiceId(Id::from_bytes([number.len().to_le_bytes()[0]; 16])),
        kind,
        number: Some(number.to_owned()),
        about: String::new(),
        dated: Some(day(TODAY)),
        due: due.map(day),
        until: until.map(day),
        total: euros("100"),
        paid: euros("0"),
        moves: Vec::new(),
        open: euros("100"),
        standing,
        origin: domain::client::Origin::Typed,
        disputed: euros("0"),
        disputes: Vec::new(),
        bookings: Vec::new(),
    };
    use domain::content::Kind;
    let mut row = Row::of(&desk.client, 0);
    row.invoices = vec![
        paper("INV-1", Kind::Invoice, Standing::Open, Some("2027-03-31"), None),
        paper("INV-02", Kind::Invoice, Standing::Paid, Some("2027-03-31"), None),
        paper("Q-1", Kind::Quote, Standing::Given, None, Some("2027-03-30")),
        paper("Q-02", Kind::Quote, Standing::Draft, None, Some("2027-03-30")),
    ];
    row.recurring = vec![day("2027-04-01"), day("2027-05-01")];
    let ground = Ground::of(&desk.practice, Zone::default(), desk.now);
    let all = agenda::entries(&rows([Arc::new(row)]), span("2027-03-01", "2027-04-30"), &ground);
    let days: Vec<_> = all.iter().map(|entry| (entry.on.to_string(), matches!(entry.what, What::Pay { .. }))).collect();
    assert_eq!(days, [("2027-03-30".to_owned(), false), ("2027-03-31".to_owned(), true), ("2027-04-01".to_owned(), false)]);
}

#[test]
fn the_last_of_march_is_the_last_of_march_in_every_zone() {
    let mut desk = Desk::on(TODAY);
    desk.must(ItemKind::Deliverable, &[(F::Title, "Report"), (F::Due, "2027-03-31")]);
    for minutes in [-480, 0, 345, 780] {
        let zone = Zone::new(minutes, Vec::new());
        assert_eq!(told(&desk, zone, span("2027-03-01", "2027-04-30")), ["2027-03-31 Deliverable Report"], "{minutes}");
    }
}

#[test]
fn updates_stand_on_the_days_on_which_they_will_go_out() {
    let mut desk = Desk::on(TODAY);
    desk.client.fields.insert(Field::UpdateEvery, "week".to_owned());
    desk.client.fields.insert(Field::UpdateDay, "fri".to_owned());
    desk.ask(Command::AddHoliday { day: day("2026-12-25"), name: "Christmas".to_owned() }).expect("a holiday");
    let ground = Ground::of(&desk.practice, Zone::default(), desk.now);
    let mut row = Row::of(&desk.client, 0);
    row.stage = domain::Stage::Delivery;
    let days = |row: &Row| -> Vec<String> {
        let all = agenda::of_row(row, span("2026-11-01", "2026-12-31"), &ground);
        all.into_iter().map(|entry| entry.on.to_string()).collect()
    };
    // From today on; on the working day before where the Friday is none.
    assert_eq!(days(&row), ["2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-24"]);
    row.stage = domain::Stage::Retention;
    assert_eq!(days(&row), [""; 0]);
}

#[test]
fn two_launches_on_one_tuesday_collide_and_both_are_named() {
    let mut one = Desk::on(TODAY);
    one.must(ItemKind::Deliverable, &[(F::Title, "Launch"), (F::Due, "2026-12-01")]);
    one.must(ItemKind::Deliverable, &[(F::Title, "Second thing of the same client"), (F::Due, "2026-12-01")]);
    let mut two = Desk::on(TODAY);
    let launch = two.must(ItemKind::Deliverable, &[(F::Title, "Site live"), (F::Due, "2026-12-02")]);
    let mut three = Desk::on(TODAY);
    three.must(ItemKind::Promise, &[(F::Title, "A promise"), (F::Side, "ours"), (F::Due, "2026-12-01")]);
    let found = |two: &Desk| agenda::collisions(&rows([row(&one, 1), row(two, 2), row(&three, 3)]), span(TODAY, "2026-12-31"));
    assert_eq!(found(&two), []);
    two.act(launch, ActKind::Rescheduled, TODAY, "2026-12-01").expect("moved");
    let named = vec![(client(1), "Launch".to_owned()), (client(2), "Site live".to_owned())];
    assert_eq!(found(&two), [agenda::Collision { on: day("2026-12-01"), with: named }]);
    assert_eq!(agenda::collisions(&rows([row(&one, 1)]), span(TODAY, "2026-12-31")), [], "one client is no collision");
    // Said while the day is chosen, too.
    let beside = |on: &str, of: u8| agenda::beside(&rows([row(&one, 1), row(&two, 2), row(&three, 3)]), day(on), client(of));
    assert_eq!(beside("2026-12-01", 1), [(client(2), "Site live".to_owned())]);
    assert_eq!(beside("2026-12-01", 3).len(), 3);
    assert_eq!(beside("2026-12-02", 1), []);
}

impl Desk {
    fn block(&mut self, title: &str, on: &str, between: &str) -> Result<ItemId, Refusal> {
        self.add(ItemKind::Block, &[(F::Title, title), (F::Day, on), (F::Between, between)])
    }

    fn own(&mut self, item: Option<ItemId>, changes: &[(F, &str)], gone: bool) -> Result<domain::decide::Decision, Refusal> {
        let changes = changes.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        self.ask(Command::SaveWays { ways: vec![Way { item, kind: ItemKind::Block, changes, gone }] })
    }

    fn planned(&self) -> Vec<Planned> {
        agenda::planned(&self.practice, &rows([Arc::new(Row::of(&self.client, 0))]), span("2026-01-01", "2027-12-31"))
    }

    fn lines(&self) -> Vec<String> {
        let line = |Planned { client, block: Block { on, hours, title, .. } }| {
            format!("{on} {hours} {title}{}", if client.is_some() { " for them" } else { "" })
        };
        self.planned().into_iter().map(line).collect()
    }
}

#[test]
fn six_hours_there_and_nine_planned_are_three_too_many() {
    let mut desk = Desk::on(TODAY);
    desk.practice.fields.insert(PracticeField::Capacity, "6".to_owned());
    desk.block("Draft", "2026-11-25", "08:00-13:00").expect("a block");
    desk.own(None, &[(F::Title, "Accounts"), (F::Day, "2026-11-25"), (F::Between, "13:00-17:00")], false).expect("a block");
    desk.block("Draft", "2026-11-26", "09:00-15:00").expect("a block");
    desk.block("Draft", "2026-11-28", "10:00-11:30").expect("a block, on a Saturday");
    let loads = |desk: &Desk| agenda::loads(&desk.planned(), &desk.practice);
    let minutes = |on: &str, desk: &Desk| loads(desk)[&day(on)].over();
    assert_eq!(loads(&desk)[&day("2026-11-25")], Load { planned: 9 * 60, room: 6 * 60 });
    assert_eq!(minutes("2026-11-25", &desk), Some(3 * 60));
    assert_eq!(minutes("2026-11-26", &desk), None, "as much as there is room for is not too much");
    assert_eq!(minutes("2026-11-28", &desk), Some(90), "nobody works on a Saturday");
    // Where nothing was said, a day has room for the hours in which it is worked.
    desk.practice.fields.remove(&PracticeField::Capacity);
    assert_eq!(minutes("2026-11-25", &desk), Some(60));
    desk.ask(Command::AddHoliday { day: day("2026-11-26"), name: String::new() }).expect("a holiday");
    assert_eq!(minutes("2026-11-26", &desk), Some(6 * 60));
}

#[test]
fn a_block_is_given_to_a_client_or_to_ones_own_work_and_stays_the_same() {
    let mut desk = Desk::on(TODAY);
    let them = desk.client.id;
    let draft = desk.block("Draft", "2026-11-25", "14:00-16:00").expect("a block");
    let give = |from, to, changes| Command::GiveBlock { from, item: draft, to, changes };
    assert_eq!(desk.ask(give(Some(them), Some(them), Vec::new())), Err(Refusal::NoSuchItem), "it is theirs already");
    let hours = vec![(F::Between, "09:00-10:00".to_owned())];
    let back = desk.ask(give(Some(them), None, hours)).expect("given").undo.expect("a way back");
    assert_eq!(desk.lines(), ["2026-11-25 09:00-10:00 Draft"], "it stands once");
    assert_eq!(desk.planned()[0].block.item, draft);
    assert_eq!(desk.ask(give(Some(them), None, Vec::new())), Err(Refusal::NoSuchItem), "it is not theirs any more");
    let again = desk.ask(back).expect("taken back").undo.expect("a way back");
    assert_eq!(desk.lines(), ["2026-11-25 14:00-16:00 Draft for them"]);
    desk.ask(again).expect("given again");
    assert_eq!(desk.lines(), ["2026-11-25 09:00-10:00 Draft"]);
    let wrong = vec![(F::Between, "16:00-14:00".to_owned())];
    assert_eq!(desk.ask(give(None, Some(them), wrong)), Err(Refusal::ItemInvalid { field: F::Between }));
    assert_eq!(desk.lines().len(), 1, "what is refused changes nothing");
}

#[test]
fn a_block_is_made_moved_and_removed_and_each_can_be_taken_back() {
    let mut desk = Desk::on(TODAY);
    let draft = desk.block("Draft", "2026-11-25", "14:00-16:00").expect("a block");
    let made = desk.own(None, &[(F::Title, "Accounts"), (F::Day, "2026-11-25"), (F::Between, "9:00-10:00")], false).expect("a block");
    assert_eq!(desk.lines(), ["2026-11-25 09:00-10:00 Accounts", "2026-11-25 14:00-16:00 Draft for them"]);
    let moved = Command::SetItem {
        client: desk.client.id,
        item: draft,
        changes: vec![(F::Day, "2026-11-26".to_owned()), (F::Between, "08:30-10:30".to_owned())],
    };
    let back = desk.ask(moved).expect("moved").undo.expect("a way back");
    assert_eq!(desk.lines()[1], "2026-11-26 08:30-10:30 Draft for them");
    desk.ask(back).expect("taken back");
    assert_eq!(desk.lines()[1], "2026-11-25 14:00-16:00 Draft for them");
    desk.ask(made.undo.expect("a way back")).expect("taken back");
    assert_eq!(desk.lines().len(), 1);
    let gone = desk.ask(Command::RemoveItem { client: desk.client.id, item: draft, gone: true }).expect("removed");
    assert_eq!(desk.lines(), [""; 0]);
    desk.ask(gone.undo.expect("a way back")).expect("taken back");
    assert_eq!(desk.lines().len(), 1);
    for wrong in ["16:00-14:00", "14:00-14:00", "14:00", "14:00-25:00", "2 to 4"] {
        assert_eq!(desk.block("Draft", "2026-11-25", wrong), Err(Refusal::ItemInvalid { field: F::Between }), "{wrong}");
    }
    assert_eq!(desk.add(ItemKind::Block, &[(F::Day, TODAY)]), Err(Refusal::ItemMissing { field: F::Between }));
}

#[test]
fn two_to_four_stays_two_to_four_when_the_clocks_change() {
    let utc = |text: &str, hour: i64| Moment(day(text).epoch_days() * 24 * HOUR_MS + hour * HOUR_MS);
    let berlin = Zone::new(60, vec![(utc("2027-03-28", 1), 120), (utc("2027-10-31", 1), 60)]);
    let new_york = Zone::new(-300, vec![(utc("2027-03-14", 7), -240), (utc("2027-11-07", 6), -300)]);
    let mut desk = Desk::on("2027-03-01");
    // What the clock on the wall says is what is kept; the instants behind it move.
    for (zone, before, after) in [(berlin, "2027-03-27", "2027-03-28"), (new_york, "2027-03-13", "2027-03-14")] {
        let mut begins = Vec::new();
        for on in [before, after] {
            desk.block("Draft", on, "14:00-16:00").expect("a block");
            let hours = desk.planned().into_iter().find(|one| one.block.on == day(on)).expect("it is there").block.hours;
            assert_eq!((hours.to_string(), hours.minutes()), ("14:00-16:00".to_owned(), 120));
            let (begin, end) = (zone.instant(day(on), hours.from()), zone.instant(day(on), hours.to()));
            assert_eq!(end.0 - begin.0, 2 * HOUR_MS);
            assert_eq!(zone.civil(begin), (day(on), 14 * 60));
            begins.push(begin.0);
        }
        assert_eq!(begins[1] - begins[0], 23 * HOUR_MS, "the night is an hour shorter");
    }
}

#[test]
fn a_month_is_whole_weeks_and_a_week_begins_on_monday() {
    let month = Span::month(day("2026-11-24"));
    assert_eq!((month.from(), month.to(), month.days().count()), (day("2026-10-26"), day("2026-12-06"), 42));
    let short = Span::month(day("2027-02-10"));
    assert_eq!((short.from(), short.to(), short.days().count()), (day("2027-02-01"), day("2027-02-28"), 28));
    let week = Span::week(day("2026-11-29"));
    assert_eq!((week.from(), week.to()), (day("2026-11-23"), day("2026-11-29")));
    assert_eq!(Hours::parse("14:00-16:00").map(Hours::minutes), Some(120));
}

#[test]
fn the_holidays_of_a_year_come_at_once_and_go_at_once() {
    let mut desk = Desk::on(TODAY);
    desk.ask(Command::AddHoliday { day: day("2026-12-25"), name: "Ours".to_owned() }).expect("a holiday");
    let days = ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-01"].map(|on| (day(on), "Theirs".to_owned())).to_vec();
    let all = |desk: &Desk| -> Vec<String> {
        desk.practice.holidays().into_iter().map(|(_, one)| format!("{} {}", one.get(F::Day), one.title())).collect()
    };
    let undo = desk.ask(Command::AddHolidays { days: days.clone() }).expect("added").undo.expect("a way back");
    assert_eq!(all(&desk), ["2026-12-25 Ours", "2026-12-26 Theirs", "2027-01-01 Theirs"]);
    assert!(desk.ask(Command::AddHolidays { days }).expect("nothing to do").facts.is_empty());
    let redo = desk.ask(undo).expect("taken back").undo.expect("a way back");
    assert_eq!(all(&desk), ["2026-12-25 Ours"]);
    desk.ask(redo).expect("done again");
    assert_eq!(all(&desk).len(), 3);
}
