//! Decisions on what the people of a team are called.

use super::{Decision, World, item_text};
use crate::command::{Command, Done, Refusal};
use crate::fact::{Fact, ItemFact, PracticeFact};
use crate::item::{ItemField, ItemKind};
use crate::{Fresh, ItemId, team};

/// Gives a key its name. A device that names its own says as well what documents know it as, so that its acts have the name.
pub(super) fn name(world: World<'_>, key: &str, name: &str, is_me: bool, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let name = item_text(ItemKind::Member, ItemField::Title, name)?;
    let key = item_text(ItemKind::Member, ItemField::Key, key)?;
    if key.is_empty() {
        return Err(Refusal::ItemInvalid { field: ItemField::Key });
    }
    let known = team::of_key(world.practice, &key);
    let mut facts = Vec::new();
    let item = match &known {
        Some(known) => known.item,
        None => {
            let item = ItemId::fresh(fresh);
            facts.push(ItemFact::Made { item, kind: ItemKind::Member, batch: None });
            facts.push(ItemFact::Set { item, field: ItemField::Key, to: key.clone() });
            item
        }
    };
    let before = known.as_ref().map(|known| known.name.clone()).unwrap_or_default();
    if name != before {
        facts.push(ItemFact::Set { item, field: ItemField::Title, to: name });
    }
    if is_me && known.as_ref().and_then(|known| known.author) != Some(world.device) {
        facts.push(ItemFact::Set { item, field: ItemField::Device, to: world.device.to_string() });
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    let undo = known.map(|_| Command::NameMember { key, name: before, is_me: false });
    Ok(Decision { facts, done: Done::PracticeSaved, undo })
}
