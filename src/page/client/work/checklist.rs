//! The checklists that run with a client, and what its stage asks for before it is left.

mod begin;
mod duties;
mod step;

use domain::checklist::{Run, runs};
use domain::item::{ItemField, ItemKind, List, of_kind};
use domain::lifecycle::Scope;
use domain::{Command, ItemId, Stage};

use super::Shelf;
use super::form::ItemForm;
use crate::dom::*;
use crate::page::client::Subject;
use crate::part::icon::{Icon, icon};
use crate::part::leaving::Parting;
use crate::part::seek::at;
use crate::state::working::zone;
use crate::words::lifecycle as said;
use begin::Begin;
use step::StepView;

#[component]
pub fn Checklists(subject: Subject) -> View {
    subject.desk.look_at_practice();
    let stage = Memo::new(move |_| subject.row.with(|row| row.as_ref().map(|row| row.stage).unwrap_or_default()));
    view! {
        {[List::Task, List::Onboarding, List::Offboarding, List::Retention].map(|list| view! { <OfKind subject stage list/> })}
        <duties::Duties subject/>
        <Ended subject stage/>
    }
}

/// The lists of one kind: the newest open to be worked on, earlier ones folded; an invitation where none was begun and one would help.
#[component]
fn OfKind(subject: Subject, stage: Memo<Stage>, list: List) -> View {
    let all = Memo::new(move |_| {
        subject.record.with(|record| record.as_ref().map(|record| runs(&record.client.items, list)).unwrap_or_default())
    });
    let asking = RwSignal::new(false);
    let begun = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let helps = move || match list {
        List::Onboarding => matches!(stage.get(), Stage::Attraction | Stage::Onboarding),
        List::Offboarding => stage.get() == Stage::Offboarding,
        List::Retention | List::Duty | List::Task => false,
    };
    let earlier = move || all.with(|all| all.iter().skip(1).cloned().collect::<Vec<_>>());
    let finished = Memo::new(move |_| all.with(|all| all.first().is_some_and(Run::is_finished)));
    let heading = move || format!("h-list-{}", list.key());
    let may_begin =
        move || !matches!(list, List::Retention | List::Task) && !asking.get() && !subject.locked.get() && subject.desk.practice_read.get();
    view! {
        <Show when=move || begun.get() || helps() || asking.get()>
            <section class="section checklist" data-list=list.key() aria-labelledby=heading()>
                <Show when=move || begun.get() fallback=move || view! {
                    <div class="section-head"><h2 id=heading()>{said::list(list)}</h2></div>
                    <Show when=move || !asking.get()>
                        <p class="quiet">{said::invitation(list)}</p>
                    </Show>
                }>
                    <Running subject list all heading=heading()/>
                </Show>
                <Show when=move || asking.get() && !subject.locked.get()>
                    <Begin subject list asking/>
                </Show>
                <Show when=move || may_begin() && (!begun.get() || finished.get() && helps())>
                    <div class="acts">
                        <button class:primary=!begun.get_untracked() class:plain=begun.get_untracked() id=format!("begin-{}", list.key()) type="button"
                            on:click=move |_| asking.set(true)>
                            {if begun.get_untracked() { said::begin_again(list) } else { said::begin(list) }}
                        </button>
                    </div>
                </Show>
                {move || earlier().into_iter().map(|run| {
                    let day = run.begun.map(|day| subject.desk.locale.with_value(|locale| locale.day(day))).unwrap_or_default();
                    view! {
                        <details class="past-list">
                            <summary>{said::earlier(&day, run.done(), run.steps.len())}</summary>
                            <ul class="notice-list">{run.steps.iter().map(|(id, step)| view! { <li id=at(id.0) dir="auto">{step.title().to_owned()}</li> }).collect_view()}</ul>
                        </details>
                    }
                }).collect_view()}
            </section>
        </Show>
        // A list that nobody would look for here is one small press away.
        <Show when=move || may_begin() && !begun.get() && !helps()>
            <p class="begin-other">
                <button class="plain small" type="button" on:click=move |_| asking.set(true)>{icon(Icon::Plus)}{said::begin(list)}</button>
            </p>
        </Show>
    }
}

/// The newest list of its kind.
#[component]
fn Running(subject: Subject, list: List, all: Memo<Vec<Run>>, heading: String) -> View {
    let desk = subject.desk;
    let shelf = Shelf::of(subject, ItemKind::Step);
    let acting = RwSignal::new(None);
    let run = Memo::new(move |_| all.with(|all| all.first().cloned()));
    let counted = Memo::new(move |_| run.with(|run| run.as_ref().map(|run| (run.done(), run.steps.len())).unwrap_or_default()));
    let late = move || {
        let now = desk.now();
        run.with(|run| run.as_ref().map_or(0, |run| run.open().filter(|(_, step)| step.is_late_now(now)).count()))
    };
    let ids =
        move || run.with(|run| run.as_ref().map(|run| run.steps.iter().map(|(id, _)| *id).collect::<Vec<ItemId>>()).unwrap_or_default());
    let given = move || {
        let (begun, version) = run.with_untracked(|run| run.as_ref().map(|run| (run.begun, run.version)).unwrap_or_default());
        let mut given = vec![(ItemField::List, list.key().to_owned()), (ItemField::Version, version.to_string())];
        given.extend(begun.map(|day| (ItemField::Start, day.to_string())));
        given
    };
    let from = move || {
        let day = run.with(|run| run.as_ref().and_then(|run| run.begun))?;
        Some(format!("{} {}", said::from_day(list), desk.locale.with_value(|locale| locale.long_day(day))))
    };
    let print_name = move || said::print_head(list, &subject.name());
    view! {
        <p class="print-only list-title">{print_name}</p>
        <div class="section-head">
            <h2 id=heading>{said::list(list)}</h2>
            <span class="progress-count">{move || { let (done, all) = counted.get(); said::progress(done, all) }}</span>
            <button class="plain small end" type="button" on:click=move |_| print(list)>{icon(Icon::Print)}{said::PRINT}</button>
        </div>
        <progress max=move || counted.get().1.to_string() value=move || counted.get().0.to_string() aria-label=said::list(list)></progress>
        <p class="list-about">
            <span class="quiet">{from}</span>
            {move || (late() > 0).then(|| view! { <span class="late">{said::late_steps(late())}</span> })}
        </p>
        <Newer subject run list/>
        <ol class="tasks">
            <For each=ids key=|id| *id let(id)><StepView shelf id acting/></For>
        </ol>
        {move || (counted.get().0 == counted.get().1).then(|| view! { <p class="list-end" role="status">{said::FINISHED}" "{milestone(subject, list)}</p> })}
        <Show when=move || shelf.is_adding()>
            <ItemForm shelf item=None given=given()/>
        </Show>
        <Show when=move || !shelf.is_adding() && !subject.locked.get()>
            <button class="plain small" id="add-step" type="button" on:click=move |_| shelf.editing.set(Some(None))>
                {icon(Icon::Plus)}{said::ADD_STEP}
            </button>
        </Show>
    }
}

/// After the onboarding, what comes first.
fn milestone(subject: Subject, list: List) -> Option<String> {
    let of = |record: &crate::state::desk::Record| {
        let all = of_kind(&record.client.items, ItemKind::Deliverable);
        all.into_iter().find(|(_, item)| item.is_open()).and_then(|(_, item)| Some((item.title().to_owned(), item.due()?)))
    };
    let (title, due) = subject.record.with(|record| record.as_deref().and_then(of)).filter(|_| list == List::Onboarding)?;
    Some(said::first_milestone(&title, &subject.desk.locale.with_value(|locale| locale.long_day(due))))
}

/// Says when the template has moved on since, and offers the steps it has more.
#[component]
fn Newer(subject: Subject, run: Memo<Option<Run>>, list: List) -> View {
    let desk = subject.desk;
    let news = Memo::new(move |_| {
        let run = run.get()?;
        let scope = Scope::List(list);
        let (version, template) = desk.practice.with(|practice| (practice.template_version(scope), practice.template(scope)));
        let newer = desk.practice_read.get() && version > run.version && !run.is_finished();
        let lacks = run.lacks(&template.unwrap_or_else(|| said::usual(list)));
        newer.then_some((run.version, version, run.begun, lacks))
    });
    view! {
        {move || news.get().map(|(began, version, begun, lacks)| {
            let (count, on) = (lacks.len(), begun.unwrap_or(desk.today.get_untracked()));
            let add = move |_| {
                let steps = lacks.clone();
                desk.tell(Command::BeginList { client: subject.id, list, on, version, steps, zone: zone() });
            };
            view! {
                <div class="notice" role="note">
                    <p>{said::newer(began, version)}" "{(count == 0).then_some(said::NOTHING_TO_ADD)}</p>
                    {(count > 0 && !subject.locked.get()).then(|| view! { <div class="row"><button class="small" type="button" on:click=add>{said::add_new(count)}</button></div> })}
                </div>
            }
        })}
    }
}

/// When the work has come to its end: an engagement was closed and none is open, or the client is in Offboarding.
#[component]
fn Ended(subject: Subject, stage: Memo<Stage>) -> View {
    let ended = Memo::new(move |_| {
        let stage = stage.get();
        subject.record.with(|record| {
            let record = record.as_ref()?;
            let projects = of_kind(&record.client.items, ItemKind::Engagement);
            let over = !projects.is_empty() && projects.iter().all(|(_, item)| !item.is_open());
            let offer = stage == Stage::Offboarding || over && matches!(stage, Stage::Delivery | Stage::Communication);
            let finished = runs(&record.client.items, List::Offboarding).first().is_none_or(Run::is_finished);
            (offer && !subject.locked.get()).then_some((stage, finished))
        })
    });
    view! { {move || ended.get().map(|(stage, finished)| view! { <Parting client=subject.id stage finished/> })} }
}

/// Prints one list alone: the style of print leaves out what the mark does not name.
fn print(list: List) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-print", list.key());
        let _ = window().print();
        let _ = root.remove_attribute("data-print");
    }
}
