//! A document's texts as bytes, from the page to the worker that sets them.

use crate::leaf::Leaf;

/// The layout of the bytes. Page and worker come from one build; a mix of two must not be misread.
const VERSION: u8 = 2;

/// Bytes that this version did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// The version, then the document.
pub fn packed(leaf: &Leaf) -> Vec<u8> {
    postcard::to_extend(leaf, vec![VERSION]).unwrap_or_default()
}

/// What [`packed`] wrote; anything else is refused, whatever it holds.
pub fn unpacked(bytes: &[u8]) -> Result<Leaf, Unreadable> {
    match bytes.split_first() {
        Some((&VERSION, rest)) => match postcard::take_from_bytes(rest) {
            Ok((leaf, [])) => Ok(leaf),
            Ok(_) | Err(_) => Err(Unreadable),
        },
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::{Block, Code, Figure, Pay, Weight};
    use proptest::prelude::*;

    #[test]
    fn a_document_comes_back_as_it_went() {
        let leaf = Leaf {
            title: "Invoice 7".to_owned(),
            dated: (2026, 11, 22),
            to: Block { name: "Øre & Ægir".to_owned(), ..Block::default() },
            sums: vec![Figure { label: "Total".to_owned(), figure: "8 EUR".to_owned(), weight: Weight::Total }],
            pay: Some(Pay { codes: vec![Code { side: 1, modules: vec![true], ..Code::default() }], ..Pay::default() }),
            ..Leaf::default()
        };
        assert_eq!(unpacked(&packed(&leaf)), Ok(leaf));
        assert_eq!(unpacked(&[]), Err(Unreadable));
        assert_eq!(unpacked(&[VERSION + 1]), Err(Unreadable));
    }

    proptest! {
        #[test]
        fn strange_bytes_are_refused_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut bytes = bytes;
            bytes.insert(0, VERSION);
            let _ = unpacked(&bytes);
            let mut longer = packed(&Leaf::default());
            longer.push(0);
            prop_assert_eq!(unpacked(&longer), Err(Unreadable));
        }
    }
}
