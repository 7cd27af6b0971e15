//! The calendar: a month, a week or a list of days with all that stands on them, and the time that is planned.

mod export;
mod form;
mod list;
mod month;
mod week;

use crate::dom::*;
use domain::agenda::{Entry, Planned, What};
use domain::time::Day;
use domain::{ClientId, ItemId};

use crate::part::focus::focus;
use crate::part::icon::{Icon, icon, small_icon, turning_icon};
use crate::route::{Route, Tab};
use crate::state::calendar::{self as state, Look, Sheet, Turned};
use crate::state::desk::{Desk, desk};
use crate::words::calendar as said;
use form::{BlockDialog, Form};

/// What every way of showing days needs. Copies are one.
#[derive(Clone, Copy)]
struct Page {
    desk: Desk,
    sheet: Memo<Sheet>,
    turned: Turned,
    /// The form for a block, while it is open.
    form: RwSignal<Option<Form>>,
}

impl Page {
    /// The day around which days are shown.
    fn day(self) -> Day {
        self.turned.day.get().unwrap_or_else(|| self.desk.today.get())
    }

    fn open(self, planned: Planned) {
        self.form.set(Some(Form::of(planned)));
    }

    fn go(self, look: Look, day: Day) {
        self.turned.day.set(Some(day));
        self.turned.look.set(look);
        // What was pressed is not in the other look.
        focus("cal-title");
    }
}

#[component]
pub fn Calendar() -> View {
    let desk = desk();
    desk.look_at_practice();
    let turned: Turned = expect_context();
    let page = Page { desk, sheet: state::sheet(desk, turned), turned, form: RwSignal::new(None) };
    // Whom the days are of: nobody who is gone.
    let clients = Memo::new(move |_| desk.with_work(state::clients));
    let turn = move |on: bool| {
        let day = untrack(move || page.day());
        turned.day.set(Some(turned.look.get_untracked().turned(day, on)));
    };
    let arrow = move |on: bool, drawing: Icon| {
        view! {
            <button class="plain icon" type="button" aria-label=move || said::turn(turned.look.get(), on) on:click=move |_| turn(on)>
                {turning_icon(drawing)}
            </button>
        }
    };
    let look = move |look: Look| {
        view! {
            <label>
                <input type="radio" name="cal-look" prop:checked=move || turned.look.get() == look on:change=move |_| turned.look.set(look)/>
                <span>{said::look(look)}</span>
            </label>
        }
    };
    let title = move || {
        let (look, day) = (turned.look.get(), page.day());
        desk.locale.with_value(|locale| said::days(look, day, look.span(day), locale))
    };
    let plan = move |_| page.form.set(Some(Form::new(untrack(move || page.day().max(desk.today.get())), None)));
    view! {
        <div class="head cal-tools">
            <h1>{said::TITLE}</h1>
            <select class="small" aria-label=said::WHOSE on:change=move |event| turned.client.set(event_target_value(&event).parse().ok())>
                <option value="" selected=move || turned.client.get().is_none()>{said::EVERYONE}</option>
                {move || clients.get().into_iter().map(|(id, name)| view! {
                    <option value=id.to_string() selected=move || turned.client.get() == Some(id)>{name}</option>
                }).collect_view()}
            </select>
            <button type="button" title=said::EXPORT_HINT on:click=move |_| export::give(desk, turned.client.get_untracked())>
                {small_icon(Icon::Down)}{said::EXPORT}
            </button>
            <button id="cal-plan" class="primary" type="button" aria-haspopup="dialog" on:click=plan>{said::PLAN}</button>
        </div>
        <div class="cal-bar">
            <fieldset class="choices"><legend class="sr">{said::LOOKS}</legend>{Look::ALL.map(look)}</fieldset>
            <p id="cal-title" class="cal-title" role="status" tabindex="-1">{title}</p>
            <div class="cal-turn">
                {arrow(false, Icon::Back)}
                <button class="plain small" type="button" on:click=move |_| turned.day.set(None)>{said::TODAY}</button>
                {arrow(true, Icon::Onward)}
            </div>
        </div>
        <Notes page/>
        {move || match turned.look.get() {
            Look::Month => view! { <month::Month page/> },
            Look::Week => view! { <week::Week page/> },
            Look::Agenda => view! { <list::List page/> },
        }}
        <BlockDialog page/>
    }
}

/// Days that collide, and days on which too much is planned, each named with what makes it so.
#[component]
fn Notes(page: Page) -> View {
    let all = Memo::new(move |_| {
        page.sheet.with(|sheet| {
            page.desk.locale.with_value(|locale| {
                let ahead = |day: Day| day >= sheet.today;
                let collisions = sheet.collisions.iter().filter(|one| ahead(one.on));
                let over = sheet.loads.iter().filter(|(on, _)| ahead(**on) && sheet.span.has(**on));
                let mut all: Vec<(Day, String)> =
                    collisions
                        .map(|one| (one.on, said::collision(one, |client| sheet.name(client), sheet.today, locale)))
                        .chain(over.filter_map(|(on, load)| {
                            load.over().map(|over| (*on, said::over_booked(*on, *load, over, sheet.today, locale)))
                        }))
                        .collect();
                domain::order::sort(&mut all);
                all
            })
        })
    });
    let note = move |(day, words): (Day, String)| {
        view! {
            <li>{icon(Icon::Warn)}<button type="button" dir="auto" on:click=move |_| page.go(Look::Week, day)>{words}</button></li>
        }
    };
    (move || {
        let all = all.get();
        (!all.is_empty())
            .then(|| view! { <ul class="cal-notes" aria-label=said::NEEDS_LOOK>{all.into_iter().map(note).collect_view()}</ul> })
    })
    .into_view()
}

/// Where it is dealt with.
fn leads_to(entry: &Entry) -> String {
    let client = entry.client;
    match &entry.what {
        What::Todo(todo) => Route::Thing(client, Tab::Work, todo.item.0),
        What::Pay { invoice, .. } | What::Offer { invoice, .. } => Route::Document(client, *invoice),
        What::Bill => Route::Client(client, Tab::Documents),
        What::Contract => Route::Client(client, Tab::Details),
        What::Answer | What::Next { .. } | What::Update => Route::Client(client, Tab::History),
    }
    .hash()
}

/// One dated thing: what it is, and whose.
fn entry(page: Page, entry: Entry, name: String, today: Day) -> View {
    let (what, kind) = page.desk.locale.with_value(|locale| (said::what(&entry.what, locale), said::kind(&entry.what)));
    let late = entry.on < today;
    let (to, title) = (leads_to(&entry), format!("{kind}: {what}, {name}"));
    view! {
        <li class="cal-entry" data-kind=rank(&entry.what)>
            <a href=to title=title>
                <span class="cal-what" class:late=late dir="auto">{what}</span>
                <bdi class="cal-whose">{name}</bdi>
                {late.then(|| view! { <span class="sr">", "{said::IS_LATE}</span> })}
            </a>
        </li>
    }
}

/// What is told apart by a line before it: what clients rely on, money, and the rest.
fn rank(what: &What) -> &'static str {
    use domain::todo::Task;
    match what {
        What::Todo(todo) if matches!(todo.task, Task::Deliverable | Task::End) => "due",
        What::Pay { .. } | What::Offer { .. } | What::Bill => "money",
        What::Todo(_) | What::Answer | What::Next { .. } | What::Contract | What::Update => "other",
    }
}

/// A block as a line of a list: its hours, what it is for, and the way to change it.
fn block_line(page: Page, planned: Planned, name: Option<String>) -> View {
    let words = said::block(&planned.block.title, name.as_deref());
    let hours = said::hours(planned.block.hours);
    view! {
        <li class="cal-time">
            <button id=block_id(planned.block.item) type="button" aria-haspopup="dialog" on:click=move |_| page.open(planned.clone())>
                <span class="cal-when">{hours}</span>" "<span class="cal-what" dir="auto">{words}</span>
            </button>
        </li>
    }
}

/// What a block is focused by, once it stands where it was put.
fn block_id(item: ItemId) -> String {
    format!("block-{item}")
}

/// What is wrong with a day, in words.
fn marks(sheet: &Sheet, day: Day) -> View {
    let mark = |words: String| view! { <li class="mark" data-level="amber">{icon(Icon::Warn)}<span>{words}</span></li> };
    view! {
        {sheet.colliding(day).map(|clients| mark(said::colliding(clients)))}
        {sheet.over(day).map(|minutes| mark(said::over(minutes)))}
    }
}

/// The name of the client of a block.
fn name_of(sheet: &Sheet, client: Option<ClientId>) -> Option<String> {
    client.map(|client| sheet.name(client))
}

/// What a day without work is called.
fn off(sheet: &Sheet, day: Day) -> Option<String> {
    let holiday = sheet.holidays.get(&day).filter(|name| !name.is_empty()).cloned();
    (!sheet.calendar.is_working(day)).then(|| holiday.unwrap_or_default())
}
