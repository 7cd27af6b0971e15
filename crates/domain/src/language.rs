//! The languages in which a document can be written.

/// Which words, numbers and dates a document is printed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    #[default]
    English,
    German,
    French,
    Spanish,
    Swedish,
}

impl Language {
    pub const ALL: [Self; 5] = [Self::English, Self::German, Self::French, Self::Spanish, Self::Swedish];

    /// ISO 639-1; also a BCP 47 tag.
    pub fn key(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Swedish => "sv",
        }
    }

    /// Reads a key, or a longer tag that begins with one: `de`, `de-AT`, `de_AT`.
    pub fn from_key(key: &str) -> Option<Self> {
        let main = key.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.key().eq_ignore_ascii_case(main))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_reads_back_from_its_key_and_from_longer_tags() {
        for language in Language::ALL {
            assert_eq!(Language::from_key(language.key()), Some(language));
        }
        assert_eq!(Language::from_key("de-AT"), Some(Language::German));
        assert_eq!(Language::from_key("SV_se"), Some(Language::Swedish));
        assert_eq!(Language::from_key(""), None);
        assert_eq!(Language::from_key("den"), None);
    }
}
