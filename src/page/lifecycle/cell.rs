use domain::item::ItemField;
use domain::{Command, Stage};

use crate::dom::ev::{KeyboardEvent, SubmitEvent};
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::words::{self, lifecycle as said};

/// One cell of the map, changed where it stands.
#[component]
pub fn Cell(stage: Stage, field: ItemField) -> View {
    let desk = desk();
    let text = Memo::new(move |_| desk.practice.with(|practice| practice.cell(stage, field).to_owned()));
    let changing = RwSignal::new(false);
    let id = format!("cell-{}-{}", stage.key(), field.key());
    let shown = {
        let id = id.clone();
        move || {
            let id = id.clone();
            let (said_now, empty) = (text.get(), text.with(String::is_empty));
            let edit = format!("{id}-edit");
            let name = said::change_cell(field, stage, &said_now);
            view! {
                <button class="map-cell-now" id=id type="button" data-empty=empty.then_some("") aria-label=name
                    on:click=move |_| {
                        changing.set(true);
                        focus(edit.clone());
                    }>
                    <span dir="auto">{if empty { said::EMPTY.to_owned() } else { said_now }}</span>
                </button>
            }
        }
    };
    view! {
        <div class="map-cell">
            <p class="label">{said::cell(field)}</p>
            <Show when=move || changing.get() fallback=shown>
                <CellForm stage field text changing/>
            </Show>
        </div>
    }
}

#[component]
fn CellForm(stage: Stage, field: ItemField, text: Memo<String>, changing: RwSignal<bool>) -> View {
    let desk = desk();
    let id = format!("cell-{}-{}", stage.key(), field.key());
    let typed = RwSignal::new(text.get_untracked());
    let wrong = RwSignal::new(None::<String>);
    let back = StoredValue::new(id.clone());
    let close = move || {
        changing.set(false);
        focus(back.get_value());
    };
    let save = move || {
        let changes = vec![(field, typed.get_untracked())];
        desk.ask(Command::SetStage { stage, changes }, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => close(),
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            save();
        }
        _ => {}
    };
    view! {
        <form class="map-form" novalidate on:keydown=keys on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            save();
        }>
            <textarea id=format!("{id}-edit") rows="3" dir="auto" maxlength=field.most().to_string() aria-label=said::cell_of(field, stage)
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))></textarea>
            {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            <div class="row">
                <button class="primary small" type="submit">{said::SAVE}</button>
                <button class="plain small" type="button" on:click=move |_| close()>{said::CANCEL}</button>
            </div>
        </form>
    }
}
