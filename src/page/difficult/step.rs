use std::time::Duration;

use domain::decide::item_text;
use domain::difficult::{Sign, Step, skipped, with_skipped};
use domain::item::{Item, ItemField, ItemKind};
use domain::time::Day;
use domain::{Command, ItemId};

use super::Subject;
use super::cause::sign;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::difficult::{at_hand, cause, promises};
use crate::words::{self, difficult as said};

/// Typing rests so long before it is kept.
const REST: Duration = Duration::from_millis(700);

/// A text of a conversation that is kept while it is typed.
#[derive(Clone, Copy)]
pub struct Keeping {
    subject: Subject,
    id: ItemId,
    field: ItemField,
    pub text: RwSignal<String>,
    kept: StoredValue<String>,
    waiting: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    pub wrong: RwSignal<Option<String>>,
}

impl Keeping {
    pub fn of(subject: Subject, id: ItemId, field: ItemField, item: Memo<Option<Item>>) -> Self {
        let now = move || item.with(|item| item.as_ref().map(|item| item.get(field).to_owned()).unwrap_or_default());
        let first = untrack(now);
        let keeping = Self {
            subject,
            id,
            field,
            text: RwSignal::new(first.clone()),
            kept: StoredValue::new(first),
            waiting: StoredValue::new_local(None),
            wrong: RwSignal::new(None),
        };
        // What comes from elsewhere arrives where nobody is typing.
        Effect::new(move |_| {
            let now = now();
            let was = keeping.kept.get_value();
            if now != was && keeping.text.get_untracked() == was {
                keeping.text.set(now.clone());
                keeping.kept.set_value(now);
            }
        });
        on_cleanup(move || keeping.keep());
        keeping
    }

    pub fn typed(self, text: String) {
        self.text.set(text);
        self.stop();
        self.waiting.set_value(set_timeout_with_handle(move || self.keep(), REST).ok());
    }

    fn stop(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Keeps what is typed, if it is not kept yet.
    pub fn keep(self) {
        self.stop();
        let (Some(text), Some(kept)) = (self.text.try_get_untracked(), self.kept.try_get_value()) else { return };
        // As the record keeps it, a blank at the end is no change.
        let same = item_text(ItemKind::Conflict, self.field, &text).is_ok_and(|text| text == kept);
        if same || self.subject.locked.try_get_untracked() != Some(false) {
            return;
        }
        let Self { subject, id, field, .. } = self;
        let changes = vec![(field, text.clone())];
        subject.desk.ask(Command::SetItem { client: subject.id, item: id, changes }, move |outcome| match outcome {
            Ok(_) => {
                let text = item_text(ItemKind::Conflict, field, &text).unwrap_or(text);
                let _ = self.kept.try_set_value(text);
                let _ = self.wrong.try_set(None);
            }
            Err(unable) => {
                let _ = self.wrong.try_set(Some(subject.desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))));
            }
        });
    }
}

/// One of the five: what it is for, what is at hand, what is said.
#[component]
pub fn StepView(subject: Subject, id: ItemId, place: usize, step: Step, item: Memo<Option<Item>>, signs: Memo<Vec<Sign>>) -> View {
    let keeping = Keeping::of(subject, id, step, item);
    let field = format!("talk-{}-{id}", step.key());
    let out = Memo::new(move |_| item.with(|item| item.as_ref().is_some_and(|item| skipped(item).contains(&step))));
    let hand = Memo::new(move |_| {
        let chosen = item.with(|item| item.as_ref().and_then(cause));
        signs.with(|signs| at_hand(signs, chosen, step))
    });
    let skip = move |is: bool| {
        let to = item.with_untracked(|item| item.as_ref().map(|item| with_skipped(item, step, is)));
        let Some(to) = to else { return };
        let command = Command::SetItem { client: subject.id, item: id, changes: vec![(ItemField::Skipped, to)] };
        subject.desk.ask(command, move |outcome| {
            if let Err(unable) = outcome {
                subject.desk.say(Err(unable));
            }
            focus(if is { format!("skip-{}-{id}", step.key()) } else { format!("talk-{}-{id}", step.key()) });
        });
    };
    let (label, hint) = (format!("{field}-l"), format!("{field}-h"));
    let name = said::step(step);
    let button = format!("skip-{}-{id}", step.key());
    view! {
        <li class="talk-step" data-out=move || out.get().then_some("")>
            <div class="talk-step-head">
                <h3 id=label.clone()><span class="num">{place}". "</span>{name}</h3>
                {move || out.get().then(|| view! { <span class="standing" data-standing="void">{said::SKIPPED}</span> })}
                {move || (!subject.locked.get()).then(|| {
                    let is = out.get();
                    let words = if is { said::TAKE_UP } else { said::SKIP };
                    // What has a text is not left out.
                    let full = !keeping.text.with(|text| text.trim().is_empty());
                    (is || !full).then(|| view! {
                        <button class="plain small end" id=button.clone() type="button" on:click=move |_| skip(!is)>{words}<span class="sr">": "{name}</span></button>
                    })
                })}
            </div>
            <p class="hint" id=hint.clone()>{said::step_hint(step)}</p>
            {move || (!out.get() && !hand.with(Vec::is_empty)).then(|| view! {
                <div class="at-hand">
                    <span class="quiet">{said::AT_HAND}</span>
                    <ul class="signs">{hand.get().iter().map(|one| sign(subject, one)).collect_view()}</ul>
                </div>
            })}
            <Show when=move || !out.get()>
                <textarea id=field.clone() rows="3" dir="auto" aria-labelledby=label.clone() aria-describedby=hint.clone()
                    readonly=move || subject.locked.get() prop:value=move || keeping.text.get()
                    on:input=move |event| keeping.typed(event_target_value(&event)) on:change=move |_| keeping.keep()></textarea>
                <div role="alert">{move || keeping.wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
                {(step == ItemField::Propose).then(|| view! { <Promising subject id/> })}
            </Show>
        </li>
    }
}

/// What is promised in the conversation, each with its day, as promises of the record.
#[component]
fn Promising(subject: Subject, id: ItemId) -> View {
    let desk = subject.desk;
    let (what, when, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let made = Memo::new(move |_| subject.with(|client| promises(client, id)).unwrap_or_default());
    let promise = move |event: SubmitEvent| {
        event.prevent_default();
        if what.with_untracked(|what| what.trim().is_empty()) {
            wrong.set(Some(said::WHAT_MISSING.to_owned()));
            return focus(format!("promise-{id}"));
        }
        if Day::parse(&when.get_untracked()).is_none() {
            wrong.set(Some(said::WHEN_MISSING.to_owned()));
            return focus(format!("promise-by-{id}"));
        }
        let fields = vec![
            (ItemField::Title, what.get_untracked()),
            (ItemField::Side, "ours".to_owned()),
            (ItemField::Due, when.get_untracked()),
            (ItemField::From, id.to_string()),
        ];
        desk.ask(Command::AddItem { client: subject.id, kind: ItemKind::Promise, fields }, move |outcome| match outcome {
            Ok(success) => {
                what.set(String::new());
                when.set(String::new());
                wrong.set(None);
                desk.say(Ok(success));
                focus(format!("promise-{id}"));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let line = move |(by, title): (Option<Day>, String)| {
        let day = by.map(|day| {
            let (near, full) = desk.locale.with_value(|locale| (locale.day(day), locale.long_day(day)));
            view! { <time datetime=day.to_string() title=full>{near}</time> }
        });
        view! { <li>{day}<span dir="auto">{title}</span></li> }
    };
    let (what_id, when_id, error) = (format!("promise-{id}"), format!("promise-by-{id}"), format!("promise-e-{id}"));
    view! {
        <form class="talk-line" novalidate aria-label=said::PROMISE on:submit=promise>
            <div class="field">
                <label for=what_id.clone()>{said::WHAT}</label>
                <input id=what_id type="text" dir="auto" autocomplete="off" maxlength="300" aria-describedby=error.clone()
                    prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event))/>
            </div>
            <div class="field">
                <label for=when_id.clone()>{said::BY_WHEN}</label>
                <input id=when_id type="date" aria-describedby=error.clone() prop:value=move || when.get() on:input=move |event| when.set(event_target_value(&event))/>
            </div>
            <button type="submit">{said::PROMISE}</button>
            <div class="wide" id=error>{move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
        </form>
        {move || (!made.with(Vec::is_empty)).then(|| view! {
            <div class="at-hand">
                <span class="quiet">{said::PROMISED}</span>
                <ul class="signs">{made.get().into_iter().map(line).collect_view()}</ul>
            </div>
        })}
    }
}
