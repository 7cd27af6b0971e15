//! Pictures of money.

use domain::outlook::Month;

use super::locale::Locale;

pub const TITLE: &str = "At a glance";
pub const CURRENCY: &str = "Currency";
pub const AS_TABLE: &str = "As a table";
pub const AGEING: &str = "Open, by how late it is";
pub const LATE: &str = "Late";
pub const LATER: &str = "Later";
pub const LATE_FULL: &str = "Late already";
pub const LATER_FULL: &str = "Due later";

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub fn month(month: Month) -> &'static str {
    MONTHS.get(month.month.saturating_sub(1) as usize).copied().unwrap_or_default()
}
pub fn full_month(one: Month) -> String {
    format!("{} {}", month(one), one.year)
}
pub fn income(currency: &str) -> String {
    format!("Received per month, {currency}")
}
pub fn income_told(currency: &str, first: Month, last: Month) -> String {
    format!(
        "Columns: money received in {currency} each month from {} to {}, refunds taken off. The figures are in the table below.",
        full_month(first),
        full_month(last)
    )
}
pub fn expected(currency: &str) -> String {
    format!("Expected by due month, {currency}")
}
pub fn expected_told(currency: &str) -> String {
    format!(
        "Columns: open money in {currency} by the month it is due, with what is late already first. The figures are in the table below."
    )
}
pub fn ageing(currency: &str, locale: &Locale, sums: &domain::ageing::Aged) -> String {
    format!("{AGEING}: {} open in {currency}, {} of it late", locale.amount(sums.open), locale.amount(sums.late()))
}
