//! How promises and deliverables stand, folded for one line of a list.

use domain::ItemId;
use domain::item::{ActKind, Item, ItemField, Items};
use domain::time::Day;

/// Where an item stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    /// By so many days.
    Late(i64),
    /// On that day; now it waits for an answer.
    Delivered(Day),
    /// Sent back on that day, and owed again.
    Back(Day),
    Settled(ActKind, Day),
}

pub fn state(item: &Item, today: Day) -> State {
    match (item.settled(), item.awaited().filter(|due| *due < today)) {
        (Some((_, act)), _) if !item.is_open() => State::Settled(act.kind, act.on),
        (Some((_, act)), _) if act.kind == ActKind::Delivered => State::Delivered(act.on),
        (_, Some(due)) => State::Late(due.days_until(today)),
        (Some((_, act)), None) if act.kind == ActKind::SentBack => State::Back(act.on),
        (_, None) => State::Open,
    }
}

/// The day it is due, and the first that was named where it has been moved since.
pub fn due(item: &Item) -> Option<(Day, Option<Day>)> {
    let now = item.due()?;
    Some((now, item.day(ItemField::Due).filter(|first| *first != now)))
}

/// Revision rounds of a deliverable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounds {
    pub used: u64,
    /// None: nobody said.
    pub included: Option<u64>,
}

impl Rounds {
    pub fn of(item: &Item, items: &Items) -> Self {
        Self { used: u64::try_from(item.rounds_used()).unwrap_or(u64::MAX), included: item.rounds_included(items) }
    }

    /// How many rounds more than what is included.
    pub fn beyond(self) -> u64 {
        self.included.map_or(0, |included| self.used.saturating_sub(included))
    }
}

/// The items that are still open, in their order, and those that are settled, the last settled first.
pub fn parted(items: &[(ItemId, Item)]) -> (Vec<ItemId>, Vec<ItemId>) {
    let (open, mut settled): (Vec<_>, Vec<_>) = items.iter().partition(|(_, item)| item.is_open());
    domain::order::sort_by_key(&mut settled, |(id, item)| {
        let on = item.settled().map(|(_, act)| (act.on, act.recorded.at));
        (std::cmp::Reverse(on), *id)
    });
    let ids = |all: Vec<&(ItemId, Item)>| all.into_iter().map(|(id, _)| *id).collect();
    (ids(open), ids(settled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::Stamp;
    use domain::item::{Act, ItemKind};
    use domain::{ActId, Id};

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn item(kind: ItemKind, due: &str, acts: &[(ActKind, &str, &str)]) -> Item {
        let act = |(turn, (kind, on, value)): (usize, &(ActKind, &str, &str))| {
            let (why, value) = (String::new(), (*value).to_owned());
            let act = Act { kind: *kind, on: day(on), why, value, turn: turn as u32, recorded: Stamp::UNWRITTEN, withdrawn: None };
            (ActId(Id::from_bytes([turn as u8; 16])), act)
        };
        Item {
            kind,
            fields: [(ItemField::Due, due.to_owned()), (ItemField::Rounds, "1".to_owned())].into(),
            acts: acts.iter().enumerate().map(act).collect(),
            recorded: Stamp::UNWRITTEN,
            batch: None,
            removed: None,
        }
    }

    #[test]
    fn an_item_stands_where_its_last_act_left_it() {
        use ActKind::{Approved, Delivered, Kept, Renegotiated, SentBack};
        let today = day("2026-11-22");
        let promise = |acts: &[_]| item(ItemKind::Promise, "2026-11-20", acts);
        assert_eq!(state(&promise(&[]), today), State::Late(2));
        assert_eq!(state(&promise(&[(Kept, "2026-11-21", "")]), today), State::Settled(Kept, day("2026-11-21")));
        let moved = promise(&[(Renegotiated, "2026-11-20", "2026-11-30")]);
        assert_eq!((state(&moved, today), due(&moved)), (State::Open, Some((day("2026-11-30"), Some(day("2026-11-20"))))));
        let sent = (Delivered, "2026-11-18", "");
        let back = (SentBack, "2026-11-19", "");
        let deliverable = |due, acts: &[_]| item(ItemKind::Deliverable, due, acts);
        assert_eq!(state(&deliverable("2026-11-20", &[sent]), today), State::Delivered(day("2026-11-18")));
        assert_eq!(state(&deliverable("2026-11-30", &[sent, back]), today), State::Back(day("2026-11-19")));
        assert_eq!(state(&deliverable("2026-11-20", &[sent, back]), today), State::Late(2));
        let done = deliverable("2026-11-20", &[sent, back, sent, back, (Approved, "2026-11-21", "")]);
        assert_eq!(state(&done, today), State::Settled(Approved, day("2026-11-21")));
        let rounds = Rounds::of(&done, &Items::new());
        assert_eq!((rounds, rounds.beyond()), (Rounds { used: 2, included: Some(1) }, 1));
    }

    #[test]
    fn settled_items_stand_apart_the_last_one_first() {
        let id = |number| ItemId(Id::from_bytes([number; 16]));
        let all = [
            (id(1), item(ItemKind::Promise, "2026-11-01", &[(ActKind::Kept, "2026-11-02", "")])),
            (id(2), item(ItemKind::Promise, "2026-11-02", &[])),
            (id(3), item(ItemKind::Promise, "2026-11-03", &[(ActKind::Broken, "2026-11-05", "")])),
        ];
        assert_eq!(parted(&all), (vec![id(2)], vec![id(3), id(1)]));
    }
}
