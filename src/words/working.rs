//! Working hours, holidays, and work before the deposit is there.

use super::locale::Locale;
use domain::time::Day;

pub const TITLE: &str = "Working hours and holidays";
pub const HINT: &str = "Steps, promises and answers are counted in these hours, where you sit. A day without hours is a day off.";
pub const FROM: &str = "from";
pub const TO: &str = "to";
pub const DAY_OFF: &str = "Day off";
pub const NONE_AT_ALL: &str = "Somebody works on at least one day: please give it hours.";
pub const HOLIDAYS: &str = "Holidays";
pub const NO_HOLIDAYS: &str = "None written down yet. On a holiday no hour counts.";
pub const HOLIDAY_DAY: &str = "Day";
pub const HOLIDAY_NAME: &str = "What it is";
pub const HOLIDAY_ADD: &str = "Add the holiday";
pub const HOLIDAY_REMOVE: &str = "Remove";
pub const HOLIDAY_DAY_MISSING: &str = "Please give the day.";
pub const HOLIDAY_ADDED: &str = "Holiday added";
pub const HOLIDAY_REMOVED: &str = "Holiday removed";

pub const PUBLIC: &str = "Add the public holidays of a country";
pub const PUBLIC_MISSING: &str = "The list of holidays could not be loaded. It needs the network once; please try again.";
pub const PUBLIC_COUNTRY: &str = "Country";
pub const PUBLIC_REGION: &str = "Region";
pub const PUBLIC_EVERYWHERE: &str = "Everywhere in the country";
pub const PUBLIC_YEAR: &str = "Year";
pub const PUBLIC_HINT: &str = "They become holidays of your own, and each can be removed. The list is that of the open project “holidays”.";

pub fn public_add(count: usize) -> String {
    match count {
        0 => "All of them are there".to_owned(),
        1 => "Add 1 holiday".to_owned(),
        count => format!("Add {count} holidays"),
    }
}

pub fn public_added(count: usize) -> String {
    if count == 1 { HOLIDAY_ADDED.to_owned() } else { format!("{count} holidays added") }
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Monday is 0.
pub fn weekday(at: usize) -> &'static str {
    DAYS.get(at).copied().unwrap_or_default()
}

pub fn field(at: usize, which: &str) -> String {
    format!("{}, {which}", weekday(at))
}

pub fn hours_wrong(at: usize) -> String {
    format!("{} needs a beginning, and an end after it, like 09:00 and 17:00.", weekday(at))
}

pub fn clock((hour, minute): (u32, u32)) -> String {
    format!("{hour:02}:{minute:02}")
}

/// "due today by 15:30".
pub fn due_by(near: &str, time: (u32, u32)) -> String {
    format!("due {near} by {}", clock(time))
}

pub const DEPOSIT: &str = "Deposit";
pub const DEPOSIT_OPEN: &str = "not recorded yet";
pub const NOTICE: &str = "Notice";

pub fn notice(days: u64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

pub const DEPOSIT_TITLE: &str = "The deposit is not there yet";
pub const DEPOSIT_WHY: &str = "Why you work on it all the same";
pub const DEPOSIT_WHY_MISSING: &str = "Please say why: it is kept with the time.";
pub const DEPOSIT_HINT: &str = "Kept with the time. You are asked once a day.";
pub const DEPOSIT_DO: &str = "Record it all the same";
pub const DEPOSIT_NOT: &str = "Wait for the deposit";

pub fn despite(why: &str) -> String {
    format!("Before the deposit: {why}")
}

pub fn holiday(day: Day, locale: &Locale) -> String {
    format!("{}, {}", super::locale::weekday(day), locale.long_day(day))
}
