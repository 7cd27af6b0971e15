//! The smallest pieces of a sentence: words, numbers, quoted text and marks. Together they cover every character that is no space.

use std::ops::Range;

use crate::text;

use super::everywhere::DOTTED;
use super::words::listed;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    /// Starts with an ASCII digit or a fraction sign; its text still has its separators.
    Number,
    /// Text between quotation marks, the marks included.
    Quoted,
    Mark(char),
}

#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub span: Range<usize>,
    pub raw: &'a str,
    pub folded: String,
    pub sort: Sort,
    /// No space before it.
    pub glued: bool,
    /// A line break before it.
    pub fresh_line: bool,
    /// Not to be read: quoted, or dismissed by the person.
    pub plain: bool,
}

impl Token<'_> {
    pub fn is_mark(&self, mark: char) -> bool {
        self.sort == Sort::Mark(mark)
    }

    pub fn is_capital(&self) -> bool {
        self.raw.chars().next().is_some_and(|c| c.is_uppercase() || (!c.is_lowercase() && c.is_alphabetic()))
    }

    /// A word, or a number that stands inside one.
    pub fn is_text(&self) -> bool {
        matches!(self.sort, Sort::Word | Sort::Number)
    }
}

const COINS: &str = "$€£¥₹₩₽₺₴₫₦₱฿₪₡₲₵₸₼₾¢";
const FRACTIONS: &str = "½¼¾⅓⅔";

pub(super) fn is_coin(c: char) -> bool {
    COINS.contains(c)
}

/// The tokens of the text in order. Those that touch a dismissed range are plain.
pub(super) fn tokens<'a>(source: &'a str, elides: bool, dismissed: &[Range<usize>]) -> Vec<Token<'a>> {
    let mut out: Vec<Token<'a>> = Vec::new();
    let mut at = 0;
    let mut fresh_line = false;
    let mut spaced = true;
    while let Some(first) = source[at..].chars().next() {
        if first.is_whitespace() {
            fresh_line |= first == '\n';
            spaced = true;
            at += first.len_utf8();
            continue;
        }
        let (sort, mut length) = one(&source[at..], spaced, out.last());
        let elided = if elides && sort == Sort::Word { elided(&source[at..at + length]) } else { None };
        length = elided.unwrap_or(length);
        let span = at..at + length;
        at = span.end;
        let raw = &source[span.clone()];
        let plain = sort == Sort::Quoted || dismissed.iter().any(|range| range.start < span.end && span.start < range.end);
        out.push(Token { span, raw, folded: text::fold(raw), sort, glued: !spaced, fresh_line, plain });
        fresh_line = false;
        spaced = elided.is_some();
    }
    absorb_dots(&mut out, source);
    out
}

/// Whether the text is French enough for "l'audit" to be two words.
pub(super) fn elides(source: &str, locale: &str) -> bool {
    const TELLING: &str = "|facture|devis|recu|avoir|pour|acompte|tva|jours|mois|ttc|ht|heures|relance|";
    source.contains(['\'', '’'])
        && (locale.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("fr"))
            || source.split_whitespace().any(|word| listed(TELLING, &text::fold(word.trim_matches(',')))))
}

/// The length of the small word before the apostrophe, if there is one: "d'acompte", "jusqu'au".
fn elided(word: &str) -> Option<usize> {
    let (before, after) = word.split_once(['\'', '’'])?;
    let small = listed("|d|l|j|n|s|c|m|t|qu|jusqu|lorsqu|", &before.to_ascii_lowercase());
    (small && !after.is_empty()).then(|| word.len() - after.len())
}

fn one(rest: &str, spaced: bool, before: Option<&Token<'_>>) -> (Sort, usize) {
    let Some(first) = rest.chars().next() else { return (Sort::Word, 0) };
    let second = rest[first.len_utf8()..].chars().next();
    if first.is_ascii_digit()
        || FRACTIONS.contains(first)
        || (first == '.'
            && (spaced || before.is_some_and(|token| matches!(token.sort, Sort::Mark(mark) if is_coin(mark))))
            && second.is_some_and(|c| c.is_ascii_digit()))
    {
        return (Sort::Number, number_length(rest));
    }
    let closing = match first {
        // A straight mark after a figure means inches.
        '"' if !before.is_some_and(|token| token.sort == Sort::Number && !spaced) => Some("\""),
        '“' => Some("”\""),
        '„' => Some("“”\""),
        '«' => Some("»"),
        '»' => Some("«"),
        _ => None,
    };
    if let Some(closing) = closing
        && let Some(end) = rest[first.len_utf8()..].find(|c: char| closing.contains(c))
        && end > 0
    {
        let close = rest[first.len_utf8() + end..].chars().next().map_or(0, char::len_utf8);
        return (Sort::Quoted, first.len_utf8() + end + close);
    }
    if first.is_ascii_punctuation() || is_coin(first) || "–—×·•…−¿¡“”„«»".contains(first) {
        return (Sort::Mark(first), first.len_utf8());
    }
    let after_number = !spaced && before.is_some_and(|token| token.sort == Sort::Number);
    (Sort::Word, word_length(rest, after_number))
}

/// Digits with what may stand between them: `1,200.50`, `1.200,50`, `1'200`, `1 200` with a no-break space, `1½`, `15.12.2026`.
fn number_length(rest: &str) -> usize {
    let mut end = 0;
    for (at, c) in rest.char_indices() {
        if c.is_ascii_digit() || FRACTIONS.contains(c) {
            end = at + c.len_utf8();
            continue;
        }
        let digits_after = rest[at + c.len_utf8()..].chars().take_while(char::is_ascii_digit).count();
        let joins = match c {
            '.' | ',' => digits_after > 0,
            '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' => digits_after == 3,
            _ => false,
        };
        if !joins {
            break;
        }
    }
    end
}

/// Letters with the marks that stand inside a name: `t-shirts`, `INV-0042`, `R&D`, `O'Brien`, `jane@acme.com`.
fn word_length(rest: &str, after_number: bool) -> usize {
    let mut end = 0;
    let mut hyphenated = false;
    let mut before_letter = false;
    for (at, c) in rest.char_indices() {
        let next = rest[at + c.len_utf8()..].chars().next();
        let next_letter = next.is_some_and(char::is_alphabetic);
        let next_joins = next.is_some_and(char::is_alphanumeric);
        let inside = match c {
            _ if c.is_alphabetic() => true,
            _ if c.is_ascii_digit() => hyphenated,
            // "4k-5k" is a range, "INV-0042" a name.
            '-' | '‑' | '_' if after_number => before_letter && next_letter,
            '-' | '‑' | '_' => next_joins && (before_letter || hyphenated),
            '\'' | '’' => before_letter && next_letter,
            '.' | '@' | '&' => before_letter && next_letter,
            _ => !c.is_ascii_punctuation() && !c.is_whitespace() && !is_coin(c) && !"–—×·•…−“”„«»".contains(c),
        };
        if !inside {
            break;
        }
        hyphenated |= matches!(c, '-' | '‑' | '_');
        before_letter = c.is_alphabetic();
        end = at + c.len_utf8();
    }
    if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end }
}

/// A dot that abbreviates belongs to its word: `incl. 20% VAT`, `Acme Inc. for`, `Dec. 15`.
fn absorb_dots<'a>(tokens: &mut Vec<Token<'a>>, source: &'a str) {
    let mut at = 1;
    while at < tokens.len() {
        let before = &tokens[at - 1];
        let dot = tokens[at].is_mark('.') && tokens[at].glued && before.sort == Sort::Word;
        let known = listed(DOTTED, &before.folded) || before.folded.ends_with("nr");
        let initial = before.raw.chars().count() == 1 && before.is_capital();
        let goes_on = tokens.get(at + 1).is_some_and(|next| !next.glued && !next.fresh_line && !next.is_capital());
        let short = before.raw.chars().count() <= 4 && goes_on;
        if dot && (known || initial || short) {
            let end = tokens[at].span.end;
            tokens[at - 1].span.end = end;
            tokens[at - 1].raw = &source[tokens[at - 1].span.clone()];
            tokens.remove(at);
        } else {
            at += 1;
        }
    }
}
