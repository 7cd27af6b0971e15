//! The leak audit: what is going wrong, with whom, what it costs, and the way to mend it; and how it was before.

use std::sync::Arc;

use crate::dom::*;
use domain::audit::{Hit, Kept, Leak, kept};

use crate::part::focus::focus_line;
use crate::part::icon::{Icon, icon, turning_icon};
use crate::part::money::money;
use crate::route::{Route, Tab};
use crate::state::audit::{Audit as Look, Group, counts, mends};
use crate::state::desk::{Desk, desk};
use crate::words::{audit as said, shell};

/// Hits of one leak that are shown before it is said how many more there are.
const SHOWN_AT_FIRST: usize = 10;
const SHOWN_MORE: usize = 100;
/// Hits of one leak that are printed.
const PRINTED_MOST: usize = 500;
/// Earlier audits beside the one of now.
const EARLIER_MOST: usize = 5;

#[component]
pub fn Audit() -> View {
    let desk = desk();
    desk.look_at_practice();
    let look = Look::new(desk);
    let all = look.groups;
    // Paper has no button that shows more.
    let whole = RwSignal::new(false);
    let print = move |_| {
        whole.set(true);
        request_animation_frame(move || {
            let _ = window().print();
            whole.set(false);
        });
    };
    let found = move || all.with(Option::is_some);
    let sum = move || {
        let (hits, leaks) = all.with(|all| {
            let all = all.as_deref().unwrap_or_default();
            (all.iter().map(|group| group.hits.len()).sum::<usize>(), all.iter().filter(|group| !group.hits.is_empty()).count())
        });
        said::found(hits, leaks)
    };
    let progress = move || match look.progress.get() {
        Some(progress) => Some(said::looked(progress.done, progress.all)),
        None => (!found()).then(|| said::LOOKING.to_owned()),
    };
    view! {
        <a class="crumb" href=Route::Board.hash()>{turning_icon(Icon::Back)}{shell::BOARD}</a>
        <div class="head">
            <h1>{said::TITLE}</h1>
            <div class="head-acts">
                <Show when=found>
                    <button class="primary" type="button" on:click=move |_| look.keep()>{said::KEEP}</button>
                    <button type="button" on:click=print>{icon(Icon::Print)}{said::PRINT}</button>
                </Show>
            </div>
        </div>
        <p class="lead">{said::LEAD}</p>
        <p class="audit-sum">
            <span>{move || found().then(sum)}</span>" "
            <span class="quiet">{move || desk.locale.with_value(|locale| said::on(desk.today.get(), locale))}</span>" "
            <span class="quiet" role="status">{progress}</span>
        </p>
        {Leak::ALL.iter().map(|leak| {
            let leak = *leak;
            let of = move |group: &&Arc<Group>| group.leak == leak && !group.hits.is_empty();
            let group = Memo::new(move |_| all.with(|all| all.iter().flatten().find(of).cloned()));
            move || group.get().map(|group| leak_view(desk, group, whole))
        }).collect_view()}
        {move || all.with(|all| all.as_deref().map(clean))}
        <Show when=found><History desk look/></Show>
    }
}

/// The leaks of which nothing was found.
fn clean(all: &[Arc<Group>]) -> View {
    let none: Vec<&Arc<Group>> = all.iter().filter(|group| group.hits.is_empty()).collect();
    if none.is_empty() {
        return View::Nothing;
    }
    if none.len() == all.len() {
        return view! { <div class="empty"><h2>{said::CLEAN}</h2></div> };
    }
    view! {
        <section class="section" aria-labelledby="h-closed">
            <div class="section-head"><h2 id="h-closed">{said::CLOSED}</h2></div>
            <ul class="audit-closed">
                {none.into_iter().map(|group| view! {
                    <li>{icon(Icon::Check)}<span>{said::leak(group.leak)}<span class="quiet">" · "{said::means(group.leak)}</span></span></li>
                }).collect_view()}
            </ul>
        </section>
    }
}

fn leak_view(desk: Desk, group: Arc<Group>, whole: RwSignal<bool>) -> View {
    let (leak, count) = (group.leak, group.hits.len());
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let fits = move || if whole.get() { limit.get().max(PRINTED_MOST) } else { limit.get() };
    let id = format!("h-{}", leak.key());
    let heading = id.clone();
    let costs: Vec<_> = group.cost.owed().collect();
    let shown = move || group.hits.iter().take(fits()).map(|one| hit(desk, one)).collect_view();
    view! {
        <section class="section audit-leak" aria-labelledby=heading>
            <div class="section-head">
                <h2 id=id>{said::leak(leak)}" "<span class="audit-count">{count.to_string()}<span class="sr">{said::hits(count)}</span></span></h2>
                {(!costs.is_empty()).then(|| view! {
                    <p class="audit-cost"><span class="quiet">{said::COSTS}</span>" "<span class="moneys">{costs.into_iter().map(money).collect_view()}</span></p>
                })}
            </div>
            <p class="quiet">{said::means(leak)}</p>
            <ul class="audit-hits">{shown}</ul>
            {move || (count > fits()).then(|| view! {
                <p class="list-foot">
                    <span class="quiet">{said::more(count - fits())}</span>" "
                    <button class="plain small" type="button" on:click=move |_| {
                        focus_line(format!("[aria-labelledby=h-{}] .audit-hit", leak.key()), limit.get_untracked());
                        limit.update(|limit| *limit += SHOWN_MORE);
                    }>
                        {said::SHOW}<span class="sr">": "{said::leak(leak)}</span>
                    </button>
                </p>
            })}
        </section>
    }
}

fn hit(desk: Desk, hit: &Hit) -> View {
    let today = desk.today.get_untracked();
    let why = desk.locale.with_value(|locale| said::why(&hit.why, locale, today));
    let name = hit.client.map(|client| {
        let name = desk.with_rows_untracked(|rows| rows.get(&client).map(|row| row.name.clone()).unwrap_or_default());
        view! { <a class="audit-who" href=Route::Client(client, Tab::History).hash()><bdi>{name}</bdi></a> }
    });
    let (to, mend) = (mends(hit).hash(), said::mend(&hit.why));
    let about = why.clone();
    let cost: Vec<_> = hit.cost.owed().collect();
    view! {
        <li class="audit-hit">
            <span class="audit-what">{name}<span dir="auto">{why}</span></span>
            <span class="moneys">{cost.into_iter().map(money).collect_view()}</span>
            <a class="btn small" href=to>{mend}<span class="sr">": "{about}</span></a>
        </li>
    }
}

/// The audits that were kept, beside how it is now.
#[component]
fn History(desk: Desk, look: Look) -> View {
    let earlier = Memo::new(move |_| desk.practice.with(|practice| kept(practice)).into_iter().take(EARLIER_MOST).collect::<Vec<Kept>>());
    let table = move || {
        let now = look.groups.with(|groups| counts(groups.as_deref().unwrap_or_default()));
        let earlier = earlier.get();
        let heads = earlier.iter().map(|one| {
            let (short, full) = desk.locale.with_value(|locale| (locale.day(one.on), locale.long_day(one.on)));
            view! { <th scope="col" class="num"><time datetime=one.on.to_string() title=full>{short}</time></th> }
        });
        let cells = |leak: Leak, now: u32| {
            let cell = |one: &Kept| match one.counts.get(&leak) {
                Some(then) => {
                    view! { <td class="num">{then.to_string()}<span class="quiet audit-change">{said::change(now, *then)}</span></td> }
                }
                None => view! { <td class="num"><span class="quiet">{said::NOT_LOOKED}</span></td> },
            };
            earlier.iter().map(cell).collect_view()
        };
        let row = |leak: &Leak| {
            let count = now.get(leak).copied().unwrap_or_default();
            view! { <tr><th scope="row">{said::leak(*leak)}</th><td class="num">{count.to_string()}</td>{cells(*leak, count)}</tr> }
        };
        let sum = |all: &std::collections::BTreeMap<Leak, u32>| all.values().fold(0_u32, |sum, one| sum.saturating_add(*one));
        let whole = sum(&now);
        let sums = earlier.iter().map(|one| {
            let then = sum(&one.counts);
            view! { <td class="num">{then.to_string()}<span class="quiet audit-change">{said::change(whole, then)}</span></td> }
        });
        view! {
            <div class="table-wrap" role="group" tabindex="0" aria-labelledby="h-earlier">
                <table class="audit-history">
                    <caption class="sr">{said::HISTORY}</caption>
                    <thead><tr><th scope="col">{said::LEAK}</th><th scope="col" class="num">{said::NOW}</th>{heads.collect_view()}</tr></thead>
                    <tbody>{Leak::ALL.iter().map(row).collect_view()}</tbody>
                    <tfoot><tr><th scope="row">{said::ALL}</th><td class="num">{whole.to_string()}</td>{sums.collect_view()}</tr></tfoot>
                </table>
            </div>
        }
    };
    view! {
        <section class="section" aria-labelledby="h-earlier">
            <div class="section-head"><h2 id="h-earlier">{said::HISTORY}</h2></div>
            {move || if earlier.with(Vec::is_empty) {
                view! { <p class="quiet">{said::NO_HISTORY}</p> }
            } else {
                view! { <p class="quiet">{said::HISTORY_HINT}</p>{table()} }
            }}
        </section>
    }
}
