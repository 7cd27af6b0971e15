//! Proposals as pages show them: what a new one begins with, what a list says, what is on the paper.

use std::collections::BTreeMap;

use domain::client::Client;
use domain::decide::{self, Row as Said};
use domain::field::{ContactField, Field, PracticeField};
use domain::item::{ItemField as F, ItemKind, Part};
use domain::money::Money;
use domain::practice::Practice;
use domain::proposal::{Lack, Offer, Sealed, Standing, Terms, Version, all, rows};
use domain::row::Rows;
use domain::time::Day;
use domain::vague::Words;
use domain::{ItemId, World};

use crate::words::proposal::{self as words, Cover};

/// How long a new proposal is valid at first.
const VALID_DAYS: i64 = 30;

/// A proposal in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: ItemId,
    pub title: String,
    pub standing: Standing,
    pub version: Option<u32>,
    /// Without what is optional; of an accepted one, with what was taken.
    pub total: Option<Money>,
    pub until: Option<Day>,
}

pub fn listed(client: &Client, practice: &Practice, today: Day) -> Vec<Listed> {
    let one = |(id, item): (ItemId, &domain::item::Item)| {
        let offer = Offer(item);
        let yes = offer.acceptance();
        let sent = yes.as_ref().and_then(|yes| offer.sent_with(yes.version)).or_else(|| offer.live()).and_then(|one| one.sealed);
        let terms = sent.as_ref().map(|sent| sent.terms.clone()).or_else(|| terms(client, practice, id));
        let chosen = yes.map(|yes| yes.lines).unwrap_or_default();
        Listed {
            id,
            title: terms.as_ref().map_or_else(|| item.title().to_owned(), |terms| terms.title.clone()),
            standing: offer.standing(today),
            version: sent.map(|sent| sent.version),
            total: terms.as_ref().and_then(|terms| terms.totals(&chosen).ok()).map(|totals| totals.total),
            until: terms.and_then(|terms| terms.until),
        }
    };
    all(client).into_iter().map(one).collect()
}

/// The proposal that waits for an answer, for whoever picks the client up.
pub fn live(client: &Client, practice: &Practice, today: Day) -> Vec<Listed> {
    let mut all = listed(client, practice, today);
    all.retain(|one| matches!(one.standing, Standing::Sent(_) | Standing::Expired(_)));
    all
}

pub fn terms(client: &Client, practice: &Practice, id: ItemId) -> Option<Terms> {
    Terms::of(client, id, practice.currency(), practice.get(PracticeField::TaxName))
}

pub fn lacks(client: &Client, practice: &Practice, id: ItemId, today: Day) -> Vec<Lack> {
    let world = World { practice, rows: &Rows::new(), clients: &BTreeMap::new(), device: domain::client::Stamp::UNWRITTEN.by };
    decide::lacks(world, client, id, today)
}

/// What it says now, as it would go out today.
pub fn draft(client: &Client, practice: &Practice, id: ItemId, today: Day) -> Option<Sealed> {
    let version = Offer(client.items.get(&id)?).next_number();
    let terms = terms(client, practice, id)?;
    Some(Sealed { version, on: today, sender: practice.party(), recipient: client.party(), terms })
}

/// Whether it says something else than its newest version.
pub fn is_changed(client: &Client, practice: &Practice, id: ItemId) -> bool {
    let live = client.items.get(&id).and_then(|item| Offer(item).live()).and_then(|one| one.sealed);
    live.is_some_and(|live| terms(client, practice, id).is_some_and(|terms| !terms.says_as(&live.terms)))
}

pub fn versions(client: &Client, id: ItemId) -> Vec<Version> {
    client.items.get(&id).map(|item| Offer(item).versions()).unwrap_or_default()
}

/// What a new proposal begins with: half at once, the rest on delivery, a month to think.
pub fn blank(client: &Client, practice: &Practice, today: Day) -> (Said, Vec<Said>) {
    let currency = client.currency().or_else(|| practice.currency());
    let tax = client.tax_rate().or_else(|| practice.tax_rate()).map(|rate| rate.value().to_string()).unwrap_or_default();
    let fields = vec![
        (F::Title, words::for_client(client.name())),
        (F::Currency, currency.map(|one| one.code().to_owned()).unwrap_or_default()),
        (F::Until, today.plus_days(VALID_DAYS).to_string()),
    ];
    let row = |part: Part, more: &[(F, &str)]| {
        let more = more.iter().map(|(field, text)| (*field, (*text).to_owned()));
        std::iter::once((F::Part, part.key().to_owned())).chain(more).collect::<Said>()
    };
    let rows = vec![
        row(Part::Deliverable, &[]),
        row(Part::Price, &[(F::Quantity, "1"), (F::Tax, &tax)]),
        row(Part::Payment, &[(F::Share, "50"), (F::When, "start")]),
        row(Part::Payment, &[(F::Share, "50"), (F::When, "delivery")]),
    ];
    (fields, rows)
}

/// What a new row begins with, below the rows there are.
pub fn new_row(client: &Client, practice: &Practice, id: ItemId, part: Part) -> Said {
    let known = rows(client, id, part);
    let place = known.iter().filter_map(|(_, row)| row.count(F::Place)).max().map_or(0, |place| place + 1);
    let mut row = vec![(F::Proposal, id.to_string()), (F::Part, part.key().to_owned()), (F::Place, place.to_string())];
    if part == Part::Price {
        let tax = client.tax_rate().or_else(|| practice.tax_rate()).map(|rate| rate.value().to_string()).unwrap_or_default();
        row.extend([(F::Quantity, "1".to_owned()), (F::Tax, tax)]);
    }
    row
}

/// The same again, as a proposal of its own with a month from today.
pub fn copy(client: &Client, id: ItemId, today: Day) -> (Said, Vec<Said>) {
    let said = |item: &domain::item::Item| item.fields.iter().map(|(field, text)| (*field, text.clone())).collect::<Said>();
    let mut fields = client.items.get(&id).map(said).unwrap_or_default();
    fields.retain(|(field, _)| !matches!(field, F::Until | F::Title));
    let title = client.items.get(&id).map(|item| words::copy_of(item.title())).unwrap_or_default();
    fields.extend([(F::Title, title), (F::Until, today.plus_days(VALID_DAYS).to_string())]);
    let rows = Part::ALL.iter().flat_map(|part| rows(client, id, *part)).map(|(_, row)| said(row)).collect();
    (fields, rows)
}

/// The words that the practice wants marked.
pub fn vague(practice: &Practice) -> Words {
    Words::of(practice.get(PracticeField::VagueAlso), practice.get(PracticeField::VagueNever))
}

pub fn cover(client: &Client, practice: &Practice, sealed: &Sealed) -> Cover {
    let person = client.people().into_iter().next().map(|(_, one)| one.get(ContactField::Name).to_owned()).unwrap_or_default();
    let sender = [PracticeField::Person, PracticeField::Name].map(|field| practice.get(field)).into_iter().find(|name| !name.is_empty());
    Cover {
        person,
        title: sealed.terms.title.clone(),
        version: sealed.version,
        total: sealed.terms.totals(&[]).ok().map(|totals| totals.total),
        optional: sealed.terms.lines.iter().filter(|line| line.optional).count(),
        until: sealed.terms.until,
        sender: sender.unwrap_or_default().to_owned(),
    }
}

/// An address that opens the person's own mail with a text in it.
pub fn mail(client: &Client, subject: &str, text: &str) -> String {
    let person = client.people().into_iter().find_map(|(_, one)| Some(one.get(ContactField::Email)).filter(|email| !email.is_empty()));
    let to = person.unwrap_or_else(|| client.get(Field::Email));
    format!("mailto:{}?subject={}&body={}", plain(to), plain(subject), plain(&text.replace('\n', "\r\n")))
}

/// As it may stand in an address: RFC 3986 says which characters may.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
            plain.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0').to_ascii_uppercase();
            plain.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    plain
}

/// Minutes since midnight of a time as it is typed: `14:30`.
pub fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

pub fn time(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The time now, where the person sits.
pub fn time_now() -> String {
    let (hours, minutes) = crate::browser::clock::time_of(crate::browser::clock::now().at);
    format!("{hours:02}:{minutes:02}")
}

/// Whether there is such a proposal.
pub fn is_here(client: &Client, id: ItemId) -> bool {
    client.items.get(&id).is_some_and(|item| item.kind == ItemKind::Proposal && item.removed.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_any_text() {
        assert_eq!(plain("a b&c=é@x.org\r\n"), "a%20b%26c%3D%C3%A9@x.org%0D%0A");
    }

    #[test]
    fn times_are_read_as_the_browser_writes_them() {
        for (text, expected) in
            [("00:00", Some(0)), ("23:59", Some(1439)), ("9:05", Some(545)), ("24:00", None), ("12", None), ("é:é", None)]
        {
            assert_eq!(minute(text), expected, "{text}");
        }
        assert_eq!(time(545), "09:05");
    }
}
