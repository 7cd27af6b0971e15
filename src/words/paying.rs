//! Money that came in or went back, and the client's credit.

use domain::money::Currency;
use domain::payment::Difference;

// The list of payments.
pub const GIVEN_BACK: &str = "Given back";
pub const CREDIT: &str = "Credit";
pub const CREDIT_USED: &str = "Credit used, from ";
pub const CREDIT_TO: &str = "Credit used for ";
pub const CREDIT_NOTE: &str = "Credit note ";
pub const ANOTHER: &str = "another document";
pub fn short(why: Difference, amount: &str) -> String {
    match why {
        Difference::Fee => format!("{amount} kept by a bank"),
        Difference::Discount => format!("{amount} let go"),
    }
}
pub fn came_as(amount: &str) -> String {
    format!("came as {amount}")
}
pub fn spread(documents: usize) -> String {
    format!("part of one transfer over {documents} documents")
}
pub fn withdraw(amount: &str, day: &str) -> String {
    format!("Withdraw {amount} of {day}")
}

// Perhaps recorded twice.
pub const DOUBLE_TITLE: &str = "Recorded twice?";
pub const DOUBLE: &str =
    "Two devices recorded the same amount for the same day. If one payment came in, take this one back. If two came in, say so.";
pub const ONE_CAME: &str = "One came in: take it back";
pub const BOTH_CAME: &str = "Both came in";
pub const TOLD_APART: &str = "Both payments count";
pub const CONTESTED: &str = "A payment may have been recorded twice: together the payments come to more than was asked. Say below, under Payments, whether one came in or both. Until then nothing of it counts as credit.";

// Recording.
pub const REST_OPEN: &str = "It stays open";
pub const REST_FEE: &str = "A bank kept it as a fee";
pub const REST_DISCOUNT: &str = "Let it go as a discount";
pub fn rest(amount: &str) -> String {
    format!("{amount} less than is open. What becomes of the rest?")
}
pub const OTHER_CURRENCY: &str = "It came in another currency";
pub const CAME: &str = "Arrived";
pub const CAME_IN: &str = "Arrived in";
pub const CAME_HINT: &str = "Both amounts are kept as you write them; nothing is converted.";
pub const CAME_MISSING: &str = "Say how much arrived in that currency.";
pub const SEVERAL: &str = "It pays more than this document";
pub const SPREAD_HINT: &str =
    "The longest due is paid first. Change the parts as the client meant them; together they come to what arrived.";
pub const DOCUMENT: &str = "Document";
pub const DUE: &str = "Due";
pub const OPEN: &str = "Open";
pub const PART: &str = "Part";
pub fn part_of(number: &str) -> String {
    format!("Part for {number}")
}
pub fn parts_come_to(sum: &str, whole: &str) -> String {
    format!("The parts come to {sum} of {whole}")
}
pub fn settles(currency: Currency) -> String {
    format!("Settles, in {currency}")
}

// Giving back.
pub const REFUND: &str = "Give money back";
pub const R_DAY: &str = "Given back on";
pub const R_SAVE: &str = "Record what was given back";
pub fn refund_intro(number: &str, received: &str) -> String {
    format!("{number}. {received} came in on it. What you give back beyond what was paid too much is open again.")
}

// The client's credit.
pub fn use_credit(amount: &str) -> String {
    format!("Pay {amount} from the client’s credit")
}
pub fn has_credit(name: &str, amount: &str) -> String {
    format!("{name} has {amount} in credit. It can pay this document once it is issued.")
}

// The house's own note.
pub const OWN_NOTE: &str = "Note to yourself";
pub const OWN_NOTE_HINT: &str = "Never printed, and it changes nothing of the document.";
pub const OWN_NOTE_SAVE: &str = "Keep the note";
