//! The calendar as a file.

use std::collections::BTreeSet;

use domain::ClientId;
use domain::agenda::{Entry, Planned, What};
use paper::ics::{Event, Place, When, write};

use crate::dom::*;
use crate::state::calendar::exported;
use crate::state::desk::Desk;
use crate::state::{files, working};
use crate::words::calendar as said;

/// Hands over all days of a year back and ahead, of one client or of all.
pub(super) fn give(desk: Desk, only: Option<ClientId>) {
    let (sheet, zone) = exported(desk, only);
    let mut known = BTreeSet::new();
    let name = |client: ClientId| sheet.name(client);
    let events = desk.locale.with_value(|locale| {
        let day = |entry: &Entry| {
            let what = said::what(&entry.what, locale);
            let (title, note) = (said::block(&what, Some(&name(entry.client))), said::kind(&entry.what).to_owned());
            Event { uid: uid(entry), title, note, when: When::Day(entry.on) }
        };
        let block = |Planned { client, block }: &Planned| {
            let title = said::block(&block.title, client.map(name).as_deref());
            let note = said::PLANNED.to_owned();
            Event { uid: block.item.to_string(), title, note, when: When::Hours(block.on, block.hours) }
        };
        sheet
            .entries
            .iter()
            .map(day)
            .chain(sheet.planned.iter().map(block))
            .filter(|event| known.insert(event.uid.clone()))
            .collect::<Vec<_>>()
    });
    let place = working::zone_name().map(|name| Place { name, zone });
    let text = write(said::TITLE, &events, place.as_ref(), desk.moment.get_untracked());
    if !files::give(said::FILE, files::Form::Calendar, &text) {
        desk.toast(said::FILE_REFUSED.to_owned(), None, true);
    }
}

/// The same thing has the same name in every file, also when its day has moved.
fn uid(entry: &Entry) -> String {
    let client = entry.client;
    match &entry.what {
        What::Todo(todo) => todo.item.to_string(),
        What::Next { .. } => format!("{client}-next"),
        What::Answer => format!("{client}-answer"),
        What::Pay { invoice, .. } => format!("{invoice}-due"),
        What::Offer { invoice, .. } => format!("{invoice}-until"),
        What::Contract => format!("{client}-contract"),
        What::Bill => format!("{client}-bill-{}", entry.on),
        What::Update => format!("{client}-update-{}", entry.on),
    }
}
