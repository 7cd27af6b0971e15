//! The devices that give numbers, and the numbers that no document has.

use domain::Command;
use domain::decide::SeriesWish;
use domain::series::{self, Report, Series};

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::desk::desk;
use crate::words::series as said;

#[component]
pub fn Devices() -> View {
    let desk = desk();
    let frozen = Memo::new(move |_| {
        desk.practice
            .with(|practice| series::frozen(practice, &series::issuing(practice, desk.device()).mark).map(|why| said::frozen(&why)))
    });
    let all = Memo::new(move |_| desk.practice.with(|practice| series::all(practice)));
    let mine = Memo::new(move |_| desk.practice.with(|practice| series::issuing(practice, desk.device())));
    let leave = move |_| {
        desk.ask(Command::Series(SeriesWish::Leave), move |outcome| {
            desk.say(outcome);
            focus("h-devices");
        });
    };
    let many = move || all.with(|all| all.len() > 1) || mine.with(|mine| !mine.mark.is_empty()) || frozen.with(Option::is_some);
    view! {
        <Show when=many>
            <h3 id="h-devices" tabindex="-1">{said::DEVICES}</h3>
            <p class="quiet">{said::DEVICES_HINT}</p>
            {move || frozen.get().map(|words| view! {
                <div class="notice" data-level="red" role="alert">
                    <h4>{said::FROZEN}</h4>
                    <p>{words}</p>
                    <div class="row"><button class="small" type="button" on:click=leave>{said::LEAVE}</button></div>
                </div>
            })}
            {move || mine.with(|mine| (mine.series.is_none() && !mine.mark.is_empty()).then(|| view! { <p>{said::own(&mine.mark)}</p> }))}
            <ul class="holidays">{move || all.get().into_iter().map(|one| view! { <Device one/> }).collect_view()}</ul>
        </Show>
        <Gaps/>
    }
}

#[component]
fn Device(one: Series) -> View {
    let desk = desk();
    let taking = RwSignal::new(false);
    let (why, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let Series { id, mark, name, holder, closed, .. } = one;
    let here = holder == Some(desk.device());
    let shown = if mark.is_empty() { said::PLAIN.to_owned() } else { mark };
    let who = if !name.is_empty() {
        name
    } else if here {
        said::THIS.to_owned()
    } else {
        said::ANOTHER.to_owned()
    };
    let now = desk.practice.with_untracked(|practice| series::issuing(practice, desk.device()).series == Some(id));
    let others = desk.practice.with_untracked(|practice| {
        let held = series::all(practice).into_iter().filter(|other| other.closed.is_none()).filter_map(|other| other.holder);
        held.filter(|other| *other != desk.device()).collect::<std::collections::BTreeSet<_>>()
    });
    // With two devices it is clear which one is meant.
    let to = others.first().copied().filter(|_| others.len() == 1);
    let hand = move |to, why: String| {
        desk.ask(Command::Series(SeriesWish::HandOver { series: id, to, why }), move |outcome| match outcome {
            Ok(success) => {
                desk.say(Ok(success));
                focus("h-devices");
            }
            Err(unable) => {
                let words = desk.locale.with_value(|locale| crate::words::refusal::unable(&unable, locale));
                let _ = wrong.try_set(Some(words));
            }
        });
    };
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        hand(desk.device(), why.get_untracked());
    };
    let (field, error) = (format!("take-{id}"), format!("take-e-{id}"));
    let open = closed.is_none();
    view! {
        <li>
            <span>{shown}</span>
            <span dir="auto">{who}</span>
            <span class="quiet">{if !open { said::ENDED } else if now { said::NEXT_HERE } else { "" }}</span>
            {(open && !here).then(|| view! {
                <button class="plain small end" type="button" aria-expanded=move || if taking.get() { "true" } else { "false" }
                    on:click=move |_| taking.update(|taking| *taking = !*taking)>{said::TAKE}</button>
            })}
            {to.filter(|_| open && here && now).map(|to| view! {
                <button class="plain small end" type="button" on:click=move |_| hand(to, String::new())>{said::GIVE}</button>
            })}
            {move || taking.get().then(|| view! {
                <form class="inline-form" novalidate on:submit=take>
                    <div class="field">
                        <label for=field.clone()>{said::TAKE_WHY}</label>
                        <input id=field.clone() type="text" dir="auto" autocomplete="off" maxlength="300" aria-describedby=error.clone()
                            prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))/>
                        <p class="hint">{said::TAKE_HINT}</p>
                        <div id=error.clone() role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
                    </div>
                    <div class="row"><button class="small" type="submit">{said::TAKE_DO}</button></div>
                </form>
            })}
        </li>
    }
}

#[component]
fn Gaps() -> View {
    let desk = desk();
    let all = Memo::new(move |_| desk.practice.with(|practice| series::report(practice)));
    let missing = move || all.with(|all| all.iter().flat_map(|one| &one.gaps).map(|gap| gap.count).sum::<u64>());
    let none = move || all.with(|all| all.iter().all(|one| one.gaps.is_empty() && one.doubles.is_empty() && one.ended.is_none()));
    let save = move |_| {
        all.with_untracked(|all| crate::state::series::download(all));
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <h3 id="h-gaps">{said::GAPS}</h3>
            {move || if none() {
                view! { <p class="quiet">{said::GAPS_NONE}</p> }
            } else {
                view! { <p>{said::missing(missing())}". "{said::GAPS_HINT}</p> }
            }}
            <div class="table-wrap">
                <table class="series">
                    <caption class="sr">{said::GAPS}</caption>
                    <thead><tr>
                        <th scope="col">{said::COL_NUMBERS}</th><th scope="col" class="num">{said::COL_DOCUMENTS}</th><th scope="col">{said::COL_MISSING}</th>
                    </tr></thead>
                    <tbody>{move || all.get().into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            <div class="acts"><button class="small plain" type="button" on:click=save>{said::CSV}</button></div>
        </Show>
    }
}

fn line(one: Report) -> View {
    let told = one.gaps.iter().map(said::gap).chain((!one.doubles.is_empty()).then(|| said::doubles(&one.doubles)));
    let told: Vec<String> = told.chain(one.ended.as_deref().map(said::ended)).collect();
    view! {
        <tr>
            <th scope="row" dir="auto">{said::range(&one.first, &one.last)}</th>
            <td class="num">{one.taken}</td>
            <td>{told.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</td>
        </tr>
    }
}
