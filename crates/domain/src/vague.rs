//! Words that promise nothing in particular: "soon", "a few". They are marked while a proposal is written, in five languages at once.

mod words;

use crate::text;

/// What to say in the place of a vague word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instead {
    /// A day, or a number of working days.
    Day,
    /// A number.
    Number,
    /// Each thing by name, or what decides.
    Name,
    /// Something that can be counted or checked. Said of the practice's own words too.
    Plain,
}

/// A vague word where it stands: bytes of the text from `start` to `end`, both between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vague {
    pub start: usize,
    pub end: usize,
    pub instead: Instead,
}

/// The words that are looked for: those there are, those the practice adds, without those it never wants marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    all: Vec<Phrase>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    /// None: it is never marked, and no word of it is.
    instead: Option<Instead>,
    /// Counts only in a text of this language: elsewhere it means something else.
    only_in: Option<&'static [&'static str]>,
}

/// One word of a text: where it stands, and what is compared.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

impl Words {
    /// `also` and `never` hold one word or phrase a line.
    pub fn of(also: &str, never: &str) -> Self {
        let never: Vec<Vec<String>> = phrases(never).collect();
        let built_in = words::ALL.iter().flat_map(|table| {
            let only_in = table.only_in;
            table.words.iter().map(move |(text, instead)| Phrase { words: folded(text), instead: Some(*instead), only_in })
        });
        let own = phrases(also).map(|words| Phrase { words, instead: Some(Instead::Plain), only_in: None });
        let struck = never.iter().map(|words| Phrase { words: words.clone(), instead: None, only_in: None });
        let mut all: Vec<Phrase> =
            built_in.chain(own).filter(|phrase| !phrase.words.is_empty() && !never.contains(&phrase.words)).chain(struck).collect();
        // Of two that begin at one word the longer is meant.
        crate::order::sort_by_key(&mut all, |phrase| std::cmp::Reverse(phrase.words.len()));
        Self { all }
    }

    /// The vague words of a text in their order. Whole words, in any case and without their accents; never inside quotes.
    pub fn find(&self, text: &str) -> Vec<Vague> {
        let quoted = quoted(text);
        let words = split(text);
        let spoken = |only_in: &[&str]| words.iter().any(|word| only_in.contains(&word.folded.as_str()));
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let meant = self.all.iter().find(|phrase| {
                let of = words.get(at..at + phrase.words.len()).unwrap_or_default();
                of.len() == phrase.words.len()
                    && of.iter().zip(&phrase.words).all(|(one, other)| one.folded == *other)
                    && of.windows(2).all(|pair| is_joined(&text[pair[0].end..pair[1].start]))
                    && phrase.only_in.is_none_or(spoken)
            });
            let Some(phrase) = meant else {
                at += 1;
                continue;
            };
            let end = words.get(at + phrase.words.len() - 1).map_or(word.end, |last| last.end);
            at += phrase.words.len();
            let is_quoted = quoted.iter().any(|(from, to)| word.start < *to && end > *from);
            found.extend(phrase.instead.filter(|_| !is_quoted).map(|instead| Vague { start: word.start, end, instead }));
        }
        found
    }
}

/// The words that are marked where the practice says nothing, for whoever wants to read them.
pub fn built_in() -> impl Iterator<Item = &'static str> {
    words::ALL.iter().flat_map(|table| table.words.iter().map(|(text, _)| *text))
}

fn phrases(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.lines().flat_map(|line| line.split([',', ';'])).map(folded).filter(|words| !words.is_empty())
}

fn folded(text: &str) -> Vec<String> {
    split(text).into_iter().map(|word| word.folded).collect()
}

fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // A mark that combines belongs to the letter before it.
        let is_letter = c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        match (start, is_letter) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let plain: String = text[from..at].chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
                words.push(Word { start: from, end: at, folded: text::fold(&plain) });
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    words
}

/// Whether two words with this between them can be of one phrase: "as-needed", "a.s.a.p", "d'ici peu", but not across a sentence.
fn is_joined(between: &str) -> bool {
    let white = between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    white || matches!(between, "." | "'" | "’")
}

/// What stands in quotes, as bytes from the opening to the closing sign. A quote that is not closed in its line is none.
fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while let Some((from, c)) = line[at..].char_indices().map(|(offset, c)| (at + offset, c)).find(|(from, c)| opens(line, *from, *c)) {
            at = from + c.len_utf8();
            let closing = line[at..].char_indices().find(|(offset, other)| closes(c, *other) && fits(line, c, at + offset, *other));
            if let Some((offset, other)) = closing {
                at += offset + other.len_utf8();
                found.push((begin + from, begin + at));
            }
        }
        begin += line.len();
    }
    found
}

fn opens(line: &str, at: usize, c: char) -> bool {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' => true,
        '\'' | '‘' | '’' | '‚' => !line[..at].chars().next_back().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '»' => matches!(c, '«' | '»'),
        '‹' => c == '›',
        '›' => matches!(c, '‹' | '›'),
        '‘' => c == '’',
        '‚' => matches!(c, '‘' | '’'),
        other => c == other,
    }
}

/// An apostrophe within a word closes nothing.
fn fits(line: &str, open: char, at: usize, c: char) -> bool {
    let single = matches!(open, '\'' | '‘' | '’' | '‚');
    !single || !line[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
}
