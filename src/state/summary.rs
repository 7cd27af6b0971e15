//! One client on one page: what somebody must know who picks it up, or who asks how it stood.

use domain::client::{Client, Contact, NoteKind};
use domain::field::Field;
use domain::file::File;
use domain::item::{Item, ItemKind, of_kind};
use domain::money::Purse;
use domain::practice::Practice;
use domain::row::{InvoiceRow, Row};
use domain::time::Day;
use domain::{ItemId, Stage};

use super::proposal::{Listed, live};

/// Entries of the history on the page.
const NOTES_MOST: usize = 8;

/// Plain values, computed once for a record and a day. Private context is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub name: String,
    pub stage: Stage,
    pub since: Option<Day>,
    pub next_step: String,
    pub next_day: Option<Day>,
    pub people: Vec<Contact>,
    /// What else is said of the client, in the order of the record; what stands elsewhere on the page is left out.
    pub fields: Vec<(Field, String)>,
    /// What is open, by kind, what is due first in front.
    pub work: Vec<(ItemKind, Vec<(ItemId, Item)>)>,
    /// Proposals that wait for an answer.
    pub offers: Vec<Listed>,
    pub risks: Vec<Risk>,
    /// Documents on which money is open, and drafts.
    pub papers: Vec<InvoiceRow>,
    /// What is kept with the client, by name.
    pub files: Vec<File>,
    pub open: Purse,
    pub overdue: Purse,
    pub invoiced: Purse,
    pub paid: Purse,
    pub notes: Vec<(Day, NoteKind, String)>,
    /// Entries that are not on the page.
    pub notes_more: usize,
}

/// What may go wrong next.
#[derive(Clone, Debug, PartialEq)]
pub enum Risk {
    Late {
        kind: ItemKind,
        title: String,
        days: i64,
    },
    Overdue {
        number: String,
        days: i64,
    },
    /// A deliverable went through more rounds than are included.
    Rounds {
        title: String,
        used: usize,
        included: u64,
    },
    /// A day was moved, and they were not told yet.
    Untold {
        kind: ItemKind,
        title: String,
    },
    /// Nothing was written down for so many days.
    Quiet {
        days: i64,
    },
    NoNextStep,
}

/// Days without an entry after which a client counts as quiet.
const QUIET_AFTER: i64 = 30;

const ELSEWHERE: [Field; 3] = [Field::Name, Field::NextStep, Field::NextDay];
const OPEN_KINDS: [ItemKind; 5] = [ItemKind::Engagement, ItemKind::Promise, ItemKind::Deliverable, ItemKind::Request, ItemKind::Step];

pub fn summary(client: &Client, today: Day) -> Summary {
    let row = Row::of(client, 0);
    let history = client.history();
    let open_of = |kind| {
        let items = of_kind(&client.items, kind).into_iter().filter(|(_, item)| item.is_open());
        items.map(|(id, item)| (id, item.clone())).collect::<Vec<_>>()
    };
    let work: Vec<_> = OPEN_KINDS.into_iter().map(|kind| (kind, open_of(kind))).filter(|(_, items)| !items.is_empty()).collect();
    let issued = || row.invoices.iter().filter(|one| one.kind.collects() && one.number.is_some());
    let said = |field: &Field| (*field, client.get(*field).to_owned());
    Summary {
        name: row.name.clone(),
        stage: row.stage,
        since: row.since,
        next_step: row.next_step.clone(),
        next_day: row.next_day,
        people: client.people().into_iter().map(|(_, one)| one.clone()).collect(),
        fields: Field::ALL.iter().filter(|field| !ELSEWHERE.contains(field)).map(said).filter(|(_, text)| !text.is_empty()).collect(),
        offers: live(client, &Practice::default(), today),
        risks: risks(&row, &work, history.first().map(|(_, note)| note.happened), today),
        papers: row.invoices.iter().filter(|one| one.open.is_positive() || one.number.is_none()).cloned().collect(),
        files: of_kind(&client.items, ItemKind::File).into_iter().filter_map(|(_, item)| File::of(item)).collect(),
        open: row.open(),
        overdue: row.overdue(today),
        invoiced: issued().filter(|one| one.standing != domain::invoice::Standing::Void).map(|one| one.total).collect(),
        paid: issued().map(|one| one.paid).collect(),
        notes: history.iter().take(NOTES_MOST).map(|(_, note)| (note.happened, note.kind, note.says().to_owned())).collect(),
        notes_more: history.len().saturating_sub(NOTES_MOST),
        work,
    }
}

fn risks(row: &Row, work: &[(ItemKind, Vec<(ItemId, Item)>)], last: Option<Day>, today: Day) -> Vec<Risk> {
    let mut risks = Vec::new();
    for paper in &row.invoices {
        if let Some(days) = paper.overdue(today) {
            risks.push(Risk::Overdue { number: paper.number.clone().unwrap_or_default(), days });
        }
    }
    for (kind, items) in work {
        for (_, item) in items {
            if item.is_late(today)
                && let Some(due) = item.due()
            {
                risks.push(Risk::Late { kind: *kind, title: item.title().to_owned(), days: due.days_until(today) });
            }
            if item.waits_to_be_told() {
                risks.push(Risk::Untold { kind: *kind, title: item.title().to_owned() });
            }
            if let Some(included) = item.count(domain::item::ItemField::Rounds).filter(|included| item.rounds_used() as u64 > *included) {
                risks.push(Risk::Rounds { title: item.title().to_owned(), used: item.rounds_used(), included });
            }
        }
    }
    if let Some(days) = last.map(|last| last.days_until(today)).filter(|days| *days > QUIET_AFTER) {
        risks.push(Risk::Quiet { days });
    }
    if row.next_step.is_empty() && row.stage != Stage::Offboarding {
        risks.push(Risk::NoNextStep);
    }
    risks
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::client::{Note, Stamp};
    use domain::item::{Act, ActKind, ItemField};
    use domain::{ActId, ClientId, Id, NoteId};
    use std::collections::BTreeMap;

    fn day(text: &str) -> Day {
        Day::parse(text).expect(text)
    }

    fn item(kind: ItemKind, fields: &[(ItemField, &str)], acts: &[ActKind]) -> Item {
        let act = |(at, kind): (usize, &ActKind)| {
            let act = Act {
                kind: *kind,
                on: day("2026-11-01"),
                why: String::new(),
                value: String::new(),
                turn: at as u32,
                recorded: Stamp::UNWRITTEN,
                withdrawn: None,
            };
            (ActId(Id::from_bytes([at as u8; 16])), act)
        };
        Item {
            kind,
            fields: fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(),
            acts: acts.iter().enumerate().map(act).collect(),
            recorded: Stamp::UNWRITTEN,
            batch: None,
            removed: None,
        }
    }

    #[test]
    fn a_page_names_what_may_go_wrong_and_nothing_private() {
        let mut client = Client::new(ClientId(Id::from_bytes([1; 16])));
        client.fields.insert(Field::Name, "Fjord Foods".to_owned());
        let note = Note {
            kind: NoteKind::Call,
            direction: None,
            happened: day("2026-09-01"),
            text: "Said".to_owned(),
            recorded: Stamp::UNWRITTEN,
            batch: None,
            amendments: BTreeMap::new(),
            removed: None,
        };
        client.notes.insert(NoteId(Id::from_bytes([2; 16])), note);
        let items = [
            item(ItemKind::Promise, &[(ItemField::Title, "Fonts"), (ItemField::Due, "2026-11-20")], &[]),
            item(ItemKind::Promise, &[(ItemField::Title, "Kept"), (ItemField::Due, "2026-11-20")], &[ActKind::Kept]),
            item(ItemKind::Deliverable, &[(ItemField::Title, "Logo"), (ItemField::Rounds, "1")], &[ActKind::SentBack, ActKind::SentBack]),
            item(ItemKind::Context, &[(ItemField::Title, "Hates calls")], &[]),
            item(ItemKind::Conflict, &[(ItemField::Title, "The quarrel"), (ItemField::Own, "Late again")], &[ActKind::Closed]),
        ];
        client.items = items.into_iter().zip(3..).map(|(item, id)| (ItemId(Id::from_bytes([id; 16])), item)).collect();
        let summary = summary(&client, day("2026-11-22"));
        assert_eq!(
            summary.risks,
            [
                Risk::Late { kind: ItemKind::Promise, title: "Fonts".to_owned(), days: 2 },
                Risk::Rounds { title: "Logo".to_owned(), used: 2, included: 1 },
                Risk::Quiet { days: 82 },
                Risk::NoNextStep,
            ]
        );
        let page = format!("{summary:?}");
        assert!(!["Hates calls", "quarrel", "Late again"].iter().any(|words| page.contains(words)));
    }
}
