//! The dialog in which two records become one client: which, and what holds where they differ.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::field::Field;
use domain::{ClientId, Stage};

use super::focus::focus;
use super::icon::{Icon, icon};
use super::leaving::{name_of, while_some};
use super::modal::Modal;
use crate::state::desk::desk;
use crate::state::merge::{Asked, Both, Difference, Merging, others};
use crate::words::{self, merge as said};

const SHOWN: usize = 6;

#[component]
pub fn MergeDialog() -> View {
    let Merging(asked) = expect_context();
    let open = while_some(asked);
    view! {
        <Modal open heading="h-merge">
            {move || asked.get().map(|now| match now.into {
                Some(into) => view! { <MergeForm client=now.client into open/> },
                None => view! { <Pick asked client=now.client open/> },
            })}
        </Modal>
    }
}

#[component]
fn Heading(#[prop(into)] words: String, open: RwSignal<bool>) -> View {
    view! {
        <div class="dlg-head">
            <h2 id="h-merge" dir="auto">{words}</h2>
            <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
        </div>
    }
}

/// Which other client it is.
#[component]
fn Pick(asked: RwSignal<Option<Asked>>, client: ClientId, open: RwSignal<bool>) -> View {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| typed.with(|typed| desk.with_rows(|rows| others(rows, client, typed, SHOWN))));
    let none = move || found.with(Vec::is_empty) && typed.with(|typed| !typed.trim().is_empty());
    // The record that is looked at stays, and the other goes under it.
    let choose = move |other: ClientId| asked.set(Some(Asked { client: other, into: Some(client) }));
    focus("merge-find");
    view! {
        <form class="dlg" novalidate on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(first) = found.with_untracked(|found| found.first().map(|row| row.id)) {
                choose(first);
            }
        }>
            <Heading words=said::MERGE_WITH open/>
            <div class="dlg-body">
                <div class="field">
                    <label for="merge-find">{said::FIND_OTHER}</label>
                    <input id="merge-find" type="search" dir="auto" autocomplete="off" placeholder=said::FIND_HINT
                        prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                </div>
                <ul class="merge-others" aria-live="polite">
                    {move || none().then(|| view! { <li class="quiet">{said::NOBODY}</li> })}
                    {move || found.get().into_iter().map(|row| {
                        let id = row.id;
                        view! {
                            <li><button type="button" on:click=move |_| choose(id)>
                                <bdi>{row.name.clone()}</bdi><span class="quiet end">{words::stage::name(row.stage)}</span>
                            </button></li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </form>
    }
}

#[component]
fn MergeForm(client: ClientId, into: ClientId, open: RwSignal<bool>) -> View {
    let desk = desk();
    desk.open_record(client);
    desk.open_record(into);
    let both = Memo::new(move |_| Both::of(desk, client, into));
    let chosen = RwSignal::new(BTreeSet::<Option<Field>>::new());
    let wrong = RwSignal::new(None::<String>);
    let merge = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(both) = both.get_untracked() else { return };
        desk.ask(both.command(client, into, &chosen.get_untracked()), move |outcome| match outcome {
            Ok(success) => {
                open.set(false);
                // Whoever stands on the record that went is led on by its address; anybody else stays.
                desk.say(Ok(success));
                set_timeout(keep_keyboard, Duration::from_millis(50));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let names = (name_of(desk, client), name_of(desk, into));
    let differ = move || both.with(|both| both.as_ref().map(|both| both.differ.clone()));
    focus("merge-do");
    view! {
        <form class="dlg" novalidate on:submit=merge>
            <Heading words=said::title(&names.0, &names.1) open/>
            <div class="dlg-body">
                <p>{said::WHAT_HAPPENS}</p>
                {move || differ().map(|differ| {
                    if differ.is_empty() {
                        return view! { <p class="quiet">{said::NOTHING_DIFFERS}</p> };
                    }
                    let rows = differ.into_iter().map(|one| view! { <Row one chosen/> }).collect_view();
                    view! { <p class="quiet">{said::CHOOSE}</p><div class="merge-fields">{rows}</div> }
                })}
                <div role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            </div>
            <div class="dlg-foot">
                <button class="primary" id="merge-do" type="submit">{said::MERGE}</button>
                <button type="button" on:click=move |_| open.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}

/// What the dialog was opened from may be gone with the hint it stood in.
fn keep_keyboard() {
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus("main");
    }
}

#[component]
fn Row(one: Difference, chosen: RwSignal<BTreeSet<Option<Field>>>) -> View {
    let Difference { field, here, there } = one;
    let name = format!("merge-{}", field.map_or("stage", Field::key));
    let shown = move |text: String| match field {
        None => Stage::from_key(&text).map_or(text, |stage| words::stage::name(stage).to_owned()),
        Some(field) => desk().locale.with_value(|locale| words::summary::said(field, &text, locale)),
    };
    let radio = |text: String, other: bool| {
        view! {
            <label class="tick">
                <input type="radio" name=name.clone() prop:checked=move || chosen.with(|chosen| chosen.contains(&field) == other)
                    on:change=move |_| chosen.update(|chosen| if other { chosen.insert(field); } else { chosen.remove(&field); })/>
                <span dir="auto">{shown(text)}</span>
            </label>
        }
    };
    let (here, there) = (radio(here, false), radio(there, true));
    let (id, named) = (format!("{name}-h"), format!("{name}-h"));
    view! { <div role="radiogroup" aria-labelledby=named><p class="label" id=id>{said::what(field)}</p>{here}{there}</div> }
}
