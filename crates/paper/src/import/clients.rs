//! Rows that are clients, and the clients that rows of invoices name.
//!
//! Balances and sums paid that a file of clients states are not brought in as money: they follow from invoices, which have files of their
//! own.

use std::collections::BTreeMap;

use domain::birthday::Birthday;
use domain::content::Terms;
use domain::field::{ContactField, Field};
use domain::intake::BroughtClient;
use domain::text;

use super::sheet::{Sheet, Trouble};
use super::{BadRow, Preview, Reason, Warning, flaws};
use crate::currency::{Hint, currency_named};
use crate::recognise;
use crate::table::{CELL_MOST, Row};
use crate::target::Target;

pub(super) fn read(sheet: &Sheet<'_>, preview: &mut Preview) {
    let mut roll = Roll::default();
    for row in &sheet.table.rows {
        let mut bad = |reasons: Vec<Reason>| preview.bad.push(BadRow { line: row.line, cells: row.cells.clone(), reasons });
        let flaws = flaws(row, sheet.table);
        if !flaws.is_empty() {
            bad(flaws);
            continue;
        }
        let mut warnings = Vec::new();
        match client(sheet, row, &mut warnings) {
            Ok(client) => {
                preview.warnings.append(&mut warnings);
                roll.add(client, &mut preview.warnings);
            }
            Err(Trouble::Waits) => preview.waiting.push(row.line),
            Err(Trouble::Bad(reason)) => bad(vec![reason]),
        }
    }
    preview.brought.clients = roll.clients;
}

/// Clients by their address, else by their name, so that one who stands twice in a file is one.
#[derive(Default)]
pub(super) struct Roll {
    pub clients: Vec<BroughtClient>,
    by_email: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Roll {
    /// Joins the client to the one of the same address; to one of the same name if not both have an address. What the later row has
    /// replaces what the earlier had, but for the name; what it has not stays.
    pub fn add(&mut self, client: BroughtClient, warnings: &mut Vec<Warning>) {
        let (name, email) = keys(&client);
        let same_name = self.by_name.get(&name).copied();
        let same_email = email.as_ref().and_then(|email| self.by_email.get(email).copied());
        let found = same_email.or(same_name.filter(|at| email.is_none() || keys(&self.clients[*at]).1.is_none()));
        let at = match found {
            Some(at) => {
                let first = &mut self.clients[at];
                let other_name = (keys(first).0 != name).then(|| value(&client.fields, Field::Name).to_owned());
                warnings.push(Warning::Joined { line: client.row, first: first.row, name: other_name });
                let line = client.row;
                if !join(first, client) {
                    warnings.push(Warning::Shortened { line, target: Target::Note });
                }
                at
            }
            None => {
                if let Some(first) = same_name {
                    let name = value(&client.fields, Field::Name).to_owned();
                    warnings.push(Warning::NameTwice { line: client.row, first: self.clients[first].row, name });
                }
                self.clients.push(client);
                self.clients.len() - 1
            }
        };
        self.by_name.entry(name).or_insert(at);
        if let Some(email) = email {
            self.by_email.entry(email).or_insert(at);
        }
    }

    /// As [`Roll::add`], but only what is lost is worth a word: every row of an invoice names its client.
    pub fn add_again(&mut self, client: BroughtClient, warnings: &mut Vec<Warning>) {
        let mut heard = Vec::new();
        self.add(client, &mut heard);
        warnings.extend(heard.into_iter().filter(|warning| matches!(warning, Warning::Shortened { .. })));
    }
}

fn keys(client: &BroughtClient) -> (String, Option<String>) {
    (text::fold(value(&client.fields, Field::Name)), text::email_key(value(&client.fields, Field::Email)))
}

fn value<F: PartialEq + Copy>(fields: &[(F, String)], wanted: F) -> &str {
    fields.iter().find(|(field, _)| *field == wanted).map_or("", |(_, value)| value)
}

/// Whether all of the later note found room.
fn join(first: &mut BroughtClient, later: BroughtClient) -> bool {
    for (field, value) in later.fields {
        match first.fields.iter_mut().find(|(known, _)| *known == field) {
            Some(_) if field == Field::Name => {}
            Some((_, known)) => *known = value,
            None => first.fields.push((field, value)),
        }
    }
    domain::order::sort_by_key(&mut first.fields, |(field, _)| *field);
    for (field, value) in later.contact {
        match first.contact.iter_mut().find(|(known, _)| *known == field) {
            Some((_, known)) => *known = value,
            None => first.contact.push((field, value)),
        }
    }
    domain::order::sort_by_key(&mut first.contact, |(field, _)| *field);
    if first.note.len() >= CELL_MOST {
        return later.note.is_empty();
    }
    if later.note.is_empty() || first.note.split("\n\n").any(|known| known == later.note) {
        return true;
    }
    let joined = if first.note.is_empty() { later.note } else { format!("{}\n\n{}", first.note, later.note) };
    first.note = text::prose(&joined, CELL_MOST);
    first.note.len() >= joined.len()
}

/// The client a row names. A missing name is made up for by the person's, then by the address; an address given only for the person is the
/// client's too.
pub(super) fn client(sheet: &Sheet<'_>, row: &Row, warnings: &mut Vec<Warning>) -> Result<BroughtClient, Trouble> {
    let mut fields: Vec<(Field, String)> = Vec::new();
    for field in Field::ALL {
        let value = field_value(sheet, row, *field, warnings)?;
        if !value.is_empty() {
            fields.push((*field, value));
        }
    }
    let mut contact = contact(sheet, row, warnings);
    let person = value(&contact, ContactField::Name).to_owned();
    let person_email = value(&contact, ContactField::Email).to_owned();
    let mut set = |field: Field, value: &str| {
        if !value.is_empty() && !fields.iter().any(|(known, _)| *known == field) {
            fields.push((field, value.to_owned()));
        }
    };
    set(Field::Email, &person_email);
    set(Field::Name, &person);
    let email = value(&fields, Field::Email).to_owned();
    if value(&fields, Field::Name).is_empty() {
        if email.is_empty() {
            return Err(Trouble::Bad(Reason::NoName));
        }
        fields.push((Field::Name, text::line(&email, Field::Name.most())));
    }
    if text::email_key(&email).is_none() && !email.is_empty() {
        warnings.push(Warning::NotAnAddress { line: row.line, text: email.clone() });
    }
    if person.is_empty() {
        nameless(&mut contact, &mut fields);
    }
    let name = value(&fields, Field::Name).to_owned();
    fields.retain(|(field, value)| *field != Field::LegalName || text::fold(value) != text::fold(&name));
    domain::order::sort_by_key(&mut fields, |(field, _)| *field);
    Ok(BroughtClient { row: row.line, fields, contact, note: sheet.prose(row, Target::Note, CELL_MOST) })
}

/// What a file says of a person it does not name is said of the client; what the client has already, of a person of the client's name.
fn nameless(contact: &mut Vec<(ContactField, String)>, fields: &mut Vec<(Field, String)>) {
    for (of_person, of_client) in [(ContactField::Email, Field::Email), (ContactField::Phone, Field::Phone)] {
        let given = value(contact, of_person).to_owned();
        let known = value(fields, of_client);
        if !given.is_empty() && known.is_empty() {
            fields.push((of_client, given.clone()));
        }
        if value(fields, of_client) == given {
            contact.retain(|(field, _)| *field != of_person);
        }
    }
    if !contact.is_empty() {
        contact.insert(0, (ContactField::Name, value(fields, Field::Name).to_owned()));
    }
}

fn contact(sheet: &Sheet<'_>, row: &Row, warnings: &mut Vec<Warning>) -> Vec<(ContactField, String)> {
    let mut contact = Vec::new();
    for field in ContactField::ALL {
        let target = Target::Contact(*field);
        let mut value = short(sheet, row, target, field.most(), warnings);
        match field {
            ContactField::Name if value.is_empty() => {
                let parts = [Target::ContactFirstName, Target::ContactLastName].map(|part| sheet.line(row, part, field.most()));
                value = text::line(&parts.join(" "), field.most());
            }
            ContactField::Primary | ContactField::Decides | ContactField::Bills => {
                let yes = matches!(text::fold(&value).as_str(), "yes" | "y" | "true" | "1" | "x" | "ja" | "oui" | "si");
                value = if yes { "yes".to_owned() } else { String::new() };
            }
            ContactField::Prefers => value = text::fold(&value),
            // What nobody else may read does not go among the notes, where other things go that cannot be read.
            ContactField::Birthday if !value.is_empty() && Birthday::parse(&value).is_none() => {
                warnings.push(Warning::LeftOut { line: row.line, target, text: text::line(&value, 80) });
                value.clear();
            }
            ContactField::Birthday => {}
            ContactField::Name | ContactField::Position | ContactField::Email | ContactField::Phone | ContactField::Chat => {}
        }
        if !value.is_empty() {
            contact.push((*field, value));
        }
    }
    contact
}

fn field_value(sheet: &Sheet<'_>, row: &Row, field: Field, warnings: &mut Vec<Warning>) -> Result<String, Trouble> {
    let target = Target::Client(field);
    let understood = match field {
        Field::NextDay | Field::ContractStart | Field::ContractEnd => {
            return Ok(sheet.day(row, target)?.map(|day| day.to_string()).unwrap_or_default());
        }
        Field::TaxRate => return Ok(sheet.percent(row, target)?.map(|rate| rate.value.normalize().to_string()).unwrap_or_default()),
        Field::Currency => sheet.cell(row, target).map(|(_, text)| match currency_named(text) {
            Some(Hint::Sure(currency)) => Ok(currency.code().to_owned()),
            Some(Hint::Shared(_)) | None => Err(text),
        }),
        Field::Terms => sheet.cell(row, target).map(|(_, text)| terms(text).map(Terms::key).ok_or(text)),
        _ => return Ok(short(sheet, row, target, field.most(), warnings)),
    };
    Ok(match understood {
        None => String::new(),
        Some(Ok(value)) => value,
        Some(Err(text)) => {
            warnings.push(Warning::LeftOut { line: row.line, target, text: text::line(text, 80) });
            String::new()
        }
    })
}

fn short(sheet: &Sheet<'_>, row: &Row, target: Target, most: usize, warnings: &mut Vec<Warning>) -> String {
    let value = sheet.line(row, target, most.saturating_add(1));
    if value.chars().count() <= most {
        return value;
    }
    warnings.push(Warning::Shortened { line: row.line, target });
    text::line(&value, most)
}

/// "Net 30", "30 days", "Due on Receipt", "Due end of the month".
fn terms(text: &str) -> Option<Terms> {
    let words = recognise::key(text);
    let numbers: Vec<&str> = words.split(' ').filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let end_of_month = words == "eom" || words.contains("end of month") || words.contains("end of the month");
    match numbers.as_slice() {
        [] if words.contains("receipt") => Some(Terms::OnReceipt),
        [] if words == "eonm" || words.contains("next month") => Some(Terms::EndOfNextMonth),
        [] if end_of_month => Some(Terms::EndOfMonth),
        [days] if words.ends_with("eom") => days.parse().ok().map(Terms::NetThenEndOfMonth),
        [days] if words.starts_with("net") || words == *days || words.ends_with("days") || words.ends_with("tage") => {
            days.parse().ok().map(|days| if days == 0 { Terms::OnReceipt } else { Terms::Net(days) })
        }
        _ => None,
    }
}
