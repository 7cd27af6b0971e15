//! Whether the browser thinks it is online. Nothing depends on it but a word beside the badge.

use wasm_bindgen::prelude::*;

/// Tells now, and whenever it changes.
pub fn follow(tell: impl Fn(bool) + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    tell(window.navigator().on_line());
    for (event, online) in [("online", true), ("offline", false)] {
        let tell = tell.clone();
        let closure = Closure::<dyn Fn()>::new(move || tell(online));
        let _ = window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        // Lives as long as the page.
        closure.forget();
    }
}
