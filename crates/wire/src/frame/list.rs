//! Lists that fit into one frame, by number and by bytes. Each is checked when it is made, so that what is written can be read.

use crate::code::{Malformed, Reader, Writer, within};
use crate::entry::Entry;
use crate::envelope::Envelope;
use crate::id::{Counter, Hash32};
use crate::limit::{
    BATCH_BYTES_MAX, BATCH_ENVELOPES_MAX, ENTRIES_IN_FRAME_MAX, ENTRY_BYTES_MAX, ENVELOPE_BYTES_MAX, HASHES_MAX, ITEM_BYTES_OVERHEAD,
};

/// The bytes that items take up in a frame, when they fit.
fn fits(mut lengths: impl Iterator<Item = usize>) -> Result<(), Malformed> {
    let sum = lengths.try_fold(0usize, |sum, length| sum.checked_add(length)?.checked_add(ITEM_BYTES_OVERHEAD));
    sum.ok_or(Malformed::Bound).and_then(|sum| within(sum, 0, BATCH_BYTES_MAX)).map(|_| ())
}

/// Cuts a list into runs that fit, in order. Every single item fits.
fn runs<T>(items: Vec<T>, count_max: usize, length: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut runs: Vec<Vec<T>> = Vec::new();
    let mut filled = 0;
    for item in items {
        let bytes = length(&item) + ITEM_BYTES_OVERHEAD;
        match runs.last_mut() {
            Some(run) if run.len() < count_max && filled + bytes <= BATCH_BYTES_MAX => {
                filled += bytes;
                run.push(item);
            }
            _ => {
                filled = bytes;
                runs.push(vec![item]);
            }
        }
    }
    runs
}

fn read_envelope(reader: &mut Reader<'_>) -> Result<Envelope, Malformed> {
    Envelope::parse(reader.long(ENVELOPE_BYTES_MAX)?)
}

/// One or more envelopes that fit into one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch(Vec<Envelope>);

impl Batch {
    pub fn new(envelopes: Vec<Envelope>) -> Result<Self, Malformed> {
        within(envelopes.len(), 1, BATCH_ENVELOPES_MAX)?;
        fits(envelopes.iter().map(|envelope| envelope.bytes().len()))?;
        Ok(Self(envelopes))
    }

    /// As few batches as hold them all in order.
    pub fn cut(envelopes: Vec<Envelope>) -> Vec<Self> {
        runs(envelopes, BATCH_ENVELOPES_MAX, |envelope| envelope.bytes().len()).into_iter().map(Self).collect()
    }

    pub fn as_slice(&self) -> &[Envelope] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<Envelope> {
        self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::read_option(reader)?.ok_or(Malformed::Bound)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        Self::write_option(Some(self), writer);
    }

    /// None is a count of nothing.
    pub(super) fn read_option(reader: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let count = reader.count(0, BATCH_ENVELOPES_MAX)?;
        let envelopes = (0..count).map(|_| read_envelope(reader)).collect::<Result<Vec<_>, _>>()?;
        if envelopes.is_empty() { Ok(None) } else { Self::new(envelopes).map(Some) }
    }

    pub(super) fn write_option(batch: Option<&Self>, writer: &mut Writer) {
        let envelopes = batch.map(Self::as_slice).unwrap_or_default();
        writer.count(envelopes.len());
        for envelope in envelopes {
            writer.long(envelope.bytes());
        }
    }
}

/// One position of the data log, as a reader is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Whole(Envelope),
    /// A change of the reader's own, which it has.
    Own {
        counter: Counter,
        hash: Hash32,
    },
}

impl Item {
    const OWN_BYTES: usize = 40;

    fn length(&self) -> usize {
        match self {
            Self::Whole(envelope) => envelope.bytes().len(),
            Self::Own { .. } => Self::OWN_BYTES,
        }
    }
}

/// One or more positions in a row that fit into one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items(Vec<Item>);

impl Items {
    pub fn new(items: Vec<Item>) -> Result<Self, Malformed> {
        within(items.len(), 1, BATCH_ENVELOPES_MAX)?;
        fits(items.iter().map(Item::length))?;
        Ok(Self(items))
    }

    /// As few as hold them all in order.
    pub fn cut(items: Vec<Item>) -> Vec<Self> {
        runs(items, BATCH_ENVELOPES_MAX, Item::length).into_iter().map(Self).collect()
    }

    pub fn as_slice(&self) -> &[Item] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<Item> {
        self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(1, BATCH_ENVELOPES_MAX)?;
        let item = |reader: &mut Reader<'_>| match reader.u8()? {
            0 => read_envelope(reader).map(Item::Whole),
            1 => Ok(Item::Own { counter: Counter(reader.u64()?), hash: reader.array().map(Hash32)? }),
            other => Err(Malformed::Unknown(other)),
        };
        Self::new((0..count).map(|_| item(reader)).collect::<Result<_, _>>()?)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len());
        for item in &self.0 {
            match item {
                Item::Whole(envelope) => writer.u8(0).long(envelope.bytes()),
                Item::Own { counter, hash } => writer.u8(1).u64(counter.0).raw(&hash.0),
            };
        }
    }
}

/// One or more control entries that fit into one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries(Vec<Entry>);

impl Entries {
    pub fn new(entries: Vec<Entry>) -> Result<Self, Malformed> {
        within(entries.len(), 1, ENTRIES_IN_FRAME_MAX)?;
        fits(entries.iter().map(|entry| entry.bytes().len()))?;
        Ok(Self(entries))
    }

    /// As few as hold them all in order.
    pub fn cut(entries: Vec<Entry>) -> Vec<Self> {
        runs(entries, ENTRIES_IN_FRAME_MAX, |entry| entry.bytes().len()).into_iter().map(Self).collect()
    }

    pub fn as_slice(&self) -> &[Entry] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<Entry> {
        self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::read_option(reader)?.ok_or(Malformed::Bound)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        Self::write_option(Some(self), writer);
    }

    /// None is a count of nothing.
    pub(super) fn read_option(reader: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let count = reader.count(0, ENTRIES_IN_FRAME_MAX)?;
        let entries = (0..count).map(|_| Entry::parse(reader.long(ENTRY_BYTES_MAX)?)).collect::<Result<Vec<_>, _>>()?;
        if entries.is_empty() { Ok(None) } else { Self::new(entries).map(Some) }
    }

    pub(super) fn write_option(entries: Option<&Self>, writer: &mut Writer) {
        let entries = entries.map(Self::as_slice).unwrap_or_default();
        writer.count(entries.len());
        for entry in entries {
            writer.long(entry.bytes());
        }
    }
}

/// 1 to [`HASHES_MAX`] hashes, in the order in which they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashes(Vec<Hash32>);

impl Hashes {
    pub fn new(hashes: Vec<Hash32>) -> Result<Self, Malformed> {
        within(hashes.len(), 1, HASHES_MAX)?;
        Ok(Self(hashes))
    }

    pub fn as_slice(&self) -> &[Hash32] {
        &self.0
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let count = reader.count(1, HASHES_MAX)?;
        (0..count).map(|_| reader.array().map(Hash32)).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        writer.count(self.0.len());
        for hash in &self.0 {
            writer.raw(&hash.0);
        }
    }
}
