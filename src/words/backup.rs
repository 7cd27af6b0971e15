//! Files of clients in a backup, and back from it.

use super::file::{count, size};
use super::locale::Locale;
use super::refusal;
use super::settings::NOTHING_CHANGED;
use crate::state::backup::{Manifest, NotBrought, NotIn, Progress};

pub const FILES: &str = "Files of clients";
pub const WITHOUT_FILES: &str = "Download without the files";

/// "3 files, 4.2 MB".
pub fn files(files: usize, bytes: u64, locale: &Locale) -> String {
    format!("{}, {}", count(files), size(bytes, locale))
}

fn of_clients(files: usize, bytes: u64, locale: &Locale) -> String {
    format!("{} of clients, {}", count(files), size(bytes, locale))
}

/// What a download holds of files, and what not.
pub fn files_in(manifest: &Manifest, locale: &Locale) -> Vec<String> {
    let all = manifest.files.len();
    let inside = (all > 0).then(|| format!("With {}.", of_clients(all, manifest.files.values().sum(), locale)));
    inside.into_iter().chain(not_in(manifest.not_in, locale)).collect()
}

pub fn not_in(not_in: NotIn, locale: &Locale) -> Vec<String> {
    let many = |files: u64| usize::try_from(files).unwrap_or(usize::MAX);
    let NotIn { files: left, bytes, missing } = not_in;
    let chosen = (left > 0).then(|| {
        format!(
            "Left out as you chose: {}. The records name them; keep the files themselves elsewhere.",
            of_clients(many(left), bytes, locale)
        )
    });
    let gone = (missing > 0).then(|| {
        let (is, it) = if missing == 1 { ("is", "it") } else { ("are", "them") };
        format!("{} {is} named by records and not on this device, so the backup has not got {it} either.", count(many(missing)))
    });
    chosen.into_iter().chain(gone).collect()
}

pub fn bringing(progress: Progress) -> String {
    format!("Restoring file {} of {}…", progress.done + 1, progress.all)
}

pub fn not_brought(error: &NotBrought, locale: &Locale) -> String {
    match error {
        NotBrought::NoRoom { needed, room } => format!(
            "Its files need {} and this browser has room for {}. Free some space on the disk, then try again. {NOTHING_CHANGED}",
            size(*needed, locale),
            size(*room, locale)
        ),
        NotBrought::Store(error) => format!("Its files could not be kept: {} {NOTHING_CHANGED}", refusal::store(error)),
    }
}

/// Before the names of files whose bytes are not what was written.
pub fn damaged(files: usize) -> String {
    let (is, it) = if files == 1 { ("is", "its entry") } else { ("are", "their entries") };
    format!(
        "{} {is} damaged in the backup and {} not restored. Everything else is here, {it} too: attach the file again where you still have it.",
        count(files),
        if files == 1 { "was" } else { "were" }
    )
}
