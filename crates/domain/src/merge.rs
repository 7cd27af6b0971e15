//! Two records that are one client. Neither document changes: that a record goes under another is a fact of its own in it, which can be
//! taken back, and the record that is shown is read from all documents of the family together. So whatever somebody writes into either of
//! them meanwhile is there by itself, and taken apart each is whole again.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::{Client, Move, Stamp};
use crate::fact::{ClientFact, ItemFact};
use crate::field::Field;
use crate::item::{ItemField, ItemKind};
use crate::{ClientId, ContactId, ItemId, MoveId, text};

/// A record goes under another client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub id: ItemId,
    pub to: ClientId,
}

/// What a client has of a record that goes under it, beside what it holds as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub link: Link,
    pub merged: Stamp,
    pub told: Told,
    /// What that record says of itself now.
    pub fields: BTreeMap<Field, String>,
    /// Where it was moved before. They do not move the client.
    pub moves: BTreeMap<MoveId, Move>,
    /// Who came along with it.
    pub people: BTreeSet<ContactId>,
}

impl Joined {
    pub fn name(&self) -> &str {
        self.fields.get(&Field::Name).map_or("", String::as_str)
    }
}

/// What a merge saw and did, as its link keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What the record said that goes under the other.
    pub seen: BTreeMap<Field, String>,
    /// What the other said where it took over what was seen.
    pub was: BTreeMap<Field, String>,
    /// The move by which it took over the stage.
    pub moved: Option<MoveId>,
}

impl Told {
    /// One line each: `seen email jo@acme.example`.
    pub fn text(&self) -> String {
        let line = |word: &str, field: &Field, text: &str| format!("{word} {} {}", field.key(), line_of(text));
        let seen = self.seen.iter().map(|(field, text)| line("seen", field, text));
        let was = self.was.iter().map(|(field, text)| line("was", field, text));
        let moved = self.moved.map(|id| format!("moved {id}"));
        seen.chain(was).chain(moved).collect::<Vec<_>>().join("\n")
    }

    /// What cannot be read is left out.
    pub fn parse(given: &str) -> Self {
        let mut told = Self::default();
        for line in given.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let (key, text) = rest.split_once(' ').unwrap_or((rest, ""));
            match (word, Field::from_key(key)) {
                ("seen", Some(field)) => drop(told.seen.insert(field, text.to_owned())),
                ("was", Some(field)) => drop(told.was.insert(field, text.to_owned())),
                ("moved", _) => told.moved = key.parse().ok(),
                _ => {}
            }
        }
        told
    }

    pub fn saw(&self, field: Field) -> &str {
        self.seen.get(&field).map_or("", String::as_str)
    }
}

/// A register's text on one line, as a link keeps it.
pub fn line_of(given: &str) -> String {
    text::line(given, usize::MAX)
}

/// Whom the record goes under as it says itself: of several links that stand, the one recorded last.
pub fn link_of(client: &Client) -> Option<Link> {
    let standing = client.items.iter().filter(|(_, item)| item.kind == ItemKind::Merge && item.removed.is_none());
    let (id, item) = standing.max_by_key(|(id, item)| (item.recorded.at, **id))?;
    let to = item.get(ItemField::Under).parse().ok()?;
    (to != client.id).then_some(Link { id: *id, to })
}

/// Every client that goes under another, with the one at the end of its way. `is_removed` knows of the clients there are.
///
/// The same links give the same answer in whatever order they came. Of a circle, which two devices can make apart, the link with the
/// greatest id falls. A link to nobody falls; one that leads to removed clients only rests while its own is not removed, so that
/// nobody vanishes with another.
pub fn heads(links: &BTreeMap<ClientId, Link>, is_removed: impl Fn(ClientId) -> Option<bool>) -> BTreeMap<ClientId, ClientId> {
    let mut up: BTreeMap<ClientId, Link> = BTreeMap::new();
    up.extend(links.iter().filter(|(from, link)| link.to != **from && is_removed(link.to).is_some()).map(|(from, link)| (*from, *link)));
    let mut settled: BTreeSet<ClientId> = BTreeSet::new();
    for start in links.keys() {
        let mut way: Vec<ClientId> = Vec::new();
        let mut here = *start;
        while settled.insert(here) {
            way.push(here);
            let Some(link) = up.get(&here) else { break };
            here = link.to;
        }
        // Met again on this very way: what lies between is a circle.
        if let Some(begin) = way.iter().position(|one| *one == here)
            && up.contains_key(&here)
        {
            let circle = way.iter().skip(begin).filter_map(|one| Some((up.get(one)?.id, *one)));
            if let Some((_, falls)) = circle.max() {
                up.remove(&falls);
            }
        }
    }
    let gone = |id: ClientId| is_removed(id) == Some(true);
    let resting: Vec<ClientId> = up.keys().copied().filter(|from| !gone(*from) && way(&up, *from).all(gone)).collect();
    for from in resting {
        up.remove(&from);
    }
    up.keys().map(|from| (*from, way(&up, *from).last().unwrap_or(*from))).collect()
}

/// Whom a record goes under, one after the other. There are no circles any more.
fn way(up: &BTreeMap<ClientId, Link>, from: ClientId) -> impl Iterator<Item = ClientId> {
    std::iter::successors(up.get(&from), |link| up.get(&link.to)).map(|link| link.to)
}

/// A client with all that goes under it, each record as its own document tells it.
pub fn join<'a>(own: &Client, parts: impl Iterator<Item = &'a Client>) -> Client {
    let mut whole = own.clone();
    for part in parts {
        let Some((link, item)) = link_of(part).and_then(|link| Some((link, part.items.get(&link.id)?))) else { continue };
        let told = Told::parse(item.get(ItemField::Detail));
        let people = part.contacts.keys().copied().collect();
        let joined = Joined { link, merged: item.recorded, told, fields: part.fields.clone(), moves: part.moves.clone(), people };
        whole.joined.insert(part.id, joined);
        whole.contacts.extend(part.contacts.iter().map(|(id, one)| (*id, one.clone())));
        whole.notes.extend(part.notes.iter().map(|(id, one)| (*id, one.clone())));
        whole.invoices.extend(part.invoices.iter().map(|(id, one)| (*id, one.clone())));
        let items = part.items.iter().filter(|(_, item)| item.kind != ItemKind::Merge);
        whole.items.extend(items.map(|(id, item)| (*id, item.clone())));
    }
    whole
}

/// A field of a record that goes under the client was changed after the merge had been looked at: somebody has to say what holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    pub from: ClientId,
    pub field: Field,
    pub there: String,
}

pub fn differing(whole: &Client) -> Vec<Differs> {
    let of = |(from, joined): (&ClientId, &Joined)| {
        let changed = Field::ALL.iter().filter_map(|field| {
            let there = joined.fields.get(field).map(|text| line_of(text)).unwrap_or_default();
            let differs = there != joined.told.saw(*field) && there != whole.get(*field);
            differs.then_some(Differs { from: *from, field: *field, there })
        });
        changed.collect::<Vec<_>>()
    };
    whole.joined.iter().flat_map(of).collect()
}

/// Whether the thing that a fact speaks of lives in this record's document. A fact of the record as such speaks of none.
pub fn holds(client: &Client, fact: &ClientFact) -> bool {
    match fact {
        ClientFact::ContactSet { contact, .. } | ClientFact::ContactRemoved { contact, .. } => client.contacts.contains_key(contact),
        ClientFact::MoveWithdrawn { id, .. } => client.moves.contains_key(id),
        ClientFact::NoteAmended { note, .. } | ClientFact::NoteRemoved { note, .. } => client.notes.contains_key(note),
        ClientFact::Drafted { invoice, .. }
        | ClientFact::DraftBegun { invoice }
        | ClientFact::InvoiceRemoved { invoice, .. }
        | ClientFact::Issued { invoice, .. }
        | ClientFact::Paid { invoice, .. }
        | ClientFact::PaymentWithdrawn { invoice, .. }
        | ClientFact::PaymentApart { invoice, .. }
        | ClientFact::DraftedFrom { invoice, .. }
        | ClientFact::DocumentNoted { invoice, .. }
        | ClientFact::Voided { invoice, .. } => client.invoices.contains_key(invoice),
        ClientFact::Item(
            ItemFact::Made { item, .. }
            | ItemFact::Set { item, .. }
            | ItemFact::Removed { item, .. }
            | ItemFact::Acted { item, .. }
            | ItemFact::ActWithdrawn { item, .. },
        )
        | ClientFact::ItemBegun { item } => client.items.contains_key(item),
        ClientFact::Opened { .. }
        | ClientFact::FieldSet { .. }
        | ClientFact::FieldBrought { .. }
        | ClientFact::Moved { .. }
        | ClientFact::MoveBegun { .. }
        | ClientFact::NoteWritten { .. }
        | ClientFact::Removed { .. } => false,
    }
}
