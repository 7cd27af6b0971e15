//! The board: one card a client, and one for each engagement that stands elsewhere; six stages, moved by mouse, touch and keyboard.

mod add;
mod card;
mod finger;
mod moves;

use std::sync::Arc;
use std::time::Duration;

use crate::dom::ev::{DragEvent, KeyboardEvent};
use crate::dom::*;
use domain::{Command, Stage, text};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use add::AddForm;
use card::CardView;
use finger::Finger;
use moves::Moves;

use crate::part::icon::{Icon, icon, small_icon};
use crate::part::money::open;
use crate::route::Route;
use crate::state::board::{Held, Lane, Of, lanes};
use crate::state::desk::{Desk, desk};
use crate::words::{self, board as said};

/// Cards a lane shows before it says how many more there are.
const SHOWN_AT_FIRST: usize = 30;
const SHOWN_MORE: usize = 60;

#[component]
pub fn Board() -> View {
    let desk = desk();
    let moves = Moves::new(desk, first_with_cards(desk));
    let query = RwSignal::new(String::new());
    let limits = RwSignal::new([fitting(); 6]);

    let all = Memo::new(move |_| {
        let query = query.with(|query| text::fold(query));
        let (limits, held) = (limits.get(), moves.held.get());
        desk.with_rows(|rows| lanes(rows, query.trim(), limits, held))
    });
    fill_up(limits, all, 0);
    let filtering = move || query.with(|query| !query.trim().is_empty());
    let matches = move || all.with(|all| all.iter().map(|lane| lane.clients).sum::<usize>());
    let empty = Memo::new(move |_| desk.with_rows(|rows| rows.values().all(|row| row.removed)));
    let finger = Finger::new(moves);
    on_cleanup(move || finger.give_up());
    let keys = window_event_listener(ev::keydown, move |event| moves.key(&event));
    on_cleanup(move || keys.remove());

    view! {
        <div class="head board-head">
            <h1>{said::TITLE}</h1>
            <p class="quiet" role="status">{move || filtering().then(|| said::matches(matches(), desk.with_rows(|rows| rows.values().filter(|row| !row.removed).count())))}</p>
            <Show when=move || !empty.get()>
                <div class="find" role="search">
                    {small_icon(Icon::Search)}
                    <input type="search" aria-label=said::FILTER placeholder=said::FILTER_HINT autocomplete="off"
                        prop:value=move || query.get() on:input=move |event| query.set(event_target_value(&event))/>
                </div>
            </Show>
            <a class="btn plain small" href=Route::Lifecycle.hash()>{words::lifecycle::TITLE}</a>
            <a class="btn plain small" href=Route::Audit.hash()>{words::audit::TITLE}</a>
        </div>
        {move || moves.held.get().map(|held| view! { <HeldHint held/> })}
        <Show when=move || !empty.get() || moves.adding.get().is_some() fallback=move || view! { <Ways moves/> }>
            <Strip moves all/>
            <div class="board" data-filtering=move || filtering().then_some("")>
                {Stage::ALL.map(|stage| view! {
                    <LaneView moves finger stage limits lane=Memo::new(move |_| all.with(|all| all[stage.place()].clone()))/>
                })}
            </div>
        </Show>
        <p class="sr" id="card-keys">{said::CARD_KEYS}</p>
        <div class="sr" aria-live="assertive">{move || desk.announced.get()}</div>
    }
}

/// Cards that fill a lane as far as the window shows it: what is built before the first paint.
fn fitting() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    // A card with one line is 72 pixels high.
    ((height / 72.0) as usize).clamp(4, SHOWN_AT_FIRST)
}

/// The cards below the window, a lane at a time, after the first paint.
fn fill_up(limits: RwSignal<[usize; 6]>, all: Memo<Vec<Lane>>, lane: usize) {
    let next = move || {
        set_timeout(
            move || {
                // None: the board is gone, or all its lanes are full.
                let hidden = all.try_with_untracked(|all| all.get(lane).map(|lane| lane.hidden)).flatten();
                if hidden.is_some() {
                    // Also of a lane that is all in sight: it may grow.
                    limits.update(|limits| limits[lane] = limits[lane].max(SHOWN_AT_FIRST));
                }
                if hidden.is_some() {
                    fill_up(limits, all, lane + 1);
                }
            },
            Duration::ZERO,
        );
    };
    request_animation_frame(next);
}

fn first_with_cards(desk: Desk) -> Stage {
    desk.with_rows_untracked(|rows| rows.values().filter(|row| !row.removed).map(|row| row.stage).min()).unwrap_or_default()
}

fn name_of(desk: Desk, of: Of) -> String {
    desk.with_rows_untracked(|rows| {
        let row = rows.get(&of.client);
        let apart = row.and_then(|row| row.apart.iter().find(|apart| Some(apart.id) == of.engagement));
        apart.map(|apart| &apart.title).filter(|title| !title.is_empty()).or(row.map(|row| &row.name)).cloned().unwrap_or_default()
    })
}

/// What the keys do while a card is held.
#[component]
fn HeldHint(held: Held) -> View {
    let name = name_of(desk(), held.of);
    view! {
        <p class="held-hint" id="held">
            <b><bdi>{name}</bdi></b>{said::is_held(held.over)}<kbd>"←"</kbd>" "<kbd>"→"</kbd>" "{said::CHOOSE}" "
            <kbd>"Enter"</kbd>" "{said::PUT_DOWN}" "<kbd>"Esc"</kbd>" "{said::leaves_it(held.from)}
        </p>
    }
}

/// Three ways to a first client.
#[component]
fn Ways(moves: Moves) -> View {
    view! {
        <div class="empty">
            <h2>{said::EMPTY}</h2>
            <ul class="ways">
                <li>
                    <div><h3>{said::WAY_ADD}</h3><p>{said::WAY_ADD_HINT}</p></div>
                    <button class="primary" type="button" on:click=move |_| moves.adding.set(Some(Stage::Attraction))>{said::WAY_ADD}</button>
                </li>
                <li>
                    <div><h3>{said::WAY_IMPORT}</h3><p>{said::WAY_IMPORT_HINT}</p></div>
                    <a class="btn" href=Route::Import.hash()>{said::WAY_IMPORT_DO}</a>
                </li>
                <li>
                    <div><h3>{said::WAY_SAMPLE}</h3><p>{said::WAY_SAMPLE_HINT}</p></div>
                    <button type="button" on:click=move |_| moves.desk.tell(Command::AddSample)>{said::WAY_SAMPLE_DO}</button>
                </li>
            </ul>
        </div>
    }
}

/// On a phone: all six stages with their counts, one of them open below.
#[component]
fn Strip(moves: Moves, all: Memo<Vec<Lane>>) -> View {
    let turn = move |event: KeyboardEvent, stage: Stage| {
        let to = match event.key().as_str() {
            "ArrowRight" => stage.next(),
            "ArrowLeft" => stage.previous(),
            _ => None,
        };
        if let Some(to) = to.filter(|_| moves.held.get_untracked().is_none()) {
            event.prevent_default();
            moves.facing.set(to);
            if let Some(tab) = document().get_element_by_id(&format!("tab-{}", to.key())) {
                let _ = tab.unchecked_into::<HtmlElement>().focus();
            }
        }
    };
    view! {
        <div class="strip" role="tablist" aria-label=said::STAGES data-drop=move || moves.dragged.get().map(|_| "can")>
            {Stage::ALL.map(|stage| {
                let key = stage.key();
                let facing = move || moves.facing.get() == stage;
                let drop_state = move || (moves.over.get() == Some(stage)).then_some("over");
                view! {
                    <button type="button" role="tab" data-stage=key data-drop=drop_state id=format!("tab-{key}") aria-controls=format!("lane-{key}")
                        aria-selected=move || if facing() { "true" } else { "false" } tabindex=move || if facing() { "0" } else { "-1" }
                        on:click=move |_| moves.facing.set(stage) on:keydown=move |event| turn(event, stage)>
                        <span class="clip">{words::stage::name(stage)}</span>" "<b>{move || all.with(|all| all[stage.place()].count)}</b>
                    </button>
                }
            })}
        </div>
    }
}

#[component]
fn LaneView(moves: Moves, finger: Finger, stage: Stage, limits: RwSignal<[usize; 6]>, lane: Memo<Lane>) -> View {
    let key = stage.key();
    let drop_state = move || {
        let held_over = moves.held.get().is_some_and(|held| held.over == stage);
        if held_over || moves.over.get() == Some(stage) { Some("over") } else { moves.dragged.get().map(|_| "can") }
    };
    let landing = move |event: DragEvent| {
        if moves.dragged.get_untracked().is_some() {
            event.prevent_default();
            moves.over.set(Some(stage));
        }
    };
    let leaving = move |event: DragEvent| {
        let inside = event.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
        let still_here = inside.and_then(|to| to.closest(&format!("#lane-{key}")).ok().flatten()).is_some();
        if !still_here && moves.over.get_untracked() == Some(stage) {
            moves.over.set(None);
        }
    };
    let landed = move |event: DragEvent| {
        event.prevent_default();
        moves.over.set(None);
        if let Some((of, from)) = moves.dragged.get_untracked() {
            moves.dragged.set(None);
            if from != stage {
                moves.move_to(of, stage, false);
            }
        }
    };
    let adding = move || moves.adding.get() == Some(stage);
    view! {
        <section class="lane" id=format!("lane-{key}") data-stage=key aria-labelledby=format!("h-{key}")
            data-shown=move || (moves.facing.get() == stage).then_some("") data-drop=drop_state
            on:dragover=landing on:dragleave=leaving on:drop=landed>
            <div class="lane-head">
                <h2 id=format!("h-{key}")>{words::stage::name(stage)}</h2>
                <span class="count">{move || lane.with(|lane| lane.count)}<span class="sr">{move || lane.with(|lane| said::cards(lane.clients, lane.count))}</span></span>
            </div>
            <div class="lane-money moneys">{move || lane.with(|lane| open(&lane.open))}</div>
            <details class="aim" open=wide_enough()>
                <summary>{words::stage::goal(stage)}</summary>
                <p>{said::fails(stage)}</p>
            </details>
            <button class="add plain small" type="button" aria-expanded=move || if adding() { "true" } else { "false" }
                on:click=move |_| moves.adding.set((!adding()).then_some(stage))>
                {icon(Icon::Plus)}{said::CLIENT}<span class="sr">{said::in_stage(stage)}</span>
            </button>
            <ul class="cards" aria-labelledby=format!("h-{key}")>
                <Show when=adding>
                    <li class="card card-new"><AddForm moves stage/></li>
                </Show>
                <For each=move || lane.with(|lane| lane.shown.clone()) key=|card| (card.of(), Arc::as_ptr(&card.row) as usize, card.aside) let(card)>
                    <CardView moves finger card/>
                </For>
                {move || lane.with(|lane| lane.hidden > 0).then(|| {
                    let more = move |_| limits.update(|limits| limits[stage.place()] += SHOWN_MORE);
                    view! { <li><button class="more" type="button" on:click=more>{lane.with(|lane| said::more(lane.hidden))}</button></li> }
                })}
            </ul>
        </section>
    }
}

/// On a phone the aim of a stage is folded away: its name is enough there.
fn wide_enough() -> bool {
    window().match_media("(max-width: 40rem)").ok().flatten().is_none_or(|query| !query.matches())
}
