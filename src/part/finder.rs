//! Find: one box over everything that is kept here and every place of the app, under one key.

mod lines;

use crate::dom::ev::{KeyboardEvent, SubmitEvent};
use crate::dom::*;
use wasm_bindgen::JsCast;

use super::focus::focus;
use super::icon::{Icon, icon};
use super::modal::Modal;
use super::seek::seek;
use super::sentence::SentenceBox;
use crate::route::Route;
use crate::state::desk::{Desk, desk};
use crate::state::find::{Go, Place, Results, results};
use crate::words::find as said;
use lines::{LIST, Lines, option_id};

const INPUT: &str = "find";

/// Opens Find from anywhere.
#[derive(Clone, Copy, Debug)]
pub struct Finder(pub RwSignal<bool>);

#[component]
pub fn FinderDialog(open: RwSignal<bool>) -> View {
    let desk = desk();
    let keys = window_event_listener(ev::keydown, move |event| {
        let pressed =
            (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() && event.key().eq_ignore_ascii_case("k");
        if pressed {
            event.prevent_default();
            // What stands decides: after Escape the box is told of its closing a moment later.
            let shown = document().query_selector("dialog.finder[open]").ok().flatten().is_some();
            open.set(!shown);
        }
    });
    on_cleanup(move || keys.remove());
    Effect::new(move |_| {
        if open.get() {
            desk.gather();
            focus(INPUT);
        }
    });
    view! {
        <Modal open heading="d-find" class="finder">
            <FindBox desk open/>
        </Modal>
    }
}

/// What is in the box. Copies are one box.
#[derive(Clone, Copy)]
struct Seeking {
    desk: Desk,
    open: RwSignal<bool>,
    query: RwSignal<String>,
    results: Memo<Results>,
    /// The line that Enter opens.
    at: RwSignal<usize>,
    sentence: SentenceBox,
}

#[component]
fn FindBox(desk: Desk, open: RwSignal<bool>) -> View {
    let query = RwSignal::new(String::new());
    let results = Memo::new(move |_| query.with(|query| results(desk, query)));
    let seeking = Seeking { desk, open, query, results, at: RwSignal::new(0), sentence: expect_context() };
    let any = Memo::new(move |_| results.with(|results| results.shown() > 0));
    let typed = move || query.with(|query| !query.trim().is_empty());
    let count = move || {
        let count = typed().then(|| said::count(results.with(Results::count)));
        let gathering = (typed() && desk.is_gathering()).then(|| said::GATHERING.to_owned());
        [count, gathering].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    view! {
        <form class="finder-form" on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            seeking.take(seeking.at.get_untracked());
        }>
            <h2 class="sr" id="d-find">{said::TITLE}</h2>
            <div class="finder-bar">
                {icon(Icon::Search)}
                <input id=INPUT type="text" role="combobox" aria-label=said::LABEL placeholder=said::HINT autocomplete="off" spellcheck="false"
                    autocapitalize="none" enterkeyhint="go" dir="auto" maxlength="200" aria-autocomplete="list" aria-controls=LIST
                    aria-expanded=move || any.get().to_string()
                    aria-activedescendant=move || any.get().then(|| option_id(seeking.at.get()))
                    prop:value=move || query.get() on:keydown=move |event| seeking.key(&event)
                    on:input=move |event| {
                        seeking.at.set(0);
                        query.set(event_target_value(&event));
                        lines::to_top();
                    }/>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <Lines seeking/>
            <div class="finder-foot">
                <p role="status">{count}</p>
                <p class="finder-keys" aria-hidden="true"><kbd>"↑"</kbd><kbd>"↓"</kbd>{said::MOVE}<kbd>"↵"</kbd>{said::OPEN}</p>
            </div>
        </form>
    }
}

impl Seeking {
    fn key(self, event: &KeyboardEvent) {
        let shown = self.results.with_untracked(Results::shown);
        if event.is_composing() || shown == 0 {
            return;
        }
        let at = self.at.get_untracked().min(shown - 1);
        let to = match event.key().as_str() {
            "ArrowDown" => (at + 1) % shown,
            "ArrowUp" => (at + shown - 1) % shown,
            "PageDown" => (at + 6).min(shown - 1),
            "PageUp" => at.saturating_sub(6),
            _ => return,
        };
        event.prevent_default();
        self.at.set(to);
        lines::show(to);
    }

    /// Goes where a line leads.
    fn take(self, at: usize) {
        let Some(go) = self.results.with_untracked(|results| results.line(at).map(|line| line.go)) else { return };
        self.open.set(false);
        match go {
            Go::Screen(route) => to(&route.hash(), move || {
                if let Route::Thing(_, _, thing) = route {
                    seek(thing);
                }
            }),
            Go::Place(place) => self.go(place),
        }
    }

    fn go(self, place: Place) {
        let section = |section: &str| to(&format!("{}/{section}", Route::Settings.hash()), again);
        match place {
            Place::Sentence => self.sentence.0.set(Some(String::new())),
            Place::NewClient => to(&format!("{}/new", Route::Clients.hash()), again),
            Place::Board => to(&Route::Board.hash(), || {}),
            Place::Clients => to(&Route::Clients.hash(), || {}),
            Place::Billing => to(&Route::Billing.hash(), || {}),
            Place::Lifecycle => to(&Route::Lifecycle.hash(), || {}),
            Place::Undo => self.desk.step_back(),
            Place::Redo => self.desk.step_again(),
            Place::Import => to(&Route::Import.hash(), || {}),
            Place::Settings => to(&Route::Settings.hash(), || {}),
            Place::Today => to(&Route::Today.hash(), || {}),
            Place::Retention => to(&Route::Retention.hash(), || {}),
            Place::Calendar => to(&Route::Calendar.hash(), || {}),
            Place::Audit => to(&Route::Audit.hash(), || {}),
            Place::Messages => to(&Route::Messages(None).hash(), || {}),
            Place::Templates => to(&Route::Templates.hash(), || {}),
            Place::Team => to(&Route::Team.hash(), || {}),
            Place::Backup | Place::Restore => section("storage"),
            Place::Business => section("business"),
            Place::Numbers => section("numbers"),
            Place::Appearance => section("look"),
            Place::Vague => section("vague"),
            Place::Working => section("working"),
        }
    }
}

/// Opens an address, once the box is closed and the keyboard is back on the page; `there` is for one that is open already.
fn to(hash: &str, there: impl FnOnce() + 'static) {
    let hash = hash.to_owned();
    request_animation_frame(move || {
        let location = window().location();
        if location.hash().is_ok_and(|here| here == hash) {
            there();
        } else {
            let _ = location.set_hash(&hash);
        }
    });
}

/// The address has not changed, and what it asks for is asked for again.
fn again() {
    if let Ok(event) = web_sys::Event::new("hashchange") {
        let target: web_sys::Window = window().unchecked_into();
        let _ = target.dispatch_event(&event);
    }
}
