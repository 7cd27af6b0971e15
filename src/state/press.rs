//! PDFs of documents: one to keep, or many in one ZIP.

use std::collections::{BTreeMap, BTreeSet};

use book::chunk::DocKey;
use book::session::pack;
use book::store::Store;
use domain::invoice::{Invoice, Party};
use domain::practice::Practice;
use domain::{ClientId, InvoiceId, seal};
use sheet::{Code, Leaf, Logo, Sheet, Words};

use crate::browser::files;
use crate::browser::pause::pause;
use crate::browser::press::{Request, ask};
use crate::dom::*;
use crate::state::desk::Desk;
use crate::state::remit::Remit;

pub use crate::browser::press::Trouble;

/// Records read at a time.
const AT_ONCE: usize = 40;

/// A document to be set, with the code that it can be paid by.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    pub sheet: Sheet,
    pub remit: Option<Remit>,
    /// The picture beside the sender's name: what it shows, and its bytes.
    pub logo: Option<Logo>,
}

impl Ready {
    pub fn new(sheet: Sheet, remit: Option<Remit>, practice: &Practice) -> Self {
        let logo = sheet.logo(practice).and_then(|(alt, picture)| Some(Logo { bytes: domain::logo::bytes(picture)?, alt }));
        Self { sheet, remit, logo }
    }

    pub fn issued(invoice: &Invoice, practice: &Practice) -> Option<Self> {
        Some(Self::new(Sheet::issued(invoice)?, Remit::of(invoice, practice), practice))
    }

    fn leaf(&self) -> Leaf {
        let mut leaf = self.sheet.leaf();
        leaf.logo.clone_from(&self.logo);
        let drawn = self.remit.as_ref().and_then(|remit| remit.code.as_ref().ok());
        if let (Some(drawn), Some(pay)) = (drawn, &mut leaf.pay) {
            let words = Words::of(self.sheet.language());
            pay.codes.push(Code {
                caption: words.scan.to_owned(),
                alt: words.code.to_owned(),
                side: u16::try_from(drawn.size).unwrap_or_default(),
                modules: drawn.modules.clone(),
                // The Swiss code is 46 mm wide (Swiss Implementation Guidelines QR-bill, 6.4); the European one at least 20.
                millimetres: if drawn.bill.is_some() { 46 } else { 28 },
                cross: drawn.bill.is_some(),
            });
        }
        leaf
    }
}

/// The PDF of a document.
pub async fn pdf(ready: &Ready) -> Result<Vec<u8>, Trouble> {
    ask(Request::Press(&sheet::packed(&ready.leaf()))).await
}

/// Hands the person the PDF of a document, and says the SHA-256 of its bytes. None when the browser would not take it.
pub async fn give(ready: &Ready) -> Result<Option<String>, Trouble> {
    let bytes = pdf(ready).await?;
    Ok(files::download(&name(&ready.sheet), "application/pdf", &[&bytes]).then(|| seal::hash_of(&bytes)))
}

/// The SHA-256 of what the PDF of a document would be.
pub async fn hash(ready: &Ready) -> Result<String, Trouble> {
    pdf(ready).await.map(|bytes| seal::hash_of(&bytes))
}

/// Issued documents by their ids, each read from its record's own document; what cannot be read is left out.
pub async fn read(desk: Desk, wanted: &BTreeMap<InvoiceId, ClientId>) -> Vec<Ready> {
    let Some(runner) = desk.runner() else { return Vec::new() };
    let practice = desk.practice.get_untracked();
    let mut found = BTreeMap::new();
    let near: BTreeSet<DocKey> = wanted.values().map(|client| DocKey::Client(*client)).collect();
    let far = runner.store().list().await.unwrap_or_default();
    // A document can stand in a record that went under another: those are looked into last.
    let order: Vec<DocKey> = near.iter().copied().chain(far.into_iter().filter(|key| !near.contains(key))).collect();
    for slice in order.chunks(AT_ONCE) {
        if found.len() == wanted.len() {
            break;
        }
        for (_, chunks) in runner.store().load(slice).await.unwrap_or_default() {
            let Some(client) = pack(&chunks).client else { continue };
            let issued = client.invoices.iter().filter(|(id, _)| wanted.contains_key(id));
            found.extend(issued.filter_map(|(id, invoice)| Some((*id, Ready::issued(invoice, &practice)?))));
        }
        pause(0).await;
    }
    let mut all: Vec<Ready> = found.into_values().collect();
    domain::order::sort_by_key(&mut all, |ready| (ready.sheet.dated, ready.sheet.number.clone()));
    all
}

/// What a file of it is called: its number, and whom it is for.
pub fn name(sheet: &Sheet) -> String {
    let Party { name, .. } = &sheet.recipient;
    let what = sheet.number.clone().unwrap_or_else(|| sheet.leaf().title);
    let whole = if name.trim().is_empty() { what } else { format!("{what} {name}") };
    let safe = |letter: char| if letter.is_control() || "\\/:*?\"<>|".contains(letter) { '-' } else { letter };
    format!("{}.pdf", whole.chars().take(120).map(safe).collect::<String>().trim())
}

/// How far many have got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub all: usize,
}

/// What many came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub given: usize,
    /// Documents that could not be set, by number, and why.
    pub left_out: Vec<(String, Trouble)>,
    pub cancelled: bool,
}

/// Sets many documents and hands them over in one ZIP. `go_on` is told of each, and may say no.
pub async fn give_all(all: &[Ready], zip_name: &str, mut go_on: impl FnMut(Progress) -> bool) -> Result<Made, Trouble> {
    let mut made = Made::default();
    let count = all.len();
    ask(Request::Drop).await?;
    for (done, ready) in all.iter().enumerate() {
        if !go_on(Progress { done, all: count }) {
            ask(Request::Drop).await?;
            return Ok(Made { cancelled: true, ..made });
        }
        match pdf(ready).await {
            Ok(bytes) => {
                ask(Request::Bundle { name: &name(&ready.sheet), bytes: &bytes }).await?;
                made.given += 1;
            }
            Err(Trouble::Unloaded) => return Err(Trouble::Unloaded),
            Err(trouble) => made.left_out.push((ready.sheet.number.clone().unwrap_or_default(), trouble)),
        }
    }
    if made.given > 0 {
        let zip = ask(Request::Zip).await?;
        if !files::download(zip_name, "application/zip", &[&zip]) {
            return Err(Trouble::Refused);
        }
    }
    Ok(made)
}
