//! Numbers on several devices, and numbers that are missing, in words.

use domain::number::Reset;
use domain::series::{Frozen, Gap, Missing};

use super::done::count;

pub const DEVICES: &str = "Devices that give numbers";
pub const DEVICES_HINT: &str = "Each device gives numbers of its own, so that two that are offline never give the same one. Letters in a number say which device gave it.";
pub const THIS: &str = "This device";
pub const ANOTHER: &str = "Another device";
pub const PLAIN: &str = "No letters";
pub const NEXT_HERE: &str = "Gives numbers here";
pub const ENDED: &str = "Not used any more";
pub const TAKE: &str = "Continue it on this device";
pub const TAKE_WHY: &str = "What became of the other device";
pub const TAKE_HINT: &str =
    "Only when the other device gives no numbers from it any more, and you have everything it gave: else a number can come twice.";
pub const TAKE_DO: &str = "Continue here";
pub const GIVE: &str = "Hand over to the other device";
pub const LEAVE: &str = "Begin a new series";
pub const FROZEN: &str = "No more numbers are given from this series";
pub const RESET: &str = "Counts from 1";
pub const GAPS: &str = "Numbers that are missing";
pub const GAPS_NONE: &str = "No number is missing.";
pub const GAPS_HINT: &str = "A void document keeps its number; it is not missing.";
pub const COL_NUMBERS: &str = "Numbers";
pub const COL_DOCUMENTS: &str = "Documents";
pub const COL_MISSING: &str = "Missing";
pub const CSV: &str = "Download as CSV";
pub const CSV_NAME: &str = "numbers.csv";
pub const CSV_HEAD: &str = "first,last,documents,missing from,missing to,missing,reason\r\n";
pub const BY_HAND: &str = "Write the number yourself";
pub const BY_HAND_LABEL: &str = "Number";
pub const BY_HAND_HINT: &str = "The series goes on above the highest number.";
pub const BY_HAND_DO: &str = "Issue with this number";
pub const TO_SERIES: &str = "Decide in Settings";
pub const BACKDATED_TODAY: &str = "Date it today";

pub fn reset(reset: Reset) -> &'static str {
    match reset {
        Reset::Never => "Never",
        Reset::Yearly => "Each year",
        Reset::Monthly => "Each month",
    }
}

pub fn own(mark: &str) -> String {
    format!("This device numbers with {mark}: other numbers were given on another device, which may go on giving them.")
}

pub fn frozen(why: &Frozen) -> String {
    match why {
        Frozen::Double { number } => format!(
            "Two documents have the number {number}, each from another device. Both keep it. To go on, begin a new series on this device."
        ),
        Frozen::SharedMark { .. } => {
            "Two devices give numbers from the same series, so one could come twice. To go on, begin a new series on this device."
                .to_owned()
        }
    }
}

pub fn range(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} to {last}") }
}

pub fn why(why: &Missing) -> String {
    match why {
        Missing::Released => "came with an import or the sample, and was taken out again".to_owned(),
        Missing::Imported => "was not among the documents that were brought in".to_owned(),
        Missing::ByHand => "left out by a number that was written by hand".to_owned(),
        Missing::Lost { why } => format!("may have been given on a device that is gone: {why}"),
        Missing::Unknown => "no reason is known".to_owned(),
    }
}

pub fn gap(gap: &Gap) -> String {
    format!("{}: {}", range(&gap.first, &gap.last), why(&gap.why))
}

pub fn doubles(numbers: &[String]) -> String {
    format!("Two documents each: {}", numbers.join(", "))
}

pub fn ended(why: &str) -> String {
    format!("Numbers after the last one may be on the device that had them: {why}")
}

pub fn missing(number: u64) -> String {
    count(u32::try_from(number).unwrap_or(u32::MAX), "number missing", "numbers missing")
}

pub fn backdated(number: &str, year: i32) -> String {
    format!("It is dated in {year}, so it gets a number of that year: {number}. The numbers of {year} may be declared already.")
}

pub fn backdated_do(number: &str) -> String {
    format!("Issue as {number} all the same")
}
