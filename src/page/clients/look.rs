//! What of the list is shown and in which order; and such looks kept under a name, for everybody of the practice.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::decide::Way;
use domain::item::{ItemField, ItemKind};
use domain::{Command, ItemId, Stage};

use crate::part::focus::focus;
use crate::part::icon::{Icon, icon, small_icon};
use crate::state::client::list::{By, Look, Only, kept, tiers};
use crate::state::desk::desk;
use crate::words::{self, client as said};

/// Who is shown.
#[component]
pub fn Filters(look: RwSignal<Look>) -> View {
    let desk = desk();
    let ranks = Memo::new(move |_| desk.with_rows(tiers));
    let by = move |column: By| look.with(|look| look.by == column);
    view! {
        <div class="looks">
            <select class="small" aria-label=said::COL_STAGE on:change=move |event| look.update(|look| look.stage = event_target_value(&event))>
                <option value="" selected=move || look.with(|look| look.stage.is_empty())>{said::ALL_STAGES}</option>
                {Stage::ALL.map(|stage| view! {
                    <option value=stage.key() selected=move || look.with(|look| look.stage == stage.key())>{words::stage::name(stage)}</option>
                })}
            </select>
            {move || (!ranks.with(Vec::is_empty)).then(|| view! {
                <select class="small" aria-label=said::TIER on:change=move |event| look.update(|look| look.tier = event_target_value(&event))>
                    <option value="" selected=move || look.with(|look| look.tier.is_empty())>{said::ALL_TIERS}</option>
                    {ranks.get().into_iter().map(|one| {
                        let key = one.clone();
                        view! { <option value=one.clone() selected=move || look.with(|look| look.tier == key)>{said::TIER}" "{one.clone()}</option> }
                    }).collect_view()}
                </select>
            })}
            <select class="small" aria-label=said::SHOW on:change=move |event| {
                let at: usize = event_target_value(&event).parse().unwrap_or_default();
                look.update(|look| look.only = Only::ALL.get(at).copied().unwrap_or_default());
            }>
                {Only::ALL.into_iter().enumerate().map(|(at, only)| view! {
                    <option value=at.to_string() selected=move || look.with(|look| look.only == only)>{said::only(only)}</option>
                }).collect_view()}
            </select>
            // Where the list is narrow its head cannot be pressed.
            <span class="looks-order">
                <select class="small" aria-label=said::SORT_BY on:change=move |event| {
                    let at: usize = event_target_value(&event).parse().unwrap_or_default();
                    let column = By::ALL.get(at).copied().unwrap_or_default();
                    look.update(|look| (look.by, look.back) = (column, column.begins_back()));
                }>
                    {By::ALL.into_iter().enumerate().map(|(at, column)| view! {
                        <option value=at.to_string() selected=move || by(column)>{said::sorted_by(column)}</option>
                    }).collect_view()}
                </select>
                <button class="plain small icon" type="button" aria-label=said::TURN_ROUND on:click=move |_| look.update(|look| look.back = !look.back)>
                    {move || icon(if look.with(|look| look.back) { Icon::Lower } else { Icon::Up })}
                </button>
            </span>
        </div>
    }
}

/// The head of a column: a press puts the list in its order, another turns it round.
#[component]
pub fn Column(look: RwSignal<Look>, by: By) -> View {
    let order = move || look.with(|look| (look.by == by).then_some(if look.back { "descending" } else { "ascending" }));
    let class = matches!(by, By::Open | By::Trust | By::Touch).then_some("num");
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=order>
            <span class="sort-name">{said::column(by)}</span>
            <button class="sort" type="button" on:click=move |_| look.update(|look| look.turn(by))>
                {said::column(by)}
                {move || match order() {
                    Some("descending") => small_icon(Icon::Lower),
                    Some(_) => small_icon(Icon::Up),
                    None => ().into_view(),
                }}
            </button>
        </th>
    }
}

/// The looks that are kept, and keeping this one.
#[component]
pub fn Kept(look: RwSignal<Look>) -> View {
    let desk = desk();
    let all = Memo::new(move |_| desk.practice.with(|practice| kept(practice)));
    let naming = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let now = Memo::new(move |_| all.with(|all| look.with(|look| all.iter().find(|(_, _, one)| one == look).map(|(id, ..)| *id))));
    let is_new = Memo::new(move |_| now.get().is_none() && look.with(|look| *look != Look::default()));
    let begin = move |_| {
        name.set(String::new());
        wrong.set(None);
        naming.set(true);
        focus("view-name");
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let changes = vec![(ItemField::Title, name.get_untracked()), (ItemField::Query, look.with_untracked(Look::text))];
        let way = Way { item: None, kind: ItemKind::View, changes, gone: false };
        desk.ask(Command::SaveWays { ways: vec![way] }, move |outcome| match outcome {
            Ok(success) => {
                naming.set(false);
                desk.toast(said::VIEW_KEPT.to_owned(), success.undo, false);
                focus("filter");
            }
            Err(unable) => {
                wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                focus("view-name");
            }
        });
    };
    let leave = move || {
        naming.set(false);
        focus("view-keep");
    };
    let drop = move |item: ItemId| {
        let way = Way { item: Some(item), kind: ItemKind::View, changes: Vec::new(), gone: true };
        desk.ask(Command::SaveWays { ways: vec![way] }, move |outcome| match outcome {
            Ok(success) => {
                look.set(Look::default());
                desk.toast(said::VIEW_DROPPED.to_owned(), success.undo, false);
                focus("filter");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let any = Memo::new(move |_| !all.with(Vec::is_empty) || is_new.get());
    (move || {
        any.get().then(|| view! {
            <div class="views" role="group" aria-label=said::VIEWS>
                {all.get().into_iter().map(|(id, name, one)| {
                    let pressed = move || if now.get() == Some(id) { "true" } else { "false" };
                    let choose = move |_| look.set(if now.get_untracked() == Some(id) { Look::default() } else { one.clone() });
                    view! { <button class="plain small view" type="button" dir="auto" aria-pressed=pressed on:click=choose>{name}</button> }
                }).collect_view()}
                {move || now.get().map(|item| view! {
                    <button class="plain small quiet" type="button" on:click=move |_| drop(item)>{said::VIEW_DROP}</button>
                })}
                {move || (is_new.get() && !naming.get()).then(|| view! {
                    <button id="view-keep" class="plain small" type="button" on:click=begin>{small_icon(Icon::Plus)}{said::KEEP_VIEW}</button>
                })}
                {move || (is_new.get() && naming.get()).then(|| view! {
                    <form class="views-name" novalidate on:submit=keep on:keydown=move |event| if event.key() == "Escape" { leave() }>
                        <label class="sr" for="view-name">{said::VIEW_NAME}</label>
                        <input id="view-name" type="text" maxlength="60" autocomplete="off" dir="auto" placeholder=said::VIEW_NAME aria-describedby="view-name-e"
                            prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                        <button class="small" type="submit">{said::VIEW_KEEP}</button>
                        <button class="plain small" type="button" on:click=move |_| leave()>{said::VIEW_CANCEL}</button>
                        <p class="error" id="view-name-e" role="alert">{move || wrong.get()}</p>
                    </form>
                })}
            </div>
        })
    })
    .into_view()
}
