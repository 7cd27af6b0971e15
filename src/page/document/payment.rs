use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::money::Money;
use domain::time::Day;
use rust_decimal::Decimal;

use super::Subject;
use super::figure::FigureField;
use super::issued::Standings;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::part::money::money;
use crate::state::draft::{Entry, Wrong, usual};
use crate::words::{self, document as said};

#[component]
pub(super) fn PaymentDialog(subject: Subject, stands: Memo<Option<Standings>>, open: RwSignal<bool>) -> View {
    view! {
        <Modal open heading="d-pay">
            {stands.get_untracked().map(|stands| view! { <PaymentForm subject stands open/> })}
        </Modal>
    }
}

#[component]
fn PaymentForm(subject: Subject, stands: Standings, open: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let currency = stands.total.currency();
    let asked = if stands.open.is_positive() { Some(stands.open.amount()) } else { None };
    let amount = RwSignal::new(desk.locale.with_value(|locale| Entry::of(asked, currency.exponent(), locale)));
    let day = RwSignal::new(Some(desk.today.get_untracked()));
    let method = RwSignal::new(said::P_METHODS[0].to_owned());
    let missing = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let wrong = Signal::derive(move || amount.with(|amount| amount.value.err().map(Wrong::Text)));
    let credit = move || {
        let value = amount.with(|amount| amount.value.ok().flatten())?;
        let more = Money::exact(value, currency).ok()?.minus(stands.open).ok()?;
        more.is_positive().then_some(more)
    };
    let number = stands.number.clone();
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(true);
        refused.set(None);
        let value: Option<Decimal> = amount.with_untracked(|amount| amount.value.ok().flatten());
        let (Some(value), Some(on)) = (value, day.get_untracked()) else {
            focus(if day.get_untracked().is_none() { "p-day" } else { "p-amount" });
            return;
        };
        let method = method.get_untracked();
        let command = Command::RecordPayment { client: subject.client, invoice: subject.id, amount: value, on, method };
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
                <h2 id="d-pay">{said::RECORD_PAYMENT}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <p><span dir="auto">{said::p_intro(&number, &untrack(|| subject.client_name()))}</span>
                    {stands.open.is_positive().then(|| view! { {money(stands.open)}{said::P_IS_OPEN} })}</p>
                <div class="fields">
                    <div class="field">
                        <label for="p-amount">{said::p_amount(currency)}</label>
                        <FigureField id="p-amount".to_owned() entry=Signal::from(amount) usual=Signal::derive(move || usual(currency)) wrong
                            put=Callback::new(move |entry| amount.set(entry))/>
                        {move || credit().map(|more| view! { <p class="hint">{said::P_MORE_BEFORE}{money(more)}{said::P_MORE_AFTER}</p> })}
                        {move || (missing.get() && amount.with(|amount| amount.value == Ok(None)))
                            .then(|| view! { <p class="error" role="alert">{said::P_AMOUNT_MISSING}</p> })}
                    </div>
                    <div class="field">
                        <label for="p-day">{said::P_DAY}</label>
                        <input id="p-day" type="date" max=desk.today.get_untracked().to_string()
                            aria-invalid=move || (missing.get() && day.get().is_none()).then_some("true")
                            prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                            on:change=move |event| day.set(Day::parse(&event_target_value(&event)))/>
                        {move || (missing.get() && day.get().is_none()).then(|| view! { <p class="error" role="alert">{said::P_DAY_MISSING}</p> })}
                    </div>
                    <div class="field wide">
                        <label for="p-how">{said::P_METHOD}</label>
                        <input id="p-how" type="text" list="p-methods" maxlength="80" autocomplete="off" dir="auto" prop:value=move || method.get()
                            on:input=move |event| method.set(event_target_value(&event))/>
                        <datalist id="p-methods">{said::P_METHODS.map(|one| view! { <option value=one></option> })}</datalist>
                    </div>
                </div>
                {move || refused.get().map(|words| view! { <p class="late" role="alert">{words}</p> })}
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{said::P_SAVE}</button>
                <button type="button" on:click=move |_| open.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
