//! Files that no record names any more: how much room they take, and giving it back.

use crate::dom::*;
use crate::part::focus::focus;
use crate::state::cabinet::{Unnamed, cabinet};
use crate::state::desk::desk;
use crate::words::{file as said, refusal};

#[derive(Clone, PartialEq, Eq)]
enum Stage {
    Idle,
    Busy,
    Found(Unnamed),
    Said { words: String, wrong: bool },
}

#[component]
pub fn UnnamedFiles() -> View {
    let (cabinet, locale) = (cabinet(), desk().locale);
    let stage = RwSignal::new(Stage::Idle);
    let tell = move |words: String, wrong| {
        stage.try_set(Stage::Said { words, wrong });
    };
    let seek = move |_| {
        stage.set(Stage::Busy);
        spawn_local(async move {
            match cabinet.unnamed().await {
                Ok(found) if found.unsure => tell(said::UNSURE.to_owned(), false),
                Ok(found) if found.count() == 0 => tell(said::NONE_UNNAMED.to_owned(), false),
                Ok(found) => {
                    stage.try_set(Stage::Found(found));
                    focus("h-unnamed");
                }
                Err(error) => tell(refusal::store(&error), true),
            }
        });
    };
    let free = move |found: Unnamed| {
        stage.set(Stage::Busy);
        spawn_local(async move {
            match cabinet.sweep(found).await {
                Ok(freed) => tell(locale.with_value(|locale| said::freed(freed, locale)), false),
                Err(error) => tell(refusal::store(&error), true),
            }
            focus("seek-unnamed");
        });
    };
    let shown = move || match stage.get() {
        Stage::Idle => View::Nothing,
        Stage::Busy => view! { <p class="quiet" role="status">{said::SEEKING}</p> },
        Stage::Said { words, wrong: false } => view! { <p class="quiet" role="status">{words}</p> },
        Stage::Said { words, wrong: true } => view! { <p class="error" role="alert">{words}</p> },
        Stage::Found(found) => {
            let (asked, button) =
                locale.with_value(|locale| (said::unnamed(found.count(), found.bytes, locale), said::free(found.bytes, locale)));
            view! {
                <div class="notice" data-level="amber">
                    <p id="h-unnamed" tabindex="-1">{asked}</p>
                    <div class="row">
                        <button class="danger" type="button" on:click=move |_| free(found.clone())>{button}</button>
                        <button class="plain" type="button" on:click=move |_| {
                            stage.set(Stage::Idle);
                            focus("seek-unnamed");
                        }>{said::LEAVE}</button>
                    </div>
                </div>
            }
        }
    };
    view! {
        <div class="unnamed">
            <button class="plain small" id="seek-unnamed" type="button" disabled=move || stage.get() == Stage::Busy on:click=seek>{said::SEEK}</button>
            {shown}
        </div>
    }
}
