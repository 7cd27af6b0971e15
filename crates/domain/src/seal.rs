//! What makes a text recognisable for ever.

use sha2::{Digest, Sha256};

/// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}
