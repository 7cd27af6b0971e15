//! Two records that may be one client, and what becomes of them.

use domain::Stage;
use domain::alike::Alike;
use domain::field::Field;

use super::{client, stage};

pub const NOT_TO_MERGE: &str = "These two cannot be merged: one of them is part of another client already, or only one is a sample.";
pub const OPEN_IT: &str = "Open it";
pub const MERGE: &str = "Merge";
pub const MERGE_ASK: &str = "Merge…";
pub const SAVE_AND_MERGE: &str = "Save and merge…";
pub const SAVE_ANYWAY: &str = "Save all the same";
pub const ADD_ANYWAY: &str = "Add all the same";
pub const MERGE_WITH: &str = "Merge with another client";
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const CHOOSE: &str = "Choose what holds where they differ.";
pub const NOTHING_DIFFERS: &str = "They say nothing different of each other.";
pub const WHAT_HAPPENS: &str = "History, documents, promises, people and everything else will stand on one client. No number and no amount changes, and it can be taken apart again at any time.";
pub const FIND_OTHER: &str = "The other client";
pub const FIND_HINT: &str = "Type a name";
pub const NOBODY: &str = "No other client is called so.";
pub const STAGE: &str = "Stage";
pub const TAKE_APART: &str = "Take apart again";
pub const MERGED: &str = "Merged";
pub const DIFFERS_TITLE: &str = "Changed in a merged record";
pub const DIFFERS_HINT: &str = "Somebody changed this on another device while the records were merged. Choose what holds.";
pub const DUPLICATES: &str = "Likely duplicates";

/// Who is here already, and by what.
pub fn alike(name: &str, there: Stage, how: Alike) -> String {
    let there = stage::name(there);
    match how {
        Alike::Email => format!("{name}, in {there}, has this e-mail address already."),
        Alike::Phone => format!("{name}, in {there}, has this phone number already."),
        Alike::Name => format!("{name}, in {there}, is called the same."),
    }
}

pub fn why(how: Alike) -> &'static str {
    match how {
        Alike::Email => "same e-mail address",
        Alike::Phone => "same phone number",
        Alike::Name => "same name",
    }
}

pub fn title(one: &str, other: &str) -> String {
    format!("Are {one} and {other} the same client?")
}

pub fn what(field: Option<Field>) -> &'static str {
    field.map_or(STAGE, client::field)
}

pub fn merged(one: &str, into: &str) -> String {
    format!("{one} is part of {into} now")
}

pub fn taken_apart(one: &str, from: &str) -> String {
    format!("{one} and {from} are two clients again")
}

/// Above the page to which an old address leads.
pub fn came_from(name: &str) -> String {
    format!("{name} was merged into this client.")
}

/// In the history.
pub fn was_merged(name: &str) -> String {
    format!("The record of {name} was merged into this one.")
}

pub fn differs(field: Field, from: &str) -> String {
    format!("{}, in the record of {from}:", client::field(field))
}

pub fn use_value(value: &str) -> String {
    if value.is_empty() { "Leave it empty".to_owned() } else { format!("Use “{}”", short(value)) }
}

pub fn keep_value(value: &str) -> String {
    if value.is_empty() { "Keep it empty".to_owned() } else { format!("Keep “{}”", short(value)) }
}

fn short(value: &str) -> String {
    if value.chars().count() > 60 { value.chars().take(59).chain(['…']).collect() } else { value.to_owned() }
}

pub const NOT_SAME: &str = "Not the same";
/// Read after [`NOT_SAME`] by whoever does not see the line.
pub fn not_same_them(one: &str, other: &str) -> String {
    format!(": {one} and {other}")
}
pub fn show_pairs(count: usize, shown: bool) -> String {
    match (shown, count) {
        (true, _) => "Hide likely duplicates".to_owned(),
        (false, 1) => "1 likely duplicate".to_owned(),
        (false, _) => format!("{count} likely duplicates"),
    }
}

pub fn more_pairs(count: usize) -> String {
    format!("and {count} more, when these are settled")
}

pub fn merge_them(one: &str, other: &str) -> String {
    format!(" {one} and {other}")
}

// Tags.
pub const TAGS: &str = "Tags";
pub const ADD_TAG: &str = "Add a tag";
pub const TAG_HINT: &str = "Tag";
pub const ADD: &str = "Add";
pub const TAG_MISSING: &str = "Please write the tag.";

pub fn remove_tag(tag: &str) -> String {
    format!("Remove the tag {tag}")
}
pub fn tag_removed(tag: &str) -> String {
    format!("Tag {tag} removed")
}
