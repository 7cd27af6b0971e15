//! Files kept with a client.

use domain::file::File;
use domain::team::Who;

use super::locale::Locale;
use super::{done, refusal};
use crate::state::cabinet::Wrong;

pub use super::settings::size;

pub const TITLE: &str = "Files";
pub const ATTACH: &str = "Attach files";
pub const CHOOSE: &str = "Choose files";
pub const OR_DROP: &str = ", drop them anywhere on this page, or paste";
pub const EMPTY_HINT: &str =
    "Contracts, briefs, brand assets: they are kept on this device with the client, offline, and go into the backup.";
pub const DROP_NOW: &str = "Let go to keep it with this client.";
pub const LOOK: &str = "Look";
pub const OPEN: &str = "Open";
pub const SAVE: &str = "Download";
pub const CHANGE: &str = "Change";
pub const CLOSE: &str = "Close";
pub const DISMISS: &str = "Dismiss";
pub const COMING: &str = "On its way in";
pub const LIST: &str = "Files of this client";
pub const MISSING: &str = "Not on this device";
pub const MISSING_HINT: &str =
    "The record names this file, but its bytes are not on this device. Attach the same file again, and it is whole.";
pub const NOT_SHOWN: &str = "This picture cannot be shown. It can still be downloaded.";
pub const NOT_GIVEN: &str = "The browser did not take the file. Please try again.";
pub const UNNAMED: &str = "Unnamed file";

/// What it is, for people: `PNG image`, `PDF`, `DOCX file`.
pub fn kind(file: &File) -> String {
    let ending = file.ending().to_uppercase();
    match (file.media.split('/').next(), ending.as_str()) {
        (_, "PDF") => ending,
        (_, "") if file.media == "application/pdf" => "PDF".to_owned(),
        (Some("image"), "") => "Image".to_owned(),
        (Some("image"), _) => format!("{ending} image"),
        (_, "") => "File".to_owned(),
        _ => format!("{ending} file"),
    }
}

pub fn added(day: &str, who: &Who) -> String {
    format!("Added {day}{}", super::client::by_whom(who))
}

pub fn dated(day: &str) -> String {
    format!("Dated {day}")
}

pub fn count(files: usize) -> String {
    done::count(u32::try_from(files).unwrap_or(u32::MAX), "file", "files")
}

/// "3 files, 4.2 MB with this client."
pub fn sum(files: usize, bytes: u64, locale: &Locale) -> String {
    format!("{}, {} with this client.", count(files), size(bytes, locale))
}

pub fn used(used: u64, quota: u64, locale: &Locale) -> String {
    format!("Everything kept here: {} of about {}.", size(used, locale), size(quota, locale))
}

pub fn percent(of_hundred: u64) -> String {
    format!("{of_hundred}\u{a0}%")
}

/// `healed`: the record had it, and its bytes were missing.
pub fn known(name: &str, healed: bool) -> String {
    if healed { format!("“{name}” is whole again") } else { format!("Kept already, as “{name}”") }
}

pub fn wrong(name: &str, bytes: u64, wrong: &Wrong, locale: &Locale) -> String {
    match wrong {
        Wrong::TooLarge { room } => format!(
            "“{name}” is {} and this browser has room for {} more. Nothing was kept of it. Free some space under Settings, Storage and backup, or on the disk, then attach it again.",
            size(bytes, locale),
            size(*room, locale)
        ),
        Wrong::Unreadable => {
            format!("“{name}” could not be read: it may be a folder, or have been moved since it was chosen. Nothing was kept of it.")
        }
        Wrong::NotStored(error) => format!("“{name}” was not kept: {} Nothing is left of it here.", refusal::store(error)),
        Wrong::NotWritten(unable) => format!("“{name}” was not kept: {}", refusal::unable(unable, locale)),
    }
}

// Settings.
pub const SEEK: &str = "Look for files nobody names any more";
pub const SEEKING: &str = "Reading the records…";
pub const NONE_UNNAMED: &str = "Every file kept here is named by a record, or was removed too recently to be given up.";
pub const UNSURE: &str =
    "A record here cannot be read in full, and may name any of these files: none is given up. The record's own page says what is wrong.";
pub const LEAVE: &str = "Leave them";

/// Before files are given up.
pub fn unnamed(files: usize, bytes: u64, locale: &Locale) -> String {
    let one = files == 1;
    format!(
        "{} ({}) {} named by no record any more: the entry, or the client, was removed. The room can be given back. If you bring the entry or the client back later, the file itself will be missing. This cannot be undone.",
        count(files),
        size(bytes, locale),
        if one { "is" } else { "are" }
    )
}

pub fn free(bytes: u64, locale: &Locale) -> String {
    format!("Free {} of files nobody names any more", size(bytes, locale))
}

pub fn freed(bytes: u64, locale: &Locale) -> String {
    format!("{} freed.", size(bytes, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_said_as_people_say_it() {
        let told = |name: &str, media: &str| {
            let (name, media) = (name.to_owned(), media.to_owned());
            kind(&File { name, media, bytes: 0, hash: String::new() })
        };
        let kinds = [
            told("logo.png", "image/png"),
            told("Brief.pdf", "application/pdf"),
            told("scan", "image/jpeg"),
            told("contract.docx", ""),
            told("readme", "text/plain"),
            told("mark.svg", "image/svg+xml"),
        ];
        assert_eq!(kinds, ["PNG image", "PDF", "Image", "DOCX file", "File", "SVG image"]);
    }
}
