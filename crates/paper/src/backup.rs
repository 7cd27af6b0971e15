//! The whole business in one file: JSON, one document a line, sealed so that a file which is not byte for byte what was written is refused.
//! Files of clients follow as they are. The format is described in `docs/formats/backup.md`.

mod files;

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::money::{Currency, Money};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use files::{Attached, BEGINNING, FILES_MOST, head_length, places};
pub use serde_json::{Map, Value};

const FORMAT: &str = "throughline-backup";
/// The newest version this program reads, and the one it writes where there are files. Without files it writes version 1.
pub const VERSION: u64 = 2;
const WITHOUT_FILES: u64 = 1;
/// Bytes a file may have before those of the files of clients.
pub const BYTES_MOST: usize = 512 * 1024 * 1024;
pub const DOCUMENTS_MOST: usize = 100_000;
/// Bytes of one document.
pub const DOCUMENT_MOST: usize = 64 * 1024 * 1024;
/// Characters of an id, a kind, a time or a version.
const NAME_MOST: usize = 200;

/// A business as it stood at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// An instant as ISO 8601, told by the caller.
    pub exported_at: String,
    /// The version of the program.
    pub app: String,
    pub counts: Counts,
    pub totals: Vec<Totals>,
    /// In the order they are written; no two have one id.
    pub documents: Vec<Document>,
    /// Whose bytes stand behind what [`encode`] gives, in this order.
    pub files: Vec<Attached>,
    /// What a newer program may add without becoming unreadable to this one: read, kept, written again.
    pub extras: Map<String, Value>,
}

/// What a person can compare before and after. Only the documents can be counted here; the others are compared by whoever reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub clients: u64,
    pub invoices: u64,
    pub notes: u64,
    pub documents: u64,
}

/// One currency's sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    pub invoiced: Money,
    pub paid: Money,
    pub open: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

impl Document {
    /// Of its bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }
}

/// Why a file is no backup. Nothing of it was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    TooLarge {
        bytes: usize,
        most: usize,
    },
    /// Another kind of file.
    NotJson,
    /// JSON that some other program wrote.
    NotOurs,
    /// Written by a newer version of this program.
    Newer {
        version: u64,
    },
    /// It ends too early.
    Truncated,
    /// It is ours, but something in it is missing or is not what it should be.
    Damaged,
    DocumentDamaged {
        id: String,
    },
    DocumentTooLarge {
        id: String,
        most: usize,
    },
    TooManyDocuments {
        most: usize,
    },
    DuplicateId {
        id: String,
    },
    /// It says it holds so many documents and holds others.
    CountsDiffer {
        stated: u64,
        found: u64,
    },
    /// Everything in it can be read, but it is not byte for byte what was written.
    Altered,
}

#[derive(Serialize, Deserialize)]
struct TotalsText {
    currency: String,
    invoiced: String,
    paid: String,
    open: String,
}

#[derive(Serialize, Deserialize)]
struct DocumentText {
    id: String,
    kind: String,
    sha256: String,
    bytes: String,
}

#[derive(Deserialize)]
struct Head {
    format: Value,
    version: Value,
}

#[derive(Deserialize)]
struct Body {
    exported_at: String,
    app: String,
    counts: Counts,
    totals: Vec<TotalsText>,
    extras: Map<String, Value>,
    #[serde(default)]
    head: Option<String>,
    #[serde(default)]
    files: Vec<Attached>,
    documents: Vec<DocumentText>,
}

/// The text of the file: all of it, or its head where files follow. The same backup always gives the same text.
pub fn encode(backup: &Backup) -> String {
    let any = !backup.files.is_empty();
    let mut out = if any { files::begin() } else { format!("{}{WITHOUT_FILES},\n", opening()) };
    out.push_str(&format!("\"exported_at\":{},\n\"app\":{},\n", json(&backup.exported_at), json(&backup.app)));
    out.push_str(&format!("\"counts\":{},\n", json(&backup.counts)));
    let totals: Vec<TotalsText> = backup.totals.iter().map(TotalsText::of).collect();
    out.push_str(&format!("\"totals\":{},\n\"extras\":{},\n", json(&totals), json(&backup.extras)));
    let line = |out: &mut String, at: usize, text: &str| {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(text);
    };
    if any {
        out.push_str("\"files\":[");
        for (at, file) in backup.files.iter().enumerate() {
            line(&mut out, at, &json(file));
        }
        out.push_str("\n],\n");
    }
    out.push_str("\"documents\":[");
    for (at, document) in backup.documents.iter().enumerate() {
        let (id, kind) = (document.id.clone(), document.kind.clone());
        line(&mut out, at, &json(&DocumentText { id, kind, sha256: document.sha256(), bytes: STANDARD.encode(&document.bytes) }));
    }
    out.push_str("\n],\n");
    if any {
        let length = out.len() + seal("").len();
        files::measure(&mut out, length);
    }
    let seal = seal(&out);
    out.push_str(&seal);
    out
}

/// Reads a file back, or says why it must not be used. Where files of clients follow, these are the bytes of its [head](head_length).
pub fn decode(bytes: &[u8]) -> Result<Backup, BackupError> {
    if bytes.len() > BYTES_MOST {
        return Err(BackupError::TooLarge { bytes: bytes.len(), most: BYTES_MOST });
    }
    let opening = opening();
    let opened = bytes.starts_with(opening.as_bytes());
    if !bytes.is_empty() && opening.as_bytes().starts_with(bytes) {
        return Err(BackupError::Truncated);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| if opened { BackupError::Damaged } else { BackupError::NotJson })?;
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(match (opened, error.is_eof()) {
            (true, true) => BackupError::Truncated,
            (true, false) => BackupError::Damaged,
            (false, _) => BackupError::NotJson,
        });
    }
    let head: Head = serde_json::from_str(text).map_err(|_| BackupError::NotOurs)?;
    if head.format.as_str() != Some(FORMAT) {
        return Err(BackupError::NotOurs);
    }
    let mut with_files = false;
    match head.version.as_u64() {
        Some(WITHOUT_FILES) => {}
        Some(VERSION) => with_files = true,
        Some(version) if version > VERSION => return Err(BackupError::Newer { version }),
        Some(_) | None => return Err(BackupError::Damaged),
    }
    let mut body: Body = serde_json::from_str(text).map_err(|_| BackupError::Damaged)?;
    if !with_files {
        body.files.clear();
    } else if head_length(bytes) != Some(bytes.len() as u64) || body.head.is_none() {
        return Err(BackupError::Damaged);
    }
    let backup = body.checked()?;
    if !is_sealed(text) {
        return Err(BackupError::Altered);
    }
    Ok(backup)
}

impl Body {
    fn checked(self) -> Result<Backup, BackupError> {
        if self.documents.len() > DOCUMENTS_MOST {
            return Err(BackupError::TooManyDocuments { most: DOCUMENTS_MOST });
        }
        let totals = self.totals.iter().map(TotalsText::money).collect::<Option<Vec<_>>>().ok_or(BackupError::Damaged)?;
        let mut ids = BTreeSet::new();
        let mut documents = Vec::with_capacity(self.documents.len());
        for document in self.documents {
            if !is_name(&document.id) || !is_name(&document.kind) {
                return Err(BackupError::Damaged);
            }
            if !ids.insert(document.id.clone()) {
                return Err(BackupError::DuplicateId { id: document.id });
            }
            if document.bytes.len() / 4 * 3 > DOCUMENT_MOST + 3 {
                return Err(BackupError::DocumentTooLarge { id: document.id, most: DOCUMENT_MOST });
            }
            let bytes = STANDARD.decode(&document.bytes).ok().filter(|bytes| sha256(bytes) == document.sha256);
            match bytes {
                Some(bytes) => documents.push(Document { id: document.id, kind: document.kind, bytes }),
                None => return Err(BackupError::DocumentDamaged { id: document.id }),
            }
        }
        let found = documents.len() as u64;
        if self.counts.documents != found {
            return Err(BackupError::CountsDiffer { stated: self.counts.documents, found });
        }
        if !is_name(&self.exported_at) || !is_name(&self.app) {
            return Err(BackupError::Damaged);
        }
        files::checked(&self.files)?;
        let Self { exported_at, app, counts, extras, files, .. } = self;
        Ok(Backup { exported_at, app, counts, totals, documents, files, extras })
    }
}

impl TotalsText {
    fn of(totals: &Totals) -> Self {
        let text = |money: Money| money.amount().to_string();
        let currency = totals.invoiced.currency().code().to_owned();
        Self { currency, invoiced: text(totals.invoiced), paid: text(totals.paid), open: text(totals.open) }
    }

    fn money(&self) -> Option<Totals> {
        let currency = Currency::parse(&self.currency)?;
        let money = |text: &str| Money::exact(rust_decimal::Decimal::from_str_exact(text).ok()?, currency).ok();
        Some(Totals { invoiced: money(&self.invoiced)?, paid: money(&self.paid)?, open: money(&self.open)? })
    }
}

fn opening() -> String {
    format!("{{\"format\":\"{FORMAT}\",\"version\":")
}

/// The last line: the hash of every byte before it.
fn seal(before: &str) -> String {
    format!("\"sha256\":\"{}\"}}\n", sha256(before.as_bytes()))
}

fn is_sealed(text: &str) -> bool {
    let length = seal("").len();
    text.len().checked_sub(length).and_then(|at| text.split_at_checked(at)).is_some_and(|(before, last)| seal(before) == last)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= NAME_MOST
}

/// Strings, numbers and maps of them can always be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
