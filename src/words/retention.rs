//! Keeping clients: what to ask whom, what each was worth, and who came through whom.

use domain::retention::Ask;
use domain::time::Day;
use domain::worth::Class;

use super::locale::Locale;

pub const TITLE: &str = "Keeping clients";
pub const HINT: &str = "Whom to write to now that the work is done, and whom you owe your best attention.";
pub const ASK_NOW: &str = "Ask now";
pub const NOBODY: &str = "Nobody is waiting to be asked. After a delivery they show up here.";
pub const NOT_NOW: &str = "Not for a month";
pub const WORTH: &str = "Worth and attention";
pub const WORTH_HINT: &str =
    "What came in and stayed, without tax. A, B and C: those who bring the first 80 %, the next 15 %, and the rest of a currency's money.";
pub const WORTH_NONE: &str = "Nothing has been paid yet.";
pub const CAME: &str = "Who came through whom";
pub const CAME_HINT: &str = "With all that their branch brought in. Whom a client came through is said on its page, under Details.";
pub const CAME_NONE: &str = "Nobody is known to have come through another client.";
pub const CLIENT: &str = "Client";
pub const CLASS: &str = "Class";
pub const TIER: &str = "Your tier";
pub const EARNED: &str = "Earned";
pub const ATTENTION: &str = "Conversations in 90 days";
pub const BRANCH: &str = "With its branch";
pub const SENT: &str = "Sent";
pub const GONE: &str = "no client any more";
pub const NONE: &str = "–";
pub const TALK: &str = "Talk about it";
pub const SUGGESTS: &str = "differs";
pub const THROUGH: &str = "Came through";
pub const THROUGH_NONE: &str = "Nobody you know.";
pub const THROUGH_FIND: &str = "Which client";
pub const THROUGH_HINT: &str = "Begin to write a name";
pub const THROUGH_NOBODY: &str = "No client matches.";
pub const ERASED: &str = "A client that was erased";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "Removed";

pub fn class(class: Class) -> &'static str {
    match class {
        Class::A => "A",
        Class::B => "B",
        Class::C => "C",
    }
}

pub fn score(score: &str) -> String {
    format!("{score} of 10")
}

pub fn sent(count: usize) -> String {
    match count {
        0 => NONE.to_owned(),
        count => count.to_string(),
    }
}

/// What to do.
pub fn ask(ask: &Ask) -> &'static str {
    match ask {
        Ask::ActOn { .. } => "Make it good",
        Ask::CheckIn { .. } => "Ask how it goes",
        Ask::Feedback { .. } => "Ask how it was",
        Ask::Renew { .. } => "Talk about what comes after the contract",
        Ask::Propose { .. } => "Propose what could come next",
        Ask::Refer { .. } => "Ask whom else you could help",
    }
}

/// Why, by the facts.
pub fn why(ask: &Ask, on: Day, today: Day, locale: &Locale) -> String {
    let day = |day: Day| locale.near(day, today);
    match ask {
        Ask::ActOn { score, .. } => format!("{score} of 10 on {}, and nothing was done about it", locale.day(on)),
        Ask::CheckIn { delivered, title } | Ask::Propose { delivered, title } => {
            format!("{} was delivered {}, more than a month ago", named(title), day(*delivered))
        }
        Ask::Feedback { delivered, title } => format!("{} was delivered {}, and nobody asked", named(title), day(*delivered)),
        Ask::Renew { ends } => format!("it ends {}", day(*ends)),
        Ask::Refer { score: Some(score), .. } => format!("{score} of 10 on {}, nothing is owed and nobody waits", locale.day(on)),
        Ask::Refer { .. } => format!("delivered on time {}, nothing is owed and nobody waits", day(on)),
    }
}

fn named(title: &str) -> String {
    if title.is_empty() { "Something".to_owned() } else { format!("“{title}”") }
}
