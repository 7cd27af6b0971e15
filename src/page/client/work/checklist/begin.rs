use domain::field::PracticeField;
use domain::item::List;
use domain::lifecycle::Scope;
use domain::time::Day;
use domain::{Command, Stage};

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::state::leaving::Leaving;
use crate::state::working::zone;
use crate::words::lifecycle as said;

/// Asks for the day from which the steps are dated, and who sees to them.
#[component]
pub fn Begin(subject: Subject, list: List, asking: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let leaving: Leaving = expect_context();
    let day = RwSignal::new(desk.today.get_untracked().to_string());
    let owner = RwSignal::new(desk.practice.with_untracked(|practice| practice.get(PracticeField::Person).to_owned()));
    let wrong = RwSignal::new(None::<&'static str>);
    let close = move || {
        asking.set(false);
        focus(format!("begin-{}", list.key()));
    };
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(on) = Day::parse(&day.get_untracked()) else {
            wrong.set(Some(said::DAY_MISSING));
            return focus("begin-day");
        };
        let scope = Scope::List(list);
        let (version, template) = desk.practice.with_untracked(|practice| (practice.template_version(scope), practice.template(scope)));
        let mut steps = template.unwrap_or_else(|| said::usual(list));
        for step in steps.iter_mut().filter(|step| step.owner.is_empty()) {
            step.owner = owner.get_untracked();
        }
        let client = subject.id;
        let mut commands = vec![Command::BeginList { client, list, on, version, steps, zone: zone() }];
        let here = subject.row.with_untracked(|row| row.as_ref().map(|row| row.stage));
        if here == Some(Stage::Attraction)
            && let Some(to) = list.stage()
        {
            commands.push(Command::MoveClient { client, to, why: String::new() });
        }
        asking.set(false);
        leaving.tell(client, Command::Together { client, commands }, None);
    };
    let moves = move || list == List::Onboarding && subject.row.with(|row| row.as_ref().is_some_and(|row| row.stage == Stage::Attraction));
    focus("begin-day");
    view! {
        <form class="inline-form" novalidate aria-label=said::begin(list) on:submit=begin on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <div class="fields">
                <div class="field">
                    <label for="begin-day">{said::from_day(list)}</label>
                    <input id="begin-day" type="date" aria-describedby="begin-day-e" aria-invalid=move || wrong.get().map(|_| "true")
                        prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                    <div id="begin-day-e">
                        {move || match wrong.get() {
                            Some(words) => view! { <p class="error" role="alert">{words}</p> },
                            None => view! { <p class="hint">{said::FROM_HINT}</p> },
                        }}
                    </div>
                </div>
                <div class="field">
                    <label for="begin-owner">{said::OWNER_ALL}</label>
                    <input id="begin-owner" type="text" dir="auto" autocomplete="off" maxlength="300" aria-describedby="begin-owner-h"
                        prop:value=move || owner.get() on:input=move |event| owner.set(event_target_value(&event))/>
                    <p class="hint" id="begin-owner-h">{said::OWNER_ALL_HINT}</p>
                </div>
            </div>
            {move || moves().then(|| view! { <p class="hint">{said::BEGIN_MOVES}</p> })}
            <div class="acts">
                <button class="primary" type="submit">{said::begin(list)}</button>
                <button class="plain" type="button" on:click=move |_| close()>{said::CANCEL}</button>
            </div>
        </form>
    }
}
