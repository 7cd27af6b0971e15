//! One card.

use std::sync::Arc;

use crate::dom::ev::{DragEvent, KeyboardEvent};
use crate::dom::*;
use domain::Stage;
use domain::time::Day;
use domain::trust::Way;

use super::finger::Finger;
use super::moves::{Moves, card_id};
use crate::part::icon::{Icon, icon};
use crate::part::money::money;
use crate::part::stage::stage;
use crate::route::{Route, Tab};
use crate::state::board::Card;
use crate::words::{self, board as said};

#[component]
pub fn CardView(moves: Moves, finger: Finger, card: Card) -> View {
    let of = card.of();
    let from = card.stage();
    let state = move || {
        if moves.held.get().is_some_and(|held| held.of == of) {
            Some("held")
        } else if moves.dragged.get().is_some_and(|(dragged, _)| dragged == of) {
            Some("dragging")
        } else {
            (moves.landed.get() == Some(of)).then_some("moved")
        }
    };
    let lift = move |event: DragEvent| {
        // Some browsers drag for a finger too: one of the two has the card.
        if finger.is_carrying() {
            event.prevent_default();
            return;
        }
        finger.give_up();
        if let Some(transfer) = event.data_transfer() {
            transfer.set_effect_allowed("move");
            let _ = transfer.set_data("text/plain", &of.client.to_string());
        }
        // The browser takes its picture of the card first; a card that changes in this same moment would be pictured changed.
        request_animation_frame(move || moves.dragged.set(Some((of, from))));
    };
    let body = if card.apart().is_some() { engagement(moves, &card) } else { client(moves, &card) };
    view! {
        <li class="card" class:card-apart=card.apart().is_some() draggable="true" data-state=state on:dragstart=lift
            on:dragend=move |_| {
                moves.dragged.set(None);
                moves.over.set(None);
            }
            on:touchstart=move |event| finger.rest(&event, of, from) on:touchmove=move |event| finger.travel(&event)
            on:touchend=move |event| finger.lift(&event) on:touchcancel=move |_| finger.give_up()
            on:contextmenu=move |event| {
                if finger.is_carrying() {
                    event.prevent_default();
                }
            }>
            {body}
            {menu(moves, &card)}
        </li>
    }
}

/// The name, which is the way in and what the keys hold.
fn name(moves: Moves, card: &Card, to: Route) -> View {
    let of = card.of();
    let pick = {
        let card = card.clone();
        move |event: KeyboardEvent| {
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            if plain && matches!(event.key().as_str(), "m" | "M" | " ") && moves.held.get_untracked().is_none() {
                event.prevent_default();
                event.stop_propagation();
                moves.pick_up(&card);
            }
        }
    };
    view! {
        <a class="card-name" id=card_id(of) href=to.hash() draggable="false"
            aria-describedby=move || if moves.held.get().is_some_and(|held| held.of == of) { "held" } else { "card-keys" }
            on:keydown=pick><bdi>{card.name().to_owned()}</bdi></a>
    }
}

fn client(moves: Moves, card: &Card) -> View {
    let desk = moves.desk;
    let (today, moment) = (desk.today, desk.moment);
    let row = Arc::clone(&card.row);
    let next_day = row.next_day.map(|day| day_of(moves, day, true));
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
    let ending = Arc::clone(&row);
    let ends = move || {
        let today = today.get();
        let day = ending.ends_soon(today)?;
        let near = desk.locale.with_value(|locale| locale.near(day, today));
        Some(view! { <p class="mark" data-level="amber">{icon(Icon::Info)}<span>{words::client::ends(&near)}</span></p> })
    };
    let trusted = Arc::clone(&row);
    let falling = move || {
        let falls = moves.scale.get().is_some_and(|scale| scale.standing(&trusted).way() == Way::Falling);
        falls.then(|| view! { <p class="mark" data-level="amber">{icon(Icon::Lower)}<span>{words::trust::FALLING}</span></p> })
    };
    let troubled = row.troubles > 0;
    let marked = Arc::clone(&row);
    view! {
        {name(moves, card, Route::Client(row.id, Tab::default()))}
        {sample(card)}
        {(!row.next_step.is_empty()).then(|| view! { <p class="card-next"><bdi>{row.next_step.clone()}</bdi></p> })}
        {move || if troubled {
            Some(mark(said::NEEDS_LOOK.to_owned()))
        } else {
            let late = said::dues(marked.late(today.get()), today.get());
            let all: Vec<_> = overdue().map(said::overdue).into_iter().chain(late).collect();
            (!all.is_empty()).then(|| mark(all.join(" · ")))
        }}
        {ends}
        {falling}
        {list.map(|list| view! { <p class="card-foot">{list}</p> })}
        {(next_day.is_some() || !owed.is_empty()).then(|| view! { <p class="card-foot">{next_day}{owed.into_iter().map(money).collect_view()}</p> })}
    }
}

/// That it is nobody's real client, where others are.
fn sample(card: &Card) -> Option<View> {
    card.aside.then(|| view! { <p class="card-foot quiet">{words::client::SAMPLE}</p> })
}

/// An engagement that is elsewhere than its client: whose it is, and when it ends.
fn engagement(moves: Moves, card: &Card) -> View {
    let row = &card.row;
    let Some(apart) = card.apart() else { return View::Nothing };
    let ends = apart.ends.map(|day| day_of(moves, day, false));
    view! {
        {name(moves, card, Route::Thing(row.id, Tab::Work, apart.id.0))}
        {sample(card)}
        <p class="card-next"><bdi>{row.name.clone()}</bdi></p>
        {ends.map(|ends| view! { <p class="card-foot"><span class="quiet">{said::ENDS}</span>{ends}</p> })}
    }
}

fn day_of(moves: Moves, day: Day, is_due: bool) -> View {
    let desk = moves.desk;
    (move || {
        let today = desk.today.get();
        let late = if is_due { day.days_until(today) } else { 0 };
        let (near, full) = desk.locale.with_value(|locale| (locale.near(day, today), locale.long_day(day)));
        let text = if late > 0 { said::late(late) } else { near };
        view! {
            <span class="card-date" class:late=late.is_positive()>
                <time datetime=day.to_string() title=full>{text}</time>
            </span>
        }
    })
    .into_view()
}

fn menu(moves: Moves, card: &Card) -> View {
    let of = card.of();
    let menu = format!("menu-{}", card_id(of));
    let label = said::move_label(card.name());
    let (from, theirs) = (card.stage(), card.row.stage);
    view! {
        <button class="card-menu plain icon small" type="button" popovertarget=menu.clone() aria-label=label.clone()>{icon(Icon::More)}</button>
        <div class="menu" id=menu.clone() popover role="group" aria-label=label>
            <p class="menu-head">{said::MOVE_TO}</p>
            {Stage::ALL.map(|to| {
                let here = to == from;
                let menu = menu.clone();
                let beside = if here { Some(said::HERE) } else { (of.engagement.is_some() && to == theirs).then_some(said::WITH_CLIENT) };
                view! {
                    <button type="button" aria-current=here.then_some("true") disabled=here popovertarget=menu popovertargetaction="hide"
                        on:click=move |_| moves.move_to(of, to, false)>
                        {stage(to)}{beside.map(|beside| view! { <span class="quiet end">{beside}</span> })}
                    </button>
                }
            })}
        </div>
    }
}

fn mark(words: String) -> View {
    view! { <p class="mark" data-level="red">{icon(Icon::Warn)}<span>{words}</span></p> }
}
