//! The trust account: what happened in, points out. Each scenario is told in text, one point a line, the newest first.

#[path = "desk/mod.rs"]
mod desk;

use std::collections::BTreeMap;

use domain::client::{Direction, Move, Note, NoteKind, Stamp};
use domain::command::{Command, Refusal};
use domain::content::{Content, Kind, Line, Quantity, UnitPrice};
use domain::field::{Field, PracticeField};
use domain::find::Spot;
use domain::invoice::{Issue, Issued, Letterhead, Party};
use domain::item::{ActKind, ItemField as F, ItemKind};
use domain::money::Currency;
use domain::row::Row;
use domain::time::Moment;
use domain::today::Ground;
use domain::trust::{self, Event, Evidence, Point, Points, Standing, Way, Weights};
use domain::working::Zone;
use domain::{Id, InvoiceId, IssueId, LineId, MoveId, NoteId, Stage};
use proptest::prelude::*;

use desk::{Desk, day};

/// A Tuesday.
const TODAY: &str = "2026-11-24";
const DAY_MS: i64 = 86_400_000;

fn at(text: &str, hour: i64) -> Moment {
    Moment(day(text).epoch_days() * DAY_MS + (hour - 1) * 3_600_000)
}

impl Desk {
    fn begin() -> Self {
        let mut desk = Self::on(TODAY);
        desk.now.at = at(TODAY, 10);
        desk.stage(Stage::Delivery, "2026-09-01");
        desk
    }

    fn stage(&mut self, to: Stage, on: &str) {
        let turn = u32::try_from(self.client.moves.len()).expect("few");
        let id = MoveId(Id::from_bytes([u8::try_from(turn).expect("few"); 16]));
        let recorded = Stamp { at: at(on, 9), ..Stamp::UNWRITTEN };
        self.client.moves.insert(id, Move { to, on: day(on), why: String::new(), turn, recorded, withdrawn: None });
    }

    fn said(&mut self, direction: Direction, on: &str, hour: i64) {
        let id = NoteId(Id::from_bytes([100 + u8::try_from(self.client.notes.len()).expect("few"); 16]));
        let recorded = Stamp { at: at(on, hour), ..Stamp::UNWRITTEN };
        let (text, direction) = ("words".to_owned(), Some(direction));
        let amendments = BTreeMap::new();
        let note = Note { kind: NoteKind::Email, direction, happened: day(on), text, recorded, batch: None, amendments, removed: None };
        self.client.notes.insert(id, note);
    }

    /// An issued document over so many euros.
    fn paper(&mut self, kind: Kind, number: u8, dated: &str, amount: i64) -> InvoiceId {
        let mut content = Content::blank(kind, Currency::EUR);
        content.lines.push(Line {
            description: "Work".to_owned(),
            quantity: Quantity::new(1.into()).expect("one"),
            price: UnitPrice::new(amount.into()).expect("a price"),
            ..Line::blank(LineId(Id::from_bytes([1; 16])))
        });
        let letterhead = Letterhead {
            number: format!("N-{number}"),
            sender: Party::default(),
            recipient: Party::default(),
            pay_to: String::new(),
            accent: None,
            logo: None,
        };
        let document = Issued::kept(content, letterhead, day(dated), None).expect("a document");
        let id = InvoiceId(Id::from_bytes([number; 16]));
        let issue = Issue { document, recorded: Stamp { at: at(dated, 9), ..Stamp::UNWRITTEN }, sound: true };
        self.client.invoices.entry(id).or_default().issues.insert(IssueId(Id::from_bytes([number; 16])), issue);
        id
    }

    fn ground(&self) -> Ground {
        Ground::of(&self.practice, Zone::new(60, Vec::new()), self.now)
    }

    fn points(&self) -> Vec<Point<Spot>> {
        trust::points(&Evidence::of(&self.client), Row::of(&self.client, 0).rhythm, &self.ground())
    }

    fn told(&self) -> Vec<String> {
        self.points().into_iter().map(|point| format!("{} {}", point.on, point.event.key())).collect()
    }

    fn balance(&self, on: &str) -> i64 {
        trust::balance(&self.points(), &Weights::of(&self.practice), day(on)).0
    }
}

#[test]
fn what_was_owed_by_a_day_is_there_in_time_late_or_overdue() {
    let mut desk = Desk::begin();
    for (title, due, delivered) in [("a", "2026-11-10", "2026-11-10"), ("b", "2026-11-10", "2026-11-12"), ("c", "", "2026-11-13")] {
        let item = desk.must(ItemKind::Deliverable, &[(F::Title, title), (F::Due, due)]);
        desk.act(item, ActKind::Delivered, delivered, "").expect("delivered");
    }
    let open = desk.must(ItemKind::Deliverable, &[(F::Title, "open"), (F::Due, "2026-11-20")]);
    desk.must(ItemKind::Deliverable, &[(F::Title, "today"), (F::Due, TODAY)]);
    assert_eq!(desk.told(), ["2026-11-21 overdue", "2026-11-12 delivered_late", "2026-11-10 delivered_in_time"]);
    // Once it is there, it was late, and not overdue as well; sent back it is not delivered twice.
    desk.act(open, ActKind::Delivered, "2026-11-23", "").expect("delivered");
    desk.act(open, ActKind::SentBack, "2026-11-23", "").expect("sent back");
    desk.act(open, ActKind::Delivered, TODAY, "").expect("delivered again");
    desk.act(open, ActKind::Approved, TODAY, "").expect("approved");
    assert_eq!(desk.told()[..2], ["2026-11-24 approved", "2026-11-23 delivered_late"]);
    // The day after, what was due today is overdue: nobody has to write anything for it.
    desk.now.today = day("2026-11-25");
    assert_eq!(desk.told()[0], "2026-11-25 overdue");
}

#[test]
fn promises_are_kept_late_broken_or_moved_in_good_time() {
    let mut desk = Desk::begin();
    let promise =
        |desk: &mut Desk, side: &str| desk.must(ItemKind::Promise, &[(F::Title, "fonts"), (F::Side, side), (F::Due, "2026-11-10")]);
    for (act, on) in [(ActKind::Kept, "2026-11-09"), (ActKind::Kept, "2026-11-11"), (ActKind::Broken, "2026-11-12")] {
        let item = promise(&mut desk, "ours");
        desk.act(item, act, on, "").expect("an act");
        // What they owe moves no account of ours.
        let theirs = promise(&mut desk, "theirs");
        desk.act(theirs, act, on, "").expect("an act");
    }
    assert_eq!(desk.told(), ["2026-11-12 promise_broken", "2026-11-11 promise_late", "2026-11-09 promise_kept"]);

    let mut desk = Desk::begin();
    let early = promise(&mut desk, "ours");
    desk.act(early, ActKind::Rescheduled, "2026-11-05", "2026-12-10").expect("moved");
    assert_eq!(desk.told(), [""; 0], "nobody said whether they know");
    desk.act(early, ActKind::Told, "2026-11-06", "").expect("told");
    assert_eq!(desk.told(), ["2026-11-06 warned_early"]);
    let late = promise(&mut desk, "ours");
    desk.act(late, ActKind::Renegotiated, "2026-11-12", "2026-12-10").expect("agreed anew");
    let silent = promise(&mut desk, "ours");
    desk.act(silent, ActKind::Rescheduled, "2026-11-04", "2026-12-10").expect("moved");
    desk.act(silent, ActKind::Untold, "2026-11-04", "").expect("to be told");
    assert_eq!(desk.told(), ["2026-11-12 slipped", "2026-11-06 warned_early", "2026-11-04 slipped"]);
}

#[test]
fn what_they_said_counts_and_so_does_what_was_done_about_it() {
    let mut desk = Desk::begin();
    for (score, on) in [("10", "2026-11-20"), ("8", "2026-11-19"), ("9", "2026-11-18"), ("7", "2026-11-17")] {
        desk.must(ItemKind::Feedback, &[(F::Score, score), (F::Title, "Fine"), (F::Day, on)]);
    }
    assert_eq!(desk.told(), ["2026-11-20 praised", "2026-11-18 praised"]);
    let low = desk.must(ItemKind::Feedback, &[(F::Score, "6"), (F::Title, "Slow"), (F::Day, "2026-11-22")]);
    assert_eq!(desk.told()[0], "2026-11-22 let_down");
    desk.act(low, ActKind::Done, TODAY, "").expect("done");
    assert_eq!(desk.told()[..2], ["2026-11-24 acted_on", "2026-11-22 let_down"]);
}

#[test]
fn answers_are_measured_against_what_was_promised() {
    let mut desk = Desk::begin();
    desk.client.fields.insert(Field::AnswerHours, "4".to_owned());
    desk.said(Direction::In, "2026-11-16", 10);
    desk.said(Direction::Out, "2026-11-16", 13);
    desk.said(Direction::In, "2026-11-18", 10);
    desk.said(Direction::Out, "2026-11-19", 10);
    desk.said(Direction::In, "2026-11-23", 9);
    assert_eq!(desk.told(), ["2026-11-23 answered_late", "2026-11-19 answered_late", "2026-11-16 answered_in_time"]);
    // Within a longer promise, the same were in time; the last may still be.
    desk.client.fields.insert(Field::AnswerHours, "16".to_owned());
    assert_eq!(desk.told(), ["2026-11-19 answered_in_time", "2026-11-16 answered_in_time"]);
    let point = desk.points()[0];
    assert_eq!(point.source, Some(Spot::Note(NoteId(Id::from_bytes([103; 16])))), "the answer itself is the entry");
}

#[test]
fn updates_count_from_the_first_that_went_out_and_a_silence_counts_three_times_at_most() {
    let mut desk = Desk::begin();
    desk.client.fields.insert(Field::UpdateEvery, "week".to_owned());
    assert_eq!(desk.told(), [""; 0], "who agreed on a rhythm just now has missed nothing");
    desk.said(Direction::Out, "2026-10-01", 9);
    assert_eq!(desk.told(), ["2026-10-23 update_missed", "2026-10-16 update_missed", "2026-10-09 update_missed", "2026-10-02 update_sent"]);
    desk.said(Direction::Out, "2026-11-19", 9);
    assert_eq!(desk.told()[0], "2026-11-20 update_sent");
    // Nobody is sent updates after the work.
    let mut desk = Desk::begin();
    desk.client.fields.insert(Field::UpdateEvery, "week".to_owned());
    desk.said(Direction::Out, "2026-10-01", 9);
    desk.stage(Stage::Retention, "2026-10-12");
    assert_eq!(desk.told(), ["2026-10-09 update_missed", "2026-10-02 update_sent"]);
}

#[test]
fn invoices_complaints_and_goodwill() {
    let mut desk = Desk::begin();
    let quote = desk.paper(Kind::Quote, 1, "2026-10-01", 1_000);
    let fair = desk.paper(Kind::Invoice, 2, "2026-10-20", 1_000);
    let more = desk.paper(Kind::Invoice, 3, "2026-10-21", 1_200);
    for invoice in [fair, more] {
        desk.client.invoices.get_mut(&invoice).expect("it").from = Some(quote);
    }
    let request = desk.must(ItemKind::Request, &[(F::Title, "Banners"), (F::Day, "2026-10-05"), (F::Hours, "2")]);
    let charged = desk.paper(Kind::Invoice, 4, "2026-10-22", 100);
    desk.act(request, ActKind::Billed, "2026-10-22", &charged.to_string()).expect("billed");
    assert_eq!(desk.told(), ["2026-10-22 invoice_surprise", "2026-10-21 invoice_surprise"]);
    let of = desk.must(ItemKind::Request, &[(F::Title, "Asked"), (F::Day, "2026-10-05"), (F::Hours, "2")]);
    desk.act(of, ActKind::Accepted, "2026-10-06", "").expect("accepted");
    desk.act(of, ActKind::Billed, "2026-10-22", &fair.to_string()).expect("billed");
    let free = desk.must(ItemKind::Request, &[(F::Title, "Free"), (F::Day, "2026-10-05"), (F::Hours, "1")]);
    desk.act(free, ActKind::Waived, "2026-10-23", "").expect("waived");
    let dispute = desk.must(ItemKind::Dispute, &[(F::Detail, "Too much"), (F::Day, "2026-10-25"), (F::Invoice, &more.to_string())]);
    desk.act(dispute, ActKind::Resolved, "2026-10-28", "").expect("resolved");
    let talk = desk.must(ItemKind::Conflict, &[(F::Day, "2026-10-26")]);
    desk.act(talk, ActKind::Given, "2026-10-27", "call").expect("given");
    desk.act(talk, ActKind::Closed, "2026-10-29", "").expect("closed");
    assert_eq!(
        desk.told(),
        [
            "2026-10-29 complaint_resolved",
            "2026-10-28 dispute_resolved",
            "2026-10-27 goodwill",
            "2026-10-26 complaint",
            "2026-10-25 invoice_disputed",
            "2026-10-23 goodwill",
            "2026-10-22 invoice_surprise",
            "2026-10-21 invoice_surprise",
        ]
    );
    assert_eq!(desk.points()[4].source, Some(Spot::Document(more)), "a dispute is opened with its invoice");
}

#[test]
fn a_point_weighs_half_after_a_half_life_and_goes_there_on_a_straight_line() {
    let weights = Weights::default();
    let on = day("2026-01-01");
    let worth = |days: i64| weights.worth(Event::DeliveredLate, on, on.plus_days(days)).0;
    for (days, hundredths) in [(-1, 0), (0, -600), (45, -450), (90, -300), (135, -225), (180, -150), (360, -38), (9_000, 0)] {
        assert_eq!(worth(days), hundredths, "after {days} days");
    }
}

#[test]
fn the_table_keeps_what_differs_and_refuses_what_it_does_not_know() {
    let mut desk = Desk::begin();
    let item = desk.must(ItemKind::Promise, &[(F::Title, "fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    desk.act(item, ActKind::Kept, "2026-11-20", "").expect("kept");
    assert_eq!(desk.balance("2026-11-20"), 300);
    let set = |desk: &mut Desk, text: &str| {
        desk.ask(Command::SetPractice { changes: vec![(PracticeField::TrustWeights, text.to_owned())] }).map(|decision| decision.undo)
    };
    let undo = set(&mut desk, "promise_kept 8\nhalf_life 30\ngoodwill 4").expect("a table");
    assert_eq!(desk.practice.get(PracticeField::TrustWeights), "half_life 30\npromise_kept 8", "what is usual is not kept");
    assert_eq!((desk.balance("2026-11-20"), desk.balance("2026-12-20")), (800, 400));
    for wrong in ["promise_kept 101", "half_life 0", "half_life 4000", "nothing 1", "promise_kept", "promise_kept 1.5"] {
        assert_eq!(set(&mut desk, wrong), Err(Refusal::PracticeInvalid { field: PracticeField::TrustWeights }), "{wrong}");
    }
    desk.ask(undo.expect("a way back")).expect("taken back");
    assert_eq!(desk.balance("2026-11-20"), 300);
    // Reading never fails: what another version wrote is as usual.
    assert_eq!(Weights::read("half_life never\nunheard_of 4\npromise_kept 5").kept(), "promise_kept 5");
}

#[test]
fn an_account_falls_when_the_last_days_took_more_than_they_gave() {
    let mut desk = Desk::begin();
    let way = |desk: &Desk| Standing::of(&desk.points(), &Weights::default(), desk.now.today).way();
    let old = desk.must(ItemKind::Deliverable, &[(F::Title, "old"), (F::Due, "2026-09-10")]);
    desk.act(old, ActKind::Delivered, "2026-09-10", "").expect("delivered");
    assert_eq!(way(&desk), Way::Steady, "what fades by itself does not fall");
    desk.must(ItemKind::Promise, &[(F::Title, "fonts"), (F::Side, "ours"), (F::Due, "2026-11-20")]);
    assert_eq!(way(&desk), Way::Falling);
    let made_good = desk.must(ItemKind::Deliverable, &[(F::Title, "new"), (F::Due, TODAY)]);
    desk.act(made_good, ActKind::Delivered, TODAY, "").expect("delivered");
    assert_eq!(way(&desk), Way::Steady);
    desk.act(made_good, ActKind::Approved, TODAY, "").expect("approved");
    assert_eq!(way(&desk), Way::Rising);
}

#[test]
fn the_line_is_the_balance_of_each_of_its_days() {
    let mut desk = Desk::begin();
    let item = desk.must(ItemKind::Deliverable, &[(F::Title, "one"), (F::Due, "2026-11-10")]);
    desk.act(item, ActKind::Delivered, "2026-11-09", "").expect("delivered");
    let line = trust::line(&desk.points(), &Weights::default(), day(TODAY), 7, 4);
    let told: Vec<String> = line.iter().map(|(on, points)| format!("{on} {}", points.0)).collect();
    assert_eq!(told, ["2026-11-03 0", "2026-11-10 497", "2026-11-17 478", "2026-11-24 458"]);
}

fn events() -> impl Strategy<Value = Event> {
    prop::sample::select(Event::ALL)
}

prop_compose! {
    fn some_points()(all in prop::collection::vec((0_i64..900, events()), 0..40)) -> Vec<Point<u8>> {
        let one = |(age, event): (i64, Event)| Point { on: day(TODAY).plus_days(-age), event, source: None };
        all.into_iter().map(one).collect()
    }
}

proptest! {
    #[test]
    fn a_balance_is_the_sum_of_what_is_shown_in_whatever_order(points in some_points(), half_life in 1_u32..400, turned in any::<bool>()) {
        let weights = Weights::read(&format!("half_life {half_life}"));
        let today = day(TODAY);
        let shown: i64 = points.iter().map(|point| weights.worth(point.event, point.on, today).0).sum();
        let mut points = points;
        if turned { points.reverse() } else { points.sort_by_key(|point| (point.event, point.on)) }
        prop_assert_eq!(trust::balance(&points, &weights, today), Points(shown));
        let standing = Standing::of(&points, &weights, today);
        prop_assert_eq!(standing.balance, Points(shown));
        let old: i64 = points.iter().filter(|point| point.on.days_until(today) >= trust::TREND_DAYS).map(|point| weights.worth(point.event, point.on, today).0).sum();
        prop_assert_eq!(standing.lately.0 + old, shown);
    }

    #[test]
    fn a_point_never_grows_and_never_turns(event in events(), age in 0_i64..3_000, half_life in 1_u32..400) {
        let weights = Weights::read(&format!("half_life {half_life}"));
        let on = day("2020-01-01");
        let (now, later) = (weights.worth(event, on, on.plus_days(age)).0, weights.worth(event, on, on.plus_days(age + 1)).0);
        prop_assert!(later.abs() <= now.abs());
        prop_assert!(now * later >= 0 && now.signum() * i64::from(weights.weight(event)).signum() >= 0);
    }

    /// What lists show of a client is what its page shows, whatever happened.
    #[test]
    fn a_row_comes_to_the_same_balance_as_the_record(words in prop::collection::vec((0_i64..300, any::<bool>(), 8_i64..18), 0..30), dues in prop::collection::vec((-20_i64..200, 0_i64..200, 0..4_u8), 0..12)) {
        let mut desk = Desk::begin();
        desk.client.fields.insert(Field::UpdateEvery, "week".to_owned());
        for (age, theirs, hour) in words {
            let direction = if theirs { Direction::In } else { Direction::Out };
            desk.said(direction, &day(TODAY).plus_days(-age).to_string(), hour);
        }
        for (due, on, what) in dues {
            let fields = [(F::Title, "it"), (F::Side, "ours"), (F::Due, &*day(TODAY).plus_days(-due).to_string())];
            let kind = if what % 2 == 0 { ItemKind::Promise } else { ItemKind::Deliverable };
            let fields = if kind == ItemKind::Promise { &fields[..] } else { &fields[..1] };
            let item = desk.must(kind, fields);
            let act = match (kind, what) { (ItemKind::Promise, 0) => ActKind::Kept, (ItemKind::Promise, _) => ActKind::Broken, _ => ActKind::Delivered };
            desk.act(item, act, &day(TODAY).plus_days(-on).to_string(), "").expect("an act");
        }
        let row = Row::of(&desk.client, 0);
        let of_row = trust::points(&row.trust, row.rhythm, &desk.ground());
        let weights = Weights::default();
        prop_assert_eq!(Standing::of(&of_row, &weights, day(TODAY)), Standing::of(&desk.points(), &weights, day(TODAY)));
    }
}
