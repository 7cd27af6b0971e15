//! What the page of late payment shows and asks for.

use domain::InvoiceId;
use domain::client::Client;
use domain::decide::LateLine;
use domain::figure::{Usual, read};
use domain::interest::{Owed, Table, claims, owed};
use domain::item::ItemField;
use domain::money::{Currency, Purse};
use domain::practice::Practice;
use domain::row::Row;
use domain::time::Day;

use crate::words::late as said;
use crate::words::locale::Locale;

/// What is left to claim of a client up to the end of a day, what was due first before the rest. Whose figures are beyond computing is left
/// out: no document that could be issued is.
pub fn left(client: &Client, practice: &Practice, until: Day) -> Vec<Owed> {
    let (table, known) = (Table::of(practice, client), claims(client));
    let row = Row::of(client, 0);
    let mut all: Vec<Owed> = row.invoices.iter().filter_map(|paper| owed(paper, &table, &known, until).ok().flatten()).collect();
    domain::order::sort_by(&mut all, |one, other| (one.due, &one.number).cmp(&(other.due, &other.number)));
    all
}

/// One thing that can be claimed or left: interest, or the fee, of an invoice.
pub type Choice = (InvoiceId, bool);

pub fn currency(owed: &Owed) -> Currency {
    owed.interest.currency()
}

/// What is chosen, worded in the client's language.
pub fn lines(all: &[Owed], of: Currency, without: &[Choice], client: &Client) -> Vec<LateLine> {
    let language = client.language().unwrap_or_default();
    let wanted = |owed: &Owed, fee: bool| !without.contains(&(owed.late, fee));
    let line = |owed: &Owed| {
        let interest = (owed.interest.is_positive() && wanted(owed, false)).then(|| (owed.interest, said::interest(owed, language)));
        let fee = owed.fee.filter(|_| wanted(owed, true)).map(|fee| (fee, said::fee(owed, fee, language)));
        (interest.is_some() || fee.is_some()).then_some(LateLine { late: owed.late, interest, fee })
    };
    all.iter().filter(|owed| currency(owed) == of).filter_map(line).collect()
}

/// What lines come to.
pub fn sum(lines: &[LateLine]) -> Purse {
    lines.iter().flat_map(|line| line.interest.iter().chain(&line.fee)).map(|(amount, _)| *amount).collect()
}

/// A figure as typed, written the one way that items keep figures: None where it cannot be read.
pub fn figure(field: ItemField, typed: &str, locale: &Locale) -> Option<String> {
    let typed = typed.trim();
    let amount = matches!(field, ItemField::Base | ItemField::Points | ItemField::Fee);
    if typed.is_empty() || !amount {
        return Some(typed.to_owned());
    }
    read(typed.trim_end_matches('%'), locale.mark(), Usual::Coarse).ok().map(|value| value.to_string())
}
