//! A calendar written as iCalendar (RFC 5545). What has a day is an all-day event with a civil date (3.3.4), which no zone can shift. What has
//! hours is local time with a zone (3.3.5, form 3), whose rules stand in the same file (3.6.5): two o'clock stays two o'clock when the clocks
//! change. The time of writing is told.

use std::fmt::Write as _;

use domain::time::{Day, Moment};
use domain::working::{Hours, Zone};

const PRODUCT: &str = "-//Throughline//Calendar//EN";
/// Octets of a line at most, its end not counted (3.1).
const LINE_MOST: usize = 75;
const MINUTE_MS: i64 = 60_000;

/// When it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day(Day),
    /// By the clock on the wall.
    Hours(Day, Hours),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same whenever it is written (3.8.4.7), so that a calendar that takes the file again renews what it has.
    pub uid: String,
    pub title: String,
    /// Whom it is for, and what kind of thing it is; may be empty.
    pub note: String,
    pub when: When,
}

/// Where the hours are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// As the zone database calls it: `Europe/Berlin`.
    pub name: String,
    pub zone: Zone,
}

/// A whole file. Without a place hours float (3.3.5, form 1): they are told as those of whoever reads it.
pub fn write(name: &str, events: &[Event], place: Option<&Place>, stamp: Moment) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.text("PRODID", PRODUCT);
    out.line("CALSCALE:GREGORIAN");
    // RFC 7986, 5.1.
    out.text("NAME", name);
    // A place without a name that can stand in a parameter is none.
    let place = place.filter(|place| !place.name.is_empty() && !place.name.contains(|c: char| c.is_control() || "\",:;".contains(c)));
    if let Some(place) = place.filter(|_| events.iter().any(|event| matches!(event.when, When::Hours(..)))) {
        out.zone(place);
    }
    let stamp = format!("{}Z", local(&Zone::default(), stamp));
    for event in events {
        out.line("BEGIN:VEVENT");
        out.text("UID", &event.uid);
        out.line(&format!("DTSTAMP:{stamp}"));
        match event.when {
            When::Day(day) => {
                out.line(&format!("DTSTART;VALUE=DATE:{}", date(day)));
                // Not the last day, but the one behind it (3.6.1).
                out.line(&format!("DTEND;VALUE=DATE:{}", date(day.plus_days(1))));
                // A day by which something is due keeps nobody busy.
                out.line("TRANSP:TRANSPARENT");
            }
            When::Hours(day, hours) => {
                let zone = place.map_or_else(String::new, |place| format!(";TZID={}", place.name));
                out.line(&format!("DTSTART{zone}:{}", time(day, hours.from())));
                out.line(&format!("DTEND{zone}:{}", time(day, hours.to())));
                out.line("TRANSP:OPAQUE");
            }
        }
        out.text("SUMMARY", &event.title);
        if !event.note.is_empty() {
            out.text("DESCRIPTION", &event.note);
        }
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

fn date(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Midnight at the end of a day is the beginning of the next one.
fn time(day: Day, minute: u16) -> String {
    let day = day.plus_days(i64::from(minute / 1_440));
    format!("{}T{:02}{:02}00", date(day), minute % 1_440 / 60, minute % 60)
}

fn local(zone: &Zone, at: Moment) -> String {
    let (day, minute) = zone.civil(at);
    let second = at.0.rem_euclid(MINUTE_MS) / 1_000;
    format!("{}T{:02}{:02}{second:02}", date(day), minute / 60, minute % 60)
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

struct Lines(String);

impl Lines {
    /// One content line, folded where it is too long. A letter is not taken apart, though that would be allowed.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE_MOST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text (3.3.11); what no text can hold is left out.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.replace("\r\n", "\n").chars() {
            match letter {
                '\\' | ';' | ',' => line.extend(['\\', letter]),
                '\n' => line.push_str("\\n"),
                '\t' => line.push('\t'),
                _ if letter.is_control() => {}
                _ => line.push(letter),
            }
        }
        self.line(&line);
    }

    /// The rules of a zone as they are known: an observance for each time at which the clocks change, and one for all before.
    fn zone(&mut self, place: &Place) {
        self.line("BEGIN:VTIMEZONE");
        self.line(&format!("TZID:{}", place.name));
        let mut before = place.zone.first();
        let winter_first = place.zone.changes().first().is_none_or(|(_, next)| *next > before);
        self.observance(winter_first, "19700101T000000", (before, before));
        for (at, next) in place.zone.changes() {
            // The local time that was when it changed (3.8.5.3 and 3.6.5): told by what the clocks were until then.
            let onset = local(&Zone::new(before, Vec::new()), *at);
            self.observance(*next < before, &onset, (before, *next));
            before = *next;
        }
        self.line("END:VTIMEZONE");
    }

    fn observance(&mut self, standard: bool, onset: &str, (from, to): (i32, i32)) {
        let name = if standard { "STANDARD" } else { "DAYLIGHT" };
        let mut text = String::new();
        let _ = write!(text, "BEGIN:{name}\nDTSTART:{onset}\nTZOFFSETFROM:{}\nTZOFFSETTO:{}\nEND:{name}", offset(from), offset(to));
        text.lines().for_each(|line| self.line(line));
    }
}
