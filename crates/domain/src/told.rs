//! Whether a client knows of a day that was moved.

use crate::item::{ActKind, Item};

impl Item {
    /// Whether they were told of the newest new day. None: it was never moved, or nobody said.
    pub fn is_told(&self) -> Option<bool> {
        let newest = self.told().into_iter().rev().find_map(|(_, act)| {
            let moves = matches!(act.kind, ActKind::Rescheduled | ActKind::Renegotiated);
            (moves || matches!(act.kind, ActKind::Told | ActKind::Untold)).then_some(act.kind)
        })?;
        (newest == ActKind::Told || newest == ActKind::Untold).then_some(newest == ActKind::Told)
    }

    /// Whether somebody still has to hear of a new day that counts.
    pub fn waits_to_be_told(&self) -> bool {
        self.is_open() && self.is_told() == Some(false)
    }
}
