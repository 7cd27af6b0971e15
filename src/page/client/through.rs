//! Whom the client came through.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::item::{ItemField, ItemKind, of_kind};
use domain::worth::through;
use domain::{ClientId, Command};

use super::Subject;
use crate::part::focus::focus;
use crate::route::{Route, Tab};
use crate::state::merge::others;
use crate::words::retention as said;

const SHOWN: usize = 6;

#[component]
pub fn Through(subject: Subject) -> View {
    let desk = subject.desk;
    let now = Memo::new(move |_| subject.record.with(|record| record.as_deref().and_then(|record| through(&record.client))));
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| typed.with(|typed| desk.with_rows(|rows| others(rows, subject.id, typed, SHOWN))));
    let none = move || found.with(Vec::is_empty) && typed.with(|typed| !typed.trim().is_empty());
    let choose = move |client: ClientId| {
        let today = desk.today.get_untracked().to_string();
        let fields = vec![(ItemField::Under, client.to_string()), (ItemField::Day, today)];
        desk.ask(Command::AddItem { client: subject.id, kind: ItemKind::Referral, fields }, move |outcome| {
            if outcome.is_ok() {
                typed.set(String::new());
                focus("through-now");
            }
            desk.say(outcome);
        });
    };
    let remove = move |_| {
        let items = subject.record.with_untracked(|record| {
            let all = record.as_deref().map(|record| of_kind(&record.client.items, ItemKind::Referral));
            all.into_iter().flatten().map(|(id, _)| id).collect::<Vec<_>>()
        });
        desk.ask(Command::RemoveItems { client: subject.id, items, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus("through-find");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let shown = move || match now.get() {
        Some(client) => {
            let name =
                desk.row(client).map(|row| row.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| said::ERASED.to_owned());
            view! {
                <p class="row">
                    <a id="through-now" href=Route::Client(client, Tab::History).hash() dir="auto">{name}</a>
                    <Show when=move || !subject.locked.get()>
                        <button class="plain small" type="button" on:click=remove>{said::REMOVE}<span class="sr">": "{said::THROUGH}</span></button>
                    </Show>
                </p>
            }
        }
        None => view! {
            <Show when=move || !subject.locked.get() fallback=|| view! { <p class="quiet">{said::THROUGH_NONE}</p> }>
                <form class="stack" novalidate on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    if let Some(first) = found.with_untracked(|found| found.first().map(|row| row.id)) {
                        choose(first);
                    }
                }>
                    <div class="field">
                        <label for="through-find">{said::THROUGH_FIND}</label>
                        <input id="through-find" type="search" dir="auto" autocomplete="off" placeholder=said::THROUGH_HINT
                            prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                    </div>
                    <ul class="merge-others" aria-live="polite">
                        {move || none().then(|| view! { <li class="quiet">{said::THROUGH_NOBODY}</li> })}
                        {move || found.get().into_iter().map(|row| {
                            let id = row.id;
                            view! { <li><button type="button" on:click=move |_| choose(id)><bdi>{row.name.clone()}</bdi></button></li> }
                        }).collect_view()}
                    </ul>
                </form>
            </Show>
        },
    };
    view! {
        <section class="section" aria-labelledby="h-through">
            <div class="section-head"><h2 id="h-through">{said::THROUGH}</h2></div>
            {shown}
        </section>
    }
}
