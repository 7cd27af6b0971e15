//! What was open on a day: golden tables, and what must hold whatever the facts are.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::account::{Cause, Disputed, Movement};
use domain::ageing::{self, Bucket};
use domain::client::{Client, Origin};
use domain::content::Kind;
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::outlook::{self, Month};
use domain::row::{InvoiceRow, Row, Rows};
use domain::statement::{self, What};
use domain::time::Day;
use domain::{ClientId, Id, InvoiceId};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn money(cents: i64, currency: Currency) -> Money {
    Money::exact(Decimal::new(cents, currency.exponent()), currency).expect("cents")
}

fn eur(whole: i64) -> Money {
    money(whole * 100, Currency::EUR)
}

fn paper(at: u8, dated: &str, due: &str, asked: Money, moves: &[(&str, Cause, i64)]) -> InvoiceRow {
    let currency = asked.currency();
    let moves: Vec<Movement> = moves
        .iter()
        .map(|(on, cause, whole)| Movement { on: day(on), cause: *cause, amount: money(whole * 10_i64.pow(currency.exponent()), currency) })
        .collect();
    let open = moves.iter().fold(asked, |sum, one| sum.plus(one.amount).expect("a sum"));
    let zero = Money::zero(currency);
    InvoiceRow {
        id: InvoiceId(Id::from_bytes([at; 16])),
        kind: Kind::Invoice,
        number: Some(format!("INV-{at}")),
        about: String::new(),
        dated: Some(day(dated)),
        due: Some(day(due)),
        until: None,
        total: asked,
        paid: zero,
        moves,
        open,
        standing: Standing::Open,
        origin: Origin::Typed,
        disputed: zero,
        disputes: Vec::new(),
        bookings: Vec::new(),
    }
}

fn row(at: u8, name: &str, invoices: Vec<InvoiceRow>) -> Row {
    Row { name: name.to_owned(), invoices, ..Row::of(&Client::new(ClientId(Id::from_bytes([at; 16]))), 0) }
}

fn rows(all: Vec<Row>) -> Rows {
    all.into_iter().map(|row| (row.id, Arc::new(row))).collect::<BTreeMap<_, _>>()
}

fn buckets(rows: &Rows, on: &str) -> String {
    let shown = |age: ageing::CurrencyAge| {
        let sums: Vec<String> = age.sums.buckets.iter().map(|money| money.amount().normalize().to_string()).collect();
        format!("{} {} = {}", age.currency, sums.join(" "), age.sums.open.amount().normalize())
    };
    ageing::on(rows, day(on)).into_iter().map(shown).collect::<Vec<_>>().join("; ")
}

fn usual() -> Rows {
    use Cause::{Paid, Refunded, Void};
    rows(vec![
        row(
            1,
            "Hafen",
            vec![
                paper(1, "2026-07-01", "2026-07-31", eur(300), &[("2026-09-10", Paid, -250)]),
                paper(2, "2026-09-01", "2026-10-01", eur(100), &[("2026-11-20", Void, -100)]),
                paper(3, "2026-11-10", "2026-11-24", eur(40), &[]),
                paper(4, "2026-10-01", "2026-10-23", money(900, Currency::JPY), &[]),
            ],
        ),
        row(2, "Anker", vec![paper(5, "2026-09-01", "2026-09-22", eur(80), &[("2026-10-01", Paid, -100), ("2026-11-05", Refunded, 50)])]),
    ])
}

#[test]
fn a_day_knows_nothing_of_what_came_later() {
    let rows = usual();
    for (on, expected) in [
        ("2026-06-30", ""),
        ("2026-07-31", "EUR 300 0 0 0 0 = 300"),
        ("2026-08-01", "EUR 0 300 0 0 0 = 300"),
        ("2026-09-09", "EUR 180 0 300 0 0 = 480"),
        ("2026-09-10", "EUR 180 0 50 0 0 = 230"),
        // Anker has paid 20 too much: that is no debt of anybody's.
        ("2026-10-01", "EUR 100 0 0 50 0 = 150; JPY 900 0 0 0 0 = 900"),
        ("2026-11-04", "EUR 0 0 100 0 50 = 150; JPY 0 900 0 0 0 = 900"),
        ("2026-11-05", "EUR 0 0 130 0 50 = 180; JPY 0 900 0 0 0 = 900"),
        ("2026-11-20", "EUR 40 0 30 0 50 = 120; JPY 0 900 0 0 0 = 900"),
        ("2026-11-23", "EUR 40 0 0 30 50 = 120; JPY 0 0 900 0 0 = 900"),
    ] {
        assert_eq!(buckets(&rows, on), expected, "{on}");
    }
    let over = |on: &str| ageing::on(&rows, day(on)).iter().map(|age| age.sums.over).next();
    assert_eq!(over("2026-10-01"), Some(eur(20)));
    assert_eq!(over("2026-11-05"), Some(eur(0)));
}

#[test]
fn the_edges_of_the_buckets() {
    let of = |late| Bucket::of(late);
    assert_eq!([0, 1, 30, 31, 60, 61, 90, 91].map(of), {
        use Bucket::{NotDue, Over90, To30, To60, To90};
        [NotDue, To30, To30, To60, To60, To90, To90, Over90]
    });
}

#[test]
fn what_was_disputed_is_marked_on_the_days_of_the_dispute() {
    let mut one = paper(1, "2026-09-01", "2026-09-30", eur(100), &[("2026-11-10", Cause::Paid, -80)]);
    one.disputes = vec![Disputed { from: day("2026-10-05"), until: Some(day("2026-11-15")), amount: Some(eur(60)) }];
    let rows = rows(vec![row(1, "Hafen", vec![one])]);
    let disputed = |on: &str| ageing::on(&rows, day(on))[0].sums.disputed;
    assert_eq!(["2026-10-04", "2026-10-05", "2026-11-10", "2026-11-15"].map(disputed), [eur(0), eur(60), eur(20), eur(0)]);
}

#[test]
fn a_statement_goes_from_one_balance_to_the_other() {
    let rows = usual();
    let hafen = &rows[&ClientId(Id::from_bytes([1; 16]))];
    let one = statement::of(hafen, Currency::EUR, day("2026-09-01"), day("2026-11-20"));
    let told: Vec<String> =
        one.entries.iter().map(|entry| format!("{} {} {} {}", entry.on, entry.number, entry.amount, entry.balance)).collect();
    assert_eq!(one.opening, eur(300));
    assert_eq!(
        told,
        [
            "2026-09-01 INV-2 EUR 100.00 EUR 400.00",
            "2026-09-10 INV-1 EUR -250.00 EUR 150.00",
            "2026-11-10 INV-3 EUR 40.00 EUR 190.00",
            "2026-11-20 INV-2 EUR -100.00 EUR 90.00",
        ]
    );
    assert_eq!((one.closing, one.aged.open), (eur(90), eur(90)));
    assert_eq!(one.entries[3].what, What::Moved(Cause::Void));
    assert_eq!(statement::accounts(hafen), [(Currency::EUR, day("2026-07-01")), (Currency::JPY, day("2026-10-01"))]);
}

#[test]
fn income_is_what_came_in_less_what_went_back() {
    let rows = usual();
    let income = outlook::income(&rows, day("2026-11-22"), 3);
    let months: Vec<_> = income[0].months.iter().map(|(month, money)| (month.month, *money)).collect();
    assert_eq!(months, [(9, eur(250)), (10, eur(100)), (11, eur(-50))]);
    assert_eq!(Month { year: 2026, month: 1 }.plus(-1), Month { year: 2025, month: 12 });
}

#[test]
fn what_is_late_is_expected_now() {
    let rows = usual();
    let expected = outlook::expected(&rows, day("2026-11-12"), 2);
    let whole = |one: &outlook::Expected| (one.late, one.months.iter().map(|(_, money)| *money).collect::<Vec<_>>(), one.later);
    // Late: the rest of one, all of another, what was given back of a third; then what is due in this month.
    assert_eq!(expected.iter().map(whole).collect::<Vec<_>>()[0], (eur(180), vec![eur(40), eur(0)], eur(0)));
    assert_eq!(expected[1].late, money(900, Currency::JPY));
    let earlier = outlook::expected(&rows, day("2026-09-01"), 1);
    assert_eq!(whole(&earlier[0]), (eur(300), vec![eur(80)], eur(100)));
}

#[test]
fn what_has_no_due_day_is_not_late_on_any_page() {
    let mut rows = usual();
    for row in rows.values_mut() {
        for paper in &mut Arc::make_mut(row).invoices {
            paper.due = None;
        }
    }
    let today = day("2026-11-12");
    for one in outlook::expected(&rows, today, 2) {
        assert!(one.late.is_zero());
        assert!(one.months[0].1.is_positive() && one.later.is_zero());
    }
    assert!(rows.values().all(|row| row.overdue(today).iter().next().is_none()));
}

fn causes() -> impl Strategy<Value = Cause> {
    prop::sample::select(vec![Cause::Paid, Cause::Paid, Cause::Refunded, Cause::Credited, Cause::LetGo, Cause::Void])
}

prop_compose! {
    fn papers()(
        at in 1..200u8, dated in 0..400i64, term in 0..60i64, asked in 1..1_000_000i64, yen in any::<bool>(),
        moves in prop::collection::vec((0..500i64, causes(), 1..400_000i64), 0..4),
    ) -> InvoiceRow {
        let currency = if yen { Currency::JPY } else { Currency::EUR };
        let base = day("2026-01-01");
        let (dated, due) = (base.plus_days(dated), base.plus_days(dated + term));
        let mut row = paper(at, &dated.to_string(), &due.to_string(), money(asked, currency), &[]);
        for (on, cause, cents) in moves {
            if cause == Cause::Void && row.moves.iter().any(|one| one.cause == Cause::Void) {
                continue;
            }
            let amount = match cause {
                Cause::Refunded => money(cents, currency),
                Cause::Void => row.open.negated(),
                Cause::Paid | Cause::Credited | Cause::LetGo => money(-cents, currency),
            };
            // Nothing moves a document any more once it is void.
            if row.moves.iter().all(|one| one.cause != Cause::Void) {
                row.open = row.open.plus(amount).expect("a sum");
                row.moves.push(Movement { on: base.plus_days(on), cause, amount });
            }
        }
        row
    }
}

proptest! {
    #[test]
    fn buckets_come_to_what_was_open(papers in prop::collection::vec(papers(), 0..12), on in 0..520i64) {
        let on = day("2026-01-01").plus_days(on);
        let open: Decimal = papers.iter().map(|one| one.open_on(on)).filter(Money::is_positive).map(|money| money.amount()).sum();
        let whole = rows(vec![row(1, "Hafen", papers)]);
        let all = ageing::on(&whole, on);
        for age in &all {
            let sum = age.sums.buckets.iter().try_fold(Money::zero(age.currency), |sum, one| sum.plus(*one));
            prop_assert_eq!(sum, Ok(age.sums.open));
        }
        let sums: Vec<_> = all.iter().map(|age| age.sums).collect();
        prop_assert_eq!(sums, ageing::sums(&whole, on));
        prop_assert_eq!(all.iter().map(|age| age.sums.open.amount()).sum::<Decimal>(), open);
    }

    #[test]
    fn a_later_fact_changes_no_earlier_day(papers in prop::collection::vec(papers(), 1..8), on in 0..520i64, later in 1..300i64, cents in 1..100_000i64) {
        let on = day("2026-01-01").plus_days(on);
        let before = ageing::on(&rows(vec![row(1, "Hafen", papers.clone())]), on);
        let mut after = papers;
        for one in &mut after {
            // Whatever is told of a later day: money, or a document.
            let amount = money(-cents, one.total.currency());
            one.open = one.open.plus(amount).expect("a sum");
            one.moves.push(Movement { on: on.plus_days(later), cause: Cause::Paid, amount });
        }
        let late = on.plus_days(later).to_string();
        after.push(paper(250, &late, &late, eur(77), &[]));
        prop_assert_eq!(ageing::on(&rows(vec![row(1, "Hafen", after)]), on), before);
    }

    #[test]
    fn statements_of_following_times_meet(papers in prop::collection::vec(papers(), 0..8), cut in 0..520i64) {
        let row = row(1, "Hafen", papers);
        let (first, cut, last) = (day("2026-01-01"), day("2026-01-01").plus_days(cut), day("2028-01-01"));
        let one = statement::of(&row, Currency::EUR, first, cut);
        let two = statement::of(&row, Currency::EUR, cut.plus_days(1), last);
        let whole = statement::of(&row, Currency::EUR, first, last);
        prop_assert_eq!(one.closing, two.opening);
        prop_assert_eq!(two.closing, whole.closing);
        prop_assert_eq!(one.entries.len() + two.entries.len(), whole.entries.len());
        let sum = whole.entries.iter().try_fold(whole.opening, |sum, entry| sum.plus(entry.amount));
        prop_assert_eq!(sum, Ok(whole.closing));
    }
}
