//! How often clients hear from us, how soon we answer, and when silence is named: for those with whom nothing else was agreed.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::field::PracticeField;

use crate::state::desk::desk;
use crate::words::rhythm as said;
use crate::words::{self, settings};

const FIELDS: [PracticeField; 4] =
    [PracticeField::UpdateEvery, PracticeField::UpdateDay, PracticeField::AnswerHours, PracticeField::QuietDays];

#[component]
pub fn RhythmSettings() -> View {
    let desk = desk();
    let kept = Memo::new(move |_| desk.practice.with(|practice| FIELDS.map(|field| practice.get(field).to_owned())));
    let typed = RwSignal::new(kept.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    // What changes elsewhere arrives where nobody has typed.
    Effect::new(move |before: Option<[String; 4]>| {
        let now = kept.get();
        if before.is_some_and(|before| typed.with_untracked(|typed| *typed == before)) {
            typed.set(now.clone());
        }
        now
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let changes = typed.with_untracked(|typed| FIELDS.into_iter().zip(typed.iter().cloned()).collect());
        desk.ask(Command::SetPractice { changes }, move |outcome| match outcome {
            Ok(success) => desk.say(Ok(success)),
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                wrong.try_set(Some(words));
            }
        });
    };
    let write = move |at: usize, text: String| typed.update(|typed| typed[at] = text);
    let choice = move |at: usize, options: Vec<(&'static str, &'static str)>| {
        let id = format!("p-{}", FIELDS[at].key());
        view! {
            <div class="field">
                <label for=id.clone()>{settings::field(FIELDS[at])}</label>
                <select id=id on:change=move |event| write(at, event_target_value(&event))>
                    <option value="" selected=typed.with_untracked(|typed| typed[at].is_empty())>{said::NOT_SAID}</option>
                    {options.into_iter().map(|(key, name)| view! {
                        <option value=key selected=typed.with_untracked(|typed| typed[at] == key)>{name}</option>
                    }).collect_view()}
                </select>
            </div>
        }
    };
    let number = move |at: usize, hint: &'static str| {
        let id = format!("p-{}", FIELDS[at].key());
        view! {
            <div class="field">
                <label for=id.clone()>{settings::field(FIELDS[at])}</label>
                <input id=id type="text" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="rhythm-wrong"
                    prop:value=move || typed.with(|typed| typed[at].clone()) on:input=move |event| write(at, event_target_value(&event))/>
                <p class="hint">{hint}</p>
            </div>
        }
    };
    view! {
        <section class="section set" id="rhythm" aria-labelledby="h-rhythm">
            <div class="section-head"><h2 id="h-rhythm" tabindex="-1">{said::TITLE}</h2></div>
            <p>{said::HINT}</p>
            <form novalidate on:submit=save>
                <div class="fields">
                    {choice(0, said::every_options())}
                    {choice(1, said::day_options())}
                    {number(2, said::ANSWER_HINT)}
                    {number(3, said::QUIET_HINT)}
                </div>
                <div id="rhythm-wrong">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                <div class="acts">
                    <button type="submit">{settings::SAVE}</button>
                    <span class="quiet" role="status">{move || (typed.get() != kept.get()).then_some(settings::UNSAVED)}</span>
                </div>
            </form>
        </section>
    }
}
