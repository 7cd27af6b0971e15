//! Decisions on what rules do. A run, and all that it makes, has ids that any device computes: two devices that run one rule for one occasion
//! make one result.

use std::collections::BTreeSet;

use super::{Decision, World, of};
use crate::client::Client;
use crate::command::{Command, Done, Refusal};
use crate::fact::{ClientFact, ItemFact};
use crate::item::{ItemField as F, ItemKind, List};
use crate::rule::{self, Action, Held, Occasion, Rule};
use crate::time::Now;
use crate::today::Ground;
use crate::working::Zone;
use crate::{Id, ItemId, MoveId, Stage, lifecycle, text};

/// What a run is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunWish {
    pub rule: ItemId,
    /// [`Occasion::key`].
    pub key: String,
    /// Also for what happened before the rule's first day: a person asked for it.
    pub asked: bool,
    /// Where the person sits.
    pub zone: Zone,
}

pub(super) fn run(world: World<'_>, client: &Client, wish: &RunWish, now: Now) -> Result<Decision, Refusal> {
    let item = world.practice.items.get(&wish.rule).filter(|item| item.kind == ItemKind::Rule && item.removed.is_none());
    let rule = item.and_then(|item| Rule::of(wish.rule, item)).ok_or(Refusal::NoSuchItem)?;
    let run = rule::run_id(rule.id, client.id, &wish.key);
    if client.items.contains_key(&run) {
        return Ok(Decision::nothing());
    }
    let ground = Ground::of(world.practice, wish.zone.clone(), now);
    let row = world.rows.get(&client.id).ok_or(Refusal::NoSuchClient)?;
    let found = rule::found(&rule, row, &ground).into_iter().find(|one| one.key == wish.key);
    let Some(occasion) = found.filter(|one| wish.asked || rule::is_due(&rule, one)) else { return Ok(Decision::nothing()) };
    let mut making = Making { client, run, occasion: &occasion, ground: &ground, title: &rule.title, begun: Vec::new(), facts: Vec::new() };
    let mut held = rule::is_loop(&rule::runs(client), rule.id, &wish.key).then_some(Held::Loop);
    if held.is_none() {
        for (place, action) in rule.actions.iter().enumerate() {
            held = making.does(world, place, action, now).or(held);
        }
    }
    making.item(
        run,
        ItemKind::Run,
        [
            (F::From, rule.id.to_string()),
            (F::Query, wish.key.clone()),
            (F::Title, rule.title.clone()),
            (F::Detail, occasion.about.clone()),
            (F::Day, occasion.on.to_string()),
            (F::Invoice, occasion.invoice.map(|id| id.to_string()).unwrap_or_default()),
            (F::Upon, rule.trigger.key()),
            (F::Then, rule::actions_key(&rule.actions)),
            (F::Skipped, held.map(|held| held.key().to_owned()).unwrap_or_default()),
        ],
    );
    // The places first: what is written into a document is one change behind them.
    let facts = making.begun.into_iter().chain(making.facts);
    Ok(Decision {
        facts: of(client.id, facts),
        done: Done::RuleRan { client: client.id, title: rule.title, held },
        undo: Some(Command::UndoRun { client: client.id, run, gone: true }),
    })
}

struct Making<'a> {
    client: &'a Client,
    run: ItemId,
    occasion: &'a Occasion,
    ground: &'a Ground,
    title: &'a str,
    begun: Vec<ClientFact>,
    facts: Vec<ClientFact>,
}

impl Making<'_> {
    fn item<const N: usize>(&mut self, item: ItemId, kind: ItemKind, fields: [(F, String); N]) {
        self.begun.push(ClientFact::ItemBegun { item });
        self.facts.push(ClientFact::Item(ItemFact::Made { item, kind, batch: self.client.origin.batch() }));
        for (field, to) in fields {
            let to = text::prose(&to, field.most());
            if !to.is_empty() {
                self.facts.push(ClientFact::Item(ItemFact::Set { item, field, to }));
            }
        }
    }

    fn does(&mut self, world: World<'_>, place: usize, action: &Action, now: Now) -> Option<Held> {
        let item = rule::child_id(self.run, place);
        match action {
            Action::Step { title, owner, after } => {
                let due = self.ground.calendar.plus_days(self.occasion.on, *after);
                self.item(
                    item,
                    ItemKind::Step,
                    [
                        (F::Title, title.clone()),
                        (F::Detail, self.occasion.about.clone()),
                        (F::Owner, owner.clone()),
                        (F::Due, due.to_string()),
                        (F::List, List::Task.key().to_owned()),
                    ],
                );
            }
            Action::Write(purpose) => self.item(
                item,
                ItemKind::Message,
                [
                    (F::From, purpose.key().to_owned()),
                    (F::Invoice, self.occasion.invoice.map(|id| id.to_string()).unwrap_or_default()),
                    (F::Day, self.occasion.on.to_string()),
                    (F::Title, self.title.to_owned()),
                ],
            ),
            Action::Tag(tag) => {
                let is_there =
                    self.client.items.values().any(|known| {
                        known.kind == ItemKind::Tag && known.removed.is_none() && text::fold(known.title()) == text::fold(tag)
                    });
                if !is_there {
                    self.item(item, ItemKind::Tag, [(F::Title, tag.clone())]);
                }
            }
            Action::Move(to) => {
                if self.client.stage().0 == *to {
                    return None;
                }
                // Whether what is open is let be is asked of a person.
                let no_deposit = || !crate::deposit::missing(self.client, world.practice.currency(), None).is_empty();
                if !lifecycle::open_duties(world.practice, self.client).is_empty() || *to == Stage::Delivery && no_deposit() {
                    return Some(Held::Duties);
                }
                let id = rule::child_move(self.run, place);
                self.begun.push(ClientFact::MoveBegun { id });
                self.facts.push(ClientFact::Moved { id, to: *to, on: now.today, why: self.title.to_owned() });
            }
        }
        None
    }
}

pub(super) fn undo(client: &Client, run: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.items.get(&run).filter(|item| item.kind == ItemKind::Run).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    let mut facts = Vec::new();
    revert(client, run, gone, &mut BTreeSet::new(), &mut facts);
    Ok(Decision {
        facts: of(client.id, facts),
        done: Done::Saved { client: client.id },
        undo: Some(Command::UndoRun { client: client.id, run, gone: !gone }),
    })
}

/// What rules did because of a move, or of an item, when that is taken back or done again.
pub(super) fn follow(client: &Client, made: Id, gone: bool) -> Vec<ClientFact> {
    let (mut seen, mut facts) = (BTreeSet::new(), Vec::new());
    after(client, made, gone, &mut seen, &mut facts);
    facts
}

fn after(client: &Client, made: Id, gone: bool, seen: &mut BTreeSet<ItemId>, facts: &mut Vec<ClientFact>) {
    let caused = |item: &crate::item::Item| item.kind == ItemKind::Run && rule::source(item.get(F::Query)) == Some(made);
    for (run, _) in client.items.iter().filter(|(_, item)| caused(item)) {
        revert(client, *run, gone, seen, facts);
    }
}

/// Takes a run back with all that it made and nobody has worked with since, and with what other rules did because of that; or brings back
/// what went with it.
fn revert(client: &Client, run: ItemId, gone: bool, seen: &mut BTreeSet<ItemId>, facts: &mut Vec<ClientFact>) {
    let Some(known) = client.items.get(&run).filter(|item| item.removed.is_some() != gone && seen.insert(run)) else { return };
    facts.push(ClientFact::Item(ItemFact::Removed { item: run, gone }));
    for place in 0..rule::PIECES_MOST {
        let item = rule::child_id(run, place);
        let of_run =
            |one: &&crate::item::Item| if gone { one.removed.is_none() && one.acts.is_empty() } else { one.removed == known.removed };
        if client.items.get(&item).filter(of_run).is_some() {
            facts.push(ClientFact::Item(ItemFact::Removed { item, gone }));
            after(client, item.0, gone, seen, facts);
        }
        let id: MoveId = rule::child_move(run, place);
        let moved = client.moves.get(&id).filter(|one| if gone { one.withdrawn.is_none() } else { one.withdrawn == known.removed });
        if moved.is_some() {
            facts.push(ClientFact::MoveWithdrawn { id, gone });
            after(client, id.0, gone, seen, facts);
        }
    }
}
