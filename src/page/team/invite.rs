//! Inviting: a link and its code, and the invites that nobody has used yet.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;

use super::field::Line;
use crate::part::focus::focus;
use crate::state::team::{Ask, Invite, Role, Said, Teamwork, code_of, copy, teamwork, when};
use crate::words::team as said;

const DAYS: [u32; 4] = [1, 3, 7, 30];
const USUAL_DAYS: u32 = 3;

#[component]
pub fn Invites() -> View {
    let team = teamwork();
    let (name, role, days, at_once) =
        (RwSignal::new(String::new()), RwSignal::new(Role::Editor), RwSignal::new(USUAL_DAYS), RwSignal::new(false));
    let form_role = role;
    let (wrong, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    // Made for this page and shown as long as it is open: it is kept nowhere.
    let link = RwSignal::new(None::<String>);
    let can = Memo::new(move |_| team.is_connected());
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let (role, called) = (role.get_untracked(), name.get_untracked().trim().to_owned());
        let ask = Ask::Invite { role, days: days.get_untracked(), at_once: at_once.get_untracked() && role != Role::Owner };
        team.ask(ask, move |answer| {
            busy.try_set(false);
            match answer {
                Said::Link { fragment, invite } => {
                    if !called.is_empty() {
                        team.desk.ask(Command::NameMember { key: invite, name: called, is_me: false }, |_| ());
                    }
                    // The form begins anew.
                    name.try_set(String::new());
                    form_role.try_set(Role::Editor);
                    days.try_set(USUAL_DAYS);
                    at_once.try_set(false);
                    link.try_set(Some(Teamwork::link(&fragment)));
                    focus("invite-link");
                }
                Said::No(why) => {
                    wrong.try_set(Some(said::why(&why)));
                }
                Said::Done | Said::Words(_) | Said::File(_) | Said::Brought { .. } => {}
            }
        });
    };
    let open = Memo::new(move |_| team.team.with(|team| team.invites.clone()));
    view! {
        <section class="section set team-part" aria-labelledby="h-invite">
            <div class="section-head"><h2 id="h-invite" tabindex="-1">{said::INVITE}</h2></div>
            {move || link.get().map(|text| view! { <Link text link/> })}
            {move || (!can.get()).then(|| view! { <p class="quiet">{said::CONNECT_FIRST}</p> })}
            <Show when=move || can.get() && link.with(Option::is_none)>
                <form novalidate on:submit=make>
                    <div class="fields">
                        <Line id="invite-name" label=said::INVITE_NAME text=name hint=said::INVITE_NAME_HINT/>
                        <div class="field">
                            <label for="invite-role">{said::INVITE_ROLE}</label>
                            <select id="invite-role" on:change=move |event| role.set(match event_target_value(&event).as_str() {
                                "owner" => Role::Owner,
                                "viewer" => Role::Viewer,
                                _ => Role::Editor,
                            })>
                                <option value="editor" selected=true>{said::role(Role::Editor)}</option>
                                <option value="viewer">{said::role(Role::Viewer)}</option>
                                <option value="owner">{said::role(Role::Owner)}</option>
                            </select>
                            <p class="hint">{move || said::role_hint(role.get())}</p>
                        </div>
                        <div class="field">
                            <label for="invite-days">{said::INVITE_DAYS}</label>
                            <select id="invite-days" on:change=move |event| days.set(event_target_value(&event).parse().unwrap_or(USUAL_DAYS))>
                                {DAYS.map(|days| view! { <option value=days.to_string() selected=days == USUAL_DAYS>{said::days(days)}</option> })}
                            </select>
                        </div>
                        <div class="field">
                            <label for="invite-how">{said::INVITE_HOW}</label>
                            <select id="invite-how" prop:disabled=move || role.get() == Role::Owner
                                on:change=move |event| at_once.set(event_target_value(&event) == "once")>
                                <option value="ask" selected=true>{said::INVITE_ASK}</option>
                                <option value="once">{said::INVITE_AT_ONCE}</option>
                            </select>
                            <p class="hint">{move || match (role.get(), at_once.get()) {
                                (Role::Owner, _) => said::INVITE_OWNER,
                                (_, true) => said::INVITE_AT_ONCE_HINT,
                                (_, false) => "",
                            }}</p>
                        </div>
                    </div>
                    {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    <div class="acts"><button class="primary" type="submit" disabled=move || busy.get()>
                        {move || if busy.get() { said::WORKING } else { said::INVITE_DO }}
                    </button></div>
                </form>
            </Show>
            {move || (!open.with(Vec::is_empty)).then(|| view! {
                <h3 id="h-open-invites">{said::OPEN_INVITES}</h3>
                <ul class="mates" aria-labelledby="h-open-invites">
                    {open.get().into_iter().map(|invite| view! { <Open invite/> }).collect_view()}
                </ul>
            })}
        </section>
    }
}

#[component]
fn Link(text: String, link: RwSignal<Option<String>>) -> View {
    let copied = RwSignal::new(None::<bool>);
    let (to_copy, code) = (text.clone(), code_of(&text));
    let copy_it = move |_| {
        let text = to_copy.clone();
        spawn_local(async move {
            copied.try_set(Some(copy(&text).await));
        });
    };
    view! {
        <div class="invite-link">
            <div class="field">
                <label for="invite-link">{said::LINK}</label>
                <input id="invite-link" type="text" readonly=true dir="ltr" prop:value=text aria-describedby="invite-link-hint"/>
                <p class="hint" id="invite-link-hint">{said::LINK_HINT}</p>
            </div>
            <div class="acts">
                <button class="primary" type="button" on:click=copy_it>{said::COPY}</button>
                <button class="plain" type="button" on:click=move |_| link.set(None)>{said::LINK_DONE}</button>
                <span role="status">{move || copied.get().map(|done| if done { said::COPIED } else { said::NOT_COPIED })}</span>
            </div>
            {code.map(|(size, path)| view! {
                <figure class="invite-code">
                    <svg viewBox=format!("-4 -4 {0} {0}", size + 8) role="img" aria-label=said::LINK_QR><path d=path/></svg>
                    <figcaption>{said::LINK_QR}</figcaption>
                </figure>
            })}
        </div>
    }
}

#[component]
fn Open(invite: Invite) -> View {
    let team = teamwork();
    let (day, _) = when(invite.expires_ms);
    let until = team.desk.locale.with_value(|locale| said::until(day, team.desk.today.get_untracked(), locale));
    let how = if invite.at_once { said::INVITE_AT_ONCE } else { said::INVITE_ASK };
    let (key, named) = (invite.key.clone(), invite.key);
    let name = Memo::new(move |_| team.called_by(&named));
    let revoke = move |_| {
        team.ask(Ask::Revoke { invite: key.clone() }, move |answer| {
            if let Said::No(why) = answer {
                team.desk.toast(said::why(&why), None, true);
            }
            focus("h-invite");
        });
    };
    let can = move || team.is_connected();
    view! {
        <li>
            <span class="mate"><span dir="auto">{move || name.get()}</span><span class="mate-about">{until}", "{how}</span></span>
            <span class="mate-role">{said::role(invite.role)}</span>
            {move || {
                let revoke = revoke.clone();
                can().then(|| view! {
                    <span class="mate-acts"><button class="small plain" type="button" on:click=revoke>{said::REVOKE}<span class="sr">": "{move || name.get()}</span></button></span>
                })
            }}
        </li>
    }
}
