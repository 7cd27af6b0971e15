//! Text that a spreadsheet would take for a formula, written so that it stays text (OWASP, "CSV Injection"), and read back as it was.

use std::borrow::Cow;

/// Whether a spreadsheet could calculate it: it begins with `=`, `+`, `-`, `@` or a full-width form of them, a tab or a line break.
fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// With an apostrophe before it, if it is risky or would be read back without its own apostrophe.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_risky(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What [`guard`] was given.
pub fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a161_a_formula_gets_an_apostrophe() {
        for text in ["=HYPERLINK(\"http://x\")", "+1", "-1", "@x", "\tx", "\rx", "'=1", "＝1"] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["Acme", "", "'tis", "1-2", "a=b"] {
            assert_eq!(guard(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_reads_back(text in "['=+@\\-a\\t]{0,5}") {
            let guarded = guard(&text);
            prop_assert!(!is_risky(&guarded));
            prop_assert_eq!(plain(&guarded), text.as_str());
        }
    }
}
