//! Files kept with a client. A record says what a file is called and what its bytes come to; where the bytes are is no rule's business.

use std::collections::BTreeMap;

use crate::client::{Client, Stamp};
use crate::item::{Item, ItemField, ItemKind};
use crate::text;
use crate::time::Moment;

const NAME_MOST: usize = 300;
/// An ending longer than this is no ending.
const ENDING_MOST: usize = 12;

/// What a record says of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    pub name: String,
    /// Empty where nobody said.
    pub media: String,
    pub bytes: u64,
    /// SHA-256 of the bytes: what is equal has an equal one.
    pub hash: String,
}

/// What may be shown of a file without running anything that is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Image,
    Pdf,
}

impl File {
    /// None for an item of another kind, and for one that does not say which bytes are meant.
    pub fn of(item: &Item) -> Option<Self> {
        let hash = item.get(ItemField::Hash);
        (item.kind == ItemKind::File && is_hash(hash)).then(|| Self {
            name: item.title().to_owned(),
            media: item.get(ItemField::Media).to_owned(),
            bytes: item.count(ItemField::Bytes).unwrap_or_default(),
            hash: hash.to_owned(),
        })
    }

    /// The one media type under which it may be shown, and how. Drawings that can hold scripts (SVG) are none of them.
    pub fn look(&self) -> Option<(Look, &'static str)> {
        const SHOWN: [(&str, Look); 6] = [
            ("image/png", Look::Image),
            ("image/jpeg", Look::Image),
            ("image/gif", Look::Image),
            ("image/webp", Look::Image),
            ("image/avif", Look::Image),
            ("application/pdf", Look::Pdf),
        ];
        SHOWN.into_iter().find(|(media, _)| *media == self.media).map(|(media, look)| (look, media))
    }

    /// What stands behind the last dot of its name, in lower case; empty when there is no such ending.
    pub fn ending(&self) -> String {
        ending(&self.name).to_ascii_lowercase()
    }
}

fn ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains(' ') && ending.chars().count() <= ENDING_MOST => ending,
        Some(_) | None => "",
    }
}

/// A file's name made safe to show and to give back to a disk: without folders, without what reorders the text beside it, and shortened
/// before its ending. Empty when nothing is left of it.
pub fn name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let whole = text::line(last, usize::MAX);
    if whole.chars().count() <= NAME_MOST {
        return whole;
    }
    let ending = ending(&whole);
    let stem = text::line(&whole, NAME_MOST - ENDING_MOST - 1);
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// A media type in lower case, without its parameters. None when it is none.
pub fn media(given: &str) -> Option<String> {
    let plain = given.split(';').next()?.trim().to_ascii_lowercase();
    let is_token = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c));
    let (kind, sub) = plain.split_once('/')?;
    (is_token(kind) && is_token(sub)).then_some(plain)
}

/// Whether a text is a SHA-256 in lower-case hexadecimal.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What names the bytes is said once: other bytes are another file.
pub fn is_fixed(field: ItemField) -> bool {
    matches!(field, ItemField::Media | ItemField::Bytes | ItemField::Hash)
}

/// The files whose bytes somebody may still ask for, by hash: those that stand in the record, and those that were removed, with their client
/// or alone, since a moment.
pub fn wanted(client: &Client, since: Moment) -> BTreeMap<String, File> {
    let recent = |stamp: Stamp| stamp.at >= since;
    let gone = client.is_removed() && !client.removals.values().any(|removal| removal.gone && recent(removal.recorded));
    let standing = client.items.values().filter(|item| !gone && item.removed.is_none_or(recent));
    crate::order::gather(standing.filter_map(File::of).map(|file| (file.hash.clone(), file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_to_show_and_keeps_its_ending() {
        assert_eq!(name("C:\\work\\Logo\u{202E}gnp.exe"), "Logognp.exe");
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name(" a\n b .pdf "), "a b .pdf");
        assert_eq!(name("\u{0}\u{200F}"), "");
        let long = name(&format!("{}.tar.gz", "é".repeat(400)));
        assert!(long.ends_with("é.gz") && long.chars().count() <= NAME_MOST, "{long}");
        assert!(name(&"x".repeat(400)).chars().count() <= NAME_MOST);
    }

    #[test]
    fn a_media_type_is_written_one_way() {
        assert_eq!(media("Text/HTML; charset=utf-8").as_deref(), Some("text/html"));
        for text in ["", "image", "image/", "image/a b", "a/b/c", "\"><script>/x"] {
            assert_eq!(media(text), None, "{text}");
        }
    }

    #[test]
    fn only_what_cannot_run_is_shown() {
        let file = |media: &str| File { name: "Brand.v2.SVG".to_owned(), media: media.to_owned(), bytes: 1, hash: String::new() };
        assert_eq!(file("image/png").look(), Some((Look::Image, "image/png")));
        assert_eq!(file("application/pdf").look(), Some((Look::Pdf, "application/pdf")));
        for media in ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "image/*", ""] {
            assert_eq!(file(media).look(), None, "{media}");
        }
        assert_eq!(file("").ending(), "svg");
    }
}
