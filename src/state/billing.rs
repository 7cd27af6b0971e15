//! What the billing page shows: every document of every client, counted, summed, filtered, cut to what fits.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dom::RwSignal;
use domain::invoice::Standing;
use domain::money::{Currency, Money};
use domain::row::{InvoiceRow, Row, Rows};
use domain::text;
use domain::time::Day;

/// Which documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    All,
    Drafts,
    Open,
    Overdue,
    Paid,
}

impl Show {
    pub const ALL: [Self; 5] = [Self::All, Self::Drafts, Self::Open, Self::Overdue, Self::Paid];

    fn holds(self, paper: &InvoiceRow, today: Day) -> bool {
        match self {
            Self::All => true,
            Self::Drafts => paper.standing == Standing::Draft,
            Self::Open => matches!(paper.standing, Standing::Open | Standing::PartlyPaid),
            Self::Overdue => paper.overdue(today).is_some(),
            Self::Paid => matches!(paper.standing, Standing::Paid | Standing::Overpaid | Standing::Credited),
        }
    }
}

/// Documents shown before the page says how many more there are.
pub const SHOWN_AT_FIRST: usize = 60;

/// How the page was last looked at: it is found again as it was left.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub query: RwSignal<String>,
    pub which: RwSignal<Show>,
    pub limit: RwSignal<usize>,
}

impl Default for Look {
    fn default() -> Self {
        Self { query: RwSignal::new(String::new()), which: RwSignal::new(Show::All), limit: RwSignal::new(SHOWN_AT_FIRST) }
    }
}

/// One document, in the row of its client.
#[derive(Clone, Debug)]
pub struct Paper {
    pub row: Arc<Row>,
    at: usize,
}

impl Paper {
    pub fn get(&self) -> &InvoiceRow {
        &self.row.invoices[self.at]
    }
}

impl PartialEq for Paper {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.row, &other.row) && self.at == other.at
    }
}

/// What one currency adds up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    pub open: Money,
    pub overdue: Money,
    /// What came in this year.
    pub paid: Money,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// How many there are of each kind of [`Show`], whatever the filter says.
    pub counts: [usize; 5],
    /// A currency each, in the order of their codes.
    pub sums: Vec<Sums>,
    /// The newest first, drafts before all.
    pub shown: Vec<Paper>,
    pub hidden: usize,
}

impl Ledger {
    pub fn is_empty(&self) -> bool {
        self.counts[0] == 0
    }
}

/// `query` is folded; at most `limit` documents are shown.
pub fn ledger(rows: &Rows, today: Day, show: Show, query: &str, limit: usize) -> Ledger {
    let mut counts = [0; 5];
    let mut sums: BTreeMap<Currency, Sums> = BTreeMap::new();
    let mut found: Vec<(&Arc<Row>, usize)> = Vec::new();
    let words: Vec<&str> = query.split_whitespace().collect();
    for row in rows.values().filter(|row| !row.removed || row.keeps) {
        let name = if words.is_empty() { String::new() } else { text::fold(&row.name) };
        for (at, paper) in row.invoices.iter().enumerate() {
            add(&mut sums, paper, today);
            for (count, one) in counts.iter_mut().zip(Show::ALL) {
                *count += usize::from(one.holds(paper, today));
            }
            if show.holds(paper, today) && matches(&words, &name, paper) {
                found.push((row, at));
            }
        }
    }
    let count = found.len();
    let limit = limit.min(count);
    let order = |one: &(&Arc<Row>, usize), other: &(&Arc<Row>, usize)| by_day(&one.0.invoices[one.1], &other.0.invoices[other.1]);
    // Only what is shown needs its order.
    if limit < count && limit > 0 {
        found.select_nth_unstable_by(limit - 1, order);
        found.truncate(limit);
    }
    domain::order::sort_by(&mut found, order);
    let sums = sums.into_values().filter(|sums| !(sums.open.is_zero() && sums.overdue.is_zero() && sums.paid.is_zero())).collect();
    let shown: Vec<Paper> = found.into_iter().map(|(row, at)| Paper { row: Arc::clone(row), at }).collect();
    Ledger { counts, sums, hidden: count - shown.len(), shown }
}

fn add(sums: &mut BTreeMap<Currency, Sums>, paper: &InvoiceRow, today: Day) {
    let currency = paper.total.currency();
    let zero = Money::zero(currency);
    let sums = sums.entry(currency).or_insert(Sums { open: zero, overdue: zero, paid: zero });
    let plus = |sum: &mut Money, money: Money| *sum = sum.plus(money).unwrap_or(*sum);
    // Overpayment of one document does not hide what another is owed.
    if paper.open.is_positive() {
        plus(&mut sums.open, paper.open);
        if paper.overdue(today).is_some() {
            plus(&mut sums.overdue, paper.open);
        }
    }
    plus(&mut sums.paid, paper.paid_in(today.year()));
}

fn matches(words: &[&str], name: &str, paper: &InvoiceRow) -> bool {
    if words.is_empty() {
        return true;
    }
    let number = paper.number.as_deref().map(text::fold).unwrap_or_default();
    let about = text::fold(&paper.about);
    words.iter().all(|word| name.contains(word) || number.contains(word) || about.contains(word))
}

/// Drafts first, then the newest; of one day the higher number. Total, so the order never flickers.
fn by_day(one: &InvoiceRow, other: &InvoiceRow) -> Ordering {
    let issued = |paper: &InvoiceRow| paper.number.is_some();
    (issued(one), other.dated, &other.number, other.id).cmp(&(issued(other), one.dated, &one.number, one.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::{Cause, Movement};
    use domain::client::{Client, Origin};
    use domain::content::Kind;
    use domain::{ClientId, Id, InvoiceId};

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn eur(amount: i64) -> Money {
        Money::exact(amount.into(), Currency::EUR).expect("whole")
    }

    fn paid(on: &str, amount: i64) -> Movement {
        Movement { on: day(on), cause: Cause::Paid, amount: eur(-amount) }
    }

    fn paper(at: u8, standing: Standing, dated: &str, open: i64) -> InvoiceRow {
        InvoiceRow {
            id: InvoiceId(Id::from_bytes([at; 16])),
            kind: Kind::Invoice,
            number: (standing != Standing::Draft).then(|| format!("INV-{at:03}")),
            about: "Café menu".to_owned(),
            dated: Day::parse(dated),
            due: Day::parse(dated).map(|day| day.plus_days(14)),
            until: None,
            total: eur(100),
            paid: eur(100 - open),
            moves: vec![paid("2025-12-31", 1), paid("2026-01-01", 99 - open)],
            open: eur(open),
            standing,
            origin: Origin::Typed,
            disputed: eur(0),
            disputes: Vec::new(),
            bookings: Vec::new(),
        }
    }

    fn rows() -> Rows {
        let id = ClientId(Id::from_bytes([1; 16]));
        let invoices = vec![
            paper(1, Standing::Open, "2026-11-20", 100),
            paper(2, Standing::Paid, "2026-11-21", 0),
            paper(3, Standing::PartlyPaid, "2026-10-01", 40),
            paper(4, Standing::Draft, "", 0),
        ];
        let row = Row { name: "Müller".to_owned(), invoices, ..Row::of(&Client::new(id), 0) };
        Rows::from([(id, Arc::new(row))])
    }

    fn check(show: Show, query: &str, limit: usize, expected: &str) {
        let ledger = ledger(&rows(), day("2026-11-22"), show, &text::fold(query), limit);
        let numbers: Vec<_> = ledger.shown.iter().map(|paper| paper.get().number.clone().unwrap_or("draft".to_owned())).collect();
        assert_eq!(format!("{} +{}", numbers.join(" "), ledger.hidden), expected, "{show:?} {query}");
    }

    #[test]
    fn drafts_come_first_then_the_newest() {
        check(Show::All, "", 10, "draft INV-002 INV-001 INV-003 +0");
        check(Show::All, "", 2, "draft INV-002 +2");
        check(Show::Open, "", 10, "INV-001 INV-003 +0");
        check(Show::Overdue, "", 10, "INV-003 +0");
        check(Show::Paid, "", 10, "INV-002 +0");
        check(Show::All, "muller cafe", 10, "draft INV-002 INV-001 INV-003 +0");
        check(Show::All, "inv-003", 10, "INV-003 +0");
        check(Show::All, "nobody", 10, " +0");
    }

    #[test]
    fn each_currency_is_summed_apart_and_by_year() {
        let ledger = ledger(&rows(), day("2026-11-22"), Show::All, "", 10);
        assert_eq!(ledger.counts, [4, 1, 2, 1, 1]);
        assert_eq!(ledger.sums, [Sums { open: eur(140), overdue: eur(40), paid: eur(-1 + 99 + 59 + 99) }]);
    }
}
