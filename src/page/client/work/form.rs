//! One form for items of every kind: it asks for what the kind knows.

use std::collections::BTreeMap;

use domain::decide::item_text;
use domain::figure::{Usual, read};
use domain::item::{Billing, Form, Item, ItemField, ItemKind, Side, of_kind};
use domain::money::Currency;
use domain::recurring::Unit;
use domain::{Command, ItemId, Refusal};

use super::Shelf;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::client::form::refusal_of;
use crate::state::desk::desk;
use crate::state::paying::Paying;
use crate::words::{self, client, item as said};

/// Forms of several kinds may be open beside each other.
fn field_id(kind: ItemKind, field: ItemField) -> String {
    format!("i-{}-{}", kind.key(), field.key())
}

/// The button that begins a new item, with what it opens.
#[component]
pub fn Adding(
    shelf: Shelf,
    /// Filled in before anybody types.
    #[prop(optional)]
    given: Vec<(ItemField, String)>,
) -> View {
    let heading = format!("h-{}", shelf.kind.key());
    let button = format!("add-{}", shelf.kind.key());
    view! {
        <div class="section-head">
            <h2 id=heading>{said::heading(shelf.kind)}</h2>
            <Show when=move || !shelf.is_adding() && !shelf.subject.locked.get()>
                <button class="plain small" id=button.clone() type="button" on:click=move |_| shelf.editing.set(Some(None))>
                    {icon(Icon::Plus)}{said::add(shelf.kind)}
                </button>
            </Show>
        </div>
        <Show when=move || shelf.is_adding()>
            <ItemForm shelf item=None given=given.clone()/>
        </Show>
    }
}

/// Asks for an item's fields, new or known, and keeps what was typed until it is kept or left.
#[component]
pub fn ItemForm(shelf: Shelf, item: Option<(ItemId, Item)>, given: Vec<(ItemField, String)>) -> View {
    let Shelf { subject, kind, editing, .. } = shelf;
    let desk = subject.desk;
    let paying: Paying = expect_context();
    let id = item.as_ref().map(|(id, _)| *id);
    let first = |field: ItemField| match &item {
        Some((_, item)) => shown(field, item.get(field)),
        None => given.iter().find(|(one, _)| *one == field).map(|(_, text)| text.clone()).unwrap_or_default(),
    };
    // What a clock and a list keep for themselves is nobody's to type.
    let asked: Vec<ItemField> = kind.fields().iter().copied().filter(|field| !is_ours(kind, *field)).collect();
    let hidden: Vec<(ItemField, String)> = given.iter().filter(|(field, _)| !asked.contains(field)).cloned().collect();
    let typed = StoredValue::new(domain::order::gather(asked.iter().map(|field| (*field, RwSignal::new(first(*field))))));
    let was = StoredValue::new(domain::order::gather(
        asked.iter().map(|field| (*field, if id.is_some() { first(*field) } else { String::new() })),
    ));
    let wrong = RwSignal::new(BTreeMap::<ItemField, String>::new());
    let failed = RwSignal::new(None::<String>);
    let close = move || {
        editing.set(None);
        focus(id.map_or_else(|| format!("add-{}", kind.key()), |id| format!("edit-{id}")));
    };
    let order = StoredValue::new(asked.clone());
    let refuse = move |errors: BTreeMap<ItemField, String>| {
        let first = order.with_value(|order| order.iter().copied().find(|field| errors.contains_key(field)));
        wrong.set(errors);
        if let Some(first) = first {
            focus(field_id(kind, first));
        }
    };
    let hidden = StoredValue::new(hidden);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(BTreeMap::new());
        failed.set(None);
        let told = |refusal: &Refusal| desk.locale.with_value(|locale| words::refusal::refused(refusal, locale));
        let (mut errors, mut fields) = (BTreeMap::new(), Vec::new());
        typed.with_value(|typed| {
            for (field, text) in typed {
                let text = text.get_untracked();
                if was.with_value(|was| was.get(field) == Some(&text)) {
                    continue;
                }
                match desk.locale.with_value(|locale| kept(kind, *field, &text, locale)) {
                    Ok(to) => fields.push((*field, to)),
                    Err(words) => {
                        errors.insert(*field, words.unwrap_or_else(|refusal| told(&refusal)));
                    }
                }
            }
        });
        if !errors.is_empty() {
            return refuse(errors);
        }
        let command = match id {
            None => {
                fields.extend(hidden.get_value());
                Command::AddItem { client: subject.id, kind, fields }
            }
            Some(item) => Command::SetItem { client: subject.id, item, changes: fields },
        };
        paying.ask(subject.id, command, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                match refusal_of(&unable).and_then(field_of) {
                    Some(field) => refuse(BTreeMap::from([(field, words)])),
                    None => failed.set(Some(words)),
                }
            }
        });
    };
    let remove = id.map(|item| {
        let remove = move |_| {
            desk.ask(Command::RemoveItem { client: subject.id, item, gone: true }, move |outcome| match outcome {
                Ok(success) => {
                    editing.set(None);
                    desk.toast(said::REMOVED.to_owned(), success.undo, false);
                    focus(format!("add-{}", kind.key()));
                }
                Err(unable) => desk.say(Err(unable)),
            });
        };
        view! { <button class="plain small danger end" type="button" on:click=remove>{said::REMOVE}</button> }
    });
    let lines: Vec<View> = asked
        .iter()
        .filter_map(|field| {
            let text = typed.with_value(|typed| typed.get(field).copied())?;
            Some(view! { <Line shelf field=*field text wrong/> })
        })
        .collect();
    if let Some(first) = asked.first() {
        focus(field_id(kind, *first));
    }
    view! {
        <form class="inline-form" novalidate aria-label=said::form(kind, id.is_none()) on:submit=save
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    close();
                }
            }>
            <div class="fields">{lines}</div>
            <div role="alert">{move || failed.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">{if id.is_none() { said::add(kind) } else { client::SAVE }}</button>
                <button class="plain" type="button" on:click=move |_| close()>{client::CANCEL}</button>
                {remove}
            </div>
        </form>
    }
}

fn is_ours(kind: ItemKind, field: ItemField) -> bool {
    match field {
        ItemField::Running
        | ItemField::List
        | ItemField::Place
        | ItemField::Version
        | ItemField::From
        | ItemField::Stage
        | ItemField::Proposal
        | ItemField::Invoice => true,
        ItemField::Media | ItemField::Bytes | ItemField::Hash => true,
        ItemField::DueAt | ItemField::Despite => true,
        ItemField::Start => kind == ItemKind::Step,
        _ => false,
    }
}

/// A field as its form shows what is kept of it.
pub fn shown(field: ItemField, kept: &str) -> String {
    if let (ItemField::Minutes, Ok(minutes)) = (field, kept.parse()) {
        return words::scope::clock(minutes);
    }
    match (field.form(), kept.parse::<rust_decimal::Decimal>()) {
        (Form::Amount, Ok(amount)) => desk().locale.with_value(|locale| locale.number(amount)),
        _ => kept.to_owned(),
    }
}

/// A typed text as it is kept; Err: the words beside the field, or why the rules refuse it.
pub fn kept(kind: ItemKind, field: ItemField, typed: &str, locale: &words::locale::Locale) -> Result<String, Result<String, Refusal>> {
    let plain = match field.form() {
        Form::Amount if !typed.trim().is_empty() => match read(typed, locale.mark(), Usual::Coarse) {
            Ok(amount) => amount.to_string(),
            Err(error) => return Err(Ok(words::document::wrong(crate::state::draft::Wrong::Text(error), locale))),
        },
        _ if field == ItemField::Minutes && !typed.trim().is_empty() => match domain::scope::minutes(typed) {
            Some(minutes) => minutes.to_string(),
            None => return Err(Ok(said::TIME_WRONG.to_owned())),
        },
        _ => typed.to_owned(),
    };
    item_text(kind, field, &plain).map_err(Err)
}

fn field_of(refusal: &Refusal) -> Option<ItemField> {
    match refusal {
        Refusal::ItemInvalid { field } | Refusal::ItemMissing { field } => Some(*field),
        Refusal::EndsBeforeStart { .. } => Some(ItemField::End),
        _ => None,
    }
}

#[component]
fn Line(shelf: Shelf, field: ItemField, text: RwSignal<String>, wrong: RwSignal<BTreeMap<ItemField, String>>) -> View {
    let kind = shelf.kind;
    let id = field_id(kind, field);
    let error = format!("{id}-e");
    let wrong = move || wrong.with(|wrong| wrong.get(&field).cloned());
    let invalid = move || wrong().is_some().then_some("true");
    let needed = kind.needs().contains(&field);
    let wide = matches!(field.form(), Form::Prose) || matches!(field, ItemField::Title);
    let choose = move |options: Vec<(String, String)>, none: Option<&'static str>| {
        let now = text.get_untracked();
        view! {
            <select id=field_id(kind, field) aria-describedby=format!("{}-e", field_id(kind, field)) aria-invalid=invalid
                on:change=move |event| text.set(event_target_value(&event))>
                {none.map(|none| view! { <option value="" selected=now.is_empty()>{none}</option> })}
                {options.into_iter().map(|(key, words)| view! { <option value=key.clone() selected=key == now>{words}</option> }).collect_view()}
            </select>
        }
    };
    let input = match field.form() {
        Form::Prose => view! {
            <textarea id=id.clone() rows="3" dir="auto" aria-describedby=error.clone() aria-invalid=invalid
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
        },
        Form::Side => choose(Side::ALL.iter().map(|one| (one.key().to_owned(), said::side(*one).to_owned())).collect(), Some(said::CHOOSE)),
        Form::Billing => {
            choose(Billing::ALL.iter().map(|one| (one.key().to_owned(), said::billing(*one).to_owned())).collect(), Some(said::NOT_SAID))
        }
        Form::Currency => {
            let own = shelf.subject.desk.practice.with_untracked(|practice| practice.currency());
            let codes = own.into_iter().chain(Currency::all().filter(|one| Some(*one) != own));
            choose(codes.map(|one| (one.code().to_owned(), one.code().to_owned())).collect(), Some(said::CLIENTS_CURRENCY))
        }
        Form::Item => {
            let engagements = shelf.subject.record.with_untracked(|record| {
                let of = |record: &crate::state::desk::Record| {
                    of_kind(&record.client.items, ItemKind::Engagement)
                        .into_iter()
                        .map(|(id, item)| (id.to_string(), item.title().to_owned()))
                        .collect::<Vec<_>>()
                };
                record.as_deref().map(of).unwrap_or_default()
            });
            if engagements.is_empty() {
                return View::Nothing;
            }
            choose(engagements, Some(said::NO_ENGAGEMENT))
        }
        Form::No if kind != ItemKind::Recurring => view! {
            <select id=id.clone() on:change=move |event| text.set(event_target_value(&event))>
                <option value="" selected=text.get_untracked().is_empty()>{said::CHARGED}</option>
                <option value="no" selected=text.get_untracked() == "no">{said::NOT_CHARGED}</option>
            </select>
        },
        Form::Every => {
            let (count, unit) = text
                .get_untracked()
                .split_once(' ')
                .map_or((String::new(), "month".to_owned()), |(count, unit)| (count.to_owned(), unit.to_owned()));
            let (count, unit) = (RwSignal::new(count), RwSignal::new(unit));
            let write = move || text.set(format!("{} {}", count.get_untracked().trim(), unit.get_untracked()));
            view! {
                <div class="row">
                    <input id=id.clone() type="text" inputmode="numeric" autocomplete="off" size="4" maxlength="3" aria-required="true"
                        aria-describedby=error.clone() aria-invalid=invalid prop:value=move || count.get()
                        on:input=move |event| { count.set(event_target_value(&event)); write(); }/>
                    <select aria-label=words::recurring::OF_WHAT on:change=move |event| { unit.set(event_target_value(&event)); write(); }>
                        {Unit::ALL.iter().map(|one| view! {
                            <option value=one.key() selected=one.key() == unit.get_untracked()>{words::recurring::unit(*one)}</option>
                        }).collect_view()}
                    </select>
                </div>
            }
        }
        Form::No | Form::Yes if kind == ItemKind::Recurring => {
            use words::recurring as one;
            let (usual, key, other) = match field {
                ItemField::Aligned => (one::FROM_START, "yes", one::CALENDAR),
                ItemField::Arrears => (one::ADVANCE, "yes", one::ARREARS),
                _ => (one::PART_BY_DAYS, "no", one::PART_WHOLE),
            };
            choose(vec![(key.to_owned(), other.to_owned())], Some(usual))
        }
        Form::Line
        | Form::No
        | Form::Day
        | Form::Amount
        | Form::Count
        | Form::List
        | Form::Stage
        | Form::Media
        | Form::Hash
        | Form::Yes
        | Form::Part
        | Form::When
        | Form::Invoice
        | Form::Signed
        | Form::DayCount
        | Form::Account
        | Form::Bic
        | Form::Digits
        | Form::Link
        | Form::Picture
        | Form::Category
        | Form::Score
        | Form::Upon
        | Form::If
        | Form::Then
        | Form::Hours
        | Form::Cause => {
            let (kind, mode) = match field.form() {
                Form::Day => ("date", "text"),
                Form::Amount => ("text", "decimal"),
                Form::Count | Form::Score => ("text", "numeric"),
                _ => ("text", "text"),
            };
            view! {
                <input id=id.clone() type=kind inputmode=mode autocomplete="off" dir="auto" maxlength=field.most().to_string()
                    aria-required=needed.then_some("true") aria-describedby=error.clone() aria-invalid=invalid
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            }
        }
    };
    // Two launches on one day are named while the second is dated.
    let collides = move || {
        let is_launch = matches!((kind, field), (ItemKind::Deliverable, ItemField::Due) | (ItemKind::Engagement, ItemField::End));
        let on = domain::time::Day::parse(&text.get()).filter(|_| is_launch)?;
        let others = shelf.subject.desk.with_rows(|rows| {
            let name = |(client, title): (domain::ClientId, String)| Some((rows.get(&client)?.name.clone(), title));
            domain::agenda::beside(rows, on, shelf.subject.id).into_iter().filter_map(name).collect::<Vec<_>>()
        });
        words::calendar::beside(&others)
    };
    view! {
        <div class="field" class:wide=wide>
            <label for=id>{said::field(kind, field)}</label>
            {input}
            <div id=error>
                {move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                {move || (wrong().is_none()).then(|| said::hint(kind, field)).flatten().map(|words| view! { <p class="hint">{words}</p> })}
                {move || collides().map(|words| view! {
                    <p class="mark" data-level="amber" role="status">{icon(Icon::Warn)}<span dir="auto">{words}</span></p>
                })}
            </div>
        </div>
    }
}
