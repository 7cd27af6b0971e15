//! Screens whose code comes in files of its own. The board is there without them; they are fetched as soon as it stands, so that whoever
//! goes on waits for nothing. A screen that is wanted before waits for its file.
//!
//! The release build takes the module apart at these functions (`xtask/tools`, feature `split`); every other build has all in one.
// What the split macro writes calls functions by their address in another module: the only unsafe code of the screen, and none by hand.
#![cfg_attr(feature = "split", allow(unsafe_code))]

#[cfg(feature = "split")]
use std::cell::Cell;

use book::session::{Ledger, Session};
use domain::money::Currency;
use domain::{AuthorId, ClientId, Id, InvoiceId, ItemId};

use futures::future::LocalBoxFuture;

use crate::browser::syncing::told::Begin;
use crate::dom::*;
use crate::page;
use crate::part::deposit::DepositDialog;
use crate::part::erasing::EraseDialog;
use crate::part::finder::FinderDialog;
use crate::part::leaving::{LeaveDialog, PartDialog};
use crate::part::merging::MergeDialog;
use crate::part::sentence::SentenceDialog;
use crate::route::Tab;
#[cfg(feature = "split")]
use crate::words;

#[cfg(not(feature = "split"))]
macro_rules! later {
    ($($file:ident: $name:ident($($arg:ident: $type:ty),*) => $view:expr;)*) => {
        $(pub fn $name($($arg: $type),*) -> View {
            $view
        })*

        /// There is nothing to fetch.
        pub async fn fetch_all() {}
    };
}

#[cfg(feature = "split")]
macro_rules! later {
    ($($file:ident: $name:ident($($arg:ident: $type:ty),*) => $view:expr;)*) => {
        /// What stands in the other files: each gives the function that makes its screen.
        mod fetch {
            use super::*;
            use wasm_split_helpers::{SplitLoaderError, wasm_split};

            $(#[wasm_split($file, fallible)]
            pub fn $name() -> Result<fn($($type),*) -> View, SplitLoaderError> {
                fn make($($arg: $type),*) -> View {
                    $view
                }
                Ok(make)
            })*
        }

        $(pub fn $name($($arg: $type),*) -> View {
            thread_local! {
                static MAKE: Cell<Option<fn($($type),*) -> View>> = const { Cell::new(None) };
            }
            once_there(&MAKE, fetch::$name, move |make| make($($arg),*))
        })*

        /// Fetches every file, so that no screen waits for its own.
        pub async fn fetch_all() {
            $(let _ = fetch::$name().await;)*
        }
    };
}

/// What a session is made of: all that documents are.
fn make_session(seed: [u8; 32], author: AuthorId) -> Box<dyn Ledger> {
    Box::new(Session::new(seed, author))
}

#[cfg(feature = "split")]
type MakeSession = fn([u8; 32], AuthorId) -> Box<dyn Ledger>;

/// A session; its code is the largest file, and the board stands before it is there. None when the file does not come.
#[cfg(feature = "split")]
pub fn session(seed: [u8; 32], author: AuthorId) -> LocalBoxFuture<'static, Option<Box<dyn Ledger>>> {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};
    #[wasm_split(session, fallible)]
    fn session() -> Result<MakeSession, SplitLoaderError> {
        Ok(make_session)
    }
    Box::pin(async move { session().await.ok().map(|make| make(seed, author)) })
}

#[cfg(not(feature = "split"))]
pub fn session(seed: [u8; 32], author: AuthorId) -> LocalBoxFuture<'static, Option<Box<dyn Ledger>>> {
    Box::pin(std::future::ready(Some(make_session(seed, author))))
}

/// What begins syncing; a file of its own, fetched where there is a team or somebody asks for one. None when the file does not come.
#[cfg(feature = "split")]
pub async fn syncing() -> Option<Begin> {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};
    #[wasm_split(syncing, fallible)]
    fn syncing() -> Result<Begin, SplitLoaderError> {
        Ok(crate::browser::syncing::begin)
    }
    syncing().await.ok()
}

#[cfg(not(feature = "split"))]
pub async fn syncing() -> Option<Begin> {
    Some(crate::browser::syncing::begin)
}

#[cfg(feature = "split")]
type Slot<F> = std::thread::LocalKey<Cell<Option<F>>>;

/// The screen at once when its file is there; else as soon as it is, or what to do when it does not come.
#[cfg(feature = "split")]
fn once_there<F: Copy, E, C: Future<Output = Result<F, E>> + 'static>(
    slot: &'static Slot<F>,
    fetch: impl Fn() -> C + Copy + 'static,
    show: impl Fn(F) -> View + 'static,
) -> View {
    if let Some(make) = slot.get() {
        return show(make);
    }
    let failed = RwSignal::new(None::<bool>);
    let ask = move || {
        spawn_local(async move {
            let came = fetch().await;
            let is_missing = came.is_err();
            slot.set(came.ok());
            failed.set(Some(is_missing));
        });
    };
    ask();
    (move || match failed.get() {
        None => View::Nothing,
        Some(false) => slot.get().map_or(View::Nothing, &show),
        Some(true) => view! {
            <div class="notice" role="alert">
                <p>{words::shell::SCREEN_MISSING}</p>
                <button type="button" on:click=move |_| ask()>{words::shell::TRY_AGAIN}</button>
            </div>
        },
    })
    .into_view()
}

later! {
    day: today() => view! { <page::today::Today/> };
    day: calendar() => view! { <page::calendar::Calendar/> };
    day: messages(client: Option<ClientId>) => view! { <page::messages::Messages client/> };
    day: watch() => view! { <page::messages::Watch/> };
    day: rules() => view! { <page::rules::Rules/> };
    day: templates() => view! { <page::templates::Templates/> };
    client: clients() => view! { <page::clients::Clients/> };
    client: client_page(client: ClientId, tab: Tab, thing: Option<Id>) => view! { <page::client::ClientPage client tab thing/> };
    client: document(client: ClientId, invoice: InvoiceId) => view! { <page::document::Document client invoice/> };
    client: proposal(client: ClientId, item: ItemId) => view! { <page::client::proposal::ProposalPage client item/> };
    client: hand_over(client: ClientId) => view! { <page::summary::HandOver client/> };
    client: past(client: ClientId) => view! { <page::summary::Past client/> };
    client: billing() => view! { <page::billing::Billing/> };
    client: bank() => view! { <page::bank::Bank/> };
    client: late(client: ClientId) => view! { <page::late::LatePage client/> };
    client: ageing() => view! { <page::ageing::Ageing/> };
    client: statement(client: ClientId, currency: Option<Currency>) => view! { <page::statement::StatementPage client currency/> };
    client: difficult(client: ClientId, thing: Option<Id>) => view! { <page::difficult::Difficult client thing/> };
    client: walk_away(client: ClientId) => view! { <page::difficult::WalkAway client/> };
    client: dialogs() => view! { <LeaveDialog/><PartDialog/><MergeDialog/><EraseDialog/><DepositDialog/> };
    office: import() => view! { <page::import::Import/> };
    day: retention() => view! { <page::retention::Retention/> };
    office: lifecycle() => view! { <page::lifecycle::Lifecycle/> };
    office: settings() => view! { <page::settings::Settings/> };
    office: audit() => view! { <page::audit::Audit/> };
    client: trust(client: ClientId) => view! { <page::trust::TrustPage client/> };
    team: team() => view! { <page::team::TeamPage/> };
    say: sentence(text: RwSignal<Option<String>>) => view! { <SentenceDialog text/> };
    find: finder(open: RwSignal<bool>) => view! { <FinderDialog open/> };
}
