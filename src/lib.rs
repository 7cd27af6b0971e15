//! The screen.
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    view! { <main id="content"><h1>"Throughline"</h1></main> }
}
