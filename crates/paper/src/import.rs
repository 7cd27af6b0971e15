//! From a table and its mapping to the records it brings in. Pure: the same file and mapping give the same preview, and nothing is kept.
//!
//! What holds of every [`Preview`]: each row that holds anything was brought in, is in `bad`, or is in `waiting`; an invoice is brought in
//! with all its rows or not at all; the figures of each invoice brought in compute to the total the file states.

use domain::intake::Brought;
use domain::money::{Currency, Money};

use crate::mapping::Mapping;
use crate::recognise::Records;
use crate::table::{Row, Table};
use crate::target::Target;

mod clients;
mod figures;
mod invoices;
mod line;
mod reason;
mod sheet;
mod state;
mod tax;

pub use reason::{BadRow, Reason, Warning};

/// Words that end up in what is kept and printed; the caller's, because words belong to the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The file's name.
    pub source: String,
    /// A line that makes up what the file's own total has and its lines have not.
    pub difference: String,
    /// The only line of an invoice whose lines the file does not have.
    pub whole: String,
    /// A line that takes off a discount.
    pub discount: String,
    /// A tax the file gives no name for.
    pub tax: String,
}

/// What the file leaves open. Until it is answered in the [`Mapping`], the rows that hang on it are neither brought in nor bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// 03/04/2026: which is the month? Answered by [`Mapping::order`].
    DayOrder { examples: Vec<String> },
    /// 1,234: a thousand, or one and a bit? Answered by [`Mapping::mark`].
    Mark { examples: Vec<String> },
    /// Which currency is meant by `symbol`, or by amounts that name none? Answered by [`Mapping::currency`], with one of `among`.
    Currency { symbol: Option<&'static str>, among: Vec<Currency> },
}

/// Why nothing of the file can be brought in as it is mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A list of payments. Such lists repeat a payment for each line of its invoice, and two equal payments cannot be told from one; what
    /// has been paid stands on the invoices as well: import those instead.
    PaymentsComeWithInvoices,
    /// Entries of a ledger, not invoices: export the invoices, or the customers.
    Ledger,
    /// Quotes, recurring invoices, vendors, expenses, products or times: only clients and invoices are brought in.
    OtherRecords,
    /// At least one column must be taken for one of these.
    NoColumnFor(Vec<Target>),
}

/// One currency's sums over the invoices that would be brought in, as the file states them, drafts and voided ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    pub invoices: usize,
    pub invoiced: Money,
    pub paid: Money,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub brought: Brought,
    /// By line.
    pub bad: Vec<BadRow>,
    pub warnings: Vec<Warning>,
    pub questions: Vec<Question>,
    /// The lines of rows that an answer is needed for.
    pub waiting: Vec<u32>,
    /// By the alphabetical order of the currencies.
    pub totals: Vec<Totals>,
    pub refusal: Option<Refusal>,
}

pub fn read(table: &Table, mapping: &Mapping, labels: &Labels) -> Preview {
    let mut preview = Preview { refusal: refusal(mapping), ..Preview::default() };
    preview.brought.source.clone_from(&labels.source);
    if preview.refusal.is_some() {
        return preview;
    }
    let sheet = sheet::Sheet::new(table, mapping, &mut preview.questions);
    match mapping.records {
        Records::Clients => clients::read(&sheet, &mut preview),
        Records::Invoices => invoices::read(&sheet, labels, &mut preview),
        Records::Payments | Records::Ledger | Records::Other => {}
    }
    domain::order::sort_by_key(&mut preview.bad, |bad| bad.line);
    domain::order::sort(&mut preview.waiting);
    preview.totals = totals(&preview.brought);
    preview
}

fn refusal(mapping: &Mapping) -> Option<Refusal> {
    use domain::field::{ContactField, Field};
    let names = [
        Target::Client(Field::Name),
        Target::Client(Field::Email),
        Target::Contact(ContactField::Name),
        Target::Contact(ContactField::Email),
        Target::ContactFirstName,
        Target::ContactLastName,
    ];
    let needed: &[&[Target]] = match mapping.records {
        Records::Payments => return Some(Refusal::PaymentsComeWithInvoices),
        Records::Ledger => return Some(Refusal::Ledger),
        Records::Other => return Some(Refusal::OtherRecords),
        Records::Clients => &[&names],
        Records::Invoices => &[
            &names,
            &[Target::InvoiceNumber],
            &[Target::InvoiceDate],
            &[Target::Total, Target::LineTotal, Target::LineNet, Target::LinePrice],
        ],
    };
    let missing = needed.iter().find(|one_of| !one_of.iter().any(|target| mapping.has(*target)))?;
    Some(Refusal::NoColumnFor(missing.to_vec()))
}

fn totals(brought: &Brought) -> Vec<Totals> {
    let mut sums = std::collections::BTreeMap::new();
    for invoice in &brought.invoices {
        let zero = Money::zero(invoice.currency);
        let sum = sums.entry(invoice.currency).or_insert(Totals { invoices: 0, invoiced: zero, paid: zero });
        sum.invoices += 1;
        sum.invoiced = sum.invoiced.plus(invoice.total).unwrap_or(sum.invoiced);
        sum.paid = sum.paid.plus(invoice.paid).unwrap_or(sum.paid);
    }
    sums.into_values().collect()
}

/// The reasons a row is bad before anything in it is read.
fn flaws(row: &Row, table: &Table) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = row.flaw.map(Reason::Flawed).into_iter().collect();
    if row.cells.iter().skip(table.header.len()).any(|cell| !cell.trim().is_empty()) {
        reasons.push(Reason::MoreCellsThanColumns { cells: row.cells.len(), columns: table.header.len() });
    }
    reasons
}
