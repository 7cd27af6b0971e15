//! All documents of all clients, and what they come to.

use std::collections::BTreeMap;

use crate::dom::*;
use domain::content::Kind;
use domain::invoice::Standing;
use domain::money::Money;
use domain::text;
use domain::time::Day;
use domain::{ClientId, InvoiceId};

use crate::page::pictures::Pictures;
use crate::part::icon::{Icon, small_icon};
use crate::part::money::money;
use crate::part::press::PdfsButton;
use crate::part::sentence::SentenceBox;
use crate::part::standing::{disputed, standing, standing_said};
use crate::route::Route;
use crate::state::billing::{Ledger, Look, Paper, SHOWN_AT_FIRST, Show as Which, Sums, ledger};
use crate::state::desk::desk;
use crate::words::{billing as said, document};

const SHOWN_MORE: usize = 120;

#[component]
pub fn Billing() -> View {
    let desk = desk();
    let Look { query, which, limit } = expect_context();
    let all = Memo::new(move |_| {
        let query = query.with(|query| text::fold(query));
        let (today, which, limit) = (desk.today.get(), which.get(), limit.get());
        desk.with_work(|rows| ledger(rows, today, which, query.trim(), limit))
    });
    let empty = Memo::new(move |_| all.with(Ledger::is_empty));
    let write = move |_| expect_context::<SentenceBox>().0.set(Some(String::new()));
    view! {
        <Show when=move || !empty.get() fallback=move || view! {
            <div class="head"><h1>{said::TITLE}</h1></div>
            <div class="empty">
                <h2>{said::EMPTY}</h2>
                <p>{said::EMPTY_HINT}</p>
                <button class="primary" type="button" aria-haspopup="dialog" on:click=write>{said::EMPTY_DO}</button>
            </div>
        }>
            <div class="head">
                <h1>{said::TITLE}</h1>
                <div class="find" role="search">
                    {small_icon(Icon::Search)}
                    <input type="search" aria-label=said::FILTER placeholder=said::FILTER_HINT autocomplete="off"
                        prop:value=move || query.get() on:input=move |event| {
                            query.set(event_target_value(&event));
                            limit.set(SHOWN_AT_FIRST);
                        }/>
                </div>
                <a class="btn" href=Route::Bank.hash()>{said::BANK}</a>
                <button class="primary" type="button" aria-haspopup="dialog" on:click=write>{said::NEW}</button>
            </div>
            <Due/>
            {move || {
                let sums = all.with(|all| all.sums.clone());
                let year = desk.today.get().year();
                (!sums.is_empty()).then(|| view! {
                    <div class="sums" role="group" aria-label=said::SUMS>{sums.into_iter().map(|one| currency(one, year)).collect_view()}</div>
                })
            }}
            <Pictures/>
            <Filters all which limit/>
            <p class="sr" role="status">{move || (!query.with(|query| query.trim().is_empty())).then(|| all.with(|all| said::found(all.shown.len() + all.hidden)))}</p>
            {move || {
                let none = all.with(|all| all.shown.is_empty());
                if !none {
                    return view! { <Table all/> };
                }
                let words = query.get();
                if words.trim().is_empty() {
                    return view! { <div class="empty"><p>{said::nothing(which.get())}</p></div> };
                }
                view! {
                    <div class="empty">
                        <p dir="auto">{said::no_match(&words)}</p>
                        <button type="button" on:click=move |_| query.set(String::new())>{said::CLEAR}</button>
                    </div>
                }
            }}
            <PdfsButton wanted=Signal::derive(move || all.with(issued))/>
            {move || all.with(|all| all.hidden > 0).then(|| view! {
                <div class="list-foot">
                    <button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += SHOWN_MORE)>
                        {all.with(|all| said::more(all.hidden))}
                    </button>
                </div>
            })}
        </Show>
    }
}

/// The documents in sight that were issued, and whose they are.
fn issued(all: &Ledger) -> BTreeMap<InvoiceId, ClientId> {
    let issued = all.shown.iter().filter(|paper| !matches!(paper.get().standing, Standing::Draft | Standing::Removed));
    domain::order::gather(issued.map(|paper| (paper.get().id, paper.row.id)))
}

/// What recurring arrangements ask for and could not be made, or was not asked for yet.
#[component]
fn Due() -> View {
    use crate::words::recurring as words;
    let desk = desk();
    let due = Memo::new(move |_| {
        let today = desk.today.get();
        desk.with_work(|rows| crate::state::recurring::due(rows, today))
    });
    let count = move || due.with(|due| due.iter().map(|(_, count)| count).sum::<usize>());
    let all = move |_| crate::state::recurring::make(desk, due.get_untracked().into_iter().map(|(client, _)| client).collect(), true);
    view! {
        <Show when=move || { count() > 0 }>
            <div class="notice">
                <p>{move || words::due(count())}</p>
                <div class="row"><button class="small" type="button" on:click=all>{words::MAKE}</button></div>
            </div>
        </Show>
    }
}

fn currency(sums: Sums, year: i32) -> View {
    let over = if sums.overdue.is_positive() { "over" } else { "" };
    view! {
        <dl>
            <div><dt>{said::OUTSTANDING}</dt><dd>{money(sums.open)}</dd></div>
            <div class=over><dt>{said::OVERDUE}</dt><dd>{money(sums.overdue)}</dd></div>
            <div><dt>{said::paid_in(year)}</dt><dd>{money(sums.paid)}</dd></div>
        </dl>
    }
}

#[component]
fn Filters(all: Memo<Ledger>, which: RwSignal<Which>, limit: RwSignal<usize>) -> View {
    let link = move |(at, one): (usize, Which)| {
        let choose = move |event: ev::MouseEvent| {
            event.prevent_default();
            which.set(one);
            limit.set(SHOWN_AT_FIRST);
        };
        view! {
            <a href=Route::Billing.hash() aria-current=move || (which.get() == one).then_some("page") on:click=choose>
                {said::show(one)}" "<span>{move || all.with(|all| all.counts[at])}</span>
            </a>
        }
    };
    view! { <nav class="filters" aria-label=said::SHOW>{Which::ALL.into_iter().enumerate().map(link).collect_view()}</nav> }
}

#[component]
fn Table(all: Memo<Ledger>) -> View {
    let shown = Memo::new(move |_| all.with(|all| all.shown.clone()));
    view! {
        <div class="table-wrap">
            <table class="ledger stacks" role="table">
                <caption class="sr">{said::DOCUMENTS}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{said::NUMBER}</th>
                        <th role="columnheader" scope="col">{said::CLIENT}</th>
                        <th role="columnheader" scope="col">{said::FOR}</th>
                        <th role="columnheader" scope="col">{said::DATE}</th>
                        <th role="columnheader" scope="col">{said::DUE}</th>
                        <th role="columnheader" scope="col">{said::STANDING}</th>
                        <th role="columnheader" scope="col" class="num">{said::TOTAL}</th>
                        <th role="columnheader" scope="col" class="num">{said::OPEN}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || shown.get() key=|paper| (paper.get().id, std::sync::Arc::as_ptr(&paper.row) as usize) let(paper)>
                        <Line paper/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(paper: Paper) -> View {
    let desk = desk();
    let Paper { row, .. } = &paper;
    let (name, client) = (row.name.clone(), row.id);
    let one = paper.get().clone();
    let kind = (one.number.is_none() || one.kind != Kind::Invoice).then(|| view! { <span class="quiet">{document::kind(one.kind)}</span> });
    let day = move |day: Option<Day>| match day {
        None => view! { <span class="quiet">{said::NONE}</span> },
        Some(day) => {
            let (short, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
            view! { <time datetime=day.to_string() title=full>{short}</time> }
        }
    };
    let void = one.standing == Standing::Void;
    let total = if void { Money::zero(one.total.currency()) } else { one.total };
    let open = if one.open.is_positive() {
        money(one.open)
    } else {
        view! { <span class="quiet">{said::NONE}</span> }
    };
    let stands = {
        let one = one.clone();
        move || {
            if one.standing == Standing::Overpaid {
                let by = desk.locale.with_value(|locale| locale.amount(one.open.negated()));
                return standing_said(one.standing, said::overpaid_by(&by));
            }
            standing(one.standing, one.overdue(desk.today.get()))
        }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-main">
                <a href=Route::Document(client, one.id).hash() dir="auto">{one.number.clone().unwrap_or_else(|| document::DRAFT.to_owned())}</a>
                {kind}
            </th>
            <td role="cell" class="c-who" dir="auto">{name}</td>
            <td role="cell" class="c-for" dir="auto">{about(&one.about)}</td>
            <td role="cell" class="c-date" data-label=said::DATE>{day(one.dated)}</td>
            <td role="cell" class="c-due" data-label=said::DUE>{day(one.due.or(one.until).filter(|_| !void))}</td>
            <td role="cell" class="c-standing">{stands}{disputed(one.disputed)}</td>
            <td role="cell" class="num c-total" data-label=said::TOTAL>{money(total)}</td>
            <td role="cell" class="num c-open" data-label=said::OPEN>{open}</td>
        </tr>
    }
}

/// The first line of a description; the rest is small print.
fn about(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
