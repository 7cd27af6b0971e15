//! The words and the file by which a team comes back.

use crate::dom::ev::SubmitEvent;
use crate::dom::*;

use super::field::{Choose, Line};
use crate::part::focus::focus;
use crate::state::files::{self, Chosen};
use crate::state::team::{Ask, Said, Teamwork, teamwork};
use crate::words::team as said;

/// A recovery file is read into memory whole.
const MOST_BYTES: u64 = 512 << 20;
/// Characters of its password at least.
const PASSWORD_LEAST: usize = 12;

/// The words of a team that was just started: shown until they are on paper, which is asked for.
#[component]
pub fn NewWords() -> View {
    let team = teamwork();
    let (asks, typed, wrong) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    // Which one is asked for follows from the words, so that it is another each time and nothing has to be thrown.
    let place = move || {
        team.words
            .with_untracked(|words| words.as_ref().map_or(1, |words| words.iter().map(String::len).sum::<usize>() % words.len().max(1) + 1))
    };
    let check = move |event: SubmitEvent| {
        event.prevent_default();
        let right = team.words.with_untracked(|words| words.as_ref().and_then(|words| words.get(place() - 1).cloned()));
        if right.as_deref() == Some(typed.get_untracked().trim().to_lowercase().as_str()) {
            typed.set(String::new());
            asks.set(false);
            team.words.set(None);
            focus("h-syncing");
        } else {
            wrong.set(Some(said::WORDS_CHECK_WRONG.to_owned()));
            focus("word-check");
        }
    };
    (move || {
        team.words.get().map(|words| if asks.get() {
            view! {
                <section class="section set team-part" aria-labelledby="h-words">
                    <div class="section-head"><h2 id="h-words">{said::WORDS_CHECK}</h2></div>
                    <form class="stack" novalidate on:submit=check>
                        <div class="field">
                            <label for="word-check">{said::words_check(place())}</label>
                            <input id="word-check" type="text" dir="auto" autocomplete="off" autocapitalize="none" spellcheck="false"
                                prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event))/>
                            {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                        </div>
                        <div class="acts">
                            <button class="primary" type="submit">{said::WORDS_CHECK_DO}</button>
                            <button class="plain" type="button" on:click=move |_| { wrong.set(None); asks.set(false); }>{said::WORDS_AGAIN}</button>
                        </div>
                    </form>
                </section>
            }
        } else {
            view! {
                <section class="section set team-part" aria-labelledby="h-words">
                    <div class="section-head"><h2 id="h-words" tabindex="-1">{said::WORDS}</h2></div>
                    <p>{said::WORDS_HINT}</p>
                    <ol class="recovery-words">{words.into_iter().map(|word| view! { <li>{word}</li> }).collect_view()}</ol>
                    <div class="acts">
                        <button class="primary" type="button" on:click=move |_| { asks.set(true); focus("word-check"); }>{said::WORDS_DONE}</button>
                        <button class="plain" type="button" on:click=move |_| { let _ = window().print(); }>{said::WORDS_PRINT}</button>
                    </div>
                </section>
            }
        })
    })
    .into_view()
}

/// Coming back, where every browser of a team is lost.
#[component]
pub fn ComeBack() -> View {
    let team = teamwork();
    let (words, relay) = (RwSignal::new(String::new()), RwSignal::new(Teamwork::last_relay().unwrap_or_default()));
    let (wrong, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let come_back = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        team.ask(Ask::Recover { words: words.get_untracked(), relay: relay.get_untracked() }, move |answer| {
            busy.try_set(false);
            if let Said::No(why) = answer {
                wrong.try_set(Some(said::why(&why)));
            }
        });
    };
    let (chosen, password) = (RwSignal::new(None::<Chosen>), RwSignal::new(String::new()));
    let file_wrong = RwSignal::new(None::<String>);
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(Chosen { bytes, .. }) = chosen.get_untracked() else {
            file_wrong.set(Some(said::FILE_MISSING.to_owned()));
            return focus("rescue-file");
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        file_wrong.set(None);
        let relay = Some(relay.get_untracked()).filter(|relay| !relay.trim().is_empty());
        team.ask(Ask::OpenRescue { file: bytes, password: password.get_untracked(), relay }, move |answer| {
            busy.try_set(false);
            match answer {
                Said::No(why) => {
                    file_wrong.try_set(Some(said::why(&why)));
                }
                Said::Brought { documents } => team.desk.toast(said::brought(documents), None, false),
                Said::Done | Said::Words(_) | Said::Link { .. } | Said::File(_) => {}
            }
        });
    };
    view! {
        <section class="section set team-part" aria-labelledby="h-back">
            <div class="section-head"><h2 id="h-back">{said::RECOVER}</h2></div>
            <p>{said::RECOVER_HINT}</p>
            <details><summary>{said::RECOVER_DO}</summary>
                <form class="stack" novalidate on:submit=come_back>
                    <div class="field">
                        <label for="back-words">{said::RECOVER_WORDS}</label>
                        <textarea id="back-words" rows="4" autocomplete="off" autocapitalize="none" spellcheck="false"
                            prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))></textarea>
                    </div>
                    <Line id="back-relay" label=said::RELAY text=relay hint=said::RELAY_HINT_LATER kind="url"/>
                    {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    <div class="acts"><button type="submit" disabled=move || busy.get()>{said::RECOVER_DO}</button></div>
                </form>
            </details>
            <details><summary>{said::RESCUE_OPEN}</summary>
                <p class="hint">{said::RESCUE_OPEN_HINT}</p>
                <form class="stack" novalidate on:submit=open>
                    <Choose id="rescue-file" label=said::FILE chosen=chosen most_bytes=MOST_BYTES/>
                    <Line id="rescue-open-password" label=said::PASSWORD text=password kind="password"/>
                    {move || file_wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    <div class="acts"><button type="submit" disabled=move || busy.get()>
                        {move || if busy.get() { said::WORKING } else { said::RESCUE_OPEN_DO }}
                    </button></div>
                </form>
            </details>
        </section>
    }
}

/// Everything in one file under a password.
#[component]
pub fn RescueFile() -> View {
    let team = teamwork();
    let (words, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong, done, busy) = (RwSignal::new(None::<String>), RwSignal::new(false), RwSignal::new(false));
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        done.set(false);
        if password.with_untracked(|password| password.chars().count() < PASSWORD_LEAST) {
            wrong.set(Some(said::RESCUE_SHORT.to_owned()));
            return focus("rescue-password");
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        team.ask(Ask::Rescue { words: words.get_untracked(), password: password.get_untracked() }, move |answer| {
            busy.try_set(false);
            match answer {
                Said::File(bytes) if files::give_bytes(&team.file_name("recovery"), &bytes) => {
                    words.try_set(String::new());
                    password.try_set(String::new());
                    done.try_set(true);
                }
                Said::No(why) => {
                    wrong.try_set(Some(said::why(&why)));
                }
                Said::File(_) | Said::Done | Said::Words(_) | Said::Link { .. } | Said::Brought { .. } => {
                    wrong.try_set(Some(crate::words::settings::NOT_GIVEN.to_owned()));
                }
            }
        });
    };
    view! {
        <section class="section set team-part" aria-labelledby="h-rescue">
            <div class="section-head"><h2 id="h-rescue">{said::RESCUE}</h2></div>
            <p>{said::RESCUE_HINT}</p>
            <details><summary>{said::RESCUE_DO}</summary>
                <form class="stack" novalidate on:submit=make>
                    <div class="field">
                        <label for="rescue-words">{said::RECOVER_WORDS}</label>
                        <textarea id="rescue-words" rows="4" autocomplete="off" autocapitalize="none" spellcheck="false"
                            prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))></textarea>
                    </div>
                    <Line id="rescue-password" label=said::RESCUE_PASSWORD text=password hint=said::RESCUE_PASSWORD_HINT kind="password"/>
                    {move || wrong.get().map(|words| view! { <p class="error" role="alert">{words}</p> })}
                    <div class="acts">
                        <button type="submit" disabled=move || busy.get()>{move || if busy.get() { said::WORKING } else { said::RESCUE_DO }}</button>
                        <span role="status">{move || done.get().then_some(said::RESCUE_DONE)}</span>
                    </div>
                </form>
            </details>
        </section>
    }
}
