//! What each thing weighs in a client's trust account, and how soon it fades.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::field::PracticeField;
use domain::trust::{Event, Weights};

use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::state::trust::{Typed, typed};
use crate::words::trust as said;
use crate::words::{self, settings};

#[component]
pub fn TrustSettings() -> View {
    let desk = desk();
    let kept = Memo::new(move |_| desk.practice.with(|practice| Typed::of(&Weights::of(practice))));
    let form = RwSignal::new(kept.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    // What changes elsewhere arrives where nobody has typed.
    Effect::new(move |before: Option<Typed>| {
        let now = kept.get();
        if before.is_some_and(|before| form.with_untracked(|form| *form == before)) {
            form.set(now.clone());
        }
        now
    });
    let keep = move |to: String| {
        wrong.set(None);
        desk.ask(Command::SetPractice { changes: vec![(PracticeField::TrustWeights, to)] }, move |outcome| match outcome {
            Ok(success) => desk.say(Ok(success)),
            Err(unable) => {
                let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                wrong.try_set(Some(words));
            }
        });
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match form.with_untracked(typed) {
            Some(text) => keep(text),
            None => wrong.set(Some(said::NOT_WHOLE.to_owned())),
        }
    };
    let reset = move |_| {
        form.set(Typed::of(&Weights::default()));
        keep(String::new());
        // The button that was pressed goes.
        focus("trust-half");
    };
    let usual = Memo::new(move |_| desk.practice.with(|practice| practice.get(PracticeField::TrustWeights).is_empty()));
    view! {
        <section class="section set" id="trust" aria-labelledby="h-trust">
            <div class="section-head"><h2 id="h-trust" tabindex="-1">{said::SETTINGS}</h2></div>
            <p>{said::SETTINGS_HINT}</p>
            <form novalidate on:submit=save>
                <div class="field trust-half">
                    <label for="trust-half">{said::HALF_LIFE}</label>
                    <input id="trust-half" type="text" inputmode="numeric" autocomplete="off" maxlength="4" aria-describedby="trust-wrong"
                        prop:value=move || form.with(|form| form.half_life.clone())
                        on:input=move |event| form.update(|form| form.half_life = event_target_value(&event))/>
                </div>
                <table class="trust-weights">
                    <thead><tr><th scope="col">{said::EVENT}</th><th scope="col">{said::WEIGHT}</th><th scope="col" class="num">{said::USUAL}</th></tr></thead>
                    <tbody>{Event::ALL.iter().map(|event| row(form, *event)).collect_view()}</tbody>
                </table>
                <div id="trust-wrong">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                <div class="acts">
                    <button type="submit">{settings::SAVE}</button>
                    <Show when=move || !usual.get()><button class="plain" type="button" on:click=reset>{said::RESET}</button></Show>
                    <span class="quiet" role="status">{move || (form.get() != kept.get()).then_some(settings::UNSAVED)}</span>
                </div>
            </form>
        </section>
    }
}

fn row(form: RwSignal<Typed>, event: Event) -> View {
    let value = move || form.with(|form| form.weights.get(&event).cloned().unwrap_or_default());
    let write = move |text: String| {
        form.update(|form| {
            form.weights.insert(event, text);
        });
    };
    view! {
        <tr>
            <th scope="row" id=format!("tw-{}", event.key())>{said::event(event)}</th>
            <td><input type="text" autocomplete="off" maxlength="4" aria-labelledby=format!("tw-{}", event.key())
                aria-describedby="trust-wrong" prop:value=value on:input=move |event| write(event_target_value(&event))/></td>
            <td class="num quiet">{said::weight(event.usual_weight())}</td>
        </tr>
    }
}
