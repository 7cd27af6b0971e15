//! Decisions on one client's record.

use super::{Decision, contact_text, field_text, of, opened};
use crate::client::{Client, Direction, NoteKind, Origin};
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, Fact};
use crate::field::{ContactField, Field};
use crate::practice::Practice;
use crate::time::{Day, Now};
use crate::{AmendmentId, ClientId, ContactId, Fresh, MoveId, NoteId, RemovalId, Stage, lifecycle, text};

/// Characters a note may have: some forty printed pages.
const NOTE_MOST: usize = 100_000;
const REASON_MOST: usize = 1_000;

pub(super) fn add(
    stage: Stage,
    fields: Vec<(Field, String)>,
    contact: Vec<(ContactField, String)>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    if !fields.iter().any(|(field, _)| *field == Field::Name) {
        return Err(Refusal::NameMissing);
    }
    let client = ClientId::fresh(fresh);
    let mut facts = opened(Origin::Typed, stage, now, fresh);
    for (field, given) in fields {
        let to = field_text(field, &given)?;
        if !to.is_empty() {
            facts.push(ClientFact::FieldSet { field, to });
        }
    }
    facts.extend(contact_facts(ContactId::fresh(fresh), contact)?);
    Ok(Decision { facts: of(client, facts), done: Done::ClientAdded { client }, undo: Some(Command::RemoveClient { client, gone: true }) })
}

/// Nothing when every field is empty.
pub(super) fn contact_facts(contact: ContactId, fields: Vec<(ContactField, String)>) -> Result<Vec<ClientFact>, Refusal> {
    let mut facts = Vec::new();
    for (field, given) in fields {
        let to = contact_text(field, &given)?;
        if !to.is_empty() {
            facts.push(ClientFact::ContactSet { contact, field, to });
        }
    }
    Ok(facts)
}

pub(super) fn set_fields(client: &Client, changes: Vec<(Field, String)>) -> Result<Decision, Refusal> {
    let (mut facts, mut before) = (Vec::new(), Vec::new());
    for (field, given) in changes {
        let to = field_text(field, &given)?;
        let was = client.get(field);
        if was != to {
            before.push((field, was.to_owned()));
            facts.push(ClientFact::FieldSet { field, to });
        }
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    ends_after_start(client, &facts)?;
    let id = client.id;
    Ok(Decision { facts: of(id, facts), done: Done::Saved { client: id }, undo: Some(Command::SetFields { client: id, changes: before }) })
}

/// Asked of whoever says something of the contract's days.
fn ends_after_start(client: &Client, facts: &[ClientFact]) -> Result<(), Refusal> {
    let said = |of: Field| {
        let to = |fact: &ClientFact| if let ClientFact::FieldSet { field, to } = fact { (*field == of).then(|| to.clone()) } else { None };
        facts.iter().find_map(to)
    };
    let (start, end) = (said(Field::ContractStart), said(Field::ContractEnd));
    let day = |said: &Option<String>, field| Day::parse(said.as_deref().unwrap_or_else(|| client.get(field)));
    match (day(&start, Field::ContractStart), day(&end, Field::ContractEnd)) {
        (Some(start_day), Some(end_day)) if end_day < start_day && (start.is_some() || end.is_some()) => {
            Err(Refusal::EndsBeforeStart { start: start_day, end: end_day })
        }
        _ => Ok(()),
    }
}

pub(super) fn add_contact(client: &Client, fields: Vec<(ContactField, String)>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let (id, contact) = (client.id, ContactId::fresh(fresh));
    let facts = contact_facts(contact, fields)?;
    let named = facts
        .iter()
        .any(|fact| matches!(fact, ClientFact::ContactSet { field: ContactField::Name | ContactField::Email | ContactField::Phone, .. }));
    if !named {
        return Err(Refusal::NameMissing);
    }
    Ok(Decision {
        facts: of(id, facts),
        done: Done::ContactAdded { client: id, contact },
        undo: Some(Command::RemoveContact { client: id, contact, gone: true }),
    })
}

pub(super) fn set_contact(client: &Client, contact: ContactId, changes: Vec<(ContactField, String)>) -> Result<Decision, Refusal> {
    let known = client.contacts.get(&contact).filter(|one| one.removed.is_none()).ok_or(Refusal::NoSuchContact)?;
    let (mut facts, mut before) = (Vec::new(), Vec::new());
    for (field, given) in changes {
        let to = contact_text(field, &given)?;
        let was = known.get(field);
        if was != to {
            before.push((field, was.to_owned()));
            facts.push(ClientFact::ContactSet { contact, field, to });
        }
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let id = client.id;
    Ok(Decision {
        facts: of(id, facts),
        done: Done::Saved { client: id },
        undo: Some(Command::SetContact { client: id, contact, changes: before }),
    })
}

pub(super) fn remove_contact(client: &Client, contact: ContactId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.contacts.get(&contact).ok_or(Refusal::NoSuchContact)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    let id = client.id;
    Ok(Decision {
        facts: of(id, [ClientFact::ContactRemoved { contact, gone }]),
        done: Done::Saved { client: id },
        undo: Some(Command::RemoveContact { client: id, contact, gone: !gone }),
    })
}

/// Without a reason only where no duty of the stage is open.
pub(super) fn move_to(
    practice: &Practice,
    client: &Client,
    to: Stage,
    why: &str,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let (from, _) = client.stage();
    if from == to {
        return Err(Refusal::AlreadyThere { stage: to });
    }
    let id = MoveId::fresh(fresh);
    let why = text::prose(why, REASON_MOST);
    let mut open = if why.is_empty() { lifecycle::open_duties(practice, client) } else { Vec::new() };
    if why.is_empty() && to == Stage::Delivery {
        open.extend(crate::deposit::missing(client, practice.currency(), None).into_iter().map(lifecycle::Open::Deposit));
    }
    if !open.is_empty() {
        return Err(Refusal::DutiesOpen { from, to, open });
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::Moved { id, to, on: now.today, why }]),
        done: Done::Moved { client: client.id, from, to },
        undo: Some(Command::WithdrawMove { client: client.id, id, gone: true }),
    })
}

pub(super) fn withdraw_move(client: &Client, id: MoveId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.moves.get(&id).ok_or(Refusal::NoSuchMove)?;
    if known.withdrawn.is_some() == gone {
        return Ok(Decision::nothing());
    }
    let (from, _) = client.stage();
    let mut after = client.clone();
    if let Some(one) = after.moves.get_mut(&id) {
        one.withdrawn = gone.then_some(one.recorded);
    }
    let (to, _) = after.stage();
    Ok(Decision {
        facts: of(client.id, std::iter::once(ClientFact::MoveWithdrawn { id, gone }).chain(super::rule::follow(client, id.0, gone))),
        done: Done::Moved { client: client.id, from, to },
        undo: Some(Command::WithdrawMove { client: client.id, id, gone: !gone }),
    })
}

pub(super) fn write_note(
    client: &Client,
    (kind, direction): (NoteKind, Option<Direction>),
    happened: Day,
    given: &str,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    if happened > now.today {
        return Err(Refusal::HappenedInFuture { happened, today: now.today });
    }
    let text = note_text(given)?;
    let direction = direction.filter(|_| kind.is_conversation());
    let id = NoteId::fresh(fresh);
    Ok(Decision {
        facts: of(client.id, [ClientFact::NoteWritten { id, kind, direction, happened, text, batch: None }]),
        done: Done::NoteWritten { client: client.id, note: id },
        undo: Some(Command::RemoveNote { client: client.id, note: id, gone: true }),
    })
}

fn note_text(given: &str) -> Result<String, Refusal> {
    if given.chars().count() > NOTE_MOST {
        return Err(Refusal::TooLong { most: NOTE_MOST });
    }
    let text = text::prose(given, NOTE_MOST);
    if text.is_empty() { Err(Refusal::TextMissing) } else { Ok(text) }
}

pub(super) fn amend_note(client: &Client, note: NoteId, given: &str, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = client.notes.get(&note).filter(|one| one.removed.is_none()).ok_or(Refusal::NoSuchNote)?;
    let text = note_text(given)?;
    let before = known.says().to_owned();
    if before == text {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::NoteAmended { note, id: AmendmentId::fresh(fresh), text }]),
        done: Done::NoteWritten { client: client.id, note },
        // Amending back is an amendment too: what was said stays readable.
        undo: Some(Command::AmendNote { client: client.id, note, text: before }),
    })
}

pub(super) fn remove_note(client: &Client, note: NoteId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.notes.get(&note).ok_or(Refusal::NoSuchNote)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::NoteRemoved { note, gone }]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::RemoveNote { client: client.id, note, gone: !gone }),
    })
}

pub(super) fn remove(client: &Client, gone: bool, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    if client.is_removed() == gone {
        return Ok(Decision::nothing());
    }
    let id: ClientId = client.id;
    // Those that go under it go, and come back, with it.
    let all = std::iter::once(id).chain(client.joined.keys().copied());
    Ok(Decision {
        facts: all.map(|one| Fact::Client(one, ClientFact::Removed { id: RemovalId::fresh(fresh), gone })).collect(),
        done: Done::Removed { client: id, gone },
        undo: Some(Command::RemoveClient { client: id, gone: !gone }),
    })
}
