//! The table of what late payment costs: of the practice, or of one client.

use std::collections::BTreeMap;

use domain::interest::{DayCount, Terms};
use domain::item::{ItemField as F, ItemKind};
use domain::{ClientId, Command, ItemId, Refusal};

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::state::late::figure;
use crate::words::{self, late as said};

const FIELDS: [(F, &str, Option<&str>); 5] = [
    (F::Currency, said::CURRENCY, Some(said::CURRENCY_HINT)),
    (F::Base, said::BASE, None),
    (F::Points, said::POINTS, Some(said::POINTS_HINT)),
    (F::Fee, said::FEE, None),
    (F::Grace, said::GRACE, Some(said::GRACE_HINT)),
];

fn id(field: F) -> String {
    format!("late-{}", field.key())
}

/// The entries, the newest first, and the form for another. `of`: of a client; None: of the practice.
#[component]
pub fn LateTerms(of: Option<ClientId>, entries: Memo<Vec<Terms>>) -> View {
    let desk = desk();
    let typed = RwSignal::new(BTreeMap::<F, String>::new());
    let wrong = RwSignal::new(None::<(Option<F>, String)>);
    let get = move |field: F| typed.with(|typed| typed.get(&field).cloned().unwrap_or_default());
    let put = move |field: F, text: String| {
        typed.update(|typed| {
            typed.insert(field, text);
        })
    };
    let refuse = move |field: Option<F>, words: String| {
        wrong.set(Some((field, words)));
        focus(id(field.unwrap_or(F::Start)));
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let mut fields = Vec::new();
        for (field, text) in typed.get_untracked() {
            match desk.locale.with_value(|locale| figure(field, &text, locale)) {
                Some(text) => fields.push((field, text)),
                None => return refuse(Some(field), words::item::invalid(field).to_owned()),
            }
        }
        let command = match of {
            Some(client) => Command::AddItem { client, kind: ItemKind::LateTerms, fields },
            None => Command::SaveLateTerms { item: None, fields },
        };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                typed.set(BTreeMap::new());
                wrong.set(None);
                desk.toast(said::ADDED.to_owned(), success.undo, false);
                focus(id(F::Start));
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                let field = match crate::state::client::form::refusal_of(&unable) {
                    Some(Refusal::ItemInvalid { field } | Refusal::ItemMissing { field }) => Some(*field),
                    Some(Refusal::Money(_)) => Some(F::Fee),
                    _ => None,
                };
                refuse(field, words);
            }
        });
    };
    let remove = move |item: ItemId| {
        let command = match of {
            Some(client) => Command::RemoveItem { client, item, gone: true },
            None => Command::RemoveLateTerms { item, gone: true },
        };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus(id(F::Start));
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let line = move |one: &Terms| {
        let item = one.id;
        let (from, told) = desk.locale.with_value(|locale| (said::from(one.from, locale), said::terms(one, locale)));
        let currency = one.currency.map(|currency| view! { <span class="tag">{currency.code().to_owned()}</span> });
        view! {
            <li>
                <strong>{from.clone()}</strong>{currency}<span>{told}</span><span class="quiet" dir="auto">{one.name.clone()}</span>
                <button class="plain small end" type="button" on:click=move |_| remove(item)>{said::REMOVE}<span class="sr">": "{from}</span></button>
            </li>
        }
    };
    let invalid =
        move |field: F| wrong.with(|wrong| wrong.as_ref().is_some_and(|(one, _)| one.unwrap_or(F::Start) == field)).then_some("true");
    let field = move |(field, label, hint): (F, &'static str, Option<&'static str>)| {
        let figure = matches!(field, F::Base | F::Points | F::Fee | F::Grace);
        view! {
            <div class="field" class:wide=field == F::Title>
                <label for=id(field)>{label}</label>
                <input id=id(field) type="text" dir="auto" autocomplete="off" inputmode=if figure { "decimal" } else { "text" }
                    aria-describedby="late-terms-e" aria-invalid=move || invalid(field)
                    prop:value=move || get(field) on:input=move |event| put(field, event_target_value(&event))/>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
            </div>
        }
    };
    let example = move |_| {
        for (field, text) in [(F::Points, "8"), (F::Fee, "40"), (F::Currency, "EUR")] {
            put(field, text.to_owned());
        }
        focus(id(F::Base));
    };
    view! {
        {move || entries.with(|all| if all.is_empty() {
            view! { <p class="quiet">{if of.is_some() { said::NONE_OWN } else { said::NONE }}</p> }
        } else {
            view! { <ul class="late-terms">{all.iter().map(line).collect_view()}</ul> }
        })}
        <form class="late-add" novalidate on:submit=add>
            <div class="field">
                <label for=id(F::Start)>{said::FROM}</label>
                <input id=id(F::Start) type="date" aria-describedby="late-terms-e" aria-invalid=move || invalid(F::Start)
                    prop:value=move || get(F::Start) on:input=move |event| put(F::Start, event_target_value(&event))/>
            </div>
            {FIELDS.map(field)}
            <div class="field">
                <label for=id(F::DayCount)>{said::COUNT}</label>
                <select id=id(F::DayCount) prop:value=move || get(F::DayCount) on:change=move |event| put(F::DayCount, event_target_value(&event))>
                    {DayCount::ALL.iter().map(|one| {
                        let key = if *one == DayCount::Actual365 { "" } else { one.key() };
                        view! { <option value=key>{said::count(*one)}</option> }
                    }).collect_view()}
                </select>
            </div>
            {field((F::Title, said::NAME, None))}
            <div class="wide" id="late-terms-e">{move || wrong.get().map(|(_, words)| view! { <p class="error" role="alert">{words}</p> })}</div>
            <div class="acts wide">
                <button type="submit">{said::ADD}</button>
            </div>
        </form>
        {of.is_none().then(|| view! {
            <p class="quiet late-example">{said::EXAMPLE_HINT}" "<button class="plain small" type="button" on:click=example>{said::EXAMPLE}</button></p>
        })}
    }
}
