//! Decisions on what is billed again and again.

use rust_decimal::Decimal;

use super::billing::cleaned;
use super::{Decision, World, of};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, ItemFact};
use crate::item::{ActKind, Item, ItemField, ItemKind};
use crate::recurring::{self, Wording};
use crate::time::{Day, Now};
use crate::{ActId, Fresh, ItemId};

/// Documents that are made in one act at most.
const DRAFTS_MOST: usize = 120;

/// What is asked of an arrangement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecurWish {
    /// No document for the periods that begin from one day to another; None: until somebody goes on.
    Pause {
        item: ItemId,
        from: Day,
        until: Option<Day>,
    },
    Resume {
        item: ItemId,
        on: Day,
    },
    /// Another price for the periods that begin on this day or later.
    Reprice {
        item: ItemId,
        from: Day,
        price: Decimal,
    },
    /// The drafts whose day has come, of all arrangements with the client. Two devices that ask for it make the same drafts.
    Draft {
        wording: Wording,
    },
}

fn found(client: &Client, item: ItemId) -> Result<&Item, Refusal> {
    client.items.get(&item).filter(|item| item.removed.is_none() && item.kind == ItemKind::Recurring).ok_or(Refusal::NoSuchItem)
}

pub(super) fn wish(world: World<'_>, client: &Client, wish: RecurWish, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let (item, act, on, value) = match wish {
        RecurWish::Draft { wording } => return draft(world, client, &wording, now),
        RecurWish::Pause { item, from, until } => {
            if let Some(end) = until.filter(|until| *until < from) {
                return Err(Refusal::EndsBeforeStart { start: from, end });
            }
            (item, ActKind::Paused, from, until.map(|day| day.to_string()).unwrap_or_default())
        }
        RecurWish::Resume { item, on } => (item, ActKind::Resumed, on, String::new()),
        RecurWish::Reprice { item, from, price } => {
            let price = super::item_text(ItemKind::Recurring, ItemField::Price, &price.to_string())?;
            (item, ActKind::Repriced, from, price)
        }
    };
    let known = found(client, item)?;
    if act == ActKind::Resumed && !recurring::pauses(known).iter().any(|(from, until)| *from <= on && until.is_none_or(|until| until >= on))
    {
        return Err(Refusal::NotForThis { act });
    }
    let id = ActId::fresh(fresh);
    Ok(Decision {
        facts: of(client.id, [ClientFact::Item(ItemFact::Acted { item, id, act, on, why: String::new(), value })]),
        done: Done::Acted { client: client.id, item, act },
        undo: Some(Command::WithdrawAct { client: client.id, item, id, gone: true }),
    })
}

fn draft(world: World<'_>, client: &Client, wording: &Wording, now: Now) -> Result<Decision, Refusal> {
    let (mut places, mut facts, mut undo) = (Vec::new(), Vec::new(), Vec::new());
    for planned in recurring::due(client, now.today).into_iter().take(DRAFTS_MOST) {
        let content = cleaned(recurring::contents(&planned, client, world.practice, wording)?)?;
        let invoice = planned.invoice;
        places.push(ClientFact::DraftBegun { invoice });
        facts.push(ClientFact::Drafted { invoice, origin: Origin::Typed, content });
        undo.push(Command::DiscardDraft { client: client.id, invoice, gone: true });
    }
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let drafts = undo.len();
    Ok(Decision {
        // The places first: what is written into a document is one change behind them.
        facts: of(client.id, places.into_iter().chain(facts)),
        done: Done::RecurringDrafted { client: client.id, drafts },
        undo: Some(Command::Together { client: client.id, commands: undo }),
    })
}

/// What drafts were made by stays as it was when they were made; anything else would make them twice.
pub(super) fn is_fixed(client: &Client, id: ItemId, item: &Item, field: ItemField) -> bool {
    let of_rhythm = matches!(field, ItemField::Every | ItemField::Start | ItemField::Aligned);
    item.kind == ItemKind::Recurring && of_rhythm && recurring::has_begun(client, id, item)
}
