//! Numbers, money and days as text. Money is never rounded here: what is shown is what was computed.

use domain::figure::Mark;
use domain::money::Money;
use domain::time::{Day, Weekday};
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatePiece {
    Day,
    Month,
    Year,
    Text(String),
}

/// How a place writes numbers and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// BCP 47.
    pub tag: String,
    pub group: String,
    pub decimal: String,
    pub date: Vec<DatePiece>,
}

impl Default for Locale {
    fn default() -> Self {
        let text = |text: &str| DatePiece::Text(text.to_owned());
        Self {
            tag: "en".to_owned(),
            group: ",".to_owned(),
            decimal: ".".to_owned(),
            date: vec![DatePiece::Day, text(" "), DatePiece::Month, text(" "), DatePiece::Year],
        }
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

impl Locale {
    /// Every digit of the number, grouped.
    pub fn number(&self, value: Decimal) -> String {
        let plain = value.abs().to_string();
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
        let mut out = String::with_capacity(plain.len() + 8);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('−');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push_str(&self.decimal);
            out.push_str(fraction);
        }
        out
    }

    /// Which mark a figure typed here has before its decimals.
    pub fn mark(&self) -> Mark {
        if self.decimal == "," { Mark::Comma } else { Mark::Dot }
    }

    /// The amount without its currency.
    pub fn amount(&self, money: Money) -> String {
        self.number(money.amount())
    }

    /// `1,200.00 EUR`.
    pub fn money(&self, money: Money) -> String {
        format!("{}\u{a0}{}", self.amount(money), money.currency())
    }

    /// The date with its month as a short word, in the order the place uses.
    pub fn day(&self, day: Day) -> String {
        self.written(day, &MONTHS)
    }

    pub fn long_day(&self, day: Day) -> String {
        self.written(day, &LONG_MONTHS)
    }

    fn written(&self, day: Day, months: &[&str; 12]) -> String {
        let month = months.get(day.month() as usize - 1).copied().unwrap_or_default();
        let piece = |piece: &DatePiece| match piece {
            DatePiece::Day => day.day().to_string(),
            DatePiece::Month => month.to_owned(),
            DatePiece::Year => day.year().to_string(),
            DatePiece::Text(text) => text.clone(),
        };
        self.date.iter().map(piece).collect()
    }

    /// As people say it near now: "today", "Friday", "3 days ago"; further away the date.
    pub fn near(&self, day: Day, today: Day) -> String {
        match today.days_until(day) {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            2..=6 => weekday(day).to_owned(),
            ahead @ 7..=13 => format!("in {ahead} days"),
            ago @ -13..=-2 => format!("{} days ago", -ago),
            _ => self.day(day),
        }
    }
}

pub fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn every_digit_is_shown_and_none_is_rounded() {
        let locale = Locale::default();
        let number = |text: &str| locale.number(text.parse().expect(text));
        assert_eq!(number("999999999999.99"), "999,999,999,999.99");
        assert_eq!(number("-1234.50"), "−1,234.50");
        assert_eq!(number("0.333"), "0.333");
        let yen = Money::exact("8".parse().expect("8"), Currency::JPY).expect("yen");
        assert_eq!(locale.money(yen), "8\u{a0}JPY");
    }

    #[test]
    fn days_near_now_are_said_as_people_say_them() {
        let locale = Locale::default();
        let day = |text| Day::parse(text).expect(text);
        let today = day("2026-11-22");
        let near = |text| locale.near(day(text), today);
        assert_eq!(
            ["2026-11-22", "2026-11-23", "2026-11-27", "2026-12-01", "2026-11-19", "2027-03-01"].map(near),
            ["today", "tomorrow", "Friday", "in 9 days", "3 days ago", "1 Mar 2027"]
        );
    }
}
