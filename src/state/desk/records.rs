//! Records beside the one that the page looks at.

use std::collections::BTreeMap;

use book::session::Input;
use domain::ClientId;
use domain::field::Field;

use super::Desk;
use crate::dom::*;

impl Desk {
    /// Opens a record without showing it.
    pub fn open_record(self, id: ClientId) {
        self.give(Input::Look(id));
    }

    /// What a record says of its client, and again whenever it changes; None while it is not open.
    pub fn fields(self, id: ClientId) -> Option<BTreeMap<Field, String>> {
        self.rows_changed.track();
        self.with_session(|session| session.client(id).map(|(client, _)| client.fields.clone())).flatten()
    }

    /// The client that an address of this one leads to: another, where it was merged.
    pub fn head(self, id: ClientId) -> ClientId {
        self.with_rows(|rows| rows.get(&id).and_then(|row| row.under)).unwrap_or(id)
    }
}
