//! Decisions on checklists, templates, duties and the lifecycle map.

use super::{Decision, World, decide, item_text, of};
use crate::checklist::{After, Planned};
use crate::client::Client;
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use crate::item::{ActKind, ItemField as F, ItemKind, List};
use crate::lifecycle::{Check, Scope, duty_done, stage_notes, template_items};
use crate::practice::Practice;
use crate::time::{Day, Now};
use crate::working::{Calendar, Zone};
use crate::{ActId, ClientId, Fresh, ItemId, Stage};

pub(super) fn begin(
    client: &Client,
    (list, on, version): (List, Day, u64),
    steps: Vec<Planned>,
    (calendar, zone, now): (&Calendar, &Zone, Now),
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    if steps.is_empty() {
        return Ok(Decision::nothing());
    }
    let known = crate::checklist::runs(&client.items, list).into_iter().find(|run| run.begun == Some(on));
    let taken = known.iter().flat_map(|run| &run.steps).filter_map(|(_, step)| step.count(F::Place)).max();
    let (mut facts, mut items) = (Vec::new(), Vec::new());
    for (step, place) in steps.into_iter().zip(taken.map_or(0, |place| place + 1)..) {
        let item = ItemId::fresh(fresh);
        items.push(item);
        let until = step.after.until(on, now, calendar, zone);
        let due = until.map_or_else(|| step.after.due(on, calendar), |until| zone.civil(until).0);
        facts.push(ItemFact::Made { item, kind: ItemKind::Step, batch: client.origin.batch() });
        let fields = [
            (F::Title, step.title),
            (F::Detail, step.detail),
            (F::Owner, step.owner),
            (F::Due, due.to_string()),
            (F::DueAt, until.map(|until| until.0.max(0).to_string()).unwrap_or_default()),
            (F::List, list.key().to_owned()),
            (F::Place, place.to_string()),
            (F::Start, on.to_string()),
            (F::Version, version.to_string()),
            (F::From, step.key),
        ];
        for (field, given) in fields {
            let to = item_text(ItemKind::Step, field, &given)?;
            if field == F::Title && to.is_empty() {
                return Err(Refusal::ItemMissing { field });
            }
            if !to.is_empty() {
                facts.push(ItemFact::Set { item, field, to });
            }
        }
    }
    Ok(Decision {
        facts: of(client.id, facts.into_iter().map(ClientFact::Item)),
        done: Done::ListBegun { client: client.id, list },
        undo: Some(Command::RemoveItems { client: client.id, items, gone: true }),
    })
}

pub(super) fn remove(client: &Client, items: Vec<ItemId>, gone: bool) -> Result<Decision, Refusal> {
    let mut changed = Vec::new();
    for item in items {
        let known = client.items.get(&item).ok_or(Refusal::NoSuchItem)?;
        if known.removed.is_some() != gone {
            changed.push(item);
        }
    }
    if changed.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, changed.iter().map(|item| ClientFact::Item(ItemFact::Removed { item: *item, gone }))),
        done: Done::Saved { client: client.id },
        undo: Some(Command::RemoveItems { client: client.id, items: changed, gone: !gone }),
    })
}

/// A duty that the record itself shows is nobody's to tick.
pub(super) fn do_duty(practice: &Practice, client: &Client, key: String, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let (stage, _) = client.stage();
    let duty = practice.duties(stage).into_iter().find(|duty| duty.key == key && Check::from_key(&key).is_none());
    let duty = duty.ok_or(Refusal::NoSuchItem)?;
    if duty_done(client, &key).is_some() {
        return Ok(Decision::nothing());
    }
    let (item, id) = (ItemId::fresh(fresh), ActId::fresh(fresh));
    let fields = [(F::Title, duty.title), (F::List, List::Duty.key().to_owned()), (F::Stage, stage.key().to_owned()), (F::From, key)];
    let mut facts = vec![ItemFact::Made { item, kind: ItemKind::Step, batch: client.origin.batch() }];
    facts.extend(fields.into_iter().map(|(field, to)| ItemFact::Set { item, field, to }));
    facts.push(ItemFact::Acted { item, id, act: ActKind::Done, on: now.today, why: String::new(), value: String::new() });
    Ok(Decision {
        facts: of(client.id, facts.into_iter().map(ClientFact::Item)),
        done: Done::Acted { client: client.id, item, act: ActKind::Done },
        undo: Some(Command::RemoveItem { client: client.id, item, gone: true }),
    })
}

/// Each is decided on the record as it is now; what is said of it is what the first one did.
pub(super) fn together(
    world: World<'_>,
    client: ClientId,
    commands: Vec<Command>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let (mut facts, mut done, mut undo) = (Vec::new(), None, Vec::new());
    for command in commands {
        let is_ours = !matches!(command, Command::Together { .. }) && super::needs(world.practice, world.rows, &command) == [client];
        if !is_ours {
            return Err(Refusal::NoSuchClient);
        }
        let one = decide(world, command, now, fresh)?;
        if !one.facts.is_empty() {
            done.get_or_insert(one.done);
        }
        facts.extend(one.facts);
        match one.undo {
            Some(Command::Together { commands, .. }) => undo.extend(commands),
            one => undo.extend(one),
        }
    }
    let Some(done) = done else { return Ok(Decision::nothing()) };
    Ok(Decision { facts, done, undo: (!undo.is_empty()).then_some(Command::Together { client, commands: undo }) })
}

pub(super) fn save_template(
    practice: &Practice,
    scope: Scope,
    steps: Option<Vec<Planned>>,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let before = practice.template(scope);
    if before == steps {
        return Ok(Decision::nothing());
    }
    let known = template_items(&practice.items, scope);
    let version = (practice.template_version(scope) + 1).to_string();
    let mut facts = Vec::new();
    let set = |item, field, to: &str| ItemFact::Set { item, field, to: to.to_owned() };
    let Some(steps) = steps else {
        for (item, _) in practice.items.iter().filter(|(_, item)| item.removed.is_none() && scope.holds(item)) {
            facts.extend([set(*item, F::Version, &version), ItemFact::Removed { item: *item, gone: true }]);
        }
        return Ok(saved(facts, Command::SaveTemplate { scope, steps: before }));
    };
    let made = |item: ItemId, facts: &mut Vec<ItemFact>| {
        facts.push(ItemFact::Made { item, kind: ItemKind::Template, batch: None });
        facts.push(set(item, F::List, scope.list().key()));
        if let Scope::Duties(stage) = scope {
            facts.push(set(item, F::Stage, stage.key()));
        }
    };
    for (place, step) in steps.iter().enumerate() {
        let fields = said(step, place)?;
        let found = known.get(&step.key).copied();
        let item = found.map_or_else(|| ItemId::fresh(fresh), |(item, _)| item);
        if found.is_none() {
            made(item, &mut facts);
            facts.push(set(item, F::From, &if step.key.is_empty() { item.to_string() } else { step.key.clone() }));
        }
        let changed: Vec<_> = fields.iter().filter(|(field, to)| found.map_or("", |(_, known)| known.get(*field)) != to.as_str()).collect();
        if !changed.is_empty() {
            facts.push(set(item, F::Version, &version));
            facts.extend(changed.into_iter().map(|(field, to)| set(item, *field, to)));
        }
    }
    // A step that is struck keeps its words, and loses its place.
    for (key, (item, at)) in &known {
        if !at.get(F::Place).is_empty() && !steps.iter().any(|step| step.key == *key) {
            facts.extend([set(*item, F::Version, &version), set(*item, F::Place, "")]);
        }
    }
    if steps.is_empty() && known.is_empty() {
        let item = ItemId::fresh(fresh);
        made(item, &mut facts);
        facts.push(set(item, F::Version, &version));
    }
    Ok(saved(facts, Command::SaveTemplate { scope, steps: before }))
}

fn said(step: &Planned, place: usize) -> Result<Vec<(F, String)>, Refusal> {
    let (days, hours) = match step.after {
        After::WorkingDays(days) => (days.to_string(), String::new()),
        After::WorkingHours(hours) => (String::new(), hours.to_string()),
        After::Months(_) => return Err(Refusal::ItemInvalid { field: F::After }),
    };
    let given = [
        (F::Title, step.title.clone()),
        (F::Detail, step.detail.clone()),
        (F::Owner, step.owner.clone()),
        (F::After, days),
        (F::AfterHours, hours),
        (F::Place, place.to_string()),
    ];
    let fields: Vec<_> =
        given.into_iter().map(|(field, text)| Ok((field, item_text(ItemKind::Template, field, &text)?))).collect::<Result<_, Refusal>>()?;
    let untitled = fields.iter().any(|(field, text)| *field == F::Title && text.is_empty());
    if untitled && Check::from_key(&step.key).is_none() {
        return Err(Refusal::ItemMissing { field: F::Title });
    }
    Ok(fields)
}

pub(super) fn set_stage(practice: &Practice, stage: Stage, changes: Vec<(F, String)>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let notes = stage_notes(&practice.items, stage);
    let newest = notes.last().map(|(item, _)| *item);
    let item = newest.unwrap_or_else(|| ItemId::fresh(fresh));
    let (mut facts, mut before) = (Vec::new(), Vec::new());
    for (field, given) in changes {
        let to = item_text(ItemKind::StageNote, field, &given)?;
        let was = practice.cell(stage, field);
        if field == F::Stage || was == to {
            continue;
        }
        before.push((field, was.to_owned()));
        // What is cleared is cleared wherever two devices said it.
        let others = notes.iter().filter(|(other, note)| to.is_empty() && *other != item && !note.get(field).is_empty());
        facts.extend(others.map(|(other, _)| ItemFact::Set { item: *other, field, to: String::new() }));
        facts.push(ItemFact::Set { item, field, to });
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    if newest.is_none() {
        let begun = [
            ItemFact::Made { item, kind: ItemKind::StageNote, batch: None },
            ItemFact::Set { item, field: F::Stage, to: stage.key().to_owned() },
        ];
        facts.splice(0..0, begun);
    }
    Ok(saved(facts, Command::SetStage { stage, changes: before }))
}

fn saved(facts: Vec<ItemFact>, undo: Command) -> Decision {
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Decision { facts, done: Done::PracticeSaved, undo: Some(undo) }
}
