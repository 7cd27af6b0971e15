//! How every document begins and grows: the same bytes on every device, so that entries written apart meet in the same containers.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, AutoCommit, AutomergeError, ObjType, ROOT, ReadDoc};
use domain::recurring::{LINES, line_id};
use domain::{InvoiceId, ItemId, MoveId};

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

/// Before the id of a draft that any device can make: the actor that writes its place, and nothing else.
const DRAFT: &[u8] = b"throughline/draft/";

/// The same for items, and for moves.
const ITEM: &[u8] = b"throughline/item/";
const MOVE: &[u8] = b"throughline/move/";

pub(super) fn is_reserved(actor: &ActorId) -> bool {
    let bytes = actor.to_bytes();
    RESERVED.contains(&bytes) || [DRAFT, ITEM, MOVE].into_iter().any(|kind| bytes.starts_with(kind))
}

/// Makes the place of an item whose id follows from what it is for; see [`lay_draft`].
///
/// # Errors
/// In the engine's words, when the document did not begin with this genesis.
pub(super) fn lay_item(doc: &mut AutoCommit, item: ItemId) -> Result<(), AutomergeError> {
    let mut laid = grown(CLIENT);
    laid.set_actor(ActorId::from([ITEM, item.0.bytes()].concat()));
    let Some((_, items)) = laid.get(ROOT, super::item::ITEMS)? else { return Ok(()) };
    let entry = laid.put_object(&items, item.to_string(), ObjType::Map)?;
    for container in ["fields", "acts"] {
        laid.put_object(&entry, container, ObjType::Map)?;
    }
    sign(&mut laid, "Item");
    doc.merge(&mut laid).map(|_| ())
}

/// The same for a move.
///
/// # Errors
/// In the engine's words, when the document did not begin with this genesis.
pub(super) fn lay_move(doc: &mut AutoCommit, id: MoveId) -> Result<(), AutomergeError> {
    let mut laid = grown(CLIENT);
    laid.set_actor(ActorId::from([MOVE, id.0.bytes()].concat()));
    let Some((_, moves)) = laid.get(ROOT, "moves")? else { return Ok(()) };
    laid.put_object(&moves, id.to_string(), ObjType::Map)?;
    sign(&mut laid, "Move");
    doc.merge(&mut laid).map(|_| ())
}

/// Makes the place of a draft whose id follows from what it is for. Two devices that do it apart make the identical change, and what they
/// then write meets in one place.
///
/// # Errors
/// In the engine's words, when the document did not begin with this genesis.
pub(super) fn lay_draft(doc: &mut AutoCommit, invoice: InvoiceId) -> Result<(), AutomergeError> {
    let mut laid = grown(CLIENT);
    laid.set_actor(ActorId::from([DRAFT, invoice.0.bytes()].concat()));
    let Some((_, invoices)) = laid.get(ROOT, "invoices")? else { return Ok(()) };
    let entry = laid.put_object(&invoices, invoice.to_string(), ObjType::Map)?;
    let draft = laid.put_object(&entry, "draft", ObjType::Map)?;
    let lines = laid.put_object(&draft, "lines", ObjType::Map)?;
    for place in 0..LINES {
        laid.put_object(&lines, line_id(invoice, place).to_string(), ObjType::Map)?;
    }
    for container in super::invoice::CONTAINERS {
        laid.put_object(&entry, container, ObjType::Map)?;
    }
    sign(&mut laid, "Draft");
    doc.merge(&mut laid).map(|_| ())
}

/// Brings a document of an older schema up to this one. Two devices that do it apart make the identical change: it stands on genesis alone,
/// whatever else the document holds.
///
/// # Errors
/// In the engine's words, when the document did not begin with this genesis.
pub(super) fn grow(doc: &mut AutoCommit, kind: &str) -> Result<(), AutomergeError> {
    doc.merge(&mut grown(kind)).map(|_| ())
}

/// Whether nobody has written into it.
pub fn is_blank(doc: &mut AutoCommit) -> bool {
    let heads = doc.get_heads();
    heads.iter().all(|head| doc.get_change_by_hash(head).is_some_and(|change| is_reserved(change.actor_id())))
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
