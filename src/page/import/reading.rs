//! A file on its way in: what was chosen, how it is read, what it would bring. Nothing of it is anybody's until it is brought in.

use std::sync::Arc;
use std::time::Duration;

use crate::dom::*;
use domain::command::Tally;
use domain::decide::Survey;
use domain::{BatchId, Command, Done};
use paper::import::{Labels, Preview, Question, read};
use paper::mapping::Mapping;
use paper::recognise::Records;
use paper::table::{BYTES_MOST, Options, Table, TableError};
use paper::target::Target;
use web_sys::FileList;

use crate::state::desk::Desk;
use crate::state::files::{self, Chosen, FileError};
use crate::words::{self, import as said};

/// Long enough for the browser to paint that it is at work.
const PAINT: Duration = Duration::from_millis(40);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    #[default]
    File,
    Columns,
    Check,
    Done,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::File, Self::Columns, Self::Check, Self::Done];
}

/// Why there is nothing to map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    File(FileError),
    Table(TableError),
    /// A backup is restored, not imported.
    Backup,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    pub batch: BatchId,
    pub source: String,
    pub tally: Tally,
    /// Records that were not brought in when it was stopped.
    pub left: u32,
}

/// What the app is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    Reading,
    Bringing,
}

/// Copies are one file on its way. It outlives the page, so that looking something up elsewhere loses nothing.
#[derive(Clone, Copy, Debug)]
pub struct Bringing {
    pub step: RwSignal<Step>,
    pub busy: RwSignal<Option<Busy>>,
    pub problem: RwSignal<Option<Problem>>,
    pub name: RwSignal<String>,
    pub options: RwSignal<Options>,
    pub table: RwSignal<Option<Arc<Table>>>,
    pub mapping: RwSignal<Option<Mapping>>,
    pub preview: RwSignal<Option<Arc<Preview>>>,
    /// Asked for this file so far: an answered question stays in sight, so that its answer can be changed.
    pub asked: RwSignal<Vec<Question>>,
    /// Somebody tried to go on before the questions were answered.
    pub pressed: RwSignal<bool>,
    pub done: RwSignal<Option<BroughtIn>>,
    pub refused: RwSignal<Option<String>>,
    bytes: StoredValue<Arc<Vec<u8>>>,
    turn: StoredValue<u32>,
    /// Somebody wants to go on, and the file is still being read with the last answer.
    going_on: StoredValue<bool>,
}

impl Default for Bringing {
    fn default() -> Self {
        Self {
            step: RwSignal::new(Step::File),
            busy: RwSignal::new(None),
            problem: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            options: RwSignal::new(Options::default()),
            table: RwSignal::new(None),
            mapping: RwSignal::new(None),
            preview: RwSignal::new(None),
            asked: RwSignal::new(Vec::new()),
            pressed: RwSignal::new(false),
            done: RwSignal::new(None),
            refused: RwSignal::new(None),
            bytes: StoredValue::new(Arc::default()),
            turn: StoredValue::new(0),
            going_on: StoredValue::new(false),
        }
    }
}

fn labels(source: &str) -> Labels {
    Labels {
        source: source.to_owned(),
        difference: said::LINE_DIFFERENCE.to_owned(),
        whole: said::LINE_WHOLE.to_owned(),
        discount: said::LINE_DISCOUNT.to_owned(),
        tax: said::LINE_TAX.to_owned(),
    }
}

fn same_kind(one: &Question, other: &Question) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

impl Bringing {
    /// Takes the first of the files somebody chose or dropped. `then` runs when the browser has given its bytes, or has not.
    pub fn take(self, chosen: Option<FileList>, then: impl FnOnce() + 'static) {
        let turn = self.next_turn();
        self.busy.set(Some(Busy::Reading));
        self.problem.set(None);
        let name = chosen.as_ref().and_then(|files| files.get(0)).map(|file| file.name()).unwrap_or_default();
        spawn_local(async move {
            let outcome = files::choose(chosen, BYTES_MOST as u64).await;
            then();
            if self.turn.get_value() != turn {
                return;
            }
            match outcome {
                Ok(Chosen { name, bytes }) => {
                    self.forget();
                    self.name.set(name);
                    self.bytes.set_value(Arc::new(bytes));
                    self.read_table(true);
                }
                Err(error) => {
                    // What was chosen before stays as it is.
                    self.busy.set(None);
                    if self.table.with_untracked(Option::is_none) {
                        self.name.set(name);
                    }
                    self.problem.set(Some(Problem::File(error)));
                }
            }
        });
    }

    fn forget(self) {
        self.step.set(Step::File);
        self.problem.set(None);
        self.options.set(Options::default());
        self.table.set(None);
        self.mapping.set(None);
        self.preview.set(None);
        self.asked.set(Vec::new());
        self.pressed.set(false);
        self.done.set(None);
        self.refused.set(None);
        self.going_on.set_value(false);
    }

    /// Back to the beginning, with no file.
    pub fn begin_again(self) {
        self.next_turn();
        self.busy.set(None);
        self.forget();
        self.name.set(String::new());
        self.bytes.set_value(Arc::default());
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Does it after the next paint, unless something newer was asked for by then.
    fn soon(self, work: impl FnOnce() + 'static) {
        let turn = self.next_turn();
        self.busy.set(Some(Busy::Reading));
        set_timeout(
            move || {
                if self.turn.get_value() == turn {
                    work();
                    self.busy.set(None);
                    if self.going_on.get_value() {
                        self.go_on();
                    }
                }
            },
            PAINT,
        );
    }

    fn read_table(self, fresh: bool) {
        let bytes = self.bytes.get_value();
        let options = self.options.get_untracked();
        self.soon(move || {
            if bytes.starts_with(b"{\"format\":\"throughline-backup\"") {
                self.problem.set(Some(Problem::Backup));
                return;
            }
            match Table::read(&bytes, &options) {
                Ok(table) => {
                    let mut mapping = Mapping::proposed(&table);
                    if let Some(before) = self.mapping.get_untracked().filter(|_| !fresh) {
                        // The columns a person chose stay chosen as long as they are the same columns.
                        let same = self.table.with_untracked(|known| known.as_ref().is_some_and(|known| known.header == table.header));
                        mapping = if same {
                            before
                        } else {
                            Mapping { order: before.order, mark: before.mark, currency: before.currency, ..mapping }
                        };
                    }
                    self.problem.set(None);
                    self.table.set(Some(Arc::new(table)));
                    self.mapping.set(Some(mapping));
                    self.look();
                    self.step.set(Step::Columns);
                }
                Err(error) => {
                    self.problem.set(Some(Problem::Table(error)));
                    if fresh {
                        self.step.set(Step::File);
                    }
                }
            }
        });
    }

    /// What the file would bring, as it is read now.
    fn look(self) {
        let (table, mapping) = (self.table.get_untracked(), self.mapping.get_untracked());
        let (Some(table), Some(mapping)) = (table, mapping) else { return };
        let preview = read(&table, &mapping, &labels(&self.name.get_untracked()));
        self.asked.update(|asked| {
            for question in &preview.questions {
                match asked.iter_mut().find(|one| same_kind(one, question)) {
                    Some(one) => *one = question.clone(),
                    None => asked.push(question.clone()),
                }
            }
        });
        self.preview.set(Some(Arc::new(preview)));
    }

    /// The file is read in another way.
    pub fn read_as(self, change: impl FnOnce(&mut Options)) {
        self.options.update(change);
        self.asked.set(Vec::new());
        self.read_table(false);
    }

    /// A column, or an answer, is another.
    pub fn map(self, change: impl FnOnce(&mut Mapping)) {
        self.mapping.update(|mapping| {
            if let Some(mapping) = mapping {
                change(mapping);
            }
        });
        self.soon(move || self.look());
    }

    pub fn map_column(self, column: usize, target: Target) {
        self.asked.set(Vec::new());
        self.map(move |mapping| mapping.set(column, target));
    }

    /// Somebody says what the rows are.
    pub fn take_rows_for(self, records: Records) {
        let Some(table) = self.table.get_untracked() else { return };
        self.asked.set(Vec::new());
        self.map(move |mapping| {
            let (order, mark, currency) = (mapping.order, mapping.mark, mapping.currency);
            *mapping = Mapping { order, mark, currency, ..Mapping::proposed_as(&table, records) };
        });
    }

    /// Whether nothing stands between the columns and the check.
    pub fn is_clear(self) -> bool {
        self.preview.with(|preview| preview.as_ref().is_some_and(|preview| preview.refusal.is_none() && preview.questions.is_empty()))
    }

    /// On to the check, or to what stands in the way of it.
    ///
    /// While the last answer is still being read the step is taken when it has been.
    pub fn go_on(self) {
        let reading = self.busy.with_untracked(|busy| *busy == Some(Busy::Reading));
        self.going_on.set_value(reading);
        if reading {
            return;
        }
        if untrack(|| self.is_clear()) && self.problem.with_untracked(Option::is_none) {
            self.pressed.set(false);
            self.refused.set(None);
            self.step.set(Step::Check);
        } else {
            self.pressed.set(true);
        }
    }

    pub fn survey(self, desk: Desk) -> Survey {
        let Some(preview) = self.preview.get() else { return Survey::default() };
        desk.practice.with(|practice| desk.with_rows(|rows| domain::decide::survey(practice, rows, &preview.brought)))
    }

    pub fn bring_in(self, desk: Desk) {
        let Some(preview) = self.preview.get_untracked() else { return };
        self.busy.set(Some(Busy::Bringing));
        self.refused.set(None);
        let turn = self.next_turn();
        set_timeout(
            move || {
                let brought = preview.brought.clone();
                let source = brought.source.clone();
                desk.ask_wherever(Command::Import { brought }, move |outcome| {
                    // Another file was chosen meanwhile, or the page is gone: what came in is told by the list of imports.
                    if self.turn.try_get_value() != Some(turn) {
                        desk.say(outcome);
                        return;
                    }
                    match outcome {
                        Ok(success) => {
                            if let Done::Imported { batch, tally, left } = success.done {
                                self.done.set(Some(BroughtIn { batch, source, tally, left }));
                                self.step.set(Step::Done);
                            }
                        }
                        Err(unable) => {
                            self.refused.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                        }
                    }
                    self.busy.set(None);
                });
            },
            PAINT,
        );
    }

    /// The rows that stay out, as a file that can be mended and brought in.
    pub fn bad_rows(self) -> Option<(String, String)> {
        let (table, preview) = (self.table.get_untracked()?, self.preview.get_untracked()?);
        let why = |reason: &paper::import::Reason| said::reason(reason, &table.header);
        let text = paper::csv_out::bad_rows_csv(&table, &preview.bad, said::BAD_WHY_COLUMN, why, paper::csv_out::Start::Marked);
        Some((files::beside(&self.name.get_untracked(), said::BAD_FILE), text))
    }
}
