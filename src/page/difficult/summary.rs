use domain::ItemId;
use domain::difficult::Sign;

use super::Subject;
use crate::dom::*;
use crate::state::client::reach::letter;
use crate::state::difficult::{address, message};
use crate::state::work::copy;
use crate::words::difficult as said;

/// The message that sums a conversation up: it follows the steps until somebody writes into it.
#[component]
pub fn Summary(subject: Subject, id: ItemId, signs: Memo<Vec<Sign>>) -> View {
    let desk = subject.desk;
    let drafted = Memo::new(move |_| {
        let practice = desk.practice.get();
        signs.with(|signs| {
            subject.with(|client| desk.locale.with_value(|locale| message(client, &practice, id, signs, locale))).unwrap_or_default()
        })
    });
    let own = RwSignal::new(None::<String>);
    let text = move || own.get().unwrap_or_else(|| drafted.get());
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let now = untrack(text);
        spawn_local(async move { copied.set(Some(copy(&now).await)) });
    };
    let mail = Memo::new(move |_| {
        let (to, about) = subject.with(|client| {
            let about = client.items.get(&id).map(|item| item.title().to_owned()).unwrap_or_default();
            (address(client), about)
        })?;
        letter(&to, &said::subject(&about), &text())
    });
    let (field, hint) = (format!("sum-{id}"), format!("sum-h-{id}"));
    view! {
        <div class="field talk-sum">
            <label for=field.clone()>{said::SUMMARY}</label>
            <p class="hint" id=hint.clone()>{said::SUMMARY_HINT}</p>
            <textarea id=field rows="12" dir="auto" aria-describedby=hint prop:value=text
                on:input=move |event| { own.set(Some(event_target_value(&event))); copied.set(None); }></textarea>
            <div class="acts">
                <button type="button" on:click=copy>{said::COPY}</button>
                {move || mail.get().map(|to| view! { <a class="btn plain" href=to>{said::MAIL}</a> })}
                {move || own.with(Option::is_some).then(|| view! {
                    <button class="plain" type="button" on:click=move |_| own.set(None)>{said::SUMMARY_AGAIN}</button>
                })}
                <span role="status" class="quiet">{move || copied.get().map(|done| if done { said::COPIED } else { said::NOT_COPIED })}</span>
            </div>
        </div>
    }
}
