//! The team: starting or joining one, who belongs to it, how syncing stands, and what two people exchange without a relay.

mod entering;
mod field;
mod files;
mod invite;
mod people;
mod recovery;
mod safety;
mod standing;

use crate::dom::*;

use crate::state::team::{Status, Teamwork, teamwork};
use crate::words::team as said;
use entering::{Invited, Start};
use files::Exchange;
use invite::Invites;
use people::People;
use recovery::{ComeBack, NewWords, RescueFile};
use safety::Safety;
use standing::Standing;

#[component]
pub fn TeamPage() -> View {
    let team = teamwork();
    team.desk.look_at_practice();
    // Fetched before it is asked for, so that nothing waits at the button.
    spawn_local(async move { team.load().await });
    let is_single = Memo::new(move |_| team.team.with(|team| team.status == Status::Single));
    view! {
        <div class="head"><h1>{said::TITLE}</h1></div>
        {move || team.missing.get().then(|| view! {
            <div class="notice" data-level="red" role="alert">
                <p>{said::MISSING}</p>
                <div class="row"><button type="button" on:click=move |_| spawn_local(async move { team.load().await })>{said::TRY_AGAIN}</button></div>
            </div>
        })}
        <NewWords/>
        {move || (!team.words.with(Option::is_some)).then(|| if is_single.get() { single(team) } else { together() })}
    }
}

fn single(team: Teamwork) -> View {
    view! {
        {move || if team.invited.with(Option::is_some) {
            view! { <Invited/> }
        } else {
            view! {
                <p class="lead">{said::LEAD}</p>
                <Start/>
                <ComeBack/>
            }
        }}
    }
}

fn together() -> View {
    let team = teamwork();
    let is_owner = Memo::new(move |_| team.is_owner());
    // Before it is let in a device cannot read who is who, and afterwards it would only read what was.
    let is_in =
        Memo::new(move |_| team.team.with(|team| team.role.is_some() && !matches!(&team.status, Status::Stuck(why) if said::is_over(why))));
    view! {
        {move || team.invited.with(Option::is_some).then(|| view! {
            <div class="notice" data-level="amber" role="alert">
                <p>{said::IN_TEAM_ALREADY}</p>
                <div class="row"><button type="button" on:click=move |_| team.invited.set(None)>{said::LINK_DONE}</button></div>
            </div>
        })}
        <Standing/>
        <Show when=move || is_in.get()><People/></Show>
        <Show when=move || is_in.get() && is_owner.get()><Invites/></Show>
        <Show when=move || is_in.get()><Exchange/></Show>
        <Show when=move || is_in.get() && is_owner.get()><RescueFile/></Show>
        <Safety/>
    }
}
