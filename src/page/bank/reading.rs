//! How a table was read, shown and changeable.

use crate::dom::ev::Event;
use crate::dom::*;
use domain::money::Currency;
use paper::amount::Mark;
use paper::bank::{Grid, Question, Role};
use paper::date::DayOrder;

use crate::state::bank::BankIn;
use crate::words::bank as said;
use crate::words::import::currency as named;

/// What must be said before the file can be read, and every column with what it was taken for.
#[component]
pub fn Reading(bank: BankIn) -> View {
    let asks = Memo::new(move |_| bank.file.with(|file| file.as_ref().map(|file| file.asks.clone()).unwrap_or_default()));
    let lost = Memo::new(move |_| bank.file.with(|file| file.as_ref().and_then(|file| said::unreadable(&file.unreadable))));
    let grid = Memo::new(move |_| bank.file.with(|file| file.as_ref().and_then(|file| file.grid.clone())));
    let open = RwSignal::new(false);
    view! {
        {move || (!asks.with(Vec::is_empty)).then(|| view! {
            <div class="notice" data-level="amber" role="status">
                {asks.get().into_iter().map(|question| view! { <p>{said::question(question)}</p> }).collect_view()}
            </div>
        })}
        {move || lost.get().map(|words| view! { <p class="quiet bank-lost" role="status">{words}</p> })}
        {move || grid.get().map(|grid| {
            let shown = untrack(|| open.get()) || asks.with(|asks| !asks.is_empty());
            view! {
                <details class="bank-read" prop:open=shown>
                    <summary on:click=move |_| open.update(|open| *open = !*open)>{said::COLUMNS}</summary>
                    {questions(bank, &grid, &asks.get())}
                    {columns(bank, &grid)}
                </details>
            }
        })}
    }
}

fn select(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    now: String,
    wrong: bool,
    put: impl Fn(String) + 'static,
) -> View {
    let none = now.is_empty();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id aria-invalid=wrong.then_some("true") on:change=move |event: Event| put(event_target_value(&event))>
                {none.then(|| view! { <option value="" selected="">{said::UNDECIDED}</option> })}
                {options.into_iter().map(|(key, words)| view! { <option value=key.clone() selected=key == now>{words}</option> }).collect_view()}
            </select>
        </div>
    }
}

fn questions(bank: BankIn, grid: &Grid, asks: &[Question]) -> View {
    let (order, mark) = (grid.order, grid.mark);
    let orders = vec![
        (DayOrder::DayFirst.key().to_owned(), said::DAY_FIRST.to_owned()),
        (DayOrder::MonthFirst.key().to_owned(), said::MONTH_FIRST.to_owned()),
    ];
    let marks = vec![(Mark::Comma.key().to_owned(), said::MARK_COMMA.to_owned()), (Mark::Dot.key().to_owned(), said::MARK_DOT.to_owned())];
    let currencies = Currency::all().map(|one| (one.code().to_owned(), named(one))).collect();
    let asked = |question| asks.contains(&question);
    view! {
        <div class="fields">
            {select("bank-order", said::ORDER, orders, order.map(DayOrder::key).unwrap_or_default().to_owned(), asked(Question::Order),
                move |key| bank.change(|choice| choice.order = DayOrder::from_key(&key)))}
            {select("bank-mark", said::MARK, marks, mark.map(Mark::key).unwrap_or_default().to_owned(), asked(Question::Mark),
                move |key| bank.change(|choice| choice.mark = Mark::from_key(&key)))}
            {select("bank-currency", said::CURRENCY, currencies, grid.currency.map(|one| one.code().to_owned()).unwrap_or_default(), asked(Question::Currency),
                move |key| bank.change(|choice| choice.currency = Currency::parse(&key)))}
            <div class="field">
                <label for="bank-header">{said::HEADER_LINE}</label>
                <input id="bank-header" type="number" min="1" inputmode="numeric" prop:value=grid.line.to_string()
                    on:change=move |event| if let Ok(line) = event_target_value(&event).parse() {
                        bank.change(|choice| {
                            choice.header = Some(line);
                            choice.roles = None;
                        });
                    }/>
            </div>
        </div>
    }
}

fn columns(bank: BankIn, grid: &Grid) -> View {
    let row = |column: usize| {
        let role = grid.roles.get(column).copied().unwrap_or_default();
        let name = grid.header.get(column).cloned().unwrap_or_default();
        let samples: Vec<String> = grid.sample.iter().filter_map(|row| row.get(column).cloned()).filter(|cell| !cell.is_empty()).collect();
        let put = move |event: Event| {
            if let Some(role) = Role::from_key(&event_target_value(&event)) {
                bank.set_role(column, role);
            }
        };
        let id = format!("bank-column-{column}");
        let options = Role::ALL.map(|one| view! { <option value=one.key() selected=one == role>{said::role(one)}</option> }).collect_view();
        view! {
            <tr data-skip=(role == Role::Skip).then_some("")>
                <th scope="row"><label for=id.clone() dir="auto">{name}</label></th>
                <td class="c-sample" dir="auto">{samples.into_iter().map(|one| view! { <span>{one}</span> }).collect_view()}</td>
                <td><select id=id on:change=put>{options}</select></td>
            </tr>
        }
    };
    view! {
        <table class="mapping">
            <thead><tr><th scope="col">{said::COLUMN}</th><th scope="col">{said::SAMPLE}</th><th scope="col">{said::MEANS}</th></tr></thead>
            <tbody>{(0..grid.header.len()).map(row).collect_view()}</tbody>
        </table>
    }
}
