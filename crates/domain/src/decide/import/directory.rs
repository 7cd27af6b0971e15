//! Whom a file means: by e-mail, else by name where e-mails do not speak against it.

use std::collections::BTreeMap;

use crate::ClientId;
use crate::field::{ContactField, Field};
use crate::intake::BroughtClient;
use crate::row::Rows;
use crate::text;

/// Whose a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Here(ClientId),
    /// A client that comes with the file, by its place among those.
    Coming(usize),
}

#[derive(Debug, Default)]
pub(super) struct Directory {
    by_email: BTreeMap<String, Whom>,
    by_name: BTreeMap<String, (Whom, bool)>,
}

impl Directory {
    pub(super) fn of(rows: &Rows) -> Self {
        let mut directory = Self::default();
        for row in rows.values().filter(|row| !row.removed) {
            directory.add(Whom::Here(row.id), &row.name, row.emails.iter().map(String::as_str));
            // What was merged is still called so elsewhere.
            for joined in row.joined.iter().filter_map(|id| rows.get(id)) {
                directory.add(Whom::Here(row.id), &joined.name, joined.emails.iter().map(String::as_str));
            }
        }
        directory
    }

    pub(super) fn add<'a>(&mut self, whom: Whom, name: &str, emails: impl Iterator<Item = &'a str>) {
        let mut reachable = false;
        for email in emails.filter_map(text::email_key) {
            reachable = true;
            self.by_email.entry(email).or_insert(whom);
        }
        self.by_name.entry(text::fold(name)).or_insert((whom, reachable));
    }

    pub(super) fn find<'a>(&self, name: &str, emails: impl Iterator<Item = &'a str>) -> Option<Whom> {
        let mut asked = false;
        for email in emails.filter_map(text::email_key) {
            asked = true;
            if let Some(whom) = self.by_email.get(&email) {
                return Some(*whom);
            }
        }
        let name = text::fold(&text::line(name, Field::Name.most()));
        let (whom, reachable) = self.by_name.get(&name)?;
        // Two people of one name with two addresses are two people.
        let told_apart = asked && *reachable;
        (!told_apart && !name.is_empty()).then_some(*whom)
    }
}

pub(super) fn emails(client: &BroughtClient) -> impl Iterator<Item = &str> {
    let own = client.fields.iter().filter(|(field, _)| *field == Field::Email).map(|(_, to)| to.as_str());
    let contact = client.contact.iter().filter(|(field, _)| *field == ContactField::Email).map(|(_, to)| to.as_str());
    own.chain(contact)
}

pub(super) fn name(client: &BroughtClient) -> &str {
    client.fields.iter().find(|(field, _)| *field == Field::Name).map_or("", |(_, to)| to)
}
