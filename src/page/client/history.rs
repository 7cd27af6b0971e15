//! The history: written above, read below, the newest first.

use std::time::Duration;

use crate::dom::ev::{KeyboardEvent, SubmitEvent};
use crate::dom::html;
use crate::dom::*;
use domain::client::{Direction, NoteKind};
use domain::time::Day;
use domain::{Command, Id, Refusal};

use super::Subject;
use super::entry::{Amending, EntryView};
use crate::part::focus::focus;
use crate::state::client::form::refusal_of;
use crate::state::client::history::{history, place};
use crate::state::client::{Typed, Unsent};
use crate::state::desk::Record;
use crate::words::{self, client as said};

/// Entries that fill any window: what is built before the first paint.
const AT_ONCE: usize = 40;
/// Entries built in one go after it.
const IN_ONE_GO: usize = 80;
const SHOWN_AT_FIRST: usize = 100;
const SHOWN_MORE: usize = 200;

#[component]
pub fn History(subject: Subject, thing: Option<Id>) -> View {
    // Down to the entry that the address names.
    let reach = move |record: &Record| thing.and_then(|thing| place(&record.client, thing)).map_or(0, |place| place + 1);
    let reach = subject.record.with_untracked(|record| record.as_deref().map_or(0, reach));
    let wanted = RwSignal::new(SHOWN_AT_FIRST.max(reach));
    let limit = RwSignal::new(AT_ONCE);
    fill_up(limit, wanted);
    let more = move |_| {
        wanted.update(|wanted| *wanted += SHOWN_MORE);
        fill_up(limit, wanted);
    };
    let all = Memo::new(move |_| {
        subject.record.with(|record| record.as_ref().map(|record| history(&record.client, limit.get())).unwrap_or_default())
    });
    let amending = Amending::default();
    let noted = Memo::new(move |_| all.with(|all| all.notes > 0));
    // Without those that are on their way.
    let hidden = Memo::new(move |_| all.with(|all| (all.shown.len() + all.hidden).saturating_sub(wanted.get())));
    view! {
        <Show when=move || !subject.locked.get()><Composer subject/></Show>
        <section aria-label=said::ENTRIES>
            <h2 class="sr">{said::ENTRIES}</h2>
            <Show when=move || !noted.get()>
                <div class="empty"><p>{said::NO_ENTRIES}" "{said::NO_ENTRIES_HINT}</p></div>
            </Show>
            <For each=move || all.with(|all| all.months()) key=|month| *month let(month)>
                <h3 class="log-month">{said::month(month)}</h3>
                <ol class="log">
                    <For each=move || all.with(|all| all.of_month(month)) key=|entry| entry.key.clone() let(entry)>
                        <EntryView subject entry amending/>
                    </For>
                </ol>
            </For>
            {move || (hidden.get() > 0).then(|| view! {
                <p class="list-foot">
                    <button class="more" type="button" on:click=more>{said::more(hidden.get())}</button>
                </p>
            })}
        </section>
    }
}

/// Some entries more with every frame, until all that are wanted stand there: no frame waits for all of them.
fn fill_up(limit: RwSignal<usize>, wanted: RwSignal<usize>) {
    request_animation_frame(move || {
        set_timeout(
            move || {
                // None: the page is gone.
                let (Some(now), Some(wanted_now)) = (limit.try_get_untracked(), wanted.try_get_untracked()) else { return };
                if now < wanted_now {
                    limit.set((now + IN_ONE_GO).min(wanted_now));
                    fill_up(limit, wanted);
                }
            },
            Duration::ZERO,
        );
    });
}

/// What is wrong with what was typed, beside the field it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wrong {
    text: Option<String>,
    day: Option<String>,
}

#[component]
fn Composer(subject: Subject) -> View {
    let desk = subject.desk;
    let unsent: Unsent = expect_context();
    let begun = unsent.get(subject.id);
    let (kind, direction, text) = (RwSignal::new(begun.kind), RwSignal::new(begun.direction), RwSignal::new(begun.text));
    let day = RwSignal::new(desk.today.get_untracked().to_string());
    let wrong = RwSignal::new(Wrong::default());
    let writing = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    // What is typed waits here while its author looks elsewhere.
    Effect::new(move |_| unsent.set(subject.id, Typed { kind: kind.get(), direction: direction.get(), text: text.get() }));
    let write = move || {
        if writing.get_untracked() {
            return;
        }
        let locale = |refusal: &Refusal| desk.locale.with_value(|locale| words::refusal::refused(refusal, locale));
        let Some(happened) = Day::parse(&day.get_untracked()) else {
            wrong.set(Wrong { day: Some(said::NO_DAY.to_owned()), text: None });
            focus("note-day");
            return;
        };
        let sent = text.get_untracked();
        if sent.trim().is_empty() {
            wrong.set(Wrong { text: Some(locale(&Refusal::TextMissing)), day: None });
            focus("note");
            return;
        }
        writing.set(true);
        let command = Command::WriteNote {
            client: subject.id,
            kind: kind.get_untracked(),
            direction: direction.get_untracked(),
            happened,
            text: sent.clone(),
        };
        desk.ask(command, move |outcome| {
            writing.set(false);
            match outcome {
                Ok(success) => {
                    wrong.set(Wrong::default());
                    // More may have been typed meanwhile, and the page may be gone.
                    if text.try_get_untracked() == Some(sent) {
                        text.set(String::new());
                        direction.set(None);
                    }
                    day.set(desk.today.get_untracked().to_string());
                    desk.say(Ok(success));
                    focus("note");
                }
                Err(unable) => {
                    let words = desk.locale.with_value(|locale| words::refusal::unable(&unable, locale));
                    let about_day = matches!(refusal_of(&unable), Some(Refusal::HappenedInFuture { .. }));
                    wrong.set(if about_day { Wrong { day: Some(words), text: None } } else { Wrong { text: Some(words), day: None } });
                    focus(if about_day { "note-day" } else { "note" });
                }
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            write();
        }
    };
    view! {
        <form class="note-form" aria-label=said::WRITE on:keydown=keys on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            write();
        }>
            <fieldset class="choices">
                <legend class="sr">{said::KIND}</legend>
                {NoteKind::ALL.map(|one| view! {
                    <label>
                        <input type="radio" name="note-kind" value=one.key() prop:checked=move || kind.get() == one on:change=move |_| kind.set(one)/>
                        <span>{said::kind(one)}</span>
                    </label>
                })}
            </fieldset>
            <Show when=move || kind.get().is_conversation()>
                <fieldset class="choices">
                    <legend class="sr">{said::WHO_BEGAN}</legend>
                    {std::iter::once(None).chain(Direction::ALL.map(Some)).map(|one| view! {
                        <label>
                            <input type="radio" name="note-direction" value=one.map_or("", Direction::key)
                                prop:checked=move || direction.get() == one on:change=move |_| direction.set(one)/>
                            <span>{move || said::began(kind.get(), one)}</span>
                        </label>
                    }).collect_view()}
                </fieldset>
            </Show>
            <div class="field">
                <label class="sr" for="note">{said::WHAT}</label>
                <textarea id="note" rows="3" dir="auto" placeholder=said::WHAT_HINT node_ref=field
                    aria-invalid=move || wrong.with(|wrong| wrong.text.is_some()).then_some("true") aria-describedby="note-e"
                    prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
                <div id="note-e">{move || wrong.get().text.map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
            </div>
            <div class="acts">
                <div class="field">
                    <span class="note-day">
                        <label for="note-day">{said::HAPPENED}</label>
                        <input id="note-day" type="date" required max=move || desk.today.get().to_string()
                            aria-invalid=move || wrong.with(|wrong| wrong.day.is_some()).then_some("true") aria-describedby="note-day-e"
                            prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
                    </span>
                    <div id="note-day-e">{move || wrong.get().day.map(|words| view! { <p class="error" role="alert">{words}</p> })}</div>
                </div>
                <button class="primary" type="submit" title=said::KEY_HINT aria-keyshortcuts="Control+Enter">{said::WRITE_IT}</button>
            </div>
        </form>
    }
}
