//! A client's trust account: the balance, where it goes, and every deposit and withdrawal with the entry it follows from.

mod line;

use crate::dom::*;
use domain::ClientId;

use crate::part::focus::focus_line;
use crate::part::icon::{Icon, small_icon, turning_icon};
use crate::part::trust;
use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::state::trust::{Account, Entry, Scale, account, months};
use crate::words::{client as record_words, trust as said};

const SHOWN_AT_FIRST: usize = 40;
const SHOWN_MORE: usize = 80;

#[component]
pub fn TrustPage(client: ClientId) -> View {
    let desk = desk();
    desk.look(client);
    desk.look_at_practice();
    let scale = Scale::here(desk);
    let all = Memo::new(move |_| {
        let record = desk.record.get().filter(|record| record.client.id == client)?;
        Some(account(&record.client, &scale.get()))
    });
    let name = move || desk.row(client).map(|row| row.name.clone()).unwrap_or_default();
    let waiting = move || if desk.row(client).is_some() { record_words::READING } else { record_words::NOT_FOUND_HINT };
    view! {
        <a class="crumb" href=Route::Client(client, Tab::History).hash()>{turning_icon(Icon::Back)}<bdi>{name}</bdi></a>
        <div class="head"><h1 dir="auto">{move || said::title(&name())}</h1></div>
        <p class="quiet private-hint">{small_icon(Icon::Lock)}<span>{said::LEAD}</span></p>
        {move || match all.get() {
            None => view! { <p class="quiet" role="status">{waiting()}</p> },
            Some(all) if all.entries.is_empty() => view! {
                <div class="empty"><h2>{said::NOTHING}</h2><p>{said::NOTHING_HINT}</p><a class="btn" href=weights()>{said::TO_WEIGHTS}</a></div>
            },
            Some(all) => whole(all),
        }}
    }
}

/// Where the weights are changed.
fn weights() -> String {
    format!("{}/trust", Route::Settings.hash())
}

fn whole(all: Account) -> View {
    let locale = desk().locale.get_value();
    let Account { standing, half_life, line, entries } = all;
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let count = entries.len();
    let rows = months(&line).into_iter().map(|(day, points)| {
        view! {
            <tr>
                <th scope="row"><time datetime=day.to_string()>{locale.day(day)}</time></th>
                <td class="num"><bdi dir="ltr">{said::points(points, &locale)}</bdi></td>
            </tr>
        }
    });
    let entries = StoredValue::new(entries);
    let shown = move || entries.with_value(|all| all.iter().take(limit.get()).cloned().map(entry).collect_view());
    view! {
        <p class="trust-now">
            <span class="quiet">{said::NOW}</span>
            <b class="num"><bdi dir="ltr">{said::points(standing.balance, &locale)}</bdi></b>
            <span class="trust-way" data-way=trust::key(standing.way())>{trust::arrow(standing.way())}{said::way(standing, &locale)}</span>
        </p>
        <div class="trust-pair">
            {line::line(&line, &locale)}
            <table class="trust-months">
                <caption>{said::MONTHS}</caption>
                <thead><tr><th scope="col">{said::DAY}</th><th scope="col" class="num">{said::BALANCE}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <section class="section" aria-labelledby="h-entries">
            <div class="section-head"><h2 id="h-entries">{said::ENTRIES}</h2><a class="btn plain small" href=weights()>{said::TO_WEIGHTS}</a></div>
            <p class="quiet">{said::half_life(half_life)}</p>
            <ul class="trust-entries">{shown}</ul>
            {move || (count > limit.get()).then(|| view! {
                <p class="list-foot">
                    <button class="more" type="button" on:click=move |_| {
                        focus_line(".trust-entry", limit.get_untracked());
                        limit.update(|limit| *limit += SHOWN_MORE);
                    }>{said::more(count - limit.get())}</button>
                </p>
            })}
        </section>
    }
}

fn entry(entry: Entry) -> View {
    let desk = desk();
    let locale = desk.locale.get_value();
    let Entry { on, event, weight, worth, to, about } = entry;
    let (near, full) = (locale.near(on, desk.today.get_untracked()), locale.long_day(on));
    let (sign, kind, name) = if weight < 0 { ("−", "out", said::WITHDRAWAL) } else { ("+", "in", said::DEPOSIT) };
    view! {
        <li class="trust-entry">
            <span class="trust-sign" data-kind=kind aria-hidden="true">{sign}</span>
            <span class="trust-what">
                <a href=to.hash()><span class="sr">{name}": "</span>{said::event(event)}</a>
                <span class="quiet">
                    {(!about.is_empty()).then(|| view! { <bdi>{about.clone()}</bdi>" · " })}<time datetime=on.to_string() title=full>{near}</time>
                </span>
            </span>
            <span class="trust-worth num">
                <bdi dir="ltr">{said::points(worth, &locale)}</bdi>
                <span class="quiet">{said::began_with(weight)}</span>
            </span>
        </li>
    }
}
