//! A client on one page, and the record as it stood.

use domain::content::Terms;
use domain::field::Field;

use super::locale::Locale;
use super::{client, document, done, item};
use crate::state::summary::Risk;

pub const HAND_OVER: &str = "Hand-over page";
pub const PAST: &str = "As it stood on a day";
pub const PRINT: &str = "Print";
pub const BACK: &str = "Back to the client";
pub const STATUS: &str = "Where it stands";
pub const PEOPLE: &str = "People";
pub const RISKS: &str = "Look out for";
pub const NO_RISKS: &str = "Nothing stands out.";
pub const MONEY: &str = "Money";
pub const FACTS: &str = "Details";
pub const NOTES: &str = "Newest entries";
pub const NO_NOTES: &str = "Nothing was written down.";
pub const NO_MONEY: &str = "Nothing was invoiced.";
pub const NO_WORK: &str = "Nothing is open.";
pub const WORK: &str = "Open work";
pub const NEXT: &str = "Next step";
pub const NONE: &str = "None";
pub const PRIVATE: &str = "What is marked as only for you is not on this page.";
pub const DAY: &str = "Day";
pub const READ_ONLY: &str = "This is the record as it was kept at the end of that day. It can be read, not changed.";
pub const NOTHING_YET: &str = "Nothing was written down about this client by the end of that day.";
pub const CHANGES: &str = "What was changed";
pub const NO_CHANGES: &str = "Nothing.";
pub const HERE: &str = "in this browser";
pub fn by(name: &str) -> String {
    format!("by {name}")
}
pub const ELSEWHERE: &str = "on another device";
pub const UNKNOWN: &str = "by an earlier version of the app";

pub fn hand_over(name: &str) -> String {
    format!("{name}: hand-over")
}
pub fn as_it_stood(name: &str) -> String {
    format!("{name}, as it stood")
}
pub fn written(day: &str) -> String {
    format!("As of {day}")
}
pub fn more(entries: usize) -> String {
    done::count(u32::try_from(entries).unwrap_or(u32::MAX), "older entry is in the history", "older entries are in the history")
}
pub fn field(field: Field) -> &'static str {
    client::field(field)
}

/// A field's text as people write it.
pub fn said(field: Field, text: &str, locale: &Locale) -> String {
    let terms = || Terms::from_key(text).map(|terms| document::terms(terms, locale));
    let rate = || domain::client::percent(text).map(|rate| client::percent(&locale.number(rate.value().normalize())));
    match field {
        Field::Terms => terms(),
        Field::TaxRate => rate(),
        Field::ContractStart | Field::ContractEnd | Field::NextDay => domain::time::Day::parse(text).map(|day| locale.day(day)),
        Field::NoticeDays if !text.is_empty() => Some(client::notice(text)),
        Field::Language => domain::language::Language::from_key(text).map(|language| document::language(language).to_owned()),
        Field::UpdateEvery => domain::rhythm::Every::from_key(text).map(|every| super::rhythm::every(every).to_owned()),
        Field::UpdateDay => domain::rhythm::weekday(text).map(|day| super::rhythm::weekday(day).to_owned()),
        Field::Channel => domain::client::Channel::from_key(text).map(|channel| client::channel(channel).to_owned()),
        _ => None,
    }
    .unwrap_or_else(|| text.to_owned())
}

pub fn risk(risk: &Risk) -> String {
    let days = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    match risk {
        Risk::Late { kind, title, days: late } => format!("{}: {title}, {} late", item::one(*kind), days(*late)),
        Risk::Overdue { number, days: late } => format!("{number} is {} overdue", days(*late)),
        Risk::Rounds { title, used, included } => format!("{title}: {used} rounds of {included} included"),
        Risk::Untold { kind, title } => format!("{}: {title}, they do not know of the new day yet", item::one(*kind)),
        Risk::Quiet { days: quiet } => format!("Quiet for {}", days(*quiet)),
        Risk::NoNextStep => "No next step is set".to_owned(),
    }
}

/// A change by the name under which it is kept.
pub fn command(name: &str) -> &'static str {
    match name {
        "AddClient" => "Client added",
        "SetFields" => "Details changed",
        "AddContact" => "Person added",
        "SetContact" => "Person changed",
        "RemoveContact" => "Person removed or brought back",
        "MoveClient" => "Moved to another stage",
        "WithdrawMove" => "Move taken back, or made again",
        "WriteNote" => "Entry written",
        "AmendNote" => "Entry amended",
        "RemoveNote" => "Entry removed or brought back",
        "RemoveClient" => "Client removed or brought back",
        "AddItem" => "Work added",
        "SetItem" => "Work changed",
        "RemoveItem" => "Work removed or brought back",
        "Act" => "Work moved on",
        "Bill" => "Time or requests charged",
        "ClaimLate" => "Interest or a fee for late payment charged",
        "RemoveItems" => "Steps removed or brought back",
        "BeginList" => "Checklist begun, or added to",
        "DoDuty" => "Duty done",
        "BeginProposal" => "Proposal begun",
        "SendProposal" => "Proposal sent",
        "AcceptProposal" => "Proposal accepted",
        "DeclineProposal" => "Proposal declined",
        "Erase" => "Documents of an erased client kept",
        "Together" => "Several things at once",
        "WithdrawAct" => "Step taken back, or made again",
        "Draft" | "DraftForNew" => "Draft begun",
        "EditDraft" => "Draft changed",
        "DiscardDraft" => "Draft thrown away or brought back",
        "Issue" => "Document issued",
        "RecordPayment" => "Payment recorded",
        "WithdrawPayment" => "Payment taken back, or recorded again",
        "Follow" => "Draft made from another document",
        "Deduct" => "Deposits taken off",
        "Receive" => "Payment recorded",
        "Refund" => "Money given back",
        "UseCredit" => "Credit used",
        "KeepApart" => "Two payments told apart",
        "NoteDocument" => "Document noted",
        "Void" => "Document voided",
        "Import" => "Brought in from a file",
        "UndoBatch" => "Import taken out or brought back",
        "GiveBlock" => "Planned time given to another",
        "AddSample" => "Added with the sample",
        _ => "Changed",
    }
}
