//! Keep: whom to ask what now, what each client was worth beside the attention it gets, and who came through whom.

use crate::dom::*;
use crate::part::focus::{focus_line, leave_line};
use domain::Command;
use domain::item::{ItemField, ItemKind};
use domain::retention::Ask;
use domain::worth::{Branch, tree};

use crate::part::money::purse;
use crate::route::{Route, Tab};
use crate::state::desk::desk;
use crate::state::retention::{Asked, Valued, asked, valued};
use crate::words::{self, retention as said};

const SHOWN_AT_FIRST: usize = 50;
const SHOWN_MORE: usize = 200;
/// How long "not now" lasts.
const NOT_NOW_MONTHS: u32 = 1;

#[component]
pub fn Retention() -> View {
    view! {
        <div class="head"><h1>{said::TITLE}</h1><p class="quiet">{said::HINT}</p></div>
        <AskNow/>
        <Worth/>
        <Came/>
    }
}

/// What is beyond the limit, and the way to it.
fn rest(all: usize, limit: RwSignal<usize>, lines: &'static str) -> Option<View> {
    (all > limit.get()).then(|| {
        let hidden = all - limit.get();
        view! {
            <p class="list-foot">
                <button class="more" type="button" on:click=move |_| {
                    focus_line(lines, limit.get_untracked());
                    limit.update(|limit| *limit += SHOWN_MORE);
                }>{words::client::more(hidden)}</button>
            </p>
        }
    })
}

#[component]
fn AskNow() -> View {
    let desk = desk();
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let all = Memo::new(move |_| desk.with_work(|rows| asked(rows, desk.today.get())));
    let shown = move || all.with(|all| all.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    view! {
        <section class="section agenda" aria-labelledby="h-ask">
            <div class="section-head"><h2 id="h-ask">{said::ASK_NOW}</h2></div>
            {move || all.with(Vec::is_empty).then(|| view! { <p class="quiet">{said::NOBODY}</p> })}
            <ul class="agenda-lines">
                <For each=shown key=|one| format!("{one:?}") let(one)><AskLine one/></For>
            </ul>
            {move || rest(all.with(Vec::len), limit, "[aria-labelledby=h-ask] .agenda-line")}
        </section>
    }
}

/// Where one does it.
fn leads_to(one: &Asked) -> String {
    match &one.ask {
        Ask::ActOn { .. } => Route::Difficult(one.client, None).hash(),
        Ask::Feedback { .. } => Route::Client(one.client, Tab::Work).hash(),
        Ask::Renew { .. } => Route::Client(one.client, Tab::Details).hash(),
        Ask::CheckIn { .. } | Ask::Propose { .. } | Ask::Refer { .. } => Route::Messages(Some(one.client)).hash(),
    }
}

#[component]
fn AskLine(one: Asked) -> View {
    let desk = desk();
    let today = desk.today.get_untracked();
    let why = desk.locale.with_value(|locale| said::why(&one.ask, one.on, today, locale));
    let level = matches!(one.ask, Ask::ActOn { .. }).then_some("amber");
    let fields = vec![(ItemField::From, one.ask.key()), (ItemField::Until, today.plus_months(NOT_NOW_MONTHS).to_string())];
    let put_off = Command::AddItem { client: one.client, kind: ItemKind::Snooze, fields };
    let to = leads_to(&one);
    view! {
        <li class="agenda-line" data-level=level>
            <span class="agenda-mark"><span class="agenda-dot" aria-hidden="true"></span></span>
            <span class="agenda-what">
                <a href=to>{said::ask(&one.ask)}</a>
                <span class="agenda-why" dir="auto">
                    <a class="quiet" href=Route::Client(one.client, Tab::History).hash()><bdi>{one.name.clone()}</bdi></a>" · "{why}
                </span>
            </span>
            <button class="plain small" type="button" on:click=move |event| {
                let leave = leave_line(event.current_target(), ".agenda-line");
                desk.ask(put_off.clone(), move |outcome| {
                    desk.say(outcome);
                    leave();
                });
            }>
                {said::NOT_NOW}<span class="sr">": "{said::ask(&one.ask)}", "{one.name.clone()}</span>
            </button>
        </li>
    }
}

#[component]
fn Worth() -> View {
    let desk = desk();
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let all = Memo::new(move |_| desk.with_work(|rows| valued(rows, desk.today.get())));
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    let shown = move || all.with(|all| all.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    view! {
        <section class="section" aria-labelledby="h-worth">
            <div class="section-head"><h2 id="h-worth">{said::WORTH}</h2></div>
            <Show when=move || any.get() fallback=|| view! { <p class="quiet">{said::WORTH_NONE}</p> }>
                <p class="quiet">{said::WORTH_HINT}</p>
                <div class="table-wrap">
                    <table class="ledger keep-list">
                        <caption class="sr">{said::WORTH}</caption>
                        <thead>
                            <tr>
                                {[said::CLIENT, said::CLASS].map(|name| view! { <th scope="col">{name}</th> })}
                                <th scope="col" class="c-tier">{said::TIER}</th>
                                {[said::EARNED, said::ATTENTION].map(|name| view! { <th scope="col" class="num">{name}</th> })}
                            </tr>
                        </thead>
                        <tbody><For each=shown key=|one| format!("{one:?}") let(one)><ValueLine one/></For></tbody>
                    </table>
                </div>
                {move || rest(all.with(Vec::len), limit, "[aria-labelledby=h-worth] tbody tr")}
            </Show>
        </section>
    }
}

#[component]
fn ValueLine(one: Valued) -> View {
    let class = said::class(one.class);
    let differs = !one.tier.is_empty() && !one.tier.eq_ignore_ascii_case(class);
    view! {
        <tr>
            <th scope="row" class="c-main"><a href=Route::Client(one.client, Tab::History).hash() dir="auto">{one.name.clone()}</a></th>
            <td>{class}</td>
            <td class="c-tier"><bdi>{if one.tier.is_empty() { said::NONE.to_owned() } else { one.tier.clone() }}</bdi>
                {differs.then(|| view! { " "<span class="quiet">{said::SUGGESTS}</span> })}</td>
            <td class="num"><span class="moneys">{purse(&one.earned, said::NONE)}</span></td>
            <td class="num">{one.attention.to_string()}</td>
        </tr>
    }
}

#[component]
fn Came() -> View {
    let desk = desk();
    let limit = RwSignal::new(SHOWN_AT_FIRST);
    let all = Memo::new(move |_| desk.with_work(tree));
    let any = Memo::new(move |_| !all.with(Vec::is_empty));
    let shown = move || all.with(|all| all.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    view! {
        <section class="section" aria-labelledby="h-came">
            <div class="section-head"><h2 id="h-came">{said::CAME}</h2></div>
            <Show when=move || any.get() fallback=|| view! { <p class="quiet">{said::CAME_NONE}</p> }>
                <p class="quiet">{said::CAME_HINT}</p>
                <div class="table-wrap">
                    <table class="ledger keep-list">
                        <caption class="sr">{said::CAME}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{said::CLIENT}</th>
                                {[said::SENT, said::EARNED, said::BRANCH].map(|name| view! { <th scope="col" class="num">{name}</th> })}
                            </tr>
                        </thead>
                        <tbody><For each=shown key=|one| format!("{one:?}") let(one)>{branch(one)}</For></tbody>
                    </table>
                </div>
                {move || rest(all.with(Vec::len), limit, "[aria-labelledby=h-came] tbody tr")}
            </Show>
        </section>
    }
}

/// As deep as an indent is told apart.
const DEEPEST: usize = 6;

fn branch(one: Branch) -> View {
    let name = if one.name.is_empty() {
        view! { <span class="quiet">{said::ERASED}</span> }
    } else if one.gone {
        view! { <bdi>{one.name.clone()}</bdi>" "<span class="quiet">{said::GONE}</span> }
    } else {
        view! { <a href=Route::Client(one.client, Tab::History).hash() dir="auto">{one.name.clone()}</a> }
    };
    view! {
        <tr data-depth=one.depth.min(DEEPEST).to_string()>
            <th scope="row" class="c-main">{name}</th>
            <td class="num">{said::sent(one.below)}</td>
            <td class="num"><span class="moneys">{purse(&one.own, said::NONE)}</span></td>
            <td class="num"><span class="moneys">{purse(&one.whole, said::NONE)}</span></td>
        </tr>
    }
}
