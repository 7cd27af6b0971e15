//! What was open on a day, and how late it was.

use domain::ageing::Bucket;
use domain::time::Day;

use super::locale::Locale;

pub const TITLE: &str = "Ageing";
pub const LINK: &str = "Ageing and statements";
pub const DAY: &str = "As at the end of";
pub const DAY_WRONG: &str = "Choose a day: the list is worked out for one.";
pub const CSV: &str = "Download as CSV";
pub const PRINT: &str = "Print";
pub const CLIENT: &str = "Client";
pub const DOCUMENT: &str = "Document";
pub const DATED: &str = "Dated";
pub const DUE: &str = "Due";
pub const DAYS_LATE: &str = "Days late";
pub const CURRENCY: &str = "Currency";
pub const OPEN: &str = "Open";
pub const DISPUTED: &str = "Disputed";
pub const ALL: &str = "All clients";
pub const NONE: &str = "–";
pub const STATEMENT: &str = "Statement";
pub const HINT: &str = "Payments, credits and documents of later days are left out, whenever they were written down.";
pub const GONE: &str = "The browser did not take the file. Please try again.";

pub fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::NotDue => "Not due",
        Bucket::To30 => "1–30 days",
        Bucket::To60 => "31–60 days",
        Bucket::To90 => "61–90 days",
        Bucket::Over90 => "Over 90 days",
    }
}
pub fn nothing(day: Day, locale: &Locale) -> String {
    format!("Nothing was open on {}.", locale.long_day(day))
}
pub fn table(currency: &str, day: Day, locale: &Locale) -> String {
    format!("Open in {currency} on {}, by how late it was", locale.long_day(day))
}
pub fn papers(count: usize) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}
pub fn late(days: i64) -> String {
    match days {
        ..=0 => "not due yet".to_owned(),
        1 => "1 day late".to_owned(),
        days => format!("{days} days late"),
    }
}
pub fn over(amount: &str) -> String {
    format!("{amount} had been paid beyond what was asked")
}
pub fn more(count: usize) -> String {
    if count == 1 { "Show 1 more client".to_owned() } else { format!("Show {count} more clients") }
}
pub fn file(day: Day) -> String {
    format!("ageing-{day}.csv")
}
