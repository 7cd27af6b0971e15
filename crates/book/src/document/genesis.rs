//! How every document begins and grows: the same bytes on every device, so that entries written apart meet in the same containers.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, ObjType, ROOT};

use super::SCHEMA;

/// Nobody's actors: one writes genesis, one each growth, and nothing else, in every document.
const RESERVED: &[&[u8]] = &[b"throughline/genesis", b"throughline/growth/2"];

pub(super) const CLIENT: &str = "client";
pub(super) const PRACTICE: &str = "practice";

/// A client's document before its first fact. Deterministic. Give it the device's own actor before writing: facts are refused until then.
pub fn genesis_client() -> AutoCommit {
    grown(CLIENT)
}

/// The practice's document before its first fact; see [`genesis_client`].
pub fn genesis_practice() -> AutoCommit {
    grown(PRACTICE)
}

pub(super) fn is_reserved(actor: &ActorId) -> bool {
    RESERVED.contains(&actor.to_bytes())
}

/// Brings a document of an older schema up to this one. Two devices that do it apart make the identical change: it stands on genesis alone,
/// whatever else the document holds.
///
/// # Errors
/// In the engine's words, when the document did not begin with this genesis.
pub(super) fn grow(doc: &mut AutoCommit, kind: &str) -> Result<(), AutomergeError> {
    doc.merge(&mut grown(kind)).map(|_| ())
}

/// Genesis of schema 1, and the growth to schema 2.
fn grown(kind: &str) -> AutoCommit {
    let containers: &[&str] = match kind {
        CLIENT => &["contacts", "fields", "invoices", "moves", "notes", "removals"],
        _ => &["batches", "fields", "numbers"],
    };
    let mut doc = AutoCommit::new().with_actor(ActorId::from(RESERVED[0]));
    let written = begin(&mut doc, kind, containers);
    debug_assert!(written.is_ok(), "an empty document takes any key");
    sign(&mut doc, "Genesis");
    doc.set_actor(ActorId::from(RESERVED[1]));
    let written = add(&mut doc, &[super::item::ITEMS]);
    debug_assert!(written.is_ok(), "a fresh document takes any key");
    sign(&mut doc, "Growth");
    doc
}

fn sign(doc: &mut AutoCommit, message: &str) {
    doc.commit_with(CommitOptions::default().with_message(message).with_time(0));
}

fn begin(doc: &mut AutoCommit, kind: &str, containers: &[&str]) -> Result<(), AutomergeError> {
    doc.put(ROOT, "schema", 1_i64)?;
    doc.put(ROOT, "kind", kind)?;
    for container in containers {
        doc.put_object(ROOT, *container, ObjType::Map)?;
    }
    Ok(())
}

fn add(doc: &mut AutoCommit, containers: &[&str]) -> Result<(), AutomergeError> {
    doc.put(ROOT, "schema", SCHEMA)?;
    for container in containers {
        doc.put_object(ROOT, *container, ObjType::Map)?;
    }
    Ok(())
}
