//! What lists need to know of a client without opening its document: small, flat, and always rebuilt from the facts.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::account::{self, Cause, Disputed, Movement};
use crate::agenda::{self, Block};
use crate::checklist::{self, Progress};
use crate::client::{Client, Origin};
use crate::content::{Kind, Percent, Terms};
use crate::dispute;
use crate::field::{ContactField, Field};
use crate::invoice::{Invoice, Standing};
use crate::item::{self, ItemField, ItemKind, Items, Side, of_kind};
use crate::lifecycle;
use crate::merge::{self, Link};
use crate::money::{Currency, Money, Purse};
use crate::recurring;
use crate::remind::{self, Reminding};
use crate::retention::Keeping;
use crate::rhythm::{Rhythm, Talk};
use crate::rule::{self, Ran, ToWrite};
use crate::time::Day;
use crate::todo::{self, Todo};
use crate::trust::Evidence;
use crate::{ClientId, InvoiceId, ItemId, MoveId, Stage};
use crate::{alike, audit, text};

/// One row for every client there is.
pub type Rows = BTreeMap<ClientId, Arc<Row>>;

/// What work and figures are made of: the sample is there to be tried until there is a client of one's own, and is in neither from then on.
pub fn work(rows: &Rows) -> Cow<'_, Rows> {
    let has = |sample: bool| rows.values().any(|row| !row.removed && row.is_sample() == sample);
    if has(true) && has(false) {
        Cow::Owned(rows.iter().filter(|(_, row)| !row.is_sample()).map(|(id, row)| (*id, Arc::clone(row))).collect())
    } else {
        Cow::Borrowed(rows)
    }
}

/// One client as boards, lists and search see it. Equal documents give equal rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: ClientId,
    pub name: String,
    /// The full name on documents, where it is another.
    pub legal_name: String,
    pub stage: Stage,
    /// The day it came into this stage.
    pub since: Option<Day>,
    /// The move that put it there.
    pub moved: Option<MoveId>,
    /// The open engagements that stand in a stage of their own.
    pub apart: Vec<Apart>,
    pub next_step: String,
    pub next_day: Option<Day>,
    pub currency: Option<Currency>,
    /// What was agreed with this client about payment and tax.
    pub terms: Option<Terms>,
    pub tax_rate: Option<Percent>,
    /// Every e-mail address of the client and its contacts, as keys ([`text::email_key`]).
    pub emails: Vec<String>,
    /// Everything the filter looks through, folded, one item a line.
    pub find: String,
    pub invoices: Vec<InvoiceRow>,
    /// The day of the newest entry of the history.
    pub last_note: Option<Day>,
    /// What is owed by a day, either way, the soonest first.
    pub dues: Vec<Due>,
    /// What is to be done by a day, with its name, the soonest first.
    pub todo: Vec<Todo>,
    /// Notices that were put off, and until when.
    pub put_off: Vec<(String, Day)>,
    /// Time that is planned for it, the earliest first.
    pub blocks: Vec<Block>,
    /// When each side last turned to the other.
    pub talk: Talk,
    /// What was agreed about updates and answers.
    pub rhythm: Rhythm,
    /// How it is kept: what it brought in, what was delivered and said last.
    pub keeping: Keeping,
    /// What the record shows for the trust account; what it comes to depends on the practice and the day.
    pub trust: Evidence<()>,
    /// What the audit asks and no other list.
    pub audit: audit::Facts,
    /// When they are reminded of money, and were.
    pub remind: Reminding,
    /// The days from which the next documents of its arrangements are due to be made, the soonest first.
    pub recurring: Vec<Day>,
    /// What rules did for it, the newest first.
    pub runs: Vec<Ran>,
    /// Messages that rules ask for.
    pub writes: Vec<ToWrite>,
    /// How far the checklist is that its card shows.
    pub checklist: Option<Progress>,
    /// How many days it was in each stage it has left.
    pub stays: Vec<(Stage, u32)>,
    pub origin: Origin,
    /// Removed, or no client any more: in no list of clients.
    pub removed: bool,
    /// It keeps the documents of a client that was erased, and nothing else.
    pub keeps: bool,
    /// The fields that say something, in the order of [`Field::ALL`].
    pub filled: Vec<Field>,
    /// How many things in the document could not be read.
    pub troubles: u32,
    /// What the client is filed under, each once, in the order of letters.
    pub tags: Vec<String>,
    pub tier: String,
    /// The last day of the contract.
    pub ends: Option<Day>,
    /// Every telephone number of the client and its contacts, as keys ([`alike::phone_key`]).
    pub phones: Vec<String>,
    /// Clients that have something in common with it and are known to be others.
    pub distinct: Vec<ClientId>,
    /// That it goes under another, as its own document says.
    pub link: Option<Link>,
    /// Whom it goes under in the end: then it is no client of its own, and counts as removed from every list.
    pub under: Option<ClientId>,
    /// Those that go under it, whose documents, days and addresses are among its own.
    pub joined: Vec<ClientId>,
}

/// An open engagement with a stage of its own, which may be the client's too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    pub id: ItemId,
    pub title: String,
    pub stage: Stage,
    /// The day it is to end.
    pub ends: Option<Day>,
}

fn apart(items: &Items) -> Vec<Apart> {
    let live = item::of_kind(items, ItemKind::Engagement).into_iter().filter(|(_, item)| item.is_open());
    live.filter_map(|(id, item)| Some(Apart { id, title: item.title().to_owned(), stage: item.stage()?, ends: item.day(ItemField::End) }))
        .collect()
}

/// Documents of arrangements that a row looks ahead to.
const COMING_MOST: usize = 12;

/// A contract that ends within so many days is one to talk about.
const ENDS_SOON_DAYS: i64 = 30;

/// An open promise or deliverable with a day: what a list needs to say that it is late, whatever day it is by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    pub on: Day,
    pub what: Owed,
}

/// What is owed, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owed {
    OurPromise,
    Deliverable,
    TheirPromise,
    /// To talk about what comes after an arrangement that ends.
    Renewal,
}

impl Owed {
    pub const ALL: [Self; 4] = [Self::OurPromise, Self::Deliverable, Self::TheirPromise, Self::Renewal];
}

fn dues(client: &Client) -> Vec<Due> {
    let items = &client.items;
    let due = |item: &crate::item::Item| {
        if let Some(on) = recurring::renewal(item) {
            return Some(Due { on, what: Owed::Renewal });
        }
        let what = match (item.kind, item.side()) {
            (ItemKind::Promise, Side::Ours) => Owed::OurPromise,
            (ItemKind::Promise, Side::Theirs) => Owed::TheirPromise,
            (ItemKind::Deliverable, _) => Owed::Deliverable,
            (
                ItemKind::Engagement
                | ItemKind::Request
                | ItemKind::Work
                | ItemKind::Step
                | ItemKind::Context
                | ItemKind::Template
                | ItemKind::StageNote
                | ItemKind::Tag
                | ItemKind::Merge
                | ItemKind::File
                | ItemKind::Proposal
                | ItemKind::ProposalLine
                | ItemKind::Holiday
                | ItemKind::Conflict
                | ItemKind::Dispute
                | ItemKind::Erasure
                | ItemKind::Distinct
                | ItemKind::Series
                | ItemKind::Recurring
                | ItemKind::LateTerms
                | ItemKind::LateClaim
                | ItemKind::Account
                | ItemKind::PayLink
                | ItemKind::Service
                | ItemKind::Logo
                | ItemKind::Print
                | ItemKind::Member
                | ItemKind::Snooze
                | ItemKind::View
                | ItemKind::Feedback
                | ItemKind::Referral
                | ItemKind::Block
                | ItemKind::Audit
                | ItemKind::Letter
                | ItemKind::Reminder
                | ItemKind::Rule
                | ItemKind::Run
                | ItemKind::Message,
                _,
            ) => return None,
        };
        item.awaited().map(|on| Due { on, what })
    };
    let mut all: Vec<_> = items.values().filter(|item| item.removed.is_none() && !remind::is_met(client, item)).filter_map(due).collect();
    crate::order::sort(&mut all);
    all
}

/// One billing document as lists see it; removed ones are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceRow {
    pub id: InvoiceId,
    pub kind: Kind,
    /// None: a draft.
    pub number: Option<String>,
    pub about: String,
    pub dated: Option<Day>,
    pub due: Option<Day>,
    /// Quotes and estimates: the last day they can be accepted.
    pub until: Option<Day>,
    pub total: Money,
    pub paid: Money,
    /// What moved the balance since issue, the earliest first.
    pub moves: Vec<Movement>,
    pub open: Money,
    pub standing: Standing,
    pub origin: Origin,
    /// What of the open money is disputed.
    pub disputed: Money,
    /// When what of it was, and is.
    pub disputes: Vec<Disputed>,
    /// The bookings of banks' files that its payments came from.
    pub bookings: Vec<String>,
}

impl InvoiceRow {
    fn of(client: &Client, id: InvoiceId, invoice: &Invoice) -> Option<Self> {
        let standing = crate::flow::standing(client, invoice);
        let content = invoice.content()?;
        if standing == Standing::Removed {
            return None;
        }
        let zero = Money::zero(content.currency);
        let issue = invoice.issue();
        let total = match issue {
            Some(issue) => issue.document.totals().total,
            None => content.totals().map_or(zero, |totals| totals.total),
        };
        Some(Self {
            id,
            kind: content.kind,
            number: issue.map(|issue| issue.document.number().to_owned()),
            about: content.lines.first().map(|line| line.description.clone()).unwrap_or_default(),
            dated: issue.map(|issue| issue.document.dated()).or(content.dated),
            due: crate::plan::next_due(invoice),
            until: content.valid_until,
            total,
            paid: invoice.paid().unwrap_or(zero),
            moves: account::movements(invoice),
            open: invoice.open().unwrap_or(zero),
            standing,
            origin: invoice.origin,
            disputed: dispute::parts(client, id).map_or(zero, |parts| parts.disputed),
            disputes: account::disputes(client, id),
            bookings: invoice.entries().map(|(_, one)| one.booking.clone()).filter(|one| !one.is_empty()).collect(),
        })
    }

    /// What was asked for at issue: what is open now less all that moved since.
    pub fn asked(&self) -> Money {
        self.moves.iter().fold(self.open, |sum, one| sum.minus(one.amount).unwrap_or(sum))
    }

    /// What was open at the end of a day, by the days of the facts: nothing before the document's own day, and since it is void.
    /// Negative where more had come in.
    pub fn open_on(&self, day: Day) -> Money {
        let until = || self.moves.iter().filter(|one| one.on <= day);
        let is_there = self.number.is_some() && self.kind.collects() && self.dated.is_some_and(|dated| dated <= day);
        if !is_there || until().any(|one| one.cause == Cause::Void) {
            return Money::zero(self.total.currency());
        }
        until().fold(self.asked(), |sum, one| sum.plus(one.amount).unwrap_or(sum))
    }

    /// What came in during a year, less what went back.
    pub fn paid_in(&self, year: i32) -> Money {
        let zero = Money::zero(self.total.currency());
        let paid = self.moves.iter().filter(|one| one.on.year() == year && matches!(one.cause, Cause::Paid | Cause::Refunded));
        paid.fold(zero, |sum, one| sum.minus(one.amount).unwrap_or(sum))
    }

    /// Whole days since the due day, when money is still open; None when it is not late.
    pub fn overdue(&self, today: Day) -> Option<i64> {
        let waits = matches!(self.standing, Standing::Open | Standing::PartlyPaid);
        let days = self.due?.days_until(today);
        (waits && days > 0).then_some(days)
    }
}

impl Row {
    pub fn of(client: &Client, troubles: u32) -> Self {
        let (stage, since) = client.stage();
        let mut invoices: Vec<_> = client.invoices.iter().filter_map(|(id, invoice)| InvoiceRow::of(client, *id, invoice)).collect();
        crate::order::sort_by(&mut invoices, newest);
        let people = client.people();
        let keeps = crate::erase::retention(client).is_some();
        let apart = apart(&client.items);
        let mut emails: Vec<String> = std::iter::once(client.get(Field::Email))
            .chain(people.iter().map(|(_, one)| one.get(ContactField::Email)))
            .filter_map(text::email_key)
            .collect();
        crate::order::sort(&mut emails);
        emails.dedup();
        let mut find = vec![text::fold(client.name())];
        for field in [Field::LegalName, Field::City, Field::Website, Field::NextStep, Field::TaxId] {
            find.push(text::fold(client.get(field)));
        }
        for (_, one) in &people {
            find.push(text::fold(one.get(ContactField::Name)));
            find.extend(numbers(one.get(ContactField::Phone)));
        }
        find.extend(numbers(client.get(Field::Phone)));
        find.extend(emails.iter().cloned());
        find.extend(invoices.iter().filter_map(|invoice| invoice.number.as_deref().map(text::fold)));
        find.extend(apart.iter().map(|one| text::fold(&one.title)));
        let tags = tags(&client.items);
        find.extend(tags.iter().map(|tag| format!("#{}", text::fold(tag).replace(' ', "-"))));
        find.retain(|item| !item.is_empty());
        let mut phones: Vec<String> = std::iter::once(client.get(Field::Phone))
            .chain(people.iter().map(|(_, one)| one.get(ContactField::Phone)))
            .filter_map(alike::phone_key)
            .collect();
        crate::order::sort(&mut phones);
        phones.dedup();
        Self {
            id: client.id,
            name: client.name().to_owned(),
            legal_name: client.get(Field::LegalName).to_owned(),
            stage,
            since,
            moved: client.moved(),
            apart,
            next_step: client.get(Field::NextStep).to_owned(),
            next_day: client.next_day(),
            currency: client.currency(),
            terms: client.terms(),
            tax_rate: client.tax_rate(),
            emails,
            find: find.join("\n"),
            invoices,
            last_note: client.notes.values().filter(|note| note.removed.is_none()).map(|note| note.happened).max(),
            dues: dues(client),
            todo: todo::of(client),
            put_off: todo::put_off(client),
            blocks: agenda::blocks(&client.items),
            talk: Talk::of(client),
            rhythm: Rhythm::of(client),
            keeping: Keeping::of(client),
            trust: Evidence::of(client).bare(),
            audit: audit::Facts::of(client),
            remind: Reminding::of(client),
            recurring: recurring::upcoming(client, COMING_MOST).into_iter().map(|one| one.on).take(COMING_MOST).collect(),
            runs: rule::runs(client),
            writes: rule::writes(client),
            checklist: checklist::progress(client),
            stays: lifecycle::stays(client),
            origin: client.origin,
            removed: client.is_removed() || keeps,
            keeps,
            filled: Field::ALL.iter().copied().filter(|field| !client.get(*field).is_empty()).collect(),
            troubles,
            tags,
            tier: client.get(Field::Tier).to_owned(),
            ends: Day::parse(client.get(Field::ContractEnd)),
            phones,
            distinct: of_kind(&client.items, ItemKind::Distinct)
                .into_iter()
                .filter_map(|(_, item)| item.get(ItemField::Under).parse().ok())
                .collect(),
            link: merge::link_of(client),
            under: None,
            joined: Vec::new(),
        }
    }

    /// A row with those of the clients that go under it: its own name, stage and terms, everybody's documents, days and addresses.
    pub fn join<'a>(own: &Self, parts: impl Iterator<Item = &'a Self>) -> Self {
        let mut whole = own.clone();
        for part in parts {
            whole.joined.push(part.id);
            whole.emails.extend(part.emails.iter().cloned());
            whole.phones.extend(part.phones.iter().cloned());
            whole.tags.extend(part.tags.iter().cloned());
            whole.invoices.extend(part.invoices.iter().cloned());
            whole.dues.extend(part.dues.iter().copied());
            whole.todo.extend(part.todo.iter().cloned());
            whole.put_off.extend(part.put_off.iter().cloned());
            whole.recurring.extend(part.recurring.iter().copied());
            whole.blocks.extend(part.blocks.iter().cloned());
            whole.talk = whole.talk.join(part.talk);
            whole.keeping.join(&part.keeping);
            whole.trust.join(&part.trust);
            whole.audit.join(&part.audit);
            whole.remind.join(&part.remind);
            whole.runs.extend(part.runs.iter().cloned());
            whole.writes.extend(part.writes.iter().cloned());
            whole.apart.extend(part.apart.iter().cloned());
            whole.distinct.extend(part.distinct.iter().copied());
            if !part.find.is_empty() {
                whole.find.push('\n');
                whole.find.push_str(&part.find);
            }
            whole.last_note = whole.last_note.max(part.last_note);
            whole.checklist = whole.checklist.or(part.checklist);
            whole.troubles = whole.troubles.saturating_add(part.troubles);
        }
        crate::order::sort_by(&mut whole.invoices, newest);
        crate::order::sort(&mut whole.dues);
        crate::order::sort(&mut whole.todo);
        crate::order::sort_by(&mut whole.runs, rule::newest);
        crate::order::sort(&mut whole.writes);
        crate::order::sort(&mut whole.recurring);
        whole.recurring.truncate(COMING_MOST);
        for keys in [&mut whole.emails, &mut whole.phones, &mut whole.tags] {
            crate::order::sort(keys);
            keys.dedup();
        }
        whole
    }

    /// The last day of a contract that ends soon, and has not ended.
    pub fn ends_soon(&self, today: Day) -> Option<Day> {
        self.ends.filter(|day| (0..=ENDS_SOON_DAYS).contains(&today.days_until(*day)))
    }

    /// Whether every word of the query is somewhere in the row; of a word that is part of a telephone number, its digits. `query` is
    /// folded already.
    pub fn matches(&self, query: &str) -> bool {
        query.split_whitespace().all(|word| {
            let dialled =
                || word.contains(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || "+()-/.".contains(c));
            self.find.contains(word) || (dialled() && self.find.contains(&digits(word)))
        })
    }

    /// What is still to come in, per currency. Overpayment of one document does not hide what another is owed.
    pub fn open(&self) -> Purse {
        self.invoices.iter().map(|invoice| invoice.open).filter(Money::is_positive).collect()
    }

    /// What of it is past its day.
    pub fn overdue(&self, today: Day) -> Purse {
        self.invoices.iter().filter(|invoice| invoice.overdue(today).is_some()).map(|invoice| invoice.open).collect()
    }

    /// What should have been done before today, the longest waiting first.
    pub fn late(&self, today: Day) -> &[Due] {
        let so_many = self.dues.iter().take_while(|due| due.on < today).count();
        self.dues.get(..so_many).unwrap_or_default()
    }

    /// What comes next by its day: the step, or the soonest of what is open. Of one day the step.
    pub fn nearest(&self) -> Option<(Day, &str)> {
        let step = self.next_day.map(|day| (day, self.next_step.as_str()));
        let todo = self.todo.first().map(|todo| (todo.on, todo.title.as_str()));
        match (step, todo) {
            (Some(step), Some(todo)) => Some(if todo.0 < step.0 { todo } else { step }),
            (step, todo) => step.or(todo),
        }
    }

    pub fn is_sample(&self) -> bool {
        matches!(self.origin, Origin::Sample(_))
    }
}

/// What was dated last comes first.
fn newest(one: &InvoiceRow, other: &InvoiceRow) -> Ordering {
    (other.dated, &other.number, other.id).cmp(&(one.dated, &one.number, one.id))
}

/// Spellings that fold alike are one tag: the first that was given.
fn tags(items: &Items) -> Vec<String> {
    let mut tags: BTreeMap<String, String> = BTreeMap::new();
    for (_, item) in of_kind(items, ItemKind::Tag) {
        tags.entry(text::fold(item.title())).or_insert_with(|| item.title().to_owned());
    }
    tags.into_values().collect()
}

/// The digits of a telephone number as it is written, and as it is dialled where that differs.
fn numbers(phone: &str) -> Vec<String> {
    let mut numbers = vec![digits(phone), text::dial(phone).map(|number| digits(&number)).unwrap_or_default()];
    numbers.dedup();
    numbers
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    #[test]
    fn a_telephone_number_is_found_however_it_is_written() {
        let mut client = Client::new(ClientId(Id::from_bytes([1; 16])));
        client.fields.insert(Field::Phone, "+49 (0)30 123-45".to_owned());
        let row = Row::of(&client, 0);
        for query in ["+49 30 12345", "0049 30", "030 123-45", "493012345", "(0)30"] {
            assert_eq!(row.matches(query), !query.starts_with("00"), "{query}");
        }
        assert!(!row.matches("+49 31"));
    }
}
