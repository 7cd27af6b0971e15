//! Decisions on how the practice is paid, its accounts and its links; on the services it offers, the picture on its documents, lists kept under
//! a name, the time that it plans for work of its own, and the texts of its letters, and its rules.

use super::{Decision, item_text};
use crate::catalogue;
use crate::command::{Command, Done, Refusal};
use crate::fact::{Fact, ItemFact, PracticeFact};
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::practice::Practice;
use crate::rule::Trigger;
use crate::{Fresh, ItemId};

/// An account, a link, a service, a picture, a kept list, a block of time, a text or a rule as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// None: a new one.
    pub item: Option<ItemId>,
    pub kind: ItemKind,
    pub changes: Vec<(ItemField, String)>,
    pub gone: bool,
}

/// Writes what differs. An account that becomes the usual one of its currency takes that from the one that was.
pub(super) fn save(practice: &Practice, ways: Vec<Way>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let (mut facts, mut undo) = (Vec::new(), Vec::new());
    for way in ways {
        one(practice, way, fresh, &mut facts, &mut undo)?;
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Ok(Decision { facts, done: Done::PracticeSaved, undo: Some(Command::SaveWays { ways: undo }) })
}

fn one(practice: &Practice, way: Way, fresh: &mut dyn Fresh, facts: &mut Vec<ItemFact>, undo: &mut Vec<Way>) -> Result<(), Refusal> {
    let Way { item, kind, changes, gone } = way;
    let is_way = matches!(
        kind,
        ItemKind::Account
            | ItemKind::PayLink
            | ItemKind::Service
            | ItemKind::Logo
            | ItemKind::View
            | ItemKind::Block
            | ItemKind::Letter
            | ItemKind::Rule
    );
    let known = match item {
        Some(id) => Some(practice.items.get(&id).filter(|known| known.kind == kind).ok_or(Refusal::NoSuchItem)?),
        None => None,
    };
    if !is_way {
        return Err(Refusal::NoSuchItem);
    }
    let mut after: Vec<(ItemField, String)> = Vec::new();
    for (field, text) in changes {
        after.push((field, item_text(kind, field, &text)?));
    }
    let was = |field: ItemField| known.map_or("", |known: &Item| known.get(field)).to_owned();
    let now = |field: ItemField| after.iter().find(|(one, _)| *one == field).map_or_else(|| was(field), |(_, text)| text.clone());
    if let Some(field) = kind.needs().iter().find(|field| now(**field).is_empty()) {
        return Err(Refusal::ItemMissing { field: *field });
    }
    if kind == ItemKind::PayLink && !now(ItemField::Price).is_empty() && now(ItemField::Currency).is_empty() {
        return Err(Refusal::CurrencyMissing);
    }
    if kind == ItemKind::Service {
        catalogue::check(now)?;
    }
    if kind == ItemKind::Letter {
        let text = [ItemField::Title, ItemField::Detail].map(now);
        if let Some(error) = text.iter().find_map(|text| crate::letter::check(text).err()) {
            return Err(Refusal::LetterInvalid { error });
        }
    }
    if kind == ItemKind::Rule {
        let read = Trigger::parse(&now(ItemField::Upon)).zip(crate::rule::actions(&now(ItemField::Then)));
        if !read.is_some_and(|(trigger, actions)| !actions.is_empty() && crate::rule::is_sound(trigger, &actions)) {
            return Err(Refusal::ItemInvalid { field: ItemField::Then });
        }
    }
    if kind == ItemKind::Logo && crate::seal::hash(&now(ItemField::Picture)) != now(ItemField::Hash) {
        return Err(Refusal::ItemInvalid { field: ItemField::Picture });
    }
    let takes_over =
        now(ItemField::Usual) == "yes" && (was(ItemField::Usual), was(ItemField::Currency)) != ("yes".to_owned(), now(ItemField::Currency));
    let currency = now(ItemField::Currency);
    let id = item.unwrap_or_else(|| ItemId::fresh(fresh));
    if known.is_none() {
        facts.push(ItemFact::Made { item: id, kind, batch: None });
    }
    let mut before = Vec::new();
    for (field, to) in after {
        if was(field) != to {
            before.push((field, was(field)));
            facts.push(ItemFact::Set { item: id, field, to });
        }
    }
    let was_gone = known.is_some_and(|known| known.removed.is_some());
    if known.is_some() && was_gone != gone {
        facts.push(ItemFact::Removed { item: id, gone });
    }
    let gone_before = known.is_none() || was_gone;
    undo.push(Way { item: Some(id), kind, changes: if known.is_some() { before } else { Vec::new() }, gone: gone_before });
    let others = of_kind(&practice.items, kind).into_iter().filter(|(other, one)| {
        takes_over && !gone && *other != id && one.get(ItemField::Usual) == "yes" && one.get(ItemField::Currency) == currency
    });
    for (other, _) in others {
        facts.push(ItemFact::Set { item: other, field: ItemField::Usual, to: String::new() });
        undo.push(Way { item: Some(other), kind, changes: vec![(ItemField::Usual, "yes".to_owned())], gone: false });
    }
    Ok(())
}
