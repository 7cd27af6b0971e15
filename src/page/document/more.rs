use crate::dom::*;
use domain::content::{Category, Period, TaxRounding};
use domain::figure::Usual;
use domain::money::Currency;
use domain::time::Day;
use rust_decimal::Decimal;

use super::draft::{PartField, TextField};
use super::editor::Editor;
use super::figure::FigureField;
use crate::state::draft::{DraftForm, Entry, Place, more};
use crate::words::{more as said, tax};

/// What most documents do not need: folded away until it is asked for, open where it says something.
#[component]
pub(super) fn More(editor: Editor, default_tax: Signal<Option<Decimal>>) -> View {
    let desk = editor.subject.desk;
    let says = editor.form.with_untracked(|form| {
        let rest = &form.rest;
        rest.period.is_some()
            || !rest.buyer_reference.is_empty()
            || rest.cash.is_some()
            || !rest.adjustments.is_empty()
            || rest.second_tax.is_some()
            || rest.withholding.is_some()
            || rest.exchange.is_some()
    });
    let own = Memo::new(move |_| editor.form.with(|form| form.currency));
    let to = Memo::new(move |_| editor.form.with(|form| form.more.to.filter(|to| *to != form.currency)));
    let turn = move |event| {
        let to = Currency::parse(&event_target_value(&event));
        let today = desk.today.get_untracked();
        editor.change(|form| {
            form.more.to = to;
            form.more.rate_day = form.more.rate_day.or(Some(today));
        });
    };
    let rate_label = Memo::new(move |_| to.get().map(|to| said::rate(own.get().code(), to.code())));
    view! {
        <details class="draft-more" open=says>
            <summary>{said::MORE}</summary>
            <div class="fields">
                <CategoryField editor default_tax/>
                <RoundingField editor/>
                <PeriodField editor/>
                <TextField id="e-buyer" label=said::BUYER_REFERENCE most=100 editor look=|form| form.rest.buyer_reference.clone()
                    put=|form, text| form.rest.buyer_reference = text/>
                <PartField id="e-charge" label=said::CHARGE unit_label=said::CHARGE_AS place=Place::Charge editor
                    look=|form| form.more.charge.part.clone() put=|form, part| form.more.charge.part = part/>
                <TextField id="e-charge-why" label=said::CHARGE_REASON most=200 editor look=|form| form.more.charge.reason.clone()
                    put=|form, text| form.more.charge.reason = text/>
                <Rate id="e-charge-tax" label=said::CHARGE_TAX hint=said::CHARGE_TAX_HINT place=Place::ChargeTax editor
                    look=|form| form.more.charge_tax.clone() put=|form, entry| form.more.charge_tax = entry/>
                <Rate id="e-second" label=said::SECOND hint=said::SECOND_HINT place=Place::Second editor
                    look=|form| form.more.second.clone() put=|form, entry| form.more.second = entry/>
                <TextField id="e-second-name" label=said::SECOND_NAME most=40 editor look=|form| form.more.second_name.clone()
                    put=|form, text| form.more.second_name = text/>
                <Rate id="e-withheld" label=said::WITHHELD hint=said::WITHHELD_HINT place=Place::Withheld editor
                    look=|form| form.more.withheld.clone() put=|form, entry| form.more.withheld = entry/>
                <TextField id="e-withheld-name" label=said::WITHHELD_NAME most=60 editor look=|form| form.more.withheld_name.clone()
                    put=|form, text| form.more.withheld_name = text/>
                <CashField editor/>
                <div class="field">
                    <label for="e-other">{said::EXCHANGE}</label>
                    <select id="e-other" on:change=turn>
                        <option value="" prop:selected=move || to.get().is_none()>{said::EXCHANGE_NONE}</option>
                        {move || Currency::all().filter(|one| *one != own.get()).map(|one| view! {
                            <option value=one.code().to_owned() prop:selected=move || to.get() == Some(one)>{one.code().to_owned()}</option>
                        }).collect_view()}
                    </select>
                </div>
                {move || rate_label.get().map(|label| view! {
                    <div class="field">
                        <label for="e-rate">{label}</label>
                        <FigureField id="e-rate".to_owned() entry=Signal::derive(move || editor.form.with(|form| form.more.rate.clone()))
                            usual=Signal::derive(|| Usual::Fine) wrong=Signal::derive(move || editor.reading.with(|reading| reading.wrong(Place::Rate)))
                            put=Callback::new(move |entry: Entry| editor.change(|form| form.more.rate = entry))/>
                    </div>
                    <div class="field">
                        <label for="e-rate-day">{said::RATE_DAY}</label>
                        <input id="e-rate-day" type="date" prop:value=move || editor.form.with(|form| form.more.rate_day.map(|day| day.to_string())).unwrap_or_default()
                            on:change=move |event| { let day = Day::parse(&event_target_value(&event)); editor.change(|form| form.more.rate_day = day); }/>
                    </div>
                    <TextField id="e-rate-source" label=said::RATE_SOURCE most=100 editor look=|form| form.more.rate_source.clone()
                        put=|form, text| form.more.rate_source = text/>
                })}
            </div>
        </details>
    }
}

/// A percentage of its own, with what it means under it.
#[component]
fn Rate(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    place: Place,
    editor: Editor,
    look: fn(&DraftForm) -> Entry,
    put: fn(&mut DraftForm, Entry),
) -> View {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <FigureField id=id.to_owned() entry=Signal::derive(move || editor.form.with(look)) usual=Signal::derive(|| Usual::Fine)
                wrong=Signal::derive(move || editor.reading.with(|reading| reading.wrong(place)))
                put=Callback::new(move |entry: Entry| editor.change(|form| put(form, entry)))/>
            <p class="hint">{hint}</p>
        </div>
    }
}

/// One kind of tax for every line.
#[component]
fn CategoryField(editor: Editor, default_tax: Signal<Option<Decimal>>) -> View {
    let desk = editor.subject.desk;
    // None: the lines differ.
    let now = Memo::new(move |_| {
        editor.form.with(|form| {
            let mut all = form.lines.iter().map(|line| line.rest.category);
            let first = all.next().unwrap_or_default();
            all.all(|one| one == first).then_some(first)
        })
    });
    let turn = move |event| {
        let Some(category) = Category::from_code(&event_target_value(&event)) else { return };
        let usual = default_tax.get_untracked();
        desk.locale.with_value(|locale| {
            editor.change(|form| more::taxed_as(form, category, usual, tax::usual_reason(category), locale));
        });
    };
    view! {
        <div class="field">
            <label for="e-category">{said::CATEGORY_ALL}</label>
            <select id="e-category" on:change=turn>
                {move || now.get().is_none().then(|| view! { <option value="" selected="">{said::MIXED}</option> })}
                {Category::ALL.into_iter().filter(|one| *one != Category::Zero).map(|one| view! {
                    <option value=one.code() prop:selected=move || now.get() == Some(one)>{tax::category(one)}</option>
                }).collect_view()}
            </select>
        </div>
    }
}

/// Why there is no tax, for each kind that a line has: what is printed.
#[component]
pub(super) fn Reasons(editor: Editor) -> View {
    let used = Memo::new(move |_| {
        editor.reading.with(|reading| {
            let used: Vec<Category> = reading.content.categories().collect();
            Category::ALL.into_iter().filter(|one| one.needs_reason() && used.contains(one)).collect::<Vec<_>>()
        })
    });
    let field = move |category: Category| {
        let id = format!("e-why-{}", category.code());
        view! {
            <div class="field wide">
                <label for=id.clone()>{said::REASONS}": "{tax::category(category)}</label>
                <textarea id=id rows="1" maxlength="400" dir="auto"
                    prop:value=move || editor.form.with(|form| form.rest.exemptions.get(&category).cloned().unwrap_or_default())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        editor.change(|form| { form.rest.exemptions.insert(category, text); });
                    }></textarea>
            </div>
        }
    };
    view! { <div class="fields">{move || used.get().into_iter().map(field).collect_view()}</div> }
}

#[component]
fn RoundingField(editor: Editor) -> View {
    let per_line = Memo::new(move |_| editor.form.with(|form| form.tax_rounding == TaxRounding::PerLine));
    view! {
        <div class="field">
            <label for="e-rounding">{said::ROUNDING}</label>
            <select id="e-rounding" on:change=move |event| {
                let rounding = if event_target_value(&event) == "line" { TaxRounding::PerLine } else { TaxRounding::PerRate };
                editor.change(|form| form.tax_rounding = rounding);
            }>
                <option value="rate" prop:selected=move || !per_line.get()>{said::PER_RATE}</option>
                <option value="line" prop:selected=move || per_line.get()>{said::PER_LINE}</option>
            </select>
        </div>
    }
}

#[component]
fn CashField(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let now = Memo::new(move |_| editor.form.with(|form| form.rest.cash));
    view! {
        <div class="field">
            <label for="e-cash">{said::CASH}</label>
            <select id="e-cash" on:change=move |event| {
                let step = event_target_value(&event).parse().ok().and_then(more::step);
                editor.change(|form| form.rest.cash = step);
            }>
                <option value="" prop:selected=move || now.get().is_none()>{said::CASH_NONE}</option>
                {more::STEPS.map(|one| {
                    let shown = desk.locale.with_value(|locale| locale.number(Decimal::new(one, 2)));
                    view! { <option value=one.to_string() prop:selected=move || now.get() == more::step(one)>{shown}</option> }
                })}
            </select>
        </div>
    }
}

/// Puts a day into one end of a period that is being typed.
pub(super) type SetDay = fn(&mut (Option<Day>, Option<Day>), Option<Day>);

/// From and until. One of them alone means that one day; what is turned round is said, and the document keeps what it had.
#[component]
fn PeriodField(editor: Editor) -> View {
    let now = editor.form.with_untracked(|form| form.rest.period);
    let days = RwSignal::new((now.map(Period::from), now.map(Period::to)));
    let set = move |change: SetDay| {
        move |event: ev::Event| {
            let day = Day::parse(&event_target_value(&event));
            days.update(|days| change(days, day));
            if let Ok(period) = period(days.get_untracked()) {
                editor.change(|form| form.rest.period = period);
            }
        }
    };
    let turned = move || period(days.get()).is_err();
    view! {
        <div class="field">
            <label for="e-from">{said::PERIOD_FROM}</label>
            <input id="e-from" type="date" prop:value=move || days.get().0.map(|day| day.to_string()).unwrap_or_default()
                on:change=set(|days, day| days.0 = day)/>
        </div>
        <div class="field">
            <label for="e-to">{said::PERIOD_TO}</label>
            <input id="e-to" type="date" aria-invalid=move || turned().then_some("true") aria-describedby="e-to-e"
                prop:value=move || days.get().1.map(|day| day.to_string()).unwrap_or_default() on:change=set(|days, day| days.1 = day)/>
            <div id="e-to-e">{move || turned().then(|| view! { <p class="error" role="alert">{said::PERIOD_TURNED}</p> })}</div>
        </div>
    }
}

/// Err: it ends before it begins.
pub(super) fn period((from, to): (Option<Day>, Option<Day>)) -> Result<Option<Period>, ()> {
    match (from, to) {
        (None, None) => Ok(None),
        (from, to) => from.or(to).zip(to.or(from)).and_then(|(from, to)| Period::new(from, to)).map(Some).ok_or(()),
    }
}
