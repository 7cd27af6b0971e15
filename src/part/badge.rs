//! How syncing stands, in a word: at the foot of the places, and on the team's page.

use crate::dom::*;

use super::icon::{Icon, icon};
use crate::route::Route;
use crate::state::team::{Status, Stuck, teamwork};
use crate::words::team as said;

pub fn drawing(status: &Status) -> Icon {
    match status {
        Status::Single | Status::Off => Icon::Offline,
        Status::Connecting | Status::Unapproved | Status::CatchingUp { .. } | Status::Waiting { .. } => Icon::Spin,
        Status::InStep => Icon::Check,
        Status::Stuck(_) => Icon::Warn,
    }
}

/// Amber where a person may look, red where one has to.
pub fn level(status: &Status) -> Option<&'static str> {
    match status {
        Status::Stuck(Stuck::MayNotWrite | Stuck::Left | Stuck::TooLarge { .. }) | Status::Unapproved => Some("amber"),
        Status::Stuck(_) => Some("red"),
        Status::Single | Status::Off | Status::Connecting | Status::CatchingUp { .. } | Status::InStep | Status::Waiting { .. } => None,
    }
}

/// A link to the team's page. Nothing where there is no team.
#[component]
pub fn SyncBadge() -> View {
    let team = teamwork();
    let status = Memo::new(move |_| team.team.with(|team| team.status.clone()));
    (move || {
        let status = status.get();
        (status != Status::Single).then(|| {
            view! {
                <a class="sync-badge" title=said::badge(&status) href=Route::Team.hash() data-level=level(&status) data-sync=key(&status)>
                    {icon(drawing(&status))}<span aria-hidden="true">{said::short(&status)}</span><span class="sr">{said::badge(&status)}</span>
                </a>
            }
        })
    })
    .into_view()
}

/// What style and tests know it by.
fn key(status: &Status) -> &'static str {
    match status {
        Status::Single => "single",
        Status::Off => "off",
        Status::Connecting => "connecting",
        Status::Unapproved => "unapproved",
        Status::CatchingUp { .. } => "catching-up",
        Status::InStep => "in-step",
        Status::Waiting { .. } => "waiting",
        Status::Stuck(_) => "stuck",
    }
}
