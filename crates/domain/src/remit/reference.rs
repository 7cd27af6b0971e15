//! References that a payment carries back: ISO 11649 (RF) and the Swiss QR reference.

use super::account::remainder;

/// The creditor reference of a document's number by ISO 11649: `RF`, two check digits, and the number's letters and digits, at most 21.
/// None for a number that has other letters, none at all, or more.
pub fn creditor_reference(number: &str) -> Option<String> {
    let plain = plain(number)?;
    if plain.is_empty() || plain.len() > 21 {
        return None;
    }
    let rest = remainder(plain.chars().chain("RF00".chars()))?;
    Some(format!("RF{:02}{plain}", 98 - rest))
}

/// Whether a text is a creditor reference whose check digits fit.
pub fn is_creditor_reference(text: &str) -> bool {
    let good = text.len() > 4 && text.len() <= 25 && text.is_ascii() && text.starts_with("RF");
    good && remainder(text[4..].chars().chain(text[..4].chars())) == Some(1)
}

/// The letters and digits of a number, in capitals. None where it has letters that a reference cannot carry.
fn plain(number: &str) -> Option<String> {
    let kept: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    kept.is_ascii().then(|| kept.to_ascii_uppercase())
}

/// The QR reference of a document's number: 26 digits and a check digit. Letters stand as the two digits 10 to 35, `prefix` (digits that the
/// bank asks for) stands first, zeros between. None for a number that gives no digits, or too many.
pub fn qr_reference(number: &str, prefix: &str) -> Option<String> {
    let digits = plain(number)?.chars().try_fold(String::new(), |digits, c| Some(digits + &c.to_digit(36)?.to_string()))?;
    let prefix: String = prefix.chars().filter(char::is_ascii_digit).collect();
    let room = 26usize.checked_sub(prefix.len())?;
    if digits.is_empty() || digits.len() > room || digits.bytes().all(|digit| digit == b'0') {
        return None;
    }
    let body = format!("{prefix}{digits:0>room$}");
    let check = check_digit(&body);
    Some(format!("{body}{check}"))
}

/// Whether a text is a QR reference whose check digit fits.
pub fn is_qr_reference(text: &str) -> bool {
    text.len() == 27 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.ends_with(&check_digit(&text[..26]).to_string())
}

/// Modulo 10, recursive (Swiss Implementation Guidelines QR-bill, annex B).
fn check_digit(digits: &str) -> usize {
    const TABLE: [usize; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let carry = digits.bytes().fold(0, |carry, digit| TABLE[(carry + usize::from(digit.wrapping_sub(b'0'))) % 10]);
    (10 - carry) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_creditor_reference_has_the_check_digits_of_the_standard() {
        assert_eq!(creditor_reference("20260042").as_deref(), Some("RF8820260042"));
        assert_eq!(creditor_reference("539007547034").as_deref(), Some("RF18539007547034"));
        assert_eq!(creditor_reference("INV-2026/001").map(|text| is_creditor_reference(&text)), Some(true));
        assert!(!is_creditor_reference("RF19539007547034"));
        assert_eq!(creditor_reference("Ñ-1"), None);
        assert_eq!(creditor_reference("--"), None);
        assert_eq!(creditor_reference("1234567890123456789012"), None);
    }

    #[test]
    fn the_qr_reference_has_the_check_digit_of_the_guidelines() {
        assert!(is_qr_reference("210000000003139471430009017"));
        assert!(!is_qr_reference("210000000003139471430009018"));
        assert_eq!(qr_reference("313947143000901", "21").as_deref(), Some("210000000003139471430009017"));
        let reference = qr_reference("INV-2026-001", "").expect("digits");
        assert!(is_qr_reference(&reference) && reference.contains("1823312026001"), "{reference}");
        assert_ne!(qr_reference("A-2026-1", ""), qr_reference("B-2026-1", ""));
        assert_eq!(qr_reference("–", ""), None);
        assert_eq!(qr_reference("1", "123456789012345678901234567"), None);
    }
}
