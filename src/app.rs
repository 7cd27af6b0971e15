//! The app: opens the desk, then shows the screen that the address names.

use crate::dom::*;
use wasm_bindgen::prelude::*;

use crate::browser::pause::pause;
use crate::browser::{address, clock, locale};
use crate::later;
use crate::page;
use crate::part::erasing::Erase;
use crate::part::finder::Finder;
use crate::part::icon::{Icon, small_icon};
use crate::part::sentence::SentenceBox;
use crate::part::shell::Shell;
use crate::part::toasts::Toasts;
use crate::route::Route;
use crate::state::billing;
use crate::state::cabinet::Cabinet;
use crate::state::client::Unsent;
use crate::state::desk::{Desk, Opening};
use crate::state::device::{Device, Theme};
use crate::state::leaving::Leaving;
use crate::state::merge::Merging;
use crate::state::notify::Notify;
use crate::state::paying::Paying;
use crate::state::practice::Unsaved;
use crate::state::team::Teamwork;
use crate::words;

/// Puts the app into the page.
pub fn begin() {
    mount(|| view! { <Root/> });
}

/// Opens the storage behind the first paint that `index.html` brings, then puts the app in its place: nothing moves in between.
#[component]
fn Root() -> View {
    let desk = Desk::new(locale::here(), clock::now());
    let device = Device::read();
    desk.open(later::session);
    crate::state::recurring::follow(desk);
    let open = Memo::new(move |_| desk.opening.get() != Opening::Waiting);
    Effect::new(move |_| {
        if open.get()
            && let Some(waiting) = document().get_element_by_id("waiting")
        {
            waiting.remove();
        }
    });
    (move || open.get().then(|| view! { <App desk device/> })).into_view()
}

fn here() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

#[component]
fn App(desk: Desk, device: Device) -> View {
    provide_context(desk);
    provide_context(device);
    let teamwork = Teamwork::new(desk, address::take_invite());
    provide_context(teamwork);
    teamwork.follow();
    let place = RwSignal::new(here());
    let asked = Memo::new(move |_| place.get());
    // An old address of a client that was merged leads on.
    let route = Memo::new(move |_| {
        let asked = asked.get();
        asked.client().map_or(asked, |client| asked.of(desk.head(client)))
    });
    let came_from = move || {
        let from = asked.get().client().filter(|client| route.get().client() != Some(*client))?;
        let name = desk.row(from).map(|row| row.name.clone())?;
        Some(
            view! { <p class="came-from quiet" role="note" dir="auto">{small_icon(Icon::Info)}<span>{words::merge::came_from(&name)}</span></p> },
        )
    };
    let sentence = RwSignal::new(None::<String>);
    let finding = RwSignal::new(false);
    provide_context(SentenceBox(sentence));
    provide_context(Finder(finding));
    provide_context(billing::Look::default());
    provide_context(crate::state::calendar::Turned::default());
    provide_context(Unsent::default());
    provide_context(Notify::new());
    provide_context(page::client::LeftForm::default());
    provide_context(page::import::Bringing::default());
    provide_context(Unsaved::default());
    provide_context(Leaving::new(desk));
    provide_context(Merging(RwSignal::new(None)));
    provide_context(Erase(RwSignal::new(None)));
    let cabinet = Cabinet::new(desk, device);
    cabinet.pay();
    provide_context(cabinet);
    provide_context(Paying::new(desk));
    let open_sentence = Callback::new(move |()| sentence.set(Some(String::new())));

    // Behind what is in sight: the first screen is painted before the others are fetched.
    spawn_local(async {
        pause(0).await;
        later::fetch_all().await;
    });

    listen("hashchange", move || {
        if let Some(fragment) = address::take_invite() {
            teamwork.invited.set(Some(fragment));
        }
        place.set(here());
        desk.look_at_clock();
    });
    listen("focus", move || desk.look_at_clock());
    desk.keep_time();
    device.follow_the_network();
    device.follow_updates();
    // The promise to keep is asked for once there is something to keep.
    Effect::new(move |asked: Option<bool>| {
        let real = desk.with_rows(|rows| rows.values().any(|row| !row.removed && !row.is_sample()));
        match asked {
            Some(true) => {}
            _ if real => device.ask_to_keep(),
            Some(false) => {}
            None => device.look_at_keeping(),
        }
        asked == Some(true) || real
    });
    Effect::new(move |_| {
        let root = document().document_element();
        let theme = match device.theme.get() {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        if let Some(root) = root {
            let _ = match theme {
                Some(theme) => root.set_attribute("data-theme", theme),
                None => root.remove_attribute("data-theme"),
            };
        }
    });
    Effect::new(move |_| teamwork.looks_at(route.get().client()));
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        document().set_title(&format!("{} · Throughline", words::title(now)));
        // A new screen begins at its top, and keyboards begin there too.
        if before.is_some_and(|before| before != now) {
            if let Some(main) = document().get_element_by_id("main") {
                main.set_scroll_top(0);
                let _ = main.unchecked_into::<web_sys::HtmlElement>().focus();
            }
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    // One key away, wherever one is not typing already: fields have an undo of their own.
    let keys = window_event_listener(ev::keydown, move |event| {
        let typing = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest("input, textarea, select, [contenteditable], dialog[open]").ok().flatten().is_some());
        if event.key() == "/" && !typing && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            open_sentence.run(());
        }
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !typing {
            match event.key().to_ascii_lowercase().as_str() {
                "z" if !event.shift_key() => desk.step_back(),
                "z" | "y" => desk.step_again(),
                _ => return,
            }
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());

    view! {
        <Shell route open_sentence>
            {came_from}
            {move || match desk.opening.get() {
                Opening::Failed(error) => view! {
                    <div class="notice" data-level="red">
                        <h1>{words::shell::UNREADABLE_TITLE}</h1>
                        <p>{words::shell::storage_failed(&error)}</p>
                        <button type="button" on:click=move |_| { let _ = window().location().reload(); }>{words::shell::TRY_AGAIN}</button>
                    </div>
                },
                Opening::Waiting | Opening::Open => match route.get() {
                    Route::Board => view! { <page::board::Board/> },
                    Route::Today => later::today(),
                    Route::Calendar => later::calendar(),
                    Route::Clients => later::clients(),
                    Route::Client(client, tab) => later::client_page(client, tab, None),
                    Route::Thing(client, tab, thing) => later::client_page(client, tab, Some(thing)),
                    Route::Document(client, invoice) => later::document(client, invoice),
                    Route::Proposal(client, item) => later::proposal(client, item),
                    Route::HandOver(client) => later::hand_over(client),
                    Route::Past(client) => later::past(client),
                    Route::Billing => later::billing(),
                    Route::Bank => later::bank(),
                    Route::Import => later::import(),
                    Route::Lifecycle => later::lifecycle(),
                    Route::Retention => later::retention(),
                    Route::Settings => later::settings(),
                    Route::Team => later::team(),
                    Route::Difficult(client, thing) => later::difficult(client, thing),
                    Route::Late(client) => later::late(client),
                    Route::Trust(client) => later::trust(client),
                    Route::Audit => later::audit(),
                    Route::Ageing => later::ageing(),
                    Route::Statement(client, currency) => later::statement(client, currency),
                    Route::WalkAway(client) => later::walk_away(client),
                    Route::Messages(client) => later::messages(client),
                    Route::Templates => later::templates(),
                    Route::Rules => later::rules(),
                },
            }}
        </Shell>
        {later::sentence(sentence)}
        {later::dialogs()}
        {later::finder(finding)}
        {later::watch()}
        <Toasts/>
    }
}

fn listen(event: &str, heard: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(heard);
    let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // Lives as long as the page.
    closure.forget();
}
