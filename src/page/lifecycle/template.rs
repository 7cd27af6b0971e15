use domain::checklist::{After, Planned};
use domain::item::{ItemField, List};
use domain::lifecycle::Scope;

use super::keep_template;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::icon::{Icon, icon};
use crate::state::desk::desk;
use crate::words::{self, lifecycle as said};

/// The steps with which a checklist begins.
#[component]
pub fn Template(list: List) -> View {
    let desk = desk();
    let scope = Scope::List(list);
    let steps = Memo::new(move |_| desk.practice.with(|practice| practice.template(scope)).unwrap_or_else(|| said::usual(list)));
    let version = Memo::new(move |_| desk.practice.with(|practice| practice.template_version(scope)));
    let changing = RwSignal::new(false);
    let line = |step: Planned| {
        let who = (!step.owner.is_empty()).then(|| format!("{} · ", step.owner));
        view! {
            <li>
                <p class="task-title" dir="auto">{step.title}</p>
                {(!step.detail.is_empty()).then(|| view! { <p class="task-detail" dir="auto">{step.detail}</p> })}
                <p class="task-meta">{who}{said::after(step.after)}</p>
            </li>
        }
    };
    let shown = move || {
        view! {
            <ol class="template">{move || steps.get().into_iter().map(line).collect_view()}</ol>
            <div class="acts">
                <button id=format!("template-{}", list.key()) type="button" on:click=move |_| changing.set(true)>
                    {said::EDIT}<span class="sr">": "{said::list(list)}</span>
                </button>
            </div>
        }
    };
    view! {
        <div>
            <h3 id=format!("h-template-{}", list.key())>{said::list(list)}</h3>
            <p class="quiet">{move || said::version(version.get())}</p>
            <Show when=move || changing.get() fallback=shown><TemplateForm list steps changing/></Show>
        </div>
    }
}

/// A step that is being changed. It keeps its number while others move.
#[derive(Clone, PartialEq)]
struct Line {
    at: usize,
    key: String,
    title: RwSignal<String>,
    detail: RwSignal<String>,
    owner: RwSignal<String>,
    after: RwSignal<String>,
    /// Counted in working hours, not in days.
    hours: RwSignal<bool>,
}

impl Line {
    fn of(at: usize, step: Planned) -> Self {
        let (after, hours) = match step.after {
            After::WorkingDays(days) => (days, false),
            After::WorkingHours(hours) => (hours, true),
            After::Months(_) => (0, false),
        };
        Self {
            at,
            key: step.key,
            title: RwSignal::new(step.title),
            detail: RwSignal::new(step.detail),
            owner: RwSignal::new(step.owner),
            after: RwSignal::new(after.to_string()),
            hours: RwSignal::new(hours),
        }
    }

    /// None: the days or hours are no number.
    fn step(&self) -> Option<Planned> {
        let count = self.after.get_untracked().trim().parse().ok()?;
        Some(Planned {
            key: self.key.clone(),
            title: self.title.get_untracked(),
            detail: self.detail.get_untracked(),
            owner: self.owner.get_untracked(),
            after: if self.hours.get_untracked() { After::WorkingHours(count) } else { After::WorkingDays(count) },
        })
    }
}

#[component]
fn TemplateForm(list: List, steps: Memo<Vec<Planned>>, changing: RwSignal<bool>) -> View {
    let desk = desk();
    let scope = Scope::List(list);
    let own = desk.practice.with_untracked(|practice| practice.template(scope).is_some());
    let lines = RwSignal::new(steps.get_untracked().into_iter().enumerate().map(|(at, step)| Line::of(at, step)).collect::<Vec<_>>());
    let next = StoredValue::new(lines.with_untracked(Vec::len));
    let wrong = RwSignal::new(None::<String>);
    let close = move || {
        changing.set(false);
        focus(format!("template-{}", list.key()));
    };
    let keep = move |steps: Option<Vec<Planned>>| keep_template(desk, scope, steps, wrong, close);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let lines = lines.get_untracked();
        let unread = lines.iter().find(|line| line.step().is_none());
        let untitled = lines.iter().find(|line| line.title.with_untracked(|title| title.trim().is_empty()));
        match (untitled, unread) {
            (Some(line), _) => {
                wrong.set(Some(words::item::missing(ItemField::Title).to_owned()));
                focus(field(list, line.at, "title"));
            }
            (None, Some(line)) => {
                let field_wrong = if line.hours.get_untracked() { ItemField::AfterHours } else { ItemField::After };
                wrong.set(Some(words::item::invalid(field_wrong).to_owned()));
                focus(field(list, line.at, "days"));
            }
            (None, None) => keep(Some(lines.iter().filter_map(Line::step).collect())),
        }
    };
    let add = move |_| {
        let at = next.get_value();
        next.set_value(at + 1);
        let last = lines
            .with_untracked(|lines| lines.iter().rev().find(|line| !line.hours.get_untracked()).map(|line| line.after.get_untracked()));
        let days = last.and_then(|days| days.parse().ok()).unwrap_or(0);
        let new = Planned {
            key: String::new(),
            title: String::new(),
            detail: String::new(),
            owner: String::new(),
            after: After::WorkingDays(days),
        };
        lines.update(|lines| lines.push(Line::of(at, new)));
        focus(field(list, at, "title"));
    };
    view! {
        <form class="inline-form" novalidate aria-label=said::list(list) on:submit=save on:keydown=move |event| {
            if event.key() == "Escape" {
                close();
            }
        }>
            <For each=move || lines.get() key=|line| line.at let(line)><LineView list line lines/></For>
            <div class="row"><button class="plain small" type="button" on:click=add>{icon(Icon::Plus)}{said::ADD_STEP}</button></div>
            <div role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">{said::SAVE}</button>
                <button class="plain" type="button" on:click=move |_| close()>{said::CANCEL}</button>
                {own.then(|| view! { <button class="plain end" type="button" on:click=move |_| keep(None)>{said::USUAL}</button> })}
            </div>
        </form>
    }
}

fn field(list: List, at: usize, name: &str) -> String {
    format!("t-{}-{at}-{name}", list.key())
}

#[component]
fn LineView(list: List, line: Line, lines: RwSignal<Vec<Line>>) -> View {
    let at = line.at;
    let shift = move |by: isize| {
        lines.update(|lines| {
            let Some(here) = lines.iter().position(|line| line.at == at) else { return };
            if let Some(there) = here.checked_add_signed(by).filter(|there| *there < lines.len()) {
                lines.swap(here, there);
            }
        });
        focus(field(list, at, if by < 0 { "up" } else { "down" }));
    };
    let input = move |name: &'static str, label: &'static str, text: RwSignal<String>, class: &'static str, mode: &'static str| {
        let id = field(list, at, name);
        view! {
            <div class=class>
                <label for=id.clone()>{label}</label>
                <input id=id type="text" inputmode=mode dir="auto" autocomplete="off" maxlength="300"
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            </div>
        }
    };
    let title = line.title;
    view! {
        <div class="edit-step" role="group" aria-label=move || title.get()>
            {input("title", said::STEP, line.title, "field wide", "text")}
            {input("detail", said::DETAIL, line.detail, "field wide", "text")}
            {input("owner", said::WHO, line.owner, "field wide", "text")}
            {input("days", said::AFTER, line.after, "field", "numeric")}
            <div class="field">
                <label for=field(list, at, "unit")>{said::UNIT}</label>
                <select id=field(list, at, "unit") on:change=move |event| line.hours.set(event_target_value(&event) == "hours")>
                    <option value="days" selected=!line.hours.get_untracked()>{said::IN_DAYS}</option>
                    <option value="hours" selected=line.hours.get_untracked()>{said::IN_HOURS}</option>
                </select>
            </div>
            <div class="row wide">
                <button class="plain icon small" id=field(list, at, "up") type="button" aria-label=said::UP on:click=move |_| shift(-1)>{icon(Icon::Up)}</button>
                <button class="plain icon small" id=field(list, at, "down") type="button" aria-label=said::DOWN on:click=move |_| shift(1)>{icon(Icon::Lower)}</button>
                <button class="plain small end" type="button" on:click=move |_| lines.update(|lines| lines.retain(|line| line.at != at))>
                    {said::TAKE_OUT}<span class="sr">": "{move || title.get()}</span>
                </button>
            </div>
        </div>
    }
}
