//! New versions, as `public/offline.js` reports them.

use wasm_bindgen::prelude::*;
use web_sys::Event;

/// Calls once a new version has been fetched whole and waits for a yes.
pub fn follow(ready: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn Fn()>::new(ready);
    let _ = window.add_event_listener_with_callback("throughline-update-ready", closure.as_ref().unchecked_ref());
    // Lives as long as the page.
    closure.forget();
}

/// The yes.
pub fn accept() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("throughline-update-accept")) {
        let _ = window.dispatch_event(&event);
    }
}
