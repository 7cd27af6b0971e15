use leptos::prelude::*;

/// The sentence box as a page opens it: with the words it begins with.
#[derive(Clone, Copy, Debug)]
pub struct SentenceBox(pub RwSignal<Option<String>>);

/// The sentence box: open while `text` holds one.
#[component]
pub fn SentenceDialog(text: RwSignal<Option<String>>) -> impl IntoView {
    view! { {move || text.get()} }
}
