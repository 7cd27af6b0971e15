use leptos::html::Dialog;
use leptos::prelude::*;

/// A native dialog over the page, open while `open` says so; what is in it is made anew each time. Escape closes it, and the keyboard
/// goes back to where it was.
#[component]
pub fn Modal(
    open: RwSignal<bool>,
    /// The id of its heading.
    heading: &'static str,
    #[prop(optional)] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
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
    let children = StoredValue::new(children);
    view! {
        <dialog node_ref=node class=class aria-labelledby=heading on:close=move |_| open.set(false)>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </dialog>
    }
}
