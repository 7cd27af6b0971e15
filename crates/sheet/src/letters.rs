//! Which letters the typeface of the PDF has. Known here, so that the person hears of a missing one before a document is issued, without
//! loading the typeface.

use crate::leaf::Leaf;

/// Code points from first to last, rising; what the fonts in `crates/press/fonts` map, which a test of that room holds it to.
pub(crate) const LETTERS: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0xa0, 0xac),
    (0xae, 0x148),
    (0x14a, 0x17f),
    (0x18f, 0x18f),
    (0x192, 0x192),
    (0x1a0, 0x1a1),
    (0x1af, 0x1b0),
    (0x1fa, 0x1ff),
    (0x218, 0x21b),
    (0x237, 0x237),
    (0x259, 0x259),
    (0x2c6, 0x2c7),
    (0x2d8, 0x2dd),
    (0x300, 0x304),
    (0x306, 0x30a),
    (0x30c, 0x30c),
    (0x323, 0x323),
    (0x326, 0x328),
    (0x384, 0x38a),
    (0x38c, 0x38c),
    (0x38e, 0x3a1),
    (0x3a3, 0x3ce),
    (0x400, 0x45f),
    (0x490, 0x491),
    (0x1e80, 0x1e85),
    (0x1e9e, 0x1e9e),
    (0x1ea0, 0x1ef9),
    (0x2000, 0x200b),
    (0x2010, 0x2015),
    (0x2018, 0x201e),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x202f, 0x2030),
    (0x2032, 0x2033),
    (0x2039, 0x203a),
    (0x2044, 0x2044),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x20a1, 0x20a1),
    (0x20a4, 0x20a4),
    (0x20a6, 0x20a9),
    (0x20ab, 0x20ae),
    (0x20b1, 0x20b2),
    (0x20b4, 0x20b5),
    (0x20b8, 0x20ba),
    (0x20bd, 0x20bf),
    (0x2113, 0x2113),
    (0x2116, 0x2116),
    (0x2120, 0x2120),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x215b, 0x215e),
    (0x2190, 0x2193),
    (0x2202, 0x2202),
    (0x2206, 0x2206),
    (0x2211, 0x2212),
    (0x221a, 0x221a),
    (0x221e, 0x221e),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25a0, 0x25a1),
    (0x25cb, 0x25cb),
    (0x25cf, 0x25cf),
    (0x2713, 0x2713),
    (0x2717, 0x2717),
];

/// Whether the PDF can show the letter, or shows nothing where nothing is meant to be seen.
pub fn prints(letter: char) -> bool {
    silent(letter) || letter.is_whitespace() || has(letter)
}

/// Whether the typeface has a glyph for it.
pub fn has(letter: char) -> bool {
    let code = u32::from(letter);
    let at = LETTERS.partition_point(|(_, last)| *last < code);
    LETTERS.get(at).is_some_and(|(first, _)| *first <= code)
}

/// What is never drawn: marks of direction and of joining, soft hyphens, variation selectors, controls.
pub fn silent(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The letters of a document that the PDF cannot show, each once, in the order in which they come.
pub fn missing(leaf: &Leaf) -> Vec<char> {
    let mut found = Vec::new();
    for letter in leaf.texts().flat_map(str::chars).filter(|letter| !prints(*letter)) {
        if !found.contains(&letter) {
            found.push(letter);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaf::Row;

    #[test]
    fn the_ranges_rise_and_do_not_touch() {
        assert!(LETTERS.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0 && pair[0].0 <= pair[0].1));
    }

    #[test]
    fn what_cannot_be_shown_is_named_once_each() {
        assert!("Ærøskøbing, Łódź, Αθήνα, Київ, Nguyễn 1 200,00 € −5 “x”".chars().all(prints));
        let row = Row { what: "設計 設 ok".to_owned(), more: "שלום ☃".to_owned(), cells: vec!["1\u{200b}2\t".to_owned()] };
        let leaf = Leaf { rows: vec![row], ..Leaf::default() };
        assert_eq!(missing(&leaf), ['設', '計', 'ש', 'ל', 'ו', 'ם', '☃']);
    }
}
