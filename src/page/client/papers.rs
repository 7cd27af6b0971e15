//! The quotes, invoices and receipts of one client.

use crate::dom::*;
use domain::content::Kind;
use domain::row::InvoiceRow;
use domain::time::Day;

use super::Subject;
use crate::part::money::money;
use crate::part::sentence::SentenceBox;
use crate::part::standing::{disputed, standing};
use crate::route::Route;
use crate::state::client::papers;
use crate::words::{self, client as said};

const SHOWN_AT_FIRST: usize = 100;
const SHOWN_MORE: usize = 200;

#[component]
pub fn Papers(subject: Subject) -> View {
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let all = Memo::new(move |_| subject.row.with(|row| row.as_ref().map(|row| papers(row)).unwrap_or_default()));
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    let hidden = move || all.with(Vec::len).saturating_sub(limit.get());
    view! {
        <Show when=move || any.get() fallback=move || view! { <NoPapers subject/> }>
            <div class="papers-acts"><a class="btn plain small" href=Route::Statement(subject.id, None).hash()>{words::statement::LINK}</a>" "<a class="btn plain small" href=Route::Late(subject.id).hash()>{words::late::LINK}</a></div>
            <div class="table-wrap">
                <table class="ledger stacks" role="table">
                    <caption class="sr">{said::tab(crate::route::Tab::Documents)}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            {[said::COL_NUMBER, said::COL_FOR, said::COL_DATE, said::COL_DUE, said::COL_STANDING]
                                .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })}
                            {[said::COL_TOTAL, said::COL_OPEN].map(|name| view! { <th role="columnheader" scope="col" class="num">{name}</th> })}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {move || all.with(|all| all.iter().take(limit.get()).map(|paper| line(subject, paper)).collect_view())}
                    </tbody>
                </table>
            </div>
            {move || (hidden() > 0).then(|| view! {
                <p class="list-foot">
                    <button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += SHOWN_MORE)>{said::more(hidden())}</button>
                </p>
            })}
        </Show>
    }
}

fn line(subject: Subject, paper: &InvoiceRow) -> View {
    let desk = subject.desk;
    let day = move |day: Option<Day>| match day {
        None => view! { <span class="quiet">{said::NONE}</span> },
        Some(day) => {
            let (short, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
            view! { <time datetime=day.to_string() title=full>{short}</time> }
        }
    };
    // An invoice goes without saying; a draft says what it will be.
    let kind = (paper.kind != Kind::Invoice || paper.number.is_none())
        .then(|| view! { <span class="quiet">{words::document::kind(paper.kind)}</span> });
    let about = if paper.about.is_empty() {
        view! { <span class="quiet">{said::UNTITLED}</span> }
    } else {
        paper.about.clone().into_view()
    };
    let open = if paper.open.is_zero() {
        view! { <span class="quiet">{said::NONE}</span> }
    } else {
        money(paper.open)
    };
    let (stands, overdue) = (paper.standing, paper.overdue(desk.today.get()));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="c-main">
                <a href=Route::Document(subject.id, paper.id).hash() dir="auto">{paper.number.clone().unwrap_or_else(|| said::DRAFT.to_owned())}</a>{kind}
            </th>
            <td role="cell" class="c-for" dir="auto">{about}</td>
            <td role="cell" class="c-date" data-label=said::COL_DATE>{day(paper.dated)}</td>
            <td role="cell" class="c-due" data-label=said::COL_DUE>{day(paper.due)}</td>
            <td role="cell" class="c-standing">{standing(stands, overdue)}{disputed(paper.disputed)}</td>
            <td role="cell" class="num c-total" data-label=said::COL_TOTAL>{money(paper.total)}</td>
            <td role="cell" class="num c-open" data-label=said::COL_OPEN>{open}</td>
        </tr>
    }
}

#[component]
fn NoPapers(subject: Subject) -> View {
    let SentenceBox(sentence) = expect_context();
    let write = move |_| {
        sentence
            .set(Some(said::invoice_for(&subject.row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()))))
    };
    view! {
        <div class="empty">
            <h2>{said::NO_PAPERS}</h2>
            <p>{said::NO_PAPERS_HINT}</p>
            <Show when=move || !subject.locked.get()>
                <button type="button" aria-haspopup="dialog" on:click=write>{said::WRITE_FIRST}</button>
            </Show>
        </div>
    }
}
