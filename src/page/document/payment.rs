use std::sync::Arc;

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::Command;
use domain::command::{Incoming, Share};
use domain::money::{Currency, Money};
use domain::payment::Difference;
use domain::spread;
use domain::time::Day;

use super::Subject;
use super::figure::FigureField;
use super::issued::Standings;
use super::spreading::{Parts, Spreading};
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::part::money::money;
use crate::state::draft::{Entry, Wrong, usual};
use crate::words::{self, document as said, paying};

#[component]
pub(super) fn PaymentDialog(subject: Subject, stands: Memo<Option<Standings>>, open: RwSignal<bool>) -> View {
    view! {
        <Modal open heading="d-pay">
            {stands.get_untracked().map(|stands| view! { <PaymentForm subject stands open/> })}
        </Modal>
    }
}

/// The value of a figure's field, where it can be read and is there.
pub(super) fn value(entry: &Entry) -> Option<rust_decimal::Decimal> {
    entry.value.ok().flatten()
}

/// How a payment may be recorded that is not simply what was asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    OtherCurrency,
    Several,
}

#[component]
fn PaymentForm(subject: Subject, stands: Standings, open: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let currency = stands.total.currency();
    let asked = if stands.open.is_positive() { Some(stands.open.amount()) } else { None };
    let amount = RwSignal::new(desk.locale.with_value(|locale| Entry::of(asked, currency.exponent(), locale)));
    let came = RwSignal::new(desk.locale.with_value(|locale| Entry::of(None, 0, locale)));
    let other = if currency == Currency::USD { Currency::EUR } else { Currency::USD };
    let came_in = RwSignal::new(other);
    let day = RwSignal::new(Some(desk.today.get_untracked()));
    let method = RwSignal::new(said::P_METHODS[0].to_owned());
    let rest = RwSignal::new(None::<Difference>);
    let way = RwSignal::new(Way::Plain);
    let missing = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let waiting = subject.record.with_untracked(|record| {
        let waiting = record.as_ref().map(|record| spread::waiting(&record.client, currency)).unwrap_or_default();
        Arc::new(waiting)
    });
    let several = waiting.len() > 1;
    let whole = Signal::derive(move || amount.with(value).and_then(|value| Money::exact(value, currency).ok()));
    let parts = Parts::new(desk, Arc::clone(&waiting), whole);
    let wrong_of = |entry: RwSignal<Entry>| Signal::derive(move || entry.with(|entry| entry.value.err().map(Wrong::Text)));
    let (wrong, came_wrong) = (wrong_of(amount), wrong_of(came));
    let beyond = move || whole.get()?.minus(stands.open).ok().filter(|_| way.get() != Way::Several);
    let lacks = move || beyond().filter(|beyond| beyond.is_negative()).map(Money::negated);
    let number = stands.number.clone();
    // What is off for paying early is let go, when so much less came in time.
    Effect::new(move |_| {
        let early = stands.early.filter(|(last, off)| lacks() == Some(*off) && day.get().is_some_and(|day| day <= *last));
        if early.is_some() {
            rest.set(Some(Difference::Discount));
        }
    });
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(true);
        refused.set(None);
        let (Some(amount), Some(on)) = (amount.with_untracked(value), day.get_untracked()) else {
            focus(if day.get_untracked().is_none() { "p-day" } else { "p-amount" });
            return;
        };
        let mut incoming = Incoming { on, method: method.get_untracked(), shares: Vec::new(), whole: None, came: None };
        let rest = rest.get_untracked().filter(|_| untrack(lacks).is_some());
        match way.get_untracked() {
            Way::Several => {
                let Some(shares) = parts.shares() else { return };
                (incoming.shares, incoming.whole) = (shares, Some(amount));
            }
            Way::OtherCurrency => {
                let arrived = came.with_untracked(value).and_then(|value| Money::exact(value, came_in.get_untracked()).ok());
                let Some(arrived) = arrived.filter(Money::is_positive) else {
                    focus("p-came");
                    return;
                };
                incoming.came = Some(arrived);
                incoming.shares = vec![Share { invoice: subject.id, amount, rest }];
            }
            Way::Plain => incoming.shares = vec![Share { invoice: subject.id, amount, rest }],
        }
        desk.ask(Command::Receive { client: subject.client, came: incoming }, move |outcome| match outcome {
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
    let choice = move |one: Option<Difference>, text: &'static str| {
        view! {
            <label class="tick">
                <input type="radio" name="p-rest" prop:checked=move || rest.get() == one on:change=move |_| rest.set(one)/>
                <span>{text}</span>
            </label>
        }
    };
    let turn = move |to: Way, text: &'static str| {
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || way.get() == to
                    on:change=move |_| way.update(|way| *way = if *way == to { Way::Plain } else { to })/>
                <span>{text}</span>
            </label>
        }
    };
    let shown = move |money: Money| desk.locale.with_value(|locale| locale.money(money));
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
                    {move || (way.get() == Way::OtherCurrency).then(|| view! {
                        <div class="field">
                            <label for="p-came">{paying::CAME}</label>
                            <div class="with-unit">
                                <div class="field">
                                    <FigureField id="p-came".to_owned() entry=Signal::from(came) usual=Signal::derive(move || usual(came_in.get()))
                                        wrong=came_wrong put=Callback::new(move |entry| came.set(entry))/>
                                </div>
                                <select aria-label=paying::CAME_IN on:change=move |event| if let Some(one) = Currency::parse(&event_target_value(&event)) {
                                    came_in.set(one);
                                }>
                                    {Currency::all().filter(|one| *one != currency).map(|one| view! {
                                        <option value=one.code().to_owned() prop:selected=move || came_in.get() == one>{one.code().to_owned()}</option>
                                    }).collect_view()}
                                </select>
                            </div>
                            {move || (missing.get() && came.with(|came| came.value == Ok(None)))
                                .then(|| view! { <p class="error" role="alert">{paying::CAME_MISSING}</p> })}
                            <p class="hint">{paying::CAME_HINT}</p>
                        </div>
                    })}
                    <div class="field">
                        <label for="p-amount">{move || if way.get() == Way::OtherCurrency { paying::settles(currency) } else { said::p_amount(currency) }}</label>
                        <FigureField id="p-amount".to_owned() entry=Signal::from(amount) usual=Signal::derive(move || usual(currency)) wrong
                            put=Callback::new(move |entry| amount.set(entry))/>
                        {move || beyond().filter(Money::is_positive)
                            .map(|more| view! { <p class="hint">{said::P_MORE_BEFORE}{money(more)}{said::P_MORE_AFTER}</p> })}
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
                    {move || lacks().map(|lacks| view! {
                        <fieldset class="ask-one wide">
                            <legend>{paying::rest(&shown(lacks))}</legend>
                            <div class="answers">
                                {choice(None, paying::REST_OPEN)}
                                {choice(Some(Difference::Fee), paying::REST_FEE)}
                                {choice(Some(Difference::Discount), paying::REST_DISCOUNT)}
                            </div>
                        </fieldset>
                    })}
                    <div class="field wide">
                        <label for="p-how">{said::P_METHOD}</label>
                        <input id="p-how" type="text" list="p-methods" maxlength="80" autocomplete="off" dir="auto" prop:value=move || method.get()
                            on:input=move |event| method.set(event_target_value(&event))/>
                        <datalist id="p-methods">{said::P_METHODS.map(|one| view! { <option value=one></option> })}</datalist>
                    </div>
                    <div class="field wide">
                        {turn(Way::OtherCurrency, paying::OTHER_CURRENCY)}
                        {several.then(|| turn(Way::Several, paying::SEVERAL))}
                    </div>
                    {move || (way.get() == Way::Several).then(|| view! { <Spreading parts/> })}
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
