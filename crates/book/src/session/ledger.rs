//! A session as the app holds it.

use domain::client::Client;
use domain::find::{Found, Hit, Limits, Passage};
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::{Moment, Now};
use domain::{AuthorId, ClientId};

use super::sharing::Counted;
use super::{Input, Output, Packed, Session, Unsent};
use crate::chunk::{Chunk, DocKey};
use crate::document::{Change, Trouble};

/// What is asked of a session, without naming what answers: whoever holds one this way links no document code of its own, so that this
/// code can come in a file that is fetched after the first screen.
pub trait Ledger {
    fn handle(&mut self, now: Now, input: Input) -> Output;
    fn author(&self) -> AuthorId;
    fn rows(&self) -> &Rows;
    fn practice(&self) -> &Practice;
    fn client(&self, id: ClientId) -> Option<(&Client, &[Trouble])>;
    fn client_as_of(&mut self, id: ClientId, at: Moment) -> Option<Option<Client>>;
    fn changes(&mut self, id: ClientId) -> Option<Vec<Change>>;
    fn is_writing(&self) -> bool;
    fn has_more_to_gather(&self) -> bool;
    fn is_gathering(&self) -> bool;
    fn find(&self, words: &[String], limits: Limits) -> Found;
    fn passage(&self, hit: &Hit) -> Option<Passage>;
    /// See [`super::pack`].
    fn pack(&self, chunks: &[Chunk]) -> Packed;
    /// See [`super::unsent`]; the practice has to be open, which knows what came back.
    fn unsent(&self, chunks: &[Chunk], marks: &[u8]) -> Unsent;
    /// See [`super::sharing::counted`].
    fn counted(&self, chunks: &[Chunk], delivered: &[&[u8]], mark: &[u8]) -> Counted;
}

impl Ledger for Session {
    fn handle(&mut self, now: Now, input: Input) -> Output {
        Self::handle(self, now, input)
    }
    fn author(&self) -> AuthorId {
        Self::author(self)
    }
    fn rows(&self) -> &Rows {
        Self::rows(self)
    }
    fn practice(&self) -> &Practice {
        Self::practice(self)
    }
    fn client(&self, id: ClientId) -> Option<(&Client, &[Trouble])> {
        Self::client(self, id)
    }
    fn client_as_of(&mut self, id: ClientId, at: Moment) -> Option<Option<Client>> {
        Self::client_as_of(self, id, at)
    }
    fn changes(&mut self, id: ClientId) -> Option<Vec<Change>> {
        Self::changes(self, id)
    }
    fn is_writing(&self) -> bool {
        Self::is_writing(self)
    }
    fn has_more_to_gather(&self) -> bool {
        Self::has_more_to_gather(self)
    }
    fn is_gathering(&self) -> bool {
        Self::is_gathering(self)
    }
    fn find(&self, words: &[String], limits: Limits) -> Found {
        Self::find(self, words, limits)
    }
    fn passage(&self, hit: &Hit) -> Option<Passage> {
        Self::passage(self, hit)
    }
    fn pack(&self, chunks: &[Chunk]) -> Packed {
        super::pack(chunks)
    }
    fn unsent(&self, chunks: &[Chunk], marks: &[u8]) -> Unsent {
        let back = chunks.first().and_then(|chunk| match chunk.doc {
            DocKey::Client(id) => super::sharing::brought_back(self.practice()).remove(&id),
            DocKey::Practice => None,
        });
        super::unsent(chunks, marks, &back.unwrap_or_default())
    }
    fn counted(&self, chunks: &[Chunk], delivered: &[&[u8]], mark: &[u8]) -> Counted {
        super::sharing::counted(chunks, delivered, mark)
    }
}
