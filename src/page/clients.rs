//! The list of all clients.

mod look;

use std::sync::Arc;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::alike::Asked;
use domain::field::Field;
use domain::row::Row;
use domain::today::Ground;
use domain::trust::Weights;
use domain::{ClientId, Command, Done, Stage, text};

use super::duplicates::Duplicates;
use crate::part::alike::{AlikeHint, is_known};
use crate::part::focus::{focus, focus_line};
use crate::part::icon::{Icon, icon, small_icon};
use crate::part::modal::Modal;
use crate::part::money::money;
use crate::part::stage::stage;
use crate::part::trust;
use crate::route::{Route, Tab};
use crate::state::client::form::{field_of, refusal_of, wrong};
use crate::state::client::list::{By, Eye, Look, list, removed, zone};
use crate::state::desk::desk;
use crate::state::merge::Merging;
use crate::state::trust::Scale;
use crate::words::{self, client as said};
use look::{Column, Filters, Kept};

const SHOWN_AT_FIRST: usize = 100;
const SHOWN_MORE: usize = 200;

/// `#/clients/new`: the list, with the form for another one open.
fn is_asked_for() -> bool {
    window().location().hash().is_ok_and(|hash| hash == format!("{}/new", Route::Clients.hash()))
}

#[component]
pub fn Clients() -> View {
    let desk = desk();
    desk.look_at_practice();
    let look = RwSignal::new(Look::default());
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let adding = RwSignal::new(is_asked_for());
    let turn = window_event_listener(ev::hashchange, move |_| {
        if is_asked_for() {
            adding.set(true);
        }
    });
    on_cleanup(move || turn.remove());
    let zone = StoredValue::new(zone());
    let all = Memo::new(move |_| {
        let (look, practice) = (look.get(), desk.practice.get());
        let folded = text::fold(&look.query);
        let ground = Ground::of(&practice, zone.get_value(), desk.now());
        let scale = Scale { ground, weights: Weights::of(&practice) };
        let eye = Eye { scale: &scale, home: practice.currency() };
        desk.with_rows(|rows| list(rows, &look, folded.trim(), &eye, limit.get()))
    });
    let scale = Scale::here(desk);
    let any = Memo::new(move |_| all.with(|all| all.all > 0));
    let found = Memo::new(move |_| all.with(|all| all.found));
    let hidden = Memo::new(move |_| all.with(|all| all.hidden));
    // Where all of them are the sample, the banner says so once.
    let mixed = Memo::new(move |_| all.with(|all| all.samples > 0 && all.samples < all.all));
    let filtering = move || look.with(Look::filters);
    let count = move || all.with(|all| if filtering() { said::matching(all.found, all.all) } else { said::clients(all.all) });
    let clear = move |_| {
        look.set(Look::default());
        focus("filter");
    };
    view! {
        <div class="head">
            <h1>{said::CLIENTS}</h1>
            <Show when=move || any.get()>
                <p class="quiet" role="status">{count}</p>
                <div class="find" role="search">
                    {small_icon(Icon::Search)}
                    <input id="filter" type="search" aria-label=said::FILTER placeholder=said::FILTER_HINT autocomplete="off"
                        prop:value=move || look.with(|look| look.query.clone())
                        on:input=move |event| look.update(|look| look.query = event_target_value(&event))/>
                </div>
                <a class="btn plain small" href=Route::Retention.hash()>{words::retention::TITLE}</a>
                <a class="btn" href=Route::Import.hash()>{words::shell::IMPORT}</a>
                <button class="primary" type="button" aria-haspopup="dialog" on:click=move |_| adding.set(true)>{said::ADD_CLIENT}</button>
            </Show>
        </div>
        <Show when=move || any.get() fallback=move || view! {
            <div class="empty">
                <h2>{said::EMPTY}</h2>
                <p>{said::EMPTY_HINT}</p>
                <button type="button" aria-haspopup="dialog" on:click=move |_| adding.set(true)>{said::ADD_CLIENT}</button>
                <a class="btn plain" href=Route::Import.hash()>{words::shell::IMPORT}</a>
            </div>
        }>
            <div class="looks-line"><Filters look/><Kept look/></div>
            <Show when=move || { found.get() > 0 } fallback=move || view! {
                <div class="empty">
                    <h2 dir="auto">{move || look.with(|look| said::no_match(look.query.trim()))}</h2>
                    <button type="button" on:click=clear>{said::CLEAR}</button>
                </div>
            }>
                <div class="table-wrap">
                    <table class="ledger stacks" role="table">
                        <caption class="sr">{said::CLIENTS}</caption>
                        <thead role="rowgroup">
                            <tr role="row">
                                {By::ALL.map(|by| view! { <Column look by/> })}
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            <For each=move || all.with(|all| all.shown.clone()) key=|row| (row.id, Arc::as_ptr(row) as usize) let(row)>
                                <Line row mixed scale/>
                            </For>
                        </tbody>
                    </table>
                </div>
                {move || (hidden.get() > 0).then(|| view! {
                    <p class="list-foot">
                        <button class="more" type="button" on:click=move |_| {
                            focus_line(".ledger tbody tr", limit.get_untracked());
                            limit.update(|limit| *limit += SHOWN_MORE);
                        }>{said::more(hidden.get())}</button>
                    </p>
                })}
            </Show>
        </Show>
        <Duplicates/>
        <Removed/>
        <Modal open=adding heading="d-add"><AddForm adding/></Modal>
    }
}

#[component]
fn Line(row: Arc<Row>, mixed: Memo<bool>, scale: Memo<Arc<Scale>>) -> View {
    let desk = desk();
    let today = desk.today;
    let (day, step) = row.nearest().map_or((None, row.next_step.clone()), |(day, step)| (Some(day), step.to_owned()));
    let when = move || {
        day.map(|day| {
            let late = day.days_until(today.get());
            let (near, full) = desk.locale.with_value(|locale| (locale.near(day, today.get()), locale.long_day(day)));
            let text = if late > 0 { words::board::late(late) } else { near };
            view! { <span class:late=late.is_positive()><time datetime=day.to_string() title=full>{text}</time></span> }
        })
    };
    let owed: Vec<_> = row.open().iter().collect();
    let none = || view! { <span class="quiet">{said::NONE}</span> };
    let open = if owed.is_empty() {
        none()
    } else {
        view! { <span class="moneys">{owed.into_iter().map(money).collect_view()}</span> }
    };
    let last = row.talk.told.max(row.talk.heard).map(|day| {
        let (short, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
        view! { <time datetime=day.to_string() title=full>{short}</time> }
    });
    let trusted = Arc::clone(&row);
    let trust = move || {
        let Some(standing) = scale.with(|scale| scale.known(&trusted)) else { return none() };
        let (points, way) =
            desk.locale.with_value(|locale| (words::trust::points(standing.balance, locale), words::trust::way(standing, locale)));
        view! {
            <span class="trust-cell" data-way=trust::key(standing.way()) title=way>
                {trust::arrow(standing.way())}<span class="sr">{words::trust::going(standing.way())}" "</span><bdi dir="ltr">{points}</bdi>
            </span>
        }
    };
    let sample = row.is_sample();
    let late = Arc::clone(&row);
    let ending = Arc::clone(&row);
    let tags = (!row.tags.is_empty()).then(|| {
        view! {
            <span class="tags-line quiet">{row.tags.iter().map(|tag| view! { <bdi>{format!("#{tag}")}</bdi>" " }).collect_view()}</span>
        }
    });
    let comma = (!step.is_empty() && day.is_some()).then_some(", ");
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-main">
                <a href=Route::Client(row.id, Tab::default()).hash() dir="auto">{row.name.clone()}</a>
                {move || (sample && mixed.get()).then(|| view! { <span class="quiet">{said::SAMPLE}</span> })}
                {move || words::board::dues(late.late(today.get()), today.get()).map(|words| view! {
                    <span class="mark" data-level="red">{icon(Icon::Warn)}<span>{words}</span></span>
                })}
                {(row.troubles > 0).then(|| view! { <span class="mark" data-level="red">{icon(Icon::Warn)}<span>{said::NEEDS_LOOK}</span></span> })}
                {move || ending.ends_soon(today.get()).map(|day| {
                    let near = desk.locale.with_value(|locale| locale.near(day, today.get()));
                    view! { <span class="mark" data-level="amber">{icon(Icon::Info)}<span>{said::ends(&near)}</span></span> }
                })}
                {tags}
            </th>
            <td role="cell" class="c-stage">{stage(row.stage)}</td>
            <td role="cell" class="c-next"><span dir="auto">{step}</span>{comma}{when}</td>
            <td role="cell" class="num c-open">{open}</td>
            <td role="cell" class="num c-trust" data-label=said::COL_TRUST>{trust}</td>
            <td role="cell" class="num c-last">{last.unwrap_or_else(none)}</td>
        </tr>
    }
}

/// The clients that were put away, and the way back.
#[component]
fn Removed() -> View {
    let desk = desk();
    let shown = RwSignal::new(false);
    let all = Memo::new(move |_| desk.with_rows(removed));
    let count = Memo::new(move |_| all.with(Vec::len));
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="removed" aria-label=said::REMOVED_CLIENTS>
                <button class="plain small" type="button" aria-expanded=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>{move || said::show_removed(count.get(), shown.get())}</button>
                <Show when=move || shown.get()>
                    <ul>
                        <For each=move || all.get() key=|row| row.id let(row)>
                            <li>
                                <a href=Route::Client(row.id, Tab::default()).hash() dir="auto">{row.name.clone()}</a>
                                <button class="small" type="button" on:click=move |_| desk.tell(Command::RemoveClient { client: row.id, gone: false })>
                                    {said::BRING_BACK}<span class="sr">" "{row.name.clone()}</span>
                                </button>
                            </li>
                        </For>
                    </ul>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn AddForm(adding: RwSignal<bool>) -> View {
    let desk = desk();
    let (name, email, at) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(Stage::default()));
    let name_wrong = RwSignal::new(None::<String>);
    let email_wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let merging: Merging = expect_context();
    let refuse = move |field: Field, words: String| {
        let (signal, id) = if field == Field::Email { (email_wrong, "new-email") } else { (name_wrong, "new-name") };
        signal.set(Some(words));
        focus(id);
    };
    let add = move |with: Option<ClientId>| {
        if busy.get_untracked() {
            return;
        }
        name_wrong.set(None);
        email_wrong.set(None);
        let fields = vec![(Field::Name, name.get_untracked()), (Field::Email, email.get_untracked())];
        if let Some((field, refusal)) = fields.iter().find_map(|(field, text)| wrong(*field, text).map(|refusal| (*field, refusal))) {
            return refuse(field, desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale)));
        }
        busy.set(true);
        desk.ask(Command::AddClient { stage: at.get_untracked(), fields, contact: Vec::new() }, move |outcome| {
            busy.set(false);
            match outcome {
                Ok(success) => {
                    adding.set(false);
                    if let Done::ClientAdded { client } = &success.done {
                        if let Some(into) = with {
                            merging.ask(*client, into);
                        }
                        let _ = window().location().set_hash(&Route::Client(*client, Tab::Details).hash());
                    }
                    desk.say(Ok(success));
                }
                Err(unable) => {
                    let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                    refuse(refusal_of(&unable).and_then(field_of).unwrap_or(Field::Name), words);
                }
            }
        });
    };
    let typed = Signal::derive(move || Asked { name: name.get(), email: email.get(), phone: String::new() });
    let known = is_known(typed, None);
    focus("new-name");
    view! {
        <form class="dlg" novalidate on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            add(None);
        }>
            <div class="dlg-head">
                <h2 id="d-add">{said::ADD_CLIENT}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| adding.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <div class="fields">
                    <div class="field wide">
                        <label for="new-name">{said::field(Field::Name)}</label>
                        <input id="new-name" type="text" dir="auto" autocomplete="off" aria-required="true" maxlength=Field::Name.most().to_string()
                            aria-describedby="new-name-e" aria-invalid=move || name_wrong.with(Option::is_some).then_some("true")
                            prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                        <div id="new-name-e">{move || name_wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                    </div>
                    <div class="field">
                        <label for="new-email">{said::field(Field::Email)}</label>
                        <input id="new-email" type="email" dir="auto" autocomplete="off" maxlength=Field::Email.most().to_string()
                            aria-describedby="new-email-e" aria-invalid=move || email_wrong.with(Option::is_some).then_some("true")
                            prop:value=move || email.get() on:input=move |event| email.set(event_target_value(&event))/>
                        <div id="new-email-e">{move || email_wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                    </div>
                    <div class="field">
                        <label for="new-stage">{said::COL_STAGE}</label>
                        <select id="new-stage" on:change=move |event| at.set(Stage::from_key(&event_target_value(&event)).unwrap_or_default())>
                            {Stage::ALL.map(|one| view! { <option value=one.key()>{words::stage::name(one)}</option> })}
                        </select>
                    </div>
                    <AlikeHint asked=typed except=None label=words::merge::SAVE_AND_MERGE merge=Callback::new(move |other| add(Some(other)))/>
                </div>
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">
                    {move || if known.get().is_some() { words::merge::ADD_ANYWAY } else { said::ADD_CLIENT }}
                </button>
                <button type="button" on:click=move |_| adding.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
