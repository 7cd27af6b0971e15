//! In which parts a draft is to be paid, and what is off for whoever pays early.

use crate::dom::*;
use domain::content::{Early, Instalment, Percent, Terms};
use domain::figure::Usual;
use domain::money::Money;
use domain::plan;
use domain::time::Day;

use super::editor::Editor;
use super::figure::FigureField;
use crate::part::money::money;
use crate::state::draft::{Entry, Wrong};
use crate::words::plan as said;

const PARTS: [u32; 5] = [2, 3, 4, 6, 12];

/// How many parts, and each with its day.
#[component]
pub(super) fn PartsField(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let count = Memo::new(move |_| editor.form.with(|form| form.rest.instalments.len()));
    let dated = move || editor.form.with(|form| form.dated).unwrap_or_else(|| desk.today.get());
    let choose = move |event| {
        let parts: u32 = event_target_value(&event).parse().unwrap_or_default();
        let terms = editor.form.with_untracked(|form| form.terms);
        let first = desk.practice.with_untracked(|practice| practice.due_day(terms, untrack(dated)));
        editor.change(|form| form.rest.instalments = if parts > 1 { plan::monthly(parts, first) } else { Vec::new() });
    };
    let sums = Memo::new(move |_| {
        let dated = dated();
        editor.reading.with(|reading| {
            let payable = reading.content.totals().ok().map(|totals| totals.payable);
            payable.map(|payable| plan::instalments(&reading.content, payable, dated)).unwrap_or_default()
        })
    });
    let row = move |(at, (due, sum)): (usize, (Day, Money))| {
        let put = move |event| {
            if let Some(day) = Day::parse(&event_target_value(&event)) {
                editor.change(|form| {
                    if let Some(one) = form.rest.instalments.get_mut(at) {
                        *one = Instalment { due: Terms::On(day), ..*one };
                    }
                });
            }
        };
        view! {
            <li>
                <input type="date" aria-label=said::part_due(at + 1) prop:value=due.to_string() on:change=put/>
                {money(sum)}
            </li>
        }
    };
    view! {
        <div class="field">
            <label for="e-parts">{said::PAID_IN}</label>
            <select id="e-parts" on:change=choose>
                <option value="1" prop:selected=move || count.get() < 2>{said::AT_ONCE}</option>
                {PARTS.map(|one| view! {
                    <option value=one.to_string() prop:selected=move || count.get() == one as usize>{said::parts(one)}</option>
                }).collect_view()}
            </select>
            {move || (count.get() > 0).then(|| view! { <ol class="parts">{sums.get().into_iter().enumerate().map(row).collect_view()}</ol> })}
        </div>
    }
}

/// So many percent off within so many days.
#[component]
pub(super) fn EarlyField(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let now = editor.form.with_untracked(|form| form.rest.early);
    let shown = |value: Option<rust_decimal::Decimal>| desk.locale.with_value(|locale| Entry::of(value, 0, locale));
    let percent = RwSignal::new(shown(now.map(|early| early.percent.value())));
    let days = RwSignal::new(shown(now.map(|early| early.days.into())));
    let read = move || {
        let percent = percent.with(|entry| entry.value.ok().flatten()).and_then(|value| Percent::new(value).ok());
        let days = days.with(|entry| entry.value.ok().flatten()).and_then(|value| u16::try_from(value).ok());
        percent.zip(days).filter(|(percent, _)| !percent.value().is_zero()).map(|(percent, days)| Early { percent, days })
    };
    let keep = move || {
        let early = untrack(read);
        if editor.form.with_untracked(|form| form.rest.early != early) {
            editor.change(|form| form.rest.early = early);
        }
    };
    let wrong = |entry: RwSignal<Entry>| Signal::derive(move || entry.with(|entry| entry.value.err().map(Wrong::Text)));
    let offer = move || {
        let dated = editor.form.with(|form| form.dated).unwrap_or_else(|| desk.today.get());
        let (last, off) = editor.reading.with(|reading| {
            let payable = reading.content.totals().ok()?.payable;
            plan::early(&reading.content, payable, dated)
        })?;
        Some(desk.locale.with_value(|locale| said::offer(&locale.money(off), &locale.day(last))))
    };
    let usual = Signal::derive(|| Usual::Fine);
    view! {
        <div class="field">
            <span class="label" id="e-early-l">{said::EARLY}</span>
            <div class="early" role="group" aria-labelledby="e-early-l">
                <FigureField id="e-early".to_owned() label=Signal::derive(|| said::EARLY_PERCENT.to_owned()) entry=Signal::from(percent) usual
                    wrong=wrong(percent) put=Callback::new(move |entry| { percent.set(entry); keep(); })/>
                <span>{said::EARLY_BETWEEN}</span>
                <FigureField id="e-early-d".to_owned() label=Signal::derive(|| said::EARLY_DAYS.to_owned()) entry=Signal::from(days) usual
                    wrong=wrong(days) put=Callback::new(move |entry| { days.set(entry); keep(); })/>
                <span>{said::EARLY_AFTER}</span>
            </div>
            {move || offer().map(|words| view! { <p class="hint">{words}</p> })}
        </div>
    }
}
