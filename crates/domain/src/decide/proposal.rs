//! Decisions on proposals: begun with their rows, sent in versions, accepted or declined.

use super::{Decision, World, billing::cleaned, item_text, of};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::Kind;
use crate::fact::{ClientFact, ItemFact};
use crate::field::PracticeField;
use crate::item::{ActKind, Billing, Item, ItemField as F, ItemKind};
use crate::proposal::{Acceptance, Lack, MINUTES, Offer, Sealed, Standing, Terms, Yes, in_time, unpriced};
use crate::time::{Day, Now};
use crate::{ActId, Fresh, InvoiceId, ItemId, text};

/// What is said of one row.
pub type Row = Vec<(F, String)>;

const BY_MOST: usize = 200;
const WHY_MOST: usize = 2_000;

pub(super) fn begin(client: &Client, fields: Row, rows: Vec<Row>, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let proposal = ItemId::fresh(fresh);
    let (mut facts, mut items) = (Vec::new(), vec![proposal]);
    let mut make = |item: ItemId, kind: ItemKind, fields: Row| {
        facts.push(ItemFact::Made { item, kind, batch: client.origin.batch() });
        for (field, given) in fields {
            let to = item_text(kind, field, &given)?;
            if !to.is_empty() {
                facts.push(ItemFact::Set { item, field, to });
            } else if kind.needs().contains(&field) {
                return Err(Refusal::ItemMissing { field });
            }
        }
        Ok(())
    };
    make(proposal, ItemKind::Proposal, fields)?;
    for (place, mut row) in rows.into_iter().enumerate() {
        let item = ItemId::fresh(fresh);
        items.push(item);
        row.retain(|(field, _)| !matches!(field, F::Proposal | F::Place));
        row.extend([(F::Proposal, proposal.to_string()), (F::Place, place.to_string())]);
        make(item, ItemKind::ProposalLine, row)?;
    }
    Ok(Decision {
        facts: of(client.id, facts.into_iter().map(ClientFact::Item)),
        done: Done::ItemAdded { client: client.id, item: proposal, kind: ItemKind::Proposal },
        undo: Some(Command::RemoveItems { client: client.id, items, gone: true }),
    })
}

fn found(client: &Client, item: ItemId) -> Result<&Item, Refusal> {
    client.items.get(&item).filter(|item| item.kind == ItemKind::Proposal && item.removed.is_none()).ok_or(Refusal::NoSuchItem)
}

/// Why a proposal cannot be sent on that day; nothing when it can.
pub fn lacks(world: World<'_>, client: &Client, item: ItemId, on: Day) -> Vec<Lack> {
    let Some(terms) = terms(world, client, item) else { return vec![Lack::Currency] };
    let mut lacks: Vec<Lack> = unpriced(client, item).into_iter().map(Lack::Price).collect();
    let more = terms.lacks(on).into_iter().filter(|lack| !lacks.contains(lack)).collect::<Vec<_>>();
    lacks.splice(0..0, more);
    if world.practice.party().name.trim().is_empty() {
        lacks.push(Lack::Sender);
    }
    let live = client.items.get(&item).and_then(|item| Offer(item).live()).and_then(|live| live.sealed);
    if live.is_some_and(|live| live.terms.says_as(&terms)) {
        lacks.push(Lack::Unchanged);
    }
    lacks
}

fn terms(world: World<'_>, client: &Client, item: ItemId) -> Option<Terms> {
    Terms::of(client, item, world.practice.currency(), world.practice.get(PracticeField::TaxName))
}

fn happened(on: Day, now: Now) -> Result<(), Refusal> {
    if on > now.today { Err(Refusal::HappenedInFuture { happened: on, today: now.today }) } else { Ok(()) }
}

pub(super) fn send(world: World<'_>, client: &Client, item: ItemId, on: Day, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = found(client, item)?;
    happened(on, now)?;
    if Offer(known).acceptance().is_some() {
        return Err(Refusal::NotForThis { act: ActKind::Sent });
    }
    let lacks = lacks(world, client, item, on);
    let (true, Some(terms)) = (lacks.is_empty(), terms(world, client, item)) else { return Err(Refusal::ProposalUnready { lacks }) };
    let sealed = Sealed { version: Offer(known).next_number(), on, sender: world.practice.party(), recipient: client.party(), terms };
    Ok(acted(client, item, ActKind::Sent, (on, String::new(), sealed.sealed()), fresh))
}

fn acted(client: &Client, item: ItemId, act: ActKind, (on, why, value): (Day, String, String), fresh: &mut dyn Fresh) -> Decision {
    let id = ActId::fresh(fresh);
    Decision {
        facts: of(client.id, [ClientFact::Item(ItemFact::Acted { item, id, act, on, why, value })]),
        done: Done::Acted { client: client.id, item, act },
        undo: Some(Command::WithdrawAct { client: client.id, item, id, gone: true }),
    }
}

pub(super) fn decline(client: &Client, item: ItemId, why: &str, on: Day, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = found(client, item)?;
    happened(on, now)?;
    if !matches!(Offer(known).standing(now.today), Standing::Sent(_) | Standing::Expired(_)) {
        return Err(Refusal::NotForThis { act: ActKind::Declined });
    }
    let why = text::prose(why, WHY_MOST);
    if why.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(acted(client, item, ActKind::Declined, (on, why, String::new()), fresh))
}

/// The yes, and the work that begins with it: an engagement with its deliverables, and the draft that asks for the deposit.
pub(super) fn accept(
    world: World<'_>,
    client: &Client,
    item: ItemId,
    yes: Yes,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let known = found(client, item)?;
    happened(yes.on, now)?;
    let offer = Offer(known);
    let live = offer.live().filter(|live| live.act == yes.version && live.is_intact);
    if !matches!(offer.standing(now.today), Standing::Sent(_) | Standing::Expired(_)) {
        return Err(Refusal::NotForThis { act: ActKind::Accepted });
    }
    let (Some(live), true) = (live, yes.minute < MINUTES) else { return Err(Refusal::ProposalSuperseded) };
    let Some(sealed) = live.sealed else { return Err(Refusal::ProposalSuperseded) };
    let by = text::line(&yes.by, BY_MOST);
    if by.is_empty() {
        return Err(Refusal::NameMissing);
    }
    let terms = sealed.terms;
    let late = !in_time(terms.until, yes.on);
    if let Some(until) = terms.until.filter(|_| late && !yes.late) {
        return Err(Refusal::ProposalExpired { until });
    }
    let lines: Vec<ItemId> = terms.lines.iter().filter(|one| one.optional && yes.lines.contains(&one.id)).map(|one| one.id).collect();
    if lines.len() != yes.lines.len() {
        return Err(Refusal::ProposalSuperseded);
    }
    let totals = terms.totals(&lines).map_err(Refusal::Money)?;
    let id = ActId::fresh(fresh);
    let figures = Acceptance::figures(&totals);
    let acceptance = Acceptance {
        act: id,
        version: live.act,
        number: sealed.version,
        hash: live.hash,
        by,
        on: yes.on,
        minute: yes.minute,
        late,
        lines,
        figures,
    };
    let act = ActKind::Accepted;
    let accepted = ItemFact::Acted { item, id, act, on: yes.on, why: String::new(), value: acceptance.text() };
    let mut facts = vec![ClientFact::Item(accepted)];
    let mut items = Vec::new();
    let mut make = |kind: ItemKind, fields: Row, fresh: &mut dyn Fresh| -> Result<ItemId, Refusal> {
        let item = ItemId::fresh(fresh);
        items.push(item);
        facts.push(ClientFact::Item(ItemFact::Made { item, kind, batch: client.origin.batch() }));
        for (field, given) in fields {
            let to = item_text(kind, field, &given)?;
            if !to.is_empty() {
                facts.push(ClientFact::Item(ItemFact::Set { item, field, to }));
            }
        }
        Ok(item)
    };
    let engagement = make(ItemKind::Engagement, engagement(item, &terms, &acceptance), fresh)?.to_string();
    for one in &terms.deliverables {
        let due = one.due.map(|due| due.to_string()).unwrap_or_default();
        make(ItemKind::Deliverable, vec![(F::Title, one.title.clone()), (F::Due, due), (F::Engagement, engagement.clone())], fresh)?;
    }
    let mut undo = vec![
        Command::RemoveItems { client: client.id, items, gone: true },
        Command::WithdrawAct { client: client.id, item, id, gone: true },
    ];
    if let Some(note) = yes.deposit {
        let invoice = InvoiceId::fresh(fresh);
        let mut content = terms.content(Kind::Invoice, &acceptance.lines);
        content.note = note;
        content.terms = client.terms().or_else(|| world.practice.terms()).unwrap_or_default();
        facts.push(ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(content)? });
        undo.push(Command::DiscardDraft { client: client.id, invoice, gone: true });
    }
    Ok(Decision {
        facts: of(client.id, facts),
        done: Done::Acted { client: client.id, item, act },
        undo: Some(Command::Together { client: client.id, commands: undo }),
    })
}

/// What was agreed on, as the work goes on with it. Its budget is the price without tax.
fn engagement(proposal: ItemId, terms: &Terms, yes: &Acceptance) -> Row {
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let taken: Vec<&str> = terms.taken(&yes.lines).map(|line| line.title.as_str()).collect();
    let covers = [terms.detail.clone(), taken.join("\n"), terms.timeline.clone()];
    let covers: Vec<String> = covers.into_iter().filter(|text| !text.is_empty()).collect();
    let [net, ..] = &yes.figures;
    vec![
        (F::Title, terms.title.clone()),
        (F::Detail, covers.join("\n\n").chars().take(F::Detail.most()).collect()),
        (F::NotIncluded, terms.not_included.clone()),
        (F::Billing, Billing::Fixed.key().to_owned()),
        (F::Price, net.clone()),
        (F::Budget, net.clone()),
        (F::Currency, terms.currency.code().to_owned()),
        (F::Rate, terms.rate.map(|rate| rate.to_string()).unwrap_or_default()),
        (F::Rounds, count(terms.rounds)),
        (F::Response, count(terms.response)),
        (F::Signed, yes.on.to_string()),
        (F::Start, yes.on.to_string()),
        (F::Proposal, proposal.to_string()),
    ]
}
