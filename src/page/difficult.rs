//! When it is difficult with a client: what the record shows, the conversation in five steps, and what staying costs.

mod cause;
mod goodwill;
mod sheet;
mod step;
mod summary;
mod talk;

use std::sync::Arc;

use domain::client::Client;
use domain::difficult::{BREACHES_TOO_MANY, Sign, breaches, signs};
use domain::item::{Cause, ItemField, ItemKind};
use domain::{ClientId, Command, Done, Id, ItemId};

use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon, turning_icon};
use crate::part::seek::{at, seek};
use crate::route::{Route, Tab};
use crate::state::client::is_newer;
use crate::state::desk::{Desk, Record, desk};
use crate::state::difficult::{self as state, talks};
use crate::words::{client as record_words, difficult as said};
pub use sheet::WalkAway;

/// The client that the page is about. Copies are one.
#[derive(Clone, Copy)]
struct Subject {
    desk: Desk,
    id: ClientId,
    record: Memo<Option<Arc<Record>>>,
    /// Read, not changed: put away, or written by a newer version.
    locked: Memo<bool>,
}

impl Subject {
    fn of(id: ClientId) -> Self {
        let desk = desk();
        desk.look(id);
        desk.look_at_practice();
        let record = Memo::new(move |_| desk.record.get().filter(|record| record.client.id == id));
        let locked =
            Memo::new(move |_| record.with(|record| record.as_ref().is_none_or(|record| is_newer(record) || record.client.is_removed())));
        Self { desk, id, record, locked }
    }

    fn with<T>(self, look: impl FnOnce(&Client) -> T) -> Option<T> {
        self.record.with(|record| record.as_ref().map(|record| look(&record.client)))
    }

    fn name(self) -> String {
        self.desk.row(self.id).map(|row| row.name.clone()).unwrap_or_default()
    }

    fn signs(self) -> Memo<Vec<Sign>> {
        Memo::new(move |_| {
            let usual = self.desk.practice.with(|practice| practice.currency());
            self.with(|client| signs(client, usual, self.desk.today.get())).unwrap_or_default()
        })
    }

    fn breaches(self) -> usize {
        let usual = self.desk.practice.with(|practice| practice.currency());
        self.with(|client| breaches(client, usual, self.desk.today.get()).len()).unwrap_or_default()
    }

    /// Begins to prepare a conversation, and goes to it.
    fn begin(self, cause: Option<Cause>) {
        let mut fields = vec![(ItemField::Day, self.desk.today.get_untracked().to_string())];
        fields.extend(cause.map(|cause| (ItemField::Cause, cause.key().to_owned())));
        let command = Command::AddItem { client: self.id, kind: ItemKind::Conflict, fields };
        self.desk.ask(command, move |outcome| {
            if let Ok(success) = &outcome
                && let Done::ItemAdded { item, .. } = success.done
            {
                focus(format!("about-{item}"));
            }
            self.desk.say(outcome);
        });
    }
}

#[component]
pub fn Difficult(client: ClientId, thing: Option<Id>) -> View {
    let subject = Subject::of(client);
    if let Some(thing) = thing {
        seek(thing);
    }
    let open = Memo::new(move |_| subject.record.with(Option::is_some));
    view! {
        <a class="crumb" href=Route::Client(client, Tab::History).hash()>{turning_icon(Icon::Back)}{said::BACK}</a>
        <div class="head client-head"><h1 dir="auto">{move || said::title(&subject.name())}</h1></div>
        <p class="quiet private-hint">{small_icon(Icon::Lock)}<span>{said::LEAD}</span></p>
        <Show when=move || open.get() fallback=move || view! { <Unknown subject/> }>
            <Page subject/>
        </Show>
    }
}

/// Being opened, or not here.
#[component]
fn Unknown(subject: Subject) -> View {
    let here = move || subject.desk.row(subject.id).is_some();
    view! { <p class="quiet" role="status">{move || if here() { record_words::READING } else { record_words::NOT_FOUND_HINT }}</p> }
}

#[component]
fn Page(subject: Subject) -> View {
    let signs = subject.signs();
    let all = Memo::new(move |_| subject.with(talks).unwrap_or_default());
    let now = Memo::new(move |_| all.with(|(open, _)| open.first().copied()));
    let many = Memo::new(move |_| subject.breaches());
    let chosen = Memo::new(move |_| subject.with(|client| now.get().and_then(|id| state::cause(client.items.get(&id)?))).flatten());
    view! {
        {move || (many.get() >= BREACHES_TOO_MANY).then(|| view! {
            <div class="notice" data-level="amber">
                <p>{said::too_many(many.get())}</p>
                <div class="row"><a class="btn small" href=Route::WalkAway(subject.id).hash()>{said::TOO_MANY_DO}</a></div>
            </div>
        })}
        <section class="section" aria-labelledby="h-record">
            <div class="section-head"><h2 id="h-record">{said::RECORD}</h2></div>
            <p class="quiet">{said::RECORD_HINT}</p>
            <div class="causes">
                {Cause::ALL.iter().map(|cause| view! { <cause::CauseView subject cause=*cause signs now chosen/> }).collect_view()}
            </div>
        </section>
        <section class="section" aria-labelledby="h-talk">
            <div class="section-head"><h2 id="h-talk" tabindex="-1">{said::TALKS}</h2></div>
            <p class="quiet">{said::TALKS_HINT}</p>
            <Show when=move || now.get().is_none()>
                <p>{said::NO_TALK}</p>
                <Show when=move || !subject.locked.get()>
                    <div class="acts"><button id="begin-talk" type="button" on:click=move |_| subject.begin(None)>{said::BEGIN}</button></div>
                </Show>
            </Show>
            <For each=move || all.with(|(open, _)| open.clone()) key=|id: &ItemId| *id let(id)>
                <div class="talk" id=at(id.0)><talk::Talk subject id signs/></div>
            </For>
            {move || {
                let held = all.with(|(_, held)| held.clone());
                (!held.is_empty()).then(|| view! {
                    <h3>{said::EARLIER}</h3>
                    <ul class="held">{held.into_iter().map(|id| view! { <talk::Held subject id/> }).collect_view()}</ul>
                })
            }}
        </section>
        <section class="section" aria-labelledby="h-sheet">
            <div class="section-head"><h2 id="h-sheet">{said::SHEET}</h2></div>
            <p>{said::SHEET_HINT}</p>
            <div class="acts"><a class="btn" href=Route::WalkAway(subject.id).hash()>{said::TOO_MANY_DO}</a></div>
        </section>
    }
}
