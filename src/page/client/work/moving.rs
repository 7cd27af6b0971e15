//! A day that is moved: why, and whether they know. Who does not know yet gets a letter.

use domain::decide::Wish;
use domain::item::{ActKind, ItemKind};
use domain::time::Day;
use domain::{Command, ItemId};

use super::Shelf;
use super::act::act_now;
use super::letter::LetterBox;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::work;
use crate::words::{self, client, item as said, owed};

#[component]
pub fn MoveForm(
    shelf: Shelf,
    item: ItemId,
    close: Callback<()>,
    /// They do not know yet: the letter is next.
    letter: Callback<()>,
) -> View {
    let desk = shelf.subject.desk;
    let today = desk.today.get_untracked();
    let (to, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let told = RwSignal::new(None::<bool>);
    let told_on = RwSignal::new(today.to_string());
    let wrong = RwSignal::new(None::<(String, String)>);
    let id = move |name: &str| format!("move-{name}-{item}");
    let trouble =
        move |name: &'static str| wrong.with(|wrong| wrong.as_ref().filter(|(at, _)| *at == id(name)).map(|(_, words)| words.clone()));
    let refuse = move |name: &str, words: String| {
        wrong.set(Some((id(name), words)));
        focus(id(name));
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        if Day::parse(&to.get_untracked()).is_none() {
            return refuse("to", said::NEW_DAY_MISSING.to_owned());
        }
        if why.with_untracked(|why| why.trim().is_empty()) {
            return refuse("why", owed::WHY_MISSING.to_owned());
        }
        let Some(told) = told.get_untracked() else { return refuse("yes", owed::TOLD_MISSING.to_owned()) };
        let Some(told_on) = Day::parse(&told_on.get_untracked()) else { return refuse("on", said::NO_DATE.to_owned()) };
        let is_promise = shelf.kind == ItemKind::Promise;
        let kind = if is_promise && told { ActKind::Renegotiated } else { ActKind::Rescheduled };
        let (known, on) = if told { (ActKind::Told, told_on) } else { (ActKind::Untold, today) };
        let act = |wish: Wish| Command::Act { client: shelf.subject.id, item, wish };
        let commands = vec![
            act(Wish { kind, on: today, why: why.get_untracked(), value: to.get_untracked() }),
            act(Wish { kind: known, on, why: String::new(), value: String::new() }),
        ];
        desk.ask(Command::Together { client: shelf.subject.id, commands }, move |outcome| match outcome {
            Ok(success) => {
                if told {
                    close.try_run(())
                } else {
                    letter.try_run(())
                };
                desk.say(Ok(success));
            }
            Err(unable) => refuse("to", desk.locale.with_value(|locale| words::refusal::unable(&unable, locale))),
        });
    };
    let error = move |name: &'static str| move || trouble(name).map(|words| view! { <p class="error" role="alert">{words}</p> });
    let radio = move |name: &'static str, answer: bool, words: &'static str| {
        view! {
            <label class="tick"><input id=id(name) type="radio" name=format!("told-{item}") prop:checked=move || told.get() == Some(answer)
                on:change=move |_| told.set(Some(answer))/><span>{words}</span></label>
        }
    };
    focus(id("to"));
    view! {
        <form class="inline-form" novalidate aria-label=said::act(ActKind::Rescheduled) on:submit=keep on:keydown=move |event| {
            if event.key() == "Escape" {
                close.run(());
            }
        }>
            <div class="fields">
                <div class="field">
                    <label for=id("to")>{said::NEW_DAY}</label>
                    <input id=id("to") type="date" aria-invalid=move || trouble("to").map(|_| "true") prop:value=move || to.get()
                        on:input=move |event| to.set(event_target_value(&event))/>
                    {error("to")}
                </div>
                <div class="field wide">
                    <label for=id("why")>{said::why(ActKind::Rescheduled)}</label>
                    <textarea id=id("why") rows="2" dir="auto" aria-invalid=move || trouble("why").map(|_| "true") prop:value=move || why.get()
                        on:input=move |event| why.set(event_target_value(&event))></textarea>
                    {error("why")}
                </div>
                <fieldset class="field wide told">
                    <legend class="label">{owed::TOLD}</legend>
                    {radio("yes", true, if shelf.kind == ItemKind::Promise { owed::TOLD_AGREED } else { owed::TOLD_YES })}
                    <Show when=move || told.get() == Some(true)>
                        <div class="field">
                            <label for=id("on")>{owed::TOLD_ON}</label>
                            <input id=id("on") type="date" max=today.to_string() prop:value=move || told_on.get()
                                on:input=move |event| told_on.set(event_target_value(&event))/>
                            {error("on")}
                        </div>
                    </Show>
                    {radio("no", false, owed::TOLD_NOT)}
                    {error("yes")}
                </fieldset>
            </div>
            <div class="acts">
                <button class="primary" type="submit">{said::act(ActKind::Rescheduled)}</button>
                <button class="plain" type="button" on:click=move |_| close.run(())>{client::CANCEL}</button>
            </div>
        </form>
    }
}

/// What tells them of the new day, and the way to say that they know.
#[component]
pub fn MovedLetter(shelf: Shelf, item: ItemId, close: Callback<()>) -> View {
    let subject = shelf.subject;
    let desk = subject.desk;
    let text = desk.practice.with_untracked(|practice| {
        let moved = subject
            .scope_untracked(|_, client| client.items.get(&item).and_then(|known| work::moved(client, practice, known)))
            .flatten()?;
        Some(desk.locale.with_value(|locale| moved.text(locale)))
    });
    let know = view! { <button type="button" on:click=move |_| act_now(shelf, item, ActKind::Told, move || close.run(()))>{owed::THEY_KNOW}</button> };
    view! { <LetterBox id="moved-text" text=text.unwrap_or_default() close more=know/> }
}
