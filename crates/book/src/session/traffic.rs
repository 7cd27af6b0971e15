//! What enters a session and what leaves it.

use std::collections::BTreeSet;

use domain::decide::Progress;
use domain::{ClientId, Command, Done, Refusal};

use super::Grown;
use crate::chunk::{Batch, CachedRow, CachedText, Chunk, DocKey, Place, StoreError};
use domain::row::Rows;

/// Names one request, so its answer finds whoever asked.
pub type Ticket = u64;

#[allow(
    clippy::large_enum_variant,
    reason = "one at a time is on its way, and is moved a few times; a box for each would cost more code than it saves"
)]
#[derive(Debug)]
pub enum Input {
    /// First of all: the cached rows ([`super::cached_rows`]) and the end of the journal, read in one transaction.
    Started {
        rows: Rows,
        end: Place,
    },
    /// Every document the journal holds. Rows that the cache lacks are rebuilt.
    Listed(Vec<DocKey>),
    /// What the journal holds after the place asked for, and the rows of those documents as they are now.
    ReadOn {
        chunks: Vec<Chunk>,
        rows: Vec<CachedRow>,
    },
    /// Every chunk of the documents asked for, in the order of their places; none for a document that is not there.
    Loaded(Vec<(DocKey, Vec<Chunk>)>),
    /// Another tab has written: read on.
    Nudged,
    Command(Ticket, Command),
    /// Opens a client's document, so that [`super::Session::client`] shows it.
    Look(ClientId),
    /// Opens the practice's document, so that [`super::Session::practice`] shows more than its defaults.
    LookAtPractice,
    /// Ends an act that goes on in steps where it is: what is written stays, as one batch.
    Stop(Ticket),
    /// The browser has painted and heard what it had to.
    Rested,
    /// Somebody seeks: reads some more of what can be found, while [`super::Session::has_more_to_gather`].
    Gather,
    /// The texts asked for, without those that the cache has not.
    Texts(Vec<CachedText>),
    /// They could not be read: what is known already is what can be found.
    TextsNotRead,
    /// A backup's documents, for an app without clients.
    Restore(Ticket, Vec<(DocKey, Vec<u8>)>),
    /// What other devices wrote, opened and checked: changes by document, some documents at a time. Any order, and any of it twice, comes to the
    /// same. Answered when it is on disk.
    Receive(Ticket, Vec<(DocKey, Vec<u8>)>),
    /// The batch is on disk.
    Written,
    /// Nothing of the batch was written.
    NotWritten(StoreError),
    /// Something could not be read; what waited for it is answered with that.
    NotRead(StoreError),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Answered by [`Input::Loaded`].
    Load(Vec<DocKey>),
    /// Answered by [`Input::Texts`] or [`Input::TextsNotRead`].
    LoadTexts(Vec<ClientId>),
    /// Answered by [`Input::ReadOn`].
    ReadOn { after: Place },
    /// Answered by [`Input::Written`] or [`Input::NotWritten`].
    Write(Batch),
    /// Tell the other tabs that the journal has grown.
    Nudge,
    /// Answered by [`Input::Rested`], after whatever else waits to be handled: a long act goes on then.
    Rest,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub ticket: Ticket,
    pub outcome: Result<Success, Unable>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Success {
    pub done: Done,
    pub undo: Option<Command>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unable {
    Refused(Refusal),
    /// Decided, but not kept: everything is as it was before.
    NotKept(StoreError),
    /// The record's own chunks could not be read.
    NotRead(StoreError),
    /// A backup is restored only where no client is.
    NotEmpty,
    /// What was written before it is kept, and can be undone.
    CutShort {
        why: Box<Unable>,
        kept: Box<Success>,
    },
    /// A backup whose document cannot be read.
    BackupDamaged {
        document: DocKey,
    },
}

/// What changed in sight, and what must be done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Clients whose row or record is not as it was.
    pub clients: BTreeSet<ClientId>,
    /// Every row may have changed.
    pub all: bool,
    pub practice: bool,
    /// What can be found is not as it was, or more of it is to be gathered.
    pub texts: bool,
    pub effects: Vec<Effect>,
    pub answers: Vec<Answer>,
    /// What is on disk now and a team may lack.
    pub grown: Option<Grown>,
    /// One step of a long act: more like it follow soon.
    pub part: bool,
    /// How far that act has come.
    pub progress: Option<(Ticket, Progress)>,
}
