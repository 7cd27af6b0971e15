//! What can be found in the records: gathered when somebody first seeks, and kept up from then on.

use book::session::{Input, Ledger, Output};
use domain::find::{Found, Hit, Limits, Passage};

use super::Desk;
use crate::dom::*;

impl Desk {
    /// Begins to gather; nothing is read before somebody seeks.
    pub fn gather(self) {
        self.give(Input::Gather);
    }

    pub(super) fn tell_texts(self, session: &dyn Ledger, output: &Output) {
        if output.texts {
            self.texts_changed.notify();
            if session.has_more_to_gather() {
                self.give(Input::Gather);
            }
        }
    }

    /// Whether something may be found later that is not found yet.
    pub fn is_gathering(self) -> bool {
        self.texts_changed.track();
        self.with_session(|session| session.is_gathering()).unwrap_or(false)
    }

    /// What the records say with these words, folded, and again whenever more is known.
    pub fn find(self, words: &[String], limits: Limits) -> Found {
        self.texts_changed.track();
        self.with_session(|session| session.find(words, limits)).unwrap_or_default()
    }

    pub fn passage(self, hit: &Hit) -> Option<Passage> {
        self.with_session(|session| session.passage(hit)).flatten()
    }

    pub(super) fn with_session<T>(self, look: impl FnOnce(&dyn Ledger) -> T) -> Option<T> {
        self.runner.with_value(|runner| runner.as_ref().and_then(|runner| runner.with(look)))
    }
}
