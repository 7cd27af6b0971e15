//! What nobody else may see: quirks, sensitivities, personal days. It stands with the details, and in no list, row, document or export.

use domain::ItemId;
use domain::item::{Item, ItemField, ItemKind};

use super::Shelf;
use super::form::{Adding, ItemForm};
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::icon::{Icon, small_icon};
use crate::part::seek::at;
use crate::words::owed as said;

#[component]
pub fn Private(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Context);
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    view! {
        <section class="section private" aria-labelledby="h-context">
            <Adding shelf/>
            <p class="quiet private-hint">{small_icon(Icon::Lock)}<span>{said::PRIVATE_HINT}</span></p>
            <Show when=move || none.get() && !shelf.is_adding()><p class="quiet">{said::nothing(ItemKind::Context)}</p></Show>
            <ul class="owed">
                <For each=move || shelf.ids() key=|id| *id let(id)><Line shelf id/></For>
            </ul>
        </section>
    }
}

#[component]
fn Line(shelf: Shelf, id: ItemId) -> View {
    let item = shelf.item(id);
    let text = move |field: ItemField| item.with(|item| item.as_ref().map(|item| item.get(field).to_owned()).unwrap_or_default());
    let day = move || {
        let day = item.with(|item| item.as_ref().and_then(|item: &Item| item.day(ItemField::Day)))?;
        let long = shelf.subject.desk.locale.with_value(|locale| locale.long_day(day));
        Some(view! { <time datetime=day.to_string()>{long}</time> })
    };
    let editing = Memo::new(move |_| shelf.is_editing(id));
    let shown = move || {
        if editing.get() {
            let known = item.get_untracked().map(|item| (id, item));
            return view! { <li class="owed-line"><ItemForm shelf item=known given=Vec::new()/></li> };
        }
        view! {
            <li class="owed-line" id=at(id.0)>
                <p class="owed-title" dir="auto">{move || text(ItemField::Title)}</p>
                <Show when=move || !shelf.subject.locked.get()>
                    <button class="owed-edit plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>
                        {said::EDIT}<span class="sr">" "{move || text(ItemField::Title)}</span>
                    </button>
                </Show>
                <p class="owed-meta">{day}</p>
                <p class="owed-text" dir="auto">{move || text(ItemField::Detail)}</p>
            </li>
        }
    };
    shown.into_view()
}
