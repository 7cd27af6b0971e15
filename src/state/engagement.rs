//! Where an engagement stands: with its client, or in a stage of its own.

use domain::decide::Wish;
use domain::item::ActKind;
use domain::{ClientId, Command, ItemId, Stage};

use super::desk::Desk;
use crate::dom::*;
use crate::words::scope as words;

/// Brings an engagement to a stage, and says so with the way back. None, and the client's own stage: it goes with its client again.
pub fn place_engagement(desk: Desk, client: ClientId, item: ItemId, title: String, to: Option<Stage>) {
    let theirs = desk.with_rows_untracked(|rows| rows.get(&client).map(|row| row.stage));
    let to = to.filter(|to| Some(*to) != theirs);
    let value = to.map(|to| to.key().to_owned()).unwrap_or_default();
    let wish = Wish { kind: ActKind::Moved, on: desk.today.get_untracked(), why: String::new(), value };
    desk.ask(Command::Act { client, item, wish }, move |outcome| match outcome {
        Ok(success) => desk.toast(words::placed(&title, to), success.undo, false),
        Err(unable) => desk.say(Err(unable)),
    });
}
