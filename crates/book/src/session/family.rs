//! Clients under clients ([`domain::merge`]): who goes under whom, and the rows and records of whole families.
//!
//! Caches and documents know single records only. What is shown is put together here, whenever one of a family, or the family, changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::client::Client;
use domain::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use domain::item::ItemField;
use domain::merge::{self, Link};
use domain::row::Row;
use domain::{ClientId, InvoiceId, ItemId};

use super::{Effect, Output, Session};
use crate::chunk::DocKey;
use crate::document::Trouble;

#[derive(Debug, Default)]
pub(super) struct Families {
    links: BTreeMap<ClientId, Link>,
    /// Whom each goes under in the end.
    heads: BTreeMap<ClientId, ClientId>,
    members: BTreeMap<ClientId, Vec<ClientId>>,
    /// Of all in families, as their own documents tell them.
    rows: BTreeMap<ClientId, Arc<Row>>,
    /// The same of the heads that are open.
    records: BTreeMap<ClientId, Client>,
    troubles: BTreeMap<ClientId, Vec<Trouble>>,
    /// Whose row or record has changed since the families were settled.
    touched: BTreeSet<ClientId>,
}

impl Families {
    pub(super) fn members(&self, head: ClientId) -> Vec<ClientId> {
        self.members.get(&head).cloned().unwrap_or_default()
    }

    pub(super) fn head(&self, id: ClientId) -> ClientId {
        self.heads.get(&id).copied().unwrap_or(id)
    }

    pub(super) fn troubles(&self, head: ClientId) -> Option<&[Trouble]> {
        self.troubles.get(&head).map(Vec::as_slice)
    }

    /// Adds the documents without which a client among these is not whole.
    pub(super) fn complete(&self, docs: &mut Vec<DocKey>) {
        for at in 0..docs.len() {
            if let Some(DocKey::Client(id)) = docs.get(at).copied() {
                docs.extend(self.members.get(&id).into_iter().flatten().map(|part| DocKey::Client(*part)));
            }
        }
    }

    /// Facts that were decided on a whole family, each for the document in which what it speaks of lives.
    pub(super) fn route<'a>(&self, records: &BTreeMap<ClientId, Client>, facts: &'a [Fact]) -> Cow<'a, [Fact]> {
        if self.members.is_empty() {
            return Cow::Borrowed(facts);
        }
        let home = |head: &ClientId, lives: &dyn Fn(&Client) -> bool| {
            let parts = self.members.get(head).into_iter().flatten();
            parts.copied().find(|part| records.get(part).is_some_and(lives)).unwrap_or(*head)
        };
        // What is made about a document stands where the document does: a dispute is read with its invoice.
        let about = |fact: &Fact| {
            let Fact::Client(_, ClientFact::Item(ItemFact::Set { item, field: ItemField::Invoice, to })) = fact else { return None };
            Some((*item, to.parse().ok()?))
        };
        let about: BTreeMap<ItemId, InvoiceId> = facts.iter().filter_map(about).collect();
        let document = |fact: &ClientFact| {
            let (ClientFact::Item(ItemFact::Made { item, .. } | ItemFact::Set { item, .. }) | ClientFact::ItemBegun { item }) = fact else {
                return None;
            };
            about.get(item).copied()
        };
        let lives = |part: &Client, fact: &ClientFact| {
            merge::holds(part, fact) || document(fact).is_some_and(|invoice| part.invoices.contains_key(&invoice))
        };
        let routed = facts.iter().map(|fact| match fact {
            Fact::Client(head, fact) => Fact::Client(home(head, &|part| lives(part, fact)), fact.clone()),
            Fact::Practice(PracticeFact::NumberTaken { issue, taken }) => {
                let mut taken = taken.clone();
                taken.client = home(&taken.client, &|part| part.invoices.contains_key(&taken.invoice));
                Fact::Practice(PracticeFact::NumberTaken { issue: *issue, taken })
            }
            Fact::Practice(fact) => Fact::Practice(fact.clone()),
        });
        Cow::Owned(routed.collect())
    }
}

impl Session {
    fn own_row(&self, id: ClientId) -> Option<&Arc<Row>> {
        self.families.rows.get(&id).or_else(|| self.rows.get(&id))
    }

    /// Takes the row of one document in, or out; gives the one that was there. Families are settled later.
    pub(super) fn put_row(&mut self, id: ClientId, row: Option<Arc<Row>>) -> Option<Arc<Row>> {
        self.families.touched.insert(id);
        match row.as_ref().and_then(|row| row.link) {
            Some(link) => self.families.links.insert(id, link),
            None => self.families.links.remove(&id),
        };
        let rows = if self.families.rows.contains_key(&id) { &mut self.families.rows } else { &mut self.rows };
        match row {
            Some(row) => rows.insert(id, row),
            None => rows.remove(&id),
        }
    }

    /// Takes the record of one document in.
    pub(super) fn put_record(&mut self, record: Client) {
        let id = record.id;
        self.families.touched.insert(id);
        let records = if self.families.members.contains_key(&id) { &mut self.families.records } else { &mut self.records };
        records.insert(id, record);
    }

    /// A document is closed: neither it nor a family with it is open any more.
    pub(super) fn drop_record(&mut self, id: ClientId) {
        self.families.records.remove(&id);
        self.records.remove(&id);
        let head = self.families.head(id);
        if head != id {
            self.records.remove(&head);
        }
    }

    /// After rows or records were put in: families as they are now, and what is shown of those that changed.
    pub(super) fn settle_families(&mut self, out: &mut Output) {
        let touched = std::mem::take(&mut self.families.touched);
        if touched.is_empty() || (self.families.links.is_empty() && self.families.heads.is_empty()) {
            return;
        }
        let heads = merge::heads(&self.families.links, |id| self.own_row(id).map(|row| row.removed));
        let mut members: BTreeMap<ClientId, Vec<ClientId>> = BTreeMap::new();
        for (part, head) in &heads {
            members.entry(*head).or_default().push(*part);
        }
        let known: BTreeSet<ClientId> = self.families.members.keys().chain(members.keys()).copied().collect();
        let changed = |head: &ClientId| {
            let (was, is) = (self.families.members.get(head), members.get(head));
            let whole = std::iter::once(head).chain(was.into_iter().flatten()).chain(is.into_iter().flatten());
            was != is || whole.into_iter().any(|one| touched.contains(one))
        };
        let changed: Vec<ClientId> = known.into_iter().filter(|head| changed(head)).collect();
        let was: Vec<(ClientId, Vec<ClientId>)> =
            changed.iter().filter_map(|head| self.families.members.get(head).map(|parts| (*head, parts.clone()))).collect();
        // What was looked at as a whole is to be seen as a whole again.
        let seen: BTreeSet<ClientId> = changed.iter().copied().filter(|head| self.records.contains_key(head)).collect();
        for (head, parts) in was {
            self.part(head, &parts, out);
        }
        (self.families.heads, self.families.members) = (heads, members);
        for head in changed {
            if let Some(parts) = self.families.members.get(&head).cloned() {
                self.gather_family(head, &parts, seen.contains(&head), out);
            }
        }
    }

    /// Everybody of a family as their own documents tell them.
    fn part(&mut self, head: ClientId, parts: &[ClientId], out: &mut Output) {
        for one in std::iter::once(&head).chain(parts) {
            match self.families.rows.remove(one) {
                Some(row) => self.rows.insert(*one, row),
                None => self.rows.remove(one),
            };
            out.clients.insert(*one);
        }
        self.families.troubles.remove(&head);
        self.records.remove(&head);
        if let Some(own) = self.families.records.remove(&head) {
            self.records.insert(head, own);
        }
    }

    fn gather_family(&mut self, head: ClientId, parts: &[ClientId], seen: bool, out: &mut Output) {
        for one in std::iter::once(&head).chain(parts) {
            if let Some(row) = self.rows.get(one).cloned() {
                self.families.rows.insert(*one, row);
            }
            out.clients.insert(*one);
        }
        let own = |id: &ClientId| self.families.rows.get(id).map(Arc::as_ref);
        if let Some(row) = own(&head) {
            let whole = Row::join(row, parts.iter().filter_map(own));
            self.rows.insert(head, Arc::new(whole));
        }
        for part in parts {
            if let Some(row) = self.families.rows.get(part) {
                let under = Row { under: Some(head), removed: true, ..(**row).clone() };
                self.rows.insert(*part, Arc::new(under));
            }
        }
        let Some(own) = self.records.remove(&head) else { return };
        let open: Vec<&Client> = parts.iter().filter_map(|part| self.records.get(part)).collect();
        if open.len() == parts.len() {
            let whole = merge::join(&own, open.into_iter());
            self.records.insert(head, whole);
            let troubles = self.troubles_of(head, parts);
            self.families.troubles.insert(head, troubles);
        } else if seen && self.looks.insert(head) {
            let missing = parts.iter().map(|part| DocKey::Client(*part)).filter(|doc| !self.shelf.has(*doc));
            out.effects.push(Effect::Load(missing.collect()));
        }
        self.families.records.insert(head, own);
    }

    /// What a record under another says of itself is not in force: that it is contested is nobody's trouble.
    fn troubles_of(&self, head: ClientId, parts: &[ClientId]) -> Vec<Trouble> {
        let of = |id: ClientId| self.shelf.get(DocKey::Client(id)).map(|open| open.troubles.as_slice()).unwrap_or_default();
        let in_force = |part: ClientId| {
            let link = self.families.links.get(&part).map(|link| format!("items/{}/", link.id)).unwrap_or_default();
            let of_itself = move |path: &str| path.starts_with("fields/") || (!link.is_empty() && path.starts_with(&link));
            of(part).iter().filter(move |trouble| !matches!(trouble, Trouble::Contested { path, .. } if of_itself(path)))
        };
        of(head).iter().chain(parts.iter().flat_map(|part| in_force(*part))).cloned().collect()
    }
}
