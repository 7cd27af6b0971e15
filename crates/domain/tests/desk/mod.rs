//! A client and a practice in memory: what is asked is decided, and what follows is kept.
#![allow(dead_code, reason = "each test file uses its part of the desk")]

use std::collections::BTreeMap;

use domain::client::{Client, Origin, Stamp};
use domain::command::{Command, Done, Refusal};
use domain::decide::{Decision, Wish, World, decide};
use domain::fact::{ClientFact, Fact};
use domain::invoice::{Issue, Payment, Voided};
use domain::item::{ActKind, ItemField, ItemKind};
use domain::practice::Practice;
use domain::row::Rows;
use domain::time::{Day, Moment, Now};
use domain::{AuthorId, ClientId, Fresh, Id, ItemId};

/// Ids that count up.
#[derive(Debug)]
pub struct Counting(pub u32);

impl Fresh for Counting {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 += 1;
        let mut bytes = [7; 16];
        bytes[..4].copy_from_slice(&self.0.to_be_bytes());
        bytes
    }
}

pub fn day(text: &str) -> Day {
    Day::parse(text).expect(text)
}

#[derive(Debug)]
pub struct Desk {
    pub client: Client,
    pub practice: Practice,
    pub fresh: Counting,
    /// Its instant goes on by a millisecond with every fact.
    pub now: Now,
    /// Where it all happens.
    pub device: AuthorId,
}

/// What became of a document, in the record; false for any other fact.
pub fn settle(client: &mut Client, fact: &ClientFact, recorded: Stamp) -> bool {
    let all = &mut client.invoices;
    match fact {
        ClientFact::Issued { invoice, id, document } => {
            all.entry(*invoice).or_default().issues.insert(*id, Issue { document: (**document).clone(), recorded, sound: true });
        }
        ClientFact::Paid { invoice, id, payment } => {
            all.entry(*invoice).or_default().payments.insert(*id, Payment { recorded, ..payment.clone() });
        }
        ClientFact::PaymentWithdrawn { invoice, id, gone } => {
            all.entry(*invoice).or_default().payments.get_mut(id).expect("a payment").withdrawn = gone.then_some(recorded);
        }
        ClientFact::PaymentApart { invoice, id, gone } => {
            all.entry(*invoice).or_default().payments.get_mut(id).expect("a payment").apart = gone.then_some(recorded);
        }
        ClientFact::Voided { invoice, id, on, reason } => {
            all.entry(*invoice).or_default().voids.insert(*id, Voided { reason: reason.clone(), on: *on, recorded });
        }
        ClientFact::DraftedFrom { invoice, from, payment } => {
            let known = all.entry(*invoice).or_default();
            (known.from, known.of_payment) = (Some(*from), *payment);
        }
        ClientFact::DocumentNoted { invoice, text } => all.entry(*invoice).or_default().note = text.clone(),
        _ => return false,
    }
    true
}

impl Desk {
    /// Nothing is said of the client yet.
    pub fn on(today: &str) -> Self {
        let mut client = Client::new(ClientId(Id::from_bytes([200; 16])));
        client.opened = Some(Stamp::UNWRITTEN);
        client.origin = Origin::Typed;
        Self {
            client,
            practice: Practice::default(),
            fresh: Counting(0),
            now: Now { at: Moment(0), today: day(today) },
            device: AuthorId(Id::from_bytes([1; 16])),
        }
    }

    pub fn ask(&mut self, command: Command) -> Result<Decision, Refusal> {
        let clients = BTreeMap::from([(self.client.id, self.client.clone())]);
        let world = World { practice: &self.practice, rows: &Rows::new(), clients: &clients, device: self.device };
        let decision = decide(world, command, self.now, &mut self.fresh)?;
        for fact in &decision.facts {
            self.keep(fact);
        }
        Ok(decision)
    }

    pub fn keep(&mut self, fact: &Fact) {
        self.now.at.0 += 1;
        let recorded = Stamp { at: self.now.at, by: self.device };
        match fact.clone() {
            Fact::Practice(fact) => self.practice.add(&fact, recorded),
            Fact::Client(_, ClientFact::Item(fact)) => domain::item::add(&mut self.client.items, &fact, recorded),
            Fact::Client(_, ClientFact::Drafted { invoice, content, .. }) => {
                let known = self.client.invoices.entry(invoice).or_default();
                (known.drafted, known.origin, known.draft) = (known.drafted.or(Some(recorded)), Origin::Typed, Some(content));
            }
            Fact::Client(_, ClientFact::InvoiceRemoved { invoice, gone }) => {
                self.client.invoices.get_mut(&invoice).expect("a document").removed = gone.then_some(recorded);
            }
            Fact::Client(_, ClientFact::Moved { .. } | ClientFact::DraftBegun { .. } | ClientFact::ItemBegun { .. }) => {}
            Fact::Client(_, fact) if settle(&mut self.client, &fact, recorded) => {}
            other => panic!("{other:?}"),
        }
    }

    pub fn add(&mut self, kind: ItemKind, fields: &[(ItemField, &str)]) -> Result<ItemId, Refusal> {
        let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        match self.ask(Command::AddItem { client: self.client.id, kind, fields })?.done {
            Done::ItemAdded { item, .. } => Ok(item),
            done => panic!("{done:?}"),
        }
    }

    pub fn must(&mut self, kind: ItemKind, fields: &[(ItemField, &str)]) -> ItemId {
        self.add(kind, fields).expect("an item")
    }

    pub fn act(&mut self, item: ItemId, kind: ActKind, on: &str, value: &str) -> Result<Decision, Refusal> {
        let wish = Wish { kind, on: day(on), why: "Because".to_owned(), value: value.to_owned() };
        self.ask(Command::Act { client: self.client.id, item, wish })
    }
}
