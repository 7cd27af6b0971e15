//! Why a relay did not do what it was asked.

use super::ControlTip;
use crate::code::{Malformed, Reader, Writer};
use crate::envelope::EnvelopeRefusal;
use crate::id::{Epoch, Hash32, Position};
use crate::log::{AppendRefusal, AuthorTip, Seen};
use crate::membership::AppendDenial;

/// What a client can do something about, with what it needs for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such space, or nothing in it for whoever asks: both are answered by these same bytes.
    Unknown,
    /// The bytes are no frame, or no frame that may come now. The connection ends.
    Malformed,
    /// Sealed under a key whose epoch has ended, or is about to: seal again under this one, once the control log has it. An older epoch than
    /// the client knows says that the relay's control log is behind: bring it the entries that it lacks.
    StaleEpoch {
        needed: Epoch,
    },
    /// The role does not allow it.
    Role,
    /// The control log has gone on: read it, decide again.
    Conflict {
        tip: ControlTip,
    },
    /// An entry that does not hold. Whoever made it can find the reason with the same code.
    Entry,
    /// An epoch has to begin at the end of the data log, which is here.
    Behind {
        at: Seen,
    },
    /// Changes of this author are missing before these.
    Gap {
        tip: AuthorTip,
    },
    /// The author's chain has another change there: its key is in use elsewhere.
    Fork {
        tip: AuthorTip,
    },
    /// The bytes of an envelope or manifest were not signed by who they say, or do not fit where they were sent.
    Invalid,
    /// The relay's log does not hold what the client has seen of it: the relay lost some, or began again. Its log ends here.
    LogReset {
        at: Seen,
    },
    /// Positions up to this one are no longer there one by one: take the snapshot.
    TooOld {
        floor: Position,
        snapshot: Hash32,
    },
    TooLarge {
        bytes_max: u32,
    },
    /// The space is full.
    Quota {
        used: u64,
        allowed: u64,
    },
    Rate {
        retry_after_ms: u32,
    },
    /// The connection was too slow and pushes were dropped: open again, after what was read last. This is where they began to miss.
    Busy {
        resync_from: Position,
    },
    /// There is no such snapshot or part.
    Missing,
    /// The relay is stopping, or cannot write. Nothing was done; come again.
    Unavailable {
        retry_after_ms: u32,
    },
}

/// What a client is told of it.
impl From<AppendDenial> for Refusal {
    fn from(denial: AppendDenial) -> Self {
        match denial {
            AppendDenial::NoMember => Self::Unknown,
            AppendDenial::Role(_) | AppendDenial::NeverThen => Self::Role,
            AppendDenial::StaleEpoch { needed } | AppendDenial::UnknownEpoch { newest: needed } => Self::StaleEpoch { needed },
        }
    }
}

/// What a client is told of it.
impl From<EnvelopeRefusal> for Refusal {
    fn from(refusal: EnvelopeRefusal) -> Self {
        match refusal {
            EnvelopeRefusal::Denied(denial) => denial.into(),
            EnvelopeRefusal::OtherSpace(_) | EnvelopeRefusal::Signature => Self::Invalid,
        }
    }
}

/// What a client is told of it.
impl From<AppendRefusal> for Refusal {
    fn from(refusal: AppendRefusal) -> Self {
        match refusal {
            AppendRefusal::Kind(_) | AppendRefusal::OtherAuthor(_) => Self::Invalid,
            AppendRefusal::Gap { tip } => Self::Gap { tip },
            AppendRefusal::Fork { tip } | AppendRefusal::Old { tip } => Self::Fork { tip },
            AppendRefusal::Envelope(refusal) => refusal.into(),
        }
    }
}

impl Refusal {
    pub fn code(&self) -> u8 {
        match self {
            Self::Unknown => 1,
            Self::Malformed => 2,
            Self::StaleEpoch { .. } => 3,
            Self::Role => 4,
            Self::Conflict { .. } => 5,
            Self::Entry => 6,
            Self::Behind { .. } => 7,
            Self::Gap { .. } => 8,
            Self::Fork { .. } => 9,
            Self::Invalid => 10,
            Self::LogReset { .. } => 11,
            Self::TooOld { .. } => 12,
            Self::TooLarge { .. } => 13,
            Self::Quota { .. } => 14,
            Self::Rate { .. } => 15,
            Self::Busy { .. } => 16,
            Self::Missing => 17,
            Self::Unavailable { .. } => 18,
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match reader.u8()? {
            1 => Self::Unknown,
            2 => Self::Malformed,
            3 => Self::StaleEpoch { needed: Epoch(reader.u32()?) },
            4 => Self::Role,
            5 => Self::Conflict { tip: ControlTip::read(reader)? },
            6 => Self::Entry,
            7 => Self::Behind { at: Seen::read(reader)? },
            8 => Self::Gap { tip: AuthorTip::read(reader)? },
            9 => Self::Fork { tip: AuthorTip::read(reader)? },
            10 => Self::Invalid,
            11 => Self::LogReset { at: Seen::read(reader)? },
            12 => Self::TooOld { floor: Position(reader.u64()?), snapshot: reader.array().map(Hash32)? },
            13 => Self::TooLarge { bytes_max: reader.u32()? },
            14 => Self::Quota { used: reader.u64()?, allowed: reader.u64()? },
            15 => Self::Rate { retry_after_ms: reader.u32()? },
            16 => Self::Busy { resync_from: Position(reader.u64()?) },
            17 => Self::Missing,
            18 => Self::Unavailable { retry_after_ms: reader.u32()? },
            other => return Err(Malformed::Unknown(other)),
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.u8(self.code());
        match self {
            Self::Unknown | Self::Malformed | Self::Role | Self::Entry | Self::Invalid | Self::Missing => {}
            Self::StaleEpoch { needed } => {
                writer.u32(needed.0);
            }
            Self::Conflict { tip } => tip.write(writer),
            Self::Behind { at } | Self::LogReset { at } => at.write(writer),
            Self::Gap { tip } | Self::Fork { tip } => tip.write(writer),
            Self::TooOld { floor, snapshot } => {
                writer.u64(floor.0).raw(&snapshot.0);
            }
            Self::TooLarge { bytes_max } => {
                writer.u32(*bytes_max);
            }
            Self::Quota { used, allowed } => {
                writer.u64(*used).u64(*allowed);
            }
            Self::Rate { retry_after_ms } | Self::Unavailable { retry_after_ms } => {
                writer.u32(*retry_after_ms);
            }
            Self::Busy { resync_from } => {
                writer.u64(resync_from.0);
            }
        }
    }
}
