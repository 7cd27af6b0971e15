use crate::dom::*;
use domain::Id;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::focus::unfold;

/// A record is opened from disk before its entries stand on the page: this long they are waited for.
const EVERY: Duration = Duration::from_millis(40);
const TRIES: u32 = 150;
const SHOWN: Duration = Duration::from_millis(2_400);

/// The id under which a thing of a record stands on its page.
pub fn at(thing: Id) -> String {
    format!("at-{thing}")
}

/// Brings a thing of the page into sight as soon as it is there, marks it for a moment, and moves the keyboard to it.
pub fn seek(thing: Id) {
    look(thing, window().location().hash().unwrap_or_default(), TRIES);
}

fn look(thing: Id, from: String, tries: u32) {
    set_timeout(
        move || {
            // Whoever has gone elsewhere meanwhile is left alone.
            if tries == 0 || window().location().hash().is_ok_and(|here| here != from) {
                return;
            }
            match document().get_element_by_id(&at(thing)) {
                Some(element) => show(&element),
                None => look(thing, from, tries - 1),
            }
        },
        EVERY,
    );
}

fn show(element: &Element) {
    unfold(element);
    let _ = element.set_attribute("tabindex", "-1");
    let _ = element.unchecked_ref::<HtmlElement>().focus();
    element.scroll_into_view();
    let _ = element.set_attribute("data-sought", "");
    let sought = element.clone();
    set_timeout(
        move || {
            let _ = sought.remove_attribute("data-sought");
        },
        SHOWN,
    );
}
