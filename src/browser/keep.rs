//! Whether the browser promises to keep what is stored, and how much room there is.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What the browser says of this app's storage. Every part is None where the browser does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// True: nothing is cleared without asking the person.
    pub persistent: Option<bool>,
    pub used_bytes: Option<u64>,
    pub quota_bytes: Option<u64>,
}

fn manager() -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"storage".into()).ok().filter(JsValue::is_object)
}

async fn call(name: &str) -> Option<JsValue> {
    let manager = manager()?;
    let function: Function = Reflect::get(&manager, &name.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = function.call0(&manager).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Asks the browser to keep the storage for good, and says what it answered.
pub async fn ask() -> Keeping {
    let persistent = call("persist").await.and_then(|answer| answer.as_bool());
    Keeping { persistent, ..look().await }
}

/// Looks without asking for anything.
pub async fn look() -> Keeping {
    let persistent = call("persisted").await.and_then(|answer| answer.as_bool());
    let estimate = call("estimate").await.unwrap_or(JsValue::UNDEFINED);
    let bytes = |key: &str| Reflect::get(&estimate, &key.into()).ok().and_then(|value| value.as_f64()).map(whole);
    Keeping { persistent, used_bytes: bytes("usage"), quota_bytes: bytes("quota") }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are whole and positive")]
fn whole(number: f64) -> u64 {
    number as u64
}
