//! The files of clients on their way into a backup and back: never more of one in the app's memory than a step.

use std::collections::BTreeMap;

use book::chunk::StoreError;
use domain::file::File;
use paper::backup::{Attached, BEGINNING, BYTES_MOST, Backup, BackupError, Map, Value, decode, head_length, places};

use super::Progress;
use crate::browser::files::{Bytes, FileError, Handed};
use crate::browser::vault;
use crate::state::cabinet::{Cabinet, room};

const LEFT_OUT: &str = "files_left_out";
const LEFT_OUT_BYTES: &str = "file_bytes_left_out";
const MISSING: &str = "files_missing";

/// What is not in a backup although records name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotIn {
    /// Left out as somebody wished.
    pub files: u64,
    pub bytes: u64,
    /// Not on the device where the backup was made.
    pub missing: u64,
}

impl NotIn {
    pub fn of(backup: &Backup) -> Self {
        let number = |key: &str| backup.extras.get(key).and_then(Value::as_u64).unwrap_or_default();
        Self { files: number(LEFT_OUT), bytes: number(LEFT_OUT_BYTES), missing: number(MISSING) }
    }

    pub(super) fn write(self, extras: &mut Map<String, Value>) {
        for (key, number) in [(LEFT_OUT, self.files), (LEFT_OUT_BYTES, self.bytes), (MISSING, self.missing)] {
            if number > 0 {
                extras.insert(key.to_owned(), Value::from(number));
            }
        }
    }
}

/// The files of a backup, and where their bytes are.
#[derive(Default)]
pub(super) struct Packed {
    pub attached: Vec<Attached>,
    pub parts: Vec<Bytes>,
    pub not_in: NotIn,
}

/// Gathers the files that records name, without reading them.
pub(super) async fn pack(cabinet: Cabinet, wanted: BTreeMap<String, File>, with_files: bool) -> Result<Packed, StoreError> {
    let mut packed = Packed::default();
    for (hash, file) in wanted {
        if !with_files {
            packed.not_in.files += 1;
            packed.not_in.bytes += file.bytes;
            continue;
        }
        match cabinet.bytes(&file).await {
            Some(bytes) => {
                packed.attached.push(Attached { name: file.name, sha256: hash, bytes: file.bytes });
                packed.parts.push(bytes);
            }
            None => packed.not_in.missing += 1,
        }
    }
    Ok(packed)
}

/// A backup that somebody chose, where it lies. Its head has been read.
#[derive(Clone, Debug)]
pub struct Source {
    bytes: Bytes,
    head: u64,
}

/// Why a chosen file is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    File(FileError),
    Backup(BackupError),
}

/// Reads what a backup says of itself, and its records.
pub async fn read(chosen: &Handed) -> Result<(Backup, Source), NotRead> {
    let bytes = chosen.bytes.clone();
    let size = bytes.size();
    let part = |to| bytes.part(0, to).ok_or(NotRead::File(FileError::Unreadable));
    let beginning = part(BEGINNING.min(size))?.read().await.map_err(NotRead::File)?;
    let head = head_length(&beginning).unwrap_or(size).min(size);
    if head > BYTES_MOST as u64 {
        return Err(NotRead::File(FileError::TooLarge { most_bytes: BYTES_MOST as u64 }));
    }
    let text = part(head)?.read().await.map_err(NotRead::File)?;
    let backup = decode(&text).map_err(NotRead::Backup)?;
    let end = places(&backup.files, head).last().map_or(head, |(_, place)| place.end);
    if size > end {
        return Err(NotRead::Backup(BackupError::Altered));
    }
    Ok((backup, Source { bytes, head }))
}

/// What came of the files of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// By name, those whose bytes are not what was written. All others are here.
    pub damaged: Vec<String>,
    fresh: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBrought {
    NoRoom { needed: u64, room: u64 },
    Store(StoreError),
}

/// Keeps the files of a backup, each after its hash was found to be right. When it returns an error none of them is here that was not before.
pub async fn bring(cabinet: Cabinet, backup: &Backup, source: &Source, told: impl Fn(Progress)) -> Result<Brought, NotBrought> {
    let mut brought = Brought::default();
    if backup.files.is_empty() {
        return Ok(brought);
    }
    let needed = backup.files.iter().map(|file| file.bytes).sum();
    if let Some(room) = room().await.filter(|room| needed > *room) {
        return Err(NotBrought::NoRoom { needed, room });
    }
    let vault = cabinet.vault().await.map_err(NotBrought::Store)?;
    for (done, (file, place)) in places(&backup.files, source.head).into_iter().enumerate() {
        told(Progress { done, all: backup.files.len() });
        let part = source.bytes.part(place.start, place.end);
        let sound = match &part {
            Some(part) => vault::hash(part, |_| ()).await.is_ok_and(|hash| hash == file.sha256),
            None => false,
        };
        let Some(part) = part.filter(|_| sound) else {
            brought.damaged.push(file.name.clone());
            continue;
        };
        if vault.get(&file.sha256, file.bytes).await.is_none() {
            if let Err(error) = vault.put(&file.sha256, &part, |_| ()).await {
                take_back(cabinet, brought).await;
                return Err(NotBrought::Store(error));
            }
            brought.fresh.push(file.sha256.clone());
        }
    }
    Ok(brought)
}

/// Takes away what was brought: the records that name it did not come.
pub async fn take_back(cabinet: Cabinet, brought: Brought) {
    if let Ok(vault) = cabinet.vault().await {
        for hash in brought.fresh {
            let _ = vault.remove(&hash).await;
        }
    }
}
