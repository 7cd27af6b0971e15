//! The items of a record: `items/{item}`, with registers and acts of their own.

use domain::fact::ItemFact;
use domain::item::{Act, ActKind, Item, ItemField, ItemKind, Items};

use super::client::{registers, turn};
use super::pen::{Pen, Sheet, Spot, WriteError};
use super::tree::At;

pub(super) const ITEMS: &str = "items";

pub(super) fn write(pen: &mut Pen<'_>, root: &Spot, fact: &ItemFact) -> Result<(), WriteError> {
    match fact {
        ItemFact::Made { item, kind, batch } => {
            let sheet = pen.signed().put("kind", kind.key()).put_batch(*batch);
            pen.record(root, ITEMS, item, sheet.put_below("fields", Sheet::default()).put_below("acts", Sheet::default()))
        }
        ItemFact::Set { item, field, to } => {
            let entry = pen.entry(root, ITEMS, item)?;
            let fields = pen.child(&entry, "fields")?;
            pen.put(&fields, field.key(), to.as_str())
        }
        ItemFact::Removed { item, gone } => {
            let entry = pen.entry(root, ITEMS, item)?;
            pen.act(&entry, "removed", *gone)
        }
        ItemFact::Acted { item, id, act, on, why, value } => {
            let entry = pen.entry(root, ITEMS, item)?;
            let sheet = pen.signed().put("act", act.key()).put("on", on.to_string()).put_filled("why", why).put_filled("value", value);
            pen.record_in_turn(&entry, "acts", id, sheet)
        }
        ItemFact::ActWithdrawn { item, id, gone } => {
            let entry = pen.entry(root, ITEMS, item)?;
            let act = pen.entry(&entry, "acts", id)?;
            pen.act(&act, "withdrawn", *gone)
        }
    }
}

/// What stands under `items`. A document that has not grown yet has none.
pub(super) fn read(root: &At<'_>) -> Items {
    if !root.has(ITEMS) {
        return Items::new();
    }
    let items = root.branch(ITEMS);
    domain::order::gather(items.iter().flat_map(At::entries).filter(|(_, at)| is_written(at)).filter_map(|(id, at)| Some((id, item(&at)?))))
}

/// Whether there is more of an entry than its place.
pub(super) fn is_written(at: &At<'_>) -> bool {
    at.has("at") || at.has("kind") || at.has("to")
}

/// None when nobody can say what it is: a kind that this version does not know stays in the document as it is.
fn item(at: &At<'_>) -> Option<Item> {
    let kind = at.needed("kind", ItemKind::from_key)?;
    let fields = at.branch("fields").map(|fields| registers(&fields, ItemField::ALL, ItemField::key));
    let acts = at.branch("acts");
    let all = acts.as_ref().map_or(0, At::len);
    Some(Item {
        kind,
        fields: fields.unwrap_or_default(),
        acts: domain::order::gather(acts.iter().flat_map(At::entries).filter_map(|(id, at)| Some((id, act(&at, all)?)))),
        recorded: at.stamp(),
        batch: at.id("batch"),
        removed: at.act("removed"),
    })
}

fn act(at: &At<'_>, all: usize) -> Option<Act> {
    let recorded = at.stamp();
    Some(Act {
        kind: at.needed("act", ActKind::from_key)?,
        on: at.day("on", recorded),
        why: at.owned("why"),
        value: at.owned("value"),
        turn: turn(at, all),
        recorded,
        withdrawn: at.act("withdrawn"),
    })
}
