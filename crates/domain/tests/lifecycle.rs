//! Working days, checklists and the time clients spend in a stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::checklist::{After, Planned, progress, runs};
use domain::client::{Client, Move, Stamp};
use domain::item::{Act, ActKind, Item, ItemField as F, ItemKind, List};
use domain::lifecycle::{Check, Dwell, Open, Scope, dwell, open_duties, stays};
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::time::{Day, Moment, Weekday};
use domain::working::{Calendar, Week};
use domain::{ActId, AuthorId, ClientId, Id, ItemId, MoveId, Stage};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn id(at: u8) -> Id {
    Id::from_bytes([at; 16])
}

fn stamp(at: i64) -> Stamp {
    Stamp { at: Moment(at), by: AuthorId(id(1)) }
}

fn client(at: u8, path: &[(Stage, &str)]) -> Client {
    let mut client = Client::new(ClientId(id(at)));
    for (turn, (to, on)) in path.iter().enumerate() {
        let one = Move { to: *to, on: day(on), why: String::new(), turn: turn as u32, recorded: stamp(turn as i64), withdrawn: None };
        client.moves.insert(MoveId(id(turn as u8)), one);
    }
    client
}

fn item(kind: ItemKind, fields: &[(F, &str)]) -> Item {
    let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
    Item { kind, fields, acts: BTreeMap::new(), recorded: stamp(5), batch: None, removed: None }
}

fn step(title: &str, start: &str, place: &str) -> Item {
    let fields = [(F::Title, title), (F::List, "onboarding"), (F::Start, start), (F::Place, place), (F::Due, start), (F::From, title)];
    item(ItemKind::Step, &fields)
}

fn settle(item: &mut Item, kind: ActKind) {
    let act = Act { kind, on: day("2026-11-22"), why: String::new(), value: String::new(), turn: 0, recorded: stamp(9), withdrawn: None };
    item.acts.insert(ActId(id(1)), act);
}

#[test]
fn working_days_pass_over_weekends_years_and_holidays() {
    for (from, days, holidays, to) in [
        ("2026-11-20", 0, &[][..], "2026-11-20"),
        ("2026-11-20", 1, &[], "2026-11-23"),
        ("2026-11-21", 0, &[], "2026-11-23"),
        ("2026-11-22", 1, &[], "2026-11-24"),
        ("2026-12-31", 1, &[], "2027-01-01"),
        ("2026-12-31", 1, &["2027-01-01"], "2027-01-04"),
        ("2026-12-24", 2, &["2026-12-25", "2026-12-28", "2027-01-01"], "2026-12-30"),
        ("2026-11-20", 10, &[], "2026-12-04"),
    ] {
        let holidays: Vec<Day> = holidays.iter().map(|one| day(one)).collect();
        let calendar = Calendar { week: Week::default(), holidays };
        assert_eq!(calendar.plus_days(day(from), days), day(to), "{from} + {days}");
    }
}

proptest! {
    #[test]
    fn a_working_day_is_never_on_a_weekend_or_a_holiday(
        from in 0i64..400_000, days in 0u32..60, free in prop::collection::vec(0i64..90, 0..8),
    ) {
        let from = Day::FIRST.plus_days(from);
        let holidays: Vec<Day> = free.into_iter().map(|days| from.plus_days(days)).collect();
        let calendar = Calendar { week: Week::default(), holidays };
        let to = calendar.plus_days(from, days);
        prop_assert!(!matches!(to.weekday(), Weekday::Sat | Weekday::Sun));
        prop_assert!(calendar.is_working(to));
        let passed = (1..=from.days_until(to)).filter(|days| calendar.is_working(from.plus_days(*days))).count();
        prop_assert_eq!(passed as u32, days + u32::from(!calendar.is_working(from)));
    }

    #[test]
    fn the_end_of_the_calendar_is_reached_and_not_passed(before in 0i64..20, days in any::<u32>()) {
        prop_assert!(Calendar::default().plus_days(Day::LAST.plus_days(-before), days) <= Day::LAST);
    }
}

#[test]
fn a_month_on_is_the_last_day_of_a_shorter_month() {
    assert_eq!(After::Months(1).due(day("2027-01-31"), &Calendar::default()), day("2027-02-28"));
    assert_eq!(After::WorkingDays(2).due(day("2026-11-20"), &Calendar::default()), day("2026-11-24"));
}

#[test]
fn a_checklist_is_the_steps_of_one_day_in_their_places() {
    let mut client = client(1, &[(Stage::Onboarding, "2026-11-01")]);
    client.items.insert(ItemId(id(1)), step("Second", "2026-11-02", "1"));
    client.items.insert(ItemId(id(2)), step("First", "2026-11-02", "0"));
    client.items.insert(ItemId(id(3)), step("Of last year", "2025-11-02", "0"));
    let all = runs(&client.items, List::Onboarding);
    let titles: Vec<Vec<&str>> = all.iter().map(|run| run.steps.iter().map(|(_, step)| step.title()).collect()).collect();
    assert_eq!(titles, [vec!["First", "Second"], vec!["Of last year"]]);
    settle(client.items.get_mut(&ItemId(id(2))).expect("a step"), ActKind::Waived);
    let shown = progress(&client).expect("a checklist");
    assert_eq!((shown.list, shown.done, shown.all, shown.due), (List::Onboarding, 1, 2, Some(day("2026-11-02"))));
    let planned = |key: &str| Planned {
        key: key.to_owned(),
        title: key.to_owned(),
        detail: String::new(),
        owner: String::new(),
        after: After::WorkingDays(0),
    };
    let lacks = runs(&client.items, List::Onboarding)[0].lacks(&[planned("First"), planned("Third")]);
    assert_eq!(lacks, [planned("Third")]);
}

#[test]
fn dwell_is_the_median_of_the_stays_that_ended() {
    let paths: [&[(Stage, &str)]; 3] = [
        &[
            (Stage::Attraction, "2026-01-01"),
            (Stage::Delivery, "2026-01-11"),
            (Stage::Attraction, "2026-02-01"),
            (Stage::Retention, "2026-02-02"),
        ],
        &[(Stage::Attraction, "2026-01-01"), (Stage::Delivery, "2026-01-04")],
        &[(Stage::Attraction, "2026-01-01")],
    ];
    let clients: Vec<Client> = paths.iter().enumerate().map(|(at, path)| client(at as u8 + 1, path)).collect();
    assert_eq!(stays(&clients[0]), [(Stage::Attraction, 10), (Stage::Delivery, 21), (Stage::Attraction, 1)]);
    let mut rows = Rows::new();
    for one in &clients[..2] {
        rows.insert(one.id, Arc::new(Row::of(one, 0)));
    }
    assert_eq!(dwell(&rows)[0], Dwell { days: Some(3), stays: 3, clients: 2 });
    assert_eq!(dwell(&rows)[2], Dwell { days: Some(21), stays: 1, clients: 1 });
    assert_eq!(dwell(&rows)[4], Dwell { days: None, stays: 0, clients: 0 });
}

#[test]
fn of_two_middle_stays_the_half_counts_up() {
    let clients = [
        client(1, &[(Stage::Attraction, "2026-01-01"), (Stage::Delivery, "2026-01-04")]),
        client(2, &[(Stage::Attraction, "2026-01-01"), (Stage::Delivery, "2026-01-07")]),
    ];
    let rows: Rows = domain::order::gather(clients.iter().map(|one| (one.id, Arc::new(Row::of(one, 0)))));
    assert_eq!(dwell(&rows)[0].days, Some(5));
}

#[test]
fn the_record_shows_which_duties_are_open() {
    let mut practice = Practice::default();
    let mut client = client(1, &[(Stage::Onboarding, "2026-11-01")]);
    assert_eq!(open_duties(&practice, &client), [], "a checklist that was never begun asks for nothing");
    client.items.insert(ItemId(id(1)), step("Deposit", "2026-11-02", "0"));
    assert_eq!(open_duties(&practice, &client), [Open::Step("Deposit".to_owned())]);
    settle(client.items.get_mut(&ItemId(id(1))).expect("a step"), ActKind::Done);
    assert_eq!(open_duties(&practice, &client), []);

    let duty = |key: &str, title: &str| {
        let fields = [(F::List, "duty"), (F::Stage, "onboarding"), (F::Place, "0"), (F::Title, title), (F::From, key), (F::Version, "1")];
        item(ItemKind::Template, &fields)
    };
    practice.items.insert(ItemId(id(7)), duty("call", "Call once"));
    assert_eq!(practice.duties(Stage::Onboarding).len(), 1, "what the practice says takes the place of what is usual");
    assert_eq!(open_duties(&practice, &client), [Open::Duty("Call once".to_owned())]);
    let mut done = item(ItemKind::Step, &[(F::Title, "Call once"), (F::List, "duty"), (F::From, "call")]);
    settle(&mut done, ActKind::Done);
    client.items.insert(ItemId(id(8)), done);
    assert_eq!(open_duties(&practice, &client), []);
}

#[test]
fn of_two_devices_that_began_a_template_apart_each_step_stands_once() {
    let mut practice = Practice::default();
    let step = |title: &str, version: &str| {
        item(
            ItemKind::Template,
            &[(F::List, "onboarding"), (F::Title, title), (F::From, "welcome"), (F::Place, "0"), (F::Version, version)],
        )
    };
    practice.items.insert(ItemId(id(1)), step("Say hello", "2"));
    practice.items.insert(ItemId(id(2)), step("Welcome", "1"));
    let template = practice.template(Scope::List(List::Onboarding)).expect("a template");
    assert_eq!(template.iter().map(|step| step.title.as_str()).collect::<Vec<_>>(), ["Say hello"]);
    assert_eq!(practice.template_version(Scope::List(List::Onboarding)), 2);
    assert_eq!(practice.template(Scope::List(List::Offboarding)), None);
    assert_eq!(practice.leaks(), 24);
    for check in Check::ALL {
        assert_eq!(Check::from_key(check.key()), Some(check));
    }
}
