//! Known clients' names, found in the text wherever they stand: ten thousand names are passed over in well under a millisecond.

use std::ops::Range;

use crate::alike::name_key;
use crate::text;

use super::party::{Party, name_of};
use super::reading::{Known, Service};
use super::token::{Sort, Token, tokens};
use super::view::View;

/// A known client's name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub range: Range<usize>,
    /// The whole name, not only its beginning.
    pub full: bool,
    /// Its place in the list of known clients.
    pub known: usize,
}

impl View<'_> {
    /// Every place where a known name, or the beginning of one, stands.
    pub(super) fn hits(&self, clients: &[Known]) -> Vec<Hit> {
        let mut starts = [[false; 26]; 26];
        for token in &self.tokens {
            if let Some([one, two]) = ascii_start(&token.folded) {
                starts[one][two] = true;
            }
        }
        let mut hits = Vec::new();
        for (known, client) in clients.iter().enumerate() {
            for name in std::iter::once(&client.name).chain(&client.aliases) {
                // Most names are passed over by their first letters alone: there may be ten thousand.
                let begins = match ascii_start(name) {
                    Some([one, two]) => starts[one][two],
                    None => {
                        let word = text::fold(name.split_whitespace().next().unwrap_or_default());
                        self.tokens.iter().any(|token| word.starts_with(token.folded.trim_end_matches('.')))
                    }
                };
                if !begins {
                    continue;
                }
                self.hits_of(name, known, &mut hits);
            }
        }
        hits
    }

    /// "Nortwind": a name nobody has yet, but for one letter.
    pub(super) fn mistyped_name(&self, mut party: Party, clients: &[Known]) -> Party {
        const LEAST: usize = 5;
        if !party.known.is_empty() || !party.near.is_empty() {
            return party;
        }
        let typed = name_key(&name_of(self, &party.range));
        if typed.chars().count() >= LEAST {
            let alike = |client: &Known| {
                std::iter::once(&client.name)
                    .chain(&client.aliases)
                    .filter(|name| name.len() + 12 > typed.len() && name.len() < typed.len() + 24)
                    .map(|name| name_key(name))
                    // "Studio 55" is another than "Studio 54".
                    .any(|name| text::one_slip(&name, &typed) && digits(&name) == digits(&typed))
            };
            party.near = (0..clients.len()).filter(|at| alike(&clients[*at])).collect();
        }
        party
    }

    /// "Paid Media Co" has paid nothing and "Chez Paul" is not at Paul's: a whole known name of several words is that client.
    pub(super) fn keep_names(&mut self, hits: &[Hit]) {
        self.names = hits.iter().filter(|hit| hit.full && hit.range.len() > 1).map(|hit| hit.range.clone()).collect();
    }

    /// Whether the token is part of such a name.
    pub(super) fn in_name(&self, at: usize) -> bool {
        self.names.iter().any(|name| name.contains(&at))
    }

    /// The name of a service is what is sold, whatever else its words could mean: "Net 30 support", "Half day workshop".
    pub(super) fn protect(&mut self, services: &[Service]) {
        let mut hits = Vec::new();
        for service in services.iter().filter(|service| service.name.trim().contains(' ')) {
            self.hits_of(&service.name, 0, &mut hits);
        }
        for hit in hits.into_iter().filter(|hit| hit.full) {
            self.sold.push(hit.range.start);
            self.tokens[hit.range].iter_mut().for_each(|token| token.plain = true);
        }
    }

    /// The same comparison for the plainest names, word by word, without cutting the name into tokens first.
    fn plain_hits(&self, name: &str, known: usize, hits: &mut Vec<Hit>) {
        let first = name.split(' ').next().unwrap_or_default();
        for at in 0..self.len() {
            let fits = |at: usize, word: &str, first: bool| {
                self.open(at) && (first || !self.tokens[at].glued) && {
                    let typed = &self.tokens[at].folded;
                    (typed.len() == word.len() || typed.len() == word.len() + 2)
                        && typed.strip_suffix("'s").unwrap_or(typed).eq_ignore_ascii_case(word)
                }
            };
            if !fits(at, first, true) {
                continue;
            }
            let total = name.split(' ').count();
            let matched = name.split(' ').enumerate().take_while(|(step, word)| fits(at + step, word, *step == 0)).count();
            let end = at + matched;
            let next = self.tokens.get(end);
            let next_part = name.split(' ').nth(matched).is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()));
            let other_number = next_part && next.is_some_and(|next| next.sort == Sort::Number);
            if !other_number && !next.is_some_and(|next| next.glued && next.is_text()) {
                hits.push(Hit { range: at..end, full: matched == total, known });
            }
        }
    }

    fn hits_of(&self, name: &str, known: usize, hits: &mut Vec<Hit>) {
        if is_plain(name) {
            return self.plain_hits(name, known, hits);
        }
        let parts: Vec<Token<'_>> = tokens(name, self.elides, &[]);
        let Some(first) = parts.first() else { return };
        for at in 0..self.len() {
            if !self.open(at) || !same(&self.tokens[at], first, true) {
                continue;
            }
            let matched = parts
                .iter()
                .enumerate()
                .take_while(|(step, part)| self.open(at + step) && same(&self.tokens[at + step], part, *step == 0))
                .count();
            let end = at + matched;
            // "Studio 55" is not the beginning of "Studio 54".
            let other_number = matched < parts.len()
                && parts[matched].sort == Sort::Number
                && self.tokens.get(end).is_some_and(|next| next.sort == Sort::Number);
            // "3 m" is not "3M", and half a word is no name.
            let cut = other_number || self.tokens.get(end).is_some_and(|next| next.glued && next.is_text());
            if matched > 0 && !cut {
                hits.push(Hit { range: at..end, full: matched == parts.len(), known });
            }
        }
    }
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

fn same(typed: &Token<'_>, part: &Token<'_>, first: bool) -> bool {
    let word = typed.folded.strip_suffix("'s").unwrap_or(&typed.folded).trim_end_matches('.');
    let other = part.folded.trim_end_matches('.');
    (word == other || typed.folded == part.folded)
        && (first || typed.glued == part.glued || typed.sort == Sort::Word && part.sort == Sort::Word)
}

/// The places in the alphabet of the first two letters; None when they are anything else, and only a full comparison tells.
fn ascii_start(name: &str) -> Option<[usize; 2]> {
    let mut letters =
        name.bytes().map(|byte| if byte.is_ascii_alphabetic() { Some(usize::from(byte.to_ascii_lowercase() - b'a')) } else { None });
    Some([letters.next()??, letters.next()??])
}

/// Words of letters or of digits with single spaces between: what most names are.
fn is_plain(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && (word.bytes().all(|byte| byte.is_ascii_alphabetic()) || word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    name.split(' ').all(word)
}
