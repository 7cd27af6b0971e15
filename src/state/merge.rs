//! Two records on their way to be one client: what they say differently, and what is chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::field::Field;
use domain::row::{Row, Rows};
use domain::{ClientId, Command, text};

use super::desk::Desk;
use crate::dom::*;

/// The record that goes, and the one it goes under; None while nobody has said which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub client: ClientId,
    pub into: Option<ClientId>,
}

/// What the dialog of the app is about. Copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Merging(pub RwSignal<Option<Asked>>);

impl Merging {
    pub fn ask(self, client: ClientId, into: ClientId) {
        self.0.set(Some(Asked { client, into: Some(into) }));
    }
}

/// One thing that the two say differently. None: the stage, by its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: Option<Field>,
    pub here: String,
    pub there: String,
}

/// What both records say, once both are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    pub differ: Vec<Difference>,
    /// What only the record says that goes: it is taken over.
    pub filled: Vec<Field>,
}

impl Both {
    pub fn of(desk: Desk, client: ClientId, into: ClientId) -> Option<Self> {
        let (there, here) = (desk.fields(client)?, desk.fields(into)?);
        let stage = |id| desk.row(id).map(|row| row.stage.key().to_owned()).unwrap_or_default();
        Some(Self::between(&here, &there, (stage(into), stage(client))))
    }

    fn between(here: &BTreeMap<Field, String>, there: &BTreeMap<Field, String>, stage: (String, String)) -> Self {
        let get = |fields: &BTreeMap<Field, String>, field| fields.get(&field).cloned().unwrap_or_default();
        let (mut differ, mut filled) = (Vec::new(), Vec::new());
        for field in Field::ALL.iter().copied() {
            match (get(here, field), get(there, field)) {
                (here, there) if here == there || there.is_empty() => {}
                (here, _) if here.is_empty() => filled.push(field),
                (here, there) => differ.push(Difference { field: Some(field), here, there }),
            }
        }
        let (here, there) = stage;
        if here != there {
            differ.push(Difference { field: None, here, there });
        }
        Self { differ, filled }
    }

    /// The merge with what was chosen from the record that goes.
    pub fn command(&self, client: ClientId, into: ClientId, chosen: &BTreeSet<Option<Field>>) -> Command {
        let fields = self.filled.iter().copied().chain(chosen.iter().copied().flatten()).collect();
        Command::Merge { client, into, fields, stage: chosen.contains(&None) }
    }
}

/// Clients that one may be merged with, by what is typed of their names: the first few.
pub fn others(rows: &Rows, client: ClientId, typed: &str, most: usize) -> Vec<Arc<Row>> {
    let query = text::fold(typed);
    let sample = rows.get(&client).is_some_and(|row| row.is_sample());
    let fits = |row: &&Arc<Row>| !row.removed && row.id != client && row.is_sample() == sample && row.matches(query.trim());
    let mut found: Vec<&Arc<Row>> = if query.trim().is_empty() { Vec::new() } else { rows.values().filter(fits).collect() };
    domain::order::sort_by_key(&mut found, |row| (row.find.clone(), row.id));
    found.into_iter().take(most).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Id;

    #[test]
    fn what_differs_is_asked_and_what_is_missing_is_taken_over() {
        let fields = |all: &[(Field, &str)]| all.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        let here = fields(&[(Field::Name, "Ada"), (Field::City, "Linz")]);
        let there = fields(&[(Field::Name, "Ada Ltd"), (Field::City, "Linz"), (Field::Email, "ada@ada.example")]);
        let both = Both::between(&here, &there, ("delivery".to_owned(), "attraction".to_owned()));
        assert_eq!(both.differ.iter().map(|one| one.field).collect::<Vec<_>>(), [Some(Field::Name), None]);
        let id = |at| ClientId(Id::from_bytes([at; 16]));
        let command = both.command(id(1), id(2), &BTreeSet::from([Some(Field::Name)]));
        let fields = vec![Field::Email, Field::Name];
        assert_eq!(command, Command::Merge { client: id(1), into: id(2), fields, stage: false });
    }
}
