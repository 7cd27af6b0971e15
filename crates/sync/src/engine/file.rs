//! What two people exchange without a relay: one file of sealed parts, with the control log that they are judged by. It is checked like
//! anything from a relay, and delivered the same way; but what came in it does not count as sent.
//!
//! ```text
//! "throughline-file/1" ‖ u32 count ‖ long entry … ‖ u32 count ‖ long envelope …
//! ```
//! The first envelope holds the hashes of the others, so that none can be left out; all are of one author.

use wire::{Agreement, Entry, Envelope, Hash32, Kind, Verified};

use super::{Engine, Failure, Success, Then, Ticket};
use crate::code::{Malformed, Reader, Writer};
use crate::content::{Chunk, Content, DocName, Piece};
use crate::seal::{OpenRefusal, open};

const MAGIC: &[u8] = b"throughline-file/1";

struct File {
    entries: Vec<Entry>,
    envelopes: Vec<Envelope>,
}

impl File {
    fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(Malformed);
        }
        let count = reader.u32()?;
        let entries = (0..count).map(|_| Entry::parse(reader.long()?).map_err(|_| Malformed)).collect::<Result<_, _>>()?;
        let count = reader.u32()?;
        let envelopes = (0..count).map(|_| Envelope::parse(reader.long()?).map_err(|_| Malformed)).collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self { entries, envelopes })
    }

    fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.raw(MAGIC).count(self.entries.len());
        for entry in &self.entries {
            writer.long(entry.bytes());
        }
        writer.count(self.envelopes.len());
        for envelope in &self.envelopes {
            writer.long(envelope.bytes());
        }
        writer.done()
    }
}

impl Engine {
    pub(super) fn export(&mut self, ticket: Ticket, chunks: Vec<Chunk>) {
        let answer = self.file_of(chunks).map(Success::Exported).ok_or(Failure::Role);
        self.answer(ticket, answer);
    }

    fn file_of(&mut self, chunks: Vec<Chunk>) -> Option<Vec<u8>> {
        let parts = self.seal_parts(chunks)?;
        let index = self.seal_part(&Content::Index(parts.iter().map(Envelope::hash).collect()))?;
        let envelopes = [index].into_iter().chain(parts).collect();
        Some(File { entries: self.control.entries.clone(), envelopes }.write())
    }

    pub(super) fn import(&mut self, ticket: Ticket, file: &[u8]) {
        if let Some(stuck) = self.halted.clone() {
            return self.answer(ticket, Err(Failure::Stuck(stuck)));
        }
        if self.task.is_some() {
            self.later.push_back(super::Input::Import { ticket, file: file.to_vec() });
            return;
        }
        match self.chunks_of(file) {
            Ok(chunks) if chunks.is_empty() => self.answer(ticket, Ok(Success::Imported(0))),
            Ok(chunks) => {
                let docs = chunks.iter().map(|chunk| chunk.doc.clone()).collect();
                self.deliver(chunks, false, Then::File { ticket, docs });
            }
            Err(failure) => self.answer(ticket, Err(failure)),
        }
    }

    fn chunks_of(&mut self, file: &[u8]) -> Result<Vec<Chunk>, Failure> {
        let File { entries, envelopes } = File::read(file).map_err(|Malformed| Failure::File)?;
        // Judged by the longer of the two control logs, and only when one goes on where the other ends.
        let (mut membership, mut keyring) = (self.control.membership.clone().ok_or(Failure::File)?, self.control.keyring.clone());
        if entries.first().is_none_or(|entry| entry.space() != self.home.space) {
            return Err(Failure::File);
        }
        let known = self.control.entries.len();
        if entries.iter().zip(&self.control.entries).any(|(one, other)| one.hash() != other.hash()) {
            return Err(Failure::FileDiffers);
        }
        let news: Vec<Entry> = entries.into_iter().skip(known).collect();
        for entry in &news {
            membership.apply(entry).map_err(|_| Failure::FileDiffers)?;
            keyring.learn(entry, &self.identity);
        }
        let mut verified = Vec::new();
        for envelope in &envelopes {
            verified.push(envelope.verify_past(&membership).map_err(|_| Failure::FileAuthor)?);
        }
        let (index, parts) = verified.split_first().ok_or(Failure::File)?;
        let author = index.header().author;
        let opened = |part: &Verified| match open(part, &keyring) {
            Ok(content) if part.header().kind == Kind::SnapshotPart && part.header().author == author => Ok(content),
            Err(OpenRefusal::NoKey(_)) => Err(Failure::FileKey),
            _ => Err(Failure::File),
        };
        let hashes: Vec<Hash32> = parts.iter().map(|part| part.envelope().hash()).collect();
        if opened(index)? != Content::Index(hashes) {
            return Err(Failure::File);
        }
        if self.reading.walk.compare(&index.header().seen) == Agreement::Differs {
            return Err(Failure::FileDiffers);
        }
        let mut pieces = Vec::new();
        for part in parts {
            match opened(part)? {
                Content::Pieces(of_part) => pieces.extend(of_part),
                _ => return Err(Failure::File),
            }
        }
        let chunks = joined(pieces).ok_or(Failure::File)?;
        for entry in news {
            self.take_entry(entry);
        }
        Ok(chunks)
    }

    /// What came in a file, the relay may never have had.
    pub(super) fn file_kept(&mut self, ticket: Ticket, docs: Vec<DocName>) {
        self.answer(ticket, Ok(Success::Imported(docs.len())));
        docs.into_iter().for_each(|doc| self.writing.soil(doc, self.now_ms));
    }

    /// What had to wait for the task at hand.
    pub(super) fn take_later(&mut self) {
        while self.task.is_none()
            && let Some(super::Input::Import { ticket, file }) = self.later.pop_front()
        {
            self.import(ticket, &file);
        }
    }
}

/// Pieces in order make chunks; none may be missing.
fn joined(pieces: Vec<Piece>) -> Option<Vec<Chunk>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut next = 0;
    for Piece { chunk, index, of } in pieces {
        if index != next {
            return None;
        }
        match chunks.last_mut().filter(|_| index > 0) {
            Some(begun) if begun.doc == chunk.doc => begun.bytes.extend(chunk.bytes),
            Some(_) => return None,
            None => chunks.push(chunk),
        }
        next = if index + 1 == of { 0 } else { index + 1 };
    }
    (next == 0).then_some(chunks)
}
