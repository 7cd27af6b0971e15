//! Says who is here already under what is being typed, before it is saved.

use crate::dom::*;
use domain::ClientId;
use domain::alike::{Asked, alike};

use super::icon::{Icon, icon};
use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::words::merge as said;

/// Whether somebody is here already: the button that saves says then that it does so all the same.
pub fn is_known(asked: Signal<Asked>, except: Option<ClientId>) -> Memo<Option<ClientId>> {
    let desk = desk();
    Memo::new(move |_| asked.with(|asked| desk.with_rows(|rows| alike(rows, asked, except).map(|(row, _)| row.id))))
}

#[component]
pub fn AlikeHint(
    asked: Signal<Asked>,
    except: Option<ClientId>,
    /// What the button says that merges.
    label: &'static str,
    /// Called with whom to merge.
    merge: Callback<ClientId>,
) -> View {
    let desk = desk();
    let found = Memo::new(move |_| asked.with(|asked| desk.with_rows(|rows| alike(rows, asked, except))));
    view! {
        <div class="alike wide" role="status">
            {move || found.get().map(|(row, how)| {
                let id = row.id;
                view! {
                    <p class="mark" dir="auto">{icon(Icon::Info)}<span>{said::alike(&row.name, row.stage, how)}</span></p>
                    <p class="alike-do">
                        <a class="btn plain small" href=Route::Client(id, Tab::default()).hash()>{said::OPEN_IT}<span class="sr">" "{row.name.clone()}</span></a>
                        <button class="plain small" type="button" on:click=move |_| merge.run(id)>{label}</button>
                    </p>
                }
            })}
        </div>
    }
}
