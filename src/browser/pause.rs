use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Lets the browser paint and answer what the person does, then goes on.
pub async fn pause(ms: i32) {
    let later = Promise::new(&mut |resolve, _| {
        let asked = web_sys::window().map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms));
        if !matches!(asked, Some(Ok(_))) {
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(later).await;
}

/// Whether the page is in sight.
pub fn is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| !document.hidden())
}
