use domain::decide::Wish;
use domain::item::{ActKind, Goodwill, Item};
use domain::{ActId, Command, ItemId};

use super::Subject;
use crate::dom::ev::SubmitEvent;
use crate::dom::*;
use crate::part::focus::focus;
use crate::state::difficult::given;
use crate::words::{self, difficult as said};

/// After a mistake of ours: one thing that makes it good, noted with its day.
#[component]
pub fn MakeGood(subject: Subject, id: ItemId, item: Memo<Option<Item>>) -> View {
    let desk = subject.desk;
    let (which, what, wrong) = (RwSignal::new(Goodwill::Call), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let all = Memo::new(move |_| item.with(|item| item.as_ref().map(given).unwrap_or_default()));
    let note = move |event: SubmitEvent| {
        event.prevent_default();
        let value = which.get_untracked().key().to_owned();
        let wish = Wish { kind: ActKind::Given, on: desk.today.get_untracked(), why: what.get_untracked(), value };
        desk.ask(Command::Act { client: subject.id, item: id, wish }, move |outcome| match outcome {
            Ok(success) => {
                what.set(String::new());
                wrong.set(None);
                desk.say(Ok(success));
                focus(format!("good-what-{id}"));
            }
            Err(unable) => wrong.set(Some(desk.locale.with_value(|locale| words::refusal::unable(&unable, locale)))),
        });
    };
    let back = move |act: ActId| {
        desk.tell(Command::WithdrawAct { client: subject.id, item: id, id: act, gone: true });
        focus(format!("good-what-{id}"));
    };
    let line = move |(id, act): (ActId, domain::item::Act)| {
        let (short, full) = desk.locale.with_value(|locale| (locale.day(act.on), locale.long_day(act.on)));
        let kind = Goodwill::from_key(&act.value).map(said::goodwill).unwrap_or_default();
        let why = (!act.why.is_empty()).then(|| format!(": {}", act.why));
        view! {
            <li>
                <time datetime=act.on.to_string() title=full>{short}</time>
                <span dir="auto">{kind}{why}</span>
                {(!subject.locked.get()).then(|| view! {
                    <button class="plain small" type="button" on:click=move |_| back(id)>{said::TAKE_BACK}<span class="sr">": "{kind}</span></button>
                })}
            </li>
        }
    };
    let (which_id, what_id) = (format!("good-{id}"), format!("good-what-{id}"));
    view! {
        <section class="good" aria-labelledby=format!("h-good-{id}")>
            <h3 id=format!("h-good-{id}")>{said::GOODWILL}</h3>
            <p class="hint">{said::GOODWILL_HINT}</p>
            <Show when=move || !subject.locked.get()>
                <form class="talk-line" novalidate aria-label=said::GOODWILL on:submit=note>
                    <div class="field">
                        <label for=which_id.clone()>{said::WHAT}</label>
                        <select id=which_id.clone() on:change=move |event| which.set(Goodwill::from_key(&event_target_value(&event)).unwrap_or(Goodwill::Other))>
                            {Goodwill::ALL.iter().map(|one| view! {
                                <option value=one.key() selected=*one == which.get_untracked()>{said::goodwill(*one)}</option>
                            }).collect_view()}
                        </select>
                    </div>
                    <div class="field">
                        <label for=what_id.clone()>{said::GOODWILL_WHAT}</label>
                        <input id=what_id.clone() type="text" dir="auto" autocomplete="off" maxlength="300"
                            prop:value=move || what.get() on:input=move |event| what.set(event_target_value(&event))/>
                    </div>
                    <button type="submit">{said::GOODWILL_DO}</button>
                    <div class="wide" role="alert">{move || wrong.get().map(|words| view! { <p class="error">{words}</p> })}</div>
                </form>
            </Show>
            {move || (!all.with(Vec::is_empty)).then(|| view! {
                <div class="at-hand">
                    <span class="quiet">{said::GIVEN}</span>
                    <ul class="signs">{all.get().into_iter().map(line).collect_view()}</ul>
                </div>
            })}
        </section>
    }
}
