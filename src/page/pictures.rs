//! Money at a glance, one currency at a time: what came in, what is open and how late it is, what is expected when.

use crate::dom::*;
use domain::ageing;
use domain::money::Currency;
use domain::outlook::{self, Month};

use crate::page::ageing::link;
use crate::part::picture::{self, Column};
use crate::state::ageing::shares;
use crate::state::desk::desk;
use crate::words::picture as said;

const MONTHS_BACK: usize = 12;
const MONTHS_AHEAD: usize = 5;

#[component]
pub fn Pictures() -> View {
    let desk = desk();
    let chosen = RwSignal::new(None::<Currency>);
    let all = Memo::new(move |_| {
        let today = desk.today.get();
        desk.with_work(|rows| {
            (outlook::income(rows, today, MONTHS_BACK), ageing::sums(rows, today), outlook::expected(rows, today, MONTHS_AHEAD))
        })
    });
    let currencies = Memo::new(move |_| {
        all.with(|(income, aged, _)| {
            let mut all: Vec<Currency> = aged.iter().map(|one| one.open.currency()).chain(income.iter().map(|one| one.currency)).collect();
            domain::order::sort(&mut all);
            all.dedup();
            all
        })
    });
    // The currency of the practice, where there is money in it.
    let shown = Memo::new(move |_| {
        let usual = desk.practice.with(|practice| practice.currency());
        currencies.with(|all| [chosen.get(), usual].into_iter().flatten().find(|one| all.contains(one)).or(all.first().copied()))
    });
    let choice = move |currency: Currency| {
        view! {
            <button type="button" class="plain small" aria-pressed=move || if shown.get() == Some(currency) { "true" } else { "false" }
                on:click=move |_| chosen.set(Some(currency))>{currency.code().to_owned()}</button>
        }
    };
    view! {
        <section class="pictures" aria-labelledby="h-pictures">
            {picture::patterns()}
            <div class="pictures-head">
                <h2 id="h-pictures">{said::TITLE}</h2>
                {move || currencies.with(|all| (all.len() > 1).then(|| view! {
                    <div class="pictures-choice" role="group" aria-label=said::CURRENCY>{all.iter().copied().map(choice).collect_view()}</div>
                }))}
                {link()}
            </div>
            {move || shown.get().map(|currency| view! {
                <div class="pictures-row">
                    {all.with(|(income, _, _)| income.iter().find(|one| one.currency == currency).map(came_in))}
                    {all.with(|(_, aged, _)| aged.iter().find(|one| one.open.currency() == currency).map(|one| {
                        let told = desk.locale.with_value(|locale| said::ageing(currency.code(), locale, one));
                        view! { <figure class="picture" aria-label=told><figcaption>{said::AGEING}", "{currency.code().to_owned()}</figcaption>{picture::ageing(one, shares(one))}</figure> }
                    }))}
                    {all.with(|(_, _, due)| due.iter().find(|one| one.currency == currency).map(comes))}
                </div>
            })}
        </section>
    }
}

fn column((month, value): &(Month, domain::money::Money)) -> Column {
    Column { label: said::month(*month).to_owned(), full: said::full_month(*month), value: *value, late: false }
}

fn came_in(one: &outlook::Months) -> View {
    let code = one.currency.code();
    let ends = one.months.first().zip(one.months.last());
    let told = ends.map(|((first, _), (last, _))| said::income_told(code, *first, *last)).unwrap_or_default();
    picture::columns(&format!("income-{code}"), said::income(code), told, one.months.iter().map(column).collect())
}

fn comes(one: &outlook::Expected) -> View {
    let code = one.currency.code();
    let mut columns = vec![Column { label: said::LATE.to_owned(), full: said::LATE_FULL.to_owned(), value: one.late, late: true }];
    columns.extend(one.months.iter().map(column));
    columns.push(Column { label: said::LATER.to_owned(), full: said::LATER_FULL.to_owned(), value: one.later, late: false });
    picture::columns(&format!("due-{code}"), said::expected(code), said::expected_told(code), columns)
}
