use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::content::Terms;
use domain::field::PracticeField;
use domain::money::Currency;

use super::form::{FieldError, Form, SaveRow, TextField, described, id};
use crate::state::desk::desk;
use crate::words::client as words;
use crate::words::import::currency;
use crate::words::settings as said;

/// Terms that are chosen often; another one that is set already stands beside them.
const TERMS: [Terms; 10] = [
    Terms::OnReceipt,
    Terms::Net(7),
    Terms::Net(14),
    Terms::Net(30),
    Terms::Net(60),
    Terms::EndOfMonth,
    Terms::EndOfNextMonth,
    Terms::NetThenEndOfMonth(30),
    Terms::EndOfMonthThenNet(30),
    Terms::NextMonth(15),
];

pub fn submit(form: Form) -> impl Fn(SubmitEvent) {
    move |event| {
        event.prevent_default();
        form.save();
    }
}

/// Who sends the documents.
#[component]
pub fn Business() -> View {
    use PracticeField as P;
    let form = Form::of(&[
        P::Name,
        P::Person,
        P::Email,
        P::Phone,
        P::Website,
        P::Street,
        P::House,
        P::Extra,
        P::PostalCode,
        P::City,
        P::Region,
        P::Country,
        P::TaxId,
        P::Registration,
        P::PayTo,
        P::LeapBirthday,
    ]);
    let pay_to = form.text(P::PayTo);
    let pay_to_id = id(P::PayTo);
    // Where nobody chose, the last day of February.
    let leap = vec![("mar".to_owned(), words::LEAP_MARCH.to_owned())];
    view! {
        <section class="section set" id="business" aria-labelledby="h-business">
            <div class="section-head"><h2 id="h-business" tabindex="-1">{said::BUSINESS}</h2></div>
            <p>{said::BUSINESS_HINT}</p>
            <form class="stack" novalidate on:submit=submit(form)>
                <div class="fields">
                    <TextField form field=P::Name fill="organization"/>
                    <TextField form field=P::Person fill="name"/>
                    <TextField form field=P::Email kind="email" fill="email"/>
                    <TextField form field=P::Phone kind="tel" fill="tel"/>
                    <TextField form field=P::Website kind="url" fill="url"/>
                    <TextField form field=P::Street fill="address-line1"/>
                    <TextField form field=P::House/>
                    <TextField form field=P::Extra fill="address-line2"/>
                    <TextField form field=P::PostalCode fill="postal-code"/>
                    <TextField form field=P::City fill="address-level2"/>
                    <TextField form field=P::Region fill="address-level1"/>
                    <TextField form field=P::Country fill="country-name"/>
                    <TextField form field=P::TaxId/>
                    <TextField form field=P::Registration/>
                    <div class="field wide">
                        <label for=pay_to_id.clone()>{said::field(P::PayTo)}</label>
                        <textarea id=pay_to_id.clone() rows="3" dir="auto" maxlength=P::PayTo.most().to_string()
                            aria-invalid=move || form.error(P::PayTo).map(|_| "true") aria-describedby=described(form, P::PayTo, true)
                            prop:value=move || pay_to.get() on:input=move |event| pay_to.set(event_target_value(&event))></textarea>
                        <p class="hint" id=format!("{pay_to_id}-hint")>{said::PAY_TO_HINT}</p>
                        <FieldError form field=P::PayTo/>
                    </div>
                    <Choice form field=P::LeapBirthday options=leap none=words::LEAP_FEBRUARY/>
                </div>
                <SaveRow form/>
            </form>
            <super::logo::Logo/>
        </section>
    }
}

/// What a new document starts with.
#[component]
pub fn Defaults() -> View {
    use PracticeField as P;
    let desk = desk();
    let form = Form::of(&[P::Currency, P::Terms, P::DueWorkday, P::TaxName, P::TaxRate, P::Accent]);
    let currencies = Currency::all().map(|one| (one.code().to_owned(), currency(one))).collect();
    let own = desk.practice.with_untracked(|practice| practice.terms());
    let mut terms: Vec<Terms> = TERMS.to_vec();
    if let Some(own) = own.filter(|own| !terms.contains(own)) {
        terms.push(own);
    }
    let terms = desk.locale.with_value(|locale| terms.into_iter().map(|one| (one.key(), said::terms(one, locale))).collect());
    let workday = vec![("yes".to_owned(), said::DUE_NEXT_WORKDAY.to_owned())];
    view! {
        <section class="section set" id="defaults" aria-labelledby="h-defaults">
            <div class="section-head"><h2 id="h-defaults" tabindex="-1">{said::DEFAULTS}</h2></div>
            <p>{said::DEFAULTS_HINT}</p>
            <form class="stack" novalidate on:submit=submit(form)>
                <div class="fields">
                    <Choice form field=P::Currency options=currencies/>
                    <Choice form field=P::Terms options=terms/>
                    <Choice form field=P::DueWorkday options=workday none=said::DUE_AS_IT_IS/>
                    <TextField form field=P::TaxName hint=said::TAX_NAME_HINT/>
                    <TextField form field=P::TaxRate/>
                    <TextField form field=P::Accent hint=said::ACCENT_HINT/>
                </div>
                <SaveRow form/>
            </form>
        </section>
    }
}

/// One of many, by key and words; the first is none of them.
#[component]
fn Choice(form: Form, field: PracticeField, options: Vec<(String, String)>, #[prop(default = said::NOT_SET)] none: &'static str) -> View {
    let text = form.text(field);
    let name = id(field);
    view! {
        <div class="field">
            <label for=name.clone()>{said::field(field)}</label>
            <select id=name aria-invalid=move || form.error(field).map(|_| "true") aria-describedby=described(form, field, false)
                prop:value=move || text.get() on:change=move |event| text.set(event_target_value(&event))>
                <option value="">{none}</option>
                {options.into_iter().map(|(key, words)| view! { <option value=key>{words}</option> }).collect_view()}
            </select>
            <FieldError form field/>
        </div>
    }
}
