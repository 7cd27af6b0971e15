//! The one way from a wish to facts. [`decide`] reads the world as it is told, and either names the facts that follow or refuses with
//! the facts that explain why. It writes nothing, knows no clock, and gives the same answer for the same question.

mod audit;
mod bank;
mod batch;
mod billing;
mod block;
mod charging;
mod client;
mod course;
mod erase;
mod flow;
mod import;
mod interest;
mod item;
mod lifecycle;
mod merge;
mod paying;
mod proposal;
mod recurring;
mod rule;
mod series;
mod team;
mod ways;
mod working;

pub use charging::BillLine;
pub use course::{Counted, Course, Ending, Pace, Progress, Step};
pub use erase::Erasing;
pub use flow::Next;
pub use import::{Clash, Survey, survey};
pub use interest::LateLine;
pub use item::{Wish, item_text};
pub use proposal::{Row, lacks};
pub use recurring::RecurWish;
pub use rule::RunWish;
pub use series::SeriesWish;
pub use ways::Way;

use std::collections::BTreeMap;

use crate::client::Client;
use crate::command::{Command, Done, Incoming, Refusal, Share};
use crate::fact::{ClientFact, Fact, PracticeFact};
use crate::field::{ContactField, Field, PracticeField};
use crate::money::Currency;
use crate::number::Pattern;
use crate::practice::Practice;
use crate::row::Rows;
use crate::time::{Day, Now};
use crate::{AuthorId, ClientId, Fresh, content, text};

/// What a decision may look at.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    pub practice: &'a Practice,
    /// One row for every client there is, removed ones too.
    pub rows: &'a Rows,
    /// At least the clients that [`needs`] named.
    pub clients: &'a BTreeMap<ClientId, Client>,
    /// Where it is decided: every device numbers in a series of its own.
    pub device: AuthorId,
}

/// What follows from a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// In the order they are to be written; one act, all or nothing.
    pub facts: Vec<Fact>,
    pub done: Done,
    /// The command that takes this one back, where it can be.
    pub undo: Option<Command>,
}

impl Decision {
    fn nothing() -> Self {
        Self { facts: Vec::new(), done: Done::Nothing, undo: None }
    }
}

/// The clients whose whole record a decision on this command reads.
pub fn needs(practice: &Practice, rows: &Rows, command: &Command) -> Vec<ClientId> {
    match command {
        Command::AddClient { .. } | Command::DraftForNew { .. } | Command::SetPractice { .. } | Command::AddSample => Vec::new(),
        Command::SaveTemplate { .. } | Command::SetStage { .. } => Vec::new(),
        Command::SaveLateTerms { .. } | Command::RemoveLateTerms { .. } => Vec::new(),
        Command::AddHolidays { .. } | Command::RemoveHolidays { .. } => Vec::new(),
        Command::AddHoliday { .. } | Command::RemoveHoliday { .. } | Command::Series(_) | Command::SaveWays { .. } => Vec::new(),
        Command::NameMember { .. } | Command::KeepAudit { .. } | Command::RemoveAudit { .. } => Vec::new(),
        Command::SetFields { client, .. }
        | Command::AddContact { client, .. }
        | Command::SetContact { client, .. }
        | Command::RemoveContact { client, .. }
        | Command::MoveClient { client, .. }
        | Command::WithdrawMove { client, .. }
        | Command::WriteNote { client, .. }
        | Command::AmendNote { client, .. }
        | Command::RemoveNote { client, .. }
        | Command::RemoveClient { client, .. }
        | Command::AddItem { client, .. }
        | Command::SetItem { client, .. }
        | Command::RemoveItem { client, .. }
        | Command::Act { client, .. }
        | Command::WithdrawAct { client, .. }
        | Command::Bill { client, .. }
        | Command::ClaimLate { client, .. }
        | Command::RemoveItems { client, .. }
        | Command::BeginList { client, .. }
        | Command::DoDuty { client, .. }
        | Command::BeginProposal { client, .. }
        | Command::SendProposal { client, .. }
        | Command::AcceptProposal { client, .. }
        | Command::DeclineProposal { client, .. }
        | Command::Together { client, .. }
        | Command::Draft { client, .. }
        | Command::EditDraft { client, .. }
        | Command::DiscardDraft { client, .. }
        | Command::Issue { client, .. }
        | Command::IssueAs { client, .. }
        | Command::Recur { client, .. }
        | Command::Run { client, .. }
        | Command::UndoRun { client, .. }
        | Command::RecordPayment { client, .. }
        | Command::WithdrawPayment { client, .. }
        | Command::Receive { client, .. }
        | Command::Follow { client, .. }
        | Command::Deduct { client, .. }
        | Command::Refund { client, .. }
        | Command::UseCredit { client, .. }
        | Command::KeepApart { client, .. }
        | Command::NoteDocument { client, .. }
        | Command::Erase { client, .. }
        | Command::Void { client, .. } => vec![*client],
        Command::GiveBlock { from, to, .. } => from.iter().chain(to).copied().collect(),
        Command::BringBack { heir, .. } => heir.iter().copied().collect(),
        Command::Settle { client, .. } => vec![*client],
        Command::KeepErased { client } => {
            let heir = crate::erase::erased(practice).get(client).copied().flatten();
            std::iter::once(*client).chain(heir.filter(|heir| rows.contains_key(heir))).collect()
        }
        Command::Merge { client, into: other, .. }
        | Command::TakeApart { client, into: other, .. }
        | Command::SettleMerged { client, from: other, .. } => vec![*client, *other],
        Command::Import { brought } => import::matched(rows, brought),
        Command::BringBank { payments, .. } => bank::needs(payments),
        Command::UndoBatch { batch, .. } => {
            practice.batches.get(batch).map(|batch| batch.clients.iter().copied().collect()).unwrap_or_default()
        }
    }
}

/// All that follows from a command at once; what may be large is better taken as a [`Course`].
pub fn decide(world: World<'_>, command: Command, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    match command {
        Command::AddClient { stage, fields, contact } => client::add(stage, fields, contact, now, fresh),
        Command::SetFields { client, changes } => client::set_fields(world.client(client)?, changes),
        Command::AddContact { client, fields } => client::add_contact(world.client(client)?, fields, fresh),
        Command::SetContact { client, contact, changes } => client::set_contact(world.client(client)?, contact, changes),
        Command::RemoveContact { client, contact, gone } => client::remove_contact(world.client(client)?, contact, gone),
        Command::MoveClient { client, to, why } => client::move_to(world.practice, world.client(client)?, to, &why, now, fresh),
        Command::WithdrawMove { client, id, gone } => client::withdraw_move(world.client(client)?, id, gone),
        Command::WriteNote { client, kind, direction, happened, text } => {
            client::write_note(world.client(client)?, (kind, direction), happened, &text, now, fresh)
        }
        Command::AmendNote { client, note, text } => client::amend_note(world.client(client)?, note, &text, fresh),
        Command::RemoveNote { client, note, gone } => client::remove_note(world.client(client)?, note, gone),
        Command::RemoveClient { client, gone } => client::remove(world.client(client)?, gone, fresh),
        Command::AddItem { client, kind, fields } => item::add(world.client(client)?, kind, fields, world.practice.currency(), fresh),
        Command::SetItem { client, item, changes } => item::set(world.client(client)?, item, changes),
        Command::RemoveItem { client, item, gone } => item::remove(world.client(client)?, item, gone),
        Command::Act { client, item, wish } => item::act(world.client(client)?, item, wish, now, fresh),
        Command::WithdrawAct { client, item, id, gone } => item::withdraw(world.client(client)?, item, id, gone),
        Command::ClaimLate { client, until, lines } => interest::claim(world, world.client(client)?, until, lines, now, fresh),
        Command::SaveLateTerms { item, fields } => interest::save_terms(world.practice, item, fields, fresh),
        Command::RemoveLateTerms { item, gone } => interest::remove_terms(world.practice, item, gone),
        Command::Bill { client, lines } => charging::bill(world, world.client(client)?, lines, now, fresh),
        Command::RemoveItems { client, items, gone } => lifecycle::remove(world.client(client)?, items, gone),
        Command::BeginList { client, list, on, version, steps, zone } => {
            let calendar = world.practice.calendar();
            lifecycle::begin(world.client(client)?, (list, on, version), steps, (&calendar, &zone, now), fresh)
        }
        Command::DoDuty { client, duty } => lifecycle::do_duty(world.practice, world.client(client)?, duty, now, fresh),
        Command::BeginProposal { client, fields, rows } => proposal::begin(world.client(client)?, fields, rows, fresh),
        Command::SendProposal { client, item, on } => proposal::send(world, world.client(client)?, item, on, now, fresh),
        Command::AcceptProposal { client, item, yes } => proposal::accept(world, world.client(client)?, item, yes, now, fresh),
        Command::DeclineProposal { client, item, why, on } => proposal::decline(world.client(client)?, item, &why, on, now, fresh),
        Command::Together { client, commands } => lifecycle::together(world, client, commands, now, fresh),
        Command::SaveTemplate { scope, steps } => lifecycle::save_template(world.practice, scope, steps, fresh),
        Command::SetStage { stage, changes } => lifecycle::set_stage(world.practice, stage, changes, fresh),
        Command::AddHoliday { day, name } => working::add_holiday(world.practice, day, &name, fresh),
        Command::RemoveHoliday { item, gone } => working::remove_holiday(world.practice, item, gone),
        Command::AddHolidays { days } => working::add_holidays(world.practice, days, fresh),
        Command::RemoveHolidays { items, gone } => working::remove_holidays(world.practice, items, gone),
        Command::KeepAudit { counts } => audit::keep(world.practice, &counts, now, fresh),
        Command::RemoveAudit { item, gone } => audit::remove(world.practice, item, gone),
        Command::BringBank { source, payments } => bank::bring(world, &source, payments, now, fresh),
        Command::GiveBlock { from, item, to, changes } => block::give(world, from, item, to, changes),
        Command::SaveWays { ways } => ways::save(world.practice, ways, fresh),
        Command::Draft { client, content } => billing::draft(world.client(client)?.id, content, fresh),
        Command::DraftForNew { name, content } => billing::draft_for_new(&name, content, now, fresh),
        Command::EditDraft { client, invoice, content, from } => billing::edit(world.client(client)?, invoice, content, &from),
        Command::DiscardDraft { client, invoice, gone } => billing::discard(world.client(client)?, invoice, gone),
        Command::Issue { client, invoice } => billing::issue(world, world.client(client)?, invoice, None, now, fresh),
        Command::IssueAs { client, invoice, number } => billing::issue(world, world.client(client)?, invoice, Some(&number), now, fresh),
        Command::Recur { client, wish } => recurring::wish(world, world.client(client)?, wish, now, fresh),
        Command::Run { client, wish } => rule::run(world, world.client(client)?, &wish, now),
        Command::UndoRun { client, run, gone } => rule::undo(world.client(client)?, run, gone),
        Command::Series(wish) => series::wish(world, wish, now, fresh),
        Command::NameMember { key, name, is_me } => team::name(world, &key, &name, is_me, fresh),
        Command::RecordPayment { client, invoice, amount, on, method } => {
            let shares = vec![Share { invoice, amount, rest: None }];
            paying::receive(world.client(client)?, Incoming { on, method, shares, whole: None, came: None }, now, fresh)
        }
        Command::Follow { client, invoice, next } => flow::follow(world, world.client(client)?, invoice, next, fresh),
        Command::Deduct { client, invoice } => flow::deduct(world.client(client)?, invoice),
        Command::Receive { client, came } => paying::receive(world.client(client)?, came, now, fresh),
        Command::Refund { client, invoice, amount, on, method } => {
            paying::refund(world.client(client)?, (invoice, amount), on, &method, now, fresh)
        }
        Command::UseCredit { client, invoice, amount, on } => paying::use_credit(world.client(client)?, (invoice, amount), on, now, fresh),
        Command::WithdrawPayment { client, invoice, id, gone } => paying::withdraw(world.client(client)?, invoice, id, gone),
        Command::KeepApart { client, invoice, id, apart } => paying::keep_apart(world.client(client)?, invoice, id, apart),
        Command::NoteDocument { client, invoice, text } => billing::note(world.client(client)?, invoice, &text),
        Command::Void { client, invoice, reason } => billing::void(world.client(client)?, invoice, &reason, now, fresh),
        Command::Erase { client, wish } => erase::erase(world, world.client(client)?, wish, now, fresh),
        Command::KeepErased { client } => erase::keep_erased(world, client, fresh),
        Command::BringBack { client, erasures, heir } => erase::bring_back(world, client, erasures, heir, now, fresh),
        Command::SetPractice { changes } => set_practice(world, changes, fresh),
        Command::Merge { client, into, fields, stage } => {
            merge::merge(world, (world.client(client)?, world.client(into)?), &fields, stage, now, fresh)
        }
        Command::TakeApart { client, into, link, gone } => merge::take_apart((world.client(client)?, world.client(into)?), link, gone),
        Command::SettleMerged { client, from, field, to, seen } => {
            merge::settle_merged((world.client(client)?, world.client(from)?), field, &to, &seen)
        }
        Command::Settle { client, at, to } => merge::settle(world.client(client)?, at, &to),
        Command::AddSample => batch::add_sample(world, now, fresh),
        Command::Import { brought } => Course::import(brought, fresh).whole(world, now, fresh),
        Command::UndoBatch { batch, gone } => Course::undo(batch, gone).whole(world, now, fresh),
    }
}

impl World<'_> {
    fn client(&self, id: ClientId) -> Result<&Client, Refusal> {
        let there = self.clients.get(&id).filter(|client| client.opened.is_some());
        // In the list, and its own record does not say when it began: what the list was made of cannot be read any more.
        let missing = || if self.rows.contains_key(&id) { Refusal::DocumentUnwritable } else { Refusal::NoSuchClient };
        there.ok_or_else(missing)
    }
}

fn set_practice(world: World<'_>, changes: Vec<(PracticeField, String)>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let practice = world.practice;
    let (mut facts, mut before) = (Vec::new(), Vec::new());
    for (field, to) in changes {
        let to = practice_text(field, &to)?;
        let was = practice.get(field);
        if was != to {
            before.push((field, was.to_owned()));
            facts.push(Fact::Practice(PracticeFact::FieldSet { field, to }));
        }
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    facts.extend(series::founded(world, fresh));
    Ok(Decision { facts, done: Done::PracticeSaved, undo: Some(Command::SetPractice { changes: before }) })
}

fn practice_text(field: PracticeField, given: &str) -> Result<String, Refusal> {
    if given.chars().count() > field.most() {
        return Err(Refusal::TooLong { most: field.most() });
    }
    let is_prose =
        matches!(field, PracticeField::PayTo | PracticeField::VagueAlso | PracticeField::VagueNever | PracticeField::TrustWeights);
    let kept = if is_prose { text::prose(given, field.most()) } else { text::line(given, field.most()) };
    if kept.is_empty() {
        return Ok(kept);
    }
    match field {
        PracticeField::Currency => currency(&kept),
        PracticeField::Terms => content::Terms::from_key(&kept).map(content::Terms::key),
        PracticeField::TaxRate => rate(&kept),
        PracticeField::InvoicePattern
        | PracticeField::QuotePattern
        | PracticeField::ReceiptPattern
        | PracticeField::ProformaPattern
        | PracticeField::CreditPattern => {
            return match Pattern::parse(&kept) {
                Ok(pattern) => Ok(pattern.to_string()),
                Err(error) => Err(Refusal::PatternInvalid { field, error }),
            };
        }
        PracticeField::LeapBirthday => crate::birthday::Leap::from_key(&kept).map(|_| kept),
        PracticeField::Email => text::email_key(&kept).map(|_| kept),
        PracticeField::Accent => crate::text::colour(&kept).map(|_| kept.to_ascii_lowercase()),
        PracticeField::DueWorkday => (kept == "yes").then_some(kept),
        PracticeField::UpdateEvery => crate::rhythm::Every::from_key(&kept).map(|_| kept),
        PracticeField::UpdateDay => crate::rhythm::weekday(&kept).map(|_| kept),
        PracticeField::AnswerHours => kept.parse::<u16>().ok().filter(|hours| *hours > 0).map(|hours| hours.to_string()),
        PracticeField::QuietDays => kept.parse::<u8>().ok().filter(|days| *days > 0).map(|days| days.to_string()),
        PracticeField::Capacity => kept
            .parse::<rust_decimal::Decimal>()
            .ok()
            .filter(|hours| (rust_decimal::Decimal::ZERO..=rust_decimal::Decimal::from(24)).contains(hours))
            .map(|hours| hours.normalize().to_string()),
        PracticeField::TrustWeights => crate::trust::Weights::register(&kept),
        PracticeField::Remind => crate::remind::Schedule::parse(&kept).map(|days| days.key()),
        PracticeField::WorkWeek => crate::working::Week::parse(&kept).map(|week| week.to_string()),
        PracticeField::Name
        | PracticeField::Person
        | PracticeField::Phone
        | PracticeField::Website
        | PracticeField::Street
        | PracticeField::Extra
        | PracticeField::House
        | PracticeField::City
        | PracticeField::Region
        | PracticeField::PostalCode
        | PracticeField::Country
        | PracticeField::TaxId
        | PracticeField::Registration
        | PracticeField::TaxName
        | PracticeField::PayTo
        | PracticeField::VagueAlso
        | PracticeField::VagueNever => Some(kept),
    }
    .ok_or(Refusal::PracticeInvalid { field })
}

/// A register's text made safe, checked where it has a form, and written the one way that form is written.
pub fn field_text(field: Field, given: &str) -> Result<String, Refusal> {
    if given.chars().count() > field.most() {
        return Err(Refusal::TooLong { most: field.most() });
    }
    let kept = text::line(given, field.most());
    if kept.is_empty() {
        return if field == Field::Name { Err(Refusal::NameMissing) } else { Ok(kept) };
    }
    match field {
        Field::Currency => currency(&kept),
        Field::Terms => content::Terms::from_key(&kept).map(content::Terms::key),
        Field::TaxRate => rate(&kept),
        Field::NextDay | Field::ContractStart | Field::ContractEnd => Day::parse(&kept).map(|day| day.to_string()),
        Field::NoticeDays => kept.parse::<u16>().ok().map(|days| days.to_string()),
        Field::Channel => crate::client::Channel::from_key(&kept).map(|_| kept),
        Field::UpdateEvery => crate::rhythm::Every::from_key(&kept).map(|_| kept),
        Field::UpdateDay => crate::rhythm::weekday(&kept).map(|_| kept),
        Field::AnswerHours => kept.parse::<u16>().ok().filter(|hours| *hours > 0).map(|hours| hours.to_string()),
        Field::Remind => crate::remind::Schedule::parse(&kept).map(|days| days.key()),
        Field::Language => crate::language::Language::from_key(&kept).map(|language| language.key().to_owned()),
        Field::Email => text::email_key(&kept).map(|_| kept),
        Field::Name
        | Field::LegalName
        | Field::Phone
        | Field::Website
        | Field::Street
        | Field::Extra
        | Field::City
        | Field::Region
        | Field::PostalCode
        | Field::Country
        | Field::TaxId
        | Field::Registration
        | Field::NextStep
        | Field::Source
        | Field::Tier => Some(kept),
    }
    .ok_or(Refusal::FieldInvalid { field })
}

/// The same for what is said of a contact.
pub fn contact_text(field: ContactField, given: &str) -> Result<String, Refusal> {
    if given.chars().count() > field.most() {
        return Err(Refusal::TooLong { most: field.most() });
    }
    let kept = text::line(given, field.most());
    if kept.is_empty() {
        return Ok(kept);
    }
    let good = match field {
        ContactField::Email => text::email_key(&kept).is_some(),
        ContactField::Prefers => crate::client::Channel::from_key(&kept).is_some(),
        ContactField::Primary | ContactField::Decides | ContactField::Bills => kept == "yes",
        ContactField::Birthday => return birthday(&kept).ok_or(Refusal::ContactInvalid { field }),
        ContactField::Name | ContactField::Position | ContactField::Phone | ContactField::Chat => true,
    };
    if good { Ok(kept) } else { Err(Refusal::ContactInvalid { field }) }
}

fn birthday(text: &str) -> Option<String> {
    use crate::birthday::Birthday;
    Birthday::parse(text).or_else(|| Birthday::parse(&format!("--{text}"))).map(|day| day.to_string())
}

fn currency(text: &str) -> Option<String> {
    Currency::parse(text).map(|currency| currency.code().to_owned())
}

fn rate(text: &str) -> Option<String> {
    crate::client::percent(text).map(|rate| rate.value().normalize().to_string())
}

/// The facts of a new client: opened, and placed on the board today.
fn opened(origin: crate::client::Origin, stage: crate::Stage, now: Now, fresh: &mut dyn Fresh) -> Vec<ClientFact> {
    vec![ClientFact::Opened { origin }, ClientFact::Moved { id: crate::MoveId::fresh(fresh), to: stage, on: now.today, why: String::new() }]
}

fn of(client: ClientId, facts: impl IntoIterator<Item = ClientFact>) -> Vec<Fact> {
    facts.into_iter().map(|fact| Fact::Client(client, fact)).collect()
}
