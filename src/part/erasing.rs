//! The dialog in which a client is erased: what goes, what stays and why, a copy to give away first, and the name as the key.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::client::Client;
use domain::decide::Erasing;
use domain::item::{ItemField, ItemKind, of_kind};
use domain::time::Day;
use domain::{ClientId, Command, erase, text};

use super::focus::focus;
use super::icon::{Icon, icon};
use super::leaving::{name_of, while_some};
use super::modal::Modal;
use crate::route::Route;
use crate::state::cabinet::cabinet;
use crate::state::desk::desk;
use crate::state::dossier;
use crate::state::files::{Form, give};
use crate::words::{self, erase as said};

/// Whom the dialog asks about. Its record is open.
#[derive(Clone, Copy, Debug)]
pub struct Erase(pub RwSignal<Option<ClientId>>);

#[component]
pub fn EraseDialog() -> View {
    let Erase(asked) = expect_context();
    let open = while_some(asked);
    view! {
        <Modal open heading="h-erase">
            {asked.get_untracked().map(|client| view! { <EraseForm client open/> })}
        </Modal>
    }
}

/// Of every file it ever named.
fn hashes(client: &Client) -> Vec<String> {
    let files = client.items.values().filter(|item| item.kind == ItemKind::File);
    files.map(|item| item.get(ItemField::Hash).to_owned()).filter(|hash| !hash.is_empty()).collect()
}

#[component]
fn EraseForm(client: ClientId, open: RwSignal<bool>) -> View {
    let desk = desk();
    let cabinet = cabinet();
    let name = name_of(desk, client);
    let plan = Memo::new(move |_| {
        desk.record.with(|record| record.as_ref().filter(|record| record.client.id == client).map(|record| erase::plan(&record.client)))
    });
    let first = plan.get_untracked().unwrap_or_default();
    let until = RwSignal::new(first.until.map(|day| day.to_string()).unwrap_or_default());
    let why = RwSignal::new(said::WHY_USUAL.to_owned());
    let (typed, private) = (RwSignal::new(String::new()), RwSignal::new(true));
    let (wrong_name, wrong_day, wrong) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let held = Memo::new(move |_| plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.unsettled)));
    let keeps = first.kept > 0;
    let has_files = desk
        .record
        .with_untracked(|record| record.as_ref().is_some_and(|record| !of_kind(&record.client.items, ItemKind::File).is_empty()));
    let download = {
        let name = name.clone();
        move |_| {
            let tree =
                desk.record.with_untracked(|record| record.as_ref().map(|record| dossier::tree(&record.client, private.get_untracked())));
            let Some(tree) = tree else { return };
            let file = said::file(&name);
            let both = give(&format!("{file}.json"), Form::Json, &format!("{tree:#}"))
                && give(&format!("{file}.html"), Form::Page, &dossier::page(&name, &tree));
            wrong.set((!both).then(|| said::NOT_GIVEN.to_owned()));
        }
    };
    let erase = {
        let name = name.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let is_name = typed.with_untracked(|typed| text::fold(typed).trim() == text::fold(&name).trim());
            let day = Day::parse(&until.get_untracked());
            let is_day = !keeps || day.is_some_and(|day| day >= desk.today.get_untracked());
            wrong_name.set(!is_name);
            wrong_day.set(!is_day);
            if !is_day {
                return focus("erase-until");
            }
            if !is_name {
                return focus("erase-name");
            }
            let hashes = desk.record.with_untracked(|record| record.as_ref().map(|record| hashes(&record.client)).unwrap_or_default());
            let wish = Erasing { name: said::NAME.to_owned(), until: day, why: why.get_untracked() };
            desk.ask(Command::Erase { client, wish }, move |outcome| match outcome {
                Ok(success) => {
                    cabinet.owe(hashes);
                    open.set(false);
                    let _ = window().location().set_hash(&Route::Clients.hash());
                    desk.say(Ok(success));
                }
                Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
            });
        }
    };
    view! {
        <form class="dlg" novalidate on:submit=erase>
            <div class="dlg-head">
                <h2 id="h-erase" dir="auto">{said::title(&name)}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <p class="hint">{said::LEAD}</p>
                <div class="dlg-part">
                    <h3>{said::GOES}</h3>
                    <p>{said::goes(&first)}</p>
                    {has_files.then(|| view! { <p class="hint">{said::FILES}</p> })}
                </div>
                <div class="dlg-part">
                    <h3>{said::STAYS}</h3>
                    <p>{if keeps { said::stays(first.kept) } else { said::NOTHING_STAYS.to_owned() }}</p>
                    <p class="hint">{said::ELSEWHERE}</p>
                </div>
                {keeps.then(|| view! {
                    <div class="fields">
                        <div class="field">
                            <label for="erase-until">{said::UNTIL}</label>
                            <input id="erase-until" type="date" aria-invalid=move || wrong_day.get().then_some("true") aria-describedby="erase-until-h"
                                prop:value=move || until.get() on:input=move |event| until.set(event_target_value(&event))/>
                            <div id="erase-until-h">
                                {move || if wrong_day.get() {
                                    view! { <p class="error" role="alert">{said::UNTIL_WRONG}</p> }
                                } else {
                                    view! { <p class="hint">{said::UNTIL_HINT}</p> }
                                }}
                            </div>
                        </div>
                        <div class="field">
                            <label for="erase-why">{said::WHY}</label>
                            <input id="erase-why" type="text" dir="auto" maxlength="300"
                                prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))/>
                        </div>
                    </div>
                })}
                <div class="dlg-part">
                <h3>{said::GIVE_FIRST}</h3>
                <label class="tick">
                    <input type="checkbox" prop:checked=move || private.get() on:change=move |event| private.set(event_target_checked(&event))/>
                    <span>{said::PRIVATE}</span>
                </label>
                <div class="row">
                    <button type="button" on:click=download>{said::GIVE}</button>
                    <span class="hint">{said::GIVE_HINT}</span>
                </div>
                </div>
                {move || (held.get() > 0).then(|| view! { <p class="notice" data-level="amber" role="note">{said::unsettled(held.get())}</p> })}
                <div class="field">
                    <label for="erase-name" dir="auto">{said::confirm(&name)}</label>
                    <input id="erase-name" type="text" dir="auto" autocomplete="off" spellcheck="false"
                        aria-invalid=move || wrong_name.get().then_some("true") aria-describedby="erase-name-h"
                        prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    <div id="erase-name-h">
                        {move || wrong_name.get().then(|| view! { <p class="error" role="alert">{said::NAME_WRONG}</p> })}
                        {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    </div>
                </div>
            </div>
            <div class="dlg-foot">
                <button class="danger" type="submit" disabled=move || held.get() != 0>{said::DO}</button>
                <button class="plain" type="button" on:click=move |_| open.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
