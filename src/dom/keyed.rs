//! Lists whose items have names: an item is built once, and moves.

use std::any::Any;
use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use leptos::prelude::{Owner, component};
use web_sys::{Comment, Node};

use super::View;
use super::follow::Following;
use super::shown::{Shown, mark};

/// One item as it is now: its number, which stays its own, and how to make it if it is new.
struct Item {
    number: u32,
    make: Option<Box<dyn FnOnce() -> View>>,
}

/// Reads the items. What it knows of the keys before goes in and comes out, and is of a type of its own for every kind of key. Where it is
/// told so, every item can be made, those of known keys too.
type Read = Box<dyn FnMut(Option<Box<dyn Any>>, bool) -> (Vec<Item>, Box<dyn Any>)>;

/// A list, before it is built.
pub struct Keyed {
    read: Read,
    /// Items live as long as the list, not as long as one reading of it.
    owner: Owner,
}

impl std::fmt::Debug for Keyed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyed")
    }
}

struct Known<K> {
    numbers: HashMap<K, u32>,
    next: u32,
}

/// Shows `children` of each item. An item whose key was there before is not made anew; of items with one key the first is shown.
#[component]
pub fn For<E, T, KF, K, C>(each: E, key: KF, children: C) -> View
where
    E: Fn() -> Vec<T> + 'static,
    T: 'static,
    KF: Fn(&T) -> K + 'static,
    K: Eq + Hash + 'static,
    C: Fn(T) -> View + 'static,
{
    let children = Rc::new(children);
    let read = move |known: Option<Box<dyn Any>>, anew: bool| {
        let known = known.and_then(|known| known.downcast::<Known<K>>().ok());
        let mut known = known.unwrap_or_else(|| Box::new(Known { numbers: HashMap::new(), next: 0 }));
        let mut numbers = HashMap::new();
        let mut items = Vec::new();
        for item in each() {
            let key = key(&item);
            if numbers.contains_key(&key) {
                continue;
            }
            let before = known.numbers.remove(&key);
            let number = before.unwrap_or_else(|| {
                known.next += 1;
                known.next
            });
            let make = (anew || before.is_none()).then(|| {
                let children = Rc::clone(&children);
                Box::new(move || children(item)) as Box<dyn FnOnce() -> View>
            });
            numbers.insert(key, number);
            items.push(Item { number, make });
        }
        known.numbers = numbers;
        (items, known as Box<dyn Any>)
    };
    View::Keyed(Keyed { read: Box::new(read), owner: Owner::current().unwrap_or_default() })
}

/// A list that stands in the document.
pub struct ShownKeyed(Following<List>);

pub(super) struct List {
    items: Vec<Standing>,
    known: Box<dyn Any>,
    end: Comment,
}

struct Standing {
    number: u32,
    shown: Shown,
    /// Ends what the item began.
    _owner: Owner,
}

impl Keyed {
    pub(super) fn build(self, before: Option<List>) -> ShownKeyed {
        let Self { mut read, owner } = self;
        // Another list stood here: what its items began has ended with it, so that they are made anew, over the nodes that are there.
        let mut anew = true;
        let follow = move |before: Option<List>| {
            let anew = std::mem::take(&mut anew);
            let (items, known, mut list) = match before {
                Some(List { items: before, known, end }) => {
                    let (items, known) = read(Some(known), anew);
                    (items, known, (before, end))
                }
                None => {
                    let (items, known) = read(None, anew);
                    (items, known, (Vec::new(), mark()))
                }
            };
            let items = arrange(std::mem::take(&mut list.0), items, &list.1, &owner);
            List { items, known, end: list.1 }
        };
        ShownKeyed(Following::new(follow, before))
    }
}

/// Takes out what is gone, makes what is new, and moves as few of the rest as their new order asks for.
fn arrange(before: Vec<Standing>, items: Vec<Item>, end: &Comment, owner: &Owner) -> Vec<Standing> {
    let places: HashMap<u32, usize> = items.iter().enumerate().map(|(place, item)| (item.number, place)).collect();
    let mut kept: Vec<Option<Standing>> = std::iter::repeat_with(|| None).take(items.len()).collect();
    // The places to which the kept items go, in the order in which they stand now.
    let mut path = Vec::new();
    for standing in before {
        if let Some(place) = places.get(&standing.number) {
            path.push(*place);
            kept[*place] = Some(standing);
        } else {
            standing.shown.unmount();
        }
    }
    let stays = rising(&path, items.len());
    let parent = end.parent_node();
    let mut next: Node = (**end).clone().into();
    let mut standing: Vec<Standing> = Vec::with_capacity(items.len());
    for (place, item) in items.into_iter().enumerate().rev() {
        let (one, moves) = match (kept[place].take(), item.make) {
            (Some(kept), None) => (kept, !stays[place]),
            (Some(mut kept), Some(make)) => {
                let owner = owner.with(Owner::new);
                owner.with(|| make().patch(&mut kept.shown));
                (Standing { _owner: owner, ..kept }, !stays[place])
            }
            (None, Some(make)) => {
                let owner = owner.with(Owner::new);
                let shown = owner.with(|| make().build());
                (Standing { number: item.number, shown, _owner: owner }, true)
            }
            (None, None) => continue,
        };
        if let Some(parent) = parent.as_ref().filter(|_| moves) {
            one.shown.mount(parent, Some(&next));
        }
        next = one.shown.first().unwrap_or(next);
        standing.push(one);
    }
    standing.reverse();
    standing
}

/// Which of `among` places are on a longest rising subsequence of the path.
fn rising(path: &[usize], among: usize) -> Vec<bool> {
    // For each length the index of the lowest place that ends a subsequence of that length, and for each index the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(path.len());
    for (index, place) in path.iter().enumerate() {
        let length = ends.partition_point(|end| path[*end] < *place);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut on = vec![false; among];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        on[path[index]] = true;
        at = previous[index];
    }
    on
}

impl ShownKeyed {
    pub(super) fn take(&self) -> Option<List> {
        self.0.take()
    }

    pub(super) fn first(&self) -> Option<Node> {
        let first = |list: &mut List| list.items.first().map_or_else(|| Some((**list.end).clone()), |item| item.shown.first());
        self.0.with(first).flatten()
    }

    pub(super) fn each_node(&self, look: &mut dyn FnMut(&Node)) {
        self.0.with(|list| {
            for item in &list.items {
                item.shown.each_node(look);
            }
            look(&list.end);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn only_what_must_move_moves() {
        let moved = |path: &[usize]| rising(path, path.len()).iter().filter(|stays| !**stays).count();
        assert_eq!(moved(&[]), 0);
        assert_eq!(moved(&[0, 1, 2, 3]), 0);
        // The first goes to the end, the last to the front, two change places.
        assert_eq!(moved(&[3, 0, 1, 2]), 1);
        assert_eq!(moved(&[1, 2, 3, 0]), 1);
        assert_eq!(moved(&[0, 2, 1, 3]), 1);
        assert_eq!(moved(&[3, 2, 1, 0]), 3);
    }

    #[test]
    fn what_stays_rises() {
        let path = [4, 1, 0, 5, 2, 6, 3];
        let stays = rising(&path, 7);
        let kept: Vec<usize> = path.into_iter().filter(|place| stays[*place]).collect();
        assert!(kept.is_sorted() && kept.len() == 3, "{kept:?}");
    }
}
