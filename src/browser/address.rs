//! Where this page comes from, and the address bar.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What stands behind the `#` of an invite's link, before its fragment.
const JOIN: &str = "#/join/";
/// How a relay that is well begins its answer.
const RELAY_SAYS: &str = "The relay is well";

/// The fragment of an invite, if the page was opened by one. It is wiped from the address bar and from this entry of the browser's history at
/// once: whoever reads it can enter.
pub fn take_invite() -> Option<String> {
    let window = web_sys::window()?;
    let hash = window.location().hash().ok()?;
    let fragment = hash.strip_prefix(JOIN)?.to_owned();
    let history = window.history().ok()?;
    let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("#/team"));
    (!fragment.is_empty()).then_some(fragment)
}

/// What stands behind the `#` now.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The address of this page with something else behind its `#`.
pub fn with_fragment(fragment: &str) -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    format!("{}#{fragment}", href.split('#').next().unwrap_or_default())
}

/// The relay that serves this page: one that serves an app says so at `/health`, which no other host answers in these words.
pub async fn relay_of_this_page() -> Option<String> {
    let window = web_sys::window()?;
    let origin = window.location().origin().ok()?;
    let answer: Response = JsFuture::from(window.fetch_with_str("/health")).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    let socket = origin.strip_prefix("http").map(|rest| format!("ws{rest}"))?;
    (answer.ok() && text.starts_with(RELAY_SAYS)).then_some(socket)
}
