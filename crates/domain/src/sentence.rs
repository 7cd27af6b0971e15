//! One sentence, read: a pure function from text to a draft, with every word accounted for.
//!
//! The text is cut into tokens; each word's meanings come from a table of its language; phrases with a meaning of their own (terms,
//! tax, discount, deposit, payment) and the client's name are recognised; what is left are counts, prices and descriptions, which
//! make the lines. Nothing here guesses in silence: where the client, a date or the total could be another, a [`Question`] says so.

mod amount;
mod bit;
mod charge;
mod cover;
mod day;
mod draft;
mod english;
mod everywhere;
pub(crate) mod figure;
mod french;
mod german;
mod item;
mod known;
mod later;
mod lexicon;
mod line;
mod party;
mod period;
mod phrase;
mod reading;
mod rhythm;
mod settle;
mod spanish;
mod sums;
mod swedish;
mod term;
mod token;
mod view;
mod when;
mod words;

use std::ops::Range;

use crate::content::{Kind, Percent, Terms};
use crate::money::Currency;
use crate::time::Day;

pub use reading::{
    Charge, Chip, Choice, Early, Item, Known, Later, Method, Missing, Paid, Question, Reading, Recurrence, Rhythm, Service, Tax, Topic,
    What, Who, Why, Withheld,
};
pub use sums::Figures;

/// What the reader is told: the sentence means something else on another day, in another country, among other clients.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub today: Day,
    /// A BCP 47 tag: how numbers and dates are written.
    pub locale: &'a str,
    /// The usual currency, where neither the sentence nor the client says one.
    pub currency: Option<Currency>,
    /// The rate every line carries unless the sentence says otherwise.
    pub tax: Option<Percent>,
    pub tax_name: &'a str,
    pub terms: Option<Terms>,
    pub week_starts_monday: bool,
    /// In any order. Ten thousand are read in a few milliseconds.
    pub clients: &'a [Known],
    /// What the practice sells, in any order.
    pub services: &'a [Service],
}

/// Reads a sentence. Never fails: what it cannot read it says it could not.
pub fn read(text: &str, context: &Context<'_>) -> Reading {
    read_without(text, context, &[])
}

/// Reads a sentence of which the person has dismissed some stretches (chips): those are plain words of a description and mean nothing
/// else. Ranges are bytes of the text; a token they touch is dismissed whole, and ranges outside the text touch none.
pub fn read_without(text: &str, context: &Context<'_>, dismissed: &[Range<usize>]) -> Reading {
    let mut view = view::View::new(text, context, dismissed);
    let hits = view.hits(context.clients);
    view.keep_names(&hits);
    let head = view.head();
    let party = view.party(&head, hits).map(|party| view.mistyped_name(party, context.clients));
    if let Some([known]) = party.as_ref().map(|party| party.known.as_slice())
        && let Some(known) = context.clients.get(*known)
    {
        view.agree(known);
    }
    view.protect(context.services);
    let coins = view.coins();
    let receipt = matches!(head.kind, Some((Kind::Receipt, _)));
    view.receipt = receipt;
    view.about = receipt || head.other.is_some() || matches!(head.kind, Some((Kind::CreditNote, _)));
    let phrases = view.phrases(receipt);
    let scopes = view.scopes(&phrases);
    let bits = view.bits();
    let lines = view.lines(&bits);

    let mut settling = settle::Settling::new(&view, context.tax_name);
    settling.head(&head);
    settling.party(party.as_ref(), context.clients);
    settling.currency(&coins);
    settling.before_lines(&phrases);
    settling.lines(&lines, context.services);
    settling.phrases(&phrases, &scopes);
    settling.finish(&lines)
}
