//! The question about time on what has a deposit that is not there.

use super::focus::focus;
use super::leaving::while_some;
use super::modal::Modal;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::state::desk::desk;
use crate::state::paying::{Asked, Paying};
use crate::words::{self, lifecycle, working as said};

/// Names what is missing, and asks why work goes on all the same.
#[component]
pub fn DepositDialog() -> View {
    let paying: Paying = expect_context();
    let open = while_some(paying.asked);
    view! {
        <Modal open heading="h-deposit" class="ask">
            {paying.asked.get_untracked().map(|asked| view! { <DepositForm asked open/> })}
        </Modal>
    }
}

#[component]
fn DepositForm(asked: Asked, open: RwSignal<bool>) -> View {
    let desk = desk();
    let paying: Paying = expect_context();
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let give = move |event: SubmitEvent| {
        event.prevent_default();
        if why.with_untracked(|why| why.trim().is_empty()) {
            wrong.set(Some(said::DEPOSIT_WHY_MISSING.to_owned()));
            return focus("deposit-why");
        }
        paying.give(why.get_untracked(), move |unable| {
            wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
        });
    };
    focus("deposit-why");
    let lines = asked.missing.iter().map(|one| {
        let words = desk.locale.with_value(|locale| lifecycle::deposit(one, locale));
        view! { <li dir="auto">{words}</li> }
    });
    view! {
        <form class="dlg" novalidate on:submit=give>
            <h2 id="h-deposit">{said::DEPOSIT_TITLE}</h2>
            <ul class="notice-list">{lines.collect_view()}</ul>
            <div class="field">
                <label for="deposit-why">{said::DEPOSIT_WHY}</label>
                <textarea id="deposit-why" rows="2" dir="auto" maxlength="1000" aria-describedby="deposit-why-e"
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
                <div id="deposit-why-e">
                    {move || match wrong.get() {
                        Some(words) => view! { <p class="error" role="alert">{words}</p> },
                        None => view! { <p class="hint">{said::DEPOSIT_HINT}</p> },
                    }}
                </div>
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{said::DEPOSIT_DO}</button>
                <button class="plain" type="button" on:click=move |_| open.set(false)>{said::DEPOSIT_NOT}</button>
            </div>
        </form>
    }
}
