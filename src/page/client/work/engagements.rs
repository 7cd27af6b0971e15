//! What is agreed with a client: what it covers and what not, what it costs, how much of it is used.

use domain::field::Field;
use domain::item::{ActKind, Item, ItemField, ItemKind};
use domain::scope::{Budget, Level};
use domain::time::Day;
use domain::{Command, ItemId, Stage};

use super::Shelf;
use super::act::{ActForm, act_now};
use super::clock::StartClock;
use super::form::{Adding, ItemForm};
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::part::money::money;
use crate::part::seek::at;
use crate::part::stage::stage;
use crate::state::engagement::place_engagement;
use crate::state::work;
use crate::words::{client, item as said, scope as words, working};

#[component]
pub fn Engagements(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Engagement);
    let closing = RwSignal::new(None::<ItemId>);
    let closed = RwSignal::new(false);
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    watch_budgets(subject);
    view! {
        <section class="section" aria-labelledby="h-engagement">
            <Adding shelf/>
            <Show when=move || none.get() && !shelf.is_adding()><p class="quiet">{words::NO_ENGAGEMENTS}</p></Show>
            <KeepInTouch subject closed/>
            <ul class="agreements">
                <For each=move || shelf.ids() key=|id| *id let(id)>
                    {
                        let item = shelf.item(id);
                        let editing = Memo::new(move |_| shelf.is_editing(id));
                        move || {
                            if editing.get() {
                                let now = item.get_untracked().map(|item| (id, item));
                                view! { <li><ItemForm shelf item=now given=Vec::new()/></li> }
                            } else {
                                view! { <li class="agreement" id=at(id.0)><Engagement shelf id item closing closed/></li> }
                            }
                        }
                    }
                </For>
            </ul>
        </section>
    }
}

/// Says it once when a budget passes four fifths, and once when it is used up.
fn watch_budgets(subject: Subject) {
    let levels = Memo::new(move |_| subject.scope(work::levels));
    Effect::new(move |before: Option<Option<Vec<(ItemId, String, Level)>>>| {
        let now = levels.get();
        if let (Some(Some(before)), Some(now)) = (&before, &now) {
            for (id, title, level) in now {
                let was = before.iter().find(|(other, ..)| other == id).map(|(.., level)| *level);
                if was.is_some_and(|was| was < *level)
                    && let Some(text) = words::budget_crossed(title, *level)
                {
                    subject.desk.toast(text, None, true);
                }
            }
        }
        now
    });
}

#[component]
fn Engagement(shelf: Shelf, id: ItemId, item: Memo<Option<Item>>, closing: RwSignal<Option<ItemId>>, closed: RwSignal<bool>) -> View {
    let subject = shelf.subject;
    let desk = subject.desk;
    let title = move || item.with(|item| item.as_ref().map(|item| item.title().to_owned()).unwrap_or_default());
    let open = Memo::new(move |_| item.with(|item| item.as_ref().is_some_and(Item::is_open)));
    let is_closing = Memo::new(move |_| closing.get() == Some(id) && !subject.locked.get());
    let budget = Memo::new(move |_| subject.scope(|scope, _| scope.budget(id)).flatten());
    let name = move || view! { <span class="sr">{words::of_engagement(&title())}</span> };
    let left = Callback::new(move |()| {
        closing.set(None);
        focus(format!("close-{id}"));
        // What was closed is asked about; what was only looked at is not.
        if !open.get_untracked() {
            closed.set(true);
            focus("keep");
        }
    });
    let marks = move || {
        let (settled, ends) = item.with(|item| {
            let item = item.as_ref()?;
            let ends = subject.scope(|scope, _| scope.ends_soon(item, desk.today.get())).flatten();
            Some((item.settled().map(|(_, act)| act.on), ends))
        })?;
        let said = |text: String, red: bool| {
            view! { <span class="mark" data-level=if red { "red" } else { "amber" }>{small_icon(Icon::Warn)}{text}</span> }
        };
        let closed = settled.map(
            |on| view! { <span class="standing" data-standing="given">{desk.locale.with_value(|locale| words::closed(on, locale))}</span> },
        );
        let today = desk.today.get();
        let ends = ends.map(|end| said(desk.locale.with_value(|locale| words::ends(end, today, locale)), end < today));
        let level = budget.with(|budget| budget.as_ref().map(Budget::level).unwrap_or_default());
        let spent = words::level(level).filter(|_| settled.is_none()).map(|text| said(text.to_owned(), level == Level::Spent));
        Some(view! { {closed}{ends}{spent} })
    };
    view! {
        <div class="agreement-head">
            <h3 dir="auto">{title}</h3>
            {marks}
            <Show when=move || !subject.locked.get()>
                <span class="row end">
                    <Show when=move || open.get()><StartClock subject engagement=Some(id)/></Show>
                    <button class="plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>
                        {client::EDIT}{name}
                    </button>
                    {move || if open.get() {
                        view! {
                            <button class="plain small" id=format!("close-{id}") type="button" on:click=move |_| closing.set(Some(id))>
                                {words::CLOSE}{name}
                            </button>
                        }
                    } else {
                        view! {
                            <button class="plain small" id=format!("close-{id}") type="button" on:click=move |_| act_now(shelf, id, ActKind::Reopened, move || focus(format!("close-{id}")))>
                                {said::act(ActKind::Reopened)}{name}
                            </button>
                        }
                    }}
                </span>
            </Show>
        </div>
        <Show when=move || open.get()><Placing subject id item/></Show>
        <Show when=move || is_closing.get()><ActForm shelf item=id kind=ActKind::Closed close=left/></Show>
        {move || item.with(|item| item.as_ref().map(|item| terms(subject, id, item)))}
        <div class="covers">
            {[(words::COVERS, ItemField::Detail), (words::LEAVES_OUT, ItemField::NotIncluded)].map(|(heading, field)| view! {
                <div>
                    <h4>{heading}</h4>
                    {move || {
                        let text = item.with(|item| item.as_ref().map(|item| item.get(field).to_owned()).unwrap_or_default());
                        if text.is_empty() {
                            view! { <p class="quiet">{words::NOT_WRITTEN}</p> }
                        } else {
                            view! { <p class="prose" dir="auto">{text}</p> }
                        }
                    }}
                </div>
            })}
        </div>
        {move || budget.with(|budget| budget.as_ref().map(|budget| bars(subject, budget)))}
    }
}

/// Where the board shows it: with its client, or in a stage of its own.
#[component]
fn Placing(subject: Subject, id: ItemId, item: Memo<Option<Item>>) -> View {
    let own = Memo::new(move |_| item.with(|item| item.as_ref().and_then(Item::stage)));
    let (button, menu) = (format!("place-{id}"), format!("place-menu-{id}"));
    let choice = |to: Option<Stage>| {
        let menu = menu.clone();
        let here = move || own.get() == to;
        let back = button.clone();
        let choose = move |_| {
            let back = back.clone();
            request_animation_frame(move || {
                let title = item.with_untracked(|item| item.as_ref().map(|item| item.title().to_owned()).unwrap_or_default());
                place_engagement(subject.desk, subject.id, id, title, to);
                focus(back);
            });
        };
        view! {
            <button type="button" aria-current=move || here().then_some("true") disabled=here popovertarget=menu popovertargetaction="hide" on:click=choose>
                {match to {
                    Some(to) => stage(to),
                    None => words::PLACE_WITH.into_view(),
                }}
            </button>
        }
    };
    let choices: Vec<View> = std::iter::once(None).chain(Stage::ALL.map(Some)).map(choice).collect();
    let (opens, shuts) = (menu.clone(), menu.clone());
    view! {
        <div class="row placing">
            <Show when=move || !subject.locked.get() fallback=move || view! { <span class="quiet">{words::placed_at(own.get())}</span> }>
                <button id=button.clone() class="plain small" type="button" popovertarget=opens.clone()>
                    {move || words::placed_at(own.get())}{small_icon(Icon::Lower)}
                </button>
            </Show>
            <div class="menu" id=shuts popover role="group" aria-label=words::PLACE>{choices}</div>
        </div>
    }
}

/// What it costs, when it runs, and what else was agreed.
fn terms(subject: Subject, id: ItemId, item: &Item) -> View {
    let locale = subject.desk.locale;
    let amount = |field| {
        let currency = subject.scope_untracked(|scope, _| scope.currency(item)).flatten();
        let amount = item.amount(field)?;
        let exact = currency.and_then(|currency| domain::money::Money::exact(amount, currency).ok());
        Some(exact.map_or_else(|| locale.with_value(|locale| locale.number(amount)).into_view(), money))
    };
    let day = |day: Day| locale.with_value(|locale| locale.day(day)).into_view();
    let usual = subject.desk.practice.with(|practice| practice.currency());
    let missing = subject.scope(|_, client| !domain::deposit::missing(client, usual, Some(id)).is_empty()).unwrap_or_default();
    let facts: [(&'static str, Option<View>); 9] = [
        (words::PAID, item.billing().map(|billing| words::paid(billing).into_view())),
        (words::PRICE, amount(ItemField::Price)),
        (words::AN_HOUR, amount(ItemField::Rate)),
        (words::SIGNED, item.day(ItemField::Signed).map(day)),
        (
            words::DATES,
            locale.with_value(|locale| words::runs(item.day(ItemField::Start), item.day(ItemField::End), locale)).map(IntoView::into_view),
        ),
        (words::ROUNDS, item.count(ItemField::Rounds).map(|rounds| words::rounds(rounds).into_view())),
        (words::ANSWER, item.count(ItemField::Response).map(|hours| words::answer(hours).into_view())),
        (
            working::DEPOSIT,
            amount(ItemField::Deposit)
                .map(|sum| view! { {sum}{missing.then(|| view! { <span class="quiet">" "{working::DEPOSIT_OPEN}</span> })} }),
        ),
        (working::NOTICE, item.count(ItemField::Notice).map(|days| working::notice(days).into_view())),
    ];
    let known: Vec<View> =
        facts.into_iter().filter_map(|(name, fact)| fact.map(|fact| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })).collect();
    if known.is_empty() {
        View::Nothing
    } else {
        view! { <dl class="agreement-terms">{known}</dl> }
    }
}

/// One bar for the hours, one for the money; what accepted requests added stands beside what was agreed.
fn bars(subject: Subject, budget: &Budget) -> View {
    let locale = subject.desk.locale;
    let bar = |name: &'static str, share: domain::scope::Share, used: String, beside: Option<String>| {
        let percent = share.percent();
        let level = match share.level() {
            Level::Within => "within",
            Level::Near => "near",
            Level::Spent => "spent",
        };
        view! {
            <div class="budget">
                <p class="budget-head"><span class="label">{name}</span><span class="num">{used}</span><span class="quiet num">{words::percent(percent)}</span></p>
                <progress class="bar" max="100" value=percent.min(100) data-level=level aria-label=name></progress>
                {beside.map(|beside| view! { <p class="quiet">{beside}</p> })}
            </div>
        }
    };
    let hours = budget.hours().zip(budget.hours_agreed).map(|(share, agreed)| {
        let used = locale.with_value(|locale| words::hours_used(budget.worked, share.of, locale));
        let added = budget.hours_added;
        let beside = (!added.is_zero()).then(|| locale.with_value(|locale| words::added_hours(agreed, added, locale)));
        bar(words::BUDGET_HOURS, share, used, beside)
    });
    let money = budget.money_now().zip(budget.money_agreed).map(|(now, agreed)| {
        let added = budget.money_added.get(agreed.currency());
        let beside = (!added.is_zero()).then(|| locale.with_value(|locale| words::added_money(agreed, added, locale)));
        match budget.money().zip(budget.worth) {
            Some((share, worth)) => {
                bar(words::BUDGET_MONEY, share, locale.with_value(|locale| words::money_used(worth, now, locale)), beside)
            }
            None => view! {
                <div class="budget"><p class="budget-head"><span class="label">{words::BUDGET_MONEY}</span>{money(now)}</p><p class="quiet">{words::NO_RATE}</p></div>
            },
        }
    });
    let loose = (budget.hours_agreed.is_none() && budget.money_agreed.is_none() && !budget.hours_added.is_zero())
        .then(|| view! { <p class="quiet">{locale.with_value(|locale| words::added_only(budget.hours_added, locale))}</p> });
    if hours.is_none() && money.is_none() && loose.is_none() {
        return View::Nothing;
    }
    view! { <div class="budgets">{hours}{money}{loose}</div> }
}

/// When work is closed: the client goes on to Retention, with a check-in a month on.
#[component]
fn KeepInTouch(subject: Subject, closed: RwSignal<bool>) -> View {
    let desk = subject.desk;
    let put_off = RwSignal::new(false);
    let done = Memo::new(move |_| subject.scope(|_, client| work::is_done(client)).unwrap_or_default());
    let stage = Memo::new(move |_| subject.row.with(|row| row.as_ref().map(|row| row.stage)));
    let asks = Memo::new(move |_| {
        let here = !matches!(stage.get(), None | Some(Stage::Retention | Stage::Offboarding)) && !subject.locked.get();
        here && !put_off.get() && (closed.get() || done.get())
    });
    let on = Memo::new(move |_| desk.today.get().plus_months(1));
    let keep = move |_| {
        let changes = vec![(Field::NextStep, words::CHECK_IN.to_owned()), (Field::NextDay, on.get_untracked().to_string())];
        desk.ask(Command::MoveClient { client: subject.id, to: Stage::Retention, why: String::new() }, move |outcome| {
            let moved = outcome.is_ok();
            desk.say(outcome);
            if moved {
                desk.ask(Command::SetFields { client: subject.id, changes }, move |outcome| match outcome {
                    Ok(success) => desk.toast(words::CHECK_IN_SET.to_owned(), success.undo, false),
                    Err(unable) => desk.say(Err(unable)),
                });
            }
        });
        focus("next-change");
    };
    view! {
        <Show when=move || asks.get()>
            <div class="notice">
                <h3>{words::KEEP_TITLE}</h3>
                <p>{move || words::keep_hint(&subject.name(), &desk.locale.with_value(|locale| locale.long_day(on.get())))}</p>
                <div class="row">
                    <button class="primary" id="keep" type="button" on:click=keep>{words::KEEP}</button>
                    <button class="plain" type="button" on:click=move |_| put_off.set(true)>{words::KEEP_NOT}</button>
                </div>
            </div>
        </Show>
    }
}
