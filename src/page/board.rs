//! The board: one card a client, six stages, moved by mouse, touch and keyboard.

use std::sync::Arc;
use std::time::Duration;

use crate::dom::ev::{DragEvent, KeyboardEvent, SubmitEvent};
use crate::dom::*;
use domain::field::Field;
use domain::row::Row;
use domain::{ClientId, Command, Stage, text};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::part::icon::{Icon, icon, small_icon};
use crate::part::money::{money, open};
use crate::part::stage::stage;
use crate::route::{Route, Tab};
use crate::state::board::{Held, Lane, lanes};
use crate::state::desk::{Desk, desk};
use crate::state::leaving::Leaving;
use crate::words::{self, board as said};

/// Cards a lane shows before it says how many more there are.
const SHOWN_AT_FIRST: usize = 30;
const SHOWN_MORE: usize = 60;

/// What is under way on the board. Copies are one board.
#[derive(Clone, Copy)]
struct Moves {
    desk: Desk,
    leaving: Leaving,
    held: RwSignal<Option<Held>>,
    dragged: RwSignal<Option<ClientId>>,
    over: RwSignal<Option<Stage>>,
    landed: RwSignal<Option<ClientId>>,
    /// The stage a phone shows.
    facing: RwSignal<Stage>,
    adding: RwSignal<Option<Stage>>,
}

#[component]
pub fn Board() -> View {
    let desk = desk();
    let moves = Moves {
        desk,
        leaving: expect_context(),
        held: RwSignal::new(None),
        dragged: RwSignal::new(None),
        over: RwSignal::new(None),
        landed: RwSignal::new(None),
        facing: RwSignal::new(first_with_cards(desk)),
        adding: RwSignal::new(None),
    };
    let query = RwSignal::new(String::new());
    let limits = RwSignal::new([fitting(); 6]);

    let all = Memo::new(move |_| {
        let query = query.with(|query| text::fold(query));
        let (limits, held) = (limits.get(), moves.held.get());
        desk.with_rows(|rows| lanes(rows, query.trim(), limits, held))
    });
    fill_up(limits, all, 0);
    let filtering = move || query.with(|query| !query.trim().is_empty());
    let matches = move || all.with(|all| all.iter().map(|lane| lane.count).sum::<usize>());
    let empty = Memo::new(move |_| desk.with_rows(|rows| rows.values().all(|row| row.removed)));
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
        </div>
        {move || moves.held.get().map(|held| view! { <HeldHint held/> })}
        <Show when=move || !empty.get() || moves.adding.get().is_some() fallback=move || view! { <Ways moves/> }>
            <Strip moves all/>
            <div class="board" data-filtering=move || filtering().then_some("")>
                {Stage::ALL.map(|stage| view! {
                    <LaneView moves stage limits lane=Memo::new(move |_| all.with(|all| all[stage.place()].clone()))/>
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
                if hidden.is_some_and(|hidden| hidden > 0) {
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

fn card_id(client: ClientId) -> String {
    format!("card-{client}")
}

/// After the screen has followed: a card that changed lanes is a new element.
fn focus_card(client: ClientId) {
    request_animation_frame(move || {
        if let Some(card) = document().get_element_by_id(&card_id(client)) {
            let _ = card.unchecked_into::<HtmlElement>().focus();
        }
    });
}

impl Moves {
    /// `held`: by keys, which stay with the card even where it has not been drawn again yet.
    fn move_to(self, client: ClientId, to: Stage, held: bool) {
        let focused = held || document().active_element().is_some_and(|element| element.closest(".card").ok().flatten().is_some());
        self.landed.set(Some(client));
        self.leaving.move_to(client, to, focused.then(|| card_id(client)));
        if focused {
            self.facing.set(to);
            focus_card(client);
        }
    }

    fn pick_up(self, row: &Row) {
        self.held.set(Some(Held { client: row.id, from: row.stage, over: row.stage }));
        self.facing.set(row.stage);
        self.desk.announced.set(said::picked_up(&row.name, row.stage));
        focus_card(row.id);
    }

    fn key(self, event: &KeyboardEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let right_to_left = document().document_element().and_then(|root| root.get_attribute("dir")).as_deref() == Some("rtl");
        let (next, previous) = if right_to_left { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
        let key = event.key();
        let to = match key.as_str() {
            key if key == next => held.over.next(),
            key if key == previous => held.over.previous(),
            "Home" => Some(Stage::Attraction),
            "End" => Some(Stage::Offboarding),
            "Enter" | " " => {
                event.prevent_default();
                self.held.set(None);
                if held.over == held.from {
                    self.leave(held);
                } else {
                    self.move_to(held.client, held.over, true);
                    focus_card(held.client);
                }
                return;
            }
            "Escape" | "Tab" => {
                event.prevent_default();
                self.held.set(None);
                self.facing.set(held.from);
                self.leave(held);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(over) = to {
            self.held.set(Some(Held { over, ..held }));
            self.facing.set(over);
            self.desk.announced.set(said::held_over(over));
            focus_card(held.client);
        }
    }

    fn leave(self, held: Held) {
        let name = self.desk.with_rows_untracked(|rows| rows.get(&held.client).map(|row| row.name.clone()).unwrap_or_default());
        self.desk.announced.set(said::left(&name, held.from));
        focus_card(held.client);
    }
}

/// What the keys do while a card is held.
#[component]
fn HeldHint(held: Held) -> View {
    let name = desk().row(held.client).map(|row| row.name.clone());
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
        <div class="strip" role="tablist" aria-label=said::STAGES>
            {Stage::ALL.map(|stage| {
                let key = stage.key();
                let facing = move || moves.facing.get() == stage;
                view! {
                    <button type="button" role="tab" data-stage=key id=format!("tab-{key}") aria-controls=format!("lane-{key}")
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
fn LaneView(moves: Moves, stage: Stage, limits: RwSignal<[usize; 6]>, lane: Memo<Lane>) -> View {
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
        if let Some(client) = moves.dragged.get_untracked() {
            moves.dragged.set(None);
            let here = moves.desk.with_rows_untracked(|rows| rows.get(&client).is_some_and(|row| row.stage == stage));
            if !here {
                moves.move_to(client, stage, false);
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
                <span class="count">{move || lane.with(|lane| lane.count)}<span class="sr">{move || lane.with(|lane| said::clients(lane.count))}</span></span>
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
                <For each=move || lane.with(|lane| lane.shown.clone()) key=|row| (row.id, Arc::as_ptr(row) as usize) let(row)>
                    <Card moves row/>
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

#[component]
fn AddForm(moves: Moves, stage: Stage) -> View {
    let desk = moves.desk;
    let name = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
    });
    let known = move || {
        let folded = name.with(|name| text::fold(&text::line(name, Field::Name.most())));
        if folded.is_empty() {
            return None;
        }
        desk.with_rows(|rows| rows.values().find(|row| !row.removed && text::fold(&row.name) == folded).cloned())
    };
    let wrong = RwSignal::new(None::<String>);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        // Cleared at once: the next name may be typed while this one is still on its way to the disk.
        let given = name.get_untracked();
        name.set(String::new());
        wrong.set(None);
        let fields = vec![(Field::Name, given.clone())];
        desk.ask(Command::AddClient { stage, fields, contact: Vec::new() }, move |outcome| match outcome {
            Ok(success) => desk.say(Ok(success)),
            Err(unable) => {
                // Given back, unless the next one is under way; then the toast says which did not come in.
                if name.try_with_untracked(String::is_empty) == Some(true) {
                    name.set(given);
                    wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                } else {
                    desk.say(Err(unable));
                }
            }
        });
    };
    let id = format!("new-{}", stage.key());
    view! {
        <form class="add-form" on:submit=add on:keydown=move |event| {
            if event.key() == "Escape" {
                moves.adding.set(None);
            }
        }>
            <label class="sr" for=id.clone()>{said::new_in(stage)}</label>
            <input id=id type="text" node_ref=field placeholder=said::NAME autocomplete="off" maxlength=Field::Name.most().to_string()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            {move || known().map(|row| view! { <p class="hint" role="status">{said::known(&row.name, row.stage)}</p> })}
            <div class="row">
                <button class="primary small" type="submit">{said::ADD}</button>
                <button class="plain small" type="button" on:click=move |_| moves.adding.set(None)>{said::CANCEL}</button>
            </div>
        </form>
    }
}

#[component]
fn Card(moves: Moves, row: Arc<Row>) -> View {
    let desk = moves.desk;
    let client = row.id;
    let state = move || {
        if moves.held.get().is_some_and(|held| held.client == client) {
            Some("held")
        } else if moves.dragged.get() == Some(client) {
            Some("dragging")
        } else {
            (moves.landed.get() == Some(client)).then_some("moved")
        }
    };
    let pick = {
        let row = Arc::clone(&row);
        move |event: KeyboardEvent| {
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            if plain && matches!(event.key().as_str(), "m" | "M" | " ") && moves.held.get_untracked().is_none() {
                event.prevent_default();
                event.stop_propagation();
                moves.pick_up(&row);
            }
        }
    };
    let lift = move |event: DragEvent| {
        if let Some(transfer) = event.data_transfer() {
            transfer.set_effect_allowed("move");
            let _ = transfer.set_data("text/plain", &client.to_string());
        }
        // The browser takes its picture of the card first; a card that changes in this same moment would be pictured changed.
        request_animation_frame(move || moves.dragged.set(Some(client)));
    };
    let (today, moment) = (desk.today, desk.moment);
    let menu = format!("menu-{client}");
    let next_day = row.next_day.map(|day| {
        move || {
            let today = today.get();
            let late = day.days_until(today);
            let (near, full) = desk.locale.with_value(|locale| (locale.near(day, today), locale.long_day(day)));
            let text = if late > 0 { said::late(late) } else { near };
            view! {
                <span class="card-date" class:late=late.is_positive()>
                    <time datetime=day.to_string() title=full>{text}</time>
                </span>
            }
        }
    });
    let owed: Vec<_> = row.open().iter().collect();
    let overdue = {
        let row = Arc::clone(&row);
        move || row.invoices.iter().filter_map(|invoice| invoice.overdue(today.get())).max()
    };
    let list = row.checklist.map(|list| {
        move || {
            let by_hour = list.until.is_some_and(|until| until < moment.get());
            let late = by_hour || list.due.is_some_and(|due| due < today.get());
            view! { <span class="card-list" class:late=late>{words::lifecycle::card(list, late)}</span> }
        }
    });
    let troubled = row.troubles > 0;
    let marked = Arc::clone(&row);
    view! {
        <li class="card" draggable="true" data-state=state on:dragstart=lift on:dragend=move |_| {
            moves.dragged.set(None);
            moves.over.set(None);
        }>
            <a class="card-name" id=card_id(client) href=Route::Client(client, Tab::default()).hash() draggable="false"
                aria-describedby=move || if moves.held.get().is_some_and(|held| held.client == client) { "held" } else { "card-keys" }
                on:keydown=pick><bdi>{row.name.clone()}</bdi></a>
            {(!row.next_step.is_empty()).then(|| view! { <p class="card-next"><bdi>{row.next_step.clone()}</bdi></p> })}
            {move || if troubled {
                Some(mark(said::NEEDS_LOOK.to_owned()))
            } else {
                let late = said::dues(marked.late(today.get()), today.get());
                let all: Vec<_> = overdue().map(said::overdue).into_iter().chain(late).collect();
                (!all.is_empty()).then(|| mark(all.join(" · ")))
            }}
            {list.map(|list| view! { <p class="card-foot">{list}</p> })}
            {(next_day.is_some() || !owed.is_empty()).then(|| view! { <p class="card-foot">{next_day}{owed.into_iter().map(money).collect_view()}</p> })}
            <button class="card-menu plain icon small" type="button" popovertarget=menu.clone() aria-label=said::move_label(&row.name)>
                {icon(Icon::More)}
            </button>
            <div class="menu" id=menu.clone() popover role="group" aria-label=said::move_label(&row.name)>
                <p class="menu-head">{said::MOVE_TO}</p>
                {Stage::ALL.map(|to| {
                    let here = to == row.stage;
                    let menu = menu.clone();
                    view! {
                        <button type="button" aria-current=here.then_some("true") disabled=here popovertarget=menu popovertargetaction="hide"
                            on:click=move |_| moves.move_to(client, to, false)>
                            {stage(to)}{here.then(|| view! { <span class="quiet end">{said::HERE}</span> })}
                        </button>
                    }
                })}
            </div>
        </li>
    }
}

fn mark(words: String) -> View {
    view! { <p class="mark" data-level="red">{icon(Icon::Warn)}<span>{words}</span></p> }
}
