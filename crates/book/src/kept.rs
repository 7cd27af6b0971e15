//! What the caches beside the journal have in common: one version byte, eight bytes of a checksum, then what is kept. A cache is always
//! rebuilt from documents, so what is of another version, cut short or damaged is simply not there.

use domain::Id;
use domain::time::Day;
use serde::{Deserialize, Serialize};

const HEAD: usize = 9;

pub(crate) fn encode(version: u8, kept: &impl Serialize) -> Vec<u8> {
    let mut bytes = vec![0; HEAD];
    bytes[0] = version;
    // Writing into memory cannot fail; if it did, the bytes would mean nothing, and be made again.
    let mut bytes = postcard::to_extend(kept, bytes).unwrap_or_default();
    if let Some((head, body)) = bytes.split_at_mut_checked(HEAD) {
        head[1..].copy_from_slice(&checksum(body).to_le_bytes());
    }
    bytes
}

pub(crate) fn decode<'a, T: Deserialize<'a>>(version: u8, bytes: &'a [u8]) -> Option<T> {
    let (head, body) = bytes.split_at_checked(HEAD)?;
    if head[0] != version || head[1..] != checksum(body).to_le_bytes() {
        return None;
    }
    let (kept, rest): (T, _) = postcard::take_from_bytes(body).ok()?;
    rest.is_empty().then_some(kept)
}

/// FNV-1a over words of eight bytes: against accidents of storage, not against anybody. A change within one word never goes unseen.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().copied().chain([last]).map(u64::from_le_bytes);
    words.fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, |sum, word| (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3))
}

pub(crate) type Bytes = [u8; 16];

/// Some(None) for nothing, None for what means nothing.
pub(crate) fn maybe<F, T>(from: Option<F>, read: impl Fn(F) -> Option<T>) -> Option<Option<T>> {
    match from {
        None => Some(None),
        Some(from) => read(from).map(Some),
    }
}

/// Days since 1970-01-01: between the years 1900 and 2999 they fit easily.
pub(crate) fn days(day: Day) -> i32 {
    i32::try_from(day.epoch_days()).unwrap_or(i32::MAX)
}

pub(crate) fn day(days: i32) -> Option<Day> {
    Day::from_epoch_days(days.into())
}

/// An id that nobody of us made may lack the bits that ours have: it is spelt out, and read as any other.
pub(crate) fn id(bytes: Bytes) -> Option<Id> {
    let id = Id::from_bytes(bytes);
    if *id.bytes() == bytes {
        return Some(id);
    }
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.extend([byte >> 4, byte & 15].into_iter().filter_map(|nibble| char::from_digit(nibble.into(), 16)));
    }
    text.parse().ok()
}

pub(crate) fn place<T: PartialEq>(all: &[T], one: T) -> u8 {
    all.iter().position(|known| *known == one).and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}
