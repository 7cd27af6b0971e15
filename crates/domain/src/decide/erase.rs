//! Decisions on erasing a client, and on taking that back while the bytes are still at hand.

use super::{Decision, World, item_text};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::Content;
use crate::erase;
use crate::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use crate::field::Field;
use crate::invoice::Invoice;
use crate::item::{Item, ItemField, ItemKind};
use crate::time::{Day, Now};
use crate::{ClientId, Fresh, InvoiceId, ItemId, VoidId};

/// What is said of an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasing {
    /// What the record is called that keeps the documents: no name of anybody.
    pub name: String,
    pub until: Option<Day>,
    /// Why they are kept.
    pub why: String,
}

fn made(kind: ItemKind, fields: Vec<(ItemField, String)>, fresh: &mut dyn Fresh) -> Result<(ItemId, Vec<ItemFact>), Refusal> {
    let item = ItemId::fresh(fresh);
    let mut facts = vec![ItemFact::Made { item, kind, batch: None }];
    for (field, given) in fields {
        let to = item_text(kind, field, &given)?;
        if !to.is_empty() {
            facts.push(ItemFact::Set { item, field, to });
        }
    }
    Ok((item, facts))
}

pub(super) fn erase(world: World<'_>, client: &Client, wish: Erasing, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let row = world.rows.get(&client.id).ok_or(Refusal::NoSuchClient)?;
    if row.under.is_some() {
        return Err(Refusal::NoSuchClient);
    }
    let plan = erase::plan(client);
    if plan.unsettled > 0 {
        return Err(Refusal::NotSettled { documents: plan.unsettled });
    }
    if wish.until.is_some_and(|until| until < now.today) {
        return Err(Refusal::ItemInvalid { field: ItemField::Until });
    }
    let until = wish.until.or(plan.until).map(|day| day.to_string()).unwrap_or_default();
    let told = |more: Vec<(ItemField, String)>| {
        let said = [(ItemField::Day, now.today.to_string()), (ItemField::Until, until.clone()), (ItemField::Detail, wish.why.clone())];
        said.into_iter().chain(more).collect::<Vec<_>>()
    };
    let heir = (plan.kept > 0).then(|| ClientId::fresh(fresh));
    let mut facts = Vec::new();
    if let Some(heir) = heir {
        let (_, why) = made(ItemKind::Erasure, told(Vec::new()), fresh)?;
        let mut all = vec![
            ClientFact::Opened { origin: client.origin },
            ClientFact::FieldSet { field: Field::Name, to: super::field_text(Field::Name, &wish.name)? },
        ];
        all.extend(why.into_iter().map(ClientFact::Item));
        all.extend(inherited(client, fresh));
        facts.extend(all.into_iter().map(|fact| Fact::Client(heir, fact)));
    }
    // What is left of a sample goes with the sample.
    if let (Origin::Sample(batch), Some(heir)) = (client.origin, heir) {
        facts.push(Fact::Practice(PracticeFact::BatchGrown { id: batch, clients: [heir].into() }));
    }
    let mut erasures = Vec::new();
    for id in std::iter::once(client.id).chain(row.joined.iter().copied()) {
        let mut more = vec![(ItemField::From, id.to_string())];
        more.extend(heir.map(|heir| (ItemField::Heir, heir.to_string())));
        let (item, said) = made(ItemKind::Erasure, told(more), fresh)?;
        erasures.push(item);
        facts.extend(said.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))));
    }
    Ok(Decision { facts, done: Done::Erased { kept: plan.kept }, undo: Some(Command::BringBack { client: client.id, erasures, heir }) })
}

/// The issued documents with what became of them, as they are sealed.
fn inherited(client: &Client, fresh: &mut dyn Fresh) -> Vec<ClientFact> {
    erase::kept(client).flat_map(|(invoice, known)| beyond(invoice, known, None, fresh)).collect()
}

/// What a document says that the copy of it which is kept does not.
fn beyond(invoice: InvoiceId, known: &Invoice, copy: Option<&Invoice>, fresh: &mut dyn Fresh) -> Vec<ClientFact> {
    let mut facts = Vec::new();
    let Some(first) = known.issue() else { return facts };
    if copy.is_none() {
        let content = Content { deposit: None, ..Content::blank(first.document.content().kind, first.document.content().currency) };
        facts.push(ClientFact::Drafted { invoice, origin: known.origin, content });
        if let Some(from) = known.from {
            facts.push(ClientFact::DraftedFrom { invoice, from, payment: known.of_payment });
        }
    }
    let is_new = |has: &dyn Fn(&Invoice) -> bool| !copy.is_some_and(has);
    for (id, issue) in known.issues.iter().filter(|(id, _)| is_new(&|copy| copy.issues.contains_key(*id))) {
        facts.push(ClientFact::Issued { invoice, id: *id, document: Box::new(issue.document.clone()) });
    }
    for (id, payment) in known.payments.iter().filter(|(id, _)| is_new(&|copy| copy.payments.contains_key(*id))) {
        facts.push(ClientFact::Paid { invoice, id: *id, payment: payment.clone() });
    }
    for void in known.voids.values().filter(|_| is_new(&|copy| !copy.voids.is_empty())) {
        facts.push(ClientFact::Voided { invoice, id: VoidId::fresh(fresh), on: void.on, reason: void.reason.clone() });
    }
    facts
}

/// What was issued, paid or voided on one device while another erased the client goes over to the record that keeps its documents: a
/// number that is printed does not lose its document. Nothing where that record was erased in its turn.
pub(super) fn keep_erased(world: World<'_>, client: ClientId, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let nothing = Decision { facts: Vec::new(), done: Done::Nothing, undo: None };
    let erased = erase::erased(world.practice);
    let (Some(heir), Some(record)) = (erased.get(&client), world.clients.get(&client)) else { return Ok(nothing) };
    let keeper = match heir {
        Some(heir) if erased.contains_key(heir) => return Ok(nothing),
        // Its document is on its way.
        Some(heir) => Some(world.clients.get(heir).ok_or(Refusal::NoSuchClient)?),
        None => None,
    };
    let copy = |invoice: &InvoiceId| keeper.and_then(|keeper| keeper.invoices.get(invoice));
    let more: Vec<ClientFact> = erase::kept(record).flat_map(|(invoice, known)| beyond(invoice, known, copy(&invoice), fresh)).collect();
    let Some((number, told)) = first_number(record).zip(erase::of(world.practice, client)).filter(|_| !more.is_empty()) else {
        return Ok(nothing);
    };
    let (heir, mut facts) = match keeper {
        Some(keeper) => (keeper.id, Vec::new()),
        None => new_keeper(record, &number, told, fresh)?,
    };
    facts.extend(more.into_iter().map(|fact| Fact::Client(heir, fact)));
    Ok(Decision { facts, done: Done::Nothing, undo: None })
}

/// There was nothing to keep when the client was erased; now there is.
fn new_keeper(
    record: &Client,
    number: &str,
    (item, said): (ItemId, &Item),
    fresh: &mut dyn Fresh,
) -> Result<(ClientId, Vec<Fact>), Refusal> {
    let heir = ClientId::fresh(fresh);
    let mut fields = [ItemField::Day, ItemField::Until, ItemField::Detail].map(|field| (field, said.get(field).to_owned()));
    if let [_, (_, until), _] = &mut fields
        && until.is_empty()
    {
        *until = erase::plan(record).until.map(|day| day.to_string()).unwrap_or_default();
    }
    let (_, why) = made(ItemKind::Erasure, fields.to_vec(), fresh)?;
    // The number names nobody, and is what somebody will look for.
    let name = ClientFact::FieldSet { field: Field::Name, to: super::field_text(Field::Name, number)? };
    let opened = [ClientFact::Opened { origin: record.origin }, name].into_iter().chain(why.into_iter().map(ClientFact::Item));
    let mut facts: Vec<Fact> = opened.map(|fact| Fact::Client(heir, fact)).collect();
    facts.push(Fact::Practice(PracticeFact::Item(ItemFact::Set { item, field: ItemField::Heir, to: heir.to_string() })));
    Ok((heir, facts))
}

fn first_number(client: &Client) -> Option<String> {
    erase::kept(client).find_map(|(_, invoice)| Some(invoice.issue()?.document.number().to_owned()))
}

/// The record is whole again, and the one that kept its documents is gone in its stead.
pub(super) fn bring_back(
    world: World<'_>,
    client: ClientId,
    erasures: Vec<ItemId>,
    heir: Option<ClientId>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let standing = |item: &ItemId| world.practice.items.get(item).is_some_and(|item| item.removed.is_none());
    if erasures.is_empty() || !erasures.iter().all(standing) {
        return Err(Refusal::NoSuchClient);
    }
    let mut facts: Vec<Fact> =
        erasures.into_iter().map(|item| Fact::Practice(PracticeFact::Item(ItemFact::Removed { item, gone: true }))).collect();
    if let Some(heir) = heir {
        let said = vec![(ItemField::From, heir.to_string()), (ItemField::Day, now.today.to_string())];
        let (_, said) = made(ItemKind::Erasure, said, fresh)?;
        facts.extend(said.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))));
    }
    Ok(Decision { facts, done: Done::Removed { client, gone: false }, undo: None })
}
