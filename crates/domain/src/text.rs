//! Text as people give it, made safe to show and to keep, and folded for comparison.

/// One line of text: trimmed, inner white space folded to single spaces, without control characters and without the marks that
/// reorder what stands beside them (Unicode bidirectional overrides and isolates, UAX #9), at most `most` characters.
pub fn line(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let kept = word.chars().filter(|c| !is_reordering(*c));
        let mut fresh_word = true;
        for c in kept {
            if fresh_word && !out.is_empty() {
                if count + 2 > most {
                    return out;
                }
                out.push(' ');
                count += 1;
            }
            if count + 1 > most {
                return out;
            }
            fresh_word = false;
            out.push(c);
            count += 1;
        }
    }
    out
}

/// Prose: line breaks kept (as `\n`), other control characters and reordering marks dropped, ends trimmed, at most `most` characters.
pub fn prose(text: &str, most: usize) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| (*c == '\n' || *c == '\t' || !c.is_control()) && !is_reordering(*c)).take(most).collect();
    kept.trim().to_owned()
}

fn is_reordering(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
}

/// What two spellings of one word have in common: lower case, without accents, ligatures spelt out. "Müller" and "muller" fold alike.
pub fn fold(text: &str) -> String {
    // Most of what is written has nothing to take off.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            '\u{300}'..='\u{36f}' => {}
            '’' | '‘' => out.push('\''),
            _ => out.push(c),
        }
    }
    out
}

/// Whether two words are the same but for one slip of a finger: a letter more, less or other, or two of them swapped.
pub fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if long.len() - short.len() > 1 || short == long {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return *short == long[1..];
    }
    let swapped = short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
    swapped || short[1..] == long[1..]
}

/// An e-mail address as a key: trimmed and lower-cased. None when it has not the shape `something@something`.
pub fn email_key(text: &str) -> Option<String> {
    let key = text.trim().to_lowercase();
    let (before, after) = key.split_once('@')?;
    let plain = !key.chars().any(|c| c.is_whitespace() || c.is_control());
    (plain && !before.is_empty() && !after.is_empty() && !after.contains('@')).then_some(key)
}

/// A colour written as `#rrggbb`: red, green, blue.
pub fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// A telephone number as a machine dials it (RFC 3966): a leading plus, if it has one, and digits. The trunk zero in brackets, which
/// nobody dials behind a country code, is left out; what follows a word is an extension, and is left out too. None without three digits.
pub fn dial(text: &str) -> Option<String> {
    let text = if text.contains('+') { text.replace("(0)", " ") } else { text.to_owned() };
    let begin = text.find(|c: char| c == '+' || c.is_ascii_digit())?;
    let mut out = String::new();
    for c in text.get(begin..)?.chars() {
        match c {
            '+' if out.is_empty() => out.push(c),
            _ if c.is_ascii_digit() => out.push(c),
            _ if c.is_alphabetic() => break,
            _ => {}
        }
    }
    (out.chars().filter(char::is_ascii_digit).count() >= 3).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_by_its_digits() {
        let dialled = [
            ("+49 (0)30 123", Some("+4930123")),
            ("(030) 123-456", Some("030123456")),
            ("Tel. +1 503 555 0100 ext. 12", Some("+15035550100")),
            ("00 47 / 69.00.00", Some("0047690000")),
            ("12", None),
            ("ask Jo", None),
        ];
        for (text, number) in dialled {
            assert_eq!(dial(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn a_line_is_one_line_and_shows_in_order() {
        assert_eq!(line("  Acme\n\tLtd \u{202E}evil\u{0007} ", 200), "Acme Ltd evil");
        assert_eq!(line("ab cd", 3), "ab");
        assert_eq!(line("abcd", 3), "abc");
        assert_eq!(line(" \u{200E} ", 3), "");
    }

    #[test]
    fn prose_keeps_its_line_breaks() {
        assert_eq!(prose(" one\r\ntwo\rthree\u{0} ", 200), "one\ntwo\nthree");
    }

    #[test]
    fn spellings_fold_alike() {
        assert_eq!(fold("Müller Łódź Straße"), fold("muller lodz strasse"));
        assert_eq!(fold("Cafe\u{301}"), "cafe");
    }

    #[test]
    fn a_slip_of_a_finger_is_one_letter_or_two_swapped() {
        for (one, other, alike) in [
            ("invocie", "invoice", true),
            ("invoce", "invoice", true),
            ("invoicee", "invoice", true),
            ("imvoice", "invoice", true),
            ("invoice", "invoice", false),
            ("invice", "invoices", false),
            ("ab", "ba", true),
            ("", "a", true),
            ("acme", "acne", true),
            ("acme", "camel", false),
        ] {
            assert_eq!(one_slip(one, other), alike, "{one} {other}");
            assert_eq!(one_slip(other, one), alike, "{other} {one}");
        }
    }

    #[test]
    fn an_email_is_a_key_in_any_case() {
        assert_eq!(email_key(" Jo@X.org ").as_deref(), Some("jo@x.org"));
        for text in ["", "jo", "@x", "jo@", "a b@x", "a@b@c"] {
            assert_eq!(email_key(text), None, "{text}");
        }
    }
}
