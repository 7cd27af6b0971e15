use crate::dom::html::Dialog;
use crate::dom::*;

/// A native dialog over the page, open while `open` says so; what is in it is made anew each time. Escape closes it, and the keyboard
/// goes back to where it was.
#[component]
pub fn Modal(
    open: RwSignal<bool>,
    /// The id of its heading.
    heading: &'static str,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> View {
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let shown = open.get();
        let Some(dialog) = node.get() else { return };
        if shown && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !shown && dialog.open() {
            dialog.close();
        }
    });
    // Told of its closing a moment later: it may be open again by then.
    let closed = move |_| {
        if !node.get_untracked().is_some_and(|dialog| dialog.open()) {
            open.set(false);
        }
    };
    view! {
        <dialog node_ref=node class=class aria-labelledby=heading on:close=closed>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
