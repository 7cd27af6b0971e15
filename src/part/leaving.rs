//! Two questions about a move: why a stage is left with something open, and whether an end is to be one.

use domain::ClientId;
use domain::lifecycle::Open;
use domain::{Command, Stage};

use super::focus::focus;
use super::modal::Modal;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::state::desk::{Desk, desk};
use crate::state::leaving::{Asked, Leaving};
use crate::words::{self, lifecycle as said};

pub fn name_of(desk: Desk, client: ClientId) -> String {
    desk.with_rows_untracked(|rows| rows.get(&client).map(|row| row.name.clone()).unwrap_or_default())
}

/// Open while something is set; closing it unsets it.
pub fn while_some<T: Clone + PartialEq + Send + Sync + 'static>(what: RwSignal<Option<T>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(what.with(Option::is_some)));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            what.set(None);
        }
        is
    });
    open
}

/// Names what is open in the stage that is left, and asks why it is left all the same.
#[component]
pub fn LeaveDialog() -> View {
    let leaving: Leaving = expect_context();
    let open = while_some(leaving.asked);
    view! {
        <Modal open heading="h-leave" class="ask">
            {leaving.asked.get_untracked().map(|asked| view! { <LeaveForm asked open/> })}
        </Modal>
    }
}

#[component]
fn LeaveForm(asked: Asked, open: RwSignal<bool>) -> View {
    let desk = desk();
    let leaving: Leaving = expect_context();
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let give = move |event: SubmitEvent| {
        event.prevent_default();
        if why.with_untracked(|why| why.trim().is_empty()) {
            wrong.set(Some(said::LEAVE_MISSING.to_owned()));
            return focus("leave-why");
        }
        leaving.give(why.get_untracked(), move |answer| match answer {
            Ok(back) => back.into_iter().for_each(focus),
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    focus("leave-why");
    let items = |open: &[Open]| {
        let line = |one: &Open| view! { <li dir="auto">{desk.locale.with_value(|locale| said::open(one, locale))}</li> };
        open.iter().map(line).collect_view()
    };
    view! {
        <form class="dlg" novalidate on:submit=give>
            <h2 id="h-leave" dir="auto">{said::leave_title(&name_of(desk, asked.client), asked.from)}</h2>
            <ul class="notice-list">{items(&asked.open)}</ul>
            <div class="field">
                <label for="leave-why">{said::LEAVE_WHY}</label>
                <textarea id="leave-why" rows="2" dir="auto" maxlength="1000" aria-describedby="leave-why-e"
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))
                    on:keydown=move |event| {
                        // Enter goes on, as in a field of one line; a longer reason is broken with Shift.
                        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                            event.prevent_default();
                            if let Some(form) = event_form("leave-why") {
                                let _ = form.request_submit();
                            }
                        }
                    }></textarea>
                <div id="leave-why-e">
                    {move || match wrong.get() {
                        Some(words) => view! { <p class="error" role="alert">{words}</p> },
                        None => view! { <p class="hint">{said::LEAVE_HINT}</p> },
                    }}
                </div>
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{said::leave_do(asked.to)}</button>
                <button class="plain" type="button" on:click=move |_| open.set(false)>{said::leave_not(asked.from)}</button>
            </div>
        </form>
    }
}

fn event_form(of: &str) -> Option<web_sys::HtmlFormElement> {
    use wasm_bindgen::JsCast;
    document().get_element_by_id(of)?.closest("form").ok().flatten()?.dyn_into().ok()
}

/// Offers Retention to whoever moved a client to Offboarding.
#[component]
pub fn PartDialog() -> View {
    let leaving: Leaving = expect_context();
    let desk = desk();
    let open = while_some(leaving.parted);
    let keep = move |client: ClientId| {
        open.set(false);
        leaving.keep_in_touch(client, None);
    };
    view! {
        <Modal open heading="h-part" class="ask">
            {leaving.parted.get_untracked().map(|client| view! {
                <div class="dlg">
                    <h2 id="h-part" dir="auto">{said::part_title(&name_of(desk, client))}</h2>
                    <p>{said::PART_LEAD}</p>
                    <Keeping/>
                    <div class="dlg-foot">
                        <button class="primary" type="button" on:click=move |_| keep(client)>{said::PART_KEEP}</button>
                        <button class="plain" type="button" on:click=move |_| open.set(false)>{said::PART_LATER}</button>
                    </div>
                </div>
            })}
        </Modal>
    }
}

/// The steps that keep a door open, with their days.
#[component]
pub fn Keeping() -> View {
    let desk = desk();
    let today = desk.today.get_untracked();
    let line = |step: domain::checklist::Planned| {
        let due = desk.practice.with_untracked(|practice| step.after.due(today, &practice.calendar()));
        let day = desk.locale.with_value(|locale| locale.long_day(due));
        view! { <li>{step.title}<span class="quiet">" "<time datetime=due.to_string()>{day}</time></span></li> }
    };
    view! { <ul class="notice-list">{said::keeping().into_iter().map(line).collect_view()}</ul> }
}

/// The same offer in the page, for a client whose work has come to its end.
#[component]
pub fn Parting(client: ClientId, stage: Stage, finished: bool) -> View {
    let desk = desk();
    let leaving: Leaving = expect_context();
    view! {
        <section class="notice" aria-labelledby="h-parting">
            <h2 id="h-parting" dir="auto">{said::part_title(&name_of(desk, client))}</h2>
            <p>{said::PART_LEAD}</p>
            <Keeping/>
            <div class="row">
                <button type="button" on:click=move |_| leaving.keep_in_touch(client, None)>{said::PART_KEEP}</button>
                {(stage == Stage::Offboarding && finished).then(|| view! {
                    <button class="plain" type="button" on:click=move |_| desk.tell(Command::RemoveClient { client, gone: true })>{said::PART_PUT_AWAY}</button>
                })}
            </div>
            {(stage == Stage::Offboarding && finished).then(|| view! { <p class="hint">{said::PART_PUT_AWAY_HINT}</p> })}
        </section>
    }
}
