//! What the pages about one client show, computed from its row and its record.

pub mod form;
pub mod history;
pub mod list;
pub mod owed;
pub mod reach;
pub mod settling;

use std::collections::BTreeMap;

use crate::dom::*;
use book::document::Trouble;
use domain::client::{Direction, NoteKind, Stamp};
use domain::money::{Currency, Money, Purse};
use domain::row::{InvoiceRow, Row};
use domain::time::Day;
use domain::{ClientId, InvoiceId};

use super::desk::Record;
use crate::browser::clock;
use crate::words::client as words;

/// What somebody has typed into a client's history and not written down yet: it waits while they look at other pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub kind: NoteKind,
    pub direction: Option<Direction>,
    pub text: String,
}

/// One [`Typed`] for each client that has one.
#[derive(Clone, Copy, Debug)]
pub struct Unsent(StoredValue<BTreeMap<ClientId, Typed>>);

impl Default for Unsent {
    fn default() -> Self {
        Self(StoredValue::new(BTreeMap::new()))
    }
}

impl Unsent {
    pub fn get(self, client: ClientId) -> Typed {
        self.0.with_value(|all| all.get(&client).cloned().unwrap_or_default())
    }

    pub fn set(self, client: ClientId, typed: Typed) {
        self.0.update_value(|all| {
            if typed.text.is_empty() {
                all.remove(&client);
            } else {
                all.insert(client, typed);
            }
        });
    }
}

/// A client's money in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Worked or asked for, and on no document yet.
    pub unbilled: Money,
    pub invoiced: Money,
    pub paid: Money,
    pub open: Money,
    pub overdue: Money,
    /// What came in beyond what was asked, and is the client's.
    pub credit: Money,
}

/// One sum a currency, never added over currencies; where nothing was invoiced yet, zeros in the currency that would be used.
pub fn sums(row: &Row, today: Day, usual: Option<Currency>, unbilled: &Purse) -> Vec<Sum> {
    let issued = || row.invoices.iter().filter(|one| one.kind.collects() && one.number.is_some());
    let invoiced: Purse = issued().filter(|one| one.standing != domain::invoice::Standing::Void).map(InvoiceRow::asked).collect();
    let paid: Purse = issued().map(|one| one.paid).collect();
    let (open, overdue) = (row.open(), row.overdue(today));
    let mut currencies: Vec<Currency> = paid.iter().map(|money| money.currency()).collect();
    currencies.extend(unbilled.owed().map(|money| money.currency()).filter(|one| paid.iter().all(|money| money.currency() != *one)));
    if currencies.is_empty() {
        currencies.extend(row.currency.or(usual));
    }
    let over = row.invoices.iter().filter(|one| one.standing == domain::invoice::Standing::Overpaid);
    let credit: Purse = over.map(|one| one.open.negated()).collect();
    let sum = |currency| Sum {
        unbilled: unbilled.get(currency),
        invoiced: invoiced.get(currency),
        paid: paid.get(currency),
        open: open.get(currency),
        overdue: overdue.get(currency),
        credit: credit.get(currency),
    };
    currencies.into_iter().map(sum).collect()
}

/// The billing documents, drafts before what was issued, the newest first.
pub fn papers(row: &Row) -> Vec<InvoiceRow> {
    let (drafts, issued): (Vec<_>, Vec<_>) = row.invoices.iter().cloned().partition(|one| one.number.is_none());
    drafts.into_iter().chain(issued).collect()
}

/// The day a fact was recorded where the person sits, and the hour and minute. None when the record does not say.
pub fn recorded(stamp: Stamp) -> Option<(Day, (u32, u32))> {
    (stamp.at.0 > 0).then(|| (clock::day_of(stamp.at), clock::time_of(stamp.at)))
}

/// Whether a newer version of the app wrote here: then nothing can be changed.
pub fn is_newer(record: &Record) -> bool {
    record.troubles.iter().any(|trouble| matches!(trouble, Trouble::NewerSchema { .. }))
}

/// In words, what of the record could not be read.
pub fn damage(record: &Record) -> Vec<String> {
    let number =
        |id: InvoiceId| record.client.invoices.get(&id).and_then(|one| one.issue()).map(|issue| issue.document.number().to_owned());
    words::damage(&record.troubles, number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;
    use domain::account::{Cause, Movement};
    use domain::client::{Client, Origin};
    use domain::content::Kind;
    use domain::invoice::Standing;

    fn paper(at: u8, standing: Standing, currency: Currency, total: i64, paid: i64, due: Option<&str>) -> InvoiceRow {
        let money = |amount: i64| Money::exact(amount.into(), currency).expect("whole");
        let open = if matches!(standing, Standing::Open | Standing::PartlyPaid) { total - paid } else { 0 };
        InvoiceRow {
            id: InvoiceId(Id::from_bytes([at; 16])),
            kind: Kind::Invoice,
            number: (standing != Standing::Draft).then(|| format!("I-{at}")),
            about: String::new(),
            dated: None,
            due: due.and_then(Day::parse),
            until: None,
            total: money(total),
            paid: money(paid),
            moves: vec![Movement { on: Day::LAST, cause: Cause::Paid, amount: money(-paid) }],
            open: money(open),
            standing,
            origin: Origin::Typed,
            disputed: Money::zero(currency),
            disputes: Vec::new(),
            bookings: Vec::new(),
        }
    }

    fn row(invoices: Vec<InvoiceRow>) -> Row {
        Row { invoices, ..Row::of(&Client::new(ClientId(Id::from_bytes([1; 16]))), 0) }
    }

    #[test]
    fn money_is_summed_for_each_currency_apart() {
        let today = Day::parse("2026-11-22").expect("a day");
        let row = row(vec![
            paper(1, Standing::PartlyPaid, Currency::EUR, 300, 250, Some("2026-11-01")),
            paper(2, Standing::Paid, Currency::EUR, 100, 100, None),
            paper(3, Standing::Void, Currency::EUR, 900, 0, None),
            paper(4, Standing::Draft, Currency::GBP, 700, 0, None),
            paper(5, Standing::Open, Currency::USD, 50, 0, Some("2026-12-01")),
        ]);
        let shown: Vec<String> = sums(&row, today, None, &Purse::default())
            .iter()
            .map(|sum| format!("{} {} {} {}", sum.invoiced, sum.paid, sum.open, sum.overdue))
            .collect();
        assert_eq!(shown, ["EUR 400.00 EUR 350.00 EUR 50.00 EUR 50.00", "USD 50.00 USD 0.00 USD 50.00 USD 0.00"]);
    }

    #[test]
    fn nothing_invoiced_is_zero_in_the_usual_currency() {
        let today = Day::parse("2026-11-22").expect("a day");
        assert_eq!(sums(&row(Vec::new()), today, Some(Currency::CHF), &Purse::default()).len(), 1);
        assert_eq!(sums(&row(Vec::new()), today, None, &Purse::default()), []);
    }
}
