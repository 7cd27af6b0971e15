//! What was asked for beyond the scope: written down, priced, and told apart from what was agreed.

use domain::decide::Wish;
use domain::item::{ActKind, ItemField, ItemKind};
use domain::scope::Over;
use domain::{ActId, Command, ItemId};

use super::Shelf;
use super::act::{ActForm, act_now, withdraw};
use super::form::{Adding, ItemForm};
use super::letter::LetterBox;
use super::time::{charge, paper_link};
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::part::money::{money, purse};
use crate::part::seek::at;
use crate::state::work::{self, Request};
use crate::words::{client, scope as said};

/// What is open below a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Below {
    Act(ActKind),
    Letter,
}

#[component]
pub fn Requests(subject: Subject) -> View {
    let shelf = Shelf::of(subject, ItemKind::Request);
    let below = RwSignal::new(None::<(ItemId, Below)>);
    let given = RwSignal::new(Vec::<(ItemField, String)>::new());
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    let over = Memo::new(move |_| subject.scope(|scope, _| scope.over_rounds()).unwrap_or_default());
    let prepared = move || {
        let all = over.get();
        all.into_iter().filter(|one| !is_written(shelf, one)).map(|one| extra_round(shelf, one, given)).collect_view()
    };
    let today = (ItemField::Day, subject.desk.today.get_untracked().to_string());
    let adding = move || {
        let mut given = given.get();
        given.push(today.clone());
        view! { <Adding shelf given/> }
    };
    // What was prepared is for one request only.
    Effect::new(move |_| {
        if shelf.editing.get().is_none() && !given.with_untracked(Vec::is_empty) {
            given.set(Vec::new());
        }
    });
    view! {
        <section class="section" aria-labelledby="h-request">
            {adding}
            <Meter subject/>
            {prepared}
            <Show when=move || none.get() && !shelf.is_adding()><p class="quiet">{said::NO_REQUESTS}</p></Show>
            <ul class="requests">
                <For each=move || shelf.ids() key=|id| *id let(id)>
                    {
                        let one = Memo::new(move |_| subject.scope(|scope, client| work::request(scope, client, id)).flatten());
                        let editing = Memo::new(move |_| shelf.is_editing(id));
                        let open = Memo::new(move |_| below.get().filter(|(item, _)| *item == id && !subject.locked.get()).map(|(_, below)| below));
                        let item = shelf.item(id);
                        move || {
                            if editing.get() {
                                let now = item.get_untracked().map(|item| (id, item));
                                view! { <li><ItemForm shelf item=now given=Vec::new()/></li> }
                            } else {
                                view! {
                                    <li class="request" id=at(id.0)>
                                        {move || one.get().map(|one| request(shelf, id, one, below))}
                                        {move || open.get().map(|open| under(shelf, id, open, below))}
                                    </li>
                                }
                            }
                        }
                    }
                </For>
            </ul>
        </section>
    }
}

/// What was asked for and neither charged nor turned down, each currency apart.
#[component]
fn Meter(subject: Subject) -> View {
    let meter = Memo::new(move |_| subject.scope(|scope, _| scope.meter()).unwrap_or_default());
    let any = Memo::new(move |_| meter.with(|meter| meter.requests > 0));
    view! {
        <Show when=move || any.get()>
            <p class="meter">
                <span class="label">{said::METER}</span>
                <span class="moneys">{move || meter.with(|meter| purse(&meter.money, said::NOTHING))}</span>
                {move || meter.with(|meter| (meter.unpriced > 0).then(|| view! { <span class="quiet">{said::unpriced_requests(meter.unpriced)}</span> }))}
            </p>
        </Show>
    }
}

fn is_written(shelf: Shelf, over: &Over) -> bool {
    let title = said::extra_round(&over.title, over.round);
    shelf.items.with(|items| items.iter().any(|(_, item)| item.title() == title))
}

/// A round that nobody agreed to, ready to be written down at the price an hour.
fn extra_round(shelf: Shelf, over: Over, given: RwSignal<Vec<(ItemField, String)>>) -> View {
    let words = said::over(&over.title, over.round, over.included);
    let write = move |_| {
        let mut fields = vec![(ItemField::Title, said::extra_round(&over.title, over.round))];
        fields.extend(over.engagement.map(|id| (ItemField::Engagement, id.to_string())));
        given.set(fields);
        shelf.editing.set(Some(None));
        focus("i-hours");
    };
    view! {
        <p class="notice" data-level="amber">
            <span class="mark" data-level="amber">{small_icon(Icon::Warn)}{words}</span>
            {(!shelf.subject.locked.get()).then(|| view! { <span class="row"><button class="small" type="button" on:click=write>{said::PREPARE}</button></span> })}
        </p>
    }
}

fn request(shelf: Shelf, id: ItemId, one: Request, below: RwSignal<Option<(ItemId, Below)>>) -> View {
    let subject = shelf.subject;
    let locale = subject.desk.locale;
    let (item, title) = (&one.item, one.item.title().to_owned());
    let name = || view! { <span class="sr">{said::of_engagement(&title)}</span> };
    let estimate = match (item.amount(ItemField::Hours), one.rate) {
        (Some(hours), Some((rate, Some(currency)))) => locale.with_value(|locale| said::estimate(hours, rate, currency.code(), locale)),
        (Some(hours), _) => locale.with_value(|locale| said::hours(hours, locale)),
        (None, _) => said::ESTIMATE_MISSING.to_owned(),
    };
    let about: Vec<String> =
        [one.engagement.clone(), item.day(ItemField::Day).map(|on| locale.with_value(|locale| said::asked(on, locale))), Some(estimate)]
            .into_iter()
            .flatten()
            .collect();
    let detail = item.get(ItemField::Detail).to_owned();
    let standing = match one.stands {
        None => "open",
        Some(ActKind::Accepted) if one.confirmed.is_some() => "paid",
        Some(ActKind::Accepted) => "part",
        Some(ActKind::Billed) => "given",
        Some(_) => "void",
    };
    let says = locale.with_value(|locale| said::request(one.stands, one.confirmed.is_some(), one.on, locale));
    let acting = |kind: ActKind| {
        let ask = move |_| below.set(Some((id, Below::Act(kind))));
        view! { <button class="plain small" type="button" on:click=ask>{said::act(kind)}{name()}</button> }
    };
    let letter = |text: &'static str| {
        let ask = move |_| below.set(Some((id, Below::Letter)));
        view! { <button class="plain small" id=format!("letter-{id}") type="button" on:click=ask>{text}{name()}</button> }
    };
    let now = |kind: ActKind| view! { <button class="plain small" type="button" on:click=move |_| act_now(shelf, id, kind, move || focus(format!("edit-{id}")))>{said::act(kind)}{name()}</button> };
    let bill = || {
        let bill = move |_| {
            let lines = subject.scope_untracked(|scope, client| vec![work::line(scope, client, vec![id])]).unwrap_or_default();
            charge(subject, lines);
        };
        view! { <button class="small" type="button" on:click=bill>{said::BILL_REQUEST}{name()}</button> }
    };
    let edit = || {
        view! {
            <button class="plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>{client::EDIT}{name()}</button>
        }
    };
    let unwritten = |act: ActId| {
        view! { <button class="plain small" type="button" on:click=move |_| withdraw(shelf, id, act, move || focus(format!("edit-{id}")))>{said::NOT_IN_WRITING}{name()}</button> }
    };
    let acts = (!subject.locked.get()).then(|| match (one.stands, one.confirmed) {
        (None, _) => {
            view! { {letter(said::CHANGE_REQUEST)}{acting(ActKind::Accepted)}{acting(ActKind::Waived)}{acting(ActKind::Declined)}{edit()} }
        }
        (Some(ActKind::Accepted), Some(act)) => view! { {bill()}{unwritten(act)}{acting(ActKind::Waived)}{now(ActKind::Reopened)}{edit()} },
        (Some(ActKind::Accepted), None) => {
            view! { {bill()}{letter(said::CONFIRMATION)}{now(ActKind::Confirmed)}{acting(ActKind::Waived)}{now(ActKind::Reopened)}{edit()} }
        }
        (Some(ActKind::Billed), _) => View::Nothing,
        (Some(_), _) => view! { {now(ActKind::Reopened)}{edit()} },
    });
    view! {
        <div class="request-head">
            <h3 dir="auto">{title.clone()}</h3>
            <span class="standing" data-standing=standing>{says}</span>
            {one.price.map(|price| view! { <span class="request-price">{money(price)}</span> })}
        </div>
        <p class="quiet" dir="auto">{about.join(" · ")}{one.paper.clone().map(|paper| view! { " · "{paper_link(subject, paper)} })}</p>
        {(!detail.is_empty()).then(|| view! { <p class="prose" dir="auto">{detail}</p> })}
        {(!one.why.is_empty()).then(|| view! { <p class="prose quiet" dir="auto">{because(one.stands, &one.why)}</p> })}
        <div class="request-acts">{acts}</div>
    }
}

/// What was turned down or given away has a reason; a yes has what was said with it.
fn because(stands: Option<ActKind>, why: &str) -> String {
    if matches!(stands, Some(ActKind::Waived | ActKind::Declined)) { client::reason(why) } else { why.to_owned() }
}

/// What a yes does to the dates, where the request says that it moves them. They agreed to it, so they know.
fn dates(shelf: Shelf, id: ItemId) -> Vec<Command> {
    let (client, on) = (shelf.subject.id, shelf.subject.desk.today.get_untracked());
    let title = shelf.items.with_untracked(|items| items.iter().find(|(one, _)| *one == id).map(|(_, item)| item.title().to_owned()));
    let calendar = shelf.subject.desk.practice.with_untracked(|practice| practice.calendar());
    let why = said::because_of(&title.unwrap_or_default());
    let (moves, end) =
        shelf.subject.scope_untracked(|scope, _| (scope.moves(id, &calendar), scope.moves_end(id, &calendar))).unwrap_or_default();
    let act = |item, kind, why: &str, value: String| Command::Act { client, item, wish: Wish { kind, on, why: why.to_owned(), value } };
    let moved = moves
        .into_iter()
        .flat_map(|(item, to)| [act(item, ActKind::Rescheduled, &why, to.to_string()), act(item, ActKind::Told, "", String::new())]);
    let mut commands: Vec<Command> = moved.collect();
    commands.extend(end.map(|(item, to)| Command::SetItem { client, item, changes: vec![(ItemField::End, to.to_string())] }));
    commands
}

fn under(shelf: Shelf, id: ItemId, open: Below, below: RwSignal<Option<(ItemId, Below)>>) -> View {
    match open {
        Below::Act(kind) => {
            // A yes is not in writing yet: the text that makes it so is next.
            let close = Callback::new(move |()| {
                let stands =
                    shelf.subject.scope_untracked(|scope, client| client.items.get(&id).and_then(|item| scope.stands(item))).flatten();
                let is_yes = kind == ActKind::Accepted && stands == Some(ActKind::Accepted);
                below.set(is_yes.then_some((id, Below::Letter)));
            });
            if kind != ActKind::Accepted {
                return view! { <ActForm shelf item=id kind close/> };
            }
            let calendar = shelf.subject.desk.practice.with_untracked(|practice| practice.calendar());
            let moved = shelf.subject.scope_untracked(|scope, _| scope.moves(id, &calendar)).unwrap_or_default();
            let delay = shelf
                .items
                .with_untracked(|items| items.iter().find(|(one, _)| *one == id).and_then(|(_, item)| item.count(ItemField::Delay)));
            let hint = delay.filter(|_| !moved.is_empty()).map(|days| view! { <p class="hint">{said::moves(moved.len(), days)}</p> });
            view! { {hint}<ActForm shelf item=id kind close with=dates/> }
        }
        Below::Letter => view! { <Letter subject=shelf.subject id below/> },
    }
}

/// A text about a request, built from what the record says, to be changed and copied.
#[component]
fn Letter(subject: Subject, id: ItemId, below: RwSignal<Option<(ItemId, Below)>>) -> View {
    let desk = subject.desk;
    let first = desk.practice.with_untracked(|practice| {
        subject.scope_untracked(|scope, client| {
            let item = client.items.get(&id)?;
            let asked = work::asked(scope, client, practice, item);
            let accepted = scope.is_accepted(item);
            Some(desk.locale.with_value(|locale| if accepted { asked.confirmation(locale) } else { asked.change_request(locale) }))
        })
    });
    let close = Callback::new(move |()| {
        below.set(None);
        focus(format!("letter-{id}"));
    });
    view! { <LetterBox id="letter-text" text=first.flatten().unwrap_or_default() close/> }
}
