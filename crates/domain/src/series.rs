//! Numbers on several devices. Every device that issues has a series of its own, told apart by a mark in its numbers, so two that know
//! nothing of each other never give one number twice. A series is an item of the practice: who holds it follows from its acts. The series
//! without a mark belongs to the device that issued first, and a practice with one device never sees a mark.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::Stamp;
use crate::item::{ActKind, Item, ItemField, ItemKind};
use crate::number::{Pattern, key};
use crate::practice::{Practice, Taken};
use crate::{AuthorId, ItemId, content::Kind};

mod gaps;

pub use gaps::{Gap, Missing, Report, report};

/// Letters of a mark: none that is taken for a digit, and no vowel, so that no word comes about.
const LETTERS: &[u8; 20] = b"BCDFGHJKMNPQRSTVWXYZ";
/// Letters of a mark that a device gives itself: 8,000 marks, for the few devices of one practice that know nothing of each other.
const MARK: usize = 3;
/// Characters of a mark at most.
pub const MARK_MOST: usize = 6;

/// One series as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub id: ItemId,
    /// Empty: the series without a mark.
    pub mark: String,
    /// How a person calls the device; may be empty.
    pub name: String,
    /// The device that issues from it. None: nobody can say.
    pub holder: Option<AuthorId>,
    /// Nothing is issued from it any more, and why.
    pub closed: Option<String>,
    /// Why the device that had it before does not issue from it any more, where it was taken over.
    pub taken_over: Option<String>,
    made: Stamp,
    /// Whether it was handed to the holder, and when the holder got it.
    got: (bool, Stamp),
}

/// The series a device issues from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuing {
    pub mark: String,
    /// None: the next number that is issued here opens it.
    pub series: Option<ItemId>,
}

/// Why nothing may be issued from a series until a person has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// Two documents have this number.
    Double { number: String },
    /// Two devices have a series with this mark.
    SharedMark { mark: String },
}

fn series_of(id: ItemId, item: &Item) -> Series {
    let told = item.told();
    let handed = told.iter().rev().find(|(_, act)| act.kind == ActKind::Handed).map(|(_, act)| *act);
    let closed = told.iter().rev().find(|(_, act)| act.kind == ActKind::Closed).map(|(_, act)| act.why.clone());
    Series {
        id,
        mark: item.get(ItemField::Mark).to_owned(),
        name: item.title().to_owned(),
        holder: handed.map_or(item.get(ItemField::Device), |act| &act.value).parse().ok(),
        closed,
        taken_over: handed.map(|act| act.why.clone()).filter(|why| !why.is_empty()),
        made: item.recorded,
        got: (handed.is_some(), handed.map_or(item.recorded, |act| act.recorded)),
    }
}

/// Every series that was opened, the first one first.
pub fn all(practice: &Practice) -> Vec<Series> {
    let items = practice.items.iter().filter(|(_, item)| item.kind == ItemKind::Series && item.removed.is_none());
    let mut all: Vec<Series> = items.map(|(id, item)| series_of(*id, item)).collect();
    crate::order::sort_by_key(&mut all, |series| (series.made.at, series.id));
    all
}

/// The numbers that documents have. The sample's are nobody's.
fn lasting(practice: &Practice) -> impl Iterator<Item = &Taken> {
    let sample = |taken: &Taken| taken.batch.is_some_and(|batch| practice.batches.get(&batch).is_some_and(|batch| batch.sample));
    practice.numbers.values().filter(move |taken| !taken.released && !sample(taken))
}

/// The series this device issues from: the one it was handed last, or opened last; else the one without a mark, where no other device has issued; else one that it
/// opens with its next number, whose mark follows from the device's id.
pub fn issuing(practice: &Practice, device: AuthorId) -> Issuing {
    let all = all(practice);
    let mine = all.iter().filter(|series| series.holder == Some(device) && series.closed.is_none());
    if let Some(series) = mine.max_by_key(|series| (series.got.0, series.got.1.at, series.id)) {
        return Issuing { mark: series.mark.clone(), series: Some(series.id) };
    }
    let plain = if all.is_empty() {
        // Numbers from before there were series: the plain one is with the device that gave the newest.
        let newest = lasting(practice).max_by_key(|taken| taken.recorded.at);
        newest.is_none_or(|taken| taken.recorded.by == device || taken.recorded.by == Stamp::UNWRITTEN.by)
    } else {
        false
    };
    let mark = if plain { String::new() } else { free_mark(practice, device) };
    Issuing { mark, series: None }
}

/// A mark that no series has and no number shows, always the same one for the same device and practice.
pub fn free_mark(practice: &Practice, device: AuthorId) -> String {
    let used: BTreeSet<String> = all(practice).into_iter().map(|series| series.mark).collect();
    let bytes = device.0.bytes();
    let candidate = |from: usize, letters: usize| -> String {
        let letter = |at: usize| char::from(LETTERS[usize::from(bytes[(from + at) % bytes.len()]) % LETTERS.len()]);
        (0..letters).map(letter).collect()
    };
    let tries = (MARK..=MARK_MOST).flat_map(|letters| (0..bytes.len()).map(move |from| (from, letters)));
    let mut free = tries.map(|(from, letters)| candidate(from, letters)).filter(|mark| !used.contains(mark));
    free.next().unwrap_or_else(|| candidate(0, MARK_MOST))
}

/// The patterns of a series, one for each way of numbering that a kind of document has.
pub fn patterns(practice: &Practice, mark: &str) -> BTreeSet<Pattern> {
    Kind::ALL.iter().map(|kind| practice.pattern(*kind).in_series(mark)).collect()
}

/// The numbers that more than one document has, each with whoever has it.
pub fn doubles(practice: &Practice) -> BTreeMap<String, Vec<&Taken>> {
    let mut by_key: BTreeMap<String, Vec<&Taken>> = BTreeMap::new();
    for taken in practice.numbers.values().filter(|taken| !taken.released) {
        by_key.entry(key(&taken.number)).or_default().push(taken);
    }
    by_key.retain(|_, all| all.iter().any(|taken| (taken.client, taken.invoice) != (all[0].client, all[0].invoice)));
    by_key
}

/// Why nothing is issued from the series with this mark, if nothing is.
pub fn frozen(practice: &Practice, mark: &str) -> Option<Frozen> {
    let open: Vec<Series> = all(practice).into_iter().filter(|series| series.closed.is_none() && series.mark == mark).collect();
    let holders: BTreeSet<Option<AuthorId>> = open.iter().map(|series| series.holder).collect();
    let patterns = patterns(practice, mark);
    let double = doubles(practice).into_values().find(|all| patterns.iter().any(|pattern| pattern.read(&all[0].number).is_some()));
    match double {
        Some(all) => Some(Frozen::Double { number: all[0].number.clone() }),
        None if holders.len() > 1 => Some(Frozen::SharedMark { mark: mark.to_owned() }),
        None => None,
    }
}

/// Whether a number with this mark was ever given: then the mark stays.
pub fn is_used(practice: &Practice, mark: &str) -> bool {
    let patterns = patterns(practice, mark);
    practice.numbers.values().any(|taken| patterns.iter().any(|pattern| pattern.read(&taken.number).is_some()))
}

#[cfg(test)]
mod tests;
