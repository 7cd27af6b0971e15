//! A new client, by name.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::alike::Asked;
use domain::field::Field;
use domain::{ClientId, Command, Done, Stage};

use super::moves::Moves;
use crate::part::alike::{AlikeHint, is_known};
use crate::state::merge::{self, Merging};
use crate::words::{self, board as said};

#[component]
pub fn AddForm(moves: Moves, stage: Stage) -> View {
    let desk = moves.desk;
    let name = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
    });
    let asked = Signal::derive(move || Asked { name: name.get(), ..Asked::default() });
    let known = is_known(asked, None);
    let Merging(merging) = expect_context();
    let wrong = RwSignal::new(None::<String>);
    // `with`: whom it is to be merged with as soon as it is there.
    let add = move |with: Option<ClientId>| {
        // Cleared at once: the next name may be typed while this one is still on its way to the disk.
        let given = name.get_untracked();
        name.set(String::new());
        wrong.set(None);
        let fields = vec![(Field::Name, given.clone())];
        desk.ask(Command::AddClient { stage, fields, contact: Vec::new() }, move |outcome| match outcome {
            Ok(success) => {
                if let (Some(into), Done::ClientAdded { client }) = (with, &success.done) {
                    merging.set(Some(merge::Asked { client: *client, into: Some(into) }));
                }
                desk.say(Ok(success));
            }
            Err(unable) => {
                // Given back, unless the next one is under way; then the toast says which did not come in.
                if name.try_with_untracked(String::is_empty) == Some(true) {
                    name.set(given);
                    wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
                } else {
                    desk.say(Err(unable));
                }
            }
        });
    };
    let id = format!("new-{}", stage.key());
    view! {
        <form class="add-form" on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            add(None);
        } on:keydown=move |event| {
            if event.key() == "Escape" {
                moves.adding.set(None);
            }
        }>
            <label class="sr" for=id.clone()>{said::new_in(stage)}</label>
            <input id=id type="text" node_ref=field placeholder=said::NAME autocomplete="off" maxlength=Field::Name.most().to_string()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
            {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
            <AlikeHint asked except=None label=words::merge::SAVE_AND_MERGE merge=Callback::new(move |other| add(Some(other)))/>
            <div class="row">
                <button class="primary small" type="submit">
                    {move || if known.get().is_some() { words::merge::ADD_ANYWAY } else { said::ADD }}
                </button>
                <button class="plain small" type="button" on:click=move |_| moves.adding.set(None)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
