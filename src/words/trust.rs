//! The trust account.

use domain::time::Day;
use domain::trust::{Event, Points, Standing, Way};
use rust_decimal::Decimal;

use super::locale::Locale;

pub const TITLE: &str = "Trust account";
pub const LEAD: &str = "What this record shows of your side, as deposits and withdrawals. For you and your team only.";
pub const NOTHING: &str = "Nothing has moved this account yet.";
pub const NOTHING_HINT: &str =
    "Deliveries and promises with a day, answers in the history, updates, disputes and goodwill move it by themselves.";
pub const NOW: &str = "Balance today";
pub const LINE: &str = "Balance over time";
pub const MONTHS: &str = "Month by month";
pub const DAY: &str = "Day";
pub const BALANCE: &str = "Balance";
pub const ENTRIES: &str = "Deposits and withdrawals";
pub const DEPOSIT: &str = "Deposit";
pub const WITHDRAWAL: &str = "Withdrawal";
pub const TO_WEIGHTS: &str = "What each thing weighs";
pub const FALLING: &str = "Trust is falling";

pub const SETTINGS: &str = "Trust";
pub const SETTINGS_HINT: &str = "What each thing adds to a client's trust account, or takes from it, in points. A point fades: after each half-life it weighs half, and in between it goes there on a straight line.";
pub const HALF_LIFE: &str = "Half-life (days)";
pub const EVENT: &str = "What happens";
pub const WEIGHT: &str = "Points";
pub const USUAL: &str = "Usually";
pub const RESET: &str = "Back to the usual weights";
pub const NOT_WHOLE: &str = "Weights are whole numbers from -100 to 100, and the half-life a whole number of days, 1 to 3,650.";

pub fn title(name: &str) -> String {
    format!("{TITLE}: {name}")
}

pub fn event(event: Event) -> &'static str {
    match event {
        Event::DeliveredInTime => "Delivered in time",
        Event::DeliveredLate => "Delivered late",
        Event::Approved => "Approved what you delivered",
        Event::WarnedEarly => "Told of a new day before the old one came",
        Event::Slipped => "A day moved too late, or without a word",
        Event::Overdue => "The day passed and it is still open",
        Event::PromiseKept => "Promise kept",
        Event::PromiseLate => "Promise kept late",
        Event::PromiseBroken => "Promise broken",
        Event::AnsweredInTime => "Answered in time",
        Event::AnsweredLate => "Answered late, or not yet",
        Event::UpdateSent => "Update sent",
        Event::UpdateMissed => "Update missed",
        Event::InvoiceSurprise => "Invoice for more than was agreed",
        Event::InvoiceDisputed => "Invoice disputed",
        Event::DisputeResolved => "Dispute resolved",
        Event::Complaint => "Hard conversation needed",
        Event::ComplaintResolved => "Hard conversation held",
        Event::Goodwill => "Goodwill given",
        Event::CheckIn => "Checked in after the work",
        Event::Praised => "Very satisfied, they said",
        Event::LetDown => "Not satisfied, they said",
        Event::ActedOn => "Acted on what they said",
    }
}

/// With its sign, two decimals.
pub fn points(points: Points, locale: &Locale) -> String {
    let number = locale.number(Decimal::new(points.0, 2));
    if points.0 > 0 { format!("+{number}") } else { number }
}

/// A whole weight, with its sign.
pub fn weight(weight: i32) -> String {
    match weight {
        1.. => format!("+{weight}"),
        0 => "0".to_owned(),
        _ => format!("−{}", weight.unsigned_abs()),
    }
}

/// Where the account is going.
pub fn going(way: Way) -> &'static str {
    match way {
        Way::Falling => "Falling:",
        Way::Rising => "Rising:",
        Way::Steady => "Steady:",
    }
}

/// The same, and by how much.
pub fn way(standing: Standing, locale: &Locale) -> String {
    let by = locale.number(Decimal::new(standing.lately.0.saturating_abs(), 2));
    match standing.way() {
        Way::Falling => format!("Falling: the last 30 days took {by} more than they gave."),
        Way::Rising => format!("Rising: the last 30 days gave {by} more than they took."),
        Way::Steady if standing.lately.0 == 0 => "Steady: nothing moved it in the last 30 days.".to_owned(),
        Way::Steady => "Steady: the last 30 days changed little.".to_owned(),
    }
}

/// The balance in a few words, for the head of the client's page.
pub fn short(standing: Standing, locale: &Locale) -> String {
    let way = match standing.way() {
        Way::Falling => ", falling",
        Way::Rising => ", rising",
        Way::Steady => "",
    };
    format!("Trust {}{way}", points(standing.balance, locale))
}

/// What the line says to who cannot see it.
pub fn line(first: (Day, Points), last: (Day, Points), locale: &Locale) -> String {
    let said = |(day, value): (Day, Points)| format!("{} on {}", points(value, locale), locale.long_day(day));
    format!("The balance over time: from {} to {}. The table beside it has every month.", said(first), said(last))
}

/// What a point weighed at first.
pub fn began_with(weight: i32) -> String {
    format!("of {}", self::weight(weight))
}

pub fn half_life(days: u32) -> String {
    let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    format!("Each point weighs half after {days}; what is shown adds up to the balance.")
}

pub fn more(count: usize) -> String {
    format!("Show {count} more")
}
