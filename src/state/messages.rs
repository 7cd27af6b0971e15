//! What is to be written to whom, and what of a record fills it; how it goes out; what is kept of it.

use domain::client::{Channel, Client, Contact, Direction, NoteKind};
use domain::decide::Wish;
use domain::field::{ContactField, Field, PracticeField};
use domain::item::{ActKind, ItemField, ItemKind};
use domain::language::Language;
use domain::letter::{self, LetterError, Purpose, Variable};
use domain::money::Money;
use domain::practice::Practice;
use domain::remind::{self, Reminder, Schedule};
use domain::retention::Ask;
use domain::row::Rows;
use domain::time::Day;
use domain::today::{Notice, What};
use domain::update::Update;
use domain::working::Calendar;
use domain::{ClientId, Command, ContactId, ItemId, dispute, plan};

use super::client::reach;
use super::desk::Desk;
use super::remit::Remit;
use super::today::Agenda;
pub use crate::browser::clipboard::copy;
pub use crate::browser::share::{is_there as can_share, share};
use crate::dom::*;
use crate::words::messages as said;
use crate::words::template::{self, Asked, Facts};

/// Why something is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    Notice(Notice),
    Reminder {
        reminder: Reminder,
        number: String,
        open: Money,
    },
    /// Of one's own accord.
    Own,
}

/// One message that is to be written, to one client.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub client: ClientId,
    pub why: Why,
}

impl Entry {
    /// What it is recognised by while its facts change.
    pub fn key(&self) -> String {
        match &self.why {
            Why::Notice(notice) => format!("{}/{}", self.client, notice.key),
            Why::Reminder { reminder, .. } => format!("{}/{}/{}/{}", self.client, reminder.invoice, reminder.due, reminder.offset),
            Why::Own => format!("{}/own", self.client),
        }
    }

    pub fn reminder(&self) -> Option<&Reminder> {
        if let Why::Reminder { reminder, .. } = &self.why { Some(reminder) } else { None }
    }

    /// Whether a rule asks for it.
    fn is_by_rule(&self) -> bool {
        matches!(&self.why, Why::Notice(notice) if matches!(notice.what, What::Write { .. }))
    }

    /// The item that asks for it, where a rule made one.
    pub fn asks(&self) -> Option<ItemId> {
        let Why::Notice(Notice { what: What::Write { item, .. }, .. }) = &self.why else { return None };
        Some(*item)
    }

    /// The template that it begins with.
    pub fn purpose(&self) -> Purpose {
        match &self.why {
            Why::Notice(notice) => match notice.what {
                What::Answer { .. } => Purpose::Reply,
                What::Silent { .. } => Purpose::Nudge,
                What::Keep(_) => Purpose::CheckIn,
                What::Write { purpose, .. } => purpose,
                _ => Purpose::Update,
            },
            Why::Reminder { reminder, .. } => Purpose::of_level(reminder.level),
            Why::Own => Purpose::Update,
        }
    }
}

/// Whether a notice asks for a word to a client.
fn is_word(notice: &Notice) -> bool {
    match &notice.what {
        What::Answer { .. } | What::Update { .. } | What::Silent { .. } | What::Quiet { .. } => true,
        What::Keep(ask) => matches!(ask, Ask::CheckIn { .. }),
        What::Write { .. } => true,
        _ => false,
    }
}

/// Everything that is to be written today: words to clients as Today has them, then reminders, the longest due first.
pub fn queue(notices: &[Notice], rows: &Rows, usual: &Schedule, calendar: &Calendar, today: Day) -> Vec<Entry> {
    let words = notices.iter().filter(|notice| is_word(notice));
    let mut all: Vec<Entry> = words.map(|notice| Entry { client: notice.client, why: Why::Notice(notice.clone()) }).collect();
    // What a rule asks for stands instead of what would be asked for anyway.
    let by_rules: Vec<(ClientId, Purpose)> =
        all.iter().filter(|entry| entry.is_by_rule()).map(|entry| (entry.client, entry.purpose())).collect();
    all.retain(|entry| entry.is_by_rule() || !by_rules.contains(&(entry.client, entry.purpose())));
    let mut money: Vec<(Day, Entry)> = Vec::new();
    all.retain(|entry| match reminder_by_rule(entry, rows, calendar, today) {
        Some(found) => {
            money.push(found);
            false
        }
        None => true,
    });
    let asked: Vec<_> = money.iter().filter_map(|(_, entry)| entry.reminder().map(|one| one.invoice)).collect();
    for row in rows.values() {
        for reminder in remind::of_row(row, usual, calendar, today) {
            if asked.contains(&reminder.invoice) {
                continue;
            }
            let Some(paper) = row.invoices.iter().find(|paper| paper.id == reminder.invoice) else { continue };
            let (number, open) = (paper.number.clone().unwrap_or_default(), paper.open.minus(paper.disputed).unwrap_or(paper.open));
            money.push((reminder.on, Entry { client: row.id, why: Why::Reminder { reminder, number, open } }));
        }
    }
    domain::order::sort_by(&mut money, |(one_on, one), (other_on, other)| (one_on, one.key()).cmp(&(other_on, other.key())));
    all.extend(money.into_iter().map(|(_, entry)| entry));
    all
}

/// The reminder of an invoice that a rule asks for, as one of the schedule: it is kept as one, so that nobody is reminded twice.
fn reminder_by_rule(entry: &Entry, rows: &Rows, calendar: &Calendar, today: Day) -> Option<(Day, Entry)> {
    let Why::Notice(Notice { what: What::Write { purpose, invoice: Some((invoice, number, open)), .. }, on, .. }) = &entry.why else {
        return None;
    };
    let paper = rows.get(&entry.client)?.invoices.iter().find(|paper| paper.id == *invoice)?;
    let reminder = remind::asked(paper, purpose.level()?, calendar, today)?;
    let why = Why::Reminder { reminder, number: number.clone(), open: *open };
    Some((*on, Entry { client: entry.client, why }))
}

/// The same as it is now; told again whenever it changes. None while the practice is being read: without it its days of reminders and its
/// holidays are not known.
pub fn waiting(desk: Desk, agenda: Agenda) -> Option<Vec<Entry>> {
    if !desk.practice_read.get() {
        return None;
    }
    let practice = desk.practice.get();
    let (usual, calendar, today) = (Schedule::usual(&practice), practice.calendar(), desk.today.get());
    let listed = agenda.list();
    Some(desk.with_work(|rows| queue(&listed.there, rows, &usual, &calendar, today)))
}

/// Whom it is written to: who gets the invoices, where it is about one, else the first.
pub fn person(client: &Client, purpose: Purpose) -> Option<ContactId> {
    let people = client.people();
    let bills = || people.iter().find(|(_, one)| one.is(ContactField::Bills)).map(|(id, _)| *id);
    let first = people.first().map(|(id, _)| *id);
    if purpose.is_reminder() { bills().or(first) } else { first }
}

/// What fills the gaps of a letter to a client; to this person, where one is named.
pub fn facts(client: &Client, practice: &Practice, person: Option<&Contact>, reminder: Option<&Reminder>, today: Day) -> Facts {
    let business = practice.get(PracticeField::Name).to_owned();
    let me = Some(practice.get(PracticeField::Person)).filter(|name| !name.is_empty()).unwrap_or(&business).to_owned();
    let invoice = reminder.and_then(|reminder| {
        let invoice = client.invoices.get(&reminder.invoice)?;
        let remit = Remit::of(invoice, practice);
        let links = remit.map(|remit| remit.links.into_iter().map(|link| (link.name, link.url)).collect()).unwrap_or_default();
        let number = invoice.issue()?.document.number().to_owned();
        // What is due by the day that the letter speaks of, without what they dispute.
        let due_by = plan::open_by(invoice, reminder.due)?;
        let undisputed = dispute::parts(client, reminder.invoice).map_or(due_by, |parts| parts.undisputed);
        let open = if undisputed.amount() < due_by.amount() { undisputed } else { due_by };
        Some(Asked { number, open, due: reminder.due, new_due: reminder.until, links })
    });
    let currency = invoice.as_ref().map(|asked: &Asked| asked.open.currency());
    Facts {
        client: client.name().to_owned(),
        person: person.map(|one| one.get(ContactField::Name).to_owned()).unwrap_or_default(),
        me,
        business,
        today: Some(today),
        update: Update::of(client, today),
        invoice,
        currency: currency.or_else(|| client.currency()).or_else(|| practice.currency()),
    }
}

/// The text of a template: the practice's own, else the one that comes with the app.
pub fn text(practice: &Practice, purpose: Purpose, language: Language) -> (String, String) {
    let (subject, body) = template::text(purpose, language);
    letter::own(practice, purpose, language).map_or_else(|| (subject.to_owned(), body.to_owned()), |own| (own.subject, own.body))
}

/// Subject and text as they go out.
///
/// # Errors
/// A gap that nothing can fill: it is not sent so.
pub fn filled(texts: &(String, String), facts: &Facts, language: Language) -> Result<(String, String), LetterError> {
    with(texts, |one| facts.says(one, language), language)
}

/// The same for whoever writes a template: what is said of an invoice stands there by its name.
///
/// # Errors
/// As [`filled`].
pub fn previewed(texts: &(String, String), facts: &Facts, language: Language) -> Result<(String, String), LetterError> {
    with(texts, |one| template::example(one).unwrap_or_else(|| facts.says(one, language)), language)
}

fn with(texts: &(String, String), says: impl Fn(Variable) -> String + Copy, language: Language) -> Result<(String, String), LetterError> {
    let fill = |text: &str| letter::fill(text, says, |one| template::usual(one, language));
    Ok((fill(&texts.0)?.replace('\n', " "), fill(&texts.1)?))
}

/// A way for a message to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Mail,
    Call,
    WhatsApp,
    Sms,
    Share,
    Copy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub kind: Kind,
    /// What a click opens.
    pub href: Option<String>,
    /// The text does not fit into the link: it is copied beside it.
    pub copies: bool,
}

/// What every mail program takes in one address: Windows hands on about two thousand characters.
const LINK_MOST: usize = 1_900;

/// The ways to reach somebody with this text: first the one that they prefer, else the one that was agreed with the client.
pub fn ways(client: &Client, person: Option<&Contact>, subject: &str, body: &str, can_share: bool) -> Vec<Way> {
    let of = |contact: ContactField, own: Field| {
        let theirs = person.map(|one| one.get(contact)).filter(|text| !text.trim().is_empty());
        theirs.unwrap_or_else(|| client.get(own)).to_owned()
    };
    let (email, phone) = (of(ContactField::Email, Field::Email), of(ContactField::Phone, Field::Phone));
    let mut all: Vec<Way> = Vec::new();
    let mut add = |kind, href: Option<String>, copies| {
        if let Some(href) = href {
            all.push(Way { kind, href: Some(href), copies });
        }
    };
    let whole = reach::letter(&email, subject, body);
    let fits = whole.as_ref().is_none_or(|link| link.len() <= LINK_MOST);
    add(Kind::Mail, if fits { whole } else { reach::letter(&email, subject, "") }, !fits);
    add(Kind::Call, reach::call(&phone), false);
    add(Kind::WhatsApp, reach::whatsapp(&phone, body), false);
    add(Kind::Sms, reach::sms(&phone, body), false);
    if can_share {
        all.push(Way { kind: Kind::Share, href: None, copies: false });
    }
    all.push(Way { kind: Kind::Copy, href: None, copies: false });
    let first = person.and_then(Contact::prefers).or_else(|| agreed(client));
    domain::order::sort_by_key(&mut all, |way| first.is_none_or(|first| !serves(way.kind, first)));
    all
}

pub fn agreed(client: &Client) -> Option<Channel> {
    Channel::from_key(client.get(Field::Channel))
}

fn serves(kind: Kind, channel: Channel) -> bool {
    match channel {
        Channel::Email => kind == Kind::Mail,
        Channel::Phone => kind == Kind::Call,
        Channel::Chat => matches!(kind, Kind::WhatsApp | Kind::Sms),
        Channel::Meeting => false,
    }
}

/// What was said stands in the history; of a reminder, that it went out as well.
pub fn sent(entry: &Entry, kind: Kind, channel: Option<Channel>, subject: &str, body: &str, today: Day) -> Command {
    let client = entry.client;
    let (note, whole) = match kind {
        Kind::Mail => (NoteKind::Email, true),
        Kind::Call => (NoteKind::Call, false),
        Kind::WhatsApp | Kind::Sms | Kind::Share => (NoteKind::Chat, false),
        // Pasted somewhere: most likely where they are reached.
        Kind::Copy if channel == Some(Channel::Chat) => (NoteKind::Chat, false),
        Kind::Copy => (NoteKind::Email, true),
    };
    let text = if whole && !subject.trim().is_empty() { format!("{}\n\n{body}", subject.trim()) } else { body.to_owned() };
    // A letter about money is neither the update that was agreed nor the answer that somebody waits for; a call is a conversation.
    let direction = (entry.reminder().is_none() || note == NoteKind::Call).then_some(Direction::Out);
    let wrote = Command::WriteNote { client, kind: note, direction, happened: today, text };
    match entry.reminder() {
        Some(reminder) => Command::Together { client, commands: vec![noted(client, reminder, reminder.level, today), wrote] },
        None => match entry.asks() {
            Some(item) => {
                let wish = Wish { kind: ActKind::Done, on: today, why: String::new(), value: String::new() };
                Command::Together { client, commands: vec![Command::Act { client, item, wish }, wrote] }
            }
            None => wrote,
        },
    }
}

/// What a rule asks for is not written.
pub fn not_written(client: ClientId, item: ItemId, today: Day) -> Command {
    Command::Act { client, item, wish: Wish { kind: ActKind::Waived, on: today, why: String::new(), value: String::new() } }
}

/// The reminder does not go out, and does not come back.
pub fn let_go(client: ClientId, reminder: &Reminder, today: Day) -> Command {
    noted(client, &Reminder { until: None, ..*reminder }, 0, today)
}

fn noted(client: ClientId, reminder: &Reminder, level: u8, today: Day) -> Command {
    let fields = vec![
        (ItemField::Invoice, reminder.invoice.to_string()),
        (ItemField::Due, reminder.due.to_string()),
        (ItemField::Offset, reminder.offset.to_string()),
        (ItemField::Level, level.to_string()),
        (ItemField::Day, today.to_string()),
        (ItemField::Until, reminder.until.map(|until| until.to_string()).unwrap_or_default()),
    ];
    Command::AddItem { client, kind: ItemKind::Reminder, fields }
}

/// They promised to pay by a day: until it is over, nobody reminds them.
pub fn promised(client: ClientId, reminder: &Reminder, number: &str, by: Day) -> Command {
    let fields = vec![
        (ItemField::Title, said::pay(number)),
        (ItemField::Side, domain::item::Side::Theirs.key().to_owned()),
        (ItemField::Due, by.to_string()),
        (ItemField::Invoice, reminder.invoice.to_string()),
    ];
    Command::AddItem { client, kind: ItemKind::Promise, fields }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;

    fn client(fields: &[(Field, &str)]) -> Client {
        let mut client = Client::new(ClientId(Id::from_bytes([1; 16])));
        client.fields.extend(fields.iter().map(|(field, text)| (*field, (*text).to_owned())));
        client
    }

    fn contact(fields: &[(ContactField, &str)]) -> Contact {
        Contact { fields: fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(), removed: None }
    }

    fn kinds(client: &Client, person: Option<&Contact>) -> Vec<Kind> {
        ways(client, person, "S", "B", false).into_iter().map(|way| way.kind).collect()
    }

    #[test]
    fn the_way_they_prefer_is_first_then_the_one_that_was_agreed() {
        let known = [(Field::Email, "hello@acme.example"), (Field::Phone, "+49 30 1234")];
        let plain = client(&known);
        assert_eq!(kinds(&plain, None), [Kind::Mail, Kind::Call, Kind::WhatsApp, Kind::Sms, Kind::Copy]);
        let mut agreed = plain;
        agreed.fields.insert(Field::Channel, "chat".to_owned());
        assert_eq!(kinds(&agreed, None), [Kind::WhatsApp, Kind::Sms, Kind::Mail, Kind::Call, Kind::Copy]);
        let phones = contact(&[(ContactField::Prefers, "phone")]);
        assert_eq!(kinds(&agreed, Some(&phones))[0], Kind::Call, "a person's own wish comes before what was agreed");
        assert_eq!(kinds(&client(&[]), None), [Kind::Copy]);
        assert_eq!(kinds(&client(&[(Field::Phone, "030 1234")]), None), [Kind::Call, Kind::Sms, Kind::Copy], "no country: no WhatsApp");
    }

    #[test]
    fn a_mail_that_is_too_long_for_a_link_is_copied() {
        let known = client(&[(Field::Email, "hello@acme.example")]);
        let mail = |body: &str| ways(&known, None, "Grüße", body, false).remove(0);
        let short = mail("Zeile 1\nZeile 2 & mehr 🙂");
        assert_eq!(
            short.href.as_deref(),
            Some("mailto:hello@acme.example?subject=Gr%C3%BC%C3%9Fe&body=Zeile%201%0D%0AZeile%202%20%26%20mehr%20%F0%9F%99%82")
        );
        assert!(!short.copies);
        let long = mail(&"ü".repeat(400));
        assert!(long.copies);
        assert_eq!(long.href.as_deref(), Some("mailto:hello@acme.example?subject=Gr%C3%BC%C3%9Fe&body="));
    }

    #[test]
    fn a_letter_with_an_unknown_gap_is_not_made() {
        let facts = Facts::default();
        let of = |body: &str| filled(&("Hi".to_owned(), body.to_owned()), &facts, Language::English);
        assert_eq!(of("{client.nickname}"), Err(LetterError::Unknown("client.nickname".to_owned())));
        assert_eq!(of("Hello {client.first_name|you}").map(|(_, body)| body).as_deref(), Ok("Hello you"));
    }

    #[test]
    fn what_was_copied_is_kept_as_what_it_most_likely_became() {
        let entry = Entry { client: ClientId(Id::from_bytes([1; 16])), why: Why::Own };
        let kept = |kind, channel| {
            let Command::WriteNote { kind, direction, text, .. } = sent(&entry, kind, channel, "S", "B", Day::FIRST) else { return None };
            assert_eq!(direction, Some(Direction::Out));
            Some((kind, text))
        };
        assert_eq!(kept(Kind::Copy, None), Some((NoteKind::Email, "S\n\nB".to_owned())));
        assert_eq!(kept(Kind::Copy, Some(Channel::Chat)), Some((NoteKind::Chat, "B".to_owned())));
        assert_eq!(kept(Kind::Call, None), Some((NoteKind::Call, "B".to_owned())));
    }

    #[test]
    fn a_reminder_by_letter_is_no_update_and_no_answer() {
        let invoice = domain::InvoiceId(Id::from_bytes([2; 16]));
        let reminder = Reminder { invoice, due: Day::FIRST, offset: 7, level: 2, on: Day::FIRST, until: None };
        let open = Money::zero(domain::money::Currency::EUR);
        let entry = Entry { client: ClientId(Id::from_bytes([1; 16])), why: Why::Reminder { reminder, number: "7".to_owned(), open } };
        let direction = |kind| match sent(&entry, kind, None, "S", "B", Day::FIRST) {
            Command::Together { commands, .. } => match commands.as_slice() {
                [Command::AddItem { kind: ItemKind::Reminder, .. }, Command::WriteNote { direction, .. }] => *direction,
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        assert_eq!(direction(Kind::Mail), None);
        assert_eq!(direction(Kind::Call), Some(Direction::Out));
    }
}
