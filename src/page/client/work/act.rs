//! What becomes of an item: the acts it knows as buttons, and the few words some of them ask for.

use domain::decide::Wish;
use domain::item::{ActKind, Says};
use domain::time::Day;
use domain::{ActId, Command, ItemId};

use super::Shelf;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::words::{self, client, item as said};

/// Does it today, and says so with the way back.
pub fn act_now(shelf: Shelf, item: ItemId, kind: ActKind) {
    let desk = shelf.subject.desk;
    let wish = Wish { kind, on: desk.today.get_untracked(), why: String::new(), value: String::new() };
    desk.tell(Command::Act { client: shelf.subject.id, item, wish });
}

/// Takes back an act.
pub fn withdraw(shelf: Shelf, item: ItemId, id: ActId) {
    shelf.subject.desk.tell(Command::WithdrawAct { client: shelf.subject.id, item, id, gone: true });
}

/// Asks when it happened, why, and for the new day where the act has one. `close` is told when it is kept or left.
#[component]
pub fn ActForm(shelf: Shelf, item: ItemId, kind: ActKind, close: Callback<()>) -> View {
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
            return focus("act-on");
        };
        if asks_day && Day::parse(&to.get_untracked()).is_none() {
            wrong.set(Some(said::NEW_DAY_MISSING.to_owned()));
            return focus("act-to");
        }
        let wish = Wish { kind, on, why: why.get_untracked(), value: to.get_untracked() };
        desk.ask(Command::Act { client: shelf.subject.id, item, wish }, move |outcome| match outcome {
            Ok(success) => {
                close.run(());
                desk.say(Ok(success));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    focus(if asks_day { "act-to" } else { "act-why" });
    view! {
        <form class="inline-form" novalidate aria-label=said::act(kind) on:submit=keep on:keydown=move |event| {
            if event.key() == "Escape" {
                close.run(());
            }
        }>
            <div class="fields">
                {asks_day.then(|| view! {
                    <div class="field">
                        <label for="act-to">{said::NEW_DAY}</label>
                        <input id="act-to" type="date" prop:value=move || to.get() on:input=move |event| to.set(event_target_value(&event))/>
                    </div>
                })}
                <div class="field">
                    <label for="act-on">{said::HAPPENED}</label>
                    <input id="act-on" type="date" max=desk.today.get_untracked().to_string() prop:value=move || on.get()
                        on:input=move |event| on.set(event_target_value(&event))/>
                </div>
                <div class="field wide">
                    <label for="act-why">{said::why(kind)}</label>
                    <textarea id="act-why" rows="2" dir="auto" prop:value=move || why.get() on:input=move |event| why.set(event_target_value(&event))></textarea>
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
