//! Numbers, sums of money, percentages and shares, wherever they stand.

use rust_decimal::Decimal;

use crate::content::{Part, Percent};
use crate::money::Currency;

use super::figure::{Figure, Form, Unreadable, figure};
use super::settle::Mention;
use super::token::{Sort, Token};
use super::view::View;
use super::words::{Coin, Sense, listed};

/// A number with how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub value: Decimal,
    pub other: Option<Decimal>,
    pub too_large: bool,
    /// Written as money is: with decimals to the cent or with a multiplier.
    pub like_money: bool,
    pub like_year: bool,
    pub grouped: bool,
    pub spelt: bool,
}

/// A number with the sign of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    pub number: Number,
    pub coin: Option<Coin>,
}

impl View<'_> {
    /// A number that starts here: digits, spelt, or a fraction. Numbers inside words ("html5", "3-page", "24/7") are none.
    pub fn number(&self, at: usize) -> Option<(Number, usize)> {
        if let Some((value, end)) = self.spelt(at) {
            return Some((Number::spelt(Decimal::from(value)), end));
        }
        if !self.open(at) || self.tokens[at].sort != Sort::Number {
            return None;
        }
        if self.glued(at) && at > 0 && matches!(self.tokens[at - 1].sort, Sort::Word | Sort::Number) {
            return None;
        }
        // The second half of "1:30" or "24/7".
        let half = |mark: &Token<'_>| mark.glued && (mark.is_mark(':') || mark.is_mark('/'));
        if self.glued(at) && at > 1 && half(&self.tokens[at - 1]) && self.tokens[at - 2].sort == Sort::Number {
            return None;
        }
        self.digits(at)
    }

    /// "twelve", "two hundred fifty", "three thousand".
    fn spelt(&self, at: usize) -> Option<(u32, usize)> {
        let word = |at: usize| self.find(at, |sense| if let Sense::Number(value) = sense { Some(u32::from(value)) } else { None });
        let (mut value, mut end) = word(at)?;
        while let Some((next, after)) = word(end) {
            value = match next {
                100 | 1000 if value < next || next == 1000 && value < 1_000_000 => value * next,
                _ if (100..1000).contains(&next) && value >= 1000 && value % 1000 == 0 => value + next,
                _ if next < 100 && (value >= 100 && value % 100 == 0 || value >= 20 && value % 10 == 0 && next < 10) => value + next,
                _ => break,
            };
            end = after;
        }
        Some((value, end))
    }

    /// The digits at this token, even when they stand inside a word (as in "net30" or "EUR500").
    pub fn digits(&self, at: usize) -> Option<(Number, usize)> {
        if !self.open(at) || self.tokens[at].sort != Sort::Number {
            return None;
        }
        let (raw, mut end) = self.spaced_groups(at);
        let Figure { mut value, mut other, decimals, grouped } = match figure(&raw, self.form) {
            Ok(figure) => figure,
            Err(Unreadable::TooLarge) => return Some((Number { too_large: true, ..Number::spelt(Decimal::ZERO) }, end)),
            Err(Unreadable::Shape) => return None,
        };
        let mut like_money = decimals == 2;
        let whole = !grouped && decimals == 0 && raw.len() == 4;
        let like_year = whole && value >= Decimal::from(1980) && value <= Decimal::from(2100);
        // "1 1/2", "1/2": only small fractions, never dates.
        if let Some((part, after)) = self.common_fraction(end) {
            value += part;
            end = after;
        } else if let Some((part, after)) = self.common_fraction(at) {
            return Some((Number::spelt(part), after));
        }
        // "4K video" names a format.
        let format = |after: usize| self.tokens[end].raw == "K" && self.is_word(after) && !self.is_structural(after);
        if let Some(after) = self.after(end, Sense::Thousand).filter(|after| !format(*after)) {
            let multiplied = |value: Decimal| value.checked_mul(Decimal::ONE_THOUSAND).map(|value| value.normalize());
            match multiplied(value) {
                Some(larger) => {
                    value = larger;
                    other = other.and_then(multiplied);
                    like_money = true;
                    end = after;
                }
                None => return Some((Number { too_large: true, ..Number::spelt(Decimal::ZERO) }, after)),
            }
        }
        Some((Number { value, other, too_large: false, like_money, like_year, grouped, spelt: false }, end))
    }

    /// `1 051,75`: groups of three after a space, where that is how thousands are written, or where a currency leaves no doubt.
    fn spaced_groups(&self, at: usize) -> (String, usize) {
        let mut raw = self.tokens[at].raw.to_owned();
        let mut end = at + 1;
        let bare = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !bare(&raw) || raw.len() > 3 || self.tokens[at].raw.starts_with('0') {
            return (raw, end);
        }
        // "1 500,00 €" leaves no doubt anywhere.
        let cents = self.tokens.get(at + 1).is_some_and(|next| next.raw.len() == 6 && next.raw.as_bytes().get(3) == Some(&b','))
            && self.tokens.get(at + 2).is_some_and(|next| next.raw.starts_with(super::token::is_coin));
        let coined = at > 0 && self.find(at - 1, |sense| matches!(sense, Sense::Coin(_)).then_some(())).is_some()
            || at > 0 && self.tokens[at - 1].raw.len() == 3 && Currency::parse(self.tokens[at - 1].raw).is_some();
        let money = cents || coined || self.form == Form::Comma || at > 0 && self.tokens[at - 1].raw.chars().all(super::token::is_coin);
        if !money {
            return (raw, end);
        }
        while let Some(next) = self.tokens.get(end) {
            let digits = next.raw.bytes().take_while(u8::is_ascii_digit).count();
            let fits =
                self.open(end) && next.sort == Sort::Number && !next.glued && !next.fresh_line && digits == 3 && !raw.contains([',', '.']);
            if !fits {
                break;
            }
            raw.push('\u{a0}');
            raw.push_str(next.raw);
            end += 1;
        }
        (raw, end)
    }

    fn common_fraction(&self, at: usize) -> Option<(Decimal, usize)> {
        let slash = self.mark(at + 1, '/') && self.glued(at + 1) && self.glued(at + 2);
        if !slash || !self.open(at) || !self.open(at + 2) || self.mark(at + 3, '/') {
            return None;
        }
        let parts = [("1", "2", 500_000), ("1", "4", 250_000), ("3", "4", 750_000), ("1", "3", 333_333), ("2", "3", 666_667)];
        let found = parts.iter().find(|(over, under, _)| self.tokens[at].raw == *over && self.tokens[at + 2].raw == *under)?;
        Some((Decimal::new(found.2, 6).normalize(), at + 3))
    }

    /// A sum of money: a number with a currency before or after it, or a bare number when `bare` is allowed.
    pub fn sum(&self, at: usize, bare: bool) -> Option<(Sum, usize)> {
        if let Some((coin, after)) = self.coin_before(at) {
            let start = if self.mark(after, '.') && self.glued(after) { after + 1 } else { after };
            let (number, end) = self.digits(start)?;
            let (number, end) = self.millions(number, end);
            let end = self.no_cents(end);
            // "$1,200 USD": the code says whose dollars.
            return Some(match self.coin_after(end) {
                Some((code, after)) if matches!(coin, Coin::Dollar | Coin::Krone | Coin::Yen | Coin::Rupee) || code == coin => {
                    (Sum { number, coin: Some(code) }, after)
                }
                _ => (Sum { number, coin: Some(coin) }, end),
            });
        }
        let (number, end) = self.number(at)?;
        let whole = self.no_cents(end);
        let (round, end) = (whole > end, whole);
        // "1,2 Mio. €"
        let (millions, after) = self.millions(number, end);
        let (number, end) = if after > end && self.coin_after(after).is_some() { (millions, after) } else { (number, end) };
        if let Some((coin, after)) = self.coin_after(end) {
            let value = if coin == Coin::Cent { number.value.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default() } else { number.value };
            return Some((Sum { number: Number { value, ..number }, coin: Some(coin) }, after));
        }
        // "1 250:-" is money, whatever stands around it.
        if round {
            let swedish = self.mark(end - 2, ':') && self.words.language == "sv";
            let coin = if swedish { Some(Coin::Krone) } else { self.currency.and_then(own) };
            return Some((Sum { number, coin }, end));
        }
        (bare && !self.inside_word(at, end)).then_some((Sum { number, coin: None }, end))
    }

    /// Past what is written for no cents: "1.200,-", "1200.-", "1 250:-", "1'200.–".
    fn no_cents(&self, end: usize) -> usize {
        let sign = [',', '.', ':'].iter().any(|sign| self.mark(end, *sign)) && self.glued(end);
        let dash = ['-', '–', '—'].iter().any(|dash| self.mark(end + 1, *dash)) && self.glued(end + 1);
        let goes_on = self.tokens.get(end + 2).is_some_and(|next| next.glued && next.is_text());
        let second = ['-', '–'].iter().any(|dash| self.mark(end + 2, *dash)) && self.glued(end + 2);
        if sign && dash && !goes_on { end + 2 + usize::from(second) } else { end }
    }

    /// "$1.2M": beside a currency a capital M is a million, not a metre.
    fn millions(&self, number: Number, end: usize) -> (Number, usize) {
        const WORDS: &str = "|mio|mn|million|millions|millionen|millones|millon|miljon|miljoner|";
        let glued = self.open(end)
            && self.glued(end)
            && self.tokens[end].raw.eq_ignore_ascii_case("m")
            && !self.tokens.get(end + 1).is_some_and(|next| next.glued && next.is_text());
        let word = self.is_word(end) && listed(WORDS, self.tokens[end].folded.trim_end_matches('.'));
        if !(glued || word) {
            return (number, end);
        }
        match number.value.checked_mul(Decimal::from(1_000_000)) {
            Some(value) => (Number { value: value.normalize(), other: None, ..number }, end + 1),
            None => (Number { too_large: true, ..number }, end + 1),
        }
    }

    /// Whether the number is glued to something that makes it part of a word: "3D", "3-page", "24/7", "1:1".
    pub fn inside_word(&self, start: usize, end: usize) -> bool {
        let next = self.tokens.get(end).filter(|next| next.glued);
        let before =
            start > 0 && self.glued(start) && matches!(self.tokens[start - 1].sort, Sort::Mark('-' | '/' | ':' | '#' | '\'' | '_'));
        before
            || next.is_some_and(|next| match next.sort {
                Sort::Word => true,
                Sort::Number => true,
                Sort::Mark('/') if self.find(end + 1, |sense| matches!(sense, Sense::Unit(_)).then_some(())).is_some() => false,
                Sort::Mark(mark) => {
                    matches!(mark, '-' | '/' | ':' | '–' | '\'' | '_' | '%') && self.glued(end + 1) && end + 1 < self.len() || mark == '%'
                }
                Sort::Quoted => false,
            })
    }

    /// Every currency that is named, in order. One that stands alone ("in euros") is taken.
    pub fn coins(&mut self) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.len() {
            if let Some((Sum { coin: Some(coin), .. }, end)) = self.sum(at, false) {
                found.push(Mention { coin, range: at..end, alone: false });
                at = end;
                continue;
            }
            let after = self.skip(at, &[Sense::In]);
            if let Some((coin, end)) = self.coin_word(after).filter(|(_, end)| self.is_boundary(*end) || after > at)
                && (after > at || at > 0 && self.is_boundary(at - 1) && self.tokens[at].raw.len() == 3)
            {
                self.take(at..end);
                found.push(Mention { coin, range: at..end, alone: true });
                at = end;
                continue;
            }
            at += 1;
        }
        found
    }

    fn coin_before(&self, at: usize) -> Option<(Coin, usize)> {
        let (coin, end) = self.coin_word(at)?;
        let number = self.tokens.get(end).is_some_and(|token| token.sort == Sort::Number);
        // A word for money stands after its number; a sign or a code may stand before.
        let sign =
            self.tokens[at].sort != Sort::Word || self.tokens[end - 1].sort != Sort::Word || self.tokens[at].raw.trim_end_matches('.').chars().count() <= 3;
        (number && sign && !self.tokens[end].fresh_line).then_some((coin, end))
    }

    fn coin_after(&self, at: usize) -> Option<(Coin, usize)> {
        if self.tokens.get(at).is_some_and(|token| token.fresh_line) {
            return None;
        }
        let (coin, end) = self.coin_word(at)?;
        // "3 $450": the sign belongs to the number after it when it touches that one and not this.
        let next_touches = self.tokens[end - 1].sort != Sort::Word
            && !self.glued(at)
            && self.tokens.get(end).is_some_and(|token| token.glued && token.sort == Sort::Number);
        (!next_touches).then_some((coin, end))
    }

    fn coin_word(&self, at: usize) -> Option<(Coin, usize)> {
        if let Some(found) = self.find(at, |sense| if let Sense::Coin(coin) = sense { Some(coin) } else { None }) {
            return Some(found);
        }
        if !self.is_word(at) || self.tokens[at].raw.len() != 3 || !self.tokens[at].raw.is_ascii() {
            return None;
        }
        let currency = Currency::parse(self.tokens[at].raw)?;
        let code: [u8; 3] = currency.code().as_bytes().try_into().ok()?;
        // In lower case many codes are words ("all", "top", "try"): only the common ones are taken for codes.
        let upper = self.tokens[at].raw.bytes().all(|byte| byte.is_ascii_uppercase());
        (upper || LOWER.contains(&currency.code())).then_some((Coin::Code(code), at + 1))
    }

    /// `50%`, `50 percent`, "half".
    pub fn percent(&self, at: usize) -> Option<(Result<Percent, ()>, usize)> {
        if let Some((share, end)) = self.find(at, |sense| if let Sense::Share(share @ ..=10_000) = sense { Some(share) } else { None }) {
            return Some((Percent::new(Decimal::new(i64::from(share), 2)).map_err(|_| ()), end));
        }
        let (number, end) = self.number(at)?;
        // "1/3 now", "1/2 on delivery".
        if number.spelt && self.tokens[at].sort == Sort::Number && number.value < Decimal::ONE {
            let share = self
                .find(end, |sense| matches!(sense, Sense::Now | Sense::UpFront | Sense::Event | Sense::Deposit).then_some(()))
                .is_some();
            return share.then(|| (Percent::new((number.value * Decimal::ONE_HUNDRED).round_dp(4)).map_err(|_| ()), end));
        }
        let end = self.after(end, Sense::Percent)?;
        let percent = if number.too_large { Err(()) } else { Percent::new(number.value).map_err(|_| ()) };
        Some((percent, end))
    }

    /// A percentage or a sum of money with its currency (or a bare number, when that is allowed).
    pub fn part(&self, at: usize, bare: bool) -> Option<(Result<Part, ()>, usize)> {
        if let Some((percent, end)) = self.percent(at) {
            return Some((percent.map(Part::Percent), end));
        }
        let (sum, end) = self.sum(at, bare)?;
        let fits = !sum.number.too_large && crate::content::UnitPrice::new(sum.number.value).is_ok();
        Some((if fits { Ok(Part::Fixed(sum.number.value)) } else { Err(()) }, end))
    }
}

fn own(currency: Currency) -> Option<Coin> {
    currency.code().as_bytes().try_into().ok().map(Coin::Code)
}

impl Number {
    fn spelt(value: Decimal) -> Self {
        Self { value, other: None, too_large: false, like_money: false, like_year: false, grouped: false, spelt: true }
    }
}

const LOWER: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "JPY", "CAD", "AUD", "NZD", "INR", "PLN", "CZK", "HUF", "AED", "SAR", "ZAR", "BRL",
    "MXN", "SGD", "HKD", "CNY", "KWD", "BHD", "QAR", "ILS", "THB", "KRW", "TWD", "NGN", "KES", "PHP", "IDR", "MYR", "UAH", "BGN", "RSD",
    "ISK",
];
