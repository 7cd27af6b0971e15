//! The document as it stood, and what was done to it since: the engine keeps every change, so nothing has to be kept beside it.

use std::collections::BTreeSet;

use automerge::{AutoCommit, ChangeHash};
use domain::AuthorId;
use domain::client::Stamp;
use domain::time::Moment;

/// One change of a document: what was asked for, when, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// To the second, which is what the engine keeps.
    pub at: Moment,
    /// None: written before changes said so.
    pub by: Option<AuthorId>,
    /// The command's name, as `MoveClient`.
    pub command: String,
}

/// How a change says what it is: the command, and who asked.
pub(super) fn message(command: &str, stamp: Stamp) -> String {
    format!("{command} {}", stamp.by)
}

/// Every change that somebody made, in an order that holds what each was made upon before it. Genesis and growth are nobody's.
pub fn changes(doc: &mut AutoCommit) -> Vec<Change> {
    let all = doc.get_changes(&[]);
    let told = all.into_iter().filter(|change| !super::genesis::is_reserved(change.actor_id())).map(|change| {
        let message = change.message().map_or("", |message| message);
        let (command, by) = message.split_once(' ').unwrap_or((message, ""));
        Change { at: Moment(change.timestamp().saturating_mul(1_000)), by: by.parse().ok(), command: command.to_owned() }
    });
    told.collect()
}

/// The document as it stood at a moment: all changes dated up to then whose own foundations are. A change that a slow clock dated before
/// what it stands on comes with what it stands on, not before it. None: nothing stood yet.
pub fn as_of(doc: &mut AutoCommit, at: Moment) -> Option<AutoCommit> {
    let mut stands: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut heads: BTreeSet<ChangeHash> = BTreeSet::new();
    let mut any = false;
    for change in doc.get_changes(&[]) {
        let reserved = super::genesis::is_reserved(change.actor_id());
        let dated = change.timestamp().saturating_mul(1_000) <= at.0;
        if !dated || !change.deps().iter().all(|hash| stands.contains(hash)) {
            continue;
        }
        any |= !reserved;
        for hash in change.deps() {
            heads.remove(hash);
        }
        stands.insert(change.hash());
        heads.insert(change.hash());
    }
    let heads: Vec<ChangeHash> = heads.into_iter().collect();
    any.then(|| doc.fork_at(&heads).ok()).flatten()
}
