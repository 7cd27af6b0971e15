//! Decisions on two records that are one client, and on values that were written at once.

use super::{Decision, World, contact_text, field_text, item_text};
use crate::client::Client;
use crate::command::{Command, Contest, Done, Refusal};
use crate::fact::{ClientFact, Fact, ItemFact};
use crate::field::Field;
use crate::item::{ItemField, ItemKind};
use crate::merge::{Told, line_of};
use crate::time::Now;
use crate::{Fresh, ItemId, MoveId};

fn set(client: &Client, field: Field, to: String) -> Fact {
    Fact::Client(client.id, ClientFact::FieldSet { field, to })
}

fn item(client: &Client, fact: ItemFact) -> Fact {
    Fact::Client(client.id, ClientFact::Item(fact))
}

pub(super) fn merge(
    world: World<'_>,
    (from, into): (&Client, &Client),
    fields: &[Field],
    stage: bool,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let goes_under = |client: &Client| world.rows.get(&client.id).is_some_and(|row| row.under.is_some());
    if from.id == into.id || goes_under(from) || goes_under(into) || from.is_sample() != into.is_sample() {
        return Err(Refusal::NotToMerge);
    }
    if from.is_removed() || into.is_removed() {
        return Err(Refusal::NoSuchClient);
    }
    let mut told = Told { seen: from.fields.iter().map(|(field, text)| (*field, line_of(text))).collect(), ..Told::default() };
    let mut facts = Vec::new();
    for field in fields {
        let to = told.saw(*field).to_owned();
        if to != into.get(*field) && (*field != Field::Name || !to.is_empty()) {
            told.was.insert(*field, line_of(into.get(*field)));
            facts.push(set(into, *field, to));
        }
    }
    let (to, _) = from.stage();
    if stage && to != into.stage().0 {
        let id = MoveId::fresh(fresh);
        told.moved = Some(id);
        facts.push(Fact::Client(into.id, ClientFact::Moved { id, to, on: now.today, why: String::new() }));
    }
    let link = ItemId::fresh(fresh);
    facts.extend([
        item(from, ItemFact::Made { item: link, kind: ItemKind::Merge, batch: None }),
        item(from, ItemFact::Set { item: link, field: ItemField::Under, to: into.id.to_string() }),
        item(from, ItemFact::Set { item: link, field: ItemField::Detail, to: told.text() }),
    ]);
    Ok(Decision {
        facts,
        done: Done::Merged { client: from.id, into: into.id },
        undo: Some(Command::TakeApart { client: from.id, into: into.id, link, gone: true }),
    })
}

/// What was taken over goes back where nobody has written anything else since.
pub(super) fn take_apart((from, into): (&Client, &Client), link: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = from.items.get(&link).filter(|item| item.kind == ItemKind::Merge).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone || known.get(ItemField::Under) != into.id.to_string() {
        return Ok(Decision::nothing());
    }
    let told = Told::parse(known.get(ItemField::Detail));
    let mut facts = vec![item(from, ItemFact::Removed { item: link, gone })];
    for (field, was) in &told.was {
        let (now, then) = if gone { (told.saw(*field), was.as_str()) } else { (was.as_str(), told.saw(*field)) };
        if line_of(into.get(*field)) == now {
            facts.push(set(into, *field, then.to_owned()));
        }
    }
    if let Some((id, moved)) = told.moved.and_then(|id| Some((id, into.moves.get(&id)?)))
        && moved.withdrawn.is_some() != gone
    {
        facts.push(Fact::Client(into.id, ClientFact::MoveWithdrawn { id, gone }));
    }
    let (client, into) = (from.id, into.id);
    Ok(Decision {
        facts,
        done: if gone { Done::TakenApart { client, from: into } } else { Done::Merged { client, into } },
        undo: Some(Command::TakeApart { client, into, link, gone: !gone }),
    })
}

pub(super) fn settle_merged((client, from): (&Client, &Client), field: Field, to: &str, seen: &str) -> Result<Decision, Refusal> {
    let joined = client.joined.get(&from.id).ok_or(Refusal::NoSuchClient)?;
    let to = field_text(field, to)?;
    let (was, saw) = (client.get(field).to_owned(), joined.told.saw(field).to_owned());
    let mut told = joined.told.clone();
    told.seen.insert(field, line_of(seen));
    let mut facts = vec![item(from, ItemFact::Set { item: joined.link.id, field: ItemField::Detail, to: told.text() })];
    if was != to {
        facts.push(set(client, field, to));
    }
    Ok(Decision {
        facts,
        done: Done::Saved { client: client.id },
        undo: Some(Command::SettleMerged { client: client.id, from: from.id, field, to: was, seen: saw }),
    })
}

/// The value is written anew, the one in force too: what was written at once is thereby looked at.
pub(super) fn settle(client: &Client, at: Contest, to: &str) -> Result<Decision, Refusal> {
    let id = client.id;
    let (was, fact, undo) = match at {
        Contest::Field(field) => {
            let (was, to) = (client.get(field).to_owned(), field_text(field, to)?);
            let undo = Command::SetFields { client: id, changes: vec![(field, was.clone())] };
            (was != to, ClientFact::FieldSet { field, to }, undo)
        }
        Contest::Contact(contact, field) => {
            let known = client.contacts.get(&contact).ok_or(Refusal::NoSuchContact)?;
            let (was, to) = (known.get(field).to_owned(), contact_text(field, to)?);
            let undo = Command::SetContact { client: id, contact, changes: vec![(field, was.clone())] };
            (was != to, ClientFact::ContactSet { contact, field, to }, undo)
        }
        Contest::Item(item, field) => {
            let known = client.items.get(&item).ok_or(Refusal::NoSuchItem)?;
            let (was, to) = (known.get(field).to_owned(), item_text(known.kind, field, to)?);
            let undo = Command::SetItem { client: id, item, changes: vec![(field, was.clone())] };
            (was != to, ClientFact::Item(ItemFact::Set { item, field, to }), undo)
        }
    };
    Ok(Decision { facts: vec![Fact::Client(id, fact)], done: Done::Saved { client: id }, undo: was.then_some(undo) })
}
