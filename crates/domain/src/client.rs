//! One client's record, as its facts add up to it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::content::{Percent, Terms};
use crate::field::{ContactField, Field};
use crate::invoice::{Invoice, Party};
use crate::item::Items;
use crate::language::Language;
use crate::merge::Joined;
use crate::money::Currency;
use crate::time::{Day, Moment};
use crate::{AmendmentId, AuthorId, BatchId, ClientId, ContactId, Id, InvoiceId, MoveId, NoteId, RemovalId, Stage};

/// When a fact was recorded, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    pub at: Moment,
    pub by: AuthorId,
}

impl Stamp {
    /// On a fact that nobody has written yet: whoever writes it puts the real one.
    pub const UNWRITTEN: Self = Self { at: Moment(0), by: AuthorId(Id::from_bytes([0; 16])) };
}

/// How a record came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    #[default]
    Typed,
    Imported(BatchId),
    /// Part of the sample practice: nobody's real client.
    Sample(BatchId),
}

impl Origin {
    pub fn batch(self) -> Option<BatchId> {
        match self {
            Self::Typed => None,
            Self::Imported(batch) | Self::Sample(batch) => Some(batch),
        }
    }
}

/// How somebody prefers to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Email,
    Phone,
    Chat,
    Meeting,
}

impl Channel {
    pub const ALL: [Self; 4] = [Self::Email, Self::Phone, Self::Chat, Self::Meeting];

    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Meeting => "meeting",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub fields: BTreeMap<ContactField, String>,
    pub removed: Option<Stamp>,
}

impl Contact {
    /// The text of a field; empty when unset.
    pub fn get(&self, field: ContactField) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }
    pub fn is(&self, role: ContactField) -> bool {
        self.get(role) == "yes"
    }
    pub fn prefers(&self) -> Option<Channel> {
        Channel::from_key(self.get(ContactField::Prefers))
    }
}

/// One act of moving the client to a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub to: Stage,
    /// The civil day it took effect.
    pub on: Day,
    pub why: String,
    /// How many moves its author saw before it. Orders moves where clocks are wrong or stand still.
    pub turn: u32,
    pub recorded: Stamp,
    pub withdrawn: Option<Stamp>,
}

/// What kind of thing was noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    #[default]
    Note,
    Call,
    Meeting,
    Email,
    Chat,
    Decision,
}

impl NoteKind {
    pub const ALL: [Self; 6] = [Self::Note, Self::Call, Self::Meeting, Self::Email, Self::Chat, Self::Decision];

    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Call => "call",
            Self::Meeting => "meeting",
            Self::Email => "email",
            Self::Chat => "chat",
            Self::Decision => "decision",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether two sides took part in it, so that one of them began.
    pub fn is_conversation(self) -> bool {
        match self {
            Self::Call | Self::Meeting | Self::Email | Self::Chat => true,
            Self::Note | Self::Decision => false,
        }
    }
}

/// Who began a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// They turned to us.
    In,
    /// We turned to them.
    Out,
}

impl Direction {
    pub const ALL: [Self; 2] = [Self::In, Self::Out];

    pub fn key(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.key() == key)
    }
}

/// A dated entry of the history. Its first text stays readable for ever; what is said now is the newest amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    /// None where nobody said, and where there is nothing to begin.
    pub direction: Option<Direction>,
    pub happened: Day,
    pub text: String,
    pub recorded: Stamp,
    pub batch: Option<BatchId>,
    pub amendments: BTreeMap<AmendmentId, Amendment>,
    pub removed: Option<Stamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    pub text: String,
    /// How many amendments its author saw before it.
    pub turn: u32,
    pub recorded: Stamp,
}

impl Note {
    /// The amendments in the order they were made, the same on every device.
    pub fn amended(&self) -> Vec<&Amendment> {
        let mut all: Vec<_> = self.amendments.iter().collect();
        crate::order::sort_by_key(&mut all, |(id, amendment)| (amendment.turn, amendment.recorded.at, **id));
        all.into_iter().map(|(_, amendment)| amendment).collect()
    }

    /// What the note says now.
    pub fn says(&self) -> &str {
        self.amended().last().map_or(&self.text, |newest| &newest.text)
    }
}

/// One act of putting the client away, or of bringing it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    pub gone: bool,
    /// How many acts of removing or bringing back its author saw before it.
    pub turn: u32,
    pub recorded: Stamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub id: ClientId,
    pub opened: Option<Stamp>,
    pub origin: Origin,
    pub fields: BTreeMap<Field, String>,
    /// What imports wrote into fields that were empty, as they wrote it.
    pub brought: BTreeMap<(BatchId, Field), String>,
    pub contacts: BTreeMap<ContactId, Contact>,
    pub moves: BTreeMap<MoveId, Move>,
    pub notes: BTreeMap<NoteId, Note>,
    pub invoices: BTreeMap<InvoiceId, Invoice>,
    pub removals: BTreeMap<RemovalId, Removal>,
    pub items: Items,
    /// What came with records that go under this one; empty as its own document tells it.
    pub joined: BTreeMap<ClientId, Joined>,
}

impl Client {
    pub fn new(id: ClientId) -> Self {
        Self {
            id,
            opened: None,
            origin: Origin::Typed,
            fields: BTreeMap::new(),
            brought: BTreeMap::new(),
            contacts: BTreeMap::new(),
            moves: BTreeMap::new(),
            notes: BTreeMap::new(),
            invoices: BTreeMap::new(),
            removals: BTreeMap::new(),
            items: Items::new(),
            joined: BTreeMap::new(),
        }
    }

    /// The text of a field; empty when unset.
    pub fn get(&self, field: Field) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    pub fn name(&self) -> &str {
        self.get(Field::Name)
    }

    pub fn currency(&self) -> Option<Currency> {
        Currency::parse(self.get(Field::Currency))
    }

    /// What their documents are written in.
    pub fn language(&self) -> Option<Language> {
        Language::from_key(self.get(Field::Language))
    }

    pub fn terms(&self) -> Option<Terms> {
        Terms::from_key(self.get(Field::Terms))
    }

    pub fn tax_rate(&self) -> Option<Percent> {
        percent(self.get(Field::TaxRate))
    }

    pub fn next_day(&self) -> Option<Day> {
        Day::parse(self.get(Field::NextDay))
    }

    /// The moves that stand, in the order they were made; of two that knew nothing of each other the one recorded earlier comes first.
    pub fn path(&self) -> Vec<(MoveId, &Move)> {
        path(&self.moves)
    }

    /// The newest move that stands.
    pub fn moved(&self) -> Option<MoveId> {
        self.path().last().map(|(id, _)| *id)
    }

    /// Where the newest standing move put the client, and since which day. A client that was never moved is in Attraction.
    pub fn stage(&self) -> (Stage, Option<Day>) {
        self.path().last().map_or((Stage::Attraction, None), |(_, one)| (one.to, Some(one.on)))
    }

    /// Whether the newest removal put the client away.
    pub fn is_removed(&self) -> bool {
        self.removals.iter().max_by_key(|(id, removal)| (removal.turn, removal.recorded.at, **id)).is_some_and(|(_, removal)| removal.gone)
    }

    pub fn is_sample(&self) -> bool {
        matches!(self.origin, Origin::Sample(_))
    }

    /// The contacts that stand: the primary one first, then by name. Where two records are one client, its own primary one first of all.
    pub fn people(&self) -> Vec<(ContactId, &Contact)> {
        let mut all: Vec<_> = self.contacts.iter().filter(|(_, one)| one.removed.is_none()).map(|(id, one)| (*id, one)).collect();
        crate::order::sort_by_key(&mut all, |(id, one)| {
            let primary = one.is(ContactField::Primary);
            (!primary, primary && self.came_along(*id), one.get(ContactField::Name).to_lowercase(), *id)
        });
        all
    }

    /// Whether somebody stands here because of a record that went under this one.
    fn came_along(&self, contact: ContactId) -> bool {
        self.joined.values().any(|joined| joined.people.contains(&contact))
    }

    /// Whoever receives invoices: the billing contact, else the primary one, else nobody (then the client's own address serves).
    pub fn billing_contact(&self) -> Option<&Contact> {
        let people = self.people();
        // Of several the client's own: a merge sends no invoice elsewhere.
        let role = |role| people.iter().filter(|(_, one)| one.is(role)).min_by_key(|(id, _)| self.came_along(*id)).map(|(_, one)| *one);
        role(ContactField::Bills).or_else(|| role(ContactField::Primary))
    }

    /// The history, newest happening first; of one day, the last recorded first.
    pub fn history(&self) -> Vec<(NoteId, &Note)> {
        let mut all: Vec<_> = self.notes.iter().filter(|(_, note)| note.removed.is_none()).map(|(id, note)| (*id, note)).collect();
        crate::order::sort_by(&mut all, |(one_id, one), (other_id, other)| {
            (other.happened, other.recorded.at, other_id).cmp(&(one.happened, one.recorded.at, one_id))
        });
        all
    }

    /// The client as printed on a document: who it is addressed to, and where.
    pub fn party(&self) -> Party {
        let legal = self.get(Field::LegalName);
        let contact = self.billing_contact();
        let email = contact.map_or("", |one| one.get(ContactField::Email));
        Party {
            name: if legal.is_empty() { self.name() } else { legal }.to_owned(),
            person: contact.map_or("", |one| one.get(ContactField::Name)).to_owned(),
            email: if email.is_empty() { self.get(Field::Email) } else { email }.to_owned(),
            phone: String::new(),
            street: self.get(Field::Street).to_owned(),
            extra: self.get(Field::Extra).to_owned(),
            city: self.get(Field::City).to_owned(),
            region: self.get(Field::Region).to_owned(),
            postal_code: self.get(Field::PostalCode).to_owned(),
            country: self.get(Field::Country).to_owned(),
            tax_id: self.get(Field::TaxId).to_owned(),
            registration: self.get(Field::Registration).to_owned(),
        }
    }
}

/// The moves of one record that stand, in their order; see [`Client::path`].
pub fn path(moves: &BTreeMap<MoveId, Move>) -> Vec<(MoveId, &Move)> {
    let mut all: Vec<_> = moves.iter().filter(|(_, one)| one.withdrawn.is_none()).map(|(id, one)| (*id, one)).collect();
    crate::order::sort_by_key(&mut all, |(id, one)| (one.turn, one.recorded.at, *id));
    all
}

/// Reads a percentage as a register keeps it; None when unset or no rate.
pub fn percent(text: &str) -> Option<Percent> {
    text.parse::<Decimal>().ok().and_then(|value| Percent::new(value).ok())
}
