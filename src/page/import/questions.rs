use crate::dom::*;
use domain::money::Currency;
use paper::amount::{self, Mark};
use paper::date::{self, DayOrder};
use paper::import::Question;

use super::reading::Bringing;
use crate::state::desk::desk;
use crate::words::import as said;

/// What the file leaves open, asked once.
#[component]
pub fn Questions(bringing: Bringing) -> View {
    let asked = Memo::new(move |_| bringing.asked.get());
    (move || {
        let asked = asked.get();
        (!asked.is_empty()).then(|| {
            let heading = said::questions(asked.len());
            let questions = asked.into_iter().map(|question| view! { <One bringing question/> }).collect_view();
            view! {
                <section class="section" aria-labelledby="h-q">
                    <div class="section-head"><h2 id="h-q">{heading}</h2></div>
                    {questions}
                </section>
            }
        })
    })
    .into_view()
}

#[component]
fn One(bringing: Bringing, question: Question) -> View {
    let kind = std::mem::discriminant(&question);
    let open = move || {
        bringing
            .preview
            .with(|preview| preview.as_ref().is_some_and(|preview| preview.questions.iter().any(|one| std::mem::discriminant(one) == kind)))
    };
    let unanswered = move || bringing.pressed.get() && open();
    let legend = said::question(&question);
    let answers = match question {
        Question::DayOrder { examples } => days(bringing, examples.first().cloned().unwrap_or_default()),
        Question::Mark { examples } => marks(bringing, examples.first().cloned().unwrap_or_default()),
        Question::Currency { among, .. } => currencies(bringing, among),
    };
    view! {
        <fieldset class="question">
            <legend dir="auto">{legend}</legend>
            {answers}
            {move || unanswered().then(|| view! { <p class="error" role="alert">{said::ANSWER_FIRST}</p> })}
        </fieldset>
    }
}

fn days(bringing: Bringing, example: String) -> View {
    let locale = desk().locale;
    DayOrder::ALL
        .map(|order| {
            let day = date::parse(&example, Some(order)).ok().map(|day| locale.with_value(|locale| locale.long_day(day)));
            view! {
                <label class="tick">
                    <input type="radio" name="day-order" prop:checked=move || chosen(bringing, |mapping| mapping.order == Some(order))
                        on:change=move |_| bringing.map(move |mapping| mapping.order = Some(order))/>
                    <span>{said::day_read(day, order)}</span>
                </label>
            }
        })
        .collect_view()
}

fn marks(bringing: Bringing, example: String) -> View {
    let locale = desk().locale;
    Mark::ALL
        .map(|mark| {
            let value = amount::parse(&example, Some(mark)).ok().map(|amount| locale.with_value(|locale| locale.number(amount.value)));
            view! {
                <label class="tick">
                    <input type="radio" name="decimal-mark" prop:checked=move || chosen(bringing, |mapping| mapping.mark == Some(mark))
                        on:change=move |_| bringing.map(move |mapping| mapping.mark = Some(mark))/>
                    <span>{said::figure_read(value, mark)}</span>
                </label>
            }
        })
        .collect_view()
}

fn currencies(bringing: Bringing, among: Vec<Currency>) -> View {
    let own = desk().practice.with_untracked(|practice| practice.currency());
    let options = ordered(among, own)
        .into_iter()
        .map(|currency| view! { <option value=currency.code().to_owned()>{said::currency(currency)}</option> });
    view! {
        <div class="field">
            <label class="sr" for="ask-currency">{said::CURRENCY_NONE}</label>
            <select id="ask-currency" prop:value=move || currency_key(bringing)
                on:change=move |event| {
                    let to = Currency::parse(&event_target_value(&event));
                    bringing.map(move |mapping| mapping.currency = to);
                }>
                <option value="">{said::CURRENCY_NONE}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

/// The practice's own currency first, then as they came.
pub fn ordered(mut among: Vec<Currency>, own: Option<Currency>) -> Vec<Currency> {
    if let Some(at) = own.and_then(|own| among.iter().position(|one| *one == own)) {
        let own = among.remove(at);
        among.insert(0, own);
    }
    among
}

pub fn currency_key(bringing: Bringing) -> String {
    bringing
        .mapping
        .with(|mapping| mapping.as_ref().and_then(|mapping| mapping.currency))
        .map(|currency| currency.code().to_owned())
        .unwrap_or_default()
}

pub fn chosen(bringing: Bringing, is: impl FnOnce(&paper::mapping::Mapping) -> bool) -> bool {
    bringing.mapping.with(|mapping| mapping.as_ref().is_some_and(is))
}
