//! The first change of every document: the same bytes on every device, so that entries written apart meet in the same containers.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, ObjType, ROOT};

use super::SCHEMA;

/// Nobody's actor: it writes genesis and nothing else, in every document.
const RESERVED: &[u8] = b"throughline/genesis";

pub(super) const CLIENT: &str = "client";
pub(super) const PRACTICE: &str = "practice";

/// A client's document before its first fact. Deterministic. Give it the device's own actor before writing: facts are refused until then.
pub fn genesis_client() -> AutoCommit {
    genesis(CLIENT, &["contacts", "fields", "invoices", "moves", "notes", "removals"])
}

/// The practice's document before its first fact; see [`genesis_client`].
pub fn genesis_practice() -> AutoCommit {
    genesis(PRACTICE, &["batches", "fields", "numbers"])
}

pub(super) fn is_reserved(actor: &ActorId) -> bool {
    actor.to_bytes() == RESERVED
}

fn genesis(kind: &str, containers: &[&str]) -> AutoCommit {
    let mut doc = AutoCommit::new().with_actor(ActorId::from(RESERVED));
    let written = write(&mut doc, kind, containers);
    debug_assert!(written.is_ok(), "an empty document takes any key");
    doc.commit_with(CommitOptions::default().with_message("Genesis").with_time(0));
    doc
}

fn write(doc: &mut AutoCommit, kind: &str, containers: &[&str]) -> Result<(), AutomergeError> {
    doc.put(ROOT, "schema", SCHEMA)?;
    doc.put(ROOT, "kind", kind)?;
    for container in containers {
        doc.put_object(ROOT, *container, ObjType::Map)?;
    }
    Ok(())
}
