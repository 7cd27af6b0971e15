//! The cells of a table under their targets, with the decimal mark and the order of days settled for the whole file.

use std::collections::BTreeMap;

use domain::text;
use domain::time::Day;

use super::{Question, Reason};
use crate::amount::{self, Amount, AmountError, Mark};
use crate::date::{self, DateError, DayOrder};
use crate::formula;
use crate::mapping::Mapping;
use crate::table::{Row, Table};
use crate::target::{Shape, Target};

/// Examples shown with a question.
const EXAMPLES: usize = 3;

pub(super) struct Sheet<'a> {
    pub table: &'a Table,
    pub mapping: &'a Mapping,
    columns: BTreeMap<Target, Vec<usize>>,
    mark: Option<Mark>,
    order: Option<DayOrder>,
}

/// Why a cell has no value.
pub(super) enum Trouble {
    Bad(Reason),
    /// A question must be answered first.
    Waits,
}

impl<'a> Sheet<'a> {
    pub fn new(table: &'a Table, mapping: &'a Mapping, questions: &mut Vec<Question>) -> Self {
        let mut columns: BTreeMap<Target, Vec<usize>> = BTreeMap::new();
        for (at, target) in mapping.columns.iter().enumerate().take(table.header.len()) {
            if *target != Target::Skip {
                columns.entry(*target).or_default().push(at);
            }
        }
        let mut sheet = Self { table, mapping, columns, mark: mapping.mark, order: mapping.order };
        if sheet.order.is_none() {
            let (found, examples) = sheet.settle(Shape::Date, |text| match date::evidence(text) {
                date::Evidence::Nothing => Told::Nothing,
                date::Evidence::Certain(order) => Told::Certain(order),
                date::Evidence::Either => Told::Either,
            });
            sheet.order = found;
            if found.is_none() && !examples.is_empty() {
                questions.push(Question::DayOrder { examples });
            }
        }
        if sheet.mark.is_none() {
            let (found, examples) = sheet.settle(Shape::Figure, |text| match amount::evidence(text.trim_end_matches('%')) {
                amount::Evidence::Nothing => Told::Nothing,
                amount::Evidence::Certain(mark) => Told::Certain(mark),
                amount::Evidence::Either => Told::Either,
            });
            sheet.mark = found;
            if found.is_none() && !examples.is_empty() {
                questions.push(Question::Mark { examples });
            }
        }
        sheet
    }

    /// What the certain cells of one shape agree on, and examples of those that need it. Cells that contradict each other settle nothing.
    fn settle<T: PartialEq + Copy>(&self, shape: Shape, tell: impl Fn(&str) -> Told<T>) -> (Option<T>, Vec<String>) {
        let columns: Vec<usize> =
            self.columns.iter().filter(|(target, _)| target.shape() == shape).flat_map(|(_, columns)| columns.iter().copied()).collect();
        let (mut found, mut torn) = (None, false);
        let mut examples: Vec<String> = Vec::new();
        for text in self.table.rows.iter().flat_map(|row| columns.iter().filter_map(|column| cell(row, *column))) {
            match tell(text) {
                Told::Nothing => {}
                Told::Certain(told) => {
                    torn |= found.is_some_and(|found| found != told);
                    found = Some(told);
                }
                Told::Either if examples.len() < EXAMPLES && !examples.iter().any(|example| example == text) => {
                    examples.push(text.to_owned())
                }
                Told::Either => {}
            }
        }
        (found.filter(|_| !torn), examples)
    }

    /// The first cell under the target that is not blank.
    pub fn cell(&self, row: &'a Row, target: Target) -> Option<(usize, &'a str)> {
        self.columns.get(&target)?.iter().find_map(|column| cell(row, *column).map(|text| (*column, text)))
    }

    pub fn cells(&self, row: &'a Row, target: Target) -> impl Iterator<Item = (usize, &'a str)> {
        self.columns.get(&target).into_iter().flatten().filter_map(move |column| cell(row, *column).map(|text| (*column, text)))
    }

    /// One line of text; empty when the cell is blank.
    pub fn line(&self, row: &'a Row, target: Target, most: usize) -> String {
        self.cell(row, target).map(|(_, text)| text::line(text, most)).unwrap_or_default()
    }

    /// All cells under the target, each its own paragraph.
    pub fn prose(&self, row: &'a Row, target: Target, most: usize) -> String {
        let texts: Vec<&str> = self.cells(row, target).map(|(_, text)| text).collect();
        text::prose(&texts.join("\n"), most)
    }

    pub fn amount(&self, row: &'a Row, target: Target) -> Result<Option<Amount>, Trouble> {
        self.cell(row, target).map(|(column, text)| self.amount_in(column, text)).transpose()
    }

    pub fn amount_in(&self, column: usize, text: &str) -> Result<Amount, Trouble> {
        amount::parse(text, self.mark).map_err(|error| match error {
            AmountError::Ambiguous => Trouble::Waits,
            AmountError::Blank | AmountError::NotANumber | AmountError::TooLong => {
                Trouble::Bad(Reason::NotAnAmount { column, text: text.to_owned() })
            }
        })
    }

    /// A percentage, with or without its sign.
    pub fn percent(&self, row: &'a Row, target: Target) -> Result<Option<Amount>, Trouble> {
        let Some((column, text)) = self.cell(row, target) else { return Ok(None) };
        match self.amount_in(column, text.trim_end_matches('%')) {
            Ok(Amount { currency: Some(_), .. }) => Err(Trouble::Bad(Reason::NotAnAmount { column, text: text.to_owned() })),
            other => other.map(Some),
        }
    }

    pub fn day(&self, row: &'a Row, target: Target) -> Result<Option<Day>, Trouble> {
        // What some databases write for no day at all.
        let Some((column, text)) = self.cell(row, target).filter(|(_, text)| !text.starts_with("0000-00-00")) else { return Ok(None) };
        date::parse(text, self.order).map(Some).map_err(|error| match error {
            DateError::Ambiguous => Trouble::Waits,
            DateError::Blank | DateError::NotADay => Trouble::Bad(Reason::NotADay { column, text: text.to_owned() }),
        })
    }
}

enum Told<T> {
    Nothing,
    Certain(T),
    Either,
}

/// The text of a cell without the apostrophe of [`formula::guard`]; None when it is blank.
fn cell(row: &Row, column: usize) -> Option<&str> {
    let text = formula::plain(row.cells.get(column)?).trim();
    (!text.is_empty()).then_some(text)
}
