//! Twenty-four words on paper (BIP-39): they found a space, and enter it when every browser is lost.

use std::fmt;

use bip39::{Language, Mnemonic};
use wire::{Purpose, RootKey, SigningKey, SpaceId};
use zeroize::Zeroizing;

use crate::identity::Identity;
use crate::secret::Secret;

/// What the words say: 256 bits. They make the root key, so they name the space, and the recovery device, which is an owner of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Phrase(Secret);

/// Why words are no phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseRefusal {
    /// There are not 24.
    Count(usize),
    /// The one at this place, from 1, is in no list.
    UnknownWord(usize),
    /// One word stands for another, or they are in another order.
    Checksum,
}

impl Phrase {
    pub const WORDS: usize = 24;

    pub fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// In any case and spacing.
    pub fn parse(text: &str) -> Result<Self, PhraseRefusal> {
        let lower = Zeroizing::new(text.to_lowercase());
        let words: Vec<&str> = lower.split_whitespace().take(Self::WORDS + 1).collect();
        if words.len() != Self::WORDS {
            return Err(PhraseRefusal::Count(words.len()));
        }
        let joined = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &joined).map_err(|error| match error {
            bip39::Error::UnknownWord(at) => PhraseRefusal::UnknownWord(at + 1),
            _ => PhraseRefusal::Checksum,
        })?;
        let (entropy, length) = mnemonic.to_entropy_array();
        let entropy = Zeroizing::new(entropy);
        let bytes = entropy.get(..length).and_then(|bytes| bytes.try_into().ok()).ok_or(PhraseRefusal::Checksum)?;
        Ok(Self(Secret::new(bytes)))
    }

    /// For showing once and printing. Empty never: 256 bits always have words.
    pub fn words(&self) -> Vec<&'static str> {
        Mnemonic::from_entropy_in(Language::English, self.0.bytes()).map(|mnemonic| mnemonic.words().collect()).unwrap_or_default()
    }

    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// It signs the first entry of a space and nothing after it.
    pub(crate) fn root(&self) -> SigningKey {
        SigningKey::from_bytes(self.0.derive(&[], b"throughline-root/1", &[]).bytes())
    }

    /// The space that was founded with these words.
    pub fn space(&self) -> SpaceId {
        SpaceId::of(&RootKey::of(&self.root()))
    }

    pub(crate) fn device_seed(&self) -> Secret {
        self.0.derive(&[], b"throughline-recovery/1", &[])
    }

    pub fn identity(&self) -> Option<Identity> {
        Identity::new(self.device_seed(), Purpose::Recovery)
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_were_shown() {
        let phrase = Phrase::new(Secret::new([0x5a; 32]));
        let words = phrase.words();
        assert_eq!(words.len(), 24);
        assert_eq!(Phrase::parse(&words.join("\n  ").to_uppercase()), Ok(phrase.clone()));
        assert_eq!(Phrase::parse(&words[1..].join(" ")), Err(PhraseRefusal::Count(23)));
        let mut wrong = words.clone();
        wrong[4] = "throughline";
        assert_eq!(Phrase::parse(&wrong.join(" ")), Err(PhraseRefusal::UnknownWord(5)));
        wrong[4] = "zoo";
        assert_eq!(Phrase::parse(&wrong.join(" ")), Err(PhraseRefusal::Checksum));
        assert_eq!(format!("{phrase:?}"), "Phrase(..)");
    }

    /// The vector of BIP-39 for 32 bytes of 0x7f, so that other tools read what was printed here.
    #[test]
    fn the_words_are_those_of_the_standard() {
        let words = Phrase::new(Secret::new([0x7f; 32])).words().join(" ");
        assert!(words.starts_with("legal winner thank year wave sausage worth useful") && words.ends_with("title"), "{words}");
    }
}
