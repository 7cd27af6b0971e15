//! A client's document: its record, its history, and the documents billed to it.

use std::cell::RefCell;

use automerge::{AutoCommit, ReadDoc};
use domain::client::{Amendment, Client, Contact, Direction, Move, Note, NoteKind, Origin, Removal, Stamp};
use domain::fact::ClientFact;
use domain::field::{ContactField, Field};
use domain::{BatchId, ClientId, ContactId, Stage};

use super::genesis::{CLIENT, lay_draft, lay_item, lay_move};
use super::pen::{Pen, Sheet, Spot, WriteError};
use super::tree::{At, Branch, id_of, settled};
use super::{Trouble, invoice, item};

/// Adds one fact to what is pending in the document. The caller commits, or rolls back on an error.
pub fn write_client(doc: &mut AutoCommit, fact: &ClientFact, stamp: Stamp) -> Result<(), WriteError> {
    let mut pen = Pen::over(doc, CLIENT, stamp)?;
    let root = pen.root();
    match fact {
        ClientFact::Opened { origin } => {
            let opened = pen.signed().put_origin(*origin);
            pen.lay_new(&root, "opened", opened).map(|_| ())
        }
        ClientFact::FieldSet { field, to } => {
            let fields = pen.child(&root, "fields")?;
            pen.put(&fields, field.key(), to.as_str())
        }
        ClientFact::FieldBrought { field, to, batch } => {
            let fields = pen.child(&root, "fields")?;
            pen.put(&fields, field.key(), to.as_str())?;
            pen.put(&fields, &format!("{} {batch}", field.key()), to.as_str())
        }
        ClientFact::ContactSet { contact, field, to } => {
            let entry = known_contact(&mut pen, &root, *contact)?;
            pen.put(&entry, field.key(), to.as_str())
        }
        ClientFact::ContactRemoved { contact, gone } => {
            let entry = pen.entry(&root, "contacts", contact)?;
            pen.act(&entry, "removed", *gone)
        }
        ClientFact::Moved { id, to, on, why } => {
            let entry = pen.signed().put("to", to.key()).put("on", on.to_string()).put_filled("why", why);
            pen.record_in_turn(&root, "moves", id, entry)
        }
        ClientFact::MoveWithdrawn { id, gone } => {
            let entry = pen.entry(&root, "moves", id)?;
            pen.act(&entry, "withdrawn", *gone)
        }
        ClientFact::NoteWritten { id, kind, direction, happened, text, batch } => {
            let began = direction.map_or("", Direction::key);
            let entry = pen
                .signed()
                .put("kind", kind.key())
                .put_filled("direction", began)
                .put("happened", happened.to_string())
                .put("text", text.as_str());
            pen.record(&root, "notes", id, entry.put_batch(*batch).put_below("amendments", Sheet::default()))
        }
        ClientFact::NoteAmended { note, id, text } => {
            let entry = pen.entry(&root, "notes", note)?;
            let amendment = pen.signed().put("text", text.as_str());
            pen.record_in_turn(&entry, "amendments", id, amendment)
        }
        ClientFact::NoteRemoved { note, gone } => {
            let entry = pen.entry(&root, "notes", note)?;
            pen.act(&entry, "removed", *gone)
        }
        ClientFact::Removed { id, gone } => {
            let entry = pen.signed().put("gone", *gone);
            pen.record_in_turn(&root, "removals", id, entry)
        }
        ClientFact::Drafted { invoice, origin, content } => invoice::draft(&mut pen, &root, *invoice, *origin, content),
        ClientFact::DraftBegun { invoice } => Ok(lay_draft(pen.doc, *invoice)?),
        ClientFact::ItemBegun { item } => Ok(lay_item(pen.doc, *item)?),
        ClientFact::MoveBegun { id } => Ok(lay_move(pen.doc, *id)?),
        ClientFact::InvoiceRemoved { invoice, gone } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            pen.act(&entry, "removed", *gone)
        }
        ClientFact::Issued { invoice, id, document } => invoice::issue(&mut pen, &root, *invoice, *id, document),
        ClientFact::Paid { invoice, id, payment } => invoice::pay(&mut pen, &root, *invoice, *id, payment),
        ClientFact::PaymentWithdrawn { invoice, id, gone } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            let payment = pen.entry(&entry, "payments", id)?;
            pen.act(&payment, "withdrawn", *gone)
        }
        ClientFact::PaymentApart { invoice, id, gone } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            let payment = pen.entry(&entry, "payments", id)?;
            pen.act(&payment, "apart", *gone)
        }
        ClientFact::DraftedFrom { invoice, from, payment } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            pen.put(&entry, "from", from.to_string())?;
            payment.map_or(Ok(()), |payment| pen.put(&entry, "of_payment", payment.to_string()))
        }
        ClientFact::DocumentNoted { invoice, text } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            pen.put(&entry, "note", text.as_str())
        }
        ClientFact::Voided { invoice, id, on, reason } => {
            let entry = pen.entry(&root, "invoices", invoice)?;
            let void = pen.signed().put("on", on.to_string()).put_filled("reason", reason);
            pen.record(&entry, "voids", id, void)
        }
        ClientFact::Item(fact) => item::write(&mut pen, &root, fact),
    }
}

/// A contact begins with the first thing that is said of it. Only one device ever begins one: its id is fresh.
fn known_contact(pen: &mut Pen<'_>, root: &Spot, contact: ContactId) -> Result<Spot, WriteError> {
    let contacts = pen.child(root, "contacts")?;
    let key = contact.to_string();
    match pen.find(&contacts, &key)? {
        Some(entry) => Ok(entry),
        None => pen.lay_new(&contacts, &key, Sheet::default()),
    }
}

/// The client that the document's facts add up to, and what in it a person may have to look at. Never fails; the same document reads the
/// same on every device.
pub fn read_client(id: ClientId, doc: &impl ReadDoc) -> (Client, Vec<Trouble>) {
    let (tree, troubles) = (Branch::of(doc), RefCell::default());
    let root = At::root(&tree, CLIENT, &troubles);
    let mut client = Client::new(id);
    if root.has("opened")
        && let Some(opened) = root.branch("opened")
    {
        client.opened = Some(opened.stamp());
        client.origin = origin(&opened);
    }
    if let Some(fields) = root.branch("fields") {
        client.fields = registers(&fields, Field::ALL, Field::key);
        client.brought = fields.keys().filter_map(|key| brought(&fields, key)).collect();
    }
    if let Some(contacts) = root.branch("contacts") {
        let read = |at: At<'_>| Contact { fields: registers(&at, ContactField::ALL, ContactField::key), removed: at.act("removed") };
        client.contacts = domain::order::gather(contacts.entries().map(|(id, at)| (id, read(at))));
    }
    if let Some(moves) = root.branch("moves") {
        client.moves = domain::order::gather(
            moves.entries().filter(|(_, at)| item::is_written(at)).filter_map(|(id, at)| Some((id, moved(&at, moves.len())?))),
        );
    }
    if let Some(notes) = root.branch("notes") {
        client.notes = domain::order::gather(notes.entries().map(|(id, at)| (id, note(&at))));
    }
    if let Some(invoices) = root.branch("invoices") {
        client.invoices = {
            // A place that was laid out and not written in yet is no document.
            let written = invoices.entries().filter(|(_, at)| at.has("at") || at.branch("draft").is_none_or(|draft| draft.has("kind")));
            domain::order::gather(written.map(|(id, at)| (id, invoice::read(id, &at))))
        };
    }
    if let Some(removals) = root.branch("removals") {
        client.removals = domain::order::gather(removals.entries().filter_map(|(id, at)| Some((id, removal(&at, removals.len())?))));
    }
    client.items = item::read(&root);
    (client, settled(troubles))
}

/// What an import wrote into a field stands a second time beside it, under the field and the batch.
fn brought(fields: &At<'_>, key: &str) -> Option<((BatchId, Field), String)> {
    let (field, batch) = key.split_once(' ')?;
    Some(((id_of(batch)?, Field::from_key(field)?), fields.text(key)?.to_owned()))
}

/// The registers that say something; an empty text means unset.
pub(super) fn registers<F: Copy + Ord>(at: &At<'_>, all: &[F], key: impl Fn(F) -> &'static str) -> std::collections::BTreeMap<F, String> {
    let filled = |field: &F| at.text(key(*field)).filter(|text| !text.is_empty()).map(|text| (*field, text.to_owned()));
    domain::order::gather(all.iter().filter_map(filled))
}

/// How an entry came to be; one that cannot be read counts as typed, so that no undone import takes it away.
pub(super) fn origin(at: &At<'_>) -> Origin {
    let batch = at.id("batch");
    let read = at.needed("origin", |key| match (key, batch) {
        ("typed", _) => Some(Origin::Typed),
        ("imported", Some(batch)) => Some(Origin::Imported(batch)),
        ("sample", Some(batch)) => Some(Origin::Sample(batch)),
        _ => None,
    });
    read.unwrap_or_default()
}

/// How many entries stood before this one when it was written. Those are all among the `all` there are now: a number that says more is
/// damage, and counts as none, so that it cannot outrank for ever what is done next.
pub(super) fn turn(at: &At<'_>, all: usize) -> u32 {
    let turn = at.whole("turn").unwrap_or(0);
    let read = u32::try_from(turn).ok().filter(|turn| (*turn as usize) < all);
    if read.is_none() {
        at.unreadable("turn");
    }
    read.unwrap_or(0)
}

/// None when nobody can say where to: a stage that this version does not know is no stage.
fn moved(at: &At<'_>, all: usize) -> Option<Move> {
    let recorded = at.stamp();
    Some(Move {
        to: at.needed("to", Stage::from_key)?,
        on: at.day("on", recorded),
        why: at.owned("why"),
        turn: turn(at, all),
        recorded,
        withdrawn: at.act("withdrawn"),
    })
}

fn note(at: &At<'_>) -> Note {
    let recorded = at.stamp();
    let amendments = at.branch("amendments");
    let all = amendments.as_ref().map_or(0, At::len);
    let amendment = |at: At<'_>| Some(Amendment { text: at.needed("text", said)?, turn: turn(&at, all), recorded: at.stamp() });
    Note {
        kind: at.needed("kind", NoteKind::from_key).unwrap_or_default(),
        direction: at.parsed("direction", Direction::from_key),
        happened: at.day("happened", recorded),
        text: at.needed("text", said).unwrap_or_default(),
        recorded,
        batch: at.id("batch"),
        amendments: domain::order::gather(amendments.iter().flat_map(At::entries).filter_map(|(id, at)| Some((id, amendment(at)?)))),
        removed: at.act("removed"),
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn removal(at: &At<'_>, all: usize) -> Option<Removal> {
    let Some(gone) = at.truth("gone") else {
        at.absent("gone");
        return None;
    };
    Some(Removal { gone, turn: turn(at, all), recorded: at.stamp() })
}
