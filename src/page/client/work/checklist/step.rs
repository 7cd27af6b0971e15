use domain::ItemId;
use domain::item::{ActKind, Item, ItemField};

use crate::dom::*;
use crate::page::client::Subject;
use crate::page::client::work::Shelf;
use crate::page::client::work::act::{ActForm, act_now, withdraw};
use crate::page::client::work::form::ItemForm;
use crate::part::focus::focus;
use crate::part::money::money;
use crate::part::seek::at;
use crate::route::Route;
use crate::state::working;
use crate::words::{self, item, lifecycle as said};

/// One step: what, who, by when, and what became of it.
#[component]
pub fn StepView(shelf: Shelf, id: ItemId, acting: RwSignal<Option<(ItemId, ActKind)>>) -> View {
    let subject = shelf.subject;
    let desk = subject.desk;
    let step = shelf.item(id);
    let state = move || {
        let now = desk.now();
        step.with(|step| match step.as_ref() {
            Some(step) if step.is_late_now(now) => "late",
            Some(step) if step.is_open() => "open",
            Some(step) if step.stands() == Some(ActKind::Waived) => "waived",
            _ => "done",
        })
    };
    let open = Memo::new(move |_| step.with(|step| step.as_ref().is_some_and(Item::is_open)));
    let mine = Memo::new(move |_| acting.get().filter(|(item, _)| *item == id).map(|(_, kind)| kind));
    let tick = move |_| {
        let settled = step.with_untracked(|step| step.as_ref().and_then(|step| step.settled().map(|(act, _)| act)));
        match settled {
            Some(act) => withdraw(shelf, id, act, || ()),
            None => act_now(shelf, id, ActKind::Done, || ()),
        }
        focus(format!("tick-{id}"));
    };
    let close = Callback::new(move |()| {
        acting.set(None);
        focus(format!("tick-{id}"));
    });
    let title = move || step.with(|step| step.as_ref().map(|step| step.title().to_owned()).unwrap_or_default());
    let acts =
        move || {
            (open.get() && !subject.locked.get() && mine.get().is_none()).then(|| view! {
            <span class="task-do">
                <button class="plain small" type="button" on:click=move |_| acting.set(Some((id, ActKind::Waived)))>
                    {item::act(ActKind::Waived)}<span class="sr">": "{title}</span>
                </button>
                <button class="plain small" type="button" on:click=move |_| acting.set(Some((id, ActKind::Rescheduled)))>
                    {item::act(ActKind::Rescheduled)}<span class="sr">": "{title}</span>
                </button>
                <button class="plain small" id=format!("edit-{id}") type="button" on:click=move |_| shelf.editing.set(Some(Some(id)))>
                    {said::CHANGE}<span class="sr">": "{title}</span>
                </button>
            </span>
        })
        };
    view! {
        <li class="task" id=at(id.0) data-state=state>
            <button class="task-tick" id=format!("tick-{id}") type="button" role="checkbox" aria-checked=move || if open.get() { "false" } else { "true" }
                aria-label=title disabled=move || subject.locked.get() on:click=tick><span aria-hidden="true">"✓"</span></button>
            <div class="task-what">
                <p class="task-title" dir="auto">{title}</p>
                {move || step.with(|step| step.as_ref().map(|step| step.get(ItemField::Detail).to_owned()).filter(|text| !text.is_empty()))
                    .filter(|_| open.get()).map(|text| view! { <p class="task-detail" dir="auto">{text}</p> })}
                <p class="task-meta">{move || step.get().map(|step| meta(subject, &step))}</p>
                {move || step.with(|step| step.as_ref().is_some_and(|step| step.get(ItemField::From) == said::INVOICES)).then(|| view! { <Documents subject/> })}
            </div>
            {acts}
            {move || mine.get().map(|kind| view! { <ActForm shelf item=id kind close/> })}
            {move || shelf.is_editing(id).then(|| {
                let item = step.get_untracked().map(|step| (id, step));
                view! { <ItemForm shelf item given=Vec::new()/> }
            })}
        </li>
    }
}

fn meta(subject: Subject, step: &Item) -> View {
    let desk = subject.desk;
    let owner = step.get(ItemField::Owner);
    let who = if owner.is_empty() { said::NOBODY.to_owned() } else { owner.to_owned() };
    if let Some((_, act)) = step.settled() {
        let day = desk.locale.with_value(|locale| locale.day(act.on));
        let text = if act.kind == ActKind::Waived { said::waived(&day, &act.why) } else { said::done(&day) };
        return view! { <span dir="auto">{text}</span> };
    }
    let late = step.is_late_now(desk.now());
    let until = step.until().map(working::civil);
    let due = until.map(|(day, _)| day).or(step.due()).map(|day| {
        let (near, full) = desk.locale.with_value(|locale| (locale.near(day, desk.today.get()), locale.long_day(day)));
        let near = until.map_or(near.clone(), |(_, time)| words::working::due_by(&near, time));
        let text = if late { format!("{near}, {}", said::OVERDUE) } else { near };
        view! { <span class:late=late><time datetime=day.to_string() title=full>{text}</time></span> }
    });
    view! { <bdi>{who}</bdi>{due.map(|due| view! { " · "{due} })} }
}

/// The client's open documents.
#[component]
fn Documents(subject: Subject) -> View {
    let open = move || {
        let of =
            |row: &std::sync::Arc<domain::row::Row>| row.invoices.iter().filter(|one| one.open.is_positive()).cloned().collect::<Vec<_>>();
        subject.row.with(|row| row.as_ref().map(of).unwrap_or_default())
    };
    view! {
        {move || {
            let open = open();
            if open.is_empty() {
                return view! { <p class="task-meta">{said::ALL_PAID}</p> };
            }
            let line = |one: domain::row::InvoiceRow| view! {
                <li><a href=Route::Document(subject.id, one.id).hash()>{one.number.clone().unwrap_or_default()}</a>" "{money(one.open)}</li>
            };
            view! { <ul class="task-papers" aria-label=said::OPEN_DOCUMENTS>{open.into_iter().map(line).collect_view()}</ul> }
        }}
    }
}
