use domain::{ClientId, InvoiceId};
use leptos::prelude::*;

#[component]
pub fn Document(client: ClientId, invoice: InvoiceId) -> impl IntoView {
    view! { <h1>{client.to_string()}{invoice.to_string()}</h1> }
}
