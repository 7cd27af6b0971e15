//! The picture beside the sender's name on documents.

use crate::dom::ev::Event;
use crate::dom::*;
use domain::decide::Way;
use domain::item::{ItemField, ItemKind};
use domain::{Command, ItemId};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::part::focus::focus;
use crate::state::cabinet::handed;
use crate::state::desk::desk;
use crate::state::logo::{MEDIA, picture};
use crate::words::logo as said;

#[component]
pub fn Logo() -> View {
    let desk = desk();
    let now = Memo::new(move |_| {
        desk.practice.with(|practice| {
            let (id, hash) = practice.logo()?;
            Some((id, practice.picture(hash)?.to_owned()))
        })
    });
    let wrong = RwSignal::new(false);
    let save = move |ways: Vec<Way>, words: &'static str| {
        desk.ask(Command::SaveWays { ways }, move |outcome| match outcome {
            Ok(success) => {
                desk.toast(words.to_owned(), success.undo, false);
                focus("h-logo");
            }
            Err(unable) => desk.say(Err(unable)),
        });
    };
    let gone = |id: ItemId| Way { item: Some(id), kind: ItemKind::Logo, changes: Vec::new(), gone: true };
    let chosen = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(file) = handed(input.files()).into_iter().next() else { return };
        input.set_value("");
        spawn_local(async move {
            let picture = picture(&file).await;
            wrong.set(picture.is_none());
            let Some(picture) = picture else { return };
            let hash = domain::seal::hash(&picture);
            let before = now.get_untracked();
            let changes = vec![(ItemField::Picture, picture), (ItemField::Hash, hash)];
            // The one before stays for the documents that have it.
            let ways = before.map(|(id, _)| gone(id)).into_iter().chain([Way { item: None, kind: ItemKind::Logo, changes, gone: false }]);
            save(ways.collect(), said::SAVED);
        });
    };
    view! {
        <div class="logo">
            <h3 id="h-logo" tabindex="-1">{said::TITLE}</h3>
            <p class="hint">{said::HINT}</p>
            {move || now.get().map(|(_, picture)| view! { <img class="logo-shown" alt=said::SHOWN src=format!("data:image/png;base64,{picture}")/> })}
            <div class="row">
                <label class="btn plain small another">
                    {move || if now.with(Option::is_some) { said::ANOTHER } else { said::CHOOSE }}
                    <input type="file" class="sr" accept=MEDIA.join(",") on:change=chosen aria-describedby="logo-takes"/>
                </label>
                {move || now.get().map(|(id, _)| view! {
                    <button class="plain small" type="button" on:click=move |_| save(vec![gone(id)], said::REMOVED)>{said::REMOVE}</button>
                })}
            </div>
            <p class="hint" id="logo-takes">{said::TAKES}</p>
            {move || wrong.get().then(|| view! { <p class="error" role="alert">{said::NOT_TAKEN}</p> })}
        </div>
    }
}
