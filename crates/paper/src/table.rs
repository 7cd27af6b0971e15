//! A file of separated values as rows of cells: the bytes' encoding, the separator and the header row are found, and can be chosen.

use domain::text;

use crate::encoding::Encoding;
use crate::recognise;
use crate::records;

pub use crate::records::{Flaw, Row};

/// Bytes a file may have.
pub const BYTES_MOST: usize = 20 * 1024 * 1024;
/// Rows that hold anything.
pub const ROWS_MOST: usize = 50_000;
pub const COLUMNS_MOST: usize = 200;
/// Characters of one cell.
pub const CELL_MOST: usize = 20_000;
/// The header is looked for among so many rows.
pub const HEADER_WITHIN: usize = 15;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

impl Separator {
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    pub fn character(self) -> char {
        char::from(self.byte())
    }

    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// Never renamed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "pipe",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
}

/// Where the names of the columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderAt {
    /// Looked for among the first [`HEADER_WITHIN`] rows.
    #[default]
    Found,
    /// On the row that begins on this line, counted from 1.
    Line(u32),
    /// There are none: the first row is a record already.
    Missing,
}

/// What a person has chosen; None: found out from the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub encoding: Option<Encoding>,
    pub separator: Option<Separator>,
    pub header: HeaderAt,
}

/// Why there is no table in the file. Nothing of it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// No row holds anything.
    Empty,
    TooLarge {
        bytes: usize,
        most: usize,
    },
    /// It is a spreadsheet, a PDF or a picture: it must be saved as CSV first.
    NotText,
    TooManyRows {
        most: usize,
    },
    TooManyColumns {
        most: usize,
    },
    /// Quotation marks that open and never close, on this line and on many others.
    UnclosedQuotes {
        line: u32,
    },
    /// No row begins on the line that was chosen for the header.
    NoSuchLine {
        line: u32,
    },
}

/// Every row that holds anything, after the header. Cells stand as the file has them; a row may be shorter than the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, trimmed; two may be equal, so a column is known by its position. Empty names where the file had none.
    pub header: Vec<String>,
    /// The line the header begins on; None where there is no header.
    pub header_line: Option<u32>,
    /// Rows before the header, blank ones included.
    pub preamble: usize,
    pub rows: Vec<Row>,
    pub encoding: Encoding,
    pub separator: Separator,
    /// The first [`HEADER_WITHIN`] rows as they stand, so that a person can point at the header.
    pub top: Vec<Row>,
}

impl Table {
    pub fn read(bytes: &[u8], options: &Options) -> Result<Self, TableError> {
        if bytes.len() > BYTES_MOST {
            return Err(TableError::TooLarge { bytes: bytes.len(), most: BYTES_MOST });
        }
        let encoding = options.encoding.unwrap_or_else(|| Encoding::guess(bytes));
        let text = encoding.decode(bytes);
        if [&b"PK\x03\x04"[..], b"%PDF", b"\xD0\xCF\x11\xE0", b"\x89PNG"].iter().any(|magic| bytes.starts_with(magic))
            || text.contains('\0')
        {
            return Err(TableError::NotText);
        }
        let (named, text, lines_before) = separator_line(&text);
        let separator = options.separator.or(named).unwrap_or_else(|| sniff(text));
        let mut rows = records::read(text, separator.byte(), ROWS_MOST + HEADER_WITHIN, lines_before + 1)?;
        let top: Vec<Row> = rows.iter().take(HEADER_WITHIN).cloned().collect();
        let at = match options.header {
            HeaderAt::Found => Some(header_among(&top)),
            HeaderAt::Line(line) => Some(rows.iter().position(|row| row.line == line).ok_or(TableError::NoSuchLine { line })?),
            HeaderAt::Missing => None,
        };
        let data = rows.split_off(at.map_or(0, |at| at + 1).min(rows.len()));
        let header_row = at.and_then(|at| rows.into_iter().nth(at));
        let header_line = header_row.as_ref().map(|row| row.line);
        let mut header: Vec<String> =
            header_row.map(|row| row.cells.iter().map(|cell| text::line(cell, 200)).collect()).unwrap_or_default();
        let mut rows = data;
        rows.retain(|row| !row.is_blank());
        if rows.is_empty() && !header.iter().any(|name| name.contains(char::is_alphanumeric)) {
            return Err(TableError::Empty);
        }
        if rows.len() > ROWS_MOST {
            return Err(TableError::TooManyRows { most: ROWS_MOST });
        }
        if header_line.is_none() {
            header = vec![String::new(); rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)];
        }
        if header.len() > COLUMNS_MOST {
            return Err(TableError::TooManyColumns { most: COLUMNS_MOST });
        }
        Ok(Self { header, header_line, preamble: at.unwrap_or(0), rows, encoding, separator, top })
    }

    /// How often the name of this column stood in the header before it: 0 for the first "Phone", 1 for the second.
    pub fn repeated(&self, column: usize) -> usize {
        let Some(name) = self.header.get(column) else { return 0 };
        self.header.iter().take(column).filter(|other| *other == name).count()
    }
}

/// Excel's own first line, `sep=;`, and the text after it.
fn separator_line(text: &str) -> (Option<Separator>, &str, u32) {
    let Some(rest) = text.strip_prefix("sep=").or(text.strip_prefix("SEP=")) else { return (None, text, 0) };
    let named = Separator::ALL.into_iter().find(|separator| rest.starts_with(separator.character()));
    let after = rest.get(1..).unwrap_or("");
    match (named, after.strip_prefix("\r\n").or(after.strip_prefix(['\n', '\r']))) {
        (Some(separator), Some(text)) => (Some(separator), text, 1),
        _ => (None, text, 0),
    }
}

/// The separator under which the most known column names appear; where none does, the one that gives the most even rows.
fn sniff(text: &str) -> Separator {
    const SAMPLE: usize = 64 * 1024;
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let mut best = (Separator::Comma, (0, 0, 0));
    for separator in Separator::ALL {
        let rows = records::sample(sample, separator.byte(), 50);
        let known = rows.iter().take(HEADER_WITHIN).map(|row| recognise::known(&row.cells)).max().unwrap_or(0);
        let width = usual_width(&rows);
        let even = if width < 2 { 0 } else { rows.iter().filter(|row| row.cells.len() == width).count() * 1000 / rows.len() };
        let score = (if known < 2 { 0 } else { known }, even, width);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// The width that most rows have which hold anything; the greater of two equally frequent ones.
fn usual_width(rows: &[Row]) -> usize {
    let widths: Vec<usize> = rows.iter().filter(|row| !row.is_blank()).map(|row| row.cells.len()).collect();
    widths.iter().copied().max_by_key(|width| (widths.iter().filter(|other| *other == width).count(), *width)).unwrap_or(0)
}

/// The row with the most known column names; where no row has two, the first that is as wide as most and has no gap.
fn header_among(top: &[Row]) -> usize {
    let known: Vec<usize> = top.iter().map(|row| recognise::known(&row.cells)).collect();
    let most = known.iter().copied().max().unwrap_or(0);
    if most >= 2 {
        return known.iter().position(|count| *count == most).unwrap_or(0);
    }
    let width = usual_width(top);
    let whole = |row: &Row| row.cells.len() == width && row.cells.iter().all(|cell| !cell.trim().is_empty());
    top.iter().position(whole).or_else(|| top.iter().position(|row| !row.is_blank())).unwrap_or(0)
}
