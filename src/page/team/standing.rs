//! How syncing stands, where, and what helps when it has stopped.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;

use super::field::Line;
use crate::part::icon::icon;
use crate::state::team::{Ask, Said, Status, Stuck, Teamwork, teamwork};
use crate::words::team as said;

#[component]
pub fn Standing() -> View {
    let team = teamwork();
    let status = Memo::new(move |_| team.team.with(|team| team.status.clone()));
    let relay = Memo::new(move |_| team.team.with(|team| team.relay.clone()));
    let fingerprint = Memo::new(move |_| team.team.with(|team| team.fingerprint.clone()));
    let troubles = Memo::new(move |_| team.team.with(|team| team.troubles > 0));
    let changing = RwSignal::new(false);
    let over = move || matches!(&status.get(), Status::Stuck(why) if said::is_over(why));
    view! {
        <section class="section set team-part" aria-labelledby="h-syncing">
            <div class="section-head"><h2 id="h-syncing" tabindex="-1">{said::HOW}</h2></div>
            <div class="sync-state" data-level=move || crate::part::badge::level(&status.get())>
                <p class="sync-word">{move || icon(crate::part::badge::drawing(&status.get()))}<span role="status">{move || said::badge(&status.get())}</span></p>
                <p>{move || said::standing(&status.get())}</p>
            </div>
            {move || troubles.get().then(|| view! { <p class="quiet" role="status">{said::TROUBLES}</p> })}
            {move || may_go_on(&status.get()).then(|| view! {
                <div class="acts">
                    <button class="plain" type="button" on:click=move |_| team.send(Ask::StartOver)>{said::START_OVER}</button>
                    <span class="quiet">{said::START_OVER_HINT}</span>
                </div>
            })}
            {move || (status.get() == Status::Stuck(Stuck::NotAdmitted) && team.is_alone()).then(|| view! { <AccessWord/> })}
            {move || over().then(|| view! { <Forget/> })}
            <dl class="facts">
                <dt>{said::RELAY}</dt>
                <dd>{move || relay.get().unwrap_or_else(|| said::NO_RELAY.to_owned())}</dd>
                {move || fingerprint.get().map(|digits| view! {
                    <dt>{said::FINGERPRINT}</dt>
                    <dd><span class="digits">{digits}</span><p class="hint">{said::FINGERPRINT_HINT}</p></dd>
                })}
            </dl>
            {move || (!over()).then(|| view! {
                <div class="acts">
                    {move || match (relay.get().is_some(), Teamwork::last_relay()) {
                        (true, _) => view! {
                            <button class="plain" type="button" on:click=move |_| team.send(Ask::Hurry)>{said::NOW}</button>
                            <button class="plain" type="button" on:click=move |_| team.send(Ask::Relay { to: None })>{said::OFF_DO}</button>
                        },
                        (false, Some(last)) => view! {
                            <button type="button" on:click=move |_| team.send(Ask::Relay { to: Some(last.clone()) })>{said::ON_DO}</button>
                        },
                        (false, None) => View::Nothing,
                    }}
                    <button class="plain" type="button" aria-expanded=move || if changing.get() { "true" } else { "false" }
                        on:click=move |_| changing.update(|changing| *changing = !*changing)>{said::RELAY_CHANGE}</button>
                </div>
            })}
            <Show when=move || changing.get()><Address open=changing/></Show>
        </section>
    }
}

fn may_go_on(status: &Status) -> bool {
    matches!(status, Status::Stuck(why) if said::may_start_over(why))
}

/// A relay that takes new teams from those only who know a word says no more than that it knows nothing of this one.
#[component]
fn AccessWord() -> View {
    let team = teamwork();
    let text = RwSignal::new(String::new());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        team.send(Ask::Token { token: text.get_untracked() });
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            <Line id="access-word" label=said::TOKEN text=text hint=said::TOKEN_ASKED/>
            <div class="acts"><button type="submit">{said::TOKEN_DO}</button></div>
        </form>
    }
}

#[component]
fn Forget() -> View {
    let team = teamwork();
    let wrong = RwSignal::new(None::<String>);
    let forget = move |_| {
        team.ask(Ask::Forget, move |answer| {
            if let Said::No(why) = answer {
                wrong.try_set(Some(said::why(&why)));
            }
        });
    };
    view! {
        <div class="acts">
            <button type="button" on:click=forget>{said::FORGET}</button>
            <span class="quiet">{said::FORGET_HINT}</span>
        </div>
        {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
    }
}

#[component]
fn Address(open: RwSignal<bool>) -> View {
    let team = teamwork();
    let (text, wrong) = (RwSignal::new(Teamwork::last_relay().unwrap_or_default()), RwSignal::new(None::<String>));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        team.ask(Ask::Relay { to: Some(text.get_untracked()) }, move |answer| match answer {
            Said::No(why) => {
                wrong.try_set(Some(said::why(&why)));
            }
            Said::Done | Said::Words(_) | Said::Link { .. } | Said::File(_) | Said::Brought { .. } => {
                open.try_set(false);
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=save>
            <Line id="relay-address" label=said::RELAY text=text hint=said::RELAY_HINT_LATER wrong=wrong kind="url"/>
            <div class="acts"><button type="submit">{said::RELAY_SAVE}</button></div>
        </form>
    }
}
