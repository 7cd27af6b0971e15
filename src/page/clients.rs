use leptos::prelude::*;

#[component]
pub fn Clients() -> impl IntoView {
    view! { <h1>"Clients"</h1> }
}
