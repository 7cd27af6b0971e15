//! Sorting and gathering, with one copy of the algorithm in the program: `slice::sort_by` and collecting into a `BTreeMap` bring a whole
//! sort along for every type of item, four kilobytes each of what a first visit downloads.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts like [`slice::sort_by`]: stable, and never more than n·log n comparisons by order of magnitude.
pub fn sort_by<T>(items: &mut Vec<T>, mut order: impl FnMut(&T, &T) -> Ordering) {
    let places = sorted(items.len(), &mut |one, other| order(&items[one], &items[other]) == Ordering::Greater);
    let mut from: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| from[place].take()));
}

/// Sorts like [`slice::sort_by_key`].
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts like [`slice::sort`].
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// A map of what came, the last of one key.
pub fn gather<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in items {
        map.insert(key, value);
    }
    map
}

/// The places 0 to `count` in their order: merged bottom-up, runs that follow each other already cost one comparison.
fn sorted(count: usize, after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged: Vec<usize> = Vec::with_capacity(count);
    let mut run = 1;
    while run < count {
        merged.clear();
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            let in_order = left.last().zip(right.first()).is_none_or(|(last, first)| !after(*last, *first));
            while let ([one, one_rest @ ..], [other, other_rest @ ..]) = (left, right)
                && !in_order
            {
                if after(*one, *other) {
                    merged.push(*other);
                    right = other_rest;
                } else {
                    merged.push(*one);
                    left = one_rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in proptest::collection::vec(0..20_u8, 0..200)) {
            let mut ours: Vec<(usize, u8)> = items.into_iter().enumerate().collect();
            let mut theirs = ours.clone();
            sort_by_key(&mut ours, |(_, item)| *item);
            theirs.sort_by_key(|(_, item)| *item);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |(_, one), (_, other)| other.cmp(one));
            theirs.sort_by(|(_, one), (_, other)| other.cmp(one));
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_is_sorted_costs_a_comparison_a_pair_of_runs() {
        let mut comparisons = 0;
        let mut items: Vec<u32> = (0..1024).collect();
        sort_by(&mut items, |one, other| {
            comparisons += 1;
            one.cmp(other)
        });
        assert!(items.is_sorted() && comparisons < 1024, "{comparisons}");
    }
}
