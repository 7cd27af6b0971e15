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

/// What of a line the keyboard can be on.
const REACHED: &str = "a[href], button:not([disabled])";

/// Moves the keyboard to the line at this place among all that the selector finds: the first of those that were shown when more were asked for.
pub fn focus_line(lines: impl Into<String>, at: usize) {
    let lines = lines.into();
    request_animation_frame(move || {
        let line = document().query_selector_all(&lines).ok().and_then(|all| all.item(u32::try_from(at).ok()?));
        if let Some(line) = line {
            reach(&line.unchecked_into());
        }
    });
}

/// A line goes, or has nothing left to press: the keyboard moves to the next of the page that has, else to one before it, else to the page. Made
/// while the line is there, told when it has gone.
pub fn leave_line(pressed: Option<web_sys::EventTarget>, lines: &str) -> impl FnOnce() + use<> {
    let mine = pressed.and_then(|target| target.dyn_into::<Element>().ok()).and_then(|target| target.closest(lines).ok().flatten());
    let all: Vec<Element> = document()
        .query_selector_all(lines)
        .map(|all| (0..all.length()).filter_map(|at| all.item(at)).map(JsCast::unchecked_into).collect())
        .unwrap_or_default();
    let at = all.iter().position(|one| Some(one) == mine.as_ref()).unwrap_or_default();
    move || {
        request_animation_frame(move || {
            // Whoever went elsewhere meanwhile stays there.
            let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            let (before, after) = all.split_at(at.min(all.len()));
            let mut near = after.iter().skip(1).chain(before.iter().rev());
            if is_lost
                && !near.any(|line| line.is_connected() && reach(line))
                && let Some(page) = document().get_element_by_id("main")
            {
                let _ = page.unchecked_into::<HtmlElement>().focus();
            }
        });
    }
}

fn reach(line: &Element) -> bool {
    let first = line.query_selector(REACHED).ok().flatten();
    first.is_some_and(|first| first.unchecked_into::<HtmlElement>().focus().is_ok())
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
