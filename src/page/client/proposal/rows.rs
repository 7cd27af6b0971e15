//! The rows of a proposal: what they get, what it costs, when it is paid.

use domain::item::{ItemField as F, ItemKind, Part, When};
use domain::proposal::{Lack, rows};
use domain::{Command, Done, ItemId};

use super::Page;
use super::field::{Keep, Text, field_id};
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::proposal as state;
use crate::words::proposal as said;

#[component]
pub fn Rows(page: Page, part: Part) -> View {
    let subject = page.subject;
    let desk = subject.desk;
    let ids = Memo::new(move |_| {
        subject.record.with(|record| {
            let of =
                |record: &crate::state::desk::Record| rows(&record.client, page.id, part).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            record.as_deref().map(of).unwrap_or_default()
        })
    });
    let button = format!("add-{}", part.key());
    let add = move |_| {
        let fields = desk.practice.with_untracked(|practice| {
            subject.record.with_untracked(|record| record.as_ref().map(|record| state::new_row(&record.client, practice, page.id, part)))
        });
        let Some(fields) = fields else { return };
        desk.ask(Command::AddItem { client: subject.id, kind: ItemKind::ProposalLine, fields }, move |outcome| match outcome {
            Ok(success) => {
                if let Done::ItemAdded { item, .. } = success.done {
                    focus(field_id(page, item, if part == Part::Payment { F::Share } else { F::Title }));
                }
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let words = match part {
        Part::Price => said::ADD_LINE,
        Part::Deliverable => said::ADD_DELIVERABLE,
        Part::Payment => said::ADD_PAYMENT,
    };
    let missing = move || {
        let wanted = match part {
            Part::Price => Lack::Lines,
            Part::Payment => Lack::Schedule,
            Part::Deliverable => return None,
        };
        let lacks = page.checked.get() && page.lacks.with(|lacks| lacks.contains(&wanted));
        lacks.then(|| view! { <p class="error" role="alert">{said::lack(wanted)}</p> })
    };
    view! {
        <ul class="prows" data-part=part.key()>
            <For each=move || ids.get() key=|id| *id let(id)><Row page part id ids/></For>
        </ul>
        <div class="prows-foot">
            <button class="plain small" id=button type="button" on:click=add>{icon(Icon::Plus)}{words}</button>
            {move || (part == Part::Payment).then(|| {
                page.terms.with(|terms| terms.as_ref().map(|terms| {
                    let words = desk.locale.with_value(|locale| said::shares(terms.shares(), locale));
                    view! { <span class="quiet">{words}</span> }
                }))
            })}
            {missing}
        </div>
    }
}

#[component]
fn Row(page: Page, part: Part, id: ItemId, ids: Memo<Vec<ItemId>>) -> View {
    let subject = page.subject;
    let desk = subject.desk;
    let place = Signal::derive(move || ids.with(|ids| ids.iter().position(|one| *one == id)).map_or(1, |at| at + 1));
    let remove = move |_| {
        let at = place.get_untracked();
        let near = ids.with_untracked(|ids| ids.get(at).or_else(|| ids.get(at.wrapping_sub(2))).copied());
        desk.ask(Command::RemoveItem { client: subject.id, item: id, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                page.unread.update(|unread| unread.retain(|(row, _), _| *row != id));
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus(near.map_or_else(|| format!("add-{}", part.key()), |near| format!("off-{near}")));
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let amount = move || {
        page.terms.with(|terms| {
            let terms = terms.as_ref()?;
            let amount = match part {
                Part::Price => terms.lines.iter().find(|line| line.id == id).and_then(|line| terms.amount(line).ok()),
                Part::Payment => {
                    let total = terms.totals(&[]).ok()?.total;
                    let at = terms.schedule.iter().position(|one| one.id == id)?;
                    terms.payments(total).ok()?.get(at).copied()
                }
                Part::Deliverable => None,
            };
            amount.map(|amount| desk.locale.with_value(|locale| locale.amount(amount)))
        })
    };
    let fields = match part {
        Part::Deliverable => view! {
            <Text page item=id field=F::Title label=said::WHAT place class="what"/>
            <Text page item=id field=F::Due place/>
        },
        Part::Price => view! {
            <Text page item=id field=F::Title label=said::WHAT place class="what"/>
            <Text page item=id field=F::Quantity place/>
            <Text page item=id field=F::Unit place/>
            <Text page item=id field=F::Price place/>
            <Text page item=id field=F::Tax place/>
            <Optional page id place/>
        },
        Part::Payment => view! {
            <Text page item=id field=F::Share place/>
            <WhenField page id place/>
            <Text page item=id field=F::Title label=said::WORDS place class="what"/>
        },
    };
    view! {
        <li class="prow">
            {fields}
            {(part != Part::Deliverable).then(|| view! {
                <p class="prow-sum num"><span class="sr">{said::AMOUNT}" "</span>{amount}</p>
            })}
            <button class="plain icon small prow-off" id=format!("off-{id}") type="button" aria-label=move || said::remove(place.get()) on:click=remove>
                {icon(Icon::Close)}
            </button>
        </li>
    }
}

#[component]
fn Optional(page: Page, id: ItemId, place: Signal<usize>) -> View {
    let keep = Keep::of(page, id, F::Optional);
    view! {
        <label class="tick prow-tick">
            <input type="checkbox" id=keep.id() aria-label=move || said::of_row(said::OPTIONAL, place.get())
                prop:checked=move || keep.text.with(|text| text == "yes")
                on:change=move |event| keep.put(if event_target_checked(&event) { "yes".to_owned() } else { String::new() })/>
            <span>{said::OPTIONAL}</span>
        </label>
    }
}

#[component]
fn WhenField(page: Page, id: ItemId, place: Signal<usize>) -> View {
    let keep = Keep::of(page, id, F::When);
    let now = move || When::from_key(&keep.text.get()).unwrap_or(When::Other);
    view! {
        <div class="field">
            <label for=keep.id()>{said::label(F::When)}</label>
            <select id=keep.id() aria-label=move || said::of_row(said::label(F::When), place.get()) on:change=move |event| keep.put(event_target_value(&event))>
                {When::ALL.iter().map(|one| view! {
                    <option value=one.key() prop:selected=move || now() == *one>{said::when(*one)}</option>
                }).collect_view()}
            </select>
        </div>
    }
}
