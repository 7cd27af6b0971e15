use domain::ClientId;
use domain::team::Who;
use domain::time::Day;

use super::sheet::Sheet;
use super::{Back, Unknown};
use crate::dom::*;
use crate::state::desk::{Desk, desk};
use crate::state::past::{Told, told};
use crate::state::summary::summary;
use crate::words::summary as said;

/// Changes listed before the page says no more.
const CHANGES_MOST: usize = 200;

/// The record as it stood at the end of a day, and who changed what.
#[component]
pub fn Past(client: ClientId) -> View {
    let desk = desk();
    desk.look(client);
    let open = Memo::new(move |_| desk.record.with(|record| record.as_ref().is_some_and(|record| record.client.id == client)));
    let typed = RwSignal::new(desk.today.get_untracked().to_string());
    let day = Memo::new(move |_| Day::parse(&typed.get()));
    let name = move || desk.row(client).map(|row| row.name.clone()).unwrap_or_default();
    view! {
        <Back client/>
        <Show when=move || open.get() fallback=move || view! { <Unknown client/> }>
            <div class="head"><h1 dir="auto">{move || said::as_it_stood(&name())}</h1></div>
            <p class="quiet">{said::READ_ONLY}</p>
            <div class="field past-day">
                <label for="past-day">{said::DAY}</label>
                <input id="past-day" type="date" max=move || desk.today.get().to_string() prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))/>
            </div>
            {move || day.get().map(|day| view! { <Stood desk client day/> })}
            <Changes desk client typed/>
        </Show>
    }
}

#[component]
fn Stood(desk: Desk, client: ClientId, day: Day) -> View {
    match desk.client_as_of(client, day) {
        Some(then) => view! { <Sheet now=summary(&then, day)/> },
        None => view! { <div class="empty" role="status"><p>{said::NOTHING_YET}</p></div> },
    }
}

#[component]
fn Changes(desk: Desk, client: ClientId, typed: RwSignal<String>) -> View {
    let all = Memo::new(move |_| {
        // Again when the record changes.
        desk.record.track();
        told(desk, client, CHANGES_MOST)
    });
    let line = move |told: &Told| {
        let Told { day, time, by, command } = told.clone();
        let shown = desk.locale.with_value(|locale| format!("{} {}", locale.day(day), words_time(time)));
        let who = match by {
            Some(Who::Me) => said::HERE.to_owned(),
            Some(Who::Named(name)) => said::by(&name),
            Some(Who::Other) => said::ELSEWHERE.to_owned(),
            None => said::UNKNOWN.to_owned(),
        };
        view! {
            <li>
                <button class="plain small" type="button" on:click=move |_| typed.set(day.to_string())>{shown}</button>
                <span>{said::command(&command)}</span>" "<span class="quiet">{who}</span>
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-changes">
            <h2 id="h-changes">{said::CHANGES}</h2>
            {move || all.with(|all| if all.is_empty() {
                view! { <p class="quiet">{said::NO_CHANGES}</p> }
            } else {
                view! { <ol class="changes">{all.iter().map(line).collect_view()}</ol> }
            })}
        </section>
    }
}

fn words_time((hour, minute): (u32, u32)) -> String {
    format!("{hour:02}:{minute:02}")
}
