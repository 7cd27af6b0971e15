//! Working time: hours, weekends, holidays, and the days on which the clocks change.

use domain::time::{Day, Moment, Weekday};
use domain::working::{Calendar, Hours, Week, Zone, minute};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn utc(text: &str) -> Moment {
    Zone::default().instant(day(&text[..10]), minute(&text[11..]).expect(text))
}

/// As the EU changes its clocks in 2027.
fn berlin() -> Zone {
    Zone::new(60, vec![(utc("2027-03-28 01:00"), 120), (utc("2027-10-31 01:00"), 60)])
}

/// As the US changes theirs.
fn new_york() -> Zone {
    Zone::new(-300, vec![(utc("2027-03-14 07:00"), -240), (utc("2027-11-07 06:00"), -300)])
}

fn at(text: &str, zone: &Zone) -> Moment {
    zone.instant(day(&text[..10]), minute(&text[11..]).expect(text))
}

fn told(at: Moment, zone: &Zone) -> String {
    let (day, minute) = zone.civil(at);
    format!("{day} {:02}:{:02}", minute / 60, minute % 60)
}

fn calendar(week: &str, holidays: &[&str]) -> Calendar {
    let week = if week.is_empty() { Week::default() } else { Week::parse(week).expect(week) };
    Calendar { week, holidays: holidays.iter().map(|text| day(text)).collect() }
}

#[test]
fn hours_pass_in_working_time_only() {
    let zone = berlin();
    for (from, hours, holidays, to) in [
        // 2026-11-20 is a Friday.
        ("2026-11-20 10:00", 4, &[][..], "2026-11-20 14:00"),
        ("2026-11-20 16:00", 4, &[], "2026-11-23 12:00"),
        ("2026-11-20 16:00", 4, &["2026-11-23"], "2026-11-24 12:00"),
        ("2026-11-21 11:00", 4, &[], "2026-11-23 13:00"),
        ("2026-11-20 07:30", 1, &[], "2026-11-20 10:00"),
        ("2026-11-20 22:00", 0, &[], "2026-11-23 09:00"),
        ("2026-11-20 09:00", 8, &[], "2026-11-20 17:00"),
        ("2026-11-20 09:00", 9, &[], "2026-11-23 10:00"),
        ("2026-12-24 15:00", 4, &["2026-12-25", "2027-01-01"], "2026-12-28 11:00"),
        ("2028-02-28 16:00", 4, &[], "2028-02-29 12:00"),
        // The clocks change on a Sunday, while nobody works: hours of the week after are as long as before.
        ("2027-03-26 16:00", 4, &[], "2027-03-29 12:00"),
        ("2027-10-29 16:00", 4, &[], "2027-11-01 12:00"),
    ] {
        let calendar = calendar("", holidays);
        assert_eq!(told(calendar.plus_hours(at(from, &zone), hours, &zone), &zone), to, "{from} + {hours}");
    }
}

#[test]
fn a_day_on_which_the_clocks_change_has_the_hours_it_has() {
    let always = calendar("- - - - - - 00:00-24:00", &[]);
    for (zone, sunday, hours) in [
        (berlin(), "2027-03-28", 23),
        (berlin(), "2027-10-31", 25),
        (new_york(), "2027-03-14", 23),
        (new_york(), "2027-11-07", 25),
        (berlin(), "2027-04-04", 24),
    ] {
        let (from, to) = (at(&format!("{sunday} 00:00"), &zone), zone.instant(day(sunday).plus_days(1), 0));
        assert_eq!(always.between(from, to, &zone), hours * 3_600_000, "{sunday}");
        assert_eq!(always.plus_hours(from, hours as u32, &zone), to);
    }
    // Four hours from one in the morning: three by the clock that leaps, five by the one that waits.
    let from = |zone: &Zone, text| told(always.plus_hours(at(text, zone), 4, zone), zone);
    assert_eq!(from(&berlin(), "2027-03-28 01:00"), "2027-03-28 06:00");
    assert_eq!(from(&berlin(), "2027-10-31 01:00"), "2027-10-31 04:00");
    assert_eq!(from(&new_york(), "2027-03-14 01:00"), "2027-03-14 06:00");
    assert_eq!(from(&new_york(), "2027-11-07 00:00"), "2027-11-07 03:00");
}

#[test]
fn a_time_that_comes_twice_is_the_first_and_one_that_never_comes_is_the_leap() {
    assert_eq!(at("2027-03-28 02:30", &berlin()), utc("2027-03-28 01:00"));
    assert_eq!(at("2027-10-31 02:30", &berlin()), utc("2027-10-31 00:30"));
    assert_eq!(told(utc("2027-10-31 01:30"), &berlin()), "2027-10-31 02:30");
    assert_eq!(told(utc("2027-03-14 07:00"), &new_york()), "2027-03-14 03:00");
}

#[test]
fn an_answer_within_working_days_is_due_when_work_ends() {
    let zone = berlin();
    for (came, days, holidays, by) in [
        ("2026-11-21 11:00", 1, &[][..], "2026-11-23 17:00"),
        ("2026-11-21 11:00", 1, &["2026-11-23"], "2026-11-24 17:00"),
        ("2026-11-20 08:00", 1, &[], "2026-11-23 17:00"),
        ("2026-11-19 23:30", 2, &[], "2026-11-23 17:00"),
        ("2026-11-19 10:00", 0, &[], "2026-11-19 17:00"),
    ] {
        assert_eq!(told(calendar("", holidays).answered_by(at(came, &zone), days, &zone), &zone), by, "{came} + {days}");
    }
}

#[test]
fn a_day_without_work_moves_to_the_working_day_before() {
    let calendar = calendar("", &["2026-12-25", "2026-12-24"]);
    assert_eq!(calendar.working_until(day("2026-12-25")), day("2026-12-23"));
    assert_eq!(calendar.working_until(day("2026-11-22")), day("2026-11-20"));
    assert_eq!(calendar.working_until(day("2026-11-20")), day("2026-11-20"));
}

#[test]
fn a_week_reads_back_and_a_strange_one_is_none() {
    let text = "08:30-12:00 09:00-17:00 - 09:00-24:00 - - 10:00-10:01";
    let week = Week::parse(text).expect(text);
    assert_eq!(week.to_string(), text);
    assert_eq!(week.of(Weekday::Mon), Hours::new(510, 720));
    assert_eq!(week.of(Weekday::Wed), None);
    for text in [
        "",
        "- - - - - - -",
        "09:00-17:00",
        "17:00-09:00 - - - - - -",
        "9-5 - - - - - -",
        "09:00-24:01 - - - - - -",
        "- - - - - - 1:00-2:00 -",
    ] {
        assert_eq!(Week::parse(text), None, "{text}");
    }
}

#[test]
fn a_calendar_without_an_open_day_leaves_time_where_it_is() {
    let free: Vec<Day> = (-5_000..5_000).map(|days| day("2026-01-01").plus_days(days)).collect();
    let calendar = Calendar { week: Week::default(), holidays: free };
    let from = utc("2026-02-02 10:00");
    assert_eq!(calendar.plus_hours(from, 4, &Zone::default()), from);
    assert_eq!(calendar.minus(from, 1, &Zone::default()), from);
    assert!(Calendar::default().plus_days(Day::LAST, 9) <= Day::LAST);
}

prop_compose! {
    fn calendars()(
        days in prop::collection::vec(prop::option::of((0..1_200u16, 180..1_440u16)), 7),
        free in prop::collection::vec(0..700i64, 0..30),
    ) -> Calendar {
        let mut hours = [None; 7];
        for (day, known) in hours.iter_mut().zip(days) {
            *day = known.and_then(|(from, long)| Hours::new(from, (from + long).min(1_440)));
        }
        let holidays = free.into_iter().map(|days| Day::parse("2027-01-01").expect("a day").plus_days(days)).collect();
        Calendar { week: Week::new(hours).unwrap_or_default(), holidays }
    }
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![Zone::default(), berlin(), new_york(), Zone::new(345, Vec::new())])
}

proptest! {
    #[test]
    fn what_was_added_is_counted_and_taken_away_again(calendar in calendars(), zone in zones(), minutes in 0..1_000_000i64, long in 0..30_000i64) {
        let (from, long) = (Moment(utc("2027-01-01 00:00").0 + minutes * 60_000 / 2), long * 60_000);
        let to = calendar.plus(from, long, &zone);
        prop_assert!(to >= from);
        prop_assert_eq!(calendar.between(from, to, &zone), long);
        prop_assert_eq!(calendar.between(to, from, &zone), -long);
        let back = calendar.minus(to, long, &zone);
        prop_assert_eq!(calendar.between(back, to, &zone), long);
        prop_assert_eq!(calendar.between(from.min(back), from.max(back), &zone), 0, "only closed hours lie between");
    }

    #[test]
    fn more_hours_end_later_and_never_inside_a_closed_hour(calendar in calendars(), zone in zones(), minutes in 0..500_000i64, hours in 0..200u32) {
        let from = Moment(utc("2027-01-01 00:00").0 + minutes * 60_000);
        let (one, more) = (calendar.plus_hours(from, hours, &zone), calendar.plus_hours(from, hours + 1, &zone));
        prop_assert!(one < more);
        prop_assert!(calendar.plus_hours(Moment(from.0 + 60_000), hours, &zone) >= one);
        let (day, minute) = zone.civil(one);
        let (day, minute) = if minute == 0 && one > from { (day.plus_days(-1), 1_440) } else { (day, minute) };
        let open = |day, minute| calendar.hours(day).is_some_and(|hours| (hours.from()..=hours.to()).contains(&minute));
        prop_assert!(open(day, minute) || open(zone.civil(one).0, zone.civil(one).1), "{}", told(one, &zone));
    }

    #[test]
    fn a_minute_that_comes_once_reads_back(zone in zones(), days in 0..700i64, minute in 0..1_440u16) {
        let day = day("2027-01-01").plus_days(days);
        let read = zone.civil(zone.instant(day, minute));
        prop_assert!(read == (day, minute) || (read.0 == day && read.1.abs_diff(minute) <= 60));
    }
}
