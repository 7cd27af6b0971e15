//! The letters that a Swiss payment code may carry.

/// Whether the code knows it: Basic Latin, Latin-1, Latin Extended-A and a few more (Swiss Implementation Guidelines QR-bill 2.3, 4.1.1).
fn is_known(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a0}'..='\u{17f}' | 'Ș' | 'ș' | 'Ț' | 'ț' | '€')
}

/// One line of at most so many letters; signs of typesetting become plain ones. None with a letter that the code does not know.
pub(super) fn cut(text: &str, most: usize) -> Option<String> {
    let plain = |letter: char| match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        '“' | '”' | '„' => '"',
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\n' | '\t' => ' ',
        other => other,
    };
    let text: String = text.chars().map(plain).collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    text.chars().all(is_known).then(|| text.chars().take(most).collect::<String>().trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_that_the_code_knows_pass() {
        assert_eq!(cut("Čapek – “Söhne”", 70).as_deref(), Some("Čapek - \"Söhne\""));
        assert_eq!(cut("Ёлка", 70), None);
        assert_eq!(cut("abc  def", 4).as_deref(), Some("abc"));
    }
}
