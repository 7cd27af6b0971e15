//! Writing to clients: what is to be written and why, how it goes out, and the texts it is made from.

use domain::client::Channel;
use domain::letter::LetterError;
use domain::money::Money;
use domain::remind::Reminder;
use domain::time::Day;

use super::locale::Locale;
use crate::state::messages::Kind;

pub const LEAVE_OUT: &str = "Do not write it";
pub const LEFT_OUT: &str = "It is not written";
pub const TITLE: &str = "Messages";
pub const TEMPLATES: &str = "Templates";
pub const TO_TEMPLATES: &str = "Templates and days";
pub const NOTHING: &str = "Nobody waits for a word from you.";
pub const NOTHING_HINT: &str = "Updates that are due, answers that are waited for, and reminders of open invoices stand here by themselves. To write to somebody else, open the client and choose “Write a message”.";
pub const WRITE: &str = "Write a message";
pub const LIST: &str = "To be written";
pub const WORDS: &str = "Updates and answers";
pub const MONEY: &str = "Reminders";
pub const OWN: &str = "Of your own accord";
pub const OF_OWN_ACCORD: &str = "A message of your own accord";
pub const IS_SENT: &str = "Done";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const ALL_DONE: &str = "All of it is done.";
pub const OPENING: &str = "The record is being opened.";
pub const GONE: &str = "This client is not here any more.";

pub const NO_WORD: &str = "no word of yours yet";
pub const FIRST_TIER: &str = " · first tier";

/// Beside a reminder: a word about money is no answer.
pub fn waits(near: &str) -> String {
    format!("They wait for your answer since {near}. Better answer first.")
}

pub fn last_word(near: &str) -> String {
    format!("your last word: {near}")
}

pub fn place(at: usize, of: usize) -> String {
    format!("{at} of {of}")
}

pub fn left(count: usize) -> String {
    match count {
        1 => "1 to write".to_owned(),
        count => format!("{count} to write"),
    }
}

pub fn reminder(reminder: &Reminder, number: &str, open: Money, locale: &Locale) -> String {
    let money = locale.money(open);
    match reminder.level {
        0 | 1 => format!("Note on {number}: {money}"),
        level => format!("Reminder of {number}, level {level}: {money}"),
    }
}

pub fn reminder_why(reminder: &Reminder, locale: &Locale, today: Day) -> String {
    let days = reminder.due.days_until(today);
    let due = locale.near(reminder.due, today);
    let due = if days > 0 { format!("was due {due}") } else { format!("due {due}") };
    let until = reminder.until.map(|until| format!(" · gives them until {}", locale.day(until))).unwrap_or_default();
    format!("{due}{until}")
}

// The draft.
pub const TO: &str = "To";
pub const TEMPLATE: &str = "Template";
pub const LANGUAGE: &str = "Language, of their documents too";
pub const SUBJECT: &str = "Subject";
pub const TEXT: &str = "Text";
pub const SEND: &str = "Send it";
pub const BLOCKED: &str = "This cannot be sent yet";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "Not copied: please select the text and copy it.";
pub const TOO_LONG: &str = "Too long for a link to your mail: its text is copied as well, to be pasted there.";
pub const NO_WAY: &str = "No e-mail address or phone number is known of them. You can copy the text.";
pub const WAS_SENT: &str = "Was it sent?";
pub const WAS_SENT_HINT: &str = "With yes, it stands in the client’s history, and counts as your last word.";
pub const WAS_REMINDED_HINT: &str = "With yes, it stands in the client’s history, and this reminder is not asked for again.";
pub const WAS_SAID: &str = "Did you speak?";
pub const YES_SENT: &str = "Yes, it was sent";
pub const YES_SAID: &str = "Yes, we spoke";
pub const NOT_YET: &str = "Not yet";
pub const TOMORROW: &str = "Put off until tomorrow";
pub const LET_GO: &str = "Let it go";
pub const LET_GO_HINT: &str = "This reminder does not come back.";
pub const LEFT_GO: &str = "Let go";
pub const PROMISED: &str = "They promised to pay";
pub const PROMISED_BY: &str = "By";
pub const KEEP_PROMISE: &str = "Wait for it";
pub const PROMISE_KEPT: &str = "No reminder before that day is over";
pub const TO_CLIENT: &str = "Open the client";
pub const TO_INVOICE: &str = "Open the invoice";

pub fn pay(number: &str) -> String {
    format!("Pay {number}")
}

pub fn way(kind: Kind) -> &'static str {
    match kind {
        Kind::Mail => "E-mail",
        Kind::Call => "Call",
        Kind::WhatsApp => "WhatsApp",
        Kind::Sms => "Text message",
        Kind::Share => "Share",
        Kind::Copy => "Copy",
    }
}

/// Why the first way is first, and what speaks against it.
pub fn clash(name: &str, prefers: Channel, agreed: Channel) -> String {
    let name = if name.is_empty() { "This person" } else { name };
    let word = |channel| super::client::channel(channel).to_lowercase();
    format!("{name} prefers {}; with the client you agreed on {}.", word(prefers), word(agreed))
}

// Templates.
pub const TEMPLATES_HINT: &str = "Texts that messages begin with. Yours takes the place of the one that comes with the app, in its language; that one stays and can be had back.";
pub const WHICH: &str = "Which template";
pub const YOURS: &str = "yours";
pub const IN_LANGUAGE: &str = "Language";
pub const SAVE: &str = "Save as yours";
pub const SAVED: &str = "Saved as yours";
pub const RESET: &str = "Back to the app’s own";
pub const WAS_RESET: &str = "The app’s own text is back";
pub const GAPS: &str = "What can stand in a gap";
pub const GAPS_HINT: &str =
    "After a | stands what is said where nothing is known: {client.first_name|there}. A line with nothing in its gaps is left out.";
pub const PREVIEW: &str = "Preview";
pub const PREVIEW_OF: &str = "For";
pub const PREVIEW_NOBODY: &str = "Somebody of whom nothing is known";
pub const UNSAVED: &str = "Not saved yet";

pub fn letter_error(error: &LetterError) -> String {
    match error {
        LetterError::Unknown(name) if name.is_empty() => {
            "There is a gap without a name. Only what stands in the list can be filled in.".to_owned()
        }
        LetterError::Unknown(name) => format!("Nothing is called “{name}”. Only what stands in the list can be filled in."),
        LetterError::Brace => "A brace is not closed, or closes nothing. Braces stand around gaps only.".to_owned(),
    }
}

// When reminders go out.
pub const DAYS: &str = "Days of reminders";
pub const DAYS_HINT: &str = "Counted from the due day: -3 is three days before it, 0 the day itself. Without any reminder: off. Left open: -3 0 7 14. They stand here on a working day, wait for you, and stop when it is paid, disputed or promised.";
pub const CLIENT_DAYS_HINT: &str = "Days from the due day, like 0 14, or off. Left open: as for all.";
pub const NOTIFY: &str = "Notify me when something is to be written";
pub const NOTIFY_ON: &str = "Your browser says it once a day, while Throughline is open and you are elsewhere.";
pub const NOTIFY_OFF: &str = "Your browser does not allow Throughline to notify you. Its settings for this page can change that.";
pub const NOTIFICATION: &str = "Throughline: messages";
pub const SAVE_DAYS: &str = "Save";
