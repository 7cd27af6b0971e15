use leptos::prelude::*;

#[component]
pub fn Import() -> impl IntoView {
    view! { <h1>"Import"</h1> }
}
