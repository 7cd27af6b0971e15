//! What a document holds, and how facts go in and records come out. A document is a tree of maps; every entry lives under its own id, is
//! written once by whoever recorded it, and is never moved. Reading never fails: what cannot be read is named in a [`Trouble`] and left
//! in the document as it is.
//!
//! ```text
//! client                                        practice
//!   schema, kind                                  schema, kind
//!   opened    at by origin batch                  fields    {field: text}
//!   fields    {field: text, field batch: text}    numbers   {issue}   number kind client invoice batch released
//!   contacts  {contact}  {field: text} removed    batches   {batch}   source sample clients undone more {client}
//!   moves     {move}     to on why turn withdrawn
//!   notes     {note}     kind direction happened text batch removed amendments {amendment} text turn
//!   invoices  {invoice}  origin batch removed from of_payment note
//!     draft     kind currency terms … lines {line}  order description quantity unit price tax
//!     issues    {issue}    number sealed seal
//!     payments  {payment}  amount currency on method batch withdrawn kind other short short_as came came_in apart
//!     voids     {void}     on reason
//!   removals  {removal}  gone turn
//!   items     {item}     kind batch removed       items     as of a client
//!     fields    {field: text}
//!     acts      {act}      act on why value turn withdrawn
//! ```
//!
//! Every entry but a contact and a line also has `at` (milliseconds) and `by`. `removed`, `withdrawn`, `apart`, `released` and `undone` are maps of
//! those two while the act stands, and absent when it was never done or was taken back. `turn` is how many entries its author saw beside
//! it, which orders acts where clocks do not. Amounts are decimal texts, days ISO 8601 texts.

mod client;
mod draft;
mod genesis;
mod invoice;
mod item;
mod order;
mod past;
mod pen;
mod practice;
mod rows;
mod seal;
mod tree;

#[cfg(test)]
mod tests;

use automerge::transaction::CommitOptions;
use automerge::{AutoCommit, ChangeHash, ROOT, ReadDoc, ScalarValue};
use domain::client::Stamp;
use domain::{InvoiceId, IssueId};

use crate::chunk::Place;

pub use client::{read_client, write_client};
pub use genesis::{genesis_client, genesis_practice, is_blank};
pub use past::{Change, as_of, changes};
pub use pen::WriteError;
pub use practice::{read_practice, write_practice};

/// The layout this version writes. A document with a higher one is read as far as it can be, and never written.
///
/// It is raised when what a version does not know would be misread or written over. A key that may be absent asks for no new number: in
/// older documents it is absent and they read as before, and an older version leaves it where it stands. A new word of a list (a kind of
/// note, of item, of act) asks for none either: whoever does not know the word names it as a [`Trouble`] and keeps it.
pub const SCHEMA: i64 = 2;

/// Something in a document that a person may have to look at. A path is made of keys and ids: `notes/3031…/kind`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Missing where it must be, of the wrong type, or with a value this version does not know. It was left as it is.
    Unreadable { path: String },
    /// Two devices wrote different values at once. The first is the one in force.
    Contested { path: String, values: Vec<String> },
    /// A newer version of the app wrote here: the document can be read, not changed.
    NewerSchema { found: i64 },
    /// The issued document is not what was sealed, or cannot be read as it was.
    BrokenSeal { invoice: InvoiceId, issue: IssueId },
    /// A chunk of the journal is no part of a document. The rest was read.
    DamagedChunk { place: Place, bytes: usize },
}

/// Whether a newer version of the app wrote here: then the document is not to be written.
pub fn is_newer(doc: &impl ReadDoc) -> bool {
    let schema = doc.get(ROOT, "schema").ok().flatten().and_then(|(value, _)| value.into_scalar().ok());
    matches!(schema, Some(ScalarValue::Int(found)) if found > SCHEMA)
}

/// Commits what was written as one change. Automerge keeps times in whole seconds; entries keep their own milliseconds. `message` names
/// the command, as `MoveClient`, and is followed by its author. None: nothing was written.
pub fn commit(doc: &mut AutoCommit, stamp: Stamp, message: &str) -> Option<ChangeHash> {
    doc.commit_with(CommitOptions::default().with_message(past::message(message, stamp)).with_time(stamp.at.0.div_euclid(1000)))
}
