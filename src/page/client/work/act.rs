//! What becomes of an item: the acts it knows as buttons, and the few words some of them ask for.

use domain::decide::Wish;
use domain::item::{ActKind, Says};
use domain::time::Day;
use domain::{ActId, Command, ItemId};

use super::Shelf;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::words::{self, client, item as said, owed};

/// Does it today, and says so with the way back. `then`: where the keyboard goes.
pub fn act_now(shelf: Shelf, item: ItemId, kind: ActKind, then: impl FnOnce() + 'static) {
    let desk = shelf.subject.desk;
    let wish = Wish { kind, on: desk.today.get_untracked(), why: String::new(), value: String::new() };
    desk.ask(Command::Act { client: shelf.subject.id, item, wish }, move |outcome| {
        if outcome.is_ok() {
            then();
        }
        desk.say(outcome);
    });
}

/// Takes back an act.
pub fn withdraw(shelf: Shelf, item: ItemId, id: ActId, then: impl FnOnce() + 'static) {
    let desk = shelf.subject.desk;
    desk.ask(Command::WithdrawAct { client: shelf.subject.id, item, id, gone: true }, move |outcome| match outcome {
        Ok(success) => {
            then();
            desk.toast(owed::TAKEN_BACK.to_owned(), success.undo, false);
        }
        Err(unable) => desk.say(Err(unable)),
    });
}

/// Asks when it happened, why, and for the new day where the act has one. `close` is told when it is kept or left.
#[component]
pub fn ActForm(
    shelf: Shelf,
    item: ItemId,
    kind: ActKind,
    close: Callback<()>,
    /// Told when what was done took the line away, and with it whoever would be told by `close`.
    #[prop(optional)]
    gone: Option<fn(Shelf, ItemId)>,
    /// What follows from it, done with it as one.
    #[prop(optional)]
    with: Option<fn(Shelf, ItemId) -> Vec<Command>>,
) -> View {
    let desk = shelf.subject.desk;
    let on = RwSignal::new(desk.today.get_untracked().to_string());
    let (why, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<String>);
    let asks_day = kind.says() == Says::Day;
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let Some(on) = Day::parse(&on.get_untracked()) else {
            wrong.set(Some(said::NO_DATE.to_owned()));
            return focus(format!("act-on-{item}"));
        };
        if asks_day && Day::parse(&to.get_untracked()).is_none() {
            wrong.set(Some(said::NEW_DAY_MISSING.to_owned()));
            return focus(format!("act-to-{item}"));
        }
        let wish = Wish { kind, on, why: why.get_untracked(), value: to.get_untracked() };
        let client = shelf.subject.id;
        let act = Command::Act { client, item, wish };
        let more = with.map(|with| with(shelf, item)).unwrap_or_default();
        let command =
            if more.is_empty() { act } else { Command::Together { client, commands: std::iter::once(act).chain(more).collect() } };
        desk.ask(command, move |outcome| match outcome {
            Ok(success) => {
                if let (None, Some(gone)) = (close.try_run(()), gone) {
                    gone(shelf, item);
                }
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    focus(format!("{}-{item}", if asks_day { "act-to" } else { "act-why" }));
    view! {
        <form class="inline-form" novalidate aria-label=said::act(kind) on:submit=keep on:keydown=move |event| {
            if event.key() == "Escape" {
                close.run(());
            }
        }>
            <div class="fields">
                {asks_day.then(|| view! {
                    <div class="field">
                        <label for=format!("act-to-{item}")>{said::NEW_DAY}</label>
                        <input id=format!("act-to-{item}") type="date" prop:value=move || to.get() on:input=move |event| to.set(event_target_value(&event))/>
                    </div>
                })}
                <div class="field">
                    <label for=format!("act-on-{item}")>{said::HAPPENED}</label>
                    <input id=format!("act-on-{item}") type="date" max=desk.today.get_untracked().to_string() prop:value=move || on.get()
                        on:input=move |event| on.set(event_target_value(&event))/>
                </div>
                <div class="field wide">
                    <label for=format!("act-why-{item}")>{said::why(kind)}</label>
                    <textarea id=format!("act-why-{item}") rows="2" dir="auto" prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
                </div>
            </div>
            <div role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
            <div class="acts">
                <button class="primary" type="submit">{said::act(kind)}</button>
                <button class="plain" type="button" on:click=move |_| close.run(())>{client::CANCEL}</button>
            </div>
        </form>
    }
}
