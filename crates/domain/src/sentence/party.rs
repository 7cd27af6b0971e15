//! Whom the sentence is about: what kind of document comes first, then the name that follows it.

use std::ops::Range;

use crate::content::Kind;
use crate::text;

use super::everywhere::{PARTICLES, SUFFIXES, TAILS};
use super::known::Hit;
use super::reading::Later;
use super::token::Sort;
use super::view::View;
use super::words::{Sense, listed};

/// How a sentence begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub kind: Option<(Kind, Range<usize>)>,
    pub other: Option<(Later, Range<usize>)>,
    pub number: Option<Range<usize>>,
    /// Words that only open the sentence.
    pub filler: Vec<Range<usize>>,
    /// Where a name is expected first.
    pub slot: usize,
    /// "for" stands before it: what follows may also be what was done.
    pub after_for: bool,
}

/// The name that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    pub range: Range<usize>,
    /// Places in the list of known clients. Empty for a new name.
    pub known: Vec<usize>,
    /// Known clients whose name begins alike, where the name is new or more was typed.
    pub near: Vec<usize>,
    /// The whole name as typed, when it goes on after a known one.
    pub longer: Option<Range<usize>>,
    /// Other clients named beside: "Acme and Globex". A document is for one.
    pub beside: Vec<(usize, Range<usize>)>,
}

impl View<'_> {
    pub fn head(&mut self) -> Head {
        let mut head = Head::default();
        let mut at = 0;
        while at < self.len() {
            let opening = head.kind.is_none() && head.other.is_none();
            // "Client: Northwind", "Hi! Could you…": capitals that begin a sentence or label what follows are no names.
            let labels = self.find(at, |sense| (sense == Sense::Polite).then_some(())).is_some_and(|(_, end)| self.mark(end, ':'));
            let begins = at == 0 || matches!(self.tokens[at - 1].sort, Sort::Mark('!' | '.' | '?')) || self.tokens[at].fresh_line && labels;
            let lower = begins || labels || !self.tokens[at].is_capital();
            if matches!(self.tokens[at].sort, Sort::Mark('!' | ',' | ':' | '-' | '–'))
                && head.filler.last().is_some_and(|last| last.end == at)
            {
                head.filler.push(at..at + 1);
                at += 1;
                continue;
            }
            if self.in_name(at) {
                break;
            } else if opening
                && let Some((later, end)) = self.find(at, |sense| if let Sense::OtherKind(later) = sense { Some(later) } else { None })
            {
                head.other = Some((later, at..end));
                at = end;
            } else if opening && let Some((kind, end)) = self.find(at, verb_or_kind) {
                head.kind = Some((kind, at..end));
                at = self.after_number(end, &mut head);
            } else if let Some(kind) = self.mistyped_kind(at).filter(|_| opening) {
                head.kind = Some((kind, at..at + 1));
                at = self.after_number(at + 1, &mut head);
            } else if opening && let Some(end) = self.after(at, Sense::Paid).filter(|_| at == 0) {
                head.kind = Some((Kind::Receipt, at..end));
                at = end;
            } else if let Some((_, end)) = self.recurrence(at) {
                at = end;
            } else if let Some((_, end)) =
                self.find(at, |sense| matches!(sense, Sense::Make | Sense::Polite).then_some(())).filter(|_| lower)
            {
                head.filler.push(at..end);
                at = end;
            } else if opening && let Some(end) = self.after(at, Sense::Article).filter(|end| self.opens(*end)) {
                head.filler.push(at..end);
                at = end;
            } else if opening && let Some((_, end)) = self.sum(at, false).filter(|(_, end)| self.find(*end, kind).is_some()) {
                at = end;
            } else {
                break;
            }
        }
        for range in [head.kind.as_ref().map(|(_, range)| range), head.other.as_ref().map(|(_, range)| range), head.number.as_ref()]
            .into_iter()
            .flatten()
        {
            self.take(range.clone());
        }
        for range in head.filler.clone() {
            self.take(range);
        }
        head.slot = at;
        if head.kind.is_none() && head.other.is_none() {
            self.late_kind(&mut head);
        }
        let receipt = matches!(head.kind, Some((Kind::Receipt, _)));
        let slot = self.skip_colon(head.slot);
        if self.in_name(slot) {
            head.slot = slot;
            return head;
        }
        for (sense, is_for) in [(Sense::For, true), (Sense::To, false), (Sense::From, false), (Sense::By, false)] {
            if let Some(end) = self.after(slot, sense).filter(|_| !matches!(sense, Sense::From | Sense::By) || receipt) {
                head.slot = self.past_article(self.skip_colon(end));
                head.after_for = is_for;
                head.filler.push(slot..head.slot);
                self.take(slot..head.slot);
                return head;
            }
        }
        head.slot = self.past_article(slot);
        self.take(slot..head.slot);
        head
    }

    /// "invocie Acme": a word that means nothing but is a kind of document with one slip, where nothing else says the kind.
    fn mistyped_kind(&self, at: usize) -> Option<Kind> {
        const LEAST: usize = 6;
        let typed = &self.tokens[at].folded;
        let means_nothing = self.is_word(at) && typed.chars().count() >= LEAST && self.find(at, |_| Some(())).is_none();
        let named = (at + 1..self.len()).any(|step| self.find(step, kind).is_some()) || self.is_work(at);
        if !means_nothing || named {
            return None;
        }
        self.kind_words().find_map(|(kind, word)| (word.len() >= LEAST && text::one_slip(word, typed)).then_some(kind))
    }

    /// "the Smith family", but "The Bakery" is its name.
    fn past_article(&self, at: usize) -> usize {
        match self.after(at, Sense::Article) {
            Some(_) if self.in_name(at) => at,
            Some(end) if !self.tokens[at].is_capital() && self.is_word(end) && self.tokens[end].is_capital() && !self.is_work(end) => end,
            _ => at,
        }
    }

    /// "invoice #1042": numbers are given at issue.
    fn after_number(&self, at: usize, head: &mut Head) -> usize {
        let sign = self.mark(at, '#') || self.is(at, Sense::NumberSign) && self.is_word(at);
        if sign && self.digits(at + 1).is_some() {
            head.number = Some(at..at + 2);
            return at + 2;
        }
        at
    }

    fn opens(&self, at: usize) -> bool {
        self.find(at, |sense| matches!(sense, Sense::Make | Sense::Kind(_) | Sense::OtherKind(_) | Sense::Recur(..)).then_some(()))
            .is_some()
            || self.recurrence(at).is_some()
            || self.sum(at, false).is_some_and(|(_, end)| self.find(end, kind).is_some())
    }

    /// The kind behind the name: "send Acme an invoice for…", "Acme invoice $500", "Acme paid $600".
    fn late_kind(&mut self, head: &mut Head) {
        for at in head.slot..self.len().min(head.slot + 40) {
            if self.in_name(at) {
                continue;
            }
            let article = at > 0 && self.after(at - 1, Sense::Article) == Some(at);
            let early = at <= head.slot + 5 && !(head.slot..at).any(|step| self.is(step, Sense::For));
            // "…, Rechnung bitte": by itself between two breaks.
            let alone = |end: usize| at > head.slot && self.is_boundary(at - 1) && self.is_boundary(self.skip(end, &[Sense::Polite]));
            let found = self.find(at, kind).filter(|(_, end)| article || *end > at + 1 || early && !self.starts_noun(*end) || alone(*end));
            // "Northwind inv 1042 paid $300": the number of what was paid.
            let paid = found.is_some_and(|(kind, end)| {
                let came = |step: usize| self.is(step, Sense::Paid) || self.is(step, Sense::Received);
                kind == Kind::Invoice
                    && self
                        .code(self.skip(end, &[Sense::NumberSign]), true)
                        .is_some_and(|code| code.end < self.len() && came(self.skip(code.end, &[Sense::Already])))
            });
            if let Some((kind, end)) = found.filter(|_| !paid) {
                let start = if article { at - 1 } else { at };
                let end = if alone(end) { self.skip(end, &[Sense::Polite]) } else { end };
                let end = self.after_number(end, head);
                head.kind = Some((kind, start..end));
                self.take(start..end);
                return;
            }
            // "Acme paid $600", "600 € von Acme erhalten".
            let said = self.find(at, |sense| matches!(sense, Sense::Paid | Sense::Received).then_some(())).filter(|_| at > head.slot);
            let sum_before = (head.slot..at).any(|step| self.sum(step, false).is_some());
            if let Some((_, end)) = said
                && (early && self.sum(end, true).is_some()
                    || sum_before
                        && !self.priced_apart(head.slot, at)
                        && (self.is(at, Sense::Received) || self.is_boundary(end) || self.is(end, Sense::For)))
            {
                // "m'a payé", "me ha pagado"
                let start = (head.slot..at).find(|step| self.after(*step, Sense::Already) == Some(at)).unwrap_or(at);
                head.kind = Some((Kind::Receipt, start..end));
                self.take(start..end);
                return;
            }
        }
    }

    /// Whether words between say what a sum is for: then money that came in is only part of the story.
    fn priced_apart(&self, from: usize, to: usize) -> bool {
        // "400 € für RE-2026-55 überwiesen" says which invoice, not what for.
        let number = |at: usize| {
            let named = self.skip(at, &[Sense::Article, Sense::Kind(Kind::Invoice), Sense::NumberSign]);
            let lettered = named > at || self.is_word(at) && self.tokens[at].is_capital();
            lettered && self.code(named, true).is_some()
        };
        (from..to).any(|at| self.after(at, Sense::For).is_some_and(|after| !number(after)) || self.is_boundary(at) && !self.mark(at, ':'))
    }

    fn starts_noun(&self, at: usize) -> bool {
        self.is_word(at) && !self.is_structural(at) && !self.is_boundary(at)
    }

    /// The client of the sentence. Its tokens are taken.
    pub fn party(&mut self, head: &Head, mut hits: Vec<Hit>) -> Option<Party> {
        hits.retain(|hit| hit.range.clone().all(|at| self.open(at)));
        let mut found = self.choose(head, &hits)?;
        self.take(found.range.clone());
        let mut end = found.range.end;
        while let Some(next) = self.after(end, Sense::And).filter(|_| !found.known.is_empty())
            && let Some(hit) = hits.iter().filter(|hit| hit.full && hit.range.start == next).max_by_key(|hit| hit.range.end)
            && (self.tokens[next].is_capital() || hit.range.len() > 1)
        {
            end = hit.range.end;
            found.beside.push((hit.known, hit.range.clone()));
            self.take(hit.range.clone());
        }
        // The small word that led to it has said what it had to.
        let leads = [Sense::To, Sense::From, Sense::For, Sense::By, Sense::At, Sense::With];
        let lead = found.range.start.checked_sub(1).filter(|at| leads.iter().any(|sense| self.after(*at, *sense) == Some(*at + 1)));
        if let Some(at) = lead {
            self.take(at..at + 1);
        }
        Some(found)
    }

    fn choose(&self, head: &Head, hits: &[Hit]) -> Option<Party> {
        if let Some(party) = self.known_at(head.slot, hits, !head.after_for) {
            return Some(party);
        }
        let new = self.name(head.slot, head.after_for);
        if let Some(range) = new.clone().filter(|_| !head.after_for) {
            return Some(self.new_party(range, hits));
        }
        let joined = |senses: &'static [Sense]| {
            (head.slot..self.len()).filter_map(move |at| self.find(at, |sense| senses.contains(&sense).then_some(())).map(|(_, end)| end))
        };
        let came = matches!(head.kind, Some((Kind::Receipt, _)));
        let leads: &[Sense] = if came { &[Sense::To, Sense::From, Sense::For, Sense::By] } else { &[Sense::To, Sense::From, Sense::For] };
        if let Some(party) = joined(leads).find_map(|at| self.known_at(at, hits, false)) {
            return Some(party);
        }
        if let Some(range) = new {
            return Some(self.new_party(range, hits));
        }
        let elsewhere = hits.iter().filter(|hit| {
            hit.full
                && (self.tokens[hit.range.start].is_capital()
                    || hit.range.len() > 1 && !self.tokens[hit.range.start].raw.starts_with(|c: char| c.is_ascii_digit()))
        });
        if let Some(hit) = elsewhere.max_by_key(|hit| (hit.range.len(), std::cmp::Reverse(hit.range.start))) {
            return self.known_at(hit.range.start, hits, false);
        }
        joined(&[Sense::To, Sense::From]).chain(joined(&[Sense::For])).find_map(|at| {
            let name = self.name(at, true).filter(|range| self.tokens[range.start].is_capital() || self.tokens[range.start].plain);
            name.filter(|range| self.is_boundary(range.end) || self.is_structural(range.end) || self.phrase_at(range.end))
                .map(|range| self.new_party(range, hits))
        })
    }

    fn new_party(&self, range: Range<usize>, hits: &[Hit]) -> Party {
        let mut near: Vec<usize> = hits.iter().filter(|hit| hit.range.start == range.start).map(|hit| hit.known).collect();
        crate::order::sort(&mut near);
        near.dedup();
        Party { range, near, ..Party::default() }
    }

    /// The best known name that starts here: a whole name before the beginning of one, a longer before a shorter.
    fn known_at(&self, at: usize, hits: &[Hit], first: bool) -> Option<Party> {
        let fits = |hit: &&Hit| hit.range.start == at && (hit.full || self.begins_name(hit, first));
        let best = hits.iter().filter(fits).map(|hit| (hit.full, hit.range.end)).max()?;
        let mut known: Vec<usize> = hits.iter().filter(fits).filter(|hit| (hit.full, hit.range.end) == best).map(|hit| hit.known).collect();
        crate::order::sort(&mut known);
        known.dedup();
        let mut near: Vec<usize> = hits.iter().filter(fits).map(|hit| hit.known).filter(|one| !known.contains(one)).collect();
        crate::order::sort(&mut near);
        near.dedup();
        let mut range = at..best.1;
        // "Acme Ltd" is the Acme everybody knows.
        let suffix =
            |at: usize| self.is_word(at) && self.is_suffix(at) && (self.tokens[at].is_capital() || self.tokens[at].folded.len() > 2);
        while suffix(range.end) || self.mark(range.end, ',') && suffix(range.end + 1) {
            range.end += 1;
        }
        // "Haus am See Küchenplanung": where nouns have capitals, a whole name of several words is whole.
        let whole = best.0 && range.len() > 1 && self.words.language == "de" && !self.suffix_ahead(range.end);
        let goes_on = |end: usize| {
            !whole
                && self.is_word(end)
                && self.tokens[end].is_capital()
                && !self.is_structural(end)
                && !self.phrase_at(end)
                && !self.is_work(end)
                && !self.tokens[end].fresh_line
        };
        let mut longer = range.end;
        while first && goes_on(longer) {
            longer += 1;
        }
        let named = longer > range.end && self.described(longer);
        let longer = named.then_some(at..longer);
        if let Some(longer) = &longer {
            range = longer.clone();
        }
        Some(Party { range, known, near, longer, beside: Vec::new() })
    }

    /// Whether the beginning of a name is enough here: a word that means something else must be written like a name.
    fn begins_name(&self, hit: &Hit, first: bool) -> bool {
        let token = &self.tokens[hit.range.start];
        let common = self.is_work(hit.range.start) || self.find(hit.range.start, |_| Some(())).is_some();
        let end = hit.range.end;
        let other_name =
            self.is_word(end) && self.tokens[end].is_capital() && !self.is_structural(end) && !self.is_work(end) && !self.phrase_at(end);
        let long = self.bytes(&hit.range).len() >= 3;
        long && !other_name
            && (token.is_capital() || first && !common)
            && token.sort == Sort::Word
            && !(common && self.phrase_at(hit.range.start))
    }

    fn phrase_at(&self, at: usize) -> bool {
        self.starts_phrase(at)
    }

    /// A name nobody knows yet, starting here.
    fn name(&self, start: usize, after_for: bool) -> Option<Range<usize>> {
        let first = self.tokens.get(start).filter(|_| !self.is_taken(start))?;
        // "Storno Rechnung 1042 Haus am See": a document with its number is nobody's name.
        let numbered = self.find(start, kind).is_some_and(|(_, end)| self.code(self.skip(end, &[Sense::NumberSign]), true).is_some());
        if numbered {
            return None;
        }
        if let Some(end) = self.name_to_form(start) {
            return Some(start..end);
        }
        if first.sort == Sort::Quoted {
            return self.described(start + 1).then_some(start..start + 1);
        }
        // "3M", "7-Eleven", "4Ever".
        let hyphen = usize::from(self.mark(start + 1, '-') && self.glued(start + 1));
        let lettered = self.tokens.get(start + 1 + hyphen).is_some_and(|next| next.glued && next.is_capital());
        let figure_name = first.sort == Sort::Number && lettered && self.sum(start, false).is_none();
        if !self.open(start) || !(first.sort == Sort::Word || figure_name) || self.phrase_at(start) || self.sum(start, false).is_some() {
            return None;
        }
        let capital = first.is_capital() || figure_name;
        let described = self.described(start + 1);
        if !capital && (self.is_structural(start) || self.is(start, Sense::Article) || self.is_work(start) || self.number(start).is_some())
        {
            return None;
        }
        if after_for && self.is_work(start) && !self.suffix_ahead(start) {
            return None;
        }
        let mut end = start + 1 + if figure_name { 1 + hyphen } else { 0 };
        // "Johnson house on the hill: …": a colon ends a name whatever its words.
        if let Some(colon) = self.name_to_colon(start).filter(|_| capital) {
            return Some(start..colon);
        }
        while self.open(end) && !self.tokens[end].fresh_line {
            let ends_here = self.is_structural(end) && !self.is(end, Sense::And) && !self.glued(end) || self.phrase_at(end);
            let joins = self.joins(end);
            let number = self.tokens[end].sort == Sort::Number;
            if number && !self.glued(end) {
                // A number belongs to a name where the sum stands elsewhere: "Studio 54 €54".
                let named = capital
                    && self.tokens[end].raw.len() <= 4
                    && self.sum(end, false).is_none()
                    && self.sum(end + 1, false).is_some()
                    && self.glued(end + 1) <= self.sum(end + 1, false).is_some();
                // "Route 66 Diner", but "Bob 3 Chairs" counts.
                let one_name = capital
                    && self.is_word(end + 1)
                    && self.tokens[end + 1].is_capital()
                    && !self.is_work(end + 1)
                    && !self.noun_is_plural(end + 1);
                let suffixed = one_name && self.sum(end, false).is_none() && !self.is_structural(end + 1) && !self.phrase_at(end + 1);
                if !(named || suffixed) {
                    break;
                }
                end += 1;
                continue;
            }
            if joins {
                end += 1;
                continue;
            }
            // "Familie Schmidt Terrasse": one word after it is the name.
            if end > start + 1 && listed("|familie|familjen|famille|familia|", &first.folded) && !self.glued(end) {
                break;
            }
            // "Müller GmbH Webdesign": the legal form ends the name.
            let formed = end > start + 1 && self.is_suffix(end - 1) && !listed("|co|company|group|", &self.tokens[end - 1].folded);
            if formed && !self.is_suffix(end) {
                break;
            }
            if ends_here || !self.tokens[end].is_text() {
                break;
            }
            let tail = listed(TAILS, &self.tokens[end].folded) || self.is_suffix(end) || self.glued(end);
            let work = self.is_work(end) && !described && !self.suffix_ahead(end);
            if !tail && (work || capital && !self.tokens[end].is_capital() || !capital && !described && end >= start + 2) {
                break;
            }
            end += 1;
        }
        // "the Smith family" begins with no capital, "a logo" is no name.
        let all_work = (start..end).all(|at| self.is_work(at) || !self.is_word(at));
        (!(after_for && (all_work || !capital && (start..end).any(|at| self.is_work(at))))).then_some(start..end)
    }

    /// "Neue Firma Bergblick KG": capitals up to a legal form are a name, even where one of them opens sentences elsewhere.
    fn name_to_form(&self, start: usize) -> Option<usize> {
        let opens = |at: usize| self.find(at, |sense| matches!(sense, Sense::Make | Sense::Polite).then_some(())).is_some();
        let part =
            |at: usize| self.is_word(at) && self.tokens[at].is_capital() && !self.phrase_at(at) && (opens(at) || !self.is_structural(at));
        let run = (start..self.len().min(start + 7)).take_while(|at| part(*at) && (*at == start || !self.tokens[*at].fresh_line)).count();
        let words = start..start + run;
        let formed = words.clone().skip(1).find(|at| self.is_suffix(*at))?;
        words.clone().any(|at| at < formed && opens(at)).then_some(formed + 1)
    }

    fn name_to_colon(&self, start: usize) -> Option<usize> {
        let colon = (start..self.len().min(start + 6)).find(|at| !self.is_word(*at)).filter(|at| self.mark(*at, ':'))?;
        let plain = (start..colon).all(|at| !self.phrase_at(at) && !self.is_work(at));
        plain.then_some(colon)
    }

    /// A small word or mark between two parts of a name: "Smith & Sons", "Bank of America", "Acme, Inc.".
    fn joins(&self, at: usize) -> bool {
        let particle = |at: usize| self.tokens.get(at).is_some_and(|token| listed(PARTICLES, &token.folded));
        let next = (at + 1..self.len()).find(|step| !particle(*step) || self.tokens[*step].is_capital()).filter(|next| next - at <= 3);
        let next_capital =
            next.is_some_and(|next| self.is_word(next) && self.tokens[next].is_capital() && !self.phrase_at(next) && !self.is_work(next));
        let comma = self.mark(at, ',') && self.is_suffix(at + 1) || self.mark(at, '&') && self.is_word(at + 1) && !self.is_work(at + 1);
        let before = self.tokens[at - 1].is_capital() || particle(at - 1);
        comma || particle(at) && next_capital && before
    }

    fn is_suffix(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| listed(SUFFIXES, &token.folded))
    }

    fn suffix_ahead(&self, at: usize) -> bool {
        (at + 1..self.len()).take_while(|step| self.is_word(*step) && self.tokens[*step].is_capital()).any(|step| self.is_suffix(step))
    }

    /// Whether something further on says what was done.
    fn described(&self, from: usize) -> bool {
        (from..self.len().min(from + 200)).any(|at| {
            let what = self
                .after(at, Sense::For)
                .is_some_and(|after| self.is_text(after) || self.tokens.get(after).is_some_and(|token| token.sort == Sort::Quoted));
            let counted = self
                .number(at)
                .is_some_and(|(_, end)| self.after(end, Sense::Times).is_some() || self.starts_noun(end) && !self.inside_word(at, end));
            let quoted = self.tokens[at].sort == Sort::Quoted;
            what && self.sum(self.after(at, Sense::For).unwrap_or(at), false).is_none() || counted || quoted
        })
    }
}

fn verb_or_kind(sense: Sense) -> Option<Kind> {
    if let Sense::Bill(kind) | Sense::Kind(kind) = sense { Some(kind) } else { (sense == Sense::Received).then_some(Kind::Receipt) }
}

fn kind(sense: Sense) -> Option<Kind> {
    if let Sense::Kind(kind) = sense { Some(kind) } else { None }
}

/// Names as they are kept: one line, at most 200 characters.
pub(super) fn name_of(view: &View<'_>, range: &Range<usize>) -> String {
    let quoted = range.len() == 1 && view.tokens[range.start].sort == Sort::Quoted;
    if quoted {
        return unquoted(view.tokens[range.start].raw, 200);
    }
    let name = view.text(range, 200);
    // "Oberdorf e.V.": the last point is part of the form.
    let dotted = range.end.checked_sub(1).map(|last| view.tokens[last].raw).filter(|raw| raw.trim_end_matches('.').contains('.'));
    if dotted.is_some_and(|raw| raw.ends_with('.')) && !name.is_empty() { name + "." } else { name }
}

/// What stands between quotation marks.
pub(super) fn unquoted(raw: &str, most: usize) -> String {
    let inner: &str = raw.trim_matches(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'));
    text::line(inner, most)
}
