//! The calendar: what stands on a day, which days collide, and how much is planned.

use domain::agenda::{Collision, Load, Span, What};
use domain::time::Day;
use domain::working::Hours;

use super::locale::{Locale, weekday};
use crate::state::calendar::Look;

pub const TITLE: &str = "Calendar";
pub const LOOKS: &str = "How the days are shown";
pub const TODAY: &str = "Today";
pub const WHOSE: &str = "Whose days";
pub const EVERYONE: &str = "All clients";
pub const PLAN: &str = "Plan time";
pub const EXPORT: &str = "Export";
pub const EXPORT_HINT: &str = "An iCalendar file (.ics) for the calendar on your phone or computer";
pub const FILE: &str = "throughline.ics";
pub const FILE_REFUSED: &str = "The browser did not take the file. Nothing was changed; please try again.";
pub const NEEDS_LOOK: &str = "Worth a look";
pub const LATE: &str = "Late";
pub const IS_LATE: &str = "late";
pub const NOTHING: &str = "Nothing has its day in these weeks.";
pub const OFF: &str = "day off";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const SAVE: &str = "Save";
pub const REMOVE: &str = "Remove";
pub const CHANGED: &str = "Planned time changed";
pub const REMOVED: &str = "Planned time removed";
pub const CHANGE: &str = "Planned time";
pub const WHAT: &str = "What the time is for";
pub const WHAT_HINT: &str = "Like first draft, accounts, calls";
pub const WHAT_MISSING: &str = "Please say what it is for, or choose a client.";
pub const FOR: &str = "For";
pub const NOBODY: &str = "No client: work of your own";
pub const DAY: &str = "Day";
pub const FROM: &str = "From";
pub const TO: &str = "To";
pub const DAY_MISSING: &str = "Please give the day.";
pub const HOURS_WRONG: &str = "Please give a time, and an end after it, like 09:00 and 11:00.";
pub const PLANNED: &str = "Planned time";
pub const CAPACITY_HINT: &str = "Empty: as long as the day is worked. The calendar names days on which more is planned.";
pub const PULL: &str = "Pull over free hours to plan time; pull a block to move it, its lower edge to change its length.";

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

pub fn look(look: Look) -> &'static str {
    match look {
        Look::Month => "Month",
        Look::Week => "Week",
        Look::Agenda => "Agenda",
    }
}

/// To the days before these, or behind them.
pub fn turn(look: Look, on: bool) -> &'static str {
    match (look, on) {
        (Look::Month, false) => "The month before",
        (Look::Month, true) => "The next month",
        (Look::Week, false) => "The week before",
        (Look::Week, true) => "The next week",
        (Look::Agenda, false) => "Four weeks before",
        (Look::Agenda, true) => "The next four weeks",
    }
}

pub fn month(day: Day) -> String {
    let name = MONTHS.get(day.month() as usize - 1).copied().unwrap_or_default();
    format!("{name} {}", day.year())
}

/// Which days are shown.
pub fn days(look: Look, day: Day, span: Span, locale: &Locale) -> String {
    match look {
        Look::Month => month(day),
        Look::Week | Look::Agenda => {
            // Where there is no room for both, the line breaks between them.
            let [from, to] = [span.from(), span.to()].map(|day| locale.day(day).replace(' ', "\u{a0}"));
            format!("{from} to {to}")
        }
    }
}

/// Three letters of a weekday.
pub fn short_weekday(day: Day) -> &'static str {
    weekday(day).get(..3).unwrap_or_default()
}

pub fn full(day: Day, locale: &Locale) -> String {
    format!("{}, {}", weekday(day), locale.long_day(day))
}

/// What a day's head leads to.
pub fn to_week(day: Day, locale: &Locale) -> String {
    format!("{}: its week", full(day, locale))
}

pub fn to_day(count: usize, day: Day, locale: &Locale) -> String {
    format!("{count} more on {}", locale.long_day(day))
}

pub fn more(count: usize) -> String {
    format!("{count} more")
}

/// What stands on a day.
pub fn what(what: &What, locale: &Locale) -> String {
    match what {
        What::Todo(todo) if todo.title.is_empty() => kind(what).to_owned(),
        What::Todo(todo) => todo.title.clone(),
        What::Next { step } if step.is_empty() => kind(what).to_owned(),
        What::Next { step } => step.clone(),
        What::Answer => "Answer them".to_owned(),
        What::Pay { number, open, .. } => format!("{number} to be paid, {}", locale.money(*open)),
        What::Offer { number, total, .. } => format!("{number} ends, {}", locale.money(*total)),
        What::Contract => "Contract ends".to_owned(),
        What::Bill => "Next invoice to make".to_owned(),
        What::Update => "Update goes out".to_owned(),
    }
}

/// What kind of thing it is.
pub fn kind(what: &What) -> &'static str {
    match what {
        What::Todo(todo) => super::today::task(todo.task),
        What::Next { .. } => "The next step",
        What::Answer => "They wait for an answer",
        What::Pay { .. } => "To be paid",
        What::Offer { .. } => "Waits for a yes",
        What::Contract => "Contract",
        What::Bill => "Recurring billing",
        What::Update => "Rhythm",
    }
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

pub fn hours(hours: Hours) -> String {
    format!("{} to {}", clock(hours.from()), clock(hours.to()))
}

/// Where a block went.
pub fn moved(on: Day, at: Hours, locale: &Locale) -> String {
    format!("Planned for {} {}, {}", short_weekday(on), locale.day(on), hours(at))
}

/// The beginning of an hour, beside the hours of a week.
pub fn hour(hour: u16) -> String {
    clock(hour * 60)
}

/// "Acme: first draft".
pub fn block(title: &str, client: Option<&str>) -> String {
    match (client, title) {
        (Some(client), "") => client.to_owned(),
        (Some(client), title) => format!("{title} · {client}"),
        (None, "") => PLANNED.to_owned(),
        (None, title) => title.to_owned(),
    }
}

/// "9 h", "1 h 30".
pub fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}

pub fn over(minutes: u32) -> String {
    format!("{} too much", time(minutes))
}

pub fn colliding(clients: usize) -> String {
    format!("{clients} clients due")
}

/// The day, and who has what due to them.
pub fn collision(one: &Collision, name: impl Fn(domain::ClientId) -> String, today: Day, locale: &Locale) -> String {
    let all: Vec<String> = one.with.iter().map(|(client, title)| format!("{} ({title})", name(*client))).collect();
    format!("{}: {} are due on one day", near(one.on, today, locale), list(&all))
}

/// What others have on the day that is chosen.
pub fn beside(all: &[(String, String)]) -> Option<String> {
    let named: Vec<String> = all.iter().map(|(name, title)| format!("{name} ({title})")).collect();
    (!named.is_empty()).then(|| format!("Due on the same day: {}", list(&named)))
}

/// The day, what is planned, and what there is room for.
pub fn over_booked(on: Day, load: Load, over: u32, today: Day, locale: &Locale) -> String {
    format!("{}: over-booked by {}: {}", near(on, today, locale), time(over), planned(load))
}

pub fn planned(load: Load) -> String {
    match load.room {
        0 => format!("{} planned on a day off", time(load.planned)),
        room => format!("{} planned, room for {}", time(load.planned), time(room)),
    }
}

fn near(day: Day, today: Day, locale: &Locale) -> String {
    let near = super::capital(locale.near(day, today));
    let short = format!("{} {}", short_weekday(day), locale.day(day));
    if matches!(today.days_until(day), -1..=6) { format!("{near}, {}", locale.day(day)) } else { short }
}

/// "A, B and C".
fn list(all: &[String]) -> String {
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
