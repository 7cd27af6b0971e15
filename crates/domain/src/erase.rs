//! Erasing a client (GDPR Art. 17). The record goes, with every document of its family; what the law asks to be kept, the issued documents
//! and what was paid on them, moves to a record of its own that names nobody (Art. 17(3)(b)). The practice remembers which records were
//! erased, so that one which comes back with an old copy is not taken in again.

use std::collections::BTreeMap;

use crate::client::Client;
use crate::invoice::{Invoice, Standing};
use crate::item::{Item, ItemField, ItemKind, Items};
use crate::practice::Practice;
use crate::time::Day;
use crate::{ClientId, InvoiceId, ItemId};

/// Years that issued documents are usually kept, from the end of the year: the longest of the usual ones, until somebody says otherwise.
pub const KEPT_YEARS: i32 = 10;

/// What erasing a record does, told before it is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub people: usize,
    pub entries: usize,
    pub items: usize,
    pub drafts: usize,
    /// Issued documents, which are kept.
    pub kept: usize,
    /// The last day of the year in which the newest of them may go.
    pub until: Option<Day>,
    /// Of those kept, what is still to be paid or was paid too much: nobody could say so afterwards.
    pub unsettled: usize,
}

/// Why documents are kept of a client that was erased, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub on: Option<Day>,
    pub until: Option<Day>,
    pub why: String,
}

/// Documents that the law asks to be kept: whatever was issued, void or not.
pub fn is_kept(invoice: &Invoice) -> bool {
    invoice.issue().is_some() && invoice.standing() != Standing::Removed
}

pub(crate) fn kept(client: &Client) -> impl Iterator<Item = (InvoiceId, &Invoice)> {
    client.invoices.iter().filter(|(_, invoice)| is_kept(invoice)).map(|(id, invoice)| (*id, invoice))
}

pub fn plan(client: &Client) -> Plan {
    let dated = |invoice: &Invoice| invoice.issue().map(|issue| issue.document.dated());
    let newest = kept(client).filter_map(|(_, invoice)| dated(invoice)).max();
    let open = |invoice: &Invoice| matches!(invoice.standing(), Standing::Open | Standing::PartlyPaid | Standing::Overpaid);
    let standing = client.invoices.values().filter(|invoice| invoice.standing() != Standing::Removed);
    Plan {
        people: client.people().len(),
        entries: client.notes.values().filter(|note| note.removed.is_none()).count(),
        items: client.items.values().filter(|item| item.removed.is_none()).count(),
        drafts: standing.filter(|invoice| !is_kept(invoice)).count(),
        kept: kept(client).count(),
        until: newest.and_then(|day| Day::new(day.year() + KEPT_YEARS, 12, 31)),
        unsettled: kept(client).filter(|(_, invoice)| open(invoice)).count(),
    }
}

fn told(items: &Items) -> impl Iterator<Item = &Item> {
    items.values().filter(|item| item.kind == ItemKind::Erasure && item.removed.is_none())
}

/// The item by which the practice says that this record was erased.
pub(crate) fn of(practice: &Practice, client: ClientId) -> Option<(ItemId, &Item)> {
    let items = practice.items.iter().filter(|(_, item)| item.kind == ItemKind::Erasure && item.removed.is_none());
    items.map(|(id, item)| (*id, item)).find(|(_, item)| item.get(ItemField::From).parse() == Ok(client))
}

/// Every record that was erased, with the one that keeps its documents.
pub fn erased(practice: &Practice) -> BTreeMap<ClientId, Option<ClientId>> {
    let id = |item: &Item, field| item.get(field).parse().ok();
    crate::order::gather(told(&practice.items).filter_map(|item| Some((id(item, ItemField::From)?, id(item, ItemField::Heir)))))
}

/// Of a record that keeps documents: why, and until when.
pub fn retention(client: &Client) -> Option<Kept> {
    let item = told(&client.items).next()?;
    Some(Kept { on: item.day(ItemField::Day), until: item.day(ItemField::Until), why: item.get(ItemField::Detail).to_owned() })
}
