//! The words of one language as data: what each can mean, never what to do about it. The grammar reads meanings, not words.

use std::collections::HashMap;

use crate::content::{Kind, Terms};

use super::reading::{Later, Method};
use super::token::{Sort, Token, is_coin};

/// One thing a word or phrase can mean. A word may mean several; the grammar takes the one that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Kind(Kind),
    /// A document this does not make yet.
    OtherKind(Later),
    /// "bill", "charge": a verb that names the kind, only at the start.
    Bill(Kind),
    /// "received": a receipt, at the start.
    Received,
    /// "send", "create", "draft".
    Make,
    Polite,
    Article,
    For,
    To,
    From,
    At,
    Of,
    And,
    Plus,
    Less,
    With,
    By,
    On,
    In,
    Until,
    Between,
    Then,
    About,
    Each,
    Per,
    /// "hourly": a price of one such unit.
    Rate(Unit),
    Total,
    Times,
    Unit(Unit),
    /// A unit that is also so many of another: "fortnight".
    Days(u16),
    Number(u16),
    /// Hundredths of a percent: "half" is 5000.
    Share(u16),
    Percent,
    Thousand,
    Coin(Coin),
    Month(u32),
    /// Days after Monday.
    Weekday(u8),
    /// Days from today.
    Relative(i8),
    Next,
    This,
    End,
    Ago,
    Business,
    /// "by", "before": the last day.
    Before,
    Due,
    /// "terms" after the days it names: "30 day terms".
    DueAfter,
    Net,
    Terms(Terms),
    Event,
    Valid,
    Dated,
    Starting,
    /// The name of a tax; the word as typed is kept.
    Tax,
    Included,
    Excluded,
    No,
    Exempt,
    /// After a sum: with the tax in it.
    Gross,
    /// "tax-free" in one word.
    Untaxed,
    Deposit,
    UpFront,
    Balance,
    Off,
    Discount,
    /// "if paid", "when paid within".
    IfPaid,
    Paid,
    Already,
    Method(Method),
    InFull,
    Order,
    /// "order", "job": a reference only beside a number sign.
    WeakOrder,
    /// "no.", "number".
    NumberSign,
    Note,
    /// "monthly".
    Recur,
    Every,
    Instalments,
    Now,
    LateFee,
    Later(Later),
    /// "delivery in two weeks": what follows is no due date.
    Delivery,
    /// Small words after a phrase that add nothing: "deposit required".
    Trail,
    /// "every other week".
    Other,
    /// "owes": joins a client to a sum.
    Owes,
    /// "split into".
    Split,
}

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Piece,
    Page,
    Word,
    Metre,
    Kilometre,
    Mile,
    Kilogram,
    Litre,
    SquareMetre,
    SquareFoot,
    Dozen,
}

impl Unit {
    pub fn key(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Piece => "",
            Self::Page => "page",
            Self::Word => "word",
            Self::Metre => "metre",
            Self::Kilometre => "kilometre",
            Self::Mile => "mile",
            Self::Kilogram => "kilogram",
            Self::Litre => "litre",
            Self::SquareMetre => "square metre",
            Self::SquareFoot => "square foot",
            Self::Dozen => "dozen",
        }
    }

    /// Time says how much, not what: it needs a description beside it.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Minute | Self::Hour | Self::Day | Self::Week | Self::Month | Self::Year)
    }
}

/// A sign or word for money, before anybody knows whose dollars they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coin {
    Code([u8; 3]),
    Dollar,
    Krone,
    Yen,
    Rupee,
    /// A hundredth of whatever is used here.
    Cent,
}

/// The words of a language. Every entry is written as [`crate::text::fold`] leaves it; the words of a phrase have one space between.
#[derive(Debug)]
pub(super) struct Words {
    pub senses: &'static [(Sense, &'static [&'static str])],
    /// Short words whose dot does not end a sentence.
    pub dotted: &'static [&'static str],
    /// Ends of company names: "ltd", "gmbh".
    pub suffixes: &'static [&'static str],
    /// Small words inside names: "de", "van".
    pub particles: &'static [&'static str],
    /// Lower-case words that may end a name: "family".
    pub tails: &'static [&'static str],
    /// What freelancers commonly sell: such a word is no name unless a name ends with it.
    pub work: &'static [&'static str],
    /// Letters after a day's number: "st", "th".
    pub ordinals: &'static [&'static str],
    /// What a tax is called where nobody said.
    pub tax_name: &'static str,
}

/// The senses that begin at each token, with how many tokens each takes: longest first.
pub(super) type Senses = Vec<Vec<(Sense, usize)>>;

impl Words {
    /// Looks every token up once.
    pub fn senses(&self, tokens: &[Token<'_>]) -> Senses {
        let mut table: HashMap<&str, Vec<(&str, Sense)>> = HashMap::new();
        for (sense, phrases) in self.senses {
            for phrase in *phrases {
                let first = phrase.split(' ').next().unwrap_or_default();
                table.entry(first).or_default().push((phrase, *sense));
            }
        }
        let mut out = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            let mut here = Vec::new();
            for (phrase, sense) in table.get(key(&tokens[at]).as_str()).into_iter().flatten() {
                let length = phrase.split(' ').count();
                let fits = phrase.split(' ').enumerate().all(|(step, word)| {
                    tokens.get(at + step).is_some_and(|token| {
                        !token.plain
                            && key(token) == word
                            && (step == 0 || !token.fresh_line && (token.glued || !token.raw.starts_with(is_coin)))
                    })
                });
                if fits {
                    here.push((*sense, length));
                }
            }
            crate::order::sort_by_key(&mut here, |(_, length)| std::cmp::Reverse(*length));
            out.push(here);
        }
        out
    }
}

fn key(token: &Token<'_>) -> String {
    match token.sort {
        Sort::Word => token.folded.replace('‑', "-"),
        Sort::Mark(_) | Sort::Number => token.raw.to_owned(),
        Sort::Quoted => String::new(),
    }
}
