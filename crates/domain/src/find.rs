//! What can be found of a client: passages of its record, an index over the words of all of them, and the marks on a hit.
//!
//! A word is found wherever it stands in a passage, within a longer word too, in any case and without its accents ([`text::fold`]).

mod index;
mod mark;

pub use index::{Found, Hit, Index, Limits};
pub use mark::{Excerpt, excerpt, marks};

use crate::client::Client;
use crate::field::ContactField;
use crate::item::{Item, ItemField, ItemKind, Part};
use crate::time::Day;
use crate::{ContactId, InvoiceId, ItemId, MoveId, NoteId, text};

/// Where in a record a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    Note(NoteId),
    /// Why a client was moved.
    Move(MoveId),
    Person(ContactId),
    Document(InvoiceId),
    Item(ItemId, ItemKind),
}

/// The lists in which hits are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    People,
    Documents,
    Work,
    History,
    Files,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::People, Self::Documents, Self::Work, Self::History, Self::Files];
}

impl Spot {
    pub fn group(self) -> Group {
        match self {
            Self::Person(_) => Group::People,
            Self::Document(_) => Group::Documents,
            Self::Item(_, ItemKind::File) => Group::Files,
            Self::Item(..) => Group::Work,
            Self::Note(_) | Self::Move(_) => Group::History,
        }
    }
}

/// A text of a record, as it is said now and as it was said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub spot: Spot,
    pub day: Option<Day>,
    pub text: String,
    /// What an entry said before it was amended, the oldest first, one below the other.
    pub before: String,
}

/// Everything that can be found of a client beside its row. Nothing of a client that was removed, and of what was removed of it.
pub fn passages(client: &Client) -> Vec<Passage> {
    if client.is_removed() {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut add = |spot, day, text: String, before: String| {
        if !text.is_empty() || !before.is_empty() {
            all.push(Passage { spot, day, text, before });
        }
    };
    for (id, note) in client.history() {
        let mut past: Vec<&str> =
            std::iter::once(note.text.as_str()).chain(note.amended().into_iter().map(|one| one.text.as_str())).collect();
        let now = past.pop().unwrap_or_default().to_owned();
        add(Spot::Note(id), Some(note.happened), now, past.join("\n"));
    }
    for (id, one) in client.path() {
        add(Spot::Move(id), Some(one.on), one.why.clone(), String::new());
    }
    for (id, one) in client.people() {
        let said = [ContactField::Name, ContactField::Position, ContactField::Email, ContactField::Phone].map(|field| one.get(field));
        add(Spot::Person(id), None, joined(&said, " · "), String::new());
    }
    for (id, invoice) in &client.invoices {
        if invoice.standing() == crate::invoice::Standing::Removed {
            continue;
        }
        let Some(content) = invoice.content() else { continue };
        let issue = invoice.issue();
        // Its kind stands in the first line, so that it is found by it.
        let mut said = vec![content.kind.key(), issue.map_or("", |issue| issue.document.number())];
        said.extend(content.lines.iter().map(|line| line.description.as_str()));
        said.extend([content.reference.as_str(), content.note.as_str()]);
        let day = issue.map(|issue| issue.document.dated()).or(content.dated);
        add(Spot::Document(*id), day, joined(&said, "\n"), String::new());
    }
    // A row is found by the proposal it is of.
    let rows = |id: &ItemId| {
        let rows = Part::ALL.iter().flat_map(|part| crate::proposal::rows(client, *id, *part));
        rows.map(|(_, row)| row.title().to_owned()).collect::<Vec<_>>()
    };
    let told = |item: &Item| {
        let unsaid = matches!(item.kind, ItemKind::LateTerms | ItemKind::LateClaim);
        item.removed.is_none()
            && !unsaid
            && !matches!(item.kind, ItemKind::Merge | ItemKind::Distinct | ItemKind::Tag | ItemKind::ProposalLine)
    };
    for (id, item) in client.items.iter().filter(|(_, item)| told(item)) {
        if item.kind == ItemKind::Proposal {
            let mut said = vec![said(item), item.get(ItemField::Timeline).to_owned()];
            said.extend(rows(id));
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            add(Spot::Item(*id, item.kind), item.day(ItemField::Until), joined(&said, "\n"), String::new());
            continue;
        }
        add(Spot::Item(*id, item.kind), day(item), said(item), String::new());
    }
    all
}

/// The texts of an item in the order in which they are read.
const SAID: [ItemField; 10] = [
    ItemField::Title,
    ItemField::Detail,
    ItemField::NotIncluded,
    ItemField::Owner,
    ItemField::Despite,
    ItemField::Acknowledge,
    ItemField::Clarify,
    ItemField::Own,
    ItemField::Propose,
    ItemField::Document,
];

fn joined(said: &[&str], between: &str) -> String {
    let kept: Vec<&str> = said.iter().copied().filter(|one| !one.is_empty()).collect();
    kept.join(between)
}

/// What an item says, and why something became of it.
fn said(item: &Item) -> String {
    let mut said: Vec<&str> = SAID.iter().map(|field| item.get(*field)).collect();
    let told = item.told();
    said.extend(told.iter().map(|(_, act)| act.why.as_str()));
    joined(&said, "\n")
}

fn day(item: &Item) -> Option<Day> {
    item.due().or_else(|| item.day(ItemField::Day)).or_else(|| item.day(ItemField::Signed)).or_else(|| item.day(ItemField::Start))
}

/// The words of a query, folded, each once.
pub fn words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text::fold(query).split_whitespace() {
        if !words.iter().any(|one| one == word) {
            words.push(word.to_owned());
        }
    }
    words
}
