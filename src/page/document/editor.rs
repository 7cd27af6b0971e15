use std::time::Duration;

use crate::dom::*;
use crate::dom::{TimeoutHandle, set_timeout_with_handle};
use domain::content::{Content, Totals};
use domain::money::MoneyError;
use domain::{Command, LineId};

use super::Subject;
use crate::state::draft::{DraftForm, Reading};
use crate::words;

/// How long after the last key a draft is kept.
const PAUSE: Duration = Duration::from_millis(600);

/// The form of a draft, and its way to the disk. Copies are one editor.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub subject: Subject,
    pub form: RwSignal<DraftForm>,
    pub reading: Memo<Reading>,
    pub totals: Memo<Result<Totals, MoneyError>>,
    /// Why the last keeping failed.
    pub failed: RwSignal<Option<String>>,
    /// The line that the keyboard goes to when it appears.
    pub fresh: StoredValue<Option<LineId>>,
    /// The line that cannot be issued because it says nothing.
    pub wordless: RwSignal<Option<LineId>>,
    /// What the document holds, or will hold when what was asked is done.
    kept: RwSignal<Content>,
    asked: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Editor {
    pub fn new(subject: Subject, content: Content) -> Self {
        let form = RwSignal::new(subject.desk.locale.with_value(|locale| DraftForm::of(&content, locale)));
        let kept = RwSignal::new(content);
        // What a credit note takes off follows from its lines, as it does where the draft is kept.
        let beside = move |reading: Reading| {
            let content = subject.record.with(|record| match record {
                Some(record) => domain::flow::beside_its_invoice(&record.client, reading.content),
                None => reading.content,
            });
            Reading { content, ..reading }
        };
        let reading = Memo::new(move |_| beside(form.with(|form| kept.with(|kept| form.read(kept)))));
        let totals = Memo::new(move |_| reading.with(|reading| reading.content.totals()));
        let editor = Self {
            subject,
            form,
            reading,
            totals,
            failed: RwSignal::new(None),
            fresh: StoredValue::new(None),
            wordless: RwSignal::new(None),
            kept,
            asked: StoredValue::new(0),
            timer: StoredValue::new(None),
        };
        // What another tab or an undo made of the draft shows here too, unless something typed here waits to be kept.
        let there = Memo::new(move |_| subject.with(|_, invoice| invoice.draft.clone()).flatten());
        Effect::new(move |_| {
            if let Some(there) = there.get() {
                editor.meet(there);
            }
        });
        let leaving = window_event_listener(ev::pagehide, move |_| editor.save());
        on_cleanup(move || {
            leaving.remove();
            editor.save();
        });
        editor
    }

    fn meet(self, there: Content) {
        if self.asked.get_value() > 0 || self.kept.with_untracked(|kept| *kept == there) {
            return;
        }
        let typing = self.timer.with_value(Option::is_some);
        if !typing {
            self.form.set(self.subject.desk.locale.with_value(|locale| DraftForm::of(&there, locale)));
        }
        self.kept.set(there);
    }

    /// Changes the form, and keeps it a moment later.
    pub fn change(self, change: impl FnOnce(&mut DraftForm)) {
        self.form.update(change);
        self.stop_timer();
        self.timer.set_value(set_timeout_with_handle(move || self.save(), PAUSE).ok());
    }

    fn stop_timer(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    pub fn save(self) {
        self.save_then(|_| {});
    }

    /// Keeps what can be read, and goes on when it is on disk: with the way back, if anything changed. Also at the very end of the page.
    pub fn save_then(self, then: impl FnOnce(Option<Command>) + 'static) {
        self.stop_timer();
        let Some(content) = self.reading.try_with_untracked(|reading| reading.content.clone()) else { return };
        if self.kept.try_with_untracked(|kept| *kept == content) != Some(false) {
            then(None);
            return;
        }
        let Subject { desk, client, id: invoice, .. } = self.subject;
        self.kept.set(content.clone());
        self.asked.update_value(|asked| *asked += 1);
        desk.ask(Command::EditDraft { client, invoice, content }, move |outcome| {
            let _ = self.asked.try_update_value(|asked| *asked -= 1);
            match outcome {
                Ok(success) => {
                    let _ = self.failed.try_set(None);
                    then(success.undo);
                }
                Err(unable) => {
                    // Asked for again with the next key: the form has what the document has not.
                    let there = self.subject.record.try_with_untracked(|record| {
                        record.as_ref().and_then(|record| record.client.invoices.get(&invoice)?.draft.clone())
                    });
                    if let Some(Some(there)) = there {
                        let _ = self.kept.try_set(there);
                    }
                    let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                    if self.failed.try_set(Some(words.clone())).is_some() {
                        desk.toast(words, None, true);
                    }
                }
            }
        });
    }
}
