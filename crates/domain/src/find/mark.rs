//! Which parts of a text a query speaks of, and the piece of a long text around the first of them.

use std::ops::Range;

use crate::text::fold;

/// A piece of a text, on one line, with the parts that the query speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub marks: Vec<Range<usize>>,
}

/// Where the words stand in the text, as it is written: in order, apart from each other. `words` are folded.
pub fn marks(text: &str, words: &[String]) -> Vec<Range<usize>> {
    // What each byte of the folded text was made of.
    let (mut folded, mut from): (String, Vec<Range<usize>>) = (String::new(), Vec::new());
    let mut ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
    for (at, c) in text.char_indices() {
        let end = ends.next().unwrap_or(text.len());
        let begun = folded.len();
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        }
        from.extend((begun..folded.len()).map(|_| at..end));
    }
    let mut marked = vec![false; text.len()];
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (at, _) in folded.match_indices(word.as_str()) {
            if let (Some(first), Some(last)) = (from.get(at), from.get(at + word.len() - 1)) {
                marked[first.start..last.end].fill(true);
            }
        }
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in (0..marked.len()).filter(|at| marked[*at]) {
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    // An accent that stands by itself belongs to the letter before it.
    for range in &mut ranges {
        let accents = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
        range.end += text.get(range.end..).map_or(0, |rest| rest.chars().take_while(accents).map(char::len_utf8).sum());
    }
    ranges
}

/// The piece of the text around the first word that is found in it, of about `most` characters.
pub fn excerpt(text: &str, words: &[String], most: usize) -> Excerpt {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let first = marks(&line, words).first().map_or(0, |mark| mark.start);
    let before = line.get(..first).map_or(0, |before| before.chars().count());
    // On a narrow screen less is seen than there is: what was found stands near the beginning.
    let begin = if before <= most * 2 / 5 { 0 } else { before.saturating_sub(most / 4) };
    let starts = |at: usize| line.char_indices().nth(at).map_or(line.len(), |(at, _)| at);
    let mut from = starts(begin);
    // It begins with a whole word where one begins soon.
    if let Some(gap) = line.get(from..first).filter(|_| begin > 0).and_then(|cut| cut.find(' ')) {
        from += gap + 1;
    }
    let rest = line.get(from..).unwrap_or_default();
    let end = rest.char_indices().nth(most).map_or(rest.len(), |(at, _)| at);
    let mut piece = String::new();
    if from > 0 {
        piece.push_str("… ");
    }
    piece.push_str(rest.get(..end).unwrap_or_default().trim_end());
    if end < rest.len() {
        piece.push('…');
    }
    Excerpt { marks: marks(&piece, words), text: piece }
}
