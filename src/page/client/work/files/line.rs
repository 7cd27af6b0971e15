//! One file: what it is, where its bytes are, and what can be done with it.

use domain::ItemId;
use domain::file::{File, Look};
use domain::item::{Item, ItemField};

use super::picture::{Image, Viewer};
use crate::dom::*;
use crate::page::client::work::Shelf;
use crate::page::client::work::form::ItemForm;
use crate::page::client::work::line::engagement;
use crate::part::icon::{Icon, icon, small_icon};
use crate::part::seek::at;
use crate::state::cabinet::cabinet;
use crate::state::client::recorded;
use crate::words::{client, file as said};

/// A picture larger than this has no small one beside its name: making it would take longer than it is worth.
const SMALL_MOST: u64 = 3_000_000;

#[component]
pub fn FileLine(shelf: Shelf, id: ItemId, viewer: Viewer) -> View {
    let cabinet = cabinet();
    let item = shelf.item(id);
    let editing = Memo::new(move |_| shelf.is_editing(id));
    let file = Memo::new(move |_| item.with(|item| item.as_ref().and_then(File::of)));
    let missing = Memo::new(move |_| file.with(|file| file.as_ref().is_some_and(|file| cabinet.is_there(file) == Some(false))));
    let shown = move || {
        if editing.get() {
            let known = item.get_untracked().map(|item| (id, item));
            return view! { <li><ItemForm shelf item=known given=Vec::new()/></li> };
        }
        let name = move || file.with(|file| file.as_ref().map(|file| file.name.clone()).unwrap_or_default());
        view! {
            <li id=at(id.0)>
                <div class="file-line" data-missing=move || missing.get().then_some("")>
                    <div class="file-face" aria-hidden="true">{move || face(file.get(), missing.get())}</div>
                    <div class="file-what">
                        <p class="file-name"><bdi>{name}</bdi></p>
                        <p class="owed-meta">{move || item.with(|item| item.as_ref().map(|item| meta(shelf, item)))}</p>
                        <p class="owed-text" dir="auto">{move || item.with(|item| item.as_ref().map(|item| item.get(ItemField::Detail).to_owned()))}</p>
                        <Show when=move || missing.get()>
                            <p><span class="mark" data-level="amber">{small_icon(Icon::Warn)}<span>{said::MISSING}</span></span></p>
                            <p class="quiet">{said::MISSING_HINT}</p>
                        </Show>
                    </div>
                    <div class="file-do">
                        <Show when=move || !missing.get()><Doing file viewer/></Show>
                        <Show when=move || !shelf.subject.locked.get()>
                            <button class="plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>
                                {said::CHANGE}<span class="sr">" "{name}</span>
                            </button>
                        </Show>
                    </div>
                </div>
            </li>
        }
    };
    shown.into_view()
}

/// What stands before its name: the picture itself where it is one, else a sheet.
fn face(file: Option<File>, missing: bool) -> View {
    match file.as_ref().and_then(File::look) {
        Some((Look::Image, media)) if !missing => match file.filter(|file| file.bytes <= SMALL_MOST) {
            Some(file) => view! { <Image file media/> },
            None => icon(Icon::File),
        },
        _ => icon(Icon::File),
    }
}

fn meta(shelf: Shelf, item: &Item) -> View {
    let Some(file) = File::of(item) else { return View::Nothing };
    let desk = shelf.subject.desk;
    let (size, added, day) = desk.locale.with_value(|locale| {
        let long = recorded(item.recorded).map_or_else(|| client::UNKNOWN_DAY.to_owned(), |(day, _)| locale.long_day(day));
        let day = item.day(ItemField::Day).map(|day| (day.to_string(), said::dated(&locale.long_day(day))));
        (said::size(file.bytes, locale), said::added(&long, &desk.who(item.recorded.by)), day)
    });
    view! {
        <span>{said::kind(&file)}</span><span>{size}</span><span>{added}</span>
        {day.map(|(iso, long)| view! { <time datetime=iso>{long}</time> })}
        {engagement(shelf, item)}
    }
}

#[component]
fn Doing(file: Memo<Option<File>>, viewer: Viewer) -> View {
    let cabinet = cabinet();
    let name = move || file.with(|file| file.as_ref().map(|file| file.name.clone()).unwrap_or_default());
    let look = Memo::new(move |_| file.with(|file| file.as_ref().and_then(File::look)).map(|(look, _)| look == Look::Image));
    let show = move |_| match file.get_untracked().and_then(|file| file.look().map(|look| (file, look))) {
        Some((file, (Look::Image, media))) => viewer.show(file, media),
        Some((file, (Look::Pdf, media))) => cabinet.open(file, media),
        None => {}
    };
    let save = move |_| {
        if let Some(file) = file.get_untracked() {
            cabinet.save(file);
        }
    };
    view! {
        {move || look.get().map(|image| view! {
            <button class="plain small" type="button" aria-haspopup=image.then_some("dialog") on:click=show>
                {if image { said::LOOK } else { said::OPEN }}<span class="sr">" "{name}</span>
            </button>
        })}
        <button class="plain small" type="button" on:click=save>{icon(Icon::Down)}<span class="file-save">{said::SAVE}</span><span class="sr">" "{name}</span></button>
    }
}
