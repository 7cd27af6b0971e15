//! The frame around every screen: places, the sentence box, what the app has to say of itself.

use crate::dom::*;

use super::badge::SyncBadge;
use super::finder::Finder;
use super::icon::{Icon, icon};
use crate::route::Route;
use crate::state::desk::{Saving, desk};
use crate::state::device::Device;
use crate::words::{find, shell as words};

const MARK: &str = r#"<path d="M80 384C330 420 182 92 432 128" fill="none" stroke="currentColor" stroke-width="24" stroke-linecap="round"/><g fill="var(--paper)" stroke="currentColor" stroke-width="20"><circle cx="80" cy="384" r="28"/><circle cx="237" cy="305" r="28"/><circle cx="275" cy="207" r="28"/><circle cx="432" cy="128" r="28" fill="currentColor"/></g>"#;

/// Which place of the rail a screen belongs to.
fn place(route: Route) -> Route {
    match route {
        Route::Client(..) | Route::Thing(..) | Route::HandOver(_) | Route::Past(_) | Route::Proposal(..) | Route::Clients => Route::Clients,
        Route::Difficult(..) | Route::WalkAway(_) | Route::Statement(..) | Route::Late(_) | Route::Retention | Route::Trust(_) => {
            Route::Clients
        }
        Route::Document(..) | Route::Billing | Route::Ageing | Route::Bank => Route::Billing,
        Route::Board | Route::Lifecycle | Route::Audit => Route::Board,
        Route::Settings | Route::Today | Route::Calendar => route,
        Route::Rules => Route::Today,
        Route::Import => Route::Clients,
        Route::Team => Route::Settings,
        Route::Messages(_) | Route::Templates => Route::Messages(None),
    }
}

#[component]
pub fn Shell(route: Memo<Route>, open_sentence: Callback<()>, children: Children) -> View {
    let finder: Finder = expect_context();
    let wide = move || matches!(route.get(), Route::Board);
    let narrow = move || matches!(route.get(), Route::Import | Route::Team | Route::Today | Route::Audit);
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            // The address belongs to the screens: the way to the page is a focus, not a place.
            event.prevent_default();
            if let Some(main) = document().get_element_by_id("main") {
                let _ = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(main).focus();
            }
        }>{words::SKIP}</a>
        <div class="shell">
            <nav class="rail" aria-label=words::PLACES>
                <a class="brand" href=Route::Board.hash() aria-label=words::BRAND>
                    <svg viewBox="0 0 512 512" aria-hidden="true" inner_html=MARK></svg>
                </a>
                <ul>
                    {[
                        (Route::Today, Icon::Today, crate::words::today::TITLE),
                        (Route::Board, Icon::Board, words::BOARD),
                        (Route::Clients, Icon::Clients, words::CLIENTS),
                        (Route::Calendar, Icon::Calendar, crate::words::calendar::TITLE),
                        (Route::Messages(None), Icon::Messages, crate::words::messages::TITLE),
                        (Route::Billing, Icon::Billing, words::BILLING),
                        (Route::Settings, Icon::Settings, words::SETTINGS),
                    ]
                        .map(|(to, drawing, name)| view! {
                            <li>
                                <a href=to.hash() aria-current=move || (place(route.get()) == to).then_some("page")>
                                    {icon(drawing)}<span>{name}</span>
                                </a>
                            </li>
                        })}
                </ul>
                <SyncBadge/>
            </nav>
            <header class="top">
                <Banners/>
                <div class="topline">
                    <button class="say" type="button" aria-haspopup="dialog" aria-keyshortcuts="/" on:click=move |_| open_sentence.run(())>
                        {icon(Icon::Pen)}
                        <span class="clip"><span class="sr">{words::SAY_LABEL}</span>{words::SAY_EXAMPLE}</span>
                        <kbd class="end" aria-hidden="true">"/"</kbd>
                    </button>
                    <button class="seek" type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| finder.0.set(true)>
                        {icon(Icon::Search)}<span>{find::TITLE}</span><kbd aria-hidden="true">{find::KEY}</kbd>
                    </button>
                    <SyncBadge/>
                    <Badge/>
                </div>
            </header>
            <main id="main" tabindex="-1" class:full=wide class:narrow=narrow>{children()}</main>
        </div>
    }
}

/// Where Settings tells what is kept here, and takes copies of it.
fn storage() -> String {
    format!("{}/storage", Route::Settings.hash())
}

/// Whether what was done is on this device's disk: never said before it is.
#[component]
fn Badge() -> View {
    let desk = desk();
    let device: Device = expect_context();
    let shown = move || match desk.saving.get() {
        Saving::Failed(_) => ("failed", Icon::Warn, words::NOT_SAVED),
        Saving::Writing => ("saving", Icon::Spin, words::SAVING),
        Saving::Saved if !device.online.get() => ("offline", Icon::Offline, words::SAVED_OFFLINE),
        Saving::Saved => ("saved", Icon::Check, words::SAVED),
    };
    view! {
        <a class="saved" href=storage() data-state=move || shown().0>
            {move || icon(shown().1)}<span>{move || shown().2}</span>
        </a>
    }
}

#[component]
fn Banners() -> View {
    let desk = desk();
    let device: Device = expect_context();
    let sample = Memo::new(move |_| desk.practice.with(|practice| practice.sample()).or_else(|| sample_in_sight(desk)));
    let any = Memo::new(move |_| desk.with_rows(|rows| rows.values().any(|row| !row.removed && !row.is_sample())));
    let may_clear =
        move || device.keeping.get().is_some_and(|keeping| keeping.persistent == Some(false)) && !device.warned.get() && any.get();
    view! {
        <div class="banners">
            {move || sample.get().map(|batch| view! {
                <div class="banner" data-kind="sample">
                    {icon(Icon::Info)}<p>{move || if any.get() { words::SAMPLE_ASIDE } else { words::SAMPLE }}</p>
                    <button class="plain small" type="button" on:click=move |_| desk.tell(domain::Command::UndoBatch { batch, gone: true })>
                        {words::SAMPLE_REMOVE}
                    </button>
                </div>
            })}
            {move || may_clear().then(|| view! {
                <div class="banner" data-kind="warn">
                    {icon(Icon::Warn)}<p>{words::MAY_CLEAR}</p>
                    <button class="plain small" type="button" on:click=move |_| device.ask_to_keep()>{words::KEEP}</button>
                    <a class="btn plain small" href=storage()>{words::DOWNLOAD}</a>
                    <button class="plain small icon" type="button" aria-label=words::LATER on:click=move |_| device.set_warned()>
                        {icon(Icon::Close)}
                    </button>
                </div>
            })}
            {move || device.update_ready.get().then(|| view! {
                <div class="banner" data-kind="update">
                    {icon(Icon::Info)}<p>{words::UPDATE}</p>
                    <button class="plain small" type="button" on:click=move |_| device.accept_update()>{words::RELOAD}</button>
                    <button class="plain small icon" type="button" aria-label=words::LATER on:click=move |_| device.update_ready.set(false)>
                        {icon(Icon::Close)}
                    </button>
                </div>
            })}
        </div>
    }
}

/// The practice's own document is opened late; the rows say sooner that the sample is here.
fn sample_in_sight(desk: crate::state::desk::Desk) -> Option<domain::BatchId> {
    desk.with_rows(|rows| rows.values().find(|row| !row.removed && row.is_sample()).and_then(|row| row.origin.batch()))
}
