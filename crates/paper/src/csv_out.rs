//! Separated values written (RFC 4180): comma, CR LF, quotes doubled, and no text that a spreadsheet would calculate.

use domain::field::{ContactField, Field};
use domain::intake::BroughtClient;

use crate::formula;
use crate::import::{BadRow, Reason};
use crate::table::Table;

/// Whether a byte order mark comes first; some spreadsheets take a file without one for Windows-1252.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    Bare,
    Marked,
}

struct Writer(String);

impl Writer {
    fn new(start: Start) -> Self {
        Self(match start {
            Start::Bare => String::new(),
            Start::Marked => "\u{FEFF}".to_owned(),
        })
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            let guarded = formula::guard(cell);
            if guarded.contains([',', '"', '\n', '\r']) || guarded.starts_with(' ') || guarded.ends_with(' ') {
                self.0.push('"');
                self.0.push_str(&guarded.replace('"', "\"\""));
                self.0.push('"');
            } else {
                self.0.push_str(&guarded);
            }
        }
        self.0.push_str("\r\n");
    }
}

/// Rows of text as a file that a spreadsheet opens, the head first.
pub fn rows_csv(rows: &[Vec<String>], start: Start) -> String {
    let mut out = Writer::new(start);
    for row in rows {
        out.row(row.iter().map(String::as_str));
    }
    out.0
}

/// The rows that were not brought in: the file's own columns, then why. Mended, it can be imported as it is.
pub fn bad_rows_csv(table: &Table, bad: &[BadRow], title: &str, words: impl Fn(&Reason) -> String, start: Start) -> String {
    let width = bad.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.header.len());
    let padded = |cells: &[String]| -> Vec<String> { cells.iter().cloned().chain(std::iter::repeat(String::new())).take(width).collect() };
    let mut out = Writer::new(start);
    out.row(padded(&table.header).iter().map(String::as_str).chain([title]));
    for row in bad {
        // What is read back is one apostrophe shorter, so a cell that has its own keeps it only without ours.
        let cells: Vec<String> = padded(&row.cells).iter().map(|cell| formula::plain(cell).to_owned()).collect();
        let reasons: Vec<String> = row.reasons.iter().map(&words).collect();
        out.row(cells.iter().map(String::as_str).chain([reasons.join(" ").as_str()]));
    }
    out.0
}

/// Clients under the keys of their registers; [`crate::import::read`] brings the same clients in again.
pub fn clients_csv(clients: &[BroughtClient], start: Start) -> String {
    let mut out = Writer::new(start);
    let person: Vec<String> = ContactField::ALL.iter().map(|field| format!("contact_{}", field.key())).collect();
    out.row(Field::ALL.iter().map(|field| field.key()).chain(person.iter().map(String::as_str)).chain(["note"]));
    for client in clients {
        let own = Field::ALL.iter().map(|field| value(&client.fields, *field));
        out.row(own.chain(ContactField::ALL.iter().map(|field| value(&client.contact, *field))).chain([client.note.as_str()]));
    }
    out.0
}

fn value<F: PartialEq>(fields: &[(F, String)], wanted: F) -> &str {
    fields.iter().find(|(field, _)| *field == wanted).map_or("", |(_, value)| value)
}
