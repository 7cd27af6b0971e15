//! What a device keeps, and the dice of the whole simulation.

use std::collections::{BTreeMap, BTreeSet};

use sync::{Chunk, DocName, Record, Secret};

use crate::memory;

/// Numbers from a seed (SplitMix64), so that a day that went wrong can be played again.
#[derive(Clone, Debug)]
pub struct Chance(pub u64);

impl Chance {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    pub fn index(&mut self, below: usize) -> usize {
        usize::try_from(self.roll(u64::try_from(below.max(1)).expect("small"))).expect("small")
    }

    pub fn small(&mut self, sides: u32) -> u32 {
        u32::try_from(self.roll(sides.into())).expect("small")
    }

    pub fn secret(&mut self) -> Secret {
        let mut bytes = [0; 32];
        bytes.iter_mut().for_each(|byte| *byte = u8::try_from(self.roll(256)).expect("a byte"));
        Secret::new(bytes)
    }
}

type Docs = BTreeMap<DocName, BTreeSet<u64>>;

/// What is on a device's disk.
#[derive(Default)]
pub struct Disk {
    pub records: BTreeMap<String, Vec<u8>>,
    pub docs: Docs,
    pub(super) journal: Vec<DocName>,
    /// Real documents, in the place of numbers.
    pub book: Option<memory::Disk>,
}

/// Another disk with the same on it.
impl Clone for Disk {
    fn clone(&self) -> Self {
        let Self { records, docs, journal, book } = self;
        let book = book.as_ref().map(memory::Disk::copy);
        Self { records: records.clone(), docs: docs.clone(), journal: journal.clone(), book }
    }
}

pub(super) fn encode(numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    numbers.into_iter().flat_map(u64::to_be_bytes).collect()
}

pub(super) fn decode(bytes: &[u8]) -> BTreeSet<u64> {
    let (numbers, left) = bytes.as_chunks::<8>();
    assert!(left.is_empty(), "a chunk was cut");
    numbers.iter().map(|number| u64::from_be_bytes(*number)).collect()
}

impl Disk {
    pub(super) fn write(&mut self, records: impl IntoIterator<Item = Record>) {
        for (key, bytes) in records {
            match bytes {
                Some(bytes) => drop(self.records.insert(key, bytes)),
                None => drop(self.records.remove(&key)),
            }
        }
    }

    pub(super) fn keep(&mut self, chunk: &Chunk) {
        let numbers = decode(&chunk.bytes);
        self.docs.entry(chunk.doc.clone()).or_default().extend(numbers);
        self.journal.push(chunk.doc.clone());
    }

    pub(super) fn place(&self) -> u64 {
        u64::try_from(self.journal.len()).expect("small")
    }

    pub fn numbers(&self) -> BTreeSet<u64> {
        self.docs.values().flatten().copied().collect()
    }
}
