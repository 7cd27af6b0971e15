//! Erasing a client, and giving them what is kept about them.

use domain::erase::{Kept, Plan};

use super::done::count;
use super::locale::Locale;

pub const ERASE: &str = "Erase for good…";
pub const LEAD: &str = "For a person who asks to be forgotten. To put a client away and keep the record, remove it instead.";
pub const NAME: &str = "Erased client";
pub const GOES: &str = "What goes";
pub const STAYS: &str = "What stays";
pub const NOTHING_STAYS: &str = "Nothing. No document was issued to them.";
pub const ELSEWHERE: &str = "Copies made before, such as backups and documents sent, are not reached from here.";
pub const FILES: &str = "Their files go from this device when the app is opened next.";
pub const GIVE_FIRST: &str = "Give it to them first, or keep it where you must";
pub const GIVE: &str = "Download all of it";
pub const GIVE_HINT: &str = "Two files with the same content: one to read, one for other programs.";
pub const PRIVATE: &str = "With what is only for you: private notes and difficult talks";
pub const UNTIL: &str = "Keep the documents until";
pub const UNTIL_HINT: &str = "How long the law asks for differs from country to country.";
pub const UNTIL_WRONG: &str = "Choose a day that has not passed yet.";
pub const WHY: &str = "Why they are kept";
pub const WHY_USUAL: &str = "Invoices must be kept for tax.";
pub const NAME_WRONG: &str = "That is not the name. Write it as it stands above.";
pub const DO: &str = "Erase for good";
pub const CANCEL: &str = "Keep the client";
pub const CLOSE: &str = "Close";
pub const KEPT_TITLE: &str = "Kept documents of a client that was erased";
pub const NOT_GIVEN: &str = "The browser did not take the files. Allow downloads for this page and try again.";

pub fn title(name: &str) -> String {
    format!("Erase {name}")
}
pub fn goes(plan: &Plan) -> String {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut parts = vec!["the record with its names, addresses and numbers".to_owned()];
    for (many, one, more) in [
        (plan.people, "person", "people"),
        (plan.entries, "entry of the history", "entries of the history"),
        (plan.items, "thing on the work, files and details pages", "things on the work, files and details pages"),
        (plan.drafts, "draft", "drafts"),
    ] {
        if many > 0 {
            parts.push(count(number(many), one, more));
        }
    }
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} and {last}, from this device and from every search.", super::capital(rest.join(", ")))
        }
        _ => format!("{}, from this device and from every search.", super::capital(parts.join(""))),
    }
}
pub fn stays(documents: usize) -> String {
    let (what, it) = if documents == 1 { ("1 issued document", "it") } else { ("issued documents", "them") };
    let what = if documents == 1 { what.to_owned() } else { format!("{documents} {what}") };
    format!(
        "{what}, as sent, with what was paid on {it}. They stand under Billing as “{NAME}”; the name is only on the documents themselves."
    )
}
pub fn unsettled(documents: usize) -> String {
    let what = if documents == 1 { "1 document is not settled" } else { "Some documents are not settled" };
    format!("{what}. Record the payment or void it first: once the client is erased, nobody can.")
}
pub fn confirm(name: &str) -> String {
    format!("To erase, write the name: {name}")
}
pub fn erased(kept: usize) -> String {
    match kept {
        0 => "Erased".to_owned(),
        1 => "Erased; 1 document is kept".to_owned(),
        _ => format!("Erased; {kept} documents are kept"),
    }
}
pub fn kept(kept: &Kept, locale: &Locale) -> String {
    let on = kept.on.map(|day| format!("The client was erased on {}. ", locale.long_day(day))).unwrap_or_default();
    let until = kept.until.map(|day| format!(" They may go after {}.", locale.long_day(day))).unwrap_or_default();
    format!("{on}{}{until}", kept.why)
}
pub fn file(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    format!("{}-everything", safe.trim_matches('-').to_lowercase())
}
