//! Decisions on the days on which the practice does not work.

use super::{Decision, item_text};
use crate::command::{Command, Done, Refusal};
use crate::fact::{Fact, ItemFact, PracticeFact};
use crate::item::{ItemField, ItemKind};
use crate::practice::Practice;
use crate::time::Day;
use crate::{Fresh, ItemId};

pub(super) fn add_holiday(practice: &Practice, day: Day, name: &str, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    if practice.holidays().into_iter().any(|(_, known)| known.day(ItemField::Day) == Some(day)) {
        return Err(Refusal::HolidayKnown { day });
    }
    let item = ItemId::fresh(fresh);
    let name = item_text(ItemKind::Holiday, ItemField::Title, name)?;
    let mut facts = vec![
        ItemFact::Made { item, kind: ItemKind::Holiday, batch: None },
        ItemFact::Set { item, field: ItemField::Day, to: day.to_string() },
    ];
    if !name.is_empty() {
        facts.push(ItemFact::Set { item, field: ItemField::Title, to: name });
    }
    Ok(saved(facts, Command::RemoveHoliday { item, gone: true }))
}

pub(super) fn remove_holiday(practice: &Practice, item: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = practice.items.get(&item).filter(|known| known.kind == ItemKind::Holiday).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(saved(vec![ItemFact::Removed { item, gone }], Command::RemoveHoliday { item, gone: !gone }))
}

fn saved(facts: Vec<ItemFact>, undo: Command) -> Decision {
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Decision { facts, done: Done::PracticeSaved, undo: Some(undo) }
}
