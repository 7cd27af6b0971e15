use leptos::prelude::*;

#[component]
pub fn Billing() -> impl IntoView {
    view! { <h1>"Billing"</h1> }
}
