use crate::dom::*;
use domain::content::Kind;
use domain::field::PracticeField;
use domain::number::{Pattern, Reset};
use domain::practice::Practice;

use super::business::submit;
use super::form::{Form, SaveRow, id};
use crate::state::desk::desk;
use crate::state::practice;
use crate::words::{self, series, settings as said};

const SERIES: [(Kind, &str); 3] = [(Kind::Invoice, said::INVOICE), (Kind::Quote, said::QUOTE), (Kind::Receipt, said::RECEIPT)];

fn field_of(kind: Kind) -> PracticeField {
    Practice::pattern_of(kind).0
}

/// How documents are numbered, with the number that each would get next.
#[component]
pub fn Numbers() -> View {
    let form = Form::of(&SERIES.map(|(kind, _)| field_of(kind)));
    view! {
        <section class="section set" id="numbers" aria-labelledby="h-numbers">
            <div class="section-head"><h2 id="h-numbers" tabindex="-1">{said::NUMBERS}</h2></div>
            <p>{said::NUMBERS_HINT}</p>
            <form novalidate on:submit=submit(form)>
                <table class="series">
                    <caption class="sr">{said::PATTERNS}</caption>
                    <thead><tr><th scope="col">{said::KIND}</th><th scope="col">{said::PATTERN}</th><th scope="col" class="num">{said::NEXT}</th></tr></thead>
                    <tbody>{SERIES.map(|(kind, name)| view! { <Series form kind name/> })}</tbody>
                </table>
                <SaveRow form/>
            </form>
            <super::series::Devices/>
        </section>
    }
}

/// The words of the series that count with this one, because their patterns are equal.
fn shared_with(form: Form, kind: Kind) -> Option<String> {
    let pattern = |kind| {
        let typed = form.text(field_of(kind)).get();
        let typed = typed.trim();
        if typed.is_empty() { Practice::pattern_of(kind).1.to_owned() } else { typed.to_owned() }
    };
    let own = pattern(kind);
    let others: Vec<&str> =
        SERIES.into_iter().filter(|(other, _)| *other != kind && pattern(*other) == own).map(|(_, name)| name).collect();
    (!others.is_empty()).then(|| said::shares_count(&others.join(", ")))
}

#[component]
fn Series(form: Form, kind: Kind, name: &'static str) -> View {
    let desk = desk();
    let (field, usual) = Practice::pattern_of(kind);
    let text = form.text(field);
    let next = Memo::new(move |_| {
        let today = desk.today.get();
        desk.practice
            .with(|practice| practice::next_number(practice, field, (&text.get(), usual), today, desk.device()))
            .map_err(|refusal| desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale)))
    });
    let wrong = move || next.get().err();
    let name_id = id(field);
    let note = format!("{name_id}-note");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <label class="sr" for=name_id.clone()>{said::field(field)}</label>
                <input id=name_id type="text" autocomplete="off" spellcheck="false" placeholder=usual maxlength=field.most().to_string()
                    aria-invalid=move || wrong().map(|_| "true") aria-describedby=note.clone()
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
                {move || {
                    let typed = text.get();
                    let pattern = Pattern::parse(if typed.trim().is_empty() { usual } else { typed.trim() }).ok()?;
                    let can: Vec<Reset> = Reset::ALL.into_iter().filter(|reset| pattern.allows(*reset)).collect();
                    if can.len() < 2 {
                        return None;
                    }
                    let now = pattern.reset();
                    let choose = move |event: ev::Event| {
                        let chosen = Reset::from_key(&event_target_value(&event)).and_then(|reset| pattern.clone().with_reset(reset));
                        text.set(chosen.map(|pattern| pattern.to_string()).unwrap_or_default());
                    };
                    Some(view! {
                        <label class="reset">
                            <span class="quiet">{series::RESET}</span>" "
                            <select on:change=choose>
                                {can.into_iter().map(|one| view! { <option value=one.key() selected=one == now>{series::reset(one)}</option> }).collect_view()}
                            </select>
                        </label>
                    })
                }}
                <div id=note role="status">
                    {move || match (wrong(), shared_with(form, kind)) {
                        (Some(words), _) => Some(view! { <p class="late quiet">{words}</p> }),
                        (None, Some(words)) => Some(view! { <p class="quiet">{words}</p> }),
                        (None, None) => None,
                    }}
                </div>
            </td>
            <td class="num c-next">{move || next.get().unwrap_or_else(|_| said::NO_NEXT.to_owned())}</td>
        </tr>
    }
}
