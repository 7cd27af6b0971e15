//! Decisions on the items of a record.

use rust_decimal::Decimal;

use super::{Decision, of};
use crate::client::Client;
use crate::command::{Command, Done, Refusal};
use crate::content::Category;
use crate::fact::{ClientFact, ItemFact};
use crate::item::{ActKind, Billing, Cause, DayCount, Form, Goodwill, Item, ItemField, ItemKind, List, Part, Says, Side, When, of_kind};
use crate::money::Currency;
use crate::recurring::Every;
use crate::time::{Day, Now};
use crate::{ActId, Fresh, InvoiceId, ItemId, Stage, file, print, remit, text};

const WHY_MOST: usize = 2_000;

pub(super) fn add(
    client: &Client,
    kind: ItemKind,
    fields: Vec<(ItemField, String)>,
    usual: Option<Currency>,
    fresh: &mut dyn Fresh,
) -> Result<Decision, Refusal> {
    let item = ItemId::fresh(fresh);
    let mut kept: Vec<(ItemField, String)> = Vec::new();
    for (field, given) in fields {
        let to = item_text(kind, field, &given)?;
        if !to.is_empty() {
            kept.retain(|(known, _)| *known != field);
            kept.push((field, to));
        }
    }
    missing(kind, |field| kept.iter().any(|(known, _)| *known == field))?;
    ordered(|field| kept.iter().find(|(known, _)| *known == field).and_then(|(_, text)| Day::parse(text)))?;
    linked(client, &kept)?;
    timed(client, kind, None, |field| kept.iter().any(|(known, _)| *known == field))?;
    paid_first(client, kind, &kept, usual)?;
    super::interest::checked(kind, |field| kept.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text.as_str()))?;
    if kind == ItemKind::Print
        && print::is_known(client, |field| kept.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text))
    {
        return Ok(Decision::nothing());
    }
    if kind == ItemKind::Reminder
        && crate::remind::is_known(client, |field| kept.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text))
    {
        return Err(Refusal::AlreadyReminded);
    }
    let mut facts = vec![ItemFact::Made { item, kind, batch: None }];
    facts.extend(kept.into_iter().map(|(field, to)| ItemFact::Set { item, field, to }));
    Ok(Decision {
        facts: of(client.id, facts.into_iter().map(ClientFact::Item)),
        done: Done::ItemAdded { client: client.id, item, kind },
        // That a file was given out is no step that anybody takes back.
        undo: (kind != ItemKind::Print).then_some(Command::RemoveItem { client: client.id, item, gone: true }),
    })
}

pub(super) fn set(client: &Client, item: ItemId, changes: Vec<(ItemField, String)>) -> Result<Decision, Refusal> {
    let known = standing(client, item)?;
    let changes = without_hour(known, changes);
    let (mut facts, mut before, mut after) = (Vec::new(), Vec::new(), known.fields.clone());
    for (field, given) in changes {
        let to = item_text(known.kind, field, &given)?;
        let was = known.get(field);
        if was != to {
            if super::recurring::is_fixed(client, item, known, field) {
                return Err(Refusal::RhythmUsed);
            }
            if file::is_fixed(field) {
                return Err(Refusal::ItemInvalid { field });
            }
            before.push((field, was.to_owned()));
            after.insert(field, to.clone());
            facts.push(ItemFact::Set { item, field, to });
        }
    }
    missing(known.kind, |field| after.get(&field).is_some_and(|text| !text.is_empty()))?;
    ordered(|field| after.get(&field).and_then(|text| Day::parse(text)))?;
    timed(client, known.kind, Some(item), |field| after.get(&field).is_some_and(|text| !text.is_empty()))?;
    super::interest::checked(known.kind, |field| after.get(&field).map_or("", String::as_str))?;
    linked(client, &after.into_iter().collect::<Vec<_>>())?;
    if facts.is_empty() {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, facts.into_iter().map(ClientFact::Item)),
        done: Done::Saved { client: client.id },
        undo: Some(Command::SetItem { client: client.id, item, changes: before }),
    })
}

pub(super) fn remove(client: &Client, item: ItemId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.items.get(&item).ok_or(Refusal::NoSuchItem)?;
    if known.removed.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::Item(ItemFact::Removed { item, gone })]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::RemoveItem { client: client.id, item, gone: !gone }),
    })
}

/// What is to become of an item, as somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub kind: ActKind,
    pub on: Day,
    pub why: String,
    pub value: String,
}

pub(super) fn act(client: &Client, item: ItemId, wish: Wish, now: Now, fresh: &mut dyn Fresh) -> Result<Decision, Refusal> {
    let known = standing(client, item)?;
    let Wish { kind, on, why, value } = wish;
    if !known.kind.acts().contains(&kind) || (kind == ActKind::Reopened && known.stands().is_none()) {
        return Err(Refusal::NotForThis { act: kind });
    }
    // What a client was sent and said is bound to a version: it has commands of its own.
    if known.kind == ItemKind::Proposal && kind != ActKind::Waived {
        return Err(Refusal::NotForThis { act: kind });
    }
    if on > now.today {
        return Err(Refusal::HappenedInFuture { happened: on, today: now.today });
    }
    if why.chars().count() > WHY_MOST {
        return Err(Refusal::TooLong { most: WHY_MOST });
    }
    if known.kind == ItemKind::Step && kind == ActKind::Waived && why.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let value = value.trim().to_owned();
    let said = match kind.says() {
        Says::Nothing => value.is_empty(),
        Says::Sealed => false,
        Says::Day => Day::parse(&value).is_some(),
        Says::Stage => known.stage() != Stage::from_key(&value) && (value.is_empty() || Stage::from_key(&value).is_some()),
        Says::Invoice => value.parse::<InvoiceId>().is_ok_and(|invoice| client.invoices.contains_key(&invoice)),
        Says::Goodwill => Goodwill::from_key(&value).is_some(),
    };
    if !said {
        return Err(Refusal::NotForThis { act: kind });
    }
    let id = ActId::fresh(fresh);
    Ok(Decision {
        facts: of(client.id, [ClientFact::Item(ItemFact::Acted { item, id, act: kind, on, why: text::prose(&why, WHY_MOST), value })]),
        done: Done::Acted { client: client.id, item, act: kind },
        undo: Some(Command::WithdrawAct { client: client.id, item, id, gone: true }),
    })
}

pub(super) fn withdraw(client: &Client, item: ItemId, id: ActId, gone: bool) -> Result<Decision, Refusal> {
    let known = client.items.get(&item).ok_or(Refusal::NoSuchItem)?;
    let act = known.acts.get(&id).ok_or(Refusal::NoSuchItem)?;
    if act.withdrawn.is_some() == gone {
        return Ok(Decision::nothing());
    }
    Ok(Decision {
        facts: of(client.id, [ClientFact::Item(ItemFact::ActWithdrawn { item, id, gone })]),
        done: Done::Saved { client: client.id },
        undo: Some(Command::WithdrawAct { client: client.id, item, id, gone: !gone }),
    })
}

fn standing(client: &Client, item: ItemId) -> Result<&Item, Refusal> {
    client.items.get(&item).filter(|item| item.removed.is_none()).ok_or(Refusal::NoSuchItem)
}

pub(super) fn missing(kind: ItemKind, has: impl Fn(ItemField) -> bool) -> Result<(), Refusal> {
    match kind.needs().iter().find(|field| !has(**field)) {
        Some(field) => Err(Refusal::ItemMissing { field: *field }),
        None => Ok(()),
    }
}

/// An end is not before its start.
fn ordered(day: impl Fn(ItemField) -> Option<Day>) -> Result<(), Refusal> {
    match (day(ItemField::Start), day(ItemField::End)) {
        (Some(start), Some(end)) if end < start => Err(Refusal::EndsBeforeStart { start, end }),
        _ => Ok(()),
    }
}

/// Work says how long it took, or has a clock that runs; of a client's clocks one runs at a time.
fn timed(client: &Client, kind: ItemKind, item: Option<ItemId>, has: impl Fn(ItemField) -> bool) -> Result<(), Refusal> {
    if kind != ItemKind::Work {
        return Ok(());
    }
    if !has(ItemField::Running) {
        return if has(ItemField::Minutes) { Ok(()) } else { Err(Refusal::ItemMissing { field: ItemField::Minutes }) };
    }
    let other =
        of_kind(&client.items, ItemKind::Work).into_iter().any(|(id, one)| Some(id) != item && !one.get(ItemField::Running).is_empty());
    if other { Err(Refusal::ClockRuns) } else { Ok(()) }
}

/// A step that gets another day by hand is due that day, not by an hour any more.
fn without_hour(known: &Item, mut changes: Vec<(ItemField, String)>) -> Vec<(ItemField, String)> {
    let says = |field| changes.iter().find(|(one, _)| *one == field).map(|(_, text)| text.as_str());
    let moved = says(ItemField::Due).is_some_and(|to| to != known.get(ItemField::Due));
    if moved && says(ItemField::DueAt).is_none() && !known.get(ItemField::DueAt).is_empty() {
        changes.push((ItemField::DueAt, String::new()));
    }
    changes
}

/// Work on what has a deposit that is not there says why it is done all the same, once a day.
fn paid_first(client: &Client, kind: ItemKind, fields: &[(ItemField, String)], usual: Option<Currency>) -> Result<(), Refusal> {
    let get = |field| fields.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text.as_str());
    if kind != ItemKind::Work || !get(ItemField::Despite).is_empty() {
        return Ok(());
    }
    let same = |one: &Item| one.get(ItemField::Day) == get(ItemField::Day) && one.engagement() == get(ItemField::Engagement).parse().ok();
    let said = of_kind(&client.items, ItemKind::Work).into_iter().any(|(_, one)| same(one) && !one.get(ItemField::Despite).is_empty());
    let missing = crate::deposit::missing(client, usual, get(ItemField::Engagement).parse().ok());
    if said || missing.is_empty() { Ok(()) } else { Err(Refusal::DepositOpen { missing }) }
}

/// An engagement or a proposal that is named is one of this client.
fn linked(client: &Client, fields: &[(ItemField, String)]) -> Result<(), Refusal> {
    for (field, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        let kinds = [(ItemField::Engagement, ItemKind::Engagement), (ItemField::Proposal, ItemKind::Proposal)];
        let Some((_, kind)) = kinds.into_iter().find(|(one, _)| one == field) else { continue };
        if !text.parse().is_ok_and(|id| client.items.get(&id).is_some_and(|item| item.kind == kind)) {
            return Err(Refusal::ItemInvalid { field: *field });
        }
    }
    let disputed = fields.iter().find(|(field, text)| *field == ItemField::Invoice && !text.is_empty());
    let is_asked = |text: &str| text.parse().is_ok_and(|id| client.invoices.get(&id).is_some_and(crate::dispute::can_be));
    if disputed.is_some_and(|(_, text)| !is_asked(text)) {
        return Err(Refusal::ItemInvalid { field: ItemField::Invoice });
    }
    Ok(())
}

/// A field's text made safe, checked where it has a form, and written the one way that form is written.
///
/// # Errors
/// A field that the kind does not have, a text beyond the field's length, or one that is not of its form.
pub fn item_text(kind: ItemKind, field: ItemField, given: &str) -> Result<String, Refusal> {
    let invalid = Refusal::ItemInvalid { field };
    if !kind.fields().contains(&field) {
        return Err(invalid);
    }
    if given.chars().count() > field.most() {
        return Err(Refusal::TooLong { most: field.most() });
    }
    let kept = if matches!(field.form(), Form::Prose | Form::Account | Form::If | Form::Then) {
        text::prose(given, field.most())
    } else {
        text::line(given, field.most())
    };
    if kept.is_empty() {
        return Ok(kept);
    }
    match field.form() {
        Form::Line | Form::Prose => Some(kept),
        Form::Day => Day::parse(&kept).map(|day| day.to_string()),
        Form::Amount => {
            kept.parse::<Decimal>().ok().filter(|amount| !amount.is_sign_negative()).map(|amount| amount.normalize().to_string())
        }
        Form::Count => kept.parse::<u64>().ok().map(|count| count.to_string()),
        Form::Currency => Currency::parse(&kept).map(|currency| currency.code().to_owned()),
        Form::Item => kept.parse::<ItemId>().ok().map(|id| id.to_string()),
        Form::Side => Side::from_key(&kept).map(|_| kept),
        Form::Billing => Billing::from_key(&kept).map(|_| kept),
        Form::List => List::from_key(&kept).map(|_| kept),
        Form::Stage => Stage::from_key(&kept).map(|_| kept),
        Form::No => (kept == "no").then_some(kept),
        Form::Media => file::media(&kept),
        Form::Hash => file::is_hash(&kept).then_some(kept),
        Form::Yes => (kept == "yes").then_some(kept),
        Form::Part => Part::from_key(&kept).map(|_| kept),
        Form::When => When::from_key(&kept).map(|_| kept),
        Form::Invoice => kept.parse::<InvoiceId>().ok().map(|id| id.to_string()),
        Form::Every => Every::parse(&kept).map(Every::key),
        Form::Cause => Cause::from_key(&kept).map(|_| kept),
        Form::Account => return account(kept),
        Form::Bic => remit::bic(&kept),
        Form::Digits => kept.bytes().all(|byte| byte.is_ascii_digit()).then_some(kept),
        Form::Category => Category::from_code(&kept).map(|_| kept),
        Form::Link => return remit::check_link(&kept).map(|()| kept).map_err(|error| Refusal::LinkInvalid { error }),
        Form::Signed => kept.parse::<Decimal>().ok().map(|value| value.normalize().to_string()),
        Form::Picture => crate::logo::bytes(&kept).map(|_| kept),
        Form::Score => kept.parse::<u64>().ok().filter(|score| *score <= 10).map(|score| score.to_string()),
        Form::DayCount => DayCount::from_key(&kept).map(|_| kept),
        Form::Upon => crate::rule::Trigger::parse(&kept).map(crate::rule::Trigger::key),
        Form::If => crate::rule::conditions(&kept).map(|all| crate::rule::conditions_key(&all)),
        Form::Then => crate::rule::actions(&kept).map(|all| crate::rule::actions_key(&all)),
        Form::Hours => crate::working::Hours::parse(&kept).map(|hours| hours.to_string()),
    }
    .ok_or(invalid)
}

/// An IBAN as it is printed, or another number as it was written. What looks like an IBAN must be one.
fn account(kept: String) -> Result<String, Refusal> {
    let compact: String = kept.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = compact.as_bytes();
    let looks = bytes.len() >= 5 && bytes[..2].iter().all(u8::is_ascii_alphabetic) && bytes[2..4].iter().all(u8::is_ascii_digit);
    match remit::Iban::parse(&kept) {
        Ok(iban) => Ok(iban.to_string()),
        Err(error) if looks || compact.to_ascii_uppercase().starts_with("IBAN") => Err(Refusal::IbanInvalid { error }),
        Err(_) => Ok(kept),
    }
}
