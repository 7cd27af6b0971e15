//! Renewing the key, and leaving.

use crate::dom::*;

use crate::state::team::{Ask, Said, teamwork};
use crate::words::team as said;

#[component]
pub fn Safety() -> View {
    let team = teamwork();
    let can = Memo::new(move |_| team.is_connected() && team.team.with(|team| team.role.is_some()));
    let is_owner = Memo::new(move |_| team.is_owner());
    let (leaving, told) = (RwSignal::new(false), RwSignal::new(None::<Result<&'static str, String>>));
    let rotate = move |_| {
        team.ask(Ask::Rotate, move |answer| {
            told.try_set(match answer {
                Said::No(why) => Some(Err(said::why(&why))),
                Said::Done => Some(Ok(said::ROTATED)),
                Said::Words(_) | Said::Link { .. } | Said::File(_) | Said::Brought { .. } => None,
            });
        });
    };
    let leave = move |_| {
        team.ask(Ask::Leave, move |answer| {
            if let Said::No(why) = answer {
                told.try_set(Some(Err(said::why(&why))));
            }
            leaving.try_set(false);
        });
    };
    view! {
        <Show when=move || can.get()>
            <section class="section set team-part" aria-labelledby="h-safety">
                <div class="section-head"><h2 id="h-safety">{said::SAFETY}</h2></div>
                {move || is_owner.get().then(|| view! {
                    <p>{said::ROTATE_HINT}</p>
                    <div class="acts"><button type="button" on:click=rotate>{said::ROTATE}</button></div>
                })}
                <p>{said::LEAVE_HINT}</p>
                <div class="acts">
                    {move || if leaving.get() {
                        view! {
                            <button type="button" on:click=leave>{said::LEAVE_DO}</button>
                            <button class="plain" type="button" on:click=move |_| leaving.set(false)>{said::CANCEL}</button>
                        }
                    } else {
                        view! { <button class="plain" type="button" on:click=move |_| leaving.set(true)>{said::LEAVE}</button> }
                    }}
                </div>
                <p role="status">{move || told.get().and_then(Result::ok)}</p>
                {move || told.get().and_then(Result::err).map(|words| view! { <p class="error" role="alert">{words}</p> })}
            </section>
        </Show>
    }
}
