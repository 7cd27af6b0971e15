use domain::Command;

use super::{Mode, Page};
use crate::dom::*;
use crate::state::proposal as state;
use crate::state::work::copy;
use crate::words::proposal as said;

/// The text that goes with it, and the question whether it went.
#[component]
pub fn Send(page: Page) -> View {
    let subject = page.subject;
    let desk = subject.desk;
    let cover = untrack(|| {
        let sealed = page.draft()?;
        desk.practice.with(|practice| subject.record.with(|record| Some(state::cover(&record.as_ref()?.client, practice, &sealed))))
    });
    let text = RwSignal::new(cover.map(|cover| desk.locale.with_value(|locale| cover.text(locale))).unwrap_or_default());
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let now = text.get_untracked();
        spawn_local(async move { copied.set(Some(copy(&now).await)) });
    };
    let title = move || page.item(|item| item.title().to_owned()).unwrap_or_default();
    let mail = move || subject.record.with(|record| record.as_ref().map(|record| state::mail(&record.client, &title(), &text.get())));
    let sent = move |_| {
        let on = desk.today.get_untracked();
        desk.ask(Command::SendProposal { client: subject.id, item: page.id, on }, move |outcome| {
            if outcome.is_ok() {
                page.checked.set(false);
                // None as well: the page is gone.
                let live = page.subject.record.try_with_untracked(|record| {
                    record.as_ref().and_then(|record| domain::proposal::Offer(record.client.items.get(&page.id)?).live())
                });
                let live = live.flatten();
                page.show(Mode::Paper(live.map(|live| live.act)));
            }
            desk.say(outcome);
        });
    };
    crate::part::focus::focus("send-text");
    view! {
        <section class="stack send" aria-labelledby="send-h">
            <h2 id="send-h">{said::send_version(page.draft().map_or(1, |draft| draft.version))}</h2>
            <div class="field">
                <label for="send-text">{said::TEXT}</label>
                <textarea id="send-text" rows="12" dir="auto" prop:value=move || text.get()
                    on:input=move |event| { text.set(event_target_value(&event)); copied.set(None); }></textarea>
            </div>
            <div class="row">
                <button type="button" on:click=copy>{said::COPY}</button>
                <a class="btn plain" href=mail>{said::MAIL}</a>
                <button class="plain" type="button" on:click=move |_| page.show(Mode::Paper(None))>{said::SEE}</button>
                <span role="status" class="quiet">{move || copied.get().map(|done| if done { said::COPIED } else { said::NOT_COPIED })}</span>
            </div>
            <div class="notice">
                <h3>{said::WAS_SENT}</h3>
                <p>{said::WAS_SENT_HINT}</p>
                <div class="row">
                    <button class="primary" type="button" on:click=sent>{said::YES_SENT}</button>
                    <button class="plain" type="button" on:click=move |_| page.show(Mode::Write)>{said::NOT_YET}</button>
                </div>
            </div>
        </section>
    }
}
