//! The files kept with a client: attached by picker, drop and paste, looked at, given back, renamed and removed.

mod coming;
mod line;
mod picture;

use domain::file::File;
use domain::item::ItemKind;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::Shelf;
use crate::dom::ev::Event;
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::dropping::take_dropped;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::cabinet::{Cabinet, cabinet, handed};
use crate::state::device::Device;
use crate::words::file as said;
use coming::Arriving;
use line::FileLine;
use picture::{Picture, Viewer};

#[component]
pub fn Files(subject: Subject) -> View {
    let cabinet = cabinet();
    let device: Device = expect_context();
    device.look_at_keeping();
    let shelf = Shelf::of(subject, ItemKind::File);
    let over = RwSignal::new(false);
    let viewer = Viewer::new();
    let files = Memo::new(move |_| shelf.items.with(|items| items.iter().filter_map(|(_, item)| File::of(item)).collect::<Vec<_>>()));
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    Effect::new(move |_| cabinet.look(files.get()));
    // The zone goes when the first file is there: a keyboard that was in it stays where files are attached.
    Effect::new(move |before: Option<bool>| {
        let now = none.get();
        let placed = document().active_element().is_some_and(|element| element.id() != "add-file" && element.tag_name() != "BODY");
        if before == Some(true) && !now && !placed {
            focus("add-file");
        }
        now
    });
    land(cabinet, subject, over);
    // The newest on top: it is the one that was just attached.
    let ids = move || shelf.ids().into_iter().rev().collect::<Vec<_>>();
    let open = move || !subject.locked.get();
    view! {
        <section class="section files" aria-labelledby="h-files" data-over=move || (over.get() && open()).then_some("")>
            <div class="section-head">
                <h2 id="h-files" tabindex="-1">{said::TITLE}</h2>
                <Show when=move || open() && !none.get()>
                    <label class="btn plain small">
                        {icon(Icon::Plus)}{said::ATTACH}
                        <input id="add-file" type="file" class="sr" multiple on:change=move |event| chosen(&event, cabinet, subject)/>
                    </label>
                </Show>
            </div>
            <Show when=move || none.get() && open()>
                <label class="drop" data-over=move || over.get().then_some("")>
                    {icon(Icon::File)}
                    <span><b>{said::CHOOSE}</b>{said::OR_DROP}</span>
                    <span class="quiet">{said::EMPTY_HINT}</span>
                    <input id="add-file" type="file" multiple on:change=move |event| chosen(&event, cabinet, subject)/>
                </label>
            </Show>
            <Arriving subject/>
            <Show when=move || !none.get()>
                <p class="quiet files-sum">{move || sums(subject, device, &files.get())}</p>
                <ul class="files-list" aria-label=said::LIST>
                    <For each=ids key=|id| *id let(id)><FileLine shelf id viewer/></For>
                </ul>
            </Show>
            <p class="files-over" aria-hidden="true">{said::DROP_NOW}</p>
        </section>
        <Picture viewer/>
    }
}

/// How much this client's files come to, and how much of the browser's room is used.
fn sums(subject: Subject, device: Device, files: &[File]) -> String {
    let sizes = domain::order::gather(files.iter().map(|file| (file.hash.as_str(), file.bytes)));
    let keeping = device.keeping.get().unwrap_or_default();
    subject.desk.locale.with_value(|locale| {
        let sum = said::sum(files.len(), sizes.values().sum(), locale);
        match (keeping.used_bytes, keeping.quota_bytes) {
            (Some(used), Some(quota)) => format!("{sum} {}", said::used(used, quota, locale)),
            _ => sum,
        }
    })
}

/// Takes what a file input holds, then empties it: the same file can be chosen again.
fn chosen(event: &Event, cabinet: Cabinet, subject: Subject) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    cabinet.take(subject.id, handed(input.files()));
    input.set_value("");
}

/// A file may land anywhere on the page, and be pasted wherever nothing is being typed.
fn land(cabinet: Cabinet, subject: Subject, over: RwSignal<bool>) {
    let take = move |files| {
        if !subject.locked.get_untracked() {
            cabinet.take(subject.id, handed(files));
        }
    };
    take_dropped(over, take);
    let pasted = window_event_listener(ev::paste, move |event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let typing = element.and_then(|element| element.closest("input:not([type=file]), textarea, dialog[open]").ok().flatten());
        let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>().filter(|_| typing.is_none()) else { return };
        let files = event.clipboard_data().and_then(|data| data.files()).filter(|files| files.length() > 0);
        if files.is_some() {
            event.prevent_default();
            take(files);
        }
    });
    on_cleanup(move || pasted.remove());
}
