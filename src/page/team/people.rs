//! Who belongs to the team: one line a browser.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;

use super::field::Line;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::route::{Route, Tab};
use crate::state;
use crate::state::team::{Ask, Belongs, Device, Role, Said, Teamwork, teamwork};
use crate::words::team as said;

/// Tells why something about a member was not done.
fn tell(team: Teamwork, answer: Said) {
    if let Said::No(why) = answer {
        team.desk.toast(said::why(&why), None, true);
    }
}

#[component]
pub fn People() -> View {
    let team = teamwork();
    let all = move |belongs: fn(Belongs) -> bool| {
        team.team.with(|team| team.devices.iter().filter(|device| belongs(device.belongs)).cloned().collect::<Vec<_>>())
    };
    let waiting = Memo::new(move |_| all(|belongs| belongs == Belongs::Waiting));
    let members = Memo::new(move |_| {
        let mut all = all(|belongs| belongs == Belongs::Member);
        let own = team.team.with(|team| team.own.clone());
        // Oneself first, the words last.
        all.sort_by_key(|device| (device.is_recovery, Some(&device.key) != own.as_ref(), device.key.clone()));
        all
    });
    let gone = Memo::new(move |_| all(|belongs| matches!(belongs, Belongs::Left | Belongs::Removed)));
    let rotates = Memo::new(move |_| team.team.with(|team| team.rotates));
    let locked = Memo::new(move |_| team.is_owner() && !team.is_connected());
    view! {
        <section class="section set team-part" aria-labelledby="h-people">
            <div class="section-head"><h2 id="h-people" tabindex="-1">{said::PEOPLE}</h2></div>
            <p>{said::PEOPLE_HINT}</p>
            {move || locked.get().then(|| view! { <p class="quiet">{said::CONNECT_FIRST}</p> })}
            {move || rotates.get().then(|| view! { <p class="quiet" role="status">{said::ROTATES}</p> })}
            <ul class="mates">
                {move || waiting.get().into_iter().map(|device| view! { <Waiting device/> }).collect_view()}
                {move || members.get().into_iter().map(|device| view! { <Member device/> }).collect_view()}
            </ul>
            {move || (!gone.with(Vec::is_empty)).then(|| view! {
                <details><summary>{said::GONE}</summary><ul class="mates">
                    {gone.get().into_iter().map(|device| view! {
                        <li><span class="mate" dir="auto">{let device = device.clone(); move || team.called(&device)}</span><span class="quiet">{said::gone(device.belongs)}</span></li>
                    }).collect_view()}
                </ul></details>
            })}
        </section>
    }
}

#[component]
fn Waiting(device: Device) -> View {
    let team = teamwork();
    let role = device.role;
    let (let_in, turn_away) = (device.key.clone(), device.key.clone());
    let name = Memo::new(move |_| team.called(&device));
    let can = move || team.is_owner() && team.is_connected();
    view! {
        <li data-waits="true">
            <span class="mate"><span dir="auto">{move || name.get()}</span>" "{said::WAITS}<span class="mate-about">{said::WAITS_HINT}</span></span>
            <span class="mate-role">{said::role(role)}</span>
            {move || {
                let (let_in, turn_away) = (let_in.clone(), turn_away.clone());
                can().then(|| view! {
                    <span class="mate-acts">
                        <button class="small primary" type="button"
                            on:click=move |_| team.ask(Ask::Approve { device: let_in.clone() }, move |answer| tell(team, answer))>
                            {said::APPROVE}<span class="sr">": "{move || name.get()}</span></button>
                        <button class="small plain" type="button"
                            on:click=move |_| team.ask(Ask::Remove { device: turn_away.clone() }, move |answer| tell(team, answer))>
                            {said::DECLINE}<span class="sr">": "{move || name.get()}</span></button>
                    </span>
                })
            }}
        </li>
    }
}

/// What is being done to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Nothing,
    Naming,
    Removing,
}

#[component]
fn Member(device: Device) -> View {
    let team = teamwork();
    if device.is_recovery {
        return view! {
            <li><span class="mate">{icon(Icon::Lock)}{said::RECOVERY_LINE}<span class="mate-about">{said::RECOVERY_LINE_HINT}</span></span></li>
        };
    }
    let own = team.team.with_untracked(|team| team.own.as_ref() == Some(&device.key));
    let named = device.clone();
    let name = Memo::new(move |_| team.called(&named));
    let doing = RwSignal::new(Doing::Nothing);
    let can = Memo::new(move |_| team.is_owner() && team.is_connected());
    let may_name = move || team.may_write() && (own || team.is_owner());
    let (key, shown) = (device.key.clone(), device.clone());
    let about = move || last_heard(team, &shown, own);
    let role = device.role;
    let set_role = {
        let key = key.clone();
        move |event: ev::Event| {
            let to = match event_target_value(&event).as_str() {
                "owner" => Role::Owner,
                "editor" => Role::Editor,
                _ => Role::Viewer,
            };
            team.ask(Ask::SetRole { device: key.clone(), role: to }, move |answer| tell(team, answer));
        }
    };
    let role_id = format!("role-{}", &key[..key.len().min(8)]);
    let toggle = move |to: Doing| doing.update(|now| *now = if *now == to { Doing::Nothing } else { to });
    view! {
        <li>
            <span class="mate"><span dir="auto">{move || name.get()}</span>{own.then(|| view! { <span class="quiet">{said::YOU}</span> })}<span class="mate-about">{about}</span></span>
            {move || {
                let (set_role, role_id) = (set_role.clone(), role_id.clone());
                if can.get() && !own {
                    view! {
                        <span class="mate-role">
                            <label class="sr" for=role_id.clone()>{said::ROLE}": "{move || name.get()}</label>
                            <select id=role_id on:change=set_role>
                                {[(Role::Owner, "owner"), (Role::Editor, "editor"), (Role::Viewer, "viewer")].map(|(one, key)| view! {
                                    <option value=key selected=one == role>{said::role(one)}</option>
                                })}
                            </select>
                        </span>
                    }
                } else {
                    view! { <span class="mate-role">{said::role(role)}</span> }
                }
            }}
            <span class="mate-acts">
                {move || may_name().then(|| view! {
                    <button class="small plain" type="button" on:click=move |_| toggle(Doing::Naming)>{said::RENAME}</button>
                })}
                {move || (can.get() && !own).then(|| view! {
                    <button class="small plain" type="button" on:click=move |_| toggle(Doing::Removing)>{said::REMOVE}</button>
                })}
            </span>
            {move || match doing.get() {
                Doing::Nothing => View::Nothing,
                Doing::Naming => view! { <Naming key=key.clone() name=name.get_untracked() own doing/> },
                Doing::Removing => view! { <Removing key=key.clone() doing/> },
            }}
        </li>
    }
}

/// Whether it is there, what it looks at, else when it was last heard from.
fn last_heard(team: Teamwork, device: &Device, own: bool) -> View {
    if own {
        return View::Nothing;
    }
    let now_ms = team.desk.moment.get().0;
    if state::team::is_there(device, now_ms) {
        let client = device.looks_at.as_ref().and_then(|client| client.parse().ok());
        let row = client.and_then(|client| team.desk.row(client).map(|row| (client, row.name.clone())));
        return match row {
            Some((client, name)) => view! {
                {said::THERE}", "{said::LOOKING}" "<a href=Route::Client(client, Tab::History).hash() dir="auto">{name}</a>
            },
            None => said::THERE.into_view(),
        };
    }
    match device.heard_ms {
        None => said::NEVER.into_view(),
        Some(at_ms) => {
            let (day, minute) = state::team::when(at_ms);
            team.desk.locale.with_value(|locale| said::heard(day, team.desk.today.get(), &minute, locale)).into_view()
        }
    }
}

#[component]
fn Naming(key: String, name: String, own: bool, doing: RwSignal<Doing>) -> View {
    let team = teamwork();
    let text = RwSignal::new(if name == said::NAMELESS { String::new() } else { name });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let name = text.get_untracked();
        if own {
            Teamwork::set_my_name(&name);
        }
        team.desk.tell(Command::NameMember { key: key.clone(), name, is_me: own });
        doing.set(Doing::Nothing);
        focus("h-people");
    };
    view! {
        <form class="inline-form" novalidate on:submit=save>
            <Line id="member-name" label=said::NAME text=text/>
            <div class="row"><button class="small" type="submit">{said::RENAME_DO}</button></div>
        </form>
    }
}

#[component]
fn Removing(key: String, doing: RwSignal<Doing>) -> View {
    let team = teamwork();
    let remove = move |_| {
        team.ask(Ask::Remove { device: key.clone() }, move |answer| tell(team, answer));
        doing.set(Doing::Nothing);
        focus("h-people");
    };
    view! {
        <div class="inline-form">
            <p>{said::REMOVE_HINT}</p>
            <div class="row">
                <button class="small" type="button" on:click=remove>{said::REMOVE_DO}</button>
                <button class="small plain" type="button" on:click=move |_| doing.set(Doing::Nothing)>{said::CANCEL}</button>
            </div>
        </div>
    }
}
