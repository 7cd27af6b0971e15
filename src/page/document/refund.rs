use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::time::Day;

use super::Subject;
use super::figure::FigureField;
use super::issued::Standings;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::state::draft::{Entry, Wrong, usual};
use crate::words::{self, document as said, paying};

#[component]
pub(super) fn RefundDialog(subject: Subject, stands: Memo<Option<Standings>>, open: RwSignal<bool>) -> View {
    view! {
        <Modal open heading="d-back">
            {stands.get_untracked().map(|stands| view! { <RefundForm subject stands open/> })}
        </Modal>
    }
}

#[component]
fn RefundForm(subject: Subject, stands: Standings, open: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let currency = stands.total.currency();
    // What was paid too much, else all that came in.
    let usually = if stands.open.is_negative() { stands.open.negated() } else { stands.received };
    let amount = RwSignal::new(desk.locale.with_value(|locale| Entry::of(Some(usually.amount()), currency.exponent(), locale)));
    let day = RwSignal::new(Some(desk.today.get_untracked()));
    let method = RwSignal::new(said::P_METHODS[0].to_owned());
    let missing = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let wrong = Signal::derive(move || amount.with(|amount| amount.value.err().map(Wrong::Text)));
    let intro = desk.locale.with_value(|locale| paying::refund_intro(&stands.number, &locale.money(stands.received)));
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(true);
        refused.set(None);
        let value = amount.with_untracked(|amount| amount.value.ok().flatten());
        let (Some(amount), Some(on)) = (value, day.get_untracked()) else {
            focus(if value.is_none() { "b-amount" } else { "b-day" });
            return;
        };
        let command = Command::Refund { client: subject.client, invoice: subject.id, amount, on, method: method.get_untracked() };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                open.set(false);
                desk.say(Ok(success));
                focus("h-pay");
            }
            Err(unable) => {
                let _ = refused.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
            }
        });
    };
    view! {
        <form class="dlg" on:submit=keep>
            <div class="dlg-head">
                <h2 id="d-back">{paying::REFUND}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <p dir="auto">{intro}</p>
                <div class="fields">
                    <div class="field">
                        <label for="b-amount">{said::p_amount(currency)}</label>
                        <FigureField id="b-amount".to_owned() entry=Signal::from(amount) usual=Signal::derive(move || usual(currency)) wrong
                            put=Callback::new(move |entry| amount.set(entry))/>
                        {move || (missing.get() && amount.with(|amount| amount.value == Ok(None)))
                            .then(|| view! { <p class="error" role="alert">{said::P_AMOUNT_MISSING}</p> })}
                    </div>
                    <div class="field">
                        <label for="b-day">{paying::R_DAY}</label>
                        <input id="b-day" type="date" max=desk.today.get_untracked().to_string()
                            aria-invalid=move || (missing.get() && day.get().is_none()).then_some("true")
                            prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                            on:change=move |event| day.set(Day::parse(&event_target_value(&event)))/>
                        {move || (missing.get() && day.get().is_none()).then(|| view! { <p class="error" role="alert">{said::P_DAY_MISSING}</p> })}
                    </div>
                    <div class="field wide">
                        <label for="b-how">{said::P_METHOD}</label>
                        <input id="b-how" type="text" maxlength="80" autocomplete="off" dir="auto" prop:value=move || method.get()
                            on:input=move |event| method.set(event_target_value(&event))/>
                    </div>
                </div>
                {move || refused.get().map(|words| view! { <p class="late" role="alert">{words}</p> })}
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{paying::R_SAVE}</button>
                <button type="button" on:click=move |_| open.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
