//! Which tab of a profile speaks to the relay: the one that holds a Web Lock (W3C Web Locks). When it goes, however it goes, the browser hands
//! the lock to the next that waits.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Held until it is dropped, or the tab ends.
pub struct Lead {
    release: Function,
}

impl std::fmt::Debug for Lead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lead")
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Waits for the lock of this name. None where the browser has no locks.
pub async fn take(name: &str) -> Option<Lead> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let granted = Promise::new(&mut |grant, refuse| {
        // The lock is held as long as the promise that its callback gives is open.
        let hold = Closure::once_into_js(move || {
            Promise::new(&mut |release, _| {
                let _ = grant.call1(&JsValue::UNDEFINED, &release);
            })
        });
        if request.call2(&locks, &name.into(), &hold).is_err() {
            let _ = refuse.call0(&JsValue::UNDEFINED);
        }
    });
    let release = JsFuture::from(granted).await.ok()?.dyn_into().ok()?;
    Some(Lead { release })
}
