//! Starting a team, and coming into one.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;

use super::field::Line;
use crate::part::focus::focus;
use crate::route::Route;
use crate::state::team::{Ask, Said, Teamwork, teamwork};
use crate::words::team as said;

/// What is typed to start with; kept while the page is looked at.
#[component]
pub fn Start() -> View {
    let team = teamwork();
    let (name, relay) = (RwSignal::new(team.my_name()), RwSignal::new(Teamwork::last_relay().unwrap_or_default()));
    let token = RwSignal::new(String::new());
    let (name_wrong, relay_wrong) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    // A relay that serves the app is the one that is meant.
    if relay.get_untracked().is_empty() {
        spawn_local(async move {
            if let Some(here) = Teamwork::relay_here().await
                && relay.try_with_untracked(String::is_empty) == Some(true)
            {
                relay.set(here);
            }
        });
    }
    let start = move |event: SubmitEvent| {
        event.prevent_default();
        name_wrong.set(None);
        relay_wrong.set(None);
        let called = name.get_untracked().trim().to_owned();
        if called.is_empty() {
            name_wrong.set(Some(said::NAME_MISSING.to_owned()));
            return focus("team-name");
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        Teamwork::set_my_name(&called);
        team.make_room(false);
        let at = relay.get_untracked().trim().to_owned();
        let ask = Ask::Found { relay: (!at.is_empty()).then_some(at), token: token.get_untracked() };
        team.ask(ask, move |answer| {
            busy.try_set(false);
            match answer {
                Said::Words(words) => team.words.set(Some(words)),
                Said::No(why) => {
                    relay_wrong.try_set(Some(said::why(&why)));
                    focus("team-relay");
                }
                Said::Done | Said::Link { .. } | Said::File(_) | Said::Brought { .. } => {}
            }
        });
    };
    let link = RwSignal::new(String::new());
    let read_link = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = link.get_untracked();
        let fragment = typed.trim().rsplit('/').next().unwrap_or_default().to_owned();
        if !fragment.is_empty() {
            team.invited.set(Some(fragment));
        }
    };
    view! {
        <section class="section set team-part" aria-labelledby="h-start">
            <div class="section-head"><h2 id="h-start">{said::START}</h2></div>
            <p>{said::START_HINT}</p>
            <form class="stack" novalidate on:submit=start>
                <Line id="team-name" label=said::YOUR_NAME text=name wrong=name_wrong/>
                <Line id="team-relay" label=said::RELAY text=relay hint=said::RELAY_HINT wrong=relay_wrong kind="url"/>
                <Line id="team-token" label=said::TOKEN text=token hint=said::TOKEN_HINT/>
                <div class="acts"><button class="primary" type="submit" disabled=move || busy.get()>
                    {move || if busy.get() { said::WORKING } else { said::START_DO }}
                </button></div>
            </form>
        </section>
        <section class="section set team-part" aria-labelledby="h-join">
            <div class="section-head"><h2 id="h-join">{said::JOIN}</h2></div>
            <p>{said::JOIN_HINT}</p>
            <form class="stack" novalidate on:submit=read_link>
                <Line id="team-link" label=said::JOIN_LINK text=link/>
                <div class="acts"><button type="submit">{said::JOIN_READ}</button></div>
            </form>
        </section>
    }
}

/// The page was opened by an invite.
#[component]
pub fn Invited() -> View {
    let team = teamwork();
    let name = RwSignal::new(team.my_name());
    let (name_wrong, wrong) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let (busy, brings) = (RwSignal::new(false), RwSignal::new(false));
    let luggage = Memo::new(move |_| team.luggage());
    let join = move |event: SubmitEvent| {
        event.prevent_default();
        name_wrong.set(None);
        wrong.set(None);
        let called = name.get_untracked().trim().to_owned();
        if called.is_empty() {
            name_wrong.set(Some(said::NAME_MISSING.to_owned()));
            return focus("join-name");
        }
        let luggage = luggage.get_untracked();
        if luggage.clients > 0 && !brings.get_untracked() {
            wrong.set(Some(said::BRING_MISSING.to_owned()));
            return focus("join-bring");
        }
        let Some(fragment) = team.invited.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        Teamwork::set_my_name(&called);
        team.make_room(luggage.details);
        team.ask(Ask::Join { fragment }, move |answer| {
            busy.try_set(false);
            match answer {
                Said::No(why) => {
                    wrong.try_set(Some(said::why(&why)));
                }
                Said::Done | Said::Words(_) | Said::Link { .. } | Said::File(_) | Said::Brought { .. } => team.invited.set(None),
            }
        });
    };
    view! {
        <section class="section set team-part" aria-labelledby="h-invited">
            <div class="section-head"><h2 id="h-invited">{said::INVITED}</h2></div>
            <p>{said::INVITED_HINT}</p>
            <form class="stack" novalidate on:submit=join>
                <Line id="join-name" label=said::YOUR_NAME text=name wrong=name_wrong/>
                {move || (luggage.get().clients > 0).then(|| view! {
                    <div class="field">
                        <p>{said::own_clients(luggage.get().clients)}</p>
                        <label class="tick"><input id="join-bring" type="checkbox" prop:checked=move || brings.get()
                            on:change=move |event| brings.set(event_target_checked(&event))/>
                            <span>{said::BRING_CLIENTS}<span class="hint">{said::BRING_HINT}</span></span></label>
                    </div>
                })}
                {move || luggage.get().details.then(|| view! {
                    <p class="quiet">{said::OWN_DETAILS}" "<a href=format!("{}/storage", Route::Settings.hash())>{said::TO_STORAGE}</a></p>
                })}
                {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                <div class="acts">
                    <button class="primary" type="submit" disabled=move || busy.get()>
                        {move || if busy.get() { said::WORKING } else { said::JOIN_DO }}
                    </button>
                    <button class="plain" type="button" on:click=move |_| team.invited.set(None)>{said::NOT_NOW}</button>
                </div>
            </form>
        </section>
    }
}
