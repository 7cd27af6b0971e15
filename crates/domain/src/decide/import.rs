//! Decisions on what comes in together and can go out together: an import, the sample practice.

use std::collections::{BTreeMap, BTreeSet};

use super::billing::cleaned;
use super::client::contact_facts;
use super::{Decision, World, field_text, opened};
use crate::client::{Client, NoteKind, Origin, Stamp};
use crate::command::{Command, Done, Refusal, Tally};
use crate::content::{Content, Kind, Line, TaxRounding, Terms};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::field::Field;
use crate::intake::{Brought, BroughtClient, BroughtInvoice, BroughtState};
use crate::invoice::{Issued, Letterhead, Payment};
use crate::money::Money;
use crate::practice::{Batch, Practice, Taken};
use crate::row::{Row, Rows};
use crate::time::Now;
use crate::{BatchId, ClientId, ContactId, Fresh, InvoiceId, IssueId, LineId, NoteId, PaymentId, RemovalId, Stage, VoidId, sample, text};

/// Finds whom a file means: by e-mail, else by name where e-mails do not speak against it.
struct Directory {
    by_email: BTreeMap<String, ClientId>,
    by_name: BTreeMap<String, (ClientId, bool)>,
}

impl Directory {
    fn of(rows: &Rows) -> Self {
        let mut directory = Self { by_email: BTreeMap::new(), by_name: BTreeMap::new() };
        for row in rows.values().filter(|row| !row.removed) {
            directory.add(row.id, &row.name, row.emails.iter().map(String::as_str));
        }
        directory
    }

    fn add<'a>(&mut self, client: ClientId, name: &str, emails: impl Iterator<Item = &'a str>) {
        let mut reachable = false;
        for email in emails.filter_map(text::email_key) {
            reachable = true;
            self.by_email.entry(email).or_insert(client);
        }
        self.by_name.entry(text::fold(name)).or_insert((client, reachable));
    }

    fn find<'a>(&self, name: &str, emails: impl Iterator<Item = &'a str>) -> Option<ClientId> {
        let mut asked = false;
        for email in emails.filter_map(text::email_key) {
            asked = true;
            if let Some(client) = self.by_email.get(&email) {
                return Some(*client);
            }
        }
        let name = text::fold(&text::line(name, Field::Name.most()));
        let (client, reachable) = self.by_name.get(&name)?;
        // Two people of one name with two addresses are two people.
        let told_apart = asked && *reachable;
        (!told_apart && !name.is_empty()).then_some(*client)
    }
}

fn emails(client: &BroughtClient) -> impl Iterator<Item = &str> {
    let own = client.fields.iter().filter(|(field, _)| *field == Field::Email).map(|(_, to)| to.as_str());
    let contact = client.contact.iter().filter(|(field, _)| *field == crate::field::ContactField::Email).map(|(_, to)| to.as_str());
    own.chain(contact)
}

fn name(client: &BroughtClient) -> &str {
    client.fields.iter().find(|(field, _)| *field == Field::Name).map_or("", |(_, to)| to)
}

/// The clients a file adds to.
pub(super) fn matched(rows: &Rows, brought: &Brought) -> Vec<ClientId> {
    let directory = Directory::of(rows);
    let clients = brought.clients.iter().filter_map(|client| directory.find(name(client), emails(client)));
    let invoices =
        brought.invoices.iter().filter_map(|invoice| directory.find(&invoice.client_name, std::iter::once(invoice.client_email.as_str())));
    clients.chain(invoices).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What an import would do, before it is done.
pub fn tally(practice: &Practice, rows: &Rows, brought: &Brought) -> Tally {
    survey(practice, rows, brought).tally
}

/// What an import would do, and what it would leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    pub tally: Tally,
    /// In the order of the file.
    pub clashes: Vec<Clash>,
    /// The lines of clients that are here already.
    pub clients_here: BTreeSet<u32>,
    /// The lines of invoices that stay out: here already, clashing, or beyond what can be computed.
    pub invoices_out: BTreeSet<u32>,
}

/// An invoice left out because its number belongs to another client's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The line of the file it began on.
    pub row: u32,
    pub number: String,
    pub client_name: String,
    /// Who has the number; None: a client that comes with the same file.
    pub holder: Option<ClientId>,
}

pub fn survey(practice: &Practice, rows: &Rows, brought: &Brought) -> Survey {
    let mut fresh = Counting(0);
    let now = Now { at: crate::time::Moment(0), today: crate::time::Day::FIRST };
    plan(practice, rows, brought, now, &mut fresh).survey
}

/// Ids for a plan that is only counted: told apart from each other, never written anywhere.
struct Counting(u64);

impl Fresh for Counting {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 += 1;
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&self.0.to_be_bytes());
        bytes
    }
}

#[derive(Default)]
struct Plan {
    facts: Vec<Fact>,
    clients: BTreeSet<ClientId>,
    survey: Survey,
}

fn plan(practice: &Practice, rows: &Rows, brought: &Brought, now: Now, fresh: &mut dyn Fresh) -> Plan {
    let batch = BatchId::fresh(fresh);
    let mut directory = Directory::of(rows);
    let mut plan = Plan::default();
    let mut numbers: BTreeMap<String, ClientId> =
        practice.numbers.values().filter(|taken| !taken.released).map(|taken| (crate::number::key(&taken.number), taken.client)).collect();

    for client in &brought.clients {
        if directory.find(name(client), emails(client)).is_some() {
            plan.survey.tally.clients_matched += 1;
            plan.survey.clients_here.insert(client.row);
        } else {
            let id = plan.add_client(client, batch, now, fresh);
            directory.add(id, name(client), emails(client));
        }
    }
    for invoice in &brought.invoices {
        let email = invoice.client_email.as_str();
        let client = directory.find(&invoice.client_name, std::iter::once(email)).unwrap_or_else(|| {
            let mut fields = vec![(Field::Name, invoice.client_name.clone())];
            if !email.is_empty() {
                fields.push((Field::Email, email.to_owned()));
            }
            let id = plan.add_client(&BroughtClient { row: invoice.row, fields, ..BroughtClient::default() }, batch, now, fresh);
            directory.add(id, &invoice.client_name, std::iter::once(email));
            id
        });
        let key = crate::number::key(&invoice.number);
        if invoice.state == BroughtState::Draft {
            if rows.get(&client).is_some_and(|row| has_draft(row, invoice)) {
                plan.survey.tally.invoices_known += 1;
                plan.survey.invoices_out.insert(invoice.row);
                continue;
            }
        } else {
            match numbers.get(&key) {
                Some(holder) if *holder == client => {
                    plan.survey.tally.invoices_known += 1;
                    plan.survey.invoices_out.insert(invoice.row);
                    continue;
                }
                Some(holder) => {
                    plan.survey.tally.invoices_clashing += 1;
                    plan.survey.invoices_out.insert(invoice.row);
                    plan.survey.clashes.push(Clash {
                        row: invoice.row,
                        number: invoice.number.clone(),
                        client_name: invoice.client_name.clone(),
                        holder: rows.contains_key(holder).then_some(*holder),
                    });
                    continue;
                }
                None => {
                    numbers.insert(key, client);
                }
            }
        }
        plan.add_invoice(practice, rows, client, invoice, batch, fresh);
    }
    let source = text::line(&brought.source, 200);
    if !plan.facts.is_empty() {
        let clients = plan.clients.iter().copied().collect();
        let begun = Batch { source, sample: false, begun: Stamp::UNWRITTEN, clients, undone: None };
        plan.facts.insert(0, Fact::Practice(PracticeFact::BatchBegun { id: batch, batch: begun }));
    }
    plan
}

fn has_draft(row: &Row, invoice: &BroughtInvoice) -> bool {
    let about = invoice.lines.first().map_or("", |line| line.description.as_str());
    let about = text::prose(about, usize::MAX);
    row.invoices.iter().any(|known| {
        known.origin.batch().is_some() && known.dated == Some(invoice.dated) && known.total == invoice.total && known.about == about
    })
}

impl Plan {
    fn put(&mut self, client: ClientId, fact: ClientFact) {
        self.clients.insert(client);
        self.facts.push(Fact::Client(client, fact));
    }

    fn add_client(&mut self, brought: &BroughtClient, batch: BatchId, now: Now, fresh: &mut dyn Fresh) -> ClientId {
        let client = ClientId::fresh(fresh);
        self.survey.tally.clients_new += 1;
        for fact in opened(Origin::Imported(batch), Stage::Attraction, now, fresh) {
            self.put(client, fact);
        }
        let mut note = text::prose(&brought.note, 20_000);
        for (field, given) in &brought.fields {
            match field_text(*field, given) {
                Ok(to) if to.is_empty() => {}
                Ok(to) => self.put(client, ClientFact::FieldSet { field: *field, to }),
                // What no field can hold is kept as it was written, where a person finds it.
                Err(_) => note = format!("{note}\n{}: {}", field.key(), text::prose(given, 2_000)),
            }
        }
        let contact = ContactId::fresh(fresh);
        for (field, given) in &brought.contact {
            match contact_facts(contact, vec![(*field, given.clone())]) {
                Ok(facts) => facts.into_iter().for_each(|fact| self.put(client, fact)),
                Err(_) => note = format!("{note}\n{}: {}", field.key(), text::prose(given, 2_000)),
            }
        }
        let note = note.trim().to_owned();
        if !note.is_empty() {
            let id = NoteId::fresh(fresh);
            self.put(
                client,
                ClientFact::NoteWritten { id, kind: NoteKind::Note, direction: None, happened: now.today, text: note, batch: Some(batch) },
            );
        }
        client
    }

    fn add_invoice(
        &mut self,
        practice: &Practice,
        rows: &Rows,
        client: ClientId,
        brought: &BroughtInvoice,
        batch: BatchId,
        fresh: &mut dyn Fresh,
    ) {
        let invoice = InvoiceId::fresh(fresh);
        let Ok(content) = cleaned(content_of(brought, fresh)) else {
            self.survey.tally.invoices_unreadable += 1;
            self.survey.invoices_out.insert(brought.row);
            return;
        };
        let mut facts = vec![ClientFact::Drafted { invoice, origin: Origin::Imported(batch), content: content.clone() }];
        if brought.state != BroughtState::Draft {
            let name = rows.get(&client).map_or_else(|| text::line(&brought.client_name, Field::Name.most()), |row| row.name.clone());
            let recipient =
                crate::invoice::Party { name, email: text::line(&brought.client_email, 254), ..crate::invoice::Party::default() };
            let number = text::line(&brought.number, 60);
            let head = Letterhead { number: number.clone(), sender: practice.party(), recipient, pay_to: String::new() };
            let Ok(document) = Issued::kept(content, head, brought.dated, brought.due) else {
                self.survey.tally.invoices_unreadable += 1;
                self.survey.invoices_out.insert(brought.row);
                return;
            };
            let id = IssueId::fresh(fresh);
            let taken = Taken { number, kind: Kind::Invoice, client, invoice, batch: Some(batch), released: false };
            self.facts.push(Fact::Practice(PracticeFact::NumberTaken { issue: id, taken }));
            facts.push(ClientFact::Issued { invoice, id, document: Box::new(document) });
            if brought.paid.is_positive() {
                let on = brought.paid_on.unwrap_or(brought.dated);
                let amount: Money = brought.paid;
                let payment =
                    Payment { amount, on, method: String::new(), recorded: Stamp::UNWRITTEN, batch: Some(batch), withdrawn: None };
                facts.push(ClientFact::Paid { invoice, id: PaymentId::fresh(fresh), payment });
            }
            if brought.state == BroughtState::Void {
                facts.push(ClientFact::Voided { invoice, id: VoidId::fresh(fresh), on: brought.dated, reason: String::new() });
            }
        }
        self.survey.tally.invoices_new += 1;
        facts.into_iter().for_each(|fact| self.put(client, fact));
    }
}

fn content_of(brought: &BroughtInvoice, fresh: &mut dyn Fresh) -> Content {
    let lines = brought.lines.iter().map(|line| Line {
        id: LineId::fresh(fresh),
        description: line.description.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        price: line.price,
        tax: line.tax,
    });
    Content {
        kind: Kind::Invoice,
        currency: brought.currency,
        dated: Some(brought.dated),
        terms: brought.due.map_or(Terms::OnReceipt, Terms::On),
        valid_until: None,
        lines: lines.collect(),
        discount: brought.discount,
        prices_include_tax: brought.prices_include_tax,
        tax_rounding: TaxRounding::PerRate,
        tax_name: brought.tax_name.clone(),
        deposit: None,
        reference: brought.reference.clone(),
        note: brought.note.clone(),
    }
}

pub(super) fn bring(world: World<'_>, brought: Brought, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let Plan { facts, survey: Survey { tally, .. }, .. } = plan(world.practice, world.rows, &brought, now, fresh);
    let Some(Fact::Practice(PracticeFact::BatchBegun { id: batch, .. })) = facts.first() else {
        return Err(Refusal::NothingNew { tally });
    };
    let batch = *batch;
    Ok(Decision { done: Done::Imported { batch, tally }, undo: Some(Command::UndoBatch { batch, gone: true }), facts })
}

/// Whether a client that came with this batch has work of its own by now.
fn has_own_work(client: &Client, batch: BatchId) -> bool {
    let ours = Some(batch);
    client.notes.values().any(|note| note.batch != ours || !note.amendments.is_empty())
        || client.invoices.values().any(|invoice| invoice.origin.batch() != ours || has_own_payment(invoice, batch))
        || client.items.values().any(|item| item.batch != ours)
        || client.path().len() > 1
}

fn has_own_payment(invoice: &crate::invoice::Invoice, batch: BatchId) -> bool {
    invoice.payments.values().any(|payment| payment.batch != Some(batch) && payment.withdrawn.is_none())
}

/// Takes a batch out, or puts it back. Clients it made go when nothing of their own hangs on them; clients it only added to keep all but
/// what it added. Everything of the sample goes, whatever was done with it.
pub(super) fn undo(world: World<'_>, batch: BatchId, gone: bool, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = world.practice.batches.get(&batch).ok_or(Refusal::NoSuchBatch)?;
    if known.undone.is_some() == gone {
        return Ok(Decision::nothing());
    }
    let mut facts = vec![Fact::Practice(PracticeFact::BatchUndone { id: batch, gone })];
    let mut kept = 0;
    let mut settled: BTreeSet<InvoiceId> = BTreeSet::new();
    for client in known.clients.iter().filter_map(|id| world.clients.get(id)) {
        let made = client.origin.batch() == Some(batch);
        if made && gone && !known.sample && has_own_work(client, batch) {
            kept += 1;
            continue;
        }
        if made {
            settled.extend(client.invoices.keys());
            if client.is_removed() != gone {
                facts.push(Fact::Client(client.id, ClientFact::Removed { id: RemovalId::fresh(fresh), gone }));
            }
            continue;
        }
        for (id, invoice) in client.invoices.iter().filter(|(_, invoice)| invoice.origin.batch() == Some(batch)) {
            if gone && has_own_payment(invoice, batch) {
                kept += 1;
            } else if invoice.removed.is_some() != gone {
                settled.insert(*id);
                facts.push(Fact::Client(client.id, ClientFact::InvoiceRemoved { invoice: *id, gone }));
            }
        }
    }
    for (issue, taken) in &world.practice.numbers {
        if settled.contains(&taken.invoice) && taken.released != gone {
            // A number that somebody else took meanwhile stays with them.
            if gone || world.practice.holder(&taken.number).is_none() {
                facts.push(Fact::Practice(PracticeFact::NumberReleased { issue: *issue, gone }));
            }
        }
    }
    Ok(Decision { facts, done: Done::BatchUndone { batch, gone, kept }, undo: Some(Command::UndoBatch { batch, gone: !gone }) })
}

pub(super) fn add_sample(world: World<'_>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    if world.practice.sample().is_some() {
        return Err(Refusal::SampleAlreadyThere);
    }
    let batch = BatchId::fresh(fresh);
    let facts = sample::facts(batch, now.today, fresh);
    Ok(Decision { facts, done: Done::SampleAdded { batch }, undo: Some(Command::UndoBatch { batch, gone: true }) })
}
