use crate::dom::*;
use domain::field::PracticeField;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::state::desk::{Desk, desk};
use crate::state::practice::{self, Unsaved, Wrong};
use crate::words::settings as said;

/// Some fields of the practice, being typed. What is typed stays until it is saved, also when it was refused and when the page is left.
#[derive(Clone, Copy)]
pub struct Form {
    desk: Desk,
    entries: StoredValue<Vec<Entry>>,
    saving: RwSignal<bool>,
    pub wrong: RwSignal<Wrong>,
}

#[derive(Clone, Copy)]
struct Entry {
    field: PracticeField,
    text: RwSignal<String>,
    /// As the practice has it.
    saved: RwSignal<String>,
}

impl Form {
    pub fn of(fields: &[PracticeField]) -> Self {
        let desk = desk();
        let unsaved = use_context::<Unsaved>();
        let locale = desk.locale;
        let now =
            move |field| desk.practice.with_untracked(|practice| locale.with_value(|locale| practice::shown(practice, field, locale)));
        let entry = |field: &PracticeField| {
            let saved = now(*field);
            let waiting = unsaved.and_then(|unsaved| unsaved.0.with_value(|typed| typed.get(field).cloned()));
            Entry { field: *field, text: RwSignal::new(waiting.unwrap_or_else(|| saved.clone())), saved: RwSignal::new(saved) }
        };
        let entries: Vec<Entry> = fields.iter().map(entry).collect();
        let follow = entries.clone();
        let saving = RwSignal::new(false);
        // What changes elsewhere arrives in every field that nobody is typing into. While a save is under way the practice already shows
        // what was typed, and shows the old again when it could not be kept: neither is news.
        Effect::new(move |_| {
            desk.practice.track();
            if saving.get_untracked() {
                return;
            }
            for entry in &follow {
                let (before, to) = (entry.saved.get_untracked(), now(entry.field));
                if before != to {
                    if entry.text.get_untracked() == before {
                        entry.text.set(to.clone());
                    }
                    entry.saved.set(to);
                }
            }
        });
        let leave = entries.clone();
        on_cleanup(move || {
            if let Some(unsaved) = unsaved {
                unsaved.0.update_value(|typed| {
                    for entry in &leave {
                        match (entry.text.try_get_untracked(), entry.saved.try_get_untracked()) {
                            (Some(text), Some(saved)) if text != saved => typed.insert(entry.field, text),
                            _ => typed.remove(&entry.field),
                        };
                    }
                });
            }
        });
        Self { desk, entries: StoredValue::new(entries), saving, wrong: RwSignal::new(Wrong::default()) }
    }

    pub fn text(self, field: PracticeField) -> RwSignal<String> {
        self.entries.with_value(|entries| entries.iter().find(|entry| entry.field == field).map(|entry| entry.text)).unwrap_or_default()
    }

    pub fn is_changed(self) -> bool {
        self.entries.with_value(|entries| entries.iter().any(|entry| entry.text.get() != entry.saved.get()))
    }

    pub fn error(self, field: PracticeField) -> Option<String> {
        self.wrong.with(|wrong| wrong.fields.get(&field).cloned())
    }

    fn changes(self) -> Vec<(PracticeField, String)> {
        let changed = |entry: &&Entry| entry.text.get_untracked() != entry.saved.get_untracked();
        self.entries.with_value(|entries| entries.iter().filter(changed).map(|entry| (entry.field, entry.text.get_untracked())).collect())
    }

    pub fn save(self) {
        let entries = self.entries.get_value();
        self.saving.set(true);
        practice::save(self.desk, self.changes(), move |outcome| {
            self.saving.try_set(false);
            for entry in &entries {
                let kept = self
                    .desk
                    .practice
                    .with_untracked(|practice| self.desk.locale.with_value(|locale| practice::shown(practice, entry.field, locale)));
                // The practice may keep it written another way: that is what stands here once it is kept.
                if outcome.is_ok() {
                    entry.text.try_set(kept.clone());
                }
                entry.saved.try_set(kept);
            }
            let wrong = outcome.err().unwrap_or_default();
            let first = entries.iter().map(|entry| entry.field).find(|field| wrong.fields.contains_key(field));
            self.wrong.try_set(wrong);
            if let Some(field) = first {
                focus(field);
            }
        });
    }
}

fn focus(field: PracticeField) {
    request_animation_frame(move || {
        if let Some(input) = document().get_element_by_id(&id(field)) {
            let _ = input.unchecked_into::<HtmlElement>().focus();
        }
    });
}

pub fn id(field: PracticeField) -> String {
    format!("p-{}", field.key())
}

/// The ids of what explains a field.
pub fn described(form: Form, field: PracticeField, hint: bool) -> impl Fn() -> Option<String> + Copy {
    move || {
        let id = id(field);
        match (form.error(field).is_some(), hint) {
            (true, true) => Some(format!("{id}-wrong {id}-hint")),
            (true, false) => Some(format!("{id}-wrong")),
            (false, true) => Some(format!("{id}-hint")),
            (false, false) => None,
        }
    }
}

/// The words beside a field that could not be saved.
#[component]
pub fn FieldError(form: Form, field: PracticeField) -> View {
    (move || form.error(field).map(|words| view! { <p class="error" id=format!("{}-wrong", id(field)) role="alert">{words}</p> }))
        .into_view()
}

/// One line of text, labelled, with its error beside it.
#[component]
pub fn TextField(
    form: Form,
    field: PracticeField,
    /// The kind of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    fill: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
) -> View {
    let text = form.text(field);
    let name = id(field);
    view! {
        <div class="field">
            <label for=name.clone()>{said::field(field)}</label>
            <input id=name.clone() type=kind dir="auto" autocomplete=fill maxlength=field.most().to_string()
                inputmode=(field == PracticeField::TaxRate).then_some("decimal")
                aria-invalid=move || form.error(field).map(|_| "true") aria-describedby=described(form, field, hint.is_some())
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldError form field/>
        </div>
    }
}

/// The button under a form, and whether there is something to save.
#[component]
pub fn SaveRow(form: Form) -> View {
    view! {
        {move || form.wrong.with(|wrong| wrong.whole.clone()).map(|words| view! { <p class="error" role="alert">{words}</p> })}
        <div class="acts">
            <button type="submit">{said::SAVE}</button>
            <span class="quiet" role="status">{move || form.is_changed().then_some(said::UNSAVED)}</span>
        </div>
    }
}
