use leptos::prelude::*;

/// The sentence box: open while `text` holds one.
#[component]
pub fn SentenceDialog(text: RwSignal<Option<String>>) -> impl IntoView {
    view! { {move || text.get()} }
}
