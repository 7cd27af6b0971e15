use domain::Command;
use domain::ItemId;
use domain::field::PracticeField;
use domain::item::ItemField;
use domain::time::Day;

use super::public::PublicHolidays;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::state::working::{Typed, capacity, read, shown};
use crate::words::{self, settings, working as said};

fn field(at: usize, which: &str) -> String {
    format!("w-{at}-{which}")
}

/// The week as it is worked, and the days on which it is not.
#[component]
pub fn Working() -> View {
    view! {
        <section class="section set" id="working" aria-labelledby="h-working">
            <div class="section-head"><h2 id="h-working" tabindex="-1">{said::TITLE}</h2></div>
            <p>{said::HINT}</p>
            <Hours/>
            <Holidays/>
        </section>
    }
}

#[component]
fn Hours() -> View {
    let desk = desk();
    let kept = Memo::new(move |_| desk.practice.with(|practice| practice.calendar().week.days().map(shown)));
    let typed = RwSignal::new(kept.get_untracked());
    let wrong = RwSignal::new(None::<usize>);
    // What changes elsewhere arrives where nobody has typed.
    Effect::new(move |before: Option<[Typed; 7]>| {
        let now = kept.get();
        if before.is_some_and(|before| typed.with_untracked(|typed| *typed == before)) {
            typed.set(now.clone());
        }
        now
    });
    let kept_most = Memo::new(move |_| {
        let hours = desk.practice.with(|practice| practice.get(PracticeField::Capacity).parse().ok());
        hours.map_or_else(String::new, |hours| desk.locale.with_value(|locale| locale.number(hours)))
    });
    let most = RwSignal::new(kept_most.get_untracked());
    let most_wrong = RwSignal::new(None::<String>);
    Effect::new(move |before: Option<String>| {
        let now = kept_most.get();
        if before.is_some_and(|before| most.with_untracked(|most| *most == before)) {
            most.set(now.clone());
        }
        now
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        most_wrong.set(None);
        let week = match typed.with_untracked(read) {
            Ok(week) => week,
            Err(at) => {
                wrong.set(Some(at));
                return focus(field(at.min(6), "from"));
            }
        };
        let hours = desk.locale.with_value(|locale| most.with_untracked(|most| capacity(most, locale)));
        let mut changes = vec![(PracticeField::Capacity, hours)];
        // The usual week is not written down because somebody says how much of it can be planned.
        if typed.get_untracked() != kept.get_untracked() {
            changes.push((PracticeField::WorkWeek, week.to_string()));
        }
        desk.ask(Command::SetPractice { changes }, move |outcome| match outcome {
            Ok(success) => desk.say(Ok(success)),
            Err(unable) => {
                most_wrong.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                focus("p-capacity");
            }
        });
    };
    let input = move |at: usize, end: bool, label: &'static str| {
        let which = if end { "to" } else { "from" };
        let now = move || typed.with(|typed| typed.get(at).map(|(from, to)| if end { to.clone() } else { from.clone() }));
        let write = move |event| {
            let text = event_target_value(&event);
            typed.update(|typed| {
                if let Some((from, to)) = typed.get_mut(at) {
                    *(if end { to } else { from }) = text;
                }
            });
        };
        view! {
            <input id=field(at, which) type="time" aria-label=said::field(at, label) aria-describedby="w-wrong"
                aria-invalid=move || (wrong.get() == Some(at)).then_some("true") prop:value=now on:input=write/>
        }
    };
    let day = move |at: usize| {
        let off = move || typed.with(|typed| typed.get(at).is_some_and(|(from, to)| from.is_empty() && to.is_empty()));
        let free = move |_| {
            typed.update(|typed| {
                if let Some(day) = typed.get_mut(at) {
                    *day = Typed::default();
                }
            });
            focus(field(at, "from"));
        };
        view! {
            <li class="week-day">
                <span class="week-name">{said::weekday(at)}</span>
                {input(at, false, said::FROM)}
                <span class="quiet">{said::TO}</span>
                {input(at, true, said::TO)}
                {move || if off() {
                    view! { <span class="quiet">{said::DAY_OFF}</span> }
                } else {
                    view! { <button class="plain small" type="button" on:click=free>{said::DAY_OFF}<span class="sr">": "{said::weekday(at)}</span></button> }
                }}
            </li>
        }
    };
    let words = move || match wrong.get()? {
        7 => Some(said::NONE_AT_ALL.to_owned()),
        at => Some(said::hours_wrong(at)),
    };
    view! {
        <form class="stack" novalidate on:submit=save>
            <ul class="week">{[0, 1, 2, 3, 4, 5, 6].map(day)}</ul>
            <div id="w-wrong">{move || words().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
            <div class="field">
                <label for="p-capacity">{settings::field(PracticeField::Capacity)}</label>
                <input id="p-capacity" type="text" inputmode="decimal" autocomplete="off" maxlength="5" aria-describedby="capacity-e"
                    aria-invalid=move || most_wrong.with(Option::is_some).then_some("true")
                    prop:value=move || most.get() on:input=move |event| most.set(event_target_value(&event))/>
                <div id="capacity-e">{move || match most_wrong.get() {
                    Some(words) => view! { <p class="error" role="alert">{words}</p> },
                    None => view! { <p class="hint">{words::calendar::CAPACITY_HINT}</p> },
                }}</div>
            </div>
            <div class="acts">
                <button type="submit">{settings::SAVE}</button>
                <span class="quiet" role="status">{move || (typed.get() != kept.get() || most.get() != kept_most.get()).then_some(settings::UNSAVED)}</span>
            </div>
        </form>
    }
}

#[component]
fn Holidays() -> View {
    let desk = desk();
    let all = Memo::new(move |_| {
        desk.practice.with(|practice| {
            let one = |(id, item): (ItemId, &domain::item::Item)| Some((id, item.day(ItemField::Day)?, item.title().to_owned()));
            practice.holidays().into_iter().filter_map(one).collect::<Vec<_>>()
        })
    });
    let (day, name, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(on) = Day::parse(&day.get_untracked()) else {
            wrong.set(Some(said::HOLIDAY_DAY_MISSING.to_owned()));
            return focus("holiday-day");
        };
        desk.ask(Command::AddHoliday { day: on, name: name.get_untracked() }, move |outcome| {
            match outcome {
                Ok(success) => {
                    day.set(String::new());
                    name.set(String::new());
                    wrong.set(None);
                    desk.toast(said::HOLIDAY_ADDED.to_owned(), success.undo, false);
                }
                Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
            }
            focus("holiday-day");
        });
    };
    let remove = move |item: ItemId| {
        desk.ask(Command::RemoveHoliday { item, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::HOLIDAY_REMOVED.to_owned(), success.undo, false);
                focus("holiday-day");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let line = move |(id, on, name): (ItemId, Day, String)| {
        let words = desk.locale.with_value(|locale| said::holiday(on, locale));
        view! {
            <li>
                <time datetime=on.to_string()>{words.clone()}</time>
                <span dir="auto">{name}</span>
                <button class="plain small end" type="button" on:click=move |_| remove(id)>{said::HOLIDAY_REMOVE}<span class="sr">": "{words.clone()}</span></button>
            </li>
        }
    };
    view! {
        <h3 id="h-holidays">{said::HOLIDAYS}</h3>
        {move || if all.with(Vec::is_empty) {
            view! { <p class="quiet">{said::NO_HOLIDAYS}</p> }
        } else {
            view! { <ul class="holidays" aria-labelledby="h-holidays">{all.get().into_iter().map(line).collect_view()}</ul> }
        }}
        <form class="holiday-add" novalidate on:submit=add>
            <div class="field">
                <label for="holiday-day">{said::HOLIDAY_DAY}</label>
                <input id="holiday-day" type="date" aria-describedby="holiday-e" aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label for="holiday-name">{said::HOLIDAY_NAME}</label>
                <input id="holiday-name" type="text" dir="auto" autocomplete="off" maxlength="300"
                    prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            </div>
            <button type="submit">{said::HOLIDAY_ADD}</button>
            <div class="wide" id="holiday-e">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
        </form>
        <PublicHolidays/>
    }
}
