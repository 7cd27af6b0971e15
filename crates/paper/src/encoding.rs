//! From the bytes of a text file to its characters.

/// How the characters of a file were written as bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Windows1252,
}

impl Encoding {
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16LittleEndian, Self::Utf16BigEndian, Self::Windows1252];

    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16LittleEndian => "utf-16le",
            Self::Utf16BigEndian => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    /// What the bytes are most likely written in: the mark at their start says so; else UTF-8 if they are valid UTF-8; else Windows-1252,
    /// which gives every byte a character.
    pub fn guess(bytes: &[u8]) -> Self {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Self::Utf8,
            [0xFF, 0xFE, ..] => Self::Utf16LittleEndian,
            [0xFE, 0xFF, ..] => Self::Utf16BigEndian,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Utf8,
            _ => Self::Windows1252,
        }
    }

    /// The characters, without the byte order mark. What the encoding cannot have written becomes U+FFFD; nothing is refused.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).into_owned(),
            Self::Utf16LittleEndian => utf16(bytes.strip_prefix(&[0xFF, 0xFE]).unwrap_or(bytes), u16::from_le_bytes),
            Self::Utf16BigEndian => utf16(bytes.strip_prefix(&[0xFE, 0xFF]).unwrap_or(bytes), u16::from_be_bytes),
            Self::Windows1252 => bytes.iter().map(|byte| windows1252(*byte)).collect(),
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text: String =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// The bytes 0x80 to 0x9F; all others are the character of the same number (WHATWG Encoding, index windows-1252).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: Encoding, text: &str) {
        assert_eq!(Encoding::guess(bytes), encoding);
        assert_eq!(encoding.decode(bytes), text);
    }

    #[test]
    fn the_mark_at_the_start_decides_and_is_dropped() {
        check(b"\xEF\xBB\xBFName", Encoding::Utf8, "Name");
        check(b"\xFF\xFEN\0\xFC\0", Encoding::Utf16LittleEndian, "Nü");
        check(b"\xFE\xFF\0N\0\xFC", Encoding::Utf16BigEndian, "Nü");
    }

    #[test]
    fn without_a_mark_valid_utf8_is_utf8() {
        check("Müller €".as_bytes(), Encoding::Utf8, "Müller €");
        check(b"M\xFCller \x80 \x93x\x94", Encoding::Windows1252, "Müller € “x”");
        check(b"", Encoding::Utf8, "");
    }

    #[test]
    fn half_a_character_is_shown_not_refused() {
        check(b"\xFF\xFEN\0\xFC", Encoding::Utf16LittleEndian, "N\u{FFFD}");
        assert_eq!(Encoding::Utf8.decode(b"a\xFF"), "a\u{FFFD}");
    }

    #[test]
    fn keys_read_back() {
        for one in Encoding::ALL {
            assert_eq!(Encoding::from_key(one.key()), Some(one));
        }
    }
}
