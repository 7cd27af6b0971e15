use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;

use super::Subject;
use super::issued::Standings;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::words::{self, document as said};

#[component]
pub(super) fn VoidDialog(subject: Subject, stands: Memo<Option<Standings>>, open: RwSignal<bool>) -> View {
    view! {
        <Modal open heading="d-void">
            {stands.get_untracked().map(|stands| view! { <VoidForm subject stands open/> })}
        </Modal>
    }
}

#[component]
fn VoidForm(subject: Subject, stands: Standings, open: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let void = move |event: SubmitEvent| {
        event.prevent_default();
        let text = reason.get_untracked();
        if text.trim().is_empty() {
            wrong.set(Some(said::V_MISSING.to_owned()));
            focus("v-why");
            return;
        }
        desk.ask(Command::Void { client: subject.client, invoice: subject.id, reason: text }, move |outcome| match outcome {
            Ok(success) => {
                open.set(false);
                desk.say(Ok(success));
                focus("doc-title");
            }
            Err(unable) => {
                let _ = wrong.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
            }
        });
    };
    view! {
        <form class="dlg" on:submit=void>
            <div class="dlg-head">
                <h2 id="d-void" dir="auto">{said::v_title(&stands.number)}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <p>{said::V_INTRO}</p>
                <div class="field">
                    <label for="v-why">{said::V_WHY}</label>
                    <textarea id="v-why" maxlength="1000" dir="auto" aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        aria-describedby=move || wrong.with(Option::is_some).then_some("v-e") prop:value=move || reason.get()
                        on:input=move |event| { reason.set(event_target_value(&event)); wrong.set(None); }></textarea>
                    {move || wrong.get().map(|words| view! { <p class="error" id="v-e" role="alert">{words}</p> })}
                </div>
            </div>
            <div class="dlg-foot">
                <button class="danger" type="submit">{said::v_do(stands.kind)}</button>
                <button type="button" on:click=move |_| open.set(false)>{said::V_KEEP}</button>
            </div>
        </form>
    }
}
