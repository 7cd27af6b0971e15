//! One message of the connection: a version, a type, and a body whose every length and count is bounded.
//!
//! A frame is read whole or refused. What was read is written again as the same bytes.

mod client;
mod list;
mod refusal;
mod relay;

pub use client::{ClientFrame, OwnItems, Span, Token};
pub use list::{Batch, Entries, Hashes, Item, Items};
pub use refusal::Refusal;
pub use relay::{Limits, LogTip, RelayFrame};

use crate::code::{Malformed, Reader, Writer};
use crate::id::{Hash32, Sequence};

/// The last entry of a control log: which one it is, and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ControlTip {
    pub sequence: Sequence,
    pub hash: Hash32,
}

impl ControlTip {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { sequence: Sequence(reader.u64()?), hash: reader.array().map(Hash32)? })
    }

    fn write(self, writer: &mut Writer) {
        writer.u64(self.sequence.0).raw(&self.hash.0);
    }
}
