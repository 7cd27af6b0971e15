use domain::time::Day;
use domain::{Command, Stage};

use super::{Mode, Page};
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::leaving::Leaving;
use crate::words::{self, item, proposal as said};

/// A no, why, and where the client goes from here.
#[component]
pub fn Decline(page: Page) -> View {
    let subject = page.subject;
    let desk = subject.desk;
    let leaving: Leaving = expect_context();
    let (why, on) = (RwSignal::new(String::new()), RwSignal::new(desk.today.get_untracked().to_string()));
    let to = RwSignal::new(None::<Stage>);
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let trouble = move |id: &'static str| wrong.with(|wrong| wrong.as_ref().filter(|(at, _)| *at == id).map(|(_, words)| words.clone()));
    let refuse = move |id: &'static str, words: String| {
        wrong.set(Some((id, words)));
        focus(id);
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        if why.with_untracked(|why| why.trim().is_empty()) {
            return refuse("decline-why", said::WHY_MISSING.to_owned());
        }
        let Some(on) = Day::parse(&on.get_untracked()) else { return refuse("decline-on", item::NO_DATE.to_owned()) };
        let command = Command::DeclineProposal { client: subject.id, item: page.id, why: why.get_untracked(), on };
        let stage = to.get_untracked();
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                page.show(Mode::Paper(super::side::live(page)));
                match stage {
                    Some(to) => leaving.move_to(subject.id, to, None),
                    None => desk.say(Ok(success)),
                }
            }
            Err(unable) => refuse("decline-why", desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))),
        });
    };
    let here = subject.row.with_untracked(|row| row.as_ref().map(|row| row.stage)).unwrap_or(Stage::Attraction);
    focus("decline-why");
    view! {
        <form class="stack answer" novalidate aria-labelledby="decline-h" on:submit=keep>
            <h2 id="decline-h">{said::DECLINE_TITLE}</h2>
            <div class="field">
                <label for="decline-why">{said::WHY}</label>
                <textarea id="decline-why" rows="3" dir="auto" maxlength="2000" aria-describedby="decline-why-e"
                    aria-invalid=move || trouble("decline-why").map(|_| "true")
                    prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
                <div id="decline-why-e">
                    {move || match trouble("decline-why") {
                        Some(words) => view! { <p class="error" role="alert">{words}</p> },
                        None => view! { <p class="hint">{said::WHY_HINT}</p> },
                    }}
                </div>
            </div>
            <div class="fields">
                <div class="field">
                    <label for="decline-on">{said::ON}</label>
                    <input id="decline-on" type="date" max=desk.today.get_untracked().to_string() aria-invalid=move || trouble("decline-on").map(|_| "true")
                        prop:value=move || on.get() on:input=move |event| on.set(event_target_value(&event))/>
                    {move || trouble("decline-on").map(|words| view! { <p class="error" role="alert">{words}</p> })}
                </div>
                <div class="field">
                    <label for="decline-stage">{said::STAGE}</label>
                    <select id="decline-stage" on:change=move |event| to.set(Stage::from_key(&event_target_value(&event)))>
                        <option value="">{said::stays(words::stage::name(here))}</option>
                        {Stage::ALL.into_iter().filter(|one| *one != here).map(|one| view! {
                            <option value=one.key()>{words::stage::name(one)}</option>
                        }).collect_view()}
                    </select>
                </div>
            </div>
            <div class="acts">
                <button class="primary" type="submit">{said::KEEP_NO}</button>
                <button class="plain" type="button" on:click=move |_| page.show(Mode::Paper(super::side::live(page)))>{said::CANCEL}</button>
            </div>
        </form>
    }
}
