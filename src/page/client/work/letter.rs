use crate::dom::*;
use crate::part::focus::focus;
use crate::state::work;
use crate::words::scope as said;

/// A text that was drafted from the record, to be changed and copied. `more`: what can be done beside copying it.
#[component]
pub fn LetterBox(
    /// Letters of several kinds may be open beside each other.
    id: &'static str,
    text: String,
    close: Callback<()>,
    #[prop(optional)] more: Option<View>,
) -> View {
    let text = RwSignal::new(text);
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let now = text.get_untracked();
        spawn_local(async move { copied.set(Some(work::copy(&now).await)) });
    };
    focus(id);
    view! {
        <div class="inline-form letter" on:keydown=move |event| {
            if event.key() == "Escape" {
                close.run(());
            }
        }>
            <div class="field">
                <label for=id>{said::TEXT}</label>
                <textarea id=id rows="12" dir="auto" prop:value=move || text.get()
                    on:input=move |event| { text.set(event_target_value(&event)); copied.set(None); }></textarea>
            </div>
            <div class="acts">
                <button class="primary" type="button" on:click=copy>{said::COPY}</button>
                {more}
                <button class="plain" type="button" on:click=move |_| close.run(())>{said::CLOSE_TEXT}</button>
                <span role="status" class="quiet">{move || copied.get().map(|done| if done { said::COPIED } else { said::NOT_COPIED })}</span>
            </div>
        </div>
    }
}
