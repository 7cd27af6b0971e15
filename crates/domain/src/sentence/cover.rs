//! Chips that cover the whole sentence: what no meaning claims is filler when it only joins, and unread when it might have said more.

use std::ops::Range;

use super::reading::{Chip, What, Why};
use super::token::{Sort, is_coin};
use super::view::View;
use super::words::Sense;

/// Ranges of tokens with their meaning; the first to claim a token keeps it.
#[derive(Debug, Default)]
pub(super) struct Claims(Vec<(Range<usize>, What)>);

impl Claims {
    pub fn add(&mut self, range: &Range<usize>, what: What) {
        self.0.push((range.clone(), what));
    }

    /// Gives claims another meaning.
    pub fn turn(&mut self, to: impl Fn(&What) -> Option<What>) {
        for (_, what) in &mut self.0 {
            if let Some(other) = to(what) {
                *what = other;
            }
        }
    }

    /// The item that was spoken of last before this token.
    pub fn last_item(&self, before: usize) -> Option<usize> {
        let of = |what: &What| {
            if let What::Description { item } | What::Price { item } | What::Quantity { item } = what { Some(*item) } else { None }
        };
        let said = self.0.iter().filter(|(range, _)| range.end <= before);
        said.filter_map(|(range, what)| of(what).map(|item| (range.end, item))).max().map(|(_, item)| item)
    }

    pub fn chips(self, view: &View<'_>) -> Vec<Chip> {
        let mut owner: Vec<Option<usize>> = vec![None; view.len()];
        for (claim, (range, _)) in self.0.iter().enumerate() {
            for at in range.clone() {
                if let Some(free @ None) = owner.get_mut(at) {
                    *free = Some(claim);
                }
            }
        }
        let mut chips: Vec<Chip> = Vec::new();
        let mut before: Option<usize> = None;
        for (at, (token, claim)) in view.tokens.iter().zip(owner).enumerate() {
            let what = match claim {
                Some(claim) => self.0[claim].1.clone(),
                None => view.leftover(at),
            };
            let span = token.span.clone();
            let goes_on = at > 0 && before == claim && (claim.is_some() || chips.last().is_some_and(|last| last.what == what));
            before = claim;
            match chips.last_mut().filter(|_| goes_on) {
                Some(last) => last.span.end = span.end,
                None => chips.push(Chip { span, what }),
            }
        }
        chips
    }
}

impl View<'_> {
    fn leftover(&self, at: usize) -> What {
        let token = &self.tokens[at];
        let joins = matches!(token.sort, Sort::Mark(mark) if mark != '%' && !is_coin(mark)) || self.joins_only(at);
        if joins { What::Filler } else { What::Unread(Why::Unclear) }
    }

    /// Small words: "for", "and", "please". Anything else left over may have meant something.
    fn joins_only(&self, at: usize) -> bool {
        let small = |sense: Sense| {
            matches!(
                sense,
                Sense::For
                    | Sense::To
                    | Sense::From
                    | Sense::At
                    | Sense::Of
                    | Sense::And
                    | Sense::Plus
                    | Sense::With
                    | Sense::By
                    | Sense::On
                    | Sense::In
                    | Sense::Article
                    | Sense::Polite
                    | Sense::Make
                    | Sense::Then
                    | Sense::About
                    | Sense::Already
                    | Sense::Owes
                    | Sense::Received
                    | Sense::Trail
                    | Sense::Balance
                    | Sense::Each
                    | Sense::Per
                    | Sense::Total
            )
        };
        // A phrase of several words may have begun before this token.
        (at.saturating_sub(4)..=at).any(|start| self.any_sense(start, at, small))
    }
}
