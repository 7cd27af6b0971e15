//! Settings: the business and its documents, this device, backup and restore.

mod about;
mod business;
mod catalogue;
mod form;
mod logo;
mod manifest;
mod numbers;
mod paid;
mod public;
mod restore;
mod rhythm;
mod series;
mod storage;
mod trust;
mod unnamed;
mod vague;
mod working;

use crate::dom::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::route::Route;
use crate::state::desk::desk;
use crate::words::settings as said;
use about::{About, Appearance, Sample};
use business::{Business, Defaults};
use numbers::Numbers;
use storage::{NotSaved, Storage};
use working::Working;

/// The sections and their addresses, `#/settings/storage`.
const SECTIONS: [(&str, &str); 16] = [
    ("business", said::BUSINESS),
    ("paid", crate::words::remit::SETTINGS),
    ("defaults", said::DEFAULTS),
    ("services", crate::words::catalogue::TITLE),
    ("numbers", said::NUMBERS),
    ("late", crate::words::late::SETTINGS),
    ("vague", crate::words::proposal::SETTINGS),
    ("working", crate::words::working::TITLE),
    ("rhythm", crate::words::rhythm::TITLE),
    ("trust", crate::words::trust::SETTINGS),
    ("lifecycle", crate::words::lifecycle::TITLE),
    ("team", crate::words::team::TITLE),
    ("look", said::APPEARANCE),
    ("storage", said::STORAGE),
    ("sample", said::SAMPLE),
    ("about", said::ABOUT),
];

#[component]
pub fn Settings() -> View {
    let desk = desk();
    desk.look_at_practice();
    let facing = RwSignal::new("business");
    let go = move || {
        if let Some(section) = asked_for() {
            request_animation_frame(move || show(section));
        }
    };
    go();
    Effect::new(move |_| {
        facing.track();
        request_animation_frame(keep_in_sight);
    });
    let scroll = window_event_listener(ev::scroll, move |_| facing.set(in_sight()));
    let turn = window_event_listener(ev::hashchange, move |_| go());
    on_cleanup(move || {
        scroll.remove();
        turn.remove();
    });
    view! {
        <div class="head"><h1>{said::TITLE}</h1></div>
        <NotSaved/>
        <div class="settings">
            <nav class="settings-nav" aria-label=said::SECTIONS>
                <ul>
                    {SECTIONS.map(|(id, name)| view! {
                        <li><a href=format!("{}/{id}", Route::Settings.hash()) aria-current=move || (facing.get() == id).then_some("true")
                            on:click=move |_| request_animation_frame(move || show(id))>{name}</a></li>
                    })}
                </ul>
            </nav>
            <div>
                <Show when=move || desk.practice_read.get()>
                    <Business/>
                    <paid::Paid/>
                    <Defaults/>
                    <catalogue::Catalogue/>
                    <Numbers/>
                    <crate::page::late::LateSettings/>
                    <vague::VagueWords/>
                    <Working/>
                    <rhythm::RhythmSettings/>
                    <trust::TrustSettings/>
                </Show>
                <ToLifecycle/>
                <ToTeam/>
                <Appearance/>
                <Storage/>
                <Sample/>
                <About/>
            </div>
        </div>
    }
}

/// The map and the templates have a page of their own.
#[component]
fn ToLifecycle() -> View {
    view! {
        <section class="section set" id="lifecycle" aria-labelledby="h-lifecycle">
            <div class="section-head"><h2 id="h-lifecycle" tabindex="-1">{crate::words::lifecycle::TITLE}</h2></div>
            <p>{crate::words::lifecycle::SETTINGS_HINT}</p>
            <div class="acts"><a class="btn" href=Route::Lifecycle.hash()>{crate::words::lifecycle::TO_MAP}</a></div>
        </section>
    }
}

/// The team has a page of its own.
#[component]
fn ToTeam() -> View {
    let team = crate::state::team::teamwork();
    let status = Memo::new(move |_| team.team.with(|team| team.status.clone()));
    let single = move || status.get() == crate::state::team::Status::Single;
    view! {
        <section class="section set" id="team" aria-labelledby="h-team">
            <div class="section-head"><h2 id="h-team" tabindex="-1">{crate::words::team::TITLE}</h2></div>
            <p>{move || if single() { crate::words::team::LEAD.to_owned() } else { crate::words::team::standing(&status.get()) }}</p>
            <div class="acts"><a class="btn" href=Route::Team.hash()>
                {move || if single() { crate::words::team::TO_START } else { crate::words::team::TO_TEAM }}
            </a></div>
        </section>
    }
}

/// The section that the address names.
fn asked_for() -> Option<&'static str> {
    let hash = window().location().hash().unwrap_or_default();
    let wanted = hash.rsplit('/').next().unwrap_or_default();
    SECTIONS.iter().map(|(id, _)| *id).find(|id| *id == wanted)
}

/// Room between the bar at the top and the heading below it, in pixels.
const CLEAR: i32 = 16;

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id).map(|element| element.unchecked_into())
}

/// What stays at the top of the screen while the page scrolls, banners included.
fn bar() -> i32 {
    let bar = document().query_selector(".top").ok().flatten();
    bar.map_or(0, |bar| bar.unchecked_into::<HtmlElement>().offset_height())
}

fn show(section: &str) {
    if let (Some(section), Some(heading)) = (element(section), element(&format!("h-{section}"))) {
        // Focus scrolls too, and knows nothing of the bar: it goes first.
        let _ = heading.focus();
        window().scroll_to_with_x_and_y(0.0, f64::from(section.offset_top() - bar() - CLEAR));
    }
}

/// On a narrow screen the sections stand in one row, which may be wider than the screen: the one at the top of it is brought into sight.
fn keep_in_sight() {
    let find = |selector: &str| document().query_selector(selector).ok().flatten().map(|element| element.unchecked_into::<HtmlElement>());
    if let (Some(row), Some(here)) = (find(".settings-nav ul"), find(".settings-nav [aria-current]")) {
        row.set_scroll_left(here.offset_left() - row.offset_left() - CLEAR);
    }
}

/// The section at the top of the screen.
fn in_sight() -> &'static str {
    let scrolled = document().document_element().map_or(0, |root| root.scroll_top()) + bar() + 2 * CLEAR;
    let reached = SECTIONS.iter().map(|(id, _)| *id).rev().find(|id| element(id).is_some_and(|section| section.offset_top() <= scrolled));
    reached.unwrap_or(SECTIONS[0].0)
}
