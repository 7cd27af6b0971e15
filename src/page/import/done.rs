use crate::dom::*;
use domain::Command;
use domain::content::Kind;
use paper::import::Totals;

use super::check::{Sums, download_bad};
use super::reading::Bringing;
use crate::route::Route;
use crate::state::desk::desk;
use crate::state::import::{self, Past as One};
use crate::words::import as said;

/// What came in, with the way back.
#[component]
pub fn Finished(bringing: Bringing) -> View {
    let desk = desk();
    let Some(done) = bringing.done.get_untracked() else { return View::Nothing };
    let bad = bringing.preview.with_untracked(|preview| preview.as_ref().map_or(0, |preview| preview.bad.len()));
    let batch = done.batch;
    let gone = Memo::new(move |_| desk.practice.with(|practice| practice.batches.get(&batch).is_some_and(|batch| batch.undone.is_some())));
    let sums = Memo::new(move |_| desk.with_rows(|rows| import::sums(rows, batch)));
    let next = move || desk.practice.with(|practice| practice.next_number(Kind::Invoice, desk.today.get(), desk.device()));
    let source = done.source.clone();
    let tally = done.tally;
    let title = said::are_in(tally);
    view! {
        <div class="notice" role="status">
            {move || if gone.get() {
                view! {
                    <h2>{said::TAKEN_OUT}</h2>
                    <p>{said::taken_out(&source)}</p>
                    <div class="row">
                        <button type="button" on:click=move |_| desk.tell(Command::UndoBatch { batch, gone: false })>{said::REDO}</button>
                        <button class="plain" type="button" on:click=move |_| bringing.begin_again()>{said::AGAIN}</button>
                    </div>
                }
            } else {
                view! {
                    <h2>{title.clone()}</h2>
                    {(done.left > 0).then(|| view! { <p>{said::stopped(done.left)}</p> })}
                    <p dir="auto">{said::from(&source, tally.invoices_new > 0)}{(bad > 0).then(|| format!(" {}", said::stayed_out(bad)))}</p>
                    {(tally.invoices_new > 0).then(|| view! {
                        <p>{move || said::next_number(&next())}<a href=format!("{}/numbers", Route::Settings.hash())>{said::CHANGE_PATTERN}</a></p>
                    })}
                    <div class="row">
                        <a class="btn" href=Route::Clients.hash()>{said::SEE_CLIENTS}</a>
                        {(tally.invoices_new > 0).then(|| view! { <a class="btn plain" href=Route::Billing.hash()>{said::SEE_BILLING}</a> })}
                        {(bad > 0).then(|| view! { <button class="plain" type="button" on:click=move |_| download_bad(desk, bringing)>{said::download_bad(bad)}</button> })}
                        <button class="plain" type="button" on:click=move |_| bringing.begin_again()>{said::AGAIN}</button>
                        <button class="plain danger" type="button" on:click=move |_| desk.tell(Command::UndoBatch { batch, gone: true })>{said::UNDO_THIS}</button>
                    </div>
                }
            }}
        </div>
        {move || (!gone.get()).then(|| {
            let totals = sums.get().into_iter().map(|(invoices, invoiced, paid)| Totals { invoices, invoiced, paid }).collect();
            view! { <Sums totals title=said::SUMS_HERE/> }
        })}
        <Past/>
    }
}

/// Every import so far, each to be undone and brought back.
#[component]
pub fn Past() -> View {
    let desk = desk();
    let past = Memo::new(move |_| desk.practice.with(|practice| desk.with_rows(|rows| import::imports(practice, rows))));
    (move || {
        let past = past.get();
        (!past.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="h-past">
                    <div class="section-head"><h2 id="h-past">{said::PAST_TITLE}</h2></div>
                    <ul class="pays imports">{past.into_iter().map(|one| view! { <PastOne one/> }).collect_view()}</ul>
                </section>
            }
        })
    })
    .into_view()
}

#[component]
fn PastOne(one: One) -> View {
    let desk = desk();
    let said_day = move |day| desk.locale.with_value(|locale| locale.near(day, desk.today.get()));
    let full = desk.locale.with_value(|locale| locale.long_day(one.begun));
    let (begun, undone, id) = (one.begun, one.undone, one.id);
    let what = said::past(&one);
    let (words, label, gone) = match undone {
        Some(_) => (said::REDO, said::redo_past(&one.source), false),
        None => (said::UNDO, said::undo_past(&one.source), true),
    };
    view! {
        <li>
            <span dir="auto">{one.source}</span>
            <span>{what}</span>
            <span class="quiet">
                <time datetime=begun.to_string() title=full>{move || said_day(begun)}</time>
                {move || undone.map(|day| said::past_undone(&said_day(day)))}
            </span>
            <button class="plain small" type="button" aria-label=label on:click=move |_| desk.tell(Command::UndoBatch { batch: id, gone })>{words}</button>
        </li>
    }
}
