//! The files of clients in a backup: named and sealed in its head, their bytes behind it as they are, one after the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{BackupError, opening};

/// Files a backup may have.
pub const FILES_MOST: usize = 1_000_000;
/// The first bytes of a backup say how long its head is, if they are so many.
pub const BEGINNING: u64 = 128;
/// The digits of a head's length.
const DIGITS: usize = 12;

/// One file whose bytes stand behind the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// What a record calls it, for whoever is told that it is damaged.
    pub name: String,
    /// Of its bytes, in lower-case hexadecimal. No two files have one.
    pub sha256: String,
    pub bytes: u64,
}

/// How many bytes of a backup are its head, told from its [first bytes](BEGINNING). None: all of them are.
pub fn head_length(beginning: &[u8]) -> Option<u64> {
    let said = beginning.strip_prefix(before_length().as_bytes())?.get(..DIGITS)?;
    std::str::from_utf8(said).ok()?.parse().ok()
}

/// Where the bytes of each file stand in a backup whose head is so long, in the order in which it names them.
pub fn places<'a>(files: &'a [Attached], head: u64) -> Vec<(&'a Attached, Range<u64>)> {
    let mut at = head;
    let place = |file: &'a Attached| {
        let from = at;
        at = at.saturating_add(file.bytes);
        (file, from..at)
    };
    files.iter().map(place).collect()
}

/// What stands before the length of the head, in version 2.
fn before_length() -> String {
    format!("{}2,\n\"head\":\"", opening())
}

/// The beginning of a head, up to the digits of its length, as they are before it is known.
pub(super) fn begin() -> String {
    format!("{}{}\",\n", before_length(), "0".repeat(DIGITS))
}

/// Writes the length of a head that is `length` bytes long into it.
pub(super) fn measure(head: &mut String, length: usize) {
    let at = before_length().len();
    head.replace_range(at..at + DIGITS, &format!("{length:0DIGITS$}"));
}

pub(super) fn checked(files: &[Attached]) -> Result<(), BackupError> {
    if files.len() > FILES_MOST {
        return Err(BackupError::TooManyDocuments { most: FILES_MOST });
    }
    let mut hashes: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
    domain::order::sort(&mut hashes);
    let twice = hashes.windows(2).any(|pair| pair.first() == pair.last());
    let whole = files.iter().try_fold(0u64, |sum, file| sum.checked_add(file.bytes));
    if twice || whole.is_none() || !hashes.iter().all(|hash| domain::file::is_hash(hash)) {
        return Err(BackupError::Damaged);
    }
    Ok(())
}
