//! The picture beside the sender's name on documents: a small PNG, written as base64 into the practice, so that it is wherever the practice is. A
//! document names the one it was issued with by its hash, and a picture that was replaced stays, so no document changes its look.

use crate::ItemId;
use crate::item::{Item, ItemField, ItemKind, of_kind};
use crate::practice::Practice;

/// Letters of base64 that a picture may come to: some 90 KB.
pub const LETTERS_MOST: usize = 120_000;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The bytes of a PNG from base64 (RFC 4648, 4), with its padding. None for anything else.
pub fn bytes(text: &str) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    if !rest.is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(groups.len() * 3);
    for (at, group) in groups.iter().enumerate() {
        let padding = group.iter().rev().take_while(|letter| **letter == b'=').count();
        if padding > 2 || (padding > 0 && at + 1 != groups.len()) {
            return None;
        }
        let mut bits = 0u32;
        for letter in &group[..4 - padding] {
            bits = bits << 6 | value(*letter)?;
        }
        let [_, all @ ..] = (bits << (6 * padding)).to_be_bytes();
        bytes.extend_from_slice(&all[..3 - padding]);
    }
    bytes.starts_with(PNG).then_some(bytes)
}

fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

fn hash(item: &Item) -> &str {
    item.get(ItemField::Hash)
}

impl Practice {
    /// The picture that new documents get, by its hash.
    pub fn logo(&self) -> Option<(ItemId, &str)> {
        of_kind(&self.items, ItemKind::Logo).into_iter().next_back().map(|(id, item)| (id, hash(item)))
    }

    /// The picture of a hash as base64, also one that was replaced since.
    pub fn picture(&self, wanted: &str) -> Option<&str> {
        let mut logos = self.items.values().filter(|item| item.kind == ItemKind::Logo);
        logos.find(|item| hash(item) == wanted).map(|item| item.get(ItemField::Picture)).filter(|picture| !picture.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_png_is_a_picture() {
        assert_eq!(bytes("iVBORw0KGgo="), Some(PNG.to_vec()));
        assert_eq!(bytes("iVBORw0KGgoA").map(|bytes| bytes.len()), Some(9));
        assert_eq!(bytes("iVBORw0KGgoAAA==").map(|bytes| bytes.len()), Some(10));
        for wrong in ["", "iVBORw0KGgo", "iVBORw0KGg==", "/9j/4AAQSkZJRg==", "iVBORw0=GgoA", "iVBORw0KGgo?", "PHN2Zz4="] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
