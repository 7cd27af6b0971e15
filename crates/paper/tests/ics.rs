//! What stands in an exported calendar, octet for octet.

use domain::time::{Day, Moment};
use domain::working::{Hours, Zone};
use expect_test::{Expect, expect};
use paper::ics::{Event, Place, When, write};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).expect(text)
}

fn utc(text: &str, hour: u16) -> Moment {
    Zone::default().instant(day(text), hour * 60)
}

fn berlin() -> Place {
    let zone = Zone::new(60, vec![(utc("2027-03-28", 1), 120), (utc("2027-10-31", 1), 60)]);
    Place { name: "Europe/Berlin".to_owned(), zone }
}

fn event(uid: &str, title: &str, when: When) -> Event {
    Event { uid: uid.to_owned(), title: title.to_owned(), note: String::new(), when }
}

fn stamp() -> Moment {
    Moment(utc("2026-11-24", 8).0 + 30 * 60_000 + 5_999)
}

/// Lines as they are in the file; none may be longer than 75 octets, and each ends as it should.
fn written(events: &[Event], place: Option<&Place>) -> String {
    let text = write("Work", events, place, stamp());
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    text
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

fn check(events: &[Event], place: Option<&Place>, expected: &Expect) {
    expected.assert_eq(&written(events, place).replace("\r\n", "\n"));
}

#[test]
fn a_day_is_a_civil_date_without_a_zone() {
    let due = Event {
        note: "For Blüm & Söhne\nInvoice".to_owned(),
        ..event("a-1", "INV-1, to be paid; 1.200,00 EUR", When::Day(day("2027-03-31")))
    };
    check(
        &[due],
        Some(&berlin()),
        &expect![[r#"
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Throughline//Calendar//EN
            CALSCALE:GREGORIAN
            NAME:Work
            BEGIN:VEVENT
            UID:a-1
            DTSTAMP:20261124T083005Z
            DTSTART;VALUE=DATE:20270331
            DTEND;VALUE=DATE:20270401
            TRANSP:TRANSPARENT
            SUMMARY:INV-1\, to be paid\; 1.200\,00 EUR
            DESCRIPTION:For Blüm & Söhne\nInvoice
            END:VEVENT
            END:VCALENDAR
        "#]],
    );
}

#[test]
fn hours_are_local_time_with_the_rules_of_their_zone() {
    let blocks = [
        event("b-1", "Draft", When::Hours(day("2027-03-28"), hours("14:00-16:00"))),
        event("b-2", "Late", When::Hours(day("2027-03-31"), hours("22:30-24:00"))),
    ];
    check(
        &blocks,
        Some(&berlin()),
        &expect![[r#"
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Throughline//Calendar//EN
            CALSCALE:GREGORIAN
            NAME:Work
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:19700101T000000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:20270328T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            BEGIN:STANDARD
            DTSTART:20271031T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:b-1
            DTSTAMP:20261124T083005Z
            DTSTART;TZID=Europe/Berlin:20270328T140000
            DTEND;TZID=Europe/Berlin:20270328T160000
            TRANSP:OPAQUE
            SUMMARY:Draft
            END:VEVENT
            BEGIN:VEVENT
            UID:b-2
            DTSTAMP:20261124T083005Z
            DTSTART;TZID=Europe/Berlin:20270331T223000
            DTEND;TZID=Europe/Berlin:20270401T000000
            TRANSP:OPAQUE
            SUMMARY:Late
            END:VEVENT
            END:VCALENDAR
        "#]],
    );
}

#[test]
fn a_zone_west_of_utc_begins_in_the_half_of_the_year_it_begins_in() {
    let zone = Zone::new(-240, vec![(utc("2026-11-01", 6), -300), (utc("2027-03-14", 7), -240)]);
    let place = Place { name: "America/New_York".to_owned(), zone };
    let text = written(&[event("b", "Draft", When::Hours(day("2027-03-14"), hours("14:00-16:00")))], Some(&place));
    let rules: Vec<&str> =
        text.lines().skip_while(|line| *line != "TZID:America/New_York").take_while(|line| !line.starts_with("END:VTIM")).collect();
    assert_eq!(
        rules.join(" ").replace("BEGIN:", "\n").trim(),
        "TZID:America/New_York \n\
         DAYLIGHT DTSTART:19700101T000000 TZOFFSETFROM:-0400 TZOFFSETTO:-0400 END:DAYLIGHT \n\
         STANDARD DTSTART:20261101T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 END:STANDARD \n\
         DAYLIGHT DTSTART:20270314T020000 TZOFFSETFROM:-0500 TZOFFSETTO:-0400 END:DAYLIGHT"
    );
}

#[test]
fn without_a_zone_that_can_be_named_hours_float() {
    let block = [event("b", "Draft", When::Hours(day("2027-03-28"), hours("14:00-16:00")))];
    let unnamed = |name: &str| Place { name: name.to_owned(), zone: Zone::default() };
    for place in [None, Some(unnamed("")), Some(unnamed("Mars: \"Olympus\""))] {
        let text = written(&block, place.as_ref());
        assert!(text.contains("\r\nDTSTART:20270328T140000\r\nDTEND:20270328T160000\r\n") && !text.contains("TZID"), "{text}");
    }
}

#[test]
fn a_long_line_is_folded_between_letters_and_reads_back() {
    // 75 octets are one line still; the 76th begins the next one.
    let title = |letters: usize| "x".repeat(letters);
    let line = |title: &str| written(&[event("u", title, When::Day(day("2027-03-31")))], None);
    assert!(line(&title(67)).contains(&format!("\r\nSUMMARY:{}\r\n", title(67))));
    assert!(line(&title(68)).contains(&format!("\r\nSUMMARY:{}\r\n x\r\n", title(67))));
    for letters in ["ä", "漢", "🦀", "👩‍🚀"] {
        for before in 0..5 {
            let title = format!("{}{}", "x".repeat(before), letters.repeat(60));
            assert!(unfolded(&line(&title)).contains(&format!("\nSUMMARY:{title}\n")), "{title}");
        }
    }
}

#[test]
fn what_no_text_can_hold_is_left_out() {
    let text = unfolded(&written(&[event("u", "a\u{7}b\\c\r\nBEGIN:VEVENT\rd", When::Day(day("2027-03-31")))], None));
    assert!(text.contains("\nSUMMARY:ab\\\\c\\nBEGIN:VEVENTd\n"), "{text}");
}

proptest! {
    #[test]
    fn every_text_is_one_property_and_reads_back(title in "\\PC{0,120}", note in "[\\PC\n]{1,80}") {
        let event = Event { note: note.clone(), ..event("u", &title, When::Day(day("2027-03-31"))) };
        let text = unfolded(&written(&[event], None));
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            let mut plain = String::new();
            let mut letters = line.chars();
            while let Some(letter) = letters.next() {
                plain.push(match letter {
                    '\\' => match letters.next() { Some('n') => '\n', Some(other) => other, None => '\\' },
                    other => other,
                });
            }
            plain
        };
        prop_assert_eq!(value("SUMMARY:"), title);
        prop_assert_eq!(value("DESCRIPTION:"), note);
    }
}
