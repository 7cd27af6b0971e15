//! Files that a person hands over, and files handed to a person.

use crate::browser;

pub use crate::browser::files::{Chosen, FileError, read as choose};
pub use crate::browser::pause::pause;

/// What a file given to a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Csv,
    Json,
    /// A page that stands alone.
    Page,
    /// iCalendar.
    Calendar,
}

impl Form {
    fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Page => "text/html;charset=utf-8",
            Self::Calendar => "text/calendar;charset=utf-8",
        }
    }
}

/// Hands the person a file to keep. False when the browser refuses.
pub fn give(name: &str, form: Form, text: &str) -> bool {
    browser::files::download(name, form.mime(), &[text.as_bytes()])
}

/// The same for bytes that no other program reads.
pub fn give_bytes(name: &str, bytes: &[u8]) -> bool {
    browser::files::download(name, "application/octet-stream", &[bytes])
}

/// `clients.csv` becomes `clients-rows-left-out.csv`.
pub fn beside(name: &str, what: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}-{what}.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_beside_another_keeps_its_name() {
        assert_eq!(beside("a.b.csv", "left-out"), "a.b-left-out.csv");
        assert_eq!(beside("clients", "left-out"), "clients-left-out.csv");
    }
}
