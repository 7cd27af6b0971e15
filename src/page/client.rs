//! A client's own page: who it is and where it stands, then its history, its details, its documents.

mod details;
mod entry;
mod form;
mod head;
mod history;
mod papers;
mod people;
pub mod proposal;
mod settling;
mod state_of;
mod tags;
mod through;
mod work;

pub use form::LeftForm;

use std::sync::Arc;

use crate::dom::*;
use domain::client::Client;
use domain::row::Row;
use domain::scope::Scope;
use domain::{ClientId, Id};

use crate::part::icon::{Icon, turning_icon};
use crate::part::seek::seek;
use crate::route::{Route, Tab};
use crate::state::client::is_newer;
use crate::state::desk::{Desk, Record, desk};
use crate::words::client as said;

/// The client that the page is about. Copies are one.
#[derive(Clone, Copy)]
struct Subject {
    desk: Desk,
    id: ClientId,
    /// None: nobody of this id is here.
    row: Memo<Option<Arc<Row>>>,
    /// None while the record is being opened.
    record: Signal<Option<Arc<Record>>>,
    /// A newer version of the app wrote the record, or the client was removed: it is read, not changed.
    locked: Memo<bool>,
}

impl Subject {
    fn of(desk: Desk, id: ClientId) -> Self {
        let row = Memo::new(move |_| desk.row(id));
        let record = Signal::derive(move || desk.record.get().filter(|record| record.client.id == id));
        let newer = Memo::new(move |_| record.get().is_some_and(|record| is_newer(&record)));
        let locked = Memo::new(move |_| newer.get() || row.with(|row| row.as_ref().is_some_and(|row| row.removed)));
        Self { desk, id, row, record, locked }
    }

    /// What the record says of scope, time and money. None while it is being opened.
    fn scope<T>(self, ask: impl FnOnce(Scope<'_>, &Client) -> T) -> Option<T> {
        let usual = self.desk.practice.with(|practice| practice.currency());
        self.record.with(|record| record.as_ref().map(|record| ask(Scope::of(&record.client, usual), &record.client)))
    }

    /// The same without being told again.
    fn scope_untracked<T>(self, ask: impl FnOnce(Scope<'_>, &Client) -> T) -> Option<T> {
        untrack(|| self.scope(ask))
    }

    fn name(self) -> String {
        self.row.with(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default())
    }
}

#[component]
pub fn ClientPage(client: ClientId, tab: Tab, thing: Option<Id>) -> View {
    let desk = desk();
    desk.look(client);
    // Its currency is what prices are in where nobody said otherwise.
    desk.look_at_practice();
    let subject = Subject::of(desk, client);
    let here = Memo::new(move |_| subject.row.with(Option::is_some));
    let open = Memo::new(move |_| subject.record.with(Option::is_some));
    Effect::new(move |_| {
        if here.get() {
            document().set_title(&said::title(&subject.name()));
        }
    });
    if let Some(thing) = thing {
        seek(thing);
    }
    view! {
        <a class="crumb" href=Route::Clients.hash()>{turning_icon(Icon::Back)}{said::CLIENTS}</a>
        <Show when=move || here.get() fallback=Nobody>
            <head::Head subject/>
            <nav class="tabs" aria-label=move || subject.name()>
                {Tab::ALL.map(|one| view! {
                    <a href=Route::Client(client, one).hash() aria-current=(one == tab).then_some("page")>{said::tab(one)}</a>
                })}
            </nav>
            // The list of documents is in the row already; the rest waits for the record.
            {if tab == Tab::Documents {
                view! { <papers::Papers subject/> }
            } else {
                view! {
                    <Show when=move || open.get() fallback=Waiting>
                        {match tab {
                            Tab::Details => view! { <details::Details subject/> },
                            Tab::Work => view! { <work::Work subject thing/> },
                            Tab::Files => view! { <work::Files subject/> },
                            Tab::History | Tab::Documents => view! { <history::History subject thing/> },
                        }}
                    </Show>
                }
            }}
        </Show>
    }
}

/// Rules in the place of what is being opened.
#[component]
fn Waiting() -> View {
    view! {
        <div class="wait" aria-busy="true"><span class="sr">{said::READING}</span>{[(); 5].map(|()| view! { <i></i> })}</div>
    }
}

#[component]
fn Nobody() -> View {
    view! {
        <div class="head"><h1>{said::NOT_FOUND}</h1></div>
        <div class="empty">
            <p>{said::NOT_FOUND_HINT}</p>
            <a class="btn" href=Route::Clients.hash()>{said::TO_CLIENTS}</a>
        </div>
    }
}
