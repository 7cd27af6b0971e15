//! What stands inside of an envelope, before it is closed: documents' bytes or presence, framed and padded so that its length says little.

use std::fmt;

use wire::{DocTag, Hash32, Header, Kind, Signature};

use crate::code::{Malformed, Reader, Writer};
use crate::keyring::EpochSecret;

/// The name of a document: 1 to 64 bytes of text. What it names is not known here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocName(String);

impl DocName {
    pub const BYTES_MAX: usize = 64;

    pub fn new(name: &str) -> Option<Self> {
        (1..=Self::BYTES_MAX).contains(&name.len()).then(|| Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::new(reader.text()?).ok_or(Malformed)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.short(self.0.as_bytes());
    }
}

impl fmt::Debug for DocName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes that people can read, and logs must not: it says how many there are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plain(pub Vec<u8>);

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// Bytes of one document: changes, or all of it. Taking them twice changes nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Chunk {
    pub doc: DocName,
    pub bytes: Vec<u8>,
}

/// It says how long it is, not what it is.
impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chunk({}, {} bytes)", self.doc.0, self.bytes.len())
    }
}

/// A chunk, or the part of it that fits into one envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub chunk: Chunk,
    /// Which one, from 0.
    pub index: u16,
    /// Of how many: 1 to [`Piece::MOST`].
    pub of: u16,
}

impl Piece {
    /// No chunk is longer than this many pieces.
    pub const MOST: u16 = 64;
    const OVERHEAD: usize = 1 + 1 + DocName::BYTES_MAX + 2 + 2 + 4;

    /// The pieces of a chunk, when each framed and padded one shall have at most so many bytes. None when they would be too many.
    pub fn cut(chunk: Chunk, padded_bytes_max: usize) -> Option<Vec<Self>> {
        let room = padme_below(padded_bytes_max).checked_sub(Self::OVERHEAD + FRAME_OVERHEAD).filter(|room| *room > 0)?;
        let of = u16::try_from(chunk.bytes.len().div_ceil(room).max(1)).ok().filter(|of| *of <= Self::MOST)?;
        if of == 1 {
            return Some(vec![Self { chunk, index: 0, of }]);
        }
        let piece = |(index, bytes): (u16, &[u8])| Self { chunk: Chunk { doc: chunk.doc.clone(), bytes: bytes.to_vec() }, index, of };
        Some((0..of).zip(chunk.bytes.chunks(room)).map(piece).collect())
    }

    /// What it takes up in an envelope.
    pub(crate) fn length(&self) -> usize {
        self.chunk.bytes.len() + Self::OVERHEAD
    }
}

/// What an envelope carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// One piece in a change; one or more in a part of a snapshot.
    Pieces(Vec<Piece>),
    /// What the app shows of a person who is there. Only in something ephemeral.
    Presence(Plain),
    /// The hashes of the parts that belong together in a file that two people exchange.
    Index(Vec<Hash32>),
}

impl Content {
    fn fits(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Pieces(pieces), Kind::Change) => pieces.len() == 1,
            (Self::Pieces(pieces), Kind::SnapshotPart) => !pieces.is_empty(),
            (Self::Presence(_), Kind::Ephemeral) | (Self::Index(_), Kind::SnapshotPart) => true,
            _ => false,
        }
    }

    /// How the envelope is marked: by its document, when it is a change.
    pub(crate) fn tag(&self, key: &EpochSecret, kind: Kind) -> DocTag {
        match self {
            Self::Pieces(pieces) if kind == Kind::Change => {
                pieces.first().map_or(DocTag([0; 16]), |piece| key.doc_tag(piece.chunk.doc.as_str()))
            }
            _ => DocTag([0; 16]),
        }
    }

    /// Framed and padded: u8 0 ‖ u32 length ‖ content ‖ zeros. It is never compressed here: what documents give is compressed already, and
    /// of a compressed text its length would tell more.
    pub(crate) fn write(&self, kind: Kind) -> Result<Vec<u8>, Malformed> {
        if !self.fits(kind) {
            return Err(Malformed);
        }
        let mut writer = Writer::default();
        match self {
            Self::Pieces(pieces) => {
                writer.u8(1).u16(u16::try_from(pieces.len()).map_err(|_| Malformed)?);
                for Piece { chunk, index, of } in pieces {
                    chunk.doc.write(&mut writer);
                    writer.u16(*index).u16(*of).long(&chunk.bytes);
                }
            }
            Self::Presence(bytes) => {
                writer.u8(2).raw(&bytes.0);
            }
            Self::Index(hashes) => {
                writer.u8(3);
                for hash in hashes {
                    writer.raw(&hash.0);
                }
            }
        }
        let content = writer.done();
        let mut framed = Writer::default();
        framed.u8(0).long(&content);
        let mut framed = framed.done();
        framed.resize(padme(framed.len()), 0);
        Ok(framed)
    }

    /// Of one spelling only: the padding is as long as it has to be, and nothing stands in it.
    pub(crate) fn read(padded: &[u8], kind: Kind) -> Result<Self, Malformed> {
        let mut framed = Reader::new(padded);
        if framed.u8()? != 0 {
            return Err(Malformed);
        }
        let mut reader = Reader::new(framed.long()?);
        let padding = framed.rest();
        let content = match reader.u8()? {
            1 => {
                let count = reader.u16()?;
                let pieces = (0..count).map(|_| read_piece(&mut reader)).collect::<Result<_, _>>()?;
                reader.end()?;
                Self::Pieces(pieces)
            }
            2 => Self::Presence(Plain(reader.rest().to_vec())),
            3 => {
                let (hashes, left) = reader.rest().as_chunks();
                if !left.is_empty() {
                    return Err(Malformed);
                }
                Self::Index(hashes.iter().copied().map(Hash32).collect())
            }
            _ => return Err(Malformed),
        };
        let is_padded = padme(padded.len() - padding.len()) == padded.len() && padding.iter().all(|byte| *byte == 0);
        if is_padded && content.fits(kind) { Ok(content) } else { Err(Malformed) }
    }
}

fn read_piece(reader: &mut Reader<'_>) -> Result<Piece, Malformed> {
    let doc = DocName::read(reader)?;
    let (index, of) = (reader.u16()?, reader.u16()?);
    if index >= of || of > Piece::MOST {
        return Err(Malformed);
    }
    Ok(Piece { chunk: Chunk { doc, bytes: reader.long()?.to_vec() }, index, of })
}

/// The frame, the tag and the count before the first piece.
const FRAME_OVERHEAD: usize = 1 + 4 + 1 + 2;

/// Shorter than this nothing is told from anything.
const PADDED_BYTES_MIN: usize = 256;

/// Padmé (Nikitin and others, PoPETs 2019): the next length whose last bits are zero, so that of a length of n bits about log2(n) are
/// told. It adds at most 12 per cent.
pub(crate) fn padme(length: usize) -> usize {
    if length <= PADDED_BYTES_MIN {
        return PADDED_BYTES_MIN;
    }
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_usize << (exponent - kept)) - 1;
    (length + mask) & !mask
}

/// The longest padded length up to a bound.
fn padme_below(bound: usize) -> usize {
    let mut length = bound;
    while length > PADDED_BYTES_MIN && padme(length) > bound {
        // Into the class below: what a class adds is less than a 16th of it.
        length -= (length >> 8).max(1);
    }
    if padme(length) > bound { 0 } else { padme(length) }
}

/// What an envelope adds to its padded content.
pub(crate) const ENVELOPE_OVERHEAD: usize = Header::LENGTH + Signature::LENGTH + 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_leak_only_their_class() {
        let classes: std::collections::BTreeSet<usize> = (0..=1 << 20).map(padme).collect();
        assert_eq!(padme(0), 256);
        assert!((1..1 << 20).all(|length| padme(length) >= length && padme(padme(length)) == padme(length)));
        assert!((2000..1 << 20).all(|length| padme(length) - length <= length * 12 / 100));
        // A million lengths, and no more than this many can be told apart.
        assert_eq!(classes.len(), 257);
    }

    #[test]
    fn the_longest_length_below_a_bound_is_a_class() {
        for bound in [256, 257, 1000, 4097, 16 << 10, (1 << 20) - ENVELOPE_OVERHEAD] {
            let below = padme_below(bound);
            assert!(below <= bound && padme(below) == below && padme(below + 1) > bound, "{bound}: {below}");
        }
        assert_eq!(padme_below(100), 0);
    }

    #[test]
    fn a_long_chunk_comes_in_pieces_that_fit() {
        let doc = DocName::new("practice").expect("a name");
        let bytes: Vec<u8> = (0..100_000_u32).map(|at| at.to_le_bytes()[0]).collect();
        let pieces = Piece::cut(Chunk { doc: doc.clone(), bytes: bytes.clone() }, 5000).expect("few pieces");
        assert!(pieces.len() > 20);
        for piece in &pieces {
            assert!(Content::Pieces(vec![piece.clone()]).write(Kind::Change).expect("a content").len() <= 5000);
        }
        assert_eq!(pieces.iter().flat_map(|piece| piece.chunk.bytes.clone()).collect::<Vec<_>>(), bytes);
        assert_eq!(Piece::cut(Chunk { doc, bytes: vec![0; 1 << 20] }, 5000), None);
    }
}
