use domain::Stage;
use domain::checklist::{After, Planned};
use domain::lifecycle::{Check, Duty, Scope};

use super::keep_template;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::desk::desk;
use crate::words::lifecycle as said;

fn words_of(duty: &Duty) -> String {
    duty.check().map_or_else(|| duty.title.clone(), |check| said::check(check).to_owned())
}

/// What is to be done before a stage is left, and the way to change it.
#[component]
pub fn Duties(stage: Stage) -> View {
    let desk = desk();
    let all = Memo::new(move |_| desk.practice.with(|practice| practice.duties(stage)));
    let changing = RwSignal::new(false);
    let button = move || format!("duties-{}", stage.key());
    let shown = move || {
        let duties = all.get();
        view! {
            {if duties.is_empty() {
                view! { <p class="quiet">{said::NO_DUTIES}</p> }
            } else {
                view! { <ul>{duties.iter().map(|duty| view! { <li dir="auto">{words_of(duty)}</li> }).collect_view()}</ul> }
            }}
            <button class="plain small" id=button() type="button" on:click=move |_| changing.set(true)>
                {said::EDIT_DUTIES}<span class="sr">": "{said::duties_of(stage)}</span>
            </button>
        }
    };
    view! {
        <div class="map-duties">
            <p class="label">{said::DUTIES}</p>
            <Show when=move || changing.get() fallback=shown><DutiesForm stage changing/></Show>
        </div>
    }
}

#[component]
fn DutiesForm(stage: Stage, changing: RwSignal<bool>) -> View {
    let desk = desk();
    let scope = Scope::Duties(stage);
    let (before, own) = desk.practice.with_untracked(|practice| (practice.duties(stage), practice.template(scope).is_some()));
    let checked = RwSignal::new(before.iter().filter_map(Duty::check).collect::<Vec<_>>());
    // Lines keep their number while others come and go.
    let lines = RwSignal::new(
        before
            .into_iter()
            .filter(|duty| duty.check().is_none())
            .enumerate()
            .map(|(at, duty)| (at, duty.key, RwSignal::new(duty.title)))
            .collect::<Vec<_>>(),
    );
    let next = StoredValue::new(lines.with_untracked(Vec::len));
    let wrong = RwSignal::new(None::<String>);
    focus(format!("tick-{}", stage.key()));
    let close = move || {
        changing.set(false);
        focus(format!("duties-{}", stage.key()));
    };
    let keep = move |steps: Option<Vec<Planned>>| keep_template(desk, scope, steps, wrong, close);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let planned =
            |key: String, title: String| Planned { key, title, detail: String::new(), owner: String::new(), after: After::WorkingDays(0) };
        let mut steps: Vec<Planned> = Check::ALL
            .into_iter()
            .filter(|check| checked.with_untracked(|checked| checked.contains(check)))
            .map(|check| planned(check.key().to_owned(), String::new()))
            .collect();
        let written = lines.get_untracked().into_iter().map(|(_, key, title)| planned(key, title.get_untracked()));
        // A line that was left empty was not meant.
        steps.extend(written.filter(|step| !step.title.trim().is_empty()));
        keep(Some(steps));
    };
    let add = move |_| {
        let at = next.get_value();
        next.set_value(at + 1);
        lines.update(|lines| lines.push((at, String::new(), RwSignal::new(String::new()))));
        focus(format!("duty-{}-{at}", stage.key()));
    };
    view! {
        <form class="stack" novalidate aria-label=said::duties_of(stage) on:submit=save on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <div class="ticks">
                {Check::ALL.map(|check| view! {
                    <label class="tick">
                        <input id=(Check::ALL.first() == Some(&check)).then(|| format!("tick-{}", stage.key())) type="checkbox" prop:checked=move || checked.with(|checked| checked.contains(&check))
                            on:change=move |event| {
                                let on = event_target_checked(&event);
                                checked.update(|checked| {
                                    checked.retain(|one| *one != check);
                                    if on {
                                        checked.push(check);
                                    }
                                });
                            }/>
                        <span>{said::check(check)}</span>
                    </label>
                })}
            </div>
            <For each=move || lines.get() key=|(at, _, _)| *at let(line)>
                {{
                    let (at, _, title) = line;
                    view! {
                        <div class="edit-line">
                            <input id=format!("duty-{}-{at}", stage.key()) type="text" dir="auto" maxlength="300" autocomplete="off" aria-label=said::DUTY
                                prop:value=move || title.get() on:input=move |event| title.set(event_target_value(&event))/>
                            <button class="plain icon small" type="button" aria-label=move || said::take_out(&title.get())
                                on:click=move |_| {
                                    lines.update(|lines| lines.retain(|(other, _, _)| *other != at));
                                    focus(format!("duty-{}-more", stage.key()));
                                }>{icon(Icon::Close)}</button>
                        </div>
                    }
                }}
            </For>
            <div class="row"><button id=format!("duty-{}-more", stage.key()) class="plain small" type="button" on:click=add>{icon(Icon::Plus)}{said::ADD_DUTY}</button></div>
            <div role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="row">
                <button class="primary small" type="submit">{said::SAVE}</button>
                <button class="plain small" type="button" on:click=move |_| close()>{said::CANCEL}</button>
                {own.then(|| view! { <button class="plain small end" type="button" on:click=move |_| keep(None)>{said::USUAL_DUTIES}</button> })}
            </div>
        </form>
    }
}
