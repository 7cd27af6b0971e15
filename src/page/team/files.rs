//! What two people exchange without a relay: one sealed file each way.

use crate::dom::*;

use super::field::Choose;
use crate::state::files::{self, Chosen};
use crate::state::team::{Ask, Said, teamwork};
use crate::words::team as said;

/// A team's file is read into memory whole.
const MOST_BYTES: u64 = 512 << 20;

#[component]
pub fn Exchange() -> View {
    let team = teamwork();
    let (busy, outcome) = (RwSignal::new(false), RwSignal::new(None::<Result<String, String>>));
    let chosen = RwSignal::new(None::<Chosen>);
    let may_export = Memo::new(move |_| team.may_write());
    let export = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        outcome.set(None);
        team.ask(Ask::Export, move |answer| {
            busy.try_set(false);
            outcome.try_set(Some(match answer {
                Said::File(bytes) if files::give_bytes(&team.file_name("team"), &bytes) => Ok(said::EXPORTED.to_owned()),
                Said::No(why) => Err(said::why(&why)),
                Said::File(_) | Said::Done | Said::Words(_) | Said::Link { .. } | Said::Brought { .. } => {
                    Err(crate::words::settings::NOT_GIVEN.to_owned())
                }
            }));
        });
    };
    // As soon as one is chosen it is brought in: it can be brought in twice.
    Effect::new(move |_| {
        let Some(Chosen { bytes, .. }) = chosen.get() else { return };
        busy.set(true);
        outcome.set(None);
        team.ask(Ask::Import { file: bytes }, move |answer| {
            busy.try_set(false);
            outcome.try_set(match answer {
                Said::Brought { documents } => Some(Ok(said::brought(documents))),
                Said::No(why) => Some(Err(said::why(&why))),
                Said::Done | Said::Words(_) | Said::Link { .. } | Said::File(_) => None,
            });
        });
    });
    view! {
        <section class="section set team-part" aria-labelledby="h-exchange">
            <div class="section-head"><h2 id="h-exchange">{said::FILES}</h2></div>
            <p>{said::FILES_HINT}</p>
            {move || may_export.get().then(|| view! {
                <div class="acts"><button type="button" on:click=export disabled=move || busy.get()>{said::EXPORT}</button></div>
            })}
            <Choose id="team-file" label=said::IMPORT chosen=chosen most_bytes=MOST_BYTES/>
            <p role="status">{move || if busy.get() { said::WORKING.to_owned() } else { outcome.get().and_then(Result::ok).unwrap_or_default() }}</p>
            {move || outcome.get().and_then(Result::err).map(|words| view! { <p class="error" role="alert">{words}</p> })}
        </section>
    }
}
