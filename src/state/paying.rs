//! Time on what has a deposit that is not there: it is asked about, and the reason goes with the time.

use crate::dom::*;
use book::session::{Success, Unable};
use domain::command::Refusal;
use domain::deposit::Missing;
use domain::item::ItemField;
use domain::{ClientId, Command};

use super::desk::Desk;

/// Time that waits for its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub client: ClientId,
    pub missing: Vec<Missing>,
    command: Command,
}

type Answered = Box<dyn FnOnce(Result<Success, Unable>)>;

/// The way by which time is written down. Copies are one.
#[derive(Clone, Copy)]
pub struct Paying {
    desk: Desk,
    pub asked: RwSignal<Option<Asked>>,
    waiting: StoredValue<Option<Answered>, LocalStorage>,
}

impl Paying {
    pub fn new(desk: Desk) -> Self {
        Self { desk, asked: RwSignal::new(None), waiting: StoredValue::new_local(None) }
    }

    /// Asks the desk, and the person where a deposit is missing. Whoever leaves that question open has changed nothing.
    pub fn ask(self, client: ClientId, command: Command, answered: impl FnOnce(Result<Success, Unable>) + 'static) {
        let again = command.clone();
        self.desk.ask(command, move |outcome| match outcome {
            Err(Unable::Refused(Refusal::DepositOpen { missing })) => {
                self.waiting.set_value(Some(Box::new(answered)));
                self.asked.set(Some(Asked { client, missing, command: again }));
            }
            outcome => answered(outcome),
        });
    }

    /// Writes down what waits, with its reason. `failed` hears why it could not be.
    pub fn give(self, why: String, failed: impl FnOnce(Unable) + 'static) {
        let Some(Asked { command: Command::AddItem { client, kind, mut fields }, .. }) = self.asked.get_untracked() else { return };
        fields.push((ItemField::Despite, why));
        self.desk.ask(Command::AddItem { client, kind, fields }, move |outcome| match outcome {
            Err(unable) => failed(unable),
            outcome => {
                self.asked.set(None);
                if let Some(answered) = self.waiting.try_update_value(Option::take).flatten() {
                    answered(outcome);
                }
            }
        });
    }
}
