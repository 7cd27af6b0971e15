use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::content::Category;
use domain::figure::Usual;
use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::{Command, ItemId};

use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::state::draft::Entry;
use crate::words::{self, catalogue as said, tax};

const FIELDS: [ItemField; 7] =
    [ItemField::Title, ItemField::Detail, ItemField::Unit, ItemField::Price, ItemField::Currency, ItemField::Tax, ItemField::Category];

/// The catalogue: what is offered, and a form for one more or for the one that is being changed.
#[component]
pub fn Catalogue() -> View {
    let desk = desk();
    let all = Memo::new(move |_| desk.practice.with(|practice| practice.services()));
    let editing = RwSignal::new(None::<ItemId>);
    let blank = || FIELDS.map(|_| String::new());
    let typed = RwSignal::new(blank());
    let wrong = RwSignal::new(None::<String>);
    let look = move |at: usize| move || typed.with(|typed| typed[at].clone());
    let write = move |at: usize| {
        move |event: ev::Event| {
            let text = event_target_value(&event);
            typed.update(|typed| typed[at] = text);
        }
    };
    let leave = move || {
        editing.set(None);
        typed.set(blank());
        wrong.set(None);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let mut changes = Vec::new();
        for (field, text) in FIELDS.into_iter().zip(typed.get_untracked()) {
            let figure = matches!(field, ItemField::Price | ItemField::Tax);
            let text = if figure && !text.trim().is_empty() {
                match desk.locale.with_value(|locale| Entry::typed(&text, Usual::Fine, locale)).value {
                    Ok(value) => value.map(|value| value.to_string()).unwrap_or_default(),
                    Err(_) => {
                        wrong.set(Some(said::NOT_A_NUMBER.to_owned()));
                        return focus(id(field));
                    }
                }
            } else {
                text
            };
            changes.push((field, text));
        }
        let item = editing.get_untracked();
        let way = domain::decide::Way { item, kind: ItemKind::Service, changes, gone: false };
        desk.ask(Command::SaveWays { ways: vec![way] }, move |outcome| match outcome {
            Ok(success) => {
                leave();
                desk.toast(if item.is_some() { said::CHANGED } else { said::ADDED }.to_owned(), success.undo, false);
                focus(id(ItemField::Title));
            }
            Err(unable) => {
                wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                focus(id(ItemField::Title));
            }
        });
    };
    let edit = move |item: ItemId| {
        let kept =
            desk.practice.with_untracked(|practice| practice.items.get(&item).map(|item| FIELDS.map(|field| item.get(field).to_owned())));
        if let Some(kept) = kept {
            let figure = |text: &String| desk.locale.with_value(|locale| Entry::of(text.parse().ok(), 0, locale).text);
            let mut shown = kept;
            (shown[3], shown[5]) = (figure(&shown[3]), figure(&shown[5]));
            typed.set(shown);
            wrong.set(None);
            editing.set(Some(item));
            focus(id(ItemField::Title));
        }
    };
    let remove = move |item: ItemId| {
        let way = domain::decide::Way { item: Some(item), kind: ItemKind::Service, changes: Vec::new(), gone: true };
        desk.ask(Command::SaveWays { ways: vec![way] }, move |outcome| match outcome {
            Ok(success) => {
                if editing.try_get_untracked() == Some(Some(item)) {
                    leave();
                }
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus(id(ItemField::Title));
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let row = move |(item, service): (ItemId, domain::catalogue::Service)| {
        let price = service.price.map(|price| {
            let figure = desk.locale.with_value(|locale| locale.number(price.value()));
            let currency = service.currency.map(|one| format!(" {one}")).unwrap_or_default();
            let unit = if service.unit.is_empty() { String::new() } else { format!(" / {}", service.unit) };
            format!("{figure}{currency}{unit}")
        });
        let name = service.name.clone();
        let (edit_name, remove_name) = (name.clone(), name.clone());
        view! {
            <li>
                <span dir="auto">{name}</span>
                <span class="quiet num">{price}</span>
                <button class="plain small end" type="button" on:click=move |_| edit(item)>{said::EDIT}<span class="sr">": "{edit_name}</span></button>
                <button class="plain small" type="button" on:click=move |_| remove(item)>{said::REMOVE}<span class="sr">": "{remove_name}</span></button>
            </li>
        }
    };
    let input = move |at: usize, label: &'static str, mode: &'static str, list: &'static str| {
        let name = id(FIELDS[at]);
        view! {
            <div class="field">
                <label for=name.clone()>{label}</label>
                <input id=name type="text" inputmode=mode list=list maxlength=FIELDS[at].most().to_string() autocomplete="off" dir="auto"
                    aria-describedby="service-e" prop:value=look(at) on:input=write(at)/>
            </div>
        }
    };
    view! {
        <section class="section set" id="services" aria-labelledby="h-services">
            <div class="section-head"><h2 id="h-services" tabindex="-1">{said::TITLE}</h2></div>
            <p>{said::HINT}</p>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NONE}</p> }
            } else {
                view! { <ul class="holidays services" aria-labelledby="h-services">{all.get().into_iter().map(row).collect_view()}</ul> }
            }}
            <form class="stack" novalidate on:submit=save>
                <div class="fields">
                    {input(0, said::NAME, "text", "")}
                    {input(2, said::UNIT, "text", "")}
                    {input(3, said::PRICE, "decimal", "")}
                    <div class="field">
                        <label for=id(ItemField::Currency)>{said::CURRENCY}</label>
                        <select id=id(ItemField::Currency) on:change=write(4)>
                            <option value="" prop:selected=move || look(4)().is_empty()>{said::ANY_CURRENCY}</option>
                            {Currency::all().map(|one| view! {
                                <option value=one.code().to_owned() prop:selected=move || look(4)() == one.code()>{one.code().to_owned()}</option>
                            }).collect_view()}
                        </select>
                    </div>
                    {input(5, said::TAX, "decimal", "")}
                    <div class="field">
                        <label for=id(ItemField::Category)>{said::CATEGORY}</label>
                        <select id=id(ItemField::Category) on:change=write(6)>
                            <option value="" prop:selected=move || look(6)().is_empty()>{said::CATEGORY_USUAL}</option>
                            {Category::ALL.into_iter().filter(|one| one.needs_reason()).map(|one| view! {
                                <option value=one.code() prop:selected=move || look(6)() == one.code()>{tax::category(one)}</option>
                            }).collect_view()}
                        </select>
                    </div>
                    <div class="field wide">
                        <label for=id(ItemField::Detail)>{said::DETAIL}</label>
                        <textarea id=id(ItemField::Detail) rows="1" dir="auto" maxlength="2000" prop:value=look(1) on:input=write(1)></textarea>
                    </div>
                </div>
                <div id="service-e">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                <div class="acts">
                    <button type="submit">{move || if editing.get().is_some() { said::CHANGE } else { said::ADD }}</button>
                    {move || editing.get().map(|_| view! { <button class="plain" type="button" on:click=move |_| leave()>{said::CANCEL}</button> })}
                </div>
            </form>
        </section>
    }
}

fn id(field: ItemField) -> String {
    format!("service-{}", field.key())
}
