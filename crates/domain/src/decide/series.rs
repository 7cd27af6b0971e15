//! Decisions on the series that devices number from.

use super::{Decision, World, item_text};
use crate::client::Stamp;
use crate::command::{Command, Done, Refusal};
use crate::fact::{Fact, ItemFact, PracticeFact};
use crate::item::{ActKind, ItemField, ItemKind};
use crate::series::{self, Frozen, Issuing, MARK_MOST, Series};
use crate::time::Now;
use crate::{ActId, AuthorId, Fresh, ItemId, text};

/// What is asked of a series of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeriesWish {
    /// From now on this device issues from it; the one that had it stops. `why` says what became of that one where it is lost.
    HandOver { series: ItemId, to: AuthorId, why: String },
    /// What this device issues from is left as it is, and a new one begun.
    Leave,
    /// How a person calls the device, and the mark, while no number shows it.
    Name { series: ItemId, name: String, mark: String },
}

fn found(world: World<'_>, id: ItemId) -> Result<Series, Refusal> {
    series::all(world.practice).into_iter().find(|series| series.id == id).ok_or(Refusal::NoSuchItem)
}

fn saved(facts: Vec<ItemFact>, undo: Option<Command>) -> Decision {
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Decision { facts, done: Done::PracticeSaved, undo }
}

/// The series this device issues from, with the facts that open it where it is not open yet.
///
/// # Errors
/// The series is frozen.
pub(super) fn to_issue(world: World<'_>, fresh: &mut dyn Fresh) -> Result<(Issuing, Vec<Fact>), Refusal> {
    let issuing = series::issuing(world.practice, world.device);
    if let Some(why) = series::frozen(world.practice, &issuing.mark) {
        return Err(Refusal::SeriesFrozen { why });
    }
    let facts = if issuing.series.is_some() { Vec::new() } else { opened(&issuing.mark, world.device, fresh) };
    Ok((issuing, facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect()))
}

/// The device on which a practice first says who it is has the series without a mark, before another device can know of the practice.
pub(super) fn founded(world: World<'_>, fresh: &mut dyn Fresh) -> Vec<Fact> {
    let issuing = series::issuing(world.practice, world.device);
    if issuing.series.is_some() || !issuing.mark.is_empty() || !world.practice.fields.is_empty() {
        return Vec::new();
    }
    opened("", world.device, fresh).into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect()
}

fn opened(mark: &str, device: AuthorId, fresh: &mut dyn Fresh) -> Vec<ItemFact> {
    let item = ItemId::fresh(fresh);
    let mut facts = vec![
        ItemFact::Made { item, kind: ItemKind::Series, batch: None },
        ItemFact::Set { item, field: ItemField::Device, to: device.to_string() },
    ];
    if !mark.is_empty() {
        facts.push(ItemFact::Set { item, field: ItemField::Mark, to: mark.to_owned() });
    }
    facts
}

pub(super) fn wish(world: World<'_>, wish: SeriesWish, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    match wish {
        SeriesWish::HandOver { series, to, why } => hand_over(world, series, to, &why, now, fresh),
        SeriesWish::Leave => leave(world, now, fresh),
        SeriesWish::Name { series, name, mark } => rename(world, series, &name, &mark),
    }
}

fn hand_over(world: World<'_>, id: ItemId, to: AuthorId, why: &str, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = found(world, id)?;
    if known.closed.is_some() {
        return Err(Refusal::NoSuchItem);
    }
    if known.holder == Some(to) {
        return Ok(Decision::nothing());
    }
    // To this device, or to one that has issued: anywhere else nobody would go on with it.
    let is_device = to == world.device || series::all(world.practice).iter().any(|series| series.holder == Some(to));
    if !is_device || to == Stamp::UNWRITTEN.by {
        return Err(Refusal::NoSuchItem);
    }
    let why = text::line(why, 300);
    // Taken from a device that was not asked: what became of it is kept, for the numbers it may have given.
    if known.holder != Some(world.device) && to == world.device && why.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let act = ItemFact::Acted { item: id, id: ActId::fresh(fresh), act: ActKind::Handed, on: now.today, why, value: to.to_string() };
    let back = known.holder.map(|holder| {
        let why = if holder == world.device { known.taken_over.unwrap_or_default() } else { String::new() };
        Command::Series(SeriesWish::HandOver { series: id, to: holder, why })
    });
    Ok(saved(vec![act], back))
}

fn leave(world: World<'_>, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let issuing = series::issuing(world.practice, world.device);
    let Some(id) = issuing.series.filter(|_| series::is_used(world.practice, &issuing.mark)) else { return Ok(Decision::nothing()) };
    let why = series::frozen(world.practice, &issuing.mark).map_or_else(String::new, |frozen| match frozen {
        Frozen::Double { number } => number,
        Frozen::SharedMark { mark } => mark,
    });
    let closing = ItemFact::Acted { item: id, id: ActId::fresh(fresh), act: ActKind::Closed, on: now.today, why, value: String::new() };
    let mut facts = vec![closing];
    facts.extend(opened(&series::free_mark(world.practice, world.device), world.device, fresh));
    Ok(saved(facts, None))
}

fn rename(world: World<'_>, id: ItemId, name: &str, mark: &str) -> Result<Decision, Refusal> {
    let known = found(world, id)?;
    let name = item_text(ItemKind::Series, ItemField::Title, name)?;
    let mark = mark.trim().to_uppercase();
    let mut facts = Vec::new();
    if mark != known.mark {
        // Letters alone, so that the counter behind it is read as it was written.
        if mark.is_empty() || mark.chars().count() > MARK_MOST || !mark.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(Refusal::ItemInvalid { field: ItemField::Mark });
        }
        if series::all(world.practice).iter().any(|series| series.mark == mark) || series::is_used(world.practice, &mark) {
            return Err(Refusal::MarkTaken { mark });
        }
        if known.mark.is_empty() || series::is_used(world.practice, &known.mark) {
            return Err(Refusal::MarkUsed);
        }
        facts.push(ItemFact::Set { item: id, field: ItemField::Mark, to: mark });
    }
    if name != known.name {
        facts.push(ItemFact::Set { item: id, field: ItemField::Title, to: name });
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let back = Command::Series(SeriesWish::Name { series: id, name: known.name, mark: known.mark });
    Ok(saved(facts, Some(back)))
}
