//! What a relay says.

use super::{Batch, ControlTip, Entries, Items, Refusal};
use crate::challenge::Origin;
use crate::code::{Malformed, Reader, Writer, within};
use crate::envelope::Envelope;
use crate::id::{Counter, Hash32, Nonce32, Position};
use crate::limit::{ENVELOPE_BYTES_MAX, FRAME_BYTES_MAX, MANIFEST_BYTES_MAX, SPACE_BYTES};
use crate::log::{AuthorTip, Seen};
use crate::snapshot::Manifest;

/// What this relay allows, where that is less than the protocol does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    pub envelope_bytes: u32,
    pub space_bytes: u64,
    /// Appends of one device in a minute, over a longer time.
    pub appends_per_minute: u32,
}

/// What the protocol allows, and 600 appends in a minute.
impl Default for Limits {
    fn default() -> Self {
        Self { envelope_bytes: ENVELOPE_BYTES_MAX as u32, space_bytes: SPACE_BYTES, appends_per_minute: 600 }
    }
}

/// How the data log of a space stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogTip {
    pub at: Seen,
    /// Positions up to this one are there as a snapshot only.
    pub floor: Position,
    /// The newest snapshot's manifest.
    pub snapshot: Option<Hash32>,
    /// Where the chain of the device that entered ends here: what it appended after that is not here.
    pub own: AuthorTip,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayFrame {
    /// Answers HELLO, whatever space it asked for.
    Greeting {
        nonce: Nonce32,
        origin: Origin,
        limits: Limits,
    },
    /// Answers AUTH. Without the log for whoever waits for approval or holds an invite.
    Welcome {
        control: ControlTip,
        log: Option<LogTip>,
    },
    /// Everything of the author up to this counter is on disk. This one stands there, and that is the head there.
    Ack {
        counter: Counter,
        at: Seen,
    },
    /// Positions in a row, from this one.
    Push {
        first: Position,
        items: Items,
    },
    /// All that there was when OPEN came has been pushed. What follows is new.
    CaughtUp {
        at: Seen,
    },
    /// Answers FETCH, with as many as fit.
    Fetched {
        first: Position,
        changes: Option<Batch>,
    },
    /// Answers CONTROL_FETCH with as many as fit, and comes unasked with each new entry. The tip is that of the whole log.
    Control {
        entries: Option<Entries>,
        tip: ControlTip,
    },
    /// Answers CONTROL_APPEND and CREATE_SPACE: on disk up to here.
    ControlAck {
        tip: ControlTip,
    },
    /// Answers SNAPSHOT_PART and SNAPSHOT_COMMIT: what has this hash is on disk.
    SnapshotAck {
        hash: Hash32,
    },
    /// Answers SNAPSHOT_FETCH.
    Snapshot {
        manifest: Manifest,
    },
    /// Answers PARTS_FETCH: the first of those asked for, in their order, as many as fit.
    Parts {
        parts: Batch,
    },
    Ephemeral {
        envelope: Envelope,
    },
    Pong {
        number: u64,
    },
    /// The log is long: somebody who may should upload a snapshot up to here or further.
    CompactHint {
        up_to: Position,
    },
    /// The space is gone, by DELETE_SPACE of this device or another. The connection ends.
    Deleted,
    /// What a frame of this type asked for was not done; 0 when it is about none.
    Err {
        about: u8,
        refusal: Refusal,
    },
}

impl RelayFrame {
    pub fn code(&self) -> u8 {
        match self {
            Self::Greeting { .. } => 0x81,
            Self::Welcome { .. } => 0x82,
            Self::Ack { .. } => 0x83,
            Self::Push { .. } => 0x84,
            Self::CaughtUp { .. } => 0x85,
            Self::Fetched { .. } => 0x86,
            Self::Control { .. } => 0x87,
            Self::ControlAck { .. } => 0x88,
            Self::SnapshotAck { .. } => 0x89,
            Self::Snapshot { .. } => 0x8a,
            Self::Parts { .. } => 0x8b,
            Self::Ephemeral { .. } => 0x8c,
            Self::Pong { .. } => 0x8d,
            Self::CompactHint { .. } => 0x8e,
            Self::Deleted => 0x8f,
            Self::Err { .. } => 0x90,
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
            0x81 => Self::Greeting {
                nonce: reader.array().map(Nonce32)?,
                origin: Origin::read(reader)?,
                limits: Limits { envelope_bytes: reader.u32()?, space_bytes: reader.u64()?, appends_per_minute: reader.u32()? },
            },
            0x82 => Self::Welcome {
                control: ControlTip::read(reader)?,
                log: reader.option(|reader| {
                    Ok(LogTip {
                        at: Seen::read(reader)?,
                        floor: Position(reader.u64()?),
                        snapshot: reader.option(|reader| reader.array().map(Hash32))?,
                        own: AuthorTip::read(reader)?,
                    })
                })?,
            },
            0x83 => Self::Ack { counter: Counter(reader.u64()?), at: Seen::read(reader)? },
            0x84 => Self::Push { first: Position(reader.u64()?), items: Items::read(reader)? },
            0x85 => Self::CaughtUp { at: Seen::read(reader)? },
            0x86 => Self::Fetched { first: Position(reader.u64()?), changes: Batch::read_option(reader)? },
            0x87 => Self::Control { entries: Entries::read_option(reader)?, tip: ControlTip::read(reader)? },
            0x88 => Self::ControlAck { tip: ControlTip::read(reader)? },
            0x89 => Self::SnapshotAck { hash: reader.array().map(Hash32)? },
            0x8a => Self::Snapshot { manifest: Manifest::parse(reader.long(MANIFEST_BYTES_MAX)?)? },
            0x8b => Self::Parts { parts: Batch::read(reader)? },
            0x8c => Self::Ephemeral { envelope: Envelope::parse(reader.long(ENVELOPE_BYTES_MAX)?)? },
            0x8d => Self::Pong { number: reader.u64()? },
            0x8e => Self::CompactHint { up_to: Position(reader.u64()?) },
            0x8f => Self::Deleted,
            0x90 => Self::Err { about: reader.u8()?, refusal: Refusal::read(reader)? },
            other => return Err(Malformed::Unknown(other)),
        })
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::versioned();
        writer.u8(self.code());
        match self {
            Self::Greeting { nonce, origin, limits } => {
                writer.raw(&nonce.0).short(origin.as_str().as_bytes());
                writer.u32(limits.envelope_bytes).u64(limits.space_bytes).u32(limits.appends_per_minute);
            }
            Self::Welcome { control, log } => {
                control.write(&mut writer);
                writer.option(*log, |writer, log| {
                    log.at.write(writer);
                    writer.u64(log.floor.0).option(log.snapshot, |writer, hash| {
                        writer.raw(&hash.0);
                    });
                    log.own.write(writer);
                });
            }
            Self::Ack { counter, at } => {
                writer.u64(counter.0);
                at.write(&mut writer);
            }
            Self::Push { first, items } => {
                writer.u64(first.0);
                items.write(&mut writer);
            }
            Self::CaughtUp { at } => at.write(&mut writer),
            Self::Fetched { first, changes } => {
                writer.u64(first.0);
                Batch::write_option(changes.as_ref(), &mut writer);
            }
            Self::Control { entries, tip } => {
                Entries::write_option(entries.as_ref(), &mut writer);
                tip.write(&mut writer);
            }
            Self::ControlAck { tip } => tip.write(&mut writer),
            Self::SnapshotAck { hash } => {
                writer.raw(&hash.0);
            }
            Self::Snapshot { manifest } => {
                writer.long(manifest.bytes());
            }
            Self::Parts { parts } => parts.write(&mut writer),
            Self::Ephemeral { envelope } => {
                writer.long(envelope.bytes());
            }
            Self::Pong { number } => {
                writer.u64(*number);
            }
            Self::CompactHint { up_to } => {
                writer.u64(up_to.0);
            }
            Self::Deleted => {}
            Self::Err { about, refusal } => {
                writer.u8(*about);
                refusal.write(&mut writer);
            }
        }
        writer.done()
    }
}
