use crate::dom::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the keyboard to the element of this id, once the screen has followed what was just changed.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    });
}
