//! One entry of the history: what happened and when, when it was recorded and by whom, and what it said before.

use crate::dom::ev::{KeyboardEvent, SubmitEvent};
use crate::dom::*;
use domain::client::Stamp;
use domain::item::{ActKind, ItemKind};
use domain::proposal::Sealed;
use domain::time::Day;
use domain::{Command, ItemId, NoteId};

use super::Subject;
use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::part::seek::at;
use crate::route::{Route, Tab};
use crate::state::client::history::{Entry, Past, Said};
use crate::state::client::recorded;
use crate::state::desk::Desk;
use crate::words::{self, client as said, item, merge};

/// The entry that is being amended, and what was typed. It stands beside the entries: an entry that changes meanwhile is drawn anew, and what
/// is typed into it must not be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amending {
    note: RwSignal<Option<NoteId>>,
    text: RwSignal<String>,
}

#[component]
pub fn EntryView(subject: Subject, entry: Entry, amending: Amending) -> View {
    let meta = meta(subject, &entry);
    match entry.said {
        Said::Move { from, to, why } => view! {
            <li class="entry" data-kind="move" id=at(entry.key.id())>
                <span class="entry-kind">{said::STAGE}</span>
                <p class="entry-text">{said::moved(from, to)}</p>
                {(!why.is_empty()).then(|| view! { <p class="entry-text" dir="auto">{said::reason(&why)}</p> })}
                {meta}
            </li>
        },
        Said::Merged { client, link, name } => {
            let apart = Command::TakeApart { client, into: link.to, link: link.id, gone: true };
            view! {
                <li class="entry" data-kind="merge" id=at(entry.key.id())>
                    <span class="entry-kind">{merge::MERGED}</span>
                    <p class="entry-text" dir="auto">{merge::was_merged(&name)}</p>
                    {meta}
                    <Show when=move || !subject.locked.get()>
                        <button class="entry-do plain small" type="button" on:click={
                            let apart = apart.clone();
                            move |_| subject.desk.tell(apart.clone())
                        }>{merge::TAKE_APART}<span class="sr">" "{name.clone()}</span></button>
                    </Show>
                </li>
            }
        }
        Said::Made { item: id, kind, side, title } => {
            let text = item::made(kind, side);
            of_item(subject, (id, kind), text.to_owned(), title, String::new(), meta)
        }
        Said::Act { item: id, kind, act, title, why, to } => {
            let to = match act {
                ActKind::Sent => {
                    let again = Sealed::open(&to).filter(|(sealed, ..)| sealed.version > 1);
                    again.map(|(sealed, ..)| words::proposal::version(sealed.version).to_lowercase())
                }
                _ => subject.desk.locale.with_value(|locale| item::towards(&to, locale)),
            };
            let held = kind == ItemKind::Conflict && act == ActKind::Closed;
            let text = if held { words::difficult::HELD.to_owned() } else { item::became(act, to.as_deref()) };
            let title = if kind == ItemKind::Conflict && title.is_empty() { words::difficult::UNTITLED.to_owned() } else { title };
            of_item(subject, (id, kind), text, title, why, meta)
        }
        Said::Note { id, kind, direction, text, past, .. } => {
            let day = subject.desk.locale.with_value(|locale| locale.long_day(entry.happened));
            let words = StoredValue::new(text);
            let past = StoredValue::new(past);
            let is_open = move || amending.note.get() == Some(id) && !subject.locked.get();
            let amend = move |_| {
                amending.text.set(words.get_value());
                amending.note.set(Some(id));
                focus(format!("amend-{id}"));
            };
            view! {
                <li class="entry" data-kind=kind.key() id=at(id.0)>
                    <span class="entry-kind">
                        {said::kind(kind)}
                        {direction.map(|one| view! { <span class="entry-way">{said::began(kind, Some(one))}</span> })}
                    </span>
                    <Show when=is_open fallback=move || view! { <p class="entry-text" dir="auto">{words.get_value()}</p> }>
                        <AmendForm subject note=id amending/>
                    </Show>
                    {meta}
                    {move || (!past.with_value(Vec::is_empty)).then(|| earlier(subject, &past.get_value()))}
                    <Show when=move || !subject.locked.get() && !is_open()>
                        <button class="entry-do plain small" id=format!("entry-{id}") type="button" on:click=amend>
                            {said::AMEND}<span class="sr">{said::entry_of(kind, &day)}</span>
                        </button>
                    </Show>
                </li>
            }
        }
    }
}

/// What became of an item, with the way to where it is worked on.
fn of_item(subject: Subject, (id, kind): (ItemId, ItemKind), text: String, title: String, why: String, meta: View) -> View {
    let private = kind == ItemKind::Conflict;
    let to = match kind {
        ItemKind::Conflict => Route::Difficult(subject.id, Some(id.0)),
        ItemKind::Dispute => Route::Client(subject.id, Tab::Documents),
        ItemKind::Proposal => Route::Proposal(subject.id, id),
        ItemKind::File => Route::Thing(subject.id, Tab::Files, id.0),
        _ => Route::Thing(subject.id, Tab::Work, id.0),
    };
    view! {
        <li class="entry" data-kind="item">
            <span class="entry-kind">{item::one(kind)}{private.then(|| view! { <span class="entry-way">{small_icon(Icon::Lock)}{words::find::PRIVATE}</span> })}</span>
            <p class="entry-text">
                {text}" "<a href=to.hash() dir="auto">{title}</a>
            </p>
            {(!why.is_empty()).then(|| view! { <p class="entry-text" dir="auto">{why}</p> })}
            {meta}
        </li>
    }
}

fn meta(subject: Subject, entry: &Entry) -> View {
    let desk = subject.desk;
    let amended = match &entry.said {
        Said::Note { amended: Some(stamp), .. } => Some(*stamp),
        Said::Note { amended: None, .. } | Said::Move { .. } | Said::Merged { .. } | Said::Made { .. } | Said::Act { .. } => None,
    };
    let amended = amended.and_then(|stamp| recorded(stamp).map(|(day, _)| (stamp, day))).map(|(stamp, day)| {
        let long = desk.locale.with_value(|locale| locale.long_day(day));
        view! { {said::AMENDED}<time datetime=day.to_string()>{long}</time>{said::by_whom(&desk.who(stamp.by))} }
    });
    view! { <p class="entry-meta">{dates(desk, entry.happened, entry.recorded)}{amended}</p> }
}

/// "Happened 12 March 2026 · recorded 20 March 2026 by you".
pub fn dates(desk: Desk, happened: Day, stamp: Stamp) -> View {
    let long = move |day: Day| desk.locale.with_value(|locale| locale.long_day(day));
    let when = match recorded(stamp) {
        None => said::UNKNOWN_DAY.into_view(),
        Some((day, _)) if day == happened => said::SAME_DAY.into_view(),
        Some((day, time)) => {
            view! { <time datetime=day.to_string() title=format!("{}{}", long(day), said::at_time(time))>{long(day)}</time> }
        }
    };
    view! {
        {said::HAPPENED}" "<time datetime=happened.to_string()>{long(happened)}</time>
        {said::RECORDED}{when}{said::by_whom(&desk.who(stamp.by))}
    }
}

/// What it said before, the oldest text first.
fn earlier(subject: Subject, past: &[Past]) -> View {
    let desk = subject.desk;
    let written = move |stamp: Stamp| {
        let when = recorded(stamp).map_or_else(
            || said::UNKNOWN_DAY.to_owned(),
            |(day, time)| desk.locale.with_value(|locale| locale.long_day(day)) + &said::at_time(time),
        );
        view! { <p class="entry-meta">{said::WRITTEN}{when}{said::by_whom(&desk.who(stamp.by))}</p> }
    };
    let texts = past
        .iter()
        .map(|one| view! { <li><p dir="auto" class="entry-text">{one.text.clone()}</p>{written(one.recorded)}</li> })
        .collect_view();
    view! { <details class="entry-past"><summary>{said::BEFORE}</summary><ol>{texts}</ol></details> }
}

#[component]
fn AmendForm(subject: Subject, note: NoteId, amending: Amending) -> View {
    let desk = subject.desk;
    let typed = amending.text;
    let wrong = RwSignal::new(None::<String>);
    let close = move || {
        amending.note.set(None);
        focus(format!("entry-{note}"));
    };
    let save = move || {
        desk.ask(Command::AmendNote { client: subject.id, note, text: typed.get_untracked() }, move |outcome| match outcome {
            Ok(success) => {
                close();
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let remove = move |_| {
        desk.ask(Command::RemoveNote { client: subject.id, note, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                amending.note.set(None);
                desk.toast(said::ENTRY_REMOVED.to_owned(), success.undo, false);
                focus("note");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        } else if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let (field, hint) = (format!("amend-{note}"), format!("amend-{note}-h"));
    view! {
        <form class="amend-form" on:keydown=keys on:submit=move |event: SubmitEvent| {
            event.prevent_default();
            save();
        }>
            <div class="field">
                <label class="sr" for=field.clone()>{said::AMENDED_TEXT}</label>
                <textarea id=field dir="auto" aria-describedby=hint.clone() aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))></textarea>
                <div id=hint>
                    <p class="hint">{said::AMEND_HINT}</p>
                    {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                </div>
            </div>
            <div class="row">
                <button class="primary small" type="submit">{said::SAVE}</button>
                <button class="plain small" type="button" on:click=move |_| close()>{said::CANCEL}</button>
                <button class="plain small danger end" type="button" on:click=remove>{said::REMOVE_ENTRY}</button>
            </div>
        </form>
    }
}
