//! Planning time by hand: what for, for whom, on which day, from when to when.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::ClientId;
use domain::agenda::{self, Planned, Span};
use domain::item::{ItemField, ItemKind};
use domain::time::Day;
use domain::working::{Hours, minute};

use super::{Page, block_id};
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::state::calendar::{change, clients, plan, remove};
use crate::words::{self, calendar as said};

/// What the form begins with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    /// None: a new one.
    of: Option<Planned>,
    on: Day,
    hours: Option<Hours>,
}

impl Form {
    pub(super) fn new(on: Day, hours: Option<Hours>) -> Self {
        Self { of: None, on, hours }
    }

    pub(super) fn of(planned: Planned) -> Self {
        Self { on: planned.block.on, hours: Some(planned.block.hours), of: Some(planned) }
    }
}

#[component]
pub(super) fn BlockDialog(page: Page) -> View {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(page.form.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && page.form.with_untracked(Option::is_some) {
            page.form.set(None);
        }
    });
    view! {
        <Modal open heading="h-block" class="ask">
            {page.form.get_untracked().map(|form| view! { <BlockForm page form/> })}
        </Modal>
    }
}

/// A time as a field of the browser has it.
fn typed(minute: u16) -> String {
    format!("{:02}:{:02}", minute % 1_440 / 60, minute % 60)
}

/// Midnight at the end of the day is typed as the midnight it is.
fn read(from: &str, to: &str) -> Option<Hours> {
    let to = if to == "00:00" { Some(1_440) } else { minute(to) };
    minute(from).zip(to).and_then(|(from, to)| Hours::new(from, to))
}

#[component]
fn BlockForm(page: Page, form: Form) -> View {
    let desk = page.desk;
    let known = form.of.clone();
    let is_new = known.is_none();
    let item = known.as_ref().map(|one| one.block.item);
    let title = RwSignal::new(known.as_ref().map_or_else(String::new, |one| one.block.title.clone()));
    let client = RwSignal::new(if is_new { page.turned.client.get_untracked() } else { known.as_ref().and_then(|one| one.client) });
    let day = RwSignal::new(form.on.to_string());
    let (from, to) = form.hours.map_or((String::new(), String::new()), |hours| (typed(hours.from()), typed(hours.to())));
    let (from, to) = (RwSignal::new(from), RwSignal::new(to));
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let busy = RwSignal::new(false);
    let asked = move || Some((Day::parse(&day.get())?, read(&from.get(), &to.get())?));
    // What the day comes to with this in it: too much is said before it is planned.
    let load = move || {
        let (on, hours) = asked()?;
        desk.practice.with(|practice| {
            let mut all = desk.with_work(|rows| agenda::planned(practice, rows, Span::new(on, on)));
            all.retain(|one| Some(one.block.item) != item);
            let load = agenda::loads(&all, practice).get(&on).copied().unwrap_or_default();
            let room = agenda::room(practice, &practice.calendar(), on);
            Some(agenda::Load { planned: load.planned + hours.minutes(), room })
        })
    };
    let refuse = move |id: &'static str, words: String| {
        wrong.set(Some((id, words)));
        focus(id);
    };
    let before = known.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        wrong.set(None);
        if title.with_untracked(|title| title.trim().is_empty()) && client.get_untracked().is_none() {
            return refuse("b-title", said::WHAT_MISSING.to_owned());
        }
        let Some(on) = Day::parse(&day.get_untracked()) else { return refuse("b-day", said::DAY_MISSING.to_owned()) };
        let Some(hours) = read(&from.get_untracked(), &to.get_untracked()) else {
            return refuse("b-from", said::HOURS_WRONG.to_owned());
        };
        busy.set(true);
        let (client, title) = (client.get_untracked(), title.get_untracked());
        let command = match &before {
            Some(planned) => change(planned, client, title, on, hours),
            None => plan(client, None, title, on, hours),
        };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                page.form.set(None);
                if is_new {
                    desk.toast(words::item::added(ItemKind::Block).to_owned(), success.undo, false);
                } else {
                    desk.toast(said::CHANGED.to_owned(), success.undo, false);
                }
                // The days are drawn anew: the keyboard is where it was only if it is put there.
                focus(item.map_or_else(|| "cal-plan".to_owned(), block_id));
            }
            Err(unable) => {
                busy.try_set(false);
                let id = match crate::state::client::form::refusal_of(&unable) {
                    Some(domain::Refusal::ItemInvalid { field: ItemField::Between }) => "b-from",
                    _ => "b-title",
                };
                refuse(id, desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)));
            }
        });
    };
    let take_out = move |planned: Planned| {
        desk.ask(remove(&planned), move |outcome| match outcome {
            Ok(success) => {
                page.form.set(None);
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus("cal-plan");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let is_wrong = move |id: &'static str| move || wrong.with(|wrong| wrong.as_ref().is_some_and(|(one, _)| *one == id)).then_some("true");
    focus("b-title");
    // Whoever it is for already can keep it, also when nobody plans for them any more.
    let mut all = untrack(|| desk.with_work(clients));
    if let Some(now) = client.get_untracked().filter(|now| all.iter().all(|(id, _)| id != now)) {
        all.push((now, page.sheet.with_untracked(|sheet| sheet.name(now))));
    }
    let option = move |(id, name): (ClientId, String)| {
        view! { <option value=id.to_string() selected=client.get_untracked() == Some(id)>{name}</option> }
    };
    let time = move |id: &'static str, label: &'static str, value: RwSignal<String>| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id type="time" aria-describedby="b-wrong" aria-invalid=is_wrong(id)
                    prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
            </div>
        }
    };
    view! {
        <form class="dlg" novalidate on:submit=save>
            <div class="dlg-head">
                <h2 id="h-block">{if is_new { said::PLAN } else { said::CHANGE }}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| page.form.set(None)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <div class="field">
                    <label for="b-title">{said::WHAT}</label>
                    <input id="b-title" type="text" dir="auto" autocomplete="off" maxlength="300" placeholder=said::WHAT_HINT
                        aria-describedby="b-wrong" aria-invalid=is_wrong("b-title")
                        prop:value=move || title.get() on:input=move |event| title.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label for="b-for">{said::FOR}</label>
                    <select id="b-for" on:change=move |event| client.set(event_target_value(&event).parse().ok())>
                        <option value="" selected=client.get_untracked().is_none()>{said::NOBODY}</option>
                        {all.into_iter().map(option).collect_view()}
                    </select>
                </div>
                <div class="cal-hours-asked">
                    <div class="field">
                        <label for="b-day">{said::DAY}</label>
                        <input id="b-day" type="date" aria-describedby="b-wrong" aria-invalid=is_wrong("b-day")
                            prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                    </div>
                    {time("b-from", said::FROM, from)}
                    {time("b-to", said::TO, to)}
                </div>
                <p class="hint" role="status">{move || load().map(|load| {
                    let words = said::planned(load);
                    match load.over() {
                        Some(over) => view! { <span class="mark" data-level="amber">{icon(Icon::Warn)}<span>{format!("{words}: {}", said::over(over))}</span></span> },
                        None => words.into_view(),
                    }
                })}</p>
                <div id="b-wrong">{move || wrong.get().map(|(_, words)| view! { <p class="error" role="alert">{words}</p> })}</div>
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{if is_new { said::PLAN } else { said::SAVE }}</button>
                <button type="button" on:click=move |_| page.form.set(None)>{said::CANCEL}</button>
                {known.map(|planned| view! {
                    <button class="plain end" type="button" on:click=move |_| take_out(planned.clone())>{said::REMOVE}</button>
                })}
            </div>
        </form>
    }
}
