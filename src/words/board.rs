//! The board.

use domain::Stage;
use domain::row::{Due, Owed};
use domain::time::Day;

use super::stage;

pub const TITLE: &str = "Board";
pub const FILTER: &str = "Filter the board";
pub const FILTER_HINT: &str = "Filter by name, person or number";
pub const STAGES: &str = "Stages";
pub const NOTHING_OPEN: &str = "Nothing open";
pub const ADD: &str = "Add";
pub const CANCEL: &str = "Cancel";
pub const CLIENT: &str = "Client";
pub const NAME: &str = "Name";
pub const MOVE_TO: &str = "Move to";
pub const HERE: &str = "here";
pub const EMPTY: &str = "Every client gets a card here, and every card a next step.";
pub const WAY_ADD: &str = "Add a client";
pub const WAY_ADD_HINT: &str = "A name is enough to begin with.";
pub const WAY_IMPORT: &str = "Bring them from another tool";
pub const WAY_IMPORT_HINT: &str = "A CSV file from Invoice Ninja, FreshBooks, Wave and others.";
pub const WAY_IMPORT_DO: &str = "Import a file";
pub const WAY_SAMPLE: &str = "Look around first";
pub const WAY_SAMPLE_HINT: &str = "Eight made-up clients, removed again with one press.";
pub const WAY_SAMPLE_DO: &str = "Try the sample";
pub const NEEDS_LOOK: &str = "Part of this record cannot be read";

pub const ENDS: &str = "Ends ";
pub const WITH_CLIENT: &str = "with the client";

/// Said after the number of cards of a lane.
pub fn cards(clients: usize, cards: usize) -> String {
    let apart = cards - clients.min(cards);
    let noun = if clients == 1 { "client" } else { "clients" };
    match apart {
        0 => format!(" {noun}"),
        1 => format!(" cards: {clients} {noun}, 1 engagement of a client elsewhere"),
        _ => format!(" cards: {clients} {noun}, {apart} engagements of clients elsewhere"),
    }
}
pub fn matches(count: usize, all: usize) -> String {
    let verb = if count == 1 { "matches" } else { "match" };
    format!("{count} of {all} clients {verb}")
}
pub fn in_stage(stage: Stage) -> String {
    format!(" in {}", stage::name(stage))
}
pub fn new_in(stage: Stage) -> String {
    format!("Name of the new client in {}", stage::name(stage))
}
pub fn fails(stage: Stage) -> String {
    format!("How it fails: {}", stage::failure(stage))
}
pub fn move_label(name: &str) -> String {
    format!("Move {name}")
}
pub fn more(count: usize) -> String {
    format!("Show {count} more")
}
pub fn overdue(days: i64) -> String {
    if days == 1 { "Invoice 1 day overdue".to_owned() } else { format!("Invoice {days} days overdue") }
}
/// What is late of promises and deliverables, in as few words as a card has room for.
pub fn dues(late: &[Due], today: Day) -> Option<String> {
    let first = late.first()?;
    if late.len() > 1 {
        let ours = late.iter().filter(|due| due.what != Owed::TheirPromise).count();
        return Some(match ours {
            0 => format!("{} promises of theirs late", late.len()),
            _ if ours == late.len() => format!("{ours} things late"),
            _ => format!("{} things late, {ours} of them yours", late.len()),
        });
    }
    let what = match first.what {
        Owed::OurPromise => "Promise",
        Owed::Deliverable => "Delivery",
        Owed::TheirPromise => "Their promise",
        Owed::Renewal => "Renewal talk",
    };
    Some(format!("{what} {}", self::late(first.on.days_until(today))))
}
pub fn late(days: i64) -> String {
    if days == 1 { "1 day late".to_owned() } else { format!("{days} days late") }
}
pub fn picked_up(name: &str, stage: Stage) -> String {
    format!(
        "{name} picked up in {}. Left and right arrows choose a stage, Enter puts it down, Escape leaves it where it was.",
        stage::name(stage)
    )
}
pub fn held_over(stage: Stage) -> String {
    format!("Over {}, {} of 6.", stage::name(stage), stage.place() + 1)
}
pub fn left(name: &str, stage: Stage) -> String {
    format!("{name} stays in {}.", stage::name(stage))
}
pub fn is_held(stage: Stage) -> String {
    format!(" is held over {}.", stage::name(stage))
}
pub const CHOOSE: &str = "choose a stage,";
pub const PUT_DOWN: &str = "puts it down,";
pub fn leaves_it(stage: Stage) -> String {
    format!("leaves it in {}.", stage::name(stage))
}
pub const CARD_KEYS: &str = "Enter opens the client. M picks the card up to move it.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_is_one_short_mark() {
        let day = |text| Day::parse(text).expect(text);
        let due = |what| Due { on: day("2026-11-20"), what };
        let said = |all: &[Owed]| dues(&all.iter().map(|what| due(*what)).collect::<Vec<_>>(), day("2026-11-22"));
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[Owed::OurPromise]).as_deref(), Some("Promise 2 days late"));
        assert_eq!(said(&[Owed::TheirPromise]).as_deref(), Some("Their promise 2 days late"));
        assert_eq!(said(&[Owed::Deliverable, Owed::OurPromise]).as_deref(), Some("2 things late"));
        assert_eq!(said(&[Owed::TheirPromise, Owed::TheirPromise]).as_deref(), Some("2 promises of theirs late"));
        assert_eq!(said(&[Owed::Deliverable, Owed::TheirPromise]).as_deref(), Some("2 things late, 1 of them yours"));
    }
}
