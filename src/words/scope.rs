//! Engagements, budgets, time and requests beyond the scope, in words.

use domain::Stage;
use domain::item::{ActKind, Billing, ItemKind};
use domain::money::Money;
use domain::scope::{Charge, Level};
use domain::time::Day;
use rust_decimal::Decimal;

use super::done::count;
use super::locale::Locale;
use super::stage;

/// What an hour is called on a document.
pub const HOUR: &str = "hour";

// Engagements.
pub const NO_ENGAGEMENTS: &str = "Nothing is agreed here yet. Write down what you do for them, and what you do not.";
pub const COVERS: &str = "Covers";
pub const LEAVES_OUT: &str = "Does not cover";
pub const NOT_WRITTEN: &str = "Not written down";
pub const PAID: &str = "How it is paid";
pub const PRICE: &str = "Price";
pub const AN_HOUR: &str = "An hour";
pub const ROUNDS: &str = "Revision rounds";
pub const ANSWER: &str = "Answer";
pub const DATES: &str = "Runs";
pub const SIGNED: &str = "Signed";
pub const CLOSE: &str = "Close";
pub const BUDGET_HOURS: &str = "Hours";
pub const BUDGET_MONEY: &str = "Money";

pub fn paid(billing: Billing) -> &'static str {
    match billing {
        Billing::Fixed => "A fixed price",
        Billing::Hourly => "By the hour",
        Billing::Retainer => "A retainer",
        Billing::Nothing => "Not paid for",
    }
}
pub fn rounds(included: u64) -> String {
    match included {
        0 => "None included".to_owned(),
        1 => "1 included".to_owned(),
        more => format!("{more} included"),
    }
}
pub fn answer(hours: u64) -> String {
    if hours == 1 { "Within one working hour".to_owned() } else { format!("Within {hours} working hours") }
}
pub fn runs(start: Option<Day>, end: Option<Day>, locale: &Locale) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) => Some(format!("{} to {}", locale.day(start), locale.day(end))),
        (Some(start), None) => Some(format!("From {}, with no end set", locale.day(start))),
        (None, Some(end)) => Some(format!("Until {}", locale.day(end))),
        (None, None) => None,
    }
}
pub fn ends(end: Day, today: Day, locale: &Locale) -> String {
    match today.days_until(end) {
        ..0 => format!("Its end was {}", locale.near(end, today)),
        0 => "Ends today".to_owned(),
        1 => "Ends tomorrow".to_owned(),
        days => format!("Ends in {days} days"),
    }
}
/// Where an engagement went. None: with its client again.
pub fn placed(title: &str, to: Option<Stage>) -> String {
    let what = if title.is_empty() { "The engagement" } else { title };
    match to {
        Some(to) => format!("{what} moved to {}", stage::name(to)),
        None => format!("{what} goes with the client again"),
    }
}
pub fn placed_at(stage: Option<Stage>) -> String {
    match stage {
        Some(stage) => format!("On the board in {}", stage::name(stage)),
        None => "On the board with the client".to_owned(),
    }
}
pub const PLACE: &str = "Place on the board";
pub const PLACE_WITH: &str = "With the client";
pub fn closed(on: Day, locale: &Locale) -> String {
    format!("Closed {}", locale.day(on))
}
pub fn of_engagement(title: &str) -> String {
    format!(" “{title}”")
}

/// Why a budget asks for attention.
pub fn level(level: Level) -> Option<&'static str> {
    match level {
        Level::Within => None,
        Level::Near => Some("80 % of the budget is used"),
        Level::Spent => Some("The budget is used up"),
    }
}
pub fn budget_crossed(title: &str, level: Level) -> Option<String> {
    match level {
        Level::Within => None,
        Level::Near => Some(format!("{title}: 80 % of the budget is used")),
        Level::Spent => Some(format!("{title}: the budget is used up")),
    }
}
/// "12:30 of 40 h", for a bar.
pub fn hours_used(minutes: u64, of: Decimal, locale: &Locale) -> String {
    format!("{} of {}\u{a0}h", clock(minutes), locale.number(of.normalize()))
}
pub fn money_used(used: Money, of: Money, locale: &Locale) -> String {
    format!("{} of {}", locale.amount(used), locale.money(of))
}
pub fn added_hours(agreed: Decimal, added: Decimal, locale: &Locale) -> String {
    format!("{}\u{a0}h agreed, {}\u{a0}h added by accepted requests", locale.number(agreed.normalize()), locale.number(added.normalize()))
}
pub fn added_money(agreed: Money, added: Money, locale: &Locale) -> String {
    format!("{} agreed, {} added by accepted requests", locale.money(agreed), locale.money(added))
}
pub fn added_only(hours: Decimal, locale: &Locale) -> String {
    format!("{}\u{a0}h added by accepted requests", locale.number(hours.normalize()))
}
pub fn percent(share: u32) -> String {
    format!("{share}\u{a0}%")
}
pub const NO_RATE: &str = "Set the price an hour to see what the time comes to.";

// The end is not the end.
pub const KEEP_TITLE: &str = "The work is done. Stay in touch?";
pub fn keep_hint(name: &str, on: &str) -> String {
    format!("In Retention, {name} gets a check-in {on}: what came of the work, and what could come next.")
}
pub const KEEP: &str = "Move to Retention";
pub const KEEP_NOT: &str = "Not now";
pub const CHECK_IN: &str = "Check in: what came of the work, and what comes next?";
pub const CHECK_IN_SET: &str = "A check-in is the next step";

// Time.
pub const NO_TIME: &str = "No time yet. Start the clock on an engagement, or add what you worked.";
pub const START: &str = "Start the clock";
pub const STOP: &str = "Stop the clock";
pub const RUNS: &str = "The clock is running";
pub const DOING: &str = "What are you doing?";
pub const STOPPED: &str = "Time recorded";
pub const STARTED: &str = "The clock is running";
pub const NO_ENGAGEMENT: &str = "No engagement";
pub const ENGAGEMENT: &str = "Engagement";
pub const NOTHING: &str = "Nothing";
pub const WORKED: &str = "Worked";
pub const UNBILLED: &str = "Unbilled";
pub const COMES_TO: &str = "Comes to";
pub const SUMS: &str = "Time by engagement";
pub const BILL_TIME: &str = "Bill this time";
pub const NOT_CHARGED: &str = "Not charged";
pub const IN_THE_PRICE: &str = "In the price";
pub const WAIVED: &str = "Waived";
pub const ON_DRAFT: &str = "On a draft";
pub const UNTOLD: &str = "Not said what";
pub const TIME_BY_DAY: &str = "Time by day, newest first";
pub const MORE: &str = "Show more";

pub const BILL_ALL: &str = "Bill it with the accepted requests";
pub fn because_of(title: &str) -> String {
    format!("Because of “{title}”, which they said yes to.")
}
/// What a yes does to the dates.
pub fn moves(deliverables: usize, days: u64) -> String {
    let days = if days == 1 { "one working day".to_owned() } else { format!("{days} working days") };
    let things = if deliverables == 1 {
        "The deliverable that is still open is".to_owned()
    } else {
        format!("The {deliverables} deliverables that are still open are")
    };
    format!("{things} then due {days} later.")
}
pub fn bill_in(currency: &str) -> String {
    format!("{BILL_TIME} in {currency}")
}
pub fn started_at((hour, minute): (u32, u32)) -> String {
    format!("since {hour:02}:{minute:02}")
}
pub fn on_number(number: &str) -> String {
    format!("On {number}")
}
pub fn unpriced(minutes: u64) -> String {
    format!("{} has no price yet: it needs an engagement with a price an hour, and a currency.", length(minutes))
}
/// `1:30`, for lists.
pub fn clock(minutes: u64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
/// "1 h 30 min", for sentences.
pub fn length(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h {minutes}\u{a0}min"),
    }
}

/// A line of an invoice: what was done, the time it took, and how that was rounded.
pub fn line(charge: &Charge, engagement: Option<&str>) -> String {
    let what = match (engagement, charge.about.as_str()) {
        (Some(title), "") => title.to_owned(),
        (Some(title), about) => format!("{title}: {about}"),
        (None, "") => "Time worked".to_owned(),
        (None, about) => about.to_owned(),
    };
    if charge.kind != ItemKind::Work {
        what
    } else if charge.charged == charge.worked {
        format!("{what} ({})", length(charge.worked))
    } else {
        format!("{what} ({}, rounded up to {})", length(charge.worked), length(charge.charged))
    }
}

// Requests.
pub const NO_REQUESTS: &str = "Nothing beyond the scope was asked for. When it is, write it down before you do it.";
pub const METER: &str = "Asked for and unbilled";
pub const ESTIMATE_MISSING: &str = "No estimate yet";
pub const BILL_REQUEST: &str = "Put on an invoice";
pub const CHANGE_REQUEST: &str = "Draft the change request";
pub const CONFIRMATION: &str = "Draft the confirmation";
pub const NOT_IN_WRITING: &str = "Not in writing after all";
pub const TEXT: &str = "Ready to send";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "This browser did not allow copying. Select the text and copy it by hand.";
pub const CLOSE_TEXT: &str = "Close";
pub const PREPARE: &str = "Write down the request";

pub fn unpriced_requests(requests: u32) -> String {
    if requests == 1 { "1 request has no estimate yet".to_owned() } else { format!("{requests} requests have no estimate yet") }
}
pub fn over(title: &str, round: usize, included: u64) -> String {
    format!("“{title}” is in round {round}; {} included.", count(u32::try_from(included).unwrap_or(u32::MAX), "round is", "rounds are"))
}
pub fn extra_round(title: &str, round: usize) -> String {
    format!("Round {round} of {title}")
}
pub fn asked(on: Day, locale: &Locale) -> String {
    format!("Asked {}", locale.day(on))
}
/// "4.5 h at 90.00 EUR".
pub fn estimate(hours: Decimal, rate: Decimal, currency: &str, locale: &Locale) -> String {
    format!("{}\u{a0}h at {}\u{a0}{currency}", locale.number(hours.normalize()), locale.number(rate))
}
pub fn hours(hours: Decimal, locale: &Locale) -> String {
    format!("{}\u{a0}h", locale.number(hours.normalize()))
}
/// How a request stands, and since when.
pub fn request(stands: Option<ActKind>, confirmed: bool, on: Option<Day>, locale: &Locale) -> String {
    let since = on.map(|on| format!(" {}", locale.day(on))).unwrap_or_default();
    match stands {
        Some(ActKind::Accepted) if confirmed => format!("Accepted{since}, in writing"),
        Some(ActKind::Accepted) => format!("Accepted{since}, not in writing yet"),
        Some(ActKind::Declined) => format!("Declined{since}"),
        Some(ActKind::Waived) => format!("Goodwill{since}"),
        Some(ActKind::Billed) => "On an invoice".to_owned(),
        _ => "Open".to_owned(),
    }
}
pub fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Accepted => "They said yes",
        ActKind::Waived => "Give as goodwill",
        ActKind::Declined => "Turn down",
        other => super::item::act(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_reads_as_a_clock_and_as_words() {
        assert_eq!([clock(0), clock(65), clock(6_000)], ["0:00", "1:05", "100:00"]);
        assert_eq!([length(45), length(120), length(135)], ["45\u{a0}min", "2\u{a0}h", "2\u{a0}h 15\u{a0}min"]);
    }
}
