//! The clock: started on an engagement, kept in the record, so that it runs on whatever becomes of the page.

use std::time::Duration;

use domain::item::{ItemField, ItemKind};
use domain::{Command, ItemId};

use crate::dom::*;
use crate::page::client::Subject;
use crate::part::focus::focus;
use crate::state::paying::Paying;
use crate::state::work::{self, Running};
use crate::words::scope as words;

const TICK: Duration = Duration::from_secs(10);

/// Milliseconds since 1970, looked at now and then while the view stands.
fn ticking() -> RwSignal<u64> {
    let now = RwSignal::new(work::now_ms());
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    fn later(now: RwSignal<u64>, waiting: StoredValue<Option<TimeoutHandle>, LocalStorage>) {
        let tick = move || {
            now.set(work::now_ms());
            later(now, waiting);
        };
        waiting.set_value(set_timeout_with_handle(tick, TICK).ok());
    }
    later(now, waiting);
    on_cleanup(move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    });
    now
}

/// Starts the clock; one that runs is stopped first.
#[component]
pub fn StartClock(subject: Subject, engagement: Option<ItemId>) -> View {
    let desk = subject.desk;
    let paying: Paying = expect_context();
    let runs_here = Memo::new(move |_| {
        subject.scope(|scope, _| scope.running().iter().any(|(_, item, _)| item.engagement() == engagement)).unwrap_or_default()
    });
    let start = move || {
        let fields = work::start(engagement, desk.today.get_untracked());
        paying.ask(subject.id, Command::AddItem { client: subject.id, kind: ItemKind::Work, fields }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(words::STARTED.to_owned(), success.undo, false);
                focus("stop-clock");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let begin = move |_| {
        let running = subject.scope_untracked(work::running).and_then(|running| running.into_iter().next());
        match running {
            None => start(),
            Some(running) => stop(subject, &running, start),
        }
    };
    view! {
        <Show when=move || !runs_here.get()>
            <button class="small" type="button" on:click=begin>
                {words::START}
                {move || engagement.and_then(|id| subject.scope(|_, client| client.items.get(&id).map(|item| item.title().to_owned()))).flatten()
                    .map(|title| view! { <span class="sr">{words::of_engagement(&title)}</span> })}
            </button>
        </Show>
    }
}

fn stop(subject: Subject, running: &Running, then: impl FnOnce() + 'static) {
    let desk = subject.desk;
    let changes = work::stop(&running.work, running.since_ms);
    desk.ask(Command::SetItem { client: subject.id, item: running.id, changes }, move |outcome| match outcome {
        Ok(success) => {
            desk.toast(words::STOPPED.to_owned(), success.undo, false);
            then();
        }
        Err(unable) => desk.say(Err(unable)),
    });
}

/// The clocks that run: on what, since when, and what is being done.
#[component]
pub fn Clocks(subject: Subject) -> View {
    let running = Memo::new(move |_| subject.scope(work::running).unwrap_or_default());
    let any = Memo::new(move |_| running.with(|running| !running.is_empty()));
    view! {
        <Show when=move || any.get()>
            {
                let now = ticking();
                move || running.get().into_iter().map(|one| clock(subject, one, now)).collect_view()
            }
        </Show>
    }
}

fn clock(subject: Subject, one: Running, now: RwSignal<u64>) -> View {
    let desk = subject.desk;
    let (id, since_ms) = (one.id, one.since_ms);
    let before = one.work.count(ItemField::Minutes).unwrap_or_default();
    let shown = move || words::clock(before + now.get().saturating_sub(since_ms) / 60_000);
    let doing = one.work.get(ItemField::Detail).to_owned();
    let on = one.engagement.clone().unwrap_or_else(|| words::NO_ENGAGEMENT.to_owned());
    let say = move |event| {
        let changes = vec![(ItemField::Detail, event_target_value(&event))];
        desk.tell(Command::SetItem { client: subject.id, item: id, changes });
    };
    let end = move |_| stop(subject, &one, || focus("add-work"));
    let locked = subject.locked.get();
    view! {
        <div class="clock" role="group" aria-label=words::RUNS>
            <p class="clock-shown"><span class="num">{shown}</span><span class="quiet">{words::started_at(work::started_at(since_ms))}</span></p>
            <p class="clock-on" dir="auto">{on}</p>
            {(!locked).then(|| view! {
                <input type="text" dir="auto" autocomplete="off" aria-label=words::DOING placeholder=words::DOING
                    maxlength="300" prop:value=doing on:change=say/>
                <button id="stop-clock" type="button" on:click=end>{words::STOP}</button>
            })}
        </div>
    }
}
