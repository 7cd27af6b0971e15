//! Goes through a file in its order and says of every record whose it is and whether it is new. Nothing is written by it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::directory::{Directory, Whom, emails, name};
use super::records::{Billing, invoice_facts, named};
use crate::command::Tally;
use crate::decide::field_text;
use crate::field::Field;
use crate::intake::{Brought, BroughtClient, BroughtInvoice, BroughtState};
use crate::invoice::Party;
use crate::money::Money;
use crate::practice::Practice;
use crate::row::{Row, Rows};
use crate::time::Day;
use crate::{BatchId, ClientId, Fresh, Id, number, text};

/// What an import would do, and what it would leave out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    pub tally: Tally,
    /// In the order of the file.
    pub clashes: Vec<Clash>,
    /// The lines of clients that are here already.
    pub clients_here: BTreeSet<u32>,
    /// How many clients that are here get each field.
    pub fills: BTreeMap<Field, u32>,
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

/// Records of a file, by their places in it, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) clients: VecDeque<usize>,
    pub(super) invoices: VecDeque<usize>,
}

impl Left {
    pub(super) fn all(brought: &Brought) -> Self {
        Self { clients: (0..brought.clients.len()).collect(), invoices: (0..brought.invoices.len()).collect() }
    }
}

/// From which record of the file a client is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Maker {
    Client(usize),
    /// An invoice names it, and no record of a client does.
    Invoice(usize),
}

/// One client's share of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// None until it is made.
    pub(super) client: Option<ClientId>,
    pub(super) maker: Option<Maker>,
    /// What fields that are empty here get, and from which record.
    pub(super) fills: Vec<(usize, Field, String)>,
    pub(super) invoices: VecDeque<usize>,
}

impl Group {
    /// Whether its client is still to be made, or to get something.
    pub(super) fn is_touched(&self) -> bool {
        self.client.is_none() || !self.fills.is_empty()
    }
}

/// A draft has no number: it is known by its day, its sum and what it is about.
type Draft = (Option<Day>, Money, String);
pub(super) type Drafts = BTreeMap<ClientId, Vec<Draft>>;

#[derive(Debug)]
pub(super) struct Sorting {
    batch: BatchId,
    sender: Party,
    directory: Directory,
    numbers: BTreeMap<String, Whom>,
    /// Drafts that earlier imports brought, of the clients asked about so far; each stands for one of the file's.
    drafts: Drafts,
    /// Those of them that stood for one already.
    pub(super) matched: Drafts,
    /// What was there when it began, to begin again when somebody else has written.
    pub(super) begun_with: Left,
    left: Left,
    pub(super) groups: Vec<Group>,
    by_client: BTreeMap<ClientId, usize>,
    pub(super) survey: Survey,
}

impl Sorting {
    pub(super) fn begin(practice: &Practice, rows: &Rows, left: Left, matched: Drafts, batch: BatchId) -> Self {
        let held = practice.numbers.values().filter(|taken| !taken.released);
        let erased = crate::erase::erased(practice);
        let heir = |client| erased.get(&client).copied().flatten().unwrap_or(client);
        Self {
            batch,
            sender: practice.party(),
            directory: Directory::of(rows),
            numbers: held.map(|taken| (number::key(&taken.number), Whom::Here(heir(taken.client)))).collect(),
            drafts: Drafts::new(),
            matched,
            begun_with: left.clone(),
            left,
            groups: Vec::new(),
            by_client: BTreeMap::new(),
            survey: Survey::default(),
        }
    }

    /// Sorts so many records. False when none is left.
    pub(super) fn sort(&mut self, rows: &Rows, brought: &Brought, at_once: usize) -> bool {
        for _ in 0..at_once {
            if let Some(at) = self.left.clients.pop_front() {
                self.client(rows, brought, at);
            } else if let Some(at) = self.left.invoices.pop_front() {
                self.invoice(rows, brought, at);
            } else {
                return false;
            }
        }
        true
    }

    fn client(&mut self, rows: &Rows, brought: &Brought, at: usize) {
        let Some(client) = brought.clients.get(at) else { return };
        if let Some(whom) = self.directory.find(name(client), emails(client)) {
            self.survey.tally.clients_matched += 1;
            self.survey.clients_here.insert(client.row);
            if let Whom::Here(id) = whom {
                self.fill(rows, id, client, at);
            }
        } else {
            let whom = self.coming(Maker::Client(at));
            self.directory.add(whom, name(client), emails(client));
        }
    }

    /// What a client that is here has not and the file has: nothing that is there is written over.
    fn fill(&mut self, rows: &Rows, id: ClientId, client: &BroughtClient, at: usize) {
        let Some(row) = rows.get(&id) else { return };
        for (field, given) in client.fields.iter().filter(|(field, _)| !row.filled.contains(field)) {
            let Some(to) = field_text(*field, given).ok().filter(|to| !to.is_empty()) else { continue };
            let group = self.group_of(id);
            let Some(group) = self.groups.get_mut(group) else { return };
            if group.fills.iter().any(|(_, known, _)| known == field) {
                continue;
            }
            if group.fills.is_empty() {
                self.survey.tally.clients_filled += 1;
            }
            group.fills.push((at, *field, to));
            *self.survey.fills.entry(*field).or_insert(0) += 1;
        }
    }

    fn coming(&mut self, maker: Maker) -> Whom {
        self.survey.tally.clients_new += 1;
        self.groups.push(Group { client: None, maker: Some(maker), fills: Vec::new(), invoices: VecDeque::new() });
        Whom::Coming(self.groups.len() - 1)
    }

    fn invoice(&mut self, rows: &Rows, brought: &Brought, at: usize) {
        let Some(invoice) = brought.invoices.get(at) else { return };
        let email = std::iter::once(invoice.client_email.as_str());
        let whom = self.directory.find(&invoice.client_name, email.clone());
        let key = number::key(&invoice.number);
        if invoice.state == BroughtState::Draft {
            if let Some(Whom::Here(client)) = whom
                && self.has_draft(rows, client, invoice)
            {
                self.survey.tally.invoices_known += 1;
                self.survey.invoices_out.insert(invoice.row);
                return;
            }
        } else if let Some(holder) = self.numbers.get(&key).copied() {
            self.survey.invoices_out.insert(invoice.row);
            if whom == Some(holder) {
                self.survey.tally.invoices_known += 1;
            } else {
                self.survey.tally.invoices_clashing += 1;
                self.survey.clashes.push(Clash {
                    row: invoice.row,
                    number: invoice.number.clone(),
                    client_name: invoice.client_name.clone(),
                    holder: match holder {
                        Whom::Here(client) => rows.contains_key(&client).then_some(client),
                        Whom::Coming(_) => None,
                    },
                });
            }
            return;
        }
        let billing = Billing { sender: &self.sender, client: ClientId(NOBODY), name: None, batch: self.batch };
        if invoice_facts(invoice, billing, &mut Counting(0)).is_none() {
            self.survey.tally.invoices_unreadable += 1;
            self.survey.invoices_out.insert(invoice.row);
            return;
        }
        let whom = whom.unwrap_or_else(|| {
            let whom = self.coming(Maker::Invoice(at));
            self.directory.add(whom, &invoice.client_name, email);
            whom
        });
        if invoice.state != BroughtState::Draft {
            self.numbers.insert(key, whom);
        }
        self.survey.tally.invoices_new += 1;
        let group = match whom {
            Whom::Coming(group) => group,
            Whom::Here(client) => self.group_of(client),
        };
        if let Some(group) = self.groups.get_mut(group) {
            group.invoices.push_back(at);
        }
    }

    fn group_of(&mut self, client: ClientId) -> usize {
        let groups = &mut self.groups;
        *self.by_client.entry(client).or_insert_with(|| {
            groups.push(Group { client: Some(client), maker: None, fills: Vec::new(), invoices: VecDeque::new() });
            groups.len() - 1
        })
    }

    fn has_draft(&mut self, rows: &Rows, client: ClientId, invoice: &BroughtInvoice) -> bool {
        let (batch, matched) = (self.batch, &mut self.matched);
        let here = self.drafts.entry(client).or_insert_with(|| {
            let mut here = rows.get(&client).map_or_else(Vec::new, |row| drafts_of(row, batch));
            for gone in matched.get(&client).into_iter().flatten() {
                take(&mut here, gone);
            }
            here
        });
        let about = invoice.lines.first().map_or("", |line| line.description.as_str());
        let draft = (Some(invoice.dated), invoice.total, text::prose(about, usize::MAX));
        let found = take(here, &draft);
        if found {
            matched.entry(client).or_default().push(draft);
        }
        found
    }
}

fn take(drafts: &mut Vec<Draft>, one: &Draft) -> bool {
    let at = drafts.iter().position(|draft| draft == one);
    at.map(|at| drafts.swap_remove(at)).is_some()
}

/// What other imports than this one brought without a number, or might have.
fn drafts_of(row: &Row, batch: BatchId) -> Vec<Draft> {
    let brought = row.invoices.iter().filter(|known| known.origin.batch().is_some_and(|origin| origin != batch));
    brought.map(|known| (known.dated, known.total, known.about.clone())).collect()
}

/// The client a record would make.
pub(super) fn made_by(brought: &Brought, maker: Maker) -> Option<BroughtClient> {
    match maker {
        Maker::Client(at) => brought.clients.get(at).cloned(),
        Maker::Invoice(at) => brought.invoices.get(at).map(named),
    }
}

pub(super) const NOBODY: Id = Id::from_bytes([0; 16]);

/// Ids for what is only counted: told apart from each other, never written anywhere.
pub(super) struct Counting(pub(super) u64);

impl Fresh for Counting {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 += 1;
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&self.0.to_be_bytes());
        bytes
    }
}
