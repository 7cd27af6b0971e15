//! Asking for a deposit: a share of what a document comes to.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::content::{Kind, Part, Percent, UnitPrice};
use domain::figure::Usual;

use super::Subject;
use super::figure::FigureField;
use super::payment::value;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::part::modal::Modal;
use crate::state::desk::Unable;
use crate::state::draft::{Entry, Wrong, usual};
use crate::words::{self, document as said, flow};

/// What is asked for where nobody said.
const USUAL_PERCENT: u32 = 30;

#[component]
pub(super) fn DepositDialog(subject: Subject, open: RwSignal<bool>) -> View {
    view! {
        <Modal open heading="d-dep">
            <DepositForm subject open/>
        </Modal>
    }
}

#[component]
fn DepositForm(subject: Subject, open: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let found = untrack(|| {
        subject.with(|_, invoice| {
            let content = invoice.content()?;
            Some((content.currency, content.deposit, content.totals().ok()?.total))
        })
    });
    let Some((currency, asked, total)) = found.flatten() else { return View::Nothing };
    let (was_fixed, first) = match asked {
        Some(Part::Fixed(amount)) => (true, amount),
        Some(Part::Percent(percent)) => (false, percent.value()),
        None => (false, USUAL_PERCENT.into()),
    };
    let decimals = if was_fixed { currency.exponent() } else { 0 };
    let entry = RwSignal::new(desk.locale.with_value(|locale| Entry::of(Some(first), decimals, locale)));
    let fixed = RwSignal::new(was_fixed);
    let missing = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let wrong = Signal::derive(move || entry.with(|entry| entry.value.err().map(Wrong::Text)));
    let as_usual = Signal::derive(move || if fixed.get() { usual(currency) } else { Usual::Fine });
    let unable = Callback::new(move |unable: Unable| {
        let _ = refused.try_set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
    });
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(true);
        refused.set(None);
        let Some(value) = entry.with_untracked(value) else {
            focus("d-part");
            return;
        };
        let part = if fixed.get_untracked() {
            UnitPrice::new(value).map(|price| Part::Fixed(price.value()))
        } else {
            Percent::new(value).map(Part::Percent)
        };
        match part {
            Ok(part) => subject.follow(Kind::Deposit, Some(part), Some(unable)),
            Err(error) => refused.set(Some(desk.locale.with_value(|locale| said::wrong(Wrong::Figure(error), locale)))),
        }
    };
    view! {
        <form class="dlg" on:submit=make>
            <div class="dlg-head">
                <h2 id="d-dep">{flow::D_TITLE}</h2>
                <button class="plain icon" type="button" aria-label=said::CLOSE on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </div>
            <div class="dlg-body">
                <p>{desk.locale.with_value(|locale| flow::d_intro(&locale.money(total)))}</p>
                <div class="field">
                    <label for="d-part">{flow::D_PART}</label>
                    <div class="with-unit">
                        <div class="field">
                            <FigureField id="d-part".to_owned() entry=Signal::from(entry) usual=as_usual wrong
                                put=Callback::new(move |typed| entry.set(typed))/>
                        </div>
                        <select aria-label=flow::D_AS on:change=move |event| fixed.set(event_target_value(&event) == "fixed")>
                            <option value="percent" prop:selected=move || !fixed.get()>"%"</option>
                            <option value="fixed" prop:selected=move || fixed.get()>{currency.code().to_owned()}</option>
                        </select>
                    </div>
                    {move || (missing.get() && entry.with(|entry| entry.value == Ok(None)))
                        .then(|| view! { <p class="error" role="alert">{flow::D_MISSING}</p> })}
                </div>
                {move || refused.get().map(|words| view! { <p class="late" role="alert">{words}</p> })}
            </div>
            <div class="dlg-foot">
                <button class="primary" type="submit">{flow::D_MAKE}</button>
                <button type="button" on:click=move |_| open.set(false)>{said::CANCEL}</button>
            </div>
        </form>
    }
}
