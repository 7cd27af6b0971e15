use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;

use super::Subject;
use crate::words::paying as said;

/// What the house says of the document to itself, before and after issue.
#[component]
pub(super) fn OwnNote(subject: Subject) -> View {
    let desk = subject.desk;
    let kept = Memo::new(move |_| subject.with(|_, invoice| invoice.note.clone()).unwrap_or_default());
    let text = RwSignal::new(kept.get_untracked());
    Effect::new(move |_| text.set(kept.get()));
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let command = Command::NoteDocument { client: subject.client, invoice: subject.id, text: text.get_untracked() };
        desk.ask(command, move |outcome| desk.say(outcome));
    };
    view! {
        <form class="own-note" on:submit=keep>
            <div class="field">
                <label for="own-note">{said::OWN_NOTE}</label>
                <textarea id="own-note" rows="2" maxlength="4000" dir="auto" aria-describedby="own-note-h" prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))></textarea>
                <p class="hint" id="own-note-h">{said::OWN_NOTE_HINT}</p>
            </div>
            <Show when=move || text.with(|text| kept.with(|kept| text.trim() != kept))>
                <div class="row"><button class="small" type="submit">{said::OWN_NOTE_SAVE}</button></div>
            </Show>
        </form>
    }
}
