//! Audits that were kept: how many hits each leak had on a day, so that a business sees its leaks close.

use std::collections::BTreeMap;

use super::Leak;
use crate::ItemId;
use crate::item::{ItemField, ItemKind, of_kind};
use crate::practice::Practice;
use crate::time::Day;

/// One audit that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub item: ItemId,
    pub on: Day,
    /// Every leak that was looked for then, also with none.
    pub counts: BTreeMap<Leak, u32>,
}

/// How many hits each leak has; those without one too.
pub fn counts(hits: impl IntoIterator<Item = Leak>) -> BTreeMap<Leak, u32> {
    let mut all: BTreeMap<Leak, u32> = Leak::ALL.iter().map(|leak| (*leak, 0)).collect();
    for hit in hits {
        if let Some(count) = all.get_mut(&hit) {
            *count = count.saturating_add(1);
        }
    }
    all
}

/// As a register keeps it: a leak and its number a line.
pub fn tally(counts: &BTreeMap<Leak, u32>) -> String {
    counts.iter().map(|(leak, count)| format!("{} {count}", leak.key())).collect::<Vec<_>>().join("\n")
}

/// The audits that stand, the newest first; of one day the one that was kept last, on whatever device.
pub fn kept(practice: &Practice) -> Vec<Kept> {
    let mut all = of_kind(&practice.items, ItemKind::Audit);
    crate::order::sort_by_key(&mut all, |(id, item)| (item.recorded.at, *id));
    let read = |text: &str| {
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        lines.filter_map(|(key, count)| Some((Leak::from_key(key)?, count.parse().ok()?))).collect()
    };
    let days: BTreeMap<Day, Kept> = all
        .into_iter()
        .filter_map(|(item, one)| {
            let on = one.day(ItemField::Day)?;
            Some((on, Kept { item, on, counts: read(one.get(ItemField::Detail)) }))
        })
        .collect();
    days.into_values().rev().collect()
}
