use domain::ClientId;
use leptos::prelude::*;

use crate::route::Tab;

#[component]
pub fn ClientPage(client: ClientId, tab: Tab) -> impl IntoView {
    view! { <h1>{client.to_string()}{tab.key()}</h1> }
}
