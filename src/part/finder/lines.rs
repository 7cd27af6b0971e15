//! The results: a list of groups, with the line that Enter opens.

use crate::dom::*;
use domain::find::Excerpt;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Seeking;
use crate::part::icon::{Icon, icon, small_icon};
use crate::state::find::{Line, Shelf, Sort};
use crate::words::find as said;

pub(super) const LIST: &str = "find-list";

pub(super) fn option_id(at: usize) -> String {
    format!("find-{at}")
}

fn list() -> Option<HtmlElement> {
    document().get_element_by_id(LIST).map(Element::unchecked_into)
}

pub(super) fn to_top() {
    if let Some(list) = list() {
        list.set_scroll_top(0);
    }
}

/// Brings a line into sight, with the heading above the first one.
pub(super) fn show(at: usize) {
    let (Some(list), Some(line)) = (list(), document().get_element_by_id(&option_id(at))) else { return };
    let line: HtmlElement = line.unchecked_into();
    let (top, bottom) = (line.offset_top() - list.offset_top(), line.offset_top() - list.offset_top() + line.offset_height());
    if at == 0 {
        list.set_scroll_top(0);
    } else if top < list.scroll_top() + HEADING {
        list.set_scroll_top(top - HEADING);
    } else if bottom > list.scroll_top() + list.client_height() {
        list.set_scroll_top(bottom - list.client_height());
    }
}

/// Room for a heading above a line, in pixels.
const HEADING: i32 = 40;

#[component]
pub(super) fn Lines(seeking: Seeking) -> View {
    let Seeking { query, results, .. } = seeking;
    let shelves = move || {
        let mut first = 0;
        let shelves = results.with(|results| results.shelves.clone()).into_iter().map(|shelf| {
            let begin = first;
            first += shelf.lines.len();
            shelf_view(seeking, shelf, begin)
        });
        shelves.collect_view()
    };
    view! {
        <div class="finder-list" id=LIST role="listbox" aria-label=said::RESULTS tabindex="-1">{shelves}</div>
        {move || results.with(|results| results.shelves.is_empty()).then(|| view! {
            <p class="finder-none" dir="auto">{said::nothing(query.get().trim())}</p>
        })}
    }
}

fn shelf_view(seeking: Seeking, shelf: Shelf, begin: usize) -> View {
    let name = said::heading(shelf.heading);
    let more = (shelf.count > shelf.lines.len()).then(|| said::of(shelf.lines.len(), shelf.count));
    let lines = shelf.lines.into_iter().enumerate().map(|(nth, line)| line_view(seeking, line, begin + nth));
    view! {
        <div class="finder-group" role="group" aria-label=name>
            <p class="finder-head" aria-hidden="true">{name}<span>{more}</span></p>
            {lines.collect_view()}
        </div>
    }
}

fn line_view(seeking: Seeking, line: Line, at: usize) -> View {
    let drawing = match line.sort {
        Sort::Place => Icon::Go,
        Sort::Client => Icon::Clients,
        Sort::Document => Icon::Billing,
        Sort::Work => Icon::Check,
        Sort::Entry => Icon::Pen,
    };
    let chosen = move || if seeking.at.get() == at { "true" } else { "false" };
    let private = line.private.then(|| view! { <span class="finder-private">{small_icon(Icon::Lock)}{said::PRIVATE}</span> });
    let any = line.private || !line.details.is_empty();
    let details = line.details.into_iter().enumerate().map(|(nth, detail)| {
        view! { {(nth > 0).then_some(" · ")}<span dir="auto">{marked(&detail)}</span> }
    });
    view! {
        <div class="finder-line" role="option" id=option_id(at) aria-selected=chosen on:click=move |_| seeking.take(at)
            on:pointermove=move |_| if seeking.at.get_untracked() != at { seeking.at.set(at) }>
            {icon(drawing)}
            <span class="finder-words">
                <span class="finder-title" dir="auto">{marked(&line.title)}</span>
                {any.then(|| view! { <span class="finder-detail">{private}{details.collect_view()}</span> })}
            </span>
            {(!line.aside.is_empty()).then(|| view! { <span class="finder-aside">{line.aside}</span> })}
        </div>
    }
}

fn marked(excerpt: &Excerpt) -> View {
    let mut pieces = Vec::new();
    let mut from = 0;
    let part = |range: std::ops::Range<usize>| excerpt.text.get(range).unwrap_or_default().to_owned();
    for mark in &excerpt.marks {
        pieces.push(part(from..mark.start).into_view());
        let words = part(mark.clone());
        pieces.push(view! { <mark>{words}</mark> });
        from = mark.end;
    }
    pieces.push(part(from..excerpt.text.len()).into_view());
    pieces.into_iter().collect_view()
}
