//! Settings: the business, its defaults and numbers, this device, backup and restore.

use book::chunk::StoreError;
use domain::content::Terms;
use domain::field::PracticeField;
use domain::time::Day;
use paper::backup::BackupError;

use super::locale::Locale;
use super::{document, refusal};
use crate::state::backup::Progress;
use crate::state::device::Theme;
use crate::state::files::FileError;

pub const TITLE: &str = "Settings";
pub const SECTIONS: &str = "Settings";
pub const BUSINESS: &str = "Business";
pub const BUSINESS_HINT: &str = "This stands on every document you issue from now on. Issued ones keep what they had.";
pub const DEFAULTS: &str = "Defaults";
pub const DEFAULTS_HINT: &str = "What a new document starts with, unless the client's record says otherwise.";
pub const NUMBERS: &str = "Numbers";
pub const NUMBERS_HINT: &str =
    "{YYYY} is the year, {MM} the month and {000} the counter. A number is given when a document is issued and never used again.";
pub const APPEARANCE: &str = "Appearance";
pub const STORAGE: &str = "Storage and backup";
pub const SAMPLE: &str = "Sample practice";
pub const ABOUT: &str = "About";
pub const SAVE: &str = "Save";
pub const UNSAVED: &str = "Not saved yet";
pub const NOT_SET: &str = "Not set";
pub const KIND: &str = "Kind";
pub const PATTERN: &str = "Pattern";
pub const NEXT: &str = "Next";
pub const PATTERNS: &str = "Numbering patterns";
pub const NO_NEXT: &str = "–";
pub const INVOICE: &str = "Invoice";
pub const QUOTE: &str = "Quote and estimate";
pub const RECEIPT: &str = "Receipt";
pub const THEME: &str = "Theme";
pub const SAMPLE_HINT: &str =
    "Eight made-up clients of a brand consultant, to try things on. They leave without a trace, and your own records stay.";
pub const SAMPLE_ADD: &str = "Add the sample";
pub const SAMPLE_REMOVE: &str = "Remove the sample";
pub const VERSION: &str = "Version";
pub const OFFLINE: &str = "Offline";
pub const OFFLINE_READY: &str = "Ready: the app opens without a network";
pub const OFFLINE_NOT: &str = "Not ready yet: the app has not been stored whole";
pub const UPDATES: &str = "Updates";
pub const UPDATE_READY: &str = "A new version is ready.";
pub const UPDATE_NONE: &str = "None waiting";
pub const RELOAD: &str = "Reload into it";
pub const PRIVACY: &str = "Privacy";
pub const PRIVACY_WORDS: &str =
    "Nothing you enter leaves this browser. There is no account, no server with your data, and nobody is told how you use it.";
pub const LICENCE: &str = "Licence";
pub const LICENCE_WORDS: &str = "Free software, under the MIT licence or the Apache licence 2.0, as you choose";
pub const ON_DEVICE: &str = "On this device";
pub const KEPT: &str = "Kept";
pub const LAST_BACKUP: &str = "Last backup";
pub const SPACE_USED: &str = "Space used";
pub const KEPT_YES: &str = "The browser has promised not to clear it";
pub const KEPT_NO: &str = "The browser may clear it when the disk runs low";
pub const KEPT_UNKNOWN: &str = "The browser does not say";
pub const KEEP: &str = "Keep it on this device";
pub const KEEP_REFUSED: &str =
    "The browser did not agree. It often does once the app is installed or bookmarked; until then, keep a backup.";
pub const NEVER: &str = "never";
pub const NO_BACKUP_YET: &str = "There is no backup yet.";
pub const DOWNLOAD: &str = "Download everything";
pub const RESTORE: &str = "Restore from a file";
pub const BACKUP_HINT: &str =
    "One file with every client, document, setting and file. Restoring shows what is in the file before anything changes.";
pub const NOT_SAVED_TITLE: &str = "Your last change could not be saved";
pub const NOT_SAVED_HINT: &str = "What was there before is safe, and what you typed is still on the screen. Download everything now: that works also when nothing can be saved.";
pub const NOT_GIVEN: &str = "The browser did not take the file. Please try again.";
pub const READING: &str = "Reading the file…";
pub const RESTORING: &str = "Restoring…";
pub const COMPARING: &str = "Comparing what is here with the file…";
pub const IN_FILE: &str = "In this file";
pub const HERE: &str = "Here";
pub const FILE: &str = "In the file";
pub const SAME: &str = "Equal";
pub const COMPARED: &str = "The file and the app, side by side";
pub const RESTORE_DO: &str = "Restore it here";
pub const CANCEL: &str = "Cancel";
pub const CLOSE: &str = "Close";
pub const NOT_EMPTY: &str = "A backup is restored whole, into an app without clients, so that nothing can be mixed or overwritten. There are clients here. Open Throughline in another browser, or in another profile of this one, and restore it there.";
pub const ONLY_SAMPLE: &str = "A backup is restored whole, into an app without clients. Here is only the sample: remove it, then restore.";
pub const NOTHING_CHANGED: &str = "Nothing was changed.";
pub const ALL_EQUAL: &str = "Everything is here";
pub const ALL_EQUAL_HINT: &str = "The app counts what the file says: the same records, the same sums, the same numbers.";
pub const NOT_EQUAL: &str = "Something is not as the file says";
pub const NOT_EQUAL_HINT: &str = "The lines marked below differ. Keep the file; nothing in it was changed.";
pub const CLIENTS: &str = "Clients";
pub const DOCUMENTS: &str = "Billing documents";
pub const ENTRIES: &str = "Entries in histories";
pub const GIVEN_NUMBERS: &str = "Numbers given";
pub const HASHES: &str = "Records, byte for byte";
pub const YES: &str = "Yes";
pub const NO: &str = "No";
pub const FRESH_SERIES: &str = "Begin a new series";
pub const WHAT: &str = "What";
pub const OLDER_PIECES: &str = "Some pieces could not be read when this file was made, and are not in it.";

pub fn not_saved(error: &StoreError) -> String {
    let cause = refusal::store(error);
    let mut letters = cause.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub fn field(field: PracticeField) -> &'static str {
    match field {
        PracticeField::Name => "Business name",
        PracticeField::Person => "Your name",
        PracticeField::Email => "E-mail",
        PracticeField::Phone => "Phone",
        PracticeField::Website => "Website",
        PracticeField::Street => "Street",
        PracticeField::Extra => "Second address line",
        PracticeField::City => "City",
        PracticeField::Region => "State or region",
        PracticeField::PostalCode => "Postal code",
        PracticeField::Country => "Country",
        PracticeField::TaxId => "Tax number",
        PracticeField::Registration => "Registration number",
        PracticeField::Currency => "Currency",
        PracticeField::Terms => "Payment",
        PracticeField::TaxRate => "Tax rate in %",
        PracticeField::TaxName => "Tax is called",
        PracticeField::PayTo => "How to pay",
        PracticeField::VagueAlso => "Mark these too",
        PracticeField::VagueNever => "Never mark these",
        PracticeField::InvoicePattern => "Pattern for invoices",
        PracticeField::QuotePattern => "Pattern for quotes and estimates",
        PracticeField::ReceiptPattern => "Pattern for receipts",
        PracticeField::ProformaPattern => "Pattern for pro-forma invoices",
        PracticeField::CreditPattern => "Pattern for credit notes",
        PracticeField::LeapBirthday => "A birthday of 29 February is kept",
        PracticeField::Accent => "Colour of documents",
        PracticeField::DueWorkday => "When a due day is no working day",
        PracticeField::WorkWeek => super::working::TITLE,
        PracticeField::House => "House number",
        PracticeField::UpdateEvery => "Updates go out",
        PracticeField::UpdateDay => "On which day",
        PracticeField::AnswerHours => "Answers within (working hours)",
        PracticeField::QuietDays => "Quiet after (working days)",
        PracticeField::Capacity => "Hours a day that can be planned",
        PracticeField::TrustWeights => super::trust::SETTINGS,
        PracticeField::Remind => "Days of reminders, counted from the due day",
    }
}

pub const PAY_TO_HINT: &str = "Printed on every invoice: bank, account, and what to quote.";
pub const ACCENT_HINT: &str = "For PDFs, like #1f5f8b. A pale colour is darkened until it can be read. Left empty, a dark green.";
pub const TAX_NAME_HINT: &str = "VAT, GST, sales tax";

pub fn terms(terms: Terms, locale: &Locale) -> String {
    document::terms(terms, locale)
}

pub fn shares_count(with: &str) -> String {
    format!("Counts together with: {with}.")
}

pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}

/// `3.2 MB`, in thousands as disks are sold.
pub fn size(bytes: u64, locale: &Locale) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        if tenths >= 100 || tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}{}{}", tenths / 10, locale.decimal, tenths % 10)
        }
    };
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

pub fn used(used: Option<u64>, quota: Option<u64>, locale: &Locale) -> String {
    match (used, quota) {
        (Some(used), Some(quota)) => format!("{} of about {}", size(used, locale), size(quota, locale)),
        (Some(used), None) => size(used, locale),
        (None, _) => KEPT_UNKNOWN.to_owned(),
    }
}

/// "22 Nov 2026, 18:04".
pub fn at(day: Day, time: (u32, u32), locale: &Locale) -> String {
    format!("{}, {}:{:02}", locale.day(day), time.0, time.1)
}

pub fn backup_age(days: i64) -> String {
    match days {
        0 => "Your last backup is of today.".to_owned(),
        1 => "Your last backup is 1 day old.".to_owned(),
        days => format!("Your last backup is {days} days old."),
    }
}

pub fn packing(progress: Progress) -> String {
    format!("Packing {} of {}…", progress.done, progress.all)
}

fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What a download holds, in a sentence.
pub fn given(clients: u64, documents: u64) -> String {
    format!(
        "The file holds {} and {}. Keep it somewhere else than on this device.",
        plural(clients, "client", "clients"),
        plural(documents, "billing document", "billing documents")
    )
}

pub fn left_out(pieces: usize) -> String {
    if pieces == 1 {
        "1 piece could not be read and is not in the file; it stays here untouched.".to_owned()
    } else {
        format!("{pieces} pieces could not be read and are not in the file; they stay here untouched.")
    }
}

pub fn made(at: &str, app: &str) -> String {
    format!("Made {at}, by version {app}.")
}

pub fn not_taken(name: &str, error: FileError) -> (String, String) {
    match error {
        FileError::None => ("No file came along".to_owned(), "Choose one.".to_owned()),
        FileError::TooLarge { most_bytes } => {
            (format!("“{name}” is too large"), format!("A backup has {} MB at most. {NOTHING_CHANGED}", most_bytes / 1024 / 1024))
        }
        FileError::Unreadable => (
            "The browser could not read this file".to_owned(),
            format!("It may have been moved since it was chosen. Choose it again. {NOTHING_CHANGED}"),
        ),
    }
}

/// A title, and what to do.
pub fn unreadable(name: &str, error: &BackupError) -> (String, String) {
    let (title, hint) = match error {
        BackupError::TooLarge { most, .. } => {
            (format!("“{name}” is too large"), format!("A backup has {} MB at most.", most / 1024 / 1024))
        }
        BackupError::NotJson | BackupError::NotOurs => (
            format!("“{name}” is no backup of Throughline"),
            "A backup is a file called throughline-….json or throughline-….backup. A list of clients or invoices is brought in under Import.".to_owned(),
        ),
        BackupError::Newer { version } => {
            (format!("“{name}” was made by a newer version"), format!("It is written in form {version}. Update the app, then restore it."))
        }
        BackupError::Truncated => {
            (format!("“{name}” ends too early"), "It was cut off, perhaps while it was copied. Look for a whole copy of it.".to_owned())
        }
        BackupError::Damaged
        | BackupError::CountsDiffer { .. }
        | BackupError::DuplicateId { .. }
        | BackupError::TooManyDocuments { .. } => {
            (format!("“{name}” is damaged"), "Part of it is not what it should be. Look for another copy of it.".to_owned())
        }
        BackupError::DocumentDamaged { id } | BackupError::DocumentTooLarge { id, .. } => {
            (format!("“{name}” is damaged"), format!("The record {id} in it is not what was written. Look for another copy of the file."))
        }
        BackupError::Altered => (
            format!("“{name}” was changed after it was made"),
            "It is not byte for byte what was written, so it is not trusted. Look for another copy of it.".to_owned(),
        ),
    };
    (title, format!("{hint} {NOTHING_CHANGED}"))
}

pub const UNKNOWN_RECORDS: &str =
    "It holds records of a kind that this version does not know. Update the app, then restore it. Nothing was changed.";

pub fn next_after_restore(number: &str) -> String {
    format!(
        "The next invoice would be {number}. If documents were issued after this file was made, their numbers are not in it and would be given twice: begin a new series then."
    )
}

/// `met`: records that were here before, and hold what was done here as well.
pub fn hashes(same: usize, all: usize, met: usize) -> String {
    match met {
        0 => format!("{same} of {all}"),
        1 => format!("{same} of {all}; 1 joined one that was here"),
        many => format!("{same} of {all}; {many} joined ones that were here"),
    }
}

pub fn invoiced(currency: &str) -> String {
    format!("Invoiced, {currency}")
}
pub fn paid(currency: &str) -> String {
    format!("Paid, {currency}")
}
pub fn open(currency: &str) -> String {
    format!("Open, {currency}")
}

pub const DUE_AS_IT_IS: &str = "It stays as it is";
pub const DUE_NEXT_WORKDAY: &str = "It moves to the next working day";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_thousands() {
        let locale = Locale::default();
        let sizes = [0, 999, 1_000, 3_240_000, 12_900_000, 2_000_000_000].map(|bytes| size(bytes, &locale));
        assert_eq!(sizes, ["0 bytes", "999 bytes", "1 kB", "3.2 MB", "12 MB", "2 GB"]);
    }
}
