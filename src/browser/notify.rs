//! Notifications of the system, where a browser has them and the person allows them.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What the person said to the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    Unasked,
    Given,
    Refused,
    /// The browser has none.
    Nowhere,
}

fn class() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"Notification".into()).ok()?.dyn_into().ok()
}

pub fn leave() -> Leave {
    let said = class().and_then(|class| Reflect::get(&class, &"permission".into()).ok()?.as_string());
    match said.as_deref() {
        Some("default") => Leave::Unasked,
        Some("granted") => Leave::Given,
        Some(_) => Leave::Refused,
        None => Leave::Nowhere,
    }
}

/// Asks the person; only ever after a press of a button.
pub async fn ask() -> Leave {
    let begin = || -> Option<Promise> {
        let class = class()?;
        let ask: Function = Reflect::get(&class, &"requestPermission".into()).ok()?.dyn_into().ok()?;
        ask.call0(&class).ok()?.dyn_into().ok()
    };
    if let Some(promise) = begin() {
        let _ = JsFuture::from(promise).await;
    }
    leave()
}

/// Shows one; a press of it leads to an address of the app. False: this browser lets no page show one, as those of phones.
pub fn show(title: &str, body: &str, hash: &str) -> bool {
    let begin = || -> Option<JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"body".into(), &body.into()).ok()?;
        // A newer one takes the place of the one before.
        Reflect::set(&options, &"tag".into(), &"throughline".into()).ok()?;
        Reflect::construct(&class()?, &Array::of2(&title.into(), &options)).ok()
    };
    let Some(shown) = begin() else { return false };
    let hash = hash.to_owned();
    let open = Closure::<dyn Fn()>::new(move || {
        if let Some(window) = web_sys::window() {
            let _ = window.focus();
            let _ = window.location().set_hash(&hash);
        }
    });
    let _ = Reflect::set(&shown, &"onclick".into(), open.as_ref());
    // Lives as long as the page: there is one a day.
    open.forget();
    true
}

/// Whether nobody looks at the page.
pub fn is_away() -> bool {
    Reflect::get(&js_sys::global(), &"document".into())
        .and_then(|document| Reflect::get(&document, &"hidden".into()))
        .is_ok_and(|hidden| hidden.as_bool() == Some(true))
}
