use crate::dom::*;
use domain::field::PracticeField;

use super::business::submit;
use super::form::{FieldError, Form, SaveRow, described, id};
use crate::words::{proposal as said, settings};

/// The words that proposals mark, as the practice wants them.
#[component]
pub fn VagueWords() -> View {
    let form = Form::of(&[PracticeField::VagueAlso, PracticeField::VagueNever]);
    let known: Vec<&'static str> = domain::vague::built_in().collect();
    view! {
        <section class="section set" id="vague" aria-labelledby="h-vague">
            <div class="section-head"><h2 id="h-vague" tabindex="-1">{said::SETTINGS}</h2></div>
            <p>{said::SETTINGS_HINT}</p>
            <form class="stack" novalidate on:submit=submit(form)>
                <div class="fields">
                    <Lines form field=PracticeField::VagueAlso/>
                    <Lines form field=PracticeField::VagueNever/>
                </div>
                <SaveRow form/>
            </form>
            <details class="vague-known">
                <summary>{said::built_in(known.len())}</summary>
                <p class="quiet">{known.join(" · ")}</p>
            </details>
        </section>
    }
}

#[component]
fn Lines(form: Form, field: PracticeField) -> View {
    let text = form.text(field);
    let name = id(field);
    view! {
        <div class="field">
            <label for=name.clone()>{settings::field(field)}</label>
            <textarea id=name.clone() rows="4" dir="auto" maxlength=field.most().to_string()
                aria-invalid=move || form.error(field).map(|_| "true") aria-describedby=described(form, field, true)
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
            <p class="hint" id=format!("{name}-hint")>{said::ONE_A_LINE}</p>
            <FieldError form field/>
        </div>
    }
}
