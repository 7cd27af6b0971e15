//! Which tool wrote a file, told by the names of its columns.

use domain::field::Field;
use domain::text;

use crate::signatures::{OTHER_TITLES, OTHERS, SIGNATURES};
use crate::table::Table;
use crate::target::Target;
use crate::vocabulary::USUAL;

/// What a file's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    Clients,
    /// One row for each line, or one for each invoice.
    Invoices,
    Payments,
    /// Debits and credits of accounts.
    Ledger,
    /// Quotes, vendors, expenses: known, and nothing that is brought in.
    Other,
}

impl Records {
    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Clients => "clients",
            Self::Invoices => "invoices",
            Self::Payments => "payments",
            Self::Ledger => "ledger",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Clients, Self::Invoices, Self::Payments, Self::Ledger, Self::Other].into_iter().find(|one| one.key() == key)
    }
}

/// A program that writes such files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Our own export.
    Throughline,
    InvoiceNinja4,
    InvoiceNinja5,
    FreshBooks,
    Wave,
    Zoho,
    Bonsai,
    Invoice2go,
    Invoicely,
    HoneyBook,
    /// No tool we know: columns are proposed by their usual names, and a person maps the others.
    Unknown,
}

impl Tool {
    /// As its maker writes it; empty for an unknown one.
    pub fn name(self) -> &'static str {
        match self {
            Self::Throughline => "Throughline",
            Self::InvoiceNinja4 => "Invoice Ninja v4",
            Self::InvoiceNinja5 => "Invoice Ninja v5",
            Self::FreshBooks => "FreshBooks",
            Self::Wave => "Wave",
            Self::Zoho => "Zoho",
            Self::Bonsai => "Bonsai",
            Self::Invoice2go => "Invoice2go",
            Self::Invoicely => "Invoicely",
            Self::HoneyBook => "HoneyBook",
            Self::Unknown => "",
        }
    }
}

/// A tool's file as it has been seen.
pub(crate) struct Signature {
    pub tool: Tool,
    pub records: Records,
    /// How many columns the file may have beside those listed: few, where the listed names are so usual that other files have them too.
    pub strangers: usize,
    /// Columns without which it is not this file.
    pub marks: &'static [&'static str],
    /// Names as [`key`] gives them. A name that stands twice in a file stands twice here, in the same order.
    pub columns: &'static [(&'static str, Target)],
}

/// What a file was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    pub tool: Tool,
    pub records: Records,
    /// One for each column of the table.
    pub columns: Vec<Target>,
}

pub fn recognise(table: &Table) -> Recognised {
    let names: Vec<String> = table.header.iter().map(|name| key(name)).collect();
    let fits = |signature: &Signature| names.iter().filter(|name| signature.columns.iter().any(|(known, _)| known == name)).count();
    let named = names.iter().filter(|name| !name.is_empty()).count();
    let fitting = SIGNATURES.iter().filter(|signature| {
        let marked = signature.marks.iter().all(|mark| names.iter().any(|name| name == mark));
        marked && named - fits(signature) <= signature.strangers
    });
    let titles = table.top.iter().take(table.preamble).flat_map(|row| &row.cells);
    let titled = titles.filter(|cell| cell.len() <= 80).any(|cell| OTHER_TITLES.contains(&key(cell).as_str()));
    if titled || names.iter().any(|name| OTHERS.contains(&name.as_str())) {
        return Recognised { tool: Tool::Unknown, records: Records::Other, columns: vec![Target::Skip; names.len()] };
    }
    match fitting.max_by_key(|signature| (fits(signature), signature.marks.len())) {
        Some(signature) => Recognised {
            tool: signature.tool,
            records: signature.records,
            columns: assign(&names, |name, nth| nth_of(signature.columns, name, nth)),
        },
        None => {
            let columns = usual(&table.header, Records::Invoices);
            let has = |target: Target| columns.contains(&target);
            let invoices = has(Target::InvoiceNumber) || (has(Target::InvoiceDate) && (has(Target::Total) || has(Target::LinePrice)));
            let records = if invoices { Records::Invoices } else { Records::Clients };
            Recognised { tool: Tool::Unknown, records, columns: usual(&table.header, records) }
        }
    }
}

/// What columns of such records are by their usual names.
pub(crate) fn usual(header: &[String], records: Records) -> Vec<Target> {
    let names: Vec<String> = header.iter().map(|name| key(name)).collect();
    assign(&names, |name, nth| {
        let meant = nth_of(USUAL, name, nth)?;
        // A file of clients says the client's currency where a file of invoices says the invoice's.
        let target = if records == Records::Clients && meant == Target::InvoiceCurrency { Target::Client(Field::Currency) } else { meant };
        target.fits(records).then_some(target)
    })
}

fn nth_of(columns: &[(&str, Target)], name: &str, nth: usize) -> Option<Target> {
    columns.iter().filter(|(known, _)| *known == name).nth(nth).map(|(_, target)| *target)
}

/// No target but the joining ones is given to two columns.
fn assign(names: &[String], wanted: impl Fn(&str, usize) -> Option<Target>) -> Vec<Target> {
    let mut given: Vec<Target> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let nth = names.iter().take(at).filter(|other| *other == name).count();
        let target = wanted(name, nth).unwrap_or(Target::Skip);
        given.push(if target.joins() || !given.contains(&target) { target } else { Target::Skip });
    }
    given
}

/// What spellings of one column name have in common: lower case, no accents, words parted by single spaces.
pub(crate) fn key(name: &str) -> String {
    let folded = text::fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// How many of the cells are names of columns that some tool uses: a header has many, a row of data next to none.
pub(crate) fn known(cells: &[String]) -> usize {
    let mut names: Vec<String> =
        cells.iter().filter(|cell| cell.len() <= 80).map(|cell| key(cell)).filter(|name| !name.is_empty()).collect();
    domain::order::sort(&mut names);
    names.dedup();
    let tools = || SIGNATURES.iter().flat_map(|signature| signature.columns).chain(USUAL).map(|(known, _)| known).chain(OTHERS);
    names.iter().filter(|name| tools().any(|known| known == name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_known_name_is_written_as_its_key() {
        let columns = SIGNATURES.iter().flat_map(|signature| signature.columns).chain(USUAL).map(|(name, _)| *name);
        for name in columns
            .chain(OTHERS.iter().chain(OTHER_TITLES).copied())
            .chain(SIGNATURES.iter().flat_map(|signature| signature.marks).copied())
        {
            assert_eq!(key(name), name);
        }
    }

    #[test]
    fn a_signature_knows_its_marks_and_fits_its_records() {
        for signature in SIGNATURES {
            for mark in signature.marks {
                assert!(signature.columns.iter().any(|(name, _)| name == mark), "{:?} {mark}", signature.tool);
            }
            for (name, target) in signature.columns {
                assert!(target.fits(signature.records), "{:?} {name}", signature.tool);
            }
        }
    }

    #[test]
    fn a_usual_name_means_one_thing() {
        let names: Vec<&str> = USUAL.iter().map(|(name, _)| *name).filter(|name| *name != "phone").collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}
