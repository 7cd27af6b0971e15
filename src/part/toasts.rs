use crate::dom::*;

use super::icon::{Icon, icon};
use crate::state::desk::desk;
use crate::words;

/// The latest words about what was done, with the way back.
#[component]
pub fn Toasts() -> View {
    let desk = desk();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || desk.toasts.get() key=|toast| toast.id let(toast)>
                <div class="toast" data-level=toast.wrong.then_some("red")>
                    <p>{toast.text.clone()}</p>
                    {toast.undo.as_ref().map(|undo| {
                        let does = if desk.is_redo(undo) { words::shell::REDO } else { words::shell::UNDO };
                        view! { <button class="small" type="button" on:click=move |_| desk.undo(toast.id)>{does}</button> }
                    })}
                    <button class="icon small" type="button" aria-label=words::shell::DISMISS on:click=move |_| desk.dismiss(toast.id)>
                        {icon(Icon::Close)}
                    </button>
                </div>
            </For>
        </div>
        <div class="sr" aria-live="assertive">{move || desk.announced.get()}</div>
    }
}
