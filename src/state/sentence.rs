//! What the sentence box holds: the text, what the person said about it since, and what it therefore means.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::content::{Category, Content, Kind, Totals};
use domain::field::PracticeField;
use domain::item::ItemField;
use domain::money::{Currency, Money};
use domain::practice::Practice;
use domain::row::{Row, Rows};
use domain::sentence::{self, Choice, Context, Item, Known, Missing, Reading, Rhythm, Service, Topic, What, Who};
use domain::time::Day;
use domain::{ClientId, Fresh, InvoiceId, text};

use super::place::{usual_currency, week_starts_monday};
use crate::browser::clock;
use crate::words::locale::Locale;

/// What was answered to a question: one way to mean it, or to go on as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Choice(Choice),
    GoOn,
}

/// The text and what was said about it. Answers belong to the words they were given for: other words ask again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub text: String,
    /// Stretches that are plain words and mean nothing else.
    pub dismissed: Vec<Range<usize>>,
    pub answers: Vec<(Topic, String, Answer)>,
}

impl Said {
    /// Takes the text as it is now typed. What was dismissed stays dismissed where the typing did not touch it.
    pub fn retype(&mut self, now: String) {
        let before = std::mem::replace(&mut self.text, now);
        let now = self.text.as_str();
        let same = |one: &str, other: &str| one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
        let start = same(&before, now);
        let from_end = before.bytes().rev().zip(now.bytes().rev()).take_while(|(one, other)| one == other).count();
        let from_end = from_end.min(before.len() - start).min(now.len() - start);
        let end = before.len() - from_end;
        let shifted = |range: &Range<usize>| {
            if range.end <= start {
                return Some(range.clone());
            }
            let moved = |at: usize| (at + now.len()).checked_sub(before.len());
            (range.start >= end).then(|| Some(moved(range.start)?..moved(range.end)?)).flatten()
        };
        self.dismissed = self.dismissed.iter().filter_map(shifted).collect();
    }

    pub fn answer(&mut self, topic: Topic, words: String, answer: Answer) {
        self.answers.retain(|(one, of, _)| !(*one == topic && *of == words));
        self.answers.push((topic, words, answer));
    }

    /// Writes other words in the place of some.
    pub fn replace(&mut self, range: &Range<usize>, words: &str) {
        let (Some(before), Some(after)) = (self.text.get(..range.start), self.text.get(range.end..)) else { return };
        self.retype(format!("{before}{}{after}", words.trim()));
    }

    /// The currency that was chosen beside the sentence.
    pub fn currency(&self) -> Option<Currency> {
        match self.answered(Topic::Currency, "") {
            Some(Answer::Choice(Choice::Currency(currency))) => Some(*currency),
            Some(Answer::Choice(_) | Answer::GoOn) | None => None,
        }
    }

    pub fn choose_currency(&mut self, currency: Currency) {
        self.answer(Topic::Currency, String::new(), Answer::Choice(Choice::Currency(currency)));
    }

    fn answered(&self, topic: Topic, words: &str) -> Option<&Answer> {
        self.answers.iter().find(|(one, of, _)| *one == topic && of == words).map(|(_, _, answer)| answer)
    }
}

/// What the reader is told of this place and this practice.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    pub today: Day,
    pub locale: &'a Locale,
    pub practice: &'a Practice,
    pub known: &'a [Known],
    pub services: &'a [Service],
    /// Where the practice has no usual currency: the one most used so far.
    pub currency: Option<Currency>,
}

/// What the sentence means, with everything that was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    pub reading: Reading,
    /// The draft as far as it goes; ids of its lines are not to be kept.
    pub content: Option<Content>,
    pub totals: Option<Totals>,
    /// A new client has been asked for by name, in so many words.
    pub new_client: bool,
}

/// Money that came in for a document, not recorded yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Settles {
    pub client: ClientId,
    pub invoice: InvoiceId,
    pub number: String,
    pub amount: Money,
    /// What is open of the document now.
    pub open: Money,
    /// None: today.
    pub on: Option<Day>,
}

/// The words that a question about the client is for: its name in the text, or nothing.
pub fn client_words(text: &str, reading: &Reading) -> String {
    let chip = reading.chips.iter().find(|chip| chip.what == What::Client);
    chip.and_then(|chip| text.get(chip.span.clone())).unwrap_or_default().to_owned()
}

pub fn understand(said: &Said, around: &Around<'_>) -> Understood {
    let practice = around.practice;
    let mut context = Context {
        today: around.today,
        locale: &around.locale.tag,
        currency: practice.currency().or(around.currency).or_else(|| usual_currency(&around.locale.tag)),
        tax: practice.tax_rate(),
        tax_name: practice.get(PracticeField::TaxName),
        terms: practice.terms(),
        week_starts_monday: week_starts_monday(&around.locale.tag),
        clients: around.known,
        services: around.services,
    };
    let mut reading = sentence::read_without(&said.text, &context, &said.dismissed);
    let words = client_words(&said.text, &reading);
    let client = said.answered(Topic::Client, &words).cloned();
    if let Some(Answer::Choice(Choice::Client(id))) = &client
        && let Some(known) = around.known.iter().find(|known| known.id == *id)
        && reading.client != Who::Known(*id)
    {
        // What was agreed with the chosen client comes before what is usual.
        context.currency = known.currency.or(context.currency);
        context.tax = known.tax.or(context.tax);
        context.terms = known.terms.or(context.terms);
        reading = sentence::read_without(&said.text, &context, &said.dismissed);
    }
    let mut new_client = false;
    match client {
        Some(Answer::Choice(Choice::Client(id))) => reading.client = Who::Known(id),
        Some(Answer::Choice(Choice::NewClient(name))) => {
            reading.client = Who::New(name);
            new_client = true;
        }
        Some(Answer::Choice(_) | Answer::GoOn) | None => {}
    }
    let client_given = !matches!(reading.client, Who::Missing | Who::Several(_)) && (new_client || !matches!(reading.client, Who::New(_)));
    if client_given && said.answered(Topic::Client, &words).is_some() {
        reading.missing.retain(|missing| *missing != Missing::Client);
        reading.questions.iter_mut().filter(|question| question.topic == Topic::Client).for_each(|question| question.ask = false);
    }
    take_answers(&mut reading, said);
    let content = reading.draft(&mut Numbered(0)).map(|content| finished(content, &reading));
    let totals = content.as_ref().and_then(|content| content.totals().ok());
    Understood { reading, content, totals, new_client }
}

fn take_answers(reading: &mut Reading, said: &Said) {
    if let Some(Answer::Choice(Choice::Kind(kind))) = said.answered(Topic::Kind, "") {
        reading.kind = *kind;
    }
    for at in 0..reading.questions.len() {
        let question = &reading.questions[at];
        if question.topic == Topic::Client {
            continue;
        }
        let words = said.text.get(question.span.clone()).unwrap_or_default();
        match said.answered(question.topic, words).cloned() {
            None => {}
            Some(Answer::GoOn) => reading.questions[at].ask = false,
            Some(Answer::Choice(choice)) if question.chosen.as_ref() == Some(&choice) => reading.questions[at].ask = false,
            Some(Answer::Choice(choice)) => {
                if let Some(alternative) = question.alternatives.iter().position(|one| *one == choice) {
                    reading.answer(at, alternative);
                }
            }
        }
    }
    if let Some(currency) = said.currency() {
        reading.currency = Some(currency);
        reading.missing.retain(|missing| *missing != Missing::Currency);
        reading.questions.iter_mut().filter(|question| question.topic == Topic::Currency).for_each(|question| question.ask = false);
    }
}

/// A receipt is dated when the money came.
fn finished(mut content: Content, reading: &Reading) -> Content {
    if content.kind == Kind::Receipt && content.dated.is_none() {
        content.dated = reading.paid.and_then(|paid| paid.on);
    }
    content
}

/// The ways to answer a question: what is said now first; what no document can say is left out.
pub fn ways(question: &sentence::Question) -> Vec<Answer> {
    let possible = |choice: &&Choice| !matches!(choice, Choice::GoodsOnly);
    let ways: Vec<Answer> = question.chosen.iter().chain(&question.alternatives).filter(possible).cloned().map(Answer::Choice).collect();
    if ways.is_empty() { vec![Answer::GoOn] } else { ways }
}

impl Understood {
    /// Whether the client still has to be chosen.
    pub fn asks_client(&self) -> bool {
        match self.reading.client {
            Who::Missing | Who::Several(_) => true,
            Who::New(_) => !self.new_client,
            Who::Known(_) => self.reading.questions.iter().any(|question| question.topic == Topic::Client && question.ask),
        }
    }

    /// What still has to be said; a line without words can be filled in on the draft.
    pub fn missing(&self) -> impl Iterator<Item = Missing> + '_ {
        self.reading.missing.iter().copied().filter(|missing| !matches!(missing, Missing::Description { .. }))
    }

    /// Whether the draft can be made.
    pub fn is_ready(&self) -> bool {
        !self.asks_client()
            && self.missing().next().is_none()
            && !self.reading.questions.iter().any(|question| question.ask)
            && self.totals.is_some()
    }

    /// The content with ids of its own.
    pub fn draft(&self) -> Option<Content> {
        self.reading.draft(&mut Dice).map(|content| finished(content, &self.reading))
    }

    /// The document of this client that the money was for: the one that was named, or the only one with exactly that sum open.
    pub fn settles(&self, rows: &Rows) -> Option<Settles> {
        let Who::Known(client) = self.reading.client else { return None };
        if self.reading.kind != Kind::Receipt {
            return None;
        }
        let amount = self.reading.figures()?.ok()?.paid;
        let row = rows.get(&client)?;
        let open = || {
            row.invoices
                .iter()
                .filter(|paper| paper.kind.collects() && paper.number.is_some() && paper.open.currency() == amount.currency())
        };
        let named = |number: &str| text::fold(number).replace(' ', "");
        let paper = if self.reading.settles.is_empty() {
            let mut fitting = open().filter(|paper| paper.open == amount && paper.open.is_positive());
            fitting.next().filter(|_| fitting.next().is_none())
        } else {
            let wanted = named(&self.reading.settles);
            open().find(|paper| paper.number.as_deref().map(named).as_deref() == Some(&wanted)).filter(|paper| paper.open.is_positive())
        }?;
        let number = paper.number.clone()?;
        Some(Settles { client, invoice: paper.id, number, amount, open: paper.open, on: self.reading.paid.and_then(|paid| paid.on) })
    }

    /// What repeats, as the fields of an arrangement with the client: one invoice of one line, and nothing that an arrangement cannot say.
    pub fn arranges(&self) -> Option<Vec<(ItemField, String)>> {
        let reading = &self.reading;
        let again = reading.recurrence?;
        let [item] = reading.items.as_slice() else { return None };
        let plain = reading.kind == Kind::Invoice
            && matches!(reading.client, Who::Known(_))
            && reading.charges.is_empty()
            && (reading.discount, reading.deposit, reading.paid, item.discount) == (None, None, None, None)
            && reading.early.is_none()
            && reading.withheld.is_none()
            && !reading.tax.included
            && reading.tax.category == Category::Standard
            && !item.description.is_empty();
        let price = item.quantity.value().checked_mul(item.price.filter(|_| plain)?.value())?;
        let unit = match again.rhythm {
            Rhythm::Days => "day",
            Rhythm::Weeks => "week",
            Rhythm::Months => "month",
            Rhythm::Years => "year",
        };
        let mut fields = vec![
            (ItemField::Title, item.description.clone()),
            (ItemField::Price, price.normalize().to_string()),
            (ItemField::Currency, reading.currency?.code().to_owned()),
            (ItemField::Every, format!("{} {unit}", again.interval)),
            (ItemField::Start, again.start.to_string()),
        ];
        match (again.until, again.count) {
            (Some(until), _) => fields.push((ItemField::End, until.to_string())),
            (None, Some(count)) => fields.push((ItemField::Times, count.to_string())),
            (None, None) => {}
        }
        if let Some(rate) = reading.tax.rate.filter(|_| reading.tax.said) {
            fields.push((ItemField::Tax, rate.value().normalize().to_string()));
        }
        Some(fields)
    }

    pub fn item(&self, at: usize) -> Option<&Item> {
        self.reading.items.get(at)
    }
}

/// Ids that only tell lines apart.
struct Numbered(u8);

impl Fresh for Numbered {
    fn bytes(&mut self) -> [u8; 16] {
        self.0 = self.0.wrapping_add(1);
        [self.0; 16]
    }
}

struct Dice;

impl Fresh for Dice {
    fn bytes(&mut self) -> [u8; 16] {
        clock::random::<16>().unwrap_or_default()
    }
}

/// Everybody the reader can recognise.
pub fn known(rows: &Rows) -> Vec<Known> {
    let one = |row: &Row| Known {
        id: row.id,
        name: row.name.clone(),
        aliases: if row.legal_name.is_empty() { Vec::new() } else { vec![row.legal_name.clone()] },
        currency: row.currency,
        terms: row.terms,
        tax: row.tax_rate,
    };
    rows.values().filter(|row| !row.removed).map(|row| one(row)).collect()
}

/// What the practice sells, as the reader knows it.
pub fn services(practice: &Practice) -> Vec<Service> {
    let one = |service: domain::catalogue::Service| Service {
        tax: service.tax.map(|rate| (rate, service.category)),
        name: service.name,
        unit: service.unit,
        price: service.price,
        currency: service.currency,
    };
    practice.services().into_iter().map(|(_, service)| one(service)).collect()
}

/// The currency that most documents are in.
pub fn most_used(rows: &Rows) -> Option<Currency> {
    let mut counts: BTreeMap<Currency, usize> = BTreeMap::new();
    for row in rows.values().filter(|row| !row.removed && !row.is_sample()) {
        for paper in &row.invoices {
            *counts.entry(paper.total.currency()).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(currency, _)| currency)
}

/// The first few clients that a search finds, by name.
pub fn finds(rows: &Rows, query: &str, most: usize) -> Vec<(ClientId, String)> {
    let query = text::fold(query);
    if query.trim().is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = rows.values().filter(|row| !row.removed && row.matches(query.trim())).collect();
    domain::order::sort_by(&mut found, |one, other| one.find.cmp(&other.find));
    found.into_iter().take(most).map(|row| (row.id, row.name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;

    fn id(of: u8) -> ClientId {
        ClientId(Id::from_bytes([of; 16]))
    }

    fn clients() -> Vec<Known> {
        let one = |of: u8, name: &str, currency| Known {
            id: id(of),
            name: name.to_owned(),
            aliases: Vec::new(),
            currency,
            terms: None,
            tax: None,
        };
        vec![one(1, "Acme Studio", Some(Currency::EUR)), one(2, "Acme Tools", Some(Currency::USD)), one(3, "Halden", None)]
    }

    fn read(said: &Said) -> Understood {
        let (practice, known) = (Practice::default(), clients());
        let around = Around {
            today: Day::parse("2026-11-22").expect("a day"),
            locale: &Locale::default(),
            practice: &practice,
            known: &known,
            services: &[],
            currency: Some(Currency::CHF),
        };
        understand(said, &around)
    }

    fn said(text: &str) -> Said {
        Said { text: text.to_owned(), ..Said::default() }
    }

    #[test]
    fn two_that_fit_are_asked_about_and_the_chosen_one_brings_what_was_agreed() {
        let mut said = said("Invoice Acme 1,200 for logo design, due in 14 days");
        let first = read(&said);
        assert!(first.asks_client() && !first.is_ready());
        said.answer(Topic::Client, client_words(&said.text, &first.reading), Answer::Choice(Choice::Client(id(2))));
        let then = read(&said);
        assert!(then.is_ready());
        assert_eq!(then.content.map(|content| content.currency), Some(Currency::USD));
    }

    #[test]
    fn nobody_is_made_without_being_asked() {
        let mut said = said("Invoice Zebra Ltd 300 for a poster");
        let first = read(&said);
        assert_eq!(first.reading.client, Who::New("Zebra Ltd".to_owned()));
        assert!(!first.is_ready());
        let words = client_words(&said.text, &first.reading);
        said.answer(Topic::Client, words, Answer::Choice(Choice::NewClient("Zebra Ltd".to_owned())));
        assert!(read(&said).is_ready());
        said.retype("Invoice Zebras 300 for a poster".to_owned());
        assert!(!read(&said).is_ready());
    }

    #[test]
    fn a_price_that_was_not_said_holds_the_draft_back() {
        let understood = read(&said("Invoice Halden for logo design"));
        assert!(understood.missing().next().is_some());
        assert!(!understood.is_ready());
    }

    #[test]
    fn what_was_dismissed_stays_so_while_other_words_change() {
        let mut said = said("Invoice Halden 500 for poster due in 14 days");
        said.dismissed = vec![26..44, 0..7];
        said.retype("Invoice Halden 1500 for poster due in 14 days".to_owned());
        assert_eq!(said.dismissed, vec![27..45, 0..7]);
        said.retype("Invoice Halden 1500 for poster due in 30 days".to_owned());
        assert_eq!(said.dismissed, vec![0..7]);
    }
}
