//! Time worked: by day, with what it sums up to and what of it is still to be charged.

use domain::item::{ItemField, ItemKind};
use domain::money::Currency;
use domain::time::Day;
use domain::{Command, Done, Id, ItemId};

use super::Shelf;
use super::clock::StartClock;
use super::form::{Adding, ItemForm};
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::money::{money, purse};
use crate::part::seek::at;
use crate::route::Route;
use crate::state::work::{self, Apart, Paper, TimeLine};
use crate::words::{self, client, scope as said};

const SHOWN_AT_FIRST: usize = 40;
const SHOWN_MORE: usize = 200;

#[component]
pub fn Time(subject: Subject, thing: Option<Id>) -> View {
    let shelf = Shelf::of(subject, ItemKind::Work);
    let entries = Memo::new(move |_| subject.scope(work::time_entries).unwrap_or_default());
    // Down to the entry that the address names.
    let reach = entries.with_untracked(|entries| entries.iter().position(|one| Some(one.id.0) == thing).map_or(0, |place| place + 1));
    let limit = RwSignal::new(SHOWN_AT_FIRST.max(reach));
    let none = Memo::new(move |_| entries.with(Vec::is_empty));
    let clocked = Memo::new(move |_| subject.scope(|scope, _| !scope.running().is_empty()).unwrap_or_default());
    let hidden = Memo::new(move |_| entries.with(Vec::len) > limit.get());
    let days = move || {
        let mut days: Vec<Day> = entries.with(|entries| entries.iter().take(limit.get()).map(|one| one.day).collect());
        days.dedup();
        days
    };
    let usual = Memo::new(move |_| subject.scope(|_, client| work::only_engagement(client)).flatten());
    let adding = move || {
        let mut given = vec![(ItemField::Day, subject.desk.today.get_untracked().to_string())];
        given.extend(usual.get().map(|id| (ItemField::Engagement, id.to_string())));
        view! { <Adding shelf given/> }
    };
    view! {
        <section class="section" aria-labelledby="h-work">
            {adding}
            <Show when=move || !subject.locked.get() && !clocked.get() && no_engagement(subject)>
                <p class="row"><StartClock subject engagement=None/></p>
            </Show>
            <Show when=move || none.get() && !clocked.get() && !shelf.is_adding()><p class="quiet">{said::NO_TIME}</p></Show>
            <Show when=move || !none.get()><Sums subject/></Show>
            <div class="days" role="group" aria-label=said::TIME_BY_DAY>
                <For each=days key=|day| *day let(day)>
                    {
                        let of_day = Memo::new(move |_| entries.with(|entries| {
                            entries.iter().take(limit.get()).filter(|one| one.day == day).cloned().collect::<Vec<_>>()
                        }));
                        view! { <OfDay shelf day of_day/> }
                    }
                </For>
            </div>
            <Show when=move || hidden.get()>
                <button class="more" type="button" on:click=move |_| limit.update(|limit| *limit += SHOWN_MORE)>{said::MORE}</button>
            </Show>
        </section>
    }
}

fn no_engagement(subject: Subject) -> bool {
    subject.scope(|_, client| domain::item::of_kind(&client.items, ItemKind::Engagement).is_empty()).unwrap_or_default()
}

/// What the time comes to for each engagement, and the way to charge it.
#[component]
fn Sums(subject: Subject) -> View {
    let sums = Memo::new(move |_| subject.scope(work::time_sums).unwrap_or_default());
    let unbilled = Memo::new(move |_| subject.scope(|scope, _| scope.unbilled_time()).unwrap_or_default());
    let bill = move |currency: Option<Currency>| {
        let lines = subject.scope_untracked(|scope, client| work::time_lines(scope, client, currency)).unwrap_or_default();
        charge(subject, lines);
    };
    let rows = move || {
        let row = |sum: work::TimeSum| {
            view! {
                <tr>
                    <th scope="row" dir="auto">{sum.engagement.unwrap_or_else(|| said::NO_ENGAGEMENT.to_owned())}</th>
                    <td class="num">{said::clock(sum.worked)}</td>
                    <td class="num">{said::clock(sum.unbilled)}</td>
                    <td class="num">{purse(&sum.money, said::NOTHING)}</td>
                </tr>
            }
        };
        sums.get().into_iter().map(row).collect_view()
    };
    let buttons = move || {
        let unbilled = unbilled.get();
        if subject.locked.get() || unbilled.minutes == 0 {
            return View::Nothing;
        }
        let priced: Vec<_> = unbilled.money.owed().collect();
        let one = priced.len() == 1;
        let missing = (unbilled.unpriced > 0).then(|| view! { <p class="quiet">{said::unpriced(unbilled.unpriced)}</p> });
        if priced.is_empty() {
            return view! { <div class="acts"><button type="button" on:click=move |_| bill(None)>{said::BILL_TIME}</button></div>{missing} };
        }
        let each = |amount: domain::money::Money| {
            let currency = amount.currency();
            let text = if one { said::BILL_TIME.to_owned() } else { said::bill_in(currency.code()) };
            // What was agreed on top goes on the next invoice with the time.
            let accepted = subject.scope(|scope, client| work::accepted_lines(scope, client, currency)).unwrap_or_default();
            let all = (!accepted.is_empty()).then(|| {
                let all = move |_| {
                    let lines = subject.scope_untracked(|scope, client| {
                        let mut lines = work::time_lines(scope, client, Some(currency));
                        lines.extend(work::accepted_lines(scope, client, currency));
                        lines
                    });
                    charge(subject, lines.unwrap_or_default());
                };
                view! { <button class="plain" type="button" on:click=all>{said::BILL_ALL}</button> }
            });
            view! { <button type="button" on:click=move |_| bill(Some(currency))>{text}" "{money(amount)}</button>{all} }
        };
        view! { <div class="acts">{priced.into_iter().map(each).collect_view()}</div>{missing} }
    };
    view! {
        <table class="time-sums">
            <caption class="sr">{said::SUMS}</caption>
            <thead><tr>
                <th scope="col">{said::ENGAGEMENT}</th>
                <th class="num" scope="col">{said::WORKED}</th>
                <th class="num" scope="col">{said::UNBILLED}</th>
                <th class="num" scope="col">{said::COMES_TO}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {buttons}
    }
}

/// Makes the draft, and goes to it.
pub fn charge(subject: Subject, lines: Vec<domain::decide::BillLine>) {
    let desk = subject.desk;
    desk.ask(Command::Bill { client: subject.id, lines }, move |outcome| {
        if let Ok(success) = &outcome
            && let Done::Billed { client, invoice } = success.done
        {
            let _ = window().location().set_hash(&Route::Document(client, invoice).hash());
        }
        desk.say(outcome);
    });
}

#[component]
fn OfDay(shelf: Shelf, day: Day, of_day: Memo<Vec<TimeLine>>) -> View {
    let desk = shelf.subject.desk;
    let sum = move || said::clock(of_day.with(|all| all.iter().map(|one| one.minutes).fold(0, u64::saturating_add)));
    let full = desk.locale.with_value(|locale| locale.long_day(day));
    let near = move || {
        let today = desk.today.get();
        desk.locale.with_value(|locale| words::capital(locale.near(day, today)))
    };
    view! {
        <h3 class="day"><time datetime=day.to_string() title=full>{near}</time><span class="num">{sum}</span></h3>
        <ul class="worked">
            <For each=move || of_day.with(|all| all.iter().map(|one| one.id).collect()) key=|id: &ItemId| *id let(id)>
                {
                    let one = Memo::new(move |_| of_day.with(|all| all.iter().find(|one| one.id == id).cloned()));
                    let editing = Memo::new(move |_| shelf.is_editing(id));
                    let item = shelf.item(id);
                    move || {
                        if editing.get() {
                            let now = item.get_untracked().map(|item| (id, item));
                            view! { <li><ItemForm shelf item=now given=Vec::new()/></li> }
                        } else {
                            view! { <li class="work-entry" id=at(id.0)>{one.get().map(|one| entry(shelf, one))}</li> }
                        }
                    }
                }
            </For>
        </ul>
    }
}

fn entry(shelf: Shelf, one: TimeLine) -> View {
    let subject = shelf.subject;
    let id = one.id;
    let billed = matches!(one.apart, Some(Apart::Billed(_)));
    let what = if one.what.is_empty() {
        view! { <span class="quiet">{said::UNTOLD}</span> }
    } else {
        view! { <span dir="auto">{one.what.clone()}</span> }
    };
    let apart = one.apart.map(|apart| match apart {
        Apart::Billed(paper) => view! { <span class="quiet">{paper_link(subject, paper)}</span> },
        Apart::Waived => view! { <span class="quiet">{said::WAIVED}</span> },
        Apart::NotCharged => view! { <span class="quiet">{said::NOT_CHARGED}</span> },
        Apart::Covered => view! { <span class="quiet">{said::IN_THE_PRICE}</span> },
    });
    let despite =
        (!one.despite.is_empty()).then(|| view! { <span class="quiet" dir="auto">{words::working::despite(&one.despite)}</span> });
    // What is on a document stays as it was charged.
    let edit = move || {
        (!subject.locked.get() && !billed).then(|| {
            view! {
                <button class="plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>
                    {client::EDIT}<span class="sr">" "{one.what.clone()}</span>
                </button>
            }
        })
    };
    view! {
        <span class="work-what">{what}{one.engagement.clone().map(|title| view! { <span class="quiet" dir="auto">{title}</span> })}{apart}{despite}</span>
        <span class="num">{said::clock(one.minutes)}</span>
        <span class="work-do">{edit}</span>
    }
}

/// The document that charges something.
pub fn paper_link(subject: Subject, (invoice, number): Paper) -> View {
    let text = number.map_or_else(|| said::ON_DRAFT.to_owned(), |number| said::on_number(&number));
    view! { <a href=Route::Document(subject.id, invoice).hash()>{text}</a> }
}
