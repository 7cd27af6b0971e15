use crate::dom::*;
use domain::invoice::Standing;

use super::issued::Standings;
use crate::route::Route;
use crate::state::remit::Remit;
use crate::words::remit as said;

/// Why the document carries no code, or not every link: for the sender's eyes, beside the paper.
#[component]
pub(super) fn Missing(remit: Memo<Option<Remit>>, stands: Memo<Option<Standings>>) -> View {
    let why = move || {
        let open =
            stands.with(|stands| stands.as_ref().is_some_and(|stands| matches!(stands.standing, Standing::Open | Standing::PartlyPaid)));
        let found = remit.get().filter(|_| open)?;
        let mut why: Vec<String> = found.code.err().map(|lack| said::no_code(&lack).to_owned()).into_iter().collect();
        why.extend(found.hidden.iter().filter_map(|(name, lack)| said::no_link(name, lack)));
        (!why.is_empty()).then(|| {
            view! {
                <section aria-labelledby="h-remit">
                    <div class="side-head"><h2 id="h-remit">{said::WAYS}</h2></div>
                    <div class="stack">
                        {why.into_iter().map(|words| view! { <p class="quiet" dir="auto">{words}</p> }).collect_view()}
                        <p><a href=format!("{}/paid", Route::Settings.hash())>{said::TO_SETTINGS}</a></p>
                    </div>
                </section>
            }
        })
    };
    why.into_view()
}
