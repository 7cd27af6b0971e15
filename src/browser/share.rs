//! The share sheet of the system, where a browser offers it.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn method() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let share = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, share))
}

pub fn is_there() -> bool {
    method().is_some()
}

/// Hands a text to it. False: it was closed without a choice.
pub async fn share(title: &str, text: &str) -> bool {
    let begin = || -> Option<Promise> {
        let (navigator, share) = method()?;
        let data = Object::new();
        Reflect::set(&data, &"title".into(), &title.into()).ok()?;
        Reflect::set(&data, &"text".into(), &text.into()).ok()?;
        share.call1(&navigator, &data).ok()?.dyn_into().ok()
    };
    match begin() {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}
