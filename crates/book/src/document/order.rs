//! The order of lines that have no list: each has a number, with room between two for those that come between.

use std::collections::BTreeMap;

use domain::LineId;

/// Room between neighbours: some thirty lines can be put into one place before all are numbered again.
const STEP: i64 = 1 << 32;

/// The numbers to write so that the lines stand in this order, and as few as can be: what two devices moved apart stays moved.
pub(super) fn changes(before: &BTreeMap<LineId, i64>, wanted: &[LineId]) -> Vec<(LineId, i64)> {
    let orders: Vec<Option<i64>> = wanted.iter().map(|id| before.get(id).copied()).collect();
    let kept = rising(&orders);
    filled(&kept, wanted).unwrap_or_else(|| renumbered(before, wanted))
}

fn renumbered(before: &BTreeMap<LineId, i64>, wanted: &[LineId]) -> Vec<(LineId, i64)> {
    let all = wanted.iter().zip(1..).map(|(id, place)| (*id, place * STEP));
    all.filter(|(id, order)| before.get(id) != Some(order)).collect()
}

/// Numbers for the places that have none; None where there is no room.
fn filled(kept: &[Option<i64>], wanted: &[LineId]) -> Option<Vec<(LineId, i64)>> {
    let mut changes = Vec::new();
    let mut at = 0;
    while at < kept.len() {
        if kept[at].is_some() {
            at += 1;
            continue;
        }
        let run = kept[at..].iter().take_while(|order| order.is_none()).count();
        let low = at.checked_sub(1).and_then(|before| kept[before]).map(i128::from);
        let high = kept.get(at + run).copied().flatten().map(i128::from);
        let (count, room) = (run as i128, i128::from(STEP));
        let (first, step) = match (low, high) {
            (None, None) => (room, room),
            (Some(low), None) => (low + room, room),
            (None, Some(high)) => (high - room * count, room),
            (Some(low), Some(high)) => {
                let step = (high - low) / (count + 1);
                (low + step, step)
            }
        };
        if step == 0 {
            return None;
        }
        for (place, id) in wanted[at..at + run].iter().enumerate() {
            changes.push((*id, i64::try_from(first + step * place as i128).ok()?));
        }
        at += run;
    }
    Some(changes)
}

/// The longest choice of numbers that rises; the others count as having none. (Patience sorting: n log n.)
fn rising(orders: &[Option<i64>]) -> Vec<Option<i64>> {
    // Of every length of a rising choice, the place of the smallest number it can end with; and for each place the one before it.
    let mut ends: Vec<(i64, usize)> = Vec::new();
    let mut previous = vec![None; orders.len()];
    for (place, order) in orders.iter().enumerate() {
        let Some(order) = order else { continue };
        let length = ends.partition_point(|(end, _)| end < order);
        previous[place] = length.checked_sub(1).map(|shorter| ends[shorter].1);
        match ends.get_mut(length) {
            Some(end) => *end = (*order, place),
            None => ends.push((*order, place)),
        }
    }
    let mut kept = vec![None; orders.len()];
    let mut next = ends.last().map(|(_, place)| *place);
    while let Some(place) = next {
        kept[place] = orders[place];
        next = previous[place];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;
    use proptest::prelude::*;

    fn line(number: u8) -> LineId {
        LineId(Id::from_bytes([number; 16]))
    }

    fn after(before: &[(u8, i64)], wanted: &[u8]) -> (Vec<u8>, usize) {
        let mut orders: BTreeMap<LineId, i64> = domain::order::gather(before.iter().map(|(id, order)| (line(*id), *order)));
        let wanted: Vec<LineId> = wanted.iter().map(|id| line(*id)).collect();
        orders.retain(|id, _| wanted.contains(id));
        let changes = changes(&orders, &wanted);
        let count = changes.len();
        orders.extend(changes);
        let mut sorted: Vec<_> = orders.into_iter().map(|(id, order)| (order, id.0.bytes()[0])).collect();
        domain::order::sort(&mut sorted);
        (sorted.into_iter().map(|(_, id)| id).collect(), count)
    }

    #[test]
    fn only_what_moves_is_numbered() {
        assert_eq!(after(&[(1, 10), (2, 20), (3, 30)], &[1, 2, 3]), (vec![1, 2, 3], 0));
        assert_eq!(after(&[(1, 10), (2, 20), (3, 30)], &[3, 1, 2]), (vec![3, 1, 2], 1));
        assert_eq!(after(&[(1, 10), (3, 30)], &[1, 2, 3, 4]), (vec![1, 2, 3, 4], 2));
        assert_eq!(after(&[], &[2, 1]), (vec![2, 1], 2));
    }

    #[test]
    fn without_room_all_are_numbered_again() {
        assert_eq!(after(&[(1, 10), (3, 11)], &[1, 2, 3]), (vec![1, 2, 3], 3));
        assert_eq!(after(&[(1, i64::MAX)], &[1, 2]).0, [1, 2]);
        assert_eq!(after(&[(2, i64::MIN)], &[1, 2]).0, [1, 2]);
    }

    proptest! {
        #[test]
        fn lines_stand_as_wanted(
            before in prop::collection::vec((0u8..20, prop_oneof![-5i64..5, any::<i64>()]), 0..12),
            wanted in Just((0u8..20).collect::<Vec<_>>()).prop_shuffle(), count in 0usize..20,
        ) {
            let wanted = &wanted[..count];
            prop_assert_eq!(after(&before, wanted).0, wanted);
        }
    }
}
