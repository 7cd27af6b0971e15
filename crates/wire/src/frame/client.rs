//! What a client says.

use super::{Batch, Entries, Hashes};
use crate::challenge::Principal;
use crate::code::{Malformed, Reader, Writer, within};
use crate::entry::Entry;
use crate::envelope::Envelope;
use crate::id::{Hash32, Nonce32, Position, Sequence, SpaceId};
use crate::limit::{ENTRY_BYTES_MAX, ENVELOPE_BYTES_MAX, FRAME_BYTES_MAX, MANIFEST_BYTES_MAX, TOKEN_BYTES_MAX};
use crate::log::Seen;
use crate::sign::Signature;
use crate::snapshot::Manifest;

/// What a relay gave out so that not everybody creates spaces on it: 1 to [`TOKEN_BYTES_MAX`] bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Vec<u8>);

impl Token {
    /// None when empty or too long.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (1..=TOKEN_BYTES_MAX).contains(&bytes.len()).then_some(Self(bytes))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// It is a secret, and stays out of every log.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// How the reader's own changes are pushed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnItems {
    /// As [`super::Item::Own`]: it has them.
    Named,
    /// Like everybody's: its storage may have lost them.
    Whole,
}

/// Positions of the data log, both ends included: one at least, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    from: Position,
    up_to: Position,
}

impl Span {
    pub fn new(from: Position, up_to: Position) -> Option<Self> {
        (Position::START < from && from <= up_to).then_some(Self { from, up_to })
    }

    pub fn from(&self) -> Position {
        self.from
    }

    pub fn up_to(&self) -> Position {
        self.up_to
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFrame {
    /// The first frame of a connection.
    Hello {
        space: SpaceId,
        nonce: Nonce32,
    },
    /// The signature is over [`crate::Challenge::entering`].
    Auth {
        principal: Principal,
        signature: Signature,
    },
    /// A control log from its genesis on; before [`ClientFrame::Auth`], and repeated for a longer log. What the relay has already is
    /// passed over.
    CreateSpace {
        entries: Entries,
        token: Option<Token>,
    },
    /// Everything after this place of the data log, and whatever comes.
    Open {
        after: Seen,
        own: OwnItems,
    },
    Append {
        changes: Batch,
    },
    Fetch {
        span: Span,
    },
    SnapshotPart {
        part: Envelope,
    },
    /// Every part that it names is at the relay.
    SnapshotCommit {
        manifest: Manifest,
    },
    /// None: the newest one.
    SnapshotFetch {
        manifest: Option<Hash32>,
    },
    PartsFetch {
        parts: Hashes,
    },
    /// This device has read the snapshot, and found in it what it knew of all that it covers.
    Acked {
        manifest: Hash32,
    },
    Ephemeral {
        envelope: Envelope,
    },
    /// The entry itself says which one it follows.
    ControlAppend {
        entry: Entry,
    },
    ControlFetch {
        after: Sequence,
    },
    /// The signature is over [`crate::Challenge::deleting`].
    DeleteSpace {
        signature: Signature,
    },
    Ping {
        number: u64,
    },
}

impl ClientFrame {
    /// The type of the frame: what [`super::RelayFrame::Err`] says it is about.
    pub fn code(&self) -> u8 {
        match self {
            Self::Hello { .. } => 0x01,
            Self::Auth { .. } => 0x02,
            Self::CreateSpace { .. } => 0x03,
            Self::Open { .. } => 0x04,
            Self::Append { .. } => 0x05,
            Self::Fetch { .. } => 0x06,
            Self::SnapshotPart { .. } => 0x07,
            Self::SnapshotCommit { .. } => 0x08,
            Self::SnapshotFetch { .. } => 0x09,
            Self::PartsFetch { .. } => 0x0a,
            Self::Acked { .. } => 0x0b,
            Self::Ephemeral { .. } => 0x0c,
            Self::ControlAppend { .. } => 0x0d,
            Self::ControlFetch { .. } => 0x0e,
            Self::DeleteSpace { .. } => 0x0f,
            Self::Ping { .. } => 0x10,
        }
    }

    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        within(bytes.len(), 0, FRAME_BYTES_MAX)?;
        let mut reader = Reader::versioned(bytes)?;
        let frame = Self::read(&mut reader)?;
        reader.end()?;
        Ok(frame)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match reader.u8()? {
            0x01 => Self::Hello { space: reader.array().map(SpaceId)?, nonce: reader.array().map(Nonce32)? },
            0x02 => Self::Auth { principal: Principal::read(reader)?, signature: reader.array().map(Signature)? },
            0x03 => Self::CreateSpace {
                entries: Entries::read(reader)?,
                token: reader.option(|reader| reader.short(1, TOKEN_BYTES_MAX).map(|bytes| Token(bytes.to_vec())))?,
            },
            0x04 => Self::Open {
                after: Seen::read(reader)?,
                own: match reader.u8()? {
                    0 => OwnItems::Named,
                    1 => OwnItems::Whole,
                    other => return Err(Malformed::Unknown(other)),
                },
            },
            0x05 => Self::Append { changes: Batch::read(reader)? },
            0x06 => Self::Fetch { span: Span::new(Position(reader.u64()?), Position(reader.u64()?)).ok_or(Malformed::Field)? },
            0x07 => Self::SnapshotPart { part: Envelope::parse(reader.long(ENVELOPE_BYTES_MAX)?)? },
            0x08 => Self::SnapshotCommit { manifest: Manifest::parse(reader.long(MANIFEST_BYTES_MAX)?)? },
            0x09 => Self::SnapshotFetch { manifest: reader.option(|reader| reader.array().map(Hash32))? },
            0x0a => Self::PartsFetch { parts: Hashes::read(reader)? },
            0x0b => Self::Acked { manifest: reader.array().map(Hash32)? },
            0x0c => Self::Ephemeral { envelope: Envelope::parse(reader.long(ENVELOPE_BYTES_MAX)?)? },
            0x0d => Self::ControlAppend { entry: Entry::parse(reader.long(ENTRY_BYTES_MAX)?)? },
            0x0e => Self::ControlFetch { after: Sequence(reader.u64()?) },
            0x0f => Self::DeleteSpace { signature: reader.array().map(Signature)? },
            0x10 => Self::Ping { number: reader.u64()? },
            other => return Err(Malformed::Unknown(other)),
        })
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::versioned();
        writer.u8(self.code());
        match self {
            Self::Hello { space, nonce } => {
                writer.raw(&space.0).raw(&nonce.0);
            }
            Self::Auth { principal, signature } => {
                principal.write(&mut writer);
                writer.raw(&signature.0);
            }
            Self::CreateSpace { entries, token } => {
                entries.write(&mut writer);
                writer.option(token.as_ref(), |writer, token| {
                    writer.short(token.as_bytes());
                });
            }
            Self::Open { after, own } => {
                after.write(&mut writer);
                writer.u8(match own {
                    OwnItems::Named => 0,
                    OwnItems::Whole => 1,
                });
            }
            Self::Append { changes } => changes.write(&mut writer),
            Self::Fetch { span } => {
                writer.u64(span.from.0).u64(span.up_to.0);
            }
            Self::SnapshotPart { part } => {
                writer.long(part.bytes());
            }
            Self::SnapshotCommit { manifest } => {
                writer.long(manifest.bytes());
            }
            Self::SnapshotFetch { manifest } => {
                writer.option(*manifest, |writer, hash| {
                    writer.raw(&hash.0);
                });
            }
            Self::PartsFetch { parts } => parts.write(&mut writer),
            Self::Acked { manifest } => {
                writer.raw(&manifest.0);
            }
            Self::Ephemeral { envelope } => {
                writer.long(envelope.bytes());
            }
            Self::ControlAppend { entry } => {
                writer.long(entry.bytes());
            }
            Self::ControlFetch { after } => {
                writer.u64(after.0);
            }
            Self::DeleteSpace { signature } => {
                writer.raw(&signature.0);
            }
            Self::Ping { number } => {
                writer.u64(*number);
            }
        }
        writer.done()
    }
}
