//! A client on one page: to hand it over, and to see how it stood on a day.

mod past;
mod sheet;

use domain::ClientId;

use crate::dom::*;
use crate::part::icon::{Icon, icon, turning_icon};
use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::state::summary::summary;
use crate::words::{client, summary as said};
pub use past::Past;
use sheet::Sheet;

/// What a teammate must know who picks the client up. It prints.
#[component]
pub fn HandOver(client: ClientId) -> View {
    let desk = desk();
    desk.look(client);
    let now = Memo::new(move |_| {
        let today = desk.today.get();
        desk.record.with(|record| record.as_ref().filter(|record| record.client.id == client).map(|record| summary(&record.client, today)))
    });
    view! {
        <Back client/>
        {move || match now.get() {
            None => view! { <Unknown client/> },
            Some(now) => {
                let day = desk.locale.with_value(|locale| locale.long_day(desk.today.get()));
                view! {
                    <div class="head client-head">
                        <h1 dir="auto">{said::hand_over(&now.name)}</h1>
                        <div class="head-acts">
                            <button class="primary" type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button>
                        </div>
                    </div>
                    <p class="quiet hand-day">{said::written(&day)}</p>
                    <Sheet now/>
                    <p class="quiet">{said::PRIVATE}</p>
                }
            }
        }}
    }
}

#[component]
fn Back(client: ClientId) -> View {
    view! { <a class="crumb" href=Route::Client(client, Tab::History).hash()>{turning_icon(Icon::Back)}{said::BACK}</a> }
}

/// Being opened, or not here.
#[component]
fn Unknown(client: ClientId) -> View {
    let desk = desk();
    let here = move || desk.row(client).is_some();
    view! {
        <Show when=here fallback=|| view! { <div class="head"><h1>{client::NOT_FOUND}</h1></div><p>{client::NOT_FOUND_HINT}</p> }>
            <div class="head"><h1>{move || desk.row(client).map(|row| row.name.clone())}</h1></div>
            <p class="quiet" role="status">{client::READING}</p>
        </Show>
    }
}
