//! Addresses that a click can use, made from what a person typed. None where a click would do nothing useful.

/// `mailto:`, with everything escaped that could add to it.
pub fn mail(address: &str) -> Option<String> {
    domain::text::email_key(address)?;
    let mut out = "mailto:".to_owned();
    for byte in address.trim().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@+'".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(out)
}

/// The same with a subject and a text, for the person's own mail to send.
pub fn letter(address: &str, subject: &str, text: &str) -> Option<String> {
    Some(format!("{}?subject={}&body={}", mail(address)?, escaped(subject), escaped(&text.replace('\n', "\r\n"))))
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// `tel:`, a leading plus and digits only.
pub fn call(number: &str) -> Option<String> {
    domain::text::dial(number).map(|digits| format!("tel:{digits}"))
}

/// A chat with a number that says its country, with a text in it.
pub fn whatsapp(number: &str, text: &str) -> Option<String> {
    let digits = domain::text::dial(number)?.strip_prefix('+')?.to_owned();
    Some(format!("https://wa.me/{digits}?text={}", escaped(text)))
}

/// `sms:` with a text in it (RFC 5724).
pub fn sms(number: &str, text: &str) -> Option<String> {
    domain::text::dial(number).map(|digits| format!("sms:{digits}?body={}", escaped(text)))
}

/// A web address that opens as one: other schemes stay text.
pub fn site(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_lowercase();
    let plain = !address.is_empty() && !address.chars().any(char::is_whitespace);
    if !plain {
        None
    } else if lower.starts_with("https://") || lower.starts_with("http://") {
        Some(address.to_owned())
    } else if lower.contains("://") || !lower.contains('.') {
        None
    } else {
        Some(format!("https://{address}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_bring_a_subject_with_it() {
        assert_eq!(mail(" jo@acme.example ").as_deref(), Some("mailto:jo@acme.example"));
        assert_eq!(mail("jo?bcc=eve@acme.example").as_deref(), Some("mailto:jo%3Fbcc%3Deve@acme.example"));
        assert_eq!(mail("jo"), None);
    }

    #[test]
    fn a_call_has_digits_only() {
        assert_eq!(call("+49 (0)30 123").as_deref(), Some("tel:+4930123"));
        assert_eq!(call("ask Jo"), None);
    }

    #[test]
    fn only_the_web_opens() {
        assert_eq!(site("acme.example/about").as_deref(), Some("https://acme.example/about"));
        assert_eq!(site("HTTP://acme.example").as_deref(), Some("HTTP://acme.example"));
        for text in ["ftp://acme.example", "javascript://acme.example/%0aalert(1)", "acme", "", "two words.example"] {
            assert_eq!(site(text), None, "{text}");
        }
    }
}
