//! How a table is to be read: what each column is, and the answers to what the file leaves open. Proposed from the names of the columns,
//! changed by a person.

use domain::money::Currency;

use crate::amount::Mark;
use crate::date::DayOrder;
use crate::recognise::{Recognised, Records, Tool, recognise, usual};
use crate::table::Table;
use crate::target::Target;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub tool: Tool,
    pub records: Records,
    /// One for each column of the table; a column beyond the end is not read.
    pub columns: Vec<Target>,
    /// The answer to [`crate::import::Question::DayOrder`]; None: as the file shows.
    pub order: Option<DayOrder>,
    /// The answer to [`crate::import::Question::Mark`]; None: as the file shows.
    pub mark: Option<Mark>,
    /// The currency of amounts that name none, or only a sign that several share.
    pub currency: Option<Currency>,
}

impl Mapping {
    pub fn proposed(table: &Table) -> Self {
        let Recognised { tool, records, columns } = recognise(table);
        Self { tool, records, columns, order: None, mark: None, currency: None }
    }

    /// What is proposed when a person says what the rows are.
    pub fn proposed_as(table: &Table, records: Records) -> Self {
        let proposed = Self::proposed(table);
        if proposed.records == records {
            return proposed;
        }
        Self { tool: Tool::Unknown, records, columns: usual(&table.header, records), ..proposed }
    }

    /// Takes a column for something else. Where only one column may be taken for it, the column that was so far is no longer read.
    pub fn set(&mut self, column: usize, target: Target) {
        if !target.joins() {
            for other in &mut self.columns {
                if *other == target {
                    *other = Target::Skip;
                }
            }
        }
        if let Some(at) = self.columns.get_mut(column) {
            *at = target;
        }
    }

    pub(crate) fn has(&self, target: Target) -> bool {
        self.columns.contains(&target)
    }
}
