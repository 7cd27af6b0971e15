//! One field of a form of this page, with what is wrong with it.

use crate::dom::*;

/// A line of text under its label.
#[component]
pub fn Line(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] wrong: Option<RwSignal<Option<String>>>,
    #[prop(optional)] kind: &'static str,
) -> View {
    let wrong = move || wrong.and_then(|wrong| wrong.get());
    let kind = if kind.is_empty() { "text" } else { kind };
    let autocomplete = if kind == "password" { "new-password" } else { "off" };
    let told = format!("{id}-told");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type=kind dir="auto" autocomplete=autocomplete spellcheck="false" maxlength="600" aria-describedby=told.clone()
                aria-invalid=move || wrong().map(|_| "true")
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            <div id=told.clone()>
                {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
                {move || wrong().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            </div>
        </div>
    }
}

/// A file of this person's disk.
#[component]
pub fn Choose(id: &'static str, label: &'static str, chosen: RwSignal<Option<crate::state::files::Chosen>>, most_bytes: u64) -> View {
    use wasm_bindgen::JsCast;
    let wrong = RwSignal::new(false);
    let pick = move |event: ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let files = input.files();
        spawn_local(async move {
            let read = crate::state::files::choose(files, most_bytes).await;
            wrong.try_set(read.is_err());
            chosen.try_set(read.ok());
        });
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="file" on:change=pick/>
            {move || wrong.get().then(|| view! { <p class="error" role="alert">{crate::words::team::FILE_UNREADABLE}</p> })}
        </div>
    }
}
