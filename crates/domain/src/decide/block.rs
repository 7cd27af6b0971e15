//! Decisions on time that is planned, beyond those on any item.

use super::{Decision, World, item, item_text};
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use crate::item::{Item, ItemField, ItemKind};
use crate::{ClientId, ItemId};

/// The block keeps its id wherever it stands, so that what points to it, and a calendar that was given it, know it again; and so that taking it
/// back finds it where it was.
pub(super) fn give(
    world: World<'_>,
    from: Option<ClientId>,
    id: ItemId,
    to: Option<ClientId>,
    changes: Vec<(ItemField, String)>,
) -> Result<Decision, Refusal> {
    let known = held(&world, from, id)?.filter(|item| item.removed.is_none()).ok_or(Refusal::NoSuchItem)?;
    if from == to {
        return Err(Refusal::NoSuchItem);
    }
    let mut after = known.fields.clone();
    let mut before = Vec::new();
    for (field, given) in changes {
        let text = item_text(ItemKind::Block, field, &given)?;
        before.push((field, known.get(field).to_owned()));
        after.insert(field, text);
    }
    item::missing(ItemKind::Block, |field| after.get(&field).is_some_and(|text| !text.is_empty()))?;
    let there = held(&world, to, id)?;
    let mut facts = vec![of(from, ItemFact::Removed { item: id, gone: true })];
    match there {
        Some(there) if there.removed.is_some() => facts.push(of(to, ItemFact::Removed { item: id, gone: false })),
        Some(_) => {}
        None => facts.push(of(to, ItemFact::Made { item: id, kind: ItemKind::Block, batch: None })),
    }
    let was = |field: ItemField| there.map_or("", |there| there.get(field));
    let changed = after.into_iter().filter(|(field, text)| was(*field) != text);
    facts.extend(changed.map(|(field, text)| of(to, ItemFact::Set { item: id, field, to: text })));
    let done = to.or(from).map_or(Done::PracticeSaved, |client| Done::Saved { client });
    Ok(Decision { facts, done, undo: Some(Command::GiveBlock { from: to, item: id, to: from, changes: before }) })
}

/// The block, standing or removed, in the record of a client or of the practice.
fn held<'a>(world: &'a World<'_>, of: Option<ClientId>, id: ItemId) -> Result<Option<&'a Item>, Refusal> {
    let items = match of {
        Some(client) => &world.client(client)?.items,
        None => &world.practice.items,
    };
    match items.get(&id) {
        Some(item) if item.kind != ItemKind::Block => Err(Refusal::NoSuchItem),
        item => Ok(item),
    }
}

fn of(client: Option<ClientId>, fact: ItemFact) -> Fact {
    match client {
        Some(client) => Fact::Client(client, ClientFact::Item(fact)),
        None => Fact::Practice(PracticeFact::Item(fact)),
    }
}
