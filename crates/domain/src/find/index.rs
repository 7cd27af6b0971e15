//! Which passages hold a word. Every different word of the practice stands once in one long text, so that a part of a word is looked for
//! there and not in everything that was ever written; behind each word stand the passages that have it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Group, Passage, Spot};
use crate::time::Day;
use crate::{ClientId, order, text};

/// How many hits of a group are named; the others are counted.
#[derive(Clone, Copy, Debug)]
pub struct Limits(pub fn(Group) -> usize);

/// One passage that answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub client: ClientId,
    pub spot: Spot,
    pub day: Option<Day>,
    /// Its place among the client's passages.
    pub nth: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// By group; of each the newest first, and not more than were asked for.
    pub hits: BTreeMap<Group, Vec<Hit>>,
    /// How many there are.
    pub counts: BTreeMap<Group, usize>,
}

impl Found {
    pub fn of(&self, group: Group) -> &[Hit] {
        self.hits.get(&group).map_or(&[], Vec::as_slice)
    }

    pub fn count(&self, group: Group) -> usize {
        self.counts.get(&group).copied().unwrap_or(0)
    }
}

/// The words of every client that was put into it. What was put in last holds.
#[derive(Clone, Debug, Default)]
pub struct Index {
    lexicon: Lexicon,
    /// The passages that have a word, by the word's place in the lexicon.
    holders: Vec<Vec<u32>>,
    /// Every passage that was ever put in; those that hold no more are not in `standing`.
    slots: Vec<Hit>,
    standing: Bits,
    clients: BTreeMap<ClientId, Range<u32>>,
}

impl Index {
    pub fn has(&self, client: ClientId) -> bool {
        self.clients.contains_key(&client)
    }

    pub fn clients(&self) -> usize {
        self.clients.len()
    }

    /// Takes a client's passages, in the place of those it had.
    pub fn put(&mut self, client: ClientId, passages: &[Passage]) {
        self.remove(client);
        let begin = self.next();
        for (nth, passage) in (0..).zip(passages) {
            let slot = self.next();
            self.slots.push(Hit { client, spot: passage.spot, day: passage.day, nth });
            self.standing.set(slot);
            for text in [&passage.text, &passage.before] {
                for word in text::fold(text).split_whitespace() {
                    self.hold(word, slot);
                }
            }
        }
        self.clients.insert(client, begin..self.next());
    }

    pub fn remove(&mut self, client: ClientId) {
        for slot in self.clients.remove(&client).unwrap_or_default() {
            self.standing.clear(slot);
        }
    }

    fn next(&self) -> u32 {
        u32::try_from(self.slots.len()).unwrap_or(u32::MAX)
    }

    fn hold(&mut self, word: &str, slot: u32) {
        let place = self.lexicon.place(word);
        if place == self.holders.len() {
            self.holders.push(Vec::new());
        }
        if let Some(holders) = self.holders.get_mut(place)
            && holders.last() != Some(&slot)
        {
            holders.push(slot);
        }
    }

    /// The passages in which every one of the words stands, or is said of the client itself; at least one of them in the passage.
    /// `words` are folded; `known_by` names the clients that a word is said of already.
    pub fn search(&self, words: &[String], known_by: &dyn Fn(&str) -> Vec<ClientId>, limits: Limits) -> Found {
        let (mut every, mut any) = (self.standing.clone(), Bits::default());
        for word in words {
            let mut holding = Bits::of(self.slots.len());
            for slot in self.lexicon.within(word).filter_map(|place| self.holders.get(place)).flatten() {
                holding.set(*slot);
            }
            any.join(&holding);
            if words.len() > 1 {
                for slot in known_by(word).iter().filter_map(|client| self.clients.get(client)).cloned().flatten() {
                    holding.set(slot);
                }
            }
            every.meet(&holding);
        }
        every.meet(&any);
        self.newest(&every, limits)
    }

    fn newest(&self, bits: &Bits, limits: Limits) -> Found {
        let mut found = Found::default();
        for hit in bits.places().filter_map(|slot| self.slots.get(slot)) {
            let group = hit.spot.group();
            *found.counts.entry(group).or_default() += 1;
            let best = found.hits.entry(group).or_default();
            let most = (limits.0)(group);
            // Few are named: the newest stay in their order from the beginning.
            if best.len() < most || best.last().is_some_and(|last| after(last, hit)) {
                let at = best.partition_point(|one| !after(one, hit));
                best.insert(at, *hit);
                best.truncate(most);
            }
        }
        found
    }

    /// Every passage that stands, in the order of clients: what two indexes have in common whose clients came in another order.
    pub fn told(&self) -> Vec<Hit> {
        let mut all: Vec<Hit> = self.standing.places().filter_map(|slot| self.slots.get(slot)).copied().collect();
        order::sort_by_key(&mut all, |hit| (hit.client, hit.nth));
        all
    }
}

/// Whether the one comes after the other: the newest first, what has no day last, and always the same order.
fn after(one: &Hit, other: &Hit) -> bool {
    (one.day, other.client, other.nth) < (other.day, one.client, one.nth)
}

/// Every different word once, one a line, and a table of where they are.
#[derive(Clone, Debug, Default)]
struct Lexicon {
    text: String,
    /// Where each word ends, its line's end included.
    ends: Vec<usize>,
    /// Places of words, counted from 1, by their hash; 0 is free.
    table: Vec<u32>,
}

impl Lexicon {
    fn word(&self, place: usize) -> &str {
        let begin = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(place).map_or(begin, |end| end - 1);
        self.text.get(begin..end).unwrap_or_default()
    }

    /// The word's place; the next one when it is new, and then it has it.
    fn place(&mut self, word: &str) -> usize {
        if self.table.len() < 2 * (self.ends.len() + 1) {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = hash(word) & mask;
        loop {
            match self.table.get(at) {
                Some(0) | None => break,
                Some(taken) => {
                    let place = *taken as usize - 1;
                    if self.word(place) == word {
                        return place;
                    }
                }
            }
            at = (at + 1) & mask;
        }
        let place = self.ends.len();
        self.text.push_str(word);
        self.text.push('\n');
        self.ends.push(self.text.len());
        self.enter(at, place);
        place
    }

    fn grow(&mut self) {
        let size = (4 * (self.ends.len() + 1)).next_power_of_two().max(1 << 10);
        self.table = vec![0; size];
        for place in 0..self.ends.len() {
            let mut at = hash(self.word(place)) & (size - 1);
            while self.table.get(at).is_some_and(|taken| *taken != 0) {
                at = (at + 1) & (size - 1);
            }
            self.enter(at, place);
        }
    }

    fn enter(&mut self, at: usize, place: usize) {
        if let Some(free) = self.table.get_mut(at) {
            *free = u32::try_from(place + 1).unwrap_or(u32::MAX);
        }
    }

    /// The places of the words in which `part` stands.
    fn within<'a>(&'a self, part: &'a str) -> impl Iterator<Item = usize> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.text.get(from..)?.find(part)?;
            let place = self.ends.partition_point(|end| *end <= at);
            from = *self.ends.get(place)?;
            Some(place)
        })
    }
}

/// FNV-1a: spreads words, and guards against nobody.
fn hash(word: &str) -> usize {
    word.bytes().fold(0x811c_9dc5_usize, |sum, byte| (sum ^ usize::from(byte)).wrapping_mul(0x0100_0193))
}

#[derive(Clone, Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn of(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn set(&mut self, place: u32) {
        let at = (place / 64) as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (place % 64);
    }

    fn clear(&mut self, place: u32) {
        if let Some(word) = self.0.get_mut((place / 64) as usize) {
            *word &= !(1 << (place % 64));
        }
    }

    fn meet(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (one, other) in self.0.iter_mut().zip(&other.0) {
            *one &= other;
        }
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (one, other) in self.0.iter_mut().zip(&other.0) {
            *one |= other;
        }
    }

    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.checked_sub(1)?;
                Some(at * 64 + bit)
            })
        })
    }
}
