//! Files dropped anywhere on a page: beside a zone, the browser would leave the app and show the file.

use web_sys::FileList;

use crate::dom::ev::DragEvent;
use crate::dom::*;

/// Takes what is dropped while the page that asks is open; `over` says whether a file is held above it.
pub fn take_dropped(over: RwSignal<bool>, take: impl Fn(Option<FileList>) + 'static) {
    let listeners = [
        window_event_listener(ev::dragover, move |event| {
            if carries_file(&event) {
                event.prevent_default();
                over.set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if carries_file(&event) {
                event.prevent_default();
                over.set(false);
                take(event.data_transfer().and_then(|transfer| transfer.files()));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}

fn carries_file(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
