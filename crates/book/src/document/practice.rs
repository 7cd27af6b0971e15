//! The practice's document: who sends, which numbers are taken, what was brought in.

use std::cell::RefCell;
use std::collections::BTreeSet;

use automerge::{AutoCommit, ReadDoc};
use domain::client::Stamp;
use domain::content::Kind;
use domain::fact::PracticeFact;
use domain::field::PracticeField;
use domain::practice::{Batch, Practice, Taken};
use domain::{ClientId, Id, InvoiceId};

use super::Trouble;
use super::client::registers;
use super::genesis::PRACTICE;
use super::item;
use super::pen::{Pen, Sheet, WriteError};
use super::tree::{At, Branch, id_of, settled};

/// Adds one fact to what is pending in the document. The caller commits, or rolls back on an error.
pub fn write_practice(doc: &mut AutoCommit, fact: &PracticeFact, stamp: Stamp) -> Result<(), WriteError> {
    let mut pen = Pen::over(doc, PRACTICE, stamp)?;
    let root = pen.root();
    match fact {
        PracticeFact::FieldSet { field, to } => {
            let fields = pen.child(&root, "fields")?;
            pen.put(&fields, field.key(), to.as_str())
        }
        PracticeFact::NumberTaken { issue, taken } => {
            let entry = pen
                .signed()
                .put("number", taken.number.as_str())
                .put("kind", taken.kind.key())
                .put("client", taken.client.to_string())
                .put("invoice", taken.invoice.to_string())
                .put_batch(taken.batch);
            let entry = if taken.by_hand { entry.put("by_hand", true) } else { entry };
            let entry = if taken.released { entry.put_below("released", pen.signed()) } else { entry };
            pen.record(&root, "numbers", issue, entry)
        }
        PracticeFact::NumberReleased { issue, gone } => {
            let entry = pen.entry(&root, "numbers", issue)?;
            pen.act(&entry, "released", *gone)
        }
        PracticeFact::BatchBegun { id, batch } => {
            // Written once and as a whole: one text costs a tenth of as many entries.
            let clients = listed(&batch.clients);
            let entry = pen.signed().put_filled("source", &batch.source).put("sample", batch.sample).put("clients", clients);
            let entry = entry.put_below("more", Sheet::default());
            let entry = if batch.undone.is_some() { entry.put_below("undone", pen.signed()) } else { entry };
            pen.record(&root, "batches", id, entry)
        }
        PracticeFact::BatchGrown { id, clients } => {
            // Each part under its first client, which no other part names: what two devices add stands side by side.
            let (entry, Some(first)) = (pen.entry(&root, "batches", id)?, clients.first()) else { return Ok(()) };
            let more = pen.child(&entry, "more")?;
            pen.put(&more, &first.to_string(), listed(clients))
        }
        PracticeFact::BatchUndone { id, gone } => {
            let entry = pen.entry(&root, "batches", id)?;
            pen.act(&entry, "undone", *gone)
        }
        PracticeFact::Item(fact) => item::write(&mut pen, &root, fact),
    }
}

fn listed(clients: &BTreeSet<ClientId>) -> String {
    clients.iter().map(ClientId::to_string).collect::<Vec<_>>().join(" ")
}

/// The practice that the document's facts add up to, and what in it a person may have to look at. Never fails.
pub fn read_practice(doc: &impl ReadDoc) -> (Practice, Vec<Trouble>) {
    let (tree, troubles) = (Branch::of(doc), RefCell::default());
    let root = At::root(&tree, PRACTICE, &troubles);
    let mut practice = Practice::default();
    if let Some(fields) = root.branch("fields") {
        practice.fields = registers(&fields, PracticeField::ALL, PracticeField::key);
    }
    if let Some(numbers) = root.branch("numbers") {
        practice.numbers = domain::order::gather(numbers.entries().filter_map(|(issue, at)| Some((issue, taken(&at)?))));
    }
    if let Some(batches) = root.branch("batches") {
        practice.batches = domain::order::gather(batches.entries().map(|(id, at)| (id, batch(&at))));
    }
    practice.items = item::read(&root);
    (practice, settled(troubles))
}

/// None when nobody can say which number. One whose document nobody can name is taken all the same.
fn taken(at: &At<'_>) -> Option<Taken> {
    let nobody = Id::from_bytes([0; 16]);
    Some(Taken {
        number: at.needed("number", |text| Some(text.to_owned()))?,
        kind: at.needed("kind", Kind::from_key).unwrap_or_default(),
        client: at.needed("client", id_of).unwrap_or(ClientId(nobody)),
        invoice: at.needed("invoice", id_of).unwrap_or(InvoiceId(nobody)),
        batch: at.id("batch"),
        released: at.act("released").is_some(),
        by_hand: at.truth("by_hand").unwrap_or_default(),
        recorded: at.stamp(),
    })
}

fn batch(at: &At<'_>) -> Batch {
    let mut clients = BTreeSet::new();
    let mut list = |at: &At<'_>, key: &str| {
        for word in at.text(key).unwrap_or_default().split_ascii_whitespace() {
            match id_of(word) {
                Some(client) => {
                    clients.insert(client);
                }
                None => at.unreadable(key),
            }
        }
    };
    list(at, "clients");
    // A batch that came in at once has no more than that.
    if at.has("more")
        && let Some(more) = at.branch("more")
    {
        more.keys().for_each(|key| list(&more, key));
    }
    Batch {
        source: at.owned("source"),
        sample: at.truth("sample").unwrap_or_default(),
        begun: at.stamp(),
        clients,
        undone: at.act("undone"),
    }
}
