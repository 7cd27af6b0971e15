//! How often clients hear from us, and how soon we answer.

use domain::rhythm::{Every, WEEKDAYS};
use domain::time::Weekday;

pub const TITLE: &str = "Updates and answers";
pub const CLIENT_HINT: &str = "What was agreed with this client. What is left open is as in Settings.";
pub const HINT: &str = "What holds for every client with whom nothing else was agreed. Today says when an update did not go out, when an answer is due, and when it has grown quiet.";
pub const AS_USUAL: &str = "As usual";
pub const ANSWER_HINT: &str = "Left open: by the end of the next working day.";
pub const QUIET_HINT: &str = "Left open: after 10.";
pub const NOT_SAID: &str = "Not said";

pub fn every(every: Every) -> &'static str {
    match every {
        Every::Week => "Every week",
        Every::TwoWeeks => "Every two weeks",
        Every::FourWeeks => "Every four weeks",
        Every::Never => "Only when asked",
    }
}

pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

pub fn every_options() -> Vec<(&'static str, &'static str)> {
    Every::ALL.map(|one| (one.key(), every(one))).to_vec()
}

pub fn day_options() -> Vec<(&'static str, &'static str)> {
    WEEKDAYS.map(|(day, key)| (key, weekday(day))).to_vec()
}
