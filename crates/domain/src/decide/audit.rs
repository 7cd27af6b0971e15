//! Decisions on audits that are kept.

use std::collections::BTreeMap;

use super::Decision;
use crate::audit::{Leak, kept, tally};
use crate::command::{Command, Done, Refusal};
use crate::fact::{Fact, ItemFact, PracticeFact};
use crate::item::{ItemField, ItemKind};
use crate::practice::Practice;
use crate::time::Now;
use crate::{Fresh, ItemId};

pub(super) fn keep(practice: &Practice, counts: &BTreeMap<Leak, u32>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let to = tally(counts);
    let Some(earlier) = kept(practice).into_iter().find(|one| one.on == now.today) else {
        let item = ItemId::fresh(fresh);
        let facts = vec![
            ItemFact::Made { item, kind: ItemKind::Audit, batch: None },
            ItemFact::Set { item, field: ItemField::Day, to: now.today.to_string() },
            ItemFact::Set { item, field: ItemField::Detail, to },
        ];
        return Ok(saved(facts, Command::RemoveAudit { item, gone: true }));
    };
    if earlier.counts == *counts {
        return Ok(Decision::nothing());
    }
    let facts = vec![ItemFact::Set { item: earlier.item, field: ItemField::Detail, to }];
    Ok(saved(facts, Command::KeepAudit { counts: earlier.counts }))
}

pub(super) fn remove(practice: &Practice, item: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = practice.items.get(&item).filter(|known| known.kind == ItemKind::Audit).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(saved(vec![ItemFact::Removed { item, gone }], Command::RemoveAudit { item, gone: !gone }))
}

fn saved(facts: Vec<ItemFact>, undo: Command) -> Decision {
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Decision { facts, done: Done::PracticeSaved, undo: Some(undo) }
}
