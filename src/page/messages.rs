//! Writing to clients in one sitting: whoever waits for a word, and whoever is to be reminded of money, one after the other. Each draft is
//! made of its own client's record.

mod draft;

use std::collections::{BTreeMap, BTreeSet};

use crate::dom::*;
use domain::ClientId;

use crate::part::focus::focus;
use crate::part::icon::{Icon, small_icon};
use crate::route::Route;
use crate::state::desk::{Desk, desk};
use crate::state::messages::{self as state, Entry, Why};
use crate::state::notify::Notify;
use crate::state::today::Agenda;
use crate::words::{messages as said, today};
use draft::{Draft, Sitting};

/// One entry as the list shows it: what is done stays where it stood.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    entry: Entry,
    key: String,
    done: bool,
}

#[component]
pub fn Messages(client: Option<ClientId>) -> View {
    let desk = desk();
    desk.look_at_practice();
    let agenda = Agenda::new(desk);
    let queue = Memo::new(move |_| state::waiting(desk, agenda));
    // As it was when the sitting began, with what came since.
    let kept = StoredValue::new(Vec::<Entry>::new());
    let own_done = RwSignal::new(BTreeSet::<String>::new());
    let lines = Memo::new(move |_| {
        own_done.track();
        let Some(now) = queue.get() else { return Vec::new() };
        let now: Vec<(String, Entry)> = now.into_iter().map(|entry| (entry.key(), entry)).collect();
        let mut all: Vec<Line> = Vec::new();
        for before in kept.get_value() {
            let key = before.key();
            let found = now.iter().find(|(one, _)| *one == key).map(|(_, entry)| entry.clone());
            let done = if before.why == Why::Own { own_done.with_untracked(|done| done.contains(&key)) } else { found.is_none() };
            all.push(Line { entry: found.unwrap_or(before), key, done });
        }
        let known: BTreeSet<String> = all.iter().map(|line| line.key.clone()).collect();
        all.extend(now.into_iter().filter(|(key, _)| !known.contains(key)).map(|(key, entry)| Line { entry, key, done: false }));
        if let Some(client) = client.filter(|client| all.iter().all(|line| line.entry.client != *client)) {
            let entry = Entry { client, why: Why::Own };
            all.insert(0, Line { key: entry.key(), entry, done: false });
        }
        kept.set_value(all.iter().map(|line| line.entry.clone()).collect());
        all
    });
    let chosen = RwSignal::new(None::<String>);
    let current = Memo::new(move |_| {
        lines.with(|lines| {
            let chosen = chosen.get();
            let by_key = lines.iter().find(|line| Some(&line.key) == chosen.as_ref());
            let asked = || lines.iter().find(|line| !line.done && client == Some(line.entry.client));
            let first = || lines.iter().find(|line| !line.done);
            by_key.or_else(asked).or_else(first).map(|line| line.key.clone())
        })
    });
    // What is open stays open until it is dealt with.
    Effect::new(move |_| {
        if let Some(key) = current.get().filter(|_| chosen.with_untracked(Option::is_none)) {
            chosen.set(Some(key));
        }
    });
    let place = Memo::new(move |_| {
        let at = lines.with(|lines| lines.iter().position(|line| Some(&line.key) == current.get().as_ref()));
        (at.unwrap_or(0), lines.with(Vec::len))
    });
    let left = Memo::new(move |_| lines.with(|lines| lines.iter().filter(|line| !line.done).count()));
    let go = move |key: String| {
        chosen.set(Some(key));
        focus("draft-h");
    };
    let step = move |ahead: bool| {
        let (at, _) = place.get_untracked();
        let open = |line: &&Line| !line.done;
        let to = lines.with_untracked(|lines| {
            let found = if ahead { lines.iter().skip(at + 1).find(open) } else { lines.iter().take(at).rev().find(open) };
            found.map(|line| line.key.clone())
        });
        if let Some(key) = to {
            go(key);
        }
    };
    // What is dealt with gives way to what is still to be written, looked for from there on.
    let after = Callback::new(move |key: String| {
        own_done.update(|done| _ = done.insert(key.clone()));
        let next = lines.with_untracked(|lines| {
            let at = lines.iter().position(|line| line.key == key).unwrap_or(0);
            let open = |line: &&Line| !line.done && line.key != key;
            lines.iter().skip(at).find(open).or_else(|| lines.iter().take(at).find(open)).map(|line| line.key.clone())
        });
        match next {
            Some(key) => go(key),
            None => {
                chosen.set(None);
                focus("messages-h");
            }
        }
    });
    let sitting =
        Sitting { desk, typed: StoredValue::new(BTreeMap::new()), asked: RwSignal::new(None), after, can_share: state::can_share() };
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
            match event.key().as_str() {
                "PageDown" => step(true),
                "PageUp" => step(false),
                _ => return,
            }
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
    let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    view! {
        <div class="head">
            <h1 id="messages-h" tabindex="-1">{said::TITLE}</h1>
            <p class="quiet" role="status">{move || any.get().then(|| match left.get() {
                0 => String::new(),
                left => said::left(left),
            })}</p>
            <a class="btn plain small" href=Route::Templates.hash()>{said::TO_TEMPLATES}</a>
        </div>
        {move || (queue.with(Option::is_some) && !any.get()).then(|| view! {
            <div class="empty"><h2>{said::NOTHING}</h2><p>{said::NOTHING_HINT}</p></div>
        })}
        <Show when=move || any.get()>
            <div class="sitting">
                <div class="sitting-draft">
                    <div class="sitting-steps" hidden=move || current.with(Option::is_none)>
                        <button class="small" type="button" aria-keyshortcuts="Alt+PageUp" disabled=move || place.get().0 == 0
                            on:click=move |_| step(false)>{said::PREVIOUS}</button>
                        <span class="quiet num">{move || { let (at, of) = place.get(); said::place(at + 1, of) }}</span>
                        <button class="small" type="button" aria-keyshortcuts="Alt+PageDown" disabled=move || { let (at, of) = place.get(); at + 1 >= of }
                            on:click=move |_| step(true)>{said::NEXT}</button>
                    </div>
                    {move || {
                        let line = current.get().and_then(|key| lines.with_untracked(|lines| lines.iter().find(|line| line.key == key).cloned()));
                        match line {
                            Some(line) => view! { <Draft entry=line.entry sitting/> },
                            None => view! { <div class="empty"><h2>{said::ALL_DONE}</h2></div> },
                        }
                    }}
                </div>
                <nav class="sitting-list" aria-label=said::LIST>
                    {[Shelf::Own, Shelf::Words, Shelf::Money].map(|shelf| view! { <List shelf lines current desk choose=Callback::new(go)/> })}
                </nav>
            </div>
        </Show>
    }
}

/// Shows nothing: says by the system, while nobody looks, that something is to be written, and runs the rules.
#[component]
pub fn Watch() -> View {
    let notify: Notify = expect_context();
    notify.follow(desk());
    crate::state::rules::follow(desk());
    View::Nothing
}

/// Under which heading it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    Own,
    Words,
    Money,
}

fn shelf(why: &Why) -> Shelf {
    match why {
        Why::Own => Shelf::Own,
        Why::Notice(_) => Shelf::Words,
        Why::Reminder { .. } => Shelf::Money,
    }
}

#[component]
fn List(shelf: Shelf, lines: Memo<Vec<Line>>, current: Memo<Option<String>>, desk: Desk, choose: Callback<String>) -> View {
    let mine = Memo::new(move |_| {
        lines.with(|lines| lines.iter().filter(|line| self::shelf(&line.entry.why) == shelf).cloned().collect::<Vec<_>>())
    });
    let (id, heading) = match shelf {
        Shelf::Own => ("h-own", said::OWN),
        Shelf::Words => ("h-words", said::WORDS),
        Shelf::Money => ("h-money", said::MONEY),
    };
    (move || {
        (!mine.with(Vec::is_empty)).then(|| {
            view! {
                <section aria-labelledby=id>
                    <h2 id=id class="label">{heading}</h2>
                    <ol>
                        <For each=move || mine.get() key=|line| format!("{line:?}") let(line)>
                            <Row line current desk choose/>
                        </For>
                    </ol>
                </section>
            }
        })
    })
    .into_view()
}

#[component]
fn Row(line: Line, current: Memo<Option<String>>, desk: Desk, choose: Callback<String>) -> View {
    let Line { entry, key, done } = line;
    let name = desk.with_rows_untracked(|rows| rows.get(&entry.client).map(|row| row.name.clone()).unwrap_or_default());
    let what = what(&entry, desk);
    let (here, to) = (key.clone(), key);
    view! {
        <li>
            <button class="plain sitting-line" type="button" disabled=done data-done=done.then_some("")
                aria-current=move || (current.get().as_ref() == Some(&here)).then_some("true") on:click=move |_| choose.run(to.clone())>
                <bdi>{name}</bdi>
                <span class="quiet">{done.then(|| view! { {small_icon(Icon::Check)}{said::IS_SENT}" · " })}{what}</span>
            </button>
        </li>
    }
}

/// Why something is to be written, in a few words.
fn what(entry: &Entry, desk: Desk) -> String {
    let day = desk.today.get_untracked();
    desk.locale.with_value(|locale| match &entry.why {
        Why::Notice(notice) => today::what(&notice.what, locale, day),
        Why::Reminder { reminder, number, open } => said::reminder(reminder, number, *open, locale),
        Why::Own => said::OF_OWN_ACCORD.to_owned(),
    })
}
