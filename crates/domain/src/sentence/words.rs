//! The words of one language as data: what each can mean, never what to do about it. The grammar reads meanings, not words.

use crate::content::{Kind, Terms};

use super::reading::{Later, Method};

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
    /// "monthly": every so many of a unit; none where only the repeating is said.
    Recur(Unit, u8),
    /// "mensuel": the same, only beside the kind of document; elsewhere it describes what is sold.
    RecurKind(Unit, u8),
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
    /// "des Folgemonats": next month, in one word.
    NextMonth,
    /// "mid December".
    Mid,
    /// Three months of the year.
    Quarter,
    /// "service period": the days after it are when the work was done.
    Period,
    /// "attn.": the person it goes to.
    Attention,
    /// "split into".
    Split,
    /// "demi-journée": half of a unit, in one word.
    Half(Unit),
    /// What is charged for bringing the goods: a charge on the document, not a thing sold.
    Shipping,
    /// "le", "el", "den" before a number: a day of the month.
    TheDay,
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

    const ALL: [Self; 17] = [
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Piece,
        Self::Page,
        Self::Word,
        Self::Metre,
        Self::Kilometre,
        Self::Mile,
        Self::Kilogram,
        Self::Litre,
        Self::SquareMetre,
        Self::SquareFoot,
        Self::Dozen,
    ];

    /// Time says how much, not what: it needs a description beside it.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Minute | Self::Hour | Self::Day | Self::Week | Self::Month | Self::Year)
    }
}

/// The unit whose key this is; plain pieces for any other.
pub(super) fn unit_key(key: &str) -> &'static str {
    Unit::ALL.into_iter().map(Unit::key).find(|known| *known == key).unwrap_or_default()
}

/// A sign or word for money, before anybody knows whose dollars they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coin {
    Code([u8; 3]),
    Dollar,
    Krone,
    Yen,
    Rupee,
    Peso,
    /// A hundredth of whatever is used here.
    Cent,
}

/// The words of a language. Every entry is written as [`crate::text::fold`] leaves it, with a bar between phrases and one space between
/// the words of a phrase.
#[derive(Debug)]
pub(super) struct Words {
    /// An ISO 639-1 code.
    pub language: &'static str,
    pub senses: &'static [(Sense, &'static str)],
    /// What freelancers commonly sell, bars around each: such a word is no name unless a name ends with it.
    pub work: &'static str,
    /// How words for several things end.
    pub plurals: &'static [&'static str],
    /// What a tax is called where nobody said.
    pub tax_name: &'static str,
}

pub(super) const fn code(code: &[u8; 3]) -> Sense {
    Sense::Coin(Coin::Code(*code))
}

/// Whether a word stands in a list with bars around each.
pub(super) fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.match_indices(word).any(|(at, _)| list[..at].ends_with('|') && list[at + word.len()..].starts_with('|'))
}
