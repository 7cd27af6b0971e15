//! The sentence under the grammar's cursor: tokens, what each can mean, and which are spoken for.

use std::ops::Range;

use crate::content::{Kind, Percent, Terms};
use crate::money::Currency;
use crate::text;
use crate::time::Day;

use super::everywhere::COMMON;
use super::figure::{Form, form};
use super::lexicon::{Senses, look_up};
use super::reading::Known;
use super::token::{Sort, Token, elides, tokens};
use super::words::{Coin, Sense, Words, listed};

pub(super) struct View<'a> {
    pub source: &'a str,
    pub tokens: Vec<Token<'a>>,
    senses: Senses,
    taken: Vec<bool>,
    /// Where the names of services begin.
    pub sold: Vec<usize>,
    /// Whole names of known clients that are longer than a word: what their words could mean elsewhere they do not mean here.
    pub names: Vec<Range<usize>>,
    /// How often a price for a stretch of time comes again, where a first day is named.
    pub rated: Option<(super::reading::Rhythm, u32)>,
    /// Money that came in is what the sentence is about.
    pub receipt: bool,
    /// The number of an invoice may be what it is about: a receipt, a credit note.
    pub about: bool,
    /// The language that leads.
    pub words: &'static Words,
    spoken: Vec<&'static Words>,
    /// Whether small words run into the next one with an apostrophe.
    pub elides: bool,
    pub form: Form,
    pub locale: &'a str,
    pub today: Day,
    pub currency: Option<Currency>,
    pub tax: Option<Percent>,
    pub terms: Option<Terms>,
    pub week_starts_monday: bool,
}

impl<'a> View<'a> {
    pub fn new(source: &'a str, context: &super::Context<'a>, dismissed: &[Range<usize>]) -> Self {
        let elides = elides(source, context.locale);
        let tokens = tokens(source, elides, dismissed);
        let super::lexicon::Lexicon { senses, words, spoken } = look_up(&tokens, context.locale);
        // Figures are written as in the language of the sentence, unless that is English, which is written everywhere.
        let local = form(context.locale);
        let english = context.locale.is_empty() || context.locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"));
        let form = if words.language != "en" && english { form(words.language) } else { local };
        let taken = vec![false; tokens.len()];
        Self {
            source,
            tokens,
            senses,
            taken,
            sold: Vec::new(),
            names: Vec::new(),
            rated: None,
            receipt: false,
            about: false,
            words,
            spoken,
            elides,
            form,
            locale: context.locale,
            today: context.today,
            currency: context.currency,
            tax: context.tax,
            terms: context.terms,
            week_starts_monday: context.week_starts_monday,
        }
    }

    pub fn agree(&mut self, known: &Known) {
        self.currency = known.currency.or(self.currency);
        self.tax = known.tax.or(self.tax);
        self.terms = known.terms.or(self.terms);
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn take(&mut self, range: Range<usize>) {
        for at in range {
            self.taken[at] = true;
        }
    }

    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    /// Whether the grammar may read the token at all.
    pub fn open(&self, at: usize) -> bool {
        at < self.tokens.len() && !self.taken[at] && !self.tokens[at].plain
    }

    /// Whether a word, as it is folded, has a meaning in any of the languages heard.
    pub fn means(&self, word: &str, sense: Sense) -> bool {
        let tables = self.spoken.iter().map(|words| words.senses).chain([COMMON]);
        tables.flatten().any(|(found, phrases)| *found == sense && phrases.split('|').any(|phrase| phrase == word))
    }

    /// The words that name a kind of document, in the languages heard.
    pub fn kind_words(&self) -> impl Iterator<Item = (Kind, &'static str)> {
        let kind = |sense: Sense| if let Sense::Kind(kind) = sense { Some(kind) } else { None };
        let senses = self.spoken.iter().flat_map(|words| words.senses.iter());
        senses
            .filter_map(move |(sense, phrases)| kind(*sense).map(|kind| (kind, *phrases)))
            .flat_map(|(kind, phrases)| phrases.split('|').filter(|phrase| !phrase.contains(' ')).map(move |phrase| (kind, phrase)))
    }

    pub fn is_work(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| self.spoken.iter().any(|words| listed(words.work, &token.folded)))
    }

    /// The longest phrase at this token that the function accepts, and where it ends.
    pub fn find<T>(&self, at: usize, accept: impl Fn(Sense) -> Option<T>) -> Option<(T, usize)> {
        self.senses.get(at)?.iter().find_map(|(sense, length)| {
            let free = (at..at + length).all(|step| self.open(step));
            if free { accept(*sense).map(|found| (found, at + length)) } else { None }
        })
    }

    /// Whether a phrase that starts at one token covers another with a meaning like this, taken or not.
    pub fn any_sense(&self, start: usize, at: usize, accept: impl Fn(Sense) -> bool) -> bool {
        self.senses.get(start).is_some_and(|here| here.iter().any(|(sense, length)| start + length > at && accept(*sense)))
    }

    /// Where the longest phrase of this sense ends, if one starts here.
    pub fn after(&self, at: usize, sense: Sense) -> Option<usize> {
        self.find(at, |found| (found == sense).then_some(())).map(|(_, end)| end)
    }

    pub fn is(&self, at: usize, sense: Sense) -> bool {
        self.after(at, sense).is_some()
    }

    /// Past as many phrases of these senses as follow: at most eight, so that no text makes the reader go over it again and again.
    pub fn skip(&self, mut at: usize, senses: &[Sense]) -> usize {
        for _ in 0..8 {
            match self.find(at, |found| senses.contains(&found).then_some(())) {
                Some((_, end)) => at = end,
                None => break,
            }
        }
        at
    }

    /// The same past tokens that are taken already.
    pub fn plain_skip(&self, mut at: usize, senses: &[Sense]) -> usize {
        for _ in 0..8 {
            let here = self.senses.get(at).into_iter().flatten();
            match here.filter(|(sense, _)| senses.contains(sense)).map(|(_, length)| *length).max() {
                Some(length) => at += length,
                None => break,
            }
        }
        at
    }

    pub fn mark(&self, at: usize, mark: char) -> bool {
        self.open(at) && self.tokens[at].is_mark(mark)
    }

    /// Past a colon, if one stands here.
    pub fn skip_colon(&self, at: usize) -> usize {
        if self.mark(at, ':') { at + 1 } else { at }
    }

    pub fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// A word the grammar may read as plain text.
    pub fn is_text(&self, at: usize) -> bool {
        self.open(at) && self.tokens[at].is_text()
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.open(at) && self.tokens[at].sort == Sort::Word
    }

    /// Nothing follows here that belongs to what went before: the end, a break, or something already taken.
    pub fn is_boundary(&self, at: usize) -> bool {
        at >= self.len()
            || self.taken[at]
            || self.tokens[at].fresh_line
            || matches!(self.tokens[at].sort, Sort::Mark(',' | ';' | '.' | ')' | '(' | ':' | '!' | '?'))
    }

    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.span.start < last.span.end => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// The words as they were typed, on one line, without marks at the ends.
    pub fn text(&self, range: &Range<usize>, most: usize) -> String {
        let line = text::line(&self.source[self.bytes(range)], most);
        let trimmed = line.trim_matches(|c: char| {
            matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '-' | '–' | '—' | '·' | '•' | '/' | '|' | '&' | '+' | '*' | '=' | '@' | '…')
                || c.is_whitespace()
        });
        trimmed.to_owned()
    }

    /// Whether the sign fits a currency expected here.
    pub fn expects(&self, coin: Coin) -> bool {
        coin == Coin::Krone
            && self.coin(coin).0.is_some_and(|currency| Some(currency) == self.currency || self.regional() == Some(currency))
    }

    fn regional(&self) -> Option<Currency> {
        let mut parts = self.locale.split(['-', '_']);
        let language = parts.next().and_then(regional).filter(|code| !matches!(*code, "ARS" | "COP" | "DOP"));
        let spoken = (self.words.language == "sv").then_some("SEK");
        parts.find_map(regional).filter(|code| spoken.is_none() || code.ends_with('K')).or(language).or(spoken).and_then(Currency::parse)
    }

    /// Whose dollars: the currency meant here if it goes by that sign, else the locale's, else the best known.
    pub fn coin(&self, coin: Coin) -> (Option<Currency>, Vec<Currency>) {
        let (codes, fallback): (&[&str], &str) = match coin {
            Coin::Code(code) => return (std::str::from_utf8(&code).ok().and_then(Currency::parse), Vec::new()),
            Coin::Cent => return (self.currency, Vec::new()),
            Coin::Dollar => (&["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU", "DOP"], "USD"),
            Coin::Krone => (&["SEK", "NOK", "DKK"], "SEK"),
            Coin::Yen => (&["JPY", "CNY"], "JPY"),
            Coin::Rupee => (&["INR", "PKR", "LKR", "NPR"], "INR"),
            Coin::Peso => (&["MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP"], "MXN"),
        };
        let all: Vec<Currency> = codes.iter().filter_map(|code| Currency::parse(code)).collect();
        let local = self.regional();
        let meant = self.currency.filter(|currency| all.contains(currency)).or_else(|| local.filter(|currency| all.contains(currency)));
        let chosen = meant.or_else(|| Currency::parse(fallback));
        // A sign that fits what is expected here leaves nothing open.
        let others = if meant.is_some() && coin != Coin::Krone {
            Vec::new()
        } else {
            all.into_iter().filter(|other| Some(*other) != chosen).take(8).collect()
        };
        (chosen, others)
    }
}

fn regional(part: &str) -> Option<&'static str> {
    Some(match part.to_ascii_lowercase().as_str() {
        "us" => "USD",
        "ca" => "CAD",
        "au" => "AUD",
        "nz" => "NZD",
        "sg" => "SGD",
        "hk" => "HKD",
        "mx" => "MXN",
        "tw" => "TWD",
        "se" | "sv" => "SEK",
        "no" | "nb" | "nn" => "NOK",
        "dk" | "da" => "DKK",
        "is" => "ISK",
        "jp" | "ja" => "JPY",
        "cn" | "zh" => "CNY",
        "in" | "hi" => "INR",
        "pk" => "PKR",
        "lk" => "LKR",
        "np" => "NPR",
        "ar" => "ARS",
        "cl" => "CLP",
        "co" => "COP",
        "uy" => "UYU",
        "do" => "DOP",
        "ph" => "PHP",
        _ => return None,
    })
}
