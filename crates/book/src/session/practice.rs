//! The practice as facts change it. Its document may hold tens of thousands of numbers, and is not read again for every one.

use std::collections::BTreeMap;

use domain::client::Stamp;
use domain::fact::{Fact, ItemFact, PracticeFact};
use domain::field::PracticeField;
use domain::item::Item;
use domain::practice::{Batch, Practice, Taken};
use domain::{BatchId, IssueId, ItemId};

use super::Session;

/// What the practice was before something was written that may not stay.
#[derive(Debug)]
pub(super) enum Before {
    Whole(Practice),
    /// Only what changed; None was not there.
    Parts {
        fields: BTreeMap<PracticeField, Option<String>>,
        numbers: BTreeMap<IssueId, Option<Taken>>,
        batches: BTreeMap<BatchId, Option<Batch>>,
        items: BTreeMap<ItemId, Option<Item>>,
    },
}

impl Before {
    /// Its document was written anew, and says what it said.
    pub(super) fn nothing() -> Self {
        Self::Parts { fields: BTreeMap::new(), numbers: BTreeMap::new(), batches: BTreeMap::new(), items: BTreeMap::new() }
    }
}

impl Session {
    /// Takes the practice's share of the facts in.
    pub(super) fn add_to_practice(&mut self, facts: &[Fact], stamp: Stamp) -> Before {
        let (mut fields, mut numbers, mut batches, mut items) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for fact in facts {
            let Fact::Practice(fact) = fact else { continue };
            let practice = &mut self.practice;
            match fact {
                PracticeFact::FieldSet { field, .. } => {
                    fields.entry(*field).or_insert_with(|| practice.fields.get(field).cloned());
                }
                PracticeFact::NumberTaken { issue, .. } | PracticeFact::NumberReleased { issue, .. } => {
                    numbers.entry(*issue).or_insert_with(|| practice.numbers.get(issue).cloned());
                }
                PracticeFact::BatchBegun { id, .. } | PracticeFact::BatchGrown { id, .. } | PracticeFact::BatchUndone { id, .. } => {
                    batches.entry(*id).or_insert_with(|| practice.batches.get(id).cloned());
                }
                PracticeFact::Item(
                    ItemFact::Made { item, .. }
                    | ItemFact::Set { item, .. }
                    | ItemFact::Removed { item, .. }
                    | ItemFact::Acted { item, .. }
                    | ItemFact::ActWithdrawn { item, .. },
                ) => {
                    items.entry(*item).or_insert_with(|| practice.items.get(item).cloned());
                }
            }
            practice.add(fact, stamp);
        }
        Before::Parts { fields, numbers, batches, items }
    }

    pub(super) fn take_back_practice(&mut self, before: Before) {
        match before {
            Before::Whole(practice) => self.practice = practice,
            Before::Parts { fields, numbers, batches, items } => {
                put_back(&mut self.practice.items, items);
                put_back(&mut self.practice.fields, fields);
                put_back(&mut self.practice.numbers, numbers);
                put_back(&mut self.practice.batches, batches);
            }
        }
    }
}

fn put_back<K: Ord, V>(now: &mut BTreeMap<K, V>, before: BTreeMap<K, Option<V>>) {
    for (key, value) in before {
        match value {
            Some(value) => now.insert(key, value),
            None => now.remove(&key),
        };
    }
}
