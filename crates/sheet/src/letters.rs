//! Which letters the typeface of the PDF has. Known here, so that the person hears of a missing one before a document is issued, without
//! loading the typeface.

use crate::leaf::Leaf;

/// Code points from first to last, rising; what the fonts in `crates/press/fonts` map, which a test of that room holds it to.
pub(crate) const LETTERS: &[(u32, u32)] = &[
    (0x20, 0x7e),
    (0xa0, 0xac),
    (0xae, 0x148),
    (0x14a, 0x1c3),
    (0x1c5, 0x24f),
    (0x259, 0x259),
    (0x2b0, 0x2dd),
    (0x300, 0x304),
    (0x306, 0x30a),
    (0x30c, 0x30c),
    (0x323, 0x323),
    (0x326, 0x328),
    (0x374, 0x376),
    (0x37a, 0x37f),
    (0x384, 0x38a),
    (0x38c, 0x38c),
    (0x38e, 0x3a1),
    (0x3a3, 0x3d7),
    (0x3dc, 0x3dd),
    (0x3f0, 0x3f6),
    (0x3f9, 0x3fa),
    (0x3fc, 0x479),
    (0x480, 0x49d),
    (0x4a0, 0x4ff),
    (0x52f, 0x52f),
    (0x1e00, 0x1e9b),
    (0x1e9d, 0x1eff),
    (0x2000, 0x200b),
    (0x2010, 0x2027),
    (0x202f, 0x203a),
    (0x2044, 0x2044),
    (0x205f, 0x205f),
    (0x2070, 0x2071),
    (0x2074, 0x208e),
    (0x2090, 0x209c),
    (0x20a0, 0x20af),
    (0x20b1, 0x20b5),
    (0x20b8, 0x20ba),
    (0x20bc, 0x20c0),
    (0x2113, 0x2113),
    (0x2116, 0x2116),
    (0x2120, 0x2120),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x2150, 0x215e),
    (0x2190, 0x2199),
    (0x2202, 0x2202),
    (0x2206, 0x2206),
    (0x220f, 0x220f),
    (0x2211, 0x2212),
    (0x221a, 0x221a),
    (0x221e, 0x221e),
    (0x222b, 0x222b),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
    (0x25a0, 0x25a0),
    (0x25ca, 0x25cb),
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
