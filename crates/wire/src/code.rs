//! The reader and writer under all formats. Integers are big-endian and of fixed width, lists are counted, and nothing may follow the end:
//! each value has one spelling, so that what was accepted is written again as the same bytes.
//!
//! Written by hand, and not CBOR, because CBOR has several spellings for a number and for a length, and its readers accept them all.

use crate::VERSION;

/// Why bytes are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// They end too early.
    Short,
    /// They go on after the end.
    Trailing,
    /// Of another version of the protocol.
    Version(u8),
    /// A frame, kind, role or tag that this version does not know.
    Unknown(u8),
    /// A length or count beyond its limit, or below it.
    Bound,
    /// A list that must rise strictly does not, or a field has a value that its kind does not allow.
    Field,
}

pub(crate) struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    /// A reader behind the version byte.
    pub(crate) fn versioned(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut reader = Self::new(bytes);
        match reader.u8()? {
            VERSION => Ok(reader),
            other => Err(Malformed::Version(other)),
        }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, left) = self.left.split_at_checked(count).ok_or(Malformed::Short)?;
        self.left = left;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (taken, left) = self.left.split_first_chunk().ok_or(Malformed::Short)?;
        self.left = left;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Malformed> {
        self.array().map(u16::from_be_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        self.array().map(u32::from_be_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        self.array().map(u64::from_be_bytes)
    }

    /// A count of two bytes, within its bounds.
    pub(crate) fn count(&mut self, min: usize, max: usize) -> Result<usize, Malformed> {
        within(usize::from(self.u16()?), min, max)
    }

    /// Bytes behind a length of one byte.
    pub(crate) fn short(&mut self, min: usize, max: usize) -> Result<&'a [u8], Malformed> {
        let length = within(usize::from(self.u8()?), min, max)?;
        self.take(length)
    }

    /// Bytes behind a length of four bytes.
    pub(crate) fn long(&mut self, max: usize) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(self.u32()?).map_err(|_| Malformed::Bound)?;
        self.take(within(length, 0, max)?)
    }

    /// A value behind a byte that says whether there is one.
    pub(crate) fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Malformed>) -> Result<Option<T>, Malformed> {
        match self.u8()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            other => Err(Malformed::Unknown(other)),
        }
    }

    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.left.is_empty() { Ok(()) } else { Err(Malformed::Trailing) }
    }
}

pub(crate) fn within(length: usize, min: usize, max: usize) -> Result<usize, Malformed> {
    if (min..=max).contains(&length) { Ok(length) } else { Err(Malformed::Bound) }
}

/// What is written was checked when it was made: lengths fit their fields.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn versioned() -> Self {
        Self { bytes: vec![VERSION] }
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    pub(crate) fn u8(&mut self, value: u8) -> &mut Self {
        self.raw(&[value])
    }

    pub(crate) fn u16(&mut self, value: u16) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    pub(crate) fn u32(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    pub(crate) fn u64(&mut self, value: u64) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    pub(crate) fn count(&mut self, count: usize) -> &mut Self {
        self.u16(u16::try_from(count).unwrap_or(u16::MAX))
    }

    pub(crate) fn short(&mut self, bytes: &[u8]) -> &mut Self {
        self.u8(u8::try_from(bytes.len()).unwrap_or(u8::MAX)).raw(bytes)
    }

    pub(crate) fn long(&mut self, bytes: &[u8]) -> &mut Self {
        self.u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).raw(bytes)
    }

    pub(crate) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) -> &mut Self {
        match value {
            None => {
                self.u8(0);
            }
            Some(value) => {
                self.u8(1);
                write(self, value);
            }
        }
        self
    }

    pub(crate) fn done(self) -> Vec<u8> {
        self.bytes
    }
}

/// Whether each is greater than the one before.
pub(crate) fn rises<T: Ord>(mut items: impl Iterator<Item = T>) -> bool {
    let Some(mut last) = items.next() else { return true };
    items.all(|item| {
        let greater = item > last;
        last = item;
        greater
    })
}
