//! The billing page.

use crate::state::billing::Show;

pub const BANK: &str = "Bring in a bank file";
pub const TITLE: &str = "Billing";
pub const FILTER: &str = "Filter documents";
pub const FILTER_HINT: &str = "Filter by number, client or words";
pub const NEW: &str = "New document";
pub const SUMS: &str = "Totals per currency";
pub const OUTSTANDING: &str = "Outstanding";
pub const OVERDUE: &str = "Overdue";
pub const SHOW: &str = "Show";
pub const DOCUMENTS: &str = "Documents";
pub const NUMBER: &str = "Number";
pub const CLIENT: &str = "Client";
pub const FOR: &str = "For";
pub const DATE: &str = "Date";
pub const DUE: &str = "Due";
pub const STANDING: &str = "Standing";
pub const TOTAL: &str = "Total";
pub const OPEN: &str = "Open";
pub const NONE: &str = "–";
pub const EMPTY: &str = "No documents yet.";
pub const EMPTY_HINT: &str = "Write one in a sentence: who, how much, what for, and when it is due.";
pub const EMPTY_DO: &str = "Write the first one";
pub const CLEAR: &str = "Clear the filter";

pub fn show(show: Show) -> &'static str {
    match show {
        Show::All => "All",
        Show::Drafts => "Drafts",
        Show::Open => "Open",
        Show::Overdue => "Overdue",
        Show::Paid => "Paid",
    }
}
pub fn nothing(show: Show) -> &'static str {
    match show {
        Show::All => "No documents yet.",
        Show::Drafts => "No drafts.",
        Show::Open => "Nothing is open.",
        Show::Overdue => "Nothing is overdue.",
        Show::Paid => "Nothing has been paid yet.",
    }
}
pub fn no_match(query: &str) -> String {
    format!("Nothing matches “{}”.", query.trim())
}
pub fn paid_in(year: i32) -> String {
    format!("Paid in {year}")
}
pub fn more(count: usize) -> String {
    format!("Show {count} more")
}
pub fn found(count: usize) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}
pub fn overpaid_by(amount: &str) -> String {
    format!("Overpaid by {amount}")
}
