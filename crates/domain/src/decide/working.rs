//! Decisions on the days on which the practice does not work.

use std::collections::BTreeSet;

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
    Ok(saved(made(item, day, name)?, Command::RemoveHoliday { item, gone: true }))
}

fn made(item: ItemId, day: Day, name: &str) -> Result<Vec<ItemFact>, Refusal> {
    let name = item_text(ItemKind::Holiday, ItemField::Title, name)?;
    let mut facts = vec![
        ItemFact::Made { item, kind: ItemKind::Holiday, batch: None },
        ItemFact::Set { item, field: ItemField::Day, to: day.to_string() },
    ];
    if !name.is_empty() {
        facts.push(ItemFact::Set { item, field: ItemField::Title, to: name });
    }
    Ok(facts)
}

pub(super) fn add_holidays(practice: &Practice, days: Vec<(Day, String)>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let mut known: BTreeSet<Day> = practice.holidays().into_iter().filter_map(|(_, one)| one.day(ItemField::Day)).collect();
    let (mut facts, mut items) = (Vec::new(), Vec::new());
    for (day, name) in days {
        if known.insert(day) {
            let item = ItemId::fresh(fresh);
            facts.extend(made(item, day, &name)?);
            items.push(item);
        }
    }
    if items.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(saved(facts, Command::RemoveHolidays { items, gone: true }))
}

pub(super) fn remove_holidays(practice: &Practice, items: Vec<ItemId>, gone: bool) -> Result<Decision, Refusal> {
    let is_changed =
        |item: &ItemId| practice.items.get(item).is_some_and(|known| known.kind == ItemKind::Holiday && known.removed.is_some() != gone);
    let items: Vec<ItemId> = items.into_iter().filter(is_changed).collect();
    if items.is_empty() {
        return Ok(Decision::nothing());
    }
    let facts = items.iter().map(|item| ItemFact::Removed { item: *item, gone }).collect();
    Ok(saved(facts, Command::RemoveHolidays { items, gone: !gone }))
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
