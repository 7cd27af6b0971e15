//! The practice itself: who sends, what is usual, which numbers are taken, what was brought in.

use std::collections::{BTreeMap, BTreeSet};

use crate::client::{Stamp, percent};
use crate::content::{Kind, Percent, Terms};
use crate::fact::PracticeFact;
use crate::field::PracticeField;
use crate::invoice::Party;
use crate::item::{Item, ItemField, ItemKind, Items, of_kind};
use crate::money::Currency;
use crate::number::{self, Pattern};
use crate::series;
use crate::time::Day;
use crate::working::{Calendar, Week};
use crate::{AuthorId, BatchId, ClientId, InvoiceId, IssueId, ItemId};

/// One number that a document has. Released only when an import or the sample is taken out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub number: String,
    pub kind: Kind,
    pub client: ClientId,
    pub invoice: InvoiceId,
    pub batch: Option<BatchId>,
    pub released: bool,
    /// Somebody wrote the number; the series did not give it.
    pub by_hand: bool,
    /// When it was taken, and on which device.
    pub recorded: Stamp,
}

impl Taken {
    /// A number that a series gives to a document.
    pub fn of(number: String, kind: Kind, client: ClientId, invoice: InvoiceId) -> Self {
        Self { number, kind, client, invoice, batch: None, released: false, by_hand: false, recorded: Stamp::UNWRITTEN }
    }
}

/// One import, or the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub source: String,
    pub sample: bool,
    pub begun: Stamp,
    /// The clients it made or added to.
    pub clients: BTreeSet<ClientId>,
    pub undone: Option<Stamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practice {
    pub fields: BTreeMap<PracticeField, String>,
    pub numbers: BTreeMap<IssueId, Taken>,
    pub batches: BTreeMap<BatchId, Batch>,
    /// Templates, and the map of the lifecycle.
    pub items: Items,
}

impl Practice {
    /// Takes in one more fact: the practice is then what its document says with that fact in it.
    pub fn add(&mut self, fact: &PracticeFact, stamp: Stamp) {
        match fact {
            PracticeFact::FieldSet { field, to } if to.is_empty() => {
                self.fields.remove(field);
            }
            PracticeFact::FieldSet { field, to } => {
                self.fields.insert(*field, to.clone());
            }
            PracticeFact::NumberTaken { issue, taken } => {
                self.numbers.insert(*issue, Taken { recorded: stamp, ..taken.clone() });
            }
            PracticeFact::NumberReleased { issue, gone } => {
                if let Some(taken) = self.numbers.get_mut(issue) {
                    taken.released = *gone;
                }
            }
            PracticeFact::BatchBegun { id, batch } => {
                let undone = batch.undone.map(|_| stamp);
                self.batches.insert(*id, Batch { begun: stamp, undone, ..batch.clone() });
            }
            PracticeFact::BatchGrown { id, clients } => {
                if let Some(batch) = self.batches.get_mut(id) {
                    batch.clients.extend(clients);
                }
            }
            PracticeFact::Item(fact) => crate::item::add(&mut self.items, fact, stamp),
            PracticeFact::BatchUndone { id, gone } => {
                if let Some(batch) = self.batches.get_mut(id) {
                    batch.undone = gone.then_some(stamp);
                }
            }
        }
    }

    /// The text of a field; empty when unset.
    pub fn get(&self, field: PracticeField) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    pub fn currency(&self) -> Option<Currency> {
        Currency::parse(self.get(PracticeField::Currency))
    }

    pub fn terms(&self) -> Option<Terms> {
        Terms::from_key(self.get(PracticeField::Terms))
    }

    /// The colour of documents: red, green, blue.
    pub fn accent(&self) -> Option<[u8; 3]> {
        crate::text::colour(self.get(PracticeField::Accent))
    }

    pub fn tax_rate(&self) -> Option<Percent> {
        percent(self.get(PracticeField::TaxRate))
    }

    /// The pattern that numbers documents of this kind; a damaged one reads as the usual one.
    pub fn pattern(&self, kind: Kind) -> Pattern {
        let (field, usual) = Self::pattern_of(kind);
        Pattern::parse(self.get(field))
            .or_else(|_| Pattern::parse(usual))
            .unwrap_or_else(|_| unreachable!("the usual patterns are patterns"))
    }

    /// Which register holds the pattern of a kind, and the pattern used while it is empty.
    pub fn pattern_of(kind: Kind) -> (PracticeField, &'static str) {
        match kind {
            Kind::Invoice | Kind::Deposit => (PracticeField::InvoicePattern, "INV-{YYYY}-{000}"),
            Kind::Quote | Kind::Estimate => (PracticeField::QuotePattern, "Q-{YYYY}-{000}"),
            Kind::Receipt => (PracticeField::ReceiptPattern, "R-{YYYY}-{000}"),
            Kind::Proforma => (PracticeField::ProformaPattern, "P-{YYYY}-{000}"),
            Kind::CreditNote => (PracticeField::CreditPattern, "CN-{YYYY}-{000}"),
        }
    }

    /// The number the next document of this kind would get on this day if it were issued on this device. Every number that is not
    /// released counts, of whatever kind.
    pub fn next_number(&self, kind: Kind, day: Day, device: AuthorId) -> String {
        let pattern = self.pattern(kind).in_series(&series::issuing(self, device).mark);
        pattern.next(day, self.numbers.values().filter(|taken| !taken.released).map(|taken| taken.number.as_str()))
    }

    /// Who has this number, in whatever case and spacing it is written.
    pub fn holder(&self, number: &str) -> Option<&Taken> {
        let key = number::key(number);
        self.numbers.values().find(|taken| !taken.released && number::key(&taken.number) == key)
    }

    pub fn party(&self) -> Party {
        let get = |field| self.get(field).to_owned();
        let person = get(PracticeField::Person);
        let name = get(PracticeField::Name);
        Party {
            name: if name.is_empty() { person.clone() } else { name },
            person,
            email: get(PracticeField::Email),
            phone: get(PracticeField::Phone),
            street: [get(PracticeField::Street), get(PracticeField::House)].join(" ").trim().to_owned(),
            extra: get(PracticeField::Extra),
            city: get(PracticeField::City),
            region: get(PracticeField::Region),
            postal_code: get(PracticeField::PostalCode),
            country: get(PracticeField::Country),
            tax_id: get(PracticeField::TaxId),
            registration: get(PracticeField::Registration),
        }
    }

    /// The week as the practice works it, and its holidays. A week that cannot be read is the usual one.
    pub fn calendar(&self) -> Calendar {
        let holidays = self.holidays().into_iter().filter_map(|(_, item)| item.day(ItemField::Day)).collect();
        Calendar { week: Week::parse(self.get(PracticeField::WorkWeek)).unwrap_or_default(), holidays }
    }

    /// The day by which a document of a day is due. Where the practice says so, a day without work waits for the next working day; a day
    /// that was named stays.
    pub fn due_day(&self, terms: Terms, dated: Day) -> Day {
        let due = terms.due(dated);
        let waits = !self.get(PracticeField::DueWorkday).is_empty() && !matches!(terms, Terms::On(_));
        if waits { self.calendar().working_from(due) } else { due }
    }

    /// The holidays that stand, the earliest first.
    pub fn holidays(&self) -> Vec<(ItemId, &Item)> {
        let mut all = of_kind(&self.items, ItemKind::Holiday);
        crate::order::sort_by_key(&mut all, |(id, item)| (item.day(ItemField::Day), *id));
        all
    }

    /// The sample that is in the practice now, if one is.
    pub fn sample(&self) -> Option<BatchId> {
        self.batches.iter().find(|(_, batch)| batch.sample && batch.undone.is_none()).map(|(id, _)| *id)
    }
}
