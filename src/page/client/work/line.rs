//! One promise or deliverable: what it is and how it stands, what can be done about it, and what became of it so far.

use domain::item::{Act, ActKind, Item, Says};
use domain::time::Day;
use domain::{ActId, ItemId};

use super::Shelf;
use super::act::{ActForm, act_now, withdraw};
use super::form::ItemForm;
use super::moving::{MoveForm, MovedLetter};
use crate::dom::*;
use crate::page::client::entry::dates;
use crate::part::focus::focus;
use crate::part::seek::at;
use crate::state::client::owed::parted;
use crate::words::{item as words, owed as said};

/// What a list of one kind shows of an item, and what it offers.
#[derive(Clone, Copy)]
pub struct Telling {
    /// The class of its line, so that a list can tell its items apart.
    pub side: fn(&Item) -> &'static str,
    /// The word before the line; empty for none.
    pub label: fn(&Item) -> &'static str,
    /// How it stands, and whatever else is said of it.
    pub stands: fn(Shelf, &Item) -> View,
    /// What can become of it as it stands: done at once, or asked about first.
    pub offers: fn(&Item) -> Vec<Offer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    Now(ActKind),
    Ask(ActKind),
}

/// The items of a shelf: open ones in the order of what is due, the settled ones folded away under their count.
#[component]
pub fn Lines(shelf: Shelf, telling: Telling) -> View {
    let parted = Memo::new(move |_| shelf.items.with(|items| parted(items)));
    let open = move || parted.with(|(open, _)| open.clone());
    let settled = move || parted.with(|(_, settled)| settled.clone());
    let many = Memo::new(move |_| parted.with(|(_, settled)| settled.len()));
    let none = Memo::new(move |_| shelf.items.with(Vec::is_empty));
    let summary = settled_id(shelf);
    view! {
        <Show when=move || none.get() && !shelf.is_adding()><p class="quiet">{said::nothing(shelf.kind)}</p></Show>
        <ul class="owed">
            <For each=open key=|id| *id let(id)><Line shelf id telling/></For>
        </ul>
        <Show when=move || { many.get() > 0 }>
            <details class="owed-settled">
                <summary id=summary.clone()>{move || said::settled_count(many.get())}</summary>
                <ul class="owed">
                    <For each=settled key=|id| *id let(id)><Line shelf id telling/></For>
                </ul>
            </details>
        </Show>
    }
}

fn settled_id(shelf: Shelf) -> String {
    format!("settled-{}", shelf.kind.key())
}

/// The keyboard stays with the item, or goes to where the item went.
fn follow(shelf: Shelf, id: ItemId) {
    let settled = shelf.items.with_untracked(|items| items.iter().any(|(other, item)| *other == id && !item.is_open()));
    focus(if settled { settled_id(shelf) } else { format!("edit-{id}") });
}

#[component]
fn Line(shelf: Shelf, id: ItemId, telling: Telling) -> View {
    let item = shelf.item(id);
    let asking = RwSignal::new(None::<ActKind>);
    let with = move |look: fn(&Item) -> &'static str| item.with(|item| item.as_ref().map(look).unwrap_or_default());
    let edit = move |_| {
        asking.set(None);
        shelf.editing.set(Some(Some(id)));
    };
    let editing = Memo::new(move |_| shelf.is_editing(id));
    let shown = move || {
        if editing.get() {
            let known = item.get_untracked().map(|item| (id, item));
            return view! { <li class="owed-line"><ItemForm shelf item=known given=Vec::new()/></li> };
        }
        view! {
            <li class="owed-line" id=at(id.0) data-side=move || with(telling.side)>
                {move || {
                    let label = with(telling.label);
                    (!label.is_empty()).then(|| view! { <span class="owed-side">{label}</span> })
                }}
                <p class="owed-title" dir="auto">{move || item.with(|item| item.as_ref().map(|item| item.title().to_owned()))}</p>
                <Show when=move || !shelf.subject.locked.get()>
                    <button class="owed-edit plain small" id=format!("edit-{id}") type="button" on:click=edit>
                        {said::EDIT}<span class="sr">" "{move || item.with(|item| item.as_ref().map(|item| item.title().to_owned()))}</span>
                    </button>
                </Show>
                <p class="owed-meta">{move || item.with(|item| item.as_ref().map(|item| (telling.stands)(shelf, item)))}</p>
                <Show when=move || !shelf.subject.locked.get()><Doing shelf id item asking telling/></Show>
                {move || item.with(|item| item.as_ref().map(|item| became(shelf, id, item)))}
            </li>
        }
    };
    shown.into_view()
}

/// What can become of it, as buttons; or the form that one of them opened.
#[component]
fn Doing(shelf: Shelf, id: ItemId, item: Memo<Option<Item>>, asking: RwSignal<Option<ActKind>>, telling: Telling) -> View {
    let button = move |kind: ActKind| format!("act-{}-{id}", kind.key());
    let close = Callback::new(move |()| {
        let kind = asking.get_untracked();
        asking.set(None);
        // The button that opened it is back, unless what was done took it away.
        let offered = item.with_untracked(|item| {
            item.as_ref().is_some_and(|item| (telling.offers)(item).contains(&Offer::Ask(kind.unwrap_or(ActKind::Kept))))
        });
        match kind.filter(|_| offered) {
            Some(kind) => focus(button(kind)),
            None => follow(shelf, id),
        }
    });
    let offers = move || {
        let mut offers = item.with(|item| item.as_ref().map(telling.offers).unwrap_or_default());
        // Whoever does not know of a new day is told of it before anything else.
        if item.with(|item| item.as_ref().is_some_and(Item::waits_to_be_told)) {
            offers.splice(0..0, [Offer::Ask(ActKind::Untold), Offer::Now(ActKind::Told)]);
        }
        let buttons = offers.into_iter().enumerate().map(|(at, offer)| match offer {
            Offer::Now(kind) => view! {
                <button class="small" class:plain=at != 0 type="button" on:click=move |_| act_now(shelf, id, kind, move || follow(shelf, id))>{said::now(kind)}</button>
            },
            Offer::Ask(kind) => view! {
                <button class="small" class:plain=at != 0 id=button(kind) type="button" on:click=move |_| asking.set(Some(kind))>{said::ask(kind)}</button>
            },
        });
        view! { <div class="owed-do">{buttons.collect_view()}</div> }
    };
    let letter = Callback::new(move |()| asking.set(Some(ActKind::Untold)));
    view! {
        {move || match asking.get() {
            Some(ActKind::Rescheduled) => view! { <MoveForm shelf item=id close letter/> },
            Some(ActKind::Untold) => view! { <MovedLetter shelf item=id close/> },
            Some(kind) => view! { <ActForm shelf item=id kind close gone=follow/> },
            None => offers(),
        }}
    }
}

/// More than this many acts are folded away.
const ACTS_IN_SIGHT: usize = 2;

/// What became of it so far, in the order in which it was done.
fn became(shelf: Shelf, id: ItemId, item: &Item) -> View {
    let told = item.told();
    let title = item.title();
    let acts = told.iter().map(|(act_id, act)| past(shelf, id, title, *act_id, act)).collect_view();
    match told.len() {
        0 => View::Nothing,
        1..=ACTS_IN_SIGHT => view! { <ol class="owed-acts">{acts}</ol> },
        many => view! { <details class="owed-past"><summary>{said::acts(many)}</summary><ol class="owed-acts">{acts}</ol></details> },
    }
}

fn past(shelf: Shelf, id: ItemId, title: &str, act_id: ActId, act: &Act) -> View {
    let desk = shelf.subject.desk;
    let to = if act.kind.says() == Says::Day { Day::parse(&act.value) } else { None };
    let to = to.map(|day| desk.locale.with_value(|locale| locale.long_day(day)));
    let words = said::past(act.kind, to.as_deref());
    let spoken = format!(": {words}, {title}");
    let why = act.why.clone();
    view! {
        <li>
            <p class="owed-act">{words}</p>
            {(!why.is_empty()).then(|| view! { <p class="entry-text" dir="auto">{why}</p> })}
            <p class="entry-meta">{dates(desk, act.on, act.recorded)}</p>
            <Show when=move || !shelf.subject.locked.get()>
                <button class="plain small owed-back" type="button" on:click=move |_| withdraw(shelf, id, act_id, move || follow(shelf, id))>
                    {said::TAKE_BACK}<span class="sr">{spoken.clone()}</span>
                </button>
            </Show>
        </li>
    }
}

/// The engagement that an item belongs to, by name.
pub fn engagement(shelf: Shelf, item: &Item) -> Option<View> {
    let name = shelf.subject.record.with(|record| {
        let items = &record.as_deref()?.client.items;
        items.get(&item.engagement()?).filter(|one| one.removed.is_none()).map(|one| one.title().to_owned())
    })?;
    Some(
        view! { <span class="owed-more"><span class="sr">{words::field(shelf.kind, domain::item::ItemField::Engagement)}" "</span><bdi>{name}</bdi></span> },
    )
}
