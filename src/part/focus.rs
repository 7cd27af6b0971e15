use crate::dom::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Moves the keyboard to the element of this id, once the screen has followed what was just changed.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let _ = element.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// Moves the keyboard to the first field of a form that does not hold what it should, also where it is folded away.
pub fn focus_wrong(form: &'static str) {
    request_animation_frame(move || {
        if let Some(field) = document().query_selector(&format!("#{form} [aria-invalid=true]")).ok().flatten() {
            unfold(&field);
            let _ = field.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// Opens everything that an element is folded away in.
pub fn unfold(element: &Element) {
    let mut folded = element.closest("details:not([open])").ok().flatten();
    while let Some(details) = folded {
        let _ = details.set_attribute("open", "");
        folded = details.closest("details:not([open])").ok().flatten();
    }
}
