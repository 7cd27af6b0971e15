//! What is left of a sentence when its phrases are taken out: counts, prices, words, and what stands between them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::amount::{Number, Sum};
use super::token::Sort;
use super::view::View;
use super::words::{Sense, Unit};

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Per {
    Each,
    Unit(Unit),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub number: Number,
    pub unit: Option<Unit>,
    /// "10 to 12 hours": how far it may go.
    pub up_to: Option<Number>,
    /// "3 x": nothing but a count.
    pub times: bool,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub sum: Sum,
    /// "at" or "@" stands before it.
    pub at: bool,
    pub per: Option<Per>,
    pub total: bool,
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bit {
    Words(Range<usize>),
    Quote(usize),
    Count(Count),
    Price(Price),
    /// A number that may count or cost.
    Bare(Number, Range<usize>),
    /// "between 4,000 and 5,000".
    Spread {
        low: Sum,
        high: Sum,
        range: Range<usize>,
    },
    For(usize),
    Break,
    /// The end of a sentence or line.
    Stop,
    /// A phrase that was taken out here.
    Wall,
}

impl View<'_> {
    pub fn bits(&self) -> Vec<Bit> {
        let mut bits = Vec::new();
        let mut at = 0;
        while at < self.len() {
            if self.tokens[at].fresh_line && !bits.is_empty() {
                bits.push(Bit::Stop);
            }
            let counted = matches!(bits.last(), Some(Bit::Count(count)) if count.range.end == at && !count.times);
            let (bit, end) = match if counted { self.times_price(at) } else { None } {
                Some((price, end)) => (Some(Bit::Price(price)), end),
                None => self.bit(at),
            };
            at = end.max(at + 1);
            match (bit, bits.last_mut()) {
                (None, _) => {}
                (Some(Bit::Wall), Some(Bit::Wall)) => {}
                (Some(Bit::Words(new)), Some(Bit::Words(range))) if self.only_marks(range.end, new.start) => range.end = new.end,
                (Some(bit), _) => bits.push(bit),
            }
        }
        bits
    }

    pub(super) fn only_marks(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| matches!(self.tokens[at].sort, Sort::Mark(_)) && !self.is_taken(at))
    }

    fn bit(&self, at: usize) -> (Option<Bit>, usize) {
        let token = &self.tokens[at];
        if self.is_taken(at) {
            return (Some(Bit::Wall), at + 1);
        }
        if token.plain {
            let quoted = token.sort == Sort::Quoted;
            return (Some(if quoted { Bit::Quote(at) } else { Bit::Words(at..at + 1) }), at + 1);
        }
        // "20%" and nothing that says of what.
        if let Some((_, end)) = self.percent(at)
            && token.sort == Sort::Number
            && (at == 0 || self.is_boundary(at - 1))
            && self.is_boundary(end)
        {
            return (None, end);
        }
        if let Some((spread, end)) = self.spread(at) {
            return (Some(spread), end);
        }
        if let Some((price, end)) = self.price(at) {
            return (Some(Bit::Price(price)), end);
        }
        if let Some((count, end)) = self.count(at) {
            return (Some(Bit::Count(count)), end);
        }
        if let Some((number, end)) = self.number(at)
            && !self.inside_word(at, end)
        {
            if let Some((unit, after)) = self.find(end, unit)
                && self.describes(number, unit, end, after)
            {
                return (Some(Bit::Words(at..after)), after);
            }
            return (Some(Bit::Bare(number, at..end)), end);
        }
        if let Some(end) = self.after(at, Sense::For) {
            return (Some(Bit::For(at)), end);
        }
        if let Some(end) = self.after(at, Sense::And).or_else(|| self.after(at, Sense::Plus)).filter(|_| token.raw != "&") {
            return (Some(Bit::Break), end);
        }
        if let Some((_, end)) = self.find(at, |sense| {
            let came = self.receipt && matches!(sense, Sense::Received | Sense::Already);
            (came || matches!(sense, Sense::Polite | Sense::Then | Sense::Owes)).then_some(())
        }) && (self.is_boundary(end) && (at == 0 || self.is_boundary(at - 1))
            || self.is(at, Sense::Then)
            || self.is(at, Sense::Owes)
            || self.receipt)
        {
            return (Some(Bit::Wall), end);
        }
        // "the remaining $1,500 for the website"
        if let Some(end) = self.after(at, Sense::Balance).or_else(|| self.after(self.skip(at, &[Sense::Article]), Sense::Balance))
            && (self.sum(self.skip(end, &[Sense::Of]), false).is_some() || self.share_of(end).is_some())
        {
            return (Some(Bit::Wall), end);
        }
        if let Some(end) = self.after(at, Sense::About)
            && self.sum(end, true).is_some()
        {
            return (None, end);
        }
        match token.sort {
            Sort::Mark(',' | ';') => (Some(Bit::Break), at + 1),
            Sort::Mark('.' | '!' | '?') => (Some(Bit::Stop), at + 1),
            Sort::Mark(_) => (None, at + 1),
            Sort::Word | Sort::Number | Sort::Quoted => (Some(Bit::Words(at..at + 1)), at + 1),
        }
    }

    /// "between $4,000 and $5,000", "$4,000-$5,000", "4 to 5k".
    fn spread(&self, at: usize) -> Option<(Bit, usize)> {
        let between = self.after(at, Sense::Between);
        let (low, after) = self.sum(between.unwrap_or(at), true).or_else(|| self.hyphened(between.unwrap_or(at)))?;
        let joined = self.after(after, Sense::Until).or_else(|| self.after(after, Sense::And).filter(|_| between.is_some()));
        let dash = (self.mark(after, '-') || self.mark(after, '–') || self.mark(after, '—')).then_some(after + 1);
        let (high, end) = self.sum(joined.or(dash)?, true).or_else(|| self.dashed(joined.or(dash)?))?;
        let dated = self.month(end).is_some() || high.number.like_year;
        let coined = low.coin.is_some() || high.coin.is_some() || between.is_some() && !dated && high.number.value >= Decimal::ONE_HUNDRED;
        // "3 à 450 €" is three at that price: one word means both.
        let apart = between.is_none()
            && low.coin.is_none()
            && self.is(after, Sense::At)
            && low.number.value.checked_mul(Decimal::TEN).is_none_or(|ten| ten < high.number.value);
        if apart {
            return None;
        }
        let rising = low.number.value < high.number.value || high.number.like_money;
        (coined && rising).then(|| {
            // "$4-5k": the multiplier is meant for both.
            let thousand = high.number.like_money && low.number.value < Decimal::ONE_HUNDRED && high.number.value >= Decimal::ONE_THOUSAND;
            let value =
                if thousand { low.number.value.checked_mul(Decimal::ONE_THOUSAND).unwrap_or(low.number.value) } else { low.number.value };
            let low = Sum { number: Number { value, ..low.number }, ..low };
            (Bit::Spread { low, high, range: at..end }, end)
        })
    }

    /// A bare number with a dash glued to it: only the start of a range.
    fn hyphened(&self, at: usize) -> Option<(Sum, usize)> {
        let (number, end) = self.number(at)?;
        (self.mark(end, '-') || self.mark(end, '–')).then_some((Sum { number, coin: None }, end))
    }

    fn dashed(&self, at: usize) -> Option<(Sum, usize)> {
        let (number, end) = self.digits(at)?;
        let glued_word = self.tokens.get(end).is_some_and(|next| next.glued && next.is_text());
        (!glued_word).then_some((Sum { number, coin: None }, end))
    }

    fn price(&self, at: usize) -> Option<(Price, usize)> {
        // "@", "at", "x" before a sum; "each" and "total" before or after it.
        let start = self.skip(at, &[Sense::Total]);
        let total_before = start > at;
        let start = if total_before { self.skip(self.skip_colon(start), &[Sense::Of]) } else { start };
        let rate = self.skip(start, &[Sense::At]);
        let marked = if rate > start { self.skip_colon(rate) } else { start };
        let each_before = self.skip(marked, &[Sense::Each]);
        let about = self.skip(each_before, &[Sense::About]);
        let says_at = marked > start || each_before > marked;
        let times = self.after(start, Sense::Times).filter(|after| self.sum(*after, false).is_some());
        let from = times.unwrap_or(about);
        let (sum, end) = self.share_of(from).or_else(|| self.sum(from, true))?;
        // "800 € HT/jour": what is said of tax stands between.
        let net = self.is_taken(end) && self.any_sense(end, end, |sense| matches!(sense, Sense::Net | Sense::Gross));
        let (per, end) = match self.per(end + usize::from(net)) {
            (None, _) => (None, end),
            found => found,
        };
        // "por 14 horas": in Spanish "por" is "at" and "for"; what has a unit behind it is counted.
        if sum.coin.is_none() && !total_before && per.is_none() && self.find(end, unit).is_some() {
            return None;
        }
        // A bare number is a price where something says so.
        if sum.coin.is_none() && !says_at && !total_before && !matches!(per, Some(Per::Unit(_))) {
            return None;
        }
        let per = per.or((each_before > marked).then_some(Per::Each));
        let total = self.skip(end, &[Sense::Total]);
        let total_after = total > end && (self.is_boundary(total) || self.is_structural(total) || self.is_text(total));
        let end = if total_after { total } else { end };
        Some((Price { sum, at: says_at || times.is_some(), per, total: total_before || total_after, range: at..end }, end))
    }

    /// "40h x 85": what one of them costs.
    fn times_price(&self, at: usize) -> Option<(Price, usize)> {
        let (sum, end) = self.sum(self.after(at, Sense::Times)?, true)?;
        let counts = self.find(end, unit).is_some() || sum.coin.is_none() && self.is_text(end) && !self.is_structural(end);
        (!counts).then_some((Price { sum, at: true, per: None, total: false, range: at..end }, end))
    }

    /// "30% of $5,000": what that comes to.
    fn share_of(&self, at: usize) -> Option<(Sum, usize)> {
        let (percent, after) = self.percent(at).filter(|_| self.tokens[at].sort == Sort::Number)?;
        let (sum, end) = self.sum(self.after(after, Sense::Of)?, false)?;
        let value = sum.number.value.checked_mul(percent.ok()?.value())?.checked_div(Decimal::ONE_HUNDRED)?.normalize();
        Some((Sum { number: Number { value, other: None, ..sum.number }, ..sum }, end))
    }

    /// "each", "/day", "per hour", "an hour", "per logo".
    fn per(&self, at: usize) -> (Option<Per>, usize) {
        if let Some(end) = self.after(at, Sense::Each) {
            return (Some(Per::Each), end);
        }
        if let Some((unit, end)) = self.find(at, |sense| if let Sense::Rate(unit) = sense { Some(unit) } else { None }) {
            return (Some(Per::Unit(unit)), end);
        }
        let Some(after) = self.after(at, Sense::Per) else { return (None, at) };
        if let Some((unit, end)) = self.find(after, unit) {
            return (Some(if unit == Unit::Piece { Per::Each } else { Per::Unit(unit) }), end);
        }
        let named = matches!(self.tokens[at].sort, Sort::Mark('/')) && (self.glued(at) || self.glued(after))
            || self.tokens[at].folded.len() == 3 && !self.is(at, Sense::For) && self.find(after, not_priced).is_none()
            || self.is_echo(after) && (self.is_boundary(after + 1) || self.is_structural(after + 1));
        if named && self.is_word(after) && !self.is_structural(after) { (Some(Per::Each), after + 1) } else { (None, at) }
    }

    /// "24 photos, $18 a photo": one of what was named before.
    fn is_echo(&self, at: usize) -> bool {
        if !self.is_word(at) || self.tokens[at].folded.len() < 3 {
            return false;
        }
        let one = &self.tokens[at].folded;
        let several = |word: &str| word.strip_prefix(one.as_str()).is_some_and(|end| end.is_empty() || self.words.plurals.contains(&end));
        self.tokens[..at].iter().any(|token| token.sort == Sort::Word && several(&token.folded))
    }

    /// "3 x", "x3", "1.5 days of", "2h 30m".
    fn count(&self, at: usize) -> Option<(Count, usize)> {
        if let Some(after) = self.after(at, Sense::Times)
            && let Some((number, end)) = self.number(after).or_else(|| self.digits(after))
            && (!self.glued(at) || !self.is_word(at))
        {
            let (unit, end) = self.find(end, unit).map_or((None, end), |(unit, end)| (Some(unit), end));
            return Some((Count { number, up_to: None, unit, times: true, range: at..end }, end));
        }
        let half = |at: usize| self.find(at, |sense| matches!(sense, Sense::Half(_)).then_some(())).is_some();
        if let Some(between) = self.after(at, Sense::Between)
            && let Some((low, after)) = self.number(between)
            && let Some((high, end)) = self.after(after, Sense::And).and_then(|next| self.digits(next))
            && low.value < high.value
            && let Some((unit, end)) = self.find(end, unit)
        {
            return Some((Count { number: low, up_to: Some(high), unit: Some(unit), times: false, range: at..end }, end));
        }
        let (number, after) = self.clock(at).or_else(|| self.half_a(at)).or_else(|| self.number(at))?;
        // "3 demi-journées" are three of those, not three days.
        if after > at && half(after) && !number.spelt {
            return None;
        }
        let (up_to, after) = self.up_to(number, after).map_or((None, after), |(number, after)| (Some(number), after));
        if let Some(end) =
            // In Spanish the same word is "for": a count has a figure after it.
            self.after(after, Sense::Times).filter(|end| {
                !self.tokens.get(*end).is_some_and(|next| next.glued && next.sort == Sort::Word)
                    && (!self.is(after, Sense::For) || self.sum(*end, true).is_some())
            })
        {
            let (unit, end) = self.find(end, unit).filter(|(unit, _)| unit.is_time()).map_or((None, end), |(unit, end)| (Some(unit), end));
            return Some((Count { number, up_to: None, unit, times: true, range: at..end }, end));
        }
        let (unit, end) = self.find(after, unit)?;
        // "2 days' editing"
        let owns = unit.is_time() && self.open(end) && self.glued(end) && matches!(self.tokens[end].raw, "'" | "’");
        let end = end + usize::from(owns);
        let token = &self.tokens[after];
        // "3D", "4K": capitals are no units when they touch the figure. "3 day workshop": a singular describes.
        let capital = token.glued && token.is_capital();
        let describes = self.describes(number, unit, after, end);
        let cut = self.tokens.get(end).is_some_and(|next| {
            next.glued && next.is_text() && self.number(end).is_none() && !self.is(end, Sense::Times) && self.digits(end).is_none()
        });
        // "2 páginas web": what is counted, not what it is counted in.
        let thing = matches!(unit, Unit::Page | Unit::Word)
            && matches!(self.words.language, "fr" | "es")
            && self.is_word(end)
            && !self.is_structural(end);
        if capital || describes || cut || thing {
            return None;
        }
        if unit == Unit::Hour
            && let Some((minutes, last)) = self.minutes(end)
            && let Some(part) = minutes.checked_div(Decimal::from(60))
        {
            let value = number.value.checked_add(part.round_dp(6)).unwrap_or(number.value);
            return Some((
                Count { number: Number { value, ..number }, up_to: None, unit: Some(unit), times: false, range: at..last },
                last,
            ));
        }
        Some((Count { number, up_to, unit: Some(unit), times: false, range: at..end }, end))
    }

    /// The far end of "10 to 12 hours", "10-12 hours".
    fn up_to(&self, low: Number, at: usize) -> Option<(Number, usize)> {
        let dash = self.mark(at, '-') || self.mark(at, '–');
        let after = if dash { at + 1 } else { self.after(at, Sense::Until)? };
        let (high, end) = self.digits(after)?;
        let unit = self.find(end, unit).is_some();
        (unit && low.value < high.value && !high.too_large).then_some((high, end))
    }

    /// "3 day workshop": a singular unit after several describes what follows.
    fn describes(&self, number: Number, unit: Unit, at: usize, end: usize) -> bool {
        let whole_word = self.tokens[at].folded == unit.key() && (unit.is_time() || matches!(unit, Unit::Page | Unit::Word));
        let several = number.value > Decimal::ONE && whole_word;
        several && self.is_word(end) && !self.is_structural(end)
    }

    /// "1:30 hours".
    fn clock(&self, at: usize) -> Option<(Number, usize)> {
        let colon = self.mark(at + 1, ':') && self.glued(at + 1) && self.glued(at + 2);
        let (number, hours) = self.number(at).filter(|_| colon)?;
        let (minutes, end) = self.digits(at + 2).filter(|_| hours == at + 1)?;
        self.find(end, unit).filter(|(unit, _)| *unit == Unit::Hour)?;
        let part = minutes.value.checked_div(Decimal::from(60)).filter(|part| *part < Decimal::ONE)?;
        let value = number.value.checked_add(part.round_dp(6))?;
        Some((Number { value, ..number }, end))
    }

    /// "half a day", "an hour of", "demi-journée".
    fn half_a(&self, at: usize) -> Option<(Number, usize)> {
        let start = self.skip(at, &[Sense::Article]);
        let counted = start.checked_sub(1).is_some_and(|before| self.number(before).is_some_and(|(number, end)| end == start && !number.spelt));
        // "2 x half day shoots"
        let times = at > 0 && self.is(at - 1, Sense::Times);
        if times {
            return None;
        }
        if !counted && self.find(start, unit).is_some() && self.find(start, |sense| matches!(sense, Sense::Half(_)).then_some(())).is_some() {
            return Some((self.portion(5_000), start));
        }
        let share = self.find(at, |sense| if let Sense::Share(share) = sense { Some(share) } else { None });
        let (share, after) = share.map_or((10_000, at), |found| found);
        let start = self.skip(after, &[Sense::Article]);
        let (_, end) = self.find(start, unit).filter(|(unit, _)| unit.is_time())?;
        if after == at && !(start > at && self.is(end, Sense::Of)) {
            return None;
        }
        let after = start;
        Some((self.portion(share), after))
    }

    /// Ten-thousandths as a number.
    fn portion(&self, share: u16) -> Number {
        let value = Decimal::new(i64::from(share), 4).normalize();
        Number { value, other: None, too_large: false, like_money: false, like_year: false, grouped: false, spelt: true }
    }

    /// The minutes after hours: "1h30", "1 hour and 30 minutes".
    fn minutes(&self, at: usize) -> Option<(Decimal, usize)> {
        let start = self.skip(at, &[Sense::And]);
        let (number, end) = self.digits(start)?;
        let small = number.value < Decimal::from(60) && !number.too_large;
        let unit = self.find(end, |sense| matches!(sense, Sense::Unit(Unit::Minute | Unit::Metre)).then_some(()));
        match unit {
            Some((_, end)) if small => Some((number.value, end)),
            None if small && self.glued(start) && start == at => Some((number.value, end)),
            _ => None,
        }
    }
}

fn unit(sense: Sense) -> Option<Unit> {
    if let Sense::Unit(unit) | Sense::Half(unit) = sense { Some(unit) } else { None }
}

/// What a price is never for: a way to pay.
fn not_priced(sense: Sense) -> Option<()> {
    matches!(sense, Sense::Method(_)).then_some(())
}
