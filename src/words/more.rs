//! What a draft can say beyond the common case.

pub const MORE: &str = "More for this document";
pub const MORE_LINE: &str = "More";
pub const NOTE_ABOVE: &str = "Note above the lines";
pub const BUYER_REFERENCE: &str = "Code they ask for";
pub const PERIOD_FROM: &str = "Service from";
pub const PERIOD_TO: &str = "Service until";
pub const PERIOD_TURNED: &str = "It ends before it begins.";
pub const CATEGORY: &str = "Kind of tax";
pub const CATEGORY_ALL: &str = "Kind of tax, for all lines";
pub const MIXED: &str = "Differs by line";
pub const REASONS: &str = "Why there is no tax";
pub const BASE: &str = "The price is for so many units";
pub const OFF: &str = "Discount on the line";
pub const OFF_AS: &str = "Discount on the line in";
pub const OFF_REASON: &str = "Why less";
pub const ON: &str = "Charge on the line";
pub const ON_AS: &str = "Charge on the line in";
pub const ON_REASON: &str = "Why more";
pub const CHARGE: &str = "Charge on the whole";
pub const CHARGE_AS: &str = "Charge in";
pub const CHARGE_REASON: &str = "What the charge is for";
pub const CHARGE_TAX: &str = "Tax on the charge, in %";
pub const CHARGE_TAX_HINT: &str = "Left empty, it is shared over the rates of the lines.";
pub const ROUNDING: &str = "Tax is rounded";
pub const PER_RATE: &str = "once for each rate";
pub const PER_LINE: &str = "on each line";
pub const SECOND: &str = "Second tax, in %";
pub const SECOND_NAME: &str = "The second tax is called";
pub const SECOND_HINT: &str = "On the same net as the first, such as QST beside GST.";
pub const WITHHELD: &str = "Tax they keep back, in %";
pub const WITHHELD_NAME: &str = "Called on the document";
pub const WITHHELD_HINT: &str = "Of the net, off what is to pay. The tax stays as it is.";
pub const CASH: &str = "Round what is to pay to";
pub const CASH_NONE: &str = "the smallest coin";
pub const EXCHANGE: &str = "Also show it in";
pub const EXCHANGE_NONE: &str = "no other currency";
pub const RATE_DAY: &str = "Rate of the day";
pub const RATE_SOURCE: &str = "Who says so";

/// Before the field: what one unit of the document's currency is worth.
pub fn rate(of: &str, to: &str) -> String {
    format!("1 {of} in {to}")
}
