//! In which parts a document is paid, and what is off for whoever pays early.

pub const PAID_IN: &str = "Paid in";
pub const AT_ONCE: &str = "One sum";
pub fn parts(parts: u32) -> String {
    format!("{parts} monthly parts")
}
pub fn part_due(at: usize) -> String {
    format!("Part {at} due on")
}
pub const EARLY: &str = "Discount for paying early";
pub const EARLY_PERCENT: &str = "Percent off";
pub const EARLY_DAYS: &str = "Days to pay in";
pub const EARLY_BETWEEN: &str = "% within";
pub const EARLY_AFTER: &str = "days";
pub fn offer(off: &str, last: &str) -> String {
    format!("{off} less if it is paid by {last}")
}
