use crate::dom::ev::Event;
use crate::dom::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::reading::{Bringing, Step};
use crate::part::icon::{Icon, icon};
use crate::words::import as said;

/// Takes what a file input holds, then empties it: the same file can be chosen again.
fn chosen(event: &Event, bringing: Bringing) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    bringing.take(input.files(), move || input.set_value(""));
}

/// Where a file is chosen, or dropped.
#[component]
pub fn DropZone(bringing: Bringing, over: RwSignal<bool>) -> View {
    view! {
        <label class="drop" data-over=move || over.get().then_some("")>
            {icon(Icon::Import)}
            <span><b>{said::CHOOSE}</b>{said::OR_DROP}</span>
            <span class="quiet">{said::DROP_HINT}</span>
            <input type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" on:change=move |event| chosen(&event, bringing)/>
        </label>
    }
}

/// The file that was chosen, and what it was recognised as.
#[component]
pub fn FileLine(bringing: Bringing) -> View {
    let known = move || {
        let table = bringing.table.get()?;
        bringing.mapping.with(|mapping| {
            let mapping = mapping.as_ref()?;
            Some(if bringing.step.get() == Step::Columns {
                said::recognised(mapping.tool, mapping.records, &table)
            } else {
                said::recognised_briefly(mapping.tool, mapping.records, &table)
            })
        })
    };
    view! {
        <div class="file">
            {icon(Icon::File)}
            <b dir="auto">{move || bringing.name.get()}</b>
            <span class="quiet">{known}</span>
            <label class="btn plain small another">
                {said::ANOTHER}
                <input type="file" class="sr" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" on:change=move |event| chosen(&event, bringing)/>
            </label>
        </div>
    }
}
