//! The PDFs of an issued document, each by the SHA-256 of its bytes: so whoever holds a file can be told whether it is one that was given out,
//! and a device on which the same document comes out otherwise shows it.

use crate::InvoiceId;
use crate::client::Client;
use crate::item::{ItemField, ItemKind, of_kind};
use crate::time::Day;

/// The days on which files of a document were first made, with their hashes; the earliest first. Another file was made because something had
/// come in, or the app had learnt to set it otherwise.
pub fn of(client: &Client, invoice: InvoiceId) -> Vec<(Day, &str)> {
    let about = invoice.to_string();
    let prints = of_kind(&client.items, ItemKind::Print).into_iter().filter(|(_, item)| item.get(ItemField::Invoice) == about);
    let mut all: Vec<(Day, &str)> = Vec::new();
    // Two devices may have noted one file.
    for (day, hash) in prints.filter_map(|(_, item)| Some((item.day(ItemField::Day)?, item.get(ItemField::Hash)))) {
        if all.iter().all(|(_, known)| *known != hash) {
            all.push((day, hash));
        }
    }
    crate::order::sort_by_key(&mut all, |(day, _)| *day);
    all
}

/// Whether the file that is being noted was noted before.
pub(crate) fn is_known<'a>(client: &Client, says: impl Fn(ItemField) -> &'a str) -> bool {
    let (invoice, hash) = (says(ItemField::Invoice), says(ItemField::Hash));
    let mut all = of_kind(&client.items, ItemKind::Print).into_iter();
    all.any(|(_, item)| item.get(ItemField::Invoice) == invoice && item.get(ItemField::Hash) == hash)
}
