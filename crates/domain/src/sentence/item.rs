//! From counts, prices and words to the lines of a document.

use std::ops::Range;

use super::amount::{Number, Sum};
use super::bit::{Bit, Count, Price};
use super::view::View;
use super::words::Unit;

/// One line as it was said, before its figures are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub words: Vec<Range<usize>>,
    pub quotes: Vec<usize>,
    pub count: Option<Count>,
    pub price: Option<Price>,
    /// A sum named beside the price that makes it up.
    pub total: Option<Price>,
    pub spread: Option<(Sum, Sum, Range<usize>)>,
    /// "for" between price and count, either way round: the price is for all.
    pub for_all: bool,
    /// The price came last: words after it begin something else.
    closed: bool,
}

/// The lines of a sentence and what of it fitted nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub raws: Vec<Raw>,
    /// A total named for everything.
    pub total: Option<Price>,
    pub unclear: Vec<Range<usize>>,
}

impl Raw {
    fn has_text(&self) -> bool {
        !self.words.is_empty() || !self.quotes.is_empty()
    }

    fn has_figures(&self) -> bool {
        self.count.is_some() || self.price.is_some() || self.spread.is_some()
    }

    fn is_priced(&self) -> bool {
        self.price.is_some() || self.spread.is_some()
    }

    fn is_empty(&self) -> bool {
        !self.has_text() && !self.has_figures() && self.total.is_none()
    }

    /// "3 revisions included" after a line whose price has a currency: a small bare number is no price of its own.
    fn is_aside(&self, before: &Self) -> bool {
        let bare = |price: &Price| {
            price.sum.coin.is_none()
                && !price.at
                && price.per.is_none()
                && !price.total
                && price.sum.number.value <= rust_decimal::Decimal::TEN
        };
        let priced = before.price.as_ref().is_some_and(|price| price.sum.coin.is_some());
        priced && self.has_text() && self.count.is_none() && !self.closed && self.price.as_ref().is_some_and(bare)
    }

    fn take_text(&mut self, from: &mut Self) {
        self.words.append(&mut from.words);
        self.quotes.append(&mut from.quotes);
        crate::order::sort_by_key(&mut self.words, |range| range.start);
    }
}

impl View<'_> {
    pub fn lines(&self, bits: &[Bit]) -> Lines {
        let mut lines = Lines::default();
        // Between two breaks stands at least one raw line; where several were run together they are parted.
        let mut groups: Vec<Vec<Raw>> = Vec::new();
        let mut from = 0;
        while from < bits.len() {
            let to = (from..bits.len()).find(|at| matches!(bits[*at], Bit::Break | Bit::Stop)).unwrap_or(bits.len());
            let next_priced = bits[(to + 1).min(bits.len())..].iter().find(|bit| !matches!(bit, Bit::Wall | Bit::For(_)));
            let price_follows = matches!(next_priced, Some(Bit::Price(_)));
            groups.push(self.parted(&bits[from..to], price_follows, &mut lines));
            from = to + 1;
        }
        self.joined(groups.into_iter().flatten().filter(|raw| !raw.is_empty()).collect(), lines)
    }

    fn parted(&self, bits: &[Bit], price_follows: bool, lines: &mut Lines) -> Vec<Raw> {
        let mut done = Vec::new();
        let mut now = Raw::default();
        let mut for_before: Option<usize> = None;
        for (at, bit) in bits.iter().enumerate() {
            let rest = &bits[at + 1..];
            let price_ahead = rest.iter().any(|bit| matches!(bit, Bit::Price(_) | Bit::Spread { .. }));
            let linked = for_before.take();
            match bit {
                Bit::Words(range) => {
                    let figures_ahead = price_ahead || rest.iter().any(|bit| matches!(bit, Bit::Bare(..) | Bit::Count(_)));
                    if now.closed && now.has_text() && figures_ahead && now.is_priced() {
                        done.push(std::mem::take(&mut now));
                    }
                    match now.words.last_mut() {
                        // "a site for the shop": the small word belongs to the description.
                        Some(last) if linked.is_some_and(|link| link == last.end) => last.end = range.end,
                        _ => now.words.push(range.clone()),
                    }
                    now.closed = false;
                }
                Bit::Quote(at) => {
                    if now.closed && now.has_text() && price_ahead && now.is_priced() {
                        done.push(std::mem::take(&mut now));
                    }
                    now.quotes.push(*at);
                    now.closed = false;
                }
                Bit::Count(count) => self.counted(count.clone(), linked.is_some(), &mut now, &mut done),
                Bit::Price(price) => priced(price.clone(), linked.is_some(), &mut now, &mut done),
                Bit::Spread { low, high, range } => {
                    if now.is_priced() {
                        done.push(std::mem::take(&mut now));
                    }
                    now.spread = Some((*low, *high, range.clone()));
                    now.closed = now.has_text();
                }
                Bit::Bare(number, range) => {
                    let touches = matches!(rest.first(), Some(Bit::Words(_) | Bit::Quote(_)));
                    match self.bare(*number, range, touches, price_ahead, price_follows, rest, &now) {
                        Bare::Count => self.counted(
                            Count { number: *number, up_to: None, unit: None, times: false, range: range.clone() },
                            linked.is_some(),
                            &mut now,
                            &mut done,
                        ),
                        Bare::Price => {
                            let price = Price {
                                sum: Sum { number: *number, coin: None },
                                at: false,
                                per: None,
                                total: false,
                                range: range.clone(),
                            };
                            priced(price, linked.is_some(), &mut now, &mut done);
                        }
                        Bare::Text => match now.words.last_mut() {
                            Some(last) if last.end == range.start => last.end = range.end,
                            _ => now.words.push(range.clone()),
                        },
                        Bare::Unclear => lines.unclear.push(range.clone()),
                    }
                }
                Bit::For(at) => for_before = Some(*at),
                Bit::Wall | Bit::Break | Bit::Stop => {}
            }
        }
        done.push(now);
        // Words run together after a number that turned out to be text: one stretch again.
        for raw in &mut done {
            raw.words.dedup_by(|later, earlier| {
                let touches = earlier.end <= later.start && self.only_marks(earlier.end, later.start);
                if touches {
                    earlier.end = later.end;
                }
                touches
            });
        }
        done
    }

    fn counted(&self, count: Count, linked: bool, now: &mut Raw, done: &mut Vec<Raw>) {
        // "$100 x 3": the count belongs to the price before it.
        let belongs = count.times && now.count.is_none() && now.price.is_some();
        let complete = now.is_priced() && now.has_text() && (now.closed || now.count.is_some());
        if now.count.is_some() || complete && !belongs {
            done.push(std::mem::take(now));
        }
        now.for_all |= linked && now.price.is_some();
        now.count = Some(count);
        now.closed = false;
    }

    #[expect(clippy::too_many_arguments, reason = "all that stands around the number")]
    fn bare(
        &self,
        number: Number,
        range: &Range<usize>,
        touches: bool,
        price_ahead: bool,
        price_follows: bool,
        rest: &[Bit],
        now: &Raw,
    ) -> Bare {
        let words_after = touches && self.tokens.get(range.end).is_some_and(|next| !next.fresh_line);
        let started = now.has_text() || now.count.is_some();
        if words_after && !started && self.sold.contains(&range.end) {
            return Bare::Count;
        }
        // "1/2 marathon": half of nothing that is counted.
        if words_after && number.value < rust_decimal::Decimal::ONE && number.spelt {
            return Bare::Text;
        }
        // "12 @ $20", "paint 3 rooms at $400 per room".
        let unit_price = |bit: &Bit| matches!(bit, Bit::Price(price) if price.at || price.per.is_some());
        let next_is_price = rest.first().is_some_and(unit_price);
        let things = words_after && self.noun_is_plural(range.end) && rest.get(1).is_some_and(unit_price);
        if now.count.is_none() && now.price.is_none() && (next_is_price && !started || things && !number.like_year) {
            return Bare::Count;
        }
        if !started && words_after {
            let noun = self.noun_is_plural(range.end);
            let number_ahead = rest
                .iter()
                .enumerate()
                .any(|(at, bit)| matches!(bit, Bit::Bare(..)) && !matches!(rest.get(at + 1), Some(Bit::Words(_) | Bit::Quote(_))));
            let priced = price_ahead || now.is_priced() || number_ahead || price_follows && !number.like_money;
            return match () {
                () if number.like_year && now.is_priced() => Bare::Text,
                () if number.like_year && priced && !noun => Bare::Text,
                () if priced => Bare::Count,
                () if noun && !number.like_money && number.value.normalize().scale() == 0 => Bare::Count,
                () if number.spelt || number.value == rust_decimal::Decimal::ONE => Bare::Count,
                () => Bare::Price,
            };
        }
        if now.is_priced() || price_ahead {
            return if started || words_after { Bare::Text } else { Bare::Unclear };
        }
        if words_after && now.has_text() { Bare::Text } else { Bare::Price }
    }

    /// Whether the words that start here name several things: "widgets", "logo designs", but not "business" or "design".
    pub(super) fn noun_is_plural(&self, at: usize) -> bool {
        let last = (at..self.len()).take_while(|step| self.is_word(*step) && !self.is_structural(*step)).last();
        last.is_some_and(|last| {
            let word = &self.tokens[last].folded;
            if self.words.language != "en" {
                // Where adjectives follow, any of the words may be the one.
                let several = |step: usize| {
                    let word = &self.tokens[step].folded;
                    word.len() > 3 && self.words.plurals.iter().any(|end| word.ends_with(end))
                };
                return (at..=last).any(several) && !(self.is_work(last) && last == at && !several(last));
            }
            word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && !word.ends_with("is")
                && !word.ends_with("ics")
        })
    }

    /// Words without figures join the line they belong to.
    fn joined(&self, raws: Vec<Raw>, mut lines: Lines) -> Lines {
        let mut waiting = Raw::default();
        let mut left = raws.into_iter().peekable();
        while let Some(mut raw) = left.next() {
            let bare_figures_next = left.peek().is_some_and(|next| next.is_priced() && !next.has_text());
            let more_figures = left.peek().is_some();
            if let Some(before) = lines.raws.last()
                && raw.is_aside(before)
                && let Some(price) = raw.price.take()
            {
                match raw.words.first_mut() {
                    Some(first) if first.start == price.range.end => first.start = price.range.start,
                    _ => raw.words.insert(0, price.range),
                }
                raw.closed = false;
            }
            if !raw.has_figures() && raw.total.is_none() {
                match lines.raws.last_mut() {
                    Some(before) if before.is_priced() && !before.has_text() => before.take_text(&mut raw),
                    Some(before) if !before.closed && !bare_figures_next && !waiting.has_text() => self.continue_text(before, &mut raw),
                    Some(before) if !more_figures => before.take_text(&mut raw),
                    _ => self.continue_text(&mut waiting, &mut raw),
                }
                continue;
            }
            if waiting.has_text() {
                let fits = !raw.has_text() || raw.closed;
                if fits {
                    raw.closed = raw.closed || raw.price.is_some();
                    let mut whole = std::mem::take(&mut waiting);
                    self.continue_text(&mut whole, &mut raw);
                    raw.words = whole.words;
                    raw.quotes = whole.quotes;
                } else {
                    lines.raws.push(std::mem::take(&mut waiting));
                }
            } else if !raw.has_text()
                && let Some(before) = lines.raws.last_mut()
            {
                if raw.count.is_none()
                    && before.price.is_none()
                    && before.spread.is_none()
                    && !raw.price.as_ref().is_some_and(|price| price.total && before.count.is_none())
                {
                    before.price = raw.price.take();
                    before.spread = raw.spread.take();
                    before.closed = true;
                    continue;
                }
                if !raw.is_priced()
                    && raw.count.is_some()
                    && before.count.is_none()
                    && before.price.as_ref().is_some_and(|price| price.per.is_some())
                {
                    before.count = raw.count.take();
                    continue;
                }
                if raw.is_priced() && raw.count.is_some() && !before.has_figures() {
                    raw.take_text(before);
                    raw.closed = true;
                    *before = raw;
                    continue;
                }
                let total =
                    raw.price.as_ref().is_some_and(|price| price.total) && raw.count.is_none() && lines.raws.iter().all(Raw::is_priced);
                if total && lines.total.is_none() {
                    lines.total = raw.price.take();
                    continue;
                }
            }
            lines.raws.push(raw);
        }
        if waiting.has_text() {
            match lines.raws.last_mut() {
                Some(last) => last.take_text(&mut waiting),
                None => lines.raws.push(waiting),
            }
        }
        // "2 days at 1,100 and 3 hours at 140 for data migration": the same work, counted twice.
        let timed = |raw: &Raw| raw.price.is_some() && raw.count.as_ref().is_some_and(|count| count.unit.is_some_and(Unit::is_time));
        for at in (1..lines.raws.len()).rev() {
            let (before, after) = (&lines.raws[at - 1], &lines.raws[at]);
            if !before.has_text() && after.has_text() && timed(before) && timed(after) {
                let (words, quotes) = (after.words.clone(), after.quotes.clone());
                lines.raws[at - 1].words = words;
                lines.raws[at - 1].quotes = quotes;
            }
        }
        lines
    }

    /// Appends words; where only a break stands between, they stay one stretch, comma and all.
    fn continue_text(&self, before: &mut Raw, more: &mut Raw) {
        if let (Some(last), Some(first)) = (before.words.last_mut(), more.words.first())
            && last.end < first.start
            && (last.end..first.start).all(|at| !self.is_taken(at) && !self.tokens[at].plain)
            && first.start - last.end <= 2
        {
            last.end = first.end;
            more.words.remove(0);
        }
        before.take_text(more);
    }
}

enum Bare {
    Count,
    Price,
    Text,
    Unclear,
}

fn priced(price: Price, linked: bool, now: &mut Raw, done: &mut Vec<Raw>) {
    match &now.price {
        // "$2,400 100 t-shirts at $24", "10 hours at $95 = $950": one of the two is the sum.
        Some(before)
            if now.count.is_some() && (price.at || price.per.is_some()) && !before.at && before.per.is_none() && now.total.is_none() =>
        {
            now.total = now.price.replace(price);
            now.for_all = false;
        }
        Some(_) if price.total && now.total.is_none() => now.total = Some(price),
        Some(_) => {
            done.push(std::mem::take(now));
            now.price = Some(price);
        }
        None if now.spread.is_some() => {
            done.push(std::mem::take(now));
            now.price = Some(price);
        }
        None => {
            now.for_all |= linked && now.count.is_some();
            now.price = Some(price);
            now.closed = now.has_text();
        }
    }
}
