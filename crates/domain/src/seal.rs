//! What makes a text, or a file, recognisable for ever.

use sha2::{Digest, Sha256};

/// SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    hash_of(text.as_bytes())
}

/// SHA-256 of bytes, in lower-case hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}
