//! What is billed again and again, in words.

use domain::recurring::{Every, Hours, Period, Unit};
use domain::time::Day;

use super::done::count;
use super::locale::Locale;

pub const NOTHING: &str = "Nothing is billed by schedule. A recurring arrangement makes the next invoice as a draft, and you issue it.";
pub const NEXT: &str = "Next";
pub const NONE_LEFT: &str = "Nothing more is billed by it.";
pub const MAKE: &str = "Make the drafts";
pub const BEYOND: &str = "Hours beyond those included";
pub const PAUSE: &str = "Pause";
pub const PAUSE_FROM: &str = "Periods that begin from";
pub const PAUSE_UNTIL: &str = "until, and with it";
pub const PAUSE_HINT: &str = "Without a last day, nothing is billed until you go on.";
pub const RESUME: &str = "Go on from today";
pub const REPRICE: &str = "Change the price";
pub const REPRICE_FROM: &str = "For periods that begin from";
pub const REPRICE_TO: &str = "New price of a period";
pub const REPRICE_HINT: &str = "Drafts that are there already keep the old price.";
pub const LET_END: &str = "Let it end";
pub const END_OPEN: &str = "Talk about it again";
pub const FROM_MISSING: &str = "Say from which day.";
pub const PART_BY_DAYS: &str = "Charged by its days, like 17 of 31";
pub const PART_WHOLE: &str = "Charged in full";
pub const FROM_START: &str = "Count from the first day";
pub const CALENDAR: &str = "Those of the calendar; the first may be a part";
pub const ADVANCE: &str = "On the first day of a period";
pub const ARREARS: &str = "On the day after a period";
pub const OF_WHAT: &str = "Of what";
pub const TAKE_BACK: &str = "Take back";

pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Day => "days",
        Unit::Week => "weeks",
        Unit::Month => "months",
        Unit::Quarter => "quarters",
        Unit::Year => "years",
    }
}

/// "every month", "every 2 weeks".
pub fn every(every: Every) -> String {
    let one = match every.unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    };
    if every.count == 1 { format!("every {one}") } else { format!("every {} {}", every.count, unit(every.unit)) }
}

pub fn span(first: Day, last: Day, locale: &Locale) -> String {
    format!("{} to {}", locale.day(first), locale.day(last))
}

/// One of the next documents: its day, its period, its part.
pub fn next(on: Day, period: Period, amount: &str, locale: &Locale) -> String {
    let part = period.part().map(|(days, of)| format!(", {days}/{of} of it")).unwrap_or_default();
    format!("{}: {amount}, for {}{part}", locale.day(on), span(period.first, period.last, locale))
}

fn clock(minutes: u64) -> String {
    format!("{} h", super::scope::clock(minutes))
}

pub fn hours(hours: Hours) -> String {
    let carried = if hours.carried > 0 { format!(" and {} carried over", clock(hours.carried)) } else { String::new() };
    let beyond = if hours.beyond > 0 { format!(", {} beyond", clock(hours.beyond)) } else { String::new() };
    format!("{} used of {}{carried}{beyond}", clock(hours.used), clock(hours.included))
}

pub fn paused(from: Day, until: Option<Day>, locale: &Locale) -> String {
    match until {
        Some(until) => format!("Paused {}", span(from, until, locale)),
        None => format!("Paused from {}", locale.day(from)),
    }
}

pub fn repriced(from: Day, price: &str, locale: &Locale) -> String {
    format!("{price} from {}", locale.day(from))
}

pub fn ends(end: Day, renewal: Option<Day>, today: Day, locale: &Locale) -> String {
    let ends = if end < today { format!("Ended {}", locale.day(end)) } else { format!("Ends {}", locale.day(end)) };
    match renewal {
        Some(by) => format!("{ends}; talk about renewing by {}", locale.day(by)),
        None => ends,
    }
}

pub fn due(drafts: usize) -> String {
    if drafts == 1 {
        "1 invoice is due by its recurring arrangement.".to_owned()
    } else {
        format!("{drafts} invoices are due by their recurring arrangements.")
    }
}

pub fn made(drafts: usize) -> String {
    format!("{} made from recurring arrangements. You issue them.", count(u32::try_from(drafts).unwrap_or(u32::MAX), "draft", "drafts"))
}
