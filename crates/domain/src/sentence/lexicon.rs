//! Which languages a sentence is written in, and what each of its words can mean there. The language with most words in the sentence
//! leads; another joins in with the words only it knows, so that an English verb may stand before a German client and "für".

use std::collections::HashMap;

use super::english::ENGLISH;
use super::everywhere::COMMON;
use super::french::FRENCH;
use super::german::GERMAN;
use super::spanish::SPANISH;
use super::swedish::SWEDISH;
use super::token::{Sort, Token, is_coin};
use super::words::{Sense, Words};

/// The languages that are read; one more is one more table.
const LANGUAGES: [&Words; 5] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &SWEDISH];

/// The senses that begin at each token, with how many tokens each takes: longest first.
pub(super) type Senses = Vec<Vec<(Sense, usize)>>;

/// The words of a sentence, looked up.
pub(super) struct Lexicon {
    pub senses: Senses,
    /// The language that leads.
    pub words: &'static Words,
    /// Every language that has a part.
    pub spoken: Vec<&'static Words>,
}

type Found = Vec<(usize, Sense, usize)>;

pub(super) fn look_up(tokens: &[Token<'_>], locale: &str) -> Lexicon {
    let keys: Vec<String> = tokens.iter().map(key).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(keys.len());
    for (at, key) in keys.iter().enumerate() {
        places.entry(key).or_default().push(at);
    }
    let local = locale.split(['-', '_']).next().unwrap_or_default();
    let mut found: Vec<(&'static Words, Found, usize)> = LANGUAGES
        .into_iter()
        .map(|words| {
            let found = matches(words.senses, tokens, &keys, &places);
            let weight = weight(&found, &keys) + if words.language.eq_ignore_ascii_case(local) { 3 } else { 0 };
            (words, found, weight)
        })
        .collect();
    // A stable sort: English first among equals.
    crate::order::sort_by_key(&mut found, |(_, _, weight)| std::cmp::Reverse(*weight));
    let mut senses: Senses = vec![Vec::new(); tokens.len()];
    let mut known = vec![false; tokens.len()];
    let mut spoken = Vec::new();
    for (place, (words, found, _)) in found.iter().enumerate() {
        let home = words.language.eq_ignore_ascii_case(local);
        if place > 0 && !joins(found, &known, tokens, &keys, home) {
            continue;
        }
        spoken.push(*words);
        let before = known.clone();
        for (at, sense, length) in found {
            if !before[*at] {
                senses[*at].push((*sense, *length));
                known[*at..*at + *length].fill(true);
            }
        }
    }
    for (at, sense, length) in matches(COMMON, tokens, &keys, &places) {
        senses[at].push((sense, length));
    }
    for here in &mut senses {
        crate::order::sort_by_key(here, |(_, length)| std::cmp::Reverse(*length));
    }
    let words = spoken.first().copied().unwrap_or(&ENGLISH);
    Lexicon { senses, words, spoken }
}

/// Every phrase of a table that stands in the sentence, in the order of the table.
fn matches(table: &[(Sense, &'static str)], tokens: &[Token<'_>], keys: &[String], places: &HashMap<&str, Vec<usize>>) -> Found {
    let mut out = Vec::new();
    for (sense, phrases) in table {
        for phrase in phrases.split('|') {
            let first = phrase.split(' ').next().unwrap_or_default();
            for at in places.get(first).into_iter().flatten() {
                let fits = |(step, word): (usize, &str)| {
                    tokens.get(at + step).is_some_and(|token| {
                        !token.plain
                            && keys[at + step] == word
                            && (step == 0 || !(token.is_capital() && token.raw.ends_with(['\'', '’'])))
                            && (step == 0 || !token.fresh_line && (token.glued || !token.raw.starts_with(is_coin)))
                    })
                };
                if phrase.split(' ').enumerate().all(fits) {
                    out.push((*at, *sense, phrase.split(' ').count()));
                }
            }
        }
    }
    out
}

/// How much of the sentence a language explains: a document or a verb that names one says most, a word of one letter nothing.
fn weight(found: &Found, keys: &[String]) -> usize {
    let mut best = vec![0; keys.len()];
    for (at, sense, length) in found {
        let telling = matches!(sense, Sense::Kind(_) | Sense::Bill(_) | Sense::OtherKind(_) | Sense::Received);
        let here = match keys[*at].len() {
            _ if telling => 4,
            0 | 1 => 0,
            2 => 1,
            _ => 2,
        };
        best[*at] = best[*at].max(here + 2 * (length - 1));
    }
    best.iter().sum()
}

/// Whether a language has a part beside those already heard: two words of its own, or one that leaves no doubt.
fn joins(found: &Found, known: &[bool], tokens: &[Token<'_>], keys: &[String], home: bool) -> bool {
    let own = |at: usize, sense: Sense| {
        !known[at] && keys[at].len() >= 3 && tokens[at].sort == Sort::Word && !matches!(sense, Sense::Article | Sense::Polite)
    };
    let mut places: Vec<usize> = found.iter().filter(|(at, sense, _)| own(*at, *sense)).map(|(at, ..)| *at).collect();
    places.dedup();
    crate::order::sort(&mut places);
    places.dedup();
    let telling =
        found.iter().any(|(at, sense, _)| own(*at, *sense) && matches!(sense, Sense::Kind(_) | Sense::Bill(_) | Sense::OtherKind(_)));
    let marked = places.iter().any(|at| !tokens[*at].raw.is_ascii());
    places.len() >= 2 || !places.is_empty() && (home || marked || telling)
}

fn key(token: &Token<'_>) -> String {
    match token.sort {
        Sort::Word => token.folded.trim_end_matches('.').replace('‑', "-"),
        Sort::Mark(_) | Sort::Number => token.raw.to_owned(),
        Sort::Quoted => String::new(),
    }
}
