//! What is billed again and again: each arrangement with what comes next, its pauses and prices.

use domain::command::Refusal;
use domain::decide::RecurWish;
use domain::figure::{Usual, read};
use domain::item::{Act, ActKind, Item, ItemField, ItemKind};
use domain::money::{Currency, Money};
use domain::recurring::{self, Planned, Rule};
use domain::time::Day;
use domain::{ActId, Command, ItemId};

use super::Shelf;
use super::act::act_now;
use super::form::{Adding, ItemForm};
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::part::seek::at;
use crate::state::recurring::make;
use crate::words::{self, owed, recurring as said, scope};

/// Documents ahead that are shown.
const AHEAD: usize = 3;

#[component]
pub fn Recurring(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Recurring);
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    let due = Memo::new(move |_| {
        let today = subject.desk.today.get();
        subject.record.with(|record| record.as_ref().map_or(0, |record| recurring::due(&record.client, today).len()))
    });
    view! {
        <section class="section" aria-labelledby="h-recurring">
            <Adding shelf given=vec![(ItemField::Every, "1 month".to_owned())]/>
            <Show when=move || none.get() && !shelf.is_adding()><p class="quiet">{said::NOTHING}</p></Show>
            <Show when=move || { due.get() > 0 } && !subject.locked.get()>
                <div class="notice">
                    <p>{move || said::due(due.get())}</p>
                    <div class="row">
                        <button class="small" type="button" on:click=move |_| make(subject.desk, vec![subject.id], true)>{said::MAKE}</button>
                    </div>
                </div>
            </Show>
            <ul class="owed">
                <For each=move || shelf.ids() key=|id| *id let(id)><Arrangement shelf id/></For>
            </ul>
        </section>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Pause,
    Reprice,
}

#[component]
fn Arrangement(shelf: Shelf, id: ItemId) -> View {
    let subject = shelf.subject;
    let desk = subject.desk;
    let item = shelf.item(id);
    let asking = RwSignal::new(None::<Asking>);
    let editing = Memo::new(move |_| shelf.is_editing(id));
    let title = move || item.with(|item| item.as_ref().map(|item| item.title().to_owned()).unwrap_or_default());
    let ahead = Memo::new(move |_| {
        subject.record.with(|record| {
            let all = record.as_ref().map(|record| recurring::upcoming(&record.client, AHEAD)).unwrap_or_default();
            all.into_iter().filter(|one| one.arrangement == id).collect::<Vec<_>>()
        })
    });
    let is_paused = move || {
        let today = desk.today.get();
        let holds = |(from, until): (Day, Option<Day>)| from <= today && until.is_none_or(|until| until >= today);
        item.with(|item| item.as_ref().is_some_and(|item| recurring::pauses(item).into_iter().any(holds)))
    };
    let ask = move |wish: RecurWish| {
        desk.ask(Command::Recur { client: subject.id, wish }, move |outcome| {
            desk.say(outcome);
            focus(format!("edit-{id}"));
        });
    };
    let doing = move || {
        if let Some(what) = asking.get() {
            return view! { <Change shelf id what asking/> };
        }
        let renewing = item.with(|item| item.as_ref().is_some_and(|item| item.day(ItemField::End).is_some()));
        let closed = item.with(|item| item.as_ref().is_some_and(|item| item.stands() == Some(ActKind::Closed)));
        let (act, words) = if closed { (ActKind::Reopened, said::END_OPEN) } else { (ActKind::Closed, said::LET_END) };
        view! {
            <div class="owed-do">
                {if is_paused() {
                    let go = move |_| ask(RecurWish::Resume { item: id, on: desk.today.get_untracked() });
                    view! { <button class="small" type="button" on:click=go>{said::RESUME}<span class="sr">": "{title()}</span></button> }
                } else {
                    view! { <button class="small" id=format!("pause-{id}") type="button" on:click=move |_| asking.set(Some(Asking::Pause))>
                        {said::PAUSE}<span class="sr">": "{title()}</span></button> }
                }}
                <button class="small plain" id=format!("price-{id}") type="button" on:click=move |_| asking.set(Some(Asking::Reprice))>
                    {said::REPRICE}<span class="sr">": "{title()}</span></button>
                {renewing.then(|| view! {
                    <button class="small plain" type="button" on:click=move |_| act_now(shelf, id, act, move || focus(format!("edit-{id}")))>
                        {words}<span class="sr">": "{title()}</span></button>
                })}
            </div>
        }
    };
    let shown = move || {
        if editing.get() {
            let known = item.get_untracked().map(|item| (id, item));
            return view! { <li class="owed-line"><ItemForm shelf item=known given=Vec::new()/></li> };
        }
        view! {
            <li class="owed-line" id=at(id.0)>
                <p class="owed-title" dir="auto">{title}</p>
                <Show when=move || !subject.locked.get()>
                    <button class="owed-edit plain small" id=format!("edit-{id}") type="button"
                        on:click=move |_| shelf.editing.set(Some(Some(id)))>{owed::EDIT}<span class="sr">" "{title}</span></button>
                </Show>
                <div class="owed-meta">{move || item.with(|item| item.as_ref().map(|item| about(subject, item)))}</div>
                <div>
                    <h3 class="small quiet">{said::NEXT}</h3>
                    {move || {
                        let ahead = ahead.get();
                        if ahead.is_empty() {
                            return view! { <p class="quiet">{said::NONE_LEFT}</p> };
                        }
                        view! { <ol class="plain-list">{ahead.iter().map(|one| next(subject, one)).collect_view()}</ol> }
                    }}
                </div>
                <Show when=move || !subject.locked.get()>{doing}</Show>
                {move || item.with(|item| item.as_ref().map(|item| past(shelf, id, item)))}
            </li>
        }
    };
    shown.into_view()
}

fn currency_of(subject: Subject, item: &Item) -> Option<Currency> {
    let own = Currency::parse(item.get(ItemField::Currency));
    let client = subject.record.with(|record| record.as_ref().and_then(|record| record.client.currency()));
    own.or(client).or_else(|| subject.desk.practice.with(|practice| practice.currency()))
}

fn amount(subject: Subject, item: &Item, price: rust_decimal::Decimal) -> String {
    let money = currency_of(subject, item).and_then(|currency| Money::exact(price, currency).ok());
    subject.desk.locale.with_value(|locale| money.map_or_else(|| locale.number(price), |money| locale.money(money)))
}

/// What is billed, how its hours stand, when it ends.
fn about(subject: Subject, item: &Item) -> View {
    let today = subject.desk.today.get();
    let rule = Rule::of(item);
    let price = recurring::price(item, today).map(|price| amount(subject, item, price));
    let head = price.zip(rule).map(|(price, rule)| format!("{price} {}", said::every(rule.every)));
    let hours = subject
        .record
        .with(|record| record.as_ref().and_then(|record| recurring::hours_of(&record.client, item, today)))
        .map(|(_, hours)| said::hours(hours));
    let ends = subject
        .desk
        .locale
        .with_value(|locale| item.day(ItemField::End).map(|end| said::ends(end, recurring::renewal(item), today, locale)));
    let late = recurring::renewal(item).is_some_and(|by| by <= today);
    view! {
        {head.map(|words| view! { <p>{words}</p> })}
        {hours.map(|words| view! { <p>{words}</p> })}
        {ends.map(|words| view! { <p class=if late { "late" } else { "quiet" }>{words}</p> })}
    }
}

/// One of the next documents, with what it comes to before tax.
fn next(subject: Subject, one: &Planned) -> View {
    let words = subject.record.with(|record| {
        let record = record.as_ref()?;
        let wording = recurring::Wording { hour: scope::HOUR.to_owned(), beyond: said::BEYOND.to_owned() };
        let practice = subject.desk.practice.get();
        let comes = recurring::contents(one, &record.client, &practice, &wording);
        let comes = comes.and_then(|content| content.totals().map_err(Refusal::Money));
        Some(subject.desk.locale.with_value(|locale| {
            let sum = comes.map_or_else(|refusal| words::refusal::refused(&refusal, locale), |totals| locale.money(totals.total));
            said::next(one.on, one.period, &sum, locale)
        }))
    });
    view! { <li>{words}</li> }
}

/// Pauses and prices so far, each with its way back.
fn past(shelf: Shelf, id: ItemId, item: &Item) -> View {
    let desk = shelf.subject.desk;
    let one = |(act_id, act): (ActId, &Act)| {
        let words = desk.locale.with_value(|locale| match act.kind {
            ActKind::Paused => said::paused(act.on, Day::parse(&act.value), locale),
            ActKind::Repriced => said::repriced(act.on, &amount(shelf.subject, item, act.value.parse().unwrap_or_default()), locale),
            kind => format!("{}, {}", words::item::acted(kind), locale.day(act.on)),
        });
        let spoken = format!(": {words}");
        let back = move |_| {
            desk.ask(Command::WithdrawAct { client: shelf.subject.id, item: id, id: act_id, gone: true }, move |outcome| {
                desk.say(outcome);
                focus(format!("edit-{id}"));
            });
        };
        view! {
            <li>
                <p class="owed-act">{words}</p>
                <Show when=move || !shelf.subject.locked.get()>
                    <button class="owed-back plain small" type="button" on:click=back>{said::TAKE_BACK}<span class="sr">{spoken.clone()}</span></button>
                </Show>
            </li>
        }
    };
    let told = item.told();
    if told.is_empty() {
        View::Nothing
    } else {
        view! { <ol class="owed-acts">{told.into_iter().map(one).collect_view()}</ol> }
    }
}

/// Asks from when a pause or another price is to hold.
#[component]
fn Change(shelf: Shelf, id: ItemId, what: Asking, asking: RwSignal<Option<Asking>>) -> View {
    let desk = shelf.subject.desk;
    let (from, to, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let is_pause = what == Asking::Pause;
    let (button, first) = (if is_pause { format!("pause-{id}") } else { format!("price-{id}") }, format!("from-{id}"));
    let close = {
        let button = button.clone();
        move || {
            asking.set(None);
            focus(button.clone());
        }
    };
    let (leave, escape) = (close.clone(), close.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(day) = Day::parse(&from.get_untracked()) else {
            wrong.set(Some(said::FROM_MISSING.to_owned()));
            return focus(format!("from-{id}"));
        };
        let typed = to.get_untracked();
        let wish = if is_pause {
            RecurWish::Pause { item: id, from: day, until: Day::parse(&typed) }
        } else {
            match desk.locale.with_value(|locale| read(&typed, locale.mark(), Usual::Coarse)) {
                Ok(price) => RecurWish::Reprice { item: id, from: day, price },
                Err(error) => {
                    let words = |locale: &words::locale::Locale| words::document::wrong(crate::state::draft::Wrong::Text(error), locale);
                    wrong.set(Some(desk.locale.with_value(words)));
                    return focus(format!("to-{id}"));
                }
            }
        };
        let close = close.clone();
        desk.ask(Command::Recur { client: shelf.subject.id, wish }, move |outcome| match outcome {
            Ok(success) => {
                close();
                focus(format!("edit-{id}"));
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    focus(first.clone());
    let (from_label, to_label, hint) = if is_pause {
        (said::PAUSE_FROM, said::PAUSE_UNTIL, said::PAUSE_HINT)
    } else {
        (said::REPRICE_FROM, said::REPRICE_TO, said::REPRICE_HINT)
    };
    let (error, to_id) = (format!("change-e-{id}"), format!("to-{id}"));
    view! {
        <form class="inline-form" novalidate aria-label=if is_pause { said::PAUSE } else { said::REPRICE } on:submit=save
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    escape();
                }
            }>
            <div class="fields">
                <div class="field">
                    <label for=first.clone()>{from_label}</label>
                    <input id=first.clone() type="date" aria-required="true" aria-describedby=error.clone()
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        prop:value=move || from.get() on:input=move |event| from.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label for=to_id.clone()>{to_label}</label>
                    <input id=to_id type=if is_pause { "date" } else { "text" } inputmode=if is_pause { "text" } else { "decimal" } autocomplete="off"
                        aria-describedby=error.clone() prop:value=move || to.get() on:input=move |event| to.set(event_target_value(&event))/>
                    <p class="hint">{hint}</p>
                </div>
            </div>
            <div id=error role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">{if is_pause { said::PAUSE } else { said::REPRICE }}</button>
                <button class="plain" type="button" on:click=move |_| leave()>{words::client::CANCEL}</button>
            </div>
        </form>
    }
}
