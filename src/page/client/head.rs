//! The name, the stage, the next step, the money.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use domain::field::Field;
use domain::trust::Way;
use domain::{Command, Stage};

use super::Subject;
use super::state_of::StateOf;
use super::work::clock::Clocks;
use crate::part::erasing::Erase;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon, small_icon};
use crate::part::money::money;
use crate::part::sentence::SentenceBox;
use crate::part::stage::stage;
use crate::route::{Route, Tab};
use crate::state::client::{Sum, form, sums};
use crate::state::leaving::Leaving;
use crate::state::merge::{Asked, Merging};
use crate::state::trust::Scale;
use crate::words::{self, client as said};

#[component]
pub fn Head(subject: Subject) -> View {
    let desk = subject.desk;
    let SentenceBox(sentence) = expect_context();
    let Merging(merging) = expect_context();
    let sample = Memo::new(move |_| subject.row.with(|row| row.as_ref().is_some_and(|row| row.is_sample())));
    let write = move |_| {
        sentence
            .set(Some(said::invoice_for(&subject.row.with_untracked(|row| row.as_ref().map(|row| row.name.clone()).unwrap_or_default()))))
    };
    let Erase(erasing) = expect_context();
    let remove = move || {
        desk.ask(Command::RemoveClient { client: subject.id, gone: true }, move |outcome| {
            desk.say(outcome);
            focus("bring-back");
        });
    };
    view! {
        <div class="head client-head">
            <h1 dir="auto">{move || subject.name()}</h1>
            <Show when=move || !subject.locked.get()>
                <div class="head-acts">
                    <button class="primary" type="button" aria-haspopup="dialog" on:click=write>{said::NEW_DOCUMENT}</button>
                    <button class="icon" type="button" popovertarget="client-more" aria-label=move || said::more_of(&subject.name())>{icon(Icon::More)}</button>
                    <div class="menu" id="client-more" popover role="group" aria-label=said::MORE>
                        <a href=Route::Client(subject.id, Tab::Details).hash()>{said::EDIT_DETAILS}</a>
                        <a href=Route::Messages(Some(subject.id)).hash()>{words::messages::WRITE}</a>
                        <a href=Route::HandOver(subject.id).hash()>{words::summary::HAND_OVER}</a>
                        <a href=Route::Past(subject.id).hash()>{words::summary::PAST}</a>
                        <button type="button" popovertarget="client-more" popovertargetaction="hide"
                            on:click=move |_| merging.set(Some(Asked { client: subject.id, into: None }))>{words::merge::MERGE_WITH}</button>
                        <a href=Route::Trust(subject.id).hash()>{words::trust::TITLE}</a>
                        <a href=Route::Difficult(subject.id, None).hash()>{words::difficult::TITLE}</a>
                        <hr/>
                        <button class="danger" type="button" popovertarget="client-more" popovertargetaction="hide"
                            on:click=move |_| remove()>
                            {said::REMOVE_CLIENT}
                        </button>
                        <button class="danger" type="button" popovertarget="client-more" popovertargetaction="hide"
                            on:click=move |_| erasing.set(Some(subject.id))>{words::erase::ERASE}</button>
                    </div>
                </div>
            </Show>
        </div>
        <div class="who">
            <StagePick subject/>
            <Trust subject/>
            {move || sample.get().then(|| view! { <span class="quiet">{said::SAMPLE}</span> })}
        </div>
        <Together client=subject.id/>
        <div class="stack notices"><StateOf subject/></div>
        <Clocks subject/>
        <Next subject/>
        <Purse subject/>
    }
}

/// What the trust account comes to, and the way to it.
#[component]
fn Trust(subject: Subject) -> View {
    let scale = Scale::here(subject.desk);
    let standing =
        Memo::new(move |_| subject.row.with(|row| row.as_ref().filter(|row| !row.trust.is_empty()).map(|row| scale.get().standing(row))));
    (move || {
        standing.get().map(|standing| {
            let words = subject.desk.locale.with_value(|locale| words::trust::short(standing, locale));
            let falls = standing.way() == Way::Falling;
            view! {
                <a class="trust-short" data-falls=falls.then_some("") href=Route::Trust(subject.id).hash()>
                    {falls.then(|| small_icon(Icon::Lower))}<span>{words}</span>
                </a>
            }
        })
    })
    .into_view()
}

/// Teammates who look at the same client now.
#[component]
fn Together(client: domain::ClientId) -> View {
    let team = crate::state::team::teamwork();
    let names = Memo::new(move |_| {
        let here = team.present().into_iter().filter(|one| one.looks_at == Some(client));
        here.map(|one| if one.name.is_empty() { words::team::SOMEBODY.to_owned() } else { one.name }).collect::<Vec<_>>()
    });
    view! {
        <p class="together" role="status">{move || (!names.with(Vec::is_empty)).then(|| view! {
            {small_icon(Icon::Clients)}<span dir="auto">{names.with(|names| words::team::looking(names))}</span>
        })}</p>
    }
}

/// Where the client is, and the way to another stage.
#[component]
fn StagePick(subject: Subject) -> View {
    let desk = subject.desk;
    let leaving: Leaving = expect_context();
    let now = Memo::new(move |_| subject.row.with(|row| row.as_ref().map(|row| (row.stage, row.since)).unwrap_or_default()));
    let choose = move |to: Stage| {
        // The menu closes first: a button that the move disables would no longer close it.
        request_animation_frame(move || {
            leaving.move_to(subject.id, to, Some("stage-now".to_owned()));
            focus("stage-now");
        });
    };
    view! {
        {move || {
            let (here, _) = now.get();
            if subject.locked.get() {
                return stage(here);
            }
            view! {
                <button id="stage-now" type="button" popovertarget="stage-menu" aria-label=said::stage_of(here)>{stage(here)}{small_icon(Icon::Lower)}</button>
                <div class="menu" id="stage-menu" popover role="group" aria-label=said::MOVE_TO>
                    <p class="menu-head">{said::MOVE_TO}</p>
                    {Stage::ALL.map(|to| view! {
                        <button type="button" aria-current=(to == here).then_some("true") disabled=to == here popovertarget="stage-menu"
                            popovertargetaction="hide" on:click=move |_| choose(to)>
                            {stage(to)}{(to == here).then(|| view! { <span class="quiet end">{said::HERE}</span> })}
                        </button>
                    })}
                </div>
            }
        }}
        {move || now.get().1.map(|day| {
            let (short, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
            let days = said::days_ago(day.days_until(desk.today.get()));
            view! { <span class="quiet">{said::SINCE}<time datetime=day.to_string() title=format!("{full}, {days}")>{short}</time></span> }
        })}
    }
}

/// The one next step and its day.
#[component]
fn Next(subject: Subject) -> View {
    let desk = subject.desk;
    let changing = RwSignal::new(false);
    let next =
        Memo::new(move |_| subject.row.with(|row| row.as_ref().map(|row| (row.next_step.clone(), row.next_day)).unwrap_or_default()));
    let done = move |_| {
        let changes = vec![(Field::NextStep, String::new()), (Field::NextDay, String::new())];
        desk.ask(Command::SetFields { client: subject.id, changes }, move |outcome| match outcome {
            Ok(success) => desk.toast(said::NEXT_DONE.to_owned(), success.undo, false),
            Err(unable) => desk.say(Err(unable)),
        });
        focus("next-change");
    };
    let shown = move || {
        let (step, day) = next.get();
        let none = step.is_empty() && day.is_none();
        let when = day.map(|day| {
            let today = desk.today.get();
            let late = day.days_until(today);
            let (near, full) = desk.locale.with_value(|locale| (locale.near(day, today), locale.long_day(day)));
            let text = if late > 0 { words::board::late(late) } else { near };
            view! { <span class:late=late.is_positive()><time datetime=day.to_string() title=full>{text}</time></span> }
        });
        let step = if none {
            view! { <span class="quiet">{said::NO_NEXT}</span> }
        } else {
            view! { <span class="next-step" dir="auto">{step}</span> }
        };
        let change = move |_| {
            changing.set(true);
            focus("f-next");
        };
        let acts = (!subject.locked.get()).then(|| view! {
            <span class="next-do">
                {(!none).then(|| view! {
                    <button class="plain small" type="button" on:click=done>{said::DONE}<span class="sr">{said::NEXT_IS_DONE}</span></button>
                })}
                <button class="plain small" id="next-change" type="button" on:click=change>
                    {if none { said::SET } else { said::CHANGE }}{(!none).then(|| view! { <span class="sr">{said::OF_NEXT}</span> })}
                </button>
            </span>
        });
        view! { <div class="next">{(!none).then(|| view! { <span class="quiet">{said::NEXT}</span> })}{step}{when}{acts}</div> }
    };
    view! {
        <Show when=move || changing.get() && !subject.locked.get() fallback=shown>
            <NextForm subject changing next/>
        </Show>
    }
}

#[component]
fn NextForm(subject: Subject, changing: RwSignal<bool>, next: Memo<(String, Option<domain::time::Day>)>) -> View {
    let desk = subject.desk;
    let (was, was_day) = next.get_untracked();
    let (step, day) = (RwSignal::new(was), RwSignal::new(was_day.map(|day| day.to_string()).unwrap_or_default()));
    let wrong = RwSignal::new(None::<String>);
    let close = move || {
        changing.set(false);
        focus("next-change");
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let changes = vec![(Field::NextStep, step.get_untracked()), (Field::NextDay, day.get_untracked())];
        let first = changes.iter().find_map(|(field, text)| form::wrong(*field, text));
        if let Some(refusal) = first {
            wrong.set(Some(desk.locale.with_value(|locale| words::refusal::refused(&refusal, locale))));
            return;
        }
        desk.ask(Command::SetFields { client: subject.id, changes }, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    view! {
        <form class="next-form" on:submit=save on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <div class="field">
                <label for="f-next">{said::field(Field::NextStep)}</label>
                <input id="f-next" type="text" dir="auto" autocomplete="off" maxlength=Field::NextStep.most().to_string()
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true") aria-describedby="f-next-e"
                    prop:value=move || step.get() on:input=move |event| step.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label for="f-next-day">{said::BY_DAY}</label>
                <input id="f-next-day" type="date" prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
            </div>
            <div class="row">
                <button class="primary" type="submit">{said::SAVE}</button>
                <button class="plain" type="button" on:click=move |_| close()>{said::CANCEL}</button>
            </div>
            <div class="field wide" id="f-next-e">{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
        </form>
    }
}

/// One line a currency.
#[component]
fn Purse(subject: Subject) -> View {
    let desk = subject.desk;
    let all = Memo::new(move |_| {
        let usual = desk.practice.with(|practice| practice.currency());
        let unbilled = subject.scope(|scope, _| scope.unbilled()).unwrap_or_default();
        subject.row.with(|row| row.as_ref().map(|row| sums(row, desk.today.get(), usual, &unbilled)).unwrap_or_default())
    });
    let line = |sum: Sum| {
        let owed = sum.overdue.is_positive();
        let unbilled = (words::scope::UNBILLED, sum.unbilled);
        let credit = sum.credit.is_positive().then_some((words::paying::CREDIT, sum.credit));
        [unbilled, (said::INVOICED, sum.invoiced), (said::PAID, sum.paid), (said::OPEN, sum.open), (said::OVERDUE, sum.overdue)]
            .into_iter()
            .chain(credit)
            .map(|(name, amount)| {
                let none = amount.is_zero();
                view! { <div class:over=owed && name == said::OVERDUE class:none=none><dt>{name}</dt><dd>{money(amount)}</dd></div> }
            })
            .collect_view()
    };
    view! {
        <div class="purse" role="group" aria-label=said::MONEY>
            {move || {
                let all = all.get();
                if all.is_empty() {
                    view! { <p class="quiet purse-none">{said::NO_MONEY}</p> }
                } else {
                    all.into_iter().map(|sum| view! { <dl>{line(sum)}</dl> }).collect_view()
                }
            }}
        </div>
    }
}
