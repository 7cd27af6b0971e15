//! Separated values cut into rows (RFC 4180, read generously): quoted line breaks, doubled quotes, any line ending, rows of any width.
//! A quote that never closes costs its own line, not the rest of the file.

use crate::table::{CELL_MOST, COLUMNS_MOST, TableError};

/// Lines whose quotes may stay open before the file is refused.
const OPEN_QUOTES_MOST: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, counted from 1.
    pub line: u32,
    pub cells: Vec<String>,
    /// What made the row unfit to be read as it stands.
    pub flaw: Option<Flaw>,
}

impl Row {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A cell had more than [`CELL_MOST`] characters and was cut.
    CellTooLong,
    /// The row had more than [`COLUMNS_MOST`] cells; the others are gone.
    TooManyCells,
    /// A quotation mark opens in it and never closes; the line was read as it stands.
    UnclosedQuote,
}

/// All rows that hold anything, and the blank ones among the first few, up to `most`.
pub(crate) fn read(text: &str, separator: u8, most: usize, first_line: u32) -> Result<Vec<Row>, TableError> {
    let mut reader = Reader { text, separator, at: 0, line: first_line };
    let mut rows = Vec::new();
    let mut open_quotes = 0;
    while let Some(row) = reader.row() {
        if row.flaw == Some(Flaw::UnclosedQuote) {
            open_quotes += 1;
            if open_quotes > OPEN_QUOTES_MOST {
                return Err(TableError::UnclosedQuotes { line: row.line });
            }
        }
        if row.is_blank() && rows.len() >= crate::table::HEADER_WITHIN {
            continue;
        }
        if rows.len() == most {
            return Err(TableError::TooManyRows { most: crate::table::ROWS_MOST });
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The first rows, for a look at the file.
pub(crate) fn sample(text: &str, separator: u8, most: usize) -> Vec<Row> {
    let mut reader = Reader { text, separator, at: 0, line: 1 };
    std::iter::from_fn(|| reader.row()).take(most).collect()
}

struct Reader<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<Row> {
        if self.at >= self.text.len() {
            return None;
        }
        let (at, line) = (self.at, self.line);
        self.cells(true, line).or_else(|| {
            (self.at, self.line) = (at, line);
            self.cells(false, line).map(|row| Row { flaw: Some(Flaw::UnclosedQuote), ..row })
        })
    }

    /// None when a quote is still open at the end of the text.
    fn cells(&mut self, quotes: bool, line: u32) -> Option<Row> {
        let bytes = self.text.as_bytes();
        let mut row = Row { line, cells: Vec::new(), flaw: None };
        loop {
            let mut cell = String::new();
            if quotes && bytes.get(self.at) == Some(&b'"') {
                self.at += 1;
                self.quoted(&mut cell)?;
            }
            let start = self.at;
            while bytes.get(self.at).is_some_and(|byte| *byte != self.separator && !matches!(byte, b'\n' | b'\r')) {
                self.at += 1;
            }
            cell.push_str(&self.text[start..self.at]);
            row.keep(cell);
            match bytes.get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(_) => {
                    self.end_line();
                    return Some(row);
                }
                None => return Some(row),
            }
        }
    }

    /// Reads on to the closing quote; line breaks become `\n`.
    fn quoted(&mut self, cell: &mut String) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut start = self.at;
        loop {
            match bytes.get(self.at)? {
                b'"' => {
                    cell.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    if bytes.get(self.at) != Some(&b'"') {
                        return Some(());
                    }
                    start = self.at;
                    self.at += 1;
                }
                b'\n' | b'\r' => {
                    cell.push_str(&self.text[start..self.at]);
                    cell.push('\n');
                    self.end_line();
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
    }

    /// Steps over one line ending: LF, CR LF or CR.
    fn end_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += if rest.starts_with(b"\r\n") { 2 } else { 1 };
        self.line = self.line.saturating_add(1);
    }
}

impl Row {
    fn keep(&mut self, mut cell: String) {
        if self.cells.len() == COLUMNS_MOST {
            self.flaw = Some(Flaw::TooManyCells);
            return;
        }
        if let Some((end, _)) = cell.char_indices().nth(CELL_MOST) {
            cell.truncate(end);
            self.flaw = Some(Flaw::CellTooLong);
        }
        self.cells.push(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, separator: u8, expect: Expect) {
        let rows = read(text, separator, 100, 1).expect("rows");
        let shown: Vec<String> = rows
            .iter()
            .map(|row| {
                let flaw = row.flaw.map(|flaw| format!(" ({flaw:?})")).unwrap_or_default();
                format!("{}: {}{flaw}", row.line, row.cells.join(" | ").replace('\n', "⏎"))
            })
            .collect();
        expect.assert_eq(&(shown.join("\n") + "\n"));
    }

    #[test]
    fn a154_quoted_line_breaks_doubled_quotes_and_ragged_rows() {
        check(
            "a,b\n\"one\r\ntwo\",\"say \"\"hi\"\"\"\nshort\nx,y,z\n",
            b',',
            expect![[r#"
                1: a | b
                2: one⏎two | say "hi"
                4: short
                5: x | y | z
            "#]],
        );
    }

    #[test]
    fn any_line_ending_counts_once() {
        check(
            "a\rb\r\nc\nd",
            b';',
            expect![[r#"
                1: a
                2: b
                3: c
                4: d
            "#]],
        );
    }

    #[test]
    fn an_open_quote_costs_its_own_line() {
        check(
            "name;note\n\"Acme;6\" pipe\nBeta;x\n\"Gamma;open\nDelta;y",
            b';',
            expect![[r#"
                1: name | note
                2: Acme;6 pipe
                3: Beta | x
                4: "Gamma | open (UnclosedQuote)
                5: Delta | y
            "#]],
        );
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_character() {
        check(
            "6\" pipe,\"a\"b,c\"d\"\n",
            b',',
            expect![[r#"
                1: 6" pipe | ab | c"d"
            "#]],
        );
    }

    #[test]
    fn cells_and_rows_are_bounded() {
        let long = format!("{}\n{}", "é".repeat(CELL_MOST + 1), ",".repeat(300));
        let rows = read(&long, b',', 10, 1).expect("rows");
        assert_eq!(rows[0].flaw, Some(Flaw::CellTooLong));
        assert_eq!(rows[0].cells[0].chars().count(), CELL_MOST);
        assert_eq!((rows[1].flaw, rows[1].cells.len()), (Some(Flaw::TooManyCells), COLUMNS_MOST));
        assert!(matches!(read(&"a\n".repeat(11), b',', 10, 1), Err(TableError::TooManyRows { .. })));
        // Each line has an odd number of quotes left after it: a reader that started over each time would never come to an end.
        assert!(matches!(read(&"\"\n\"\"x\"y\n".repeat(10_001), b',', 50_000, 1), Ok(_) | Err(TableError::UnclosedQuotes { .. })));
    }

    proptest! {
        /// The reader of the `csv` crate is the yardstick for everything that is well formed.
        #[test]
        fn well_formed_rows_read_as_others_read_them(
            rows in prop::collection::vec(prop::collection::vec("[a-c,;\"\\n é']{0,6}", 2..5), 1..8), at in 0usize..4,
        ) {
            let separator = [b',', b';', b'\t', b'|'][at];
            let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).expect("to memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("flushed")).expect("UTF-8");
            let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader.records().map(|row| row.expect("row").iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = read(&text, separator, 100, 1).expect("rows").into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(&ours, &rows);
        }

        #[test]
        fn any_text_is_cut_into_rows(text in "[a\",\\n\\r]{0,60}") {
            let _ = read(&text, b',', 100, 1);
        }
    }
}
