//! Proposals, from a blank page to a yes, in words.

use domain::item::{ItemField, When};
use domain::money::Money;
use domain::proposal::{Lack, Standing};
use domain::time::Day;
use domain::vague::Instead;
use rust_decimal::Decimal;

use super::locale::Locale;

pub const TITLE: &str = "Proposal";
pub const LIST: &str = "Proposals";
pub const NONE: &str = "No proposal yet. It says what they get, what not, by when, and for how much.";
pub const NEW: &str = "Write a proposal";
pub const TO_WORK: &str = "Work";
pub const MISSING: &str = "This proposal is not here";
pub const MISSING_HINT: &str = "It was removed, or it is on another device.";

/// What a new proposal is called until somebody says better.
pub fn for_client(name: &str) -> String {
    format!("Proposal for {name}")
}
pub fn copy_of(title: &str) -> String {
    format!("{title}, again")
}

// Standing.
pub fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Sent(_) => "open",
        Standing::Expired(_) => "overdue",
        Standing::Accepted(_) => "paid",
        Standing::Declined(_) => "void",
    }
}
pub fn standing(standing: Standing, locale: &Locale) -> String {
    match standing {
        Standing::Draft => "Draft".to_owned(),
        Standing::Sent(on) => format!("Sent on {}", locale.day(on)),
        Standing::Expired(until) => format!("Expired, it was valid until {}", locale.day(until)),
        Standing::Accepted(on) => format!("Accepted on {}", locale.day(on)),
        Standing::Declined(on) => format!("Declined on {}", locale.day(on)),
    }
}
pub fn version(number: u32) -> String {
    format!("Version {number}")
}
pub const SUPERSEDED_MARK: &str = "superseded";
pub const SUPERSEDED: &str = "This version was superseded: only the newest one can be accepted.";
pub const UNREADABLE: &str = "A newer version of the app sent this. Update the app to read it.";
pub const FORGED: &str = "This text is not the one that was sent: its hash does not match.";
pub fn expired(until: Day, locale: &Locale) -> String {
    format!("It was valid until the end of {}. Allow it below if you take the yes all the same.", locale.day(until))
}
pub fn valid_until(until: Day, locale: &Locale) -> String {
    format!("valid until {}", locale.day(until))
}

// The editor.
pub const ABOUT: &str = "What it is about";
pub const GETS: &str = "What they get";
pub const COSTS: &str = "What it costs";
pub const PAYMENTS: &str = "When it is paid";
pub const WAYS: &str = "How we work";
pub const NOT_INCLUDED: &str = "Not included";
pub const ADD_DELIVERABLE: &str = "Add something they get";
pub const ADD_LINE: &str = "Add a price";
pub const ADD_PAYMENT: &str = "Add a payment";
pub const NO_DELIVERABLES: &str = "Name each thing they get, with its day.";
pub const OPTIONAL: &str = "Optional";
pub const AMOUNT: &str = "Amount";
pub const REMOVED: &str = "Row removed";
pub const WAIVE: &str = "Leave it unsaid";
pub const WAIVE_HINT: &str = "On purpose: nothing needs to be left out. It is noted with today's day.";
pub const WAIVED: &str = "Left unsaid on purpose.";
pub const UNWAIVE: &str = "Say it after all";
pub const VAGUE: &str = "Vague words";
pub const NEVER: &str = "Do not mark it";
pub const NEVER_SAID: &str = "Not marked any more; Settings has the list";

pub fn label(field: ItemField) -> &'static str {
    match field {
        ItemField::Title => "Name",
        ItemField::Detail => "What they want, and what you do about it",
        ItemField::Timeline => "Timeline",
        ItemField::NotIncluded => "What the price does not cover",
        ItemField::Currency => "Currency",
        ItemField::Rate => "Extra work, an hour",
        ItemField::Rounds => "Rounds of changes included",
        ItemField::Response => "We answer within (working hours)",
        ItemField::Until => "Valid until the end of",
        ItemField::Due => "By",
        ItemField::Quantity => "Quantity",
        ItemField::Unit => "Unit",
        ItemField::Price => "Price",
        ItemField::Tax => "Tax %",
        ItemField::Share => "Share %",
        ItemField::When => "When",
        _ => "",
    }
}
/// Of a row.
pub const WHAT: &str = "What";
pub const WORDS: &str = "In words";
pub fn hint(field: ItemField) -> Option<&'static str> {
    match field {
        ItemField::Detail => Some("The first lines they read. What you heard, and what will be different afterwards."),
        ItemField::Timeline => Some("Days and weeks, not “soon”."),
        ItemField::NotIncluded => Some("What is left out is said now, or argued about later."),
        _ => None,
    }
}
pub fn of_row(label: &str, place: usize) -> String {
    format!("{label}, row {place}")
}
pub fn remove(place: usize) -> String {
    format!("Remove row {place}")
}
pub fn when(when: When) -> &'static str {
    match when {
        When::Start => "On accepting",
        When::Delivery => "On delivery",
        When::Other => "At another time",
    }
}
pub fn shares(sum: Decimal, locale: &Locale) -> String {
    format!("{}\u{a0}% so far, of 100\u{a0}%", locale.number(sum.normalize()))
}
pub fn instead(instead: Instead) -> &'static str {
    match instead {
        Instead::Day => "name a day, or a number of working days.",
        Instead::Number => "say how many.",
        Instead::Name => "name each thing, or say who decides and when.",
        Instead::Plain => "say what can be counted or checked.",
    }
}

// Sending.
pub const SEND: &str = "Check and send";
pub fn send_version(number: u32) -> String {
    if number == 1 { SEND.to_owned() } else { format!("Check and send version {number}") }
}
pub const NOT_READY: &str = "Before it goes out";
pub const UNREAD: &str = "One of the fields cannot be read yet.";
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Exclusions => "Say what is not included, or leave it unsaid on purpose.",
        Lack::Lines => "Nothing has a price yet.",
        Lack::Wordless(_) => "This row says nothing yet.",
        Lack::Price(_) => "Give this row a price that can be computed.",
        Lack::Until => "Say until when it is valid.",
        Lack::UntilOver => "That day is over already. Give it a later one.",
        Lack::Schedule => "The payments must add up to 100 %.",
        Lack::Currency => "Choose a currency.",
        Lack::Sender => "It needs a sender: give your name or your business in Settings.",
        Lack::Unchanged => "Nothing was changed since the version that went out.",
    }
}
pub const TEXT: &str = "Text to send with it";
pub const COPY: &str = "Copy the text";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str = "Could not copy. Select the text and copy it.";
pub const MAIL: &str = "Open in my mail";
pub const PRINT: &str = "Print or save as PDF";
pub const WAS_SENT: &str = "Was it sent?";
pub const WAS_SENT_HINT: &str = "What went out is then frozen: this version stays as it is, whatever you change later.";
pub const YES_SENT: &str = "Yes, it went out today";
pub const NOT_YET: &str = "Not yet";

/// What a text that goes with a proposal needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    pub person: String,
    pub title: String,
    pub version: u32,
    pub total: Option<Money>,
    pub optional: usize,
    pub until: Option<Day>,
    pub sender: String,
}

impl Cover {
    pub fn text(&self, locale: &Locale) -> String {
        let greeting = if self.person.is_empty() { "Hello,".to_owned() } else { format!("Hello {},", self.person) };
        let again = if self.version > 1 {
            format!(" It is version {}, and takes the place of the one before.", self.version)
        } else {
            String::new()
        };
        let mut parts = vec![greeting, format!("here is the proposal for “{}”, attached as a PDF.{again}", self.title)];
        let total = self.total.map(|total| {
            let more = match self.optional {
                0 => String::new(),
                1 => ", and one part that you may add or leave".to_owned(),
                many => format!(", and {many} parts that you may add or leave"),
            };
            format!("It comes to {}{more}.", locale.money(total))
        });
        let until = self.until.map(|until| format!("It is valid until the end of {}.", locale.long_day(until)));
        parts.push([total, until].into_iter().flatten().collect::<Vec<_>>().join(" "));
        parts.push("If it is as you want it, reply with your name and a yes. If something is not right, tell me which part.".to_owned());
        if !self.sender.is_empty() {
            parts.push(self.sender.clone());
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }
}

// The answer.
pub const ACCEPT: &str = "They accepted";
pub const DECLINE: &str = "They declined";
pub const NEW_VERSION: &str = "Change it";
pub fn changed(number: u32) -> String {
    format!("It was changed since. What is here now goes out as version {number}.")
}
pub const SEE: &str = "See what they see";
pub const WRITE: &str = "Back to writing";
pub const COPY_IT: &str = "Use it again";
pub const DELETE: &str = "Delete";
pub const DELETED: &str = "Proposal deleted";
pub const UNSEND: &str = "It was not sent after all";
pub const TAKE_BACK: &str = "Take the answer back";
pub const VERSIONS: &str = "Versions";
pub fn sent_on(on: Day, locale: &Locale) -> String {
    format!("sent on {}", locale.day(on))
}
pub fn hash(hash: &str) -> String {
    format!("SHA-256 {hash}")
}

pub const ACCEPT_TITLE: &str = "Write down their yes";
pub const ACCEPT_HINT: &str = "The terms above are what they say yes to.";
pub const CHOOSE: &str = "Which optional parts do they take?";
pub const COMES_TO: &str = "What it comes to";
pub const NET: &str = "Without tax";
pub const TOTAL: &str = "Total";
pub const BY: &str = "Name of whoever said yes";
pub const ON: &str = "On";
pub const AT: &str = "At";
pub const AT_WRONG: &str = "Give the time as hours and minutes, like 14:30.";
pub const DAY_WRONG: &str = "Give the day they said yes.";
pub const LATE: &str = "Take the yes although it came too late";
pub const BEGINS: &str = "What begins with it";
pub fn begins_engagement(title: &str) -> String {
    format!("The engagement “{title}”, with its scope, price, rounds and answer time")
}
pub fn begins_deliverables(count: usize) -> String {
    if count == 1 { "1 deliverable, with its day".to_owned() } else { format!("{count} deliverables, with their days") }
}
pub const BEGIN_LIST: &str = "Begin the onboarding checklist, dated from that day";
pub fn deposit_draft(deposit: &str) -> String {
    format!("Make a draft invoice of the accepted parts that asks for the deposit, {deposit}")
}
pub const NO_DEPOSIT_DRAFT: &str = "Make a draft invoice of the accepted parts";
pub const KEEP_YES: &str = "Accept it";
pub fn invoice_note(title: &str, version: u32, on: Day, locale: &Locale) -> String {
    format!("As accepted on {}: proposal “{title}”, version {version}.", locale.long_day(on))
}
pub fn accepted_by(name: &str, on: Day, time: &str, locale: &Locale) -> String {
    format!("{name}, {} at {time}", locale.long_day(on))
}
pub const ACCEPTED_BY: &str = "Accepted by";
pub const TAKEN: &str = "With";
pub const NOTHING_OPTIONAL: &str = "none of the optional parts";
pub const CAME_LATE: &str = "After its last day, and taken all the same.";
pub const TO_ENGAGEMENT: &str = "Go to the engagement";

pub const DECLINE_TITLE: &str = "Write down their no";
pub const WHY: &str = "Why";
pub const WHY_HINT: &str = "In their words, if you have them. The next proposal gets better by it.";
pub const WHY_MISSING: &str = "Please say why, even if all you know is that they did not say.";
pub const STAGE: &str = "Where do they go from here?";
pub fn stays(stage: &str) -> String {
    format!("They stay in {stage}")
}
pub const KEEP_NO: &str = "Write it down";
pub const CANCEL: &str = "Cancel";

// The paper.
pub const FOR: &str = "For";
pub const FROM: &str = "From";
pub const DATED: &str = "Date";
pub const UNTIL: &str = "Valid until the end of";
pub const P_GETS: &str = "What you get";
pub const P_TIMELINE: &str = "Timeline";
pub const P_COSTS: &str = "What it costs";
pub const P_PAYMENTS: &str = "Payments";
pub const P_WAYS: &str = "How we work";
pub const P_OUT: &str = "Not included";
pub fn by(day: Day, locale: &Locale) -> String {
    format!("by {}", locale.long_day(day))
}
pub const P_OPTIONAL: &str = "optional";
pub fn with_all(total: &str) -> String {
    format!("With everything optional: {total}")
}
pub fn rounds(rounds: u64) -> String {
    match rounds {
        0 => "No rounds of changes are included.".to_owned(),
        1 => "One round of changes is included.".to_owned(),
        many => format!("{many} rounds of changes are included."),
    }
}
pub fn answers(hours: u64) -> String {
    if hours == 1 { "We answer within one working hour.".to_owned() } else { format!("We answer within {hours} working hours.") }
}
pub fn extra(rate: &str) -> String {
    format!("What goes beyond this is agreed first, at {rate} an hour.")
}
pub fn payment(when: When, words: &str) -> String {
    match (when, words.is_empty()) {
        (When::Other, _) => words.to_owned(),
        (when, true) => self::when(when).to_owned(),
        (when, false) => format!("{}: {words}", self::when(when)),
    }
}

// Settings.
pub const SETTINGS: &str = "Vague words";
pub const SETTINGS_HINT: &str = "Words like “soon” or “a few” promise nothing. Proposals mark them as you type, in five languages.";
pub const ONE_A_LINE: &str = "One word or phrase a line.";
pub fn built_in(count: usize) -> String {
    format!("The {count} words that are marked anyway")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_says_what_it_is_and_until_when() {
        let cover = Cover { title: "Website".to_owned(), version: 2, until: Day::parse("2026-11-30"), optional: 2, ..Cover::default() };
        assert_eq!(
            cover.text(&Locale::default()),
            "Hello,\n\nhere is the proposal for “Website”, attached as a PDF. It is version 2, and takes the place of the one \
             before.\n\nIt is valid until the end of 30 November 2026.\n\nIf it is as you want it, reply with your name and a yes. If \
             something is not right, tell me which part."
        );
    }
}
