use crate::dom::*;
use domain::content::Terms;
use domain::time::Day;

use super::editor::Editor;
use crate::words::document as said;

const USUAL: [Terms; 10] = [
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

/// When the money is due: in words, or on a day.
#[component]
pub(super) fn TermsField(editor: Editor) -> View {
    let desk = editor.subject.desk;
    let terms = Memo::new(move |_| editor.form.with(|form| form.terms));
    let dated = move || editor.form.with(|form| form.dated).unwrap_or_else(|| desk.today.get());
    let day = Memo::new(move |_| match terms.get() {
        Terms::On(day) => Some(day),
        Terms::OnReceipt
        | Terms::Net(_)
        | Terms::EndOfMonth
        | Terms::EndOfNextMonth
        | Terms::NetThenEndOfMonth(_)
        | Terms::EndOfMonthThenNet(_)
        | Terms::NextMonth(_) => None,
    });
    let offered = move || {
        let now = terms.get();
        let odd = (!USUAL.contains(&now) && day.get().is_none()).then_some(now);
        odd.into_iter().chain(USUAL).collect::<Vec<_>>()
    };
    let choose = move |event| {
        let key = event_target_value(&event);
        let to = if key == "on" { Some(Terms::On(terms.get_untracked().due(dated()))) } else { Terms::from_key(&key) };
        if let Some(to) = to {
            editor.change(|form| form.terms = to);
        }
    };
    let name = move |one: Terms| desk.locale.with_value(|locale| said::terms(one, locale));
    view! {
        <div class="field">
            <label for="e-terms">{said::E_TERMS}</label>
            <select id="e-terms" on:change=choose>
                {move || offered().into_iter().map(|one| view! {
                    <option value=one.key() prop:selected=move || terms.get() == one>{name(one)}</option>
                }).collect_view()}
                <option value="on" prop:selected=move || day.get().is_some()>{said::E_ON_A_DAY}</option>
            </select>
            <Show when=move || day.get().is_some() fallback=move || view! {
                <p class="hint">{move || desk.locale.with_value(|locale| said::due_hint(desk.practice.with(|practice| practice.due_day(terms.get(), dated())), locale))}</p>
            }>
                <label class="sr" for="e-due">{said::E_DUE_DAY}</label>
                <input id="e-due" type="date" prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                    on:change=move |event| if let Some(day) = Day::parse(&event_target_value(&event)) {
                        editor.change(|form| form.terms = Terms::On(day));
                    }/>
            </Show>
        </div>
    }
}
