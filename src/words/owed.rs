//! Promises and deliverables, and how they stand.

use domain::item::{ActKind, ItemKind, Side};

use super::board;
use crate::state::client::owed::{Rounds, State};

pub const TAKE_BACK: &str = "Take back";
pub const TAKEN_BACK: &str = "Taken back";
pub const EDIT: &str = "Edit";
/// Before a day.
pub const DUE: &str = "due ";
pub const FIRST: &str = ", first ";
pub const NO_DAY: &str = "no day agreed";
pub const TOLD: &str = "Were they told?";
pub const TOLD_YES: &str = "Yes, they know";
pub const TOLD_AGREED: &str = "Yes, and they agreed to the new day";
pub const TOLD_NOT: &str = "Not yet";
pub const TOLD_ON: &str = "Told on";
pub const TOLD_MISSING: &str = "Please say whether they were told.";
pub const WHY_MISSING: &str = "Please say why it moves.";
pub const THEY_KNOW: &str = "They know now";
pub const UNTOLD: &str = "They do not know of the new day yet";
pub const UNTOLD_PROMISE: &str = "They do not know of the new day yet: until then the first one counts as broken";
pub const PRIVATE_HINT: &str = "Quirks, sensitivities, days that matter. Only you read this: it goes into your backup and nowhere else.";

pub fn nothing(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Promise => "Nothing is promised, either way. A promise says who owes what by when.",
        ItemKind::Deliverable => "Nothing is to be delivered yet. A deliverable counts its rounds of changes.",
        ItemKind::Feedback => "Nothing was said yet. A number and a line, after each delivery, is enough.",
        ItemKind::Context => "Nothing is written here yet.",
        ItemKind::Proposal | ItemKind::ProposalLine => "No proposal yet. It says what they get, what not, by when, and for how much.",
        ItemKind::Engagement
        | ItemKind::Request
        | ItemKind::Work
        | ItemKind::Step
        | ItemKind::Template
        | ItemKind::StageNote
        | ItemKind::Tag
        | ItemKind::Merge
        | ItemKind::Distinct
        | ItemKind::File
        | ItemKind::Holiday
        | ItemKind::Conflict
        | ItemKind::Dispute
        | ItemKind::Erasure
        | ItemKind::Series
        | ItemKind::Recurring
        | ItemKind::LateTerms
        | ItemKind::LateClaim
        | ItemKind::Account
        | ItemKind::PayLink
        | ItemKind::Service
        | ItemKind::Logo
        | ItemKind::Print
        | ItemKind::Member
        | ItemKind::Snooze
        | ItemKind::View
        | ItemKind::Referral
        | ItemKind::Block
        | ItemKind::Audit
        | ItemKind::Letter
        | ItemKind::Reminder
        | ItemKind::Rule
        | ItemKind::Run
        | ItemKind::Message => "Nothing here yet.",
    }
}

/// Who owes a promise, in a word or two.
pub fn side(side: Side) -> &'static str {
    match side {
        Side::Ours => "We owe",
        Side::Theirs => "They owe",
    }
}

/// How it stands. `on` is the day of what settled it or brought it here, in words.
pub fn state(state: State, on: &str, rounds: Rounds) -> String {
    match state {
        State::Open => "Open".to_owned(),
        State::Late(days) => board::late(days),
        State::Delivered(_) => format!("Delivered on {on}, waiting for them"),
        State::Back(_) => match rounds.included {
            Some(included) if rounds.used <= included => format!("Back for round {} of {included} included", rounds.used),
            Some(_) | None => format!("Back for round {}", rounds.used),
        },
        State::Settled(act, _) => format!("{} on {on}", settled(act)),
    }
}

fn settled(act: ActKind) -> &'static str {
    match act {
        ActKind::Kept => "Kept",
        ActKind::Broken => "Broken",
        ActKind::Approved => "Approved",
        ActKind::Waived => "Waived",
        _ => "Settled",
    }
}

/// Rounds used of those included; None where there is nothing to count.
pub fn rounds(rounds: Rounds) -> Option<String> {
    match (rounds.used, rounds.included) {
        (0, None) => None,
        (0, Some(0)) => Some("no rounds of changes included".to_owned()),
        (used, None) => Some(if used == 1 { "1 round used".to_owned() } else { format!("{used} rounds used") }),
        (used, Some(included)) if used > included => Some(format!("{used} rounds used, {included} included")),
        (used, Some(included)) => Some(format!("{used} of {included} rounds used")),
    }
}

/// What is beyond what was agreed, and what that means.
pub fn beyond(rounds: Rounds) -> Option<String> {
    match rounds.beyond() {
        0 => None,
        1 => Some("1 round more than is included: agree what it costs before you begin it".to_owned()),
        more => Some(format!("{more} rounds more than are included: agree what they cost before you begin")),
    }
}

pub fn owner(name: &str) -> String {
    format!("{name} sees to it")
}

pub fn settled_count(count: usize) -> String {
    format!("{count} settled")
}

/// A button that does it today, without asking anything.
pub fn now(act: ActKind) -> &'static str {
    match act {
        ActKind::Kept => "Kept today",
        ActKind::Delivered => "Delivered today",
        ActKind::Approved => "Approved today",
        ActKind::Reopened => "Open again",
        ActKind::Told => THEY_KNOW,
        _ => super::item::act(act),
    }
}

/// A button that asks before it does.
pub fn ask(act: ActKind) -> &'static str {
    match act {
        ActKind::Kept => "Kept earlier",
        ActKind::Delivered => "Delivered earlier",
        ActKind::Approved => "Approved earlier",
        ActKind::Untold => "Write to them",
        _ => super::item::act(act),
    }
}

/// An act of the past, as the list under an item names it. `to`: the new day.
pub fn past(act: ActKind, to: Option<&str>) -> String {
    let words = match act {
        ActKind::Kept => "Kept",
        ActKind::Broken => "Broken",
        ActKind::Renegotiated => "New day agreed",
        _ => super::item::acted(act),
    };
    match to {
        Some(to) => format!("{words}: {to}"),
        None => words.to_owned(),
    }
}

/// Over a list of several.
pub fn acts(count: usize) -> String {
    format!("What became of it, {count} entries")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Day;

    #[test]
    fn rounds_are_counted_against_what_is_included() {
        let back = |used, included| {
            let rounds = Rounds { used, included };
            (state(State::Back(Day::FIRST), "", rounds), super::rounds(rounds).unwrap_or_default(), beyond(rounds).is_some())
        };
        let told = |state: &str, used: &str, beyond| (state.to_owned(), used.to_owned(), beyond);
        assert_eq!(back(1, Some(2)), told("Back for round 1 of 2 included", "1 of 2 rounds used", false));
        assert_eq!(back(3, Some(2)), told("Back for round 3", "3 rounds used, 2 included", true));
        assert_eq!(back(1, None), told("Back for round 1", "1 round used", false));
        assert_eq!(super::rounds(Rounds { used: 0, included: None }), None);
    }
}
