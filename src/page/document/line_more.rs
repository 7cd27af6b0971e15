use crate::dom::*;
use domain::LineId;
use domain::content::{BaseQuantity, Category, Line};
use domain::figure::Usual;
use domain::time::Day;
use rust_decimal::Decimal;

use super::editor::Editor;
use super::figure::FigureField;
use super::more::{SetDay, period};
use crate::state::draft::more::{self, Adjust};
use crate::state::draft::{Entry, LineForm, PartForm, Place};
use crate::words::{document, more as said, tax};

/// What few lines need: for how many units the price is, which kind of tax, when, and what is taken off or added.
#[component]
pub(super) fn LineMore(editor: Editor, id: LineId, place: Signal<usize>, default_tax: Signal<Option<Decimal>>) -> View {
    let desk = editor.subject.desk;
    let line = move |form: &crate::state::draft::DraftForm| form.lines.iter().find(|line| line.id == id).cloned();
    let start = editor.form.with_untracked(line);
    let says = start.as_ref().is_some_and(|line| !is_plain(&line.rest));
    let change = move |change: Box<dyn FnOnce(&mut LineForm)>| {
        editor.change(|form| {
            if let Some(line) = form.line(id) {
                change(line);
            }
        });
    };
    let base = Signal::derive(move || editor.form.with(line).map_or(Entry { text: String::new(), value: Ok(None) }, |line| line.more.base));
    let category = Memo::new(move |_| editor.form.with(line).map(|line| line.rest.category).unwrap_or_default());
    let turn = move |event| {
        let Some(category) = Category::from_code(&event_target_value(&event)) else { return };
        let usual = default_tax.get_untracked();
        desk.locale.with_value(|locale| {
            editor.change(|form| {
                if let Some(line) = form.line(id) {
                    more::set_category(line, category, usual, locale);
                }
                more::say_reason(form, category, tax::usual_reason(category));
            });
        });
    };
    let days = RwSignal::new(start.and_then(|line| line.rest.period).map_or((None, None), |one| (Some(one.from()), Some(one.to()))));
    let set = move |set: SetDay| {
        move |event: ev::Event| {
            let day = Day::parse(&event_target_value(&event));
            days.update(|days| set(days, day));
            if let Ok(period) = period(days.get_untracked()) {
                change(Box::new(move |line| line.rest.period = period));
            }
        }
    };
    let turned = move || period(days.get()).is_err();
    let of = move |what: &'static str| Signal::derive(move || document::of_line(what, place.get()));
    view! {
        <details class="line-more" open=says>
            <summary>{said::MORE_LINE}<span class="sr">{move || document::of_line("", place.get())}</span></summary>
            <div class="fields">
                <div class="field">
                    <label for=format!("base-{id}")>{said::BASE}</label>
                    <FigureField id=format!("base-{id}") label=of(said::BASE) placeholder="1" entry=base usual=Signal::derive(|| Usual::Fine)
                        wrong=Signal::derive(move || editor.reading.with(|reading| reading.wrong(Place::Base(id))))
                        put=Callback::new(move |entry: Entry| change(Box::new(move |line| line.more.base = entry)))/>
                </div>
                <div class="field">
                    <label for=format!("cat-{id}")>{said::CATEGORY}</label>
                    <select id=format!("cat-{id}") on:change=turn>
                        {Category::ALL.into_iter().filter(|one| *one != Category::Zero).map(|one| view! {
                            <option value=one.code() prop:selected=move || category.get() == one>{tax::category(one)}</option>
                        }).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label for=format!("from-{id}")>{said::PERIOD_FROM}</label>
                    <input id=format!("from-{id}") type="date" prop:value=move || days.get().0.map(|day| day.to_string()).unwrap_or_default()
                        on:change=set(|days, day| days.0 = day)/>
                </div>
                <div class="field">
                    <label for=format!("to-{id}")>{said::PERIOD_TO}</label>
                    <input id=format!("to-{id}") type="date" aria-invalid=move || turned().then_some("true")
                        prop:value=move || days.get().1.map(|day| day.to_string()).unwrap_or_default() on:change=set(|days, day| days.1 = day)/>
                    {move || turned().then(|| view! { <p class="error" role="alert">{said::PERIOD_TURNED}</p> })}
                </div>
                <AdjustField editor id key="less" labels=[said::OFF, said::OFF_AS, said::OFF_REASON] at=Place::Off(id) look=|line| &mut line.more.off/>
                <AdjustField editor id key="plus" labels=[said::ON, said::ON_AS, said::ON_REASON] at=Place::On(id) look=|line| &mut line.more.on/>
            </div>
        </details>
    }
}

fn is_plain(line: &Line) -> bool {
    line.base == BaseQuantity::ONE && line.category == Category::Standard && line.period.is_none() && line.adjustments.is_empty()
}

#[component]
fn AdjustField(
    editor: Editor,
    id: LineId,
    key: &'static str,
    labels: [&'static str; 3],
    at: Place,
    look: fn(&mut LineForm) -> &mut Adjust,
) -> View {
    let [label, as_label, why_label] = labels;
    let now = Memo::new(move |_| {
        editor.form.with(|form| form.lines.iter().find(|line| line.id == id).map(|line| look(&mut line.clone()).clone()))
    });
    let part = move || {
        now.with(|now| now.as_ref().map(|now| now.part.clone()))
            .unwrap_or(PartForm { entry: Entry { text: String::new(), value: Ok(None) }, fixed: false })
    };
    let fixed = Memo::new(move |_| part().fixed);
    let put = move |change: Box<dyn FnOnce(&mut Adjust)>| {
        editor.change(|form| {
            if let Some(line) = form.line(id) {
                change(look(line));
            }
        });
    };
    let (field, why) = (format!("{key}-{id}"), format!("{key}-why-{id}"));
    view! {
        <div class="field">
            <label for=field.clone()>{label}</label>
            <div class="with-unit">
                <div class="field">
                    <FigureField id=field entry=Signal::derive(move || part().entry) usual=Signal::derive(|| Usual::Fine)
                        wrong=Signal::derive(move || editor.reading.with(|reading| reading.wrong(at)))
                        put=Callback::new(move |entry: Entry| put(Box::new(move |one| one.part.entry = entry)))/>
                </div>
                <select aria-label=as_label on:change=move |event| {
                    let fixed = event_target_value(&event) == "fixed";
                    put(Box::new(move |one| one.part.fixed = fixed));
                }>
                    <option value="percent" prop:selected=move || !fixed.get()>"%"</option>
                    <option value="fixed" prop:selected=move || fixed.get()>{move || editor.form.with(|form| form.currency.code().to_owned())}</option>
                </select>
            </div>
        </div>
        <div class="field">
            <label for=why.clone()>{why_label}</label>
            <input id=why type="text" maxlength="200" autocomplete="off" dir="auto"
                prop:value=move || now.with(|now| now.as_ref().map(|now| now.reason.clone())).unwrap_or_default()
                on:input=move |event| { let text = event_target_value(&event); put(Box::new(move |one| one.reason = text)); }/>
        </div>
    }
}
