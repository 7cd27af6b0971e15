//! What a record has to say of itself: removed, written by a newer version, damaged, contested.

use crate::dom::*;
use domain::Command;

use super::Subject;
use super::settling::Settling;
use crate::part::erasing::Erase;
use crate::route::Route;
use crate::state::client::{damage, is_newer};
use crate::words::{self, client as said};

#[component]
pub fn StateOf(subject: Subject) -> View {
    let keeps = Memo::new(move |_| subject.row.with(|row| row.as_ref().is_some_and(|row| row.keeps)));
    let removed = Memo::new(move |_| subject.row.with(|row| row.as_ref().is_some_and(|row| row.removed && !row.keeps)));
    let why = Memo::new(move |_| subject.record.with(|record| record.as_ref().and_then(|record| domain::erase::retention(&record.client))));
    let Erase(erasing) = expect_context();
    let newer = Memo::new(move |_| subject.record.with(|record| record.as_ref().is_some_and(|record| is_newer(record))));
    let damaged = Memo::new(move |_| subject.record.with(|record| record.as_ref().map(|record| damage(record)).unwrap_or_default()));
    view! {
        {move || keeps.get().then(|| view! {
            <div class="notice" role="note">
                <h2>{words::erase::KEPT_TITLE}</h2>
                {move || why.get().map(|why| view! { <p dir="auto">{subject.desk.locale.with_value(|locale| words::erase::kept(&why, locale))}</p> })}
            </div>
        })}
        {move || removed.get().then(|| view! {
            <div class="notice" role="note">
                <h2>{said::REMOVED}</h2>
                <p>{said::REMOVED_HINT}</p>
                <div class="row">
                    <button id="bring-back" type="button" on:click=move |_| subject.desk.tell(Command::RemoveClient { client: subject.id, gone: false })>
                        {said::BRING_BACK}
                    </button>
                    <button class="plain danger" type="button" on:click=move |_| erasing.set(Some(subject.id))>{words::erase::ERASE}</button>
                </div>
            </div>
        })}
        {move || newer.get().then(|| view! {
            <div class="notice" data-level="amber" role="note">
                <h2>{said::NEWER_TITLE}</h2>
                <p>{said::NEWER}</p>
                <div class="row"><button type="button" on:click=move |_| { let _ = window().location().reload(); }>{said::RELOAD}</button></div>
            </div>
        })}
        {move || (!damaged.with(Vec::is_empty)).then(|| view! {
            <div class="notice" data-level="red" role="note">
                <h2>{said::DAMAGED_TITLE}</h2>
                <ul class="notice-list">{damaged.get().into_iter().map(|words| view! { <li dir="auto">{words}</li> }).collect_view()}</ul>
                <p>{said::DAMAGED_REST}</p>
                <p>{said::DAMAGED_DO}</p>
                <div class="row"><a class="btn" href=Route::Settings.hash()>{said::TO_SETTINGS}</a></div>
            </div>
        })}
        <Settling subject/>
    }
}
