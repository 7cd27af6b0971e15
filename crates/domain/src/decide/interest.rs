//! Decisions on late payment: the table of the practice, and claims with a draft of their own.

use super::billing::cleaned;
use super::{Decision, World, item_text, of};
use crate::client::{Client, Origin};
use crate::command::{Command, Done, Refusal};
use crate::content::{Content, Kind, Line, UnitPrice};
use crate::fact::{ClientFact, Fact, ItemFact, PracticeFact};
use crate::interest::{Table, claims, owed};
use crate::item::{ActKind, ItemField, ItemKind};
use crate::money::{Money, MoneyError};
use crate::practice::Practice;
use crate::row::Row;
use crate::time::{Day, Now};
use crate::{ActId, Fresh, InvoiceId, ItemId, LineId};

/// One late invoice: what is claimed of it as the person saw it, and how its lines are worded. The figures follow from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateLine {
    pub late: InvoiceId,
    pub interest: Option<(Money, String)>,
    pub fee: Option<(Money, String)>,
}

/// What must hold of an entry whatever is said of it: a fee has a currency.
pub(super) fn checked<'a>(kind: ItemKind, get: impl Fn(ItemField) -> &'a str) -> Result<(), Refusal> {
    let has_fee = kind == ItemKind::LateTerms && get(ItemField::Fee).parse().is_ok_and(|fee: rust_decimal::Decimal| !fee.is_zero());
    if !has_fee {
        return Ok(());
    }
    let currency = crate::money::Currency::parse(get(ItemField::Currency)).ok_or(Refusal::ItemMissing { field: ItemField::Currency })?;
    let fee = get(ItemField::Fee).parse().map_err(|_| Refusal::ItemInvalid { field: ItemField::Fee })?;
    Money::exact(fee, currency).map(|_| ()).map_err(Refusal::Money)
}

/// A new entry of the practice's table, or changes of one.
pub(super) fn save_terms(
    practice: &Practice,
    item: Option<ItemId>,
    fields: Vec<(ItemField, String)>,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let kind = ItemKind::LateTerms;
    let known = match item {
        Some(item) => {
            let known = practice.items.get(&item).filter(|known| known.kind == kind && known.removed.is_none());
            Some(known.ok_or(Refusal::NoSuchItem)?)
        }
        None => None,
    };
    let id = item.unwrap_or_else(|| ItemId::fresh(fresh));
    let mut after = known.map(|known| known.fields.clone()).unwrap_or_default();
    let mut before = Vec::new();
    let mut facts = Vec::new();
    if known.is_none() {
        facts.push(ItemFact::Made { item: id, kind, batch: None });
    }
    for (field, given) in fields {
        let to = item_text(kind, field, &given)?;
        let was = after.get(&field).cloned().unwrap_or_default();
        if was != to {
            before.push((field, was));
            after.insert(field, to.clone());
            facts.push(ItemFact::Set { item: id, field, to });
        }
    }
    let get = |field| after.get(&field).map_or("", String::as_str);
    if let Some(field) = kind.needs().iter().find(|field| get(**field).is_empty()) {
        return Err(Refusal::ItemMissing { field: *field });
    }
    checked(kind, get)?;
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    let undo = match item {
        Some(item) => Command::SaveLateTerms { item: Some(item), fields: before },
        None => Command::RemoveLateTerms { item: id, gone: true },
    };
    Ok(saved(facts, undo))
}

pub(super) fn remove_terms(practice: &Practice, item: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = practice.items.get(&item).filter(|known| known.kind == ItemKind::LateTerms).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(saved(vec![ItemFact::Removed { item, gone }], Command::RemoveLateTerms { item, gone: !gone }))
}

fn saved(facts: Vec<ItemFact>, undo: Command) -> Decision {
    let facts = facts.into_iter().map(|fact| Fact::Practice(PracticeFact::Item(fact))).collect();
    Decision { facts, done: Done::PracticeSaved, undo: Some(undo) }
}

/// A draft that claims interest and fees of late invoices up to a day. What was claimed before is not claimed again.
pub(super) fn claim(
    world: World<'_>,
    client: &Client,
    until: Day,
    lines: Vec<LateLine>,
    now: Now,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    if until > now.today {
        return Err(Refusal::HappenedInFuture { happened: until, today: now.today });
    }
    let (table, known, row) = (Table::of(world.practice, client), claims(client), Row::of(client, 0));
    let invoice = InvoiceId::fresh(fresh);
    let mut content: Option<Content> = None;
    let mut facts: Vec<ClientFact> = Vec::new();
    let mut seen: Vec<InvoiceId> = Vec::new();
    for LateLine { late, interest, fee } in lines {
        let paper = row.invoices.iter().find(|paper| paper.id == late).ok_or(Refusal::NoSuchInvoice)?;
        let owed = owed(paper, &table, &known, until).map_err(Refusal::Money)?.ok_or(Refusal::NothingToBill)?;
        if seen.contains(&late) {
            return Err(Refusal::NothingToBill);
        }
        seen.push(late);
        let asked = [(interest, false), (fee, true)].into_iter().filter_map(|(asked, is_fee)| Some((asked?, is_fee)));
        for ((amount, description), is_fee) in asked {
            // Something came in, or was claimed elsewhere, while it was looked at.
            if (if is_fee { owed.fee } else { Some(owed.interest) }) != Some(amount) || !amount.is_positive() {
                return Err(Refusal::BilledElsewhere);
            }
            let currency = amount.currency();
            let draft = content.get_or_insert_with(|| Content::blank(Kind::Invoice, currency));
            if draft.currency != currency {
                return Err(Refusal::Money(MoneyError::Mixed { one: draft.currency, other: currency }));
            }
            let price = UnitPrice::new(amount.amount()).map_err(|_| Refusal::Money(MoneyError::TooLarge))?;
            let (line, item) = (LineId::fresh(fresh), ItemId::fresh(fresh));
            draft.lines.push(plain(line, description, price));
            facts.push(ClientFact::Item(ItemFact::Made { item, kind: ItemKind::LateClaim, batch: None }));
            let mut says = vec![(ItemField::Invoice, late.to_string()), (ItemField::Currency, currency.code().to_owned())];
            if is_fee {
                says.push((ItemField::Fee, amount.amount().to_string()));
            } else {
                let from = owed.pieces.first().map_or(owed.due.plus_days(1), |piece| piece.from);
                says.push((ItemField::Start, from.to_string()));
                says.push((ItemField::End, until.to_string()));
                says.push((ItemField::Price, amount.amount().to_string()));
            }
            facts.extend(says.into_iter().map(|(field, to)| ClientFact::Item(ItemFact::Set { item, field, to })));
            let (id, value) = (ActId::fresh(fresh), format!("{invoice} {line}"));
            facts.push(ClientFact::Item(ItemFact::Acted { item, id, act: ActKind::Billed, on: now.today, why: String::new(), value }));
        }
    }
    let mut content = content.ok_or(Refusal::NothingToBill)?;
    content.terms = client.terms().or_else(|| world.practice.terms()).unwrap_or_default();
    let mut all = vec![ClientFact::Drafted { invoice, origin: Origin::Typed, content: cleaned(content)? }];
    all.extend(facts);
    Ok(Decision {
        facts: of(client.id, all),
        done: Done::Billed { client: client.id, invoice },
        // What a draft claims is free again as soon as the draft is thrown away.
        undo: Some(Command::DiscardDraft { client: client.id, invoice, gone: true }),
    })
}

/// One piece at a price, without tax: interest and fees for late payment are no price of a service.
fn plain(id: LineId, description: String, price: UnitPrice) -> Line {
    Line { description, price, ..Line::blank(id) }
}
