//! What was open on a day, by how late it was: per currency, per client, down to the document.

use crate::dom::*;
use domain::ClientId;
use domain::ageing::{self, Aged, Bucket, ClientAge, CurrencyAge, OpenPaper};
use domain::money::Money;
use domain::time::Day;

use crate::part::icon::{Icon, icon, small_icon, turning_icon};
use crate::part::picture;
use crate::part::standing::disputed;
use crate::route::Route;
use crate::state::ageing::{csv, shares};
use crate::state::desk::desk;
use crate::state::files::{Form, give};
use crate::words::{ageing as said, billing};

const SHOWN_AT_FIRST: usize = 60;
const SHOWN_MORE: usize = 120;

#[component]
pub fn Ageing() -> View {
    let desk = desk();
    let typed = RwSignal::new(desk.today.get_untracked().to_string());
    let day = Memo::new(move |_| Day::parse(&typed.get()));
    let all = Memo::new(move |_| day.get().map(|day| desk.with_work(|rows| ageing::on(rows, day))).unwrap_or_default());
    let keep = move |_| {
        let Some(day) = day.get_untracked() else { return };
        if !all.with_untracked(|all| give(&said::file(day), Form::Csv, &csv(all))) {
            desk.toast(said::GONE.to_owned(), None, true);
        }
    };
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    let wrong = move || day.get().is_none();
    view! {
        <a class="crumb" href=Route::Billing.hash()>{turning_icon(Icon::Back)}{billing::TITLE}</a>
        <div class="head">
            <h1>{said::TITLE}</h1>
            <div class="head-acts">
                <Show when=move || !none.get()>
                    <button type="button" on:click=keep>{said::CSV}</button>
                    <button type="button" on:click=move |_| { let _ = window().print(); }>{icon(Icon::Print)}{said::PRINT}</button>
                </Show>
            </div>
        </div>
        <div class="field age-day">
            <label for="age-day">{said::DAY}</label>
            <input id="age-day" type="date" aria-describedby="age-day-e" aria-invalid=move || wrong().then_some("true")
                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
            <p class="quiet">{said::HINT}</p>
            <div id="age-day-e">{move || wrong().then(|| view! { <p class="error" role="alert">{said::DAY_WRONG}</p> })}</div>
        </div>
        {move || {
            let day = day.get()?;
            if none.get() {
                let words = desk.locale.with_value(|locale| said::nothing(day, locale));
                return Some(view! { <div class="empty" role="status"><p>{words}</p></div> });
            }
            Some(all.with(|all| view! { {picture::patterns()}{all.iter().map(|one| currency(one.clone(), day)).collect_view()} }))
        }}
    }
}

fn currency(one: CurrencyAge, day: Day) -> View {
    let desk = desk();
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let CurrencyAge { currency, sums, clients } = one;
    let caption = desk.locale.with_value(|locale| said::table(currency.code(), day, locale));
    let id = format!("age-{currency}");
    let heading = id.clone();
    let count = clients.len();
    let clients = StoredValue::new(clients);
    let heads = Bucket::ALL.map(|bucket| view! { <th role="columnheader" scope="col" class="num">{said::bucket(bucket)}</th> });
    let shown = move || clients.with_value(|all| all.iter().take(limit.get()).cloned().map(group).collect_view());
    view! {
        <section class="age" aria-labelledby=heading>
            <h2 id=id>{currency.code().to_owned()}</h2>
            {picture::ageing(&sums, shares(&sums))}
            <div class="table-wrap">
                <table class="age-list" role="table">
                    <caption class="sr">{caption}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{said::CLIENT}</th>
                            {heads}
                            <th role="columnheader" scope="col" class="num">{said::OPEN}</th>
                        </tr>
                    </thead>
                    {shown}
                    <tfoot role="rowgroup">
                        <tr role="row" class="age-sum">
                            <th role="rowheader" scope="row">{said::ALL}{over(sums.over)}</th>
                            {figures(&sums)}
                        </tr>
                    </tfoot>
                </table>
            </div>
            {move || (count > limit.get()).then(|| view! {
                <p class="list-foot">
                    <button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += SHOWN_MORE)>{said::more(count - limit.get())}</button>
                </p>
            })}
        </section>
    }
}

fn over(over: Money) -> Option<View> {
    let locale = desk().locale;
    over.is_positive().then(|| view! { <span class="quiet age-note">{said::over(&locale.with_value(|locale| locale.money(over)))}</span> })
}

fn figures(sums: &Aged) -> View {
    let locale = desk().locale;
    let cell = |bucket: Bucket| figure(said::bucket(bucket), sums.get(bucket));
    let open = locale.with_value(|locale| locale.amount(sums.open));
    view! {
        {Bucket::ALL.map(cell)}
        <td role="cell" class="num age-open" data-label=said::OPEN><bdi dir="ltr">{open}</bdi>{disputed(sums.disputed)}</td>
    }
}

fn figure(label: &'static str, amount: Money) -> View {
    let shown = if amount.is_zero() {
        view! { <span class="quiet">{said::NONE}</span> }
    } else {
        let text = desk().locale.with_value(|locale| locale.amount(amount));
        view! { <bdi dir="ltr">{text}</bdi> }
    };
    view! { <td role="cell" class="num" data-label=label data-none=amount.is_zero().then_some("")>{shown}</td> }
}

/// One client, whose documents unfold.
fn group(age: ClientAge) -> View {
    let open = RwSignal::new(false);
    let ClientAge { client, name, sums, papers } = age;
    let currency = sums.open.currency();
    let count = papers.len();
    let papers = StoredValue::new(papers);
    let told = name.clone();
    view! {
        <tbody role="rowgroup" class="age-client">
            <tr role="row">
                <th role="rowheader" scope="row">
                    <button class="plain age-name" type="button" aria-expanded=move || if open.get() { "true" } else { "false" }
                        on:click=move |_| open.update(|open| *open = !*open)>
                        {small_icon(Icon::Lower)}<bdi dir="auto">{name.clone()}</bdi>" "<span class="quiet">{said::papers(count)}</span>
                    </button>
                    {over(sums.over)}
                </th>
                {figures(&sums)}
            </tr>
            {move || open.get().then(|| {
                let name = told.clone();
                papers.with_value(|papers| view! {
                    {papers.iter().map(|paper| line(client, paper)).collect_view()}
                    <tr role="row" class="age-paper">
                        <td role="cell" colspan="7"><a href=Route::Statement(client, Some(currency)).hash()>{said::STATEMENT}<span class="sr">": "{name}</span></a></td>
                    </tr>
                })
            })}
        </tbody>
    }
}

fn line(client: ClientId, paper: &OpenPaper) -> View {
    let locale = desk().locale;
    let due = paper.due.map(|due| {
        let (short, full) = locale.with_value(|locale| (locale.day(due), locale.long_day(due)));
        view! { <time datetime=due.to_string() title=full>{short}</time>", " }
    });
    let here = paper.bucket();
    let zero = Money::zero(paper.open.currency());
    let cell = |bucket: Bucket| figure(said::bucket(bucket), if bucket == here { paper.open } else { zero });
    let open = locale.with_value(|locale| locale.amount(paper.open));
    view! {
        <tr role="row" class="age-paper">
            <th role="rowheader" scope="row">
                <a href=Route::Document(client, paper.id).hash() dir="auto">{paper.number.clone()}</a>" "
                <span class="quiet">{due}{said::late(paper.late)}</span>
            </th>
            {Bucket::ALL.map(cell)}
            <td role="cell" class="num age-open" data-label=said::OPEN><bdi dir="ltr">{open}</bdi>{disputed(paper.disputed)}</td>
        </tr>
    }
}

/// How the list is reached from elsewhere.
pub fn link() -> View {
    view! { <a class="btn" href=Route::Ageing.hash()>{said::LINK}</a> }
}
