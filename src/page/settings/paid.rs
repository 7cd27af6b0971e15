//! How the practice is paid: its accounts and its links.

use std::collections::BTreeMap;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::command::Refusal;
use domain::decide::{Way, item_text};
use domain::figure::{Usual, read};
use domain::item::{Form, Item, ItemField, ItemKind, of_kind};
use domain::money::Currency;
use domain::remit::{Account, Iban};
use domain::{Command, ItemId};

use crate::part::focus::focus;
use crate::state::desk::{Unable, desk};
use crate::state::draft::Wrong;
use crate::words::import::currency as named;
use crate::words::locale::Locale;
use crate::words::{document, item as items, refusal, remit as said};

#[component]
pub fn Paid() -> View {
    view! {
        <section class="section set" id="paid" aria-labelledby="h-paid">
            <div class="section-head"><h2 id="h-paid" tabindex="-1">{said::SETTINGS}</h2></div>
            <p>{said::SETTINGS_HINT}</p>
            <Ways kind=ItemKind::Account/>
            <Ways kind=ItemKind::PayLink/>
        </section>
    }
}

/// One way as its row shows it.
#[derive(Clone, PartialEq)]
struct Shown {
    id: ItemId,
    name: String,
    lines: Vec<String>,
}

impl Shown {
    fn of(id: ItemId, item: &Item, locale: &Locale) -> Self {
        let mut lines = Vec::new();
        let currency = item.currency();
        let name = if item.kind == ItemKind::Account {
            let account = Account::of(item);
            let mut all = account.lines();
            let first = if account.name.is_empty() && !all.is_empty() { all.remove(0) } else { account.name.clone() };
            lines.push(all.join(" · "));
            lines.push(said::used_for(currency, item.get(ItemField::Usual) == "yes"));
            if account.iban.as_ref().is_some_and(Iban::is_qr) {
                lines.push(said::IS_QR.to_owned());
            }
            first
        } else {
            lines.push(item.get(ItemField::Link).to_owned());
            lines.extend(said::takes(currency, item.amount(ItemField::Price), locale));
            item.title().to_owned()
        };
        lines.retain(|line| !line.is_empty());
        Self { id, name, lines }
    }
}

fn heading(kind: ItemKind) -> String {
    format!("h-{}", kind.key())
}

fn field_id(kind: ItemKind, field: ItemField) -> String {
    format!("{}-{}", kind.key(), field.key())
}

#[component]
fn Ways(kind: ItemKind) -> View {
    let desk = desk();
    let all = Memo::new(move |_| {
        let locale = desk.locale.get_value();
        desk.practice
            .with(|practice| of_kind(&practice.items, kind).into_iter().map(|(id, item)| Shown::of(id, item, &locale)).collect::<Vec<_>>())
    });
    // None: no form. Some(None): a new one.
    let editing = RwSignal::new(None::<Option<ItemId>>);
    let words = said::ways(kind);
    let edit = move |which: Option<ItemId>| {
        editing.set(Some(which));
        focus(field_id(kind, kind.fields()[0]));
    };
    let remove = move |id: ItemId| {
        let ways = vec![Way { item: Some(id), kind, changes: Vec::new(), gone: true }];
        desk.ask(Command::SaveWays { ways }, move |outcome| match outcome {
            Ok(success) => {
                editing.set(None);
                desk.toast(words.removed.to_owned(), success.undo, false);
                focus(heading(kind));
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let row = move |way: Shown| {
        let Shown { id, name, lines } = way;
        view! {
            <li>
                <div>
                    <strong dir="auto">{name.clone()}</strong>
                    {lines.into_iter().map(|line| view! { <p class="quiet" dir="auto">{line}</p> }).collect_view()}
                </div>
                <button class="plain small" type="button" on:click=move |_| edit(Some(id))>{said::CHANGE}<span class="sr" dir="auto">": "{name.clone()}</span></button>
                <button class="plain small" type="button" on:click=move |_| remove(id)>{items::REMOVE}<span class="sr" dir="auto">": "{name.clone()}</span></button>
            </li>
        }
    };
    view! {
        <h3 id=heading(kind) tabindex="-1">{items::heading(kind)}</h3>
        {move || if all.with(Vec::is_empty) {
            view! { <p class="quiet">{words.none}</p> }
        } else {
            view! { <ul class="ways" aria-labelledby=heading(kind)>{all.get().into_iter().map(row).collect_view()}</ul> }
        }}
        {move || match editing.get() {
            Some(which) => view! { <WayForm kind which editing/> },
            None => view! { <div class="acts"><button type="button" id=format!("add-{}", kind.key()) on:click=move |_| edit(None)>{words.add}</button></div> },
        }}
    }
}

type Mistakes = BTreeMap<Option<ItemField>, String>;

#[component]
fn WayForm(kind: ItemKind, which: Option<ItemId>, editing: RwSignal<Option<Option<ItemId>>>) -> View {
    let desk = desk();
    let texts: Vec<(ItemField, RwSignal<String>)> = desk.practice.with_untracked(|practice| {
        let item = which.and_then(|id| practice.items.get(&id));
        let text = |field: &ItemField| {
            let kept = item.map_or("", |item| item.get(*field)).to_owned();
            let amount = item.and_then(|item| item.amount(*field)).filter(|_| field.form() == Form::Amount);
            (*field, RwSignal::new(amount.map_or(kept, |amount| desk.locale.with_value(|locale| locale.number(amount)))))
        };
        kind.fields().iter().map(text).collect()
    });
    let wrong = RwSignal::new(Mistakes::new());
    let typed = texts.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let locale = desk.locale.get_value();
        let (mut changes, mut mistakes) = (Vec::new(), Mistakes::new());
        for (field, text) in &typed {
            match kept(kind, *field, &text.get_untracked(), &locale) {
                Ok(text) if text.is_empty() && kind.needs().contains(field) => {
                    mistakes.insert(Some(*field), items::missing(*field).to_owned());
                }
                Ok(text) => changes.push((*field, text)),
                Err(words) => {
                    mistakes.insert(Some(*field), words);
                }
            }
        }
        if let Some(first) = mistakes.keys().next().copied().flatten() {
            wrong.set(mistakes);
            return focus(field_id(kind, first));
        }
        let ways = vec![Way { item: which, kind, changes, gone: false }];
        desk.ask(Command::SaveWays { ways }, move |outcome| match outcome {
            Ok(success) => {
                editing.set(None);
                desk.toast(said::ways(kind).saved.to_owned(), success.undo, false);
                focus(heading(kind));
            }
            Err(unable) => {
                let field = if matches!(unable, Unable::Refused(Refusal::CurrencyMissing)) { Some(ItemField::Currency) } else { None };
                let words = match field {
                    Some(_) => said::CURRENCY_MISSING.to_owned(),
                    None => desk.locale.with_value(|locale| refusal::unable(&unable, locale)),
                };
                wrong.set(Mistakes::from([(field, words)]));
                if let Some(field) = field {
                    focus(field_id(kind, field));
                }
            }
        });
    };
    let cancel = move |_| {
        editing.set(None);
        focus(heading(kind));
    };
    view! {
        <form class="stack way-form" novalidate aria-labelledby=heading(kind) on:submit=save>
            <div class="fields">{texts.into_iter().map(|(field, text)| view! { <Line kind field text wrong/> }).collect_view()}</div>
            {move || wrong.with(|wrong| wrong.get(&None).cloned()).map(|words| view! { <p class="error" role="alert">{words}</p> })}
            <div class="acts">
                <button type="submit">{crate::words::settings::SAVE}</button>
                <button class="plain" type="button" on:click=cancel>{crate::words::settings::CANCEL}</button>
            </div>
        </form>
    }
}

/// A typed text as it is kept, or the words beside the field.
fn kept(kind: ItemKind, field: ItemField, typed: &str, locale: &Locale) -> Result<String, String> {
    let plain = if field.form() == Form::Amount && !typed.trim().is_empty() {
        read(typed, locale.mark(), Usual::Coarse).map_err(|error| document::wrong(Wrong::Text(error), locale))?.to_string()
    } else {
        typed.to_owned()
    };
    item_text(kind, field, &plain).map_err(|error| refusal::refused(&error, locale))
}

#[component]
fn Line(kind: ItemKind, field: ItemField, text: RwSignal<String>, wrong: RwSignal<Mistakes>) -> View {
    let id = field_id(kind, field);
    let (error, hint_id) = (format!("{id}-e"), format!("{id}-h"));
    let said_wrong = move || wrong.with(|wrong| wrong.get(&Some(field)).cloned());
    let invalid = move || said_wrong().map(|_| "true");
    let hint = said::way_hint(kind, field);
    let described = if hint.is_some() { format!("{error} {hint_id}") } else { error.clone() };
    let put = move |event: ev::Event| text.set(event_target_value(&event));
    let input = match field.form() {
        Form::Yes => {
            let now = text.get_untracked();
            let check = move |event: ev::Event| text.set(if event_target_checked(&event) { "yes".to_owned() } else { String::new() });
            return view! {
                <div class="field wide">
                    <label class="check"><input id=id type="checkbox" checked=now == "yes" on:change=check/>{said::USUAL}</label>
                    <p class="hint">{said::USUAL_HINT}</p>
                </div>
            };
        }
        Form::Currency => {
            let now = text.get_untracked();
            let option = |one: Currency| view! { <option value=one.code().to_owned() selected=one.code() == now>{named(one)}</option> };
            view! {
                <select id=id.clone() aria-invalid=invalid aria-describedby=described on:change=put>
                    <option value="" selected=now.is_empty()>{said::EVERY_CURRENCY}</option>
                    {Currency::all().map(option).collect_view()}
                </select>
            }
        }
        Form::Account => view! {
            <textarea id=id.clone() rows="2" dir="auto" spellcheck="false" autocomplete="off" aria-required="true" aria-invalid=invalid aria-describedby=described
                prop:value=move || text.get() on:input=put></textarea>
        },
        _ => view! {
            <input id=id.clone() type="text" dir="auto" autocomplete="off" maxlength=field.most().to_string()
                inputmode=(field.form() == Form::Amount).then_some("decimal")
                aria-required=kind.needs().contains(&field).then_some("true") aria-invalid=invalid aria-describedby=described
                prop:value=move || text.get() on:input=put/>
        },
    };
    let qr = move || field.form() == Form::Account && Iban::parse(&text.get()).is_ok_and(|iban| iban.is_qr());
    view! {
        <div class="field" class:wide=matches!(field.form(), Form::Account | Form::Link)>
            <label for=id>{said::way_field(kind, field).unwrap_or_else(|| items::field(kind, field))}</label>
            {input}
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {move || qr().then(|| view! { <p class="hint" role="status">{said::IS_QR}</p> })}
            <div id=error>{move || said_wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
        </div>
    }
}
