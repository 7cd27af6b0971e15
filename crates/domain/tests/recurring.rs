//! What is billed again and again: periods, pauses, prices, parts of periods, included hours, ends.

mod desk;

use domain::command::{Command, Done, Refusal};
use domain::content::Content;
use domain::decide::RecurWish;
use domain::field::PracticeField;
use domain::item::{ItemField as F, ItemKind};
use domain::recurring::{self, Every, Hours, Pool, Rule, Unit, Wording, ledger};
use domain::row::{Owed, Row};
use domain::time::Day;
use domain::{ItemId, scope};
use proptest::prelude::*;
use rust_decimal::Decimal;

use desk::{Desk, day};

const CARE: &[(F, &str)] = &[(F::Title, "Website care"), (F::Currency, "EUR"), (F::Every, "1 month")];

fn arranged(today: &str, more: &[(F, &str)]) -> (Desk, ItemId) {
    let mut desk = Desk::on(today);
    let mut fields = CARE.to_vec();
    if !more.iter().any(|(field, _)| *field == F::Price) {
        fields.push((F::Price, "310"));
    }
    fields.retain(|(field, _)| !more.iter().any(|(other, _)| other == field));
    fields.extend(more);
    let item = desk.must(ItemKind::Recurring, &fields);
    (desk, item)
}

fn wording() -> Wording {
    Wording { hour: "hour".to_owned(), beyond: "Hours beyond".to_owned() }
}

fn draft(desk: &mut Desk) -> usize {
    let client = desk.client.id;
    match desk.ask(Command::Recur { client, wish: RecurWish::Draft { wording: wording() } }).expect("drafts").done {
        Done::RecurringDrafted { drafts, .. } => drafts,
        Done::Nothing => 0,
        other => panic!("{other:?}"),
    }
}

fn ask(desk: &mut Desk, wish: RecurWish) -> Result<(), Refusal> {
    let client = desk.client.id;
    desk.ask(Command::Recur { client, wish }).map(|_| ())
}

fn drafts(desk: &Desk) -> Vec<Content> {
    let mut all: Vec<Content> = desk.client.invoices.values().filter_map(|invoice| invoice.draft.clone()).collect();
    all.sort_by_key(|content| content.dated);
    all
}

/// The day, the first line and the total of each draft.
fn said(desk: &Desk) -> Vec<(String, String, String)> {
    let one = |content: Content| {
        let total = content.totals().expect("totals").total.amount().to_string();
        let period = content.period.expect("a period");
        let what = format!("{}\n{} – {}", content.lines[0].description, period.from(), period.to());
        (content.dated.expect("dated").to_string(), what, total)
    };
    drafts(desk).into_iter().map(one).collect()
}

fn begins(every: &str, start: &str, count: usize) -> Vec<String> {
    let (desk, item) = arranged(start, &[(F::Every, every), (F::Start, start)]);
    let rule = Rule::of(&desk.client.items[&item]).expect("a rule");
    rule.periods().take(count).map(|period| period.first.to_string()).collect()
}

#[test]
fn a131_the_day_of_the_month_returns() {
    for (every, start, firsts) in [
        ("1 month", "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        ("1 month", "2028-01-31", ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"]),
        ("1 month", "2026-11-30", ["2026-11-30", "2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30"]),
        ("1 quarter", "2026-08-31", ["2026-08-31", "2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31"]),
        ("1 year", "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("2 week", "2026-12-21", ["2026-12-21", "2027-01-04", "2027-01-18", "2027-02-01", "2027-02-15"]),
        ("10 day", "2026-12-21", ["2026-12-21", "2026-12-31", "2027-01-10", "2027-01-20", "2027-01-30"]),
    ] {
        assert_eq!(begins(every, start, 5), firsts, "{every} from {start}");
    }
}

#[test]
fn a132_three_periods_that_passed_are_three_drafts_and_the_next_is_by_schedule() {
    let (mut desk, _) = arranged("2026-01-01", &[(F::Start, "2026-01-31")]);
    assert_eq!(draft(&mut desk), 0);
    desk.now.today = day("2026-04-02");
    assert_eq!(draft(&mut desk), 3);
    assert_eq!(draft(&mut desk), 0, "each once");
    let line = |first: &str, last: &str| format!("Website care\n{first} – {last}");
    let whole = |on: &str, last: &str| (on.to_owned(), line(on, last), "310.00".to_owned());
    assert_eq!(said(&desk), [whole("2026-01-31", "2026-02-27"), whole("2026-02-28", "2026-03-30"), whole("2026-03-31", "2026-04-29")]);
    assert_eq!(Row::of(&desk.client, 0).recurring[0], day("2026-04-30"));
}

#[test]
fn a_draft_that_was_thrown_away_is_not_made_again() {
    let (mut desk, _) = arranged("2026-02-01", &[(F::Start, "2026-01-31")]);
    assert_eq!(draft(&mut desk), 1);
    let (client, invoice) = (desk.client.id, *desk.client.invoices.keys().next().expect("a draft"));
    desk.ask(Command::DiscardDraft { client, invoice, gone: true }).expect("thrown away");
    assert_eq!(draft(&mut desk), 0);
}

#[test]
fn a133_a_pause_leaves_out_what_begins_in_it() {
    let (mut desk, item) = arranged("2026-04-20", &[(F::Start, "2026-02-01")]);
    ask(&mut desk, RecurWish::Pause { item, from: day("2026-03-01"), until: Some(day("2026-03-31")) }).expect("paused");
    assert_eq!(draft(&mut desk), 2);
    let days: Vec<String> = said(&desk).into_iter().map(|(on, ..)| on).collect();
    assert_eq!(days, ["2026-02-01", "2026-04-01"]);

    let (mut desk, item) = arranged("2026-06-20", &[(F::Start, "2026-02-01")]);
    ask(&mut desk, RecurWish::Pause { item, from: day("2026-03-01"), until: None }).expect("paused");
    assert!(Row::of(&desk.client, 0).recurring.iter().all(|on| *on < day("2026-03-01")), "nothing until somebody goes on");
    ask(&mut desk, RecurWish::Resume { item, on: day("2026-05-15") }).expect("goes on");
    let refused = ask(&mut desk, RecurWish::Resume { item, on: day("2026-05-20") });
    assert!(matches!(refused, Err(Refusal::NotForThis { .. })), "it goes on already");
    draft(&mut desk);
    let days: Vec<String> = said(&desk).into_iter().map(|(on, ..)| on).collect();
    assert_eq!(days, ["2026-02-01", "2026-06-01"]);
    assert!(matches!(
        ask(&mut desk, RecurWish::Pause { item, from: day("2026-09-01"), until: Some(day("2026-08-01")) }),
        Err(Refusal::EndsBeforeStart { .. })
    ));
}

#[test]
fn a134_a_part_of_a_period_shows_its_fraction_and_comes_to_its_share() {
    let (mut desk, _) = arranged("2026-04-01", &[(F::Start, "2026-03-15"), (F::Aligned, "yes"), (F::Price, "1000")]);
    draft(&mut desk);
    assert_eq!(
        said(&desk),
        [
            ("2026-03-15".to_owned(), "Website care (17/31)\n2026-03-15 – 2026-03-31".to_owned(), "548.39".to_owned()),
            ("2026-04-01".to_owned(), "Website care\n2026-04-01 – 2026-04-30".to_owned(), "1000.00".to_owned()),
        ]
    );
    let (mut desk, _) = arranged(
        "2026-03-20",
        &[(F::Start, "2026-03-15"), (F::Aligned, "yes"), (F::Prorated, "no"), (F::Currency, "JPY"), (F::Price, "1000")],
    );
    draft(&mut desk);
    assert_eq!(said(&desk)[0].2, "1000");
}

fn use_of(included: u64, rollover: u64, keep: u64, used: &[u64]) -> Vec<Hours> {
    let pool = Pool { included: included * 60, rollover: rollover * 60, keep };
    ledger(used.iter().map(|hours| (pool, hours * 60)))
}

#[test]
fn a135_hours_are_carried_expire_and_go_beyond() {
    let told = |all: Vec<Hours>| -> Vec<[u64; 5]> {
        all.into_iter().map(|one| [one.carried, one.used, one.beyond, one.left, one.expired].map(|minutes| minutes / 60)).collect()
    };
    // carried in, used, beyond, carried on, expired
    assert_eq!(told(use_of(10, 5, 1, &[8])), [[0, 8, 0, 2, 0]]);
    assert_eq!(told(use_of(10, 5, 1, &[13])), [[0, 13, 3, 0, 0]]);
    assert_eq!(told(use_of(10, 5, 1, &[8, 10, 10])), [[0, 8, 0, 2, 0], [2, 10, 0, 2, 0], [2, 10, 0, 2, 0]], "the oldest is used first");
    assert_eq!(told(use_of(10, 5, 1, &[2, 0])), [[0, 2, 0, 5, 3], [5, 0, 0, 5, 10]]);
    assert_eq!(told(use_of(10, 20, 2, &[4, 10, 17])), [[0, 4, 0, 6, 0], [6, 10, 0, 6, 0], [6, 17, 1, 0, 0]]);
    assert_eq!(told(use_of(10, 20, 1, &[4, 0, 0])), [[0, 4, 0, 6, 0], [6, 0, 0, 10, 6], [10, 0, 0, 10, 10]]);
    assert_eq!(told(use_of(10, 0, 1, &[4, 11])), [[0, 4, 0, 0, 6], [0, 11, 1, 0, 0]]);
}

#[test]
fn a135_what_went_beyond_is_a_line_of_the_next_document() {
    let hours = [(F::Start, "2026-01-01"), (F::Hours, "10"), (F::Rate, "95"), (F::Rollover, "5"), (F::Price, "900")];
    let (mut desk, item) = arranged("2026-02-01", &hours);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-12"), (F::Minutes, "600")]);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-31"), (F::Minutes, "180")]);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-31"), (F::Minutes, "999"), (F::Billable, "no")]);
    draft(&mut desk);
    let second = &drafts(&desk)[1];
    assert_eq!((second.lines.len(), second.lines[1].description.as_str()), (2, "Hours beyond"));
    assert_eq!((second.lines[1].quantity.value(), second.lines[1].price.value()), (Decimal::from(3), Decimal::from(95)));
    assert_eq!(second.totals().expect("totals").total.amount().to_string(), "1185.00");
    let (_, now) = recurring::hours_of(&desk.client, &desk.client.items[&item], day("2026-01-20")).expect("hours");
    assert_eq!((now.used, now.beyond), (780, 180));

    let arrears: Vec<(F, &str)> = hours.into_iter().chain([(F::Arrears, "yes"), (F::End, "2026-01-31")]).collect();
    let (mut desk, _) = arranged("2026-02-01", &arrears);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-12"), (F::Minutes, "630")]);
    draft(&mut desk);
    assert_eq!(said(&desk).len(), 1);
    assert_eq!(
        (said(&desk)[0].0.as_str(), said(&desk)[0].2.as_str()),
        ("2026-02-01", "947.50"),
        "billed after the period, with its own hours"
    );

    let ends: Vec<(F, &str)> = hours.into_iter().chain([(F::End, "2026-01-31")]).collect();
    let (mut desk, _) = arranged("2026-02-01", &ends);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-12"), (F::Minutes, "630")]);
    assert_eq!(draft(&mut desk), 2, "hours beyond the last period have a document of their own");
    assert_eq!(said(&desk)[1].2, "47.50");
}

#[test]
fn a136_a_price_changes_from_a_day_and_what_was_before_keeps_the_old_one() {
    let (mut desk, item) = arranged("2026-04-10", &[(F::Start, "2026-04-01"), (F::Price, "100")]);
    ask(&mut desk, RecurWish::Reprice { item, from: day("2026-06-01"), price: Decimal::from(120) }).expect("changed");
    desk.now.today = day("2026-07-05");
    draft(&mut desk);
    let prices: Vec<(String, String)> = said(&desk).into_iter().map(|(on, _, total)| (on, total)).collect();
    let told = [("2026-04-01", "100.00"), ("2026-05-01", "100.00"), ("2026-06-01", "120.00"), ("2026-07-01", "120.00")];
    assert_eq!(prices, told.map(|(on, total)| (on.to_owned(), total.to_owned())));
    ask(&mut desk, RecurWish::Reprice { item, from: day("2026-09-01"), price: Decimal::from(150) }).expect("changed");
    ask(&mut desk, RecurWish::Reprice { item, from: day("2026-09-01"), price: Decimal::from(140) }).expect("changed");
    let known = &desk.client.items[&item];
    let on = |text: &str| recurring::price(known, day(text)).map(|price| price.to_string());
    assert_eq!((on("2026-08-01").as_deref(), on("2026-09-01").as_deref()), (Some("120"), Some("140")), "the last word on a day counts");
}

#[test]
fn a137_the_end_cuts_the_last_period_and_renewing_is_due_thirty_days_before() {
    let (mut desk, item) = arranged("2027-01-10", &[(F::Start, "2026-11-01"), (F::End, "2026-12-10"), (F::Price, "310")]);
    draft(&mut desk);
    assert_eq!(
        said(&desk)
            .into_iter()
            .map(|(on, what, total)| (on, what.lines().next().unwrap_or_default().to_owned(), total))
            .collect::<Vec<_>>(),
        [
            ("2026-11-01".to_owned(), "Website care".to_owned(), "310.00".to_owned()),
            ("2026-12-01".to_owned(), "Website care (10/31)".to_owned(), "100.00".to_owned()),
        ]
    );
    let row = Row::of(&desk.client, 0);
    assert!(row.recurring.is_empty());
    assert_eq!(row.dues.iter().map(|due| (due.on, due.what)).collect::<Vec<_>>(), [(day("2026-11-10"), Owed::Renewal)]);
    desk.act(item, domain::item::ActKind::Closed, "2027-01-10", "").expect("let it end");
    assert!(Row::of(&desk.client, 0).dues.is_empty());
}

#[test]
fn a_number_of_documents_ends_it_and_pauses_do_not_count() {
    let (mut desk, item) = arranged("2027-06-01", &[(F::Start, "2026-01-01"), (F::Times, "3")]);
    ask(&mut desk, RecurWish::Pause { item, from: day("2026-02-01"), until: Some(day("2026-02-28")) }).expect("paused");
    draft(&mut desk);
    let days: Vec<String> = said(&desk).into_iter().map(|(on, ..)| on).collect();
    assert_eq!(days, ["2026-01-01", "2026-03-01", "2026-04-01"]);
}

#[test]
fn the_rhythm_stays_once_it_was_billed_by() {
    let (mut desk, item) = arranged("2026-02-10", &[(F::Start, "2026-02-01")]);
    let client = desk.client.id;
    let change = |to: &str| Command::SetItem { client, item, changes: vec![(F::Start, to.to_owned())] };
    desk.ask(change("2026-02-02")).expect("nothing was billed yet");
    draft(&mut desk);
    assert_eq!(desk.ask(change("2026-02-03")).map(|_| ()), Err(Refusal::RhythmUsed));
}

#[test]
fn what_is_not_known_is_asked_for_and_nothing_is_half_made() {
    let (mut desk, _) = arranged("2026-03-10", &[(F::Start, "2026-01-01"), (F::Hours, "1")]);
    desk.must(ItemKind::Work, &[(F::Day, "2026-01-12"), (F::Minutes, "600")]);
    assert!(matches!(ask(&mut desk, RecurWish::Draft { wording: wording() }), Err(Refusal::RateMissing { .. })));
    assert!(desk.client.invoices.is_empty());
    for (field, text) in [(F::Every, "0 month"), (F::Every, "monthly"), (F::Every, "1000 day"), (F::Price, "-3"), (F::Start, "soon")] {
        let fields: Vec<(F, &str)> = CARE.iter().copied().chain([(F::Price, "1"), (F::Start, "2026-01-01"), (field, text)]).collect();
        assert!(desk.add(ItemKind::Recurring, &fields).is_err(), "{text}");
    }
    let far = [(F::Start, "2990-01-01"), (F::Every, "999 year")];
    let (desk, _) = arranged("2026-03-10", &far);
    assert!(Row::of(&desk.client, 0).recurring.len() <= 1, "where days end, so do periods");
}

#[test]
fn tax_and_terms_are_those_of_the_client_and_the_practice() {
    let (mut desk, _) = arranged("2026-02-01", &[(F::Start, "2026-02-01"), (F::Tax, "19"), (F::Detail, "Thank you.")]);
    let client = desk.client.id;
    let changes = vec![(PracticeField::TaxName, "VAT".to_owned()), (PracticeField::Terms, "net 14".to_owned())];
    desk.ask(Command::SetPractice { changes }).expect("saved");
    assert_eq!(client, desk.client.id);
    draft(&mut desk);
    let one = &drafts(&desk)[0];
    assert_eq!((one.tax_name.as_str(), one.note.as_str(), one.terms), ("VAT", "Thank you.", domain::content::Terms::Net(14)));
    assert_eq!(one.totals().expect("totals").total.amount().to_string(), "368.90");
    assert!(scope::Scope::of(&desk.client, None).bundles().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Periods follow each other without a gap, whatever the rhythm, and no calendar month is skipped by a monthly one.
    #[test]
    fn periods_join(start in 0i64..40_000, count in 1u16..6, unit in 0usize..5, aligned: bool) {
        let every = Every { count, unit: Unit::ALL[unit] };
        let start = Day::from_epoch_days(start).expect("a day");
        let rule = Rule { every, start, aligned, end: None, times: None, arrears: false, prorated: true };
        let periods: Vec<_> = rule.periods().take(40).collect();
        prop_assert_eq!(periods[0].first, start);
        for two in periods.windows(2) {
            prop_assert_eq!(two[0].last.plus_days(1), two[1].first);
            prop_assert!(two[1].days() <= two[1].whole && two[1].part().is_none());
            if every == (Every { count: 1, unit: Unit::Month }) {
                let month = |day: Day| day.year() * 12 + i32::try_from(day.month()).expect("a month");
                prop_assert!(month(two[1].first) == month(two[0].first) + 1);
            }
        }
    }

    /// Whenever the app is opened, and however often, the same drafts come about.
    #[test]
    fn when_the_app_was_open_changes_nothing(start in 0i64..400, opened in proptest::collection::vec(0i64..500, 0..6), aligned: bool) {
        let first = day("2026-01-01");
        let start = first.plus_days(start).to_string();
        let more = [(F::Start, start.as_str()), (F::Aligned, if aligned { "yes" } else { "" })];
        let (mut once, _) = arranged("2026-01-01", &more);
        let (mut often, _) = arranged("2026-01-01", &more);
        let mut days = opened;
        days.sort_unstable();
        for day in days {
            often.now.today = first.plus_days(day);
            draft(&mut often);
        }
        (once.now.today, often.now.today) = (first.plus_days(500), first.plus_days(500));
        draft(&mut once);
        draft(&mut often);
        prop_assert_eq!(drafts(&once), drafts(&often));
        let ids = |desk: &Desk| desk.client.invoices.keys().copied().collect::<Vec<_>>();
        prop_assert_eq!(ids(&once), ids(&often));
    }

    /// No minute is lost: what comes in is used, carried on, or expires.
    #[test]
    fn minutes_add_up(used in proptest::collection::vec(0u64..900, 1..12), rollover in 0u64..700, keep in 0u64..4) {
        let all = ledger(used.iter().map(|used| (Pool { included: 600, rollover, keep }, *used)));
        let mut carried = 0;
        for one in all {
            prop_assert_eq!(one.carried, carried);
            prop_assert_eq!(one.carried + one.included + one.beyond, one.used + one.left + one.expired);
            prop_assert!(one.left <= rollover);
            carried = one.left;
        }
    }
}
