//! What the pages for difficult times show, computed from the record.

use domain::client::Client;
use domain::difficult::{self, STEPS, Sign, Step};
use domain::field::{ContactField, Field, PracticeField};
use domain::find::Spot;
use domain::item::{ActKind, Cause, Item, ItemField, ItemKind, of_kind};
use domain::practice::Practice;
use domain::time::Day;
use domain::{ActId, ClientId, ItemId};

use crate::route::{Route, Tab};
use crate::words::difficult as words;
use crate::words::locale::Locale;

/// Facts that a message quotes.
const QUOTED_MOST: usize = 6;

/// Where a fact stands in the record.
pub fn place(client: ClientId, spot: Spot) -> Route {
    match spot {
        Spot::Note(id) => Route::Thing(client, Tab::History, id.0),
        Spot::Move(id) => Route::Thing(client, Tab::History, id.0),
        Spot::Person(id) => Route::Thing(client, Tab::Details, id.0),
        Spot::Document(id) => Route::Document(client, id),
        Spot::Item(id, _) => Route::Thing(client, Tab::Work, id.0),
    }
}

/// The facts for one cause; for none, all of them, each once.
pub fn facts(all: &[Sign], cause: Option<Cause>) -> Vec<Sign> {
    let mut found: Vec<Sign> = Vec::new();
    for sign in all.iter().filter(|sign| cause.is_none_or(|cause| sign.cause == cause)) {
        if !found.iter().any(|one| one.spot == sign.spot && one.shows == sign.shows && one.on == sign.on) {
            found.push(sign.clone());
        }
    }
    found
}

/// The conversations: those being prepared, then those that were held, the newest first.
pub fn talks(client: &Client) -> (Vec<ItemId>, Vec<ItemId>) {
    let mut all = of_kind(&client.items, ItemKind::Conflict);
    domain::order::sort_by_key(&mut all, |(id, item)| std::cmp::Reverse((item.day(ItemField::Day), item.recorded.at, *id)));
    let (open, held): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, item)| item.is_open());
    let ids = |all: Vec<(ItemId, &Item)>| all.into_iter().map(|(id, _)| id).collect();
    (ids(open), ids(held))
}

pub fn cause(talk: &Item) -> Option<Cause> {
    Cause::from_key(talk.get(ItemField::Cause))
}

/// The promises that came of a conversation.
pub fn promises(client: &Client, talk: ItemId) -> Vec<(Option<Day>, String)> {
    let of_it = |item: &Item| item.get(ItemField::From).parse() == Ok(talk);
    let all = of_kind(&client.items, ItemKind::Promise).into_iter().filter(|(_, item)| of_it(item));
    all.map(|(_, item)| (item.due(), item.title().to_owned())).collect()
}

/// What was given to make good, by the act that says so.
pub fn given(talk: &Item) -> Vec<(ActId, domain::item::Act)> {
    talk.told().into_iter().filter(|(_, act)| act.kind == ActKind::Given).map(|(id, act)| (id, act.clone())).collect()
}

/// What a conversation leaves in the history.
pub fn entry(talk: &Item) -> String {
    let skipped = difficult::skipped(talk);
    let steps: Vec<(Step, String, bool)> =
        STEPS.into_iter().map(|step| (step, talk.get(step).to_owned(), skipped.contains(&step))).collect();
    words::entry(cause(talk), &steps)
}

/// The message that sums up a conversation.
pub fn message(client: &Client, practice: &Practice, id: ItemId, all: &[Sign], locale: &Locale) -> String {
    let Some(talk) = client.items.get(&id) else { return String::new() };
    let text = |step: Step| talk.get(step).to_owned();
    let quoted = facts(all, cause(talk)).into_iter();
    let quoted = quoted.filter_map(|sign| Some((sign.on, words::quoted(&sign.shows, &sign.about, locale)?)));
    let sender = [PracticeField::Person, PracticeField::Name].map(|field| practice.get(field)).into_iter().find(|name| !name.is_empty());
    words::Summing {
        person: client.people().first().map(|(_, one)| one.get(ContactField::Name).to_owned()).unwrap_or_default(),
        sender: sender.unwrap_or_default().to_owned(),
        about: talk.title().to_owned(),
        acknowledge: text(ItemField::Acknowledge),
        clarify: text(ItemField::Clarify),
        own: text(ItemField::Own),
        propose: text(ItemField::Propose),
        document: text(ItemField::Document),
        facts: quoted.take(QUOTED_MOST).collect(),
        promises: promises(client, id),
    }
    .message(locale)
}

/// Whom a message goes to; empty where no address is known.
pub fn address(client: &Client) -> String {
    let people = client.people();
    let first = people.first().map_or("", |(_, one)| one.get(ContactField::Email));
    (if first.is_empty() { client.get(Field::Email) } else { first }).to_owned()
}

/// The facts that help with one step.
pub fn at_hand(all: &[Sign], chosen: Option<Cause>, step: Step) -> Vec<Sign> {
    let most = 4;
    let cause = match step {
        ItemField::Own => Some(Cause::Ours),
        ItemField::Acknowledge => chosen,
        ItemField::Clarify => Some(chosen.unwrap_or(Cause::Expectation)),
        _ => return Vec::new(),
    };
    facts(all, cause).into_iter().take(most).collect()
}
