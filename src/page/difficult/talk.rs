use domain::decide::Wish;
use domain::difficult::{STEPS, Sign};
use domain::item::{ActKind, Cause, Item, ItemField};
use domain::{Command, ItemId};

use super::Subject;
use super::goodwill::MakeGood;
use super::step::{Keeping, StepView};
use super::summary::Summary;
use crate::dom::*;
use crate::part::focus::focus;
use crate::part::seek::at;
use crate::state::difficult::{cause, entry};
use crate::words::difficult as said;

fn item_of(subject: Subject, id: ItemId) -> Memo<Option<Item>> {
    Memo::new(move |_| subject.with(|client| client.items.get(&id).cloned()).flatten())
}

/// A conversation that is being prepared: what it is about, five steps, and how it ends.
#[component]
pub fn Talk(subject: Subject, id: ItemId, signs: Memo<Vec<Sign>>) -> View {
    let desk = subject.desk;
    let item = item_of(subject, id);
    let about = Keeping::of(subject, id, ItemField::Title, item);
    let chosen = Memo::new(move |_| item.with(|item| item.as_ref().and_then(cause)));
    let about_id = format!("about-{id}");
    let finish = move |_| {
        let why = item.with_untracked(|item| item.as_ref().map(entry).unwrap_or_default());
        let wish = Wish { kind: ActKind::Closed, on: desk.today.get_untracked(), why, value: String::new() };
        desk.ask(Command::Act { client: subject.id, item: id, wish }, move |outcome| {
            match outcome {
                Ok(success) => desk.toast(said::IN_HISTORY.to_owned(), success.undo, false),
                Err(unable) => desk.say(Err(unable)),
            }
            focus("h-talk");
        });
    };
    let remove = move |_| {
        desk.ask(Command::RemoveItem { client: subject.id, item: id, gone: true }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(said::REMOVED.to_owned(), success.undo, false);
                focus("begin-talk");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    view! {
        <div class="field talk-about">
            <label for=about_id.clone()>{said::ABOUT}</label>
            <input id=about_id type="text" dir="auto" autocomplete="off" maxlength="300" aria-describedby=format!("about-h-{id}")
                readonly=move || subject.locked.get() prop:value=move || about.text.get()
                on:input=move |event| about.typed(event_target_value(&event)) on:change=move |_| about.keep()/>
            <p class="hint" id=format!("about-h-{id}")>{said::ABOUT_HINT}" "{move || match chosen.get() {
                Some(one) => format!("{}: {}.", said::CAUSE, said::cause(one)),
                None => format!("{}.", said::NO_CAUSE),
            }}</p>
        </div>
        <ol class="talk-steps">
            {STEPS.into_iter().zip(1..).map(|(step, place)| view! { <StepView subject id place step item signs/> }).collect_view()}
        </ol>
        <Show when=move || chosen.get() == Some(Cause::Ours)><MakeGood subject id item/></Show>
        <Summary subject id signs/>
        <Show when=move || !subject.locked.get()>
            <p class="hint">{said::FINISH_HINT}</p>
            <div class="acts">
                <button class="primary" type="button" on:click=finish>{said::FINISH}</button>
                <button class="plain small danger end" type="button" on:click=remove>{said::REMOVE}</button>
            </div>
        </Show>
    }
}

/// One that was held: when, about what, and what was said.
#[component]
pub fn Held(subject: Subject, id: ItemId) -> View {
    let desk = subject.desk;
    let item = item_of(subject, id);
    let open = move |_| {
        let wish = Wish { kind: ActKind::Reopened, on: desk.today.get_untracked(), why: String::new(), value: String::new() };
        desk.ask(Command::Act { client: subject.id, item: id, wish }, move |outcome| {
            desk.say(outcome);
            focus(format!("about-{id}"));
        });
    };
    let shown = move || {
        item.get().and_then(|item| {
            let (_, act) = item.settled()?;
            let day = desk.locale.with_value(|locale| locale.long_day(act.on));
            let title = if item.title().is_empty() { said::UNTITLED.to_owned() } else { item.title().to_owned() };
            Some(view! {
                <summary><span dir="auto">{title}</span>" "<time class="quiet" datetime=act.on.to_string()>{day}</time></summary>
                <p class="prose" dir="auto">{act.why.clone()}</p>
            })
        })
    };
    view! {
        <li id=at(id.0)>
            <details>
                {shown}
                {move || (!subject.locked.get()).then(|| view! { <button class="plain small" type="button" on:click=open>{said::OPEN_AGAIN}</button> })}
            </details>
        </li>
    }
}
